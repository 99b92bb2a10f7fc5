/*
 * pile/promised.c - what the parties have pledged, and what the reports tell of it
 * since.
 *
 * A pledge is opened by positions of that stance.  What bears on it is found in three
 * ways: words about promises beside the name of the side that made it
 * (data/bearings.tsv); positions of others on whether it is believed; and deeds of that
 * side after its day (data/deeds_on_promises.tsv).  Every one carries who says so:
 * nothing here is a verdict of the program.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/promised.h"

#include "pile/phrases.h"
#include "pile/spelling.h"

#include "bearings_table.inc"
#include "deeds_on_promises_table.inc"
#include "promise_words_table.inc"

#include <stdlib.h>

enum {
    PLEDGES_SEEN = 64, /* pledges of one side that are compared */
    WORDS_SEEN = 80,   /* words of the sentences around what bears on a pledge */
    WORD_BYTES = 5,    /* shorter words tie nothing together */
    SHARED_LEAST = 2,  /* words shared with a pledge of another story */
    SHARED_MAX = 4,
    SENTENCE_WORDS = 200, /* of a sentence that goes on for pages only the beginning */
    NAMES_SEEN = 24,
    DEED_DAYS = 45, /* a deed later than that is another matter */
    NO_DAY = INT32_MIN
};

typedef struct {
    rap_pile *p;
    RAP_LIST(rap_pledge) pledges;
    RAP_LIST(rap_followup) followups;
} search;

static const rap_filed_position *first_of(const rap_pile *p, uint32_t group,
                                          uint32_t *rank)
{
    uint32_t flat = p->position_groups.members[p->position_groups.v[group].first];
    rap_ref ref = p->positions.v[flat];
    *rank = ref.report;
    return &rap_pile_report(p, ref.report)->positions[ref.index];
}

/* Is it an issue about promises, and not what was promised? */
static bool is_about_promises(rap_str issue)
{
    return rap_str_is(issue, "pledge_credibility") || rap_str_is(issue, "compliance");
}

static uint64_t pledge_key(const rap_pile *p, uint32_t group)
{
    uint32_t rank;
    const rap_filed_position *x = first_of(p, group, &rank);
    int32_t side = rap_pile_side(p, rap_pile_party(p, rank, x->party));
    if (!rap_str_is(x->stance, "pledge") || side < 0 || is_about_promises(x->issue))
        return 0;
    uint64_t key = rap_key_str(RAP_KEY_START, x->issue);
    return rap_key_num(rap_key_num(key, (uint32_t)side), p->story_of[rank]);
}

static void take_words(rap_pile *p, rap_pledge *l, uint32_t rank)
{
    rap_str quote = rap_filed_quote(rap_pile_report(p, rank), l->at, p->batch);
    rap_str s = rap_spelling_plain(p->batch, quote);
    for (size_t at = 0; at < s.n && l->n_words < RAP_PLEDGE_WORDS;) {
        size_t end = rap_str_find(s, RAP_STR(" "), at);
        rap_str word = rap_str_cut(s, at, end);
        if (word.n >= WORD_BYTES) l->words[l->n_words++] = rap_hash(word);
        at = end + 1;
    }
}

static void open_pledge(search *w, uint32_t group)
{
    uint32_t rank;
    int32_t from, to;
    const rap_filed_position *x = first_of(w->p, group, &rank);
    rap_pledge *l = RAP_PUSH(w->p->arena, &w->pledges);
    if (!l) {
        w->p->failed = true;
        return;
    }
    bool full = rap_pile_is_full(x->day) && rap_pile_days(x->day, &from, &to);
    *l = (rap_pledge){.first_position = group,
                      .by = rap_pile_side(w->p, rap_pile_party(w->p, rank, x->party)),
                      .day = full ? from : NO_DAY,
                      .rank = rank,
                      .story = w->p->story_of[rank],
                      .at = x->at};
    l->id = rap_pile_id(w->p, 'L', rank, x->at);
    take_words(w->p, l, rank);
}

/* pledge_groups groups position groups; only those with a key are pledges. */
static void open_pledges(search *w)
{
    rap_pile *p = w->p;
    uint32_t n = p->position_groups.n;
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, n);
    p->pledge_of = RAP_PILE_NEW(p, uint32_t, n);
    if (p->failed) return;
    for (uint32_t i = 0; i < n; i++)
        keys[i] = pledge_key(p, i);
    rap_pile_group(p, &p->pledge_groups, keys, n);
    for (uint32_t g = 0; g < p->pledge_groups.n && !p->failed; g++) {
        const rap_group *group = &p->pledge_groups.v[g];
        const uint32_t *members = p->pledge_groups.members + group->first;
        if (keys[members[0]] == 0) continue;
        open_pledge(w, members[0]);
        w->pledges.v[w->pledges.n - 1].first = g;
        for (uint32_t i = 0; i < group->n; i++)
            p->pledge_of[members[i]] = (uint32_t)w->pledges.n;
    }
    p->pledges = w->pledges.v;
    p->n_pledges = (uint32_t)w->pledges.n;
}

