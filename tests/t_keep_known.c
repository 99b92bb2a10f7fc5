/*
 * tests/t_keep_known.c - what a dossier knows that a report alone does not: names, for
 * one that stands apart; the day, for one that gives none.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "keep/apart.h"
#include "keep/store.h"

#include <cmocka.h>

#define PATH "t_keep_known.db"

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

static void run(const char *sql)
{
    rap_err err = {0};
    if (rap_store_exec(d, sql, &err) != RAP_OK) fail_msg("%s", err.msg);
}

static rap_str text_of(const char *sql)
{
    rap_query *q = NULL;
    bool more = false;
    assert_int_equal(rap_query_new(&q, d, sql, NULL), RAP_OK);
    assert_int_equal(rap_query_step(q, &more, NULL), RAP_OK);
    rap_str v = more ? rap_arena_copy(arena, rap_query_str(q, 0)) : RAP_STR("none");
    rap_query_end(q);
    return v;
}

/* ---- names -------------------------------------------------------------------------
 */

static const char paris[] =
    "PARIS, May 4, 2031 (NPA) - France's envoy Jon Ruud said on Monday that the "
    "harbour of Ostia would stay open. The United Nations rejected the offer, its "
    "spokesman said.\n\n"
    "\"We will not leave,\" Ruud told reporters. Officials said nothing.\n";

#define AA "E0000000000aa"
#define BB "E0000000000bb"
#define FR "E0000000000fe"

typedef struct {
    const char *id, *kind, *name, *iso, *side;
} known;

static const struct {
    known v[2];
    const char *whose; /* id of this name in the rows of the report */
    const char *id;    /* NULL: one of its own */
} cases[] = {
    {{{AA, "person", "Jon Ruud", "", ""}}, "Jon Ruud", AA},
    {{{AA, "person", "JON RUUD", "", ""}}, "Jon Ruud", AA},
    {{{AA, "person", "Jon Rud", "", ""}}, "Jon Ruud", NULL},
    {{{AA, "organization", "Jon Ruud", "", ""}}, "Jon Ruud", NULL},
    {{{AA, "person", "Jon Ruud", "", BB}}, "Jon Ruud", NULL}, /* of another side */
    {{{AA, "person", "Jon Ruud", "", FR}, {FR, "country", "France", "FRA", ""}},
     "Jon Ruud",
     AA},
    {{{AA, "person", "Jon Ruud", "", BB}, {FR, "country", "France", "FRA", ""}},
     "Jon Ruud",
     NULL},
    {{{AA, "person", "Jon Ruud", "", ""}, {BB, "person", "Jon Ruud", "", ""}},
     "Jon Ruud",
     NULL}, /* which of them? */
    {{{AA, "person", "Ruud", "", ""}}, "Jon Ruud", NULL},
    {{{AA, "person", "Ruud", "", ""}, {BB, "person", "Jon Ruud", "", ""}},
     "Jon Ruud",
     BB},
    {{{AA, "organization", "Ostia", "", ""}}, "Ostia", AA}, /* one word will do */
    {{{AA, "country", "French Republic", "FRA", ""}}, "France", AA},
    {{{AA, "country", "France", "FRX", ""}}, "France", NULL},
    {{{AA, "organization", "France", "FRA", ""}}, "France", NULL},
    {{{AA, "anonymous", "Officials", "", ""}}, "Officials", NULL},
    {{{"E00000000000012", "person", "Jon Ruud", "", ""}},
     "Jon Ruud",
     "E00000000000012"},
    {{{"E000000000000123", "person", "Jon Ruud", "", ""}}, "Jon Ruud", NULL}};

/* A pile of which only what is asked of it is there. */
static void make_pile(const known *v)
{
    run("DELETE FROM row; DELETE FROM cite; DELETE FROM source; DELETE FROM words;"
        "DELETE FROM meta WHERE key = 'joined';"
        "UPDATE meta SET value = '0' WHERE key = 'pile_due';"
        "INSERT INTO source (n, key, id, sha256, bytes, words, repairs, options,"
        " version, record_sha256, record) VALUES (300, 'k', '', '', 0, 0, 0, '', 1, '',"
        " x'')");
    for (int i = 0; i < 2 && v[i].id; i++) {
        char sql[400];
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO row VALUES (%d, 'entity', '%s', '', '%s', '%s',"
                       " '%s', '', '%s', 1, NULL, 0, '{}')",
                       i + 1, v[i].id, v[i].side, v[i].iso, v[i].kind, v[i].name);
        run(sql);
    }
    d->put_apart = 0;
    rap_dossier_allow_apart(d);
}

