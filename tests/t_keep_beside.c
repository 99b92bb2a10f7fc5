/*
 * tests/t_keep_beside.c - reports that stand apart are joined while another program
 * works on the same dossier; and where no thread can be had.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "keep/apart.h"
#include "keep/store.h"
#include "quick_store.h"

#include <errno.h>
#include <pthread.h>

#include <cmocka.h>

#define PATH  "t_keep_beside.db"
#define MADE  "t_keep_beside_made.db"
#define PLAIN "t_keep_beside_plain.db"

static const char *const texts[] = {
    "OSTIA, May 4, 2031 (NPA) - Norland's envoy Jon Ruud said on Monday that his "
    "country would keep the harbour open.\n",
    "KESH, May 5, 2031 (NPA) - Soldiers of Sudmark closed the bridge at Kesh, "
    "Sudmark's "
    "foreign minister Ana Bellec said.\n",
    "KESH, May 6, 2031 (NPA) - Norland's envoy Jon Ruud said the bridge at Kesh would "
    "be opened.\n",
    "LENZ, May 7, 2031 (NPA) - Sudmark's foreign minister Ana Bellec said the ferry "
    "would sail.\n"};

/* ---- between thinking and writing --------------------------------------------------
 */

static void (*meanwhile)(void); /* once, when the pile has been thought over */
static bool no_threads;

int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, sqlite3_callback f, void *with,
                        char **err)
{
    int rc = quick_exec(db, sql, f, with, err);
    if (strcmp(sql, "ROLLBACK") == 0 && meanwhile) {
        void (*now)(void) = meanwhile;
        meanwhile = NULL;
        now();
    }
    return rc;
}

extern int __real_pthread_create(pthread_t *t, const pthread_attr_t *how,
                                 void *(*run)(void *), void *with);
int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *how, void *(*run)(void *),
                          void *with);
int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *how, void *(*run)(void *),
                          void *with)
{
    return no_threads ? EAGAIN : __real_pthread_create(t, how, run, with);
}

/* ---- the stage ---------------------------------------------------------------------
 */

static void add(rap_dossier *d, int i)
{
    char key[8];
    (void)snprintf(key, sizeof key, "n%d", i);
    (void)dossier_add(d, key, texts[i]);
}

static void settle(rap_dossier *d)
{
    rap_err err = {0};
    if (rap_dossier_settle(d, &err) != RAP_OK) fail_msg("%s", err.msg);
}

