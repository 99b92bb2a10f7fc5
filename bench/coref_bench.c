/*
 * bench/coref_bench.c - how fast phrases are linked in a text whose trees and names are
 * read: words a second of rap_coref_read, by CPU time.
 *
 * usage: coref_bench FILE...   each a plain text, read whole
 */
/* SPDX-License-Identifier: MIT */
#include "coref/coref.h"

#include "staged.h"

enum { ROUNDS = 9 };

static bool measure(const char *path)
{
    staged t;
    rap_names names;
    if (!staged_open(&t, path) || rap_trees_read(&t.prose, NULL) ||
        rap_names_read(&names, &t.prose, NULL))
        return false;
    double best = 1e9;
    uint32_t phrases = 0, chains = 0;
    rap_arena_place place = rap_arena_at(t.arena);
    for (int i = 0; i < ROUNDS; i++) {
        rap_coref coref;
        rap_names mine = names;
        double from = staged_now();
        if (rap_coref_read(&coref, &mine, &t.prose, NULL)) return false;
        double took = staged_now() - from;
        if (took < best) best = took;
        phrases = coref.n_mentions;
        chains = coref.n_chains;
        rap_arena_back(t.arena, place);
    }
    printf("%s\t%u words\t%u phrases\t%u chains\t%.2f M words/s\n", path,
           t.prose.n_tokens, phrases, chains, (double)t.prose.n_tokens / best / 1e6);
    staged_close(&t);
    return true;
}

int main(int argc, char **argv)
{
    return staged_all(argc, argv, measure);
}
