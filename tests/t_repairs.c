/*
 * tests/t_repairs.c - repairs at their edges, and many made texts whose repairs may
 * only change when somebody means them to.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/utf8.h"
#include "mend/charset.h"
#include "mend/codepage.h"
#include "mend/guess.h"
#include "mend/mended.h"
#include "mend/misread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static rap_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = rap_arena_new((size_t)64 << 20);
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static rap_mended mend(rap_str source, const char *charset)
{
    rap_mended m;
    assert_int_equal(rap_mend(&m, source, charset, arena, NULL), RAP_OK);
    return m;
}

static void decodes(rap_str source, const char *hint, const char *name,
                    const char *text)
{
    rap_mended m = mend(source, hint);
    if (!rap_str_is(m.text, text) || strcmp(m.charset, name) != 0)
        fail_msg("%s, %s: " RAP_FMT " in %s", name, text, RAP_ARG(m.text), m.charset);
}

static void becomes(const char *source, const char *text)
{
    decodes(rap_str_of(source), NULL, "utf-8", text);
}

/* ---- charsets ----------------------------------------------------------------------
 */

static void wide_texts_are_known_without_a_mark(void **state)
{
    (void)state;
    decodes((rap_str){"N\0o\0,\0 \0n\0o\0.\0", 14}, NULL, "utf-16le", "No, no.");
    decodes((rap_str){"\0N\0o\0,\0 \0n\0o\0.", 14}, NULL, "utf-16be", "No, no.");
    decodes(
        (rap_str){"N\0o\0,\0 \0N\0o\0,\0 \0N\0o\0,\0 \0N\0o\0,\0 \0N\0o\0,\0 \0\0\0x\0",
                  44},
        NULL, "utf-16le", "No, No, No, No, No, \u201Cx");
    decodes((rap_str){"N\0o\0,\0\xFF\xFEo\0.\0", 12}, NULL, "utf-16le", "No,\uFEFFo.");
    decodes((rap_str){"\xFE\xFF\0N\xD8\x3D\0x\xDE\0\0y\0", 13}, NULL, "utf-16be",
            "N\u2019x\u2019y\u2019");
    decodes((rap_str){"\0\0\xFE\xFF\0\0\0L", 8}, NULL, "utf-32be", "L");
    decodes((rap_str){"\0\0\xFE\xFF\0\0\0L\0\0\0\0", 12}, NULL, "utf-32be", "L\u2019");
    decodes((rap_str){"a\0b", 3}, NULL, "utf-8",
            "a\uFFFD"
            "b");
    decodes((rap_str){"\0a\0b\0", 5}, NULL, "utf-16be", "ab\u2019");
    rap_mended m;
    rap_err err;
    char zeros[40] = "a\0\0b";
    assert_int_equal(rap_mend(&m, (rap_str){zeros, sizeof zeros}, NULL, arena, &err),
                     RAP_E_BINARY);
    assert_int_equal(err.at, 1);
    assert_int_equal(rap_mend(&m, (rap_str){"a", UINT32_MAX}, NULL, arena, &err),
                     RAP_E_LIMIT);
}

static void controls_that_texts_hold_are_no_sign_of_a_binary(void **state)
{
    (void)state;
    becomes("a\x08\x09\x0A\x0B\x0C\x0D\x1A\x1B"
            "b",
            "a\x08\x09\x0A\x0B\x0C\x0D\x1A\x1B"
            "b");
    rap_mended m;
    rap_err err;
    char text[101];
    memset(text, 'a', 100);
    memset(text + 10, '\x01', 4);
    assert_int_equal(rap_mend(&m, (rap_str){text, 80}, NULL, arena, &err), RAP_OK);
    assert_int_equal(rap_mend(&m, (rap_str){text, 79}, NULL, arena, &err),
                     RAP_E_BINARY);
    assert_int_equal(err.at, 10);
    text[13] = 'a'; /* three are none too many */
    assert_int_equal(rap_mend(&m, (rap_str){text, 20}, NULL, arena, &err), RAP_OK);
    static const char odd[] = {7, 14, 31, 0x19, 0x1C};
    for (size_t i = 0; i < sizeof odd; i++) {
        memset(text, odd[i], 5);
        assert_int_equal(rap_mend(&m, (rap_str){text, 20}, NULL, arena, &err),
                         RAP_E_BINARY);
    }
}

