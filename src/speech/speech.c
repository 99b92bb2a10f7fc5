/*
 * speech/speech.c - who said what: attributions, each with content, cue and source.
 *
 * Quotations are found first, then frames around cues, then quotations that go on; at
 * the end tellings in tokens become attributions in text, in order.
 */
/* SPDX-License-Identifier: MIT */
#include "base/bisect.h"
#include "speech/voices.h"

#include <stdlib.h>

enum { AT_BACK = 64 /* attributions looked back over by rap_speech_at */ };

typedef struct {
    uint32_t from, telling;
} place;

static int by_place(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return (x->telling > y->telling) - (x->telling < y->telling);
}

rap_code rap_hearing_open(rap_hearing *h, const rap_prose *p, const rap_names *names,
                          const rap_times *times, rap_err *err)
{
    *h = (rap_hearing){.p = p, .names = names, .times = times};
    h->is_time = RAP_NEW(p->arena, bool, p->n_tokens + 1);
    h->told = RAP_NEW(p->arena, int32_t, p->n_tokens + 1);
    if (!h->is_time || !h->told) return rap_fail_memory(err);
    for (uint32_t k = 0; k < h->times->n_times; k++)
        for (uint32_t i = h->times->times[k].first; i < h->times->times[k].last; i++)
            h->is_time[i] = i < p->n_tokens;
    rap_code rc = rap_clauses_open(&h->clauses, p, err);
    return rc == RAP_OK ? rap_quotations_find(h, err) : rc;
}

uint32_t rap_sentence_end(const rap_prose *p, const rap_sentence *s)
{
    const rap_token *stop = &p->tokens[s->last - 1];
    bool closed = rap_is_mark(stop, ")") && s->last > s->first + 1;
    if (closed) stop--;
    bool full = rap_is_mark(stop, ".") && !(stop->shape & RAP_SHAPE_QUOTED);
    return full ? s->last - 1 - closed : s->last;
}

static rap_span text_span(const rap_prose *p, rap_span tokens)
{
    return rap_tokens_span(p, tokens.from, tokens.to);
}

/* Words, and words in quotation marks, before each token: contents overlap when they
 * are nested, so counting each anew would not be linear. */
static rap_code count_words(rap_hearing *h, rap_err *err)
{
    const rap_prose *p = h->p;
    rap_word_count *sums = RAP_NEW(p->arena, rap_word_count, p->n_tokens + 1);
    if (!sums) return rap_fail_memory(err);
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        uint16_t shape = p->tokens[i].shape;
        bool word = (shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) != 0;
        sums[i + 1].words = sums[i].words + word;
        sums[i + 1].quoted = sums[i].quoted + (word && (shape & RAP_SHAPE_QUOTED));
    }
    h->counts = sums;
    return RAP_OK;
}

static rap_speech_kind kind_of(const rap_hearing *h, const rap_telling *x)
{
    uint32_t words = 0, quoted = 0;
    for (uint32_t c = 0; c < x->n_content; c++) {
        const rap_word_count *from = &h->counts[x->content[c].from];
        const rap_word_count *to = &h->counts[x->content[c].to];
        words += to->words - from->words;
        quoted += to->quoted - from->quoted;
    }
    if (quoted == 0) return RAP_SPEECH_INDIRECT;
    return quoted == words ? RAP_SPEECH_DIRECT : RAP_SPEECH_MIXED;
}

static void put_span(rap_span_list *out, rap_span at)
{
    if (at.from < at.to && out->n < RAP_SPANS_MAX) out->v[out->n++] = at;
}

static void write_out(rap_attribution *a, const rap_hearing *h, uint32_t i)
{
    const rap_telling *x = &h->list.v[i];
    for (uint32_t c = 0; c < x->n_content; c++)
        put_span(&a->content, text_span(h->p, x->content[c]));
    put_span(&a->cue, text_span(h->p, x->cue));
    put_span(&a->source, text_span(h->p, x->source));
    a->kind = kind_of(h, x);
    a->rule = x->rule;
    a->speech = x->row < 0 || rap_cue_is_speech(x->row);
    a->cue_row = x->row;
    a->cue_token = x->main;
    rap_circumstances_read(a, h, i);
}

