#include "store/holder.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Linux lists all locks in /proc/locks. Asking fcntl instead would mean to open the file a second
// time, and closing it again would drop the locks that SQLite holds for this very process.
static long writer_of(const char *file) {
    struct stat info;
    FILE *locks = stat(file, &info) == 0 ? fopen("/proc/locks", "re") : NULL;
    if (!locks)
        return 0;
    char line[256];
    long found = 0;
    while (!found && fgets(line, sizeof line, locks)) {
        long pid;
        unsigned long inode;
        char mode[8];
        // 1: POSIX  ADVISORY  WRITE 4711 00:2f:8213 120 120
        if (sscanf(line, "%*d: POSIX %*s %7s %ld %*x:%*x:%lu", mode, &pid, &inode) == 3 &&
            inode == (unsigned long)info.st_ino && strcmp(mode, "WRITE") == 0 &&
            pid != (long)getpid() && pid > 0)
            found = pid;
    }
    fclose(locks);
    return found;
}

static bool read_name(long pid, char *out, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/comm", pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool good = fgets(out, (int)size, file) != NULL;
    fclose(file);
    if (good)
        out[strcspn(out, "\n")] = '\0';
    return good;
}

void dln_database_holder(const char *path, char out[DLN_HOLDER_SIZE]) {
    char shared[4096], name[32];
    snprintf(shared, sizeof shared, "%s-shm", path); // where a database in WAL mode is locked
    long pid = writer_of(shared);
    if (!pid)
        pid = writer_of(path);
    if (!pid)
        snprintf(out, DLN_HOLDER_SIZE, "another process");
    else if (read_name(pid, name, sizeof name))
        snprintf(out, DLN_HOLDER_SIZE, "%s (process %ld)", name, pid);
    else
        snprintf(out, DLN_HOLDER_SIZE, "process %ld", pid);
}