static void a_bad_byte_here_and_there_leaves_utf8(void **state)
{
    (void)state;
    decodes(RAP_STR("\xE9t\xC3\xA9"), NULL, "utf-8", "\u00E9t\u00E9");
    decodes(RAP_STR("\xE9t\xE9 \xC3\xA9"), NULL, "windows-1252",
            "\u00E9t\u00E9 \u00E9");
    decodes(RAP_STR("abcdefghijabcdefghi\xE9"), "utf-8", "utf-8",
            "abcdefghijabcdefghi\u00E9");
    decodes(RAP_STR("abcdefghijabcdefgh\xE9"), "utf-8", "windows-1252",
            "abcdefghijabcdefgh\u00E9");
    decodes(RAP_STR("\xC3\xA9\x81"), NULL, "utf-8", "\u00E9\u2019");
    decodes((rap_str){"caf\xE9\0.", 6}, "iso-8859-7", "iso-8859-7", "caf\u03B9\u2019.");
    decodes((rap_str){"\xCC\xB8\0\xC5\xD0.", 6}, "gb2312", "gb18030",
            "\u8C08\u2019\u5224.");
    assert_null(rap_charset_converter("x-user-defined-by-me"));
    assert_null(rap_charset_name("averyveryveryveryverylonglabelthatisnone"));
}

static void seven_bits_with_escapes_are_iso_2022(void **state)
{
    (void)state;
    static const char text[] = "\x1B$B%l%s%D$G$N2qCL$,;O$^$C$?!#\x1B(B Lenz.";
    decodes(rap_str_of(text), NULL, "iso-2022-jp",
            "\u30EC\u30F3\u30C4\u3067\u306E\u4F1A"
            "\u8AC7\u304C\u59CB\u307E\u3063\u305F"
            "\u3002 Lenz.");
    decodes(RAP_STR("a\x1B$x"), NULL, "utf-8", "a\x1B$x");
    decodes(RAP_STR("a\x1B[x"), "iso-2022-jp", "utf-8", "a\x1B[x");
    decodes(RAP_STR("a\x1B$B%l\x1B(B"), "iso-2022-jp", "iso-2022-jp", "a\u30EC");
}

static void a_guess_needs_enough_to_go_by(void **state)
{
    (void)state;
    assert_null(rap_guess_charset(RAP_STR(""), false));
    assert_null(rap_guess_charset(RAP_STR("plain"), false));
    assert_null(rap_guess_charset(RAP_STR("caf\xE9"), false));
    static char text[100000];
    const rap_str line = RAP_STR("\xCF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xE2 "
                                 "\xCB\xE5\xED\xF6\xE5.\n");
    for (size_t n = 0; n + line.n < sizeof text; n += line.n)
        memcpy(text + n, line.p, line.n);
    assert_string_equal(rap_guess_charset((rap_str){text, sizeof text}, false),
                        "windows-1251");
    memset(text, 'a', 60000); /* it looks on behind many plain lines, and long ones */
    assert_string_equal(rap_guess_charset((rap_str){text, sizeof text}, true),
                        "windows-1251");
}

static void pages_give_a_byte_for_each_character(void **state)
{
    (void)state;
    for (int page = 0; page < RAP_CODEPAGES; page++) {
        rap_codepage found;
        assert_true(rap_codepage_find(&found, rap_codepage_name((rap_codepage)page)));
        assert_int_equal(found, page);
        for (int byte = 0x80; byte < 0xC0; byte++) {
            uint32_t c = rap_codepage_char((rap_codepage)page, (unsigned char)byte);
            if (c) assert_int_equal(rap_codepage_tail((rap_codepage)page, c), byte);
        }
        assert_int_equal(rap_codepage_tail((rap_codepage)page, 'a'), 0);
        assert_int_equal(rap_codepage_char((rap_codepage)page, 'a'), 'a');
    }
    rap_codepage none;
    assert_false(rap_codepage_find(&none, "utf-8"));
    assert_false(rap_codepage_find(&none, NULL));
    assert_int_equal(rap_codepage_tail(RAP_CP1252, 0x9D), 0x9D);
    assert_int_equal(rap_codepage_tail(RAP_CP437, 0x9D), 0);
}

