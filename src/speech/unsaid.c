/*
 * speech/unsaid.c - what nobody is told to have said, those who are spoken to and do
 * not speak, and two cues for the same words: "no official has said that", "was widely
 * criticised for", "neither confirmed nor denied that".
 */
/* SPDX-License-Identifier: MIT */
#include "speech/voices.h"

#include "cues_table.inc"

enum { NEAR = 3 }; /* tellings beside one another */
enum { CUES = 5 }; /* tokens of "neither confirmed nor" */

bool rap_is_said_by_nobody(const rap_hearing *h, const rap_telling *x)
{
    static const char *const words[] = {"no", "nobody", "none", "neither", "nothing"};
    uint32_t m = x->main;
    bool short_of =
        m > 1 && rap_token_is(h->p, m - 1, "of") && rap_token_is(h->p, m - 2, "short");
    if (short_of || (m && rap_token_is(h->p, m - 1, "without"))) return true;
    if (x->source.from >= x->source.to) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rap_token_is(h->p, x->source.from, words[i])) return true;
    return false;
}

bool rap_is_of_goods(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    if (rap_str_is(t[x->main].lemma, "recall")) {
        uint32_t next = x->main + 1;
        return rap_token_is(h->p, next, "its") || rap_token_is(h->p, next, "their");
    }
    if (rap_str_is(t[x->main].lemma, "sign")) /* a pact for his state */
        return rap_token_is(h->p, x->main + 1, "for");
    if (!rap_str_is(t[x->main].lemma, "issue")) return false;
    uint32_t what = rap_kid(&h->clauses, x->main, RAP_REL_OBJ, 0);
    return what != UINT32_MAX && rap_voice_word_is(t[what].lemma, "goods");
}

bool rap_is_of_pronoun(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    if (x->n_content != 1 || x->content[0].to != x->content[0].from + 1) return false;
    uint32_t only = x->content[0].from;
    bool asked = t[only].xpos[0] == 'W'; /* "which it has always denied" */
    bool due = strcmp(t[x->main].xpos, "VB") == 0 && x->main > 0 &&
               strcmp(t[x->main - 1].xpos, "TO") == 0 && t[only].upos == RAP_PRON;
    return asked || due;
}

/* "its demand that Sudmark recall ...": the verb of what is wanted of somebody. */
static bool is_wanted(const rap_hearing *h, uint32_t verb)
{
    static const char *const wants[] = {"demand",  "insist",  "propose",   "ask",
                                        "request", "order",   "urge",      "recommend",
                                        "suggest", "require", "condition", "proposal"};
    const rap_token *t = h->p->tokens;
    uint32_t up = t[verb].head;
    if (up >= h->p->n_tokens || up >= verb) return false;
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        if (rap_str_is(t[up].lemma, wants[i])) return true;
    return false;
}

bool rap_is_still_to_say(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    if (strcmp(t[x->main].xpos, "VB") != 0 ||
        rap_kid(&h->clauses, x->main, RAP_REL_NSUBJ, 0) == UINT32_MAX)
        return false;
    uint32_t aux = rap_kid(&h->clauses, x->main, RAP_REL_AUX, 0);
    if (aux == UINT32_MAX) return is_wanted(h, x->main);
    bool later = rap_str_is(t[aux].lemma, "will") || rap_str_is(t[aux].lemma, "would");
    return later && x->nested_in >= 0;
}

bool rap_is_of_other(const rap_hearing *h, const rap_telling *x)
{
    if (x->nested_in < 0) return false;
    const rap_telling *outer = &h->list.v[x->nested_in];
    bool same = x->source.from < x->source.to && x->source.from == outer->source.from &&
                x->source.to == outer->source.to;
    uint32_t who = same ? rap_kid(&h->clauses, x->main, RAP_REL_NSUBJ, 0) : UINT32_MAX;
    if (who == UINT32_MAX || who >= x->main || who < outer->cue.to) return false;
    uint8_t pos = h->p->tokens[who].upos;
    return pos == RAP_NOUN || pos == RAP_PROPN;
}

bool rap_is_vowed(const rap_hearing *h, uint32_t k)
{
    const rap_telling *x = &h->list.v[k];
    bool negated = false;
    for (uint32_t i = x->cue.from; i < x->main; i++)
        negated = negated || rap_token_is(h->p, i, "not");
    if (!negated || strcmp(h->p->tokens[x->main].xpos, "VB") != 0) return false;
    for (size_t i = k > NEAR ? k - NEAR : 0; i < h->list.n && i <= k + NEAR; i++) {
        uint32_t other = h->list.v[i].main;
        if (i != k && other >= x->cue.from && other < x->main) return true;
    }
    return false;
}

