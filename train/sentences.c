/*
 * train/sentences.c - trains the model of where sentences end.
 *
 *     sentences TREEBANKS OUT [--part train] [--dev FILE] [--passes 10] [--least 1]
 *               [--updates 2] [--seed 3]
 *
 * TREEBANKS is a folder of CoNLL-U files, of which those are read whose name holds the
 * part; OUT is a folder, which gets sentences.weights.  Documents are seen as the
 * reader sees them, gaps that rules decide are left out (words/gaps.c).
 */
/* SPDX-License-Identifier: MIT */
#include "words/gaps.h"

#include "goldprose.h"
#include "model/linear.h"
#include "perceptron.h"

#include <stdio.h>
#include <stdlib.h>

enum { MEMORY_MIB = 4000, SAMPLES_MAX = 1 << 21 };

/* A gap that rules leave open. */
typedef struct {
    uint64_t keys[RAP_GAP_KEYS];
    uint32_t n;
    bool ends;
} sample;

typedef struct {
    sample *v;
    uint32_t n;
    uint32_t sentences, wrong_by_rule, held[2]; /* held: gaps that go on, that end */
} samples;

static void die(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

/* Does a gold sentence begin at this token? */
static bool begins(const rap_prose *p, uint32_t token)
{
    return p->sentences[p->tokens[token].sentence].first == token;
}

static void take_block(samples *to, rap_gaps g)
{
    while (rap_gaps_next(&g)) {
        bool ends = begins(g.p, g.next);
        if (g.rule != RAP_GAP_ASK) {
            to->wrong_by_rule += ends != (g.rule == RAP_GAP_END);
        } else if (to->n < SAMPLES_MAX) {
            sample *s = &to->v[to->n++];
            rap_gap_sight seen;
            rap_gap_look(&seen, &g);
            s->n = rap_gap_keys_near(s->keys, &seen);
            s->n += rap_gap_keys_far(s->keys + s->n, &seen, &g);
            s->ends = ends;
            if (g.held && g.next != g.held_to + 1) to->held[ends]++;
        }
        if (ends) rap_gaps_break(&g);
    }
}

/* One document: sentences `at` of the treebank; alone: once more, each paragraph as if
 * it were a report of its own. */
static void take_document(samples *out, const treebank *bank, rap_span at, bool alone,
                          rap_arena *arena)
{
    treebank one = {0};
    uint32_t from = at.from, to = at.to;
    uint32_t first = bank->sentences.v[from].first;
    one.words.v = bank->words.v + first;
    one.words.n = bank->sentences.v[to - 1].last - first;
    one.sentences.n = to - from;
    one.sentences.v = RAP_NEW(arena, gold_sentence, to - from);
    if (!one.sentences.v) die("out of memory");
    for (uint32_t i = from; i < to; i++) {
        one.sentences.v[i - from] = bank->sentences.v[i];
        one.sentences.v[i - from].first -= first;
        one.sentences.v[i - from].last -= first;
    }
    rap_prose p;
    if (!goldprose_of(&p, &one, arena)) die("out of memory");
    rap_gap_style style = rap_gaps_style(&p, 0, p.n_tokens);
    out->sentences += p.n_sentences;
    for (uint32_t s = 0, k = 0; s < p.n_sentences; s++) {
        bool end =
            s + 1 == p.n_sentences || p.sentences[s + 1].block != p.sentences[s].block;
        if (!end) continue;
        rap_span block = {p.sentences[k].first, p.sentences[s].last};
        take_block(out, rap_gaps_of(&p, block, style));
        if (alone)
            take_block(
                out, rap_gaps_of(&p, block, rap_gaps_style(&p, block.from, block.to)));
        k = s + 1;
    }
}

static samples take_all(const treebank *bank, bool alone, rap_arena *arena)
{
    samples out = {.v = calloc(SAMPLES_MAX, sizeof(sample))};
    if (!out.v) die("out of memory");
    uint32_t n = (uint32_t)bank->sentences.n;
    for (uint32_t i = 0, from = 0; i < n; i++) {
        if (i + 1 < n && !bank->sentences.v[i + 1].document) continue;
        take_document(&out, bank, (rap_span){from, i + 1}, alone, arena);
        from = i + 1;
    }
    return out;
}

static bool guess(const perceptron *m, const sample *s)
{
    float scores[2] = {0};
    perceptron_score(m, s->keys, s->n, scores);
    return scores[1] > scores[0];
}

static void learn(perceptron *m, const samples *all, uint32_t passes, uint64_t seed)
{
    uint32_t *order = calloc(all->n, sizeof *order);
    if (!order) die("out of memory");
    for (uint32_t i = 0; i < all->n; i++)
        order[i] = i;
    for (uint32_t pass = 0; pass < passes; pass++) {
        uint32_t wrong = 0;
        shuffle(order, all->n, &seed);
        for (uint32_t i = 0; i < all->n; i++) {
            const sample *s = &all->v[order[i]];
            if (guess(m, s) != s->ends) {
                wrong++;
                perceptron_update(m, s->keys, s->n, s->ends, 1.0F);
                perceptron_update(m, s->keys, s->n, !s->ends, -1.0F);
            }
            perceptron_tick(m);
        }
        fprintf(stderr, "pass %u: %u of %u wrong\n", pass + 1, wrong, all->n);
    }
    free(order);
}

/* What the written model does with gaps it has not seen. */
static void try(const char *path, const samples *dev)
{
    rap_linear m;
    if (!rap_linear_open(&m, perceptron_part(path))) die("bad model");
    uint32_t extra = 0, missed = 0, found = 0;
    for (uint32_t i = 0; i < dev->n; i++) {
        int32_t scores[4] = {0};
        rap_linear_score4(&m, dev->v[i].keys, dev->v[i].n, scores);
        bool ends = scores[1] > scores[0];
        extra += ends && !dev->v[i].ends;
        missed += !ends && dev->v[i].ends;
        found += ends && dev->v[i].ends;
    }
    fprintf(stderr,
            "dev: %u sentences, %u gaps, %u ends found, %u too many, %u missed; "
            "%u wrong by rule; held: %u go on, %u end\n",
            dev->sentences, dev->n, found, extra, missed, dev->wrong_by_rule,
            dev->held[0], dev->held[1]);
}

static void read_bank(treebank *bank, const char *path, const char *part,
                      rap_arena *arena)
{
    rap_err err;
    if (treebank_read_all(bank, path, part, arena, &err) != RAP_OK) die(err.msg);
}

int main(int argc, char **argv)
{
    if (argc < 3) die("usage: sentences TREEBANKS OUT [options]");
    rap_arena *arena = rap_arena_new((size_t)MEMORY_MIB << 20);
    treebank bank = {0};
    read_bank(&bank, argv[1], option_of(argc, argv, "--part", "train"), arena);
    samples all = take_all(&bank, true, arena);
    fprintf(stderr, "%u sentences, %u gaps, %u wrong by rule; held: %u go on, %u end\n",
            all.sentences, all.n, all.wrong_by_rule, all.held[0], all.held[1]);
    perceptron *m = perceptron_new(2);
    learn(m, &all, (uint32_t)option_number(argc, argv, "--passes", 10),
          (uint64_t)option_number(argc, argv, "--seed", 3));
    char path[4096];
    snprintf(path, sizeof path, "%s/sentences.weights", argv[2]);
    perceptron_cut cut = {.least = (float)option_number(argc, argv, "--least", 1),
                          .updates =
                              (uint32_t)option_number(argc, argv, "--updates", 2)};
    if (!perceptron_write(m, path, &cut)) die("cannot write sentences.weights");
    for (int i = 3; i + 1 < argc; i++) {
        if (strcmp(argv[i], "--dev") != 0) continue;
        treebank dev = {0};
        read_bank(&dev, argv[i + 1], "", arena);
        samples gaps = take_all(&dev, false, arena);
        try(path, &gaps);
        free(gaps.v);
    }
    perceptron_free(m);
    free(all.v);
    rap_arena_free(arena);
    return 0;
}
