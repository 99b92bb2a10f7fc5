/*
 * told/told_figures.c - one asserted quantity however many reports give it, and its
 * row.
 *
 * Two figures are of one quantity when they stand in one story, have the same unit and
 * the same subject but for small words and word endings - or, where a subject is one
 * word, two words of their sentences - and hold for the same or neighbouring days;
 * whether their values agree is another question (differing.c). Every figure of every
 * report stands in exactly one row.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/groups.h"
#include "pile/phrases.h"
#include "pile/spelling.h"
#include "pile/surround.h"
#include "stories/renumbered.h"
#include "told/told.h"
#include "told/tolls.h"

#include "counted_fates_table.inc"
#include "dull_words_table.inc"
#include "measures_table.inc"

#include <stdlib.h>

enum {
    DAYS_NEAR = 7,      /* a longer span holds for itself */
    WORDS_LEAST = 2,    /* words of a subject that tell it from others */
    CONTEXT_WORDS = 12, /* words around a figure that are compared */
    CONTEXT_LEAST = 3,  /* of them that two figures must share */
    COUNT_DIGITS = 6,   /* more are sums and no counts of things */
    CONTEXT_BYTES = 4,  /* shorter words say nothing */
    CONTEXT_NEAR = 110, /* bytes around it */
    LOOK_BACK = 32      /* figures of one kind compared with one */
};

static const rap_filed_figure *figure_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->figures.v[flat];
    return &rap_pile_report(p, ref.report)->figures[ref.index];
}

/* A word without its plural. */
static rap_str stem(rap_str w)
{
    if (rap_str_ends(w, RAP_STR("ies")) && w.n > 4) return rap_str_cut(w, 0, w.n - 3);
    if (rap_str_ends(w, RAP_STR("s")) && w.n > 3) return rap_str_cut(w, 0, w.n - 1);
    if (rap_str_ends(w, RAP_STR("y")) && w.n > 3) return rap_str_cut(w, 0, w.n - 1);
    return w;
}

/* "farmers", and not "people", "dead": a kind of those who are counted. */
static bool is_kind(rap_str word)
{
    uint32_t hash = rap_hash(word);
    return rap_table_probe(&dull_words_table, hash) < 0 &&
           rap_table_probe(&counted_fates_table, hash) < 0;
}

/* Sum over the words of the subject, so that their order does not count; 0 when it has
 * fewer than `least` that tell it from other subjects. */
static uint64_t subject_key(rap_pile *p, rap_str subject, uint32_t least)
{
    rap_str s = rap_spelling_plain(p->batch, subject);
    uint64_t sum = 0;
    uint32_t words = 0;
    for (size_t at = 0; at < s.n;) {
        size_t end = rap_str_find(s, RAP_STR(" "), at);
        rap_str word = rap_str_cut(s, at, end);
        if (word.n > 3) sum += rap_key_str(RAP_KEY_START, stem(word));
        words += word.n > 3 && (least > 1 || is_kind(word));
        at = end + 1;
    }
    return words < least ? 0 : sum;
}

static uint64_t figure_key(rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->figures.v[flat];
    const rap_filed_figure *g = figure_of(p, flat);
    int32_t from, to;
    rap_str fate = {"", 0}; /* "2,000 farmers marched", "14 farmers were arrested" */
    if (rap_str_is(g->unit, "person"))
        fate = rap_surround_of(rap_pile_report(p, ref.report), g->at).fate;
    uint64_t subject = subject_key(p, g->subject, fate.n ? 1 : WORDS_LEAST);
    if (subject == 0 || g->unit.n == 0) return 0;
    uint64_t key = rap_key_str(rap_key_num(RAP_KEY_START, subject), g->unit);
    key = rap_key_str(rap_key_num(key, p->story_of[ref.report]), fate);
    if (rap_pile_days(g->as_of, &from, &to) && to - from > DAYS_NEAR)
        key = rap_key_str(key, g->as_of);
    return key;
}

