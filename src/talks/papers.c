/*
 * talks/papers.c - where papers are named that sides put forward, agree or issue.
 *
 * A paper is a noun of data/papers.tsv in a body block.  Who made it stands before it
 * ("Norland's written offer", "Sudmark presented a list of demands") or behind ("signed
 * by", "between"); words that name a paper only weakly count only with such a side, and
 * "the pact" is the paper of that kind named last before it.  What is only sought, or
 * denied, is none.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/papers.h"

#include "talks/clause.h"
#include "talks/met.h"

#include "paper_joints_table.inc"
#include "papers_table.inc"

enum {
    MAKER_NEAR = 110, /* bytes between a maker and his paper */
    TO_NEAR = 60,     /* bytes between a paper and whom it goes to */
    NONE_BEFORE = 2,  /* words between "any" and a paper */
    SOUGHT_BEFORE = 5,
    JOINT_BEHIND = 6, /* words between a paper and "between", "signed by" */
    WHOM_WORDS = 4,   /* words between "to" and whom a paper goes to */
    DEED_BEFORE = 8,  /* words between a verb and the paper */
    LIST_WORDS = 5,   /* words between two names that "and" joins */
    LIST_NAMES = 8,   /* mentions of such a list */
    NAME_WORDS = 4,   /* words before the noun that may belong to its name */
    DAY_NEAR = 60,    /* bytes between a paper and its day */
    MEANT_FAR = 24,   /* papers of a report among which "the pact" is looked for */
    DAYS_APART = 2,   /* between a round and a paper that was put at it */
    TALKS_NEAR = 600  /* bytes between a paper and the talks at which it was put */
};

typedef struct {
    rap_pile *p;
    const rap_clauses *c;
    size_t first; /* paper of the report */
    RAP_LIST(rap_paper) papers;
} reading;

/* A noun of the table in its sentence. */
typedef struct {
    uint32_t i, n; /* words */
    int row;
    rap_span at, sentence;
} noun;

static bool is_joint(const rap_clauses *c, uint32_t word, const char *joint)
{
    uint32_t n = 0;
    int row = rap_phrases_match(&c->text, &paper_joints_table, word, &n);
    return row >= 0 && rap_cell_is(&paper_joints_table, row, PAPER_JOINTS_JOINT, joint);
}

static bool is_beside(const rap_clauses *c, uint32_t a, uint32_t b)
{
    return a < c->text.n && b < c->text.n &&
           c->text.v[a].sentence == c->text.v[b].sentence;
}

/* Does a word of this joint stand at most `far` words before? */
static bool has_before(const rap_clauses *c, uint32_t i, uint32_t far,
                       const char *joint)
{
    for (uint32_t back = 1; back <= far && back <= i; back++)
        if (is_beside(c, i - back, i) && is_joint(c, i - back, joint)) return true;
    return false;
}

/* First word behind of this joint, at most `far` words away, or 0. */
static uint32_t joint_behind(const rap_clauses *c, uint32_t end, const char *joint)
{
    for (uint32_t i = end; i < end + JOINT_BEHIND && is_beside(c, i, end - 1); i++)
        if (is_joint(c, i, joint)) return i;
    return 0;
}

/* "A memorandum on salt with Sudmark": the word, or 0. */
static uint32_t with_behind(const rap_clauses *c, uint32_t end)
{
    for (uint32_t i = end; i < end + JOINT_BEHIND && is_beside(c, i, end - 1); i++)
        if (rap_clauses_is_word(c, i, "with")) return i;
    return 0;
}

/* ---- who made it ---- */

/* What a verb does with a paper: "give" and "one" put it forward alone, of "all" all
 * who are named made it, who "carries" or "takes" it did not; NULL. */
static const char *deed_at(const rap_clauses *c, uint32_t word)
{
    static const char *const deeds[] = {"give", "one", "all", "carry", "take"};
    for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++)
        if (is_joint(c, word, deeds[k])) return deeds[k];
    return NULL;
}

