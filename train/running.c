/*
 * train/running.c - the words of running text, as numbers.
 */
/* SPDX-License-Identifier: MIT */
#include "running.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/jsonin.h"
#include "base/utf8.h"
#include "words/prose.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIRST_SLOTS = 1 << 16 };

static void *need(void *p)
{
    if (p) return p;
    fputs("no memory for texts\n", stderr);
    exit(1);
}

/* ---- words ---- */

static uint32_t slot_of(const running *r, rap_str low)
{
    uint32_t at = rap_hash(low) & r->mask;
    while (r->slots[at] && !rap_str_eq(r->words.v[r->slots[at] - 1].low, low))
        at = (at + 1) & r->mask;
    return at;
}

static void index_words(running *r, uint32_t slots)
{
    free(r->slots);
    r->slots = need(calloc(slots, sizeof *r->slots));
    r->mask = slots - 1;
    for (uint32_t i = 0; i < r->words.n; i++)
        r->slots[slot_of(r, r->words.v[i].low)] = i + 1;
}

static void put(running *r, uint32_t id)
{
    *(uint32_t *)need(RAP_PUSH(r->arena, &r->text)) = id;
}

static void put_word(running *r, rap_str low)
{
    char room[128];
    if (low.n == 0 || low.n > sizeof room) return;
    for (size_t i = 0; i < low.n; i++)
        room[i] = rap_is_digit(low.p[i]) || rap_is_space(low.p[i]) ? '0' : low.p[i];
    low.p = room;
    if (!r->slots) index_words(r, FIRST_SLOTS);
    if (r->words.n * 2 > r->mask) index_words(r, (r->mask + 1) * 2);
    const uint32_t at = slot_of(r, low);
    if (!r->slots[at]) {
        running_word *w = need(RAP_PUSH(r->arena, &r->words));
        w->low = rap_arena_copy(r->arena, low);
        if (!w->low.p) need(NULL);
        r->slots[at] = (uint32_t)r->words.n;
    }
    r->words.v[r->slots[at] - 1].n++;
    put(r, r->slots[at] - 1);
}

/* ---- corpora ---- */

static void read_text(running *r, rap_str text, rap_arena *arena)
{
    rap_mended m;
    rap_layout layout;
    rap_prose p;
    const rap_layout_options options = {.verbatim = true};
    if (text.n == 0 || rap_mend(&m, text, "utf-8", arena, NULL) != RAP_OK ||
        rap_layout_read(&layout, &m, &options, arena, NULL) != RAP_OK ||
        rap_prose_read(&p, &m, &layout, arena, NULL) != RAP_OK)
        return;
    for (uint32_t s = 0; s < p.n_sentences; s++) {
        for (uint32_t i = p.sentences[s].first; i < p.sentences[s].last; i++)
            put_word(r, p.tokens[i].low);
        put(r, RUNNING_BREAK);
    }
}

static void read_report(running *r, rap_str line, rap_arena *arena)
{
    rap_value *v;
    if (rap_jsonin_parse(&v, line, arena, NULL) != RAP_OK) return;
    read_text(r, rap_jsonin_str(v, "title"), arena);
    read_text(r, rap_jsonin_str(v, "text"), arena);
}

/* A line of a treebank (the second column is the word) or of a list (the first). */
static void read_row(running *r, rap_str line, bool treebank, rap_arena *arena)
{
    if (line.n == 0) put(r, RUNNING_BREAK);
    if (line.n == 0 || rap_str_begins(line, RAP_STR("# "))) return;
    const size_t tab = rap_str_find(line, RAP_STR("\t"), 0);
    rap_str word = rap_str_cut(line, 0, tab);
    if (treebank && rap_str_find(word, RAP_STR("-"), 0) < word.n) return;
    if (treebank) {
        const size_t end = rap_str_find(line, RAP_STR("\t"), tab + 1);
        word = rap_str_cut(line, tab + 1, end);
    }
    put_word(r, rap_utf8_fold(arena, rap_str_trim(word)));
}

static bool is_of(const char *path, const char *ending)
{
    rap_str s = rap_str_of(path);
    if (rap_str_ends(s, RAP_STR(".gz"))) s.n -= 3;
    return rap_str_ends(s, rap_str_of(ending));
}

void running_read(running *to, const char *path)
{
    rap_arena *whole = need(rap_arena_new((size_t)4 << 30));
    rap_arena *each = need(rap_arena_new((size_t)1 << 30));
    rap_str all;
    rap_err err;
    if (rap_file_read(&all, path, (size_t)1 << 30, whole, &err) != RAP_OK) {
        fprintf(stderr, "%s: %s\n", path, err.msg);
        exit(1);
    }
    for (size_t at = 0; at < all.n;) {
        const size_t end = rap_str_find(all, RAP_STR("\n"), at);
        const rap_str line = rap_str_cut(all, at, end);
        rap_arena_reset(each);
        if (is_of(path, ".jsonl"))
            read_report(to, line, each);
        else
            read_row(to, line, is_of(path, ".conllu"), each);
        at = end + 1;
    }
    put(to, RUNNING_BREAK);
    rap_arena_free(each);
    rap_arena_free(whole);
}

/* ---- the frequent ones ---- */

static int by_count(const void *a, const void *b)
{
    const running_word *x = a, *y = b;
    if (x->n != y->n) return x->n < y->n ? 1 : -1;
    return rap_str_cmp(x->low, y->low);
}

void running_keep(running *to, uint32_t most)
{
    const size_t n = to->words.n;
    rap_str *before = need(calloc(n + 1, sizeof *before));
    uint32_t *after = need(calloc(n + 1, sizeof *after));
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        before[i] = to->words.v[i].low;
    qsort(to->words.v, n, sizeof *to->words.v, by_count);
    index_words(to, to->mask + 1);
    for (size_t i = 0; i < n; i++)
        after[i] = to->slots[slot_of(to, before[i])] - 1;
    for (size_t i = 0; i < to->text.n; i++) {
        const uint32_t id = to->text.v[i];
        if (id == RUNNING_BREAK)
            to->text.v[kept++] = id;
        else if (after[id] < most)
            to->text.v[kept++] = after[id];
    }
    to->text.n = kept;
    if (to->words.n > most) to->words.n = most;
    free(before);
    free(after);
}
