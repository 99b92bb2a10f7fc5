/*
 * tests/t_remote.c - a dossier in PostgreSQL: what workers have read is put together
 * there once, and whoever opens it has the very rows of a dossier in a file.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "remote_stage.h"

#include <dirent.h>

/* ---- put together and read ---------------------------------------------------------
 */

static void what_workers_have_read_is_one_dossier_for_all(void **state)
{
    (void)state;
    deposit(1, "a", harbour);
    deposit(2, "b", bridge);
    assert_int_equal(served_int("SELECT count(*) FROM ticket WHERE state = 'done'"), 2);
    assert_int_equal(served_int("SELECT count(*) FROM source WHERE generation IS NULL"),
                     2);
    put_together();
    assert_int_equal(served_int("SELECT value FROM meta WHERE key = 'generation'"), 1);
    assert_int_equal(served_int("SELECT value FROM meta WHERE key = 'rows'"), 1);
    assert_int_equal(served_int("SELECT count(*) FROM history WHERE generation = 1"),
                     1);
    assert_int_equal(served_int("SELECT count(*) FROM source WHERE generation = 1"), 2);
    assert_int_equal(served_int("SELECT count(*) FROM gone"), 0);
    assert_false(is_there(NAMED "-work.open"));
    assert_true(is_there(NAMED "-work.db"));
    rap_dossier *d = open_there(RAP_OPEN_READ);
    rap_dossier *plain = dossier_open(PLAIN, RAP_OPEN_CREATE);
    (void)dossier_add(plain, "a", harbour);
    (void)dossier_add(plain, "b", bridge);
    settle(plain);
    assert_like(d, plain);
    assert_false(rap_dossier_is_writable(d));
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     0);
    assert_true(rap_str_is(rap_dossier_where(d), "postgresql://clerk@server/dossier"));
    assert_int_equal(
        rap_dossier_correct(d, "merge", RAP_STR("a"), RAP_STR("b"), RAP_STR(""), NULL),
        RAP_E_STORE);
    rap_dossier_close(d);
    d = open_there(RAP_OPEN_WRITE); /* the writer's copy has them too */
    assert_like(d, plain);
    assert_true(is_there(NAMED "-work.open"));
    rap_dossier_close(d);
    assert_false(is_there(NAMED "-work.open"));
    assert_int_equal(served_int("SELECT value FROM meta WHERE key = 'generation'"), 1);
    rap_dossier_close(plain);
}

static void who_reads_sees_what_was_put_together_when_asking_again(void **state)
{
    (void)state;
    deposit(1, "a", harbour);
    put_together();
    rap_dossier *d = open_there(RAP_OPEN_READ);
    deposit(2, "b", bridge);
    assert_int_equal(rap_dossier_refresh(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 1); /* it waits */
    put_together();
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 1);
    assert_int_equal(rap_dossier_refresh(d, NULL), RAP_OK);
    rap_dossier *plain = dossier_open(PLAIN, RAP_OPEN_CREATE);
    (void)dossier_add(plain, "a", harbour);
    (void)dossier_add(plain, "b", bridge);
    settle(plain);
    assert_like(d, plain);
    served_hush(); /* nothing new: nothing is fetched */
    assert_int_equal(rap_dossier_refresh(d, NULL), RAP_OK);
    assert_false(served_was_asked("COPY"));
    rap_dossier_close(d);
    served_hush();
    d = open_there(RAP_OPEN_READ); /* nor by a program that begins */
    assert_false(served_was_asked("COPY"));
    assert_like(d, plain);
    rap_dossier_close(d);
    rap_dossier_close(plain);
    /* the tables of the generation before stay for who is reading them */
    assert_int_equal(served_int("SELECT count(*) FROM sqlite_master WHERE name IN"
                                " ('row_1', 'row_2', 'cite_1', 'cite_2')"),
                     4);
    deposit(3, "c", lighthouse);
    put_together();
    assert_int_equal(served_int("SELECT count(*) FROM sqlite_master WHERE name IN"
                                " ('row_1', 'cite_1')"),
                     0);
    assert_int_equal(served_int("SELECT count(*) FROM sqlite_master WHERE name IN"
                                " ('row_2', 'row_3', 'cite_2', 'cite_3')"),
                     4);
}

