/*
 * tests/t_mentions.c - event mentions that another tool has coded: what is taken, what
 * is refused, and what they are joined to.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "base/arena.h"
#include "dossier_stage.h"
#include "findings/findings.h"
#include "keep/mentions.h"
#include "pile/pile.h"
#include "told/given.h"
#include "told/kinword.h"

#include <cmocka.h>

#define PATH "t_mentions.db"

static const char first[] =
    "Norland's navy seized the trawler Osprey off Kesh on Monday, May 4, 2031.\n\n"
    "The seizure of the Osprey angered fishermen in Ostia.\n";
static const char second[] =
    "OSTIA, May 5, 2031 - Fishermen in Ostia protested over the trawler Osprey, which "
    "was seized by Norland's navy off Kesh.\n";
static const char third[] =
    "Der Hafen von Ostia bleibt f\xC3\xBCr Tage zu, hie\xC3\x9F es.\n";

static rap_arena *arena;

static int set_up(void **state)
{
    arena = rap_arena_new((size_t)1 << 28);
    return arena ? dossier_set_up(state) : -1;
}

static int tear_down(void **state)
{
    rap_arena_free(arena);
    return dossier_tear_down(state);
}

static int fresh(void **state)
{
    (void)state;
    dossier_remove(PATH);
    return 0;
}

static rap_str record_of(const char *key, const char *source)
{
    return rap_arena_copy(arena, dossier_record(key, source));
}

static rap_dossier *dossier(void)
{
    return dossier_open(PATH, RAP_OPEN_CREATE);
}

static rap_span span_of(const char *source, const char *word)
{
    const char *at = strstr(source, word);
    assert_non_null(at);
    uint32_t from = (uint32_t)(at - source);
    return (rap_span){from, from + (uint32_t)strlen(word)};
}

static rap_mentions *begin(rap_dossier *d)
{
    rap_mentions *m = NULL;
    assert_int_equal(rap_mentions_new(&m, d, arena, NULL), RAP_OK);
    return m;
}

static rap_code take(rap_mentions *m, const char *key, rap_span at, rap_err *err)
{
    return rap_mentions_take(m, rap_str_of(key), at, err);
}

static void a_mention_of_an_unknown_report_is_refused_and_the_next_one_taken(
    void **state)
{
    (void)state;
    rap_dossier *d = dossier();
    (void)dossier_add(d, "first", first);
    rap_mentions *m = begin(d);
    rap_err err = {0};
    uint64_t n = 0;
    assert_int_equal(take(m, "nowhere", (rap_span){0, 4}, &err), RAP_E_EMPTY);
    assert_non_null(strstr(err.msg, "nowhere"));
    assert_int_equal(take(m, "first", span_of(first, "seizure"), &err), RAP_OK);
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    assert_int_equal(n, 1);
    rap_dossier_close(d);
}

static void a_span_outside_the_source_or_in_a_character_is_refused_with_its_byte(
    void **state)
{
    (void)state;
    rap_dossier *d = dossier();
    (void)dossier_add(d, "third", third);
    rap_mentions *m = begin(d);
    rap_err err = {0};
    uint32_t length = (uint32_t)strlen(third), cut = span_of(third, "\xBCr").from;
    assert_int_equal(take(m, "third", (rap_span){length - 2, length + 1}, &err),
                     RAP_E_SYNTAX);
    assert_int_equal(err.at, length - 2);
    assert_int_equal(take(m, "third", (rap_span){5, 5}, &err), RAP_E_SYNTAX);
    assert_int_equal(take(m, "third", (rap_span){cut - 2, cut}, &err), RAP_E_SYNTAX);
    assert_int_equal(err.at, cut);
    assert_int_equal(take(m, "third", (rap_span){cut - 2, cut + 1}, &err), RAP_OK);
    assert_int_equal(take(m, "third", (rap_span){0, length}, &err), RAP_OK);
    rap_dossier_close(d);
}

static void mentions_of_one_event_are_one_row_and_stay_so(void **state)
{
    (void)state;
    static const char together[] =
        "SELECT count(*) FROM row r WHERE r.kind = 'event' AND EXISTS (SELECT 1 FROM"
        " json_each(r.body, '$.tellings') a WHERE json_extract(a.value, '$.report') ="
        " 'first' AND json_extract(a.value, '$.trigger[0]') = 15) AND EXISTS (SELECT 1"
        " FROM json_each(r.body, '$.tellings') b WHERE json_extract(b.value,"
        " '$.report') = 'second')";
    static const char rows[] = "SELECT count(*) FROM row WHERE kind = 'event'";
    rap_dossier *d = dossier();
    uint64_t n = 0;
    assert_int_equal(span_of(first, "seized").from, 15);
    (void)dossier_add(d, "first", first);
    (void)dossier_add(d, "second", second);
    rap_mentions *m = begin(d);
    assert_int_equal(take(m, "first", span_of(first, "seized"), NULL), RAP_OK);
    assert_int_equal(take(m, "first", span_of(first, "angered"), NULL), RAP_OK);
    assert_int_equal(take(m, "second", span_of(second, "seized"), NULL), RAP_OK);
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    assert_int_equal(n, 3);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, together), 1);
    int64_t events = dossier_ask(d, rows);
    rap_dossier_close(d);
    d = dossier();
    (void)dossier_add(d, "third", third);
    m = begin(d);
    assert_int_equal(take(m, "second", span_of(second, "seized"), NULL), RAP_OK);
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    assert_int_equal(n, 0); /* it was there already */
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, together), 1);
    assert_int_equal(dossier_ask(d, rows), events);
    rap_dossier_close(d);
}

