/*
 * bench/facts_bench.c - how fast figures, events and positions are found where names,
 * times, places and attributions are known: sentences a second, by processor time.
 *
 * usage: facts_bench REPORTS.jsonl [N]   the first N reports of {"text"}, 100
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/jsonin.h"
#include "facts/events.h"
#include "facts/figures.h"
#include "facts/positions.h"
#include "facts/stances.h"
#include "reading/record.h"

#include "staged.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3, REPORTS = 100, PARTS = 4 };

static const char *const parts[PARTS] = {"figures", "scene", "events", "positions"};

typedef struct {
    double took[PARTS];
    uint32_t sentences, words, events, reports;
} sums;

/* One round over a report that was read; false when it fails. */
static bool run(const rap_facts_input *in, double *took, uint32_t *n_events)
{
    const rap_figure *figures;
    const rap_event *events;
    const rap_position *positions;
    rap_scene scene;
    rap_err err;
    uint32_t n;
    double t[PARTS + 1] = {staged_now()};
    if (rap_figures_read(&figures, &n, in, &err)) return false;
    t[1] = staged_now();
    if (rap_scene_set(&scene, in, &err) || rap_stances_open(&scene, &err)) return false;
    t[2] = staged_now();
    if (rap_events_read(&events, n_events, &scene, &err)) return false;
    t[3] = staged_now();
    if (rap_positions_read(&positions, &n, &scene, &err)) return false;
    t[4] = staged_now();
    for (int i = 0; i < PARTS; i++)
        if (t[i + 1] - t[i] < took[i]) took[i] = t[i + 1] - t[i];
    return true;
}

static void measure(rap_str line, rap_arena *arena, sums *to)
{
    static const rap_reading_options options = {.layers = RAP_LAYER_ATTRIBUTIONS};
    rap_value *v;
    rap_err err;
    rap_arena_reset(arena);
    if (rap_jsonin_parse(&v, line, arena, &err) != RAP_OK) return;
    const rap_report report = {.bytes = rap_jsonin_str(v, "text"),
                               .media = RAP_MEDIA_TEXT};
    const rap_reading *r;
    if (rap_reading_open(&r, &report, &options, arena, &err) != RAP_OK ||
        !r->prose.english)
        return;
    const rap_facts_input in = {&r->prose, &r->names, &r->times, &r->places,
                                &r->speech};
    double took[PARTS] = {1e9, 1e9, 1e9, 1e9};
    uint32_t n_events = 0;
    for (int i = 0; i < ROUNDS; i++)
        if (!run(&in, took, &n_events)) return;
    for (int i = 0; i < PARTS; i++)
        to->took[i] += took[i];
    to->sentences += r->prose.n_sentences;
    to->words += r->prose.n_tokens;
    to->events += n_events;
    to->reports++;
}

int main(int argc, char **argv)
{
    rap_arena *arena = rap_arena_new((size_t)1 << 30), *room;
    room = rap_arena_new((size_t)1 << 30);
    rap_str all;
    rap_err err;
    sums s = {0};
    double took = 0;
    uint32_t most = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : REPORTS;
    if (argc < 2 || !arena || !room) return 2;
    if (rap_file_read(&all, argv[1], (size_t)1 << 29, arena, &err) != RAP_OK) return 1;
    for (size_t from = 0, to; from < all.n && s.reports < most; from = to + 1) {
        const char *end = memchr(all.p + from, '\n', all.n - from);
        to = end ? (size_t)(end - all.p) : all.n;
        measure(rap_str_cut(all, from, to), room, &s);
    }
    for (int i = 0; i < PARTS; i++)
        took += s.took[i];
    for (int i = 0; i < PARTS; i++)
        printf("%-10s %6.2f us a sentence\n", parts[i],
               s.took[i] * 1e6 / (double)s.sentences);
    printf("%u reports, %u sentences, %u words, %u events: %.0f sentences/s\n",
           s.reports, s.sentences, s.words, s.events, (double)s.sentences / took);
    rap_arena_free(room);
    rap_arena_free(arena);
    return 0;
}
