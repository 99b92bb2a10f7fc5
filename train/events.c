/*
 * train/events.c - learns which kind of act a text tells (src/facts/kinds.h).
 *
 *     events OUT.weights CODED.jsonl NEWS.jsonl [--reports N] [--folds N] ...
 *            [--held OTHER.jsonl]
 *
 * A line of CODED is {"text", "source", "target", "root"}: a sentence, the byte spans
 * of who does it and to whom, and PLOVER's class of what is done, CONCEDE and RETREAT
 * as YIELD.  NEWS is running text ({"text"}), of which the first N reports are read:
 * what the tables alone say there is taken for true, at a small weight and hidden from
 * the model, so that it learns the words around; a verb that no table knows is taken
 * for none.  Softmax regression with AdaGrad (J. Duchi, E. Hazan, Y. Singer,
 * "Adaptive subgradient methods", JMLR 2011).
 */
/* SPDX-License-Identifier: MIT */
#include "facts/kinds.h"

#include "base/file.h"
#include "base/jsonin.h"
#include "facts/events.h"
#include "facts/stances.h"
#include "perceptron.h"
#include "reading/record.h"

#include "must.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY_MIB = 3072, FILE_MIB = 512, EPOCHS = 12, MEANT = 6, CHOICES = 24 };

/* One draft, as the model sees it. */
typedef struct {
    uint32_t rows[RAP_LINEAR_KEYS];
    uint32_t n, kind, was;
    float weight;
} lesson;

/* The drafts of a coded sentence, and how well each lies on its actors. */
typedef struct {
    lesson *drafts[CHOICES];
    uint32_t fits[CHOICES];
    uint32_t n, kind, chosen;
} sentence;

typedef struct {
    float tables, none, plain; /* weights of what NEWS shows */
    float rate, pull;
    uint32_t reports, folds, least, met;
    float cut;
    float share;
} settings;

static struct {
    rap_arena *arena, *room;
    RAP_LIST(uint64_t) keys; /* of rows; row 0 is never used */
    RAP_LIST(uint32_t) counts;
    uint32_t *slots;
    uint32_t mask;
    RAP_LIST(sentence) coded, held;
    RAP_LIST(lesson *) news;
    settings o;
    float *w, *g, *mean; /* rows x kinds */
    uint32_t seed;
} T;

static uint32_t next_random(void)
{
    T.seed = T.seed * 1664525u + 1013904223u;
    return T.seed >> 8;
}

/* ---- features ---- */

static uint32_t row_of(uint64_t key)
{
    uint32_t i = (uint32_t)(key ^ key >> 32) & T.mask;
    while (T.slots[i] && T.keys.v[T.slots[i]] != key)
        i = (i + 1) & T.mask;
    if (!T.slots[i]) {
        if (T.keys.n * 2 > T.mask) die("too many features");
        *(uint64_t *)must(RAP_PUSH(T.arena, &T.keys)) = key;
        *(uint32_t *)must(RAP_PUSH(T.arena, &T.counts)) = 0;
        T.slots[i] = (uint32_t)T.keys.n - 1;
    }
    T.counts.v[T.slots[i]]++;
    return T.slots[i];
}

static lesson *take(const rap_scene *s, const rap_draft *d, bool plain)
{
    uint64_t keys[RAP_LINEAR_KEYS];
    lesson *l = must(RAP_NEW(T.arena, lesson, 1));
    l->n = rap_kinds_keys(s, d, plain, keys);
    for (uint32_t i = 0; i < l->n; i++)
        l->rows[i] = row_of(keys[i]);
    l->was = d->event.cameo.n ? rap_kinds_of(d->event.cameo) : RAP_KINDS;
    l->weight = 1;
    return l;
}

/* ---- reading ---- */

