/*
 * mend/charset.c - telling UTF-8, UTF-16, single-byte texts and no text at all apart.
 *
 * A byte-order mark decides; then zero bytes at every other place (UTF-16); then valid
 * UTF-8; then a mostly valid UTF-8 keeps its name and each bad byte is mended; then the
 * charset that the container or the page names, when the bytes are text in it; then
 * what the bytes look like; and what is left is windows-1252, as browsers do it (WHATWG
 * Encoding).
 */
/* SPDX-License-Identifier: MIT */
#include "mend/charset.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "mend/codepage.h"
#include "mend/converter.h"
#include "mend/glance.h"
#include "mend/guess.h"

enum {
    NO_CHAR = 0xFFFD,
    LEAST_CONTROLS = 4, /* a text may hold a stray control or three */
    CONTROL_SHARE = 20, /* at one control in 20 bytes it is no text */
    WIDE_SAMPLE = 4096, /* bytes looked at for UTF-16 without a mark */
    LEAST_BAD = 4,      /* bytes that a named charset has not: some are forgiven */
    BAD_SHARE = 20      /* and one in 20 characters beyond ASCII */
};

static const rap_reason bad_byte = {"bad-byte", 60};
static const rap_reason zero_byte = {"zero-byte", 60};
static const rap_reason order_mark = {"byte-order-mark", 100};

typedef struct {
    size_t zeros, controls, first_control; /* controls: zeros among them */
    size_t bad, wide; /* of UTF-8: bad bytes, multi-byte characters */
    size_t escapes;   /* control bytes 0x1B */
} tally;

/* Control bytes that texts do hold: white space, form feed, backspace, escape, ^Z. */
static bool is_text_control(unsigned char c)
{
    return (c >= 0x08 && c <= 0x0D) || c == 0x1A || c == 0x1B;
}

static void count_control(tally *t, unsigned char c, size_t at)
{
    t->escapes += c == 0x1B;
    if (c >= 0x20 || is_text_control(c)) return;
    if (t->controls++ == 0) t->first_control = at;
    t->zeros += c == 0;
}

static tally count(rap_str s)
{
    tally t = {0};
    for (size_t at = 0; at < s.n;) {
        if (!rap_is_high(s.p[at])) {
            count_control(&t, (unsigned char)s.p[at], at);
            at++;
            continue;
        }
        size_t n = rap_utf8_step(s, at);
        t.bad += n == 0;
        t.wide += n > 0;
        at += n ? n : 1;
    }
    return t;
}

/* 0 = no UTF-16; 1 = little, 2 = big end first. */
static int wide_order(rap_str s)
{
    size_t n = s.n < WIDE_SAMPLE ? s.n : WIDE_SAMPLE, even = 0, odd = 0;
    for (size_t i = 0; i + 1 < n; i += 2) {
        even += s.p[i] == 0;
        odd += s.p[i + 1] == 0;
    }
    if (n < 4) return 0;
    if (odd * 5 > n && even * 20 < n) return 1; /* 40 % of the units, at least */
    if (even * 5 > n && odd * 20 < n) return 2;
    return 0;
}

static uint32_t unit_at(rap_str s, size_t at, int order)
{
    unsigned a = (unsigned char)s.p[at], b = (unsigned char)s.p[at + 1];
    return order == 1 ? a | b << 8 : a << 8 | b;
}

static void read_wide(rap_draft *d, int order)
{
    rap_str s = d->text;
    size_t at = 0;
    for (uint32_t c, n; at + 1 < s.n && !d->refused; at += n) {
        c = unit_at(s, at, order);
        n = 2;
        uint32_t low = at + 3 < s.n ? unit_at(s, at + 2, order) : 0;
        if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            n = 4;
        }
        rap_span here = {(uint32_t)at, (uint32_t)at + n};
        if (c >= 0xD800 && c < 0xE000)
            rap_draft_put(d, here, NO_CHAR, 0, bad_byte);
        else if (c == 0)
            rap_draft_put(d, here, NO_CHAR, 0, zero_byte);
        else if (c == 0xFEFF && at == 0)
            rap_draft_put(d, here, 0, 0, order_mark);
        else
            rap_draft_decode(d, here, c);
    }
    if (at < s.n)
        rap_draft_put(d, (rap_span){(uint32_t)at, (uint32_t)s.n}, NO_CHAR, 0, bad_byte);
}

static void read_bytes(rap_draft *d, rap_codepage page)
{
    for (uint32_t at = 0; at < d->text.n && !d->refused; at++) {
        unsigned char byte = (unsigned char)d->text.p[at];
        rap_span here = {at, at + 1};
        uint32_t c = rap_codepage_char(page, byte);
        if (byte == 0)
            rap_draft_put(d, here, NO_CHAR, 0, zero_byte);
        else if (byte >= 0x80)
            rap_draft_decode(d, here, c ? c : NO_CHAR);
    }
}

