// How the reader of lexicon files (lexicon_file.c) puts lines into a lexicon.
#ifndef DLN_TEXT_LEXICON_INSERT_H
#define DLN_TEXT_LEXICON_INSERT_H

#include "text/lexicon.h"

// The arena for the strings of one file, and the file's number.
dln_arena *dln_lexicon_begin_file(dln_lexicon *lexicon, uint32_t *file);
// Copies the phrase; the value must live in the lexicon's arena. False: no memory.
bool dln_lexicon_insert(dln_lexicon *lexicon, dln_lexeme lexeme);

#endif
