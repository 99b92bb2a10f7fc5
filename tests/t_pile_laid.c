/*
 * tests/t_pile_laid.c - reports laid out in order, rows put together by keys, the days
 * and sides that keys are made of, ids, and the pieces of a row's JSON.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/groups.h"
#include "pile/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void is(rap_str s, const char *z)
{
    if (!rap_str_is(s, z)) fail_msg("\"" RAP_FMT "\" is not \"%s\"", RAP_ARG(s), z);
}

static rap_pile *laid_with(const rap_filed *reports, uint32_t n,
                           const rap_pile_options *options)
{
    rap_pile *p = NULL;
    assert_int_equal(rap_pile_lay(&p, reports, n, options, NULL), RAP_OK);
    assert_false(p->failed);
    return p;
}

static rap_pile *laid(const rap_filed *reports, uint32_t n)
{
    return laid_with(reports, n, NULL);
}

/* ---- in order ---- */

static void reports_stand_by_id_key_digest_and_place(void **state)
{
    (void)state;
    const rap_filed reports[] = {
        {.id = {"2", 1}, .key = {"a", 1}},
        {.id = {"1", 1}, .key = {"c", 1}},
        {.id = {"1", 1}, .key = {"b", 1}, .sha256 = {"7", 1}},
        {.id = {"1", 1}, .key = {"b", 1}, .sha256 = {"6", 1}},
        {.id = {"1", 1}, .key = {"b", 1}, .sha256 = {"7", 1}},
        {.id = {"1", 1}, .key = {"b", 1}, .sha256 = {"7", 1}},
        {.id = {"0", 1}, .key = {"z", 1}},
    };
    static const uint32_t order[] = {6, 3, 2, 4, 5, 1, 0};
    rap_pile *p = laid(reports, 7);
    for (uint32_t r = 0; r < 7; r++) {
        assert_int_equal(p->order[r], order[r]);
        assert_ptr_equal(rap_pile_report(p, r), &reports[order[r]]);
    }
    assert_null(p->pace);
    rap_pile_free(p);
    p = laid(NULL, 0);
    assert_int_equal(p->n + p->entities.n + p->positions.n, 0);
    rap_pile_free(p);
    rap_pile_free(NULL);
}

static void flat_is(const rap_flat *f, const uint32_t *lengths, uint32_t n)
{
    uint32_t at = 0;
    for (uint32_t r = 0; r < n; r++) {
        assert_int_equal(f->first[r], at);
        for (uint32_t i = 0; i < lengths[r]; i++, at++) {
            assert_int_equal(f->v[at].report, r);
            assert_int_equal(f->v[at].index, i);
            assert_int_equal(rap_flat_at(f, r, i), at);
        }
    }
    assert_int_equal(f->first[n], at);
    assert_int_equal(f->n, at);
}

static const rap_span content[] = {{4, 9}, {12, 20}};
static const rap_filed_attribution attributions[] = {
    {.content = {content, 2}, .speaker = 0},
    {.content = {NULL, 0}, .speaker = -1},
    {.content = {content + 1, 1}, .speaker = 2}};

static void rows_are_numbered_through(void **state)
{
    (void)state;
    static const rap_filed_entity entities[3];
    static const rap_filed_figure figures[4];
    static const rap_filed_event events[2];
    static const rap_filed_position positions[5];
    const rap_filed reports[] = {
        {.id = {"1", 1},
         .entities = entities,
         .n_entities = 2,
         .figures = figures,
         .n_figures = 4,
         .positions = positions,
         .n_positions = 1},
        {.id = {"2", 1}},
        {.id = {"3", 1},
         .entities = entities,
         .n_entities = 3,
         .events = events,
         .n_events = 2,
         .attributions = attributions,
         .n_attributions = 3,
         .positions = positions,
         .n_positions = 5},
    };
    rap_pile *p = laid(reports, 3);
    flat_is(&p->entities, (const uint32_t[]){2, 0, 3}, 3);
    flat_is(&p->attributions, (const uint32_t[]){0, 0, 3}, 3);
    flat_is(&p->figures, (const uint32_t[]){4, 0, 0}, 3);
    flat_is(&p->events, (const uint32_t[]){0, 0, 2}, 3);
    flat_is(&p->positions, (const uint32_t[]){1, 0, 5}, 3);
    /* by where its words begin; without any by the head of the report */
    assert_true(rap_str_eq(rap_pile_attribution_id(p, 2, 0),
                           rap_pile_lone_id(p, 'A', 2, content[0])));
    assert_true(rap_str_eq(rap_pile_attribution_id(p, 2, 1),
                           rap_pile_lone_id(p, 'A', 2, (rap_span){0, 0})));
    assert_true(rap_str_eq(rap_pile_attribution_id(p, 2, 2),
                           rap_pile_lone_id(p, 'A', 2, content[1])));
    assert_int_equal(rap_pile_attribution_id(p, 2, -1).n, 0);
    rap_pile_free(p);
}

