/*
 * answers/spoken.c - one statement with all that is shown beside it.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/spoken.h"

#include "base/utf8.h"

enum { WRITTEN = 60 }; /* bytes of the words for somebody who is not known */

static bool same_side(const rap_view *v, const rap_claim *by, rap_str party)
{
    rap_str first;
    if (!rap_ids_next(&party, &first)) return true;
    if (rap_str_eq(first, by->id)) return true;
    int32_t a = rap_view_find(v, by->id), b = rap_view_find(v, first);
    return a != RAP_NOBODY && b != RAP_NOBODY && v->names[a].side == b;
}

static void sort_out(rap_spoken *s, const rap_view *v, const rap_item *position)
{
    bool own = s->by.kind != RAP_CLAIM_NAMED || same_side(v, &s->by, position->who);
    if (own && s->n_own < RAP_SPOKEN_MOST) s->own[s->n_own++] = *position;
    if (!own && s->n_retold < RAP_SPOKEN_MOST) s->retold[s->n_retold++] = *position;
}

/* The positions inside the statement that rest on this attribution. */
static rap_code take_positions(rap_spoken *s, rap_view *v, const rap_item *item,
                               rap_arena *arena, rap_err *err)
{
    rap_item inside[RAP_INSIDE_MAX];
    uint32_t n = 0;
    if (!item->n_cites) return RAP_OK;
    rap_code rc =
        rap_view_inside(v, inside, &n, "position", item->cites[0], arena, err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        const rap_value *list = rap_jsonin_get(inside[i].json, "tellings");
        bool mine = false;
        for (const rap_value *t = list ? list->first : NULL; t && !mine; t = t->next)
            mine = rap_str_eq(rap_jsonin_str(t, "attribution"), item->id);
        if (mine) sort_out(s, v, &inside[i]);
    }
    return rc;
}

/* What others say inside it: rows of its own, which name this one. */
static rap_code take_inner(rap_spoken *s, rap_view *v, const rap_item *item,
                           rap_arena *arena, rap_err *err)
{
    rap_item inside[RAP_INSIDE_MAX];
    uint32_t n = 0;
    if (!item->n_cites) return RAP_OK;
    rap_code rc =
        rap_view_inside(v, inside, &n, "attribution", item->cites[0], arena, err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
        if (rap_str_eq(rap_jsonin_str(inside[i].json, "nested_in"), item->id) &&
            s->n_inner < RAP_SPOKEN_MOST)
            s->inner[s->n_inner++] = inside[i];
    return rc;
}

static rap_code take_unnamed(rap_spoken *s, const rap_item *item, rap_arena *arena,
                             rap_err *err)
{
    if (!rap_jsonin_true(item->json, "anonymous")) return RAP_OK;
    rap_buf b = {0};
    rap_word_unnamed_many(&b, rap_jsonin_str(item->json, "unnamed_kind"),
                          rap_jsonin_int(item->json, "unnamed_count", 0));
    s->unnamed = rap_torn_copy(arena, &b);
    rap_buf_done(&b);
    if (s->by.kind == RAP_CLAIM_UNNAMED) s->by.name = s->unnamed;
    return s->unnamed.p ? RAP_OK : rap_fail_memory(err);
}

static void take_basis(rap_spoken *s, const rap_view *v, const rap_item *item)
{
    const rap_listed *r = rap_view_number(v, s->by.report);
    bool told = rap_str_is(rap_jsonin_str(item->json, "day_basis"), "text");
    s->worked_out = item->day.n && r && rap_listed_is_worked_out(r) && !told;
    s->basis = rap_str_of(!item->day.n    ? ""
                          : told          ? "day told in the text"
                          : s->worked_out ? "the report's day, worked out"
                                          : "the report's day");
}

/* "The Bergen newspaper": the report's own words for whoever speaks; "he" says nothing.
 */
static void take_written(rap_spoken *s, const rap_item *item)
{
    rap_str words = rap_word_bare(rap_jsonin_str(item->json, "source_text"));
    bool name = false;
    for (size_t i = 0; i < words.n; i++)
        name = name || words.p[i] == ' ';
    if (s->by.kind == RAP_CLAIM_UNSURE && name && words.n <= WRITTEN)
        s->written = words;
}

static rap_code take_outer(rap_spoken *s, rap_view *v, const rap_item *item,
                           rap_arena *arena, rap_err *err)
{
    rap_str outer = rap_jsonin_str(item->json, "nested_in");
    if (!outer.n) return RAP_OK;
    return rap_claim_of(&s->told_by, v, outer, s->by.report, arena, err);
}

rap_code rap_spoken_of(rap_spoken *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, rap_err *err)
{
    rap_spoken *s = out;
    *s = (rap_spoken){.by = rap_claim_of_item(v, item),
                      .how = rap_sign_speech(item->what)};
    s->role = rap_role_of(v, s->by.id);
    s->reported = rap_str_is(item->what, "indirect");
    s->addressee = rap_jsonin_str(rap_jsonin_get(item->json, "addressee"), "text");
    s->medium = rap_jsonin_str(rap_jsonin_get(item->json, "medium"), "text");
    s->thought = !rap_jsonin_true(item->json, "speech");
    take_basis(s, v, item);
    take_written(s, item);
    rap_code rc = take_unnamed(s, item, arena, err);
    if (rc == RAP_OK) rc = take_outer(s, v, item, arena, err);
    if (rc == RAP_OK) rc = take_inner(s, v, item, arena, err);
    if (rc == RAP_OK) rc = rap_echo_of(&s->echo, v, item, err);
    return rc == RAP_OK ? take_positions(s, v, item, arena, err) : rc;
}

void rap_spoken_who(rap_buf *out, const rap_spoken *s)
{
    if (s->by.kind != RAP_CLAIM_UNSURE) {
        rap_claim_write(out, &s->by);
        return;
    }
    rap_buf_z(out, "speaker unclear");
    if (!s->written.n) return;
    rap_buf_z(out, ": \"");
    rap_buf_put(out, s->written);
    rap_buf_z(out, "\"");
}

void rap_spoken_retold(rap_buf *out, const rap_item *position)
{
    rap_word_unquoted(out, rap_jsonin_str(position->json, "proposition"));
}

void rap_spoken_chain(rap_buf *out, const rap_view *v, const rap_spoken *s)
{
    rap_str via = s->by.via;
    bool any = false;
    for (rap_str id; rap_ids_next(&via, &id); any = true) {
        rap_buf_z(out, " → ");
        rap_buf_put(out, rap_view_name(v, id));
    }
    if (any) rap_buf_printf(out, " → R%u", s->by.report);
}

static bool has_issue(const rap_item *items, uint32_t n, rap_str asked)
{
    for (uint32_t i = 0; i < n; i++)
        if (rap_issue_is_asked(asked, items[i].what)) return true;
    return false;
}

bool rap_spoken_keeps(const rap_spoken *s, const rap_item *item, const rap_filter *f,
                      const rap_view *v, rap_arena *arena)
{
    rap_str issue = f->options->issue;
    if (issue.n && !has_issue(s->own, s->n_own, issue) &&
        !has_issue(s->retold, s->n_retold, issue))
        return false;
    if (!f->of) return true;
    if (rap_view_has(v, f->of, item->who, false)) return false;
    for (uint32_t i = 0; i < s->n_retold; i++)
        if (rap_view_has(v, f->of, s->retold[i].who, false)) return true;
    rap_str text = rap_utf8_plain(arena, item->text);
    for (uint32_t i = 0; i < f->n_of_spellings; i++)
        if (rap_text_holds(text, f->of_spellings[i])) return true;
    return false;
}
