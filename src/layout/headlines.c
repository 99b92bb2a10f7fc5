/*
 * layout/headlines.c - bylines, datelines, captions and mastheads by their form.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/headlines.h"

#include "base/ascii.h"
#include "base/table.h"
#include "base/utf8.h"
#include "layout/boilerplate.h"

#include "bylinewords_table.inc"
#include "mastheads_table.inc"

enum {
    LONGEST_DATELINE = 90, /* bytes */
    LONGEST_BYLINE = 240,
    MOST_NAME_WORDS = 5,
    LEAST_REST = 40, /* bytes of a paragraph behind a caption */
    ABBREVIATED = 4  /* letters of a capital word whose stop may not end a sentence */
};

static bool is_name_byte(char c)
{
    return rap_is_alpha(c) || rap_is_high(c) || c == '.' || c == '\'' || c == '-';
}

/* Length of a dash between blanks, or behind a bracket, at s[at]: the blanks included.
 */
static size_t dash_at(rap_str s, size_t at)
{
    size_t i = at;
    while (i < s.n && s.p[i] == ' ')
        i++;
    rap_str rest = rap_str_cut(s, i, s.n);
    size_t n = 0;
    if (rap_str_begins(rest, RAP_STR("\xE2\x80\x94")) ||
        rap_str_begins(rest, RAP_STR("\xE2\x80\x93")))
        n = 3;
    else if (rap_str_begins(rest, RAP_STR("--")))
        n = 2;
    else if (rap_str_begins(rest, RAP_STR("- ")) || rap_str_begins(rest, RAP_STR("_ ")))
        n = 1;
    bool glued = i == at && at > 0 && s.p[at - 1] != ')' && n == 1;
    return n && !glued ? i + n - at : 0;
}

/* Letters of the place before the first comma, bracket or dash: all capitals? */
static bool is_capital_head(rap_str head)
{
    size_t upper = 0, lower = 0;
    for (size_t i = 0; i < head.n; i++) {
        char c = head.p[i];
        if (c == ',' || c == '(') break;
        upper += rap_is_upper(c);
        lower += rap_is_lower(c);
        if (rap_is_digit(c)) return false;
    }
    return upper >= 3 && lower * 3 <= upper;
}

/* An agency in brackets, "(NPA)", "(Reuters)", stands at the end of the head. */
static bool has_agency(rap_str head)
{
    if (head.n < 4 || head.p[head.n - 1] != ')') return false;
    size_t open = head.n - 1;
    while (open > 0 && head.p[open] != '(')
        open--;
    size_t inside = head.n - open - 2;
    return head.p[open] == '(' && inside >= 2 && inside <= 30 &&
           (rap_is_upper(head.p[open + 1]) || rap_is_high(head.p[open + 1]));
}

/* Does it read as speech ("RUUD: So you are saying --") and not as place and day? */
static bool is_spoken(rap_str head)
{
    enum { SMALL_WORDS = 3 };
    unsigned small = 0;
    for (size_t i = 0; i < head.n; i++) {
        if (memchr(":;?!\"", head.p[i], 5)) return true;
        small += rap_is_lower(head.p[i]) && i > 0 && head.p[i - 1] == ' ';
    }
    return small > SMALL_WORDS;
}

static bool is_dateline_head(rap_str head)
{
    head = rap_str_trim(head);
    if (head.n < 3 || !(rap_is_upper(head.p[0]) || rap_is_high(head.p[0])))
        return false;
    if (is_spoken(head)) return false;
    return is_capital_head(head) || has_agency(head);
}

/* "Norstad (NPA), 4 November. Ships ...": place, agency and day before a full stop.
 * Where the text behind it begins, or 0. */
static uint32_t stopped_dateline(rap_str paragraph)
{
    enum { LONGEST = 60, WORDS = 5 };
    size_t end = rap_str_find(paragraph, RAP_STR(". "), 0);
    if (end >= paragraph.n || end > LONGEST) return 0;
    rap_str head = rap_str_cut(paragraph, 0, end);
    size_t close = rap_str_find(head, RAP_STR("), "), 0), words = 0;
    bool digit = false;
    for (size_t i = close; i < head.n; i++) {
        digit = digit || rap_is_digit(head.p[i]);
        words += head.p[i] == ' ';
    }
    bool agency = close < head.n && has_agency(rap_str_cut(head, 0, close + 1));
    bool place = rap_is_upper(head.p[0]) || rap_is_high(head.p[0]);
    bool initial = end < 2 || head.p[end - 2] == ' '; /* "..., W. J. Veld" */
    return agency && place && digit && !initial && words <= WORDS && !is_spoken(head)
               ? (uint32_t)end + 2
               : 0;
}

uint32_t rap_dateline_find(rap_str paragraph)
{
    uint32_t stopped = stopped_dateline(paragraph);
    if (stopped) return stopped;
    size_t most = paragraph.n < LONGEST_DATELINE ? paragraph.n : LONGEST_DATELINE;
    for (size_t at = 3; at < most; at++) {
        char c = paragraph.p[at];
        if (c == '\n' || c == '"' || c == ';' || c == '!' || c == '?') return 0;
        if (c != ' ' && c != '-' && c != '_' && c != '\xE2') continue;
        size_t dash = dash_at(paragraph, at);
        if (dash == 0) continue;
        if (!is_dateline_head(rap_str_cut(paragraph, 0, at))) return 0;
        return at + dash < paragraph.n ? (uint32_t)(at + dash) : 0;
    }
    return 0;
}

