/*
 * tests/t_pile_around.c - what is read around a number: where its sentence ends, its
 * words and names, what becomes of those counted, parts, later states, years, prices
 * and cells of tables; and how two such neighbourhoods compare.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/surround.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static rap_span span_in(const char *text, const char *what)
{
    const char *found = strstr(text, what);
    assert_non_null(found);
    uint32_t from = (uint32_t)(found - text);
    return (rap_span){from, from + (uint32_t)strlen(what)};
}

static rap_filed filed(const char *text)
{
    return (rap_filed){.source = rap_str_of(text)};
}

/* Around the first "31" of a text, of which `n` bytes are the source. */
static rap_surround upto(const char *text, size_t n)
{
    rap_filed f = filed(text);
    f.source.n = n;
    return rap_surround_of(&f, span_in(text, "31"));
}

static rap_surround around(const char *text)
{
    return upto(text, strlen(text));
}

static bool holds(const uint32_t *v, uint32_t n, const char *low)
{
    for (uint32_t i = 0; i < n; i++)
        if (v[i] == rap_hash(rap_str_of(low))) return true;
    return false;
}

static bool has_word(const rap_surround *s, const char *low)
{
    return holds(s->words, s->n_words, low);
}

static bool has_name(const rap_surround *s, const char *low)
{
    return holds(s->names, s->n_names, low);
}

/* ---- words and names ---- */

static void long_words_are_words_and_capitals_inside_a_sentence_are_names(void **state)
{
    (void)state;
    rap_surround s = around("Crews pulled 31 men from the Mill near Orr on Tuesday.");
    assert_true(has_word(&s, "crews"));
    assert_true(has_word(&s, "pulled"));
    assert_true(has_word(&s, "mill") && has_name(&s, "mill"));
    assert_true(has_name(&s, "orr") && !has_word(&s, "orr"));
    assert_int_equal(s.n_words, 3); /* "from", "near" and the day say nothing */
    assert_int_equal(s.n_names, 2); /* nor is the head of the sentence a name */
    assert_int_equal(s.year, 0);
    assert_int_equal(s.fate.n, 0);
    assert_false(s.part || s.moved || s.quoted || s.cell);
}

static void a_word_counts_once_in_either_case_and_a_number_never(void **state)
{
    (void)state;
    rap_surround s = around("Pumps 1234 and pumps and PUMPS of Lot and Lot held 31.");
    assert_true(has_word(&s, "pumps"));
    assert_false(has_word(&s, "1234"));
    assert_int_equal(s.n_words, 2); /* held */
    assert_int_equal(s.n_names, 2); /* PUMPS, Lot */
    s = around("Two letters like Ko are no name beside 31.");
    assert_int_equal(s.n_names, 0);
}

static void curly_marks_and_dashes_are_of_no_word(void **state)
{
    (void)state;
    rap_surround s =
        around("Near Orr \xE2\x80\x9CLorna\xE2\x80\x9D lost 31\xE2\x80\x94Kesh"
               "\xE2\x80\x99s Caf\xC3\xA9 none");
    assert_true(has_name(&s, "lorna") && has_name(&s, "kesh"));
    assert_true(has_name(&s, "caf\xC3\xA9"));
    assert_true(has_word(&s, "lorna") && has_word(&s, "kesh"));
    assert_true(s.near == rap_hash(RAP_STR("kesh")));
    assert_int_equal(s.n_words, 5); /* lost, none */
}

static void very_long_words_are_none(void **state)
{
    (void)state;
#define FORTY "abcdefghijabcdefghijabcdefghijabcdefghij"
    rap_surround s = around("a " FORTY " held 31");
    assert_true(has_word(&s, FORTY));
    s = around("a " FORTY "k held 31");
    assert_false(has_word(&s, FORTY "k"));
    assert_int_equal(s.n_words, 1);
}

static void there_is_room_for_so_many_words_and_names(void **state)
{
    (void)state;
    rap_surround s = around("so Abba Bcca Cdda Deea Effa Fgga Ghha Hiia Ijja Jkka "
                            "Klla Lmma held 31 mooo nppo oqqo prro qsso rtto suuo "
                            "tvvo uwwo vxxo wyyo xzzo");
    assert_int_equal(s.n_names, RAP_SURROUND_NAMES);
    assert_int_equal(s.n_words, RAP_SURROUND_WORDS);
    assert_true(has_name(&s, "jkka") && !has_name(&s, "klla"));
    assert_true(has_word(&s, "held") && has_word(&s, "suuo"));
    assert_false(has_word(&s, "tvvo"));
    /* no more than 64 words are looked at on one side */
    s = around("a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a "
               "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a "
               "31 huts");
    assert_int_equal(s.n_words, 1);
}

