/*
 * tests/t_places.c - toponyms resolved to the gazetteer.
 */
/* SPDX-License-Identifier: MIT */
#include "names_stage.h"

#include <stdio.h>

static const rap_place *place_named(const stage *s, const char *name)
{
    for (uint32_t i = 0; i < s->places.n_places; i++)
        if (rap_str_is(s->places.places[i].name, name)) return &s->places.places[i];
    return NULL;
}

static void a_city_has_country_and_coordinates(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The envoys of Norland met in Geneva on Friday.");
    const rap_place *p = place_named(&s, "Geneva");
    assert_non_null(p);
    assert_int_equal(p->use, RAP_USE_LITERAL);
    assert_true(rap_str_is(p->country, "CH"));
    assert_true(rap_str_begins(p->lat, RAP_STR("46.20")));
    stage_close(&s);
}

static void a_capital_that_speaks_is_an_actor_with_coordinates(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ottawa rejected the plan of the Sudmark council.");
    const rap_place *p = place_named(&s, "Ottawa");
    assert_non_null(p);
    assert_int_equal(p->use, RAP_USE_ACTOR);
    assert_true(rap_str_is(p->country, "CA"));
    stage_close(&s);
}

static void of_two_places_the_one_in_a_country_of_the_report_is_meant(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Lebanon sent soldiers. Shots were heard in Tripoli, Lebanon said.");
    const rap_place *p = place_named(&s, "Tripoli");
    assert_non_null(p);
    assert_true(rap_str_is(p->country, "LB"));
    stage_close(&s);
    stage_open(&s, "Shots were heard in Tripoli.");
    assert_true(rap_str_is(place_named(&s, "Tripoli")->country, "LY"));
    stage_close(&s);
}

static void an_unknown_place_keeps_its_name_without_coordinates(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "A bridge near Keshmouth fell into the water.");
    const rap_place *p = place_named(&s, "Keshmouth");
    assert_non_null(p);
    assert_int_equal(p->lat.n, 0);
    assert_int_equal(p->country.n, 0);
    stage_close(&s);
}

static void a_country_is_a_place_with_a_use_of_its_own(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "They landed in Portugal and in Chad.");
    assert_int_equal(s.places.n_places, 2);
    const rap_place *p = place_named(&s, "Chad");
    assert_non_null(p);
    assert_int_equal(p->use, RAP_USE_COUNTRY);
    assert_true(rap_str_is(p->country, "TD"));
    stage_close(&s);
}

static void an_adjective_of_a_country_is_no_place(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Portuguese officials spoke of a Chadian plan.");
    assert_int_equal(s.places.n_places, 0);
    stage_close(&s);
}

static const rap_place *place_at(const stage *s, const char *text)
{
    for (uint32_t i = 0; i < s->places.n_places; i++)
        if (rap_str_is(rap_prose_cut(&s->prose, s->places.places[i].at), text))
            return &s->places.places[i];
    return NULL;
}

/* The region of the place with this text, or "" for none. */
static bool lies_in(const stage *s, const char *text, const char *region)
{
    const rap_place *p = place_at(s, text);
    return p && rap_str_is(p->admin1, region);
}

/* What knows small towns only where Debian's tables were there at build time. */
static void needs_tables(void)
{
    enum { MANY = 10000 };
    if (rap_atlas_builtin().n_rows < MANY) skip();
}

static void the_region_behind_a_name_tells_which_is_meant(void **state)
{
    (void)state;
    stage s;
    needs_tables();
    stage_open(&s, "The envoys met in Paris, Tex., and then in Paris, Ontario.");
    assert_true(lies_in(&s, "Paris", "Texas"));
    const rap_place *tex = place_at(&s, "Tex.");
    assert_true(tex && rap_str_is(tex->name, "Texas"));
    stage_close(&s);
    stage_open(&s, "The envoys of Norland met in Paris on Friday.");
    assert_true(rap_str_is(place_at(&s, "Paris")->country, "FR"));
    stage_close(&s);
    stage_open(&s, "A barn burnt down near Springfield, Illinois, on Friday.");
    assert_true(lies_in(&s, "Springfield", "Illinois"));
    stage_close(&s);
}

static void one_sense_holds_for_a_whole_report(void **state)
{
    (void)state;
    stage s;
    needs_tables();
    stage_open(&s, "A barn burnt down in Lebanon, Ohio.\n\nThe mayor of Athens came. "
                   "People in Athens, Ohio, were glad.");
    for (uint32_t i = 0; i < s.places.n_places; i++)
        if (rap_str_is(rap_prose_cut(&s.prose, s.places.places[i].at), "Athens"))
            assert_true(rap_str_is(s.places.places[i].admin1, "Ohio"));
    assert_true(lies_in(&s, "Athens", "Ohio"));
    stage_close(&s);
}

static void neighbours_tell_which_is_meant(void **state)
{
    (void)state;
    stage s;
    needs_tables();
    stage_open(&s, "Rain fell in Springfield, and roads were closed in Chicopee and in "
                   "Holyoke and near Westfield.");
    assert_true(lies_in(&s, "Springfield", "Massachusetts"));
    assert_true(lies_in(&s, "Westfield", "Massachusetts"));
    stage_close(&s);
}

static void a_dateline_is_a_place(void **state)
{
    (void)state;
    stage s;
    needs_tables();
    stage_open(&s, "TORRINGTON, Conn. (NPA) - The council met on Friday.");
    assert_true(lies_in(&s, "TORRINGTON", "Connecticut"));
    assert_true(lies_in(&s, "Conn.", "Connecticut"));
    stage_close(&s);
}

