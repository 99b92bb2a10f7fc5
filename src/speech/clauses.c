/*
 * speech/clauses.c - what the trees say about who tells and what is told.
 *
 * A verb without a subject takes that of the verb it is joined to ("met Ruud and told
 * him"), of the verb it completes ("wants to say") or that it accompanies ("left,
 * saying"), the object of a verb that moves somebody to it ("urged Ruud to say"), or
 * the noun that it describes ("a letter urging").
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

enum {
    CHAIN_MAX = 8,  /* verbs followed to the one that has the subject */
    TOP_MAX = 16,   /* tokens climbed to the top of what begins somewhere */
    CLIMB_MAX = 48, /* tokens climbed to an ancestor */
    SOURCE_MAX = 64 /* tokens of a source on either side of its head */
};

static bool is_hung(const rap_token *t, uint32_t i)
{
    return t[i].head != RAP_NO_HEAD && t[i].head != i;
}

static rap_code list_kids(rap_clauses *out, rap_err *err)
{
    const rap_prose *p = out->p;
    uint32_t n = p->n_tokens;
    uint32_t *begins = RAP_NEW(p->arena, uint32_t, n + 2);
    uint32_t *kids = RAP_NEW(p->arena, uint32_t, n + 1);
    if (!begins || !kids) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n; i++)
        if (is_hung(p->tokens, i)) begins[p->tokens[i].head + 2]++;
    for (uint32_t i = 0; i < n; i++)
        begins[i + 2] += begins[i + 1];
    for (uint32_t i = 0; i < n; i++) /* begins[h + 1] runs to where h + 1 begins */
        if (is_hung(p->tokens, i)) kids[begins[p->tokens[i].head + 1]++] = i;
    out->begins = begins;
    out->kids = kids;
    return RAP_OK;
}

/* Yields from the leaves up: a token is done when all that hang on it are. */
static rap_code join_yields(rap_clauses *out, rap_err *err)
{
    const rap_prose *p = out->p;
    uint32_t n = p->n_tokens, done = 0, at = 0;
    rap_span *yields = RAP_NEW(p->arena, rap_span, n + 1);
    uint32_t *open = RAP_NEW(p->arena, uint32_t, n + 1);
    uint32_t *queue = RAP_NEW(p->arena, uint32_t, n + 1);
    if (!yields || !open || !queue) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n; i++) {
        yields[i] = (rap_span){i, i + 1};
        open[i] = out->begins[i + 1] - out->begins[i];
        if (open[i] == 0) queue[done++] = i;
    }
    for (; at < done; at++) {
        uint32_t i = queue[at], h = p->tokens[i].head;
        if (!is_hung(p->tokens, i)) continue;
        if (yields[i].from < yields[h].from) yields[h].from = yields[i].from;
        if (yields[i].to > yields[h].to) yields[h].to = yields[i].to;
        if (--open[h] == 0) queue[done++] = h;
    }
    out->yields = yields;
    return RAP_OK;
}

rap_code rap_clauses_open(rap_clauses *out, const rap_prose *p, rap_err *err)
{
    *out = (rap_clauses){0};
    if (p->n_tokens == 0 || p->tokens[0].head == RAP_NO_HEAD) return RAP_OK;
    out->p = p;
    rap_code rc = list_kids(out, err);
    return rc == RAP_OK ? join_yields(out, err) : rc;
}

uint32_t rap_kid(const rap_clauses *c, uint32_t token, rap_deprel plain, uint32_t from)
{
    if (!c->begins) return UINT32_MAX; /* no trees were asked for */
    for (uint32_t i = c->begins[token]; i < c->begins[token + 1]; i++) {
        uint32_t k = c->kids[i];
        if (k >= from && rap_deprel_plain(rap_rel(c, k)) == plain) return k;
    }
    return UINT32_MAX;
}

uint32_t rap_branch_of(const rap_clauses *c, uint32_t token, uint32_t top)
{
    for (uint32_t n = 0; n < CLIMB_MAX; n++) {
        if (!is_hung(c->p->tokens, token)) break;
        if (rap_head(c, token) == top) return token;
        token = rap_head(c, token);
    }
    return UINT32_MAX;
}

uint32_t rap_top_at(const rap_clauses *c, uint32_t i)
{
    uint32_t t = i;
    for (uint32_t n = 0; n < TOP_MAX; n++) {
        if (!is_hung(c->p->tokens, t)) break;
        uint32_t up = rap_head(c, t);
        if (up < i) return t;
        if (c->yields[up].from != i) break;
        t = up;
    }
    return UINT32_MAX;
}

/* "to say" or "saying": a form that has no subject of its own. */
static bool is_bare(const rap_clauses *c, uint32_t verb)
{
    const char *x = c->p->tokens[verb].xpos;
    return strcmp(x, "VBG") == 0 || strcmp(x, "VB") == 0 || strcmp(x, "VBN") == 0;
}

/* Who is moved to do it: the object of the verb that an infinitive completes. */
static uint32_t moved(const rap_clauses *c, uint32_t verb, uint32_t before)
{
    uint32_t k = rap_kid(c, verb, RAP_REL_OBJ, verb);
    if (k == UINT32_MAX || k > before) k = rap_kid(c, verb, RAP_REL_IOBJ, verb);
    return k < before ? k : UINT32_MAX;
}

/* ", two officials close to the talks said.": the noun before "close", which the tree
 * takes for a verb of its own; UINT32_MAX for none. */
