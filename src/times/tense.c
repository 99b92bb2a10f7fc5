/*
 * times/tense.c - does a clause speak of what was or of what is to come?
 *
 * The verb before the time decides, the nearest first; where none stands before it, the
 * first behind it.
 */
/* SPDX-License-Identifier: MIT */
#include "times/expression.h"

#include "deferrals_table.inc"
#include "timetenses_table.inc"

enum {
    FAR = 40,
    NEAR = 3,
    PUT_OFF_FAR = 16, /* tokens between "postponed" and "to" */
    TO_NEAR = 5       /* and between "to" and the time: "the end of" */
};

enum {
    PAST = -1,
    NOTHING = 0,
    FUTURE = 1,
    WEAK_FUTURE = 2,
    FAINT_FUTURE = 3,
    TOLD = 4,
    LASTED = 5 /* past, and what is until then is past too */
};

/* "had been due", "previously planned": what was to come then. */
static bool was_to_be(const rap_prose *p, uint32_t i)
{
    if (i < 2) return false;
    return rap_token_is(p, i - 1, "previously") ||
           (rap_token_is(p, i - 1, "been") && rap_token_is(p, i - 2, "had"));
}

static bool is_present(const rap_token *t)
{
    rap_str tag = rap_str_of(t->xpos);
    return rap_str_is(tag, "VBZ") || rap_str_is(tag, "VBP");
}

/* What one token says of its clause's tense, or 0. */
static int tense_of(const rap_prose *p, uint32_t i)
{
    uint32_t n;
    const rap_token *t = &p->tokens[i];
    int row = rap_prose_match(p, &timetenses_table, i, &n);
    bool noun =
        t->upos == RAP_NOUN && !rap_cell(&timetenses_table, row, TIMETENSES_NOUN).n;
    if (row >= 0 && !noun) {
        rap_str tense = rap_cell(&timetenses_table, row, TIMETENSES_TENSE);
        switch (tense.p[0]) {
        case 'l':
            return LASTED;
        case 'h': /* of nouns: what has happened */
            return NOTHING;
        case 'c': /* of the present tense: "the session begins on Monday" */
            return is_present(t) ? WEAK_FUTURE : NOTHING;
        case 'n':
            return NOTHING;
        case 'p':
            return PAST;
        case 't':
            return TOLD;
        case 'w':
            return WEAK_FUTURE;
        default:
            if (was_to_be(p, i)) return PAST;
            return rap_str_is(tense, "faint") ? FAINT_FUTURE : FUTURE;
        }
    }
    if (t->upos != RAP_VERB && t->upos != RAP_AUX) return 0;
    rap_str tag = rap_str_of(t->xpos);
    return rap_str_is(tag, "VBD") || rap_str_is(tag, "VBN") ? PAST : 0;
}

/* Does what stands directly behind a time say it: "the 14 May deadline", "the October
 * attack"? */
static int noun_behind(const rap_prose *p, const mark *m)
{
    uint32_t n, i = m->last + rap_token_is(p, m->last, "'s");
    if (i >= p->n_tokens || p->tokens[i].upos != RAP_NOUN ||
        p->tokens[i].sentence != p->tokens[m->first].sentence)
        return 0;
    int row = rap_prose_match(p, &timetenses_table, i, &n);
    rap_str tense = rap_cell(&timetenses_table, row, TIMETENSES_TENSE);
    if (rap_str_is(tense, "happened")) return PAST;
    bool noun = rap_cell(&timetenses_table, row, TIMETENSES_NOUN).n != 0;
    return noun && rap_str_is(tense, "future") ? FUTURE : 0;
}

static bool ends_clause(const rap_token *t)
{
    return rap_str_is(t->low, ";") || (t->shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE));
}

static bool is_participle(const rap_token *t)
{
    return rap_str_is(rap_str_of(t->xpos), "VBN");
}

/* "by", "until": of the time right behind them only. */
static bool is_its_own(const rap_prose *p, uint32_t i, const mark *m)
{
    uint8_t tag = p->tokens[i].upos;
    return (tag != RAP_ADP && tag != RAP_SCONJ) || i + 2 >= m->first;
}

static bool is_infinitive(const rap_prose *p, uint32_t i)
{
    return i > 0 && rap_token_is(p, i - 1, "to") &&
           rap_str_is(rap_str_of(p->tokens[i].xpos), "VB");
}

static int backward(const rap_prose *p, const mark *m, bool *plain)
{
    uint32_t sentence = p->tokens[m->first].sentence;
    int weak = 0, faint = 0;
    for (uint32_t i = m->first, n = 0; i-- > 0 && n < FAR; n++) {
        if (p->tokens[i].sentence != sentence) break;
        int t = tense_of(p, i);
        if ((t == WEAK_FUTURE || t == FAINT_FUTURE) && !is_its_own(p, i, m)) t = 0;
        if (t == LASTED) return *plain = true, PAST;
        if (!t && !faint && is_infinitive(p, i)) faint = FUTURE;
        if (t == WEAK_FUTURE && !weak) {
            if (i + 1 == m->first &&
                p->tokens[i].upos == RAP_AUX) { /* "the deadline is December 4" */
                *plain = true;
                return FUTURE;
            }
            weak = FUTURE;
        } else if (t == FAINT_FUTURE)
            faint = faint ? faint : FUTURE;
        else if (t == PAST && is_participle(&p->tokens[i]))
            faint = faint ? faint : PAST;
        else if (t) {
            int side = t == TOLD ? PAST : t == WEAK_FUTURE ? FUTURE : t;
            *plain = !weak && (faint != FUTURE || side == FUTURE);
            return weak ? weak : side;
        }
        if (ends_clause(&p->tokens[i])) break;
    }
    return weak ? weak : faint;
}

