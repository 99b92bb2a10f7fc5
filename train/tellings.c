/*
 * train/tellings.c - learns which words attribute, and which words around them are
 * source, cue and content (src/speech/casting.h).
 *
 *     tellings REPORTS.jsonl OUT [LEAVE]
 *
 * writes OUT/tellings.weights, castings.weights and surety.weights.  A line of REPORTS
 * is {"text", "attributions": [{"source", "cue", "content"}]}, each a list of byte
 * spans of the text.  LEAVE: every so many reports one is left out, for measuring on.
 * A word that lies in the content of an attribution is no example of a cue: the gold
 * has only the outer ones.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/jsonin.h"
#include "boost.h"
#include "chain.h"
#include "perceptron.h"
#include "sparse.h"
#include "speech/surety.h"
#include "trees/trees.h"

#include "must.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MEMORY_MIB = 6144,
    CUE_PASSES = 4,
    CHAIN_PASSES = 5,
    NETS = 2,
    AGAIN = 3,
    SPANS_MAX = 16,
    MET = 4,
    KNOWN_MET = 2,
    CUE_ROWS = 45000
};

typedef struct {
    const uint32_t *rows;
    uint16_t n;
    bool right;
} word_lesson;

typedef struct {
    int16_t numbers[RAP_SURETY_NUMBERS];
    bool right;
} sure_lesson;

typedef struct {
    RAP_LIST(sure_lesson) sures;
    rap_tellers by; /* who finds what is to be judged */
    RAP_LIST(word_lesson) words;
    RAP_LIST(chain *) chains;
    sparse *cues;
    netlet *casting;
    sparse *known; /* words that were cues */
    rap_arena *arena;
    uint32_t gold, lost; /* attributions; those without a word that may be a cue */
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
    const int32_t *telling; /* per token: what rules and trees tell of it, or -1 */
} report;

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
    r->telling = rap_tellings_index(&r->hearing);
    if (!r->telling) die("out of memory");
}

static const rap_telling *telling_at(const report *r, uint32_t token)
{
    return r->telling[token] < 0 ? NULL : &r->hearing.list.v[r->telling[token]];
}

static bool may_tell(const report *r, uint32_t token)
{
    return r->telling[token] >= 0 || rap_cue_may(&r->hearing, token);
}

/* How fit a token of a gold cue is to be its main word. */
static int fitness(const report *r, uint32_t token, rap_span cue)
{
    const rap_token *t = &r->prose.tokens[token];
    const rap_telling *x = telling_at(r, token);
    if (!may_tell(r, token)) return 0;
    bool root = t->head == token || t->head < cue.from || t->head >= cue.to;
    int fit = 1 + root + (t->upos == RAP_VERB);
    if (x) fit += x->way == RAP_WAY_FRAME ? 8 : 4;
    return fit;
}

static uint32_t main_of(const report *r, const span_list *cue)
{
    uint32_t best = RAP_NO_TOKEN;
    int most = 0;
    for (uint32_t k = 0; k < cue->n; k++)
        for (uint32_t i = cue->v[k].from; i < cue->v[k].to; i++) {
            int fit = fitness(r, i, cue->v[k]);
            if (fit <= most) continue;
            most = fit;
            best = i;
        }
    return best;
}

static void cast_spans(uint8_t *gold, const rap_cast_sheet *s, const span_list *spans,
                       rap_cast part)
{
    for (uint32_t k = 0; k < spans->n; k++)
        for (uint32_t i = spans->v[k].from; i < spans->v[k].to; i++)
            if (i >= s->from && i < s->to) gold[i - s->from] = (uint8_t)part;
}

