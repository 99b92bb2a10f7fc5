/*
 * tests/t_names.c - persons, bodies and states in reports that never were.
 */
/* SPDX-License-Identifier: MIT */
#include "names_stage.h"

static void assert_name(const rap_entity *e, rap_entity_kind kind, const char *name)
{
    assert_non_null(e);
    assert_int_equal(e->kind, kind);
    assert_true(rap_str_is(e->name, name));
}

static void assert_side(const stage *s, const char *text, const char *iso)
{
    int32_t side = rap_names_side(&s->names, stage_entity(s, text, 0));
    assert_true(side >= 0);
    assert_string_equal(s->names.entities[side].iso, iso);
}

static void a_bare_surname_is_the_person_named_in_full(void **state)
{
    (void)state;
    stage s;
    stage_open(
        &s, "Talks went on, said Ana Veld of the lake council. \"No,\" Veld told us.");
    assert_name(stage_who(&s, "Veld"), RAP_ENTITY_PERSON, "Ana Veld");
    assert_int_equal(stage_entity(&s, "Veld", 0), stage_entity(&s, "Ana Veld", 0));
    stage_close(&s);
}

static void a_title_stays_out_of_the_name_and_gives_office_and_side(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Bolivian Foreign Minister Jon Ruud met nobody on Monday.");
    const rap_mention *m = stage_mention(&s, "Jon Ruud", 0);
    const rap_entity *e = stage_who(&s, "Jon Ruud");
    assert_name(e, RAP_ENTITY_PERSON, "Jon Ruud");
    assert_int_equal(e->n_roles, 1);
    assert_true(rap_str_is(e->roles[0], "Foreign Minister"));
    assert_true(rap_str_is(rap_prose_cut(&s.prose, m->whole),
                           "Bolivian Foreign Minister Jon Ruud"));
    assert_side(&s, "Jon Ruud", "BOL");
    stage_close(&s);
}

static void an_office_behind_a_comma_belongs_to_the_name_before_it(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Piet Haas, Togo's deputy defence minister, left early.");
    const rap_entity *e = stage_who(&s, "Piet Haas");
    assert_name(e, RAP_ENTITY_PERSON, "Piet Haas");
    assert_int_equal(e->n_roles, 1);
    assert_true(rap_str_is(e->roles[0], "deputy defence minister"));
    assert_side(&s, "Piet Haas", "TGO");
    stage_close(&s);
}

static void a_short_form_of_a_party_abroad_stands_for_itself(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "BNP deputy leader Piet Haas met ministers in Togo.");
    assert_name(stage_who(&s, "BNP"), RAP_ENTITY_ORGANIZATION, "BNP");
    stage_close(&s);
    stage_open(&s, "BNP deputy leader Piet Haas met ministers in Bangladesh.");
    assert_name(stage_who(&s, "BNP"), RAP_ENTITY_ORGANIZATION,
                "Bangladesh Nationalist Party");
    stage_close(&s);
    stage_open(&s, "The Free Syrian Army met. FSA men left for Togo, the FSA said.");
    assert_name(stage_who(&s, "FSA"), RAP_ENTITY_ORGANIZATION, "Free Syrian Army");
    stage_close(&s);
}

static void a_firm_is_of_its_country_and_speaks_for_itself(void **state)
{
    (void)state;
    stage s;
    stage_open(
        &s,
        "Boeing spokesman Ole Brandt said so. Peruvian President Ana Veld said no.");
    int32_t firm = stage_entity(&s, "Boeing", 0);
    assert_side(&s, "Boeing", "USA");
    assert_int_equal(rap_names_stand(&s.names, firm), firm);
    assert_int_equal(rap_names_stand(&s.names, stage_entity(&s, "Ole Brandt", 0)),
                     firm);
    int32_t state_of_hers = rap_names_stand(&s.names, stage_entity(&s, "Ana Veld", 0));
    assert_string_equal(s.names.entities[state_of_hers].iso, "PER");
    stage_close(&s);
}

