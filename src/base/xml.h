// Text inside of XML 1.0: SVG, KML, QGIS projects.
#ifndef DLN_BASE_XML_H
#define DLN_BASE_XML_H

#include "dateline/base.h"

// Steps `*at` behind the character there; false when XML cannot say it, not even escaped: control
// characters but tab and line ends, U+FFFE, U+FFFF, and a byte that is no UTF-8.
bool dln_xml_next(dln_str text, size_t *at);
// Escaped for elements and attributes; U+FFFD stands for what XML cannot say.
void dln_xml_append(dln_buffer *out, dln_str text);

#endif