/* That of the verb before a noun; NULL. */
static const char *deed_before(const rap_clauses *c, const noun *w)
{
    for (uint32_t back = 1; back <= DEED_BEFORE && back <= w->i; back++) {
        if (!is_beside(c, w->i - back, w->i)) return NULL;
        const char *deed = deed_at(c, w->i - back);
        if (deed) return deed;
    }
    return NULL;
}

static int32_t side_of(const rap_clauses *c, const rap_filed_mention *m)
{
    int32_t party = rap_pile_party(c->p, c->rank, m->entity);
    int32_t side = rap_clauses_side(c->p, party);
    bool person = party >= 0 && rap_str_is(c->p->parties[party].kind, "person");
    return side < 0 && person ? party : side;
}

static void add_maker(rap_paper *x, int32_t side)
{
    uint32_t at = 0;
    while (at < x->n_by && x->by[at] < side)
        at++;
    if (side < 0 || x->n_by == RAP_MAKERS_MAX || (at < x->n_by && x->by[at] == side))
        return;
    for (uint32_t k = x->n_by++; k > at; k--)
        x->by[k] = x->by[k - 1];
    x->by[at] = side;
}

static bool is_agreed(rap_str kind)
{
    return rap_str_is(kind, "agreement");
}

/* Is it of both sides by its name: a pact, a draft agreement, a joint statement? */
static bool is_shared(const noun *w)
{
    return rap_cell_is(&papers_table, w->row, PAPERS_OF, "both");
}

/* Who only tells of the paper, or on whose ground it was made, did not make it. */
static bool is_outside(const rap_clauses *c, const noun *w, const rap_filed_mention *m)
{
    uint32_t word = rap_phrases_word(&c->text, m->at.from);
    bool in = word > 0 && is_beside(c, word - 1, word) &&
              (rap_clauses_is_word(c, word - 1, "in") ||
               rap_clauses_is_word(c, word - 1, "at") ||
               rap_clauses_is_word(c, word - 1, "near"));
    return in || rap_clauses_is_source(c, m->at, w->at);
}

/* All sides named in [from, to) of the source; how many. */
static void add_all(const rap_clauses *c, const noun *w, rap_paper *x, rap_span in)
{
    for (uint32_t k = rap_clauses_mention(c, in.from); k < c->n_all; k++) {
        const rap_filed_mention *m = c->all[k];
        if (m->at.from >= in.to) break;
        if (m->at.from >= in.from && !is_outside(c, w, m)) add_maker(x, side_of(c, m));
    }
}

/* Does "and" join two names: "Norland and Sudmark", "Norland's envoy and Sudmark"? */
static bool is_joined(const rap_clauses *c, const rap_filed_mention *a,
                      const rap_filed_mention *b)
{
    uint32_t i = rap_phrases_word(&c->text, a->at.to);
    uint32_t end = rap_phrases_word(&c->text, b->at.from);
    bool and = false;
    if (a->at.to >= b->at.from || end > i + LIST_WORDS || !is_beside(c, i, end))
        return false;
    bool comma = c->f->source.n > a->at.to && c->f->source.p[a->at.to] == ',';
    for (; i < end; i++) {
        if (deed_at(c, i)) return false;
        and = and || rap_clauses_is_word(c, i, "and");
    }
    return and || comma;
}

/* The side of a mention with those that "and" joins to it before. */
static void add_list(const rap_clauses *c, rap_paper *x, uint32_t last)
{
    const rap_filed_mention *now = c->all[last];
    add_maker(x, side_of(c, now));
    for (uint32_t k = last, n = 0; k > 0 && n < LIST_NAMES; k--, n++) {
        const rap_filed_mention *m = c->all[k - 1];
        if (m->at.to > now->at.from) continue;
        if (!is_joined(c, m, now)) return;
        add_maker(x, side_of(c, m));
        now = m;
    }
}

/* "The two sides", "both": those who sit at the talks of which the report tells. */
static bool is_of_two(const rap_clauses *c, const noun *w)
{
    for (uint32_t i = w->i; i > 0 && is_beside(c, i - 1, w->i); i--)
        if (is_joint(c, i - 1, "two")) return true;
    return false;
}

/* "Norland handed Sudmark a plan": whoever stands between a word of giving and the
 * paper gets it; NULL. */
