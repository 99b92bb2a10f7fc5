/*
 * pledges/meant_pledge.c - which of a side's pledges somebody speaks of.
 *
 * The one whose words stand around: in the sentence, the one before or the one behind;
 * else the only one that was made before in the same report, else in the same story.
 * Never one that was made later, and none where several fit alike: what is laid at the
 * wrong promise of somebody is worse than what is left out.
 */
/* SPDX-License-Identifier: MIT */
#include "base/bisect.h"
#include "pile/groups.h"
#include "pledges/promised.h"

#include "dull_words_table.inc"
#include "promise_words_table.inc"

#include <stdlib.h>

enum {
    PLEDGES_SEEN = 64, /* pledges of one side that are compared */
    SHARED_LEAST = 2,  /* words shared with a pledge of another story */
    SHARED_MAX = 4,
    BEFORE = 1,       /* sentences before what is said that tell of what */
    WORDS_SEEN = 120, /* words around */
    SPELT = 8,        /* words in which a promise is spelt out */
    WORD_BYTES = 4,   /* shorter ones say little */
    MANY = 3,         /* words that tell two promises apart */
    NO_DAY = INT32_MIN
};

/* Where a pledge stands: the likeliest place is the highest. */
enum { LATER = 1, FAR, STORY, HERE, TIERS };

typedef struct {
    int32_t by;
    uint32_t pledge;
} made;

static int by_side(const void *x, const void *y)
{
    const made *a = x, *b = y;
    if (a->by != b->by) return a->by < b->by ? -1 : 1;
    return (a->pledge > b->pledge) - (a->pledge < b->pledge);
}

void rap_pledges_index(rap_pile *p)
{
    made *v = RAP_PILE_NEW(p, made, p->n_pledges);
    p->pledges_by_side = RAP_PILE_NEW(p, uint32_t, p->n_pledges);
    if (p->failed) return;
    for (uint32_t i = 0; i < p->n_pledges; i++)
        v[i] = (made){p->pledges[i].by, i};
    if (p->n_pledges) qsort(v, p->n_pledges, sizeof *v, by_side);
    for (uint32_t i = 0; i < p->n_pledges; i++)
        p->pledges_by_side[i] = v[i].pledge;
}

/* How many different words of the promise stand among words [from, to) of a report. */
static int shared_words(const rap_pledge *l, const rap_phrases *w, uint32_t from,
                        uint32_t to)
{
    int n = 0;
    for (uint32_t k = 0; k < l->n_words && n < SHARED_MAX; k++)
        for (uint32_t i = from; i < to; i++) {
            if (w->v[i].stem != l->words[k]) continue;
            n++;
            break;
        }
    return n;
}

/* The first word of a sentence, and the one behind the last of it. */
static uint32_t sentence_from(const rap_phrases *w, uint32_t sentence)
{
    return rap_phrases_word(w, w->sentences[sentence].from);
}

static uint32_t sentence_to(const rap_phrases *w, uint32_t sentence)
{
    return rap_phrases_word(w, w->sentences[sentence].to);
}

/* Day of a report; NO_DAY when it has none. */
static int32_t day_of(const rap_pile *p, uint32_t rank)
{
    int32_t from, to;
    rap_str day = rap_pile_report(p, rank)->published.day;
    return rap_pile_is_full(day) && rap_pile_days(day, &from, &to) ? from : NO_DAY;
}

/* Does a sentence name the last day of the promise? */
static bool names_due(const rap_phrases *w, const rap_pledge *l, rap_span sentence)
{
    const rap_filed *f = w->f;
    int32_t from, to;
    uint32_t low = 0;
    if (l->due == NO_DAY || l->due == l->day) return false;
    RAP_BISECT(uint32_t, low, mid, f->n_times, f->times[mid].at.from < sentence.from);
    for (; low < f->n_times && f->times[low].at.from < sentence.to; low++)
        if (rap_pile_is_full(f->times[low].to) &&
            rap_pile_days(f->times[low].to, &from, &to) && from == l->due)
            return true;
    return false;
}

