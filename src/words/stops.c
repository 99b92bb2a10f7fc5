/*
 * words/stops.c - which words carry their full stop.
 *
 * data/abbreviations.tsv lists them.  A single capital letter does too, but where a
 * sentence seems to end ("Plan B."); so do letters with full stops between.
 */
/* SPDX-License-Identifier: MIT */
#include "words/stops.h"

#include "abbreviations_table.inc"
#include "breaks_table.inc"

enum { ABBREVIATION_MAX = 12 };

static uint32_t past_blanks(const rap_scan *s, uint32_t at)
{
    uint32_t len;
    while (rap_scan_class(s, at, &len) == RAP_CLASS_SPACE)
        at += len;
    return at;
}

static bool capital_follows(const rap_scan *s, uint32_t at)
{
    at = past_blanks(s, at);
    return rap_is_upper(rap_scan_byte(s, at)) || rap_is_high(rap_scan_byte(s, at));
}

static bool small_follows(const rap_scan *s, uint32_t at)
{
    return rap_is_lower(rap_scan_byte(s, past_blanks(s, at)));
}

static bool is_kind(int row, const char *kind)
{
    return rap_cell_has(&abbreviations_table, row, ABBREVIATIONS_KIND, kind);
}

/* Does the word before this one have a capital? */
static bool capital_before(const rap_scan *s)
{
    uint32_t at = s->at;
    while (at && s->text.p[at - 1] == ' ')
        at--;
    uint32_t end = at;
    while (at && end - at < ABBREVIATION_MAX && rap_is_alpha(s->text.p[at - 1]))
        at--;
    return at < end && rap_is_upper(s->text.p[at]);
}

/* A word that begins a sentence behind an abbreviation: "The". */
static bool starter_follows(const rap_scan *s, uint32_t at)
{
    uint32_t from = past_blanks(s, at), to = from;
    while (rap_is_alpha(rap_scan_byte(s, to)))
        to++;
    if (to == from || to - from > ABBREVIATION_MAX) return false;
    int row = rap_table_find(&breaks_table, rap_str_cut(s->low, from, to));
    return rap_is_upper(s->text.p[from]) &&
           rap_cell_has(&breaks_table, row, BREAKS_KIND, "starter");
}

static bool digit_follows(const rap_scan *s, uint32_t at)
{
    return rap_is_digit(rap_scan_byte(s, past_blanks(s, at)));
}

/* "J." of a name, but not that of "Plan B." at an end. */
static bool is_initial(const rap_scan *s, uint32_t to)
{
    if (to - s->at != 1 || !rap_is_upper(s->text.p[s->at])) return false;
    if (past_blanks(s, to + 1) >= s->end || starter_follows(s, to + 1)) return false;
    return s->text.p[s->at] != 'I' || (capital_follows(s, to + 1) && capital_before(s));
}

/* May the next word stand right behind the stop: "Ft.Kesh", "Nov.28"? */
static bool may_touch(const rap_scan *s, uint32_t at, int row)
{
    if (!rap_scan_is_word(s, at)) return true;
    return is_kind(row, "title") ? rap_is_upper(s->text.p[at])
                                 : rap_is_digit(s->text.p[at]);
}

bool rap_stops_word(const rap_scan *s, uint32_t to)
{
    if (rap_scan_byte(s, to) != '.') return false;
    bool two = rap_scan_byte(s, to + 1) == '.';
    if (two && rap_scan_byte(s, to + 2) == '.') return false;
    if (is_initial(s, to)) return !two;
    if (to - s->at > ABBREVIATION_MAX) return false;
    int row = rap_table_find(&abbreviations_table, rap_str_cut(s->low, s->at, to));
    if (row < 0) return false;
    if (!may_touch(s, to + 1, row)) return false;
    if (is_kind(row, "number")) return digit_follows(s, to + 1);
    if (is_kind(row, "final"))
        return !capital_follows(s, to + 1) && past_blanks(s, to + 1) < s->end;
    bool small = is_kind(row, "any") && small_follows(s, to + 1);
    return small || is_kind(row, "latin") || rap_is_upper(s->text.p[s->at]);
}

uint32_t rap_stops_acronym(const rap_scan *s)
{
    uint32_t to = s->at, n = 0;
    for (;; n++) {
        uint32_t i = to;
        while (rap_is_alpha(rap_scan_byte(s, i)) && i - to < (n ? 1u : 2u))
            i++;
        if (i == to || rap_scan_byte(s, i) != '.') break;
        to = i + 1;
    }
    bool tail = rap_is_upper(rap_scan_byte(s, to)) && !rap_scan_is_word(s, to + 1);
    if (n < 2) {
        bool pair = n == 1 && to == s->at + 2 && tail && rap_is_upper(s->text.p[s->at]);
        return pair ? to + 1 : s->at;
    }
    if (tail) to++;
    return rap_scan_is_word(s, to) ? s->at : to;
}

rap_stop rap_token_stop(rap_str low)
{
    if (low.n < 2 || low.p[low.n - 1] != '.' || !rap_is_alpha(low.p[0]))
        return RAP_STOP_NONE;
    int row = rap_table_find(&abbreviations_table, rap_str_cut(low, 0, low.n - 1));
    bool inside = is_kind(row, "title") || is_kind(row, "number");
    return inside ? RAP_STOP_INSIDE : RAP_STOP_EITHER;
}
