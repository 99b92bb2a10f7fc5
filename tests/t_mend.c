/*
 * tests/t_mend.c - repairs, charsets, and the map between text and source.
 */
/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "mend/mended.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#ifdef __SANITIZE_ADDRESS__
enum { HOSTILE = 1 << 17 }; /* the checks themselves are slow there */
#else
enum { HOSTILE = 2 << 20 };
#endif
enum { MEMORY = 1 << 30 };

static rap_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = rap_arena_new(MEMORY);
    return arena ? 0 : 1;
}

static int tear_down(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static rap_mended mend(rap_str source)
{
    rap_mended m;
    rap_err err;
    assert_int_equal(rap_mend(&m, source, NULL, arena, &err), RAP_OK);
    return m;
}

static void becomes(const char *source, const char *text)
{
    rap_mended m = mend(rap_str_of(source));
    if (!rap_str_is(m.text, text))
        fail_msg("%s -> " RAP_FMT ", not %s", source, RAP_ARG(m.text), text);
}

static void stays(const char *source)
{
    becomes(source, source);
}

/* Pieces tile text and source; equal pieces are equal; every span re-quotes. */
static void check_map(const rap_mended *m)
{
    uint32_t text = 0, source = 0;
    for (size_t i = 0; i < m->n_pieces; i++) {
        const rap_piece *p = &m->pieces[i];
        assert_int_equal(p->text.from, text);
        assert_int_equal(p->source.from, source);
        assert_true(p->text.to >= text && p->source.to >= source);
        if (p->kind == RAP_PIECE_SAME)
            assert_true(rap_str_eq(rap_str_cut(m->text, text, p->text.to),
                                   rap_str_cut(m->source, source, p->source.to)));
        if (p->kind == RAP_PIECE_REPAIR) assert_non_null(p->rule);
        text = p->text.to;
        source = p->source.to;
    }
    assert_int_equal(text, m->text.n);
    assert_int_equal(source, m->source.n);
    assert_int_equal(rap_utf8_check(m->text), m->text.n);
    if (m->text.n) assert_null(memchr(m->text.p, 0, m->text.n));
}

static void check_spans(const rap_mended *m)
{
    for (uint32_t from = 0; from < m->text.n; from++) {
        uint32_t to = from + 1 + from % 7;
        if (to > m->text.n) to = (uint32_t)m->text.n;
        rap_span source = rap_mended_to_source(m, (rap_span){from, to});
        assert_true(source.from <= source.to && source.to <= m->source.n);
        rap_str quote = rap_mended_quote(m, source);
        assert_true(quote.p <= m->text.p + from && quote.p + quote.n >= m->text.p + to);
        assert_true(quote.p + 8 >=
                    m->text.p + from); /* widened by one repair at most */
        assert_true(quote.p + quote.n <= m->text.p + to + 8);
    }
}

static void sound_text_is_left_alone(void **state)
{
    (void)state;
    stays("Talks in Lenz went on, \"slowly\", said Ruud.");
    stays("“We stay,” she said – “for now”… L’été à São Tomé, VOCÊ…");
    stays("Переговоры в Ленце продолжались: «мы остаёмся», сказал он.");
    stays("Ångström, ØRSTED, CONCLUSÃO, PORTUGUÊS”, fée”, Zürich’s Löwe™");
    stays("R&D, AT&T, a&b; C:\\users\\ulf, who? when? why?");
    stays("See the note†. A footnote† too; www.example.org/?a=1&b=2");
    rap_mended m = mend(RAP_STR("Kesh – Ostia"));
    assert_int_equal(m.n_pieces, 1);
    assert_string_equal(m.charset, "utf-8");
}

static void a_dagger_for_a_closing_mark_gets_mark_and_space(void **state)
{
    (void)state;
    becomes("Ruud called it “a start†but no more.",
            "Ruud called it “a start” but no more.");
    becomes("slowly,†he said.", "slowly,” he said.");
    becomes("It was “good.â€", "It was “good.”");
}

static void utf8_read_as_another_charset_is_put_back(void **state)
{
    (void)state;
    becomes("â€œNo,â€\xC2\x9D said RuudÂ£5 â€” FrÃ©dÃ©ric",
            "“No,” said Ruud£5 — Frédéric");
    becomes("Ã¢â‚¬Å“NoÃ¢â‚¬\xC2\x9D", "“No”");
    becomes("‚ÄúNo‚Äù said Zam√≤", "“No” said Zamò");
    becomes("ΓÇ£NoΓÇ¥", "“No”");
    becomes("вЂњNoвЂќ", "“No”");
    becomes("\xC2\x93No\xC2\x94 he said", "“No” he said");
}

static void escapes_and_references_are_undone(void **state)
{
    (void)state;
    becomes("&amp;ldquo;No&amp;rdquo; &#8212; Ruud &amp; Co", "“No” — Ruud & Co");
    becomes("\\u201cNo\\u201d", "“No”");
    stays("<p>Ruud &amp; Co</p>"); /* a page keeps its references */
}

static void lost_marks_are_told_by_what_stands_beside_them(void **state)
{
    (void)state;
    becomes("�We can�t,� Ruud said.", "“We can’t,” Ruud said.");
    becomes("?We can?t,? Ruud said. Why?", "“We can’t,” Ruud said. Why?");
    becomes("â??We stay,â?? he said.", "“We stay,” he said.");
}

static void a_single_byte_text_is_decoded_and_named(void **state)
{
    (void)state;
    rap_mended m = mend(RAP_STR("\x93No,\x94 said Andr\xE9 in K\xF6sh."));
    assert_string_equal(m.charset, "windows-1252");
    assert_true(rap_str_is(m.text, "“No,” said André in Kösh."));
    check_map(&m);
    rap_err err;
    assert_int_equal(
        rap_mend(&m, RAP_STR("\xCC\xEE\xF1\xEA\xE2\xE0"), "Windows-1251", arena, &err),
        RAP_OK);
    assert_true(rap_str_is(m.text, "Москва"));
}

static void a_bad_byte_in_utf8_is_one_repair(void **state)
{
    (void)state;
    rap_mended m = mend(RAP_STR("caf\xC3\xA9, caf\xC3\xA9, caf\xE9!"));
    assert_string_equal(m.charset, "utf-8");
    assert_true(rap_str_is(m.text, "café, café, café!"));
    assert_int_equal(m.n_pieces, 3);
    assert_string_equal(m.pieces[1].rule, "bad-byte");
}

static void utf16_is_known_by_its_mark_or_its_zeros(void **state)
{
    (void)state;
    static const char marked[] = "\xFF\xFEN\0o\0 \0\x3D\xD8\x00\xDE";
    rap_mended m = mend((rap_str){marked, sizeof marked - 1});
    assert_string_equal(m.charset, "utf-16le");
    assert_true(rap_str_is(m.text, "No 😀"));
    check_map(&m);
    static const char bare[] = "\0N\0o\0,\0 \0n\0o";
    m = mend((rap_str){bare, sizeof bare - 1});
    assert_string_equal(m.charset, "utf-16be");
    assert_true(rap_str_is(m.text, "No, no"));
}

static void a_byte_order_mark_is_taken_out(void **state)
{
    (void)state;
    rap_mended m = mend(RAP_STR("\xEF\xBB\xBFLenz"));
    assert_true(rap_str_is(m.text, "Lenz"));
    rap_span at = rap_mended_to_source(&m, (rap_span){0, 4});
    assert_int_equal(at.from, 3);
    assert_int_equal(at.to, 7);
    check_map(&m);
}

static void bytes_that_are_no_text_are_refused_with_their_place(void **state)
{
    (void)state;
    static const char image[] = "GIF89a\x01\x00\x01\x00\x02\x03\x04\x05\x06\x00\x01";
    rap_mended m;
    rap_err err;
    rap_str s = {image, sizeof image - 1};
    assert_int_equal(rap_mend(&m, s, NULL, arena, &err), RAP_E_BINARY);
    assert_int_equal(err.at, 6);
    stays("one stray \x01 control");
}

static void a_zero_byte_is_repaired(void **state)
{
    (void)state;
    static const char s[] = "Talks in Lenz\0went on and on and on.";
    rap_mended m = mend((rap_str){s, sizeof s - 1});
    check_map(&m);
    assert_int_equal(m.text.n, sizeof s - 1 + 2);
}

static void nothing_is_a_text_too(void **state)
{
    (void)state;
    rap_mended m = mend((rap_str){NULL, 0});
    check_map(&m);
    rap_span at = rap_mended_to_source(&m, (rap_span){0, 0});
    assert_int_equal(at.to, 0);
}

static const char *const damaged[] = {
    "“We stay,†Ruud said. â€œNoâ€\xC2\x9D &amp;ldquo;yes&amp;rdquo; \\u2019",
    "Ã¢â‚¬Å“NoÃ¢â‚¬\xC2\x9D �why� FrÃ©dÃ©ric ΓÇ£ вЂњ ‚Äú �� ?a ?b?s",
    "\x93No\x94 K\xF6sh \xE2\x80 caf\xC3\xA9\xC3 \xF0\x9F\x98 end \xE2\x80\x9C",
    "\xEF\xBB\xBFone\xFFtwo &#65; &#x41; &#0; &#xD800; &bogus; \\u00e9\\uD83D",
};

static void damage_cut_at_every_byte_keeps_the_map_true(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
        for (size_t n = 0; n <= strlen(damaged[i]); n++) {
            rap_mended m = mend((rap_str){damaged[i], n});
            check_map(&m);
            check_spans(&m);
            rap_arena_reset(arena);
        }
}

static void any_bytes_at_all_keep_the_map_true(void **state)
{
    (void)state;
    static const char alphabet[] =
        "\xC3\xA2\xE2\x80\x9C\x82\xAC\xC5 ?a&;\\u20\n\xF0\xEF";
    char bytes[200];
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        size_t n = 0;
        for (; n < sizeof bytes; n++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[n] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        rap_mended m = mend((rap_str){bytes, n});
        check_map(&m);
        check_spans(&m);
        rap_arena_reset(arena);
    }
}

/* Megabytes of what is slowest to judge; quadratic time would take hours. */
static void hostile_lines_take_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"â€", "&",   "�", "?a ",      "“†a",
                                        "Ã",  "\\u", "в", "\xE2\x80", "&#1"};
    enum { SIZE = HOSTILE };
    char *big = rap_arena_take(arena, SIZE, 1, 1);
    assert_non_null(big);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]), at = 0;
        for (; at + n < SIZE; at += n)
            memcpy(big + at, units[u], n);
        rap_arena *own = rap_arena_new((size_t)MEMORY * 4);
        rap_mended m;
        assert_non_null(own);
        assert_int_equal(rap_mend(&m, (rap_str){big, at}, NULL, own, NULL), RAP_OK);
        check_map(&m);
        rap_arena_free(own);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(sound_text_is_left_alone),
        TEST(a_dagger_for_a_closing_mark_gets_mark_and_space),
        TEST(utf8_read_as_another_charset_is_put_back),
        TEST(escapes_and_references_are_undone),
        TEST(lost_marks_are_told_by_what_stands_beside_them),
        TEST(a_single_byte_text_is_decoded_and_named),
        TEST(a_bad_byte_in_utf8_is_one_repair),
        TEST(utf16_is_known_by_its_mark_or_its_zeros),
        TEST(a_byte_order_mark_is_taken_out),
        TEST(bytes_that_are_no_text_are_refused_with_their_place),
        TEST(a_zero_byte_is_repaired),
        TEST(nothing_is_a_text_too),
        TEST(damage_cut_at_every_byte_keeps_the_map_true),
        TEST(any_bytes_at_all_keep_the_map_true),
        TEST(hostile_lines_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
