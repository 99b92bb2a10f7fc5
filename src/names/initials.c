/*
 * names/initials.c - "ICC" in a report on the International Chamber of Commerce is that
 * chamber and no court.
 *
 * For each short form in capitals that the tables know, the report is looked through
 * for a whole name with these initials; when it holds one, and not the name that the
 * tables mean, the short form is left to the report.
 */
/* SPDX-License-Identifier: MIT */
#include "names/initials.h"

#include "names/finding.h"

enum { LEAST = 3, MOST = 6, FORMS = 32 }; /* letters; different ones of a report */

typedef struct {
    rap_str form, display;
    bool own, other; /* the report holds the name that is known; another one */
} short_form;

static bool is_capital(const rap_prose *p, uint32_t token)
{
    const rap_token *t = &p->tokens[token];
    return (t->shape & RAP_SHAPE_CAPITAL) && (t->shape & RAP_SHAPE_LETTER) &&
           !(t->shape & RAP_SHAPE_UPPER);
}

static bool is_joint(const rap_prose *p, uint32_t token)
{
    return rap_token_is(p, token, "of") || rap_token_is(p, token, "for") ||
           rap_token_is(p, token, "and") || rap_token_is(p, token, "the");
}

/* Behind the run of capitalised words at `token`, whose initials go to `to`; 0 when it
 * is no name or too long. */
static uint32_t read_run(const rap_prose *p, uint32_t token, char *to, uint32_t *n)
{
    uint32_t end = rap_sentence_end(p, token), last = token;
    *n = 0;
    for (uint32_t i = token; i < end; i++) {
        if (is_joint(p, i) && i > token) continue;
        if (!is_capital(p, i)) break;
        if (*n == MOST) return 0;
        to[(*n)++] = rap_token_text(p, i).p[0];
        last = i + 1;
    }
    return *n >= LEAST ? last : 0;
}

/* Is it in running text, so that capitals make a name? */
static bool is_prose(const rap_prose *p, uint32_t token)
{
    rap_block_kind kind =
        p->layout->blocks[p->sentences[p->tokens[token].sentence].block].kind;
    return kind == RAP_BLOCK_PARAGRAPH || kind == RAP_BLOCK_LIST;
}

static void see_run(const rap_prose *p, uint32_t token, short_form *v, uint32_t n)
{
    char initials[MOST];
    uint32_t letters, last = read_run(p, token, initials, &letters);
    if (!last) return;
    rap_str all = {initials, letters};
    rap_str text = rap_prose_cut(p, rap_tokens_span(p, token, last));
    for (uint32_t i = 0; i < n; i++) {
        if (!rap_str_eq(v[i].form, all)) continue;
        if (rap_str_eq(text, v[i].display))
            v[i].own = true;
        else
            v[i].other = true;
    }
}

/* "ICC": an organisation known by its short form; its number among v, or -1. */
static int32_t form_at(const rap_lexicon *lex, uint32_t token, const short_form *v,
                       uint32_t n)
{
    rap_str text = rap_token_text(lex->p, token);
    for (uint32_t i = 0; i < n; i++)
        if (rap_str_eq(v[i].form, text)) return (int32_t)i;
    return -1;
}

static bool is_short_form(const rap_lexicon *lex, uint32_t token)
{
    const rap_known *k = lex->at[token] ? &lex->known.v[lex->at[token] - 1] : NULL;
    const rap_token *t = &lex->p->tokens[token];
    uint32_t length = t->at.to - t->at.from;
    return k && k->n == 1 && k->kind == RAP_KNOWN_BODY &&
           (t->shape & RAP_SHAPE_UPPER) && length >= LEAST && length <= MOST;
}

void rap_initials_settle(rap_lexicon *lex)
{
    const rap_prose *p = lex->p;
    short_form v[FORMS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_tokens && n < FORMS; i++)
        if (is_short_form(lex, i) && form_at(lex, i, v, n) < 0)
            v[n++] = (short_form){.form = rap_token_text(p, i),
                                  .display = lex->known.v[lex->at[i] - 1].display};
    for (uint32_t i = 0; n && i < p->n_tokens; i++) {
        bool begins =
            is_capital(p, i) && !rap_token_is(p, i, "the") &&
            (i == 0 || !is_capital(p, i - 1) || rap_token_is(p, i - 1, "the"));
        if (begins && is_prose(p, i)) see_run(p, i, v, n);
    }
    for (uint32_t i = 0; n && i < p->n_tokens; i++) {
        int32_t at = is_short_form(lex, i) ? form_at(lex, i, v, n) : -1;
        if (at >= 0 && v[at].other && !v[at].own) lex->at[i] = 0;
    }
}
