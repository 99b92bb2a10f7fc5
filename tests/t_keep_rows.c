/*
 * tests/t_keep_rows.c - rows on their way into a dossier: which stay, where the others
 * come to lie, what is cited and indexed of them; and when a report may stand apart.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "dossier_stage.h"
#include "keep/apart.h"
#include "keep/renewal.h"
#include "keep/scribe.h"

#include <cmocka.h>

#define PATH "t_keep_rows.db"
#define STEP RAP_RENEWAL_STEP

static rap_dossier *d;
static rap_arena *arena;
static rap_filed reports[2];
static const int64_t numbers[] = {3, 7};
static const rap_cite cited[] = {{0, {2, 5}}, {1, {0, 4}}};

static int fresh(void **state)
{
    (void)state;
    dossier_remove(PATH);
    arena = rap_arena_new((size_t)1 << 26);
    d = dossier_open(PATH, RAP_OPEN_CREATE);
    reports[0] = (rap_filed){.title = RAP_STR("A title"),
                             .text = RAP_STR("about the locks"),
                             .source = RAP_STR("abcdefgh")};
    reports[1] = (rap_filed){.text = RAP_STR("about the ferry")};
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

static rap_scribe scribe(void)
{
    return (rap_scribe){
        .d = d, .arena = arena, .reports = reports, .numbers = numbers, .n = 2};
}

/* Number 1: "f000000000001". */
static rap_row figure(int number)
{
    char id[16];
    (void)snprintf(id, sizeof id, "f%012x", number);
    return (rap_row){.kind = RAP_ROW_FIGURE,
                     .id = rap_arena_copy(arena, rap_str_of(id)),
                     .who = RAP_STR("w"),
                     .other = RAP_STR("o"),
                     .what = RAP_STR("t"),
                     .state = RAP_STR("s"),
                     .day = RAP_STR("2031-05-04"),
                     .text = RAP_STR("x"),
                     .weight = 5,
                     .report = 0,
                     .body = RAP_STR("{}"),
                     .cites = cited,
                     .n_cites = 2};
}

static void write_at(const rap_row *row, int64_t place)
{
    rap_scribe s = scribe();
    assert_int_equal(rap_scribe_row(&s, row, place, NULL), RAP_OK);
    assert_int_equal(rap_scribe_statements(&s, NULL), RAP_OK);
}

static void write_figures(int n)
{
    for (int i = 1; i <= n; i++) {
        rap_row row = figure(i);
        write_at(&row, i * STEP);
    }
}

static rap_renewal *begin(void)
{
    rap_renewal *r = NULL;
    assert_int_equal(rap_renewal_begin(&r, d, 2, arena, NULL), RAP_OK);
    assert_non_null(r);
    return r;
}

static void take(rap_renewal *r, const rap_row *row)
{
    rap_scribe s = scribe();
    assert_int_equal(rap_renewal_take(r, row, rap_scribe_number(&s, row), NULL),
                     RAP_OK);
}

static void take_number(rap_renewal *r, int number)
{
    rap_row row = figure(number);
    take(r, &row);
}

/* What waits, with its places; `fits` as rap_renewal_place says. */
static rap_renewed placed(rap_renewal *r, bool fits)
{
    bool got = !fits;
    rap_renewal_place(r, &got);
    assert_int_equal(got, fits);
    return rap_renewal_rows(r);
}

/* ---- which rows stay ---------------------------------------------------------------
 */

static void rows_that_are_as_they_were_stay(void **state)
{
    (void)state;
    write_figures(300);
    rap_renewal *r = begin();
    for (int i = 1; i <= 300; i++)
        take_number(r, i);
    assert_int_equal(placed(r, true).n, 0);
    assert_int_equal(rap_renewal_take_out(r, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row"), 300);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite"), 600);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM was"), 0);
}