static void a_spokesman_of_a_seat_speaks_for_its_state(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Kremlin spokesman Ole Brandt said so. Brandt did not smile.");
    assert_side(&s, "Brandt", "RUS");
    assert_name(stage_who(&s, "Kremlin"), RAP_ENTITY_ORGANIZATION, "Kremlin");
    stage_close(&s);
}

static void the_president_is_the_one_who_was_named_as_such(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Peruvian President Ana Veld arrived late. The president was tired.");
    assert_int_equal(stage_entity(&s, "The president", 0),
                     stage_entity(&s, "Ana Veld", 0));
    assert_int_equal(stage_mention(&s, "The president", 0)->kind, RAP_MENTION_NOMINAL);
    stage_close(&s);
}

static void a_state_is_one_party_however_it_is_written(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "The U.K. waits. Britain has time, and London said that it would wait. "
               "The British government is calm.");
    int32_t uk = stage_entity(&s, "U.K.", 0);
    assert_true(uk >= 0);
    assert_string_equal(s.names.entities[uk].iso, "GBR");
    assert_int_equal(stage_entity(&s, "Britain", 0), uk);
    assert_int_equal(stage_entity(&s, "London", 0), uk);
    assert_int_equal(stage_entity(&s, "The British government", 0), uk);
    assert_true(stage_mention(&s, "London", 0)->as_actor);
    stage_close(&s);
}

static void a_capital_behind_a_word_of_place_is_a_place(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "It rained in Lima while they talked near Quito.");
    assert_name(stage_who(&s, "Lima"), RAP_ENTITY_PLACE, "Lima");
    assert_false(stage_mention(&s, "Quito", 0)->as_actor);
    stage_close(&s);
}

static void the_pronoun_us_is_no_country(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "They told us that the US would come to us.");
    assert_int_equal(stage_entity(&s, "us", 0), -2);
    assert_string_equal(stage_who(&s, "US")->iso, "USA");
    stage_close(&s);
}

static void a_ministry_serves_its_state_under_either_form(void **state)
{
    (void)state;
    stage s;
    stage_open(
        &s, "Kenya's Defence Ministry denied it. The Kenyan defense ministry is shut.");
    int32_t a = stage_entity(&s, "Defence Ministry", 0);
    assert_true(a >= 0);
    assert_int_equal(stage_entity(&s, "The Kenyan defense ministry", 0), a);
    assert_side(&s, "Defence Ministry", "KEN");
    stage_close(&s);
}

static void unnamed_sources_are_parties_of_their_own(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "A person close to the talks said so. Two Chilean officials agreed.");
    const rap_entity *e = stage_who(&s, "A person close to the talks");
    assert_non_null(e);
    assert_int_equal(e->kind, RAP_ENTITY_ANONYMOUS);
    assert_int_equal(stage_who(&s, "Two Chilean officials")->kind,
                     RAP_ENTITY_ANONYMOUS);
    assert_side(&s, "Two Chilean officials", "CHL");
    stage_close(&s);
}

static void a_pronoun_goes_to_the_person_of_its_gender(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Mrs Veld met Mr Haas. She smiled. It was late, and he left.");
    assert_int_equal(stage_entity(&s, "She", 0), stage_entity(&s, "Veld", 0));
    assert_int_equal(stage_entity(&s, "he", 0), stage_entity(&s, "Haas", 0));
    stage_close(&s);
}

static void a_pronoun_without_anybody_before_it_stays_open(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "He had never seen the river so low.");
    assert_int_equal(stage_entity(&s, "He", 0), -1);
    stage_close(&s);
}

static void words_of_a_headline_are_no_persons(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Peace Talks Break Down As Winter Offensive Begins\n\nIt was cold.");
    for (uint32_t i = 0; i < s.names.n_entities; i++)
        assert_int_not_equal(s.names.entities[i].kind, RAP_ENTITY_PERSON);
    stage_close(&s);
}

static void mentions_are_in_order_and_do_not_overlap(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Chad's army chief, General Ole Brandt, told Reuters in N'Djamena that "
               "U.N. envoy Mia Lund, a former Danish minister, had met the rebels.");
    assert_true(s.names.n_mentions > 4);
    for (uint32_t i = 1; i < s.names.n_mentions; i++)
        assert_true(s.names.mentions[i].first >= s.names.mentions[i - 1].last);
    for (uint32_t i = 0; i < s.prose.n_tokens; i++) {
        int32_t m = s.names.by_token[i];
        if (m < 0) continue;
        assert_true(s.names.mentions[m].first <= i && i < s.names.mentions[m].last);
    }
    stage_close(&s);
}

