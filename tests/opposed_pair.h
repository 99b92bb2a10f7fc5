/*
 * tests/opposed_pair.h - two figures of one thing that differ on one day, for tests
 * that change what they are about (t_opposed.c, t_evolving.c).
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_OPPOSED_PAIR_H
#define TESTS_OPPOSED_PAIR_H

#include "findings/opposed.h"
#include "findings_stage.h"

#include <stdlib.h>

enum { THOUSANDTHS = 1000 };

typedef struct {
    stage *s;
    rap_stand a, b;
} pair;

static inline rap_stand stand(uint32_t flat, int64_t value)
{
    int64_t v = value * THOUSANDTHS;
    return (rap_stand){.flat = flat,
                       .value = v,
                       .low = v,
                       .high = v,
                       .from = 100,
                       .to = 100,
                       .own_day = true,
                       .party = -1};
}

/* The first `n` words of a list that all sentences begin with. */
static inline void share_words(pair *x, uint32_t n)
{
    rap_surround *all[] = {&x->a.around, &x->b.around, &x->a.besides, &x->b.besides};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        for (uint32_t k = 0; k < n; k++)
            all[i]->words[k] = 1000 + k;
        all[i]->n_words = n;
    }
}

static inline void set_names(rap_stand *s, uint32_t n, const uint32_t *names)
{
    s->around.n_names = s->besides.n_names = n;
    for (uint32_t i = 0; i < n; i++)
        s->around.names[i] = s->besides.names[i] = names[i];
}

/* Both name the same place. */
static inline void share_name(pair *x)
{
    const uint32_t name = 7;
    set_names(&x->a, 1, &name);
    set_names(&x->b, 1, &name);
}

static inline void set_fate(pair *x, const char *one, const char *other)
{
    x->a.around.fate = rap_str_of(one);
    x->b.around.fate = rap_str_of(other);
}

/* On days so far apart; the second is the later. */
static inline void set_days(pair *x, int32_t apart)
{
    x->b.from = x->b.to = x->a.from + apart;
}

/* Two figures of two reports. */
static inline pair two_values(const char *one, const char *other)
{
    pair x = {.s = stage_new()};
    uint32_t a = stage_report(x.s, "2031-05-04", "first");
    uint32_t b = stage_report(x.s, "2031-05-04", "other");
    stage_figure(x.s, a, "first", one, "");
    stage_figure(x.s, b, "other", other, "");
    stage_lay(x.s);
    x.a = stand(0, strtol(one, NULL, 10));
    x.b = stand(1, strtol(other, NULL, 10));
    share_words(&x, 3);
    return x;
}

static inline pair two(int one, int other)
{
    char a[16], b[16];
    (void)snprintf(a, sizeof a, "%d", one);
    (void)snprintf(b, sizeof b, "%d", other);
    pair x = two_values("", "");
    x.s->rows[0]->figures[0].value = rap_arena_copy(x.s->arena, rap_str_of(a));
    x.s->rows[1]->figures[0].value = rap_arena_copy(x.s->arena, rap_str_of(b));
    x.a = stand(0, one);
    x.b = stand(1, other);
    share_words(&x, 3);
    return x;
}

static inline rap_opposed asked(const pair *x)
{
    rap_opposed how = rap_stand_against(x->s->p, &x->a, &x->b);
    /* whichever is asked of first */
    assert_int_equal(rap_stand_against(x->s->p, &x->b, &x->a), how);
    return how;
}

static inline void assert_how(pair *x, rap_opposed how)
{
    assert_int_equal(asked(x), how);
    stage_free(x->s);
}

static inline void is_opposed(pair x)
{
    assert_how(&x, RAP_OPPOSED);
}

static inline void is_grown(pair x)
{
    assert_how(&x, RAP_OPPOSED_GROWN);
}

static inline void is_not(pair x)
{
    assert_how(&x, RAP_OPPOSED_NOT);
}

#endif
