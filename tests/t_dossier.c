/*
 * tests/t_dossier.c - what a dossier takes, keeps, refuses and notices.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "base/buf.h"
#include "dossier_stage.h"
#include "keep/store.h"
#include "pile/pile.h"

#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#define PATH "t_dossier.db"

static const char harbour[] =
    "OSTIA - Norland's envoy Jon Ruud said on Monday, May 4, 2031, that his country "
    "would keep the harbour open.\n\n"
    "\"We will not leave the harbour,\" Ruud told reporters in Ostia.\n\n"
    "Sudmark's foreign minister Ana Bellec said three ships had been turned back.\n";
static const char bridge[] =
    "KESH - Soldiers of Sudmark closed the bridge at Kesh on Tuesday, May 5, 2031, the "
    "NPA agency reported.\n\n"
    "\"The bridge stays closed,\" Bellec said.\n";

static int fresh(void **state)
{
    (void)state;
    dossier_remove(PATH);
    return 0;
}

static rap_dossier *open_it(rap_open_mode mode)
{
    return dossier_open(PATH, mode);
}

static void digest_of(rap_dossier *d, char hex[65])
{
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(rap_dossier_digest(d, hex, NULL), RAP_OK);
}

static void change(const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

static void a_report_seen_twice_stands_once(void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    rap_add_told told = dossier_add(d, "a.txt", harbour);
    assert_int_equal(told.what, RAP_ADDED_NEW);
    assert_int_equal(told.number, 1);
    assert_in_range(told.words, 30, 50);
    told = dossier_add(d, "a.txt", harbour);
    assert_int_equal(told.what, RAP_ADDED_AGAIN);
    assert_int_equal(told.number, 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 1);
    rap_dossier_close(d);
}

static void other_bytes_under_the_same_key_are_a_new_version(void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    rap_add_told told = dossier_add(d, "a.txt", bridge);
    assert_int_equal(told.what, RAP_ADDED_VERSION);
    assert_int_equal(told.number, 1);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 1);
    assert_int_equal(dossier_ask(d, "SELECT version FROM source"), 2);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'bridge' AND "
                       "kind = 'report'"),
        1);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'harbour'"), 0);
    rap_dossier_close(d);
}

static void the_same_bytes_under_another_key_are_another_report(void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    rap_add_told told = dossier_add(d, "b.txt", harbour);
    assert_int_equal(told.what, RAP_ADDED_NEW);
    assert_int_equal(told.number, 2);
    rap_dossier_close(d);
}

static void a_record_with_other_source_bytes_is_refused(void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    rap_add_told told;
    rap_str record = dossier_record("a.txt", harbour);
    assert_int_equal(
        rap_dossier_add(d, &told, record, rap_str_of(bridge), RAP_STR("{}"), NULL),
        RAP_E_SYNTAX);
    assert_int_equal(rap_dossier_add(d, &told, RAP_STR("{\"v\":1}"), (rap_str){NULL, 0},
                                     RAP_STR("{}"), NULL),
                     RAP_E_SYNTAX);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 0);
    rap_dossier_close(d);
}

static void a_source_that_was_missing_is_taken_later(void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    rap_arena *a = rap_arena_new(1 << 24);
    rap_add_told told;
    rap_str source;
    assert_int_equal(rap_dossier_add(d, &told, dossier_record("a.txt", harbour),
                                     (rap_str){NULL, 0}, RAP_STR("{}"), NULL),
                     RAP_OK);
    assert_int_equal(rap_dossier_source(d, &source, 1, a, NULL), RAP_E_OPEN);
    told = dossier_add(d, "a.txt", harbour);
    assert_int_equal(told.what, RAP_ADDED_AGAIN);
    assert_int_equal(rap_dossier_source(d, &source, 1, a, NULL), RAP_OK);
    assert_true(rap_str_is(source, harbour));
    rap_arena_free(a);
    rap_dossier_close(d);
}

static void the_digest_does_not_depend_on_the_order_of_adding(void **state)
{
    char one[65], other[65];
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    (void)dossier_add(d, "b.txt", bridge);
    digest_of(d, one);
    rap_dossier_close(d);
    (void)fresh(state);
    d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "b.txt", bridge);
    (void)dossier_add(d, "a.txt", harbour);
    digest_of(d, other);
    rap_dossier_close(d);
    assert_string_equal(one, other);
    assert_int_equal(strlen(one), 64);
}

static void a_pile_stage_that_did_not_run_is_made_up_for_by_the_next_opening(
    void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row"), 0);
    rap_dossier_close(d);
    d = open_it(RAP_OPEN_READ);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row WHERE kind = 'report'"),
                     1);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     0);
    rap_dossier_close(d);
}

static void every_citation_is_requoted_and_a_flipped_byte_is_noticed(void **state)
{
    (void)state;
    uint64_t n = 0, bad = 1;
    rap_err err;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    assert_true(n > 0);
    assert_int_equal(bad, 0);
    rap_dossier_close(d);
    change("UPDATE cite SET at_from = at_from + 1 WHERE rowid = 1");
    d = open_it(RAP_OPEN_READ);
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    assert_int_equal(bad, 2); /* what is cited, and the seal over all rows */
    rap_dossier_close(d);
    change("UPDATE cite SET at_from = at_from - 1 WHERE rowid = 1;"
           "UPDATE row SET text = text || '!' WHERE kind = 'report'");
    d = open_it(RAP_OPEN_READ);
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    assert_int_equal(bad, 1);
    rap_dossier_close(d);
    change("UPDATE source SET sha256 = replace(sha256, substr(sha256, 1, 1), 'g')");
    d = open_it(RAP_OPEN_READ);
    rap_arena *a = rap_arena_new(1 << 24);
    rap_str source;
    assert_int_equal(rap_dossier_source(d, &source, 1, a, &err), RAP_E_STORE);
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    assert_int_equal(bad, 3); /* the row, the source, the seal */
    rap_arena_free(a);
    rap_dossier_close(d);
}