/* The gold's parts, as far as a chain may have them. */
static void cast_gold(uint8_t *gold, const rap_cast_sheet *s, const attribution *a)
{
    uint32_t main = s->main - s->from, n = s->to - s->from;
    memset(gold, RAP_CAST_NONE, n);
    cast_spans(gold, s, &a->content, RAP_CAST_CONTENT);
    cast_spans(gold, s, &a->source, RAP_CAST_SOURCE);
    cast_spans(gold, s, &a->cue, RAP_CAST_CUE);
    gold[main] = RAP_CAST_CUE;
    bool on = true;
    for (uint32_t i = main; i < n; i++) {
        on = on && gold[i] == RAP_CAST_CUE && rap_cast_may(s, i, RAP_CAST_CUE);
        if (!on && gold[i] == RAP_CAST_CUE) gold[i] = RAP_CAST_NONE;
    }
    on = true;
    for (uint32_t i = main; i-- > 0;) {
        on = on && gold[i] == RAP_CAST_CUE && rap_cast_may(s, i, RAP_CAST_CUE);
        if (!on && gold[i] == RAP_CAST_CUE) gold[i] = RAP_CAST_NONE;
    }
}

static void learn_word(lessons *to, const report *r, uint32_t token, bool right)
{
    uint64_t keys[RAP_CUE_KEYS];
    uint32_t n = rap_cue_keys(&r->hearing, token, telling_at(r, token), keys);
    uint32_t *rows = must(RAP_NEW(to->arena, uint32_t, n));
    for (uint32_t k = 0; k < n; k++)
        rows[k] = sparse_meet(to->cues, keys[k]);
    if (right) (void)sparse_meet(to->known, rap_cue_word(&r->prose.tokens[token]));
    word_lesson *w = must(RAP_PUSH(to->arena, &to->words));
    *w = (word_lesson){rows, (uint16_t)n, right};
}

static void learn_chain(lessons *to, const report *r, uint32_t token,
                        const attribution *a)
{
    rap_cast_sheet s;
    uint8_t gold[RAP_CAST_ROOM];
    rap_cast_open(&s, &r->hearing, token, telling_at(r, token));
    cast_gold(gold, &s, a);
    chain **c = must(RAP_PUSH(to->arena, &to->chains));
    *c = chain_take(&s, gold, to->arena);
}

static void learn_report(lessons *to, report *r, uint32_t n_gold)
{
    bool *done = must(RAP_NEW(r->prose.arena, bool, r->prose.n_tokens + 1));
    for (uint32_t g = 0; g < n_gold; g++) {
        uint32_t main = main_of(r, &r->gold[g].cue);
        to->gold++;
        to->lost += main == RAP_NO_TOKEN;
        if (main == RAP_NO_TOKEN || done[main]) continue;
        done[main] = true;
        learn_word(to, r, main, true);
        learn_chain(to, r, main, &r->gold[g]);
    }
    for (uint32_t i = 0; i < r->prose.n_tokens; i++) {
        if (r->cue[i] >= 0 || r->content[i] >= 0 || !may_tell(r, i)) continue;
        learn_word(to, r, i, false);
    }
}

/* Which reports are read: not every leave-th (or only those), of the others all or
 * those of one half. */
typedef struct {
    uint32_t leave;
    bool only;
    int half; /* 0, 1; -1: both */
} choice;

static bool is_chosen(const choice *c, uint32_t number)
{
    bool left = c->leave && number % c->leave == 0;
    if (c->only || left) return c->only && left;
    return c->half < 0 || (int)(number & 1) == c->half;
}

static void read_all(lessons *to, const char *path, const choice *which,
                     void (*learn)(lessons *, report *, uint32_t))
{
    rap_err err = {0};
    rap_arena *whole = must(rap_arena_new((size_t)MEMORY_MIB << 20));
    rap_arena *one = must(rap_arena_new((size_t)MEMORY_MIB << 20));
    rap_str file;
    uint32_t number = 0;
    check(rap_file_read(&file, path, (size_t)MEMORY_MIB << 20, whole, &err), &err);
    for (size_t at = 0; at < file.n;) {
        size_t end = rap_str_find(file, RAP_STR("\n"), at);
        rap_value *line;
        rap_str text = rap_str_trim(rap_str_cut(file, at, end));
        at = end + 1;
        if (text.n == 0) continue;
        if (!is_chosen(which, number++)) continue;
        check(rap_jsonin_parse(&line, text, one, &err), &err);
        report r = {0};
        read_report(&r, rap_jsonin_str(line, "text"), one);
        const rap_value *list = rap_jsonin_get(line, "attributions");
        mark_gold(&r, line, one);
        learn(to, &r, list ? list->n : 0);
        rap_arena_reset(one);
    }
    rap_arena_free(one);
    rap_arena_free(whole);
}

