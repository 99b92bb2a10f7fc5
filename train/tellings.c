/*
 * train/tellings.c - weigh tellings: which of those that the trees show tell, and where
 * their contents end (src/speech/weighing.h).
 *
 *     tellings REPORTS.jsonl OUT.weights [PASSES [DEV.jsonl]]
 *
 * A line of REPORTS is {"text", "attributions": [{"source", "cue", "content"}]}, each a
 * list of byte spans of the text.  The reader's own rooms find the tellings; one whose
 * cue is in a cue of the gold and whose source and content begin alike is right; one
 * that lies in the content of another is left out, since the gold has only the outer.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/jsonin.h"
#include "perceptron.h"
#include "speech/weighing.h"
#include "trees/trees.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MEMORY_MIB = 4096, CLASSES = 4, PASSES = 6, SPANS_MAX = 16, NEAR = 5 };

#define RATE       0.1F  /* of the first pass */
#define LEAST 0.06F /* weights nearer to 0 are left out */
#define LEAST_MISS 0.02F /* nothing is learnt from less */

typedef struct {
    uint64_t *keys;
    uint8_t n, right; /* class; the other of its question is right ^ 1 */
    uint8_t way;      /* rap_way */
} example;

typedef struct {
    RAP_LIST(example) v;
    rap_arena *arena;
} lessons;

typedef struct {
    rap_span v[SPANS_MAX];
    uint32_t n;
} span_list;

typedef struct {
    span_list source, cue, content; /* tokens */
} attribution;

typedef struct {
    rap_prose prose;
    rap_hearing hearing;
    attribution *gold;
    int32_t *cue, *content; /* per token: a gold attribution, or -1 */
} report;

static void die(const char *why)
{
    fprintf(stderr, "tellings: %s\n", why);
    exit(1);
}

static void *must(void *p)
{
    if (!p) die("out of memory");
    return p;
}

static void check(rap_code rc, const rap_err *err)
{
    if (rc != RAP_OK) die(err->msg);
}

/* The tokens that the byte spans touch, as spans of tokens. */
static span_list touched_by(const rap_value *spans, const rap_prose *p)
{
    span_list out = {0};
    for (const rap_value *v = spans ? spans->first : NULL; v; v = v->next) {
        rap_span s = rap_jsonin_span(v), in = {0, 0};
        for (uint32_t i = 0; i < p->n_tokens; i++) {
            rap_span at = rap_mended_to_source(p->mended, p->tokens[i].at);
            if (at.from >= s.to || at.to <= s.from) continue;
            if (in.to == 0) in.from = i;
            in.to = i + 1;
        }
        if (in.to && out.n < SPANS_MAX) out.v[out.n++] = in;
    }
    return out;
}

static void mark(int32_t *of, const span_list *spans, int32_t g)
{
    for (uint32_t k = 0; k < spans->n; k++)
        for (uint32_t i = spans->v[k].from; i < spans->v[k].to; i++)
            if (of[i] < 0) of[i] = g;
}

static int32_t *none(rap_arena *arena, uint32_t n)
{
    int32_t *of = must(RAP_NEW(arena, int32_t, n + 1));
    for (uint32_t i = 0; i <= n; i++)
        of[i] = -1;
    return of;
}

static void mark_gold(report *r, const rap_value *line, rap_arena *arena)
{
    uint32_t n = r->prose.n_tokens;
    r->cue = none(arena, n);
    r->content = none(arena, n);
    const rap_value *list = rap_jsonin_get(line, "attributions");
    r->gold = must(RAP_NEW(arena, attribution, list ? list->n : 0));
    int32_t g = 0;
    for (const rap_value *a = list ? list->first : NULL; a; a = a->next, g++) {
        attribution *to = &r->gold[g];
        to->cue = touched_by(rap_jsonin_get(a, "cue"), &r->prose);
        to->source = touched_by(rap_jsonin_get(a, "source"), &r->prose);
        to->content = touched_by(rap_jsonin_get(a, "content"), &r->prose);
        mark(r->cue, &to->cue, g);
        mark(r->content, &to->content, g);
    }
}