static void who_tells_the_number_is_not_what_it_counts(void **state)
{
    (void)state;
    static const char text[] = "By noon Ana Veld Orr had seen 31 boats off Kesh.";
    rap_filed f = filed(text);
    rap_span at = span_in(text, "31"), teller = span_in(text, "Ana Veld ");
    rap_surround s = rap_surround_told(&f, at, teller);
    assert_int_equal(s.n_names, 2);
    assert_true(has_name(&s, "orr") && has_name(&s, "kesh"));
    assert_false(has_word(&s, "veld"));
    assert_true(s.near == rap_hash(RAP_STR("kesh")));
    s = rap_surround_of(&f, at);
    assert_int_equal(s.n_names, 4);
    teller = span_in(text, "Veld Orr had seen 31 boats off Kesh");
    s = rap_surround_told(&f, at, teller);
    assert_true(s.near == rap_hash(RAP_STR("ana"))); /* up to his first byte */
    teller = span_in(text, "Ana Veld Orr had seen ");
    s = rap_surround_told(&f, at, teller);
    assert_true(s.near == rap_hash(RAP_STR("kesh")));
}

/* ---- where a sentence ends ---- */

static void other_sentences_are_not_read(void **state)
{
    (void)state;
    static const char *const text[] = {
        "Lorna fell. Crews freed 31 men. Tolls rose.",
        "Lorna fell! Crews freed 31 men! Tolls rose.",
        "Lorna fell? Crews freed 31 men? Tolls rose.",
        "Lorna fell.\" Crews freed 31 men.\" Tolls rose.",
        "Lorna fell.' Crews freed 31 men.\n'Tolls rose.",
        "Lorna fell.\xE2\x80\x9D Crews freed 31 men.\xE2\x80\x9D Tolls rose.",
        "Lorna fell\n\nCrews freed 31 men\n\nTolls rose",
        "Lorna fell on NPA. Crews freed 31 men of NPA. Tolls rose.",
        "LORNA, 4 May (NPA) - Crews freed 31 men (NPA) - Tolls rose",
        "LORNA, 4 May (NPA) -- Crews freed 31 men (NPA) -- Tolls rose",
        "LORNA, 4 May (NPA) \xE2\x80\x93 Crews freed 31 men (a) \xE2\x80\x93 Tolls",
        "LORNA, 4 May (NPA) \xE2\x80\x94 Crews freed 31 men (a) \xE2\x80\x94 Tolls",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        rap_surround s = around(text[i]);
        assert_false(has_word(&s, "lorna") || has_word(&s, "tolls"));
        assert_true(has_word(&s, "crews") && has_word(&s, "freed"));
        assert_false(has_name(&s, "crews") || has_word(&s, "fell"));
    }
}

static void what_only_looks_like_an_end_is_none(void **state)
{
    (void)state;
    static const char *const text[] = {
        "Lorna\nfreed 31 men\nand Kesh",     /* a line of a sentence */
        "Lorna, J. Veld, freed 31, J. Kesh", /* a first name */
        "Lorna of U.S. Troops freed 31 U.S. Men of Kesh",
        "Lorna approx. freed 31 approx. of Kesh", /* no capital */
        "Lorna of lot 7a.Orr freed 31 b.Orr of Kesh",
        "Lorna (of it) freed 31 (so) of Kesh",
        "Lorna of it) freed 31 men) -Kesh",
        "Lorna, and Orr: A freed 31; A of Kesh",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        rap_surround s = around(text[i]);
        assert_true(has_word(&s, "lorna") && has_name(&s, "kesh"));
    }
}

