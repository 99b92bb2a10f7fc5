/*
 * words/lemmas.c - the lemma of every word by its form and Penn tag.
 *
 * models/lemmas.tsv holds what no rule tells ("went" VBD: "go"), models/lemma_edits.tsv
 * how the ending of any other inflected form becomes that of its lemma: the longest
 * ending in it decides.  Both are made by train/lemmas.py.  All other words are their
 * own lemmas; numbers lose their commas.
 */
/* SPDX-License-Identifier: MIT */
#include "words/lemmas.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "lemma_edits_table.inc"
#include "lemmas_table.inc"
#include "words/lettercase.h"

enum { ENDING_MAX = 6 /* longest ending in models/lemma_edits.tsv */ };

/* A Penn tag as the tables know it, with the stroke before it; "" when no word of that
 * tag is in them. */
static rap_str tag_of(const rap_token *t)
{
    if (memcmp(t->xpos, "VBN", 4) == 0) return RAP_STR("|VBD");
    if (memcmp(t->xpos, "NNPS", 5) == 0) return RAP_STR("|NNS");
    return rap_str_of(t->xpos);
}

/* Plurals, verbs but base forms, and what is compared: the tags that have edits. */
static bool is_inflected(const char *xpos)
{
    char kind = xpos[0], how = kind ? xpos[2] : '\0';
    if (kind == 'V') return how == 'D' || how == 'N' || how == 'Z' || how == 'G';
    if (kind == 'N') return how == 'S' || (how == 'P' && xpos[3] == 'S');
    return (kind == 'J' || (kind == 'R' && xpos[1] == 'B')) &&
           (how == 'R' || how == 'S');
}

/* Is what is tagged as a present ("they froze", "it freed") a past form by its looks?
 * "lay" is either. */
static bool is_past_taken_for_present(const rap_token *t)
{
    size_t n = t->low.n;
    return memcmp(t->xpos, "VBP", 4) == 0 && n > 5 && t->low.p[n - 1] == 'd' &&
           t->low.p[n - 2] == 'e' && t->low.p[n - 3] != 'e';
}

/* Row of form|TAG by the hash of the form, or RAP_TABLE_NONE. */
static int row_of(const rap_table *table, rap_str form, uint32_t hash, rap_str tag)
{
    bool bare = tag.n && tag.p[0] != '|';
    if (bare) hash = rap_hash_byte(hash, '|');
    int row = rap_table_probe(table, rap_hash_on(hash, tag));
    if (row < 0) return RAP_TABLE_NONE;
    rap_str key = rap_cell(table, row, 0);
    return rap_str_begins(key, form) && key.n == form.n + tag.n + bare ? row
                                                                       : RAP_TABLE_NONE;
}

/* `low` with its last `cut` bytes for `put`; p is NULL when memory is refused. */
static rap_str edited(rap_arena *a, rap_str low, size_t cut, rap_str put)
{
    if (put.n == 0) return rap_str_cut(low, 0, low.n - cut);
    char *p = RAP_NEW(a, char, low.n - cut + put.n);
    if (!p) return (rap_str){NULL, 0};
    memcpy(p, low.p, low.n - cut);
    memcpy(p + low.n - cut, put.p, put.n);
    return (rap_str){p, low.n - cut + put.n};
}

static rap_str by_ending(rap_arena *a, rap_str low, rap_str tag)
{
    size_t n = low.n > ENDING_MAX ? ENDING_MAX : low.n ? low.n - 1 : 0;
    for (;; n--) {
        rap_str ending = rap_str_cut(low, low.n - n, low.n);
        int row = row_of(&lemma_edits_table, ending, rap_hash(ending), tag);
        rap_str edit = rap_cell(&lemma_edits_table, row, LEMMA_EDITS_EDIT);
        if (edit.n && (size_t)(edit.p[0] - '0') < low.n)
            return edited(a, low, (size_t)(edit.p[0] - '0'),
                          rap_str_cut(edit, 1, edit.n));
        if (n == 0) return low;
    }
}

/* "12,000" without its commas. */
static rap_str plain_number(rap_arena *a, rap_str low)
{
    if (!memchr(low.p, ',', low.n)) return low;
    char *p = RAP_NEW(a, char, low.n);
    size_t n = 0;
    for (size_t i = 0; p && i < low.n; i++)
        if (low.p[i] != ',') p[n++] = low.p[i];
    return (rap_str){p, n};
}

/* Is "'s" at token i that of "has", as before "been" and "got"? */
static bool is_has(const rap_prose *p, uint32_t i)
{
    const rap_token *t = p->tokens;
    if (memcmp(t[i].xpos, "VBZ", 4) != 0 || t[i].low.n != 2 || t[i].low.p[0] != '\'')
        return false;
    uint32_t next = i + 1;
    while (next < p->n_tokens && memcmp(t[next].xpos, "RB", 3) == 0)
        next++;
    return rap_token_is(p, next, "been") || rap_token_is(p, next, "got") ||
           rap_token_is(p, next, "had");
}

