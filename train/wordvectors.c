/*
 * train/wordvectors.c - vectors of words, as a text file and as the encoder looks them
 * up.
 */
/* SPDX-License-Identifier: MIT */
#include "wordvectors.h"

#include "base/file.h"

#include <math.h>
#include <stdlib.h>

enum {
    FILE_MOST = 1 << 30,
    ROW_BITS = 16,
    FULL = RAP_ENCODER_SLOTS - RAP_ENCODER_SLOTS / 8 /* searches stay short */
};
static const double spread = 0.5; /* beside the other tables' */

/* Slot of a word, or the empty one where it would stand. */
static uint32_t slot_of(const wordvectors *w, rap_str low, uint32_t *mark)
{
    const uint64_t h = rap_wordkey_vector(low);
    uint32_t at = (uint32_t)h & (RAP_ENCODER_SLOTS - 1);
    *mark = (uint32_t)(h >> 32 & 0xFFFF);
    while (w->slots[at] && w->slots[at] >> ROW_BITS != *mark)
        at = (at + 1) & (RAP_ENCODER_SLOTS - 1);
    return at;
}

uint32_t wordvectors_of(const wordvectors *w, rap_str low)
{
    uint32_t mark;
    return w->slots[slot_of(w, low, &mark)] & 0xFFFF;
}

static void read_line(wordvectors *w, rap_str line)
{
    uint32_t mark;
    const size_t space = rap_str_find(line, RAP_STR(" "), 0);
    const uint32_t at = slot_of(w, rap_str_cut(line, 0, space), &mark);
    const char *p = line.p + space;
    if (space == line.n || w->slots[at]) return; /* the more frequent word came first */
    float *to = w->v + (size_t)w->n * RAP_ENCODER_EMBED;
    for (uint32_t j = 0; j < RAP_ENCODER_EMBED; j++) {
        char *end;
        to[j] = strtof(p, &end);
        p = end < line.p + line.n ? end : line.p + line.n;
    }
    w->slots[at] = mark << ROW_BITS | w->n++;
}

static void rescale(wordvectors *w)
{
    const size_t n = (size_t)w->n * RAP_ENCODER_EMBED;
    double sum = 0;
    for (size_t i = RAP_ENCODER_EMBED; i < n; i++)
        sum += (double)(w->v[i] * w->v[i]);
    if (sum <= 0) return;
    const double mean = sqrt(sum / (double)(n - RAP_ENCODER_EMBED));
    for (size_t i = 0; i < n; i++)
        w->v[i] *= (float)(spread / mean);
}

rap_code wordvectors_read(wordvectors *out, const char *path, rap_arena *arena,
                          rap_err *err)
{
    rap_str all = {0};
    rap_code rc = path ? rap_file_read(&all, path, FILE_MOST, arena, err) : RAP_OK;
    if (rc != RAP_OK) return rc;
    *out = (wordvectors){.n = 1};
    out->v = RAP_NEW(arena, float, (size_t)FULL *RAP_ENCODER_EMBED);
    out->slots = RAP_NEW(arena, uint32_t, RAP_ENCODER_SLOTS);
    all = rap_arena_copy(arena, all); /* strtof wants an end */
    if (!out->v || !out->slots || !all.p) return rap_fail_memory(err);
    size_t at = rap_str_find(all, RAP_STR("\n"), 0) + 1;
    while (at < all.n && out->n < FULL) {
        const size_t end = rap_str_find(all, RAP_STR("\n"), at);
        read_line(out, rap_str_cut(all, at, end));
        at = end + 1;
    }
    rescale(out);
    return RAP_OK;
}
