/*
 * tests/t_cli_refused.c - every verb when memory or the store is refused to it: once at
 * each place that asks, and from there on.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "cli_stage.h"
#include "refusing.h"

#include <sqlite3.h>

typedef struct {
    const char *command, *from; /* from: the dossier that u.db is a copy of */
    int undisturbed;
    char *out;
} refused_command;

static rap_code run_it(void *with)
{
    refused_command *c = with;
    return (rap_code)stage_run(c->command);
}

/* It ends as ever, or with a status that says why not and a line that tells it. */
static void ends_well_or_is_told(rap_code rc, long n, void *with)
{
    refused_command *c = with;
    int status = (int)rc;
    if (n < 0) {
        c->undisturbed = status;
        memcpy(c->out, stage.told.out, stage.told.n_out + 1);
        if (status > 1) fail_msg("%s: %d: %s", c->command, status, stage.told.err);
    } else if (status == c->undisturbed) {
        if (strcmp(c->out, stage.told.out) == 0) return;
        refuse_print(n);
        fail_msg("%s, place %ld: another answer without a word", c->command, n);
    } else {
        if (status != 65 && status != 71 && status != 74 && status != 1)
            fail_msg("%s, place %ld: ended with %d", c->command, n, status);
        if (!stage.told.n_err)
            fail_msg("%s, place %ld: %d without a word", c->command, n, status);
    }
}

/* What asks at a place that has asked before is not tried there: the last requests of a
 * command make its last line. */
static void try_last(refused_command *c)
{
    enum { LAST = 8 };
    refuse_after(-1, false);
    ends_well_or_is_told(run_it(c), -1, c);
    long n = refuse_end();
    for (long k = 1; k <= LAST && k <= n; k++) {
        refuse_after(n - k, k % 2 == 0);
        rap_code rc = run_it(c);
        (void)refuse_end();
        ends_well_or_is_told(rc, 0, c);
    }
}

static void try_all(const char *const *commands, size_t n)
{
    static char out[STAGE_TEXT];
    for (size_t i = 0; i < n; i++) {
        refused_command c = {.command = commands[i], .out = out};
        long places = refuse_places(run_it, &c, ends_well_or_is_told, 1);
        if (places < 20) fail_msg("%s: only %ld places", commands[i], places);
        try_last(&c);
    }
}

static void exports_are_whole_or_told(void **state)
{
    static const char *const commands[] = {"export t.db --digest",
                                           "export t.db --as jsonl",
                                           "export t.db --as jsonl --no-text",
                                           "export t.db --as csv --table event",
                                           "export t.db --as csv --to tables",
                                           "export t.db --table judgement",
                                           "export t.db --as plover",
                                           "export t.db --as acled",
                                           "export t.db --as ucdp",
                                           "export t.db --as dna",
                                           "export t.db --as timelinejs",
                                           "export t.db --as gexf",
                                           "export t.db --as geojson",
                                           "export t.db --as csljson",
                                           "export t.db --as memo",
                                           "export t.db --as webanno",
                                           "export t.db --as brat --to papers",
                                           "export t.db --as inception --to papers"};
    (void)state;
    try_all(commands, sizeof commands / sizeof *commands);
}

static void rows_are_whole_or_told(void **state)
{
    static const char *const commands[] = {"overview t.db --json",
                                           "talks t.db --json",
                                           "timeline t.db --json",
                                           "said t.db --json --party Norland",
                                           "events t.db --plain",
                                           "positions t.db --json",
                                           "positions t.db --json --pledges",
                                           "positions t.db --json --history",
                                           "positions t.db --json --conditions",
                                           "differ t.db --json",
                                           "copies t.db --json",
                                           "names t.db --json",
                                           "search t.db talks --json",
                                           "search t.db talks --facets --json",
                                           "cite t.db R2:0-20 --json",
                                           "cite t.db --check",
                                           "check t.db --json --sample 9",
                                           "changes t.db --json --since 2031-05-05"};
    (void)state;
    try_all(commands, sizeof commands / sizeof *commands);
}

