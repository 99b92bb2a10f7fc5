/*
 * speech/weighed.c - which tellings are kept, where they end, and what lies in what.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/weighing.h"

enum { /* how much surer the model must be, chosen on PolNeAR's dev part */
       SURE_FRAME = -100,  /* that what words show is told */
       SURE_SPEECH = -50,  /* that what the tree shows of a known cue of speech is */
       SURE_FOUND = 200,   /* of any other */
       STOPS_SPEECH = 300, /* that content ends, behind a known cue of speech */
       STOPS = 50,         /* behind any other */
       DEPTH_MAX = 8,
       END_FAR = 150 /* tokens of content in which an end is looked for */
};

static int32_t lead(const rap_linear *m, const uint64_t *keys, uint32_t n, uint32_t yes)
{
    int32_t scores[4] = {0};
    rap_linear_score4(m, keys, n, scores);
    return scores[yes] - scores[yes ^ 1];
}

static bool is_loose(const rap_token *t)
{
    return t->upos == RAP_PUNCT && !(t->shape & RAP_SHAPE_QUOTED);
}

static bool is_speech(const rap_telling *x)
{
    return x->row >= 0 && rap_cue_is_speech(x->row);
}

/* End the content behind the cue where the model says. */
static void end_content(const rap_hearing *h, const rap_linear *m, rap_telling *x)
{
    rap_span *c = &x->content[x->n_content - 1];
    uint64_t keys[RAP_TELLING_KEYS];
    uint32_t top;
    int32_t surest = is_speech(x) ? STOPS_SPEECH : STOPS;
    if (x->main == RAP_NO_TOKEN || c->from < x->cue.to) return;
    uint32_t far = c->to - c->from > END_FAR ? c->from + END_FAR : c->to;
    for (uint32_t i = c->from + 1; (i = rap_end_next(h, x, i, far, &top)) < far; i++) {
        uint32_t n = rap_end_keys(h, x, i, top, keys);
        if (lead(m, keys, n, RAP_STOPS) <= surest) continue;
        while (i > c->from + 1 && is_loose(&h->p->tokens[i - 1]))
            i--;
        c->to = i;
        break;
    }
}

/* Is it no clause, but what somebody retold does or wants ("refused to come, she
 * said")?  Then it is part of what is retold.  h->told has what frames show. */
static bool is_part(const rap_hearing *h, const rap_telling *x)
{
    if (x->way == RAP_WAY_FRAME || h->told[x->main] < 0) return false;
    uint32_t k = rap_branch_of(&h->clauses, x->content[0].from, x->main);
    return k == UINT32_MAX || rap_rel(&h->clauses, k) != RAP_REL_CCOMP;
}

/* Is it told?  A quotation always is. */
static bool is_told(const rap_hearing *h, const rap_linear *m, const rap_telling *x)
{
    uint64_t keys[RAP_TELLING_KEYS];
    bool frame = x->way == RAP_WAY_FRAME;
    if (x->main == RAP_NO_TOKEN) return true;
    if (frame && h->quotation_of[x->content[0].from] >= 0) return true;
    if (is_part(h, x)) return false;
    int32_t sure = lead(m, keys, rap_telling_keys(h, x, keys), RAP_TELLS);
    return sure > (frame ? SURE_FRAME : is_speech(x) ? SURE_SPEECH : SURE_FOUND);
}

/* Keep what is told; the others' numbers change with it. */
static rap_code keep_told(rap_hearing *h, const rap_linear *m, rap_err *err)
{
    uint32_t n = (uint32_t)h->list.n, kept = 0;
    int32_t *now = RAP_NEW(h->p->arena, int32_t, n + 1);
    if (!now) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n; i++)
        now[i] = is_told(h, m, &h->list.v[i]) ? (int32_t)kept++ : -1;
    for (uint32_t i = 0; i < n; i++) {
        rap_telling *x = &h->list.v[i];
        int32_t outer = x->nested_in;
        for (int k = 0; outer >= 0 && now[outer] < 0 && k < DEPTH_MAX; k++)
            outer = h->list.v[outer].nested_in;
        x->nested_in = outer < 0 ? -1 : outer;
    }
    for (uint32_t i = 0; i < n; i++) {
        rap_telling *x = &h->list.v[i];
        if (now[i] < 0) continue;
        x->nested_in = x->nested_in < 0 ? -1 : now[x->nested_in];
        x->carried = x->carried < 0 ? -1 : now[x->carried];
        h->list.v[now[i]] = *x;
    }
    h->list.n = kept;
    return RAP_OK;
}

static bool holds(const rap_telling *x, uint32_t token)
{
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].from <= token && token < x->content[i].to) return true;
    return false;
}

/* A telling whose content was cut before another lets it go. */
static void let_go(rap_hearing *h)
{
    for (size_t i = 0; i < h->list.n; i++) {
        rap_telling *x = &h->list.v[i];
        for (int k = 0; x->nested_in >= 0 && k < DEPTH_MAX; k++) {
            const rap_telling *o = &h->list.v[x->nested_in];
            if (x->main == RAP_NO_TOKEN || holds(o, x->main)) break;
            x->nested_in = o->nested_in;
        }
    }
}

/* Note the outermost telling of each token in h->told: of those that frames show, or of
 * all; what was found in the tree is nested on the way. */
static void mark_told(rap_hearing *h, bool all)
{
    int32_t *told = h->told;
    for (uint32_t i = 0; i < h->p->n_tokens; i++)
        told[i] = -1;
    for (size_t k = 0; k < h->list.n; k++) {
        rap_telling *x = &h->list.v[k];
        bool frame = x->way == RAP_WAY_FRAME;
        if (!frame && !all) continue;
        if (!frame && told[x->main] >= 0) x->nested_in = told[x->main];
        if (x->nested_in >= 0) continue;
        for (uint32_t c = 0; c < x->n_content; c++)
            for (uint32_t i = x->content[c].from; i < x->content[c].to; i++)
                if (told[i] < 0) told[i] = (int32_t)k;
    }
}

/* Nest what was found in the tree, and what lies in it. */
static void nest(rap_hearing *h)
{
    mark_told(h, true);
    const int32_t *told = h->told;
    for (size_t k = 0; k < h->list.n; k++) {
        rap_telling *x = &h->list.v[k];
        if (x->nested_in >= 0 || x->main == RAP_NO_TOKEN) continue;
        int32_t o = told[x->main];
        if (o < 0 || o == (int32_t)k || h->list.v[o].way == RAP_WAY_FRAME) continue;
        if (h->list.v[o].nested_in < 0 && x->content[0].from >= h->list.v[o].cue.from)
            x->nested_in = o;
    }
}

rap_code rap_tellings_weigh(rap_hearing *h, rap_err *err)
{
    if (!h->clauses.p) return RAP_OK;
    rap_linear m;
    if (!rap_linear_open(&m, rap_weights_part("tellings")) || !m.narrow) {
        while (h->list.n && h->list.v[h->list.n - 1].way != RAP_WAY_FRAME)
            h->list.n--;
        return RAP_OK;
    }
    for (size_t k = 0; k < h->list.n; k++)
        end_content(h, &m, &h->list.v[k]);
    mark_told(h, false);
    rap_code rc = keep_told(h, &m, err);
    let_go(h);
    nest(h);
    return rc;
}
