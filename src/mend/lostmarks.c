/*
 * mend/lostmarks.c - marks whose bytes are lost: C1 controls, daggers, U+FFFD, "?".
 *
 * A lost mark has no bytes to tell what it was; the letters beside it and the quotation
 * marks before it decide.  A line is judged by itself: quotation marks seldom run over
 * one, and a mistake then stays in its line.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mend/codepage.h"
#include "mend/draft.h"
#include "mend/glance.h"

#include "apostrophes_table.inc"

enum {
    OPEN = 0x201C,
    CLOSE = 0x201D,
    OPEN_ONE = 0x2018,
    CLOSE_ONE = 0x2019,
    EN_DASH = 0x2013,
    EM_DASH = 0x2014,
    DAGGER = 0x2020,
    LOST = 0xFFFD,
    LONGEST_HEAD = 8,
    LONGEST = 32,    /* word beside a dash */
    LOOK_BACK = 200, /* bytes of an address */
    LEAST_WORD = 2,  /* letters on both sides of a dash without spaces */
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
    bool letters;   /* U+FFFD stands for letters in this text */
    bool carried;   /* the paragraph before ended inside double marks */
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

/* Has data/apostrophes.tsv these letters in that place? */
static bool is_listed(rap_str letters, const char *place)
{
    char low[LONGEST_HEAD];
    if (letters.n - 1 >= sizeof low) return false; /* none at all, too */
    for (size_t i = 0; i < letters.n; i++)
        low[i] = rap_to_lower(letters.p[i]);
    int row = rap_table_find(&apostrophes_table, (rap_str){low, letters.n});
    return rap_cell_has(&apostrophes_table, row, APOSTROPHES_PLACE, place);
}

static bool is_vowel(char c)
{
    c = rap_to_lower(c);
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'h' ||
           rap_is_high(c);
}

/* Where the word around `at` begins and ends, or somewhere inside a long one. */
static size_t word_start(const walk *w, size_t at)
{
    size_t from = at;
    while (from > w->start && at - from < LONGEST_HEAD && is_word(w->s.p[from - 1]))
        from--;
    return from;
}

static size_t word_end(const walk *w, size_t at)
{
    size_t to = at;
    while (to < w->s.n && to - at < LONGEST_HEAD && rap_is_alpha(w->s.p[to]))
        to++;
    return to;
}

/* Do the letters at `at` end a contraction ("s", "re", "ll" ...)? */
static bool is_contraction(const walk *w, size_t at)
{
    size_t to = word_end(w, at);
    char after = byte_at(w, to);
    if (rap_is_alnum(after) || after == '=' || after == '&') return false;
    return is_listed(rap_str_cut(w->s, at, to), "tail");
}

