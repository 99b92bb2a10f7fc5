/*
 * reading/record_text.c - the layers text and syntax of a record.
 *
 * `text` is put together from the body blocks; `text_map` tells, piece by piece, from
 * which source bytes, and leaves out what repairs and other charsets have put there.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/record.h"
#include "trees/relations.h"
#include "words/lemmas.h"

static void write_repairs(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "repairs");
    rap_json_array(j);
    for (size_t i = 0; i < r->mended.n_pieces; i++) {
        const rap_piece *p = &r->mended.pieces[i];
        if (p->kind != RAP_PIECE_REPAIR) continue;
        rap_json_object(j);
        rap_json_key(j, "at");
        rap_json_span(j, p->source);
        rap_json_key(j, "put");
        rap_json_str(j, rap_str_cut(r->mended.text, p->text.from, p->text.to));
        rap_json_key(j, "rule");
        rap_json_z(j, p->rule);
        rap_json_key(j, "sure");
        rap_json_int(j, p->sure);
        rap_json_end_object(j);
    }
    rap_json_end_array(j);
}

static void write_blocks(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "blocks");
    rap_json_array(j);
    for (size_t i = 0; i < r->layout.n_blocks; i++) {
        const rap_block *b = &r->layout.blocks[i];
        rap_json_object(j);
        rap_json_key(j, "at");
        rap_record_span(j, r, b->at);
        rap_json_key(j, "kind");
        rap_json_z(j, rap_block_name(b->kind));
        rap_json_key(j, "why");
        rap_json_z(j, b->why);
        rap_json_end_object(j);
    }
    rap_json_end_array(j);
}

/* Where the parts of the printed text come from: text spans in order. */
typedef struct {
    const rap_reading *r;
    bool whole;   /* --verbatim: one part, the whole text */
    size_t block; /* next block to look at */
} parts;

static bool next_part(parts *it, rap_span *part)
{
    const rap_layout *l = &it->r->layout;
    if (it->whole) {
        *part = (rap_span){0, (uint32_t)it->r->mended.text.n};
        return it->block++ == 0;
    }
    for (; it->block < l->n_blocks; it->block++) {
        if (!rap_block_is_body(l->blocks[it->block].kind)) continue;
        *part = l->blocks[it->block++].at;
        return true;
    }
    return false;
}

static parts parts_of(const rap_reading *r)
{
    return (parts){r, r->options->verbatim, 0};
}

static void write_body(rap_json *j, const rap_reading *r)
{
    rap_buf body = {0};
    rap_span part;
    for (parts it = parts_of(r); next_part(&it, &part);) {
        if (body.n) rap_buf_z(&body, "\n\n");
        rap_buf_put(&body, rap_str_cut(r->mended.text, part.from, part.to));
    }
    rap_json_key(j, "text");
    rap_json_str(j, rap_buf_str(&body));
    j->out->failed |= body.failed;
    rap_buf_done(&body);
}

static void write_map_entry(rap_json *j, uint32_t at, uint32_t source, uint32_t n)
{
    rap_json_array(j);
    rap_json_int(j, at);
    rap_json_int(j, source);
    rap_json_int(j, n);
    rap_json_end_array(j);
}

static void write_map(rap_json *j, const rap_reading *r)
{
    const rap_mended *m = &r->mended;
    rap_json_key(j, "text_map");
    rap_json_array(j);
    uint32_t out = 0;
    size_t i = 0;
    rap_span part;
    for (parts it = parts_of(r); next_part(&it, &part);) {
        if (out) out += 2;
        while (i < m->n_pieces && m->pieces[i].text.to <= part.from)
            i++;
        for (size_t k = i; k < m->n_pieces && m->pieces[k].text.from < part.to; k++) {
            const rap_piece *p = &m->pieces[k];
            uint32_t from = p->text.from > part.from ? p->text.from : part.from;
            uint32_t to = p->text.to < part.to ? p->text.to : part.to;
            if (p->kind == RAP_PIECE_SAME && from < to)
                write_map_entry(j, out + (from - part.from),
                                p->source.from + (from - p->text.from), to - from);
        }
        out += part.to - part.from;
    }
    rap_json_end_array(j);
}

static void write_sentences(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "sentences");
    rap_json_array(j);
    for (uint32_t i = 0; i < r->prose.n_sentences; i++)
        rap_record_span(j, r, r->prose.sentences[i].at);
    rap_json_end_array(j);
}

/* Number of the head in its sentence, 0 at the root; null, not guessed, without trees.
 */
static void write_arc(rap_json *j, const rap_prose *p, uint32_t i)
{
    const rap_token *t = &p->tokens[i];
    bool known = t->head != RAP_NO_HEAD;
    rap_json_key(j, "head");
    if (known)
        rap_json_int(j, t->head == i
                            ? 0
                            : (int64_t)t->head - p->sentences[t->sentence].first + 1);
    else
        rap_json_null(j);
    rap_json_key(j, "deprel");
    if (known)
        rap_json_z(j, rap_deprel_name(t->deprel));
    else
        rap_json_null(j);
}

static void write_tokens(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "tokens");
    rap_json_array(j);
    for (uint32_t i = 0; i < r->prose.n_tokens; i++) {
        const rap_token *t = &r->prose.tokens[i];
        rap_json_object(j);
        rap_json_key(j, "at");
        rap_record_span(j, r, t->at);
        char room[RAP_LEMMA_ROOM];
        rap_json_key(j, "lemma");
        rap_json_str(j, rap_lemma_written(&r->prose, i, room));
        rap_json_key(j, "upos");
        rap_json_z(j, rap_upos_name(t->upos));
        rap_json_key(j, "xpos");
        rap_json_str_or_null(j, rap_str_of(t->xpos));
        write_arc(j, &r->prose, i);
        rap_json_end_object(j);
    }
    rap_json_end_array(j);
}

void rap_record_write_text(rap_json *j, const rap_reading *r)
{
    if (r->layers & RAP_LAYER_TEXT) {
        write_repairs(j, r);
        write_blocks(j, r);
        write_body(j, r);
        write_map(j, r);
    }
    if (r->layers & RAP_LAYER_SYNTAX) {
        write_sentences(j, r);
        write_tokens(j, r);
    }
}
