/*
 * talks/clause.c - looking up who, when and where in the sentences of one report.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/clause.h"

#include "base/bisect.h"
#include "talk_turns_table.inc"

#include <stdlib.h>

enum {
    SPEECH_NEAR = 32,  /* bytes from "said" to the day or place of saying it */
    CUE_WORDS = 4,     /* of a cue that are looked at */
    SOURCES_LOOKED = 4 /* sources that begin before a name */
};

static int by_span(const void *x, const void *y)
{
    const rap_span *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

static int by_at(const void *x, const void *y)
{
    const rap_filed_mention *a = *(const rap_filed_mention *const *)x;
    const rap_filed_mention *b = *(const rap_filed_mention *const *)y;
    int d = by_span(&a->at, &b->at);
    return d ? d : (a > b) - (a < b);
}

/* "Veld refused to come", "engineers discussed": they speak, and the word is a deed of
 * the talks; they are a side of them and no mere source. */
static bool does_so(const rap_clauses *c, const rap_filed_attribution *a)
{
    static const char *const deeds[] = {"refused", "cancelled", "over", "under_way",
                                        "agreed"};
    uint32_t n;
    if (a->cue.n == 0) return false;
    uint32_t i = rap_phrases_word(&c->text, a->cue.v[0].from);
    for (uint32_t k = i; k < i + CUE_WORDS && k < c->text.n; k++) {
        if (c->text.v[k].at.from >= a->cue.v[0].to) break;
        int row = rap_phrases_match(&c->text, &talk_turns_table, k, &n);
        for (size_t d = 0; row >= 0 && d < sizeof deeds / sizeof *deeds; d++)
            if (rap_cell_is(&talk_turns_table, row, TALK_TURNS_TURN, deeds[d]) ||
                rap_cell_is(&talk_turns_table, row, TALK_TURNS_NOTE, deeds[d]))
                return true;
    }
    return false;
}

static int by_source(const void *x, const void *y)
{
    const rap_source *a = x, *b = y;
    int d = by_span(&a->at, &b->at);
    return d ? d
             : (a->attribution > b->attribution) - (a->attribution < b->attribution);
}

static const rap_span *gather_cues(const rap_clauses *c, uint32_t *n, rap_arena *arena)
{
    const rap_filed *f = c->f;
    size_t room = 0;
    for (uint32_t i = 0; i < f->n_attributions; i++)
        room += f->attributions[i].cue.n;
    rap_span *v = RAP_NEW(arena, rap_span, room);
    *n = 0;
    for (uint32_t i = 0; v && i < f->n_attributions; i++) {
        if (does_so(c, &f->attributions[i])) continue;
        for (uint32_t k = 0; k < f->attributions[i].cue.n; k++)
            v[(*n)++] = f->attributions[i].cue.v[k];
    }
    if (v && *n) qsort(v, *n, sizeof *v, by_span);
    return v;
}

static const rap_source *gather_sources(const rap_clauses *c, uint32_t *n,
                                        rap_arena *arena)
{
    const rap_filed *f = c->f;
    size_t room = 0;
    for (uint32_t i = 0; i < f->n_attributions; i++)
        room += f->attributions[i].source.n;
    rap_source *v = RAP_NEW(arena, rap_source, room);
    *n = 0;
    for (uint32_t i = 0; v && i < f->n_attributions; i++) {
        rap_filed_spans s = f->attributions[i].source;
        if (does_so(c, &f->attributions[i])) continue;
        for (uint32_t k = 0; k < s.n; k++)
            v[(*n)++] = (rap_source){s.v[k], i};
    }
    if (v && *n) qsort(v, *n, sizeof *v, by_source);
    return v;
}

bool rap_clauses_read(rap_clauses *c, rap_pile *p, uint32_t rank, rap_arena *arena)
{
    *c = (rap_clauses){.p = p, .rank = rank, .f = rap_pile_report(p, rank)};
    if (!rap_phrases_read(&c->text, c->f, arena)) return false;
    c->all = RAP_NEW(arena, const rap_filed_mention *, c->f->n_mentions);
    c->cues = gather_cues(c, &c->n_cues, arena);
    c->sources = gather_sources(c, &c->n_sources, arena);
    if (!c->all || !c->cues || !c->sources) return false;
    for (uint32_t i = 0; i < c->f->n_mentions; i++)
        if (c->f->mentions[i].entity >= 0) c->all[c->n_all++] = &c->f->mentions[i];
    if (c->n_all) qsort(c->all, c->n_all, sizeof *c->all, by_at);
    return true;
}

uint32_t rap_clauses_mention(const rap_clauses *c, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, c->n_all, c->all[mid]->at.to <= at);
    return low;
}

/* How many of the sorted spans begin at or before `at`. */
static uint32_t begun(const rap_span *v, uint32_t n, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, n, v[mid].from <= at);
    return low;
}

static bool carries(const rap_filed_attribution *a, rap_span words)
{
    for (uint32_t i = 0; i < a->content.n; i++)
        if (a->content.v[i].from < words.to && words.from < a->content.v[i].to)
            return true;
    return false;
}

bool rap_clauses_is_source(const rap_clauses *c, rap_span at, rap_span of)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, c->n_sources, c->sources[mid].at.from <= at.from);
    for (uint32_t back = 0; low > 0 && back < SOURCES_LOOKED; back++) {
        const rap_source *s = &c->sources[--low];
        if (s->at.to < at.to) continue;
        if (carries(&c->f->attributions[s->attribution], of)) return true;
    }
    return false;
}

bool rap_clauses_is_of_speech(const rap_clauses *c, uint32_t at, uint32_t not_before)
{
    uint32_t i = begun(c->cues, c->n_cues, at);
    if (i == 0) return false;
    rap_span cue = c->cues[i - 1];
    return cue.from >= not_before && cue.to <= at && at - cue.to <= SPEECH_NEAR;
}

uint32_t rap_clauses_time(const rap_clauses *c, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, c->f->n_times, c->f->times[mid].at.from < at);
    return low;
}

uint32_t rap_clauses_place(const rap_clauses *c, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, c->f->n_places, c->f->places[mid].at.from < at);
    return low;
}

bool rap_clauses_is_word(const rap_clauses *c, uint32_t i, const char *z)
{
    return i < c->text.n && c->text.v[i].hash == rap_hash(rap_str_of(z));
}

int32_t rap_clauses_side(const rap_pile *p, int32_t party)
{
    return party < 0 ? -1 : p->seats[party];
}
