/*
 * tests/t_events_worlds.c - what is no event, how real an event is, and whom it is done
 * to where nobody is named, in reports that never were.
 */
/* SPDX-License-Identifier: MIT */
#include "facts_stage.h"

#include "facts/kinds.h"
#include "facts/worlds.h"

static void stage_begin(stage *s, const char *text)
{
    stage_open(s, text);
    assert_int_equal(rap_trees_read(&s->prose, NULL), RAP_OK);
}

static uint32_t token_of(const stage *s, const char *low)
{
    for (uint32_t i = 0; i < s->prose.n_tokens; i++)
        if (rap_str_is(s->prose.tokens[i].low, low)) return i;
    fail();
    return 0;
}

/* The word `low` tells the days from-to. */
static void stage_time(stage *s, const char *low, rap_day from, rap_day to)
{
    static rap_time time;
    uint32_t i = token_of(s, low);
    time = (rap_time){.at = s->prose.tokens[i].at,
                      .type = RAP_TIMEX_DATE,
                      .days = {from, to},
                      .first = i,
                      .last = i + 1};
    s->times.times = &time;
    s->times.n_times = 1;
}

static rap_status status_of(const char *text, const char *cameo)
{
    stage s;
    stage_begin(&s, text);
    stage_read(&s);
    const rap_event *e = stage_event(&s, cameo);
    rap_status status = e ? e->status : RAP_STATUS_NONE;
    stage_close(&s);
    return status;
}

static void a_war_was_there_before_the_news(void **state)
{
    (void)state;
    assert_int_equal(
        status_of("Norland's war against Sudmark worries the miners.", "190"),
        RAP_STATUS_BACKGROUND);
    assert_int_equal(status_of("Norland launched a war against Sudmark.", "190"),
                     RAP_STATUS_ACTUAL);
}

static void who_holds_ground_has_held_it(void **state)
{
    (void)state;
    assert_int_equal(status_of("Norland still controls the whole of Sudmark.", "192"),
                     RAP_STATUS_BACKGROUND);
    assert_int_equal(
        status_of("On Monday Norland occupied the whole of Sudmark.", "192"),
        RAP_STATUS_ACTUAL);
}

static rap_status status_on(rap_day from, rap_day to)
{
    stage s;
    stage_begin(&s, "Norland attacked Sudmark on Saturday.");
    stage_time(&s, "saturday", from, to);
    stage_read(&s);
    const rap_event *e = stage_event(&s, "190");
    assert_non_null(e);
    rap_status status = e->status;
    stage_close(&s);
    return status;
}

static void the_day_tells_what_is_news(void **state)
{
    (void)state;
    const rap_day last = {2031, 5, 3}, next = {2031, 5, 10}, old = {2019, 0, 0};
    assert_int_equal(status_on(last, last), RAP_STATUS_ACTUAL);
    assert_int_equal(status_on(next, next), RAP_STATUS_PLANNED);
    assert_int_equal(status_on(old, old), RAP_STATUS_BACKGROUND);
}

static void what_might_be_said_is_not_said(void **state)
{
    (void)state;
    assert_int_equal(status_of("Norland might accuse Sudmark of theft.", "112"),
                     RAP_STATUS_HYPOTHETICAL);
}

static void who_hopes_only_hopes(void **state)
{
    (void)state;
    for (int hopes = 0; hopes < 2; hopes++) {
        stage s;
        const char *text = hopes ? "Ruud hoped that Sudmark must soon leave the valley."
                                 : "Ruud said that Sudmark must soon leave the valley.";
        stage_begin(&s, text);
        stage_said(&s, RUUD, "Sudmark must soon leave the valley",
                   hopes ? "hoped" : "said");
        stage_read(&s);
        assert_int_equal(s.n_events, 1);
        assert_int_equal(s.events[0].status,
                         hopes ? RAP_STATUS_ATTITUDE : RAP_STATUS_ACTUAL);
        stage_close(&s);
    }
}

static void what_starts_on_a_day_to_come_is_planned(void **state)
{
    (void)state;
    stage s;
    const rap_day day = {0, 9, 1};
    stage_begin(&s, "Starting September, Norland is imposing tariffs on Sudmark.");
    stage_time(&s, "september", day, day);
    stage_read(&s);
    assert_non_null(stage_event(&s, "163"));
    assert_int_equal(stage_event(&s, "163")->status, RAP_STATUS_PLANNED);
    stage_close(&s);
}

static uint32_t count_events(const char *text)
{
    stage s;
    stage_begin(&s, text);
    stage_read(&s);
    uint32_t n = s.n_events;
    stage_close(&s);
    return n;
}

static void a_match_is_no_war(void **state)
{
    (void)state;
    assert_int_equal(count_events("Norland attacked Sudmark in the second half."), 1);
    assert_int_equal(count_events("Norland attacked Sudmark in the second half. The "
                                  "striker and the goalkeeper left the stadium after "
                                  "the match; the coach praised his midfielder. The "
                                  "football league names its champion on Sunday."),
                     0);
}