static size_t draw(uint64_t *state, size_t n)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(*state >> 33) % n;
}

/* How surely a word is a cue. */
static float word_score(const lessons *l, const word_lesson *w)
{
    float scores[SPARSE_CLASSES] = {0};
    sparse_score(l->cues, w->rows, w->n, scores);
    return scores[1];
}

/* One pass of logistic regression over the words. */
static double pass_words(lessons *l, uint64_t *state)
{
    double loss = 0;
    for (size_t i = l->words.n; i > 0; i--) {
        size_t k = draw(state, i);
        word_lesson w = l->words.v[k];
        l->words.v[k] = l->words.v[i - 1];
        l->words.v[i - 1] = w;
        float p = 1 / (1 + expf(-word_score(l, &w)));
        const float by[SPARSE_CLASSES] = {[1] = p - w.right};
        loss -= (double)logf(1e-6F + (w.right ? p : 1 - p));
        sparse_learn(l->cues, w.rows, w.n, by);
    }
    return loss / (double)l->words.n;
}

static double pass_chains(lessons *l, uint64_t *state)
{
    double loss = 0;
    for (size_t i = l->chains.n; i > 0; i--) {
        size_t k = draw(state, i);
        chain *c = l->chains.v[k];
        l->chains.v[k] = l->chains.v[i - 1];
        l->chains.v[i - 1] = c;
        loss += (double)chain_learn(l->casting, c);
    }
    return loss / (double)l->chains.n;
}

static uint32_t size_of(const span_list *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++)
        n += s->v[i].to - s->v[i].from;
    return n;
}

static uint32_t shared(const span_list *a, const rap_span *b, uint32_t n_b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < n_b; k++) {
            uint32_t from = a->v[i].from > b[k].from ? a->v[i].from : b[k].from;
            uint32_t to = a->v[i].to < b[k].to ? a->v[i].to : b[k].to;
            n += to > from ? to - from : 0;
        }
    return n;
}

/* Is the telling the gold's: half of the content, and cue and source touched? */
static bool is_right(const rap_telling *x, const attribution *g)
{
    uint32_t size = 0, both = shared(&g->content, x->content, x->n_content);
    for (uint32_t k = 0; k < x->n_content; k++)
        size += x->content[k].to - x->content[k].from;
    if (2 * both < size + size_of(&g->content) - both) return false;
    if (!shared(&g->cue, &x->cue, 1)) return false;
    bool none = x->source.from >= x->source.to;
    return none ? g->source.n == 0 : shared(&g->source, &x->source, 1) > 0;
}

static void learn_sure(lessons *to, report *r, uint32_t n_gold)
{
    rap_err err = {0};
    check(rap_tellings_cast(&r->hearing, &to->by, &err), &err);
    for (uint32_t k = 0; k < r->hearing.list.n; k++) {
        const rap_telling *x = &r->hearing.list.v[k];
        bool right = false;
        for (uint32_t g = 0; g < n_gold; g++)
            right = right || is_right(x, &r->gold[g]);
        if (!right && r->cue[x->main] < 0 && r->content[x->main] >= 0) continue;
        sure_lesson *s = must(RAP_PUSH(to->arena, &to->sures));
        rap_surety_numbers(&r->hearing, k, s->numbers);
        s->right = right;
    }
}

static void die_unless(bool written)
{
    if (!written) die("the weights can't be written");
}