static bool read_scene(rap_scene *scene, rap_str text, const rap_reading **r)
{
    static const rap_reading_options options = {.layers = RAP_LAYER_EVENTS,
                                                .verbatim = true};
    rap_report *report = must(RAP_NEW(T.room, rap_report, 1));
    rap_facts_input *in = must(RAP_NEW(T.room, rap_facts_input, 1));
    *report = (rap_report){.bytes = text, .media = RAP_MEDIA_TEXT};
    rap_err err;
    if (rap_reading_open(r, report, &options, T.room, &err) != RAP_OK) return false;
    const rap_reading *got = *r;
    if (!got->prose.english) return false;
    *in = (rap_facts_input){&got->prose, &got->names, &got->times, &got->places,
                            &got->speech};
    return rap_scene_set(scene, in, &err) == RAP_OK &&
           rap_stances_open(scene, &err) == RAP_OK;
}

static bool lies_on(const rap_scene *s, const rap_actors *list, const rap_value *spans)
{
    const rap_names *names = s->in->names;
    for (uint32_t i = 0; i < names->n_mentions; i++) {
        bool is = false;
        for (uint32_t k = 0; k < list->n; k++)
            is = is || list->v[k] == names->mentions[i].entity;
        rap_span at = rap_mended_to_source(s->p->mended, names->mentions[i].at);
        for (const rap_value *v = is && spans ? spans->first : NULL; v; v = v->next) {
            rap_span gold = rap_jsonin_span(v);
            if (gold.from < at.to && at.from < gold.to) return true;
        }
    }
    return false;
}

static uint32_t fit_of(const rap_scene *s, const rap_event *e, const rap_value *line)
{
    const rap_value *source = rap_jsonin_get(line, "source");
    const rap_value *target = rap_jsonin_get(line, "target");
    uint32_t straight = (uint32_t)lies_on(s, &e->source, source) +
                        (uint32_t)lies_on(s, &e->target, target);
    uint32_t turned = (uint32_t)lies_on(s, &e->target, source) +
                      (uint32_t)lies_on(s, &e->source, target);
    return e->reciprocal && turned > straight ? turned : straight;
}

static uint32_t kind_named(rap_str name)
{
    for (uint32_t i = 1; i < RAP_KINDS; i++)
        if (rap_str_is(name, rap_kinds_name(i))) return i;
    return 0;
}

/* Which draft the class of the sentence is of: the best on its actors, of these one
 * that the tables give the class. */
static uint32_t choose(const sentence *c)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < c->n; i++) {
        bool agrees = c->drafts[i]->was == c->kind && c->drafts[best]->was != c->kind;
        if (c->fits[i] > c->fits[best] || (c->fits[i] == c->fits[best] && agrees))
            best = i;
    }
    return best;
}

static int by_place(const void *a, const void *b)
{
    const rap_draft *x = a, *y = b;
    if (x->event.at.from != y->event.at.from)
        return x->event.at.from < y->event.at.from ? -1 : 1;
    if (x->event.at.to != y->event.at.to)
        return x->event.at.to < y->event.at.to ? -1 : 1;
    return (x->event.trigger.from > y->event.trigger.from) -
           (x->event.trigger.from < y->event.trigger.from);
}

static void read_coded_into(sentence *c, const rap_value *line)
{
    rap_scene scene;
    const rap_reading *r;
    rap_draft *drafts;
    uint32_t n;
    rap_err err;
    *c = (sentence){.kind = kind_named(rap_jsonin_str(line, "root"))};
    if (!read_scene(&scene, rap_jsonin_str(line, "text"), &r)) return;
    if (rap_events_draft(&drafts, &n, &scene, &err) != RAP_OK) die(err.msg);
    rap_draft *sorted = must(RAP_NEW(T.room, rap_draft, n));
    if (n) memcpy(sorted, drafts, n * sizeof *drafts);
    if (n) qsort(sorted, n, sizeof *sorted, by_place);
    for (uint32_t i = 0; i < n && c->n < CHOICES; i++) {
        c->fits[c->n] = fit_of(&scene, &sorted[i].event, line);
        c->drafts[c->n++] = take(&scene, &sorted[i], false);
    }
    c->chosen = c->n ? choose(c) : 0;
}

