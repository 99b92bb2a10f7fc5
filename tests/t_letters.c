/*
 * tests/t_letters.c - characters, strings, buffers, memory, tables and numbers at their
 * edges.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/logarithm.h"
#include "base/table.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <wchar.h>

#include <cmocka.h>

/* ---- characters --------------------------------------------------------------------
 */

static void every_character_survives_being_written_and_read(void **state)
{
    (void)state;
    char room[4];
    for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 211) {
        size_t n = rap_utf8_put(room, c), len;
        assert_int_equal(n, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        bool lone = c >= 0xD800 && c <= 0xDFFF;
        uint32_t got = rap_utf8_get((rap_str){room, n}, 0, &len);
        assert_int_equal(got, lone ? 0xFFFD : c);
        assert_int_equal(len, lone ? 1 : n);
        assert_int_equal(rap_utf8_step((rap_str){room, n - 1}, 0), 0);
    }
    assert_int_equal(rap_utf8_step(RAP_STR("a"), 1), 0);
}

static void bytes_at_the_edges_of_utf8_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } cases[] = {{"\x7F", 1},
                 {"\x80", 0},
                 {"\xBF", 0},
                 {"\xC1\xBF", 0},
                 {"\xC2\x80", 2},
                 {"\xDF\xBF", 2},
                 {"\xC2\x7F", 0},
                 {"\xC2\xC0", 0},
                 {"\xE0\x9F\xBF", 0},
                 {"\xE0\xA0\x80", 3},
                 {"\xED\x9F\xBF", 3},
                 {"\xED\xA0\x80", 0},
                 {"\xED\xBF\xBF", 0},
                 {"\xEE\x80\x80", 3},
                 {"\xEF\xBF\xBF", 3},
                 {"\xE1\x41\x80", 0},
                 {"\xE1\x80\x41", 0},
                 {"\xE1\x80", 0},
                 {"\xF0\x8F\xBF\xBF", 0},
                 {"\xF0\x90\x80\x80", 4},
                 {"\xF4\x8F\xBF\xBF", 4},
                 {"\xF4\x90\x80\x80", 0},
                 {"\xF5\x80\x80\x80", 0},
                 {"\xF1\x41\x80\x80", 0},
                 {"\xF1\x80\x41\x80", 0},
                 {"\xF1\x80\x80\x41", 0},
                 {"\xF1\x80\x80", 0},
                 {"\xFF", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(rap_utf8_step(rap_str_of(cases[i].bytes), 0), cases[i].n);
}

static void the_start_of_a_character_is_found_from_its_middle(void **state)
{
    (void)state;
    const rap_str s = RAP_STR("a\xF0\x9F\x98\x80z");
    static const size_t want[] = {0, 1, 1, 1, 1, 5, 6};
    for (size_t at = 0; at <= s.n; at++)
        assert_int_equal(rap_utf8_back(s, at), want[at]);
    assert_int_equal(rap_utf8_back(RAP_STR("\x80\x80"), 1), 0);
}

static void what_cannot_be_printed_is_scrubbed(void **state)
{
    (void)state;
    char text[] = "K\xC3\xB6sh\x01\x1F \x7F~\xC3\n\xFF";
    rap_utf8_scrub(text);
    assert_string_equal(text, "K\xC3\xB6sh    ~? ?");
}

static void capitals_become_small_letters(void **state)
{
    (void)state;
    static const uint32_t pairs[][2] = {
        {'A', 'a'},       {'Z', 'z'},       {'@', '@'},       {'[', '['},
        {0xBF, 0xBF},     {0xC0, 0xE0},     {0xD6, 0xF6},     {0xD7, 0xD7},
        {0xD8, 0xF8},     {0xDE, 0xFE},     {0xDF, 0xDF},     {0x100, 0x101},
        {0x101, 0x101},   {0x130, 'i'},     {0x136, 0x137},   {0x138, 0x138},
        {0x139, 0x13A},   {0x13A, 0x13A},   {0x147, 0x148},   {0x149, 0x149},
        {0x14A, 0x14B},   {0x176, 0x177},   {0x178, 0xFF},    {0x179, 0x17A},
        {0x17D, 0x17E},   {0x17F, 0x17F},   {0x180, 0x180},   {0x1CC, 0x1CC},
        {0x1CD, 0x1CE},   {0x1DB, 0x1DC},   {0x1DD, 0x1DD},   {0x1DE, 0x1DF},
        {0x218, 0x219},   {0x21A, 0x21B},   {0x21E, 0x21F},   {0x220, 0x220},
        {0x222, 0x223},   {0x232, 0x233},   {0x234, 0x234},   {0x390, 0x390},
        {0x391, 0x3B1},   {0x3A9, 0x3C9},   {0x3AA, 0x3AA},   {0x3FF, 0x3FF},
        {0x400, 0x450},   {0x40F, 0x45F},   {0x410, 0x430},   {0x42F, 0x44F},
        {0x430, 0x430},   {0x45E, 0x45E},   {0x460, 0x461},   {0x480, 0x481},
        {0x482, 0x482},   {0x488, 0x488},   {0x48A, 0x48B},   {0x4BE, 0x4BF},
        {0x4C0, 0x4C0},   {0x1DFE, 0x1DFE}, {0x1E00, 0x1E01}, {0x1EFE, 0x1EFF},
        {0x1F00, 0x1F00}, {0x20AC, 0x20AC}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (rap_utf8_lower(pairs[i][0]) != pairs[i][1])
            fail_msg("U+%04X: U+%04X", pairs[i][0], rap_utf8_lower(pairs[i][0]));
        assert_int_equal(rap_utf8_is_upper(pairs[i][0]), pairs[i][0] != pairs[i][1]);
    }
}

static void letters_are_told_from_signs(void **state)
{
    (void)state;
    static const uint32_t letters[] = {'a',    'Z',     0xAA,   0xB5,   0xBA,   0xC0,
                                       0xD6,   0xD8,    0xF6,   0xF8,   0x1FFF, 0x2C00,
                                       0x2FFF, 0x3040,  0x4E00, 0xDFFF, 0xF900, 0xFEFE,
                                       0xFF21, 0x10000, 0x1EFFF},
                          others[] = {'@',     '[',    '0',    0x80,   0xAB,   0xBF,
                                      0xD7,    0xF7,   0x2000, 0x2014, 0x2BFF, 0x3000,
                                      0x303F,  0xE000, 0xF8FF, 0xFF00, 0xFF01, 0xFF20,
                                      0x1F000, 0xFEFF, 0xFFFD};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (!rap_utf8_is_letter(letters[i])) fail_msg("U+%04X", letters[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (rap_utf8_is_letter(others[i])) fail_msg("U+%04X", others[i]);
}

static void plain_letters_are_those_under_the_accents(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"\xC3\x86\xC3\xA6", "aeae"},
        {"\xC3\x9E\xC3\xBE", "thth"},
        {"\xC3\x9F", "ss"},
        {"\xC4\xB2\xC4\xB3", "ijij"},
        {"\xC5\x92\xC5\x93", "oeoe"},
        {"\xC5\x89x", "nx"},
        {"\xC3\x97\xC3\xB7", "\xC3\x97\xC3\xB7"},
        {"\xC8\x98\xC8\x99\xC8\x9A\xC8\x9B", "sstt"},
        {"\xC8\x9C", "\xC8\x9D"},
        {"e\xCC\x80\xCC\x81o\xCD\xAF", "eo"},
        {"\xCD\xB0", "\xCD\xB0"},
        {"\xCB\xBF", "\xCB\xBF"},
        {"\xC5\xBF\xC6\x80", "s\xC6\x80"},
        {"\xC2\xBF", "\xC2\xBF"},
        {"\xE2\x80\x98\xE2\x80\x99\xCA\xBC", "'''"},
        {"\xC3\x80\xC3\x87\xC3\x91\xC3\x98\xC4\x90", "acnod"},
        {"\xFF", "\xEF\xBF\xBD"}};
    rap_arena *a = rap_arena_new(1 << 20);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_str got = rap_utf8_plain(a, rap_str_of(pairs[i][0]));
        if (!rap_str_is(got, pairs[i][1]))
            fail_msg("%s: " RAP_FMT, pairs[i][1], RAP_ARG(got));
    }
    rap_arena_free(a);
}

