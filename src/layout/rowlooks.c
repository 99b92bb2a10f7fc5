/*
 * layout/rowlooks.c - the features of a row: itself, its neighbours, its place.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/rowlooks.h"

enum { FAR = 100, NEAR = 5, WIDE = 12, ECHO = 8, SHAPES = 1024 };

struct rap_looks {
    rap_row_words words;
    size_t n;
    uint32_t *above, *below;        /* rows to the nearest prose; n when none */
    uint32_t *prose, *ink, *strong; /* sums over the rows before: n + 1 each */
    uint16_t *shape;
    uint16_t shapes[SHAPES]; /* how many rows have one */
    uint32_t first_prose, last_prose;
    uint32_t tight;  /* rows without a blank line before them */
    unsigned sparse; /* how little is prose: 0 (hardly any is not) to 3 */
};

/* ---- once a text ---- */

static uint16_t shape_of(const uint8_t *own)
{
    unsigned words = own[RAP_OWN_WORDS], size = 0;
    while (size < 7 && words > 1u << size)
        size++;
    unsigned date = own[RAP_OWN_DATISH] >= 50;
    return (uint16_t)((size << 7 | (unsigned)own[RAP_OWN_ENDS] << 4 |
                       (unsigned)own[RAP_OWN_CASE] << 1 | date) %
                      SHAPES);
}

static uint32_t most(uint32_t a, uint32_t limit)
{
    return a < limit ? a : limit;
}

static void measure_distances(rap_looks *k)
{
    uint32_t n = (uint32_t)k->n, since = n;
    k->first_prose = n;
    for (uint32_t i = 0; i < n; i++) {
        bool here = k->words.own[i][RAP_OWN_PROSE];
        since = here ? 0 : since < n ? since + 1 : n;
        k->above[i] = since;
        if (!here) continue;
        if (k->first_prose == n) k->first_prose = i;
        k->last_prose = i;
    }
    since = n;
    for (uint32_t i = n; i-- > 0;) {
        bool here = k->words.own[i][RAP_OWN_PROSE];
        since = here ? 0 : since < n ? since + 1 : n;
        k->below[i] = since;
    }
}

static void sum_up(rap_looks *k)
{
    for (size_t i = 0; i < k->n; i++) {
        const uint8_t *own = k->words.own[i];
        k->prose[i + 1] = k->prose[i] + own[RAP_OWN_PROSE];
        k->ink[i + 1] = k->ink[i] + own[RAP_OWN_WORDS];
        k->strong[i + 1] = k->strong[i] + own[RAP_OWN_STRONG];
        k->tight += i > 0 && own[RAP_OWN_BLANK] == 0;
        k->shape[i] = shape_of(own);
        uint16_t *count = &k->shapes[k->shape[i]];
        *count = (uint16_t)most(*count + 1u, 1000);
    }
    /* There are rows.  NOLINTNEXTLINE(clang-analyzer-core.DivideZero) */
    uint32_t percent = k->prose[k->n] * 100 / (uint32_t)k->n;
    k->sparse = percent >= 80 ? 0 : percent >= 50 ? 1 : percent >= 25 ? 2 : 3;
}

rap_code rap_looks_new(rap_looks **out, const rap_rows *rows, rap_str text,
                       rap_arena *arena, rap_err *err)
{
    rap_looks *k = RAP_NEW(arena, rap_looks, 1);
    if (!k) return rap_fail_memory(err);
    rap_code rc = rap_row_words_look(&k->words, rows, text, arena, err);
    if (rc != RAP_OK) return rc;
    k->n = rows->n;
    k->above = RAP_NEW(arena, uint32_t, k->n);
    k->below = RAP_NEW(arena, uint32_t, k->n);
    k->prose = RAP_NEW(arena, uint32_t, k->n + 1);
    k->ink = RAP_NEW(arena, uint32_t, k->n + 1);
    k->strong = RAP_NEW(arena, uint32_t, k->n + 1);
    k->shape = RAP_NEW(arena, uint16_t, k->n);
    if (!k->above || !k->below || !k->prose || !k->ink || !k->strong || !k->shape)
        return rap_fail_memory(err);
    if (k->n) {
        measure_distances(k);
        sum_up(k);
    }
    *out = k;
    return RAP_OK;
}

