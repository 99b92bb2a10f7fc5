/*
 * stories/copied.c - which reports share passages, and which way the text went.
 *
 * Comes in: words and grams (shingles.h), the reports in order of their days.  Every
 * report is compared with the first few earlier ones that hold the same six words; from
 * there the passage is followed both ways over equal words and over small edits that
 * three equal words follow.  Pairs are stars around the earliest report, not cliques.
 * The direction is told only from what the texts say; otherwise it is left open.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/origins.h"
#include "stories/renumbered.h"

#include <stdlib.h>

enum {
    HUBS = 3,         /* earlier reports that one gram is compared with */
    AFTER_EDIT = 3,   /* equal words that make an edit one */
    DRIFT_MAX = 24,   /* bytes by which a passage may shift before it is cut */
    PIECE_BYTES = 40, /* shorter pieces say nothing */
    PAIR_BYTES = 150, /* shared bytes that make a pair */
    LONGEST_BYTES = 60,
    SAME_PERCENT = 40 /* of the shorter report: they are not independent sources */
};

static const size_t memory_limit = (size_t)1 << 36;

typedef struct {
    uint32_t other;          /* place of the earlier report */
    uint32_t a0, a1, b0, b1; /* words, half open */
} piece;

typedef struct {
    rap_pile *p;
    rap_arena *arena;
    rap_shingles s;
    uint32_t *covered; /* of each earlier place: the word up to which it is followed */
    uint32_t *stamp;   /* place + 1 for which `covered` holds */
    RAP_LIST(piece) pieces;
    RAP_LIST(rap_copy) copies;
    uint32_t place; /* of the later report */
    RAP_LIST(rap_number_link) links;
    rap_number_pairs numbers;
} search;

typedef struct {
    uint32_t a, b; /* words of the earlier and of the later report */
} pair;

typedef struct {
    uint32_t a0, a1, b0, b1; /* where the words of the two reports begin and end */
} bounds;

static bool same_word(const rap_shingles *s, uint32_t a, uint32_t b)
{
    return s->v[a].hash == s->v[b].hash && !rap_shingle_is_stock(s, b);
}

/* Edits that are tried, shortest first: words left out on either side. */
static const struct {
    uint8_t a, b;
} edits[] = {{1, 1}, {1, 0}, {0, 1}, {2, 2}, {2, 1}, {1, 2}, {2, 0},
             {0, 2}, {3, 3}, {3, 2}, {2, 3}, {3, 1}, {1, 3}};

static bool equal_run(const search *w, bounds in, pair at, int step)
{
    for (uint32_t i = 0; i < AFTER_EDIT; i++) {
        uint32_t a = step > 0 ? at.a + i : at.a - i, b = step > 0 ? at.b + i : at.b - i;
        if (a < in.a0 || a >= in.a1 || b < in.b0 || b >= in.b1) return false;
        if (!same_word(&w->s, a, b)) return false;
    }
    return true;
}

/* The next pair of equal words in direction `step` behind a pair of unequal ones. */
static bool over_edit(const search *w, bounds in, pair *at, int step)
{
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        pair next = step > 0 ? (pair){at->a + edits[i].a, at->b + edits[i].b}
                             : (pair){at->a - edits[i].a, at->b - edits[i].b};
        if (!equal_run(w, in, next, step)) continue;
        *at = next;
        return true;
    }
    return false;
}

static pair go_left(const search *w, bounds in, pair at)
{
    pair first = at;
    while (first.a > in.a0 && first.b > in.b0) {
        pair next = {first.a - 1, first.b - 1};
        if (!same_word(&w->s, next.a, next.b) && !over_edit(w, in, &next, -1)) break;
        first = next;
    }
    return first;
}

static uint32_t from_of(const search *w, uint32_t word)
{
    return w->s.v[word].from;
}

static void close_piece(search *w, uint32_t other, pair from, pair to)
{
    if (to.b <= from.b || to.a <= from.a) return;
    piece *x = RAP_PUSH(w->arena, &w->pieces);
    if (!x)
        w->p->failed = true;
    else
        *x = (piece){other, from.a, to.a, from.b, to.b};
}

