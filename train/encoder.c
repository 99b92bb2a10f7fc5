/*
 * train/encoder.c - trains the encoder: tags, trees and names together.
 *
 *     encoder OUT --trees FOLDER|FILE ... --names KIND:FILE ... [--vectors FILE]
 *             [--dev FILE ...] [--dev-names FILE] [--part train] [--epochs 18]
 *             [--names-share 0.45] [--share 1] [--words 400] [--rate 0.002]
 *             [--drop 0.12] [--drop-forms 0.15] [--try-every 6] [--seed 7] [--check]
 *
 * OUT is the part, models/encoder.weights.  Trees are CoNLL-U, of a folder the files
 * whose name holds the part; names are lists of words and BIO tags, gzip or not.  Files
 * of one KIND ("news") follow the same conventions; the reader will mark names as the
 * first kind does.  Vectors are made by train/vectors.c.  From open sets alone: give
 * only these, with vectors of their own words.
 *
 * An epoch takes every treebank sentence and a share of the others, shuffled.  The rate
 * climbs for 200 steps, then falls to nothing in a straight line.  --share takes a part
 * of everything, for trying; --check compares gradients with differences of the loss
 * and ends.
 */
/* SPDX-License-Identifier: MIT */
#include "goldprose.h"
#include "gradients.h"
#include "losses.h"
#include "quantise.h"
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MEMORY_MIB = 4000, TAPE_MIB = 1024, WARM_UP = 200 };
static const float least_rate = 1e-5F;

typedef struct {
    const char *out;
    uint32_t epochs, words, try_every;
    double names_share, share;
    float rate, drop;
    net_drops drops;
    uint64_t seed;
} settings;

typedef struct {
    settings how;
    net net;
    tape tape;
    dice dice;
    samples all;
    samples dev[8];
    uint32_t n_dev;
    const sample **order; /* of an epoch */
    size_t n_order;
    uint32_t step, steps;
    losses sums;
} trainer;

