/*
 * train/coref.c - learns on which chain a phrase goes (src/coref/pairing.h).
 *
 *     coref OUT.weights [--trees N] [--depth N] [--rate X] [--l2 X] [--gap-weight X]
 *           [--leave N OF] TEXTS.jsonl...
 *
 * A line of TEXTS is a text with its chains or a text with one pronoun and two names,
 * as train/coref_gold.py writes them.  Every report is read by the reader's own code,
 * then its phrases are taken up one by one, each into the chain where it belongs; what
 * is offered at each step is one choice to learn from.  --leave 0 2: leave out every
 * second line, from the first on, of lines with a pronoun (to be measured on).
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/jsonin.h"
#include "boost.h"
#include "coref/pairing.h"
#include "coreftext.h"

#include "must.h"

#include <stdio.h>
#include <stdlib.h>

enum { MEMORY_MIB = 6144, REPORT_MIB = 64 };

typedef struct {
    int16_t *x;
    float *y, *w;
    uint32_t *group;
    size_t n, cap;
    uint32_t groups;
    uint32_t links[2], offered[2], rows[2]; /* of phrases, of pronouns */
} lessons;

/* The phrase of a gold span: the same, else one that shares its head's side and begin.
 */
static int32_t phrase_of(const coref_text *r, rap_span at)
{
    int32_t near = -1;
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < r->list.n; i++) {
        rap_span s = coref_text_span(r, i);
        if (s.from == at.from && s.to == at.to) return (int32_t)i;
        rap_span head = coref_text_head(r, i);
        if (s.from != at.from || head.to > at.to || r->gold[i] >= 0) continue;
        uint32_t off = s.to > at.to ? s.to - at.to : at.to - s.to;
        if (off < best) {
            best = off;
            near = (int32_t)i;
        }
    }
    return near;
}

static void mark_clusters(coref_text *r, const rap_value *clusters)
{
    int32_t g = 0;
    for (const rap_value *c = clusters->first; c; c = c->next, g++)
        for (const rap_value *m = c->first; m; m = m->next) {
            rap_span at = {0, 0};
            if (m->first && m->first->next) {
                at.from = (uint32_t)rap_jsonin_number(m->first, 0);
                at.to = (uint32_t)rap_jsonin_number(m->first->next, 0);
            }
            int32_t i = phrase_of(r, at);
            if (i >= 0) {
                rap_span s = coref_text_span(r, (uint32_t)i);
                r->found += s.from == at.from && s.to == at.to;
                r->gold[i] = g;
            }
            r->missed++;
        }
}

/* ---- choices -----------------------------------------------------------------------
 */

static int16_t *new_row(lessons *l)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 65536;
        l->x = must(realloc(l->x, l->cap * RAP_PAIR_COUNT * sizeof *l->x));
        l->y = must(realloc(l->y, l->cap * sizeof *l->y));
        l->w = must(realloc(l->w, l->cap * sizeof *l->w));
        l->group = must(realloc(l->group, l->cap * sizeof *l->group));
    }
    l->n++;
    return l->x + (l->n - 1) * RAP_PAIR_COUNT;
}

/* One choice; right[k] for each offer, the last for "something new". */
static void add_choice(lessons *l, const coref_text *r, uint32_t i, const rap_offers *o,
                       const bool *right, float weight)
{
    bool any = false;
    for (uint32_t k = 0; k <= o->n; k++)
        any |= right[k];
    if (!any || !o->n) return;
    int16_t rows[(RAP_OFFERS_MAX + 1) * RAP_PAIR_COUNT];
    rap_pairing_rows(&r->chains, i, o, rows);
    for (uint32_t k = 0; k <= o->n; k++) {
        memcpy(new_row(l), rows + k * RAP_PAIR_COUNT, RAP_PAIR_COUNT * sizeof *rows);
        l->y[l->n - 1] = right[k] ? 1.0f : 0.0f;
        l->w[l->n - 1] = weight;
        l->group[l->n - 1] = l->groups;
    }
    l->groups++;
}

static int32_t chain_with(const coref_text *r, int32_t gold)
{
    for (uint32_t c = 0; gold >= 0 && c < r->chains.n; c++)
        if (r->of_chain[c] == gold) return (int32_t)c;
    return -1;
}

