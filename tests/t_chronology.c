/*
 * tests/t_chronology.c - the lines of the chronology: what becomes one, its words and
 * sources, how much a day weighs, and which line of a day comes first.  What is told
 * again, and shared words, are in t_daylines.c.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/dated.h"
#include "findings_stage.h"

#include "pledges/promised.h"

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

/* The first three sentences, which are the head of a report. */
static void head(stage *s, uint32_t rank)
{
    stage_sentence(s, rank, "Snow fell. Mills stood. Bells rang.");
}

/* ---- dates -------------------------------------------------------------------------
 */

static void a_sentence_that_names_a_full_day_is_a_line(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "");
    dated(s, 0, "2031-05-03", "On Saturday the lock froze over.");
    dated(s, 0, "2031-05-01", "On Thursday the mill burnt.");
    dated(s, 0, "2031-05", "In May barges sank.");
    dated(s, 0, "--05-02", "On 2 May it rained.");
    dated(s, 0, "2031-05-41", "On no day did it thaw.");
    dated(s, 0, "2031-05-02", "On Friday and later bells rang.");
    s->rows[0]->times[5].to = RAP_STR("2031-05-04");
    assert_rows(s,
                "2031-05-01 2 report - On Thursday the mill burnt\nA 2031-05-01 - -\n"
                "2031-05-03 2 report - On Saturday the lock froze over\n"
                "A 2031-05-03 - -");
    s = stage_new();
    stage_report(s, "", "Nothing happened on any day.");
    assert_rows(s, "");
}

static void a_sentence_is_one_line_of_its_day(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "");
    dated(s, 0, "2031-05-03", "On Saturday (3 May) the lock froze.");
    stage_time(s, 0, "2031-05-03", "3 May");
    dated(s, 0, "2031-05-03", "Of Saturday she said nothing.");
    assert_rows(s, "2031-05-03 3 report - On Saturday (3 May) the lock froze\n"
                   "A 2031-05-03 - -\n"
                   "2031-05-03 3 report - Of Saturday she said nothing\n"
                   "A 2031-05-03 - -");
    s = stage_new(); /* behind all sentences: in what is no part of the text */
    stage_report(s, "", "The lock froze. 3 May 2031");
    s->rows[0]->block.at.to = 15;
    stage_time(s, 0, "2031-05-03", "3 May 2031");
    assert_rows(s, "");
}

static void a_line_tells_what_it_is(void **state)
{
    (void)state;
    rap_row row;
    stage *s = stage_new();
    stage_report(s, "", "");
    dated(s, 0, "2031-05-03", "On Saturday the lock froze over.");
    stage_said(s, 0, HOLM, "", "On Saturday the lock froze over");
    stage_lay(s);
    rap_pile_find_lines(s->p);
    (void)stage_row(s, &form, 0, &row);
    assert_true(rap_str_is(row.what, "report"));
    assert_true(rap_str_is(row.state, ""));
    assert_true(rap_str_is(row.day, "2031-05-03"));
    assert_true(rap_str_is(row.text, "On Saturday the lock froze over"));
    assert_int_equal(row.weight, 2);
    assert_int_equal(row.n_cites, 1);
    assert_int_equal(row.cites[0].at.from, 0);
    assert_int_equal(row.cites[0].at.to, 31);
    /* who said it stands with it */
    rap_str id = s->p->attribution_ids[0];
    assert_true(rap_str_find(row.body, id, 0) < row.body.n);
    assert_true(rap_str_eq(row.id, rap_pile_lone_id(s->p, 'H', 0, (rap_span){0, 31})));
    stage_free(s);
}

/* ---- weights -----------------------------------------------------------------------
 */

static void a_report_counts_for_a_day_a_few_times_at_most(void **state)
{
    static const char *const texts[] = {
        "On Saturday the lock of Orr froze.", "On it snow lay two feet deep.",
        "On board all barges crews sang.", "On land fires were seen.",
        "On shore nobody slept well."};
    (void)state;
    for (int n = 1; n <= 5; n++) {
        stage *s = stage_new();
        stage_report(s, "", "");
        for (int i = 0; i < n; i++)
            dated(s, 0, "2031-05-03", texts[i]);
        stage_report(s, "", "");
        dated(s, 1, "2031-05-03",
              "On Saturday millers quarrelled with bakers in Lenz.");
        stage_lay(s);
        rap_pile_find_lines(s->p);
        assert_int_equal(rap_lines_count(s->p), n + 1);
        for (uint32_t i = 0; i < rap_lines_count(s->p); i++) {
            rap_row row;
            (void)stage_row(s, &form, i, &row);
            assert_int_equal(row.weight, 2 + (n < 4 ? n : 4) + 1);
        }
        stage_free(s);
    }
}

