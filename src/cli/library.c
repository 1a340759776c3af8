// The libraries are made of whole modules; a shared library needs a source of its own.
typedef int dln_library_has_no_code_of_its_own;
