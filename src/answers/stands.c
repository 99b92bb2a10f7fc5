/*
 * answers/stands.c - every position of a dossier, read once for a view.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/stands.h"

#include "base/bisect.h"
#include "view/judged.h"

#include <stdlib.h>

enum { ROW_ROOM = 1 << 26 };

typedef RAP_LIST(rap_stand) stand_list;

typedef struct {
    rap_view *v;
    rap_arena *row;
    stand_list list;
    rap_err *err;
} loading;

/* The speaker of the attribution that the row itself names stands beside it. */
static const char stands_sql[] =
    "SELECT r.id, r.who, r.what, r.state, r.day, r.text, r.body, a.id, a.who,"
    " a.body ->> '$.anonymous' FROM (SELECT place AS p FROM row WHERE kind = 'position'"
    " ORDER BY (day = ''), day, weight DESC, place LIMIT -1) CROSS JOIN row r"
    " ON r.place = p LEFT JOIN row a ON a.id = r.body ->> '$.attribution'";

enum { ID, WHO, ISSUE, STANCE, DAY, TEXT, BODY, SAID, SPEAKER, ANONYMOUS };

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

/* What counts as the side's own word must have somebody of that side who says it. */
static rap_stand_source with_speaker(rap_stand_source source, const rap_claim *c)
{
    if (source != RAP_STAND_OWN) return source;
    if (c->kind == RAP_CLAIM_UNSURE || c->kind == RAP_CLAIM_NONE ||
        c->kind == RAP_CLAIM_NARRATOR)
        return RAP_STAND_NARRATOR;
    return rap_claim_is_hollow(c) ? RAP_STAND_HOLLOW : source;
}

/* Only as far as with_speaker looks. */
static rap_code find_speaker(rap_claim *c, loading *b, rap_query *q, const rap_stand *s)
{
    if (!rap_str_eq(rap_query_str(q, SAID), s->attribution))
        return rap_claim_of(c, b->v, s->attribution, s->cite.n, b->row, b->err);
    rap_str who = rap_query_str(q, SPEAKER);
    int32_t i = rap_view_find(b->v, who);
    bool unnamed = rap_query_int(q, ANONYMOUS) != 0;
    *c = (rap_claim){.kind = !s->attribution.n ? RAP_CLAIM_NARRATOR
                             : who.n           ? RAP_CLAIM_NAMED
                             : unnamed         ? RAP_CLAIM_UNNAMED
                                               : RAP_CLAIM_UNSURE,
                     .anonymous = i != RAP_NOBODY &&
                                  rap_str_is(b->v->names[i].kind, "anonymous")};
    return RAP_OK;
}

static rap_code take_tellings(rap_stand *s, loading *b, const rap_value *list)
{
    uint32_t n = list ? list->n : 0;
    rap_heard *all = RAP_NEW(b->v->arena, rap_heard, (size_t)n + 1);
    if (!all) return rap_fail_memory(b->err);
    s->tellings = all;
    for (const rap_value *t = n ? list->first : NULL; t; t = t->next) {
        rap_heard *h = &all[s->n_tellings++];
        const rap_listed *r = rap_view_report(b->v, rap_jsonin_str(t, "report"));
        h->report = r ? r->n : 0;
        h->day = rap_arena_copy(b->v->arena, rap_jsonin_str(t, "day"));
        h->dated = rap_day_bounds(&h->first, &h->last, h->day);
    }
    return RAP_OK;
}

static void take_condition(rap_stand *s, const loading *b, const rap_value *json)
{
    const rap_value *c = rap_jsonin_get(json, "condition");
    s->condition = rap_jsonin_str(c, "text");
    s->condition_state = rap_jsonin_str(c, "state");
    const rap_listed *r = rap_view_report(b->v, rap_jsonin_str(json, "report"));
    if (r && s->condition.n)
        s->condition_cite = (rap_cited){r->n, rap_jsonin_span(rap_jsonin_get(c, "at"))};
}

static bool copy_all(rap_stand *s, rap_arena *arena)
{
    rap_str *const strings[] = {&s->id,          &s->issue,     &s->who,
                                &s->day,         &s->stance,    &s->text,
                                &s->attribution, &s->condition, &s->condition_state};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        *strings[i] = rap_arena_copy(arena, *strings[i]);
        if (!strings[i]->p) return false;
    }
    return true;
}

/* Words that are not the side's own stand without quotation marks. */
static void take_text(rap_stand *s, loading *b, rap_str fallback, const rap_value *json)
{
    rap_buf plain = {0};
    s->text = rap_jsonin_str(json, "proposition");
    if (!s->text.n) s->text = fallback;
    if (s->source != RAP_STAND_OWN) rap_word_unquoted(&plain, s->text);
    if (plain.n) s->text = rap_torn_copy(b->row, &plain);
    s->text = rap_word_bare(s->text);
    if (!s->text.n) s->text = rap_word_bare(fallback);
    rap_buf_done(&plain);
}

