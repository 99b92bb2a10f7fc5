/*
 * pile/opposed.c - compares two figures that were told in independent reports.
 *
 * Most numbers that differ are of different things.  So two figures stand against each
 * other only where the same became of those counted, or where enough of their sentences
 * is the same; never where each names a place or a person that the other does not, nor
 * spans of time, nor parts of a count, nor sizes that no two observers of one thing
 * would give.  Who tells a figure is no part of what it counts: what one teller says on
 * another day, or anybody as what it is "now", goes on from before.  A report that
 * copies another one speaks for itself where it puts another teller's figure in place.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/opposed.h"
#include "pile/renumbered.h"
#include "pile/spelling.h"

#include "base/ascii.h"
#include "base/table.h"

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
    WORDS_SCENE = 2, /* where neither sentence has a name */
    KIND_WORD = 4    /* letters */
};

static int64_t number_of(rap_str s)
{
    int64_t v = 0, scale = SCALE;
    bool point = false, minus = s.n && s.p[0] == '-';
    for (size_t i = minus; i < s.n; i++) {
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
    if (g->value_to.n) s->high = number_of(g->value_to);
    if (rap_str_begins(g->relation, RAP_STR(">"))) s->high = INT64_MAX;
    if (rap_str_begins(g->relation, RAP_STR("<"))) s->low = INT64_MIN;
    if (rap_str_is(g->relation, "~")) {
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
    if (!rap_pile_is_full(day) || !rap_pile_days(day, &s.from, &s.to)) {
        s.from = 1;
        s.to = 0;
    }
    s.person = rap_str_is(g->unit, "person");
    s.measured = row >= 0 || is_money(g->unit) || rap_str_is(g->unit, "share");
    s.lasting = rap_cell_is(&measures_table, row, MEASURES_WHAT, "time");
    s.copied = is_copied(p, ref.report, g->at);
    take_teller(p, &s, ref.report, g);
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

/* Do two sentences speak of one place and the same persons, as far as they name any? */
static bool is_scene(const rap_surround *x, const rap_surround *y)
{
    uint32_t names = rap_surround_names(x, y);
    uint32_t fewer = x->n_names < y->n_names ? x->n_names : y->n_names;
    if (x->n_names || y->n_names) return names > 0 && names * 2 >= fewer;
    return rap_surround_words(x, y) >= WORDS_SCENE;
}

/* One teller speaks for one scene; two may have one, whoever they are. */
static bool same_scene(const rap_stand *a, const rap_stand *b)
{
    return is_scene(&a->around, &b->around) || is_scene(&a->besides, &b->besides);
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
    if (x->fate.n || y->fate.n || a->person) {
        if (!rap_str_eq(x->fate, y->fate)) return false;
        if (x->fate.n) return same_kind(a, b);
    }
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
    if (first->around.fate.n && last->value > first->value) return true;
    bool meet = first->high >= last->low && last->high >= first->low;
    return !meet && !first->around.fate.n && same_scene(first, last) &&
           (last->around.moved || same_teller(first, last));
}

static bool is_within(const rap_stand *a, const rap_stand *b, int64_t times)
{
    int64_t x = a->value < b->value ? a->value : b->value;
    int64_t y = a->value < b->value ? b->value : a->value;
    return x > 0 && y / times <= x;
}

rap_opposed rap_stand_against(const rap_pile *p, const rap_stand *a, const rap_stand *b)
{
    if (is_handed_on(p, a, b)) return RAP_OPPOSED_NOT;
    if (a->from > a->to || b->from > b->to || a->value == b->value)
        return RAP_OPPOSED_NOT;
    int32_t apart = a->from > b->from ? a->from - b->from : b->from - a->from;
    if (apart > DAYS_GROWN || !is_one_thing(a, b)) return RAP_OPPOSED_NOT;
    bool meet = a->high >= b->low && b->high >= a->low;
    const rap_stand *first = a->from < b->from ? a : b, *last = first == a ? b : a;
    if (apart > 0 && goes_on(first, last) && is_within(a, b, TIMES_GROWN))
        return RAP_OPPOSED_GROWN;
    if (meet || apart > DAYS_FIGURE || !same_scene(a, b)) return RAP_OPPOSED_NOT;
    return is_within(a, b, a->measured ? TIMES_MEASURED : TIMES_COUNTED)
               ? RAP_OPPOSED
               : RAP_OPPOSED_NOT;
}
