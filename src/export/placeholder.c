typedef int dln_empty_export;