static void read_coded(const rap_value *line)
{
    read_coded_into(must(RAP_PUSH(T.arena, &T.coded)), line);
}

static void read_held(const rap_value *line)
{
    read_coded_into(must(RAP_PUSH(T.arena, &T.held)), line);
}

static void push_news(lesson *l, uint32_t kind, float weight)
{
    l->kind = kind;
    l->weight = weight;
    *(lesson **)must(RAP_PUSH(T.arena, &T.news)) = l;
}

static void read_news(const rap_value *line)
{
    rap_scene scene;
    const rap_reading *r;
    rap_draft *drafts;
    uint32_t n;
    rap_err err;
    if (!read_scene(&scene, rap_jsonin_str(line, "text"), &r)) return;
    if (rap_events_draft(&drafts, &n, &scene, &err) != RAP_OK) die(err.msg);
    for (uint32_t i = 0; i < n; i++) {
        const rap_draft *d = &drafts[i];
        bool open = d->event.cameo.n == 0;
        uint32_t kind = open ? 0 : rap_kinds_of(d->event.cameo);
        if (open)
            push_news(take(&scene, d, false), 0, T.o.none);
        else if (kind == 0)
            push_news(take(&scene, d, false), 0, T.o.plain);
        else if (d->event.source.n && d->event.target.n)
            push_news(take(&scene, d, true), kind, T.o.tables);
    }
}

static void read_lines(const char *path, uint32_t most, void (*read)(const rap_value *))
{
    rap_str all;
    rap_err err;
    if (rap_file_read(&all, path, (size_t)FILE_MIB << 20, T.arena, &err) != RAP_OK)
        die(err.msg);
    uint32_t lines = 0;
    for (size_t from = 0, to; from < all.n && lines < most; from = to + 1, lines++) {
        const char *end = memchr(all.p + from, '\n', all.n - from);
        to = end ? (size_t)(end - all.p) : all.n;
        rap_value *v;
        rap_arena_reset(T.room);
        if (rap_jsonin_parse(&v, rap_str_cut(all, from, to), T.room, &err) == RAP_OK)
            read(v);
    }
}

/* ---- learning ---- */

static void scores_of(const lesson *l, float *scores)
{
    memset(scores, 0, RAP_KINDS * sizeof *scores);
    for (uint32_t i = 0; i < l->n; i++) {
        const float *w = T.w + (size_t)l->rows[i] * RAP_KINDS;
        for (uint32_t k = 0; k < RAP_KINDS; k++)
            scores[k] += w[k];
    }
}

static void softmax(float *scores)
{
    float most = scores[0], sum = 0;
    for (uint32_t k = 1; k < RAP_KINDS; k++)
        most = scores[k] > most ? scores[k] : most;
    for (uint32_t k = 0; k < RAP_KINDS; k++)
        sum += scores[k] = expf(scores[k] - most);
    for (uint32_t k = 0; k < RAP_KINDS; k++)
        scores[k] /= sum;
}

static void learn(const lesson *l)
{
    float by[RAP_KINDS];
    scores_of(l, by);
    softmax(by);
    by[l->kind] -= 1;
    for (uint32_t i = 0; i < l->n; i++) {
        float *w = T.w + (size_t)l->rows[i] * RAP_KINDS;
        float *g = T.g + (size_t)l->rows[i] * RAP_KINDS;
        if (T.counts.v[l->rows[i]] < T.o.met) continue;
        for (uint32_t k = 0; k < RAP_KINDS; k++) {
            float step = by[k] * l->weight + T.o.pull * w[k];
            g[k] += step * step;
            w[k] -= T.o.rate * step / sqrtf(g[k] + 1e-3F);
        }
    }
}

static void shuffle(lesson **list, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = next_random() % i;
        lesson *swap = list[i - 1];
        list[i - 1] = list[k];
        list[k] = swap;
    }
}

