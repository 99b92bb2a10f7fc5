/*
 * tests/t_keep_taken.c - what a dossier takes in and how: records, sources, records
 * read again, mentions, corrections, judgements; what it forgets.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "keep/arrival.h"
#include "keep/hands.h"
#include "keep/mentions.h"
#include "keep/store.h"

#include <cmocka.h>

#define PATH "t_keep_taken.db"

static const char harbour[] =
    "OSTIA, May 4, 2031 (NPA) - Norland's envoy Jon Ruud said on Monday that his "
    "country would keep the harbour open.\n";
static const char bridge[] =
    "KESH - Soldiers of Sudmark closed the bridge at Kesh on Tuesday, May 5, 2031, the "
    "NPA agency reported.\n";

static rap_dossier *d;
static rap_arena *arena;

static int fresh(void **state)
{
    (void)state;
    dossier_remove(PATH);
    arena = rap_arena_new((size_t)1 << 28);
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

static void settle(void)
{
    rap_err err = {0};
    if (rap_dossier_settle(d, &err) != RAP_OK) fail_msg("%s", err.msg);
}

static void assert_sound(void)
{
    uint64_t n = 0, bad = 0;
    rap_err err = {0};
    assert_int_equal(rap_dossier_verify(d, &n, &bad, &err), RAP_OK);
    if (bad) fail_msg("%s", err.msg);
}

static int64_t due(void)
{
    return dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'");
}

/* `record` with `from`, which it must have, put as `to`. */
static rap_str with(rap_str record, const char *from, const char *to)
{
    size_t at = rap_str_find(record, rap_str_of(from), 0), n = strlen(from);
    rap_buf out = {0};
    if (at >= record.n) fail_msg("no %s in " RAP_FMT, from, RAP_ARG(record));
    rap_buf_put(&out, rap_str_cut(record, 0, at));
    rap_buf_z(&out, to);
    rap_buf_put(&out, rap_str_cut(record, at + n, record.n));
    rap_str kept = rap_arena_copy(arena, rap_buf_str(&out));
    rap_buf_done(&out);
    return kept;
}

/* ---- records -----------------------------------------------------------------------
 */

static void a_record_that_is_not_what_it_says_is_refused(void **state)
{
    (void)state;
    rap_err err = {0};
    rap_str good = rap_arena_copy(arena, dossier_record("a.txt", harbour));
    rap_digest sum = rap_sha256(rap_str_of(harbour));
    char id[17] = "", other[40], is[40];
    memcpy(id, sum.hex, 16);
    (void)snprintf(is, sizeof is, "\"id\":\"%s\"", id);
    (void)snprintf(other, sizeof other, "\"id\":\"%.15s\"", id);
    const rap_str bad[] = {with(good, "\"key\":\"a.txt\"", "\"key\":\"\""),
                           with(good, is, other), with(good, is, "\"id\":\"\""),
                           with(good, is, "\"id\":\"zzzzzzzzzzzzzzzz\"")};
    rap_add_told told = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(
            rap_dossier_add(d, &told, bad[i], (rap_str){NULL, 0}, RAP_STR("{}"), &err),
            RAP_E_SYNTAX);
        assert_true(err.msg[0]);
    }
    char sha[100], shorter[100];
    (void)snprintf(sha, sizeof sha, "\"sha256\":\"%s\"", sum.hex);
    (void)snprintf(shorter, sizeof shorter, "\"sha256\":\"%.63s\"", sum.hex);
    assert_int_equal(rap_dossier_add(d, &told, with(good, sha, shorter),
                                     (rap_str){NULL, 0}, RAP_STR("{}"), &err),
                     RAP_E_SYNTAX);
    assert_int_equal(rap_dossier_add(d, &told, good,
                                     rap_str_cut(rap_str_of(harbour), 0, 20),
                                     RAP_STR("{}"), &err),
                     RAP_E_SYNTAX);
    assert_non_null(strstr(err.msg, "source bytes are not those"));
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 0);
    assert_int_equal(due(), 0);
    assert_int_equal(
        rap_dossier_add(d, &told, good, rap_str_of(harbour), RAP_STR("{}"), &err),
        RAP_OK);
    assert_int_equal(due(), 1);
    assert_string_equal(told.day, "2031-05-04");
    assert_true(told.basis[0]);
    assert_int_equal(told.repairs, 0);
}

