/*
 * tests/t_words.c - tokens, quotation marks, sentences, tags, tables over running text.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/trees.h"
#include "words/prose.h"

#include "layout/layout.h"
#include "words/lemmas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
} stage;

static void open_text(stage *s, const char *text)
{
    *s = (stage){.arena = rap_arena_new(1 << 26)};
    const rap_layout_options how = {.verbatim = true};
    assert_int_equal(rap_mend(&s->mended, rap_str_of(text), "utf-8", s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &how, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_trees_tag(&s->prose, NULL), RAP_OK);
}

static void close_text(stage *s)
{
    rap_arena_free(s->arena);
}

/* The tokens of `text`, joined by strokes, are `want`. */
static void expect_tokens(const char *text, const char *want)
{
    stage s;
    open_text(&s, text);
    rap_str rest = rap_str_of(want);
    for (uint32_t i = 0; i < s.prose.n_tokens; i++) {
        size_t end = rap_str_find(rest, RAP_STR("|"), 0);
        rap_str got = rap_token_text(&s.prose, i);
        if (!rap_str_eq(got, rap_str_cut(rest, 0, end)))
            fail_msg("'" RAP_FMT "' where '" RAP_FMT "' is wanted", RAP_ARG(got),
                     RAP_ARG(rest));
        rest = rap_str_cut(rest, end + 1, rest.n);
    }
    assert_int_equal(rest.n, 0);
    close_text(&s);
}

static void expect_sentences(const char *text, uint32_t n, const char *first)
{
    stage s;
    open_text(&s, text);
    if (s.prose.n_sentences != n)
        fail_msg("%u sentences in: %s", s.prose.n_sentences, text);
    rap_str got = rap_prose_cut(&s.prose, s.prose.sentences[0].at);
    if (!rap_str_is(got, first)) fail_msg("first sentence: " RAP_FMT, RAP_ARG(got));
    close_text(&s);
}

static uint32_t token_of(const stage *s, const char *word)
{
    for (uint32_t i = 0; i < s->prose.n_tokens; i++)
        if (rap_str_is(rap_token_text(&s->prose, i), word)) return i;
    fail_msg("no token %s", word);
    return 0;
}

/* Marks every quoted token of `text` into a string: q for quoted, . for not. */
static void expect_quoted(const char *text, const char *want)
{
    stage s;
    open_text(&s, text);
    assert_int_equal(s.prose.n_tokens, strlen(want));
    for (uint32_t i = 0; i < s.prose.n_tokens; i++)
        if ((want[i] == 'q') != ((s.prose.tokens[i].shape & RAP_SHAPE_QUOTED) != 0))
            fail_msg("token %u of: %s", i, text);
    close_text(&s);
}

static void clitics_and_possessives_are_tokens(void **state)
{
    (void)state;
    expect_tokens("We won't say Veld’s men can't.",
                  "We|wo|n't|say|Veld|’s|men|ca|n't|.");
    expect_tokens("They cannot; it's O'Hara's.", "They|can|not|;|it|'s|O'Hara|'s|.");
}

static void hyphens_and_signs_stand_alone(void **state)
{
    (void)state;
    expect_tokens("A cease-fire, 20% or $1,234.5 in 2019-20",
                  "A|cease|-|fire|,|20|%|or|$|1,234.5|in|2019|-|20");
    expect_tokens("At 10am 5bn fell... the 20th of 1990s",
                  "At|10|am|5|bn|fell|...|the|20th|of|1990s");
}

static void abbreviations_keep_their_stop(void **state)
{
    (void)state;
    expect_tokens("Mr. Veld of the U.S. met J. Ruud at 5 p.m. on Jan. 3.",
                  "Mr.|Veld|of|the|U.S.|met|J.|Ruud|at|5|p.m.|on|Jan.|3|.");
    expect_tokens("No. 4 said no. Yes.", "No.|4|said|no|.|Yes|.");
}

static void addresses_are_one_token(void **state)
{
    (void)state;
    expect_tokens(
        "See https://npa.example/a?b=1. Mail jon.ruud@npa.example, or kesh.com now",
        "See|https://npa.example/a?b=1|.|Mail|jon.ruud@npa.example|,|or|kesh.com|now");
}

static void prefixes_keep_their_hyphen(void **state)
{
    (void)state;
    expect_tokens("A non-aligned co-founder re-read pre-war notes in mid-July.",
                  "A|non-aligned|co-founder|re-read|pre-war|notes|in|mid|-|July|.");
    expect_tokens("He th- the cease-fire", "He|th-|the|cease|-|fire");
}

