/*
 * train/vectors.c - vectors of words from running text, for the encoder.
 *
 *     vectors OUT CORPUS... [--epochs 6] [--words 40000] [--write 24000] [--seed 7]
 *
 * A corpus is what train/running.h reads.  Words are guessed from up to five neighbours
 * on each side, each of which is weighed by its place (T. Mikolov et al., "Efficient
 * estimation of word representations in vector space", ICLR 2013; places after T.
 * Mikolov et al., "Advances in pre-training distributed word representations", LREC
 * 2018); against six words drawn at random, frequent words met less often.
 * OUT is text: "words width", then a word and its numbers a line, frequent words first.
 */
/* SPDX-License-Identifier: MIT */
#include "adam.h"
#include "encoder/encoder.h"
#include "goldprose.h"
#include "running.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    WIDTH = RAP_ENCODER_EMBED,
    WINDOW = 5,
    WRONG = 6, /* words drawn for each right one */
    DRAWN = 1 << 22,
    GATES = 1024,
    MEMORY_MIB = 8000
};
static const double often = 3e-4; /* share of the text */
static const float first_rate = 0.05F, least_rate = 2e-4F, place_rate = 0.1F;

typedef struct {
    const running *text;
    float *in, *out; /* of each word */
    float place[2 * WINDOW + 1][WIDTH];
    float gates[GATES]; /* logistic function from -8 to 8 */
    float *met;         /* share of times that a word is met */
    uint32_t *drawn;    /* words, as often as their count ^ 0.75 */
    dice dice;
    uint32_t epochs;
    uint64_t seen, all;
    double loss;
    uint64_t n_loss;
} trainer;

static void die(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

static void *room(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    if (!p) die("no memory");
    return p;
}

/* ---- before ---- */

static void fill_drawn(trainer *t)
{
    const running_word *w = t->text->words.v;
    const size_t n = t->text->words.n;
    double all = 0, sum = 0;
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        all += pow((double)w[i].n, 0.75);
    for (size_t i = 0; i < n; i++) {
        sum += pow((double)w[i].n, 0.75);
        while (k < DRAWN && (double)k < sum / all * DRAWN)
            t->drawn[k++] = (uint32_t)i;
    }
}

static void begin(trainer *t)
{
    const size_t n = t->text->words.n;
    t->in = room(n * WIDTH, sizeof *t->in);
    t->out = room(n * WIDTH, sizeof *t->out);
    t->met = room(n, sizeof *t->met);
    t->drawn = room(DRAWN, sizeof *t->drawn);
    for (size_t i = 0; i < n; i++)
        t->all += t->text->words.v[i].n;
    for (size_t i = 0; i < n; i++) {
        const double share = (double)t->text->words.v[i].n / (double)t->all;
        t->met[i] = (float)fmin(sqrt(often / share), 1);
    }
    for (size_t i = 0; i < n * WIDTH; i++)
        t->in[i] = (dice_share(&t->dice) - 0.5F) * 2 / WIDTH;
    for (size_t p = 0; p <= (size_t)2 * WINDOW; p++)
        for (size_t j = 0; j < WIDTH; j++)
            t->place[p][j] = 1;
    for (int i = 0; i < GATES; i++)
        t->gates[i] = 1 / (1 + expf(-(float)(i - GATES / 2) / 64));
    fill_drawn(t);
}

/* ---- learning ---- */

/* Words around one, and what they make together. */
typedef struct {
    uint32_t word[2 * WINDOW], place[2 * WINDOW], n;
    float sum[WIDTH], gradient[WIDTH];
} around;

static void look_around(const trainer *t, around *a, const uint32_t *words, int64_t n,
                        int64_t at)
{
    const int64_t reach = a->n; /* thrown by the caller */
    *a = (around){.n = 0};
    for (int64_t k = -reach; k <= reach; k++) {
        if (k == 0 || at + k < 0 || at + k >= n) continue;
        const uint32_t place = (uint32_t)(k + WINDOW), w = words[at + k];
        const float *v = t->in + (size_t)w * WIDTH;
        a->place[a->n] = place;
        a->word[a->n++] = w;
        for (size_t j = 0; j < WIDTH; j++)
            a->sum[j] += v[j] * t->place[place][j];
    }
    for (size_t j = 0; j < WIDTH && a->n; j++)
        a->sum[j] /= (float)a->n;
}

/* Is it this word? */
static void guess(trainer *t, around *a, uint32_t word, bool right, float rate)
{
    float *out = t->out + (size_t)word * WIDTH, sum = 0;
    for (size_t j = 0; j < WIDTH; j++)
        sum += a->sum[j] * out[j];
    const float at = fminf(fmaxf(sum * 64 + GATES / 2, 0), GATES - 1);
    const float sure = t->gates[(int)at];
    const float by = ((right ? 1.0F : 0.0F) - sure) * rate;
    if (right) {
        t->loss -= (double)logf(sure + 1e-6F);
        t->n_loss++;
    }
    for (size_t j = 0; j < WIDTH; j++) {
        a->gradient[j] += by * out[j];
        out[j] += by * a->sum[j];
    }
}

static void move_around(trainer *t, const around *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        float *v = t->in + (size_t)a->word[i] * WIDTH, *place = t->place[a->place[i]];
        const float rate = place_rate / (float)a->n;
        for (size_t j = 0; j < WIDTH; j++) {
            const float was = v[j];
            v[j] += a->gradient[j] * place[j];
            place[j] += a->gradient[j] * was * rate;
        }
    }
}

