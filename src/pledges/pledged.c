/*
 * pledges/pledged.c - which positions are pledges, and which of them are one.
 *
 * A pledge is a side's own promise of a deed of its own to come: what it will say or
 * talk about is none, talks to come are a round, and nobody promises for another.  Told
 * twice in one story in other words it is still one (SHARED_LEAST words).
 */
/* SPDX-License-Identifier: MIT */
#include "base/bisect.h"
#include "pile/groups.h"
#include "pile/phrases.h"
#include "pile/spelling.h"
#include "pledges/promised.h"
#include "talks/met.h"
#include "told/told.h"

#include "binding_words_table.inc"
#include "grown_words_table.inc"
#include "no_deeds_table.inc"

#include <stdlib.h>

enum {
    WORD_BYTES = 4,   /* shorter words tie nothing together */
    SHARED_LEAST = 2, /* words that tie two tellings of one story */
    NEXT_BYTES = 40,  /* from one telling of a promise to the next behind it */
    OWN_WORDS = 2,    /* a telling with fewer only points to another */
    TIMES_SEEN = 8,
    BACK_WORDS = 4,   /* behind "will" */
    HEAD_WORDS = 30,  /* of a promise in which the words that bind are looked for */
    SAME_LOOKED = 16, /* pledges of one side in one story compared with one */
    NO_DAY = INT32_MIN
};

typedef struct {
    rap_pile *p;
    RAP_LIST(rap_pledge) pledges;
} search;

const rap_filed_position *rap_pledge_first(const rap_pile *p, uint32_t group,
                                           uint32_t *rank)
{
    uint32_t flat = p->position_groups.members[p->position_groups.v[group].first];
    rap_ref ref = p->positions.v[flat];
    *rank = ref.report;
    return &rap_pile_report(p, ref.report)->positions[ref.index];
}

rap_str rap_pledge_issue(const rap_pile *p, const rap_pledge *l)
{
    uint32_t rank;
    return rap_pledge_first(p, l->first_position, &rank)->issue;
}

/* Is it an issue about promises, and not what was promised? */
static bool is_about_promises(rap_str issue)
{
    return rap_str_is(issue, "pledge_credibility") || rap_str_is(issue, "compliance");
}

/* "will discuss", "ready to meet": words about words; and talks to come are rounds. */
static bool is_deed(rap_pile *p, uint32_t rank, const rap_filed_position *x)
{
    static const char *const heads[] = {"to", "will", "would", "shall"};
    rap_str quote = rap_filed_quote(rap_pile_report(p, rank), x->at, p->batch);
    rap_str s = rap_spelling_plain(p->batch, quote);
    bool head = false;
    for (size_t at = 0; at < s.n;) {
        size_t end = rap_str_find(s, RAP_STR(" "), at);
        int row = head ? rap_phrase_at(&no_deeds_table, s, at) : RAP_TABLE_NONE;
        if (head)
            return row < 0 || rap_cell_is(&no_deeds_table, row, NO_DEEDS_WHAT, "deed");
        for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
            head = head || rap_str_is(rap_str_cut(s, at, end), heads[k]);
        at = end + 1;
    }
    return true;
}

static bool is_of_talks(rap_pile *p, uint32_t rank, const rap_filed_position *x)
{
    rap_str quote = rap_filed_quote(rap_pile_report(p, rank), x->at, p->batch);
    return rap_worded_names_talks(rap_spelling_plain(p->batch, quote));
}

static bool is_binding(rap_str s, size_t at, const char *what)
{
    int row = rap_phrase_at(&binding_words_table, s, at);
    return row >= 0 && rap_cell_is(&binding_words_table, row, BINDING_WORDS_WHAT, what);
}

/* Does a word of this kind stand in it: of a firm yes ("agreed to", not only
 * "welcomed"), of a promise that is named as such? */
static bool has_word(rap_pile *p, uint32_t rank, const rap_filed_position *x,
                     const char *what)
{
    rap_str quote = rap_filed_quote(rap_pile_report(p, rank), x->at, p->batch);
    rap_str s = rap_spelling_plain(p->batch, quote);
    for (size_t at = 0; at < s.n; at = rap_str_find(s, RAP_STR(" "), at) + 1)
        if (is_binding(s, at, what)) return true;
    return false;
}

/* Is it told so that it binds?  What another one tells of a promise is told as one,
 * and every telling carries who says so; of what else binds only the side itself, its
 * unnamed officials and the report are believed. */
