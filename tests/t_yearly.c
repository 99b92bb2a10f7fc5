/*
 * tests/t_yearly.c - the years of reports, from their texts and from those like them.
 */
/* SPDX-License-Identifier: MIT */
#include "days/yearly.h"
#include "days_woven.h"
#include "times/alone.h"

#include <math.h>
#include <string.h>

enum { FROM = 2018, YEARS = 6, ONE = 65536, ROUNDS = 5, ASKED = 15 };

static const rap_days window = {{2018, 1, 1}, {2023, 12, 31}};

static int32_t day_of(int year)
{
    return rap_day_serial((rap_day){(int16_t)year, 6, 15});
}

static rap_yearly weighed(woven *w, rap_days between)
{
    rap_yearly y;
    const rap_yearly_in in = {w->texts, w->n,        w->dated, w->day,
                              w->same,  w->likeness, between};
    assert_int_equal(rap_yearly_weigh(&y, &in, w->arena, NULL), RAP_OK);
    return y;
}

static double share(const rap_yearly *y, uint32_t r, int year)
{
    return y->share[r * y->n + (uint32_t)(year - y->first)] / (double)ONE;
}

static double own(const rap_yearly *y, uint32_t r, int year)
{
    return y->own[r * y->n + (uint32_t)(year - y->first)] / (double)ONE;
}

/* ---- what each says itself ---- */

static void dated_reports_stand_in_their_year(void **state)
{
    (void)state;
    static const int years[] = {2018, 2020, 2023, 2003, 2031};
    static const int kept[] = {2018, 2020, 2023, 2018, 2023}; /* the nearest */
    woven *w = woven_new(5);
    for (uint32_t r = 0; r < 5; r++) {
        woven_own(w, r, 5);
        woven_date(w, r, day_of(years[r]));
    }
    woven_done(w);
    rap_yearly y = weighed(w, window);
    assert_int_equal(y.first, FROM);
    assert_int_equal(y.n, YEARS);
    for (uint32_t r = 0; r < 5; r++) {
        for (int year = FROM; year < FROM + YEARS; year++) {
            assert_true(share(&y, r, year) == (year == kept[r]));
            assert_true(fabs(own(&y, r, year) - 1.0 / YEARS) < 0.001);
        }
        assert_false(rap_yearly_moved(&y, r));
        assert_int_equal(y.text[r].n, 0);
    }
    woven_free(w);
}

static void put_text(woven *w, uint32_t r, const char *text)
{
    rap_buf_printf(&w->text[r], "%s ", text);
}

/* Of its own years what the text alone says, day for day. */
static void an_undated_report_begins_with_its_text(void **state)
{
    (void)state;
    woven *w = woven_new(2);
    put_text(w, 0,
             "On 3 May 2021 the mill of Orr was shut, and in June 2021 it burnt.");
    woven_own(w, 1, 5);
    woven_done(w);
    rap_yearly y = weighed(w, window);
    rap_spread s;
    rap_spread_step steps[366 * YEARS];
    for (uint32_t r = 0; r < 2; r++) {
        assert_int_equal(rap_times_alone(&s, w->texts[r], window, w->arena, NULL),
                         RAP_OK);
        uint32_t n = rap_spread_pack(&s, steps);
        assert_int_equal(y.text[r].n, n);
        assert_memory_equal(y.text[r].v, steps, n * sizeof *steps);
        assert_false(rap_yearly_moved(&y, r));
        for (int year = FROM; year < FROM + YEARS; year++)
            assert_true(share(&y, r, year) == own(&y, r, year));
    }
    assert_true(y.text[0].n > 1);
    assert_true(own(&y, 0, 2021) > 0.5);
    assert_true(own(&y, 0, 2018) < 0.05);
    woven_free(w);
}

/* ---- what the others say ---- */

/* Years that lie between reports so alike, in thousandths, before anything is counted:
 * the same, one more or less, two, more.  (Counted in dated piles.) */
static const double usual[5][4] = {{940, 45, 8, 7},
                                   {890, 85, 13, 12},
                                   {790, 140, 35, 35},
                                   {650, 190, 70, 90},
                                   {480, 220, 110, 190}};

