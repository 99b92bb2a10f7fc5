/*
 * pile/spelling.c - folding names, and the consonants that their romanisations share.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/spelling.h"

#include "base/ascii.h"
#include "base/table.h"
#include "base/utf8.h"

#include "bones_table.inc"
#include "name_tails_table.inc"

enum {
    BONE_LETTERS = 5, /* the longest key of data/bones.tsv */
    GIVEN_BONES = 2,  /* fewer: the word itself is compared */
    SURNAME_BONES = 3
};

static bool is_joint(rap_str s, size_t i)
{
    return s.p[i] == '\'' || s.p[i] == '.';
}

/* Letters, digits and what is beyond ASCII stay; full stops and apostrophes vanish, as
 * does a possessive; everything else parts words. */
static rap_str words_only(rap_arena *a, rap_str s)
{
    char *to = RAP_NEW(a, char, s.n);
    size_t n = 0;
    if (!to) return (rap_str){"", 0};
    for (size_t i = 0; i < s.n; i++) {
        bool possessive = s.p[i] == '\'' && i + 1 < s.n && s.p[i + 1] == 's' &&
                          (i + 2 == s.n || s.p[i + 2] == ' ');
        if (possessive)
            i++;
        else if (rap_is_alnum(s.p[i]) || rap_is_high(s.p[i]))
            to[n++] = s.p[i];
        else if (!is_joint(s, i) && n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    return rap_str_trim((rap_str){to, n});
}

static rap_str without_article(rap_str s)
{
    return rap_str_begins(s, RAP_STR("the ")) ? rap_str_cut(s, 4, s.n) : s;
}

rap_str rap_spelling_words(rap_arena *a, rap_str text)
{
    return words_only(a, rap_utf8_plain(a, text));
}

rap_str rap_spelling_plain(rap_arena *a, rap_str name)
{
    return without_article(rap_spelling_words(a, name));
}

static rap_str first_word(rap_str s)
{
    return rap_str_cut(s, 0, rap_str_find(s, RAP_STR(" "), 0));
}

static rap_str last_word(rap_str s)
{
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != ' ')
        at--;
    return rap_str_cut(s, at, s.n);
}

static rap_str without_tail(rap_str s)
{
    rap_str last = last_word(s);
    bool tail = last.n < s.n && rap_table_find(&name_tails_table, last) >= 0;
    return tail ? rap_str_trim(rap_str_cut(s, 0, s.n - last.n)) : s;
}

/* Row of the longest key that stands at word[at]. */
static int bone_at(rap_str word, size_t at, size_t *n)
{
    for (*n = BONE_LETTERS; *n > 1; --*n) {
        int row = rap_table_find(&bones_table, rap_str_cut(word, at, at + *n));
        if (row >= 0) return row;
    }
    return rap_table_find(&bones_table, rap_str_cut(word, at, at + 1));
}

rap_str rap_spelling_bones(rap_arena *a, rap_str word, size_t least)
{
    char *to = RAP_NEW(a, char, word.n);
    size_t n = 0, step;
    if (!to) return (rap_str){"", 0};
    for (size_t at = 0; at < word.n; at += step) {
        int row = bone_at(word, at, &step);
        rap_str put = rap_cell(&bones_table, row, BONES_PUT);
        if (row < 0) put = rap_str_cut(word, at, at + 1);
        if (put.n && (n == 0 || to[n - 1] != put.p[0])) to[n++] = put.p[0];
    }
    return n < least ? word : (rap_str){to, n};
}

rap_spelling rap_spelling_of(rap_arena *a, rap_str name)
{
    rap_spelling s = {.plain = rap_spelling_plain(a, name)};
    rap_str whole = without_tail(s.plain);
    s.surname = last_word(whole);
    s.given = s.surname.n < whole.n ? first_word(whole) : (rap_str){"", 0};
    s.bones = rap_spelling_bones(a, s.surname, SURNAME_BONES);
    s.given_bones = rap_spelling_bones(a, s.given, GIVEN_BONES);
    return s;
}

bool rap_spelling_is_acronym(rap_str name)
{
    size_t letters = 0;
    for (size_t i = 0; i < name.n; i++) {
        if (!rap_is_upper(name.p[i]) && name.p[i] != '.') return false;
        letters += rap_is_upper(name.p[i]);
    }
    return letters >= 2;
}
