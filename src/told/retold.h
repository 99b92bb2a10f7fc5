/*
 * told/retold.h - mentions of events as they stand in their reports: their words, what
 * is said around them, and how alike their reports are.
 *
 * For joining mentions that another tool has found, of which the record tells nothing
 * but the place.  Words come from the source, their vectors from the encoder's table
 * (docs/models.md), names and times from the record.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TOLD_RETOLD_H
#define RAP_TOLD_RETOLD_H

#include "pile/inside.h"

enum {
    RAP_RETOLD_NEAR = 4, /* words on each side that are looked at */
    RAP_RETOLD_KINS = 4, /* words of a mention */
    RAP_RETOLD_FEW = 12, /* names, numbers, times, parties of its sentence */
    RAP_RETOLD_BAG = 48  /* words of its sentence */
};

typedef struct {
    rap_span at;
    rap_str low;           /* in lower case */
    const int8_t *vector;  /* NULL: none known */
    uint32_t kin;          /* kinword.h */
    uint32_t sentence;     /* counted through the report */
    uint16_t norm;         /* of the vector */
    uint16_t rare;         /* log2 of its place among frequent words, in 1/16 */
    uint16_t fine, coarse; /* classes (words/classes.h) */
    bool plain, capital, digit;
} rap_retold_word;

typedef struct {
    uint32_t kin, weight;
    bool name; /* written with a capital inside a sentence */
} rap_retold_term;

/* A short list of numbers, each once. */
typedef struct {
    uint32_t v[RAP_RETOLD_FEW];
    uint32_t n;
} rap_retold_few;

typedef struct {
    const rap_filed *f;
    rap_retold_word *words;
    uint32_t n_words;
    rap_retold_term *terms; /* by kin */
    uint32_t n_terms;
    uint64_t norm, name_norm; /* of all; of the names */
    uint32_t first, n;        /* its deeds */
    uint32_t rank, story;
} rap_retold_report;

typedef struct {
    uint32_t report, flat;   /* among rap_retolds.reports; among the pile's events */
    uint32_t from, to, head; /* words [from, to); the one that says most */
    uint32_t begin, end;     /* words of its sentence */
    uint32_t sentence;
    uint32_t kins[RAP_RETOLD_KINS], n_kins;
    uint32_t left[RAP_RETOLD_NEAR], right[RAP_RETOLD_NEAR], n_left, n_right; /* words */
    uint32_t bag[RAP_RETOLD_BAG], n_bag; /* words of the sentence, by kin, each once */
    rap_retold_few names, numbers, times, parties;
    uint16_t reports, in_story; /* that have a deed of this kin; of its story */
    uint16_t of_story;          /* reports with deeds in its story */
    uint16_t in_report;         /* deeds of this kin in its own report */
} rap_retold;

typedef struct {
    rap_retold_report *reports;
    uint32_t n_reports;
    rap_retold *v;
    uint32_t n;
} rap_retolds;

/* The events of every report that has mentions given to it; memory from `arena`.
 * False when it is refused.  O(text of these reports). */
RAP_NODISCARD
bool rap_retold_read(rap_retolds *out, const rap_pile *p, rap_arena *arena);

/* Cosines of two reports' words, and of the names among them, in thousandths. */
typedef struct {
    uint32_t words, names;
} rap_retold_alike;

/* O(terms). */
rap_retold_alike rap_retold_likeness(const rap_retold_report *a,
                                     const rap_retold_report *b);

#endif
