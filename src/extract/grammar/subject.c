// The noun phrases that a verb is said of: its subject to the left, its object to the right.
#include "extract/grammar/phrase.h"

// "gunmen in two cars near the market killed": more prepositions than that end the search, and so
// do more commas, relatives and verbs joined by "and".
enum { PREPOSITIONS_MAX = 4, JUMPS_MAX = 4 };
// A remark between commas, dashes or brackets is no longer than that.
enum { REMARK_MAX_TOKENS = DLN_REACH_TOKENS / 2 };

// "vowed to", "was found", "were feared": verbs that lead another verb.
static bool leads_a_verb(const dln_reading *reading, uint32_t at) {
    if (reading->words[at].modifier != DLN_NO_TERM)
        return true;
    dln_class left = at > 0 ? dln_class_at(reading, at - 1) : DLN_CLASS_PUNCTUATION;
    return !dln_term_at(reading, at) && (left == DLN_CLASS_BE || left == DLN_CLASS_HAVE);
}

static bool stands_before_a_verb(const dln_reading *reading, uint32_t at) {
    switch (dln_class_at(reading, at)) {
    case DLN_CLASS_ADVERB:
    case DLN_CLASS_AUXILIARY:
    case DLN_CLASS_BE:
    case DLN_CLASS_HAVE:
    case DLN_CLASS_NEGATION:
        return true;
    case DLN_CLASS_VERB:
        return leads_a_verb(reading, at);
    case DLN_CLASS_PREPOSITION: // "are said to have", "on the evening of *Monday* attacked"
        return dln_str_equal(reading->tokens[at].folded, DLN_STR("to")) ||
               dln_in_date(reading, at + 1);
    case DLN_CLASS_DETERMINER: // "the early hours of Monday": of the date
        return dln_in_date(reading, at);
    default:
        return false;
    }
}

// The last verb before a token, in its own part of the sentence: the subject of "killed five and
// wounded …" is that of the verb before "and".
static uint32_t verb_before(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = at; i-- > 0;) {
        if (dln_class_at(reading, i) == DLN_CLASS_VERB)
            return i;
        const dln_part *part = &reading->parts[reading->words[i].part];
        bool leaves = i == part->first; // "disguised as preachers and killed": over "as" alone
        if (leaves &&
            (part->breaks || part->relative || dln_class_at(reading, i) != DLN_CLASS_CONJUNCTION))
            break;
    }
    return DLN_NO_TOKEN;
}

static bool is_dash(const dln_reading *reading, uint32_t at) {
    const dln_token *mark = &reading->tokens[at];
    return dln_is_mark(mark, '-') && (mark->space_before || (at > 0 && dln_is_mark(mark - 1, '-')));
}

// The mark that opens a remark closed by the one at `close`: "(…)", "[…]", ", …,", "-- … --".
// `close` itself if there is none near.
static uint32_t opening_before(const dln_reading *reading, uint32_t close) {
    char mark = reading->tokens[close].mark;
    char opens = mark == ')' ? '(' : mark == ']' ? '[' : mark;
    uint32_t limit = close > REMARK_MAX_TOKENS ? close - REMARK_MAX_TOKENS : 0;
    uint32_t at = close;
    while (mark == '-' && at > limit && dln_is_mark(&reading->tokens[at - 1], mark))
        at--; // "--"
    for (uint32_t i = at; i-- > limit;)
        if (dln_is_mark(&reading->tokens[i], opens) && (mark != '-' || is_dash(reading, i))) {
            while (mark == '-' && i > limit && dln_is_mark(&reading->tokens[i - 1], mark))
                i--;
            return i;
        }
    return close;
}

