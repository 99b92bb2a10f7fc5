/*
 * tests/t_keep_refused.c - whatever the store refuses of what is done to a dossier is
 * told, leaves it sound, and is made up for by the next try.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "keep/mentions.h"
#include "keep/store.h"
#include "quick_store.h"

#include <cmocka.h>

#define PATH      "t_keep_refused.db"
#define SETTLED   "t_keep_refused_settled.db"
#define UNSETTLED "t_keep_refused_unsettled.db"

static const char harbour[] =
    "OSTIA, May 4, 2031 (NPA) - Norland's envoy Jon Ruud said on Monday that his "
    "country would keep the harbour open.\n";
static const char bridge[] =
    "KESH, May 5, 2031 (NPA) - Soldiers of Sudmark closed the bridge at Kesh.\n\n"
    "\"The bridge stays closed,\" Sudmark's foreign minister Ana Bellec said.\n";
static const char later[] =
    "KESH, May 6, 2031 (NPA) - Norland's envoy Jon Ruud said the bridge at Kesh would "
    "be opened.\n";
static const char undated[] = "Soldiers of Sudmark closed the bridge at Kesh.\n";

static rap_arena *arena;
static rap_str record_of_later, record_of_harbour;

/* ---- what stands in for the store --------------------------------------------------
 */

enum { ASKED_MAX = 4096 };

static struct {
    bool counting;
    long n, refused; /* the question that is refused; -1: none */
    uint32_t asked[ASKED_MAX];
    bool did;
} store = {.refused = -1};

static bool is_refused(uint32_t kind, const char *sql)
{
    if (!store.counting || strcmp(sql, "ROLLBACK") == 0) return false;
    if (store.n < ASKED_MAX)
        store.asked[store.n] = rap_hash(rap_str_of(sql)) * 4 + kind;
    bool refused = store.n++ == store.refused;
    store.did |= refused;
    return refused;
}

#define REAL(name, args) extern int __real_##name args
#define WRAP(name, args)                                                               \
    int __wrap_##name args;                                                            \
    int __wrap_##name args

int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, sqlite3_callback f, void *with,
                        char **err)
{
    return is_refused(0, sql) ? SQLITE_FULL : quick_exec(db, sql, f, with, err);
}

REAL(sqlite3_prepare_v2,
     (sqlite3 * db, const char *sql, int n, sqlite3_stmt **out, const char **tail));
WRAP(sqlite3_prepare_v2,
     (sqlite3 * db, const char *sql, int n, sqlite3_stmt **out, const char **tail))
{
    *out = NULL;
    if (is_refused(1, sql)) return SQLITE_IOERR;
    return __real_sqlite3_prepare_v2(db, sql, n, out, tail);
}

REAL(sqlite3_prepare_v3, (sqlite3 * db, const char *sql, int n, unsigned flags,
                          sqlite3_stmt **out, const char **tail));
WRAP(sqlite3_prepare_v3, (sqlite3 * db, const char *sql, int n, unsigned flags,
                          sqlite3_stmt **out, const char **tail))
{
    *out = NULL;
    if (is_refused(2, sql)) return SQLITE_IOERR;
    return __real_sqlite3_prepare_v3(db, sql, n, flags, out, tail);
}

REAL(sqlite3_step, (sqlite3_stmt * s));
WRAP(sqlite3_step, (sqlite3_stmt * s))
{
    return is_refused(3, sqlite3_sql(s)) ? SQLITE_IOERR : __real_sqlite3_step(s);
}

/* ---- what is done ------------------------------------------------------------------
 */

static char result[400]; /* of what only asks */

static rap_code add_later(rap_dossier *d, rap_err *err)
{
    rap_add_told told;
    return rap_dossier_add(d, &told, record_of_later, rap_str_of(later), RAP_STR("{}"),
                           err);
}

static rap_code add_and_settle(rap_dossier *d, rap_err *err)
{
    rap_code rc = add_later(d, err);
    return rc == RAP_OK ? rap_dossier_settle(d, err) : rc;
}

static rap_code add_apart(rap_dossier *d, rap_err *err)
{
    rap_dossier_allow_apart(d);
    return add_later(d, err);
}

