/*
 * tests/t_keep_store.c - the inside of a dossier: transactions, packed bytes, values of
 * columns, queries that are used again.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "keep/store.h"

#include <cmocka.h>

#define PATH "t_keep_store.db"

enum { QUERIES = 128, MORE = 140 }; /* so many are kept; and some more */

static rap_dossier *d;
static rap_arena *arena;

static int fresh(void **state)
{
    (void)state;
    dossier_remove(PATH);
    arena = rap_arena_new((size_t)1 << 24);
    d = dossier_open(PATH, RAP_OPEN_CREATE);
    return arena ? 0 : -1;
}

static int clean(void **state)
{
    (void)state;
    rap_dossier_close(d);
    rap_arena_free(arena);
    dossier_remove(PATH);
    return 0;
}

static void put_mark(const char *key)
{
    char sql[100];
    (void)snprintf(sql, sizeof sql, "INSERT INTO meta VALUES ('%s', 'x')", key);
    assert_int_equal(rap_store_exec(d, sql, NULL), RAP_OK);
}

static int64_t marks(void)
{
    return dossier_ask(d, "SELECT count(*) FROM meta WHERE value = 'x'");
}

/* ---- transactions ------------------------------------------------------------------
 */

static void what_is_inside_another_ends_with_it(void **state)
{
    (void)state;
    assert_int_equal(rap_store_begin(d, NULL), RAP_OK);
    assert_int_equal(rap_store_begin(d, NULL), RAP_OK);
    assert_int_equal(d->depth, 2);
    put_mark("one");
    assert_int_equal(rap_store_end(d, RAP_OK, NULL), RAP_OK);
    assert_int_equal(sqlite3_get_autocommit(d->db), 0); /* not committed yet */
    assert_int_equal(rap_store_end(d, RAP_OK, NULL), RAP_OK);
    assert_int_equal(sqlite3_get_autocommit(d->db), 1);
    assert_int_equal(d->depth, 0);
    assert_int_equal(marks(), 1);
    assert_int_equal(rap_dossier_begin(d, NULL), RAP_OK);
    assert_int_equal(rap_dossier_begin(d, NULL), RAP_OK);
    put_mark("two");
    assert_int_equal(rap_dossier_end(d, RAP_E_USAGE, NULL), RAP_E_USAGE);
    assert_int_equal(rap_dossier_end(d, RAP_E_USAGE, NULL), RAP_E_USAGE);
    assert_int_equal(marks(), 1);
    assert_int_equal(d->depth, 0);
    assert_int_equal(rap_store_begin(d, NULL), RAP_OK); /* and the next goes well */
    put_mark("three");
    assert_int_equal(rap_store_end(d, RAP_OK, NULL), RAP_OK);
    assert_int_equal(marks(), 2);
}

static void who_may_not_write_begins_nothing(void **state)
{
    (void)state;
    rap_err err = {0};
    d->can_write = false;
    assert_int_equal(rap_store_begin(d, &err), RAP_E_STORE);
    assert_string_equal(err.msg, "it may not be written to");
    assert_int_equal(d->depth, 0);
    assert_int_equal(rap_dossier_undo(d, &(bool){false}, &err), RAP_E_STORE);
    assert_int_equal(rap_dossier_forget(d, 1, &err), RAP_E_STORE);
    assert_int_equal(rap_dossier_sign(d, RAP_STR("ann"), &err), RAP_E_STORE);
    assert_int_equal(rap_dossier_sign(d, RAP_STR(""), &err), RAP_OK); /* nothing */
    d->can_write = true;
    rap_dossier *other = dossier_open(PATH, RAP_OPEN_WRITE);
    (void)sqlite3_busy_timeout(other->db, 0);
    assert_int_equal(rap_store_begin(d, NULL), RAP_OK);
    assert_int_equal(rap_store_begin(other, &err), RAP_E_STORE);
    assert_string_equal(err.msg,
                        "another program is writing to it; try again when it is done");
    assert_int_equal(other->depth, 0);
    assert_int_equal(rap_store_end(d, RAP_OK, NULL), RAP_OK);
    rap_dossier_close(other);
}

