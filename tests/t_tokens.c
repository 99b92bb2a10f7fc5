/*
 * tests/t_tokens.c - tokens that are no plain words, items of lists, pairs of marks,
 * and where sentences end beside them.
 */
/* SPDX-License-Identifier: MIT */
#include "words/gaps.h"
#include "words/items.h"
#include "words/lemmas.h"
#include "words/prose.h"
#include "words/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
} stage;

static void open_bytes(stage *s, rap_str text)
{
    *s = (stage){.arena = rap_arena_new(1 << 26)};
    const rap_layout_options how = {.verbatim = true};
    assert_int_equal(rap_mend(&s->mended, text, "utf-8", s->arena, NULL), RAP_OK);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &how, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, NULL),
                     RAP_OK);
}

static void open_text(stage *s, const char *text)
{
    open_bytes(s, rap_str_of(text));
}

static void close_text(stage *s)
{
    rap_arena_free(s->arena);
}

/* The tokens of `text` are `want`, with blanks between. */
static void expect_tokens(const char *text, const char *want)
{
    stage s;
    char got[2000];
    size_t n = 0;
    open_text(&s, text);
    for (uint32_t i = 0; i < s.prose.n_tokens; i++)
        n += (size_t)snprintf(got + n, sizeof got - n, "%s" RAP_FMT, i ? " " : "",
                              RAP_ARG(rap_token_text(&s.prose, i)));
    got[n] = 0;
    if (strcmp(got, want) != 0) fail_msg("\"%s\" and not \"%s\"", got, want);
    close_text(&s);
}

/* The sentences of `text` are `want`, with strokes between. */
static void expect_cuts(const char *text, const char *want)
{
    stage s;
    char got[2000];
    size_t n = 0;
    open_text(&s, text);
    for (uint32_t i = 0; i < s.prose.n_sentences; i++)
        n +=
            (size_t)snprintf(got + n, sizeof got - n, "%s" RAP_FMT, i ? "|" : "",
                             RAP_ARG(rap_prose_cut(&s.prose, s.prose.sentences[i].at)));
    got[n] = 0;
    if (strcmp(got, want) != 0) fail_msg("\"%s\" and not \"%s\"", got, want);
    close_text(&s);
}

/* A letter for each token: o opens, c closes, q is quoted, . is not. */
static void expect_marks(const char *text, const char *want)
{
    stage s;
    char got[200] = "";
    open_text(&s, text);
    assert_true(s.prose.n_tokens < sizeof got);
    for (uint32_t i = 0; i < s.prose.n_tokens; i++) {
        uint16_t shape = s.prose.tokens[i].shape;
        got[i] = shape & RAP_SHAPE_OPEN     ? 'o'
                 : shape & RAP_SHAPE_CLOSE  ? 'c'
                 : shape & RAP_SHAPE_QUOTED ? 'q'
                                            : '.';
    }
    if (strcmp(got, want) != 0) fail_msg("%s: %s and not %s", text, got, want);
    close_text(&s);
}

/* ---- tokens -----------------------------------------------------------------------
 */

static void numbers_keep_what_belongs_to_them(void **state)
{
    (void)state;
    expect_tokens("1,234.5 and 10:30 or 1/2, then 5.",
                  "1,234.5 and 10:30 or 1/2 , then "
                  "5 .");
    expect_tokens("5k 5m 5b 5x 5p 5K 5M but 5z", "5 k 5 m 5 b 5 x 5 p 5 K 5 M but 5z");
    expect_tokens("1st 2nd 3rd 4th 5bn 6am 6PM 4G 70kg 12ABC",
                  "1st 2nd 3rd 4th 5 bn 6 am "
                  "6 PM 4G 70 kg 12ABC");
    expect_tokens("the 1990's and the 70's, not 75's",
                  "the 1990's and the 70's , not 75 "
                  "'s");
    expect_tokens("paid $.50 or .5 and +44 once", "paid $ .50 or .5 and +44 once");
    expect_tokens("the end.5 men", "the end . 5 men");
    expect_tokens("US$5 or A$7 and us$8", "US$ 5 or A$ 7 and us $ 8");
}

