#include "map/labels.h"

#include <math.h>
#include <string.h>

#define CELL_PX 48.0
#define PI      3.14159265358979323846
// Directions tried around a place, and how far out, as multiples of the type size.
#define DIRECTIONS 16
static const double rings[] = {0, 1.4, 2.4, 3.6, 5, 7, 9.5, 12.5, 16, 20, 25, 31, 38};
// A leader line is a detour for the eye: worth so much to avoid, and so much more per pixel.
#define LEADER_COST       14.0
#define LEADER_PX_COST    0.16
#define LEADER_CROSS_COST 60.0
#define GAP_SHARE         0.30 // between symbol and label, of the type size

struct block {
    dln_rect box;
    double weight;
};

struct link {
    uint32_t block;
    struct link *next;
};

struct dln_board {
    dln_rect frame;
    dln_arena *arena;
    int columns, rows;
    struct link **cells;
    struct block *blocks;
    uint32_t *seen; // number of the last query that met a block: it may lie in several cells
    size_t count, capacity;
    uint32_t query;
    bool failed;
};

dln_status dln_board_new(dln_rect frame, dln_arena *arena, dln_board **out, dln_error *err) {
    dln_board *board = DLN_ARENA_ARRAY(arena, dln_board, 1);
    if (!board)
        return dln_fail_memory(err);
    board->frame = frame;
    board->arena = arena;
    board->columns = (int)(dln_rect_width(frame) / CELL_PX) + 1;
    board->rows = (int)(dln_rect_height(frame) / CELL_PX) + 1;
    board->cells =
        DLN_ARENA_ARRAY(arena, struct link *, (size_t)board->columns * (size_t)board->rows);
    if (!board->cells)
        return dln_fail_memory(err);
    *out = board;
    return DLN_OK;
}

bool dln_board_failed(const dln_board *board) {
    return board->failed;
}

static int cell_of(double offset, int cells) {
    double cell = floor(offset / CELL_PX);
    return cell < 0 ? 0 : cell >= cells ? cells - 1 : (int)cell;
}

static void cells_of(const dln_board *b, dln_rect box, int range[4]) {
    range[0] = cell_of(box.left - b->frame.left, b->columns);
    range[1] = cell_of(box.right - b->frame.left, b->columns);
    range[2] = cell_of(box.top - b->frame.top, b->rows);
    range[3] = cell_of(box.bottom - b->frame.top, b->rows);
}

static bool room_for_block(dln_board *b) {
    if (b->count < b->capacity)
        return true;
    size_t larger = b->capacity ? b->capacity * 2 : 512;
    struct block *blocks = DLN_ARENA_ARRAY(b->arena, struct block, larger);
    uint32_t *seen = DLN_ARENA_ARRAY(b->arena, uint32_t, larger);
    if (!blocks || !seen)
        return false;
    if (b->count) {
        memcpy(blocks, b->blocks, b->count * sizeof *blocks);
        memcpy(seen, b->seen, b->count * sizeof *seen);
    }
    b->blocks = blocks;
    b->seen = seen;
    b->capacity = larger;
    return true;
}

void dln_board_block(dln_board *board, dln_rect box, double weight) {
    if (!dln_rect_overlaps(box, board->frame))
        return;
    int range[4];
    cells_of(board, box, range);
    board->failed = board->failed || !room_for_block(board);
    for (int row = range[2]; row <= range[3] && !board->failed; row++) {
        for (int column = range[0]; column <= range[1]; column++) {
            struct link *link = DLN_ARENA_ARRAY(board->arena, struct link, 1);
            if (!link) {
                board->failed = true;
                return;
            }
            struct link **cell = &board->cells[row * board->columns + column];
            *link = (struct link){(uint32_t)board->count, *cell};
            *cell = link;
        }
    }
    if (!board->failed)
        board->blocks[board->count++] = (struct block){box, weight};
}

