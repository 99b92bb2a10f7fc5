/*
 * view/view.c - a dossier as a reader sees it: names, reports, rows.
 */
/* SPDX-License-Identifier: MIT */
#include "view/view.h"
#include "base/bisect.h"

enum {
    SIDE_STEPS = 8,       /* a chain of sides is short; a loop must end */
    VIEW_LIMIT = 1 << 30, /* bytes for the lists of names and reports */
    WORKED_OUT_BASES = 3
};

#define VERSION_SQL "SELECT data_version + total_changes() FROM pragma_data_version"
#define ROW_COLUMNS "kind, id, who, other, what, state, day, text, weight, report, body"

static rap_str keep(rap_view *v, rap_query *q, int column)
{
    return rap_arena_copy(v->arena, rap_query_str(q, column));
}

/* The one number that a query gives. */
static rap_code ask_number(int64_t *out, rap_dossier *d, const char *sql, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && more) *out = rap_query_int(q, 0);
    rap_query_end(q);
    return rc;
}

static void put_slot(uint32_t *slots, uint32_t mask, rap_str key, uint32_t index)
{
    uint32_t at = rap_hash(key) & mask;
    while (slots[at])
        at = (at + 1) & mask;
    slots[at] = index + 1;
}

static uint32_t *slots_for(rap_arena *a, uint32_t n, uint32_t *mask)
{
    uint32_t size = 8;
    while (size < 2 * n)
        size *= 2;
    *mask = size - 1;
    return RAP_NEW(a, uint32_t, size);
}

/* ---- names: few of many are asked for, and those are fetched when they are ---- */

enum { SIDE_UNKNOWN = -2, NAMES_FIRST = 256 };

struct rap_roll {
    rap_view *v;
    uint32_t room; /* of v->names */
    bool all;      /* there are no others */
};

static bool make_room(rap_view *v, uint32_t room)
{
    rap_named *names = RAP_NEW(v->arena, rap_named, room);
    uint32_t mask, *slots = slots_for(v->arena, room, &mask);
    if (!names || !slots) return false;
    if (v->n_names) memcpy(names, v->names, v->n_names * sizeof *names);
    for (uint32_t i = 0; i < v->n_names; i++)
        put_slot(slots, mask, names[i].id, i);
    v->names = names;
    v->name_slots = slots;
    v->name_mask = mask;
    v->roll->room = room;
    return true;
}

static int32_t known_name(const rap_view *v, rap_str id)
{
    uint32_t at = rap_hash(id) & v->name_mask;
    for (; v->name_slots[at]; at = (at + 1) & v->name_mask)
        if (rap_str_eq(v->names[v->name_slots[at] - 1].id, id))
            return (int32_t)v->name_slots[at] - 1;
    return RAP_NOBODY;
}

static int32_t add_name(rap_view *v, rap_query *q)
{
    if (v->n_names == v->roll->room && !make_room(v, v->n_names * 2)) return RAP_NOBODY;
    rap_named *one = &v->names[v->n_names];
    *one = (rap_named){.id = keep(v, q, 0),
                       .kind = keep(v, q, 1),
                       .name = keep(v, q, 2),
                       .iso = keep(v, q, 3),
                       .side_id = keep(v, q, 4),
                       .side = SIDE_UNKNOWN};
    if (!one->id.p || !one->side_id.p) return RAP_NOBODY;
    put_slot(v->name_slots, v->name_mask, one->id, v->n_names);
    return (int32_t)v->n_names++;
}

static int32_t fetch_name(rap_view *v, rap_str id)
{
    rap_err err;
    rap_query *q = NULL;
    bool more = false;
    int32_t i = known_name(v, id);
    if (i != RAP_NOBODY || v->roll->all || !id.n) return i;
    rap_code rc = rap_query_new(&q, v->d,
                                "SELECT id, state, text, what, other FROM row"
                                " WHERE id = ?1 AND +kind = 'entity'",
                                &err);
    if (rc == RAP_OK) rap_query_bind(q, 1, id);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, &err);
    if (rc == RAP_OK && more) i = add_name(v, q);
    if (rc != RAP_OK) rap_view_note(v, &err);
    rap_query_end(q);
    return i;
}

