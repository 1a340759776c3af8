// Fontconfig keeps 288 bytes for the life of the process (FcConfigGetCurrent), which
// LeakSanitizer takes for a leak. Emptying its caches instead is refused while Cairo holds fonts.
#include "dateline/base.h"

// The sanitizer looks it up by name: it must be seen from outside.
DLN_API const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void) {
    return "leak:libfontconfig\n";
}