static void telephones_are_told_by_their_groups(void **state)
{
    (void)state;
    expect_tokens("call 202-555-0148 or 1-202-555-0148", "call 202-555-0148 or "
                                                         "1-202-555-0148");
    expect_tokens("call 202/555-0148 or 1/202-555-0148", "call 202/555-0148 or "
                                                         "1/202-555-0148");
    expect_tokens("call 22222-5555 or 555-0148", "call 22222-5555 or 555-0148");
    expect_tokens("from 500-1000 men", "from 500 - 1000 men");
    expect_tokens("from 500-1050 men", "from 500-1050 men"); /* as a telephone has it */
    expect_tokens("202-555-0100 rang", "202-555-0100 rang");
    expect_tokens("20-21 and 2019-2020", "20 - 21 and 2019 - 2020");
    expect_tokens("555-0148z", "555 - 0148z");
    expect_tokens("1-2-3-4-5-6-7-8-9-0", "1 - 2 - 3 - 4 - 5 - 6 - 7 - 8 - 9 - 0");
    expect_tokens("1234567890-5555 rang", "1234567890 - 5555 rang");
}

static void addresses_end_before_marks(void **state)
{
    (void)state;
    expect_tokens("(see http://npa.example/a(b), now)",
                  "( see http://npa.example/a(b ) , now )");
    expect_tokens("see <http://npa.example>.", "see < http://npa.example > .");
    expect_tokens("www.npa.example, or www. it", "www.npa.example , or www . it");
    expect_tokens("mailto:ida@npa.example!", "mailto:ida@npa.example !");
    expect_tokens("ida.lund+desk_1%x@npa.example-", "ida.lund+desk_1%x@npa.example -");
    expect_tokens("Veld@NPA and Veld_K@NPA_desk", "Veld@NPA and Veld_K@NPA_desk");
    expect_tokens("@NPA said #talks2 at @npa.example and # 5", "@NPA said #talks2 at "
                                                               "@npa.example and # 5");
    /* only a few are sites in capitals too */
    expect_tokens("kesh.com KESH.COM kesh.DE kesh.de kesh.zz",
                  "kesh.com KESH.COM kesh . DE kesh.de kesh . zz");
    expect_tokens("a.doc rev_2.PDF memo.Doc .doc x.exe.", "a.doc rev_2.PDF memo . Doc "
                                                          ".doc x.exe .");
    expect_tokens("2019-20.pdf and 5_a.txt", "2019-20.pdf and 5_a.txt");
    expect_tokens("comp.mail.kesh but Comp.Mail", "comp.mail.kesh but Comp . Mail");
}

static void faces_are_marks_that_stand_alone(void **state)
{
    (void)state;
    expect_tokens("Good :) and :-D or ;p", "Good :) and :-D or ;p");
    expect_tokens("Note:(a) is", "Note : ( a ) is");
    expect_tokens("ratio :3 or a:3 b", "ratio :3 or a : 3 b");
    expect_tokens("well ^_^ ok", "well ^_^ ok");
    expect_tokens("bad :-/ ok", "bad :-/ ok");
    expect_tokens("good :past", "good : past");
}

static void apostrophes_part_and_join(void **state)
{
    (void)state;
    expect_tokens("it's he'll we're I've he'd I'm don't",
                  "it 's he 'll we 're I 've he 'd "
                  "I 'm do n't");
    expect_tokens("O'Hara d'Or rock'n'roll", "O'Hara d'Or rock'n'roll");
    expect_tokens("n't 't is", "n't ' t is");
    expect_tokens("get 'em 'til dawn 'cause 'bout", "get 'em 'til dawn 'cause 'bout");
    expect_tokens("the '90s and '90 men", "the '90s and ' 90 men");
    expect_tokens("he ''said''", "he '' said ''");
    expect_tokens("5's and 5'x", "5 's and 5 ' x");
    expect_tokens("Kesh `s men", "Kesh ` s men");
    expect_tokens("Kesh`s men", "Kesh `s men");
}

static void contractions_have_two_tokens(void **state)
{
    (void)state;
    expect_tokens("cannot Cannot gonna", "can not Can not gon na");
}

static void runs_of_marks_are_one_token(void **state)
{
    (void)state;
    expect_tokens("No!!! Why?! What?? So... a ---> b == c",
                  "No !!! Why ?! What ?? So ... a "
                  "---> b == c");
    expect_tokens("Yes.? Yes...? <<a>> ``b'' **c**",
                  "Yes .? Yes ... ? << a >> `` b '' ** c "
                  "**");
    expect_tokens("Stop!. Then", "Stop !. Then");
    expect_tokens("Stop!.. Then", "Stop ! .. Then");
    expect_tokens("a ~~ b // c \\\\ d $$ e", "a ~~ b // c \\\\ d $$ e");
    expect_tokens("AT&T and B&c or x&Y", "AT&T and B & c or x & Y");
}

