/*
 * facts/counted.c - numbers without a unit behind them: "the toll rose to 31", "12 of
 * them", "21 were arrested".
 */
/* SPDX-License-Identifier: MIT */
#include "facts/branches.h"
#include "facts/quantities.h"

#include "counted_fates_table.inc"
#include "tolls_table.inc"

enum {
    SUBJECT_BACK = 16, /* tokens from a verb back to its subject */
    AMONG_BACK = 32,   /* tokens from "of them" back to whom it means */
    FATE_FAR = 4,      /* tokens from a number to what became of them */
    AGAIN_BACK = 60,   /* tokens from "put the figure at" back to the figure */
    PUT_BACK = 14,     /* tokens from a number back to "put" */
    PUT_FAR = 4        /* tokens from "at" back to the verb of "put the figure at" */
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

/* Something that becomes of persons, whatever their number stands for. */
static bool is_fate(const rap_prose *p, uint32_t token)
{
    static const char *const fates[] = {"dead", "hurt", "held", "missing", "displaced"};
    int row = rap_table_find(&counted_fates_table, p->tokens[token].low);
    rap_upos pos = p->tokens[token].upos;
    if (row < 0 || (pos != RAP_VERB && pos != RAP_ADJ)) return false;
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++)
        if (rap_cell_is(&counted_fates_table, row, COUNTED_FATES_FATE, fates[i]))
            return true;
    return false;
}

/* "21 had been arrested", "five died", "six are missing": the word of their fate, or
 * RAP_NO_TOKEN. */
static uint32_t fate_behind(const rap_prose *p, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end && i < from + FATE_FAR; i++) {
        if (is_fate(p, i)) return i;
        rap_upos pos = p->tokens[i].upos;
        if (pos != RAP_AUX && pos != RAP_ADV) return RAP_NO_TOKEN;
        if (rap_token_is(p, i, "not") || rap_token_is(p, i, "n't")) return RAP_NO_TOKEN;
    }
    return RAP_NO_TOKEN;
}

/* "killed 12 and wounded 30": the same before it. */
static uint32_t fate_before(const rap_prose *p, uint32_t first, uint32_t behind)
{
    uint32_t begin = p->sentences[p->tokens[first].sentence].first;
    uint32_t end = p->sentences[p->tokens[first].sentence].last;
    if (first == begin || p->tokens[first - 1].upos != RAP_VERB) return RAP_NO_TOKEN;
    rap_upos next = behind < end ? (rap_upos)p->tokens[behind].upos : RAP_PUNCT;
    bool alone = next == RAP_PUNCT || next == RAP_CCONJ || next == RAP_ADP ||
                 next == RAP_SCONJ || next == RAP_ADV;
    return alone && is_fate(p, first - 1) ? first - 1 : RAP_NO_TOKEN;
}

bool rap_quantity_fated(rap_quantity *q, const rap_prose *p)
{
    uint32_t end = p->sentences[p->tokens[q->number].sentence].last;
    uint32_t fate = fate_behind(p, q->last, end);
    if (fate == RAP_NO_TOKEN)
        fate = fate_before(p, rap_quantity_loose(p, q->first), q->last);
    if (fate == RAP_NO_TOKEN) return false;
    q->kind = RAP_UNIT_PERSON;
    q->unit = RAP_STR("person");
    q->counted = (rap_span){fate, fate + 1};
    return true;
}

/* "The Red Cross put the number of dead at Kesh at 19": the number, or RAP_NO_TOKEN. */
static uint32_t put_object(const rap_prose *p, uint32_t first)
{
    uint32_t begin = p->sentences[p->tokens[first].sentence].first;
    if (first < begin + 3 || !rap_token_is(p, first - 1, "at")) return RAP_NO_TOKEN;
    for (uint32_t i = first - 1; i > begin && i + PUT_BACK > first; i--) {
        if (!rap_str_is(p->tokens[i - 1].lemma, "put")) continue;
        for (uint32_t k = i; k < first; k++)
            if (p->tokens[k].head == i - 1 &&
                rap_deprel_plain((rap_deprel)p->tokens[k].deprel) == RAP_REL_OBJ)
                return k;
    }
    return RAP_NO_TOKEN;
}

bool rap_quantity_counted(rap_quantity *q, const rap_prose *p)
{
    const rap_token *t = p->tokens;
    uint32_t end = p->sentences[t[q->number].sentence].last;
    if (q->last < end && (t[q->last].upos == RAP_NUM || t[q->last].upos == RAP_SYM))
        return false;
    uint32_t first = rap_quantity_loose(p, q->first);
    uint32_t head = told_by(p, first, q->number);
    uint32_t noun =
        head == RAP_NO_TOKEN ? put_object(p, first) : subject_of(p, head, first - 1);
    if (noun == RAP_NO_TOKEN) noun = put_object(p, first);
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

/* "put the figure at", "puts it at": right before the token. */
static bool is_put_at(const rap_prose *p, uint32_t first)
{
    static const char *const things[] = {"figure", "number", "total", "sum",  "value",
                                         "worth",  "count",  "tally", "cost", "it"};
    uint32_t begin = p->sentences[p->tokens[first].sentence].first;
    bool thing = false;
    if (first < begin + 3 || !rap_token_is(p, first - 1, "at")) return false;
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        thing = thing || rap_token_is(p, first - 2, things[i]);
    for (uint32_t i = first - 2; thing && i > begin && i + PUT_FAR > first; i--)
        if (rap_str_is(p->tokens[i - 1].lemma, "put")) return true;
    return false;
}

bool rap_quantity_again(rap_quantity *q, const rap_prose *p)
{
    uint32_t first = rap_quantity_loose(p, q->first);
    uint32_t sentence = p->tokens[q->number].sentence;
    if (!is_put_at(p, first)) return false;
    uint32_t begin = p->sentences[sentence ? sentence - 1 : 0].first;
    uint32_t stop = first > begin + AGAIN_BACK ? first - AGAIN_BACK : begin;
    for (uint32_t i = first; i > stop; i--) {
        rap_quantity all, more;
        if (!rap_quantity_plain(&all, p, i - 1, first)) continue;
        while (i - 1 > stop && rap_quantity_plain(&more, p, i - 2, first) &&
               more.last == all.last) {
            all = more; /* "310 | million crowns" */
            i--;
        }
        if (all.kind == RAP_UNIT_LENGTH || all.kind == RAP_UNIT_NONE) continue;
        q->kind = all.kind;
        q->unit = all.unit;
        q->counted = (rap_span){all.unit_first < all.last ? all.unit_first : all.first,
                                all.last};
        q->again = i;
        return true;
    }
    return false;
}
