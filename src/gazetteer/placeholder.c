typedef int dln_empty_gazetteer;
