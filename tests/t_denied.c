/*
 * tests/t_denied.c - who denies what another one claims: what is a denial, what it
 * points back to, what it tells again, and what nobody contradicts.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/denied.h"
#include "findings_stage.h"

#include "base/buf.h"

/* Which attributions: "A0-A1": the first of report A is denied by its second. */
static const char *denials(stage *s)
{
    static char told[256];
    uint32_t n = 0;
    rap_pile *p = s->p ? s->p : stage_lay(s);
    const rap_denial *v = rap_pile_denials(p, &n);
    told[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        char one[32];
        (void)snprintf(one, sizeof one, "%s%c%u-%c%u", i ? " " : "",
                       (char)('A' + v[i].claim.report), v[i].claim.index,
                       (char)('A' + v[i].denial.report), v[i].denial.index);
        stage_tell(told, "", rap_str_of(one));
    }
    return told;
}

static void assert_denials(stage *s, const char *wanted)
{
    assert_string_equal(denials(s), wanted);
    stage_free(s);
}

/* What Holm claims of the bridge, and somebody's answer: cue and content. */
static const char claim[] = "guns had shelled the bridge";

static stage *answered_by(int32_t speaker, const char *cue, const char *content)
{
    char text[512];
    stage *s = stage_new();
    (void)snprintf(text, sizeof text, "Holm said %s. Then he %s %s.", claim, cue,
                   content);
    rap_str kept = rap_arena_copy(s->arena, rap_str_of(text));
    stage_report(s, "", "");
    s->reports[0].source = kept;
    stage_said(s, 0, HOLM, "said", claim);
    char tail[256];
    (void)snprintf(tail, sizeof tail, "%s %s", cue, content);
    rap_filed_attribution *a = stage_said(s, 0, speaker, "", "");
    size_t at = rap_str_find(kept, RAP_STR("Then he "), 0) + 8;
    rap_span *v = RAP_NEW(s->arena, rap_span, 2);
    v[0] = (rap_span){(uint32_t)at, (uint32_t)(at + strlen(cue))};
    v[1] = (rap_span){v[0].to + 1, (uint32_t)(v[0].to + 1 + strlen(content))};
    a->cue = (rap_filed_spans){v, 1};
    a->content = (rap_filed_spans){v + 1, 1};
    return s;
}

static void points_back(const char *cue, const char *content)
{
    const char *is = "";
    stage *s = answered_by(HAAS, cue, content);
    is = denials(s);
    if (strcmp(is, "A0-A1") != 0) fail_msg("no denial: %s %s", cue, content);
    stage_free(s);
}

static void denies_nothing(const char *cue, const char *content)
{
    stage *s = answered_by(HAAS, cue, content);
    const char *is = denials(s);
    if (*is) fail_msg("a denial: %s %s", cue, content);
    stage_free(s);
}

/* ---- words -------------------------------------------------------------------------
 */

static void a_denial_may_only_point_back(void **state)
{
    (void)state;
    points_back("denied", "it");
    points_back("denied", "that");
    points_back("denied", "the claim");
    points_back("DENIED", "Those Charges");
    points_back("denied", "all of the claims");
    points_back("has denied", "such accusations");
    points_back("rejected", "the claim");
    points_back("dismissed", "all these allegations");
}

static void what_names_something_does_not_only_point_back(void **state)
{
    (void)state;
    denies_nothing("denied", "the");        /* to nothing */
    denies_nothing("denied", "the bridge"); /* to something else */
    denies_nothing("denied", "claims");     /* of anybody */
    denies_nothing("denied", "the claim about oil");
    denies_nothing("denied", "all of any of these claims"); /* too long a run */
    denies_nothing("denied", "the it");
    denies_nothing("denied", "it all");
}

static void only_a_verb_of_denying_denies(void **state)
{
    (void)state;
    denies_nothing("repeated", "the claim");
    denies_nothing("rejected", "it"); /* "turns" need a claim to turn against */
    denies_nothing("rejected", "that");
    denies_nothing("never denied", "it");
    denies_nothing("didn't deny", "it");
    denies_nothing("did not deny", "the claim");
    denies_nothing("would neither confirm nor deny", "it");
}

static void who_refuses_to_confirm_denies_nothing(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "Holm said guns had fired. Haas would confirm or deny it.");
    stage_said(s, 0, HOLM, "said", "guns had fired");
    stage_said(s, 0, HAAS, "deny", "it");
    assert_denials(s, "");
    s = stage_new(); /* that was said long before */
    stage_report(s, "",
                 "Holm could confirm guns had fired. Haas, who came late, denied it.");
    stage_said(s, 0, HOLM, "could", "guns had fired");
    stage_said(s, 0, HAAS, "denied", "it");
    assert_denials(s, "A0-A1");
    s = stage_new(); /* at the head of the report */
    stage_report(s, "", "Denied it Haas has");
    stage_said(s, 0, HAAS, "Denied", "it");
    assert_denials(s, "");
}

