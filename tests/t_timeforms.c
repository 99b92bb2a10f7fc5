/*
 * tests/t_timeforms.c - forms of time expressions: damaged, short, in quotations,
 * beside days and events, in histories.
 */
/* SPDX-License-Identifier: MIT */
#include "times_stage.h"

static void damaged_and_misspelt_names_are_read(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("The pact was signed on Febuary 3.", day, "Febuary 3", "2031-02-03");
    expect("The pact was signed on the 3rd of Ocotber.", day, "the 3rd of Ocotber",
           "2030-10-03");
    expect("They met on Wendesday in Ostia.", day, "Wendesday", "2031-05-07");
    expect("The deadline is on March\n31, the envoy said.", day, "March\n31",
           "2031-03-31");
    expect("An aide said this weeks' talks had failed.", day, "this weeks'",
           "2031-W19");
    stage s;
    open_on(&s, "Augusta 5, Jane 3 and Marsh 4 are berths of the port.", day);
    assert_int_equal(s.times.n_times, 0);
    close_text(&s);
}

static void words_of_short_messages_are_read(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("c u 2moro", day, "2moro", "2031-05-08");
    expect("the boat is back tmrw", day, "tmrw", "2031-05-08");
    expect("talks r on 2nite", day, "2nite", "2031-05-07TNI");
    expect_among("no ferry every mon, wed and fri", day, "fri", "XXXX-WXX-5");
    expect("the ferry sank on mon in Kesh", day, "mon", "2031-05-05");
}

static void a_day_in_a_quotation_is_counted_from_when_it_was_said(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect_among("\"We agreed yesterday,\" the envoy said on Monday.", day, "yesterday",
                 "2031-05-04");
    expect_among("On Monday the envoy said: \"We sign tomorrow.\"", day, "tomorrow",
                 "2031-05-06");
    expect_among("\"We agreed. We sign today,\" the envoy told NPA on Monday.", day,
                 "today", "2031-05-05");
    expect_among("\"We agreed yesterday,\" the envoy said.", day, "yesterday",
                 "2031-05-06");
    expect_among("The envoy said on Sunday that the ferry sails tomorrow.", day,
                 "tomorrow", "2031-05-08");
    stage s;
    open_on(&s, "\"We agreed yesterday,\" the envoy said on Monday.", day);
    assert_string_equal(s.times.times[0].anchor, "said");
    assert_string_equal(s.times.times[1].anchor, "published");
    close_text(&s);
}

static void a_span_beside_a_day_is_a_day(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("The truce ended three days after Christmas.", day,
           "three days after Christmas", "2030-12-28");
    expect("The envoy left two weeks before 3 May 2030.", day,
           "two weeks before 3 May 2030", "2030-04-19");
    expect("The port closed two Mondays ago.", day, "two Mondays ago", "2031-04-28");
    expect("The vote is set for the second Sunday in June.", day,
           "the second Sunday in June", "2031-06-08");
}

static void a_span_beside_an_event_is_a_length_counted_from_it(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Three years after the war began, the town is empty.",
        "The port reopened three years before the vote.",
        "Three years into the talks the envoy left."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        stage s;
        open_on(&s, texts[i], "2031-05-07");
        assert_int_equal(s.times.n_times, 1);
        assert_string_equal(s.times.times[0].value, "P3Y");
        assert_string_equal(s.times.times[0].anchor, "event");
        assert_true(rap_day_is_none(s.times.times[0].days.from));
        close_text(&s);
    }
}

static void ages_and_years_of_owners_are_no_times(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "A 34-year-old man and his son, aged 12 years, were hurt.",
        "Copyright 2029 Norland Press Agency",
        "(c) 2028-2029 NPA",
        "\xC2\xA9 2029 NPA",
        "See https://npa.example/2029/03/14/talks for more.",
        "A crowd of 2000 people stood by the mint.",
        "Larry Summers met the crew of 60 Minutes."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        stage s;
        open_on(&s, texts[i], "2031-05-07");
        if (s.times.n_times) fail_msg("a time in: %s", texts[i]);
        close_text(&s);
    }
}

static void days_covered(const char *text, const char *words, const char *days)
{
    stage s;
    open_on(&s, text, "2031-05-07");
    const rap_time *t = &s.times.times[0];
    rap_str got = rap_prose_cut(&s.prose, t->at);
    if (!rap_str_is(got, words)) fail_msg(RAP_FMT " in: %s", RAP_ARG(got), text);
    assert_string_equal(rap_days_print(t->days).z, days);
    assert_int_equal(t->type, RAP_TIMEX_TIME);
    close_text(&s);
}

static void a_night_between_two_days_covers_both(void **state)
{
    (void)state;
    days_covered("Shells fell on the night of 3-4 May.", "the night of 3-4 May",
                 "2031-05-03/2031-05-04");
    days_covered("Shells fell on the night of May 3-4.", "the night of May 3-4",
                 "2031-05-03/2031-05-04");
    days_covered("Shells fell overnight from Sunday to Monday.",
                 "overnight from Sunday to Monday", "2031-05-04/2031-05-05");
    days_covered("In the early hours of Tuesday shells fell.",
                 "the early hours of Tuesday", "2031-05-06");
}

