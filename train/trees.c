/*
 * train/trees.c - trains the parser.
 *
 *     trees TREEBANKS OUT [--part train] [--tags FILE] [--dev FILE] [--tagger DIR]
 *           [--passes 7] [--after 3] [--rows 250000] [--weights 300000]
 *           [--rate 0.05] [--drop 0] [--drop-labels 0] [--often 3] [--explore 0.9]
 * [--seed 7]
 *
 * TREEBANKS is a folder of CoNLL-U files, of which those are read whose name holds the
 * part; FILE has a tag a line for each of their words (train/tags.c --folds), or gold
 * tags are used.  OUT is a folder, which gets moves.weights and labels.weights; in DIR
 * lie the tagger's.  Two log-linear models: which move, and which label once an arc is
 * made; the moves learn from a dynamic oracle and from their own mistakes (Goldberg and
 * Nivre, TACL 2013).
 */
/* SPDX-License-Identifier: MIT */
#include "trees/trees.h"

#include "goldprose.h"
#include "perceptron.h"
#include "softmax.h"
#include "sure.h"
#include "teach.h"
#include "trees/arcs.h"
#include "words/tagger.h"

#include <stdio.h>
#include <stdlib.h>

enum { MEMORY_MIB = 8000 };

typedef struct {
    const treebank *bank;
    rap_prose prose;
} corpus;

typedef struct {
    uint32_t passes, after; /* before pruning, and behind it */
    uint32_t rows, rows_labels;
    float rate, drop, drop_labels;
    uint32_t often;
    uint32_t mask;
    double explore;
    sure_least sure;
    uint64_t seed;
} settings;

typedef struct {
    softmax *moves, *labels;
    sure *sure_moves, *sure_labels;
    rap_arcs arcs;
    uint32_t heads[RAP_ARCS_MAX + 2]; /* gold, by node; the root is n + 1 */
    uint8_t relations[RAP_ARCS_MAX + 2];
    const settings *how;
    teachers masters;
    news text;
    uint64_t seed;
    uint64_t n_moves, right_moves, n_labels, right_labels;
} trainer;

