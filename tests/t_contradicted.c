/*
 * tests/t_contradicted.c - the rows of what cannot all be right: what is said to have
 * come of talks, and whether a pledge was kept.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/differing.h"
#include "findings_stage.h"

#include "pledges/promised.h"
#include "talks/met.h"

static const stage_form form = {.write = rap_differences_write,
                                .kind = RAP_ROW_DISAGREEMENT,
                                .list = "sides",
                                .keys = {"kind", "topic"},
                                .inner = {"report", "holder", "value", "summary"},
                                .find = rap_pile_find_differences,
                                .count = rap_differences_count};

static void assert_rows(stage *s, const char *wanted)
{
    stage_assert_rows(s, &form, 'G', wanted);
}

/* ---- rounds ------------------------------------------------------------------------
 */

typedef struct {
    rap_note_kind kind;
    uint32_t rank;
    const char *words;
    char polarity;
    int32_t attribution;
} outcome;

/* One round of talks, and what is said to have come of it by Holm (attribution 0), Haas
 * (1) and the reports. */
static stage *talked(const outcome *v, uint32_t n)
{
    stage *s = stage_new();
    for (uint32_t i = 0; i < 3; i++) {
        stage_report(s, "",
                     i == 2 ? "little at all, talks ended"
                            : "progress, no progress, talks ended");
        stage_said(s, i, HOLM, "", "");
        stage_said(s, i, HAAS, "", "");
    }
    rap_pile *p = stage_lay(s);
    p->rounds = RAP_PILE_NEW(p, struct rap_round, 2);
    p->notes = RAP_PILE_NEW(p, struct rap_note, n + 1);
    p->n_rounds = 1;
    p->n_notes = n + 1;
    p->rounds[0] = (struct rap_round){.first_note = 1, .n_notes = n};
    for (uint32_t i = 0; i < n; i++)
        p->notes[i + 1] = (rap_note){.kind = v[i].kind,
                                     .rank = v[i].rank,
                                     .whole = stage_words(s, v[i].rank, v[i].words),
                                     .attribution = v[i].attribution,
                                     .polarity = v[i].polarity};
    return s;
}

#define TALKED(...)                                                                    \
    talked((const outcome[]){__VA_ARGS__},                                             \
           sizeof((const outcome[]){__VA_ARGS__}) / sizeof(outcome))

static void two_tell_of_one_round_what_cannot_both_be(void **state)
{
    const outcome yes = {RAP_NOTE_OUTCOME, 0, "progress", '+', 0},
                  no = {RAP_NOTE_OUTCOME, 1, "no progress", '-', 1},
                  deed = {RAP_NOTE_OUTCOME, 0, "talks ended", '0', 1},
                  there = {RAP_NOTE_DELEGATE, 1, "talks ended", '-', 1};
    (void)state;
    const char *both =
        "claim talks_progress\nA Holm yes progress\nB Haas no no progress";
    assert_rows(TALKED(yes, no), both);
    assert_rows(TALKED(deed, there, yes, deed, there, no), both);
    assert_rows(TALKED(yes, deed), "");
    assert_rows(TALKED(yes, there), "");
    assert_rows(TALKED(yes), "");
    assert_rows(TALKED(yes, yes), "");
    outcome own = no;
    own.attribution = 0; /* he takes it back */
    assert_rows(TALKED(yes, own), "");
    stage *s = TALKED(yes, no);
    s->p->story_of[1] = 1; /* months later */
    assert_rows(s, "");
    assert_rows(TALKED(yes, no, yes), "claim talks_progress\nA Holm yes progress\n"
                                      "B Haas no no progress\nA Holm yes progress");
    /* a copy says it once */
    outcome again = yes;
    again.rank = 1;
    s = TALKED(yes, again, no);
    s->p->copy_group[1] = 0;
    assert_rows(s, both);
}

