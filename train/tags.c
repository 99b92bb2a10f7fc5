/*
 * train/tags.c - trains the tagger.
 *
 *     tags TREEBANKS OUT [--part train] [--dev FILE] [--passes 10] [--least 1]
 *          [--updates 2] [--folds 0] [--tags OUT]
 *
 * TREEBANKS is a folder of CoNLL-U files, of which those are read whose name holds the
 * part; OUT is a folder, which gets tags.weights and tagwords.weights.  With --folds N
 * nothing is written but, into --tags, the tags that every word gets from a tagger that
 * was trained on the other folds (upos|xpos, one a line): what the parser is trained
 * on.
 */
/* SPDX-License-Identifier: MIT */
#include "words/tagger.h"

#include "goldprose.h"
#include "perceptron.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    MEMORY_MIB = 6000,
    NAME_MAX = 16,
    CHOICES = 255, /* sets of tags that words are seen with */
    SET_MAX = 4    /* tags of a set */
};

typedef struct {
    const treebank *bank;
    rap_prose prose;
    uint16_t *gold;      /* class of each word; UINT16_MAX: none */
    rap_tag_word *words; /* RAP_TAG_BEFORE + RAP_TAG_BEHIND more for every sentence */
    uint32_t *at;        /* where the words of each sentence begin */
} corpus;

typedef struct {
    char names[RAP_TAGS_MAX][NAME_MAX];
    uint32_t n;
} tagset;

typedef struct {
    uint32_t passes, updates;
    float least;
    uint64_t seed;
} settings;

static void die(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

static uint16_t class_of(tagset *set, const gold_word *w, bool add)
{
    char name[NAME_MAX];
    snprintf(name, sizeof name, "%s|%s", rap_upos_name(w->upos), w->xpos);
    for (uint32_t i = 0; i < set->n; i++)
        if (strcmp(set->names[i], name) == 0) return (uint16_t)i;
    if (!add || set->n == RAP_TAGS_MAX) return UINT16_MAX;
    memcpy(set->names[set->n], name, sizeof name);
    return (uint16_t)set->n++;
}

static void open_corpus(corpus *c, const treebank *bank, tagset *set, bool add,
                        rap_arena *arena)
{
    *c = (corpus){.bank = bank};
    if (!goldprose_of(&c->prose, bank, arena)) die("out of memory");
    c->gold = RAP_NEW(arena, uint16_t, bank->words.n);
    size_t room =
        bank->words.n + bank->sentences.n * (RAP_TAG_BEFORE + RAP_TAG_BEHIND) + 1;
    c->words = RAP_NEW(arena, rap_tag_word, room);
    c->at = RAP_NEW(arena, uint32_t, bank->sentences.n);
    if (!c->gold || !c->words || !c->at) die("out of memory");
    for (size_t i = 0; i < bank->words.n; i++)
        c->gold[i] = class_of(set, &bank->words.v[i], add);
}

/* Look at every word once; the table of words is as it is in training. */
static void look(corpus *c, rap_part table)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < c->prose.n_sentences; i++) {
        const rap_sentence *s = &c->prose.sentences[i];
        rap_case written = rap_sentence_case(&c->prose, s);
        at += RAP_TAG_BEFORE;
        c->at[i] = at;
        for (uint32_t k = s->first; k < s->last; k++)
            rap_tag_look(&c->words[at++], &c->prose, k, written, table);
        at += RAP_TAG_BEHIND;
    }
}

/* ---- the table of frequent words ---- */

typedef struct {
    uint32_t word, n;
    struct {
        uint16_t tag;
        uint32_t n;
    } tags[SET_MAX + 2];
} entry;

typedef struct {
    entry *v;
    size_t n, room;
} lexicon;

static entry *entry_of(lexicon *l, uint32_t word)
{
    size_t i = word * 0x9E3779B1u % l->room;
    while (l->v[i].n && l->v[i].word != word)
        i = (i + 1) % l->room;
    l->v[i].word = word;
    return &l->v[i];
}

