// Writing JSON: appends to a buffer, keeps track of commas. Reading is jansson's (extract/).
#ifndef DLN_BASE_JSON_H
#define DLN_BASE_JSON_H

#include "dateline/day.h"

#define DLN_JSON_MAX_DEPTH 16

typedef struct dln_json {
    dln_buffer *out;
    unsigned depth;
    bool has_member[DLN_JSON_MAX_DEPTH];
} dln_json;

dln_json dln_json_to(dln_buffer *out);
void dln_json_open(dln_json *json, const char *key, char bracket); // '{' or '['; key NULL in arrays
void dln_json_close(dln_json *json, char bracket);                 // '}' or ']'
// A string that is DLN_STR_NONE, a number that is not finite and a day that is DLN_DAY_NONE become
// null.
void dln_json_str(dln_json *json, const char *key, dln_str value);
void dln_json_int(dln_json *json, const char *key, int64_t value);
// At most `decimals` digits behind the point, without trailing zeros.
void dln_json_double(dln_json *json, const char *key, double value, int decimals);
void dln_json_bool(dln_json *json, const char *key, bool value);
void dln_json_null(dln_json *json, const char *key);
void dln_json_day(dln_json *json, const char *key, dln_day day);

#endif