/* ---- the map -----------------------------------------------------------------------
 */

static void spans_go_to_the_edges_of_repairs_and_back(void **state)
{
    (void)state;
    rap_mended m = mend(RAP_STR("a\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s b"), NULL);
    assert_true(rap_str_is(m.text, "a\u2019s b"));
    static const struct {
        rap_span text, source;
    } cases[] = {{{0, 1}, {0, 1}},  {{1, 4}, {1, 9}},  {{2, 3}, {1, 9}},
                 {{0, 2}, {0, 9}},  {{4, 5}, {9, 10}}, {{3, 7}, {1, 12}},
                 {{7, 7}, {12, 12}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_span got = rap_mended_to_source(&m, cases[i].text);
        assert_int_equal(got.from, cases[i].source.from);
        assert_int_equal(got.to, cases[i].source.to);
    }
    rap_span all = rap_mended_to_text(&m, (rap_span){0, 12});
    assert_int_equal(all.to, m.text.n);
    rap_span inner = rap_mended_to_text(&m, (rap_span){3, 5});
    assert_int_equal(inner.from, 1);
    assert_int_equal(inner.to, 4);
    rap_span beyond = rap_mended_to_text(&m, (rap_span){11, 99});
    assert_int_equal(beyond.from, 6);
    assert_int_equal(beyond.to, 7);
    assert_true(rap_str_is(rap_mended_quote(&m, (rap_span){0, 10}), "a\u2019s"));
    assert_int_equal(rap_mended_quote(&m, (rap_span){5, 5}).n, 0);
}

/* ---- marks -------------------------------------------------------------------------
 */

static void marks_are_told_apart_by_their_neighbours(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"a ?plan, he said, in Lenz?", "a ?plan, he said, in Lenz?"},
        {"it?s a plan-a?plan we have", "it\u2019s a plan-a?plan we have"},
        {"it?s from home?work to do", "it\u2019s from home\u2014work to do"},
        {"it?s 10?12 and 5%?$7 and $5?$7",
         "it\u2019s 10\u201312 and 5%\u2013$7 and $5\u2013$7"},
        {"\u201CWe stay?, he said, ?and go?", NULL},
        {"the \uFFFD90s and \uFFFD9 and \uFFFD90x", NULL},
        {"he said (\uFFFDno\uFFFD) [\uFFFDyes\uFFFD] *\uFFFD", NULL},
        {"a \uFFFD b \uFFFD\nc", NULL},
        {"\uFFFD \uFFFD\n", NULL},
        {"the players\uFFFD talks, nothin\uFFFD new", NULL},
        {"a\u2020 b\u2020c, \u2020d. no,\u2020yes", NULL},
        {"\"We stay,\u2020he said\u2020", NULL}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][1]) becomes(pairs[i][0], pairs[i][1]);
    becomes("\u201CNo,\u2020he said", "\u201CNo,\u201D he said");
    becomes("a\u2020 b", "a\u2020 b");
    becomes("no,\u2020 yes", "no,\u2020 yes");
}

/* ---- many --------------------------------------------------------------------------
 */

static uint32_t seed;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* The hash of what `n` texts made of the tokens become.  Each is mended in one go and
 * comes out the same when mended again. */
