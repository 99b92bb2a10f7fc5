/*
 * tests/t_times.c - time expressions, their values, and the day of a report.
 */
/* SPDX-License-Identifier: MIT */
#include "times_stage.h"

#include "times/numbers.h"

static void a_date_is_read_in_every_usual_order(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("The pact was signed on 29 March 2022.", day, "29 March 2022", "2022-03-29");
    expect("The pact was signed on March 29, 2022.", day, "March 29, 2022",
           "2022-03-29");
    expect("The pact was signed on Mar. 29th, 2022, in Ostia.", day, "Mar. 29th, 2022",
           "2022-03-29");
    expect("The pact was signed on 2022-03-29.", day, "2022-03-29", "2022-03-29");
    expect("The pact was signed on 29/3/2022.", day, "29/3/2022", "2022-03-29");
    expect("The pact was signed in March 2022.", day, "March 2022", "2022-03");
    expect("The pact was signed in 2022.", day, "2022", "2022");
}

static void a_date_that_may_be_two_days_is_left_out(void **state)
{
    (void)state;
    stage s;
    open_on(&s, "The pact was signed on 4/5/2022.", "2031-05-07");
    for (uint32_t i = 0; i < s.times.n_times; i++)
        assert_int_equal(s.times.times[i].days.from.day, 0);
    close_text(&s);
}

static void a_weekday_is_the_last_one_unless_the_clause_looks_ahead(void **state)
{
    (void)state; /* 2031-05-07 is a Wednesday */
    expect("The envoys met on Monday.", "2031-05-07", "Monday", "2031-05-05");
    expect("The envoys will meet on Monday.", "2031-05-07", "Monday", "2031-05-12");
    expect("A session is scheduled for Friday.", "2031-05-07", "Friday", "2031-05-09");
    expect("Ruud said on Friday that the port will open.", "2031-05-07", "Friday",
           "2031-05-02");
    expect("The envoys met last Wednesday.", "2031-05-07", "last Wednesday",
           "2031-04-30");
}

static void a_day_without_a_year_lies_where_its_clause_puts_it(void **state)
{
    (void)state;
    expect("The town fell on December 7.", "2031-01-10", "December 7", "2030-12-07");
    expect("The talks will open on May 22.", "2031-01-10", "May 22", "2031-05-22");
    expect("The town fell on December 7.", NULL, "December 7", "XXXX-12-07");
}

static void a_weekday_beside_a_day_chooses_the_year(void **state)
{
    (void)state;
    expect("The crew landed on Tuesday, March 29.", "2023-01-10", "Tuesday, March 29",
           "2022-03-29");
}

static void words_that_point_are_counted_from_the_reports_day(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("The truce broke yesterday.", day, "yesterday", "2031-05-06");
    expect("It broke the day before yesterday.", day, "the day before yesterday",
           "2031-05-05");
    expect("The two leaders spoke last week.", day, "last week", "2031-W18");
    expect("The truce broke three days ago.", day, "three days ago", "2031-05-04");
    expect("The plan was made last year.", day, "last year", "2030");
    expect("Shells fell overnight.", day, "overnight", "2031-05-06TNI");
    expect("Shells fell earlier this month.", day, "earlier this month", "2031-05");
    expect("They met at 8:30 p.m. Monday.", day, "8:30 p.m. Monday",
           "2031-05-05T20:30");
}

static void overnight_covers_both_days(void **state)
{
    (void)state;
    stage s;
    open_on(&s, "Shells fell on Lenz overnight.", "2031-05-07");
    rap_day_text days = rap_days_print(s.times.times[0].days);
    assert_string_equal(days.z, "2031-05-06/2031-05-07");
    close_text(&s);
}

static void lengths_and_sets_are_no_days(void **state)
{
    (void)state;
    const char *day = "2031-05-07";
    expect("War has raged for the last five weeks.", day, "the last five weeks", "P5W");
    expect("He proposed a 30-day truce.", day, "30-day", "P30D");
    expect("He has ruled for 20 years or more.", day, "20 years or more", "P20Y");
    expect("They meet every Thursday.", day, "every Thursday", "XXXX-WXX-4");
    stage s;
    open_on(&s, "They met after more than two weeks.", day);
    assert_string_equal(s.times.times[0].mod, "MORE_THAN");
    assert_int_equal(s.times.times[0].type, RAP_TIMEX_DURATION);
    assert_true(rap_day_is_none(s.times.times[0].days.from));
    close_text(&s);
}

