// Putting collected places into their final order and linking them to country and division.
#ifndef DLN_GAZETTEER_ORDER_H
#define DLN_GAZETTEER_ORDER_H

#include "gazetteer/builder.h"

// Places in Hilbert order; names and areas follow. Equal positions keep their order.
dln_status dln_order_places(dln_builder *builder, dln_error *err) DLN_MUST_CHECK;

// Fills country_place, admin1_place and admin1_name of every place, and
// `countries[dln_country_number(iso)]` with place + 1. Returns the number of countries in *count.
dln_status dln_link_places(dln_builder *builder, uint32_t countries[DLN_COUNTRY_CODES],
                           uint64_t *count, dln_error *err) DLN_MUST_CHECK;

#endif
