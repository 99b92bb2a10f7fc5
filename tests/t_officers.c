/*
 * tests/t_officers.c - for which state an officer of no named state speaks.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/officers.h"
#include "coref_stage.h"

/* ISO code of the side of whom the text names so first; "" for none. */
static const char *side_of(const told *t, const char *name)
{
    int32_t who = stage_entity(&t->s, name, 0);
    assert_true(who >= 0);
    int32_t side = t->s.names.entities[who].side;
    return side < 0 ? "" : t->s.names.entities[side].iso;
}

static void a_minister_serves_the_state_whose_plan_he_tells(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Norway said on Monday that it would build a bridge.  \"It will be "
                  "long,\" Transport Minister Kari Moe said.");
    assert_string_equal(side_of(&t, "Kari Moe"), "NOR");
    told_close(&t);
}

static void its_minister_is_of_the_state_that_leads_the_sentence_before(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Norway wants Denmark to pay for half of the bridge.  Its transport "
                  "minister, Kari Moe, spoke of a fair share.");
    assert_string_equal(side_of(&t, "Kari Moe"), "NOR");
    told_close(&t);
}

static void whom_a_minister_urges_is_not_his_own_state(void **state)
{
    told t;
    (void)state;
    told_open(&t, "The ferry stopped on Monday.  Transport Minister Kari Moe urged "
                  "Denmark to send another one.");
    assert_string_equal(side_of(&t, "Kari Moe"), "");
    told_close(&t);
}

static void a_state_that_is_named_but_not_known_gives_no_other(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Denmark said that it would wait.  Sudmark's transport minister, "
                  "Kari Moe, wants an answer.");
    assert_string_not_equal(side_of(&t, "Kari Moe"), "DNK");
    told_close(&t);
}

static void who_once_was_a_minister_serves_nobody(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Norway said on Monday that it would build a bridge.  It will be "
                  "long, former transport minister Kari Moe said.");
    assert_string_equal(side_of(&t, "Kari Moe"), "");
    told_close(&t);
}

static void an_office_of_state_is_told_from_a_trade(void **state)
{
    rap_str minister[] = {RAP_STR("baker"), RAP_STR("Trade Minister")};
    rap_str baker[] = {RAP_STR("baker")};
    (void)state;
    rap_entity e = {.kind = RAP_ENTITY_PERSON, .roles = minister, .n_roles = 2};
    assert_true(rap_officers_has_office(&e));
    e.roles = baker;
    e.n_roles = 1;
    assert_false(rap_officers_has_office(&e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_minister_serves_the_state_whose_plan_he_tells),
        cmocka_unit_test(its_minister_is_of_the_state_that_leads_the_sentence_before),
        cmocka_unit_test(whom_a_minister_urges_is_not_his_own_state),
        cmocka_unit_test(a_state_that_is_named_but_not_known_gives_no_other),
        cmocka_unit_test(who_once_was_a_minister_serves_nobody),
        cmocka_unit_test(an_office_of_state_is_told_from_a_trade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