/* ---- which pledge ---- */

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

static void index_pledges(rap_pile *p)
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

/* Something said or done by or about side `by`: where, and the words it is told in. */
typedef struct {
    int32_t by;
    uint32_t rank;
    rap_span at;
    const rap_phrase_word *words;
    uint32_t n_words;
} matter;

static int shared_words(const rap_pledge *l, const matter *m)
{
    int n = 0;
    for (uint32_t i = 0; i < m->n_words; i++)
        for (uint32_t k = 0; k < l->n_words; k++)
            n += l->words[k] == m->words[i].hash;
    return n < SHARED_MAX ? n : SHARED_MAX;
}

/* How likely it is that this pledge is meant; 0: not at all. */
static int fit(const rap_pile *p, const rap_pledge *l, const matter *m)
{
    bool here = l->rank == m->rank, story = l->story == p->story_of[m->rank];
    int shared = shared_words(l, m);
    if (!here && !story && shared < SHARED_LEAST) return 0;
    return 3 * here + 2 * story + 3 * shared + (here && l->at.from <= m->at.from);
}

/* The pledge of that side which is most likely meant, the last among equals; -1: none.
 */
static int64_t pledge_of(const rap_pile *p, const matter *m)
{
    uint32_t low = 0, high = p->n_pledges;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (p->pledges[p->pledges_by_side[mid]].by < m->by)
            low = mid + 1;
        else
            high = mid;
    }
    int64_t best = -1;
    int best_fit = 1;
    for (uint32_t i = low; i < p->n_pledges && i < low + PLEDGES_SEEN; i++) {
        const rap_pledge *l = &p->pledges[p->pledges_by_side[i]];
        if (l->by != m->by) break;
        int f = fit(p, l, m);
        if (f < best_fit) continue;
        best = p->pledges_by_side[i];
        best_fit = f;
    }
    return best;
}

