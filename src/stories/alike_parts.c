/*
 * stories/alike_parts.c - the comparing of reports in parts: inputs, answers, and what
 * they are put together to.
 *
 * A part is the reports of a week or so.  Its input has their terms, and of each term
 * the earlier reports that they may have to be compared with (the halo): so many at
 * most, and none before the window.  Terms that only one of them holds are left out,
 * terms and reports are numbered anew: an input changes only when what its answer is
 * made from does.
 *
 * Input, all as numbers of seven bits a byte: the rules (alike.c); how many in the
 * halo, how many of its own, how many terms; day and norm of each report; for each term
 * how many of the halo hold it, and those from the latest on (steps back, weight); for
 * each report of its own how many terms, and those (term, weight).  Answer: for each of
 * its own how many ties, and those (other, likeness).
 */
/* SPDX-License-Identifier: MIT */
#include "stories/alike_inside.h"

#include <stdlib.h>

enum {
    PART_LEAST = 64,  /* reports of a part that may end with a week */
    PART_MOST = 1024, /* and that ends */
    DAYS_A_WEEK = 7,
    DAY_MOST = 1 << 22, /* a serial day beyond all years that can be written */
    VARINT_MAX = 5
};

#define ANSWER_LIMIT ((size_t)1 << 32)

/* ---- numbers ---- */

static void put(rap_buf *out, uint32_t v)
{
    for (; v >= 128; v >>= 7)
        rap_buf_byte(out, (char)(v | 128));
    rap_buf_byte(out, (char)v);
}

/* Small whether above 0 or below; INT32_MIN, which is no day, is the largest. */
static uint32_t folded(int32_t v)
{
    uint32_t u = (uint32_t)v;
    return v < 0 ? ~(u << 1) : u << 1;
}

static int32_t unfolded(uint32_t u)
{
    uint32_t v = u & 1 ? ~(u >> 1) : u >> 1;
    int32_t out;
    memcpy(&out, &v, sizeof out);
    return out;
}

typedef struct {
    rap_str s;
    size_t at;
    bool bad;
} taking;

static uint32_t take(taking *t)
{
    uint64_t v = 0;
    for (int i = 0; i < VARINT_MAX && t->at < t->s.n; i++) {
        unsigned char c = (unsigned char)t->s.p[t->at++];
        v |= (uint64_t)(c & 127) << (7 * i);
        if (c < 128 && v <= UINT32_MAX) return (uint32_t)v;
    }
    t->bad = true;
    return 0;
}

/* A number of things of which each takes a byte at least. */
static uint32_t take_count(taking *t)
{
    uint32_t n = take(t);
    if (n > t->s.n - t->at) t->bad = true;
    return t->bad ? 0 : n;
}

/* ---- one part ---- */

typedef struct {
    uint32_t from, to; /* its own places */
    uint32_t *halo;    /* places, rising */
    uint32_t n_halo;
    rap_str input;
} part;

typedef struct rap_alike_parts {
    const rap_helpers *helpers;
    RAP_LIST(part) done;
    /* of the part that is being made */
    uint32_t from;
    int32_t earliest;             /* day of its own; INT32_MIN when one has none */
    RAP_LIST(rap_alike_term) own; /* of all its own, one after the other */
    RAP_LIST(uint32_t) ends;
    RAP_LIST(uint32_t) terms; /* that they hold, each once */
    RAP_LIST(uint32_t) halo;
    uint32_t *holders; /* of each term: how many of its own hold it */
    uint32_t *number;  /* of each term in the input + 1, or 0 */
    uint32_t *before;  /* of each place: its number in the halo + 1, or 0 */
    uint32_t *links;   /* of each term: how many of the halo hold it */
    rap_buf out;
} parts;

parts *rap_alike_parts_new(const rap_alike *w, const rap_helpers *helpers)
{
    parts *x = RAP_NEW(w->arena, parts, 1);
    if (!x) return NULL;
    x->helpers = helpers;
    x->holders = RAP_NEW(w->arena, uint32_t, w->n_terms);
    x->number = RAP_NEW(w->arena, uint32_t, w->n_terms);
    x->links = RAP_NEW(w->arena, uint32_t, w->n_terms);
    x->before = RAP_NEW(w->arena, uint32_t, w->room);
    return x->holders && x->number && x->links && x->before ? x : NULL;
}

