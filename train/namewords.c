/*
 * train/namewords.c - counts what the labeller takes the words of running text for.
 *
 *     namewords OUT.weights REPORTS.jsonl...
 *
 * Reports are read as they are by the program, with the weights that it was built with;
 * what it writes is looked up by the labeller that is trained next (a kind of
 * self-training: every occurrence of a word votes for what it is).
 */
/* SPDX-License-Identifier: MIT */
#include "names/namewords.h"
#include "base/file.h"
#include "base/jsonin.h"
#include "names/labels.h"
#include "names/states.h"

#include <stdio.h>
#include <stdlib.h>

enum { ENTRIES_MAX = 50000, SEEN_MIN = 3, PHRASE_MIN = 2, PHRASE_SHARE = 3 };

typedef struct {
    uint32_t hash, words;
    uint32_t named[RAP_NAMED_COUNT], lower;
} entry;

typedef struct {
    entry *v;
    uint32_t mask, n;
} ledger;

static void *need(void *p)
{
    if (p) return p;
    fputs("namewords: out of memory\n", stderr);
    exit(1);
}

static entry *slot_of(const ledger *l, uint32_t hash)
{
    uint32_t i = (hash ^ hash >> 15) & l->mask;
    while (l->v[i].words && l->v[i].hash != hash)
        i = (i + 1) & l->mask;
    return &l->v[i];
}

static void grow(ledger *l)
{
    ledger to = {.mask = l->mask * 2 + 1, .n = l->n};
    to.v = need(calloc((size_t)to.mask + 1, sizeof *to.v));
    for (uint32_t i = 0; i <= l->mask; i++)
        if (l->v[i].words) *slot_of(&to, l->v[i].hash) = l->v[i];
    free(l->v);
    *l = to;
}

static entry *entry_of(ledger *l, uint32_t hash, uint32_t words)
{
    if (l->n * 2 > l->mask) grow(l);
    entry *e = slot_of(l, hash);
    l->n += e->words == 0;
    e->hash = hash;
    e->words = words;
    return e;
}

static void count_word(ledger *l, const rap_prose *p, const rap_labels *labels,
                       uint32_t i)
{
    const rap_token *t = &p->tokens[i];
    bool capital = t->shape & RAP_SHAPE_CAPITAL;
    if (!(t->shape & RAP_SHAPE_LETTER)) return;
    if (capital && (t->shape & RAP_SHAPE_FIRST)) return;
    entry *e = entry_of(l, t->hash, 1);
    if (capital)
        e->named[rap_label_named(labels->of[i])]++;
    else
        e->lower++;
}

/* A name of several words that begins here. */
static void count_name(ledger *l, const rap_prose *p, const rap_labels *labels,
                       uint32_t i)
{
    uint8_t label = labels->of[i];
    if (!label || rap_label_part(label) != RAP_PART_BEGIN) return;
    uint32_t n = 1, hash = p->tokens[i].hash;
    while (rap_label_open(labels->of[i + n - 1])) {
        hash = rap_hash_on(rap_hash_on(hash, RAP_STR(" ")), p->tokens[i + n].low);
        n++;
    }
    if (n <= RAP_NAMEWORD_WORDS) entry_of(l, hash, n)->named[rap_label_named(label)]++;
}

static void read_text(ledger *l, rap_str text, rap_arena *arena)
{
    rap_mended m;
    rap_layout layout;
    rap_prose p;
    rap_lexicon lex;
    rap_labels labels;
    rap_layout_options options = {.verbatim = true};
    if (text.n == 0 || rap_mend(&m, text, "utf-8", arena, NULL) != RAP_OK ||
        rap_layout_read(&layout, &m, &options, arena, NULL) != RAP_OK ||
        rap_prose_read(&p, &m, &layout, arena, NULL) != RAP_OK)
        return;
    if (!rap_lexicon_read(&lex, &p) || !rap_states_find(&lex, NULL, NULL) ||
        !rap_labels_read(&labels, &p, &lex) || !labels.of)
        return;
    for (uint32_t i = 0; i < p.n_tokens; i++) {
        count_word(l, &p, &labels, i);
        count_name(l, &p, &labels, i);
    }
}

