/*
 * tests/t_speech.c - who said what, in invented reports.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/speech.h"
#include "trees/trees.h"
#include "watched.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_names names;
    rap_times times;
    rap_speech speech;
} stage;

typedef enum { NO_TREES, TREES, SENSELESS } how_parsed;

/* A tree that makes no sense: every word hangs on the next, whatever it is. */
static void hang_senselessly(rap_prose *p)
{
    for (uint32_t k = 0; k < p->n_sentences; k++)
        for (uint32_t i = p->sentences[k].first; i < p->sentences[k].last; i++) {
            p->tokens[i].head = i + 1 < p->sentences[k].last ? i + 1 : i;
            p->tokens[i].deprel = (uint8_t)(i % RAP_REL_COUNT);
        }
}

static void open_parsed(stage *s, const char *text, how_parsed parsed)
{
    *s = (stage){.arena = rap_arena_new(1 << 30)};
    const rap_layout_options how = {.verbatim = true};
    const rap_times_options when = {.told = {2024, 5, 14}};
    assert_int_equal(rap_mend(&s->mended, rap_str_of(text), "utf-8", s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &how, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, NULL),
                     RAP_OK);
    rap_code tagged = parsed == TREES ? rap_trees_read(&s->prose, NULL)
                                      : rap_trees_tag(&s->prose, NULL);
    assert_int_equal(tagged, RAP_OK);
    if (parsed == SENSELESS) hang_senselessly(&s->prose);
    assert_int_equal(rap_names_read(&s->names, &s->prose, NULL), RAP_OK);
    assert_int_equal(rap_times_read(&s->times, &s->prose, &when, NULL), RAP_OK);
    assert_int_equal(rap_speech_read(&s->speech, &s->prose, &s->names, &s->times, NULL),
                     RAP_OK);
}

static void open_text(stage *s, const char *text)
{
    open_parsed(s, text, NO_TREES);
}

static void close_text(stage *s)
{
    rap_arena_free(s->arena);
}

static void same(const stage *s, const rap_span_list *list, uint32_t i,
                 const char *want)
{
    rap_str got =
        i < list->n ? rap_prose_cut(&s->prose, list->v[i]) : RAP_STR("(none)");
    if (!rap_str_is(got, want))
        fail_msg("'" RAP_FMT "' where '%s' is wanted", RAP_ARG(got), want);
}

/* The attribution whose first content is this text. */
static const rap_attribution *told(const stage *s, const char *content)
{
    for (uint32_t i = 0; i < s->speech.n_attributions; i++) {
        const rap_attribution *a = &s->speech.attributions[i];
        if (rap_str_is(rap_prose_cut(&s->prose, a->content.v[0]), content)) return a;
    }
    for (uint32_t i = 0; i < s->speech.n_attributions; i++)
        print_message(
            "content: " RAP_FMT "\n",
            RAP_ARG(rap_prose_cut(&s->prose, s->speech.attributions[i].content.v[0])));
    fail_msg("nobody says: %s", content);
    return NULL;
}

static void expect(const char *text, const char *source, const char *cue,
                   const char *content)
{
    stage s;
    open_text(&s, text);
    const rap_attribution *a = told(&s, content);
    same(&s, &a->source, 0, source);
    same(&s, &a->cue, 0, cue);
    close_text(&s);
}

static void a_source_stands_before_its_cue(void **state)
{
    (void)state;
    expect("Jon Ruud said that the talks had failed.", "Jon Ruud", "said",
           "that the talks had failed");
    expect("The minister of Norland has not denied that troops moved.",
           "The minister of Norland", "has not denied", "that troops moved");
    expect("Norland promised to withdraw its tanks.", "Norland", "promised",
           "to withdraw its tanks");
}

static void a_source_takes_its_apposition_along(void **state)
{
    (void)state;
    expect("Jon Ruud, the foreign minister of Ostia, said the bridge was closed.",
           "Jon Ruud, the foreign minister of Ostia,", "said", "the bridge was closed");
    expect("“We will stay,” said Mira Veld, who leads the delegation of Kesh.",
           "Mira Veld, who leads the delegation of Kesh", "said", "“We will stay,”");
}

static void content_may_stand_before_and_behind(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "“We go,” Ruud said on Monday, “or we stay.”");
    const rap_attribution *a = told(&s, "“We go,”");
    same(&s, &a->content, 1, "“or we stay.”");
    same(&s, &a->source, 0, "Ruud");
    assert_int_equal(a->kind, RAP_SPEECH_DIRECT);
    close_text(&s);
}

