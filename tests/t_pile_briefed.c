/*
 * tests/t_pile_briefed.c - a brief line by line: what is read, what is refused and with
 * which words, and the issues and places that it gives to the reports of a pile.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/brief.h"

#include "pile/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void is(rap_str s, const char *z)
{
    if (!rap_str_is(s, z)) fail_msg("\"" RAP_FMT "\" is not \"%s\"", RAP_ARG(s), z);
}

/* ---- lines ---- */

static void a_brief_is_walked_over_line_by_line(void **state)
{
    (void)state;
    rap_brief it = rap_brief_of(RAP_STR("# a remark\n"
                                        "\n  \n"
                                        "party: Norland = Northmen , Nor = d\n"
                                        "  member:Ana Veld\n"
                                        "\tplace:  Kesh=1 2 OS\r\n"
                                        "no colon\n"
                                        ":\n"
                                        "issue: x"));
    static const struct {
        const char *key, *name, *rest;
        bool indented;
        uint32_t line;
    } wanted[] = {
        {"party", "Norland", "Northmen , Nor = d", false, 4},
        {"member", "Ana Veld", "", true, 5},
        {"place", "Kesh", "1 2 OS", true, 6},
        {"", "", "", false, 7},
        {"", "", "", false, 8},
        {"issue", "x", "", false, 9},
    };
    rap_brief_line l;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_true(rap_brief_next(&it, &l));
        is(l.key, wanted[i].key);
        is(l.name, wanted[i].name);
        is(l.rest, wanted[i].rest);
        assert_int_equal(l.indented, wanted[i].indented);
        assert_int_equal(l.line, wanted[i].line);
    }
    assert_false(rap_brief_next(&it, &l));
    it = rap_brief_of(RAP_STR("# nothing\n\n"));
    assert_false(rap_brief_next(&it, &l));
}

static void several_are_parted_by_commas(void **state)
{
    (void)state;
    static const char *const wanted[] = {"river", "old dam", "w"};
    size_t at = 0;
    rap_str item;
    for (int i = 0; i < 3; i++) {
        assert_true(rap_brief_item(RAP_STR("river,, old dam ,w, "), &at, &item));
        is(item, wanted[i]);
    }
    assert_false(rap_brief_item(RAP_STR("river,, old dam ,w, "), &at, &item));
    at = 0;
    assert_false(rap_brief_item(RAP_STR(""), &at, &item));
}

/* ---- checked ---- */

static void good(const char *brief)
{
    rap_err err = {RAP_OK, 0, ""};
    if (rap_brief_check(rap_str_of(brief), &err) != RAP_OK)
        fail_msg("%s: %s", brief, err.msg);
}

static void bad(const char *brief, const char *why)
{
    rap_err err = {RAP_OK, 0, ""};
    assert_int_equal(rap_brief_check(rap_str_of(brief), &err), RAP_E_SYNTAX);
    if (strcmp(err.msg, why) != 0) fail_msg("%s: %s", brief, err.msg);
}

static void a_good_brief_is_taken(void **state)
{
    (void)state;
    good("");
    good("# a remark\n\nbetween: 2031-05-01 2031-06-30\n"
         "party: Norland = Northmen\n  member: Ana Veld = Veld\n\n  member: Jon Ruud\n"
         "issue: river (land) = river, dam\nplace: Kesh = 41.5 -29.1 OS\n"
         "outlet: NPA = agency");
    good("between: 2031-05-01 2031-05-01");
    good("between: 2031-05-01   2031-05-02");
}

