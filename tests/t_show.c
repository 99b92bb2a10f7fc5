/*
 * tests/t_show.c - what the terminal is given: widths, days, formulas, claimants.
 */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "show/lines.h"
#include "view/forms.h"
#include "view/wording.h"

static void assert_bytes(rap_buf *b, const char *want)
{
    rap_buf_byte(b, '\0');
    assert_string_equal(b->p, want);
    rap_buf_done(b);
}

static void width_counts_characters_and_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(rap_width(rap_str_of("Véld – ok")), 9);
    assert_int_equal(rap_width(rap_str_of("e\xCC\x81")), 1); /* combining acute */
    assert_int_equal(rap_width(rap_str_of("漢")), 2);
}

static void folded_lines_go_on_at_the_indent_and_keep_their_blanks(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_lines l = rap_lines_of(&b, 40, false);
    l.indent = 4;
    rap_lines_fold(&l, rap_str_of("one two"));
    rap_lines_fold(&l, rap_str_of(" three four five six seven eight"));
    rap_lines_end(&l);
    assert_bytes(&b, "one two three four five six seven eight\n");
    l = rap_lines_of(&b, 40, false);
    l.indent = 4;
    rap_lines_fold(&l, rap_str_of("nine ten eleven twelve thirteen fourteen fifteen"));
    rap_lines_end(&l);
    assert_bytes(&b, "nine ten eleven twelve thirteen fourteen\n    fifteen\n");
}

static void an_escape_sequence_of_a_report_never_reaches_the_terminal(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_lines l = rap_lines_of(&b, 80, false);
    rap_lines_put(&l, rap_str_of("a\x1b[31mb\xC2\x9B"
                                 "c\xE2\x80\xAE"));
    rap_lines_end(&l);
    assert_bytes(&b, "a?[31mb?c?\n");
}

static void days_are_written_as_people_do(void **state)
{
    static const char *const days[][2] = {
        {"2022-03-30", "30 Mar 2022"},
        {"2022-03", "Mar 2022"},
        {"2022", "2022"},
        {"--03-29", "29 Mar"},
        {"2022-03-29/2022-03-30", "29–30 Mar 2022"},
        {"2022-03-31/2022-04-02", "31 Mar – 2 Apr 2022"},
        {"", "no date"}};
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        rap_buf b = {0};
        rap_word_day(&b, rap_str_of(days[i][0]));
        assert_bytes(&b, days[i][1]);
    }
}

static void a_formula_in_a_cell_is_made_harmless(void **state)
{
    static const char *const cells[][2] = {
        {"=1+1", "\"'=1+1\""},    {"  @x", "\"'  @x\""},          {"-3+1", "\"'-3+1\""},
        {"-28.95", "\"-28.95\""}, {"a \"b\"", "\"a \"\"b\"\"\""}, {"", "\"\""}};
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        rap_buf b = {0};
        rap_csv_cell(&b, rap_str_of(cells[i][0]));
        assert_bytes(&b, cells[i][1]);
    }
}

static void every_kind_of_claimant_has_its_words(void **state)
{
    (void)state;
    const rap_claim claims[] = {
        {.kind = RAP_CLAIM_NAMED,
         .name = rap_str_of("Jon Ruud"),
         .side = rap_str_of("Norland")},
        {.kind = RAP_CLAIM_NARRATOR, .report = 4},
        {.kind = RAP_CLAIM_UNNAMED, .name = rap_word_unnamed(rap_str_of("official"))},
        {.kind = RAP_CLAIM_UNSURE},
        {.kind = RAP_CLAIM_UNSURE, .report = 3}};
    static const char *const words[] = {"Jon Ruud (Norland)", "R4 (narrator)",
                                        "an unnamed official", "speaker unclear",
                                        "speaker unclear (R3)"};
    for (size_t i = 0; i < 5; i++) {
        rap_buf b = {0};
        rap_claim_write(&b, &claims[i]);
        assert_bytes(&b, words[i]);
    }
}

static void day_bounds_hold_all_of_what_is_known(void **state)
{
    int32_t first = 0, last = 0;
    (void)state;
    assert_true(rap_day_bounds(&first, &last, rap_str_of("2024-02")));
    assert_int_equal(last - first, 28);
    assert_true(rap_day_bounds(&first, &last, rap_str_of("2024-02-28/2024-03-01")));
    assert_int_equal(last - first, 2);
    assert_false(rap_day_bounds(&first, &last, rap_str_of("--02-28")));
    assert_false(rap_day_bounds(&first, &last, rap_str_of("yesterday")));
}

static void words_are_found_whole(void **state)
{
    (void)state;
    assert_true(
        rap_text_holds(rap_str_of("ana veld of norland"), rap_str_of("veld norland")));
    assert_false(rap_text_holds(rap_str_of("velden"), rap_str_of("veld")));
}

static void a_quoted_text_loses_its_marks_where_it_is_retold(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_word_unquoted(&b, rap_str_of("“sharply” cut its \"raids\" in Vey's «north»"));
    assert_bytes(&b, "sharply cut its raids in Vey's north");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_counts_characters_and_not_bytes),
        cmocka_unit_test(folded_lines_go_on_at_the_indent_and_keep_their_blanks),
        cmocka_unit_test(an_escape_sequence_of_a_report_never_reaches_the_terminal),
        cmocka_unit_test(days_are_written_as_people_do),
        cmocka_unit_test(a_formula_in_a_cell_is_made_harmless),
        cmocka_unit_test(every_kind_of_claimant_has_its_words),
        cmocka_unit_test(day_bounds_hold_all_of_what_is_known),
        cmocka_unit_test(words_are_found_whole),
        cmocka_unit_test(a_quoted_text_loses_its_marks_where_it_is_retold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