static uint32_t words_of(const char *text)
{
    rap_arrival a = {0};
    char line[400];
    (void)snprintf(line, sizeof line, "\"text\":\"%s\"", text);
    rap_str record = dossier_record("k", "x y\n");
    a.record = with(record, "\"text\":\"x y\"", line);
    assert_int_equal(rap_arrival_check(&a, arena, arena, NULL), RAP_OK);
    return a.words;
}

static void words_are_counted(void **state)
{
    (void)state;
    assert_int_equal(words_of(""), 0);
    assert_int_equal(words_of("one"), 1);
    assert_int_equal(words_of("  one  two "), 2);
    assert_int_equal(words_of("one - two -- \\u2014 3"), 3);
    assert_int_equal(words_of("\\\"one,\\\" he\\nsaid (twice)"), 4);
    assert_int_equal(words_of("well-known it's"), 2);
}

static void a_source_is_taken_whenever_it_comes(void **state)
{
    (void)state;
    rap_add_told told;
    const rap_str none = {NULL, 0};
    static const char has[] = "SELECT count(*) FROM source WHERE bytes_zstd NOT NULL";
    rap_str a = rap_arena_copy(arena, dossier_record("a", harbour));
    assert_int_equal(rap_dossier_add(d, &told, a, none, RAP_STR("{}"), NULL), RAP_OK);
    assert_int_equal(told.what, RAP_ADDED_NEW);
    settle();
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite WHERE hash NOT NULL"),
                     0);
    assert_int_equal(rap_dossier_add(d, &told, a, none, RAP_STR("{}"), NULL), RAP_OK);
    assert_int_equal(told.what, RAP_ADDED_AGAIN);
    assert_int_equal(due(), 0); /* nothing new */
    (void)dossier_add(d, "a", harbour);
    assert_int_equal(dossier_ask(d, has), 1);
    assert_int_equal(due(), 1);
    settle(); /* rows that stay as they were get the hashes of what they cite */
    assert_true(dossier_ask(d, "SELECT count(*) FROM cite") > 0);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite WHERE hash IS NULL"), 0);
    assert_sound();
    assert_int_equal(rap_dossier_add(d, &told, a, none, RAP_STR("{}"), NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, has), 1); /* and stays */
    (void)dossier_add(d, "a", harbour);
    assert_int_equal(due(), 0);
    /* a version without its source takes the old one's away */
    rap_str b = rap_arena_copy(arena, dossier_record("a", bridge));
    assert_int_equal(rap_dossier_add(d, &told, b, none, RAP_STR("{}"), NULL), RAP_OK);
    assert_int_equal(told.what, RAP_ADDED_VERSION);
    assert_int_equal(told.number, 1);
    assert_int_equal(dossier_ask(d, has), 0);
    assert_int_equal(dossier_ask(d, "SELECT version FROM source"), 2);
    settle();
    assert_sound();
}

static void what_is_read_again_takes_the_place_of_its_record(void **state)
{
    (void)state;
    rap_err err = {0};
    (void)dossier_add(d, "a", harbour);
    (void)dossier_add(d, "b", bridge);
    settle();
    rap_str a = rap_arena_copy(arena, dossier_record("a", harbour));
    rap_str other_key = rap_arena_copy(arena, dossier_record("c", harbour));
    rap_str other_bytes = rap_arena_copy(arena, dossier_record("a", bridge));
    static const char *const why = "the record is not of that report";
    assert_int_equal(rap_dossier_reread(d, 2, a, RAP_STR("{}"), &err), RAP_E_USAGE);
    assert_string_equal(err.msg, why);
    assert_int_equal(rap_dossier_reread(d, 3, a, RAP_STR("{}"), &err), RAP_E_USAGE);
    assert_int_equal(rap_dossier_reread(d, 1, other_key, RAP_STR("{}"), &err),
                     RAP_E_USAGE);
    assert_int_equal(rap_dossier_reread(d, 1, other_bytes, RAP_STR("{}"), &err),
                     RAP_E_USAGE);
    assert_int_equal(due(), 0);
    rap_str changed = with(a, "the harbour open", "the harbour shut");
    assert_int_equal(rap_dossier_reread(d, 1, changed, RAP_STR("{\"x\":1}"), &err),
                     RAP_OK);
    assert_int_equal(due(), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source WHERE n = 1 AND"
                                    " version = 1 AND options = '{\"x\":1}' AND"
                                    " bytes_zstd NOT NULL"),
                     1);
    settle();
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH 'shut'"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH"
                                    " 'open' AND kind = 'report'"),
                     0);
    assert_sound();
}