typedef struct {
    uint64_t key;
    uint32_t flat;
} subject;

static int by_key(const void *x, const void *y)
{
    const subject *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->flat > b->flat) - (a->flat < b->flat);
}

/* Does one report give this subject two values?  Then its words do not tell what is
 * counted ("three killed" here and "five killed" there). */
static bool is_vague(const rap_pile *p, const subject *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        bool same =
            p->figures.v[v[i].flat].report == p->figures.v[v[i - 1].flat].report;
        const rap_filed_figure *a = figure_of(p, v[i].flat);
        const rap_filed_figure *b = figure_of(p, v[i - 1].flat);
        if (same && !rap_str_eq(a->value, b->value)) return true;
    }
    return false;
}

static void drop_vague(rap_pile *p, uint64_t *keys)
{
    subject *v = RAP_NEW(p->batch, subject, p->figures.n);
    if (!v) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < p->figures.n; i++)
        v[i] = (subject){keys[i], i};
    if (p->figures.n) qsort(v, p->figures.n, sizeof *v, by_key);
    for (size_t i = 0, end; i < p->figures.n; i = end) {
        for (end = i + 1; end < p->figures.n && v[end].key == v[i].key;)
            end++;
        bool vague = is_vague(p, v + i, end - i);
        for (size_t k = i; vague && k < end; k++)
            keys[v[k].flat] = 0;
    }
}

/* ---- figures whose subject says little: "60 ships" ---- */

/* A figure and the longer words around it. */
typedef struct {
    uint64_t bucket; /* unit and head of the subject */
    uint32_t flat, report;
    uint32_t words[CONTEXT_WORDS];
    uint32_t n;
} context;

static int by_bucket(const void *x, const void *y)
{
    const context *a = x, *b = y;
    if (a->bucket != b->bucket) return a->bucket < b->bucket ? -1 : 1;
    return (a->flat > b->flat) - (a->flat < b->flat);
}

/* Only what is counted, ships and persons; shares, sums and spans of time are named in
 * the same words everywhere. */
static uint64_t bucket_of(rap_pile *p, const rap_filed_figure *g)
{
    rap_str s = rap_spelling_plain(p->batch, g->subject);
    rap_str head = rap_str_cut(s, 0, rap_str_find(s, RAP_STR(" of "), 0));
    size_t at = head.n;
    while (at > 0 && head.p[at - 1] != ' ')
        at--;
    head = stem(rap_str_cut(head, at, head.n));
    bool counted = rap_str_is(g->unit, "person") || rap_str_eq(g->unit, head);
    bool measured = rap_table_find(&measures_table, g->unit) >= 0;
    if (head.n == 0 || !counted || measured || g->value.n > COUNT_DIGITS) return 0;
    return rap_key_str(rap_key_str(RAP_KEY_START, g->unit), head);
}

/* Words of the figure's sentence near it, each once. */
static void take_context(context *c, const rap_phrases *w, const rap_filed_figure *g)
{
    uint32_t low = g->at.from > CONTEXT_NEAR ? g->at.from - CONTEXT_NEAR : 0;
    uint32_t self = rap_phrases_word(w, g->at.from);
    for (uint32_t i = rap_phrases_word(w, low); i < w->n && self < w->n; i++) {
        if (w->v[i].at.from > g->at.to + CONTEXT_NEAR || c->n == CONTEXT_WORDS) return;
        bool inside = w->v[i].at.from >= g->at.from && w->v[i].at.to <= g->at.to;
        if (inside || w->v[i].sentence != w->v[self].sentence) continue;
        bool dull = w->v[i].at.to - w->v[i].at.from < CONTEXT_BYTES;
        for (uint32_t k = 0; k < c->n; k++)
            dull = dull || c->words[k] == w->v[i].hash;
        uint32_t n;
        if (!dull && rap_phrases_match(w, &dull_words_table, i, &n) < 0)
            c->words[c->n++] = w->v[i].hash;
    }
}

