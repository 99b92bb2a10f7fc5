/*
 * layout/pagebody_inside.h - what the parts of pagebody share.
 *
 *     page -> rows, marks, groups -> masses, trunk -> features -> scores -> kinds
 *
 * Features are asked for twice: first with masses guessed from the looks of blocks,
 * then with masses from the scores of the first round, which also shows each block how
 * its neighbours and its kin were scored.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_LAYOUT_PAGEBODY_INSIDE_H
#define RAP_LAYOUT_PAGEBODY_INSIDE_H

#include "layout/pagebody.h"
#include "layout/rowlooks.h"
#include "markup/page.h"

/* What the words of class, id and the like say of an element: data/pagemarks.tsv. */
#define RAP_MARKS(X)                                                                   \
    X(BODY, "body")                                                                    \
    X(PROSE, "prose")                                                                  \
    X(LEAD, "lead")                                                                    \
    X(TITLE, "title")                                                                  \
    X(BYLINE, "byline")                                                                \
    X(BIO, "bio")                                                                      \
    X(DATE, "date")                                                                    \
    X(CAPTION, "caption")                                                              \
    X(MEDIA, "media")                                                                  \
    X(COMMENT, "comment")                                                              \
    X(SHARE, "share")                                                                  \
    X(RELATED, "related")                                                              \
    X(CARD, "card")                                                                    \
    X(PROMO, "promo")                                                                  \
    X(NAV, "nav")                                                                      \
    X(SIDE, "side")                                                                    \
    X(AD, "ad")                                                                        \
    X(SIGNUP, "signup")                                                                \
    X(PAY, "pay")                                                                      \
    X(FOOT, "foot")                                                                    \
    X(META, "meta")                                                                    \
    X(HIDDEN, "hidden")                                                                \
    X(EMBED, "embed")                                                                  \
    X(QUOTE, "quote")                                                                  \
    X(NOTE, "note")                                                                    \
    X(UI, "ui")                                                                        \
    X(LIST, "list")                                                                    \
    X(POST, "post")

#define RAP_MARK_NAME(id, name) RAP_MARK_##id,
typedef enum { RAP_MARKS(RAP_MARK_NAME) RAP_MARK_COUNT } rap_mark;
#undef RAP_MARK_NAME

typedef struct rap_meanings rap_meanings;

/* For looking up marks, from the arena; NULL: no memory. */
rap_meanings *rap_meanings_new(rap_arena *arena);

/* Bits of the marks in a value or an address. */
uint32_t rap_marks_in(rap_meanings *m, rap_str value);

/* Bits of the marks of each node of the tree, from the arena; NULL: no memory. */
uint32_t *rap_marks_of(const rap_tree *t, rap_meanings *m, rap_arena *arena);

/* Blocks whose elements have one signature (element and class, and those of the
 * parent). */
typedef struct {
    uint32_t hash;
    uint32_t blocks, words, linked, mass;
    int64_t score; /* of the first round, times words + 1 */
} rap_body_group;

/* Sums over a subtree. */
typedef struct {
    uint32_t words;  /* all */
    uint32_t linked; /* in links */
    uint32_t mass;   /* words that look like article: the first or the second guess */
    uint32_t blocks, start; /* blocks in it, and before it */
    uint32_t prose;         /* blocks that look like article */
    int64_t score;          /* of the first round, times words + 1 */
} rap_body_sum;

/* More about the text of a block than its row tells. */
typedef struct {
    uint16_t commas, digits, capitals; /* characters */
    uint32_t size;   /* its words; where none are parted, about as many as there are */
    uint32_t linked; /* of these in links */
    uint32_t leads;  /* marks in the address of its first link, RAP_LEADS_x */
    bool prose;
    bool out; /* lies in an element for other things */
} rap_body_look;

#define RAP_LEADS_INSIDE (1u << 30) /* to a place in the page */
#define RAP_LEADS_MAIL   (1u << 31) /* to a mail address or a script */

struct rap_body {
    const rap_page *page;
    rap_arena *arena;
    rap_meanings *meanings;
    rap_rows rows;            /* one a block */
    rap_row_words own;        /* of each block: how its text looks */
    rap_body_look *looks;     /* of each block */
    uint32_t n;               /* blocks */
    uint32_t *marks;          /* of each node */
    uint32_t *node;           /* of each block: the lowest node that holds all of it */
    uint32_t *group;          /* of each block */
    rap_body_group *groups;   /* n at most */
    rap_body_sum *sums;       /* of each node */
    uint32_t *mass;           /* of each block, in words */
    uint32_t *before, *after; /* of each block: blocks to the nearest with mass, or n */
    uint32_t *forward;        /* of each node: mass of its children's blocks, and half
                                 of theirs, as Arc90's Readability sums it */
    bool *apart;              /* room for one of each block */
    int8_t *told;    /* of each block: percent that the page's JSON-LD tells, or -1 */
    uint8_t *author; /* of each block: 1 holds an author's name, 2 is no more than it */
    uint32_t description[2]; /* hashes of what <meta> tells the page is about */
    int32_t *first;          /* of each block: score of the first round, or NULL */
    int32_t *scores;         /* room for them */
    uint32_t trunk;          /* node that holds most of the mass */
    uint32_t best;           /* node with the most forward mass */
    uint32_t *list, *table, *story; /* of each node: the nearest list, table, article */
    uint32_t *heading; /* of each block: the nearest heading before it, or n */
    uint32_t first_mass, last_mass; /* blocks; n and 0 when there is none */
    uint32_t title;                 /* block that is the title, or n */
    uint32_t main_group;            /* that with most mass */
    uint32_t *mass_before;          /* of each block */
    int16_t *article, *heads;       /* of each block: <article>s and <h1>s before it */
    int32_t *drift_down, *drift_up; /* of each block: scores of those before it and
                                       behind it, nearer ones counting more */
    rap_body_sum all;
};

enum { RAP_BODY_LOGIT = 256 }; /* of a score, as RAP_BOOSTED_LOGIT */

/* A score without what is beyond 6 logits: there it says no more. */
static inline int32_t rap_body_clipped(int32_t score)
{
    const int32_t most = 6 * RAP_BODY_LOGIT;
    return score > most ? most : score < -most ? -most : score;
}

/* Take masses from the looks of blocks, or, when b->first is filled, from the scores;
 * find the trunk.  O(nodes + blocks). */
void rap_body_weigh(rap_body *b);

/* What the page's head and its JSON-LD tell of the article. */
RAP_NODISCARD
rap_code rap_body_hear(rap_body *b, rap_err *err);

/* Ancestors of a block that hold more blocks than the one below, the first of them the
 * block's own node; returns how many of `room` were found. */
enum { RAP_BODY_LEVELS = 4 };
unsigned rap_body_levels(const rap_body *b, uint32_t block,
                         uint32_t levels[RAP_BODY_LEVELS]);

/* Is `node` the trunk or above it? */
static inline bool rap_body_is_trunk(const rap_body *b, uint32_t node)
{
    return node <= b->trunk && b->page->tree.nodes[node].end > b->trunk;
}

/* The kind of a block, and why. */
typedef struct {
    rap_block_kind kind;
    const char *why;
} rap_body_reading;

/* The kind of a block that belongs to the body, and of one that does not. */
rap_block_kind rap_body_kind_inside(const rap_body *b, uint32_t block);
rap_body_reading rap_body_kind_outside(const rap_body *b, uint32_t block);

#endif
