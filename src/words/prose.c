/*
 * words/prose.c - the sentences and tokens of a report, and looking tables up in them.
 *
 * Blocks are cut into tokens, marks are paired, sentences found, in that order.  Each
 * step is a file of its own; here they are only put in a row.
 */
/* SPDX-License-Identifier: MIT */
#include "words/prose.h"

#include "base/ascii.h"
#include "words/classes.h"
#include "words/marks.h"
#include "words/sentences.h"
#include "words/tokens.h"
#include "words/tongue.h"

enum {
    TOKEN_BYTES = 4, /* bytes of English text to a token, rounded down */
    PHRASE_MAX = 24  /* tokens of a noun phrase to either side of its token */
};

static bool has_prose(rap_block_kind kind)
{
    return rap_block_is_body(kind) || kind == RAP_BLOCK_TITLE ||
           kind == RAP_BLOCK_CAPTION;
}

/* The whole text with ASCII letters in lower case; p is NULL when memory is refused. */
static rap_str lowered(rap_arena *a, rap_str s)
{
    char *p = RAP_NEW(a, char, s.n + 1);
    for (size_t i = 0; p && i < s.n; i++)
        p[i] = rap_to_lower(s.p[i]);
    return (rap_str){p, s.n};
}

/* Tokens of every block with prose; ends[b] is the end of block b among them. */
static rap_code read_tokens(rap_prose *p, uint32_t *ends, rap_err *err)
{
    rap_str low = lowered(p->arena, p->text);
    if (!low.p) return rap_fail_memory(err);
    rap_token_list list = {.cap = p->text.n / TOKEN_BYTES + 1};
    list.v = RAP_NEW(p->arena, rap_token, list.cap);
    if (!list.v) return rap_fail_memory(err);
    for (size_t b = 0; b < p->layout->n_blocks; b++) {
        const rap_block *block = &p->layout->blocks[b];
        rap_code rc = RAP_OK;
        if (has_prose(block->kind)) rc = rap_tokens_read(&list, p, low, block->at, err);
        if (rc != RAP_OK) return rc;
        ends[b] = (uint32_t)list.n;
    }
    p->tokens = list.v;
    p->n_tokens = (uint32_t)list.n;
    return RAP_OK;
}

static rap_code read_sentences(rap_prose *p, const uint32_t *ends, rap_err *err)
{
    for (uint32_t b = 0, from = 0; b < p->layout->n_blocks; from = ends[b++])
        if (from < ends[b]) rap_marks_pair(p, p->tokens, from, ends[b]);
    return rap_sentences_read(p, ends, err);
}

static void set_tongue(rap_prose *p)
{
    p->tongue = rap_tongue_of(p);
    p->english = strcmp(p->tongue, "en") == 0;
}

rap_code rap_prose_open(rap_prose *out, const rap_mended *m, const rap_layout *layout,
                        rap_arena *arena, rap_err *err)
{
    rap_prose p = {.arena = arena, .mended = m, .layout = layout, .text = m->text};
    uint32_t *ends = RAP_NEW(arena, uint32_t, layout->n_blocks + 1);
    if (!ends) return rap_fail_memory(err);
    rap_code rc = read_tokens(&p, ends, err);
    if (rc != RAP_OK) return rc;
    set_tongue(&p);
    p.tokens = NULL;
    p.n_tokens = 0;
    *out = p;
    return RAP_OK;
}

rap_code rap_prose_read(rap_prose *out, const rap_mended *m, const rap_layout *layout,
                        rap_arena *arena, rap_err *err)
{
    rap_prose p = {.arena = arena, .mended = m, .layout = layout, .text = m->text};
    uint32_t *ends = RAP_NEW(arena, uint32_t, layout->n_blocks + 1);
    if (!ends) return rap_fail_memory(err);
    rap_code rc = read_tokens(&p, ends, err);
    if (rc != RAP_OK) return rc;
    set_tongue(&p);
    p.states = RAP_NEW(arena, rap_word_states, 1);
    if (!p.states) return rap_fail_memory(err);
    if (!p.english) p.n_tokens = 0;
    rap_classes_set(p.tokens, 0, p.n_tokens);
    if (p.english) rc = read_sentences(&p, ends, err);
    if (rc == RAP_OK) *out = p;
    return rc;
}

