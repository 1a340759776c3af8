// The lexicon: the words dateline knows. Filled from files of gazetteer/lexicon/.
#ifndef DATELINE_LEXICON_H
#define DATELINE_LEXICON_H

#include "dateline/base.h"

DLN_BEGIN_DECLS

// The words dateline knows: triggers, weapons, actors, titles, months … Immutable once filled,
// shared between threads.
typedef struct dln_lexicon dln_lexicon;

DLN_API dln_status dln_lexicon_new(dln_lexicon **out, dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_lexicon_free(dln_lexicon *lexicon);
// Adds the lines of one lexicon file (format: gazetteer/README.md). `name` is for messages; both
// strings are copied. DLN_BAD_INPUT names file, line and reason.
DLN_API dln_status dln_lexicon_add(dln_lexicon *lexicon, dln_str name, dln_str contents,
                                   dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