static void a_large_pile_with_a_folder_lies_in_a_file(void **state)
{
    (void)state;
    enum { LARGE = 16384 };
    rap_filed *reports = calloc(LARGE + 1, sizeof *reports);
    char(*keys)[8] = calloc(LARGE + 1, sizeof *keys);
    assert_true(reports && keys);
    for (uint32_t i = 0; i <= LARGE; i++) {
        (void)snprintf(keys[i], sizeof keys[i], "%05u", LARGE - i);
        reports[i].key = reports[i].id = rap_str_of(keys[i]);
        reports[i].attributions = attributions;
        reports[i].n_attributions = i == 7;
    }
    const rap_pile_options options = {.folder = "."}, none = {.folder = NULL};
    rap_pile *p = laid_with(reports, LARGE, &options);
    assert_null(p->pace);
    rap_pile_free(p);
    p = laid_with(reports, LARGE + 1, &none);
    assert_null(p->pace);
    rap_arena *scratch = rap_pile_scratch(p, 1000);
    assert_non_null(scratch);
    rap_pile_scratch_free(p, scratch);
    rap_pile_free(p);
    p = laid_with(reports, LARGE + 1, &options);
    assert_non_null(p->pace);
    for (uint32_t r = 0; r <= LARGE; r++) {
        assert_ptr_equal(rap_pile_report(p, r), &reports[LARGE - r]);
        assert_int_equal(p->pace->rank, r);
    }
    assert_int_equal(p->attributions.n, 1);
    assert_int_equal(rap_pile_attribution_id(p, LARGE - 7, 0).n, 13);
    uint32_t looks = p->pace->looks;
    (void)rap_pile_report(p, LARGE); /* the same again is no look */
    assert_int_equal(p->pace->looks, looks);
    (void)rap_pile_report(p, 0);
    assert_int_equal(p->pace->looks, looks + 1);
    scratch = rap_pile_scratch(p, 1000);
    assert_ptr_equal(p->pace->also, scratch);
    rap_pile_scratch_free(p, scratch);
    assert_null(p->pace->also);
    size_t taken = p->pace->taken;
    assert_non_null(RAP_PILE_NEW(p, uint64_t, 1000));
    assert_int_equal(p->pace->taken, taken + 8000);
    size_t left = ((size_t)64 << 20) - p->pace->taken;
    char *most = RAP_PILE_NEW(p, char, left - 1);
    assert_int_equal(p->pace->taken, taken + 8000 + left - 1);
    memset(most, 'x', left - 1);
    assert_non_null(RAP_PILE_NEW(p, char, 1));
    assert_int_equal(p->pace->taken, 0); /* let go of, and there all the same */
    assert_int_equal(most[left - 2], 'x');
    rap_pile_free(p);
    free(reports);
    free(keys);
}

static void a_row_kind_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(rap_row_kind_name(RAP_ROW_NONE), "");
    assert_string_equal(rap_row_kind_name(RAP_ROW_REPORT), "report");
    assert_string_equal(rap_row_kind_name(RAP_ROW_PLEDGE), "pledge");
    assert_string_equal(rap_row_kind_name(RAP_ROW_CHRONOLOGY), "chronology");
    assert_string_equal(rap_row_kind_name(RAP_ROW_KIND_COUNT), "");
}

/* ---- parties ---- */

/* Two reports: of four entities and of three, of whom the first and the last of all are
 * one; party 2 sits for 1, and 1 for 0; the last entity is nobody. */
static const rap_filed two_reports[] = {
    {.id = {"1", 1},
     .key = {"a", 1},
     .n_entities = 4,
     .entities = (const rap_filed_entity[4]){{.side = -1}},
     .attributions = attributions,
     .n_attributions = 3,
     .source = {"The  dam\n \tand the old mill held. ", 34}},
    {.id = {"2", 1},
     .key = {"b\"", 2},
     .n_entities = 3,
     .entities = (const rap_filed_entity[3]){{.side = -1}}}};

