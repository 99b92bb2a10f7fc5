/*
 * talks/sitting.h - what the files share that find talks in one sentence: the words
 * that tell of them with their clause, who sits there, when, where, and what became of
 * it.
 *
 *   sitting.c   which words tell of talks, and how far their clause goes
 *   seated.c    who sits there
 *   turned.c    held, planned, refused; the day; the place
 *   talknotes.c who came, stayed away, chaired, was host; what came of it
 *   worded.c    puts them together
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TALKS_SITTING_H
#define RAP_TALKS_SITTING_H

#include "talks/clause.h"
#include "talks/met.h"

enum {
    RAP_SITTINGS_MAX = 12, /* of one sentence */
    RAP_NAMES_SEEN = 40,   /* names and days of a sentence that are looked at */
    RAP_PARTY_NEAR = 60    /* bytes between a word on somebody and him */
};

/* One sentence. */
typedef struct {
    rap_worded *to;
    const rap_clauses *c;
    uint32_t first, end; /* words */
    rap_span at;
    size_t first_note;
} rap_sentence;

/* Words that tell of talks: one phrase, or several that go together ("will meet for
 * talks"). */
typedef struct {
    uint32_t word, end;  /* its words */
    uint32_t low, high;  /* words of its clause */
    rap_span at, clause; /* bytes */
    int row;             /* of the first phrase, data/talk_words.tsv */
    bool is_strong, is_verb, is_call, is_visit, goes_on;
    uint8_t ordinal; /* "third round": 3; 0 when none is told */
} rap_sitting;

/* Finds those of a sentence in order; returns how many.  O(words). */
uint32_t rap_sittings_find(const rap_sentence *s, rap_sitting *v);

/* Is a word one of data/talk_joints.tsv of this joint? */
bool rap_sitting_is_joint(const rap_sentence *s, uint32_t word, const char *joint);

/* Puts the sides into `t` and notes the persons among them as delegates. */
void rap_sitting_seat(rap_sentence *s, const rap_sitting *x, rap_talk *t);

/* State, days and place of `t`. */
void rap_sitting_turn(const rap_sentence *s, const rap_sitting *x, rap_talk *t);

/* Notes of a sentence: those that every sentence has, and countries that are only host
 * or go-between where talks are told of. */
void rap_notes_read(rap_sentence *s);
void rap_notes_read_seats(rap_sentence *s);

/* Persons whose office it is to negotiate, once for a report that tells of talks. */
void rap_notes_read_offices(rap_sentence *s, rap_clauses *c);

/* Is a country only the seat of talks here ("the Ostian city")?  Then it is noted. */
bool rap_note_seat(rap_sentence *s, const rap_filed_mention *m);

/* NULL when memory is refused. */
rap_note *rap_note_add(rap_sentence *s, rap_note n);

/* Is a side noted as host or go-between in this sentence? */
bool rap_note_is_outside(const rap_sentence *s, int32_t side);

static inline int32_t rap_sentence_party(const rap_sentence *s,
                                         const rap_filed_mention *m)
{
    return rap_pile_party(s->c->p, s->c->rank, m->entity);
}

static inline rap_span rap_span_wider(rap_span a, rap_span b)
{
    return (rap_span){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

#endif