static void hyphens_part_unless_a_prefix_stands_before_them(void **state)
{
    (void)state;
    expect_tokens("re-elect non-state cease-fire", "re-elect non-state cease - fire");
    expect_tokens("I th- the b- but ca- so", "I th- the b- but ca - so");
    expect_tokens("a re-re-run", "a re-re - run");
}

static void slashes_part_but_for_what_is_known(void **state)
{
    (void)state;
    expect_tokens("w/o and/or b/c x/y", "w/o and / or b/c x / y");
    expect_tokens("Yahoo! said Stop! now", "Yahoo! said Stop ! now");
}

static void a_very_long_word_is_one_token(void **state)
{
    (void)state;
    char text[400], want[400];
    memset(text, 'a', 300);
    memcpy(text + 300, "'s on", 6);
    memset(want, 'a', 300);
    memcpy(want + 300, "'s on", 6);
    expect_tokens(text, want);
    memset(text, 'a', 300);
    memcpy(text + 300, "-on it/x", 9);
    memset(want, 'a', 300);
    memcpy(want + 300, " - on it / x", 13);
    expect_tokens(text, want);
}

static void the_look_of_a_token_is_that_of_its_letters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *low;
        unsigned shape;
    } cases[] = {
        {"Veld", "veld", RAP_SHAPE_CAPITAL | RAP_SHAPE_LETTER},
        {"NPA", "npa", RAP_SHAPE_CAPITAL | RAP_SHAPE_UPPER | RAP_SHAPE_LETTER},
        {"A", "a", RAP_SHAPE_CAPITAL | RAP_SHAPE_LETTER},
        {"aB", "ab", RAP_SHAPE_LETTER},
        {"12", "12", RAP_SHAPE_DIGIT},
        {"F16", "f16", RAP_SHAPE_CAPITAL | RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT},
        {"...", "...", 0},
        {"\xC3\x96SH", "\xC3\xB6sh",
         RAP_SHAPE_CAPITAL | RAP_SHAPE_UPPER | RAP_SHAPE_LETTER},
        {"\xC3\x96sh7", "\xC3\xB6sh7",
         RAP_SHAPE_CAPITAL | RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT},
    };
    rap_arena *a = rap_arena_new(1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_token t = {0};
        assert_true(rap_token_look(&t, rap_str_of(cases[i].text), a));
        assert_true(rap_str_is(t.low, cases[i].low));
        assert_int_equal(t.shape, cases[i].shape);
        assert_int_equal(t.hash, rap_hash(t.low));
    }
    rap_arena_free(a);
}

/* ---- items ------------------------------------------------------------------------
 */

/* What the first token of `text` is an item of: how many tokens its mark has. */
static uint32_t item_of(const char *text, rap_item *out)
{
    stage s;
    open_text(&s, text);
    uint32_t to = rap_item_at(out, &s.prose, 0, s.prose.n_tokens);
    assert_int_equal(rap_item_at(&(rap_item){0}, &s.prose, 5, 5), 5);
    close_text(&s);
    return to;
}

static void marks_of_items_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t to, kind, sign, number, roman;
    } cases[] = {
        {"1. One", 2, RAP_ITEM_NUMBER, 1, 1, 0},
        {"12) One", 2, RAP_ITEM_NUMBER, 2, 12, 0},
        {"123.) One", 3, RAP_ITEM_NUMBER, 3, 123, 0},
        {"(4) One", 3, RAP_ITEM_NUMBER, 4, 4, 0},
        {"a) One", 2, RAP_ITEM_SMALL, 2, 1, 0},
        {"c.) One", 3, RAP_ITEM_SMALL, 3, 3, 0},
        {"(iv) One", 3, RAP_ITEM_SMALL, 4, 0, 4},
        {"ix) One", 2, RAP_ITEM_SMALL, 2, 0, 9},
        {"xl) One", 2, RAP_ITEM_SMALL, 2, 0, 40},
        {"XVI) One", 2, RAP_ITEM_LARGE, 2, 0, 16},
        {"i) One", 2, RAP_ITEM_SMALL, 2, 9, 1},
        {"B) One", 2, RAP_ITEM_LARGE, 2, 2, 0},
        {"\xE2\x80\xA2 One", 1, RAP_ITEM_BULLET, 0, 0, 0},
        {"\xE2\x97\xA6 One", 1, RAP_ITEM_BULLET, 0, 0, 0},
        {"\xE2\x96\xAA One", 1, RAP_ITEM_BULLET, 0, 0, 0},
        {"\xE2\x97\x8F 2. One", 3, RAP_ITEM_BULLET, 0, 0, 0},
        {"\xE2\x81\x83 a) One", 1, RAP_ITEM_BULLET, 0, 0, 0},
        {"1234) One", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"0) One", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"1)One", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"1 ) One", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"1)", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"One) two", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"xviiii) two", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"a5) two", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"(one) two", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"( 1) two", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"(1)two", 0, RAP_ITEM_NONE, 0, 0, 0},
        {"[1] two", 0, RAP_ITEM_NONE, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_item x;
        uint32_t to = item_of(cases[i].text, &x);
        if (to != cases[i].to || x.kind != cases[i].kind || x.sign != cases[i].sign ||
            x.number != cases[i].number || x.roman != cases[i].roman)
            fail_msg("%s: to %u, kind %u, sign %u, %u, %u", cases[i].text, to, x.kind,
                     x.sign, x.number, x.roman);
    }
}