static rap_pile *with_parties(void)
{
    static const int32_t party_of[] = {0, 1, 2, 3, 2, 0, -1}, side[] = {-1, 0, 1, -1};
    static const char *const ids[] = {"Eaaaaaaaaaaaa", "Ebbbbbbbbbbbb", "Ecccccccccccc",
                                      "Edddddddddddd"};
    rap_pile *p = laid(two_reports, 2);
    p->party_of = RAP_PILE_NEW(p, int32_t, 7);
    p->parties = RAP_PILE_NEW(p, rap_party, 4);
    p->n_parties = 4;
    memcpy(p->party_of, party_of, sizeof party_of);
    for (int i = 0; i < 4; i++)
        p->parties[i] = (rap_party){.id = rap_str_of(ids[i]), .side = side[i]};
    return p;
}

static void a_party_and_the_side_it_sits_for(void **state)
{
    (void)state;
    rap_pile *p = with_parties();
    assert_int_equal(rap_pile_party(p, 0, 0), 0);
    assert_int_equal(rap_pile_party(p, 0, 3), 3);
    assert_int_equal(rap_pile_party(p, 1, 0), 2);
    assert_int_equal(rap_pile_party(p, 1, 2), -1);
    assert_int_equal(rap_pile_party(p, 1, -1), -1);
    static const int32_t sides[] = {0, 0, 0, 3};
    for (int32_t i = 0; i < 4; i++)
        assert_int_equal(rap_pile_side(p, i), sides[i]);
    assert_int_equal(rap_pile_side(p, -1), -1);
    is(rap_pile_party_id(p, 0), "Eaaaaaaaaaaaa");
    is(rap_pile_party_id(p, -1), "");
    p->parties[0].side = 2; /* for each other: it ends */
    assert_in_range(rap_pile_side(p, 0), 0, 2);
    rap_pile_free(p);
}

static uint64_t key_of(const rap_pile *p, uint32_t rank, const int32_t *v, uint32_t n)
{
    return rap_key_sides(RAP_KEY_START, p, rank, (rap_filed_refs){v, n});
}
#define KEY(p, rank, ...)                                                              \
    key_of((p), (rank), (const int32_t[]){__VA_ARGS__},                                \
           sizeof((const int32_t[]){__VA_ARGS__}) / sizeof(int32_t))

static void a_key_of_sides_holds_each_once_in_any_order(void **state)
{
    (void)state;
    rap_pile *p = with_parties();
    uint64_t both = KEY(p, 0, 0, 3);
    assert_true(KEY(p, 0, 3, 0) == both);
    assert_true(KEY(p, 0, 3, 1, 2) == both);
    assert_true(KEY(p, 0, 0, 3, 3, 0, 1) == both);
    assert_true(KEY(p, 0, 0) != both);
    assert_true(KEY(p, 0, 3) != both);
    assert_true(KEY(p, 0, 0) != KEY(p, 0, 3));
    assert_true(KEY(p, 0, 0) == KEY(p, 1, 0));
    assert_true(KEY(p, 0, 0) == KEY(p, 1, 1));
    assert_true(KEY(p, 1, 2) != KEY(p, 1, 1)); /* nobody is not the first party */
    assert_true(KEY(p, 1, 2, 1) == KEY(p, 1, 1, 2));
    assert_true(key_of(p, 0, NULL, 0) != KEY(p, 0, 0));
    assert_true(key_of(p, 0, NULL, 0) == rap_key_num(RAP_KEY_START, 0));
    assert_true(both == rap_key_num(rap_key_num(rap_key_num(RAP_KEY_START, 1), 4), 2));
    rap_pile_free(p);
}

static void of_very_many_sides_the_first_sixteen_count(void **state)
{
    (void)state;
    enum { MANY = 40 };
    static rap_filed_entity entities[MANY];
    const rap_filed report = {.entities = entities, .n_entities = MANY};
    int32_t v[MANY];
    rap_pile *p = laid(&report, 1);
    p->party_of = RAP_PILE_NEW(p, int32_t, MANY);
    p->parties = RAP_PILE_NEW(p, rap_party, MANY);
    p->n_parties = MANY;
    for (int32_t i = 0; i < MANY; i++) {
        v[i] = p->party_of[i] = MANY - 1 - i;
        p->parties[i].side = -1;
    }
    uint64_t sixteen = key_of(p, 0, v, 16);
    assert_true(sixteen != key_of(p, 0, v, 15));
    assert_true(sixteen == key_of(p, 0, v, MANY));
    rap_pile_free(p);
}

