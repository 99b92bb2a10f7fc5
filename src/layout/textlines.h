/*
 * layout/textlines.h - the lines of a text, wrapped ones joined, and what they look
 * like.
 *
 * A row is one line, or several that were one before somebody wrapped them.  Everything
 * that the rules of this room ask about a row is worked out once and kept in it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_LAYOUT_TEXTLINES_H
#define RAP_LAYOUT_TEXTLINES_H

#include "base/arena.h"
#include "base/err.h"

typedef enum {
    RAP_BEGINS_OTHER,
    RAP_BEGINS_LOWER,
    RAP_BEGINS_UPPER,
    RAP_BEGINS_DIGIT,
    RAP_BEGINS_QUOTE,
    RAP_BEGINS_BULLET,
    RAP_BEGINS_BRACKET,
    RAP_BEGINS_HIGH, /* a letter beyond ASCII */
    RAP_BEGINS_COUNT
} rap_row_begins;

typedef enum {
    RAP_ENDS_OTHER,
    RAP_ENDS_STOP,  /* . ! ? … and closing marks behind */
    RAP_ENDS_QUOTE, /* a closing mark without a stop */
    RAP_ENDS_COLON,
    RAP_ENDS_COMMA,
    RAP_ENDS_LETTER,
    RAP_ENDS_DIGIT,
    RAP_ENDS_BRACKET,
    RAP_ENDS_COUNT
} rap_row_ends;

typedef enum {
    RAP_CASE_NONE,     /* no word of letters */
    RAP_CASE_LOWER,    /* no capital word */
    RAP_CASE_SENTENCE, /* fewer than half of the words */
    RAP_CASE_TITLE,    /* half or more */
    RAP_CASE_UPPER,    /* all capitals */
    RAP_CASE_COUNT
} rap_row_case;

enum { /* rap_row.signs: what stands in it */
       RAP_SIGN_URL,
       RAP_SIGN_AT,
       RAP_SIGN_COPYRIGHT,
       RAP_SIGN_PIPE,
       RAP_SIGN_ARROW,
       RAP_SIGN_CLOCK,
       RAP_SIGN_YEAR,
       RAP_SIGN_GLUED, /* "LatestAfrica": a small letter, then a capital */
       RAP_SIGN_QUOTE,
       RAP_SIGN_DIGITS, /* a fifth of it or more */
       RAP_SIGN_SLASH,
       RAP_SIGN_SEEN_BEFORE,
       RAP_SIGN_SEEN_AGAIN,
       RAP_SIGN_TAG, /* ends with a bracketed word in capitals */
       RAP_SIGN_COUNT
};

typedef struct {
    rap_span at;          /* without white space at its ends */
    uint32_t width;       /* bytes of its longest line, indentation included */
    uint32_t words, hash; /* hash of its words in lower case */
    uint16_t signs;       /* bit 1 << RAP_SIGN_x */
    uint8_t indent;       /* white space before it, in bytes, at most 255 */
    uint8_t blank_before; /* blank lines before it, at most 3 */
    uint8_t begins, ends, letter_case;
    uint8_t stops;  /* sentence ends inside, at most 3 */
    int16_t phrase; /* row of the phrase table, or RAP_TABLE_NONE */
    uint8_t hints;  /* bit 1 << rap_phrase_kind of every phrase in it */
    bool byline, masthead;
} rap_row;

typedef RAP_LIST(rap_row) rap_rows;

static inline bool rap_row_has(const rap_row *r, unsigned sign)
{
    return (r->signs >> sign & 1) != 0;
}

/* Reads as running text: several words and a sentence end, or very many words. */
static inline bool rap_row_is_prose(const rap_row *r)
{
    enum { WITH_STOP = 7, WITH_QUOTE = 20, WITHOUT = 24 }; /* words, at least */
    return r->words >= WITHOUT || (r->words >= WITH_STOP && r->ends == RAP_ENDS_STOP) ||
           (r->words >= WITH_QUOTE && r->ends == RAP_ENDS_QUOTE);
}

/* Cut `text` into rows; `joined`: put wrapped lines together.  O(n). */
RAP_NODISCARD
rap_code rap_rows_read(rap_rows *rows, rap_str text, bool joined, rap_arena *arena,
                       rap_err *err);

/* Fill in what the rows look like, phrases aside.  O(n). */
RAP_NODISCARD
rap_code rap_rows_look(rap_rows *rows, rap_str text, rap_arena *arena, rap_err *err);

/* Join wrapped lines, in place.  O(rows). */
void rap_rows_unwrap(rap_rows *rows, rap_str text);

/* How the first and the last character of a row look. */
rap_row_begins rap_row_begins_of(rap_str row);
rap_row_ends rap_row_ends_of(rap_str row);

/* The next word of s at or after *at, letters and digits in lower case, apostrophes
 * left out, into buf; *at goes behind it.  n is 0 when there is none; longer words are
 * cut. */
enum { RAP_WORD_ROOM = 32 };
rap_str rap_row_word(rap_str s, size_t *at, char buf[RAP_WORD_ROOM]);

/* The same word fed to *hash; false when there is none. */
bool rap_row_hash(rap_str s, size_t *at, uint32_t *hash);

#endif
