/*
 * talks/paper_rows.c - which names are of one paper, and the row of a paper.
 *
 * "The pact" is the paper that it points to (papers.c).  Two names are of one paper
 * when the same sides made it in one story, their kinds agree ("list of demands",
 * "written offer") and no two rounds are told at which it was put.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/groups.h"
#include "talks/met.h"
#include "talks/papers.h"

#include <stdlib.h>

enum { LOOK_BACK = 16 }; /* papers of the same makers that are compared */

/* A paper as it is first named in its report. */
typedef struct {
    const rap_paper *x;
    uint32_t number, story;
} head;

/* Are all makers of `a` among those of `b`? */
static bool is_among(const rap_paper *a, const rap_paper *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_by; i++)
        for (uint32_t k = 0; k < b->n_by; k++)
            n += a->by[i] == b->by[k];
    return a->n_by && n == a->n_by;
}

static int by_maker(const void *a, const void *b)
{
    const head *x = a, *y = b;
    int32_t p = x->x->n_by ? x->x->by[0] : -1, q = y->x->n_by ? y->x->by[0] : -1;
    if (p != q) return p < q ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static int by_story(const void *a, const void *b)
{
    const head *x = a, *y = b;
    if (x->story != y->story) return x->story < y->story ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* The same makers; a pact of two may be told of as of one of them. */
static bool same_makers(const rap_paper *x, const rap_paper *y)
{
    if (x->n_by == y->n_by) return is_among(x, y);
    bool pact = rap_str_is(x->kind, "agreement") && rap_str_is(y->kind, "agreement");
    return pact && (is_among(x, y) || is_among(y, x));
}

/* Are the rounds known at which two papers were put?  Talks to come, told of beside
 * one, do not tell it from another of its own report. */
static bool are_put(const rap_pile *p, const rap_paper *x, const rap_paper *y)
{
    if (x->round < 0 || y->round < 0) return false;
    bool held = p->rounds[x->round].past_in && p->rounds[y->round].past_in;
    return held || x->rank != y->rank;
}

/* "Its proposal of 5 June": of the very day, wherever it is told of. */
static bool same_day(const rap_paper *x, const rap_paper *y)
{
    return x->from != RAP_NO_DAY && x->from == x->till && y->from == y->till &&
           x->from == y->from && x->n_by > 0 && x->n_by == y->n_by;
}

static bool is_one(const rap_pile *p, const head *a, const head *b)
{
    const rap_paper *x = a->x, *y = b->x;
    bool put = are_put(p, x, y);
    bool together =
        a->story == b->story || (put && x->round == y->round) || same_day(x, y);
    if (!together || !same_makers(x, y) || !rap_papers_may_be_one(x->kind, y->kind))
        return false;
    bool pact = rap_str_is(x->kind, "agreement");
    if (put && x->round != y->round && !pact) return false;
    bool days = x->from != RAP_NO_DAY && y->from != RAP_NO_DAY;
    return !days || (x->from <= y->till && y->from <= x->till) || x->rank != y->rank;
}

/* The end of the chain of papers that one is the same as. */
static uint32_t root_of(uint32_t *same, uint32_t i)
{
    while (same[i] != i) {
        same[i] = same[same[i]];
        i = same[i];
    }
    return i;
}

static void join_heads(const rap_pile *p, const head *v, uint32_t n, uint32_t *same)
{
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i; k > 0 && k + LOOK_BACK > i; k--) {
            if (!is_one(p, &v[k - 1], &v[i])) continue;
            uint32_t a = root_of(same, v[i].number), b = root_of(same, v[k - 1].number);
            same[a > b ? a : b] = a > b ? b : a;
            break;
        }
}

/* Keys of the papers by what they are the same as, without pacts that are only ever
 * told of as one side's, "the Norland deal"; how many are kept, p->papers. */
static uint32_t keep_whole(rap_pile *p, uint32_t n, uint32_t *same, uint64_t *keys)
{
    rap_paper *kept = RAP_PILE_NEW(p, rap_paper, n);
    bool *whole = RAP_PILE_NEW(p, bool, n);
    uint32_t n_kept = 0;
    if (!kept || !whole) return 0;
    for (uint32_t i = 0; i < n; i++)
        if (!p->papers[i].is_half) whole[root_of(same, i)] = true;
    for (uint32_t i = 0; i < n; i++) {
        if (!whole[root_of(same, i)]) continue;
        keys[n_kept] = rap_key_num(RAP_KEY_START, root_of(same, i));
        kept[n_kept++] = p->papers[i];
    }
    p->papers = kept;
    return n_kept;
}

void rap_papers_join(rap_pile *p, const rap_paper *v, uint32_t n)
{
    head *heads = RAP_PILE_NEW(p, head, n);
    uint32_t *same = RAP_PILE_NEW(p, uint32_t, n), n_heads = 0;
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, n);
    p->papers = v;
    if (!heads || !same || !keys) return;
    for (uint32_t i = 0; i < n; i++) {
        same[i] = v[i].meant;
        if (v[i].meant == i)
            heads[n_heads++] = (head){&v[i], i, p->story_of[v[i].rank]};
    }
    if (n_heads) qsort(heads, n_heads, sizeof *heads, by_maker);
    join_heads(p, heads, n_heads, same);
    if (n_heads) qsort(heads, n_heads, sizeof *heads, by_story);
    join_heads(p, heads, n_heads, same);
    n = keep_whole(p, n, same, keys);
    rap_pile_group(p, &p->paper_groups, keys, n);
    for (uint32_t g = 0; !p->failed && g < p->paper_groups.n; g++) {
        rap_group *group = &p->paper_groups.v[g];
        const rap_paper *x = &p->papers[p->paper_groups.members[group->first]];
        group->id = rap_pile_id(p, 'D', x->rank, x->at);
    }
}