static void count_tag(entry *e, uint16_t tag)
{
    e->n++;
    for (int i = 0; i < SET_MAX + 2; i++) {
        if (e->tags[i].n && e->tags[i].tag != tag) continue;
        e->tags[i].tag = tag;
        e->tags[i].n++;
        for (; i > 0 && e->tags[i].n > e->tags[i - 1].n; i--) {
            uint32_t n = e->tags[i].n;
            uint16_t was = e->tags[i].tag;
            e->tags[i] = e->tags[i - 1];
            e->tags[i - 1].tag = was;
            e->tags[i - 1].n = n;
        }
        return;
    }
}

/* The tags of a word that are not rare for it, as a number: commonest first. */
static uint64_t set_of(const entry *e)
{
    uint64_t set = 0;
    for (int i = 0; i < SET_MAX; i++)
        if (e->tags[i].n * 20 >= e->n && e->tags[i].n)
            set = set << 9 | (e->tags[i].tag + 1u);
    return set;
}

typedef struct {
    uint64_t set;
    uint32_t n;
} choice;

static int by_count(const void *a, const void *b)
{
    const choice *x = a, *y = b;
    if (x->n != y->n) return x->n < y->n ? 1 : -1;
    return x->set < y->set ? -1 : x->set > y->set;
}

static uint32_t add_choice(choice *v, uint32_t n, uint64_t set, uint32_t by)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].set != set) continue;
        v[i].n += by;
        return n;
    }
    v[n] = (choice){set, by};
    return n + 1;
}

static uint8_t choice_of(const choice *v, uint32_t n, uint64_t set)
{
    for (uint32_t i = 0; i < n && i < CHOICES; i++)
        if (v[i].set == set) return (uint8_t)(i + 1);
    return 0;
}

enum { KNOWN_LEAST = 4, CERTAIN_LEAST = 12 /* times that a word was seen */ };

static uint32_t value_of(const entry *e, const choice *choices, uint32_t n)
{
    uint64_t set = set_of(e);
    uint8_t number = choice_of(choices, n, set);
    while (!number && set >> 9)
        number = choice_of(choices, n, set >>= 9);
    bool certain = e->n >= CERTAIN_LEAST && e->tags[0].n == e->n;
    return (uint32_t)number << 8 | (certain ? e->tags[0].tag + 1u : 0);
}

static int by_frequency(const void *a, const void *b)
{
    const entry *x = *(entry *const *)a, *y = *(entry *const *)b;
    if (x->n != y->n) return x->n < y->n ? 1 : -1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static void put_word(unsigned char *table, uint32_t word, uint32_t value)
{
    uint32_t i = rap_tagwords_slot(word);
    uint32_t slot = rap_tagwords_mark(word) | value;
    while (rap_le32(table + (size_t)i * 4)) {
        if ((rap_le32(table + (size_t)i * 4) ^ slot) >> 16 == 0) return;
        i = (i + 1) % RAP_TAGWORDS_SLOTS;
    }
    for (int b = 0; b < 4; b++)
        table[i * 4 + (uint32_t)b] = (unsigned char)(slot >> 8 * b);
}

/* Words seen often enough, the most frequent first, until the table is three quarters
 * full. */
static rap_part table_of(const lexicon *l)
{
    static unsigned char table[RAP_TAGWORDS_SLOTS * 4];
    choice *choices = calloc(l->n + 1, sizeof *choices);
    entry **list = calloc(l->room, sizeof *list);
    uint32_t n_choices = 0;
    size_t n = 0;
    memset(table, 0, sizeof table);
    for (size_t i = 0; i < l->room; i++) {
        if (l->v[i].n < KNOWN_LEAST) continue;
        list[n++] = &l->v[i];
        n_choices = add_choice(choices, n_choices, set_of(&l->v[i]), 1);
    }
    qsort(choices, n_choices, sizeof *choices, by_count);
    qsort(list, n, sizeof(entry *), by_frequency);
    if (n > RAP_TAGWORDS_SLOTS / 4 * 3) n = RAP_TAGWORDS_SLOTS / 4 * 3;
    size_t certain = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t value = value_of(list[i], choices, n_choices);
        certain += (value & 255) != 0;
        if (value) put_word(table, list[i]->word, value);
    }
    fprintf(stderr, "words: %zu known, %zu of them certain, %u choices\n", n, certain,
            n_choices);
    free(choices);
    free(list);
    return (rap_part){table, sizeof table};
}

