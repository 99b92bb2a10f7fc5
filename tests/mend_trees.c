/*
 * tests/mend_trees.c - trees on standard input through rap_valid_mend to standard
 * output, for tests/trees_valid.py: a line a word, "UPOS HEAD DEPREL", an empty line
 * behind each sentence.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/relations.h"
#include "trees/valid.h"

#include <stdio.h>

typedef RAP_LIST(rap_token) token_list;
typedef RAP_LIST(rap_sentence) sentence_list;

static uint8_t upos_of(rap_str name)
{
    for (int u = RAP_X; u <= RAP_VERB; u++)
        if (rap_str_is(name, rap_upos_name((rap_upos)u))) return (uint8_t)u;
    return RAP_X;
}

static uint32_t number_of(rap_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n = n * 10 + (uint32_t)(s.p[i] - '0');
    return n;
}

/* "NOUN 3 nsubj" of the sentence that begins at token `first`. */
static rap_token token_of(rap_str line, uint32_t first, uint32_t own)
{
    size_t a = rap_str_find(line, RAP_STR(" "), 0);
    size_t b = rap_str_find(line, RAP_STR(" "), a + 1);
    uint32_t head = number_of(rap_str_cut(line, a + 1, b));
    return (rap_token){
        .upos = upos_of(rap_str_cut(line, 0, a)),
        .head = head ? first + head - 1 : own,
        .deprel = (uint8_t)rap_deprel_of(rap_str_cut(line, b + 1, line.n)),
    };
}

static bool take(rap_arena *a, token_list *tokens, sentence_list *sentences)
{
    char line[128];
    uint32_t first = 0;
    while (fgets(line, sizeof line, stdin)) {
        rap_str s = rap_str_trim(rap_str_of(line));
        uint32_t own = (uint32_t)tokens->n;
        if (s.n == 0) {
            rap_sentence *end = RAP_PUSH(a, sentences);
            if (!end) return false;
            *end = (rap_sentence){.first = first, .last = own};
            first = own;
            continue;
        }
        rap_token *t = RAP_PUSH(a, tokens);
        if (!t) return false;
        *t = token_of(s, first, own);
    }
    return true;
}

static void print(const rap_sentence *s, const rap_token *tokens)
{
    for (uint32_t i = s->first; i < s->last; i++) {
        const rap_token *t = &tokens[i];
        printf("%s %u %s\n", rap_upos_name(t->upos),
               t->head == i ? 0 : t->head - s->first + 1,
               rap_deprel_name((rap_deprel)t->deprel));
    }
    printf("\n");
}

int main(void)
{
    rap_arena *a = rap_arena_new((size_t)1 << 32);
    token_list tokens = {0};
    sentence_list sentences = {0};
    if (!a || !take(a, &tokens, &sentences)) return 74;
    const rap_prose p = {.arena = a,
                         .tokens = tokens.v,
                         .n_tokens = (uint32_t)tokens.n,
                         .sentences = sentences.v,
                         .n_sentences = (uint32_t)sentences.n};
    rap_err err;
    if (rap_valid_mend(&p, &err) != RAP_OK) return 65;
    for (uint32_t i = 0; i < p.n_sentences; i++)
        print(&p.sentences[i], p.tokens);
    rap_arena_free(a);
    return 0;
}