static void add_followup(search *w, rap_followup x)
{
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

/* A pledge of a side that is named in this sentence or the one before it. */
static int64_t pledge_named(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                            uint32_t sentence)
{
    rap_span at = w->sentences[sentence];
    uint32_t first = sentence ? sentence - 1 : 0;
    uint32_t from = rap_phrases_word(w, w->sentences[first].from);
    uint32_t to = rap_phrases_word(w, at.to);
    matter m = {-1, rank, at, w->v + from, to > from ? to - from : 0};
    if (m.n_words > WORDS_SEEN) m.n_words = WORDS_SEEN;
    for (uint32_t back = 0; back < 2 && back <= sentence; back++) {
        rap_span here = w->sentences[sentence - back];
        uint32_t start = rap_phrases_mention(w, here.from);
        for (uint32_t i = start; i < w->n_mentions; i++) {
            if (w->mentions[i]->at.from >= here.to || i - start > NAMES_SEEN) break;
            int32_t party = rap_pile_party(p, rank, w->mentions[i]->entity);
            m.by = rap_pile_side(p, party);
            int64_t l = pledge_of(p, &m);
            if (l >= 0) return l;
        }
    }
    return -1;
}

static bool overlaps(rap_span a, rap_span b)
{
    return a.from < b.to && b.from < a.to;
}

static void see_words(search *w, uint32_t rank, const rap_phrases *text, uint32_t i,
                      int row)
{
    uint32_t sentence = text->v[i].sentence;
    rap_span at = text->sentences[sentence];
    bool needs = rap_cell(&bearings_table, row, BEARINGS_NEEDS).n > 0;
    if (needs && !has_promise(text, sentence)) return;
    int64_t l = pledge_named(w->p, rank, text, sentence);
    if (l < 0) return;
    bool own = w->p->pledges[l].rank == rank && overlaps(w->p->pledges[l].at, at);
    if (own) return;
    int32_t said = rap_filed_attribution_at(text->f, text->v[i].at);
    add_followup(w, (rap_followup){(uint32_t)l, rank, at,
                                   rap_cell(&bearings_table, row, BEARINGS_BEARING),
                                   said, -1});
}

static void read_report(search *w, uint32_t rank)
{
    rap_phrases text;
    if (!rap_phrases_read(&text, rap_pile_report(w->p, rank), w->p->batch)) {
        w->p->failed = true;
        return;
    }
    uint32_t told = UINT32_MAX; /* one follow-up a sentence */
    for (uint32_t i = 0, n = 1; i < text.n && !w->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(&text, &bearings_table, i, &n);
        if (row < 0 || text.v[i].sentence == told) continue;
        size_t before = w->followups.n;
        see_words(w, rank, &text, i, row);
        if (w->followups.n > before) told = text.v[i].sentence;
    }
}

/* ---- positions of others ---- */

static rap_str bearing_of(rap_str stance)
{
    if (rap_str_is(stance, "doubt") || rap_str_is(stance, "accuse"))
        return RAP_STR("doubt");
    return rap_str_is(stance, "deny") ? RAP_STR("scope") : RAP_STR("unclear");
}

static void see_positions(search *w, uint32_t rank)
{
    const rap_filed *f = rap_pile_report(w->p, rank);
    for (uint32_t i = 0; i < f->n_positions; i++) {
        const rap_filed_position *x = &f->positions[i];
        if (!rap_str_is(x->issue, "pledge_credibility") || x->toward.n == 0) continue;
        if (rap_str_is(x->stance, "pledge") || rap_str_is(x->stance, "demand"))
            continue;
        int32_t party = rap_pile_party(w->p, rank, x->toward.v[0]);
        matter m = {rap_pile_side(w->p, party), rank, x->at, NULL, 0};
        int64_t l = pledge_of(w->p, &m);
        if (l < 0) continue;
        add_followup(w, (rap_followup){(uint32_t)l, rank, x->at, bearing_of(x->stance),
                                       x->attribution, -1});
    }
}

/* ---- deeds ---- */

static bool begins_with_one(rap_str code, rap_str list)
{
    for (size_t at = 0; at < list.n;) {
        size_t end = rap_str_find(list, RAP_STR(" "), at);
        if (rap_str_begins(code, rap_str_cut(list, at, end))) return true;
        at = end + 1;
    }
    return false;
}

static bool has_happened(rap_str status)
{
    return rap_str_is(status, "actual") || rap_str_is(status, "claimed") ||
           rap_str_is(status, "alleged");
}

static rap_str issue_of(const rap_pile *p, const rap_pledge *l)
{
    uint32_t rank;
    return first_of(p, l->first_position, &rank)->issue;
}

static void see_deed(search *w, uint32_t rank, const rap_filed_event *e, int32_t number)
{
    rap_pile *p = w->p;
    int32_t from, to;
    int32_t party = e->source.n ? rap_pile_party(p, rank, e->source.v[0]) : -1;
    matter m = {rap_pile_side(p, party), rank, e->at, NULL, 0};
    int64_t l = pledge_of(p, &m);
    if (l < 0 || p->pledges[l].day == NO_DAY) return;
    if (!rap_pile_is_full(e->day) || !rap_pile_days(e->day, &from, &to)) return;
    if (from <= p->pledges[l].day || from > p->pledges[l].day + DEED_DAYS) return;
    int row = rap_table_find(&deeds_on_promises_table, issue_of(p, &p->pledges[l]));
    rap_str breaks = rap_cell(&deeds_on_promises_table, row, DEEDS_ON_PROMISES_BREAKS);
    rap_str keeps = rap_cell(&deeds_on_promises_table, row, DEEDS_ON_PROMISES_KEEPS);
    bool broken = begins_with_one(e->cameo, breaks),
         kept = begins_with_one(e->cameo, keeps);
    if (!broken && !kept) return;
    /* In reported speech the day may be that of the speech: no verdict then. */
    rap_str bearing = e->attribution >= 0 ? RAP_STR("unclear")
                      : broken            ? RAP_STR("broken")
                                          : RAP_STR("partial");
    add_followup(
        w, (rap_followup){(uint32_t)l, rank, e->at, bearing, e->attribution, number});
}

static void see_deeds(search *w, uint32_t rank)
{
    const rap_filed *f = rap_pile_report(w->p, rank);
    for (uint32_t i = 0; i < f->n_events && !w->p->failed; i++)
        if (has_happened(f->events[i].status))
            see_deed(w, rank, &f->events[i], (int32_t)i);
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

/* Sorted; of two on the same stretch of text the first stays. */
static void settle(search *w)
{
    rap_followup *v = w->followups.v;
    size_t n = w->followups.n, k = 0;
    if (n) qsort(v, n, sizeof *v, by_pledge);
    for (uint32_t i = 0; i < w->p->n_pledges; i++)
        w->p->pledges[i].n = 0;
    for (size_t i = 0; i < n; i++) {
        bool same = k && v[k - 1].pledge == v[i].pledge && v[k - 1].rank == v[i].rank &&
                    overlaps(v[k - 1].at, v[i].at);
        if (same) continue;
        v[k] = v[i];
        rap_pledge *l = &w->p->pledges[v[k].pledge];
        if (l->n++ == 0) l->first = (uint32_t)k;
        k++;
    }
    w->p->followups = v;
}

void rap_pile_find_pledges(rap_pile *p)
{
    search w = {.p = p};
    open_pledges(&w);
    if (!p->failed) index_pledges(p);
    for (uint32_t r = 0; r < p->n && p->n_pledges && !p->failed; r++) {
        read_report(&w, r);
        see_positions(&w, r);
        see_deeds(&w, r);
        rap_arena_reset(p->batch);
    }
    if (!p->failed) settle(&w);
}