static void apostrophes_that_were_left_out_part_words(void **state)
{
    (void)state;
    expect_tokens("I dont know if its a truce, its talks cant end",
                  "I|do|nt|know|if|it|s|a|truce|,|its|talks|ca|nt|end");
    expect_tokens("Send 'em your own in '90s style, your in luck",
                  "Send|'em|your|own|in|'90s|style|,|you|r|in|luck");
}

static void faces_files_and_telephones_are_one_token(void **state)
{
    (void)state;
    expect_tokens("Good:) See rev-2.doc, call 202-555-0148 or +47 :-(",
                  "Good|:)|See|rev-2.doc|,|call|202-555-0148|or|+47|:-(");
    expect_tokens("Ask Veld@NPA about comp.mail.kesh w/o (a) 500-1000 men: (b)",
                  "Ask|Veld@NPA|about|comp.mail.kesh|w/o|(|a|)|500|-|1000|men|:|(|b|)");
    expect_tokens("$5m, 3.5k and 20x", "$|5|m|,|3.5|k|and|20|x");
}

static void a_stop_at_the_end_is_no_part_of_a_letter(void **state)
{
    (void)state;
    expect_tokens("J. Ruud has Plan B.", "J.|Ruud|has|Plan|B|.");
    expect_tokens("Guns, shells, etc. and mines, etc. They left.",
                  "Guns|,|shells|,|etc.|and|mines|,|etc|.|They|left|.");
    expect_tokens("At Ft.Kesh on Nov.28, c. 1930", "At|Ft.|Kesh|on|Nov.|28|,|c.|1930");
}

static void a_review_without_small_words_is_english_still(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "Great talks! Fish soup, cheap wine, happy envoys. Highly recommend "
                  "Hotel Kesh. Gets busy, come early. Nice rooms, big beds, clean "
                  "towels, warm water, good view of Lake Norstad.");
    assert_true(s.prose.english);
    close_text(&s);
}

static void expect_tongue(const char *text, const char *want)
{
    stage s;
    open_text(&s, text);
    assert_string_equal(s.prose.tongue, want);
    assert_int_equal(s.prose.english, strcmp(want, "en") == 0);
    close_text(&s);
}

static void the_language_of_a_text_is_told_by_its_small_words_or_its_letters(
    void **state)
{
    (void)state;
    expect_tongue("Die Unterh\xC3\xA4ndler aus Norland sind am Montag in Lenz "
                  "eingetroffen, wo sie mit der Delegation aus Sudmark \xC3\xBC"
                  "ber "
                  "den Preis von Kaffee und die H\xC3\xA4"
                  "fen sprechen wollen.",
                  "de");
    expect_tongue(
        "Los negociadores de Norland llegaron el lunes a Lenz para hablar con "
        "la delegaci\xC3\xB3n de Sudmark sobre el precio del caf\xC3\xA9 y los "
        "puertos, pero no se espera un acuerdo hasta el viernes.",
        "es");
    expect_tongue("Wys\xC5\x82"
                  "annicy Norlandu przybyli w poniedzia\xC5\x82"
                  "ek do Lenz, "
                  "aby rozmawia\xC4\x87 o cenie kawy, ale nie jest jasne, czy to "
                  "b\xC4\x99"
                  "dzie ostatnia runda, o czym m\xC3\xB3wi\xC5\x82 ju\xC5\xBC "
                  "minister, kt\xC3\xB3ry jest za porozumieniem.",
                  "pl");
    expect_tongue("\xD0\x9F\xD0\xB5\xD1\x80\xD0\xB5\xD0\xB3\xD0\xBE\xD0\xB2\xD0\xBE"
                  "\xD1\x80\xD1\x8B \xD0\xB2 \xD0\x9B\xD0\xB5\xD0\xBD\xD1\x86\xD0\xB5",
                  "ru");
    expect_tongue("\xE5\x8C\x97\xE5\x9C\x8B\xE8\xAB\x87\xE5\x88\xA4\xE4\xBB\xA3"
                  "\xE8\xA1\xA8",
                  "zh");
    expect_tongue("Envoys of Norland arrived in Lenz on Monday.", "en");
}

