/*
 * answers/since.c - what is new in a dossier since a day.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/since.h"

#include "answers/firsts.h"
#include "answers/round.h"
#include "view/judged.h"

#include <stdlib.h>

typedef struct {
    rap_view *v;
    const rap_filter *f;
    const rap_firsts *firsts;
    rap_arena *arena, *row;
    RAP_LIST(rap_change) list;
    RAP_LIST(int64_t) out, of_party; /* places: rejected by hand; events of the party */
    rap_since *s;
    rap_err *err;
} gathering;

/* ---- places ---- */

static int by_number(const void *va, const void *vb)
{
    int64_t a = *(const int64_t *)va, b = *(const int64_t *)vb;
    return (a > b) - (a < b);
}

static bool is_among(const int64_t *v, size_t n, int64_t place)
{
    return n && bsearch(&place, v, n, sizeof *v, by_number);
}

static rap_code find_rejected(gathering *g)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_code rc = rap_judged_all(&j, &n, g->v, g->err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        rap_query *q = NULL;
        bool no = false, more = false;
        rc = rap_judged_rejects(&no, g->v, j[i].id, g->err);
        if (rc != RAP_OK || !no) continue;
        rc = rap_query_new(&q, g->v->d, "SELECT place FROM row WHERE id = ?1", g->err);
        if (rc != RAP_OK) break;
        rap_query_bind(q, 1, j[i].id);
        rc = rap_query_step(q, &more, g->err);
        int64_t *to = more ? RAP_PUSH(g->arena, &g->out) : NULL;
        if (to) *to = rap_query_int(q, 0);
        rap_query_end(q);
        if (rc == RAP_OK && more && !to) rc = rap_fail_memory(g->err);
    }
    if (g->out.n) qsort(g->out.v, g->out.n, sizeof *g->out.v, by_number);
    return rc;
}

/* Events in which the party or its members act or are acted upon. */
static rap_code find_events_of_party(gathering *g)
{
    const bool *party = g->f->party;
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, g->v->d,
        "SELECT place, who, other FROM row INDEXED BY row_by_who WHERE kind = 'event'",
        g->err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, g->err)) == RAP_OK && more) {
        if (!rap_view_has(g->v, party, rap_query_str(q, 1), true) &&
            !rap_view_has(g->v, party, rap_query_str(q, 2), true))
            continue;
        int64_t *to = RAP_PUSH(g->arena, &g->of_party);
        if (!to) rc = rap_fail_memory(g->err);
        if (to) *to = rap_query_int(q, 0);
    }
    rap_query_end(q);
    if (g->of_party.n)
        qsort(g->of_party.v, g->of_party.n, sizeof *g->of_party.v, by_number);
    return rc;
}

/* ---- one change ---- */

static rap_code put(gathering *g, rap_change c)
{
    rap_change *to = RAP_PUSH(g->arena, &g->list);
    if (!to) return rap_fail_memory(g->err);
    *to = c;
    g->s->counts[c.kind]++;
    return RAP_OK;
}

static bool has_agenda(const rap_item *item, rap_str issue)
{
    const rap_value *list = rap_jsonin_get(item->json, "agenda");
    for (const rap_value *e = list ? list->first : NULL; e; e = e->next)
        if (rap_issue_is_asked(issue, e->text)) return true;
    return false;
}

static rap_code item_at(rap_item *item, rap_view *v, int64_t place, rap_arena *arena,
                        rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    *item = (rap_item){0};
    rap_code rc = rap_query_new(&q, v->d,
                                "SELECT kind, id, who, other, what, state, day, text,"
                                " weight, report, body FROM row WHERE place = ?1",
                                err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, place);
    rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && more) rc = rap_item_take(item, q, NULL, arena, err);
    rap_query_end(q);
    return rc == RAP_OK && item->id.n ? rap_item_cites(v, item, arena, err) : rc;
}