static void the_head_of_a_sentence_is_no_name_behind_marks_either(void **state)
{
    (void)state;
    rap_surround s = around("It was dark.\" 'Crews freed 31 men.");
    assert_true(has_word(&s, "crews"));
    assert_int_equal(s.n_names, 0);
    s = around("Oh! Crews freed 31 men.");
    assert_int_equal(s.n_names, 0);
    assert_int_equal(s.n_words, 2);
    /* but its second word may be one, as behind a single letter */
    s = around("It was dark. A Kesh boat freed 31 men.");
    assert_int_equal(s.n_names, 1);
    s = around("J. Veld freed 31 men.");
    assert_true(has_name(&s, "veld"));
    s = around("At it. Ko lost 31 men.");
    assert_int_equal(s.n_words, 1);
}

#define FIFTY "and so on and on and so on and on and so on and on"

static void what_stands_far_off_is_not_read(void **state)
{
    (void)state;
    char text[600];
    /* 170 bytes on either side */
    (void)snprintf(text, sizeof text, "Lorna Mbeya %*s31%*s Pemba Tolls", 164, "", 164,
                   "");
    rap_surround s = around(text);
    assert_true(has_word(&s, "mbeya") && has_word(&s, "pemba"));
    assert_false(has_word(&s, "lorna") || has_word(&s, "tolls"));
    assert_int_equal(s.n_words, 2);
    /* what lies behind the end of the source is never read */
    static const char behind[] = "Lorna " FIFTY FIFTY FIFTY FIFTY
                                 " 31 men of Kesh at Tolls. In 1999 Pemba fell.";
    s = upto(behind, span_in(behind, " Tolls").from);
    assert_true(has_name(&s, "kesh"));
    assert_false(has_word(&s, "tolls") || has_word(&s, "pemba") || s.year);
    rap_filed f = filed("seen 31");
    s = rap_surround_of(&f, (rap_span){5, 7});
    assert_true(has_word(&s, "seen"));
    s = rap_surround_of(&f, (rap_span){5, 8});
    assert_int_equal(s.n_words, 0);
}

static void words_inside_a_span_alone(void **state)
{
    (void)state;
    static const char text[] = "Crews freed Kesh boats, Orr huts";
    rap_filed f = filed(text);
    rap_surround s = rap_surround_inside(&f, span_in(text, "freed Kesh boats, Orr"));
    assert_int_equal(s.n_words, 3);
    assert_int_equal(s.n_names, 2);
    s = rap_surround_inside(&f, (rap_span){0, sizeof text - 1});
    assert_int_equal(s.n_words, 5);
    assert_int_equal(s.n_names, 2);
    s = rap_surround_inside(&f, (rap_span){0, sizeof text});
    assert_int_equal(s.n_words, 0);
}

/* ---- what becomes of those counted ---- */

static void fate_is(const char *text, const char *fate)
{
    rap_surround s = around(text);
    if (!rap_str_is(s.fate, fate))
        fail_msg("%s: " RAP_FMT ", not %s", text, RAP_ARG(s.fate), fate);
}

static void the_nearest_fate_is_theirs(void **state)
{
    (void)state;
    fate_is("The fire left 31 dead and nine wounded.", "dead");
    fate_is("Dead or wounded 31 boys, some killed.", "hurt");
    fate_is("Wounded 31 killed.", "dead"); /* behind it first */
    fate_is("Wounded 31 boys killed.", "hurt");
    fate_is("Crews saw 31 boats.", "");
    /* seven words behind the number, or before it, and no more */
    fate_is("So 31 men of the old north mill wounded.", "hurt");
    fate_is("So 31 men of the old north mill were wounded.", "");
    fate_is("Wounded by the fire at the mill 31.", "hurt");
    fate_is("Wounded by the fire at the old mill 31.", "");
}

static void the_fate_of_another_number_is_not_theirs(void **state)
{
    (void)state;
    fate_is("26 deaths and 31 huts.", "");
    fate_is("In all 26 deaths and 31 huts.", "");
    fate_is("Deaths: 31 so far.", "dead");
    fate_is("In all deaths: 31.", "dead");
}

