/*
 * train/clusters.c - sorts the frequent words of texts into classes of words used
 * alike.
 *
 *     clusters OUT.weights CORPUS...
 *
 * A corpus is a file of reports (.jsonl, "title" and "text", cut into words by the
 * reader), a treebank (.conllu) or a list of words, one a line (.tsv, .conll); gzip is
 * taken off.  The words are sorted twice, into COARSE and into FINE classes, by the
 * exchange algorithm (Kneser and Ney 1993; Martin, Liermann and Ney 1998): a word moves
 * to the class with which the bigrams of classes tell most of the text, until none
 * does. OUT is the table that words/classes.c reads.  Digits count as 0.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/jsonin.h"
#include "base/utf8.h"
#include "words/classes.h"
#include "words/prose.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    COARSE = 127,
    FINE = 1000,
    PASSES = 12,
    WORDS_MAX = 24000, /* of 32,768 slots: three in four */
    SEEN_MIN = 8,      /* times a word must stand in the texts */
    TABLE = 1 << 16,   /* n log n by table below this */
    BREAK = 0          /* id of what stands between two sentences */
};

typedef struct {
    uint32_t hash, n;
    uint32_t rank; /* 1 and up among those that are sorted; 0: too rare */
} word;

typedef struct {
    rap_arena *arena; /* of one report */
    word *words;      /* open addressing by hash; 0 is none */
    uint32_t mask, n_words;
    uint32_t *text; /* slots, then ranks; BREAK between sentences */
    size_t n_text, cap_text;
} corpus;

/* A neighbour of a word and how often it is one. */
typedef struct {
    uint32_t word, n;
} neighbour;

typedef struct {
    neighbour *v;
    size_t *from; /* per word: first neighbour; one more at the end */
} neighbours;

typedef struct {
    uint32_t n_words, n_classes; /* class n_classes: rare words and breaks */
    uint32_t *class_of, *count;
    neighbours after, before;
    uint32_t *ahead, *behind; /* bigrams of classes, [next][first], [first][next] */
    uint64_t *total;          /* per class */
    float *gain, *nlogn;
    uint32_t *sums; /* per class, of one word's neighbours */
} sorter;

static void *need(void *p)
{
    if (p) return p;
    fputs("clusters: out of memory\n", stderr);
    exit(1);
}

static void *room(size_t n, size_t size)
{
    return need(calloc(n ? n : 1, size));
}

static void grow_words(corpus *c)
{
    uint32_t mask = c->mask * 2 + 1;
    word *to = room((size_t)mask + 1, sizeof *to);
    uint32_t *moved = room((size_t)c->mask + 1, sizeof *moved);
    for (uint32_t i = 0; i <= c->mask; i++) {
        if (!c->words[i].n) continue;
        uint32_t k = c->words[i].hash & mask;
        while (to[k].n)
            k = (k + 1) & mask;
        to[k] = c->words[i];
        moved[i] = k;
    }
    for (size_t i = 0; i < c->n_text; i++)
        if (c->text[i] != BREAK) c->text[i] = moved[c->text[i] - 1] + 1;
    free(moved);
    free(c->words);
    c->words = to;
    c->mask = mask;
}

static void put(corpus *c, uint32_t id)
{
    if (c->n_text == c->cap_text) {
        c->cap_text = c->cap_text * 2 + 1024;
        c->text = need(realloc(c->text, c->cap_text * sizeof *c->text));
    }
    c->text[c->n_text++] = id;
}

static void put_word(corpus *c, rap_str low)
{
    if ((size_t)c->n_words * 2 > c->mask) grow_words(c);
    uint32_t hash = rap_class_hash(low);
    uint32_t k = hash & c->mask;
    while (c->words[k].n && c->words[k].hash != hash)
        k = (k + 1) & c->mask;
    if (!c->words[k].n) c->n_words++;
    c->words[k].hash = hash;
    c->words[k].n++;
    put(c, k + 1);
}