static void a_long_run_of_capitals_ends(void **state)
{
    (void)state;
    enum { WORDS = 20000 };
    static char text[WORDS * 5 + 2];
    stage s;
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + i * 5, "Veld ", 5);
    stage_open(&s, text);
    assert_true(s.names.n_mentions <= WORDS);
    stage_close(&s);
}

static void talks_between_two_names_and_what_is_theirs_tell_two_states(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Talks between Norland and Sudmark ended. Sudmark was represented by "
               "its energy minister, Erik Lund. Norland's Vera Holt left early.");
    assert_name(stage_who(&s, "Norland"), RAP_ENTITY_COUNTRY, "Norland");
    assert_name(stage_who(&s, "Sudmark"), RAP_ENTITY_COUNTRY, "Sudmark");
    stage_close(&s);
}

static void talks_between_two_firms_make_no_states(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Talks between Norvex and Tarnell on a merger ended. Norvex said its "
               "board would meet. Shares of Norvex rose.");
    assert_true(stage_who(&s, "Norvex")->kind != RAP_ENTITY_COUNTRY);
    assert_true(stage_who(&s, "Tarnell")->kind != RAP_ENTITY_COUNTRY);
    stage_close(&s);
}

static void a_state_of_no_table_has_its_adjective_and_its_people(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland will wait, Norland's foreign minister Jon Ruud said. The "
                   "Norlandic navy sailed and two Norlandic officials met Norlanders.");
    const rap_entity *e = stage_who(&s, "Norland");
    assert_name(e, RAP_ENTITY_COUNTRY, "Norland");
    assert_string_equal(e->iso, "");
    int32_t norland = stage_entity(&s, "Norland", 0);
    assert_int_equal(stage_who(&s, "Jon Ruud")->side, norland);
    assert_int_equal(stage_who(&s, "The Norlandic navy")->side, norland);
    assert_int_equal(stage_who(&s, "two Norlandic officials")->side, norland);
    assert_int_equal(stage_who(&s, "Norlanders")->side, norland);
    uint32_t words = 0;
    for (uint32_t i = 0; i < s.prose.n_tokens; i++)
        if (rap_token_is(&s.prose, i, "norlandic"))
            words += s.names.state_of[i] == norland;
    assert_int_equal(words, 2);
    stage_close(&s);
}

static void a_state_beside_a_state_is_one_too(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ostia's ambassador left. Ostia will wait. Sudmark has waited. "
                   "Talks between Sudmark and Ostia went on.");
    assert_name(stage_who(&s, "Sudmark"), RAP_ENTITY_COUNTRY, "Sudmark");
    stage_close(&s);
}

static void a_firm_with_a_president_is_no_state(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Brixo's president quit on Monday. Brixo will sell cars.");
    const rap_entity *e = stage_who(&s, "Brixo");
    assert_true(!e || e->kind != RAP_ENTITY_COUNTRY);
    stage_close(&s);
}

static void a_ruler_with_a_minister_is_no_state(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ana Veld spoke. Veld's foreign minister left, and Veld will go.");
    assert_name(stage_who(&s, "Veld"), RAP_ENTITY_PERSON, "Ana Veld");
    stage_close(&s);
}

static void a_president_of_a_state_is_for_it(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "President Ana Veld of Peru spoke. Peru's Jon Ruud did not.");
    assert_side(&s, "Ana Veld", "PER");
    assert_side(&s, "Jon Ruud", "PER");
    stage_close(&s);
}

