/*
 * words/gaps.c - the places where a sentence may end, and those where rules say so.
 *
 * data/breaks.tsv tells which capitalised words begin a sentence behind "U.S.", which
 * verbs tell that a quotation's sentence goes on behind it, and which words go with the
 * time of day before them ("6 p.m. Monday").
 */
/* SPDX-License-Identifier: MIT */
#include "words/gaps.h"

#include "base/ascii.h"
#include "breaks_table.inc"
#include "words/tokens.h"

enum {
    HOLD_MAX = 400, /* tokens of the longest quotation that holds a sentence together */
    TELLER_FAR = 7, /* tokens from a closing mark to the verb that tells */
    CLOSERS_MAX = 6,  /* closing marks behind a stop */
    ELLIPSIS = 3,     /* dots */
    ITEM_MAX = 48,    /* tokens of the first item of a list */
    DOTS_MAX = 8,     /* dots that are counted */
    BRACKET_MAX = 24, /* tokens of a bracket that is looked through */
    VERSE_LINES = 3,  /* least lines of a list of bare lines */
    VERSE_BYTES = 32, /* longest line of one */
    DOUBT = 3,        /* stops and blocks that are not there */
    TIME_WORDS = 3    /* a sentence of fewer words does not end in "p.m." */
};

static bool is_word(const rap_token *t)
{
    return (t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) != 0;
}

static bool is_small(const rap_token *t)
{
    return (t->shape & RAP_SHAPE_LETTER) &&
           !(t->shape & (RAP_SHAPE_CAPITAL | RAP_SHAPE_DIGIT));
}

static bool is_byte(const rap_token *t, char c)
{
    return t->low.n == 1 && t->low.p[0] == c;
}

static bool is_break_word(const rap_token *t, const char *kind)
{
    int row = rap_table_probe(&breaks_table, t->hash);
    return row >= 0 && rap_cell_has(&breaks_table, row, BREAKS_KIND, kind) &&
           rap_str_eq(rap_cell(&breaks_table, row, BREAKS_WORD), t->low);
}

static bool is_closer(const rap_token *t)
{
    if (t->shape & RAP_SHAPE_CLOSE) return true;
    if (t->shape & RAP_SHAPE_SPACE || t->shape & RAP_SHAPE_OPEN) return false;
    return is_byte(t, ')') || is_byte(t, ']') || is_byte(t, '\'');
}

/* . ! ? or an ellipsis, by the first byte. */
static bool is_stop(const rap_token *t)
{
    rap_str s = t->low;
    if (s.n == 0) return false;
    if (s.p[0] == '!' || s.p[0] == '?') return true;
    if (s.p[0] == '.') return !is_word(t);
    return rap_str_is(s, "…") || rap_str_is(s, "．") || rap_str_is(s, "。") ||
           rap_str_is(s, "！") || rap_str_is(s, "？");
}

/* Is the verb that tells, token k, said of the quotation before it ("Ruud asked.") and
 * not of what comes ("Ruud said the talks")? */
static bool tells_back(const rap_token *t, uint32_t k, uint32_t last)
{
    if (!is_break_word(&t[k], "teller")) return false;
    if (k + 1 >= last || !is_word(&t[k + 1])) return true;
    if (rap_str_is(t[k].low, "told") || rap_str_is(t[k].low, "tells")) return true;
    if (is_small(&t[k + 1])) return !is_break_word(&t[k + 1], "object");
    return is_break_word(&t[k + 1], "clock");
}

/* Does the sentence go on at token i, behind a closing mark: a small letter, a comma,
 * or a name and a verb that tells? */
static bool goes_on(const rap_token *t, uint32_t i, uint32_t last)
{
    if (i >= last) return false;
    if (is_small(&t[i])) return true;
    if (!is_word(&t[i])) return is_byte(&t[i], ',') || is_byte(&t[i], '-');
    if (is_break_word(&t[i], "starter")) return false;
    for (uint32_t k = i; k < last && k < i + TELLER_FAR; k++) {
        if (is_small(&t[k])) return tells_back(t, k, last);
        if (!is_word(&t[k])) return false;
    }
    return false;
}