/* What this process has read need not be read back, unless it is much or other. */
static void what_was_added_is_remembered_until_it_is_settled(void **state)
{
    (void)state;
    rap_str record = rap_arena_copy(arena, dossier_record("a", harbour));
    (void)dossier_add(d, "a", harbour);
    (void)dossier_add(d, "b", bridge);
    assert_int_equal(d->fresh.n, 2);
    assert_int_equal(d->fresh.v[0]->n, 1);
    assert_int_equal(d->fresh.v[1]->n, 2);
    assert_true(rap_str_is(d->fresh.v[0]->filed.source, harbour));
    assert_int_equal(d->wasted, 0);
    (void)dossier_add(d, "a", harbour);
    assert_int_equal(d->fresh.n, 2);
    assert_int_equal(d->wasted, rap_str_trim(record).n);
    (void)dossier_add(d, "a", harbour);
    assert_int_equal(d->wasted, 2 * rap_str_trim(record).n);
    settle();
    assert_int_equal(d->fresh.n, 0);
    assert_int_equal(d->wasted, 0);
    (void)dossier_add(d, "c", harbour);
    (void)dossier_add(d, "a", bridge); /* older numbers behind newer ones */
    (void)dossier_add(d, "b", harbour);
    settle();
    assert_sound();
    assert_int_equal(rap_dossier_forget(d, 1, NULL), RAP_OK);
    assert_int_equal(rap_dossier_forget(d, 2, NULL), RAP_OK);
    assert_int_equal(rap_dossier_forget(d, 3, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row"), 0);
    assert_sound(); /* a dossier without a report */
    (void)dossier_add(d, "e", bridge);
    settle();
    assert_sound();
}

/* ---- mentions ----------------------------------------------------------------------
 */

static void mentions_go_to_their_reports_and_to_no_other(void **state)
{
    (void)state;
    rap_mentions *m = NULL;
    uint64_t n = 7;
    rap_err err = {0};
    static const char *const keys[] = {"a", "b", "c", "e"};
    const int64_t numbers[] = {1, 2, 3, 4};
    rap_filed f[4];
    for (int i = 0; i < 4; i++)
        (void)dossier_add(d, keys[i], i % 2 ? bridge : harbour);
    settle();
    assert_int_equal(rap_mentions_new(&m, d, arena, NULL), RAP_OK);
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    assert_int_equal(n, 0);
    assert_int_equal(due(), 0);
    uint32_t length = (uint32_t)strlen(bridge);
    assert_int_equal(rap_mentions_take(m, RAP_STR("b"), (rap_span){9, 3}, &err),
                     RAP_E_SYNTAX);
    assert_int_equal(err.at, 9);
    assert_int_equal(
        rap_mentions_take(m, RAP_STR("b"), (rap_span){0, length + 1}, &err),
        RAP_E_SYNTAX);
    assert_int_equal(rap_mentions_take(m, RAP_STR("b"), (rap_span){30, 40}, NULL),
                     RAP_OK);
    assert_int_equal(rap_mentions_take(m, RAP_STR("e"), (rap_span){0, length}, NULL),
                     RAP_OK);
    assert_int_equal(rap_mentions_take(m, RAP_STR("b"), (rap_span){7, 15}, NULL),
                     RAP_OK);
    assert_int_equal(rap_mentions_take(m, RAP_STR("b"), (rap_span){7, 15}, NULL),
                     RAP_OK); /* told twice */
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    assert_int_equal(n, 3);
    assert_int_equal(due(), 1);
    /* what a damaged dossier has of spans */
    assert_int_equal(
        rap_store_exec(d,
                       "INSERT INTO hand (what, a, b, value) SELECT 'mentions', '',"
                       " '', json_array(json_array(key, id, 5, bytes + 1),"
                       " json_array(key, id, -1, 4), json_array(key, id, 4, 4),"
                       " json_array(key, 'other', 1, 2), json_array('z', id, 1, 2),"
                       " json_array(key, id, bytes - 1, bytes)) FROM source WHERE n ="
                       " 3",
                       NULL),
        RAP_OK);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++)
            f[i] = (rap_filed){.bytes = i % 2 ? length : sizeof harbour - 1};
        /* the second time the first report is not among them */
        assert_int_equal(rap_mentions_give(d, f + round, numbers + round,
                                           4 - (uint32_t)round, arena, NULL),
                         RAP_OK);
        assert_int_equal(f[0].n_events, 0);
        assert_int_equal(f[1].n_events, 2);
        assert_int_equal(f[1].events[0].trigger.from, 7);
        assert_int_equal(f[1].events[1].trigger.to, 40);
        assert_int_equal(f[2].n_events, 1);
        assert_int_equal(f[2].events[0].trigger.from, sizeof harbour - 2);
        assert_int_equal(f[3].n_events, 1);
        assert_int_equal(f[3].events[0].trigger.to, length);
    }
    f[1] = (rap_filed){.bytes = length};
    f[3] = (rap_filed){.bytes = length};
    const int64_t few[] = {2};
    assert_int_equal(rap_mentions_give(d, f + 1, few, 1, arena, NULL), RAP_OK);
    assert_int_equal(f[1].n_events, 2); /* and not those of the reports behind it */
    assert_int_equal(rap_mentions_give(d, f, few, 0, arena, NULL), RAP_OK);
}

