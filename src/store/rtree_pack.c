// A packed R-tree, written from the leaves up into the tables that SQLite's R-tree module keeps
// ("Shadow tables", https://www.sqlite.org/rtree.html). A node is a blob of a fixed size: the depth
// of the tree (in the root only) and the number of cells, two bytes each, then the cells: an id or
// the number of a node in eight bytes and xmin, xmax, ymin, ymax as floats. All big endian; the
// root is node 1.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/database.h"
#include "store/rtree.h"

enum {
    NODE_HEAD = 4,
    CELL_SIZE = 8 + 4 * 4,
    // Room for what is put in later: a full node would be split by the first.
    FILLED_PERCENT = 85,
    ROOT = 1,
};

static const char *const tables[DLN_LAYERS] = {"idx_incident_geom", "idx_movement_geom"};

// --- along the curve ---

enum { CURVE_BITS = 16 };

// The place of a cell of a grid on Hilbert's curve ("Hilbert curve", J. Skilling 2004, in two
// dimensions).
static uint32_t along_curve(uint32_t x, uint32_t y) {
    uint32_t place = 0;
    for (uint32_t side = 1u << (CURVE_BITS - 1); side > 0; side /= 2) {
        uint32_t right = (x & side) != 0, up = (y & side) != 0;
        place = place << 2 | ((3 * right) ^ up);
        if (up)
            continue;
        if (right) {
            x = ~x;
            y = ~y;
        }
        uint32_t turned = x;
        x = y;
        y = turned;
    }
    return place;
}

static uint32_t grid_of(double value, double least, double width) {
    double cell = (value - least) / width * (1u << CURVE_BITS);
    return (uint32_t)fmin(fmax(cell, 0), (1u << CURVE_BITS) - 1);
}

static int by_order(const void *a, const void *b) {
    const dln_boxed *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

void dln_boxes_sort(dln_boxed *boxes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dln_box box = boxes[i].box; // a line may run on for a turn
        boxes[i].order = along_curve(grid_of((box.west + box.east) / 2, -360, 720),
                                     grid_of((box.south + box.north) / 2, -90, 180));
    }
    qsort(boxes, count, sizeof *boxes, by_order);
}

// --- writing ---

typedef struct packing {
    dln_store *store;
    const char *table;
    sqlite3_stmt *put_node, *put_parent, *put_row;
    unsigned char *node; // the blob of the node at hand
    size_t node_size, fill, capacity;
    int64_t next_node;
} packing;

static void put_u16(unsigned char *at, size_t value) {
    at[0] = (unsigned char)(value >> 8);
    at[1] = (unsigned char)value;
}

static void put_float(unsigned char *at, float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(bits >> (24 - 8 * i));
}

// Rounded outwards: a box of floats must hold the box of doubles.
static float low(double value) {
    float rounded = (float)value;
    return (double)rounded > value ? nextafterf(rounded, -INFINITY) : rounded;
}

static float high(double value) {
    float rounded = (float)value;
    return (double)rounded < value ? nextafterf(rounded, INFINITY) : rounded;
}

static void put_cell(unsigned char *at, const dln_boxed *cell) {
    for (int i = 0; i < 8; i++)
        at[i] = (unsigned char)((uint64_t)cell->id >> (56 - 8 * i));
    put_float(at + 8, low(cell->box.west));
    put_float(at + 12, high(cell->box.east));
    put_float(at + 16, low(cell->box.south));
    put_float(at + 20, high(cell->box.north));
}

static dln_status run(packing *p, sqlite3_stmt *statement, dln_error *err) {
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? DLN_OK : dln_database_fail(p->store, code, err);
}

static dln_status put_pair(packing *p, sqlite3_stmt *statement, int64_t key, int64_t node,
                           dln_error *err) {
    sqlite3_bind_int64(statement, 1, key);
    sqlite3_bind_int64(statement, 2, node);
    return run(p, statement, err);
}

static dln_status put_node(packing *p, int64_t number, size_t depth, const dln_boxed *cells,
                           size_t count, dln_error *err) {
    memset(p->node, 0, p->node_size);
    put_u16(p->node, number == ROOT ? depth : 0);
    put_u16(p->node + 2, count);
    for (size_t i = 0; i < count; i++)
        put_cell(p->node + NODE_HEAD + i * CELL_SIZE, &cells[i]);
    sqlite3_bind_int64(p->put_node, 1, number);
    sqlite3_bind_blob64(p->put_node, 2, p->node, p->node_size, SQLITE_STATIC);
    return run(p, p->put_node, err);
}

static dln_box box_of(const dln_boxed *cells, size_t count) {
    dln_box all = cells[0].box;
    for (size_t i = 1; i < count; i++)
        all = (dln_box){fmin(all.west, cells[i].box.west), fmin(all.south, cells[i].box.south),
                        fmax(all.east, cells[i].box.east), fmax(all.north, cells[i].box.north)};
    return all;
}

