/*
 * train/prose_of.c - a report out of given words, as the reader would see it.
 */
/* SPDX-License-Identifier: MIT */
#include "prose_of.h"

#include "words/classes.h"
#include "words/marks.h"
#include "words/tokens.h"

typedef struct {
    const given_word *words;
    uint32_t n;
    rap_token *tokens;
    rap_sentence *sentences;
    rap_block *blocks;
    uint32_t n_sentences, n_blocks;
    char *text;
    uint32_t at;
} builder;

static void lay_word(builder *b, uint32_t i)
{
    const given_word *w = &b->words[i];
    bool space = i == 0 || w->paragraph || !w->glued;
    if (i && w->paragraph) b->text[b->at++] = '\n';
    if (i && space) b->text[b->at++] = w->paragraph ? '\n' : ' ';
    memcpy(b->text + b->at, w->form.p, w->form.n);
    b->tokens[i].at = (rap_span){b->at, b->at + (uint32_t)w->form.n};
    b->at += (uint32_t)w->form.n;
    if (i == 0 || w->paragraph)
        b->blocks[b->n_blocks++] =
            (rap_block){.at = b->tokens[i].at, .kind = RAP_BLOCK_PARAGRAPH};
    b->blocks[b->n_blocks - 1].at.to = b->at;
    if (i == 0 || w->paragraph || w->sentence)
        b->sentences[b->n_sentences++] =
            (rap_sentence){.at = b->tokens[i].at, .first = i, .block = b->n_blocks - 1};
    rap_sentence *s = &b->sentences[b->n_sentences - 1];
    s->at.to = b->at;
    s->last = i + 1;
}

static bool look_word(builder *b, uint32_t i, rap_arena *arena)
{
    rap_token *t = &b->tokens[i];
    const given_word *w = &b->words[i];
    if (!rap_token_look(t, w->form, arena)) return false;
    if (i == 0 || w->paragraph || !w->glued) t->shape |= RAP_SHAPE_SPACE;
    t->head = RAP_NO_HEAD;
    t->lemma = t->low;
    t->lemma_hash = t->hash;
    return true;
}

/* As words/sentences.c sets it: the first word of a sentence, behind any mark. */
static void set_first(rap_token *tokens, const rap_sentence *s, uint32_t number)
{
    bool first = true;
    for (uint32_t i = s->first; i < s->last; i++) {
        tokens[i].sentence = number;
        if (!first || !(tokens[i].shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)))
            continue;
        tokens[i].shape |= RAP_SHAPE_FIRST;
        first = false;
    }
}

static bool take(builder *b, const given_word *words, uint32_t n, rap_arena *arena)
{
    size_t size = 1;
    for (uint32_t i = 0; i < n; i++)
        size += words[i].form.n + 2;
    *b = (builder){.words = words, .n = n};
    b->tokens = RAP_NEW(arena, rap_token, n + 1);
    b->sentences = RAP_NEW(arena, rap_sentence, n + 1);
    b->blocks = RAP_NEW(arena, rap_block, n + 1);
    b->text = RAP_NEW(arena, char, size);
    return b->tokens && b->sentences && b->blocks && b->text;
}

static void pair_marks(const builder *b, const rap_prose *p)
{
    for (uint32_t s = 0, from = 0; s < b->n_sentences; s++) {
        bool end = s + 1 == b->n_sentences ||
                   b->sentences[s + 1].block != b->sentences[s].block;
        if (!end) continue;
        rap_marks_pair(p, b->tokens, from, b->sentences[s].last);
        from = b->sentences[s].last;
    }
}

bool prose_of(rap_prose *out, const given_word *words, uint32_t n, rap_arena *arena)
{
    builder b;
    rap_mended *mended = RAP_NEW(arena, rap_mended, 1);
    rap_layout *layout = RAP_NEW(arena, rap_layout, 1);
    if (!mended || !layout || !take(&b, words, n, arena)) return false;
    for (uint32_t i = 0; i < n; i++) {
        lay_word(&b, i);
        if (!look_word(&b, i, arena)) return false;
    }
    mended->text = mended->source = (rap_str){b.text, b.at};
    layout->blocks = b.blocks;
    layout->n_blocks = b.n_blocks;
    *out = (rap_prose){.arena = arena, .mended = mended, .layout = layout};
    out->text = mended->text;
    out->tokens = b.tokens;
    out->n_tokens = n;
    out->sentences = b.sentences;
    out->n_sentences = b.n_sentences;
    out->english = true;
    for (uint32_t s = 0; s < b.n_sentences; s++)
        set_first(b.tokens, &b.sentences[s], s);
    pair_marks(&b, out);
    rap_classes_set(b.tokens, 0, n);
    return true;
}
