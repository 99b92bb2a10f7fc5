/*
 * view/judged.c - what coders have said of rows, and how many of a random sample they
 * found right.
 */
/* SPDX-License-Identifier: MIT */
#include "view/judged.h"

#include "base/bisect.h"
#include "base/json.h"
#include "base/logarithm.h"
#include "view/forms.h"
#include "view/statement.h"
#include "view/wording.h"

#include <stdlib.h>

/* A row that has another id by now is found by its alias, or by its place. */
static const char judged_sql[] =
    "SELECT coalesce((SELECT id FROM row WHERE id = j.id),"
    " (SELECT r.id FROM alias a JOIN row r ON r.id = a.new WHERE a.old = j.id),"
    " (SELECT c.id FROM cite c JOIN source s ON s.n = c.report WHERE s.key = j.report"
    " AND c.at_from = j.at_from AND c.at_to = j.at_to AND c.kind = j.kind LIMIT 1), "
    "''),"
    " j.what, j.value, j.coder FROM judgement j WHERE j.what <> 'signed'"
    " ORDER BY 1, j.n";

static rap_code has_table(bool *has, rap_view *v, rap_err *err)
{
    rap_query *q = NULL;
    *has = false;
    rap_code rc = rap_query_new(
        &q, v->d, "SELECT 1 FROM sqlite_master WHERE name = 'judgement'", err);
    if (rc == RAP_OK) rc = rap_query_step(q, has, err);
    rap_query_end(q);
    return rc;
}

static rap_code load(rap_view *v, rap_err *err)
{
    RAP_LIST(rap_judged) list = {0};
    rap_query *q = NULL;
    bool more = false, has = false;
    rap_code rc = has_table(&has, v, err);
    if (rc == RAP_OK && has) rc = rap_query_new(&q, v->d, judged_sql, err);
    while (rc == RAP_OK && has && (rc = rap_query_step(q, &more, err)) == RAP_OK &&
           more) {
        rap_judged *one = RAP_PUSH(v->arena, &list);
        if (!one) {
            rc = rap_fail_memory(err);
            break;
        }
        rap_str *const to[] = {&one->id, &one->what, &one->value, &one->coder};
        for (int i = 0; i < 4; i++)
            *to[i] = rap_arena_copy(v->arena, rap_query_str(q, i));
    }
    rap_query_end(q);
    v->judged = list.v;
    v->n_judged = (uint32_t)list.n;
    v->has_judged = rc == RAP_OK;
    return rc;
}

rap_code rap_judged_all(const rap_judged **out, uint32_t *n, rap_view *v, rap_err *err)
{
    rap_code rc = v->has_judged ? RAP_OK : load(v, err);
    *out = v->judged;
    *n = v->n_judged;
    return rc;
}

rap_code rap_judged_of(const rap_judged **out, uint32_t *n, rap_view *v, rap_str id,
                       rap_err *err)
{
    const rap_judged *all = NULL;
    uint32_t count = 0, low = 0;
    rap_code rc = rap_judged_all(&all, &count, v, err);
    *n = 0;
    if (rc != RAP_OK || !id.n || !count) return rc;
    RAP_BISECT(uint32_t, low, mid, count, rap_str_cmp(all[mid].id, id) < 0);
    *out = all + low;
    while (low + *n < count && rap_str_eq(all[low + *n].id, id))
        ++*n;
    return RAP_OK;
}

/* The last verdict counts; notes are none. */
static rap_code verdict_of(rap_str *out, rap_view *v, rap_str id, rap_err *err)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    *out = (rap_str){"", 0};
    rap_code rc = rap_judged_of(&j, &n, v, id, err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
        if (!rap_str_is(j[i].what, "note")) *out = j[i].what;
    return rc;
}

rap_code rap_judged_rejects(bool *out, rap_view *v, rap_str id, rap_err *err)
{
    rap_str verdict;
    rap_code rc = verdict_of(&verdict, v, id, err);
    *out = rc == RAP_OK && rap_str_is(verdict, "reject");
    return rc;
}

