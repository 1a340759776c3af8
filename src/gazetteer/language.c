#include "gazetteer/language.h"

#include <string.h>

#include "base/utf8.h"

// Letters as CLDR's main exemplar sets have them, with what place names add; spaces, hyphens and
// brackets are everybody's. A letter that is none of its own sets a language aside: Persian and
// Kurdish names of Arabic towns are told from Arabic ones by their kaf and yeh.
static const struct {
    const char *code, *letters;
} alphabets[DLN_LANGUAGES_GUESSED] = {
    {"ar",
     "\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062A\u062B\u062C\u062D\u062E\u062F"
     "\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u0643\u0644"
     "\u0645\u0646\u0647\u0648\u0649\u064A\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652"},
    {"fa",
     "\u0621\u0622\u0623\u0624\u0626\u0627\u0628\u067E\u062A\u062B\u062C\u0686\u062D\u062E\u062F"
     "\u0630\u0631\u0632\u0698\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u06A9"
     "\u06AF\u0644\u0645\u0646\u0648\u0647\u06CC\u200C"},
    {"he",
     "\u05D0\u05D1\u05D2\u05D3\u05D4\u05D5\u05D6\u05D7\u05D8\u05D9\u05DA\u05DB\u05DC\u05DD\u05DE"
     "\u05DF\u05E0\u05E1\u05E2\u05E3\u05E4\u05E5\u05E6\u05E7\u05E8\u05E9\u05EA\u05F3\u05F4"},
    {"ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"},
    {"uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ\u2019"},
};

static bool is_everybodys(uint32_t c) {
    return c == ' ' || c == '-' || c == '\'' || c == '(' || c == ')' || c == '.' ||
           (c >= '0' && c <= '9');
}

static bool is_among(uint32_t c, const char *letters) {
    dln_str all = dln_str_from(letters);
    for (size_t at = 0; at < all.len;)
        if (dln_utf8_next(all, &at) == c)
            return true;
    return false;
}

static bool is_written_in(dln_str name, const char *letters) {
    bool any = false;
    for (size_t at = 0; at < name.len;) {
        uint32_t c = dln_utf8_next(name, &at);
        if (is_everybodys(c))
            continue;
        if (c < 0x80 || !is_among(c, letters))
            return false;
        any = true;
    }
    return any;
}

bool dln_language_parse(dln_str code, dln_language *out) {
    if (code.len < 2 || code.len > 3)
        return false;
    *out = (dln_language){{0}};
    memcpy(out->code, code.data, code.len);
    return true;
}

size_t dln_languages_by_letters(dln_str name, dln_language out[DLN_LANGUAGES_GUESSED]) {
    size_t count = 0;
    if (!name.len || (unsigned char)name.data[0] < 0x80)
        return 0; // nearly all: no further look
    for (size_t i = 0; i < DLN_LANGUAGES_GUESSED; i++)
        if (is_written_in(name, alphabets[i].letters))
            (void)dln_language_parse(dln_str_from(alphabets[i].code), &out[count++]);
    return count;
}