static void read_report(report *r, rap_str text, rap_arena *arena)
{
    rap_err err = {0};
    const rap_layout_options how = {.verbatim = true};
    const rap_times_options when = {0};
    rap_mended *m = must(RAP_NEW(arena, rap_mended, 1));
    rap_layout *l = must(RAP_NEW(arena, rap_layout, 1));
    rap_names *names = must(RAP_NEW(arena, rap_names, 1));
    rap_times *times = must(RAP_NEW(arena, rap_times, 1));
    check(rap_mend(m, text, "utf-8", arena, &err), &err);
    check(rap_layout_read(l, m, &how, arena, &err), &err);
    check(rap_prose_read(&r->prose, m, l, arena, &err), &err);
    check(rap_trees_read(&r->prose, &err), &err);
    check(rap_names_read(names, &r->prose, &err), &err);
    check(rap_times_read(times, &r->prose, &when, &err), &err);
    check(rap_hearing_open(&r->hearing, &r->prose, names, times, &err), &err);
    check(rap_frames_read(&r->hearing, &err), &err);
    check(rap_governed_find(&r->hearing, &err), &err);
}

/* The attribution in whose mark (of) some token of the span is, or -1. */
static int32_t touched(const int32_t *of, rap_span s)
{
    for (uint32_t i = s.from; i < s.to; i++)
        if (of[i] >= 0) return of[i];
    return -1;
}

static bool touches(const span_list *list, rap_span s)
{
    for (uint32_t k = 0; k < list->n; k++)
        if (s.from < list->v[k].to && s.to > list->v[k].from) return true;
    return false;
}

/* Is the telling the gold's attribution g? */
static bool is_right(const rap_telling *x, const attribution *g)
{
    bool begins = false;
    for (uint32_t i = 0; i < x->n_content; i++) {
        uint32_t from = x->content[i].from;
        begins |= touches(&g->content, (rap_span){from, from + NEAR});
    }
    if (!begins) return false;
    if (x->source.from < x->source.to) return touches(&g->source, x->source);
    return g->source.n == 0;
}

static void learn(lessons *to, const uint64_t *keys, uint32_t n, uint8_t right,
                  uint8_t way)
{
    example *e = must(RAP_PUSH(to->arena, &to->v));
    *e = (example){must(RAP_NEW(to->arena, uint64_t, n)), (uint8_t)n, right, way};
    memcpy(e->keys, keys, n * sizeof *keys);
}

/* Where the content that begins at `from` ends in the gold: behind the last of its
 * pieces that follow at once. */
static uint32_t gold_end(const attribution *g, uint32_t from)
{
    uint32_t end = from;
    for (uint32_t k = 0; k < g->content.n; k++)
        if (g->content.v[k].from < end + NEAR && g->content.v[k].to > end)
            end = g->content.v[k].to;
    return end;
}

static void learn_end(lessons *to, const report *r, const rap_telling *x,
                      const attribution *g)
{
    rap_span c = x->content[x->n_content - 1];
    uint64_t keys[RAP_TELLING_KEYS];
    if (c.from < x->cue.to) return;
    uint32_t top, end = gold_end(g, c.from);
    for (uint32_t i = c.from + 1;
         (i = rap_end_next(&r->hearing, x, i, c.to, &top)) < c.to; i++) {
        uint8_t right = i >= end ? RAP_STOPS : RAP_GOES_ON;
        learn(to, keys, rap_end_keys(&r->hearing, x, i, top, keys), right, x->way);
        if (right == RAP_STOPS) break;
    }
}

static void learn_report(lessons *to, const report *r)
{
    uint64_t keys[RAP_TELLING_KEYS];
    for (size_t i = 0; i < r->hearing.list.n; i++) {
        const rap_telling *x = &r->hearing.list.v[i];
        if (x->main == RAP_NO_TOKEN) continue;
        int32_t g = r->cue[x->main];
        if (g < 0) g = touched(r->cue, x->cue);
        bool right = g >= 0 && is_right(x, &r->gold[g]);
        if (g < 0 && r->content[x->main] >= 0) continue;
        learn(to, keys, rap_telling_keys(&r->hearing, x, keys),
              right ? RAP_TELLS : RAP_TELLS_NOT, x->way);
        if (right) learn_end(to, r, x, &r->gold[g]);
    }
}