static void a_history_is_counted_from_the_date_before(void **state)
{
    (void)state;
    stage s;
    open_on(
        &s,
        "The siege began in May 1861. It was lifted in June 1861. The fleet came in "
        "October 1861. The army left in December 1861. In January it was back. The "
        "pact of March 1862 held.",
        "2031-05-07");
    assert_int_equal(s.times.n_times, 6);
    assert_string_equal(s.times.times[4].value, "1862-01");
    close_text(&s);
}

static void both_ends_of_a_range_are_days(void **state)
{
    (void)state;
    expect_among("The river was held on 22-25 April 1951.", NULL, "22", "1951-04-22");
    expect_among("The siege lasted from 21 March to 21 June 1952.", NULL, "21 March",
                 "1952-03-21");
    expect_among("He ruled the harbour in 1990-94.", NULL, "94", "1994");
    expect("Exports rose in the first half of 1989.", NULL, "the first half of 1989",
           "1989-H1");
    expect("The port will open by month's end.", "2031-05-07", "month's end",
           "2031-05");
}

static void an_aside_does_not_move_a_story(void **state)
{
    (void)state;
    const char *text =
        "The fort of Kesh fell on 3 March 1951. The envoys met on 4 April 1951. A "
        "truce "
        "was signed on 9 May 1951. It was broken on 11 June 1951. The old treaty of "
        "1790 was torn up on 17 August, and the fort was rebuilt in May 1952.";
    expect_among(text, "2009-12-19", "17 August", "1951-08-17");
}

static void the_nearest_verb_beats_those_further_off(void **state)
{
    (void)state;
    const char *friday = "2031-05-09";
    expect("A bomb went off next to the mint of Ostia on Thursday.", friday, "Thursday",
           "2031-05-08");
    expect("Norland will keep the shares issued March 1.", friday, "March 1",
           "2031-03-01");
    expect("It had been due to end Thursday.", friday, "Thursday", "2031-05-08");
}

static void an_age_is_no_length_of_time(void **state)
{
    (void)state;
    stage s;
    open_on(&s, "A 6-year-old boy and his nurse, 52 years old, were safe.", NULL);
    assert_int_equal(s.times.n_times, 0);
    close_text(&s);
}

static void a_modal_and_a_verb_are_no_months(void **state)
{
    (void)state;
    stage s;
    open_on(&s, "He may go. They march on Lenz. May they stay?", "2031-05-07");
    assert_int_equal(s.times.n_times, 0);
    close_text(&s);
}

static void the_day_in_the_container_wins(void **state)
{
    (void)state;
    stage s;
    open_on(&s, "Ruud spoke on Tuesday, March 29, 2022.", "2022-03-31");
    assert_string_equal(s.times.published.basis, "feed");
    assert_string_equal(rap_day_print(s.times.published.day).z, "2022-03-31");
    close_text(&s);
}

static void published_of(const char *text, const rap_times_options *options,
                         const char *day, const char *basis)
{
    stage s;
    open_text(&s, text, false, options);
    rap_day_text got = rap_day_print(s.times.published.day);
    if (strcmp(got.z, day) != 0) fail_msg("%s instead of %s", got.z, day);
    assert_string_equal(s.times.published.basis, basis);
    for (uint32_t i = 0; i < s.times.published.n_evidence; i++)
        assert_true(s.times.published.evidence[i].to <= s.prose.text.n);
    close_text(&s);
}

static const char two_dates[] =
    "Talks go on in Ostia\n\n"
    "The delegations of Norland and Sudmark met in the old mint of Ostia on Tuesday, "
    "March 29, for the first time since the shelling began, and nobody left early.\n\n"
    "The session went on on Wednesday, March 30, without a word to the press, although "
    "a crowd had stood outside in the rain for many hours to hear what came of it.\n";

static void weekdays_beside_days_tell_the_year_within_a_window(void **state)
{
    (void)state;
    rap_times_options options = {.between = {{2020, 1, 1}, {2026, 12, 31}}};
    published_of(two_dates, &options, "2022-03-30", "text");
    options.between = (rap_days){{2014, 1, 1}, {2018, 1, 1}};
    published_of(two_dates, &options, "2016-03-30", "text");
}

