// Reading relations: the words before, between and behind names.
#include "extract/place/relation.h"

// So many words may stand between "north of" and the name: "the town of".
#define REACH_TO_NAME 4
// So many tokens of a measure in parentheses are stepped over: "20 km (12 miles) north of".
#define PARENTHESIS_MAX 6
#define DIRECTION_MAX   5 // "north", "-", "north", "-", "east"
// Nobody measures a way of more kilometres from a place.
#define DISTANCE_MAX_M 2000000.0

static const dln_token *token_at(const dln_scan *scan, uint32_t at) {
    return &scan->segments->tokens[at];
}

static bool is_word(const dln_scan *scan, uint32_t at, const char *word) {
    return dln_str_equal(token_at(scan, at)->folded, dln_str_from(word));
}

static bool is_mark(const dln_scan *scan, uint32_t at, char mark) {
    return token_at(scan, at)->kind == DLN_TOKEN_PUNCTUATION && token_at(scan, at)->mark == mark;
}

static bool is_determiner(const dln_scan *scan, uint32_t at) {
    const dln_lexeme *word = dln_scan_lexeme(scan, at, DLN_WORD_GRAMMAR);
    return word && dln_str_equal(dln_value_get(word->value, "class"), DLN_STR("determiner"));
}

// A word for a part of the world: part=border, coast, road, around.
static bool is_part(const dln_scan *scan, uint32_t at, const char *part) {
    const dln_lexeme *type = dln_scan_lexeme(scan, at, DLN_WORD_PLACE_TYPE);
    return type && dln_str_equal(dln_value_get(type->value, "part"), dln_str_from(part));
}

static uint32_t sentence_begin(const dln_scan *scan, const dln_found *found) {
    return scan->segments->sentences[found->sentence].first;
}

static uint32_t sentence_end(const dln_scan *scan, const dln_found *found) {
    const dln_sentence *sentence = &scan->segments->sentences[found->sentence];
    return sentence->first + sentence->count;
}

static uint32_t end_of(const dln_found *found) {
    return found->first_token + found->token_count;
}

// Back from the name over "the", "town of", "city".
static uint32_t before_name(const dln_scan *scan, const dln_found *found, uint32_t begin) {
    uint32_t at = found->first_token;
    for (int steps = 0; steps < REACH_TO_NAME && at > begin; steps++) {
        bool of_type = is_word(scan, at - 1, "of") && at - 1 > begin &&
                       dln_scan_is(scan, at - 2, DLN_WORD_PLACE_TYPE) &&
                       !is_part(scan, at - 2, "border") && !is_part(scan, at - 2, "coast");
        if (of_type)
            at -= 2;
        else if (is_determiner(scan, at - 1))
            at--;
        else
            break;
    }
    return at;
}

// ---- measures

// The direction whose words end before `at`; returns its first token, or `at`.
static uint32_t read_direction(const dln_scan *scan, uint32_t begin, uint32_t at, double *bearing) {
    for (uint32_t length = DIRECTION_MAX; length > 0; length--) {
        if (at - begin < length)
            continue;
        const dln_token *tokens = token_at(scan, at - length);
        const dln_lexeme *direction = dln_lexicon_match(scan->knowledge->lexicon, tokens, length,
                                                        dln_kind_bit(DLN_WORD_DIRECTION));
        if (direction && dln_lexeme_tokens(direction, tokens, length) == length &&
            dln_str_to_double(direction->value, bearing))
            return at - length;
    }
    return at;
}

// The unit whose words end before `at`, "km", "nautical miles"; returns its first token, or `at`.
static uint32_t read_unit(const dln_scan *scan, uint32_t begin, uint32_t at, double *unit_m) {
    if (at - begin >= 2 && is_mark(scan, at - 1, '.'))
        at--; // "12 mi. north"
    for (uint32_t length = 2; length > 0; length--) {
        if (at - begin <= length)
            continue;
        const dln_token *tokens = token_at(scan, at - length);
        const dln_lexeme *unit = dln_lexicon_match(scan->knowledge->lexicon, tokens, length,
                                                   dln_kind_bit(DLN_WORD_LENGTH_UNIT));
        if (unit && dln_lexeme_tokens(unit, tokens, length) == length &&
            dln_str_to_double(unit->value, unit_m))
            return at - length;
    }
    return at;
}

