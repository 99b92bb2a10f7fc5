/*
 * words/scan.h - the bytes of a block as the tokenizer looks at them.
 *
 * What the files that cut tokens share: where they are, and what kind of character
 * stands at a byte.  Nothing here moves or allocates.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_SCAN_H
#define RAP_WORDS_SCAN_H

#include "base/ascii.h"
#include "base/utf8.h"
#include "words/tokens.h"

typedef struct {
    const rap_prose *p;
    rap_str text, low; /* of the whole report */
    uint32_t at, end;
    bool space; /* before the next token */
    rap_token_list *out;
} rap_scan;

typedef enum {
    RAP_CLASS_OTHER,
    RAP_CLASS_SPACE,
    RAP_CLASS_LETTER, /* "_" is one, and so are the marks that stand over letters */
    RAP_CLASS_DIGIT,
    RAP_CLASS_APOSTROPHE
} rap_class;

/* Class of a character beyond ASCII. */
static inline rap_class rap_class_wide(uint32_t c)
{
    if (c == 0x2019 || c == 0x2BC || c == 0x2018) return RAP_CLASS_APOSTROPHE;
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029)
        return RAP_CLASS_SPACE;
    if (c == 0x202F || c == 0x3000 || c == 0xFEFF || c == 0x2060)
        return RAP_CLASS_SPACE;
    if (c == 0xAD || (c >= 0x300 && c <= 0x36F)) return RAP_CLASS_LETTER;
    return rap_utf8_is_letter(c) ? RAP_CLASS_LETTER : RAP_CLASS_OTHER;
}

/* Class of the character at `at` and its length; OTHER and 0 at the end. */
static inline rap_class rap_scan_class(const rap_scan *s, uint32_t at, uint32_t *len)
{
    *len = 0;
    if (at >= s->end) return RAP_CLASS_OTHER;
    char c = s->text.p[at];
    *len = 1;
    if (rap_is_alpha(c) || c == '_') return RAP_CLASS_LETTER;
    if (rap_is_space(c)) return RAP_CLASS_SPACE;
    if (rap_is_digit(c)) return RAP_CLASS_DIGIT;
    if (c == '\'') return RAP_CLASS_APOSTROPHE;
    if (!rap_is_high(c)) return RAP_CLASS_OTHER;
    size_t n;
    uint32_t u = rap_utf8_get(s->text, at, &n);
    *len = (uint32_t)n;
    return rap_class_wide(u);
}

/* The byte at `at`; NUL at the end. */
static inline char rap_scan_byte(const rap_scan *s, uint32_t at)
{
    return at < s->end ? s->text.p[at] : '\0';
}

/* Does a letter or digit stand at `at`? */
static inline bool rap_scan_is_word(const rap_scan *s, uint32_t at)
{
    uint32_t len;
    rap_class k = rap_scan_class(s, at, &len);
    return k == RAP_CLASS_LETTER || k == RAP_CLASS_DIGIT;
}

/* Does white space stand at `at`, or nothing more? */
static inline bool rap_scan_is_gap(const rap_scan *s, uint32_t at)
{
    uint32_t len;
    return at >= s->end || rap_scan_class(s, at, &len) == RAP_CLASS_SPACE;
}

#endif
