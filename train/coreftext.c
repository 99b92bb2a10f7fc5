/*
 * train/coreftext.c - a text read as far as its phrases, and of what sort these are.
 */
/* SPDX-License-Identifier: MIT */
#include "coreftext.h"

#include "base/file.h"
#include "base/jsonin.h"
#include "coref/sorts.h"
#include "perceptron.h"
#include "trees/trees.h"

#include "must.h"

#include <stdio.h>
#include <stdlib.h>

enum { SORTS = 4, PASSES = 6, FILES_MIB = 512 };

typedef struct {
    uint64_t keys[RAP_SORT_KEYS];
    uint32_t n, sort;
} lesson;

typedef struct {
    lesson *v;
    size_t n, cap;
} lesson_list;

void coref_text_read(coref_text *r, rap_str text, rap_arena *arena)
{
    rap_err err;
    const rap_layout_options options = {.verbatim = true};
    rap_mended *mended = must(RAP_NEW(arena, rap_mended, 1));
    rap_layout *layout = must(RAP_NEW(arena, rap_layout, 1));
    r->arena = arena;
    check(rap_mend(mended, text, "utf-8", arena, &err), &err);
    check(rap_layout_read(layout, mended, &options, arena, &err), &err);
    check(rap_prose_read(&r->prose, mended, layout, arena, &err), &err);
    check(rap_trees_read(&r->prose, &err), &err);
    check(rap_names_read(&r->names, &r->prose, &err), &err);
    if (!rap_noted_read(&r->list, &r->prose, &r->names) ||
        !rap_chains_init(&r->chains, &r->prose, &r->names, &r->list))
        die("out of memory");
    r->gold = must(RAP_NEW(arena, int32_t, r->list.n));
    r->of_chain = must(RAP_NEW(arena, int32_t, r->list.n));
    for (uint32_t i = 0; i < r->list.n; i++)
        r->gold[i] = r->of_chain[i] = -1;
}

rap_span coref_text_span(const coref_text *r, uint32_t phrase)
{
    const rap_noted *x = &r->list.v[phrase];
    return rap_mended_to_source(r->prose.mended,
                                rap_tokens_span(&r->prose, x->first, x->last));
}

rap_span coref_text_head(const coref_text *r, uint32_t phrase)
{
    return rap_mended_to_source(r->prose.mended,
                                r->prose.tokens[r->list.v[phrase].head].at);
}

/* ---- sorts -------------------------------------------------------------------------
 */

static void add_lesson(lesson_list *l, const coref_text *r, uint32_t i, uint32_t sort)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 4096;
        l->v = must(realloc(l->v, l->cap * sizeof *l->v));
    }
    lesson *x = &l->v[l->n++];
    x->n = rap_sorts_keys(&r->prose, &r->list.v[i], x->keys);
    x->sort = sort;
}

static void take_line(lesson_list *l, rap_str line, rap_arena *arena)
{
    rap_err err;
    rap_value *v;
    coref_text r = {0};
    check(rap_jsonin_parse(&v, line, arena, &err), &err);
    coref_text_read(&r, rap_jsonin_str(v, "text"), arena);
    const rap_value *sorts = rap_jsonin_get(v, "sorts");
    for (const rap_value *s = sorts ? sorts->first : NULL; s; s = s->next) {
        if (!s->first || !s->first->next || !s->first->next->next) continue;
        uint32_t from = (uint32_t)rap_jsonin_number(s->first, 0);
        uint32_t to = (uint32_t)rap_jsonin_number(s->first->next, 0);
        for (uint32_t i = 0; i < r.list.n; i++) {
            rap_span at = coref_text_span(&r, i);
            if (r.list.v[i].kind == RAP_MENTION_PRONOUN || at.from != from ||
                at.to != to)
                continue;
            add_lesson(l, &r, i, (uint32_t)rap_jsonin_number(s->first->next->next, 0));
        }
    }
}

static void take_file(lesson_list *l, const char *path)
{
    rap_arena *files = must(rap_arena_new((size_t)FILES_MIB << 20));
    rap_arena *arena = must(rap_arena_new((size_t)FILES_MIB << 20));
    rap_str all;
    rap_err err;
    check(rap_file_read(&all, path, SIZE_MAX, files, &err), &err);
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        rap_arena_reset(arena);
        take_line(l, rap_str_cut(all, at, end), arena);
        at = end + 1;
    }
    rap_arena_free(arena);
    rap_arena_free(files);
}

static uint32_t best_of(const float scores[SORTS])
{
    uint32_t best = 0;
    for (uint32_t s = 1; s < SORTS; s++)
        if (scores[s] > scores[best]) best = s;
    return best;
}

static void learn(perceptron *m, const lesson *x)
{
    float scores[SORTS] = {0};
    perceptron_score(m, x->keys, x->n, scores);
    scores[x->sort] -= 1.0F; /* right by a margin, or it is learnt from */
    uint32_t said = best_of(scores);
    if (said != x->sort) {
        perceptron_update(m, x->keys, x->n, x->sort, 1.0F);
        perceptron_update(m, x->keys, x->n, said, -1.0F);
    }
    perceptron_tick(m);
}

void coref_sorts_learn(const char *out, const char *path, const char *dev)
{
    lesson_list l = {0}, tests = {0};
    perceptron *m = perceptron_new(SORTS);
    take_file(&l, path);
    take_file(&tests, dev);
    for (int pass = 0; pass < PASSES; pass++)
        for (size_t k = 0; k < l.n; k++)
            learn(m, &l.v[k * 10007 % l.n]);
    const perceptron_cut cut = {.least = 1, .updates = 4};
    if (!perceptron_write(m, out, &cut)) die("the weights can't be written");
    uint32_t right = 0, people = 0, all = 0, said_people = 0;
    for (size_t k = 0; k < tests.n; k++) {
        float scores[SORTS] = {0};
        perceptron_score(m, tests.v[k].keys, tests.v[k].n, scores);
        uint32_t said = best_of(scores);
        right += said == tests.v[k].sort;
        said_people += said == 0;
        people += said == 0 && tests.v[k].sort == 0;
        all += tests.v[k].sort == 0;
    }
    printf("%zu phrases, %zu to test: %.1f %% right; people P %.1f R %.1f\n", l.n,
           tests.n, 100.0 * right / (double)tests.n, 100.0 * people / said_people,
           100.0 * people / all);
    perceptron_free(m);
}
