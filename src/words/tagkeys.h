/*
 * words/tagkeys.h - what the tagger looks at: a word's form, its neighbours, the tags
 * before it.
 *
 * Shared by the reader and by train/tags.c.  A table of frequent words (the part
 * "tagwords") tells which have one tag only, and which tags the others were seen with:
 * 32768 slots of 32 bits, mark << 16 | choice << 8 | tag + 1 when it is certain.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_TAGKEYS_H
#define RAP_WORDS_TAGKEYS_H

#include "model/linear.h"
#include "words/prose.h"

enum {
    RAP_TAG_BEFORE = 2, /* words looked at before and behind a word */
    RAP_TAG_BEHIND = 3,
    RAP_TAG_KEYS = 64, /* room for the features of a word */
    RAP_TAGWORDS_BITS = 15,
    RAP_TAGWORDS_SLOTS = 1 << RAP_TAGWORDS_BITS
};

/* What is known of a word before anything is tagged. */
typedef struct {
    uint32_t word, cased;    /* hash of the form, and with its capitals */
    uint32_t tail[5];        /* hashes of its last 1 to 4 bytes; [0] is not used */
    uint32_t front[4];       /* of its first 1 to 3 */
    uint32_t shape;          /* "Xxx-dd", with the case of the sentence */
    uint32_t classes[2];     /* as in rap_token */
    uint8_t choice, certain; /* of the table of words; certain: tag + 1, or 0 */
} rap_tag_word;

/* Slot and mark of a word in the table. */
static inline uint32_t rap_tagwords_slot(uint32_t word)
{
    return word * 0x9E3779B1u >> (32 - RAP_TAGWORDS_BITS);
}
static inline uint32_t rap_tagwords_mark(uint32_t word)
{
    return (word * 0x9E3779B1u >> 1 & 0xFFFF) << 16;
}

/* Choice << 8 | certain of a word in the table; 0 when it is not there. */
uint32_t rap_tagwords_find(rap_part table, uint32_t word);

/* How a sentence is written: the shape of its words means something else in each. */
typedef enum {
    RAP_CASE_PLAIN,
    RAP_CASE_TITLE,
    RAP_CASE_UPPER,
    RAP_CASE_LOWER
} rap_case;
rap_case rap_sentence_case(const rap_prose *p, const rap_sentence *s);

/* Look at token i of the sentence. */
void rap_tag_look(rap_tag_word *out, const rap_prose *p, uint32_t i, rap_case written,
                  rap_part table);

/* The features of w, behind which RAP_TAG_BEHIND words lie and before which
 * RAP_TAG_BEFORE (zeroed beyond the sentence); tags: of the two words before (nearest
 * first), + 1.  Returns their number, at most RAP_TAG_KEYS. */
uint32_t rap_tag_keys(uint64_t *keys, const rap_tag_word *w, const uint32_t tags[2]);

#endif