static void a_day_without_a_year_is_given_without_a_year(void **state)
{
    (void)state;
    const rap_times_options none = {.told = {0, 0, 0}};
    published_of("Ostia offers a hall\n\nThe island would be on the agenda, its "
                 "minister said November 20, adding that the hall was free for as long "
                 "as the two delegations wished to use it for talks.\n",
                 &none, "--11-20", "text");
}

static void a_weekday_alone_does_not_tell_the_year(void **state)
{
    (void)state;
    const rap_times_options none = {.told = {0, 0, 0}};
    published_of(two_dates, &none, "--03-30", "text");
}

static void who_is_in_office_tells_the_year(void **state)
{
    (void)state;
    const rap_times_options none = {.told = {0, 0, 0}};
    published_of(
        "Talks go on in Ostia\n\nThe delegations of Norland and Sudmark met in "
        "the old mint of Ostia on Tuesday, March 29, as President Joe Biden had "
        "asked them to, and nobody left the hall early.\n",
        &none, "2022-03-29", "text");
    published_of(
        "Talks go on in Ostia\n\nThe delegations of Norland and Sudmark met in "
        "the old mint of Ostia on Tuesday, March 29, as former President Joe "
        "Biden had asked them to, and nobody left the hall early.\n",
        &none, "--03-29", "text");
}

static void a_stamp_is_a_date_line_and_a_sentence_at_the_head_is_none(void **state)
{
    (void)state;
    const rap_times_options none = {.told = {0, 0, 0}};
    published_of(
        "Hearing in Kesh put off\n\nIt resumes on 8 May.\n\nThe clerk of the "
        "court said that the old bridge over the river had to be mended first, "
        "and that nobody could be brought to the hall before that.\n",
        &none, "", "none");
}

static void a_report_that_names_no_day_has_none(void **state)
{
    (void)state;
    rap_times_options options = {.told = {0, 0, 0}};
    const char *text = "Ostia offers a hall\n\nThe island, which Norland annexed in "
                       "2014, would be on the agenda, its minister told reporters in "
                       "the harbour, where a ferry had just come in.\n";
    published_of("Ostia offers a hall\n\nThe hall stands by the harbour of the island, "
                 "where a ferry had just come in, and nobody was in it.\n",
                 &options, "", "none");
    options.given = (rap_day){2031, 5, 7};
    published_of(text, &options, "2031-05-07", "given");
}

static void a_bare_year_tells_little_and_says_so(void **state)
{
    (void)state;
    stage s;
    const rap_times_options none = {.told = {0, 0, 0}};
    open_text(&s,
              "Ostia offers a hall\n\nThe island, which Norland annexed in 2014, would "
              "be on the agenda, its minister told reporters in the harbour.\n",
              false, &none);
    assert_int_equal(s.times.published.day.month, 0);
    assert_true(s.times.published.day.year >= 2014);
    assert_true(s.times.published.sure < 25);
    assert_true(s.times.published.range.to.year - s.times.published.day.year > 5);
    close_text(&s);
}

static void year_is(const char *text, int from, int to)
{
    stage s;
    const rap_times_options none = {.told = {0, 0, 0}};
    open_text(&s, text, false, &none);
    if (s.times.published.day.year < from || s.times.published.day.year > to)
        fail_msg("%d for: %s", s.times.published.day.year, text);
    close_text(&s);
}

static void offices_tell_the_years_of_their_holders(void **state)
{
    (void)state;
    year_is("The hall\n\nPresident-elect Joe Biden sent a letter to the harbour of "
            "Ostia, which was read out in the old hall.\n",
            2020, 2021);
    year_is("The hall\n\nThe new president, Joe Biden, sent a letter to the harbour of "
            "Ostia, which was read out in the old hall.\n",
            2021, 2021);
    year_is(
        "The hall\n\nA letter by Condoleezza Rice, the secretary of state, was read "
        "out in the old hall of the harbour of Ostia.\n",
        2005, 2009);
}

