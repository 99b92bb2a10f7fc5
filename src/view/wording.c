/*
 * view/wording.c - days, stances, statuses and numbers in words that people read.
 */
/* SPDX-License-Identifier: MIT */
#include "view/wording.h"

#include "base/ascii.h"
#include "base/day.h"
#include "base/table.h"
#include "view/torn.h"

#include "shown_acts_table.inc"
#include "shown_bases_table.inc"
#include "shown_kinds_table.inc"
#include "shown_relations_table.inc"
#include "shown_speech_table.inc"
#include "shown_stances_table.inc"
#include "shown_statuses_table.inc"
#include "shown_unnamed_table.inc"

static const char *const months[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void put_day(rap_buf *out, rap_day d, bool month, bool year)
{
    if (d.day) rap_buf_printf(out, "%d", d.day);
    if (month && d.month)
        rap_buf_printf(out, "%s%s", d.day ? " " : "", months[d.month]);
    if (year && d.year) rap_buf_printf(out, "%s%d", d.month ? " " : "", d.year);
}

void rap_word_day(rap_buf *out, rap_str day)
{
    rap_torn_mind(out, day);
    size_t stroke = rap_str_find(day, (rap_str){"/", 1}, 0);
    rap_day a, b;
    if (!day.n) {
        rap_buf_z(out, "no date");
    } else if (!rap_day_parse(&a, rap_str_cut(day, 0, stroke))) {
        rap_buf_put(out, day);
    } else if (stroke == day.n ||
               !rap_day_parse(&b, rap_str_cut(day, stroke + 1, day.n)) ||
               rap_day_eq(a, b)) {
        put_day(out, a, true, true);
    } else {
        bool year = a.year != b.year, month = year || a.month != b.month;
        put_day(out, a, month || !a.day, year);
        rap_buf_z(out, month ? " – " : "–");
        put_day(out, b, true, true);
    }
}

void rap_word_count(rap_buf *out, int64_t n)
{
    char digits[24];
    int length = 0;
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do
        digits[length++] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (n < 0) rap_buf_byte(out, '-');
    while (length-- > 0) {
        rap_buf_byte(out, digits[length]);
        if (length > 0 && length % 3 == 0) rap_buf_byte(out, ',');
    }
}

void rap_word_number(rap_buf *out, rap_str digits)
{
    rap_torn_mind(out, digits);
    bool whole = digits.n > 0 && digits.p[0] != '0';
    for (size_t i = 0; i < digits.n; i++)
        whole = whole && rap_is_digit(digits.p[i]);
    for (size_t i = 0; i < digits.n; i++) {
        if (whole && i && (digits.n - i) % 3 == 0) rap_buf_byte(out, ',');
        rap_buf_byte(out, digits.p[i]);
    }
}

void rap_word_things(rap_buf *out, int64_t n, const char *one, const char *many)
{
    rap_word_count(out, n);
    rap_buf_byte(out, ' ');
    rap_buf_z(out, n == 1 ? one : many);
}

rap_sign rap_sign_stance(rap_str stance)
{
    const rap_table *t = &shown_stances_table;
    int row = rap_table_find(t, stance);
    if (row < 0) return (rap_sign){stance, {"■", 3}, {"□", 3}, {"says", 4}, false};
    return (rap_sign){
        rap_cell(t, row, SHOWN_STANCES_WORD), rap_cell(t, row, SHOWN_STANCES_GLYPH),
        rap_cell(t, row, SHOWN_STANCES_HOLLOW), rap_cell(t, row, SHOWN_STANCES_CLASS),
        rap_cell_is(t, row, SHOWN_STANCES_MATRIX, "1")};
}

rap_sign rap_sign_status(rap_str status)
{
    const rap_table *t = &shown_statuses_table;
    int row = rap_table_find(t, status);
    rap_str none = {"", 0};
    if (row < 0) return (rap_sign){status, {"●", 3}, {"○", 3}, none, false};
    rap_str glyph = rap_cell(t, row, SHOWN_STATUSES_GLYPH);
    return (rap_sign){rap_cell(t, row, SHOWN_STATUSES_WORD), glyph, glyph, none,
                      rap_cell_is(t, row, SHOWN_STATUSES_NEEDS, "1")};
}

rap_sign rap_sign_act(rap_str cameo)
{
    int row = rap_table_find(&shown_acts_table, rap_str_cut(cameo, 0, 2));
    if (row < 0) return (rap_sign){.word = {"Event", 5}, .style = {"says", 4}};
    return (rap_sign){.word = rap_cell(&shown_acts_table, row, SHOWN_ACTS_WORD),
                      .style = rap_cell(&shown_acts_table, row, SHOWN_ACTS_CLASS)};
}

rap_sign rap_sign_kind(rap_str kind)
{
    int row = rap_table_find(&shown_kinds_table, kind);
    if (row < 0) return (rap_sign){.word = kind, .style = {"says", 4}};
    return (rap_sign){.word = rap_cell(&shown_kinds_table, row, SHOWN_KINDS_WORD),
                      .style = rap_cell(&shown_kinds_table, row, SHOWN_KINDS_CLASS)};
}

rap_sign rap_sign_speech(rap_str kind)
{
    int row = rap_table_find(&shown_speech_table, kind);
    if (row < 0) return (rap_sign){.word = kind, .style = {"indirect", 8}};
    return (rap_sign){.word = rap_cell(&shown_speech_table, row, SHOWN_SPEECH_WORD),
                      .style = rap_cell(&shown_speech_table, row, SHOWN_SPEECH_CLASS)};
}

rap_str rap_word_basis(rap_str basis)
{
    int row = rap_table_find(&shown_bases_table, basis);
    return row < 0 ? (rap_str){"not known", 9}
                   : rap_cell(&shown_bases_table, row, SHOWN_BASES_WORD);
}

rap_str rap_word_relation(rap_str relation)
{
    int row = rap_table_find(&shown_relations_table, relation);
    return rap_cell(&shown_relations_table, row, SHOWN_RELATIONS_WORD);
}

rap_str rap_word_unnamed(rap_str kind)
{
    int row = rap_table_find(&shown_unnamed_table, kind);
    return row < 0 ? (rap_str){"an unnamed source", 17}
                   : rap_cell(&shown_unnamed_table, row, SHOWN_UNNAMED_WORD);
}

void rap_word_unnamed_many(rap_buf *out, rap_str kind, int64_t count)
{
    int row = rap_table_find(&shown_unnamed_table, kind);
    if (count < 2) {
        rap_buf_put(out, rap_word_unnamed(kind));
        return;
    }
    rap_word_count(out, count);
    rap_buf_byte(out, ' ');
    rap_buf_put(out, row < 0 ? rap_str_of("unnamed sources")
                             : rap_cell(&shown_unnamed_table, row, SHOWN_UNNAMED_MANY));
}

bool rap_sign_is_said(const rap_sign *sign, rap_str text)
{
    return sign->word.n && rap_str_begins(text, sign->word);
}

/* The quotation mark at `at`, 0 for none: its length. */
static size_t mark_at(rap_str text, size_t at)
{
    static const char *const marks[] = {"\"", "“", "”", "„", "«", "»", "‟"};
    rap_str rest = rap_str_cut(text, at, text.n);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (rap_str_begins(rest, rap_str_of(marks[i]))) return strlen(marks[i]);
    return 0;
}

void rap_word_unquoted(rap_buf *out, rap_str text)
{
    rap_torn_mind(out, text);
    for (size_t at = 0; at < text.n;) {
        size_t skip = mark_at(text, at);
        if (!skip) rap_buf_byte(out, text.p[at]);
        at += skip ? skip : 1;
    }
}

rap_str rap_word_bare(rap_str text)
{
    while (text.n && strchr(" ,.;:\n", text.p[text.n - 1]))
        text.n--;
    return text;
}

rap_str rap_word_paired(rap_str text)
{
    size_t n = 0, last = 0;
    for (size_t at = 0, size; at < text.n; at += size ? size : 1) {
        size = mark_at(text, at);
        n += size > 0;
        if (size) last = at;
    }
    if (n != 1) return text;
    size_t first = mark_at(text, 0), end = last + mark_at(text, last);
    if (first) return rap_str_cut(text, first, text.n);
    return end == text.n ? rap_str_cut(text, 0, last) : text;
}

bool rap_word_has_comma(rap_str text)
{
    static const char *const ends[] = {",”", ",\"", ",»", ",’"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (rap_str_ends(text, rap_str_of(ends[i]))) return true;
    return false;
}

static bool is_plain_in_shell(rap_str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!rap_is_alnum(word.p[i]) && !strchr("._-/+:", word.p[i])) return false;
    return word.n > 0;
}

void rap_word_shell(rap_buf *out, rap_str word)
{
    rap_torn_mind(out, word);
    if (is_plain_in_shell(word)) {
        rap_buf_put(out, word);
        return;
    }
    rap_buf_byte(out, '\'');
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '\'')
            rap_buf_z(out, "'\\''");
        else
            rap_buf_byte(out, word.p[i]);
    }
    rap_buf_byte(out, '\'');
}

rap_str rap_word_few(rap_str text, uint32_t most, bool *cut)
{
    uint32_t words = 0;
    size_t at = 0, end = 0;
    *cut = false;
    while (at < text.n) {
        while (at < text.n && rap_is_space(text.p[at]))
            at++;
        if (at == text.n) break;
        if (words++ == most) {
            *cut = true;
            return rap_str_cut(text, 0, end);
        }
        while (at < text.n && !rap_is_space(text.p[at]))
            at++;
        end = at;
    }
    return text;
}

void rap_word_label(rap_buf *out, rap_str label)
{
    rap_torn_mind(out, label);
    for (size_t i = 0; i < label.n; i++) {
        char c = label.p[i] == '_' ? ' ' : label.p[i];
        rap_buf_byte(out, i == 0 ? rap_to_upper(c) : c);
    }
}
