#include "vector/checked_file.h"

#include <errno.h>
#include <string.h>

#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

static void raise_fault(void) {
    CPLError(CE_Failure, DLN_CHECKED_FAULT, "%s", strerror(errno ? errno : EIO));
}

// --- by name: GDAL gives it without the prefix ---

static int stat_file(void *unused, const char *path, VSIStatBufL *out, int flags) {
    (void)unused;
    return VSIStatExL(path, out, flags);
}

static int unlink_file(void *unused, const char *path) {
    (void)unused;
    return VSIUnlink(path);
}

static int rename_file(void *unused, const char *from, const char *to) {
    (void)unused;
    return VSIRename(from, to);
}

static char **read_folder(void *unused, const char *path, int most) {
    (void)unused;
    return VSIReadDirEx(path, most);
}

static void *open_file(void *unused, const char *path, const char *access) {
    (void)unused;
    errno = 0;
    VSILFILE *file = VSIFOpenL(path, access);
    // Drivers look with "r+" whether a file is there.
    if (!file && strpbrk(access, "wa"))
        raise_fault();
    return file;
}

// --- by handle ---

static vsi_l_offset tell(void *file) {
    return VSIFTellL(file);
}

static int seek(void *file, vsi_l_offset offset, int whence) {
    errno = 0; // what is still in the buffer is written first
    int failed = VSIFSeekL(file, offset, whence);
    if (failed)
        raise_fault();
    return failed;
}

static size_t read_items(void *file, void *out, size_t size, size_t count) {
    return VSIFReadL(out, size, count, file);
}

static int is_at_end(void *file) {
    return VSIFEofL(file);
}

static size_t write_items(void *file, const void *items, size_t size, size_t count) {
    errno = 0;
    size_t written = VSIFWriteL(items, size, count, file);
    if (written < count)
        raise_fault();
    return written;
}

static int flush(void *file) {
    errno = 0;
    int failed = VSIFFlushL(file);
    if (failed)
        raise_fault();
    return failed;
}

static int truncate_file(void *file, vsi_l_offset size) {
    errno = 0;
    int failed = VSIFTruncateL(file, size);
    if (failed)
        raise_fault();
    return failed;
}

static int close_file(void *file) {
    errno = 0;
    int failed = VSIFCloseL(file);
    if (failed)
        raise_fault();
    return failed;
}

static bool is_installed(void) {
    char **prefixes = VSIGetFileSystemsPrefixes();
    bool found = CSLFindString(prefixes, DLN_CHECKED_PREFIX) >= 0;
    CSLDestroy(prefixes);
    return found;
}

bool dln_checked_files_install(void) {
    if (is_installed())
        return true;
    VSIFilesystemPluginCallbacksStruct *calls = VSIAllocFilesystemPluginCallbacksStruct();
    calls->stat = stat_file;
    calls->unlink = unlink_file;
    calls->rename = rename_file;
    calls->read_dir = read_folder;
    calls->open = open_file;
    calls->tell = tell;
    calls->seek = seek;
    calls->read = read_items;
    calls->eof = is_at_end;
    calls->write = write_items;
    calls->flush = flush;
    calls->truncate = truncate_file;
    calls->close = close_file;
    int failed = VSIInstallPluginHandler(DLN_CHECKED_PREFIX, calls);
    VSIFreeFilesystemPluginCallbacksStruct(calls);
    return failed == 0;
}
