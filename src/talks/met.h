/*
 * talks/met.h - rounds of talks as met.c and worded.c find them and round_rows.c writes
 * them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TALKS_MET_H
#define RAP_TALKS_MET_H

#include "pile/inside.h"
#include "pile/rows.h"

/* A name by which a state may be meant. */
struct rap_country {
    rap_str name;
    int32_t party;
    bool is_country; /* and no body or place that is called so and acts */
};

enum { RAP_SIDES_MAX = 6, RAP_NO_DAY = INT32_MIN };
#define RAP_NO_EVENT UINT32_MAX

/* How far a round has come, by one telling. */
typedef enum {
    RAP_ROUND_NONE,
    RAP_ROUND_PROPOSED,
    RAP_ROUND_REFUSED,
    RAP_ROUND_PLANNED,
    RAP_ROUND_CANCELLED,
    RAP_ROUND_UNDER_WAY,
    RAP_ROUND_HELD
} rap_round_status;

/* One telling of talks: an event, or words that name them. */
typedef struct rap_talk rap_talk;
enum { RAP_RECALLED = 62 }; /* days after which talks are only recalled */

struct rap_talk {
    uint32_t event, rank; /* flat event or RAP_NO_EVENT; report */
    rap_span at;
    int32_t sides[RAP_SIDES_MAX]; /* parties, sorted */
    uint32_t n_sides;
    int32_t from, to;           /* serial days or RAP_NO_DAY */
    int32_t wide_from, wide_to; /* "in 2029": a time before, too long for a sitting */
    int32_t was; /* the day to which it was fixed before it was put off, or none */
    const rap_filed_place *place;
    bool is_call;
    bool is_weak;    /* "the talks": only of a round that is told of elsewhere */
    bool is_noun;    /* may be the talks in general when it has no day and no place */
    bool goes_on;    /* "a second round": with the sides of those before */
    bool is_moved;   /* it was to be on that day, and is not */
    bool is_put_off; /* to that day */
    bool is_over;    /* words tell that it has ended */
    bool is_past;    /* "after two days of talks": they have been, ended or not */
    int32_t lasted;  /* how many days: 2 there, 0 where it is not told */
    uint8_t ordinal; /* "third round": 3, or 0 */
    bool is_folded;  /* told of in words too */
    bool is_closed;  /* "between" unnamed sides: no others are meant */
    bool is_vague; /* a guess from deeds only, in a report that hardly tells of talks */
    bool is_none;  /* a sitting of one body */
    bool is_other; /* with somebody who is no side: nobody else may be put there */
    bool is_any;   /* "talks", and nothing that tells which */
    bool is_of_two; /* "the two", "both": those two of whom is told */
    bool is_loose;  /* its sides only stand before the words */
    bool is_half;   /* one of the sides is told, the other a guess */
    bool is_guess;  /* its sides are those that its report deals with most */
    rap_round_status state;
    int32_t round;  /* or -1 */
    rap_talk *next; /* of the same round */
};

/* "The talks", and nothing that tells which, or what became of them. */
static inline bool rap_talk_is_open(const rap_talk *t)
{
    return t->is_weak && t->state == RAP_ROUND_HELD && !t->is_over && !t->is_past &&
           !t->place && t->from == RAP_NO_DAY;
}

struct rap_round {
    rap_str id;
    rap_talk *first, *last;
    const rap_talk *sitting; /* the telling that names its sides */
    uint8_t ordinal;
    bool is_moved; /* into another round */
    uint32_t past_in,
        ahead_in; /* report + 1 that told of it last as held, to come; 0 */
    uint32_t n;
    int32_t from, to;
    const rap_filed_place *place;
    uint32_t first_note, n_notes; /* p->notes */
};

/* What the words say of a round beside its telling. */
typedef enum {
    RAP_NOTE_DELEGATE,
    RAP_NOTE_ABSENT,
    RAP_NOTE_MEDIATOR,
    RAP_NOTE_HOST,
    RAP_NOTE_OUTCOME
} rap_note_kind;

typedef struct rap_note {
    rap_note_kind kind;
    uint32_t rank;
    rap_span at, whole; /* the words; for an outcome all that was said */
    int32_t party;      /* or -1 */
    int32_t side;       /* for whom a delegate sits there, where his own is not known */
    int32_t attribution;
    int32_t day;   /* on which an outcome is told to have come, or RAP_NO_DAY */
    char polarity; /* of an outcome: + it went forward, - it did not, 0 a deed */
    bool is_near;  /* only when talks are told of close by */
    bool is_there; /* a delegate of whom words say that he came or was sent */
    bool is_seat;  /* a delegate who is named in the telling itself */
    int32_t round; /* or -1 */
} rap_note;

/* All that the words of the reports tell of talks; talks and notes in the memory of the
 * pile. */
typedef struct {
    rap_pile *p;
    RAP_LIST(rap_talk) talks;
    RAP_LIST(rap_note) notes;
} rap_worded;
void rap_worded_read(rap_worded *to, uint32_t rank);

/* Does a folded text (rap_spelling_plain) name talks? */
bool rap_worded_names_talks(rap_str plain);

/* Give every note its round (attended.c); talks in order of the text. */
void rap_attended_find(rap_pile *p, const rap_talk *talks, uint32_t n);

/* The round of the talks told of nearest to words of a report, at most `far` bytes away
 * and those before them first; else the only one that the report tells of; or -1. */
int32_t rap_talks_round_at(const rap_pile *p, uint32_t rank, rap_span at, uint32_t far);

/* The talks of two sides told of last before words, at most `far` bytes away; NULL. */
const rap_talk *rap_talks_pair_at(const rap_pile *p, uint32_t rank, rap_span at,
                                  uint32_t far);

/* Does an earlier note of the round stand in a report with the same words, copied? */
bool rap_attended_is_copied(const rap_pile *p, const rap_round *r, uint32_t note);

/* The day of a report when it is known to the day. */
bool rap_talks_told_on(const rap_pile *p, uint32_t rank, int32_t *day);

/* Is a round yet to come when a report tells that it was? */
static inline bool rap_round_is_later(const rap_round *r, int32_t told)
{
    return r->from != RAP_NO_DAY && r->from > told + 1;
}

void rap_talk_add_side(rap_talk *t, int32_t side);
bool rap_talk_set_days(rap_talk *t, rap_str from, rap_str to);

/* Fills p->seats and p->seat_names; false when memory is refused.  O(mentions). */
bool rap_seats_find(rap_pile *p);

/* The state from whose name a word is made ("Ostian"), or -1. */
int32_t rap_seats_country(const rap_pile *p, rap_str word);

/* The state whose capital has this name, or -1. */
int32_t rap_seats_capital(const rap_pile *p, rap_str name);

/* All tellings of talks of a pile, in order of the text (gathered.c). */
typedef struct {
    rap_pile *p;
    rap_talk *talks;
    uint32_t n;
    RAP_LIST(rap_round) rounds;
} rap_gathering;
bool rap_gathering_collect(rap_gathering *w);
void rap_gathering_complete(rap_gathering *w);

rap_round_status rap_round_state(const rap_filed_event *e);

/* Fills p->rounds, talks, notes and seats. */
void rap_pile_find_rounds(rap_pile *p);

rap_rows_count rap_rounds_count;
rap_rows_write rap_rounds_write;

#endif