void rap_judged_write(rap_buf *out, const rap_judged *j)
{
    static const char *const words[][2] = {{"accept", "accepted"},
                                           {"reject", "rejected"},
                                           {"edit", "edited"},
                                           {"note", "noted"}};
    for (size_t i = 0; i < 4; i++)
        if (rap_str_is(j->what, words[i][0])) rap_buf_z(out, words[i][1]);
    if (j->coder.n) {
        rap_buf_z(out, " by ");
        rap_buf_put(out, j->coder);
    } else {
        rap_buf_z(out, " by hand");
    }
    if (!j->value.n) return;
    rap_buf_z(out, ": ");
    rap_buf_put(out, j->value);
}

void rap_judged_json(rap_buf *out, const rap_judged *j)
{
    rap_json w = rap_json_of(out);
    rap_json_object(&w);
    rap_json_key(&w, "row");
    rap_json_z(&w, "judgement");
    rap_json_key(&w, "of");
    rap_json_str_or_null(&w, j->id);
    rap_json_key(&w, "what");
    rap_json_str(&w, j->what);
    rap_json_key(&w, "value");
    rap_json_str_or_null(&w, j->value);
    rap_json_key(&w, "coder");
    rap_json_str_or_null(&w, j->coder);
    rap_json_end_object(&w);
}

void rap_judged_head(rap_buf *out)
{
    rap_buf_z(out, "of,what,value,coder\r\n");
}

void rap_judged_csv(rap_buf *out, const rap_judged *j)
{
    const rap_str cells[] = {j->id, j->what, j->value, j->coder};
    for (int i = 0; i < 4; i++) {
        if (i) rap_buf_byte(out, ',');
        rap_csv_cell(out, cells[i]);
    }
    rap_buf_z(out, "\r\n");
}

/* 64 bits of FNV-1a, stirred (splitmix64): neighbours do not stay neighbours. */
static uint64_t draw_of(rap_str id)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < id.n; i++)
        h = (h ^ (unsigned char)id.p[i]) * 1099511628211u;
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9u;
    h = (h ^ h >> 27) * 0x94D049BB133111EBu;
    return h ^ h >> 31;
}

typedef struct {
    uint64_t draw;
    rap_str id;
} ticket;

static int by_draw(const void *va, const void *vb)
{
    const ticket *a = va, *b = vb;
    return (a->draw > b->draw) - (a->draw < b->draw);
}

/* The tickets that may still be among the first `most`: few of many, since each that
 * comes behind the last of a full draw is let go at once. */
typedef struct {
    ticket *v;
    size_t n, room, most;
    uint64_t limit; /* what is not before it is out */
} lots;

static void keep_first(lots *d)
{
    if (d->n) qsort(d->v, d->n, sizeof *d->v, by_draw);
    if (d->n < d->most) return;
    d->n = d->most;
    if (d->most) d->limit = d->v[d->most - 1].draw;
}

static rap_code take_lot(lots *d, rap_str id, rap_arena *arena, rap_err *err)
{
    uint64_t at = draw_of(id);
    if (at >= d->limit) return RAP_OK;
    if (d->n == d->room) keep_first(d);
    if (at >= d->limit) return RAP_OK;
    d->v[d->n] = (ticket){at, rap_arena_copy(arena, id)};
    return d->v[d->n++].id.p ? RAP_OK : rap_fail_memory(err);
}

static rap_code draw_all(lots *d, rap_view *v, rap_str kind, rap_arena *arena,
                         rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    d->room = d->most * 4 + 64;
    d->limit = UINT64_MAX;
    d->v = RAP_NEW(arena, ticket, d->room);
    if (!d->v) return rap_fail_memory(err);
    rap_code rc =
        rap_query_new(&q, v->d,
                      "SELECT id FROM row WHERE kind = ?1 OR (?1 = '' AND kind IN"
                      " ('attribution', 'event', 'position', 'pledge'))",
                      err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, kind);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more)
        rc = take_lot(d, rap_query_str(q, 0), arena, err);
    rap_query_end(q);
    keep_first(d);
    return rc;
}

static rap_code count_verdict(rap_sample *s, rap_view *v, rap_str id, rap_err *err)
{
    rap_str verdict;
    rap_code rc = verdict_of(&verdict, v, id, err);
    s->judged += verdict.n > 0;
    s->right += rap_str_is(verdict, "accept");
    return rc;
}