/* Is the text of tokens [first, last) with one space between them this key? */
static bool reads_as(const rap_prose *p, uint32_t first, uint32_t last, rap_str key)
{
    size_t at = 0;
    for (uint32_t i = first; i < last; i++) {
        rap_str w = p->tokens[i].low;
        while (i > first && at < key.n && key.p[at] == ' ')
            at++;
        if (!rap_str_eq(rap_str_cut(key, at, at + w.n), w)) return false;
        at += w.n;
    }
    return at == key.n;
}

int rap_prose_match_on(const rap_prose *p, const rap_table *t, uint32_t token,
                       uint32_t *n)
{
    uint32_t end = p->sentences[p->tokens[token].sentence].last;
    if (end - token > t->max_words) end = token + t->max_words;
    uint32_t hash = p->tokens[token].hash;
    int best = RAP_TABLE_NONE;
    for (uint32_t i = token;;) {
        int row = rap_table_probe(t, hash);
        if (row == RAP_TABLE_NONE) break;
        if (row >= 0 && reads_as(p, token, i + 1, rap_cell(t, row, 0))) {
            best = row;
            *n = i + 1 - token;
        }
        if (++i >= end) break;
        hash = rap_hash_on(rap_hash_on(hash, RAP_STR(" ")), p->tokens[i].low);
    }
    return best;
}

int rap_prose_match_lemma(const rap_prose *p, const rap_table *t, uint32_t token)
{
    if (token >= p->n_tokens) return RAP_TABLE_NONE;
    const rap_token *at = &p->tokens[token];
    int row = rap_table_probe(t, at->lemma_hash);
    return row >= 0 && rap_str_eq(rap_cell(t, row, 0), at->lemma) ? row
                                                                  : RAP_TABLE_NONE;
}

static bool is_noun(const rap_token *t)
{
    return t->upos == RAP_NOUN || t->upos == RAP_PROPN;
}

static bool begins_phrase(const rap_token *t)
{
    return t->upos == RAP_DET || strcmp(t->xpos, "PRP$") == 0;
}

/* May token i stand inside a base noun phrase of its sentence? */
static bool is_inner(const rap_prose *p, uint32_t i, const rap_sentence *s)
{
    const rap_token *t = &p->tokens[i];
    if (is_noun(t) || t->upos == RAP_ADJ || t->upos == RAP_NUM || begins_phrase(t))
        return true;
    if (strcmp(t->xpos, "POS") == 0 || strcmp(t->xpos, "HYPH") == 0)
        return i + 1 < s->last;
    if (t->upos == RAP_SYM) return true;
    bool participle = strcmp(t->xpos, "VBN") == 0 || strcmp(t->xpos, "VBG") == 0;
    if (!participle || i == s->first || i + 1 >= s->last) return false;
    uint8_t before = p->tokens[i - 1].upos, behind = p->tokens[i + 1].upos;
    return (before == RAP_DET || before == RAP_ADJ || before == RAP_PUNCT) &&
           (behind == RAP_NOUN || behind == RAP_PROPN || behind == RAP_ADJ);
}

bool rap_prose_noun_phrase(const rap_prose *p, uint32_t token, uint32_t *first,
                           uint32_t *last)
{
    if (token >= p->n_tokens) return false;
    const rap_sentence *s = &p->sentences[p->tokens[token].sentence];
    const rap_token *t = p->tokens;
    if (t[token].upos == RAP_PRON && strcmp(t[token].xpos, "PRP$") != 0) {
        *first = token;
        *last = token + 1;
        return true;
    }
    if (!is_inner(p, token, s)) return false;
    uint32_t from = token, to = token + 1;
    while (from > s->first && token - from < PHRASE_MAX && !begins_phrase(&t[from]) &&
           is_inner(p, from - 1, s))
        from--;
    while (from > s->first && begins_phrase(&t[from - 1]) && begins_phrase(&t[from]))
        from--;
    while (to < s->last && to - token < PHRASE_MAX && is_inner(p, to, s) &&
           (!begins_phrase(&t[to]) || begins_phrase(&t[to - 1])))
        to++;
    while (to > token + 1 && !is_noun(&t[to - 1]) && t[to - 1].upos != RAP_NUM &&
           t[to - 1].upos != RAP_ADJ)
        to--;
    *first = from;
    *last = to;
    return true;
}