static void names_that_are_known_for_certain_are_those_of_the_pile(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char sql[300];
        make_pile(cases[i].v);
        assert_int_equal(dossier_add(d, "new", paris).number, 301);
        (void)snprintf(sql, sizeof sql,
                       "SELECT id FROM row WHERE kind = 'entity' AND place >= 1 << 60"
                       " AND text = '%s'",
                       cases[i].whose);
        rap_str id = text_of(sql);
        /* a row that is there already gives way */
        bool own = !rap_str_is(id, "none");
        if (own != !cases[i].id) fail_msg("case %zu: " RAP_FMT, i, RAP_ARG(id));
        if (!cases[i].id) continue;
        (void)snprintf(sql, sizeof sql,
                       "SELECT count(*) FROM cite WHERE report = 301 AND id = '%s'",
                       cases[i].id);
        assert_true(dossier_ask(d, sql) > 0);
    }
}

static void a_report_that_stands_apart_says_so(void **state)
{
    (void)state;
    static const known none[2] = {{0}};
    make_pile(none);
    (void)dossier_add(d, "new", paris);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'joined'"),
                     300);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'pile_due'"),
                     RAP_DUE_APART);
    assert_int_equal(dossier_ask(d, "PRAGMA user_version"), 2);
    assert_int_equal(d->put_apart, 1);
    int64_t rows = dossier_ask(d, "SELECT count(*) FROM row");
    assert_true(rows > 5);
    assert_int_equal(dossier_ask(d, "SELECT min(place) FROM row"), RAP_APART_PLACE + 1);
    assert_int_equal(dossier_ask(d, "SELECT max(place) FROM row"),
                     RAP_APART_PLACE + rows);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words WHERE kind = 'report'"),
                     1);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM words WHERE kind <> 'report'"),
        dossier_ask(d, "SELECT count(*) FROM row WHERE kind ="
                       " 'attribution'"));
    (void)dossier_add(d, "next", paris);
    assert_int_equal(dossier_ask(d, "SELECT value FROM meta WHERE key = 'joined'"),
                     300);
    assert_int_equal(dossier_ask(d, "SELECT min(place) FROM row WHERE kind = 'report'"
                                    " AND report = 302") > RAP_APART_PLACE + rows,
                     1); /* behind all others */
}

/* ---- days --------------------------------------------------------------------------
 */

static const char *const affairs[] = {
    "trawler Havbris seized near the lighthouse of Kvam",
    "coffee warehouse burnt down beside the roasters of Lenz",
    "bridge of Ostrava collapsed under a convoy of lorries",
    "ferry Solveig left its passengers stranded on the quay",
    "minefield of Balka was crossed by shepherds and sappers",
    "prisoners were exchanged on a bus at the Tarn crossing",
    "orchard of Pelin was shelled beside a grandmother's well",
    "pipeline valve at Dorn leaked over the technicians"};
enum { AFFAIRS = 8 };

static const char *report_of(int affair, int day)
{
    static char text[600];
    static const char words[] = "%s%sThe %s, officials said. Nobody has been told why "
                                "the %s, said one of them.\n";
    char line[40] = "";
    if (day) (void)snprintf(line, sizeof line, "OSTIA, May %d, 2031 (NPA) - ", day);
    (void)snprintf(text, sizeof text, words, line, "", affairs[affair],
                   affairs[affair]);
    return text;
}

/* Two dated reports of each affair, on the 1st, 3rd, 5th ... of May, and a last one, of
 * the third affair, that gives no day. */
static void make_days(void)
{
    for (int i = 0; i < 2 * AFFAIRS; i++) {
        char key[16];
        (void)snprintf(key, sizeof key, "n%d", i);
        (void)dossier_add(d, key, report_of(i / 2, i / 2 * 2 + 1));
    }
    (void)dossier_add(d, "undated", report_of(2, 0));
}

static size_t days_of(const rap_dossier_day **out, rap_days between)
{
    size_t n = 99;
    rap_err err = {0};
    if (rap_dossier_days(d, out, &n, between, arena, &err) != RAP_OK)
        fail_msg("%s", err.msg);
    return n;
}

static rap_day day(const char *text)
{
    rap_day v = {0};
    assert_true(rap_day_parse(&v, rap_str_of(text)));
    return v;
}

/* Read again: its record says this of the day. */
static void say(const char *published)
{
    static const char none[] = "\"published\":{\"day\":null,\"from\":null,\"to\":null,"
                               "\"sure\":0,\"basis\":\"none\"";
    rap_str r = dossier_record("undated", report_of(2, 0));
    size_t at = rap_str_find(r, rap_str_of(none), 0);
    assert_true(at < r.n);
    rap_buf out = {0};
    rap_err err = {0};
    rap_buf_put(&out, rap_str_cut(r, 0, at));
    rap_buf_z(&out, published);
    rap_buf_put(&out, rap_str_cut(r, at + sizeof none - 1, r.n));
    if (rap_dossier_reread(d, 2 * AFFAIRS + 1, rap_buf_str(&out), RAP_STR("{}"),
                           &err) != RAP_OK)
        fail_msg("%s", err.msg);
    rap_buf_done(&out);
}

