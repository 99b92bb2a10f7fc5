/*
 * pile/phrases.c - words and sentences of a source, for the few tables of the pile.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/phrases.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "base/table.h"

#include "abbreviations_table.inc"

#include <stdlib.h>

enum { KEY_MAX = 96 }; /* bytes of the longest key that is looked for */

enum { BYTES = 256 };

static size_t gap_step(rap_str s, size_t at)
{
    return rap_is_high(s.p[at]) ? 3 : 1;
}

/* "Gen. Veld", "Oct. 20": is the stop a word's own?  data/abbreviations.tsv. */
static bool is_abbreviated(rap_str s, rap_span word, uint32_t next)
{
    int row =
        rap_table_find_word(&abbreviations_table, rap_str_cut(s, word.from, word.to));
    if (row < 0) return false;
    bool number = rap_is_digit(s.p[next]);
    return rap_cell_has(&abbreviations_table, row, ABBREVIATIONS_KIND, "title") ||
           (number &&
            (rap_cell_has(&abbreviations_table, row, ABBREVIATIONS_KIND, "number") ||
             rap_cell_has(&abbreviations_table, row, ABBREVIATIONS_KIND, "either")));
}

/* Does a sentence end between a word and the one that begins at `next`?  A stop behind
 * a single letter or "Mr" is none of a sentence. */
static bool ends_sentence(rap_str s, rap_span word, uint32_t next)
{
    bool stop = false, blank = false;
    for (uint32_t i = word.to; i < next; i++) {
        stop = stop || s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?';
        blank = blank || rap_is_space(s.p[i]);
    }
    bool capital = !rap_is_lower(s.p[next]);
    bool shortened = word.to - word.from <= 2 && rap_is_upper(s.p[word.from]);
    return stop && blank && capital && !shortened && !is_abbreviated(s, word, next);
}

typedef struct {
    rap_phrases *out;
    rap_arena *arena;
    RAP_LIST(rap_phrase_word) words;
    RAP_LIST(rap_span) sentences;
    uint8_t fold[BYTES]; /* the lower case of word bytes, 0 of all others */
} reader;

static void fold_bytes(reader *r)
{
    for (int b = 0; b < BYTES; b++) {
        char c = (char)b;
        bool of_word = rap_is_alnum(c) || rap_is_high(c);
        r->fold[b] = of_word ? (uint8_t)rap_to_lower(c) : 0;
    }
}

/* Behind the word that begins at `at`, which may be none; its hashes. */
static size_t read_word(const reader *r, rap_str s, size_t at, rap_phrase_word *to)
{
    uint32_t h = RAP_HASH_START;
    size_t from = at;
    for (; at < s.n; at++) {
        uint8_t c = r->fold[(unsigned char)s.p[at]];
        if (c == 0 || (c == 0xE2 && rap_phrase_is_mark(s, at))) break;
        h = (h ^ c) * 16777619u;
        if (at - from < RAP_STEM) to->stem = h;
    }
    to->hash = h;
    to->at = (rap_span){(uint32_t)from, (uint32_t)at};
    return at;
}

uint32_t rap_phrase_stem(rap_str low)
{
    return rap_hash(rap_str_cut(low, 0, low.n < RAP_STEM ? low.n : RAP_STEM));
}

static bool add_word(reader *r, const rap_phrase_word *word, bool fresh)
{
    if (fresh) {
        rap_span *sentence = RAP_PUSH(r->arena, &r->sentences);
        if (!sentence) return false;
        *sentence = word->at;
    }
    rap_phrase_word *w = RAP_PUSH(r->arena, &r->words);
    if (!w) return false;
    *w = *word;
    w->sentence = (uint32_t)r->sentences.n - 1;
    r->sentences.v[w->sentence].to = word->at.to;
    return true;
}

static bool read_block(reader *r, rap_str s, rap_span block)
{
    rap_str upto = rap_str_cut(s, 0, block.to);
    rap_span last = {0, 0};
    bool fresh = true;
    for (size_t i = block.from; i < upto.n;) {
        rap_phrase_word word = {0};
        i = read_word(r, upto, i, &word);
        if (word.at.from == word.at.to) {
            i += gap_step(upto, i);
            continue;
        }
        fresh = fresh || ends_sentence(upto, last, word.at.from);
        if (!add_word(r, &word, fresh)) return false;
        fresh = false;
        last = word.at;
    }
    return true;
}

