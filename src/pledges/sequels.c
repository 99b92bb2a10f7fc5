/*
 * pledges/sequels.c - what the sentences behind a promise tell of it without naming it.
 *
 * "Holm promised to free 300 of them.  None had been released, the league said": words
 * that answer the sentence before (data/sequels.tsv) bear on the promise that was told
 * last before them.
 */
/* SPDX-License-Identifier: MIT */
#include "pledges/sequels.h"

#include "sequels_table.inc"

enum {
    LATER = 2,         /* sentences behind the one of the promise */
    WORDS_LATER = 120, /* and words */
    NAMES_SEEN = 24,
    CUE_WORDS = 3, /* from a cue to what it tells */
    NEXT = 8,      /* positions looked at behind one */
    JUST = 2,      /* words from who does it to what he does */
    IF_WORDS = 5,  /* from "if" to what would happen */
    AS_WORDS = 14  /* and to "as promised" behind it */
};

/* "has not kept", "hadn't abided by". */
bool rap_sequel_is_denied(const rap_phrases *w, uint32_t i)
{
    static const char *const none[] = {"not", "never", "t", "no", "nor", "hardly"};
    for (uint32_t back = 1; back <= 2 && back <= i; back++)
        for (size_t k = 0; k < sizeof none / sizeof *none; k++)
            if (w->v[i - back].hash == rap_hash(rap_str_of(none[k]))) return true;
    return false;
}

/* "was violated 31 times": by whom is not told. */
bool rap_sequel_is_nobodys(const rap_phrases *w, uint32_t i, uint32_t n)
{
    static const char *const being[] = {"was", "were", "been", "being"};
    bool passive = false;
    for (size_t k = 0; i && k < sizeof being / sizeof *being; k++)
        passive = passive || w->v[i - 1].hash == rap_hash(rap_str_of(being[k]));
    return passive && (i + n >= w->n || w->v[i + n].hash != rap_hash(RAP_STR("by")));
}

/* Words of the promise that the sentence of word i has too. */
uint32_t rap_sequel_shared(const rap_phrases *w, const rap_pledge *l, uint32_t i)
{
    uint32_t first = rap_phrases_word(w, w->sentences[w->v[i].sentence].from),
             found = 0;
    for (uint32_t n = 0; n < l->n_words; n++)
        for (uint32_t k = first; k < w->n && k < first + WORDS_LATER; k++) {
            if (w->v[k].sentence != w->v[i].sentence) break;
            if (w->v[k].stem != l->words[n]) continue;
            found++;
            break;
        }
    return found;
}

/* "If Norland breaks its promise", "asked whether it had broken it", "unless it takes
 * steps as promised". */
static bool is_supposed(const rap_phrases *w, uint32_t i)
{
    static const char *const words[] = {"if", "whether", "unless"};
    bool as = w->v[i].hash == rap_hash(RAP_STR("as"));
    uint32_t reach = as ? AS_WORDS : IF_WORDS;
    for (uint32_t back = 1; back <= reach && back <= i; back++) {
        if (w->v[i - back].sentence != w->v[i].sentence) return false;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (w->v[i - back].hash == rap_hash(rap_str_of(words[k]))) return true;
    }
    return false;
}

/* "must be honoured", "would violate": nothing has come of it yet. */
bool rap_sequel_is_thought(const rap_phrases *w, uint32_t i)
{
    static const char *const words[] = {"be",    "must",  "should", "would", "will",
                                        "could", "might", "may",    "cannot"};
    for (uint32_t back = 1; back <= 2 && back <= i; back++) {
        if (w->v[i - back].sentence != w->v[i].sentence) break;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (w->v[i - back].hash == rap_hash(rap_str_of(words[k]))) return true;
    }
    return is_supposed(w, i);
}

/* The party whose word i is the cue of what stands behind it ("the union doubted that
 * ..."), or -1. */
static int32_t teller_of(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                         uint32_t i)
{
    for (uint32_t k = i + 1; k < w->n && k <= i + CUE_WORDS; k++) {
        if (w->v[k].sentence != w->v[i].sentence) break;
        int32_t said = rap_filed_attribution_at(w->f, w->v[k].at);
        if (said < 0) continue;
        const rap_filed_attribution *a = &w->f->attributions[said];
        bool cue = a->cue.n && a->cue.v[0].from <= w->v[i].at.from &&
                   w->v[i].at.from < a->cue.v[0].to;
        return cue ? rap_pile_party(p, rank, a->speaker) : -1;
    }
    return -1;
}