/* In a report's title any byte may stand: each becomes three, and there must be room.
 */
static void bad_bytes_fold_within_their_room(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    char bytes[5000];
    memset(bytes, '\xFF', sizeof bytes);
    rap_str folded = rap_utf8_fold(a, (rap_str){bytes, sizeof bytes});
    char *next = RAP_NEW(a, char, 100);
    assert_int_equal(folded.n, 3 * sizeof bytes);
    assert_true(folded.p + folded.n <= next);
    rap_arena_free(a);
}

static void ascii_is_told_by_its_edges(void **state)
{
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        bool upper = i >= 65 && i <= 90, lower = i >= 97 && i <= 122;
        bool digit = i >= 48 && i <= 57;
        assert_int_equal(rap_is_digit(c), digit);
        assert_int_equal(rap_is_upper(c), upper);
        assert_int_equal(rap_is_lower(c), lower);
        assert_int_equal(rap_is_alpha(c), upper || lower);
        assert_int_equal(rap_is_alnum(c), upper || lower || digit);
        assert_int_equal(rap_is_space(c), i == 32 || (i >= 9 && i <= 13));
        assert_int_equal(rap_is_high(c), i >= 128);
        assert_int_equal((unsigned char)rap_to_lower(c), upper ? i + 32 : i);
        assert_int_equal((unsigned char)rap_to_upper(c), lower ? i - 32 : i);
    }
}

