/*
 * answers/echo.c - where else a statement is told in the same words.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/echo.h"

#include "base/ascii.h"
#include "base/bisect.h"

#include <stdlib.h>

/* Shorter words are said by anybody ("we are ready"). */
enum { LEAST_LETTERS = 24 };

/* One statement: who and what as a hash of its letters and digits. */
typedef struct {
    uint64_t words;
    uint32_t report, carrier; /* carrier: hash of the nearest, 0 none */
} told;

struct rap_echoes {
    told *v; /* by words, then report */
    size_t n;
    uint32_t *voice; /* by report number: the least number that shares its words */
    uint32_t n_voices;
};

/* FNV-1a of 64 bits over the letters and digits of the text; 0 when they are few. */
static uint64_t words_of(rap_str who, rap_str text)
{
    uint64_t h = 14695981039346656037u;
    size_t letters = 0;
    for (size_t i = 0; i < who.n; i++)
        h = (h ^ (unsigned char)who.p[i]) * 1099511628211u;
    for (size_t i = 0; i < text.n; i++) {
        if (!rap_is_alnum(text.p[i])) continue;
        h = (h ^ (unsigned char)rap_to_lower(text.p[i])) * 1099511628211u;
        letters++;
    }
    return letters < LEAST_LETTERS ? 0 : h | 1;
}

static int by_words(const void *va, const void *vb)
{
    const told *a = va, *b = vb;
    if (a->words != b->words) return a->words < b->words ? -1 : 1;
    return (a->report > b->report) - (a->report < b->report);
}

static uint32_t carrier_of(rap_str via)
{
    rap_str first;
    return rap_ids_next(&via, &first) ? rap_hash(first) | 1u : 0;
}

static rap_code load_told(struct rap_echoes *e, rap_view *v, rap_err *err)
{
    RAP_LIST(told) list = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, v->d, "SELECT who, text, other, report FROM row WHERE kind = 'attribution'",
        err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        uint64_t words = words_of(rap_query_str(q, 0), rap_query_str(q, 1));
        told *one = words ? RAP_PUSH(v->arena, &list) : NULL;
        if (one)
            *one = (told){words, (uint32_t)rap_query_int(q, 3),
                          carrier_of(rap_query_str(q, 2))};
        else if (words)
            rc = rap_fail_memory(err);
    }
    rap_query_end(q);
    if (list.n) qsort(list.v, list.n, sizeof *list.v, by_words);
    e->v = list.v;
    e->n = list.n;
    return rc;
}

static uint32_t voice_of(const struct rap_echoes *e, uint32_t report)
{
    while (report < e->n_voices && e->voice[report] != report)
        report = e->voice[report];
    return report;
}

static void join(struct rap_echoes *e, uint32_t a, uint32_t b)
{
    a = voice_of(e, a);
    b = voice_of(e, b);
    if (a >= e->n_voices || b >= e->n_voices) return;
    if (a < b)
        e->voice[b] = a;
    else
        e->voice[a] = b;
}

static rap_code load_voices(struct rap_echoes *e, rap_view *v, rap_err *err)
{
    uint32_t last = v->n_reports ? v->reports[v->n_reports - 1].n : 0;
    e->n_voices = last + 1;
    e->voice = RAP_NEW(v->arena, uint32_t, (size_t)e->n_voices);
    if (!e->voice) return rap_fail_memory(err);
    for (uint32_t i = 0; i < e->n_voices; i++)
        e->voice[i] = i;
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, v->d, "SELECT what, text FROM row WHERE kind = 'copy'" RAP_NOT_QUOTED, err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        const rap_listed *a = rap_view_report(v, rap_query_str(q, 0));
        const rap_listed *b = rap_view_report(v, rap_query_str(q, 1));
        if (a && b) join(e, a->n, b->n);
    }
    rap_query_end(q);
    for (uint32_t i = 0; i < e->n_voices; i++)
        e->voice[i] = voice_of(e, i);
    return rc;
}

static rap_code load(rap_view *v, rap_err *err)
{
    struct rap_echoes *e = RAP_NEW(v->arena, struct rap_echoes, 1);
    if (!e) return rap_fail_memory(err);
    rap_code rc = load_told(e, v, err);
    if (rc == RAP_OK) rc = load_voices(e, v, err);
    if (rc == RAP_OK) v->echoes = e;
    return rc;
}

/* The first telling of these words. */
static size_t find_words(const struct rap_echoes *e, uint64_t words)
{
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, e->n, e->v[mid].words < words);
    return low;
}

/* Did an earlier one of the tellings from `from` on speak with the voice of `at`? */
static bool is_heard(const struct rap_echoes *e, size_t from, size_t at)
{
    const told *t = &e->v[at];
    for (size_t i = from; i < at; i++)
        if (e->voice[e->v[i].report] == e->voice[t->report] ||
            (t->carrier && e->v[i].carrier == t->carrier))
            return true;
    return false;
}

rap_code rap_echo_of(rap_echo *out, rap_view *v, const rap_item *a, rap_err *err)
{
    enum { LOOKED_AT = 64 };
    rap_echo echo = {.reports = 1, .origins = 1};
    rap_code rc = v->echoes ? RAP_OK : load(v, err);
    if (rc != RAP_OK) return rc;
    const struct rap_echoes *e = v->echoes;
    uint64_t words = words_of(a->who, a->text);
    size_t from = find_words(e, words);
    uint32_t seen = 0, heard = 0, last = 0;
    for (size_t i = from; words && i < e->n && i < from + LOOKED_AT; i++) {
        const told *t = &e->v[i];
        if (t->words != words) break;
        heard += t->report < e->n_voices && !is_heard(e, from, i);
        if (t->report == last) continue;
        last = t->report;
        seen++;
        if (t->report != a->report && echo.n_others < RAP_ECHO_MOST)
            echo.others[echo.n_others++] = t->report;
    }
    if (seen > 1) echo.reports = seen;
    if (heard > 1) echo.origins = heard;
    *out = echo;
    return RAP_OK;
}

void rap_echo_write(rap_buf *out, const rap_echo *e)
{
    if (e->reports < 2) return;
    rap_buf_printf(out, "told in %u reports, %u independent origin%s (also", e->reports,
                   e->origins, e->origins == 1 ? "" : "s");
    for (uint32_t i = 0; i < e->n_others; i++)
        rap_buf_printf(out, "%s R%u", i ? "," : "", e->others[i]);
    rap_buf_z(out, ")");
}

static void put_told_by(rap_buf *out, uint32_t reports, int64_t origins)
{
    if (reports < 2 || origins < 1) return;
    rap_buf_printf(out, "%u reports, %lld origin%s", reports, (long long)origins,
                   origins == 1 ? "" : "s");
}

void rap_origins_write(rap_buf *out, const rap_item *item)
{
    uint32_t reports = 0;
    for (uint32_t i = 0; i < item->n_cites; i++)
        reports += i == 0 || item->cites[i].n != item->cites[i - 1].n;
    put_told_by(out, reports, rap_jsonin_int(item->json, "origins", 0));
}

void rap_told_by_write(rap_buf *out, const rap_moment *m)
{
    enum { LOOKED_AT = 200 };
    uint32_t reports = 0, n = m->n_tellings < LOOKED_AT ? m->n_tellings : LOOKED_AT;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = 0;
        while (k < i && m->tellings[k].cite.n != m->tellings[i].cite.n)
            k++;
        reports += k == i;
    }
    put_told_by(out, reports, m->origins);
}
