/*
 * show/show_check.c - the verb `check`: rows drawn at random for a coder, and how many
 * were right so far.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/agreed.h"
#include "show/verb.h"
#include "view/wording.h"

enum { SAMPLE_USUAL = 50 };

static rap_code put_text(rap_verb *verb, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_buf b = {0};
    rap_code rc = rap_judged_of(&j, &n, verb->v, item->id, verb->err);
    if (rc == RAP_OK) rc = rap_sample_line(&b, verb->v, item, verb->row, verb->err);
    l->indent = 16;
    rap_lines_put(l, item->id);
    rap_lines_to(l, 16);
    rap_lines_fold(l, rap_torn_text(&b));
    rap_verb_cites(verb, item, 4);
    rap_lines_end(l);
    for (uint32_t i = 0; i < n; i++) {
        rap_buf_clear(&b);
        rap_judged_write(&b, &j[i]);
        rap_lines_to(l, 16);
        rap_lines_z(l, "= ");
        rap_lines_fold(l, rap_torn_text(&b));
        rap_lines_end(l);
    }
    rap_buf_done(&b);
    return rc;
}

static rap_code put_row(rap_verb *verb, rap_str id)
{
    rap_item item;
    rap_buf *out = verb->lines.out;
    rap_row_clear(verb->v, verb->row);
    rap_code rc = rap_view_row(verb->v, &item, "", id, verb->row, verb->err);
    if (rc != RAP_OK || !item.id.n) return rc;
    switch (verb->filter.options->form) {
    case RAP_FORM_JSON:
        rap_buf_put(out, item.body);
        rap_buf_byte(out, '\n');
        return RAP_OK;
    case RAP_FORM_PLAIN:
        return rap_plain_row(out, verb->v, &item, verb->row, verb->err);
    default:
        return put_text(verb, &item);
    }
}

static rap_code put_end(rap_verb *verb, const rap_sample *s)
{
    rap_buf b = {0};
    rap_agreed all[RAP_AGREED_MOST];
    uint32_t n = 0;
    verb->lines.indent = 2;
    rap_sample_write(&b, s);
    rap_lines_fold(&verb->lines, rap_torn_text(&b));
    rap_lines_end(&verb->lines);
    if (s->judged < s->n) {
        rap_buf_clear(&b);
        rap_buf_z(&b, "say what you find:  rapporteur check ");
        rap_word_shell(&b, verb->v->heading.path);
        rap_buf_z(&b, " --accept ID   or --reject ID");
        rap_lines_put(&verb->lines, rap_torn_text(&b));
        rap_lines_end(&verb->lines);
    }
    rap_code rc = rap_agreed_of(all, &n, verb->v, verb->err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        rap_buf_clear(&b);
        rap_agreed_write(&b, &all[i]);
        rap_lines_fold(&verb->lines, rap_torn_text(&b));
        rap_lines_end(&verb->lines);
    }
    rap_buf_done(&b);
    return rc;
}

rap_code rap_show_check(rap_buf *out, bool *found, rap_dossier *d,
                        const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    rap_sample s = {.n = 0};
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    rc = rap_sample_of(&s, verb.v, options->table,
                       options->sample ? options->sample : SAMPLE_USUAL, verb.arena,
                       err);
    if (rc == RAP_OK && options->form == RAP_FORM_PLAIN) rap_plain_head(out);
    for (uint32_t i = 0; rc == RAP_OK && i < s.n; i++)
        rc = put_row(&verb, s.ids[i]);
    if (rc == RAP_OK && s.n && options->form == RAP_FORM_TEXT) rc = put_end(&verb, &s);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = s.n > 0;
    return rc;
}
