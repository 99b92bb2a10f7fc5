/*
 * show/matrix.c - who stands where on what.
 */
/* SPDX-License-Identifier: MIT */
#include "show/matrix.h"

#include <stdlib.h>

enum { ROW_ROOM = 1 << 26, PLEDGES_SHOWN = 3 };

typedef RAP_LIST(rap_stand) stand_list;

typedef struct {
    rap_view *v;
    const rap_filter *f;
    bool all;
    rap_arena *arena, *row;
    stand_list list;
    rap_err *err;
    bool bounded;
    int32_t until; /* --as-of */
} building;

static rap_stand_source source_of(const rap_value *json, const rap_value **best)
{
    static const char *const own[] = {"self", "narrator"};
    const rap_value *list = rap_jsonin_get(json, "tellings");
    *best = list ? list->first : NULL;
    for (int want = 0; want < 2; want++)
        for (const rap_value *t = list ? list->first : NULL; t; t = t->next)
            if (rap_str_is(rap_jsonin_str(t, "asserted_by"), own[want])) {
                *best = t;
                return want ? RAP_STAND_NARRATOR : RAP_STAND_OWN;
            }
    rap_str by = rap_jsonin_str(json, "asserted_by");
    if (rap_str_is(by, "self")) return RAP_STAND_OWN;
    return rap_str_is(by, "narrator") ? RAP_STAND_NARRATOR : RAP_STAND_HOLLOW;
}

/* The last day of the tellings, or of the row, that is not after the day looked at. */
static int32_t last_heard(const building *b, const rap_item *item, rap_str *heard)
{
    int32_t first, last, best = INT32_MIN;
    const rap_value *list = rap_jsonin_get(item->json, "tellings");
    *heard = item->day;
    if (rap_day_bounds(&first, &last, item->day)) best = last;
    for (const rap_value *t = list ? list->first : NULL; t; t = t->next) {
        rap_str day = rap_jsonin_str(t, "day");
        if (!rap_day_bounds(&first, &last, day) || last <= best ||
            (b->bounded && first > b->until))
            continue;
        best = last;
        *heard = day;
    }
    return best;
}

static bool copy_all(rap_stand *s, rap_arena *arena)
{
    rap_str *const strings[] = {
        &s->id,   &s->issue,       &s->party,     &s->stance,          &s->day,
        &s->text, &s->attribution, &s->condition, &s->condition_state, &s->heard};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        *strings[i] = rap_arena_copy(arena, *strings[i]);
        if (!strings[i]->p) return false;
    }
    return true;
}

static void place_of(rap_stand *s, const building *b, const rap_item *item,
                     const rap_value *telling)
{
    const rap_listed *r = rap_view_report(b->v, rap_jsonin_str(telling, "report"));
    if (r)
        s->cite = (rap_cited){r->n, rap_jsonin_span(rap_jsonin_get(telling, "at"))};
    else if (item->n_cites)
        s->cite = item->cites[0];
}

static rap_code add_stand(building *b, const rap_item *item)
{
    const rap_value *telling = NULL;
    rap_str who = item->who, party = {"", 0};
    rap_stand s = {.sign = rap_sign_stance(item->state)};
    rap_ids_next(&who, &party);
    s.source = source_of(item->json, &telling);
    if (b->f->options->own && s.source != RAP_STAND_OWN) return RAP_OK;
    if (!b->all && !s.sign.flag) return RAP_OK;
    s.id = item->id;
    s.issue = item->what;
    s.party = party;
    s.stance = item->state;
    s.day = item->day;
    s.text = rap_jsonin_str(item->json, "proposition");
    if (!s.text.n) s.text = item->text;
    rap_buf plain = {0};
    if (s.source != RAP_STAND_OWN) rap_word_unquoted(&plain, s.text);
    if (plain.n) s.text = rap_arena_copy(b->row, rap_buf_str(&plain));
    s.text = rap_word_bare(s.text);
    rap_buf_done(&plain);
    s.attribution = rap_jsonin_str(telling ? telling : item->json, "attribution");
    const rap_value *condition = rap_jsonin_get(item->json, "condition");
    s.condition = rap_jsonin_str(condition, "text");
    s.condition_state = rap_jsonin_str(condition, "state");
    s.last = last_heard(b, item, &s.heard);
    place_of(&s, b, item, telling);
    const rap_listed *r = rap_view_report(b->v, rap_jsonin_str(item->json, "report"));
    if (r && s.condition.n)
        s.condition_cite =
            (rap_cited){r->n, rap_jsonin_span(rap_jsonin_get(condition, "at"))};
    if (!copy_all(&s, b->arena)) return rap_fail_memory(b->err);
    s.sign = rap_sign_stance(s.stance);
    rap_stand *to = RAP_PUSH(b->arena, &b->list);
    if (!to) return rap_fail_memory(b->err);
    *to = s;
    return RAP_OK;
}