static void of_versions_of_a_key_the_last_stands_under_the_first_number(void **state)
{
    (void)state;
    deposit(4, "a", bridge); /* workers commit in any order */
    deposit(3, "a", harbour);
    deposit(5, "b", bridge);
    put_together();
    rap_dossier *d = open_there(RAP_OPEN_READ);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 2);
    assert_int_equal(dossier_ask(d, "SELECT n FROM source WHERE key = 'a'"), 3);
    assert_int_equal(dossier_ask(d, "SELECT version FROM source WHERE key = 'a'"), 2);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'harbour'"), 0);
    deposit(6, "a", lighthouse);
    put_together();
    assert_int_equal(rap_dossier_refresh(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT n FROM source WHERE key = 'a'"), 3);
    assert_int_equal(dossier_ask(d, "SELECT version FROM source WHERE key = 'a'"), 3);
    assert_true(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'lighthouse'") >
        0);
    assert_sound(d);
    rap_dossier_close(d);
}

static void a_report_seen_twice_stands_once_with_the_record_of_the_first(void **state)
{
    (void)state;
    uint32_t words = 0;
    rap_deposit *x = NULL;
    rap_pg *c = connection();
    assert_int_equal(rap_deposit_new(&x, NULL), RAP_OK);
    put(x, 8, "a", harbour);
    put(x, 9, "a", harbour);
    assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
    assert_int_equal(served_int("SELECT count(*) FROM source"), 1);
    assert_int_equal(served_int("SELECT first FROM source"), 8);
    assert_int_equal(served_int("SELECT last FROM source"), 9);
    rap_str record = dossier_record("a", harbour);
    assert_int_equal(rap_deposit_put(x, 7, record, (rap_str){NULL, 0},
                                     RAP_STR("{\"x\":1}"), &words, NULL),
                     RAP_OK);
    assert_true(rap_deposit_held(x) > 0);
    assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
    assert_int_equal(served_int("SELECT count(*) FROM source"), 1);
    assert_int_equal(served_int("SELECT n FROM source"), 7);
    assert_int_equal(served_int("SELECT last FROM source"), 9);
    assert_int_equal(served_int("SELECT options = '{\"x\":1}' FROM source"), 1);
    assert_int_equal(served_int("SELECT count(*) FROM source WHERE bytes_zstd IS NULL"),
                     1); /* its source was not at hand */
    assert_int_equal(
        rap_deposit_put(x, 11, record, rap_str_of(bridge), RAP_STR("{}"), &words, NULL),
        RAP_E_SYNTAX);
    rap_err why = {0};
    served_do("INSERT INTO ticket (id, key, state) VALUES (12, 'x', 'leased'),"
              " (13, 'y', 'leased')");
    (void)rap_fail(&why, RAP_E_SYNTAX, RAP_NOWHERE, "no report at all");
    assert_int_equal(rap_deposit_fail(x, 12, true, &why, NULL), RAP_OK);
    assert_int_equal(rap_deposit_fail(x, 13, false, &why, NULL), RAP_OK);
    assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
    assert_int_equal(served_int("SELECT state = 'aside' AND error = 'no report at all'"
                                " FROM ticket WHERE id = 12"),
                     1);
    assert_int_equal(served_int("SELECT state = 'waiting' FROM ticket WHERE id = 13"),
                     1);
    served_hush(); /* nothing is held any more */
    assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
    assert_false(served_was_asked("COPY"));
    assert_false(served_was_asked("'aside'"));
    rap_deposit_free(x);
    rap_deposit_free(NULL);
    rap_pg_close(c);
}

static void a_source_that_comes_later_is_what_is_cited(void **state)
{
    (void)state;
    uint32_t words = 0;
    rap_deposit *x = NULL;
    rap_pg *c = connection();
    assert_int_equal(rap_deposit_new(&x, NULL), RAP_OK);
    assert_int_equal(rap_deposit_put(x, 1, dossier_record("a", harbour),
                                     (rap_str){NULL, 0}, RAP_STR("{}"), &words, NULL),
                     RAP_OK);
    assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
    put_together();
    put(x, 2, "a", harbour);
    assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
    rap_deposit_free(x);
    rap_pg_close(c);
    put_together();
    rap_dossier *d = open_there(RAP_OPEN_READ);
    assert_int_equal(dossier_ask(d, "SELECT n FROM source"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite WHERE hash IS NULL"), 0);
    assert_sound(d);
    rap_dossier_close(d);
}

/* All columns, as a dossier in a file has them. */
static void a_report_there_has_the_columns_of_one_in_a_file(void **state)
{
    static const char *const columns[] = {
        "key",       "id",      "sha256",        "uri",    "media",     "charset",
        "language",  "unread",  "bytes",         "words",  "repairs",   "title",
        "publisher", "day",     "day_from",      "day_to", "day_sure",  "day_basis",
        "options",   "version", "record_sha256", "record", "bytes_zstd"};
    (void)state;
    rap_dossier *plain = dossier_open(PLAIN, RAP_OPEN_CREATE);
    (void)dossier_add(plain, "a", harbour);
    (void)dossier_add(plain, "c", lighthouse);
    deposit(1, "a", harbour);
    deposit(2, "c", lighthouse);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char sql[300];
        (void)snprintf(sql, sizeof sql,
                       "CREATE TEMP TABLE same (is_same INTEGER NOT NULL CHECK"
                       " (is_same)); ATTACH '" PLAIN "' AS plain; INSERT INTO same"
                       " SELECT a.%s IS b.%s FROM main.source a JOIN plain.source b ON"
                       " a.key = b.key",
                       columns[i], columns[i]);
        served_do(sql);
    }
    rap_dossier_close(plain);
}

/* ---- what is done by hand ----------------------------------------------------------
 */

static void what_is_said_by_hand_goes_there_and_is_taken_back(void **state)
{
    (void)state;
    bool undone = false;
    deposit(1, "a", harbour);
    deposit(2, "b", bridge);
    put_together();
    rap_dossier *d = open_there(RAP_OPEN_WRITE);
    rap_dossier *reader = open_there(RAP_OPEN_READ);
    rap_query *q = NULL;
    bool more = false;
    char id[32];
    assert_int_equal(
        rap_query_new(&q, d, "SELECT id FROM row WHERE kind = 'entity' LIMIT 1", NULL),
        RAP_OK);
    assert_int_equal(rap_query_step(q, &more, NULL), RAP_OK);
    (void)snprintf(id, sizeof id, RAP_FMT, RAP_ARG(rap_query_str(q, 0)));
    rap_query_end(q);
    assert_int_equal(rap_dossier_judge(d, "accept", rap_str_of(id), RAP_STR(""),
                                       RAP_STR("ann"), NULL),
                     RAP_OK);
    assert_int_equal(served_int("SELECT count(*) FROM judgement"), 0);
    assert_int_equal(rap_dossier_sync(d, NULL), RAP_OK);
    assert_int_equal(served_int("SELECT count(*) FROM judgement"), 1);
    assert_int_equal(served_int("SELECT value FROM meta WHERE key = 'generation'"), 2);
    assert_int_equal(served_int("SELECT value FROM meta WHERE key = 'rows'"), 1);
    assert_int_equal(rap_dossier_sync(d, NULL), RAP_OK); /* it counts its syncs */
    assert_int_equal(rap_dossier_refresh(reader, NULL), RAP_OK);
    assert_int_equal(dossier_ask(reader, "SELECT count(*) FROM judgement"), 1);
    assert_sound(reader);
    assert_int_equal(rap_dossier_correct(d, "merge", RAP_STR("Jon Ruud"),
                                         RAP_STR("Ana Bellec"), RAP_STR(""), NULL),
                     RAP_OK);
    assert_int_equal(rap_dossier_sync(d, NULL), RAP_OK); /* not before its rows */
    assert_int_equal(served_int("SELECT count(*) FROM hand"), 0);
    settle(d);
    assert_int_equal(served_int("SELECT count(*) FROM hand"), 1);
    assert_int_equal(served_int("SELECT m.value = g.value FROM meta m, meta g WHERE"
                                " m.key = 'rows' AND g.key = 'generation'"),
                     1);
    assert_int_equal(rap_dossier_refresh(reader, NULL), RAP_OK);
    assert_int_equal(dossier_ask(reader, "SELECT count(*) FROM hand"), 1);
    assert_int_equal(
        dossier_ask(reader, "SELECT count(*) FROM entity WHERE kind = 'person'"), 1);
    assert_sound(reader);
    assert_int_equal(rap_dossier_undo(d, &undone, NULL), RAP_OK);
    assert_true(undone);
    settle(d);
    rap_dossier_close(d);
    assert_int_equal(rap_dossier_refresh(reader, NULL), RAP_OK);
    assert_int_equal(dossier_ask(reader, "SELECT count(*) FROM hand"), 0);
    assert_int_equal(
        dossier_ask(reader, "SELECT count(*) FROM entity WHERE kind = 'person'"), 2);
    assert_int_equal(dossier_ask(reader, "SELECT count(*) FROM judgement"), 1);
    assert_sound(reader);
    rap_dossier_close(reader);
}

/* Does any file of the cache hold these bytes? */
static bool cache_holds(const char *words)
{
    bool found = false;
    DIR *folder = opendir(CACHE);
    struct dirent *e;
    while (folder && (e = readdir(folder)) != NULL) {
        char name[1024], buf[4096 + 64] = "";
        (void)snprintf(name, sizeof name, CACHE "/%s", e->d_name);
        FILE *f = e->d_name[0] == '.' ? NULL : fopen(name, "rb");
        size_t kept = 0, n = strlen(words), got;
        while (f && (got = fread(buf + kept, 1, 4096, f)) > 0) {
            rap_str all = {buf, kept + got};
            found |= rap_str_find(all, rap_str_of(words), 0) < all.n;
            kept = all.n < n ? all.n : n;
            memmove(buf, buf + all.n - kept, kept);
        }
        if (f) (void)fclose(f);
    }
    if (folder) (void)closedir(folder);
    return found;
}

static void what_is_forgotten_goes_everywhere(void **state)
{
    (void)state;
    deposit(1, "a", harbour);
    deposit(2, "c", lighthouse);
    put_together();
    rap_dossier *reader = open_there(RAP_OPEN_READ);
    rap_dossier *d = open_there(RAP_OPEN_WRITE);
    assert_true(cache_holds("lighthouse of Lenz"));
    assert_int_equal(rap_dossier_forget(d, 2, NULL), RAP_OK);
    assert_int_equal(rap_dossier_sync(d, NULL), RAP_OK);
    rap_dossier_close(d);
    assert_int_equal(served_int("SELECT count(*) FROM source"), 1);
    assert_int_equal(served_int("SELECT count(*) FROM source WHERE n = 1"), 1);
    assert_int_equal(served_int("SELECT count(*) FROM ticket WHERE key = 'c'"), 0);
    assert_int_equal(served_int("SELECT count(*) FROM ticket WHERE key = 'a'"), 1);
    assert_int_equal(served_int("SELECT n FROM gone"), 2);
    assert_true(served_was_asked("VACUUM source, ticket"));
    assert_int_equal(served_int("SELECT count(*) FROM sqlite_master WHERE name IN"
                                " ('row_1', 'cite_1')"),
                     0); /* the old rows hold its words */
    assert_int_equal(rap_dossier_refresh(reader, NULL), RAP_OK);
    assert_int_equal(dossier_ask(reader, "SELECT count(*) FROM source"), 1);
    assert_int_equal(dossier_ask(reader, "SELECT count(*) FROM words WHERE words MATCH"
                                         " 'lighthouse'"),
                     0);
    assert_sound(reader);
    assert_false(cache_holds("lighthouse of Lenz"));
    served_hush();
    assert_int_equal(rap_dossier_refresh(reader, NULL), RAP_OK);
    rap_dossier_close(reader);
    d = open_there(RAP_OPEN_WRITE);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM remote"), 1);
    assert_int_equal(rap_dossier_sync(d, NULL), RAP_OK);
    rap_dossier_close(d);
    assert_int_equal(served_int("SELECT count(*) FROM gone"), 1);
}

static void a_report_that_is_read_again_is_changed_there(void **state)
{
    (void)state;
    deposit(1, "a", harbour);
    deposit(2, "b", undated);
    put_together();
    rap_dossier *d = open_there(RAP_OPEN_WRITE);
    const char *json = NULL;
    size_t n = 0;
    rap_reader_options options = {.size = sizeof options, .published = "2031-05-09"};
    rap_reader *other = rap_reader_new(&options);
    assert_non_null(other);
    assert_int_equal(
        rap_reader_read(other, &json, &n, undated, sizeof undated - 1, "b", NULL),
        RAP_OK);
    assert_int_equal(
        rap_dossier_reread(d, 2, (rap_str){json, n}, RAP_STR("{\"y\":2}"), NULL),
        RAP_OK);
    rap_reader_free(other);
    settle(d);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM remote r JOIN source s ON"
                                    " s.n = r.n WHERE s.record_sha256 ="
                                    " r.record_sha256"),
                     2); /* noted as sent */
    rap_dossier_close(d);
    assert_int_equal(served_int("SELECT options = '{\"y\":2}' AND generation = 2 AND"
                                " day = '2031-05-09' FROM source WHERE n = 2"),
                     1);
    assert_int_equal(served_int("SELECT generation FROM source WHERE n = 1"), 1);
    d = open_there(RAP_OPEN_READ);
    assert_int_equal(dossier_ask(d, "SELECT day = '2031-05-09' FROM source WHERE n ="
                                    " 2"),
                     1);
    assert_sound(d);
    rap_dossier_close(d);
}

