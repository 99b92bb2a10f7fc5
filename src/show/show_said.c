/*
 * show/show_said.c - the verb `said`: statements under those who uttered them.
 *
 * What one tells of others is set in below and marked retold; words that are the
 * report's own begin with an ellipsis.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/spoken.h"
#include "show/verb.h"

enum {
    AT_NAME = 14,
    AT_TEXT = 2,
    AT_HOW = 58,
    HOW_WIDTH = 14,
    AT_RETOLD = 4,
    CITES_SHOWN = 6
};

static void put_buf(rap_lines *l, rap_buf *b)
{
    rap_lines_fold(l, rap_torn_text(b));
    rap_buf_clear(b);
}

static void put_who(rap_verb *verb, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    rap_spoken_who(&b, s);
    rap_lines_bold(l);
    put_buf(l, &b);
    rap_lines_plain(l);
    if (s->role.n) {
        rap_lines_z(l, ", ");
        rap_lines_fold(l, s->role);
    }
    if (s->unnamed.n && s->by.kind == RAP_CLAIM_NAMED) {
        rap_lines_z(l, ", ");
        rap_lines_fold(l, s->unnamed);
    }
    rap_spoken_chain(&b, verb->v, s);
    put_buf(l, &b);
    rap_buf_done(&b);
}

static void put_first_line(rap_verb *verb, const rap_item *item, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    l->indent = AT_NAME;
    rap_word_day(&b, item->day);
    rap_lines_put(l, rap_torn_text(&b));
    rap_lines_to(l, AT_NAME - 2);
    rap_lines_z(l, s->worked_out ? "~ " : "  ");
    put_who(verb, s);
    if (s->told_by.kind != RAP_CLAIM_NONE) {
        rap_lines_z(l, ",");
        rap_lines_fold(l, rap_str_of(" retold by "));
        rap_verb_claim(verb, &s->told_by);
    }
    bool aligned = l->width >= AT_HOW + HOW_WIDTH;
    if (aligned && l->column < AT_HOW)
        rap_lines_to(l, AT_HOW);
    else
        rap_lines_z(l, aligned ? " " : "  ");
    rap_lines_whole(l, s->how.word);
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_lines_end(l);
    rap_buf_done(&b);
}

/* Stands between two pieces of a line that begins at AT_TEXT. */
static void put_gap(rap_lines *l)
{
    if (l->column > AT_TEXT) rap_lines_z(l, "   ");
}

static void put_piece(rap_lines *l, const char *before, rap_str words)
{
    rap_torn_mind(l->out, words);
    if (!words.n) return;
    put_gap(l);
    rap_lines_fold(l, rap_str_of(before));
    rap_lines_fold(l, words);
}

/* A new line where so many columns are not left on this one. */
static void put_room(rap_lines *l, uint32_t columns)
{
    if (l->fresh || l->column + columns <= l->width) return;
    rap_lines_end(l);
    rap_lines_to(l, l->indent);
}

static void put_stances(rap_verb *verb, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    for (uint32_t i = 0; i < s->n_own; i++) {
        rap_sign sign = rap_sign_stance(s->own[i].state);
        rap_buf b = {0};
        rap_word_label(&b, s->own[i].what);
        put_gap(l);
        put_room(l, rap_width(sign.glyph) + rap_width(sign.word) + 2); /* " " and ":" */
        rap_lines_style(l, sign.style);
        rap_lines_put(l, sign.glyph);
        rap_lines_z(l, " ");
        rap_lines_put(l, sign.word);
        rap_lines_plain(l);
        rap_lines_z(l, ": ");
        rap_lines_fold(l, rap_torn_text(&b));
        rap_buf_done(&b);
    }
}

