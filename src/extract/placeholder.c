typedef int dln_empty_extract;
