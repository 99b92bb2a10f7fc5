/*
 * tests/t_offices.c - offices of persons, bound over the trees of invented sentences.
 */
/* SPDX-License-Identifier: MIT */
#include "names_stage.h"

/* Who must have that role and, at the end of its chain of sides, that state; NULL: no
 * role, no side.  "-" as a role: whatever it is. */
typedef struct {
    const char *text, *name, *role, *side;
} sample;

static void open_parsed(stage *s, const char *text, bool trees)
{
    rap_err err;
    rap_layout_options options = {.verbatim = true};
    s->arena = rap_arena_new((size_t)64 << 20);
    assert_non_null(s->arena);
    assert_int_equal(rap_mend(&s->mended, rap_str_of(text), NULL, s->arena, &err), 0);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &options, s->arena, &err),
                     0);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, &err),
                     0);
    rap_code rc =
        trees ? rap_trees_read(&s->prose, &err) : rap_trees_tag(&s->prose, &err);
    assert_int_equal(rc, RAP_OK);
    assert_int_equal(rap_names_read(&s->names, &s->prose, &err), RAP_OK);
}

static bool has_role(const rap_entity *e, const char *role)
{
    for (uint32_t i = 0; i < e->n_roles; i++)
        if (rap_str_is(e->roles[i], role)) return true;
    return role == NULL ? e->n_roles == 0 : strcmp(role, "-") == 0;
}

static const char *state_of(const stage *s, const char *name)
{
    int32_t e = stage_entity(s, name, 0), side = rap_names_side(&s->names, e);
    return side == e || side < 0 ? NULL : s->names.entities[side].iso;
}

static void check(const sample *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const sample *x = &all[i];
        stage s;
        open_parsed(&s, x->text, true);
        const rap_entity *e = stage_who(&s, x->name);
        if (!e) fail_msg("nobody: %s", x->text);
        if (!has_role(e, x->role)) fail_msg("role: %s", x->text);
        const char *side = state_of(&s, x->name);
        bool same = side && x->side ? strcmp(side, x->side) == 0 : side == x->side;
        if (!same) fail_msg("side %s: %s", side ? side : "none", x->text);
        stage_close(&s);
    }
}

#define CHECK(all) check(all, sizeof(all) / sizeof *(all))

static void an_office_is_found_further_behind_the_name(void **state)
{
    (void)state;
    static const sample all[] = {
        {"Lena Moe, 54, spokeswoman for the Bolivian army, said so on Monday.",
         "Lena Moe", "spokeswoman for the Bolivian army", "BOL"},
        {"Piet Haas, Togo's top negotiator at the talks, agreed.", "Piet Haas",
         "top negotiator at the talks", "TGO"},
        {"Leif Orn, Bolivian ambassador to Togo, left the room.", "Leif Orn",
         "ambassador to Togo", "BOL"},
        {"Jens Uhl, who is the spokesman for the Bolivian foreign ministry, said so.",
         "Jens Uhl", "spokesman for the Bolivian foreign ministry", "BOL"},
        {"The negotiator Karl Stein left the room.", "Karl Stein", "negotiator", NULL},
        {"The Bolivian foreign minister, Carl Dorn, spoke to the press.", "Carl Dorn",
         "foreign minister", "BOL"},
    };
    CHECK(all);
}

static void an_office_is_what_somebody_is_or_was_made(void **state)
{
    (void)state;
    static const sample all[] = {
        {"Mira Tolk is the head of the Bolivian delegation.", "Mira Tolk",
         "head of the Bolivian delegation", "BOL"},
        {"Ivo Rask was appointed Togo's envoy on Tuesday.", "Ivo Rask", "envoy", "TGO"},
        {"Nils Berg was elected president of Bolivia in June.", "Nils Berg",
         "president of Bolivia", "BOL"},
        {"Emil Vik serves as deputy foreign minister of Togo.", "Emil Vik",
         "deputy foreign minister of Togo", "TGO"},
    };
    CHECK(all);
}

static void an_office_since_a_year_tells_no_side(void **state)
{
    (void)state;
    static const sample all[] = {
        {"Klaus Bode became Bolivia's prime minister in 2009.", "Klaus Bode",
         "prime minister", NULL},
    };
    CHECK(all);
}

static void a_former_office_is_told_and_has_no_side(void **state)
{
    (void)state;
    static const sample all[] = {
        {"The former Bolivian president Otto Kahn refused to speak in Tarn.",
         "Otto Kahn", "former Bolivian president", NULL},
        {"Otto Kahn, the former president of Bolivia, met nobody.", "Otto Kahn",
         "former president of Bolivia", NULL},
        {"Greta Lind, ex-president of Togo, said no.", "Greta Lind",
         "ex-president of Togo", NULL},
        {"Then-president Ida Noor of Togo signed it.", "Ida Noor", "Then-president",
         NULL},
        {"Ada Fuchs, a former Lenz product development manager, left on Monday.",
         "Ada Fuchs", "former Lenz product development manager", NULL},
        {"Jon Ruud, who was Togo's foreign minister until May, spoke in Tarn.",
         "Jon Ruud", "former foreign minister", NULL},
        {"Ana Veld, a former Bolivian minister and now adviser to the president, left.",
         "Ana Veld", "former Bolivian minister", NULL},
        {"Ana Veld, a former Bolivian minister and now adviser to the president, left.",
         "Ana Veld", "adviser to the president", NULL},
    };
    CHECK(all);
}

