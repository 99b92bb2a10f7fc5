/*
 * pile/opposed.c - compares two figures that were told in independent reports.
 *
 * Most numbers that differ are of different things.  So two figures stand against each
 * other only where the same became of those counted, or where enough of their sentences
 * is the same; never where each names a place or a person that the other does not, nor
 * spans of time, nor parts of a count, nor sizes that no two observers of one thing
 * would give.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/opposed.h"
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
    s.around = rap_surround_of(f, g->at);
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

/* Do the two sentences speak of one place and the same persons, as far as they name
 * any? */
static bool same_scene(const rap_stand *a, const rap_stand *b)
{
    const rap_surround *x = &a->around, *y = &b->around;
    uint32_t names = rap_surround_names(x, y);
    uint32_t fewer = x->n_names < y->n_names ? x->n_names : y->n_names;
    if (x->n_names || y->n_names) return names > 0 && names * 2 >= fewer;
    return rap_surround_words(x, y) >= WORDS_SCENE;
}

static bool is_one_thing(const rap_stand *a, const rap_stand *b)
{
    const rap_surround *x = &a->around, *y = &b->around;
    if (a->lasting || x->part || y->part || rap_surround_clash(x, y)) return false;
    if (x->fate.n || y->fate.n || a->person) {
        if (!rap_str_eq(x->fate, y->fate)) return false;
        if (x->fate.n) return same_kind(a, b);
    }
    uint32_t words = rap_surround_words(x, y), names = rap_surround_names(x, y);
    if (a->measured) return names > 0 && words >= WORDS_MEASURED;
    return words >= WORDS_COUNTED;
}

static bool is_within(const rap_stand *a, const rap_stand *b, int64_t times)
{
    int64_t x = a->value < b->value ? a->value : b->value;
    int64_t y = a->value < b->value ? b->value : a->value;
    return x > 0 && y / times <= x;
}

rap_opposed rap_stand_against(const rap_pile *p, const rap_stand *a, const rap_stand *b)
{
    rap_ref x = p->figures.v[a->flat], y = p->figures.v[b->flat];
    if (p->copy_group[x.report] == p->copy_group[y.report]) return RAP_OPPOSED_NOT;
    if (a->from > a->to || b->from > b->to || a->value == b->value)
        return RAP_OPPOSED_NOT;
    int32_t apart = a->from > b->from ? a->from - b->from : b->from - a->from;
    if (apart > DAYS_GROWN || !is_one_thing(a, b)) return RAP_OPPOSED_NOT;
    bool meet = a->high >= b->low && b->high >= a->low;
    const rap_stand *first = a->from < b->from ? a : b, *last = first == a ? b : a;
    if (apart > 0 && a->around.fate.n && last->value > first->value &&
        is_within(a, b, TIMES_GROWN))
        return RAP_OPPOSED_GROWN;
    if (meet || apart > DAYS_FIGURE || !same_scene(a, b)) return RAP_OPPOSED_NOT;
    return is_within(a, b, a->measured ? TIMES_MEASURED : TIMES_COUNTED)
               ? RAP_OPPOSED
               : RAP_OPPOSED_NOT;
}