static rap_code add_apart_and_join(rap_dossier *d, rap_err *err)
{
    rap_code rc = add_apart(d, err);
    return rc == RAP_OK ? rap_dossier_join(d, err) : rc;
}

static rap_code add_version(rap_dossier *d, rap_err *err)
{
    rap_add_told told;
    rap_str record = dossier_record("a", later);
    return rap_dossier_add(d, &told, record, rap_str_of(later), RAP_STR("{}"), err);
}

static rap_code read_again(rap_dossier *d, rap_err *err)
{
    return rap_dossier_reread(d, 300, record_of_harbour, RAP_STR("{\"x\":1}"), err);
}

static rap_code forget(rap_dossier *d, rap_err *err)
{
    return rap_dossier_forget(d, 301, err);
}

static rap_code correct(rap_dossier *d, rap_err *err)
{
    return rap_dossier_correct(d, "merge", RAP_STR("Jon Ruud"), RAP_STR("Ana Bellec"),
                               RAP_STR(""), err);
}

static rap_code sign(rap_dossier *d, rap_err *err)
{
    return rap_dossier_sign(d, RAP_STR("ida"), err);
}

static rap_code undo(rap_dossier *d, rap_err *err)
{
    bool undone = false;
    rap_code rc = rap_dossier_undo(d, &undone, err);
    if (rc == RAP_OK) assert_true(undone);
    return rc;
}

static rap_code judge(rap_dossier *d, rap_err *err)
{
    return rap_dossier_judge(d, "note", RAP_STR("first"), RAP_STR("v"), RAP_STR("ann"),
                             err);
}

static rap_code unjudge(rap_dossier *d, rap_err *err)
{
    bool undone = false;
    rap_code rc = rap_dossier_unjudge(d, &undone, err);
    if (rc == RAP_OK) assert_true(undone);
    return rc;
}

static rap_code mention(rap_dossier *d, rap_err *err)
{
    rap_mentions *m = NULL;
    uint64_t n = 0;
    rap_code rc = rap_mentions_new(&m, d, arena, err);
    if (rc == RAP_OK) rc = rap_mentions_take(m, RAP_STR("a"), (rap_span){0, 5}, err);
    if (rc == RAP_OK) rc = rap_mentions_keep(m, &n, err);
    if (rc == RAP_OK) assert_int_equal(n, 1);
    return rc;
}

static rap_code date(rap_dossier *d, rap_err *err)
{
    const rap_dossier_day *v = NULL;
    size_t n = 0;
    rap_code rc = rap_dossier_days(d, &v, &n, (rap_days){0}, arena, err);
    (void)snprintf(result, sizeof result, "%zu days, %d", n, n ? (int)v[0].sure : -1);
    return rc;
}

static rap_code verify(rap_dossier *d, rap_err *err)
{
    uint64_t n = 0, bad = 0;
    rap_code rc = rap_dossier_verify(d, &n, &bad, err);
    /* what cannot be read may be told as damage */
    if (rc == RAP_OK && bad && store.did) return RAP_E_STORE;
    (void)snprintf(result, sizeof result, "%d cites, %d bad", (int)n, (int)bad);
    return rc;
}

static rap_code digest(rap_dossier *d, rap_err *err)
{
    char hex[65] = "";
    rap_code rc = rap_dossier_digest(d, hex, err);
    (void)snprintf(result, sizeof result, "%s", hex);
    return rc;
}

static rap_code fetch(rap_dossier *d, rap_err *err)
{
    rap_str record, source;
    rap_dossier_standing s = {0};
    rap_code rc = rap_dossier_record(d, &record, 300, arena, err);
    if (rc == RAP_OK) rc = rap_dossier_source(d, &source, 300, arena, err);
    if (rc == RAP_OK) rc = rap_dossier_apart(d, &s, err);
    if (rc == RAP_OK)
        (void)snprintf(result, sizeof result, "%u %u %d", rap_hash(record),
                       rap_hash(source), (int)s.joined);
    return rc;
}

