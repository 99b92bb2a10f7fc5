/*
 * tests/t_nearby.c - how likely each day is by the days of the reports most like one.
 */
/* SPDX-License-Identifier: MIT */
#include "days/nearby.h"
#include "days_woven.h"

#include <math.h>

enum { SPANS = RAP_NEARBY_SPANS, LEVELS = RAP_NEARBY_LEVELS, FAR = 2000 };

/* The first and the last day of each span; the last is without end. */
static const int32_t begin[SPANS] = {0, 1, 2, 3, 5, 8, 15, 31, 91, 366};
static const int32_t last[SPANS] = {0, 1, 2, 4, 7, 14, 30, 90, 365, 9000};

/* Days in it on both sides; the far ones are told by two thousand. */
static int days_in(int s)
{
    if (s == SPANS - 1) return FAR;
    return (last[s] - begin[s] + 1) * (s ? 2 : 1);
}

static void learn(rap_nearby *out, woven *w, int32_t first, int32_t n)
{
    woven_done(w);
    const rap_nearby_in in = {w->dated, w->day, w->n, w->likeness};
    assert_true(rap_nearby_learn(out, &in, first, n, w->arena));
}

/* ---- how far like reports lie apart ---- */

static void the_shares_of_all_days_make_one(const rap_nearby *b)
{
    for (int l = 0; l < LEVELS; l++) {
        double all = 0;
        for (int s = 0; s < SPANS; s++)
            all += (double)b->apart[l][s] * days_in(s);
        assert_true(fabs(all - 1e9) < 1e5);
    }
}

static void nearer_days_are_likelier_before_anything_is_learnt(void **state)
{
    (void)state;
    rap_nearby b;
    woven *w = woven_new(0);
    learn(&b, w, 0, 100);
    the_shares_of_all_days_make_one(&b);
    for (int s = 1; s < SPANS; s++)
        assert_true(b.apart[0][s] < b.apart[0][s - 1]);
    for (int l = 1; l < LEVELS; l++)
        assert_memory_equal(b.apart[l], b.apart[0], sizeof b.apart[0]);
    woven_free(w);
}

/* Ten pairs, each as far apart as `apart` says. */
static woven *pairs(const int32_t *apart)
{
    woven *w = woven_new(2 * SPANS);
    for (uint32_t k = 0; k < SPANS; k++) {
        woven_share(w, 2 * k, 2 * k + 1, 5);
        woven_date(w, 2 * k, 19000);
        woven_date(w, 2 * k + 1, k % 2 ? 19000 + apart[k] : 19000 - apart[k]);
    }
    return w;
}

/* Of 20 counted two lie in each span; what is usual counts for ten. */
static void pairs_are_counted_by_how_far_they_lie_apart(void **state)
{
    (void)state;
    const int32_t *ends[] = {begin, last};
    rap_nearby usual, b;
    woven *none = woven_new(0);
    learn(&usual, none, 0, 100);
    woven_free(none);
    for (int k = 0; k < 2; k++) {
        woven *w = pairs(ends[k]);
        learn(&b, w, 18000, 2000);
        assert_int_equal(woven_likeness(w, 0, 1), 1000);
        the_shares_of_all_days_make_one(&b);
        for (int s = 0; s < SPANS; s++) {
            double before = (double)usual.apart[0][s] * days_in(s);
            double wanted = (2e9 + 10 * before) / 30 / days_in(s);
            assert_true(fabs((double)b.apart[0][s] - wanted) < wanted / 1000 + 2);
            for (int l = 1; l < LEVELS; l++)
                assert_int_equal(b.apart[l][s], usual.apart[l][s]);
        }
        woven_free(w);
    }
}

/* One of a pair gives no day: nothing is learnt of it. */
static void reports_without_a_day_teach_nothing(void **state)
{
    (void)state;
    rap_nearby b;
    woven *w = pairs(begin);
    for (uint32_t k = 0; k < SPANS; k++)
        w->dated[2 * k + k % 2] = false;
    learn(&b, w, 18000, 2000);
    for (int l = 1; l < LEVELS; l++)
        assert_memory_equal(b.apart[0], b.apart[l], sizeof b.apart[0]);
    woven_free(w);
}

