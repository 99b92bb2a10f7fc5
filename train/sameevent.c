/*
 * train/sameevent.c - learns whether two mentions of events are of one event.
 *
 *     sameevent [--write FILE] [--dump FILE] [--trees N] [--depth N] DOCS RECORDS
 * MENTIONS
 *
 * DOCS are JSON Lines ({"id", "text"}), RECORDS what `read --from jsonl DOCS` made of
 * them, MENTIONS a table: mention, document, begin, end, chain.  Documents are dealt to
 * four folds by the number that their ids begin with (the topic); every pair is judged
 * by a model that saw no document of its fold.  --dump writes them: mention, mention,
 * one chain?, score.  --write learns from all.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/jsonin.h"
#include "boost.h"
#include "findings/findings.h"
#include "must.h"
#include "told/given.h"
#include "told/retoldlike.h"

#include <math.h>
#include <string.h>

enum { FOLDS = 4 };

typedef struct {
    rap_str doc, id, chain;
    rap_span at;
} mention;

typedef struct {
    uint32_t a, b, fold; /* mentions */
} pair;

static struct {
    rap_arena *arena;
    RAP_LIST(rap_filed) reports;
    RAP_LIST(mention) mentions;
    RAP_LIST(pair) pairs;
    RAP_LIST(int16_t) x;
    const rap_pile *pile;
    rap_retolds deeds;
    uint32_t *mention_of; /* of each deed: its mention + 1, or 0 */
} T;

static rap_str read_all(const char *path)
{
    rap_str s;
    rap_err err;
    check(rap_file_read(&s, path, (size_t)1 << 30, T.arena, &err), &err);
    return s;
}

static bool next_line(rap_str all, size_t *at, rap_str *line)
{
    if (*at >= all.n) return false;
    size_t end = rap_str_find(all, RAP_STR("\n"), *at);
    *line = rap_str_cut(all, *at, end);
    *at = end + 1;
    return true;
}

static void read_records(const char *path)
{
    rap_str all = read_all(path), line;
    rap_err err;
    for (size_t at = 0; next_line(all, &at, &line);) {
        rap_filed *f = must(RAP_PUSH(T.arena, &T.reports));
        check(rap_filed_parse(f, line, T.arena, &err), &err);
    }
}

static void read_sources(const char *path)
{
    rap_str all = read_all(path), line;
    rap_err err;
    size_t i = 0;
    for (size_t at = 0; next_line(all, &at, &line);) {
        rap_value *v;
        check(rap_jsonin_parse(&v, line, T.arena, &err), &err);
        rap_str id = rap_jsonin_str(v, "id");
        if (i < T.reports.n && rap_str_eq(T.reports.v[i].key, id))
            T.reports.v[i++].source = rap_jsonin_str(v, "text");
    }
    if (i != T.reports.n) die("the records are not those of the documents");
}

static uint32_t number(rap_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n * 10 + (uint32_t)(s.p[i] - '0');
    return n;
}

static void read_mentions(const char *path)
{
    rap_str all = read_all(path), line;
    for (size_t at = 0; next_line(all, &at, &line);) {
        rap_str cell[5];
        size_t from = 0;
        if (!line.n || line.p[0] == '#') continue;
        for (int i = 0; i < 5; i++) {
            size_t to = rap_str_find(line, RAP_STR("\t"), from);
            cell[i] = rap_str_cut(line, from, to);
            from = to + 1;
        }
        mention *m = must(RAP_PUSH(T.arena, &T.mentions));
        *m = (mention){cell[1], cell[0], cell[4], {number(cell[2]), number(cell[3])}};
    }
}

static int by_place(const void *x, const void *y)
{
    const mention *a = x, *b = y;
    int c = rap_str_cmp(a->doc, b->doc);
    if (c) return c;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    return (a->at.to > b->at.to) - (a->at.to < b->at.to);
}

static void give(void)
{
    qsort(T.mentions.v, T.mentions.n, sizeof *T.mentions.v, by_place);
    for (size_t i = 0; i < T.reports.n; i++) {
        RAP_LIST(rap_span) spans = {0};
        for (size_t k = 0; k < T.mentions.n; k++) {
            if (!rap_str_eq(T.mentions.v[k].doc, T.reports.v[i].key)) continue;
            rap_span *at = must(RAP_PUSH(T.arena, &spans));
            *at = T.mentions.v[k].at;
        }
        if (spans.n &&
            !rap_given_put(&T.reports.v[i], spans.v, (uint32_t)spans.n, T.arena))
            die("out of memory");
    }
}

/* Which mention every deed is. */
static void name_deeds(void)
{
    T.mention_of = must(RAP_NEW(T.arena, uint32_t, T.deeds.n + 1));
    for (uint32_t i = 0; i < T.deeds.n; i++) {
        const rap_retold *d = &T.deeds.v[i];
        const rap_retold_report *r = &T.deeds.reports[d->report];
        rap_ref ref = T.pile->events.v[d->flat];
        const mention key = {.doc = r->f->key, .at = r->f->events[ref.index].trigger};
        const mention *m =
            bsearch(&key, T.mentions.v, T.mentions.n, sizeof key, by_place);
        if (m) T.mention_of[i] = (uint32_t)(m - T.mentions.v) + 1;
    }
}