static rap_str lemma_of(const rap_prose *p, uint32_t i, rap_str tag, bool *named)
{
    const rap_token *t = &p->tokens[i];
    if (!(t->shape & RAP_SHAPE_LETTER) && memcmp(t->xpos, "CD", 3) == 0)
        return plain_number(p->arena, t->low);
    int row = row_of(&lemmas_table, t->low, t->hash, tag);
    bool present = row < 0 && memcmp(t->xpos, "VBP", 4) == 0;
    if (present && !rap_str_is(t->low, "lay"))
        row = row_of(&lemmas_table, t->low, t->hash, RAP_STR("|VBD"));
    if (row >= 0 && is_has(p, i)) return RAP_STR("have");
    rap_str lemma = rap_cell(&lemmas_table, row, LEMMAS_LEMMA);
    if (row >= 0) {
        *named = lemma.p[lemma.n - 1] == '^';
        return rap_str_cut(lemma, 0, lemma.n - *named);
    }
    if (is_past_taken_for_present(t))
        return by_ending(p->arena, t->low, RAP_STR("|VBD"));
    return is_inflected(t->xpos) ? by_ending(p->arena, t->low, tag) : t->low;
}

/* Is there no small letter: "TV", "L2", "X"? */
static bool is_upper(rap_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (rap_is_lower(text.p[i]) || rap_is_high(text.p[i])) return false;
    return true;
}

/* Small letters only: a name typed without its capital. */
static bool is_small(rap_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!rap_is_lower(text.p[i])) return false;
    return true;
}

static bool is_name(const rap_token *t)
{
    return t->upos == RAP_PROPN || memcmp(t->xpos, "NNP", 3) == 0;
}

/* Do the capitals of a word belong to its lemma?  Those of a name, of an adjective of a
 * place, of letters that stand for words ("TV"). */
static bool keeps_capitals(const rap_prose *p, uint32_t i, rap_case written)
{
    const rap_token *t = &p->tokens[i];
    if (is_name(t)) return true;
    if (!(t->shape & RAP_SHAPE_CAPITAL) || !rap_str_begins(t->low, t->lemma))
        return false;
    if (memcmp(t->xpos, "ADD", 4) == 0 || memcmp(t->xpos, "FW", 3) == 0) return true;
    if (written == RAP_CASE_UPPER) return false;
    bool upper = is_upper(rap_str_cut(rap_token_text(p, i), 0, t->lemma.n));
    if (memcmp(t->xpos, "NN", 2) == 0 || memcmp(t->xpos, "CD", 3) == 0) return upper;
    return memcmp(t->xpos, "JJ", 3) == 0 && written == RAP_CASE_PLAIN && !upper &&
           !(t->shape & RAP_SHAPE_FIRST);
}

rap_code rap_lemmas_read(const rap_prose *p, rap_err *err)
{
    for (uint32_t s = 0; s < p->n_sentences; s++) {
        const rap_sentence *at = &p->sentences[s];
        rap_case written = rap_sentence_case(p, at);
        for (uint32_t i = at->first; i < at->last; i++) {
            rap_token *t = &p->tokens[i];
            bool named = false;
            t->lemma = lemma_of(p, i, tag_of(t), &named);
            if (!t->lemma.p) return rap_fail_memory(err);
            bool same = t->lemma.p == t->low.p && t->lemma.n == t->low.n;
            t->lemma_hash = same ? t->hash : rap_hash(t->lemma);
            if (named || keeps_capitals(p, i, written)) t->shape |= RAP_SHAPE_NAMED;
        }
    }
    return RAP_OK;
}

rap_str rap_lemma_written(const rap_prose *p, uint32_t token, char room[RAP_LEMMA_ROOM])
{
    const rap_token *t = &p->tokens[token];
    rap_str text = rap_token_text(p, token), lemma = t->lemma;
    if (!(t->shape & RAP_SHAPE_NAMED) || lemma.n > RAP_LEMMA_ROOM) return lemma;
    bool kept = is_name(t) &&
                (t->low.n < 3 || memcmp(t->xpos, "NNP", 3) != 0 || !is_small(text));
    if (rap_str_eq(lemma, t->low) && (kept || (t->shape & RAP_SHAPE_CAPITAL)))
        return text;
    memcpy(room, lemma.p, lemma.n);
    for (size_t i = 0; text.n == t->low.n && i < lemma.n && i < text.n; i++) {
        if (t->low.p[i] != lemma.p[i]) break;
        room[i] = text.p[i];
    }
    if (!kept) room[0] = rap_to_upper(room[0]);
    return (rap_str){room, lemma.n};
}
