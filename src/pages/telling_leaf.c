/*
 * pages/telling_leaf.c - a moment on a page: who says so, between whom, and all its
 * tellings.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/telling_leaf.h"

#include "answers/echo.h"

enum { CLAIMANTS_SHOWN = 6, LOOKED_AT = 64, TELLINGS_SHOWN = 200 };

static bool is_alone(const rap_moment *m, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (rap_claim_is_same(&m->saying[k].claim, &m->saying[i].claim)) return false;
    return true;
}

static bool has_other_than_narrator(const rap_moment *m)
{
    for (uint32_t i = 0; i < m->n_saying; i++)
        if (m->saying[i].claim.kind != RAP_CLAIM_NARRATOR) return true;
    return false;
}

void rap_told_claimants(rap_leaf *l, const rap_moment *m)
{
    rap_html *h = &l->h;
    bool needs = m->status.flag, first = true;
    if (m->status.word.n) rap_html_el(h, "span", "told", m->status.word);
    if (needs && !has_other_than_narrator(m))
        rap_html_z(h, " by whom is not said ");
    else
        rap_html_z(h, needs ? " by " : m->status.word.n ? " says " : "says ");
    for (uint32_t i = 0, shown = 0; i < m->n_saying && i < LOOKED_AT; i++) {
        if (!is_alone(m, i)) continue;
        if (shown++ == CLAIMANTS_SHOWN) break;
        if (!first) rap_html_z(h, "; ");
        rap_leaf_claim(l, &m->saying[i].claim);
        first = false;
    }
    if (first) rap_leaf_unsure(l, "speaker unclear");
}

void rap_told_between(rap_leaf *l, const rap_moment *m)
{
    rap_html *h = &l->h;
    if (!m->who.n && !m->other.n && !m->code.n) return;
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "mut");
    rap_html_z(h, " · ");
    if (m->who.n)
        rap_leaf_names(l, m->who);
    else
        rap_html_z(h, "?");
    if (m->other.n && !rap_str_eq(m->who, m->other)) {
        rap_html_z(h, " → ");
        rap_leaf_names(l, m->other);
    }
    if (m->code.n) {
        rap_html_z(h, " · ");
        rap_html_text(h, m->code);
        rap_html_z(h, " ");
        rap_html_text(h, m->plover);
    }
    rap_html_close(h);
}

static void put_telling(rap_leaf *l, const rap_telling *t)
{
    rap_html *h = &l->h;
    rap_sign status = rap_sign_status(rap_jsonin_str(t->json, "status"));
    rap_html_open(h, "li");
    rap_leaf_day(l, "time", rap_jsonin_str(t->json, "day"));
    rap_html_z(h, " ");
    rap_html_text(h, status.word);
    rap_html_z(h, status.flag ? " by " : status.word.n ? ", says " : "says ");
    rap_leaf_claim(l, &t->claim);
    if (t->cite.n) rap_leaf_cite(l, t->cite);
    rap_html_close(h);
}

void rap_told_all(rap_leaf *l, const rap_moment *m)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    if (m->n_tellings < 2) return;
    rap_html_open(h, "details");
    rap_word_things(&b, m->n_tellings, "telling", "tellings");
    size_t before = b.n;
    rap_buf_z(&b, ": ");
    rap_told_by_write(&b, m);
    if (b.n == before + 2) b.n = before;
    rap_html_el(h, "summary", NULL, rap_torn_text(&b));
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "tellings");
    for (uint32_t i = 0; i < m->n_tellings && i < TELLINGS_SHOWN; i++)
        put_telling(l, &m->tellings[i]);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
}

void rap_told_filter(rap_leaf *l)
{
    static const rap_choice choices[] = {{"", "Anything"},
                                         {"actual", "As fact by the report"},
                                         {"claimed", "Claimed"},
                                         {"alleged", "Alleged"},
                                         {"planned", "Planned"},
                                         {"expected", "Expected"},
                                         {"hypothetical", "Possible"},
                                         {"negated", "Did not happen"},
                                         {"attitude", "Wished for"},
                                         {"background", "Background"}};
    rap_leaf_select(l, "Told as", "status", choices, 10);
}
