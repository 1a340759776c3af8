#include "extract/incident/casualty.h"

#include "extract/grammar/agent.h"

// "the death toll … rose to 12": the number stands within so many words.
enum { TOLL_REACH = 20 };

static void add(dln_count *slot, dln_count number) {
    if (number.said && !slot->said)
        *slot = number;
}

static dln_count *slot_of(dln_casualties *out, dln_harm harm) {
    return harm == DLN_HARM_FATAL ? &out->fatalities : &out->injured;
}

// "killing him and two guards"
static dln_count count_with_others(const dln_reading *reading, uint32_t pronoun) {
    dln_count one = dln_count_exactly(1);
    uint32_t behind = pronoun + 1;
    if (dln_class_at(reading, behind) == DLN_CLASS_AND) {
        dln_phrase others = dln_phrase_starting(reading, behind + 1);
        return dln_count_sum(one,
                             dln_count_people(reading, dln_phrase_list_behind(reading, others)));
    }
    dln_phrase all = dln_phrase_list_behind(reading, (dln_phrase){pronoun, behind});
    all.first = behind + 1; // behind the comma
    return dln_phrase_is_empty(all) ? one : dln_count_sum(one, dln_count_people(reading, all));
}

// "the murder of two guards", "two guards' murder"
static void read_noun(const dln_reading *reading, const dln_trigger *t, dln_casualties *out) {
    if (t->kills && t->end < reading->count && reading->words[t->end].role == DLN_ROLE_OF)
        add(&out->fatalities,
            dln_count_people(reading, dln_phrase_list_behind(
                                          reading, dln_phrase_starting(reading, t->end + 1))));
    add(&out->fatalities, dln_count_people(reading, dln_victim_before(reading, t)));
}

static void read_trigger(const dln_reading *reading, const dln_trigger *t, dln_casualties *out) {
    if (t->form == DLN_FORM_NOUN) {
        read_noun(reading, t, out);
        return;
    }
    if (t->harm == DLN_HARM_NONE || t->infinitive)
        return;
    uint32_t behind = t->form == DLN_FORM_PASSIVE ? reading->count : t->end;
    if (dln_class_at(reading, behind) == DLN_CLASS_PRONOUN && dln_says_one(reading, behind)) {
        add(slot_of(out, t->harm), count_with_others(reading, behind));
        return;
    }
    dln_phrase who;
    if (t->form == DLN_FORM_PASSIVE || t->frame == DLN_FRAME_SUFFER)
        who = dln_phrase_list_before(reading, dln_subject_of(reading, t->first));
    else
        who = dln_phrase_list_behind(reading, dln_object_of(reading, t->end));
    add(slot_of(out, t->harm), dln_count_people(reading, who));
}

static dln_count number_within(const dln_reading *reading, uint32_t first, uint32_t reach) {
    uint32_t limit = first + reach < reading->count ? first + reach : reading->count;
    for (uint32_t i = first; i < limit; i++) {
        uint32_t end;
        dln_count number = dln_number_at(reading, i, &end);
        if (number.said)
            return number;
        if (dln_is_mark(&reading->tokens[i], ';'))
            break;
    }
    return (dln_count){0};
}

static bool is_said_to_be(const dln_reading *reading, uint32_t at) {
    while (at > 0 && (dln_class_at(reading, at - 1) == DLN_CLASS_ADVERB ||
                      dln_class_at(reading, at - 1) == DLN_CLASS_VERB))
        at--;
    return at > 0 && dln_class_at(reading, at - 1) == DLN_CLASS_BE;
}

// "9 dead"
static bool is_counted(const dln_reading *reading, uint32_t at) {
    uint32_t end;
    return at > 0 && dln_number_at(reading, at - 1, &end).said && end == at;
}

// "left six residents, two of them children, dead": the object of the verb before.
static dln_count number_left_dead(const dln_reading *reading, const dln_term *term) {
    uint32_t limit = term->first > TOLL_REACH ? term->first - TOLL_REACH : 0;
    if (is_said_to_be(reading, term->first)) // "ten were feared dead"
        return dln_count_people(
            reading, dln_phrase_list_before(reading, dln_subject_of(reading, term->first)));
    bool counted = is_counted(reading, term->first);
    for (uint32_t i = term->first;
         !counted && i-- > limit && !dln_is_mark(&reading->tokens[i], ';');)
        if (reading->words[i].class == DLN_CLASS_VERB)
            return dln_says_one(reading, i + 1)
                       ? dln_count_exactly(1)
                       : dln_count_people(reading, dln_object_of(reading, i + 1));
    return dln_count_numbers(reading, dln_phrase_before(reading, term->first), true);
}

static dln_count number_of_harm(const dln_reading *reading, const dln_term *term, dln_str build) {
    if (dln_str_equal(build, DLN_STR("none")))
        return dln_count_exactly(0);
    if (dln_str_equal(build, DLN_STR("toll")))
        return number_within(reading, term->end, TOLL_REACH);
    if (dln_str_equal(build, DLN_STR("active")))
        return dln_count_people(reading, dln_object_of(reading, term->end));
    if (dln_str_equal(build, DLN_STR("passive")))
        return dln_count_people(reading, dln_subject_of(reading, term->first));
    if (dln_str_equal(build, DLN_STR("state")))
        return number_left_dead(reading, term);
    return dln_count_numbers(reading, dln_phrase_before(reading, term->first), true);
}

static void read_harm(const dln_reading *reading, const dln_term *term, dln_casualties *out) {
    const dln_lexeme *word = dln_term_meaning(term, DLN_WORD_CASUALTY);
    dln_str build = dln_value_get(word->value, "build");
    dln_str harm = dln_value_get(word->value, "harm");
    if (dln_str_equal(build, DLN_STR("accident")))
        out->accident = true;
    if (dln_str_equal(build, DLN_STR("rise")))
        out->rises = true;
    if (!harm.data)
        return;
    dln_count number = number_of_harm(reading, term, build);
    bool both = dln_str_equal(harm, DLN_STR("both"));
    if (both && number.said && number.high > 0)
        return; // "five casualties": dead or hurt, nobody says which
    if (both || dln_str_equal(harm, DLN_STR("fatal")))
        add(&out->fatalities, number);
    if (both || dln_str_equal(harm, DLN_STR("injured")))
        add(&out->injured, number);
}

dln_casualties dln_casualties_find(const dln_reading *reading, const dln_trigger *triggers,
                                   const size_t *members, size_t count, const bool *parts) {
    dln_casualties out = {0};
    for (size_t i = 0; i < count; i++)
        read_trigger(reading, &triggers[members[i]], &out);
    for (uint32_t i = 0; i < reading->term_count; i++) {
        const dln_term *term = &reading->terms[i];
        if (dln_term_is(term, DLN_WORD_CASUALTY) && parts[reading->words[term->first].part])
            read_harm(reading, term, &out);
    }
    return out;
}