static void a_bad_line_is_told_with_its_number(void **state)
{
    (void)state;
#define DAYS "two days are wanted, as in \"between: 2031-05-01 2031-06-30\": between"
    bad("\n# x\nbetween: 2031-05-01", "brief, line 3: " DAYS);
    bad("between: 2031-05 2031-06-30", "brief, line 1: " DAYS);
    bad("between: 2031-05-01 2031-06", "brief, line 1: " DAYS);
    bad("between: soon 2031-06-30", "brief, line 1: " DAYS);
    bad("between: 2031-05-01 late", "brief, line 1: " DAYS);
    bad("between:", "brief, line 1: " DAYS);
    bad("between: 2031-05-02 2031-05-01",
        "brief, line 1: the first day is after the last: between");
#define MEMBER "a member stands indented below its party: member"
    bad("party: N\nmember: Ana", "brief, line 2: " MEMBER);
    bad("  member: Ana", "brief, line 1: " MEMBER);
    bad("party: N\noutlet: a = b\n  member: Ana", "brief, line 3: " MEMBER);
    bad("party:", "brief, line 1: a name is missing: party");
    bad("party: = x", "brief, line 1: a name is missing: party");
    bad("party: N\n  member:", "brief, line 2: a name is missing: member");
    bad("issue: river", "brief, line 1: an issue needs a label and its words: issue");
    bad("issue: = dam", "brief, line 1: an issue needs a label and its words: issue");
    bad("outlet: NPA", "brief, line 1: an outlet needs a name and its kind: outlet");
    bad("outlet: = x", "brief, line 1: an outlet needs a name and its kind: outlet");
    bad("parties: N", "brief, line 1: an unknown key: parties");
    bad("party N", "brief, line 1: an unknown key: ");
#define TEN "abcdefghij"
    bad(TEN TEN TEN TEN "k: x", "brief, line 1: an unknown key: " TEN TEN TEN TEN);
    rap_err err = {RAP_OK, 0, ""};
    assert_int_equal(rap_brief_check(RAP_STR("party: \xFF"), &err), RAP_E_SYNTAX);
    assert_int_equal(err.at, 7);
    assert_string_equal(err.msg, "the brief is not UTF-8");
}

static void place(const char *rest, bool fits)
{
    char line[80] = "place: Kesh = ";
    strncat(line, rest, 60);
    if (fits)
        good(line);
    else
        bad(line, "brief, line 1: a place is wanted as in \"place: Kesh = 41.5 29.1 "
                  "OS\": place");
}

static void a_place_lies_on_the_globe(void **state)
{
    (void)state;
    static const char *const fit[] = {
        "41.5 29.1 OS", "-41.5 -29.1 OS", "90 180 OS",       "90.0 180.00 OS",
        "0 0 OS",       "-90 -180 OS",    "89.99 179.99 OS", "5 6   OS"};
    static const char *const odd[] = {
        "91 0 OS",  "0 181 OS", "90.5 0 OS", "0 180.01 OS", "-90.01 0 OS", "a 1 OS",
        "1 b OS",   "- 1 OS",   "1.x 2 OS",  "1 2.5.6 OS",  "12345 1 OS",  "1 2",
        "1 2 Os",   "1 2 oS",   "1 2 OST",   "1 2 O",       "1 OS",        "",
        "1-2 3 OS", ".5 2 OS",  "1 .5 OS"};
    for (size_t i = 0; i < sizeof fit / sizeof *fit; i++)
        place(fit[i], true);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        place(odd[i], false);
    bad("place: = 1 2 OS", "brief, line 1: a place is wanted as in \"place: Kesh = "
                           "41.5 29.1 OS\": place");
}

/* ---- given to the reports ---- */

static const rap_filed_position said[] = {
    {.proposition = {"we want the Dams opened", 23}, .issue = {"energy", 6}},
    {.proposition = {"the dam stays", 13}, .issue = {"energy", 6}},
    {.proposition = {"damage to the border post", 25}, .issue = {"army", 4}},
    {.proposition = {"water", 5}, .issue = {"", 0}},
    {.proposition = {"", 0}, .issue = {"army", 4}},
};
static const rap_filed_place there[] = {
    {.name = {"Orr", 3},
     .country = {"NO", 2},
     .lat = {"1", 1},
     .lon = {"2", 1},
     .id = {"7", 1}},
    {.name = {"KESH", 4},
     .country = {"NO", 2},
     .lat = {"3", 1},
     .lon = {"4", 1},
     .id = {"8", 1},
     .use = {"event", 5}},
    {.name = {"Kesh Bay", 8}, .country = {"NO", 2}, .id = {"9", 1}},
    {.name = {"Lenz", 4}, .country = {"NO", 2}, .id = {"10", 2}},
};

