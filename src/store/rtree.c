#include "store/rtree.h"

#include <stdlib.h>

#include "store/database.h"

enum {
    FIRST_BOXES = 64,
    // Fewer are never worth counting the tree for.
    PACKED_LEAST = 1000,
    // A box that is put into a tree costs about as much as packing so many.
    PUT_COST = 4,
    // 56 MB of them: a bulk then enters them before its commit.
    WAITING_MOST = 1 << 20,
};

static const struct {
    dln_sql put, remove;
    const char *count, *all;
} layers[DLN_LAYERS] = {
    [DLN_LAYER_INCIDENT] = {DLN_SQL_INDEX_INCIDENT, DLN_SQL_UNINDEX_INCIDENT,
                            "SELECT count(*) FROM idx_incident_geom_rowid",
                            "SELECT pkid, xmin, ymin, xmax, ymax FROM idx_incident_geom"},
    [DLN_LAYER_MOVEMENT] = {DLN_SQL_INDEX_MOVEMENT, DLN_SQL_UNINDEX_MOVEMENT,
                            "SELECT count(*) FROM idx_movement_geom_rowid",
                            "SELECT pkid, xmin, ymin, xmax, ymax FROM idx_movement_geom"},
};

static dln_status append(dln_boxes *boxes, dln_boxed item, dln_error *err) {
    if (boxes->count == boxes->capacity) {
        size_t capacity = boxes->capacity ? 2 * boxes->capacity : FIRST_BOXES;
        dln_boxed *items = realloc(boxes->items, capacity * sizeof *items);
        if (!items)
            return dln_fail_memory(err);
        boxes->items = items;
        boxes->capacity = capacity;
    }
    item.order = (uint32_t)boxes->count;
    boxes->items[boxes->count++] = item;
    return DLN_OK;
}

static dln_status await_commit(dln_store *store, dln_layer layer, dln_boxed item, dln_error *err) {
    dln_status status =
        store->boxes[layer].count < WAITING_MOST ? DLN_OK : dln_rtree_write(store, err);
    return status == DLN_OK ? append(&store->boxes[layer], item, err) : status;
}

dln_status dln_rtree_put(dln_store *store, dln_layer layer, int64_t id, dln_box box,
                         dln_error *err) {
    return await_commit(store, layer, (dln_boxed){.id = id, .box = box}, err);
}

dln_status dln_rtree_remove(dln_store *store, dln_layer layer, int64_t id, dln_error *err) {
    return await_commit(store, layer, (dln_boxed){.id = id, .gone = true}, err);
}

static int by_id(const void *a, const void *b) {
    const dln_boxed *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

// By id, of each the last word.
static void settle(dln_boxes *boxes) {
    qsort(boxes->items, boxes->count, sizeof *boxes->items, by_id);
    size_t kept = 0;
    for (size_t i = 0; i < boxes->count; i++) {
        bool is_last = i + 1 == boxes->count || boxes->items[i + 1].id != boxes->items[i].id;
        if (is_last)
            boxes->items[kept++] = boxes->items[i];
    }
    boxes->count = kept;
}

static dln_status put_box(dln_store *store, dln_sql which, const dln_boxed *item, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, which, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, item->id);
    dln_bind_double(&binding, item->box.west);
    dln_bind_double(&binding, item->box.east);
    dln_bind_double(&binding, item->box.south);
    dln_bind_double(&binding, item->box.north);
    return dln_binding_run(&binding, err);
}

static dln_status put_each(dln_store *store, dln_layer layer, dln_boxes *boxes, dln_error *err) {
    dln_boxes_sort(boxes->items, boxes->count);
    dln_status status = DLN_OK;
    for (size_t i = 0; i < boxes->count && status == DLN_OK; i++) {
        const dln_boxed *item = &boxes->items[i];
        status = item->gone ? dln_database_do_with(store, layers[layer].remove, item->id, err)
                            : put_box(store, layers[layer].put, item, err);
    }
    return status;
}

static bool contains(const dln_boxed *items, size_t count, int64_t id) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && items[low].id == id;
}

static dln_boxed boxed_of(sqlite3_stmt *row) {
    return (dln_boxed){.id = sqlite3_column_int64(row, 0),
                       .box = {sqlite3_column_double(row, 1), sqlite3_column_double(row, 2),
                               sqlite3_column_double(row, 3), sqlite3_column_double(row, 4)}};
}

// Adds what is in the tree and not among the boxes, which are in order of id.
static dln_status add_others(dln_store *store, dln_layer layer, dln_boxes *boxes, dln_error *err) {
    sqlite3_stmt *statement = NULL;
    size_t known = boxes->count;
    int code = sqlite3_prepare_v2(store->db, layers[layer].all, -1, &statement, NULL);
    dln_status status = DLN_OK;
    while (code == SQLITE_OK && status == DLN_OK &&
           (code = sqlite3_step(statement)) == SQLITE_ROW) {
        dln_boxed item = boxed_of(statement);
        if (!contains(boxes->items, known, item.id))
            status = append(boxes, item, err);
        code = SQLITE_OK;
    }
    if (status == DLN_OK && code != SQLITE_DONE)
        status = dln_database_fail(store, code, err);
    sqlite3_finalize(statement);
    return status;
}

static dln_status pack_all(dln_store *store, dln_layer layer, dln_boxes *boxes, dln_error *err) {
    dln_status status = add_others(store, layer, boxes, err);
    if (status != DLN_OK)
        return status;
    size_t count = 0;
    for (size_t i = 0; i < boxes->count; i++)
        if (!boxes->items[i].gone)
            boxes->items[count++] = boxes->items[i];
    return dln_rtree_pack(store, layer, boxes->items, count, err);
}

static dln_status write_layer(dln_store *store, dln_layer layer, dln_error *err) {
    dln_boxes *boxes = &store->boxes[layer];
    int64_t present = INT64_MAX;
    dln_status status = DLN_OK;
    settle(boxes);
    if (boxes->count >= PACKED_LEAST)
        status = dln_database_number(store, layers[layer].count, &present, err);
    if (status == DLN_OK)
        status = present / PUT_COST < (int64_t)boxes->count ? pack_all(store, layer, boxes, err)
                                                            : put_each(store, layer, boxes, err);
    if (status == DLN_OK)
        boxes->count = boxes->saved = 0;
    return status;
}

dln_status dln_rtree_write(dln_store *store, dln_error *err) {
    dln_status status = DLN_OK;
    for (int layer = 0; layer < DLN_LAYERS && status == DLN_OK; layer++)
        if (store->boxes[layer].count)
            status = write_layer(store, (dln_layer)layer, err);
    return status;
}

void dln_rtree_save(dln_store *store) {
    for (int layer = 0; layer < DLN_LAYERS; layer++)
        store->boxes[layer].saved = store->boxes[layer].count;
}

void dln_rtree_take_back(dln_store *store) {
    for (int layer = 0; layer < DLN_LAYERS; layer++)
        store->boxes[layer].count = store->boxes[layer].saved;
}

void dln_rtree_forget(dln_store *store) {
    for (int layer = 0; layer < DLN_LAYERS; layer++)
        store->boxes[layer].count = store->boxes[layer].saved = 0;
}

void dln_rtree_free(dln_store *store) {
    for (int layer = 0; layer < DLN_LAYERS; layer++) {
        free(store->boxes[layer].items);
        store->boxes[layer] = (dln_boxes){0};
    }
}
