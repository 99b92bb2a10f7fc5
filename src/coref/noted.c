/*
 * coref/noted.c - the phrases of a report: how wide they are, and in what order.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/noted.h"

#include "coref/sorts.h"
#include "coref/traits.h"
#include "trees/relations.h"

enum { SAME_START_MAX = 16, SPAN_MAX = 120, MARKS_MAX = 8 };

/* Tokens that a word and all that hangs on it cover, and the list of its children. */
typedef struct {
    uint32_t lo, hi;
    uint32_t child, sibling; /* last child, the one before it; or RAP_NO_HEAD */
    uint32_t waits;          /* children that are not done yet */
} branch;

typedef struct {
    const rap_prose *p;
    const rap_names *names;
    branch *branches;
    uint32_t *next;  /* per noted: the next that begins at the same token, from 1 */
    uint32_t *begin; /* per token: the first noted that begins there, from 1 */
    RAP_LIST(rap_noted) found;
    bool failed;
} finder;

static rap_deprel plain(const rap_token *t)
{
    return rap_deprel_plain((rap_deprel)t->deprel);
}

static bool hangs(const rap_prose *p, uint32_t i)
{
    return p->tokens[i].head != RAP_NO_HEAD && p->tokens[i].head != i;
}

static void link_children(finder *f)
{
    for (uint32_t i = 0; i < f->p->n_tokens; i++)
        f->branches[i] = (branch){i, i + 1, RAP_NO_HEAD, RAP_NO_HEAD, 0};
    for (uint32_t i = 0; i < f->p->n_tokens; i++) {
        if (!hangs(f->p, i)) continue;
        branch *up = &f->branches[f->p->tokens[i].head];
        f->branches[i].sibling = up->child;
        up->child = i;
        up->waits++;
    }
}

/* From the leaves up: what every word covers.  Each word is passed once. */
static void measure(finder *f)
{
    for (uint32_t i = 0; i < f->p->n_tokens; i++) {
        uint32_t at = i;
        if (f->branches[at].child != RAP_NO_HEAD) continue;
        while (hangs(f->p, at)) {
            uint32_t up = f->p->tokens[at].head;
            branch *b = &f->branches[up];
            if (f->branches[at].lo < b->lo) b->lo = f->branches[at].lo;
            if (f->branches[at].hi > b->hi) b->hi = f->branches[at].hi;
            if (--b->waits) break;
            at = up;
        }
    }
}

/* Does what hangs so belong to the phrase? */
static bool belongs(rap_deprel r, bool predicate)
{
    switch (r) {
    case RAP_REL_ACL:
    case RAP_REL_AMOD:
    case RAP_REL_APPOS:
    case RAP_REL_COMPOUND:
    case RAP_REL_DET:
    case RAP_REL_FIXED:
    case RAP_REL_FLAT:
    case RAP_REL_GOESWITH:
    case RAP_REL_NMOD:
    case RAP_REL_NUMMOD:
        return true;
    case RAP_REL_ADVMOD:
    case RAP_REL_CCOMP:
    case RAP_REL_XCOMP:
    case RAP_REL_OBL:
        return !predicate;
    default:
        return false;
    }
}

static bool is_mark(const rap_token *t)
{
    return t->upos == RAP_PUNCT;
}

/* Marks at the ends go, but a bracket or quotation mark whose other half is inside. */
static void trim(const rap_prose *p, uint32_t head, uint32_t *first, uint32_t *last)
{
    for (int i = 0; i < MARKS_MAX && *first < head; i++)
        *first += is_mark(&p->tokens[*first]);
    for (int i = 0; i<MARKS_MAX && * last> head + 1; i++) {
        if (!is_mark(&p->tokens[*last - 1])) break;
        const rap_token *t = &p->tokens[*last - 1];
        bool shuts = (t->shape & RAP_SHAPE_CLOSE) || rap_str_is(t->low, ")") ||
                     rap_str_is(t->low, "]");
        if (shuts) break;
        --*last;
    }
}

/* [first, last) of the phrase of `head`; with the other members of its list when
 * `list`.  Ends at the first branch on either side that does not belong. */
static void stretch(const finder *f, rap_noted *x, bool list)
{
    const rap_prose *p = f->p;
    uint32_t from = p->sentences[p->tokens[x->head].sentence].first;
    uint32_t to = p->sentences[p->tokens[x->head].sentence].last;
    bool predicate = false;
    for (uint32_t c = f->branches[x->head].child; c != RAP_NO_HEAD;
         c = f->branches[c].sibling)
        predicate |= plain(&p->tokens[c]) == RAP_REL_COP;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t c = f->branches[x->head].child; c != RAP_NO_HEAD;
             c = f->branches[c].sibling) {
            const rap_token *t = &p->tokens[c];
            const branch *b = &f->branches[c];
            bool in = belongs(plain(t), predicate) ||
                      (list && plain(t) == RAP_REL_CONJ) ||
                      (c > x->head && memcmp(t->xpos, "POS", 4) == 0);
            if (is_mark(t) || (list && plain(t) == RAP_REL_CC)) continue;
            if (pass == 0 && !in && c < x->head && b->hi > from) from = b->hi;
            if (pass == 0 && !in && c > x->head && b->lo < to) to = b->lo;
            if (pass == 0 || !in) continue;
            if (c < x->head && b->lo >= from && b->lo < x->first) x->first = b->lo;
            if (c > x->head && b->hi <= to && b->hi > x->last) x->last = b->hi;
        }
    }
    trim(p, x->head, &x->first, &x->last);
}

static void put(finder *f, const rap_noted *x)
{
    rap_noted *to = RAP_PUSH(f->p->arena, &f->found);
    if (!to) {
        f->failed = true;
        return;
    }
    *to = *x;
}