static rap_code gather(building *b)
{
    rap_rows *rows = NULL;
    bool more = true;
    rap_code rc = rap_rows_open(&rows, b->v, "position", false, b->err);
    while (rc == RAP_OK) {
        rap_item item;
        int32_t first = 0, last;
        rap_arena_reset(b->row);
        rc = rap_rows_next(rows, &item, &more, b->row, b->err);
        if (rc != RAP_OK || !more) break;
        if (!rap_filter_keeps(b->f, b->v, &item)) continue;
        if (b->bounded &&
            (!rap_day_bounds(&first, &last, item.day) || first > b->until))
            continue;
        rc = add_stand(b, &item);
    }
    rap_rows_close(rows);
    return rc;
}

/* May a name head a column?  States, movements and organizations may, and whoever
 * others belong to; persons and the unnamed stand with their side or in "Others". */
static void find_columns(bool *heads, const rap_view *v)
{
    static const char *const kinds[] = {"country", "organization", "group"};
    for (uint32_t i = 0; i < v->n_names; i++) {
        if (v->names[i].side != RAP_NOBODY) heads[v->names[i].side] = true;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (rap_str_is(v->names[i].kind, kinds[k])) heads[i] = true;
    }
}

static rap_str column_of(const rap_view *v, const bool *heads, rap_str party)
{
    int32_t i = rap_view_find(v, party);
    if (i == RAP_NOBODY) return (rap_str){"", 0};
    if (v->names[i].side != RAP_NOBODY) i = v->names[i].side;
    return heads[i] ? v->names[i].id : (rap_str){"", 0};
}

static rap_code give_columns(building *b)
{
    bool *heads = RAP_NEW(b->arena, bool, (size_t)b->v->n_names + 1);
    if (!heads) return rap_fail_memory(b->err);
    find_columns(heads, b->v);
    for (size_t i = 0; i < b->list.n; i++)
        b->list.v[i].column = column_of(b->v, heads, b->list.v[i].party);
    return RAP_OK;
}

static int by_issue_party(const void *va, const void *vb)
{
    const rap_stand *a = va, *b = vb;
    int d = rap_str_cmp(a->issue, b->issue);
    if (!d) d = rap_str_cmp(a->party, b->party);
    if (!d) d = (a->last > b->last) - (a->last < b->last);
    return d ? d : rap_str_cmp(a->id, b->id);
}

static int by_stance(const void *va, const void *vb)
{
    const rap_stand *a = va, *b = vb;
    int d = rap_str_cmp(a->issue, b->issue);
    if (!d) d = rap_str_cmp(a->party, b->party);
    if (!d) d = rap_str_cmp(a->stance, b->stance);
    if (!d) d = (int)a->source - (int)b->source;
    if (!d) d = (a->last < b->last) - (a->last > b->last);
    return d ? d : rap_str_cmp(a->id, b->id);
}

static bool is_same_stance(const rap_stand *a, const rap_stand *b)
{
    return rap_str_eq(a->issue, b->issue) && rap_str_eq(a->party, b->party) &&
           rap_str_eq(a->stance, b->stance) && a->source == b->source;
}

