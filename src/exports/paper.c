/*
 * exports/paper.c - one report as plain text, and where each place of it stands there.
 */
/* SPDX-License-Identifier: MIT */
#include "exports/paper.h"
#include "view/torn.h"

#include "base/ascii.h"
#include "base/bisect.h"

#include <stdlib.h>

typedef RAP_LIST(rap_paper_block) block_list;
typedef RAP_LIST(rap_paper_mark) mark_list;

/* A block on a line of its own: white space of any kind becomes one blank, byte for
 * byte where it is one byte already. */
static void put_line(rap_buf *b, rap_str quote)
{
    for (size_t i = 0; i < quote.n; i++)
        rap_buf_byte(b, rap_is_space(quote.p[i]) ? ' ' : quote.p[i]);
}

static rap_code take_text(rap_printed *p, const rap_sheet *s, rap_outgoing *o)
{
    rap_buf b = {0};
    block_list blocks = {0};
    uint32_t done = 0;
    for (uint32_t i = 0; i < s->filed.n_blocks; i++) {
        rap_span at = s->filed.blocks[i].at;
        if (at.from < done) continue;
        done = at.to;
        rap_str quote = rap_sheet_quote(s, at, o->row);
        rap_paper_block *one = quote.n ? RAP_PUSH(o->row, &blocks) : NULL;
        if (!quote.n) continue;
        if (!one) break;
        if (b.n) rap_buf_z(&b, "\n");
        one->source = at;
        one->text.from = (uint32_t)b.n;
        put_line(&b, quote);
        one->text.to = (uint32_t)b.n;
    }
    p->text = rap_torn_copy(o->row, &b);
    p->blocks = blocks.v;
    p->n_blocks = (uint32_t)blocks.n;
    rap_buf_done(&b);
    return p->text.p ? RAP_OK : rap_fail_memory(o->err);
}

static const rap_paper_block *block_at(const rap_printed *p, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, p->n_blocks, p->blocks[mid].source.to <= at);
    return low < p->n_blocks && p->blocks[low].source.from <= at ? &p->blocks[low]
                                                                 : NULL;
}

static bool same_words(rap_str text, size_t at, rap_str quote)
{
    if (at + quote.n > text.n) return false;
    for (size_t i = 0; i < quote.n; i++) {
        char c = rap_is_space(quote.p[i]) ? ' ' : quote.p[i];
        if (text.p[at + i] != c) return false;
    }
    return true;
}

/* What stands before the place within its block is as long as its own quote, but for
 * blanks at the seam. */
static bool place_of(rap_span *out, const rap_printed *p, const rap_sheet *s,
                     rap_span at, rap_arena *arena)
{
    const rap_paper_block *b = block_at(p, at.from);
    if (!b) return false;
    if (at.to > b->source.to) at.to = b->source.to;
    rap_arena_place mark = rap_arena_at(arena);
    rap_str quote = rap_str_trim(rap_sheet_quote(s, at, arena));
    rap_str before = rap_sheet_quote(s, (rap_span){b->source.from, at.from}, arena);
    size_t guess = b->text.from + before.n, found = p->text.n;
    for (size_t d = 0; quote.n && d < 4 && found == p->text.n; d++) {
        if (same_words(p->text, guess + d, quote)) found = guess + d;
        if (guess >= d && same_words(p->text, guess - d, quote)) found = guess - d;
    }
    *out = (rap_span){(uint32_t)found, (uint32_t)(found + quote.n)};
    bool good = found < p->text.n && out->from >= b->text.from && out->to <= b->text.to;
    rap_arena_back(arena, mark);
    return good;
}

static int by_place(const void *va, const void *vb)
{
    const rap_paper_mark *a = va, *b = vb;
    int d = (a->at.from > b->at.from) - (a->at.from < b->at.from);
    if (!d) d = (a->at.to < b->at.to) - (a->at.to > b->at.to);
    if (!d) d = rap_str_cmp(a->kind, b->kind);
    return d ? d : rap_str_cmp(a->id, b->id);
}

