/*
 * show/show_names.c - the verb `names`: who is who, every spelling and why joined.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/spelled.h"
#include "show/verb.h"
#include "view/wording.h"

enum { AT_REST = 46, REST_WIDTH = 50, AT_SPELLING = 2, FEW = 12 };

static void put_summary(rap_verb *verb, const rap_item *item, const rap_spelled *s,
                        uint32_t n)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    rap_str side = rap_view_side(verb->v, item->id);
    const rap_value *roles = rap_jsonin_get(item->json, "roles");
    rap_lines_bold(l);
    rap_lines_put(l, item->text);
    rap_lines_plain(l);
    if (roles && roles->first) {
        rap_lines_z(l, ", ");
        rap_lines_put(l, roles->first->text);
    }
    if (side.n) rap_buf_z(&b, " (");
    rap_buf_put(&b, side);
    if (side.n) rap_buf_z(&b, ")");
    rap_lines_put(l, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_put(&b, item->state);
    rap_buf_z(&b, "  ");
    rap_word_things(&b, rap_spelled_reports(s, n), "report", "reports");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, rap_spelled_forms(s, n), "spelling", "spellings");
    rap_buf_z(&b, "  ");
    rap_buf_put(&b, item->id);
    if (l->width < AT_REST + REST_WIDTH) {
        rap_lines_end(l);
        l->indent = AT_SPELLING;
        rap_lines_to(l, AT_SPELLING);
        rap_lines_fold(l, rap_torn_text(&b));
    } else {
        rap_lines_to(l, AT_REST);
        rap_lines_put(l, rap_torn_text(&b));
    }
    rap_lines_end(l);
    rap_buf_done(&b);
}

static void put_spelling(rap_verb *verb, const rap_item *item, const rap_spelled *s)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    l->indent = AT_SPELLING + 2;
    rap_lines_to(l, AT_SPELLING);
    rap_buf_put(&b, s->form);
    rap_buf_printf(&b, " (R%u, %u)  ", s->first.n, s->times);
    rap_lines_fold(l, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_cite_write(&b, s->first);
    rap_lines_whole(l, rap_torn_text(&b));
    rap_str why = rap_spelled_reason(item, s->form);
    if (why.n) rap_lines_z(l, "  joined: ");
    rap_lines_fold(l, why);
    rap_lines_end(l);
    rap_buf_done(&b);
}

static rap_code names_row(rap_verb *verb, const rap_item *item)
{
    const bool *asked = verb->filter.named;
    rap_spelled *s = NULL;
    uint32_t n = 0;
    rap_code rc = rap_spelled_of(&s, &n, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    put_summary(verb, item, s, n);
    for (uint32_t i = 0; asked && i < n; i++)
        put_spelling(verb, item, &s[i]);
    return RAP_OK;
}

/* "names DOSSIER NAME" is the list narrowed to that name, with its spellings. */
static rap_code walk_asked(rap_verb *verb, bool *any)
{
    bool hit = false;
    bool *asked =
        rap_view_mark(verb->v, verb->filter.options->words, verb->arena, &hit);
    if (!asked) return rap_fail_memory(verb->err);
    if (!hit) return RAP_OK;
    verb->filter.named = asked;
    return rap_verb_walk(verb, any, "entity", names_row);
}

rap_code rap_show_names(rap_buf *out, bool *found, rap_dossier *d,
                        const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    if (options->words.n)
        rc = walk_asked(&verb, &any);
    else
        rc = rap_verb_walk(&verb, &any, "entity", names_row);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}