/* ---- groups ---- */

static void equal_keys_are_one_group_in_the_order_of_first_members(void **state)
{
    (void)state;
    static const uint64_t keys[] = {7, 0, 9, 7, 3, 0, 9, 7};
    static const uint32_t of[] = {0, 1, 2, 0, 3, 4, 2, 0}, first[] = {0, 3, 4, 6, 7},
                          n[] = {3, 1, 2, 1, 1}, members[] = {0, 3, 7, 1, 2, 6, 4, 5};
    rap_pile *p = laid(NULL, 0);
    rap_groups g;
    rap_pile_group(p, &g, keys, 8);
    assert_int_equal(g.n, 5);
    for (uint32_t i = 0; i < 8; i++) {
        assert_int_equal(g.of[i], of[i]);
        assert_int_equal(g.members[i], members[i]);
    }
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(g.v[i].first, first[i]);
        assert_int_equal(g.v[i].n, n[i]);
    }
    rap_pile_group(p, &g, keys, 0);
    assert_int_equal(g.n, 0);
    rap_pile_group(p, &g, keys, 1);
    assert_int_equal(g.n, 1);
    assert_int_equal(g.v[0].n, 1);
    rap_pile_free(p);
}

static void days_are(const char *day, const char *from, const char *to)
{
    int32_t a = 0, b = 0;
    rap_day first, last;
    if (!rap_pile_days(rap_str_of(day), &a, &b)) fail_msg("%s is no day", day);
    assert_true(rap_day_parse(&first, rap_str_of(from)));
    assert_true(rap_day_parse(&last, rap_str_of(to)));
    assert_int_equal(a, rap_day_serial(first));
    assert_int_equal(b, rap_day_serial(last));
}

static void a_day_of_any_fullness_has_a_first_and_a_last(void **state)
{
    (void)state;
    days_are("2032-02-03", "2032-02-03", "2032-02-03");
    days_are("2032-02", "2032-02-01", "2032-02-29");
    days_are("2032", "2032-01-01", "2032-12-31");
    days_are("2032-02-03/2032-02-05", "2032-02-03", "2032-02-05");
    days_are("2031-12/2032-02", "2031-12-01", "2032-02-29");
    days_are("2032-02-03/2032-02-03", "2032-02-03", "2032-02-03");
    static const char *const none[] = {
        "",        "--02-03",      "soon",
        "2032/",   "/2032",        "2032-02-05/2032-02-03",
        "2032/xx", "--02-03/2032", "2032/--02-03"};
    int32_t a, b;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(rap_pile_days(rap_str_of(none[i]), &a, &b));
}

/* ---- ids ---- */

static void an_id_is_a_letter_and_twelve_digits_of_where_it_is_told(void **state)
{
    (void)state;
    rap_pile *p = laid(two_reports, 2);
    rap_str id = rap_pile_id(p, 'F', 0, (rap_span){30, 34});
    assert_int_equal(id.n, 13);
    assert_int_equal(id.p[0], 'F');
    for (size_t i = 1; i < id.n; i++)
        assert_non_null(memchr("0123456789abcdef", id.p[i], 16));
    rap_str lone = rap_pile_lone_id(p, 'F', 0, (rap_span){30, 34});
    assert_true(rap_str_eq(id, lone)); /* looking takes none */
    /* a second row at that telling is another one; so is each other telling */
    const rap_str others[] = {rap_pile_id(p, 'F', 0, (rap_span){30, 34}),
                              rap_pile_id(p, 'F', 0, (rap_span){30, 34}),
                              rap_pile_id(p, 'F', 1, (rap_span){30, 34}),
                              rap_pile_id(p, 'F', 0, (rap_span){30, 35}),
                              rap_pile_id(p, 'F', 0, (rap_span){31, 34})};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(others[i].n, 13);
        assert_false(rap_str_eq(id, others[i]));
        for (size_t k = 0; k < i; k++)
            assert_false(rap_str_eq(others[i], others[k]));
    }
    rap_str event = rap_pile_id(p, 'V', 0, (rap_span){30, 34});
    assert_int_equal(event.p[0], 'V');
    assert_true(rap_str_eq(event, rap_pile_lone_id(p, 'V', 0, (rap_span){30, 34})));
    rap_pile_free(p);
}