static uint32_t hash_of(const char *const *tokens, uint32_t n_tokens, int n)
{
    uint32_t hash = RAP_HASH_START;
    rap_buf b = {0};
    for (int i = 0; i < n; i++) {
        rap_buf_clear(&b);
        for (uint32_t k = 3 + draw(14); k > 0; k--)
            rap_buf_z(&b, tokens[draw(n_tokens)]);
        rap_mended once = mend(rap_buf_str(&b), "utf-8");
        hash = rap_hash_on(hash, once.text);
        for (size_t p = 0; p < once.n_pieces; p++)
            hash = rap_hash_on(hash, rap_str_of(once.pieces[p].rule));
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    return hash;
}

static void repairs_are(uint32_t got, uint32_t known)
{
    if (got != known)
        fail_msg(
            "the repairs of many texts have changed: if that is meant, they are 0x%08X "
            "now",
            got);
}

static void lines_with_lost_marks_are_mended_as_they_were(void **state)
{
    (void)state;
    static const char *const tokens[] = {
        "a",        "s",        " ",      " ",      "?",  "?",        "\uFFFD",
        "\uFFFD",   "\u2020",   "\u201C", "\u201D", "\"", "\n",       "1",
        "9",        "%",        "$",      ",",      ".",  "A",        "talks",
        "nothin",   "re",       "ll",     "O",      "l",  "\u00E2??", "\xC2\x93",
        "\xC2\x94", "\xC2\x92", "'",      "-",      "(",  ")",        "*",
        "\u00E9",   "they",     "home",   "=",      "/",  "90s",      "&",
        "don",      "t ",       "said ",  "] ",     "['"};
    seed = 3;
    repairs_are(hash_of(tokens, sizeof tokens / sizeof *tokens, 12000), 0xFB6E618E);
}

static void escapes_and_references_are_undone_as_they_were(void **state)
{
    (void)state;
    static const char *const tokens[] = {"&",       "#",
                                         ";",       "x",
                                         "amp",     "quot",
                                         "ldquo",   "lt",
                                         "8220",    "201c",
                                         "128",     "D800",
                                         "10FFFF",  "110000",
                                         "\\",      "u",
                                         "201C",    "D83D",
                                         "DE00",    "00e9",
                                         " ",       "&amp;",
                                         "&#8217;", "&#x2019;",
                                         "\\u2019", "\\ud83d\\ude00",
                                         "&rsquo;", "a",
                                         "<p>",     "\n",
                                         "0"};
    seed = 5;
    repairs_are(hash_of(tokens, sizeof tokens / sizeof *tokens, 12000), 0x9817D124);
}

/* A character as it looks when its UTF-8 was read in a page; a tail may be lost. */
static void put_misread(rap_buf *b, uint32_t c, rap_codepage page, uint32_t lost)
{
    char bytes[4], room[4];
    size_t n = rap_utf8_put(bytes, c);
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        uint32_t as = rap_codepage_char(page, byte);
        if (as == 0 && page <= RAP_CP1251) as = byte; /* a control stands for itself */
        if (as == 0 || (lost && i + 1 == n))
            as = lost == 1 ? ' ' : lost == 2 ? '?' : 0xFFFD;
        rap_buf_put(b, (rap_str){room, rap_utf8_put(room, as)});
    }
}