/* The reports of the halo that hold a term. */
static void see_before(rap_alike *w, uint32_t term)
{
    parts *x = w->parts;
    const rap_alike_latest *l = &w->latest[term];
    for (uint32_t i = 0; i < rap_alike_held(l); i++) {
        uint32_t place = rap_alike_last(l, i)->place;
        if (rap_alike_apart(w->v[place].day, x->earliest)) break;
        x->links[term]++;
        if (x->before[place]) continue;
        x->before[place] = 1;
        uint32_t *to = RAP_PUSH(w->arena, &x->halo);
        if (!to) {
            w->failed = true;
            return;
        }
        *to = place;
    }
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void number_halo(parts *x)
{
    if (x->halo.n) qsort(x->halo.v, x->halo.n, sizeof *x->halo.v, by_number);
    for (uint32_t i = 0; i < x->halo.n; i++)
        x->before[x->halo.v[i]] = i + 1;
}

static uint32_t number_terms(parts *x)
{
    uint32_t n = 0;
    for (size_t i = 0; i < x->terms.n; i++) {
        uint32_t t = x->terms.v[i];
        if (x->links[t] || x->holders[t] > 1) x->number[t] = ++n;
    }
    return n;
}

static void put_report(rap_buf *out, const rap_alike_report *r)
{
    put(out, folded(r->day));
    put(out, r->norm);
}

static void put_term(rap_alike *w, uint32_t term)
{
    parts *x = w->parts;
    const rap_alike_latest *l = &w->latest[term];
    uint32_t last = (uint32_t)x->halo.n;
    if (!x->number[term]) return;
    put(&x->out, x->links[term]);
    for (uint32_t i = 0; i < x->links[term]; i++) {
        const rap_alike_holder *h = rap_alike_last(l, i);
        uint32_t at = x->before[h->place] - 1;
        put(&x->out, last - at);
        put(&x->out, h->weight);
        last = at;
    }
}

static void put_own(parts *x, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++)
        n += x->number[x->own.v[i].term] != 0;
    put(&x->out, n);
    for (uint32_t i = from; i < to; i++) {
        uint32_t number = x->number[x->own.v[i].term];
        if (!number) continue;
        put(&x->out, number - 1);
        put(&x->out, x->own.v[i].weight);
    }
}

static void put_input(rap_alike *w, uint32_t n_terms)
{
    parts *x = w->parts;
    rap_buf_clear(&x->out);
    for (int i = 0; i < RAP_ALIKE_RULES; i++)
        put(&x->out, rap_alike_rules[i]);
    put(&x->out, (uint32_t)x->halo.n);
    put(&x->out, (uint32_t)x->ends.n);
    put(&x->out, n_terms);
    for (size_t i = 0; i < x->halo.n; i++)
        put_report(&x->out, &w->v[x->halo.v[i]]);
    for (size_t i = 0; i < x->ends.n; i++)
        put_report(&x->out, &w->v[x->from + i]);
    for (size_t i = 0; i < x->terms.n; i++)
        put_term(w, x->terms.v[i]);
    for (size_t i = 0; i < x->ends.n; i++)
        put_own(x, i ? x->ends.v[i - 1] : 0, x->ends.v[i]);
}

static void keep_part(rap_alike *w)
{
    parts *x = w->parts;
    part *to = RAP_PUSH(w->arena, &x->done);
    uint32_t *halo = RAP_NEW(w->arena, uint32_t, x->halo.n);
    rap_str input = rap_arena_copy(w->arena, rap_buf_str(&x->out));
    if (!to || !halo || !input.p || x->out.failed) {
        w->failed = true;
        return;
    }
    if (x->halo.n) memcpy(halo, x->halo.v, x->halo.n * sizeof *halo);
    *to = (part){x->from, x->from + (uint32_t)x->ends.n, halo, (uint32_t)x->halo.n,
                 input};
}

static void begin_part(parts *x, uint32_t from)
{
    for (size_t i = 0; i < x->terms.n; i++) {
        uint32_t t = x->terms.v[i];
        x->holders[t] = x->number[t] = x->links[t] = 0;
    }
    for (size_t i = 0; i < x->halo.n; i++)
        x->before[x->halo.v[i]] = 0;
    x->own.n = x->ends.n = x->terms.n = x->halo.n = 0;
    x->from = from;
}

/* ---- giving ---- */

