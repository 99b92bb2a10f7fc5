/*
 * tests/t_pile.c - many reports together: who is who, and rows that do not depend on
 * the order in which the reports came.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/pile.h"

#include "base/buf.h"
#include "findings/findings.h"
#include "pile/brief.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { REPORTS_MAX = 8 };

/* Reports of a test, their pile's rows kept as text, one a line. */
typedef struct {
    rap_arena *arena;
    rap_filed filed[REPORTS_MAX];
    uint32_t n;
    rap_buf rows;
} heap;

static heap *heap_new(void)
{
    heap *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->arena = rap_arena_new(1 << 28);
    return h;
}

static void heap_free(heap *h)
{
    rap_buf_done(&h->rows);
    rap_arena_free(h->arena);
    free(h);
}

/* A report named `key` whose text is `source` and whose layers are `rest`. */
static void report(heap *h, const char *key, const char *source, const char *rest)
{
    rap_buf b = {0};
    rap_buf_printf(
        &b,
        "{\"v\":1,\"report\":{\"id\":\"%016x\",\"key\":\"%s\",\"bytes\":%u,"
        "\"media\":\"text/plain\",\"charset\":\"utf-8\",\"language\":\"en\"},%s}",
        (unsigned)rap_hash(rap_str_of(key)), key, (unsigned)strlen(source), rest);
    rap_str json = rap_arena_copy(h->arena, rap_buf_str(&b));
    rap_err err = {RAP_OK, 0, ""};
    rap_code rc = rap_filed_parse(&h->filed[h->n], json, h->arena, &err);
    if (rc != RAP_OK) fail_msg("%s: %s", key, err.msg);
    h->filed[h->n++].source = rap_str_of(source);
    rap_buf_done(&b);
}

static int by_bytes(const void *x, const void *y)
{
    return rap_str_cmp(*(const rap_str *)x, *(const rap_str *)y);
}

/* All rows, sorted, one a line. */
static rap_str settle(heap *h, const rap_pile_options *options)
{
    rap_pile *p = NULL;
    const rap_row *rows;
    uint32_t n = 0;
    RAP_LIST(rap_str) all = {0};
    assert_int_equal(rap_pile_new(&p, h->filed, h->n, options, NULL), RAP_OK);
    do {
        assert_int_equal(rap_pile_next(p, &rows, &n, NULL), RAP_OK);
        for (uint32_t i = 0; i < n; i++)
            *RAP_PUSH(h->arena, &all) = rap_arena_copy(h->arena, rows[i].body);
    } while (n);
    rap_pile_free(p);
    if (all.n) qsort(all.v, all.n, sizeof *all.v, by_bytes);
    rap_buf_clear(&h->rows);
    for (size_t i = 0; i < all.n; i++) {
        rap_buf_put(&h->rows, all.v[i]);
        rap_buf_byte(&h->rows, '\n');
    }
    return rap_buf_str(&h->rows);
}

static uint32_t count(rap_str rows, const char *what)
{
    uint32_t n = 0;
    rap_str w = rap_str_of(what);
    for (size_t at = rap_str_find(rows, w, 0); at < rows.n; n++)
        at = rap_str_find(rows, w, at + w.n);
    return n;
}

#define HAS(rows, what)   assert_true(count(rows, what) > 0)
#define LACKS(rows, what) assert_int_equal(count(rows, what), 0)

#define NORLAND(id)                                                                    \
    "{\"id\":\"" id "\",\"kind\":\"country\",\"name\":\"Norland\",\"iso\":\"NOR\","    \
    "\"aliases\":[],\"roles\":[],\"side\":null}"
#define SUDMARK(id)                                                                    \
    "{\"id\":\"" id "\",\"kind\":\"country\",\"name\":\"Sudmark\",\"iso\":\"SUD\","    \
    "\"aliases\":[],\"roles\":[],\"side\":null}"
#define PERSON(id, name, role, side)                                                   \
    "{\"id\":\"" id "\",\"kind\":\"person\",\"name\":\"" name "\",\"iso\":null,"       \
    "\"aliases\":[],\"roles\":[\"" role "\"],\"side\":" side "}"
