// What a report is about when that is no violence: sport, markets, films, storms. There "attack",
// "strike" and "killed" are figures of speech, fiction, history or nature.
#ifndef DLN_EXTRACT_INCIDENT_TOPIC_H
#define DLN_EXTRACT_INCIDENT_TOPIC_H

#include "extract/incident/incident.h"

typedef enum dln_topic {
    DLN_TOPIC_SPORT,
    DLN_TOPIC_MARKET,
    DLN_TOPIC_SCREEN,
    DLN_TOPIC_MEMORY,
    DLN_TOPIC_NATURE,
    DLN_TOPIC_SCIENCE,
    DLN_TOPIC_HEALTH,
    DLN_TOPIC_COMPUTING,
    DLN_TOPIC_LABOUR,
    DLN_TOPIC_TRAVEL,
    DLN_TOPIC_COURT,
    DLN_TOPIC_POLITICS,
    DLN_TOPIC_ACCIDENT,
    DLN_TOPIC_FIGURES,
    DLN_TOPIC_INDUSTRY,
    DLN_TOPICS, // how many
} dln_topic;

// Different words that make a topic; more prove nothing more.
enum { DLN_TOPIC_WORDS = 3 };

// How much of a report is about what. Zeroed at its begin.
typedef struct dln_topics {
    uint32_t weight; // of all sentences read
    struct {
        uint32_t weight; // of the sentences with one of its words
        const dln_lexeme *words[DLN_TOPIC_WORDS];
        uint32_t word_count;
    } of[DLN_TOPICS];
} dln_topics;

// Counts the words of a sentence just read.
void dln_topics_note(dln_topics *topics, const dln_reading *reading);
// The name of the topic that takes a draft for a figure of speech, for fiction or the past; NULL:
// it stands.
const char *dln_topics_against(const dln_topics *topics, const dln_draft *draft,
                               const dln_report *report);

#endif
