/*
 * tests/t_sameness.c - how surely a report without a day is on the matter of those that
 * give theirs.
 */
/* SPDX-License-Identifier: MIT */
#include "days/sameness.h"
#include "days_woven.h"

#include <math.h>
#include <string.h>

static const uint16_t *weighed(woven *w)
{
    uint16_t *same = NULL;
    woven_done(w);
    const rap_sameness_in in = {w->texts, w->n, w->dated, w->likeness};
    assert_int_equal(rap_sameness_weigh(&same, &in, w->arena, NULL), RAP_OK);
    for (uint32_t r = 0; r < w->n; r++)
        if (w->dated[r]) assert_int_equal(same[r], 1000);
    return same;
}

/* ---- by a table, where there are few ---- */

static void the_more_is_shared_the_likelier_it_is_one_matter(void **state)
{
    (void)state;
    static const uint32_t bounds[][2] = {{0, 0},     {49, 0},    {50, 100},  {69, 100},
                                         {70, 300},  {99, 300},  {100, 600}, {149, 600},
                                         {150, 850}, {249, 850}, {250, 950}, {399, 950},
                                         {400, 980}, {1000, 980}};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        assert_int_equal(rap_sameness_of(bounds[i][0]), bounds[i][1]);
}

/* A report that is wholly like the first of n dated ones; another is like none. */
static woven *few(uint32_t n)
{
    woven *w = woven_new(n + 2);
    woven_share(w, 0, n, 5);
    woven_own(w, n + 1, 5);
    for (uint32_t r = 0; r < n; r++)
        woven_date(w, r, 19000);
    return w;
}

static void few_dated_reports_teach_nothing(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= 9; n += 4) {
        woven *w = few(n);
        const uint16_t *same = weighed(w);
        assert_int_equal(same[n], 980);
        assert_int_equal(same[n + 1], 0);
        woven_free(w);
    }
    woven *w = few(10); /* from ten on the pile speaks */
    assert_int_not_equal(weighed(w)[10], 980);
    woven_free(w);
}

static void the_nearest_one_with_a_day_is_asked(void **state)
{
    (void)state;
    woven *w = woven_new(4);
    woven_share(w, 0, 1, 2); /* of 20 and 2 * 8 */
    woven_share(w, 0, 2, 18);
    woven_share(w, 1, 3, 14);
    woven_date(w, 1, 19000);
    woven_done(w);
    uint32_t alike = woven_likeness(w, 0, 1);
    assert_int_equal(weighed(w)[0], rap_sameness_of(alike));
    assert_in_range(alike, 100, 149);
    woven_free(w);
}

static void a_pile_without_reports_is_weighed(void **state)
{
    (void)state;
    woven *w = woven_new(0);
    (void)weighed(w);
    woven_free(w);
    w = woven_new(2); /* nor any that gives a day */
    woven_share(w, 0, 1, 9);
    const uint16_t *same = weighed(w);
    assert_int_equal(same[0], 0);
    assert_int_equal(same[1], 0);
    woven_free(w);
}

/* ---- as the pile teaches it, held against sums with real numbers ---- */

enum { MARKS = 4, ROUNDS = 12, ASKED = 15, MOST = 100 };
enum { NEAR, NEXT, UNKNOWN, COMPANY };

/* How far off others lie by each mark, in bits, and the least variance (counted in
 * piles put together). */
static const double shift[MARKS] = {-1.5, -0.8, 1.3, -2.5};
static const double least[MARKS] = {0.64, 0.25, 0.25, 1.434};

typedef struct {
    woven *w;
    double look[MOST][MARKS], same[MOST];
    double mean[MARKS], other[MARKS], variance[MARKS];
} model;

/* The share of words that no (other) report with a day has. */
static double unknown_words(const woven *w, uint32_t r)
{
    double all = 0, unknown = 0;
    rap_str text = w->texts[r];
    for (size_t at = 0; at < text.n; at++) {
        if (text.p[at] != 'w') continue;
        rap_str word = rap_str_cut(text, at, at + 5);
        bool had = rap_str_find(text, word, 0) < at, is_known = false;
        at += word.n;
        for (uint32_t k = 0; k < w->n && !is_known; k++)
            is_known = k != r && w->dated[k] &&
                       rap_str_find(w->texts[k], word, 0) < w->texts[k].n;
        all += !had;
        unknown += !had && !is_known;
    }
    return all > 0 ? unknown * 1000 / all : 500;
}

/* In whole 1/256 bits: which half a report is in hangs on it. */
static double bits_of(double v)
{
    return floor(256 * log2(v)) / 256;
}

static void look_at(model *m, uint32_t r)
{
    rap_like like[ASKED];
    uint32_t n = rap_likeness_of(m->w->likeness, r, m->w->dated, like, ASKED);
    m->look[r][NEAR] = bits_of((n ? like[0].share : 0) + 8);
    m->look[r][NEXT] = bits_of((n > 4 ? like[4].share : 0) + 8);
    m->look[r][UNKNOWN] = bits_of(floor(unknown_words(m->w, r)) + 10);
}