static void failures_are_told_by_their_kind(void **state)
{
    (void)state;
    rap_err err = {0};
    assert_int_equal(rap_store_fail(NULL, "doing it", &err), RAP_E_NOMEM);
    assert_string_equal(err.msg, "out of memory while doing it");
    assert_int_equal(rap_store_exec(d, "NOT A STATEMENT", &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "writing to it: "));
    assert_non_null(strstr(err.msg, "syntax error"));
    int64_t v = 7;
    assert_int_equal(rap_store_int(d, &v, "SELECT nothing", &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "reading it: "));
    assert_int_equal(rap_store_int(d, &v, "SELECT 1 WHERE 0", &err), RAP_OK);
    assert_int_equal(v, 7);
    assert_int_equal(rap_store_int(d, &v, "SELECT 8, 9 UNION SELECT 10, 11", &err),
                     RAP_OK);
    assert_int_equal(v, 8);
    assert_int_equal(rap_store_int(d, &v, "SELECT abs(-9223372036854775807 - 1)", &err),
                     RAP_E_STORE);
    sqlite3_stmt *s = NULL;
    assert_int_equal(rap_store_sql(d, &s, RAP_SQL_INSERT, NULL), RAP_OK);
    assert_int_equal(rap_store_run(d, s, "adding a report", &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "adding a report: NOT NULL"));
}

static void a_statement_is_prepared_once_and_comes_back_unbound(void **state)
{
    (void)state;
    sqlite3_stmt *s = NULL, *again = NULL;
    assert_int_equal(rap_store_sql(d, &s, RAP_SQL_FIND, NULL), RAP_OK);
    rap_store_text(s, 1, RAP_STR("a.txt"));
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    assert_int_equal(rap_store_sql(d, &again, RAP_SQL_FIND, NULL), RAP_OK);
    assert_ptr_equal(s, again);
    char *sql = sqlite3_expanded_sql(s);
    assert_non_null(strstr(sql, "key = NULL"));
    sqlite3_free(sql);
}

/* ---- values ------------------------------------------------------------------------
 */

static void values_come_back_as_they_were_bound(void **state)
{
    (void)state;
    sqlite3_stmt *s = NULL;
    static const char sql[] = "SELECT ?1, ?2, ?3, ?4, x'6100', typeof(?1), typeof(?2),"
                              " typeof(?3), 12";
    static const char *const want[] = {"",     "",     "",     "word", "a",
                                       "text", "null", "text", "12"};
    assert_int_equal(sqlite3_prepare_v2(d->db, sql, -1, &s, NULL), SQLITE_OK);
    rap_store_text(s, 1, (rap_str){NULL, 0});
    rap_store_text_or_null(s, 2, RAP_STR(""));
    rap_store_text(s, 3, RAP_STR(""));
    rap_store_text_or_null(s, 4, RAP_STR("word"));
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    for (int i = 0; i < 9; i++) {
        rap_str v = rap_store_column(s, i);
        assert_non_null(v.p);
        assert_int_equal(v.n, i == 4 ? 2 : strlen(want[i]));
        assert_memory_equal(v.p, want[i], v.n);
    }
    (void)sqlite3_finalize(s);
}