static void die(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

/* ---- the oracle ---- */

/* Arcs of the gold tree that each move makes impossible. */
static void count_costs(const trainer *t, uint32_t costs[RAP_MOVE_COUNT])
{
    const rap_arcs *a = &t->arcs;
    const uint32_t *gold = t->heads;
    uint32_t b = a->next, top = a->depth ? a->stack[a->depth - 1] : 0;
    uint32_t below = a->depth > 1 ? a->stack[a->depth - 2] : 0, lost = 0;
    costs[0] = costs[1] = costs[2] = 0;
    for (uint32_t i = 0; b <= a->n && i < a->depth; i++) {
        costs[RAP_MOVE_SHIFT] += gold[a->stack[i]] == b;
        costs[RAP_MOVE_SHIFT] += i + 1 < a->depth && gold[b] == a->stack[i];
    }
    if (!top) return;
    for (uint32_t i = b; i <= a->n; i++)
        lost += gold[i] == top;
    costs[RAP_MOVE_LEFT] = lost + ((below && gold[top] == below) || gold[top] > b);
    costs[RAP_MOVE_RIGHT] = lost + (gold[top] >= b);
}

static uint32_t best_of(const float *scores, uint32_t allowed, uint32_t n)
{
    uint32_t best = n;
    for (uint32_t i = 0; i < n; i++)
        if ((allowed >> i & 1) && (best == n || scores[i] > scores[best])) best = i;
    return best;
}

static uint32_t cheapest(const uint32_t *costs, uint32_t moves)
{
    uint32_t least = UINT32_MAX, which = 0;
    for (uint32_t m = 0; m < RAP_MOVE_COUNT; m++)
        if ((moves >> m & 1) && costs[m] < least) least = costs[m];
    for (uint32_t m = 0; m < RAP_MOVE_COUNT; m++)
        if ((moves >> m & 1) && costs[m] == least) which |= 1u << m;
    return which;
}

/* The label of the arc that a move makes; learnt where the arc is right. */
static rap_deprel learn_label(trainer *t, rap_move move)
{
    uint64_t keys[RAP_ARCS_KEYS];
    float scores[RAP_REL_COUNT] = {0};
    const rap_arcs *a = &t->arcs;
    uint32_t head, child;
    if (a->next > a->n && a->depth == 1) return RAP_REL_ROOT;
    rap_arcs_ends(a, move, &head, &child);
    uint32_t n = rap_label_keys(a, move, keys), gold = t->relations[child];
    n = mask_keys(t->how->mask, keys, n);
    n = softmax_drop(t->labels, keys, n);
    softmax_score(t->labels, keys, n, scores);
    uint32_t got = 0;
    for (uint32_t i = 1; i < RAP_REL_COUNT; i++)
        if (i != RAP_REL_ROOT && (got == 0 || scores[i] > scores[got])) got = i;
    if (t->heads[child] != head || gold == RAP_REL_ROOT) return (rap_deprel)got;
    sure_count(t->sure_labels, rap_label_sure_key(a, move), 1ull << gold);
    t->n_labels++;
    t->right_labels += got == gold;
    float target[RAP_REL_COUNT] = {0};
    target[gold] = 1;
    softmax_step(t->labels, keys, n, target, NULL, scores);
    return (rap_deprel)got;
}

static rap_move learn_move(trainer *t, uint32_t moves, bool explore)
{
    uint64_t keys[RAP_ARCS_KEYS];
    float scores[4] = {0};
    uint32_t costs[RAP_MOVE_COUNT];
    uint32_t n = mask_keys(t->how->mask, keys, rap_arcs_keys(&t->arcs, keys));
    n = softmax_drop(t->moves, keys, n);
    softmax_score(t->moves, keys, n, scores);
    count_costs(t, costs);
    uint32_t good = cheapest(costs, moves);
    uint32_t got = best_of(scores, moves, RAP_MOVE_COUNT);
    uint32_t gold = best_of(scores, good, RAP_MOVE_COUNT);
    if (explore) sure_count(t->sure_moves, rap_arcs_sure_key(&t->arcs), good);
    t->n_moves++;
    t->right_moves += good >> got & 1;
    float target[4] = {0};
    bool allowed[4] = {false};
    for (uint32_t m = 0; m < RAP_MOVE_COUNT; m++) {
        target[m] = (float)(good >> m & 1);
        allowed[m] = moves >> m & 1;
    }
    softmax_step(t->moves, keys, n, target, allowed, scores);
    bool own = explore && random_next(&t->seed) < t->how->explore * 4294967296.0;
    return (rap_move)(own ? got : gold);
}

static void learn_sentence(trainer *t, const corpus *c, uint32_t s, bool explore)
{
    const gold_sentence *g = &c->bank->sentences.v[s];
    uint32_t n = g->last - g->first;
    if (n > RAP_ARCS_MAX) return;
    rap_arcs_open(&t->arcs, &c->prose, g->first, n);
    for (uint32_t i = 1; i <= n; i++) {
        const gold_word *w = &c->bank->words.v[g->first + i - 1];
        t->heads[i] = w->head ? w->head : n + 1;
        t->relations[i] = w->deprel;
    }
    for (uint32_t moves; (moves = rap_arcs_moves(&t->arcs)) != 0;) {
        bool choice = (moves & (moves - 1)) != 0;
        rap_move move = choice ? learn_move(t, moves, explore)
                               : (rap_move)(moves >> 1 & 3 ? moves >> 1 : 0);
        rap_deprel label = move == RAP_MOVE_SHIFT ? RAP_REL_NONE : learn_label(t, move);
        rap_arcs_make(&t->arcs, move, label);
    }
}

/* ---- learning from teachers ---- */

static uint32_t most_of(const float *p, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (p[i] > p[best]) best = i;
    return best;
}

/* A probability of 1 would be read as a class that is told (train/softmax.h). */
static void soften(float *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (p[i] > 0.9999f) p[i] = 0.9999f;
}

static rap_move follow_move(trainer *t, uint32_t moves)
{
    uint64_t keys[RAP_ARCS_KEYS];
    float scores[4] = {0}, told[4] = {0};
    bool allowed[4] = {moves & 1, moves & 2, moves & 4, false};
    uint32_t n = rap_arcs_keys(&t->arcs, keys);
    teachers_ask(&t->masters, false, keys, n, allowed, told);
    soften(told, 3);
    uint32_t best = most_of(told, 3);
    if (told[best] > 0.95f)
        sure_count(t->sure_moves, rap_arcs_sure_key(&t->arcs), 1ull << best);
    else
        sure_count(t->sure_moves, rap_arcs_sure_key(&t->arcs), 0);
    n = softmax_drop(t->moves, keys, n);
    softmax_score(t->moves, keys, n, scores);
    uint32_t own = best_of(scores, moves, RAP_MOVE_COUNT);
    softmax_step(t->moves, keys, n, told, allowed, scores);
    bool mine = random_next(&t->seed) < t->how->explore * 4294967296.0;
    return (rap_move)(mine ? own : best);
}

static rap_deprel follow_label(trainer *t, rap_move move)
{
    uint64_t keys[RAP_ARCS_KEYS];
    float scores[RAP_REL_COUNT] = {0}, told[RAP_REL_COUNT] = {0};
    const rap_arcs *a = &t->arcs;
    if (a->next > a->n && a->depth == 1) return RAP_REL_ROOT;
    uint32_t n = rap_label_keys(a, move, keys);
    teachers_ask(&t->masters, true, keys, n, NULL, told);
    soften(told, RAP_REL_COUNT);
    softmax_score(t->labels, keys, n, scores);
    softmax_step(t->labels, keys, n, told, NULL, scores);
    return (rap_deprel)most_of(told, RAP_REL_COUNT);
}

static void follow_sentence(trainer *t, const news_sentence *s)
{
    rap_arcs_open(&t->arcs, s->prose, s->first, s->n);
    for (uint32_t moves; (moves = rap_arcs_moves(&t->arcs)) != 0;) {
        bool choice = (moves & (moves - 1)) != 0;
        rap_move move = choice ? follow_move(t, moves)
                               : (rap_move)(moves >> 1 & 3 ? moves >> 1 : 0);
        rap_deprel label =
            move == RAP_MOVE_SHIFT ? RAP_REL_NONE : follow_label(t, move);
        rap_arcs_make(&t->arcs, move, label);
    }
}

static void train(trainer *t, const corpus *c)
{
    uint32_t n = c->prose.n_sentences, *order = malloc(n * sizeof *order);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    const settings *how = t->how;
    for (uint32_t pass = 0; pass < how->passes + how->after; pass++) {
        if (pass == how->passes) {
            softmax_prune(t->moves, how->rows);
            softmax_prune(t->labels, how->rows_labels);
        }
        float share = 1 - (float)pass / (float)(how->passes + how->after);
        softmax_pass(t->moves, share);
        softmax_pass(t->labels, share);
        t->n_moves = t->right_moves = t->n_labels = t->right_labels = 0;
        shuffle(order, n, &t->seed);
        size_t told = t->text.n, at = 0;
        for (uint32_t i = 0; i < n; i++) {
            learn_sentence(t, c, order[i], pass > 0);
            for (; at < told * (i + 1) / n; at++)
                follow_sentence(t, &t->text.v[at]);
        }
        fprintf(stderr, "pass %u: moves %.2f %%, labels %.2f %%\n", pass + 1,
                100.0 * (double)t->right_moves / (double)t->n_moves,
                100.0 * (double)t->right_labels / (double)t->n_labels);
    }
    free(order);
}

static void write_models(trainer *t, const char *moves, const char *labels)
{
    static const char *const move_names[] = {"shift", "left", "right", "none"};
    const char *names[RAP_REL_COUNT];
    for (int i = 0; i < RAP_REL_COUNT; i++)
        names[i] = rap_deprel_name((rap_deprel)i);
    const sure_least *least = &t->how->sure;
    fprintf(stderr, "sure: %.1f %% of the moves, %.1f %% of the labels\n",
            100 * sure_share(t->sure_moves, least),
            100 * sure_share(t->sure_labels, least));
    uint64_t key;
    for (uint32_t at = 0, class; sure_next(t->sure_moves, least, &at, &key, &class);)
        softmax_mark(t->moves, key, class);
    for (uint32_t at = 0, class; sure_next(t->sure_labels, least, &at, &key, &class);)
        softmax_mark(t->labels, key, class);
    if (!softmax_write(t->moves, moves, move_names)) die("can't write the moves");
    if (!softmax_write(t->labels, labels, names)) die("can't write the labels");
}

/* ---- what it is worth ---- */

static void report(const corpus *c, const char *name)
{
    uint64_t arcs = 0, both = 0, n = c->bank->words.n;
    for (size_t s = 0; s < c->bank->sentences.n; s++) {
        const gold_sentence *g = &c->bank->sentences.v[s];
        for (uint32_t i = g->first; i < g->last; i++) {
            const gold_word *w = &c->bank->words.v[i];
            const rap_token *t = &c->prose.tokens[i];
            bool arc = t->head == (w->head ? g->first + w->head - 1 : i);
            arcs += arc;
            both += arc && rap_deprel_plain(t->deprel) == rap_deprel_plain(w->deprel);
        }
    }
    printf("%s: UAS %.2f, LAS %.2f\n", name, 100.0 * (double)arcs / (double)n,
           100.0 * (double)both / (double)n);
}

static void open_corpus(corpus *c, treebank *bank, rap_arena *arena)
{
    c->bank = bank;
    if (!goldprose_of(&c->prose, bank, arena)) die("out of memory");
    for (size_t i = 0; i < bank->words.n; i++) {
        rap_token *t = &c->prose.tokens[i];
        t->upos = bank->words.v[i].upos;
        memcpy(t->xpos, bank->words.v[i].xpos, sizeof t->xpos);
    }
}

static void try_on(const rap_parser *parser, const rap_tagger *tagger, const char *path,
                   rap_arena *arena)
{
    treebank bank = {0};
    corpus c;
    if (treebank_read(&bank, path, arena, NULL) != RAP_OK) die("no such treebank");
    open_corpus(&c, &bank, arena);
    if (rap_tagger_run(tagger, &c.prose, NULL) != RAP_OK) die("out of memory");
    if (rap_parser_run(parser, &c.prose, NULL) != RAP_OK) die("out of memory");
    report(&c, path);
}

/* Tags of the words, a line each. */
static void read_tags(corpus *c, const char *path)
{
    char line[64];
    FILE *f = fopen(path, "r");
    if (!f) die("there are no such tags");
    for (uint32_t i = 0; i < c->prose.n_tokens && fgets(line, sizeof line, f); i++) {
        rap_token *t = &c->prose.tokens[i];
        rap_str name = rap_str_trim(rap_str_of(line));
        size_t bar = rap_str_find(name, RAP_STR("|"), 0);
        memset(t->xpos, 0, sizeof t->xpos);
        rap_str xpos = rap_str_cut(name, bar + 1, bar + sizeof t->xpos);
        memcpy(t->xpos, xpos.p, xpos.n);
        for (uint8_t u = 0; u <= RAP_VERB; u++)
            if (rap_str_is(rap_str_cut(name, 0, bar), rap_upos_name(u))) t->upos = u;
    }
    fclose(f);
}

static rap_tagger *open_tagger(const char *folder)
{
    char model[4096], words[4096];
    rap_tagger *t = malloc(sizeof *t);
    snprintf(model, sizeof model, "%s/tags.weights", folder);
    snprintf(words, sizeof words, "%s/tagwords.weights", folder);
    rap_tagger_open(t, perceptron_part(model), perceptron_part(words));
    return t;
}

/* Which features a teacher looks at. */
static void write_mask(const char *folder, uint32_t mask)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/mask", folder);
    FILE *f = fopen(path, "w");
    if (!f) die("can't write the mask");
    fprintf(f, "%u\n", mask);
    fclose(f);
}

