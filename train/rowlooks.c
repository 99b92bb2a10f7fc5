/*
 * train/rowlooks.c - learns which rows of a text belong to the page around an article.
 *
 *     rowlooks [--write DIR] [--dump FILE] [--seed N] TEXTS[=WEIGHT]...
 *
 * TEXTS are JSON Lines, gzip or not: {"id", "text", "lines": [[begin, end, label],
 * ...]} with byte offsets; "boilerplate" and "caption" mean drop, null is not counted,
 * a text without "lines" is clean.  An id's part behind the last "/", up to the first
 * "_", is its group (page, publisher): groups are dealt to four folds, and a row is
 * judged by models that saw no text of its group.  Two models: the second also sees
 * what the first says, unseen, about the rows around.  Held-out figures are printed;
 * --write learns from all and writes DIR/rowlooks.weights and DIR/rowagain.weights.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/rowlooks.h"
#include "base/file.h"
#include "base/jsonin.h"
#include "boost.h"
#include "layout/headlines.h"
#include "mend/mended.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 4, SETS_MAX = 16, NAME_MAX_BYTES = 64 };

typedef struct {
    rap_looks *looks;
    size_t from, to; /* its rows */
    uint32_t fold, set;
} text_rows;

typedef struct {
    float keep, drop; /* labelled lines in it */
    uint32_t doc;
    rap_str text;
} row_label;

typedef struct {
    char name[NAME_MAX_BYTES];
    float weight;
} set_of;

static struct {
    rap_arena *arena;
    RAP_LIST(text_rows) docs;
    RAP_LIST(row_label) rows;
    set_of sets[SETS_MAX];
    uint32_t n_sets, seed;
    int16_t *x, *again;
    float *y, *w, *first, *second;
} T;

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "rowlooks: %s: %s\n", what, why);
    exit(1);
}

static void *must(void *p)
{
    if (!p) fail("memory", "none left");
    return p;
}

/* ---- reading ---- */

static uint32_t fold_of(rap_str id)
{
    size_t from = 0, to = id.n;
    for (size_t i = 0; i < id.n; i++)
        if (id.p[i] == '/') from = i + 1;
    for (size_t i = id.n; i-- > from;)
        if (id.p[i] == '_') to = i;
    uint32_t h = rap_hash(rap_str_cut(id, from, to));
    return (h ^ h >> 15) * 0x2C1B3C6Du >> 20 & (FOLDS - 1);
}

static void label_row(const rap_value *lines, rap_span at, row_label *row)
{
    if (!lines) row->keep = 1;
    for (const rap_value *l = lines ? lines->first : NULL; l; l = l->next) {
        const rap_value *b = l->first, *e = b ? b->next : NULL, *what = e ? e->next : e;
        if (!what || what->kind != RAP_JSON_STRING) continue;
        if (rap_jsonin_number(b, 0) >= at.to || rap_jsonin_number(e, 0) <= at.from)
            continue;
        bool drop =
            rap_str_is(what->text, "boilerplate") || rap_str_is(what->text, "caption");
        row->drop += drop;
        row->keep += !drop;
    }
}

static void take_text(const rap_value *v, uint32_t set)
{
    rap_mended m;
    rap_rows rows = {0};
    rap_arena *a = T.arena;
    if (rap_mend(&m, rap_jsonin_str(v, "text"), "utf-8", a, NULL) != RAP_OK) return;
    if (rap_rows_read(&rows, m.text, true, a, NULL) != RAP_OK || rows.n == 0) return;
    if (rap_rows_look(&rows, m.text, a, NULL) != RAP_OK) return;
    rap_phrases_look(&rows, m.text);
    rap_heads_look(&rows, m.text);
    text_rows *doc = must(RAP_PUSH(a, &T.docs));
    *doc = (text_rows){.from = T.rows.n,
                       .to = T.rows.n + rows.n,
                       .fold = fold_of(rap_jsonin_str(v, "id")),
                       .set = set};
    if (rap_looks_new(&doc->looks, &rows, m.text, a, NULL) != RAP_OK)
        fail("memory", "none left");
    for (size_t i = 0; i < rows.n; i++) {
        row_label *row = must(RAP_PUSH(a, &T.rows));
        row->doc = (uint32_t)T.docs.n - 1;
        rap_span at = rap_mended_to_source(&m, rows.v[i].at);
        row->text = rap_str_cut(m.text, rows.v[i].at.from, rows.v[i].at.to);
        label_row(rap_jsonin_get(v, "lines"), at, row);
    }
}

