/*
 * findings/opposed.c - compares two figures that were told in independent reports.
 *
 * Most numbers that differ are of different things.  So two figures stand against each
 * other only where the same became of those counted, or where enough of their sentences
 * is the same; never where each names a place or a person that the other does not, nor
 * spans of time, nor parts of a count, nor counts of other years, nor "dozens" and
 * "thousands", nor sizes that no two observers of one thing would give.  Who tells a
 * figure is no part of what it counts: what one teller says on another day, or anybody
 * as what it is "now", goes on from before.  A report that copies another one speaks
 * for itself where it puts another teller's figure in place.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/opposed.h"

#include "base/ascii.h"
#include "base/table.h"
#include "pile/groups.h"
#include "pile/spelling.h"
#include "stories/renumbered.h"

#include "counted_fates_table.inc"
#include "dull_words_table.inc"
#include "measures_table.inc"

enum {
    SCALE = 1000, /* values are compared in thousandths */
    ABOUT = 10,   /* "about 50" leaves a tenth open */
    DAYS_FIGURE = 3,
    DAYS_GROWN = 14,
    TIMES_COUNTED = 5, /* by which two counts of one thing may differ */
    TIMES_MEASURED = 2,
    TIMES_GROWN = 20,
    WORDS_COUNTED = 3, /* of two sentences that tell what is counted */
    WORDS_MEASURED = 5,
    KIND_WORD = 4 /* letters */
};

static int64_t number_of(rap_str s)
{
    int64_t v = 0, scale = SCALE;
    bool point = false, minus = s.n && s.p[0] == '-';
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.') point = true;
        if (!rap_is_digit(s.p[i]) || v > INT64_MAX / 100000 || (point && scale == 1))
            continue;
        v = v * 10 + (s.p[i] - '0');
        if (point) scale /= 10;
    }
    return (minus ? -v : v) * scale;
}

static void take_range(rap_stand *s, const rap_filed_figure *g)
{
    s->value = s->low = s->high = number_of(g->value);
    s->about = rap_str_is(g->relation, "~");
    if (g->value_to.n) s->high = number_of(g->value_to);
    if (rap_str_begins(g->relation, RAP_STR(">"))) s->high = INT64_MAX;
    if (rap_str_begins(g->relation, RAP_STR("<"))) s->low = INT64_MIN;
    if (s->about) {
        int64_t open = s->low / ABOUT;
        s->low -= open < 0 ? -open : open;
        s->high += open < 0 ? -open : open;
    }
}

static bool is_money(rap_str unit)
{
    return unit.n == 3 && rap_is_upper(unit.p[0]) && rap_is_upper(unit.p[1]) &&
           rap_is_upper(unit.p[2]);
}

/* Words of a subject that tell whom it counts: not "people", "dead", "cases". */
static uint32_t kinds_of(const rap_pile *p, rap_str subject, uint32_t *to)
{
    rap_str s = rap_spelling_plain(p->batch, subject);
    uint32_t n = 0;
    for (size_t at = 0; at < s.n && n < RAP_STAND_KINDS;) {
        size_t end = rap_str_find(s, RAP_STR(" "), at);
        uint32_t hash = rap_hash(rap_str_cut(s, at, end));
        bool dull =
            end - at < KIND_WORD || rap_table_probe(&dull_words_table, hash) >= 0;
        if (!dull && rap_table_probe(&counted_fates_table, hash) < 0) to[n++] = hash;
        at = end + 1;
    }
    return n;
}

/* "dozens of", "tens of thousands": no number that another one could contradict. */
static bool is_vague(rap_str s)
{
    static const char *const all[] = {"dozens",    "scores",   "tens of", "hundreds",
                                      "thousands", "millions", "many",    "several"};
    for (size_t i = 0; i < s.n; i++)
        if (rap_is_digit(s.p[i])) return false;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (rap_str_find(s, rap_str_of(all[i]), 0) < s.n) return true;
    return false;
}

/* The year that is told, else that of the day. */
static uint32_t year_of(const rap_surround *around, rap_str day)
{
    uint32_t year = 0;
    if (around->year || day.n < 4) return around->year;
    for (size_t i = 0; i < 4; i++) {
        if (!rap_is_digit(day.p[i])) return 0; /* "--05-04" */
        year = year * 10 + (uint32_t)(day.p[i] - '0');
    }
    return year;
}