#define NAME(from, to, e)                                                              \
    "{\"at\":[" from "," to "],\"kind\":\"name\",\"entity\":\"" e "\"}"
#define WHO(list, mentions) "\"entities\":[" list "],\"mentions\":[" mentions "]"

static void one_president_under_three_spellings_is_one_row(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Wladimir Zhelenskyy spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Wladimir Zhelenskyy", "president",
                                        "\"e1\""),
               NAME("0", "19", "e2")));
    report(h, "b", "Vladimir Zelenskij spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Vladimir Zelenskij", "leader", "\"e1\""),
               NAME("0", "19", "e2")));
    report(h, "c", "Zelensky spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Zelensky", "president", "\"e1\""),
               NAME("0", "8", "e2")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 2);
    HAS(rows,
        "\"spellings\":[\"Vladimir Zelenskij\",\"Wladimir Zhelenskyy\",\"Zelensky\"]");
    heap_free(h);
}

#define CALLED(id, kind, name)                                                         \
    "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"name\":\"" name "\",\"iso\":null,"     \
    "\"aliases\":[],\"roles\":[],\"side\":null}"

static void a_state_that_one_report_knows_is_one_in_the_others_too(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Ostland acts.",
           WHO(CALLED("e1", "country", "Ostland"), NAME("0", "7", "e1")));
    report(h, "b", "Ostland acts.",
           WHO(CALLED("e1", "place", "Ostland"), NAME("0", "7", "e1")));
    report(h, "c", "Ostlandic acts.",
           WHO(CALLED("e1", "organization", "Ostlandic"), NAME("0", "9", "e1")));
    report(h, "d", "Ostlandic Bank acts.",
           WHO(CALLED("e1", "organization", "Ostlandic Bank"), NAME("0", "14", "e1")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 2);
    HAS(rows, "\"kind\":\"country\",\"name\":\"Ostland\"");
    heap_free(h);
}

static void people_of_one_surname_and_other_given_names_stay_apart(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Jon Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Jon Ruud", "envoy", "\"e1\""),
               NAME("0", "8", "e2")));
    report(h, "b", "Karin Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Karin Ruud", "envoy", "\"e1\""),
               NAME("0", "10", "e2")));
    report(h, "c", "Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Ruud", "speaker", "\"e1\""),
               NAME("0", "4", "e2")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 4);
    heap_free(h);
}

static void given_names_of_two_romanisations_are_one_where_side_and_office_agree(
    void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Serhii Dolmat spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Serhii Dolmat", "envoy", "\"e1\""),
               NAME("0", "13", "e2")));
    report(h, "b", "Sergei Dolmat spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Sergei Dolmat", "envoy", "\"e1\""),
               NAME("0", "13", "e2")));
    report(h, "c", "Simon Dolmat spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Simon Dolmat", "envoy", "\"e1\""),
               NAME("0", "12", "e2")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 3);
    HAS(rows, "\"spellings\":[\"Sergei Dolmat\",\"Serhii Dolmat\"]");
    heap_free(h);
}

static void a_bare_surname_of_the_other_side_is_somebody_else(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Jon Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Jon Ruud", "envoy", "\"e1\""),
               NAME("0", "8", "e2")));
    report(h, "b", "Ruud spoke.",
           WHO(SUDMARK("e1") "," PERSON("e2", "Ruud", "general", "\"e1\""),
               NAME("0", "4", "e2")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 4);
    heap_free(h);
}

static void unnamed_sources_are_never_joined(void **state)
{
    (void)state;
    static const char *const layers =
        WHO("{\"id\":\"e1\",\"kind\":\"anonymous\",\"name\":\"officials\",\"iso\":null,"
            "\"aliases\":[],\"roles\":[],\"side\":null}",
            NAME("0", "9", "e1"));
    heap *h = heap_new();
    report(h, "a", "Officials spoke.", layers);
    report(h, "b", "Officials talked.", layers);
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 2);
    heap_free(h);
}

