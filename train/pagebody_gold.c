/*
 * train/pagebody_gold.c - pages whose article is known, laid over the blocks of a page.
 *
 * A block of four words and more belongs to the body as far as its runs of four words
 * stand there; of copies the chain in the order of the body counts.  A shorter block
 * belongs when its words stand between those of its neighbours in the chain.
 */
/* SPDX-License-Identifier: MIT */
#include "pagebody_gold.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUN = 4, LONGEST_FILE = 1 << 28, GAP = 80, PATH_ROOM = 1024 };

static void *must(void *p)
{
    if (p) return p;
    fputs("out of memory\n", stderr);
    exit(1);
}

static rap_str read_file(const char *path, rap_arena *arena)
{
    rap_str s;
    rap_err err;
    if (rap_file_read(&s, path, LONGEST_FILE, arena, &err) == RAP_OK) return s;
    fprintf(stderr, "%s: %s\n", path, err.msg);
    exit(1);
}

static rap_str site_of(rap_str url)
{
    size_t from = rap_str_find(url, RAP_STR("://"), 0);
    from = from < url.n ? from + 3 : 0;
    return rap_str_cut(url, from, rap_str_find(url, RAP_STR("/"), from));
}

static void read_page(gold_page *p, const rap_value *v, const char *folder,
                      rap_arena *arena)
{
    char path[PATH_ROOM];
    p->id = rap_jsonin_str(v, "id");
    p->site = site_of(rap_jsonin_str(v, "url"));
    p->body = rap_jsonin_str(v, "body");
    p->with = rap_jsonin_get(v, "with");
    p->without = rap_jsonin_get(v, "without");
    snprintf(path, sizeof path, "%s/" RAP_FMT ".html.gz", folder, RAP_ARG(p->id));
    p->html = read_file(path, arena);
}

gold_set gold_read(const char *dir, const char *name, rap_arena *arena)
{
    char path[PATH_ROOM], folder[PATH_ROOM];
    snprintf(path, sizeof path, "%s/pages/%s.jsonl.gz", dir, name);
    snprintf(folder, sizeof folder, "%s/html/%s", dir, name);
    rap_str all = read_file(path, arena);
    gold_set set = {.name = name};
    for (size_t at = 0; at < all.n; at++)
        set.n += all.p[at] == '\n';
    set.pages = must(RAP_NEW(arena, gold_page, set.n + 1));
    set.n = 0;
    for (size_t at = 0, end; at < all.n; at = end + 1) {
        end = rap_str_find(all, RAP_STR("\n"), at);
        rap_str line = rap_str_trim(rap_str_cut(all, at, end));
        rap_value *v;
        if (line.n == 0 || rap_jsonin_parse(&v, line, arena, NULL) != RAP_OK) continue;
        read_page(&set.pages[set.n++], v, folder, arena);
    }
    return set;
}

gold_words gold_words_of(rap_str text, rap_arena *arena)
{
    gold_words w = {must(RAP_NEW(arena, uint32_t, text.n / 2 + 2)), 0};
    uint32_t hash = RAP_HASH_START;
    bool inside = false;
    for (size_t at = 0, len; at <= text.n; at += len) {
        uint32_t c = ' ';
        len = 1;
        if (at < text.n) c = rap_utf8_get(text, at, &len);
        bool word = c < 0x80 ? rap_is_alnum((char)c) || c == '_'
                             : rap_utf8_is_letter(c) && c != 0xFFFD;
        if (word)
            hash = rap_hash_on(hash, rap_str_cut(text, at, at + len));
        else if (inside)
            w.v[w.n++] = hash;
        if (!word) hash = RAP_HASH_START;
        inside = word;
    }
    return w;
}

static uint32_t run_at(gold_words w, size_t at, size_t n)
{
    uint32_t h = RAP_HASH_START;
    for (size_t i = at; i < at + n; i++)
        h = (h ^ w.v[i]) * 0x9E3779B1u + (h >> 15);
    return h;
}

