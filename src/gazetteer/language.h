// In which languages a name may be read: by the mark that a source puts before it, or by its
// letters.
#ifndef DLN_GAZETTEER_LANGUAGE_H
#define DLN_GAZETTEER_LANGUAGE_H

#include "gazetteer/format.h"

#define DLN_LANGUAGES_GUESSED 5
// The languages that a name without a mark can be in, all of whose letters are theirs; returns how
// many. None for Latin script, which tells nothing.
size_t dln_languages_by_letters(dln_str name, dln_language out[DLN_LANGUAGES_GUESSED]);
// "ar", "ckb"; false if `code` is none.
bool dln_language_parse(dln_str code, dln_language *out);

#endif