static void learn(trainer *t, const uint32_t *words, size_t n)
{
    const double gone = (double)t->seen / ((double)t->all * t->epochs + 1);
    const float rate = fmaxf(first_rate * (float)(1 - gone), least_rate);
    for (size_t i = 0; i < n; i++) {
        around a = {.n = 1 + dice_throw(&t->dice) % WINDOW};
        look_around(t, &a, words, (int64_t)n, (int64_t)i);
        if (a.n == 0) continue;
        guess(t, &a, words[i], true, rate);
        for (int k = 0; k < WRONG; k++) {
            const uint32_t other = t->drawn[dice_throw(&t->dice) % DRAWN];
            if (other != words[i]) guess(t, &a, other, false, rate);
        }
        move_around(t, &a);
    }
}

static void learn_epoch(trainer *t, uint32_t *words)
{
    const uint32_t *text = t->text->text.v;
    size_t n = 0;
    for (size_t i = 0; i < t->text->text.n; i++) {
        if (text[i] == RUNNING_BREAK) {
            learn(t, words, n);
            n = 0;
            continue;
        }
        t->seen++;
        if (dice_share(&t->dice) < t->met[text[i]]) words[n++] = text[i];
    }
    learn(t, words, n);
}

static void write_vectors(const trainer *t, const char *path, size_t n)
{
    FILE *f = fopen(path, "w");
    if (!f) die("can't write the vectors");
    if (n > t->text->words.n) n = t->text->words.n;
    fprintf(f, "%zu %d\n", n, WIDTH);
    for (size_t i = 0; i < n; i++) {
        fprintf(f, RAP_FMT, RAP_ARG(t->text->words.v[i].low));
        for (size_t j = 0; j < WIDTH; j++)
            fprintf(f, " %.5f", (double)t->in[i * WIDTH + j]);
        fputc('\n', f);
    }
    if (fclose(f) != 0) die("can't write the vectors");
}

int main(int argc, char **argv)
{
    running text = {.arena = rap_arena_new((size_t)MEMORY_MIB << 20)};
    trainer *t = room(1, sizeof *t);
    if (argc < 3 || !text.arena) die("usage: vectors OUT CORPUS... [options]");
    for (int i = 2; i < argc; i++)
        if (strncmp(argv[i], "--", 2) == 0)
            i++;
        else
            running_read(&text, argv[i]);
    running_keep(&text, (uint32_t)option_number(argc, argv, "--words", 40000));
    t->text = &text;
    t->epochs = (uint32_t)option_number(argc, argv, "--epochs", 6);
    t->dice = (uint64_t)option_number(argc, argv, "--seed", 7) *
                  UINT64_C(0x9E3779B97F4A7C15) +
              1;
    begin(t);
    printf("%zu words of text, %zu different\n", (size_t)t->all, text.words.n);
    uint32_t *words = room(text.text.n, sizeof *words);
    for (uint32_t e = 1; e <= t->epochs; e++) {
        t->loss = 0;
        t->n_loss = 0;
        learn_epoch(t, words);
        printf("epoch %u: loss %.4f\n", e, t->loss / (double)(t->n_loss + 1));
        fflush(stdout);
    }
    write_vectors(t, argv[1], (size_t)option_number(argc, argv, "--write", 24000));
    return 0;
}