// The unit glued to a number: "30km".
static bool read_suffix(const dln_scan *scan, uint32_t at, double *unit_m) {
    dln_str folded = token_at(scan, at)->folded;
    size_t digits = 0;
    while (digits < folded.len && (folded.data[digits] < 'a' || folded.data[digits] > 'z'))
        digits++;
    size_t count;
    const dln_lexeme *unit = dln_lexicon_find(scan->knowledge->lexicon,
                                              dln_str_slice(folded, digits, folded.len), &count);
    for (size_t i = 0; i < count; i++)
        if (unit[i].kind == DLN_WORD_LENGTH_UNIT)
            return dln_str_to_double(unit[i].value, unit_m);
    return false;
}

// "20 km" before `at`; returns its first token, or `at`.
static uint32_t read_distance(const dln_scan *scan, uint32_t begin, uint32_t at, double *metres) {
    double unit_m;
    uint32_t number_at = at - 1;
    bool glued = token_at(scan, number_at)->kind == DLN_TOKEN_NUMBER &&
                 read_suffix(scan, number_at, &unit_m);
    if (!glued) {
        uint32_t unit_at = read_unit(scan, begin, at, &unit_m);
        if (unit_at == at || unit_at == begin)
            return at;
        number_at = unit_at - 1;
    }
    if (is_mark(scan, number_at, '-') && number_at > begin)
        number_at--; // "20-kilometre"
    const dln_token *number = token_at(scan, number_at);
    const dln_lexeme *word = dln_scan_lexeme(scan, number_at, DLN_WORD_NUMBER);
    double count = number->kind == DLN_TOKEN_NUMBER ? number->number
                   : word                           ? (word->number + word->number_high) / 2.0
                                                    : 0;
    if (!(count > 0) || count * unit_m > DISTANCE_MAX_M)
        return at;
    *metres = count * unit_m;
    return number_at;
}

// Steps back over "(12 miles)".
static uint32_t over_parenthesis(const dln_scan *scan, uint32_t begin, uint32_t at) {
    if (at <= begin || !is_mark(scan, at - 1, ')'))
        return at;
    for (uint32_t back = at - 1; back > begin && at - back <= PARENTHESIS_MAX; back--)
        if (is_mark(scan, back - 1, '('))
            return back - 1;
    return at;
}

// "20 km (12 miles) to the north of", "12 miles from", "north of".
static dln_relation read_offset(const dln_scan *scan, const dln_found *found) {
    dln_relation none = {.partner = DLN_NO_MENTION};
    uint32_t begin = sentence_begin(scan, found);
    uint32_t at = before_name(scan, found, begin);
    bool of = at > begin && is_word(scan, at - 1, "of");
    bool outside = at > begin && is_word(scan, at - 1, "outside");
    bool from = outside || (at > begin && is_word(scan, at - 1, "from"));
    if (!of && !from)
        return none;
    dln_relation relation = none;
    at--;
    if (of && at > begin && is_word(scan, at - 1, "outside")) {
        at--; // "10 km outside of X"
        from = outside = true;
    }
    uint32_t outside_at = at;
    uint32_t direction = read_direction(scan, begin, at, &relation.bearing_deg);
    relation.has_bearing = direction < at;
    if (of && !from && !relation.has_bearing)
        return none;
    at = direction;
    while (at > begin && (is_determiner(scan, at - 1) || is_word(scan, at - 1, "to") ||
                          is_word(scan, at - 1, "away") || is_word(scan, at - 1, "due")))
        at--;
    at = over_parenthesis(scan, begin, at);
    uint32_t distance = at > begin ? read_distance(scan, begin, at, &relation.distance_m) : at;
    relation.has_distance = distance < at;
    relation.first_token = relation.has_distance  ? distance
                           : relation.has_bearing ? direction
                                                  : outside_at;
    relation.kind = relation.has_distance             ? DLN_RELATION_OFFSET
                    : relation.has_bearing || outside ? DLN_RELATION_SIDE
                                                      : DLN_RELATION_NONE;
    return relation;
}

// ---- pairs

// Whether `mention` and the next one are joined by "and" or a hyphen and nothing else (but "the").
static bool is_joined(const dln_scan *scan, const dln_found_list *list, uint32_t mention,
                      bool *hyphen) {
    if (mention + 1 >= list->count ||
        list->items[mention].sentence != list->items[mention + 1].sentence)
        return false;
    uint32_t at = end_of(&list->items[mention]);
    uint32_t next = before_name(scan, &list->items[mention + 1], at);
    *hyphen = next == at + 1 && (is_mark(scan, at, '-') || is_mark(scan, at, '/'));
    return *hyphen || (next == at + 1 && is_word(scan, at, "and"));
}

// "border" behind the second of a pair, "road" likewise.
static bool is_part_behind(const dln_scan *scan, const dln_found *found, const char *part) {
    uint32_t end = end_of(found);
    return (end < sentence_end(scan, found) && is_part(scan, end, part)) ||
           (found->token_count > 1 && is_part(scan, end - 1, part));
}