static void die(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

/* ---- what to learn from ---- */

static void read_all(samples *to, int argc, char **argv, rap_arena *arena)
{
    rap_err err;
    const char *part = option_of(argc, argv, "--part", "train");
    for (int i = 2; i + 1 < argc; i++)
        if (strcmp(argv[i], "--trees") == 0 &&
            samples_read_trees(to, argv[i + 1], part, arena, &err) != RAP_OK)
            die(err.msg);
    for (int i = 2; i + 1 < argc; i++)
        if (strcmp(argv[i], "--names") == 0 &&
            samples_read_names(to, argv[i + 1], arena, &err) != RAP_OK)
            die(err.msg);
}

/* Each in a set of its own.  They add no tags, and the kind of names is not used. */
static void read_dev(trainer *t, int argc, char **argv, rap_arena *arena)
{
    rap_err err;
    char named[4096];
    t->all.lists->closed = true;
    for (int i = 2; i + 1 < argc && t->n_dev < 8; i++) {
        const bool names = strcmp(argv[i], "--dev-names") == 0;
        samples *to = &t->dev[t->n_dev];
        if (!names && strcmp(argv[i], "--dev") != 0) continue;
        to->lists = t->all.lists;
        snprintf(named, sizeof named, "dev:%s", argv[i + 1]);
        if ((names ? samples_read_names(to, named, arena, &err)
                   : samples_read_trees(to, argv[i + 1], "", arena, &err)) != RAP_OK)
            die(err.msg);
        t->n_dev++;
    }
}

static void print_sizes(const trainer *t)
{
    size_t trees = 0;
    for (size_t i = 0; i < t->all.sentences.n; i++)
        trees += t->all.sentences.v[i].tree;
    printf(
        "%zu sentences, %zu with trees, %zu words; %u tags, %u labels, %u marks; %zu "
        "weights\n",
        t->all.sentences.n, trees, t->all.words.n, t->all.lists->tags.n,
        t->all.lists->labels.n, t->all.lists->marks.n, adam_count(&t->net.all));
    fflush(stdout);
}

/* ---- learning ---- */

static double share_of(const settings *how, const sample *s)
{
    return how->share * (s->tree ? 1 : how->names_share);
}

/* All sentences that take part, shuffled (R. Durstenfeld, CACM 1964). */
static void draw(trainer *t)
{
    t->n_order = 0;
    for (size_t i = 0; i < t->all.sentences.n; i++) {
        const sample *s = &t->all.sentences.v[i];
        if ((double)dice_share(&t->dice) < share_of(&t->how, s))
            t->order[t->n_order++] = s;
    }
    for (size_t i = t->n_order; i-- > 1;) {
        const size_t j = dice_throw(&t->dice) % (i + 1);
        const sample *s = t->order[i];
        t->order[i] = t->order[j];
        t->order[j] = s;
    }
}

static void count_steps(trainer *t)
{
    double words = 0;
    for (size_t i = 0; i < t->all.sentences.n; i++) {
        const sample *s = &t->all.sentences.v[i];
        words += share_of(&t->how, s) * (double)(s->last - s->first);
    }
    t->steps = (uint32_t)(words * t->how.epochs / t->how.words) + 1;
}

static float rate_of(const trainer *t)
{
    const float gone = (float)t->step / (float)t->steps;
    const float warm = t->step < WARM_UP ? (float)t->step / WARM_UP : 1;
    return t->how.rate * warm * (gone < 1 ? 1 - gone : 0) + least_rate;
}

static void learn(trainer *t, const net_pick *pick)
{
    net_batch batch;
    net_states states;
    net_fill(&batch, &t->tape, &t->net, pick, &t->how.drops);
    net_read(&states, &t->tape, &t->net, &batch, t->how.drop);
    losses_add(&t->sums, &t->tape, &states, &batch, 1 / (float)pick->words);
    tape_back(&t->tape);
    if (!adam_step(&t->net.all, rate_of(t)))
        fprintf(stderr, "a batch without a gradient was left out\n");
    t->step++;
}

static void learn_epoch(trainer *t)
{
    t->sums = (losses){0};
    draw(t);
    for (size_t i = 0; i < t->n_order;) {
        net_pick pick = {.from = &t->all};
        while (i < t->n_order && pick.n < NET_PIECES && pick.words < t->how.words) {
            const sample *s = t->order[i++];
            pick.v[pick.n++] = s;
            pick.words += s->last - s->first;
        }
        learn(t, &pick);
    }
}

static void print_loss(const char *name, const loss *l)
{
    const double n = l->n ? (double)l->n : 1;
    printf("  %s %.3f %.2f", name, l->sum / n, 100 * (double)l->right / n);
}

static void print_epoch(const trainer *t, uint32_t epoch)
{
    printf("epoch %u:", epoch);
    print_loss("tags", &t->sums.tags);
    print_loss("arcs", &t->sums.arcs);
    print_loss("labels", &t->sums.labels);
    print_loss("names", &t->sums.marks);
    printf("  %.0f s\n", (double)clock() / CLOCKS_PER_SEC);
    fflush(stdout);
}

/* Write the running means, and read with what was written. */
static void write_and_try(trainer *t)
{
    rap_err err;
    adam_swap(&t->net.all);
    if (quantise_write(&t->net, &t->tape, &t->all, t->how.out, &err) != RAP_OK)
        die(err.msg);
    for (uint32_t i = 0; i < t->n_dev; i++)
        if (trial_run(&t->net, &t->tape, &t->dev[i], t->how.out, &err) != RAP_OK)
            die(err.msg);
    adam_swap(&t->net.all);
}

static void train(trainer *t)
{
    t->order = calloc(t->all.sentences.n + 1, sizeof *t->order);
    if (!t->order) die("no memory");
    count_steps(t);
    for (uint32_t e = 1; e <= t->how.epochs; e++) {
        learn_epoch(t);
        print_epoch(t, e);
        if (e % t->how.try_every == 0 || e == t->how.epochs) write_and_try(t);
    }
}

static bool check(trainer *t)
{
    net_pick some = {.from = &t->all};
    for (size_t i = 0; i < 4 && t->all.sentences.n > 3; i++) {
        const sample *s = &t->all.sentences.v[i * (t->all.sentences.n - 1) / 3];
        some.v[some.n++] = s;
        some.words += s->last - s->first;
    }
    return gradients_check(&t->net, &t->tape, &some);
}

static settings settings_of(int argc, char **argv)
{
    return (settings){
        .out = argv[1],
        .epochs = (uint32_t)option_number(argc, argv, "--epochs", 18),
        .words = (uint32_t)option_number(argc, argv, "--words", 400),
        .try_every = (uint32_t)option_number(argc, argv, "--try-every", 6),
        .names_share = option_number(argc, argv, "--names-share", 0.45),
        .share = option_number(argc, argv, "--share", 1),
        .rate = (float)option_number(argc, argv, "--rate", 0.002),
        .drop = (float)option_number(argc, argv, "--drop", 0.12),
        .drops = {.forms = (float)option_number(argc, argv, "--drop-forms", 0.15),
                  .spelling = 0.05F,
                  .vectors = 0.1F},
        .seed = (uint64_t)option_number(argc, argv, "--seed", 7)};
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage: encoder OUT --trees FOLDER [options]; see train/encoder.c");
    rap_err err;
    rap_arena *arena = rap_arena_new((size_t)MEMORY_MIB << 20);
    trainer *t = calloc(1, sizeof *t);
    sample_lists *lists = calloc(1, sizeof *lists);
    wordvectors vectors;
    if (!arena || !t || !lists) die("no memory");
    t->how = settings_of(argc, argv);
    t->all.lists = lists;
    read_all(&t->all, argc, argv, arena);
    read_dev(t, argc, argv, arena);
    if (t->all.sentences.n == 0) die("there is nothing to learn from");
    if (lists->dialects.n > NET_DIALECTS) die("there are too many kinds of names");
    const char *path = option_of(argc, argv, "--vectors", NULL);
    if (wordvectors_read(&vectors, path, arena, &err) != RAP_OK) die(err.msg);
    net_init(&t->net, &vectors, t->how.seed);
    t->dice = t->net.all.dice;
    if (!tape_init(&t->tape, (size_t)TAPE_MIB << 20, &t->dice)) die("no memory");
    print_sizes(t);
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], "--check") == 0) return check(t) ? 0 : 1;
    train(t);
    return 0;
}
