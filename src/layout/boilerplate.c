/*
 * layout/boilerplate.c - judging rows by what they and their neighbours look like.
 *
 * The models are models/rowlooks.weights and models/rowagain.weights, learnt by
 * train/rowlooks.c.  A lost line of a report costs more than a left line of the page,
 * so a row must score above a margin to be dropped.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/boilerplate.h"

#include "layout/rowlooks.h"
#include "model/boosted.h"

/* How far a row must look like the page, chosen on unseen texts (models/rowlooks.md): a
 * half-clean text has little left to find; of a whole page most rows go.  A row with a
 * sure phrase goes unless it looks the opposite. */
enum { HALF_CLEAN_MARGIN = 448, WHOLE_PAGE_MARGIN = 128, SURE_MARGIN = -256 };
enum { TOGETHER = 16 }; /* rows scored at a time */

typedef struct {
    rap_boosted first, again;
    const rap_looks *looks;
    int16_t *scores; /* by the first */
} judge;

static int16_t bounded(int32_t score)
{
    return (int16_t)(score > RAP_ROW_SURE    ? RAP_ROW_SURE
                     : score < -RAP_ROW_SURE ? -RAP_ROW_SURE
                                             : score);
}

static bool open_models(judge *j)
{
    return rap_boosted_open(&j->first, rap_weights_part("rowlooks")) &&
           rap_boosted_open(&j->again, rap_weights_part("rowagain")) &&
           j->first.n_features == RAP_LOOKS && j->again.n_features == RAP_LOOKS_AGAIN;
}

static const rap_boosted_early never = {0, INT32_MIN};

/* What the first model says of rows [from, to), at most TOGETHER of them. */
static void score_first(judge *j, size_t from, size_t to)
{
    int16_t looks[TOGETHER * RAP_LOOKS] = {0};
    int32_t scores[TOGETHER];
    for (size_t i = from; i < to; i++)
        rap_looks_at(j->looks, i, looks + (i - from) * RAP_LOOKS);
    rap_boosted_score_rows(&j->first, looks, to - from, never, scores);
    for (size_t i = from; i < to; i++)
        j->scores[i] = bounded(scores[i - from]);
}

/* The mean of what both models say of rows [from, to), at most TOGETHER of them. */
static void score_both(const judge *j, size_t from, size_t to, int32_t *scores)
{
    int16_t looks[TOGETHER * RAP_LOOKS_AGAIN] = {0};
    for (size_t i = from; i < to; i++)
        rap_looks_again(j->looks, j->scores, i, looks + (i - from) * RAP_LOOKS_AGAIN);
    rap_boosted_score_rows(&j->again, looks, to - from, never, scores);
    for (size_t i = from; i < to; i++)
        scores[i - from] = (j->scores[i] + scores[i - from]) / 2;
}

static bool is_sure(const rap_row *r)
{
    enum { LONG = 25 }; /* words: a stamp may be glued to the text it stands above */
    bool glued = rap_phrase_kind_of(r->phrase) == RAP_PHRASE_DATED && r->words > LONG;
    if (glued) return false;
    return rap_phrase_is_strong(r->phrase) || rap_row_has(r, RAP_SIGN_TAG);
}

/* ---- why ---- */

/* What words of a class say of a row that has no phrase; NULL: nothing. */
static const char *const reasons[RAP_ROW_CLASSES] = {
    "date",   "date",    "date",         "date",   "date",
    "credit", "credit",  "caption",      "byline", "sign-up",
    "share",  "comment", "related-link", "legal",  "navigation",
    "promo",  "promo",   NULL,           NULL,     NULL};

static const char *reason_by_words(const uint8_t *own)
{
    unsigned best = RAP_ROW_CLASSES;
    for (unsigned c = 0; c < RAP_ROW_CLASSES; c++) {
        if (!reasons[c] || own[RAP_OWN_CLASS + c] == 0) continue;
        if (best == RAP_ROW_CLASSES ||
            own[RAP_OWN_CLASS + c] > own[RAP_OWN_CLASS + best])
            best = c;
    }
    return best == RAP_ROW_CLASSES ? NULL : reasons[best];
}

