// From what was collected to the file: order, tables, sections.
#include "gazetteer/builder.h"
#include "gazetteer/order.h"
#include "gazetteer/sort.h"
#include "gazetteer/spatial.h"
#include "gazetteer/writer.h"

#include <stdlib.h>
#include <string.h>

// Slots a key: a quarter stays empty, so that a miss ends after a few probes.
#define SLOTS_FOR(count) ((count) + (count) / 3 + 1)
#define FLUSH_CANDIDATES 65536u

typedef struct ranked {
    int32_t score;
    dln_candidate candidate;
} ranked;

typedef struct compiler {
    dln_builder *builder;
    dln_file_writer writer;
    dln_list group;      // ranked: the candidates of one key
    dln_list candidates; // dln_candidate that wait to be written
    uint64_t written;    // candidates before those
    dln_error *err;
} compiler;

static dln_status add_section(compiler *c, dln_section section, const void *bytes, size_t size) {
    return dln_file_writer_add(&c->writer, section, bytes, size, c->err);
}

static dln_status add_list(compiler *c, dln_section section, const dln_list *list) {
    return add_section(c, section, list->items, list->count * list->item_size);
}

// Best first; equal scores by place, which keeps builds identical.
static int compare_ranked(const void *a, const void *b) {
    const ranked *x = a;
    const ranked *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->candidate.place > y->candidate.place) - (x->candidate.place < y->candidate.place);
}

static dln_status flush_candidates(compiler *c) {
    c->written += c->candidates.count;
    dln_status status = add_list(c, DLN_SECTION_CANDIDATES, &c->candidates);
    c->candidates.count = 0;
    return status;
}

// The sorted entries of one key become its run of candidates. The best kind of a place stands
// first among its entries, and the others go.
static dln_status emit_group(compiler *c, const dln_name_entry *entries, size_t count,
                             dln_name_slot *slot) {
    const dln_place_record *places = c->builder->places.items;
    c->group.count = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t place = dln_name_entry_place(entries[i]);
        if (i > 0 && dln_name_entry_place(entries[i - 1]) == place)
            continue;
        ranked *added = dln_list_add(&c->group, 1);
        if (!added)
            return dln_fail_memory(c->err);
        dln_name_kind kind = dln_name_entry_kind(entries[i]);
        *added = (ranked){places[place].score - dln_kind_penalty(kind), {place, kind}};
    }
    const ranked *group = c->group.items;
    qsort(c->group.items, c->group.count, sizeof *group, compare_ranked);
    uint64_t first = c->written + c->candidates.count;
    if (first + c->group.count > UINT32_MAX)
        return dln_fail(c->err, DLN_TOO_LARGE, "more than 4294967295 names");
    dln_candidate *out = dln_list_add(&c->candidates, c->group.count);
    if (!out)
        return dln_fail_memory(c->err);
    for (size_t i = 0; i < c->group.count; i++)
        out[i] = group[i].candidate;
    slot->first = (uint32_t)first;
    slot->count = (uint32_t)c->group.count;
    return c->candidates.count >= FLUSH_CANDIDATES ? flush_candidates(c) : DLN_OK;
}

static size_t group_end(const dln_name_entry *entries, size_t count, size_t begin) {
    size_t end = begin + 1;
    while (end < count && dln_name_entry_key(entries[end]) == dln_name_entry_key(entries[begin]))
        end++;
    return end;
}

static size_t count_groups(const dln_list *names) {
    size_t groups = 0;
    for (size_t i = 0; i < names->count; i = group_end(names->items, names->count, i))
        groups++;
    return groups;
}

static dln_name_slot *claim_slot(dln_name_slot *slots, size_t slot_count, uint64_t hash) {
    size_t at = dln_home_slot(hash, slot_count);
    while (slots[at].key != 0)
        at = at + 1 < slot_count ? at + 1 : 0;
    return &slots[at];
}

// Candidates go out, slots come back in `slots` (dln_name_slot), to be written later.
static dln_status build_name_table(compiler *c, dln_list *names, dln_list *slots,
                                   uint64_t *key_count) {
    if (!dln_sort_numbers(names->items, names->count))
        return dln_fail_memory(c->err);
    *key_count = count_groups(names);
    size_t slot_count = SLOTS_FOR((size_t)*key_count);
    if (!dln_list_add(slots, slot_count))
        return dln_fail_memory(c->err);
    const dln_name_entry *entries = names->items;
    dln_status status = DLN_OK;
    for (size_t i = 0, end; i < names->count && status == DLN_OK; i = end) {
        end = group_end(entries, names->count, i);
        uint32_t key = dln_name_entry_key(entries[i]);
        uint64_t hash = dln_hash(dln_string_pool_get(&c->builder->strings, key));
        dln_name_slot *slot = claim_slot(slots->items, slot_count, hash);
        slot->key = key;
        slot->tag = (uint32_t)hash;
        status = emit_group(c, entries + i, end - i, slot);
    }
    return status;
}

