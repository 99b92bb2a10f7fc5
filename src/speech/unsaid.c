/*
 * speech/unsaid.c - what nobody is told to have said, and two cues for the same words:
 * "no official has said that", "neither confirmed nor denied that".
 */
/* SPDX-License-Identifier: MIT */
#include "speech/voices.h"

enum { NEAR = 3 }; /* tellings beside one another */
enum { CUES = 5 }; /* tokens of "neither confirmed nor" */

bool rap_is_said_by_nobody(const rap_hearing *h, const rap_telling *x)
{
    static const char *const words[] = {"no", "nobody", "none", "neither", "nothing"};
    if (x->source.from >= x->source.to) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rap_token_is(h->p, x->source.from, words[i])) return true;
    return false;
}

/* "nor", "or": what joins a second cue to the first. */
static bool is_joined(const rap_hearing *h, const rap_telling *x)
{
    if (x->n_content != 1 || x->content[0].from < x->cue.to) return false;
    uint32_t first = x->content[0].from;
    return rap_token_is(h->p, first, "nor") || rap_token_is(h->p, first, "or");
}

void rap_cue_take_neither(const rap_hearing *h, rap_telling *x)
{
    uint32_t last = x->source.to - 1;
    if (x->source.to < x->source.from + 2 || !rap_token_is(h->p, last, "neither"))
        return;
    if (x->cue.from < last || x->cue.from > last + CUES) return;
    x->source.to = last;
    x->cue.from = last;
}

int32_t rap_cue_join_second(rap_hearing *h, uint32_t k)
{
    rap_telling *x = &h->list.v[k];
    if (!is_joined(h, x)) return -1;
    uint32_t from = k > NEAR ? k - NEAR : 0;
    for (uint32_t i = from; i < h->list.n && i <= k + NEAR; i++) {
        const rap_telling *y = &h->list.v[i];
        bool second = i != k && y->main == x->content[0].from + 1 &&
                      y->n_content == 1 && y->content[0].from >= y->cue.to &&
                      y->content[0].to <= x->content[0].to;
        if (!second) continue;
        x->cue.to = y->cue.to;
        x->content[0] = y->content[0];
        return (int32_t)i;
    }
    return -1;
}
