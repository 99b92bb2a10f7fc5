/*
 * stories/renumbered.c - finding the numbers of shared passages and putting those of
 * one place together.
 *
 * Pairs come from the comparison of reports (copied.c); here they are joined to groups,
 * so that five copies of one report are one question and not ten.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/renumbered.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "base/table.h"
#include "pile/groups.h"
#include "pile/surround.h"

#include "numbers_table.inc"

#include <stdlib.h>

enum {
    FORM_LEAST = 4,     /* differing numbers, a third of all, that make a text a form */
    NAMES_LEAST = 2,    /* that each has and the other does not */
    SAME_RUN = 5,       /* equal words on either side of a number that was changed */
    SAME_TEXT = 70,     /* per cent of the shorter report that a changed copy shares */
    SCATTER_LOOKED = 8, /* values that are counted */
    LITERAL_MAX = 40
};

static int row_of(uint32_t hash)
{
    int row = rap_table_probe(&numbers_table, hash);
    bool counts = rap_cell_is(&numbers_table, row, NUMBERS_KIND, "unit") ||
                  rap_cell_is(&numbers_table, row, NUMBERS_KIND, "ten") ||
                  rap_cell_is(&numbers_table, row, NUMBERS_KIND, "dozen");
    return counts ? row : RAP_TABLE_NONE;
}

static bool digit_at(rap_str s, size_t i)
{
    return i < s.n && rap_is_digit(s.p[i]);
}

static bool is_point(rap_str s, size_t i)
{
    return i < s.n && (s.p[i] == '.' || s.p[i] == ',');
}

bool rap_number_is(const rap_pile *p, const rap_shingles *s, uint32_t place,
                   uint32_t word)
{
    const rap_filed *f = rap_pile_report(p, s->rank[place]);
    return digit_at(f->source, s->v[word].from) || row_of(s->v[word].hash) >= 0;
}

/* "2,500" around its "500"; a number word is itself. */
static rap_span literal_at(rap_str s, uint32_t from, uint32_t word_end)
{
    rap_span at = {from, from};
    if (!digit_at(s, from)) return (rap_span){from, word_end};
    while (at.from > 1 && from - at.from < LITERAL_MAX &&
           (digit_at(s, at.from - 1) ||
            (is_point(s, at.from - 1) && digit_at(s, at.from - 2))))
        at.from--;
    while (at.to - from < LITERAL_MAX &&
           (digit_at(s, at.to) || (is_point(s, at.to) && digit_at(s, at.to + 1))))
        at.to++;
    return at;
}

static rap_str value_of(rap_pile *p, rap_str literal, uint32_t hash)
{
    char *to = RAP_PILE_NEW(p, char, literal.n + 1);
    size_t n = 0;
    if (!to) return (rap_str){"", 0};
    if (!digit_at(literal, 0)) {
        return rap_cell(&numbers_table, row_of(hash), NUMBERS_VALUE);
    }
    for (size_t i = 0; i < literal.n; i++)
        if (literal.p[i] != ',') to[n++] = literal.p[i];
    return (rap_str){to, n};
}

static rap_number number_at(rap_pile *p, const rap_shingles *s, uint32_t place,
                            uint32_t word)
{
    const rap_filed *f = rap_pile_report(p, s->rank[place]);
    uint32_t from = s->v[word].from;
    rap_span at = literal_at(f->source, from, rap_shingle_end(f, from));
    rap_str text = rap_str_cut(f->source, at.from, at.to);
    return (rap_number){s->rank[place], at, value_of(p, text, s->v[word].hash)};
}

/* Equal words next to a pair in one direction, whatever numbers stand between. */
static uint32_t equal_words(const rap_pile *p, const rap_shingles *s,
                            const rap_number_link *at, int step)
{
    uint32_t place = rap_shingles_place(s, at->b), n = 0;
    for (uint32_t i = 1; n < SAME_RUN && i < 4 * SAME_RUN; i++) {
        uint32_t a = step > 0 ? at->a + i : at->a - i;
        uint32_t b = step > 0 ? at->b + i : at->b - i;
        if (a < s->first[at->other] || a >= s->first[at->other + 1]) break;
        if (b < s->first[place] || b >= s->first[place + 1]) break;
        if (s->v[a].hash == s->v[b].hash)
            n++;
        else if (!rap_number_is(p, s, at->other, a) || !rap_number_is(p, s, place, b))
            break;
    }
    return n;
}

/* "8:03", "0919", or "1455" at the head of an entry: an hour of the day, which every
 * entry of a log has its own. */