static void what_is_laid_out_for_a_screen_ends_or_is_told(void **state)
{
    static const char *const commands[] = {"overview t.db --width 80",
                                           "overview t.db --print-brief",
                                           "talks t.db --width 80",
                                           "timeline t.db",
                                           "said t.db",
                                           "events t.db",
                                           "positions t.db",
                                           "positions t.db --pledges",
                                           "positions t.db --history",
                                           "positions t.db --conditions",
                                           "differ t.db",
                                           "copies t.db",
                                           "names t.db",
                                           "search t.db talks --facets",
                                           "cite t.db R2:0-20",
                                           "check t.db --sample 9",
                                           "changes t.db --since 2031-05-05"};
    (void)state;
    try_all(commands, sizeof commands / sizeof *commands);
}

/* ---- what writes -------------------------------------------------------------------
 */

static rap_code write_it(void *with)
{
    refused_command *c = with;
    stage_copy("u.db", c->from);
    return (rap_code)stage_run(c->command);
}

/* Whatever was refused: the dossier is sound, and the same command then goes through
 * or has been done. */
static void leaves_a_sound_dossier(rap_code rc, long n, void *with)
{
    refused_command *c = with;
    int status = (int)rc;
    if (n < 0) c->undisturbed = status;
    if (n < 0 && status != 0) fail_msg("%s: %s", c->command, stage.told.err);
    if (status != 0 && status != 65 && status != 71 && status != 74 && status != 2)
        fail_msg("%s, place %ld: ended with %d", c->command, n, status);
    if (status != 0 && !stage.told.n_err)
        fail_msg("%s, place %ld: %d without a word", c->command, n, status);
    if (n >= 0 && n % 32) return; /* not each: it takes a while */
    stage_ends(0, "cite u.db --check");
}

/* As if its last report had not been joined yet. */
static void stand_apart(const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "UPDATE meta SET value = '2' WHERE key = 'pile_due';"
                                  "INSERT OR REPLACE INTO meta VALUES ('joined', '1');"
                                  "PRAGMA user_version = 2",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    (void)sqlite3_close(db);
}

static void what_writes_leaves_a_sound_dossier(void **state)
{
    char accept[64], row[16];
    const char *const commands[][2] = {
        {"names u.db --merge 'Jon Ruud' 'Piet Haas' --coder Ida", "small.db"},
        {"forget u.db R2", "small.db"},
        {"add u.db more.jsonl --jobs 1", "small.db"},
        {"add u.db --mentions m.jsonl", "small.db"},
        {accept, "small.db"},
        {"check u.db --undo", "judged.db"},
        {"settle u.db", "small.db"},
        {"settle u.db", "apart.db"}};
    (void)state;
    stage_ends(0, "add small.db in/a.txt in/b.txt");
    stage_ends(0, "read in/b.txt --jobs 1 --with-source");
    char *key = strstr(stage.told.out, "in/b.txt");
    assert_non_null(key);
    key[3] = 'x'; /* as another report */
    static char record[STAGE_TEXT];
    memcpy(record, stage.told.out, stage.told.n_out + 1);
    stage_write("more.jsonl", record);
    stage_write("m.jsonl", "{\"report\": \"in/a.txt\", \"at\": [500, 530]}\n");
    stage_ends(0, "export small.db --table attribution");
    const char *id = strstr(stage.told.out, "\"id\":\"");
    assert_non_null(id);
    (void)snprintf(row, sizeof row, "%.13s", id + 6);
    (void)snprintf(accept, sizeof accept, "check small.db --accept %s", row);
    stage_ends(0, accept);
    stage_copy("judged.db", "small.db");
    (void)snprintf(accept, sizeof accept, "check u.db --accept %s", row);
    stage_copy("apart.db", "small.db");
    stand_apart("apart.db");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        refused_command c = {.command = commands[i][0], .from = commands[i][1]};
        long places = refuse_places(write_it, &c, leaves_a_sound_dossier, 1);
        assert_true(places > 20);
    }
}

static int set_up(void **state)
{
    refuse_after(-1, false);
    return stage_open_dossier(state);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exports_are_whole_or_told),
        cmocka_unit_test(rows_are_whole_or_told),
        cmocka_unit_test(what_is_laid_out_for_a_screen_ends_or_is_told),
        cmocka_unit_test(what_writes_leaves_a_sound_dossier),
    };
    if (argc > 1) cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, set_up, stage_close);
}
