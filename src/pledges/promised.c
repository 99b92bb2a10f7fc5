/*
 * pledges/promised.c - what the parties have pledged, and what the reports tell of it
 * since.
 *
 * A pledge is opened by positions of that stance.  What bears on it is found in three
 * ways: words about promises beside the name of the side that made it
 * (data/bearings.tsv); positions of others on whether it is believed; and deeds of that
 * side after its day (data/deeds_on_promises.tsv).  Every one carries who says so:
 * nothing here is a verdict of the program.
 */
/* SPDX-License-Identifier: MIT */
#include "pledges/promised.h"

#include "base/bisect.h"
#include "pile/groups.h"
#include "pile/phrases.h"
#include "pile/spelling.h"
#include "pledges/credited.h"
#include "pledges/done.h"
#include "pledges/grounded.h"
#include "pledges/sequels.h"

#include "bearings_table.inc"
#include "promise_words_table.inc"

#include <stdlib.h>

enum {
    SENTENCE_WORDS = 200, /* of a sentence that goes on for pages only the beginning */
    NAMES_SEEN = 24,
    SHARED_FAR = 3,    /* words of a promise in a sentence of another story */
    CLOSE = 5,         /* words from "kept" to the promise */
    ANSWERS = 3,       /* statements behind a verdict that may answer it */
    ANSWER_NEAR = 200, /* bytes */
    ANSWER_BYTES = 24, /* of "it has not" */
    NONE = -1,
    SEVERAL = -2,
    NO_DAY = INT32_MIN
};

static int32_t side_of_speaker(const rap_pile *p, uint32_t rank, int32_t said)
{
    int32_t speaker =
        said < 0 ? -1 : rap_pile_report(p, rank)->attributions[said].speaker;
    return rap_pile_side(p, rap_pile_party(p, rank, speaker));
}

/* Nobody doubts or breaks his own promise in his own words: such words are about others
 * and stand in what he says by chance. */
static bool is_against_itself(const rap_pile *p, const rap_followup *x)
{
    bool verdict = rap_str_is(x->bearing, "doubt") || rap_str_is(x->bearing, "broken");
    int32_t by = p->pledges[x->pledge].by;
    int32_t claims = x->claimant >= 0 ? rap_pile_side(p, x->claimant)
                                      : side_of_speaker(p, x->rank, x->attribution);
    return verdict && by >= 0 && claims == by;
}

void rap_followup_add(rap_search *w, rap_followup x)
{
    if (is_against_itself(w->p, &x)) return;
    rap_followup *to = RAP_PUSH(w->p->arena, &w->followups);
    if (to)
        *to = x;
    else
        w->p->failed = true;
}

/* ---- words about promises ---- */

static bool has_promise(const rap_phrases *w, uint32_t sentence)
{
    uint32_t n = 0, first = rap_phrases_word(w, w->sentences[sentence].from);
    for (uint32_t i = first;
         i < w->n && w->v[i].sentence == sentence && i < first + SENTENCE_WORDS; i++)
        if (rap_phrases_match(w, &promise_words_table, i, &n) >= 0) return true;
    return false;
}

/* The word for a promise that stands close behind words i .. i + n, or UINT32_MAX. */
static uint32_t promise_behind(const rap_phrases *w, uint32_t i, uint32_t n)
{
    uint32_t k = 0;
    for (uint32_t at = i + n; at < w->n && at < i + n + CLOSE; at++) {
        if (w->v[at].sentence != w->v[i].sentence) break;
        if (rap_phrases_match(w, &promise_words_table, at, &k) >= 0) return at;
    }
    return UINT32_MAX;
}

/* The side named last before `at` in a sentence, or -1. */
static int32_t side_before(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                           rap_span sentence, uint32_t at)
{
    int32_t side = -1;
    uint32_t start = rap_phrases_mention(w, sentence.from);
    for (uint32_t i = start; i < w->n_mentions && i < start + NAMES_SEEN; i++) {
        if (w->mentions[i]->at.from >= at || w->mentions[i]->at.from >= sentence.to)
            break;
        int32_t s = rap_pile_side(p, rap_pile_party(p, rank, w->mentions[i]->entity));
        if (s >= 0 && !rap_str_is(p->parties[s].kind, "place")) side = s;
    }
    return side;
}