/* ---- copies and locks --------------------------------------------------------------
 */

static void one_writes_at_a_time_and_is_waited_for(void **state)
{
    (void)state;
    rap_err err = {0};
    rap_dossier *d = open_there(RAP_OPEN_CREATE), *other = NULL;
    assert_true(served_was_asked("SET lock_timeout = '86400s'"));
    assert_int_equal(rap_dossier_open(&other, SERVED_URL, RAP_OPEN_WRITE, &err),
                     RAP_E_STORE);
    assert_non_null(strstr(err.msg, "another program is writing to it"));
    assert_true(served_was_asked("SET lock_timeout = '10s'"));
    assert_null(other);
    other = open_there(RAP_OPEN_READ); /* who reads waits for nobody */
    rap_dossier_close(other);
    assert_true(is_there(NAMED "-work.open"));
    rap_dossier_close(d);
    assert_false(is_there(NAMED "-work.open"));
    d = open_there(RAP_OPEN_WRITE);
    rap_dossier_close(d);
}

static void a_writers_copy_that_is_ahead_is_thrown_away(void **state)
{
    (void)state;
    deposit(1, "a", harbour);
    put_together();
    rap_dossier *d = open_there(RAP_OPEN_WRITE);
    assert_int_equal(rap_dossier_correct(d, "merge", RAP_STR("Jon Ruud"),
                                         RAP_STR("Ana Bellec"), RAP_STR(""), NULL),
                     RAP_OK);
    rap_dossier_close(d); /* without a sync: as if it had been killed */
    assert_true(is_there(NAMED "-work.open"));
    assert_int_equal(served_int("SELECT count(*) FROM hand"), 0);
    d = open_there(RAP_OPEN_WRITE);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM hand"), 0);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 1);
    rap_dossier_close(d);
    assert_false(is_there(NAMED "-work.open"));
}