/* ---- strings and buffers -----------------------------------------------------------
 */

static void strings_are_compared_by_their_bytes(void **state)
{
    (void)state;
    const rap_str none = {NULL, 0};
    assert_true(rap_str_eq(none, RAP_STR("")));
    assert_true(rap_str_eq(RAP_STR("ab"), RAP_STR("ab")));
    assert_false(rap_str_eq(RAP_STR("ab"), RAP_STR("ac")));
    assert_false(rap_str_eq(RAP_STR("ab"), RAP_STR("abc")));
    assert_true(rap_str_cmp(none, none) == 0);
    assert_true(rap_str_cmp(none, RAP_STR("a")) < 0);
    assert_true(rap_str_cmp(RAP_STR("a"), none) > 0);
    assert_true(rap_str_cmp(RAP_STR("ab"), RAP_STR("abc")) < 0);
    assert_true(rap_str_cmp(RAP_STR("b"), RAP_STR("abc")) > 0);
    assert_true(rap_str_cmp(RAP_STR("ab"), RAP_STR("ab")) == 0);
    assert_true(rap_str_begins(RAP_STR("abc"), RAP_STR("ab")));
    assert_true(rap_str_begins(none, none));
    assert_false(rap_str_begins(RAP_STR("abc"), RAP_STR("b")));
    assert_false(rap_str_begins(RAP_STR("a"), RAP_STR("ab")));
    assert_true(rap_str_ends(RAP_STR("abc"), RAP_STR("bc")));
    assert_true(rap_str_ends(none, none));
    assert_false(rap_str_ends(RAP_STR("abc"), RAP_STR("b")));
    assert_false(rap_str_ends(RAP_STR("c"), RAP_STR("bc")));
    assert_int_equal(rap_str_of(NULL).n, 0);
}

