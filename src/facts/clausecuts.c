/*
 * facts/clausecuts.c - cuts sentences into clauses, and tells what each is to the rest.
 *
 * Clauses open at marks, conjunctions, words of data/clausewords.tsv, where another
 * voice speaks, and behind "if they attack," by the tree.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/clausecuts.h"

#include "facts/idioms.h"

#include <stdlib.h>

#include "clausewords_table.inc"

enum { SUBJECT = 6 }; /* tokens of a short one, with its modal */
enum { RISE = 12 };   /* steps up a tree, from a word to the verb of its clause */

typedef struct {
    uint32_t *v;
    uint32_t n, next; /* of the first that lies behind the place looked at last */
    int32_t said;
} edges;

static const struct {
    const char *relation;
    rap_clause_kind kind;
} kinds[] = {
    {"relative", RAP_CLAUSE_RELATIVE}, {"condition", RAP_CLAUSE_CONDITION},
    {"time", RAP_CLAUSE_TIME},         {"content", RAP_CLAUSE_CONTENT},
    {"contrast", RAP_CLAUSE_MAIN},
};

static rap_clause_kind kind_of(int row)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (rap_cell_is(&clausewords_table, row, CLAUSEWORDS_RELATION,
                        kinds[i].relation))
            return kinds[i].kind;
    return RAP_CLAUSE_OTHER;
}

bool rap_is_loose_mark(const rap_token *t)
{
    return !(t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT));
}

/* Marks that part clauses wherever they stand. */
static bool is_strong_mark(const rap_token *t)
{
    static const char *const marks[] = {";", ":", "–", "—", "--", "(", ")"};
    if (!rap_is_loose_mark(t)) return false;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (rap_str_is(t->low, marks[i])) return true;
    return false;
}

static bool is_verb(const rap_token *t)
{
    return t->upos == RAP_VERB || t->upos == RAP_AUX;
}

/* Does a word of data/clausewords.tsv open a clause here? */
static bool opens_by_word(const rap_prose *p, uint32_t i, uint32_t last,
                          rap_clause_kind *kind)
{
    uint32_t n;
    const rap_token *t = &p->tokens[i];
    int row = rap_idioms_find(p, &clausewords_table, i, last, &n);
    if (row < 0) return false;
    *kind = kind_of(row);
    if (rap_cell_int(&clausewords_table, row, CLAUSEWORDS_ALWAYS))
        return *kind != RAP_CLAUSE_CONTENT || t->upos != RAP_DET;
    return t->upos == RAP_SCONJ;
}

/* "we will", "the kingdom would": a short subject and what it will do. */
static bool answers_by_modal(const rap_prose *p, uint32_t i, uint32_t last)
{
    for (uint32_t k = i; k < last && k < i + SUBJECT; k++) {
        const rap_token *t = &p->tokens[k];
        if (strcmp(t->xpos, "MD") == 0) return k > i;
        if (t->upos != RAP_PROPN && t->upos != RAP_PRON && t->upos != RAP_DET &&
            t->upos != RAP_NOUN && t->upos != RAP_ADJ)
            return false;
    }
    return false;
}

/* "Should they attack, we will answer", "were they to go". */
static bool is_inverted(const rap_prose *p, uint32_t i, uint32_t last)
{
    static const char *const words[] = {"should", "were", "had"};
    bool may = false;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        may = may || rap_token_is(p, i, words[k]);
    if (!may || i + 1 >= last) return false;
    uint8_t next = p->tokens[i + 1].upos;
    if (next != RAP_PROPN && next != RAP_PRON && next != RAP_DET) return false;
    for (uint32_t k = i + 1; k < last && !rap_token_is(p, k, "?"); k++)
        if (rap_token_is(p, k, ",")) return answers_by_modal(p, k + 1, last);
    return false;
}

/* "If they attack, ..." at the head of a sentence: a condition, where the tree knows of
 * what. */
static rap_clause_kind first_kind(const rap_prose *p, uint32_t i, uint32_t last)
{
    rap_clause_kind kind = RAP_CLAUSE_MAIN;
    if (is_inverted(p, i, last)) return RAP_CLAUSE_CONDITION;
    uint32_t own = p->tokens[i].head;
    bool hangs = own != RAP_NO_HEAD && own > i && own < last &&
                 rap_hangs_by(p, own, RAP_REL_ADVCL) && p->tokens[own].head > own;
    if (!hangs || !opens_by_word(p, i, last, &kind)) return RAP_CLAUSE_MAIN;
    return kind == RAP_CLAUSE_CONDITION ? kind : RAP_CLAUSE_MAIN;
}

/* "If they attack, | we will answer": behind a comma, does token i belong to the verb
 * on which the clause that the word at `opener` opens hangs, and not to that clause? */