/* Have the two sides shifted against each other since the piece began? */
static bool drifts(const search *w, pair from, pair at)
{
    int64_t a = (int64_t)from_of(w, at.a) - from_of(w, from.a);
    int64_t b = (int64_t)from_of(w, at.b) - from_of(w, from.b);
    return a - b > DRIFT_MAX || b - a > DRIFT_MAX;
}

static bool is_number(const search *w, uint32_t place, uint32_t word)
{
    return rap_number_is(w->p, &w->s, place, word);
}

static void link_numbers(search *w, uint32_t other, pair at)
{
    if (!is_number(w, w->place, at.b) || !is_number(w, other, at.a)) return;
    rap_number_link *to = RAP_PUSH(w->arena, &w->links);
    if (!to)
        w->p->failed = true;
    else
        *to = (rap_number_link){other, at.a, at.b};
}

/* The numbers between two pairs of equal words, where both sides have as many. */
static void link_edit(search *w, uint32_t other, pair from, pair to)
{
    enum { MOST = 3 };
    uint32_t a[MOST], b[MOST], n = 0, m = 0;
    for (uint32_t i = from.a; i < to.a; i++)
        if (n < MOST && is_number(w, other, i)) a[n++] = i;
    for (uint32_t i = from.b; i < to.b; i++)
        if (m < MOST && is_number(w, w->place, i)) b[m++] = i;
    for (uint32_t i = 0; n == m && i < n; i++)
        link_numbers(w, other, (pair){a[i], b[i]});
}

/* From `at` to the right; pieces are cut where they drift.  Gives the end in b. */
static uint32_t go_right(search *w, uint32_t other, bounds in, pair at)
{
    pair from = at, end = at;
    while (at.a < in.a1 && at.b < in.b1) {
        if (!same_word(&w->s, at.a, at.b)) {
            pair next = at;
            if (!over_edit(w, in, &next, 1)) break;
            link_edit(w, other, at, next);
            if (drifts(w, from, next)) {
                close_piece(w, other, from, end);
                from = next;
            }
            at = next;
        }
        link_numbers(w, other, at);
        at.a++;
        at.b++;
        end = at;
    }
    close_piece(w, other, from, end);
    return end.b;
}

static bool same_gram(const rap_shingles *s, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < RAP_GRAM; i++)
        if (!same_word(s, a + i, b + i)) return false;
    return true;
}

static void follow(search *w, uint32_t place, uint32_t other, pair at)
{
    const uint32_t *first = w->s.first;
    uint32_t done = w->stamp[other] == place + 1 ? w->covered[other] : first[place];
    if (at.b < done || !same_gram(&w->s, at.a, at.b)) return;
    bounds in = {first[other], first[other + 1], done, first[place + 1]};
    uint32_t end = go_right(w, other, in, go_left(w, in, at));
    w->stamp[other] = place + 1;
    w->covered[other] = end > at.b + RAP_GRAM ? end : at.b + RAP_GRAM;
}

/* The first gram behind number `i` that is not below `key`, in steps that double: a
 * phrase may stand ten thousand times in one report. */
static uint32_t gram_behind(const rap_shingles *s, uint32_t i, uint64_t key)
{
    uint32_t low = i, step = 1;
    while (s->n_grams - low > step && s->grams[low + step] < key) {
        low += step;
        step *= 2;
    }
    uint32_t high = s->n_grams - low > step ? low + step : s->n_grams;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (s->grams[mid] < key)
            low = mid;
        else
            high = mid;
    }
    return high;
}

static void compare_word(search *w, uint32_t place, uint32_t word)
{
    uint32_t i = w->s.gram_of[word];
    if (i == RAP_NO_GRAM) return;
    uint64_t hash = w->s.grams[i] >> 32;
    for (uint32_t hubs = 0; hubs < HUBS; hubs++) {
        if (i >= w->s.n_grams || w->s.grams[i] >> 32 != hash) return;
        uint32_t there = (uint32_t)w->s.grams[i];
        if (there >= w->s.first[place]) return;
        uint32_t other = rap_shingles_place(&w->s, there);
        follow(w, place, other, (pair){there, word});
        i = gram_behind(&w->s, i, hash << 32 | w->s.first[other + 1]);
    }
}

static int by_place(const void *x, const void *y)
{
    const piece *a = x, *b = y;
    if (a->other != b->other) return a->other < b->other ? -1 : 1;
    return (a->b0 > b->b0) - (a->b0 < b->b0);
}

