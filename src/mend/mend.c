/*
 * mend/mend.c - decode, then mend in passes until nothing is found; and the map back.
 */
/* SPDX-License-Identifier: MIT */
#include "mend/charset.h"

enum { ROUNDS = 4 }; /* damage seen in the wild is two layers deep, seldom three */

typedef void pass(rap_draft *);

static rap_code repeat(rap_draft *d, pass *find, int rounds, rap_err *err)
{
    for (int i = 0; i < rounds; i++) {
        find(d);
        bool found = d->edits.n > 0;
        rap_code rc = rap_draft_apply(d, err);
        if (rc != RAP_OK || !found) return rc;
    }
    return RAP_OK;
}

rap_code rap_draft_mend(rap_draft *d, rap_err *err)
{
    rap_code rc = repeat(d, rap_escapes_find, ROUNDS, err);
    if (rc == RAP_OK) rc = repeat(d, rap_mojibake_find, ROUNDS, err);
    if (rc == RAP_OK) rc = repeat(d, rap_marks_find, 1, err);
    return rc;
}

rap_code rap_mend(rap_mended *out, rap_str source, const char *charset,
                  rap_arena *arena, rap_err *err)
{
    if (source.n >= UINT32_MAX)
        return rap_fail(err, RAP_E_LIMIT, 0, "a report of %zu bytes", source.n);
    rap_draft d;
    const char *name = NULL;
    rap_code rc = rap_draft_start(&d, source, arena, err);
    if (rc == RAP_OK) rc = rap_charset_find(&d, &name, charset, err);
    if (rc == RAP_OK) rc = rap_draft_apply(&d, err);
    if (rc == RAP_OK) rc = rap_draft_mend(&d, err);
    if (rc != RAP_OK) return rc;
    *out = (rap_mended){source, d.text, d.pieces.v, d.pieces.n, name};
    return RAP_OK;
}

/* The first piece whose text (or source) ends behind `at`; n_pieces when none does. */
static size_t piece_over(const rap_mended *m, uint32_t at, bool of_source)
{
    size_t low = 0, high = m->n_pieces;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const rap_piece *p = &m->pieces[mid];
        if ((of_source ? p->source.to : p->text.to) > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* Where the side `a` of a piece stands at `at`, on its side `b`: at one of its edges
 * when its bytes are not equal. */
static uint32_t carry(const rap_piece *p, rap_span a, rap_span b, uint32_t at, bool end)
{
    if (p->kind == RAP_PIECE_SAME) return b.from + (at - a.from);
    return end ? b.to : b.from;
}

static rap_span map_span(const rap_mended *m, rap_span s, bool of_source)
{
    size_t first = piece_over(m, s.from, of_source);
    if (first == m->n_pieces) { /* at the very end */
        uint32_t end = (uint32_t)(of_source ? m->text.n : m->source.n);
        return (rap_span){end, end};
    }
    const rap_piece *p = &m->pieces[first];
    rap_span a = of_source ? p->source : p->text, b = of_source ? p->text : p->source;
    rap_span out = {carry(p, a, b, s.from, false), 0};
    out.to = out.from;
    if (s.to <= s.from) return out;
    size_t last = piece_over(m, s.to - 1, of_source);
    if (last == m->n_pieces) last = m->n_pieces - 1;
    p = &m->pieces[last];
    a = of_source ? p->source : p->text;
    b = of_source ? p->text : p->source;
    uint32_t to = s.to < a.to ? s.to : a.to;
    out.to = carry(p, a, b, to, true);
    return out;
}

rap_span rap_mended_to_source(const rap_mended *m, rap_span text)
{
    return map_span(m, text, false);
}

rap_span rap_mended_to_text(const rap_mended *m, rap_span source)
{
    return map_span(m, source, true);
}

rap_str rap_mended_quote(const rap_mended *m, rap_span source)
{
    rap_span text = map_span(m, source, true);
    return rap_str_cut(m->text, text.from, text.to);
}
