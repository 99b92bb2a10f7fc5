/*
 * tests/t_pile_quotes.c - the words of a citation: their bytes decoded, the repairs
 * that fall into them made, tags taken out of a page.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/filed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static rap_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = rap_arena_new(1 << 24);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static rap_filed of(const char *source, const char *charset, const char *media)
{
    return (rap_filed){.source = rap_str_of(source),
                       .charset = rap_str_of(charset),
                       .media = rap_str_of(media)};
}

static void quote_is(const rap_filed *f, uint32_t from, uint32_t to, const char *wanted)
{
    rap_str s = rap_filed_quote(f, (rap_span){from, to}, arena);
    if (!rap_str_is(s, wanted))
        fail_msg("[%u,%u] is \"" RAP_FMT "\"", from, to, RAP_ARG(s));
}

/* All of a source. */
static void reads(const char *source, const char *charset, const char *wanted)
{
    rap_filed f = of(source, charset, "text/plain");
    quote_is(&f, 0, (uint32_t)strlen(source), wanted);
}

static void the_words_of_a_span(void **state)
{
    (void)state;
    rap_filed f = of("The dam  held.", "utf-8", "text/plain");
    quote_is(&f, 4, 7, "dam");
    quote_is(&f, 0, 14, "The dam  held.");
    quote_is(&f, 13, 14, ".");
    quote_is(&f, 4, 4, "");
    quote_is(&f, 7, 4, "");
    quote_is(&f, 4, 15, ""); /* behind the source */
    f.source.n = 0;
    quote_is(&f, 0, 3, "");
}

static void bytes_are_decoded_by_the_charset(void **state)
{
    (void)state;
    static const char *const unicode[] = {"utf-8", "us-ascii", ""};
    for (size_t i = 0; i < 3; i++) {
        reads("Caf\xC3\xA9 \xE2\x82\xAC", unicode[i], "Caf\xC3\xA9 \xE2\x82\xAC");
        reads("Caf\xE9", unicode[i], "Caf\xEF\xBF\xBD");
    }
    static const char *const latin[] = {"windows-1252", "iso-8859-1"};
    for (size_t i = 0; i < 2; i++) {
        reads("Caf\xE9", latin[i], "Caf\xC3\xA9");
        reads("\x7F\x80\x9F\xA0\xFF", latin[i],
              "\x7F\xE2\x82\xAC\xC5\xB8\xC2\xA0\xC3\xBF");
        reads("\x81\x8D\x85", latin[i], "\xC2\x81\xC2\x8D\xE2\x80\xA6");
        reads("\xC3\xA9", latin[i], "\xC3\x83\xC2\xA9");
    }
    reads("\x85\x85\x85\x85\x85\x85\x85\x85", "windows-1252",
          "\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6"
          "\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6");
    /* others by the mending of the whole */
    reads("\xCC\xEE\xF1\xF2", "windows-1251", "\xD0\x9C\xD0\xBE\xD1\x81\xD1\x82");
    rap_filed f = of("\xCC\xEE\xF1\xF2", "windows-1251", "text/plain");
    quote_is(&f, 1, 2, "\xD0\xBE");
}

static void repairs_that_fall_into_it_are_made(void **state)
{
    (void)state;
    static const rap_filed_repair repairs[] = {
        {{0, 1}, {"T", 1}},           {{2, 2}, {"++", 2}},  {{4, 6}, {"", 0}},
        {{5, 6}, {"?", 1}}, /* of what is gone already */
        {{7, 9}, {"long words", 10}}, {{10, 10}, {"!", 1}},
    };
    rap_filed f = of("0123456789", "utf-8", "text/plain");
    f.repairs = repairs;
    f.n_repairs = 6;
    quote_is(&f, 0, 10, "T1++236long words9");
    quote_is(&f, 1, 4, "1++23");
    quote_is(&f, 2, 4, "++23"); /* what is put in before its first byte */
    quote_is(&f, 1, 2, "1");    /* but not behind its last */
    quote_is(&f, 0, 1, "T");
    quote_is(&f, 1, 3, "1++2");
    quote_is(&f, 3, 6, "3");
    quote_is(&f, 3, 5, "34"); /* a part of a replaced run stays as it is */
    quote_is(&f, 6, 8, "67");
    quote_is(&f, 8, 10, "89");
    quote_is(&f, 7, 9, "long words");
    quote_is(&f, 6, 9, "6long words");
    quote_is(&f, 9, 10, "9");
    f.n_repairs = 0;
    quote_is(&f, 0, 10, "0123456789");
    /* what a repair puts is not decoded again, what stands beside it is */
    static const rap_filed_repair mark[] = {{{1, 2}, {"\xE2\x80\x9D", 3}}};
    f = of("\xE9\x86\xE9", "windows-1252", "text/plain");
    f.repairs = mark;
    f.n_repairs = 1;
    quote_is(&f, 0, 3, "\xC3\xA9\xE2\x80\x9D\xC3\xA9");
    quote_is(&f, 0, 1, "\xC3\xA9");
    quote_is(&f, 2, 3, "\xC3\xA9");
}

static void pages_lose_their_tags_and_odd_blanks(void **state)
{
    (void)state;
    static const char *const pages[][2] = {
        {"We <b>stay</b> here", "We stay here"},
        {"<p>We\n\t stay</p>\r\n<p>here</p>", "We stay here"},
        {"  We stay  ", "We stay"},
        {"Three < four and five > two", "Three < four and five > two"},
        {"We stay<", "We stay<"},
        {"We <a title=\"x y\">stay", "We stay"},
        {"We\v\f\rstay", "We stay"},
        {"<p>", ""},
        {"a<b >c", "ac"},
        {"<i> We</i> <i> stay</i>", "We stay"},
        {"We<br/>stay", "We stay"}, /* a line or a paragraph parts words */
        {"<p>We</p><P>stay</P>", "We stay"},
        {"<h2>We</h2>stay <br> here", "We stay here"},
        {"We<span>ll</span>s", "Wells"},
        {"We<bra>d</bra>", "Wed"},
        {"We</", "We"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        rap_filed f = of(pages[i][0], "utf-8", "text/html");
        quote_is(&f, 0, (uint32_t)f.source.n, pages[i][1]);
        f.media = RAP_STR("text/plain");
        quote_is(&f, 0, (uint32_t)f.source.n, pages[i][0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_of_a_span),
        cmocka_unit_test(bytes_are_decoded_by_the_charset),
        cmocka_unit_test(repairs_that_fall_into_it_are_made),
        cmocka_unit_test(pages_lose_their_tags_and_odd_blanks),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