/* All phrases of a text with chains, each taken up where it belongs. */
static void walk(lessons *l, coref_text *r)
{
    for (uint32_t t = 0; t < r->list.n; t++) {
        uint32_t i = r->chains.turns[t];
        rap_offers o;
        bool right[RAP_OFFERS_MAX + 1] = {0}, any = false;
        rap_chains_offer(&r->chains, i, &o);
        int32_t to = o.settled ? (int32_t)o.v[0] : chain_with(r, r->gold[i]);
        for (uint32_t k = 0; k < o.n; k++)
            any |= right[k] = to >= 0 && o.v[k] == (uint32_t)to;
        right[o.n] = !any;
        bool pronoun = r->list.v[i].kind == RAP_MENTION_PRONOUN;
        if (to >= 0 && !o.settled) {
            l->links[pronoun]++;
            l->offered[pronoun] += any;
        }
        l->rows[pronoun] += o.settled ? 0 : o.n;
        if (!o.settled) add_choice(l, r, i, &o, right, 1.0f);
        uint32_t before = r->chains.n;
        rap_chains_take(&r->chains, i, to);
        uint32_t c = to >= 0 ? (uint32_t)to : before;
        if (r->of_chain[c] < 0) r->of_chain[c] = r->gold[i];
    }
}

/* ---- one pronoun and two names -----------------------------------------------------
 */

/* The offer that scores highest, offers->n for "something new". */
static uint32_t best_of(const boost *m, const coref_text *r, uint32_t i,
                        const rap_offers *o)
{
    int16_t rows[(RAP_OFFERS_MAX + 1) * RAP_PAIR_COUNT];
    float best = 0;
    uint32_t at = o->n;
    rap_pairing_rows(&r->chains, i, o, rows);
    for (uint32_t k = o->n + 1; k-- > 0;) {
        float score = boost_score(m, rows + k * RAP_PAIR_COUNT);
        if (k < o->n && score <= best) continue;
        best = score;
        at = k;
    }
    return at;
}

static bool overlap(rap_span a, rap_span b)
{
    return a.from < b.to && b.from < a.to;
}

/* Which of the two names the phrase is: 1, 2 or 0. */
static int32_t name_of(const coref_text *r, uint32_t i, const rap_value *v)
{
    rap_span head = coref_text_head(r, i);
    if (r->list.v[i].kind == RAP_MENTION_PRONOUN || r->list.v[i].list) return 0;
    if (overlap(head, rap_jsonin_span(rap_jsonin_get(v, "a")))) return 1;
    return overlap(head, rap_jsonin_span(rap_jsonin_get(v, "b"))) ? 2 : 0;
}

/* A choice where the pronoun is: which of the offers hold the right name alone. */
static int32_t learn_pronoun(lessons *l, coref_text *r, uint32_t i, const rap_value *v,
                             float weight)
{
    rap_offers o;
    bool right[RAP_OFFERS_MAX + 1] = {0};
    int32_t is = rap_jsonin_true(v, "a_coref")   ? 1
                 : rap_jsonin_true(v, "b_coref") ? 2
                                                 : 0;
    rap_chains_offer(&r->chains, i, &o);
    int32_t to = -1;
    for (uint32_t k = 0; k < o.n; k++) {
        right[k] = r->of_chain[o.v[k]] == is;
        if (right[k] && is) to = (int32_t)o.v[k];
    }
    right[o.n] = is == 0;
    add_choice(l, r, i, &o, right, weight);
    return to;
}

static void walk_pronoun(lessons *l, coref_text *r, const boost *m, const rap_value *v,
                         float weight)
{
    rap_span target = rap_jsonin_span(rap_jsonin_get(v, "pronoun"));
    for (uint32_t t = 0; t < r->list.n; t++) {
        uint32_t i = r->chains.turns[t];
        rap_offers o;
        rap_span head = coref_text_head(r, i);
        int32_t to = -1;
        rap_chains_offer(&r->chains, i, &o);
        if (head.from == target.from && r->list.v[i].kind == RAP_MENTION_PRONOUN)
            to = learn_pronoun(l, r, i, v, weight);
        else if (o.settled)
            to = (int32_t)o.v[0];
        else if (o.n) {
            uint32_t k = best_of(m, r, i, &o);
            to = k < o.n ? (int32_t)o.v[k] : -1;
        }
        uint32_t c = to >= 0 ? (uint32_t)to : r->chains.n;
        if (to < 0) r->of_chain[c] = 0;
        rap_chains_take(&r->chains, i, to);
        r->of_chain[c] |= name_of(r, i, v);
    }
}