static void characters_are_cut_only_where_the_source_is_known(void **state)
{
    (void)state;
    static const char source[] =
        "Der Hafen bleibt f\xC3\xBCr Tage zu, hei\xC3\x9Ft es.\n";
    rap_mentions *m = NULL;
    rap_add_told told;
    rap_err err = {0};
    uint32_t cut = (uint32_t)(strchr(source, '\xC3') - source) + 1;
    (void)dossier_add(d, "a", source);
    assert_int_equal(rap_dossier_add(d, &told, dossier_record("b", source),
                                     (rap_str){NULL, 0}, RAP_STR("{}"), NULL),
                     RAP_OK);
    assert_int_equal(rap_mentions_new(&m, d, arena, NULL), RAP_OK);
    static const struct {
        int from, to;
        rap_code code;
    } cases[] = {{0, 0, RAP_E_SYNTAX},  {0, 3, RAP_E_SYNTAX}, {-1, 0, RAP_E_SYNTAX},
                 {-1, 1, RAP_OK},       {1, 2, RAP_OK},       {-5, -1, RAP_OK},
                 {-5, 0, RAP_E_SYNTAX}, {0, 1, RAP_E_SYNTAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_span at = {(uint32_t)((int)cut + cases[i].from),
                       (uint32_t)((int)cut + cases[i].to)};
        rap_code rc = rap_mentions_take(m, RAP_STR("a"), at, &err);
        if (rc != cases[i].code) fail_msg("case %zu: %d", i, rc);
        if (rc != RAP_OK && at.from < at.to) assert_int_equal(err.at, cut);
        if (at.from < at.to) /* of a source that is not at hand nobody knows */
            assert_int_equal(rap_mentions_take(m, RAP_STR("b"), at, &err), RAP_OK);
    }
}

/* ---- by hand -----------------------------------------------------------------------
 */

static void correct(const char *what, const char *a, const char *b, const char *value)
{
    assert_int_equal(rap_dossier_correct(d, what, rap_str_of(a), rap_str_of(b),
                                         rap_str_of(value), NULL),
                     RAP_OK);
}

static void corrections_come_in_their_order_and_the_last_brief_stands(void **state)
{
    (void)state;
    rap_pile_options o = {.folder = "kept"};
    assert_int_equal(rap_hands_load(d, &o, arena, NULL), RAP_OK);
    assert_int_equal(o.n_hands, 0);
    assert_int_equal(o.brief.n, 0);
    correct("merge", "a", "b", "");
    correct("brief", "", "", "party: one");
    correct("date", "k", "", "2031-05-04"); /* in the record already */
    correct("split", "c", "d", "");
    correct("brief", "", "", "party: two");
    correct("set", "e", "side", "f");
    assert_int_equal(rap_hands_load(d, &o, arena, NULL), RAP_OK);
    assert_int_equal(o.n_hands, 3);
    assert_int_equal(o.hands[0].what, RAP_HAND_MERGE);
    assert_true(rap_str_is(o.hands[0].a, "a") && rap_str_is(o.hands[0].b, "b"));
    assert_int_equal(o.hands[1].what, RAP_HAND_SPLIT);
    assert_true(rap_str_is(o.hands[1].a, "c") && rap_str_is(o.hands[1].b, "d"));
    assert_int_equal(o.hands[2].what, RAP_HAND_SET);
    assert_true(rap_str_is(o.hands[2].value, "f") && rap_str_is(o.hands[2].b, "side"));
    assert_true(rap_str_is(o.brief, "party: two"));
    assert_string_equal(o.folder, "kept");
}

static void the_signature_of_a_correction_goes_with_it(void **state)
{
    (void)state;
    bool undone = false, whole = false;
    (void)dossier_add(d, "a", harbour);
    settle();
    assert_int_equal(rap_dossier_unjudge(d, &undone, NULL), RAP_OK);
    assert_false(undone);
    assert_int_equal(rap_dossier_undo(d, &undone, NULL), RAP_OK);
    assert_false(undone);
    assert_int_equal(due(), 0);
    correct("merge", "a", "b", "");
    assert_int_equal(rap_dossier_sign(d, RAP_STR("ann"), NULL), RAP_OK);
    correct("set", "c", "side", "x");
    assert_int_equal(rap_dossier_sign(d, RAP_STR("ida"), NULL), RAP_OK);
    assert_int_equal(rap_dossier_sign(d, RAP_STR(""), NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement WHERE what ="
                                    " 'signed'"),
                     2);
    assert_int_equal(dossier_ask(d, "SELECT id FROM judgement WHERE coder = 'ida' AND"
                                    " kind = 'set'"),
                     2);
    assert_int_equal(rap_dossier_unjudge(d, &undone, NULL), RAP_OK);
    assert_false(undone); /* a signature is no judgement */
    settle();
    assert_int_equal(rap_dossier_undo(d, &undone, NULL), RAP_OK);
    assert_true(undone);
    assert_int_equal(due(), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement WHERE coder ="
                                    " 'ann'"),
                     1);
    assert_int_equal(dossier_ask(d, "SELECT max(n) FROM hand"), 1);
    assert_int_equal(rap_store_judged_well(d, &whole, NULL), RAP_OK);
    assert_true(whole);
    settle();
    assert_sound();
}