static rap_pile *laid(const char *brief, const rap_filed *reports, uint32_t n)
{
    rap_pile *p = NULL;
    rap_pile_options options = {.brief = rap_str_of(brief)};
    assert_int_equal(rap_pile_lay(&p, reports, n, &options, NULL), RAP_OK);
    assert_false(p->failed);
    return p;
}

static void positions_get_the_first_issue_whose_words_they_hold(void **state)
{
    (void)state;
    const rap_filed reports[] = {
        {.key = {"a", 1}, .positions = said, .n_positions = 5},
        {.key = {"b", 1}},
        {.key = {"c", 1}, .positions = said + 2, .n_positions = 2},
    };
    rap_pile *p = laid("party: dam\n"
                       "issue: borders (land) = border post, the DAM\n"
                       "issue: (land) = damage\n"
                       "issue: river (land) = water, dam, border",
                       reports, 3);
    static const char *const wanted[] = {"energy", "borders", "borders", "river",
                                         "army"};
    for (uint32_t i = 0; i < 5; i++)
        is(rap_pile_report(p, 0)->positions[i].issue, wanted[i]);
    is(rap_pile_report(p, 0)->positions[1].proposition, "the dam stays");
    assert_null(rap_pile_report(p, 1)->positions);
    is(rap_pile_report(p, 2)->positions[0].issue, "borders");
    is(rap_pile_report(p, 2)->positions[1].issue, "river");
    is(said[1].issue, "energy"); /* the records stay as read */
    assert_ptr_equal(reports[0].positions, said);
    rap_pile_free(p);
    p = laid("issue: river = dam\nplace: Mura = 1 2 OS", reports, 1);
    is(rap_pile_report(p, 0)->positions[1].issue, "river"); /* a label without family */
    rap_pile_free(p);
}

static void a_place_of_the_brief_lies_where_it_says(void **state)
{
    (void)state;
    const rap_filed reports[] = {
        {.key = {"a", 1},
         .places = there,
         .n_places = 4,
         .positions = said,
         .n_positions = 5},
        {.key = {"b", 1}, .places = there, .n_places = 1},
    };
    rap_pile *p = laid(
        "place: The Lenz = -5.5 6 OS\nplace: K\xC3\xA9sh = 41.5   29.1 OS", reports, 2);
    const rap_filed_place *v = rap_pile_report(p, 0)->places;
    static const char *const wanted[][4] = {{"1", "2", "NO", "7"},
                                            {"41.5", "29.1", "OS", ""},
                                            {"", "", "NO", "9"},
                                            {"-5.5", "6", "OS", ""}};
    for (uint32_t i = 0; i < 4; i++) {
        is(v[i].lat, wanted[i][0]);
        is(v[i].lon, wanted[i][1]);
        is(v[i].country, wanted[i][2]);
        is(v[i].id, wanted[i][3]);
        assert_true(rap_str_eq(v[i].name, there[i].name));
    }
    is(v[1].use, "event");
    is(there[1].lat, "3");
    assert_ptr_equal(rap_pile_report(p, 1)->places, there);
    assert_ptr_equal(rap_pile_report(p, 0)->positions, said); /* of no issue */
    rap_pile_free(p);
}

static void a_brief_of_parties_changes_no_report(void **state)
{
    (void)state;
    const rap_filed reports[] = {{.key = {"a", 1}, .places = there, .n_places = 4}};
    rap_pile *p = laid("party: Kesh = Orr\noutlet: Kesh = agency", reports, 1);
    assert_ptr_equal(rap_pile_report(p, 0), reports);
    rap_pile_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_brief_is_walked_over_line_by_line),
        cmocka_unit_test(several_are_parted_by_commas),
        cmocka_unit_test(a_good_brief_is_taken),
        cmocka_unit_test(a_bad_line_is_told_with_its_number),
        cmocka_unit_test(a_place_lies_on_the_globe),
        cmocka_unit_test(positions_get_the_first_issue_whose_words_they_hold),
        cmocka_unit_test(a_place_of_the_brief_lies_where_it_says),
        cmocka_unit_test(a_brief_of_parties_changes_no_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