// "nine villagers, including two girls were killed": a remark that no comma closes.
static uint32_t open_remark_before(const dln_reading *reading, uint32_t end) {
    uint32_t limit = end > REMARK_MAX_TOKENS ? end - REMARK_MAX_TOKENS : 0;
    for (uint32_t i = end; i-- > limit && i > 0;) {
        const dln_lexeme *harm = dln_term_meaning(dln_term_at(reading, i), DLN_WORD_CASUALTY);
        uint32_t first = i - (dln_class_at(reading, i - 1) == DLN_CLASS_NUMBER); // "three of them"
        if (harm && dln_value_is(harm->value, "build", "part") && first > 0 &&
            dln_is_mark(&reading->tokens[first - 1], ','))
            return first - 1;
        dln_class class = dln_class_at(reading, i);
        if (class == DLN_CLASS_VERB || class == DLN_CLASS_BE || class == DLN_CLASS_SPEECH)
            break;
    }
    return DLN_NO_TOKEN;
}

static bool is_participle(const dln_reading *reading, uint32_t at) {
    return at < reading->count && dln_class_at(reading, at) == DLN_CLASS_VERB &&
           dln_str_ends_with(reading->tokens[at].folded, DLN_STR("ing"));
}

// Left over what stands between a subject and its verb.
typedef struct walk {
    uint32_t verb, end; // `end`: what is to the right of it has been passed
    uint32_t jumps;
    bool relative; // over "who", "which", "that"
} walk;

typedef enum step { STEP_ON, STEP_ARRIVED, STEP_LOST } step;

static step jump(walk *w, uint32_t to) {
    if (to == DLN_NO_TOKEN || to >= w->end || w->jumps++ >= JUMPS_MAX)
        return STEP_LOST;
    w->end = to;
    return STEP_ON;
}

// "an attack which police said killed five": whoever says so between relative and verb.
static uint32_t relative_before_speech(const dln_reading *reading, uint32_t speech) {
    dln_phrase speaker = dln_phrase_ending(reading, speech);
    bool relative = speaker.first > 0 && !dln_phrase_is_empty(speaker) &&
                    dln_class_at(reading, speaker.first - 1) == DLN_CLASS_RELATIVE;
    return relative ? speaker.first : DLN_NO_TOKEN;
}

static step step_over_mark(const dln_reading *reading, walk *w, uint32_t left) {
    char mark = reading->tokens[left].mark;
    bool bracket = mark == ')' || mark == ']';
    if (!bracket && mark != ',' && !is_dash(reading, left))
        return STEP_ARRIVED;
    if (bracket && opening_before(reading, left) == left)
        return STEP_ARRIVED;
    if (mark == ',' && is_participle(reading, w->verb)) // "stormed the town, killing five"
        return jump(w, verb_before(reading, left));
    bool date_before = left > 0 && dln_in_date(reading, left - 1);
    bool date_behind = dln_in_date(reading, left + 1) || dln_in_date(reading, left + 2);
    if (mark == ',' && (date_before || date_behind)) {
        w->end = left; // "herders on Monday, attacked"
        return STEP_ON;
    }
    uint32_t opening = opening_before(reading, left);
    bool lone = mark == ',' && opening == left && // "the priest of A in B, was killed"
                (dln_class_at(reading, left + 1) == DLN_CLASS_BE ||
                 dln_class_at(reading, left + 1) == DLN_CLASS_HAVE);
    if (lone) {
        w->end = left;
        return STEP_ON;
    }
    if (bracket) {
        w->end = opening; // "the group (ABC) attacked"
        return STEP_ON;
    }
    return opening == left ? STEP_LOST : jump(w, opening);
}

// "soldiers accused of murdering", "accused the army of murdering", "jailed five men for killing".
static step step_over_preposition(const dln_reading *reading, walk *w, uint32_t left) {
    if (left + 1 != w->verb || left == 0 || !is_participle(reading, w->verb))
        return STEP_ARRIVED;
    if (dln_class_at(reading, left - 1) == DLN_CLASS_VERB)
        return jump(w, left - 1);
    uint8_t role = reading->words[left].role;
    bool binds = role == DLN_ROLE_OF || role == DLN_ROLE_WITH || role == DLN_ROLE_ORIGIN ||
                 role == DLN_ROLE_DESTINATION;
    dln_phrase object = dln_phrase_ending(reading, left);
    dln_class verb = object.first > 0 ? dln_class_at(reading, object.first - 1) : DLN_CLASS_NOUN;
    bool is_object = verb == DLN_CLASS_VERB || verb == DLN_CLASS_SPEECH;
    return binds && is_object && object.first < left ? jump(w, left) : STEP_ARRIVED;
}

