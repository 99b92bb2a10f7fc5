/*
 * tests/t_told.c - invented reports, and all the rows that a careful reader would write
 * down of them: a table for each room, tests/told/ROOM.txt.
 *
 *     == what the case is about
 *     the text, in as many lines and blocks as it has
 *     -- KINDS, words of `kinds` below; a day: the report's own; "laid": with its head;
 *        "cast": the names of facts_stage.h are set by hand
 *     rows of these kinds, all of them, in the order of the record
 *
 * Beside it lies ROOM.sure: how sure each row of a case is, as it was when the weights
 * were fitted.  No reader can tell these; they tell that the models still see the text
 * by the very features that they have learnt from.
 *
 * Given a path on the command line this prints the table with the rows that come out,
 * given a second word the beliefs; "examples": those of the example reports.  And
 * ROOM.damaged holds digests of the rows of these texts when they are damaged
 * ("damages" prints them): nobody can say what is right there, but nothing may change
 * unseen.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "facts_stage.h"
#include "reading/record.h"
#include "told_rows.h"
#include "told_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- the table ---------------------------------------------------------------------
 */

static bool has(const told_case *c, const char *word)
{
    return rap_str_find(c->head, rap_str_of(word), 0) < c->head.n;
}

static rap_str day_of(const told_case *c)
{
    size_t day = rap_str_find(c->head, RAP_STR(" 20"), 0);
    return rap_str_cut(c->head, day + 1, day + 11);
}

static const rap_reading *read_all(const told_case *c, rap_arena *arena)
{
    static rap_reading_options options;
    static rap_report report;
    const rap_reading *r = NULL;
    options = (rap_reading_options){.layers = RAP_LAYER_DEFAULT,
                                    .verbatim = !has(c, " laid")};
    report = (rap_report){.key = RAP_STR("a"),
                          .bytes = c->text,
                          .media = RAP_MEDIA_TEXT,
                          .date = day_of(c)};
    assert_int_equal(rap_reading_open(&r, &report, &options, arena, NULL), RAP_OK);
    return r;
}

/* The same with the names of the cast, set by hand, and no places. */
static const rap_reading *read_cast(stage *s, const told_case *c, rap_arena *arena)
{
    rap_reading *r = RAP_NEW(arena, rap_reading, 1);
    rap_times_options when = {.told = {0, 0, 0}};
    assert_non_null(r);
    (void)rap_day_parse(&when.told, day_of(c));
    stage_open(s, rap_arena_copy(arena, c->text).p);
    assert_int_equal(rap_trees_read(&s->prose, NULL), RAP_OK);
    assert_int_equal(rap_times_read(&s->times, &s->prose, &when, NULL), RAP_OK);
    assert_int_equal(rap_speech_read(&s->speech, &s->prose, &s->names, &s->times, NULL),
                     RAP_OK);
    s->input =
        (rap_facts_input){&s->prose, &s->names, &s->times, &s->places, &s->speech};
    assert_int_equal(rap_facts_read(&r->facts, &s->input, NULL), RAP_OK);
    r->prose = s->prose;
    r->names = s->names;
    r->times = s->times;
    r->speech = s->speech;
    return r;
}

static void believe(rap_buf *out, const told_case *c, rap_arena *arena)
{
    static stage s;
    const bool by_hand = has(c, " cast");
    const told t = {by_hand ? read_cast(&s, c, arena) : read_all(c, arena), out};
    tell_sure(&t);
    if (by_hand) stage_close(&s);
}

/* The rows of the kinds that the head of a case names. */
static void tell(rap_buf *out, const told_case *c, rap_arena *arena)
{
    static stage s;
    const bool by_hand = has(c, " cast");
    const told t = {by_hand ? read_cast(&s, c, arena) : read_all(c, arena), out};
    for (size_t at = 3; at < c->head.n;) {
        size_t end = rap_str_find(c->head, RAP_STR(" "), at);
        rap_str word = rap_str_cut(c->head, at, end);
        for (size_t k = 0; k < KINDS; k++)
            for (uint32_t i = 0; rap_str_is(word, kinds[k].name); i++) {
                if (!kinds[k].tell(&t, i)) break;
                rap_buf_byte(out, '\n');
            }
        at = end + 1;
    }
    if (by_hand) stage_close(&s);
}

static void every_case_has_its_rows_and_no_others(void **state)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    rap_buf got = {0};
    rap_str table;
    size_t at = 0;
    int wrong = 0, n = 0;
    (void)state;
    assert_int_equal(rap_file_read(&table, TOLD, 1 << 20, home, NULL), RAP_OK);
    for (told_case c; next_case(&c, table, &at); n++) {
        rap_buf_clear(&got);
        tell(&got, &c, arena);
        rap_str rows = rap_str_trim(c.rows), is = rap_str_trim(rap_buf_str(&got));
        if (!rap_str_eq(is, rows)) {
            print_message(RAP_FMT "\nwanted:\n" RAP_FMT "\nread:\n" RAP_FMT "\n",
                          RAP_ARG(c.name), RAP_ARG(rows), RAP_ARG(is));
            wrong++;
        }
        rap_arena_reset(arena);
    }
    assert_int_equal(wrong, 0);
    assert_true(n > 5);
    rap_buf_done(&got);
    rap_arena_free(arena);
    rap_arena_free(home);
}

