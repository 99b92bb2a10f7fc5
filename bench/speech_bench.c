/*
 * bench/speech_bench.c - how fast it is found who said what in text whose words, trees,
 * names and times are known: words a second of rap_speech_read, by CPU time.
 *
 * usage: speech_bench FILE...   each a plain text, read whole, a paragraph a line
 */
/* SPDX-License-Identifier: MIT */
#include "speech/speech.h"

#include "trees/trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LIMIT = 1 << 20, ROUNDS = 7 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int read_file(const char *path, char *text, rap_str *out)
{
    FILE *f = fopen(path, "rb");
    if (!f) return 1;
    *out = (rap_str){text, fread(text, 1, LIMIT, f)};
    (void)fclose(f);
    return 0;
}

static int measure(const char *path)
{
    char *text = malloc(LIMIT);
    rap_str source;
    if (!text || read_file(path, text, &source)) return 1;
    rap_arena *arena = rap_arena_new((size_t)1 << 32);
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_names names;
    rap_times times;
    const rap_layout_options how = {.verbatim = true};
    const rap_times_options options = {.told = {2031, 5, 7}};
    if (rap_mend(&mended, source, "utf-8", arena, NULL) ||
        rap_layout_read(&layout, &mended, &how, arena, NULL) ||
        rap_prose_read(&prose, &mended, &layout, arena, NULL) ||
        rap_trees_read(&prose, NULL) || rap_names_read(&names, &prose, NULL) ||
        rap_times_read(&times, &prose, &options, NULL))
        return 1;
    double best = 1e9;
    uint32_t found = 0;
    for (int i = 0; i < ROUNDS; i++) {
        rap_speech speech;
        const double from = now();
        if (rap_speech_read(&speech, &prose, &names, &times, NULL)) return 1;
        const double took = now() - from;
        if (took < best) best = took;
        found = speech.n_attributions;
    }
    printf("%s\t%u words\t%u attributions\t%.2f M words/s\n", path, prose.n_tokens,
           found, prose.n_tokens / best / 1e6);
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
