#include "extract/place/mentions_team.h"

#include <string.h>

#include "extract/place/resolve_prior.h"

// The words of a name beside a verb: "Los Angeles", "Rio de Janeiro".
#define SIDE_MAX_TOKENS 4
// "have narrowly beaten": so many small words between a team and its verb.
#define GAP_MAX 2
// Scores of games have three digits at most.
#define SCORE_MAX 199
// A side that many know is a place's team; villages do not play in reports.
#define TEAM_MIN_FAME 4.5

typedef struct side {
    uint32_t first, end; // first == end: nothing stands there
    bool proper;         // a capitalised word
    bool place;          // the gazetteer has the name
    bool town;           // and it is no country, capital or province, which do more than play
} side;

// What a sentence says of a game.
typedef enum game_evidence {
    GAME_UNTOLD,
    GAME_NAMED,  // "cup", "overtime"
    GAME_SCORED, // "31-14"
} game_evidence;

static const dln_token *token_at(const dln_scan *scan, uint32_t at) {
    return &scan->segments->tokens[at];
}

static dln_str role_of(const dln_lexeme *word) {
    return dln_value_get(word->value, "team");
}

static bool is_role(const dln_lexeme *word, const char *role) {
    return dln_str_equal(role_of(word), dln_str_from(role));
}

// "31-14"
static bool is_score(const dln_scan *scan, uint32_t at, uint32_t end) {
    const dln_token *token = token_at(scan, at);
    return at + 2 < end && token[0].kind == DLN_TOKEN_NUMBER && token[1].mark == '-' &&
           !token[1].space_before && token[2].kind == DLN_TOKEN_NUMBER && !token[2].space_before &&
           token[0].number <= SCORE_MAX && token[2].number <= SCORE_MAX;
}

static bool tells_of_game(const dln_scan *scan, uint32_t at) {
    const dln_lexeme *sport = dln_scan_lexeme(scan, at, DLN_WORD_SPORT);
    const dln_lexeme *hedge = dln_scan_lexeme(scan, at, DLN_WORD_HEDGE);
    return (sport && is_role(sport, "word")) ||
           (hedge && dln_str_equal(dln_value_get(hedge->value, "class"), DLN_STR("sport")));
}

static game_evidence evidence_of_game(const dln_scan *scan, const dln_sentence *sentence) {
    uint32_t end = sentence->first + sentence->count;
    game_evidence best = GAME_UNTOLD;
    for (uint32_t at = sentence->first; at < end && best != GAME_SCORED; at++)
        best = is_score(scan, at, end) ? GAME_SCORED : tells_of_game(scan, at) ? GAME_NAMED : best;
    return best;
}

static void know_place(const dln_scan *scan, const dln_name_match *match, side *out) {
    const dln_candidate *best = &match->candidates[0];
    dln_place place = dln_gazetteer_place(scan->knowledge->gazetteer, best->place);
    out->place = dln_place_fame(&place, best->kind) >= TEAM_MIN_FAME;
    out->town = place.feature_class == 'P' && !dln_str_equal(place.feature, DLN_STR("PPLC"));
}

// The name that begins at `at`.
static side side_at(const dln_scan *scan, uint32_t at, uint32_t end) {
    side out = {.first = at, .end = at};
    if (at >= end || !dln_is_proper(token_at(scan, at)))
        return out;
    out.proper = true;
    out.end = at + 1;
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t count =
        dln_match_names(scan->knowledge->gazetteer, token_at(scan, at), end - at, matches);
    while (count > 0 && !dln_is_proper(token_at(scan, at + matches[count - 1].token_count - 1)))
        count--;
    if (count > 0) {
        out.end = at + matches[count - 1].token_count;
        know_place(scan, &matches[count - 1], &out);
    }
    return out;
}

// The name that ends before `at`, over "have narrowly".
static side side_before(const dln_scan *scan, uint32_t begin, uint32_t at) {
    for (int gap = 0; gap < GAP_MAX && at > begin && !dln_is_proper(token_at(scan, at - 1)) &&
                      dln_scan_is(scan, at - 1, DLN_WORD_GRAMMAR);
         gap++)
        at--;
    side out = {.first = at, .end = at};
    for (uint32_t length = SIDE_MAX_TOKENS; length > 0; length--) {
        if (at - begin < length || !dln_is_proper(token_at(scan, at - length)))
            continue;
        side name = side_at(scan, at - length, at);
        if (name.end == at && (name.place || length == 1))
            return name;
    }
    return out;
}

static void mark(dln_scan *scan, side team) {
    if (!team.place)
        return;
    for (uint32_t at = team.first; at < team.end; at++)
        scan->team[at] = true;
}

// "the Bulls", "Celtics": what only teams are called.
static bool is_club(const dln_scan *scan, side team) {
    const dln_lexeme *head = dln_scan_lexeme(scan, team.first, DLN_WORD_ORGANISATION);
    return team.proper && head && dln_str_equal(head->value, DLN_STR("team"));
}

static bool may_play(const dln_scan *scan, side team, game_evidence game) {
    return team.place || is_club(scan, team) || (team.proper && game == GAME_SCORED);
}

static void read_game_word(dln_scan *scan, const dln_sentence *sentence, uint32_t at,
                           const dln_lexeme *word, game_evidence game) {
    uint32_t end = sentence->first + sentence->count;
    uint32_t behind_at = at + (uint32_t)dln_lexeme_tokens(word, token_at(scan, at), end - at);
    side before = side_before(scan, sentence->first, at);
    if (behind_at < end && dln_str_equal(token_at(scan, behind_at)->folded, DLN_STR("the")))
        behind_at++;
    side behind = side_at(scan, behind_at, end);
    bool sure = dln_str_equal(dln_value_get(word->value, "sure"), DLN_STR("yes"));
    bool both = may_play(scan, before, game) && may_play(scan, behind, game);
    bool towns = sure && (before.town || !before.place) && (behind.town || !behind.place);
    if (is_role(word, "both") && both && (game || towns)) {
        mark(scan, before);
        mark(scan, behind);
    } else if (is_role(word, "before") && game) {
        mark(scan, before);
    } else if (is_role(word, "behind") && (game || (sure && behind.town))) {
        mark(scan, behind);
    }
}

static bool keep_teams(dln_scan *scan) {
    if (!scan->team)
        scan->team = DLN_ARENA_ARRAY(scan->arena, bool, scan->segments->token_count + 1);
    return scan->team != NULL;
}

bool dln_scan_teams(dln_scan *scan) {
    for (size_t s = 0; s < scan->segments->sentence_count; s++) {
        const dln_sentence *sentence = &scan->segments->sentences[s];
        uint32_t end = sentence->first + sentence->count;
        game_evidence game = GAME_UNTOLD;
        bool looked = false;
        for (uint32_t at = sentence->first; at < end; at++) {
            const dln_lexeme *word = dln_lexicon_match(scan->knowledge->lexicon, token_at(scan, at),
                                                       end - at, dln_kind_bit(DLN_WORD_SPORT));
            if (!word || is_role(word, "word") || role_of(word).len == 0)
                continue;
            game = looked ? game : evidence_of_game(scan, sentence);
            looked = true;
            if (!keep_teams(scan))
                return false;
            read_game_word(scan, sentence, at, word, game);
        }
    }
    return true;
}

bool dln_is_team(const dln_scan *scan, const dln_site *site) {
    return scan->team && (scan->team[site->first] || scan->team[site->end - 1]);
}