/* The end of the chain of sides; RAP_NOBODY for one that has none. */
static void resolve_side(rap_view *v, int32_t i)
{
    int32_t at = i;
    for (int step = 0; step < SIDE_STEPS && v->names[at].side_id.n; step++) {
        int32_t next = fetch_name(v, v->names[at].side_id);
        if (next == RAP_NOBODY) break;
        at = next;
    }
    v->names[i].side = at == i ? RAP_NOBODY : at;
}

int32_t rap_view_find(const rap_view *v, rap_str id)
{
    rap_view *own = v->roll->v;
    int32_t i = fetch_name(own, id);
    if (i != RAP_NOBODY && v->names[i].side == SIDE_UNKNOWN) resolve_side(own, i);
    return i;
}

rap_code rap_view_names(rap_view *v, rap_err *err)
{
    int64_t n = 0;
    rap_query *q = NULL;
    bool more = false;
    if (v->roll->all) return RAP_OK;
    rap_code rc =
        ask_number(&n, v->d, "SELECT count(*) FROM row WHERE kind = 'entity'", err);
    if (rc == RAP_OK && (n < 0 || n > UINT32_MAX / 4 || !make_room(v, (uint32_t)n + 1)))
        rc = rap_fail_memory(err);
    if (rc != RAP_OK) return rc;
    rc = rap_query_new(&q, v->d,
                       /* those of reports that stand apart come behind all others */
                       "SELECT id, state, text, what, other, place FROM row"
                       " WHERE kind = 'entity' AND place BETWEEN"
                       " (SELECT min(place) FROM row WHERE kind = 'entity') AND"
                       " (SELECT max(place) FROM row WHERE kind = 'entity'"
                       " AND place < 1 << 60)"
                       " UNION ALL SELECT id, state, text, what, other, place FROM row"
                       " WHERE +kind = 'entity' AND place >= 1 << 60 ORDER BY place",
                       err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more)
        if (known_name(v, rap_query_str(q, 0)) == RAP_NOBODY &&
            add_name(v, q) == RAP_NOBODY)
            rc = rap_fail_memory(err);
    rap_query_end(q);
    v->roll->all = rc == RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < v->n_names; i++)
        resolve_side(v, (int32_t)i);
    return rc;
}

static void take_report(rap_view *v, rap_listed *one, rap_query *q)
{
    *one = (rap_listed){.n = (uint32_t)rap_query_int(q, 0),
                        .key = keep(v, q, 1),
                        .id = keep(v, q, 2),
                        .sha256 = keep(v, q, 3),
                        .title = keep(v, q, 4),
                        .publisher = keep(v, q, 5),
                        .day = keep(v, q, 6),
                        .basis = keep(v, q, 7),
                        .charset = keep(v, q, 8),
                        .media = keep(v, q, 9),
                        .unread = keep(v, q, 10),
                        .bytes = rap_query_int(q, 11),
                        .words = rap_query_int(q, 12),
                        .repairs = rap_query_int(q, 13)};
}

static rap_code load_reports(rap_view *v, rap_err *err)
{
    RAP_LIST(rap_listed) list = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, v->d,
        "SELECT n, key, id, sha256, title, publisher, day, " RAP_BASIS_SHOWN
        ", charset, media,"
        " unread, bytes, words, repairs FROM report ORDER BY n",
        err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_listed *one = RAP_PUSH(v->arena, &list);
        if (!one) {
            rc = rap_fail_memory(err);
            break;
        }
        take_report(v, one, q);
    }
    rap_query_end(q);
    v->reports = list.v;
    v->n_reports = (uint32_t)list.n;
    return rc;
}

