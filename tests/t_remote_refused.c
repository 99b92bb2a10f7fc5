/*
 * tests/t_remote_refused.c - a dossier in PostgreSQL when the server refuses a question
 * or is lost: it is told, and the next try makes up for it.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "remote_stage.h"

enum { QUESTIONS = 256 };
#define SAVED "t_remote_saved.db"

static void copy_file(const char *from, const char *to)
{
    static char all[1 << 22];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    size_t n = fread(all, 1, sizeof all, in);
    assert_true(n > 0 && n < sizeof all);
    assert_int_equal(fwrite(all, 1, n, out), n);
    (void)fclose(in);
    assert_int_equal(fclose(out), 0);
}

/* What a writer, a worker and a reader do; how far they came. */
static rap_code write_all(rap_err *err)
{
    rap_dossier *d = NULL;
    bool undone = false;
    rap_code rc = rap_dossier_open(&d, SERVED_URL, RAP_OPEN_CREATE, err);
    if (rc == RAP_OK) rc = rap_dossier_settle(d, err);
    if (rc == RAP_OK && dossier_ask(d, "SELECT count(*) FROM source WHERE n = 2") == 1)
        rc = rap_dossier_forget(d, 2, err);
    if (rc == RAP_OK) rc = rap_dossier_undo(d, &undone, err);
    if (rc == RAP_OK)
        rc = rap_dossier_correct(d, "merge", RAP_STR("Jon Ruud"), RAP_STR("Mara Veld"),
                                 RAP_STR(""), err);
    if (rc == RAP_OK) rc = rap_dossier_settle(d, err);
    if (rc == RAP_OK) rc = rap_dossier_sync(d, err);
    rap_dossier_close(d);
    return rc;
}

static rap_code work_all(rap_err *err)
{
    rap_pg *c = NULL;
    rap_deposit *x = NULL;
    rap_err why = {.msg = "it is nothing"};
    assert_int_equal(rap_deposit_new(&x, NULL), RAP_OK);
    put(x, 20, "d", bridge);
    assert_int_equal(rap_deposit_fail(x, 21, true, &why, NULL), RAP_OK);
    rap_code rc = rap_pg_open(&c, SERVED_URL, err);
    if (rc == RAP_OK) rc = rap_deposit_commit(x, c, err);
    if (rc != RAP_OK && c) { /* all is still held: it is tried again */
        served_refuse_after(-1, false);
        assert_int_equal(rap_pg_again(c, NULL), RAP_OK);
        assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
        assert_int_equal(served_int("SELECT count(*) FROM source WHERE key = 'd'"), 1);
    }
    rap_deposit_free(x);
    rap_pg_close(c);
    return rc;
}

static rap_code read_all(rap_err *err)
{
    rap_dossier *d = NULL;
    rap_code rc = rap_dossier_open(&d, SERVED_URL, RAP_OPEN_READ, err);
    if (rc == RAP_OK) rc = rap_dossier_refresh(d, err);
    if (rc == RAP_OK) assert_sound(d);
    rap_dossier_close(d);
    return rc;
}

/* Three reports, of which two have been put together: made once and copied. */
static void begin_refusing(void)
{
    static bool made;
    if (!made) {
        (void)fresh(NULL);
        deposit(1, "a", harbour);
        deposit(2, "b", bridge);
        put_together();
        deposit(3, "c", lighthouse);
        copy_file(SERVED, SERVED "-saved");
        copy_file(NAMED "-work.db", SAVED);
        made = true;
    }
    (void)fresh(NULL);
    assert_int_equal(mkdir(CACHE, 0700), 0);
    copy_file(SERVED "-saved", SERVED);
    copy_file(SAVED, NAMED "-work.db");
}

/* What a dossier in a file would be: made once. */
static rap_dossier *whole(bool with_d)
{
    static rap_dossier *made[2];
    static const char *const paths[] = {"t_remote_without.db", "t_remote_with.db"};
    rap_dossier **d = &made[with_d];
    if (*d) return *d;
    dossier_remove(paths[with_d]);
    *d = dossier_open(paths[with_d], RAP_OPEN_CREATE);
    (void)dossier_add(*d, "a", harbour);
    (void)dossier_add(*d, "c", lighthouse);
    if (with_d) (void)dossier_add(*d, "d", bridge);
    assert_int_equal(rap_dossier_correct(*d, "merge", RAP_STR("Jon Ruud"),
                                         RAP_STR("Mara Veld"), RAP_STR(""), NULL),
                     RAP_OK);
    settle(*d);
    return *d;
}

/* Reader and writer agree, and with a dossier of one file. */
static void assert_all_is_as_it_would_be(bool with_d)
{
    for (int mode = RAP_OPEN_READ; mode <= RAP_OPEN_WRITE; mode++) {
        rap_dossier *d = open_there((rap_open_mode)mode);
        assert_like(d, whole(with_d));
        rap_dossier_close(d);
    }
}

/* One use with its n-th question refused. */
static void refuse_one(rap_code (*use)(rap_err *), bool by_writer, long n, bool with_d)
{
    rap_err err = {0};
    begin_refusing();
    served_refuse_after(n, n % 3 == 0);
    rap_code rc = use(&err);
    bool refused = served_has_refused();
    served_refuse_after(-1, false);
    if (by_writer && refused && rc == RAP_OK)
        fail_msg("question %ld was refused without a word", n);
    if (rc != RAP_OK && (rc != RAP_E_STORE || !err.msg[0]))
        fail_msg("question %ld: %d %s", n, rc, err.msg);
    if (rc != RAP_OK && use(&err) != RAP_OK)
        fail_msg("behind question %ld: %s", n, err.msg);
    if (!by_writer && write_all(&err) != RAP_OK) fail_msg("%s", err.msg);
    assert_all_is_as_it_would_be(with_d);
}

static void whatever_the_server_refuses_is_told_and_made_up_for(void **state)
{
    static rap_code (*const uses[])(rap_err *) = {write_all, work_all, read_all};
    (void)state;
    for (size_t which = 0; which < sizeof uses / sizeof *uses; which++) {
        rap_err err = {0};
        bool again[QUESTIONS];
        begin_refusing();
        served_refuse_after(-1, false);
        assert_int_equal(uses[which](&err), RAP_OK);
        long all = served_questions();
        assert_in_range(all, 6, QUESTIONS);
        for (long n = 0; n < all; n++)
            again[n] = served_is_repeated(n);
        for (long n = 0; n < all; n++)
            if (!again[n]) refuse_one(uses[which], which == 0, n, which == 1);
    }
    rap_dossier_close(whole(false));
    rap_dossier_close(whole(true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        whatever_the_server_refuses_is_told_and_made_up_for, fresh, clean)};
    return cmocka_run_group_tests(tests, remote_set_up, remote_tear_down);
}
