// A user's program: where a text says things happened. places GAZETTEER TEXT
#include <dateline/dateline.h>
#include <stdio.h>

static dln_status list_incidents(const dln_knowledge *knowledge, const char *text, dln_arena *arena,
                                 dln_error *err) {
    dln_report report = {.id = DLN_STR("example"), .text = dln_str_from(text), .date = 19941};
    dln_extraction found;
    dln_status status = dln_extract(knowledge, &report, arena, &found, err);
    for (size_t i = 0; status == DLN_OK && i < found.incidents.count; i++) {
        const dln_incident *incident = &found.incidents.items[i];
        char day[DLN_DAY_TEXT_SIZE];
        printf("%s %s %.*s\n", dln_day_format(incident->when.first, day),
               dln_type_name(incident->type), DLN_STR_ARG(incident->where.name));
    }
    return status;
}

int main(int argc, char **argv) {
    dln_gazetteer *gazetteer = NULL;
    dln_lexicon *lexicon = NULL;
    dln_arena *arena = NULL;
    dln_error err = {0};
    if (argc != 3)
        return 2;
    dln_status status = dln_gazetteer_open(argv[1], &gazetteer, &err);
    if (status == DLN_OK)
        status = dln_lexicon_from_gazetteer(gazetteer, &lexicon, &err);
    if (status == DLN_OK)
        status = dln_arena_new(&arena, &err);
    if (status == DLN_OK) {
        dln_knowledge knowledge = {gazetteer, lexicon};
        status = list_incidents(&knowledge, argv[2], arena, &err);
    }
    if (status != DLN_OK)
        fprintf(stderr, "%s\n", err.message);
    dln_arena_free(arena);
    dln_lexicon_free(lexicon);
    dln_gazetteer_close(gazetteer);
    return status == DLN_OK ? 0 : 1;
}
