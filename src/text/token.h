// Tokens: the first half of segmentation.
#ifndef DLN_TEXT_TOKEN_H
#define DLN_TEXT_TOKEN_H

#include "text/segment.h"

// All tokens of a text, without sentences. `text` as for dln_segment.
dln_status dln_tokenize(dln_str text, dln_arena *arena, dln_token **tokens, size_t *count,
                        dln_error *err) DLN_MUST_CHECK;

#endif
