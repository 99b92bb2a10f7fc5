/*
 * view/claim.c - who says so.
 */
/* SPDX-License-Identifier: MIT */
#include "view/claim.h"

#include "view/wording.h"

static rap_claim narrator(uint32_t n)
{
    return (rap_claim){.kind = RAP_CLAIM_NARRATOR, .report = n};
}

static bool is_anonymous(const rap_view *v, rap_str id)
{
    int32_t i = rap_view_find(v, id);
    return i != RAP_NOBODY && rap_str_is(v->names[i].kind, "anonymous");
}

/* The claimant by a name's id or "narrator", as follow-ups and outcomes give it. */
static rap_claim claim_by(const rap_view *v, rap_str claimant, uint32_t n)
{
    if (rap_str_is(claimant, "narrator")) return narrator(n);
    if (rap_str_is(claimant, "anonymous"))
        return (rap_claim){.kind = RAP_CLAIM_UNNAMED,
                           .name = rap_word_unnamed((rap_str){"", 0}),
                           .report = n};
    if (!claimant.n) return (rap_claim){.kind = RAP_CLAIM_UNSURE, .report = n};
    return (rap_claim){.kind = RAP_CLAIM_NAMED,
                       .id = claimant,
                       .name = rap_view_name(v, claimant),
                       .side = rap_view_side(v, claimant),
                       .anonymous = is_anonymous(v, claimant),
                       .report = n};
}

rap_claim rap_claim_of_item(const rap_view *v, const rap_item *a)
{
    rap_str who = a->who;
    rap_str first = {"", 0};
    uint32_t n = a->report ? a->report : a->n_cites ? a->cites[0].n : 0;
    rap_claim c = {.kind = RAP_CLAIM_UNSURE, .report = n};
    if (rap_ids_next(&who, &first)) {
        c = claim_by(v, first, n);
    } else if (rap_jsonin_true(a->json, "anonymous")) {
        c.kind = RAP_CLAIM_UNNAMED;
        c.name = rap_word_unnamed(rap_jsonin_str(a->json, "unnamed_kind"));
    }
    c.anonymous = rap_jsonin_true(a->json, "anonymous");
    c.via = a->other;
    c.speech = a->what;
    c.words = a->text;
    return c;
}

rap_code rap_claim_of(rap_claim *out, rap_view *v, rap_str attribution, uint32_t n,
                      rap_arena *arena, rap_err *err)
{
    if (!attribution.n) {
        *out = narrator(n);
        return RAP_OK;
    }
    rap_item item;
    rap_code rc = rap_view_row(v, &item, "attribution", attribution, arena, err);
    if (rc != RAP_OK) return rc;
    *out = item.id.n ? rap_claim_of_item(v, &item)
                     : (rap_claim){.kind = RAP_CLAIM_UNSURE, .report = n};
    return RAP_OK;
}

static rap_code take_claim(rap_telling *t, rap_view *v, rap_arena *arena, rap_err *err)
{
    const rap_value *by = rap_jsonin_get(t->json, "claimant");
    if (!by) by = rap_jsonin_get(t->json, "holder");
    rap_str attribution = rap_jsonin_str(t->json, "attribution");
    if (!by) return rap_claim_of(&t->claim, v, attribution, t->cite.n, arena, err);
    t->claim = claim_by(v, by->text, t->cite.n);
    if (t->claim.kind != RAP_CLAIM_UNNAMED || !attribution.n) return RAP_OK;
    rap_claim c; /* the attribution may tell what kind of unnamed source it is */
    rap_code rc = rap_claim_of(&c, v, attribution, t->cite.n, arena, err);
    if (rc == RAP_OK && c.kind == RAP_CLAIM_UNNAMED) t->claim = c;
    return rc;
}

rap_code rap_tellings_of(rap_telling **out, uint32_t *n, rap_view *v,
                         const rap_value *list, rap_arena *arena, rap_err *err)
{
    uint32_t count = list && list->kind == RAP_JSON_ARRAY ? list->n : 0;
    rap_telling *all = RAP_NEW(arena, rap_telling, count + 1);
    if (!all) return rap_fail_memory(err);
    uint32_t i = 0;
    for (const rap_value *e = count ? list->first : NULL; e; e = e->next) {
        const rap_listed *r = rap_view_report(v, rap_jsonin_str(e, "report"));
        rap_telling *t = &all[i++];
        t->json = e;
        t->cite.n = r ? r->n : 0;
        t->cite.at = rap_jsonin_span(rap_jsonin_get(e, "at"));
        rap_code rc = take_claim(t, v, arena, err);
        if (rc != RAP_OK) return rc;
    }
    *out = all;
    *n = i;
    return RAP_OK;
}

bool rap_telling_has(const rap_telling *t, rap_str state)
{
    rap_str turn = rap_jsonin_str(t->json, "turn");
    return rap_str_eq(turn.n ? turn : rap_jsonin_str(t->json, "status"), state);
}

