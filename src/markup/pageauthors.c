/*
 * markup/pageauthors.c - the names in a line that names authors.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pageauthors.h"

#include "base/ascii.h"
#include "base/table.h"
#include "base/utf8.h"
#include "markup/pagedates.h"

#include "authorwords_table.inc"

enum {
    WORD_BYTES = 40, /* of the longest word of the table */
    NAME_WORDS = 7,
    PRINTED_WORDS = 5,
    NAME_BYTES = 100,
    SHORT_WORD = 5, /* bytes: such a word stops a name only in lower case */
    KIND = 1        /* column */
};

typedef struct {
    rap_author_list *list;
    rap_snippet line;
    bool printed;
    bool later; /* a name has stood before this part */
} split;

static rap_str without_signs(rap_str w)
{
    while (w.n && (w.p[w.n - 1] == ',' || w.p[w.n - 1] == ';' || w.p[w.n - 1] == ':'))
        w.n--;
    return w;
}

/* Is the word of this kind?  `as_is`: only in lower case. */
static bool is_kind(rap_str word, const char *kind, bool as_is)
{
    char low[WORD_BYTES + 4];
    size_t n = 0, len;
    rap_str w = without_signs(word);
    if (!w.n || w.n > WORD_BYTES) return false;
    for (size_t i = 0; i < w.n && n < WORD_BYTES; i += len)
        n += rap_utf8_put(low + n, rap_utf8_lower(rap_utf8_get(w, i, &len)));
    if (as_is && !rap_str_eq(w, (rap_str){low, n})) return false;
    int row = rap_table_find(&authorwords_table, (rap_str){low, n});
    return row >= 0 && rap_cell_is(&authorwords_table, row, KIND, kind);
}

/* The next word at or after *at; false at the end. */
static bool next_word(rap_str s, size_t *at, rap_span *word)
{
    while (*at < s.n && s.p[*at] == ' ')
        ++*at;
    if (*at == s.n) return false;
    size_t from = *at;
    while (*at < s.n && s.p[*at] != ' ')
        ++*at;
    *word = (rap_span){(uint32_t)from, (uint32_t)*at};
    return true;
}

static rap_str cut(const split *s, rap_span at)
{
    return rap_str_cut(s->line.text, at.from, at.to);
}

static bool same_name(rap_str a, rap_str b)
{
    size_t i = 0, j = 0, n, m;
    while (i < a.n && j < b.n) {
        uint32_t c = rap_utf8_lower(rap_utf8_get(a, i, &n));
        if (c != rap_utf8_lower(rap_utf8_get(b, j, &m))) return false;
        i += n;
        j += m;
    }
    return i == a.n && j == b.n;
}

bool rap_authors_has(const rap_author_list *list, rap_str name)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (same_name(list->v[i].text, name)) return true;
    return false;
}

bool rap_authors_led(rap_str line)
{
    size_t at = 0;
    rap_span word;
    return next_word(line, &at, &word) &&
           is_kind(rap_str_cut(line, word.from, word.to), "by", false);
}

bool rap_authors_only_led(rap_str line)
{
    rap_span w;
    bool any = false;
    for (size_t at = 0; next_word(line, &at, &w); any = true)
        if (!is_kind(rap_str_cut(line, w.from, w.to), "by", false)) return false;
    return any;
}

static bool begins_capital(rap_str s)
{
    size_t n;
    uint32_t c = s.n ? rap_utf8_get(s, 0, &n) : 0;
    return c && rap_utf8_is_letter(c) && rap_utf8_lower(c) != c;
}

static bool begins_small(rap_str s)
{
    size_t n;
    uint32_t c = s.n ? rap_utf8_get(s, 0, &n) : 0;
    return c && (rap_is_lower((char)(c < 128 ? c : 0)) ||
                 (c >= 128 && rap_utf8_lower(c) == c && c < 0x530));
}

static uint32_t count_words(rap_str s)
{
    uint32_t n = 0;
    rap_span w;
    for (size_t at = 0; next_word(s, &at, &w);)
        n++;
    return n;
}

static bool any_word(rap_str s, const char *kind)
{
    rap_span w;
    for (size_t at = 0; next_word(s, &at, &w);)
        if (is_kind(rap_str_cut(s, w.from, w.to), kind, false)) return true;
    return false;
}

static bool begins_with(rap_str s, const char *kind)
{
    rap_span w;
    size_t at = 0;
    return next_word(s, &at, &w) && is_kind(rap_str_cut(s, w.from, w.to), kind, false);
}

static bool has_letter(rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (rap_is_alpha(s.p[i]) || rap_is_high(s.p[i])) return true;
    return false;
}

static bool has_digit(rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (rap_is_digit(s.p[i])) return true;
    return false;
}

/* Behind the words that lead to a name.  One that may begin a name itself ("Di", "Von")
 * goes only when two words and a capital follow. */