/* The closing mark of the quotation that opens at `from`, or `from`. */
static uint32_t close_of(const rap_token *t, uint32_t from, uint32_t last)
{
    uint32_t end = last - from > HOLD_MAX ? from + HOLD_MAX : last;
    for (uint32_t i = from + 1; i < end; i++)
        if (t[i].shape & RAP_SHAPE_CLOSE) return i;
    return from;
}

/* Does a line end between token i and the one before it? */
static bool line_ends(const rap_prose *p, uint32_t i)
{
    uint32_t from = p->tokens[i - 1].at.to, to = p->tokens[i].at.from;
    if (to == from || (to == from + 1 && p->text.p[from] == ' ')) return false;
    return memchr(p->text.p + from, '\n', to - from) != NULL;
}

/* Is the block a list of short lines without a stop? */
static bool is_verse(const rap_prose *p, uint32_t first, uint32_t last)
{
    uint32_t lines = 1, from = p->tokens[first].at.from;
    if (p->tokens[last - 1].at.to - from > 64u * VERSE_BYTES) return false;
    for (uint32_t i = first; i < last; i++) {
        if (is_stop(&p->tokens[i])) return false;
        if (i > first && line_ends(p, i)) {
            lines++;
            from = p->tokens[i].at.from;
        }
        if (p->tokens[i].at.to - from > VERSE_BYTES) return false;
    }
    return lines >= VERSE_LINES;
}

/* Of eight, with some doubt where little is seen. */
static uint8_t share(uint32_t part, uint32_t all)
{
    return (uint8_t)(part * 8 / (all + DOUBT));
}

rap_gap_style rap_gaps_style(const rap_prose *p, uint32_t from, uint32_t to)
{
    uint32_t stops = 0, small = 0, blocks = 0, first = 0, b = 0;
    const rap_token *t = p->tokens;
    for (uint32_t i = from; i < to; i++) {
        uint32_t at = t[i].at.from;
        bool opens = i == from;
        for (; b < p->layout->n_blocks && p->layout->blocks[b].at.from <= at; b++)
            opens = true;
        if (!(t[i].shape & RAP_SHAPE_LETTER)) continue;
        blocks += opens;
        first += opens && is_small(&t[i]);
        if (opens || !is_stop(&t[i - 1]) || t[i - 1].low.n > 1) continue;
        stops += (t[i].shape & RAP_SHAPE_SPACE) != 0;
        small += (t[i].shape & RAP_SHAPE_SPACE) && is_small(&t[i]);
    }
    return (rap_gap_style){share(small, stops), share(first, blocks)};
}

/* A sentence begins at g->start: a list item perhaps. */
static void begin(rap_gaps *g)
{
    rap_item item;
    uint32_t to = rap_item_at(&item, g->p, g->start, g->last);
    g->item_to = to;
    if (to > g->start) g->item = item;
}

rap_gaps rap_gaps_of(const rap_prose *p, rap_span tokens, rap_gap_style style)
{
    rap_gaps g = {.p = p, .first = tokens.from, .last = tokens.to, .style = style};
    g.start = g.next = g.walked = tokens.from;
    g.verse = tokens.from < tokens.to && is_verse(p, tokens.from, tokens.to);
    begin(&g);
    return g;
}

void rap_gaps_break(rap_gaps *g)
{
    g->start = g->next;
    g->open = 0;
    g->small = false;
    begin(g);
}

/* Take note of token i: quotations and brackets that open and close there. */
static void walk(rap_gaps *g, uint32_t i)
{
    const rap_token *t = g->p->tokens;
    g->small |= is_small(&t[i]);
    if ((t[i].shape & RAP_SHAPE_OPEN) && i + 1 < g->last) {
        uint32_t close =
            i >= g->held_to || i >= g->run_in_to ? close_of(t, i, g->last) : i;
        if (close > i && i >= g->held_to && goes_on(t, close + 1, g->last))
            g->held_to = close;
        bool inner = i > g->start && !is_stop(&t[i - 1]);
        if (close > i && inner && i >= g->run_in_to && is_small(&t[i + 1]))
            g->run_in_to = close;
    }
    if (is_byte(&t[i], '(') || is_byte(&t[i], '[')) g->open++;
    if ((is_byte(&t[i], ')') || is_byte(&t[i], ']')) && g->open) g->open--;
}

/* End of the notes behind the stop at i, when a sentence could begin there: "[17]",
 * "4 Even"; otherwise i + 1. */
