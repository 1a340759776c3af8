// Opening, closing and checking a compiled gazetteer.
#include "gazetteer/file.h"

#include "gazetteer/hash.h"
#include "gazetteer/spatial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define REBUILD "run `dateline gazetteer build`"

static dln_status fail_damaged(const dln_gazetteer *gazetteer, dln_error *err, const char *what) {
    return dln_fail(err, DLN_BAD_INPUT, "%s: damaged gazetteer: %s; " REBUILD, gazetteer->path,
                    what);
}

static const size_t record_sizes[DLN_SECTIONS] = {
    [DLN_SECTION_STRINGS] = 1,
    [DLN_SECTION_PLACES] = sizeof(dln_place_record),
    [DLN_SECTION_NAME_SLOTS] = sizeof(dln_name_slot),
    [DLN_SECTION_SIMILAR_SLOTS] = sizeof(dln_name_slot),
    [DLN_SECTION_CANDIDATES] = sizeof(dln_candidate),
    [DLN_SECTION_ID_SLOTS] = sizeof(uint32_t),
    [DLN_SECTION_PREFIXES] = sizeof(dln_prefix_block),
    [DLN_SECTION_COUNTRIES] = sizeof(uint32_t),
    [DLN_SECTION_TREE] = sizeof(dln_tree_box),
    [DLN_SECTION_AREAS] = sizeof(dln_area_record),
    [DLN_SECTION_RINGS] = sizeof(dln_ring_record),
    [DLN_SECTION_POINTS] = sizeof(dln_area_point),
    [DLN_SECTION_LOCAL_NAMES] = sizeof(dln_local_name),
    [DLN_SECTION_LEXICON] = sizeof(dln_blob_record),
    [DLN_SECTION_BLOBS] = 1,
    [DLN_SECTION_INFO] = sizeof(dln_info_record),
};

static dln_status map_file(dln_gazetteer *gazetteer, dln_error *err) {
    // A pipe that nobody writes to would be waited for without O_NONBLOCK.
    int fd = open(gazetteer->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return dln_fail(err, DLN_IO, "%s: cannot open the gazetteer: %s; " REBUILD, gazetteer->path,
                        strerror(errno));
    }
    struct stat status;
    dln_status result = DLN_OK;
    if (fstat(fd, &status) != 0) {
        result = dln_fail(err, DLN_IO, "%s: %s", gazetteer->path, strerror(errno));
    } else if (!S_ISREG(status.st_mode) || status.st_size < (off_t)sizeof(dln_file_header)) {
        result =
            dln_fail(err, DLN_BAD_INPUT, "%s: not a compiled gazetteer; " REBUILD, gazetteer->path);
    } else {
        void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, fd, 0);
        if (bytes == MAP_FAILED) {
            result = dln_fail(err, DLN_IO, "%s: cannot map: %s", gazetteer->path, strerror(errno));
        } else {
            gazetteer->bytes = bytes;
            gazetteer->size = (size_t)status.st_size;
        }
    }
    close(fd);
    return result;
}

static dln_status check_header(dln_gazetteer *gazetteer, dln_error *err) {
    const dln_file_header *header = (const void *)gazetteer->bytes;
    if (memcmp(header->magic, DLN_FORMAT_MAGIC, sizeof header->magic) != 0) {
        return dln_fail(err, DLN_BAD_INPUT, "%s: not a compiled gazetteer; " REBUILD,
                        gazetteer->path);
    }
    if (header->byte_order != DLN_FORMAT_BYTE_ORDER) {
        return dln_fail(err, DLN_UNSUPPORTED,
                        "%s: gazetteer built on a machine of another byte order; " REBUILD,
                        gazetteer->path);
    }
    if (header->version != DLN_FORMAT_VERSION) {
        return dln_fail(err, DLN_UNSUPPORTED,
                        "%s: gazetteer of format %u, this dateline reads %u; " REBUILD,
                        gazetteer->path, (unsigned)header->version, DLN_FORMAT_VERSION);
    }
    dln_str hashed = {(const char *)gazetteer->bytes, offsetof(dln_file_header, header_hash)};
    if (dln_hash(hashed) != header->header_hash)
        return fail_damaged(gazetteer, err, "the header's checksum is wrong");
    if (header->file_size != gazetteer->size) {
        return dln_fail(err, DLN_BAD_INPUT,
                        "%s: damaged gazetteer: %zu bytes where %llu are expected; " REBUILD,
                        gazetteer->path, gazetteer->size, (unsigned long long)header->file_size);
    }
    gazetteer->header = header;
    return DLN_OK;
}

// Where a section's records are and how many; NULL when it does not fit the file.
static const void *view(const dln_gazetteer *gazetteer, dln_section section, size_t *count) {
    dln_section_record record = gazetteer->header->sections[section];
    if (record.offset > gazetteer->size || record.size > gazetteer->size - record.offset ||
        record.offset < sizeof(dln_file_header) || record.offset % DLN_FORMAT_ALIGNMENT != 0 ||
        record.size % record_sizes[section] != 0)
        return NULL;
    *count = (size_t)record.size / record_sizes[section];
    return gazetteer->bytes + record.offset;
}