static void so_many_sides_of_a_round_are_written(void **state)
{
    enum { SIDES = 24 };
    outcome v[SIDES + 2];
    rap_row row;
    (void)state;
    for (int i = 0; i < SIDES + 2; i++)
        v[i] = (outcome){RAP_NOTE_OUTCOME, 0, "progress", i ? '+' : '-', i ? 0 : 1};
    stage *s = talked(v, SIDES + 2);
    rap_pile_find_differences(s->p);
    (void)stage_row(s, &form, 0, &row);
    assert_int_equal(row.n_cites, SIDES);
    stage_free(s);
}

/* ---- pledges -----------------------------------------------------------------------
 */

/* A pledge of Holm's and what bears on it; Haas claims the first, Ostia tells of the
 * second, the reports of what follows. */
static stage *pledged(const char *const *bearings, uint32_t n)
{
    stage *s = stage_new();
    stage_report(s, "", "Norland will open the strait, Holm said. It was kept.");
    stage_said(s, 0, OSTIA, "", "kept");
    rap_pile *p = stage_lay(s);
    struct rap_followup *v = RAP_PILE_NEW(p, struct rap_followup, n + 1);
    p->pledges = RAP_PILE_NEW(p, struct rap_pledge, 1);
    p->n_pledges = 1;
    p->pledges[0] = (rap_pledge){
        .rank = 0, .at = stage_words(s, 0, "open the strait"), .first = 1, .n = n};
    v[0].bearing = RAP_STR("broken"); /* of another pledge */
    for (uint32_t i = 0; i < n; i++)
        v[i + 1] = (rap_followup){.at = stage_words(s, 0, "kept"),
                                  .bearing = rap_str_of(bearings[i]),
                                  .attribution = i == 1 ? 0 : -1,
                                  .event = -1,
                                  .claimant = i == 0 ? HAAS : -1};
    p->followups = v;
    return s;
}

#define PLEDGED(...)                                                                   \
    pledged((const char *const[]){__VA_ARGS__},                                        \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void a_pledge_is_broken_for_one_and_kept_for_another(void **state)
{
    (void)state;
    const char *head = "claim open the strait\nA narrator pledged open the strait\n";
    char wanted[256];
    (void)snprintf(wanted, sizeof wanted, "%sA Haas broken kept\nA Ostia kept kept",
                   head);
    assert_rows(PLEDGED("broken", "kept"), wanted);
    (void)snprintf(wanted, sizeof wanted,
                   "%sA Haas scope kept\nA Ostia doubt kept\nA narrator broken kept",
                   head);
    assert_rows(PLEDGED("scope", "doubt", "broken"), wanted);
    assert_rows(PLEDGED("broken", "broken"), "");
    assert_rows(PLEDGED("kept", "scope"), "");
    assert_rows(PLEDGED("broken", "doubt"), "");
    assert_rows(PLEDGED("kept"), ""); /* "broken" is of the one before */
    stage *s = PLEDGED("broken", "kept");
    stage_said(s, 0, HOLM, "", "open the strait");
    (void)snprintf(wanted, sizeof wanted,
                   "claim open the strait\nA Holm pledged open the strait\n"
                   "A Haas broken kept\nA Ostia kept kept");
    assert_rows(s, wanted);
}

static void so_many_sides_of_a_pledge_are_written(void **state)
{
    enum { SIDES = 24 };
    const char *v[SIDES + 2];
    rap_row row;
    (void)state;
    for (int i = 0; i < SIDES + 2; i++)
        v[i] = i ? "broken" : "kept";
    stage *s = pledged(v, SIDES + 2);
    rap_pile_find_differences(s->p);
    (void)stage_row(s, &form, 0, &row);
    assert_int_equal(row.n_cites, SIDES + 1); /* and the pledge */
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_tell_of_one_round_what_cannot_both_be),
        cmocka_unit_test(so_many_sides_of_a_round_are_written),
        cmocka_unit_test(a_pledge_is_broken_for_one_and_kept_for_another),
        cmocka_unit_test(so_many_sides_of_a_pledge_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