// "The planes came from A, where troops keep a post, and hit …": over the relative clause between
// commas to what the verb before it is.
static uint32_t behind_relative(const dln_reading *reading, uint32_t and) {
    if (and < 2 || !dln_is_mark(&reading->tokens[and-1], ','))
        return and;
    const dln_part *part = &reading->parts[reading->words[and-2].part];
    bool closed =
        part->relative && part->first > 0 && dln_is_mark(&reading->tokens[part->first - 1], ',');
    return closed ? part->first - 1 : and;
}

static step step_left(const dln_reading *reading, walk *w) {
    uint32_t left = w->end - 1;
    if (stands_before_a_verb(reading, left)) {
        w->end = left;
        return STEP_ON;
    }
    switch (dln_class_at(reading, left)) {
    case DLN_CLASS_RELATIVE:
        w->relative = true;
        w->end = left > 0 && dln_is_mark(&reading->tokens[left - 1], ',') ? left - 1 : left;
        return STEP_ON;
    case DLN_CLASS_AND:
        return jump(w, verb_before(reading, behind_relative(reading, left)));
    case DLN_CLASS_SPEECH: {
        uint32_t relative = relative_before_speech(reading, left);
        return relative == DLN_NO_TOKEN ? STEP_ARRIVED : jump(w, relative);
    }
    case DLN_CLASS_PUNCTUATION:
        return step_over_mark(reading, w, left);
    case DLN_CLASS_PREPOSITION:
        return step_over_preposition(reading, w, left);
    default:
        return STEP_ARRIVED;
    }
}

// "gunmen suspected to be herders", "a group called X": over the description to what it describes.
static uint32_t described_before(const dln_reading *reading, uint32_t first) {
    uint32_t link = first;
    while (link > 0 && reading->words[link - 1].link)
        link--;
    if (link == first || link == 0)
        return DLN_NO_TOKEN;
    return dln_is_mark(&reading->tokens[link - 1], ',') ? link - 1 : link;
}

// "Islamic State (IS) militants": an acronym in brackets stands inside its phrase.
static uint32_t before_acronym(const dln_reading *reading, uint32_t first) {
    if (first < 4 || reading->tokens[first - 2].letter_case != DLN_CASE_UPPER)
        return first;
    bool bracket = opening_before(reading, first - 1) == first - 3 &&
                   (dln_class_at(reading, first - 4) == DLN_CLASS_NAME ||
                    dln_term_is(dln_term_at(reading, first - 4), DLN_WORD_ACTOR));
    return bracket ? dln_phrase_ending(reading, first - 3).first : first;
}

static bool ends_a_noun(const dln_reading *reading, uint32_t at) {
    dln_class class = dln_class_at(reading, at);
    return class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME ||
           dln_is_mark(&reading->tokens[at], ')');
}

// Where the phrase ends that this one hangs on: over a preposition, "suspected to be", "riding".
// DLN_NO_TOKEN: it hangs on nothing.
static uint32_t next_in_chain(const dln_reading *reading, dln_phrase phrase, uint32_t end) {
    if (dln_phrase_is_empty(phrase))
        return end - 1; // "a journalist working for", "men belonging to": a participle describes
    uint32_t left = before_acronym(reading, phrase.first);
    if (left > 0 && is_participle(reading, left - 1))
        return left - 1; // "gunmen riding motorcycles"
    uint32_t described = described_before(reading, left);
    if (described == DLN_NO_TOKEN &&
        (left == 0 || dln_class_at(reading, left - 1) != DLN_CLASS_PREPOSITION))
        return DLN_NO_TOKEN;
    while (described == DLN_NO_TOKEN && left > 0 &&
           dln_class_at(reading, left - 1) == DLN_CLASS_PREPOSITION)
        left--;
    uint32_t next = described == DLN_NO_TOKEN ? left : described;
    bool comma =
        described == DLN_NO_TOKEN && next > 1 && dln_is_mark(&reading->tokens[next - 1], ',');
    if (comma && ends_a_noun(reading, next - 2))
        next--; // "people from A, in the south of B, were killed"
    bool bracket = next > 0 && (dln_is_mark(&reading->tokens[next - 1], ')') ||
                                dln_is_mark(&reading->tokens[next - 1], ']'));
    return bracket ? opening_before(reading, next - 1) : next;
}

