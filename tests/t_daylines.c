/*
 * tests/t_daylines.c - sentences of one day of the chronology that say the same, and
 * those that share their rare words.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/dated.h"
#include "findings_stage.h"

static const stage_form form = {.write = rap_lines_write,
                                .kind = RAP_ROW_CHRONOLOGY,
                                .list = "sources",
                                .keys = {"day", "weight", "of", "status", "text"},
                                .inner = {"report", "day", "status", "claimant"},
                                .find = rap_pile_find_lines,
                                .count = rap_lines_count};

static void assert_rows(stage *s, const char *wanted)
{
    stage_assert_rows(s, &form, 'H', wanted);
}

/* A sentence whose first two bytes name a day. */
static void dated(stage *s, uint32_t rank, const char *day, const char *text)
{
    rap_span at = stage_sentence(s, rank, text);
    rap_filed_time *t = stage_time(s, rank, day, "");
    t->at = (rap_span){at.from, at.from + 2};
}

/* Only the texts of the lines, by strokes. */
static void assert_texts(stage *s, const char *wanted)
{
    static char told[STAGE_TOLD];
    rap_row row;
    if (!s->p) stage_lay(s);
    rap_pile_find_lines(s->p);
    assert_false(s->p->failed);
    told[0] = '\0';
    for (uint32_t i = 0; i < rap_lines_count(s->p); i++) {
        (void)stage_row(s, &form, i, &row);
        stage_tell(told, i ? " / " : "", row.text);
    }
    assert_string_equal(told, wanted);
    stage_free(s);
}

/* ---- told again --------------------------------------------------------------------
 */

static void the_same_words_of_one_day_are_sources_of_one_line(void **state)
{
    (void)state;
    stage *s = stage_new();
    for (uint32_t i = 0; i < 3; i++) {
        stage_report(s, "", "");
        dated(s, i, i < 2 ? "2031-05-03" : "2031-05-04", "On Saturday the lock froze.");
    }
    assert_rows(s, "2031-05-03 4 report - On Saturday the lock froze\n"
                   "A 2031-05-03 - -\nB 2031-05-03 - -\n"
                   "2031-05-04 2 report - On Saturday the lock froze\n"
                   "C 2031-05-04 - -");
    s = stage_new(); /* an event is a line of its own */
    stage_report(s, "", "");
    dated(s, 0, "2031-05-03", "On Saturday guns fired.");
    stage_report(s, "", "On Saturday guns fired.");
    stage_event(s, 1, "2031-05-03", "actual", "fired");
    stage_event(s, 0, "2031-05-03", "actual", "fired");
    assert_texts(s, "On Saturday guns fired / On Saturday guns fired");
}

/* Two sentences of twenty words each, `both` of which they share. */
static stage *sharing(int both)
{
    stage *s = stage_new();
    for (int r = 0; r < 2; r++) {
        char text[512];
        size_t n = (size_t)snprintf(text, sizeof text, "On");
        for (int i = 1; i < 20; i++) {
            bool own = i >= both;
            n += (size_t)snprintf(text + n, sizeof text - n, " %s%d",
                                  own && r ? "b" : "a", i);
        }
        stage_report(s, "", "");
        dated(s, (uint32_t)r, "2031-05-03", text);
    }
    stage_lay(s);
    rap_pile_find_lines(s->p);
    return s;
}

static void sentences_repeat_that_share_close_to_half_of_their_words(void **state)
{
    (void)state;
    for (int both = 9; both <= 10; both++) {
        stage *s = sharing(both);
        assert_int_equal(rap_lines_count(s->p), both == 9 ? 2 : 1);
        stage_free(s);
    }
}

