/*
 * train/trial.c - how well a written encoder reads, in the reader's own arithmetic.
 */
/* SPDX-License-Identifier: MIT */
#include "trial.h"

#include "perceptron.h"

#include <stdio.h>
#include <stdlib.h>

enum { MEMORY_MIB = 512, BATCH_WORDS = 400 };

typedef struct {
    uint64_t words, upos, xpos, heads, labelled; /* of trees */
    uint64_t told, found, right;                 /* names */
    uint64_t read, same;                         /* tokens, tags as in floats */
} counts;

typedef struct {
    const samples *on;
    const rap_encoder *e;
    rap_encoding *is; /* of each token */
    counts n;
} trial;

/* ---- by the reader ---- */

/* The words one behind the other, a space between them. */
static rap_code make_prose(rap_prose *out, const samples *on, rap_arena *arena)
{
    size_t size = 0, at = 0;
    for (size_t i = 0; i < on->words.n; i++)
        size += on->words.v[i].form.n + 1;
    char *text = RAP_NEW(arena, char, size);
    rap_token *tokens = RAP_NEW(arena, rap_token, on->words.n);
    rap_sentence *sentences = RAP_NEW(arena, rap_sentence, on->sentences.n);
    if (!text || !tokens || !sentences) return RAP_E_NOMEM;
    for (size_t i = 0; i < on->words.n; i++) {
        const rap_str form = on->words.v[i].form;
        memcpy(text + at, form.p, form.n);
        tokens[i].at = (rap_span){(uint32_t)at, (uint32_t)(at + form.n)};
        tokens[i].low = on->words.v[i].low;
        at += form.n;
        text[at++] = ' ';
    }
    for (size_t i = 0; i < on->sentences.n; i++) {
        sentences[i].first = on->sentences.v[i].first;
        sentences[i].last = on->sentences.v[i].last;
    }
    *out = (rap_prose){.arena = arena,
                       .text = {text, size},
                       .tokens = tokens,
                       .n_tokens = (uint32_t)on->words.n,
                       .sentences = sentences,
                       .n_sentences = (uint32_t)on->sentences.n};
    return RAP_OK;
}

/* ---- against what is told ---- */

/* Equal up to the first `end`? */
static bool same_up_to(const char *a, const char *b, char end)
{
    const char stops[2] = {end, 0};
    const size_t n = strcspn(a, stops);
    return strcspn(b, stops) == n && memcmp(a, b, n) == 0;
}

static void count_word(trial *t, const sample *s, uint32_t at)
{
    counts *c = &t->n;
    const sample_lists *l = t->on->lists;
    const sample_word *w = &t->on->words.v[at];
    const rap_encoding *is = &t->is[at];
    const uint32_t head = w->head ? s->first + (uint32_t)w->head - 1 : at;
    const char *tag = w->tag < 0 ? "|" : l->tags.v[w->tag]; /* a new one */
    const char *label = w->label < 0 ? "" : l->labels.v[w->label];
    const char *got = t->e->tags[is->tag];
    c->words++;
    c->upos += same_up_to(tag, got, '|');
    c->xpos += strcmp(strchr(tag, '|'), strchr(got, '|')) == 0;
    c->heads += head == is->head;
    c->labelled += head == is->head && same_up_to(label, t->e->labels[is->label], ':');
}

static bool is_inside(const char *mark, const char *begin)
{
    return mark[0] == 'I' && strcmp(mark + 1, begin + 1) == 0;
}

/* End of the name that begins at i, among marks told (-1: "O") or found. */
static uint32_t end_of(const char *const *marks, uint32_t i, uint32_t last)
{
    uint32_t end = i + 1;
    while (end < last && is_inside(marks[end], marks[i]))
        end++;
    return end;
}

/* Persons, organisations and places; words of nation (NORP) are not counted. */
static bool begins(const char *mark)
{
    return mark[0] == 'B' && mark[2] != 'N';
}

