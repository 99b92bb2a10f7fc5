/*
 * bench/speech_bench.c - how fast it is found who said what in text whose words, trees,
 * names and times are known: words a second of rap_speech_read, by CPU time.
 *
 * usage: speech_bench FILE...   each a plain text, read whole, a paragraph a line
 */
/* SPDX-License-Identifier: MIT */
#include "speech/speech.h"

#include "staged.h"

enum { ROUNDS = 7 };

static bool measure(const char *path)
{
    staged t;
    rap_names names;
    rap_times times;
    const rap_times_options options = {.told = {2031, 5, 7}};
    if (!staged_open(&t, path) || rap_trees_read(&t.prose, NULL) ||
        rap_names_read(&names, &t.prose, NULL) ||
        rap_times_read(&times, &t.prose, &options, NULL))
        return false;
    double best = 1e9;
    uint32_t found = 0;
    for (int i = 0; i < ROUNDS; i++) {
        rap_speech speech;
        const double from = staged_now();
        if (rap_speech_read(&speech, &t.prose, &names, &times, NULL)) return false;
        const double took = staged_now() - from;
        if (took < best) best = took;
        found = speech.n_attributions;
    }
    printf("%s\t%u words\t%u attributions\t%.2f M words/s\n", path, t.prose.n_tokens,
           found, t.prose.n_tokens / best / 1e6);
    staged_close(&t);
    return true;
}

int main(int argc, char **argv)
{
    return staged_all(argc, argv, measure);
}
