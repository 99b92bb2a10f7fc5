/*
 * names/finding.h - one stretch of a report that names or describes somebody.
 *
 * The finder (finder.c, phrase.c, run.c) makes findings in order of their tokens
 * without looking at the rest of the report; the joiner (join.c) decides which are one
 * party.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_FINDING_H
#define RAP_NAMES_FINDING_H

#include "names/labels.h"

typedef enum {
    RAP_FOUND_NONE,
    RAP_FOUND_NAME,    /* a name by the tables or by its make-up */
    RAP_FOUND_LONE,    /* one capitalised word: a name if something else says so */
    RAP_FOUND_NOMINAL, /* "the Norlandic president", "officials" */
    RAP_FOUND_PRONOUN
} rap_found_how;

typedef struct {
    uint32_t first, last;             /* tokens of the mention */
    uint32_t whole_first, whole_last; /* with title and apposition */
    uint32_t role_first, role_last;   /* tokens of the office, or equal */
    uint32_t head, head_last;         /* tokens of the office or head noun */
    rap_found_how how;
    rap_entity_kind kind;
    rap_gender gender;
    rap_str name;     /* the usual form by the tables; empty: the text itself */
    rap_str iso3;     /* of a country or capital itself */
    rap_str side_iso; /* state whose office, forces or people it is */
    int32_t side;     /* finding it belongs to ("Kremlin spokesman"), or -1 */
    int32_t entity;   /* set by the joiner */
    uint32_t same;    /* 1 + an earlier finding that it describes by the tree, or 0 */
    bool one;         /* an office with one holder at a time */
    bool top;         /* ... who rules a state */
    bool public;      /* an office or body of a state */
    bool definite;    /* "the", a possessive or a side before it */
    bool rule;        /* a government: it stands for its country */
    bool as_actor;
    bool capital;  /* a seat of government */
    bool seat;     /* a building or organ that is named for a government */
    bool rules;    /* ... of a president or parliament */
    bool owns;     /* "'s" and a public office or body stand behind it */
    bool weak;     /* a nominal that needs a party named before it */
    bool somebody; /* a lone word that acts: of what kind, nobody knows */
    rap_str class; /* of an office: "expert"; static */
    bool learnt;   /* one word that is a name by the labels alone */
    bool own;      /* a firm or a political party */
    bool past;     /* a former office: it speaks for nobody */
    bool titled;   /* a person behind an office or a form of address */
    rap_known known_side;
} rap_finding;

typedef struct {
    const rap_prose *p;
    const rap_lexicon *lex;
    rap_labels labels; /* learnt; of is NULL when there are no weights */
    RAP_LIST(rap_finding) list;
    bool titled;     /* the sentence is written like a headline */
    bool shouted;    /* ... in capitals throughout */
    int32_t apposed; /* finding of the person whom the next phrase describes, or -1 */
    uint32_t apposed_at;
    bool out_of_memory;
} rap_finder;

/* Everything that may be a mention, in order, not overlapping. */
RAP_NODISCARD
bool rap_find_names(rap_finder *f, const rap_lexicon *lex, const rap_labels *labels);

/* A new finding over tokens [first, last), or NULL when memory is refused. */
rap_finding *rap_finder_add(rap_finder *f, uint32_t first, uint32_t last);

/* Take over what the tables know. */
void rap_finding_known(rap_finding *x, const rap_known *k);

/* phrase.c: a side, a head noun and perhaps a name at `token`; token after, or 0. */
uint32_t rap_find_phrase(rap_finder *f, uint32_t token);

/* run.c: the end of the capitalised words that make a person's name at `token`. */
uint32_t rap_person_run(const rap_finder *f, uint32_t token);
/* run.c: the name that is labelled at `token`; token after, or 0. */
uint32_t rap_find_run(rap_finder *f, uint32_t token);
/* run.c: an organisation by its head noun at `token`; token after, or 0. */
uint32_t rap_find_body(rap_finder *f, uint32_t token);
/* run.c: what a name that is labelled a person's is by what the tables say. */
rap_entity_kind rap_run_other(const rap_finder *f, uint32_t token, uint32_t last);
/* run.c: the end of an outlet's name, or of a wire's that reports, at `token`; 0. */
uint32_t rap_outlet_run(const rap_finder *f, uint32_t token);
/* run.c: may this token be part of a name that the tables do not know? */
bool rap_is_namy(const rap_finder *f, uint32_t token);

/* labelled.c: the learnt name that begins at `token`: its end, or 0 for none. */
uint32_t rap_labelled_at(const rap_finder *f, uint32_t token, rap_named *named);
/* labelled.c: the learnt name that `token` stands in: its kind, and where it begins. */
rap_named rap_labelled_in(const rap_finder *f, uint32_t token, uint32_t *first);
/* labelled.c: take from the lexicon the guessed states that the labels call persons or
 * bodies.  False when memory is refused.  O(n). */
RAP_NODISCARD
bool rap_labelled_states(rap_lexicon *lex, const rap_labels *labels);
/* labelled.c: the finding of the learnt name at `token`; token after, or 0. */
uint32_t rap_find_labelled(rap_finder *f, uint32_t token);

/* glued.c: cut a name that is two names of the report, after all were found; false:
 * no memory. */
RAP_NODISCARD
bool rap_glued_part(rap_finder *f);

static inline uint32_t rap_sentence_end(const rap_prose *p, uint32_t token)
{
    return p->sentences[p->tokens[token].sentence].last;
}

#endif
