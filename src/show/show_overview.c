/*
 * show/show_overview.c - the verb `overview`: what is in the dossier.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/summary.h"
#include "show/change_lines.h"
#include "show/verb.h"
#include "view/wording.h"

enum { OF_EACH = 3, AT_DAY = 6, AT_WORDS = 36, AT_TITLE = 48, LEAST_WIDTH = 80 };

static void put_numbers(rap_lines *l, const rap_summary *s)
{
    rap_buf b = {0};
    rap_word_things(&b, s->reports, "report", "reports");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, s->words, "word", "words");
    if (s->first.n) {
        rap_buf_z(&b, ", ");
        rap_word_day(&b, s->first);
        rap_buf_z(&b, " – ");
        rap_word_day(&b, s->last);
    }
    rap_lines_fold(l, rap_torn_text(&b));
    rap_lines_end(l);
    rap_buf_clear(&b);
    rap_word_things(&b, s->statements, "statement", "statements");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, s->positions, "position in own words",
                    "positions in own words");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, s->rounds, "round", "rounds");
    rap_buf_printf(&b, " (%lld held, %lld planned), ", (long long)s->rounds_held,
                   (long long)s->rounds_planned);
    rap_word_things(&b, s->pledges, "pledge", "pledges");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, s->disagreements, "disagreement", "disagreements");
    rap_lines_fold(l, rap_torn_text(&b));
    rap_lines_end(l);
    rap_buf_done(&b);
}

static void put_reports(rap_verb *verb)
{
    rap_lines *l = &verb->lines;
    for (uint32_t i = 0; i < verb->v->n_reports; i++) {
        const rap_listed *r = &verb->v->reports[i];
        rap_buf b = {0};
        rap_buf_printf(&b, "  R%u", r->n);
        rap_lines_put(l, rap_torn_text(&b));
        rap_lines_to(l, AT_DAY);
        rap_buf_clear(&b);
        rap_word_day(&b, r->day);
        rap_buf_z(&b, ", ");
        rap_buf_put(&b, rap_word_basis(r->basis));
        rap_lines_put(l, rap_torn_text(&b));
        rap_lines_to(l, AT_WORDS);
        rap_buf_clear(&b);
        rap_word_things(&b, r->words, "word", "words");
        rap_lines_put(l, rap_torn_text(&b));
        l->indent = l->width < LEAST_WIDTH ? AT_DAY : AT_TITLE;
        if (l->width < LEAST_WIDTH) rap_lines_end(l);
        rap_lines_to(l, l->indent);
        rap_lines_fold(l, rap_listed_title(r));
        if (r->publisher.n) rap_lines_z(l, "  ");
        rap_lines_fold(l, r->publisher);
        rap_lines_end(l);
        rap_buf_done(&b);
    }
}

static void put_quoted(rap_verb *verb, const rap_summary *s)
{
    rap_lines *l = &verb->lines;
    if (!s->n_quoted) return;
    l->indent = 2;
    rap_lines_z(l, "Most quoted: ");
    for (uint32_t i = 0; i < s->n_quoted; i++) {
        rap_buf b = {0};
        rap_names_write(&b, verb->v, s->quoted[i].id);
        rap_buf_printf(&b, " %lld%s", (long long)s->quoted[i].n,
                       i + 1 < s->n_quoted ? ", " : "");
        rap_lines_fold(l, rap_torn_text(&b));
        rap_buf_done(&b);
    }
    rap_lines_end(l);
}

static rap_code put_latest(rap_verb *verb, const rap_summary *s)
{
    rap_lines *l = &verb->lines;
    rap_code rc = RAP_OK;
    if (s->n_latest) rap_buf_z(l->out, "What changed last:\n");
    for (uint32_t i = 0; rc == RAP_OK && i < s->n_latest; i++) {
        rap_telling *t = NULL;
        uint32_t n = 0;
        rap_sign sign = rap_sign_stance(s->latest[i].state);
        rap_buf b = {0};
        rc = rap_tellings_of(&t, &n, verb->v, rap_tellings_list(&s->latest[i]),
                             verb->arena, verb->err);
        l->indent = 4;
        rap_lines_to(l, 2);
        rap_lines_put(l, sign.glyph);
        rap_lines_z(l, " ");
        rap_names_write(&b, verb->v, s->latest[i].who);
        rap_buf_byte(&b, ' ');
        rap_buf_put(&b, sign.word);
        rap_buf_z(&b, ": ");
        const rap_claim nobody = {.kind = RAP_CLAIM_UNSURE};
        const rap_claim *by = n ? &t[0].claim : &nobody;
        rap_str text = rap_jsonin_str(s->latest[i].json, "proposition");
        text = rap_claim_words(by, text, verb->arena);
        rap_buf_put(&b, text);
        rap_buf_z(&b, rap_word_has_comma(text) ? " " : ", ");
        rap_claim_say(&b, by);
        rap_lines_fold(l, rap_torn_text(&b));
        rap_verb_cites(verb, &s->latest[i], 1);
        rap_lines_end(l);
        rap_buf_done(&b);
    }
    return rc;
}

static void put_checks(rap_verb *verb, const rap_summary *s, int64_t unclear)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    if (s->undated) {
        rap_word_things(&b, s->undated, "report needs a date", "reports need a date");
        rap_buf_z(&b, ":  rapporteur names ");
        rap_buf_put(&b, verb->v->heading.path);
        rap_buf_printf(&b, " --date R%u=YYYY-MM-DD\n", s->first_undated);
    }
    rap_torn_put(l->out, &b);
    rap_buf_clear(&b);
    if (unclear) {
        rap_word_things(&b, unclear, "statement", "statements");
        rap_buf_z(&b, " with a speaker who cannot be told for certain (?)");
        l->indent = 0;
        rap_lines_fold(l, rap_torn_text(&b));
        rap_lines_end(l);
    }
    rap_buf_done(&b);
}

static rap_code show_text(rap_verb *verb)
{
    const rap_summary *s = NULL;
    int64_t unclear = 0;
    rap_code rc = rap_summary_of(&s, verb->v, verb->err);
    if (rc == RAP_OK) rc = rap_summary_unclear(&unclear, verb->v, verb->err);
    if (rc != RAP_OK) return rc;
    put_numbers(&verb->lines, s);
    put_reports(verb);
    put_quoted(verb, s);
    rc = put_latest(verb, s);
    put_checks(verb, s, unclear);
    return rc;
}

/* What is new since a day, in short; all of it: `changes`. */
static rap_code show_since(rap_verb *verb, bool *any)
{
    rap_since s;
    rap_code rc = rap_since_of(&s, verb->v, &verb->filter, verb->arena, verb->err);
    if (rc != RAP_OK) return rc;
    *any = s.n > 0;
    if (verb->filter.options->form != RAP_FORM_TEXT)
        return rap_change_data(verb, &s, verb->filter.options->form);
    rc = rap_change_lines(verb, &s, OF_EACH);
    if (rc != RAP_OK || !s.n) return rc;
    rap_buf_z(verb->lines.out, "all of it:  rapporteur changes ");
    rap_buf_put(verb->lines.out, verb->v->heading.path);
    rap_buf_z(verb->lines.out, " --since ");
    rap_since_day(verb->lines.out, s.since);
    rap_buf_byte(verb->lines.out, '\n');
    return RAP_OK;
}

rap_code rap_show_overview(rap_buf *out, bool *found, rap_dossier *d,
                           const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    if (options->since.n)
        rc = show_since(&verb, &any);
    else if (options->form == RAP_FORM_TEXT)
        rc = show_text(&verb);
    else
        rc = rap_verb_walk(&verb, &any, "report", NULL);
    if (verb.v->n_reports) any = true;
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}
