typedef int dln_empty_store;
