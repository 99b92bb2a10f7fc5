/*
 * tests/t_piles.c - invented piles of reports, and the rows that a careful reader would
 * write down of all of them together: a table for each room, tests/pile/ROOM.txt.
 *
 *     == what the case is about
 *     a report, as it came
 *     =====
 *     the next; their keys are a, b, c ...; one that begins with "brief:" is the brief,
 *     "hands:" has a correction by hand on each line ("merge A = B", "split A = B",
 *     "set A = B = C"); "mentions:", at the end, has event mentions found elsewhere, in
 *     the order of the text: "a the fire"; "@talks/debt.txt" is a pile in a file
 *     -- KINDS of rows; "known": the states have names that the gazetteer knows
 *     rows of these kinds, all of them, in the order of the dossier
 *
 * A case whose head says "WRONG" holds rows as they come out and not as they should.
 *
 * With PILE_RECORDS=FOLDER the records of the reports are kept there, so that what is
 * right of the reading can be tried often (tests/mutants.py).  Given a path on the
 * command line this prints the table with the rows that come out.
 */
/* SPDX-License-Identifier: MIT */
#include "pile_made.h"

static void tell_case(const told_case *c, rap_buf *out, rap_arena *arena)
{
    pile *p = pile_new(c->text, has(c->head, " known"), arena);
    rap_buf_clear(out);
    if (has(c->head, " dated")) tell_dated(p, out);
    take_rows(p);
    tell_rows(p, out, c->head);
}

/* ---- the tables --------------------------------------------------------------------
 */

static int check_table(rap_str table, uint32_t *n)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20);
    rap_buf got = {0};
    size_t at = 0;
    int wrong = 0;
    for (told_case c; next_case(&c, table, &at); ++*n) {
        tell_case(&c, &got, arena);
        rap_str rows = rap_str_trim(c.rows), is = rap_str_trim(rap_buf_str(&got));
        if (!rap_str_eq(is, rows)) {
            print_message(RAP_FMT "\nwanted:\n" RAP_FMT "\nread:\n" RAP_FMT "\n",
                          RAP_ARG(c.name), RAP_ARG(rows), RAP_ARG(is));
            wrong++;
        }
        rap_arena_reset(arena);
    }
    rap_buf_done(&got);
    rap_arena_free(arena);
    return wrong;
}

static void every_pile_has_its_rows_and_no_others(void **state)
{
    rap_arena *home = rap_arena_new(1 << 24);
    uint32_t n = 0;
    (void)state;
    assert_int_equal(check_table(read_table(TABLE, home), &n), 0);
    assert_true(n > 2);
    rap_arena_free(home);
}

/* ---- in another order --------------------------------------------------------------
 */

static void turn_about(pile *p)
{
    for (uint32_t i = 0; i < p->n / 2; i++) {
        rap_filed f = p->filed[i];
        p->filed[i] = p->filed[p->n - 1 - i];
        p->filed[p->n - 1 - i] = f;
    }
}

#define ALL_KINDS                                                                      \
    RAP_STR(" report entity attribution figure event position round document pledge "  \
            "disagreement copy story chronology")

static void assert_order_is_nothing(rap_str name, rap_str text, rap_arena *arena)
{
    rap_buf one = {0}, other = {0};
    pile *p = pile_new(text, false, arena), *q = pile_new(text, false, arena);
    turn_about(q);
    take_rows(p);
    take_rows(q);
    tell_rows(p, &one, ALL_KINDS);
    tell_rows(q, &other, ALL_KINDS);
    if (!rap_str_eq(rap_buf_str(&one), rap_buf_str(&other)))
        fail_msg(RAP_FMT "\n" RAP_FMT "\nthe other way about:\n" RAP_FMT, RAP_ARG(name),
                 RAP_ARG(rap_buf_str(&one)), RAP_ARG(rap_buf_str(&other)));
    rap_buf_done(&one);
    rap_buf_done(&other);
    rap_arena_reset(arena);
}

static void the_order_in_which_reports_come_changes_no_row(void **state)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    (void)state;
    rap_str table = read_table(TABLE, home);
    size_t at = 0;
    for (told_case c; next_case(&c, table, &at);)
        assert_order_is_nothing(c.name, c.text, arena);
    rap_arena_free(arena);
    rap_arena_free(home);
}

static int print(const char *path)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    rap_buf got = {0};
    rap_str table;
    size_t at = 0;
    if (rap_file_read(&table, path, 1 << 20, home, NULL) != RAP_OK) return 1;
    for (told_case c; next_case(&c, table, &at);) {
        tell_case(&c, &got, arena);
        (void)printf(RAP_FMT "\n" RAP_FMT RAP_FMT "\n" RAP_FMT "\n", RAP_ARG(c.name),
                     RAP_ARG(c.text), RAP_ARG(c.head), RAP_ARG(rap_buf_str(&got)));
        rap_arena_reset(arena);
    }
    rap_buf_done(&got);
    rap_arena_free(arena);
    rap_arena_free(home);
    return 0;
}

static int put_away(void **state)
{
    (void)state;
    rap_reader_free(reader);
    reader = NULL;
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pile_has_its_rows_and_no_others),
        cmocka_unit_test(the_order_in_which_reports_come_changes_no_row),
    };
    if (argc > 1) return print(argv[1]);
    return cmocka_run_group_tests(tests, NULL, put_away);
}