/* ---- events ------------------------------------------------------------------------
 */

static void what_is_told_to_have_happened_is_a_line(void **state)
{
    static const struct {
        const char *status;
        bool is;
    } v[] = {{"actual", true},  {"claimed", true},       {"alleged", true},
             {"planned", true}, {"hypothetical", false}, {"", false}};
    (void)state;
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        stage *s = stage_new();
        stage_report(s, "", "Guns of Sudmark fired at Kesh.");
        stage_event(s, 0, "2031-05-03", v[i].status, "fired at");
        stage_lay(s);
        rap_pile_find_lines(s->p);
        assert_int_equal(rap_lines_count(s->p), v[i].is);
        stage_free(s);
    }
    stage *s = stage_new();
    stage_report(s, "", "Guns of Sudmark fired at Kesh.");
    stage_event(s, 0, "2031-05-03", "actual", "fired at")->plover.n = 0;
    stage_event(s, 0, "2031-05", "actual", "fired at");
    stage_event(s, 0, "", "actual", "fired at");
    assert_rows(s, "");
}

static void an_event_has_its_sentence_and_all_that_tell_it(void **state)
{
    (void)state;
    const uint32_t same[] = {0, 1, 0};
    stage *s = stage_new();
    stage_report(s, "", "Bells rang. Guns of Sudmark fired at Kesh. Snow fell.");
    stage_report(s, "", "Norland said guns of Sudmark fired at Kesh.");
    stage_event(s, 0, "2031-05-03", "claimed", "fired at");
    stage_event(s, 0, "2031-05-02", "actual", "Snow");
    stage_event(s, 1, "2031-05-03", "claimed", "fired at")->attribution = 0;
    stage_said(s, 1, NORLAND, "", "guns of Sudmark");
    stage_lay(s);
    stage_groups(s, &s->p->event_groups, 3, same);
    assert_rows(s, "2031-05-02 2 event actual Snow fell\nA 2031-05-02 actual -\n"
                   "2031-05-03 2 event claimed Guns of Sudmark fired at Kesh\n"
                   "A 2031-05-03 claimed narrator\nB 2031-05-03 claimed Norland");
    s = stage_new(); /* whose words they are in, where the row does not say it */
    stage_report(s, "", "Norland said guns of Sudmark fired at Kesh.");
    stage_event(s, 0, "2031-05-03", "claimed", "fired at");
    stage_said(s, 0, NORLAND, "", "guns of Sudmark fired at Kesh");
    assert_rows(
        s, "2031-05-03 2 event claimed Norland said guns of Sudmark fired at Kesh\n"
           "A 2031-05-03 claimed Norland");
    s = stage_new(); /* where it says it is another */
    stage_report(s, "", "Norland said guns of Sudmark fired at Kesh.");
    stage_event(s, 0, "2031-05-03", "claimed", "fired at")->attribution = 0;
    stage_said(s, 0, HOLM, "", "");
    stage_said(s, 0, NORLAND, "", "guns of Sudmark fired at Kesh");
    assert_rows(
        s, "2031-05-03 2 event claimed Norland said guns of Sudmark fired at Kesh\n"
           "A 2031-05-03 claimed Holm");
}

/* The text of the line of an event in the sentence. */
static void assert_widened(const char *sentence, const char *text)
{
    char wanted[256];
    stage *s = stage_new();
    stage_report(s, "", sentence);
    stage_event(s, 0, "2031-05-03", "actual", "fired");
    (void)snprintf(wanted, sizeof wanted,
                   "2031-05-03 2 event actual %s\nA 2031-05-03 actual -", text);
    assert_rows(s, wanted);
}

static void a_quotation_is_closed(void **state)
{
    (void)state;
    assert_widened("Bells rang. \"Guns fired at Kesh.\" Snow fell.",
                   "Guns fired at Kesh.\"");
    assert_widened("He wrote “guns fired!” and left",
                   "He wrote “guns fired!” and left");
    assert_widened("He wrote: “Guns fired!”", "He wrote: “Guns fired!”");
    assert_widened("He wrote: «Guns fired at night»",
                   "He wrote: «Guns fired at night»");
    assert_widened("He wrote: “Guns fired?!”, he did.",
                   "He wrote: “Guns fired?!”, he did");
    assert_widened("He knows guns fired.", "He knows guns fired");
    assert_widened("He knows guns fired", "He knows guns fired");
    assert_widened("Guns fired; \"snow\" fell.", "Guns fired; \"snow\" fell");
    assert_widened("He knows guns fired. \"Snow\" fell.", "He knows guns fired");
}