bool rap_looks_whole_page(const rap_looks *looks)
{
    enum { PAGE_ROWS = 80, PAGE_SPARSE = 2 };
    return looks->n >= PAGE_ROWS && looks->sparse >= PAGE_SPARSE;
}

const uint8_t *rap_looks_own(const rap_looks *looks, size_t i)
{
    return looks->words.own[i];
}

/* ---- once a row ---- */

/* What is asked of a row beside: -1 where there is none. */
static int16_t *put_beside(const rap_looks *k, size_t i, int16_t *out)
{
    static const uint8_t asked[] = {RAP_OWN_WORDS,    RAP_OWN_PROSE,  RAP_OWN_ENDS,
                                    RAP_OWN_CASE,     RAP_OWN_STRONG, RAP_OWN_DATISH,
                                    RAP_OWN_FUNCTION, RAP_OWN_KNOWN,  RAP_OWN_HINT_PAGE,
                                    RAP_OWN_CAPITALS};
    static const int steps[] = {-2, -1, 1, 2};
    for (unsigned s = 0; s < 4; s++) {
        size_t at = i + (size_t)steps[s]; /* wraps round before the first row */
        for (unsigned a = 0; a < sizeof asked; a++)
            *out++ = (int16_t)(at < k->n ? k->words.own[at][asked[a]] : -1);
    }
    return out;
}

static int16_t near_to(int64_t rows)
{
    return (int16_t)(rows > FAR ? FAR : rows < -FAR ? -FAR : rows);
}

static int16_t percent(uint32_t part, uint32_t of)
{
    return (int16_t)(of ? (uint64_t)part * 100 / of : 0);
}

/* Rows in [i - reach, i + reach], cut at the ends of the text. */
static size_t window_from(size_t i, size_t reach)
{
    return i > reach ? i - reach : 0;
}

static size_t window_to(const rap_looks *k, size_t i, size_t reach)
{
    return i + reach < k->n ? i + reach + 1 : k->n;
}

static int16_t *put_place(const rap_looks *k, size_t i, int16_t *out)
{
    uint32_t n = (uint32_t)k->n, prose = k->prose[n], here = k->prose[i];
    *out++ = near_to((int64_t)i);
    *out++ = near_to((int64_t)(n - 1 - i));
    *out++ = percent((uint32_t)i, n);
    *out++ = near_to((int64_t)i - k->first_prose);
    *out++ = near_to((int64_t)i - k->last_prose);
    *out++ = near_to(k->above[i] < n ? k->above[i] : FAR);
    *out++ = near_to(k->below[i] < n ? k->below[i] : FAR);
    *out++ = near_to((int64_t)k->above[i] + k->below[i]);
    *out++ = near_to(here);
    *out++ = near_to(prose - k->prose[i + 1]);
    *out++ = percent(k->ink[i], k->ink[n]);
    *out++ = near_to(k->strong[i]);
    *out++ = near_to(k->strong[n] - k->strong[i + 1]);
    return out;
}

static int16_t *put_windows(const rap_looks *k, size_t i, int16_t *out)
{
    static const size_t reaches[] = {2, NEAR, WIDE};
    for (unsigned w = 0; w < 3; w++) {
        size_t from = window_from(i, reaches[w]), to = window_to(k, i, reaches[w]);
        uint32_t rows = (uint32_t)(to - from);
        *out++ = percent(k->prose[to] - k->prose[from], rows);
        *out++ = (int16_t)((k->ink[to] - k->ink[from]) / rows);
        *out++ = percent(k->strong[to] - k->strong[from], rows);
    }
    return out;
}