static bool take(void *with, rap_retold_pair p)
{
    (void)with;
    uint32_t a = T.mention_of[p.a], b = T.mention_of[p.b];
    int16_t row[RAP_RETOLD_FEATURES];
    if (!a || !b) return true;
    rap_retold_compare(&T.deeds, &p, row);
    for (int i = 0; i < RAP_RETOLD_FEATURES; i++)
        *(int16_t *)must(RAP_PUSH(T.arena, &T.x)) = row[i];
    pair *to = must(RAP_PUSH(T.arena, &T.pairs));
    *to = (pair){a - 1, b - 1, number(T.mentions.v[a - 1].doc) % FOLDS};
    return true;
}

static void read_pairs(void)
{
    rap_pile *pile;
    rap_err err;
    check(rap_pile_new(&pile, T.reports.v, (uint32_t)T.reports.n, NULL, &err), &err);
    T.pile = pile;
    if (!rap_retold_read(&T.deeds, pile, T.arena)) die("out of memory");
    name_deeds();
    if (!rap_retold_each_pair(&T.deeds, take, NULL, T.arena)) die("out of memory");
}

static bool is_one(pair p)
{
    return rap_str_eq(T.mentions.v[p.a].chain, T.mentions.v[p.b].chain);
}

static void judge(const boost_options *o, const boost_data *all, float *scores)
{
    float *w = must(malloc(all->n * sizeof *w));
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        boost_data d = *all;
        for (size_t i = 0; i < d.n; i++)
            w[i] = T.pairs.v[i].fold == fold ? 0 : 1;
        d.w = w;
        boost *m = boost_train(&d, o);
        for (size_t i = 0; i < d.n; i++)
            if (T.pairs.v[i].fold == fold)
                scores[i] = boost_score(m, d.x + i * d.features);
        boost_free(m);
    }
    free(w);
}

static void report(const float *y, const float *scores)
{
    double loss = 0;
    size_t said = 0, right = 0, all = 0;
    for (size_t i = 0; i < T.pairs.n; i++) {
        loss += log1p(exp(y[i] > 0 ? -scores[i] : scores[i]));
        all += y[i] > 0;
        said += scores[i] > 0;
        right += scores[i] > 0 && y[i] > 0;
    }
    printf("%zu pairs, %zu of one event; held out: loss %.4f, precision %.1f, recall "
           "%.1f\n",
           T.pairs.n, all, loss / (double)T.pairs.n,
           100.0 * (double)right / (double)said, 100.0 * (double)right / (double)all);
}

static void dump(const char *path, const float *scores)
{
    FILE *f = must(fopen(path, "w"));
    for (size_t i = 0; i < T.pairs.n; i++) {
        pair p = T.pairs.v[i];
        rap_str a = T.mentions.v[p.a].id, b = T.mentions.v[p.b].id;
        fprintf(f, RAP_FMT "\t" RAP_FMT "\t%d\t%.3f\n", RAP_ARG(a), RAP_ARG(b),
                is_one(p), (double)scores[i]);
    }
    fclose(f);
}

static void learn(const char *path, const char *pairs, const boost_options *o)
{
    size_t n = T.pairs.n;
    float *y = must(malloc(n * sizeof *y)), *scores = must(calloc(n, sizeof *scores));
    for (size_t i = 0; i < n; i++)
        y[i] = is_one(T.pairs.v[i]) ? 1 : 0;
    boost_data all = {T.x.v, y, NULL, NULL, n, RAP_RETOLD_FEATURES};
    judge(o, &all, scores);
    report(y, scores);
    if (pairs) dump(pairs, scores);
    if (path) {
        boost *m = boost_train(&all, o);
        float gains[RAP_RETOLD_FEATURES];
        boost_gains(m, gains);
        for (int i = 0; i < RAP_RETOLD_FEATURES; i++)
            printf("%d:%.3f ", i, (double)gains[i]);
        printf("\n");
        if (!boost_write(m, path)) die("the weights cannot be written");
        boost_free(m);
    }
}

int main(int argc, char **argv)
{
    boost_options o = {.trees = 250,
                       .depth = 5,
                       .bins = 64,
                       .rate = 0.08f,
                       .l2 = 10,
                       .columns = 0.5f,
                       .rows = 0.7f,
                       .seed = 7};
    const char *path = NULL, *pairs = NULL;
    int at = 1;
    for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
        if (strcmp(argv[at], "--write") == 0) path = argv[at + 1];
        if (strcmp(argv[at], "--dump") == 0) pairs = argv[at + 1];
        if (strcmp(argv[at], "--trees") == 0) o.trees = (uint32_t)atoi(argv[at + 1]);
        if (strcmp(argv[at], "--depth") == 0) o.depth = (uint32_t)atoi(argv[at + 1]);
    }
    if (argc - at != 3)
        die("sameevent [--write FILE] [--dump FILE] DOCS RECORDS MENTIONS");
    T.arena = must(rap_arena_new((size_t)4 << 30));
    read_records(argv[at + 1]);
    read_sources(argv[at]);
    read_mentions(argv[at + 2]);
    give();
    read_pairs();
    learn(path, pairs, &o);
    rap_arena_free(T.arena);
    return 0;
}
