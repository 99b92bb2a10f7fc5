/*
 * pile/grown.c - what positions of no known issue are about, as proposals for a brief.
 *
 * Issues are data: a brief adds labels.  What several positions without one speak of
 * ("the sluices", "its fishing fleet") is proposed as a line of a brief, which a
 * person takes over or not; no row gets such a label by itself.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/grown.h"

#include "base/table.h"
#include "pile/spelling.h"

#include "grown_words_table.inc"

#include <stdlib.h>

enum { WORD = 4, WORDS_SEEN = 60 }; /* bytes of a word; words of a text */

typedef struct {
    rap_str phrase;
    uint32_t text;
} seen;

typedef RAP_LIST(seen) seen_list;
typedef RAP_LIST(rap_grown) grown_list;

static bool opens(rap_str word)
{
    int row = rap_table_find(&grown_words_table, word);
    return row >= 0 && rap_cell_is(&grown_words_table, row, GROWN_WORDS_WHAT, "opens");
}

/* Can the word be, or end, the name of a thing? */
static bool names(rap_str word)
{
    if (word.n < WORD || rap_table_find(&grown_words_table, word) >= 0) return false;
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] < 'a' || word.p[i] > 'z') return false;
    return true;
}

static bool take(seen_list *list, rap_str phrase, uint32_t text, rap_arena *arena)
{
    seen *to = RAP_PUSH(arena, list);
    if (to) *to = (seen){phrase, text};
    return to != NULL;
}

static bool read_text(seen_list *list, rap_str given, uint32_t text, rap_arena *arena)
{
    rap_str s = rap_spelling_words(arena, given);
    bool open = false, ok = true;
    size_t begin = 0;
    for (size_t at = 0, n = 0; ok && at < s.n && n < WORDS_SEEN; n++) {
        size_t end = rap_str_find(s, RAP_STR(" "), at);
        rap_str word = rap_str_cut(s, at, end);
        bool thing = names(word);
        if (open && thing) {
            bool first = begin == 0;
            if (first) begin = at + 1;
            bool doing = first && rap_str_ends(word, RAP_STR("ing"));
            ok = doing || take(list, word, text, arena);
            if (ok && !first)
                ok = take(list, rap_str_cut(s, begin - 1, end), text, arena);
            open = first;
        } else {
            open = opens(word);
            begin = 0;
        }
        at = end + 1;
    }
    return ok;
}

static int by_phrase(const void *x, const void *y)
{
    const seen *a = x, *b = y;
    int c = rap_str_cmp(a->phrase, b->phrase);
    return c ? c : (a->text > b->text) - (a->text < b->text);
}

static int by_count(const void *x, const void *y)
{
    const rap_grown *a = x, *b = y;
    if (a->n != b->n) return a->n > b->n ? -1 : 1;
    if (a->phrase.n != b->phrase.n) return a->phrase.n > b->phrase.n ? -1 : 1;
    return rap_str_cmp(a->phrase, b->phrase);
}

/* Every phrase with the number of texts that hold it. */
static bool count(grown_list *out, const seen_list *list, uint32_t least,
                  rap_arena *arena)
{
    for (size_t i = 0, to; i < list->n; i = to) {
        uint32_t n = 1;
        for (to = i + 1;
             to < list->n && rap_str_eq(list->v[to].phrase, list->v[i].phrase); to++)
            n += list->v[to].text != list->v[to - 1].text;
        if (n < least) continue;
        rap_grown *g = RAP_PUSH(arena, out);
        if (!g) return false;
        *g = (rap_grown){list->v[i].phrase, n};
    }
    return true;
}

/* Does it only stand inside a longer one that was taken before it? */
static bool is_inside(const rap_grown *v, uint32_t n, const rap_grown *x)
{
    for (uint32_t i = 0; i < n; i++)
        if (rap_str_find(v[i].phrase, x->phrase, 0) < v[i].phrase.n && v[i].n == x->n)
            return true;
    return false;
}

const rap_grown *rap_grown_find(uint32_t *n, const rap_str *texts, uint32_t n_texts,
                                uint32_t least, uint32_t most, rap_arena *arena)
{
    seen_list list = {0};
    grown_list out = {0};
    *n = 0;
    for (uint32_t i = 0; i < n_texts; i++)
        if (!read_text(&list, texts[i], i, arena)) return NULL;
    if (list.n) qsort(list.v, list.n, sizeof *list.v, by_phrase);
    if (!count(&out, &list, least, arena) || !out.n) return NULL;
    qsort(out.v, out.n, sizeof *out.v, by_count);
    for (size_t i = 0; i < out.n && *n < most; i++)
        if (!is_inside(out.v, *n, &out.v[i])) out.v[(*n)++] = out.v[i];
    return out.v;
}