/* The table of beliefs has a line for each case, in the same order. */
static void beliefs_are_as_they_were(void **state)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    rap_buf got = {0};
    rap_str table, sure;
    size_t at = 0, line = 0;
    int wrong = 0;
    (void)state;
    assert_int_equal(rap_file_read(&table, TOLD, 1 << 20, home, NULL), RAP_OK);
    assert_int_equal(rap_file_read(&sure, TOLD_SURE, 1 << 20, home, NULL), RAP_OK);
    for (told_case c; next_case(&c, table, &at);) {
        rap_buf_clear(&got);
        believe(&got, &c, arena);
        rap_str was = line_at(sure, line), is = rap_buf_str(&got);
        if (!rap_str_eq(was, is) && wrong++ < 5)
            print_message(RAP_FMT "\n" RAP_FMT "\nbefore:\n" RAP_FMT "\n",
                          RAP_ARG(c.name), RAP_ARG(is), RAP_ARG(was));
        line += was.n + 1;
        rap_arena_reset(arena);
    }
    assert_int_equal(wrong, 0);
    rap_buf_done(&got);
    rap_arena_free(arena);
    rap_arena_free(home);
}

/* ---- damaged -----------------------------------------------------------------------
 */

/* What is done to the words of a text. */
typedef enum {
    JOINED,
    LOWER,
    UPPER,
    BARE,
    CUT,
    TURNED,
    DOUBLED,
    COMMAS,
    QUOTED,
    UNDATED
} damage;
enum { DAMAGES = UNDATED + 1, TOGETHER = 16, WORDS = 400, KIND_GROUPS = 6 };

static void put_damaged_word(rap_buf *out, rap_str word, damage how, uint32_t i)
{
    if (how == CUT && i % 5 == 4) return;
    for (int again = 0; again < 1 + (how == DOUBLED); again++) {
        for (size_t k = 0; k < word.n; k++) {
            char c = word.p[k];
            bool mark = c == '.' || c == ',' || c == ':' || c == '"' || (c & 0x80);
            if (how == BARE && mark) continue;
            if (how == LOWER && c >= 'A' && c <= 'Z') c = (char)(c + 'a' - 'A');
            if (how == UPPER && c >= 'a' && c <= 'z') c = (char)(c + 'A' - 'a');
            rap_buf_byte(out, c);
        }
        if (how == COMMAS && i % 3 == 2) rap_buf_byte(out, ',');
        rap_buf_byte(out, ' ');
    }
}

static void put_damaged(rap_buf *out, rap_str text, damage how)
{
    rap_str words[WORDS];
    uint32_t n = 0;
    for (size_t at = 0; at < text.n && n < WORDS;) {
        size_t end = at;
        while (end < text.n && text.p[end] != ' ' && text.p[end] != '\n')
            end++;
        if (end > at) words[n++] = rap_str_cut(text, at, end);
        at = end + 1;
    }
    if (how == QUOTED) rap_buf_z(out, "\xE2\x80\x9C");
    for (uint32_t i = 0; i < n; i++)
        put_damaged_word(out, words[how == TURNED ? n - 1 - i : i], how, i);
    if (how == QUOTED) rap_buf_z(out, "\xE2\x80\x9D, Ruud told Veld on Monday. ");
}

static uint64_t hashed(uint64_t h, rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001B3u; /* FNV-1a */
    return h;
}

/* The rows of all kinds into h, a digest for each room. */
static void digest(uint64_t h[KIND_GROUPS], rap_str text, const char *head,
                   rap_arena *arena)
{
    static const uint8_t group[KINDS] = {0, 0, 1, 2, 3, 4, 5, 5, 5, 3};
    told_case c = {.text = text, .head = rap_str_of(head)};
    rap_buf rows = {0};
    const told t = {read_all(&c, arena), &rows};
    for (size_t k = 0; k < KINDS; k++) {
        rap_buf_clear(&rows);
        for (uint32_t i = 0; kinds[k].tell(&t, i); i++)
            rap_buf_byte(&rows, '\n');
        h[group[k]] = hashed(h[group[k]], rap_buf_str(&rows));
    }
    rap_buf_done(&rows);
}

static void put_damages(rap_buf *out, rap_str table, damage how, rap_arena *arena)
{
    uint64_t h[KIND_GROUPS] = {1, 1, 1, 1, 1, 1};
    rap_buf text = {0};
    size_t at = 0;
    told_case c;
    for (uint32_t n = 1; next_case(&c, table, &at); n++) {
        put_damaged(&text, c.text, how);
        if (n % TOGETHER && at < table.n) continue;
        digest(h, rap_buf_str(&text), how == UNDATED ? "--" : "-- 2024-05-14", arena);
        rap_arena_reset(arena);
        rap_buf_clear(&text);
    }
    for (int k = 0; k < KIND_GROUPS; k++)
        rap_buf_printf(out, "%016llx ", (unsigned long long)h[k]);
    rap_buf_byte(out, '\n');
    rap_buf_done(&text);
}

