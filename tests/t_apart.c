/*
 * tests/t_apart.c - few reports that come into a large pile, and how they are joined.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "pile/pile.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#define PATH  "t_apart.db"
#define WHOLE "t_apart_whole.db"

enum { PILE = 220, MORE = 3, TEXT_MAX = 1024 };

static const char *text_of(int i)
{
    static char text[TEXT_MAX];
    static const char *const envoys[] = {"Jon Ruud", "Ana Bellec", "Mara Veld",
                                         "Tomas Orr"};
    static const char *const places[] = {"Ostia", "Kesh", "Lenz"};
    (void)snprintf(
        text, sizeof text,
        "%s, May %d, 2031 (NPA) - Norland's envoy %s said on Monday that his country "
        "would keep %d locks open.\n\n\"We will not leave harbour %d,\" %s told "
        "reporters in %s.\n\nSudmark's foreign minister Piet Haas rejected the offer "
        "and said %d ships had been turned back.\n",
        places[i % 3], i % 27 + 1, envoys[i % 4], i + 2, i, envoys[i % 4],
        places[(i + 1) % 3], i % 7 + 3);
    return text;
}

static rap_add_told add(rap_dossier *d, int i, const char *text)
{
    char key[16];
    (void)snprintf(key, sizeof key, "n%d", i);
    return dossier_add(d, key, text);
}

static rap_dossier *open_it(const char *path, bool apart)
{
    rap_dossier *d = dossier_open(path, RAP_OPEN_CREATE);
    if (apart) rap_dossier_allow_apart(d);
    return d;
}

static int64_t apart(rap_dossier *d)
{
    rap_dossier_standing s;
    assert_int_equal(rap_dossier_apart(d, &s, NULL), RAP_OK);
    return s.apart;
}

static void settle(rap_dossier *d)
{
    rap_err err = {0};
    rap_code rc = rap_dossier_settle(d, &err);
    if (rc != RAP_OK) print_message("%s\n", err.msg);
    assert_int_equal(rc, RAP_OK);
}

static void assert_sound(rap_dossier *d)
{
    uint64_t n = 0, bad = 0;
    rap_err err = {0};
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    if (bad) print_message("%s\n", err.msg);
    assert_int_equal(bad, 0);
    assert_true(n > PILE);
}

static void assert_same(rap_dossier *a, rap_dossier *b)
{
    char x[65], y[65];
    assert_int_equal(rap_dossier_digest(a, x, NULL), RAP_OK);
    assert_int_equal(rap_dossier_digest(b, y, NULL), RAP_OK);
    assert_string_equal(x, y);
}

/* A pile, made once and copied. */
static rap_dossier *a_pile(const char *path)
{
    static const char made[] = "t_apart_made.db";
    dossier_remove(path);
    if (access(made, F_OK) != 0) {
        rap_dossier *d = open_it(made, false);
        for (int i = 0; i < PILE; i++)
            (void)add(d, i, text_of(i));
        settle(d);
        rap_dossier_close(d);
    }
    char sql[64];
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(made, &db), SQLITE_OK);
    (void)snprintf(sql, sizeof sql, "VACUUM INTO '%s'", path);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    return open_it(path, true);
}

static int set_up(void **state)
{
    dossier_remove("t_apart_made.db");
    return dossier_set_up(state);
}

static int tear_down(void **state)
{
    dossier_remove(PATH);
    dossier_remove(WHOLE);
    dossier_remove("t_apart_made.db");
    return dossier_tear_down(state);
}

static void a_report_added_to_a_large_pile_is_there_at_once(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    rap_add_told told = add(d, PILE, text_of(PILE));
    assert_int_equal(told.number, PILE + 1);
    assert_int_equal(apart(d), 1);
    assert_true(dossier_ask(d, "SELECT count(*) FROM statement WHERE report = 221") >
                1);
    assert_true(dossier_ask(d, "SELECT count(*) FROM cite WHERE report = 221") > 3);
    assert_true(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'harbour AND 220'"
                       " AND kind = 'report'") > 0);
    assert_true(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'harbour AND 220'"
                       " AND kind = 'attribution'") > 0);
    assert_sound(d); /* the seal holds for the others */
    rap_dossier_close(d);
}