uint32_t rap_tellings_of_state(rap_telling *t, uint32_t n, rap_str state)
{
    uint32_t k = 0;
    bool any = false;
    for (uint32_t i = 0; i < n && !any; i++)
        any = state.n && rap_telling_has(&t[i], state);
    for (uint32_t i = 0; i < n; i++)
        if (!any || rap_telling_has(&t[i], state)) t[k++] = t[i];
    return k;
}

const rap_value *rap_tellings_list(const rap_item *item)
{
    const rap_value *list = rap_jsonin_get(item->json, "tellings");
    if (rap_str_is(item->kind, "entity")) return NULL; /* spellings, nobody's claim */
    return list ? list : rap_jsonin_get(item->json, "sources");
}

bool rap_claim_is_same(const rap_claim *a, const rap_claim *b)
{
    return a->kind == b->kind && rap_str_eq(a->id, b->id) &&
           rap_str_eq(a->name, b->name) &&
           (a->kind == RAP_CLAIM_NAMED || a->report == b->report);
}

bool rap_claim_is_hollow(const rap_claim *c)
{
    return c->kind == RAP_CLAIM_UNNAMED || c->kind == RAP_CLAIM_UNSURE ||
           c->kind == RAP_CLAIM_NONE || c->anonymous;
}

static rap_str find_role(rap_view *v, rap_str id)
{
    rap_err err;
    rap_query *q = NULL;
    bool more = false;
    rap_str role = {"", 0};
    rap_code rc = rap_query_new(
        &q, v->d, "SELECT body ->> '$.roles[0]' FROM row WHERE id = ?1", &err);
    if (rc == RAP_OK) rap_query_bind(q, 1, id);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, &err);
    if (rc == RAP_OK && more) role = rap_arena_copy(v->arena, rap_query_str(q, 0));
    if (rc == RAP_OK && !role.p) rc = rap_fail_memory(&err);
    if (rc != RAP_OK) rap_view_note(v, &err);
    rap_query_end(q);
    return role.p ? role : (rap_str){"", 0};
}

rap_str rap_role_of(rap_view *v, rap_str id)
{
    int32_t i = rap_view_find(v, id);
    if (i == RAP_NOBODY) return (rap_str){"", 0};
    if (!v->names[i].role.p) v->names[i].role = find_role(v, id);
    return v->names[i].role;
}

void rap_claim_write(rap_buf *out, const rap_claim *c)
{
    switch (c->kind) {
    case RAP_CLAIM_NAMED:
        rap_buf_put(out, c->name);
        if (c->side.n) {
            rap_buf_z(out, " (");
            rap_buf_put(out, c->side);
            rap_buf_z(out, ")");
        }
        break;
    case RAP_CLAIM_NARRATOR:
        rap_buf_printf(out, "R%u (narrator)", c->report);
        break;
    case RAP_CLAIM_UNNAMED:
        rap_buf_put(out, c->name);
        break;
    case RAP_CLAIM_UNSURE:
    case RAP_CLAIM_NONE:
        rap_buf_z(out, "speaker unclear");
        if (c->report) rap_buf_printf(out, " (R%u)", c->report);
        break;
    }
}

void rap_claim_say(rap_buf *out, const rap_claim *c)
{
    if (c->kind == RAP_CLAIM_UNSURE || c->kind == RAP_CLAIM_NONE) {
        rap_buf_z(out, "no speaker given");
        if (c->report) rap_buf_printf(out, " (R%u)", c->report);
        return;
    }
    rap_buf_z(out, "says ");
    rap_claim_write(out, c);
}

static bool is_marked(rap_str text)
{
    static const char *const marks[] = {"\"", "“", "”", "«", "»", "‘"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (rap_str_find(text, rap_str_of(marks[i]), 0) < text.n) return true;
    return false;
}

rap_str rap_claim_words(const rap_claim *c, rap_str text, rap_arena *arena)
{
    rap_str bare = rap_word_paired(rap_word_bare(text));
    if (c->kind != RAP_CLAIM_NAMED || !rap_str_is(c->speech, "direct") || !bare.n ||
        is_marked(bare) || rap_str_find(c->words, bare, 0) >= c->words.n)
        return bare;
    rap_buf b = {0};
    rap_buf_z(&b, "“");
    rap_buf_put(&b, bare);
    rap_buf_z(&b, "”");
    rap_str marked = rap_torn_copy(arena, &b);
    rap_buf_done(&b);
    return marked.n ? marked : bare;
}

void rap_names_write(rap_buf *out, const rap_view *v, rap_str ids)
{
    bool first = true;
    for (rap_str id; rap_ids_next(&ids, &id); first = false) {
        if (!first) rap_buf_z(out, ", ");
        rap_buf_put(out, rap_view_name(v, id));
    }
}

void rap_names_of(rap_buf *out, const rap_view *v, const rap_value *list)
{
    bool first = true;
    for (const rap_value *e = list ? list->first : NULL; e;
         e = e->next, first = false) {
        if (!first) rap_buf_z(out, ", ");
        rap_buf_put(out, rap_view_name(v, e->text));
    }
}
