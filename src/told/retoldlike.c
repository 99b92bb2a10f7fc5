/*
 * told/retoldlike.c - what two mentions of events have in common, as numbers.
 */
/* SPDX-License-Identifier: MIT */
#include "told/retoldlike.h"

#include "encoder/encoder.h"

enum {
    PREFIX = 5,      /* letters that two words of one origin share */
    LIKE_WORDS = 30, /* cosine of words that may tell the same, in hundredths */
    NOT_TOLD = -1,
    SIDE = 3 /* words to the left, to the right */
};

typedef struct {
    int16_t *v;
    uint32_t n;
} filling;

static void add(filling *f, int64_t v)
{
    if (f->n < RAP_RETOLD_FEATURES)
        f->v[f->n++] = (int16_t)(v > INT16_MAX   ? INT16_MAX
                                 : v < INT16_MIN ? INT16_MIN
                                                 : v);
}

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* Both in order, so that it does not matter which mention comes first. */
static void add_two(filling *f, int32_t a, int32_t b)
{
    add(f, least(a, b));
    add(f, most(a, b));
}

/* ---- words ---- */

/* In hundredths; 0 where one has no vector. */
static int32_t cosine(const rap_retold_word *a, const rap_retold_word *b)
{
    int32_t dot = 0, norms = a->norm * b->norm;
    if (!a->vector || !b->vector || !norms) return 0;
    for (int i = 0; i < RAP_ENCODER_EMBED; i++)
        dot += a->vector[i] * b->vector[i];
    return dot * 100 / norms;
}

static int32_t prefix(const rap_retold_word *a, const rap_retold_word *b)
{
    size_t n = 0;
    while (n < a->low.n && n < b->low.n && a->low.p[n] == b->low.p[n])
        n++;
    return (int32_t)n;
}

static int32_t kins_shared(const rap_retold *a, const rap_retold *b)
{
    int32_t n = 0;
    for (uint32_t i = 0; i < a->n_kins; i++)
        for (uint32_t k = 0; k < b->n_kins; k++)
            n += a->kins[i] == b->kins[k];
    return n;
}

static const rap_retold_word *words_of(const rap_retolds *d, const rap_retold *x)
{
    return d->reports[x->report].words;
}

/* The two most alike words of the mentions. */
static int32_t nearest_words(const rap_retolds *d, const rap_retold *a,
                             const rap_retold *b)
{
    const rap_retold_word *x = words_of(d, a), *y = words_of(d, b);
    int32_t best = cosine(&x[a->head], &y[b->head]);
    for (uint32_t i = a->from; i < a->to && i < a->from + RAP_RETOLD_KINS; i++)
        for (uint32_t k = b->from; k < b->to && k < b->from + RAP_RETOLD_KINS; k++)
            if (!x[i].plain && !y[k].plain) best = most(best, cosine(&x[i], &y[k]));
    return best;
}

/* ---- what stands around ---- */

typedef struct {
    const rap_retold_word *of;
    const uint32_t *v;
    uint32_t n;
} some_words;

static uint32_t weight_of(some_words s)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < s.n; i++)
        sum += s.of[s.v[i]].rare;
    return sum;
}

/* How much of the shorter list the other has, in hundredths of rareness. */
static int32_t overlap(some_words a, some_words b)
{
    uint32_t both = 0, x = weight_of(a), y = weight_of(b);
    uint32_t all = x < y ? x : y;
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t k = 0; k < b.n; k++)
            if (a.of[a.v[i]].kin == b.of[b.v[k]].kin) {
                both += a.of[a.v[i]].rare;
                break;
            }
    return all ? least((int32_t)(both * 100 / all), 100) : NOT_TOLD;
}

static some_words side(const rap_retolds *d, const rap_retold *x, bool right)
{
    uint32_t n = right ? x->n_right : x->n_left;
    return (some_words){words_of(d, x), right ? x->right : x->left,
                        n < SIDE ? n : SIDE};
}