static void the_order_of_the_reports_changes_no_row(void **state)
{
    (void)state;
    static const char *const layers =
        WHO(NORLAND("e1") "," PERSON("e2", "Ana Veld", "president", "\"e1\""),
            NAME("0", "8", "e2"));
    static const char *const said =
        "\"attributions\":[{\"id\":\"a1\",\"kind\":\"indirect\",\"content\":[[15,24]],"
        "\"speaker\":\"e2\",\"via\":[],\"speech\":true,\"later\":{\"x\":[1,2]},"
        "\"nested_in\":null}]";
    char both[1024];
    snprintf(both, sizeof both, "%s,%s", layers, said);
    heap *one = heap_new(), *two = heap_new();
    report(one, "a", "Ana Veld said: we stay.  ", both);
    report(one, "b", "Ana Veld is well.", layers);
    report(one, "c", "Ana Veld said, we stay.  ", both);
    report(two, "c", "Ana Veld said, we stay.  ", both);
    report(two, "a", "Ana Veld said: we stay.  ", both);
    report(two, "b", "Ana Veld is well.", layers);
    rap_str x = settle(one, NULL), y = settle(two, NULL);
    assert_true(x.n > 0 && rap_str_eq(x, y));
    HAS(x, "\"text\":\"we stay.\"");
    HAS(x, "\"later\":{\"x\":[1,2]}");
    assert_int_equal(count(x, "\"row\":\"report\""), 3);
    heap_free(one);
    heap_free(two);
}

/* "[from,to]" of a phrase in a text; up to eight stand at one time. */
static const char *at(const char *source, const char *phrase)
{
    static char room[8][32];
    static int turn;
    const char *found = strstr(source, phrase);
    assert_non_null(found);
    turn = (turn + 1) % 8;
    size_t from = (size_t)(found - source);
    snprintf(room[turn], sizeof room[turn], "[%zu,%zu]", from, from + strlen(phrase));
    return room[turn];
}

#define TWO_SIDES                                                                      \
    NORLAND("e1") "," SUDMARK("e2") "," PERSON("e3", "Piet Haas", "spokesman", "\"e2\"")
#define DAY_OF(day)                                                                    \
    "\"published\":{\"day\":\"" day "\",\"from\":\"" day "\",\"to\":\"" day            \
    "\",\"sure\":95,\"basis\":\"line\",\"evidence\":[]},"

static const char wire[] = "LENZ (NPA) - Envoys of Norland and Sudmark sat in Kesh "
                           "for nine hours on Tuesday "
                           "and parted without a common paper, while farmers on both "
                           "banks of the river were told "
                           "to keep their boats ashore until the pumps at the old dam "
                           "had been looked at again.";
static const char paper[] =
    "Envoys of Norland and Sudmark sat in Kesh for seven hours on Tuesday "
    "and parted without a common paper, while farmers on both banks of the river were "
    "told "
    "to keep their boats ashore until the pumps at the old dam had been looked at "
    "again. "
    "Source: NPA";

static void hours(heap *h, const char *key, const char *text, const char *value)
{
    char rest[1024], count[16];
    snprintf(count, sizeof count, "%s hours", value);
    snprintf(
        rest, sizeof rest,
        "\"figures\":[{\"at\":%s,\"subject\":\"hours\",\"relation\":\"=\",\"value\":"
        "\"%d\",\"value_to\":null,\"unit\":\"hour\",\"place\":null,\"as_of\":null,"
        "\"attribution\":null}]",
        at(text, count), value[0] == 'n' ? 9 : 7);
    report(h, key, text, rest);
}

static void a_copy_is_found_with_its_passages_and_credits_its_agency(void **state)
{
    (void)state;
    heap *h = heap_new();
    hours(h, "a", paper, "seven");
    hours(h, "b", wire, "nine");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"copy\""), 1);
    HAS(rows, "\"why\":[\"credit\"]");
    assert_int_equal(count(rows, "\"row\":\"story\""), 1);
    heap_free(h);
}

static void a_number_changed_in_a_copy_is_a_disagreement(void **state)
{
    (void)state;
    heap *h = heap_new();
    hours(h, "a", paper, "seven");
    hours(h, "b", wire, "nine");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"figure\""), 1);
    assert_int_equal(count(rows, "\"row\":\"disagreement\""), 1);
    heap_free(h);
}