static void end_part(rap_alike *w, uint32_t next)
{
    parts *x = w->parts;
    for (size_t i = 0; i < x->terms.n && !w->failed; i++)
        see_before(w, x->terms.v[i]);
    if (w->failed || x->ends.n == 0) return;
    number_halo(x);
    put_input(w, number_terms(x));
    keep_part(w);
    /* what was put off: they are remembered for the parts to come */
    for (uint32_t i = 0, k = 0; i < x->ends.n && !w->failed; i++)
        for (; k < x->ends.v[i] && !w->failed; k++)
            rap_alike_hold(w, x->own.v[k].term,
                           (rap_alike_holder){x->from + i, x->own.v[k].weight});
    begin_part(x, next);
}

static int32_t week_of(int32_t day)
{
    if (day == INT32_MIN) return day;
    return day >= 0 ? day / DAYS_A_WEEK : -((-day - 1) / DAYS_A_WEEK) - 1;
}

/* Does a part end before the report at `place`? */
static bool ends_before(const rap_alike *w, uint32_t place)
{
    uint32_t n = place - w->parts->from;
    return n >= PART_MOST || (n >= PART_LEAST &&
                              week_of(w->v[place].day) != week_of(w->v[place - 1].day));
}

static void give_term(rap_alike *w, rap_alike_term t)
{
    parts *x = w->parts;
    rap_alike_term *to = RAP_PUSH(w->arena, &x->own);
    if (to) *to = t;
    if (!to) w->failed = true;
    if (x->holders[t.term]++) return;
    uint32_t *term = RAP_PUSH(w->arena, &x->terms);
    if (term) *term = t.term;
    if (!term) w->failed = true;
}

void rap_alike_parts_give(rap_alike *w, const rap_alike_term *v, uint32_t n)
{
    parts *x = w->parts;
    uint32_t place = w->n - 1;
    if (ends_before(w, place)) end_part(w, place);
    if (x->ends.n == 0 || w->v[place].day < x->earliest) x->earliest = w->v[place].day;
    for (uint32_t i = 0; i < n && !w->failed; i++)
        give_term(w, v[i]);
    uint32_t *end = RAP_PUSH(w->arena, &x->ends);
    if (end)
        *end = (uint32_t)x->own.n;
    else
        w->failed = true;
}

/* ---- putting together ---- */

/* The ties of one part; false when the answer is not one. */
static bool take_ties(rap_alike *w, const part *p, rap_str answer)
{
    taking t = {.s = answer};
    size_t before = w->ties.n;
    for (uint32_t i = p->from; i < p->to && !t.bad; i++) {
        uint32_t n = take_count(&t);
        for (uint32_t k = 0; k < n && !t.bad; k++) {
            uint32_t other = take(&t);
            int32_t like = unfolded(take(&t));
            if (other >= p->n_halo + (i - p->from)) t.bad = true;
            if (t.bad) break;
            uint32_t place =
                other < p->n_halo ? p->halo[other] : p->from + (other - p->n_halo);
            rap_alike_push(w, (rap_tie){place, i, like});
        }
    }
    if (!t.bad && t.at == answer.n) return true;
    w->ties.n = before;
    return false;
}

/* A part that nobody answered, or not so that it can be read. */
static void find_ties(rap_alike *w, const part *p)
{
    rap_buf out = {0};
    if (rap_alike_answer(&out, p->input, NULL) != RAP_OK ||
        !take_ties(w, p, rap_buf_str(&out)))
        w->failed = true;
    rap_buf_done(&out);
}

void rap_alike_parts_ask(rap_alike *w)
{
    parts *x = w->parts;
    end_part(w, w->n);
    rap_buf_done(&x->out);
    uint32_t n = (uint32_t)x->done.n;
    rap_str *inputs = RAP_NEW(w->arena, rap_str, n);
    rap_str *answers = RAP_NEW(w->arena, rap_str, n);
    if (!inputs || !answers) w->failed = true;
    if (w->failed) return;
    for (uint32_t i = 0; i < n; i++)
        inputs[i] = x->done.v[i].input;
    x->helpers->ask(x->helpers->user, RAP_STR("stories"), inputs, answers, n);
    for (uint32_t i = 0; i < n && !w->failed; i++)
        if (!answers[i].n || !take_ties(w, &x->done.v[i], answers[i]))
            find_ties(w, &x->done.v[i]);
}

/* ---- answering ---- */

/* A part as it is answered: places are the halo's and then its own. */
typedef struct {
    rap_alike *w;
    taking in;
    uint32_t n_halo, n_own, n_terms;
    uint32_t *seen; /* of each term: the last place that holds it + 1 */
    rap_alike_report *own;
} answering;

static rap_code damaged(rap_err *err)
{
    return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE,
                    "a part of a question that is not as it is made here");
}

