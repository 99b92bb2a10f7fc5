/*
 * tests/t_keep_checks.c - what is noticed of a dossier that was damaged, changed or cut
 * short, and which files are opened as one.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "keep/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define PATH "t_keep_checks.db"
#define MADE "t_keep_checks_made.db"

static const char harbour[] =
    "Harbour stays open\n\n"
    "OSTIA - Norland's envoy Jon Ruud said on Monday, May 4, 2031, that his country "
    "would keep the harbour open.\n\n"
    "\"We will not leave the harbour,\" Ruud told reporters in Ostia.\n";

static int set_up(void **state)
{
    int rc = dossier_set_up(state);
    dossier_remove(MADE);
    rap_dossier *d = dossier_open(MADE, RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    rap_dossier_close(d);
    return rc;
}

static int tear_down(void **state)
{
    dossier_remove(MADE);
    dossier_remove(PATH);
    return dossier_tear_down(state);
}

static void change(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    (void)sqlite3_close(db);
}

/* The dossier that was made once, as a file of its own. */
static void copy_made(void)
{
    dossier_remove(PATH);
    change(MADE, "VACUUM INTO '" PATH "'");
}

static void write_file(const char *path, const char *bytes)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, strlen(bytes), f), strlen(bytes));
    assert_int_equal(fclose(f), 0);
}

/* ---- damage ------------------------------------------------------------------------
 */

static const struct {
    const char *sql;
    uint64_t bad;
    const char *first;
} damages[] = {
    {"SELECT 1", 0, ""},
    {"UPDATE cite SET at_from = at_to WHERE rowid = 1", 2, "is not what was cited"},
    {"UPDATE cite SET at_to = 100000 WHERE rowid = 1", 2, "is not what was cited"},
    {"UPDATE cite SET hash = hash + 1 WHERE rowid = 2", 2, "is not what was cited"},
    {"DELETE FROM cite WHERE rowid = 1", 1, "the seal over them is broken"},
    {"INSERT INTO cite VALUES ('figure', 'f1', 99, 0, 1, 1)", 1, "the seal"},
    {"UPDATE source SET bytes_zstd = NULL", 1, "the seal"},
    {"UPDATE source SET record = x'00'", 1, "packed bytes have no length"},
    {"UPDATE source SET record = substr(record, 1, length(record) - 9)", 1,
     "packed bytes do not unpack"},
    {"UPDATE source SET record = 'text'", 1, "the record of R1 is damaged"},
    {"UPDATE source SET bytes_zstd = 'text'", 1, "the source of R1 is damaged"},
    {"UPDATE source SET bytes_zstd = record", 1,
     "the source of R1 is damaged: its SHA-256 does not match"},
    {"UPDATE source SET record_sha256 = replace(record_sha256,"
     " substr(record_sha256, 1, 1), 'g')",
     2, "the record of R1 is damaged: its SHA-256 does not match"},
    {"UPDATE source SET record_sha256 = substr(record_sha256, 2)", 2,
     "the record of R1 is damaged: its SHA-256 does not match"},
    {"UPDATE words SET text = 'x' WHERE rowid = 1", 1,
     "the words of R1 in the full-text index are damaged"},
    {"UPDATE words SET text = 'x' WHERE rowid = (SELECT max(rowid) FROM words)", 1,
     " in the full-text index are damaged"},
    {"DELETE FROM words WHERE rowid = 1", 2,
     "the words of R1 in the full-text index are damaged"},
    {"INSERT INTO words (rowid, kind, id, text) VALUES (77, 'report', '77', 'x')", 1,
     "the full-text index is damaged"},
    {"DELETE FROM words_data WHERE id > 10", 1, "the full-text index is damaged"},
    {"UPDATE row SET body = CAST(body AS BLOB) WHERE kind = 'report'", 1,
     " is damaged"},
    {"UPDATE row SET who = CAST(who AS BLOB) WHERE kind = 'report'", 1, " is damaged"},
    {"UPDATE row SET hash = hash + 1 WHERE kind = 'report'", 2, " is damaged"},
    {"UPDATE row SET state = state || 'x' WHERE kind = 'report'", 1, " is damaged"},
    {"UPDATE row SET report = NULL WHERE kind = 'report'", 1, "the seal"},
    {"INSERT INTO judgement VALUES (1, 'ann', 'accept', 'figure', 'f1', '', NULL,"
     " NULL, '')",
     1, "judgements have been lost or changed"},
    {"DROP VIEW story", 1, "a table, index or view is not as it was made"},
    {"DROP VIEW story; CREATE VIEW story AS SELECT 1 AS id", 1, "a table, index or"},
    {"DROP INDEX source_listed", 1, "a table, index or view"},
    {"CREATE TABLE more (x)", 0, ""},
    {"DELETE FROM meta WHERE key = 'shape'", 1, "a table, index or view"},
    {"DELETE FROM meta WHERE key = 'judged'", 1, "a table, index or view"},
    {"DELETE FROM meta WHERE key IN ('judged', 'shape')", 0, ""}, /* an older one */
    {"UPDATE meta SET value = '00000000' WHERE key = 'shape'; DROP VIEW story", 0, ""},
    {"DELETE FROM meta WHERE key = 'seal'", 1, "the seal"},
    {"UPDATE meta SET value = replace(value, substr(value, 1, 1), 'x') WHERE key ="
     " 'seal'",
     1, "the seal"},
    {"UPDATE meta SET value = '1' WHERE key = 'judged'", 1, "judgements"}};

