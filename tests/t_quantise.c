/*
 * tests/t_quantise.c - what the trainer of the encoder writes reads as it reads itself.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "gradients.h"
#include "losses.h"
#include "quantise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { SENTENCES = 400, WORDS = 8, STEPS = 60, BATCH = 12 };

/* Eight words each: "The envoy of Norland met rebels near Kesh". */
static const char *const choices[WORDS][4] = {
    {"The", "An", "This", "No"},      {"envoy", "speaker", "general", "aide"},
    {"of", "from", "for", "in"},      {"Norland", "Sudmark", "Ostia", "Kesh"},
    {"met", "warned", "saw", "told"}, {"rebels", "ministers", "reporters", "traders"},
    {"near", "at", "before", "in"},   {"Kesh", "Ostia", "Mondays", "talks"},
};
static const char *const tags[WORDS] = {"DET|DT",   "NOUN|NN",  "ADP|IN", "PROPN|NNP",
                                        "VERB|VBD", "NOUN|NNS", "ADP|IN", "PROPN|NNP"};
static const char *const labels[WORDS] = {"det",  "nsubj", "case", "nmod",
                                          "root", "obj",   "case", "obl"};
static const int32_t heads[WORDS] = {2, 5, 4, 2, 0, 5, 8, 5};

typedef struct {
    net m;
    tape t;
    dice d;
    samples text;
    sample_lists lists;
    rap_arena *arena;
    rap_encoder reader;
    rap_encoding read[SENTENCES * WORDS];
} trained;

static int16_t place_of(sample_names *l, const char *name)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], name) == 0) return (int16_t)i;
    l->v[l->n] = name;
    return (int16_t)l->n++;
}

static void write_sentence(trained *x)
{
    sample *s = RAP_PUSH(x->arena, &x->text.sentences);
    assert_non_null(s);
    *s =
        (sample){(uint32_t)x->text.words.n, (uint32_t)x->text.words.n + WORDS, 0, true};
    for (uint32_t i = 0; i < WORDS; i++) {
        sample_word *w = RAP_PUSH(x->arena, &x->text.words);
        assert_non_null(w);
        const rap_str form = rap_str_of(choices[i][dice_throw(&x->d) % 4]);
        const bool common = i == WORDS - 1 && (form.p[0] == 'M' || form.p[0] == 't');
        const bool name = i % 4 == 3 && !common;
        *w = (sample_word){.form = form, .low = form, .head = heads[i]};
        w->tag = place_of(&x->lists.tags, common ? "NOUN|NNS" : tags[i]);
        w->label = place_of(&x->lists.labels, labels[i]);
        w->mark = place_of(&x->lists.marks, name ? "B-LOC" : "O");
    }
}

static void pick_some(trained *x, net_pick *to, uint32_t n)
{
    *to = (net_pick){.from = &x->text, .n = n, .words = n * WORDS};
    for (uint32_t i = 0; i < n; i++)
        to->v[i] = &x->text.sentences.v[dice_throw(&x->d) % SENTENCES];
}

static trained *begin(void)
{
    trained *x = calloc(1, sizeof *x);
    wordvectors none;
    assert_non_null(x);
    x->arena = rap_arena_new((size_t)64 << 20);
    x->d = 9;
    x->text.lists = &x->lists;
    for (int i = 0; i < SENTENCES; i++)
        write_sentence(x);
    assert_int_equal(wordvectors_read(&none, NULL, x->arena, NULL), RAP_OK);
    net_init(&x->m, &none, 3);
    assert_true(tape_init(&x->t, (size_t)64 << 20, &x->d));
    return x;
}

static double learn(trained *x)
{
    const net_drops some = {0.15F, 0.05F, 0.1F};
    net_pick pick;
    net_batch batch;
    net_states states;
    losses l = {0};
    pick_some(x, &pick, BATCH);
    net_fill(&batch, &x->t, &x->m, &pick, &some);
    net_read(&states, &x->t, &x->m, &batch, 0.1F);
    losses_add(&l, &x->t, &states, &batch, 1 / (float)pick.words);
    tape_back(&x->t);
    assert_true(adam_step(&x->m.all, 2e-3F));
    return losses_sum(&l) / pick.words;
}

