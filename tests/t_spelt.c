/*
 * tests/t_spelt.c - names as papers spell them, and whether they are taken for one
 * person's (parties/namesakes.h).
 *
 * tests/spelt.txt: "NAME | OTHERWISE | SURE", where 0 says two persons; "t_spelt print"
 * writes what is said now.  The verdicts were printed and read: those that a reader
 * would not share end in " WRONG".
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "parties/namesakes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { LINE = 256 };

typedef struct {
    rap_str one, other, verdict, more;
} spelt;

static rap_str until(rap_str *rest, rap_str mark)
{
    size_t end = rap_str_find(*rest, mark, 0);
    rap_str part = rap_str_cut(*rest, 0, end);
    *rest = rap_str_cut(*rest, end < rest->n ? end + mark.n : end, rest->n);
    return part;
}

static spelt spelt_of(rap_str line)
{
    spelt s = {.one = until(&line, RAP_STR(" | "))};
    s.other = until(&line, RAP_STR(" | "));
    s.verdict = until(&line, RAP_STR(" "));
    s.more = line;
    return s;
}

static rap_str read_all(rap_arena *home)
{
    rap_str all;
    assert_int_equal(rap_file_read(&all, SPELT, 1 << 20, home, NULL), RAP_OK);
    return all;
}

/* The same either way about. */
static int judged(const spelt *s, rap_arena *arena)
{
    int sure = rap_names_agree(arena, s->one, s->other);
    assert_int_equal(rap_names_agree(arena, s->other, s->one), sure);
    return sure;
}

static void spellings_are_judged_as_they_were(void **state)
{
    rap_arena *home = rap_arena_new((size_t)16 << 20);
    char is[LINE];
    int wrong = 0, n = 0;
    (void)state;
    for (rap_str rest = read_all(home); rest.n; n++) {
        const spelt s = spelt_of(until(&rest, RAP_STR("\n")));
        (void)snprintf(is, sizeof is, "%d", judged(&s, home));
        if (rap_str_is(s.verdict, is)) continue;
        print_message(RAP_FMT " | " RAP_FMT " is %s and was " RAP_FMT "\n",
                      RAP_ARG(s.one), RAP_ARG(s.other), is, RAP_ARG(s.verdict));
        wrong++;
    }
    assert_true(n > 100);
    assert_int_equal(wrong, 0);
    rap_arena_free(home);
}

static int print(void)
{
    rap_arena *home = rap_arena_new((size_t)16 << 20);
    for (rap_str rest = read_all(home); rest.n;) {
        const spelt s = spelt_of(until(&rest, RAP_STR("\n")));
        (void)printf(RAP_FMT " | " RAP_FMT " | %d%s" RAP_FMT "\n", RAP_ARG(s.one),
                     RAP_ARG(s.other), judged(&s, home), s.more.n ? " " : "",
                     RAP_ARG(s.more));
    }
    rap_arena_free(home);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_are_judged_as_they_were)};
    if (argc > 1 && strcmp(argv[1], "print") == 0) return print();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
