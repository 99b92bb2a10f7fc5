/*
 * answers/promise.c - one pledge as it is shown.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/promise.h"

rap_code rap_promise_of(rap_promise *out, rap_view *v, const rap_item *item,
                        rap_arena *arena, rap_err *err)
{
    rap_promise p = {.what = item->text};
    rap_code rc =
        rap_tellings_of(&p.made, &p.n_made, v, rap_tellings_list(item), arena, err);
    if (rc == RAP_OK)
        rc = rap_tellings_of(&p.followups, &p.n_followups, v,
                             rap_jsonin_get(item->json, "followups"), arena, err);
    if (rc != RAP_OK) return rc;
    const rap_telling *best = NULL;
    p.hollow = p.n_made > 0;
    for (uint32_t i = 0; i < p.n_made; i++) {
        rap_str told = rap_jsonin_str(p.made[i].json, "asserted_by");
        if (!told.n || rap_str_is(told, "self") || rap_str_is(told, "narrator"))
            p.hollow = false;
        const rap_claim *c = &p.made[i].claim;
        bool exact = rap_str_find(c->words, item->text, 0) < c->words.n;
        if (!best || (exact && rap_str_find(best->claim.words, item->text, 0) >=
                                   best->claim.words.n))
            best = &p.made[i];
    }
    if (best) {
        rap_str told = rap_jsonin_str(best->json, "asserted_by");
        p.by = best->claim;
        p.own = p.by.kind == RAP_CLAIM_NAMED && rap_str_is(told, "self");
    }
    p.what = rap_claim_words(&p.by, item->text, arena);
    *out = p;
    return RAP_OK;
}

void rap_promise_write(rap_buf *out, const rap_view *v, const rap_item *item,
                       const rap_promise *p)
{
    if (p->own)
        rap_claim_write(out, &p->by);
    else
        rap_names_write(out, v, item->who);
    rap_buf_z(out, ": ");
    rap_buf_put(out, p->what);
    if (!p->own) rap_buf_z(out, ", ");
    if (!p->own) rap_claim_say(out, &p->by);
}
