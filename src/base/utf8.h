// UTF-8: decoding, checking, repairing.
#ifndef DLN_BASE_UTF8_H
#define DLN_BASE_UTF8_H

#include "dateline/base.h"

#define DLN_REPLACEMENT 0xFFFDu

// The code point at text[*at], and steps `*at` behind it. Ill-formed bytes give DLN_REPLACEMENT and
// step one byte, so that a loop `while (at < text.len)` always ends.
uint32_t dln_utf8_next(dln_str text, size_t *at);
// The code point that ends before text[*at], and steps back onto it.
uint32_t dln_utf8_previous(dln_str text, size_t *at);
// Writes 1 to 4 bytes; returns how many. Not a scalar value: writes DLN_REPLACEMENT.
size_t dln_utf8_encode(uint32_t code_point, char out[4]);
bool dln_utf8_is_valid(dln_str text);
// A copy in `arena` that is valid and free of NUL and other C0 controls but tab, newline and
// carriage return: each bad byte becomes U+FFFD. data NULL: no memory.
dln_str dln_utf8_repair(dln_arena *arena, dln_str text);
// The same, but only NUL and what is ill-formed becomes U+FFFD: for text that may hold controls.
dln_str dln_utf8_mend(dln_arena *arena, dln_str text);
bool dln_utf8_is_whole(dln_str text); // nothing to mend

#endif
