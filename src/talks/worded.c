/*
 * talks/worded.c - talks that are told of in words: "a second round of talks in Kesh".
 *
 * Comes in: the sentences of one report.  Goes out: a telling for all words that tell
 * of talks (sitting.c) with its sides (seated.c), state, day and place (turned.c), and
 * the notes of the sentence (talknotes.c).
 */
/* SPDX-License-Identifier: MIT */
#include "pile/groups.h"
#include "talks/sitting.h"

#include "round_words_table.inc"
#include "talk_words_table.inc"

enum {
    SENTENCE_WORDS = 200,
    RANGE_MAX = 31,   /* days */
    OFFICE_BEFORE = 4 /* words */
};

void rap_talk_add_side(rap_talk *t, int32_t side)
{
    uint32_t at = 0;
    while (at < t->n_sides && t->sides[at] < side)
        at++;
    bool there = at < t->n_sides && t->sides[at] == side;
    if (side < 0 || there || t->n_sides == RAP_SIDES_MAX) return;
    for (uint32_t k = t->n_sides; k > at; k--)
        t->sides[k] = t->sides[k - 1];
    t->sides[at] = side;
    t->n_sides++;
}

bool rap_talk_set_days(rap_talk *t, rap_str from, rap_str to)
{
    int32_t last;
    t->from = t->to = RAP_NO_DAY;
    if (!rap_pile_days(from, &t->from, &t->to) ||
        (to.n && !rap_pile_days(to, &last, &t->to)) || t->to - t->from > RANGE_MAX)
        t->from = t->to = RAP_NO_DAY;
    return t->from != RAP_NO_DAY;
}

bool rap_worded_names_talks(rap_str plain)
{
    for (size_t at = 0; at < plain.n; at = rap_str_find(plain, RAP_STR(" "), at) + 1) {
        int row = rap_phrase_at(&talk_words_table, plain, at);
        if (row >= 0 &&
            !rap_cell_is(&talk_words_table, row, TALK_WORDS_STRENGTH, "none"))
            return true;
    }
    return false;
}

/* "Experts meet": the words for those who meet, right before the verb. */
static rap_span with_office(const rap_sentence *s, const rap_sitting *x)
{
    rap_span at = x->at;
    for (uint32_t i = x->word; i > x->low && i + OFFICE_BEFORE > x->word; i--) {
        uint32_t n = 0;
        int row = rap_phrases_match(&s->c->text, &round_words_table, i - 1, &n);
        if (rap_cell_is(&round_words_table, row, ROUND_WORDS_WHAT, "level"))
            at.from = s->c->text.v[i - 1].at.from;
    }
    return at;
}

static void see_talk(rap_sentence *s, const rap_sitting *x)
{
    rap_talk *t = RAP_PUSH(s->to->p->arena, &s->to->talks);
    if (!t) {
        s->to->p->failed = true;
        return;
    }
    *t = (rap_talk){.event = RAP_NO_EVENT,
                    .rank = s->c->rank,
                    .at = x->at,
                    .from = RAP_NO_DAY,
                    .to = RAP_NO_DAY,
                    .is_call = x->is_call,
                    .is_weak = !x->is_strong,
                    .is_noun = !x->is_verb && !x->goes_on,
                    .goes_on = x->goes_on,
                    .ordinal = x->ordinal,
                    .round = -1};
    if (x->is_verb) t->at = with_office(s, x);
    rap_sitting_seat(s, x, t);
    if (t->n_sides >= 2) t->is_weak = false;
    rap_sitting_turn(s, x, t);
    if (t->is_none) t->state = RAP_ROUND_NONE;
}

static void see_sentence(rap_sentence *s)
{
    rap_sitting v[RAP_SITTINGS_MAX];
    uint32_t n = rap_sittings_find(s, v);
    rap_notes_read(s);
    if (n) rap_notes_read_seats(s);
    for (uint32_t i = 0; i < n && !s->to->p->failed; i++)
        see_talk(s, &v[i]);
}

void rap_worded_read(rap_worded *to, uint32_t rank)
{
    rap_clauses c;
    if (!rap_clauses_read(&c, to->p, rank, to->p->batch)) {
        to->p->failed = true;
        return;
    }
    size_t before = to->talks.n;
    rap_sentence s = {.to = to, .c = &c};
    for (uint32_t i = 0; i < c.text.n && !to->p->failed; i = s.end) {
        uint32_t number = c.text.v[i].sentence;
        s.first = i;
        s.at = c.text.sentences[number];
        s.first_note = to->notes.n;
        for (s.end = i; s.end < c.text.n && c.text.v[s.end].sentence == number;)
            s.end++;
        uint32_t end = s.end;
        if (s.end > i + SENTENCE_WORDS) s.end = i + SENTENCE_WORDS;
        see_sentence(&s);
        s.end = end;
    }
    if (to->talks.n > before && !to->p->failed) rap_notes_read_offices(&s, &c);
}
