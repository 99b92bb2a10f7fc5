/*
 * tests/t_places.c - toponyms resolved to the gazetteer.
 */
/* SPDX-License-Identifier: MIT */
#include "names_stage.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_city_has_country_and_coordinates),
        cmocka_unit_test(a_capital_that_speaks_is_an_actor_with_coordinates),
        cmocka_unit_test(of_two_places_the_one_in_a_country_of_the_report_is_meant),
        cmocka_unit_test(an_unknown_place_keeps_its_name_without_coordinates),
        cmocka_unit_test(a_country_is_a_place_with_a_use_of_its_own),
        cmocka_unit_test(an_adjective_of_a_country_is_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