static void every_damage_is_counted_once_and_told(void **state)
{
    (void)state;
    uint64_t cites = 0;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        uint64_t n = 0, bad = 99;
        rap_err err = {0};
        copy_made();
        change(PATH, damages[i].sql);
        rap_dossier *d = dossier_open(PATH, RAP_OPEN_READ);
        assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
        if (bad != damages[i].bad || !strstr(err.msg, damages[i].first))
            fail_msg("%s: %d bad, %s", damages[i].sql, (int)bad, err.msg);
        if (i == 0) cites = n;
        assert_int_equal(n, (uint64_t)dossier_ask(d, "SELECT count(*) FROM cite WHERE"
                                                     " report = 1"));
        rap_dossier_close(d);
    }
    assert_true(cites > 5);
}

static void words_are_not_looked_for_before_they_are_written(void **state)
{
    (void)state;
    uint64_t n = 0, bad = 99;
    copy_made();
    rap_dossier *d = dossier_open(PATH, RAP_OPEN_WRITE);
    assert_int_equal(rap_store_exec(d, "DELETE FROM words", NULL), RAP_OK);
    assert_int_equal(rap_dossier_verify(d, &n, &bad, NULL), RAP_OK);
    assert_true(bad > 2);
    assert_int_equal(rap_store_exec(d,
                                    "UPDATE meta SET value = '1' WHERE key ="
                                    " 'pile_due'",
                                    NULL),
                     RAP_OK);
    assert_int_equal(rap_dossier_verify(d, &n, &bad, NULL), RAP_OK);
    assert_int_equal(bad, 0);
    rap_dossier_close(d);
}

static void a_report_that_is_not_there_has_neither_record_nor_source(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new((size_t)1 << 24);
    rap_str out;
    rap_err err = {0};
    copy_made();
    rap_dossier *d = dossier_open(PATH, RAP_OPEN_READ);
    assert_int_equal(rap_dossier_record(d, &out, 2, arena, &err), RAP_E_OPEN);
    assert_string_equal(err.msg, "there is no report R2");
    assert_int_equal(rap_dossier_source(d, &out, 0, arena, &err), RAP_E_OPEN);
    assert_int_equal(rap_dossier_record(d, &out, 1, arena, &err), RAP_OK);
    assert_true(rap_str_eq(out, rap_str_trim(dossier_record("a.txt", harbour))));
    assert_int_equal(rap_dossier_source(d, &out, 1, arena, &err), RAP_OK);
    assert_true(rap_str_is(out, harbour));
    rap_dossier_close(d);
    change(PATH, "UPDATE source SET bytes_zstd = NULL");
    d = dossier_open(PATH, RAP_OPEN_READ);
    assert_int_equal(rap_dossier_source(d, &out, 1, arena, &err), RAP_E_OPEN);
    assert_string_equal(err.msg, "the source of R1 is not at hand");
    rap_dossier_close(d);
    rap_arena_free(arena);
}

/* What a judgement adds moves the sum, and damage beside it stays visible. */
static void judgements_do_not_hide_what_was_changed_before(void **state)
{
    (void)state;
    for (int damaged = 0; damaged < 2; damaged++) {
        bool whole = false, undone = false;
        copy_made();
        rap_dossier *d = dossier_open(PATH, RAP_OPEN_WRITE);
        rap_query *q = NULL;
        char id[32];
        assert_int_equal(rap_query_new(&q, d, "SELECT id FROM row LIMIT 1", NULL),
                         RAP_OK);
        assert_int_equal(rap_query_step(q, &whole, NULL), RAP_OK);
        (void)snprintf(id, sizeof id, RAP_FMT, RAP_ARG(rap_query_str(q, 0)));
        rap_query_end(q);
        for (int i = 0; i < 3; i++) {
            if (damaged && i == 1)
                assert_int_equal(
                    rap_store_exec(d, "UPDATE judgement SET value = 'x'", NULL),
                    RAP_OK);
            assert_int_equal(rap_dossier_judge(d, i ? "note" : "accept", rap_str_of(id),
                                               RAP_STR("a word"), RAP_STR("ann"), NULL),
                             RAP_OK);
            assert_int_equal(rap_store_judged_well(d, &whole, NULL), RAP_OK);
            assert_int_equal(whole, !damaged || i == 0);
        }
        assert_int_equal(rap_dossier_unjudge(d, &undone, NULL), RAP_OK);
        assert_true(undone);
        assert_int_equal(rap_store_judged_well(d, &whole, NULL), RAP_OK);
        assert_int_equal(whole, !damaged);
        rap_dossier_close(d);
    }
}

