/*
 * tests/t_mend.c - repairs, charsets, and the map between text and source.
 */
/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "mend/charset.h"
#include "mend/glance.h"
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

static void each_page_is_told_by_its_own_leads(void **state)
{
    (void)state;
    becomes("MĂĄme dost tĹ\xC2\x99"
            "etĂ\xC2\xAD"
            "ho",
            "Máme dost třetího");
    becomes("ÔÇ£NoÔÇØ", "“No”");
    becomes("Noβ€™s", "No’s");
    becomes("ğŸ˜€", "😀");
    becomes("тАЬNoтАЭ", "“No”");
    becomes("Г©tГ©", "été");
    becomes("í\xC2\xA0½í¸\xC2\x80", "😀"); /* surrogates */
}

static void a_lost_byte_is_known_by_its_neighbours(void **state)
{
    (void)state;
    becomes("voilÃ le dÃ©tail", "voilà le détail");
    becomes("Ã s crianÃ§as", "às crianças");
    becomes("Å veices baÅ†Ä·ieri", "Šveices baņķieri");
    becomes("à¤¹à¤¿à¤¨à¥�à¤¦à¥€", "हिन�दी"); /* and is not taken for a mark */
    becomes("dinner. â?¦ Our", "dinner. … Our");
    stays("café “à la carte”, né à Lenz"); /* no damage: no lost bytes */
    stays("ã†â€™ãƒâ€ ã¢â‚¬â„¢");           /* made small after the damage */
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

static void inner_marks_close_before_outer_ones(void **state)
{
    (void)state;
    becomes("�He said �stay� and left.� So.", "“He said ‘stay’ and left.” So.");
    becomes("â??It was â??the end,â??â?? Ruud said.", "“It was ‘the end,’” Ruud said.");
    becomes("�Nothin� Left,� it sang", "“Nothin’ Left,” it sang");
}

static void a_quotation_runs_over_its_paragraph(void **state)
{
    (void)state;
    becomes("�We stay, Ruud said\nand again� he said",
            "“We stay, Ruud said\nand again” he said");
}

static void lost_letters_are_not_taken_for_marks(void **state)
{
    (void)state;
    stays("Sie k�nnen f�r alle gr��er sein");
    becomes("all�ora; 97%�98%; 10�12; it�I mean", "all’ora; 97%–98%; 10–12; it—I mean");
    becomes("the �90s, Gen-X�ers", "the ’90s, Gen-X’ers");
}

static void a_question_mark_stays_where_it_may_ask(void **state)
{
    (void)state;
    stays("Who won? nobody. Why ?nothing came");
    stays("see example.org/watch?t and /page?s");
    becomes("his ?duty? to report", "his “duty” to report");
}

static void mending_twice_changes_nothing_more(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "â€œNo,â€ said RuudÂ£5 â€” FrÃ©dÃ©ric; voilÃ le �plan� Ñ�",
        "�He said �stay� and left.� 97%�98% start†but ?duty? to",
        "Ã¢â‚¬Å“NoÃ¢â‚¬ ΓÇ£ вЂњ ‚Äú &amp;amp;ldquo; \\u201c"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        rap_mended once = mend(rap_str_of(texts[i])), twice = mend(once.text);
        assert_true(rap_str_eq(once.text, twice.text));
    }
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

static void decodes(rap_str source, const char *hint, const char *name,
                    const char *text)
{
    rap_mended m;
    rap_err err;
    assert_int_equal(rap_mend(&m, source, hint, arena, &err), RAP_OK);
    if (!rap_str_is(m.text, text))
        fail_msg("%s: " RAP_FMT ", not %s", name, RAP_ARG(m.text), text);
    assert_string_equal(m.charset, name);
    check_map(&m);
}

static void a_named_charset_is_read_by_its_label(void **state)
{
    (void)state;
    decodes(RAP_STR("\xCC\xB8\xC5\xD0."), "GB2312", "gb18030", "谈判.");
    decodes(RAP_STR("\xCC\xB8\xD0."), "gbk", "utf-8", "\u0338Ð."); /* cut short */
    decodes(RAP_STR("\x83\x8C\x83\x93\x83\x63!"), " Shift_JIS ", "shift_jis",
            "レンツ!");
    decodes(RAP_STR("a\x1B$B%l\x1B(Bb"), "iso-2022-jp", "iso-2022-jp", "aレb");
    decodes(RAP_STR("\xED\xCF\xD3\xCB\xD7\xC1"), "koi8-r", "koi8-r", "Москва");
    decodes(RAP_STR("\xC6\xF2\xC8\xAD"), "ks_c_5601-1987", "euc-kr", "평화");
    decodes(RAP_STR("\xEA\xF1\xDF\xF3\xE7"), "iso-8859-7", "iso-8859-7", "κρίση");
    decodes(RAP_STR("caf\xE9 \x80"), "latin1", "windows-1252", "café €");
    decodes(RAP_STR("caf\xE9"), "no-such-charset", "windows-1252", "café");
}

static void valid_utf8_and_marks_outweigh_what_is_said(void **state)
{
    (void)state;
    decodes(RAP_STR("Kösh"), "windows-1251", "utf-8", "Kösh");
    decodes(RAP_STR("Lenz"), "utf-16", "utf-8", "Lenz");
    decodes((rap_str){"\xFF\xFE\0\0L\0\0\0", 8}, "latin1", "utf-32le", "L");
    /* one byte in two is none of GB 18030: it was not meant */
    decodes(RAP_STR("r\xE9sum\xE9 caf\xE9 \xE0 \xE9t\xE9 n\xE9 d\xE9"), "iso-2022-jp",
            "windows-1252", "résumé café à été né dé");
}

static void an_unnamed_charset_is_guessed_from_its_letters(void **state)
{
    (void)state;
    decodes(RAP_STR("\xCF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xE2 "
                    "\xCB\xE5\xED\xF6\xE5 \xEF\xF0\xEE\xE4\xEE\xEB\xE6\xE0\xEB"
                    "\xE8\xF1\xFC."),
            NULL, "windows-1251", "Переговоры в Ленце продолжались.");
    decodes(RAP_STR("\xD2No,\xD3 he said, \xD2we can\xD5t; it isn\xD5t ours.\xD3"),
            NULL, "macintosh", "“No,” he said, “we can’t; it isn’t ours.”");
}

static void labels_mean_charsets_in_any_case(void **state)
{
    (void)state;
    assert_string_equal(rap_charset_name("LATIN1"), "windows-1252");
    assert_string_equal(rap_charset_name(" utf8\n"), "utf-8");
    assert_string_equal(rap_charset_name("x-user-defined"), "windows-1252");
    assert_null(rap_charset_name("hz-gb-2312"));
    assert_null(rap_charset_name(""));
    assert_null(rap_charset_name(NULL));
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

static const char *const hints[] = {
    NULL,       "utf-8",    "gb18030", "shift_jis",    "iso-2022-jp",
    "big5",     "euc-kr",   "euc-jp",  "koi8-r",       "windows-1255",
    "utf-16le", "utf-32be", "ibm866",  "iso-8859-8-i", "x-mac-cyrillic"};

static void any_bytes_in_any_charset_keep_the_map_true(void **state)
{
    (void)state;
    char bytes[300];
    uint32_t seed = 11;
    for (size_t round = 0; round < 6000; round++) {
        size_t n = round % sizeof bytes;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            unsigned char c = (unsigned char)(seed >> 16);
            bytes[i] = (char)(round % 3 ? (c < 0x20 ? c | 0x80 : c) : c | 0x80);
        }
        rap_mended m;
        rap_err err;
        const char *hint = hints[round % (sizeof hints / sizeof *hints)];
        if (rap_mend(&m, (rap_str){bytes, n}, hint, arena, &err) == RAP_OK) {
            check_map(&m);
            check_spans(&m);
        }
        rap_arena_reset(arena);
    }
}

/* The glance and the step by step check must agree wherever the bad byte stands. */
static void a_glance_sees_every_bad_byte(void **state)
{
    (void)state;
    char bytes[200];
    static const char *const bad[] = {"\x80",         "\xC3",     "\xE2\x80",
                                      "\xF0\x9F\x98", "\xC0\x80", "\xED\xA0\x80",
                                      "\xF5",         "\x01",     "\x1B"};
    const rap_str whole = RAP_STR("é“中😀 abc\n");
    for (size_t at = 0; at + 8 < sizeof bytes; at++)
        for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
            size_t n = 0;
            while (n < at) {
                size_t len = rap_utf8_step(whole, n % whole.n);
                memcpy(bytes + n, whole.p + n % whole.n, len);
                n += len;
            }
            size_t sound = n;
            memcpy(bytes + n, bad[k], strlen(bad[k]));
            n += strlen(bad[k]);
            memset(bytes + n, 'x', sizeof bytes - n);
            assert_true(rap_glance_sound((rap_str){bytes, sound}));
            assert_false(rap_glance_sound((rap_str){bytes, n}));
            assert_false(rap_glance_sound((rap_str){bytes, sizeof bytes}));
        }
}

/* Megabytes of what is slowest to judge; quadratic time would take hours. */
static void hostile_lines_take_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"â€", "&",   "�",  "?a ",        "“†a",
                                        "Ã",  "\\u", "в",  "\xE2\x80",   "&#1",
                                        "Ã ", "Рё",  "à¤", "í\xC2\xA0½", "\x83\x8C"};
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
        TEST(a_named_charset_is_read_by_its_label),
        TEST(valid_utf8_and_marks_outweigh_what_is_said),
        TEST(an_unnamed_charset_is_guessed_from_its_letters),
        TEST(labels_mean_charsets_in_any_case),
        TEST(each_page_is_told_by_its_own_leads),
        TEST(a_lost_byte_is_known_by_its_neighbours),
        TEST(inner_marks_close_before_outer_ones),
        TEST(a_quotation_runs_over_its_paragraph),
        TEST(lost_letters_are_not_taken_for_marks),
        TEST(a_question_mark_stays_where_it_may_ask),
        TEST(mending_twice_changes_nothing_more),
        TEST(any_bytes_in_any_charset_keep_the_map_true),
        TEST(a_glance_sees_every_bad_byte),
        TEST(hostile_lines_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
