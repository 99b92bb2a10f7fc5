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

static bool is_same(const rap_err *a, const rap_err *b)
{
    return a->code == b->code && a->at == b->at && strcmp(a->msg, b->msg) == 0;
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
    rap_err last = {.code = RAP_OK};
    if (kind->open(&c, w, &options, NULL) != RAP_OK) abort();
    bool end = false;
    for (size_t i = 0; !end; i++) {
        rap_report r = {0};
        rap_err err = {.code = RAP_OK};
        rap_arena *a = rap_arena_new(1 << 20);
        rap_code rc = kind->next(c, &r, &end, a, &err);
        check(&r, rc, end);
        if (rc != RAP_OK && is_same(&err, &last)) abort();
        last = err;
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