static rap_code first_cite(rap_stand *s, loading *b)
{
    rap_item item = {.kind = rap_str_of("position"), .id = s->id, .bare = true};
    rap_code rc = rap_item_cites(b->v, &item, b->row, b->err);
    if (rc == RAP_OK && item.n_cites) s->cite = item.cites[0];
    return rc;
}

static rap_code take(loading *b, rap_query *q)
{
    const rap_value *telling = NULL;
    rap_value *json = NULL;
    rap_code rc = rap_jsonin_parse(&json, rap_query_str(q, BODY), b->row, b->err);
    rap_stand *s = rc == RAP_OK ? RAP_PUSH(b->v->arena, &b->list) : NULL;
    if (rc != RAP_OK) return rc;
    if (!s) return rap_fail_memory(b->err);
    *s = (rap_stand){.id = rap_query_str(q, ID),
                     .issue = rap_query_str(q, ISSUE),
                     .who = rap_query_str(q, WHO),
                     .day = rap_query_str(q, DAY),
                     .stance = rap_query_str(q, STANCE)};
    s->source = source_of(json, &telling);
    s->attribution = rap_jsonin_str(telling ? telling : json, "attribution");
    const rap_listed *r = rap_view_report(b->v, rap_jsonin_str(telling, "report"));
    if (r)
        s->cite = (rap_cited){r->n, rap_jsonin_span(rap_jsonin_get(telling, "at"))};
    else
        rc = first_cite(s, b);
    rap_claim c = {.kind = RAP_CLAIM_NAMED};
    if (rc == RAP_OK && s->source == RAP_STAND_OWN) rc = find_speaker(&c, b, q, s);
    s->source = with_speaker(s->source, &c);
    take_text(s, b, rap_query_str(q, TEXT), json);
    take_condition(s, b, json);
    if (rc == RAP_OK && !copy_all(s, b->v->arena)) rc = rap_fail_memory(b->err);
    if (rc != RAP_OK) return rc;
    rap_str who = s->who;
    rap_ids_next(&who, &s->party);
    s->sign = rap_sign_stance(s->stance);
    return take_tellings(s, b, rap_jsonin_get(json, "tellings"));
}

typedef struct {
    rap_str key;
    uint32_t *place;
} ranked;

static int by_key(const void *va, const void *vb)
{
    const ranked *a = va, *b = vb;
    return rap_str_cmp(a->key, b->key);
}

static void give_ranks(ranked *keys, size_t n)
{
    uint32_t rank = 0;
    if (n) qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++) {
        if (i && !rap_str_eq(keys[i].key, keys[i - 1].key)) rank++;
        *keys[i].place = rank;
    }
}

static rap_code rank_all(loading *b)
{
    size_t n = b->list.n;
    rap_row_clear(b->v, b->row);
    ranked *keys = RAP_NEW(b->row, ranked, n + 1);
    if (!keys) return rap_fail_memory(b->err);
    for (int column = 0; column < 4; column++) {
        for (size_t i = 0; i < n; i++) {
            rap_stand *s = &b->list.v[i];
            keys[i] = column == 0   ? (ranked){s->issue, &s->issue_at}
                      : column == 1 ? (ranked){s->party, &s->party_at}
                      : column == 2 ? (ranked){s->stance, &s->stance_at}
                                    : (ranked){s->column, &s->column_at};
        }
        give_ranks(keys, n);
    }
    return RAP_OK;
}

static int by_line(const void *va, const void *vb)
{
    const rap_stand *a = *(rap_stand *const *)va, *b = *(rap_stand *const *)vb;
    int d = (a->issue_at > b->issue_at) - (a->issue_at < b->issue_at);
    if (!d) d = (a->party_at > b->party_at) - (a->party_at < b->party_at);
    if (!d) d = (a->since > b->since) - (a->since < b->since);
    return d ? d : rap_str_cmp(a->id, b->id);
}

/* All of one party on one issue side by side, in order of days. */
static rap_code lay_lines(loading *b, rap_stands *all)
{
    rap_row_clear(b->v, b->row);
    rap_stand **sorted = RAP_NEW(b->row, rap_stand *, (size_t)all->n + 1);
    uint32_t *lines = RAP_NEW(b->v->arena, uint32_t, (size_t)all->n + 1);
    if (!sorted || !lines) return rap_fail_memory(b->err);
    for (uint32_t i = 0; i < all->n; i++) {
        int32_t last;
        sorted[i] = &all->v[i];
        if (!rap_day_bounds(&all->v[i].since, &last, all->v[i].day))
            all->v[i].since = INT32_MIN;
    }
    if (all->n) qsort(sorted, all->n, sizeof *sorted, by_line);
    for (uint32_t i = 0; i < all->n; i++) {
        sorted[i]->line_at = i;
        lines[i] = (uint32_t)(sorted[i] - all->v);
    }
    all->lines = lines;
    return RAP_OK;
}

