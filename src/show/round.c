/*
 * show/round.c - one round of talks with all that is told of it.
 */
/* SPDX-License-Identifier: MIT */
#include "show/round.h"

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
    r->day = rap_arena_copy(arena, rap_buf_str(&b));
    rap_buf_done(&b);
    return r->day.p ? RAP_OK : RAP_E_NOMEM;
}

rap_code rap_round_of(rap_round *out, rap_view *v, const rap_item *item,
                      rap_arena *arena, rap_err *err)
{
    rap_round *r = out;
    *r = (rap_round){.status = rap_sign_status(item->state),
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