// One level of the tree: nodes of these cells, about equally many in each. They become the cells of
// the level above, in `nodes`. Leaves note in `order` of each cell the place of its node.
static dln_status put_level(packing *p, size_t depth, dln_boxed *cells, size_t count,
                            dln_boxed *nodes, size_t node_count, dln_error *err) {
    dln_status status = DLN_OK;
    for (size_t n = 0; n < node_count && status == DLN_OK; n++) {
        size_t begin = count * n / node_count, end = count * (n + 1) / node_count;
        int64_t number = node_count == 1 ? ROOT : p->next_node++;
        status = put_node(p, number, depth, cells + begin, end - begin, err);
        for (size_t i = begin; i < end && status == DLN_OK; i++)
            if (depth == 0)
                cells[i].order = (uint32_t)number;
            else
                status = put_pair(p, p->put_parent, cells[i].id, number, err);
        if (end > begin)
            nodes[n] = (dln_boxed){.id = number, .box = box_of(cells + begin, end - begin)};
    }
    return status;
}

static int by_id(const void *a, const void *b) {
    const dln_boxed *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

// Which leaf each id is in: in their order, so that the table grows at its end.
static dln_status put_rows(packing *p, dln_boxed *boxes, size_t count, dln_error *err) {
    dln_status status = DLN_OK;
    qsort(boxes, count, sizeof *boxes, by_id);
    for (size_t i = 0; i < count && status == DLN_OK; i++)
        status = put_pair(p, p->put_row, boxes[i].id, boxes[i].order, err);
    return status;
}

static dln_status put_tree(packing *p, dln_boxed *boxes, size_t count, dln_error *err) {
    size_t most = count / p->fill + 1;
    dln_boxed *levels = calloc(2 * most, sizeof *levels); // this one and the next
    if (!levels)
        return dln_fail_memory(err);
    dln_boxed *cells = boxes, *nodes = levels;
    size_t cell_count = count, node_count = 0;
    dln_status status = DLN_OK;
    dln_boxes_sort(boxes, count);
    for (size_t depth = 0; status == DLN_OK && node_count != 1; depth++) {
        node_count = cell_count <= p->capacity ? 1 : (cell_count + p->fill - 1) / p->fill;
        status = put_level(p, depth, cells, cell_count, nodes, node_count, err);
        cells = nodes;
        cell_count = node_count;
        nodes = nodes == levels ? levels + most : levels;
    }
    free(levels);
    return status == DLN_OK ? put_rows(p, boxes, count, err) : status;
}

// --- the tables ---

static dln_status clear(packing *p, dln_error *err) {
    char sql[200];
    snprintf(sql, sizeof sql, "DELETE FROM %s_node; DELETE FROM %s_parent; DELETE FROM %s_rowid",
             p->table, p->table, p->table);
    return dln_database_run(p->store, sql, err);
}

static dln_status read_node_size(packing *p, dln_error *err) {
    char sql[100];
    int64_t size = 0;
    snprintf(sql, sizeof sql, "SELECT length(data) FROM %s_node WHERE nodeno = 1", p->table);
    dln_status status = dln_database_number(p->store, sql, &size, err);
    if (status == DLN_OK && size < NODE_HEAD + 4 * CELL_SIZE)
        return dln_fail(err, DLN_DATABASE, "%s is damaged: %s has no root", p->store->path,
                        p->table);
    p->node_size = (size_t)size;
    return status;
}

static dln_status prepare(packing *p, const char *suffix, sqlite3_stmt **out, dln_error *err) {
    char sql[100];
    snprintf(sql, sizeof sql, "INSERT INTO %s_%s VALUES (?, ?)", p->table, suffix);
    int code = sqlite3_prepare_v2(p->store->db, sql, -1, out, NULL);
    return code == SQLITE_OK ? DLN_OK : dln_database_fail(p->store, code, err);
}

static dln_status begin(packing *p, dln_error *err) {
    dln_status status = read_node_size(p, err);
    if (status != DLN_OK)
        return status;
    p->capacity = (p->node_size - NODE_HEAD) / CELL_SIZE;
    p->fill = p->capacity * FILLED_PERCENT / 100;
    p->node = malloc(p->node_size);
    status = p->node ? clear(p, err) : dln_fail_memory(err);
    if (status == DLN_OK)
        status = prepare(p, "node", &p->put_node, err);
    if (status == DLN_OK)
        status = prepare(p, "parent", &p->put_parent, err);
    return status == DLN_OK ? prepare(p, "rowid", &p->put_row, err) : status;
}

static void end(packing *p) {
    sqlite3_finalize(p->put_node);
    sqlite3_finalize(p->put_parent);
    sqlite3_finalize(p->put_row);
    free(p->node);
}

dln_status dln_rtree_pack(dln_store *store, dln_layer layer, dln_boxed *boxes, size_t count,
                          dln_error *err) {
    packing p = {.store = store, .table = tables[layer], .next_node = ROOT + 1};
    // A defensive connection writes no shadow tables.
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    dln_status status = begin(&p, err);
    if (status == DLN_OK)
        status = put_tree(&p, boxes, count, err);
    end(&p);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return status;
}