static void according_to_looks_both_ways(void **state)
{
    (void)state;
    expect("The port is closed, according to Mira Veld.", "Mira Veld", "according to",
           "The port is closed");
    expect("According to Mira Veld, the port is closed.", "Mira Veld", "According to",
           "the port is closed");
}

static void a_colon_gives_a_quotation_its_speaker(void **state)
{
    (void)state;
    expect("Ruud: “We are still far from any text.”", "Ruud", ":",
           "“We are still far from any text.”");
    expect("He added: “We are still far from any text.”", "He",
           "added:", "“We are still far from any text.”");
}

static void a_quotation_goes_on_in_the_same_paragraph(void **state)
{
    (void)state;
    stage s;
    open_text(&s,
              "“We are leaving the talks,” said Veld. “They have lost their sense.”");
    const rap_attribution *a = told(&s, "“We are leaving the talks,”");
    same(&s, &a->content, 1, "“They have lost their sense.”");
    assert_int_equal(s.speech.n_attributions, 1);
    close_text(&s);
}

static void a_quote_that_crosses_a_paragraph_keeps_its_speaker(void **state)
{
    (void)state;
    stage s;
    open_text(
        &s,
        "Veld said: “We are leaving the talks today.\n\n“They have lost their sense.”");
    const rap_attribution *a = told(&s, "“We are leaving the talks today.");
    same(&s, &a->content, 1, "“They have lost their sense.”");
    close_text(&s);
}

static void no_words_are_taken_out_of_a_quotation(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "“Ruud said that he would come,” Veld told reporters in Norstad.");
    assert_int_equal(s.speech.n_attributions, 1);
    const rap_attribution *a = &s.speech.attributions[0];
    same(&s, &a->source, 0, "Veld");
    assert_true(rap_str_is(rap_prose_cut(&s.prose, a->addressee), "reporters"));
    close_text(&s);
}

static void what_a_says_that_b_said_is_nested(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Veld said that Ruud had promised to open the port.");
    const rap_attribution *b = told(&s, "to open the port");
    const rap_attribution *a = told(&s, "that Ruud had promised to open the port");
    assert_ptr_equal(&s.speech.attributions[b->nested_in], a);
    assert_int_equal(a->nested_in, -1);
    int32_t inner = rap_speech_at(&s.speech, b->content.v[0].to - 1);
    assert_ptr_equal(&s.speech.attributions[inner], b);
    assert_int_equal(rap_speech_at(&s.speech, 0), -1);
    close_text(&s);
}

static void two_clauses_have_two_speakers(void **state)
{
    (void)state;
    expect("Veld said the port was open, but Ruud said it was closed.", "Veld", "said",
           "the port was open");
    expect("Veld said the port was open, but Ruud said it was closed.", "Ruud", "said",
           "it was closed");
}

static void an_unnamed_source_is_counted_and_not_named(void **state)
{
    (void)state;
    stage s;
    open_text(&s,
              "Two officials said the port would close. Some diplomats denied that.");
    const rap_attribution *a = told(&s, "the port would close");
    assert_true(a->anonymous);
    assert_int_equal(a->unnamed_kind, RAP_UNNAMED_OFFICIAL);
    assert_int_equal(a->unnamed_count, 2);
    close_text(&s);
}

static void the_medium_stands_behind_the_cue_or_before_the_source(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Mira Veld said in a video statement that the port was open.");
    const rap_attribution *a = told(&s, "that the port was open");
    assert_true(rap_str_is(rap_prose_cut(&s.prose, a->medium), "a video statement"));
    close_text(&s);
    open_text(&s, "In a radio interview, Mira Veld said that the port was open.");
    a = told(&s, "that the port was open");
    assert_true(rap_str_is(rap_prose_cut(&s.prose, a->medium), "a radio interview"));
    assert_string_equal(a->day_basis, "published");
    close_text(&s);
}

static void two_who_speak_together_are_not_one(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Mira Veld and Jon Ruud said that the port was open.");
    const rap_attribution *a = told(&s, "that the port was open");
    same(&s, &a->source, 0, "Mira Veld and Jon Ruud");
    assert_int_equal(a->speaker, -1);
    close_text(&s);
}

static void a_carrier_takes_nothing_from_what_he_carries(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "The port is shut, Mira Veld said, Reuters reported.");
    assert_int_equal(s.speech.n_attributions, 1);
    const rap_attribution *a = told(&s, "The port is shut");
    same(&s, &a->source, 0, "Mira Veld");
    assert_int_equal(a->content.n, 1);
    close_text(&s);
}

static void belief_is_told_apart_from_speech(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Ruud believes that the war is lost. Ruud says that it is not.");
    assert_false(told(&s, "that the war is lost")->speech);
    assert_true(told(&s, "that it is not")->speech);
    close_text(&s);
}