static uint32_t context_shared(const context *a, const context *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            n += a->words[i] == b->words[k];
    return n;
}

static bool days_are_near(const rap_filed_figure *a, const rap_filed_figure *b)
{
    int32_t f1, t1, f2, t2;
    if (!rap_pile_days(a->as_of, &f1, &t1) || !rap_pile_days(b->as_of, &f2, &t2))
        return false;
    return f1 <= t2 + DAYS_NEAR && f2 <= t1 + DAYS_NEAR;
}

/* Has the report of v[i] already given that quantity another value? */
static bool is_taken(const rap_pile *p, const uint64_t *keys, const context *v,
                     uint32_t i, uint64_t key)
{
    for (uint32_t k = i; k > 0 && v[k - 1].report == v[i].report; k--) {
        if (v[k - 1].bucket != v[i].bucket || i - k > LOOK_BACK) break;
        if (keys[v[k - 1].flat] == key &&
            !rap_str_eq(figure_of(p, v[k - 1].flat)->value,
                        figure_of(p, v[i].flat)->value))
            return true;
    }
    return false;
}

/* The figure of another report before v[i] with most of its words. */
static void join_context(const rap_pile *p, uint64_t *keys, const context *v,
                         uint32_t i)
{
    uint32_t best = UINT32_MAX, most = CONTEXT_LEAST - 1;
    for (uint32_t k = i; k > 0 && i - k < LOOK_BACK; k--) {
        const context *o = &v[k - 1];
        if (o->bucket != v[i].bucket) break;
        if (o->report == v[i].report) continue;
        uint32_t shared = context_shared(o, &v[i]);
        bool near = days_are_near(figure_of(p, o->flat), figure_of(p, v[i].flat));
        bool story = p->story_of[o->report] == p->story_of[v[i].report];
        if (!near || !story || shared <= most) continue;
        best = k - 1;
        most = shared;
    }
    if (best == UINT32_MAX) return;
    uint64_t *to = &keys[v[best].flat];
    if (*to == 0) *to = rap_key_num(rap_key_num(RAP_KEY_START, v[best].flat), 2);
    if (!is_taken(p, keys, v, i, *to)) keys[v[i].flat] = *to;
}

static void join_contexts(rap_pile *p, uint64_t *keys)
{
    context *v = RAP_PILE_NEW(p, context, p->figures.n);
    uint32_t n = 0;
    for (uint32_t r = 0; v && r < p->n && !p->failed; r++) {
        const rap_filed *f = rap_pile_report(p, r);
        rap_phrases w;
        rap_arena_reset(p->batch);
        if (f->n_figures == 0) continue;
        if (!rap_phrases_read(&w, f, p->batch)) p->failed = true;
        for (uint32_t i = 0; i < f->n_figures && !p->failed; i++) {
            uint32_t flat = rap_flat_at(&p->figures, r, i);
            context c = {bucket_of(p, &f->figures[i]), flat, r, {0}, 0};
            if (!c.bucket) continue;
            take_context(&c, &w, &f->figures[i]);
            v[n++] = c;
        }
    }
    if (v && n) qsort(v, n, sizeof *v, by_bucket);
    for (uint32_t i = 0; v && i < n && !p->failed; i++)
        if (keys[v[i].flat] == 0) join_context(p, keys, v, i);
}

/* ---- figures of copies ---- */

/* Figures at one place of a shared passage are one quantity, whatever its words: all
 * take the key of the first that has one. */
static void align_copies(rap_pile *p, uint64_t *keys)
{
    for (uint32_t g = 0; g < p->number_groups.n; g++) {
        const rap_group *group = &p->number_groups.v[g];
        const uint32_t *v = p->number_groups.members + group->first;
        uint64_t key = rap_key_num(rap_key_num(RAP_KEY_START, g), 1);
        rap_str unit = {NULL, 0};
        bool known = false;
        for (uint32_t i = 0; group->n > 1 && i < group->n; i++) {
            uint32_t flat = rap_numbers_figure(p, &p->numbers[v[i]]);
            if (flat == UINT32_MAX) continue;
            if (!unit.p) unit = figure_of(p, flat)->unit;
            if (!rap_str_eq(unit, figure_of(p, flat)->unit)) continue;
            if (!known && keys[flat]) key = keys[flat];
            known = true;
            keys[flat] = key;
        }
    }
}