static size_t behind_leads(rap_str s)
{
    size_t at = 0, behind = 0;
    rap_span w;
    while (next_word(s, &at, &w)) {
        rap_str word = rap_str_cut(s, w.from, w.to);
        bool colon = s.p[w.to - 1] == ':';
        rap_str rest = rap_str_trim(rap_str_cut(s, w.to, s.n));
        bool lead = colon || is_kind(word, "by", false) ||
                    (behind && is_kind(word, "and", true));
        if (!lead || !rest.n) break;
        bool named = count_words(rest) >= 2 && !begins_small(rest);
        bool plain = colon || rap_is_lower(word.p[0]) || rap_str_is(word, "By") ||
                     rap_str_is(word, "BY") || is_kind(rest, "by", false);
        rap_str next = rap_str_cut(rest, 0, rap_str_find(rest, RAP_STR(" "), 0));
        if (!named && !plain && !is_kind(next, "by", false)) break;
        behind = at;
    }
    return behind;
}

/* Signs of forms, addresses and codes; no name has them. */
static bool has_sign(rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (memchr("*/|=<>{}[]#\\@", s.p[i], 13)) return true;
    return false;
}

static bool is_name(const split *s, rap_str name)
{
    uint32_t words = count_words(name);
    uint32_t most = s->printed ? PRINTED_WORDS : NAME_WORDS;
    if (name.n < 2 || name.n > NAME_BYTES || words > most || !has_letter(name))
        return false;
    if (words == 1 && is_kind(name, "drop", false)) return false;
    if (has_sign(name) && (s->printed || words == 1)) return false;
    if (s->later && any_word(name, "role")) return false;
    if (!s->printed) return true;
    if (begins_with(name, "stop") || any_word(name, "drop") || has_digit(name) ||
        rap_pagedate_is_name(name) || any_word(name, "by"))
        return false;
    return !begins_small(name) && (begins_capital(name) || rap_is_high(name.p[0]));
}

static rap_snippet without_marks(rap_snippet p)
{
    size_t from = 0, to = p.text.n;
    const char *z = p.text.p;
    while (to > from && (z[to - 1] == ',' || z[to - 1] == ';' || z[to - 1] == ':' ||
                         z[to - 1] == '-' || z[to - 1] == '|' || z[to - 1] == '"'))
        to--;
    while (from < to && (z[from] == ',' || z[from] == ':' || z[from] == '-' ||
                         z[from] == '|' || z[from] == '"' || z[from] == '@'))
        from++;
    return rap_snippet_cut(p, from, to);
}

static void add_part(split *s, size_t from, size_t to)
{
    rap_snippet part = rap_snippet_cut(s->line, from, to);
    if (!part.text.n) return;
    part = rap_snippet_cut(part, behind_leads(part.text), part.text.n);
    part = without_marks(part);
    if (!is_name(s, part.text) || s->list->n == PAGEAUTHORS) return;
    s->later = true;
    if (!rap_authors_has(s->list, part.text)) s->list->v[s->list->n++] = part;
}

static bool is_address(rap_str word)
{
    return rap_str_find(word, RAP_STR("@"), 0) < word.n ||
           rap_str_find(word, RAP_STR("://"), 0) < word.n ||
           rap_str_begins(word, RAP_STR("www."));
}

typedef enum { WORD_OF_NAME, WORD_BETWEEN, WORD_OTHER, WORD_STOP } word_role;

/* "Updated", a month before its day: behind a name, never in it. */
static bool is_stop(const split *s, rap_span at)
{
    rap_str w = cut(s, at), rest = rap_str_cut(s->line.text, at.to, s->line.text.n);
    bool low = w.n <= SHORT_WORD;
    if (at.from > 0 && is_kind(w, "stop", low)) return true;
    bool number = rest.n > 1 && rest.p[0] == ' ' && rap_is_digit(rest.p[1]);
    while (w.n && (w.p[w.n - 1] == '.' || w.p[w.n - 1] == ','))
        w.n--;
    return number && rap_pagedate_is_name(w);
}

static word_role role_of(const split *s, rap_span at)
{
    static const char *const between[] = {
        "&", "|", "/", "+", "\xC2\xB7", "\xE2\x80\xA2", ",", ";"};
    static const char *const stops[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "//"};
    rap_str w = cut(s, at);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        if (rap_str_is(w, between[i])) return WORD_BETWEEN;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (rap_str_is(w, stops[i])) return WORD_STOP;
    if (is_address(w)) return WORD_OTHER;
    if (s->printed && is_stop(s, at)) return WORD_STOP;
    if (at.from > 0 && is_kind(w, "and", true) && w.p[w.n - 1] != ',')
        return WORD_BETWEEN;
    return s->printed && has_digit(w) ? WORD_STOP : WORD_OF_NAME;
}

/* Behind the word that closes a bracket opened at `at`. */
static size_t behind_bracket(rap_str s, size_t at)
{
    size_t end = rap_str_find(s, RAP_STR(")"), at);
    return end < s.n ? end + 1 : s.n;
}

void rap_authors_split(rap_author_list *list, rap_snippet line, bool printed)
{
    split s = {list, line, printed, printed && list->n > 0};
    size_t at = 0, from = 0;
    rap_span w;
    while (next_word(line.text, &at, &w)) {
        if (line.text.p[w.from] == '(') {
            add_part(&s, from, w.from);
            from = at = behind_bracket(line.text, w.from);
            continue;
        }
        word_role role = role_of(&s, w);
        char last = line.text.p[w.to - 1];
        if (role == WORD_OF_NAME && last != ',' && last != ';') continue;
        add_part(&s, from, role == WORD_OF_NAME ? w.to : w.from);
        from = at;
        if (role == WORD_STOP) return;
    }
    add_part(&s, from, line.text.n);
}