/* By the reader: each word of the text, by the part that was written. */
static void read_with(trained *x, const char *path)
{
    static unsigned char part[8 << 20];
    static char text[SENTENCES * WORDS * 12];
    static rap_token tokens[SENTENCES * WORDS];
    static rap_sentence sentences[SENTENCES];
    uint32_t at = 0;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    const size_t n = fread(part, 1, sizeof part, f);
    fclose(f);
    assert_true(rap_encoder_open(&x->reader, (rap_part){part, n}));
    for (uint32_t i = 0; i < SENTENCES * WORDS; i++) {
        const rap_str form = x->text.words.v[i].form;
        memcpy(text + at, form.p, form.n);
        tokens[i].at = (rap_span){at, at + (uint32_t)form.n};
        tokens[i].low = x->text.words.v[i].low;
        at += (uint32_t)form.n + 1;
    }
    for (uint32_t i = 0; i < SENTENCES; i++)
        sentences[i] = (rap_sentence){.first = i * WORDS, .last = (i + 1) * WORDS};
    const rap_prose p = {.arena = x->arena,
                         .text = {text, at},
                         .tokens = tokens,
                         .n_tokens = SENTENCES * WORDS,
                         .sentences = sentences,
                         .n_sentences = SENTENCES};
    assert_int_equal(rap_encoder_run(&x->reader, &p, x->read, NULL), RAP_OK);
}

static uint32_t greatest(const float *v, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i] > v[best]) best = i;
    return best;
}

/* Words on which floats and bytes agree, of tags and of marks; those read right. */
static void compare(trained *x, uint32_t *tag, uint32_t *mark, uint32_t *head)
{
    net_states s;
    net_batch batch;
    for (uint32_t i = 0; i < SENTENCES; i++) {
        const net_pick one = {
            .from = &x->text, .v = {&x->text.sentences.v[i]}, .n = 1, .words = WORDS};
        net_fill(&batch, &x->t, &x->m, &one, NULL);
        net_read(&s, &x->t, &x->m, &batch, 0);
        for (uint32_t j = 0; j < WORDS; j++) {
            const rap_encoding *is = &x->read[i * WORDS + j];
            const uint32_t to =
                heads[j] ? i * WORDS + (uint32_t)heads[j] - 1 : i * WORDS + j;
            *tag +=
                greatest(s.tags->v + (1 + j) * NET_TAGS, x->lists.tags.n) == is->tag;
            *mark += greatest(s.marks->v + (1 + j) * NET_MARKS, x->lists.marks.n) ==
                     is->mark;
            *head += to == is->head;
        }
    }
}

static void bytes_read_as_floats_do(void **state)
{
    trained *x = *state;
    char path[] = "/tmp/rap-quantise-XXXXXX";
    double first = learn(x), last = 0;
    uint32_t tag = 0, mark = 0, head = 0;
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    for (int i = 0; i < STEPS; i++)
        last = learn(x);
    assert_true(last < first / 4); /* it learns */
    assert_int_equal(quantise_write(&x->m, &x->t, &x->text, path, NULL), RAP_OK);
    read_with(x, path);
    unlink(path);
    compare(x, &tag, &mark, &head);
    assert_in_range(tag, SENTENCES * WORDS * 99 / 100, SENTENCES * WORDS);
    assert_in_range(mark, SENTENCES * WORDS * 99 / 100, SENTENCES * WORDS);
    assert_in_range(head, SENTENCES * WORDS * 95 / 100, SENTENCES * WORDS);
}

static void gradients_are_differences_of_the_loss(void **state)
{
    trained *x = *state;
    net_pick pick;
    pick_some(x, &pick, 2);
    assert_true(gradients_check(&x->m, &x->t, &pick));
}

static int start(void **state)
{
    static trained *kept[2]; /* weights live as long as the program */
    trained **to = &kept[kept[0] != NULL];
    *to = begin();
    *state = *to;
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(gradients_are_differences_of_the_loss, start),
        cmocka_unit_test_setup(bytes_read_as_floats_do, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