static void a_quotation_that_goes_on_keeps_its_sentence(void **state)
{
    (void)state;
    expect_sentences("\"Stop!\" he said. Then he left.", 2, "\"Stop!\" he said.");
    expect_sentences("“We go. We win,” Ruud said. All rose.", 2,
                     "“We go. We win,” Ruud said.");
    expect_sentences("“Why now?” Jon Ruud asked. Nobody knew.", 2,
                     "“Why now?” Jon Ruud asked.");
    expect_sentences("“We go.” The talks ended.", 2, "“We go.”");
}

static void an_abbreviation_ends_a_sentence_only_before_a_starter(void **state)
{
    (void)state;
    expect_sentences("He works for the U.S. Government here.", 1,
                     "He works for the U.S. Government here.");
    expect_sentences("He left the U.S. He came to Kesh.", 2, "He left the U.S.");
    expect_sentences("Gen. Veld spoke. Dr. Ruud did not.", 2, "Gen. Veld spoke.");
}

/* The sentences of `text`, joined by strokes, are `want`. */
static void expect_cuts(const char *text, const char *want)
{
    stage s;
    open_text(&s, text);
    rap_str rest = rap_str_of(want);
    for (uint32_t i = 0; i < s.prose.n_sentences; i++) {
        size_t end = rap_str_find(rest, RAP_STR("|"), 0);
        rap_str got = rap_prose_cut(&s.prose, s.prose.sentences[i].at);
        if (!rap_str_eq(got, rap_str_cut(rest, 0, end)))
            fail_msg("'" RAP_FMT "' where '" RAP_FMT "' is wanted", RAP_ARG(got),
                     RAP_ARG(rest));
        rest = rap_str_cut(rest, end + 1, rest.n);
    }
    assert_int_equal(rest.n, 0);
    close_text(&s);
}

static void each_item_of_a_list_is_a_sentence(void **state)
{
    (void)state;
    expect_cuts("1. A truce on land 2. A truce at sea",
                "1. A truce on land|2. A truce at sea");
    expect_cuts("a.) Open the ports b.) Free the crews",
                "a.) Open the ports|b.) Free the crews");
    expect_cuts("ii) Leave. iii) Pay.", "ii) Leave.|iii) Pay.");
    expect_cuts("\xE2\x80\xA2 Guns out \xE2\x80\xA2 Flags down",
                "\xE2\x80\xA2 Guns out|\xE2\x80\xA2 Flags down");
    expect_cuts("Kesh\nOstia, east\nNorstad", "Kesh|Ostia, east|Norstad");
}

static void an_ellipsis_is_cut_behind_and_never_inside(void **state)
{
    (void)state;
    expect_cuts("They spoke . . . and left. . . . The rest stayed.",
                "They spoke . . . and left.|. . . The rest stayed.");
    expect_cuts("He waits. . . . . Nobody came.", "He waits. . . . .|Nobody came.");
}

static void notes_stay_with_the_sentence_before_them(void **state)
{
    (void)state;
    expect_cuts("The truce failed.[4] [12] Then guns spoke.",
                "The truce failed.[4] [12]|Then guns spoke.");
    expect_cuts("It cost lives.3 The army denies it.",
                "It cost lives.3|The army denies it.");
}

static void a_time_of_day_ends_a_sentence_before_a_name_but_no_day(void **state)
{
    (void)state;
    expect_cuts("They met at 6 p.m. Monday in Kesh.",
                "They met at 6 p.m. Monday in Kesh.");
    expect_cuts("The envoys met at 6 p.m. Travellers saw them.",
                "The envoys met at 6 p.m.|Travellers saw them.");
}

static void a_sentence_goes_on_behind_what_only_looks_like_its_end(void **state)
{
    (void)state;
    expect_cuts("\"Out! Out now!\" the crowd cried. It rained.",
                "\"Out! Out now!\" the crowd cried.|It rained.");
    expect_cuts("He called it ‘a trap. A trick. A lie’ and left.",
                "He called it ‘a trap. A trick. A lie’ and left.");
    expect_cuts("Leave us alone! she begged.", "Leave us alone! she begged.");
    expect_cuts("The !Kesh vote (\"We won!\") today, vs. last year, ended.",
                "The !Kesh vote (\"We won!\") today, vs. last year, ended.");
    expect_cuts("You and I. We know Albert I. Veld.",
                "You and I.|We know Albert I. Veld.");
}

static void small_letters_begin_sentences_where_the_writer_uses_no_others(void **state)
{
    (void)state;
    expect_cuts("i saw the ships today. they were gone by noon. nobody knows why.",
                "i saw the ships today.|they were gone by noon.|nobody knows why.");
}