static void a_cut_stays_inside_its_string(void **state)
{
    (void)state;
    const rap_str s = RAP_STR("abcdef");
    assert_true(rap_str_is(rap_str_cut(s, 1, 3), "bc"));
    assert_true(rap_str_is(rap_str_cut(s, 4, 9), "ef"));
    assert_int_equal(rap_str_cut(s, 5, 3).n, 0);
    assert_true(rap_str_cut(s, 5, 3).p == s.p + 3);
    assert_null(rap_str_cut((rap_str){NULL, 0}, 3, 9).p);
    assert_true(rap_str_is(rap_str_trim(RAP_STR(" \t\n\v\f\rab c \r\n")), "ab c"));
    assert_int_equal(rap_str_trim(RAP_STR(" \n ")).n, 0);
    assert_int_equal(rap_str_find(s, RAP_STR("cd"), 0), 2);
    assert_int_equal(rap_str_find(s, RAP_STR("cd"), 2), 2);
    assert_int_equal(rap_str_find(s, RAP_STR("cd"), 3), 6);
    assert_int_equal(rap_str_find(s, RAP_STR("ef"), 4), 4);
    assert_int_equal(rap_str_find(s, RAP_STR("ef"), 5), 6);
    assert_int_equal(rap_str_find(s, RAP_STR("f"), 5), 5);
    assert_int_equal(rap_str_find(s, RAP_STR("a"), 1), 6);
    assert_int_equal(rap_str_find(s, RAP_STR(""), 3), 3);
    assert_int_equal(rap_str_find(s, RAP_STR(""), 6), 6);
    assert_int_equal(rap_str_find(s, RAP_STR(""), 7), 6);
    assert_int_equal(rap_str_find(s, RAP_STR("abcdefg"), 0), 6);
}

static void the_hash_is_that_of_the_tables(void **state)
{
    (void)state;
    assert_int_equal(rap_hash(RAP_STR("")), 2166136261u);
    assert_int_equal(rap_hash(RAP_STR("a")), 0xE40C292Cu); /* FNV-1a, its authors' */
    assert_int_equal(rap_hash(RAP_STR("foobar")), 0xBF9CF968u);
    assert_int_equal(rap_hash_on(rap_hash(RAP_STR("foo")), RAP_STR("bar")),
                     0xBF9CF968u);
}

static void numbers_are_written_in_full(void **state)
{
    (void)state;
    rap_buf b = {0};
    static const uint64_t numbers[] = {0, 9, 10, 99, 100, 12345, UINT64_MAX};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        rap_buf_uint(&b, numbers[i]);
        rap_buf_byte(&b, ' ');
    }
    rap_buf_int(&b, -1);
    rap_buf_int(&b, 7);
    rap_buf_int(&b, INT64_MIN);
    rap_buf_printf(&b, "%s=%d", "n", 5);
    assert_true(rap_str_is(rap_buf_str(&b), "0 9 10 99 100 12345 18446744073709551615 "
                                            "-17-9223372036854775808n=5"));
    rap_buf_done(&b);
    assert_null(b.p);
}

static void a_buffer_grows_by_doubling_and_refuses_the_impossible(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_buf_byte(&b, 'x');
    assert_int_equal(b.cap, 256);
    assert_true(rap_buf_grow(&b, 254)); /* with the NUL it fits */
    assert_int_equal(b.cap, 256);
    assert_true(rap_buf_grow(&b, 255));
    assert_int_equal(b.cap, 512);
    assert_int_equal(b.p[0], 'x');
    assert_false(rap_buf_room(&b, SIZE_MAX / 4));
    assert_true(b.failed);
    rap_buf_byte(&b, 'y'); /* harmless */
    rap_buf_z(&b, "z");
    rap_buf_uint(&b, 5);
    rap_buf_printf(&b, "%d", 5);
    assert_int_equal(b.n, 1);
    assert_false(rap_buf_grow(&b, 1));
    rap_buf_clear(&b);
    assert_false(b.failed);
    b.n = 2;
    assert_false(rap_buf_room(&b, SIZE_MAX - 1));
    rap_buf_clear(&b);
    rap_buf_printf(&b, "%lc", (wint_t)0x1F600); /* no character of the C locale */
    assert_true(b.failed);
    rap_buf_done(&b);
}

/* ---- memory ------------------------------------------------------------------------
 */

