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

#include "base/ascii.h"
#include "base/table.h"

#include "round_words_table.inc"
#include "talk_words_table.inc"
#include "worldwords_table.inc"

enum {
    SENTENCE_WORDS = 200,
    RANGE_MAX = 31,  /* days */
    PLAY_PLAIN = 2,  /* words that only reports of play have */
    PLAY_LEAST = 8,  /* sum of the weights of all that these have */
    PLAY_SHARE = 50, /* one in so many words */
    WORD_MAX = 24,
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

bool rap_talks_told_on(const rap_pile *p, uint32_t rank, int32_t *day)
{
    int32_t to;
    rap_str told = rap_pile_report(p, rank)->published.day;
    return rap_pile_is_full(told) && rap_pile_days(told, day, &to);
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
                    .was = RAP_NO_DAY,
                    .wide_from = RAP_NO_DAY,
                    .wide_to = RAP_NO_DAY,
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

/* The world of a word in the singular or plural; a row of data/worldwords.tsv. */
static int world_row(const rap_clauses *c, uint32_t word)
{
    rap_span at = c->text.v[word].at;
    int row = rap_table_probe(&worldwords_table, c->text.v[word].hash);
    char low[WORD_MAX];
    uint32_t n = at.to - at.from;
    if (row >= 0 || n < 2 || n > sizeof low || c->f->source.p[at.to - 1] != 's')
        return row;
    for (uint32_t i = 0; i < n; i++)
        low[i] = rap_to_lower(c->f->source.p[at.from + i]);
    return rap_table_find(&worldwords_table, (rap_str){low, n - 1});
}

/* A report of sport or of the stage: who meets there plays, or acts. */
static bool is_of_play(const rap_clauses *c)
{
    uint32_t plain = 0, sum = 0;
    for (uint32_t i = 0; i < c->text.n; i++) {
        int row = world_row(c, i);
        if (row < 0 || rap_cell_is(&worldwords_table, row, WORLDWORDS_WORLD, "market"))
            continue;
        int32_t weight = rap_cell_int(&worldwords_table, row, WORLDWORDS_WEIGHT);
        plain += weight > 1;
        sum += weight > 1 ? 2 : 1;
    }
    return plain >= PLAY_PLAIN && sum >= PLAY_LEAST && sum * PLAY_SHARE >= c->text.n;
}

/* "talks", "negotiations": named as such. */
static bool is_named(const rap_clauses *c, const rap_talk *t)
{
    rap_str words = rap_str_cut(c->f->source, t->at.from, t->at.to);
    return rap_str_find(words, RAP_STR("talk"), 0) < words.n ||
           rap_str_find(words, RAP_STR("negotiat"), 0) < words.n;
}

/* "the second round": it may be one of an election or of a cup. */
static bool is_bare_round(const rap_clauses *c, const rap_talk *t)
{
    rap_str words = rap_str_cut(c->f->source, t->at.from, t->at.to);
    return t->goes_on && rap_str_find(words, RAP_STR("round"), 0) < words.n;
}

/* Does a report name talks anywhere, if only with its source ("close to the talks")? */
static bool names_talks(const rap_clauses *c)
{
    for (uint32_t i = 0; i < c->text.n; i++)
        if (rap_clauses_is_word(c, i, "talks") ||
            rap_clauses_is_word(c, i, "negotiations"))
            return true;
    return false;
}

/* Of a report of play only what is named talks stays, and a round only where talks are
 * named. */
static void drop_play(rap_worded *to, const rap_clauses *c, size_t first)
{
    size_t k = first;
    bool any = to->talks.n > first;
    bool named = any && names_talks(c), play = any && is_of_play(c);
    for (size_t i = first; i < to->talks.n; i++) {
        const rap_talk *t = &to->talks.v[i];
        bool stays = is_named(c, t) || (!play && (named || !is_bare_round(c, t)));
        if (stays) to->talks.v[k++] = *t;
    }
    to->talks.n = k;
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
    if (!to->p->failed) drop_play(to, &c, before);
    if (to->talks.n > before && !to->p->failed) rap_notes_read_offices(&s, &c);
}
