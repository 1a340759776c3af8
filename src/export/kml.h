// What Google Earth shows of an incident, as GDAL's KML driver takes it.
#ifndef DLN_EXPORT_KML_H
#define DLN_EXPORT_KML_H

#include "dateline/incident.h"

// The text as XML can hold it: U+FFFD stands for a control character, "]] >" for the end of a CDATA
// section. Either `text` itself or built in `out`, which is cleared.
dln_str dln_kml_text(dln_str text, dln_buffer *out);
void dln_kml_append_title(dln_buffer *out, const dln_incident *incident); // "Strike · Palmyra"
// Balloons show HTML: text stays text.
void dln_kml_append_html(dln_buffer *out, dln_str text);
// A style string of GDAL: https://gdal.org/user/ogr_feature_style.html
void dln_kml_append_style(dln_buffer *out, dln_incident_type type, bool is_line);

#endif