/* The same table of two days: what differs in its cells is another day's. */
#define RATES(rate)                                                                    \
    "The rates of the Norland bank for deposits of farmers, told by its office in "    \
    "Kesh to all who asked on the day, were as follows from the morning on. "          \
    "30 days 5.00 pct 5.10 pct 60 days 5.20 pct 5.30 pct 90 days " rate                \
    ".40 pct 5.50 pct 120 days 5.60 pct 5.70 pct and no others were given to "         \
    "anybody who asked."

static void cells_of_a_table_do_not_disagree(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", RATES("5"), "\"figures\":[]");
    report(h, "b", RATES("7"), "\"figures\":[]");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"copy\""), 1);
    LACKS(rows, "\"row\":\"disagreement\"");
    heap_free(h);
}

#define SAID(id, from, to, cue, cue_to, e)                                             \
    "{\"id\":\"" id "\",\"kind\":\"indirect\",\"content\":[[" from "," to              \
    "]],\"cue\":[[" cue "," cue_to "]],\"source\":[],\"speaker\":\"" e                 \
    "\",\"sure\":90,\"rule\":\"r\",\"speech\":true,\"anonymous\":false}"

static void disputed(heap *h, const char *text)
{
    report(h, "a", text,
           "\"entities\":[" NORLAND("e1") "," SUDMARK("e2") "],\"attributions\":[" SAID(
               "a1", "13", "38", "8", "12", "e1") "," SAID("a2", "55", "65", "48", "54",
                                                           "e2") "]");
}

static void who_denies_what_another_said_last_stands_against_him(void **state)
{
    (void)state;
    heap *h = heap_new();
    disputed(h, "Norland said the post had been shelled. Sudmark denied the claim.");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"disagreement\""), 1);
    HAS(rows, "\"kind\":\"claim\"");
    HAS(rows, "said the post had been shelled");
    HAS(rows, "\"value\":\"no\"");
    heap_free(h);
}

static void a_denial_that_tells_something_else_stands_against_nobody(void **state)
{
    (void)state;
    heap *h = heap_new();
    disputed(h, "Norland said the post had been shelled. Sudmark denied its guilt.");
    LACKS(settle(h, NULL), "\"row\":\"disagreement\"");
    heap_free(h);
}

static void numbers_of_reports_that_share_nothing_do_not_meet(void **state)
{
    (void)state;
    heap *h = heap_new();
    hours(h, "a", "The pumps ran for seven hours.", "seven");
    hours(h, "b", "A choir sang for nine hours in Ostia.", "nine");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"figure\""), 2);
    LACKS(rows, "\"row\":\"disagreement\"");
    LACKS(rows, "\"row\":\"copy\"");
    heap_free(h);
}

static void meeting(heap *h, const char *key, const char *text, const char *status)
{
    char rest[4096];
    const char *where = at(text, "Norland and Sudmark");
    snprintf(
        rest, sizeof rest,
        DAY_OF("2031-05-06") WHO(
            TWO_SIDES,
            "") ",\"places\":[{\"at\":%s,\"use\":"
                "\"literal\",\"name\":\"Kesh\",\"country\":\"TR\",\"lat\":\"1\","
                "\"lon\":"
                "\"2\",\"id\":\"x:1\"}],\"events\":[{\"id\":\"v1\",\"at\":%s,"
                "\"trigger\":%s,"
                "\"source\":[\"e1\",\"e2\"],\"target\":[\"e1\",\"e2\"],\"reciprocal\":"
                "true,"
                "\"cameo\":\"046\",\"plover\":\"CONSULT\",\"status\":\"%s\",\"day\":"
                "\"2031-05-06\",\"places\":[0],\"place_relation\":\"at\","
                "\"attribution\":null,"
                "\"rule\":\"x\",\"sure\":80}]",
        at(text, "Kesh"), where, where, status);
    report(h, key, text, rest);
}

static void a_round_that_is_announced_first_and_held_later_is_one_sitting(void **state)
{
    (void)state;
    heap *h = heap_new();
    meeting(h, "a", "Norland and Sudmark are to meet in Kesh.", "planned");
    meeting(h, "b", "Norland and Sudmark sat together in Kesh all day.", "actual");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"round\""), 1);
    HAS(rows, "\"place\":\"Kesh\",\"from\":\"2031-05-06\",\"to\":\"2031-05-06\"");
    HAS(rows, "\"status\":\"held\"");
    heap_free(h);
}