/* Not "if" and "until": those make a condition of it. */
static bool is_term(const rap_prose *p, uint32_t token)
{
    return rap_token_is(p, token, "before") || rap_token_is(p, token, "while") ||
           (rap_token_is(p, token, "as") && rap_token_is(p, token + 1, "long"));
}

void rap_take_term(const rap_hearing *h, rap_telling *x)
{
    const rap_prose *p = h->p;
    uint32_t end = p->sentences[p->tokens[x->main].sentence].last;
    rap_span *last = &x->content[x->n_content - 1];
    if (x->n_content != 1 || last->from < x->cue.to || last->to + 2 >= end ||
        !is_term(p, last->to))
        return;
    uint32_t first = last->from + rap_token_is(p, last->from, "not"), to = last->to;
    if (!rap_token_is(p, first, "to")) return;
    bool verb = false;
    for (; to < end; to++) {
        rap_upos u = p->tokens[to].upos;
        if (rap_is_mark(&p->tokens[to], ";") || (u == RAP_PUNCT && to + 1 == end))
            break;
        if (u == RAP_PUNCT) return; /* what stands behind a comma may be the report's */
        verb = verb || u == RAP_VERB || u == RAP_AUX;
        for (size_t k = 0; k < h->list.n; k++)
            if (h->list.v[k].main == to) return;
    }
    if (verb) last->to = to;
}

/* "a soldier | accused of leaking it". */
static bool is_described(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = &h->p->tokens[x->main];
    return rap_cell_is(&cues_table, x->row, CUES_CLASS, "accuse") &&
           strcmp(t->xpos, "VBN") == 0 && t->head >= x->source.from &&
           t->head < x->source.to && rap_token_is(h->p, x->main + 1, "of") &&
           rap_deprel_plain((rap_deprel)t->deprel) == RAP_REL_ACL;
}

bool rap_is_spoken_to(const rap_hearing *h, const rap_telling *x)
{
    static const char *const classes[] = {"accuse", "praise", "ask", "demand", "tell"};
    rap_subject s = rap_subject_of(&h->clauses, x->main);
    uint32_t be = rap_kid(&h->clauses, x->main, RAP_REL_AUX, 0);
    bool passive = s.token != UINT32_MAX && s.passive && !s.shared &&
                   be != UINT32_MAX && strcmp(h->p->tokens[x->main].xpos, "VBN") == 0;
    bool inside = passive && s.token >= x->source.from && s.token < x->source.to;
    if (!inside && !is_described(h, x)) return false;
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (rap_cell_is(&cues_table, x->row, CUES_CLASS, classes[i])) return true;
    return false;
}

void rap_leave_spoken_to(rap_telling *x)
{
    if (x->n_content == RAP_SPANS_MAX) x->n_content--;
    memmove(x->content + 1, x->content, x->n_content * sizeof *x->content);
    x->content[0] = x->source;
    x->n_content++;
    x->source = (rap_span){0, 0};
}

/* "nor", "or": what joins a second cue to the first. */
static bool is_joined(const rap_hearing *h, const rap_telling *x)
{
    if (x->n_content != 1 || x->content[0].from < x->cue.to) return false;
    uint32_t first = x->content[0].from;
    return rap_token_is(h->p, first, "nor") || rap_token_is(h->p, first, "or");
}

void rap_cue_take_neither(const rap_hearing *h, rap_telling *x)
{
    uint32_t last = x->source.to - 1;
    if (x->source.to < x->source.from + 2 || !rap_token_is(h->p, last, "neither"))
        return;
    if (x->cue.from < last || x->cue.from > last + CUES) return;
    x->source.to = last;
    x->cue.from = last;
}

int32_t rap_cue_join_second(rap_hearing *h, uint32_t k)
{
    rap_telling *x = &h->list.v[k];
    if (!is_joined(h, x)) return -1;
    uint32_t from = k > NEAR ? k - NEAR : 0;
    for (uint32_t i = from; i < h->list.n && i <= k + NEAR; i++) {
        const rap_telling *y = &h->list.v[i];
        bool second = i != k && y->main == x->content[0].from + 1 &&
                      y->n_content == 1 && y->content[0].from >= y->cue.to &&
                      y->content[0].to <= x->content[0].to;
        if (!second) continue;
        x->cue.to = y->cue.to;
        x->content[0] = y->content[0];
        return (int32_t)i;
    }
    return -1;
}
