#include "cli/signature.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

void cli_signature_init(cli_signature *s) {
    memset(s, 0, sizeof *s);
    s->database = CLI_DEFAULT_DATABASE;
}

static dln_str user_name(char *out, size_t size) {
    const struct passwd *user = getpwuid(getuid());
    if (user && user->pw_name)
        (void)snprintf(out, size, "%s", user->pw_name);
    else
        (void)snprintf(out, size, "user %lu", (unsigned long)getuid());
    return dln_str_from(out);
}

void cli_signature_sign(cli_signature *s) {
    time_t now = time(NULL);
    struct tm utc;
    if (gmtime_r(&now, &utc))
        (void)strftime(s->made_at, sizeof s->made_at, "%Y-%m-%dT%H:%M:%SZ", &utc);
    s->signature.made_at = dln_str_from(s->made_at);
    s->signature.author = s->by.len ? s->by : user_name(s->user, sizeof s->user);
    s->signature.note = s->note.len ? s->note : DLN_STR_NONE;
}