static dln_relation read_pair(const dln_scan *scan, const dln_found_list *list, uint32_t first) {
    dln_relation relation = {.partner = first + 1};
    const dln_found *a = &list->items[first];
    bool hyphen;
    if (!is_joined(scan, list, first, &hyphen))
        return relation;
    uint32_t begin = sentence_begin(scan, a);
    uint32_t at = before_name(scan, a, begin);
    relation.first_token = at;
    if (hyphen || is_part_behind(scan, a + 1, "border")) {
        relation.kind = is_part_behind(scan, a + 1, "border")     ? DLN_RELATION_BORDER
                        : is_part_behind(scan, a + 1, "road")     ? DLN_RELATION_ROAD
                        : is_part_behind(scan, a + 1, "crossing") ? DLN_RELATION_CROSSING
                                                                  : DLN_RELATION_NONE;
        return relation;
    }
    if (at <= begin)
        return relation;
    at--;
    if (is_word(scan, at, "between")) {
        relation.first_token = at;
        relation.kind = DLN_RELATION_BETWEEN;
        uint32_t noun = at;
        if (noun > begin && is_part(scan, noun - 1, "border"))
            relation.kind = DLN_RELATION_BORDER;
        else if (noun > begin && is_part(scan, noun - 1, "road"))
            relation.kind = DLN_RELATION_ROAD;
    } else if (is_word(scan, at, "of") && at > begin && is_part(scan, at - 1, "border")) {
        relation.kind = DLN_RELATION_BORDER; // "the border of X and Y"
    }
    return relation;
}

// "X's border with Y", "X border with Y".
static bool borders_with(const dln_scan *scan, const dln_found_list *list, uint32_t first) {
    if (first + 1 >= list->count || list->items[first].sentence != list->items[first + 1].sentence)
        return false;
    uint32_t at = end_of(&list->items[first]);
    uint32_t next = before_name(scan, &list->items[first + 1], at);
    at += at < next && is_word(scan, at, "s");
    at += at < next && dln_scan_is(scan, at, DLN_WORD_DIRECTION);
    return at + 2 == next && is_part(scan, at, "border") && is_word(scan, at + 1, "with");
}

// "the border with X", "X border", "X's border"
static bool has_own_border(const dln_scan *scan, const dln_found *found) {
    uint32_t begin = sentence_begin(scan, found), end = end_of(found);
    uint32_t at = before_name(scan, found, begin);
    if (at > begin + 1 && (is_word(scan, at - 1, "with") || is_word(scan, at - 1, "of")) &&
        is_part(scan, at - 2, "border"))
        return true;
    end += end < sentence_end(scan, found) && is_word(scan, end, "s");
    return is_part_behind(scan, found, "border") ||
           (end < sentence_end(scan, found) && is_part(scan, end, "border"));
}

// ---- coasts

// "off the coast of X", "off X's coast", "off X"
static dln_relation read_coast(const dln_scan *scan, const dln_found *found) {
    dln_relation relation = {.partner = DLN_NO_MENTION};
    uint32_t begin = sentence_begin(scan, found);
    uint32_t at = before_name(scan, found, begin);
    if (at > begin + 1 && is_word(scan, at - 1, "of") && is_part(scan, at - 2, "coast")) {
        at -= 2;
        uint32_t direction = read_direction(scan, begin, at, &relation.bearing_deg);
        at = direction;
        while (at > begin && is_determiner(scan, at - 1))
            at--;
    }
    if (at > begin && is_word(scan, at - 1, "off")) {
        relation.kind = DLN_RELATION_COAST;
        relation.first_token = at - 1;
    }
    return relation;
}

dln_relation dln_relation_read(const dln_scan *scan, const dln_found_list *list, uint32_t mention) {
    dln_relation relation = read_pair(scan, list, mention);
    if (relation.kind != DLN_RELATION_NONE)
        return relation;
    if (borders_with(scan, list, mention)) {
        relation.kind = DLN_RELATION_BORDER;
        relation.first_token = list->items[mention].first_token;
        return relation;
    }
    const dln_found *found = &list->items[mention];
    relation = read_offset(scan, found);
    if (relation.kind == DLN_RELATION_NONE)
        relation = read_coast(scan, found);
    if (relation.kind == DLN_RELATION_NONE && has_own_border(scan, found)) {
        relation = (dln_relation){.kind = DLN_RELATION_BORDER,
                                  .first_token = found->first_token,
                                  .partner = DLN_NO_MENTION};
    }
    return relation;
}
