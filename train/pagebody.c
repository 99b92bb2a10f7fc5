/*
 * train/pagebody.c - learns which blocks of a page are its article.
 *
 *     pagebody GOLD MODELS [trees rate l2 seed]
 *
 * GOLD holds pages/NAME.jsonl.gz and html/NAME/ID.html.gz for the sets below.  Writes
 * MODELS/pagebody_first.weights and MODELS/pagebody.weights and prints scores: "held
 * out" are those of models that saw no page of the same host.  The second round learns
 * from scores of first rounds that had not seen the page.
 */
/* SPDX-License-Identifier: MIT */
#include "boost.h"
#include "pagebody_gold.h"

#include "layout/pagebody.h"
#include "model/boosted.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { FOLDS = 5, SETS = 4, MEMORY = 1 << 30, FEATURES_SHOWN = 40, FAR = 25, THIN = 4 };

static const char *const set_names[SETS] = {"aeb", "fundus", "wcxb", "trafseg"};

typedef struct {
    const gold_page *gold;
    int set, fold;
    uint32_t n;      /* blocks */
    size_t first;    /* row of the first in the whole */
    gold_words body; /* of the gold */
    gold_words *words;
} lesson;

typedef struct {
    lesson *v;
    size_t n, rows;
    float *y, *w;
    bool *out;               /* rap_body_is_out of the round at hand */
    int32_t *first, *second; /* scores: of models that did not see the page */
    int16_t *x;              /* features of the round at hand */
    uint32_t width;
    rap_arena *keep, *scratch;
} school;

static void *must(void *p)
{
    if (p) return p;
    fputs("out of memory\n", stderr);
    exit(1);
}

static int fold_of(const gold_page *p)
{
    return (int)(rap_hash(p->site) >> 4) % FOLDS;
}

static rap_body *open_page(school *s, const lesson *l, rap_page *page)
{
    rap_body *b;
    rap_err err = {.msg = ""};
    rap_arena_reset(s->scratch);
    if (rap_markup_read(page, l->gold->html, NULL, s->scratch, &err) == RAP_OK &&
        rap_body_open(&b, page, s->scratch, &err) == RAP_OK)
        return b;
    fprintf(stderr, RAP_FMT ": %s\n", RAP_ARG(l->gold->id), err.msg);
    return NULL;
}

static rap_str text_of(const rap_page *p, uint32_t i)
{
    return rap_str_cut(p->mended.text, p->blocks[i].text.from, p->blocks[i].text.to);
}

static bool any_holds(const rap_value *list, rap_str text, rap_arena *arena)
{
    for (const rap_value *v = list ? list->first : NULL; v; v = v->next)
        if (gold_holds(text, v->text, arena)) return true;
    return false;
}

/* Of a page of which only segments are known. */
static void label_segments(school *s, const lesson *l, const rap_page *page)
{
    for (uint32_t i = 0; i < l->n; i++) {
        rap_str text = text_of(page, i);
        bool with = any_holds(l->gold->with, text, s->scratch);
        bool without = any_holds(l->gold->without, text, s->scratch);
        s->y[l->first + i] = with;
        s->w[l->first + i] = with || without ? 3.0f : 0;
    }
}

/* How much an error counts: as much as its words spoil the page's precision or recall,
 * and a little for itself. */
static float weight_of(size_t words, size_t of)
{
    float n = words > 150 ? 150 : (float)words;
    return 300 * (n + 4) / (of < 150 ? 150 : (float)of);
}

static void label_page(school *s, lesson *l, const rap_page *page)
{
    rap_str *texts = must(RAP_NEW(s->scratch, rap_str, l->n + 1));
    for (uint32_t i = 0; i < l->n; i++)
        texts[i] = text_of(page, i);
    if (l->gold->body.n == 0) {
        label_segments(s, l, page);
        return;
    }
    gold_label(s->y + l->first, texts, l->n, l->gold->body, s->scratch);
    for (uint32_t i = 0; i < l->n; i++)
        s->w[l->first + i] = weight_of(l->words[i].n, l->body.n);
}

