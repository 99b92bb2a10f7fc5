/*
 * bench/coref_bench.c - how fast phrases are linked in a text whose trees and names are
 * read: words a second of rap_coref_read, by CPU time.
 *
 * usage: coref_bench FILE...   each a plain text, read whole
 */
/* SPDX-License-Identifier: MIT */
#include "coref/coref.h"

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
    rap_arena *arena = rap_arena_new((size_t)2 << 30);
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_names names;
    const rap_layout_options how = {.verbatim = true};
    if (rap_mend(&mended, source, "utf-8", arena, NULL) ||
        rap_layout_read(&layout, &mended, &how, arena, NULL) ||
        rap_prose_read(&prose, &mended, &layout, arena, NULL) ||
        rap_trees_read(&prose, NULL) || rap_names_read(&names, &prose, NULL))
        return 1;
    double best = 1e9;
    uint32_t phrases = 0, chains = 0;
    rap_arena_place place = rap_arena_at(arena);
    for (int i = 0; i < ROUNDS; i++) {
        rap_coref coref;
        rap_names mine = names;
        double from = now();
        if (rap_coref_read(&coref, &mine, &prose, NULL)) return 1;
        double took = now() - from;
        if (took < best) best = took;
        phrases = coref.n_mentions;
        chains = coref.n_chains;
        rap_arena_back(arena, place);
    }
    printf("%s\t%u words\t%u phrases\t%u chains\t%.2f M words/s\n", path,
           prose.n_tokens, phrases, chains, (double)prose.n_tokens / best / 1e6);
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
