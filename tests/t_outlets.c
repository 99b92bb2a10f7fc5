/*
 * tests/t_outlets.c - what kind of source an outlet is: by its name, its address, the
 * brief.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/outlets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const rap_outlets no_brief;

static void assert_kind(const rap_outlets *list, const char *name, const char *uri,
                        const char *kind)
{
    rap_arena *a = rap_arena_new(1 << 20);
    rap_outlet o = rap_outlet_find(list, rap_str_of(name), rap_str_of(uri), a);
    assert_int_equal(o.kind.n, strlen(kind));
    assert_true(rap_str_is(o.kind, kind));
    rap_arena_free(a);
}

static void a_name_is_known_whatever_its_case_and_accents(void **state)
{
    (void)state;
    assert_kind(&no_brief, "REUTERS", "", "agency");
    assert_kind(&no_brief, " Agencia EFE ", "", "agency");
    assert_kind(&no_brief, "Süddeutsche Zeitung", "", "newspaper");
    assert_kind(&no_brief, "Suddeutsche Zeitung", "", "newspaper");
    assert_kind(&no_brief, "Xinhua", "", "state agency");
    assert_kind(&no_brief, "Norstad Courier", "", "");
    assert_kind(&no_brief, "", "", "");
}

static void a_domain_stands_for_what_lies_below_it(void **state)
{
    (void)state;
    assert_kind(&no_brief, "", "https://www.bbc.co.uk/news/1", "broadcaster");
    assert_kind(&no_brief, "Front page", "http://u@news.google.com:80?x", "aggregator");
    assert_kind(&no_brief, "", "https://notbbc.co.uk/", "");
    assert_kind(&no_brief, "", "https://bbc.co.uk.example/", "");
    assert_kind(&no_brief, "", "bbc.co.uk", "");
    assert_kind(&no_brief, "", "https://a.b.c.d.e.f.g.h.i.j.bbc.com/", "");
}

static void the_brief_speaks_first(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    rap_outlets list =
        rap_outlets_of(rap_str_of("party: Norland\n"
                                  "outlet: NPA = agency\n"
                                  "outlet: Reuters = newspaper\n"
                                  "outlet: kesh.example = party paper\n"),
                       a);
    assert_false(list.failed);
    assert_int_equal(list.n, 3);
    assert_kind(&list, "npa", "", "agency");
    assert_kind(&list, "Reuters", "", "newspaper");
    assert_kind(&list, "", "https://www.kesh.example/a", "party paper");
    assert_kind(&list, "Norland", "", "");
    rap_arena_free(a);
}

static void agencies_and_those_that_pass_on_are_told_apart(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    static const rap_str none = {"", 0};
    rap_outlet ap = rap_outlet_find(&no_brief, RAP_STR("AP"), none, a);
    rap_outlet tass = rap_outlet_find(&no_brief, RAP_STR("TASS"), none, a);
    rap_outlet msn = rap_outlet_find(&no_brief, RAP_STR("MSN"), none, a);
    assert_true(rap_outlet_is_agency(ap) && rap_outlet_is_agency(tass));
    assert_true(rap_outlet_passes_on(msn) && !rap_outlet_is_agency(msn));
    assert_false(rap_outlet_passes_on(ap));
    assert_true(rap_str_is(ap.name, "Associated Press"));
    rap_arena_free(a);
}

static void memory_refused_is_told(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(64);
    rap_outlets list = rap_outlets_of(rap_str_of("outlet: A = b\noutlet: C = d\n"
                                                 "outlet: E = f\noutlet: G = h\n"
                                                 "outlet: I = j\noutlet: K = l\n"),
                                      a);
    assert_true(list.failed);
    assert_int_equal(list.n, 0);
    rap_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_known_whatever_its_case_and_accents),
        cmocka_unit_test(a_domain_stands_for_what_lies_below_it),
        cmocka_unit_test(the_brief_speaks_first),
        cmocka_unit_test(agencies_and_those_that_pass_on_are_told_apart),
        cmocka_unit_test(memory_refused_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