static void an_item_follows_the_one_before_it(void **state)
{
    (void)state;
    const rap_item one = {RAP_ITEM_NUMBER, 1, 1, 0}, two = {RAP_ITEM_NUMBER, 1, 2, 0};
    const rap_item bracket = {RAP_ITEM_NUMBER, 2, 2, 0}, b = {RAP_ITEM_SMALL, 1, 2, 0};
    const rap_item h = {RAP_ITEM_SMALL, 1, 8, 0}, i = {RAP_ITEM_SMALL, 1, 9, 1};
    const rap_item ii = {RAP_ITEM_SMALL, 1, 0, 2}, bullet = {RAP_ITEM_BULLET, 0, 0, 0};
    assert_true(rap_item_follows(&two, &one));
    assert_false(rap_item_follows(&one, &two));
    assert_false(rap_item_follows(&one, &one));
    assert_false(rap_item_follows(&bracket, &one));
    assert_false(rap_item_follows(&b, &one));
    assert_true(rap_item_follows(&i, &h));  /* the letter */
    assert_true(rap_item_follows(&ii, &i)); /* the number */
    assert_false(rap_item_follows(&ii, &h));
    assert_true(rap_item_follows(&bullet, &bullet));
    const rap_item none = {RAP_ITEM_SMALL, 1, 0, 0};
    const rap_item first = {RAP_ITEM_SMALL, 1, 1, 1};
    assert_false(rap_item_follows(&first, &none));
}

/* ---- marks ------------------------------------------------------------------------
 */

static void double_marks_pair(void **state)
{
    (void)state;
    expect_marks("“We go” he said", "oqqc..");
    expect_marks("``We go'' he said", "oqqc..");
    expect_marks("«We go» he said", "oqqc..");
    expect_marks("„We go“ he said", "oqqc..");
    expect_marks("“We go“ he said", "oqqc..");
    expect_marks("“We “go” he", "oqoqc.");
    expect_marks("We go” he", "..c.");
    expect_marks("(\"We go\") he", ".oqqc..");
    expect_marks("he—\"go\"—said", "..oqc..");
    expect_marks("say\"go\"now", ".oqc.");
    expect_marks("he said \"go", "..oq");
}

static void single_marks_pair_where_no_apostrophe_is_meant(void **state)
{
    (void)state;
    expect_marks("He said 'we go,' and left", "..oqqqc..");
    expect_marks("He said ‘we go’ and left", "..oqqc..");
    expect_marks("He said ‘the boys’ and left", "........");
    /* a straight one closes behind a stop alone: it may be an apostrophe */
    expect_marks("He said 'we go' and left", "........");
    expect_marks("the dogs' and cats' home", ".......");
    expect_marks("‘We’", "oqc");
    expect_marks("‘ We ’", "...");
    expect_marks("“He said ‘go,’ twice”", "oqqqqqqqc");
    expect_marks("x‘we go’ y", "....");
}

/* ---- sentences --------------------------------------------------------------------
 */

static void lists_in_a_line_are_cut_at_their_items(void **state)
{
    (void)state;
    expect_cuts("They agreed. 1) Guns go 2) Ships stay",
                "They agreed.|1) Guns go|2) Ships "
                "stay");
    expect_cuts("(a) Guns go (b) Ships stay", "(a) Guns go|(b) Ships stay");
    expect_cuts("It was 3. Then 5.", "It was 3.|Then 5.");
}