/* Does the row at this place pass the filter's party and issue? */
static rap_code keeps(gathering *g, bool *yes, rap_since_kind kind, int64_t place)
{
    rap_str issue = g->f->options->issue;
    rap_item item;
    *yes = !g->f->nowhere && !is_among(g->out.v, g->out.n, place);
    if (!*yes || (!g->f->party && !issue.n)) return RAP_OK;
    if (kind == RAP_SINCE_EVENT) {
        *yes = !issue.n && is_among(g->of_party.v, g->of_party.n, place);
        return RAP_OK;
    }
    rap_row_clear(g->v, g->row);
    rap_code rc = item_at(&item, g->v, place, g->row, g->err);
    if (rc != RAP_OK) return rc;
    *yes = rap_filter_keeps(g->f, g->v, &item);
    if (issue.n && kind == RAP_SINCE_ROUND) *yes = *yes && has_agenda(&item, issue);
    if (issue.n && (kind == RAP_SINCE_PAPER || kind == RAP_SINCE_DIFFER)) *yes = false;
    return RAP_OK;
}

static rap_code put_if_kept(gathering *g, rap_change c)
{
    bool yes = false;
    rap_code rc = keeps(g, &yes, c.kind, c.place);
    return rc == RAP_OK && yes ? put(g, c) : rc;
}

/* ---- kind by kind ---- */

static rap_code gather_rows(gathering *g, const rap_first_list *list,
                            rap_since_kind kind)
{
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < list->n; i++) {
        const rap_first *x = &list->v[i];
        if (!rap_told_first(x->days, g->s->since)) continue;
        rc = put_if_kept(
            g, (rap_change){.kind = kind,
                            .place = x->place,
                            .day = x->days.oldest,
                            .weight = kind == RAP_SINCE_EVENT ? x->value : 0});
    }
    return rc;
}

const rap_telling *rap_change_before(const rap_telling *tellings, uint32_t n,
                                     rap_view *v, int32_t since)
{
    const rap_telling *best = NULL;
    int32_t best_day = INT32_MIN;
    for (uint32_t i = 0; i < n; i++) {
        int32_t first, last;
        const rap_listed *r = rap_view_number(v, tellings[i].cite.n);
        if (!r || !rap_round_step(&tellings[i]).n) continue;
        if (!rap_day_bounds(&first, &last, r->day) || last >= since) continue;
        if (last < best_day) continue;
        best_day = last;
        best = &tellings[i];
    }
    return best;
}

/* Is a round that was told before told with another status now? */
static rap_code has_turned(gathering *g, bool *yes, int64_t place)
{
    rap_item item;
    rap_round r;
    *yes = false;
    rap_row_clear(g->v, g->row);
    rap_code rc = item_at(&item, g->v, place, g->row, g->err);
    if (rc == RAP_OK) rc = rap_round_of(&r, g->v, &item, g->row, g->err);
    if (rc != RAP_OK) return rc;
    const rap_telling *now = rap_round_teller(&r, g->v);
    const rap_telling *was =
        rap_change_before(r.tellings, r.n_tellings, g->v, g->s->since);
    *yes = now && was && rap_round_step(now).n &&
           !rap_str_eq(rap_round_step(now), rap_round_step(was));
    return RAP_OK;
}

static rap_code gather_round(gathering *g, const rap_first *x, uint32_t n)
{
    rap_told_days all = x[0].days;
    int32_t day = INT32_MAX;
    bool turned = false;
    for (uint32_t i = 0; i < n; i++) {
        all = rap_told_both(all, x[i].days);
        if (x[i].days.newest >= g->s->since && x[i].days.newest < day)
            day = x[i].days.newest;
    }
    if (all.newest < g->s->since) return RAP_OK;
    rap_code rc = RAP_OK;
    if (all.oldest < g->s->since) {
        rc = has_turned(g, &turned, x->place);
        if (rc != RAP_OK || !turned) return rc;
    }
    return put_if_kept(g, (rap_change){.kind = RAP_SINCE_ROUND,
                                       .place = x->place,
                                       .day = day,
                                       .again = turned});
}

/* Sides that were told before the day, as far as their values differ: 0, 1 or 2. */
static rap_code gather_differ(gathering *g, const rap_first *x, uint32_t n)
{
    int32_t day = INT32_MAX, since = g->s->since;
    uint32_t value = 0;
    bool any = false, differ = false;
    for (uint32_t i = 0; i < n; i++) {
        if (x[i].days.newest >= since && x[i].days.newest < day) day = x[i].days.newest;
        if (x[i].days.oldest >= since) continue;
        differ = differ || (any && x[i].value != value);
        value = x[i].value;
        any = true;
    }
    if (day == INT32_MAX || differ) return RAP_OK;
    return put_if_kept(
        g, (rap_change){.kind = RAP_SINCE_DIFFER, .place = x->place, .day = day});
}