/* ---- alignment ---- */

typedef struct {
    gold_words body;
    uint32_t *head, *next; /* chains of runs of the body by hash; 0 ends */
    size_t mask;
    bool *covered; /* words of the body */
} body_index;

typedef struct {
    gold_words words;
    float share;     /* of its runs that are in the body */
    size_t from, to; /* words of the body; from == to: not found */
    bool chained;
} laid;

static body_index index_of(rap_str text, rap_arena *arena)
{
    body_index x = {.body = gold_words_of(text, arena), .mask = 15};
    while (x.mask < x.body.n * 2)
        x.mask = x.mask * 2 + 1;
    x.head = must(RAP_NEW(arena, uint32_t, x.mask + 1));
    x.next = must(RAP_NEW(arena, uint32_t, x.body.n + 1));
    x.covered = must(RAP_NEW(arena, bool, x.body.n + 1));
    for (size_t i = x.body.n; i-- > 0;) {
        if (i + RUN > x.body.n) continue;
        size_t slot = run_at(x.body, i, RUN) & x.mask;
        x.next[i] = x.head[slot];
        x.head[slot] = (uint32_t)i + 1;
    }
    return x;
}

/* Where a run of the block stands in the body at or after `from`, or body.n. */
static size_t seek(const body_index *x, gold_words w, size_t at, size_t from)
{
    uint32_t hash = run_at(w, at, RUN);
    for (uint32_t i = x->head[hash & x->mask]; i; i = x->next[i - 1])
        if (i - 1 >= from && memcmp(&x->body.v[i - 1], &w.v[at], RUN * 4) == 0)
            return i - 1;
    return x->body.n;
}

/* The whole short block in body[from, to), or `to`. */
static size_t seek_short(const body_index *x, gold_words w, size_t from, size_t to)
{
    for (size_t i = from; i + w.n <= to; i++)
        if (memcmp(&x->body.v[i], w.v, w.n * 4) == 0) return i;
    return to;
}

static void lay(laid *l, const body_index *x)
{
    size_t runs = l->words.n >= RUN ? l->words.n - RUN + 1 : 0, found = 0;
    size_t last = 0;
    for (size_t i = 0; i < runs; i++) {
        size_t at = seek(x, l->words, i, last);
        if (at == x->body.n) at = seek(x, l->words, i, 0);
        if (at == x->body.n) continue;
        if (found++ == 0) l->from = at;
        last = at + 1;
        if (at + RUN > l->to) l->to = at + RUN;
    }
    l->share = runs ? (float)found / (float)runs : 0;
    if (l->to < l->from) l->to = l->from;
}

/* The chain of blocks in the order of the body that holds most words. */
static void chain(laid *v, size_t n, rap_arena *arena)
{
    size_t *best = must(RAP_NEW(arena, size_t, n + 1));
    size_t *back = must(RAP_NEW(arena, size_t, n + 1)), end = n;
    for (size_t i = 0; i < n; i++) {
        back[i] = n;
        if (v[i].share < 0.5f) continue;
        best[i] = v[i].words.n;
        for (size_t k = i; k-- > 0 && i - k < 3000;) {
            if (v[k].share < 0.5f || v[k].from >= v[i].from) continue;
            if (best[k] + v[i].words.n <= best[i]) continue;
            best[i] = best[k] + v[i].words.n;
            back[i] = k;
        }
        if (end == n || best[i] > best[end]) end = i;
    }
    for (size_t i = end; i < n; i = back[i])
        v[i].chained = true;
}

static void cover(body_index *x, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < x->body.n; i++)
        x->covered[i] = true;
}