static void a_report_is_of_its_world(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        rap_world world;
    } cases[] = {
        {"The ministers met in the palace and signed the river treaty.",
         RAP_WORLD_PUBLIC},
        {"The winger and the goalkeeper trained with the football squad before the "
         "match.",
         RAP_WORLD_SPORT},
        {"Shareholders approved the takeover; earnings and the dividend rose.",
         RAP_WORLD_MARKET},
        {"The actress won an award for the film; its soundtrack tops the chart.",
         RAP_WORLD_ARTS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        stage s;
        stage_begin(&s, cases[i].text);
        assert_int_equal(rap_worlds_of(&s.prose), cases[i].world);
        stage_close(&s);
    }
}

static void scholars_act_for_nobody(void **state)
{
    (void)state;
    const rap_str roles[] = {RAP_STR("historian")};
    for (uint32_t n = 0; n < 2; n++) {
        stage s;
        stage_begin(&s, "Sudmark must leave the valley, Haas said.");
        s.entities[HAAS].side = OSTIA;
        s.entities[HAAS].roles = roles;
        s.entities[HAAS].n_roles = n;
        stage_said(&s, HAAS, "Sudmark must leave the valley", "said");
        stage_read(&s);
        assert_int_equal(s.n_events, n ? 0 : 1);
        if (!n) assert_int_equal(s.events[0].target.v[0], SUDMARK);
        stage_close(&s);
    }
}

static void a_flood_deals_no_blow(void **state)
{
    (void)state;
    assert_int_equal(count_events("Sudmark was hit by floods in spring."), 0);
    assert_int_equal(count_events("Sudmark was hit by Norland in spring."), 1);
    assert_int_equal(count_events("Haas was killed by the quake on Monday."), 0);
    assert_int_equal(count_events("Haas was killed by a soldier on Monday."), 1);
}

static void to_charge_that_is_to_say(void **state)
{
    (void)state;
    stage s;
    stage_begin(&s, "Ruud charged that Haas had lied to the court.");
    stage_read(&s);
    assert_null(stage_event(&s, "173"));
    stage_close(&s);
}

static void the_only_foe_is_meant(void **state)
{
    (void)state;
    stage s;
    stage_begin(&s, "Norland shelled Sudmark. Norland then struck two depots.");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "190");
    assert_non_null(e);
    assert_int_equal(e->target.n, 1);
    assert_int_equal(e->target.v[0], SUDMARK);
    stage_close(&s);
    stage_begin(&s,
                "Norland shelled Sudmark. Ostia on Monday bombed the hills of Norland. "
                "Norland then struck two depots.");
    stage_read(&s);
    e = stage_event(&s, "190");
    assert_non_null(e);
    assert_int_equal(e->target.n, 0);
    stage_close(&s);
}

static void a_place_stands_for_whose_it_is(void **state)
{
    (void)state;
    stage s;
    stage_begin(&s, "Norland shelled Lenz at dawn. Sudmark called it a crime.");
    memcpy(s.entities[SUDMARK].iso, "FRA", 4);
    uint32_t i = token_of(&s, "lenz");
    const rap_place lenz = {.at = s.prose.tokens[i].at,
                            .use = RAP_USE_LITERAL,
                            .name = RAP_STR("Lenz"),
                            .country = RAP_STR("FR"),
                            .first = i,
                            .last = i + 1,
                            .relation = "at"};
    s.places = (rap_places){&lenz, 1};
    stage_read(&s);
    const rap_event *e = stage_event(&s, "194");
    assert_non_null(e);
    assert_int_equal(e->target.n, 1);
    assert_int_equal(e->target.v[0], SUDMARK);
    assert_int_equal(e->places.n, 1);
    stage_close(&s);
}

static void nobody_is_his_parents(void **state)
{
    (void)state;
    stage s;
    stage_begin(&s, "Sudmark was accused by the parents of Haas.");
    stage_read(&s);
    for (uint32_t i = 0; i < s.n_events; i++)
        assert_int_equal(s.events[i].source.n, 0);
    stage_close(&s);
}

static void kinds_follow_the_codes(void **state)
{
    (void)state;
    assert_string_equal(rap_kinds_name(rap_kinds_of(RAP_STR("0874"))), "YIELD");
    assert_string_equal(rap_kinds_name(rap_kinds_of(RAP_STR("190"))), "ASSAULT");
    assert_string_equal(rap_kinds_name(rap_kinds_of(RAP_STR("163"))), "COERCE");
    assert_int_equal(rap_kinds_of(RAP_STR("020")), 0);
    assert_int_equal(rap_kinds_of(RAP_STR("")), 0);
    assert_string_equal(rap_kinds_name(RAP_KINDS), "");
}