static void write_out(const lessons *l, const char *folder)
{
    static const char *const told[] = {"no", "yes", "", ""};
    char path[512];
    snprintf(path, sizeof path, "%s/tellings.weights", folder);
    die_unless(sparse_write(l->cues, path, 0.01F, told));
    snprintf(path, sizeof path, "%s/castings.weights", folder);
    die_unless(netlet_write(l->casting, path));
}

static int by_score(const void *a, const void *b)
{
    const float *x = a, *y = b;
    return (x[0] < y[0]) - (x[0] > y[0]);
}

/* Print how well words are known as cues, at the threshold that is best. */
static void try_words(const lessons *l, const lessons *on)
{
    float(*all)[2] = must(malloc((on->words.n + 1) * sizeof *all));
    for (size_t i = 0; i < on->words.n; i++) {
        const word_lesson *w = &on->words.v[i];
        all[i][0] = word_score(l, w);
        all[i][1] = w->right;
    }
    qsort(all, on->words.n, sizeof *all, by_score);
    double hit = 0, best[4] = {0};
    for (size_t i = 0; i < on->words.n; i++) {
        hit += (double)all[i][1];
        double p = hit / (double)(i + 1), r = hit / on->gold, f = 2 * p * r / (p + r);
        if (f <= best[0]) continue;
        best[0] = f, best[1] = p, best[2] = r, best[3] = (double)all[i][0];
    }
    fprintf(stderr, "cues: F1 %.2f (P %.1f R %.1f) at %.2f\n", 100 * best[0],
            100 * best[1], 100 * best[2], best[3]);
    free(all);
}

/* Print how many chains are right in each part. */
static void try_chains(const lessons *l, const lessons *on)
{
    const double n = (double)on->chains.n / 100;
    double loss = 0, right[RAP_CASTS] = {0};
    for (size_t i = 0; i < on->chains.n; i++) {
        uint8_t parts[RAP_CAST_ROOM];
        const chain *c = on->chains.v[i];
        loss += (double)chain_run(l->casting, c, parts);
        for (int part = 1; part < RAP_CASTS; part++) {
            bool same = true;
            for (uint32_t k = 0; k < c->sight.n; k++)
                same = same && (parts[k] == part) == (c->gold[k] == part);
            right[part] += same;
        }
    }
    fprintf(stderr, "chains: loss %.3f, source %.2f cue %.2f content %.2f\n",
            loss / (100 * n), right[RAP_CAST_SOURCE] / n, right[RAP_CAST_CUE] / n,
            right[RAP_CAST_CONTENT] / n);
}

/* Learn which words are cues, at last with the features that weigh most. */
static void learn_words(lessons *l, const lessons *left)
{
    uint64_t state = 7;
    for (uint32_t k = 0; k < CUE_PASSES + AGAIN; k++) {
        if (k == CUE_PASSES) sparse_keep(l->cues, CUE_ROWS);
        fprintf(stderr, "words, pass %u: %.4f\n", k + 1, pass_words(l, &state));
    }
    if (left->words.n) try_words(l, left);
}

/* Learn to cast: a few networks that differ by chance, whose mean is taken. */
static void learn_chains(lessons *l, lessons *left)
{
    netlet_options how = {.hidden = 64,
                          .whole = 1,
                          .rows = RAP_CAST_ROWS,
                          .drop = 0.2F,
                          .rate = 0.002F,
                          .batch = 8};
    netlet *each[NETS];
    uint64_t state = 7;
    for (uint32_t i = 0; i < NETS; i++) {
        how.seed = 77 + i;
        each[i] = l->casting = netlet_new(&how);
        for (uint32_t k = 0; k < CHAIN_PASSES; k++) {
            netlet_slow(l->casting, 1 - (float)k / CHAIN_PASSES);
            fprintf(stderr, "chains, pass %u: %.4f\n", k + 1, pass_chains(l, &state));
        }
        netlet_swap(l->casting);
        if (left->chains.n) try_chains(l, left);
    }
    l->casting = netlet_join(each, NETS);
    for (uint32_t i = 0; i < NETS; i++)
        netlet_free(each[i]);
    if (left->chains.n) try_chains(l, left);
}

