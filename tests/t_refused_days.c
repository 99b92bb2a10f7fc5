/*
 * tests/t_refused_days.c - days of a pile when memory is out: told, or the same as
 * ever.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "days/dating.h"
#include "refusing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PAIRS = 11, REPORTS = 2 * PAIRS + 3, MEMORY = 64 << 20 };

static const char *const affairs[PAIRS] = {
    "trawler Havbris seized lighthouse Kvam",  "coffee warehouse burnt roasters Lenz",
    "bridge Ostrava collapsed convoy lorries", "ferry Solveig passengers stranded quay",
    "minefield shepherds Balka sappers",       "prisoners exchanged bus Tarn crossing",
    "orchard shelled Pelin grandmother",       "pipeline valve Dorn technicians leak",
    "ballot recount Mesta commissioners",      "vaccine cargo quarantine Holm airfield",
    "museum boat patrol Belsk sailors"};

typedef struct {
    rap_filed reports[REPORTS];
    char days[PAIRS][12], keys[REPORTS][4];
    rap_dated whole[REPORTS];
    uint32_t n_whole, n_now;
    bool first;
} pile;

static void put(pile *p, int i, const char *text, const char *day, const char *basis)
{
    memcpy(p->keys[i], (char[]){(char)('a' + i), 0}, 2);
    p->reports[i] =
        (rap_filed){.key = rap_str_of(p->keys[i]),
                    .text = rap_str_of(text),
                    .published = {.day = rap_str_of(day), .basis = rap_str_of(basis)}};
}

static pile *opened(void)
{
    static pile p;
    p = (pile){.first = true};
    for (int i = 0; i < PAIRS; i++) {
        memcpy(p.days[i], "2023-03-01", 11);
        p.days[i][9] = (char)('1' + i % 9);
        put(&p, 2 * i, affairs[i], p.days[i], "feed");
        put(&p, 2 * i + 1, affairs[i], p.days[i], "line");
    }
    put(&p, 2 * PAIRS, "The ferry Solveig: passengers stranded on the quay.", "",
        "none");
    put(&p, 2 * PAIRS + 1, "In May 2021 the mill of Orr was burnt by goats.", "",
        "none");
    put(&p, 2 * PAIRS + 2, "The mill of Orr was burnt by goats, they say.", "", "none");
    return &p;
}

static rap_code date(void *with)
{
    pile *p = with;
    const rap_dated *v = NULL;
    const rap_days between = {{2022, 12, 1}, {2023, 4, 30}};
    uint32_t n = 0;
    rap_arena *a = rap_arena_new(MEMORY);
    if (!a) return RAP_E_LIMIT;
    rap_code rc = rap_pile_date(&v, &n, p->reports, REPORTS, between, a, NULL);
    if (rc == RAP_OK && p->first) {
        memcpy(p->whole, v, n * sizeof *v);
        p->n_whole = n;
        p->first = false;
    }
    if (rc == RAP_OK) {
        assert_int_equal(n, p->n_whole);
        for (uint32_t i = 0; i < n; i++) {
            const rap_dated *d = &p->whole[i];
            assert_int_equal(d->report, v[i].report);
            assert_int_equal(d->sure, v[i].sure);
            assert_true(rap_day_eq(d->day, v[i].day));
            assert_true(rap_day_eq(d->range.from, v[i].range.from));
            assert_true(rap_day_eq(d->range.to, v[i].range.to));
        }
    }
    rap_arena_free(a);
    return rc;
}

static void told_or_whole(rap_code rc, long n, void *with)
{
    (void)with;
    if (n < 0) assert_int_equal(rc, RAP_OK);
    assert_true(rc == RAP_OK || rc == RAP_E_LIMIT);
}

static void days_are_told_or_it_is_said_that_memory_is_out(void **state)
{
    (void)state;
    pile *p = opened();
    assert_int_equal(setenv("RAP_EVERY_PLACE", "1", 1), 0);
    assert_true(refuse_places(date, p, told_or_whole, 1) > 20);
    assert_true(p->n_whole > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_told_or_it_is_said_that_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
