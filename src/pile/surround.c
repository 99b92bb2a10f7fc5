/*
 * pile/surround.c - reads the neighbourhood of a number from the source bytes.
 *
 * A look at a hundred and some bytes on either side, up to the end of the sentence,
 * costs less than cutting the whole report into words, and is asked only of figures
 * that might be joined.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/surround.h"

#include "base/ascii.h"
#include "base/table.h"
#include "pile/phrases.h"

#include "counted_fates_table.inc"
#include "dull_words_table.inc"
#include "market_words_table.inc"
#include "moving_words_table.inc"
#include "part_words_table.inc"

enum {
    NEAR = 170,    /* bytes on either side */
    LONG_WORD = 4, /* letters of a word that says something */
    NAME_WORD = 3, /* of a name */
    WORD_MAX = 40, /* longer ones are none */
    FATE_NEAR = 7, /* words between a number and what becomes of those counted */
    PART_NEAR = 2,
    MOVED_NEAR = 4,
    NAME_NEAR = 5,
    CELL_NEAR = 8,
    MARKET_WORDS = 3,
    WORDS_SCENE = 2, /* where neither sentence has a name */
    YEAR_FIRST = 1900,
    YEAR_LAST = 2099
};

typedef struct {
    rap_str text;
    uint32_t hash;
    uint32_t from;
    bool name, digits;
} word;

typedef struct {
    word v[64];
    uint32_t n;
} words;

static bool is_letter(rap_str s, size_t i)
{
    return rap_is_alnum(s.p[i]) || (rap_is_high(s.p[i]) && !rap_phrase_is_mark(s, i));
}

/* Bytes of the blank or mark that stands there. */
static size_t gap_step(rap_str s, size_t i)
{
    return rap_is_high(s.p[i]) ? 3 : 1;
}

/* What may stand between the end of a sentence and the next one. */
static bool is_between(rap_str s, size_t i)
{
    return s.p[i] == '"' || s.p[i] == '\'' || rap_is_space(s.p[i]) ||
           rap_phrase_is_mark(s, i);
}

/* "KESH, 4 May (NPA) - Shells hit ...": the end of a dateline. */
static bool is_dateline_end(rap_str s, size_t i)
{
    static const char *const dashes[] = {") - ", ") -- ", ") \xE2\x80\x93 ",
                                         ") \xE2\x80\x94 "};
    rap_str rest = rap_str_cut(s, i, s.n);
    for (size_t k = 0; s.p[i] == ')' && k < sizeof dashes / sizeof *dashes; k++)
        if (rap_str_begins(rest, rap_str_of(dashes[k]))) return true;
    return false;
}

/* A full stop, or the like, behind which a blank and a capital stand; an empty line; a
 * dateline. */
static bool is_end(rap_str s, size_t i)
{
    if (is_dateline_end(s, i)) return true;
    if (s.p[i] == '\n') return i + 1 < s.n && s.p[i + 1] == '\n';
    if (s.p[i] != '.' && s.p[i] != '?' && s.p[i] != '!') return false;
    size_t k = i + 1;
    while (k < s.n && is_between(s, k))
        k += gap_step(s, k);
    if (k == i + 1 || k >= s.n || !rap_is_upper(s.p[k]) || i < 2) return false;
    /* "J. Veld" and "U.S. troops" go on, "seen by NPA. Police" does not */
    return !rap_is_upper(s.p[i - 1]) || rap_is_upper(s.p[i - 2]);
}

static size_t first_byte(rap_str s, uint32_t at)
{
    size_t from = at > NEAR ? at - NEAR : 0, begin = from;
    for (size_t i = from; i < at && i < s.n; i++)
        if (is_end(s, i)) begin = i + 1;
    return begin;
}

static size_t last_byte(rap_str s, uint32_t at)
{
    size_t end = at + NEAR < s.n ? at + NEAR : s.n;
    for (size_t i = at; i < end; i++)
        if (is_end(s, i)) return i;
    return end;
}

static void read_words(words *to, rap_str s, size_t from, size_t end)
{
    to->n = 0;
    for (size_t i = from; i < end && to->n < sizeof to->v / sizeof *to->v;) {
        size_t begin = i;
        uint32_t hash = RAP_HASH_START;
        for (; i < end && is_letter(s, i); i++)
            hash = rap_hash_byte(hash, rap_to_lower(s.p[i]));
        if (i == begin) {
            i += gap_step(s, i);
            continue;
        }
        rap_str text = rap_str_cut(s, begin, i);
        if (text.n > WORD_MAX) continue;
        bool capital = rap_is_upper(text.p[0]) && to->n > 0; /* the first has one */
        to->v[to->n++] =
            (word){text, hash, (uint32_t)begin, capital, rap_is_digit(text.p[0])};
    }
}

static bool is_dull(uint32_t hash)
{
    return rap_table_probe(&dull_words_table, hash) >= 0;
}