static void bytes_are_packed_and_unpacked(void **state)
{
    (void)state;
    static char large[100000];
    rap_err err = {0};
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (char)(i % 251);
    const rap_str raws[] = {{NULL, 0}, {"", 0}, {"a", 1}, {large, sizeof large}};
    for (size_t i = 0; i < sizeof raws / sizeof *raws; i++) {
        rap_str packed, back;
        assert_int_equal(rap_store_pack(d, &packed, raws[i], arena, &err), RAP_OK);
        assert_int_equal(rap_store_unpack(d, &back, packed, arena, &err), RAP_OK);
        assert_int_equal(back.n, raws[i].n);
        if (back.n) assert_memory_equal(back.p, raws[i].p, back.n);
        assert_true(packed.n < 1000);
        packed.n--;
        assert_int_equal(rap_store_unpack(d, &back, packed, arena, &err), RAP_E_STORE);
    }
    /* Frames that say they hold 2^30 bytes, one more, and no length at all. */
    static const char most[] = "\x28\xB5\x2F\xFD\xE0\0\0\0\x40\0\0\0\0";
    static const char more[] = "\x28\xB5\x2F\xFD\xE0\1\0\0\x40\0\0\0\0";
    static const char none[] = "\x28\xB5\x2F\xFD\x00\x58\x01\0\0";
    rap_str out;
    assert_int_equal(rap_store_unpack(d, &out, (rap_str){most, 13}, arena, &err),
                     RAP_E_LIMIT); /* let through, but the arena is smaller */
    assert_int_equal(rap_store_unpack(d, &out, (rap_str){more, 13}, arena, &err),
                     RAP_E_STORE);
    assert_string_equal(err.msg, "it is damaged: packed bytes have no length");
    assert_int_equal(rap_store_unpack(d, &out, (rap_str){none, 9}, arena, &err),
                     RAP_E_STORE);
    assert_string_equal(err.msg, "it is damaged: packed bytes have no length");
    assert_int_equal(rap_store_unpack(d, &out, RAP_STR("no frame"), arena, &err),
                     RAP_E_STORE);
}

static void the_records_of_a_large_pile_lie_beside_the_dossier(void **state)
{
    (void)state;
    rap_pile_options options = {0};
    assert_int_equal(rap_store_file(d, &options, false, arena, NULL), RAP_OK);
    assert_null(options.folder);
    assert_null(options.rested);
    assert_non_null(d->filed);
    assert_int_equal(rap_store_file(d, &options, true, arena, NULL), RAP_OK);
    assert_ptr_equal(options.rested, d->filed);
    rap_str where = rap_dossier_where(d), folder = rap_str_of(options.folder);
    assert_true(rap_str_begins(where, folder));
    assert_true(rap_str_is(rap_str_cut(where, folder.n, where.n), PATH));
    d->wasted = 9;
    rap_store_forget(d);
    assert_null(d->filed);
    assert_int_equal(d->wasted, 0);
    assert_int_equal(d->fresh.n, 0);
}

/* ---- queries -----------------------------------------------------------------------
 */

static int64_t answer(rap_query *q)
{
    bool more = false;
    assert_int_equal(rap_query_step(q, &more, NULL), RAP_OK);
    return more ? rap_query_int(q, 0) : -1;
}

static const char *number_sql(int i)
{
    static char sql[MORE][32];
    (void)snprintf(sql[i], sizeof sql[i], "SELECT %d, 'n%d'", i, i);
    return sql[i];
}