static void what_turns_against_a_claim_names_it_early(void **state)
{
    (void)state;
    static const char *const early[] = {
        "the claim that guns had shelled the bridge",
        "the old claim that guns had shelled the bridge",
        "as false claims guns had shelled the bridge"};
    static const char *const late[] = {
        "the old new claim that guns had shelled the bridge",
        "plans for guns that shelled the bridge, a claim",
        "the of its his claim that guns had shelled the bridge"};
    for (size_t i = 0; i < 2; i++)
        points_back("rejected", early[i]);
    denies_nothing("rejected", late[0]);
    denies_nothing("rejected", late[1]);
    denies_nothing("rejected", late[2]);
}

/* ---- who ---------------------------------------------------------------------------
 */

static void somebody_of_another_side_denies(void **state)
{
    (void)state;
    assert_denials(answered_by(SUDMARK, "denied", "it"), "A0-A1");
    assert_denials(answered_by(HERALD, "denied", "it"), "A0-A1");
    assert_denials(answered_by(HOLM, "denied", "it"), "");    /* himself */
    assert_denials(answered_by(NORLAND, "denied", "it"), ""); /* his own side */
    assert_denials(answered_by(NOBODY, "denied", "it"), "");
    assert_denials(answered_by(-1, "denied", "it"), "");
}

/* What `speaker` says by `cue` before Norland, or Holm, denies it. */
static stage *denied_after(int32_t speaker, const char *cue, const char *content,
                           int32_t holder)
{
    char text[512];
    stage *s = stage_new();
    (void)snprintf(text, sizeof text, "He %s %s. She denied that.", cue, content);
    stage_report(s, "", "");
    s->reports[0].source = rap_arena_copy(s->arena, rap_str_of(text));
    stage_said(s, 0, speaker, cue, content);
    stage_said(s, 0, holder, "denied", "that");
    return s;
}

static void a_claim_is_of_somebody_and_no_denial(void **state)
{
    (void)state;
    assert_denials(denied_after(NORLAND, "said", "guns had fired", HAAS), "A0-A1");
    assert_denials(denied_after(HAAS, "said", "guns had fired", NORLAND), "A0-A1");
    assert_denials(denied_after(NOBODY, "said", "guns had fired", HAAS), "");
    assert_denials(denied_after(-1, "said", "guns had fired", HAAS), "");
    assert_denials(denied_after(HOLM, "said", "", HAAS), "");
    assert_denials(denied_after(HOLM, "asked", "to open the road", HAAS), "");
    assert_denials(denied_after(HOLM, "denied", "guns had fired", HAAS), "");
    assert_denials(denied_after(HOLM, "disputed", "guns had fired", HAAS), "");
    assert_denials(denied_after(HOLM, "said", "she denied guns had fired", HAAS), "");
    assert_denials(denied_after(HOLM, "said", "guns had never fired", HAAS), "");
}

static void denied_reports_are_of_the_press(void **state)
{
    (void)state;
    static const struct {
        int32_t speaker;
        const char *cue, *wanted;
    } v[] = {
        {HERALD, "said", "A0-A1"}, {HOLM, "said", ""}, {HOLM, "reported", "A0-A1"}};
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        char text[128];
        stage *s = stage_new();
        (void)snprintf(text, sizeof text,
                       "He %s guns had fired. She denied those reports.", v[i].cue);
        stage_report(s, "", "");
        s->reports[0].source = rap_arena_copy(s->arena, rap_str_of(text));
        stage_said(s, 0, v[i].speaker, v[i].cue, "guns had fired");
        stage_said(s, 0, HAAS, "denied", "those reports");
        assert_denials(s, v[i].wanted);
    }
}

/* ---- which -------------------------------------------------------------------------
 */

static void the_last_that_was_said_before_is_denied(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "",
                 "Holm said guns had fired. Norland said tanks came. Haas denied it. "
                 "Holm said boats sank.");
    stage_said(s, 0, NORLAND, "Norland said", "tanks came");
    stage_said(s, 0, HOLM, "Holm said", "guns had fired");
    stage_said(s, 0, HAAS, "denied", "it");
    stage_said(s, 0, HOLM, "Holm said", "boats sank");
    assert_denials(s, "A0-A2");
    s = stage_new(); /* not what is no statement, nor what somebody is asked to do */
    stage_report(s, "",
                 "Holm said guns had fired. Norland saw tanks come. Haas denied it.");
    stage_said(s, 0, HOLM, "said", "guns had fired");
    stage_said(s, 0, NORLAND, "saw", "tanks come")->speech = false;
    stage_said(s, 0, HAAS, "denied", "it");
    assert_denials(s, "A0-A2");
}

