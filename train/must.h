/*
 * train/must.h - a trainer that cannot go on says why and ends.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_MUST_H
#define TRAIN_MUST_H

#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>

static inline _Noreturn void die(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

/* What was asked of malloc, or the end. */
static inline void *must(void *p)
{
    if (!p) die("out of memory");
    return p;
}

static inline void check(rap_code rc, const rap_err *err)
{
    if (rc != RAP_OK) die(err->msg);
}

#endif
