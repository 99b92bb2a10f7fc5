/*
 * mend/lostmarks.c - marks whose bytes are lost: C1 controls, daggers, U+FFFD, "?".
 *
 * A lost mark has no bytes to tell what it was; the letters beside it and the quotation
 * marks before it decide.  A line is judged by itself: quotation marks seldom run over
 * one, and a mistake then stays in its line.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/utf8.h"
#include "mend/codepage.h"
#include "mend/draft.h"
#include "mend/glance.h"

enum {
    OPEN = 0x201C,
    CLOSE = 0x201D,
    OPEN_ONE = 0x2018,
    CLOSE_ONE = 0x2019,
    EN_DASH = 0x2013,
    EM_DASH = 0x2014,
    DAGGER = 0x2020,
    LOST = 0xFFFD,
    LOOK_AHEAD = 400 /* bytes searched for the mark that closes a quotation */
};

static const rap_reason c1_control = {"c1-control", 95};
static const rap_reason dagger_close = {"dagger-close", 95};
static const rap_reason lost_mark = {"lost-mark", 70};
static const rap_reason question_mark = {"question-mark", 65};

/* A walk along one line. */
typedef struct {
    rap_draft *d;
    rap_str s;      /* text up to the end of the line */
    size_t start;   /* of the line */
    bool open, one; /* inside double, inside single marks */
    bool lost_open; /* the double mark was a lost one */
    bool straight;  /* the double mark was a straight one */
    bool questions; /* "?" stands for marks in this text */
} walk;

static char byte_at(const walk *w, size_t at)
{
    return at < w->s.n ? w->s.p[at] : '\n';
}

static char byte_before(const walk *w, size_t at)
{
    return at > w->start ? w->s.p[at - 1] : '\n';
}

static bool is_word(char c)
{
    return rap_is_alnum(c) || rap_is_high(c);
}

static bool is_stop(char c)
{
    return c == '.' || c == ',' || c == '!' || c == '?' || c == ';' || c == ':';
}

/* Do the letters at `at` end a contraction ("s", "re", "ll" ...)? */
static bool is_contraction(const walk *w, size_t at)
{
    static const char *const ends[] = {"s", "t", "re", "ve", "ll", "d", "m"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        rap_str end = rap_str_of(ends[i]);
        if (!rap_str_begins(rap_str_cut(w->s, at, w->s.n), end)) continue;
        char after = byte_at(w, at + end.n);
        if (!rap_is_alnum(after) && after != '=' && after != '&') return true;
    }
    return false;
}

/* Is the U+FFFD at `at` what is left of a letter that another pass could not read? */
static bool is_ours(const walk *w, size_t at)
{
    const char *rule = rap_draft_rule(w->d, at);
    return rule && strcmp(rule, "mojibake-lost") == 0;
}

/* Length of what stands for a lost mark at `at`, 0 when nothing does. */
static size_t lost_at(const walk *w, size_t at)
{
    rap_str rest = rap_str_cut(w->s, at, w->s.n);
    if (rap_str_begins(rest, RAP_STR("\xEF\xBF\xBD"))) return is_ours(w, at) ? 0 : 3;
    if (rap_str_begins(rest, RAP_STR("\xC3\xA2??"))) return 4;
    return w->questions && byte_at(w, at) == '?' ? 1 : 0;
}

/* Does a later lost mark close the quotation, before another one opens? */
static bool closes_later(const walk *w, size_t at)
{
    size_t end = at + LOOK_AHEAD < w->s.n ? at + LOOK_AHEAD : w->s.n;
    for (size_t n; at < end; at += n ? n : 1) {
        n = lost_at(w, at);
        if (n == 0) continue;
        char before = byte_before(w, at), after = byte_at(w, at + n);
        if (rap_is_space(before) && !rap_is_space(after)) return false;
        if (!rap_is_alnum(after) && (is_stop(before) || rap_is_alnum(before)))
            return true;
    }
    return false;
}

/* What a lost mark between two word characters was. */
static uint32_t inside_word(const walk *w, size_t at, size_t n)
{
    if (is_contraction(w, at + n)) return CLOSE_ONE;
    char before = byte_before(w, at), after = byte_at(w, at + n);
    if (rap_is_digit(before) && rap_is_digit(after)) return EN_DASH;
    bool short_head = !is_word(byte_before(w, at - 1)); /* O'Neill, d'Or */
    return short_head || rap_is_upper(after) ? CLOSE_ONE : EM_DASH;
}

/* What a lost mark behind a word or a stop was. */
static uint32_t behind_word(const walk *w, size_t at, size_t n)
{
    char before = byte_before(w, at);
    if (!is_word(before)) return w->one && !w->open ? CLOSE_ONE : CLOSE;
    if (w->one) return CLOSE_ONE;
    if (!w->open) return CLOSE_ONE;
    return before == 's' && closes_later(w, at + n) ? CLOSE_ONE : CLOSE;
}