static void whatever_changes_alone_is_written_again_in_its_place(void **state)
{
    (void)state;
    write_figures(3);
    for (int which = 0; which < 10; which++) {
        rap_row row = figure(2);
        rap_str *const texts[] = {&row.who, &row.other, &row.what, &row.state,
                                  &row.day, &row.text,  &row.body};
        if (which < 7)
            *texts[which] = RAP_STR("other");
        else if (which == 7)
            row.weight = 4;
        else
            row.report = which == 8 ? 1 : -1;
        rap_renewal *r = begin();
        take_number(r, 1);
        take(r, &row);
        take_number(r, 3);
        rap_renewed w = placed(r, true);
        assert_int_equal(w.n, 1);
        assert_int_equal(w.places[0], 2 * STEP);
        assert_true(rap_str_eq(w.v[0].id, row.id));
        assert_true(w.v[0].id.p != row.id.p); /* a copy of its own */
        assert_int_equal(w.v[0].weight, row.weight);
        assert_int_equal(w.v[0].n_cites, 2);
        assert_memory_equal(w.v[0].cites, cited, sizeof cited);
        if (which < 7) assert_int_not_equal(rap_renewal_hash(&row), 0);
    }
}

static void new_rows_come_between_their_neighbours(void **state)
{
    (void)state;
    write_figures(4);
    rap_renewal *r = begin();
    take_number(r, 11); /* before the first */
    take_number(r, 1);
    take_number(r, 12); /* two between the first and the fourth */
    take_number(r, 13);
    take_number(r, 4);
    take_number(r, 14); /* and two behind the last */
    take_number(r, 15);
    rap_renewed w = placed(r, true);
    assert_int_equal(w.n, 5);
    assert_int_equal(w.places[0], STEP / 2);
    assert_int_equal(w.places[1], 2 * STEP);
    assert_int_equal(w.places[2], 3 * STEP);
    assert_int_equal(w.places[3], 5 * STEP);
    assert_int_equal(w.places[4], 6 * STEP);
}

static void where_no_room_is_left_between_two_all_is_written_anew(void **state)
{
    (void)state;
    rap_row a = figure(1), b = figure(2), c = figure(3);
    write_at(&a, 5);
    write_at(&b, 7);
    write_at(&c, 9);
    rap_renewal *r = begin();
    take_number(r, 1);
    take_number(r, 11);
    take_number(r, 2);
    take_number(r, 3);
    rap_renewed w = placed(r, true); /* room for one */
    assert_int_equal(w.n, 1);
    assert_int_equal(w.places[0], 6);
    r = begin();
    take_number(r, 1);
    take_number(r, 11);
    take_number(r, 12);
    take_number(r, 2);
    take_number(r, 13);
    take_number(r, 3);
    (void)placed(r, false);
}

static void a_row_out_of_turn_or_told_twice_is_written_again(void **state)
{
    (void)state;
    write_figures(3);
    rap_renewal *r = begin();
    take_number(r, 2);
    take_number(r, 1); /* it came before */
    take_number(r, 3);
    take_number(r, 3);
    rap_renewed w = placed(r, true);
    assert_int_equal(w.n, 2);
    assert_true(rap_str_is(w.v[0].id, "f000000000001"));
    assert_true(w.places[0] > 2 * STEP && w.places[0] < 3 * STEP);
    assert_true(rap_str_is(w.v[1].id, "f000000000003"));
    assert_int_equal(w.places[1], 4 * STEP);
}

static void rows_that_stood_apart_are_never_kept(void **state)
{
    (void)state;
    rap_row a = figure(1), b = figure(2), c = figure(3);
    write_at(&a, STEP);
    write_at(&b, RAP_APART_PLACE - 1);
    write_at(&c, RAP_APART_PLACE);
    rap_renewal *r = begin();
    take_number(r, 1);
    take_number(r, 2);
    take_number(r, 3);
    rap_renewed w = placed(r, true);
    assert_int_equal(w.n, 1);
    assert_true(rap_str_is(w.v[0].id, "f000000000003"));
}

static void it_is_not_worth_while_where_much_is_new(void **state)
{
    (void)state;
    rap_renewal *r = (rap_renewal *)(void *)&r;
    assert_int_equal(rap_renewal_begin(&r, d, 5000, arena, NULL), RAP_OK);
    assert_null(r); /* no rows are there */
    write_figures(1);
    static const struct {
        size_t fresh;
        uint32_t n;
        bool worth;
    } cases[] = {{512, 512, true},  {65, 513, false},       {64, 513, true},
                 {0, 100000, true}, {12501, 100000, false}, {12500, 100000, true}};
    size_t was = d->fresh.n;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d->fresh.n = cases[i].fresh;
        assert_int_equal(rap_renewal_begin(&r, d, cases[i].n, arena, NULL), RAP_OK);
        d->fresh.n = was;
        if ((r != NULL) != cases[i].worth) fail_msg("case %zu", i);
    }
}