static void an_arena_keeps_one_block_for_the_next_report(void **state)
{
    (void)state;
    enum { BLOCK = 256 * 1024 };
    rap_arena *a = rap_arena_new((size_t)64 << 20);
    rap_arena_reset(a); /* nothing to forget */
    assert_int_equal(rap_arena_held(a), 0);
    for (int i = 0; i < 5; i++)
        assert_non_null(rap_arena_take(a, BLOCK, 1, 1));
    assert_int_equal(rap_arena_held(a), 5 * BLOCK);
    rap_arena_reset(a);
    assert_int_equal(rap_arena_held(a), 5 * BLOCK); /* as one */
    assert_non_null(rap_arena_take(a, 5 * BLOCK, 1, 1));
    assert_int_equal(rap_arena_held(a), 5 * BLOCK);
    assert_non_null(rap_arena_take(a, (size_t)20 << 20, 1, 1));
    rap_arena_reset(a); /* too much to keep: the first one only */
    assert_int_equal(rap_arena_held(a), 5 * BLOCK);
    rap_arena_free(a);
}

static void an_arena_remembers_that_it_refused_until_it_goes_back(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1000);
    const rap_arena_place at = rap_arena_at(a);
    assert_false(rap_arena_refused(a));
    assert_non_null(rap_arena_take(a, 1, 1000, 1));
    assert_null(rap_arena_take(a, 1, 1, 1));
    assert_true(rap_arena_refused(a));
    rap_arena_back(a, at);
    assert_false(rap_arena_refused(a));
    assert_null(rap_arena_copy(a, (rap_str){"", 1001}).p);
    assert_true(rap_arena_refused(a));
    rap_arena_reset(a);
    assert_false(rap_arena_refused(a));
    assert_null(rap_arena_take(a, SIZE_MAX / 2, 3, 1));
    assert_true(rap_arena_refused(a));
    rap_arena_reset(a);
    rap_arena_refuse(a);
    assert_true(rap_arena_refused(a));
    rap_arena_free(a);
}

static void an_arena_aligns_and_clears_what_it_gives(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    char *one = rap_arena_take(a, 3, 1, 1);
    memset(one, 7, 3);
    uint64_t *eight = RAP_NEW(a, uint64_t, 2);
    assert_true((uintptr_t)eight % _Alignof(uint64_t) == 0);
    assert_true((char *)eight - one == 8);
    assert_int_equal(eight[0] | eight[1], 0);
    rap_str s = rap_arena_copy(a, RAP_STR("Lenz"));
    assert_string_equal(s.p, "Lenz");
    assert_string_equal(rap_arena_copy(a, (rap_str){NULL, 0}).p, "");
    rap_arena_place place = rap_arena_at(a);
    memset(rap_arena_take(a, 500, 1, 1), 9, 500);
    rap_arena_back(a, place);
    const char *again = rap_arena_take(a, 500, 1, 1);
    for (int i = 0; i < 500; i++)
        assert_int_equal(again[i], 0);
    rap_arena_free(a);
}

static void an_arena_goes_back_over_many_blocks(void **state)
{
    (void)state;
    enum { BLOCK = 256 * 1024 };
    rap_arena *a = rap_arena_new((size_t)64 << 20);
    const rap_arena_place empty = rap_arena_at(a);
    for (int i = 0; i < 4; i++)
        assert_non_null(rap_arena_take(a, BLOCK, 1, 1));
    rap_arena_back(a, empty); /* the first one is kept, empty */
    assert_int_equal(rap_arena_held(a), BLOCK);
    assert_non_null(rap_arena_take(a, 100, 1, 1));
    const rap_arena_place place = rap_arena_at(a);
    for (int i = 0; i < 4; i++)
        assert_non_null(rap_arena_take(a, BLOCK, 1, 1));
    rap_arena_back(a, place);
    assert_int_equal(rap_arena_held(a), BLOCK);
    assert_non_null(rap_arena_take(a, BLOCK - 100, 1, 1));
    assert_int_equal(rap_arena_held(a), BLOCK);
    rap_arena_free(a);
}

/* ---- tables, numbers, errors -------------------------------------------------------
 */

static const char texts[] = "eight\0-12\0a bc d\0nine\0"
                            "1234567890\0";
static const rap_table_cell cells[] = {{0, 5},  {6, 3},   {10, 6},
                                       {17, 4}, {22, 10}, {33, 0}};

