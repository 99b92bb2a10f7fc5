/*
 * keep/hands.c - the corrections by hand and the brief, as the pile takes them.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/hands.h"

#include "keep/store.h"

typedef RAP_LIST(rap_hand) hand_list;

static int hand_of(rap_str what)
{
    if (rap_str_is(what, "merge")) return RAP_HAND_MERGE;
    if (rap_str_is(what, "split")) return RAP_HAND_SPLIT;
    if (rap_str_is(what, "set")) return RAP_HAND_SET;
    return RAP_HAND_NONE;
}

static rap_code take(hand_list *hands, rap_str *brief, sqlite3_stmt *q,
                     rap_arena *arena, rap_err *err)
{
    rap_str what = rap_store_column(q, 0);
    int kind = hand_of(what);
    bool is_brief = rap_str_is(what, "brief");
    if (kind == RAP_HAND_NONE && !is_brief) return RAP_OK; /* in the records already */
    rap_str value = rap_arena_copy(arena, rap_store_column(q, 3));
    if (!value.p) return rap_fail_memory(err);
    if (is_brief) {
        *brief = value;
        return RAP_OK;
    }
    rap_hand *h = RAP_PUSH(arena, hands);
    if (!h) return rap_fail_memory(err);
    h->a = rap_arena_copy(arena, rap_store_column(q, 1));
    h->b = rap_arena_copy(arena, rap_store_column(q, 2));
    h->value = value;
    memcpy(&h->what, &kind, sizeof h->what);
    return h->a.p && h->b.p ? RAP_OK : rap_fail_memory(err);
}

rap_code rap_hands_load(rap_dossier *d, rap_pile_options *out, rap_arena *arena,
                        rap_err *err)
{
    static const char sql[] = "SELECT what, a, b, value FROM hand ORDER BY n";
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(d->db, sql, -1, &q, NULL) != SQLITE_OK)
        return rap_store_fail(d->db, "reading the corrections", err);
    hand_list hands = {0};
    rap_code rc = RAP_OK;
    int step = SQLITE_DONE;
    while (rc == RAP_OK && (step = sqlite3_step(q)) == SQLITE_ROW)
        rc = take(&hands, &out->brief, q, arena, err);
    if (rc == RAP_OK && step != SQLITE_DONE)
        rc = rap_store_fail(d->db, "reading the corrections", err);
    (void)sqlite3_finalize(q);
    out->hands = hands.v;
    out->n_hands = (uint32_t)hands.n;
    return rc;
}