/* Write the models into argv[2] and try them on every --dev. */
static void write_and_try(trainer *t, const rap_tagger *tagger, int argc, char **argv,
                          rap_arena *arena)
{
    char moves[4096], labels[4096];
    rap_parser parser;
    snprintf(moves, sizeof moves, "%s/moves.weights", argv[2]);
    snprintf(labels, sizeof labels, "%s/labels.weights", argv[2]);
    write_models(t, moves, labels);
    rap_parser_open(&parser, perceptron_part(moves), perceptron_part(labels));
    for (int i = 3; i + 1 < argc; i++)
        if (strcmp(argv[i], "--dev") == 0) try_on(&parser, tagger, argv[i + 1], arena);
}

int main(int argc, char **argv)
{
    if (argc < 3) die("usage: trees TREEBANKS OUT [options]; see train/trees.c");
    rap_err err;
    rap_arena *arena = rap_arena_new((size_t)MEMORY_MIB << 20);
    static treebank bank;
    static corpus c;
    const char *part = option_of(argc, argv, "--part", "train");
    if (treebank_read_all(&bank, argv[1], part, arena, &err) != RAP_OK) die(err.msg);
    open_corpus(&c, &bank, arena);
    const char *tags = option_of(argc, argv, "--tags", NULL);
    if (tags) read_tags(&c, tags);
    const settings how = {
        .passes = (uint32_t)option_number(argc, argv, "--passes", 7),
        .after = (uint32_t)option_number(argc, argv, "--after", 3),
        .rows = (uint32_t)option_number(argc, argv, "--rows", 250000),
        .rows_labels = (uint32_t)option_number(argc, argv, "--weights", 300000),
        .rate = (float)option_number(argc, argv, "--rate", 0.05),
        .drop = (float)option_number(argc, argv, "--drop", 0),
        .drop_labels = (float)option_number(argc, argv, "--drop-labels", 0),
        .often = (uint32_t)option_number(argc, argv, "--often", 3),
        .sure = {(uint32_t)option_number(argc, argv, "--sure-often", 120),
                 option_number(argc, argv, "--sure-share", 0.997)},
        .mask = (uint32_t)option_number(argc, argv, "--mask", 0),
        .explore = option_number(argc, argv, "--explore", 0.9),
        .seed = (uint64_t)option_number(argc, argv, "--seed", 7)};
    trainer *t = calloc(1, sizeof *t);
    t->how = &how;
    t->seed = how.seed;
    t->sure_moves = sure_new();
    t->sure_labels = sure_new();
    t->moves = softmax_new(&(softmax_how){3, how.often, how.rate, how.drop, how.seed});
    t->labels = softmax_new(
        &(softmax_how){RAP_REL_COUNT, how.often, how.rate, how.drop_labels, how.seed});
    const char *masters = option_of(argc, argv, "--teachers", NULL);
    if (masters && !teachers_open(&t->masters, masters)) die("a teacher is missing");
    uint64_t words = (uint64_t)option_number(argc, argv, "--words", 500000);
    for (int i = 3; i + 1 < argc && t->masters.n; i++)
        if (strcmp(argv[i], "--news") == 0 &&
            !news_read(&t->text, argv[i + 1], words, arena))
            die("there are no such news");
    train(t, &c);
    rap_tagger *tagger = open_tagger(option_of(argc, argv, "--tagger", argv[2]));
    write_mask(argv[2], how.mask);
    write_and_try(t, tagger, argc, argv, arena);
    return 0;
}