/* The bounds in percent of the share that k of n suggest (E. B. Wilson, JASA 22, 1927);
 * n > 0; in millionths, z = 1.959964. */
static void wilson(uint32_t *low, uint32_t *high, uint32_t k, uint32_t n)
{
    const int64_t one = 1000000, z = 1959964, zz = 3841459;
    int64_t spread = (int64_t)k * (n - k) * one / n + zz / 4;
    int64_t half = z * (int64_t)rap_root((uint64_t)(spread * one)) / one;
    int64_t middle = k * one + zz / 2, all = n * one + zz;
    int64_t from = (middle - half) * 100, to = (middle + half) * 100;
    *low = from < 0 ? 0 : (uint32_t)(from / all);
    *high = (uint32_t)((to + all - 1) / all);
    if (*high > 100) *high = 100;
}

/* The draw of the page is kept: the rows of a view do not change. */
static rap_code draw_kept(rap_sample *s, rap_view *v, rap_str kind, uint32_t most,
                          rap_arena *arena, rap_err *err)
{
    bool usual = !kind.n && most == RAP_SAMPLE_USUAL;
    rap_arena *where = usual ? v->arena : arena;
    lots d = {.most = most};
    if (usual && v->sample) {
        *s = *v->sample;
        return RAP_OK;
    }
    s->ids = RAP_NEW(where, rap_str, (size_t)most + 1);
    rap_code rc = s->ids ? draw_all(&d, v, kind, where, err) : rap_fail_memory(err);
    for (; rc == RAP_OK && s->n < d.n; s->n++)
        s->ids[s->n] = d.v[s->n].id;
    if (rc != RAP_OK || !usual) return rc;
    v->sample = RAP_NEW(v->arena, rap_sample, 1);
    if (!v->sample) return rap_fail_memory(err);
    *v->sample = *s;
    return RAP_OK;
}

rap_code rap_sample_of(rap_sample *out, rap_view *v, rap_str kind, uint32_t most,
                       rap_arena *arena, rap_err *err)
{
    rap_sample s = {.n = 0};
    if (most > RAP_SAMPLE_MOST) most = RAP_SAMPLE_MOST;
    rap_code rc = draw_kept(&s, v, kind, most, arena, err);
    for (uint32_t i = 0; rc == RAP_OK && i < s.n; i++)
        rc = count_verdict(&s, v, s.ids[i], err);
    if (rc == RAP_OK && s.judged) wilson(&s.low, &s.high, s.right, s.judged);
    if (rc == RAP_OK) *out = s;
    return rc;
}

void rap_sample_write(rap_buf *out, const rap_sample *s)
{
    rap_buf_printf(out, "%u of %u judged", s->judged, s->n);
    if (!s->judged) return;
    rap_buf_printf(out, ", %u right: %u %% (95 %% interval %u to %u)", s->right,
                   (s->right * 100 + s->judged / 2) / s->judged, s->low, s->high);
}

rap_code rap_sample_line(rap_buf *out, rap_view *v, const rap_item *item,
                         rap_arena *arena, rap_err *err)
{
    rap_buf_put(out, rap_sign_kind(item->kind).word);
    rap_buf_z(out, ", ");
    rap_word_day(out, item->day);
    rap_buf_z(out, ": ");
    size_t before = out->n;
    rap_names_write(out, v, item->who);
    if (item->other.n && !rap_str_is(item->kind, "attribution")) {
        rap_buf_z(out, " → ");
        rap_names_write(out, v, item->other);
    }
    if (out->n == before) rap_buf_z(out, "nobody named");
    rap_buf_z(out, ", ");
    rap_buf_put(out, item->what);
    if (item->state.n) rap_buf_byte(out, ' ');
    rap_buf_put(out, item->state);
    rap_buf_z(out, ": ");
    rap_cue_write(out, rap_cue_of(item));
    rap_buf_put(out, item->text);
    rap_buf_z(out, " - says ");
    rap_buf by = {0};
    rap_code rc = rap_claimants_write(&by, v, item, arena, err);
    rap_torn_put(out, &by);
    rap_buf_done(&by);
    return rc;
}
