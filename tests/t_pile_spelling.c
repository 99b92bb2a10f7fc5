/*
 * tests/t_pile_spelling.c - names folded and taken apart, the consonants that their
 * spellings share, and the phrases that a brief is proposed.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/spelling.h"

#include "pile/grown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static rap_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = rap_arena_new(1 << 24);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static void is(rap_str s, const char *z)
{
    if (!rap_str_is(s, z)) fail_msg("\"" RAP_FMT "\" is not \"%s\"", RAP_ARG(s), z);
}

static void plain_is(const char *name, const char *plain)
{
    is(rap_spelling_plain(arena, rap_str_of(name)), plain);
}

/* ---- folded ---- */

static void a_name_is_folded(void **state)
{
    (void)state;
    plain_is("Ana V\xC3\xA9ld", "ana veld");
    plain_is("  ANA \t VELD ", "ana veld");
    plain_is("Al-Tamar / Orr", "al tamar orr");
    plain_is("--Orr--", "orr");
    plain_is("Lot 7a", "lot 7a");
    plain_is("", "");
    plain_is("-", "");
    plain_is("A. B. Veld", "a b veld");
    plain_is("N.P.A.", "npa");
    plain_is("O'Hare", "ohare");
    plain_is("O\xE2\x80\x99Hare", "ohare");
}

static void a_possessive_is_no_part_of_a_name(void **state)
{
    (void)state;
    plain_is("Norland's", "norland");
    plain_is("Norland's army", "norland army");
    plain_is("Norland\xE2\x80\x99s army", "norland army");
    plain_is("the Ruuds' boat", "ruuds boat");
    plain_is("O'sel", "osel");
    plain_is("Ta'", "ta");
    plain_is("is'", "is");
    plain_is("x't y", "xt y");
}

static void an_article_is_no_part_of_a_name(void **state)
{
    (void)state;
    plain_is("The Herald", "herald");
    plain_is("the the", "the");
    plain_is("The", "the");
    plain_is("Theo", "theo");
    plain_is("The O", "o");
    plain_is("Over the Top", "over the top");
}

static void parts_are(const char *name, const char *given, const char *surname)
{
    rap_spelling s = rap_spelling_of(arena, rap_str_of(name));
    is(s.given, given);
    is(s.surname, surname);
}

static void a_person_has_a_given_name_and_a_surname(void **state)
{
    (void)state;
    parts_are("Ana Veld", "ana", "veld");
    parts_are("Ana Maria Veld", "ana", "veld");
    parts_are("Veld", "", "veld");
    parts_are("V", "", "v");
    parts_are("Ana Veld Jr.", "ana", "veld");
    parts_are("Veld Jr.", "", "veld");
    parts_are("Ana Veld III", "ana", "veld");
    parts_are("Jr.", "", "jr"); /* nothing stands before it */
    parts_are("", "", "");
    is(rap_spelling_of(arena, RAP_STR("Ana V\xC3\xA9ld, Jr.")).plain, "ana veld jr");
}

/* ---- bones ---- */

static void bones_are(const char *word, const char *bones)
{
    is(rap_spelling_bones(arena, rap_str_of(word), 0), bones);
}

static void spellings_of_one_name_share_their_bones(void **state)
{
    (void)state;
    bones_are("yelenskiy", "lnsk");
    bones_are("elensky", "lnsk");
    bones_are("dschordan", "zrdn"); /* the longest letters first */
    bones_are("djordan", "zrdn");
    bones_are("shchukin", "skn");
    bones_are("schukin", "skn");
    bones_are("tschernow", "crnv");
    bones_are("chernov", "crnv");
    bones_are("kozlovsz", "kzlvs");
    bones_are("anna", "n"); /* doubled letters once */
    bones_are("nan", "n");
    bones_are("aeiou", "");
    bones_are("", "");
    bones_are("b7b", "b7b"); /* what is no letter stays */
    bones_are("ph", "f");
    bones_are("ck", "k");
    bones_are("p", "p");
}

static void too_few_bones_say_nothing(void **state)
{
    (void)state;
    is(rap_spelling_bones(arena, RAP_STR("anan"), 1), "n");
    is(rap_spelling_bones(arena, RAP_STR("anan"), 2), "anan");
    rap_spelling s = rap_spelling_of(arena, RAP_STR("Ilya Rude"));
    is(s.given_bones, "ilya"); /* two of a given name, three of a surname */
    is(s.bones, "rude");
    s = rap_spelling_of(arena, RAP_STR("Pavel Ruder"));
    is(s.given_bones, "pvl");
    is(s.bones, "rdr");
    is(rap_spelling_of(arena, RAP_STR("Petya Ruder")).given_bones, "pt");
}

static void an_acronym_is_in_capitals_alone(void **state)
{
    (void)state;
    assert_true(rap_spelling_is_acronym(RAP_STR("NPA")));
    assert_true(rap_spelling_is_acronym(RAP_STR("N.P.A.")));
    assert_true(rap_spelling_is_acronym(RAP_STR("NP")));
    assert_false(rap_spelling_is_acronym(RAP_STR("N")));
    assert_false(rap_spelling_is_acronym(RAP_STR("N.")));
    assert_false(rap_spelling_is_acronym(RAP_STR("..")));
    assert_false(rap_spelling_is_acronym(RAP_STR("")));
    assert_false(rap_spelling_is_acronym(RAP_STR("NPa")));
    assert_false(rap_spelling_is_acronym(RAP_STR("NPA 2")));
}