static uint32_t notes_end(const rap_gaps *g, uint32_t i)
{
    const rap_token *t = g->p->tokens;
    uint32_t at = i + 1;
    while (at + 2 < g->last && is_byte(&t[at], '[') &&
           (t[at + 1].shape & RAP_SHAPE_DIGIT) && is_byte(&t[at + 2], ']'))
        at += 3;
    while (at < g->last && at < i + 4 && (t[at].shape & RAP_SHAPE_DIGIT) &&
           !(t[at].shape & RAP_SHAPE_LETTER) && t[at].low.n < 4 &&
           rap_is_digit(t[at].low.p[0]))
        at++;
    bool numbers = at > i + 1 && !is_byte(&t[at - 1], ']');
    if (!numbers) return at;
    bool glued = !(t[i + 1].shape & RAP_SHAPE_SPACE);
    bool begins = at < g->last && (t[at].shape & RAP_SHAPE_CAPITAL);
    bool sure = begins && (glued || is_break_word(&t[at], "starter"));
    return sure && at - i < 3u + glued && !is_word(&t[i]) ? at : i + 1;
}

/* "a.m.", "6 P.M." */
static bool is_time_of_day(const rap_token *t)
{
    return t->low.n == 4 && (t->low.p[0] == 'a' || t->low.p[0] == 'p') &&
           memcmp(t->low.p + 1, ".m.", 3) == 0;
}

static bool may_begin(const rap_gaps *g, const rap_token *n)
{
    bool open = (n->shape & RAP_SHAPE_OPEN) != 0;
    const rap_token *word = n + (open && n + 1 < g->p->tokens + g->last);
    return is_break_word(word, "starter");
}

/* Does a sentence end behind an abbreviation that may end one? */
static bool ends_behind_either(const rap_gaps *g, uint32_t anchor, bool closed)
{
    const rap_token *t = g->p->tokens, *n = &t[g->next];
    if (closed || may_begin(g, n)) return true;
    return is_time_of_day(&t[anchor]) && anchor > g->start + TIME_WORDS &&
           (n->shape & RAP_SHAPE_CAPITAL) && !(n->shape & RAP_SHAPE_UPPER) &&
           !is_break_word(n, "clock");
}

static rap_guess guess_of(const rap_gaps *g)
{
    const rap_token *t = g->p->tokens, *a = &t[g->anchor], *n = &t[g->next];
    rap_stop stop = rap_token_stop(a->low);
    if (!is_stop(a) && stop == RAP_STOP_NONE) return RAP_GUESS_NONE;
    if (stop == RAP_STOP_INSIDE) return RAP_GUESS_INSIDE;
    bool closed = g->next > g->anchor + 1;
    if (is_small(n) || (closed && goes_on(t, g->next, g->last)))
        return RAP_GUESS_GOES_ON;
    if (!closed && !is_word(n) && !(n->shape & (RAP_SHAPE_SPACE | RAP_SHAPE_OPEN)))
        return RAP_GUESS_GOES_ON;
    if (stop == RAP_STOP_EITHER)
        return ends_behind_either(g, g->anchor, closed) ? RAP_GUESS_STARTER
                                                        : RAP_GUESS_EITHER;
    return n->shape & (RAP_SHAPE_SPACE | RAP_SHAPE_CAPITAL | RAP_SHAPE_OPEN)
               ? RAP_GUESS_END
               : RAP_GUESS_GOES_ON;
}

/* Does a bracket open at i that ends before a full stop: "... said." (Ruud 55)." ? */
static bool is_reference(const rap_gaps *g, uint32_t i)
{
    const rap_token *t = g->p->tokens;
    if (!is_byte(&t[i], '(')) return false;
    for (uint32_t k = i + 1; k + 1 < g->last && k < i + BRACKET_MAX; k++) {
        if (is_byte(&t[k], ')')) return is_byte(&t[k + 1], '.');
        if (is_stop(&t[k])) return false;
    }
    return false;
}

static bool is_dot(const rap_gaps *g, uint32_t i, bool spaced)
{
    const rap_token *t = &g->p->tokens[i];
    return i >= g->first && i < g->last && is_byte(t, '.') &&
           (!spaced || (t->shape & RAP_SHAPE_SPACE));
}