static void expect_lemma(const char *text, const char *word, const char *want)
{
    stage s;
    char room[RAP_LEMMA_ROOM];
    open_text(&s, text);
    rap_str got = rap_lemma_written(&s.prose, token_of(&s, word), room);
    if (!rap_str_is(got, want)) fail_msg("%s: " RAP_FMT, word, RAP_ARG(got));
    close_text(&s);
}

static void lemmas_undo_endings_and_know_exceptions(void **state)
{
    (void)state;
    const char *text =
        "Veld said the Norlandic ships had fled the 12,000 guns of two "
        "countries, whose envoys were stopping the Ostians while I watched me.";
    expect_lemma(text, "fled", "flee");
    expect_lemma(text, "countries", "country");
    expect_lemma(text, "stopping", "stop");
    expect_lemma(text, "12,000", "12000");
    expect_lemma(text, "were", "be");
    expect_lemma(text, "watched", "watch");
}

static void a_lemma_keeps_the_capitals_of_a_name_only(void **state)
{
    (void)state;
    const char *text = "The Sudmarkers told me that Veld saw the Russian TV crew.";
    expect_lemma(text, "The", "the");
    expect_lemma(text, "Veld", "Veld");
    expect_lemma(text, "me", "I");
    expect_lemma(text, "Russian", "Russian");
    expect_lemma(text, "TV", "TV");
}

static void a_line_break_is_white_space_and_a_blank_line_is_not(void **state)
{
    (void)state;
    expect_sentences("The talks in\nNorstad failed.", 1,
                     "The talks in\nNorstad failed.");
    expect_sentences("The talks in\n\nNorstad failed.", 2, "The talks in");
}

static void straight_marks_pair_by_the_space_beside_them(void **state)
{
    (void)state;
    expect_quoted("\"We go,\" he said, \"now.\"", "qqqqq...qqqq");
    expect_quoted("He said \"we go\n\nNo more.", "..qqq...");
    expect_quoted("„Wir“ «no» ‘so it is,’ men’s", "qqqqqqqqqqqq..");
}

static void an_apostrophe_is_no_mark(void **state)
{
    (void)state;
    expect_quoted("The workers’ hopes and the ’90s", ".......");
}

static void tags_follow_the_words_before_them(void **state)
{
    (void)state;
    stage s;
    open_text(&s, "The delegates want to report that Ruud has shelled the town.");
    assert_string_equal(s.prose.tokens[token_of(&s, "report")].xpos, "VB");
    assert_string_equal(s.prose.tokens[token_of(&s, "shelled")].xpos, "VBN");
    assert_int_equal(s.prose.tokens[token_of(&s, "Ruud")].upos, RAP_PROPN);
    assert_int_equal(s.prose.tokens[token_of(&s, "has")].upos, RAP_AUX);
    assert_true(
        rap_str_is(s.prose.tokens[token_of(&s, "delegates")].lemma, "delegate"));
    assert_true(rap_str_is(s.prose.tokens[token_of(&s, "shelled")].lemma, "shell"));
    close_text(&s);
}

static void a_noun_phrase_ends_before_its_preposition(void **state)
{
    (void)state;
    stage s;
    uint32_t first, last;
    open_text(&s, "Yesterday the Norlandic foreign minister Jon Ruud of Ostia left.");
    assert_true(
        rap_prose_noun_phrase(&s.prose, token_of(&s, "minister"), &first, &last));
    rap_span at = rap_tokens_span(&s.prose, first, last);
    assert_true(rap_str_is(rap_prose_cut(&s.prose, at),
                           "the Norlandic foreign minister Jon Ruud"));
    assert_false(rap_prose_noun_phrase(&s.prose, token_of(&s, "left"), &first, &last));
    close_text(&s);
}

/* A table of two keys, one the beginning of the other, as scripts/tables.py makes it.
 */
static const char pair_text[] = "cease-fire\0cease-fire line";
static const rap_table_cell pair_cells[] = {{0, 10}, {11, 15}};