// "the men who rode *on bikes from the camp* killed": the verb of a relative clause ends the chain.
static bool is_verb_of_relative(const dln_reading *reading, uint32_t at) {
    const dln_part *part = &reading->parts[reading->words[at].part];
    return dln_class_at(reading, at) == DLN_CLASS_VERB && !is_participle(reading, at) &&
           part->relative && at > part->first;
}

// "In *A* shells fell on": without a comma the place that opens the sentence touches its subject.
static dln_phrase without_fronted_place(const dln_reading *reading, dln_phrase phrase) {
    uint32_t at = phrase.first, mention = DLN_NO_MENTION;
    if (at > 0 && at - 1 == reading->body && reading->words[at - 1].role == DLN_ROLE_PLACE)
        mention = reading->words[at].place;
    while (mention != DLN_NO_MENTION && at < phrase.end && reading->words[at].place == mention)
        at++;
    return at < phrase.end ? (dln_phrase){at, phrase.end} : phrase;
}

// From the end of a subject with its prepositions to the noun that they hang on: "gunmen in two
// cars near the market".
static dln_phrase first_of_chain(const dln_reading *reading, const walk *w, uint32_t *stopped) {
    uint32_t end = w->end;
    for (int i = 0; i < PREPOSITIONS_MAX && end > 0; i++) {
        dln_phrase phrase = dln_phrase_ending(reading, end);
        *stopped = phrase.first;
        dln_phrase own = without_fronted_place(reading, phrase);
        if (own.first > phrase.first)
            return own;
        if (w->relative && dln_term_is(dln_term_at(reading, end - 1), DLN_WORD_TRIGGER))
            return phrase; // "a strike that killed": no further back
        if (dln_class_at(reading, end - 1) == DLN_CLASS_PRONOUN)
            return (dln_phrase){end - 1, end};
        bool gerund = end > 1 && dln_class_at(reading, end - 1) == DLN_CLASS_PREPOSITION &&
                      is_participle(reading, end); // "a journalist known *for* denouncing …"
        if (dln_phrase_is_empty(phrase) && !gerund &&
            (dln_class_at(reading, end - 1) != DLN_CLASS_VERB ||
             is_verb_of_relative(reading, end - 1)))
            return phrase;
        end = next_in_chain(reading, phrase, end);
        if (end == DLN_NO_TOKEN)
            return (dln_phrase){before_acronym(reading, phrase.first), phrase.end};
    }
    return (dln_phrase){0, 0};
}

// "the men who stormed the hotel killed five", "workers who were taking part in it were shot": what
// stands behind the verb of a relative clause is no subject. Where the clause begins, before its
// comma; DLN_NO_TOKEN if there is none.
static uint32_t relative_around(const dln_reading *reading, uint32_t stopped) {
    if (stopped == 0)
        return DLN_NO_TOKEN;
    const dln_part *part = &reading->parts[reading->words[stopped - 1].part];
    dln_class left = dln_class_at(reading, stopped - 1);
    bool behind_verb = left == DLN_CLASS_VERB || left == DLN_CLASS_BE || left == DLN_CLASS_HAVE;
    if (!behind_verb || !part->relative || part->first == 0 || part->first + 1 >= stopped)
        return DLN_NO_TOKEN;
    uint32_t begin = part->first;
    begin -= begin > 1 && dln_is_mark(&reading->tokens[begin - 1], ',');
    dln_class antecedent = dln_class_at(reading, begin - 1);
    bool noun = antecedent == DLN_CLASS_NOUN || antecedent == DLN_CLASS_NAME;
    return noun ? begin : DLN_NO_TOKEN; // "said that …" is no relative
}