static void mend_utf8(rap_draft *d, const tally *t)
{
    rap_str s = d->text;
    bool marked = rap_str_begins(s, RAP_STR("\xEF\xBB\xBF"));
    if (marked) rap_draft_put(d, (rap_span){0, 3}, 0, 0, order_mark);
    if (t->bad == 0 && t->zeros == 0) return;
    for (size_t at = marked ? 3 : 0, n; at < s.n && !d->refused; at += n ? n : 1) {
        n = rap_utf8_step(s, at);
        rap_span here = {(uint32_t)at, (uint32_t)at + 1};
        if (n == 0) {
            uint32_t c = rap_codepage_char(RAP_CP1252, (unsigned char)s.p[at]);
            rap_draft_put(d, here, c ? c : NO_CHAR, 0, bad_byte);
        } else if (s.p[at] == 0) {
            rap_draft_put(d, here, NO_CHAR, 0, zero_byte);
        }
    }
}

typedef struct {
    const char *mark, *charset;
    size_t n;
} order_row;

static const order_row order_marks[] = {
    {"\xFF\xFE\0\0", "utf-32le", 4},
    {"\0\0\xFE\xFF", "utf-32be", 4},
    {"\xFF\xFE", "utf-16le", 2},
    {"\xFE\xFF", "utf-16be", 2},
};

/* The charset of units wider than a byte that the text begins with a mark of, or that
 * its zeros show; NULL when it is none. */
static const char *wide_charset(rap_str s)
{
    for (size_t i = 0; i < sizeof order_marks / sizeof *order_marks; i++) {
        const order_row *row = &order_marks[i];
        if (rap_str_begins(s, (rap_str){row->mark, row->n})) return row->charset;
    }
    int order = wide_order(s);
    return order == 1 ? "utf-16le" : order == 2 ? "utf-16be" : NULL;
}

/* List the characters of a charset that is not UTF-8.  False when there is no reading
 * it; the draft then holds no edits. */
static bool read_charset(rap_draft *d, const char *charset, size_t *bad)
{
    rap_codepage page;
    *bad = 0;
    if (strcmp(charset, "utf-16le") == 0 || strcmp(charset, "utf-16be") == 0)
        read_wide(d, charset[6] == 'l' ? 1 : 2);
    else if (rap_codepage_find(&page, charset))
        read_bytes(d, page);
    else
        return rap_converter_read(d, charset, bad);
    return true;
}

/* Try a charset that is only believed: too many bytes that it has not, and it was not
 * meant. */
static bool try_charset(rap_draft *d, const char *name, const char **charset)
{
    size_t bad;
    if (!name || strcmp(name, "utf-8") == 0) return false;
    bool read = read_charset(d, name, &bad);
    if (read && (bad < LEAST_BAD || bad < d->edits.n / BAD_SHARE)) {
        *charset = name;
        return true;
    }
    d->edits.n = 0;
    return false;
}

/* ISO 2022: seven bits and escapes, so that it is valid UTF-8 too. */
static bool is_escaped(rap_str s)
{
    return rap_str_find(s, RAP_STR("\x1B$"), 0) < s.n;
}

/* Charsets in which damaged UTF-8 is hardly ever without a fault. */
static bool is_strict(const char *charset)
{
    static const char *const strict[] = {"gb18030", "big5", "euc-jp", "euc-kr",
                                         "shift_jis"};
    for (size_t i = 0; charset && i < sizeof strict / sizeof *strict; i++)
        if (strcmp(charset, strict[i]) == 0) return true;
    return false;
}

static bool is_utf8(const tally *t, rap_str s, const char *hint)
{
    if (t->bad == 0) return true;
    bool says = hint && strcmp(hint, "utf-8") == 0;
    return t->bad <= t->wide || (says && t->bad <= s.n / CONTROL_SHARE);
}

static void read_unnamed(rap_draft *d, const char *hint, const char **charset)
{
    if (try_charset(d, hint, charset)) return;
    rap_codepage page = rap_codepage_guess(d->text);
    bool western = page != RAP_CP1252; /* better than the detector's Latin charsets */
    if (try_charset(d, rap_guess_charset(d->text, western), charset)) return;
    *charset = rap_codepage_name(page);
    read_bytes(d, page);
}

rap_code rap_charset_find(rap_draft *d, const char **charset, const char *hint,
                          rap_err *err)
{
    if (rap_glance_sound(d->text)) {
        *charset = "utf-8";
        if (rap_str_begins(d->text, RAP_STR("\xEF\xBB\xBF")))
            rap_draft_put(d, (rap_span){0, 3}, 0, 0, order_mark);
        return RAP_OK;
    }
    const char *wide = wide_charset(d->text);
    size_t bad;
    if (wide && read_charset(d, wide, &bad)) {
        *charset = wide;
        return RAP_OK;
    }
    tally t = count(d->text);
    if (t.controls >= LEAST_CONTROLS && t.controls > d->text.n / CONTROL_SHARE)
        return rap_fail(err, RAP_E_BINARY, t.first_control,
                        "not a text: %zu control bytes", t.controls);
    const char *name = rap_charset_name(hint);
    if (t.escapes && is_escaped(d->text) &&
        (try_charset(d, name, charset) ||
         try_charset(d, rap_guess_charset(d->text, false), charset)))
        return RAP_OK;
    if (t.bad && is_strict(name) && read_charset(d, name, &bad) && bad == 0) {
        *charset = name;
        return RAP_OK;
    }
    d->edits.n = 0;
    if (is_utf8(&t, d->text, name)) {
        *charset = "utf-8";
        mend_utf8(d, &t);
    } else {
        read_unnamed(d, name, charset);
    }
    return RAP_OK;
}