static const rap_filed_mention *given_to(const rap_clauses *c, const noun *w,
                                         rap_span name)
{
    uint32_t first = rap_phrases_word(&c->text, name.from);
    while (first > 0 && is_beside(c, first - 1, first) &&
           is_joint(c, first - 1, "article"))
        first--;
    if (first == 0 || !is_beside(c, first - 1, w->i)) return NULL;
    uint32_t k = rap_clauses_mention(c, c->text.v[first - 1].at.from);
    if (k == c->n_all || c->all[k]->at.from > c->text.v[first - 1].at.from) return NULL;
    for (uint32_t n = 0; k > 0 && n < LIST_NAMES; n++) {
        if (!is_joined(c, c->all[k - 1], c->all[k])) break;
        k--; /* "handed Sudmark and Ostia a plan" */
    }
    uint32_t word = rap_phrases_word(&c->text, c->all[k]->at.from);
    while (word > 0 && is_joint(c, word - 1, "article"))
        word--;
    bool gives =
        word > 0 && is_beside(c, word - 1, w->i) && is_joint(c, word - 1, "give");
    return gives ? c->all[k] : NULL;
}

/* The last side named in the sentence before the noun, but not behind "to": who made
 * it, with those who are joined to it; nor who is given it. */
static void add_before(const rap_clauses *c, const noun *w, rap_span name, rap_paper *x)
{
    const rap_filed_mention *given = given_to(c, w, name);
    uint32_t last = UINT32_MAX, teller = UINT32_MAX; /* "which Norland calls a plan" */
    uint32_t low = w->at.from > MAKER_NEAR ? w->at.from - MAKER_NEAR : 0;
    if (low < w->sentence.from) low = w->sentence.from;
    for (uint32_t k = rap_clauses_mention(c, low); k < c->n_all; k++) {
        const rap_filed_mention *m = c->all[k];
        if (m->at.from >= w->at.from) break;
        uint32_t word = rap_phrases_word(&c->text, m->at.from);
        bool to =
            word > 0 && is_beside(c, word - 1, word) && is_joint(c, word - 1, "to");
        int32_t now = side_of(c, m);
        if (given && m->at.from >= given->at.from) break;
        if (now < 0 || to) continue;
        if (is_outside(c, w, m))
            teller = k;
        else
            last = k;
    }
    if (last == UINT32_MAX) last = teller;
    if (last != UINT32_MAX) add_list(c, x, last);
}

/* "Norland's latest offer": whose it is by an apostrophe close before the noun, or -1.
 */
static int32_t owner_before(const rap_clauses *c, const noun *w)
{
    for (uint32_t back = 2; back <= NAME_WORDS && back <= w->i; back++) {
        uint32_t i = w->i - back;
        if (!is_beside(c, i, w->i)) return -1;
        if (!rap_clauses_is_word(c, i + 1, "s")) continue;
        uint32_t at = c->text.v[i].at.from, k = rap_clauses_mention(c, at);
        bool there = k < c->n_all && c->all[k]->at.from <= at;
        return there ? side_of(c, c->all[k]) : -1;
    }
    return -1;
}

/* "Norland's offer", "the Ostian plan": whose name stands in the noun's own phrase. */
static int32_t owner(const rap_clauses *c, const noun *w, rap_span name)
{
    int32_t side = owner_before(c, w);
    for (uint32_t k = rap_clauses_mention(c, name.from); k < c->n_all; k++) {
        if (c->all[k]->at.from >= name.to) break;
        int32_t now = side_of(c, c->all[k]);
        if (now >= 0) side = now;
    }
    return side;
}

/* The sides of the talks at which it was put, of "the two" those of the talks told of
 * nearest; false when there are none. */
static bool add_table(const rap_clauses *c, const noun *w, rap_paper *x)
{
    const rap_talk *t = x->round < 0 ? NULL : c->p->rounds[x->round].sitting;
    if (!t && is_of_two(c, w)) t = rap_talks_pair_at(c->p, c->rank, w->at, TALKS_NEAR);
    for (uint32_t i = 0; t && i < t->n_sides; i++)
        add_maker(x, t->sides[i]);
    return x->n_by >= 2;
}

