// Text density over semantic elements, as readers' modes do it: paragraphs with words rather than
// links make an element good; the article is the best <article> or <main>, or else the smallest
// element that holds most of the good text.
#include "extract/report/html_article.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

// A run of text of at least this many bytes, less than half of it links, reads as a paragraph.
// Menu entries and captions of buttons are shorter.
#define GOOD_BYTES 60
// Shorter runs are kept inside the article when they end like a sentence or stand in a <p>.
#define SHORT_BYTES 15
// <article> or <main> is believed if it has this share of the good text of the page; cards that
// link to other articles are <article>, too.
#define SEMANTIC_SHARE 0.4
// The search goes down into a child that holds this share of its parent's good text.
#define DESCENT_SHARE 0.8
// Named like boilerplate but with more of the text than this, it is the article after all.
#define BOILERPLATE_SHARE 0.3

// What never holds the words of an article.
static const char *const dropped_elements[] = {
    "script", "style", "noscript", "template", "svg",      "nav",    "footer",
    "aside",  "form",  "button",   "select",   "iframe",   "object", "canvas",
    "audio",  "video", "math",     "dialog",   "textarea", "head",   NULL};
static const char *const block_elements[] = {
    "p",   "div", "section",    "article", "main",   "h1",      "h2",
    "h3",  "h4",  "h5",         "h6",      "ul",     "ol",      "li",
    "dl",  "dt",  "dd",         "table",   "tbody",  "thead",   "tr",
    "td",  "th",  "header",     "address", "figure", "caption", "figcaption",
    "pre", "hr",  "blockquote", "body",    "html",   "center",  NULL};
// Words in class and id by which sites mark what surrounds an article.
static const char *const boilerplate_names[] = {
    "ad",          "ads",         "advert",   "advertisement", "advertising", "banner",
    "breadcrumb",  "breadcrumbs", "comment",  "comments",      "consent",     "cookie",
    "cookies",     "disqus",      "donate",   "footer",        "gdpr",        "hidden",
    "menu",        "modal",       "nav",      "navbar",        "navigation",  "newsletter",
    "outbrain",    "paywall",     "popular",  "popup",         "promo",       "recirculation",
    "recommended", "related",     "share",    "sharing",       "sidebar",     "signup",
    "skip",        "social",      "sponsor",  "sponsored",     "subscribe",   "subscription",
    "taboola",     "toolbar",     "trending", "widget",        NULL};

bool dln_html_is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool is_one_of(const xmlNode *node, const char *const *names) {
    for (; *names; names++)
        if (dln_html_is(node, *names))
            return true;
    return false;
}

dln_str dln_html_attribute(const xmlNode *node, const char *name) {
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (strcasecmp((const char *)attribute->name, name) == 0 && attribute->children &&
            attribute->children->content)
            return dln_str_from((const char *)attribute->children->content);
    return DLN_STR_NONE;
}

static bool is_heading(const xmlNode *node) {
    return node->name[0] == 'h' && node->name[1] >= '1' && node->name[1] <= '6' &&
           node->name[2] == '\0';
}

static bool is_hidden(const xmlNode *node) {
    dln_str style = dln_html_attribute(node, "style");
    return xmlHasProp(node, (const xmlChar *)"hidden") ||
           dln_str_equal(dln_html_attribute(node, "aria-hidden"), DLN_STR("true")) ||
           (style.data &&
            (strstr(style.data, "display:none") || strstr(style.data, "display: none")));
}

static bool is_dropped(const xmlNode *node) {
    return is_one_of(node, dropped_elements) || is_hidden(node);
}

static bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether one of the words in `names` ("site-nav  nav--top") is that of boilerplate.
static bool names_boilerplate(dln_str names) {
    for (size_t at = 0; at < names.len;) {
        size_t end = at;
        while (end < names.len && is_name_byte(names.data[end]))
            end++;
        for (const char *const *name = boilerplate_names; *name && end > at; name++)
            if (strlen(*name) == end - at && strncasecmp(*name, names.data + at, end - at) == 0)
                return true;
        at = end + 1;
    }
    return false;
}

// Bytes of good text under a block, as `measure` left them.
static size_t good_of(const xmlNode *node) {
    return (size_t)(uintptr_t)node->_private;
}

static bool is_boilerplate(const xmlNode *node, size_t good_total) {
    return (double)good_of(node) < BOILERPLATE_SHARE * (double)good_total &&
           (names_boilerplate(dln_html_attribute(node, "class")) ||
            names_boilerplate(dln_html_attribute(node, "id")) ||
            names_boilerplate(dln_html_attribute(node, "role")));
}

typedef struct run {
    size_t bytes, link_bytes;
} run;

static size_t text_bytes(const xmlNode *node) {
    return node->content ? strlen((const char *)node->content) : 0;
}

static bool is_good(run paragraph) {
    return paragraph.bytes >= GOOD_BYTES && paragraph.link_bytes * 2 < paragraph.bytes;
}

// Good bytes under `node`, kept in every block's _private. Depth is bounded by libxml2 (256).
static size_t measure(xmlNode *node, run *paragraph, bool in_link) {
    if (node->type == XML_TEXT_NODE) {
        size_t bytes = text_bytes(node);
        paragraph->bytes += bytes;
        paragraph->link_bytes += in_link ? bytes : 0;
        return 0;
    }
    if (node->type != XML_ELEMENT_NODE || is_dropped(node))
        return 0;
    bool block = is_one_of(node, block_elements);
    run own = {0};
    size_t good = 0;
    for (xmlNode *child = node->children; child; child = child->next)
        good += measure(child, block ? &own : paragraph, in_link || dln_html_is(node, "a"));
    if (block)
        good += is_good(own) ? own.bytes : 0;
    node->_private = (void *)(uintptr_t)good; // NOLINT: a number, not a pointer
    return good;
}

