#include "extract/incident/retelling_move.h"

#include "extract/incident/agreement.h"

// A headline is told again within so many sentences, a convoy is told on within so many.
enum { HEADLINE_REACH = 4, TOLD_ON_REACH = 4 };

static bool is_said(const dln_where *where) {
    return where->name.data != NULL;
}

// "into Syria" is told again as "to Al-Bukamal": the rough one holds the other.
static bool holds(const dln_where *rough, const dln_where *fine) {
    return rough->located && fine->located && rough->precision == DLN_GEO_REGION &&
           rough->radius_m > fine->radius_m && rough->country.data &&
           dln_str_equal(rough->country, fine->country) &&
           (!rough->admin1.data || dln_str_equal(rough->admin1, fine->admin1));
}

static bool ends_agree(const dln_where *a, const dln_where *b) {
    return !is_said(a) || !is_said(b) || dln_str_equal(a->name, b->name) ||
           dln_wheres_agree(a, b) || holds(a, b) || holds(b, a);
}

static bool is_same_end(const dln_where *a, const dln_where *b) {
    return is_said(a) && dln_str_equal(a->name, b->name);
}

static bool is_same_mover(const dln_incident *x, const dln_incident *y) {
    return (x->object.data && y->object.data && dln_names_share_a_word(x->object, y->object)) ||
           (x->actor.data && y->actor.data && dln_names_share_a_word(x->actor, y->actor));
}

bool dln_moves_are_one(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    if (x->type != DLN_MOVEMENT || y->type != DLN_MOVEMENT || a->sentence == b->sentence ||
        !dln_drafts_dates_agree(a, b))
        return false;
    if (is_same_end(&x->origin, &y->origin) && is_same_end(&x->destination, &y->destination))
        return true;
    bool agree = ends_agree(&x->origin, &y->origin) && ends_agree(&x->destination, &y->destination);
    bool common = (is_said(&x->origin) && is_said(&y->origin)) ||
                  (is_said(&x->destination) && is_said(&y->destination));
    uint32_t since = b->sentence - a->last_sentence;
    bool summary = a->heading && b->sentence - a->sentence <= HEADLINE_REACH;
    return agree && common && is_same_mover(x, y) &&
           (summary || (b->refers_back && since <= TOLD_ON_REACH));
}

bool dln_is_flight_of(const dln_draft *move, const dln_draft *strike) {
    bool told = move->sentence == strike->last_sentence || move->sentence == strike->sentence;
    bool soon = move->refers_back && move->sentence > strike->sentence &&
                move->sentence - strike->last_sentence <= TOLD_ON_REACH;
    bool blow = strike->incident.type == DLN_STRIKE || strike->incident.type == DLN_EXPLOSION;
    return move->flies && blow && !strike->aside && (told || soon) &&
           dln_status_happened(strike->incident.status) &&
           dln_status_happened(move->incident.status);
}