/* clause: no further than a comma. */
static int forward(const rap_prose *p, const mark *m, bool clause)
{
    uint32_t sentence = p->tokens[m->first].sentence;
    for (uint32_t i = m->last, n = 0; i < p->n_tokens && n < FAR; i++, n++) {
        if (p->tokens[i].sentence != sentence) break;
        if (clause && rap_token_is(p, i, ",")) break;
        int t = tense_of(p, i);
        if (t == FUTURE || t == PAST) return t;
        if (t == TOLD || t == LASTED) return PAST;
    }
    return 0;
}

/* Does it open its sentence, but for a preposition? */
static bool opens_sentence(const rap_prose *p, const mark *m)
{
    uint32_t from = p->sentences[p->tokens[m->first].sentence].first;
    return m->first <= from + 2;
}

/* "In January the board left": the verb behind a time that opens the sentence. */
static int opened(const rap_prose *p, const mark *m)
{
    if (!opens_sentence(p, m)) return 0;
    uint32_t end = p->sentences[p->tokens[m->first].sentence].last;
    for (uint32_t i = m->last, n = 0; i < end && n < FAR; i++, n++) {
        int t = tense_of(p, i);
        if (t == FUTURE || t == TOLD) return 0;
        rap_str tag = rap_str_of(p->tokens[i].xpos);
        if (t == LASTED || (t == PAST && rap_str_is(tag, "VBD"))) return PAST;
    }
    return 0;
}

/* The verb right behind the time ("on Sunday issued"), or the participle right before
 * it
 * ("issued July 1"), or 0. */
static int beside(const rap_prose *p, const mark *m)
{
    uint32_t sentence = p->tokens[m->first].sentence, i = m->last;
    if (i < p->n_tokens && p->tokens[i].sentence == sentence &&
        p->tokens[i].upos == RAP_VERB) {
        rap_str tag = rap_str_of(p->tokens[i].xpos);
        if (rap_str_is(tag, "VBD") && tense_of(p, i) != FUTURE) return PAST;
    }
    if (m->first < 3) return 0;
    i = m->first - 1;
    if (p->tokens[i].upos == RAP_ADP && !rap_token_is(p, i, "by")) i--;
    if (p->tokens[i].sentence != sentence || p->tokens[i - 1].sentence != sentence ||
        !is_participle(&p->tokens[i]) || tense_of(p, i) != PAST)
        return 0;
    const rap_token *b = &p->tokens[i - 1];
    return b->upos == RAP_AUX || b->upos == RAP_ADV || b->upos == RAP_PART ? 0 : PAST;
}

static bool is_deferral(const rap_prose *p, uint32_t i, const char *what)
{
    uint32_t n;
    int row = rap_prose_match(p, &deferrals_table, i, &n);
    return rap_cell_is(&deferrals_table, row, DEFERRALS_WHAT, what);
}

/* The preposition of a time, past "the end of" and the like; its own first token when
 * it has none. */
static uint32_t preposition(const rap_prose *p, const mark *m)
{
    uint32_t sentence = p->tokens[m->first].sentence, i = m->first;
    for (uint32_t n = 0; i > 0 && n < TO_NEAR; n++) {
        if (p->tokens[i - 1].sentence != sentence) return m->first;
        if (!is_deferral(p, --i, "part")) return i;
    }
    return m->first;
}

/* "Had been postponed to June", "until the end of the week": it lies ahead, whatever
 * the tense. */
bool times_is_put_off(const rap_prose *p, const mark *m)
{
    uint32_t sentence = p->tokens[m->first].sentence, at = preposition(p, m);
    bool to = at < m->first && is_deferral(p, at, "to");
    bool for_it = at < m->first && is_deferral(p, at, "for");
    for (uint32_t i = at, n = 0; (to || for_it) && i-- > 0 && n < PUT_OFF_FAR; n++) {
        const rap_token *t = &p->tokens[i];
        if (t->sentence != sentence || ends_clause(t)) return false;
        bool deed = is_deferral(p, i, "set anew");
        if (deed || (to && is_deferral(p, i, "put off"))) return true;
        if (t->upos == RAP_VERB && !is_deferral(p, i, "part")) return false;
    }
    return false;
}

int times_tense(const rap_prose *p, const mark *m)
{
    bool owner = rap_token_is(p, m->last, "'s"); /* "Tuesday's vote" */
    bool plain;
    if (times_is_put_off(p, m)) return FUTURE;
    int t = noun_behind(p, m);
    if (!t && !owner) t = beside(p, m);
    if (!t) t = opened(p, m);
    if (!t && owner) t = forward(p, m, true);
    int before = t ? 0 : backward(p, m, &plain);
    if (!t && (before == PAST || !owner)) t = before;
    if (!t) t = forward(p, m, false);
    return t ? t : before;
}

bool times_tense_is_plain(const rap_prose *p, const mark *m)
{
    bool plain = false;
    if (rap_token_is(p, m->last, "'s")) return false;
    return noun_behind(p, m) || beside(p, m) || opened(p, m) ||
           (backward(p, m, &plain) && plain);
}

bool times_is_told(const rap_prose *p, const mark *m)
{
    for (uint32_t i = m->first, n = 0; i-- > 0 && n < NEAR; n++) {
        if (p->tokens[i].sentence != p->tokens[m->first].sentence) return false;
        if (tense_of(p, i) == TOLD) return true;
    }
    for (uint32_t i = m->last, n = 0; i < p->n_tokens && n < NEAR; i++, n++) {
        if (p->tokens[i].sentence != p->tokens[m->first].sentence) return false;
        if (tense_of(p, i) == TOLD) return true;
    }
    return false;
}

bool times_is_saying(const rap_prose *p, uint32_t token)
{
    return tense_of(p, token) == TOLD;
}
