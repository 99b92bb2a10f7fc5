/*
 * times/grammar.c - every time expression of a text: at each word the longest that
 * begins.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/expression.h"

#include "timemods_table.inc"
#include "timevague_table.inc"

const rap_table *times_mods_table(void)
{
    return &timemods_table;
}

const rap_table *times_vague_table(void)
{
    return &timevague_table;
}

enum { NEAR = 8, FAR = 20 }; /* tokens looked at behind a number, and in a list */

static void keep_longer(mark *best, const mark *m)
{
    if (!best->kind || m->last > best->last) *best = *m;
}

/* Kinds without one of which a small number begins no expression. */
static bool is_needed(tw_kind kind)
{
    switch (kind) {
    case TW_NONE:
    case TW_ARTICLE:
    case TW_FILLER:
    case TW_TEXT:
    case TW_DIR:
    case TW_SOME:
    case TW_BEFORE:
    case TW_EDGE:
    case TW_EDGE2:
        return false;
    default:
        return true;
    }
}

static bool is_small(const rap_token *t)
{
    for (size_t i = 0; i < t->low.n; i++)
        if (!rap_is_digit(t->low.p[i])) return false;
    return t->low.n <= 3;
}

/* "three people", "12 tanks": with nothing near it that a time has.  Most numbers are
 * told so at a glance. */
static bool is_bare(const scan *s, uint32_t at)
{
    const rap_token *t = &s->p->tokens[at];
    if (s->words[at].kind != TW_NONE || !s->words[at].number) return false;
    bool digits = (t->shape & RAP_SHAPE_DIGIT) != 0;
    if (digits ? !is_small(t) : at + 1 < s->end && s->words[at + 1].number)
        return false;
    if (at > 2 && s->words[at - 3].kind == TW_MONTH) return false;
    if (at > 0 &&
        (s->p->tokens[at - 1].upos == RAP_PUNCT || rap_token_is(s->p, at - 1, "-")))
        return false;
    bool list = at + 2 < s->end && s->words[at + 2].number;
    uint32_t end =
        at + (list ? FAR : NEAR) < s->end ? at + (list ? FAR : NEAR) : s->end;
    for (uint32_t i = at + 1; i < end; i++)
        if (is_needed((tw_kind)s->words[i].kind)) return false;
    return true;
}

/* The longest expression at `at` without what may loosen it before. */
static bool core_at(const scan *s, uint32_t at, mark *best)
{
    static bool (*const shapes[])(const scan *, uint32_t, mark *) = {
        times_calendar, times_relative,   times_clock,
        times_length,   times_holiday_at, times_part}; /* in the order of TRY_ */
    *best = mark_new(MARK_NONE, at, at, NULL);
    if (at < s->end && is_bare(s, at)) return false;
    uint32_t tries = at < s->end ? s->words[at].tries : 0;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        mark m;
        if ((tries >> i & 1) && shapes[i](s, at, &m)) keep_longer(best, &m);
    }
    return best->kind != MARK_NONE;
}

/* A dash with no space on either side. */
static bool is_hyphen(const scan *s, uint32_t at)
{
    if (!rap_token_is(s->p, at, "-") || at + 1 >= s->end) return false;
    return !((s->p->tokens[at].shape | s->p->tokens[at + 1].shape) & RAP_SHAPE_SPACE);
}

/* "future earnings", "the past three summers": of no time by themselves. */
static bool is_attribute(const scan *s, uint32_t at, uint32_t n)
{
    uint32_t last = at + n - 1, next = at + n;
    if (!rap_token_is(s->p, last, "future") && !rap_token_is(s->p, last, "past") &&
        !rap_token_is(s->p, last, "present"))
        return false;
    if (next >= s->end) return false;
    uint8_t tag = s->p->tokens[next].upos;
    return tag == RAP_NOUN || tag == RAP_ADJ || tag == RAP_NUM || tag == RAP_PROPN ||
           s->words[next].number;
}

bool times_vague(const scan *s, uint32_t at, mark *m)
{
    uint32_t n;
    int row = rap_prose_match(s->p, &timevague_table, at, &n);
    if (row < 0) return false;
    bool joined = is_hyphen(s, at + n) || (at > 0 && is_hyphen(s, at - 1));
    if (n == 1 && joined) return false; /* "now-recent" */
    if (rap_token_is(s->p, at, "at") && at + n < s->end &&
        rap_token_is(s->p, at + n - 1, "time")) { /* "at the time" of something told */
        const rap_token *t = &s->p->tokens[at + n];
        if (t->upos == RAP_PROPN || t->upos == RAP_DET || t->upos == RAP_PRON ||
            rap_str_is(t->low, "of") || rap_str_is(t->low, "when"))
            return false;
    }
    if (is_attribute(s, at, n)) return false;
    *m = mark_new(MARK_VAGUE, at, at + n, "vague");
    m->first += rap_token_is(s->p, at, "at") || rap_token_is(s->p, at, "for");
    m->row = row;
    m->part = rap_cell(&timevague_table, row, TIMEVAGUE_VALUE).p;
    m->is_set = rap_cell_is(&timevague_table, row, TIMEVAGUE_TYPE, "SET");
    m->half = rap_cell_is(&timevague_table, row, TIMEVAGUE_TYPE, "DURATION");
    return true;
}