static void a_word_counts_once_in_its_sentence(void **state)
{
    (void)state;
    stage *s = stage_new(); /* of 5 and 8 different words 3 are the same */
    stage_report(s, "", "");
    dated(s, 0, "2031-05-03", "On ice the the the the the mill burnt.");
    stage_report(s, "", "");
    dated(s, 1, "2031-05-03", "On the ice the the the boys of the school sang loudly.");
    stage_lay(s);
    rap_pile_find_lines(s->p);
    assert_int_equal(rap_lines_count(s->p), 1); /* 3 * 200 > 13 * 45 */
    stage_free(s);
    s = stage_new(); /* of 5 and 9 3 are */
    stage_report(s, "", "");
    dated(s, 0, "2031-05-03", "On ice the the the the the mill burnt.");
    stage_report(s, "", "");
    dated(s, 1, "2031-05-03",
          "On the ice the the boys of the school sang very loudly.");
    stage_lay(s);
    rap_pile_find_lines(s->p);
    assert_int_equal(rap_lines_count(s->p), 2);
    stage_free(s);
}

static void so_many_repeats_are_kept_with_a_line(void **state)
{
    enum { REPEATS = 60, MANY = 63 };
    rap_row row;
    (void)state;
    stage *s = stage_new();
    for (uint32_t i = 0; i < MANY; i++) {
        stage_report(s, "", "");
        dated(s, i, "2031-05-03", "On Saturday the lock froze.");
    }
    stage_lay(s);
    rap_pile_find_lines(s->p);
    assert_int_equal(rap_lines_count(s->p), 1);
    (void)stage_row(s, &form, 0, &row);
    assert_int_equal(row.n_cites, 1 + REPEATS);
    assert_int_equal(row.weight, 2 * MANY);
    stage_free(s);
}

/* ---- shared words ------------------------------------------------------------------
 */

/* Eighty sentences of other days, each in words of its own. */
static void fill(stage *s)
{
    for (uint32_t r = 0; r < 2; r++) {
        uint32_t rank = stage_report(s, "", "");
        for (int i = 0; i < 40; i++) {
            char text[96], day[40];
            (void)snprintf(text, sizeof text, "On f%d%c g%d%c h%d%c.", i, r ? 'x' : 'y',
                           i, r ? 'x' : 'y', i, r ? 'x' : 'y');
            (void)snprintf(day, sizeof day, "19%02d-01-0%u", i + 10, r + 1);
            dated(s, rank, rap_arena_copy(s->arena, (rap_str){day, 11}).p, text);
        }
    }
}

/* The lines of one day, by strokes. */
static void assert_texts_of(stage *s, const char *day, const char *wanted)
{
    static char told[STAGE_TOLD];
    rap_row row;
    told[0] = '\0';
    for (uint32_t i = 0; i < rap_lines_count(s->p); i++) {
        (void)stage_row(s, &form, i, &row);
        if (rap_str_is(row.day, day)) stage_tell(told, *told ? " / " : "", row.text);
    }
    assert_string_equal(told, wanted);
}

static void what_shares_rare_words_with_others_of_its_day_goes_first(void **state)
{
    (void)state;
    const char
        *lone = "On ice boys skated round Lenz until nightfall",
        *one = "On quays grain rotted in barges while millers begged for coal",
        *other =
            "On hearing that grain rotted in barges a crowd entered Norstad yesterday",
        *late = "On trial are those whose grain rotted in barges without any sale";
    stage *s = stage_new();
    fill(s);
    const char *const texts[] = {lone, one, other};
    for (size_t i = 0; i < 3; i++)
        dated(s, stage_report(s, "", ""), "2031-05-03", texts[i]);
    dated(s, stage_report(s, "", ""), "2031-05-04", lone);
    dated(s, stage_report(s, "", ""), "2031-05-04", late);
    stage_lay(s);
    rap_pile_find_lines(s->p);
    char wanted[256];
    (void)snprintf(wanted, sizeof wanted, "%s / %s / %s", one, other, lone);
    assert_texts_of(s, "2031-05-03", wanted);
    /* the words of another day do not count */
    (void)snprintf(wanted, sizeof wanted, "%s / %s", lone, late);
    assert_texts_of(s, "2031-05-04", wanted);
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_words_of_one_day_are_sources_of_one_line),
        cmocka_unit_test(sentences_repeat_that_share_close_to_half_of_their_words),
        cmocka_unit_test(a_word_counts_once_in_its_sentence),
        cmocka_unit_test(so_many_repeats_are_kept_with_a_line),
        cmocka_unit_test(what_shares_rare_words_with_others_of_its_day_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
