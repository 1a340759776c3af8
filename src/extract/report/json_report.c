#include "extract/report/json_report.h"

#include <jansson.h>
#include <string.h>

#include "base/utf8.h"

// Names under which feeds and archives keep the same thing, the documented one first.
static const char *const id_keys[] = {"id", "_id", "guid", "uid", NULL};
static const char *const text_keys[] = {"text",        "body",        "content",
                                        "articleBody", "full_text",   "maintext",
                                        "article",     "description", NULL};
static const char *const html_keys[] = {"html", "content_html", "body_html", NULL};
static const char *const title_keys[] = {"title", "headline", "name", NULL};
static const char *const source_keys[] = {"source", "publisher", "site", "source_domain",
                                          "domain", "outlet",    NULL};
static const char *const url_keys[] = {"url", "link", "canonical_url", NULL};
static const char *const date_keys[] = {
    "date",        "published", "date_published", "datePublished", "date_publish", "published_at",
    "publishedAt", "pubDate",   "publish_date",   "created_at",    "dateCreated",  NULL};

// Parts of schema.org type names that mean an article: NewsArticle, BlogPosting, Report …
static const char *const article_types[] = {"Article", "Posting", "Report", "Reportage", NULL};
// @graph in a page in a list: deeper is not how anybody marks up an article.
#define LINKED_DATA_DEPTH 4

// A copy in `arena`, valid and without NUL. data NULL: no memory.
static dln_str keep(dln_arena *arena, const json_t *value) {
    dln_str s = {json_string_value(value), json_string_length(value)};
    return dln_utf8_repair(arena, s);
}

// The first non-empty string under one of `keys`; integers count as strings, {"name": …} and
// lists stand for their first string. False: no memory.
static bool take(const json_t *object, const char *const *keys, dln_arena *arena, dln_str *out) {
    for (; *keys && out->len == 0; keys++) {
        const json_t *value = json_object_get(object, *keys);
        if (json_is_array(value))
            value = json_array_get(value, 0);
        if (json_is_object(value))
            value = json_object_get(value, "name");
        if (json_is_integer(value))
            *out = dln_arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        else if (json_is_string(value) && json_string_length(value) > 0)
            *out = keep(arena, value);
        else
            continue;
        if (!out->data)
            return false;
    }
    return true;
}

static bool is_lone_surrogate(const char *escape, const char *end) {
    if (end - escape < 6 || escape[1] != 'u' || (escape[2] | 0x20) != 'd')
        return false;
    char digit = (char)(escape[3] | 0x20);
    bool high = digit == '8' || digit == '9' || digit == 'a' || digit == 'b';
    if (!high)
        return digit >= 'c' && digit <= 'f';
    char second = end - escape >= 12 ? (char)(escape[9] | 0x20) : 0;
    return !(end - escape >= 12 && escape[6] == '\\' && escape[7] == 'u' &&
             (escape[8] | 0x20) == 'd' && second >= 'c' && second <= 'f');
}

// Escapes of half a surrogate pair, which some writers produce, become \uFFFD.
static dln_str mend_surrogates(dln_arena *arena, dln_str json) {
    char *copy = dln_arena_alloc(arena, json.len + 1, 1);
    if (!copy)
        return DLN_STR_NONE;
    memcpy(copy, json.data, json.len);
    char *end = copy + json.len;
    for (char *at = copy; at < end; at++) {
        if (*at != '\\')
            continue;
        if (is_lone_surrogate(at, end)) {
            memcpy(at + 2, "FFFD", 4);
            at += 5;
        } else {
            bool pair = end - at >= 6 && at[1] == 'u' && (at[2] | 0x20) == 'd' && at[3] > '7';
            at += pair ? 11 : 1;
        }
    }
    return (dln_str){copy, json.len};
}

// NULL with `problem` filled when it does not parse.
static json_t *parse(dln_str json, dln_arena *arena, json_error_t *problem) {
    json_t *root = json_loadb(json.data, json.len, JSON_ALLOW_NUL, problem);
    if (root || json_error_code(problem) != json_error_invalid_syntax ||
        !strstr(problem->text, "invalid Unicode"))
        return root;
    dln_str mended = mend_surrogates(arena, json);
    return mended.data ? json_loadb(mended.data, mended.len, JSON_ALLOW_NUL, problem) : NULL;
}

static bool take_all(const json_t *object, dln_arena *arena, dln_raw_report *out) {
    return take(object, id_keys, arena, &out->id) && take(object, text_keys, arena, &out->text) &&
           take(object, html_keys, arena, &out->html) &&
           take(object, title_keys, arena, &out->title) &&
           take(object, source_keys, arena, &out->source) &&
           take(object, url_keys, arena, &out->url) && take(object, date_keys, arena, &out->date);
}

dln_status dln_raw_from_json(dln_str json, dln_arena *arena, dln_raw_report *out, dln_error *err) {
    json_error_t problem;
    json_t *root = parse(json, arena, &problem);
    if (!root) {
        bool cut = json_error_code(&problem) == json_error_premature_end_of_input;
        return dln_fail(err, DLN_BAD_INPUT,
                        cut ? "the JSON breaks off (column %d): %s" : "not JSON (column %d): %s",
                        problem.column, problem.text);
    }
    if (!json_is_object(root)) {
        json_decref(root);
        return dln_fail(err, DLN_BAD_INPUT, "a report is a JSON object with a field \"text\"");
    }
    dln_raw_report raw = {0};
    bool fits = take_all(root, arena, &raw);
    const json_t *text = json_object_get(root, "text");
    bool has_text = json_is_string(text);
    bool odd_text = text && !has_text && !json_is_null(text);
    json_decref(root);
    if (!fits)
        return dln_fail_memory(err);
    if (odd_text)
        return dln_fail(err, DLN_BAD_INPUT, "the field \"text\" is no string");
    if (raw.text.len == 0 && raw.html.len == 0 && !has_text)
        return dln_fail(err, DLN_BAD_INPUT, "the report has no field \"text\"");
    *out = raw;
    return DLN_OK;
}

static bool is_article(const json_t *object) {
    const json_t *type = json_object_get(object, "@type");
    const char *name = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);
    for (const char *const *part = article_types; name && *part; part++)
        if (strstr(name, *part))
            return true;
    return false;
}

// The first article in nested lists and graphs; borrowed.
static const json_t *find_article(const json_t *value, int depth) {
    if (depth == 0)
        return NULL;
    if (json_is_object(value)) {
        return is_article(value) ? value
                                 : find_article(json_object_get(value, "@graph"), depth - 1);
    }
    size_t i;
    json_t *item;
    json_array_foreach(value, i, item) {
        const json_t *found = find_article(item, depth - 1);
        if (found)
            return found;
    }
    return NULL;
}

bool dln_raw_add_linked_data(dln_str json, dln_arena *arena, dln_raw_report *out) {
    static const char *const body_keys[] = {"articleBody", NULL};
    static const char *const publisher_keys[] = {"publisher", "sourceOrganization", NULL};
    json_error_t problem;
    json_t *root = json_loadb(json.data, json.len, 0, &problem);
    const json_t *article = find_article(root, LINKED_DATA_DEPTH);
    bool fits = !article || (take(article, title_keys, arena, &out->title) &&
                             take(article, date_keys, arena, &out->date) &&
                             take(article, publisher_keys, arena, &out->source) &&
                             take(article, url_keys, arena, &out->url) &&
                             take(article, body_keys, arena, &out->text));
    json_decref(root);
    return fits;
}