static void find_makers(const rap_clauses *c, const noun *w, rap_span name,
                        rap_paper *x)
{
    uint32_t end = w->i + w->n, by = joint_behind(c, end, "by");
    uint32_t between = joint_behind(c, end, "between");
    const char *deed = deed_before(c, w);
    bool all = deed && strcmp(deed, "all") == 0;
    bool take = deed && strcmp(deed, "take") == 0;
    uint32_t stop = c->text.v[end - 1].at.to + TO_NEAR + TO_NEAR;
    if (stop > w->sentence.to) stop = w->sentence.to;
    if (by || between) {
        add_all(c, w, x, (rap_span){c->text.v[by ? by : between].at.to, stop});
        if (x->n_by) return;
    }
    if (deed && strcmp(deed, "carry") == 0) return;
    if (all || (is_shared(w) && (!deed || take))) {
        uint32_t with = with_behind(c, end);
        add_all(c, w, x, (rap_span){w->sentence.from, w->at.to});
        if (with) add_all(c, w, x, (rap_span){c->text.v[with].at.to, stop});
        bool table = x->n_by < 2 && (is_shared(w) || is_of_two(c, w));
        if (x->n_by >= 2 || (table && add_table(c, w, x))) return;
    }
    int32_t own = owner(c, w, name);
    if (own < 0 && end < c->text.n && is_beside(c, end, w->i)) {
        bool that =
            rap_clauses_is_word(c, end, "that") || rap_clauses_is_word(c, end, "which");
        uint32_t to = c->text.v[that ? end : end - 1].at.to;
        uint32_t k = rap_clauses_mention(c, to);
        bool beside = k < c->n_all && c->all[k]->at.from <= to + 1;
        if (beside) own = side_of(c, c->all[k]); /* "the offer Norland made" */
    }
    if (own < 0 && !take)
        add_before(c, w, name, x);
    else
        add_maker(x, own);
}

/* Whoever is handed the paper, or follows "to" behind it, or -1. */
static int32_t receiver(const rap_clauses *c, const noun *w, rap_span name)
{
    const rap_filed_mention *given = given_to(c, w, name);
    if (given) return side_of(c, given);
    uint32_t to = joint_behind(c, w->i + w->n, "to");
    if (!to) return -1;
    uint32_t from = c->text.v[to].at.to, k = rap_clauses_mention(c, from);
    if (k == c->n_all || c->all[k]->at.from > from + TO_NEAR) return -1;
    bool beside = rap_phrases_word(&c->text, c->all[k]->at.from) <= to + WHOM_WORDS;
    return beside && !is_outside(c, w, c->all[k]) ? side_of(c, c->all[k]) : -1;
}

/* ---- the paper itself ---- */

/* Part of a longer name, like that of an alliance? */
static bool in_name(const rap_clauses *c, rap_span at)
{
    for (uint32_t k = rap_clauses_mention(c, at.from); k < c->n_all; k++) {
        const rap_filed_mention *m = c->all[k];
        if (m->at.from >= at.from) return false;
        int32_t party = rap_pile_party(c->p, c->rank, m->entity);
        bool body = party >= 0 && rap_str_is(c->p->parties[party].kind, "organization");
        if (m->kind == 'n' && m->at.to >= at.to && body) return true;
    }
    return false;
}

/* The noun with the words before it, back to its article. */
static rap_span whole_name(const rap_clauses *c, const noun *w)
{
    rap_span at = w->at;
    for (uint32_t k = 1; k <= NAME_WORDS && k <= w->i; k++) {
        if (!is_beside(c, w->i - k, w->i)) break;
        if (is_joint(c, w->i - k, "article") || is_joint(c, w->i - k, "definite"))
            return (rap_span){c->text.v[w->i - k + 1].at.from, at.to};
        if (is_joint(c, w->i - k, "stop")) break;
    }
    return at;
}

/* "its reply to the proposal of 5 June": the day of the other paper. */
static bool is_of_other(const rap_clauses *c, const noun *w, uint32_t at)
{
    uint32_t i = rap_phrases_word(&c->text, at);
    bool of = i > 1 && rap_clauses_is_word(c, i - 1, "of");
    return of && (i - 2 < w->i || i - 2 >= w->i + w->n);
}