static void read_all(lessons *to, const char *path)
{
    rap_err err = {0};
    rap_arena *whole = must(rap_arena_new((size_t)MEMORY_MIB << 20));
    rap_arena *one = must(rap_arena_new((size_t)MEMORY_MIB << 20));
    rap_str file;
    check(rap_file_read(&file, path, (size_t)MEMORY_MIB << 20, whole, &err), &err);
    for (size_t at = 0; at < file.n;) {
        size_t end = rap_str_find(file, RAP_STR("\n"), at);
        rap_value *line;
        rap_str text = rap_str_trim(rap_str_cut(file, at, end));
        at = end + 1;
        if (text.n == 0) continue;
        check(rap_jsonin_parse(&line, text, one, &err), &err);
        report r = {0};
        read_report(&r, rap_jsonin_str(line, "text"), one);
        mark_gold(&r, line, one);
        learn_report(to, &r);
        rap_arena_reset(one);
    }
    rap_arena_free(one);
    rap_arena_free(whole);
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void shuffle(lessons *l, uint64_t *state)
{
    for (size_t i = l->v.n; i > 1; i--) {
        size_t k = next_random(state) % i;
        example e = l->v.v[i - 1];
        l->v.v[i - 1] = l->v.v[k];
        l->v.v[k] = e;
    }
}

/* One step of logistic regression for each lesson, smaller from pass to pass. */
static void pass(perceptron *m, const lessons *l, float rate, uint32_t *wrong)
{
    for (size_t i = 0; i < l->v.n; i++) {
        const example *e = &l->v.v[i];
        float scores[CLASSES] = {0};
        uint8_t other = e->right ^ 1;
        perceptron_score(m, e->keys, e->n, scores);
        float miss = 1 / (1 + expf(scores[e->right] - scores[other]));
        *wrong += miss >= 0.5F;
        if (miss > LEAST_MISS) {
            perceptron_update(m, e->keys, e->n, e->right, rate * miss);
            perceptron_update(m, e->keys, e->n, other, -rate * miss);
        }
        perceptron_tick(m);
    }
}

/* Print, for each way of finding and question, precision and recall of "yes" and
 * "stop". */
static void try_on(const perceptron *m, const lessons *l)
{
    uint32_t n[2][8][4] = {0};
    for (size_t i = 0; i < l->v.n; i++) {
        const example *e = &l->v.v[i];
        float scores[CLASSES] = {0};
        perceptron_score(m, e->keys, e->n, scores);
        bool end = e->right > 1, said = scores[end ? 3 : 1] > scores[end ? 2 : 0];
        n[end][e->way & 7][(e->right & 1) << 1 | said]++;
    }
    for (int end = 0; end < 2; end++)
        for (int way = 0; way < 5; way++) {
            const uint32_t *c = n[end][way];
            fprintf(stderr, "%s way %d: right %u said %u both %u, P %.1f R %.1f\n",
                    end ? "stop" : "tells", way, c[2] + c[3], c[1] + c[3], c[3],
                    100.0 * c[3] / (c[1] + c[3] + 1e-9),
                    100.0 * c[3] / (c[2] + c[3] + 1e-9));
        }
}

int main(int argc, char **argv)
{
    if (argc < 3) die("usage: tellings REPORTS.jsonl OUT.weights [PASSES [DEV.jsonl]]");
    lessons l = {.arena = must(rap_arena_new((size_t)MEMORY_MIB << 20))};
    read_all(&l, argv[1]);
    uint32_t passes = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : PASSES;
    uint32_t seen[CLASSES] = {0};
    for (size_t i = 0; i < l.v.n; i++)
        seen[l.v.v[i].right]++;
    fprintf(stderr, "no %u yes %u, goes on %u stops %u\n", seen[0], seen[1], seen[2],
            seen[3]);
    perceptron *m = perceptron_new(CLASSES);
    uint64_t state = 7;
    for (uint32_t k = 0; k < passes; k++) {
        uint32_t wrong = 0;
        shuffle(&l, &state);
        pass(m, &l, RATE / (1 + 0.5F * (float)k), &wrong);
        fprintf(stderr, "pass %u: %u of %zu wrong\n", k + 1, wrong, l.v.n);
    }
    static const char *const names[] = {"no", "yes", "on", "stop"};
    const perceptron_cut cut = {.least = LEAST, .updates = 2, .names = names};
    if (!perceptron_write(m, argv[2], &cut)) die("the weights can't be written");
    lessons dev = {.arena = l.arena};
    if (argc > 4) {
        read_all(&dev, argv[4]);
        try_on(m, &dev);
    }
    perceptron_free(m);
    rap_arena_free(l.arena);
    return 0;
}