static void a_copy_of_another_history_begins_afresh(void **state)
{
    (void)state;
    deposit(1, "a", harbour);
    put_together();
    rap_dossier *d = open_there(RAP_OPEN_READ);
    rap_dossier_close(d);
    /* a back-up was restored, and another report put together since */
    served_do("DELETE FROM source; DELETE FROM history; UPDATE meta SET value = '0'"
              " WHERE key IN ('generation', 'rows'); UPDATE meta SET value = '' WHERE"
              " key = 'seal'; DROP TABLE row_1; DROP TABLE cite_1");
    deposit(2, "b", bridge);
    put_together();
    d = open_there(RAP_OPEN_READ);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source WHERE key = 'b'"), 1);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'harbour'"), 0);
    assert_sound(d);
    rap_dossier_close(d);
    served_do("UPDATE history SET seal = 'ffffffffffffffff'");
    served_hush();
    d = open_there(RAP_OPEN_READ); /* the same generation under another seal */
    rap_dossier_close(d);
}

static void the_copy_lies_where_the_environment_says(void **state)
{
    rap_err err = {0};
    rap_dossier *d = NULL;
    const char *home = getenv("HOME");
    char kept[400] = "";
    (void)state;
    (void)snprintf(kept, sizeof kept, "%s", home ? home : "");
    const char *xdg = getenv("XDG_CACHE_HOME");
    char kept_xdg[400] = "";
    (void)snprintf(kept_xdg, sizeof kept_xdg, "%s", xdg ? xdg : "");
    (void)setenv("RAPPORTEUR_CACHE", "", 1);
    (void)setenv("XDG_CACHE_HOME", CACHE "/x", 1);
    (void)setenv("HOME", CACHE "/h", 1);
    d = open_there(RAP_OPEN_CREATE);
    rap_dossier_close(d);
    assert_true(is_there(CACHE "/x/rapporteur/a-name-of-its-own-work.db"));
    (void)unsetenv("XDG_CACHE_HOME");
    (void)unsetenv("RAPPORTEUR_CACHE");
    d = open_there(RAP_OPEN_READ);
    rap_dossier_close(d);
    assert_true(is_there(CACHE "/h/.cache/rapporteur/a-name-of-its-own.db"));
    (void)unsetenv("HOME");
    d = NULL;
    assert_int_equal(rap_dossier_open(&d, SERVED_URL, RAP_OPEN_READ, &err),
                     RAP_E_STORE);
    assert_non_null(strstr(err.msg, "set RAPPORTEUR_CACHE"));
    assert_null(d);
    if (home) (void)setenv("HOME", kept, 1);
    if (xdg) (void)setenv("XDG_CACHE_HOME", kept_xdg, 1);
}

