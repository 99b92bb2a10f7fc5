/*
 * layout/boilerplate.c - judging rows by what they and their neighbours look like.
 *
 * A row's score is the sum of the weights of its cues; positive says "drop".  A cue is
 * a family and a value ("length.3"); the weights stand in data/rowcues.tsv, fitted by
 * train/rows.py as a logistic regression.  Because boilerplate comes in blocks, the
 * best sequence of keep and drop is sought under a price for each change (Viterbi).
 */
/* SPDX-License-Identifier: MIT */
#include "layout/boilerplate.h"

#include "base/table.h"

#include "rowcues_table.inc"

/* Families of cues: name, number of values. */
#define FAMILIES(X)                                                                    \
    X(BIAS, "bias", 1)                                                                 \
    X(LENGTH, "length", 8)                                                             \
    X(BEGINS, "begins", RAP_BEGINS_COUNT)                                              \
    X(ENDS, "ends", RAP_ENDS_COUNT * 3)                                                \
    X(CASE, "case", RAP_CASE_COUNT * 3)                                                \
    X(STOPS, "stops", 4)                                                               \
    X(SIGN, "sign", RAP_SIGN_COUNT)                                                    \
    X(PHRASE, "phrase", RAP_PHRASE_KINDS * 2)                                          \
    X(HINT, "hint", RAP_PHRASE_KINDS * 4)                                              \
    X(RUN, "run", 20)                                                                  \
    X(PLACE, "place", 48)                                                              \
    X(ABOVE, "above", 6)                                                               \
    X(BELOW, "below", 6)                                                               \
    X(PREVIOUS, "previous", 32)                                                        \
    X(NEXT, "next", 32)                                                                \
    X(BESIDE, "beside", 64)                                                            \
    X(INDEX, "index", 6)                                                               \
    X(LEFT, "left", 6)                                                                 \
    X(SPECIAL, "special", 4)

#define NAME_OF(id, name, n) F_##id,
enum { FAMILIES(NAME_OF) N_FAMILIES };
#undef NAME_OF

static const struct {
    const char *name;
    uint16_t n;
} families[N_FAMILIES] = {
#define ROW_OF(id, name, n) {name, n},
    FAMILIES(ROW_OF)
#undef ROW_OF
};

enum {
    MOST_CUES = 512,
    NOT_YET = INT32_MIN,
    SURE_SCORE = 100 /* of a phrase that decides by itself */
};

struct rap_judge {
    const rap_rows *rows;
    uint32_t *above, *below;          /* rows to the nearest prose; rows->n when none */
    uint32_t first_prose, last_prose; /* rows->n and 0 when there is none */
    unsigned sparse;                  /* 0..3: how little of the rows is prose */
    uint16_t offset[N_FAMILIES];
    int weight[MOST_CUES]; /* of cues met so far, else NOT_YET */
    int threshold[4];
};

/* ---- what a row looks like, in few classes ---- */

static unsigned length_class(const rap_row *r)
{
    static const uint32_t ends[] = {1, 2, 4, 7, 12, 20, 40};
    unsigned i = 0;
    while (i < sizeof ends / sizeof *ends && r->words > ends[i])
        i++;
    return i;
}

static unsigned short_class(const rap_row *r)
{
    return r->words <= 3 ? 0 : r->words <= 9 ? 1 : r->words <= 20 ? 2 : 3;
}

/* 0 none, 1 prose, 2 long, 3 some words, 4 few words, 5 phrase of a page, 6 caption or
 * the like, 7 seen elsewhere. */
static unsigned class_of(const rap_rows *rows, size_t i)
{
    if (i >= rows->n) return 0;
    const rap_row *r = &rows->v[i];
    rap_phrase_kind kind = rap_phrase_kind_of(r->phrase);
    bool strong = rap_phrase_is_strong(r->phrase);
    if (strong && kind == RAP_PHRASE_PAGE) return 5;
    if (strong) return 6;
    if (rap_row_has(r, RAP_SIGN_SEEN_BEFORE) || rap_row_has(r, RAP_SIGN_SEEN_AGAIN))
        return 7;
    if (rap_row_is_prose(r)) return 1;
    return r->words > 12 ? 2 : r->words > 3 ? 3 : 4;
}