static void read_text(corpus *c, rap_str text)
{
    rap_mended m;
    rap_layout layout;
    rap_prose p;
    rap_layout_options options = {.verbatim = true};
    if (text.n == 0 || rap_mend(&m, text, "utf-8", c->arena, NULL) != RAP_OK ||
        rap_layout_read(&layout, &m, &options, c->arena, NULL) != RAP_OK ||
        rap_prose_read(&p, &m, &layout, c->arena, NULL) != RAP_OK)
        return;
    for (uint32_t s = 0; s < p.n_sentences; s++) {
        for (uint32_t i = p.sentences[s].first; i < p.sentences[s].last; i++)
            put_word(c, p.tokens[i].low);
        put(c, BREAK);
    }
}

static void read_report(corpus *c, rap_str line)
{
    rap_value *v;
    rap_arena_reset(c->arena);
    if (rap_jsonin_parse(&v, line, c->arena, NULL) != RAP_OK) return;
    read_text(c, rap_jsonin_str(v, "title"));
    read_text(c, rap_jsonin_str(v, "text"));
}

/* A line of a treebank (the second column is the word) or of a list (the first). */
static void read_row(corpus *c, rap_str line, bool treebank)
{
    if (line.n == 0) put(c, BREAK);
    if (line.n == 0 || line.p[0] == '#') return;
    size_t tab = rap_str_find(line, RAP_STR("\t"), 0);
    rap_str first = rap_str_cut(line, 0, tab);
    bool range = rap_str_find(first, RAP_STR("-"), 0) < first.n;
    if (treebank && range) return;
    if (treebank) {
        size_t from = tab + 1;
        first = rap_str_cut(line, from, rap_str_find(line, RAP_STR("\t"), from));
    }
    rap_arena_reset(c->arena);
    rap_str low = rap_utf8_fold(c->arena, first);
    if (low.n) put_word(c, low);
}

static bool is_of(const char *path, const char *ending)
{
    rap_str s = rap_str_of(path), gz = RAP_STR(".gz");
    if (rap_str_ends(s, gz)) s.n -= gz.n;
    return rap_str_ends(s, rap_str_of(ending));
}

static void read_corpus(corpus *c, const char *path)
{
    rap_arena *whole = need(rap_arena_new((size_t)4 << 30));
    rap_str all;
    rap_err err;
    if (rap_file_read(&all, path, (size_t)1 << 30, whole, &err) != RAP_OK) {
        fprintf(stderr, "clusters: %s: %s\n", path, err.msg);
        exit(1);
    }
    size_t before = c->n_text;
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        rap_str line = rap_str_cut(all, at, end);
        if (is_of(path, ".jsonl"))
            read_report(c, line);
        else
            read_row(c, line, is_of(path, ".conllu"));
        at = end + 1;
    }
    put(c, BREAK);
    fprintf(stderr, "%s: %zu words\n", path, c->n_text - before);
    rap_arena_free(whole);
}

static int by_count(const void *a, const void *b)
{
    const word *x = *(word *const *)a, *y = *(word *const *)b;
    if (x->n != y->n) return x->n < y->n ? 1 : -1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Number the frequent words from 1, the most frequent first; the text becomes ranks. */
static uint32_t rank_words(corpus *c, word ***ranked)
{
    word **v = room(c->n_words, sizeof *v);
    uint32_t n = 0, keep = 0;
    for (uint32_t i = 0; i <= c->mask; i++)
        if (c->words[i].n) v[n++] = &c->words[i];
    qsort(v, n, sizeof *v, by_count);
    while (keep < n && keep < WORDS_MAX && v[keep]->n >= SEEN_MIN) {
        v[keep]->rank = keep + 1;
        keep++;
    }
    for (size_t i = 0; i < c->n_text; i++)
        if (c->text[i] != BREAK) c->text[i] = c->words[c->text[i] - 1].rank;
    *ranked = v;
    return keep;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* What stands behind (or before) each word, and how often.  Word 0: rare, or a break.
 */
static neighbours read_neighbours(const corpus *c, uint32_t n_words, bool after)
{
    size_t n = 0;
    uint64_t *pairs = room(c->n_text, sizeof *pairs);
    for (size_t i = 1; i < c->n_text; i++) {
        uint64_t a = c->text[i - 1], b = c->text[i];
        if (a != b) pairs[n++] = after ? a << 32 | b : b << 32 | a;
    }
    qsort(pairs, n, sizeof *pairs, by_number);
    neighbours x = {.v = room(n, sizeof *x.v),
                    .from = room((size_t)n_words + 2, sizeof *x.from)};
    size_t at = 0;
    uint32_t w = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || pairs[i] != pairs[i - 1]) {
            for (; w < pairs[i] >> 32; w++)
                x.from[w + 1] = at;
            x.v[at++].word = (uint32_t)pairs[i];
        }
        x.v[at - 1].n++;
    }
    for (; w <= n_words; w++)
        x.from[w + 1] = at;
    free(pairs);
    return x;
}