static void read_set(const char *arg)
{
    char path[4096];
    snprintf(path, sizeof path, "%s", arg);
    char *weight = strrchr(path, '=');
    if (weight) *weight++ = '\0';
    if (T.n_sets == SETS_MAX) fail(path, "too many files");
    set_of *set = &T.sets[T.n_sets++];
    const char *base = strrchr(path, '/');
    snprintf(set->name, sizeof set->name, "%.40s", base ? base + 1 : path);
    set->weight = weight ? (float)atof(weight) : 1;
    rap_str all;
    rap_err err;
    if (rap_file_read(&all, path, (size_t)1 << 30, T.arena, &err) != RAP_OK)
        fail(path, err.msg);
    for (size_t from = 0, to; from < all.n; from = to + 1) {
        const char *end = memchr(all.p + from, '\n', all.n - from);
        to = end ? (size_t)(end - all.p) : all.n;
        rap_value *v;
        if (rap_jsonin_parse(&v, rap_str_cut(all, from, to), T.arena, &err) == RAP_OK)
            take_text(v, T.n_sets - 1);
    }
}

/* ---- learning ---- */

static void fill_first(void)
{
    size_t n = T.rows.n;
    T.x = must(calloc(n, RAP_LOOKS * sizeof *T.x));
    T.again = must(calloc(n, RAP_LOOKS_AGAIN * sizeof *T.again));
    T.y = must(calloc(n, sizeof *T.y));
    T.w = must(calloc(n, sizeof *T.w));
    T.first = must(calloc(n, sizeof *T.first));
    T.second = must(calloc(n, sizeof *T.second));
    for (size_t d = 0; d < T.docs.n; d++) {
        const text_rows *doc = &T.docs.v[d];
        for (size_t i = doc->from; i < doc->to; i++) {
            const row_label *row = &T.rows.v[i];
            rap_looks_at(doc->looks, i - doc->from, T.x + i * RAP_LOOKS);
            float all = row->keep + row->drop;
            T.y[i] = all > 0 ? row->drop / all : 0;
            T.w[i] = all > 0 ? T.sets[doc->set].weight : 0;
        }
    }
}

/* What the reader has: whole numbers, within bounds. */
static int16_t rounded(float logit)
{
    float v = logit * RAP_ROW_LOGIT;
    return (int16_t)(v > RAP_ROW_SURE    ? RAP_ROW_SURE
                     : v < -RAP_ROW_SURE ? -RAP_ROW_SURE
                                         : v);
}

static void fill_again(const float *scores)
{
    int16_t *of = must(calloc(T.rows.n, sizeof *of));
    for (size_t i = 0; i < T.rows.n; i++)
        of[i] = rounded(scores[i]);
    for (size_t d = 0; d < T.docs.n; d++) {
        const text_rows *doc = &T.docs.v[d];
        for (size_t i = doc->from; i < doc->to; i++)
            rap_looks_again(doc->looks, of + doc->from, i - doc->from,
                            T.again + i * RAP_LOOKS_AGAIN);
    }
    free(of);
}

static boost *learn(const int16_t *x, uint32_t features, int without)
{
    float *w = must(malloc(T.rows.n * sizeof *w));
    for (size_t i = 0; i < T.rows.n; i++) {
        bool out = (int)T.docs.v[T.rows.v[i].doc].fold == without;
        w[i] = out ? 0 : T.w[i];
    }
    boost_data data = {x, T.y, w, T.rows.n, features};
    boost_options options = {.trees = 300,
                             .depth = 4,
                             .rate = 0.1f,
                             .l2 = 3.0f,
                             .columns = 0.2f,
                             .rows = 0.6f,
                             .seed = T.seed};
    boost *m = boost_train(&data, &options);
    free(w);
    return m;
}

/* Scores of every row by models that did not see its group. */
static void judge_unseen(const int16_t *x, uint32_t features, float *scores)
{
    for (int fold = 0; fold < FOLDS; fold++) {
        boost *m = learn(x, features, fold);
        for (size_t i = 0; i < T.rows.n; i++)
            if ((int)T.docs.v[T.rows.v[i].doc].fold == fold)
                scores[i] = boost_score(m, x + i * features);
        boost_free(m);
        fprintf(stderr, "fold %d\n", fold);
    }
}

