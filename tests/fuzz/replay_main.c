// Runs a fuzz target over files and folders: what libFuzzer found once stays found, with any
// compiler.
//   replay FILE|FOLDER...
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t inputs;

static int run_bytes(const uint8_t *bytes, size_t size) {
    // A copy of exactly this size, so that AddressSanitizer sees the first byte read behind it.
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact)
        return 1;
    if (size)
        memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    inputs++;
    return 0;
}

// Every prefix of a seed is a seed too, in steps: truncation is the commonest damage there is.
static int run_file(const char *path) {
    enum { PREFIXES = 16 };
    FILE *file = fopen(path, "rb");
    if (!file)
        return 1;
    uint8_t *bytes = NULL;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    int failed = size < 0 || fseek(file, 0, SEEK_SET) != 0;
    if (!failed)
        bytes = malloc((size_t)size + 1);
    failed |= !bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size;
    for (size_t i = 0; i <= PREFIXES && !failed; i++)
        failed |= run_bytes(bytes, (size_t)size * i / PREFIXES);
    free(bytes);
    fclose(file);
    return failed;
}

static int run_path(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0)
        return 1;
    if (!S_ISDIR(about.st_mode))
        return run_file(path);
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort), failed = count < 0;
    for (int i = 0; i < count; i++) {
        char below[4096];
        if (entries[i]->d_name[0] != '.') {
            (void)snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
            failed |= run_file(below);
        }
        free(entries[i]);
    }
    free(entries);
    return failed;
}

int main(int argc, char **argv) {
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= run_path(argv[i]);
    printf("%zu inputs\n", inputs);
    return failed || inputs == 0;
}