static void then_with_a_verb_takes_no_office_away(void **state)
{
    (void)state;
    static const sample all[] = {
        {"If there was doubt, then Togo's treasurer Ulf Berg ended it on Wednesday.",
         "Ulf Berg", "treasurer", "TGO"},
    };
    CHECK(all);
}

static void an_acting_office_is_told_and_has_its_side(void **state)
{
    (void)state;
    static const sample all[] = {
        {"Acting Togolese defence minister Hans Krog agreed to it on Monday.",
         "Hans Krog", "Acting Togolese defence minister", "TGO"},
        {"Bolivia's caretaker prime minister Anna Bruun said yes.", "Anna Bruun",
         "caretaker prime minister", "BOL"},
        {"Sven Aas, the outgoing head of the Bolivian central bank, left.", "Sven Aas",
         "outgoing head of the Bolivian central bank", "BOL"},
    };
    CHECK(all);
}

static void nobody_gets_an_office_that_is_denied_asked_or_another_s(void **state)
{
    (void)state;
    static const sample all[] = {
        {"Erik Sand was criticised by Max Wolf, president of Bolivia.", "Erik Sand",
         NULL, NULL},
        {"Paul Vang is not the president of Togo.", "Paul Vang", NULL, NULL},
        {"Is Rolf Dahl the foreign minister of Togo?", "Rolf Dahl", NULL, NULL},
        {"Finn Holm could be named ambassador of Togo.", "Finn Holm", NULL, NULL},
        {"If Aron Falt is elected president of Togo, the talks end.", "Aron Falt", NULL,
         NULL},
        {"Nora Lie, the wife of the Bolivian president, was ill.", "Nora Lie", "-",
         NULL},
        {"Marta Hess, whom the Bolivian president met, said no.", "Marta Hess", NULL,
         NULL},
        {"Lars Eng, a critic of the Kremlin, was there on Monday.", "Lars Eng", "-",
         NULL},
    };
    CHECK(all);
}

static void two_ministers_of_one_state_are_both_of_it(void **state)
{
    (void)state;
    static const sample all[] = {
        {"Prime Minister Tom Lund and Foreign Minister Eva Holt of Bolivia arrived.",
         "Tom Lund", "Prime Minister", "BOL"},
        {"Prime Minister Tom Lund and Foreign Minister Eva Holt of Bolivia arrived.",
         "Eva Holt", "Foreign Minister", "BOL"},
    };
    CHECK(all);
}

static void assert_works_for(const char *text, const char *name, const char *house)
{
    stage s;
    open_parsed(&s, text, true);
    const rap_entity *e = stage_who(&s, name);
    assert_non_null(e);
    assert_true(e->side >= 0);
    assert_true(rap_str_is(s.names.entities[e->side].name, house));
    stage_close(&s);
}

static void who_is_of_a_house_is_for_it(void **state)
{
    (void)state;
    assert_works_for("Ole Brandt of the Ministry of Trade signed the paper.",
                     "Ole Brandt", "Ministry of Trade");
    assert_works_for("Dr Hugo Falk, head of the Lenz Institute in Tarn, wrote it.",
                     "Hugo Falk", "Lenz Institute");
    assert_works_for("Kim Aker, Mr Ruud's spokesman, said so in Tarn on Monday.",
                     "Kim Aker", "Ruud");
}

static void the_office_told_of_somebody_is_a_mention_of_him(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s, "Ivo Rask was appointed Togo's envoy. The envoy left.", true);
    assert_int_equal(stage_entity(&s, "envoy", 0), stage_entity(&s, "Ivo Rask", 0));
    assert_int_equal(stage_entity(&s, "The envoy", 0), stage_entity(&s, "Ivo Rask", 0));
    stage_close(&s);
}

static void the_president_is_not_the_former_one(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s,
                "Otto Kahn, the former president of Bolivia, met nobody. The president "
                "was there. The former president said so.",
                true);
    int32_t kahn = stage_entity(&s, "Otto Kahn", 0);
    assert_true(kahn >= 0);
    assert_int_not_equal(stage_entity(&s, "The president", 0), kahn);
    assert_int_equal(stage_entity(&s, "The former president", 0), kahn);
    stage_close(&s);
}

static void without_trees_only_the_words_beside_a_name_count(void **state)
{
    (void)state;
    stage s;
    open_parsed(&s, "Mira Tolk is the head of the Bolivian delegation.", false);
    assert_int_equal(stage_who(&s, "Mira Tolk")->n_roles, 0);
    stage_close(&s);
    open_parsed(&s, "Bolivian minister Mira Tolk left the hall.", false);
    assert_int_equal(stage_who(&s, "Mira Tolk")->n_roles, 1);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_office_is_found_further_behind_the_name),
        cmocka_unit_test(an_office_is_what_somebody_is_or_was_made),
        cmocka_unit_test(an_office_since_a_year_tells_no_side),
        cmocka_unit_test(a_former_office_is_told_and_has_no_side),
        cmocka_unit_test(then_with_a_verb_takes_no_office_away),
        cmocka_unit_test(an_acting_office_is_told_and_has_its_side),
        cmocka_unit_test(nobody_gets_an_office_that_is_denied_asked_or_another_s),
        cmocka_unit_test(two_ministers_of_one_state_are_both_of_it),
        cmocka_unit_test(who_is_of_a_house_is_for_it),
        cmocka_unit_test(the_office_told_of_somebody_is_a_mention_of_him),
        cmocka_unit_test(the_president_is_not_the_former_one),
        cmocka_unit_test(without_trees_only_the_words_beside_a_name_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
