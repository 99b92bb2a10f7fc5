/*
 * tests/t_written.c - what is written of one dossier, byte by byte: exports, answers on
 * a screen, answers as data and pages, a table for each, tests/written/TABLE.txt.
 *
 *     == COMMAND, or GET ADDRESS
 *     what it prints; behind it each file that it writes, under "-- PATH"; of a site
 *     of pages only digests
 *
 * The dossier is made of records that were put away (tests/written/records.jsonl.gz,
 * made by "rapporteur read --with-source ... | gzip -9n"), so that this holds however
 * the reading changes.  The answers were printed by the program and read; given "print"
 * on the command line this prints the table as it comes out now.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "asked_page.h"
#include "cli_stage.h"
#include "refusing.h"
#include "told_table.h"

#include <dirent.h>

enum { TABLE_BYTES = 1 << 24 };

static rap_dossier *dossier;

#define BRIEF                                                                          \
    "between: 2031-01-01 2031-12-31\n"                                                 \
    "party: Varland = Varland, Varlandic\n"                                            \
    "  member: Jora Hest = Hest\n"                                                     \
    "issue: salt works (economy) = salt works, works of Brenn\n"                       \
    "place: Brenn = 61.5 9.25 NO\n"                                                    \
    "place: Lumm = 60.25 7.5 NO\n"                                                     \
    "outlet: NPA = agency\n"

/* The folder that the test runs in has another name each time. */
static void put_lines(rap_buf *out, const char *text, size_t n)
{
    rap_str all = {text, n}, here = rap_str_of(stage.folder);
    for (size_t at = 0, next; at < n; at = next < n ? next + here.n + 1 : n) {
        next = rap_str_find(all, here, at);
        rap_buf_put(out, rap_str_cut(all, at, next));
    }
    if (n && text[n - 1] != '\n') rap_buf_byte(out, '\n');
}

static int is_shown(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

/* The files of a folder by their names, or only digests of them; the folder is gone. */
static void put_folder(rap_buf *out, const char *folder, bool digest)
{
    struct dirent **list = NULL;
    int n = scandir(folder, &list, is_shown, alphasort);
    for (int i = 0; i < n; i++) {
        char path[STAGE_LINE];
        (void)snprintf(path, sizeof path, "%s/%s", folder, list[i]->d_name);
        rap_str text = {stage.told.out, stage_read(path, stage.told.out)};
        rap_buf_printf(out, "-- %s", path);
        if (digest) rap_buf_printf(out, " %08x", rap_hash(text));
        rap_buf_byte(out, '\n');
        if (!digest) put_lines(out, text.p, text.n);
        assert_int_equal(remove(path), 0);
        free(list[i]);
    }
    if (n >= 0) assert_int_equal(rmdir(folder), 0);
    free(list);
}

static void put_answer(rap_buf *out, rap_str what)
{
    char line[STAGE_LINE];
    (void)snprintf(line, sizeof line, RAP_FMT, RAP_ARG(what));
    if (strncmp(line, "GET ", 4) == 0) {
        rap_page page = {0};
        assert_int_equal(asked_page(&page, dossier, line + 4), RAP_OK);
        put_lines(out, page.body.p, page.body.n);
        rap_buf_done(&page.body);
        return;
    }
    int status = stage_run(line);
    if (status > 1) fail_msg("%s: %d: %s", line, status, stage.told.err);
    put_lines(out, stage.told.out, stage.told.n_out);
    put_lines(out, stage.told.err, stage.told.n_err);
    put_folder(out, "out.d", strstr(line, "html") || strstr(line, "inception"));
}

/* The answers to all questions of a table, as a table. */
static void put_table(rap_buf *out, rap_str table)
{
    for (size_t at = 0; at < table.n;) {
        rap_str line = line_at(table, at);
        at += line.n + 1;
        if (!is_head(line)) continue;
        rap_buf_printf(out, RAP_FMT "\n", RAP_ARG(line));
        put_answer(out, rap_str_cut(line, 3, line.n));
    }
}

static void make_table(rap_buf *out)
{
    rap_arena *home = rap_arena_new(TABLE_BYTES);
    rap_str table;
    assert_int_equal(rap_file_read(&table, TABLE, TABLE_BYTES, home, NULL), RAP_OK);
    put_table(out, table);
    rap_arena_free(home);
}

static void answers_are_what_they_were(void **state)
{
    rap_buf got = {0};
    (void)state;
    make_table(&got);
    assert_is_as_in(&got, TABLE);
    rap_buf_done(&got);
}

/* Two coders judge the first rows of a sample, each in another way. */
static void judge_rows(void)
{
    static const char *const how[][2] = {
        {"--accept", "--coder Ida"},  {"--reject", "--coder Ida"},
        {"--accept", "--coder Ida"},  {"--note", "'read it again' --coder Omar"},
        {"--accept", "--coder Omar"}, {"--edit", "stance=offer --coder Omar"}};
    enum { HOW = sizeof how / sizeof *how };
    static char ids[HOW][32];
    stage_ends(0, "check t.db --sample 9 --plain");
    rap_str all = {stage.told.out, stage.told.n_out};
    size_t at = line_at(all, 0).n + 1;
    for (size_t i = 0; i < HOW; i++) {
        rap_str line = line_at(all, at);
        size_t from = rap_str_find(line, RAP_STR("\t"), 0) + 1;
        rap_str id = rap_str_cut(line, from, rap_str_find(line, RAP_STR("\t"), from));
        assert_true(id.n > 0 && id.n < sizeof ids[i]);
        memcpy(ids[i], id.p, id.n);
        at += line.n + 1;
    }
    for (size_t i = 0; i < 2 * HOW; i++) {
        char command[256];
        (void)snprintf(command, sizeof command, "check t.db %s %s %s", how[i % HOW][0],
                       ids[i < HOW ? i : i % 3], how[i % HOW][1]);
        (void)stage_run(command); /* what a row has no field for is refused */
    }
}

static int set_up(void **state)
{
    refuse_after(-1, false);
    if (stage_open(state) != 0) return -1;
    stage_write("brief.txt", BRIEF);
    stage_ends(0, "add t.db " RECORDS " --jobs 1 --brief brief.txt");
    stage_ends(0, "names t.db --set 'Tran Minh Duc' side=Vietnam --coder Ida");
    judge_rows();
    return rap_dossier_open(&dossier, "t.db", RAP_OPEN_READ, NULL) == RAP_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    rap_dossier_close(dossier);
    return stage_close(state);
}

static int print_table(void)
{
    rap_buf got = {0};
    if (set_up(NULL) != 0) return 1;
    make_table(&got);
    (void)fwrite(got.p, 1, got.n, stdout);
    rap_buf_done(&got);
    return tear_down(NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(answers_are_what_they_were)};
    if (argc > 1 && strcmp(argv[1], "print") == 0) return print_table();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
