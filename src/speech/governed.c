/*
 * speech/governed.c - tellings that the trees show: what a verb, an adjective or a noun
 * governs may be what its subject says.
 *
 *     Ruud is weighing whether to go       a verb and its clause, object or phrase
 *     the plan backed by Ruud              a passive and its agent
 *     Ruud is unsure that they will go     an adjective and its clause or phrase
 *     Ruud's claim that they left          a noun, and whose it is
 *
 * All that have the shape are added; which of them tell is weighed later.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

enum { HEARER_MAX = 16 /* tokens of whom is told */ };

typedef struct {
    rap_hearing *h;
    const rap_clauses *c;
    const rap_token *t;
    const bool *taken;   /* per token: in the cue of a telling */
    uint32_t first, end; /* of the sentence */
    rap_err *err;
} place;

static bool is_kind(const rap_clauses *c, uint32_t token, rap_deprel plain)
{
    return rap_deprel_plain(rap_rel(c, token)) == plain;
}

/* Whom the source names: who, in "Ruud, who said". */
static uint32_t bearer(const rap_clauses *c, uint32_t subject)
{
    if (c->p->tokens[subject].xpos[0] != 'W') return subject;
    uint32_t at = subject;
    for (int n = 0; n < 4 && rap_head(c, at) != at; n++) {
        if (is_kind(c, at, RAP_REL_ACL)) return rap_head(c, at);
        at = rap_head(c, at);
    }
    return subject;
}

/* Whom the source of a telling found by its words names. */
static void name_source(const rap_clauses *c, rap_telling *x)
{
    if (x->main == RAP_NO_TOKEN || x->source.from >= x->source.to) return;
    rap_subject s = rap_subject_of(c, x->main);
    bool in =
        s.token != UINT32_MAX && x->source.from <= s.token && s.token < x->source.to;
    if (in) x->head = bearer(c, s.token);
}

/* Does the dependent begin with a preposition right behind the verb and its particle?
 * Gives the token behind the preposition, or 0. */
static uint32_t behind_preposition(const place *w, uint32_t kid, uint32_t verb)
{
    uint32_t from = w->c->yields[kid].from;
    bool near =
        from == verb + 1 || (from == verb + 2 && w->t[verb + 1].upos != RAP_PUNCT);
    return near && w->t[from].upos == RAP_ADP && from < kid ? from + 1 : 0;
}

/* How much like content a dependent behind the word is; 0: not at all. */
static int content_rank(const place *w, uint32_t kid, uint32_t word)
{
    switch (rap_deprel_plain(rap_rel(w->c, kid))) {
    case RAP_REL_CCOMP:
        return 4;
    case RAP_REL_XCOMP:
        return 3;
    case RAP_REL_OBJ:
        return 2;
    case RAP_REL_ACL: {
        bool that = rap_is_mark(&w->t[w->c->yields[kid].from], "that");
        return rap_is_noun(&w->t[word]) && (that || rap_rel(w->c, kid) == RAP_REL_ACL)
                   ? 3
                   : 0;
    }
    case RAP_REL_OBL:
    case RAP_REL_NMOD:
    case RAP_REL_ADVCL:
        return behind_preposition(w, kid, word) ? 1 : 0;
    default:
        return 0;
    }
}

/* The dependent that is the content behind a word, or UINT32_MAX. */
static uint32_t argument(const place *w, uint32_t word)
{
    uint32_t best = UINT32_MAX;
    int most = 0;
    for (uint32_t i = w->c->begins[word]; i < w->c->begins[word + 1]; i++) {
        uint32_t k = w->c->kids[i];
        if (k <= word || k >= w->end) continue;
        int rank = content_rank(w, k, word);
        if (rank <= most) continue;
        most = rank;
        best = k;
    }
    return best;
}

/* "told the radio that …": where the clause begins that the tree missed, or 0. */
static uint32_t hidden_clause(const place *w, const rap_cue *cue, uint32_t arg)
{
    if (!rap_cue_takes(cue->row, "whom") || !is_kind(w->c, arg, RAP_REL_OBJ)) return 0;
    uint32_t to = w->c->yields[cue->main].to;
    if (to > w->end) to = w->end;
    for (uint32_t i = arg + 1; i < to && i < arg + HEARER_MAX; i++) {
        if (rap_is_mark(&w->t[i], ",") || (w->t[i].shape & RAP_SHAPE_QUOTED)) continue;
        if (w->t[i].upos == RAP_SCONJ && rap_str_is(w->t[i].low, "that")) return i;
        if (strcmp(w->t[i].xpos, "TO") == 0 && w->t[i].upos == RAP_PART) return i;
    }
    return 0;
}

/* The content behind the cue, which the cue is stretched to; empty when there is none.
 */