static void a_paper_is_an_outlet_and_no_person(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ostia Herald\n\nIt was late, she told the Courier. The broadcaster "
                   "SRT showed it. It rained, NPA reported.");
    assert_name(stage_who(&s, "Ostia Herald"), RAP_ENTITY_MEDIA, "Ostia Herald");
    assert_name(stage_who(&s, "Courier"), RAP_ENTITY_MEDIA, "Courier");
    assert_name(stage_who(&s, "SRT"), RAP_ENTITY_MEDIA, "SRT");
    assert_name(stage_who(&s, "NPA"), RAP_ENTITY_MEDIA, "NPA");
    stage_close(&s);
}

static void a_word_that_stands_in_lower_case_names_nobody(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Gribble said no. They sold gribble. De-escalation failed.");
    assert_null(stage_mention(&s, "Gribble", 0));
    assert_null(stage_mention(&s, "De-escalation", 0));
    stage_close(&s);
}

static void a_place_stays_a_place_where_it_acts(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Then Tarnow burned. They met in Tarnow, near the town of Kesh.");
    assert_name(stage_who(&s, "Tarnow"), RAP_ENTITY_PLACE, "Tarnow");
    assert_name(stage_who(&s, "Kesh"), RAP_ENTITY_PLACE, "Kesh");
    stage_close(&s);
}

static void a_pronoun_with_two_who_fit_stays_open(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The table was set for Mr Ruud and Mr Haas. It was his house.");
    assert_int_equal(stage_entity(&s, "his", 0), -1);
    stage_close(&s);
}

static void a_pronoun_stays_open_when_a_stranger_may_be_meant(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Mr Haas came late. A driver waited outside, and he was tired.");
    assert_int_equal(stage_entity(&s, "he", 0), -1);
    stage_close(&s);
}

static void a_pronoun_before_its_name_stays_open(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Mr Haas left. When he came, Jon Ruud was there.");
    assert_int_equal(stage_entity(&s, "he", 0), -1);
    stage_close(&s);
}

/* Nobody of this text is a person. */
static void assert_no_person(const char *text)
{
    stage s;
    stage_open(&s, text);
    for (uint32_t i = 0; i < s.names.n_mentions; i++) {
        int32_t e = s.names.mentions[i].entity;
        if (e < 0 || s.names.mentions[i].kind != RAP_MENTION_NAME) continue;
        assert_int_not_equal(s.names.entities[e].kind, RAP_ENTITY_PERSON);
    }
    stage_close(&s);
}

static void prizes_makes_houses_and_firms_are_no_persons(void **state)
{
    (void)state;
    assert_no_person("They met at the Rose Bowl before the John Peel Show.");
    assert_no_person("A QXD Bravo chip was in it.");
    assert_no_person("It sold its Anna model of 1996.");
    assert_no_person("They lay in the Anna Kesh prison near the General Hospital.");
    assert_no_person("It rose at Komerz Banka on Friday.");
    assert_no_person("The consultant Lenz Brandt Kesh Ltd said so.");
    assert_no_person("They went to the Roman Catholic church.");
}

static void a_party_and_a_seat_in_brackets_name_nobody(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "House leader Thomas Ruud (D-Wash.) has urged Congress to wait.");
    assert_null(stage_who(&s, "D-Wash."));
    assert_name(stage_who(&s, "Thomas Ruud"), RAP_ENTITY_PERSON, "Thomas Ruud");
    stage_close(&s);
}

static void an_author_does_not_act_for_a_state(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Peruvian author Ana Veld wrote to Bolivian President Jon Ruud.");
    assert_int_equal(stage_who(&s, "Ana Veld")->side, -1);
    assert_side(&s, "Jon Ruud", "BOL");
    stage_close(&s);
}

static void one_ministry_is_not_the_other(void **state)
{
    stage s;
    (void)state;
    stage_open(&s,
               "The Foreign Affairs Ministry spoke. The Interior Ministry did not. The "
               "ministry of justice is shut.");
    int32_t foreign = stage_entity(&s, "Foreign Affairs Ministry", 0);
    assert_int_not_equal(stage_entity(&s, "Interior Ministry", 0), foreign);
    assert_int_not_equal(stage_entity(&s, "ministry of justice", 0), foreign);
    stage_close(&s);
}

