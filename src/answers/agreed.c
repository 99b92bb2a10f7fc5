/*
 * answers/agreed.c - how far two coders who judged the same rows agree.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/agreed.h"

#include "view/wording.h"

typedef enum { UNSAID, RIGHT, WRONG } verdict;

typedef struct {
    rap_str names[RAP_AGREED_CODERS];
    verdict said[RAP_AGREED_CODERS]; /* of the row at hand */
    uint32_t n;
    uint32_t counts[RAP_AGREED_CODERS][RAP_AGREED_CODERS][2][2]; /* a's, b's verdict */
} board;

static verdict *place_of(board *b, rap_str coder)
{
    for (uint32_t i = 0; i < b->n; i++)
        if (rap_str_eq(b->names[i], coder)) return &b->said[i];
    if (b->n == RAP_AGREED_CODERS) return NULL;
    b->names[b->n] = coder;
    b->said[b->n] = UNSAID;
    return &b->said[b->n++];
}

/* A row is done: each pair that has judged it. */
static void count_row(board *b)
{
    for (uint32_t i = 0; i < b->n; i++)
        for (uint32_t k = i + 1; k < b->n; k++)
            if (b->said[i] && b->said[k])
                b->counts[i][k][b->said[i] - RIGHT][b->said[k] - RIGHT]++;
    for (uint32_t i = 0; i < b->n; i++)
        b->said[i] = UNSAID;
}

static void take_verdict(board *b, const rap_judged *j)
{
    if (!j->coder.n || rap_str_is(j->what, "note")) return;
    verdict *said = place_of(b, j->coder);
    if (said) *said = rap_str_is(j->what, "accept") ? RIGHT : WRONG;
}

rap_code rap_agreed_of(rap_agreed *out, uint32_t *n, rap_view *v, rap_err *err)
{
    const rap_judged *all = NULL;
    uint32_t count = 0;
    board b = {.n = 0};
    rap_code rc = rap_judged_all(&all, &count, v, err);
    *n = 0;
    if (rc != RAP_OK) return rc;
    for (uint32_t i = 0; i < count; i++) {
        take_verdict(&b, &all[i]);
        if (i + 1 == count || !rap_str_eq(all[i + 1].id, all[i].id)) count_row(&b);
    }
    for (uint32_t i = 0; i < b.n; i++)
        for (uint32_t k = i + 1; k < b.n; k++) {
            rap_agreed a = {b.names[i],           b.names[k],
                            b.counts[i][k][0][0], b.counts[i][k][1][1],
                            b.counts[i][k][0][1], b.counts[i][k][1][0]};
            if (a.both_right + a.both_wrong + a.only_a + a.only_b) out[(*n)++] = a;
        }
    return RAP_OK;
}

/* Kappa in hundredths (J. Cohen, Educational and Psychological Measurement 20, 1960);
 * false where it is not defined: both always say the same one thing. */
static bool agreed_kappa(int32_t *out, const rap_agreed *a)
{
    int64_t alike = (int64_t)a->both_right + a->both_wrong;
    int64_t n = alike + a->only_a + a->only_b;
    int64_t a_right = (int64_t)a->both_right + a->only_a;
    int64_t b_right = (int64_t)a->both_right + a->only_b;
    int64_t chance =
        a_right * b_right + (n - a_right) * (n - b_right); /* of n squared */
    if (!n || chance == n * n) return false;
    int64_t above = 200 * (alike * n - chance), room = n * n - chance;
    *out = (int32_t)((above + (above < 0 ? -room : room)) / (2 * room));
    return true;
}

void rap_agreed_write(rap_buf *out, const rap_agreed *a)
{
    uint32_t alike = a->both_right + a->both_wrong;
    int32_t kappa = 0;
    rap_buf_put(out, a->a);
    rap_buf_z(out, " and ");
    rap_buf_put(out, a->b);
    rap_buf_z(out, " judged ");
    rap_word_things(out, (int64_t)alike + a->only_a + a->only_b, "row", "rows");
    rap_buf_printf(out, ", %u of them alike: ", alike);
    if (!agreed_kappa(&kappa, a)) {
        rap_buf_z(out, "kappa is not defined, since neither ever differs");
        return;
    }
    int32_t size = kappa < 0 ? -kappa : kappa;
    rap_buf_printf(out, "kappa %s%d.%02d", kappa < 0 ? "-" : "", size / 100,
                   size % 100);
}
