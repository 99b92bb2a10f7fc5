/*
 * train/names.c - learns the weights of the labeller of names.
 *
 *     names [-p PASSES] [-k FOLDS] [-l LEAST] [-L LEAST] FIRST.weights SECOND.weights
 *           [DIALECT:SHARE:[=]FILE ...] [test:FILE ...]
 *
 * DIALECT is news, web, pedia, tweet or gum; SHARE how much an error in the file counts
 * (1 is whole); "=" says that groups and other names are not labelled in it.  A file
 * behind "upper", "lower" or "title" instead of a share is read in copies so written.
 * The second reading learns from what models of the first, each trained without a fold
 * of the reports, say of that fold (D. Wolpert, "Stacked generalization", 1992).
 */
/* SPDX-License-Identifier: MIT */
#include "named.h"
#include "perceptron.h"

#include "names/labelling.h"

#include <stdio.h>
#include <stdlib.h>

enum { CORPORA = 32, CASED_EVERY = 6 };
#define SMALL 0.9f /* weights below are left out in the end */

typedef struct {
    const char *path;
    float share;
    bool test;
} corpus;

typedef struct {
    named reports;
    rap_labelling *seen; /* per report */
    uint8_t **once;      /* per report: labels of the first reading */
    corpus corpora[CORPORA];
    uint32_t n_corpora, passes, folds;
    float least[2];
    int dialect; /* of the tests */
    rap_arena *arena;
} school;

static uint32_t dice = 12345;

static uint32_t roll(uint32_t below)
{
    dice = dice * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)dice * below >> 32);
}

static void *need(void *p)
{
    if (p) return p;
    fputs("names: out of memory\n", stderr);
    exit(1);
}

static uint8_t pick(const float *scores, uint8_t before, bool last)
{
    float best = -1e30f;
    uint8_t label = 0;
    for (uint8_t c = 0; c < RAP_LABELS; c++) {
        if (!rap_label_follows(before, c) || (last && rap_label_open(c))) continue;
        if (scores[c] > best) {
            best = scores[c];
            label = c;
        }
    }
    return label;
}

static bool is_kept_out(rap_named n)
{
    return n == RAP_NAMED_GROUP || n == RAP_NAMED_OTHER;
}

static float margin = 0;
static uint32_t loss = 0;
static const perceptron *among = NULL; /* features that a model may have */

/* Leave some features out, so that none is leant on alone; and those that `among` has
 * not (NULL: all may stay). */
static uint32_t forget(uint64_t *keys, uint32_t n, const perceptron *among)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if ((!loss || roll(100) >= loss) && (!among || perceptron_has(among, keys[i])))
            keys[k++] = keys[i];
    return k;
}

/* One token in training; returns the label to go on with. */
static uint8_t learn(perceptron *m, const named_report *r, const rap_labelling *l,
                     uint32_t i, const uint8_t *last, float share)
{
    uint64_t keys[RAP_LINEAR_KEYS];
    float scores[RAP_LABELS] = {0};
    bool end = i + 1 == l->p->sentences[l->p->tokens[i].sentence].last;
    uint32_t n = forget(keys, rap_labelling_keys(l, i, last, keys), among);
    perceptron_score(m, keys, n, scores);
    perceptron_tick(m);
    uint8_t gold = r->gold[i];
    for (uint8_t c = 0; c < RAP_LABELS; c++)
        if (c != gold) scores[c] += margin;
    uint8_t label = pick(scores, last[0], end);
    if (label == gold) return label;
    if (!rap_label_follows(last[0], gold)) return label;
    if (r->partial && gold == 0 && is_kept_out(rap_label_named(label))) return label;
    perceptron_update(m, keys, n, gold, share);
    perceptron_update(m, keys, n, label, -share);
    return label;
}

static void learn_report(perceptron *m, const named_report *r, const rap_labelling *l,
                         float share)
{
    for (uint32_t s = 0; s < l->p->n_sentences; s++) {
        uint8_t last[2] = {0, 0};
        for (uint32_t i = l->p->sentences[s].first; i < l->p->sentences[s].last; i++) {
            uint8_t label = 0;
            if (rap_labelling_asks(l, i, last[0]))
                label = learn(m, r, l, i, last, share);
            last[1] = last[0];
            last[0] = label;
        }
    }
}

static void tell(const perceptron *m, const rap_labelling *l, uint8_t *of)
{
    uint64_t keys[RAP_LINEAR_KEYS];
    for (uint32_t s = 0; s < l->p->n_sentences; s++) {
        uint8_t last[2] = {0, 0};
        uint32_t end = l->p->sentences[s].last;
        for (uint32_t i = l->p->sentences[s].first; i < end; i++) {
            uint8_t label = 0;
            if (rap_labelling_asks(l, i, last[0])) {
                float scores[RAP_LABELS] = {0};
                uint32_t n = rap_labelling_keys(l, i, last, keys);
                perceptron_score(m, keys, n, scores);
                label = pick(scores, last[0], i + 1 == end);
            }
            of[i] = label;
            last[1] = last[0];
            last[0] = label;
        }
    }
}