static void a_ministry_elsewhere_is_another_one(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Peru's foreign ministry spoke. In Chile, meanwhile, the foreign "
                   "ministry did not speak. The foreign ministry was empty.");
    int32_t peru = stage_entity(&s, "Peru's foreign ministry", 0);
    assert_true(peru >= 0);
    assert_int_not_equal(stage_entity(&s, "the foreign ministry", 0), peru);
    stage_close(&s);
}

static void one_seat_does_not_give_every_ruler_its_state(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "The Kremlin was silent. President Ana Veld spoke, and President Jon "
               "Ruud answered.");
    assert_int_equal(stage_who(&s, "Ana Veld")->side, -1);
    assert_int_equal(stage_who(&s, "Jon Ruud")->side, -1);
    stage_close(&s);
}

/* A page that lost its marks puts names side by side: no such person is made up. */
static void two_names_side_by_side_are_not_one(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Jon Ruud met the press. Mika Dahl did not.\n\n"
                   "Photo Jon Ruud Mika Dahl in Kesh on Monday.");
    for (uint32_t i = 0; i < s.names.n_entities; i++)
        assert_false(rap_str_is(s.names.entities[i].name, "Jon Ruud Mika Dahl"));
    assert_int_equal(s.names.entities[0].kind, RAP_ENTITY_PERSON);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_names_side_by_side_are_not_one),
        cmocka_unit_test(prizes_makes_houses_and_firms_are_no_persons),
        cmocka_unit_test(a_party_and_a_seat_in_brackets_name_nobody),
        cmocka_unit_test(an_author_does_not_act_for_a_state),
        cmocka_unit_test(a_ministry_elsewhere_is_another_one),
        cmocka_unit_test(one_ministry_is_not_the_other),
        cmocka_unit_test(one_seat_does_not_give_every_ruler_its_state),
        cmocka_unit_test(a_pronoun_with_two_who_fit_stays_open),
        cmocka_unit_test(a_pronoun_stays_open_when_a_stranger_may_be_meant),
        cmocka_unit_test(a_pronoun_before_its_name_stays_open),
        cmocka_unit_test(a_state_of_no_table_has_its_adjective_and_its_people),
        cmocka_unit_test(talks_between_two_names_and_what_is_theirs_tell_two_states),
        cmocka_unit_test(talks_between_two_firms_make_no_states),
        cmocka_unit_test(a_state_beside_a_state_is_one_too),
        cmocka_unit_test(a_firm_with_a_president_is_no_state),
        cmocka_unit_test(a_ruler_with_a_minister_is_no_state),
        cmocka_unit_test(a_president_of_a_state_is_for_it),
        cmocka_unit_test(a_paper_is_an_outlet_and_no_person),
        cmocka_unit_test(a_word_that_stands_in_lower_case_names_nobody),
        cmocka_unit_test(a_place_stays_a_place_where_it_acts),
        cmocka_unit_test(a_bare_surname_is_the_person_named_in_full),
        cmocka_unit_test(a_title_stays_out_of_the_name_and_gives_office_and_side),
        cmocka_unit_test(an_office_behind_a_comma_belongs_to_the_name_before_it),
        cmocka_unit_test(a_spokesman_of_a_seat_speaks_for_its_state),
        cmocka_unit_test(the_president_is_the_one_who_was_named_as_such),
        cmocka_unit_test(a_state_is_one_party_however_it_is_written),
        cmocka_unit_test(a_capital_behind_a_word_of_place_is_a_place),
        cmocka_unit_test(the_pronoun_us_is_no_country),
        cmocka_unit_test(a_ministry_serves_its_state_under_either_form),
        cmocka_unit_test(unnamed_sources_are_parties_of_their_own),
        cmocka_unit_test(a_pronoun_goes_to_the_person_of_its_gender),
        cmocka_unit_test(a_pronoun_without_anybody_before_it_stays_open),
        cmocka_unit_test(a_short_form_of_a_party_abroad_stands_for_itself),
        cmocka_unit_test(a_firm_is_of_its_country_and_speaks_for_itself),
        cmocka_unit_test(words_of_a_headline_are_no_persons),
        cmocka_unit_test(mentions_are_in_order_and_do_not_overlap),
        cmocka_unit_test(a_long_run_of_capitals_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
