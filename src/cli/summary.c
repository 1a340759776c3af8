// The first paragraph of a report, of what passes a filter: how many, what, where, when, by whom,
// casualties, and how sure that is.
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/terminal.h"
#include "cli/totals.h"

enum { MOST_NAMED = 3, WIDE_LINE = 79, WIDE_NAME = 60 };

static const char *const type_plurals[DLN_INCIDENT_TYPES] = {
    [DLN_STRIKE] = "strikes",
    [DLN_EXPLOSION] = "explosions",
    [DLN_CLASH] = "clashes",
    [DLN_ATTACK] = "attacks",
    [DLN_INTERCEPTION] = "interceptions",
    [DLN_ABDUCTION] = "abductions",
    [DLN_ARREST] = "arrests",
    [DLN_SEIZURE] = "seizures",
    [DLN_MOVEMENT] = "movements",
    [DLN_PROTEST] = "protests",
    [DLN_RIOT] = "riots",
    [DLN_MEETING] = "meetings",
};

typedef struct summary {
    dln_store *store;
    dln_filter filter;
    const dln_gazetteer *gazetteer;
    dln_arena *arena;
    dln_buffer text;
    dln_tally all;
    cli_tallies types, countries, admins, actors, days;
} summary;

static void say_day(dln_buffer *out, dln_day day, bool with_year) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    dln_civil civil = dln_day_to_civil(day);
    dln_buffer_printf(out, "%d %s", civil.day, months[civil.month - 1]);
    if (with_year)
        dln_buffer_printf(out, " %d", civil.year);
}

static void say_number(dln_buffer *out, int64_t number, const char *one, const char *many) {
    dln_buffer_printf(out, "%lld %s", (long long)number, number == 1 ? one : many);
}

// "Between 3 August and 5 October 2024 ", "On 5 August 2024 ", "At days that are not known "
static void say_time(summary *s) {
    dln_day first = s->all.first, last = s->all.last;
    if (first == DLN_DAY_NONE || last == DLN_DAY_NONE) {
        dln_buffer_append(&s->text, DLN_STR("On days that are not known, "));
        return;
    }
    bool one_year = dln_day_to_civil(first).year == dln_day_to_civil(last).year;
    if (first == last) {
        dln_buffer_append(&s->text, DLN_STR("On "));
        say_day(&s->text, first, true);
    } else {
        dln_buffer_append(&s->text, DLN_STR("Between "));
        say_day(&s->text, first, !one_year);
        dln_buffer_append(&s->text, DLN_STR(" and "));
        say_day(&s->text, last, true);
    }
    dln_buffer_append(&s->text, DLN_STR(", "));
}

static dln_str country_name(const summary *s, dln_str code) {
    char iso[3] = {0};
    if (code.len != 2)
        return code;
    memcpy(iso, code.data, 2);
    dln_place_index index = dln_gazetteer_country(s->gazetteer, iso);
    return index == DLN_NO_PLACE ? code : dln_gazetteer_place(s->gazetteer, index).name;
}

// Groups that have a name; those without are told apart.
static size_t named_groups(const cli_tallies *groups) {
    size_t count = 0;
    for (size_t i = 0; i < groups->count; i++)
        count += groups->items[i].key.data != NULL;
    return count;
}

// ", " " and " between the parts of a list.
static const char *joint(size_t at, size_t count) {
    return at == 0 ? "" : at + 1 == count ? " and " : ", ";
}

static void say_types(summary *s) {
    size_t shown = s->types.count > MOST_NAMED + 1 ? MOST_NAMED : s->types.count;
    size_t parts = shown + (shown < s->types.count);
    int64_t rest = s->all.incidents;
    for (size_t i = 0; i < shown; i++) {
        const dln_tally *t = &s->types.items[i];
        dln_incident_type type;
        dln_buffer_append(&s->text, dln_str_from(joint(i, parts)));
        if (dln_type_parse(t->key, &type))
            say_number(&s->text, t->incidents, dln_type_name(type), type_plurals[type]);
        rest -= t->incidents;
    }
    if (shown < parts)
        dln_buffer_printf(&s->text, " and %lld of other kinds", (long long)rest);
}