/* ---- figures ---- */

static void print_figures(const char *what, const float *scores, float margin)
{
    double sum[SETS_MAX][4] = {{0}};
    for (size_t i = 0; i < T.rows.n; i++) {
        const row_label *row = &T.rows.v[i];
        double *s = sum[T.docs.v[row->doc].set];
        const int16_t *own = T.x + i * RAP_LOOKS;
        bool sure = own[RAP_OWN_STRONG] || own[RAP_OWN_BYLINE] ||
                    own[RAP_OWN_SIGN + RAP_SIGN_TAG];
        bool drop = scores[i] > (sure ? -1 : margin);
        s[0] += (double)(drop ? row->drop : 0);
        s[1] += (double)(drop ? row->keep : 0);
        s[2] += (double)(drop ? 0 : row->drop);
        s[3] += (double)row->keep;
    }
    printf("%s, margin %.2f:", what, (double)margin);
    for (uint32_t k = 0; k < T.n_sets; k++) {
        const double *s = sum[k], of = 2 * s[0] + s[1] + s[2];
        printf(" %.9s F1 %.1f lost %.2f%%;", T.sets[k].name,
               of > 0 ? 200 * s[0] / of : 0, s[3] > 0 ? 100 * s[1] / s[3] : 0);
    }
    putchar('\n');
}

static void print_all(const char *what, const float *scores)
{
    for (int k = 0; k < 9; k++)
        print_figures(what, scores, (float)k * 0.25f);
}

static void learn_all(const char *folder)
{
    char path[4096];
    boost *m = learn(T.x, RAP_LOOKS, -1);
    snprintf(path, sizeof path, "%s/rowlooks.weights", folder);
    if (!boost_write(m, path)) fail(path, "can't be written");
    boost_free(m);
    m = learn(T.again, RAP_LOOKS_AGAIN, -1);
    snprintf(path, sizeof path, "%s/rowagain.weights", folder);
    if (!boost_write(m, path)) fail(path, "can't be written");
    boost_free(m);
}

static void dump(const char *path)
{
    FILE *f = must(fopen(path, "w"));
    for (size_t i = 0; i < T.rows.n; i++) {
        const row_label *row = &T.rows.v[i];
        const text_rows *doc = &T.docs.v[row->doc];
        const int16_t *own = T.x + i * RAP_LOOKS;
        int n = (int)(row->text.n < 160 ? row->text.n : 160);
        fprintf(f, "%s\t%u\t%zu\t%u\t%d%d%d\t%.0f\t%.0f\t%.2f\t%.2f\t",
                T.sets[doc->set].name, row->doc, i - doc->from,
                (unsigned)rap_looks_whole_page(doc->looks), own[RAP_OWN_STRONG],
                own[RAP_OWN_BYLINE], own[RAP_OWN_PHRASE], (double)row->keep,
                (double)row->drop, (double)T.first[i], (double)T.second[i]);
        for (int k = 0; k < n; k++)
            fputc(row->text.p[k] == '\n' ? ' ' : row->text.p[k], f);
        fputc('\n', f);
    }
    fclose(f);
}

int main(int argc, char **argv)
{
    const char *folder = NULL, *to = NULL;
    T.arena = must(rap_arena_new((size_t)8 << 30));
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--write") == 0 && i + 1 < argc)
            folder = argv[++i];
        else if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
            T.seed = (uint32_t)atoi(argv[++i]);
        else if (strcmp(argv[i], "--dump") == 0 && i + 1 < argc)
            to = argv[++i];
        else
            read_set(argv[i]);
    }
    if (T.rows.n == 0) fail("texts", "none");
    fprintf(stderr, "%zu rows of %zu texts, %d features\n", T.rows.n, T.docs.n,
            RAP_LOOKS);
    fill_first();
    judge_unseen(T.x, RAP_LOOKS, T.first);
    print_all("first", T.first);
    fill_again(T.first);
    judge_unseen(T.again, RAP_LOOKS_AGAIN, T.second);
    print_all("second", T.second);
    float *both = must(malloc(T.rows.n * sizeof *both));
    for (size_t i = 0; i < T.rows.n; i++)
        both[i] = (T.first[i] + T.second[i]) / 2;
    print_all("both", both);
    if (to) dump(to);
    if (folder) learn_all(folder);
    return 0;
}