/* Learn from all but fold `out` (of none: -1). */
static void train(int out)
{
    size_t cells = T.keys.n * RAP_KINDS, n = 0;
    memset(T.w, 0, cells * sizeof *T.w);
    memset(T.g, 0, cells * sizeof *T.g);
    memset(T.mean, 0, cells * sizeof *T.mean);
    lesson **all = must(malloc((T.coded.n + T.news.n + 1) * sizeof *all));
    for (size_t i = 0; i < T.coded.n; i++) {
        sentence *c = &T.coded.v[i];
        if (!c->n || (out >= 0 && i % T.o.folds == (size_t)out)) continue;
        c->drafts[c->chosen]->kind = c->kind;
        all[n++] = c->drafts[c->chosen];
    }
    for (size_t i = 0; i < T.news.n; i++)
        all[n++] = T.news.v[i];
    for (int e = 0; e < EPOCHS; e++) {
        shuffle(all, n);
        for (size_t i = 0; i < n; i++)
            learn(all[i]);
        for (size_t i = 0; e >= EPOCHS - MEANT && i < cells; i++)
            T.mean[i] += T.w[i] / MEANT;
    }
    memcpy(T.w, T.mean, cells * sizeof *T.w);
    free(all);
}

/* What is answered for a draft: as rap_kinds_settle. */
static uint32_t answer(const lesson *l)
{
    float s[RAP_KINDS];
    scores_of(l, s);
    uint32_t best = 0;
    for (uint32_t k = 1; k < RAP_KINDS; k++)
        if (s[k] > s[best]) best = k;
    if (l->was == RAP_KINDS) return best ? best : RAP_KINDS;
    return best ? best : l->was;
}

typedef struct {
    uint32_t right[RAP_KINDS + 1], told[RAP_KINDS + 1], gold[RAP_KINDS + 1];
} tally;

static void judge(const sentence *c, tally *t, bool model)
{
    uint32_t said = RAP_KINDS;
    int best = -1;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t a = model ? answer(c->drafts[i]) : c->drafts[i]->was;
        if (a == RAP_KINDS || (int)c->fits[i] <= best) continue;
        said = a;
        best = (int)c->fits[i];
    }
    t->gold[c->kind]++;
    t->told[said]++;
    t->right[c->kind] += said == c->kind;
}

static void print_tally(const char *name, const tally *t, bool all)
{
    float sum = 0, kinds = 0, right = 0, n = 0;
    for (uint32_t k = 1; k < RAP_KINDS; k++) {
        uint32_t both = t->told[k] + t->gold[k];
        float f = both ? 200.0F * (float)t->right[k] / (float)both : 0;
        if (all && t->gold[k])
            printf("  %-10s %5.1f  (%u)\n", rap_kinds_name(k), (double)f, t->gold[k]);
        sum += t->gold[k] ? f : 0;
        kinds += t->gold[k] > 0;
        right += (float)t->right[k];
        n += (float)t->gold[k];
    }
    printf("%s: macro-F1 %.1f, accuracy %.1f, unanswered %u of %.0f\n", name,
           (double)(sum / kinds), (double)(100 * right / n), t->told[RAP_KINDS],
           (double)n);
}

static void hold_out(void)
{
    tally tables = {0}, learnt = {0};
    for (size_t i = 0; i < T.coded.n; i++)
        judge(&T.coded.v[i], &tables, false);
    print_tally("tables", &tables, false);
    uint32_t bare = 0;
    for (size_t i = 0; i < T.coded.n; i++)
        bare += T.coded.v[i].n == 0;
    printf("%u sentences have nothing to judge\n", bare);
    for (uint32_t f = 0; f < T.o.folds; f++) {
        train((int)f);
        for (size_t i = f; i < T.coded.n; i += T.o.folds)
            judge(&T.coded.v[i], &learnt, true);
    }
    print_tally("learnt, held out", &learnt, true);
}