/* "Its customs put the figure at 268": of one quantity with that figure. */
static void join_against(const rap_pile *p, uint64_t *keys)
{
    for (uint32_t i = 0; i < p->figures.n; i++) {
        int32_t to = figure_of(p, i)->against;
        if (to < 0) continue;
        uint32_t other = rap_flat_at(&p->figures, p->figures.v[i].report, (uint32_t)to);
        if (keys[other] == 0)
            keys[other] = rap_key_num(rap_key_num(RAP_KEY_START, other), 3);
        keys[i] = keys[other];
    }
}

void rap_pile_find_figures(rap_pile *p)
{
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, p->figures.n);
    for (uint32_t i = 0; !p->failed && i < p->figures.n; i++) {
        keys[i] = figure_of(p, i)->against < 0 ? figure_key(p, i) : 0;
        if (i % 1024 == 0) rap_arena_reset(p->batch);
    }
    if (!p->failed) drop_vague(p, keys);
    if (!p->failed) align_copies(p, keys);
    if (!p->failed) rap_pile_join_tolls(p, keys);
    if (!p->failed) join_contexts(p, keys);
    if (!p->failed) join_against(p, keys);
    if (!p->failed) rap_pile_group(p, &p->figure_groups, keys, p->figures.n);
    for (uint32_t g = 0; !p->failed && g < p->figure_groups.n; g++) {
        rap_group *group = &p->figure_groups.v[g];
        uint32_t first = p->figure_groups.members[group->first];
        group->id =
            rap_pile_id(p, 'F', p->figures.v[first].report, figure_of(p, first)->at);
    }
}

uint32_t rap_figures_count(const rap_pile *p)
{
    return p->figure_groups.n;
}

static void write_telling(rap_writing *w, uint32_t flat)
{
    rap_pile *p = w->pile;
    const rap_filed_figure *g = figure_of(p, flat);
    uint32_t rank = p->figures.v[flat].report;
    rap_json_object(&w->j);
    rap_writing_where(w, rank, g->at);
    rap_writing_str(w, "relation", g->relation);
    rap_writing_str(w, "value", g->value);
    rap_writing_str(w, "value_to", g->value_to);
    rap_writing_str(w, "as_of", g->as_of);
    rap_writing_str(w, "attribution", rap_pile_attribution_id(p, rank, g->attribution));
    rap_json_end_object(&w->j);
    rap_writing_cite(w, rank, g->at);
}

void rap_figures_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_group *g = &p->figure_groups.v[i];
    const uint32_t *members = p->figure_groups.members + g->first;
    const rap_filed_figure *first = figure_of(p, members[0]);
    rap_ref ref = p->figures.v[members[0]];
    rap_writing w;
    rap_writing_begin(&w, p, row, g->id);
    rap_writing_str(&w, "subject", first->subject);
    rap_writing_str(&w, "unit", first->unit);
    rap_json_key(&w.j, "tellings");
    rap_json_array(&w.j);
    for (uint32_t k = 0; k < g->n; k++)
        write_telling(&w, members[k]);
    rap_json_end_array(&w.j);
    rap_writing_end(&w);
    int32_t a = first->attribution;
    int32_t speaker =
        a < 0 ? -1 : rap_pile_report(p, ref.report)->attributions[a].speaker;
    row->who = rap_pile_party_id(p, rap_pile_party(p, ref.report, speaker));
    row->what = first->unit;
    row->state = first->relation;
    row->day = first->as_of;
    row->text = first->subject;
    row->weight = (int32_t)g->n;
    if (g->n == 1) row->report = (int32_t)p->order[ref.report];
}