/* A later demand stands for the earlier ones; pledges stand side by side. */
static void keep_latest(stand_list *list)
{
    size_t kept = 0, same = 0;
    qsort(list->v, list->n, sizeof *list->v, by_stance);
    for (size_t i = 0; i < list->n; i++) {
        bool again = kept && is_same_stance(&list->v[kept - 1], &list->v[i]);
        bool pledge = rap_str_is(list->v[i].stance, "pledge");
        same = again ? same + 1 : 0;
        if (same < (pledge ? PLEDGES_SHOWN : 1u)) list->v[kept++] = list->v[i];
    }
    list->n = kept;
}

typedef struct {
    rap_str key;
    uint32_t n;
} tally;

static int by_count(const void *va, const void *vb)
{
    const tally *a = va, *b = vb;
    int d = (a->n < b->n) - (a->n > b->n);
    return d ? d : rap_str_cmp(a->key, b->key);
}

static int by_key(const void *va, const void *vb)
{
    const tally *a = va, *b = vb;
    return rap_str_cmp(a->key, b->key);
}

/* Each key once, the most frequent first. */
static tally *count_keys(const stand_list *list, bool party, rap_arena *arena,
                         uint32_t *n)
{
    tally *t = RAP_NEW(arena, tally, list->n + 1);
    if (!t) return NULL;
    for (size_t i = 0; i < list->n; i++)
        t[i] = (tally){party ? list->v[i].column : list->v[i].issue, 1};
    qsort(t, list->n, sizeof *t, by_key);
    *n = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (*n && rap_str_eq(t[*n - 1].key, t[i].key))
            t[*n - 1].n++;
        else
            t[(*n)++] = t[i];
    }
    qsort(t, *n, sizeof *t, by_count);
    return t;
}

/* Groups of the list (already by issue) in the order of `issues`. */
static rap_code order_issues(rap_matrix *m, const stand_list *list, rap_arena *arena)
{
    uint32_t n_issues = 0;
    tally *issues = count_keys(list, false, arena, &n_issues);
    tally *starts = RAP_NEW(arena, tally, (size_t)n_issues + 1);
    m->v = RAP_NEW(arena, rap_stand, list->n + 1);
    if (!issues || !starts || !m->v) return RAP_E_NOMEM;
    uint32_t n_starts = 0;
    for (size_t i = 0; i < list->n; i++)
        if (i == 0 || !rap_str_eq(list->v[i].issue, list->v[i - 1].issue))
            starts[n_starts++] = (tally){list->v[i].issue, (uint32_t)i};
    for (uint32_t i = 0; i < n_issues; i++) {
        const tally *s = bsearch(&issues[i], starts, n_starts, sizeof *starts, by_key);
        for (uint32_t k = 0; s && k < issues[i].n; k++)
            m->v[m->n++] = list->v[s->n + k];
    }
    return RAP_OK;
}

static rap_code order_parties(rap_matrix *m, const stand_list *list, rap_arena *arena)
{
    tally *parties = count_keys(list, true, arena, &m->n_parties);
    m->parties = RAP_NEW(arena, rap_str, (size_t)m->n_parties + 1);
    if (!parties || !m->parties) return RAP_E_NOMEM;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        if (parties[i].key.n)
            m->parties[kept++] = parties[i].key;
        else
            m->others = parties[i].n;
    }
    m->n_parties = kept;
    return RAP_OK;
}

/* The last day of the dossier is that of its last report; where no report has one, the
 * last day on which anything was heard. */
static void find_window(rap_matrix *m, const building *b)
{
    int32_t first, last, from;
    m->as_of = b->bounded ? b->until : INT32_MIN;
    for (uint32_t i = 0; i < b->v->n_reports && !b->bounded; i++)
        if (rap_day_bounds(&first, &last, b->v->reports[i].day) && last > m->as_of)
            m->as_of = last;
    for (uint32_t i = 0; i < m->n && !b->bounded && m->as_of == INT32_MIN; i++)
        if (m->v[i].last > m->as_of) m->as_of = m->v[i].last;
    m->windowed = !b->bounded && rap_day_bounds(&from, &last, b->v->heading.from);
    m->fresh_from = m->windowed             ? from
                    : m->as_of == INT32_MIN ? INT32_MIN
                                            : m->as_of - RAP_STALE_DAYS;
}

