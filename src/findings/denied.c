/*
 * findings/denied.c - who denies what another one claims.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/denied.h"

#include "base/ascii.h"
#include "base/table.h"
#include "pile/surround.h"

#include "denial_words_table.inc"

enum {
    BACK_BYTES = 300,  /* between a claim and what points back to it */
    POINTING = 4,      /* words of what only points back */
    WORDS_SAME = 3,    /* that a claim and its denial share besides names */
    LOOK_REPORTS = 24, /* of a story */
    LOOK_MAX = 400,    /* attributions compared with one denial */
    OPEN_BYTES = 24,
    WORD_MAX = 24
};

typedef struct {
    rap_pile *p;
    RAP_LIST(rap_denial) all;
} search;

rap_span rap_denial_whole(const rap_filed_attribution *a)
{
    rap_span s = a->content.n ? a->content.v[0] : (rap_span){0, 0};
    const rap_filed_spans parts[] = {a->content, a->cue};
    for (size_t i = 0; i < 2; i++)
        for (uint32_t k = 0; k < parts[i].n; k++) {
            if (parts[i].v[k].from < s.from) s.from = parts[i].v[k].from;
            if (parts[i].v[k].to > s.to) s.to = parts[i].v[k].to;
        }
    return s;
}

static const rap_filed_attribution *said(const rap_pile *p, rap_ref r)
{
    return &rap_pile_report(p, r.report)->attributions[r.index];
}

/* ---- words ---- */

/* What the next word is, by the table; false at the end. */
static bool next_word(rap_str s, size_t *at, rap_str *what)
{
    char low[WORD_MAX];
    while (*at < s.n && !rap_is_alnum(s.p[*at]))
        ++*at;
    size_t from = *at, n = 0;
    while (*at < s.n && (rap_is_alnum(s.p[*at]) || s.p[*at] == '\''))
        ++*at;
    for (size_t i = from; i < *at && n < WORD_MAX; i++)
        low[n++] = rap_to_lower(s.p[i]);
    rap_str word = {low, n};
    if (rap_str_ends(word, RAP_STR("n't"))) word = RAP_STR("not");
    *what = rap_cell(&denial_words_table, rap_table_find(&denial_words_table, word),
                     DENIAL_WORDS_WHAT);
    return *at > from;
}

static rap_str source_of(const rap_filed *f, rap_span at)
{
    return rap_str_cut(f->source, at.from, at.to);
}

/* Does a word of that kind stand in one of the spans? */
static bool holds(const rap_filed *f, rap_filed_spans spans, const char *kind)
{
    rap_str what;
    for (uint32_t i = 0; i < spans.n; i++)
        for (size_t at = 0; next_word(source_of(f, spans.v[i]), &at, &what);)
            if (rap_str_is(what, kind)) return true;
    return false;
}

/* "those charges", "the claim", "it": nothing but what points back. */
static bool points_back(rap_str s)
{
    rap_str what;
    uint32_t words = 0;
    bool claim = false, first = true;
    for (size_t at = 0; next_word(s, &at, &what); first = false) {
        bool pointing = rap_str_is(what, "lead") || rap_str_is(what, "alone");
        bool noun = rap_str_is(what, "claim") || rap_str_is(what, "report");
        if ((!pointing && !noun) || (first && noun)) return false;
        claim = noun || (first && rap_str_is(what, "alone"));
        if (++words > POINTING) return false;
    }
    return claim;
}

/* ---- who ---- */

static int32_t holder_of(const rap_pile *p, rap_ref r)
{
    int32_t party = rap_pile_party(p, r.report, said(p, r)->speaker);
    bool known = party >= 0 && !rap_str_is(p->parties[party].kind, "anonymous");
    return known ? party : -1;
}

/* "declined to confirm or deny" */
static bool is_open(const rap_filed *f, rap_span cue)
{
    uint32_t from = cue.from > OPEN_BYTES ? cue.from - OPEN_BYTES : 0;
    rap_str before = rap_str_cut(f->source, from, cue.to);
    return rap_str_find(before, RAP_STR("confirm"), 0) < before.n;
}

/* "the claims that ..": among the first words. */
static bool begins_with_claim(const rap_filed *f, rap_span content)
{
    rap_str what;
    uint32_t words = 0;
    for (size_t at = 0;
         words < POINTING && next_word(source_of(f, content), &at, &what); words++) {
        if (rap_str_is(what, "claim") || rap_str_is(what, "report")) return true;
        if (!rap_str_is(what, "lead") && !rap_str_is(what, "alone") && words > 1)
            return false;
    }
    return false;
}

static bool is_denial(const rap_pile *p, rap_ref r)
{
    const rap_filed *f = rap_pile_report(p, r.report);
    const rap_filed_attribution *a = said(p, r);
    if (a->content.n == 0 || holder_of(p, r) < 0) return false;
    if (holds(f, a->cue, "verb"))
        return !holds(f, a->cue, "not") && !is_open(f, a->cue.v[0]);
    return holds(f, a->cue, "turns") && begins_with_claim(f, a->content.v[0]);
}

static bool denies(const rap_filed *f, rap_filed_spans spans)
{
    return holds(f, spans, "verb") || holds(f, spans, "turns");
}

/* May `other` be what the holder of a denial denies?  What somebody is asked to do is
 * no claim. */