static rap_span source_span(const search *w, uint32_t place, uint32_t from, uint32_t to)
{
    const rap_filed *f = rap_pile_report(w->p, w->s.rank[place]);
    return (rap_span){from_of(w, from), rap_shingle_end(f, from_of(w, to - 1))};
}

static uint32_t words_end(const search *w, uint32_t place)
{
    return w->s.first[place + 1];
}

/* The pieces of one pair; short ones and those too few together are dropped.  False
 * when nothing of it is left. */
static bool keep_pair(search *w, uint32_t place, const piece *v, size_t n)
{
    rap_pile *p = w->p;
    rap_passage *to = RAP_PILE_NEW(p, rap_passage, n);
    uint32_t kept = 0, bytes = 0, longest = 0;
    for (size_t i = 0; to && i < n; i++) {
        rap_passage x = {source_span(w, v[i].other, v[i].a0, v[i].a1),
                         source_span(w, place, v[i].b0, v[i].b1)};
        uint32_t len = x.b.to - x.b.from;
        if (len < PIECE_BYTES) continue;
        to[kept++] = x;
        bytes += len;
        if (len > longest) longest = len;
    }
    if (!to || bytes < PAIR_BYTES || longest < LONGEST_BYTES) return false;
    rap_copy *c = RAP_PUSH(p->arena, &w->copies);
    if (!c) {
        p->failed = true;
        return false;
    }
    uint32_t other = v[0].other, words = words_end(w, place) - w->s.first[place];
    uint32_t theirs = words_end(w, other) - w->s.first[other], shared = 0;
    for (size_t i = 0; i < n; i++)
        shared += v[i].b1 - v[i].b0;
    *c = (rap_copy){.a = w->s.rank[other],
                    .b = w->s.rank[place],
                    .passages = to,
                    .n = kept,
                    .bytes = bytes,
                    .percent = shared * 100 / (words < theirs ? words : theirs)};
    return true;
}

static int by_words(const void *x, const void *y)
{
    const rap_number_link *a = x, *b = y;
    if (a->other != b->other) return a->other < b->other ? -1 : 1;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    return (a->a > b->a) - (a->a < b->a);
}

/* The numbers of one pair; *at is the first link that is not of an earlier one. */
static void keep_numbers(search *w, uint32_t other, size_t *at)
{
    while (*at < w->links.n && w->links.v[*at].other < other)
        ++*at;
    size_t from = *at;
    while (*at < w->links.n && w->links.v[*at].other == other)
        ++*at;
    rap_numbers_keep(w->p, &w->numbers, &w->s,
                     (rap_number_links){w->links.v + from, *at - from},
                     w->copies.v[w->copies.n - 1].percent);
}

static void compare_report(search *w, uint32_t place)
{
    size_t link = 0;
    w->pieces.n = w->links.n = 0;
    w->place = place;
    for (uint32_t i = w->s.first[place]; i < w->s.first[place + 1] && !w->p->failed;
         i++)
        compare_word(w, place, i);
    if (w->pieces.n) qsort(w->pieces.v, w->pieces.n, sizeof *w->pieces.v, by_place);
    if (w->links.n) qsort(w->links.v, w->links.n, sizeof *w->links.v, by_words);
    for (size_t i = 0, end; i < w->pieces.n && !w->p->failed; i = end) {
        for (end = i + 1;
             end < w->pieces.n && w->pieces.v[end].other == w->pieces.v[i].other;)
            end++;
        if (keep_pair(w, place, w->pieces.v + i, end - i))
            keep_numbers(w, w->pieces.v[i].other, &link);
    }
}

typedef struct {
    rap_str day;
    uint32_t rank;
} dated;

static int by_day(const void *x, const void *y)
{
    const dated *a = x, *b = y;
    if ((a->day.n == 0) != (b->day.n == 0)) return a->day.n == 0 ? 1 : -1;
    int d = rap_str_cmp(a->day, b->day);
    return d ? d : (a->rank > b->rank) - (a->rank < b->rank);
}