// Stops counting at `enough`.
static double cost_of(dln_board *b, dln_rect box, double enough) {
    if (!dln_rect_holds(b->frame, box))
        return DLN_BLOCK_HARD * 4;
    double cost = 0;
    int range[4];
    cells_of(b, box, range);
    b->query++;
    for (int row = range[2]; row <= range[3]; row++) {
        for (int column = range[0]; column <= range[1]; column++) {
            for (struct link *l = b->cells[row * b->columns + column]; l; l = l->next) {
                const struct block *block = &b->blocks[l->block];
                if (b->seen[l->block] == b->query || !dln_rect_overlaps(block->box, box))
                    continue;
                b->seen[l->block] = b->query;
                cost += block->weight;
                if (cost >= enough)
                    return cost;
            }
        }
    }
    return cost;
}

double dln_board_cost(dln_board *board, dln_rect box) {
    return cost_of(board, box, INFINITY);
}

static dln_text_size size_of(const dln_typesetter *typesetter, const dln_label *label) {
    dln_text_size size = {0};
    for (size_t i = 0; i < label->line_count; i++) {
        dln_text_size line = dln_text_measure(typesetter, label->font, label->lines[i]);
        size.width = fmax(size.width, line.width);
        size.ascent = fmax(size.ascent, line.ascent);
        size.descent = fmax(size.descent, line.descent);
    }
    size.width += label->inset + 2 * label->pad;
    size.ascent += label->pad;
    size.descent += label->pad;
    return size;
}

static double line_height(const dln_label *label) {
    return label->font.size * 1.18;
}

// The box of a label that lies in direction `angle` at `gap` from its place: its nearest edge
// or corner touches the circle.
static dln_rect box_at(const dln_label *label, double width, double height, double angle,
                       double gap) {
    double c = cos(angle), s = sin(angle), r = label->clear + gap;
    double x = label->at.x + r * c, y = label->at.y + r * s;
    // From fully left of the point (c = -1) to fully right (c = 1), and likewise up and down.
    double left = x + width * (c - 1) / 2, top = y + height * (s - 1) / 2;
    if (fabs(s) < 0.3)
        left = c > 0 ? x : x - width;
    return (dln_rect){left, top, left + width, top + height};
}

static dln_px nearest_on(dln_rect box, dln_px p) {
    return (dln_px){fmin(fmax(p.x, box.left), box.right), fmin(fmax(p.y, box.top), box.bottom)};
}

// What lies under a leader line. Its first pixels lie in its own symbol.
static double leader_cost(dln_board *b, const dln_label *label, dln_px to) {
    double dx = to.x - label->at.x, dy = to.y - label->at.y, length = hypot(dx, dy);
    double cost = 0;
    for (double at = label->clear + 3; at < length - 3; at += 6) {
        double x = label->at.x + dx * at / length, y = label->at.y + dy * at / length;
        double here = cost_of(b, (dln_rect){x - 1, y - 1, x + 1, y + 1}, LEADER_CROSS_COST);
        cost += fmin(here, LEADER_CROSS_COST) * 0.5;
    }
    return cost;
}

// To the right is where a name is looked for first, then above, below, left (Imhof 1975).
static double direction_cost(double angle) {
    double east = 1 - cos(angle), south = sin(angle);
    return 1.6 * east + (south > 0 ? 0.5 * south : 0);
}

static double candidate_cost(dln_board *b, const dln_label *label, dln_rect box, double angle,
                             double gap, bool led, double best) {
    double cost = direction_cost(angle);
    if (led)
        cost += LEADER_COST + LEADER_PX_COST * gap;
    if (cost >= best)
        return cost;
    double pad = label->font.size * 0.12;
    cost += cost_of(b, dln_rect_grown(box, pad), best - cost);
    if (led && cost < best)
        cost += leader_cost(b, label, nearest_on(box, label->at));
    return cost;
}

struct search {
    dln_rect box;
    double cost;
    bool led;
};