static void change(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(__real_sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

/* Two reports of high numbers, settled. */
static int set_up(void **state)
{
    if (dossier_set_up(state) != 0) return -1;
    dossier_remove(MADE);
    rap_dossier *d = dossier_open(MADE, RAP_OPEN_CREATE);
    add(d, 0);
    add(d, 1);
    rap_dossier_close(d);
    change(MADE, "UPDATE source SET n = 299 + n");
    d = dossier_open(MADE, RAP_OPEN_WRITE);
    settle(d);
    rap_dossier_close(d);
    return 0;
}

static int tear_down(void **state)
{
    dossier_remove(PATH);
    dossier_remove(MADE);
    dossier_remove(PLAIN);
    return dossier_tear_down(state);
}

static rap_dossier *copy_of_made(const char *path)
{
    char sql[80];
    dossier_remove(path);
    (void)snprintf(sql, sizeof sql, "VACUUM INTO '%s'", path);
    change(MADE, sql);
    return dossier_open(path, RAP_OPEN_WRITE);
}

static rap_dossier *another(void)
{
    rap_dossier *d = dossier_open(PATH, RAP_OPEN_WRITE);
    rap_dossier_allow_apart(d);
    return d;
}

static int64_t apart(rap_dossier *d)
{
    rap_dossier_standing s = {-1, -1};
    assert_int_equal(rap_dossier_apart(d, &s, NULL), RAP_OK);
    return s.apart;
}

static void merge(rap_dossier *d)
{
    assert_int_equal(rap_dossier_correct(d, "merge", RAP_STR("Jon Ruud"),
                                         RAP_STR("Ana Bellec"), RAP_STR(""), NULL),
                     RAP_OK);
}

static void add_one_apart(void)
{
    rap_dossier *d = another();
    add(d, 3);
    assert_int_equal(apart(d), 2);
    rap_dossier_close(d);
}

static void correct_by_hand(void)
{
    rap_dossier *d = another();
    merge(d);
    rap_dossier_close(d);
}

static void join_all(void)
{
    rap_dossier *d = another();
    settle(d);
    rap_dossier_close(d);
}

static void join_all_and_add_one(void)
{
    join_all();
    rap_dossier *d = another();
    add(d, 3);
    assert_int_equal(apart(d), 1);
    rap_dossier_close(d);
}

static void forget_it(void)
{
    rap_dossier *d = another();
    assert_int_equal(rap_dossier_forget(d, 302, NULL), RAP_OK);
    rap_dossier_close(d);
}

static void forget_it_and_add_one(void)
{
    forget_it();
    rap_dossier *d = another();
    add(d, 3);
    assert_int_equal(apart(d), 1);
    rap_dossier_close(d);
}

static const struct {
    void (*meanwhile)(void);
    int64_t left; /* apart, when the joining is done */
    bool third, fourth, merged;
} cases[] = {{NULL, 0, true, false, false},
             {add_one_apart, 1, true, true, false},
             {correct_by_hand, 0, true, false, true},
             {join_all, 0, true, false, false},
             {join_all_and_add_one, 0, true, true, false},
             {forget_it, 0, false, false, false},
             {forget_it_and_add_one, 0, false, true, false}};

static void assert_sound(rap_dossier *d)
{
    uint64_t n = 0, bad = 0;
    rap_err err = {0};
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    if (bad) fail_msg("%s", err.msg);
}

static void assert_like(rap_dossier *d, rap_dossier *plain, size_t i)
{
    char x[65], y[65];
    assert_int_equal(rap_dossier_digest(d, x, NULL), RAP_OK);
    assert_int_equal(rap_dossier_digest(plain, y, NULL), RAP_OK);
    if (strcmp(x, y) != 0) fail_msg("case %zu", i);
    static const char cites[] = "SELECT count(*) FROM cite";
    assert_int_equal(dossier_ask(d, cites), dossier_ask(plain, cites));
    static const char words[] = "SELECT count(*) FROM words";
    assert_int_equal(dossier_ask(d, words), dossier_ask(plain, words));
}

static void whatever_others_do_meanwhile_the_rows_are_those_of_all_reports(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * (sizeof cases / sizeof *cases); i++) {
        const bool all = i % 2; /* settled with nothing left over, or joined */
        rap_dossier *d = copy_of_made(PATH), *plain = copy_of_made(PLAIN);
        rap_dossier_allow_apart(d);
        add(d, 2);
        assert_int_equal(apart(d), 1);
        meanwhile = cases[i / 2].meanwhile;
        assert_int_equal(all ? rap_dossier_settle(d, NULL) : rap_dossier_join(d, NULL),
                         RAP_OK);
        assert_null(meanwhile);
        if (apart(d) != (all ? 0 : cases[i / 2].left))
            fail_msg("case %zu: %d apart", i, (int)apart(d));
        assert_sound(d);
        settle(d);
        assert_int_equal(apart(d), 0);
        assert_int_equal(dossier_ask(d, "PRAGMA user_version"), 1);
        if (cases[i / 2].third) add(plain, 2);
        if (cases[i / 2].fourth) add(plain, 3);
        if (cases[i / 2].merged) merge(plain);
        settle(plain);
        assert_like(d, plain, i);
        assert_sound(d);
        rap_dossier_close(d);
        rap_dossier_close(plain);
    }
}

static void without_threads_it_is_settled_all_the_same(void **state)
{
    (void)state;
    rap_dossier *d = copy_of_made(PATH), *plain = copy_of_made(PLAIN);
    no_threads = true;
    add(d, 2);
    settle(d);
    no_threads = false;
    add(plain, 2);
    settle(plain);
    assert_like(d, plain, 0);
    assert_sound(d);
    rap_dossier_close(d);
    rap_dossier_close(plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            whatever_others_do_meanwhile_the_rows_are_those_of_all_reports),
        cmocka_unit_test(without_threads_it_is_settled_all_the_same),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