static bool is_hour(rap_str s, rap_span at)
{
    bool colon =
        (at.from > 0 && s.p[at.from - 1] == ':') || (at.to < s.n && s.p[at.to] == ':');
    bool zero = at.to - at.from > 1 && s.p[at.from] == '0' && s.p[at.from + 1] != '.';
    bool clock = rap_str_begins(rap_str_cut(s, at.to, s.n), RAP_STR(" GMT"));
    return colon || zero || clock || rap_surround_is_hour(s, at);
}

static bool may_differ(const rap_pile *p, const rap_shingles *s,
                       const rap_number_link *at, const rap_number_pair *x)
{
    return !is_hour(rap_pile_report(p, x->a.rank)->source, x->a.at) &&
           !is_hour(rap_pile_report(p, x->b.rank)->source, x->b.at) &&
           equal_words(p, s, at, -1) + equal_words(p, s, at, 1) >= 2 * SAME_RUN - 3;
}

static uint32_t count_between(const rap_pile *p, const rap_shingles *s, uint32_t place,
                              rap_span words)
{
    uint32_t n = 0, last = UINT32_MAX;
    for (uint32_t i = words.from; i < words.to; i++) {
        if (!rap_number_is(p, s, place, i)) continue;
        const rap_filed *f = rap_pile_report(p, s->rank[place]);
        uint32_t from = s->v[i].from;
        rap_span at = literal_at(f->source, from, from + 1);
        n += at.from != last;
        last = at.from;
    }
    return n;
}

/* The words of both reports from the first to the last link. */
typedef struct {
    uint32_t place_a, place_b;
    rap_span a, b; /* words */
} stretch;

static stretch stretch_of(const rap_shingles *s, rap_number_links links)
{
    stretch t = {0, 0, {UINT32_MAX, 0}, {UINT32_MAX, 0}};
    for (size_t i = 0; i < links.n; i++) {
        const rap_number_link *x = &links.v[i];
        if (x->a < t.a.from) t.a.from = x->a;
        if (x->a >= t.a.to) t.a.to = x->a + 1;
        if (x->b < t.b.from) t.b.from = x->b;
        if (x->b >= t.b.to) t.b.to = x->b + 1;
    }
    if (links.n == 0) return (stretch){0};
    t.place_a = links.v[0].other;
    t.place_b = rap_shingles_place(s, links.v[0].b);
    return t;
}

/* Numbers of the stretch, in the report that has fewer. */
static uint32_t count_numbers(const rap_pile *p, const rap_shingles *s, stretch t)
{
    uint32_t n = count_between(p, s, t.place_a, t.a);
    uint32_t m = count_between(p, s, t.place_b, t.b);
    return n < m ? n : m;
}

enum { BITS = 8192 };
typedef struct {
    uint64_t v[BITS / 64];
} bits;

/* Words with a capital that are not among `known`. */
static uint32_t strange_names(const rap_pile *p, const rap_shingles *s, uint32_t place,
                              rap_span words, const bits *known)
{
    rap_str source = rap_pile_report(p, s->rank[place])->source;
    uint32_t n = 0;
    for (uint32_t i = words.from; i < words.to; i++) {
        uint32_t bit = s->v[i].hash % BITS;
        bool capital = rap_is_upper(source.p[s->v[i].from]);
        n += capital && !(known->v[bit / 64] >> (bit % 64) & 1);
    }
    return n;
}