static void what_is_no_more_goes_with_its_citations_and_is_noted(void **state)
{
    (void)state;
    write_figures(2);
    rap_row said = figure(0);
    said.kind = RAP_ROW_ATTRIBUTION;
    said.id = RAP_STR("a0000000000ff");
    said.text = RAP_STR("we stay");
    write_at(&said, 3 * STEP);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH"
                                    " 'stay' AND kind = 'attribution'"),
                     1);
    rap_renewal *r = begin();
    take_number(r, 2);
    (void)placed(r, true);
    assert_int_equal(rap_renewal_take_out(r, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row"), 1);
    assert_int_equal(dossier_ask(d, "SELECT place FROM row"), 2 * STEP);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite"), 2);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite WHERE id ="
                                    " 'f000000000002'"),
                     2);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM was"), 2);
    assert_int_equal(dossier_ask(d, "SELECT report = 3 AND at_from = 2 AND at_to = 5"
                                    " FROM was WHERE id = 'f000000000001'"),
                     1); /* where it stood first */
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM was_words"), 1);
    assert_int_equal(dossier_ask(d, "SELECT n FROM was_words"),
                     rap_store_words_row(RAP_STR("a0000000000ff")));
}

/* ---- how they are written ----------------------------------------------------------
 */

static void a_row_is_written_with_its_columns_and_citations(void **state)
{
    (void)state;
    rap_row row = figure(9), none = figure(10), far = figure(11);
    rap_scribe s = scribe();
    none.report = -1;
    far.report = 2; /* beyond the list */
    assert_int_equal(rap_scribe_number(&s, &row), 3);
    assert_int_equal(rap_scribe_number(&s, &none), 0);
    assert_int_equal(rap_scribe_number(&s, &far), 0);
    row.report = 1;
    assert_int_equal(rap_scribe_number(&s, &row), 7);
    write_at(&row, 12);
    write_at(&none, 13);
    assert_int_equal(
        dossier_ask(d, "SELECT count(*) FROM row WHERE place = 12 AND kind = 'figure'"
                       " AND id = 'f000000000009' AND who = 'w' AND other = 'o' AND"
                       " what = 't' AND state = 's' AND day = '2031-05-04' AND text ="
                       " 'x' AND weight = 5 AND report = 7 AND body = '{}'"),
        1);
    assert_int_equal(dossier_ask(d, "SELECT hash FROM row WHERE place = 12"),
                     rap_renewal_hash(&row));
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row WHERE report IS NULL"),
                     1);
    static const char cite[] =
        "SELECT count(*) FROM cite WHERE id = 'f000000000009' AND kind = 'figure' AND";
    char sql[240];
    (void)snprintf(sql, sizeof sql,
                   "%s report = 3 AND at_from = 2 AND at_to = 5 AND hash = %lld", cite,
                   (long long)rap_hash(RAP_STR("cde")));
    assert_int_equal(dossier_ask(d, sql), 1);
    (void)snprintf(sql, sizeof sql,
                   "%s report = 7 AND at_from = 0 AND at_to = 4 AND hash IS NULL",
                   cite); /* its source is not at hand */
    assert_int_equal(dossier_ask(d, sql), 1);
}

static void an_id_stands_once_and_a_row_apart_gives_way(void **state)
{
    (void)state;
    rap_row row = figure(1);
    rap_scribe s = scribe();
    rap_err err = {0};
    write_at(&row, STEP);
    assert_int_equal(rap_scribe_row(&s, &row, RAP_APART_PLACE, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM row"), 1);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM cite"), 4); /* what it adds */
    assert_int_equal(rap_scribe_row(&s, &row, RAP_APART_PLACE - 1, &err), RAP_E_STORE);
    assert_true(err.msg[0]);
}