static void the_fate_inside_a_figure_comes_first(void **state)
{
    (void)state;
    static const char text[] = "The killed and 31 of its wounded, dead too.";
    rap_filed f = filed(text);
    rap_surround s = rap_surround_of(&f, span_in(text, "31 of its wounded"));
    assert_true(rap_str_is(s.fate, "hurt"));
    /* distances count from the figure's end */
    static const char far[] = "So 31 big old men of the old north mill wounded.";
    f = filed(far);
    s = rap_surround_of(&f, span_in(far, "31 big old men"));
    assert_true(rap_str_is(s.fate, "hurt"));
    s = rap_surround_of(&f, span_in(far, "31"));
    assert_int_equal(s.fate.n, 0);
    static const char next[] = "So 31 men killed, then wounded.";
    f = filed(next);
    s = rap_surround_of(&f, span_in(next, "31 men"));
    assert_true(rap_str_is(s.fate, "dead"));
}

/* ---- parts and later states ---- */

static bool part(const char *text)
{
    return around(text).part;
}

static void a_part_of_another_count_is_known(void **state)
{
    (void)state;
    assert_true(part("So 31 of the dead were boys."));
    assert_true(part("So 31 of those held were boys."));
    assert_true(part("So 31 of them were boys."));
    assert_true(part("So 31 of these were boys."));
    assert_true(part("So 31 of whom fled."));
    assert_true(part("So 31 of his men fled."));
    assert_true(part("So 31 men of those held fled."));
    assert_true(part("So 31 of the"));
    assert_false(part("So 31 old men of those held fled."));
    assert_false(part("So 31 of Kesh fled."));
    assert_false(part("So 31 in the mill fled."));
    assert_false(part("So 31 of"));
}

static void an_addition_is_known(void **state)
{
    (void)state;
    assert_true(part("So 31 more deaths came."));
    assert_true(part("So came 31 more."));
    assert_false(part("So came 31 huts."));
    assert_false(part("So 31 more than before came."));
    assert_false(part("So more than 31 came."));
    assert_false(part("So 31 very more deaths."));
    assert_true(part("Another 31 came."));
    assert_true(part("Another big 31 came."));
    assert_false(part("Another very big 31 came."));
    assert_true(part("So 31 others came."));
    assert_true(part("So 31 big others came."));
    assert_false(part("So 31 very big others came."));
    assert_true(part("So 31 others"));
    assert_true(part("Other 31"));
    assert_false(part("Some 31"));
}

static void a_later_state_is_known(void **state)
{
    (void)state;
    assert_true(around("The toll has risen to at least 31.").moved);
    assert_false(around("The toll has risen to nearly at least 31.").moved);
    assert_true(around("Now 31 are held.").moved);
    assert_true(around("So 31 are held now.").moved);
    assert_false(around("So 31 are held there now.").moved);
    assert_true(around("So 31 now").moved);
    assert_false(around("So 31 are held.").moved);
}

static bool hour(const char *text, uint32_t from)
{
    return rap_surround_is_hour(rap_str_of(text), (rap_span){from, from + 4});
}

static void the_hour_of_an_entry_of_a_log_is_known(void **state)
{
    (void)state;
    assert_true(hour("1455 Crews left.", 0));
    assert_true(hour("2359 Crews left.", 0));
    assert_true(hour("0000 Crews left.", 0));
    assert_false(hour("3000 Crews left.", 0));
    assert_false(hour("1460 Crews left.", 0));
    assert_false(hour("145 Crews left.", 0));
    assert_false(hour("14555 Crews left.", 0));
    assert_false(hour("1455 crews left.", 0));
    assert_false(hour("1455Crews left.", 0));
    assert_false(hour("1455", 0));
    assert_true(hour("  1455 Crews left.", 2));
    assert_true(hour("It fell. 1455 Crews left.", 9));
    assert_true(hour("It fell! '1455 Crews left.", 10));
    assert_false(hour("It fell, 1455 Crews left.", 9));
    assert_false(hour("At 1455 Crews left.", 3));
    assert_false(hour("A 1455 Crews left.", 2));
    assert_true(hour(". 1455 Crews left.", 2));
    /* the source may end anywhere */
    assert_false(rap_surround_is_hour((rap_str){"1455 C", 5}, (rap_span){0, 4}));
    assert_true(rap_surround_is_hour((rap_str){"1455 C", 6}, (rap_span){0, 4}));
    assert_false(rap_surround_is_hour((rap_str){"1455 C", 4}, (rap_span){0, 4}));
    rap_filed f = filed("It fell. 1455 Crews left.");
    assert_true(rap_surround_of(&f, (rap_span){9, 13}).part);
}

/* ---- the closest name, years, prices, cells ---- */