static rap_span content_of(const place *w, rap_cue *cue, uint32_t arg)
{
    uint32_t word = cue->main, from = w->c->yields[arg].from;
    uint32_t behind =
        content_rank(w, arg, word) == 1 ? behind_preposition(w, arg, word) : 0;
    if (behind) {
        from = behind;
        cue->group.to = behind;
    }
    uint32_t obj = rap_kid(w->c, word, RAP_REL_OBJ, word);
    bool moved = is_kind(w->c, arg, RAP_REL_XCOMP) && obj < arg;
    if (moved && !rap_cue_takes(cue->row, "whom")) from = w->c->yields[obj].from;
    uint32_t hidden = hidden_clause(w, cue, arg);
    if (hidden) from = hidden;
    if (from < cue->group.to) from = cue->group.to;
    rap_span c = {from, w->c->yields[word].to};
    if (c.to > w->end) c.to = w->end;
    while (c.from < c.to && w->t[c.from].upos == RAP_PUNCT &&
           !(w->t[c.from].shape & RAP_SHAPE_QUOTED))
        c.from++;
    while (c.from < c.to && w->t[c.to - 1].upos == RAP_PUNCT &&
           !(w->t[c.to - 1].shape & RAP_SHAPE_QUOTED))
        c.to--;
    int32_t q = c.from < c.to ? w->h->quotation_of[c.to - 1] : -1;
    if (q >= 0 && w->h->quotations[q].open >= c.from && w->h->quotations[q].closed)
        c.to = w->h->quotations[q].close + 1;
    return c;
}

static rap_telling *push(place *w, const rap_cue *cue, rap_way way, const char *rule)
{
    rap_telling *x = RAP_PUSH(w->h->p->arena, &w->h->list);
    if (!x) return NULL;
    *x = (rap_telling){.cue = cue->group, .main = cue->main, .row = cue->row};
    x->carried = x->nested_in = -1;
    x->head = RAP_NO_TOKEN;
    x->way = (uint8_t)way;
    x->rule = rule;
    return x;
}

static void add_content(rap_telling *x, rap_span c)
{
    if (c.from < c.to && x->n_content < RAP_SPANS_MAX) x->content[x->n_content++] = c;
}

static void take_source(const place *w, rap_telling *x, rap_subject s)
{
    if (s.token == UINT32_MAX) return;
    x->source = rap_subject_span(w->c, s, x->main);
    x->head = bearer(w->c, s.token);
}

/* Who does what is told in the passive: "by Ruud". */
static rap_subject agent_of(const place *w, uint32_t verb)
{
    rap_subject s = {.token = UINT32_MAX};
    for (uint32_t k = verb; (k = rap_kid(w->c, verb, RAP_REL_OBL, k)) != UINT32_MAX;
         k++) {
        uint32_t by = w->c->yields[k].from;
        if (!rap_is_mark(&w->t[by], "by") || by >= k) continue;
        s.token = k;
        break;
    }
    return s;
}

static rap_span agent_span(const place *w, rap_subject agent, uint32_t verb)
{
    rap_span s = rap_subject_span(w->c, agent, verb);
    if (s.from + 1 < s.to && rap_is_mark(&w->t[s.from], "by")) s.from++;
    while (s.from + 1 < s.to && rap_is_mark(&w->t[s.to - 1], ","))
        s.to--;
    return s;
}

static rap_code hear_passive(place *w, rap_cue *cue, rap_subject subject)
{
    uint32_t arg = argument(w, cue->main);
    rap_subject agent = agent_of(w, cue->main);
    bool has = agent.token != UINT32_MAX;
    if (!has && (arg == UINT32_MAX || subject.described)) return RAP_OK;
    rap_span behind = arg == UINT32_MAX || arg == agent.token ? (rap_span){0, 0}
                                                              : content_of(w, cue, arg);
    rap_telling *x = push(w, cue, RAP_WAY_PASSIVE, "tree-passive");
    if (!x) return rap_fail_memory(w->err);
    bool clause = arg != UINT32_MAX && is_kind(w->c, arg, RAP_REL_CCOMP);
    if (!clause && (!subject.shared || subject.described))
        add_content(x, rap_subject_span(w->c, subject, cue->main));
    add_content(x, behind);
    bool apart = x->n_content && (x->content[0].to <= cue->group.from ||
                                  x->content[0].from >= cue->group.to);
    if (!apart) {
        w->h->list.n--;
        return RAP_OK;
    }
    if (!has) return RAP_OK;
    x->source = agent_span(w, agent, cue->main);
    x->head = agent.token;
    return RAP_OK;
}

static bool is_passive(const place *w, uint32_t verb, rap_subject s)
{
    if (strcmp(w->t[verb].xpos, "VBN") != 0) return false;
    if (s.token == UINT32_MAX) return false;
    if (!s.shared) return s.passive;
    if (s.described && is_kind(w->c, verb, RAP_REL_ACL))
        return rap_kid(w->c, verb, RAP_REL_AUX, 0) == UINT32_MAX;
    return rap_kid(w->c, verb, RAP_REL_AUX, 0) == UINT32_MAX && s.passive;
}