static void a_flood_of_marks_and_cues_takes_no_longer_than_its_length(void **state)
{
    (void)state;
    enum { TIMES = LESS_WHEN_WATCHED(20000) };
    static char text[TIMES * 24 + 1];
    const char *piece = "\"he said, \" Ruud said ( ";
    for (int i = 0; i < TIMES; i++)
        memcpy(text + i * 24, piece, 24);
    stage s;
    open_parsed(&s, text, TREES);
    for (uint32_t i = 0; i < s.speech.n_attributions; i++) {
        const rap_attribution *a = &s.speech.attributions[i];
        assert_true(a->content.n > 0 && a->content.v[0].to <= s.prose.text.n);
        assert_true(a->nested_in < (int32_t)s.speech.n_attributions);
    }
    close_text(&s);
}

static void what_is_retold_ends_before_the_one_who_retells_it(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Norland offered to withdraw its guns from Tarn, Oksana Brel said on "
                  "Friday.");
    const rap_attribution *outer =
        told(&s, "Norland offered to withdraw its guns from Tarn");
    same(&s, &outer->source, 0, "Oksana Brel");
    const rap_attribution *inner = told(&s, "to withdraw its guns from Tarn");
    same(&s, &inner->source, 0, "Norland");
    assert_int_equal(inner->nested_in, outer - s.speech.attributions);
    close_text(&s);
}

static void a_day_in_what_is_told_does_not_date_the_telling(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Norland promised to open the port on Sunday.");
    const rap_attribution *a = told(&s, "to open the port on Sunday");
    assert_string_equal(rap_days_print(a->day).z, "2024-05-14");
    close_text(&s);
}

static void one_of_the_officials_is_unnamed(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "One of the officials, who asked not to be named, said the talks "
                  "would go on.");
    const rap_attribution *a = told(&s, "the talks would go on");
    assert_true(a->anonymous);
    assert_int_equal(a->unnamed_kind, RAP_UNNAMED_OFFICIAL);
    close_text(&s);
}

static void a_tree_ends_what_is_told(void **state)
{
    (void)state;
    const char *text = "Mira Veld urged Ostia to withdraw its tanks, and Norland "
                       "agreed to wait.";
    stage s;
    open_parsed(&s, text, TREES);
    same(&s, &told(&s, "Ostia to withdraw its tanks")->source, 0, "Mira Veld");
    close_text(&s);
    open_text(&s, text);
    (void)told(&s, "Ostia to withdraw its tanks, and Norland agreed to wait");
    close_text(&s);
}

static void a_tree_finds_what_no_frame_shows(void **state)
{
    (void)state;
    const char *text = "Ruud repeated his claim that Kesh had broken the truce.";
    stage s;
    open_parsed(&s, text, TREES);
    same(&s, &told(&s, "his claim that Kesh had broken the truce")->source, 0, "Ruud");
    close_text(&s);
    open_text(&s, text);
    assert_int_equal(s.speech.n_attributions, 0);
    close_text(&s);
}

static void content_goes_on_behind_who_tells_it(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s, "The bridge was shut, Ruud said, until the rain had stopped.",
                TREES);
    same(&s, &told(&s, "The bridge was shut")->content, 1,
         "until the rain had stopped");
    close_text(&s);
}

static void a_quotation_may_stand_below_its_cue(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Ruud said in Norstad:\n\n“We are still far from any text.”");
    same(&s, &told(&s, "“We are still far from any text.”")->source, 0, "Ruud");
    close_text(&s);
}

static void a_quotation_is_taken_up_again_behind_an_aside(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "“We stay,” Veld said, turning to the door, “until the guns are "
                  "gone.”");
    same(&s, &told(&s, "“We stay,”")->content, 1, "“until the guns are gone.”");
    close_text(&s);
}

static void a_senseless_tree_breaks_nothing(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s,
                "“We go,” said Mira Veld, who leads the delegation, and Ruud, whom "
                "Kesh had urged to stay, was told by officials that the claim "
                "of a truce had been rejected, saying he hoped to leave.",
                SENSELESS);
    for (uint32_t i = 0; i < s.speech.n_attributions; i++) {
        const rap_attribution *a = &s.speech.attributions[i];
        assert_true(a->content.n > 0 && a->content.v[0].from < a->content.v[0].to);
        assert_true(a->content.v[0].to <= s.prose.text.n);
        assert_true(a->nested_in < (int32_t)s.speech.n_attributions);
    }
    same(&s, &told(&s, "“We go,”")->cue, 0, "said");
    close_text(&s);
}

