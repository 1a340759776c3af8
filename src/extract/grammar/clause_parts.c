// Where one part of a sentence ends and the next begins.
#include "extract/grammar/phrase.h"

// "while several others sustained gunshot wounds": the harm stands so near.
enum { HARM_REACH = 8 };

// Behind "and", "," : does a subject of its own follow, with its verb? "… and troops entered"
static bool new_subject_follows(const dln_reading *reading, uint32_t at) {
    uint32_t limit = at + 8 < reading->count ? at + 8 : reading->count; // a subject is short
    bool noun = false;
    for (uint32_t i = at; i < limit; i++) {
        switch (reading->words[i].class) {
        case DLN_CLASS_VERB:
        case DLN_CLASS_BE:
        case DLN_CLASS_HAVE:
        case DLN_CLASS_SPEECH:
        case DLN_CLASS_AUXILIARY:
            return noun;
        case DLN_CLASS_PUNCTUATION:
            if (dln_is_mark(&reading->tokens[i], '-') || dln_is_mark(&reading->tokens[i], '\''))
                continue;
            return false;
        case DLN_CLASS_PREPOSITION:
        case DLN_CLASS_CONJUNCTION:
        case DLN_CLASS_RELATIVE:
        case DLN_CLASS_AND:
            return false;
        case DLN_CLASS_PRONOUN:
        case DLN_CLASS_NOUN:
        case DLN_CLASS_NAME:
        case DLN_CLASS_NUMBER:
            noun = true;
            break;
        default:
            break;
        }
    }
    return false;
}

// "between the army and the rebels"
static bool joins_two_sides(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = at, left = 8; i-- > 0 && left-- > 0;) {
        if (reading->words[i].class == DLN_CLASS_AND)
            return false;
        if (dln_str_equal(reading->tokens[i].folded, DLN_STR("between")))
            return true;
    }
    return false;
}

static bool is_condition(const dln_reading *reading, uint32_t at) {
    uint16_t modifier = reading->words[at].modifier;
    const dln_lexeme *hedge = modifier == DLN_NO_TERM
                                  ? NULL
                                  : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
    return hedge && dln_value_is(hedge->value, "class", "condition");
}

// A noun that tells an event: "an attack in A and strikes in B"; not the "head" of a council.
static bool tells_a_blow(const dln_term *term) {
    for (uint32_t i = 0; term && i < term->meaning_count; i++)
        if (term->meanings[i].kind == DLN_WORD_TRIGGER &&
            dln_value_is(term->meanings[i].value, "form", "noun"))
            return true;
    return false;
}

// "Five soldiers and two contractors were hurt": before the first verb "and" joins subjects.
static bool has_verb(const dln_reading *reading, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        dln_class class = (dln_class)reading->words[i].class;
        if (dln_in_date(reading, i))
            continue; // "March"
        if (class == DLN_CLASS_VERB || class == DLN_CLASS_BE || class == DLN_CLASS_HAVE ||
            class == DLN_CLASS_SPEECH || class == DLN_CLASS_AUXILIARY ||
            tells_a_blow(dln_term_at(reading, i)))
            return true;
    }
    return false;
}

static bool is_harm(const dln_term *term) {
    for (uint32_t i = 0; term && i < term->meaning_count; i++)
        if (term->meanings[i].kind == DLN_WORD_TRIGGER &&
            dln_value_get(term->meanings[i].value, "harm").data)
            return true;
    return dln_term_is(term, DLN_WORD_CASUALTY);
}

static bool has_harm(const dln_reading *reading, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end && i < reading->count; i++)
        if (is_harm(dln_term_at(reading, i)))
            return true;
    return false;
}

// "while" and "but" lead to another event; "five were killed while nine were wounded" does not.
static bool breaks(const dln_reading *reading, uint32_t first, uint32_t i) {
    dln_str word = reading->tokens[i].folded;
    if (dln_str_equal(word, DLN_STR("while")))
        return !has_harm(reading, first, i) || !has_harm(reading, i, i + HARM_REACH);
    return dln_str_equal(word, DLN_STR("but"));
}

// "when", "as", "during": what is told behind it happens at the same time and place.
static bool is_at_that_time(const dln_reading *reading, uint32_t at) {
    const dln_lexeme *word = dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                                               dln_kind_bit(DLN_WORD_GRAMMAR));
    uint16_t modifier = reading->words[at].modifier;
    const dln_lexeme *hedge = modifier == DLN_NO_TERM
                                  ? NULL
                                  : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
    return (word && dln_value_is(word->value, "time", "same")) ||
           (hedge && dln_value_is(hedge->value, "class", "cause"));
}

// Whether a part begins at this token, and of what sort; `first` is where the part before began.
static bool begins_part(const dln_reading *reading, uint32_t first, uint32_t i, dln_part *part) {
    const dln_token *token = &reading->tokens[i];
    *part = (dln_part){0};
    part->meanwhile = is_at_that_time(reading, i);
    part->conditional = is_condition(reading, i);
    switch (reading->words[i].class) {
    case DLN_CLASS_RELATIVE:
        part->relative = true;
        return true;
    case DLN_CLASS_CONJUNCTION:
        part->breaks = breaks(reading, first, i);
        return true;
    case DLN_CLASS_AND:
        part->breaks = !joins_two_sides(reading, i) && has_verb(reading, first, i) &&
                       new_subject_follows(reading, i + 1);
        return part->breaks;
    case DLN_CLASS_PUNCTUATION:
        if (token->mark == '.' && i + 1 < reading->count && reading->tokens[i + 1].space_before &&
            !dln_joins_words(reading, i)) // "… in Mandera. al-Shabaab claimed …"
            part->breaks = true;
        else if (token->mark == ';' || (token->mark == '-' && token->space_before))
            part->breaks = token->mark == ';';
        else if (token->mark == ',')
            return new_subject_follows(reading, i + 1);
        else if (token->mark != ':')
            return false;
        return true;
    default:
        return part->conditional;
    }
}

void dln_sentence_split(dln_reading *reading) {
    reading->parts[0] = (dln_part){0};
    reading->part_count = 1;
    for (uint32_t i = 0; i < reading->count; i++) {
        dln_part next;
        dln_part *now = &reading->parts[reading->part_count - 1];
        bool begins = begins_part(reading, now->first, i, &next);
        if (begins && i > now->first && reading->part_count < DLN_PARTS_MAX) {
            now->end = i;
            next.first = i;
            now = &reading->parts[reading->part_count++];
            *now = next;
        } else if (begins) {
            now->conditional = now->conditional || next.conditional;
        }
        reading->words[i].part = (uint16_t)(reading->part_count - 1);
        if (reading->words[i].class == DLN_CLASS_SPEECH)
            now->speaks = true;
    }
    reading->parts[reading->part_count - 1].end = reading->count;
}