static void texts_read_in_another_charset_are_mended_as_they_were(void **state)
{
    (void)state;
    static const uint32_t chars[] = {
        0x201C, 0x201D, 0x2019, 0x2013,  0x2014, 0x2026, 0xA0,  0xA3,  0xE9,  0xF6,
        0xE0,   0xC9,   0x159,  0x142,   0x160,  0x434,  0x436, 0x419, 0x3B1, 0x5D0,
        0x4E2D, 0x20AC, 0xFEFF, 0x1F600, 0xAE,   0xDF,   0x915, 0x2122};
    static const char *const words[] = {" ",  "a", "caf",    "Kesh ",  ",",
                                        "\n", "T", "\u00C3", "\u00E2", "he said",
                                        ".",  "1", "\u00A0", "\u00E9t"};
    uint32_t hash = RAP_HASH_START;
    rap_buf b = {0};
    seed = 7;
    for (int i = 0; i < 12000; i++) {
        rap_buf_clear(&b);
        rap_codepage page = (rap_codepage)draw(RAP_CODEPAGES);
        for (uint32_t k = 2 + draw(9); k > 0; k--) {
            if (draw(3) == 0) page = draw(4) ? page : (rap_codepage)draw(RAP_CODEPAGES);
            uint32_t lost = draw(8) == 0 ? 1 + draw(3) : 0;
            if (draw(2))
                rap_buf_z(&b, words[draw(sizeof words / sizeof *words)]);
            else
                put_misread(&b, chars[draw(sizeof chars / sizeof *chars)], page, lost);
        }
        rap_mended m = mend(rap_buf_str(&b), "utf-8");
        hash = rap_hash_on(hash, m.text);
        for (size_t p = 0; p < m.n_pieces; p++)
            hash = rap_hash_on(hash, rap_str_of(m.pieces[p].rule));
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    repairs_are(hash, 0x65BCF8C5);
}

static void bytes_in_any_charset_are_read_as_they_were(void **state)
{
    (void)state;
    static const char *const hints[] = {NULL,        "utf-8",      "windows-1252",
                                        "koi8-r",    "gb18030",    "shift_jis",
                                        "macintosh", "iso-8859-2", "big5"};
    static const char *const tokens[] = {
        "\xC3\xA9", "\xE9",     "\x93", "\x94",         "caf", " ",
        "\xCF\xF0", "\xB4\xF3", "\x81", "\xE2\x80\x9C", "a",   "\xD2",
        "\xD3",     "\xD5s",    "\xFF", "\x1A",         "\n"};
    uint32_t hash = RAP_HASH_START;
    rap_buf b = {0};
    seed = 11;
    for (int i = 0; i < 6000; i++) {
        rap_buf_clear(&b);
        for (uint32_t k = 1 + draw(25); k > 0; k--)
            rap_buf_z(&b, tokens[draw(sizeof tokens / sizeof *tokens)]);
        rap_mended m = mend(rap_buf_str(&b), hints[draw(sizeof hints / sizeof *hints)]);
        hash = rap_hash_on(rap_hash_on(hash, m.text), rap_str_of(m.charset));
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    repairs_are(hash, 0x509A0F2C);
}

/* Few kinds of neighbours, inside and outside of quotations whose marks were lost. */
static void lost_marks_among_few_neighbours_are_mended_as_they_were(void **state)
{
    (void)state;
    static const char *const tokens[] = {"?",
                                         "?",
                                         "?",
                                         "\uFFFD",
                                         "s",
                                         "ing",
                                         "in",
                                         "boys",
                                         " ",
                                         " ",
                                         " ",
                                         ",",
                                         ".",
                                         "\n",
                                         "$",
                                         "5",
                                         "90s ",
                                         "9",
                                         "%",
                                         "(",
                                         "]",
                                         "-",
                                         "it?s ",
                                         "a",
                                         "\"",
                                         "'",
                                         "?No",
                                         "\u201C",
                                         "c?",
                                         "?90 ",
                                         "X",
                                         "!",
                                         "\u00E9",
                                         "we?re ",
                                         "?em",
                                         "*",
                                         "l?",
                                         "said, ?we ",
                                         "?\n",
                                         "?90x",
                                         "to",
                                         "? ",
                                         "\u00C2\xC2\x81",
                                         "\u00C2\xC2\x93",
                                         "home?work "};
    seed = 13;
    repairs_are(hash_of(tokens, sizeof tokens / sizeof *tokens, 20000), 0xBE709515);
}

static void numbers_that_are_no_characters_stay(void **state)
{
    (void)state;
    static const char *const tokens[] = {
        "&#1a;",      "&#127;",         "&#128;",   "&#159;",   "&#160;",
        "&#1114111;", "&#xD7FF;",       "&#xD800;", "&#xDFFF;", "&#xE000;",
        "&#x1G;",     "&#31;",          "&#32;",    "&#126;",   "&#1114112;",
        "&#x110000;", "&#99999999999;", "&;",       "&#;",      "&#x;",
        "\\u007f",    "\\u00a0",        "\\u12",    "\\ud83d",  "a",
        " ",          "&#8217;"};
    becomes("a&#xE000;b", "a\uE000b");
    becomes("a&#127;b", "a&#127;b");
    becomes("a&#1114112;b", "a&#1114112;b");
    becomes("a&#xDFFF;b", "a&#xDFFF;b");
    becomes("a&#1a;b", "a&#1a;b");
    seed = 17;
    repairs_are(hash_of(tokens, sizeof tokens / sizeof *tokens, 3000), 0xAE2D3D8F);
}

/* Marks and signs of all blocks, and pairs of halves, as CESU-8 has them. */
static void signs_read_in_another_charset_are_mended_as_they_were(void **state)
{
    (void)state;
    static const uint32_t chars[] = {
        0x2010, 0x2026, 0x2030, 0x2032, 0x2033,  0x2039, 0x203A, 0x20AC,  0x2116,
        0x2122, 0x2000, 0x2BFF, 0x2C00, 0x3000,  0xAB,   0xBB,   0xB0,    0xD7,
        0xD83D, 0xDE00, 0xD83C, 0xDC00, 0x1F4A9, 0x178,  0x17E,  0x411,   0x44F,
        0x3C9,  0x5E9,  0xFFFD, 0x2014, 0x201C,  0xA7,   0x7FF,  0x10FFFF};
    static const char *const words[] = {" ",        "a",      "Kesh",   "\n",
                                        "\u00E2",   "\u00C3", "\u00ED", "\xC2\x80",
                                        "\xC2\x9D", "?",      "1"};
    uint32_t hash = RAP_HASH_START;
    rap_buf b = {0};
    seed = 19;
    for (int i = 0; i < 12000; i++) {
        rap_buf_clear(&b);
        rap_codepage page = (rap_codepage)draw(RAP_CODEPAGES);
        for (uint32_t k = 1 + draw(12); k > 0; k--)
            if (draw(3)) {
                /* One after the other: a compiler may take arguments in any order. */
                bool last = draw(12) == 0;
                uint32_t c = chars[draw(sizeof chars / sizeof *chars)];
                put_misread(&b, c, page, last);
            } else {
                rap_buf_z(&b, words[draw(sizeof words / sizeof *words)]);
            }
        rap_mended m = mend(rap_buf_str(&b), "utf-8");
        hash = rap_hash_on(hash, m.text);
        for (size_t p = 0; p < m.n_pieces; p++)
            hash = rap_hash_on(hash, rap_str_of(m.pieces[p].rule));
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    repairs_are(hash, 0x7D4FEDBB);
}

static void a_zero_byte_of_any_charset_is_a_repair(void **state)
{
    (void)state;
    decodes((rap_str){"caf\xE9=\0=", 7}, "windows-1252", "windows-1252",
            "caf\u00E9=\uFFFD=");
    decodes((rap_str){"\xB4\xF3=\0=", 5}, "gb18030", "gb18030", "\u5927=\uFFFD=");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(wide_texts_are_known_without_a_mark),
        TEST(controls_that_texts_hold_are_no_sign_of_a_binary),
        TEST(a_bad_byte_here_and_there_leaves_utf8),
        TEST(seven_bits_with_escapes_are_iso_2022),
        TEST(a_guess_needs_enough_to_go_by),
        TEST(pages_give_a_byte_for_each_character),
        TEST(spans_go_to_the_edges_of_repairs_and_back),
        TEST(marks_are_told_apart_by_their_neighbours),
        TEST(lines_with_lost_marks_are_mended_as_they_were),
        TEST(escapes_and_references_are_undone_as_they_were),
        TEST(texts_read_in_another_charset_are_mended_as_they_were),
        TEST(bytes_in_any_charset_are_read_as_they_were),
        TEST(lost_marks_among_few_neighbours_are_mended_as_they_were),
        TEST(numbers_that_are_no_characters_stay),
        TEST(signs_read_in_another_charset_are_mended_as_they_were),
        TEST(a_zero_byte_of_any_charset_is_a_repair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