static double option(char **args, int *n, const char *name, double other)
{
    for (int i = 0; i + 1 < *n; i++) {
        if (strcmp(args[i], name) != 0) continue;
        other = atof(args[i + 1]);
        memmove(args + i, args + i + 2, (size_t)(*n - i - 2) * sizeof *args);
        *n -= 2;
    }
    return other;
}

typedef struct {
    lessons *l;
    const boost *m; /* NULL: texts with chains are read, else those with one pronoun */
    float weight;   /* of a choice of the one pronoun */
    int leave, of;  /* which lines with a pronoun are left out */
    uint32_t texts, lines, found, gold;
} reading;

static void take_line(reading *n, rap_str line, rap_arena *arena)
{
    rap_err err;
    rap_value *v;
    coref_text r = {0};
    check(rap_jsonin_parse(&v, line, arena, &err), &err);
    const rap_value *clusters = rap_jsonin_get(v, "clusters");
    uint32_t number = n->lines++;
    if ((clusters != NULL) != (n->m == NULL)) return;
    if (!clusters && n->of && (int)(number % (uint32_t)n->of) == n->leave) return;
    coref_text_read(&r, rap_jsonin_str(v, "text"), arena);
    if (clusters) {
        mark_clusters(&r, clusters);
        walk(n->l, &r);
    } else {
        walk_pronoun(n->l, &r, n->m, v, n->weight);
    }
    n->texts++;
    n->found += r.found;
    n->gold += r.missed;
}

static void take_file(reading *n, const char *path)
{
    rap_arena *files = must(rap_arena_new((size_t)MEMORY_MIB << 20));
    rap_arena *arena = must(rap_arena_new((size_t)REPORT_MIB << 20));
    rap_str all;
    rap_err err;
    n->texts = n->lines = n->found = n->gold = 0;
    check(rap_file_read(&all, path, SIZE_MAX, files, &err), &err);
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        rap_arena_reset(arena);
        take_line(n, rap_str_cut(all, at, end), arena);
        at = end + 1;
    }
    if (n->texts)
        printf("%s: %u texts, %u of %u phrases found as wide as they are; by now %u "
               "choices\n",
               path, n->texts, n->found, n->gold, n->l->groups);
    for (int k = 0; k < 2; k++)
        printf("%s: %u of %u chains offered, %u rows\n", k ? "pronouns" : "phrases",
               n->l->offered[k], n->l->links[k], n->l->rows[k]);
    rap_arena_free(arena);
    rap_arena_free(files);
}

static void judge(const char *what, const lessons *l, const boost *m, size_t from)
{
    uint32_t choices = 0, right = 0, linked = 0, good = 0, links = 0;
    if (from == l->n) return;
    for (size_t i = from, to; i < l->n; i = to) {
        size_t best = i;
        for (to = i; to < l->n && l->group[to] == l->group[i]; to++)
            if (boost_score(m, l->x + to * RAP_PAIR_COUNT) >
                boost_score(m, l->x + best * RAP_PAIR_COUNT))
                best = to;
        bool new = best == to - 1;
        choices++;
        right += l->y[best] > 0;
        linked += !new;
        good += !new && l->y[best] > 0;
        links += !(l->y[to - 1] > 0);
    }
    printf("%s: %u choices, %.1f %% right; links: P %.1f R %.1f of %u\n", what, choices,
           100.0 * right / choices, 100.0 * good / (linked + !linked),
           100.0 * good / (links + !links), links);
}

/* How often links are right by how far they are ahead, in quarters of a logit: of "he"
 * and "she", of other pronouns, of phrases. */
static void tell_leads(const lessons *l, const boost *m)
{
    enum { STEPS = 24, GROUPS = 3 };
    uint32_t n[GROUPS][STEPS] = {{0}}, right[GROUPS][STEPS] = {{0}};
    for (size_t i = 0, to; i < l->n; i = to) {
        float best = -1e9F, next = -1e9F;
        size_t at = i;
        for (to = i; to < l->n && l->group[to] == l->group[i]; to++) {
            float score = boost_score(m, l->x + to * RAP_PAIR_COUNT);
            if (score > best) {
                next = best;
                best = score;
                at = to;
            } else if (score > next) {
                next = score;
            }
        }
        if (at == to - 1) continue;
        const int16_t *row = l->x + at * RAP_PAIR_COUNT;
        int group =
            row[RAP_PAIR_KIND] != RAP_MENTION_PRONOUN ? 2
            : row[RAP_PAIR_GENDER] == RAP_MAY_HE || row[RAP_PAIR_GENDER] == RAP_MAY_SHE
                ? 0
                : 1;
        int step = (int)((best - next) * 4);
        step = step < STEPS ? step : STEPS - 1;
        n[group][step]++;
        right[group][step] += l->y[at] > 0;
    }
    for (int g = 0; g < GROUPS; g++) {
        for (int s = 0; s < STEPS; s++)
            printf("%d:%.0f/%u ", s, 100.0 * right[g][s] / (n[g][s] + !n[g][s]),
                   n[g][s]);
        putchar('\n');
    }
}