static dln_status map_sections(dln_gazetteer *g, dln_error *err) {
    size_t country_count = 0;
    size_t info_count = 0;
    bool good = g->header->section_count == DLN_SECTIONS;
    good = good && (g->strings.data = view(g, DLN_SECTION_STRINGS, &g->strings.len)) &&
           (g->places = view(g, DLN_SECTION_PLACES, &g->place_count)) &&
           (g->name_slots = view(g, DLN_SECTION_NAME_SLOTS, &g->name_slot_count)) &&
           (g->similar_slots = view(g, DLN_SECTION_SIMILAR_SLOTS, &g->similar_slot_count)) &&
           (g->candidates = view(g, DLN_SECTION_CANDIDATES, &g->candidate_count)) &&
           (g->id_slots = view(g, DLN_SECTION_ID_SLOTS, &g->id_slot_count)) &&
           (g->prefixes = view(g, DLN_SECTION_PREFIXES, &g->prefix_count)) &&
           (g->countries = view(g, DLN_SECTION_COUNTRIES, &country_count)) &&
           (g->tree = view(g, DLN_SECTION_TREE, &g->tree_count)) &&
           (g->areas = view(g, DLN_SECTION_AREAS, &g->area_count)) &&
           (g->rings = view(g, DLN_SECTION_RINGS, &g->ring_count)) &&
           (g->points = view(g, DLN_SECTION_POINTS, &g->point_count)) &&
           (g->local_names = view(g, DLN_SECTION_LOCAL_NAMES, &g->local_name_count)) &&
           (g->lexicon = view(g, DLN_SECTION_LEXICON, &g->lexicon_count)) &&
           (g->blobs.data = view(g, DLN_SECTION_BLOBS, &g->blobs.len)) &&
           (g->info = view(g, DLN_SECTION_INFO, &info_count));
    if (!good)
        return fail_damaged(g, err, "a section does not fit the file");
    if (country_count != DLN_COUNTRY_CODES || info_count != 1 || g->place_count >= DLN_NO_PLACE ||
        g->tree_count != dln_tree_size(g->place_count))
        return fail_damaged(g, err, "the sections contradict each other");
    return DLN_OK;
}

dln_status dln_gazetteer_open(const char *path, dln_gazetteer **out, dln_error *err) {
    if (!path)
        return dln_fail(err, DLN_INVALID, "no gazetteer given; " REBUILD);
    dln_gazetteer *gazetteer = calloc(1, sizeof *gazetteer);
    size_t path_size = strlen(path) + 1;
    char *own_path = malloc(path_size);
    if (!gazetteer || !own_path) {
        free(gazetteer);
        free(own_path);
        return dln_fail_memory(err);
    }
    gazetteer->path = memcpy(own_path, path, path_size);
    dln_status status = map_file(gazetteer, err);
    if (status == DLN_OK)
        status = check_header(gazetteer, err);
    if (status == DLN_OK)
        status = map_sections(gazetteer, err);
    if (status != DLN_OK) {
        dln_gazetteer_close(gazetteer);
        return status;
    }
    *out = gazetteer;
    return DLN_OK;
}

// munmap and free take what we only ever read; this is the one place that gives it back.
static void *without_const(const void *p) {
    union {
        const void *read;
        void *owned;
    } pointer = {.read = p};
    return pointer.owned;
}

void dln_gazetteer_close(dln_gazetteer *gazetteer) {
    if (!gazetteer)
        return;
    if (gazetteer->bytes)
        munmap(without_const(gazetteer->bytes), gazetteer->size);
    free(without_const(gazetteer->path));
    free(gazetteer->taught);
    dln_arena_free(gazetteer->arena);
    free(gazetteer);
}

// Not part of opening: reading 61 MB takes ten times as long as all else that geocode does, and a
// checksum for each block would have to remember, in memory that threads share, which blocks were
// good. What is read without it is compared with its bounds at every look.
dln_status dln_gazetteer_check(const dln_gazetteer *gazetteer, dln_error *err) {
    dln_str content = {(const char *)gazetteer->bytes + sizeof(dln_file_header),
                       gazetteer->size - sizeof(dln_file_header)};
    if (dln_hash(content) != gazetteer->header->content_hash)
        return fail_damaged(gazetteer, err, "the checksum of its content is wrong");
    return DLN_OK;
}

dln_str dln_pool_string(const dln_gazetteer *gazetteer, uint32_t reference) {
    dln_str pool = gazetteer->strings;
    uint16_t len;
    if (reference == 0 || pool.len < sizeof len || reference > pool.len - sizeof len)
        return DLN_STR_NONE;
    memcpy(&len, pool.data + reference, sizeof len);
    size_t begin = reference + sizeof len;
    return len <= pool.len - begin ? (dln_str){pool.data + begin, len} : DLN_STR_NONE;
}

// blobs[offset, offset + size), none when that is outside.
static dln_str blob_bytes(const dln_gazetteer *gazetteer, uint64_t offset, uint64_t size) {
    dln_str blobs = gazetteer->blobs;
    if (offset > blobs.len || size > blobs.len - offset)
        return DLN_STR_NONE;
    return (dln_str){blobs.data + offset, (size_t)size};
}

dln_gazetteer_info dln_gazetteer_get_info(const dln_gazetteer *gazetteer) {
    const dln_info_record *info = gazetteer->info;
    return (dln_gazetteer_info){
        .places = gazetteer->place_count,
        .names = (size_t)info->names,
        .areas = gazetteer->area_count,
        .countries = (size_t)info->countries,
        .bytes = gazetteer->size,
        .built_from = blob_bytes(gazetteer, info->built_from, info->built_from_size),
    };
}

bool dln_gazetteer_lexicon_file(const dln_gazetteer *gazetteer, size_t index, dln_str *name,
                                dln_str *contents) {
    if (index >= gazetteer->lexicon_count)
        return false;
    const dln_blob_record *record = &gazetteer->lexicon[index];
    *name = blob_bytes(gazetteer, record->name, record->name_size);
    *contents = blob_bytes(gazetteer, record->contents, record->contents_size);
    return true;
}