// Marks each beginning of the name at a word boundary, and the whole, in `blocks` (if not NULL);
// returns how many there are.
static size_t visit_prefixes(dln_str name, dln_list *blocks) {
    size_t count = 0;
    for (size_t i = 1; i <= name.len; i++) {
        if (i < name.len && name.data[i] != ' ')
            continue;
        count++;
        if (!blocks)
            continue;
        uint64_t hash = dln_hash((dln_str){name.data, i});
        dln_prefix_block *block =
            (dln_prefix_block *)blocks->items + dln_home_slot(hash, blocks->count);
        for (unsigned probe = 0; probe < DLN_PREFIX_PROBES; probe++) {
            unsigned bit = dln_prefix_bit(hash, probe);
            block->words[bit / 64] |= (uint64_t)1 << (bit % 64);
        }
    }
    return count;
}

static size_t visit_all_prefixes(const dln_string_pool *strings, const dln_list *slots,
                                 dln_list *blocks) {
    const dln_name_slot *all = slots->items;
    size_t count = 0;
    for (size_t i = 0; i < slots->count; i++)
        if (all[i].key != 0)
            count += visit_prefixes(dln_string_pool_get(strings, all[i].key), blocks);
    return count;
}

static dln_status write_prefixes(compiler *c, const dln_list *slots) {
    const dln_string_pool *strings = &c->builder->strings;
    size_t bits = visit_all_prefixes(strings, slots, NULL) * DLN_PREFIX_BITS_EACH;
    dln_list blocks = DLN_LIST(dln_prefix_block);
    if (!dln_list_add(&blocks, bits / (8 * sizeof(dln_prefix_block)) + 1))
        return dln_fail_memory(c->err);
    visit_all_prefixes(strings, slots, &blocks);
    dln_status status = add_list(c, DLN_SECTION_PREFIXES, &blocks);
    dln_list_free(&blocks);
    return status;
}

// *name_count: how many names, each counted once, whatever the number of its places.
static dln_status write_names(compiler *c, uint64_t *name_count) {
    dln_list name_slots = DLN_LIST(dln_name_slot);
    dln_list similar_slots = DLN_LIST(dln_name_slot);
    dln_status status = build_name_table(c, &c->builder->names, &name_slots, name_count);
    dln_list_free(&c->builder->names);
    if (status == DLN_OK) {
        uint64_t ignored;
        status = build_name_table(c, &c->builder->similar, &similar_slots, &ignored);
    }
    dln_list_free(&c->builder->similar);
    if (status == DLN_OK)
        status = flush_candidates(c);
    if (status == DLN_OK)
        status = add_list(c, DLN_SECTION_NAME_SLOTS, &name_slots);
    if (status == DLN_OK)
        status = add_list(c, DLN_SECTION_SIMILAR_SLOTS, &similar_slots);
    if (status == DLN_OK)
        status = write_prefixes(c, &name_slots);
    dln_list_free(&name_slots);
    dln_list_free(&similar_slots);
    return status;
}

static dln_status write_ids(compiler *c) {
    const dln_place_record *places = c->builder->places.items;
    size_t place_count = c->builder->places.count;
    dln_list slots = DLN_LIST(uint32_t);
    size_t slot_count = SLOTS_FOR(place_count);
    uint32_t *slot = dln_list_add(&slots, slot_count);
    if (!slot)
        return dln_fail_memory(c->err);
    for (size_t i = 0; i < place_count; i++) {
        dln_str id = dln_string_pool_get(&c->builder->strings, places[i].id);
        size_t at = dln_home_slot(dln_hash(id), slot_count);
        while (slot[at] != 0)
            at = at + 1 < slot_count ? at + 1 : 0;
        slot[at] = (uint32_t)i + 1;
    }
    dln_status status = add_list(c, DLN_SECTION_ID_SLOTS, &slots);
    dln_list_free(&slots);
    return status;
}

static dln_status write_tree(compiler *c) {
    const dln_list *places = &c->builder->places;
    dln_list tree = DLN_LIST(dln_tree_box);
    dln_tree_box *boxes = dln_list_add(&tree, dln_tree_size(places->count) + 1);
    if (!boxes)
        return dln_fail_memory(c->err);
    tree.count--; // the one more is for an empty gazetteer, where NULL would look like no memory
    dln_tree_fill(places->items, places->count, boxes);
    dln_status status = add_list(c, DLN_SECTION_TREE, &tree);
    dln_list_free(&tree);
    return status;
}

