/*
 * facts/counted.c - numbers whose unit stands before them: "the toll rose to 31", "12
 * of them".
 */
/* SPDX-License-Identifier: MIT */
#include "facts/branches.h"
#include "facts/quantities.h"

#include "tolls_table.inc"

enum {
    SUBJECT_BACK = 16, /* tokens from a verb back to its subject */
    AMONG_BACK = 32    /* tokens from "of them" back to whom it means */
};

static bool is_toll(const rap_prose *p, uint32_t token, const char *what)
{
    int row = rap_prose_match_lemma(p, &tolls_table, token);
    return rap_cell_is(&tolls_table, row, TOLLS_WHAT, what);
}

/* The token whose subject the number is told of: the verb of "rose to 31", "reached
 * 31", or the number of "was 31"; `first`: where the number's phrase begins. */
static uint32_t told_by(const rap_prose *p, uint32_t first, uint32_t number)
{
    uint32_t begin = p->sentences[p->tokens[number].sentence].first;
    if (first < begin + 2) return RAP_NO_TOKEN;
    if (rap_str_is(p->tokens[first - 1].lemma, "be")) return number;
    if (is_toll(p, first - 1, "reaches")) return first - 1;
    if (!rap_token_is(p, first - 1, "to") && !rap_token_is(p, first - 1, "at"))
        return RAP_NO_TOKEN;
    for (uint32_t i = first - 1; i > begin && i + 3 > first - 1; i--)
        if (is_toll(p, i - 1, "grows")) return i - 1;
    return RAP_NO_TOKEN;
}

static uint32_t subject_of(const rap_prose *p, uint32_t head, uint32_t before)
{
    uint32_t begin = p->sentences[p->tokens[head].sentence].first;
    uint32_t stop = before > begin + SUBJECT_BACK ? before - SUBJECT_BACK : begin;
    for (uint32_t i = before; i > stop; i--) {
        const rap_token *t = &p->tokens[i - 1];
        rap_deprel r = rap_deprel_plain((rap_deprel)t->deprel);
        if (t->head == head && (r == RAP_REL_NSUBJ || r == RAP_REL_NSUBJ_PASS))
            return i - 1;
    }
    return RAP_NO_TOKEN;
}

/* Adjectives and nouns before the noun, without its article. */
static uint32_t phrase_before(const rap_prose *p, uint32_t noun)
{
    uint32_t i = noun, begin = p->sentences[p->tokens[noun].sentence].first;
    while (i > begin &&
           (p->tokens[i - 1].upos == RAP_ADJ || p->tokens[i - 1].upos == RAP_NOUN))
        i--;
    return i;
}

/* "the number of dead", "the toll of wounded": the unit behind "of". */
static bool take_of(rap_quantity *q, const rap_prose *p, uint32_t noun, uint32_t end)
{
    uint32_t at = noun + 2;
    if (at >= end || !rap_token_is(p, noun + 1, "of")) return false;
    if (p->tokens[at].upos == RAP_DET) at++;
    rap_str people = rap_quantity_people(p, at);
    uint32_t last = at + 1;
    if (people.n) {
        q->kind = RAP_UNIT_PERSON;
        q->unit = people;
    } else {
        last = rap_quantity_noun(q, p, at, end);
    }
    if (last) q->counted = (rap_span){phrase_before(p, noun), last};
    return last != 0;
}

bool rap_quantity_counted(rap_quantity *q, const rap_prose *p)
{
    const rap_token *t = p->tokens;
    uint32_t end = p->sentences[t[q->number].sentence].last;
    if (q->last < end && (t[q->last].upos == RAP_NUM || t[q->last].upos == RAP_SYM))
        return false;
    uint32_t first = rap_quantity_loose(p, q->first);
    uint32_t head = told_by(p, first, q->number);
    uint32_t noun = head == RAP_NO_TOKEN ? head : subject_of(p, head, first - 1);
    if (noun == RAP_NO_TOKEN) return false;
    bool toll = is_toll(p, noun, "toll");
    if ((toll || is_toll(p, noun, "number")) && take_of(q, p, noun, end)) return true;
    rap_str people = toll ? RAP_STR("person") : rap_quantity_people(p, noun);
    if (!people.n || (!toll && strcmp(t[noun].xpos, "NNS") != 0)) return false;
    q->kind = RAP_UNIT_PERSON;
    q->unit = people;
    q->counted = (rap_span){phrase_before(p, noun), noun + 1};
    return true;
}

bool rap_quantity_among(rap_quantity *q, const rap_prose *p)
{
    uint32_t sentence = p->tokens[q->number].sentence;
    uint32_t begin = p->sentences[sentence ? sentence - 1 : 0].first;
    uint32_t stop = q->first > begin + AMONG_BACK ? q->first - AMONG_BACK : begin;
    for (uint32_t i = q->first; i > stop; i--) {
        rap_quantity all;
        if (!rap_quantity_plain(&all, p, i - 1, q->first)) continue;
        if (all.kind != RAP_UNIT_PERSON && all.kind != RAP_UNIT_NOUN) continue;
        q->kind = all.kind;
        q->unit = all.unit;
        q->counted = (rap_span){all.unit_first, all.last};
        q->last += 2;
        q->unit_first = q->last;
        return true;
    }
    return false;
}
