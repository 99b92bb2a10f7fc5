/*
 * tests/t_batches.c - the rows of a pile as they are handed out: all of them, kind by
 * kind, a batch at a time; and the questions that are asked before.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "findings/findings.h"
#include "findings_stage.h"

enum { BATCH = 128, MANY = 130, KEPT = 1 << 22 };

/* So many reports, on nothing in common. */
static rap_pile *pile_of(uint32_t n, rap_arena *arena)
{
    rap_filed *v = RAP_NEW(arena, rap_filed, n + 1);
    rap_pile *p = NULL;
    assert_non_null(v);
    for (uint32_t i = 0; i < n; i++) {
        char key[24];
        (void)snprintf(key, sizeof key, "report%03u", i);
        v[i].key = rap_arena_copy(arena, rap_str_of(key));
        v[i].source = RAP_STR("Nothing.");
    }
    assert_int_equal(rap_pile_new(&p, v, n, NULL, NULL), RAP_OK);
    assert_non_null(p);
    return p;
}

/* The rows of a batch: all of one kind, and where they are told. */
static uint32_t next_batch(rap_pile *p, rap_row_kind *kind, const rap_row **rows)
{
    uint32_t n = 99;
    assert_int_equal(rap_pile_next(p, rows, &n, NULL), RAP_OK);
    assert_true(n <= BATCH);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal((*rows)[i].kind, (*rows)[0].kind);
        assert_true((*rows)[i].body.n > 2);
    }
    *kind = n ? (*rows)[0].kind : RAP_ROW_NONE;
    return n;
}

static void rows_come_kind_by_kind_a_batch_at_a_time(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new((size_t)64 << 20);
    rap_pile *p = pile_of(MANY, arena);
    const rap_row *rows, *before;
    rap_row_kind kind;
    assert_int_equal(next_batch(p, &kind, &before), BATCH);
    assert_int_equal(kind, RAP_ROW_REPORT);
    rap_str first = rap_arena_copy(arena, before[0].body);
    assert_true(rap_str_find(first, RAP_STR("report000"), 0) < first.n);
    assert_int_equal(next_batch(p, &kind, &rows), MANY - BATCH);
    assert_int_equal(kind, RAP_ROW_REPORT);
    rap_str last = rows[MANY - BATCH - 1].body;
    assert_true(rap_str_find(last, RAP_STR("report129"), 0) < last.n);
    assert_true(rap_str_eq(before[0].body, first)); /* until the call after the next */
    assert_int_equal(next_batch(p, &kind, &rows), BATCH);
    assert_int_equal(kind, RAP_ROW_STORY); /* each tells its own */
    assert_int_equal(rows[0].report, -1);  /* a story is no one report's */
    assert_int_equal(next_batch(p, &kind, &rows), MANY - BATCH);
    assert_int_equal(kind, RAP_ROW_STORY);
    for (int i = 0; i < 3; i++)
        assert_int_equal(next_batch(p, &kind, &rows), 0);
    rap_pile_free(p);
    rap_arena_free(arena);
}

static void no_reports_have_no_rows(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new(1 << 20);
    rap_pile *p = pile_of(0, arena);
    const rap_row *rows;
    rap_row_kind kind;
    assert_int_equal(next_batch(p, &kind, &rows), 0);
    rap_pile_free(p);
    rap_arena_free(arena);
}

static void refused_memory_is_told_with_the_next_batch(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new(1 << 20);
    const rap_row *rows;
    uint32_t n;
    for (int i = 0; i < 2; i++) {
        rap_pile *p = pile_of(0, arena);
        p->failed = i == 0;
        p->out.failed = i == 1;
        assert_int_equal(rap_pile_next(p, &rows, &n, NULL), RAP_E_LIMIT);
        p->failed = p->out.failed = false;
        rap_pile_free(p);
    }
    rap_arena_free(arena);
}

static void much_room_for_a_row_is_given_back(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new(1 << 20);
    rap_pile *p = pile_of(1, arena);
    const rap_row *rows;
    rap_row_kind kind;
    assert_int_equal(next_batch(p, &kind, &rows), 1);
    assert_in_range(p->out.cap, 1, KEPT);
    for (int i = 0; i <= KEPT / 8; i++)
        rap_buf_z(&p->out, "12345678");
    assert_true(p->out.cap > KEPT);
    (void)next_batch(p, &kind, &rows);
    assert_int_equal(p->out.cap, 0);
    rap_pile_free(p);
    rap_arena_free(arena);
}

/* ---- questions ---------------------------------------------------------------------
 */

static uint32_t asked;

static void be_asked(rap_pile *p)
{
    asked++;
    assert_non_null(rap_arena_take(p->batch, 1, 64, 1));
}

static void no_question_is_asked_of_a_pile_that_failed(void **state)
{
    (void)state;
    const rap_question question = {"any", be_asked};
    stage *s = stage_new();
    stage_report(s, "", "Nothing.");
    rap_pile *p = stage_lay(s);
    asked = 0;
    rap_pile_ask(p, &question);
    assert_int_equal(asked, 1);
    p->failed = true;
    rap_pile_ask(p, &question);
    assert_int_equal(asked, 1);
    p->failed = false;
    stage_free(s);
}

static void every_question_has_a_name_of_its_own(void **state)
{
    size_t n = 0;
    (void)state;
    const rap_question *v = rap_pile_questions(&n);
    assert_int_equal(n, 11);
    for (size_t i = 0; i < n; i++) {
        assert_non_null(v[i].ask);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(v[i].name, v[k].name);
            assert_ptr_not_equal(v[i].ask, v[k].ask);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_kind_by_kind_a_batch_at_a_time),
        cmocka_unit_test(no_reports_have_no_rows),
        cmocka_unit_test(refused_memory_is_told_with_the_next_batch),
        cmocka_unit_test(much_room_for_a_row_is_given_back),
        cmocka_unit_test(no_question_is_asked_of_a_pile_that_failed),
        cmocka_unit_test(every_question_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