static rap_code index_reports(rap_view *v, rap_err *err)
{
    v->key_slots = slots_for(v->arena, v->n_reports, &v->key_mask);
    if (!v->key_slots) return rap_fail_memory(err);
    for (uint32_t i = 0; i < v->n_reports; i++)
        put_slot(v->key_slots, v->key_mask, v->reports[i].key, i);
    return RAP_OK;
}

static void find_extent(rap_view *v)
{
    v->first_day = v->last_day = (rap_str){"", 0};
    for (uint32_t i = 0; i < v->n_reports; i++) {
        rap_str day = v->reports[i].day;
        if (!day.n || day.p[0] == '-') continue;
        if (!v->first_day.n || rap_str_cmp(day, v->first_day) < 0) v->first_day = day;
        if (!v->last_day.n || rap_str_cmp(day, v->last_day) > 0) v->last_day = day;
    }
}

static rap_code load(rap_view *v, rap_err *err)
{
    rap_code rc = rap_heading_of(&v->heading, v->d, v->arena, err);
    v->roll = RAP_NEW(v->arena, struct rap_roll, 1);
    if (!v->roll) return rap_fail_memory(err);
    v->roll->v = v;
    if (!make_room(v, NAMES_FIRST)) return rap_fail_memory(err);
    if (rc == RAP_OK) rc = load_reports(v, err);
    if (rc == RAP_OK) rc = index_reports(v, err);
    if (rc == RAP_OK) find_extent(v);
    return rc;
}

static rap_code count_apart(rap_view *v, rap_err *err)
{
    rap_dossier_standing s = {0};
    rap_code rc = rap_dossier_apart(v->d, &s, err);
    v->apart = s.apart;
    return rc;
}

rap_code rap_view_new(rap_view **out, rap_dossier *d, rap_err *err)
{
    rap_arena *a = rap_arena_new(VIEW_LIMIT);
    rap_view *v = a ? RAP_NEW(a, rap_view, 1) : NULL;
    if (!v) {
        rap_arena_free(a);
        return rap_fail_memory(err);
    }
    v->arena = a;
    v->d = d;
    rap_code rc = ask_number(&v->version, d, VERSION_SQL, err);
    if (rc == RAP_OK) rc = load(v, err);
    if (rc == RAP_OK) rc = count_apart(v, err);
    if (rc != RAP_OK) {
        rap_arena_free(a);
        return rc;
    }
    *out = v;
    return RAP_OK;
}

void rap_view_free(rap_view *v)
{
    if (v) rap_arena_free(v->arena);
}

void rap_view_note(const rap_view *v, const rap_err *err)
{
    rap_view *own = v->roll->v;
    if (own->trouble.code == RAP_OK) own->trouble = *err;
}

rap_code rap_view_whole(const rap_view *v, rap_err *err)
{
    if (rap_arena_refused(v->arena)) return rap_fail_memory(err);
    if (v->trouble.code != RAP_OK && err) *err = v->trouble;
    return v->trouble.code;
}

void rap_row_clear(const rap_view *v, rap_arena *row)
{
    if (rap_arena_refused(row)) rap_arena_refuse(v->arena);
    rap_arena_reset(row);
}

rap_code rap_view_refresh(rap_view **v, rap_dossier *d, rap_err *err)
{
    int64_t version = 0;
    rap_code rc = ask_number(&version, d, VERSION_SQL, err);
    if (rc == RAP_OK && *v && (*v)->version == version &&
        rap_view_whole(*v, NULL) == RAP_OK)
        return RAP_OK;
    rap_view_free(*v);
    *v = NULL;
    return rc == RAP_OK ? rap_view_new(v, d, err) : rc;
}

rap_str rap_view_name(const rap_view *v, rap_str id)
{
    int32_t i = rap_view_find(v, id);
    return i == RAP_NOBODY ? id : v->names[i].name;
}

rap_str rap_view_side(const rap_view *v, rap_str id)
{
    int32_t i = rap_view_find(v, id);
    if (i == RAP_NOBODY || v->names[i].side == RAP_NOBODY) return (rap_str){"", 0};
    return v->names[v->names[i].side].name;
}

