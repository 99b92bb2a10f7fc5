/*
 * view/sheet.c - one report laid open.
 */
/* SPDX-License-Identifier: MIT */
#include "view/sheet.h"

#include "base/ascii.h"
#include "base/digest.h"
#include "base/utf8.h"

enum { WINDOW = 400 }; /* bytes round a place that no block holds */

rap_code rap_sheet_of(rap_sheet *out, rap_view *v, uint32_t n, rap_arena *arena,
                      rap_err *err)
{
    rap_sheet s = {.listed = rap_view_number(v, n)};
    rap_str record, source = {NULL, 0};
    if (!s.listed)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is no report R%u", n);
    rap_code rc = rap_dossier_record(v->d, &record, n, arena, err);
    if (rc == RAP_OK) rc = rap_filed_parse(&s.filed, record, arena, err);
    if (rc != RAP_OK) return rc;
    rc = rap_dossier_source(v->d, &source, n, arena, err);
    if (rc != RAP_OK && rc != RAP_E_OPEN) return rc;
    s.at_hand = rc == RAP_OK;
    if (s.at_hand) {
        s.filed.source = source;
        s.intact = rap_str_is(s.listed->sha256, rap_sha256(source).hex);
        s.raw = rap_str_is(s.filed.media, "text/plain") &&
                rap_utf8_check(source) == source.n;
    }
    *out = s;
    return RAP_OK;
}

rap_str rap_sheet_quote(const rap_sheet *s, rap_span at, rap_arena *arena)
{
    if (!s->at_hand || at.to > s->filed.source.n || at.from > at.to)
        return (rap_str){"", 0};
    return rap_filed_quote(&s->filed, at, arena);
}

rap_span rap_sheet_block(const rap_sheet *s, uint32_t at)
{
    for (uint32_t i = 0; i < s->filed.n_blocks; i++)
        if (s->filed.blocks[i].at.from <= at && at < s->filed.blocks[i].at.to)
            return s->filed.blocks[i].at;
    uint32_t end = (uint32_t)s->filed.source.n;
    rap_span w = {at > WINDOW ? at - WINDOW : 0, end - at > WINDOW ? at + WINDOW : end};
    w.from = (uint32_t)rap_utf8_back(s->filed.source, w.from);
    w.to = (uint32_t)rap_utf8_back(s->filed.source, w.to);
    return w;
}

static bool take_number(uint32_t *n, rap_str s, size_t *at)
{
    uint64_t value = 0;
    size_t from = *at;
    for (; *at < s.n && rap_is_digit(s.p[*at]) && *at - from < 10; ++*at)
        value = value * 10 + (uint64_t)(s.p[*at] - '0');
    *n = (uint32_t)value;
    return *at > from && value <= UINT32_MAX;
}

bool rap_ref_parse(rap_cited *out, const rap_view *v, rap_str ref, bool *anchor)
{
    rap_cited c = {0};
    size_t at = 1;
    if (!ref.n || ref.p[0] != 'R' || !take_number(&c.n, ref, &at)) return false;
    if (!rap_view_number(v, c.n) || at >= ref.n) return false;
    *anchor = ref.p[at] == '#';
    if (*anchor && (at + 1 >= ref.n || ref.p[at + 1] != 'b')) return false;
    if (!*anchor && ref.p[at] != ':' && ref.p[at] != ' ') return false;
    at += *anchor ? 2 : 1;
    if (!take_number(&c.at.from, ref, &at)) return false;
    c.at.to = c.at.from;
    if (!*anchor) {
        if (at >= ref.n || ref.p[at++] != '-' || !take_number(&c.at.to, ref, &at))
            return false;
    }
    if (at != ref.n || c.at.to < c.at.from) return false;
    *out = c;
    return true;
}