/* Those of 0 and 1 share `x` of 25 words; each has a twin for the others. */
static int level_learnt(uint32_t x, uint32_t others)
{
    rap_nearby b;
    int level = -1;
    woven *w = woven_new(4);
    woven_share(w, 0, 1, x);
    woven_share(w, 0, 2, others);
    woven_share(w, 1, 3, others);
    woven_date(w, 0, 100);
    woven_date(w, 1, 100);
    learn(&b, w, 0, 300);
    for (int l = 0; l < LEVELS; l++)
        if (b.apart[l][0] > b.apart[l][1] + 200000000) level = l;
    woven_free(w);
    return level;
}

/* The bounds belong to the level below. */
static void likeness_has_levels(void **state)
{
    (void)state;
    assert_int_equal(level_learnt(5, 0), 0);
    assert_int_equal(level_learnt(61, 39), 0);
    assert_int_equal(level_learnt(6, 4), 1);
    assert_int_equal(level_learnt(41, 59), 1);
    assert_int_equal(level_learnt(4, 6), 2);
    assert_int_equal(level_learnt(26, 74), 2);
    assert_int_equal(level_learnt(5, 15), 3);
    assert_int_equal(level_learnt(3, 17), 4);
    assert_int_equal(level_learnt(2, 18), 5);
    assert_int_equal(level_learnt(7, 93), 6);
    assert_int_equal(level_learnt(1, 21), 7);
}

/* The last two are alike; 1998, or 1999, that are like nothing stand before them. */
static void so_many_are_learnt_from_and_no_more(void **state)
{
    (void)state;
    for (uint32_t n = 2000; n <= 2002; n++) {
        rap_nearby b;
        woven *w = woven_new(n + 2);
        woven_share(w, n - 2, n - 1, 5);
        woven_share(w, n, n + 1, 5);
        for (uint32_t r = 0; r < n; r++)
            woven_date(w, r, 100);
        learn(&b, w, 0, 300);
        const double counted = n == 2000 ? 2 : n == 2001 ? 1 : 0;
        const double wanted = (counted + 2.5) / (counted + 10) * 1e9;
        assert_true(fabs((double)b.apart[0][0] - wanted) < 1e6);
        woven_free(w);
    }
}

/* ---- where the pile has reports at all ---- */

static void about_a_report_its_pile_is_likelier_to_have_others(void **state)
{
    (void)state;
    rap_nearby b;
    woven *w = woven_new(3);
    woven_date(w, 1, 1500);
    learn(&b, w, 1000, 1000);
    const double near = 0.5e9 / 31, about = 0.5e9 / 361;
    for (int i = 0; i < 1000; i++) {
        int off = abs(i - 500);
        double wanted = (off <= 15 ? near : 0) + (off <= 180 ? about : 0);
        assert_true(fabs((double)b.usual[i] - wanted) < 3);
    }
    woven_free(w);
}

static void the_reports_share_what_is_usual(void **state)
{
    (void)state;
    rap_nearby b;
    woven *w = woven_new(5);
    woven_date(w, 0, 1500);
    woven_date(w, 4, 1520);
    woven_date(w, 2, 900); /* its ring reaches in */
    woven_date(w, 3, 2180);
    w->day[1] = 1900; /* not given: it counts for nothing */
    learn(&b, w, 1000, 1000);
    const double near = 0.125e9 / 31, about = 0.125e9 / 361;
    assert_true(fabs((double)b.usual[500] - near - 2 * about) < 5);
    assert_true(fabs((double)b.usual[510] - 2 * near - 2 * about) < 5);
    assert_true(fabs((double)b.usual[0] - about) < 5);
    assert_true(fabs((double)b.usual[80] - about) < 5);
    assert_true(fabs((double)b.usual[81]) < 5);
    assert_true(fabs((double)b.usual[900]) < 5);
    assert_true(fabs((double)b.usual[999]) < 5);
    woven_free(w);
}