/* Dots from token i on with blanks before them, and how many stand before it. */
static uint32_t dots_from(const rap_gaps *g, uint32_t i)
{
    uint32_t n = 0;
    while (n < DOTS_MAX && is_dot(g, i + n, true))
        n++;
    return n;
}

static uint32_t dots_before(const rap_gaps *g, uint32_t i)
{
    uint32_t n = 0;
    while (n < DOTS_MAX && i > g->start + n && is_dot(g, i - 1 - n, true))
        n++;
    return n;
}

/* Dots with blanks between them are one ellipsis.  Behind a full stop and before a
 * capital it belongs to what follows: "fell. . . . The talks". */
static rap_gap_rule rule_of_ellipsis(const rap_gaps *g)
{
    const rap_token *t = g->p->tokens;
    uint32_t i = g->next, n = dots_from(g, i), before = dots_before(g, i);
    if (n) {
        bool full = !before && is_dot(g, i - 1, false) && n == ELLIPSIS;
        bool begins = i + n < g->last && (t[i + n].shape & RAP_SHAPE_CAPITAL);
        return full && begins ? RAP_GAP_END : RAP_GAP_HOLD;
    }
    if (before < 2) return RAP_GAP_ASK;
    bool first = i == g->start + before;
    bool self = t[i].low.n == 1 && t[i].low.p[0] == 'i';
    bool on = is_small(&t[i]) || (self && before == ELLIPSIS);
    return first || on ? RAP_GAP_HOLD : RAP_GAP_ASK;
}

/* "Stop! he cried": does a verb that tells stand near, behind small words? */
static bool is_told(const rap_gaps *g)
{
    const rap_token *t = g->p->tokens;
    for (uint32_t k = g->next; k < g->last && k < g->next + 3; k++) {
        if (!is_small(&t[k])) return false;
        if (is_break_word(&t[k], "teller")) return true;
    }
    return false;
}

static rap_gap_rule rule_of_mark(const rap_gaps *g)
{
    const rap_token *t = g->p->tokens, *a = &t[g->anchor], *n = &t[g->next];
    bool glued = !(n->shape & (RAP_SHAPE_SPACE | RAP_SHAPE_OPEN));
    if (glued && g->guess != RAP_GUESS_NONE && !is_word(n)) return RAP_GAP_HOLD;
    char c = a->low.n ? a->low.p[0] : '\0';
    bool loose = g->anchor == g->start || (a->shape & RAP_SHAPE_SPACE);
    if ((c == '!' || c == '?') && glued && loose && is_word(n)) return RAP_GAP_HOLD;
    if ((c == '!' || c == '?') && is_small(n) && is_told(g)) return RAP_GAP_HOLD;
    if (c == '?' && g->open && (n->shape & RAP_SHAPE_DIGIT)) return RAP_GAP_HOLD;
    if (a->low.n == 3 && rap_is_high(c) && c == '\xEF' && is_stop(a))
        return RAP_GAP_END;
    bool degree = g->anchor > g->first && rap_str_is(t[g->anchor - 1].low, "°");
    if (degree && is_byte(a, '.') && (n->shape & RAP_SHAPE_DIGIT)) return RAP_GAP_HOLD;
    return RAP_GAP_ASK;
}

/* Does a list begin behind a stop: is this an item, and does the next one follow? */
static bool begins_list(const rap_gaps *g)
{
    rap_item item, other;
    if (g->guess == RAP_GUESS_NONE) return false;
    uint32_t from = rap_item_at(&item, g->p, g->next, g->last);
    if (from == g->next || item.kind == RAP_ITEM_BULLET) return false;
    for (uint32_t i = from; i < g->last && i < from + ITEM_MAX; i++)
        if (rap_item_at(&other, g->p, i, g->last) > i &&
            rap_item_follows(&other, &item))
            return true;
    return false;
}