static rap_alike_report take_report(taking *t)
{
    int32_t day = unfolded(take(t));
    if (day != INT32_MIN && (day > DAY_MOST || day < -DAY_MOST)) t->bad = true;
    return (rap_alike_report){take(t), t->bad ? 0 : day};
}

static bool take_weight(taking *t, uint32_t *weight)
{
    *weight = take(t);
    if (*weight == 0 || *weight > RAP_ALIKE_WEIGHT) t->bad = true;
    return !t->bad;
}

/* The halo's reports that hold a term: latest first, but the earliest is remembered
 * first. */
static void take_links(answering *a, uint32_t term)
{
    rap_alike_holder v[RAP_ALIKE_LATEST];
    uint32_t n = take(&a->in), at = a->n_halo;
    if (n > RAP_ALIKE_LATEST) a->in.bad = true;
    for (uint32_t i = 0; i < n && !a->in.bad; i++) {
        uint32_t step = take(&a->in);
        if (step == 0 || step > at) a->in.bad = true;
        at -= a->in.bad ? 0 : step;
        v[i].place = at;
        (void)take_weight(&a->in, &v[i].weight);
    }
    while (n > 0 && !a->in.bad)
        rap_alike_hold(a->w, term, v[--n]);
}

static uint32_t take_terms(answering *a, rap_alike_term v[RAP_ALIKE_TERMS])
{
    uint32_t n = take(&a->in);
    if (n > RAP_ALIKE_TERMS) a->in.bad = true;
    for (uint32_t i = 0; i < n && !a->in.bad; i++) {
        v[i].term = take(&a->in);
        bool fits = take_weight(&a->in, &v[i].weight) && v[i].term < a->n_terms &&
                    a->seen[v[i].term] != a->w->n;
        if (fits)
            a->seen[v[i].term] = a->w->n;
        else
            a->in.bad = true;
    }
    return a->in.bad ? 0 : n;
}

static void answer_one(answering *a, uint32_t i, rap_buf *out)
{
    rap_alike_term v[RAP_ALIKE_TERMS];
    rap_alike *w = a->w;
    w->v[w->n++] = a->own[i];
    uint32_t n = take_terms(a, v);
    w->ties.n = 0;
    rap_alike_compare(w, v, n);
    rap_alike_remember(w, v, n);
    put(out, (uint32_t)w->ties.n);
    for (size_t k = 0; k < w->ties.n; k++) {
        put(out, w->ties.v[k].a);
        put(out, folded(w->ties.v[k].like));
    }
}

static rap_code read_head(answering *a, rap_arena *arena, rap_err *err)
{
    for (int i = 0; i < RAP_ALIKE_RULES; i++)
        if (take(&a->in) != rap_alike_rules[i]) a->in.bad = true;
    a->n_halo = take_count(&a->in);
    a->n_own = take_count(&a->in);
    a->n_terms = take_count(&a->in);
    if (a->in.bad) return damaged(err);
    a->w = rap_alike_new(a->n_halo + a->n_own, a->n_terms, NULL, arena);
    a->own = RAP_NEW(arena, rap_alike_report, a->n_own);
    a->seen = RAP_NEW(arena, uint32_t, a->n_terms);
    if (!a->w || !a->own || !a->seen) return rap_fail_memory(err);
    for (uint32_t i = 0; i < a->n_halo; i++)
        a->w->v[a->w->n++] = take_report(&a->in);
    for (uint32_t i = 0; i < a->n_own; i++)
        a->own[i] = take_report(&a->in);
    for (uint32_t i = 0; i < a->n_terms && !a->in.bad; i++)
        take_links(a, i);
    return a->in.bad ? damaged(err) : RAP_OK;
}

static rap_code answer(rap_buf *out, rap_str input, rap_arena *arena, rap_err *err)
{
    answering a = {.in = {.s = input}};
    rap_code rc = read_head(&a, arena, err);
    if (rc != RAP_OK) return rc;
    for (uint32_t i = 0; i < a.n_own && !a.in.bad && !a.w->failed; i++)
        answer_one(&a, i, out);
    if (a.in.bad || a.in.at != input.n) return damaged(err);
    return a.w->failed || out->failed ? rap_fail_memory(err) : RAP_OK;
}

rap_code rap_alike_answer(rap_buf *out, rap_str input, rap_err *err)
{
    rap_arena *arena = rap_arena_new(ANSWER_LIMIT);
    if (!arena) return rap_fail_memory(err);
    rap_code rc = answer(out, input, arena, err);
    rap_arena_free(arena);
    return rc;
}