static void put(uint32_t *v, uint32_t *n, uint32_t room, uint32_t hash)
{
    for (uint32_t i = 0; i < *n; i++)
        if (v[i] == hash) return;
    if (*n < room) v[(*n)++] = hash;
}

/* All but those of `teller`. */
static void take_words(rap_surround *s, const words *w, rap_span teller)
{
    for (uint32_t i = 0; i < w->n; i++) {
        const word *x = &w->v[i];
        if (x->digits || is_dull(x->hash)) continue;
        if (x->from >= teller.from && x->from < teller.to) continue;
        if (x->name && x->text.n >= NAME_WORD)
            put(s->names, &s->n_names, RAP_SURROUND_NAMES, x->hash);
        if (x->text.n >= LONG_WORD)
            put(s->words, &s->n_words, RAP_SURROUND_WORDS, x->hash);
    }
}

static rap_str fate_of(const word *x)
{
    return rap_cell(&counted_fates_table,
                    rap_table_probe(&counted_fates_table, x->hash), COUNTED_FATES_FATE);
}

/* The fate inside the figure ("30 wounded"), which ends at `end`, else the nearest
 * before and behind it that is not another number's. */
static rap_str nearest_fate(const words *before, const words *behind, uint32_t end)
{
    uint32_t own = 0;
    for (; own < behind->n && behind->v[own].from < end; own++) {
        rap_str fate = fate_of(&behind->v[own]);
        if (fate.n) return fate;
    }
    for (uint32_t i = 0; i < FATE_NEAR; i++) {
        if (own + i < behind->n) {
            rap_str fate = fate_of(&behind->v[own + i]);
            if (fate.n) return fate;
        }
        if (i < before->n) {
            uint32_t k = before->n - 1 - i;
            bool others = k > 0 && before->v[k - 1].digits; /* "26 deaths and 7 .." */
            rap_str fate = fate_of(&before->v[k]);
            if (fate.n && !others) return fate;
        }
    }
    return (rap_str){"", 0};
}

bool rap_surround_is_hour(rap_str s, rap_span at)
{
    enum { DIGITS = 4 };
    size_t end = at.from;
    while (end < s.n && rap_is_digit(s.p[end]))
        end++;
    if (end - at.from != DIGITS || s.p[at.from] > '2' || s.p[at.from + 2] > '5')
        return false;
    bool follows = end + 1 < s.n && s.p[end] == ' ' && rap_is_upper(s.p[end + 1]);
    size_t i = at.from;
    while (i > 0 && (rap_is_space(s.p[i - 1]) || s.p[i - 1] == '\''))
        i--;
    return follows && (i == 0 || s.p[i - 1] == '.' || s.p[i - 1] == '!');
}

/* "ten of the dead": words behind the number's own. */
static bool is_of_them(const words *behind)
{
    static const char *const them[] = {"the", "those", "them", "these", "whom", "his"};
    for (uint32_t i = 1; i <= PART_NEAR && i + 1 < behind->n; i++) {
        if (!rap_str_is(behind->v[i].text, "of")) continue;
        for (size_t k = 0; k < sizeof them / sizeof *them; k++)
            if (rap_str_is(behind->v[i + 1].text, them[k])) return true;
    }
    return false;
}

/* "48 more deaths", but not "more than 48". */
static bool is_more(const words *behind)
{
    return behind->n > 1 && rap_str_is(behind->v[1].text, "more") &&
           !(behind->n > 2 && rap_str_is(behind->v[2].text, "than"));
}

static bool is_part(const words *before, const words *behind)
{
    if (is_of_them(behind) || is_more(behind)) return true;
    for (uint32_t i = 1; i <= PART_NEAR && i < behind->n; i++)
        if (rap_table_probe(&part_words_table, behind->v[i].hash) >= 0) return true;
    for (uint32_t i = 0; i < PART_NEAR && i < before->n; i++) {
        uint32_t hash = before->v[before->n - 1 - i].hash;
        if (rap_table_probe(&part_words_table, hash) >= 0) return true;
    }
    return false;
}

static bool is_moved(const words *before, const words *behind)
{
    for (uint32_t i = 0; i < MOVED_NEAR; i++) {
        if (i < behind->n &&
            rap_table_probe(&moving_words_table, behind->v[i].hash) >= 0)
            return true;
        if (i < before->n && rap_table_probe(&moving_words_table,
                                             before->v[before->n - 1 - i].hash) >= 0)
            return true;
    }
    return false;
}

static bool is_naming(const word *x, rap_span teller)
{
    bool telling = x->from >= teller.from && x->from < teller.to;
    return x->name && !telling && x->text.n >= NAME_WORD && !is_dull(x->hash);
}