static void read_reports(ledger *l, const char *path)
{
    rap_err err;
    rap_str all;
    rap_arena *whole = need(rap_arena_new((size_t)2 << 30));
    rap_arena *arena = need(rap_arena_new((size_t)1 << 30));
    if (rap_file_read(&all, path, (size_t)1 << 30, whole, &err) != RAP_OK) {
        fprintf(stderr, "namewords: %s: %s\n", path, err.msg);
        exit(1);
    }
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        rap_value *v;
        rap_arena_reset(arena);
        if (rap_jsonin_parse(&v, rap_str_cut(all, at, end), arena, NULL) == RAP_OK)
            read_text(l, rap_jsonin_str(v, "text"), arena);
        at = end + 1;
    }
    rap_arena_free(arena);
    rap_arena_free(whole);
}

static uint32_t names_of(const entry *e)
{
    uint32_t n = 0;
    for (int k = RAP_NAMED_PERSON; k < RAP_NAMED_COUNT; k++)
        n += e->named[k];
    return n;
}

static bool is_kept(const entry *e)
{
    uint32_t n = names_of(e);
    if (e->words > 1) return n >= PHRASE_MIN;
    return n >= SEEN_MIN && n * PHRASE_SHARE > e->named[0];
}

static uint32_t bucket(uint32_t n)
{
    return n < 5 ? 0 : n < 20 ? 1 : n < 100 ? 2 : 3;
}

static uint32_t value_of(const entry *e)
{
    uint32_t best = 0, second = 0, all = 0;
    for (uint32_t k = 0; k < RAP_NAMED_COUNT; k++) {
        all += e->named[k];
        if (e->named[k] > e->named[best]) best = k;
    }
    for (uint32_t k = 1; k < RAP_NAMED_COUNT; k++)
        if (k != best && e->named[k] > (second ? e->named[second] : 0)) second = k;
    uint32_t sure =
        e->named[best] * 20 >= all * 19 ? 2 : e->named[best] * 10 >= all * 7;
    uint32_t lower = e->lower == 0        ? 0
                     : e->lower * 9 < all ? 1
                     : e->lower < all     ? 2
                                          : 3;
    return rap_nameword_value(best, sure, bucket(all), second, lower);
}

static int by_count(const void *a, const void *b)
{
    const entry *x = *(entry *const *)a, *y = *(entry *const *)b;
    uint32_t n = names_of(x), m = names_of(y);
    if (n != m) return n < m ? 1 : -1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static void write_table(const ledger *l, const char *path)
{
    static uint32_t slots[RAP_NAMEWORD_SLOTS];
    entry **kept = need(calloc((size_t)l->n + 1, sizeof *kept));
    uint32_t n = 0;
    for (uint32_t i = 0; i <= l->mask; i++)
        if (l->v[i].words && is_kept(&l->v[i])) kept[n++] = &l->v[i];
    qsort(kept, n, sizeof *kept, by_count);
    fprintf(stderr, "%u words and names, %u worth keeping\n", l->n, n);
    for (uint32_t k = 0; k < n && k < ENTRIES_MAX; k++) {
        uint32_t i = rap_nameword_slot(kept[k]->hash);
        while (slots[i])
            i = (i + 1) % RAP_NAMEWORD_SLOTS;
        slots[i] = rap_nameword_mark(kept[k]->hash) | value_of(kept[k]);
    }
    FILE *f = need(fopen(path, "wb"));
    for (uint32_t i = 0; i < RAP_NAMEWORD_SLOTS; i++)
        for (int b = 0; b < 32; b += 8)
            putc((int)(slots[i] >> b & 255), f);
    if (fclose(f) != 0) fprintf(stderr, "namewords: %s cannot be written\n", path);
    free(kept);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: namewords OUT.weights REPORTS.jsonl...\n", stderr);
        return 2;
    }
    ledger l = {.mask = (1 << 16) - 1};
    l.v = need(calloc((size_t)l.mask + 1, sizeof *l.v));
    for (int i = 2; i < argc; i++)
        read_reports(&l, argv[i]);
    write_table(&l, argv[1]);
    return 0;
}