/* By its form: a date, a name alone, a few words of a menu, the title of another
 * report.
 */
static const char *reason_by_form(const rap_row *r, const uint8_t *own)
{
    enum { MOSTLY = 60, MENU = 3, HEADLINE = 4, DAY = 3 };
    if (own[RAP_OWN_DATISH] >= MOSTLY) return "date";
    if (rap_row_has(r, RAP_SIGN_TAG)) return "related-link";
    if (r->byline) return "byline";
    if (rap_row_has(r, RAP_SIGN_SEEN_BEFORE)) return "repeated";
    if (rap_row_has(r, RAP_SIGN_COPYRIGHT)) return "legal";
    if (rap_row_has(r, RAP_SIGN_AT)) return "contact";
    if (rap_row_is_prose(r)) return own[RAP_OWN_DAY_RUN] >= DAY ? "caption" : NULL;
    if (own[RAP_OWN_NAMES] > 0 && own[RAP_OWN_CAPITALS] == 100) return "byline";
    return NULL;
}

static const char *reason_of(const rap_row *r, const uint8_t *own)
{
    if (r->phrase >= 0) return rap_phrase_why(r->phrase);
    const char *why = reason_by_form(r, own);
    if (!why) why = reason_by_words(own);
    if (why) return why;
    if (rap_row_is_prose(r)) return "looks-like-page";
    return r->words <= 3 ? "navigation" : "related-link";
}

/* ---- deciding ---- */

/* "May 2, 2031", "KESH, 14 May 2031": a day and little else. */
static bool is_day(const rap_row *r, const uint8_t *own)
{
    enum { MOSTLY = 60, SHORT = 6 };
    return r->words <= SHORT && own[RAP_OWN_DATISH] >= MOSTLY;
}

/* "Published: 8 April 2031": a day and what day it is, and no more. */
static bool is_stamp(const rap_row *r, const uint8_t *own)
{
    return rap_phrase_kind_of(r->phrase) == RAP_PHRASE_DATED && is_day(r, own);
}

static void decide(rap_verdict *v, const rap_row *r, int32_t score, int32_t margin)
{
    int32_t over = score - (is_sure(r) ? SURE_MARGIN : margin);
    *v = (rap_verdict){.drop = over > 0, .score = over};
}

rap_code rap_rows_judge(rap_verdict *verdicts, const rap_rows *rows, rap_str text,
                        rap_arena *arena, rap_err *err)
{
    judge j = {.looks = NULL};
    rap_looks *looks;
    const bool modelled = open_models(&j);
    rap_code rc = rap_looks_new(&looks, rows, text, arena, err);
    if (rc != RAP_OK) return rc;
    j.looks = looks;
    j.scores = RAP_NEW(arena, int16_t, rows->n);
    if (!j.scores) return rap_fail_memory(err);
    for (size_t i = 0; modelled && i < rows->n; i += TOGETHER)
        score_first(&j, i, i + TOGETHER < rows->n ? i + TOGETHER : rows->n);
    int32_t margin =
        rap_looks_whole_page(looks) ? WHOLE_PAGE_MARGIN : HALF_CLEAN_MARGIN;
    int32_t scores[TOGETHER] = {0};
    bool prose = false;
    for (size_t i = 0; i < rows->n; i++) {
        rap_verdict *v = &verdicts[i];
        size_t in = i % TOGETHER, to = i + TOGETHER < rows->n ? i + TOGETHER : rows->n;
        if (modelled && in == 0) score_both(&j, i, to, scores);
        const uint8_t *own = rap_looks_own(looks, i);
        decide(v, &rows->v[i], scores[in], margin);
        /* at the head it is a clue to the day, which only what is read gives */
        v->drop = v->drop || (prose && is_stamp(&rows->v[i], own));
        prose = prose || rap_row_is_prose(&rows->v[i]);
        v->day = is_day(&rows->v[i], own);
        if (v->drop) v->why = reason_of(&rows->v[i], own);
    }
    return RAP_OK;
}
