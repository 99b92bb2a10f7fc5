/*
 * tests/t_namesakes.c - whether two names may be one person's (parties/namesakes.h),
 * of which name an adjective is made (names/peoples.h), and what stands around a number
 * (pile/surround.h).
 */
/* SPDX-License-Identifier: MIT */
#include "names/peoples.h"
#include "parties/namesakes.h"
#include "pile/surround.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool agree(const char *a, const char *b)
{
    rap_arena *arena = rap_arena_new((size_t)1 << 20);
    assert_non_null(arena);
    int one = rap_names_agree(arena, rap_str_of(a), rap_str_of(b));
    int other = rap_names_agree(arena, rap_str_of(b), rap_str_of(a));
    assert_int_equal(one, other);
    rap_arena_free(arena);
    return one > 0;
}

static void a_middle_name_more_is_the_same_person(void **state)
{
    (void)state;
    assert_true(agree("Piet Haas", "Piet Willem Haas"));
    assert_true(agree("Anders Berglund", "Anders C. Berglund"));
    assert_false(agree("Piet Anton Haas", "Piet Willem Haas"));
}

static void the_order_of_the_words_does_not_count(void **state)
{
    (void)state;
    assert_true(agree("Kaukonen Marita", "Marita Kaukonen"));
    assert_false(agree("Marita Kaukonen", "Marita Lindholm"));
}

static void romanisations_and_latin_forms_are_one_name(void **state)
{
    (void)state;
    assert_true(agree("Vesselin Borislavov", "Veselin Borislavow"));
    assert_true(agree("Petrus Halden", "Peter Halden"));
    assert_true(agree("Bill Taveren", "William Taveren"));
}

static void brothers_and_sisters_stay_apart(void **state)
{
    (void)state;
    assert_false(agree("Mario Veltri", "Maria Veltri"));
    assert_false(agree("Anna Taveren", "Willem Taveren"));
    assert_false(agree("A. Taveren", "Willem Taveren"));
    assert_false(agree("Haas", "Piet Haas"));
}

static void endings_and_joints_of_other_tongues_part_nobody(void **state)
{
    (void)state;
    assert_true(agree("Ivars Beltens", "Iwar Belten"));
    assert_true(agree("Nasser AlTamar", "Nasser Al-Tamar"));
    assert_true(agree("M. Periasangam", "Periasangam Moorthi"));
    assert_false(agree("M. Periasangam", "Periasangam Ratnam"));
    assert_true(agree("Eva Kolberg", "Ewa Kolberg"));
    assert_true(agree("Theophanus Kolbergen", "Theophanos Kolbergen"));
    assert_false(agree("Petra Kolbergen", "Petar Kolbergen"));
}

static rap_surround around(const char *text, const char *number)
{
    rap_filed f = {.source = rap_str_of(text)};
    size_t at = rap_str_find(f.source, rap_str_of(number), 0);
    assert_true(at < f.source.n);
    rap_span span = {(uint32_t)at, (uint32_t)(at + rap_str_of(number).n)};
    return rap_surround_of(&f, span);
}

static void a_number_knows_what_became_of_those_it_counts(void **state)
{
    (void)state;
    const char *text = "The blast in Lenz killed 14 people and wounded 30, NPA said. "
                       "Another 6 died on the way.";
    assert_true(rap_str_is(around(text, "14").fate, "dead"));
    assert_true(rap_str_is(around(text, "30").fate, "hurt"));
    assert_false(around(text, "14").part);
    assert_true(around(text, "6").part);
}

static void the_fate_of_another_number_is_not_this_ones(void **state)
{
    (void)state;
    const char *text = "Fever meant 26 deaths in Ostia and 701 people were infected.";
    assert_true(rap_str_is(around(text, "26").fate, "dead"));
    assert_true(rap_str_is(around(text, "701").fate, "ill"));
}

static void a_number_that_is_so_by_now_has_moved(void **state)
{
    (void)state;
    assert_true(around("They said 72 ships were now waiting off Tarn.", "72").moved);
    assert_true(around("The toll has risen to 72, they said.", "72").moved);
    assert_false(around("They said 72 ships were waiting off Tarn.", "72").moved);
}