/* Does the stop at s[at] end a sentence? */
static bool ends_sentence(rap_str s, size_t at)
{
    if (s.p[at] != '.' && s.p[at] != '!' && s.p[at] != '?') return false;
    size_t next = at + 1;
    while (next < s.n && (s.p[next] == '"' || s.p[next] == ')'))
        next++;
    if (next >= s.n) return true;
    if (!rap_is_space(s.p[next])) return false;
    while (next < s.n && rap_is_space(s.p[next]))
        next++;
    if (next >= s.n) return true;
    if (rap_is_digit(s.p[next]) || rap_is_lower(s.p[next])) return false;
    size_t word = at;
    while (word > 0 && rap_is_alpha(s.p[word - 1]))
        word--;
    return !(rap_is_upper(s.p[word]) && at - word < ABBREVIATED && s.p[at] == '.');
}

uint32_t rap_caption_find(rap_str paragraph)
{
    if (!rap_phrase_begins(paragraph, RAP_PHRASE_CAPTION)) return 0;
    for (size_t at = 0; at < paragraph.n; at++) {
        if (!ends_sentence(paragraph, at)) continue;
        at++;
        while (at < paragraph.n && (paragraph.p[at] == '"' || paragraph.p[at] == ')'))
            at++;
        return (uint32_t)at;
    }
    return (uint32_t)paragraph.n;
}

/* ---- bylines ---- */

/* Length of a word of the table (of a kind) at s[at], or 0. */
static size_t byline_word(rap_str s, size_t at, const char *kind)
{
    char buf[RAP_WORD_ROOM];
    size_t end = at;
    while (end < s.n && is_name_byte(s.p[end]) && end - at < RAP_WORD_ROOM)
        end++;
    size_t word_at = 0;
    rap_str w = rap_row_word(rap_str_cut(s, at, end), &word_at, buf);
    int row = w.n ? rap_table_find(&bylinewords_table, w) : RAP_TABLE_NONE;
    return rap_cell_is(&bylinewords_table, row, BYLINEWORDS_KIND, kind) ? end - at : 0;
}

static size_t skip_blanks(rap_str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == ':'))
        at++;
    return at;
}

/* Where the names of a byline begin: behind "By" or "Reporting by"; 0 = none. */
static size_t names_begin(rap_str s)
{
    size_t n = byline_word(s, 0, "lead");
    if (n) {
        size_t by = skip_blanks(s, n), m = byline_word(s, by, "by");
        return m ? skip_blanks(s, by + m) : 0;
    }
    n = byline_word(s, 0, "by");
    return n ? skip_blanks(s, n) : 0;
}

/* One name: capital words, small particles between; its end, or `at` when none. */
static size_t name_end(rap_str s, size_t at, size_t *words)
{
    size_t end = at;
    *words = 0;
    for (size_t i = at; i < s.n && *words < MOST_NAME_WORDS;) {
        if (byline_word(s, i, "and")) break;
        size_t to = i;
        while (to < s.n && is_name_byte(s.p[to]))
            to++;
        if (to == i) break;
        bool capital = rap_is_upper(s.p[i]) || rap_is_high(s.p[i]);
        if (!capital && !byline_word(s, i, "particle")) break;
        if (capital) {
            end = to;
            ++*words;
        }
        i = to;
        if (i >= s.n || s.p[i] != ' ') break;
        i++;
    }
    return end;
}

/* Past what parts two names: a comma, "and", "&"; 0 when nothing does. */
static size_t past_and(rap_str s, size_t at)
{
    size_t i = at;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == ',' || s.p[i] == '&'))
        i++;
    size_t n = byline_word(s, i, "and");
    if (n) return skip_blanks(s, i + n);
    return i > at && i < s.n && memchr(s.p + at, s.p[at] == ' ' ? '&' : ',', i - at)
               ? i
               : 0;
}

size_t rap_byline_find(rap_str row, rap_span *names, size_t room)
{
    if (row.n > LONGEST_BYLINE) return 0;
    size_t at = names_begin(row), n = 0;
    if (at == 0) return 0;
    while (at < row.n && n < room) {
        size_t words, end = name_end(row, at, &words);
        bool outlet = rap_masthead_is(rap_str_cut(row, at, end));
        if (end == at || (words < 2 && n == 0 && !outlet)) break;
        if (words < 2 || outlet) break;
        names[n++] = (rap_span){(uint32_t)at, (uint32_t)end};
        at = past_and(row, end);
        if (at == 0) break;
    }
    return n;
}

bool rap_masthead_is(rap_str row)
{
    uint32_t hash = RAP_HASH_START, whole = hash, n = 0;
    size_t at = 0;
    for (; rap_row_hash(row, &at, &hash); n++) {
        if (n >= mastheads_table.max_words) return false;
        whole = hash;
        hash = rap_hash_byte(hash, ' ');
    }
    return n > 0 && rap_table_probe(&mastheads_table, whole) >= 0;
}

/* A caption that is only the first sentence of a paragraph says nothing about the rest.
 */
static bool goes_on_behind_caption(rap_str s)
{
    uint32_t caption = rap_caption_find(s);
    rap_str rest = rap_str_trim(rap_str_cut(s, caption, s.n));
    return caption && rest.n >= LEAST_REST && rest.p[0] != '(';
}

void rap_heads_look(rap_rows *rows, rap_str text)
{
    for (size_t i = 0; i < rows->n; i++) {
        rap_row *r = &rows->v[i];
        rap_str s = rap_str_cut(text, r->at.from, r->at.to);
        rap_span name;
        r->byline = r->stops == 0 && rap_byline_find(s, &name, 1) > 0;
        bool caption = rap_phrase_kind_of(r->phrase) == RAP_PHRASE_CAPTION;
        if (caption && r->stops > 0 && goes_on_behind_caption(s)) {
            r->phrase = RAP_TABLE_NONE;
            r->hints = 0;
        }
        r->masthead = r->words <= MOST_NAME_WORDS && rap_masthead_is(s);
    }
}