static void read_lesson(school *s, lesson *l)
{
    rap_page page;
    rap_body *b = open_page(s, l, &page);
    l->n = b ? page.n_blocks : 0;
    l->first = s->rows;
    s->rows += l->n;
    s->y = must(realloc(s->y, (s->rows + 1) * sizeof *s->y));
    s->w = must(realloc(s->w, (s->rows + 1) * sizeof *s->w));
    l->words = must(RAP_NEW(s->keep, gold_words, l->n + 1));
    l->body = gold_words_of(l->gold->body, s->keep);
    for (uint32_t i = 0; i < l->n; i++)
        l->words[i] = gold_words_of(text_of(&page, i), s->keep);
    if (b) label_page(s, l, &page);
}

/* Features of a round for all pages. */
static void look(school *s, int round)
{
    s->width = rap_body_features_count(round);
    s->x = must(realloc(s->x, (s->rows + 1) * s->width * sizeof *s->x));
    for (size_t k = 0; k < s->n; k++) {
        rap_page page;
        rap_body *b = open_page(s, &s->v[k], &page);
        if (!b) continue;
        if (round) rap_body_tell(b, s->first + s->v[k].first);
        for (uint32_t i = 0; i < s->v[k].n; i++) {
            size_t row = s->v[k].first + i;
            rap_body_features(b, round, i, s->x + row * s->width);
            s->out[row] = rap_body_is_out(b, round, i);
        }
    }
}

/* Is the row left out, as three of four are that lie far from the body?  The fourth
 * stands for them. */
static bool is_thinned(const school *s, const lesson *l, uint32_t i)
{
    uint32_t from = i > FAR ? i - FAR : 0, to = i + FAR < l->n ? i + FAR : l->n;
    if (l->gold->body.n == 0 || (l->first + i) % THIN == 0) return false;
    for (uint32_t k = from; k < to; k++)
        if (s->y[l->first + k] > 0) return false;
    return true;
}

/* Learn from all pages but those of a fold. */
static boost *learn(const school *s, const boost_options *o, int without)
{
    boost_data d = {.features = s->width};
    int16_t *x = must(malloc((s->rows + 1) * s->width * sizeof *x));
    float *y = must(malloc((s->rows + 1) * sizeof *y));
    float *w = must(malloc((s->rows + 1) * sizeof *w));
    for (size_t k = 0; k < s->n; k++) {
        const lesson *l = &s->v[k];
        for (uint32_t i = 0; l->fold != without && i < l->n; i++) {
            size_t row = l->first + i;
            if (s->w[row] <= 0 || s->out[row] || is_thinned(s, l, i)) continue;
            memcpy(x + d.n * s->width, s->x + row * s->width, s->width * sizeof *x);
            y[d.n] = s->y[row];
            w[d.n++] = s->w[row];
        }
    }
    d.x = x;
    d.y = y;
    d.w = w;
    boost *m = boost_train(&d, o);
    free(x);
    free(y);
    free(w);
    return m;
}

static void score(const school *s, const boost *m, int fold, int32_t *scores)
{
    for (size_t k = 0; k < s->n; k++) {
        if (fold >= 0 && s->v[k].fold != fold) continue;
        for (uint32_t i = 0; i < s->v[k].n; i++) {
            size_t row = s->v[k].first + i;
            float logit = boost_score(m, s->x + row * s->width);
            scores[row] = (int32_t)lrintf(logit * RAP_BOOSTED_LOGIT);
            if (s->out[row])
                scores[row] = scores == s->first ? RAP_BODY_OUT : s->first[row];
        }
    }
}

/* ---- scoring as eval does ---- */

typedef struct {
    double precision, recall;
    size_t pages, answered, exact, hits, misses, wrong;
} tally;

static void count_segments(tally *t, const gold_page *g, rap_str text, rap_arena *arena)
{
    for (const rap_value *v = g->with ? g->with->first : NULL; v; v = v->next) {
        bool hit = gold_holds(text, v->text, arena);
        t->hits += hit;
        t->misses += !hit;
    }
    for (const rap_value *v = g->without ? g->without->first : NULL; v; v = v->next)
        t->wrong += gold_holds(text, v->text, arena);
}

static rap_str joined(const rap_page *page, const bool *inside, rap_arena *arena)
{
    char *p = must(RAP_NEW(arena, char, page->mended.text.n + 2));
    size_t n = 0;
    for (uint32_t i = 0; i < page->n_blocks; i++) {
        if (!inside[i]) continue;
        rap_str s = text_of(page, i);
        memcpy(p + n, s.p, s.n);
        n += s.n;
        p[n++] = ' ';
    }
    return (rap_str){p, n};
}