// "Iraq (23), Syria (12) and 3 other countries"
static void say_places(summary *s, const cli_tallies *groups, bool countries) {
    size_t named = named_groups(groups), told = 0;
    size_t shown = named > MOST_NAMED + 1 ? MOST_NAMED : named;
    size_t parts = shown + (shown < named);
    for (size_t i = 0; i < groups->count && told < shown; i++) {
        const dln_tally *t = &groups->items[i];
        if (!t->key.data)
            continue;
        dln_str name = countries ? country_name(s, t->key) : t->key;
        dln_str start = cli_text_fit(name, WIDE_NAME);
        dln_buffer_printf(&s->text, "%s%.*s%s (%lld)", joint(told++, parts), DLN_STR_ARG(start),
                          start.len < name.len ? "…" : "", (long long)t->incidents);
    }
    if (shown < named)
        dln_buffer_printf(&s->text, " and %zu others", named - shown);
}

static void say_how_many(summary *s) {
    say_time(s);
    say_number(&s->text, s->all.incidents, "incident is", "incidents are");
    dln_buffer_append(&s->text, DLN_STR(" told"));
    if (named_groups(&s->countries)) {
        dln_buffer_append(&s->text, DLN_STR(" in "));
        say_places(s, &s->countries, true);
    }
    dln_buffer_append(&s->text, DLN_STR(": "));
    say_types(s);
    dln_buffer_append(&s->text, DLN_STR(". "));
}

static void say_where(summary *s) {
    size_t named = named_groups(&s->admins);
    if (named < 2 || s->all.incidents <= MOST_NAMED)
        return;
    dln_buffer_append(&s->text, DLN_STR("By province or governorate they lie in "));
    say_places(s, &s->admins, false);
    dln_buffer_append(&s->text, DLN_STR(". "));
}

// The day with most, where one stands out.
static void say_when(summary *s) {
    const dln_tally *busiest = NULL;
    for (size_t i = 0; i < s->days.count; i++) {
        const dln_tally *day = &s->days.items[i];
        if (day->key.data && (!busiest || day->incidents > busiest->incidents))
            busiest = day;
    }
    if (!busiest || busiest->incidents < 2 || s->days.count < 3)
        return;
    dln_buffer_append(&s->text, DLN_STR("The busiest day is "));
    say_day(&s->text, busiest->first, true);
    dln_buffer_printf(&s->text, " with %lld. ", (long long)busiest->incidents);
}

static void say_people(dln_buffer *out, int64_t low, int64_t high, const char *what) {
    if (high > low)
        dln_buffer_printf(out, "%lld to %lld people were %s", (long long)low, (long long)high,
                          what);
    else
        dln_buffer_printf(out, "at least %lld %s %s", (long long)low,
                          low == 1 ? "person was" : "people were", what);
}

static void say_casualties(summary *s) {
    size_t begin = s->text.len;
    if (s->all.fatalities)
        say_people(&s->text, s->all.fatalities, s->all.fatalities_high, "killed");
    if (s->all.fatalities && s->all.injured)
        dln_buffer_append(&s->text, DLN_STR(" and "));
    if (s->all.injured)
        say_people(&s->text, s->all.injured, s->all.injured_high, "injured");
    if (!s->all.fatalities && !s->all.injured)
        dln_buffer_append(&s->text, DLN_STR("no casualties are told"));
    if (s->text.len > begin && s->text.data[begin] >= 'a' && s->text.data[begin] <= 'z')
        s->text.data[begin] = (char)(s->text.data[begin] - 'a' + 'A');
    dln_buffer_append(&s->text, DLN_STR(". "));
}