static boost *learn(const lessons *l, size_t n, const boost_options *o)
{
    const boost_data data = {.x = l->x,
                             .y = l->y,
                             .w = l->w,
                             .n = n,
                             .features = RAP_PAIR_COUNT,
                             .group = l->group};
    printf("%zu rows, %u choices\n", n, l->groups);
    return boost_train(&data, o);
}

static void tell_gains(const boost *m)
{
    float gains[RAP_PAIR_COUNT];
    boost_gains(m, gains);
    for (int f = 0; f < RAP_PAIR_COUNT; f++)
        printf("%d:%.1f ", f, 100.0 * (double)gains[f]);
    putchar('\n');
}

/* The choices of pronouns, or of other phrases. */
static void part(lessons *out, const lessons *l, size_t from, size_t to, bool pronouns)
{
    for (size_t i = from; i < to; i++) {
        const int16_t *row = l->x + i * RAP_PAIR_COUNT;
        if ((row[RAP_PAIR_KIND] == RAP_MENTION_PRONOUN) != pronouns) continue;
        memcpy(new_row(out), row, RAP_PAIR_COUNT * sizeof *row);
        out->y[out->n - 1] = l->y[i];
        out->w[out->n - 1] = l->w[i];
        out->group[out->n - 1] = l->group[i];
    }
    out->groups = l->groups;
}

int main(int argc, char **argv)
{
    char **args = argv + 1;
    int n = argc - 1;
    uint32_t trees = (uint32_t)option(args, &n, "--trees", 200);
    uint32_t pronoun_trees = (uint32_t)option(args, &n, "--pronoun-trees", 300);
    boost_options o = {.depth = (uint32_t)option(args, &n, "--depth", 6),
                       .bins = 32,
                       .rate = (float)option(args, &n, "--rate", 0.12),
                       .l2 = (float)option(args, &n, "--l2", 3),
                       .columns = (float)option(args, &n, "--columns", 0.4),
                       .rows = 0.7f,
                       .seed = 7};
    int tests = (int)option(args, &n, "--tests", 0);
    lessons l = {0};
    reading all = {.l = &l,
                   .weight = (float)option(args, &n, "--weight", 1),
                   .leave = (int)option(args, &n, "--leave", 0),
                   .of = (int)option(args, &n, "--of", 0)};
    if (n == 4 && strcmp(args[0], "sorts") == 0) {
        coref_sorts_learn(args[1], args[2], args[3]);
        return 0;
    }
    uint32_t first_trees = (uint32_t)option(args, &n, "--first", 60);
    if (n < 2) die("usage: coref OUT.weights TEXTS.jsonl...");
    for (int i = 1; i < n - tests; i++)
        take_file(&all, args[i]);
    boost_options first = o;
    first.trees = first_trees;
    if (!first_trees) return 0;
    boost *m = learn(&l, l.n, &first);
    all.m = m;
    for (int i = 1; i < n - tests; i++)
        take_file(&all, args[i]);
    size_t train = l.n;
    all.of = 0;
    for (int pass = 0; pass < 2; pass++) {
        all.m = pass ? m : NULL;
        for (int i = n - tests; i < n; i++)
            take_file(&all, args[i]);
    }
    boost_free(m);
    for (int which = 0; which < 2; which++) {
        lessons some = {0}, others = {0};
        part(&some, &l, 0, train, which);
        part(&others, &l, train, l.n, which);
        o.trees = which ? pronoun_trees : trees;
        m = learn(&some, some.n, &o);
        tell_gains(m);
        judge("train", &some, m, 0);
        judge("test", &others, m, 0);
        if (tests) tell_leads(&others, m);
        char path[512];
        snprintf(path, sizeof path, "%s/coref_%s.weights", args[0],
                 which ? "pronouns" : "phrases");
        if (!boost_write(m, path)) die("the weights can't be written");
        boost_free(m);
    }
    return 0;
}