static void a_row_that_is_lost_is_noticed(void **state)
{
    static const char *const losses[] = {
        "DELETE FROM row WHERE place = (SELECT min(place) FROM row)",
        "DELETE FROM cite WHERE rowid = 1",
        "UPDATE row SET weight = weight + 1 WHERE place = (SELECT min(place) FROM row)",
        "UPDATE source SET title = 'Other'",
        "INSERT INTO hand (what, a, b, value) VALUES ('set', 'x', 'y', 'z')",
        "INSERT INTO alias VALUES ('E1', 'E2')",
        "UPDATE meta SET key = 'pile_dua' WHERE key = 'pile_due'"};
    (void)state;
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        uint64_t n = 0, bad = 0;
        rap_err err;
        rap_dossier *d = open_it(RAP_OPEN_CREATE);
        (void)dossier_add(d, "a.txt", harbour);
        assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
        rap_dossier_close(d);
        change(losses[i]);
        d = open_it(RAP_OPEN_READ);
        assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
        assert_int_equal(bad, 1);
        rap_dossier_close(d);
        (void)fresh(state);
    }
}

static void a_report_that_comes_later_leaves_what_is_as_it_was(void **state)
{
    char one[65], other[65];
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    int64_t place = dossier_ask(d, "SELECT place FROM row WHERE kind = 'report'");
    rap_dossier_close(d);
    d = open_it(RAP_OPEN_WRITE);
    (void)dossier_add(d, "b.txt", bridge);
    digest_of(d, one);
    assert_int_equal(dossier_ask(d, "SELECT place FROM row WHERE kind = 'report' AND"
                                    " report = 1"),
                     place);
    int64_t words = dossier_ask(d, "SELECT count(*) FROM words");
    int64_t cites = dossier_ask(d, "SELECT count(*) FROM cite");
    rap_dossier_close(d);
    (void)fresh(state);
    d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    (void)dossier_add(d, "b.txt", bridge);
    digest_of(d, other);
    assert_string_equal(one, other);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words"), words);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite"), cites);
    rap_dossier_close(d);
}

static void an_id_that_changes_leads_on_to_the_new_one(void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    char later[sizeof harbour + 8];
    (void)snprintf(later, sizeof later, "%s Later.", harbour);
    (void)dossier_add(d, "a.txt", harbour);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    int64_t n = dossier_ask(d, "SELECT count(*) FROM row WHERE kind = 'entity'");
    assert_true(n > 0);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM alias"), 0);
    (void)dossier_add(d, "a.txt", later);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_true(dossier_ask(d, "SELECT count(*) FROM alias JOIN row ON row.id = new"
                               " AND row.kind = 'entity'") >= n);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM alias WHERE old IN"
                                    " (SELECT id FROM row)"),
                     0);
    rap_dossier_close(d);
}