/* ---- what was acknowledged and is gone ---------------------------------------------
 */

static void what_was_told_and_is_not_there_is_counted(void **state)
{
    static const struct {
        const char *line;
        int64_t reports, corrections;
    } cases[] = {{"told 0000000003 0000000002\n", 2, 2},
                 {"told 0000000002 0000000000\n", 1, 0},
                 {"told 0000000001 0000000001\n", 0, 1},
                 {"told 0000000000 0000000000\n", 0, 0},
                 {"told 9876543210 0000000009\n", 9876543209, 9},
                 {"told 0000000003 0000000002\nand more", 2, 2},
                 {"tale 0000000003 0000000002\n", 0, 0},
                 {"told 00000000:3 0000000002\n", 0, 0},
                 {"told 000000000/ 0000000002\n", 0, 0},
                 {"told 0000000003 x000000002\n", 0, 0},
                 {"told 0000000003 000000000x\n", 0, 0},
                 {"told 0000000003 0000000002", 0, 0},
                 {"", 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        copy_made();
        write_file(PATH "-told", cases[i].line);
        rap_dossier *d = dossier_open(PATH, RAP_OPEN_READ);
        rap_dossier_counts lost = rap_dossier_lost(d);
        if (lost.reports != cases[i].reports ||
            lost.corrections != cases[i].corrections)
            fail_msg("%s: %lld, %lld", cases[i].line, (long long)lost.reports,
                     (long long)lost.corrections);
        rap_dossier_close(d);
        assert_int_equal(access(PATH "-told", F_OK), -1);
    }
}

static void assert_told(const char *want)
{
    char line[64] = "";
    FILE *f = fopen(PATH "-told", "rb");
    assert_non_null(f);
    size_t n = fread(line, 1, sizeof line - 1, f);
    (void)fclose(f);
    assert_int_equal(n, strlen(want));
    assert_string_equal(line, want);
}

static void what_is_committed_is_noted_until_the_log_goes(void **state)
{
    (void)state;
    dossier_remove(PATH);
    rap_dossier *d = dossier_open(PATH, RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    assert_told("told 0000000001 0000000000\n");
    assert_int_equal(
        rap_dossier_correct(d, "merge", RAP_STR("a"), RAP_STR("b"), RAP_STR(""), NULL),
        RAP_OK);
    assert_told("told 0000000001 0000000001\n");
    rap_dossier *other = dossier_open(PATH, RAP_OPEN_READ);
    rap_dossier_close(d);
    assert_int_equal(access(PATH "-told", F_OK), 0);
    rap_dossier_close(other);
    assert_int_equal(access(PATH "-told", F_OK), -1);
    assert_int_equal(access(PATH "-wal", F_OK), -1);
}

static void where_it_cannot_be_noted_nothing_else_is_lost(void **state)
{
    (void)state;
    dossier_remove(PATH);
    rap_dossier *d = dossier_open(PATH, RAP_OPEN_CREATE);
    assert_int_equal(mkdir(PATH "-told", 0700), 0); /* no file of this name can be */
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rmdir(PATH "-told"), 0);
    (void)dossier_add(d, "b.txt", harbour); /* and now it can */
    assert_told("told 0000000002 0000000000\n");
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 2);
    rap_dossier_close(d);
    assert_int_equal(access(PATH "-told", F_OK), -1);
}

/* ---- opening -----------------------------------------------------------------------
 */