static void an_ended_query_waits_for_the_next_of_its_words(void **state)
{
    (void)state;
    rap_query *q[MORE] = {NULL}, *again = NULL;
    uint32_t before = d->n_queries;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 10; i++) {
            assert_int_equal(rap_query_new(&again, d, number_sql(i), NULL), RAP_OK);
            assert_int_equal(answer(again), i);
            if (round) assert_ptr_equal(again, q[i]);
            q[i] = again;
            rap_query_end(again);
        }
    assert_int_equal(d->n_queries, before + 10);
    /* one that is in use is not taken away */
    assert_int_equal(rap_query_new(&q[0], d, number_sql(0), NULL), RAP_OK);
    assert_int_equal(rap_query_new(&again, d, number_sql(0), NULL), RAP_OK);
    assert_ptr_not_equal(again, q[0]);
    assert_int_equal(answer(q[0]), 0);
    assert_int_equal(answer(again), 0);
    rap_query_end(again);
    rap_query_end(q[0]);
    rap_query_end(NULL);
    for (int i = 10; i < MORE; i++) { /* beyond the most: in the place of others */
        assert_int_equal(rap_query_new(&again, d, number_sql(i), NULL), RAP_OK);
        assert_int_equal(answer(again), i);
        rap_query_end(again);
    }
    assert_int_equal(d->n_queries, QUERIES);
    for (int i = 0; i < MORE; i++) { /* all at once: each has its own */
        assert_int_equal(rap_query_new(&q[i], d, number_sql(i), NULL), RAP_OK);
        assert_int_equal(answer(q[i]), i);
    }
    for (int i = 0; i < MORE; i++) {
        char want[24];
        (void)snprintf(want, sizeof want, "n%d", i);
        assert_int_equal(rap_query_int(q[i], 0), i);
        assert_true(rap_str_is(rap_query_str(q[i], 1), want));
        rap_query_end(q[i]);
    }
    assert_int_equal(d->n_queries, MORE);
    rap_store_drop_queries(d);
    assert_int_equal(rap_query_new(&again, d, number_sql(3), NULL), RAP_OK);
    assert_int_equal(answer(again), 3);
    rap_query_end(again);
    assert_int_equal(d->n_queries, MORE); /* room that is empty is used first */
}

static void parameters_are_given_anew_each_time(void **state)
{
    (void)state;
    static const char sql[] = "SELECT coalesce(?1, -5) + coalesce(?2, 0), typeof(?3)";
    static const char large[200] = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_err err = {0};
    assert_int_equal(rap_query_new(&q, d, "SELECT no", &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "asking it: "));
    assert_int_equal(rap_query_new(&q, d, sql, NULL), RAP_OK);
    rap_query_bind_int(q, 1, 40);
    rap_query_bind_int(q, 2, 2);
    rap_query_bind(q, 3, (rap_str){NULL, 0});
    rap_query_bind(q, 4, RAP_STR("it has no place for")); /* does not matter */
    assert_int_equal(answer(q), 42);
    assert_true(rap_str_is(rap_query_str(q, 1), "text"));
    rap_query_end(q);
    assert_int_equal(rap_query_new(&q, d, sql, NULL), RAP_OK);
    assert_int_equal(answer(q), -5);
    rap_query_end(q);
    int was = sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, 100);
    assert_int_equal(rap_query_new(&q, d, sql, NULL), RAP_OK);
    rap_query_bind(q, 3, (rap_str){large, sizeof large}); /* refused: never run */
    assert_int_equal(rap_query_step(q, &more, &err), RAP_E_LIMIT);
    rap_query_end(q);
    (void)sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, was);
    assert_int_equal(rap_query_new(&q, d, sql, NULL), RAP_OK);
    assert_int_equal(answer(q), -5);
    assert_int_equal(rap_query_step(q, &more, NULL), RAP_OK);
    assert_false(more);
    rap_query_end(q);
    assert_int_equal(rap_query_new(&q, d, "SELECT abs(-9223372036854775807 - 1)", NULL),
                     RAP_OK);
    assert_int_equal(rap_query_step(q, &more, &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "asking it: integer overflow"));
    rap_query_end(q);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, clean)
    const struct CMUnitTest tests[] = {
        TEST(what_is_inside_another_ends_with_it),
        TEST(who_may_not_write_begins_nothing),
        TEST(failures_are_told_by_their_kind),
        TEST(a_statement_is_prepared_once_and_comes_back_unbound),
        TEST(values_come_back_as_they_were_bound),
        TEST(bytes_are_packed_and_unpacked),
        TEST(the_records_of_a_large_pile_lie_beside_the_dossier),
        TEST(an_ended_query_waits_for_the_next_of_its_words),
        TEST(parameters_are_given_anew_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
