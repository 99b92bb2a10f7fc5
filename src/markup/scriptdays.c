/*
 * markup/scriptdays.c - a day of publication in the data that a page's scripts carry.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/scriptdays.h"

#include "base/ascii.h"
#include "markup/pagedates.h"

enum {
    KEY_BYTES = 24,  /* of the longest key */
    STAMP_BYTES = 40 /* of the longest stamp */
};

/* Keys of a day of publication, as programs write them; in lower case, without `_`. */
static bool is_key(rap_str key)
{
    static const char *const keys[] = {
        "datepublished", "publishedat",     "publisheddate",      "publishdate",
        "publishedtime", "publicationdate", "datefirstpublished", "firstpublished",
        "pubdate",       "createdat",       "datecreated",        "publishtime"};
    char low[KEY_BYTES];
    size_t n = 0;
    if (key.n < 7 || key.n > sizeof low) return false;
    for (size_t i = 0; i < key.n; i++)
        if (key.p[i] != '_' && key.p[i] != '-') low[n++] = rap_to_lower(key.p[i]);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (rap_str_is((rap_str){low, n}, keys[i])) return true;
    return false;
}

static bool is_key_byte(char c)
{
    return rap_is_alpha(c) || c == '_' || c == '-';
}

/* Past blanks, a colon and marks, escaped or not; SIZE_MAX when no value follows. */
static size_t behind_colon(rap_str s, size_t at)
{
    bool colon = false;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (c == ':' && !colon)
            colon = true;
        else if (c != '"' && c != '\\' && c != ' ' && c != '\'')
            break;
    }
    return colon ? at : SIZE_MAX;
}

/* The stamp behind a key that ends at `at`. */
static bool stamp_at(rap_str s, size_t at, rap_day *day, rap_span *where)
{
    size_t from = behind_colon(s, at), to;
    if (from == SIZE_MAX || from >= s.n || !rap_is_digit(s.p[from])) return false;
    for (to = from; to < s.n && to - from < STAMP_BYTES; to++)
        if (s.p[to] == '"' || s.p[to] == '\\' || s.p[to] == ',' || s.p[to] == '}')
            break;
    rap_pagedate d;
    if (!rap_pagedate_stamp(&d, rap_str_cut(s, from, to), RAP_ORDER_NONE)) return false;
    *day = d.day;
    *where = (rap_span){(uint32_t)from, (uint32_t)to};
    return true;
}

typedef struct {
    rap_day day;
    rap_span at; /* of the page */
    bool two;    /* two days that differ */
} found;

/* A key around s[at]. */
static rap_str key_at(rap_str s, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && at - from < KEY_BYTES && is_key_byte(s.p[from - 1]))
        from--;
    while (to < s.n && to - at < KEY_BYTES && is_key_byte(s.p[to]))
        to++;
    return rap_str_cut(s, from, to);
}

/* All keys that hold `part`. */
static void search(found *f, const rap_tree *t, rap_str s, rap_str part)
{
    size_t at = rap_str_find(s, part, 0);
    for (; at < s.n && !f->two; at = rap_str_find(s, part, at + part.n)) {
        rap_day day;
        rap_span where;
        rap_str key = key_at(s, at);
        size_t end = (size_t)(key.p - s.p) + key.n;
        if (!is_key(key) || !stamp_at(s, end, &day, &where)) continue;
        uint32_t base = (uint32_t)(s.p - t->page.p);
        if (rap_day_is_none(f->day)) {
            f->day = day;
            f->at = (rap_span){base + where.from, base + where.to};
        }
        f->two = !rap_day_eq(f->day, day);
    }
}

/* ---- data-* attributes ---- */

/* Does a name like data-publish-date or data-dt hold a word for a day? */
static bool is_day_name(rap_str name)
{
    static const char *const words[] = {"date",      "dt",        "datetime", "time",
                                        "timestamp", "published", "created"};
    if (!rap_str_begins(name, RAP_STR("data-"))) return false;
    for (size_t at = 5; at < name.n;) {
        size_t end = rap_str_find(name, RAP_STR("-"), at);
        rap_str word = rap_str_cut(name, at, end);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (rap_str_is(word, words[i])) return true;
        at = end + 1;
    }
    return false;
}

static void add_attribute(found *f, const rap_tree *t, const rap_attr *a)
{
    rap_pagedate d;
    rap_str value = rap_tree_bytes(t, a->value);
    if (value.n < 8 || value.n > STAMP_BYTES || !rap_is_digit(value.p[0])) return;
    if (!is_day_name(rap_str_cut(t->page, a->name_at, a->name_at + a->name_n))) return;
    if (!rap_pagedate_stamp(&d, value, RAP_ORDER_NONE)) return;
    if (rap_day_is_none(f->day)) {
        f->day = d.day;
        f->at = a->value;
    }
    f->two = !rap_day_eq(f->day, d.day);
}

bool rap_attribute_day(rap_day *out, rap_span *at, const rap_tree *t)
{
    found f = {{0, 0, 0}, {0, 0}, false};
    for (uint32_t i = 0; i < t->n_attrs && !f.two; i++)
        add_attribute(&f, t, &t->attrs[i]);
    if (f.two || rap_day_is_none(f.day)) return false;
    *out = f.day;
    *at = f.at;
    return true;
}

bool rap_script_day(rap_day *out, rap_span *at, const rap_tree *t)
{
    static const char *const parts[] = {"ubli", "UBLI", "reated", "ubdate", "ubDate"};
    enum { N = sizeof parts / sizeof *parts };
    found f = {{0, 0, 0}, {0, 0}, false};
    for (uint32_t i = 1; i < t->n_nodes && !f.two; i++)
        for (size_t k = 0; k < N && t->nodes[i].element == RAP_EL_SCRIPT; k++)
            search(&f, t, rap_tree_raw_text(t, i), rap_str_of(parts[k]));
    if (f.two || rap_day_is_none(f.day)) return false;
    *out = f.day;
    *at = f.at;
    return true;
}
