// The romanisation key: what spellings of one name from a consonantal script have in common.
//
// Arabic, Persian, Kurdish, Pashto and Hebrew names reach us by a dozen systems and by ear. Which
// consonant stands where is nearly always kept, and so is whether a vowel stands between two of
// them; which vowel it is and how it is written are not. Rules, in this order, on a folded name:
//
//   1. An article goes: "al", "el" before anything, "ad ar as ash at az an …" (also with e or u)
//      before a word that begins with the same consonant; joined on, "ezzor" = "zor".
//   2. Consonants written in several ways become one: q = k, gh = g, ch = sh, dh = d, th = t,
//      ph = f, c = k; "kh" stays apart from "k", and a doubled letter is one.
//   3. "h" goes at the end of a word behind a vowel (-ah, -eh = -a).
//   4. A run of vowels is one sign, whichever they are (Homs = Hims, Zour = Zor). "y" and "w" with
//      no vowel behind them belong to the run (Dayr = Deir, Zawr = Zor); before a vowel they are
//      consonants, and inside a word have a vowel sign before them, written or not (Sweida =
//      Suwayda). "-iya" ends like "-ia".
//   5. A name of three signs counts only with its article, which is kept for it (Al-Qaim).
//   6. Words are joined (Abu Kamal = Abukamal), and "abu", "abou", "albu" are "bu".
//
// So dayr az zawr = deir ezzor = "dVrzVr", homs = hims = "hVms", but hamas = "hVmVs".
#include "gazetteer/names.h"

#include <string.h>

// Shorter keys say too little: "hit", "hut", "hatta" would be one. "hVms" has four signs.
#define KEY_MIN_SIGNS 4u
#define VOWEL_SIGN    'V'
#define KH_SIGN       'X'
#define ARTICLE_SIGN  'A'
#define SH_SIGN       'S'

// Countries whose names are written in Arabic or Hebrew script, by ISO 3166-1. Not data: they say
// where the rules above hold, and are wrong or right together with them.
static const char romanised_countries[][3] = {
    "AE", "AF", "BH", "DZ", "EG", "EH", "IL", "IQ", "IR", "JO", "KW", "LB", "LY",
    "MA", "MR", "OM", "PK", "PS", "QA", "SA", "SD", "SY", "TD", "TN", "YE",
};

bool dln_country_is_romanised(const char country[2]) {
    for (size_t i = 0; i < sizeof romanised_countries / sizeof *romanised_countries; i++)
        if (memcmp(romanised_countries[i], country, 2) == 0)
            return true;
    return false;
}

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool is_glide(char c) {
    return c == 'y' || c == 'w';
}

bool dln_word_is_article(dln_str word, dln_str next) {
    if (word.len < 2 || word.len > 3 || !is_vowel(word.data[0]) || next.len < 2)
        return false;
    if (word.len == 2 && word.data[1] == 'l')
        return word.data[0] != 'o'; // al, el, ul, il
    dln_str assimilated = dln_str_slice(word, 1, word.len);
    return !is_vowel(assimilated.data[0]) && word.data[0] != 'o' &&
           dln_str_starts_with(next, assimilated);
}

// Where the word behind a joined article begins: "ezzor" → 2, "albukamal" → 2.
static size_t joined_article(dln_str word) {
    if (word.len < 5 || !is_vowel(word.data[0]) || is_vowel(word.data[1]))
        return 0;
    if (word.data[1] == word.data[2])
        return 2;
    bool is_al = word.data[1] == 'l' && (word.data[0] == 'a' || word.data[0] == 'e');
    return is_al && word.len >= 7 && !is_vowel(word.data[2]) ? 2 : 0;
}

static bool is_abu(dln_str word) {
    return dln_str_equal(word, DLN_STR("abu")) || dln_str_equal(word, DLN_STR("abou")) ||
           dln_str_equal(word, DLN_STR("albu")) || dln_str_equal(word, DLN_STR("bou"));
}