static void near_is(const char *text, const char *figure, const char *low)
{
    rap_filed f = filed(text);
    rap_surround s = rap_surround_of(&f, span_in(text, figure));
    if (s.near != (low ? rap_hash(rap_str_of(low)) : 0))
        fail_msg("%s: no %s", text, low);
}

static void the_name_that_stands_closest(void **state)
{
    (void)state;
    near_is("So in Kesh 31 men held Orr.", "31", "kesh");
    near_is("So at Kesh mill 31 men held Orr.", "31", "kesh");
    near_is("So Kesh mill 31 men Orr held.", "31 men", "orr");
    near_is("So in Kesh mill 31 Orr men.", "31", "orr");
    near_is("So in Kesh 31 Orr men.", "31", "orr");      /* behind it first */
    near_is("So in Kesh 31 Orr men.", "31 Orr", "kesh"); /* not one of its own words */
    near_is("So the men held 31 Orr huts.", "31 Orr huts", NULL);
    near_is("So Kesh lost in one big 31.", "31", "kesh");
    near_is("So Kesh lost in one very big 31.", "31", NULL);
    near_is("So 31 men who saw old Kesh.", "31 men", "kesh");
    near_is("So 31 big men who saw old Kesh.", "31 big", "kesh");
    near_is("So 31 big men who then saw old Kesh.", "31 big", NULL);
    near_is("Kesh lost 31.", "31", NULL); /* a sentence begins with a capital */
    near_is("So in Ko 31 men came.", "31", NULL);
    near_is("So in Orr 31 men came.", "31", "orr");
    near_is("So on Tuesday 31 men came.", "31", NULL);
}

static uint32_t year(const char *text)
{
    return around(text).year;
}

static void the_year_of_a_sentence(void **state)
{
    (void)state;
    assert_int_equal(year("In 2004 some 31 men came."), 2004);
    assert_int_equal(year("Some 31 men came in 2004."), 2004);
    assert_int_equal(year("In 2004 some 31 men came, in 2005 none."), 2004);
    assert_int_equal(year("In 1899 some 31 men came."), 0);
    assert_int_equal(year("In 1900 some 31 men came."), 1900);
    assert_int_equal(year("In 2099 some 31 men came."), 2099);
    assert_int_equal(year("In 2100 some 31 men came."), 0);
    assert_int_equal(year("In b950 some 31 men came."), 0);
    assert_int_equal(year("In 20045 some 31 men came."), 0);
    assert_int_equal(year("In 204 some 31 men came."), 0);
    static const char own[] = "So 2004 men came in 2005.";
    rap_filed f = filed(own);
    assert_int_equal(rap_surround_of(&f, span_in(own, "2004")).year, 2005);
    static const char in[] = "Some men of 2004 huts of 2005";
    f = filed(in);
    assert_int_equal(rap_surround_of(&f, span_in(in, "men of 2004")).year, 2005);
    assert_int_equal(rap_surround_of(&f, span_in(in, "men of ")).year, 2004);
}

static void three_words_of_the_market_tell_a_price(void **state)
{
    (void)state;
    assert_true(around("The shares of the bourse closed at 31.").quoted);
    assert_true(around("The shares of the bourse stood at 31 at closing.").quoted);
    assert_true(around("At 31 the shares of the bourse closed.").quoted);
    assert_false(around("The shares stood at 31 at closing.").quoted);
    assert_false(around("The shares, shares, shares stood at 31.").quoted);
    assert_false(around("The market shares stood at 31 in the market.").quoted);
    assert_true(around("Index shares on the bourse closed at 31, up.").quoted);
}

static void a_cell_has_more_numbers_than_words_around_it(void **state)
{
    (void)state;
    assert_true(around("1 2 3 4 5 31 6 7 8").cell);
    assert_false(around("1 2 3 4 31 6 7 8").cell); /* too little to tell */
    assert_true(around("a 2 3 b 5 31 6 7 c d").cell);
    assert_false(around("a 2 3 b 5 31 6 c d e").cell);
    /* eight on either side are looked at */
    assert_true(around("so so so so 1 2 3 4 5 6 7 8 31 2 3 4 5 6 7 8 so so so").cell);
    assert_false(around("1 1 1 1 so so so so so so so so 31 so so so so so so so 1 1 "
                        "1 1 1 1 1 1")
                     .cell);
}