#define BODY    "\"blocks\":[{\"at\":[0,%u],\"kind\":\"paragraph\",\"why\":null}],"
#define SEEN(e) "{\"at\":%s,\"kind\":\"name\",\"entity\":\"" e "\"}"

/* Two sides and Jon Ruud of the first, each named once, and a place and a day. */
static void told(heap *h, const char *key, const char *text)
{
    char rest[4096];
    snprintf(
        rest, sizeof rest,
        DAY_OF("2031-05-07") BODY WHO(
            NORLAND("e1") "," SUDMARK("e2") "," PERSON("e3", "Jon Ruud", "envoy",
                                                       "\"e1\""),
            SEEN("e1") "," SEEN("e2") "," SEEN(
                "e3")) ","
                       "\"places\":[{\"at\":%s,\"use\":\"literal\",\"name\":\"Kesh\","
                       "\"country\":null,\"lat\":null,\"lon\":null,\"id\":null}],"
                       "\"times\":[{\"at\":%s,\"type\":\"DATE\",\"value\":\"2031-05-"
                       "06\","
                       "\"from\":\"2031-05-06\",\"to\":\"2031-05-06\",\"anchor\":null}"
                       "]",
        (unsigned)strlen(text), at(text, "Norland"), at(text, "Sudmark"),
        at(text, "Jon Ruud"), at(text, "Kesh"), at(text, "6 May"));
    report(h, key, text, rest);
}

static void a_round_told_in_words_has_its_sides_place_and_day(void **state)
{
    (void)state;
    heap *h = heap_new();
    told(h, "a",
         "Norland and Sudmark held a second round of talks in Kesh on 6 May. "
         "Jon Ruud stayed away from the talks. They made no progress.");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"round\""), 1);
    HAS(rows, "\"place\":\"Kesh\",\"from\":\"2031-05-06\",\"to\":\"2031-05-06\"");
    HAS(rows, "\"status\":\"held\"");
    HAS(rows, "\"absent\":[\"E");
    HAS(rows, "\"outcome\":[{\"report\"");
    LACKS(rows, "\"delegates\":[{");
    heap_free(h);
}

static void who_leads_a_delegation_is_a_delegate(void **state)
{
    (void)state;
    heap *h = heap_new();
    told(h, "a",
         "Norland and Sudmark met in Kesh on 6 May. The delegation was led by "
         "Jon Ruud.");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"round\""), 1);
    assert_int_equal(count(rows, "\"delegates\":[{\"entity\":\"E"), 1);
    HAS(rows, "\"absent\":[]");
    heap_free(h);
}

static void talks_that_are_refused_are_not_held(void **state)
{
    (void)state;
    heap *h = heap_new();
    told(h, "a",
         "Norland refused a meeting with Sudmark in Kesh on 6 May. "
         "Jon Ruud said so.");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"round\""), 1);
    HAS(rows, "\"status\":\"refused\"");
    heap_free(h);
}

/* The state of the one round that a text tells of. */
static void assert_told_as(const char *text, const char *status)
{
    heap *h = heap_new();
    told(h, "a", text);
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"round\""), 1);
    HAS(rows, status);
    heap_free(h);
}

static void who_refuses_an_offer_of_talks_refuses_them(void **state)
{
    (void)state;
    assert_told_as("Norland refused late in the night to accept an invitation to a "
                   "summit with Sudmark in Kesh on 6 May. Jon Ruud said so.",
                   "\"status\":\"refused\"");
    assert_told_as("Norland rejected a proposal of Sudmark at peace talks in Kesh on "
                   "6 May. Jon Ruud said so.",
                   "\"status\":\"held\"");
}

/* Norland, as the kind of entity given, and Sudmark, each named twice, a place, and the
 * day if the text has it. */