static void words_stand_above_all_reports_in_the_order_of_ids(void **state)
{
    (void)state;
    assert_int_equal(rap_store_words_row(RAP_STR("")), 0);
    assert_int_equal(rap_store_words_row(RAP_STR("a")), 'a');
    assert_int_equal(rap_store_words_row(RAP_STR("a0")), (int64_t)'a' << 4);
    assert_int_equal(rap_store_words_row(RAP_STR("a00000000000f")),
                     ((int64_t)'a' << 48) + 15);
    assert_int_equal(rap_store_words_row(RAP_STR("a0000000000A9")),
                     ((int64_t)'a' << 48) + 0xA9);
    assert_int_equal(rap_store_words_row(RAP_STR("afedcba987654")),
                     ((int64_t)'a' << 48) + 0xfedcba987654);
    assert_int_equal(rap_store_words_row(RAP_STR("a000000000001ff")),
                     rap_store_words_row(RAP_STR("a000000000001")));
    assert_true(rap_store_words_row(RAP_STR("a000000000000")) > (int64_t)1 << 32);
}

static void statements_are_indexed_and_other_rows_are_not(void **state)
{
    (void)state;
    rap_scribe s = scribe();
    rap_row rows[3];
    static const char *const ids[] = {"a000000000009", "a000000000001",
                                      "a000000000005"};
    for (int i = 0; i < 3; i++) {
        rows[i] = figure(i + 1);
        rows[i].kind = RAP_ROW_ATTRIBUTION;
        rows[i].id = rap_str_of(ids[i]);
        rows[i].text = RAP_STR("the locks stay open");
        assert_int_equal(rap_scribe_row(&s, &rows[i], i + 1, NULL), RAP_OK);
    }
    rap_row other = figure(7);
    other.text = RAP_STR("the locks stay shut");
    assert_int_equal(rap_scribe_row(&s, &other, 9, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words"), 0); /* later */
    assert_int_equal(rap_scribe_statements(&s, NULL), RAP_OK);
    for (size_t i = 1; i < s.statements.n; i++)
        assert_true(s.statements.v[i - 1].at < s.statements.v[i].at);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH"
                                    " 'locks'"),
                     3);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH"
                                    " 'shut'"),
                     0);
    for (int i = 0; i < 3; i++) {
        bool same = false;
        assert_int_equal(rap_store_words_are(d, &same, rap_store_words_row(rows[i].id),
                                             "attribution", rows[i].id, rows[i].text,
                                             NULL),
                         RAP_OK);
        assert_true(same);
    }
}

static void a_report_is_indexed_by_title_and_text(void **state)
{
    static const struct {
        int64_t at;
        const char *kind, *id, *text;
        bool same;
    } cases[] = {{3, "report", "3", "A title\nabout the locks", true},
                 {7, "report", "7", "about the ferry", true},
                 {7, "report", "3", "about the ferry", false},
                 {7, "attribution", "7", "about the ferry", false},
                 {7, "report", "7", "about the ferries", false},
                 {3, "report", "7", "about the ferry", false}};
    (void)state;
    rap_scribe s = scribe();
    rap_buf buf = {0};
    assert_int_equal(rap_scribe_report(&s, 0, &buf, NULL), RAP_OK);
    assert_int_equal(rap_scribe_report(&s, 1, &buf, NULL), RAP_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool same = !cases[i].same;
        assert_int_equal(rap_store_words_are(d, &same, cases[i].at, cases[i].kind,
                                             rap_str_of(cases[i].id),
                                             rap_str_of(cases[i].text), NULL),
                         RAP_OK);
        if (same != cases[i].same) fail_msg("case %zu", i);
    }
    int before = sqlite3_total_changes(d->db);
    assert_int_equal(rap_scribe_report(&s, 1, &buf, NULL), RAP_OK);
    assert_int_equal(sqlite3_total_changes(d->db), before); /* it was there already */
    reports[1].text = RAP_STR("about the quay");
    assert_int_equal(rap_scribe_report(&s, 1, &buf, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words WHERE words MATCH"
                                    " 'ferry'"),
                     0);
    assert_int_equal(dossier_ask(d, "SELECT count(*) FROM words"), 2);
    rap_buf_done(&buf);
}

/* ---- who may stand apart -----------------------------------------------------------
 */