/* A claim that ends so many bytes before its denial. */
static stage *denied_far_behind(size_t bytes)
{
    stage *s = stage_new();
    rap_buf b = {0};
    rap_buf_z(&b, "Holm said guns had fired");
    for (size_t i = 0; i < bytes; i++)
        rap_buf_byte(&b, ' ');
    rap_buf_z(&b, "denied it");
    stage_report(s, "", "");
    s->reports[0].source = rap_arena_copy(s->arena, rap_buf_str(&b));
    rap_buf_done(&b);
    stage_said(s, 0, HOLM, "said", "guns had fired");
    stage_said(s, 0, HAAS, "denied", "it");
    return s;
}

static void a_claim_stands_close_before_its_denial(void **state)
{
    (void)state;
    assert_denials(denied_far_behind(0), "A0-A1");
    assert_denials(denied_far_behind(300), "A0-A1");
    assert_denials(denied_far_behind(301), "");
    stage *s = stage_new(); /* behind it */
    stage_report(s, "", "Haas denied it. Holm said guns had fired");
    stage_said(s, 0, HOLM, "said", "guns had fired");
    stage_said(s, 0, HAAS, "denied", "it");
    assert_denials(s, "");
}

static void cue_and_content_are_the_whole(void **state)
{
    (void)state;
    const rap_span parts[] = {{20, 30}, {40, 50}}, before[] = {{5, 9}},
                   behind[] = {{60, 64}}, inside[] = {{32, 36}};
    rap_filed_attribution a = {.content = {parts, 2}, .cue = {before, 1}};
    rap_span s = rap_denial_whole(&a);
    assert_true(s.from == 5 && s.to == 50);
    a.cue.v = behind;
    s = rap_denial_whole(&a);
    assert_true(s.from == 20 && s.to == 64);
    a.cue.v = inside;
    s = rap_denial_whole(&a);
    assert_true(s.from == 20 && s.to == 50);
    a.cue.n = 0;
    a.content.n = 1;
    s = rap_denial_whole(&a);
    assert_true(s.from == 20 && s.to == 30);
}

/* ---- told again --------------------------------------------------------------------
 */

/* A claim in the first report and the words that deny it in another. */
static stage *told_again(const char *said, const char *denied)
{
    stage *s = stage_new();
    stage_report(s, "", said);
    stage_report(s, "", denied);
    stage_said(s, 0, HOLM, "", said);
    stage_said(s, 1, HAAS, "", denied);
    rap_span *cue = RAP_NEW(s->arena, rap_span, 1);
    const char *verb = "denied";
    char text[256];
    (void)snprintf(text, sizeof text, "%s %s", denied, verb);
    s->reports[1].source = rap_arena_copy(s->arena, rap_str_of(text));
    *cue = stage_words(s, 1, verb);
    s->rows[1]->said[1 - 1].cue = (rap_filed_spans){cue, 1};
    return s;
}

static void what_is_told_again_shares_three_words(void **state)
{
    (void)state;
    assert_denials(told_again("guns shelled bridges", "guns shelled bridges"), "A0-B0");
    assert_denials(told_again("guns shelled ferries", "guns shelled bridges"), "");
    assert_denials(told_again("guns", "guns"), "");
    /* names are no words of it */
    assert_denials(told_again("guns shelled Kesh", "guns shelled Kesh"), "");
    assert_denials(
        told_again("guns shelled boats in Kesh", "guns shelled boats in Kesh"),
        "A0-B0");
    assert_denials(
        told_again("guns shelled boats in Kesh", "guns shelled boats in Lenz"), "");
    assert_denials(told_again("guns never shelled bridges", "guns shelled bridges"),
                   "");
    assert_denials(told_again("guns shelled bridges", "guns never shelled bridges"),
                   "");
    assert_denials(told_again("to shell the bridges guns", "to shell the bridges guns"),
                   "");
}

/* The same words, said by several. */
static const char words[] = "guns shelled bridges tonight";

static void add_claim(stage *s, uint32_t rank, int32_t speaker, const char *content)
{
    stage_said(s, rank, speaker, "", content);
}

static void add_denial(stage *s, uint32_t rank, const char *content)
{
    stage_said(s, rank, HAAS, "denied", content);
}

static void the_likest_statement_is_denied_and_of_the_like_the_first(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "guns shelled bridges in March");
    stage_report(s, "", "guns shelled bridges tonight");
    stage_report(s, "", "tonight guns shelled bridges");
    stage_report(s, "", "denied guns shelled bridges tonight");
    add_claim(s, 0, HOLM, "guns shelled bridges in March");
    add_claim(s, 1, NORLAND, words);
    add_claim(s, 2, HOLM, "tonight guns shelled bridges");
    add_denial(s, 3, words);
    assert_denials(s, "B0-D0");
}