static void learn_words(const rap_shingles *s, uint32_t place, bits *to)
{
    *to = (bits){{0}};
    for (uint32_t i = s->first[place]; i < s->first[place + 1]; i++) {
        uint32_t bit = s->v[i].hash % BITS;
        to->v[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
}

/* Does each of the two name whom the other does not know? */
static bool names_differ(const rap_pile *p, const rap_shingles *s, stretch t)
{
    bits a, b;
    learn_words(s, t.place_a, &a);
    learn_words(s, t.place_b, &b);
    t.a.from = s->first[t.place_a];
    t.b.from = s->first[t.place_b];
    return strange_names(p, s, t.place_a, t.a, &b) >= NAMES_LEAST &&
           strange_names(p, s, t.place_b, t.b, &a) >= NAMES_LEAST;
}

/* Is the text a form, which everybody fills in for himself? */
static bool is_form(const rap_pile *p, const rap_shingles *s, rap_number_links links,
                    size_t equal)
{
    stretch t = stretch_of(s, links);
    uint32_t numbers = count_numbers(p, s, t);
    size_t other = numbers > equal ? numbers - equal : 0;
    return (other >= FORM_LEAST && other * 3 >= numbers) || names_differ(p, s, t);
}

void rap_numbers_keep(rap_pile *p, rap_number_pairs *to, const rap_shingles *s,
                      rap_number_links links, uint32_t percent)
{
    const rap_number_link *v = links.v;
    size_t n = links.n;
    size_t first = to->n, differ = 0, all = 0;
    for (size_t i = 0; i < n && !p->failed; i++) {
        rap_number a = number_at(p, s, v[i].other, v[i].a);
        rap_number b = number_at(p, s, rap_shingles_place(s, v[i].b), v[i].b);
        const rap_number_pair *last = to->n > first ? &to->v[to->n - 1] : NULL;
        if (last && last->b.at.from == b.at.from && last->a.at.from == a.at.from)
            continue;
        bool same = rap_str_eq(a.value, b.value);
        rap_number_pair pair = {a, b};
        differ += !same;
        all++;
        if (!same && (percent < SAME_TEXT || !may_differ(p, s, &v[i], &pair))) continue;
        rap_number_pair *slot = RAP_PUSH(p->arena, to);
        if (!slot) {
            p->failed = true;
            return;
        }
        *slot = pair;
    }
    if (differ == 0 || !is_form(p, s, links, all - differ)) return;
    size_t kept = first;
    for (size_t i = first; i < to->n; i++)
        if (rap_str_eq(to->v[i].a.value, to->v[i].b.value)) to->v[kept++] = to->v[i];
    to->n = kept;
}

/* One end of a pair. */
typedef struct {
    const rap_number *of;
    uint32_t end; /* twice the number of the pair, and one for its second end */
} pair_end;

static int by_where(const void *x, const void *y)
{
    const pair_end *a = x, *b = y;
    if (a->of->rank != b->of->rank) return a->of->rank < b->of->rank ? -1 : 1;
    if (a->of->at.from != b->of->at.from)
        return a->of->at.from < b->of->at.from ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

static uint32_t root(uint32_t *of, uint32_t i)
{
    while (of[i] != i) {
        of[i] = of[of[i]];
        i = of[i];
    }
    return i;
}

/* node[end] = its number; numbers are written to `to`, and their count is given. */
static uint32_t number_ends(const pair_end *v, size_t n, uint32_t *node, rap_number *to)
{
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const rap_number *x = v[i].of;
        bool again = count && to[count - 1].rank == x->rank &&
                     to[count - 1].at.from == x->at.from;
        if (!again) to[count++] = *x;
        node[v[i].end] = count - 1;
    }
    return count;
}

void rap_numbers_group(rap_pile *p, const rap_number_pairs *pairs)
{
    size_t n = pairs->n * 2;
    pair_end *v = RAP_NEW(p->batch, pair_end, n);
    uint32_t *node = RAP_NEW(p->batch, uint32_t, n);
    rap_number *to = RAP_PILE_NEW(p, rap_number, n);
    if (!v || !node || !to) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        v[i] = (pair_end){i % 2 ? &pairs->v[i / 2].b : &pairs->v[i / 2].a, i};
    if (n) qsort(v, n, sizeof *v, by_where);
    p->n_numbers = number_ends(v, n, node, to);
    p->numbers = to;
    uint32_t *of = RAP_NEW(p->batch, uint32_t, p->n_numbers);
    uint64_t *keys = RAP_NEW(p->batch, uint64_t, p->n_numbers);
    if (!of || !keys) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < p->n_numbers; i++)
        of[i] = i;
    for (size_t i = 0; i < n; i += 2) {
        uint32_t a = root(of, node[i]), b = root(of, node[i + 1]);
        of[a > b ? a : b] = a > b ? b : a;
    }
    for (uint32_t i = 0; i < p->n_numbers; i++)
        keys[i] = (uint64_t)root(of, i) + 1;
    rap_pile_group(p, &p->number_groups, keys, p->n_numbers);
}

uint32_t rap_numbers_seek(const rap_pile *p, uint32_t rank, uint32_t at)
{
    uint32_t low = 0, high = p->n_numbers;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const rap_number *n = &p->numbers[mid];
        bool before = n->rank < rank || (n->rank == rank && n->at.from < at);
        if (before)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t rap_numbers_figure(const rap_pile *p, const rap_number *n)
{
    const rap_filed *f = rap_pile_report(p, n->rank);
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, f->n_figures, f->figures[mid].at.to < n->at.to);
    if (low == f->n_figures || f->figures[low].at.from > n->at.from) return UINT32_MAX;
    return rap_flat_at(&p->figures, n->rank, low);
}

static rap_str day_of(const rap_pile *p, const rap_number *n)
{
    return rap_pile_report(p, n->rank)->published.day;
}

/* Values by size where both are plain numbers; shorter whole numbers are smaller. */
static int by_size(rap_str a, rap_str b)
{
    size_t x = rap_str_find(a, RAP_STR("."), 0), y = rap_str_find(b, RAP_STR("."), 0);
    if (x != y) return x < y ? -1 : 1;
    return rap_str_cmp(a, b);
}

/* A later day and no smaller value, or the other way round. */
static bool goes_on(const rap_pile *p, const rap_number *a, const rap_number *b)
{
    rap_str x = day_of(p, a), y = day_of(p, b);
    if (!rap_pile_is_full(x) || !rap_pile_is_full(y)) return false;
    int later = rap_str_cmp(x, y), more = by_size(a->value, b->value);
    return later != 0 && (later < 0) == (more < 0);
}

/* Do the values of a group scatter, none of them being that of half of it?  Then the
 * text is a form, which everybody fills in for himself. */
static bool scatters(const rap_pile *p, const uint32_t *v, uint32_t n)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < n && i < SCATTER_LOOKED; i++) {
        uint32_t same = 0;
        for (uint32_t k = 0; k < n; k++)
            same += rap_str_eq(p->numbers[v[i]].value, p->numbers[v[k]].value);
        if (same > most) most = same;
    }
    return n > 2 && most * 2 < n;
}