static void names_that_the_dossier_knows_are_not_made_twice(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    int64_t before =
        dossier_ask(d, "SELECT count(*) FROM entity WHERE name = 'Jon Ruud'");
    (void)add(d, PILE, text_of(PILE)); /* 220: Jon Ruud of Norland */
    assert_int_equal(before, 1);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM entity WHERE name = 'Jon Ruud'"), 1);
    assert_true(dossier_ask(d, "SELECT count(*) FROM statement WHERE report = 221"
                               " AND speaker_name = 'Jon Ruud'") > 0);
    rap_dossier_close(d);
}

static void settling_gives_the_rebuild(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH), *whole = a_pile(WHOLE);
    rap_dossier_close(whole);
    whole = open_it(WHOLE, false);
    for (int i = PILE; i < PILE + MORE; i++) {
        (void)add(d, i, text_of(i));
        (void)add(whole, i, text_of(i));
        rap_dossier_close(d); /* each in a process of its own */
        d = open_it(PATH, true);
    }
    assert_int_equal(apart(d), MORE);
    assert_int_equal(apart(whole), 0);
    settle(d);
    settle(whole);
    assert_int_equal(apart(d), 0);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM meta WHERE key = 'joined'"),
                     0);
    assert_int_equal(dossier_ask(d, "PRAGMA user_version"), 1);
    assert_same(d, whole);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite"),
                     dossier_ask(whole, "SELECT count(*) FROM cite"));
    assert_sound(d);
    rap_dossier_close(d);
    rap_dossier_close(whole);
}

static void *join_them(void *user)
{
    rap_dossier *d = user;
    static rap_code rc;
    rc = rap_dossier_join(d, NULL);
    return &rc;
}

static void reports_that_come_while_others_are_joined_are_not_lost(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH), *whole = a_pile(WHOLE);
    rap_dossier_close(whole);
    whole = open_it(WHOLE, false);
    for (int i = PILE; i < PILE + 3; i++)
        (void)add(d, i, text_of(i));
    rap_dossier *other = open_it(PATH, true);
    pthread_t thread;
    void *rc = NULL;
    assert_int_equal(pthread_create(&thread, NULL, join_them, other), 0);
    for (int i = PILE + 3; i < PILE + 8; i++) {
        rap_dossier_close(d); /* each in a process of its own */
        d = open_it(PATH, true);
        (void)add(d, i, text_of(i));
        (void)usleep(10000);
    }
    assert_int_equal(pthread_join(thread, &rc), 0);
    assert_int_equal(*(rap_code *)rc, RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), PILE + 8);
    assert_true(apart(d) <= 5);
    assert_true(dossier_ask(d, "SELECT count(*) FROM statement WHERE report = 228") >
                1);
    assert_sound(d);
    rap_dossier_close(other);
    settle(d);
    for (int i = PILE; i < PILE + 8; i++)
        (void)add(whole, i, text_of(i));
    settle(whole);
    assert_same(d, whole);
    assert_sound(d);
    rap_dossier_close(d);
    rap_dossier_close(whole);
}

static void a_name_that_was_a_strangers_keeps_no_place_of_his(void **state)
{
    (void)state;
    static const char stranger[] =
        "LENZ, May 9, 2031 (NPA) - Sudmark's foreign minister Jon Ruud said on Monday "
        "that harbour 999 was shut.\n";
    rap_dossier *d = a_pile(PATH), *whole = a_pile(WHOLE);
    (void)add(d, PILE, stranger);
    settle(d);
    rap_dossier_close(whole);
    whole = open_it(WHOLE, false);
    (void)add(whole, PILE, stranger);
    settle(whole);
    assert_same(d, whole);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM cite WHERE report = 221"),
        dossier_ask(whole, "SELECT count(*) FROM cite WHERE report = 221"));
    assert_sound(d);
    rap_dossier_close(d);
    rap_dossier_close(whole);
}