/* A long block out of the chain: how much of it nothing else covers. */
static float label_loose(const laid *l, body_index *x)
{
    size_t runs = l->words.n - RUN + 1, fresh = 0;
    for (size_t i = 0; i < runs; i++) {
        size_t at = seek(x, l->words, i, 0);
        fresh += at < x->body.n && !x->covered[at];
    }
    if (fresh * 2 > runs) cover(x, l->from, l->to);
    return (float)fresh / (float)runs;
}

static void label_short(float *label, laid *l, body_index *x, size_t *at, size_t to)
{
    if (l->words.n == 0 || l->words.n >= RUN || to - *at > GAP) return;
    size_t found = seek_short(x, l->words, *at, to);
    if (found == to || x->covered[found]) return;
    *label = 1;
    *at = found + l->words.n;
    cover(x, found, *at);
}

void gold_label(float *labels, const rap_str *blocks, size_t n, rap_str body,
                rap_arena *arena)
{
    body_index x = index_of(body, arena);
    laid *v = must(RAP_NEW(arena, laid, n + 1));
    for (size_t i = 0; i < n; i++) {
        v[i].words = gold_words_of(blocks[i], arena);
        lay(&v[i], &x);
    }
    chain(v, n, arena);
    for (size_t i = 0; i < n; i++) {
        labels[i] = v[i].chained ? v[i].share : 0;
        if (v[i].chained) cover(&x, v[i].from, v[i].to);
    }
    size_t at = 0, next = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].chained) at = v[i].to;
        for (next = next > i ? next : i + 1; next < n && !v[next].chained;)
            next++;
        size_t to = next < n ? v[next].from : x.body.n;
        if (!v[i].chained && at <= to) label_short(&labels[i], &v[i], &x, &at, to);
    }
    for (size_t i = 0; i < n; i++)
        if (!v[i].chained && v[i].words.n >= RUN && v[i].share > 0)
            labels[i] = label_loose(&v[i], &x);
}

/* ---- the score ---- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static gold_words runs_of(gold_words w, rap_arena *arena)
{
    size_t n = w.n == 0 ? 0 : w.n < RUN ? 1 : w.n - RUN + 1;
    gold_words runs = {must(RAP_NEW(arena, uint32_t, n + 1)), n};
    for (size_t i = 0; i < n; i++)
        runs.v[i] = run_at(w, i, w.n < RUN ? w.n : RUN);
    qsort(runs.v, n, sizeof *runs.v, by_number);
    return runs;
}

gold_score gold_compare(gold_words want, gold_words got, rap_arena *arena)
{
    gold_words a = runs_of(want, arena), b = runs_of(got, arena);
    size_t both = 0;
    for (size_t i = 0, k = 0; i < a.n && k < b.n;) {
        if (a.v[i] == b.v[k]) both++;
        uint32_t x = a.v[i], y = b.v[k];
        i += x <= y;
        k += y <= x;
    }
    return (gold_score){
        .precision = b.n ? (double)both / (double)b.n : 0,
        .recall = a.n ? (double)both / (double)a.n : 0,
        .has_precision = b.n > 0,
        .exact = want.n == got.n &&
                 (want.n == 0 || memcmp(want.v, got.v, want.n * sizeof *want.v) == 0)};
}

static rap_str folded(rap_str s, rap_arena *arena)
{
    char *p = must(RAP_NEW(arena, char, s.n + 1));
    size_t n = 0;
    for (size_t i = 0, len; i < s.n; i += len) {
        uint32_t c = rap_utf8_get(s, i, &len);
        if (c <= ' ' || c == 0xA0 || c == 0x2028 || c == 0x202F || c == 0x2009) {
            if (n && p[n - 1] != ' ') p[n++] = ' ';
            continue;
        }
        memcpy(p + n, s.p + i, len);
        n += len;
    }
    return rap_str_trim((rap_str){p, n});
}

bool gold_holds(rap_str text, rap_str part, rap_arena *arena)
{
    rap_str t = folded(text, arena), p = folded(part, arena);
    return p.n == 0 || rap_str_find(t, p, 0) < t.n;
}
