/*
 * show/verb.c - the frame of a verb: its rows in the form asked for, ends of lines.
 */
/* SPDX-License-Identifier: MIT */
#include "show/verb.h"

#include "view/statement.h"

enum { VERB_LIMIT = 1 << 30, ROW_LIMIT = 1 << 28 };

rap_code rap_verb_begin(rap_verb *verb, rap_buf *out, rap_dossier *d,
                        const rap_show_options *options, rap_err *err)
{
    *verb = (rap_verb){.err = err,
                       .arena = rap_arena_new(VERB_LIMIT),
                       .row = rap_arena_new(ROW_LIMIT),
                       .lines = rap_lines_of(out, options->width, options->colour)};
    rap_code rc = verb->arena && verb->row ? RAP_OK : rap_fail_memory(err);
    if (rc == RAP_OK) rc = rap_view_new(&verb->v, d, err);
    if (rc == RAP_OK)
        rc = rap_filter_of(&verb->filter, verb->v, options, verb->arena, err);
    return rc == RAP_OK ? rc : rap_verb_end(verb, rc);
}

/* Was memory refused to anything that was written? */
static rap_code end_whole(const rap_verb *verb)
{
    if (verb->lines.out->failed || rap_arena_refused(verb->row) ||
        rap_arena_refused(verb->arena))
        return rap_fail_memory(verb->err);
    return rap_view_whole(verb->v, verb->err);
}

rap_code rap_verb_end(rap_verb *verb, rap_code rc)
{
    if (rc == RAP_OK) rc = end_whole(verb);
    rap_view_free(verb->v);
    rap_arena_free(verb->row);
    rap_arena_free(verb->arena);
    *verb = (rap_verb){0};
    return rc;
}

static rap_code print_row(rap_verb *verb, const rap_item *item, rap_verb_row *text)
{
    rap_buf *out = verb->lines.out;
    rap_code rc = RAP_OK;
    switch (verb->filter.options->form) {
    case RAP_FORM_JSON:
        rap_buf_put(out, item->body);
        rap_buf_byte(out, '\n');
        break;
    case RAP_FORM_PLAIN:
        rc = rap_plain_row(out, verb->v, item, verb->row, verb->err);
        break;
    case RAP_FORM_TEXT:
        rc = text(verb, item);
        break;
    }
    return rc == RAP_OK && out->failed ? rap_fail_memory(verb->err) : rc;
}

/* What the filter of the verb lets through. */
static rap_sieve verb_sieve(const rap_verb *verb)
{
    return (rap_sieve){verb->v, &verb->filter, verb->row, verb->err};
}

rap_code rap_verb_walk(rap_verb *verb, bool *found, const char *kind,
                       rap_verb_row *text)
{
    rap_rows *rows = NULL;
    rap_code rc = rap_rows_open(&rows, verb->v, kind, false, verb->err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    if (rc == RAP_OK)
        rc = rap_rows_sift(rows, &verb->filter, "", verb->arena, verb->err);
    if (rc == RAP_OK && verb->filter.options->form == RAP_FORM_PLAIN)
        rap_plain_head(verb->lines.out);
    const rap_sieve sieve = verb_sieve(verb);
    for (bool more = true; rc == RAP_OK;) {
        rap_item item;
        rc = rap_sieve_next(&sieve, rows, &item, &more);
        if (rc != RAP_OK || !more) break;
        *found = true;
        rc = print_row(verb, &item, text);
    }
    rap_rows_close(rows);
    return rc;
}

void rap_verb_cites(rap_verb *verb, const rap_item *item, uint32_t most)
{
    rap_buf cell = {0};
    for (uint32_t i = 0; i < item->n_cites && i < most; i++) {
        rap_buf_clear(&cell);
        rap_cite_write(&cell, item->cites[i]);
        if (verb->lines.column > verb->lines.indent) rap_lines_z(&verb->lines, "  ");
        rap_lines_whole(&verb->lines, rap_torn_text(&cell));
    }
    if (item->n_cites > most) {
        rap_buf_clear(&cell);
        rap_buf_printf(&cell, " +%u", item->n_cites - most);
        rap_lines_fold(&verb->lines, rap_torn_text(&cell));
    }
    rap_buf_done(&cell);
}

void rap_verb_cue(rap_verb *verb, const rap_item *item)
{
    rap_buf cell = {0};
    rap_cue_write(&cell, rap_cue_of(item));
    rap_lines_fold(&verb->lines, rap_torn_text(&cell));
    rap_buf_done(&cell);
}

void rap_verb_claim(rap_verb *verb, const rap_claim *claim)
{
    rap_buf cell = {0};
    rap_claim_write(&cell, claim);
    rap_lines_fold(&verb->lines, rap_torn_text(&cell));
    rap_buf_done(&cell);
}
