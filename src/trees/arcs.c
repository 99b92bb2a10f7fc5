/*
 * trees/arcs.c - a sentence that is being parsed: words, stack, arcs.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/arcs.h"

#include "base/ascii.h"

enum { NO_TAG = 1, ROOT_TAG = 2, TAIL = 3 };

/* Kinds of dependents that tell what a word still lacks, as bits of `held`. */
static uint32_t bit_of(rap_deprel r)
{
    static const uint8_t kinds[RAP_REL_COUNT] = {
        [RAP_REL_NSUBJ] = 1,       [RAP_REL_NSUBJ_PASS] = 1,
        [RAP_REL_CSUBJ] = 1,       [RAP_REL_OBJ] = 2,
        [RAP_REL_IOBJ] = 3,        [RAP_REL_XCOMP] = 4,
        [RAP_REL_CCOMP] = 4,       [RAP_REL_CASE] = 5,
        [RAP_REL_MARK] = 6,        [RAP_REL_AUX] = 7,
        [RAP_REL_AUX_PASS] = 8,    [RAP_REL_COP] = 9,
        [RAP_REL_DET] = 10,        [RAP_REL_NMOD_POSS] = 10,
        [RAP_REL_AMOD] = 11,       [RAP_REL_NUMMOD] = 12,
        [RAP_REL_COMPOUND] = 13,   [RAP_REL_FLAT] = 13,
        [RAP_REL_CONJ] = 14,       [RAP_REL_CC] = 15,
        [RAP_REL_PUNCT] = 16,      [RAP_REL_NMOD] = 17,
        [RAP_REL_OBL] = 18,        [RAP_REL_ACL_RELCL] = 19,
        [RAP_REL_ACL] = 19,        [RAP_REL_APPOS] = 20,
        [RAP_REL_ADVCL] = 21,      [RAP_REL_ADVMOD] = 22,
        [RAP_REL_PARATAXIS] = 23,  [RAP_REL_EXPL] = 24,
        [RAP_REL_OBL_AGENT] = 18,  [RAP_REL_COMPOUND_PRT] = 25,
        [RAP_REL_NSUBJ_OUTER] = 1,
    };
    return r < RAP_REL_COUNT && kinds[r] ? 1u << kinds[r] : 0;
}

static uint32_t tag_of(const rap_token *t)
{
    uint32_t h = RAP_HASH_START + t->upos;
    for (int i = 0; i < 5 && t->xpos[i]; i++)
        h = rap_hash_byte(h, t->xpos[i]);
    return h;
}

static uint32_t word_of(const rap_token *t)
{
    if (t->shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE))
        return t->shape & RAP_SHAPE_OPEN ? 1 : 2;
    if (!(t->shape & RAP_SHAPE_DIGIT)) return t->hash;
    uint32_t h = RAP_HASH_START;
    for (size_t i = 0; i < t->low.n; i++)
        h = rap_hash_byte(h, rap_is_digit(t->low.p[i]) ? '0' : t->low.p[i]);
    return h;
}

static void look(rap_node *node, const rap_token *t)
{
    size_t from = t->low.n > TAIL ? t->low.n - TAIL : 0;
    node->word = word_of(t);
    node->tag = tag_of(t);
    node->both = rap_atom2(node->word, node->tag);
    node->upos = t->upos + 3u;
    node->tail = rap_hash(rap_str_cut(t->low, from, t->low.n));
    node->coarse = t->classes[0];
    node->fine = t->classes[1];
    node->quoted = (t->shape & RAP_SHAPE_QUOTED) != 0;
}

void rap_arcs_reset(rap_arcs *a)
{
    size_t n = a->n + 6;
    a->next = 1;
    a->depth = 0;
    memset(a->head, 0, n * sizeof *a->head);
    memset(a->left, 0, n * sizeof *a->left);
    memset(a->right, 0, n * sizeof *a->right);
    memset(a->n_left, 0, n);
    memset(a->n_right, 0, n);
    memset(a->label, 0, n);
    memset(a->held, 0, n * sizeof *a->held);
}

void rap_arcs_open(rap_arcs *a, const rap_prose *p, uint32_t first, uint32_t n)
{
    uint16_t commas = 0, verbs = 0;
    a->n = n;
    a->nodes[0] = (rap_node){.tag = NO_TAG, .upos = NO_TAG};
    for (uint32_t i = 1; i <= n; i++) {
        const rap_token *t = &p->tokens[first + i - 1];
        look(&a->nodes[i], t);
        a->nodes[i].commas = commas;
        a->nodes[i].verbs = verbs;
        commas = (uint16_t)(commas + (t->upos == RAP_PUNCT));
        verbs = (uint16_t)(verbs + (t->upos == RAP_VERB || t->upos == RAP_AUX));
    }
    for (uint32_t i = n + 1; i < n + 6; i++)
        a->nodes[i] = (rap_node){.tag = ROOT_TAG + (i > n + 1),
                                 .upos = ROOT_TAG + (i > n + 1),
                                 .commas = commas,
                                 .verbs = verbs};
    rap_arcs_reset(a);
}

uint32_t rap_arcs_moves(const rap_arcs *a)
{
    uint32_t moves = 0;
    if (a->next <= a->n) moves |= 1u << RAP_MOVE_SHIFT;
    if (a->depth && (a->next <= a->n || a->depth == 1)) moves |= 1u << RAP_MOVE_LEFT;
    if (a->depth > 1) moves |= 1u << RAP_MOVE_RIGHT;
    return moves;
}

void rap_arcs_ends(const rap_arcs *a, rap_move move, uint32_t *head, uint32_t *child)
{
    *child = a->stack[a->depth - 1];
    *head = move == RAP_MOVE_LEFT ? a->next : a->stack[a->depth - 2];
}

void rap_arcs_make(rap_arcs *a, rap_move move, rap_deprel label)
{
    if (move == RAP_MOVE_SHIFT) {
        a->stack[a->depth++] = (uint16_t)a->next++;
        return;
    }
    uint32_t head, child;
    rap_arcs_ends(a, move, &head, &child);
    bool left = move == RAP_MOVE_LEFT;
    uint16_t *outer = left ? a->left[head] : a->right[head];
    uint8_t *count = left ? &a->n_left[head] : &a->n_right[head];
    outer[1] = outer[0];
    outer[0] = (uint16_t)child;
    *count = (uint8_t)(*count < 250 ? *count + 1 : *count);
    a->head[child] = (uint16_t)head;
    a->label[child] = (uint8_t)label;
    a->held[head] |= bit_of(label);
    a->depth--;
}
