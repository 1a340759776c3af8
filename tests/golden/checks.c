#include "golden/checks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "map/plan.h"
#include "map/sites.h"

static bool is_map_label(const dln_item *item) {
    static const char *const roles[] = {"place-label",     "note-label",   "town-label",
                                        "water-label",     "admin1-label", "country-label",
                                        "graticule-label", "edge-label",   "key-number"};
    for (size_t i = 0; item->kind == DLN_ITEM_TEXT && i < sizeof roles / sizeof *roles; i++)
        if (strcmp(item->role, roles[i]) == 0)
            return true;
    return false;
}

// Letters stand between the baseline and the height of capitals: the box of the font is larger.
static dln_rect letters_of(const dln_item *item) {
    dln_item tight = *item;
    tight.ascent = fmin(tight.ascent, 0.74 * item->font.size);
    tight.descent = 0;
    return dln_text_box(&tight);
}

static void fault(check_result *r, const char *what, dln_str a, dln_str b) {
    if (!*r->first_fault)
        snprintf(r->first_fault, sizeof r->first_fault, "%s: %.*s %.*s", what, DLN_STR_ARG(a),
                 DLN_STR_ARG(b));
}

// Turned text is compared as a chain of boxes along its baseline: its own box is mostly empty.
#define SLICES (DLN_SPINE_MAX - 1)
// The letters over one piece of a bent baseline.
static dln_rect spine_slice(const dln_item *item, size_t i) {
    dln_px a = item->spine[i], b = item->spine[i + 1];
    dln_item piece = *item;
    piece.spine = NULL;
    piece.at = a;
    piece.width = hypot(b.x - a.x, b.y - a.y);
    piece.angle_deg = atan2(b.y - a.y, b.x - a.x) / 0.017453292519943;
    return letters_of(&piece);
}

static size_t slices_of(const dln_item *item, dln_rect out[SLICES]) {
    for (size_t i = 0; item->spine && i < SLICES; i++)
        out[i] = spine_slice(item, i);
    if (item->spine)
        return SLICES;
    if (item->angle_deg == 0) {
        out[0] = letters_of(item);
        return 1;
    }
    double c = cos(item->angle_deg * 0.017453292519943),
           s = sin(item->angle_deg * 0.017453292519943);
    for (int i = 0; i < SLICES; i++) {
        dln_item slice = *item;
        slice.width = item->width / SLICES;
        slice.at.x += c * slice.width * i;
        slice.at.y += s * slice.width * i;
        out[i] = letters_of(&slice);
    }
    return SLICES;
}

static bool overlap(const dln_item *a, const dln_item *b) {
    dln_rect of_a[SLICES], of_b[SLICES];
    size_t count_a = slices_of(a, of_a), count_b = slices_of(b, of_b);
    for (size_t i = 0; i < count_a; i++)
        for (size_t j = 0; j < count_b; j++)
            if (dln_rect_overlaps(of_a[i], of_b[j]))
                return true;
    return false;
}

// The numbers stand twice: on the map, and in the key beside or under it.
static bool is_in_key(const laid_out *l, const dln_item *item) {
    return l->plan.key.box.right > 0 && dln_rect_contains(l->plan.key.box, item->at);
}

static void check_labels(const laid_out *l, check_result *r) {
    const dln_display_list *list = &l->list;
    for (size_t i = 0; i < list->count; i++) {
        const dln_item *a = &list->items[i];
        if (!is_map_label(a) || is_in_key(l, a))
            continue;
        r->labels++;
        if (!dln_rect_holds(l->plan.frame, a->spine ? spine_slice(a, 0) : letters_of(a))) {
            r->outside++;
            fault(r, "leaves the frame", a->text, DLN_STR_NONE);
        }
        for (size_t j = i + 1; j < list->count; j++) {
            const dln_item *b = &list->items[j];
            if (is_map_label(b) && !is_in_key(l, b) && overlap(a, b)) {
                r->overlaps++;
                fault(r, "overlap", a->text, b->text);
            }
        }
    }
}