static unsigned distance_class(uint32_t rows, size_t n)
{
    if (rows >= n) return 0;
    return rows == 0 ? 5 : rows == 1 ? 1 : rows == 2 ? 2 : rows <= 6 ? 3 : 4;
}

/* How many rows that are no prose stand together. */
static unsigned run_class(uint32_t above, uint32_t below, size_t n)
{
    if (above >= n) return below >= n ? 4 : 3;
    if (below >= n) return 3;
    uint32_t run = above + below; /* 0 for prose, else one more than the rows */
    return run <= 2 ? 0 : run <= 4 ? 1 : 2;
}

static unsigned index_class(size_t i)
{
    return i < 3 ? (unsigned)i : i < 6 ? 3 : i < 15 ? 4 : 5;
}

/* 0 before the first prose, 1 among it, 2 behind the last. */
static unsigned place_of(const rap_judge *j, size_t i)
{
    if (i < j->first_prose) return 0;
    return i > j->last_prose ? 2 : 1;
}

static unsigned phrase_class(const rap_row *r)
{
    unsigned kind = rap_phrase_kind_of(r->phrase);
    return kind * 2 + (rap_phrase_is_strong(r->phrase) ? 1 : 0);
}

size_t rap_row_cues(const rap_judge *j, size_t i, uint16_t cues[RAP_CUE_ROOM])
{
    const rap_row *r = &j->rows->v[i];
    size_t n = 0, rows = j->rows->n;
    unsigned size = short_class(r), place = place_of(j, i),
             wide = size > 1 ? size - 1 : 0;
    unsigned before = class_of(j->rows, i - 1), after = class_of(j->rows, i + 1);
#define CUE(family, value) cues[n++] = (uint16_t)(j->offset[F_##family] + (value))
    CUE(BIAS, 0);
    CUE(LENGTH, length_class(r));
    CUE(BEGINS, r->begins);
    CUE(ENDS, r->ends * 3u + wide);
    CUE(CASE, r->letter_case * 3u + wide);
    CUE(STOPS, r->stops);
    for (unsigned s = 0; s < RAP_SIGN_COUNT; s++)
        if (rap_row_has(r, s)) CUE(SIGN, s);
    CUE(PHRASE, phrase_class(r));
    for (unsigned kind = 1; kind < RAP_PHRASE_KINDS; kind++)
        if (r->hints >> kind & 1) CUE(HINT, kind * 4 + size);
    CUE(RUN, run_class(j->above[i], j->below[i], rows) * 4 + size);
    CUE(PLACE, (j->sparse * 3 + place) * 4 + size);
    CUE(ABOVE, distance_class(j->above[i], rows));
    CUE(BELOW, distance_class(j->below[i], rows));
    CUE(PREVIOUS, before * 4 + size);
    CUE(NEXT, after * 4 + size);
    CUE(BESIDE, before * 8 + after);
    CUE(INDEX, index_class(i));
    CUE(LEFT, index_class(rows - 1 - i));
    if (r->words && rap_row_is_prose(r)) CUE(SPECIAL, 0);
    if (r->words == 0) CUE(SPECIAL, 1);
    if (r->byline) CUE(SPECIAL, 2);
    if (r->masthead) CUE(SPECIAL, 3);
#undef CUE
    return n;
}

/* ---- setting up ---- */

static void measure(rap_judge *j)
{
    const rap_rows *rows = j->rows;
    uint32_t n = (uint32_t)rows->n, prose = 0, since = n;
    j->first_prose = n;
    for (uint32_t i = 0; i < n; i++) {
        bool here = rap_row_is_prose(&rows->v[i]);
        since = here ? 0 : since < n ? since + 1 : n;
        j->above[i] = since;
        prose += here;
        if (!here) continue;
        if (j->first_prose == n) j->first_prose = i;
        j->last_prose = i;
    }
    since = n;
    for (uint32_t i = n; i-- > 0;) {
        since = rap_row_is_prose(&rows->v[i]) ? 0 : since < n ? since + 1 : n;
        j->below[i] = since;
    }
    uint32_t share = n ? prose * 100 / n : 0;
    j->sparse = share >= 80 ? 0 : share >= 50 ? 1 : share >= 25 ? 2 : 3;
}