// One consonant at word[*at], steps behind it (rule 2).
static char read_consonant(dln_str word, size_t *at) {
    char c = word.data[(*at)++];
    bool with_h = *at < word.len && word.data[*at] == 'h';
    if (with_h && strchr("kgsctdp", c)) {
        (*at)++;
        switch (c) {
        case 'k':
            return KH_SIGN;
        case 's':
        case 'c':
            return SH_SIGN;
        case 'p':
            return 'f';
        default:
            return c;
        }
    }
    return c == 'q' || c == 'c' ? 'k' : c;
}

typedef struct key_writer {
    char *out;
    size_t len, capacity;
    size_t word_begin;
} key_writer;

static void put_sign(key_writer *key, char sign) {
    bool doubled = key->len > key->word_begin && key->out[key->len - 1] == sign;
    if (!doubled && key->len < key->capacity)
        key->out[key->len++] = sign;
}

// Whether the word ends in "iya" or "iyya", with the last y at `at`.
static bool ends_in_iya(dln_str word, size_t at) {
    dln_str before = dln_str_slice(word, 0, at + 1);
    bool after_i =
        dln_str_ends_with(before, DLN_STR("iy")) || dln_str_ends_with(before, DLN_STR("iyy"));
    dln_str rest = dln_str_slice(word, at + 1, word.len);
    return after_i && (dln_str_equal(rest, DLN_STR("a")) || dln_str_equal(rest, DLN_STR("e")));
}

// A glide is a consonant before a vowel, except in a last "-iya"; else it is part of a vowel (rule
// 4).
static void put_glide(key_writer *key, dln_str word, size_t at) {
    bool vowel_next = at + 1 < word.len && is_vowel(word.data[at + 1]);
    if (!vowel_next || ends_in_iya(word, at)) {
        put_sign(key, VOWEL_SIGN);
        return;
    }
    if (at > 0)
        put_sign(key, VOWEL_SIGN); // does nothing behind a vowel
    put_sign(key, word.data[at]);
}

static void put_word(key_writer *key, dln_str word) {
    bool final_h =
        word.len >= 3 && word.data[word.len - 1] == 'h' && is_vowel(word.data[word.len - 2]);
    word.len -= final_h;
    key->word_begin = key->len;
    for (size_t at = 0; at < word.len;) {
        char c = word.data[at];
        if (is_vowel(c)) {
            put_sign(key, VOWEL_SIGN);
            at++;
        } else if (is_glide(c)) {
            // A doubled glide is one: "ayya"; its second half sees the vowel behind it.
            bool doubled = at + 1 < word.len && word.data[at + 1] == c;
            if (!doubled)
                put_glide(key, word, at);
            at++;
        } else {
            put_sign(key, read_consonant(word, &at));
        }
    }
}

static bool is_plain_latin(dln_str folded) {
    for (size_t i = 0; i < folded.len; i++) {
        char c = folded.data[i];
        if (c != ' ' && (c < 'a' || c > 'z'))
            return false;
    }
    return folded.len > 0;
}

size_t dln_romanisation_key(dln_str folded, char *out, size_t capacity) {
    if (!is_plain_latin(folded))
        return 0;
    key_writer key = {.out = out, .capacity = capacity};
    bool begins_with_article = false;
    dln_str rest = folded;
    while (rest.data) {
        dln_str word = dln_str_cut(&rest, ' ');
        if (dln_word_is_article(word, rest)) {
            begins_with_article = begins_with_article || key.len == 0;
            continue;
        }
        if (is_abu(word))
            word = DLN_STR("bu");
        else
            word = dln_str_slice(word, joined_article(word), word.len);
        put_word(&key, word);
    }
    if (key.len + 1 == KEY_MIN_SIGNS && begins_with_article && key.len < capacity)
        out[key.len++] = ARTICLE_SIGN;
    return key.len >= KEY_MIN_SIGNS ? key.len : 0;
}
