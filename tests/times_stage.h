/*
 * tests/times_stage.h - a text read as far as its times, and what is wanted of them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TIMES_STAGE_H
#define TESTS_TIMES_STAGE_H

#include "times/times.h"
#include "trees/trees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_times times;
} stage;

static inline void open_text(stage *s, const char *text, bool verbatim,
                             const rap_times_options *options)
{
    *s = (stage){.arena = rap_arena_new(1 << 24)};
    const rap_layout_options how = {.verbatim = verbatim};
    rap_str source = rap_str_of(text);
    assert_int_equal(rap_mend(&s->mended, source, "utf-8", s->arena, NULL), RAP_OK);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &how, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_trees_tag(&s->prose, NULL), RAP_OK);
    assert_int_equal(rap_times_read(&s->times, &s->prose, options, NULL), RAP_OK);
}

static inline void open_on(stage *s, const char *text, const char *day)
{
    rap_times_options options = {.told = {0, 0, 0}};
    if (day) assert_true(rap_day_parse(&options.told, rap_str_of(day)));
    open_text(s, text, true, &options);
}

static inline void close_text(stage *s)
{
    rap_arena_free(s->arena);
}

/* The only time of `text`, read on `day`, covers `words` and has `value`. */
static inline void expect(const char *text, const char *day, const char *words,
                          const char *value)
{
    stage s;
    open_on(&s, text, day);
    if (s.times.n_times != 1) fail_msg("%u times in: %s", s.times.n_times, text);
    const rap_time *t = &s.times.times[0];
    rap_str got = rap_prose_cut(&s.prose, t->at);
    if (!rap_str_is(got, words)) fail_msg(RAP_FMT " in: %s", RAP_ARG(got), text);
    if (strcmp(t->value, value) != 0) fail_msg("%s in: %s", t->value, text);
    close_text(&s);
}

static inline void expect_among(const char *text, const char *day, const char *words,
                                const char *value)
{
    stage s;
    open_on(&s, text, day);
    uint32_t k = 0;
    while (k < s.times.n_times &&
           !rap_str_is(rap_prose_cut(&s.prose, s.times.times[k].at), words))
        k++;
    if (k == s.times.n_times) fail_msg("no %s in: %s", words, text);
    if (strcmp(s.times.times[k].value, value) != 0)
        fail_msg("%s in: %s", s.times.times[k].value, text);
    close_text(&s);
}

#endif