static bool is_test(const school *c, size_t i)
{
    return c->corpora[c->reports.v.v[i].corpus].test;
}

/* Learn from every report that is no test and not in `fold` (of c->folds; c->folds is
 * none). */
static perceptron *learn_all(school *c, uint32_t fold)
{
    perceptron *m = perceptron_new(RAP_LABELS);
    size_t n = c->reports.v.n;
    uint32_t *order = need(malloc(n * sizeof *order));
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (uint32_t pass = 0; pass < c->passes; pass++) {
        for (uint32_t i = (uint32_t)n; i > 1; i--) {
            uint32_t k = roll(i), x = order[k];
            order[k] = order[i - 1];
            order[i - 1] = x;
        }
        for (size_t i = 0; i < n; i++) {
            uint32_t at = order[i];
            const named_report *r = &c->reports.v.v[at];
            if (is_test(c, at) || at % c->folds == fold) continue;
            learn_report(m, r, &c->seen[at], c->corpora[r->corpus].share);
        }
    }
    free(order);
    perceptron_average(m);
    return m;
}

/* Spans [first, last) of the names in labels; whole names only. */
static uint32_t name_end(const uint8_t *of, uint32_t i)
{
    uint32_t end = i + 1;
    while (rap_label_open(of[end - 1]))
        end++;
    return end;
}

static bool begins(const uint8_t *of, uint32_t i)
{
    return of[i] && (rap_label_part(of[i]) == RAP_PART_BEGIN ||
                     rap_label_part(of[i]) == RAP_PART_UNIT);
}

static void count(const uint8_t *of, const uint8_t *other, uint32_t n, uint32_t *all,
                  uint32_t *right)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!begins(of, i)) continue;
        uint32_t end = name_end(of, i), k = rap_label_named(of[i]);
        all[k]++;
        bool same = true;
        for (uint32_t j = i; j < end; j++)
            same &= of[j] == other[j];
        right[k] += same;
    }
}

static double f1(uint32_t right, uint32_t said, uint32_t gold)
{
    return said + gold ? 200.0 * right / (said + gold) : 0;
}

static void report_test(const char *path, const uint32_t *right, const uint32_t *said,
                        const uint32_t *gold)
{
    uint32_t r = 0, s = 0, g = 0;
    for (int k = RAP_NAMED_PERSON; k <= RAP_NAMED_PLACE; k++) {
        r += right[k];
        s += said[k];
        g += gold[k];
    }
    const char *base = strrchr(path, '/');
    printf("  %-24s P %.1f R %.1f F1 %.2f | PER %.1f ORG %.1f LOC %.1f NORP %.1f\n",
           base ? base + 1 : path, s ? 100.0 * r / s : 0, g ? 100.0 * r / g : 0,
           f1(r, s, g), f1(right[1], said[1], gold[1]), f1(right[2], said[2], gold[2]),
           f1(right[3], said[3], gold[3]), f1(right[4], said[4], gold[4]));
    fflush(stdout);
}

static void test_all(school *c, const perceptron *first, const perceptron *second)
{
    for (uint32_t k = 0; k < c->n_corpora; k++) {
        uint32_t right[RAP_NAMED_COUNT] = {0}, said[RAP_NAMED_COUNT] = {0},
                 gold[RAP_NAMED_COUNT] = {0}, junk[RAP_NAMED_COUNT] = {0};
        if (!c->corpora[k].test) continue;
        for (size_t i = 0; i < c->reports.v.n; i++) {
            const named_report *r = &c->reports.v.v[i];
            if (r->corpus != k) continue;
            uint8_t *of = need(calloc(r->prose.n_tokens + 1, 1));
            tell(first, &c->seen[i], of);
            if (second) {
                rap_labelling again = c->seen[i];
                uint8_t *two = need(calloc(r->prose.n_tokens + 1, 1));
                if (!rap_labelling_again(&again, of)) exit(1);
                tell(second, &again, two);
                memcpy(of, two, r->prose.n_tokens);
                free(two);
            }
            count(of, r->gold, r->prose.n_tokens, said, right);
            count(r->gold, of, r->prose.n_tokens, gold, junk);
            free(of);
        }
        report_test(c->corpora[k].path, right, said, gold);
    }
}

static void look_at_all(school *c)
{
    c->seen = need(calloc(c->reports.v.n, sizeof *c->seen));
    c->once = need(calloc(c->reports.v.n, sizeof *c->once));
    size_t tokens = 0;
    for (size_t i = 0; i < c->reports.v.n; i++) {
        named_report *r = &c->reports.v.v[i];
        if (!rap_labelling_start(&c->seen[i], &r->prose, &r->lex)) exit(1);
        c->seen[i].dialect = r->dialect;
        if (is_test(c, i) && c->dialect >= 0) c->seen[i].dialect = (uint8_t)c->dialect;
        c->once[i] = need(calloc(r->prose.n_tokens + 1, 1));
        tokens += r->prose.n_tokens;
    }
    fprintf(stderr, "%zu reports, %zu tokens\n", c->reports.v.n, tokens);
}