int32_t rap_sequel_doubter(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                           uint32_t i, int32_t by)
{
    rap_span sentence = w->sentences[w->v[i].sentence];
    int32_t found = teller_of(p, rank, w, i);
    if (found >= 0) return found;
    uint32_t start = rap_phrases_mention(w, sentence.from);
    for (uint32_t k = start; k < w->n_mentions && k < start + NAMES_SEEN; k++) {
        if (w->mentions[k]->at.from >= w->v[i].at.from) break;
        int32_t party = rap_pile_party(p, rank, w->mentions[k]->entity);
        if (party >= 0 && rap_pile_side(p, party) != by) found = party;
    }
    return found;
}

typedef struct {
    const rap_pile *p;
    uint32_t rank;
    const rap_phrases *text;
    rap_sequel_take *take;
    void *with;
} reader;

static bool has_matter(const reader *r, const rap_pledge *l, uint32_t i)
{
    uint32_t sentence = r->text->v[i].sentence;
    uint32_t from = rap_phrases_word(r->text, r->text->sentences[sentence].from);
    for (uint32_t k = from; k < r->text->n && k < from + WORDS_LATER; k++) {
        if (r->text->v[k].sentence != sentence) return false;
        for (uint32_t w = 0; w < l->n_words; w++)
            if (r->text->v[k].stem == l->words[w]) return true;
    }
    return false;
}

/* Does a figure stand at word i? */
static bool is_number(const reader *r, uint32_t i)
{
    const rap_filed *f = r->text->f;
    uint32_t low = 0, high = f->n_figures;
    if (i >= r->text->n) return false;
    rap_span at = r->text->v[i].at;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (f->figures[mid].at.to <= at.from)
            low = mid + 1;
        else
            high = mid;
    }
    return low < f->n_figures && f->figures[low].at.from < at.to;
}

/* "the first two quarters": time, and no part of what was promised. */
static bool is_of_time(const reader *r, uint32_t i)
{
    static const char *const units[] = {"quarter", "quarters", "month", "months",
                                        "year",    "years",    "week",  "weeks",
                                        "day",     "days",     "hours", "rounds"};
    for (size_t k = 0; i < r->text->n && k < sizeof units / sizeof *units; k++)
        if (r->text->v[i].hash == rap_hash(rap_str_of(units[k]))) return true;
    return false;
}

static bool fits(const reader *r, const rap_pledge *l, uint32_t i, uint32_t n, int row,
                 uint32_t later)
{
    bool next = rap_cell_is(&sequels_table, row, SEQUELS_NEAR, "next");
    bool number = rap_cell_is(&sequels_table, row, SEQUELS_NEEDS, "number");
    if (number && !is_number(r, i + n)) return false;
    if (is_of_time(r, i + n)) return false;
    return next ? later < LATER : has_matter(r, l, i);
}

/* Is another promise told between this one, position `own`, and the end of a sentence?
 */
static bool is_other(const reader *r, uint32_t sentence, uint32_t own)
{
    const rap_filed *f = rap_pile_report(r->p, r->rank);
    uint32_t to = r->text->sentences[sentence].to;
    for (uint32_t i = own + 1; i < f->n_positions && i < own + NEXT; i++) {
        uint32_t flat = r->p->positions.first[r->rank] + i;
        rap_span x = f->positions[i].at;
        if (x.from < to && x.from >= f->positions[own].at.to &&
            r->p->pledge_of[r->p->position_groups.of[flat]])
            return true;
    }
    return false;
}

/* "in the Norland market": does the name at `at` tell where? */
static bool is_placed(const rap_phrases *w, uint32_t at)
{
    static const char *const words[] = {"in", "to", "from", "at", "into", "across"};
    uint32_t i = rap_phrases_word(w, at);
    if (i && i <= w->n && w->v[i - 1].hash == rap_hash(RAP_STR("the"))) i--;
    for (size_t k = 0; i && i <= w->n && k < sizeof words / sizeof *words; k++)
        if (w->v[i - 1].hash == rap_hash(rap_str_of(words[k]))) return true;
    return false;
}

static bool is_pronoun(const rap_phrases *w, uint32_t i)
{
    return w->v[i].hash == rap_hash(RAP_STR("it")) ||
           w->v[i].hash == rap_hash(RAP_STR("they"));
}

/* "Sudmark had done so": is another side named just before word i, or last before the
 * pronoun there? */
