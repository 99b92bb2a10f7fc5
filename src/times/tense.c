/*
 * times/tense.c - does a clause speak of what was or of what is to come?
 *
 * The verb before the time decides, the nearest first; where none stands before it, the
 * first behind it.
 */
/* SPDX-License-Identifier: MIT */
#include "times/marks.h"

#include "timetenses_table.inc"

enum { FAR = 40 };

enum { PAST = -1, FUTURE = 1, WEAK_FUTURE = 2 };

/* What one token says of its clause's tense, or 0. */
static int tense_of(const rap_prose *p, uint32_t i)
{
    const rap_token *t = &p->tokens[i];
    int row = rap_table_probe(&timetenses_table, t->hash);
    if (row >= 0 &&
        rap_str_eq(rap_cell(&timetenses_table, row, TIMETENSES_WORD), t->low)) {
        rap_str tense = rap_cell(&timetenses_table, row, TIMETENSES_TENSE);
        return rap_str_is(tense, "past")   ? PAST
               : rap_str_is(tense, "weak") ? WEAK_FUTURE
                                           : FUTURE;
    }
    if (t->upos != RAP_VERB && t->upos != RAP_AUX) return 0;
    rap_str tag = rap_str_of(t->xpos);
    return rap_str_is(tag, "VBD") || rap_str_is(tag, "VBN") ? PAST : 0;
}

static bool ends_clause(const rap_token *t)
{
    return rap_str_is(t->low, ";") || (t->shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE));
}

static int backward(const rap_prose *p, const mark *m)
{
    uint32_t sentence = p->tokens[m->first].sentence;
    int weak = 0;
    for (uint32_t i = m->first, n = 0; i-- > 0 && n < FAR; n++) {
        if (p->tokens[i].sentence != sentence) break;
        int t = tense_of(p, i);
        bool participle = rap_str_is(rap_str_of(p->tokens[i].xpos), "VBN");
        if (t == WEAK_FUTURE)
            weak = weak ? weak : 1;
        else if (t == PAST && participle)
            weak = weak ? weak : -1;
        else if (t)
            return t;
        if (ends_clause(&p->tokens[i])) break;
    }
    return weak;
}

static int forward(const rap_prose *p, const mark *m)
{
    uint32_t sentence = p->tokens[m->first].sentence;
    for (uint32_t i = m->last, n = 0; i < p->n_tokens && n < FAR; i++, n++) {
        if (p->tokens[i].sentence != sentence) break;
        int t = tense_of(p, i);
        if (t == PAST || t == FUTURE) return t;
        if (t == WEAK_FUTURE) return FUTURE;
    }
    return 0;
}

int times_tense(const rap_prose *p, const mark *m)
{
    int t = backward(p, m);
    return t ? t : forward(p, m);
}
