/*
 * keep/thinking.c - steps of the pile, each on a thread that is joined for its result.
 *
 * A step takes milliseconds and starting a thread some microseconds, so that nothing
 * more refined is needed.  Where no thread can be had the step is done at once.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/thinking.h"
#include "findings/findings.h"

#include <pthread.h>

struct rap_thinking {
    const rap_filed *reports;
    uint32_t n_reports;
    rap_pile_options options;
    pthread_t thread;
    bool apart; /* a step is under way on `thread` */
    rap_pile *pile;
    const rap_row *rows; /* what the last step gave */
    uint32_t n;
    rap_code rc;
    rap_err err;
};

static void *step(void *arg)
{
    rap_thinking *t = arg;
    if (!t->pile)
        t->rc = rap_pile_new(&t->pile, t->reports, t->n_reports, &t->options, &t->err);
    if (t->rc == RAP_OK) t->rc = rap_pile_next(t->pile, &t->rows, &t->n, &t->err);
    return NULL;
}

static void start(rap_thinking *t)
{
    t->apart = pthread_create(&t->thread, NULL, step, t) == 0;
    if (!t->apart) (void)step(t);
}

static void wait_for(rap_thinking *t)
{
    if (t->apart) (void)pthread_join(t->thread, NULL);
    t->apart = false;
}

rap_thinking *rap_thinking_new(const rap_filed *reports, uint32_t n,
                               const rap_pile_options *options, rap_arena *arena)
{
    rap_thinking *t = RAP_NEW(arena, rap_thinking, 1);
    if (!t) return NULL;
    t->reports = reports;
    t->n_reports = n;
    t->options = *options;
    start(t);
    return t;
}

rap_code rap_thinking_next(rap_thinking *t, const rap_row **rows, uint32_t *n,
                           rap_err *err)
{
    wait_for(t);
    if (t->rc != RAP_OK) {
        if (err) *err = t->err;
        return t->rc;
    }
    *rows = t->rows;
    *n = t->n;
    if (t->n) start(t);
    return RAP_OK;
}

void rap_thinking_end(rap_thinking *t)
{
    if (!t) return;
    wait_for(t);
    rap_pile_free(t->pile);
}