typedef rap_code gather_parts(gathering *g, const rap_first *x, uint32_t n);

static rap_code gather_groups(gathering *g, const rap_first_list *list,
                              gather_parts *one)
{
    rap_code rc = RAP_OK;
    for (uint32_t from = 0, to; rc == RAP_OK && from < list->n; from = to) {
        for (to = from + 1; to < list->n && list->v[to].place == list->v[from].place;)
            to++;
        rc = one(g, &list->v[from], to - from);
    }
    return rc;
}

static rap_code gather_pledges(gathering *g)
{
    const rap_first_list *list = &g->firsts->pledges;
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < list->n; i++) {
        const rap_first *x = &list->v[i];
        bool whole = x->part == RAP_FIRST_WHOLE;
        if (!rap_told_first(x->days, g->s->since)) continue;
        rc = put_if_kept(
            g, (rap_change){.kind = whole ? RAP_SINCE_PLEDGE : RAP_SINCE_FOLLOWUP,
                            .place = x->place,
                            .part = whole ? 0 : x->part,
                            .day = x->days.oldest});
    }
    return rc;
}

/* ---- positions ---- */

static rap_told_days days_of(const gathering *g, const rap_stand *s)
{
    rap_told_days d = rap_firsts_report(g->firsts, g->v, s->cite.n);
    for (uint32_t i = 0; i < s->n_tellings; i++)
        d = rap_told_both(d, rap_firsts_report(g->firsts, g->v, s->tellings[i].report));
    return d;
}

static bool keeps_stand(const gathering *g, const rap_stand *s)
{
    if (g->f->nowhere || s->rejected || !s->sign.flag) return false;
    if (g->f->party && !rap_view_has(g->v, g->f->party, s->who, true)) return false;
    return rap_issue_is_asked(g->f->options->issue, s->issue);
}

/* What a stance does: gives, asks, refuses.  From a demand to a condition nobody
 * moves. */
typedef enum { MOVE_NONE, MOVE_GIVES, MOVE_ASKS, MOVE_REFUSES, MOVE_COUNT } move_kind;

