/*
 * words/sentences.c - where sentences end.
 *
 * At . ! ? and the dots of an ellipsis or of an abbreviation; closing marks and
 * brackets go with their sentence.  A quotation that the sentence goes on behind
 * ("Stop!" he said) holds its sentence together.  data/breaks.tsv tells which
 * capitalised words begin a sentence behind "U.S." and which verbs tell that one goes
 * on.
 */
/* SPDX-License-Identifier: MIT */
#include "words/sentences.h"

#include "base/ascii.h"
#include "breaks_table.inc"
#include "words/tokens.h"

enum {
    HOLD_MAX = 400, /* tokens of the longest quotation that holds a sentence together */
    TELLER_FAR = 7  /* tokens from a closing mark to the verb that tells */
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

static bool is_break_word(const rap_token *t, const char *kind)
{
    int row = rap_table_find(&breaks_table, t->low);
    return rap_cell_is(&breaks_table, row, BREAKS_KIND, kind);
}

static bool is_closer(const rap_token *t)
{
    if (t->shape & RAP_SHAPE_CLOSE) return true;
    if (t->shape & RAP_SHAPE_SPACE || t->shape & RAP_SHAPE_OPEN) return false;
    return rap_str_is(t->low, ")") || rap_str_is(t->low, "]") ||
           rap_str_is(t->low, "'");
}

/* Does the sentence go on at token i, behind a closing mark: a small letter, a comma,
 * or a name and a verb that tells? */
static bool goes_on(const rap_token *t, uint32_t i, uint32_t last)
{
    if (i >= last) return false;
    if (is_small(&t[i])) return true;
    if (!is_word(&t[i])) return rap_str_is(t[i].low, ",") || rap_str_is(t[i].low, "-");
    if (is_break_word(&t[i], "starter")) return false;
    for (uint32_t k = i; k < last && k < i + TELLER_FAR; k++) {
        if (is_small(&t[k])) return k > i && is_break_word(&t[k], "teller");
        if (!is_word(&t[k])) return false;
    }
    return false;
}

/* The closing mark of the quotation that opens at `from`, when the sentence goes on
 * behind it; otherwise `from`. */
static uint32_t held_until(const rap_token *t, uint32_t from, uint32_t last)
{
    uint32_t end = last - from > HOLD_MAX ? from + HOLD_MAX : last;
    for (uint32_t i = from + 1; i < end; i++)
        if (t[i].shape & RAP_SHAPE_CLOSE) return goes_on(t, i + 1, last) ? i : from;
    return from;
}

/* Is "1." or "a)" at the head of a list item? */
static bool is_item_number(const rap_token *t, uint32_t stop, uint32_t start)
{
    if (stop != start + 1) return false;
    return (t[start].shape & RAP_SHAPE_DIGIT) || t[start].low.n == 1;
}

typedef enum { GO_ON, PERHAPS, END } verdict;

static verdict stop_at(const rap_token *t, uint32_t i, uint32_t start)
{
    rap_str s = t[i].low;
    if (s.n == 0) return GO_ON;
    if (s.p[0] == '!' || s.p[0] == '?') return END;
    if (rap_str_is(s, ".")) return is_item_number(t, i, start) ? GO_ON : END;
    if (rap_str_is(s, "...") || rap_str_is(s, "…") || rap_str_is(s, "....")) return END;
    return rap_token_stop(s) == RAP_STOP_EITHER ? PERHAPS : GO_ON;
}

/* Does a sentence end at the stop i, the next one beginning at `next`? */
static bool ends_at(const rap_token *t, verdict v, uint32_t i, uint32_t next,
                    uint32_t last)
{
    if (next >= last) return true;
    const rap_token *n = &t[next];
    bool closed = next > i + 1;
    if (closed && goes_on(t, next, last)) return false;
    if (is_small(n)) return false;
    if (!closed && !is_word(n) && !(n->shape & (RAP_SHAPE_SPACE | RAP_SHAPE_OPEN)))
        return false;
    if (v == PERHAPS)
        return closed ||
               is_break_word(n + ((n->shape & RAP_SHAPE_OPEN) && next + 1 < last),
                             "starter");
    return (n->shape & (RAP_SHAPE_SPACE | RAP_SHAPE_CAPITAL | RAP_SHAPE_OPEN)) != 0;
}

static bool push(rap_sentence_list *out, const rap_prose *p, rap_span tokens,
                 uint32_t block)
{
    rap_sentence *s = RAP_PUSH(p->arena, out);
    if (!s) return false;
    *s = (rap_sentence){.first = tokens.from, .last = tokens.to, .block = block};
    s->at = rap_tokens_span(p, tokens.from, tokens.to);
    bool first = true;
    for (uint32_t i = tokens.from; i < tokens.to; i++) {
        p->tokens[i].sentence = (uint32_t)(out->n - 1);
        if (!first || !is_word(&p->tokens[i])) continue;
        p->tokens[i].shape |= RAP_SHAPE_FIRST;
        first = false;
    }
    return true;
}

rap_code rap_sentences_read(rap_sentence_list *out, const rap_prose *p, rap_span tokens,
                            uint32_t block, rap_err *err)
{
    const rap_token *t = p->tokens;
    uint32_t start = tokens.from, held = tokens.from;
    for (uint32_t i = tokens.from; i < tokens.to; i++) {
        if ((t[i].shape & RAP_SHAPE_OPEN) && i >= held)
            held = held_until(t, i, tokens.to);
        verdict v = stop_at(t, i, start);
        if (v == GO_ON || i < held) continue;
        uint32_t next = i + 1;
        while (next < tokens.to && is_closer(&t[next]))
            next++;
        if (!ends_at(t, v, i, next, tokens.to)) continue;
        if (!push(out, p, (rap_span){start, next}, block)) return rap_fail_memory(err);
        start = next;
        i = next - 1;
    }
    if (start < tokens.to && !push(out, p, (rap_span){start, tokens.to}, block))
        return rap_fail_memory(err);
    return RAP_OK;
}