static gold_words chosen(const lesson *l, const bool *inside, rap_arena *arena)
{
    size_t n = 0;
    for (uint32_t i = 0; i < l->n; i++)
        n += l->words[i].n;
    gold_words all = {must(RAP_NEW(arena, uint32_t, n + 1)), 0};
    for (uint32_t i = 0; i < l->n; i++)
        for (size_t k = 0; inside[i] && k < l->words[i].n; k++)
            all.v[all.n++] = l->words[i].v[k];
    return all;
}

static void count_page(school *s, const lesson *l, const int32_t *scores,
                       int32_t threshold, tally *t, FILE *told)
{
    rap_page page;
    rap_body *b = open_page(s, l, &page);
    if (!b) return;
    bool *inside = must(RAP_NEW(s->scratch, bool, l->n + 1));
    int32_t *shifted = must(RAP_NEW(s->scratch, int32_t, l->n + 1));
    for (uint32_t i = 0; i < l->n; i++)
        shifted[i] = scores[l->first + i] - threshold;
    rap_body_tell(b, s->first + l->first);
    rap_body_decide(b, shifted, inside);
    if (l->gold->body.n == 0) {
        count_segments(t, l->gold, joined(&page, inside, s->scratch), s->scratch);
        return;
    }
    gold_score g = gold_compare(l->body, chosen(l, inside, s->scratch), s->scratch);
    t->precision += g.precision;
    t->recall += g.recall;
    t->answered += g.has_precision;
    t->exact += g.exact;
    t->pages++;
    if (!told) return;
    fprintf(told, "page\t%s\t" RAP_FMT "\t%.3f\t%.3f\t%d\n", set_names[l->set],
            RAP_ARG(l->gold->id), g.precision, g.recall, g.exact);
    for (uint32_t i = 0; i < l->n; i++) {
        bool want = s->y[l->first + i] > 0.5f;
        if (inside[i] == want && abs(shifted[i]) > 300) continue;
        rap_str text = text_of(&page, i);
        fprintf(told, "%s\t%d\t%d\t%.2f\t%u\t" RAP_FMT "\n",
                inside[i] == want ? "  "
                : inside[i]       ? "++"
                                  : "--",
                (int)shifted[i], (int)s->first[l->first + i],
                (double)s->y[l->first + i], (unsigned)l->words[i].n,
                RAP_ARG(rap_str_cut(text, 0, 160)));
    }
}

static void report(school *s, const char *what, const int32_t *scores,
                   int32_t threshold, FILE *told)
{
    printf("%-22s", what);
    for (int set = 0; set < SETS; set++) {
        tally t = {.precision = 0};
        for (size_t k = 0; k < s->n; k++)
            if (s->v[k].set == set)
                count_page(s, &s->v[k], scores, threshold, &t, told);
        double p = t.answered ? 100 * t.precision / (double)t.answered : 0;
        double r = t.pages ? 100 * t.recall / (double)t.pages : 0;
        if (t.hits + t.misses) {
            p = 100.0 * (double)t.hits / ((double)(t.hits + t.wrong) + 1e-9);
            r = 100.0 * (double)t.hits / (double)(t.hits + t.misses);
        }
        printf(" %s %.2f (%.1f %.1f", set_names[set], 2 * p * r / (p + r + 1e-9), p, r);
        if (t.pages) printf(" ex %.1f", 100.0 * (double)t.exact / (double)t.pages);
        printf(")");
    }
    puts("");
    fflush(stdout);
}

static void show_gains(const school *s, const boost *m)
{
    float *gains = must(calloc(s->width, sizeof *gains));
    boost_gains(m, gains);
    for (int shown = 0; shown < FEATURES_SHOWN; shown++) {
        uint32_t best = 0, number = 0;
        for (uint32_t f = 1; f < s->width; f++)
            if (gains[f] > gains[best]) best = f;
        const char *name = rap_body_feature_name(best, &number);
        printf("%s.%u %.1f%s", name, (unsigned)number, 100 * (double)gains[best],
               shown % 10 == 9 ? "\n" : "  ");
        gains[best] = -1;
    }
    free(gains);
}