static void who_carried_words_stands_between(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s, "“The port is shut,” Mira Veld said, Reuters reported.", TREES);
    assert_int_equal(s.speech.n_attributions, 1);
    const rap_attribution *a = told(&s, "“The port is shut,”");
    same(&s, &a->source, 0, "Mira Veld");
    assert_int_equal(a->n_via, 1);
    assert_true(rap_str_is(s.names.entities[a->via[0]].name, "Reuters"));
    close_text(&s);
}

static void who_hands_words_on_ends_what_is_told(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s, "Mira Veld said the port was shut, said the agency NPA.", TREES);
    const rap_attribution *a = told(&s, "the port was shut");
    same(&s, &a->source, 0, "Mira Veld");
    assert_int_equal(s.speech.n_attributions, 1);
    assert_int_equal(a->n_via, 1);
    close_text(&s);
}

/* The name of who speaks, "" when nobody is told. */
static rap_str speaker(const stage *s, const char *content)
{
    const rap_attribution *a = told(s, content);
    return a->speaker < 0 ? RAP_STR("") : s->names.entities[a->speaker].name;
}

static void a_statement_speaks_for_whose_it_is(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s,
                "Norland called for talks. In Kesh, a statement from the ministry said "
                "the port was open.",
                TREES);
    assert_true(rap_str_is(speaker(&s, "the port was open"), "ministry"));
    close_text(&s);
}

static void he_goes_on_with_who_spoke_last(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s,
                "Mira Veld told reporters that Jon Ruud had lost his way. She said the "
                "port was open.",
                TREES);
    assert_true(rap_str_is(speaker(&s, "the port was open"), "Mira Veld"));
    close_text(&s);
}

static void they_who_are_unnamed_stay_so(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s,
                "Two officials said the port would close. They said the road was "
                "mined.",
                TREES);
    const rap_attribution *a = told(&s, "the road was mined");
    assert_true(a->anonymous);
    assert_int_equal(a->unnamed_count, 2);
    close_text(&s);
}

static void an_apposition_may_name_who_speaks(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s, "A top lawmaker, Sen. Mira Veld of Ostia, said the port was open.",
                TREES);
    assert_true(rap_str_is(speaker(&s, "the port was open"), "Mira Veld"));
    close_text(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_stands_before_its_cue),
        cmocka_unit_test(a_source_takes_its_apposition_along),
        cmocka_unit_test(content_may_stand_before_and_behind),
        cmocka_unit_test(according_to_looks_both_ways),
        cmocka_unit_test(a_colon_gives_a_quotation_its_speaker),
        cmocka_unit_test(a_quotation_goes_on_in_the_same_paragraph),
        cmocka_unit_test(a_quote_that_crosses_a_paragraph_keeps_its_speaker),
        cmocka_unit_test(no_words_are_taken_out_of_a_quotation),
        cmocka_unit_test(what_a_says_that_b_said_is_nested),
        cmocka_unit_test(two_clauses_have_two_speakers),
        cmocka_unit_test(an_unnamed_source_is_counted_and_not_named),
        cmocka_unit_test(the_medium_stands_behind_the_cue_or_before_the_source),
        cmocka_unit_test(two_who_speak_together_are_not_one),
        cmocka_unit_test(a_carrier_takes_nothing_from_what_he_carries),
        cmocka_unit_test(what_is_retold_ends_before_the_one_who_retells_it),
        cmocka_unit_test(a_day_in_what_is_told_does_not_date_the_telling),
        cmocka_unit_test(one_of_the_officials_is_unnamed),
        cmocka_unit_test(belief_is_told_apart_from_speech),
        cmocka_unit_test(a_tree_ends_what_is_told),
        cmocka_unit_test(a_tree_finds_what_no_frame_shows),
        cmocka_unit_test(content_goes_on_behind_who_tells_it),
        cmocka_unit_test(a_quotation_may_stand_below_its_cue),
        cmocka_unit_test(a_quotation_is_taken_up_again_behind_an_aside),
        cmocka_unit_test(a_senseless_tree_breaks_nothing),
        cmocka_unit_test(who_carried_words_stands_between),
        cmocka_unit_test(who_hands_words_on_ends_what_is_told),
        cmocka_unit_test(a_statement_speaks_for_whose_it_is),
        cmocka_unit_test(he_goes_on_with_who_spoke_last),
        cmocka_unit_test(they_who_are_unnamed_stay_so),
        cmocka_unit_test(an_apposition_may_name_who_speaks),
        cmocka_unit_test(a_flood_of_marks_and_cues_takes_no_longer_than_its_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