static void a_report_that_stands_apart_can_be_forgotten(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    (void)add(d, PILE, text_of(PILE));
    assert_int_equal(rap_dossier_forget(d, PILE + 1, NULL), RAP_OK);
    assert_int_equal(apart(d), 0);
    rap_dossier *whole = a_pile(WHOLE);
    assert_same(d, whole);
    assert_sound(d);
    rap_dossier_close(d);
    rap_dossier_close(whole);
}

static void the_same_again_changes_nothing_and_other_bytes_join_all(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    (void)add(d, PILE, text_of(PILE));
    assert_int_equal(add(d, PILE, text_of(PILE)).what, RAP_ADDED_AGAIN);
    assert_int_equal(apart(d), 1);
    assert_int_equal(add(d, PILE, text_of(PILE + 1)).what, RAP_ADDED_VERSION);
    assert_int_equal(apart(d), 0);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     1);
    settle(d);
    assert_sound(d);
    rap_dossier_close(d);
}

static void more_than_few_are_joined_at_once(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    for (int i = PILE; i < PILE + 5; i++)
        (void)add(d, i, text_of(i));
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     1);
    rap_dossier_close(d);
    d = open_it(PATH, true); /* which finishes it */
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     0);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row WHERE place >= 1 << 60"),
                     0);
    assert_sound(d);
    rap_dossier_close(d);
}

static void one_by_one_they_are_joined_when_a_tenth_stands_apart(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    int i = PILE;
    for (; i < PILE + 22; i++) {
        (void)add(d, i, text_of(i));
        assert_int_equal(apart(d), i - PILE + 1);
        rap_dossier_close(d);
        d = open_it(PATH, true);
    }
    (void)add(d, i, text_of(i));
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     1);
    settle(d);
    assert_sound(d);
    rap_dossier_close(d);
}

static void a_small_pile_is_always_joined(void **state)
{
    (void)state;
    dossier_remove(PATH);
    rap_dossier *d = open_it(PATH, true);
    (void)add(d, 0, text_of(0));
    settle(d);
    (void)add(d, 1, text_of(1));
    assert_int_equal(apart(d), 0);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     1);
    rap_dossier_close(d);
}

static void a_dossier_of_before_takes_reports_apart(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    rap_dossier_close(d);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DROP INDEX row_by_name; DROP INDEX row_by_code",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    (void)sqlite3_close(db);
    d = open_it(PATH, true);
    (void)add(d, PILE, text_of(PILE));
    assert_int_equal(apart(d), 1);
    assert_int_equal(dossier_ask(d, "PRAGMA user_version"), 2);
    settle(d);
    assert_sound(d);
    rap_dossier_close(d);
}

static void corrections_by_hand_hold_for_reports_that_stand_apart(void **state)
{
    (void)state;
    rap_dossier *d = a_pile(PATH);
    assert_int_equal(rap_dossier_correct(d, "merge", RAP_STR("Jon Ruud"),
                                         RAP_STR("Ana Bellec"), RAP_STR(""), NULL),
                     RAP_OK);
    settle(d);
    int64_t names = dossier_ask(d, "SELECT count(*) FROM entity WHERE kind = 'person'");
    (void)add(d, PILE, text_of(PILE));
    assert_int_equal(apart(d), 1);
    settle(d);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM entity WHERE kind = 'person'"), names);
    assert_sound(d);
    rap_dossier_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_added_to_a_large_pile_is_there_at_once),
        cmocka_unit_test(names_that_the_dossier_knows_are_not_made_twice),
        cmocka_unit_test(settling_gives_the_rebuild),
        cmocka_unit_test(reports_that_come_while_others_are_joined_are_not_lost),
        cmocka_unit_test(a_name_that_was_a_strangers_keeps_no_place_of_his),
        cmocka_unit_test(a_report_that_stands_apart_can_be_forgotten),
        cmocka_unit_test(the_same_again_changes_nothing_and_other_bytes_join_all),
        cmocka_unit_test(more_than_few_are_joined_at_once),
        cmocka_unit_test(one_by_one_they_are_joined_when_a_tenth_stands_apart),
        cmocka_unit_test(a_small_pile_is_always_joined),
        cmocka_unit_test(a_dossier_of_before_takes_reports_apart),
        cmocka_unit_test(corrections_by_hand_hold_for_reports_that_stand_apart),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
