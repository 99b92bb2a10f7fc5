/*
 * stories/clustered.c - stories: reports of a few days that tell of one thing.
 *
 * Every report is a vector of the words of its title, of its first lines and of its
 * names, each weighed by how rare it is in the dossier.  The reports of the days before
 * that are most like it (cosine, less something for each day between) are its ties, and
 * what is alike on the whole is one story (averaged.h); copies belong to one story
 * whatever they look like.  Of every word only the latest reports that hold it are
 * remembered and looked at, so that the work for one report is bounded, and so is what
 * a word takes.  Whole numbers throughout.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/clustered.h"

#include "base/ascii.h"
#include "pile/groups.h"
#include "pile/spelling.h"
#include "stories/alike.h"
#include "stories/copied.h"

#include <stdlib.h>

enum {
    LEAD_BYTES = 1800, /* about 250 words */
    TERMS_MAX = RAP_ALIKE_TERMS,
    SEEN_SLOTS = 512, /* twice as many, a power of two */
    TABLE_FIRST = 4096,
    DAY_SURE = 50,      /* a day that is less likely right than wrong parts no story */
    LIKE_ENOUGH = 1400, /* two stories, on average over their reports */
    LIKE_UNSEEN = 300,
    COPY_PERCENT = 30,
    TITLE_WEIGHT = 2
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
    size_t n_slots;        /* a power of two */
    RAP_LIST(uint32_t) df; /* of each term */
    rap_alike *alike;
    uint32_t *story; /* of each place: the place that leads it */
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
    /* Each term has its count.  NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    uint32_t n = w->p->n, df = w->df.v[t->term];
    uint32_t idf = log16(n + 1) + 32 - log16(df), tf = 16 + log16(t->weight) / 2;
    return df * 3 > n + 9 ? 0 : idf * tf / 16;
}

/* The terms of a report that weigh something and that others hold too. */
static uint32_t weigh(stories *w, sketch *s, rap_alike_term *to)
{
    uint64_t sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t weight = weight_of(w, &s->v[i]);
        if (weight == 0) continue;
        if (w->df.v[s->v[i].term] > 1) to[n++] = (rap_alike_term){s->v[i].term, weight};
        sum += (uint64_t)weight * weight;
    }
    s->norm = root_of(sum);
    return n;
}

static void join(uint32_t *of, uint32_t a, uint32_t b)
{
    a = leader(of, a);
    b = leader(of, b);
    of[a > b ? a : b] = a > b ? b : a;
}

static void place_report(stories *w, uint32_t place)
{
    rap_alike_term v[TERMS_MAX];
    sketch *s = &w->v[place];
    uint32_t n = weigh(w, s, v);
    rap_alike_give(w->alike, (rap_alike_report){s->norm, s->day}, v, n);
}

static bool prepare(stories *w)
{
    uint32_t n = w->p->n;
    w->ranks = rap_pile_by_day(w->p, w->arena);
    w->v = RAP_NEW(w->arena, sketch, n);
    w->story = RAP_NEW(w->arena, uint32_t, n);
    if (!w->ranks || !w->v || !w->story) return false;
    for (uint32_t d = 0; d < n && !w->p->failed; d++)
        describe(w, d);
    w->alike = rap_alike_new(n, (uint32_t)w->df.n, w->p->options.helpers, w->arena);
    return w->alike && !w->p->failed;
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

static void link_ties(stories *w)
{
    rap_ties ties = {NULL, 0, LIKE_ENOUGH, LIKE_UNSEEN};
    rap_err err;
    if (!rap_alike_ties(w->alike, &ties.v, &ties.n) ||
        rap_link(w->story, w->p->n, ties, w->arena, &err) != RAP_OK)
        w->p->failed = true;
}

void rap_pile_find_stories(rap_pile *p)
{
    stories w = {.p = p, .arena = rap_pile_scratch(p, memory_limit)};
    if (!w.arena || !prepare(&w)) p->failed = true;
    for (uint32_t d = 0; d < p->n && !p->failed; d++)
        place_report(&w, d);
    if (!p->failed) link_ties(&w);
    if (!p->failed) settle(&w);
    rap_pile_scratch_free(p, w.arena);
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
