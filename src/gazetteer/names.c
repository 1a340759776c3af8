// Derived names. Rules, all on folded names:
//
//   1. Article: where an Arabic article stands in a name, the name with "al", with "el", with the
//      assimilated forms ("ar raqqah", "er raqqah") and, if enough is left, without one at its
//      beginning. In Arabic script a name that begins with the article is also found without it.
//   2. Generic words: "Dayr" is "Deir" is "Der", "Tall" is "Tell", "Saint" is "St" (the table).
//   3. Divisions: "X Governorate" is also "X" with all its spellings by rules 1 and 2, and "X" is
//      also "X Governorate", "X Province" … as fits its level.
//   4. Sites: the words for what a place is stand for each other by its feature ("X Air Base", "X
//      Airbase", "X Airport"; "Port of X", "X Port"), each with all spellings by rules 1 and 2.
//      Never without any: "X" is the town beside it.
//
// The words in the tables below are these rules, not knowledge of places: a change of them needs
// the tests of this file, and what users add are names. Rules 1 and 2 are combined. More distant
// spellings are left to the romanisation key.
#include "gazetteer/names.h"

#include <string.h>

// Words that stand for each other in place names. `arabic`: only in countries whose names are
// romanised, where "tal" or "bet" is such a word and not an accident.
typedef struct generic_word {
    bool arabic;
    const char *spellings[6];
} generic_word;

static const generic_word generic_words[] = {
    {true, {"deir", "dayr", "der", "dair", "deyr"}},
    {true, {"tell", "tall", "tel", "tal"}},
    {true, {"ain", "ayn", "ein"}},
    {true, {"jabal", "jebel", "djebel", "gebel", "jabel"}},
    {true, {"wadi", "ouadi", "oued"}},
    {true, {"umm", "oum", "um"}},
    {true, {"beit", "bayt", "bait"}},
    {true, {"abu", "abou", "bu", "albu"}},
    {true, {"sheikh", "shaykh", "sheik", "cheikh"}},
    {true, {"qalat", "kalat", "qalaat"}},
    {true, {"khirbet", "khirbat", "kherbet"}},
    {true, {"kafr", "kfar", "kafar", "kefr"}},
    {false, {"saint", "st"}},
    {false, {"sainte", "ste"}},
    {false, {"mount", "mt"}},
    {false, {"fort", "ft"}},
};

typedef struct division_words {
    const char *feature;
    const char *added[6]; // made up behind a bare name of this level
} division_words;

static const division_words divisions[] = {
    {"ADM1", {"governorate", "province", "state", "region", "oblast"}},
    {"ADM2", {"district", "county", "province"}},
};

// What may stand behind or before the bare name of a division.
static const char *const division_suffixes[] = {
    "governorate", "province",   "district", "county", "oblast",  "state",
    "region",      "prefecture", "raion",    "canton", "emirate", "department",
};
static const char *const division_prefixes[] = {
    "muhafazat", "wilayat", "ostan e", "province of", "state of", "governorate of",
};

typedef struct site_words {
    const char *features[4];
    const char *words[6]; // behind the name; one that ends like another stands before it
    const char *prefix;   // before the name, NULL if there is none
} site_words;