/* "despite Norland's assurances": the side that is named between word i and the promise
 * behind it, or -1. */
static int32_t side_owning(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                           uint32_t i)
{
    uint32_t promise = promise_behind(w, i, 1);
    if (promise == UINT32_MAX) return -1;
    rap_span between = {w->v[i].at.to, w->v[promise].at.from};
    return side_before(p, rank, w, between, between.to);
}

/* The first pledge of a side named in a sentence. */
static int64_t pledge_in(const rap_pile *p, const rap_phrases *w, rap_span here,
                         rap_matter *m)
{
    uint32_t start = rap_phrases_mention(w, here.from);
    for (uint32_t i = start; i < w->n_mentions; i++) {
        if (w->mentions[i]->at.from >= here.to || i - start > NAMES_SEEN) break;
        int32_t party = rap_pile_party(p, m->rank, w->mentions[i]->entity);
        m->by = rap_pile_side(p, party);
        int64_t l = rap_pledge_meant(p, m);
        if (l >= 0) return l;
    }
    return -1;
}

/* The pledge that word i speaks of: of the side named last before it when it tells what
 * that side did, else of a side named in its sentence or the one before it. */
static int64_t pledge_named(rap_pile *p, uint32_t rank, const rap_phrases *w,
                            uint32_t i, bool is_deed)
{
    uint32_t sentence = w->v[i].sentence, first = sentence ? sentence - 1 : 0;
    rap_span at = w->sentences[sentence];
    rap_matter m = {-1, rank, w->v[i].at, w, false};
    m.spoken_of = !is_deed && promise_behind(w, i, 1) != UINT32_MAX;
    if (is_deed) m.by = side_owning(p, rank, w, i);
    int64_t owned = m.by >= 0 ? rap_pledge_meant(p, &m) : NONE;
    if (owned >= 0) return owned;
    m.by = is_deed ? side_before(p, rank, w, at, w->v[i].at.from) : NONE;
    if (m.by >= 0) return rap_pledge_meant(p, &m);
    int64_t l = pledge_in(p, w, at, &m);
    return l >= 0 || sentence == 0 ? l : pledge_in(p, w, w->sentences[first], &m);
}

/* Nobody keeps or breaks an agreement by a measure that he announced, or by what he
 * would do if something happened. */
bool rap_pledge_is_announced(const rap_pile *p, const rap_pledge *l)
{
    uint32_t rank;
    rap_str stance = rap_pledge_first(p, l->first_position, &rank)->stance;
    return rap_str_is(stance, "threat") || rap_str_is(stance, "condition");
}

/* Is the pledge known only as "its promise to ...", which what bears on it names? */
static bool is_spoken_of(const rap_pile *p, const rap_pledge *l)
{
    uint32_t rank;
    return rap_str_is(rap_pledge_first(p, l->first_position, &rank)->rule, "noun");
}

/* "do not believe Norland will": the pledge of who is named behind word i. */
static int64_t pledge_doubted(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                              uint32_t i)
{
    rap_span behind = {w->v[i].at.to, w->sentences[w->v[i].sentence].to};
    uint32_t next = rap_phrases_mention(w, behind.from);
    rap_matter m = {-1, rank, w->v[i].at, w, false};
    if (next >= w->n_mentions || w->mentions[next]->at.from >= behind.to) return NONE;
    behind.to = w->mentions[next]->at.to;
    return pledge_in(p, w, behind, &m);
}

/* "they were keeping their word": the pledge of the side that says so, where words that
 * point to the speaker stand just before. */
static int64_t pledge_of_speaker(rap_pile *p, uint32_t rank, const rap_phrases *w,
                                 uint32_t i)
{
    static const char *const himself[] = {"they", "it", "we", "he", "she"};
    int32_t said = rap_filed_attribution_at(w->f, w->v[i].at);
    rap_matter m = {side_of_speaker(p, rank, said), rank, w->v[i].at, w, false};
    for (uint32_t back = 1; m.by >= 0 && back <= 3 && back <= i; back++)
        for (size_t k = 0; k < sizeof himself / sizeof *himself; k++)
            if (w->v[i - back].hash == rap_hash(rap_str_of(himself[k])))
                return rap_pledge_meant(p, &m);
    return NONE;
}

