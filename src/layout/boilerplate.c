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

/* The mean of what both models say of a row. */
static int32_t score_of(const judge *j, size_t row)
{
    int16_t looks[RAP_LOOKS_AGAIN];
    rap_looks_again(j->looks, j->scores, row, looks);
    return (j->scores[row] + rap_boosted_score(&j->again, looks)) / 2;
}

static bool is_sure(const rap_row *r)
{
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
    for (size_t i = 0; modelled && i < rows->n; i++) {
        int16_t features[RAP_LOOKS];
        rap_looks_at(looks, i, features);
        j.scores[i] = bounded(rap_boosted_score(&j.first, features));
    }
    int32_t margin =
        rap_looks_whole_page(looks) ? WHOLE_PAGE_MARGIN : HALF_CLEAN_MARGIN;
    for (size_t i = 0; i < rows->n; i++) {
        rap_verdict *v = &verdicts[i];
        decide(v, &rows->v[i], modelled ? score_of(&j, i) : 0, margin);
        if (v->drop) v->why = reason_of(&rows->v[i], rap_looks_own(looks, i));
    }
    return RAP_OK;
}