static void notes_hang_on_the_sentence_before(void **state)
{
    (void)state;
    expect_cuts("The truce failed.[4] Then guns spoke.",
                "The truce failed.[4]|Then guns "
                "spoke.");
    expect_cuts("The truce failed.12 The guns spoke.", "The truce failed.12|The guns "
                                                       "spoke.");
    expect_cuts("\"It failed.\" (Ruud 55). The guns spoke.", "\"It failed.\" (Ruud "
                                                             "55).|The guns spoke.");
}

static void stops_of_other_scripts_end_sentences(void **state)
{
    (void)state;
    expect_cuts("The envoys left。Then it rained。",
                "The envoys left。|Then it rained。");
    expect_cuts("The envoys left… Then it rained.", "The envoys left…|Then it rained.");
    expect_cuts("The envoys left！The rest stayed.",
                "The envoys left！|The rest stayed.");
}

static void a_quotation_with_its_teller_is_one_sentence(void **state)
{
    (void)state;
    expect_cuts("“We go. We win.” Jon Ruud said. All rose.",
                "“We go. We win.” Jon Ruud said.|All rose.");
    expect_cuts("“We go.” Jon Ruud said the talks had failed.",
                "“We go.”|Jon Ruud said the talks had failed.");
    expect_cuts("“We go.” Jon Ruud told reporters. All rose.",
                "“We go.” Jon Ruud told reporters.|All rose.");
    expect_cuts("“We go!” - Jon Ruud. All rose.", "“We go!” - Jon Ruud.|All rose.");
    expect_cuts("He called it “a trap. A trick” and left. All rose.",
                "He called it “a trap. A trick” and left.|All rose.");
}

static void an_empty_text_has_no_sentences(void **state)
{
    (void)state;
    expect_cuts("", "");
    expect_cuts(" \n\n ", "");
}

/* ---- prose ------------------------------------------------------------------------
 */

static void the_language_is_told_before_any_word_is_kept(void **state)
{
    (void)state;
    stage s;
    rap_prose p;
    open_text(&s, "The envoys of Norland arrived in Lenz on Monday.");
    assert_int_equal(rap_prose_open(&p, &s.mended, &s.layout, s.arena, NULL), RAP_OK);
    assert_true(p.english);
    assert_string_equal(p.tongue, "en");
    assert_int_equal(p.n_tokens, 0);
    assert_null(p.tokens);
    rap_arena *small = rap_arena_new(16);
    assert_int_equal(rap_prose_open(&p, &s.mended, &s.layout, small, NULL),
                     RAP_E_LIMIT);
    rap_arena_free(small);
    close_text(&s);
}

static void tags_have_names(void **state)
{
    (void)state;
    for (int u = RAP_X; u <= RAP_VERB; u++)
        assert_int_equal(rap_upos_of(rap_str_of(rap_upos_name((rap_upos)u))), u);
    assert_int_equal(rap_upos_of(RAP_STR("XYZ")), RAP_X);
    assert_int_equal(rap_upos_of(RAP_STR("")), RAP_X);
}

static const char deed_text[] = "leave\0left";
static const rap_table_cell deed_cells[] = {{0, 5}, {6, 4}};

static void a_lemma_is_looked_up_in_a_table(void **state)
{
    (void)state;
    rap_table_slot slots[8] = {{0, 0}};
    for (uint32_t i = 0; i < 2; i++) {
        rap_str key = {deed_text + deed_cells[i].at, deed_cells[i].n};
        uint32_t hash = rap_hash(key), at = hash & 7;
        while (slots[at].row)
            at = (at + 1) & 7;
        slots[at] = (rap_table_slot){hash, i + 1};
    }
    const uint64_t every = UINT64_MAX;
    rap_table t = {"deeds", deed_text, deed_cells, 2, 1, slots, 7, 1, &every, 0};
    stage s;
    open_text(&s, "They leave Kesh.");
    assert_int_equal(rap_lemmas_read(&s.prose, NULL), RAP_OK);
    assert_int_equal(rap_prose_match_lemma(&s.prose, &t, 1), 0);
    assert_int_equal(rap_prose_match_lemma(&s.prose, &t, 2), RAP_TABLE_NONE);
    assert_int_equal(rap_prose_match_lemma(&s.prose, &t, 99), RAP_TABLE_NONE);
    close_text(&s);
}