static void find_day(const rap_clauses *c, const noun *w, rap_paper *x)
{
    uint32_t low = w->at.from > DAY_NEAR ? w->at.from - DAY_NEAR : 0;
    x->from = x->till = RAP_NO_DAY;
    if (low < w->sentence.from) low = w->sentence.from;
    for (uint32_t k = rap_clauses_time(c, low); k < c->f->n_times; k++) {
        const rap_filed_time *time = &c->f->times[k];
        rap_talk day;
        if (time->at.from >= w->sentence.to || time->at.from > w->at.to + DAY_NEAR)
            return;
        if (rap_clauses_is_of_speech(c, time->at.from, w->sentence.from) ||
            is_of_other(c, w, time->at.from))
            continue;
        if (!rap_talk_set_days(&day, time->from, time->to)) continue;
        x->from = day.from;
        x->till = day.to;
        return;
    }
}

bool rap_papers_may_be_one(rap_str a, rap_str b)
{
    static const char *const terms[] = {"proposal", "plan", "demands", "draft"};
    static const char *const deals[] = {"agreement", "plan", "draft", "proposal"};
    bool term = false, other = false, deal = false, done = false;
    if (rap_str_eq(a, b) || rap_str_is(a, "paper") || rap_str_is(b, "paper"))
        return true;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        term = term || rap_str_is(a, terms[i]);
        other = other || rap_str_is(b, terms[i]);
    }
    for (size_t i = 0; i < sizeof deals / sizeof *deals; i++) {
        deal = deal || rap_str_is(a, deals[i]);
        done = done || rap_str_is(b, deals[i]);
    }
    bool drafted = rap_str_is(a, "draft") || rap_str_is(b, "draft");
    return (term && other) || (deal && done && drafted);
}

/* The paper that "the pact" points to: the last before it whose kind and makers fit. */
static uint32_t meant_by(const reading *r, const rap_paper *x)
{
    size_t low =
        r->papers.n > r->first + MEANT_FAR ? r->papers.n - MEANT_FAR : r->first;
    for (size_t k = r->papers.n; k > low; k--) {
        const rap_paper *o = &r->papers.v[k - 1];
        if (!rap_papers_may_be_one(o->kind, x->kind)) continue;
        bool own = x->n_by && o->n_by;
        bool same = own && x->n_by == o->n_by &&
                    memcmp(x->by, o->by, x->n_by * sizeof *x->by) == 0;
        if (!own || same || is_agreed(x->kind)) return o->meant;
    }
    return UINT32_MAX;
}