static bool is_believed(rap_pile *p, uint32_t rank, const rap_filed_position *x)
{
    rap_str asserted = rap_position_asserted(p, rank, x);
    bool own = asserted.n == 0 || rap_str_is(asserted, "self") ||
               rap_str_is(asserted, "narrator") || rap_str_is(asserted, "anonymous");
    if (own || !rap_str_is(x->stance, "pledge")) return own;
    return rap_str_is(x->rule, "noun") || has_word(p, rank, x, "named");
}

/* What one demands, allows or only talks about binds nobody to a deed. */
static bool is_of_deeds(rap_str issue)
{
    static const char *const others[] = {"negotiations",       "talks_progress",
                                         "talks_format",       "mediation",
                                         "self_defence",       "international_response",
                                         "relations",          "adversary_intent",
                                         "pledge_credibility", "compliance"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (rap_str_is(issue, others[i])) return false;
    return true;
}

/* A measure of trade that is announced is kept or not like a promise; force is not. */
static bool is_announced_measure(const rap_filed_position *x)
{
    static const char *const measures[] = {"tariffs", "sanctions", "embargo",
                                           "retaliation", "investment"};
    if (!rap_str_is(x->stance, "threat") || x->condition.to) return false;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        if (rap_str_is(x->issue, measures[i])) return true;
    return false;
}

/* Does one of the next few words take it back: "will ultimately require"? */
static bool is_taken_back(rap_str s, size_t at)
{
    for (uint32_t n = 0; at < s.n && n < BACK_WORDS; n++) {
        if (is_binding(s, at, "refusal")) return true;
        at = rap_str_find(s, RAP_STR(" "), at) + 1;
    }
    return false;
}

/* "would lift them once ...": a condition that binds its holder to a deed of his. */
static bool binds_holder(rap_pile *p, uint32_t rank, const rap_filed_position *x)
{
    rap_str quote = rap_filed_quote(rap_pile_report(p, rank), x->at, p->batch);
    rap_str s = rap_spelling_plain(p->batch, quote);
    uint32_t n = 0;
    if (rap_str_begins(x->condition_text, RAP_STR("unless"))) return false;
    for (size_t at = 0; at < s.n && n < HEAD_WORDS; n++) {
        if (is_binding(s, at, "refusal")) return false;
        bool named = is_binding(s, at, "named") || is_binding(s, at, "yes");
        if (named || is_binding(s, at, "promise")) return !is_taken_back(s, at);
        at = rap_str_find(s, RAP_STR(" "), at) + 1;
    }
    return false;
}

/* A side's own promise of a deed: a pledge, a firm yes, a condition that binds it, an
 * announced measure. */
static bool is_own_promise(rap_pile *p, uint32_t rank, const rap_filed_position *x)
{
    if (!is_believed(p, rank, x)) return false;
    if (rap_str_is(x->stance, "pledge") || is_announced_measure(x)) return true;
    if (rap_str_is(x->stance, "condition"))
        return is_of_deeds(x->issue) && binds_holder(p, rank, x);
    if (!rap_str_is(x->stance, "accept") || x->condition.to || !is_of_deeds(x->issue))
        return false;
    return has_word(p, rank, x, "yes") ||
           (has_word(p, rank, x, "taken") && has_word(p, rank, x, "bound"));
}

static uint64_t pledge_key(rap_pile *p, uint32_t group)
{
    uint32_t rank;
    const rap_filed_position *x = rap_pledge_first(p, group, &rank);
    int32_t side = rap_pile_side(p, rap_pile_party(p, rank, x->party));
    if (!is_own_promise(p, rank, x) || side < 0 || is_about_promises(x->issue))
        return 0;
    if (!is_deed(p, rank, x) || is_of_talks(p, rank, x)) return 0;
    uint64_t key = rap_key_str(RAP_KEY_START, x->issue);
    return rap_key_num(rap_key_num(key, (uint32_t)side), p->story_of[rank]);
}

/* "agreed", "pledge": a word that every promise may have. */
static bool is_of_promising(rap_str word)
{
    int row = rap_table_find(&binding_words_table, word);
    return row >= 0 &&
           !rap_cell_is(&binding_words_table, row, BINDING_WORDS_WHAT, "bound");
}

/* Is the word in the plain name of whoever promises? */
static bool names_maker(rap_str name, uint32_t stem)
{
    for (size_t at = 0; at < name.n;) {
        size_t end = rap_str_find(name, RAP_STR(" "), at);
        if (rap_phrase_stem(rap_str_cut(name, at, end)) == stem) return true;
        at = end + 1;
    }
    return false;
}

/* Words that tell of which promise somebody speaks: not those of promising, nor who
 * promised. */
static void take_words(rap_pile *p, rap_pledge *l, uint32_t rank)
{
    rap_str quote = rap_filed_quote(rap_pile_report(p, rank), l->at, p->batch);
    rap_str s = rap_spelling_plain(p->batch, quote);
    rap_str maker = rap_spelling_plain(p->batch, p->parties[l->by].name);
    for (size_t at = 0; at < s.n && l->n_words < RAP_PLEDGE_WORDS;) {
        size_t end = rap_str_find(s, RAP_STR(" "), at);
        rap_str word = rap_str_cut(s, at, end);
        uint32_t stem = rap_phrase_stem(word);
        bool plain =
            rap_table_find(&grown_words_table, word) >= 0 || is_of_promising(word);
        if (word.n >= WORD_BYTES && !plain && !names_maker(maker, stem))
            l->words[l->n_words++] = stem;
        at = end + 1;
    }
}

/* The last full day named in a promise that is not before the day of saying it. */
static int32_t due_of(const rap_filed *f, rap_span at, int32_t said)
{
    uint32_t low = 0, seen = 0;
    int32_t due = said, from, to;
    RAP_BISECT(uint32_t, low, mid, f->n_times, f->times[mid].at.from < at.from);
    for (; low < f->n_times && f->times[low].at.from < at.to; low++) {
        if (seen++ == TIMES_SEEN) break;
        if (rap_pile_is_full(f->times[low].to) &&
            rap_pile_days(f->times[low].to, &from, &to) && from > due)
            due = from;
    }
    return due;
}

static void open_pledge(search *w, uint32_t group)
{
    uint32_t rank;
    int32_t from, to;
    const rap_filed_position *x = rap_pledge_first(w->p, group, &rank);
    rap_pledge *l = RAP_PUSH(w->p->arena, &w->pledges);
    if (!l) {
        w->p->failed = true;
        return;
    }
    bool full = rap_pile_is_full(x->day) && rap_pile_days(x->day, &from, &to);
    int32_t day = full ? from : NO_DAY;
    *l = (rap_pledge){.first_position = group,
                      .by = rap_pile_side(w->p, rap_pile_party(w->p, rank, x->party)),
                      .day = day,
                      .due = due_of(rap_pile_report(w->p, rank), x->at, day),
                      .rank = rank,
                      .story = w->p->story_of[rank],
                      .at = x->at};
    l->id = rap_pile_id(w->p, 'L', rank, x->at);
    take_words(w->p, l, rank);
}

/* The telling in which somebody promises it in his own words, else the first. */
static uint32_t best_telling(const rap_pile *p, const uint32_t *members, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t rank;
        const rap_filed_position *x = rap_pledge_first(p, members[i], &rank);
        const rap_filed *f = rap_pile_report(p, rank);
        if (x->attribution >= 0 &&
            rap_str_is(f->attributions[x->attribution].kind, "direct"))
            return members[i];
    }
    return members[0];
}