static float n_log_n(const sorter *s, uint64_t n)
{
    return n < TABLE ? s->nlogn[n] : (float)((double)n * log((double)n));
}

/* Bigrams of classes of which the word is one half, summed into s->sums; their classes
 * into `classes`.  Returns how many. */
static uint32_t sum_classes(sorter *s, const neighbours *x, uint32_t w,
                            uint32_t *classes)
{
    uint32_t n = 0;
    for (size_t i = x->from[w]; i < x->from[w + 1]; i++) {
        uint32_t k = s->class_of[x->v[i].word];
        if (s->sums[k] == 0) classes[n++] = k;
        s->sums[k] += x->v[i].n;
    }
    return n;
}

/* Take the word's bigrams into class `k` (or, with minus, out of it). */
static void shift(sorter *s, uint32_t w, uint32_t k, bool minus)
{
    size_t width = s->n_classes + 1;
    for (size_t i = s->after.from[w]; i < s->after.from[w + 1]; i++) {
        uint32_t h = s->class_of[s->after.v[i].word], n = s->after.v[i].n;
        s->ahead[h * width + k] += minus ? 0 - n : n;
        s->behind[k * width + h] += minus ? 0 - n : n;
    }
    for (size_t i = s->before.from[w]; i < s->before.from[w + 1]; i++) {
        uint32_t g = s->class_of[s->before.v[i].word], n = s->before.v[i].n;
        s->ahead[k * width + g] += minus ? 0 - n : n;
        s->behind[g * width + k] += minus ? 0 - n : n;
    }
    s->total[k] += minus ? 0 - (uint64_t)s->count[w] : s->count[w];
}

/* What joining each class would add on one side of the word. */
static void add_gains(sorter *s, const uint32_t *bigrams, const uint32_t *classes,
                      uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *row = &bigrams[(size_t)classes[i] * (s->n_classes + 1)];
        uint32_t more = s->sums[classes[i]];
        s->sums[classes[i]] = 0;
        for (uint32_t k = 0; k < s->n_classes; k++)
            s->gain[k] += n_log_n(s, row[k] + more) - n_log_n(s, row[k]);
    }
}

/* The class in which the word tells most; the word is in none. */
static uint32_t best_class(sorter *s, uint32_t w, uint32_t *classes)
{
    for (uint32_t k = 0; k < s->n_classes; k++) {
        double n = (double)s->total[k], more = n + s->count[w];
        double before = n > 0 ? n * log(n) : 0;
        s->gain[k] = (float)(2 * (before - more * log(more)));
    }
    uint32_t n = sum_classes(s, &s->after, w, classes);
    add_gains(s, s->ahead, classes, n);
    n = sum_classes(s, &s->before, w, classes);
    add_gains(s, s->behind, classes, n);
    uint32_t best = s->class_of[w];
    for (uint32_t k = 0; k < s->n_classes; k++)
        if (s->gain[k] > s->gain[best]) best = k;
    return best;
}

