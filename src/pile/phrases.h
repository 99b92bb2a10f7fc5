/*
 * pile/phrases.h - the words of one report's source with their places and sentences,
 * and looking table keys up in them.
 *
 * For questions that only the pile asks ("broke its word", "a list of demands"), where
 * the record holds no tokens.  Words are runs of letters and digits of body blocks;
 * keys of tables match by lower case, one blank for whatever stands between two words.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_PHRASES_H
#define RAP_PILE_PHRASES_H

#include "base/table.h"
#include "pile/inside.h"

enum { RAP_STEM = 6 };

typedef struct {
    rap_span at;
    uint32_t hash;     /* rap_hash of the lower-case word */
    uint32_t stem;     /* the same of its first RAP_STEM bytes: "release", "released" */
    uint32_t sentence; /* numbered through the report */
} rap_phrase_word;

typedef struct {
    const rap_filed *f;
    rap_phrase_word *v;
    uint32_t n;
    rap_span *sentences;
    uint32_t n_sentences;
    const rap_filed_mention **mentions; /* in order of `at`, without pronouns */
    uint32_t n_mentions;
} rap_phrases;

/* Memory from `arena`; false when it is refused.  O(n log n) at most. */
RAP_NODISCARD
bool rap_phrases_read(rap_phrases *out, const rap_filed *f, rap_arena *arena);

/* Row of the longest key of `t` at word i within its sentence, or RAP_TABLE_NONE; *n
 * words. */
int rap_phrases_match(const rap_phrases *w, const rap_table *t, uint32_t i,
                      uint32_t *n);

/* `stem` of a lower-case word. */
uint32_t rap_phrase_stem(rap_str low);

/* First mention that does not end before `at`. */
uint32_t rap_phrases_mention(const rap_phrases *w, uint32_t at);

/* First word that does not end before `at`. */
uint32_t rap_phrases_word(const rap_phrases *w, uint32_t at);

/* The general punctuation U+2000..U+206F (quotes, dashes), whose three bytes are of no
 * word. */
static inline bool rap_phrase_is_mark(rap_str s, size_t at)
{
    return at + 2 < s.n && (unsigned char)s.p[at] == 0xE2 &&
           ((unsigned char)s.p[at + 1] == 0x80 || (unsigned char)s.p[at + 1] == 0x81);
}

/* Row of the longest key at offset `at` of a folded text (rap_spelling_plain), which
 * must be the beginning of a word. */
int rap_phrase_at(const rap_table *t, rap_str plain, size_t at);

#endif