static bool is_of_another(const rap_pile *p, int32_t holder, rap_ref other)
{
    const rap_filed *f = rap_pile_report(p, other.report);
    const rap_filed_attribution *a = said(p, other);
    int32_t party = holder_of(p, other);
    if (party < 0 || party == holder || a->content.n == 0) return false;
    if (rap_str_begins(source_of(f, a->content.v[0]), RAP_STR("to "))) return false;
    int32_t x = rap_pile_side(p, party), y = rap_pile_side(p, holder);
    return x != y && !denies(f, a->cue) && !denies(f, a->content);
}

/* ---- what ---- */

/* "those reports" are of the press, or of what was reported. */
static bool is_reported(const rap_pile *p, rap_ref r)
{
    const rap_filed *f = rap_pile_report(p, r.report);
    int32_t party = holder_of(p, r);
    return rap_str_is(p->parties[party].kind, "media") ||
           holds(f, said(p, r)->cue, "report");
}

/* Is it told by somebody who is not known?  What points back may well point there. */
static bool is_nobodys(const rap_pile *p, rap_ref r)
{
    return said(p, r)->speech && holder_of(p, r) < 0;
}

/* The last that was said before by another, unless that is a denial in other words or
 * nobody knows whose words it is. */
static bool find_behind(const rap_pile *p, rap_ref r, int32_t holder, rap_ref *claim)
{
    const rap_filed *f = rap_pile_report(p, r.report);
    uint32_t from = rap_denial_whole(said(p, r)).from, best = 0;
    for (uint32_t i = 0; i < f->n_attributions; i++) {
        rap_ref other = {r.report, i};
        if (f->attributions[i].content.n == 0) continue;
        rap_span at = rap_denial_whole(&f->attributions[i]);
        if (at.to > from || from - at.to > BACK_BYTES || at.to <= best) continue;
        if (!is_nobodys(p, other) &&
            (!f->attributions[i].speech || !is_of_another(p, holder, other)))
            continue;
        best = at.to;
        *claim = other;
    }
    if (best == 0 || is_nobodys(p, *claim) || holds(f, said(p, *claim)->content, "not"))
        return false;
    return !holds(f, said(p, r)->content, "report") || is_reported(p, *claim);
}

typedef struct {
    rap_surround of;
    int32_t holder;
    uint32_t best, looked;
} wanted;

static void look_into(const rap_pile *p, uint32_t rank, rap_ref self, wanted *w,
                      rap_ref *claim)
{
    const rap_filed *f = rap_pile_report(p, rank);
    for (uint32_t i = 0; i < f->n_attributions && w->looked < LOOK_MAX; i++) {
        const rap_filed_attribution *a = &f->attributions[i];
        rap_ref other = {rank, i};
        if ((rank == self.report && i == self.index) || a->content.n == 0) continue;
        w->looked++;
        rap_surround x = rap_surround_inside(f, a->content.v[0]);
        uint32_t all = rap_surround_words(&w->of, &x);
        uint32_t names = rap_surround_names(&w->of, &x);
        uint32_t words = all > names ? all - names : 0;
        if (words <= w->best || rap_surround_clash(&w->of, &x)) continue;
        if (holds(f, a->content, "not") || !is_of_another(p, w->holder, other))
            continue;
        w->best = words;
        *claim = other;
    }
}

static bool find_alike(const rap_pile *p, rap_ref r, int32_t holder, rap_ref *claim)
{
    const rap_filed *f = rap_pile_report(p, r.report);
    const rap_group *story = &p->stories.v[p->story_of[r.report]];
    wanted w = {.of = rap_surround_inside(f, said(p, r)->content.v[0]),
                .holder = holder,
                .best = WORDS_SAME - 1};
    if (w.of.n_words < WORDS_SAME || holds(f, said(p, r)->content, "not")) return false;
    look_into(p, r.report, r, &w, claim);
    if (w.best >= WORDS_SAME) return true;
    for (uint32_t i = 0; i < story->n && i < LOOK_REPORTS; i++)
        look_into(p, p->stories.members[story->first + i], r, &w, claim);
    return w.best >= WORDS_SAME;
}

/* Has a report that this one shares its text with told the same? */
static bool is_repeated(const search *w, rap_ref r, rap_ref claim)
{
    const rap_pile *p = w->p;
    for (size_t i = w->all.n; i > 0 && w->all.n - i < LOOK_REPORTS; i--) {
        const rap_denial *x = &w->all.v[i - 1];
        bool copied = p->copy_group[x->denial.report] == p->copy_group[r.report];
        if (copied && holder_of(p, x->denial) == holder_of(p, r) &&
            holder_of(p, x->claim) == holder_of(p, claim))
            return true;
    }
    return false;
}

static void see(search *w, rap_ref r)
{
    rap_pile *p = w->p;
    rap_ref claim = r;
    if (!is_denial(p, r)) return;
    int32_t holder = holder_of(p, r);
    rap_str content = source_of(rap_pile_report(p, r.report), said(p, r)->content.v[0]);
    bool found = points_back(content) ? find_behind(p, r, holder, &claim)
                                      : find_alike(p, r, holder, &claim);
    if (!found || is_repeated(w, r, claim)) return;
    rap_denial *to = RAP_PUSH(p->arena, &w->all);
    if (!to)
        p->failed = true;
    else
        *to = (rap_denial){r, claim};
}

const rap_denial *rap_pile_denials(rap_pile *p, uint32_t *n)
{
    search w = {.p = p};
    for (uint32_t i = 0; i < p->attributions.n && !p->failed; i++)
        see(&w, p->attributions.v[i]);
    *n = (uint32_t)w.all.n;
    return w.all.v;
}
