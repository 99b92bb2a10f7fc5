/*
 * bench/timesspeed.c - how fast time expressions are found in text that is already in
 * words: MB/s of rap_times_read, by CPU time.
 *
 * usage: times_bench FILE...   each a plain text, read whole
 */
/* SPDX-License-Identifier: MIT */
#include "times/times.h"

#include "trees/trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LIMIT = 4 << 20, ROUNDS = 9 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int measure(const char *path)
{
    char *text = malloc(LIMIT);
    FILE *f = fopen(path, "rb");
    if (!text || !f) return 1;
    rap_str source = {text, fread(text, 1, LIMIT, f)};
    (void)fclose(f);
    rap_arena *arena = rap_arena_new((size_t)1 << 32);
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    const rap_layout_options how = {.verbatim = true};
    const rap_times_options options = {.told = {2031, 5, 7}};
    if (rap_mend(&mended, source, "utf-8", arena, NULL) ||
        rap_layout_read(&layout, &mended, &how, arena, NULL) ||
        rap_prose_read(&prose, &mended, &layout, arena, NULL) ||
        rap_trees_tag(&prose, NULL))
        return 1;
    double best = 1e9;
    uint32_t found = 0;
    for (int i = 0; i < ROUNDS; i++) {
        rap_times times;
        double from = now();
        if (rap_times_read(&times, &prose, &options, NULL)) return 1;
        double took = now() - from;
        if (took < best) best = took;
        found = times.n_times;
    }
    printf("%s\t%.2f MB\t%u times\t%.1f MB/s\n", path, (double)source.n / 1e6, found,
           (double)source.n / best / 1e6);
    rap_arena_free(arena);
    free(text);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= measure(argv[i]);
    return failed;
}