static void told_twice(heap *h, const char *key, const char *text, const char *kind)
{
    char rest[4096], day[256] = "";
    if (strstr(text, "6 May"))
        snprintf(day, sizeof day,
                 "{\"at\":%s,\"type\":\"DATE\",\"value\":\"2031-05-06\","
                 "\"from\":\"2031-05-06\",\"to\":\"2031-05-06\",\"anchor\":null}",
                 at(text, "6 May"));
    snprintf(
        rest, sizeof rest,
        DAY_OF("2031-05-07") BODY WHO(
            "{\"id\":\"e1\",\"kind\":\"%s\",\"name\":\"Norland\",\"iso\":null,"
            "\"aliases\":[],\"roles\":[],\"side\":null}," SUDMARK("e2"),
            SEEN("e1") "," SEEN("e2") "," SEEN("e1") "," SEEN(
                "e2")) ","
                       "\"places\":[{\"at\":%s,\"use\":\"literal\",\"name\":\"Kesh\","
                       "\"country\":null,\"lat\":null,\"lon\":null,\"id\":null}],"
                       "\"times\":[%s]",
        (unsigned)strlen(text), kind, at(text, "Norland"), at(text, "Sudmark"),
        at(text, "Team One"), at(text, "Team Two"), at(text, "Kesh"), day);
    report(h, key, text, rest);
}

static void a_state_that_a_report_takes_for_a_body_is_one_side(void **state)
{
    (void)state;
    heap *h = heap_new();
    told(h, "a", "Norland and Sudmark met in Kesh on 6 May. Jon Ruud said so.");
    told_twice(h, "b",
               "Norland and Sudmark held talks in Kesh. Team One and Team Two "
               "talked for nine hours.",
               "organization");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"round\""), 1);
    heap_free(h);
}

static void two_sentences_of_one_report_are_one_round_whoever_else_tells_of_it(
    void **state)
{
    (void)state;
    heap *h = heap_new();
    told_twice(h, "a",
               "Norland and Sudmark held talks in Kesh. Team One and Team Two "
               "went home.",
               "country");
    told_twice(h, "b",
               "Norland and Sudmark met in Kesh on 6 May. Over tea and dry bread "
               "Team One and Team Two talked for nine hours.",
               "country");
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"round\""), 1);
    heap_free(h);
}

static void talks_without_day_or_place_are_no_round(void **state)
{
    (void)state;
    heap *h = heap_new();
    told(h, "a",
         "Norland and Sudmark have no trust in peace talks. "
         "Jon Ruud lives in Kesh since 6 May.");
    assert_int_equal(count(settle(h, NULL), "\"row\":\"round\""), 0);
    heap_free(h);
}

static const char promise[] =
    "Sudmark will open two crossings, Haas said. Norland is sceptical of the promise. "
    "On Sunday Sudmark broke its promise.";

static void pledged(heap *h)
{
    char rest[4096];
    snprintf(rest, sizeof rest,
             DAY_OF("2031-05-06")
                 WHO(TWO_SIDES, "{\"at\":%s,\"kind\":\"name\",\"entity\":\"e2\"},"
                                "{\"at\":%s,\"kind\":\"name\",\"entity\":\"e1\"},"
                                "{\"at\":[%u,%u],\"kind\":\"name\",\"entity\":"
                                "\"e2\"}") ","
                                           "\"blocks\":[{\"at\":[0,%u],\"kind\":"
                                           "\"paragraph\",\"why\":null}],"
                                           "\"attributions\":[{\"id\":\"a1\","
                                           "\"kind\":\"indirect\",\"content\":[%s],"
                                           "\"cue\":[%s],\"source\":[%s],"
                                           "\"speaker\":\"e3\",\"sure\":90,"
                                           "\"speech\":true,"
                                           "\"via\":[],\"nested_in\":null}],"
                                           "\"positions\":[{\"id\":\"p1\",\"at\":%s,"
                                           "\"party\":\"e2\",\"issue\":"
                                           "\"humanitarian_access\",\"stance\":"
                                           "\"pledge\","
                                           "\"polarity\":\"+\",\"proposition\":"
                                           "\"open two "
                                           "crossings\",\"condition\":null,"
                                           "\"toward\":[\"e1\"],\"day\":\"2031-05-"
                                           "06\",\"attribution\":\"a1\","
                                           "\"asserted_by\":\"self\",\"rule\":\"x\","
                                           "\"sure\":70}]",
             at(promise, "Sudmark"), at(promise, "Norland"),
             (unsigned)(strstr(promise, "Sudmark broke") - promise),
             (unsigned)(strstr(promise, " broke") - promise), (unsigned)strlen(promise),
             at(promise, "Sudmark will open two crossings"), at(promise, "said"),
             at(promise, "Haas"), at(promise, "Sudmark will open two crossings"));
    report(h, "p", promise, rest);
}

