#include "export/staging.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct dln_staging {
    char *directory; // of the target, with its '/'; "" for the current one
    char *stem;
    char *extension; // with its dot
    char *folder;    // ours
    bool exists;
};

static char *copied(const char *text, size_t len) {
    char *copy = malloc(len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

static void split(dln_staging *staging, const char *target) {
    const char *slash = strrchr(target, '/');
    const char *name = slash ? slash + 1 : target;
    const char *dot = strrchr(name, '.');
    size_t stem = dot && dot != name ? (size_t)(dot - name) : strlen(name);
    staging->directory = copied(target, (size_t)(name - target));
    staging->stem = copied(name, stem);
    staging->extension = copied(name + stem, strlen(name + stem));
}

static char *folder_pattern(const dln_staging *staging) {
    dln_buffer pattern = {0};
    dln_buffer_append(&pattern, dln_str_from(staging->directory));
    dln_buffer_append(&pattern, DLN_STR(".dateline-export-XXXXXX"));
    char *copy = pattern.failed ? NULL : copied(pattern.data, pattern.len);
    dln_buffer_free(&pattern);
    return copy;
}

dln_status dln_staging_new(const char *target, dln_staging **out, dln_error *err) {
    dln_staging *staging = calloc(1, sizeof *staging);
    if (!staging)
        return dln_fail_memory(err);
    split(staging, target);
    if (staging->directory && staging->stem && staging->extension)
        staging->folder = folder_pattern(staging);
    dln_status status = DLN_OK;
    if (!staging->folder)
        status = dln_fail_memory(err);
    else if (!mkdtemp(staging->folder))
        status = dln_fail(err, DLN_IO, "cannot write %s: %s", target, strerror(errno));
    staging->exists = status == DLN_OK;
    if (status == DLN_OK)
        *out = staging;
    else
        dln_staging_free(staging);
    return status;
}

void dln_staging_append_path(const dln_staging *staging, const char *suffix, dln_buffer *out) {
    const char *const parts[] = {staging->folder, "/", staging->stem, suffix, staging->extension};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        dln_buffer_append(out, dln_str_from(parts[i]));
}

const char *dln_staging_stem(const dln_staging *staging) {
    return staging->stem;
}

static void append_path(dln_buffer *out, const char *folder, const char *between,
                        const char *name) {
    dln_buffer_clear(out);
    dln_buffer_append(out, dln_str_from(folder));
    dln_buffer_append(out, dln_str_from(between));
    dln_buffer_append(out, dln_str_from(name));
}

static bool is_plain_name(const char *name) {
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static dln_status move(const dln_staging *staging, const char *name, dln_error *err) {
    dln_buffer from = {0}, to = {0};
    append_path(&from, staging->folder, "/", name);
    append_path(&to, staging->directory, "", name);
    dln_status status = DLN_OK;
    if (from.failed || to.failed)
        status = dln_fail_memory(err);
    else if (rename(from.data, to.data) != 0)
        status = dln_fail(err, DLN_IO, "cannot write %s: %s", to.data, strerror(errno));
    dln_buffer_free(&from);
    dln_buffer_free(&to);
    return status;
}

static dln_status move_all(const dln_staging *staging, bool own_extension, dln_error *err) {
    DIR *folder = opendir(staging->folder);
    if (!folder)
        return dln_fail(err, DLN_IO, "cannot read %s: %s", staging->folder, strerror(errno));
    dln_status status = DLN_OK;
    for (struct dirent *entry; status == DLN_OK && (entry = readdir(folder));)
        if (is_plain_name(entry->d_name) &&
            own_extension ==
                dln_str_ends_with(dln_str_from(entry->d_name), dln_str_from(staging->extension)))
            status = move(staging, entry->d_name, err);
    closedir(folder);
    return status;
}

dln_status dln_staging_publish(dln_staging *staging, dln_error *err) {
    dln_status status = move_all(staging, false, err);
    return status == DLN_OK ? move_all(staging, true, err) : status;
}

static void remove_folder(const dln_staging *staging) {
    DIR *folder = opendir(staging->folder);
    dln_buffer path = {0};
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        append_path(&path, staging->folder, "/", entry->d_name);
        if (is_plain_name(entry->d_name) && !path.failed)
            unlink(path.data);
    }
    if (folder)
        closedir(folder);
    dln_buffer_free(&path);
    rmdir(staging->folder);
}

void dln_staging_free(dln_staging *staging) {
    if (!staging)
        return;
    if (staging->exists)
        remove_folder(staging);
    free(staging->directory);
    free(staging->stem);
    free(staging->extension);
    free(staging->folder);
    free(staging);
}
