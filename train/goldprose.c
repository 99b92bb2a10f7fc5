/*
 * train/goldprose.c - a treebank as the reader would see its text.
 */
/* SPDX-License-Identifier: MIT */
#include "goldprose.h"

#include <stdlib.h>

bool goldprose_of(rap_prose *out, const treebank *bank, rap_arena *arena)
{
    uint32_t n = (uint32_t)bank->words.n;
    given_word *given = RAP_NEW(arena, given_word, n + 1);
    if (!given) return false;
    for (uint32_t i = 0; i < n; i++)
        given[i] = (given_word){.form = bank->words.v[i].form,
                                .glued = !bank->words.v[i].space};
    for (size_t i = 0; i < bank->sentences.n; i++) {
        given[bank->sentences.v[i].first].sentence = true;
        given[bank->sentences.v[i].first].paragraph = bank->sentences.v[i].opens;
    }
    return prose_of(out, given, n, arena);
}

const char *option_of(int argc, char **argv, const char *name, const char *other)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0) return argv[i + 1];
    return other;
}

double option_number(int argc, char **argv, const char *name, double other)
{
    const char *z = option_of(argc, argv, name, NULL);
    return z ? strtod(z, NULL) : other;
}

uint32_t random_next(uint64_t *state)
{
    uint64_t x = *state ? *state : 88172645463325252u;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    *state = x;
    return (uint32_t)(x >> 32);
}

void shuffle(uint32_t *order, uint32_t n, uint64_t *state)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = random_next(state) % i, x = order[i - 1];
        order[i - 1] = order[k];
        order[k] = x;
    }
}
