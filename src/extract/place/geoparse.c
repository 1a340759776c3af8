// The public face of geoparsing.
#include "dateline/extract.h"

#include <math.h>

#include "extract/place/mentions.h"

// "northeast Syria" lies half-way from the middle of the region to its edge, and is half as rough.
#define PART_SHARE 0.5
// "near X": how much rougher than the place itself. ACLED codes what is near a town to the town.
#define NEAR_RADIUS_M 10000.0

dln_status dln_lexicon_from_gazetteer(const dln_gazetteer *gazetteer, dln_lexicon **out,
                                      dln_error *err) {
    dln_lexicon *lexicon;
    dln_status status = dln_lexicon_new(&lexicon, err);
    if (status != DLN_OK)
        return status;
    dln_str name, contents;
    for (size_t i = 0; dln_gazetteer_lexicon_file(gazetteer, i, &name, &contents); i++) {
        status = dln_lexicon_add(lexicon, name, contents, err);
        if (status != DLN_OK) {
            dln_lexicon_free(lexicon);
            return status;
        }
    }
    *out = lexicon;
    return DLN_OK;
}

dln_str dln_on_one_line(dln_str text, dln_span span, dln_arena *arena) {
    dln_str words = dln_str_trim(dln_str_of_span(text, span));
    char *out = DLN_ARENA_ARRAY(arena, char, words.len + 1);
    if (!out)
        return DLN_STR_NONE;
    size_t len = 0;
    for (size_t i = 0; i < words.len; i++) {
        bool blank = words.data[i] == ' ' || words.data[i] == '\n' || words.data[i] == '\r' ||
                     words.data[i] == '\t';
        if (!blank)
            out[len++] = words.data[i];
        else if (len > 0 && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    return (dln_str){out, len};
}

static bool equals_folded(dln_str a, dln_str b) { // ASCII letters in either case
    for (size_t i = 0; a.len == b.len && i < a.len; i++)
        if ((a.data[i] | 0x20) != (b.data[i] | 0x20))
            return false;
    return a.len == b.len;
}

static dln_str last_word(dln_str words) {
    size_t begin = words.len;
    while (begin > 0 && words.data[begin - 1] != ' ')
        begin--;
    return dln_str_slice(words, begin, words.len);
}

static dln_str first_word(dln_str words) {
    dln_str rest = words;
    return dln_str_cut(&rest, ' ');
}

static dln_str without_last_word(dln_str words) {
    return dln_str_trim(dln_str_slice(words, 0, words.len - last_word(words).len));
}

// "near the city of" before "Kuwait City" is "near". Only what the name ends with, behind an
// article: "north of North Kivu" and "to the north of" say a direction.
static dln_str without_kind(dln_str words, dln_str name) {
    dln_str kind = without_last_word(words);
    dln_str article = without_last_word(kind);
    dln_str before = without_last_word(article);
    bool said = dln_str_equal(last_word(words), DLN_STR("of")) &&
                equals_folded(last_word(article), DLN_STR("the")) &&
                !equals_folded(last_word(before), DLN_STR("to")) &&
                equals_folded(last_word(kind), last_word(name));
    return said ? before : words;
}

dln_str dln_join_name(dln_str words, dln_str name, dln_arena *arena) {
    bool begins = words.len > 0 && equals_folded(last_word(words), first_word(name));
    words = begins ? without_last_word(words) : without_kind(words, name);
    return words.len == 0
               ? name
               : dln_arena_printf(arena, "%.*s %.*s", DLN_STR_ARG(words), DLN_STR_ARG(name));
}

// "eastern Deir ez-Zor", "Hama countryside": the report's words and the gazetteer's name.
static dln_str qualified_name(const dln_found *found, dln_str text, dln_arena *arena) {
    dln_str name = found->where.name;
    if (found->qualifier_token < found->first_token) {
        dln_span before = {found->qualifier_begin, found->span.begin};
        dln_str words = dln_on_one_line(text, before, arena);
        bool half = dln_str_starts_with(words, DLN_STR("between")); // of two, and this is one
        return half ? name : dln_join_name(words, name, arena);
    }
    bool around = found->qualifier == DLN_QUALIFIER_AROUND && found->type;
    if (around && !equals_folded(last_word(name), found->type->phrase)) {
        return dln_arena_printf(arena, "%.*s %.*s", DLN_STR_ARG(name),
                                DLN_STR_ARG(found->type->phrase));
    }
    return name;
}

// "eastern Ghouta" is called Eastern Ghouta: the whole of what bears the name is meant.
static bool is_in_name(const dln_found *found, dln_str text) {
    dln_str words =
        dln_str_trim(dln_str_of_span(text, (dln_span){found->qualifier_begin, found->span.begin}));
    dln_str name = found->where.name;
    if (found->qualifier_token >= found->first_token || words.len == 0 || name.len <= words.len)
        return false;
    for (size_t i = 0; i < words.len; i++)
        if ((words.data[i] | 0x20) != (name.data[i] | 0x20)) // ASCII letters in either case
            return false;
    return name.data[words.len] == ' ';
}

dln_where dln_found_where(const dln_found *found, dln_str text, dln_arena *arena) {
    dln_where where = found->where;
    if (found->related)
        return found->scene;
    if (is_in_name(found, text))
        return where;
    switch (found->qualifier) {
    case DLN_QUALIFIER_NONE:
        return where;
    case DLN_QUALIFIER_PART:
        where.at = where.located
                       ? dln_travel(where.at, found->bearing_deg, where.radius_m * PART_SHARE)
                       : where.at;
        where.radius_m *= PART_SHARE;
        break;
    case DLN_QUALIFIER_CENTRE:
        where.radius_m *= PART_SHARE;
        break;
    case DLN_QUALIFIER_NEAR:
        where.radius_m += NEAR_RADIUS_M;
        break;
    case DLN_QUALIFIER_AROUND:
        where.radius_m += where.precision == DLN_GEO_EXACT ? NEAR_RADIUS_M : 0;
        break;
    }
    if (where.precision == DLN_GEO_EXACT && found->qualifier != DLN_QUALIFIER_CENTRE)
        where.precision = DLN_GEO_NEAR;
    else if (where.precision == DLN_GEO_REGION && found->qualifier != DLN_QUALIFIER_NEAR)
        where.precision = DLN_GEO_NEAR;
    dln_str name = qualified_name(found, text, arena);
    where.name = name.data ? name : where.name;
    return where;
}

// Governments speak and act under the names of their countries, capitals and provinces.
static bool is_metonym(const dln_found *found) {
    return (found->speaks || (found->addressed && !found->related)) && found->where.located &&
           (found->where.feature.len == 0 ||
            dln_str_starts_with(found->where.feature, DLN_STR("PCL")) ||
            dln_str_starts_with(found->where.feature, DLN_STR("ADM1")) ||
            dln_str_equal(found->where.feature, DLN_STR("PPLC")));
}

dln_status dln_mentions_from_found(const dln_found_list *found, dln_str text, dln_arena *arena,
                                   dln_mentions *out, dln_error *err) {
    dln_mention *items = DLN_ARENA_ARRAY(arena, dln_mention, found->count + 1);
    if (!items)
        return dln_fail_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < found->count; i++) {
        const dln_found *from = &found->items[i];
        if (from->described)
            continue;
        dln_mention *to = &items[count++];
        *to = (dln_mention){
            .span = from->span,
            .where = from->where,
            .metonym = is_metonym(from),
            .confidence = from->confidence,
        };
        if (from->qualifier != DLN_QUALIFIER_NONE && from->where.located) {
            to->where.precision =
                from->where.precision == DLN_GEO_EXACT ? DLN_GEO_EXACT : DLN_GEO_NEAR;
        }
        to->has_scene =
            from->where.located && (from->related || from->qualifier != DLN_QUALIFIER_NONE);
        if (to->has_scene)
            to->scene = dln_found_where(from, text, arena);
    }
    *out = (dln_mentions){items, count};
    return DLN_OK;
}

dln_status dln_geoparse(const dln_knowledge *knowledge, const dln_report *report, dln_arena *arena,
                        dln_mentions *out, dln_error *err) {
    dln_segments segments;
    dln_status status = dln_segment(report->text, knowledge->lexicon, arena, &segments, err);
    if (status != DLN_OK)
        return status;
    dln_found_list found;
    status = dln_find_places(knowledge, report, &segments, arena, &found, err);
    return status == DLN_OK ? dln_mentions_from_found(&found, report->text, arena, out, err)
                            : status;
}