static void stand(int due, int64_t joined, int64_t last)
{
    char sql[500];
    (void)snprintf(
        sql, sizeof sql,
        "DELETE FROM source; DELETE FROM meta WHERE key = 'joined';"
        "UPDATE meta SET value = '%d' WHERE key = 'pile_due';"
        "INSERT INTO source (n, key, id, sha256, bytes, words, repairs,"
        " options, version, record_sha256, record) VALUES (%lld, 'k', '', '',"
        " 0, 0, 0, '', 1, '', x'')",
        due, (long long)last);
    assert_int_equal(rap_store_exec(d, sql, NULL), RAP_OK);
    (void)snprintf(sql, sizeof sql, "INSERT INTO meta VALUES ('joined', '%lld')",
                   (long long)joined);
    if (due != RAP_DUE_NOTHING) assert_int_equal(rap_store_exec(d, sql, NULL), RAP_OK);
}

static void few_reports_beside_a_large_pile_stand_apart(void **state)
{
    static const struct {
        int due;
        int64_t joined, last;
        uint32_t put_apart;
        bool may;
    } cases[] = {
        {RAP_DUE_NOTHING, 0, 199, 0, false}, {RAP_DUE_NOTHING, 0, 200, 0, true},
        {RAP_DUE_NOTHING, 0, 200, 3, true},  {RAP_DUE_NOTHING, 0, 200, 4, false},
        {RAP_DUE_NOTHING, 0, 250, 4, true},  {RAP_DUE_APART, 200, 219, 0, true},
        {RAP_DUE_APART, 200, 220, 0, false}, {RAP_DUE_APART, 209, 228, 0, true},
        {RAP_DUE_APART, 199, 201, 0, false}, {RAP_DUE_ALL, 200, 200, 0, false},
        {RAP_DUE_ALL, 300, 301, 0, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool may = !cases[i].may;
        stand(cases[i].due, cases[i].joined, cases[i].last);
        rap_dossier_allow_apart(d);
        d->put_apart = cases[i].put_apart;
        assert_int_equal(rap_apart_may(d, &may, NULL), RAP_OK);
        if (may != cases[i].may) fail_msg("case %zu", i);
        /* once joining is due the rest waits for it */
        assert_int_equal(d->may_stand_apart, may);
    }
    bool may = true;
    d->may_stand_apart = false; /* nobody asked for it */
    stand(RAP_DUE_NOTHING, 0, 1000);
    assert_int_equal(rap_apart_may(d, &may, NULL), RAP_OK);
    assert_false(may);
    struct rap_remote *nothing = (struct rap_remote *)(void *)&may;
    d->remote = nothing; /* in a database none may */
    rap_dossier_allow_apart(d);
    d->remote = NULL;
    assert_false(d->may_stand_apart);
}

static void how_many_stand_apart_is_told(void **state)
{
    static const struct {
        int due;
        int64_t joined, last, apart, told;
    } cases[] = {{RAP_DUE_NOTHING, 0, 9, 0, 9}, {RAP_DUE_APART, 5, 9, 4, 5},
                 {RAP_DUE_APART, 9, 9, 0, 9},   {RAP_DUE_APART, 8, 9, 1, 8},
                 {RAP_DUE_APART, 10, 9, 0, 10}, {RAP_DUE_ALL, 5, 9, 0, 5}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_dossier_standing s = {-1, -1};
        stand(cases[i].due, cases[i].joined, cases[i].last);
        assert_int_equal(rap_dossier_apart(d, &s, NULL), RAP_OK);
        if (s.apart != cases[i].apart || s.joined != cases[i].told)
            fail_msg("case %zu: %lld, %lld", i, (long long)s.apart,
                     (long long)s.joined);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, clean)
    const struct CMUnitTest tests[] = {
        TEST(rows_that_are_as_they_were_stay),
        TEST(whatever_changes_alone_is_written_again_in_its_place),
        TEST(new_rows_come_between_their_neighbours),
        TEST(where_no_room_is_left_between_two_all_is_written_anew),
        TEST(a_row_out_of_turn_or_told_twice_is_written_again),
        TEST(rows_that_stood_apart_are_never_kept),
        TEST(it_is_not_worth_while_where_much_is_new),
        TEST(what_is_no_more_goes_with_its_citations_and_is_noted),
        TEST(a_row_is_written_with_its_columns_and_citations),
        TEST(an_id_stands_once_and_a_row_apart_gives_way),
        TEST(words_stand_above_all_reports_in_the_order_of_ids),
        TEST(statements_are_indexed_and_other_rows_are_not),
        TEST(a_report_is_indexed_by_title_and_text),
        TEST(few_reports_beside_a_large_pile_stand_apart),
        TEST(how_many_stand_apart_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