static int level_of(uint32_t alike)
{
    return alike > 600 ? 0 : alike > 400 ? 1 : alike > 250 ? 2 : alike > 150 ? 3 : 4;
}

typedef struct {
    woven *w;
    rap_like like[8][ASKED];
    uint32_t n_like[8];
    double apart[5][4];
    double share[8][YEARS];
} model;

/* Counted on the dated, what is usual counting for thirty. */
static void count_apart(model *m)
{
    double count[5][4] = {{0}}, all[5] = {0};
    for (uint32_t r = 0; r < m->w->n; r++)
        for (uint32_t i = 0; m->w->dated[r] && i < m->n_like[r]; i++) {
            const rap_like *l = &m->like[r][i];
            if (!m->w->dated[l->report]) continue;
            int off = abs(rap_day_of_serial(m->w->day[r]).year -
                          rap_day_of_serial(m->w->day[l->report]).year);
            count[level_of(l->share)][off < 3 ? off : 3]++;
            all[level_of(l->share)]++;
        }
    for (int l = 0; l < 5; l++)
        for (int k = 0; k < 4; k++)
            m->apart[l][k] = (count[l][k] + usual[l][k] * 0.03) / (all[l] + 30);
}

static void begin(model *m, const rap_yearly *y)
{
    for (uint32_t r = 0; r < m->w->n; r++) {
        uint32_t n = rap_likeness_of(m->w->likeness, r, m->w->all, m->like[r], ASKED);
        bool near = n && m->like[r][0].share >= 50 && m->like[r][0].terms >= 4;
        m->n_like[r] = near ? n : 0;
        int year = rap_day_of_serial(m->w->day[r]).year;
        for (int k = 0; k < YEARS; k++)
            m->share[r][k] = m->w->dated[r] ? FROM + k == year : own(y, r, FROM + k);
    }
    count_apart(m);
}

/* What the like of one say of a year, all of one voice together. */
static double heard(const model *m, uint32_t r, int year)
{
    double sum = 0, all = 0;
    for (uint32_t i = 0; i < m->n_like[r]; i++) {
        const rap_like *l = &m->like[r][i];
        double voice = pow(l->share, 3), here = 0;
        const double *apart = m->apart[level_of(l->share)];
        for (int k = 0; k < YEARS; k++) {
            int off = abs(k - year);
            if (off < 3) here += m->share[l->report][k] * apart[off] / (off ? 2 : 1);
        }
        here += apart[3] / YEARS;
        double on = m->w->dated[l->report] ? m->w->same[r] / 1000.0 : 1;
        sum += voice * (on * here + (1 - on) / YEARS);
        all += voice;
    }
    return sum / all;
}

static void run_model(model *m, const rap_yearly *y)
{
    begin(m, y);
    for (int round = 0; round < ROUNDS; round++) {
        double next[8][YEARS];
        memcpy(next, m->share, sizeof next);
        for (uint32_t r = 0; r < m->w->n; r++) {
            double all = 0;
            if (m->w->dated[r] || !m->n_like[r]) continue;
            for (int k = 0; k < YEARS; k++) {
                next[r][k] = (own(y, r, FROM + k) + 3.0 / ONE) *
                             pow(heard(m, r, k) + 3.0 / ONE, 1.25);
                all += next[r][k];
            }
            for (int k = 0; k < YEARS; k++)
                next[r][k] /= all;
        }
        memcpy(m->share, next, sizeof next);
    }
}

static rap_yearly as_the_sums_say(woven *w)
{
    static model m;
    woven_done(w);
    rap_yearly y = weighed(w, window);
    m = (model){.w = w};
    run_model(&m, &y);
    for (uint32_t r = 0; r < w->n; r++) {
        assert_int_equal(rap_yearly_moved(&y, r), !w->dated[r] && m.n_like[r]);
        for (int k = 0; k < YEARS; k++) {
            double is = share(&y, r, FROM + k), wanted = m.share[r][k];
            assert_true(fabs(is - wanted) < 0.02 * wanted + 0.0003);
        }
    }
    return y;
}