// Without the mark that says which way a line runs: a name may go on in it.
static dln_str unmarked(dln_str text) {
    bool marked = dln_str_starts_with(text, DLN_STR(DLN_TEXT_LTR_MARK)) ||
                  dln_str_starts_with(text, DLN_STR(DLN_TEXT_RTL_MARK));
    return marked ? dln_str_slice(text, strlen(DLN_TEXT_LTR_MARK), text.len) : text;
}

// All that names places, on the map and in the key, with a blank between two lines.
static dln_buffer names_on(const dln_display_list *list) {
    static const char *const roles[] = {"place-label", "note-label", "key-entry"};
    dln_buffer all = {0};
    for (size_t i = 0; i < list->count; i++) {
        const dln_item *item = &list->items[i];
        for (size_t j = 0; item->kind == DLN_ITEM_TEXT && j < sizeof roles / sizeof *roles; j++)
            if (strcmp(item->role, roles[j]) == 0)
                dln_buffer_printf(&all, " %.*s", DLN_STR_ARG(unmarked(item->text)));
    }
    return all;
}

// Ends of arrows too: they are sites. What merged places are left unnamed must be owned up to.
static void check_names(const laid_out *l, check_result *r) {
    dln_buffer all = names_on(&l->list);
    size_t owned_up = dln_plan_unnamed(&l->plan);
    for (size_t i = 0; i < l->scene.site_count; i++) {
        const dln_site *site = &l->scene.sites[i];
        dln_px px;
        char name[256];
        snprintf(name, sizeof name, "%.*s", DLN_STR_ARG(site->name));
        if (!dln_view_px(&l->plan.view, site->at, &px) || !dln_rect_contains(l->plan.frame, px) ||
            (all.data && strstr(all.data, name)))
            continue;
        // What is left of a way too short for an arrow here is counted at its other end.
        if (!site->tally_count && l->plan.scene != &l->scene)
            continue;
        r->unnamed++;
        fault(r, "has no name", site->name, DLN_STR_NONE);
    }
    r->lied = r->unnamed > owned_up ? r->unnamed - owned_up : 0;
    dln_buffer_free(&all);
}

static void check_symbols(const laid_out *l, check_result *r) {
    for (size_t i = 0; i < l->list.count; i++) {
        const dln_item *label = &l->list.items[i];
        if (!is_map_label(label) || is_in_key(l, label) || label->angle_deg != 0 || label->spine)
            continue;
        for (size_t j = 0; j < l->plan.scene->site_count; j++) {
            const dln_site *site = &l->plan.scene->sites[j];
            if (l->plan.site_seen[j] && site->tally_count == 1 && !site->whole_country &&
                dln_rect_contains(letters_of(label), l->plan.symbol_px[j])) {
                r->buried++;
                fault(r, "covers a symbol", label->text, site->name);
            }
        }
        for (size_t j = 0; j < l->plan.scene->move_count; j++) {
            dln_px at;
            if (dln_sites_short_move(&l->plan, j, &at) &&
                dln_rect_contains(letters_of(label), at)) {
                r->buried++;
                fault(r, "covers a short movement", label->text, label->text);
            }
        }
    }
}

// How often a number stands on the map, and how often in the key.
static void count_number(const laid_out *l, dln_str number, size_t *on_map, size_t *in_key) {
    for (size_t i = 0; i < l->list.count; i++) {
        const dln_item *item = &l->list.items[i];
        if (item->kind != DLN_ITEM_TEXT || strcmp(item->role, "key-number") != 0 ||
            !dln_str_equal(item->text, number))
            continue;
        *on_map += !is_in_key(l, item);
        *in_key += is_in_key(l, item);
    }
}

