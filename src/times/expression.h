/*
 * times/expression.h - a time expression as it stands in the text, before any calendar.
 *
 * Private to the room.  The grammar (grammar.c, lengths.c, clock.c) makes marks out of
 * words; resolve.c gives them their values once the report's own day is known.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_EXPRESSION_H
#define RAP_TIMES_EXPRESSION_H

#include "times/numbers.h"
#include "times/times.h"

typedef enum { /* what a word does in a time expression: kinds of data/timewords.tsv */
               TW_NONE,
               TW_MONTH,
               TW_WEEKDAY,
               TW_WEEKDAYS,
               TW_UNIT,
               TW_UNITS,
               TW_PART,
               TW_NOON,
               TW_DEIXIS,
               TW_TONIGHT,
               TW_OVERNIGHT,
               TW_SEASON,
               TW_DIR,
               TW_TEXT,
               TW_EDGE,
               TW_EDGE2,
               TW_SHIFT,
               TW_BEFORE,
               TW_EVERY,
               TW_PER,
               TW_SET,
               TW_ARTICLE,
               TW_SOME,
               TW_COUPLE,
               TW_MERIDIEM,
               TW_OCLOCK,
               TW_ZONE,
               TW_FISCAL,
               TW_HALF,
               TW_BC,
               TW_AD,
               TW_OLD,
               TW_DECADE,
               TW_FILLER,
               TW_COUNT
} tw_kind;

enum { /* what may begin at a word; a bit not set is certain */
       TRY_CALENDAR = 1,
       TRY_RELATIVE = 2,
       TRY_CLOCK = 4,
       TRY_LENGTH = 8,
       TRY_HOLIDAY = 16,
       TRY_PART = 32,
       TRY_LOOSENED = 64,
       TRY_VAGUE = 128
};

typedef struct {
    uint8_t kind;  /* tw_kind */
    uint8_t tries; /* TRY_ bits */
    bool number;   /* may a number begin here? */
    bool counts;   /* of some kind, a number or an apostrophe */
    bool joined;   /* the next token belongs to it */
    int16_t row;   /* of data/timewords.tsv */
    int16_t value;
} tword;

typedef enum {
    MARK_NONE,
    MARK_DATE,    /* day: any parts of a calendar day; weekday beside it or 0 */
    MARK_WEEKDAY, /* weekday, dir */
    MARK_DAYS,    /* amount days from the report's own day */
    MARK_NAMED,   /* unit, dir: "last week" */
    MARK_SHIFT,   /* amount (signed) units from the anchor; 0 with `vague`: some */
    MARK_LENGTH,  /* amount units, `half` one more half */
    MARK_SET,     /* amount units, or text from row */
    MARK_VAGUE,   /* row of data/timevague.tsv */
    MARK_QUARTER, /* number; day.year when told */
    MARK_HALF,    /* number 1 or 2 of a year: day.year when told; dir */
    MARK_SEASON,  /* row; day.year when told; dir */
    MARK_DECADE,  /* number: 1970, or 70 */
    MARK_CENTURY, /* number */
    MARK_HOLIDAY, /* row of data/holidays.tsv; day.year when told */
    MARK_CLOCK    /* clock or part on the report's own day */
} mark_kind;

enum { DIR_NONE = 9, CLOCK_NONE = -1 };

typedef struct {
    uint32_t first, last; /* tokens [first, last) */
    mark_kind kind;
    rap_day day;
    int8_t weekday; /* 1 Monday .. 7 Sunday, or 0 */
    int8_t dir;     /* -1 last, 0 this, 1 next, or DIR_NONE */
    bool from_text; /* counted from the time told before, not from the report's day */
    bool vague, half, bc, plural;
    bool is_set;               /* every one of them */
    char unit;                 /* values of units in data/timewords.tsv */
    int32_t amount, amount_to; /* amount_to: the end of a range, or 0 */
    int32_t number;
    int16_t clock;    /* minute of the day, or CLOCK_NONE */
    const char *part; /* "MO"; static, or NULL */
    const char *mod;  /* static, or NULL */
    int row;
    int32_t shift; /* units that it lies behind what is told beside it, or before */
    char shift_unit;
    bool is_elapsed;  /* a length counted from an event */
    bool is_second;   /* the day behind it is covered too: "the night of 3-4 May" */
    const char *rule; /* static */
} mark;

typedef RAP_LIST(mark) mark_list;

/* One sentence being parsed. */
typedef struct {
    const rap_prose *p;
    const tword *words; /* per token */
    uint32_t end;       /* of the sentence */
} scan;