/* A name is marked by its columns alone: its row holds all its places. */
static rap_code add_mark(mark_list *list, rap_printed *p, const rap_sheet *s,
                         const rap_item *item, rap_outgoing *o)
{
    bool entity = rap_str_is(item->kind, "entity"),
         event = rap_str_is(item->kind, "event");
    rap_cited cite = item->cites[0];
    rap_paper_mark m = {
        .kind = item->kind, .id = item->id, .who = item->who, .cite = cite};
    if (!place_of(&m.at, p, s, cite.at, o->row)) {
        p->lost++;
        return RAP_OK;
    }
    m.label = entity || rap_str_is(item->kind, "position") ? item->state : item->what;
    m.state = event ? item->state : (rap_str){"", 0};
    rap_item whole;
    rap_code rc = RAP_OK;
    if (!entity) {
        rc = rap_view_row(o->v, &whole, "", item->id, o->row, o->err);
        if (rc == RAP_OK) rc = rap_outgoing_claimants(&m.by, o, &whole);
    }
    if (rc != RAP_OK) return rc;
    rap_paper_mark *one = RAP_PUSH(o->row, list);
    if (!one) return rap_fail_memory(o->err);
    *one = m;
    return RAP_OK;
}

static rap_code take_columns(rap_item *item, rap_query *q, rap_arena *arena,
                             rap_err *err)
{
    rap_str *const to[] = {&item->kind, &item->id, &item->who, &item->what,
                           &item->state};
    *item = (rap_item){0};
    for (int i = 0; i < 5; i++) {
        *to[i] = rap_arena_copy(arena, rap_query_str(q, i));
        if (!to[i]->p) return rap_fail_memory(err);
    }
    return RAP_OK;
}

static rap_code take_marks(rap_printed *p, const rap_sheet *s, rap_outgoing *o)
{
    mark_list list = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_code rc =
        rap_query_new(&q, o->v->d,
                      "SELECT c.kind, c.id, r.who, r.what, r.state, c.at_from, c.at_to"
                      " FROM cite c INDEXED BY cite_by_report JOIN row r ON r.id = c.id"
                      " WHERE c.report = ?1 AND c.kind IN ('attribution', 'event', "
                      "'position', 'entity')"
                      " ORDER BY c.kind, c.id, c.at_from",
                      o->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, p->listed->n);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, o->err)) == RAP_OK && more) {
        rap_item item;
        const rap_cited cite = {
            p->listed->n,
            {(uint32_t)rap_query_int(q, 5), (uint32_t)rap_query_int(q, 6)}};
        rc = take_columns(&item, q, o->row, o->err);
        item.cites = &cite;
        item.n_cites = 1;
        if (rc == RAP_OK) rc = add_mark(&list, p, s, &item, o);
    }
    rap_query_end(q);
    if (list.n) qsort(list.v, list.n, sizeof *list.v, by_place);
    p->marks = list.v;
    p->n_marks = (uint32_t)list.n;
    return rc;
}

rap_code rap_printed_of(rap_printed *out, rap_outgoing *o, uint32_t n)
{
    rap_sheet *s = RAP_NEW(o->row, rap_sheet, 1);
    rap_printed p = {.text = {"", 0}};
    if (!s) return rap_fail_memory(o->err);
    rap_code rc = rap_sheet_of(s, o->v, n, o->row, o->err);
    if (rc != RAP_OK) return rc;
    p.listed = s->listed;
    if (s->at_hand) rc = take_text(&p, s, o);
    if (rc == RAP_OK && s->at_hand) rc = take_marks(&p, s, o);
    if (rc == RAP_OK) *out = p;
    return rc;
}

void rap_printed_name(rap_buf *out, const rap_listed *r)
{
    enum { MOST = 80 };
    size_t from = r->key.n;
    while (from > 0 && r->key.p[from - 1] != '/')
        from--;
    rap_buf_printf(out, "%06u-", r->n);
    for (size_t i = from; i < r->key.n && i < from + MOST; i++) {
        char c = r->key.p[i];
        bool plain = rap_is_alnum(c) || c == '-' || c == '_' || (c == '.' && i > from);
        rap_buf_byte(out, plain ? c : '_');
    }
}