static void an_event_outside_all_text_keeps_its_own_words(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "Snow fell. guns fired at Kesh");
    s->rows[0]->block.at.to = 10;
    stage_event(s, 0, "2031-05-03", "actual", "guns fired");
    assert_rows(s, "2031-05-03 2 event actual guns fired\nA 2031-05-03 actual -");
    s = stage_new(); /* over two sentences */
    stage_report(s, "", "Snow fell. Guns fired at Kesh. Bells rang");
    stage_event(s, 0, "2031-05-03", "actual", "fired at Kesh. Bells");
    assert_rows(s, "2031-05-03 2 event actual Guns fired at Kesh. Bells\n"
                   "A 2031-05-03 actual -");
}

/* ---- pledges -----------------------------------------------------------------------
 */

static stage *pledged(int32_t day)
{
    stage *s = stage_new();
    stage_report(s, "", "Holm spoke. She will mend the lock. Snow fell.");
    stage_position(s, 0, OSTIA, "claim", "Snow fell");
    stage_position(s, 0, HOLM, "pledge", "will mend")->day = RAP_STR("2031-05-03");
    rap_pile *p = stage_lay(s);
    p->pledges = RAP_PILE_NEW(p, struct rap_pledge, 1);
    p->n_pledges = 1;
    p->pledges[0] = (rap_pledge){
        .first_position = 1, .day = day, .at = stage_words(s, 0, "will mend")};
    return s;
}

static void a_pledge_is_a_line_of_the_day_it_was_made(void **state)
{
    int32_t day, to;
    (void)state;
    assert_true(rap_pile_days(RAP_STR("2031-05-03"), &day, &to));
    assert_rows(pledged(day), "2031-05-03 2 pledge pledge She will mend the lock\n"
                              "A 2031-05-03 - -");
    assert_rows(pledged(INT32_MIN), "");
}

/* ---- which comes first -------------------------------------------------------------
 */

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

static void the_head_of_a_report_goes_before_its_rest(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "Snow fell. Mills stood. Bells rang.");
    dated(s, 0, "2031-05-03", "On Saturday ice broke.");
    stage_report(s, "", "Snow fell. Mills stood.");
    dated(s, 1, "2031-05-03", "By Saturday boats sank.");
    assert_texts(s, "By Saturday boats sank / On Saturday ice broke");
    s = stage_new(); /* an event in the rest goes before a date there, and in the head
                      */
    stage_report(s, "", "");
    head(s, 0);
    dated(s, 0, "2031-05-03", "On Saturday ice broke.");
    stage_sentence(s, 0, "Guns fired. Lights went out.");
    stage_event(s, 0, "2031-05-03", "actual", "fired");
    stage_report(s, "", "Snow fell. Mills stood. Ferries sank.");
    stage_event(s, 1, "2031-05-03", "actual", "sank");
    assert_texts(s, "Ferries sank / Guns fired / On Saturday ice broke");
    s = stage_new(); /* the fourth sentence is of the rest */
    stage_report(s, "", "Snow fell. Mills stood. Bells rang. Ferries sank.");
    stage_event(s, 0, "2031-05-03", "actual", "sank");
    stage_report(s, "", "Snow fell. Mills stood. Guns fired.");
    stage_event(s, 1, "2031-05-03", "actual", "fired");
    assert_texts(s, "Guns fired / Ferries sank");
}

static void what_more_tell_goes_before_what_fewer_tell(void **state)
{
    (void)state;
    const uint32_t same[] = {0, 1, 1};
    stage *s = stage_new();
    stage_report(s, "", "");
    head(s, 0);
    stage_sentence(s, 0, "Ferries sank. Guns fired.");
    stage_report(s, "", "");
    head(s, 1);
    stage_sentence(s, 1, "Guns fired.");
    stage_event(s, 0, "2031-05-03", "actual", "sank");
    stage_event(s, 0, "2031-05-03", "actual", "fired");
    stage_event(s, 1, "2031-05-03", "actual", "fired");
    stage_lay(s);
    stage_groups(s, &s->p->event_groups, 3, same);
    s->p->copy_group[1] = 0; /* one voice */
    rap_pile_find_lines(s->p);
    rap_row row;
    (void)stage_row(s, &form, 0, &row);
    assert_true(rap_str_is(row.text, "Ferries sank"));
    s->p->copy_group[1] = 1;
    assert_texts(s, "Guns fired / Ferries sank");
}