static void a_ring_ends_with_the_days_that_are_asked(void **state)
{
    (void)state;
    static const int32_t days[] = {1000, 1999, 800, 2200, 1999 + 180, 1000 - 180};
    static const double at_first[] = {
        0.5e9 / 31 + 0.5e9 / 361, 0, 0, 0, 0, 0.5e9 / 361};
    static const double at_last[] = {0, 0.5e9 / 31 + 0.5e9 / 361, 0, 0, 0.5e9 / 361, 0};
    for (int k = 0; k < 6; k++) {
        rap_nearby b;
        woven *w = woven_new(1);
        woven_date(w, 0, days[k]);
        learn(&b, w, 1000, 1000);
        assert_true(fabs((double)b.usual[0] - at_first[k]) < 3);
        assert_true(fabs((double)b.usual[999] - at_last[k]) < 3);
        assert_true(fabs((double)b.usual[500]) < 3);
        woven_free(w);
    }
}

static void without_dated_reports_nothing_is_usual(void **state)
{
    (void)state;
    rap_nearby b;
    woven *w = woven_new(2);
    learn(&b, w, 1000, 50);
    for (int i = 0; i < 50; i++)
        assert_int_equal(b.usual[i], 0);
    woven_free(w);
}

/* ---- what neighbours say ---- */

enum { DAYS = 1000, FIRST = 5000 };

typedef struct {
    rap_arena *arena;
    rap_nearby b;
    int32_t points[DAYS + 1]; /* one more, which stays */
    uint32_t same;
} ear;

/* Shares that tell levels and spans apart. */
static ear *opened(void)
{
    rap_arena *arena = rap_arena_new(1 << 22);
    assert_non_null(arena);
    ear *e = RAP_NEW(arena, ear, 1);
    assert_non_null(e);
    e->arena = arena;
    e->b.first = FIRST;
    e->b.n = DAYS;
    e->b.usual = RAP_NEW(arena, int64_t, DAYS + 1);
    assert_non_null(e->b.usual);
    for (int l = 0; l < LEVELS; l++)
        for (int s = 0; s < SPANS; s++)
            e->b.apart[l][s] = (uint64_t)(1e8 * pow(0.8, l) * pow(0.5, s));
    for (int i = 0; i < DAYS; i++)
        e->b.usual[i] = 500000 + 1000 * i;
    return e;
}

static int level_of(uint32_t share)
{
    static const uint32_t above[] = {600, 400, 250, 150, 100, 70, 45};
    int level = 0;
    while (level < 7 && share <= above[level])
        level++;
    return level;
}

static int span_of(int32_t off)
{
    int s = 0;
    while (off > last[s])
        s++;
    return s;
}

/* What a day should be worth: as loud as likeness cubed, nine tenths to the days about
 * the neighbour's own, the rest, and what lies far, where the pile has its days. */
static double wanted(const ear *e, const rap_neighbour *v, uint32_t n, int i)
{
    double all = 0, near = 0, far = 0;
    for (uint32_t k = 0; k < n; k++)
        all += pow(v[k].like.share, 3);
    for (uint32_t k = 0; k < n; k++) {
        double share = pow(v[k].like.share, 3) / all * v[k].same / 1000;
        int level = level_of(v[k].like.share) + v[k].found;
        const uint64_t *apart = e->b.apart[level < LEVELS ? level : LEVELS - 1];
        int s = span_of(abs(FIRST + i - v[k].day));
        if (s < SPANS - 1) near += 0.9 * share * (double)apart[s];
        far += 0.9 * share * (double)apart[SPANS - 1] * FAR / 1e9 + 0.1 * share;
    }
    return 256 * log2(near + far * (double)e->b.usual[i]);
}