static void the_longest_key_matches_within_a_sentence(void **state)
{
    (void)state;
    rap_table_slot slots[16] = {{0, 0}};
    const char *texts[] = {"cease", "cease -", "cease - fire", "cease - fire line"};
    const uint32_t values[] = {RAP_TABLE_PREFIX, RAP_TABLE_PREFIX, 1, 2};
    for (int i = 0; i < 4; i++) {
        uint32_t hash = rap_hash(rap_str_of(texts[i])), at = hash & 15;
        while (slots[at].row)
            at = (at + 1) & 15;
        slots[at] = (rap_table_slot){hash, values[i]};
    }
    const uint64_t every = UINT64_MAX;
    rap_table t = {"pair", pair_text, pair_cells, 2, 1, slots, 15, 4, &every, 0};
    stage s;
    uint32_t n = 0;
    open_text(&s, "The cease-fire line held. A cease-fire. Line up.");
    assert_int_equal(rap_prose_match(&s.prose, &t, 1, &n), 1);
    assert_int_equal(n, 4);
    assert_int_equal(rap_prose_match(&s.prose, &t, 8, &n), 0);
    assert_int_equal(n, 3);
    assert_int_equal(rap_prose_match(&s.prose, &t, 0, &n), RAP_TABLE_NONE);
    close_text(&s);
}

static void a_report_in_another_language_has_no_tokens(void **state)
{
    (void)state;
    stage s;
    open_text(
        &s,
        "Les négociateurs du Norland ont quitté la ville hier soir sans avoir signé "
        "le texte que la délégation de Kesh avait proposé, selon une source proche "
        "du dossier qui a parlé sous couvert de l'anonymat.");
    assert_false(s.prose.english);
    assert_int_equal(s.prose.n_tokens, 0);
    close_text(&s);
    open_text(&s, "Norstad, Kesh");
    assert_true(s.prose.english);
    close_text(&s);
}

static void every_token_lies_in_its_text_in_order(void **state)
{
    (void)state;
    stage s;
    open_text(
        &s, "“\"''' ’s —–- … ..!?! @a #b a@b 1,2.3/4: É’Ü ‘‘’’ (U.S.A. $£€ &T&T co.uk\n"
            "''x'' \xC2\xA0y\xE2\x80\x8Bz .5 5. A.B.C. I. e.g. http://, www. it''s");
    uint32_t at = 0;
    for (uint32_t i = 0; i < s.prose.n_tokens; i++) {
        const rap_token *t = &s.prose.tokens[i];
        assert_true(t->at.from >= at && t->at.to > t->at.from);
        assert_true(t->at.to <= s.prose.text.n && t->low.n > 0);
        assert_int_equal(t->hash, rap_hash(t->low));
        assert_true(t->xpos[0] != '\0');
        at = t->at.to;
    }
    assert_true(s.prose.n_tokens > 30);
    close_text(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clitics_and_possessives_are_tokens),
        cmocka_unit_test(hyphens_and_signs_stand_alone),
        cmocka_unit_test(abbreviations_keep_their_stop),
        cmocka_unit_test(addresses_are_one_token),
        cmocka_unit_test(prefixes_keep_their_hyphen),
        cmocka_unit_test(apostrophes_that_were_left_out_part_words),
        cmocka_unit_test(faces_files_and_telephones_are_one_token),
        cmocka_unit_test(a_stop_at_the_end_is_no_part_of_a_letter),
        cmocka_unit_test(a_review_without_small_words_is_english_still),
        cmocka_unit_test(
            the_language_of_a_text_is_told_by_its_small_words_or_its_letters),
        cmocka_unit_test(a_quotation_that_goes_on_keeps_its_sentence),
        cmocka_unit_test(an_abbreviation_ends_a_sentence_only_before_a_starter),
        cmocka_unit_test(each_item_of_a_list_is_a_sentence),
        cmocka_unit_test(an_ellipsis_is_cut_behind_and_never_inside),
        cmocka_unit_test(notes_stay_with_the_sentence_before_them),
        cmocka_unit_test(a_time_of_day_ends_a_sentence_before_a_name_but_no_day),
        cmocka_unit_test(a_sentence_goes_on_behind_what_only_looks_like_its_end),
        cmocka_unit_test(small_letters_begin_sentences_where_the_writer_uses_no_others),
        cmocka_unit_test(lemmas_undo_endings_and_know_exceptions),
        cmocka_unit_test(a_lemma_keeps_the_capitals_of_a_name_only),
        cmocka_unit_test(a_line_break_is_white_space_and_a_blank_line_is_not),
        cmocka_unit_test(straight_marks_pair_by_the_space_beside_them),
        cmocka_unit_test(an_apostrophe_is_no_mark),
        cmocka_unit_test(tags_follow_the_words_before_them),
        cmocka_unit_test(a_noun_phrase_ends_before_its_preposition),
        cmocka_unit_test(the_longest_key_matches_within_a_sentence),
        cmocka_unit_test(a_report_in_another_language_has_no_tokens),
        cmocka_unit_test(every_token_lies_in_its_text_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
