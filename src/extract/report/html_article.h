// Which part of a parsed page is the article.
#ifndef DLN_EXTRACT_REPORT_HTML_ARTICLE_H
#define DLN_EXTRACT_REPORT_HTML_ARTICLE_H

#include <libxml/tree.h>

#include "dateline/base.h"

// Appends headings and paragraphs of the article under `root`, separated by blank lines, and the
// page's first <h1> before them if it stands outside the article. Uses `_private` of the nodes.
void dln_html_article(xmlNode *root, dln_buffer *out);

// Name tests and attributes, for both files that walk the tree.
bool dln_html_is(const xmlNode *node, const char *name);
// The attribute's text, borrowed; DLN_STR_NONE without it. Attributes that libxml2 keeps in
// several pieces (entities it does not know) give their first piece.
dln_str dln_html_attribute(const xmlNode *node, const char *name);

#endif
