typedef int dln_empty_version;