static const site_words sites[] = {
    {{"AIRB", "AIRP", "AIRF"}, {"air base", "airbase", "airfield", "airport"}, NULL},
    {{"CMPRF", "CMP"}, {"refugee camp", "camp"}, NULL},
    {{"PSTB", "PSTC"}, {"border crossing", "border post", "crossing"}, NULL},
    {{"PRN"}, {"prison", "jail"}, NULL},
    {{"PRT", "HBR"}, {"port", "harbour", "harbor"}, "port of"},
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

typedef enum article_style {
    ARTICLE_AS_IS,
    ARTICLE_AL,
    ARTICLE_EL,
    ARTICLE_ASSIMILATED_A,
    ARTICLE_ASSIMILATED_E,
    ARTICLE_DROPPED,
    ARTICLE_STYLES,
} article_style;

// Without its article a name of three letters is anything: Al-Bab, Al-Hay, As-Saw.
#define BARE_MIN_BYTES 4u

typedef struct word_list {
    dln_str words[DLN_NAME_MAX_WORDS];
    size_t count;
} word_list;

typedef struct form {
    char text[DLN_NAME_MAX_BYTES];
    size_t len;
} form;

typedef struct deriver {
    dln_str original;
    bool arabic;
    dln_take_name take;
    void *context;
    dln_error *err;
} deriver;

static bool split_words(dln_str folded, word_list *list) {
    list->count = 0;
    for (dln_str rest = folded; rest.data;) {
        if (list->count == DLN_NAME_MAX_WORDS)
            return false;
        list->words[list->count++] = dln_str_cut(&rest, ' ');
    }
    return true;
}

static void append(form *f, dln_str s) {
    size_t room = sizeof f->text - f->len;
    size_t taken = s.len < room ? s.len : room;
    memcpy(f->text + f->len, s.data, taken);
    f->len += taken;
}

static void append_word(form *f, dln_str word) {
    if (f->len > 0)
        append(f, DLN_STR(" "));
    append(f, word);
}

static dln_status give(const deriver *d, dln_str folded) {
    bool same = dln_str_equal(folded, d->original);
    return same || folded.len == 0 || folded.len >= DLN_NAME_MAX_BYTES
               ? DLN_OK
               : d->take(d->context, folded, d->err);
}

// The consonant that an article takes over from the next word: "sh" of "sham", "r" of "raqqah".
// None before the letters that leave the article "al".
static dln_str assimilating(dln_str next) {
    if (next.len < 2 || !strchr("tdrzsn", next.data[0]))
        return DLN_STR("l");
    bool digraph = next.data[1] == 'h' && strchr("tds", next.data[0]);
    return dln_str_slice(next, 0, digraph ? 2 : 1);
}

static void append_article(form *f, article_style style, dln_str word, dln_str next) {
    switch (style) {
    case ARTICLE_AL:
        append_word(f, DLN_STR("al"));
        break;
    case ARTICLE_EL:
        append_word(f, DLN_STR("el"));
        break;
    case ARTICLE_ASSIMILATED_A:
    case ARTICLE_ASSIMILATED_E:
        append_word(f, style == ARTICLE_ASSIMILATED_A ? DLN_STR("a") : DLN_STR("e"));
        append(f, assimilating(next));
        break;
    default:
        append_word(f, word);
    }
}

static form make_form(const word_list *list, article_style style, size_t generic_at,
                      dln_str generic) {
    form f = {.len = 0};
    for (size_t i = 0; i < list->count; i++) {
        bool article = style != ARTICLE_AS_IS && i + 1 < list->count &&
                       dln_word_is_article(list->words[i], list->words[i + 1]);
        if (i == generic_at)
            append_word(&f, generic);
        else if (!article)
            append_word(&f, list->words[i]);
        else if (style != ARTICLE_DROPPED || i > 0)
            append_article(&f, style, list->words[i], list->words[i + 1]);
    }
    return f;
}

static bool has_article(const word_list *list) {
    for (size_t i = 0; i + 1 < list->count; i++)
        if (dln_word_is_article(list->words[i], list->words[i + 1]))
            return true;
    return false;
}

static const generic_word *generic_of(dln_str word, bool arabic) {
    for (size_t i = 0; i < COUNT_OF(generic_words); i++) {
        const generic_word *generic = &generic_words[i];
        for (size_t k = 0; generic->spellings[k] && (arabic || !generic->arabic); k++)
            if (dln_str_equal(word, dln_str_from(generic->spellings[k])))
                return generic;
    }
    return NULL;
}

// All article styles of one choice for the generic word.
static dln_status give_articles(const deriver *d, const word_list *list, size_t generic_at,
                                dln_str generic) {
    article_style styles = d->arabic && has_article(list) ? ARTICLE_STYLES : ARTICLE_AL;
    dln_status status = DLN_OK;
    for (article_style style = ARTICLE_AS_IS; style < styles && status == DLN_OK; style++) {
        form f = make_form(list, style, generic_at, generic);
        bool too_bare = style == ARTICLE_DROPPED && f.len < BARE_MIN_BYTES;
        status = too_bare ? DLN_OK : give(d, (dln_str){f.text, f.len});
    }
    return status;
}

// Rules 1 and 2 on one name.
static dln_status give_spellings(const deriver *d, dln_str folded) {
    word_list list;
    if (!split_words(folded, &list))
        return DLN_OK; // a sentence, not a name
    const generic_word *generic = NULL;
    size_t at = 0;
    while (at + 1 < list.count && !(generic = generic_of(list.words[at], d->arabic)))
        at++; // a generic word alone is a name of its own
    if (!generic)
        return give_articles(d, &list, SIZE_MAX, DLN_STR_NONE);
    dln_status status = DLN_OK;
    for (size_t k = 0; generic->spellings[k] && status == DLN_OK; k++)
        status = give_articles(d, &list, at, dln_str_from(generic->spellings[k]));
    return status;
}

// "البوكمال" also without its article, if three letters (six bytes) are left.
static dln_status give_without_arabic_article(const deriver *d, dln_str folded) {
    dln_str article = DLN_STR("\xD8\xA7\xD9\x84");
    if (!dln_str_starts_with(folded, article) || folded.len < article.len + 6)
        return DLN_OK;
    return give(d, dln_str_slice(folded, article.len, folded.len));
}

// "X" of "X SUFFIX" or of "PREFIX X"; false if the word is not there or nothing else is.
static bool cut_suffix(dln_str *name, dln_str suffix) {
    if (name->len <= suffix.len + 1 || !dln_str_ends_with(*name, suffix) ||
        name->data[name->len - suffix.len - 1] != ' ')
        return false;
    name->len -= suffix.len + 1;
    return true;
}

static bool cut_prefix(dln_str *name, dln_str prefix) {
    if (name->len <= prefix.len + 1 || !dln_str_starts_with(*name, prefix) ||
        name->data[prefix.len] != ' ')
        return false;
    *name = dln_str_slice(*name, prefix.len + 1, name->len);
    return true;
}

// The name without its type word; itself if it has none.
static dln_str bare_division(dln_str folded) {
    for (size_t i = 0; i < COUNT_OF(division_suffixes); i++)
        if (cut_suffix(&folded, dln_str_from(division_suffixes[i])))
            return folded;
    for (size_t i = 0; i < COUNT_OF(division_prefixes); i++)
        if (cut_prefix(&folded, dln_str_from(division_prefixes[i])))
            return folded;
    return folded;
}

static bool is_ascii(dln_str s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] > 0x7F)
            return false;
    return true;
}