static void only_dossiers_that_can_be_read_are_opened(void **state)
{
    static const struct {
        const char *sql;
        rap_open_mode mode;
        rap_code code;
        const char *told;
    } cases[] = {{"PRAGMA user_version = 1", RAP_OPEN_READ, RAP_OK, ""},
                 {"PRAGMA user_version = 2", RAP_OPEN_READ, RAP_OK, ""},
                 {"PRAGMA user_version = 3", RAP_OPEN_READ, RAP_E_STORE,
                  "this dossier has format 3, and this program reads format 2"},
                 {"PRAGMA user_version = 0", RAP_OPEN_CREATE, RAP_E_STORE,
                  "this dossier has format 0, and this program reads format 2"},
                 {"PRAGMA application_id = 7", RAP_OPEN_CREATE, RAP_E_STORE,
                  "this is a database of another program, not a dossier"},
                 {"PRAGMA application_id = 0", RAP_OPEN_CREATE, RAP_E_STORE,
                  "this is a database of another program, not a dossier"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_dossier *d = NULL;
        rap_err err = {0};
        copy_made();
        change(PATH, cases[i].sql);
        rap_code rc = rap_dossier_open(&d, PATH, cases[i].mode, &err);
        if (rc != cases[i].code || !strstr(err.msg, cases[i].told))
            fail_msg("%s: %d %s", cases[i].sql, rc, err.msg);
        rap_dossier_close(d);
    }
}

static void an_empty_file_becomes_a_dossier_only_where_one_is_made(void **state)
{
    (void)state;
    rap_dossier *d = NULL;
    rap_err err = {0};
    dossier_remove(PATH);
    write_file(PATH, "");
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_READ, &err), RAP_E_STORE);
    assert_string_equal(err.msg, "this is an empty file, not a dossier");
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_WRITE, &err), RAP_E_STORE);
    assert_null(d);
    change(PATH, "PRAGMA user_version = 1"); /* no longer quite empty */
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_CREATE, &err), RAP_E_STORE);
    dossier_remove(PATH);
    change(PATH, "CREATE TABLE x (y)");
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_CREATE, &err), RAP_E_STORE);
    dossier_remove(PATH);
    write_file(PATH, "");
    d = dossier_open(PATH, RAP_OPEN_CREATE);
    rap_dossier *other = dossier_open(PATH, RAP_OPEN_CREATE); /* not made twice */
    rap_dossier_close(other);
    assert_true(rap_dossier_is_writable(d));
    assert_int_equal(dossier_ask(d, "PRAGMA application_id"), 0x52415050);
    assert_int_equal(dossier_ask(d, "PRAGMA user_version"), 1);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     0);
    assert_int_equal(dossier_ask(d, "SELECT length(value) FROM meta WHERE key ="
                                    " 'shape'"),
                     8);
    rap_str where = rap_dossier_where(d), name = RAP_STR("/" PATH);
    assert_true(where.n > name.n);
    assert_true(rap_str_eq(rap_str_cut(where, where.n - name.n, where.n), name));
    for (int i = 1; i <= 2; i++) {
        assert_int_equal(rap_dossier_sync(d, NULL), RAP_OK);
        assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'syncs'"),
                         i);
    }
    assert_int_equal(dossier_ask(d, "PRAGMA synchronous"), 1);
    uint64_t n = 0, bad = 0;
    rap_dossier_close(d);
    d = dossier_open(PATH, RAP_OPEN_READ);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM meta WHERE key = 'seal'"), 0);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(rap_dossier_verify(d, &n, &bad, NULL), RAP_OK);
    assert_int_equal(bad, 0);
    rap_dossier_close(d);
}

static void an_older_dossier_gets_its_table_of_judgements(void **state)
{
    (void)state;
    copy_made();
    change(PATH, "DROP TABLE judgement; DELETE FROM meta WHERE key IN ('judged',"
                 " 'shape')");
    rap_dossier *d = dossier_open(PATH, RAP_OPEN_WRITE);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement"), 0);
    rap_query *q = NULL;
    bool more = false, whole = false;
    assert_int_equal(rap_query_new(&q, d, "SELECT id FROM row LIMIT 1", NULL), RAP_OK);
    assert_int_equal(rap_query_step(q, &more, NULL), RAP_OK);
    assert_int_equal(rap_dossier_judge(d, "reject", rap_query_str(q, 0), RAP_STR(""),
                                       RAP_STR("ann"), NULL),
                     RAP_OK);
    rap_query_end(q);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM meta WHERE key = 'judged'"),
                     0); /* it keeps no sum */
    assert_int_equal(rap_store_judged_well(d, &whole, NULL), RAP_OK);
    assert_true(whole);
    rap_dossier_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_damage_is_counted_once_and_told),
        cmocka_unit_test(words_are_not_looked_for_before_they_are_written),
        cmocka_unit_test(a_report_that_is_not_there_has_neither_record_nor_source),
        cmocka_unit_test(judgements_do_not_hide_what_was_changed_before),
        cmocka_unit_test(what_was_told_and_is_not_there_is_counted),
        cmocka_unit_test(what_is_committed_is_noted_until_the_log_goes),
        cmocka_unit_test(where_it_cannot_be_noted_nothing_else_is_lost),
        cmocka_unit_test(only_dossiers_that_can_be_read_are_opened),
        cmocka_unit_test(an_empty_file_becomes_a_dossier_only_where_one_is_made),
        cmocka_unit_test(an_older_dossier_gets_its_table_of_judgements),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