static void say_day(rap_dossier_day v)
{
    char text[300];
    (void)snprintf(text, sizeof text,
                   "\"published\":{\"day\":\"%s\",\"from\":\"%s\",\"to\":\"%s\","
                   "\"sure\":%d,\"basis\":\"pile\"",
                   rap_day_print(v.day).z, rap_day_print(v.range.from).z,
                   rap_day_print(v.range.to).z, v.sure);
    say(text);
}

static void a_day_is_told_until_the_record_has_it(void **state)
{
    (void)state;
    const rap_days none = {0};
    const rap_dossier_day *v = NULL;
    assert_int_equal(days_of(&v, none), 0); /* no report at all */
    (void)dossier_add(d, "dated", report_of(1, 9));
    assert_int_equal(days_of(&v, none), 0); /* all give theirs */
    run("DELETE FROM source");
    make_days();
    assert_int_equal(days_of(&v, none), 1);
    assert_int_equal(v[0].n, dossier_ask(d, "SELECT n FROM source WHERE key ="
                                            " 'undated'"));
    rap_dossier_day told = v[0];
    assert_string_equal(rap_day_print(told.day).z, "2031-05-05");
    assert_true(told.sure > 0);
    run("UPDATE source SET n = 17 WHERE key = 'undated'");
    say_day(told);
    assert_int_equal(days_of(&v, none), 0);
    for (int i = 0; i < 4; i++) { /* what it says otherwise is news */
        rap_dossier_day other = told;
        if (i == 0) other.day = day("2031-05-06");
        if (i == 1) other.range.from = day("2031-04-30");
        if (i == 2) other.range.to = day("2031-05-30");
        if (i == 3) other.sure--;
        say_day(other);
        assert_int_equal(days_of(&v, none), 1);
        assert_int_equal(v[0].n, 17);
        assert_int_equal(v[0].sure, told.sure);
        assert_string_equal(rap_day_print(v[0].day).z, "2031-05-05");
    }
}

static void a_day_that_the_pile_no_more_tells_is_taken_back(void **state)
{
    (void)state;
    const rap_days none = {0};
    const rap_dossier_day *v = NULL;
    (void)dossier_add(d, "undated", report_of(2, 0));
    assert_int_equal(days_of(&v, none), 0); /* nothing is known, and nothing said */
    run("UPDATE source SET n = 17");
    say("\"published\":{\"day\":\"2031-05-05\",\"from\":\"2031-05-05\",\"to\":"
        "\"2031-05-05\",\"sure\":40,\"basis\":\"pile\"");
    assert_int_equal(days_of(&v, none), 1);
    assert_int_equal(v[0].n, 17);
    assert_true(rap_day_is_none(v[0].day));
}

static void days_lie_within_the_bounds_of_the_caller_or_the_brief(void **state)
{
    (void)state;
    const rap_days none = {0};
    const rap_days late = {day("2031-05-09"), day("2031-05-20")};
    const rap_days until = {.to = day("2031-05-03")};
    const rap_dossier_day *v = NULL;
    make_days();
    assert_int_equal(days_of(&v, late), 1);
    assert_true(strcmp(rap_day_print(v[0].day).z, "2031-05-09") >= 0);
    assert_int_equal(days_of(&v, until), 1);
    assert_true(strcmp(rap_day_print(v[0].day).z, "2031-05-03") <= 0);
    assert_int_equal(rap_dossier_correct(d, "brief", RAP_STR(""), RAP_STR(""),
                                         RAP_STR("party: Norland\nbetween: 2031-05-10"
                                                 "  2031-05-12\n"),
                                         NULL),
                     RAP_OK);
    assert_int_equal(days_of(&v, none), 1);
    assert_true(strcmp(rap_day_print(v[0].day).z, "2031-05-10") >= 0);
    assert_true(strcmp(rap_day_print(v[0].range.to).z, "2031-05-12") <= 0);
    assert_int_equal(days_of(&v, until), 1); /* the caller's word goes before it */
    assert_true(strcmp(rap_day_print(v[0].day).z, "2031-05-03") <= 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, clean)
    const struct CMUnitTest tests[] = {
        TEST(names_that_are_known_for_certain_are_those_of_the_pile),
        TEST(a_report_that_stands_apart_says_so),
        TEST(a_day_is_told_until_the_record_has_it),
        TEST(a_day_that_the_pile_no_more_tells_is_taken_back),
        TEST(days_lie_within_the_bounds_of_the_caller_or_the_brief),
    };
    return cmocka_run_group_tests(tests, dossier_set_up, dossier_tear_down);
}