static bool is_verb(const scan *s, uint32_t at)
{
    if (s->p->tokens[at].upos == RAP_VERB) return true;
    return at > 0 && rap_token_is(s->p, at - 1, "to") &&
           (rap_token_is(s->p, at, "end") || rap_token_is(s->p, at, "start") ||
            rap_token_is(s->p, at, "close"));
}

/* "early", "mid-", "the end of", "later": what narrows a date from the front. */
static bool edged(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + rap_token_is(s->p, at, "the");
    tword w = word_of(s, i);
    if (w.kind != TW_EDGE && w.kind != TW_EDGE2) return false;
    uint32_t next = i + 1;
    if (rap_token_is(s->p, next, "-") || rap_token_is(s->p, next, "in")) next++;
    bool of = rap_token_is(s->p, next, "of");
    if (of) next++;
    if (!of && i > at && !times_word_static(w)) return false;
    if (!of && i == at && is_verb(s, i)) return false; /* "to end Thursday" */
    if (!core_at(s, next, m) || m->kind == MARK_LENGTH || m->kind == MARK_SET ||
        m->kind == MARK_SHIFT)
        return false;
    if (w.kind == TW_EDGE2 && m->kind == MARK_DATE && m->day.day) return false;
    m->first = at;
    m->mod = times_word_static(w);
    return true;
}

/* "more than", "about": what loosens a length, or a date, from the front. */
static bool loosened(const scan *s, uint32_t at, mark *m)
{
    uint32_t n;
    int row = rap_prose_match(s->p, &timemods_table, at, &n);
    if (row < 0) return false;
    rap_str mod = rap_cell(&timemods_table, row, TIMEMODS_MOD);
    bool approx = rap_str_is(mod, "APPROX");
    if (!core_at(s, at + n, m)) return false;
    if (is_kind(s, at + n, TW_DIR) || rap_token_is(s->p, at + n, "the"))
        return false; /* "over the past year" */
    bool length = m->kind == MARK_LENGTH || m->kind == MARK_SHIFT;
    if (!length && !(approx && (m->kind == MARK_DATE || m->kind == MARK_CLOCK)))
        return false;
    m->first = at;
    m->mod = mod.p;
    return true;
}

/* Can an expression begin at this token at all? */
static bool may_begin(const scan *s, uint32_t at)
{
    if (s->words[at].kind == TW_ARTICLE)
        return at + 1 < s->end && s->words[at + 1].counts;
    return s->words[at].counts || (s->words[at].tries & TRY_HOLIDAY);
}

static bool mark_at(const scan *s, uint32_t at, mark *best)
{
    mark m;
    uint32_t tries = s->words[at].tries;
    best->kind = MARK_NONE;
    best->last = at;
    if (may_begin(s, at)) {
        core_at(s, at, best);
        times_take_clock(s, best);
        if (edged(s, at, &m)) keep_longer(best, &m);
    }
    if ((tries & TRY_LOOSENED) && loosened(s, at, &m)) keep_longer(best, &m);
    if ((tries & TRY_VAGUE) && times_vague(s, at, &m) && m.last >= best->last)
        *best = m;
    return best->kind != MARK_NONE && best->last <= s->end;
}

static bool is_read(const rap_prose *p, const rap_sentence *s)
{
    return s->block >= p->layout->n_blocks ||
           p->layout->blocks[s->block].kind != RAP_BLOCK_BOILERPLATE;
}

/* "21 March - 21 June 1952": the year stands at the end of the range. */
static void take_years(const rap_prose *p, mark_list *out)
{
    for (size_t i = 1; i < out->n; i++) {
        mark *a = &out->v[i - 1];
        const mark *b = &out->v[i];
        if (a->kind != MARK_DATE || a->day.year || !a->day.month || a->from_text ||
            a->dir != DIR_NONE || a->weekday)
            continue;
        if (b->kind != MARK_DATE || !b->day.year || !b->day.month ||
            b->first != a->last + 1)
            continue;
        bool link = rap_token_is(p, a->last, "-") || rap_token_is(p, a->last, "to") ||
                    rap_token_is(p, a->last, "and") ||
                    rap_token_is(p, a->last, "\xE2\x80\x93");
        if (!link || p->tokens[a->last].sentence != p->tokens[b->first].sentence)
            continue;
        a->day.year = (int16_t)(b->day.year - (a->day.month > b->day.month));
        a->bc = b->bc;
    }
}

rap_code times_marks(mark_list *out, const rap_prose *p, rap_err *err)
{
    const tword *words = times_words(p);
    if (!words) return rap_fail_memory(err);
    for (uint32_t k = 0; k < p->n_sentences; k++) {
        if (!is_read(p, &p->sentences[k])) continue;
        scan s = {p, words, p->sentences[k].last};
        for (uint32_t i = p->sentences[k].first; i < s.end;) {
            mark m;
            if (!(words[i].tries || words[i].counts) || !mark_at(&s, i, &m)) {
                i++;
                continue;
            }
            mark *slot = RAP_PUSH(p->arena, out);
            if (!slot) return rap_fail_memory(err);
            *slot = m;
            i = m.last > i ? m.last : i + 1;
        }
    }
    take_years(p, out);
    return RAP_OK;
}