static rap_code sync(rap_dossier *d, rap_err *err)
{
    int64_t syncs = 0;
    rap_code rc = rap_dossier_sync(d, err);
    if (rc == RAP_OK)
        rc =
            rap_store_int(d, &syncs, "SELECT value FROM meta WHERE key = 'syncs'", err);
    (void)snprintf(result, sizeof result, "%d syncs", (int)syncs);
    return rc;
}

static rap_code nothing(rap_dossier *d, rap_err *err)
{
    (void)d;
    (void)err;
    return RAP_OK;
}

static const struct {
    const char *name, *from;
    rap_code (*run)(rap_dossier *d, rap_err *err);
    enum { WRITES, ASKS, OPENS } what; /* OPENS: what opens it may be refused */
} deeds[] = {{"add and settle", SETTLED, add_and_settle, WRITES},
             {"add apart and join", SETTLED, add_apart_and_join, WRITES},
             {"another version", SETTLED, add_version, WRITES},
             {"read again", SETTLED, read_again, WRITES},
             {"forget", SETTLED, forget, WRITES},
             {"correct", SETTLED, correct, WRITES},
             {"sign", SETTLED, sign, WRITES},
             {"undo", SETTLED, undo, WRITES},
             {"judge", SETTLED, judge, WRITES},
             {"unjudge", SETTLED, unjudge, WRITES},
             {"mention", SETTLED, mention, WRITES},
             {"date", SETTLED, date, ASKS},
             {"verify", SETTLED, verify, ASKS},
             {"digest", SETTLED, digest, ASKS},
             {"fetch", SETTLED, fetch, ASKS},
             {"sync", SETTLED, sync, WRITES},
             {"open", SETTLED, nothing, OPENS},
             {"finish", UNSETTLED, nothing, OPENS}};

/* ---- the stage ---------------------------------------------------------------------
 */

static void change(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    (void)sqlite3_close(db);
}

static void copy_from(const char *path)
{
    static char all[1 << 20];
    dossier_remove(PATH);
    FILE *in = fopen(path, "rb"), *out = fopen(PATH, "wb");
    assert_non_null(in);
    assert_non_null(out);
    size_t n = fread(all, 1, sizeof all, in);
    assert_in_range(n, 1, sizeof all - 1);
    assert_int_equal(fwrite(all, 1, n, out), n);
    (void)fclose(in);
    assert_int_equal(fclose(out), 0);
}

/* Three reports, of numbers so high that the next may stand apart. */
static int set_up(void **state)
{
    if (dossier_set_up(state) != 0) return -1;
    arena = rap_arena_new((size_t)1 << 28);
    record_of_later = rap_arena_copy(arena, dossier_record("c", later));
    record_of_harbour = rap_arena_copy(arena, dossier_record("a", harbour));
    dossier_remove(SETTLED);
    dossier_remove(UNSETTLED);
    rap_dossier *d = dossier_open(SETTLED, RAP_OPEN_CREATE);
    (void)dossier_add(d, "a", harbour);
    (void)dossier_add(d, "b", bridge);
    (void)dossier_add(d, "u", undated);
    rap_dossier_close(d);
    change(SETTLED, "UPDATE source SET n = 299 + n");
    change(SETTLED, "VACUUM INTO '" UNSETTLED "'");
    d = dossier_open(SETTLED, RAP_OPEN_WRITE);
    assert_int_equal(rap_dossier_correct(d, "set", RAP_STR("Jon Ruud"), RAP_STR("kind"),
                                         RAP_STR("person"), NULL),
                     RAP_OK);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(rap_store_exec(d,
                                    "INSERT INTO alias SELECT 'first', id FROM row"
                                    " WHERE kind = 'attribution' LIMIT 1;"
                                    "UPDATE meta SET value = '1' WHERE key ="
                                    " 'pile_due'",
                                    NULL),
                     RAP_OK);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK); /* sealed with it */
    assert_int_equal(judge(d, NULL), RAP_OK);
    rap_dossier_close(d);
    return 0;
}

static int tear_down(void **state)
{
    rap_arena_free(arena);
    dossier_remove(PATH);
    dossier_remove(SETTLED);
    dossier_remove(UNSETTLED);
    return dossier_tear_down(state);
}