/* The words on both sides. */
static int32_t around(const rap_retolds *d, const rap_retold *a, const rap_retold *b)
{
    uint32_t x[2 * RAP_RETOLD_NEAR], y[2 * RAP_RETOLD_NEAR];
    memcpy(x, a->left, a->n_left * sizeof *x);
    memcpy(x + a->n_left, a->right, a->n_right * sizeof *x);
    memcpy(y, b->left, b->n_left * sizeof *y);
    memcpy(y + b->n_left, b->right, b->n_right * sizeof *y);
    return overlap((some_words){words_of(d, a), x, a->n_left + a->n_right},
                   (some_words){words_of(d, b), y, b->n_left + b->n_right});
}

bool rap_retold_may_be_one(const rap_retolds *d, const rap_retold *a,
                           const rap_retold *b)
{
    const rap_retold_word *x = &words_of(d, a)[a->head], *y = &words_of(d, b)[b->head];
    if (x->kin == y->kin || kins_shared(a, b)) return true;
    if (x->fine && x->fine == y->fine) return true;
    return prefix(x, y) >= PREFIX || cosine(x, y) > LIKE_WORDS;
}

static void add_sides(filling *f, const rap_retolds *d, const rap_retold *a,
                      const rap_retold *b)
{
    add(f, overlap(side(d, a, false), side(d, b, false)));
    add(f, overlap(side(d, a, true), side(d, b, true)));
    add(f, most(overlap(side(d, a, false), side(d, b, true)),
                overlap(side(d, a, true), side(d, b, false))));
    add(f, around(d, a, b));
}

/* How near each word of `a` finds one of `b` by vector, weighed by rareness, in
 * hundredths. */
static int32_t nearness(some_words a, some_words b)
{
    int64_t sum = 0, all = 0;
    for (uint32_t i = 0; i < a.n; i++) {
        const rap_retold_word *x = &a.of[a.v[i]];
        int32_t best = 0;
        for (uint32_t k = 0; k < b.n; k++) {
            const rap_retold_word *y = &b.of[b.v[k]];
            best = most(best, x->kin == y->kin ? 100 : cosine(x, y));
        }
        sum += (int64_t)best * x->rare;
        all += x->rare;
    }
    return all && b.n ? (int32_t)(sum / all) : NOT_TOLD;
}

static void add_nearness(filling *f, const rap_retolds *d, const rap_retold *a,
                         const rap_retold *b)
{
    for (int right = 0; right < 2; right++) {
        some_words x = side(d, a, right), y = side(d, b, right);
        add(f, nearness(x, y) + nearness(y, x));
    }
}

/* Words that both sentences have: their rareness, and how much of the shorter they are.
 */
static void add_bags(filling *f, const rap_retolds *d, const rap_retold *a,
                     const rap_retold *b)
{
    const rap_retold_word *x = words_of(d, a), *y = words_of(d, b);
    int32_t both = 0;
    for (uint32_t i = 0, k = 0; i < a->n_bag && k < b->n_bag;) {
        uint32_t u = x[a->bag[i]].kin, v = y[b->bag[k]].kin;
        if (u == v) both += x[a->bag[i]].rare;
        i += u <= v;
        k += v <= u;
    }
    int32_t all = least((int32_t)weight_of((some_words){x, a->bag, a->n_bag}),
                        (int32_t)weight_of((some_words){y, b->bag, b->n_bag}));
    add(f, both / 4);
    add(f, all ? both * 100 / all : NOT_TOLD);
}

static bool bag_has(const rap_retolds *d, const rap_retold *x, uint32_t kin)
{
    const rap_retold_word *w = words_of(d, x);
    for (uint32_t i = 0; i < x->n_bag; i++)
        if (w[x->bag[i]].kin == kin) return true;
    return false;
}

