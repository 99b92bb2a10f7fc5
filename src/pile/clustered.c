/*
 * pile/clustered.c - stories: reports of a few days that tell of one thing.
 *
 * Every report is a vector of the words of its title, of its first lines and of its
 * names, each weighed by how rare it is in the dossier.  In order of days a report
 * joins the story of the earlier report that it resembles most (cosine), when it does
 * so enough and resembles the others of that story too; copies belong to one story
 * whatever they look like.  Only the latest reports that hold a word are looked at, so
 * that the work for one report is bounded. Whole numbers throughout.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "pile/inside.h"
#include "pile/spelling.h"

#include <stdlib.h>

enum {
    LEAD_BYTES = 1800, /* about 250 words */
    TERMS_MAX = 256,   /* terms of one report */
    LATEST_MAX = 48,   /* reports looked at for one term */
    WINDOW_DAYS = 5,
    DAY_SURE = 50,      /* a day that is less likely right than wrong parts no story */
    LIKE_ENOUGH = 165,  /* cosine in thousandths */
    STORY_ENOUGH = 120, /* the same, on average over the reports of a story */
    COPY_PERCENT = 30,
    TITLE_WEIGHT = 2,
    NO_REPORT = -1
};

static const size_t memory_limit = (size_t)1 << 30;

typedef struct {
    uint32_t term, weight; /* the term's hash, later its number */
} term;

typedef struct {
    term *v;
    uint32_t n;
    uint32_t norm;
    int32_t day; /* serial; INT32_MIN when not known */
} sketch;

/* The latest reports that hold a term, as a chain through `links`. */
typedef struct {
    uint32_t sketch, weight, next; /* next: link + 1, 0 at the end */
} link;

typedef struct {
    rap_pile *p;
    rap_arena *arena;
    uint32_t *ranks;
    sketch *v; /* by place */
    uint32_t n_terms;
    uint32_t *df, *head; /* of each term */
    RAP_LIST(link) links;
    uint32_t *dot, *touched; /* of each place; those that are not 0 */
    uint32_t n_touched;
    uint32_t *story; /* of each place: the place that leads it */
    uint32_t *size;  /* of each leading place: the reports of its story */
    uint64_t *sum;   /* of each leading place: likeness of its reports, for a moment */
} stories;

static uint32_t leader(uint32_t *of, uint32_t i)
{
    while (of[i] != i) {
        of[i] = of[of[i]];
        i = of[i];
    }
    return i;
}

/* 16 * log2(x), x >= 1. */
static uint32_t log16(uint32_t x)
{
    uint32_t whole = 31u - (uint32_t)__builtin_clz(x);
    uint32_t part = whole >= 4 ? (x >> (whole - 4)) & 15u : (x << (4 - whole)) & 15u;
    return whole * 16 + part;
}

static uint32_t root_of(uint64_t x)
{
    uint64_t low = 0, high = UINT32_MAX;
    while (low < high) {
        uint64_t mid = (low + high + 1) / 2;
        if (mid * mid <= x)
            low = mid;
        else
            high = mid - 1;
    }
    return (uint32_t)low;
}

static void add_words(sketch *s, rap_str plain, uint32_t weight)
{
    for (size_t at = 0; at < plain.n && s->n < TERMS_MAX;) {
        size_t end = rap_str_find(plain, RAP_STR(" "), at);
        rap_str word = rap_str_cut(plain, at, end);
        if (word.n > 4 && rap_str_ends(word, RAP_STR("s"))) word.n--;
        if (word.n > 2) s->v[s->n++] = (term){rap_hash(word), weight};
        at = end + 1;
    }
}

static int by_term(const void *x, const void *y)
{
    uint32_t a = ((const term *)x)->term, b = ((const term *)y)->term;
    return (a > b) - (a < b);
}

static void fold_terms(sketch *s)
{
    uint32_t k = 0;
    if (s->n) qsort(s->v, s->n, sizeof *s->v, by_term);
    for (uint32_t i = 0; i < s->n; i++) {
        if (k && s->v[k - 1].term == s->v[i].term)
            s->v[k - 1].weight += s->v[i].weight;
        else
            s->v[k++] = s->v[i];
    }
    s->n = k;
}

static void describe(stories *w, uint32_t place)
{
    const rap_filed *f = rap_pile_report(w->p, w->ranks[place]);
    sketch *s = &w->v[place];
    term room[TERMS_MAX];
    s->v = room;
    rap_str lead = rap_str_cut(f->text, 0, LEAD_BYTES);
    add_words(s, rap_spelling_plain(w->p->batch, f->title), TITLE_WEIGHT);
    add_words(s, rap_spelling_plain(w->p->batch, lead), 1);
    fold_terms(s);
    s->v = RAP_NEW(w->arena, term, s->n);
    if (!s->v) {
        w->p->failed = true;
        return;
    }
    if (s->n) memcpy(s->v, room, s->n * sizeof *room);
    int32_t to;
    bool guess = rap_str_is(f->published.basis, "pile") || f->published.sure < DAY_SURE;
    if (guess || !rap_pile_is_full(f->published.day) ||
        !rap_pile_days(f->published.day, &s->day, &to))
        s->day = INT32_MIN;
    rap_arena_reset(w->p->batch);
}