const rap_listed *rap_view_report(const rap_view *v, rap_str key)
{
    uint32_t at = rap_hash(key) & v->key_mask;
    for (; v->key_slots[at]; at = (at + 1) & v->key_mask)
        if (rap_str_eq(v->reports[v->key_slots[at] - 1].key, key))
            return &v->reports[v->key_slots[at] - 1];
    return NULL;
}

const rap_listed *rap_view_number(const rap_view *v, uint32_t n)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, v->n_reports, v->reports[mid].n < n);
    return low < v->n_reports && v->reports[low].n == n ? &v->reports[low] : NULL;
}

rap_str rap_listed_title(const rap_listed *r)
{
    size_t from = r->key.n;
    while (from > 0 && r->key.p[from - 1] != '/')
        from--;
    return r->title.n ? r->title : rap_str_cut(r->key, from, r->key.n);
}

bool rap_listed_is_worked_out(const rap_listed *r)
{
    static const char *const bases[WORKED_OUT_BASES] = {"text", "pile", "given"};
    for (int i = 0; i < WORKED_OUT_BASES; i++)
        if (rap_str_is(r->basis, bases[i])) return true;
    return false;
}

static rap_code take_cites(rap_view *v, rap_item *item, rap_arena *arena, rap_err *err)
{
    RAP_LIST(rap_cited) list = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d,
                                "SELECT DISTINCT report, at_from, at_to FROM cite"
                                " WHERE kind = ?1 AND id = ?2"
                                " ORDER BY report, at_from, at_to",
                                err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, item->kind);
    rap_query_bind(q, 2, item->id);
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_cited *one = RAP_PUSH(arena, &list);
        if (!one) {
            rc = rap_fail_memory(err);
            break;
        }
        one->n = (uint32_t)rap_query_int(q, 0);
        one->at =
            (rap_span){(uint32_t)rap_query_int(q, 1), (uint32_t)rap_query_int(q, 2)};
    }
    rap_query_end(q);
    item->cites = list.v;
    item->n_cites = (uint32_t)list.n;
    return rc;
}

/* A body up to a member of it, closed again. */
static rap_str body_before(rap_str body, const char *member, rap_arena *arena)
{
    size_t cut = member ? rap_str_find(body, rap_str_of(member), 0) : body.n;
    rap_buf b = {0};
    if (cut >= body.n) return rap_arena_copy(arena, body);
    rap_buf_put(&b, rap_str_cut(body, 0, cut));
    rap_buf_byte(&b, '}');
    rap_str out = rap_torn_copy(arena, &b);
    rap_buf_done(&b);
    return out;
}

rap_code rap_item_take(rap_item *item, rap_query *q, const char *before,
                       rap_arena *arena, rap_err *err)
{
    rap_str *const to[] = {&item->kind, &item->id,    &item->who, &item->other,
                           &item->what, &item->state, &item->day, &item->text};
    *item = (rap_item){0};
    for (int i = 0; i < 8; i++) {
        *to[i] = rap_arena_copy(arena, rap_query_str(q, i));
        if (!to[i]->p) return rap_fail_memory(err);
    }
    item->weight = rap_query_int(q, 8);
    item->report = (uint32_t)rap_query_int(q, 9);
    item->body = body_before(rap_query_str(q, 10), before, arena);
    if (!item->body.p) return rap_fail_memory(err);
    rap_value *json = NULL;
    rap_code rc = rap_jsonin_parse(&json, item->body, arena, err);
    if (rc != RAP_OK) return rc;
    item->json = json;
    item->bare = true;
    return RAP_OK;
}

rap_code rap_item_cites(rap_view *v, rap_item *item, rap_arena *arena, rap_err *err)
{
    if (!item->bare) return RAP_OK;
    item->bare = false;
    return take_cites(v, item, arena, err);
}

static rap_code take_item(rap_view *v, rap_item *item, rap_query *q, rap_arena *arena,
                          rap_err *err)
{
    rap_code rc = rap_item_take(item, q, NULL, arena, err);
    return rc == RAP_OK ? rap_item_cites(v, item, arena, err) : rc;
}