static bool is_semantic(const xmlNode *node) {
    return dln_html_is(node, "article") || dln_html_is(node, "main") ||
           dln_str_equal(dln_html_attribute(node, "role"), DLN_STR("main")) ||
           dln_str_equal(dln_html_attribute(node, "itemprop"), DLN_STR("articleBody"));
}

static void find_semantic(xmlNode *node, xmlNode **best) {
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || is_dropped(child))
            continue;
        if (is_semantic(child) && (!*best || good_of(child) > good_of(*best)))
            *best = child;
        find_semantic(child, best);
    }
}

static xmlNode *best_child(const xmlNode *node) {
    xmlNode *best = NULL;
    for (xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && (!best || good_of(child) > good_of(best)))
            best = child;
    return best;
}

static xmlNode *find_article(xmlNode *root) {
    xmlNode *article = NULL;
    find_semantic(root, &article);
    if (!article || (double)good_of(article) < SEMANTIC_SHARE * (double)good_of(root))
        article = root;
    for (;;) {
        xmlNode *child = best_child(article);
        if (!child || good_of(child) == 0 || dln_html_is(child, "p") ||
            (double)good_of(child) < DESCENT_SHARE * (double)good_of(article))
            return article;
        article = child;
    }
}

// Writes paragraphs; a heading waits until a paragraph follows it.
typedef struct writer {
    dln_buffer *out;
    dln_buffer paragraph, heading;
    size_t link_bytes, good_total;
    bool in_heading, in_paragraph;
} writer;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void append_collapsed(dln_buffer *out, const char *text) {
    for (; *text; text++)
        if (!is_space(*text))
            dln_buffer_append_char(out, *text);
        else if (out->len > 0 && out->data[out->len - 1] != ' ')
            dln_buffer_append_char(out, ' ');
}

static void write_block(dln_buffer *out, dln_str block) {
    if (out->len > 0)
        dln_buffer_append(out, DLN_STR("\n\n"));
    dln_buffer_append(out, block);
}

static bool ends_like_sentence(dln_str s) {
    return s.len > 0 && strchr(".!?:\"", s.data[s.len - 1]) != NULL;
}

static void flush(writer *w) {
    dln_str block = dln_str_trim(dln_buffer_str(&w->paragraph));
    bool links = w->link_bytes * 2 >= block.len;
    if (block.len == 0 || links) {
        // nothing, or a way to somewhere else
    } else if (w->in_heading) {
        dln_buffer_clear(&w->heading);
        dln_buffer_append(&w->heading, block);
    } else if (block.len >= GOOD_BYTES ||
               (block.len >= SHORT_BYTES && (w->in_paragraph || ends_like_sentence(block)))) {
        if (w->heading.len > 0) {
            write_block(w->out, dln_buffer_str(&w->heading));
            dln_buffer_clear(&w->heading);
        }
        write_block(w->out, block);
    }
    dln_buffer_clear(&w->paragraph);
    w->link_bytes = 0;
}

static bool is_second_break(const xmlNode *node) {
    const xmlNode *before = node->prev;
    while (before && before->type == XML_TEXT_NODE && xmlIsBlankNode(before))
        before = before->prev;
    return before && dln_html_is(before, "br");
}

static void write_children(const xmlNode *node, writer *w, bool in_link);

static void write_node(const xmlNode *node, writer *w, bool in_link) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        size_t before = w->paragraph.len;
        append_collapsed(&w->paragraph, (const char *)node->content);
        w->link_bytes += in_link ? w->paragraph.len - before : 0;
        return;
    }
    if (node->type != XML_ELEMENT_NODE || is_dropped(node) || is_boilerplate(node, w->good_total))
        return;
    if (dln_html_is(node, "br")) {
        if (is_second_break(node))
            flush(w);
        append_collapsed(&w->paragraph, " ");
        return;
    }
    if (!is_one_of(node, block_elements)) {
        write_children(node, w, in_link || dln_html_is(node, "a"));
        return;
    }
    flush(w);
    bool was_heading = w->in_heading, was_paragraph = w->in_paragraph;
    w->in_heading = is_heading(node);
    w->in_paragraph = dln_html_is(node, "p") || dln_html_is(node, "li");
    write_children(node, w, in_link);
    flush(w);
    w->in_heading = was_heading;
    w->in_paragraph = was_paragraph;
}

static void write_children(const xmlNode *node, writer *w, bool in_link) {
    for (const xmlNode *child = node->children; child; child = child->next)
        write_node(child, w, in_link);
}

static const xmlNode *first_h1(const xmlNode *node) {
    for (const xmlNode *child = node->children; child; child = child->next) {
        const xmlNode *found = dln_html_is(child, "h1") ? child : first_h1(child);
        if (found)
            return found;
    }
    return NULL;
}

static bool is_inside(const xmlNode *node, const xmlNode *ancestor) {
    while (node && node != ancestor)
        node = node->parent;
    return node != NULL;
}

void dln_html_article(xmlNode *root, dln_buffer *out) {
    run none = {0};
    measure(root, &none, false);
    const xmlNode *article = find_article(root), *title = first_h1(root);
    writer w = {.out = out, .good_total = good_of(root)};
    if (title && !is_inside(title, article)) {
        w.in_heading = true;
        write_children(title, &w, false);
        flush(&w);
        w.in_heading = false;
    }
    write_node(article, &w, false);
    flush(&w);
    out->failed = out->failed || w.paragraph.failed || w.heading.failed;
    dln_buffer_free(&w.paragraph);
    dln_buffer_free(&w.heading);
}
