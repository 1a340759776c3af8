#include "extract/place/mentions_qualifier.h"

// So many words stand between a preposition and its name: "in the far north-eastern".
#define REACH_TO_NAME 4

static const dln_token *token_at(const dln_scan *scan, uint32_t at) {
    return &scan->segments->tokens[at];
}

dln_preposition dln_find_preposition(const dln_scan *scan, const dln_site *site,
                                     const dln_type_word *type) {
    uint32_t at = type->lexeme && type->before ? type->first : site->first;
    for (int steps = 0; steps < REACH_TO_NAME && at > site->sentence->first; steps++) {
        at--;
        const dln_lexeme *route = dln_scan_lexeme(scan, at, DLN_WORD_ROUTE);
        if (route)
            return (dln_preposition){dln_value_get(route->value, "role"), at};
        const dln_lexeme *word = dln_scan_lexeme(scan, at, DLN_WORD_GRAMMAR);
        bool article =
            word && dln_str_equal(dln_value_get(word->value, "class"), DLN_STR("determiner"));
        if (!article && !dln_scan_is(scan, at, DLN_WORD_DIRECTION) &&
            token_at(scan, at)->mark != '-')
            break;
    }
    return (dln_preposition){DLN_STR_NONE, at};
}

static bool is_part(const dln_lexeme *type, const char *part) {
    return type && dln_str_equal(dln_value_get(type->value, "part"), dln_str_from(part));
}

// "X countryside" is what lies around a town, "the outskirts of X" as well.
static bool lies_around(const dln_scan *scan, const dln_site *site, const dln_type_word *type,
                        dln_found *found) {
    if (is_part(type->lexeme, "around")) {
        found->qualifier = DLN_QUALIFIER_AROUND;
        found->qualifier_token = type->before ? type->first : site->first;
        return true;
    }
    uint32_t at = site->first;
    bool of = at > site->sentence->first + 1 &&
              dln_str_equal(token_at(scan, at - 1)->folded, DLN_STR("of")) &&
              is_part(dln_scan_lexeme(scan, at - 2, DLN_WORD_PLACE_TYPE), "around");
    if (of) {
        found->qualifier = DLN_QUALIFIER_NEAR;
        found->qualifier_token = at - 2;
    }
    return of;
}

void dln_find_qualifier(const dln_scan *scan, const dln_site *site, const dln_type_word *type,
                        dln_preposition before, dln_found *found) {
    found->qualifier_token = site->first;
    bool around = lies_around(scan, site, type, found);
    if (site->first > site->sentence->first) {
        const dln_lexeme *direction = dln_scan_lexeme(scan, site->first - 1, DLN_WORD_DIRECTION);
        double bearing;
        if (direction && dln_str_to_double(direction->value, &bearing)) {
            uint32_t at = site->first - 1;
            found->qualifier = DLN_QUALIFIER_PART;
            found->bearing_deg = bearing;
            found->qualifier_token = at;
            return;
        }
        if (direction) {
            found->qualifier = dln_str_equal(direction->value, DLN_STR("around"))
                                   ? DLN_QUALIFIER_AROUND
                                   : DLN_QUALIFIER_CENTRE;
            found->qualifier_token = site->first - 1;
            return;
        }
    }
    if (around)
        return;
    if (before.role.data && dln_str_equal(before.role, DLN_STR("near"))) {
        found->qualifier = DLN_QUALIFIER_NEAR;
        found->qualifier_token = before.token;
    }
}