typedef struct {
    uint32_t hash;
    term *at;
} occurrence;

static int by_hash(const void *x, const void *y)
{
    uint32_t a = ((const occurrence *)x)->hash, b = ((const occurrence *)y)->hash;
    return (a > b) - (a < b);
}

/* Hashes become numbers 0, 1, ... and the reports that hold each are counted. */
static void number_terms(stories *w)
{
    size_t n = 0, k = 0;
    for (uint32_t d = 0; d < w->p->n; d++)
        n += w->v[d].n;
    occurrence *v = RAP_NEW(w->arena, occurrence, n);
    w->df = RAP_NEW(w->arena, uint32_t, n);
    w->head = RAP_NEW(w->arena, uint32_t, n);
    if (!v || !w->df || !w->head) {
        w->p->failed = true;
        return;
    }
    for (uint32_t d = 0; d < w->p->n; d++)
        for (uint32_t i = 0; i < w->v[d].n; i++)
            v[k++] = (occurrence){w->v[d].v[i].term, &w->v[d].v[i]};
    if (n) qsort(v, n, sizeof *v, by_hash);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || v[i].hash != v[i - 1].hash) w->n_terms++;
        v[i].at->term = w->n_terms - 1;
        w->df[w->n_terms - 1]++;
    }
}

/* tf * idf; the words of every third report weigh nothing. */
static void weigh(stories *w)
{
    uint32_t n = w->p->n;
    for (uint32_t d = 0; d < n; d++) {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < w->v[d].n; i++) {
            term *t = &w->v[d].v[i];
            uint32_t idf = log16(n + 1) + 16 - log16(w->df[t->term]);
            uint32_t tf = 16 + log16(t->weight) / 2;
            t->weight = w->df[t->term] * 3 > n + 9 ? 0 : idf * tf / 16;
            sum += (uint64_t)t->weight * t->weight;
        }
        w->v[d].norm = root_of(sum);
    }
}

static bool in_window(const sketch *a, const sketch *b)
{
    if (a->day == INT32_MIN || b->day == INT32_MIN) return true;
    return b->day - a->day <= WINDOW_DAYS;
}

static void compare_term(stories *w, uint32_t place, const term *t)
{
    uint32_t at = w->head[t->term], looked = 0;
    while (at && looked++ < LATEST_MAX) {
        const link *l = &w->links.v[at - 1];
        at = l->next;
        const sketch *other = &w->v[l->sketch];
        if (!in_window(other, &w->v[place])) break;
        if (w->dot[l->sketch] == 0) w->touched[w->n_touched++] = l->sketch;
        w->dot[l->sketch] += l->weight * t->weight;
    }
}

static void remember(stories *w, uint32_t place, const term *t)
{
    link *l = RAP_PUSH(w->arena, &w->links);
    if (!l) {
        w->p->failed = true;
        return;
    }
    *l = (link){place, t->weight, w->head[t->term]};
    w->head[t->term] = (uint32_t)w->links.n;
}

static uint32_t cosine_of(const stories *w, uint32_t place, uint32_t other)
{
    uint64_t norms = (uint64_t)w->v[other].norm * w->v[place].norm;
    return (uint32_t)((uint64_t)w->dot[other] * 1000 / (norms ? norms : 1));
}

/* The earlier report that is most like this one, the first among equals, of a story
 * whose other reports are like it too: so that chains do not grow. */
static int64_t nearest(stories *w, uint32_t place, uint32_t *like)
{
    int64_t best = NO_REPORT;
    *like = 0;
    for (uint32_t i = 0; i < w->n_touched; i++) {
        uint32_t other = w->touched[i];
        w->dot[other] = cosine_of(w, place, other);
        w->sum[leader(w->story, other)] += w->dot[other];
    }
    for (uint32_t i = 0; i < w->n_touched; i++) {
        uint32_t other = w->touched[i], cosine = w->dot[other];
        uint32_t lead = leader(w->story, other);
        if (w->sum[lead] < (uint64_t)w->size[lead] * STORY_ENOUGH) continue;
        if (cosine < *like || (cosine == *like && other > best)) continue;
        best = other;
        *like = cosine;
    }
    for (uint32_t i = 0; i < w->n_touched; i++) {
        w->dot[w->touched[i]] = 0;
        w->sum[leader(w->story, w->touched[i])] = 0;
    }
    w->n_touched = 0;
    return best;
}