/* A position group that may be told again in other words. */
typedef struct {
    int32_t by;
    uint32_t story, group;
    uint64_t key; /* of its side, issue and story */
    uint32_t rank;
    bool against; /* it ends or lifts what the issue names */
    bool noun;    /* spoken of: "its promise to withdraw" */
    bool tied;    /* to a condition */
    bool lent;    /* its issue is only what its report is about */
    rap_pledge words;
} retold;

static int by_side_and_story(const void *x, const void *y)
{
    const retold *a = x, *b = y;
    if (a->by != b->by) return a->by < b->by ? -1 : 1;
    if (a->story != b->story) return a->story < b->story ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static int words_in_common(const rap_pledge *a, const rap_pledge *b)
{
    int n = 0;
    for (uint32_t i = 0; i < a->n_words; i++)
        for (uint32_t k = 0; k < b->n_words; k++)
            n += a->words[i] == b->words[k];
    return n;
}

/* A sentence that tells of a promise, and its own words behind it. */
static bool follows(const retold *a, const retold *b)
{
    uint32_t from = a->words.at.to, to = b->words.at.from;
    if (from > to) {
        from = b->words.at.to;
        to = a->words.at.from;
    }
    return a->rank == b->rank && a->tied == b->tied && to >= from &&
           to - from < NEXT_BYTES;
}

/* Is the one promise the other told again: with a word in common, or without words of
 * its own ("we will deliver it")?  Of another issue with more. */
static bool is_retold(const retold *a, const retold *b)
{
    int common = words_in_common(&a->words, &b->words);
    bool noun = a->noun || b->noun;
    if (a->key != b->key && !noun) return common >= SHARED_LEAST;
    if (follows(a, b) && common >= SHARED_LEAST) return true;
    if (a->against != b->against) return false; /* to raise a duty, to drop it */
    if (a->lent || b->lent) return common > 0;
    return common > 0 || a->words.n_words < OWN_WORDS || b->words.n_words < OWN_WORDS;
}

/* "its promise to open the strait" speaks of a promise made elsewhere, in whatever
 * story, where that side has promised something on that issue. */
static void join_spoken_of(rap_pile *p, const retold *v, uint32_t n, uint64_t *keys)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t rank, other;
        const rap_filed_position *x = rap_pledge_first(p, v[i].group, &rank);
        if (!rap_str_is(x->rule, "noun")) continue;
        uint32_t low = i > SAME_LOOKED ? i - SAME_LOOKED : 0;
        for (uint32_t k = low; k < n && k < i + SAME_LOOKED; k++) {
            const rap_filed_position *y = rap_pledge_first(p, v[k].group, &other);
            if (v[k].by != v[i].by || rap_str_is(y->rule, "noun") ||
                !rap_str_eq(x->issue, y->issue) || !is_retold(&v[i], &v[k]))
                continue;
            keys[v[i].group] = keys[v[k].group];
            break;
        }
    }
}

