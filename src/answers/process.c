/*
 * answers/process.c - rounds chained by the sides that sit there.
 *
 * A process is all rounds of the same sides in order of their days; those without a day
 * come last, as in the export.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/process.h"

#include "view/wording.h"

#include <stdlib.h>

enum { ROUNDS_MOST = 4096 };

static int by_sides(const void *x, const void *y)
{
    const rap_meeting *a = *(rap_meeting *const *)x, *b = *(rap_meeting *const *)y;
    int d = rap_str_cmp(a->who, b->who);
    return d ? d : (a->order > b->order) - (a->order < b->order);
}

static int by_id(const void *x, const void *y)
{
    const rap_meeting *a = x, *b = y;
    return rap_str_cmp(a->id, b->id);
}

static rap_code gather(rap_process *p, rap_view *v, rap_arena *arena, rap_err *err)
{
    rap_rows *rows = NULL;
    rap_arena *row = rap_arena_new(1 << 26);
    bool more = true;
    if (!row) return rap_fail_memory(err);
    rap_code rc = rap_rows_open(&rows, v, "round", false, err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    while (rc == RAP_OK && p->n < ROUNDS_MOST) {
        rap_item item;
        rap_row_clear(v, row);
        rc = rap_rows_next(rows, &item, &more, row, err);
        if (rc != RAP_OK || !more) break;
        p->v[p->n] = (rap_meeting){.id = rap_arena_copy(arena, item.id),
                                   .who = rap_arena_copy(arena, item.who),
                                   .day = rap_arena_copy(arena, item.day),
                                   .place = rap_arena_copy(arena, item.what),
                                   .state = rap_arena_copy(arena, item.state),
                                   .order = p->n};
        p->n++;
    }
    rap_rows_close(rows);
    rap_row_clear(v, row);
    rap_arena_free(row);
    return rc;
}

/* From v[from] on, all of the same sides. */
static uint32_t chain(rap_meeting **v, uint32_t from, uint32_t n)
{
    uint32_t end = from;
    while (end < n && rap_str_eq(v[end]->who, v[from]->who))
        end++;
    for (uint32_t i = from; i < end; i++) {
        v[i]->number = i - from + 1;
        v[i]->of = end - from;
        v[i]->before = i > from ? v[i - 1] : NULL;
        v[i]->after = i + 1 < end ? v[i + 1] : NULL;
    }
    return end;
}

rap_code rap_process_load(rap_process *out, rap_view *v, rap_arena *arena, rap_err *err)
{
    rap_process p = {RAP_NEW(arena, rap_meeting, ROUNDS_MOST), 0};
    rap_meeting **order = RAP_NEW(arena, rap_meeting *, ROUNDS_MOST);
    if (!p.v || !order) return rap_fail_memory(err);
    rap_code rc = gather(&p, v, arena, err);
    if (rc != RAP_OK) return rc;
    if (p.n) qsort(p.v, p.n, sizeof *p.v, by_id);
    for (uint32_t i = 0; i < p.n; i++)
        order[i] = &p.v[i];
    if (p.n) qsort(order, p.n, sizeof *order, by_sides);
    for (uint32_t i = 0; i < p.n;)
        i = chain(order, i, p.n);
    *out = p;
    return RAP_OK;
}

const rap_meeting *rap_process_find(const rap_process *p, rap_str id)
{
    const rap_meeting want = {.id = id};
    return p->n ? bsearch(&want, p->v, p->n, sizeof want, by_id) : NULL;
}

void rap_meeting_name(rap_buf *out, const rap_meeting *m)
{
    rap_word_day(out, m->day);
    if (m->place.n) rap_buf_z(out, ", ");
    rap_buf_put(out, m->place);
}
