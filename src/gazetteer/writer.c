#include "gazetteer/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// How many names for the temporary file are tried before something else must be wrong.
#define TEMPORARY_TRIES 100

static dln_status fail_io(const dln_file_writer *writer, dln_error *err, const char *verb) {
    return dln_fail(err, DLN_IO, "%s: cannot %s the gazetteer: %s", writer->path, verb,
                    strerror(errno));
}

static dln_status open_temporary(dln_file_writer *writer, dln_error *err) {
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        dln_buffer_clear(&writer->temporary);
        dln_buffer_printf(&writer->temporary, "%s.%ld-%d.tmp", writer->path, (long)getpid(), i);
        if (writer->temporary.failed)
            return dln_fail_memory(err);
        writer->fd = open(writer->temporary.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (writer->fd >= 0)
            return DLN_OK;
        if (errno != EEXIST)
            break;
    }
    return fail_io(writer, err, "write");
}

static dln_status write_all(dln_file_writer *writer, const void *bytes, size_t size,
                            dln_error *err) {
    const char *at = bytes;
    while (size > 0) {
        ssize_t written = write(writer->fd, at, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return fail_io(writer, err, "write");
        at += written;
        size -= (size_t)written;
    }
    return DLN_OK;
}

static dln_status write_content(dln_file_writer *writer, const void *bytes, size_t size,
                                dln_error *err) {
    dln_hash_add(&writer->hash, bytes, size);
    writer->offset += size;
    return write_all(writer, bytes, size, err);
}

static dln_status pad(dln_file_writer *writer, dln_error *err) {
    static const char zeros[DLN_FORMAT_ALIGNMENT] = {0};
    size_t over = (size_t)(writer->offset % DLN_FORMAT_ALIGNMENT);
    return over > 0 ? write_content(writer, zeros, sizeof zeros - over, err) : DLN_OK;
}

dln_status dln_file_writer_begin(dln_file_writer *writer, const char *path, dln_error *err) {
    *writer = (dln_file_writer){.path = path, .fd = -1, .hash = dln_hash_begin()};
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return dln_fail(err, DLN_INVALID, "%s: exists and is no ordinary file", path);
    dln_status result = open_temporary(writer, err);
    if (result == DLN_OK) { // its place; the real one is written last
        writer->offset = sizeof writer->header;
        result = write_all(writer, &writer->header, sizeof writer->header, err);
        if (result == DLN_OK)
            return DLN_OK;
        dln_file_writer_abandon(writer);
    }
    dln_buffer_free(&writer->temporary);
    return result;
}

dln_status dln_file_writer_add(dln_file_writer *writer, dln_section section, const void *bytes,
                               size_t size, dln_error *err) {
    dln_section_record *record = &writer->header.sections[section];
    if (record->offset == 0) {
        dln_status status = pad(writer, err);
        if (status != DLN_OK)
            return status;
        record->offset = writer->offset;
    }
    record->size += size;
    return size > 0 ? write_content(writer, bytes, size, err) : DLN_OK;
}

static dln_status write_header(dln_file_writer *writer, dln_error *err) {
    dln_file_header *header = &writer->header;
    memcpy(header->magic, DLN_FORMAT_MAGIC, sizeof header->magic);
    header->byte_order = DLN_FORMAT_BYTE_ORDER;
    header->version = DLN_FORMAT_VERSION;
    header->file_size = writer->offset;
    header->content_hash = dln_hash_end(&writer->hash);
    header->section_count = DLN_SECTIONS;
    header->header_hash =
        dln_hash((dln_str){(const char *)header, offsetof(dln_file_header, header_hash)});
    if (lseek(writer->fd, 0, SEEK_SET) != 0)
        return fail_io(writer, err, "write");
    return write_all(writer, header, sizeof *header, err);
}

// The rename is only safe on disk once the folder is. A file system that cannot sync a folder has
// nothing to lose by it.
static void sync_folder(const char *path) {
    const char *slash = strrchr(path, '/');
    dln_buffer folder = {0};
    dln_buffer_append(&folder, slash ? (dln_str){path, (size_t)(slash - path) + 1} : DLN_STR("."));
    int fd = folder.failed ? -1 : open(folder.data, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    dln_buffer_free(&folder);
}

dln_status dln_file_writer_finish(dln_file_writer *writer, dln_error *err) {
    dln_status status = write_header(writer, err);
    if (status == DLN_OK && fsync(writer->fd) != 0)
        status = fail_io(writer, err, "write");
    if (status == DLN_OK) {
        int closed = close(writer->fd);
        writer->fd = -1;
        if (closed != 0)
            status = fail_io(writer, err, "write");
    }
    if (status == DLN_OK && rename(writer->temporary.data, writer->path) != 0)
        status = fail_io(writer, err, "replace");
    if (status != DLN_OK) {
        dln_file_writer_abandon(writer);
        return status;
    }
    sync_folder(writer->path);
    dln_buffer_free(&writer->temporary);
    return DLN_OK;
}

void dln_file_writer_abandon(dln_file_writer *writer) {
    if (writer->fd >= 0) {
        close(writer->fd);
        writer->fd = -1;
    }
    unlink(writer->temporary.data);
    dln_buffer_free(&writer->temporary);
}