/* The closest name, what stands behind the number first. */
static uint32_t nearest_name(const words *before, const words *behind, rap_span at,
                             rap_span teller)
{
    uint32_t own = 0;
    while (own < behind->n && behind->v[own].from < at.to)
        own++;
    for (uint32_t i = 0; i < NAME_NEAR; i++) {
        if (own + i < behind->n && is_naming(&behind->v[own + i], teller))
            return behind->v[own + i].hash;
        if (i < before->n && is_naming(&before->v[before->n - 1 - i], teller))
            return before->v[before->n - 1 - i].hash;
    }
    return 0;
}

/* "2004", but for the number itself. */
static uint32_t year_of(const words *w, rap_span at)
{
    enum { DIGITS = 4 };
    for (uint32_t i = 0; i < w->n; i++) {
        const word *x = &w->v[i];
        uint32_t year = 0;
        if (x->text.n != DIGITS || (x->from >= at.from && x->from < at.to)) continue;
        for (size_t k = 0; k < DIGITS; k++)
            year = rap_is_digit(x->text.p[k])
                       ? year * 10 + (uint32_t)(x->text.p[k] - '0')
                       : 0;
        if (year >= YEAR_FIRST && year <= YEAR_LAST) return year;
    }
    return 0;
}

/* Three different words of a market report. */
static bool is_quoted(const words *before, const words *behind)
{
    const words *const sides[] = {before, behind};
    uint32_t seen[MARKET_WORDS], n = 0;
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < sides[k]->n; i++)
            if (rap_table_probe(&market_words_table, sides[k]->v[i].hash) >= 0)
                put(seen, &n, MARKET_WORDS, sides[k]->v[i].hash);
    return n == MARKET_WORDS;
}

/* More numbers than words on either side: a cell of a table, which says by its row and
 * column what it counts. */
static bool is_cell(const words *before, const words *behind)
{
    uint32_t digits = 0, n = 0;
    for (uint32_t i = 0; i < CELL_NEAR; i++) {
        const word *near[] = {i < before->n ? &before->v[before->n - 1 - i] : NULL,
                              i < behind->n ? &behind->v[i] : NULL};
        for (size_t k = 0; k < 2; k++) {
            if (!near[k]) continue;
            n++;
            if (near[k]->digits) digits++;
        }
    }
    return n > CELL_NEAR && digits * 2 > n;
}

rap_surround rap_surround_of(const rap_filed *f, rap_span at)
{
    return rap_surround_told(f, at, (rap_span){0, 0});
}

rap_surround rap_surround_told(const rap_filed *f, rap_span at, rap_span teller)
{
    rap_surround s = {.n_words = 0};
    words before, behind;
    if (at.to > f->source.n) return s;
    read_words(&before, f->source, first_byte(f->source, at.from), at.from);
    read_words(&behind, f->source, at.from, last_byte(f->source, at.to));
    take_words(&s, &before, teller);
    take_words(&s, &behind, teller);
    s.fate = nearest_fate(&before, &behind, at.to);
    s.part = is_part(&before, &behind) || rap_surround_is_hour(f->source, at);
    s.moved = is_moved(&before, &behind);
    s.quoted = is_quoted(&before, &behind);
    s.cell = is_cell(&before, &behind);
    s.near = nearest_name(&before, &behind, at, teller);
    s.year = year_of(&before, at);
    if (!s.year) s.year = year_of(&behind, at);
    return s;
}

rap_surround rap_surround_inside(const rap_filed *f, rap_span at)
{
    rap_surround s = {.n_words = 0};
    words inside;
    if (at.to > f->source.n) return s;
    read_words(&inside, f->source, at.from, at.to);
    take_words(&s, &inside, (rap_span){0, 0});
    return s;
}

static uint32_t shared(const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t m)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m; k++)
            count += a[i] == b[k];
    return count;
}

uint32_t rap_surround_words(const rap_surround *a, const rap_surround *b)
{
    return shared(a->words, a->n_words, b->words, b->n_words);
}

uint32_t rap_surround_names(const rap_surround *a, const rap_surround *b)
{
    return shared(a->names, a->n_names, b->names, b->n_names);
}

bool rap_surround_clash(const rap_surround *a, const rap_surround *b)
{
    return a->n_names && b->n_names && rap_surround_names(a, b) == 0;
}

static bool is_elsewhere(const rap_surround *a, const rap_surround *b)
{
    return a->near && b->n_names && shared(&a->near, 1, b->names, b->n_names) == 0;
}

bool rap_surround_elsewhere(const rap_surround *a, const rap_surround *b)
{
    return is_elsewhere(a, b) || is_elsewhere(b, a);
}

bool rap_surround_scene(const rap_surround *a, const rap_surround *b)
{
    uint32_t names = rap_surround_names(a, b);
    uint32_t fewer = a->n_names < b->n_names ? a->n_names : b->n_names;
    if (a->n_names || b->n_names) return names > 0 && names * 2 >= fewer;
    return rap_surround_words(a, b) >= WORDS_SCENE;
}