static void start(sorter *s)
{
    size_t width = s->n_classes + 1;
    s->class_of = room((size_t)s->n_words + 1, sizeof *s->class_of);
    s->ahead = room(width * width, sizeof *s->ahead);
    s->behind = room(width * width, sizeof *s->behind);
    s->total = room(width, sizeof *s->total);
    s->gain = room(width, sizeof *s->gain);
    s->sums = room(width, sizeof *s->sums);
    s->class_of[0] = s->n_classes;
    for (uint32_t w = 1; w <= s->n_words; w++)
        s->class_of[w] = (w - 1) % s->n_classes;
    for (uint32_t w = 0; w <= s->n_words; w++)
        for (size_t i = s->after.from[w]; i < s->after.from[w + 1]; i++) {
            uint32_t g = s->class_of[w], h = s->class_of[s->after.v[i].word];
            s->ahead[h * width + g] += s->after.v[i].n;
            s->behind[g * width + h] += s->after.v[i].n;
        }
    for (uint32_t w = 1; w <= s->n_words; w++)
        s->total[s->class_of[w]] += s->count[w];
}

static void sort_words(sorter *s)
{
    start(s);
    uint32_t *classes = room((size_t)s->n_classes + 1, sizeof *classes);
    for (int pass = 0; pass < PASSES; pass++) {
        uint32_t moved = 0;
        for (uint32_t w = 1; w <= s->n_words; w++) {
            uint32_t from = s->class_of[w];
            shift(s, w, from, true);
            uint32_t to = best_class(s, w, classes);
            s->class_of[w] = to;
            shift(s, w, to, false);
            moved += to != from;
        }
        fprintf(stderr, "%u classes, pass %d: %u words moved\n", s->n_classes, pass,
                moved);
        if (moved < s->n_words / 200) break;
    }
    free(classes);
    free(s->ahead);
    free(s->behind);
    free(s->total);
    free(s->gain);
    free(s->sums);
}

static void write_table(const char *path, word **ranked, const sorter *coarse,
                        const sorter *fine)
{
    static uint32_t slots[RAP_CLASS_SLOTS];
    for (uint32_t w = 1; w <= fine->n_words; w++) {
        uint32_t hash = ranked[w - 1]->hash, i = rap_class_slot(hash);
        while (slots[i])
            i = (i + 1) % RAP_CLASS_SLOTS;
        slots[i] =
            rap_class_entry(hash, coarse->class_of[w] + 1, fine->class_of[w] + 1);
    }
    FILE *f = need(fopen(path, "wb"));
    for (uint32_t i = 0; i < RAP_CLASS_SLOTS; i++)
        for (int b = 0; b < 32; b += 8)
            putc((int)(slots[i] >> b & 255), f);
    if (fclose(f) != 0) fprintf(stderr, "clusters: %s cannot be written\n", path);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: clusters OUT.weights CORPUS...\n", stderr);
        return 2;
    }
    corpus c = {.arena = need(rap_arena_new((size_t)1 << 30)), .mask = (1 << 16) - 1};
    c.words = room((size_t)c.mask + 1, sizeof *c.words);
    for (int i = 2; i < argc; i++)
        read_corpus(&c, argv[i]);
    word **ranked;
    sorter s = {.n_words = rank_words(&c, &ranked)};
    fprintf(stderr, "%zu words, %u different, %u sorted\n", c.n_text, c.n_words,
            s.n_words);
    s.after = read_neighbours(&c, s.n_words, true);
    s.before = read_neighbours(&c, s.n_words, false);
    s.count = room((size_t)s.n_words + 1, sizeof *s.count);
    for (uint32_t w = 1; w <= s.n_words; w++)
        s.count[w] = ranked[w - 1]->n;
    s.nlogn = room(TABLE, sizeof *s.nlogn);
    for (uint32_t n = 2; n < TABLE; n++)
        s.nlogn[n] = (float)(n * log(n));
    sorter coarse = s, fine = s;
    coarse.n_classes = COARSE;
    fine.n_classes = FINE;
    sort_words(&coarse);
    sort_words(&fine);
    write_table(argv[1], ranked, &coarse, &fine);
    return 0;
}
