/*
 * pile/told_figures.c - one asserted quantity however many reports give it, and its
 * row.
 *
 * Two figures are of one quantity when they stand in one story, have the same unit and
 * the same subject but for small words and word endings, and hold for the same or
 * neighbouring days; whether their values agree is another question (differing.c).
 * Every figure of every report stands in exactly one row.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/inside.h"
#include "pile/spelling.h"

#include <stdlib.h>

enum {
    DAYS_NEAR = 7,   /* a longer span holds for itself */
    WORDS_LEAST = 2, /* words of a subject that tell it from others */
    ALIGN_BYTES = 30 /* by which the places in a shared passage may differ */
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

/* Sum over the words of the subject, so that their order does not count; 0 when it has
 * too few of them to tell it from other subjects. */
static uint64_t subject_key(rap_pile *p, rap_str subject)
{
    rap_str s = rap_spelling_plain(p->batch, subject);
    uint64_t sum = 0;
    uint32_t words = 0;
    for (size_t at = 0; at < s.n;) {
        size_t end = rap_str_find(s, RAP_STR(" "), at);
        rap_str word = rap_str_cut(s, at, end);
        if (word.n > 3) sum += rap_key_str(RAP_KEY_START, stem(word));
        words += word.n > 3;
        at = end + 1;
    }
    return words < WORDS_LEAST ? 0 : sum;
}

static uint64_t figure_key(rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->figures.v[flat];
    const rap_filed_figure *g = figure_of(p, flat);
    uint64_t subject = subject_key(p, g->subject);
    int32_t from, to;
    if (subject == 0 || g->unit.n == 0) return 0;
    uint64_t key = rap_key_str(rap_key_num(RAP_KEY_START, subject), g->unit);
    key = rap_key_num(key, p->story_of[ref.report]);
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

/* First figure of a report that does not begin before `at`.  Figures stand in the order
 * of the text in every record of ours; where they do not, some are not aligned. */
static uint32_t first_figure(const rap_pile *p, uint32_t rank, uint32_t at)
{
    uint32_t low = p->figures.first[rank], high = p->figures.first[rank + 1];
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (figure_of(p, mid)->at.from < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Figures at the same place of a shared passage are one quantity, whatever its words.
 */
static void align_passage(const rap_pile *p, const rap_copy *c, const rap_passage *x,
                          uint64_t *keys)
{
    uint32_t last_a = p->figures.first[c->a + 1], last_b = p->figures.first[c->b + 1];
    uint32_t b = first_figure(p, c->b, x->b.from);
    for (uint32_t a = first_figure(p, c->a, x->a.from); a < last_a; a++) {
        const rap_filed_figure *one = figure_of(p, a);
        if (one->at.from >= x->a.to) break;
        uint32_t want = x->b.from + (one->at.from - x->a.from);
        while (b < last_b && figure_of(p, b)->at.from + ALIGN_BYTES < want)
            b++;
        if (b == last_b || figure_of(p, b)->at.from >= x->b.to) break;
        const rap_filed_figure *two = figure_of(p, b);
        if (two->at.from > want + ALIGN_BYTES || !rap_str_eq(one->unit, two->unit))
            continue;
        if (keys[a] == 0) keys[a] = rap_key_num(rap_key_num(RAP_KEY_START, a), 1);
        keys[b++] = keys[a];
    }
}

static void align_copies(rap_pile *p, uint64_t *keys)
{
    for (uint32_t i = 0; i < p->n_copies; i++)
        for (uint32_t k = 0; k < p->copies[i].n; k++)
            align_passage(p, &p->copies[i], &p->copies[i].passages[k], keys);
}

void rap_pile_find_figures(rap_pile *p)
{
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, p->figures.n);
    for (uint32_t i = 0; !p->failed && i < p->figures.n; i++) {
        keys[i] = figure_key(p, i);
        if (i % 1024 == 0) rap_arena_reset(p->batch);
    }
    if (!p->failed) drop_vague(p, keys);
    if (!p->failed) align_copies(p, keys);
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
