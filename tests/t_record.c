/*
 * tests/t_record.c - the record of a report, byte for byte: the contract of
 * docs/record.md.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/conllu.h"
#include "reading/reading.h"
#include "reading/record.h"
#include "record_wanted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEMORY = 256 << 20 };

/* The record of `report`, in *out. */
static rap_code read_to(rap_buf *out, const rap_report *report,
                        const rap_reading_options *options)
{
    rap_arena *arena = rap_arena_new(MEMORY);
    assert_non_null(arena);
    rap_code rc = rap_reading_run(out, report, options, arena, NULL);
    rap_arena_free(arena);
    return rc;
}

static void expect(const rap_report *report, const rap_reading_options *options,
                   const char *want)
{
    rap_buf out = {0};
    assert_int_equal(read_to(&out, report, options), RAP_OK);
    rap_buf_byte(&out, '\0');
    assert_string_equal(out.p, want);
    rap_buf_done(&out);
}

static rap_report report_of(const char *text)
{
    return (rap_report){
        .key = RAP_STR("k"), .bytes = rap_str_of(text), .media = RAP_MEDIA_TEXT};
}

static void what_the_container_tells_stands_in_the_head(void **state)
{
    const rap_str authors[] = {RAP_STR("Ana Holm"), RAP_STR("Ole Brandt")};
    rap_report r = report_of("The port is open.");
    const rap_reading_options o = {.layers = RAP_LAYER_META, .with_source = true};
    (void)state;
    r.uri = RAP_STR("http://kesh.example/1");
    r.container = RAP_STR("a.warc");
    r.container_at = 12;
    r.container_n = 4294967297;
    r.title = RAP_STR("Open \"port\"");
    r.authors = authors;
    r.n_authors = 2;
    r.publisher = RAP_STR("The Courier");
    r.date = RAP_STR("2024-05-14");
    expect(&r, &o, head_of_a_container);
}

static void what_nobody_tells_is_null(void **state)
{
    rap_report r = report_of("The port is open.");
    const rap_reading_options o = {.layers = RAP_LAYER_META, .verbatim = true};
    (void)state;
    expect(&r, &o, head_of_nothing);
}

static void a_text_tells_its_title_author_and_day(void **state)
{
    rap_report r = report_of("Port is open again\n\nBy Ana Holm\n\nMay 14, 2024\n\nThe "
                             "port of Kesh is open again, the harbour board said.\n");
    const rap_reading_options o = {.layers = RAP_LAYER_META | RAP_LAYER_TEXT};
    (void)state;
    expect(&r, &o, head_of_a_text);
}

static const char page[] =
    "<html><head><title>Port | Courier</title><meta name=\"author\" content=\"Ana "
    "Holm\">"
    "<link rel=\"canonical\" href=\"https://kesh.example/port\">"
    "<meta property=\"og:site_name\" content=\"Courier\">"
    "<meta property=\"article:published_time\" content=\"2024-05-02T10:00:00Z\">"
    "<meta property=\"article:modified_time\" content=\"2024-05-03\"></head><body>"
    "<article><h1>The port is open</h1><p>The port of Kesh is open, Jon Ruud said on "
    "Monday. Two ships have left it.</p></article></body></html>";

static void a_page_tells_where_in_its_markup_each_value_stands(void **state)
{
    rap_report r = report_of(page);
    const rap_reading_options o = {.layers = RAP_LAYER_META | RAP_LAYER_TEXT};
    (void)state;
    r.media = RAP_MEDIA_HTML;
    expect(&r, &o, head_of_a_page);
}

static void repairs_and_syntax_are_told(void **state)
{
    rap_report r = report_of("The old r\xC3\x83\xC2\xA9gime didn't fall.");
    const rap_reading_options o = {.layers = RAP_LAYER_TEXT | RAP_LAYER_SYNTAX,
                                   .verbatim = true};
    (void)state;
    expect(&r, &o, syntax_of_a_text);
}

static const char told[] =
    "Two officials told reporters by telephone that Russia would hand over Crimea if "
    "France paid $20 million. “The gold left Lyon on Monday,” German Chancellor Ana "
    "Holm said.";

