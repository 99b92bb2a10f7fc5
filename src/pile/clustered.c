/*
 * pile/clustered.c - stories: reports of a few days that tell of one thing.
 *
 * Every report is a vector of the words of its title, of its first lines and of its
 * names, each weighed by how rare it is in the dossier.  In order of days a report
 * joins the story of the earlier report that it resembles most (cosine), when it does
 * so enough and resembles the others of that story too; copies belong to one story
 * whatever they look like.  Of every word only the latest reports that hold it are
 * remembered and looked at, so that the work for one report is bounded, and so is what
 * a word takes.  Whole numbers throughout.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "pile/inside.h"
#include "pile/spelling.h"

#include <stdlib.h>

enum {
    LEAD_BYTES = 1800, /* about 250 words */
    TERMS_MAX = 256,   /* terms of one report */
    SEEN_SLOTS = 512,  /* twice as many, a power of two */
    LATEST_MAX = 48,   /* reports looked at for one term */
    LATEST_FIRST = 3,  /* room for them at first; grows fourfold */
    TABLE_FIRST = 4096,
    WINDOW_DAYS = 5,
    DAY_SURE = 50,      /* a day that is less likely right than wrong parts no story */
    LIKE_ENOUGH = 165,  /* cosine in thousandths */
    STORY_ENOUGH = 120, /* the same, on average over the reports of a story */
    COPY_PERCENT = 30,
    TITLE_WEIGHT = 2,
    NO_REPORT = -1
};

static const size_t memory_limit = (size_t)1 << 36;

typedef struct {
    uint32_t term, weight; /* the term's hash, later its number */
} term;

typedef struct {
    const term *v;
    uint32_t n;
    uint32_t norm;
    int32_t day; /* serial; INT32_MIN when not known */
} sketch;

/* A report that holds a term. */
typedef struct {
    uint32_t place, weight;
} holder;

/* The latest reports that hold a term: a ring once LATEST_MAX have come. */
typedef struct {
    holder *v;
    uint32_t n, cap; /* that have come; room for */
} latest;

/* Numbers of terms by their hashes. */
typedef struct {
    uint32_t hash, number; /* number + 1; 0: empty */
} slot;

typedef struct {
    rap_pile *p;
    rap_arena *arena;
    uint32_t *ranks;
    sketch *v; /* by place */
    slot *slots;
    size_t n_slots;          /* a power of two */
    RAP_LIST(uint32_t) df;   /* of each term */
    latest *latest;          /* of each term */
    uint32_t *dot, *touched; /* of each place; those that are not 0 */
    uint32_t n_touched;
    bool dated;      /* does the report that is placed have a day? */
    uint32_t first;  /* the first of the window, but for reports without a day */
    uint32_t *story; /* of each place: the place that leads it */
    uint32_t *size;  /* of each leading place: the reports of its story */
    uint64_t *sum;   /* of each leading place: likeness of its reports, for a moment */
} stories;

/* The words of one report as they are read. */
typedef struct {
    uint32_t left; /* words that are still taken */
    term v[TERMS_MAX];
    uint32_t n;
    uint16_t seen[SEEN_SLOTS]; /* index + 1 by hash */
} words;

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

static void add_word(words *w, uint32_t hash, uint32_t weight)
{
    uint32_t at = hash & (SEEN_SLOTS - 1);
    while (w->seen[at] && w->v[w->seen[at] - 1].term != hash)
        at = (at + 1) & (SEEN_SLOTS - 1);
    if (!w->seen[at]) {
        w->v[w->n++] = (term){hash, 0};
        w->seen[at] = (uint16_t)w->n;
    }
    w->v[w->seen[at] - 1].weight += weight;
    w->left--;
}

static void add_words(words *w, rap_str plain, uint32_t weight)
{
    for (size_t at = 0; at < plain.n && w->left;) {
        size_t end = rap_str_find(plain, RAP_STR(" "), at);
        rap_str word = rap_str_cut(plain, at, end);
        if (word.n > 4 && rap_str_ends(word, RAP_STR("s"))) word.n--;
        if (word.n > 2) add_word(w, rap_hash(word), weight);
        at = end + 1;
    }
}

static size_t slot_of(const stories *w, uint32_t hash)
{
    size_t at = hash * 2654435761u & (w->n_slots - 1);
    while (w->slots[at].number && w->slots[at].hash != hash)
        at = (at + 1) & (w->n_slots - 1);
    return at;
}

static bool grow_slots(stories *w)
{
    slot *old = w->slots;
    size_t n = w->n_slots;
    w->n_slots = n ? n * 2 : TABLE_FIRST;
    w->slots = RAP_NEW(w->arena, slot, w->n_slots);
    for (size_t i = 0; w->slots && i < n; i++)
        if (old[i].number) w->slots[slot_of(w, old[i].hash)] = old[i];
    return w->slots != NULL;
}