static bool is_pronoun(const rap_phrases *w, uint32_t i)
{
    static const char *const words[] = {"they", "it", "he", "she"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (w->v[i].hash == rap_hash(rap_str_of(words[k]))) return true;
    return false;
}

/* "Norland says it has broken that promise": nobody says so of himself; the pledge of
 * another side that is named there or in the sentence before. */
static int64_t pledge_of_other(rap_pile *p, uint32_t rank, const rap_phrases *w,
                               uint32_t i)
{
    int32_t side = side_of_speaker(p, rank, rap_filed_attribution_at(w->f, w->v[i].at));
    bool pronoun = false;
    for (uint32_t back = 1; back <= 3 && back <= i; back++)
        pronoun = pronoun || is_pronoun(w, i - back);
    if (side < 0 || !pronoun) return NONE;
    uint32_t sentence = w->v[i].sentence, start;
    start = rap_phrases_mention(w, w->sentences[sentence ? sentence - 1 : 0].from);
    for (uint32_t k = start; k < w->n_mentions && k < start + NAMES_SEEN; k++) {
        if (w->mentions[k]->at.from >= w->v[i].at.from) break;
        int32_t party = rap_pile_party(p, rank, w->mentions[k]->entity);
        rap_matter m = {rap_pile_side(p, party), rank, w->v[i].at, w, false};
        int64_t l = m.by >= 0 && m.by != side ? rap_pledge_meant(p, &m) : NONE;
        if (l >= 0) return l;
    }
    return NONE;
}

/* "Norland says it has not": what the maker answers to one who told him to have broken
 * his promise. */
static bool find_answer(const rap_search *w, const rap_followup *x, rap_followup *out)
{
    static const char *const words[] = {"has not", "have not", "had not",
                                        "did not", "has kept", "denies it",
                                        "hasn't",  "haven't",  "denies this"};
    const rap_filed *f = w->text.f;
    for (uint32_t k = (uint32_t)x->attribution + 1;
         k < f->n_attributions && k <= (uint32_t)x->attribution + ANSWERS; k++) {
        const rap_filed_attribution *a = &f->attributions[k];
        rap_span at = a->content.n ? a->content.v[0] : (rap_span){0, 0};
        bool near = at.from >= x->at.from && at.from < x->at.to + ANSWER_NEAR;
        if (!near || at.to - at.from > ANSWER_BYTES) continue;
        if (side_of_speaker(w->p, x->rank, (int32_t)k) != w->p->pledges[x->pledge].by)
            continue;
        rap_str said = rap_str_trim(rap_str_cut(f->source, at.from, at.to));
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (rap_str_ends(said, rap_str_of(words[n]))) {
                *out = (rap_followup){x->pledge,  x->rank, at, RAP_STR("kept"),
                                      (int32_t)k, -1,      -1};
                return true;
            }
    }
    return false;
}

/* Is the sentence on the matter of the promise: in its story with a word of it, else
 * with several? */
static bool is_on_matter(const rap_search *w, uint32_t rank, const rap_phrases *text,
                         const rap_pledge *l, uint32_t i)
{
    bool story = l->story == w->p->story_of[rank];
    return rap_sequel_shared(text, l, i) >= (story ? 1 : SHARED_FAR);
}

/* "did not believe a new one was needed": whom or which promise one does not believe
 * stands close behind. */
static bool is_belief_of_nobody(const rap_phrases *w, uint32_t i, uint32_t n)
{
    static const char *const whom[] = {"her", "him", "it", "them", "they", "that"};
    uint32_t last = i + n - 1;
    if (w->v[last].stem != rap_phrase_stem(RAP_STR("believe"))) return false;
    uint32_t end = last + CLOSE < w->n ? last + CLOSE : w->n - 1;
    uint32_t m = rap_phrases_mention(w, w->v[last].at.to);
    bool named = m < w->n_mentions && w->mentions[m]->at.from < w->v[end].at.to;
    bool pronoun = false;
    for (size_t k = 0; last + 1 < w->n && k < sizeof whom / sizeof *whom; k++)
        pronoun = pronoun || w->v[last + 1].hash == rap_hash(rap_str_of(whom[k]));
    return !named && !pronoun && promise_behind(w, i, n) == UINT32_MAX;
}

static void see_words(rap_search *w, uint32_t rank, const rap_phrases *text, uint32_t i,
                      uint32_t n)
{
    int row = rap_phrases_match(text, &bearings_table, i, &n);
    uint32_t sentence = text->v[i].sentence;
    rap_span at = text->sentences[sentence];
    bool needs = rap_cell_is(&bearings_table, row, BEARINGS_NEEDS, "promise");
    bool near = rap_cell_is(&bearings_table, row, BEARINGS_NEEDS, "near");
    if (near && promise_behind(text, i, n) == UINT32_MAX) return;
    bool own_only = rap_cell_is(&bearings_table, row, BEARINGS_NEEDS, "own");
    if (needs && !has_promise(text, sentence)) return;
    if (is_belief_of_nobody(text, i, n)) return;
    rap_str bearing = rap_cell(&bearings_table, row, BEARINGS_BEARING);
    bool kept = rap_str_is(bearing, "kept"), broken = rap_str_is(bearing, "broken");
    if (broken && (rap_sequel_is_denied(text, i) || rap_sequel_is_nobodys(text, i, n)))
        return;
    if ((kept || broken) && rap_sequel_is_thought(text, i)) return;
    if ((kept || broken) && rap_followup_lacks_proof(text, i)) return;
    if (kept && rap_sequel_is_denied(text, i)) bearing = RAP_STR("broken");
    int64_t l = kept ? pledge_of_speaker(w->p, rank, text, i) : NONE;
    if (broken) l = pledge_of_other(w->p, rank, text, i);
    if (l < 0 && kept && own_only) { /* "the promise stands" */
        int32_t who = rap_filed_attribution_at(text->f, text->v[i].at);
        rap_matter m = {side_of_speaker(w->p, rank, who), rank, text->v[i].at, text,
                        false};
        l = m.by >= 0 ? rap_pledge_meant(w->p, &m) : NONE;
    }
    /* "Norland had yet to withdraw": of who has yet to do it */
    bool matter = rap_cell_is(&bearings_table, row, BEARINGS_NEEDS, "matter");
    bool yet = i + 1 < text->n && text->v[i + 1].hash == rap_hash(RAP_STR("yet"));
    if (l < 0 && yet) l = pledge_named(w->p, rank, text, i, true);
    if (l < 0 && rap_str_is(bearing, "doubt")) l = pledge_doubted(w->p, rank, text, i);
    if (l < 0) l = pledge_named(w->p, rank, text, i, kept || broken);
    bool verdict = kept || broken;
    if (l < 0 || (verdict && rap_pledge_is_announced(w->p, &w->p->pledges[l]))) return;
    const rap_pledge *meant = &w->p->pledges[l];
    if (matter && !is_on_matter(w, rank, text, meant, i)) return;
    bool own = meant->rank == rank && rap_spans_overlap(meant->at, at);
    if (own && !is_spoken_of(w->p, meant)) return;
    int32_t said = rap_filed_attribution_at(text->f, text->v[i].at);
    int32_t by = w->p->pledges[l].by;
    if (own_only && side_of_speaker(w->p, rank, said) != by) return;
    bool subject = said < 0 && rap_str_is(bearing, "doubt");
    rap_followup x = {(uint32_t)l,
                      rank,
                      at,
                      bearing,
                      said,
                      -1,
                      subject ? rap_sequel_doubter(w->p, rank, text, i, by) : -1};
    rap_followup answer;
    if (!rap_followup_is_grounded(w->p, text, &x)) return;
    rap_followup_add(w, x);
    if (broken && said >= 0 && find_answer(w, &x, &answer)) rap_followup_add(w, answer);
}

/* What goes on from a promise told just before it, and what was done. */
static bool take_found(void *with, rap_followup x)
{
    rap_search *w = with;
    bool verdict = rap_str_is(x.bearing, "kept") || rap_str_is(x.bearing, "broken") ||
                   rap_str_is(x.bearing, "partial");
    if (!verdict || !rap_pledge_is_announced(w->p, &w->p->pledges[x.pledge]))
        rap_followup_add(w, x);
    return !w->p->failed;
}

static void read_report(rap_search *w, uint32_t rank)
{
    if (!rap_phrases_read(&w->text, rap_pile_report(w->p, rank), w->p->batch)) {
        w->p->failed = true;
        return;
    }
    uint32_t told = UINT32_MAX; /* one follow-up a sentence and speaker */
    int32_t by = NONE;
    for (uint32_t i = 0, n = 1; i < w->text.n && !w->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(&w->text, &bearings_table, i, &n);
        if (row < 0) continue;
        int32_t said = rap_filed_attribution_at(w->text.f, w->text.v[i].at);
        if (w->text.v[i].sentence == told && (said == by || said < 0)) continue;
        size_t before = w->followups.n;
        see_words(w, rank, &w->text, i, n);
        if (w->followups.n == before) continue;
        told = w->text.v[i].sentence;
        by = said;
    }
    rap_sequels_find(w->p, rank, &w->text, take_found, w);
}

/* ---- together ---- */

static int by_pledge(const void *x, const void *y)
{
    const rap_followup *a = x, *b = y;
    if (a->pledge != b->pledge) return a->pledge < b->pledge ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    return rap_str_cmp(a->bearing, b->bearing);
}

/* "Inspectors said it had kept its word, but Veld said it had broken it": of two voices
 * in one sentence each stands with its own words. */
static void part_voices(const rap_pile *p, rap_followup *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        rap_followup *two[] = {&v[i - 1], &v[i]};
        bool same = two[0]->pledge == two[1]->pledge && two[0]->rank == two[1]->rank &&
                    rap_spans_overlap(two[0]->at, two[1]->at);
        bool voices = two[0]->attribution >= 0 && two[1]->attribution >= 0 &&
                      two[0]->attribution != two[1]->attribution;
        for (int k = 0; same && voices && k < 2; k++) {
            const rap_filed *f = rap_pile_report(p, two[k]->rank);
            const rap_filed_attribution *a = &f->attributions[two[k]->attribution];
            if (a->content.n) two[k]->at = a->content.v[0];
        }
    }
}