/* ---- parts of questions ------------------------------------------------------------
 */

typedef struct {
    rap_str inputs[3], answers[3];
} parts;

static parts ask_parts(rap_dossier *d)
{
    parts p = {.inputs = {RAP_STR("\1\2\3"), RAP_STR(""), RAP_STR("\4")}};
    const rap_helpers *h = rap_remote_helpers(d);
    assert_non_null(h);
    h->ask(h->user, RAP_STR("stories"), p.inputs, p.answers, 3);
    return p;
}

static void answers_of_others_are_taken_as_they_are(void **state)
{
    (void)state;
    rap_dossier *plain = dossier_open(PLAIN, RAP_OPEN_CREATE);
    assert_null(rap_remote_helpers(plain));
    rap_dossier_close(plain);
    rap_dossier *d = open_there(RAP_OPEN_CREATE);
    for (int helped = 0; helped < 2; helped++) {
        if (helped) served_do("DELETE FROM shard");
        served_helped = helped;
        parts p = ask_parts(d); /* damaged inputs: nobody answers them */
        for (int i = 0; i < 3; i++)
            assert_int_equal(p.answers[i].n, 0);
    }
    assert_int_equal(served_int("SELECT count(*) FROM shard"), 2); /* one was empty */
    assert_int_equal(
        served_int("SELECT count(*) FROM shard WHERE state = 'leased' AND worker = 0"),
        2); /* where workers are, who asks helps along from the other end */
    served_do("UPDATE shard SET state = 'done', answer = CAST('one' AS BLOB) WHERE"
              " number = 0");
    parts p = ask_parts(d);
    assert_true(rap_str_is(p.answers[0], "one"));
    assert_int_equal(p.answers[2].n, 0);
    served_helped = false;
    p = ask_parts(d);
    assert_true(rap_str_is(p.answers[0], "one"));
    for (long n = 0; n < 6; n++) { /* whatever fails is found by the pile */
        served_refuse_after(n, n % 2);
        p = ask_parts(d);
        assert_int_equal(p.answers[2].n, 0);
    }
    served_refuse_after(-1, false);
    rap_dossier_close(d);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, clean)
    const struct CMUnitTest tests[] = {
        TEST(what_workers_have_read_is_one_dossier_for_all),
        TEST(who_reads_sees_what_was_put_together_when_asking_again),
        TEST(of_versions_of_a_key_the_last_stands_under_the_first_number),
        TEST(a_report_seen_twice_stands_once_with_the_record_of_the_first),
        TEST(a_source_that_comes_later_is_what_is_cited),
        TEST(a_report_there_has_the_columns_of_one_in_a_file),
        TEST(what_is_said_by_hand_goes_there_and_is_taken_back),
        TEST(what_is_forgotten_goes_everywhere),
        TEST(a_report_that_is_read_again_is_changed_there),
        TEST(one_writes_at_a_time_and_is_waited_for),
        TEST(a_writers_copy_that_is_ahead_is_thrown_away),
        TEST(a_copy_of_another_history_begins_afresh),
        TEST(the_copy_lies_where_the_environment_says),
        TEST(answers_of_others_are_taken_as_they_are),
    };
    return cmocka_run_group_tests(tests, remote_set_up, remote_tear_down);
}
