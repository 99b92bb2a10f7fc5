/*
 * words/tagger.c - universal and Penn tags by an averaged perceptron.
 *
 * From left to right, each word gets the best joint tag ("NOUN|NN") given its form, its
 * neighbours and the two tags before it (Ratnaparkhi 1996; Collins 2002).  A word that
 * was always seen with one tag is not asked about.  train/tags.c makes the weights.
 */
/* SPDX-License-Identifier: MIT */
#include "words/tagger.h"

enum { PIECE = 256 /* tokens that are looked at together */ };

static uint8_t upos_of(rap_str name)
{
    for (uint8_t i = 0; i <= RAP_VERB; i++)
        if (rap_str_is(name, rap_upos_name(i))) return i;
    return RAP_X;
}

void rap_tagger_open(rap_tagger *out, rap_part model, rap_part words)
{
    *out = (rap_tagger){.words = words};
    if (!rap_linear_open(&out->model, model)) return;
    if (out->model.n_classes > RAP_TAGS_MAX) {
        out->model = (rap_linear){0};
        return;
    }
    const char *name = out->model.names;
    for (uint32_t i = 0; i < out->model.n_classes; i++) {
        rap_str tag = rap_str_of(name);
        size_t bar = rap_str_find(tag, RAP_STR("|"), 0);
        rap_str xpos = rap_str_cut(tag, bar + 1, tag.n);
        out->upos[i] = upos_of(rap_str_cut(tag, 0, bar));
        memcpy(out->xpos[i], xpos.p, xpos.n < 5 ? xpos.n : 5);
        name += tag.n + 1;
    }
}

/* A piece of a sentence under the tagger's eyes. */
typedef struct {
    rap_tag_word words[RAP_TAG_BEFORE + PIECE + RAP_TAG_BEHIND];
    rap_case written;
    uint32_t tags[2]; /* of the two words before, + 1, nearest first */
    int32_t scores[RAP_TAGS_MAX];
    uint64_t keys[RAP_TAG_KEYS];
} view;

/* Look at tokens [from, to) of the sentence, counted from its first, and those around
 * them. */
static void look(view *v, const rap_tagger *t, const rap_prose *p,
                 const rap_sentence *s, rap_span piece)
{
    uint32_t n = s->last - s->first;
    rap_tag_word *w = v->words;
    for (uint32_t i = piece.from; i < piece.to + RAP_TAG_BEFORE + RAP_TAG_BEHIND; i++) {
        bool inside = i >= RAP_TAG_BEFORE && i - RAP_TAG_BEFORE < n;
        *w = (rap_tag_word){0};
        if (inside)
            rap_tag_look(w, p, s->first + i - RAP_TAG_BEFORE, v->written, t->words);
        w++;
    }
}

static uint32_t best_of(view *v, const rap_tagger *t, const rap_tag_word *w)
{
    uint32_t n = t->model.n_classes, best = 0;
    if (w->certain) return w->certain - 1u;
    memset(v->scores, 0, n * sizeof *v->scores);
    uint32_t n_keys = rap_tag_keys(v->keys, w, v->tags);
    rap_linear_score(&t->model, v->keys, n_keys, v->scores);
    for (uint32_t c = 1; c < n; c++)
        if (v->scores[c] > v->scores[best]) best = c;
    return best;
}

/* Tag tokens [from, to) of the sentence, counted from its first. */
static void tag_piece(view *v, const rap_tagger *t, const rap_prose *p,
                      const rap_sentence *s, rap_span piece)
{
    look(v, t, p, s, piece);
    for (uint32_t i = piece.from; i < piece.to; i++) {
        uint32_t best = best_of(v, t, &v->words[i - piece.from + RAP_TAG_BEFORE]);
        rap_token *token = &p->tokens[s->first + i];
        token->upos = t->upos[best];
        memcpy(token->xpos, t->xpos[best], sizeof token->xpos);
        v->tags[1] = v->tags[0];
        v->tags[0] = best + 1;
    }
}

rap_code rap_tagger_run(const rap_tagger *t, const rap_prose *p, rap_err *err)
{
    if (!t->model.buckets) return RAP_OK;
    view *v = RAP_NEW(p->arena, view, 1);
    if (!v) return rap_fail_memory(err);
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        const rap_sentence *s = &p->sentences[i];
        uint32_t n = s->last - s->first;
        v->tags[0] = v->tags[1] = 0;
        v->written = rap_sentence_case(p, s);
        for (uint32_t from = 0; from < n; from += PIECE) {
            uint32_t to = n - from > PIECE ? from + PIECE : n;
            tag_piece(v, t, p, s, (rap_span){from, to});
        }
    }
    return RAP_OK;
}