/* Sorted; of two on the same stretch of text the first stays. */
static void settle(rap_search *w)
{
    rap_followup *v = w->followups.v;
    size_t n = w->followups.n, k = 0;
    if (n) qsort(v, n, sizeof *v, by_pledge);
    part_voices(w->p, v, n);
    if (n) qsort(v, n, sizeof *v, by_pledge);
    for (uint32_t i = 0; i < w->p->n_pledges; i++)
        w->p->pledges[i].n = 0;
    for (size_t i = 0; i < n; i++) {
        bool same = k && v[k - 1].pledge == v[i].pledge && v[k - 1].rank == v[i].rank &&
                    rap_spans_overlap(v[k - 1].at, v[i].at);
        if (same) continue;
        v[k] = v[i];
        rap_pledge *l = &w->p->pledges[v[k].pledge];
        if (l->n++ == 0) l->first = (uint32_t)k;
        k++;
    }
    w->p->followups = v;
}

static void find_lone(rap_search *w)
{
    rap_pile *p = w->p;
    w->lone = RAP_PILE_NEW(p, int32_t, p->n);
    for (uint32_t r = 0; w->lone && r < p->n; r++)
        w->lone[r] = NONE;
    for (uint32_t i = 0; w->lone && i < p->n_pledges; i++) {
        int32_t *at = &w->lone[p->pledges[i].rank];
        *at = *at == NONE ? (int32_t)i : SEVERAL;
    }
}

void rap_pile_find_pledges(rap_pile *p)
{
    rap_search w = {.p = p};
    rap_pledges_open(p);
    if (!p->failed) rap_pledges_index(p);
    if (!p->failed) find_lone(&w);
    for (uint32_t r = 0; r < p->n && p->n_pledges && !p->failed; r++) {
        read_report(&w, r);
        rap_credit_find(&w, r);
        rap_done_find(p, r, &w.text, take_found, &w);
        rap_arena_reset(p->batch);
    }
    if (!p->failed) settle(&w);
}