static void check_numbers(const laid_out *l, check_result *r) {
    for (size_t i = 0; i < l->list.count; i++) {
        const dln_item *item = &l->list.items[i];
        size_t on_map = 0, in_key = 0;
        if (item->kind != DLN_ITEM_TEXT || strcmp(item->role, "key-number") != 0)
            continue;
        count_number(l, item->text, &on_map, &in_key);
        if (on_map == 1 && in_key == 1)
            continue;
        r->unexplained++;
        fault(r, "is not once on the map and once in the key", item->text, DLN_STR_NONE);
    }
}

static bool is_in_its_place(const laid_out *l, const dln_item *item) {
    dln_rect letters = letters_of(item), picture = {0, 0, l->list.width, l->list.height};
    if (strcmp(item->role, "key-entry") == 0)
        return dln_rect_holds(dln_rect_grown(l->plan.key.box, 1), letters);
    if (!is_map_label(item) || is_in_key(l, item))
        return dln_rect_holds(picture, letters);
    return !(l->plan.legend_inside && dln_rect_overlaps(l->plan.legend_box, letters)) &&
           !(l->plan.locator.projection && dln_rect_overlaps(l->plan.locator.frame, letters));
}

static void check_boxes(const laid_out *l, check_result *r) {
    const dln_plan *plan = &l->plan;
    const dln_rect boxes[] = {plan->legend_box, plan->key.box};
    bool overlap = dln_rect_overlaps(plan->legend_box, plan->key.box);
    for (size_t i = 0; i < 2; i++) {
        bool there = boxes[i].right > 0, inside = i == 0 && plan->legend_inside;
        if (there && inside)
            overlap |= !dln_rect_holds(plan->frame, boxes[i]);
        else if (there)
            overlap |= dln_rect_overlaps(plan->frame, boxes[i]);
        if (there)
            overlap |= boxes[i].bottom > plan->foot.top || boxes[i].top < plan->head.bottom;
    }
    if (!overlap)
        return;
    r->misplaced++;
    fault(r, "overlaps", DLN_STR("legend or key"), DLN_STR_NONE);
}

static void check_words(const laid_out *l, check_result *r) {
    for (size_t i = 0; i < l->list.count; i++) {
        const dln_item *item = &l->list.items[i];
        if (item->kind != DLN_ITEM_TEXT || item->spine || item->angle_deg != 0)
            continue;
        if (!is_in_its_place(l, item)) {
            r->misplaced++;
            fault(r, "is out of place", item->text, DLN_STR_NONE);
        }
        if (dln_str_ends_with(item->text, DLN_STR("\xE2\x80\xA6"))) {
            r->cut++;
            fault(r, "is cut", item->text, DLN_STR_NONE);
        }
    }
}

static const dln_item *find(const dln_display_list *list, const char *role) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].role, role) == 0)
            return &list->items[i];
    return NULL;
}

// The length that the bar names against the geodesic between the ground under its two ends.
static void check_scale(const laid_out *l, check_result *r) {
    const dln_item *bar = find(&l->list, "scale-bar"), *label = find(&l->list, "scale-label");
    double named;
    if (!bar || !label)
        return;
    dln_str rest = label->text, number = dln_str_cut(&rest, ' ');
    dln_lonlat a, b;
    if (!dln_str_to_double(number, &named) ||
        !dln_view_lonlat(&l->plan.view, bar->path.points[3], &a) ||
        !dln_view_lonlat(&l->plan.view, bar->path.points[2], &b)) {
        r->scale_error = 1;
        return;
    }
    named *= dln_str_equal(rest, DLN_STR("km")) ? 1000 : 1;
    r->scale_error = fabs(dln_distance_m(a, b) / named - 1);
}

check_result check_list(const laid_out *l) {
    check_result result = {0};
    check_labels(l, &result);
    check_names(l, &result);
    check_symbols(l, &result);
    check_numbers(l, &result);
    check_boxes(l, &result);
    check_words(l, &result);
    check_scale(l, &result);
    return result;
}