/* A report and a dated one that shares with it as much as x and y of 100 words say. */
static void pair(woven *w, uint32_t x, uint32_t rest, int year)
{
    woven_share(w, 0, 1, x);
    if (rest) woven_share(w, 0, 2, rest);
    if (rest) woven_share(w, 1, 3, rest);
    woven_date(w, 1, day_of(year));
}

static void the_nearest_lends_its_year_as_far_as_it_is_alike(void **state)
{
    (void)state;
    static const uint32_t alike[][2] = {{9, 0},  {61, 39}, {6, 4},  {41, 59},
                                        {4, 6},  {26, 74}, {5, 15}, {16, 84},
                                        {6, 34}, {7, 93}};
    double before = 1;
    for (size_t k = 0; k < sizeof alike / sizeof *alike; k++) {
        woven *w = woven_new(4);
        pair(w, alike[k][0], alike[k][1], 2020);
        w->same[0] = 1000;
        rap_yearly y = as_the_sums_say(w);
        assert_true(share(&y, 0, 2020) > share(&y, 0, 2019));
        assert_true(share(&y, 0, 2021) > share(&y, 0, 2022));
        if (alike[k][1]) assert_true(share(&y, 0, 2020) <= before);
        before = share(&y, 0, 2020);
        woven_free(w);
    }
}

static void at_the_ends_of_the_window_too(void **state)
{
    (void)state;
    for (int year = FROM; year < FROM + YEARS; year += YEARS - 1) {
        woven *w = woven_new(4);
        pair(w, 8, 0, year);
        w->same[0] = 1000;
        rap_yearly y = as_the_sums_say(w);
        assert_true(share(&y, 0, year) > 0.8);
        woven_free(w);
    }
}

/* It is heard as far as the report is on its matter; an undated one always. */
static void one_on_another_matter_lends_nothing(void **state)
{
    (void)state;
    static const uint16_t same[] = {0, 300, 700, 1000};
    for (int k = 0; k < 4; k++) {
        woven *w = woven_new(5);
        pair(w, 5, 5, 2019);
        w->same[0] = same[k];
        w->same[2] = 1000;
        woven_share(w, 2, 4, 20);
        woven_date(w, 4, day_of(2022));
        rap_yearly y = as_the_sums_say(w);
        if (same[k] == 0) assert_true(share(&y, 0, 2022) > share(&y, 0, 2019));
        if (same[k] == 1000) assert_true(share(&y, 0, 2019) > 0.25);
        woven_free(w);
    }
}

/* 0 knows its year by its text, and each learns of it from the one before. */
static void years_go_from_one_to_the_next(void **state)
{
    (void)state;
    woven *w = woven_new(5);
    put_text(w, 0,
             "On 3 May 2021 the mill of Orr was shut, and in June 2021 it burnt.");
    for (uint32_t r = 0; r < 4; r++)
        woven_share(w, r, r + 1, 6);
    rap_yearly y = as_the_sums_say(w);
    for (uint32_t r = 1; r < 5; r++) {
        assert_true(share(&y, r, 2021) > own(&y, r, 2021));
        assert_true(share(&y, r, 2021) < share(&y, r - 1, 2021));
    }
    woven_free(w);
}

/* Each of n shares x words with each other. */
static bool are_moved(uint32_t n, uint32_t x)
{
    woven *w = woven_new(n);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
            woven_share(w, a, b, x);
    woven_done(w);
    rap_yearly y = weighed(w, window);
    bool moved = rap_yearly_moved(&y, 0);
    for (uint32_t r = 0; r < n; r++)
        assert_int_equal(rap_yearly_moved(&y, r), moved);
    woven_free(w);
    return moved;
}

/* Four words, and a twentieth of all, are asked of the nearest. */
static void too_little_in_common_is_nothing(void **state)
{
    (void)state;
    assert_true(are_moved(2, 4));
    assert_false(are_moved(2, 3));
    assert_true(are_moved(21, 4)); /* four of eighty */
    assert_false(are_moved(22, 4));
}

