/*
 * days/sameness.c - how surely a report without a day is one of those among which the
 * dated reports of its pile stand, and not on another matter.
 */
/* SPDX-License-Identifier: MIT */
#include "days/sameness.h"

#include "base/ascii.h"
#include "base/logarithm.h"

enum {
    LIKE = 15,
    FIFTH = 4,        /* the fifth nearest */
    KNOWN = 1 << 22,  /* words are told apart by */
    WORD_LEAST = 4,   /* letters of a word that counts */
    DATED_LEAST = 10, /* below it the pile teaches nothing */
    LEARN_MAX = 2000, /* dated reports that are learnt from */
    ROUNDS = 12,      /* of fitting */
    COPY = 300,       /* thousandths shared */
    COPY_SAME = 900,
    WORTH = 205,      /* of 256: the four are less independent than a sum makes them */
    MOST = 5 * 256,   /* points that one of them is worth at most */
    NATS = 369,       /* 1/256 bits of a nat */
    SAME_BEFORE = 19, /* reports on the matter, and on others, seen beforehand */
    OTHER_BEFORE = 1,
    MEASURED = 20 /* reports for which the usual distance stands */
};

/* How like a report is to the dated ones: logarithms (1/256 bits) of what the nearest
 * and the fifth nearest share, of the words that none of them has, and of the dated
 * over the undated among its neighbours. */
enum { NEAR, NEXT, UNKNOWN, COMPANY, MARKS };

typedef struct {
    int32_t v[MARKS];
} look;

/* How far those on another matter lie from the dated, whether they are less by it, and
 * the least variance of the dated (squares of 1/256 bits). */
static const int32_t shift[MARKS] = {-384, -205, 333, -640};
static const bool is_less[MARKS] = {true, true, false, true};
static const int64_t least[MARKS] = {42000, 16400, 16400, 94000};

typedef struct {
    const rap_sameness_in *in;
    uint8_t *held; /* of each word: dated reports that have it, two at most */
    bool *all;
    look *looks;
    rap_like *like; /* LIKE of each among all */
    uint8_t *n_like;
    uint16_t *same;
    bool *copy; /* so like a dated one that nothing else is asked */
    int32_t mean[MARKS], other[MARKS]; /* of those on the matter, and on others */
    int64_t variance[MARKS];
    uint32_t n_dated;
    rap_arena *arena;
} sameness;