static void the_same_rows_get_the_same_ids_in_another_pile(void **state)
{
    (void)state;
    rap_pile *p = laid(two_reports, 2), *q = laid(two_reports + 1, 1);
    for (uint32_t i = 0; i < 3; i++)
        assert_true(rap_str_eq(rap_pile_id(p, 'F', 1, (rap_span){i / 2, 9}),
                               rap_pile_id(q, 'F', 0, (rap_span){i / 2, 9})));
    rap_pile_free(p);
    rap_pile_free(q);
}

static int by_bytes(const void *x, const void *y)
{
    return rap_str_cmp(*(const rap_str *)x, *(const rap_str *)y);
}

static void many_ids_are_all_different(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    static rap_str ids[MANY];
    rap_pile *p = laid(two_reports, 2);
    for (uint32_t i = 0; i < MANY; i++)
        ids[i] = rap_pile_id(p, 'P', 0, (rap_span){i % 2500, 2500});
    assert_false(p->failed);
    qsort(ids, MANY, sizeof *ids, by_bytes);
    for (uint32_t i = 1; i < MANY; i++)
        assert_false(rap_str_eq(ids[i], ids[i - 1]));
    rap_pile_free(p);
}

/* ---- the JSON of a row ---- */

static rap_row row;

static rap_writing begun(rap_pile *p, const char *id)
{
    rap_writing w;
    row = (rap_row){.kind = RAP_ROW_FIGURE};
    rap_writing_begin(&w, p, &row, rap_str_of(id));
    return w;
}

static void a_row_is_one_object_with_its_citations(void **state)
{
    (void)state;
    const rap_filed reports[] = {two_reports[1], two_reports[0]};
    rap_pile *p = laid(reports, 2);
    rap_writing w = begun(p, "Fx");
    rap_writing_str(&w, "unit", RAP_STR("hut \"big\""));
    rap_writing_str(&w, "none", RAP_STR(""));
    rap_writing_int(&w, "n", -5);
    rap_writing_where(&w, 1, (rap_span){3, 8});
    rap_writing_cite(&w, 0, (rap_span){1, 2});
    rap_writing_cite(&w, 1, (rap_span){3, 4});
    rap_writing_end(&w);
    is(row.body, "{\"row\":\"figure\",\"id\":\"Fx\",\"unit\":\"hut \\\"big\\\"\","
                 "\"none\":null,\"n\":-5,\"report\":\"b\\\"\",\"at\":[3,8]}");
    is(row.id, "Fx");
    assert_int_equal(row.n_cites, 2);
    assert_int_equal(row.cites[0].report, 1); /* places of the list that was given */
    assert_int_equal(row.cites[1].report, 0);
    assert_int_equal(row.cites[1].at.to, 4);
    assert_false(p->failed);
    w = begun(p, "");
    rap_writing_end(&w);
    is(row.body, "{\"row\":\"figure\"}");
    assert_int_equal(row.n_cites, 0);
    rap_pile_free(p);
}

static void a_quote_has_single_blanks(void **state)
{
    (void)state;
    rap_pile *p = laid(two_reports, 2);
    rap_writing w = begun(p, "");
    is(rap_writing_quote(&w, 0, (rap_span){0, 14}), "The dam and");
    is(rap_writing_quote(&w, 0, (rap_span){3, 12}), "dam a");
    is(rap_writing_quote(&w, 0, (rap_span){28, 34}), "held.");
    is(rap_writing_quote(&w, 0, (rap_span){8, 11}), "");
    is(rap_writing_quote(&w, 1, (rap_span){0, 4}), ""); /* its source is not there */
    rap_pile_free(p);
}

static void told_is(rap_pile *p, rap_telling t, const char *wanted)
{
    rap_writing w = begun(p, "");
    char all[400];
    rap_writing_telling(&w, 0, t);
    rap_writing_end(&w);
    (void)snprintf(all, sizeof all, "{\"row\":\"figure\"%s}", wanted);
    is(row.body, all);
}

