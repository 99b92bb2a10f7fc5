/*
 * bench/staged.h - a text read as far as the stage that is to be timed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BENCH_STAGED_H
#define BENCH_STAGED_H

#include "trees/trees.h"

#include <stdio.h>
#include <time.h>

#define STAGED_MEMORY ((size_t)1 << 32)
#define STAGED_LIMIT  ((size_t)4 << 20) /* bytes of a text */

typedef struct {
    rap_arena *arena;
    rap_str source;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose; /* words; trees are the caller's to read */
} staged;

/* Seconds of processor time. */
static inline double staged_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The words of a file, every line of it text.  Ends with staged_close. */
static inline bool staged_open(staged *s, const char *path)
{
    const rap_layout_options how = {.verbatim = true};
    FILE *f = fopen(path, "rb");
    *s = (staged){.arena = rap_arena_new(STAGED_MEMORY)};
    char *text = s->arena ? RAP_NEW(s->arena, char, STAGED_LIMIT) : NULL;
    if (f && text) s->source = (rap_str){text, fread(text, 1, STAGED_LIMIT, f)};
    if (f) (void)fclose(f);
    return s->source.n && !rap_mend(&s->mended, s->source, "utf-8", s->arena, NULL) &&
           !rap_layout_read(&s->layout, &s->mended, &how, s->arena, NULL) &&
           !rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, NULL);
}

static inline void staged_close(staged *s)
{
    rap_arena_free(s->arena);
}

/* Every file through `measure`; the exit status. */
static inline int staged_all(int argc, char **argv, bool (*measure)(const char *path))
{
    bool good = true;
    for (int i = 1; i < argc; i++)
        good &= measure(argv[i]);
    return good ? 0 : 1;
}

#endif