static void join(uint32_t *of, uint32_t a, uint32_t b)
{
    a = leader(of, a);
    b = leader(of, b);
    of[a > b ? a : b] = a > b ? b : a;
}

static void join_story(stories *w, uint32_t place, uint32_t other)
{
    uint32_t size = w->size[leader(w->story, place)] + w->size[leader(w->story, other)];
    join(w->story, place, other);
    w->size[leader(w->story, place)] = size;
}

static void place_report(stories *w, uint32_t place)
{
    const sketch *s = &w->v[place];
    uint32_t like;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->v[i].weight) compare_term(w, place, &s->v[i]);
    int64_t other = nearest(w, place, &like);
    if (other != NO_REPORT && like >= LIKE_ENOUGH)
        join_story(w, place, (uint32_t)other);
    for (uint32_t i = 0; i < s->n && !w->p->failed; i++)
        if (s->v[i].weight) remember(w, place, &s->v[i]);
}

static bool prepare(stories *w)
{
    uint32_t n = w->p->n;
    w->ranks = rap_pile_by_day(w->p, w->arena);
    w->v = RAP_NEW(w->arena, sketch, n);
    w->dot = RAP_NEW(w->arena, uint32_t, n);
    w->touched = RAP_NEW(w->arena, uint32_t, n);
    w->story = RAP_NEW(w->arena, uint32_t, n);
    w->size = RAP_NEW(w->arena, uint32_t, n);
    w->sum = RAP_NEW(w->arena, uint64_t, n);
    if (!w->ranks || !w->v || !w->dot || !w->touched || !w->story || !w->size ||
        !w->sum)
        return false;
    for (uint32_t d = 0; d < n && !w->p->failed; d++)
        describe(w, d);
    for (uint32_t d = 0; d < n; d++) {
        w->story[d] = d;
        w->size[d] = 1;
    }
    if (!w->p->failed) number_terms(w);
    if (!w->p->failed) weigh(w);
    return !w->p->failed;
}

/* Stories by place become groups of ranks. */
static void settle(stories *w)
{
    rap_pile *p = w->p;
    uint32_t *place_of = RAP_NEW(w->arena, uint32_t, p->n);
    uint64_t *keys = RAP_NEW(w->arena, uint64_t, p->n);
    if (!place_of || !keys) {
        p->failed = true;
        return;
    }
    for (uint32_t d = 0; d < p->n; d++)
        place_of[w->ranks[d]] = d;
    for (uint32_t i = 0; i < p->n_copies; i++)
        if (p->copies[i].percent >= COPY_PERCENT)
            join(w->story, place_of[p->copies[i].a], place_of[p->copies[i].b]);
    for (uint32_t r = 0; r < p->n; r++)
        keys[r] = leader(w->story, place_of[r]) + 1;
    rap_pile_group(p, &p->stories, keys, p->n);
    p->story_of = p->stories.of;
    for (uint32_t i = 0; i < p->stories.n && !p->failed; i++) {
        rap_group *g = &p->stories.v[i];
        g->id = rap_pile_id(p, 'S', p->stories.members[g->first], (rap_span){0, 0});
    }
}

void rap_pile_find_stories(rap_pile *p)
{
    stories w = {.p = p, .arena = rap_arena_new(memory_limit)};
    if (!w.arena || !prepare(&w)) p->failed = true;
    for (uint32_t d = 0; d < p->n && !p->failed; d++)
        place_report(&w, d);
    if (!p->failed) settle(&w);
    rap_arena_free(w.arena);
}

uint32_t rap_stories_count(const rap_pile *p)
{
    return p->stories.n;
}

/* The title of the earliest report that has one. */
static rap_str title_of(const rap_pile *p, const rap_group *g)
{
    rap_str best = {"", 0}, best_day = {"", 0};
    for (uint32_t i = 0; i < g->n; i++) {
        const rap_filed *f = rap_pile_report(p, p->stories.members[g->first + i]);
        bool earlier = best.n == 0 || (f->published.day.n && best_day.n &&
                                       rap_str_cmp(f->published.day, best_day) < 0);
        if (f->title.n == 0 || !earlier) continue;
        best = f->title;
        best_day = f->published.day;
    }
    return best;
}

void rap_stories_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_group *g = &p->stories.v[i];
    rap_writing w;
    rap_writing_begin(&w, p, row, g->id);
    row->text = title_of(p, g);
    rap_writing_str(&w, "title", row->text);
    rap_json_key(&w.j, "reports");
    rap_json_array(&w.j);
    for (uint32_t k = 0; k < g->n; k++)
        rap_json_str(&w.j, rap_pile_report(p, p->stories.members[g->first + k])->key);
    rap_json_end_array(&w.j);
    rap_writing_end(&w);
    row->weight = (int32_t)g->n;
}
