/*
 * tests/cli_stage.h - the program inside a test: its verbs run in this process, in a
 * folder of their own, and what they print is kept.
 *
 * The sources of the command line are compiled once more with main under another name
 * (app_inside in tests/meson.build), so that memory and the store can be refused to it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_CLI_STAGE_H
#define RAP_TESTS_CLI_STAGE_H

#include "base/buf.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

int rap_program(int argc, char **argv);

enum { STAGE_ARGS = 24, STAGE_LINE = 1024, STAGE_TEXT = 1 << 21 };

/* What the last command printed, with a NUL behind it. */
typedef struct {
    char *out, *err;
    size_t n_out, n_err;
} stage_told;

typedef struct {
    stage_told told;
    char folder[64], before[512];
} stage_shared;

static stage_shared stage;

static inline void stage_write(const char *name, const char *text)
{
    FILE *f = fopen(name, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static inline size_t stage_read(const char *name, char *to)
{
    FILE *f = fopen(name, "rb");
    assert_non_null(f);
    size_t n = fread(to, 1, STAGE_TEXT - 1, f);
    to[n] = '\0';
    (void)fclose(f);
    return n;
}

/* Words by blanks; what stands between ' and ' is one, $ROOT the sources' folder. */
static inline int stage_words(char *line, char **argv)
{
    int n = 0;
    for (char *p = line; *p && n < STAGE_ARGS - 1;) {
        while (*p == ' ')
            *p++ = '\0';
        if (!*p) break;
        char quote = *p == '\'' ? '\'' : ' ';
        argv[n++] = quote == '\'' ? ++p : p;
        while (*p && *p != quote)
            p++;
        if (*p) *p++ = '\0';
    }
    argv[n] = NULL;
    return n;
}

static inline int stage_turn(int fd, const char *to)
{
    int kept = dup(fd), file = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(kept >= 0 && file >= 0);
    assert_true(dup2(file, fd) == fd);
    (void)close(file);
    return kept;
}

static inline void stage_turn_back(int fd, int kept)
{
    (void)dup2(kept, fd);
    (void)close(kept);
}

/* Run one command, its results into the file `to`; its exit status. */
static inline int stage_run_to(const char *to, const char *command)
{
    char line[STAGE_LINE + sizeof "rapporteur "], *argv[STAGE_ARGS];
    (void)snprintf(line, sizeof line, "rapporteur %s", command);
    int argc = stage_words(line, argv);
    (void)fflush(NULL);
    int out = stage_turn(STDOUT_FILENO, to), err = stage_turn(STDERR_FILENO, "err");
    int status = rap_program(argc, argv);
    (void)fflush(NULL);
    clearerr(stdout);
    stage_turn_back(STDOUT_FILENO, out);
    stage_turn_back(STDERR_FILENO, err);
    stage.told.n_err = stage_read("err", stage.told.err);
    return status;
}

static inline int stage_run(const char *command)
{
    int status = stage_run_to("out", command);
    stage.told.n_out = stage_read("out", stage.told.out);
    return status;
}

/* The same, and it must end with this status. */
static inline void stage_ends(int status, const char *command)
{
    int got = stage_run(command);
    if (got != status)
        fail_msg("%s: ended with %d, not %d: %s", command, got, status, stage.told.err);
}

static inline bool stage_out_has(const char *words)
{
    return strstr(stage.told.out, words) != NULL;
}

static inline bool stage_err_has(const char *words)
{
    return strstr(stage.told.err, words) != NULL;
}

static inline int stage_remove(const char *path, const struct stat *st, int type,
                               struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static inline int stage_open(void **state)
{
    (void)state;
    (void)snprintf(stage.folder, sizeof stage.folder, "/tmp/rapporteur-stage-XXXXXX");
    stage.told.out = malloc(STAGE_TEXT);
    stage.told.err = malloc(STAGE_TEXT);
    if (!stage.told.out || !stage.told.err || !mkdtemp(stage.folder) ||
        !getcwd(stage.before, sizeof stage.before))
        return -1;
    (void)setenv("TERM", "dumb", 1);
    return chdir(stage.folder);
}

static inline int stage_close(void **state)
{
    (void)state;
    int gone = chdir(stage.before);
    (void)nftw(stage.folder, stage_remove, 16, FTW_DEPTH | FTW_PHYS);
    free(stage.told.out);
    free(stage.told.err);
    return gone;
}

/* ---- reports from which rows of all kinds come ---- */

static const char *const stage_reports[][2] = {
    {"a.txt",
     "Norland and Sudmark open second round of talks in Ostia\n\n"
     "OSTIA, May 4, 2031 (NPA) - Norland's envoy Jon Ruud said on Monday that his "
     "country would keep the harbour of Lenz open if Sudmark withdrew its troops from "
     "the bridge at Kesh.\n\n"
     "\"We will not leave the harbour before the ceasefire holds,\" Ruud told "
     "reporters in Ostia.\n\n"
     "Delegations of Norland and Sudmark met on Monday in Ostia for a second round of "
     "talks, mediated by the foreign ministry of Ostia. Sudmark's foreign minister Ana "
     "Bellec led the delegation of Sudmark.\n\n"
     "Shelling near Kesh killed 12 people and wounded 30 on Sunday, the mayor of Kesh, "
     "Piet Haas, said. Sudmark's army said that only 4 soldiers had died.\n\n"
     "Norland promised to release 40 prisoners by May 20. Sudmark demanded the return "
     "of all prisoners and rejected a demilitarised zone.\n"},
    {"b.txt",
     "Bellec: no breakthrough, third round on May 12\n\n"
     "KESH, May 5, 2031 (Herald) - The second round of talks between Norland and "
     "Sudmark ended without an agreement on Tuesday, foreign minister Ana Bellec "
     "said.\n\n"
     "\"The bridge stays closed until Norland pays,\" Bellec said. She denied that "
     "Sudmark had shelled the market of Kesh.\n\n"
     "According to Norland's defence ministry, troops of Sudmark fired on a bridge "
     "near Kesh on Tuesday, killing two soldiers. Sudmark has allegedly bombed a "
     "school in Lenz.\n\n"
     "The two sides will meet again on May 12 in Ostia, the foreign ministry of Ostia "
     "said. Norland accused Sudmark of breaking the ceasefire signed in April.\n\n"
     "Shelling near Kesh killed 15 people on Sunday, a doctor at the hospital of Kesh "
     "said.\n"},
    {"c.txt",
     "Prisoners come home\n\n"
     "LENZ, May 21, 2031 (NPA) - Norland released 38 prisoners on Wednesday, an "
     "official of Norland said. Sudmark said that Norland had not kept its "
     "promise.\n\n"
     "\"They promised forty and sent thirty-eight,\" Ana Bellec wrote on her "
     "channel.\n\n"
     "Jon Ruud said: \"We now accept a demilitarised zone, but we refuse to pay.\" "
     "Norland and Sudmark signed a memorandum on the harbour of Lenz on Wednesday. The "
     "Ostia Gazette reported, citing a person close to the talks, that the third round "
     "had been postponed to June.\n"},
    {"d.txt",
     "OSTIA, May 4, 2031 (NPA) - Norland's envoy Jon Ruud said on Monday that his "
     "country would keep the harbour of Lenz open if Sudmark withdrew its troops from "
     "the bridge at Kesh.\n\n"
     "\"We will not leave the harbour before the ceasefire holds,\" Ruud told "
     "reporters in Ostia.\n\n"
     "Delegations of Norland and Sudmark met on Monday in Ostia for a second round of "
     "talks, mediated by the foreign ministry of Ostia. Sudmark's foreign minister Ana "
     "Bellec led the delegation of Sudmark.\n"},
    {"=e.txt",
     "Unrest\n\n"
     "Crowds marched in Oslo against the talks, police said. One officer was hurt. "
     "\"Go home,\" shouted a man who gave his name as Olen Farr. The Ostia newspaper "
     "said that Ruud, the envoy, would resign. Ruud's office called the report "
     "false.\n"}};
enum { STAGE_REPORTS = sizeof stage_reports / sizeof *stage_reports };

static inline void stage_write_reports(void)
{
    assert_int_equal(mkdir("in", 0700), 0);
    for (size_t i = 0; i < STAGE_REPORTS; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "in/%s", stage_reports[i][0]);
        stage_write(path, stage_reports[i][1]);
    }
}

/* A dossier of these and of the reports in examples/, under the name t.db. */
static inline int stage_open_dossier(void **state)
{
    if (stage_open(state) != 0) return -1;
    stage_write_reports();
    stage_ends(0, "add t.db in " STAGE_ROOT "/examples/reports");
    return 0;
}

/* A copy of a dossier at rest. */
static inline void stage_copy(const char *to, const char *from)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-told"};
    char name[128], line[4096];
    for (int i = 0; i < 4; i++) {
        (void)snprintf(name, sizeof name, "%s%s", to, ends[i]);
        (void)remove(name);
    }
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_true(in && out);
    for (size_t n; (n = fread(line, 1, sizeof line, in)) > 0;)
        assert_int_equal(fwrite(line, 1, n, out), n);
    (void)fclose(in);
    assert_int_equal(fclose(out), 0);
}

#endif
