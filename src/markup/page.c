/*
 * markup/page.c - a web page read: decoded, made a tree, its text mended.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/page.h"

#include "markup/pagemeta.h"
#include "markup/pagetext.h"
#include "markup/prescan.h"
#include "mend/charset.h"
#include "mend/glance.h"

/* Decode: the draft's text becomes the page, its pieces the way back. */
static rap_code decode(rap_page *p, rap_draft *d, const char *told, rap_err *err)
{
    rap_code rc = RAP_OK;
    p->mended.charset = "utf-8";
    if (!rap_glance_sound(d->text) ||
        rap_str_begins(d->text, RAP_STR("\xEF\xBB\xBF"))) {
        if (!told) told = rap_prescan_charset(d->text, d->arena);
        rc = rap_charset_find(d, &p->mended.charset, told, err);
        if (rc == RAP_OK) rc = rap_draft_apply(d, err);
    }
    if (rc != RAP_OK) return rc;
    p->page = d->text;
    p->decoding = d->pieces.v;
    p->n_decoding = d->pieces.n;
    return RAP_OK;
}

/* Where the character at `at` of the source begins in the text, or ends.  *piece goes
 * forward to the one over it. */
static uint32_t text_at(const rap_mended *m, size_t *piece, uint32_t at, bool end)
{
    while (*piece + 1 < m->n_pieces && m->pieces[*piece].source.to <= at)
        ++*piece;
    const rap_piece *p = &m->pieces[*piece];
    if (p->kind == RAP_PIECE_SAME) return p->text.from + (at - p->source.from) + end;
    return end ? p->text.to : p->text.from;
}

/* Carry the blocks from the page to the mended text: both in order, so in one walk. */
static void carry_blocks(rap_page *p, rap_text_blocks *blocks)
{
    uint32_t done = 0;
    size_t n = 0, piece = 0;
    for (size_t i = 0; i < blocks->n; i++) {
        rap_text_block b = blocks->v[i];
        rap_span source = rap_page_to_source(p, b.at);
        b.text.from = text_at(&p->mended, &piece, source.from, false);
        b.text.to = text_at(&p->mended, &piece, source.to - 1, true);
        if (b.text.from < done) b.text.from = done;
        if (b.text.to <= b.text.from) continue; /* a repair has eaten it */
        done = b.text.to;
        blocks->v[n++] = b;
    }
    p->blocks = blocks->v;
    p->n_blocks = (uint32_t)n;
}

rap_code rap_markup_read(rap_page *out, rap_str source, const char *charset,
                         rap_arena *arena, rap_err *err)
{
    if (source.n >= UINT32_MAX)
        return rap_fail(err, RAP_E_LIMIT, 0, "a page of %zu bytes", source.n);
    rap_page p = {0};
    rap_draft d;
    rap_text_blocks blocks = {0};
    rap_code rc = rap_draft_start(&d, source, arena, err);
    if (rc == RAP_OK) rc = decode(&p, &d, charset, err);
    if (rc == RAP_OK) rc = rap_tree_read(&p.tree, p.page, arena, err);
    if (rc != RAP_OK) return rc;
    rap_pagetext_find(&d, &blocks, &p.tree);
    rc = rap_draft_apply(&d, err);
    if (rc == RAP_OK) rc = rap_draft_mend(&d, err);
    if (rc != RAP_OK) return rc;
    const char *name = p.mended.charset;
    p.mended = (rap_mended){source, d.text, d.pieces.v, d.pieces.n, name};
    carry_blocks(&p, &blocks);
    rap_pagemeta *meta = RAP_NEW(arena, rap_pagemeta, 1);
    if (!meta) return rap_fail_memory(err);
    p.meta = meta;
    rc = rap_pagemeta_read(meta, &p, arena, err);
    if (rc == RAP_OK) *out = p;
    return rc;
}

rap_span rap_page_to_source(const rap_page *p, rap_span page)
{
    if (p->page.p == p->mended.source.p) return page; /* nothing was decoded */
    const rap_mended m = {.source = p->mended.source,
                          .text = p->page,
                          .pieces = p->decoding,
                          .n_pieces = p->n_decoding};
    return rap_mended_to_source(&m, page);
}