static rap_code finish(rap_matrix *m, building *b)
{
    find_window(m, b);
    for (uint32_t i = 0; i < m->n; i++) {
        rap_stand *s = &m->v[i];
        s->stale = s->last != INT32_MIN && s->last < m->fresh_from;
        m->own += s->source == RAP_STAND_OWN;
        m->narrator += s->source == RAP_STAND_NARRATOR;
        m->hollow += s->source == RAP_STAND_HOLLOW;
        rap_code rc =
            rap_claim_of(&s->claim, b->v, s->attribution, s->cite.n, b->arena, b->err);
        if (rc != RAP_OK) return rc;
        if (s->source == RAP_STAND_OWN)
            s->text = rap_claim_words(&s->claim, s->text, b->arena);
    }
    return RAP_OK;
}

static rap_code build(rap_matrix *m, building *b)
{
    rap_code rc = gather(b);
    if (rc != RAP_OK) return rc;
    if (!b->list.n) return RAP_OK;
    rc = give_columns(b);
    if (rc != RAP_OK) return rc;
    if (!b->all) keep_latest(&b->list);
    qsort(b->list.v, b->list.n, sizeof *b->list.v, by_issue_party);
    if (order_issues(m, &b->list, b->arena) != RAP_OK ||
        order_parties(m, &b->list, b->arena) != RAP_OK)
        return rap_fail_memory(b->err);
    return finish(m, b);
}

rap_code rap_matrix_of(rap_matrix *out, rap_view *v, const rap_filter *f, bool all,
                       rap_arena *arena, rap_err *err)
{
    int32_t first;
    building b = {.v = v, .f = f, .all = all, .arena = arena, .err = err};
    rap_matrix m = {.as_of = INT32_MIN};
    rap_str as_of = f->options->as_of;
    if (as_of.n && !rap_day_bounds(&first, &b.until, as_of))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "\"" RAP_FMT "\" is no day (write 2022-03-30)", RAP_ARG(as_of));
    b.bounded = as_of.n > 0;
    b.row = rap_arena_new(ROW_ROOM);
    if (!b.row) return rap_fail_memory(err);
    rap_code rc = build(&m, &b);
    rap_arena_free(b.row);
    if (rc == RAP_OK) *out = m;
    return rc;
}

bool rap_stand_needs_name(const rap_stand *s, rap_str column)
{
    return !column.n || !rap_str_eq(s->party, column);
}

void rap_matrix_write_rule(rap_buf *out, const rap_view *v, const rap_matrix *m)
{
    if (m->windowed) {
        rap_buf_z(out, "before ");
        rap_word_day(out, v->heading.from);
        rap_buf_z(out, ", the first day of the brief");
        return;
    }
    rap_buf_printf(out, "more than %d days before ", RAP_STALE_DAYS);
    if (m->as_of == INT32_MIN) {
        rap_buf_z(out, "the last day of the dossier");
        return;
    }
    rap_day day = rap_day_of_serial(m->as_of);
    rap_day_text text = rap_day_print(day);
    rap_word_day(out, rap_str_of(text.z));
}

rap_str rap_word_condition(rap_str state)
{
    return rap_str_of(rap_str_is(state, "met")       ? "met"
                      : rap_str_is(state, "not_met") ? "not met"
                                                     : "unknown whether met");
}

void rap_stand_write_source(rap_buf *out, const rap_stand *s)
{
    if (s->source == RAP_STAND_NARRATOR || s->claim.kind == RAP_CLAIM_NARRATOR ||
        s->claim.kind == RAP_CLAIM_UNSURE) {
        rap_buf_printf(out, "told by R%u, no speaker", s->cite.n);
        return;
    }
    if (s->source == RAP_STAND_HOLLOW) rap_buf_z(out, "known only from ");
    if (s->source == RAP_STAND_OWN && s->claim.kind == RAP_CLAIM_NAMED)
        rap_buf_put(out, s->claim.name);
    else
        rap_claim_write(out, &s->claim);
}
