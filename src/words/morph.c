/*
 * words/morph.c - the lemma of a word that no lexicon knows, by its tag and ending.
 *
 * Endings are undone in the order of the English spelling rules: "ies" and "ied" give
 * "y", a doubled consonant is made single, and "e" is put back behind letters that
 * seldom end a verb ("c", "v", "z", "u") and behind one vowel and one consonant of a
 * stem of one syllable, whose consonant would else be double ("jok", but "stopp").
 */
/* SPDX-License-Identifier: MIT */
#include "words/morph.h"

static bool ends(rap_str s, const char *tail, size_t least)
{
    rap_str t = rap_str_of(tail);
    return s.n >= t.n + least && rap_str_ends(s, t);
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static rap_str with(rap_arena *a, rap_str s, size_t cut, char add)
{
    char *p = RAP_NEW(a, char, s.n - cut + 1);
    if (!p) return s;
    memcpy(p, s.p, s.n - cut);
    p[s.n - cut] = add;
    return (rap_str){p, s.n - cut + 1};
}

static rap_str without(rap_str s, size_t cut)
{
    return rap_str_cut(s, 0, s.n - cut);
}

static rap_str singular(rap_arena *a, rap_str s)
{
    if (ends(s, "ies", 2)) return with(a, s, 3, 'y');
    if (ends(s, "men", 1)) return with(a, with(a, s, 2, 'a'), 0, 'n');
    if (ends(s, "sses", 1) || ends(s, "shes", 1) || ends(s, "ches", 1) ||
        ends(s, "xes", 1))
        return without(s, 2);
    if (ends(s, "ss", 1) || ends(s, "us", 2) || ends(s, "is", 2)) return s;
    return ends(s, "s", 2) ? without(s, 1) : s;
}

static bool is_single_syllable(rap_str s)
{
    uint32_t vowels = 0;
    for (size_t i = 0; i < s.n; i++)
        vowels += is_vowel(s.p[i]);
    return vowels == 1;
}

/* Does a stem that lost "ed" or "ing" want an e: "forc", "believ", "stat"? */
static bool wants_e(rap_str s)
{
    if (s.n < 3) return false;
    char c = s.p[s.n - 1], b = s.p[s.n - 2];
    if (strchr("cvzu", c)) return true;
    if (c == 's' && b != 's') return true;
    if (c == 'g' && (b == 'n' || b == 'd' || is_vowel(b))) return true;
    if (rap_str_ends(s, RAP_STR("at")) || rap_str_ends(s, RAP_STR("ir")) ||
        rap_str_ends(s, RAP_STR("ur")) || rap_str_ends(s, RAP_STR("iz")))
        return s.n < 4 || !is_vowel(s.p[s.n - 3]);
    if (!is_vowel(b) || is_vowel(s.p[s.n - 3])) return false;
    return c == 'd' || (is_single_syllable(s) && !strchr("wxy", c));
}

static rap_str stem(rap_arena *a, rap_str s)
{
    char c = s.p[s.n - 1];
    if (s.n > 3 && c == s.p[s.n - 2] && !is_vowel(c) && !strchr("lsz", c))
        return without(s, 1);
    return wants_e(s) ? with(a, s, 0, 'e') : s;
}

rap_str rap_morph_lemma(rap_arena *a, rap_str low, const char *xpos)
{
    if (strcmp(xpos, "NNS") == 0 || strcmp(xpos, "VBZ") == 0) return singular(a, low);
    if (strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBN") == 0) {
        if (ends(low, "ied", 2)) return with(a, low, 3, 'y');
        return ends(low, "ed", 2) ? stem(a, without(low, 2)) : low;
    }
    if (strcmp(xpos, "VBG") == 0 && ends(low, "ing", 2))
        return stem(a, without(low, 3));
    return low;
}