static void judgements_are_of_rows_that_are_there(void **state)
{
    (void)state;
    rap_err err = {0};
    bool undone = false;
    static const char *const whats[] = {"accept", "reject", "edit", "note"};
    (void)dossier_add(d, "a", harbour);
    settle();
    assert_int_equal(
        rap_store_exec(d,
                       "INSERT INTO alias SELECT 'old', id FROM row WHERE kind ="
                       " 'attribution' LIMIT 1",
                       NULL),
        RAP_OK);
    for (int i = 0; i < 4; i++)
        assert_int_equal(rap_dossier_judge(d, whats[i], RAP_STR("old"), RAP_STR("v"),
                                           RAP_STR("ann"), &err),
                         RAP_OK);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM judgement j JOIN row r ON r.id = j.id"
                       " JOIN cite c ON c.id = r.id AND c.at_from = j.at_from AND"
                       " c.at_to = j.at_to WHERE j.report = 'a' AND j.value = 'v' AND"
                       " j.coder = 'ann' AND j.kind = 'attribution'"),
        4);
    assert_int_equal(rap_dossier_judge(d, "accepted", RAP_STR("old"), RAP_STR(""),
                                       RAP_STR(""), &err),
                     RAP_E_USAGE);
    assert_string_equal(err.msg, "accepted is no judgement");
    assert_int_equal(rap_dossier_judge(d, "accept", RAP_STR("nothing"), RAP_STR(""),
                                       RAP_STR(""), &err),
                     RAP_E_USAGE);
    assert_string_equal(err.msg, "there is no row nothing");
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement"), 4);
    assert_int_equal(rap_dossier_unjudge(d, &undone, NULL), RAP_OK);
    assert_true(undone);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement WHERE what ="
                                    " 'note'"),
                     0); /* the last */
}