static bool leaves(const rap_prose *p, uint32_t opener, uint32_t i)
{
    if (opener >= i) return false;
    uint32_t own = p->tokens[opener].head;
    if (own == RAP_NO_HEAD) return false;
    /* "if Norland attacks, we will": a verb taken for a noun, or turned round */
    if (own >= i || p->tokens[opener].upos == RAP_AUX)
        return answers_by_modal(p, i, p->sentences[p->tokens[opener].sentence].last);
    if (own <= opener) return false;
    uint32_t above = p->tokens[own].head;
    if (!rap_hangs_by(p, own, RAP_REL_ADVCL) || above == RAP_NO_HEAD || above < i)
        return false;
    for (int n = 0; n < RISE && i != above && i != RAP_NO_HEAD; n++) {
        if (i == own) return false;
        i = p->tokens[i].head;
    }
    return i == above;
}

/* Does a clause open at token i of a sentence (not its first)? */
static bool opens(const rap_prose *p, uint32_t i, uint32_t last, rap_clause_kind *kind)
{
    const rap_token *t = &p->tokens[i], *before = t - 1;
    bool comma = rap_str_is(before->low, ",");
    *kind = RAP_CLAUSE_MAIN;
    if (is_strong_mark(before)) return true;
    if (t->upos == RAP_CCONJ && i + 1 < last) {
        *kind = RAP_CLAUSE_JOINED;
        return comma || is_verb(t + 1);
    }
    if (comma && t->upos == RAP_VERB && rap_str_is(rap_str_of(t->xpos), "VBG")) {
        *kind = RAP_CLAUSE_JOINED;
        return true;
    }
    return opens_by_word(p, i, last, kind);
}

static rap_clause *add_clause(rap_scene *s, uint32_t first, rap_clause_kind kind,
                              int32_t said)
{
    rap_clause *c = &s->clauses[s->n_clauses++];
    *c = (rap_clause){.first = first, .last = first, .kind = kind, .said = said};
    return c;
}

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Where attributions begin and end, in order: between two of these nothing changes. */
static rap_code find_edges(rap_scene *s, edges *out, rap_err *err)
{
    const rap_speech *speech = s->in->speech;
    size_t room = 0;
    for (uint32_t i = 0; i < speech->n_attributions; i++)
        room += 2 * (size_t)speech->attributions[i].content.n;
    *out = (edges){.v = RAP_NEW(s->arena, uint32_t, room ? room : 1), .said = -1};
    if (!out->v) return rap_fail_memory(err);
    for (uint32_t i = 0; i < speech->n_attributions; i++) {
        const rap_span_list *content = &speech->attributions[i].content;
        for (uint32_t k = 0; k < content->n; k++) {
            out->v[out->n++] = content->v[k].from;
            out->v[out->n++] = content->v[k].to;
        }
    }
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_size);
    return RAP_OK;
}

/* "responded by raising tariffs": the cue is answered by a deed, and nothing is said.
 */
static bool is_answer_by_deed(const rap_scene *s, uint32_t token)
{
    const rap_token *t = &s->p->tokens[token];
    return rap_str_is(t->low, "by") && token + 1 < s->p->n_tokens &&
           rap_str_is(rap_str_of(t[1].xpos), "VBG");
}

/* rap_speech_at for places that come in order. */
static int32_t said_at(const rap_scene *s, edges *e, uint32_t text_at)
{
    uint32_t was = e->next;
    while (e->next < e->n && e->v[e->next] <= text_at)
        e->next++;
    if (e->next != was) e->said = rap_speech_at(s->in->speech, text_at);
    return e->said;
}

/* A clause on which the rest of its sentence may depend. */
static bool is_hung(rap_clause_kind kind)
{
    return kind == RAP_CLAUSE_CONDITION || kind == RAP_CLAUSE_TIME;
}

static void cut_sentence(rap_scene *s, edges *e, const rap_sentence *sentence)
{
    rap_clause *c = NULL;
    int32_t deed = -1, before = -1; /* words that are none; those of the last token */
    uint32_t hung = UINT32_MAX;
    for (uint32_t i = sentence->first; i < sentence->last; i++) {
        rap_clause_kind kind = RAP_CLAUSE_MAIN;
        int32_t said = said_at(s, e, s->p->tokens[i].at.from);
        if (said != before) deed = said >= 0 && is_answer_by_deed(s, i) ? said : -1;
        before = said;
        if (said == deed) said = -1;
        bool turn = c && said != c->said && !rap_is_loose_mark(&s->p->tokens[i]);
        bool begins =
            !c || (i == sentence->first + 1 && rap_is_loose_mark(&s->p->tokens[i - 1]));
        if (begins) kind = first_kind(s->p, i, sentence->last);
        bool answers =
            c && i && rap_token_is(s->p, i - 1, ",") && leaves(s->p, hung, i);
        if (!c || answers || (begins && kind != RAP_CLAUSE_MAIN) ||
            opens(s->p, i, sentence->last, &kind) || turn)
            c = add_clause(s, i, kind, said);
        if (c->first == i) c->answers = answers;
        if (answers) hung = UINT32_MAX;
        if (c->first == i && is_hung(kind)) hung = i;
        s->clause_of[i] = s->n_clauses - 1;
        c->last = i + 1;
    }
}

rap_code rap_clauses_cut(rap_scene *s, rap_err *err)
{
    edges e;
    rap_code rc = find_edges(s, &e, err);
    for (uint32_t i = 0; rc == RAP_OK && i < s->p->n_sentences; i++)
        cut_sentence(s, &e, &s->p->sentences[i]);
    return rc;
}