static void a_mention_counts_only_in_the_bytes_it_was_found_in(void **state)
{
    (void)state;
    static const char given[] = "SELECT count(*) FROM row WHERE kind = 'event' AND"
                                " json_extract(body, '$.rule') = 'given'";
    rap_dossier *d = dossier();
    uint64_t n = 0;
    (void)dossier_add(d, "first", first);
    rap_mentions *m = begin(d);
    assert_int_equal(take(m, "first", span_of(first, "angered"), NULL), RAP_OK);
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, given), 1);
    (void)dossier_add(d, "first", second); /* another version */
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, given), 0);
    rap_dossier_close(d);
}

static void what_is_given_is_taken_back_and_forgotten_with_its_report(void **state)
{
    (void)state;
    static const char kept[] = "SELECT count(*) FROM hand h, json_each(h.value) j WHERE"
                               " h.what = 'mentions'";
    rap_dossier *d = dossier();
    uint64_t n = 0;
    bool undone = false;
    (void)dossier_add(d, "first", first);
    (void)dossier_add(d, "second", second);
    rap_mentions *m = begin(d);
    assert_int_equal(take(m, "first", span_of(first, "angered"), NULL), RAP_OK);
    assert_int_equal(take(m, "second", span_of(second, "protested"), NULL), RAP_OK);
    assert_int_equal(rap_mentions_keep(m, &n, NULL), RAP_OK);
    assert_int_equal(rap_dossier_settle(d, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, kept), 2);
    assert_int_equal(rap_dossier_forget(d, 1, NULL), RAP_OK);
    assert_int_equal(dossier_ask(d, kept), 1);
    assert_int_equal(rap_dossier_undo(d, &undone, NULL), RAP_OK);
    assert_true(undone);
    assert_int_equal(dossier_ask(d, kept), 0);
    rap_dossier_close(d);
}

static void a_mention_on_the_trigger_of_an_event_becomes_it(void **state)
{
    (void)state;
    rap_filed_event own = {.at = {0, 30}, .trigger = {15, 21}, .cameo = RAP_STR("175")};
    rap_filed f = {.source = rap_str_of(first),
                   .bytes = sizeof first - 1,
                   .events = &own,
                   .n_events = 1};
    const rap_span spans[] = {{13, 21}, {40, 46}};
    assert_true(rap_given_put(&f, spans, 2, arena));
    assert_int_equal(f.n_events, 2);
    assert_true(rap_str_is(f.events[0].cameo, "175"));
    assert_int_equal(f.events[0].trigger.from, 13);
    assert_false(rap_given_is(&f.events[0]));
    assert_true(rap_given_is(&f.events[1]));
    assert_int_equal(f.events[1].cameo.n, 0);
}

/* ---- events of our own ---- */

static const char twice[] =
    "Norland's navy seized the trawler Osprey off Kesh on Monday, May 4, 2031.\n\n"
    "It detained its crew, fishermen said in Ostia.  The seizure angered them.\n";

static rap_filed_event event_at(const char *word, int32_t place, const char *status)
{
    static const int32_t nobody[] = {0}, places[] = {0, 1};
    bool placed = place >= 0;
    return (rap_filed_event){.at = span_of(twice, word),
                             .trigger = span_of(twice, word),
                             .source = {nobody, 1},
                             .places = {places + (placed ? place : 0), placed},
                             .cameo = RAP_STR("171"),
                             .plover = RAP_STR("COERCE"),
                             .status = rap_str_of(status),
                             .day = RAP_STR("2031-05-04"),
                             .attribution = -1};
}