static void count_names(counts *c, const char *const *told, const char *const *found,
                        uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const bool is = begins(told[i]), got = begins(found[i]);
        c->told += is;
        c->found += got;
        if (is && got && strcmp(told[i], found[i]) == 0)
            c->right += end_of(told, i, n) == end_of(found, i, n);
    }
}

static void count_sentence(trial *t, const sample *s)
{
    const char *told[SAMPLE_WORDS], *found[SAMPLE_WORDS];
    for (uint32_t i = s->first; i < s->last; i++) {
        const sample_word *w = &t->on->words.v[i];
        told[i - s->first] = w->mark < 0 ? "O" : t->on->lists->marks.v[w->mark];
        found[i - s->first] = t->e->marks[t->is[i].mark];
        if (s->tree) count_word(t, s, i);
    }
    if (s->dialect >= 0) count_names(&t->n, told, found, s->last - s->first);
}

/* ---- against the network in floats ---- */

static uint32_t greatest(const float *v, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i] > v[best]) best = i;
    return best;
}

static void compare_batch(counts *c, net *m, tape *t, const net_pick *pick,
                          const rap_encoding *is)
{
    net_batch batch;
    net_states states;
    net_fill(&batch, t, m, pick, NULL);
    net_read(&states, t, m, &batch, 0);
    for (uint32_t i = 0; i < batch.n; i++)
        for (uint32_t j = 0; j < batch.pieces[i].n; j++) {
            const size_t row = batch.pieces[i].row + j;
            const float *v = states.tags->v + row * NET_TAGS;
            c->read++;
            c->same += greatest(v, pick->from->lists->tags.n) ==
                       is[batch.pieces[i].sample->first + j].tag;
        }
}

static void compare(counts *c, net *m, tape *t, const samples *on,
                    const rap_encoding *is)
{
    for (size_t i = 0; i < on->sentences.n;) {
        net_pick pick = {.from = on};
        for (; i < on->sentences.n && pick.n < NET_PIECES && pick.words < BATCH_WORDS;
             i++) {
            const sample *s = &on->sentences.v[i];
            pick.v[pick.n++] = s;
            pick.words += s->last - s->first;
        }
        compare_batch(c, m, t, &pick, is);
    }
}

/* ---- all of it ---- */

static double share(uint64_t n, uint64_t of)
{
    return of ? 100.0 * (double)n / (double)of : 0;
}

static void print_counts(const counts *c)
{
    if (c->words)
        printf("  UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f", share(c->upos, c->words),
               share(c->xpos, c->words), share(c->heads, c->words),
               share(c->labelled, c->words));
    if (c->told)
        printf("  names P %.2f R %.2f F1 %.2f", share(c->right, c->found),
               share(c->right, c->told), share(2 * c->right, c->found + c->told));
    printf("  tags as in floats %.2f\n", share(c->same, c->read));
    fflush(stdout);
}

rap_code trial_run(net *m, tape *t, const samples *on, const char *path, rap_err *err)
{
    rap_prose prose;
    rap_arena *arena = rap_arena_new((size_t)MEMORY_MIB << 20);
    rap_encoder *e = malloc(sizeof *e);
    trial all = {.on = on, .e = e, .is = calloc(on->words.n + 1, sizeof *all.is)};
    rap_code rc = RAP_E_NOMEM;
    if (!arena || !e || !all.is) goto out;
    if (!rap_encoder_open(e, perceptron_part(path))) {
        rc = rap_fail(err, RAP_E_SYNTAX, 0, "%s is no encoder", path);
        goto out;
    }
    rc = make_prose(&prose, on, arena);
    if (rc == RAP_OK) rc = rap_encoder_run(e, &prose, all.is, err);
    if (rc != RAP_OK) goto out;
    for (size_t i = 0; i < on->sentences.n; i++)
        count_sentence(&all, &on->sentences.v[i]);
    compare(&all.n, m, t, on, all.is);
    print_counts(&all.n);
out:
    free(all.is);
    free(e);
    rap_arena_free(arena);
    return rc;
}