static void the_report_s_own_statements_come_first(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", words);
    stage_report(s, "",
                 "guns shelled bridges by night; denied guns shelled bridges "
                 "tonight");
    add_claim(s, 0, HOLM, words);
    add_claim(s, 1, HOLM, "guns shelled bridges by night");
    add_denial(s, 1, words);
    assert_denials(s, "B0-B1");
    s = stage_new(); /* but not what somebody else of the side said, nor itself */
    stage_report(s, "", words);
    stage_report(s, "", "denied guns shelled bridges tonight");
    add_claim(s, 0, HOLM, words);
    add_denial(s, 1, words);
    add_claim(s, 1, SUDMARK, words);
    assert_denials(s, "A0-B0");
}

static void only_reports_of_its_story_are_looked_into(void **state)
{
    (void)state;
    for (uint32_t far = 23; far <= 24; far++) {
        stage *s = stage_new();
        for (uint32_t i = 0; i < 26; i++)
            stage_report(s, "", "denied guns shelled bridges tonight");
        add_claim(s, far, HOLM, words);
        add_denial(s, 25, words);
        assert_denials(s, far == 23 ? "X0-Z0" : "");
    }
    stage *s = stage_new();
    stage_report(s, "", words);
    stage_report(s, "", "denied guns shelled bridges tonight");
    add_claim(s, 0, HOLM, words);
    add_denial(s, 1, words);
    rap_pile *p = stage_lay(s);
    const uint64_t keys[] = {1, 2};
    rap_pile_group(p, &p->stories, keys, 2);
    p->story_of[1] = 1;
    assert_denials(s, "");
}

static void so_many_statements_are_looked_at(void **state)
{
    enum { LOOKED = 400, LONG = 40 };
    (void)state;
    for (uint32_t before = LOOKED - 1; before <= LOOKED; before++) {
        stage *s = stage_new();
        for (uint32_t i = 0; i <= LOOKED / LONG; i++)
            stage_report(s, "", "guns shelled bridges tonight; tanks came");
        uint32_t last = stage_report(s, "", "denied guns shelled bridges tonight");
        for (uint32_t i = 0; i < before; i++)
            add_claim(s, i / LONG, HOLM, "tanks came");
        add_claim(s, LOOKED / LONG, HOLM, words);
        add_denial(s, last, words);
        assert_denials(s, before < LOOKED ? "K0-L0" : "");
    }
}

/* ---- once --------------------------------------------------------------------------
 */

/* Two reports, each with a claim and a denial that points back. */
static stage *twice(int32_t claimant, int32_t holder)
{
    stage *s = stage_new();
    for (uint32_t i = 0; i < 2; i++) {
        stage_report(s, "", "He said guns fired. She denied it.");
        stage_said(s, i, i ? claimant : HOLM, "said", "guns fired");
        stage_said(s, i, i ? holder : HAAS, "denied", "it");
    }
    stage_lay(s);
    return s;
}

static void a_copy_tells_no_denial_again(void **state)
{
    (void)state;
    assert_denials(twice(HOLM, HAAS), "A0-A1 B0-B1");
    stage *s = twice(HOLM, HAAS);
    s->p->copy_group[1] = 0;
    assert_denials(s, "A0-A1");
    s = twice(NORLAND, HAAS);
    s->p->copy_group[1] = 0;
    assert_denials(s, "A0-A1 B0-B1");
    s = twice(HOLM, SUDMARK);
    s->p->copy_group[1] = 0;
    assert_denials(s, "A0-A1 B0-B1");
}

static void a_pile_without_statements_has_none(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "Nobody spoke.");
    assert_denials(s, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_denial_may_only_point_back),
        cmocka_unit_test(what_names_something_does_not_only_point_back),
        cmocka_unit_test(only_a_verb_of_denying_denies),
        cmocka_unit_test(who_refuses_to_confirm_denies_nothing),
        cmocka_unit_test(what_turns_against_a_claim_names_it_early),
        cmocka_unit_test(somebody_of_another_side_denies),
        cmocka_unit_test(a_claim_is_of_somebody_and_no_denial),
        cmocka_unit_test(denied_reports_are_of_the_press),
        cmocka_unit_test(the_last_that_was_said_before_is_denied),
        cmocka_unit_test(a_claim_stands_close_before_its_denial),
        cmocka_unit_test(cue_and_content_are_the_whole),
        cmocka_unit_test(what_is_told_again_shares_three_words),
        cmocka_unit_test(the_likest_statement_is_denied_and_of_the_like_the_first),
        cmocka_unit_test(the_report_s_own_statements_come_first),
        cmocka_unit_test(only_reports_of_its_story_are_looked_into),
        cmocka_unit_test(so_many_statements_are_looked_at),
        cmocka_unit_test(a_copy_tells_no_denial_again),
        cmocka_unit_test(a_pile_without_statements_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