static uint32_t told_at_end(const rap_clauses *c, uint32_t verb)
{
    static const char *const beside[] = {"close", "familiar", "involved", "briefed",
                                         "near"};
    enum { BACK = 12 };
    const rap_token *t = c->p->tokens;
    const rap_sentence *in = &c->p->sentences[t[verb].sentence];
    uint32_t from = verb > in->first + BACK ? verb - BACK : in->first, at = verb;
    bool ends = verb + 1 >= in->last || t[verb + 1].upos == RAP_PUNCT;
    if (!ends || !rap_str_is(t[verb].lemma, "say")) return UINT32_MAX;
    while (at > from && !rap_str_is(t[at - 1].low, ","))
        at--;
    for (uint32_t i = at; at > from && i + 1 < verb; i++) {
        if (t[i].upos == RAP_VERB) break;
        if (t[i].upos != RAP_NOUN) continue;
        for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
            if (rap_str_is(t[i + 1].low, beside[k])) return i;
        break;
    }
    return UINT32_MAX;
}

rap_subject rap_subject_of(const rap_clauses *c, uint32_t verb)
{
    rap_subject s = {.token = c->p ? told_at_end(c, verb) : UINT32_MAX};
    if (s.token != UINT32_MAX || !c->p) return s;
    for (uint32_t n = 0, v = verb; n < CHAIN_MAX; n++) {
        uint32_t k = rap_kid(c, v, RAP_REL_NSUBJ, 0);
        s.shared = n > 0;
        if (k != UINT32_MAX) {
            s.token = k;
            s.passive = rap_rel(c, k) == RAP_REL_NSUBJ_PASS;
            return s;
        }
        if (!is_hung(c->p->tokens, v)) return s;
        rap_deprel rel = rap_rel(c, v);
        uint32_t up = rap_head(c, v);
        if (rel == RAP_REL_ACL || rel == RAP_REL_ACL_RELCL) {
            s.token = up;
            s.shared = s.described = true;
            return s;
        }
        k = rel == RAP_REL_XCOMP || rel == RAP_REL_ADVCL ? moved(c, up, v) : UINT32_MAX;
        if (rel == RAP_REL_XCOMP && k != UINT32_MAX) {
            s.token = k;
            s.shared = true;
            return s;
        }
        bool follows =
            rel == RAP_REL_CONJ || rel == RAP_REL_XCOMP ||
            ((rel == RAP_REL_ADVCL || rel == RAP_REL_PARATAXIS) && is_bare(c, v));
        if (!follows) return s;
        v = up;
    }
    return s;
}

static bool is_comma(const rap_clauses *c, uint32_t i)
{
    return rap_str_is(c->p->tokens[i].low, ",");
}

static bool has_comma(const rap_clauses *c, rap_span at)
{
    for (uint32_t i = at.from; i < at.to; i++)
        if (is_comma(c, i)) return true;
    return false;
}

/* Without marks at its edges; a comma at the end stays where one opens what it closes.
 */
static rap_span trimmed(const rap_clauses *c, rap_span s)
{
    const rap_token *t = c->p->tokens;
    while (s.from < s.to && t[s.from].upos == RAP_PUNCT)
        s.from++;
    while (s.from < s.to && t[s.to - 1].upos == RAP_PUNCT) {
        bool closes = rap_str_is(t[s.to - 1].low, ")") || is_comma(c, s.to - 1);
        if (closes &&
            (!is_comma(c, s.to - 1) || has_comma(c, (rap_span){s.from, s.to - 1})))
            break;
        s.to--;
    }
    return s;
}

rap_span rap_subject_span(const rap_clauses *c, rap_subject s, uint32_t verb)
{
    if (s.token == UINT32_MAX) return (rap_span){0, 0};
    rap_span y = c->yields[s.token];
    if (y.to > s.token + SOURCE_MAX) y.to = s.token + 1;
    if (y.from + SOURCE_MAX < s.token) y.from = s.token;
    if (y.from <= verb && verb < y.to) { /* it holds the verb: "one saying that" */
        uint32_t k = rap_branch_of(c, verb, s.token);
        if (k == UINT32_MAX) return (rap_span){s.token, s.token + 1};
        if (verb > s.token)
            y.to = c->yields[k].from > s.token ? c->yields[k].from : s.token + 1;
        else
            y.from = c->yields[k].to <= s.token ? c->yields[k].to : s.token;
        y = trimmed(c, y);
        while (y.to > y.from + 1 && is_comma(c, y.to - 1))
            y.to--;
        return y;
    }
    if (y.to <= verb && y.to < c->p->n_tokens && is_comma(c, y.to) && has_comma(c, y))
        y.to++;
    return trimmed(c, y);
}

bool rap_governs_behind(const rap_clauses *c, uint32_t verb, uint32_t from, uint32_t to)
{
    static const uint8_t rels[] = {RAP_REL_CCOMP, RAP_REL_XCOMP};
    for (uint32_t i = 0; c->p && i < 2; i++) {
        uint32_t k = rap_kid(c, verb, (rap_deprel)rels[i], from);
        if (k >= to || (c->p->tokens[k].shape & RAP_SHAPE_QUOTED)) continue;
        if (!rap_is_aside(&c->p->tokens[c->yields[k].from])) return true;
    }
    return false;
}

bool rap_hangs_in(const rap_clauses *c, uint32_t i, uint32_t from, uint32_t to)
{
    uint32_t top = c->p && i < c->p->n_tokens ? rap_top_at(c, i) : UINT32_MAX;
    if (top == UINT32_MAX) return false;
    return from <= rap_head(c, top) && rap_head(c, top) < to;
}