static void rows_of_all_layers_have_all_their_keys(void **state)
{
    rap_report r = report_of(told);
    const rap_reading_options o = {.verbatim = true};
    (void)state;
    r.date = RAP_STR("2024-05-14");
    expect(&r, &o, rows_of_all_layers);
}

static void a_report_in_another_language_is_not_read(void **state)
{
    rap_report r =
        report_of("Der Hafen von Kesh ist seit Montag wieder offen, sagte der Minister "
                  "am Abend. Die Schiffe k\xC3\xB6nnen auslaufen, und die Matrosen "
                  "sind frei. Es gibt noch keine Antwort der anderen Seite.");
    const rap_reading_options o = {.layers = RAP_LAYER_NAMES | RAP_LAYER_TEXT};
    (void)state;
    expect(&r, &o, not_read);
}

static void an_empty_report_is_an_error_object(void **state)
{
    const rap_reading_options o = {.layers = RAP_LAYER_META};
    const rap_err nowhere = {.code = RAP_E_CRASH, .at = RAP_NOWHERE, .msg = "gone"};
    rap_report r = report_of(" \n ");
    rap_buf out = {0};
    (void)state;
    assert_int_equal(read_to(&out, &r, &o), RAP_E_EMPTY);
    rap_reading_error(&out, RAP_STR("\""), &nowhere);
    rap_buf_byte(&out, '\0');
    assert_string_equal(out.p, error_objects);
    rap_buf_done(&out);
}

static void sentences_are_written_as_conllu(void **state)
{
    rap_report r =
        report_of("The port of Kesh didn't open.\n\nThe toll is 40% of it. They left");
    const rap_reading_options o = {.layers = RAP_LAYER_DEFAULT, .verbatim = true};
    rap_arena *arena = rap_arena_new(MEMORY);
    const rap_reading *reading = NULL;
    rap_buf out = {0};
    (void)state;
    r.key = RAP_STR("a b%.txt");
    assert_int_equal(rap_reading_open(&reading, &r, &o, arena, NULL), RAP_OK);
    for (uint32_t i = 0; i < reading->prose.n_sentences; i++)
        rap_conllu_write(&out, reading, 7, i);
    rap_buf_byte(&out, '\0');
    assert_string_equal(out.p, as_conllu);
    rap_buf_done(&out);
    rap_arena_free(arena);
}

static void layers_are_read_from_their_names(void **state)
{
    uint32_t layers = 0;
    rap_err err;
    (void)state;
    assert_int_equal(rap_layers_parse(&layers, RAP_STR("meta, text,positions"), &err),
                     RAP_OK);
    assert_int_equal(layers, RAP_LAYER_META | RAP_LAYER_TEXT | RAP_LAYER_POSITIONS);
    assert_int_equal(
        rap_layers_parse(
            &layers, RAP_STR("syntax,names,times,attributions,figures,events"), &err),
        RAP_OK);
    assert_int_equal(layers, 511 - 1 - 2 - 256);
    assert_int_equal(rap_layers_parse(&layers, RAP_STR("text,"), &err), RAP_E_USAGE);
    assert_string_equal(err.msg, "there is no layer \"\"");
    assert_int_equal(rap_layers_parse(&layers, RAP_STR("texts"), &err), RAP_E_USAGE);
    assert_int_equal(layers, 511 - 1 - 2 - 256);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_container_tells_stands_in_the_head),
        cmocka_unit_test(what_nobody_tells_is_null),
        cmocka_unit_test(a_text_tells_its_title_author_and_day),
        cmocka_unit_test(a_page_tells_where_in_its_markup_each_value_stands),
        cmocka_unit_test(repairs_and_syntax_are_told),
        cmocka_unit_test(rows_of_all_layers_have_all_their_keys),
        cmocka_unit_test(a_report_in_another_language_is_not_read),
        cmocka_unit_test(an_empty_report_is_an_error_object),
        cmocka_unit_test(sentences_are_written_as_conllu),
        cmocka_unit_test(layers_are_read_from_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
