/*
 * tests/remote_stage.h - a dossier in a database that stands in for PostgreSQL, the
 * folder of its copies, and reports that workers have read.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_REMOTE_STAGE_H
#define RAP_TESTS_REMOTE_STAGE_H

#include "cluster/pgschema.h"
#include "dossier_stage.h"
#include "keep/deposit.h"
#include "keep/remote.h"
#include "quick_store.h"
#include "served_pg.h"

#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define CACHE "t_remote_cache"
#define NAMED CACHE "/a-name-of-its-own"
#define PLAIN "t_remote.db"

int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, sqlite3_callback f, void *with,
                        char **err)
{
    return quick_exec(db, sql, f, with, err);
}

static const char harbour[] =
    "OSTIA - Norland's envoy Jon Ruud said on Monday, May 4, 2031, that his country "
    "would keep the harbour open.\n\n"
    "\"We will not leave the harbour,\" Ruud told reporters in Ostia.\n";
static const char bridge[] =
    "KESH - Soldiers of Sudmark closed the bridge at Kesh on Tuesday, May 5, 2031, the "
    "NPA agency reported.\n\n"
    "\"The bridge stays closed,\" Sudmark's foreign minister Ana Bellec said.\n";
static const char lighthouse[] =
    "LENZ, May 6, 2031 (NPA) - Norland's envoy Jon Ruud said the lighthouse of Lenz "
    "would be handed over on Friday.\n";

static const char undated[] =
    "The ferry will not sail, Norland's envoy Jon Ruud said.\n";

static inline int remove_one(const char *path, const struct stat *what, int type,
                             struct FTW *at)
{
    (void)what;
    (void)type;
    (void)at;
    return remove(path);
}

static inline void remove_folder(const char *path)
{
    (void)nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static char remote_folder[32];

/* A folder of its own for each program: several run at once. */
static inline int remote_set_up(void **state)
{
    (void)snprintf(remote_folder, sizeof remote_folder, "/tmp/t-remote-XXXXXX");
    if (!mkdtemp(remote_folder) || chdir(remote_folder) != 0) return -1;
    return dossier_set_up(state);
}

static inline int remote_tear_down(void **state)
{
    if (chdir("/") != 0) return -1;
    remove_folder(remote_folder);
    return dossier_tear_down(state);
}

static inline int fresh(void **state)
{
    (void)state;
    remove_folder(CACHE);
    dossier_remove(PLAIN);
    served_begin();
    return setenv("RAPPORTEUR_CACHE", CACHE, 1);
}

static inline int clean(void **state)
{
    (void)state;
    remove_folder(CACHE);
    dossier_remove(PLAIN);
    served_end();
    return 0;
}

static inline rap_pg *connection(void)
{
    rap_pg *c = NULL;
    assert_int_equal(rap_pg_open(&c, SERVED_URL, NULL), RAP_OK);
    assert_int_equal(rap_pgschema_check(c, true, NULL), RAP_OK);
    return c;
}

static inline void put(rap_deposit *x, int64_t ticket, const char *key,
                       const char *source)
{
    uint32_t words = 0;
    char sql[160];
    (void)snprintf(sql, sizeof sql,
                   "INSERT OR REPLACE INTO ticket (id, key, state) VALUES (%lld, '%s',"
                   " 'leased')",
                   (long long)ticket, key);
    served_do(sql);
    assert_int_equal(rap_deposit_put(x, ticket, dossier_record(key, source),
                                     rap_str_of(source), RAP_STR("{}"), &words, NULL),
                     RAP_OK);
    assert_true(words > 8);
}

static inline void deposit(int64_t ticket, const char *key, const char *source)
{
    rap_deposit *x = NULL;
    rap_pg *c = connection();
    assert_int_equal(rap_deposit_new(&x, NULL), RAP_OK);
    put(x, ticket, key, source);
    assert_int_equal(rap_deposit_commit(x, c, NULL), RAP_OK);
    rap_deposit_free(x);
    rap_pg_close(c);
}

static inline rap_dossier *open_there(rap_open_mode mode)
{
    rap_dossier *d = NULL;
    rap_err err = {0};
    if (rap_dossier_open(&d, SERVED_URL, mode, &err) != RAP_OK) fail_msg("%s", err.msg);
    return d;
}

static inline void settle(rap_dossier *d)
{
    rap_err err = {0};
    if (rap_dossier_settle(d, &err) != RAP_OK) fail_msg("%s", err.msg);
}

/* What waits is put together, as `rapporteur add` does. */
static inline void put_together(void)
{
    rap_dossier *d = open_there(RAP_OPEN_CREATE);
    settle(d);
    rap_dossier_close(d);
}

static inline void assert_sound(rap_dossier *d)
{
    uint64_t n = 0, bad = 0;
    rap_err err = {0};
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    if (bad) fail_msg("%s", err.msg);
}

/* The dossier there has the rows and citations of one in a file, and, where it is only
 * read, the words: a writer's copy has those that it has put together itself. */
static inline void assert_like(rap_dossier *d, rap_dossier *plain)
{
    static const char *const counts[] = {
        "SELECT count(*) FROM source",
        "SELECT count(*) FROM row",
        "SELECT count(*) FROM cite",
        "SELECT count(*) FROM hand",
        "SELECT count(*) FROM judgement",
        "SELECT count(*) FROM words",
        "SELECT count(*) FROM words WHERE words MATCH 'harbour'"};
    char x[65], y[65];
    size_t n = rap_dossier_is_writable(d) ? 5 : 7;
    for (size_t i = 0; i < n; i++)
        if (dossier_ask(d, counts[i]) != dossier_ask(plain, counts[i]))
            fail_msg("%s: %lld, not %lld", counts[i],
                     (long long)dossier_ask(d, counts[i]),
                     (long long)dossier_ask(plain, counts[i]));
    assert_int_equal(rap_dossier_digest(d, x, NULL), RAP_OK);
    assert_int_equal(rap_dossier_digest(plain, y, NULL), RAP_OK);
    assert_string_equal(x, y);
    if (n == 7) assert_sound(d);
}

static inline bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

#endif