static void search_ring(dln_board *b, const dln_label *label, double width, double height,
                        double ring, struct search *best) {
    double gap = label->font.size * (GAP_SHARE + ring);
    for (int i = 0; i < DIRECTIONS; i++) {
        double angle = 2 * PI * i / DIRECTIONS;
        dln_rect box = box_at(label, width, height, angle, gap);
        double cost = candidate_cost(b, label, box, angle, gap, ring > 0, best->cost);
        if (cost < best->cost)
            *best = (struct search){box, cost, ring > 0};
    }
}

// Nothing near is free: anywhere on the map, nearest first in effect, for distance costs.
static void search_everywhere(dln_board *b, const dln_label *label, double width, double height,
                              struct search *best) {
    for (double y = b->frame.top; y + height <= b->frame.bottom; y += height / 2) {
        for (double x = b->frame.left; x + width <= b->frame.right; x += height) {
            dln_rect box = {x, y, x + width, y + height};
            dln_px near = nearest_on(box, label->at);
            double away = hypot(near.x - label->at.x, near.y - label->at.y);
            double cost = candidate_cost(b, label, box, 0, away, true, best->cost);
            if (cost < best->cost)
                *best = (struct search){box, cost, true};
        }
    }
}

static void take(dln_board *b, dln_label *label, const struct search *best) {
    label->placed = true;
    label->box = best->box;
    label->led = best->led || label->tied;
    dln_board_block(b, best->box, DLN_BLOCK_HARD);
    if (!label->led)
        return;
    label->leader_to = nearest_on(best->box, label->at);
    double dx = label->leader_to.x - label->at.x, dy = label->leader_to.y - label->at.y;
    double length = fmax(hypot(dx, dy), 1e-9), start = fmin(label->clear, length);
    label->leader_from =
        (dln_px){label->at.x + dx * start / length, label->at.y + dy * start / length};
    for (double at = start; at < length; at += 5) {
        double x = label->at.x + dx * at / length, y = label->at.y + dy * at / length;
        dln_board_block(b, (dln_rect){x - 1, y - 1, x + 1, y + 1}, LEADER_CROSS_COST);
    }
}

bool dln_label_place(dln_board *board, const dln_typesetter *typesetter, dln_label *label) {
    dln_text_size size = size_of(typesetter, label);
    double height =
        size.ascent + size.descent + line_height(label) * (double)(label->line_count - 1);
    struct search best = {.cost = label->must ? INFINITY : DLN_BLOCK_HARD};
    for (size_t i = 0; i < sizeof rings / sizeof *rings; i++) {
        double out = rings[i] * label->font.size;
        if (out > label->reach || LEADER_COST + LEADER_PX_COST * out > best.cost)
            break;
        search_ring(board, label, size.width, height, rings[i], &best);
    }
    if (label->must && best.cost >= DLN_BLOCK_HARD)
        search_everywhere(board, label, size.width, height, &best);
    // What may be dropped is not worth covering arrows or towns for.
    if (best.cost == INFINITY || (!label->must && best.cost >= LEADER_CROSS_COST))
        return false;
    take(board, label, &best);
    return true;
}

void dln_label_draw(dln_display_list *list, const dln_typesetter *typesetter,
                    const dln_label *label) {
    if (!label->placed)
        return;
    double middle = (label->box.left + label->box.right) / 2;
    // Lines lean towards the place they name.
    double lean = label->box.left >= label->at.x ? -1 : label->box.right <= label->at.x ? 1 : 0;
    dln_text_size whole = size_of(typesetter, label);
    for (size_t i = 0; i < label->line_count; i++) {
        double width = dln_text_measure(typesetter, label->font, label->lines[i]).width;
        double slack = (whole.width - label->inset - 2 * label->pad - width) / 2;
        double beside = label->inset_right ? -label->inset / 2 : label->inset / 2;
        dln_px at = {middle + beside - width / 2 + lean * slack,
                     label->box.top + whole.ascent + line_height(label) * (double)i};
        dln_text_add(list, typesetter, label->role, label->lines[i], at, label->font, label->color,
                     label->halo);
    }
}
