/*
 * show/show_said.c - the verb `said`: statements under those who uttered them.
 *
 * What one tells of others is set in below and marked retold; words that are the
 * report's own begin with an ellipsis.
 */
/* SPDX-License-Identifier: MIT */
#include "show/forms.h"
#include "show/spoken.h"

enum {
    AT_NAME = 14,
    AT_TEXT = 2,
    AT_HOW = 58,
    HOW_WIDTH = 14,
    AT_RETOLD = 4,
    CITES_SHOWN = 1
};

static void put_who(rap_verb *verb, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    rap_claim_write(&b, &s->by);
    rap_lines_bold(l);
    rap_lines_fold(l, rap_buf_str(&b));
    rap_lines_plain(l);
    if (s->role.n) {
        rap_lines_z(l, ", ");
        rap_lines_fold(l, s->role);
    }
    rap_buf_clear(&b);
    rap_spoken_chain(&b, verb->v, s);
    rap_lines_fold(l, rap_buf_str(&b));
    rap_buf_done(&b);
}

static void put_first_line(rap_verb *verb, const rap_item *item, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    l->indent = AT_NAME;
    rap_word_day(&b, item->day);
    rap_lines_put(l, rap_buf_str(&b));
    rap_lines_to(l, AT_NAME - 2);
    rap_lines_z(l, s->worked_out ? "~ " : "  ");
    put_who(verb, s);
    if (s->told_by.kind != RAP_CLAIM_NONE) {
        rap_lines_z(l, ", retold by ");
        rap_verb_claim(verb, &s->told_by);
    }
    if (l->width >= AT_HOW + HOW_WIDTH)
        rap_lines_to(l, AT_HOW);
    else
        rap_lines_z(l, "  ");
    rap_lines_whole(l, s->how.word);
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_lines_end(l);
    rap_buf_done(&b);
}

static void put_about(rap_verb *verb, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    if (!s->addressee.n && !s->medium.n && !s->n_own) return;
    rap_lines_to(l, AT_TEXT);
    if (s->addressee.n) {
        rap_lines_z(l, "to ");
        rap_lines_fold(l, s->addressee);
    }
    if (s->medium.n) {
        rap_lines_z(l, s->addressee.n ? ", by " : "by ");
        rap_lines_fold(l, s->medium);
    }
    for (uint32_t i = 0; i < s->n_own; i++) {
        rap_sign sign = rap_sign_stance(s->own[i].state);
        rap_buf b = {0};
        rap_word_label(&b, s->own[i].what);
        if (l->column > AT_TEXT) rap_lines_z(l, "   ");
        rap_lines_style(l, sign.style);
        rap_lines_put(l, sign.glyph);
        rap_lines_z(l, " ");
        rap_lines_put(l, sign.word);
        rap_lines_plain(l);
        rap_lines_z(l, ": ");
        rap_lines_fold(l, rap_buf_str(&b));
        rap_buf_done(&b);
    }
    rap_lines_end(l);
}

static void put_retold(rap_verb *verb, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    l->indent = AT_RETOLD + 2;
    for (uint32_t i = 0; i < s->n_retold; i++) {
        rap_buf b = {0};
        rap_names_write(&b, verb->v, s->retold[i].who);
        rap_lines_to(l, AT_RETOLD);
        rap_lines_z(l, "says of ");
        rap_lines_fold(l, rap_buf_str(&b));
        rap_lines_z(l, ": ");
        rap_buf_clear(&b);
        rap_spoken_retold(&b, &s->retold[i]);
        rap_lines_fold(l, rap_buf_str(&b));
        rap_lines_fold(l, rap_str_of(" (retold, not in the words of the one told of)"));
        rap_lines_end(l);
        rap_buf_done(&b);
    }
}

static rap_code said_row(rap_verb *verb, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_spoken *s = RAP_NEW(verb->row, rap_spoken, 1);
    if (!s) return rap_fail_memory(verb->err);
    rap_code rc = rap_spoken_of(s, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    put_first_line(verb, item, s);
    l->indent = AT_TEXT;
    rap_lines_to(l, AT_TEXT);
    if (s->reported) rap_lines_z(l, "… ");
    rap_lines_fold(l, item->text);
    rap_lines_end(l);
    put_about(verb, s);
    put_retold(verb, s);
    return RAP_OK;
}

rap_code rap_show_said(rap_buf *out, bool *found, rap_dossier *d,
                       const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    bool any = false;
    rap_show_options o = *options;
    if (!o.speaker.n) o.speaker = o.words; /* said DOSSIER NAME */
    rap_code rc = rap_verb_begin(&verb, out, d, &o, err);
    if (rc != RAP_OK) return rc;
    rc = rap_verb_walk(&verb, &any, "attribution", said_row);
    rap_verb_end(&verb);
    if (rc == RAP_OK) *found = any;
    return rc;
}
