/*
 * speech/joined.c - "confirmed that a list had come but said names were missing": two
 * statements of one speaker, and not one that holds the other.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

static bool is_joint(const rap_prose *p, uint32_t token)
{
    return rap_token_is(p, token, "but") || rap_token_is(p, token, "and");
}

/* The content of `outer` in which a token stands, or NULL. */
static rap_span *content_with(rap_telling *outer, uint32_t token)
{
    for (uint32_t i = 0; i < outer->n_content; i++)
        if (outer->content[i].from <= token && token < outer->content[i].to)
            return &outer->content[i];
    return NULL;
}

/* Is `x` told by the one who tells `outer`, as a verb beside that of `outer`? */
static bool is_beside(const rap_hearing *h, const rap_telling *x,
                      const rap_telling *outer)
{
    bool same = x->source.from < x->source.to && x->source.from == outer->source.from &&
                x->source.to == outer->source.to;
    const char *form = h->p->tokens[x->main].xpos;
    bool finite = strcmp(form, "VBD") == 0 || strcmp(form, "VBZ") == 0;
    return same && finite && x->cue.from > outer->cue.to && rap_cue_is_speech(x->row) &&
           is_joint(h->p, x->cue.from - 1);
}

void rap_tellings_part(rap_hearing *h)
{
    for (size_t k = 0; k < h->list.n; k++) {
        rap_telling *x = &h->list.v[k];
        if (x->nested_in < 0) continue;
        rap_telling *outer = &h->list.v[x->nested_in];
        if (!is_beside(h, x, outer)) continue;
        rap_span *in = content_with(outer, x->main);
        if (!in || in->from + 1 >= x->cue.from - 1) continue;
        in->to = x->cue.from - 1;
        x->nested_in = outer->nested_in;
    }
}