/* One promise of one side, told in one story twice, under two issues perhaps; two of
 * one issue are two. */
static void join_retold(rap_pile *p, uint64_t *keys, uint32_t n)
{
    retold *v = RAP_PILE_NEW(p, retold, n);
    uint32_t k = 0;
    for (uint32_t i = 0; v && i < n; i++) {
        uint32_t rank;
        if (!keys[i]) continue;
        const rap_filed_position *x = rap_pledge_first(p, i, &rank);
        int32_t by = rap_pile_side(p, rap_pile_party(p, rank, x->party));
        v[k] = (retold){.by = by,
                        .story = p->story_of[rank],
                        .group = i,
                        .key = keys[i],
                        .rank = rank,
                        .against = rap_str_is(x->polarity, "-"),
                        .noun = rap_str_is(x->rule, "noun"),
                        .tied = x->condition_text.n > 0,
                        .lent = rap_str_is(x->rule, "topic"),
                        .words = {.at = x->at, .by = by}};
        take_words(p, &v[k++].words, rank);
        if (i % 1024 == 0) rap_arena_reset(p->batch);
    }
    if (v && k) qsort(v, k, sizeof *v, by_side_and_story);
    for (uint32_t i = 0; v && i < k; i++) {
        keys[v[i].group] = rap_key_num(v[i].key, v[i].group);
        for (uint32_t back = 1; back <= i && back <= SAME_LOOKED; back++) {
            const retold *o = &v[i - back];
            if (o->by != v[i].by || o->story != v[i].story) break;
            if (!is_retold(o, &v[i])) continue;
            keys[v[i].group] = keys[o->group];
            break;
        }
    }
    if (v) join_spoken_of(p, v, k, keys);
}

/* pledge_groups groups position groups; only those with a key are pledges. */
void rap_pledges_open(rap_pile *p)
{
    search all = {.p = p}, *w = &all;
    uint32_t n = p->position_groups.n;
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, n);
    p->pledge_of = RAP_PILE_NEW(p, uint32_t, n);
    if (p->failed) return;
    for (uint32_t i = 0; i < n; i++)
        keys[i] = pledge_key(p, i);
    join_retold(p, keys, n);
    rap_pile_group(p, &p->pledge_groups, keys, n);
    for (uint32_t g = 0; g < p->pledge_groups.n && !p->failed; g++) {
        const rap_group *group = &p->pledge_groups.v[g];
        const uint32_t *members = p->pledge_groups.members + group->first;
        if (keys[members[0]] == 0) continue;
        open_pledge(w, best_telling(p, members, group->n));
        if (p->failed) return;
        w->pledges.v[w->pledges.n - 1].first = g;
        for (uint32_t i = 0; i < group->n; i++)
            p->pledge_of[members[i]] = (uint32_t)w->pledges.n;
    }
    p->pledges = w->pledges.v;
    p->n_pledges = (uint32_t)w->pledges.n;
}