static void a_telling_says_what_applies(void **state)
{
    (void)state;
    rap_pile *p = with_parties();
    char by[400], anonymous[400];
    rap_str said = rap_pile_attribution_id(p, 0, 0),
            by_nobody = rap_pile_attribution_id(p, 0, 1);
    told_is(p, (rap_telling){.attribution = -1}, "");
    told_is(p, (rap_telling){-1, {"2031", 4}, {"actual", 6}, {"self", 4}},
            ",\"day\":\"2031\",\"status\":\"actual\",\"asserted_by\":\"self\"");
    told_is(p, (rap_telling){-1, {"", 0}, {"claimed", 7}, {"", 0}},
            ",\"status\":\"claimed\",\"claimant\":\"narrator\"");
    (void)snprintf(by, sizeof by,
                   ",\"attribution\":\"" RAP_FMT "\",\"status\":\"alleged\","
                   "\"claimant\":\"Eaaaaaaaaaaaa\"",
                   RAP_ARG(said));
    told_is(p, (rap_telling){0, {"", 0}, {"alleged", 7}, {"", 0}}, by);
    (void)snprintf(anonymous, sizeof anonymous,
                   ",\"attribution\":\"" RAP_FMT "\",\"status\":\"claimed\","
                   "\"claimant\":\"anonymous\"",
                   RAP_ARG(by_nobody));
    told_is(p, (rap_telling){1, {"", 0}, {"claimed", 7}, {"", 0}}, anonymous);
    is(rap_pile_claimant(p, 0, 2), "Ecccccccccccc");
    is(rap_pile_claimant(p, 0, 0), "Eaaaaaaaaaaaa");
    is(rap_pile_claimant(p, 0, -1), "narrator");
    rap_pile_free(p);
}

static void parties_are_named_once(void **state)
{
    (void)state;
    rap_pile *p = with_parties();
    rap_writing w = begun(p, "");
    static const int32_t first[] = {0, 3, 0, 3, 1}, second[] = {2, 0, 2, 1};
    rap_writing_parties(&w, "by", 0, (rap_filed_refs){first, 5});
    rap_writing_parties(&w, "to", 1, (rap_filed_refs){second, 4});
    rap_writing_parties(&w, "via", 1, (rap_filed_refs){NULL, 0});
    rap_writing_end(&w);
    is(row.body, "{\"row\":\"figure\",\"by\":[\"Eaaaaaaaaaaaa\",\"Edddddddddddd\","
                 "\"Ebbbbbbbbbbbb\"],\"to\":[\"Ecccccccccccc\",\"Eaaaaaaaaaaaa\"],"
                 "\"via\":[]}");
    is(rap_writing_ids(&w, 0, (rap_filed_refs){first, 5}),
       "Eaaaaaaaaaaaa Edddddddddddd Ebbbbbbbbbbbb");
    is(rap_writing_ids(&w, 1, (rap_filed_refs){second, 4}),
       "Ecccccccccccc Eaaaaaaaaaaaa");
    is(rap_writing_ids(&w, 1, (rap_filed_refs){second, 1}), ""); /* nobody */
    is(rap_writing_ids(&w, 0, (rap_filed_refs){first, 1}), "Eaaaaaaaaaaaa");
    is(rap_writing_ids(&w, 1, (rap_filed_refs){NULL, 0}), "");
    rap_pile_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_stand_by_id_key_digest_and_place),
        cmocka_unit_test(rows_are_numbered_through),
        cmocka_unit_test(a_large_pile_with_a_folder_lies_in_a_file),
        cmocka_unit_test(a_row_kind_has_a_name),
        cmocka_unit_test(a_party_and_the_side_it_sits_for),
        cmocka_unit_test(a_key_of_sides_holds_each_once_in_any_order),
        cmocka_unit_test(of_very_many_sides_the_first_sixteen_count),
        cmocka_unit_test(equal_keys_are_one_group_in_the_order_of_first_members),
        cmocka_unit_test(a_day_of_any_fullness_has_a_first_and_a_last),
        cmocka_unit_test(an_id_is_a_letter_and_twelve_digits_of_where_it_is_told),
        cmocka_unit_test(the_same_rows_get_the_same_ids_in_another_pile),
        cmocka_unit_test(many_ids_are_all_different),
        cmocka_unit_test(a_row_is_one_object_with_its_citations),
        cmocka_unit_test(a_quote_has_single_blanks),
        cmocka_unit_test(a_telling_says_what_applies),
        cmocka_unit_test(parties_are_named_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