static void who_tells_a_number_is_no_part_of_its_scene(void **state)
{
    (void)state;
    rap_filed f = {.source = RAP_STR("There, the master of Kesh said, wait 40 ships.")};
    size_t from = rap_str_find(f.source, RAP_STR("the"), 0);
    rap_span teller = {(uint32_t)from, (uint32_t)from + 18};
    size_t at = rap_str_find(f.source, RAP_STR("40"), 0);
    rap_span number = {(uint32_t)at, (uint32_t)at + 2};
    rap_surround all = rap_surround_of(&f, number);
    rap_surround rest = rap_surround_told(&f, number, teller);
    assert_int_equal(all.n_names, 1);
    assert_int_equal(rest.n_names, 0);
    assert_true(rest.n_words < all.n_words && rest.n_words > 0);
}

static void sentences_that_name_other_places_clash(void **state)
{
    (void)state;
    rap_surround a = around("A flood in Ostia killed 14 people.", "14");
    rap_surround b = around("A flood in Lenz killed 9 people.", "9");
    rap_surround c = around("The flood at Ostia has killed 11.", "11");
    assert_true(rap_surround_clash(&a, &b));
    assert_false(rap_surround_clash(&a, &c));
}

static void the_name_beside_a_number_says_where_it_counts(void **state)
{
    (void)state;
    rap_surround a = around("Ministers met in Lenz as Ostia had 26 cases.", "26");
    rap_surround b = around("The fever in Lenz has brought 8 cases.", "8");
    rap_surround c = around("Since Monday Ostia saw 31 cases.", "31");
    assert_true(rap_surround_elsewhere(&a, &b));
    assert_false(rap_surround_elsewhere(&a, &c));
}

static void some_of_the_dead_are_a_part_of_them(void **state)
{
    (void)state;
    assert_true(around("They said 10 of the dead were guards.", "10").part);
    assert_true(around("The fever may have caused 48 more deaths.", "48").part);
    assert_false(around("The fever may have caused 48 deaths.", "48").part);
    assert_false(around("They were more than 48 hours late.", "48").part);
}

static void a_sentence_tells_the_year_of_its_number(void **state)
{
    (void)state;
    assert_int_equal(around("The flood of 1987 killed 2003 people.", "2003").year,
                     1987);
    assert_int_equal(around("The flood killed 2003 people.", "2003").year, 0);
}

static int32_t state_called(const void *among, rap_str name)
{
    const char *const *names = among;
    for (int32_t i = 0; names[i]; i++)
        if (rap_str_is(name, names[i])) return i;
    return -1;
}

static void an_adjective_is_of_the_name_that_its_ending_tells(void **state)
{
    (void)state;
    static const char *const names[] = {"ostia", "norland", "south", "sudmark", NULL};
    static const struct {
        const char *word;
        int32_t of;
        bool people;
    } cases[] = {
        {"ostian", 0, false},     {"ostians", 0, true},
        {"norlanders", 1, true},  {"norlandic", 1, false},
        {"sudmarkian", 3, false}, {"southeast", -1, false},
        {"norlandos", -1, false}, {"an", -1, false},
        {"norland", -1, false},   {"norlanderssssssssssssssssssssssanders", -1, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool people = false;
        rap_str word = rap_str_of(cases[i].word);
        int32_t of = rap_people_stem(word, state_called, names, &people);
        assert_int_equal(of, cases[i].of);
        if (of >= 0) assert_int_equal(people, cases[i].people);
        assert_int_equal(rap_people_stem(word, state_called, names, NULL), of);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_middle_name_more_is_the_same_person),
        cmocka_unit_test(the_order_of_the_words_does_not_count),
        cmocka_unit_test(romanisations_and_latin_forms_are_one_name),
        cmocka_unit_test(brothers_and_sisters_stay_apart),
        cmocka_unit_test(a_number_knows_what_became_of_those_it_counts),
        cmocka_unit_test(the_fate_of_another_number_is_not_this_ones),
        cmocka_unit_test(a_number_that_is_so_by_now_has_moved),
        cmocka_unit_test(who_tells_a_number_is_no_part_of_its_scene),
        cmocka_unit_test(sentences_that_name_other_places_clash),
        cmocka_unit_test(endings_and_joints_of_other_tongues_part_nobody),
        cmocka_unit_test(the_name_beside_a_number_says_where_it_counts),
        cmocka_unit_test(some_of_the_dead_are_a_part_of_them),
        cmocka_unit_test(a_sentence_tells_the_year_of_its_number),
        cmocka_unit_test(an_adjective_is_of_the_name_that_its_ending_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