static double company(const model *m, uint32_t r)
{
    rap_like like[ASKED];
    uint32_t n = rap_likeness_of(m->w->likeness, r, m->w->all, like, ASKED);
    double with = 0, others = 0;
    for (uint32_t i = 0; i < n; i++) {
        double same = m->w->dated[like[i].report] ? 1 : m->same[like[i].report];
        with += pow(like[i].share, 2) * same;
        others += pow(like[i].share, 2) * (1 - same);
    }
    double little = (with + others) / 50 + 0.001;
    return log2((with + little) / (others + little));
}

/* Where the dated are, and how far the less like half of them lies from there. */
static void learn(model *m)
{
    for (int k = 0; k < MARKS; k++) {
        double sum = 0, n = 0, off = 0, below = 0;
        for (uint32_t r = 0; r < m->w->n; r++)
            if (m->w->dated[r]) sum += m->look[r][k], n++;
        m->mean[k] = trunc(256 * sum / n) / 256;
        for (uint32_t r = 0; r < m->w->n; r++) {
            double d = m->look[r][k] - m->mean[k];
            if (!m->w->dated[r] || (d < 0) != (shift[k] < 0)) continue;
            off += d * d;
            below++;
        }
        m->variance[k] = fmax(below > 0 ? off / below : 0, least[k]);
    }
}

/* Bits for the matter: of two normal spreads of one width. */
static double points(const model *m, uint32_t r)
{
    double sum = 0;
    for (int k = 0; k < MARKS; k++) {
        double two = 2 * sqrt(m->variance[k]), x = m->look[r][k];
        x = shift[k] < 0 ? fmin(x, m->mean[k] + two) : fmax(x, m->mean[k] - two);
        double a = pow(x - m->other[k], 2) - pow(x - m->mean[k], 2);
        double bits = a / 2 / m->variance[k] / log(2);
        sum += fmax(-5, fmin(5, bits));
    }
    return sum * 0.8;
}

/* Others may lie farther off than is usual, which counts for twenty. */
static void move_others(model *m)
{
    for (int k = 0; k < MARKS; k++) {
        double usual = m->mean[k] + shift[k], sum = usual * 20, all = 20;
        for (uint32_t r = 0; r < m->w->n; r++) {
            if (m->w->dated[r]) continue;
            sum += (1 - m->same[r]) * m->look[r][k];
            all += 1 - m->same[r];
        }
        m->other[k] = shift[k] < 0 ? fmin(usual, sum / all) : fmax(usual, sum / all);
    }
}

static void fit(model *m)
{
    double same = 19, all = 20;
    for (int round = 0; round < ROUNDS; round++) {
        double before = log2(same / (all - same));
        for (uint32_t r = 0; r < m->w->n; r++)
            m->look[r][COMPANY] = company(m, r);
        learn(m);
        for (int k = 0; round == 0 && k < MARKS; k++)
            m->other[k] = m->mean[k] + shift[k];
        same = 19;
        all = 20;
        for (uint32_t r = 0; r < m->w->n; r++) {
            if (m->w->dated[r]) continue;
            m->same[r] = 1 / (1 + exp2(-before - points(m, r)));
            if (m->look[r][NEAR] >= bits_of(308)) m->same[r] = fmax(m->same[r], 0.9);
            same += m->same[r];
            all++;
        }
        move_others(m);
    }
}

static const uint16_t *as_the_sums_say(woven *w)
{
    static model m;
    const uint16_t *same = weighed(w);
    m = (model){.w = w};
    for (uint32_t r = 0; r < w->n; r++)
        look_at(&m, r);
    fit(&m);
    for (uint32_t r = 0; r < w->n; r++) {
        double wanted = m.same[r], doubt = 4 + 60 * wanted * (1 - wanted);
        if (!w->dated[r] && fabs(same[r] - 1000 * wanted) > doubt)
            fail_msg("%u: %u, not %f", r, same[r], 1000 * wanted);
    }
    return same;
}

/* A chain of dated reports: each shares words with the five next ones, and has some of
 * its own. */
static woven *matter(uint32_t dated, uint32_t others)
{
    woven *w = woven_new(dated + others);
    for (uint32_t r = 0; r < dated; r++) {
        woven_date(w, r, 19000);
        woven_own(w, r, r % 5);
        for (uint32_t k = 0; k < r % 3; k++) /* the last of them once more */
            woven_put(w, r, w->words - 1);
        for (uint32_t k = 1; k <= 5 && r + k < dated; k++)
            woven_share(w, r, r + k, 2 + (r + k) % 3);
    }
    return w;
}

/* A report that shares x words with each of five dated ones, and has some of its own.
 */
static void put_near(woven *w, uint32_t r, uint32_t to, uint32_t x, uint32_t own)
{
    for (uint32_t k = 0; k < 5; k++)
        woven_share(w, r, to + k, x);
    woven_own(w, r, own);
}