static void what_is_forgotten_takes_all_that_was_noted_of_it(void **state)
{
    (void)state;
    rap_err err = {0};
    rap_mentions *m = NULL;
    uint64_t n = 0;
    (void)dossier_add(d, "a", harbour);
    (void)dossier_add(d, "b", bridge);
    correct("date", "a", "", "2031-05-04");
    correct("date", "b", "", "2031-05-05");
    assert_int_equal(rap_mentions_new(&m, d, arena, NULL), RAP_OK);
    assert_int_equal(rap_mentions_take(m, RAP_STR("a"), (rap_span){8, 15}, NULL),
                     RAP_OK);
    assert_int_equal(rap_mentions_take(m, RAP_STR("b"), (rap_span){7, 15}, NULL),
                     RAP_OK);
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    settle();
    assert_int_equal(
        rap_store_exec(d,
                       "INSERT INTO alias SELECT key || '-' || s.n, (SELECT id FROM"
                       " cite WHERE report = s.n AND kind = 'attribution' LIMIT 1)"
                       " FROM source s",
                       NULL),
        RAP_OK);
    assert_int_equal(
        rap_dossier_judge(d, "accept", RAP_STR("a-1"), RAP_STR(""), RAP_STR(""), NULL),
        RAP_OK);
    assert_int_equal(
        rap_dossier_judge(d, "note", RAP_STR("b-2"), RAP_STR("x"), RAP_STR(""), NULL),
        RAP_OK);
    assert_int_equal(rap_dossier_forget(d, 3, &err), RAP_E_USAGE);
    assert_string_equal(err.msg, "there is no report R3");
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM source"), 2);
    assert_int_equal(due(), 0);
    assert_int_equal(rap_dossier_forget(d, 1, &err), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT n FROM source"), 2);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM judgement"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM hand WHERE what = 'date' AND"
                                    " a = 'b'"),
                     1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM hand"), 2);
    assert_int_equal(dossier_ask(d, "SELECT json_array_length(value) FROM hand WHERE"
                                    " what = 'mentions'"),
                     1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH"
                                    " 'harbour'"),
                     0);
    assert_int_equal(due(), 0);
    rap_dossier_close(d);
    d = dossier_open(PATH, RAP_OPEN_READ);
    static char bytes[1 << 20];
    FILE *file = fopen(PATH, "rb");
    assert_non_null(file);
    rap_str all = {bytes, fread(bytes, 1, sizeof bytes, file)};
    (void)fclose(file);
    assert_true(rap_str_find(all, RAP_STR("closed the bridge"), 0) < all.n);
    assert_int_equal(rap_str_find(all, RAP_STR("harbour"), 0), all.n);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, clean)
    const struct CMUnitTest tests[] = {
        TEST(a_record_that_is_not_what_it_says_is_refused),
        TEST(words_are_counted),
        TEST(a_source_is_taken_whenever_it_comes),
        TEST(what_is_read_again_takes_the_place_of_its_record),
        TEST(what_was_added_is_remembered_until_it_is_settled),
        TEST(mentions_go_to_their_reports_and_to_no_other),
        TEST(characters_are_cut_only_where_the_source_is_known),
        TEST(corrections_come_in_their_order_and_the_last_brief_stands),
        TEST(the_signature_of_a_correction_goes_with_it),
        TEST(judgements_are_of_rows_that_are_there),
        TEST(what_is_forgotten_takes_all_that_was_noted_of_it),
    };
    return cmocka_run_group_tests(tests, dossier_set_up, dossier_tear_down);
}
