/*
 * findings/findings.c - has every question asked of the reports of a pile, and hands
 * the rows out kind by kind.
 *
 * The answers are groups of row numbers and cost little memory; the rows themselves are
 * written a batch at a time and forgotten with the next.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/findings.h"

#include "findings/dated.h"
#include "findings/differing.h"
#include "parties/parties.h"
#include "pledges/promised.h"
#include "stories/clustered.h"
#include "stories/copied.h"
#include "talks/met.h"
#include "talks/papers.h"
#include "told/told.h"

enum {
    BATCH = 128,         /* rows: a batch of long ones stays below some megabytes */
    BATCH_KEEP = 1 << 22 /* bytes of output kept between batches */
};

typedef struct {
    rap_row_kind kind;
    rap_rows_count *count;
    rap_rows_write *write;
} stage;

static const stage stages[] = {
    {RAP_ROW_REPORT, rap_reports_count, rap_reports_write},
    {RAP_ROW_ENTITY, rap_parties_count, rap_parties_write},
    {RAP_ROW_ATTRIBUTION, rap_attributions_count, rap_attributions_write},
    {RAP_ROW_FIGURE, rap_figures_count, rap_figures_write},
    {RAP_ROW_EVENT, rap_events_count, rap_events_write},
    {RAP_ROW_POSITION, rap_positions_count, rap_positions_write},
    {RAP_ROW_ROUND, rap_rounds_count, rap_rounds_write},
    {RAP_ROW_DOCUMENT, rap_papers_count, rap_papers_write},
    {RAP_ROW_PLEDGE, rap_pledges_count, rap_pledges_write},
    {RAP_ROW_DISAGREEMENT, rap_differences_count, rap_differences_write},
    {RAP_ROW_COPY, rap_copies_count, rap_copies_write},
    {RAP_ROW_STORY, rap_stories_count, rap_stories_write},
    {RAP_ROW_CHRONOLOGY, rap_lines_count, rap_lines_write},
};
enum { STAGES = sizeof stages / sizeof *stages };

/* What is asked of the reports, each question with the answers to those before it. What
 * needs most memory for itself comes first, before there are answers to be kept. */
static const rap_question questions[] = {
    {"copies", rap_pile_find_copies},   {"stories", rap_pile_find_stories},
    {"parties", rap_pile_find_parties}, {"figures", rap_pile_find_figures},
    {"events", rap_pile_find_events},   {"positions", rap_pile_find_positions},
    {"rounds", rap_pile_find_rounds},   {"papers", rap_pile_find_papers},
    {"pledges", rap_pile_find_pledges}, {"differences", rap_pile_find_differences},
    {"lines", rap_pile_find_lines},
};

const rap_question *rap_pile_questions(size_t *n)
{
    *n = sizeof questions / sizeof *questions;
    return questions;
}

void rap_pile_ask(rap_pile *p, const rap_question *q)
{
    if (p->failed) return;
    q->ask(p);
    rap_arena_reset(p->batch);
    if (p->pace) rap_arena_rest(p->arena);
}

rap_code rap_pile_new(rap_pile **out, const rap_filed *reports, uint32_t n,
                      const rap_pile_options *options, rap_err *err)
{
    rap_pile *p = NULL;
    rap_code rc = rap_pile_lay(&p, reports, n, options, err);
    if (rc != RAP_OK) return rc;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        rap_pile_ask(p, &questions[i]);
    if (p->failed) {
        rap_pile_free(p);
        return rap_fail_memory(err);
    }
    *out = p;
    return RAP_OK;
}

rap_code rap_pile_next(rap_pile *p, const rap_row **rows, uint32_t *n, rap_err *err)
{
    uint32_t count = 0;
    rap_arena *before = p->batch;
    p->batch = p->given;
    p->given = before;
    rap_arena_reset(p->batch);
    rap_row *v = RAP_NEW(p->batch, rap_row, BATCH);
    if (!v) return rap_fail_memory(err);
    while (p->stage < STAGES && p->at >= stages[p->stage].count(p)) {
        p->stage++;
        p->at = 0;
    }
    uint32_t total = p->stage < STAGES ? stages[p->stage].count(p) : 0;
    for (; count < BATCH && p->at < total && !p->failed; count++, p->at++) {
        v[count] = (rap_row){.kind = stages[p->stage].kind, .report = -1};
        stages[p->stage].write(p, p->at, &v[count]);
    }
    if (p->out.cap > BATCH_KEEP) rap_buf_done(&p->out);
    if (p->failed || p->out.failed) return rap_fail_memory(err);
    *rows = v;
    *n = count;
    return RAP_OK;
}