/* The weight of "family.value", 0 when the table has none. */
static int weight_of(const char *family, unsigned value)
{
    char name[32];
    size_t n = strlen(family);
    memcpy(name, family, n);
    name[n++] = '.';
    if (value >= 10) name[n++] = (char)('0' + value / 10);
    name[n++] = (char)('0' + value % 10);
    int row = rap_table_find(&rowcues_table, (rap_str){name, n});
    return row < 0 ? 0 : rap_cell_int(&rowcues_table, row, ROWCUES_WEIGHT);
}

static rap_code start(rap_judge *j, const rap_rows *rows, rap_arena *arena,
                      rap_err *err)
{
    *j = (rap_judge){.rows = rows};
    j->above = RAP_NEW(arena, uint32_t, rows->n);
    j->below = RAP_NEW(arena, uint32_t, rows->n);
    if (!j->above || !j->below) return rap_fail_memory(err);
    uint16_t offset = 0;
    for (unsigned f = 0; f < N_FAMILIES; f++) {
        j->offset[f] = offset;
        offset = (uint16_t)(offset + families[f].n);
    }
    for (unsigned cue = 0; cue < offset; cue++)
        j->weight[cue] = NOT_YET;
    for (unsigned i = 0; i < 4; i++)
        j->threshold[i] = weight_of("threshold", i);
    measure(j);
    return RAP_OK;
}

/* ---- deciding ---- */

static int weight_at(rap_judge *j, uint16_t cue)
{
    if (j->weight[cue] != NOT_YET) return j->weight[cue];
    unsigned f = N_FAMILIES - 1;
    while (j->offset[f] > cue)
        f--;
    return j->weight[cue] = weight_of(families[f].name, (unsigned)cue - j->offset[f]);
}

static int score_of(rap_judge *j, size_t i)
{
    uint16_t cues[RAP_CUE_ROOM];
    size_t n = rap_row_cues(j, i, cues);
    int score = -j->threshold[j->sparse];
    for (size_t k = 0; k < n; k++)
        score += weight_at(j, cues[k]);
    const rap_row *r = &j->rows->v[i];
    bool sure = rap_phrase_is_strong(r->phrase) || rap_row_has(r, RAP_SIGN_TAG);
    return sure && score < SURE_SCORE ? SURE_SCORE : score;
}

static const char *reason_of(const rap_row *r)
{
    if (r->phrase >= 0) return rap_phrase_why(r->phrase);
    if (rap_row_has(r, RAP_SIGN_TAG)) return "related-link";
    if (rap_row_has(r, RAP_SIGN_SEEN_BEFORE)) return "repeated";
    return "looks-like-page";
}

rap_code rap_judge_new(rap_judge **out, const rap_rows *rows, rap_arena *arena,
                       rap_err *err)
{
    rap_judge *j = RAP_NEW(arena, rap_judge, 1);
    if (!j) return rap_fail_memory(err);
    rap_code rc = start(j, rows, arena, err);
    if (rc == RAP_OK) *out = j;
    return rc;
}

rap_code rap_rows_judge(rap_verdict *verdicts, const rap_rows *rows, rap_arena *arena,
                        rap_err *err)
{
    if (rows->n == 0) return RAP_OK;
    rap_judge *j;
    rap_code rc = rap_judge_new(&j, rows, arena, err);
    if (rc != RAP_OK) return rc;
    for (size_t i = 0; i < rows->n; i++) {
        int score = score_of(j, i);
        bool drop = score > 0;
        verdicts[i] = (rap_verdict){drop, score, drop ? reason_of(&rows->v[i]) : NULL};
    }
    return RAP_OK;
}
