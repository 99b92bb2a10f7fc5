/*
 * trees/trees.c - tags and lemmas of all words, and what hangs on what.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/trees.h"

#include "encoder/encoder.h"
#include "punctuation_table.inc"
#include "trees/valid.h"
#include "words/lemmas.h"

/* What the encoder's numbers stand for. */
typedef struct {
    rap_encoder encoder;
    uint8_t upos[RAP_ENCODER_TAGS], relation[RAP_ENCODER_LABELS];
    char xpos[RAP_ENCODER_TAGS][sizeof((rap_token *)NULL)->xpos];
} reader;

/* "NOUN|NN" */
static void take_tag(reader *r, uint32_t i)
{
    rap_str name = rap_str_of(r->encoder.tags[i]);
    size_t bar = rap_str_find(name, RAP_STR("|"), 0);
    rap_str xpos = bar < name.n ? rap_str_cut(name, bar + 1, name.n) : name;
    size_t room = sizeof r->xpos[i] - 1;
    r->upos[i] = (uint8_t)rap_upos_of(rap_str_cut(name, 0, bar));
    memset(r->xpos[i], 0, sizeof r->xpos[i]);
    memcpy(r->xpos[i], xpos.p, xpos.n < room ? xpos.n : room);
}

/* False: the program was built without weights. */
static bool open_reader(reader *r)
{
    if (!rap_encoder_open(&r->encoder, rap_weights_part("encoder"))) return false;
    for (uint32_t i = 0; i < r->encoder.n_tags; i++)
        take_tag(r, i);
    for (uint32_t i = 0; i < r->encoder.n_labels; i++)
        r->relation[i] = (uint8_t)rap_deprel_of(rap_str_of(r->encoder.labels[i]));
    return true;
}

/* What marks are is known: the network has hardly seen some of them. */
static void tag_mark(rap_token *t)
{
    if (t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) return;
    if (t->shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE)) {
        t->upos = RAP_PUNCT;
        memcpy(t->xpos, t->shape & RAP_SHAPE_OPEN ? "``" : "\'\'", sizeof "``");
        return;
    }
    if (t->upos == RAP_PUNCT || t->upos == RAP_SYM) return;
    int row = rap_table_find(&punctuation_table, t->low);
    if (!rap_cell_is(&punctuation_table, row, PUNCTUATION_UPOS, "PUNCT")) return;
    rap_str tag = rap_cell(&punctuation_table, row, PUNCTUATION_TAG);
    t->upos = RAP_PUNCT;
    memset(t->xpos, 0, sizeof t->xpos);
    memcpy(t->xpos, tag.p, tag.n < sizeof t->xpos ? tag.n : sizeof t->xpos - 1);
}

static void settle(const reader *r, const rap_encoding *read, const rap_prose *p,
                   bool heads)
{
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        rap_token *t = &p->tokens[i];
        t->upos = r->upos[read[i].tag];
        memcpy(t->xpos, r->xpos[read[i].tag], sizeof t->xpos);
        tag_mark(t);
        if (!heads) continue;
        t->head = read[i].head;
        t->deprel = r->relation[read[i].label];
        /* the root of a later piece of a long sentence hangs on the first's */
        if (t->deprel == RAP_REL_ROOT && t->head != i) t->deprel = RAP_REL_PARATAXIS;
    }
}

static rap_code read_all(const rap_prose *p, bool heads, rap_err *err)
{
    if (!p->n_tokens) return RAP_OK;
    reader *r = RAP_NEW(p->arena, reader, 1);
    rap_encoding *read = RAP_NEW(p->arena, rap_encoding, p->n_tokens);
    if (!r || !read) return rap_fail_memory(err);
    rap_code rc = RAP_OK;
    if (open_reader(r)) {
        r->encoder.no_marks = true;
        r->encoder.no_trees = !heads;
        rc = rap_encoder_run(&r->encoder, p, read, err);
        if (rc == RAP_OK) settle(r, read, p, heads);
    }
    if (rc == RAP_OK) rc = rap_lemmas_read(p, err);
    return rc == RAP_OK && heads ? rap_valid_mend(p, err) : rc;
}

rap_code rap_trees_read(const rap_prose *p, rap_err *err)
{
    return read_all(p, true, err);
}

rap_code rap_trees_tag(const rap_prose *p, rap_err *err)
{
    return read_all(p, false, err);
}