// "four workers, three of them women, who …": a remark before the relative clause.
static uint32_t remark_before(const dln_reading *reading, uint32_t end) {
    if (end >= reading->count || !dln_is_mark(&reading->tokens[end], ','))
        return DLN_NO_TOKEN;
    return open_remark_before(reading, end);
}

dln_phrase dln_subject_of(const dln_reading *reading, uint32_t verb) {
    walk w = {.verb = verb, .end = verb};
    for (uint32_t steps = 0; w.end > 0 && steps < DLN_REACH_TOKENS; steps++) {
        step next = step_left(reading, &w);
        if (next == STEP_LOST)
            return (dln_phrase){0, 0};
        if (next == STEP_ARRIVED)
            break;
    }
    uint32_t remark = open_remark_before(reading, w.end);
    if (remark != DLN_NO_TOKEN)
        w.end = remark;
    uint32_t stopped = w.end;
    dln_phrase subject = first_of_chain(reading, &w, &stopped);
    uint32_t relative = relative_around(reading, stopped);
    if (relative == DLN_NO_TOKEN || jump(&w, relative) == STEP_LOST)
        return subject;
    remark = remark_before(reading, w.end);
    w.end = remark == DLN_NO_TOKEN ? w.end : remark;
    return first_of_chain(reading, &w, &stopped);
}

// Behind "shot dead on Monday", "killed, on Sunday,": adverbs and days.
static uint32_t behind_adverbs(const dln_reading *reading, uint32_t at) {
    for (; at < reading->count; at++) {
        bool of_date =
            dln_class_at(reading, at) == DLN_CLASS_PREPOSITION && dln_in_date(reading, at + 1);
        if (dln_class_at(reading, at) != DLN_CLASS_ADVERB && !of_date &&
            !dln_is_mark(&reading->tokens[at], '"'))
            break;
    }
    return at;
}

dln_phrase dln_object_of(const dln_reading *reading, uint32_t verb_end) {
    return dln_phrase_starting(reading, behind_adverbs(reading, verb_end));
}

uint32_t dln_before_adverbs(const dln_reading *reading, uint32_t at) {
    while (at > 0 &&
           (dln_class_at(reading, at - 1) == DLN_CLASS_ADVERB ||
            (dln_class_at(reading, at - 1) == DLN_CLASS_PREPOSITION && dln_in_date(reading, at))))
        at--;
    return at;
}

// "the attack *took place* at", "strikes *carried out* on": what stands behind is still the noun's;
// behind "the strike *destroyed* a car on" it is the verb's.
static bool carries_a_noun(const dln_reading *reading, uint32_t verb) {
    const dln_lexeme *trigger = dln_term_meaning(dln_term_at(reading, verb), DLN_WORD_TRIGGER);
    return trigger && (dln_value_is(trigger->value, "frame", "light") ||
                       dln_value_is(trigger->value, "frame", "happen"));
}

dln_phrase dln_phrase_of_role(const dln_reading *reading, uint32_t from, dln_role role) {
    uint32_t limit =
        from + DLN_REACH_TOKENS < reading->count ? from + DLN_REACH_TOKENS : reading->count;
    for (uint32_t i = from; i < limit && dln_same_part(reading, from, i); i++) {
        dln_class class = dln_class_at(reading, i);
        bool other = i > from || (role != DLN_ROLE_ACTOR && !carries_a_noun(reading, i));
        if (class == DLN_CLASS_VERB && other && reading->words[i].role == DLN_ROLE_NONE)
            break;
        if (class == DLN_CLASS_SPEECH && role == DLN_ROLE_ACTOR)
            break; // "was condemned by"
        if (reading->words[i].role != role ||
            (class != DLN_CLASS_PREPOSITION && class != DLN_CLASS_VERB))
            continue;
        while (i + 1 < limit && reading->words[i + 1].role == role)
            i++;
        bool quoted = i + 1 < limit && dln_is_mark(&reading->tokens[i + 1], '"'); // by "hitmen"
        dln_phrase phrase = dln_phrase_starting(reading, i + 1 + quoted);
        if (!dln_phrase_is_empty(phrase))
            return phrase;
    }
    return (dln_phrase){0, 0};
}