/* Two rows and a prefix, in a table of four slots. */
static rap_table small_table(rap_table_slot slots[4], uint64_t *filter)
{
    const char *const keys[] = {"eight", "nine", "nin"};
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t hash = rap_hash(rap_str_of(keys[i])), at = hash & 3;
        while (slots[at].row)
            at = (at + 1) & 3;
        slots[at] = (rap_table_slot){hash, i == 2 ? RAP_TABLE_PREFIX : i + 1};
        *filter |= UINT64_C(1) << (hash & 63);
    }
    return (rap_table){"small", texts, cells, 2, 3, slots, 3, 1, filter, 0};
}

static void tables_give_the_row_of_a_key_and_nothing_for_others(void **state)
{
    (void)state;
    rap_table_slot slots[4] = {{0, 0}};
    uint64_t filter = 0;
    const rap_table t = small_table(slots, &filter);
    assert_int_equal(rap_table_find(&t, RAP_STR("eight")), 0);
    assert_int_equal(rap_table_find(&t, RAP_STR("nine")), 1);
    assert_int_equal(rap_table_find(&t, RAP_STR("ten")), RAP_TABLE_NONE);
    assert_int_equal(rap_table_find(&t, RAP_STR("nin")), RAP_TABLE_NONE);
    assert_int_equal(rap_table_probe(&t, rap_hash(RAP_STR("nin"))), -2);
    filter = UINT64_MAX; /* it may be anything: the slots must say no */
    for (uint32_t h = 0; h < 1000; h++)
        assert_int_equal(rap_table_probe(&t, h * 2654435761u), RAP_TABLE_NONE);
    for (int i = 0; i < 4; i++) /* the same hash, another key */
        slots[i] = (rap_table_slot){rap_hash(RAP_STR("zero")), 1};
    assert_int_equal(rap_table_find(&t, RAP_STR("zero")), RAP_TABLE_NONE);
}

static void cells_are_numbers_or_words(void **state)
{
    (void)state;
    const rap_table t = {.text = texts, .cells = cells, .n_rows = 2, .n_cols = 3};
    assert_int_equal(rap_cell_int(&t, 0, 1), -12);
    assert_int_equal(rap_cell_int(&t, 1, 1), 123456789); /* no more digits than fit */
    assert_int_equal(rap_cell_int(&t, 1, 2), 0);
    assert_int_equal(rap_cell_int(&t, 0, 0), 0);
    assert_int_equal(rap_cell_int(&t, -1, 0), 0);
    assert_int_equal(rap_cell(&t, 0, 3).n, 0);
    assert_int_equal(rap_cell(&t, 1, 3).n, 0);
    assert_true(rap_cell_is(&t, 1, 0, "nine"));
    assert_true(rap_cell_has(&t, 0, 2, "a"));
    assert_true(rap_cell_has(&t, 0, 2, "bc"));
    assert_true(rap_cell_has(&t, 0, 2, "d"));
    assert_false(rap_cell_has(&t, 0, 2, "b"));
    assert_false(rap_cell_has(&t, 1, 2, "a"));
}

static void logarithms_and_roots_are_near_enough(void **state)
{
    (void)state;
    assert_int_equal(rap_log2(0), 0);
    assert_int_equal(rap_log2(1), 0);
    for (int i = 0; i < 64; i++)
        assert_int_equal(rap_log2(UINT64_C(1) << i), 256 * i);
    assert_int_equal(rap_log2(3), 405);     /* 405.75 */
    assert_int_equal(rap_log2(10), 850);    /* 850.41 */
    assert_int_equal(rap_log2(1000), 2551); /* 2551.25 */
    assert_int_equal(rap_exp2_down(0), UINT64_C(1) << 32);
    assert_int_equal(rap_exp2_down(256), UINT64_C(1) << 31);
    assert_int_equal(rap_exp2_down(256 * 32), 1);
    assert_int_equal(rap_exp2_down(256 * 33), 0);
    assert_int_equal(rap_exp2_down(256 * 32 + 255), 0);
    static const struct {
        uint32_t x;
        uint64_t want;
    } powers[] = {
        {128, 3037000500}, {64, 3611622603}, {1, 4283353968}, {255, 2153122166}};
    for (size_t i = 0; i < sizeof powers / sizeof *powers; i++) {
        uint64_t got = rap_exp2_down(powers[i].x), want = powers[i].want;
        assert_true(got <= want + want / 1000 && got + want / 1000 >= want);
    }
    for (uint64_t n = 0; n < 3000; n++) {
        assert_int_equal(rap_root(n * n), n);
        assert_int_equal(rap_root(n * n + 2 * n), n);
    }
    assert_int_equal(rap_root(UINT64_MAX), UINT32_MAX);
}

