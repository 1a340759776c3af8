#include "extract/incident/topic.h"

// A headline and the first sentence after it say what a report is about: each counts double.
enum { LEADING_SENTENCES = 2, LEADING_WEIGHT = 2 };
// A report is about what so large a part of its sentences has words of. A third of them is more
// than any report of fighting in the development corpora has of these topics, but for trials and
// storms, which are asked for less below.
#define SHARE_ENOUGH 0.33
// Below so many sentences nobody can tell, and the sentence itself must do.
enum { WEIGHT_MIN = 5 };
// News of an incident tell it within a month; a trial comes within a year, later it is history.
enum { NEWS_DAYS = 31, TRIAL_DAYS = 366 };

// What makes an incident in spite of the topic: any of `facts`, and a date of its own
// within `days` before the report's.
enum { FACT_HARM = 1, FACT_ARMS = 2, FACT_DAY = 4 };
static const struct {
    const char *name;
    int facts;   // 0: none is asked for
    int days;    // 0: no date is asked for
    bool flight; // who moves flees from it, and from no fighting
} TOPICS[DLN_TOPICS] = {
    [DLN_TOPIC_SPORT] = {"sport", FACT_HARM, 0, false},
    [DLN_TOPIC_MARKET] = {"market", FACT_HARM | FACT_ARMS, 0, false},
    [DLN_TOPIC_SCREEN] = {"screen", FACT_HARM | FACT_ARMS, NEWS_DAYS, false},
    [DLN_TOPIC_MEMORY] = {"memory", FACT_HARM | FACT_ARMS, NEWS_DAYS, false},
    [DLN_TOPIC_NATURE] = {"nature", FACT_ARMS, 0, true},
    [DLN_TOPIC_SCIENCE] = {"science", FACT_HARM, 0, false},
    [DLN_TOPIC_HEALTH] = {"health", FACT_ARMS, 0, false},
    [DLN_TOPIC_COMPUTING] = {"computing", FACT_HARM, 0, false},
    [DLN_TOPIC_LABOUR] = {"labour", FACT_HARM | FACT_ARMS, 0, false},
    [DLN_TOPIC_TRAVEL] = {"travel", FACT_HARM | FACT_ARMS, 0, false},
    [DLN_TOPIC_POLITICS] = {"politics", FACT_HARM | FACT_ARMS, 0, false},
    [DLN_TOPIC_ACCIDENT] = {"accident", FACT_ARMS, 0, true},
    [DLN_TOPIC_FIGURES] = {"figures", 0, NEWS_DAYS, false},
    [DLN_TOPIC_INDUSTRY] = {"industry", FACT_HARM | FACT_DAY, 0, false},
    [DLN_TOPIC_COURT] = {"court", 0, TRIAL_DAYS, false},
};

static dln_topic topic_of(dln_str value) {
    dln_str about = dln_value_get(value, "about");
    for (int i = 0; i < DLN_TOPICS; i++)
        if (dln_str_equal(about, dln_str_from(TOPICS[i].name)))
            return (dln_topic)i;
    return DLN_TOPICS;
}

static void note_word(dln_topics *topics, dln_topic topic, const dln_lexeme *word) {
    uint32_t count = topics->of[topic].word_count;
    for (uint32_t i = 0; i < count; i++)
        if (topics->of[topic].words[i] == word)
            return;
    if (count < DLN_TOPIC_WORDS)
        topics->of[topic].words[topics->of[topic].word_count++] = word;
}

void dln_topics_note(dln_topics *topics, const dln_reading *reading) {
    uint32_t weight = reading->sentence < LEADING_SENTENCES ? LEADING_WEIGHT : 1;
    bool named[DLN_TOPICS] = {false};
    for (uint32_t i = 0; i < reading->modifier_count; i++) {
        const dln_term *term = &reading->modifiers[i];
        if (!dln_term_is(term, DLN_WORD_TOPIC))
            continue;
        for (uint32_t k = 0; k < term->meaning_count; k++) {
            if (term->meanings[k].kind != DLN_WORD_TOPIC)
                continue;
            dln_topic topic = topic_of(term->meanings[k].value);
            if (topic == DLN_TOPICS)
                continue; // a word of one's own about something that is not asked for
            note_word(topics, topic, &term->meanings[k]);
            named[topic] = true;
        }
    }
    topics->weight += weight;
    for (int i = 0; i < DLN_TOPICS; i++)
        topics->of[i].weight += named[i] ? weight : 0;
}

static bool is_about(const dln_topics *topics, dln_topic topic) {
    return topics->weight >= WEIGHT_MIN && topics->of[topic].word_count == DLN_TOPIC_WORDS &&
           topics->of[topic].weight >= SHARE_ENOUGH * topics->weight;
}

// A date of its own, not long before the report's: news have a day, a trial at least a month.
static bool is_recent(const dln_draft *draft, const dln_report *report, int days) {
    const dln_when *when = &draft->incident.when;
    if (!draft->own_date || (when->precision != DLN_DATE_DAY &&
                             (days == NEWS_DAYS || when->precision != DLN_DATE_MONTH)))
        return false;
    return report->date == DLN_DAY_NONE || (int64_t)report->date - when->last <= days;
}

static bool does_harm(const dln_incident *incident) {
    return (incident->fatalities.said && incident->fatalities.low > 0) ||
           (incident->injured.said && incident->injured.low > 0);
}

// Marches and riots are told in reports of any kind, and mean what they say.
static bool is_unrest(const dln_draft *draft) {
    return !draft->weak &&
           (draft->incident.type == DLN_PROTEST || draft->incident.type == DLN_RIOT);
}

const char *dln_topics_against(const dln_topics *topics, const dln_draft *draft,
                               const dln_report *report) {
    if (is_unrest(draft))
        return NULL;
    int facts = (does_harm(&draft->incident) ? FACT_HARM : 0) | (draft->armed ? FACT_ARMS : 0) |
                (is_recent(draft, report, NEWS_DAYS) ? FACT_DAY : 0);
    bool moves = draft->incident.type == DLN_MOVEMENT;
    for (int i = 0; i < DLN_TOPICS; i++) {
        bool stands = (!TOPICS[i].facts || (facts & TOPICS[i].facts)) &&
                      (!TOPICS[i].days || is_recent(draft, report, TOPICS[i].days)) &&
                      !(TOPICS[i].flight && moves);
        if (!stands && is_about(topics, (dln_topic)i))
            return TOPICS[i].name;
    }
    return NULL;
}