/* Is a word before `at` cut short before a vowel, or a name's first letter ("O")? */
static bool is_elision(const walk *w, size_t at, size_t n)
{
    rap_str head = rap_str_cut(w->s, word_start(w, at), at);
    char after = byte_at(w, at + n);
    if (is_vowel(after) && is_listed(head, "head")) return true;
    return head.n == 1 && rap_is_upper(head.p[0]) && rap_is_upper(after);
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

/* What a lost mark between two word characters was; 0 = a letter, perhaps. */
static uint32_t inside_word(const walk *w, size_t at, size_t n)
{
    if (is_contraction(w, at + n)) return CLOSE_ONE;
    char before = byte_before(w, at), after = byte_at(w, at + n);
    if (rap_is_digit(before) && rap_is_digit(after)) return EN_DASH;
    if (is_elision(w, at, n)) return CLOSE_ONE;
    if (rap_is_upper(after)) return rap_is_lower(before) ? EM_DASH : CLOSE_ONE;
    bool words = at - word_start(w, at) >= LEAST_WORD &&
                 word_end(w, at + n) - (at + n) >= LEAST_WORD;
    return w->letters ? 0 : words ? EM_DASH : CLOSE_ONE;
}

/* Is the word that ends at `at` one whose g is dropped ("takin", "nothin")? */
static bool drops_g(const walk *w, size_t at)
{
    return at - word_start(w, at) > LEAST_WORD + 1 && w->s.p[at - 1] == 'n' &&
           w->s.p[at - 2] == 'i';
}

/* What a lost mark behind a word or a stop was. */
static uint32_t behind_word(const walk *w, size_t at, size_t n)
{
    char before = byte_before(w, at);
    bool more = lost_at(w, at + n) || closes_later(w, at + n);
    if (w->one && w->open) return more ? CLOSE_ONE : CLOSE;
    if (!is_word(before)) return w->one ? CLOSE_ONE : CLOSE;
    if (w->one) return CLOSE_ONE;
    bool cut = before == 's' || drops_g(w, at);
    if (w->open || w->carried)
        return cut && closes_later(w, at + n) ? CLOSE_ONE : CLOSE;
    return cut || !w->letters ? CLOSE_ONE : 0;
}

static bool is_range_end(char c)
{
    return rap_is_digit(c) || c == '%';
}

/* Numbers on both sides, the second perhaps behind a sign of money. */
static bool is_range(const walk *w, size_t at, size_t n)
{
    char after = byte_at(w, at + n);
    if (!is_range_end(byte_before(w, at))) return false;
    return rap_is_digit(after) ||
           (after == '$' && rap_is_digit(byte_at(w, at + n + 1)));
}

/* A year cut short: "'90s". */
static bool is_short_year(const walk *w, size_t at)
{
    return rap_is_digit(byte_at(w, at)) && rap_is_digit(byte_at(w, at + 1)) &&
           (byte_at(w, at + 2) == 's' || byte_at(w, at + 2) == ' ') &&
           !rap_is_alnum(byte_at(w, at + 3));
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
    if (is_range(w, at, n)) return EN_DASH;
    if (gap_before && is_short_year(w, at + n)) return CLOSE_ONE;
    if (gap_before) return w->open && !w->straight ? OPEN_ONE : OPEN;
    bool ends = is_stop(before) || before == ')' || before == ']' || before == '*';
    if (word_before || ends || before == '%') return behind_word(w, at, n);
    if (word_after) return w->open ? OPEN_ONE : OPEN;
    return 0;
}

/* Two words of small letters with nothing but the "?" between them, in no address. */
static bool is_tight(const walk *w, size_t at)
{
    size_t from = at, to = at + 1;
    while (from > w->start && at - from < LONGEST && rap_is_lower(w->s.p[from - 1]))
        from--;
    while (to < w->s.n && to - at < LONGEST && rap_is_lower(w->s.p[to]))
        to++;
    char before = byte_before(w, from), after = byte_at(w, to);
    bool alone = (rap_is_space(before) || before == '-') &&
                 (rap_is_space(after) || after == ',' || after == '.');
    return alone && at - from > LEAST_WORD && to - at > LEAST_WORD + 1;
}

/* A "?" that asks, though others in the text stand for marks. */
static bool asks(const walk *w, size_t at)
{
    char before = byte_before(w, at), after = byte_at(w, at + 1);
    if (is_range(w, at, 1)) return false;
    if (is_word(before) && is_word(after))
        return !is_contraction(w, at + 1) && !is_elision(w, at, 1) && !is_tight(w, at);
    if (before == ' ' && after == ' ') return false;
    if (rap_is_space(before)) return !is_word(after);
    bool cut = is_word(before) && (before == 's' || drops_g(w, at));
    if (!w->open || !w->lost_open) return !(before == 's' && after == ' ');
    if (after == '?') return true;
    if (cut && after == ' ' && closes_later(w, at + 1)) return false;
    return is_word(before) && closes_later(w, at + 1);
}

static void note(walk *w, uint32_t c, size_t at, size_t n)
{
    if (c == OPEN || c == CLOSE) {
        w->open = c == OPEN;
        w->carried = w->one = false;
    }
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
    if (c == 0) return;
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

/* Is the "?" at `at` part of an address? */
static bool in_address(const walk *w, size_t at)
{
    for (size_t i = at; i > 0 && at - i < LOOK_BACK && !rap_is_space(w->s.p[i - 1]);
         i--)
        if (w->s.p[i - 1] == '/' || w->s.p[i - 1] == '=') return true;
    return false;
}

/* Does the "?" at `at`, with a word before it, not end a sentence? */
static bool asks_nothing(const walk *w, size_t at)
{
    char before = at ? w->s.p[at - 1] : '\n';
    if (before == ',' || before == '.') return true;
    return rap_is_alpha(before) && byte_at(w, at + 1) == ' ' &&
           rap_is_lower(byte_at(w, at + 2));
}

/* "?" stands for marks where one contracts a word, or where one opens a word and
 * another behind it ends no question. */
static bool has_questions(walk *w)
{
    size_t opened = SIZE_MAX;
    for (size_t at = rap_str_find(w->s, RAP_STR("?"), 0); at < w->s.n;
         at = rap_str_find(w->s, RAP_STR("?"), at + 1)) {
        char before = at ? w->s.p[at - 1] : '\n', after = byte_at(w, at + 1);
        bool opens = rap_is_space(before) && rap_is_alpha(after);
        bool near = opened < at && at - opened < LOOK_AHEAD;
        bool short_tail = rap_is_alpha(before) && is_contraction(w, at + 1);
        if (near && !opens && asks_nothing(w, at)) return true;
        if (before == ',' && after == ' ') return true;
        if (short_tail && !in_address(w, at)) return true;
        if (opens) opened = at;
    }
    return false;
}

/* U+FFFD stands for letters where one follows the first small letter of a word that is
 * no elision, or two stand inside one. */
static bool has_letters(walk *w)
{
    rap_str lost = RAP_STR("\xEF\xBF\xBD");
    for (size_t at = rap_str_find(w->s, lost, 0); at < w->s.n;
         at = rap_str_find(w->s, lost, at + lost.n)) {
        size_t from = word_start(w, at), to = at + lost.n;
        if (from == at || !rap_is_lower(w->s.p[at - 1])) continue;
        bool two = rap_str_begins(rap_str_cut(w->s, to, w->s.n), lost);
        if (two) to += lost.n;
        if (!rap_is_lower(byte_at(w, to)) || is_contraction(w, to)) continue;
        if (two || (at - from == 1 && !is_elision(w, at, lost.n))) return true;
    }
    return false;
}

void rap_marks_find(rap_draft *d)
{
    walk w = {.d = d, .s = d->text};
    w.questions = d->text.n && has_questions(&w);
    bool lost = d->text.n && rap_glance_lost(d->text);
    if (!w.questions && !lost) return;
    bool letters = lost && has_letters(&w), carried = false;
    for (size_t at = 0; at < d->text.n;) {
        size_t end = rap_str_find(d->text, RAP_STR("\n"), at);
        walk line = {.d = d, .start = at, .questions = w.questions};
        line.letters = letters;
        line.carried = carried;
        line.s = rap_str_cut(d->text, 0, end);
        walk_line(&line);
        if (end > at) carried = line.open && !line.straight;
        at = end + 1;
    }
}
