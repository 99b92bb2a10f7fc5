/*
 * words/marks.c - which tokens are quotation marks, and which stand between them.
 *
 * Curly and angular double marks say themselves what they are; a straight one is judged
 * by the white space beside it and, where that does not tell, by whether a quotation is
 * open.  Single marks count only when they enclose something, lie outside double ones
 * and cannot be apostrophes.
 */
/* SPDX-License-Identifier: MIT */
#include "words/marks.h"

#include "base/ascii.h"

enum { SINGLE_MAX = 250 /* tokens between a pair of single marks */ };

typedef enum { NONE, OPENING, LOW, CLOSING, STRAIGHT } mark;

static mark mark_of(rap_str s)
{
    if (rap_str_is(s, "\"") || rap_str_is(s, "''")) return STRAIGHT;
    if (rap_str_is(s, "“") || rap_str_is(s, "``") || rap_str_is(s, "«")) return OPENING;
    if (rap_str_is(s, "„")) return LOW;
    if (rap_str_is(s, "”") || rap_str_is(s, "»")) return CLOSING;
    return NONE;
}

static bool is_double_candidate(rap_str s)
{
    return s.n &&
           (s.p[0] == '"' || s.p[0] == '`' || s.p[0] == '\'' || rap_is_high(s.p[0]));
}

static bool is_one_of(rap_str s, const char *bytes)
{
    return s.n && !rap_is_high(s.p[0]) && strchr(bytes, s.p[0]) != NULL;
}

/* Does text end, or white space or a closing sign stand, behind token i? */
static bool is_loose_behind(const rap_token *t, uint32_t i, uint32_t last)
{
    return i + 1 >= last || (t[i + 1].shape & RAP_SHAPE_SPACE) ||
           is_one_of(t[i + 1].low, ",.;:?!)]");
}

static bool is_loose_before(const rap_token *t, uint32_t i, uint32_t first)
{
    return i == first || (t[i].shape & RAP_SHAPE_SPACE) ||
           is_one_of(t[i - 1].low, "([-") || rap_str_is(t[i - 1].low, "—") ||
           rap_str_is(t[i - 1].low, "–");
}

static mark straight(const rap_token *t, uint32_t i, rap_span block, bool open)
{
    bool before = is_loose_before(t, i, block.from);
    bool behind = is_loose_behind(t, i, block.to);
    if (before != behind) return before ? OPENING : CLOSING;
    return open ? CLOSING : OPENING;
}

static void pair_double(rap_token *t, rap_span block)
{
    bool open = false, low = false;
    for (uint32_t i = block.from; i < block.to; i++) {
        mark k = is_double_candidate(t[i].low) ? mark_of(t[i].low) : NONE;
        if (k == STRAIGHT) k = straight(t, i, block, open);
        bool tail = !(t[i].shape & RAP_SHAPE_SPACE) && is_loose_behind(t, i, block.to);
        if (k == OPENING && open && (low || tail) && rap_str_is(t[i].low, "“"))
            k = CLOSING;
        if (k == OPENING || k == LOW) {
            open = true;
            low = k == LOW;
            t[i].shape |= RAP_SHAPE_OPEN | RAP_SHAPE_QUOTED;
        } else if (k == CLOSING) {
            t[i].shape |= (uint16_t)(RAP_SHAPE_CLOSE | (open ? RAP_SHAPE_QUOTED : 0));
            open = false;
        } else if (open) {
            t[i].shape |= RAP_SHAPE_QUOTED;
        }
    }
}

static bool is_single(rap_str low, bool curly)
{
    return rap_str_is(low, "'") || (curly && rap_str_is(low, "’"));
}

static bool may_close(const rap_token *t, uint32_t i, uint32_t last, bool behind_stop)
{
    if (t[i].shape & RAP_SHAPE_SPACE || !is_loose_behind(t, i, last)) return false;
    if (is_one_of(t[i - 1].low, ",.?!")) return true;
    rap_str word = t[i - 1].low;
    return !behind_stop && word.n && word.p[word.n - 1] != 's';
}

/* The single mark that closes the one at `from`, or 0. */
static uint32_t single_close(const rap_token *t, uint32_t from, uint32_t last,
                             bool curly)
{
    uint32_t end = last - from > SINGLE_MAX ? from + SINGLE_MAX : last;
    for (uint32_t i = from + 2; i < end; i++) {
        if (t[i].shape & RAP_SHAPE_QUOTED) return 0;
        if (is_single(t[i].low, true) && may_close(t, i, last, !curly)) return i;
    }
    return 0;
}

static void pair_single(const rap_prose *p, rap_token *t, rap_span block)
{
    for (uint32_t i = block.from; i + 2 < block.to; i++) {
        if (t[i].shape & RAP_SHAPE_QUOTED || t[i + 1].shape & RAP_SHAPE_SPACE) continue;
        rap_str text = rap_str_cut(p->text, t[i].at.from, t[i].at.to);
        bool curly = rap_str_is(text, "‘");
        if (!curly && !rap_str_is(text, "'")) continue;
        if (!is_loose_before(t, i, block.from)) continue;
        uint32_t close = single_close(t, i, block.to, curly);
        if (!close) continue;
        t[i].shape |= RAP_SHAPE_OPEN;
        t[close].shape |= RAP_SHAPE_CLOSE;
        for (; i <= close; i++)
            t[i].shape |= RAP_SHAPE_QUOTED;
        i--;
    }
}

void rap_marks_pair(const rap_prose *p, rap_token *tokens, uint32_t first,
                    uint32_t last)
{
    rap_span block = {first, last};
    pair_double(tokens, block);
    pair_single(p, tokens, block);
}
