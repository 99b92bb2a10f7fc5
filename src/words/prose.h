/*
 * words/prose.h - the sentences and tokens of a report, and looking tables up in them.
 *
 * Sentences lie in body blocks (and in captions and titles, marked by their block) and
 * never cross one; boilerplate, bylines and datelines have none.  Tokens follow the
 * conventions of English Universal Dependencies: "does" "n't", "Veld" "'s", hyphenated
 * words split at the hyphen.  All spans are text spans.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_PROSE_H
#define RAP_WORDS_PROSE_H

#include "base/table.h"
#include "layout/layout.h"

typedef enum { /* Universal POS tags */
               RAP_X,
               RAP_ADJ,
               RAP_ADP,
               RAP_ADV,
               RAP_AUX,
               RAP_CCONJ,
               RAP_DET,
               RAP_INTJ,
               RAP_NOUN,
               RAP_NUM,
               RAP_PART,
               RAP_PRON,
               RAP_PROPN,
               RAP_PUNCT,
               RAP_SCONJ,
               RAP_SYM,
               RAP_VERB
} rap_upos;

enum {                         /* rap_token.shape, added up */
       RAP_SHAPE_CAPITAL = 1,  /* begins with a capital letter */
       RAP_SHAPE_UPPER = 2,    /* two or more letters, all capitals */
       RAP_SHAPE_DIGIT = 4,    /* holds a digit */
       RAP_SHAPE_LETTER = 8,   /* holds a letter */
       RAP_SHAPE_SPACE = 16,   /* white space stands before it */
       RAP_SHAPE_OPEN = 32,    /* an opening double quotation mark */
       RAP_SHAPE_CLOSE = 64,   /* a closing double quotation mark */
       RAP_SHAPE_QUOTED = 128, /* inside double quotation marks (marks included) */
       RAP_SHAPE_FIRST = 256,  /* first word of its sentence (behind any mark) */
       RAP_SHAPE_NAMED = 512   /* its lemma is written with capitals: "Veld", "I" */
};

#define RAP_NO_HEAD UINT32_MAX

typedef struct {
    rap_span at;
    rap_str low;         /* folded by rap_utf8_fold */
    rap_str lemma;       /* folded */
    uint32_t hash;       /* rap_hash(low) */
    uint32_t lemma_hash; /* rap_hash(lemma) */
    uint32_t sentence;
    uint32_t head; /* token it depends on, itself at the root; RAP_NO_HEAD */
    uint16_t shape;
    uint16_t classes[2]; /* of words used alike, coarse and fine; 0: none known */
    uint8_t upos;        /* rap_upos */
    uint8_t deprel;      /* rap_deprel: its relation to the head */
    char xpos[6];        /* Penn tag, "VBD" */
} rap_token;

typedef struct {
    rap_span at;
    uint32_t first, last; /* tokens [first, last) */
    uint32_t block;       /* index into layout->blocks */
} rap_sentence;

typedef struct {
    const uint8_t *v; /* a row for each token, 128 for 0; one of nothing before and
                         behind; NULL: none */
    uint32_t width;
} rap_word_states;

typedef struct {
    rap_arena *arena; /* where every stage takes its memory */
    const rap_mended *mended;
    const rap_layout *layout;
    rap_str text; /* mended->text */
    rap_token *tokens;
    uint32_t n_tokens;
    rap_sentence *sentences;
    uint32_t n_sentences;
    const char *tongue;      /* ISO 639-1, "und"; static */
    bool english;            /* false: there are no tokens (the record says "unread") */
    rap_word_states *states; /* of the encoder, with trees only */
} rap_prose;

/* Only the text and its language: the tokens are given up. */
RAP_NODISCARD
rap_code rap_prose_open(rap_prose *out, const rap_mended *m, const rap_layout *layout,
                        rap_arena *arena, rap_err *err);

/* Split into sentences and tokens.  Tags and lemmas are set by trees/trees.h.  O(n). */
RAP_NODISCARD
rap_code rap_prose_read(rap_prose *out, const rap_mended *m, const rap_layout *layout,
                        rap_arena *arena, rap_err *err);

/* "VERB" and so on; static. */
const char *rap_upos_name(rap_upos upos);

/* The tag of that name, RAP_X for any other. */
rap_upos rap_upos_of(rap_str name);

static inline rap_str rap_token_text(const rap_prose *p, uint32_t token)
{
    rap_span at = p->tokens[token].at;
    return rap_str_cut(p->text, at.from, at.to);
}

/* Text from the first to before the last of tokens [first, last). */
static inline rap_span rap_tokens_span(const rap_prose *p, uint32_t first,
                                       uint32_t last)
{
    return first < last
               ? (rap_span){p->tokens[first].at.from, p->tokens[last - 1].at.to}
               : (rap_span){0, 0};
}

static inline rap_str rap_prose_cut(const rap_prose *p, rap_span at)
{
    return rap_str_cut(p->text, at.from, at.to);
}

/* Is the token this word (lower case)? */
static inline bool rap_token_is(const rap_prose *p, uint32_t token, const char *low)
{
    return token < p->n_tokens && rap_str_is(p->tokens[token].low, low);
}

/* Row of the longest key of `t` that stands at `token` within its sentence, or
 * RAP_TABLE_NONE; *n tokens.  Keys match folded forms. */
int rap_prose_match_on(const rap_prose *p, const rap_table *t, uint32_t token,
                       uint32_t *n);
static inline int rap_prose_match(const rap_prose *p, const rap_table *t,
                                  uint32_t token, uint32_t *n)
{
    bool may = token < p->n_tokens && rap_table_may(t, p->tokens[token].hash);
    return may ? rap_prose_match_on(p, t, token, n) : RAP_TABLE_NONE;
}

/* Row of the token's lemma (one-word keys), or RAP_TABLE_NONE. */
int rap_prose_match_lemma(const rap_prose *p, const rap_table *t, uint32_t token);

/* The base noun phrase around a token: [*first, *last) in its sentence, determiner,
 * adjectives and names included ("the Norlandic foreign minister Jon Ruud"), no
 * prepositional phrase.  False, nothing touched, when the token is in none. */
bool rap_prose_noun_phrase(const rap_prose *p, uint32_t token, uint32_t *first,
                           uint32_t *last);

#endif