static void heard_as_wanted(ear *e, const rap_neighbour *v, uint32_t n)
{
    assert_true(rap_nearby_hear(&e->b, v, n, e->points, &e->same, e->arena));
    assert_int_equal(e->points[DAYS], 0);
    for (int i = 0; i < DAYS; i++)
        assert_true(fabs(e->points[i] - wanted(e, v, n, i)) < 5);
}

static rap_neighbour neighbour(int32_t day, uint32_t share, uint16_t same, bool found)
{
    return (rap_neighbour){
        .like = {0, share, 9}, .day = FIRST + day, .same = same, .found = found};
}

static void one_neighbour_speaks_for_the_days_about_its_own(void **state)
{
    (void)state;
    static const int32_t days[] = {500, 0, DAYS - 1, -1, DAYS, -40, DAYS + 300, -7000};
    ear *e = opened();
    for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
        const rap_neighbour v = neighbour(days[k], 500, 1000, false);
        heard_as_wanted(e, &v, 1);
        assert_in_range(e->same, 999990, 1000000);
    }
    rap_arena_free(e->arena);
}

static void the_more_alike_speaks_as_its_level_does(void **state)
{
    (void)state;
    static const uint32_t shares[] = {1000, 601, 600, 401, 400, 251, 250, 151, 150,
                                      101,  100, 71,  70,  46,  45,  44,  20};
    ear *e = opened();
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
        for (int found = 0; found < 2; found++) {
            const rap_neighbour v = neighbour(500, shares[k], 1000, found != 0);
            heard_as_wanted(e, &v, 1);
        }
    rap_arena_free(e->arena);
}

static void neighbours_are_believed_as_far_as_they_are_on_the_matter(void **state)
{
    (void)state;
    ear *e = opened();
    const rap_neighbour half = neighbour(500, 500, 400, false);
    heard_as_wanted(e, &half, 1);
    assert_in_range(e->same, 399990, 400000);
    const rap_neighbour two[] = {neighbour(300, 600, 1000, false),
                                 neighbour(600, 300, 200, false)};
    heard_as_wanted(e, two, 2); /* eight to one */
    assert_in_range(e->same, 911100, 911112);
    rap_arena_free(e->arena);
}

static void all_neighbours_are_heard(void **state)
{
    (void)state;
    ear *e = opened();
    rap_neighbour v[RAP_NEARBY_LIKE];
    for (int i = 0; i < RAP_NEARBY_LIKE; i++)
        v[i] = neighbour(i * 70, (uint32_t)(300 - 10 * i), (uint16_t)(1000 - 50 * i),
                         i % 3 == 0);
    heard_as_wanted(e, v, RAP_NEARBY_LIKE);
    rap_arena_free(e->arena);
}

static void without_neighbours_no_day_is_likelier(void **state)
{
    (void)state;
    ear *e = opened();
    assert_true(rap_nearby_hear(&e->b, NULL, 0, e->points, &e->same, e->arena));
    assert_int_equal(e->same, 0);
    for (int i = 0; i < DAYS; i++)
        assert_int_equal(e->points[i], 0);
    rap_arena_free(e->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearer_days_are_likelier_before_anything_is_learnt),
        cmocka_unit_test(pairs_are_counted_by_how_far_they_lie_apart),
        cmocka_unit_test(reports_without_a_day_teach_nothing),
        cmocka_unit_test(likeness_has_levels),
        cmocka_unit_test(so_many_are_learnt_from_and_no_more),
        cmocka_unit_test(about_a_report_its_pile_is_likelier_to_have_others),
        cmocka_unit_test(the_reports_share_what_is_usual),
        cmocka_unit_test(a_ring_ends_with_the_days_that_are_asked),
        cmocka_unit_test(without_dated_reports_nothing_is_usual),
        cmocka_unit_test(one_neighbour_speaks_for_the_days_about_its_own),
        cmocka_unit_test(the_more_alike_speaks_as_its_level_does),
        cmocka_unit_test(neighbours_are_believed_as_far_as_they_are_on_the_matter),
        cmocka_unit_test(all_neighbours_are_heard),
        cmocka_unit_test(without_neighbours_no_day_is_likelier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