/* What both have, and what each has that the other has not. */
static void add_few(filling *f, const rap_retold_few *a, const rap_retold_few *b)
{
    int32_t both = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            both += a->v[i] == b->v[k];
    add(f, both);
    add(f, least((int32_t)a->n, (int32_t)b->n) - both);
}

/* ---- forms ---- */

static int32_t form_of(rap_str low)
{
    if (rap_str_ends(low, RAP_STR("ing"))) return 1;
    if (rap_str_ends(low, RAP_STR("ed"))) return 2;
    if (rap_str_ends(low, RAP_STR("s"))) return 3;
    return rap_str_ends(low, RAP_STR("ion")) ? 4 : 0;
}

static bool same_neighbour(const rap_retolds *d, const rap_retold *a,
                           const rap_retold *b)
{
    const rap_retold_word *x = words_of(d, a), *y = words_of(d, b);
    bool before = a->from > a->begin && b->from > b->begin &&
                  x[a->from - 1].kin == y[b->from - 1].kin;
    bool behind = a->to < a->end && b->to < b->end && x[a->to].kin == y[b->to].kin;
    return before || behind;
}

static void add_words(filling *f, const rap_retolds *d, const rap_retold *a,
                      const rap_retold *b)
{
    const rap_retold_word *x = &words_of(d, a)[a->head], *y = &words_of(d, b)[b->head];
    int32_t shared = prefix(x, y);
    add(f, x->kin == y->kin);
    add(f, kins_shared(a, b));
    add(f, least((int32_t)a->n_kins, (int32_t)b->n_kins));
    add(f, shared);
    add(f, shared * 100 / most(most((int32_t)x->low.n, (int32_t)y->low.n), 1));
    add(f, nearest_words(d, a, b));
    add(f, cosine(x, y));
    add(f, x->fine && x->fine == y->fine);
    add_two(f, x->rare, y->rare);
    add_two(f, x->coarse, y->coarse);
    add_two(f, form_of(x->low), form_of(y->low));
    add(f, (int32_t)(a->to - a->from + b->to - b->from));
}

static void add_counts(filling *f, const rap_retolds *d, const rap_retold *a,
                       const rap_retold *b)
{
    const rap_retold_report *x = &d->reports[a->report], *y = &d->reports[b->report];
    bool one = a->report == b->report;
    add_two(f, a->reports, b->reports);
    add_two(f, a->in_story, b->in_story);
    add(f, a->of_story);
    add(f, least(a->in_story, b->in_story) * 100 / most(a->of_story, 1));
    add(f, a->in_report + b->in_report);
    add(f, one);
    add(f, x->story == y->story);
    add(f, one && a->sentence == b->sentence);
    add(f, least((int32_t)a->sentence, (int32_t)b->sentence));
    int32_t apart = (int32_t)a->sentence - (int32_t)b->sentence;
    add(f, !one ? NOT_TOLD : apart < 0 ? -apart : apart);
}

void rap_retold_compare(const rap_retolds *d, const rap_retold_pair *pair,
                        int16_t out[RAP_RETOLD_FEATURES])
{
    const rap_retold *a = &d->v[pair->a], *b = &d->v[pair->b];
    filling f = {out, 0};
    memset(out, 0, RAP_RETOLD_FEATURES * sizeof *out);
    add_words(&f, d, a, b);
    add_counts(&f, d, a, b);
    add(&f, pair->likeness.words);
    add(&f, pair->likeness.names);
    add_sides(&f, d, a, b);
    add_bags(&f, d, a, b);
    add_nearness(&f, d, a, b);
    add_few(&f, &a->names, &b->names);
    add_few(&f, &a->numbers, &b->numbers);
    add_few(&f, &a->times, &b->times);
    add_few(&f, &a->parties, &b->parties);
    add(&f, same_neighbour(d, a, b));
    add(&f, bag_has(d, a, words_of(d, b)[b->head].kin) +
                bag_has(d, b, words_of(d, a)[a->head].kin));
}