static void a_pledge_gathers_what_is_said_of_it_and_by_whom(void **state)
{
    (void)state;
    heap *h = heap_new();
    pledged(h);
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"pledge\""), 1);
    LACKS(rows, "\"bearing\":\"doubt\",\"claimant\":\"narrator\"");
    HAS(rows, "\"bearing\":\"doubt\",\"claimant\":\"E");
    HAS(rows, "\"bearing\":\"broken\",\"claimant\":\"narrator\"");
    assert_int_equal(count(rows, "\"bearing\":"), 2);
    heap_free(h);
}

static void people(heap *h)
{
    report(h, "a", "Jon Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Jon Ruud", "envoy", "\"e1\""),
               NAME("0", "8", "e2")));
    report(h, "b", "Hans Rode spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Hans Rode", "envoy", "\"e1\""),
               NAME("0", "9", "e2")));
}

static void hands_join_part_and_rename(void **state)
{
    (void)state;
    heap *h = heap_new();
    people(h);
    rap_hand hands[] = {
        {RAP_STR("Jon Ruud"), RAP_STR("Hans Rode"), RAP_HAND_MERGE, {0}},
        {RAP_STR("Jon Ruud"), RAP_STR("name"), RAP_HAND_SET, RAP_STR("J. Rode")},
        {RAP_STR("Jon Ruud"), RAP_STR("Hans Rode"), RAP_HAND_SPLIT, {0}},
    };
    rap_pile_options options = {.hands = hands, .n_hands = 2};
    rap_str rows = settle(h, &options);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 2);
    HAS(rows, "\"name\":\"J. Rode\"");
    options.n_hands = 3;
    assert_int_equal(count(settle(h, &options), "\"row\":\"entity\""), 3);
    heap_free(h);
}

static void a_brief_joins_the_spellings_of_a_member_and_gives_its_side(void **state)
{
    (void)state;
    heap *h = heap_new();
    people(h);
    rap_pile_options options = {
        .brief =
            RAP_STR("# who is who\nparty: Norland\n  member: Jonas Ruud = Jon Ruud, "
                    "Hans Rode\n")};
    assert_int_equal(rap_brief_check(options.brief, NULL), RAP_OK);
    rap_str rows = settle(h, &options);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 2);
    HAS(rows, "\"name\":\"Jonas Ruud\"");
    HAS(rows, "\"reason\":\"the brief says so\"");
    heap_free(h);
}

static void a_brief_names_issues_that_positions_get(void **state)
{
    (void)state;
    heap *h = heap_new();
    pledged(h);
    rap_pile_options options = {
        .brief = RAP_STR("issue: crossing points (land) = checkpoints, crossings\n")};
    assert_int_equal(rap_brief_check(options.brief, NULL), RAP_OK);
    rap_str rows = settle(h, &options);
    HAS(rows, "\"issue\":\"crossing points\"");
    LACKS(rows, "\"issue\":\"humanitarian_access\"");
    heap_free(h);
}

static void a_place_of_the_brief_lies_where_the_brief_says(void **state)
{
    (void)state;
    heap *h = heap_new();
    meeting(h, "a", "Norland and Sudmark met in Kesh.", "happened");
    rap_pile_options options = {.brief = RAP_STR("place: KESH = 41.5 -29.1 OS\n")};
    assert_int_equal(rap_brief_check(options.brief, NULL), RAP_OK);
    LACKS(settle(h, NULL), "\"lat\":\"41.5\"");
    rap_str rows = settle(h, &options);
    HAS(rows, "\"country\":\"OS\",\"lat\":\"41.5\",\"lon\":\"-29.1\"");
    heap_free(h);
}