/* Ranks in order of their days; reports without one come last. */
uint32_t *rap_pile_by_day(rap_pile *p, rap_arena *arena)
{
    dated *v = RAP_NEW(arena, dated, p->n);
    uint32_t *ranks = RAP_NEW(arena, uint32_t, p->n);
    if (!v || !ranks) {
        p->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < p->n; i++)
        v[i] = (dated){rap_pile_report(p, i)->published.day, i};
    if (p->n) qsort(v, p->n, sizeof *v, by_day);
    for (uint32_t i = 0; i < p->n; i++)
        ranks[i] = v[i].rank;
    return ranks;
}

static uint32_t root(uint32_t *of, uint32_t i)
{
    while (of[i] != i) {
        of[i] = of[of[i]];
        i = of[i];
    }
    return i;
}

/* Reports that share most of their text count as one source. */
static void group_sources(rap_pile *p)
{
    p->copy_group = RAP_PILE_NEW(p, uint32_t, p->n);
    p->is_copy = RAP_PILE_NEW(p, bool, p->n);
    if (p->failed) return;
    for (uint32_t i = 0; i < p->n; i++)
        p->copy_group[i] = i;
    for (uint32_t i = 0; i < p->n_copies; i++) {
        p->is_copy[p->copies[i].b] = true;
        if (p->copies[i].percent < SAME_PERCENT) continue;
        if (rap_copy_is_quoted(p, &p->copies[i])) continue;
        uint32_t a = root(p->copy_group, p->copies[i].a);
        uint32_t b = root(p->copy_group, p->copies[i].b);
        p->copy_group[a > b ? a : b] = a > b ? b : a;
    }
    for (uint32_t i = 0; i < p->n; i++)
        p->copy_group[i] = root(p->copy_group, i);
}

static bool prepare(search *w)
{
    uint32_t *ranks = rap_pile_by_day(w->p, w->arena);
    if (!ranks || !rap_shingles_read(&w->s, w->p, ranks, w->arena)) return false;
    w->covered = RAP_NEW(w->arena, uint32_t, w->p->n);
    w->stamp = RAP_NEW(w->arena, uint32_t, w->p->n);
    return w->covered && w->stamp;
}

void rap_pile_find_copies(rap_pile *p)
{
    search w = {.p = p, .arena = rap_pile_scratch(p, memory_limit)};
    if (!w.arena || !prepare(&w)) p->failed = true;
    for (uint32_t d = 0; d < p->n && !p->failed; d++)
        compare_report(&w, d);
    p->copies = w.copies.v;
    p->n_copies = (uint32_t)w.copies.n;
    if (!p->failed) rap_pile_find_origins(p);
    if (!p->failed) group_sources(p);
    if (!p->failed) rap_numbers_group(p, &w.numbers);
    rap_pile_scratch_free(p, w.arena);
}

uint32_t rap_copies_count(const rap_pile *p)
{
    return p->n_copies;
}

static void write_passages(rap_writing *w, const rap_copy *c)
{
    rap_json_key(&w->j, "passages");
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < c->n; i++) {
        rap_json_array(&w->j);
        rap_json_span(&w->j, c->passages[i].a);
        rap_json_span(&w->j, c->passages[i].b);
        rap_json_end_array(&w->j);
        rap_writing_cite(w, c->a, c->passages[i].a);
        rap_writing_cite(w, c->b, c->passages[i].b);
    }
    rap_json_end_array(&w->j);
}

void rap_copies_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_copy *c = &p->copies[i];
    rap_direction d = rap_copy_direction(p, c);
    rap_str id = rap_pile_id(p, 'C', c->b, c->passages[0].b);
    rap_writing w;
    rap_writing_begin(&w, p, row, id);
    rap_writing_str(&w, "a", rap_pile_report(p, c->a)->key);
    rap_writing_str(&w, "b", rap_pile_report(p, c->b)->key);
    write_passages(&w, c);
    rap_writing_str(&w, "direction", rap_str_of(d.way));
    rap_json_key(&w.j, "why");
    rap_json_array(&w.j);
    if (d.why) rap_json_z(&w.j, d.why);
    rap_json_end_array(&w.j);
    rap_writing_int(&w, "bytes", c->bytes);
    rap_writing_int(&w, "percent", c->percent);
    rap_writing_end(&w);
    row->what = rap_pile_report(p, c->a)->key;
    row->state = rap_str_of(d.way);
    row->text = rap_pile_report(p, c->b)->key;
    row->weight = (int32_t)c->bytes;
}
