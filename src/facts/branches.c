/*
 * facts/branches.c - what hangs below a token, and asking a tree short questions.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/branches.h"

enum { TWIGS = 48 /* dependents looked at */ };

rap_code rap_branches_grow(rap_branches *out, const rap_prose *p, rap_err *err)
{
    *out = (rap_branches){0};
    uint32_t rooted = 0;
    while (rooted < p->n_tokens && p->tokens[rooted].head == RAP_NO_HEAD)
        rooted++;
    if (rooted == p->n_tokens) return RAP_OK;
    uint32_t *child = RAP_NEW(p->arena, uint32_t, p->n_tokens);
    uint32_t *next = RAP_NEW(p->arena, uint32_t, p->n_tokens);
    if (!child || !next) return rap_fail_memory(err);
    for (uint32_t i = 0; i < p->n_tokens; i++)
        child[i] = next[i] = RAP_NO_TOKEN;
    for (uint32_t i = p->n_tokens; i > 0; i--) {
        uint32_t head = p->tokens[i - 1].head;
        if (head == RAP_NO_HEAD || head == i - 1 || head >= p->n_tokens) continue;
        next[i - 1] = child[head];
        child[head] = i - 1;
    }
    *out = (rap_branches){child, next};
    return RAP_OK;
}

rap_twigs rap_twigs_of(const rap_branches *b, uint32_t token)
{
    return (rap_twigs){b->child ? b->child[token] : RAP_NO_TOKEN, TWIGS};
}

bool rap_twigs_next(rap_twigs *it, const rap_branches *b, uint32_t *token)
{
    if (it->at == RAP_NO_TOKEN || it->left == 0) return false;
    *token = it->at;
    it->at = b->next[it->at];
    it->left--;
    return true;
}

uint32_t rap_branches_find(const rap_branches *b, const rap_prose *p, uint32_t token,
                           rap_deprel relation)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(b, token); rap_twigs_next(&it, b, &i);)
        if (p->tokens[i].deprel == relation) return i;
    return RAP_NO_TOKEN;
}