static void a_brief_that_is_wrong_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "party: A\nfamily: B\n",  "\nbetween: 2031-05-02 2031-05-01",
        "# x\nmember: A = B",     "party: A\nplace: Kesh = 91 20 OS",
        "party: A\nissue: river", "party: A\nnonsense",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rap_err err = {RAP_OK, 0, ""};
        assert_int_equal(rap_brief_check(rap_str_of(bad[i]), &err), RAP_E_SYNTAX);
        assert_non_null(strstr(err.msg, "line 2"));
    }
    assert_int_equal(rap_brief_check(RAP_STR("between: 2031-05-01 2031-06-30\n"
                                             "place: Kesh = 41.5 -29.1 OS\n"
                                             "issue: river (land) = dam, water\n"
                                             "outlet: Courier = paper\n"),
                                     NULL),
                     RAP_OK);
}

static void no_row_of_a_full_dossier_depends_on_the_order_of_its_reports(void **state)
{
    (void)state;
    rap_str first = {"", 0};
    heap *all[3];
    for (int turn = 0; turn < 3; turn++) {
        heap *h = all[turn] = heap_new();
        if (turn == 0) pledged(h);
        meeting(h, "a", "Norland and Sudmark are to meet in Kesh.", "planned");
        if (turn == 1) hours(h, "x", paper, "seven");
        hours(h, "y", wire, "nine");
        if (turn != 1) hours(h, "x", paper, "seven");
        meeting(h, "b", "Norland and Sudmark sat together in Kesh all day.", "actual");
        if (turn != 0) pledged(h);
        people(h);
        rap_str rows = settle(h, NULL);
        if (turn == 0) first = rows;
        assert_true(rows.n > 0 && rap_str_eq(first, rows));
    }
    for (int turn = 0; turn < 3; turn++)
        heap_free(all[turn]);
}

static void an_empty_dossier_has_no_rows(void **state)
{
    (void)state;
    heap *h = heap_new();
    assert_int_equal(settle(h, NULL).n, 0);
    heap_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_president_under_three_spellings_is_one_row),
        cmocka_unit_test(people_of_one_surname_and_other_given_names_stay_apart),
        cmocka_unit_test(a_state_that_one_report_knows_is_one_in_the_others_too),
        cmocka_unit_test(
            given_names_of_two_romanisations_are_one_where_side_and_office_agree),
        cmocka_unit_test(a_bare_surname_of_the_other_side_is_somebody_else),
        cmocka_unit_test(unnamed_sources_are_never_joined),
        cmocka_unit_test(the_order_of_the_reports_changes_no_row),
        cmocka_unit_test(a_copy_is_found_with_its_passages_and_credits_its_agency),
        cmocka_unit_test(a_number_changed_in_a_copy_is_a_disagreement),
        cmocka_unit_test(cells_of_a_table_do_not_disagree),
        cmocka_unit_test(who_denies_what_another_said_last_stands_against_him),
        cmocka_unit_test(a_denial_that_tells_something_else_stands_against_nobody),
        cmocka_unit_test(numbers_of_reports_that_share_nothing_do_not_meet),
        cmocka_unit_test(a_round_that_is_announced_first_and_held_later_is_one_sitting),
        cmocka_unit_test(a_round_told_in_words_has_its_sides_place_and_day),
        cmocka_unit_test(who_leads_a_delegation_is_a_delegate),
        cmocka_unit_test(talks_that_are_refused_are_not_held),
        cmocka_unit_test(who_refuses_an_offer_of_talks_refuses_them),
        cmocka_unit_test(a_state_that_a_report_takes_for_a_body_is_one_side),
        cmocka_unit_test(
            two_sentences_of_one_report_are_one_round_whoever_else_tells_of_it),
        cmocka_unit_test(talks_without_day_or_place_are_no_round),
        cmocka_unit_test(a_pledge_gathers_what_is_said_of_it_and_by_whom),
        cmocka_unit_test(hands_join_part_and_rename),
        cmocka_unit_test(a_brief_joins_the_spellings_of_a_member_and_gives_its_side),
        cmocka_unit_test(a_brief_names_issues_that_positions_get),
        cmocka_unit_test(a_place_of_the_brief_lies_where_the_brief_says),
        cmocka_unit_test(a_brief_that_is_wrong_is_refused_with_its_line),
        cmocka_unit_test(no_row_of_a_full_dossier_depends_on_the_order_of_its_reports),
        cmocka_unit_test(an_empty_dossier_has_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