/* Tellings into attributions, in order of their first content. */
static rap_code publish(rap_speech *out, rap_names *names, rap_hearing *h, rap_err *err)
{
    uint32_t n = (uint32_t)h->list.n;
    place *order = RAP_NEW(h->p->arena, place, n + 1);
    int32_t *rank = RAP_NEW(h->p->arena, int32_t, n + 1);
    rap_attribution *list = RAP_NEW(h->p->arena, rap_attribution, n + 1);
    if (!order || !rank || !list) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n; i++)
        order[i] = (place){h->list.v[i].content[0].from, i};
    if (n) qsort(order, n, sizeof *order, by_place);
    for (uint32_t k = 0; k < n; k++)
        rank[order[k].telling] = (int32_t)k;
    for (uint32_t k = 0; k < n; k++) {
        int32_t outer = h->list.v[order[k].telling].nested_in;
        list[k].nested_in = outer < 0 ? -1 : rank[outer];
        write_out(&list[k], h, order[k].telling);
    }
    uint32_t *telling = RAP_NEW(h->p->arena, uint32_t, n + 1);
    if (!telling) return rap_fail_memory(err);
    for (uint32_t k = 0; k < n; k++)
        telling[k] = order[k].telling;
    rap_code rc = rap_voices_make(names, list, h, telling, err);
    if (rc != RAP_OK) return rc;
    rap_speakers_follow(list, h, telling, n);
    rap_relays_follow(list, h, telling, n);
    rap_said_on_follow(list, h, telling, n);
    *out = (rap_speech){list, n};
    return RAP_OK;
}

rap_code rap_speech_read(rap_speech *out, const rap_prose *p, rap_names *names,
                         const rap_times *times, rap_err *err)
{
    rap_hearing h;
    rap_code rc = rap_hearing_open(&h, p, names, times, err);
    if (rc == RAP_OK) rc = rap_frames_read(&h, err);
    if (rc == RAP_OK) rc = rap_governed_find(&h, err);
    if (rc == RAP_OK) rc = rap_tellings_weigh(&h, err);
    if (rc == RAP_OK) rap_tellings_nest(&h);
    if (rc == RAP_OK) rap_tellings_part(&h);
    if (rc == RAP_OK) rc = rap_tellings_bound(&h, err);
    if (rc == RAP_OK) rc = rap_relays_turn(&h, err);
    if (rc == RAP_OK) rc = rap_quotations_join(&h, err);
    if (rc == RAP_OK) rc = count_words(&h, err);
    return rc == RAP_OK ? publish(out, names, &h, err) : rc;
}

const char *rap_speech_kind_name(rap_speech_kind kind)
{
    static const char *const names[] = {"indirect", "direct", "mixed", "indirect"};
    return names[kind <= RAP_SPEECH_INDIRECT ? kind : RAP_SPEECH_NONE];
}

const char *rap_unnamed_kind_name(rap_unnamed_kind kind)
{
    static const char *const names[] = {NULL, "sources", "official", "person", "group"};
    return names[kind <= RAP_UNNAMED_GROUP ? kind : RAP_UNNAMED_NONE];
}

int32_t rap_speech_at(const rap_speech *s, uint32_t text_at)
{
    uint32_t lo = 0;
    RAP_BISECT(uint32_t, lo, mid, s->n_attributions,
               s->attributions[mid].content.v[0].from <= text_at);
    int32_t best = -1;
    uint32_t width = UINT32_MAX;
    for (uint32_t k = lo; k-- > 0 && lo - k <= AT_BACK;) {
        const rap_span_list *c = &s->attributions[k].content;
        for (uint32_t i = 0; i < c->n; i++) {
            if (c->v[i].from > text_at || c->v[i].to <= text_at) continue;
            if (c->v[i].to - c->v[i].from >= width) continue;
            width = c->v[i].to - c->v[i].from;
            best = (int32_t)k;
        }
    }
    return best;
}