static dln_status give_division_forms(const deriver *d, const division_words *division,
                                      dln_str bare) {
    dln_status status = give(d, bare);
    for (size_t i = 0; division->added[i] && status == DLN_OK && is_ascii(bare); i++) {
        form f = {.len = 0};
        append(&f, bare);
        append_word(&f, dln_str_from(division->added[i]));
        status = give(d, (dln_str){f.text, f.len});
    }
    return status;
}

static const site_words *site_of(dln_str feature) {
    for (size_t i = 0; i < COUNT_OF(sites); i++) {
        for (size_t k = 0; k < COUNT_OF(sites[i].features) && sites[i].features[k]; k++)
            if (dln_str_equal(feature, dln_str_from(sites[i].features[k])))
                return &sites[i];
    }
    return NULL;
}

// Whether the name has a word of the site; takes it off.
static bool cut_site_word(const site_words *site, dln_str *name) {
    for (size_t i = 0; site->words[i]; i++)
        if (cut_suffix(name, dln_str_from(site->words[i])))
            return true;
    return site->prefix && cut_prefix(name, dln_str_from(site->prefix));
}

static dln_status give_site_form(const deriver *d, dln_str first, dln_str second) {
    form f = {.len = 0};
    append_word(&f, first);
    append_word(&f, second);
    dln_str whole = {f.text, f.len};
    dln_status status = give(d, whole);
    return status == DLN_OK ? give_spellings(d, whole) : status;
}

static dln_status give_site_forms(const deriver *d, const site_words *site, dln_str bare) {
    dln_status status = DLN_OK;
    for (size_t i = 0; site->words[i] && status == DLN_OK; i++)
        status = give_site_form(d, bare, dln_str_from(site->words[i]));
    return status == DLN_OK && site->prefix ? give_site_form(d, dln_str_from(site->prefix), bare)
                                            : status;
}

dln_status dln_derive_names(const dln_name_context *place, dln_str folded, dln_take_name take,
                            void *context, dln_error *err) {
    deriver d = {.original = folded,
                 .arabic = dln_country_is_romanised(place->country),
                 .take = take,
                 .context = context,
                 .err = err};
    dln_str bare = folded;
    dln_status status = DLN_OK;
    for (size_t i = 0; i < COUNT_OF(divisions) && status == DLN_OK; i++) {
        if (dln_str_equal(dln_str_from(divisions[i].feature), place->feature)) {
            bare = bare_division(folded);
            status = give_division_forms(&d, &divisions[i], bare);
        }
    }
    const site_words *site = site_of(place->feature);
    dln_str without = folded;
    if (status == DLN_OK && site && cut_site_word(site, &without))
        status = give_site_forms(&d, site, without);
    if (status == DLN_OK)
        status = give_spellings(&d, bare);
    return status == DLN_OK ? give_without_arabic_article(&d, bare) : status;
}
