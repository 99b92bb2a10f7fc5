/*
 * markup/lexer.h - the tokens of a page: tags, texts, comments, with exact offsets.
 *
 * HTML Living Standard, 13.2.5.  The input is whole, so a state of the standard is a
 * place in the code and not a variable; what a token says stays where it stands, as
 * spans.  Two things are left to who reads the spans: character references and the
 * replacement of NUL and CR.  Only what ends a token is judged, never how wrong it is.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_TOKENS_H
#define RAP_MARKUP_TOKENS_H

#include "markup/tree.h"

typedef enum {
    RAP_LEXEME_NONE,
    RAP_LEXEME_TEXT,
    RAP_LEXEME_OPEN,
    RAP_LEXEME_CLOSE,
    RAP_LEXEME_COMMENT,
    RAP_LEXEME_DOCTYPE
} rap_lexeme_kind;

/* How the text that comes next is read. */
typedef enum {
    RAP_CONTENT_DATA,
    RAP_CONTENT_RCDATA, /* up to its end tag; references count */
    RAP_CONTENT_RAW,    /* up to its end tag */
    RAP_CONTENT_SCRIPT, /* likewise, but for <!-- <script> */
    RAP_CONTENT_PLAIN,  /* up to the end of the page */
    RAP_CONTENT_CDATA   /* up to "]]>" */
} rap_content;

enum {
    RAP_LEXEME_ATTRS = 128 /* of one tag that are kept; the rest is skipped */
};

typedef struct {
    rap_lexeme_kind kind;
    uint16_t element; /* of a tag: rap_element */
    bool self_closing;
    bool raw;      /* a text in which "&" is only "&" */
    uint32_t hash; /* of the lower-case name */
    rap_span at;   /* all of it */
    rap_span name; /* of a tag; inside of a comment; of a doctype all behind DOCTYPE */
    uint64_t has;  /* bit rap_attribute: attributes that are there */
    uint32_t attr, n_attrs; /* in rap_lexer.attrs; without doubled ones */
} rap_lexeme;

typedef struct {
    rap_str in;
    size_t at;
    rap_content content;
    rap_str raw_name; /* lower-case name of the end tag that ends a raw content */
    bool cdata;       /* <![CDATA[ is one: inside svg and math */
    bool refused;     /* the arena refused an attribute */
    rap_arena *arena;
    RAP_LIST(rap_attr) attrs;
} rap_lexer;

/* The tokens of `in`, n below 4 GiB. */
rap_lexer rap_lexer_of(rap_str in, rap_arena *arena);

/* Step to the next token; false at the end, and when memory is refused.  A token that
 * the page ends in the middle of is none.  The attributes of an end tag are forgotten.
 * O(length of the token). */
bool rap_lexer_next(rap_lexer *t, rap_lexeme *out);

/* Does an end tag of this (lower-case) word come, as one that ends a raw content?
 * O(n) to the end tag. */
bool rap_lexer_ends(const rap_lexer *t, rap_str word);

#endif