static void keys_are_few_and_hide_the_tables_when_asked(void **state)
{
    (void)state;
    stage s;
    rap_draft *drafts;
    uint32_t n;
    uint64_t all[RAP_LINEAR_KEYS], plain[RAP_LINEAR_KEYS];
    stage_begin(&s, "Norland on Friday imposed a ban on grain from Sudmark.");
    stage_read(&s);
    assert_int_equal(rap_events_draft(&drafts, &n, &s.scene, NULL), RAP_OK);
    assert_true(n >= 1);
    uint32_t n_all = rap_kinds_keys(&s.scene, &drafts[0], false, all);
    uint32_t n_plain = rap_kinds_keys(&s.scene, &drafts[0], true, plain);
    assert_in_range(n_all, n_plain + 1, RAP_LINEAR_KEYS);
    rap_draft other = drafts[0];
    other.event.cameo = RAP_STR("020");
    other.told = RAP_STR("020");
    assert_int_equal(rap_kinds_keys(&s.scene, &other, true, all), n_plain);
    assert_memory_equal(all, plain, n_plain * sizeof *all);
    stage_close(&s);
}

static bool tells(const char *text, const char *cameo)
{
    return status_of(text, cameo) != RAP_STATUS_NONE;
}

static void a_blow_needs_a_body(void **state)
{
    (void)state;
    assert_true(tells("Norland killed two soldiers of Sudmark.", "180"));
    assert_false(tells("Norland killed the bill of Sudmark.", "180"));
}

static void who_shows_something_does_not_protest(void **state)
{
    (void)state;
    assert_false(tells("Norland demonstrated its resolve to Sudmark.", "141"));
    assert_true(tells("Norland demonstrated against Sudmark.", "141"));
}

static void a_fight_against_a_fire_is_none(void **state)
{
    (void)state;
    assert_false(tells("Norland fought a wildfire beside Sudmark.", "190"));
    assert_true(tells("Norland fought Sudmark in the valley.", "190"));
}

static void a_phrase_is_found_across_its_particle_and_compound(void **state)
{
    (void)state;
    assert_true(tells("Norland handed over two old patrol boats to Sudmark.", "072"));
    assert_true(tells("Norland held Sudmark responsible for the fire.", "111"));
}

static void an_answer_by_a_deed_is_no_claim(void **state)
{
    (void)state;
    stage s;
    stage_begin(&s, "Norland responded by attacking Sudmark.");
    stage_said(&s, NORLAND, "by attacking Sudmark", "responded");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "190");
    assert_non_null(e);
    assert_int_equal(e->status, RAP_STATUS_ACTUAL);
    stage_close(&s);
}

static void the_two_sides_are_both(void **state)
{
    (void)state;
    stage s;
    stage_begin(&s, "Norland met Sudmark. Norland and Sudmark differ. "
                    "Ostia urged the two sides to talk.");
    stage_said(&s, OSTIA, "the two sides to talk", "urged");
    stage_read(&s);
    const rap_event *last = s.n_events ? &s.events[s.n_events - 1] : NULL;
    assert_non_null(last);
    assert_int_equal(last->source.v[0], OSTIA);
    assert_int_equal(last->target.n, 2);
    stage_close(&s);
}

static void a_quake_kills_for_nobody(void **state)
{
    (void)state;
    assert_false(tells("The quake struck at dawn. The earthquake was felt far away. "
                       "An aftershock followed the quake. Two people of Sudmark were "
                       "killed.",
                       "180"));
    assert_true(tells("Two people of Sudmark were killed.", "180"));
}

static void what_another_is_punished_for_is_alleged(void **state)
{
    (void)state;
    assert_int_equal(status_of("The tariffs of Sudmark are in retaliation for "
                               "Norland's failure to honor the agreement.",
                               "128"),
                     RAP_STATUS_ALLEGED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_war_was_there_before_the_news),
        cmocka_unit_test(who_holds_ground_has_held_it),
        cmocka_unit_test(the_day_tells_what_is_news),
        cmocka_unit_test(what_might_be_said_is_not_said),
        cmocka_unit_test(who_hopes_only_hopes),
        cmocka_unit_test(what_starts_on_a_day_to_come_is_planned),
        cmocka_unit_test(a_match_is_no_war),
        cmocka_unit_test(a_report_is_of_its_world),
        cmocka_unit_test(scholars_act_for_nobody),
        cmocka_unit_test(a_flood_deals_no_blow),
        cmocka_unit_test(to_charge_that_is_to_say),
        cmocka_unit_test(the_only_foe_is_meant),
        cmocka_unit_test(a_place_stands_for_whose_it_is),
        cmocka_unit_test(nobody_is_his_parents),
        cmocka_unit_test(kinds_follow_the_codes),
        cmocka_unit_test(keys_are_few_and_hide_the_tables_when_asked),
        cmocka_unit_test(a_blow_needs_a_body),
        cmocka_unit_test(who_shows_something_does_not_protest),
        cmocka_unit_test(a_fight_against_a_fire_is_none),
        cmocka_unit_test(a_phrase_is_found_across_its_particle_and_compound),
        cmocka_unit_test(an_answer_by_a_deed_is_no_claim),
        cmocka_unit_test(the_two_sides_are_both),
        cmocka_unit_test(a_quake_kills_for_nobody),
        cmocka_unit_test(what_another_is_punished_for_is_alleged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