static rap_gap_rule rule_of(const rap_gaps *g)
{
    const rap_token *t = g->p->tokens;
    if (g->next <= g->item_to) return RAP_GAP_HOLD;
    if (g->verse && g->newline) return RAP_GAP_END;
    if (g->next < g->run_in_to || g->next <= g->held_to) return RAP_GAP_HOLD;
    if (g->next == g->run_in_to + 1 && is_byte(&t[g->next], '(')) return RAP_GAP_HOLD;
    rap_item item;
    if (g->item.kind && rap_item_at(&item, g->p, g->next, g->last) > g->next &&
        rap_item_follows(&item, &g->item))
        return RAP_GAP_END;
    if (g->item.kind && g->newline && (t[g->next].shape & RAP_SHAPE_CAPITAL))
        return RAP_GAP_END;
    if (begins_list(g)) return RAP_GAP_END;
    if (g->guess == RAP_GUESS_INSIDE || g->guess == RAP_GUESS_EITHER)
        return RAP_GAP_HOLD;
    bool open = (t[g->next].shape & RAP_SHAPE_OPEN) && g->next + 1 < g->last;
    bool closed = g->next > g->anchor + 1 && g->note_to != g->next;
    if (g->guess == RAP_GUESS_STARTER) return RAP_GAP_END;
    if (g->guess == RAP_GUESS_GOES_ON && closed) return RAP_GAP_HOLD;
    if (g->guess == RAP_GUESS_END && open && t[g->next + 1].shape & RAP_SHAPE_CAPITAL)
        return RAP_GAP_END;
    if (is_reference(g, g->next)) return RAP_GAP_HOLD;
    rap_gap_rule rule = rule_of_ellipsis(g);
    return rule == RAP_GAP_ASK ? rule_of_mark(g) : rule;
}

/* No sentence begins with this mark, unless it begins a line. */
static bool is_tail(const rap_token *t)
{
    if (is_closer(t)) return true;
    return t->low.n == 1 && !is_word(t) && strchr(",;:!?)]}%", t->low.p[0]);
}

/* Is the gap between these worth a question? */
static bool is_candidate(const rap_token *before, const rap_token *t)
{
    if (!is_word(before)) return true;
    if (before->low.p[before->low.n - 1] == '.') return true;
    if (!(t->shape & RAP_SHAPE_SPACE)) return false;
    if (t->shape & (RAP_SHAPE_CAPITAL | RAP_SHAPE_DIGIT) || !is_word(t)) return true;
    return t->low.n > 6 &&
           (memchr(t->low.p, '/', t->low.n) || memchr(t->low.p, '@', t->low.n));
}

/* A name within a sentence of a report that is written with care: not worth a
 * question. */
static bool is_plain(const rap_gaps *g, const rap_token *before, const rap_token *t)
{
    if (g->style.small_behind || g->style.small_first || !g->small) return false;
    return is_small(before) && (t->shape & RAP_SHAPE_CAPITAL) &&
           before->low.p[before->low.n - 1] != '.' && !(t->shape & RAP_SHAPE_DIGIT);
}

/* The last token before i that is neither closing mark nor note. */
static uint32_t anchor_of(const rap_gaps *g, uint32_t i)
{
    const rap_token *t = g->p->tokens;
    uint32_t a = (g->note_to == i && g->note_from < i ? g->note_from : i) - 1;
    for (uint32_t n = 0; n < CLOSERS_MAX && a > g->start && is_closer(&t[a]); n++)
        a--;
    return a;
}

/* Notes behind a stop are passed over as closing marks are. */
static void pass_notes(rap_gaps *g, uint32_t i)
{
    const rap_token *t = g->p->tokens;
    if (i <= g->note_to || !(is_stop(&t[i - 1]) || is_closer(&t[i - 1]))) return;
    if (!is_stop(&t[anchor_of(g, i)])) return;
    uint32_t end = notes_end(g, i - 1);
    if (end == i) return;
    g->note_from = i;
    g->note_to = end;
}

bool rap_gaps_next(rap_gaps *g)
{
    const rap_token *t = g->p->tokens;
    for (uint32_t i = g->next + 1; i < g->last; i++) {
        while (g->walked < i)
            walk(g, g->walked++);
        g->newline = line_ends(g->p, i);
        if (is_tail(&t[i]) && !(g->newline && g->verse)) continue;
        pass_notes(g, i);
        if (i < g->note_to) continue;
        bool item = g->item.kind && (t[i].shape & RAP_SHAPE_SPACE);
        if (!item && !g->newline && !is_candidate(&t[i - 1], &t[i])) continue;
        if (is_plain(g, &t[i - 1], &t[i]) && !item && !g->newline) continue;
        g->next = i;
        g->anchor = anchor_of(g, i);
        g->held = i <= g->held_to;
        g->guess = guess_of(g);
        g->rule = rule_of(g);
        return true;
    }
    return false;
}
