// Folding: the form in which names and words are compared.
//
// fold("Dayr az-Zawr") = "dayr az zawr", fold("Côte d'Ivoire") = "cote divoire",
// fold("Kata'ib") = fold("Kataʿib") = "kataib", fold("U.S.") = "us", fold("البُوكمال") = "البوكمال".
// Rules, in order: compatibility decomposition; marks dropped; lower case; apostrophes, ayn and
// hamza signs, full stops dropped; hyphens, slashes and other punctuation become one space; Arabic
// alef, ya, ta marbuta and Persian kaf in one form each, tatweel dropped. No space at either end.
#ifndef DLN_TEXT_FOLD_H
#define DLN_TEXT_FOLD_H

#include "dateline/base.h"

// Folding is idempotent: fold(fold(x)) == fold(x). Into `arena`; data NULL: no memory.
dln_str dln_fold(dln_arena *arena, dln_str text);
// Into `out` without allocating; false if it does not fit (nothing useful in out then).
bool dln_fold_into(dln_str text, char *out, size_t capacity, size_t *len);

#endif
