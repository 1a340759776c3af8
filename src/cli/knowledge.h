// The data a command finds at run time: gazetteer, lexicon and basemap.
#ifndef DLN_CLI_KNOWLEDGE_H
#define DLN_CLI_KNOWLEDGE_H

#include "cli/options.h"
#include "dateline/dateline.h"

// DATELINE_GAZETTEER, or share/dateline/ beside the program's bin/.
dln_status cli_open_gazetteer(dln_gazetteer **out, dln_error *err) DLN_MUST_CHECK;
// The folder of the bundled basemap, in `arena`.
dln_str cli_basemap_path(dln_arena *arena);
// The folder of the text files that the bundled gazetteer is compiled from, in `arena`.
dln_status cli_bundled_sources_path(dln_arena *arena, dln_str *out, dln_error *err) DLN_MUST_CHECK;

// Gazetteer and lexicon together, as extraction wants them.
typedef struct cli_knowledge {
    dln_gazetteer *gazetteer;
    dln_lexicon *lexicon;
} cli_knowledge;
// `own_lexicons`: paths of files that add to the bundled lexicon; may be NULL.
dln_status cli_knowledge_open(const cli_texts *own_lexicons, cli_knowledge *out,
                              dln_error *err) DLN_MUST_CHECK;
void cli_knowledge_close(cli_knowledge *knowledge);

#endif