/* What the lost mark of n bytes at `at` was; 0 = cannot be told. */
static uint32_t decide(const walk *w, size_t at, size_t n)
{
    char before = byte_before(w, at), after = byte_at(w, at + n);
    bool word_before = is_word(before), word_after = is_word(after);
    bool gap_before = rap_is_space(before) || before == '(' || before == '[';
    if (lost_at(w, at + n) && gap_before) word_after = true;
    if (word_before && word_after && !lost_at(w, at + n)) return inside_word(w, at, n);
    if (gap_before && rap_is_space(after))
        return rap_is_space(before) && before != '\n' && after != '\n' ? EM_DASH : 0;
    if (gap_before) return w->open && !w->straight ? OPEN_ONE : OPEN;
    if (word_before || is_stop(before) || before == ')') return behind_word(w, at, n);
    if (rap_is_high(before) || word_after) return w->open ? OPEN_ONE : OPEN;
    return 0;
}

/* A "?" that asks, though others in the text stand for marks. */
static bool asks(const walk *w, size_t at)
{
    char before = byte_before(w, at), after = byte_at(w, at + 1);
    if (is_word(before) && is_word(after)) return !is_contraction(w, at + 1);
    if (before == ' ' && after == ' ') return false;
    if (rap_is_space(before)) return !is_word(after);
    if (!w->open || !w->lost_open) return !(before == 's' && after == ' ');
    if (after == '?') return true;
    return is_word(before) && closes_later(w, at + 1);
}

static void note(walk *w, uint32_t c, size_t at, size_t n)
{
    if (c == OPEN || c == CLOSE) w->open = c == OPEN;
    if (c == OPEN) w->lost_open = w->straight = false;
    if (c == OPEN_ONE) w->one = true;
    if (c == CLOSE_ONE && !is_word(byte_at(w, at + n))) w->one = false;
    if (c == '"') {
        w->open = !w->open;
        w->straight = w->open;
    }
}

static void mend_lost(walk *w, size_t at, size_t n)
{
    bool question = n == 1;
    if (question && asks(w, at)) return;
    uint32_t c = decide(w, at, n);
    if (c == 0) return;
    rap_span here = {(uint32_t)at, (uint32_t)(at + n)};
    rap_draft_put(w->d, here, c, 0, question ? question_mark : lost_mark);
    note(w, c, at, n);
    if (c == OPEN) w->lost_open = true;
}

/* A dagger glued between two words was a closing mark and the space behind it. */
static bool mend_dagger(walk *w, size_t at, size_t n)
{
    char before = byte_before(w, at), after = byte_at(w, at + n);
    if (rap_is_space(before) || !is_word(after)) return false;
    if (!w->open && !is_stop(before)) return false;
    rap_span here = {(uint32_t)at, (uint32_t)(at + n)};
    rap_draft_put(w->d, here, CLOSE, ' ', dagger_close);
    w->open = false;
    return true;
}

static void mend_control(walk *w, uint32_t control, size_t at)
{
    uint32_t c = rap_codepage_char(RAP_CP1252, (unsigned char)control);
    if (c == 0 || control < 0x80) return;
    rap_span here = {(uint32_t)at, (uint32_t)at + 2};
    rap_draft_put(w->d, here, c, 0, c1_control);
    note(w, c, at, 2);
}

static void walk_line(walk *w)
{
    for (size_t at = w->start, len; at < w->s.n; at += len) {
        len = lost_at(w, at);
        if (len) {
            mend_lost(w, at, len);
            continue;
        }
        len = 1;
        if (!rap_is_high(w->s.p[at]) && w->s.p[at] != '"') continue;
        uint32_t c = rap_utf8_get(w->s, at, &len);
        if (c >= 0x80 && c < 0xA0)
            mend_control(w, c, at);
        else if (c != DAGGER || !mend_dagger(w, at, len))
            note(w, c, at, len);
    }
}

/* "?" stands for marks where one opens a word or contracts one. */
static bool has_questions(walk *w)
{
    for (size_t at = rap_str_find(w->s, RAP_STR("?"), 0); at < w->s.n;
         at = rap_str_find(w->s, RAP_STR("?"), at + 1)) {
        char before = at ? w->s.p[at - 1] : '\n', after = byte_at(w, at + 1);
        if (rap_is_space(before) && rap_is_alpha(after)) return true;
        if (rap_is_alpha(before) && is_contraction(w, at + 1)) return true;
    }
    return false;
}

void rap_marks_find(rap_draft *d)
{
    walk w = {.d = d, .s = d->text};
    w.questions = d->text.n && has_questions(&w);
    if (d->text.n == 0 || (!w.questions && !rap_glance_lost(d->text))) return;
    for (size_t at = 0; at < d->text.n;) {
        size_t end = rap_str_find(d->text, RAP_STR("\n"), at);
        walk line = {.d = d, .start = at, .questions = w.questions};
        line.s = rap_str_cut(d->text, 0, end);
        walk_line(&line);
        at = end + 1;
    }
}