static bool is_body(rap_str kind)
{
    return rap_str_is(kind, "paragraph") || rap_str_is(kind, "heading") ||
           rap_str_is(kind, "list") || rap_str_is(kind, "quote");
}

static int by_at(const void *x, const void *y)
{
    const rap_filed_mention *a = *(const rap_filed_mention *const *)x;
    const rap_filed_mention *b = *(const rap_filed_mention *const *)y;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    if (a->at.to != b->at.to) return a->at.to < b->at.to ? -1 : 1;
    return (a > b) - (a < b);
}

static bool sort_mentions(rap_phrases *w, rap_arena *arena)
{
    w->mentions = RAP_NEW(arena, const rap_filed_mention *, w->f->n_mentions);
    if (!w->mentions) return false;
    for (uint32_t i = 0; i < w->f->n_mentions; i++)
        if (w->f->mentions[i].kind != 'p' && w->f->mentions[i].entity >= 0)
            w->mentions[w->n_mentions++] = &w->f->mentions[i];
    if (w->n_mentions) qsort(w->mentions, w->n_mentions, sizeof *w->mentions, by_at);
    return true;
}

bool rap_phrases_read(rap_phrases *out, const rap_filed *f, rap_arena *arena)
{
    reader r = {.out = out, .arena = arena};
    fold_bytes(&r);
    *out = (rap_phrases){.f = f};
    for (uint32_t i = 0; i < f->n_blocks; i++)
        if (is_body(f->blocks[i].kind) && !read_block(&r, f->source, f->blocks[i].at))
            return false;
    out->v = r.words.v;
    out->n = (uint32_t)r.words.n;
    out->sentences = r.sentences.v;
    out->n_sentences = (uint32_t)r.sentences.n;
    return sort_mentions(out, arena);
}

/* Do words [i, end) read as the key? */
static bool reads_as(const rap_phrases *w, uint32_t i, uint32_t end, rap_str key)
{
    size_t n = 0;
    for (uint32_t k = i; k < end; k++) {
        rap_str word = rap_str_cut(w->f->source, w->v[k].at.from, w->v[k].at.to);
        if (k > i && (n >= key.n || key.p[n++] != ' ')) return false;
        if (n + word.n > key.n) return false;
        for (size_t c = 0; c < word.n; c++)
            if (key.p[n++] != rap_to_lower(word.p[c])) return false;
    }
    return n == key.n;
}

int rap_phrases_match(const rap_phrases *w, const rap_table *t, uint32_t i, uint32_t *n)
{
    uint32_t hash = RAP_HASH_START;
    int best = RAP_TABLE_NONE;
    if (rap_table_probe(t, w->v[i].hash) == RAP_TABLE_NONE) return best;
    for (uint32_t k = i; k < w->n && k < i + t->max_words; k++) {
        if (w->v[k].sentence != w->v[i].sentence) break;
        rap_str word = rap_str_cut(w->f->source, w->v[k].at.from, w->v[k].at.to);
        if (k > i) hash = rap_hash_on(hash, RAP_STR(" "));
        for (size_t c = 0; c < word.n; c++)
            hash = (hash ^ (unsigned char)rap_to_lower(word.p[c])) * 16777619u;
        int row = rap_table_probe(t, hash);
        if (row == RAP_TABLE_NONE) break;
        if (row < 0 || !reads_as(w, i, k + 1, rap_cell(t, row, 0))) continue;
        best = row;
        *n = k + 1 - i;
    }
    return best;
}

uint32_t rap_phrases_mention(const rap_phrases *w, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, w->n_mentions, w->mentions[mid]->at.to <= at);
    return low;
}

uint32_t rap_phrases_word(const rap_phrases *w, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, w->n, w->v[mid].at.to <= at);
    return low;
}

int rap_phrase_at(const rap_table *t, rap_str plain, size_t at)
{
    uint32_t hash = RAP_HASH_START;
    int best = RAP_TABLE_NONE;
    for (size_t i = at; i <= plain.n && i - at < KEY_MAX; i++) {
        if (i == plain.n || plain.p[i] == ' ') {
            int row = rap_table_probe(t, hash);
            if (row == RAP_TABLE_NONE) break;
            if (row >= 0 && rap_str_eq(rap_cell(t, row, 0), rap_str_cut(plain, at, i)))
                best = row;
        }
        if (i < plain.n) hash = (hash ^ (unsigned char)plain.p[i]) * 16777619u;
    }
    return best;
}