/* All that the dossier holds, as a few numbers; what is due is done. */
static void describe(char out[400])
{
    static const char sql[] =
        "SELECT (SELECT count(*) || ' ' || sum(n) || ' ' || sum(version) || ' ' ||"
        " group_concat(options) FROM source) || ', rows ' || (SELECT count(*) FROM row)"
        " || ', cites ' || (SELECT count(*) FROM cite) || ', words ' ||"
        " (SELECT count(*) FROM words) || ', hands ' || (SELECT count(*) FROM hand) ||"
        " ', judged ' || (SELECT count(*) || ' ' || ifnull(group_concat(what), '') FROM"
        " judgement) || ', old ' || (SELECT count(*) FROM alias)";
    char hex[65];
    uint64_t n = 0, bad = 0;
    rap_err err = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_dossier *d = dossier_open(PATH, RAP_OPEN_WRITE);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    static unsigned turn; /* not each time: it takes as long as all else */
    if (turn++ % 4 == 0)
        assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    if (bad) fail_msg("%s", err.msg);
    assert_int_equal(rap_dossier_digest(d, hex, NULL), RAP_OK);
    assert_int_equal(rap_query_new(&q, d, sql, NULL), RAP_OK);
    assert_int_equal(rap_query_step(q, &more, NULL), RAP_OK);
    (void)snprintf(out, 400, "%s, " RAP_FMT, hex, RAP_ARG(rap_query_str(q, 0)));
    rap_query_end(q);
    rap_dossier_close(d);
}

static rap_code run(size_t which, long refused, rap_err *err)
{
    rap_dossier *d = NULL;
    store.n = 0;
    store.refused = refused;
    store.did = false;
    result[0] = '\0';
    store.counting = deeds[which].what == OPENS;
    rap_code rc = rap_dossier_open(&d, PATH, RAP_OPEN_WRITE, err);
    store.counting = true;
    if (rc == RAP_OK) rc = deeds[which].run(d, err);
    store.counting = false;
    rap_dossier_close(d);
    return rc;
}

static void refuse_one(size_t which, long n, const char *want, const char *answer)
{
    char is[400];
    rap_err err = {0};
    if (deeds[which].what != ASKS) copy_from(deeds[which].from);
    rap_code rc = run(which, n, &err);
    assert_true(store.did);
    if (rc != RAP_OK && rc != RAP_E_STORE)
        fail_msg("%s, question %ld: %d", deeds[which].name, n, rc);
    if (rc != RAP_OK && !err.msg[0])
        fail_msg("%s, question %ld: without a word", deeds[which].name, n);
    if (rc == RAP_OK && strcmp(result, answer) != 0)
        fail_msg("%s, question %ld: %s", deeds[which].name, n, result);
    if (deeds[which].what == ASKS) return;
    describe(is);
    if (strcmp(is, want) == 0) return;
    if (rc == RAP_OK)
        fail_msg("%s, question %ld: well, but\n%s\n%s", deeds[which].name, n, is, want);
    if (run(which, -1, &err) != RAP_OK)
        fail_msg("%s, behind question %ld: %s", deeds[which].name, n, err.msg);
    describe(is);
    assert_string_equal(is, want);
}

static void whatever_the_store_refuses_is_told_and_made_up_for(void **state)
{
    (void)state;
    for (size_t which = 0; which < sizeof deeds / sizeof *deeds; which++) {
        static uint32_t asked[ASKED_MAX];
        char want[400], answer[400];
        rap_err err = {0};
        copy_from(deeds[which].from);
        if (run(which, -1, &err) != RAP_OK)
            fail_msg("%s: %s", deeds[which].name, err.msg);
        (void)snprintf(answer, sizeof answer, "%s", result);
        long all = store.n;
        assert_in_range(all, 1, ASKED_MAX);
        memcpy(asked, store.asked, sizeof asked);
        describe(want);
        for (long n = 0; n < all; n++) {
            bool again = false; /* each kind of question once */
            for (long i = 0; i < n && !again; i++)
                again = asked[i] == asked[n];
            if (!again) refuse_one(which, n, want, answer);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_the_store_refuses_is_told_and_made_up_for),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
