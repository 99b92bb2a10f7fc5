/*
 * view/seek.c - full text search over the words of the dossier.
 */
/* SPDX-License-Identifier: MIT */
#include "view/seek.h"

#include "base/ascii.h"

enum { MOST_WORDS = 24 };

rap_str rap_seek_match(rap_str words, rap_arena *arena)
{
    rap_buf b = {0};
    int n = 0;
    for (size_t at = 0; at < words.n && n < MOST_WORDS;) {
        while (at < words.n && rap_is_space(words.p[at]))
            at++;
        size_t from = at;
        bool letter = false;
        while (at < words.n && !rap_is_space(words.p[at])) {
            letter = letter || rap_is_alnum(words.p[at]) || rap_is_high(words.p[at]);
            at++;
        }
        if (!letter) continue; /* FTS5 refuses a phrase without a token */
        rap_buf_z(&b, n++ ? " \"" : "\"");
        for (size_t i = from; i < at; i++)
            rap_buf_byte(&b,
                         words.p[i] == '"' || words.p[i] == '\0' ? ' ' : words.p[i]);
        rap_buf_byte(&b, '"');
    }
    rap_str match = rap_torn_copy(arena, &b);
    rap_buf_done(&b);
    return match;
}

/* A report stands in the index under its number. */
rap_code rap_hit_row(rap_item *item, rap_view *v, rap_str kind, rap_str id,
                     rap_arena *arena, rap_err *err)
{
    if (!rap_str_is(kind, "report"))
        return rap_view_row(v, item, kind.p, id, arena, err);
    rap_query *q = NULL;
    bool more = false;
    *item = (rap_item){0};
    rap_code rc = rap_query_new(&q, v->d,
                                "SELECT id FROM row WHERE kind = 'report'"
                                " AND report = CAST(?1 AS INTEGER)",
                                err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, id);
    rc = rap_query_step(q, &more, err);
    rap_str row = rc == RAP_OK && more ? rap_arena_copy(arena, rap_query_str(q, 0))
                                       : (rap_str){0};
    rap_query_end(q);
    if (rc != RAP_OK || !row.n) return rc;
    return rap_view_row(v, item, "report", row, arena, err);
}