static void codes_have_names_words_and_exits(void **state)
{
    (void)state;
    assert_int_equal(rap_code_exit(RAP_OK), 0);
    assert_int_equal(rap_code_exit(RAP_E_USAGE), 2);
    assert_int_equal(rap_code_exit(RAP_E_CRASH), 65);
    assert_int_equal(rap_code_exit((rap_code)99), 70);
    assert_int_equal(rap_code_exit((rap_code)-1), 70);
    assert_string_equal(rap_code_name(RAP_E_TORN), "torn");
    assert_string_equal(rap_code_name((rap_code)99), "unknown");
    assert_string_equal(rap_code_text(RAP_E_EMPTY), "there is nothing in it");
    assert_string_equal(rap_code_text((rap_code)99), "unknown error");
    assert_int_equal(rap_fail(NULL, RAP_E_OPEN, 3, "no"), RAP_E_OPEN);
    rap_err err;
    assert_int_equal(rap_fail(&err, RAP_E_OPEN, 3, "K\xC3 %d\n", 7), RAP_E_OPEN);
    assert_int_equal(err.code, RAP_E_OPEN);
    assert_int_equal(err.at, 3);
    assert_string_equal(err.msg, "K? 7 ");
}

static void a_digest_is_the_same_in_one_piece_and_in_many(void **state)
{
    (void)state;
    const rap_str s = RAP_STR("The envoys met in Lenz on Tuesday.");
    for (size_t cut = 0; cut <= s.n; cut += 7) {
        rap_sha256_run *run = rap_sha256_new();
        assert_non_null(run);
        rap_sha256_feed(run, rap_str_cut(s, 0, cut));
        rap_sha256_feed(run, (rap_str){NULL, 0});
        rap_sha256_feed(run, rap_str_cut(s, cut, s.n));
        assert_string_equal(rap_sha256_end(run).hex, rap_sha256(s).hex);
    }
    assert_string_equal(
        rap_sha256((rap_str){NULL, 0}).hex,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_survives_being_written_and_read),
        cmocka_unit_test(bytes_at_the_edges_of_utf8_are_told_apart),
        cmocka_unit_test(the_start_of_a_character_is_found_from_its_middle),
        cmocka_unit_test(what_cannot_be_printed_is_scrubbed),
        cmocka_unit_test(capitals_become_small_letters),
        cmocka_unit_test(letters_are_told_from_signs),
        cmocka_unit_test(plain_letters_are_those_under_the_accents),
        cmocka_unit_test(bad_bytes_fold_within_their_room),
        cmocka_unit_test(ascii_is_told_by_its_edges),
        cmocka_unit_test(strings_are_compared_by_their_bytes),
        cmocka_unit_test(a_cut_stays_inside_its_string),
        cmocka_unit_test(the_hash_is_that_of_the_tables),
        cmocka_unit_test(numbers_are_written_in_full),
        cmocka_unit_test(a_buffer_grows_by_doubling_and_refuses_the_impossible),
        cmocka_unit_test(an_arena_keeps_one_block_for_the_next_report),
        cmocka_unit_test(an_arena_remembers_that_it_refused_until_it_goes_back),
        cmocka_unit_test(an_arena_aligns_and_clears_what_it_gives),
        cmocka_unit_test(an_arena_goes_back_over_many_blocks),
        cmocka_unit_test(tables_give_the_row_of_a_key_and_nothing_for_others),
        cmocka_unit_test(cells_are_numbers_or_words),
        cmocka_unit_test(logarithms_and_roots_are_near_enough),
        cmocka_unit_test(codes_have_names_words_and_exits),
        cmocka_unit_test(a_digest_is_the_same_in_one_piece_and_in_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