static rap_code row_as_is(rap_view *v, rap_item *item, const char *kind, rap_str id,
                          rap_arena *arena, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d,
                                "SELECT " ROW_COLUMNS " FROM row"
                                " WHERE (?1 = '' OR kind = ?1) AND id = ?2",
                                err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(kind));
    rap_query_bind(q, 2, id);
    rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && more) rc = take_item(v, item, q, arena, err);
    rap_query_end(q);
    return rc;
}

rap_code rap_view_row(rap_view *v, rap_item *item, const char *kind, rap_str id,
                      rap_arena *arena, rap_err *err)
{
    *item = (rap_item){0};
    rap_code rc = row_as_is(v, item, kind, id, arena, err);
    if (rc != RAP_OK || item->id.n) return rc;
    rap_query *q = NULL;
    bool more = false;
    rc = rap_query_new(&q, v->d, "SELECT new FROM alias WHERE old = ?1", err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, id);
    rc = rap_query_step(q, &more, err);
    rap_str new_id = rc == RAP_OK && more ? rap_arena_copy(arena, rap_query_str(q, 0))
                                          : (rap_str){0};
    rap_query_end(q);
    if (rc != RAP_OK || !new_id.n) return rc;
    return row_as_is(v, item, kind, new_id, arena, err);
}

static rap_code load_papers(rap_view *v, rap_err *err)
{
    RAP_LIST(rap_paper) list = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d,
                                "SELECT body ->> '$.round' AS round, id FROM row"
                                " WHERE kind = 'document' AND round IS NOT NULL"
                                " ORDER BY round, day, id",
                                err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_paper *one = RAP_PUSH(v->arena, &list);
        if (one)
            *one = (rap_paper){keep(v, q, 0), keep(v, q, 1)};
        else
            rc = rap_fail_memory(err);
    }
    rap_query_end(q);
    v->papers = list.v;
    v->n_papers = (uint32_t)list.n;
    v->has_papers = rc == RAP_OK;
    return rc;
}

rap_code rap_view_papers(rap_view *v, const rap_paper **papers, uint32_t *n,
                         rap_str round, rap_err *err)
{
    rap_code rc = v->has_papers ? RAP_OK : load_papers(v, err);
    if (rc != RAP_OK) return rc;
    uint32_t low = 0, high = v->n_papers;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (rap_str_cmp(v->papers[mid].round, round) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (high = low; high < v->n_papers && rap_str_eq(v->papers[high].round, round);)
        high++;
    *papers = v->papers + low;
    *n = high - low;
    return RAP_OK;
}

/* Names are none of "all kinds": the row of a state that every report names is as long
 * as the pile. */
rap_code rap_view_inside(rap_view *v, rap_item *items, uint32_t *n, const char *kind,
                         rap_cited where, rap_arena *arena, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, v->d,
        "SELECT DISTINCT r.kind, r.id, r.who, r.other, r.what, r.state, r.day, r.text,"
        " r.weight, r.report, r.body, c.at_from"
        " FROM cite c INDEXED BY cite_by_report JOIN row r"
        " ON r.kind = c.kind AND r.id = c.id WHERE c.report = ?1 AND c.at_from >= ?2"
        " AND c.at_from < ?3 AND (?4 = '' AND c.kind <> 'entity' OR c.kind = ?4)"
        " ORDER BY c.at_from, r.kind, r.id LIMIT 24",
        err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, where.n);
    rap_query_bind_int(q, 2, where.at.from);
    rap_query_bind_int(q, 3, where.at.to);
    rap_query_bind(q, 4, rap_str_of(kind));
    *n = 0;
    while (*n < RAP_INSIDE_MAX && (rc = rap_query_step(q, &more, err)) == RAP_OK &&
           more)
        if ((rc = take_item(v, &items[(*n)++], q, arena, err)) != RAP_OK) break;
    rap_query_end(q);
    return rc;
}