static void no_report_is_older_than_an_event_in_it(void **state)
{
    (void)state;
    year_is("The hall\n\nThe harbour of Ostia was closed in 1998, as it was after "
            "Hurricane Katrina and again in the financial crisis.\n",
            2005, 2026);
    year_is("The hall\n\nThe hall was full of people who had lost their homes to "
            "Hurricane Katrina, and Hurricane Katrina was what all spoke of, for "
            "Hurricane Katrina had taken the harbour too.\n",
            2005, 2006);
}

static void the_nearest_time_of_the_clause_governs_a_word(void **state)
{
    (void)state;
    stage s;
    open_on(&s, "On Monday the port closed, and the airfield reopened on Tuesday.",
            "2031-05-07");
    assert_int_equal(s.times.n_times, 2);
    for (uint32_t i = 0; i < s.prose.n_tokens; i++) {
        if (rap_token_is(&s.prose, i, "closed"))
            assert_int_equal(rap_times_near(&s.times, &s.prose, i), 0);
        if (rap_token_is(&s.prose, i, "reopened"))
            assert_int_equal(rap_times_near(&s.times, &s.prose, i), 1);
    }
    close_text(&s);
}

static void number_is(const char *text, const char *want)
{
    stage s;
    open_on(&s, text, NULL);
    rap_number n;
    assert_true(rap_number_read(&n, &s.prose, 0));
    rap_str got = rap_number_print(s.arena, &n);
    if (!rap_str_is(got, want)) fail_msg("%s read as " RAP_FMT, text, RAP_ARG(got));
    close_text(&s);
}

static void numbers_are_read_in_digits_and_words(void **state)
{
    (void)state;
    number_is("1,047 died.", "1047");
    number_is("1.8 million fled.", "1800000");
    number_is("twenty-six ships sank.", "26");
    number_is("two hundred and five men came.", "205");
    number_is("half a million left.", "500000");
    number_is("three million two hundred thousand came.", "3200000");
    number_is("2 1/2 years passed.", "2.5");
}

static void a_number_beyond_all_measure_is_none(void **state)
{
    (void)state;
    stage s;
    rap_number n;
    open_on(&s, "99999999999999999999999 ships.", NULL);
    assert_false(rap_number_read(&n, &s.prose, 0));
    close_text(&s);
    open_on(&s, "999999999999999 trillion ships.", NULL);
    assert_true(rap_number_read(&n, &s.prose, 0));
    assert_true(n.mantissa > 0);
    close_text(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_read_in_every_usual_order),
        cmocka_unit_test(a_date_that_may_be_two_days_is_left_out),
        cmocka_unit_test(a_weekday_is_the_last_one_unless_the_clause_looks_ahead),
        cmocka_unit_test(a_day_without_a_year_lies_where_its_clause_puts_it),
        cmocka_unit_test(a_weekday_beside_a_day_chooses_the_year),
        cmocka_unit_test(words_that_point_are_counted_from_the_reports_day),
        cmocka_unit_test(overnight_covers_both_days),
        cmocka_unit_test(lengths_and_sets_are_no_days),
        cmocka_unit_test(a_history_is_counted_from_the_date_before),
        cmocka_unit_test(an_age_is_no_length_of_time),
        cmocka_unit_test(both_ends_of_a_range_are_days),
        cmocka_unit_test(an_aside_does_not_move_a_story),
        cmocka_unit_test(the_nearest_verb_beats_those_further_off),
        cmocka_unit_test(a_modal_and_a_verb_are_no_months),
        cmocka_unit_test(the_day_in_the_container_wins),
        cmocka_unit_test(weekdays_beside_days_tell_the_year_within_a_window),
        cmocka_unit_test(a_weekday_alone_does_not_tell_the_year),
        cmocka_unit_test(who_is_in_office_tells_the_year),
        cmocka_unit_test(a_stamp_is_a_date_line_and_a_sentence_at_the_head_is_none),
        cmocka_unit_test(a_day_without_a_year_is_given_without_a_year),
        cmocka_unit_test(a_report_that_names_no_day_has_none),
        cmocka_unit_test(a_bare_year_tells_little_and_says_so),
        cmocka_unit_test(offices_tell_the_years_of_their_holders),
        cmocka_unit_test(no_report_is_older_than_an_event_in_it),
        cmocka_unit_test(the_nearest_time_of_the_clause_governs_a_word),
        cmocka_unit_test(numbers_are_read_in_digits_and_words),
        cmocka_unit_test(a_number_beyond_all_measure_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