static void one_like_the_dated_is_on_their_matter(void **state)
{
    (void)state;
    woven *w = matter(20, 2);
    put_near(w, 20, 3, 3, 3);
    put_near(w, 21, 9, 2, 1);
    const uint16_t *same = as_the_sums_say(w);
    assert_in_range(same[20], 900, 1000);
    assert_in_range(same[21], 900, 1000);
    woven_free(w);
}

/* The fewer words known to the dated, the less is it one of them. */
static void strays_are_told_by_their_words(void **state)
{
    (void)state;
    woven *w = matter(24, 8);
    for (uint32_t k = 0; k < 8; k++) {
        woven_share(w, 24 + k, 2 * k, 2);
        woven_share(w, 24 + k, 2 * k + 3, 1);
        woven_own(w, 24 + k, k * k + k);
    }
    const uint16_t *same = as_the_sums_say(w);
    assert_true(same[31] < same[24]);
    woven_free(w);
}

/* Those of another matter keep company with one another. */
static void strays_are_told_by_their_company(void **state)
{
    (void)state;
    for (uint32_t among = 0; among < 5; among++) {
        woven *w = matter(20, 12);
        for (uint32_t k = 0; k < 12; k++) {
            woven_share(w, 20 + k, (3 * k) % 20, 1 + k / 4);
            woven_share(w, 20 + k, (3 * k + 7) % 20, 1);
            for (uint32_t i = 1; i < 4 && among; i++)
                woven_share(w, 20 + k, 20 + (k + i) % 12, among);
        }
        (void)as_the_sums_say(w);
        woven_free(w);
    }
}

static void strays_that_share_nothing_are_strays(void **state)
{
    (void)state;
    woven *w = matter(16, 10);
    for (uint32_t k = 0; k < 10; k++) {
        woven_own(w, 16 + k, 4 + k);
        woven_share(w, 16 + k, 16 + (k + 1) % 10, 3);
    }
    const uint16_t *same = as_the_sums_say(w);
    for (uint32_t k = 0; k < 10; k++)
        assert_in_range(same[16 + k], 0, 20);
    woven_free(w);
}

/* Three tenths are a near copy, whatever else it says. */
static void a_near_copy_is_on_the_matter(void **state)
{
    (void)state;
    for (uint32_t own = 0; own < 2; own++) {
        woven *w = matter(20, 4);
        for (uint32_t k = 0; k < 3; k++)
            woven_share(w, 20, 21 + k, 9 + own * 9);
        woven_own(w, 20, 200);
        woven_share(w, 20, 5, 20);
        const uint16_t *same = as_the_sums_say(w);
        uint32_t alike = woven_likeness(w, 20, 5);
        if (alike >= 300) assert_in_range(same[20], 900, 1000);
        woven_free(w);
    }
}

static uint32_t drawn(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % n;
}

/* Strays and others, more or less like the dated and one another, as they are drawn. */
static void a_pile_of_all_kinds_is_as_the_sums_say(void **state)
{
    (void)state;
    for (uint32_t pile = 0; pile < 24; pile++) {
        uint32_t seed = pile * 77 + 1, n = 10 + drawn(&seed, 14);
        woven *w = matter(n, 12);
        for (uint32_t r = n; r < n + 12; r++) {
            for (uint32_t k = 0, links = 1 + drawn(&seed, 6); k < links; k++)
                woven_share(w, r, drawn(&seed, n), drawn(&seed, 3));
            for (uint32_t k = 0; k < 2; k++) {
                uint32_t to = n + drawn(&seed, 12);
                if (to != r) woven_share(w, r, to, drawn(&seed, 2));
            }
            woven_own(w, r, drawn(&seed, 9));
        }
        (void)as_the_sums_say(w);
        woven_free(w);
    }
}

/* Words of three letters, of one report twice, in capitals. */
static void words_are_counted_once_and_short_ones_not(void **state)
{
    (void)state;
    woven *w = matter(20, 2);
    put_near(w, 20, 3, 2, 9);
    put_near(w, 21, 3, 2, 9);
    rap_buf_printf(&w->text[21], "%s", "the cat has had its way, and who saw? O it");
    for (uint32_t k = 0; k < 9; k++) /* its own once more */
        rap_buf_printf(&w->text[21], " %s", "waaaa");
    const uint16_t *same = weighed(w);
    assert_true(abs((int)same[20] - (int)same[21]) < 25);
    woven_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_more_is_shared_the_likelier_it_is_one_matter),
        cmocka_unit_test(few_dated_reports_teach_nothing),
        cmocka_unit_test(the_nearest_one_with_a_day_is_asked),
        cmocka_unit_test(a_pile_without_reports_is_weighed),
        cmocka_unit_test(one_like_the_dated_is_on_their_matter),
        cmocka_unit_test(strays_are_told_by_their_words),
        cmocka_unit_test(strays_are_told_by_their_company),
        cmocka_unit_test(strays_that_share_nothing_are_strays),
        cmocka_unit_test(a_near_copy_is_on_the_matter),
        cmocka_unit_test(a_pile_of_all_kinds_is_as_the_sums_say),
        cmocka_unit_test(words_are_counted_once_and_short_ones_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
