/*
 * show/show_timeline.c - the verbs `timeline` and `events`: dated lines with their
 * sources, and with the one who says so wherever the report itself does not.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/echo.h"
#include "answers/moment.h"
#include "show/verb.h"

enum { AT_MARK = 18, AT_GLYPH = 21, AT_ACT = 23, AT_TEXT = 37, CITES_SHOWN = 4 };

static void put_buf(rap_lines *l, rap_buf *b)
{
    rap_lines_fold(l, rap_torn_text(b));
    rap_buf_clear(b);
}

static void put_head(rap_verb *verb, const rap_item *item, const rap_moment *m)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    l->indent = AT_TEXT;
    rap_word_day(&b, item->day);
    rap_lines_put(l, rap_torn_text(&b));
    rap_lines_to(l, AT_MARK);
    rap_lines_z(l, m->worked_out && item->day.n ? "~" : " ");
    rap_lines_to(l, AT_GLYPH);
    rap_lines_style(l, m->act.style);
    rap_lines_put(l, m->status.glyph);
    rap_lines_to(l, AT_ACT);
    rap_lines_put(l, m->act.word);
    rap_lines_plain(l);
    rap_lines_to(l, AT_TEXT);
    rap_buf_done(&b);
}

static void put_claim(rap_verb *verb, const rap_moment *m)
{
    rap_buf b = {0};
    rap_moment_write(&b, m);
    if (rap_torn_any(&b)) rap_lines_z(&verb->lines, ", ");
    put_buf(&verb->lines, &b);
    rap_told_by_write(&b, m);
    if (rap_torn_any(&b)) rap_lines_z(&verb->lines, ", ");
    put_buf(&verb->lines, &b);
    rap_buf_done(&b);
}

static rap_code timeline_row(rap_verb *verb, const rap_item *item)
{
    rap_moment m;
    rap_code rc = rap_moment_of(&m, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    put_head(verb, item, &m);
    rap_lines_fold(&verb->lines, rap_word_bare(item->text));
    put_claim(verb, &m);
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_lines_end(&verb->lines);
    return RAP_OK;
}

static rap_code event_row(rap_verb *verb, const rap_item *item)
{
    rap_moment m;
    rap_buf b = {0};
    rap_code rc = rap_moment_of(&m, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    put_head(verb, item, &m);
    rap_lines_put(&verb->lines, item->what);
    rap_lines_z(&verb->lines, "  ");
    rap_names_write(&b, verb->v, item->who);
    put_buf(&verb->lines, &b);
    rap_lines_z(&verb->lines, item->who.n ? " → " : "? → ");
    rap_names_write(&b, verb->v, item->other);
    if (!b.n) rap_buf_z(&b, "?");
    put_buf(&verb->lines, &b);
    rap_lines_z(&verb->lines, ": ");
    rap_lines_fold(&verb->lines, rap_word_bare(item->text));
    put_claim(verb, &m);
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
    return RAP_OK;
}

rap_code rap_show_timeline(rap_buf *out, bool *found, rap_dossier *d,
                           const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    rc = rap_verb_walk(&verb, &any, "chronology", timeline_row);
    if (rc == RAP_OK && any && options->form == RAP_FORM_TEXT) {
        verb.lines.indent = 2;
        rap_lines_fold(&verb.lines,
                       rap_str_of("~ the day rests on a report whose date was worked "
                                  "out or set, not stated"));
        rap_lines_end(&verb.lines);
    }
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}

rap_code rap_show_events(rap_buf *out, bool *found, rap_dossier *d,
                         const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    rc = rap_verb_walk(&verb, &any, "event", event_row);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}