/* Rows of two reports that tell the same text, with these events. */
static uint32_t rows_of(const rap_filed_event *a, const rap_filed_event *b)
{
    const rap_filed_place places[] = {{.name = RAP_STR("Kesh")},
                                      {.name = RAP_STR("Ostia")}};
    rap_filed f[2];
    rap_pile *pile = NULL;
    const rap_row *rows = NULL;
    uint32_t n = 0, events = 0;
    for (int i = 0; i < 2; i++) {
        rap_str json = record_of(i ? "b" : "a", twice);
        assert_int_equal(rap_filed_parse(&f[i], json, arena, NULL), RAP_OK);
        f[i].source = rap_str_of(twice);
        f[i].events = i ? b : a;
        f[i].n_events = 1;
        f[i].places = places;
        f[i].n_places = 2;
        assert_true(f[i].n_entities > 0);
    }
    assert_int_equal(rap_pile_new(&pile, f, 2, NULL, NULL), RAP_OK);
    do {
        assert_int_equal(rap_pile_next(pile, &rows, &n, NULL), RAP_OK);
        for (uint32_t i = 0; i < n; i++)
            events += rows[i].kind == RAP_ROW_EVENT;
    } while (n);
    rap_pile_free(pile);
    return events;
}

static void deeds_of_one_code_told_in_other_words_are_two_events(void **state)
{
    (void)state;
    rap_filed_event seized = event_at("seized", -1, "actual");
    rap_filed_event seizure = event_at("seizure", -1, "actual");
    rap_filed_event detained = event_at("detained", -1, "actual");
    assert_int_equal(rows_of(&seized, &seizure), 1);
    assert_int_equal(rows_of(&seized, &detained), 2);
    seized.cameo = detained.cameo = RAP_STR("046"); /* talks have many names */
    assert_int_equal(rows_of(&seized, &detained), 1);
}

static void a_telling_without_a_place_is_of_the_only_one_that_has_one(void **state)
{
    (void)state;
    rap_filed_event nowhere = event_at("seizure", -1, "actual");
    rap_filed_event kesh = event_at("seized", 0, "actual");
    rap_filed_event ostia = event_at("seized", 1, "actual");
    rap_filed_event planned = event_at("seizure", -1, "planned");
    rap_filed_event there = event_at("seized", 0, "planned");
    assert_int_equal(rows_of(&nowhere, &kesh), 1);
    assert_int_equal(rows_of(&ostia, &kesh), 2);
    assert_int_equal(rows_of(&planned, &there), 2);
}

static void forms_and_derivations_of_a_word_are_kin(void **state)
{
    (void)state;
    static const char *const kin[][2] = {
        {"killed", "killings"},  {"death", "died"},
        {"shot", "shooting"},    {"resigned", "resignation"},
        {"stopped", "stopping"}, {"parties", "party"},
        {"quake", "earthquake"}, {"announces", "announcement"}};
    static const char *const strangers[][2] = {
        {"killed", "died"}, {"talks", "tales"}, {"sign", "sing"}, {"war", "warn"}};
    for (size_t i = 0; i < sizeof kin / sizeof *kin; i++)
        assert_int_equal(rap_kinword(rap_str_of(kin[i][0])),
                         rap_kinword(rap_str_of(kin[i][1])));
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        assert_int_not_equal(rap_kinword(rap_str_of(strangers[i][0])),
                             rap_kinword(rap_str_of(strangers[i][1])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(
            a_mention_of_an_unknown_report_is_refused_and_the_next_one_taken, fresh),
        cmocka_unit_test_setup(
            a_span_outside_the_source_or_in_a_character_is_refused_with_its_byte,
            fresh),
        cmocka_unit_test_setup(mentions_of_one_event_are_one_row_and_stay_so, fresh),
        cmocka_unit_test_setup(a_mention_counts_only_in_the_bytes_it_was_found_in,
                               fresh),
        cmocka_unit_test_setup(
            what_is_given_is_taken_back_and_forgotten_with_its_report, fresh),
        cmocka_unit_test(a_mention_on_the_trigger_of_an_event_becomes_it),
        cmocka_unit_test(deeds_of_one_code_told_in_other_words_are_two_events),
        cmocka_unit_test(a_telling_without_a_place_is_of_the_only_one_that_has_one),
        cmocka_unit_test(forms_and_derivations_of_a_word_are_kin),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