static void a_place_inside_the_name_of_a_body_is_a_part(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The Montreal City Council met on Friday. It rained in Montreal.");
    const rap_place *p = place_at(&s, "Montreal");
    assert_non_null(p);
    assert_int_equal(p->use, RAP_USE_PART);
    assert_true(rap_str_is(p->country, "CA"));
    stage_close(&s);
}

static void a_person_who_is_called_like_a_place_is_none(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Mayor Paris Veld and Jon Washington spoke to reporters. Jon Washington "
               "said he was glad, and Paris Veld said so too.");
    assert_null(place_at(&s, "Paris"));
    assert_int_equal(s.places.n_places, 0);
    stage_close(&s);
}

static void a_small_place_that_nothing_speaks_for_is_not_believed(void **state)
{
    (void)state;
    stage s;
    needs_tables();
    stage_open(&s, "The minister of Norland spoke in Hartshorne.");
    const rap_place *p = place_at(&s, "Hartshorne");
    if (p) assert_int_equal(p->lat.n, 0);
    stage_close(&s);
    stage_open(&s, "Farmers in Oklahoma were glad. It rained in Hartshorne, too.");
    assert_true(lies_in(&s, "Hartshorne", "Oklahoma"));
    stage_close(&s);
}

static void counties_share_their_word(void **state)
{
    (void)state;
    stage s;
    needs_tables();
    stage_open(&s, "Ohio closed roads in Geauga and Medina counties.");
    const rap_place *p = place_at(&s, "Medina");
    assert_non_null(p);
    assert_true(rap_str_is(p->country, "US"));
    stage_close(&s);
}

static void what_happens_lies_at_or_near_a_place_or_goes_there(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Shots fell near Aleppo. Troops marched toward Damascus. It rained in "
               "Texas and they met in Geneva.");
    assert_string_equal(place_at(&s, "Aleppo")->relation, "near");
    assert_string_equal(place_at(&s, "Damascus")->relation, "toward");
    assert_string_equal(place_at(&s, "Texas")->relation, "in_region");
    assert_string_equal(place_at(&s, "Geneva")->relation, "at");
    stage_close(&s);
}

/* Every claimant is named, and none is taken sides with. */
static void of_disputed_places_all_claimants_are_told(void **state)
{
    (void)state;
    static const char *const claims[][3] = {
        {"Crimea", "UA", "RU"},         {"Kashmir", "IN", "PK"},
        {"Western Sahara", "EH", "MA"}, {"Kosovo", "XK", "RS"},
        {"Golan Heights", "SY", "IL"},  {"East Jerusalem", "PS", "IL"},
    };
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        stage s;
        char text[128];
        (void)snprintf(text, sizeof text, "Monitors stayed in %s on Friday.",
                       claims[i][0]);
        stage_open(&s, text);
        assert_int_equal(s.places.n_places, 1);
        const rap_place *p = &s.places.places[0];
        for (int k = 1; k < 3; k++)
            assert_true(rap_str_find(p->disputed_by, rap_str_of(claims[i][k]), 0) <
                        p->disputed_by.n);
        assert_true(p->disputed_basis.n > 0);
        stage_close(&s);
    }
    stage s;
    stage_open(&s, "Monitors stayed in Geneva on Friday.");
    assert_int_equal(place_named(&s, "Geneva")->disputed_by.n, 0);
    stage_close(&s);
}

static void a_town_inside_a_disputed_region_is_disputed_too(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Monitors went to Srinagar, and from Simferopol to Pristina.");
    assert_true(rap_str_is(place_named(&s, "Srinagar")->disputed_by, "IN,PK"));
    assert_true(rap_str_is(place_named(&s, "Simferopol")->disputed_by, "UA,RU"));
    assert_true(rap_str_is(place_named(&s, "Pristina")->disputed_by, "XK,RS"));
    stage_close(&s);
}

static void a_town_in_a_list_of_towns_does_not_lie_in_the_next(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The envoy went to Mariupol, Kherson and Melitopol.");
    assert_true(rap_str_is(place_named(&s, "Mariupol")->country, "UA"));
    assert_true(place_named(&s, "Mariupol")->lat.n > 0);
    stage_close(&s);
    stage_open(&s, "The envoy went to Mariupol, Texas.");
    assert_int_equal(place_named(&s, "Mariupol")->lat.n, 0);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_city_has_country_and_coordinates),
        cmocka_unit_test(a_capital_that_speaks_is_an_actor_with_coordinates),
        cmocka_unit_test(of_two_places_the_one_in_a_country_of_the_report_is_meant),
        cmocka_unit_test(an_unknown_place_keeps_its_name_without_coordinates),
        cmocka_unit_test(a_country_is_a_place_with_a_use_of_its_own),
        cmocka_unit_test(an_adjective_of_a_country_is_no_place),
        cmocka_unit_test(the_region_behind_a_name_tells_which_is_meant),
        cmocka_unit_test(one_sense_holds_for_a_whole_report),
        cmocka_unit_test(neighbours_tell_which_is_meant),
        cmocka_unit_test(a_dateline_is_a_place),
        cmocka_unit_test(a_place_inside_the_name_of_a_body_is_a_part),
        cmocka_unit_test(a_person_who_is_called_like_a_place_is_none),
        cmocka_unit_test(a_small_place_that_nothing_speaks_for_is_not_believed),
        cmocka_unit_test(counties_share_their_word),
        cmocka_unit_test(what_happens_lies_at_or_near_a_place_or_goes_there),
        cmocka_unit_test(of_disputed_places_all_claimants_are_told),
        cmocka_unit_test(a_town_inside_a_disputed_region_is_disputed_too),
        cmocka_unit_test(a_town_in_a_list_of_towns_does_not_lie_in_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