/* Dated pairs that lie years apart make less of the nearest one's year. */
static void how_far_years_lie_apart_is_counted(void **state)
{
    (void)state;
    for (int apart = 0; apart < YEARS; apart++) {
        woven *w = woven_new(8);
        pair(w, 9, 0, 2020);
        w->same[0] = 1000;
        for (uint32_t k = 0; k < 3; k++) {
            woven_share(w, 2 + 2 * k, 3 + 2 * k, 5);
            woven_date(w, 2 + 2 * k, day_of(k == 1 ? 2018 + apart : 2018));
            woven_date(w, 3 + 2 * k, day_of(k == 1 ? 2018 : 2018 + apart));
        }
        (void)as_the_sums_say(w);
        woven_free(w);
    }
}

/* Three words in common are too few to be counted. */
static void pairs_that_are_hardly_alike_are_not_counted(void **state)
{
    (void)state;
    woven *w = woven_new(8);
    pair(w, 9, 0, 2020);
    w->same[0] = 1000;
    for (uint32_t k = 2; k < 8; k += 2) {
        woven_share(w, k, k + 1, 3);
        woven_date(w, k, day_of(2018));
        woven_date(w, k + 1, day_of(2022));
    }
    (void)as_the_sums_say(w);
    woven_free(w);
}

/* ---- the share of days ---- */

static void days_take_what_the_others_say_of_their_year(void **state)
{
    (void)state;
    uint32_t own_shares[2 * 4] = {0, 0, 0, 0, 16384, 16384, 16384, 16384};
    uint32_t shares[2 * 4] = {0, 0, 0, 0, 32768, 16384, 8192, 8192};
    static const double said[] = {2, 1, 0.5, 0.5}; /* for each of its own */
    const rap_yearly y = {.first = 2019, .n = 4, .own = own_shares, .share = shares};
    enum { DAYS = 3 * 365 + 366, MORE = 2 };
    static const struct {
        int from, n;
    } windows[] = {{0, DAYS}, {200, 600}, {-100, DAYS}, {100, DAYS}};
    for (int k = 0; k < 4; k++) {
        const int32_t first = rap_day_serial((rap_day){2019, 1, 1}) + windows[k].from;
        const rap_spread s = {.first = first, .n = windows[k].n};
        int32_t rest[DAYS + MORE] = {0};
        rest[windows[k].n] = -7;
        rap_yearly_rest(&y, 1, &s, rest);
        assert_int_equal(rest[windows[k].n], -7);
        for (int i = 0; i < windows[k].n; i++) {
            int year = rap_day_of_serial(first + i).year - 2019;
            double wanted = year < 0 || year > 3 ? 0 : said[year] / 4 * 1e9 / 365;
            /* the 31st of December may fall to the next year's first */
            assert_true(fabs(rest[i] - wanted) < wanted / 500 + 1 || year > 3);
        }
    }
}

/* A year that the text rules out is not ruled in by dividing by nothing. */
static void a_year_that_neither_thinks_of_is_no_likelier(void **state)
{
    (void)state;
    uint32_t own_shares[2] = {0, 65536}, shares[2] = {0, 65536};
    const rap_yearly y = {.first = 2019, .n = 2, .own = own_shares, .share = shares};
    const rap_spread s = {.first = rap_day_serial((rap_day){2019, 1, 1}), .n = 731};
    int32_t rest[731];
    rap_yearly_rest(&y, 0, &s, rest);
    assert_in_range(rest[0], 0.49e9 / 365, 0.51e9 / 365);
    assert_in_range(rest[500], 0.49e9 / 365, 0.51e9 / 365);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dated_reports_stand_in_their_year),
        cmocka_unit_test(an_undated_report_begins_with_its_text),
        cmocka_unit_test(the_nearest_lends_its_year_as_far_as_it_is_alike),
        cmocka_unit_test(at_the_ends_of_the_window_too),
        cmocka_unit_test(one_on_another_matter_lends_nothing),
        cmocka_unit_test(years_go_from_one_to_the_next),
        cmocka_unit_test(too_little_in_common_is_nothing),
        cmocka_unit_test(how_far_years_lie_apart_is_counted),
        cmocka_unit_test(pairs_that_are_hardly_alike_are_not_counted),
        cmocka_unit_test(days_take_what_the_others_say_of_their_year),
        cmocka_unit_test(a_year_that_neither_thinks_of_is_no_likelier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
