typedef int dln_empty_map;
