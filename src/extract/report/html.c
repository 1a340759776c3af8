#include "extract/report/html.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "extract/report/html_article.h"
#include "base/utf8.h"

// The schema.org body is taken when the page itself gave less than half as much: articles that a
// script draws stand there only.
#define LINKED_BODY_FACTOR 2

typedef enum field { FIELD_TITLE, FIELD_DATE, FIELD_SOURCE, FIELD_URL } field;

// Names of <meta> that say something, the most exact of each field first.
static const struct {
    const char *name;
    field field;
} meta_names[] = {
    {"og:title", FIELD_TITLE},
    {"twitter:title", FIELD_TITLE},
    {"dc.title", FIELD_TITLE},
    {"article:published_time", FIELD_DATE},
    {"og:article:published_time", FIELD_DATE},
    {"og:published_time", FIELD_DATE},
    {"datePublished", FIELD_DATE},
    {"parsely-pub-date", FIELD_DATE},
    {"sailthru.date", FIELD_DATE},
    {"dc.date.issued", FIELD_DATE},
    {"dc.date", FIELD_DATE},
    {"dcterms.created", FIELD_DATE},
    {"pubdate", FIELD_DATE},
    {"publish-date", FIELD_DATE},
    {"date", FIELD_DATE},
    {"og:site_name", FIELD_SOURCE},
    {"publisher", FIELD_SOURCE},
    {"dc.publisher", FIELD_SOURCE},
    {"og:url", FIELD_URL},
};
#define META_NAMES (sizeof meta_names / sizeof *meta_names)

// What the page says about itself while it is walked: the best rank of each field wins.
typedef struct page {
    dln_arena *arena;
    dln_raw_report raw; // from schema.org
    dln_str meta[META_NAMES];
    dln_str title, time, canonical;
    bool out_of_memory;
} page;

static dln_str keep(page *p, dln_str s) {
    s = dln_str_trim(s);
    if (s.len == 0)
        return DLN_STR_NONE;
    dln_str copy = dln_utf8_repair(p->arena, s);
    p->out_of_memory = p->out_of_memory || !copy.data;
    return copy;
}

static void read_meta(const xmlNode *node, page *p) {
    dln_str name = dln_html_attribute(node, "property");
    name = name.data ? name : dln_html_attribute(node, "name");
    name = name.data ? name : dln_html_attribute(node, "itemprop");
    for (size_t i = 0; name.data && i < META_NAMES; i++)
        if (strcasecmp(name.data, meta_names[i].name) == 0 && !p->meta[i].data)
            p->meta[i] = keep(p, dln_html_attribute(node, "content"));
}

static dln_str inner_text(const xmlNode *node) {
    const xmlNode *text = node->children;
    return text && text->content ? dln_str_from((const char *)text->content) : DLN_STR_NONE;
}

static void read_element(const xmlNode *node, page *p) {
    if (dln_html_is(node, "meta")) {
        read_meta(node, p);
    } else if (dln_html_is(node, "title") && !p->title.data) {
        p->title = keep(p, inner_text(node));
    } else if (dln_html_is(node, "time") && !p->time.data) {
        dln_str when = dln_html_attribute(node, "datetime");
        p->time = keep(p, when.data ? when : inner_text(node));
    } else if (dln_html_is(node, "link") &&
               dln_str_equal(dln_html_attribute(node, "rel"), DLN_STR("canonical"))) {
        p->canonical = keep(p, dln_html_attribute(node, "href"));
    } else if (dln_html_is(node, "script") &&
               dln_str_equal(dln_html_attribute(node, "type"), DLN_STR("application/ld+json"))) {
        dln_str json = inner_text(node);
        bool fits = !json.data || dln_raw_add_linked_data(json, p->arena, &p->raw);
        p->out_of_memory = p->out_of_memory || !fits;
    }
}

static void read_metadata(const xmlNode *node, page *p) {
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            read_element(child, p);
            read_metadata(child, p);
        }
    }
}

static dln_str best_meta(const page *p, field wanted) {
    for (size_t i = 0; i < META_NAMES; i++)
        if (meta_names[i].field == wanted && p->meta[i].data)
            return p->meta[i];
    return DLN_STR_NONE;
}

static dln_str first_said(dln_str a, dln_str b, dln_str c) {
    return a.len ? a : b.len ? b : c;
}

// "Two killed in Basra - The Wire" without the name of the site behind the last dash or bar.
static dln_str without_site(dln_str title) {
    static const char *const separators[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "};
    for (size_t i = title.len; i-- > 1;) {
        for (size_t s = 0; s < sizeof separators / sizeof *separators; s++)
            if (dln_str_starts_with(dln_str_slice(title, i, title.len),
                                    dln_str_from(separators[s])))
                return dln_str_slice(title, 0, i);
    }
    return title;
}

static void settle(const page *p, dln_str text, dln_raw_report *out) {
    bool drawn_by_script = p->raw.text.len > LINKED_BODY_FACTOR * text.len;
    *out = (dln_raw_report){
        .text = drawn_by_script ? p->raw.text : text,
        .title = first_said(p->raw.title, best_meta(p, FIELD_TITLE), without_site(p->title)),
        .date = first_said(p->raw.date, best_meta(p, FIELD_DATE), p->time),
        .source = first_said(p->raw.source, best_meta(p, FIELD_SOURCE), DLN_STR_NONE),
        .url = first_said(p->canonical, best_meta(p, FIELD_URL), p->raw.url),
    };
}

static dln_status read_tree(xmlNode *root, dln_arena *arena, dln_raw_report *out, dln_error *err) {
    page p = {.arena = arena};
    read_metadata(root, &p);
    dln_buffer article = {0};
    dln_html_article(root, &article);
    dln_str text = article.failed ? DLN_STR_NONE : dln_utf8_repair(arena, dln_buffer_str(&article));
    bool failed = article.failed || p.out_of_memory || (article.len > 0 && !text.data);
    dln_buffer_free(&article);
    if (failed)
        return dln_fail_memory(err);
    settle(&p, text, out);
    return out->text.len > 0 ? DLN_OK
                             : dln_fail(err, DLN_BAD_INPUT,
                                        "the page has no article text: save the article itself");
}

dln_status dln_raw_from_html(dln_str page_text, dln_arena *arena, dln_raw_report *out,
                             dln_error *err) {
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                        HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    htmlParserCtxt *parser = htmlNewParserCtxt();
    if (!parser)
        return dln_fail_memory(err);
    htmlDocPtr document =
        htmlCtxtReadMemory(parser, page_text.data, (int)page_text.len, NULL, "UTF-8", options);
    const xmlError *problem = xmlCtxtGetLastError(parser);
    bool too_deep = problem && problem->code == XML_ERR_INTERNAL_ERROR;
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    dln_status status;
    if (too_deep)
        status = dln_fail(err, DLN_BAD_INPUT, "the page is nested too deeply to be an article");
    else if (!root)
        status = dln_fail(err, DLN_BAD_INPUT, "the page is empty: save the article itself");
    else
        status = read_tree(root, arena, out, err);
    xmlFreeDoc(document);
    htmlFreeParserCtxt(parser);
    return status;
}