/* ---- two of them ---- */

static rap_surround made(const char *words, const char *names)
{
    rap_surround s = {.n_words = 0};
    for (; *words; words++)
        s.words[s.n_words++] = (uint32_t)*words;
    for (; *names; names++)
        s.names[s.n_names++] = (uint32_t)*names;
    return s;
}

static void what_two_neighbourhoods_share(void **state)
{
    (void)state;
    rap_surround a = made("abc", "XY"), b = made("cbd", "YZ"), none = made("", "");
    assert_int_equal(rap_surround_words(&a, &b), 2);
    assert_int_equal(rap_surround_names(&a, &b), 1);
    assert_int_equal(rap_surround_words(&a, &none), 0);
    assert_int_equal(rap_surround_words(&none, &a), 0);
    rap_surround c = made("", "Z");
    assert_true(rap_surround_clash(&a, &c));
    assert_false(rap_surround_clash(&a, &b));
    assert_false(rap_surround_clash(&a, &none));
    assert_false(rap_surround_clash(&none, &a));
}

static void a_name_beside_the_number_that_the_other_lacks(void **state)
{
    (void)state;
    rap_surround a = made("", "XY"), b = made("", "YZ"), none = made("", "");
    assert_false(rap_surround_elsewhere(&a, &b));
    a.near = 'Y';
    assert_false(rap_surround_elsewhere(&a, &b));
    a.near = 'X';
    assert_true(rap_surround_elsewhere(&a, &b));
    assert_true(rap_surround_elsewhere(&b, &a));
    assert_false(rap_surround_elsewhere(&a, &none));
}

static void one_scene_shares_half_of_the_fewer_names(void **state)
{
    (void)state;
    rap_surround a = made("ab", "XY"), b = made("ab", "YZV"), c = made("ab", "XVW");
    assert_true(rap_surround_scene(&a, &b));  /* one of two */
    assert_false(rap_surround_scene(&b, &c)); /* one of three */
    assert_true(rap_surround_scene(&c, &a));
    rap_surround none = made("ab", ""), one = made("ac", ""), d = made("ab", "Q");
    assert_false(rap_surround_scene(&none, &a)); /* the words are not asked then */
    assert_false(rap_surround_scene(&a, &none));
    assert_false(rap_surround_scene(&a, &d));
    assert_true(rap_surround_scene(&none, &none)); /* two words */
    assert_false(rap_surround_scene(&none, &one)); /* one word */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_words_are_words_and_capitals_inside_a_sentence_are_names),
        cmocka_unit_test(a_word_counts_once_in_either_case_and_a_number_never),
        cmocka_unit_test(curly_marks_and_dashes_are_of_no_word),
        cmocka_unit_test(very_long_words_are_none),
        cmocka_unit_test(there_is_room_for_so_many_words_and_names),
        cmocka_unit_test(who_tells_the_number_is_not_what_it_counts),
        cmocka_unit_test(other_sentences_are_not_read),
        cmocka_unit_test(what_only_looks_like_an_end_is_none),
        cmocka_unit_test(the_head_of_a_sentence_is_no_name_behind_marks_either),
        cmocka_unit_test(what_stands_far_off_is_not_read),
        cmocka_unit_test(words_inside_a_span_alone),
        cmocka_unit_test(the_nearest_fate_is_theirs),
        cmocka_unit_test(the_fate_of_another_number_is_not_theirs),
        cmocka_unit_test(the_fate_inside_a_figure_comes_first),
        cmocka_unit_test(a_part_of_another_count_is_known),
        cmocka_unit_test(an_addition_is_known),
        cmocka_unit_test(a_later_state_is_known),
        cmocka_unit_test(the_hour_of_an_entry_of_a_log_is_known),
        cmocka_unit_test(the_name_that_stands_closest),
        cmocka_unit_test(the_year_of_a_sentence),
        cmocka_unit_test(three_words_of_the_market_tell_a_price),
        cmocka_unit_test(a_cell_has_more_numbers_than_words_around_it),
        cmocka_unit_test(what_two_neighbourhoods_share),
        cmocka_unit_test(a_name_beside_the_number_that_the_other_lacks),
        cmocka_unit_test(one_scene_shares_half_of_the_fewer_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