uint32_t rap_sameness_of(uint32_t share)
{
    static const struct {
        uint16_t below, same;
    } steps[] = {{50, 0}, {70, 100}, {100, 300}, {150, 600}, {250, 850}, {400, 950}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (share < steps[i].below) return steps[i].same;
    return 980;
}

/* The next word of some length, as a number below KNOWN; false at the end. */
static bool next_word(rap_str s, size_t *at, uint32_t *word)
{
    while (*at < s.n) {
        uint32_t hash = RAP_HASH_START;
        size_t from = *at;
        for (; *at < s.n && (rap_is_alpha(s.p[*at]) || rap_is_high(s.p[*at])); ++*at)
            hash = rap_hash_byte(hash, rap_to_lower(s.p[*at]));
        *word = (hash ^ hash >> 10) % KNOWN;
        if (*at - from >= WORD_LEAST) return true;
        if (*at == from) ++*at;
    }
    return false;
}

/* A report counts once for a word: bit 2 marks that this one has been seen to have it.
 */
static void hold_words(sameness *w, rap_str text)
{
    uint32_t word;
    for (size_t at = 0; next_word(text, &at, &word);)
        if (!(w->held[word] & 4) && (w->held[word] & 3) < 2)
            w->held[word] = (uint8_t)((w->held[word] + 1) | 4);
    for (size_t at = 0; next_word(text, &at, &word);)
        w->held[word] &= 3;
}

/* Thousandths of its words that no other report with a day has. */
static uint32_t unknown_words(sameness *w, uint32_t r)
{
    uint32_t word, all = 0, unknown = 0;
    rap_str text = w->in->texts[r];
    for (size_t at = 0; next_word(text, &at, &word);) {
        if (w->held[word] & 4) continue;
        all++;
        unknown += w->held[word] <= (w->in->dated[r] ? 1 : 0);
        w->held[word] |= 4;
    }
    for (size_t at = 0; next_word(text, &at, &word);)
        w->held[word] &= 3;
    return all ? unknown * 1000 / all : 500;
}

/* Those on the matter over the others among the neighbours, by the squares of what they
 * share. */
static int32_t company_of(const sameness *w, uint32_t r)
{
    const rap_like *like = w->like + (size_t)r * LIKE;
    uint64_t with = 0, others = 0;
    for (uint32_t i = 0; i < w->n_like[r]; i++) {
        uint64_t voice = (uint64_t)like[i].share * like[i].share;
        uint32_t same = w->in->dated[like[i].report] ? 1000 : w->same[like[i].report];
        with += voice * same;
        others += voice * (1000 - same);
    }
    uint64_t little = (with + others) / 50 + 1;
    return rap_log2(with + little) - rap_log2(others + little);
}

static void see(sameness *w, uint32_t r)
{
    rap_like like[LIKE];
    uint32_t n = rap_likeness_of(w->in->likeness, r, w->in->dated, like, LIKE);
    int32_t *v = w->looks[r].v;
    v[NEAR] = rap_log2((n ? like[0].share : 0) + 8);
    v[NEXT] = rap_log2((n > FIFTH ? like[FIFTH].share : 0) + 8);
    v[UNKNOWN] = rap_log2(unknown_words(w, r) + 10);
    w->same[r] = (uint16_t)rap_sameness_of(n ? like[0].share : 0);
    w->copy[r] = n && like[0].share >= COPY;
    w->n_like[r] = (uint8_t)rap_likeness_of(w->in->likeness, r, w->all,
                                            w->like + (size_t)r * LIKE, LIKE);
}

/* How the dated look among themselves: where they are, and how far the less like half
 * lies from there. */
static void learn(sameness *w, bool first)
{
    int64_t sum[MARKS] = {0}, off[MARKS] = {0};
    uint32_t n = 0, below[MARKS] = {0};
    for (uint32_t r = 0; r < w->in->n && n < LEARN_MAX; r++) {
        if (!w->in->dated[r]) continue;
        for (int k = 0; k < MARKS; k++)
            sum[k] += w->looks[r].v[k];
        n++;
    }
    for (int k = 0; k < MARKS; k++)
        /* There are DATED_LEAST of them. */
        /* NOLINTNEXTLINE(clang-analyzer-core.DivideZero) */
        w->mean[k] = (int32_t)(sum[k] / n);
    for (uint32_t r = 0, seen = 0; r < w->in->n && seen < n; r++) {
        if (!w->in->dated[r]) continue;
        seen++;
        for (int k = 0; k < MARKS; k++) {
            int64_t d = w->looks[r].v[k] - w->mean[k];
            if ((d < 0) != is_less[k]) continue;
            off[k] += d * d;
            below[k]++;
        }
    }
    for (int k = 0; k < MARKS; k++) {
        w->variance[k] = below[k] ? off[k] / below[k] : 0;
        if (w->variance[k] < least[k]) w->variance[k] = least[k];
        if (first) w->other[k] = w->mean[k] + shift[k];
    }
}

/* Points for the matter of the dated; beyond what is usual there, a little more. */
static int32_t points_of(const sameness *w, const look *l)
{
    int64_t sum = 0;
    for (int k = 0; k < MARKS; k++) {
        int32_t two = 2 * (int32_t)rap_root((uint64_t)w->variance[k]);
        int32_t x = l->v[k], bound = w->mean[k] + (is_less[k] ? two : -two);
        if (is_less[k] ? x > bound : x < bound) x = bound;
        int64_t apart = w->mean[k] - w->other[k];
        int64_t points =
            apart * (2 * x - w->mean[k] - w->other[k]) / 2 * NATS / w->variance[k];
        sum += points > MOST ? MOST : points < -MOST ? -MOST : points;
    }
    return (int32_t)(sum * WORTH / 256);
}

/* Thousandths of a belief given in points. */
static uint32_t belief(int32_t points)
{
    uint64_t away = rap_exp2_down((uint32_t)(points < 0 ? -points : points)) >> 12;
    uint64_t one = 1 << 20;
    return (uint32_t)((points < 0 ? away : one) * 1000 / (one + away));
}

/* Those on other matters may lie farther off than is usual, not nearer. */
static void move_others(sameness *w)
{
    int64_t sum[MARKS] = {0}, all = 0;
    for (uint32_t r = 0; r < w->in->n; r++) {
        if (w->in->dated[r]) continue;
        all += 1000 - w->same[r];
        for (int k = 0; k < MARKS; k++)
            sum[k] += (int64_t)(1000 - w->same[r]) * w->looks[r].v[k];
    }
    for (int k = 0; k < MARKS; k++) {
        int64_t usual = w->mean[k] + shift[k];
        int64_t mean = (sum[k] + usual * MEASURED * 1000) / (all + MEASURED * 1000);
        bool farther = is_less[k] ? mean < usual : mean > usual;
        w->other[k] = (int32_t)(farther ? mean : usual);
    }
}

static void fit(sameness *w)
{
    uint64_t same = SAME_BEFORE * 1000, all = (SAME_BEFORE + OTHER_BEFORE) * 1000;
    for (uint32_t r = 0; r < w->in->n; r++)
        if (!w->in->dated[r]) w->same[r] = 0;
    for (int round = 0; round < ROUNDS; round++) {
        int32_t before = rap_log2(same) - rap_log2(all - same);
        for (uint32_t r = 0; r < w->in->n; r++)
            w->looks[r].v[COMPANY] = company_of(w, r);
        learn(w, round == 0);
        same = SAME_BEFORE * 1000;
        all = (SAME_BEFORE + OTHER_BEFORE) * 1000;
        for (uint32_t r = 0; r < w->in->n; r++) {
            if (w->in->dated[r]) continue;
            w->same[r] = (uint16_t)belief(before + points_of(w, &w->looks[r]));
            if (w->copy[r] && w->same[r] < COPY_SAME) w->same[r] = COPY_SAME;
            same += w->same[r];
            all += 1000;
        }
        move_others(w);
    }
}

static bool take(sameness *w)
{
    size_t n = w->in->n;
    w->looks = RAP_NEW(w->arena, look, n);
    w->all = RAP_NEW(w->arena, bool, n);
    w->copy = RAP_NEW(w->arena, bool, n);
    w->like = RAP_NEW(w->arena, rap_like, n * LIKE);
    w->n_like = RAP_NEW(w->arena, uint8_t, n);
    w->held = RAP_NEW(w->arena, uint8_t, KNOWN);
    if (!w->same || !w->looks || !w->all || !w->copy || !w->like || !w->n_like ||
        !w->held)
        return false;
    for (size_t r = 0; r < n; r++) {
        w->all[r] = true;
        w->n_dated += w->in->dated[r];
    }
    return true;
}

rap_code rap_sameness_weigh(uint16_t **out, const rap_sameness_in *in, rap_arena *arena,
                            rap_err *err)
{
    sameness w = {.in = in, .arena = arena};
    w.same = *out = RAP_NEW(arena, uint16_t, in->n);
    rap_arena_place place = rap_arena_at(arena);
    if (!take(&w)) return rap_fail_memory(err);
    for (uint32_t r = 0; r < in->n; r++)
        if (in->dated[r]) hold_words(&w, in->texts[r]);
    for (uint32_t r = 0; r < in->n; r++)
        see(&w, r);
    if (w.n_dated >= DATED_LEAST) fit(&w);
    for (uint32_t r = 0; r < in->n; r++)
        if (in->dated[r]) w.same[r] = 1000;
    rap_arena_back(arena, place);
    return RAP_OK;
}