/* Digits without the point and the zeros at either end; *whole: those before the point.
 */
static uint32_t digits_of(rap_str s, char *to, uint32_t room, uint32_t *whole)
{
    uint32_t n = 0, kept = 0;
    bool point = false;
    *whole = 0;
    for (size_t i = 0; i < s.n && n < room; i++) {
        if (s.p[i] == '.') point = true;
        if (!rap_is_digit(s.p[i]) || (n == 0 && s.p[i] == '0')) continue;
        to[n++] = s.p[i];
        *whole += !point;
        if (s.p[i] != '0') kept = n;
    }
    return kept;
}

bool rap_numbers_rounded(rap_str a, rap_str b)
{
    enum { DIGITS = 18, LEAST = 3 };
    char x[DIGITS], y[DIGITS];
    uint32_t wx, wy, n = digits_of(a, x, DIGITS, &wx), m = digits_of(b, y, DIGITS, &wy);
    const char *few = n < m ? x : y, *many = n < m ? y : x;
    uint32_t least = n < m ? n : m;
    if (n == m || wx != wy || least < LEAST) return false;
    uint64_t told = 0, full = 0;
    for (uint32_t i = 0; i < least; i++) {
        told = told * 10 + (uint64_t)(few[i] - '0');
        full = full * 10 + (uint64_t)(many[i] - '0');
    }
    return told == full + (many[least] >= '5');
}

/* Do two numbers of one place differ? */
static bool differs(const rap_pile *p, uint32_t number)
{
    const rap_group *g = &p->number_groups.v[p->number_groups.of[number]];
    for (uint32_t i = 0; i < g->n; i++) {
        const rap_number *n = &p->numbers[p->number_groups.members[g->first + i]];
        if (!rap_str_eq(n->value, p->numbers[number].value)) return true;
    }
    return false;
}

/* A price, beside which another number differs too: the report of another hour; a cell
 * of a table, which is of another day. */
static bool is_requoted(const rap_pile *p, uint32_t number)
{
    enum { NEAR = 2 };
    const rap_number *n = &p->numbers[number];
    rap_surround around = rap_surround_of(rap_pile_report(p, n->rank), n->at);
    if (around.cell || !around.quoted) return around.cell;
    uint32_t from = number > NEAR ? number - NEAR : 0;
    for (uint32_t i = from; i <= number + NEAR && i < p->n_numbers; i++)
        if (i != number && p->numbers[i].rank == n->rank && differs(p, i)) return true;
    return false;
}

rap_numbers_say rap_numbers_compare(const rap_pile *p, const rap_group *g)
{
    const uint32_t *v = p->number_groups.members + g->first;
    bool differ = false, rise = true;
    for (uint32_t i = 1; i < g->n; i++) {
        const rap_number *a = &p->numbers[v[0]], *b = &p->numbers[v[i]];
        if (rap_str_eq(a->value, b->value)) continue;
        if (rap_numbers_rounded(a->value, b->value)) continue;
        differ = true;
        rise = rise && goes_on(p, a, b);
    }
    if (!differ || scatters(p, v, g->n) || is_requoted(p, v[0]))
        return RAP_NUMBERS_AGREE;
    return rise ? RAP_NUMBERS_RISE : RAP_NUMBERS_DIFFER;
}
