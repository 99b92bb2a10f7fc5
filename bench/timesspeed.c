/*
 * bench/timesspeed.c - how fast time expressions are found in text that is already in
 * words: MB/s of rap_times_read, by CPU time.
 *
 * usage: times_bench FILE...   each a report as plain text, read whole
 *
 * A line for each file and one for all.  Files of the size of reports tell most: of a
 * file of megabytes the words themselves come from memory.
 */
/* SPDX-License-Identifier: MIT */
#include "times/times.h"

#include "staged.h"

enum { ROUNDS = 9 };

/* Of all files: bytes and the seconds of their best rounds. */
static double all_bytes, all_seconds;

static bool measure(const char *path)
{
    staged t;
    const rap_times_options options = {.told = {2031, 5, 7}};
    if (!staged_open(&t, path) || rap_trees_tag(&t.prose, NULL)) return false;
    double best = 1e9;
    uint32_t found = 0;
    for (int i = 0; i < ROUNDS; i++) {
        rap_times times;
        double from = staged_now();
        if (rap_times_read(&times, &t.prose, &options, NULL)) return false;
        double took = staged_now() - from;
        if (took < best) best = took;
        found = times.n_times;
    }
    printf("%s\t%.2f MB\t%u times\t%.1f MB/s\n", path, (double)t.source.n / 1e6, found,
           (double)t.source.n / best / 1e6);
    all_bytes += (double)t.source.n;
    all_seconds += best;
    staged_close(&t);
    return true;
}

int main(int argc, char **argv)
{
    int status = staged_all(argc, argv, measure);
    printf("all\t%.2f MB\t%.1f MB/s\n", all_bytes / 1e6, all_bytes / all_seconds / 1e6);
    return status;
}