/* Does a number of a shared passage stand in it? */
static bool is_copied(const rap_pile *p, uint32_t rank, rap_span at)
{
    uint32_t i = rap_numbers_seek(p, rank, at.from);
    return i < p->n_numbers && p->numbers[i].rank == rank &&
           p->numbers[i].at.from < at.to;
}

/* Who tells it, and what stands around it besides him. */
static void take_teller(const rap_pile *p, rap_stand *s, uint32_t rank,
                        const rap_filed_figure *g)
{
    const rap_filed *f = rap_pile_report(p, rank);
    rap_span named = {0, 0};
    s->party = -1;
    if (g->attribution >= 0) {
        const rap_filed_attribution *a = &f->attributions[g->attribution];
        if (a->source.n) named = a->source.v[0];
        s->party = rap_pile_party(p, rank, a->speaker);
    }
    if (s->party >= 0 && rap_str_is(p->parties[s->party].kind, "anonymous"))
        s->party = -1;
    if (named.to) s->teller = rap_surround_inside(f, named);
    s->around = rap_surround_of(f, g->at);
    s->besides = rap_surround_told(f, g->at, named);
}

rap_stand rap_stand_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->figures.v[flat];
    const rap_filed *f = rap_pile_report(p, ref.report);
    const rap_filed_figure *g = &f->figures[ref.index];
    int row = rap_table_find(&measures_table, g->unit);
    rap_stand s = {.flat = flat, .from = 1, .to = 0};
    take_range(&s, g);
    s.own_day = rap_pile_is_full(g->as_of);
    rap_str day = s.own_day ? g->as_of : f->published.day;
    if (rap_pile_is_full(day)) (void)rap_pile_days(day, &s.from, &s.to);
    s.person = rap_str_is(g->unit, "person");
    s.measured = row >= 0 || is_money(g->unit) || rap_str_is(g->unit, "share");
    s.lasting = rap_cell_is(&measures_table, row, MEASURES_WHAT, "time");
    s.copied = is_copied(p, ref.report, g->at);
    take_teller(p, &s, ref.report, g);
    s.vague = is_vague(rap_str_cut(f->source, g->at.from, g->at.to));
    s.year = year_of(&s.around, f->published.day);
    s.n_kinds = kinds_of(p, g->subject, s.kinds);
    return s;
}

/* Are the same kind of persons counted, "staff" and "staff", or persons of any kind? */
static bool same_kind(const rap_stand *a, const rap_stand *b)
{
    if (a->n_kinds == 0 || b->n_kinds == 0) return a->n_kinds == b->n_kinds;
    for (uint32_t i = 0; i < a->n_kinds; i++)
        for (uint32_t k = 0; k < b->n_kinds; k++)
            if (a->kinds[i] == b->kinds[k]) return true;
    return false;
}

/* One teller speaks for one scene; two may have one, whoever they are. */
static bool same_scene(const rap_stand *a, const rap_stand *b)
{
    return rap_surround_scene(&a->around, &b->around) ||
           rap_surround_scene(&a->besides, &b->besides);
}

/* On one day, one kind of people, which is_one_thing has compared, to whom one thing
 * happened; and one of the two says no more ("3,000 farmers had marched"). */
static bool is_one_crowd(const rap_stand *a, const rap_stand *b)
{
    bool bare = a->around.n_names == 0 || b->around.n_names == 0;
    return bare && a->person && a->around.fate.n && a->n_kinds > 0 &&
           a->from == b->from && a->own_day && b->own_day;
}

static bool names_clash(const rap_stand *a, const rap_stand *b)
{
    return rap_surround_clash(&a->around, &b->around) &&
           rap_surround_clash(&a->besides, &b->besides);
}

static bool is_one_thing(const rap_stand *a, const rap_stand *b)
{
    const rap_surround *x = &a->around, *y = &b->around;
    if (a->lasting || x->part || y->part || names_clash(a, b)) return false;
    if (x->cell || y->cell) return false;
    if (x->quoted && y->quoted && !x->fate.n) return false;
    if (a->vague || b->vague || (a->year && b->year && a->year != b->year))
        return false;
    if (rap_surround_elsewhere(&a->besides, &b->besides)) return false;
    if (!rap_str_eq(x->fate, y->fate)) return false;
    if (x->fate.n) return same_kind(a, b);
    uint32_t words = rap_surround_words(x, y), names = rap_surround_names(x, y);
    if (a->measured) return names > 0 && words >= WORDS_MEASURED;
    return words >= WORDS_COUNTED;
}