static bool is_of_another(const reader *r, uint32_t pledge, uint32_t i)
{
    const rap_phrases *w = r->text;
    uint32_t first = i > JUST ? i - JUST : 0;
    if (is_pronoun(w, i)) {
        rap_span here = w->sentences[w->v[i].sentence];
        int32_t last = -1;
        for (uint32_t m = rap_phrases_mention(w, here.from); m < w->n_mentions; m++) {
            if (w->mentions[m]->at.from >= w->v[i].at.from) break;
            int32_t side = rap_pile_side(
                r->p, rap_pile_party(r->p, r->rank, w->mentions[m]->entity));
            if (side >= 0 && !is_placed(w, w->mentions[m]->at.from) &&
                rap_str_is(r->p->parties[side].kind, "country"))
                last = side;
        }
        return last >= 0 && last != r->p->pledges[pledge].by;
    }
    for (uint32_t m = rap_phrases_mention(w, w->v[first].at.from); m < w->n_mentions;
         m++) {
        rap_span at = w->mentions[m]->at;
        if (at.from >= w->v[i].at.from) return false;
        if (at.from < w->sentences[w->v[i].sentence].from) continue;
        int32_t side =
            rap_pile_side(r->p, rap_pile_party(r->p, r->rank, w->mentions[m]->entity));
        bool state = side >= 0 && rap_str_is(r->p->parties[side].kind, "country");
        if (state && side != r->p->pledges[pledge].by) return true;
    }
    return false;
}

/* "still stand as they did": told to compare. */
static bool is_compared(const rap_phrases *w, uint32_t i)
{
    static const char *const words[] = {"as", "than", "what", "like", "which"};
    for (size_t k = 0; i && k < sizeof words / sizeof *words; k++)
        if (w->v[i - 1].hash == rap_hash(rap_str_of(words[k])) &&
            w->v[i - 1].sentence == w->v[i].sentence)
            return true;
    return false;
}

static bool see_word(const reader *r, uint32_t pledge, rap_span told, uint32_t i,
                     int row)
{
    uint32_t sentence = r->text->v[i].sentence;
    rap_span at = r->text->sentences[sentence];
    if (at.from < told.to) at.from = told.to;
    rap_followup x = {pledge,
                      r->rank,
                      at,
                      rap_cell(&sequels_table, row, SEQUELS_BEARING),
                      rap_filed_attribution_at(r->text->f, r->text->v[i].at),
                      -1,
                      -1};
    if (x.attribution < 0 && rap_str_is(x.bearing, "doubt"))
        x.claimant =
            rap_sequel_doubter(r->p, r->rank, r->text, i, r->p->pledges[pledge].by);
    return at.from < at.to && r->take(r->with, x);
}

/* The sentences behind one telling of a promise. */
static void see_behind(const reader *r, uint32_t pledge, uint32_t position)
{
    rap_span told = rap_pile_report(r->p, r->rank)->positions[position].at;
    const rap_pledge *l = &r->p->pledges[pledge];
    uint32_t i = rap_phrases_word(r->text, told.to), n = 1;
    if (i >= r->text->n) return;
    uint32_t last = rap_phrases_word(r->text, told.from);
    uint32_t own = r->text->v[last].sentence, done = UINT32_MAX;
    uint32_t end = i + WORDS_LATER < r->text->n ? i + WORDS_LATER : r->text->n;
    for (; i < end && r->text->v[i].sentence <= own + LATER; i += n) {
        uint32_t sentence = r->text->v[i].sentence;
        n = 1;
        if (sentence == done) continue;
        int row = rap_phrases_match(r->text, &sequels_table, i, &n);
        if (row < 0 || !fits(r, l, i, n, row, sentence - own) ||
            is_compared(r->text, i))
            continue;
        bool doubts = rap_cell_is(&sequels_table, row, SEQUELS_BEARING, "doubt");
        if (!doubts && is_of_another(r, pledge, i)) continue;
        if (sentence > own && is_other(r, sentence, position)) return;
        done = sentence;
        if (!see_word(r, pledge, told, i, row)) return;
    }
}

void rap_sequels_find(const rap_pile *p, uint32_t rank, const rap_phrases *text,
                      rap_sequel_take *take, void *with)
{
    const rap_filed *f = rap_pile_report(p, rank);
    reader r = {p, rank, text, take, with};
    for (uint32_t i = 0; i < f->n_positions && !p->failed; i++) {
        uint32_t flat = p->positions.first[rank] + i;
        uint32_t pledge = p->pledge_of[p->position_groups.of[flat]];
        if (pledge) see_behind(&r, pledge - 1, i);
    }
}