static void a_time_of_day_takes_the_day_behind_a_bracket(void **state)
{
    (void)state;
    const char *text = "It fell at 6 a.m. local time (0400 GMT) Tuesday.";
    expect_among(text, "2031-05-07", "6 a.m. local time", "2031-05-06T06:00");
    expect_among(text, "2031-05-07", "0400 GMT", "2031-05-06T04:00");
    expect_among(text, "2031-05-07", "Tuesday", "2031-05-06");
}

static void quarters_seasons_decades_and_centuries_have_their_values(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("Exports fell in Q3 2030.", day, "Q3 2030", "2030-Q3");
    expect("Exports fell in the third quarter of fiscal 2030.", day,
           "the third quarter of fiscal 2030", "2030-Q3");
    expect("They will be home by Christmas 2030.", day, "Christmas 2030", "2030-12-25");
    expect("In winter 2029/30 the port froze.", day, "winter 2029/30", "2029-WI");
    expect("In the '80s the mint was built.", day, "the '80s", "198");
    expect("The fort is of the 16th century.", day, "the 16th century", "15");
    expect("He has ruled for two decades.", day, "two decades", "P2DE");
    expect("A decade and a half ago the mint burned.", day, "A decade and a half ago",
           "2016");
    expect("By mid-May the port will open.", day, "mid-May", "2031-05");
    expect("The week-long truce held.", day, "week-long", "P1W");
    expect("After ten brutal months the fort fell.", day, "ten brutal months", "P10M");
    expect("In the first hours of the raid 12 died.", day, "the first hours", "PTXH");
}

static void a_list_of_days_shares_its_month(void **state)
{
    (void)state;
    const char *text = "The talks were held on 3, 4 and 6 May 2030.";
    expect_among(text, "2031-05-07", "3", "2030-05-03");
    expect_among(text, "2031-05-07", "4", "2030-05-04");
    expect_among("They sat between 3 and 5 May 2030.", NULL, "3", "2030-05-03");
    expect_among("They sat from May 3 to 5, 2030.", NULL, "May 3", "2030-05-03");
}

static void the_clause_puts_a_date_before_or_behind_the_report(void **state)
{
    (void)state;
    const char *day = "2031-05-07"; /* a Wednesday */
    expect("The visit begins on Thursday.", day, "Thursday", "2031-05-08");
    expect("The visit began on Thursday.", day, "Thursday", "2031-05-01");
    expect("The truce ran until Friday.", day, "Friday", "2031-05-02");
    expect("The truce was extended until Friday.", day, "Friday", "2031-05-09");
    expect("Until Friday they had not spoken.", day, "Friday", "2031-05-02");
    expect("In October, the board chose a new head.", day, "October", "2030-10");
    expect("In October, the board will choose a head.", day, "October", "2031-10");
    expect("Five boats were lost in the 7 October attack.", day, "the 7 October",
           "2030-10-07");
    expect("Nobody spoke of the 14 June deadline.", day, "the 14 June", "2031-06-14");
    expect_among("Friday's raids were not as bad as Thursday's, but the town will be "
                 "shut for weeks.",
                 day, "Thursday", "2031-05-01");
    expect("Cited by police in December, he left the town.", "2031-04-18", "December",
           "2030-12");
}

static void what_follows_nothing_that_was_told_has_no_day(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("The following day the port closed.", day, "The following day",
           "XXXX-XX-XX");
    expect("One year later the port was shut.", day, "One year later", "P1Y");
}

static void a_history_takes_the_way_with_the_least_leaps(void **state)
{
    (void)state;
    const char *text =
        "Kesh rose on 3 May 1951. In November the fort fell. The plan was to hold out "
        "until 1976. In February the fleet came. On 4 April the mint burned. The pact "
        "of June 1952 ended it. In 1790 the town had been sold. By August 1953 the "
        "army was back, and in January it was gone. It came again in 1960.";
    expect_among(text, "2031-05-07", "November", "1951-11");
    expect_among(text, "2031-05-07", "February", "1952-02");
    expect_among(text, "2031-05-07", "4 April", "1952-04-04");
    expect_among(text, "2031-05-07", "January", "1954-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_and_misspelt_names_are_read),
        cmocka_unit_test(words_of_short_messages_are_read),
        cmocka_unit_test(a_day_in_a_quotation_is_counted_from_when_it_was_said),
        cmocka_unit_test(a_span_beside_a_day_is_a_day),
        cmocka_unit_test(a_span_beside_an_event_is_a_length_counted_from_it),
        cmocka_unit_test(ages_and_years_of_owners_are_no_times),
        cmocka_unit_test(a_night_between_two_days_covers_both),
        cmocka_unit_test(a_time_of_day_takes_the_day_behind_a_bracket),
        cmocka_unit_test(quarters_seasons_decades_and_centuries_have_their_values),
        cmocka_unit_test(a_list_of_days_shares_its_month),
        cmocka_unit_test(the_clause_puts_a_date_before_or_behind_the_report),
        cmocka_unit_test(what_follows_nothing_that_was_told_has_no_day),
        cmocka_unit_test(a_history_takes_the_way_with_the_least_leaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
