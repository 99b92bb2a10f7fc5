/*
 * bench/places_bench.c - how fast toponyms are found and resolved in text whose words
 * and names are known: tokens a second of rap_places_read, by CPU time.
 *
 * usage: places_bench FILE...   each a report as plain text; at the end all together
 */
/* SPDX-License-Identifier: MIT */
#include "places/places.h"

#include "trees/trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LIMIT = 4 << 20, ROUNDS = 5 };

typedef struct {
    double seconds;
    uint64_t tokens, places, bytes;
} sum;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int resolve(sum *s, const rap_prose *prose, const rap_names *names)
{
    rap_places places = {0};
    double best = 1e9;
    rap_arena_place here = rap_arena_at(prose->arena);
    for (int i = 0; i < ROUNDS; i++) {
        rap_arena_back(prose->arena, here);
        double from = now();
        if (rap_places_read(&places, prose, names, NULL)) return 1;
        double took = now() - from;
        if (took < best) best = took;
    }
    s->seconds += best;
    s->tokens += prose->n_tokens;
    s->places += places.n_places;
    return 0;
}

static int measure(sum *s, rap_arena *arena, rap_str source)
{
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_names names;
    const rap_layout_options how = {.verbatim = true};
    s->bytes += source.n;
    return rap_mend(&mended, source, "utf-8", arena, NULL) ||
           rap_layout_read(&layout, &mended, &how, arena, NULL) ||
           rap_prose_read(&prose, &mended, &layout, arena, NULL) ||
           rap_trees_tag(&prose, NULL) || rap_names_read(&names, &prose, NULL) ||
           resolve(s, &prose, &names);
}

int main(int argc, char **argv)
{
    sum s = {0};
    char *text = malloc(LIMIT);
    rap_arena *arena = rap_arena_new((size_t)1 << 32);
    for (int i = 1; i < argc && text && arena; i++) {
        FILE *f = fopen(argv[i], "rb");
        if (!f) return 1;
        rap_str source = {text, fread(text, 1, LIMIT, f)};
        (void)fclose(f);
        if (measure(&s, arena, source)) return 1;
        rap_arena_reset(arena);
    }
    printf("%.2f MB\t%llu tokens\t%llu places\t%.2f M tokens/s\n",
           (double)s.bytes / 1e6, (unsigned long long)s.tokens,
           (unsigned long long)s.places,
           s.seconds > 0 ? (double)s.tokens / s.seconds / 1e6 : 0.0);
    rap_arena_free(arena);
    free(text);
    return 0;
}