/* In a sentence with a capital in every word, none tells what a word can be. */
static rap_part learn_words(const corpus *c, const bool *in)
{
    lexicon l = {.room = (size_t)1 << 20};
    l.v = calloc(l.room, sizeof *l.v);
    for (uint32_t i = 0; i < c->prose.n_sentences; i++) {
        const rap_sentence *s = &c->prose.sentences[i];
        if (!in[i]) continue;
        for (uint32_t k = s->first; k < s->last; k++) {
            entry *e = entry_of(&l, c->words[c->at[i] + k - s->first].word);
            l.n += e->n == 0;
            count_tag(e, c->gold[k]);
        }
    }
    rap_part part = table_of(&l);
    free(l.v);
    return part;
}

/* ---- training ---- */

static uint32_t best_of(const float *scores, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (scores[i] > scores[best]) best = i;
    return best;
}

static uint32_t train_sentence(perceptron *m, const corpus *c, uint32_t s,
                               uint32_t n_classes)
{
    const rap_sentence *at = &c->prose.sentences[s];
    uint32_t tags[2] = {0, 0}, right = 0;
    uint64_t keys[RAP_TAG_KEYS];
    for (uint32_t i = at->first; i < at->last; i++) {
        const rap_tag_word *w = &c->words[c->at[s] + i - at->first];
        uint32_t got = w->certain ? w->certain - 1u : UINT32_MAX, gold = c->gold[i];
        if (got == UINT32_MAX) {
            float scores[RAP_TAGS_MAX] = {0};
            uint32_t n = rap_tag_keys(keys, w, tags);
            perceptron_tick(m);
            perceptron_score(m, keys, n, scores);
            got = best_of(scores, n_classes);
            if (got != gold) {
                perceptron_update(m, keys, n, gold, 1);
                perceptron_update(m, keys, n, got, -1);
            }
        }
        right += got == gold;
        tags[1] = tags[0];
        tags[0] = got + 1;
    }
    return right;
}

static perceptron *train(const corpus *c, const tagset *set, const bool *in,
                         const settings *how)
{
    perceptron *m = perceptron_new(set->n);
    uint32_t n = 0, *order = malloc(c->prose.n_sentences * sizeof *order);
    uint64_t seed = how->seed;
    for (uint32_t i = 0; i < c->prose.n_sentences; i++)
        if (in[i]) order[n++] = i;
    for (uint32_t pass = 0; pass < how->passes; pass++) {
        uint64_t right = 0, words = 0;
        shuffle(order, n, &seed);
        for (uint32_t i = 0; i < n; i++) {
            const rap_sentence *s = &c->prose.sentences[order[i]];
            right += train_sentence(m, c, order[i], set->n);
            words += s->last - s->first;
        }
        fprintf(stderr, "pass %u: %.2f %% right\n", pass + 1,
                100.0 * (double)right / (double)words);
    }
    free(order);
    return m;
}

static void write_model(perceptron *m, const tagset *set, const settings *how,
                        const char *path)
{
    const char *names[RAP_TAGS_MAX];
    for (uint32_t i = 0; i < set->n; i++)
        names[i] = set->names[i];
    const perceptron_cut cut = {how->least, how->updates, names};
    if (!perceptron_write(m, path, &cut)) die("the model can't be written");
}

static void write_part(const char *path, rap_part part)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(part.p, 1, part.n, f) != part.n || fclose(f) != 0)
        die("the words can't be written");
}

/* ---- what it is worth ---- */

static void report(const rap_prose *p, const treebank *bank, const char *name)
{
    uint64_t upos = 0, both = 0, n = bank->words.n;
    for (size_t i = 0; i < n; i++) {
        const gold_word *g = &bank->words.v[i];
        bool same = g->upos == p->tokens[i].upos;
        upos += same;
        both += same && strcmp(g->xpos, p->tokens[i].xpos) == 0;
    }
    printf("%s: UPOS %.2f, UPOS and XPOS %.2f\n", name,
           100.0 * (double)upos / (double)n, 100.0 * (double)both / (double)n);
}

static void try_on(const rap_tagger *t, const char *path, rap_arena *arena)
{
    treebank bank = {0};
    rap_prose prose;
    if (treebank_read(&bank, path, arena, NULL) != RAP_OK) die("no such treebank");
    if (!goldprose_of(&prose, &bank, arena)) die("out of memory");
    if (rap_tagger_run(t, &prose, NULL) != RAP_OK) die("out of memory");
    report(&prose, &bank, path);
}