/* ---- rows ---- */

uint32_t rap_papers_count(const rap_pile *p)
{
    return p->paper_groups.n;
}

/* What all its names together tell of a paper. */
typedef struct {
    const rap_paper *first, *made; /* the first name; one with makers, both of a pact */
    int32_t to, round, from, till;
    int32_t others[RAP_SIDES_MAX];
    uint32_t n_others;
} sheet;

static sheet look_at(const rap_pile *p, const rap_group *g)
{
    sheet s = {.first = &p->papers[p->paper_groups.members[g->first]],
               .to = -1,
               .round = -1,
               .from = RAP_NO_DAY,
               .till = RAP_NO_DAY};
    for (uint32_t k = 0; k < g->n; k++) {
        const rap_paper *x = &p->papers[p->paper_groups.members[g->first + k]];
        if (x->n_by && (!s.made || (s.made->n_by == 1 && x->n_by == 2))) s.made = x;
        if (s.to < 0) s.to = x->to;
        if (s.round < 0 && !x->is_ahead) s.round = x->round;
        if (s.from != RAP_NO_DAY || x->from == RAP_NO_DAY) continue;
        s.from = x->from;
        s.till = x->till;
    }
    const rap_round *r = s.round < 0 ? NULL : &p->rounds[s.round];
    if (r && s.from == RAP_NO_DAY && r->from == r->to) s.from = s.till = r->from;
    return s;
}

static void write_list(rap_writing *w, const char *key, const int32_t *v, uint32_t n)
{
    rap_json_key(&w->j, key);
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < n; i++)
        rap_json_str(&w->j, rap_pile_party_id(w->pile, v[i]));
    rap_json_end_array(&w->j);
}

/* Whoever it is addressed to, else the others at the table where it was put. */
static void find_others(const rap_pile *p, sheet *s)
{
    const rap_talk *t = s->round < 0 ? NULL : p->rounds[s->round].sitting;
    bool own = false;
    for (uint32_t i = 0; s->made && s->made->n_by == 1 && t && i < t->n_sides; i++)
        own = own || t->sides[i] == s->made->by[0];
    if (s->to >= 0) s->others[s->n_others++] = s->to;
    for (uint32_t i = 0; s->to < 0 && own && t && i < t->n_sides; i++)
        if (t->sides[i] != s->made->by[0]) s->others[s->n_others++] = t->sides[i];
}

/* Ids by blanks, in the memory of the batch. */
static rap_str ids_of(rap_pile *p, const int32_t *v, uint32_t n)
{
    rap_buf b = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (i) rap_buf_byte(&b, ' ');
        rap_buf_put(&b, rap_pile_party_id(p, v[i]));
    }
    rap_str out = rap_arena_copy(p->batch, rap_buf_str(&b));
    if (b.failed || !out.p) p->failed = true;
    rap_buf_done(&b);
    return out.p ? out : (rap_str){"", 0};
}

/* A day, or the month or year that begins and ends with these days. */
static rap_str day_text(rap_pile *p, int32_t from, int32_t till)
{
    if (from == RAP_NO_DAY) return (rap_str){"", 0};
    rap_day a = rap_day_of_serial(from), b = rap_day_of_serial(till);
    rap_day_text z = rap_day_print(a);
    rap_str day = rap_str_of(z.z);
    bool month = a.day == 1 && a.month == b.month && till - from > 26;
    bool year = a.day == 1 && a.month == 1 && b.month == 12 && b.day == 31;
    if (month) day.n = 7;
    if (year) day.n = 4;
    return rap_arena_copy(p->batch, day);
}

static void write_tellings(rap_writing *w, const rap_group *g)
{
    rap_json_key(&w->j, "tellings");
    rap_json_array(&w->j);
    for (uint32_t k = 0; k < g->n; k++) {
        const rap_paper *x =
            &w->pile->papers[w->pile->paper_groups.members[g->first + k]];
        rap_json_object(&w->j);
        rap_writing_where(w, x->rank, x->at);
        rap_json_end_object(&w->j);
        rap_writing_cite(w, x->rank, x->at);
    }
    rap_json_end_array(&w->j);
}

void rap_papers_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_group *g = &p->paper_groups.v[i];
    sheet s = look_at(p, g);
    find_others(p, &s);
    rap_writing w;
    rap_writing_begin(&w, p, row, g->id);
    row->text = rap_writing_quote(&w, s.first->rank, s.first->at);
    rap_writing_str(&w, "kind", s.first->kind);
    rap_writing_str(&w, "name", row->text);
    write_list(&w, "by", s.made ? s.made->by : NULL, s.made ? s.made->n_by : 0);
    write_list(&w, "to", s.others, s.n_others);
    rap_writing_str(&w, "day", day_text(p, s.from, s.till));
    rap_writing_str(&w, "round",
                    s.round < 0 ? (rap_str){"", 0} : p->rounds[s.round].id);
    write_tellings(&w, g);
    rap_writing_end(&w);
    row->who = ids_of(p, s.made ? s.made->by : NULL, s.made ? s.made->n_by : 0);
    row->other = ids_of(p, s.others, s.n_others);
    row->what = s.first->kind;
    row->weight = (int32_t)g->n;
}