/* Rows near by that are made like this one: lists of links are. */
static int16_t *put_likeness(const rap_looks *k, size_t i, int16_t *out)
{
    size_t from = window_from(i, ECHO), to = window_to(k, i, ECHO);
    const uint32_t *first = k->words.first, *last = k->words.last;
    int16_t heads = 0, tails = 0, shapes = 0, months = 0, names = 0;
    for (size_t at = from; at < to; at++) {
        if (at == i) continue;
        const uint8_t *own = k->words.own[at];
        months = (int16_t)(months + (own[RAP_OWN_CLASS] > 0 && !own[RAP_OWN_PROSE]));
        names = (int16_t)(names + (own[RAP_OWN_CAPITALS] == 100));
        heads = (int16_t)(heads + (first[i] && first[at] == first[i]));
        tails = (int16_t)(tails + (last[i] && last[at] == last[i]));
        shapes = (int16_t)(shapes + (k->shape[at] == k->shape[i]));
    }
    *out++ = heads;
    *out++ = tails;
    *out++ = shapes;
    *out++ = months;
    *out++ = names;
    *out++ = (int16_t)k->shapes[k->shape[i]];
    for (size_t step = 1; step <= 3; step++) {
        bool above = i >= step && k->shape[i - step] == k->shape[i];
        bool below = i + step < k->n && k->shape[i + step] == k->shape[i];
        *out++ = (int16_t)(above + 2 * below);
    }
    return out;
}

static int16_t *put_text(const rap_looks *k, int16_t *out)
{
    uint32_t n = (uint32_t)k->n;
    *out++ = (int16_t)most(n, 2000);
    *out++ = (int16_t)most(k->ink[n] / n, 255);
    *out++ = percent(k->prose[n], n);
    *out++ = percent(k->strong[n], n);
    *out++ = percent(k->tight, n);
    *out++ = near_to(k->first_prose);
    *out++ = near_to((int64_t)n - 1 - k->last_prose);
    *out++ = near_to(k->last_prose - (int64_t)k->first_prose);
    *out++ = (int16_t)k->sparse;
    return out;
}

void rap_looks_at(const rap_looks *looks, size_t i, int16_t *out)
{
    for (unsigned a = 0; a < RAP_OWN_COUNT; a++)
        *out++ = looks->words.own[i][a];
    out = put_beside(looks, i, out);
    out = put_place(looks, i, out);
    out = put_windows(looks, i, out);
    out = put_likeness(looks, i, out);
    put_text(looks, out);
}

/* The mean score of [from, to) but for row i. */
static int16_t mean(const int16_t *scores, size_t from, size_t to, size_t i)
{
    int32_t sum = 0, n = 0;
    for (size_t at = from; at < to; at++) {
        if (at == i) continue;
        sum += scores[at];
        n++;
    }
    return (int16_t)(n ? sum / n : 0);
}

void rap_looks_again(const rap_looks *looks, const int16_t *scores, size_t i,
                     int16_t *out)
{
    static const int steps[] = {-4, -3, -2, -1, 0, 1, 2, 3, 4};
    enum { OUTSIDE = 300 }; /* as a row of the page would score */
    rap_looks_at(looks, i, out);
    out += RAP_LOOKS;
    for (unsigned s = 0; s < sizeof steps / sizeof *steps; s++) {
        size_t at = i + (size_t)steps[s];
        *out++ = at < looks->n ? scores[at] : OUTSIDE;
    }
    size_t from = window_from(i, WIDE), to = window_to(looks, i, WIDE);
    *out++ = mean(scores, window_from(i, NEAR), i, i);
    *out++ = mean(scores, i + 1, window_to(looks, i, NEAR), i);
    *out++ = mean(scores, from, i, i);
    *out++ = mean(scores, i + 1, to, i);
    *out++ = mean(scores, from, to, i);
}