static inline tword word_of(const scan *s, uint32_t token)
{
    return token < s->end ? s->words[token] : (tword){.row = -1};
}
static inline bool is_kind(const scan *s, uint32_t token, tw_kind kind)
{
    return token < s->end && s->words[token].kind == kind;
}

/* words.c: classify every token; NULL when memory is refused. */
const tword *times_words(const rap_prose *p);
rap_str times_word_value(tword w); /* the value cell */
char times_word_letter(tword w);   /* its first letter, 0 when it is empty */
bool times_word_alone(tword w);    /* may it stand with nothing beside it? */
/* The value as one of a few static strings (parts, seasons, edges). */
const char *times_word_static(tword w);

/* Written as names are, inside a sentence: "60 Minutes", "Arab Spring". */
static inline bool times_is_titled(const scan *s, uint32_t at)
{
    if (at >= s->end) return false;
    uint16_t shape = s->p->tokens[at].shape;
    return (shape & RAP_SHAPE_CAPITAL) &&
           !(shape & (RAP_SHAPE_UPPER | RAP_SHAPE_FIRST));
}

/* misspelt.c: may token i, written with a capital, be the name of a month or weekday
 * with one letter wrong, and is it this one? */
bool times_may_be_misspelt(const rap_prose *p, uint32_t i);
bool times_misspelt(const rap_prose *p, uint32_t i, rap_str name, bool weekday);

/* rap_number_read within the sentence. */
static inline bool times_number(const scan *s, uint32_t at, rap_number *n)
{
    return at < s->end && s->words[at].number && rap_number_read(n, s->p, at);
}

/* Each tries its own shapes at `at`; false, *m untouched, when none fits. */
bool times_calendar(const scan *s, uint32_t at, mark *m); /* calendar.c */
bool times_year(const scan *s, uint32_t at, int16_t *year, uint32_t *last);
bool times_relative(const scan *s, uint32_t at, mark *m); /* relative.c */
bool times_length(const scan *s, uint32_t at, mark *m);   /* lengths.c */
bool times_clock(const scan *s, uint32_t at, mark *m);    /* clock.c */
bool times_part(const scan *s, uint32_t at, mark *m);     /* parts.c */
void times_take_clock(const scan *s, mark *m);            /* clock.c */
bool times_vague(const scan *s, uint32_t at, mark *m);    /* grammar.c */

/* Tables whose first words may begin an expression; static. */
const rap_table *times_mods_table(void);    /* grammar.c */
const rap_table *times_vague_table(void);   /* grammar.c */
const rap_table *times_holiday_table(void); /* holidays.c */

/* grammar.c: every mark of the text. */
RAP_NODISCARD
rap_code times_marks(mark_list *out, const rap_prose *p, rap_err *err);

/* tense.c: -1 past, 1 future, 0 cannot be told, of the clause around a mark. */
int times_tense(const rap_prose *p, const mark *m);
/* Is it the time to which something is put off ("postponed to June")? */
bool times_is_put_off(const rap_prose *p, const mark *m);
/* Does a finite verb before it tell that? */
bool times_tense_is_plain(const rap_prose *p, const mark *m);
/* Is a token a verb of speech ("said")? */
bool times_is_saying(const rap_prose *p, uint32_t token);
/* Is it when somebody said what the report is about ("said November 20")? */
bool times_is_told(const rap_prose *p, const mark *m);

/* published.c: the report's own day from its head and its marks. */
void times_published(rap_published *out, const rap_prose *p, const mark_list *marks,
                     const rap_times_options *options);

/* headdate.c: the first date in plain text, by name or by number; false when none. */
bool times_date_in(rap_str text, rap_day *day, rap_span *at);
/* Month 1..12 of a word in lower case, or 0. */
int times_month_of(rap_str low);

/* holidays.c: rap_day of a holiday row in a year. */
rap_day times_holiday(int row, int year);
bool times_holiday_at(const scan *s, uint32_t at, mark *m);
bool times_holiday_begins(const rap_token *t);

/* resolve.c */
RAP_NODISCARD
rap_code times_resolve(rap_times *out, const rap_prose *p, const mark_list *marks,
                       rap_err *err);

static inline mark mark_new(mark_kind kind, uint32_t first, uint32_t last,
                            const char *rule)
{
    return (mark){.kind = kind,
                  .first = first,
                  .last = last,
                  .dir = DIR_NONE,
                  .clock = CLOCK_NONE,
                  .row = -1,
                  .rule = rule};
}

#endif