/* To whom, by what, how its day is known, where else, and what is asked for. */
static void put_about(rap_verb *verb, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    rap_lines_to(l, AT_TEXT);
    put_piece(l, "to ", s->addressee);
    put_piece(l, "by ", s->medium);
    if (s->thought) put_piece(l, "", rap_str_of("a belief, wish or plan, not speech"));
    put_piece(l, "", s->basis);
    rap_echo_write(&b, &s->echo);
    put_piece(l, "", rap_torn_text(&b));
    put_stances(verb, s);
    if (l->column > AT_TEXT)
        rap_lines_end(l);
    else
        rap_lines_drop(l);
    rap_buf_done(&b);
}

static void put_retold(rap_verb *verb, const rap_spoken *s)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    l->indent = AT_RETOLD + 2;
    for (uint32_t i = 0; i < s->n_retold; i++) {
        rap_names_write(&b, verb->v, s->retold[i].who);
        rap_lines_to(l, AT_RETOLD);
        rap_lines_z(l, "says of ");
        put_buf(l, &b);
        rap_lines_z(l, ": ");
        rap_spoken_retold(&b, &s->retold[i]);
        put_buf(l, &b);
        rap_lines_fold(l, rap_str_of(" (retold, not in the words of the one told of)"));
        rap_lines_end(l);
    }
    for (uint32_t i = 0; i < s->n_inner; i++) {
        rap_claim by = rap_claim_of_item(verb->v, &s->inner[i]);
        rap_lines_to(l, AT_RETOLD);
        rap_lines_z(l, "tells what was said by ");
        rap_verb_claim(verb, &by);
        if (s->inner[i].n_cites) {
            rap_cite_write(&b, s->inner[i].cites[0]);
            rap_lines_z(l, "  ");
            rap_lines_whole(l, rap_torn_text(&b));
            rap_buf_clear(&b);
        }
        rap_lines_end(l);
    }
    rap_buf_done(&b);
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
    rap_verb_cue(verb, item);
    rap_lines_fold(l, item->text);
    rap_lines_end(l);
    put_about(verb, s);
    put_retold(verb, s);
    verb->rows++;
    verb->parts += s->worked_out;
    return RAP_OK;
}

/* How many statements of others tell of the one whose statements were asked for. */
static rap_code count_of(uint64_t *n, rap_verb *verb, rap_str name)
{
    rap_show_options o = {.of = name};
    rap_filter filter;
    const rap_sieve sieve = {verb->v, &filter, verb->row, verb->err};
    rap_rows *rows = NULL;
    bool more = true;
    rap_code rc = rap_filter_of(&filter, verb->v, &o, verb->arena, verb->err);
    if (rc == RAP_OK)
        rc = rap_rows_open(&rows, verb->v, "attribution", false, verb->err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    if (rc == RAP_OK) rc = rap_rows_sift(rows, &filter, "", verb->arena, verb->err);
    while (rc == RAP_OK) {
        rap_item item;
        rc = rap_sieve_next(&sieve, rows, &item, &more);
        if (rc != RAP_OK || !more) break;
        ++*n;
    }
    rap_rows_close(rows);
    return rc;
}

static rap_code put_end(rap_verb *verb, const rap_show_options *o)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    uint64_t n = 0;
    rap_code rc = RAP_OK;
    l->indent = 2;
    if (o->speaker.n && !verb->filter.unclear) rc = count_of(&n, verb, o->speaker);
    if (n) {
        rap_word_things(&b, (int64_t)n, "statement of others tells",
                        "statements of others tell");
        rap_buf_z(&b, " of them:  rapporteur said ");
        rap_word_shell(&b, verb->v->heading.path);
        rap_buf_z(&b, " --of ");
        rap_word_shell(&b, o->speaker);
        put_buf(l, &b);
        rap_lines_end(l);
    }
    if (verb->parts) {
        rap_lines_fold(l,
                       rap_str_of("~ the day of a report that was worked out or set, "
                                  "not stated"));
        rap_lines_end(l);
    }
    rap_buf_done(&b);
    return rc;
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
    if (rc == RAP_OK && verb.rows) rc = put_end(&verb, &o);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}
