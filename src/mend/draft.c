/*
 * mend/draft.c - applying edits to a text and to its map.
 */
/* SPDX-License-Identifier: MIT */
#include "mend/draft.h"

#include "base/utf8.h"

rap_code rap_draft_start(rap_draft *d, rap_str source, rap_arena *arena, rap_err *err)
{
    *d = (rap_draft){.arena = arena, .text = source};
    rap_piece *all = RAP_PUSH(arena, &d->pieces);
    if (!all) return rap_fail_memory(err);
    rap_span whole = {0, (uint32_t)source.n};
    *all = (rap_piece){.text = whole, .source = whole, .kind = RAP_PIECE_SAME};
    return RAP_OK;
}

static rap_edit *list_edit(rap_draft *d, rap_span at, rap_piece_kind kind)
{
    rap_edit *e = RAP_PUSH(d->arena, &d->edits);
    if (!e) {
        d->refused = true;
        return NULL;
    }
    *e = (rap_edit){.at = at, .kind = kind};
    return e;
}

static void put_char(rap_edit *e, uint32_t c)
{
    if (c) e->put_n = (uint8_t)(e->put_n + rap_utf8_put(e->put + e->put_n, c));
}

void rap_draft_put(rap_draft *d, rap_span at, uint32_t c, uint32_t then, rap_reason why)
{
    rap_edit *e = list_edit(d, at, RAP_PIECE_REPAIR);
    if (!e) return;
    e->rule = why.rule;
    e->sure = why.sure;
    put_char(e, c);
    put_char(e, then);
}

void rap_draft_decode(rap_draft *d, rap_span at, uint32_t c)
{
    rap_edit *e = list_edit(d, at, RAP_PIECE_DECODED);
    if (e) put_char(e, c);
}

const char *rap_draft_rule(const rap_draft *d, size_t at)
{
    size_t low = 0, high = d->pieces.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (d->pieces.v[mid].text.to > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low < d->pieces.n ? d->pieces.v[low].rule : NULL;
}

/* The next text while it is written. */
typedef struct {
    rap_draft *d;
    char *p;
    size_t n;
    RAP_LIST(rap_piece) pieces;
    size_t piece; /* the first old piece that is not wholly copied */
    uint32_t at;  /* old text up to here is copied */
    bool refused;
} rewrite;

static void put_bytes(rewrite *w, uint32_t from, uint32_t to)
{
    if (to > from) memcpy(w->p + w->n, w->d->text.p + from, to - from);
    w->n += to - from;
}

static void put_piece(rewrite *w, rap_piece piece, size_t text_from)
{
    rap_piece *new = RAP_PUSH(w->d->arena, &w->pieces);
    if (!new) {
        w->refused = true;
        return;
    }
    *new = piece;
    new->text = (rap_span){(uint32_t)text_from, (uint32_t)w->n};
}

/* The rest of a piece, or its part before `to`. */
static void copy_part(rewrite *w, rap_piece part, uint32_t to)
{
    if (part.kind == RAP_PIECE_SAME) {
        uint32_t shift = part.source.from - part.text.from;
        part.source = (rap_span){w->at + shift, to + shift};
    }
    size_t before = w->n;
    put_bytes(w, w->at, to);
    put_piece(w, part, before);
    w->at = to;
}

/* Copy whole pieces that end at or before `to`, and the part before it of one of equal
 * bytes; a changed piece that lies across `to` is left to the edit. */
static void copy_until(rewrite *w, uint32_t to)
{
    const rap_piece *old = w->d->pieces.v;
    for (; w->piece < w->d->pieces.n && old[w->piece].text.to <= to; w->piece++)
        if (w->at < old[w->piece].text.to ||
            old[w->piece].text.from == old[w->piece].text.to)
            copy_part(w, old[w->piece], old[w->piece].text.to);
    if (w->piece < w->d->pieces.n && w->at < to && old[w->piece].kind == RAP_PIECE_SAME)
        copy_part(w, old[w->piece], to);
}

static uint32_t source_of(const rap_piece *p, uint32_t text)
{
    return p->source.from + (text - p->text.from);
}

static void apply_edit(rewrite *w, const rap_edit *e)
{
    copy_until(w, e->at.from);
    const rap_piece *old = w->d->pieces.v, *first = &old[w->piece];
    while (w->piece + 1 < w->d->pieces.n && old[w->piece].text.to < e->at.to)
        w->piece++;
    const rap_piece *last = &old[w->piece];
    rap_span source = first->source;
    if (first->kind == RAP_PIECE_SAME) source.from = source_of(first, e->at.from);
    bool part = last->kind == RAP_PIECE_SAME;
    source.to = part ? source_of(last, e->at.to) : last->source.to;
    size_t before = w->n;
    put_bytes(w, w->at, e->at.from);
    if (e->put_n) memcpy(w->p + w->n, e->put, e->put_n);
    w->n += e->put_n;
    w->at = e->at.to;
    if (!part) {
        put_bytes(w, w->at, last->text.to);
        w->at = last->text.to;
    }
    rap_piece new = {
        .source = source, .kind = e->kind, .rule = e->rule, .sure = e->sure};
    put_piece(w, new, before);
}

rap_code rap_draft_apply(rap_draft *d, rap_err *err)
{
    if (d->refused) return rap_fail_memory(err);
    if (d->edits.n == 0) return RAP_OK;
    rewrite w = {.d = d};
    size_t room = d->text.n;
    for (size_t i = 0; i < d->edits.n; i++)
        room += d->edits.v[i].put_n;
    w.p = RAP_NEW(d->arena, char, room + 1);
    if (!w.p) return rap_fail_memory(err);
    for (size_t i = 0; i < d->edits.n; i++)
        if (d->edits.v[i].at.from >= w.at) apply_edit(&w, &d->edits.v[i]);
    copy_until(&w, (uint32_t)d->text.n);
    if (w.refused) return rap_fail_memory(err);
    d->text = (rap_str){w.p, w.n};
    d->pieces.v = w.pieces.v;
    d->pieces.n = w.pieces.n;
    d->pieces.cap = w.pieces.cap;
    d->edits.n = 0;
    return RAP_OK;
}