/* How many verbs unknown to the tables it would call an act in the news. */
static void count_found(void)
{
    uint32_t open = 0, found = 0, turned = 0, rest = 0;
    for (size_t i = 0; i < T.news.n; i++) {
        uint32_t a = answer(T.news.v[i]);
        if (T.news.v[i]->was == RAP_KINDS)
            open++, found += a != RAP_KINDS;
        else
            rest++, turned += a != T.news.v[i]->was;
    }
    printf("news: %u of %u open ones found, %u of %u others turned\n", found, open,
           turned, rest);
}

static bool write(const char *path)
{
    static const char *names[RAP_KINDS];
    perceptron *m = perceptron_new(RAP_KINDS);
    for (uint32_t k = 0; k < RAP_KINDS; k++)
        names[k] = rap_kinds_name(k);
    for (size_t i = 1; i < T.keys.n; i++)
        for (uint32_t k = 0; k < RAP_KINDS; k++) {
            float w = T.w[i * RAP_KINDS + k];
            if (fabsf(w) >= T.o.cut) perceptron_update(m, &T.keys.v[i], 1, k, w);
        }
    perceptron_tick(m);
    const perceptron_cut cut = {.least = T.o.cut, .updates = 1, .names = names};
    bool ok = perceptron_write(m, path, &cut);
    perceptron_free(m);
    return ok;
}

static void set(const char *name, const char *value)
{
    const struct {
        const char *name;
        float *number;
        uint32_t *count;
    } list[] = {
        {"--tables", &T.o.tables, NULL},   {"--none", &T.o.none, NULL},
        {"--plain", &T.o.plain, NULL},     {"--rate", &T.o.rate, NULL},
        {"--pull", &T.o.pull, NULL},       {"--cut", &T.o.cut, NULL},
        {"--reports", NULL, &T.o.reports}, {"--folds", NULL, &T.o.folds},
        {"--met", NULL, &T.o.met},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (strcmp(name, list[i].name) != 0) continue;
        if (list[i].number) *list[i].number = (float)atof(value);
        if (list[i].count) *list[i].count = (uint32_t)atoi(value);
        return;
    }
    die("no such option");
}

int main(int argc, char **argv)
{
    if (argc < 4) die("OUT.weights CODED.jsonl NEWS.jsonl [--OPTION NUMBER]...");
    T.o = (settings){.tables = 0.1F,
                     .none = 0.1F,
                     .plain = 0.1F,
                     .rate = 0.1F,
                     .pull = 0.001F,
                     .reports = 400,
                     .folds = 5,
                     .met = 2,
                     .cut = 0.1F};
    const char *other = NULL;
    for (int i = 4; i + 1 < argc; i += 2)
        if (strcmp(argv[i], "--held") == 0)
            other = argv[i + 1];
        else
            set(argv[i], argv[i + 1]);
    T.seed = 7;
    T.arena = must(rap_arena_new((size_t)MEMORY_MIB << 20));
    T.room = must(rap_arena_new((size_t)256 << 20));
    T.mask = (1u << 22) - 1;
    T.slots = must(calloc((size_t)T.mask + 1, sizeof *T.slots));
    *(uint64_t *)must(RAP_PUSH(T.arena, &T.keys)) = 0;
    *(uint32_t *)must(RAP_PUSH(T.arena, &T.counts)) = 0;
    read_lines(argv[2], UINT32_MAX, read_coded);
    read_lines(argv[3], T.o.reports, read_news);
    if (other) read_lines(other, UINT32_MAX, read_held);
    fprintf(stderr, "%zu sentences, %zu lessons of news, %zu features\n", T.coded.n,
            T.news.n, T.keys.n);
    T.w = must(calloc(T.keys.n * RAP_KINDS, sizeof *T.w));
    T.g = must(calloc(T.keys.n * RAP_KINDS, sizeof *T.g));
    T.mean = must(calloc(T.keys.n * RAP_KINDS, sizeof *T.mean));
    if (T.o.folds) hold_out();
    train(-1);
    tally held = {0};
    for (size_t i = 0; i < T.held.n; i++)
        judge(&T.held.v[i], &held, true);
    if (T.held.n) print_tally("another set", &held, false);
    count_found();
    if (!write(argv[1])) die("cannot write");
    return 0;
}