static dln_status write_places(compiler *c, uint64_t *country_count) {
    uint32_t countries[DLN_COUNTRY_CODES];
    dln_status status = dln_link_places(c->builder, countries, country_count, c->err);
    if (status == DLN_OK)
        status = add_list(c, DLN_SECTION_PLACES, &c->builder->places);
    if (status == DLN_OK)
        status = add_section(c, DLN_SECTION_COUNTRIES, countries, sizeof countries);
    if (status == DLN_OK)
        status = write_tree(c);
    return status == DLN_OK ? write_ids(c) : status;
}

static int compare_local(const void *a, const void *b) {
    const dln_local_entry *x = a;
    const dln_local_entry *y = b;
    if (x->name.place != y->name.place)
        return x->name.place < y->name.place ? -1 : 1;
    int order = memcmp(x->name.language.code, y->name.language.code, sizeof x->name.language.code);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

// Of several names in one language the first that a source gives, or else the first that was
// guessed.
static dln_status write_local_names(compiler *c) {
    dln_local_entry *entries = c->builder->local.items;
    size_t count = c->builder->local.count;
    dln_list names = DLN_LIST(dln_local_name);
    if (count > 0)
        qsort(entries, count, sizeof *entries, compare_local);
    for (size_t i = 0; i < count; i++) {
        const dln_local_name *name = &entries[i].name;
        if (i > 0 && entries[i - 1].name.place == name->place &&
            memcmp(&entries[i - 1].name.language, &name->language, sizeof name->language) == 0)
            continue;
        dln_local_name *added = dln_list_add(&names, 1);
        if (!added) {
            dln_list_free(&names);
            return dln_fail_memory(c->err);
        }
        *added = *name;
    }
    dln_status status = add_list(c, DLN_SECTION_LOCAL_NAMES, &names);
    dln_list_free(&names);
    return status;
}

static dln_status write_rest(compiler *c, uint64_t country_count, uint64_t name_count) {
    dln_builder *b = c->builder;
    dln_info_record info = {name_count, country_count, b->blobs.len, b->built_from.len};
    dln_buffer_append(&b->blobs, dln_buffer_str(&b->built_from));
    if (b->blobs.failed || b->built_from.failed)
        return dln_fail_memory(c->err);
    const struct {
        dln_section section;
        const void *bytes;
        size_t size;
    } parts[] = {
        {DLN_SECTION_STRINGS, b->strings.bytes.items, b->strings.bytes.count},
        {DLN_SECTION_AREAS, b->areas.items, b->areas.count * sizeof(dln_area_record)},
        {DLN_SECTION_RINGS, b->rings.items, b->rings.count * sizeof(dln_ring_record)},
        {DLN_SECTION_POINTS, b->points.items, b->points.count * sizeof(dln_area_point)},
        {DLN_SECTION_LEXICON, b->lexicon.items, b->lexicon.count * sizeof(dln_blob_record)},
        {DLN_SECTION_BLOBS, b->blobs.data, b->blobs.len},
        {DLN_SECTION_INFO, &info, sizeof info},
    };
    dln_status status = DLN_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == DLN_OK; i++)
        status = add_section(c, parts[i].section, parts[i].bytes, parts[i].size);
    return status;
}

static dln_status write_all_sections(compiler *c) {
    uint64_t country_count = 0;
    uint64_t name_count = 0;
    dln_status status = write_places(c, &country_count);
    if (status == DLN_OK)
        status = write_names(c, &name_count);
    if (status == DLN_OK)
        status = write_local_names(c);
    return status == DLN_OK ? write_rest(c, country_count, name_count) : status;
}

dln_status dln_builder_write(dln_builder *builder, const char *path, dln_error *err) {
    dln_status status = dln_order_places(builder, err);
    if (status != DLN_OK)
        return status;
    compiler c = {.builder = builder,
                  .group = DLN_LIST(ranked),
                  .candidates = DLN_LIST(dln_candidate),
                  .err = err};
    status = dln_file_writer_begin(&c.writer, path, err);
    if (status != DLN_OK)
        return status;
    status = write_all_sections(&c);
    dln_list_free(&c.group);
    dln_list_free(&c.candidates);
    if (status != DLN_OK) {
        dln_file_writer_abandon(&c.writer);
        return status;
    }
    return dln_file_writer_finish(&c.writer, err);
}