/* Is place i of the lines of another party or issue that comes before s? */
static bool is_before(const rap_stands *all, uint32_t i, const rap_stand *s,
                      bool or_same)
{
    const rap_stand *x = &all->v[all->lines[i]];
    if (x->issue_at != s->issue_at) return x->issue_at < s->issue_at;
    if (x->party_at != s->party_at) return x->party_at < s->party_at;
    return or_same;
}

void rap_stand_line(const rap_stands *all, const rap_stand *s, uint32_t *first,
                    uint32_t *n)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, all->n, is_before(all, mid, s, false));
    *first = low;
    RAP_BISECT(uint32_t, low, mid, all->n, is_before(all, mid, s, true));
    *n = low - *first;
}

const rap_stand *rap_stand_find(const rap_stands *all, rap_str id)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (rap_str_eq(all->v[i].id, id)) return &all->v[i];
    return NULL;
}

/* Marks all to whom others belong. */
static rap_code find_heads(loading *b)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, b->v->d,
                                "SELECT DISTINCT other FROM row"
                                " WHERE kind = 'entity' AND other <> ''",
                                b->err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, b->err)) == RAP_OK && more) {
        int32_t i = rap_view_find(b->v, rap_query_str(q, 0));
        if (i == RAP_NOBODY) continue;
        if (b->v->names[i].side != RAP_NOBODY) i = b->v->names[i].side;
        b->v->names[i].heads = true;
    }
    rap_query_end(q);
    return rc;
}

/* May a name head a column?  States, movements and organizations may, and whoever
 * others belong to; persons and the unnamed stand with their side or in "Others". */
static bool may_head(const rap_named *name)
{
    static const char *const kinds[] = {"country", "organization", "group"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (rap_str_is(name->kind, kinds[k])) return true;
    return name->heads;
}

static rap_str column_of(const rap_view *v, rap_str party)
{
    int32_t i = rap_view_find(v, party);
    if (i == RAP_NOBODY) return (rap_str){"", 0};
    if (v->names[i].side != RAP_NOBODY) i = v->names[i].side;
    return may_head(&v->names[i]) ? v->names[i].id : (rap_str){"", 0};
}

static rap_code give_columns(loading *b)
{
    rap_code rc = find_heads(b);
    for (size_t i = 0; rc == RAP_OK && i < b->list.n; i++)
        b->list.v[i].column = column_of(b->v, b->list.v[i].party);
    return rc;
}

static rap_code load_all(loading *b)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, b->v->d, stands_sql, b->err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, b->err)) == RAP_OK && more) {
        rap_row_clear(b->v, b->row);
        rc = take(b, q);
    }
    rap_query_end(q);
    for (size_t i = 0; rc == RAP_OK && i < b->list.n; i++)
        rc = rap_judged_rejects(&b->list.v[i].rejected, b->v, b->list.v[i].id, b->err);
    if (rc == RAP_OK) rc = give_columns(b);
    return rc == RAP_OK ? rank_all(b) : rc;
}

rap_code rap_stands_of(const rap_stands **out, rap_view *v, rap_err *err)
{
    loading b = {.v = v, .err = err};
    if (!v->stands) {
        rap_stands *all = RAP_NEW(v->arena, rap_stands, 1);
        b.row = all ? rap_arena_new(ROW_ROOM) : NULL;
        if (!b.row) return rap_fail_memory(err);
        rap_code rc = load_all(&b);
        *all = (rap_stands){b.list.v, (uint32_t)b.list.n, NULL};
        if (rc == RAP_OK) rc = lay_lines(&b, all);
        rap_arena_free(b.row);
        if (rc != RAP_OK) return rc;
        v->stands = all;
    }
    *out = v->stands;
    return RAP_OK;
}

rap_code rap_stand_claim(rap_stand *s, rap_view *v, rap_arena *arena, rap_err *err)
{
    if (s->claim.kind != RAP_CLAIM_NONE) return RAP_OK;
    rap_code rc = rap_claim_of(&s->claim, v, s->attribution, s->cite.n, arena, err);
    if (rc == RAP_OK && s->source == RAP_STAND_OWN)
        s->text = rap_claim_words(&s->claim, s->text, arena);
    return rc;
}