static void train_whole(corpus *c, const tagset *set, const settings *how, char **argv,
                        int argc)
{
    char path[4096], words[4096];
    bool *in = malloc(c->prose.n_sentences);
    memset(in, 1, c->prose.n_sentences);
    look(c, (rap_part){NULL, 0});
    rap_part table = learn_words(c, in);
    look(c, table);
    perceptron *m = train(c, set, in, how);
    snprintf(path, sizeof path, "%s/tags.weights", argv[2]);
    snprintf(words, sizeof words, "%s/tagwords.weights", argv[2]);
    write_model(m, set, how, path);
    write_part(words, table);
    perceptron_free(m);
    free(in);
    rap_tagger *t = malloc(sizeof *t);
    rap_tagger_open(t, perceptron_part(path), perceptron_part(words));
    for (int i = 3; i + 1 < argc; i++)
        if (strcmp(argv[i], "--dev") == 0) try_on(t, argv[i + 1], c->prose.arena);
    free(t);
}

static void train_folds(corpus *c, const tagset *set, const settings *how,
                        uint32_t folds, const char *out)
{
    char path[4096];
    bool *in = malloc(c->prose.n_sentences);
    rap_token *tokens = c->prose.tokens;
    rap_tagger *t = malloc(sizeof *t);
    snprintf(path, sizeof path, "%s.model", out);
    for (uint32_t f = 0; f < folds; f++) {
        for (uint32_t i = 0; i < c->prose.n_sentences; i++)
            in[i] = i / 20 % folds != f; /* neighbours are alike: twenty at a time */
        look(c, (rap_part){NULL, 0});
        rap_part table = learn_words(c, in);
        look(c, table);
        perceptron *m = train(c, set, in, how);
        write_model(m, set, how, path);
        perceptron_free(m);
        rap_prose rest = c->prose;
        rest.n_sentences = 0;
        rest.sentences = malloc(c->prose.n_sentences * sizeof *rest.sentences);
        for (uint32_t i = 0; i < c->prose.n_sentences; i++)
            if (!in[i]) rest.sentences[rest.n_sentences++] = c->prose.sentences[i];
        rap_tagger_open(t, perceptron_part(path), table);
        if (rap_tagger_run(t, &rest, NULL) != RAP_OK) die("out of memory");
        free(rest.sentences);
    }
    report(&c->prose, c->bank, "folds");
    FILE *f = fopen(out, "w");
    if (!f) die("the tags can't be written");
    for (uint32_t i = 0; i < c->prose.n_tokens; i++)
        fprintf(f, "%s|%s\n", rap_upos_name(tokens[i].upos), tokens[i].xpos);
    fclose(f);
    free(t);
    free(in);
}

int main(int argc, char **argv)
{
    if (argc < 3) die("usage: tags TREEBANKS OUT [options]; see train/tags.c");
    rap_err err;
    rap_arena *arena = rap_arena_new((size_t)MEMORY_MIB << 20);
    treebank bank = {0};
    const char *part = option_of(argc, argv, "--part", "train");
    if (treebank_read_all(&bank, argv[1], part, arena, &err) != RAP_OK) die(err.msg);
    tagset set = {.n = 0};
    corpus c;
    open_corpus(&c, &bank, &set, true, arena);
    const settings how = {.passes = (uint32_t)option_number(argc, argv, "--passes", 10),
                          .updates =
                              (uint32_t)option_number(argc, argv, "--updates", 2),
                          .least = (float)option_number(argc, argv, "--least", 1),
                          .seed = (uint64_t)option_number(argc, argv, "--seed", 7)};
    uint32_t folds = (uint32_t)option_number(argc, argv, "--folds", 0);
    fprintf(stderr, "%zu sentences, %zu words, %u tags\n", bank.sentences.n,
            bank.words.n, set.n);
    if (folds)
        train_folds(&c, &set, &how, folds, option_of(argc, argv, "--tags", "tags.txt"));
    else
        train_whole(&c, &set, &how, argv, argc);
    rap_arena_free(arena);
    return 0;
}