/* A noun phrase of hand-made tags: from, to, and the words whose phrase it is. */
static void expect_phrase(const char *tags, uint32_t token, const char *want)
{
    stage s;
    char got[64] = "none";
    open_text(&s, "aa bb cc dd ee ff");
    assert_int_equal(s.prose.n_tokens, 6);
    for (uint32_t i = 0; i < 6; i++) {
        rap_token *t = &s.prose.tokens[i];
        memset(t->xpos, 0, sizeof t->xpos);
        t->upos = tags[i] == 'D'   ? RAP_DET
                  : tags[i] == 'P' ? RAP_PRON /* "she" */
                  : tags[i] == 'O' ? RAP_PRON /* "her" */
                  : tags[i] == 'A' ? RAP_ADJ
                  : tags[i] == 'N' ? RAP_NOUN
                  : tags[i] == 'M' ? RAP_NUM
                  : tags[i] == 'S' ? RAP_PART /* "'s" */
                  : tags[i] == 'I' ? RAP_ADP
                  : tags[i] == 'G' ? RAP_VERB /* "running" */
                  : tags[i] == '$' ? RAP_SYM
                                   : RAP_X;
        snprintf(t->xpos, sizeof t->xpos, "%s",
                 tags[i] == 'O'   ? "PRP$"
                 : tags[i] == 'S' ? "POS"
                 : tags[i] == 'G' ? "VBG"
                                  : "XX");
    }
    uint32_t first, last;
    if (rap_prose_noun_phrase(&s.prose, token, &first, &last))
        snprintf(got, sizeof got, "%u-%u", first, last);
    if (strcmp(got, want) != 0) fail_msg("%s, %u: %s", tags, token, got);
    close_text(&s);
}

static void a_noun_phrase_reaches_from_its_article_to_its_last_noun(void **state)
{
    (void)state;
    expect_phrase("DANIDN", 2, "0-3");
    expect_phrase("DANIDN", 0, "0-3");
    expect_phrase("DANIDN", 5, "4-6");
    expect_phrase("DANIDN", 3, "none");
    expect_phrase("PIPIPI", 2, "2-3");
    expect_phrase("OANIPI", 0, "0-3");
    expect_phrase("DNSANI", 0, "0-5");
    expect_phrase("D$MNII", 1, "0-4");
    expect_phrase("DMANII", 3, "0-4");
    expect_phrase("DGNIII", 2, "0-3");
    expect_phrase("IGNIII", 2, "2-3");
    expect_phrase("NNDNII", 1, "0-2"); /* an article begins the next */
    expect_phrase("DDNIII", 2, "0-3");
    expect_phrase("NIIIII", 9, "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_what_belongs_to_them),
        cmocka_unit_test(telephones_are_told_by_their_groups),
        cmocka_unit_test(addresses_end_before_marks),
        cmocka_unit_test(faces_are_marks_that_stand_alone),
        cmocka_unit_test(apostrophes_part_and_join),
        cmocka_unit_test(contractions_have_two_tokens),
        cmocka_unit_test(runs_of_marks_are_one_token),
        cmocka_unit_test(hyphens_part_unless_a_prefix_stands_before_them),
        cmocka_unit_test(slashes_part_but_for_what_is_known),
        cmocka_unit_test(a_very_long_word_is_one_token),
        cmocka_unit_test(the_look_of_a_token_is_that_of_its_letters),
        cmocka_unit_test(marks_of_items_are_read),
        cmocka_unit_test(an_item_follows_the_one_before_it),
        cmocka_unit_test(double_marks_pair),
        cmocka_unit_test(single_marks_pair_where_no_apostrophe_is_meant),
        cmocka_unit_test(lists_in_a_line_are_cut_at_their_items),
        cmocka_unit_test(notes_hang_on_the_sentence_before),
        cmocka_unit_test(stops_of_other_scripts_end_sentences),
        cmocka_unit_test(a_quotation_with_its_teller_is_one_sentence),
        cmocka_unit_test(an_empty_text_has_no_sentences),
        cmocka_unit_test(the_language_is_told_before_any_word_is_kept),
        cmocka_unit_test(tags_have_names),
        cmocka_unit_test(a_lemma_is_looked_up_in_a_table),
        cmocka_unit_test(a_noun_phrase_reaches_from_its_article_to_its_last_noun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