/* ---- proposals for a brief ---- */

static const rap_grown *v;
static uint32_t n;

/* The phrases of texts parted by strokes, of which `least` must speak. */
static void grow(const char *texts, uint32_t least, uint32_t most)
{
    rap_str all = rap_str_of(texts), list[16];
    uint32_t count = 0;
    for (size_t at = 0; at < all.n; count++) {
        size_t end = rap_str_find(all, RAP_STR("/"), at);
        list[count] = rap_str_cut(all, at, end);
        at = end + 1;
    }
    v = rap_grown_find(&n, list, count, least, most, arena);
}

static void phrase_is(uint32_t i, const char *phrase, uint32_t texts)
{
    assert_true(i < n);
    is(v[i].phrase, phrase);
    assert_int_equal(v[i].n, texts);
}

static void a_thing_stands_behind_an_article(void **state)
{
    (void)state;
    grow("mend the sluice/sell the sluice", 2, 8);
    assert_int_equal(n, 1);
    phrase_is(0, "sluice", 2);
    grow("mend sluice/sell sluice", 2, 8);
    assert_int_equal(n, 0);
    assert_null(v);
    grow("mend the old sluice/sell the old sluice", 2, 8);
    assert_int_equal(n, 0); /* three letters name nothing, and part */
    grow("mend the b7sluice/sell the {sluice", 2, 8);
    assert_int_equal(n, 0);
    grow("the zebra/the azure/zebra, the zebra/an azure", 2, 8);
    assert_int_equal(n, 2);
    phrase_is(0, "azure", 2);
    phrase_is(1, "zebra", 2);
    grow("at the caf\xC3\xA9/at the cafe", 2, 8);
    phrase_is(0, "cafe", 2);
    grow("the about/the about", 2, 8);
    assert_int_equal(n, 0);
    grow("against the mill/against mill", 2, 8);
    phrase_is(0, "mill", 2);
}

static void two_words_may_name_it_and_no_third_does(void **state)
{
    (void)state;
    grow("its fishing fleet sails/its fishing fleet", 2, 8);
    assert_int_equal(n, 1); /* what one does is no thing by itself */
    phrase_is(0, "fishing fleet", 2);
    grow("the clock tower stairs/the clock tower stairs", 2, 8);
    assert_int_equal(n, 1);
    phrase_is(0, "clock tower", 2);
    grow("its fleet fishing/its fleet fishing", 2, 8);
    phrase_is(0, "fleet fishing", 2);
    grow("the clock here towers/the clock here towers", 2, 8);
    assert_int_equal(n, 1);
    phrase_is(0, "clock", 2);
    grow("the clock tower and the clock bell/the clock tower", 2, 8);
    assert_int_equal(n, 1);
    phrase_is(0, "clock tower", 2);
}

static void texts_are_counted_and_not_words(void **state)
{
    (void)state;
    grow("the mill and the mill/the dams", 2, 8);
    assert_int_equal(n, 0);
    grow("the mill and the mill/the mill", 2, 8);
    phrase_is(0, "mill", 2);
    grow("the clock tower/the clock tower/the clock", 2, 8);
    assert_int_equal(n, 2); /* it also stands alone */
    phrase_is(0, "clock", 3);
    phrase_is(1, "clock tower", 2);
    grow("the mill/the mill/the dams", 1, 8);
    assert_int_equal(n, 2);
    phrase_is(1, "dams", 1);
}

static void the_most_frequent_come_first_and_of_those_the_longer(void **state)
{
    (void)state;
    grow("the mill/the mill/the sluice/the sluice/the dams/the dams/the dams", 2, 8);
    assert_int_equal(n, 3);
    phrase_is(0, "dams", 3);
    phrase_is(1, "sluice", 2);
    phrase_is(2, "mill", 2);
    grow("the mill/the mill/the sluice/the sluice", 2, 1);
    assert_int_equal(n, 1);
    phrase_is(0, "sluice", 2);
    grow("the mill/the mill", 2, 0);
    assert_int_equal(n, 0);
    grow("", 1, 8);
    assert_int_equal(n, 0);
    assert_null(v);
}

#define NINE "so so so so so so so so so "

static void of_a_long_text_only_the_beginning_is_read(void **state)
{
    (void)state;
    grow(NINE NINE NINE NINE NINE NINE "so so so so the mill", 1, 8);
    assert_int_equal(n, 1); /* its sixtieth word */
    grow(NINE NINE NINE NINE NINE NINE "so so so so so the mill", 1, 8);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_folded),
        cmocka_unit_test(a_possessive_is_no_part_of_a_name),
        cmocka_unit_test(an_article_is_no_part_of_a_name),
        cmocka_unit_test(a_person_has_a_given_name_and_a_surname),
        cmocka_unit_test(spellings_of_one_name_share_their_bones),
        cmocka_unit_test(too_few_bones_say_nothing),
        cmocka_unit_test(an_acronym_is_in_capitals_alone),
        cmocka_unit_test(a_thing_stands_behind_an_article),
        cmocka_unit_test(two_words_may_name_it_and_no_third_does),
        cmocka_unit_test(texts_are_counted_and_not_words),
        cmocka_unit_test(the_most_frequent_come_first_and_of_those_the_longer),
        cmocka_unit_test(of_a_long_text_only_the_beginning_is_read),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