static void say_actors(summary *s) {
    int64_t unnamed = 0;
    for (size_t i = 0; i < s->actors.count; i++)
        unnamed += s->actors.items[i].key.data ? 0 : s->actors.items[i].incidents;
    if (unnamed == s->all.incidents) {
        dln_buffer_append(&s->text, DLN_STR("Nobody is named as acting. "));
        return;
    }
    dln_buffer_append(&s->text, DLN_STR("Named as acting are "));
    say_places(s, &s->actors, false);
    if (unnamed)
        dln_buffer_printf(&s->text, "; %lld name nobody", (long long)unnamed);
    dln_buffer_append(&s->text, DLN_STR(". "));
}

static void say_doubts(summary *s) {
    const char *lead = "Of these ";
    if (s->all.unsure) {
        dln_buffer_printf(&s->text, "%s%lld %s unsure (claimed, alleged or barely told)", lead,
                          (long long)s->all.unsure, s->all.unsure == 1 ? "is" : "are");
        lead = ", ";
    }
    if (s->all.rough) {
        dln_buffer_printf(&s->text, "%s%lld %s known by region or country only", lead,
                          (long long)s->all.rough, s->all.rough == 1 ? "is" : "are");
        lead = ", ";
    }
    if (s->all.unplaced) {
        dln_buffer_printf(&s->text, "%s%lld %s no place", lead, (long long)s->all.unplaced,
                          s->all.unplaced == 1 ? "has" : "have");
        lead = ", ";
    }
    if (lead[0] == ',')
        dln_buffer_append(&s->text, DLN_STR(". "));
}

// In lines of a readable length; a report's control characters do not steer the terminal.
static void print_wrapped(dln_str text) {
    size_t column = 0;
    for (dln_str rest = dln_str_trim(text); rest.data;) {
        dln_str word = dln_str_cut(&rest, ' ');
        size_t width = cli_text_width(word);
        if (column && column + 1 + width > WIDE_LINE) {
            fputc('\n', stdout);
            column = 0;
        }
        if (column)
            fputc(' ', stdout);
        cli_text_print(stdout, word);
        column += width + (column > 0);
    }
    fputc('\n', stdout);
}

static dln_status ask_all(summary *s, dln_error *err) {
    static const dln_grouping groupings[] = {DLN_BY_TYPE, DLN_BY_COUNTRY, DLN_BY_ADMIN1,
                                             DLN_BY_ACTOR, DLN_BY_DAY};
    cli_tallies *const into[] = {&s->types, &s->countries, &s->admins, &s->actors, &s->days};
    cli_tallies all;
    dln_status status = cli_tallies_ask(s->store, &s->filter, DLN_BY_NOTHING, s->arena, &all, err);
    if (status == DLN_OK)
        s->all = all.items[0];
    for (size_t i = 0; i < sizeof groupings / sizeof *groupings && status == DLN_OK; i++)
        status = cli_tallies_ask(s->store, &s->filter, groupings[i], s->arena, into[i], err);
    return status;
}

dln_status cli_print_summary(dln_store *store, const dln_filter *filter,
                             const dln_gazetteer *gazetteer, dln_arena *arena, size_t *found,
                             dln_error *err) {
    summary s = {.store = store, .filter = *filter, .gazetteer = gazetteer, .arena = arena};
    s.filter.limit = 0;
    dln_status status = ask_all(&s, err);
    if (status != DLN_OK)
        return status;
    *found = (size_t)s.all.incidents;
    if (*found == 0)
        return DLN_OK;
    say_how_many(&s);
    say_where(&s);
    say_when(&s);
    say_casualties(&s);
    say_actors(&s);
    say_doubts(&s);
    if (s.text.failed)
        status = dln_fail_memory(err);
    else
        print_wrapped(dln_buffer_str(&s.text));
    dln_buffer_free(&s.text);
    return status;
}