static move_kind move_of(rap_str stance)
{
    static const struct {
        const char *stance;
        move_kind kind;
    } kinds[] = {{"offer", MOVE_GIVES},      {"accept", MOVE_GIVES},
                 {"pledge", MOVE_GIVES},     {"demand", MOVE_ASKS},
                 {"condition", MOVE_ASKS},   {"reject", MOVE_REFUSES},
                 {"red_line", MOVE_REFUSES}, {"threat", MOVE_REFUSES}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (rap_str_is(stance, kinds[i].stance)) return kinds[i].kind;
    return MOVE_NONE;
}

/* The last position of each kind on the way along a line, in the party's own words. */
typedef struct {
    const rap_stand *last[MOVE_COUNT], *latest;
} heard;

static const rap_stand *heard_before(const heard *h, const rap_stand *s)
{
    const rap_stand *same = h->last[move_of(s->stance)];
    bool late = same && (same->since == INT32_MIN || s->since == INT32_MIN ||
                         s->since - same->since <= RAP_SINCE_LATE);
    bool other = h->latest && move_of(h->latest->stance) != move_of(s->stance) &&
                 h->latest->since < s->since;
    return late || !other ? NULL : h->latest;
}

/* What no label names is not one matter, in which a party could move. */
static bool is_a_matter(rap_str issue)
{
    return issue.n && !rap_str_is(issue, "other");
}

static rap_code gather_line(gathering *g, const rap_stands *all, uint32_t from,
                            uint32_t to)
{
    heard h = {0};
    rap_code rc = RAP_OK;
    for (uint32_t i = from; rc == RAP_OK && i < to; i++) {
        const rap_stand *s = &all->v[all->lines[i]];
        if (!keeps_stand(g, s)) continue;
        rap_told_days d = days_of(g, s);
        bool hollow = s->source == RAP_STAND_HOLLOW;
        bool fresh = rap_told_first(d, g->s->since);
        g->s->hollow += fresh && hollow;
        if (hollow) continue;
        bool own = s->source == RAP_STAND_OWN && is_a_matter(s->issue) &&
                   move_of(s->stance) != MOVE_NONE;
        const rap_stand *was = own ? heard_before(&h, s) : NULL;
        bool pledge = rap_str_is(s->stance, "pledge"); /* a row of its own */
        if (fresh && (was || !pledge))
            rc = put(g, (rap_change){.kind = was ? RAP_SINCE_MOVED : RAP_SINCE_POSITION,
                                     .day = d.oldest,
                                     .was = was,
                                     .now = s});
        if (own) h.last[move_of(s->stance)] = h.latest = s;
    }
    return rc;
}

static rap_code gather_stands(gathering *g)
{
    const rap_stands *all = NULL;
    rap_code rc = rap_stands_of(&all, g->v, g->err);
    for (uint32_t from = 0, to; rc == RAP_OK && from < all->n; from = to) {
        const rap_stand *s = &all->v[all->lines[from]];
        for (to = from + 1;
             to < all->n && rap_stand_is_beside(s, &all->v[all->lines[to]]);)
            to++;
        rc = gather_line(g, all, from, to);
    }
    return rc;
}

/* ---- all of them ---- */

static void find_day(gathering *g)
{
    int32_t last = INT32_MIN;
    rap_since *s = g->s;
    for (uint32_t i = 0; i < g->v->n_reports; i++)
        if (g->firsts->reports[i].newest > last) last = g->firsts->reports[i].newest;
    s->usual = !g->f->has_since;
    s->since = g->f->has_since     ? g->f->since
               : last == INT32_MIN ? INT32_MAX
                                   : last - (RAP_SINCE_DAYS - 1);
    for (uint32_t i = 0; i < g->v->n_reports; i++) {
        rap_told_days d = g->firsts->reports[i];
        bool old = d.oldest < s->since, fresh = d.newest >= s->since;
        s->reports += fresh && !old;
        s->undated += !fresh && !old;
    }
}

static int by_kind_day(const void *va, const void *vb)
{
    const rap_change *a = va, *b = vb;
    int d = (a->kind > b->kind) - (a->kind < b->kind);
    if (!d) d = (a->weight < b->weight) - (a->weight > b->weight);
    if (!d) d = (a->day > b->day) - (a->day < b->day);
    if (!d) d = (a->place > b->place) - (a->place < b->place);
    if (!d) d = (a->part > b->part) - (a->part < b->part);
    return d || !a->now ? d : rap_str_cmp(a->now->id, b->now->id);
}

static rap_code gather(gathering *g)
{
    rap_code rc = rap_firsts_of(&g->firsts, g->v, g->err);
    if (rc != RAP_OK) return rc;
    find_day(g);
    rc = find_rejected(g);
    if (rc == RAP_OK && g->f->party) rc = find_events_of_party(g);
    if (rc == RAP_OK) rc = gather_groups(g, &g->firsts->rounds, gather_round);
    if (rc == RAP_OK) rc = gather_rows(g, &g->firsts->papers, RAP_SINCE_PAPER);
    if (rc == RAP_OK) rc = gather_stands(g);
    if (rc == RAP_OK) rc = gather_pledges(g);
    if (rc == RAP_OK) rc = gather_groups(g, &g->firsts->differ, gather_differ);
    if (rc == RAP_OK) rc = gather_rows(g, &g->firsts->events, RAP_SINCE_EVENT);
    return rc;
}

rap_code rap_since_of(rap_since *out, rap_view *v, const rap_filter *f,
                      rap_arena *arena, rap_err *err)
{
    enum { ROOM = 1 << 26 };
    *out = (rap_since){0};
    gathering g = {.v = v, .f = f, .arena = arena, .s = out, .err = err};
    g.row = rap_arena_new(ROOM);
    rap_code rc = g.row ? gather(&g) : rap_fail_memory(err);
    rap_arena_free(g.row);
    if (rc != RAP_OK) return rc;
    if (g.list.n) qsort(g.list.v, g.list.n, sizeof *g.list.v, by_kind_day);
    out->v = g.list.v;
    out->n = (uint32_t)g.list.n;
    return RAP_OK;
}

rap_code rap_change_item(rap_item *item, rap_view *v, const rap_change *c,
                         rap_arena *arena, rap_err *err)
{
    if (c->now) return rap_view_row(v, item, "position", c->now->id, arena, err);
    return item_at(item, v, c->place, arena, err);
}
