/*
 * fuzz/walking.h - any bytes as a container: walked to its end, and files replayed.
 *
 * What must hold of every container, whatever is in it: it ends, a fault is told under
 * a name and not twice in a row, no report is larger than it may be.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_WALKING_H
#define FUZZ_WALKING_H

#include "intake/container.h"
#include "replaying.h"

#include <stdlib.h>

enum { STEPS_MAX = 100000, REPORT_MAX = 1 << 14 };

/* What was told last, and of which report: two in one packed member begin at one byte.
 */
typedef struct {
    rap_err err;
    char key[200];
} fault;

static fault fault_of(const rap_err *err, const rap_report *r)
{
    fault f = {.err = *err};
    const size_t n = r->key.n < sizeof f.key ? r->key.n : sizeof f.key;
    if (n)
        memcpy(f.key, r->key.p + (r->key.n - n), n); /* where it lies is at the end */
    return f;
}

static bool is_same(const fault *a, const fault *b)
{
    return a->err.code == b->err.code && a->err.at == b->err.at &&
           strcmp(a->err.msg, b->err.msg) == 0 &&
           memcmp(a->key, b->key, sizeof a->key) == 0;
}

static void check(const rap_report *r, rap_code rc, bool end)
{
    if (rc != RAP_OK && r->key.n == 0) abort();
    if (rc == RAP_OK && !end && r->key.n == 0) abort();
    if (rc == RAP_OK && !end && r->bytes.n > REPORT_MAX) abort();
}

static void walk_window(const rap_container_kind *kind, rap_window *w)
{
    const rap_container_options options = {RAP_STR("fuzz"), REPORT_MAX};
    rap_container *c;
    fault last = {0};
    if (kind->open(&c, w, &options, NULL) != RAP_OK) abort();
    bool end = false;
    for (size_t i = 0; !end; i++) {
        rap_report r = {0};
        rap_err err = {.code = RAP_OK};
        rap_arena *a = rap_arena_new(1 << 20);
        rap_code rc = kind->next(c, &r, &end, a, &err);
        check(&r, rc, end);
        const fault now = fault_of(&err, &r);
        if (rc != RAP_OK && is_same(&now, &last)) abort();
        last = now;
        char part[100];
        size_t got = 1;
        while (rc == RAP_OK && !end && kind->read && got)
            if (kind->read(c, &got, part, sizeof part, NULL) != RAP_OK) break;
        rap_arena_free(a);
        if (i > STEPS_MAX) abort();
    }
    kind->close(c);
}

static inline void walk_container(const rap_container_kind *kind, rap_str in)
{
    rap_window *w;
    if (rap_window_of_bytes(&w, in, NULL) != RAP_OK) return;
    if (rap_window_fill(w, 4096, NULL) != RAP_OK) abort();
    walk_window(kind, w);
    rap_window_close(w);
}

#endif
