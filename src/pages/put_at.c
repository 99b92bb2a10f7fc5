/*
 * pages/put_at.c - links to the rounds of talks that words of a report belong to.
 *
 * A round cites the words that tell of it and what each side said came of it; a row
 * whose words hold one of these was put there.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/put_at.h"

#include "answers/process.h"
#include "view/wording.h"

enum { ROUNDS_SHOWN = 2, ROOM = 1 << 26 };

/* "at the talks: " with where and when; for what hangs on them also how far they came.
 */
static void put_link(rap_leaf *l, const rap_item *round, bool hangs)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_html_z(h, hangs ? " · hangs on " : " ");
    rap_html_open(h, "a");
    rap_buf_z(&b, "/talks#");
    rap_buf_put(&b, round->id);
    rap_html_attr(h, "class", "put");
    rap_html_href(h, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_z(&b, hangs ? "the talks: " : "at the talks: ");
    const rap_meeting m = {.day = round->day, .place = round->what};
    rap_meeting_name(&b, &m);
    if (hangs) rap_buf_z(&b, " (");
    if (hangs) rap_buf_put(&b, rap_sign_status(round->state).word);
    if (hangs) rap_buf_z(&b, ")");
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

static rap_code find_links(rap_leaf *l, rap_cited where, bool hangs, rap_arena *arena)
{
    rap_item *items = RAP_NEW(arena, rap_item, RAP_INSIDE_MAX);
    uint32_t n = 0, shown = 0;
    if (!items) return rap_fail_memory(l->err);
    rap_code rc = rap_view_inside(l->v, items, &n, "round", where, arena, l->err);
    for (uint32_t i = 0; rc == RAP_OK && i < n && shown < ROUNDS_SHOWN; i++) {
        bool again = false;
        for (uint32_t k = 0; k < i; k++)
            again = again || rap_str_eq(items[k].id, items[i].id);
        if (!again) put_link(l, &items[i], hangs);
        shown += !again;
    }
    return rc;
}

static rap_code put_links(rap_leaf *l, rap_cited where, bool hangs)
{
    if (!where.n) return RAP_OK;
    rap_arena *arena = rap_arena_new(ROOM); /* bodies of rounds may be long */
    if (!arena) return rap_fail_memory(l->err);
    rap_code rc = find_links(l, where, hangs, arena);
    rap_arena_free(arena);
    return rc;
}

rap_code rap_leaf_put_at(rap_leaf *l, rap_cited where)
{
    return put_links(l, where, false);
}

rap_code rap_leaf_hangs_on(rap_leaf *l, rap_cited condition)
{
    return put_links(l, condition, true);
}
