// Encodings: the bytes of a file become valid UTF-8.
#ifndef DLN_EXTRACT_REPORT_ENCODING_H
#define DLN_EXTRACT_REPORT_ENCODING_H

#include "dateline/base.h"

// Which encoding `bytes` are in: the mark at their beginning, else `declared` by the user, else
// <meta charset> within the first kilobyte (only if `markup`), else UTF-8 if they are that, else
// windows-1252. Borrowed from `declared` or `bytes`, or constant.
typedef struct dln_encoding {
    dln_str name;
    size_t mark_len; // bytes of the mark
    bool guessed;    // nobody said it, and it is not UTF-8
} dln_encoding;
dln_encoding dln_encoding_of(dln_str bytes, dln_str declared, bool markup);

// `bytes` in `encoding` as valid UTF-8 without NUL; borrowed from `bytes` when they are that
// already. An encoding nobody knows is DLN_INVALID; what cannot be converted becomes U+FFFD.
dln_status dln_decode(dln_str bytes, dln_str encoding, dln_arena *arena, dln_str *out,
                      dln_error *err) DLN_MUST_CHECK;

// Why `bytes` are no text ("a PDF file: convert it with pdftotext first"), or NULL. `bytes` must
// be in an ASCII-compatible encoding: UTF-16 is full of NUL.
const char *dln_binary_reason(dln_str bytes);

#endif