/* The number of a term, which one report more holds. */
static uint32_t number_of(stories *w, uint32_t hash)
{
    if (w->df.n * 2 >= w->n_slots && !grow_slots(w)) {
        w->p->failed = true;
        return 0;
    }
    slot *s = &w->slots[slot_of(w, hash)];
    if (!s->number) {
        uint32_t *df = RAP_PUSH(w->arena, &w->df);
        if (!df) {
            w->p->failed = true;
            return 0;
        }
        *s = (slot){hash, (uint32_t)w->df.n};
    }
    w->df.v[s->number - 1]++;
    return s->number - 1;
}

/* Hashes become numbers 0, 1, ... and the reports that hold each are counted. */
static void keep_terms(stories *w, sketch *s, const words *found)
{
    term *to = RAP_NEW(w->arena, term, found->n);
    if (!to) w->p->failed = true;
    for (uint32_t i = 0; i < found->n && !w->p->failed; i++)
        to[i] = (term){number_of(w, found->v[i].term), found->v[i].weight};
    s->v = to;
    s->n = to ? found->n : 0;
}

static void describe(stories *w, uint32_t place)
{
    const rap_filed *f = rap_pile_report(w->p, w->ranks[place]);
    sketch *s = &w->v[place];
    words found;
    found.left = TERMS_MAX;
    found.n = 0;
    memset(found.seen, 0, sizeof found.seen);
    rap_str lead = rap_str_cut(f->text, 0, LEAD_BYTES);
    add_words(&found, rap_spelling_plain(w->p->batch, f->title), TITLE_WEIGHT);
    add_words(&found, rap_spelling_plain(w->p->batch, lead), 1);
    keep_terms(w, s, &found);
    int32_t to;
    bool guess = rap_str_is(f->published.basis, "pile") || f->published.sure < DAY_SURE;
    if (guess || !rap_pile_is_full(f->published.day) ||
        !rap_pile_days(f->published.day, &s->day, &to))
        s->day = INT32_MIN;
    rap_arena_reset(w->p->batch);
}

/* tf * idf; the words of every third report weigh nothing. */
static uint32_t weight_of(const stories *w, const term *t)
{
    uint32_t n = w->p->n, df = w->df.v[t->term];
    uint32_t idf = log16(n + 1) + 16 - log16(df), tf = 16 + log16(t->weight) / 2;
    return df * 3 > n + 9 ? 0 : idf * tf / 16;
}

/* The terms of a report that weigh something. */
static uint32_t weigh(stories *w, sketch *s, term *to)
{
    uint64_t sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t weight = weight_of(w, &s->v[i]);
        if (weight == 0) continue;
        to[n++] = (term){s->v[i].term, weight};
        sum += (uint64_t)weight * weight;
    }
    s->norm = root_of(sum);
    return n;
}

/* Reports come in order of their days; one without a day is near all. */
static bool before_window(const stories *w, uint32_t place)
{
    return place < w->first && w->dated && w->v[place].day != INT32_MIN;
}

static void move_window(stories *w, uint32_t place)
{
    int32_t day = w->v[place].day;
    w->dated = day != INT32_MIN;
    while (w->dated && w->first < place &&
           (w->v[w->first].day == INT32_MIN || day - w->v[w->first].day > WINDOW_DAYS))
        w->first++;
}

/* The latest report first. */
static void compare_term(stories *w, const term *t)
{
    const latest *l = &w->latest[t->term];
    uint32_t at = l->n % LATEST_MAX, n = l->n < LATEST_MAX ? l->n : LATEST_MAX;
    for (; n > 0; n--) {
        at = (at ? at : LATEST_MAX) - 1;
        const holder *h = &l->v[at];
        if (before_window(w, h->place)) break;
        if (w->dot[h->place] == 0) w->touched[w->n_touched++] = h->place;
        w->dot[h->place] += h->weight * t->weight;
    }
}

static bool grow_latest(stories *w, latest *l)
{
    uint32_t cap = l->cap ? l->cap * 4 : LATEST_FIRST;
    holder *v = RAP_NEW(w->arena, holder, cap);
    if (!v) return false;
    if (l->n) memcpy(v, l->v, l->n * sizeof *v);
    l->v = v;
    l->cap = cap;
    return true;
}

/* What no other report holds need not be remembered. */
static void remember(stories *w, uint32_t place, const term *t)
{
    latest *l = &w->latest[t->term];
    if (w->df.v[t->term] < 2) return;
    if (l->n == l->cap && l->cap < LATEST_MAX && !grow_latest(w, l)) {
        w->p->failed = true;
        return;
    }
    l->v[l->n++ % LATEST_MAX] = (holder){place, t->weight};
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
    term v[TERMS_MAX];
    uint32_t like, n = weigh(w, &w->v[place], v);
    move_window(w, place);
    for (uint32_t i = 0; i < n; i++)
        __builtin_prefetch(&w->latest[v[i].term]);
    for (uint32_t i = 0; i < n; i++)
        compare_term(w, &v[i]);
    int64_t other = nearest(w, place, &like);
    if (other != NO_REPORT && like >= LIKE_ENOUGH)
        join_story(w, place, (uint32_t)other);
    for (uint32_t i = 0; i < n && !w->p->failed; i++)
        remember(w, place, &v[i]);
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
    w->latest = RAP_NEW(w->arena, latest, w->df.n);
    return w->latest && !w->p->failed;
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