/* One line for each damage: names, coref, places, times, speech, facts. */
static void put_all_damages(rap_buf *out)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    rap_str table;
    assert_int_equal(rap_file_read(&table, TOLD, 1 << 20, home, NULL), RAP_OK);
    for (int how = 0; how < DAMAGES; how++)
        put_damages(out, table, (damage)how, arena);
    rap_arena_free(arena);
    rap_arena_free(home);
}

static void damaged_texts_are_read_as_they_were(void **state)
{
    rap_buf got = {0};
    (void)state;
    put_all_damages(&got);
    assert_is_as_in(&got, TOLD_DAMAGED);
    rap_buf_done(&got);
}

static int print_damages(void)
{
    rap_buf got = {0};
    put_all_damages(&got);
    (void)printf(RAP_FMT, RAP_ARG(rap_buf_str(&got)));
    rap_buf_done(&got);
    return 0;
}

/* ---- the example reports -----------------------------------------------------------
 */

static const char *const examples[] = {"01-courier-talks-to-open.txt",
                                       "02-npa-first-round.txt",
                                       "03-herald-first-round.txt",
                                       "04-courier-no-breakthrough.txt",
                                       "05-herald-island.txt",
                                       "06-npa-strait-still-shut.txt",
                                       "07-courier-unnamed.txt",
                                       "08-herald-refused.txt",
                                       "09-npa-shots.txt",
                                       "10-courier-coffee.txt",
                                       "11-herald-second-round.txt",
                                       "12-npa-first-ships.txt"};
enum { N_EXAMPLES = sizeof examples / sizeof *examples };

static void believe_example(rap_buf *out, size_t i, rap_arena *arena)
{
    char path[512];
    told_case c = {.head = RAP_STR("-- laid")};
    (void)snprintf(path, sizeof path, "%s/%s", EXAMPLES, examples[i]);
    assert_int_equal(rap_file_read(&c.text, path, 1 << 20, arena, NULL), RAP_OK);
    rap_buf_clear(out);
    believe(out, &c, arena);
}

static void the_example_reports_are_believed_as_they_were(void **state)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    rap_buf got = {0};
    rap_str sure;
    size_t line = 0;
    (void)state;
    assert_int_equal(rap_file_read(&sure, EXAMPLES_SURE, 1 << 20, home, NULL), RAP_OK);
    for (size_t i = 0; i < N_EXAMPLES; i++) {
        believe_example(&got, i, arena);
        rap_str was = line_at(sure, line);
        if (!rap_str_eq(was, rap_buf_str(&got)))
            fail_msg("%s\n" RAP_FMT "\nbefore:\n" RAP_FMT, examples[i],
                     RAP_ARG(rap_buf_str(&got)), RAP_ARG(was));
        line += was.n + 1;
        rap_arena_reset(arena);
    }
    rap_buf_done(&got);
    rap_arena_free(arena);
    rap_arena_free(home);
}

static int print_examples(void)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20);
    rap_buf got = {0};
    for (size_t i = 0; i < N_EXAMPLES; i++) {
        believe_example(&got, i, arena);
        (void)printf(RAP_FMT "\n", RAP_ARG(rap_buf_str(&got)));
        rap_arena_reset(arena);
    }
    rap_buf_done(&got);
    rap_arena_free(arena);
    return 0;
}

static int print(const char *path, bool beliefs)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    rap_buf got = {0};
    rap_str table;
    size_t at = 0;
    if (rap_file_read(&table, path, 1 << 20, home, NULL) != RAP_OK) return 1;
    for (told_case c; next_case(&c, table, &at);) {
        rap_buf_clear(&got);
        (beliefs ? believe : tell)(&got, &c, arena);
        rap_str rows = rap_buf_str(&got);
        if (beliefs)
            (void)printf(RAP_FMT "\n", RAP_ARG(rows));
        else
            (void)printf(RAP_FMT "\n" RAP_FMT RAP_FMT "\n" RAP_FMT "\n",
                         RAP_ARG(c.name), RAP_ARG(c.text), RAP_ARG(c.head),
                         RAP_ARG(rows));
        rap_arena_reset(arena);
    }
    rap_buf_done(&got);
    rap_arena_free(arena);
    rap_arena_free(home);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_has_its_rows_and_no_others),
        cmocka_unit_test(beliefs_are_as_they_were),
        cmocka_unit_test(damaged_texts_are_read_as_they_were),
        cmocka_unit_test(the_example_reports_are_believed_as_they_were),
    };
    if (argc > 1 && strcmp(argv[1], "damages") == 0) return print_damages();
    if (argc > 1 && strcmp(argv[1], "examples") == 0) return print_examples();
    if (argc > 1) return print(argv[1], argc > 2);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