static void write_model(const boost *m, const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.weights", folder, name);
    if (boost_write(m, path)) return;
    fprintf(stderr, "%s: can't be written\n", path);
    exit(1);
}

/* One round: scores held out, then a model of all pages. */
static boost *run_round(school *s, int round, const boost_options *o, int32_t *scores)
{
    look(s, round);
    for (int fold = 0; fold < FOLDS; fold++) {
        boost *m = learn(s, o, fold);
        score(s, m, fold, scores);
        boost_free(m);
    }
    size_t out = 0, lost = 0;
    for (size_t i = 0; i < s->rows; i++) {
        out += s->out[i];
        lost += s->out[i] && s->w[i] > 0 && s->y[i] > 0.5f;
    }
    printf("out without a look: %zu of %zu blocks, %zu of them body\n", out, s->rows,
           lost);
    boost *all = learn(s, o, -1);
    show_gains(s, all);
    return all;
}

static void read_all(school *s, const char *gold)
{
    s->v = must(calloc(4096, sizeof *s->v));
    for (int set = 0; set < SETS; set++) {
        gold_set g = gold_read(gold, set_names[set], s->keep);
        for (size_t k = 0; k < g.n && s->n < 4096; k++) {
            lesson *l = &s->v[s->n++];
            *l =
                (lesson){.gold = &g.pages[k], .set = set, .fold = fold_of(&g.pages[k])};
            read_lesson(s, l);
        }
    }
    s->out = must(calloc(s->rows + 1, sizeof *s->out));
    s->first = must(calloc(s->rows + 1, sizeof *s->first));
    s->second = must(calloc(s->rows + 1, sizeof *s->second));
    printf("%zu pages, %zu blocks\n", s->n, s->rows);
}

static void best_possible(school *s)
{
    int32_t *scores = must(calloc(s->rows + 1, sizeof *scores));
    for (size_t i = 0; i < s->rows; i++)
        scores[i] = s->y[i] > 0.5f ? 1000 : -1000;
    report(s, "labels themselves", scores, 0, NULL);
    free(scores);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: pagebody GOLD MODELS [trees rate l2 seed [TOLD]]\n", stderr);
        return 2;
    }
    boost_options o = {.trees = argc > 3 ? (uint32_t)atoi(argv[3]) : 250,
                       .depth = argc > 9 ? (uint32_t)atoi(argv[9]) : 5,
                       .bins = 48,
                       .rate = argc > 4 ? (float)atof(argv[4]) : 0.08f,
                       .l2 = argc > 5 ? (float)atof(argv[5]) : 20,
                       .columns = argc > 8 ? (float)atof(argv[8]) : 0.12f,
                       .rows = 0.7f,
                       .seed = argc > 6 ? (uint64_t)atoi(argv[6]) : 1};
    school s = {.keep = rap_arena_new((size_t)4 * MEMORY),
                .scratch = rap_arena_new(MEMORY)};
    read_all(&s, argv[1]);
    best_possible(&s);
    boost *m = run_round(&s, 0, &o, s.first);
    write_model(m, argv[2], "pagebody_first");
    boost_free(m);
    report(&s, "first, held out", s.first, 0, NULL);
    m = run_round(&s, 1, &o, s.second);
    write_model(m, argv[2], "pagebody");
    FILE *told = argc > 7 ? fopen(argv[7], "w") : NULL;
    report(&s, "second, held out", s.second, 0, NULL);
    for (int shift = -128; shift <= 128; shift += 128) {
        char name[32];
        snprintf(name, sizeof name, "  threshold %+d", shift);
        if (shift) report(&s, name, s.second, shift, NULL);
    }
    int32_t *mean = must(malloc((s.rows + 1) * sizeof *mean));
    for (size_t i = 0; i < s.rows; i++)
        mean[i] = (s.first[i] + s.second[i]) / 2;
    report(&s, "mean, held out", mean, 0, told);
    report(&s, "mean, threshold -128", mean, -128, NULL);
    report(&s, "mean, threshold -64", mean, -64, NULL);
    report(&s, "mean, threshold +64", mean, 64, NULL);
    free(mean);
    score(&s, m, -1, s.second);
    report(&s, "second, fitted", s.second, 0, NULL);
    boost_free(m);
    if (told) fclose(told);
    return 0;
}
