/*
 * answers/round.c - one round of talks with all that is told of it.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/round.h"

static rap_code take_papers(rap_round *r, rap_view *v, const rap_item *item,
                            rap_arena *arena, rap_err *err)
{
    const rap_paper *papers = NULL;
    uint32_t n = 0;
    rap_code rc = rap_view_papers(v, &papers, &n, item->id, err);
    for (uint32_t i = 0; rc == RAP_OK && i < n && r->n_papers < RAP_ROUND_PAPERS; i++)
        rc = rap_view_row(v, &r->papers[r->n_papers++], "document", papers[i].paper,
                          arena, err);
    return rc;
}

static rap_code take_days(rap_round *r, const rap_item *item, rap_arena *arena)
{
    rap_str from = rap_jsonin_str(item->json, "from");
    rap_str to = rap_jsonin_str(item->json, "to");
    rap_buf b = {0};
    rap_buf_put(&b, from);
    if (to.n && !rap_str_eq(from, to)) {
        if (from.n) rap_buf_byte(&b, '/');
        rap_buf_put(&b, to);
    }
    r->day = rap_torn_copy(arena, &b);
    rap_buf_done(&b);
    return r->day.p ? RAP_OK : RAP_E_NOMEM;
}

rap_code rap_round_of(rap_round *out, rap_view *v, const rap_item *item,
                      rap_arena *arena, rap_err *err)
{
    rap_round *r = out;
    *r = (rap_round){.status = rap_sign_status(item->state),
                     .state = item->state,
                     .place = rap_jsonin_str(item->json, "place")};
    if (take_days(r, item, arena) != RAP_OK) return rap_fail_memory(err);
    rap_code rc = rap_tellings_of(&r->tellings, &r->n_tellings, v,
                                  rap_jsonin_get(item->json, "tellings"), arena, err);
    if (rc == RAP_OK)
        rc = rap_tellings_of(&r->outcome, &r->n_outcome, v,
                             rap_jsonin_get(item->json, "outcome"), arena, err);
    return rc == RAP_OK ? take_papers(r, v, item, arena, err) : rc;
}

void rap_round_delegates(rap_buf *out, const rap_view *v, const rap_item *item,
                         rap_str side)
{
    const rap_value *list = rap_jsonin_get(item->json, "delegates");
    bool first = true;
    for (const rap_value *d = list ? list->first : NULL; d; d = d->next) {
        if (!rap_str_eq(rap_jsonin_str(d, "for"), side)) continue;
        if (!first) rap_buf_z(out, ", ");
        rap_buf_put(out, rap_view_name(v, rap_jsonin_str(d, "entity")));
        first = false;
    }
}

void rap_round_title(rap_buf *out, const rap_view *v, const rap_item *item,
                     const rap_round *r)
{
    rap_buf_put(out, r->place);
    if (!r->place.n) rap_buf_z(out, "place not stated");
    rap_buf_z(out, "; ");
    size_t before = out->n;
    rap_names_of(out, v, rap_jsonin_get(item->json, "parties"));
    if (out->n == before) rap_buf_z(out, "parties not stated");
}

rap_str rap_round_step(const rap_telling *t)
{
    rap_str turn = rap_jsonin_str(t->json, "turn");
    return turn.n ? rap_sign_status(turn).word : turn;
}

/* The day of the report that tells it. */
static rap_str told_on(const rap_view *v, const rap_telling *t)
{
    const rap_listed *report = rap_view_number(v, t->cite.n);
    return report ? report->day : (rap_str){"", 0};
}

/* Tellings in order of their reports' days, those of one day as they stand. */
static uint32_t in_order(uint32_t *order, const rap_round *r, const rap_view *v)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_tellings && i < RAP_ROUND_TELLINGS; i++) {
        uint32_t at = n++;
        rap_str day = told_on(v, &r->tellings[i]);
        for (; at > 0; at--) {
            if (rap_str_cmp(told_on(v, &r->tellings[order[at - 1]]), day) <= 0) break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return n;
}

uint32_t rap_round_history(uint32_t steps[RAP_ROUND_STEPS], const rap_round *r,
                           const rap_view *v)
{
    uint32_t order[RAP_ROUND_TELLINGS], n = in_order(order, r, v), k = 0;
    rap_str last = {"", 0};
    for (uint32_t i = 0; i < n && k < RAP_ROUND_STEPS; i++) {
        rap_str step = rap_round_step(&r->tellings[order[i]]);
        if (!step.n || rap_str_eq(step, last)) continue;
        steps[k++] = order[i];
        last = step;
    }
    return k;
}

const rap_telling *rap_round_teller(const rap_round *r, const rap_view *v)
{
    uint32_t order[RAP_ROUND_TELLINGS], n = in_order(order, r, v);
    while (n > 0)
        if (rap_telling_has(&r->tellings[order[--n]], r->state))
            return &r->tellings[order[n]];
    return NULL;
}
