// Who works on the database, and when: what every correction is signed with.
#ifndef DLN_CLI_SIGNATURE_H
#define DLN_CLI_SIGNATURE_H

#include "cli/options.h"

typedef struct cli_signature {
    const char *database;
    dln_str by;   // --by; else the name of the user
    dln_str note; // --note
    dln_signature signature;
    char made_at[32], user[64];
} cli_signature;

// --db, --by and --note, for the options of a command.
#define CLI_SIGNATURE_OPTIONS(s)                                                                   \
    {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &(s).database},      \
        {"by", "NAME", "who says so (the user's name)", cli_parse_words, &(s).by}, {              \
        "note", "TEXT", "why", cli_parse_words, &(s).note                                         \
    }

void cli_signature_init(cli_signature *s);
// Fills `signature` from the options, the clock and the user.
void cli_signature_sign(cli_signature *s);

#endif