/* "The draft", "this plan", and not "its plan". */
static bool is_the(const rap_clauses *c, const noun *w)
{
    static const char *const words[] = {"the", "this", "that", "those"};
    for (uint32_t back = 1; back <= NONE_BEFORE && back <= w->i; back++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (rap_clauses_is_word(c, w->i - back, words[k])) return true;
    return false;
}

/* A memorandum that all have signed is agreed by all. */
static bool is_signed(const rap_clauses *c, const noun *w)
{
    const char *deed = deed_before(c, w);
    bool memo = rap_clauses_is_word(c, w->i, "memorandum") ||
                rap_clauses_is_word(c, w->i, "memo");
    return memo && deed && strcmp(deed, "all") == 0;
}

static bool is_strength(const noun *w, const char *strength)
{
    return rap_cell_is(&papers_table, w->row, PAPERS_STRENGTH, strength);
}

/* "any such offer", "hopes for a deal": nobody has put it forward. */
static bool is_none(const rap_clauses *c, const noun *w)
{
    rap_str kind = rap_cell(&papers_table, w->row, PAPERS_KIND);
    if (is_strength(w, "none") || in_name(c, w->at)) return true;
    if (has_before(c, w->i, NONE_BEFORE, "none")) return true;
    bool one = w->n == 1 && w->i > 0 && is_beside(c, w->i - 1, w->i);
    bool verb = one && (rap_clauses_is_word(c, w->i - 1, "to") ||
                        rap_clauses_is_word(c, w->i - 1, "will") ||
                        is_joint(c, w->i - 1, "modal"));
    if (verb && (rap_str_is(kind, "draft") || !rap_clauses_is_word(c, w->i - 1, "to")))
        return true; /* "to draft an agreement", "could offer a parliament" */
    uint32_t end = w->i + w->n;
    bool open = end < c->text.n && is_beside(c, end, w->i) && is_joint(c, end, "modal");
    return is_agreed(kind) && (open || has_before(c, w->i, SOUGHT_BEFORE, "sought"));
}

/* The round at which it was put: that of the talks told of nearest, on its own day when
 * one is told. */
static void find_round(const rap_clauses *c, const noun *w, rap_paper *x)
{
    x->round = rap_talks_round_at(c->p, c->rank, w->at, TALKS_NEAR);
    const rap_round *r = x->round < 0 ? NULL : &c->p->rounds[x->round];
    /* nobody has put anything yet at talks to come, unless that is to come, too */
    bool to_come = has_before(c, w->i, DEED_BEFORE, "modal");
    x->is_ahead = r && !r->past_in && r->ahead_in && !to_come;
    if (!r || r->from == RAP_NO_DAY || x->from == RAP_NO_DAY) return;
    if (x->till < r->from - DAYS_APART || x->from > r->to + DAYS_APART) x->round = -1;
}

static void see_paper(reading *r, const noun *w)
{
    const rap_clauses *c = r->c;
    if (is_none(c, w)) return;
    rap_paper x = {.rank = c->rank,
                   .at = whole_name(c, w),
                   .kind = rap_cell(&papers_table, w->row, PAPERS_KIND)};
    rap_span name = x.at;
    x.to = receiver(c, w, name);
    find_day(c, w, &x);
    find_round(c, w, &x);
    bool definite = has_before(c, w->i, NAME_WORDS, "definite");
    find_makers(c, w, name, &x);
    x.meant = definite || is_strength(w, "only") ? meant_by(r, &x) : UINT32_MAX;
    if (x.meant == UINT32_MAX && is_the(c, w) && !deed_before(c, w) &&
        owner(c, w, name) < 0) {
        rap_paper open = x; /* "Haas called the draft an insult": it is not his */
        open.n_by = 0;
        open.meant = meant_by(r, &open);
        if (open.meant != UINT32_MAX) x = open;
    }
    if (x.n_by > 1 && is_signed(c, w)) x.kind = RAP_STR("agreement");
    bool strong = is_strength(w, "strong");
    const char *deed = deed_before(c, w);
    bool made = deed && strcmp(deed, "take") != 0;
    x.is_half = !strong && !made && is_shared(w) && x.n_by == 1 && x.to < 0;
    bool founds = !is_strength(w, "only") && (strong || x.n_by);
    if (x.meant == UINT32_MAX && !founds) return;
    if (x.meant == UINT32_MAX) x.meant = (uint32_t)r->papers.n;
    rap_paper *to = RAP_PUSH(r->p->arena, &r->papers);
    if (to)
        *to = x;
    else
        r->p->failed = true;
}

static void read_report(reading *r, uint32_t rank)
{
    rap_clauses c;
    if (!rap_clauses_read(&c, r->p, rank, r->p->batch)) {
        r->p->failed = true;
        return;
    }
    /* Taken back at the end.  cppcheck-suppress autoVariables */
    r->c = &c;
    r->first = r->papers.n;
    for (uint32_t i = 0, n = 1; i < c.text.n && !r->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(&c.text, &papers_table, i, &n);
        if (row < 0) continue;
        noun w = {i,
                  n,
                  row,
                  {c.text.v[i].at.from, c.text.v[i + n - 1].at.to},
                  c.text.sentences[c.text.v[i].sentence]};
        see_paper(r, &w);
    }
    r->c = NULL;
}

void rap_pile_find_papers(rap_pile *p)
{
    reading r = {.p = p};
    for (uint32_t i = 0; i < p->n && !p->failed; i++) {
        if (rap_pile_report(p, i)->n_entities) read_report(&r, i);
        rap_arena_reset(p->batch);
    }
    if (!p->failed) rap_papers_join(p, r.papers.v, (uint32_t)r.papers.n);
}
