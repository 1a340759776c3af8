typedef int dln_empty_text;
