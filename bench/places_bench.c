/*
 * bench/places_bench.c - how fast toponyms are found and resolved in text whose words
 * and names are known: tokens a second of rap_places_read, by CPU time.
 *
 * usage: places_bench FILE...   each a report as plain text; at the end all together
 */
/* SPDX-License-Identifier: MIT */
#include "places/places.h"

#include "staged.h"

enum { ROUNDS = 5 };

typedef struct {
    double seconds;
    uint64_t tokens, places, bytes;
} sum;

static int resolve(sum *s, const rap_prose *prose, const rap_names *names)
{
    rap_places places = {0};
    double best = 1e9;
    rap_arena_place here = rap_arena_at(prose->arena);
    for (int i = 0; i < ROUNDS; i++) {
        rap_arena_back(prose->arena, here);
        double from = staged_now();
        if (rap_places_read(&places, prose, names, NULL, NULL)) return 1;
        double took = staged_now() - from;
        if (took < best) best = took;
    }
    s->seconds += best;
    s->tokens += prose->n_tokens;
    s->places += places.n_places;
    return 0;
}

static bool measure(sum *s, const char *path)
{
    staged t;
    rap_names names;
    bool good = staged_open(&t, path) && !rap_trees_tag(&t.prose, NULL) &&
                !rap_names_read(&names, &t.prose, NULL) &&
                !resolve(s, &t.prose, &names);
    s->bytes += t.source.n;
    staged_close(&t);
    return good;
}

int main(int argc, char **argv)
{
    sum s = {0};
    for (int i = 1; i < argc; i++)
        if (!measure(&s, argv[i])) return 1;
    printf("%.2f MB\t%llu tokens\t%llu places\t%.2f M tokens/s\n",
           (double)s.bytes / 1e6, (unsigned long long)s.tokens,
           (unsigned long long)s.places,
           s.seconds > 0 ? (double)s.tokens / s.seconds / 1e6 : 0.0);
    return 0;
}
