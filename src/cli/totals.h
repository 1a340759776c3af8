// Totals of what passes a filter: --count, --group-by, --summary, --timeline.
#ifndef DLN_CLI_TOTALS_H
#define DLN_CLI_TOTALS_H

#include "cli/options.h"

// Tallies gathered from the store; strings in `arena`.
typedef struct cli_tallies {
    dln_arena *arena;
    dln_tally *items;
    size_t count, capacity;
} cli_tallies;
// A dln_tally_visitor that copies into the cli_tallies given as context.
dln_status cli_tallies_gather(void *tallies, const dln_tally *tally, dln_error *err);
// All groups of one kind, in `arena`.
dln_status cli_tallies_ask(dln_store *store, const dln_filter *filter, dln_grouping grouping,
                           dln_arena *arena, cli_tallies *out, dln_error *err) DLN_MUST_CHECK;

// Each writes to standard output and says in *found how many incidents passed.
dln_status cli_print_count(dln_store *store, const dln_filter *filter, cli_format format,
                           dln_arena *arena, size_t *found, dln_error *err) DLN_MUST_CHECK;
dln_status cli_print_groups(dln_store *store, const dln_filter *filter, dln_grouping grouping,
                            cli_format format, dln_arena *arena, size_t *found,
                            dln_error *err) DLN_MUST_CHECK;
// A first paragraph, as an analyst writes it: how many, where, when, by whom, casualties.
dln_status cli_print_summary(dln_store *store, const dln_filter *filter,
                             const dln_gazetteer *gazetteer, dln_arena *arena, size_t *found,
                             dln_error *err) DLN_MUST_CHECK;
// A bar a day, week or month, whichever fits a screen.
dln_status cli_print_timeline(dln_store *store, const dln_filter *filter, dln_arena *arena,
                              size_t *found, dln_error *err) DLN_MUST_CHECK;

#endif