/* Is it told by one and the same, as far as it is known? */
static bool same_teller(const rap_stand *a, const rap_stand *b)
{
    uint32_t n = a->teller.n_words, m = b->teller.n_words;
    if (a->party >= 0 && b->party >= 0) return a->party == b->party;
    uint32_t fewer = n < m ? n : m;
    return fewer > 0 && rap_surround_words(&a->teller, &b->teller) == fewer;
}

/* Is it told by two who are known to be different? */
static bool other_teller(const rap_stand *a, const rap_stand *b)
{
    if (a->party >= 0 && b->party >= 0) return a->party != b->party;
    return a->teller.n_words && b->teller.n_words &&
           rap_surround_words(&a->teller, &b->teller) == 0;
}

/* Does a copy only hand on what its original says there? */
static bool is_handed_on(const rap_pile *p, const rap_stand *a, const rap_stand *b)
{
    uint32_t x = p->figures.v[a->flat].report, y = p->figures.v[b->flat].report;
    return p->copy_group[x] == p->copy_group[y] &&
           (x == y || a->copied || b->copied || !other_teller(a, b));
}

/* Of two days, is the later value what became of the earlier one? */
static bool goes_on(const rap_stand *first, const rap_stand *last)
{
    bool meet = first->high >= last->low && last->high >= first->low;
    bool unsure = meet && (first->about || last->about);
    if (first->around.fate.n && last->value > first->value)
        return !unsure && same_scene(first, last);
    return !meet && !first->around.fate.n && same_scene(first, last) &&
           (last->around.moved || same_teller(first, last));
}

static rap_str told_value(const rap_pile *p, const rap_stand *s)
{
    rap_ref ref = p->figures.v[s->flat];
    return rap_pile_report(p, ref.report)->figures[ref.index].value;
}

static bool is_rounded(const rap_pile *p, const rap_stand *a, const rap_stand *b)
{
    return rap_numbers_rounded(told_value(p, a), told_value(p, b));
}

static bool is_within(const rap_stand *a, const rap_stand *b, int64_t times)
{
    int64_t x = a->value < b->value ? a->value : b->value;
    int64_t y = a->value < b->value ? b->value : a->value;
    return x > 0 && y / times <= x;
}

/* "310, the ministry said; the customs put the figure at 268". */
static bool is_put_against(const rap_pile *p, const rap_stand *a, const rap_stand *b)
{
    rap_ref x = p->figures.v[a->flat], y = p->figures.v[b->flat];
    if (x.report != y.report) return false;
    const rap_filed_figure *v = rap_pile_report(p, x.report)->figures;
    return v[x.index].against == (int32_t)y.index ||
           v[y.index].against == (int32_t)x.index;
}

rap_opposed rap_stand_against(const rap_pile *p, const rap_stand *a, const rap_stand *b)
{
    if (is_put_against(p, a, b)) {
        /* "at least 4,000, Kesh said; the Front puts it at more than 7,000" */
        bool apart = a->value != b->value && !is_rounded(p, a, b);
        return apart && !same_teller(a, b) ? RAP_OPPOSED : RAP_OPPOSED_NOT;
    }
    if (is_handed_on(p, a, b)) return RAP_OPPOSED_NOT;
    if (a->value == b->value || is_rounded(p, a, b)) return RAP_OPPOSED_NOT;
    if (a->from > a->to || b->from > b->to) return RAP_OPPOSED_NOT;
    int32_t apart = a->from > b->from ? a->from - b->from : b->from - a->from;
    if (apart > DAYS_GROWN || !is_one_thing(a, b)) return RAP_OPPOSED_NOT;
    bool meet = a->high >= b->low && b->high >= a->low;
    const rap_stand *first = a->from < b->from ? a : b, *last = first == a ? b : a;
    if (apart > 0 && goes_on(first, last) && is_within(a, b, TIMES_GROWN))
        return RAP_OPPOSED_GROWN;
    if (meet || apart > DAYS_FIGURE) return RAP_OPPOSED_NOT;
    if (!same_scene(a, b) && !is_one_crowd(a, b)) return RAP_OPPOSED_NOT;
    return is_within(a, b, a->measured ? TIMES_MEASURED : TIMES_COUNTED)
               ? RAP_OPPOSED
               : RAP_OPPOSED_NOT;
}
