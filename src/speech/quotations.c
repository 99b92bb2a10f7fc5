/*
 * speech/quotations.c - quotations as stretches of tokens, and those that no cue stands
 * by.
 *
 * A quotation of whole sentences behind an attributed one in the same paragraph, or in
 * the next paragraph when the last was left open, goes on with the words of the same
 * speaker.  Behind a colon it belongs to whom stands before the colon.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

enum {
    SPEECH_LEAST =
        4 /* tokens between the marks of a quotation that is more than a term */
};

typedef RAP_LIST(rap_quotation) quotation_list;

static uint32_t block_of(const rap_prose *p, uint32_t token)
{
    return p->sentences[p->tokens[token].sentence].block;
}

static uint32_t quotation_end(const rap_prose *p, uint32_t open, bool *closed)
{
    const rap_token *t = p->tokens;
    uint32_t i = open, block = block_of(p, open);
    *closed = false;
    while (i + 1 < p->n_tokens && (t[i + 1].shape & RAP_SHAPE_QUOTED) &&
           block_of(p, i + 1) == block) {
        i++;
        if (t[i].shape & RAP_SHAPE_CLOSE) {
            *closed = true;
            break;
        }
    }
    return i;
}

rap_code rap_quotations_find(rap_hearing *h, rap_err *err)
{
    const rap_prose *p = h->p;
    int32_t *of = RAP_NEW(p->arena, int32_t, p->n_tokens + 1);
    if (!of) return rap_fail_memory(err);
    quotation_list list = {0};
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        of[i] = -1;
        if (!(p->tokens[i].shape & RAP_SHAPE_OPEN)) continue;
        rap_quotation *q = RAP_PUSH(p->arena, &list);
        if (!q) return rap_fail_memory(err);
        q->open = i;
        q->close = quotation_end(p, i, &q->closed);
        for (; i <= q->close; i++)
            of[i] = (int32_t)(list.n - 1);
        i--;
    }
    h->quotation_of = of;
    h->quotations = list.v;
    h->n_quotations = (uint32_t)list.n;
    return RAP_OK;
}

rap_span rap_quotation_below(const rap_hearing *h, const rap_sentence *s, uint32_t from)
{
    const rap_token *t = h->p->tokens;
    const rap_span none = {0, 0};
    if (s->last >= h->p->n_tokens || !rap_is_mark(&t[from - 1], ":")) return none;
    if (!(t[s->last].shape & RAP_SHAPE_OPEN)) return none;
    if (block_of(h->p, s->last) > s->block + 1) return none;
    return (rap_span){s->last, h->quotations[h->quotation_of[s->last]].close + 1};
}

/* Write into h->told whose content each token is, nested tellings left out. */
static void mark_told(rap_hearing *h)
{
    for (uint32_t i = 0; i < h->p->n_tokens; i++)
        h->told[i] = -1;
    for (size_t k = 0; k < h->list.n; k++) {
        const rap_telling *x = &h->list.v[k];
        for (uint32_t c = 0; x->nested_in < 0 && c < x->n_content; c++)
            for (uint32_t i = x->content[c].from; i < x->content[c].to; i++)
                h->told[i] = (int32_t)k;
    }
}

/* Does the quotation open its sentence, apart from a mark? */
static bool begins_sentence(const rap_prose *p, uint32_t open)
{
    return p->sentences[p->tokens[open].sentence].first == open;
}

/* Add tokens to a telling's content, as one piece with the last where no paragraph ends
 * between; false when it has no room. */
static bool extend(const rap_prose *p, rap_telling *x, rap_span c)
{
    rap_span *last = &x->content[x->n_content - 1];
    if (last->to == c.from && block_of(p, c.from) == block_of(p, last->from)) {
        last->to = c.to;
        return true;
    }
    if (x->n_content == RAP_SPANS_MAX || c.from < last->to) return false;
    x->content[x->n_content++] = c;
    return true;
}