static rap_code hear_active(place *w, rap_cue *cue, rap_subject subject, rap_way way)
{
    uint32_t arg = argument(w, cue->main);
    if (arg == UINT32_MAX) return RAP_OK;
    uint32_t told = cue->group.to;
    rap_span c = content_of(w, cue, arg);
    if (c.from >= c.to) return RAP_OK;
    static const char *const rules[] = {"", "tree-verb", "", "tree-adjective",
                                        "tree-noun"};
    rap_telling *x = push(w, cue, way, rules[way]);
    if (!x) return rap_fail_memory(w->err);
    add_content(x, c);
    take_source(w, x, subject);
    if (x->source.from < x->source.to && w->h->is_time[x->head]) {
        w->h->list.n--;
        return RAP_OK;
    }
    if (x->source.from == x->source.to && way == RAP_WAY_VERB &&
        !rap_source_before(&x->source, w->h, w->first, cue->group.from))
        x->source = (rap_span){0, 0};
    if (cue->group.to == told && c.from > told) x->behind = (rap_span){told, c.from};
    x->hearer =
        x->behind.to > 0 && (rap_is_noun(&w->t[told]) || w->t[told].upos == RAP_PRON ||
                             w->t[told].upos == RAP_DET);
    return RAP_OK;
}

/* Whose a noun is: "Ruud's claim", "a claim by Ruud", "Ruud made the claim". */
static rap_subject owner_of(const place *w, uint32_t noun)
{
    rap_subject s = {.token = UINT32_MAX};
    for (uint32_t i = w->c->begins[noun]; i < w->c->begins[noun + 1]; i++) {
        uint32_t k = w->c->kids[i];
        if (rap_rel(w->c, k) == RAP_REL_NMOD_POSS) {
            s.token = k;
            return s;
        }
        uint32_t by = w->c->yields[k].from;
        bool from = rap_is_mark(&w->t[by], "by") || rap_is_mark(&w->t[by], "from");
        if (k > noun && by < k && from && is_kind(w->c, k, RAP_REL_NMOD)) s.token = k;
    }
    if (s.token != UINT32_MAX) return s;
    rap_deprel rel = rap_deprel_plain(rap_rel(w->c, noun));
    uint32_t up = rap_head(w->c, noun);
    if ((rel == RAP_REL_OBJ || rel == RAP_REL_OBL) && w->t[up].upos == RAP_VERB)
        return rap_subject_of(w->c, up);
    return s;
}

static rap_code hear_noun(place *w, uint32_t noun)
{
    rap_subject owner = owner_of(w, noun);
    if (owner.token == UINT32_MAX) return RAP_OK;
    size_t n = w->h->list.n;
    rap_cue cue = {.group = {noun, noun + 1}, .main = noun, .row = -1};
    rap_code rc = hear_active(w, &cue, owner, RAP_WAY_NOUN);
    if (rc != RAP_OK || w->h->list.n == n) return rc;
    rap_telling *x = &w->h->list.v[n];
    if (x->source.from < x->source.to && w->t[x->source.from].upos == RAP_ADP &&
        x->source.from + 1 < x->source.to)
        x->source.from++;
    if (x->source.from >= x->source.to || owner.described) w->h->list.n--;
    return RAP_OK;
}

static rap_code hear(place *w, uint32_t word)
{
    const rap_token *t = &w->t[word];
    if (t->upos == RAP_NOUN) return hear_noun(w, word);
    bool verb = t->upos == RAP_VERB && t->xpos[0] == 'V';
    bool adjective =
        t->upos == RAP_ADJ && rap_kid(w->c, word, RAP_REL_COP, 0) != UINT32_MAX;
    if (!verb && !adjective) return RAP_OK;
    rap_cue cue = rap_cue_group(w->h->p, word);
    if (rap_cue_takes(cue.row, "according")) return RAP_OK;
    rap_subject s = rap_subject_of(w->c, word);
    if (verb && is_passive(w, word, s)) return hear_passive(w, &cue, s);
    return hear_active(w, &cue, s, verb ? RAP_WAY_VERB : RAP_WAY_ADJECTIVE);
}

/* Tokens of cues: nothing new is told there. */
static bool *taken_by(const rap_hearing *h)
{
    bool *taken = RAP_NEW(h->p->arena, bool, h->p->n_tokens + 1);
    for (size_t k = 0; taken && k < h->list.n; k++) {
        rap_span cue = h->list.v[k].cue;
        for (uint32_t i = cue.from; i < cue.to; i++)
            taken[i] = true;
    }
    return taken;
}

rap_code rap_governed_find(rap_hearing *h, rap_err *err)
{
    rap_code rc = RAP_OK;
    if (!h->clauses.p) return rc;
    for (size_t k = 0; k < h->list.n; k++)
        name_source(&h->clauses, &h->list.v[k]);
    bool *taken = taken_by(h);
    if (!taken) return rap_fail_memory(err);
    place w = {h, &h->clauses, h->p->tokens, taken, 0, 0, err};
    for (uint32_t k = 0; k < h->p->n_sentences; k++) {
        const rap_sentence *s = &h->p->sentences[k];
        if (h->p->layout->blocks[s->block].kind == RAP_BLOCK_TITLE) continue;
        w.first = s->first;
        w.end = rap_sentence_end(h->p, s);
        for (uint32_t i = s->first; i < w.end && rc == RAP_OK; i++)
            if (!taken[i] && !(w.t[i].shape & RAP_SHAPE_QUOTED)) rc = hear(&w, i);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}
