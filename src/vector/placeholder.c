typedef int dln_empty_vector;