static bool is_quoting(const rap_hearing *h, int32_t telling)
{
    const rap_telling *x = &h->list.v[telling];
    if (!rap_cue_is_speech(x->row) && x->row >= 0) return false;
    for (uint32_t c = 0; c < x->n_content; c++)
        if (h->quotation_of[x->content[c].to - 1] >= 0) return true;
    return false;
}

/* Ruud: "…" */
static rap_code hear_colon(rap_hearing *h, const rap_quotation *q, rap_err *err)
{
    uint32_t colon = q->open - 1;
    rap_span source;
    const rap_sentence *s = &h->p->sentences[h->p->tokens[colon].sentence];
    if (!rap_source_before(&source, h, s->first, colon)) return RAP_OK;
    if (source.from != s->first) return RAP_OK;
    rap_telling *x = RAP_PUSH(h->p->arena, &h->list);
    if (!x) return rap_fail_memory(err);
    *x = (rap_telling){.n_content = 1, .row = -1, .carried = -1, .nested_in = -1};
    x->content[0] = (rap_span){q->open, q->close + 1};
    x->cue = (rap_span){colon, q->open};
    x->main = x->head = RAP_NO_TOKEN;
    x->source = source;
    x->rule = "source-colon-quotation";
    return RAP_OK;
}

/* "…," Ruud said, turning to the door, "…" */
static bool resumes(const rap_hearing *h, uint32_t open, const rap_telling *before)
{
    const rap_token *t = h->p->tokens;
    return before->main != RAP_NO_TOKEN && open > before->cue.to &&
           t[open].sentence == t[before->main].sentence &&
           before->content[0].from < before->cue.from && rap_is_mark(&t[open - 1], ",");
}

/* Do two tellings stand in one sentence? */
static bool stand_together(const rap_hearing *h, int32_t a, int32_t b)
{
    const rap_token *t = h->p->tokens;
    uint32_t x = h->list.v[a].main, y = h->list.v[b].main;
    return x != RAP_NO_TOKEN && y != RAP_NO_TOKEN && t[x].sentence == t[y].sentence;
}

/* The telling that goes on with quotation q, given the one before it; or -1. */
static int32_t goes_on(const rap_hearing *h, uint32_t q, int32_t before)
{
    const rap_quotation *x = &h->quotations[q];
    if (before < 0) return -1;
    const rap_telling *b = &h->list.v[before];
    if (!begins_sentence(h->p, x->open))
        return resumes(h, x->open, b) && is_quoting(h, before) ? before : -1;
    uint32_t end = b->content[b->n_content - 1].to - 1;
    if (block_of(h->p, x->open) == block_of(h->p, end))
        return is_quoting(h, before) ? before : -1;
    const rap_quotation *last = q > 0 ? &h->quotations[q - 1] : NULL;
    bool open = last && !last->closed && h->told[last->open] == before;
    return open && block_of(h->p, x->open) == block_of(h->p, last->close) + 1 ? before
                                                                              : -1;
}

rap_code rap_quotations_join(rap_hearing *h, rap_err *err)
{
    mark_told(h);
    int32_t before = -1, quoting = -1;
    for (uint32_t k = 0, seen = 0; k < h->n_quotations; k++) {
        const rap_quotation *q = &h->quotations[k];
        for (; seen <= q->open; seen++)
            if (h->told[seen] >= 0 && h->told[seen] != before) {
                before = h->told[seen];
                if (is_quoting(h, before)) quoting = before;
            }
        if (h->told[q->open] >= 0 || h->told[q->close] >= 0) continue;
        if (q->close < q->open + SPEECH_LEAST) continue;
        int32_t to = goes_on(h, k, before);
        if (to < 0 && quoting >= 0 && stand_together(h, before, quoting))
            to = goes_on(h, k, quoting);
        if (to >= 0 &&
            extend(h->p, &h->list.v[to], (rap_span){q->open, q->close + 1})) {
            for (uint32_t i = q->open; i <= q->close; i++)
                h->told[i] = to;
        } else if (q->open > 0 && rap_is_mark(&h->p->tokens[q->open - 1], ":")) {
            rap_code rc = hear_colon(h, q, err);
            if (rc != RAP_OK) return rc;
        }
    }
    return RAP_OK;
}