static void a_correction_marks_the_pile_and_undo_takes_the_last_one_back(void **state)
{
    (void)state;
    bool undone = true;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    assert_int_equal(rap_dossier_correct(d, "merge", RAP_STR("Ruud"), RAP_STR("Rud"),
                                         RAP_STR(""), NULL),
                     RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM hand"), 1);
    assert_int_equal(rap_dossier_undo(d, &undone, NULL), RAP_OK);
    assert_true(undone);
    assert_int_equal(rap_dossier_undo(d, &undone, NULL), RAP_OK);
    assert_false(undone);
    rap_dossier_close(d);
}

/* As SQLite does where memory is refused to it, or the disk is full. */
static void nothing_is_written_when_its_transaction_was_given_up(void **state)
{
    (void)state;
    rap_err err;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    assert_int_equal(rap_store_begin(d, &err), RAP_OK);
    assert_int_equal(
        rap_store_words(d, 7, "report", RAP_STR("7"), RAP_STR("one"), &err), RAP_OK);
    assert_int_equal(sqlite3_exec(d->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(
        rap_store_words(d, 8, "report", RAP_STR("8"), RAP_STR("two"), &err),
        RAP_E_STORE);
    assert_int_equal(rap_store_exec(d, "DELETE FROM source", &err), RAP_E_STORE);
    assert_int_equal(rap_store_end(d, RAP_E_STORE, &err), RAP_E_STORE);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words"), 0);
    assert_int_equal(rap_store_exec(d, "DELETE FROM source", &err), RAP_OK);
    rap_dossier_close(d);
}

static void what_is_no_dossier_is_refused_and_left_as_it_is(void **state)
{
    (void)state;
    rap_dossier *d = NULL;
    rap_err err;
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_READ, &err), RAP_E_OPEN);
    assert_int_equal(access(PATH, F_OK), -1);
    assert_int_equal(rap_dossier_open(&d, ".", RAP_OPEN_CREATE, &err), RAP_E_OPEN);
    change("CREATE TABLE t (x)");
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_CREATE, &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "another program"));
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_READ, &err), RAP_E_STORE);
    (void)fresh(NULL);
    d = open_it(RAP_OPEN_CREATE);
    rap_dossier_close(d);
    change("PRAGMA user_version = 3");
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_WRITE, &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "has format 3"));
    FILE *f = fopen(PATH, "wb");
    assert_non_null(f);
    for (int i = 0; i < 200; i++)
        (void)fputs("Talks went on in Ostia. ", f);
    (void)fclose(f);
    assert_int_equal(rap_dossier_open(&d, PATH, RAP_OPEN_CREATE, &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "not a dossier"));
}

static void every_view_can_be_read(void **state)
{
    (void)state;
    rap_dossier *d = open_it(RAP_OPEN_CREATE);
    (void)dossier_add(d, "a.txt", harbour);
    (void)dossier_add(d, "b.txt", bridge);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    rap_query *q = NULL;
    bool more = false;
    int n = 0;
    assert_int_equal(rap_query_new(&q, d,
                                   "SELECT name FROM sqlite_master WHERE type = 'view'",
                                   NULL),
                     RAP_OK);
    while (rap_query_step(q, &more, NULL) == RAP_OK && more) {
        rap_buf sql = {0};
        rap_str name = rap_query_str(q, 0);
        rap_buf_printf(&sql, "SELECT count(*) FROM (SELECT * FROM %.*s)",
                       RAP_ARG(name));
        rap_buf_byte(&sql, '\0');
        assert_true(dossier_ask(d, sql.p) >= 0);
        rap_buf_done(&sql);
        n++;
    }
    rap_query_end(q);
    assert_true(n >= 15);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM report WHERE handle = 'R2'"),
                     1);
    assert_true(dossier_ask(d, "SELECT count(*) FROM citation") > 0);
    rap_dossier_close(d);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, fresh)
    const struct CMUnitTest tests[] = {
        TEST(a_report_seen_twice_stands_once),
        TEST(other_bytes_under_the_same_key_are_a_new_version),
        TEST(the_same_bytes_under_another_key_are_another_report),
        TEST(a_record_with_other_source_bytes_is_refused),
        TEST(a_source_that_was_missing_is_taken_later),
        TEST(the_digest_does_not_depend_on_the_order_of_adding),
        TEST(a_pile_stage_that_did_not_run_is_made_up_for_by_the_next_opening),
        TEST(every_citation_is_requoted_and_a_flipped_byte_is_noticed),
        TEST(a_row_that_is_lost_is_noticed),
        TEST(a_report_that_comes_later_leaves_what_is_as_it_was),
        TEST(an_id_that_changes_leads_on_to_the_new_one),
        TEST(a_correction_marks_the_pile_and_undo_takes_the_last_one_back),
        TEST(nothing_is_written_when_its_transaction_was_given_up),
        TEST(what_is_no_dossier_is_refused_and_left_as_it_is),
        TEST(every_view_can_be_read),
    };
    return cmocka_run_group_tests(tests, dossier_set_up, dossier_tear_down);
}