static bool says_much(const rap_phrases *w, uint32_t i)
{
    rap_span at = w->v[i].at;
    rap_str word = rap_str_cut(w->f->source, at.from, at.to);
    return word.n >= WORD_BYTES && rap_table_find_word(&dull_words_table, word) < 0;
}

/* The word behind the "to" that spells a promise out: "its pledge, made last month, to
 * free them"; UINT32_MAX: none before `end`. */
static uint32_t behind_to(const rap_phrases *w, uint32_t i, uint32_t end)
{
    for (uint32_t k = i; k < end && k < i + SPELT; k++) {
        rap_span at = w->v[k].at;
        if (rap_str_is(rap_str_cut(w->f->source, at.from, at.to), "to")) return k + 1;
    }
    return UINT32_MAX;
}

/* "Its promise to lift curbs on exports": is another one spelt out in the sentence,
 * whose deed the pledge does not name, and half of whose words it has at most? */
static bool is_of_another(const rap_pledge *l, const rap_phrases *w, uint32_t sentence)
{
    uint32_t to = sentence_to(w, sentence), n;
    for (uint32_t i = sentence_from(w, sentence); i + 1 < to; i++) {
        int row = rap_phrases_match(w, &promise_words_table, i, &n);
        if (!rap_cell_is(&promise_words_table, row, PROMISE_WORDS_WHAT, "promise") ||
            i + n >= to)
            continue;
        uint32_t from = behind_to(w, i + n, to);
        if (from == UINT32_MAX) continue;
        uint32_t end = from + SPELT, words = 0;
        if (end > to) end = to;
        for (uint32_t k = from; k < end; k++)
            words += says_much(w, k);
        uint32_t shared = (uint32_t)shared_words(l, w, from, end);
        bool deed = shared_words(l, w, from, from + 1) > 0;
        return !deed && words >= MANY && shared * 2 <= words;
    }
    return false;
}

/* How well a pledge fits: words shared before all else, then where it stands. */
static int fit(const rap_pile *p, const rap_pledge *l, const rap_matter *m)
{
    const rap_phrases *w = m->text;
    uint32_t at = rap_phrases_word(w, m->at.from);
    if (at >= w->n) return 0;
    uint32_t own = w->v[at].sentence, first = own > BEFORE ? own - BEFORE : 0;
    uint32_t last = own + 1 < w->n_sentences ? own + 1 : own;
    uint32_t from = sentence_from(w, first), to = sentence_to(w, last);
    if (to > from + WORDS_SEEN) to = from + WORDS_SEEN;
    if (is_of_another(l, w, own)) return 0;
    int shared = shared_words(l, w, from, to) + names_due(w, l, w->sentences[own]);
    if (l->rank == m->rank) {
        if (l->at.from <= m->at.from) return TIERS * shared + HERE;
        /* a lead tells what became of a promise that the report tells further down */
        to = sentence_to(w, own);
        return shared_words(l, w, sentence_from(w, own), to) ? TIERS * shared + LATER
                                                             : 0;
    }
    int32_t day = day_of(p, m->rank);
    if (l->day != NO_DAY && day != NO_DAY && day < l->day) return 0;
    if (l->story == p->story_of[m->rank]) return TIERS * shared + STORY;
    return shared >= (m->spoken_of ? 1 : SHARED_LEAST) ? TIERS * shared + FAR : 0;
}

int64_t rap_pledge_meant(const rap_pile *p, const rap_matter *m)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, p->n_pledges,
               p->pledges[p->pledges_by_side[mid]].by < m->by);
    int64_t best = -1;
    int best_fit = 0;
    for (uint32_t i = low; i < p->n_pledges && i < low + PLEDGES_SEEN; i++) {
        const rap_pledge *l = &p->pledges[p->pledges_by_side[i]];
        if (l->by != m->by) break;
        int f = fit(p, l, m);
        if (f < best_fit || f == 0) continue;
        best = f == best_fit ? -1 : (int64_t)p->pledges_by_side[i];
        best_fit = f;
    }
    return best;
}