static void a_pledge_that_much_bears_on_goes_first(void **state)
{
    int32_t day, to;
    (void)state;
    assert_true(rap_pile_days(RAP_STR("2031-05-03"), &day, &to));
    for (uint32_t n = 0; n < 2; n++) {
        stage *s = stage_new();
        stage_report(s, "", "");
        head(s, 0);
        stage_sentence(s, 0, "Ferries sank. Holm will mend locks.");
        stage_event(s, 0, "2031-05-03", "actual", "sank");
        stage_position(s, 0, HOLM, "pledge", "will mend");
        rap_pile *p = stage_lay(s);
        p->pledges = RAP_PILE_NEW(p, struct rap_pledge, 1);
        p->n_pledges = 1;
        p->pledges[0] =
            (rap_pledge){.day = day, .at = stage_words(s, 0, "will mend"), .n = n};
        assert_texts(s, n ? "Holm will mend locks / Ferries sank"
                          : "Ferries sank / Holm will mend locks");
    }
}

static void a_date_gives_its_points_to_the_event_of_its_sentence(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "");
    head(s, 0);
    stage_sentence(s, 0, "Ferries sank.");
    stage_event(s, 0, "2031-05-03", "actual", "sank");
    dated(s, 0, "2031-05-03", "On Saturday guns fired.");
    stage_event(s, 0, "2031-05-03", "claimed", "fired");
    assert_rows(s, "2031-05-03 4 event claimed On Saturday guns fired\n"
                   "A 2031-05-03 claimed narrator\n"
                   "2031-05-03 4 event actual Ferries sank\nA 2031-05-03 actual -");
    s = stage_new(); /* two events of one sentence are one line, a little before others
                      */
    stage_report(s, "", "");
    head(s, 0);
    stage_sentence(s, 0, "Ferries sank. Guns fired and houses burnt. Snow melted.");
    stage_event(s, 0, "2031-05-03", "actual", "sank");
    stage_event(s, 0, "2031-05-03", "actual", "fired");
    stage_event(s, 0, "2031-05-03", "claimed", "burnt");
    stage_event(s, 0, "2031-05-03", "actual", "melted");
    assert_texts(s, "Guns fired and houses burnt / Ferries sank / Snow melted");
}

static void places_of_two_reports_are_not_one_sentence(void **state)
{
    (void)state;
    stage *s = stage_new();
    for (uint32_t i = 0; i < 2; i++)
        stage_report(s, "", "");
    dated(s, 0, "2031-05-03", "On Saturday the lock of Orr froze over.");
    dated(s, 1, "2031-05-03", "By Saturday millers, bakers and tailors had fled.");
    assert_texts(s, "On Saturday the lock of Orr froze over / "
                    "By Saturday millers, bakers and tailors had fled");
}

static void so_many_lines_of_a_day_are_kept(void **state)
{
    enum { LINES = 40 };
    (void)state;
    for (int n = LINES; n <= LINES + 1; n++) {
        stage *s = stage_new();
        stage_report(s, "", "");
        for (int i = 0; i < n; i++) {
            char text[96];
            (void)snprintf(text, sizeof text, "On a%d b%d c%d d%d e%d.", i, i, i, i, i);
            dated(s, 0, "2031-05-03", text);
        }
        stage_lay(s);
        rap_pile_find_lines(s->p);
        assert_int_equal(rap_lines_count(s->p), LINES);
        stage_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_that_names_a_full_day_is_a_line),
        cmocka_unit_test(a_sentence_is_one_line_of_its_day),
        cmocka_unit_test(a_line_tells_what_it_is),
        cmocka_unit_test(a_report_counts_for_a_day_a_few_times_at_most),
        cmocka_unit_test(what_is_told_to_have_happened_is_a_line),
        cmocka_unit_test(an_event_has_its_sentence_and_all_that_tell_it),
        cmocka_unit_test(a_quotation_is_closed),
        cmocka_unit_test(an_event_outside_all_text_keeps_its_own_words),
        cmocka_unit_test(a_pledge_is_a_line_of_the_day_it_was_made),
        cmocka_unit_test(the_head_of_a_report_goes_before_its_rest),
        cmocka_unit_test(what_more_tell_goes_before_what_fewer_tell),
        cmocka_unit_test(a_pledge_that_much_bears_on_goes_first),
        cmocka_unit_test(a_date_gives_its_points_to_the_event_of_its_sentence),
        cmocka_unit_test(places_of_two_reports_are_not_one_sentence),
        cmocka_unit_test(so_many_lines_of_a_day_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