static lessons new_lessons(void)
{
    const sparse_options of_cues = {.rate = 0.05F, .pull = 1.5F, .square = 1};
    return (lessons){.arena = must(rap_arena_new((size_t)MEMORY_MIB << 20)),
                     .cues = sparse_new(&of_cues),
                     .known = sparse_new(&of_cues)};
}

static void free_lessons(lessons *l)
{
    sparse_free(l->known);
    sparse_free(l->cues);
    netlet_free(l->casting);
    rap_arena_free(l->arena);
}

/* Learn the models of words and of chains from the chosen reports. */
static void learn_models(const char *path, const char *folder, const choice *which,
                         bool tried)
{
    lessons l = new_lessons();
    read_all(&l, path, which, learn_report);
    fprintf(stderr, "%u attributions, %u lost, %zu words, %zu chains\n", l.gold, l.lost,
            l.words.n, l.chains.n);
    sparse_freeze(l.known);
    sparse_settle(l.cues, MET);
    sparse_freeze(l.cues);
    lessons left = l;
    memset(&left.words, 0, sizeof left.words);
    memset(&left.chains, 0, sizeof left.chains);
    left.gold = 0;
    const choice others = {which->leave, true, -1};
    if (which->leave && tried) read_all(&left, path, &others, learn_report);
    learn_words(&l, &left);
    learn_chains(&l, &left);
    sparse_add(l.cues, l.known, KNOWN_MET, RAP_CUE_KNOWN);
    write_out(&l, folder);
    free_lessons(&l);
}

static void open_models(rap_tellers *by, const char *folder)
{
    static const char *const names[] = {"tellings", "castings"};
    rap_part parts[RAP_TELLERS] = {0};
    char path[512];
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        snprintf(path, sizeof path, "%s/%s.weights", folder, names[k]);
        parts[k] = perceptron_part(path);
    }
    (void)rap_tellers_open(by, parts);
    if (!by->casting.table) die("the weights can't be read");
}

/* What is judged must not have been learnt from: each half by models of the other. */
static void learn_surety(const char *path, const char *folder, uint32_t leave)
{
    lessons l = {.arena = must(rap_arena_new((size_t)MEMORY_MIB << 20))};
    for (int half = 0; half < 2; half++) {
        const choice of = {leave, false, half}, other = {leave, false, !half};
        learn_models(path, folder, &of, false);
        open_models(&l.by, folder);
        read_all(&l, path, &other, learn_sure);
    }
    size_t n = l.sures.n, right = 0;
    int16_t *x = must(RAP_NEW(l.arena, int16_t, n * RAP_SURETY_NUMBERS));
    float *y = must(RAP_NEW(l.arena, float, n));
    for (size_t i = 0; i < n; i++) {
        memcpy(x + i * RAP_SURETY_NUMBERS, l.sures.v[i].numbers,
               sizeof l.sures.v[i].numbers);
        y[i] = l.sures.v[i].right;
        right += l.sures.v[i].right;
    }
    fprintf(stderr, "surety: %zu tellings, %zu right\n", n, right);
    const boost_data data = {.x = x, .y = y, .n = n, .features = RAP_SURETY_NUMBERS};
    const boost_options how = {.trees = 400,
                               .depth = 6,
                               .rate = 0.06F,
                               .l2 = 10,
                               .columns = 0.6F,
                               .rows = 0.8F,
                               .seed = 7};
    boost *m = boost_train(&data, &how);
    char to[512];
    snprintf(to, sizeof to, "%s/surety.weights", folder);
    if (!boost_write(m, to)) die("the weights can't be written");
    boost_free(m);
    rap_arena_free(l.arena);
}

int main(int argc, char **argv)
{
    if (argc < 3) die("usage: tellings REPORTS.jsonl FOLDER [LEAVE]");
    uint32_t leave = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 0;
    const choice all = {leave, false, -1};
    learn_surety(argv[1], argv[2], leave);
    learn_models(argv[1], argv[2], &all, true);
    return 0;
}