static bool is_list(const finder *f, uint32_t head)
{
    for (uint32_t c = f->branches[head].child; c != RAP_NO_HEAD;
         c = f->branches[c].sibling)
        if (plain(&f->p->tokens[c]) == RAP_REL_CONJ && c > head) return true;
    return false;
}

static void note_phrase(finder *f, uint32_t head)
{
    rap_noted x = {.first = head, .last = head + 1, .head = head};
    if (f->p->tokens[head].head == RAP_NO_HEAD) return;
    stretch(f, &x, false);
    if (x.last - x.first <= SPAN_MAX) put(f, &x);
    if (!is_list(f, head)) return;
    x = (rap_noted){.first = head, .last = head + 1, .head = head, .list = true};
    stretch(f, &x, true);
    if (x.last - x.first <= SPAN_MAX) put(f, &x);
}

/* Is the word the head of a phrase of its own? */
static bool is_head(const rap_prose *p, uint32_t i)
{
    const rap_token *t = &p->tokens[i];
    switch ((rap_deprel)t->deprel) {
    case RAP_REL_COMPOUND:
    case RAP_REL_FLAT:
    case RAP_REL_FIXED:
    case RAP_REL_GOESWITH:
    case RAP_REL_NMOD_DESC:
    case RAP_REL_CASE:
    case RAP_REL_CC:
    case RAP_REL_MARK:
        return false;
    default:
        return t->upos == RAP_NOUN || t->upos == RAP_PROPN;
    }
}

/* The word of a name on which its others hang. */
static uint32_t top_of(const rap_prose *p, const rap_mention *m)
{
    for (uint32_t i = m->first; i < m->last; i++) {
        uint32_t head = p->tokens[i].head;
        if (head == RAP_NO_HEAD || head == i || head < m->first || head >= m->last)
            return i;
    }
    return m->last - 1;
}

static void note_name(finder *f, uint32_t index)
{
    const rap_mention *m = &f->names->mentions[index];
    if (m->kind != RAP_MENTION_NAME || m->first >= m->last) return;
    uint32_t head = top_of(f->p, m);
    if (is_head(f->p, head)) return;
    put(f, &(rap_noted){.first = m->first,
                        .last = m->last,
                        .head = head,
                        .mention = (int32_t)index + 1,
                        .place = RAP_PLACE_BEFORE_NOUN});
}

static void find_all(finder *f)
{
    uint32_t m = 0;
    for (uint32_t i = 0; i < f->p->n_tokens && !f->failed; i++) {
        for (; m < f->names->n_mentions && f->names->mentions[m].first <= i; m++)
            note_name(f, m);
        rap_noted x = {.first = i, .last = i + 1, .head = i};
        if (rap_traits_pronoun(&x, f->p, i))
            put(f, &x);
        else if (is_head(f->p, i))
            note_phrase(f, i);
    }
    for (; m < f->names->n_mentions && !f->failed; m++)
        note_name(f, m);
}

/* Chain what begins at one token, the wider first. */
static void chain_starts(finder *f)
{
    for (uint32_t i = 0; i < f->found.n; i++) {
        const rap_noted *x = &f->found.v[i];
        uint32_t *at = &f->begin[x->first];
        for (int k = 0; k < SAME_START_MAX && *at; k++) {
            if (f->found.v[*at - 1].last < x->last) break;
            at = &f->next[*at - 1];
        }
        f->next[i] = *at;
        *at = i + 1;
    }
}

static void hand_out(const finder *f, rap_noted_list *out)
{
    out->n = 0;
    for (uint32_t i = 0; i < f->p->n_tokens; i++)
        for (uint32_t k = f->begin[i]; k; k = f->next[k - 1]) {
            const rap_noted *x = &f->found.v[k - 1];
            const rap_noted *before = out->n ? &out->v[out->n - 1] : NULL;
            bool same = before && before->first == x->first && before->last == x->last;
            /* Only what was found has a place. */
            /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
            if (!same) out->v[out->n++] = *x;
        }
    for (uint32_t i = 0; i < f->p->n_tokens; i++)
        out->by_head[i] = -1;
    for (uint32_t i = out->n; i-- > 0;)
        if (!out->v[i].list) out->by_head[out->v[i].head] = (int32_t)i;
}

/* What each lies in: intervals in order, the open ones as a chain. */
static void nest(rap_noted_list *out)
{
    int32_t open = -1;
    for (uint32_t i = 0; i < out->n; i++) {
        rap_noted *x = &out->v[i];
        while (open >= 0 && out->v[open].last <= x->first)
            open = out->v[open].outer;
        x->outer = open;
        if (open < 0 || x->last <= out->v[open].last) open = (int32_t)i;
    }
}

bool rap_noted_read(rap_noted_list *out, const rap_prose *p, const rap_names *names)
{
    finder f = {.p = p, .names = names};
    uint32_t n = p->n_tokens;
    f.branches = RAP_NEW(p->arena, branch, n);
    f.begin = RAP_NEW(p->arena, uint32_t, n);
    if (!f.branches || !f.begin) return false;
    link_children(&f);
    measure(&f);
    find_all(&f);
    if (f.failed) return false;
    f.next = RAP_NEW(p->arena, uint32_t, f.found.n);
    *out = (rap_noted_list){.v = RAP_NEW(p->arena, rap_noted, f.found.n),
                            .by_head = RAP_NEW(p->arena, int32_t, n)};
    if (!f.next || !out->v || !out->by_head) return false;
    chain_starts(&f);
    hand_out(&f, out);
    nest(out);
    rap_traits_set(out, p, names);
    rap_sorts_set(out, p);
    return true;
}