/* The labels of the first reading for every report, by models that never saw it. */
static void tell_folds(school *c)
{
    for (uint32_t fold = 0; fold < c->folds; fold++) {
        perceptron *m = learn_all(c, fold);
        for (size_t i = fold; i < c->reports.v.n; i += c->folds)
            tell(m, &c->seen[i], c->once[i]);
        perceptron_free(m);
    }
}

/* Prune a model, learn once more with the features that are left, and write that. */
static perceptron *write_pruned(school *c, rap_labelling *seen, perceptron *m,
                                const char *path, float least)
{
    rap_labelling *before = c->seen;
    perceptron_cut cut = {.least = least};
    c->seen = seen;
    perceptron_write(m, path, &cut);
    among = m;
    perceptron *smaller = learn_all(c, c->folds);
    among = NULL;
    c->seen = before;
    cut.least = SMALL;
    perceptron_write(smaller, path, &cut);
    return smaller;
}

static void teach(school *c, const char *first_path, const char *second_path)
{
    perceptron *first = learn_all(c, c->folds);
    printf("first reading\n");
    test_all(c, first, NULL);
    tell_folds(c);
    rap_labelling *plain = c->seen;
    c->seen = need(malloc(c->reports.v.n * sizeof *c->seen));
    memcpy(c->seen, plain, c->reports.v.n * sizeof *plain);
    for (size_t i = 0; i < c->reports.v.n; i++)
        if (!is_test(c, i) && !rap_labelling_again(&c->seen[i], c->once[i])) exit(1);
    perceptron *second = learn_all(c, c->folds);
    rap_labelling *again = c->seen;
    c->seen = plain;
    printf("second reading\n");
    test_all(c, first, second);
    printf("as written, but for eight bits\n");
    second = write_pruned(c, again, second, second_path, c->least[1]);
    first = write_pruned(c, plain, first, first_path, c->least[0]);
    test_all(c, first, second);
}

static rap_dialect dialect_of(rap_str name)
{
    static const char *const names[] = {"news", "web", "pedia", "tweet", "gum"};
    for (int i = 0; i < 5; i++)
        if (rap_str_is(name, names[i])) return (rap_dialect)i;
    return RAP_DIALECT_NEWS;
}

static void read_corpus(school *c, const char *spec)
{
    rap_err err;
    rap_str s = rap_str_of(spec);
    size_t a = rap_str_find(s, RAP_STR(":"), 0),
           b = rap_str_find(s, RAP_STR(":"), a + 1);
    rap_str first = rap_str_cut(s, 0, a), share = rap_str_cut(s, a + 1, b);
    corpus *k = &c->corpora[c->n_corpora];
    size_t from = c->reports.v.n;
    k->test = rap_str_is(first, "test");
    k->path = spec + (k->test ? a : b) + 1;
    bool partial = k->path[0] == '=';
    k->path += partial;
    bool joined = rap_str_is(first, "test+");
    k->test |= joined;
    if (joined) k->path = spec + a + 1;
    named_how how = {.letters = rap_str_is(share, "upper")   ? NAMED_UPPER
                                : rap_str_is(share, "lower") ? NAMED_LOWER
                                : rap_str_is(share, "title") ? NAMED_TITLE
                                                             : NAMED_AS_IS,
                     .joined = joined || rap_str_is(first, "web") ||
                               rap_str_is(first, "gum") || rap_str_is(first, "pedia")};
    how.every = how.letters ? CASED_EVERY : 1;
    k->share = how.letters ? 1 : strtof(spec + a + 1, NULL);
    if (named_read(&c->reports, k->path, &how, c->arena, &err) != RAP_OK) {
        fprintf(stderr, "names: %s: %s\n", k->path, err.msg);
        exit(1);
    }
    for (size_t i = from; i < c->reports.v.n; i++) {
        c->reports.v.v[i].corpus = (uint8_t)c->n_corpora;
        c->reports.v.v[i].dialect = (uint8_t)dialect_of(first);
        c->reports.v.v[i].partial = partial;
    }
    c->n_corpora++;
}

int main(int argc, char **argv)
{
    school c = {.passes = 8, .folds = 5, .least = {1, 1}, .dialect = -1};
    int i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        if (argv[i][1] == 'p') c.passes = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        if (argv[i][1] == 'k') c.folds = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        if (argv[i][1] == 'l') c.least[0] = strtof(argv[i + 1], NULL);
        if (argv[i][1] == 'L') c.least[1] = strtof(argv[i + 1], NULL);
        if (argv[i][1] == 'm') margin = strtof(argv[i + 1], NULL);
        if (argv[i][1] == 'f') loss = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        if (argv[i][1] == 'd') c.dialect = (int)dialect_of(rap_str_of(argv[i + 1]));
    }
    if (argc - i < 3) {
        fputs("usage: names [-p N] [-k N] [-l X] [-L X] FIRST SECOND CORPUS...\n",
              stderr);
        return 2;
    }
    c.arena = need(rap_arena_new((size_t)8 << 30));
    for (int k = i + 2; k < argc && c.n_corpora < CORPORA; k++)
        read_corpus(&c, argv[k]);
    look_at_all(&c);
    teach(&c, argv[i], argv[i + 1]);
    return 0;
}
