/*
 * tests/t_pile.c - many reports together: who is who, and rows that do not depend on
 * the order in which the reports came.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/pile.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { REPORTS_MAX = 8 };

/* Reports of a test, their pile's rows kept as text, one a line. */
typedef struct {
    rap_arena *arena;
    rap_filed filed[REPORTS_MAX];
    uint32_t n;
    rap_buf rows;
} heap;

static heap *heap_new(void)
{
    heap *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->arena = rap_arena_new(1 << 28);
    return h;
}

static void heap_free(heap *h)
{
    rap_buf_done(&h->rows);
    rap_arena_free(h->arena);
    free(h);
}

/* A report named `key` whose text is `source` and whose layers are `rest`. */
static void report(heap *h, const char *key, const char *source, const char *rest)
{
    rap_buf b = {0};
    rap_buf_printf(
        &b,
        "{\"v\":1,\"report\":{\"id\":\"%016x\",\"key\":\"%s\",\"bytes\":%u,"
        "\"media\":\"text/plain\",\"charset\":\"utf-8\",\"language\":\"en\"},%s}",
        (unsigned)rap_hash(rap_str_of(key)), key, (unsigned)strlen(source), rest);
    rap_str json = rap_arena_copy(h->arena, rap_buf_str(&b));
    rap_err err = {RAP_OK, 0, ""};
    rap_code rc = rap_filed_parse(&h->filed[h->n], json, h->arena, &err);
    if (rc != RAP_OK) fail_msg("%s: %s", key, err.msg);
    h->filed[h->n++].source = rap_str_of(source);
    rap_buf_done(&b);
}

static int by_bytes(const void *x, const void *y)
{
    return rap_str_cmp(*(const rap_str *)x, *(const rap_str *)y);
}

/* All rows, sorted, one a line. */
static rap_str settle(heap *h, const rap_pile_options *options)
{
    rap_pile *p = NULL;
    const rap_row *rows;
    uint32_t n = 0;
    RAP_LIST(rap_str) all = {0};
    assert_int_equal(rap_pile_new(&p, h->filed, h->n, options, NULL), RAP_OK);
    do {
        assert_int_equal(rap_pile_next(p, &rows, &n, NULL), RAP_OK);
        for (uint32_t i = 0; i < n; i++)
            *RAP_PUSH(h->arena, &all) = rap_arena_copy(h->arena, rows[i].body);
    } while (n);
    rap_pile_free(p);
    qsort(all.v, all.n, sizeof *all.v, by_bytes);
    rap_buf_clear(&h->rows);
    for (size_t i = 0; i < all.n; i++) {
        rap_buf_put(&h->rows, all.v[i]);
        rap_buf_byte(&h->rows, '\n');
    }
    return rap_buf_str(&h->rows);
}

static uint32_t count(rap_str rows, const char *what)
{
    uint32_t n = 0;
    rap_str w = rap_str_of(what);
    for (size_t at = rap_str_find(rows, w, 0); at < rows.n; n++)
        at = rap_str_find(rows, w, at + w.n);
    return n;
}

#define HAS(rows, what)   assert_true(count(rows, what) > 0)
#define LACKS(rows, what) assert_int_equal(count(rows, what), 0)

#define NORLAND(id)                                                                    \
    "{\"id\":\"" id "\",\"kind\":\"country\",\"name\":\"Norland\",\"iso\":\"NOR\","    \
    "\"aliases\":[],\"roles\":[],\"side\":null}"
#define SUDMARK(id)                                                                    \
    "{\"id\":\"" id "\",\"kind\":\"country\",\"name\":\"Sudmark\",\"iso\":\"SUD\","    \
    "\"aliases\":[],\"roles\":[],\"side\":null}"
#define PERSON(id, name, role, side)                                                   \
    "{\"id\":\"" id "\",\"kind\":\"person\",\"name\":\"" name "\",\"iso\":null,"       \
    "\"aliases\":[],\"roles\":[\"" role "\"],\"side\":" side "}"
#define NAME(from, to, e)                                                              \
    "{\"at\":[" from "," to "],\"kind\":\"name\",\"entity\":\"" e "\"}"
#define WHO(list, mentions) "\"entities\":[" list "],\"mentions\":[" mentions "]"

static void one_president_under_three_spellings_is_one_row(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Wladimir Zhelenskyy spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Wladimir Zhelenskyy", "president",
                                        "\"e1\""),
               NAME("0", "19", "e2")));
    report(h, "b", "Vladimir Zelenskij spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Vladimir Zelenskij", "leader", "\"e1\""),
               NAME("0", "19", "e2")));
    report(h, "c", "Zelensky spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Zelensky", "president", "\"e1\""),
               NAME("0", "8", "e2")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 2);
    HAS(rows,
        "\"spellings\":[\"Vladimir Zelenskij\",\"Wladimir Zhelenskyy\",\"Zelensky\"]");
    heap_free(h);
}

static void people_of_one_surname_and_other_given_names_stay_apart(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Jon Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Jon Ruud", "envoy", "\"e1\""),
               NAME("0", "8", "e2")));
    report(h, "b", "Karin Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Karin Ruud", "envoy", "\"e1\""),
               NAME("0", "10", "e2")));
    report(h, "c", "Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Ruud", "speaker", "\"e1\""),
               NAME("0", "4", "e2")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 4);
    heap_free(h);
}

static void a_bare_surname_of_the_other_side_is_somebody_else(void **state)
{
    (void)state;
    heap *h = heap_new();
    report(h, "a", "Jon Ruud spoke.",
           WHO(NORLAND("e1") "," PERSON("e2", "Jon Ruud", "envoy", "\"e1\""),
               NAME("0", "8", "e2")));
    report(h, "b", "Ruud spoke.",
           WHO(SUDMARK("e1") "," PERSON("e2", "Ruud", "general", "\"e1\""),
               NAME("0", "4", "e2")));
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 4);
    heap_free(h);
}

static void unnamed_sources_are_never_joined(void **state)
{
    (void)state;
    static const char *const layers =
        WHO("{\"id\":\"e1\",\"kind\":\"anonymous\",\"name\":\"officials\",\"iso\":null,"
            "\"aliases\":[],\"roles\":[],\"side\":null}",
            NAME("0", "9", "e1"));
    heap *h = heap_new();
    report(h, "a", "Officials spoke.", layers);
    report(h, "b", "Officials talked.", layers);
    rap_str rows = settle(h, NULL);
    assert_int_equal(count(rows, "\"row\":\"entity\""), 2);
    heap_free(h);
}

static void the_order_of_the_reports_changes_no_row(void **state)
{
    (void)state;
    static const char *const layers =
        WHO(NORLAND("e1") "," PERSON("e2", "Ana Veld", "president", "\"e1\""),
            NAME("0", "8", "e2"));
    static const char *const said =
        "\"attributions\":[{\"id\":\"a1\",\"kind\":\"indirect\",\"content\":[[15,24]],"
        "\"speaker\":\"e2\",\"via\":[],\"speech\":true,\"later\":{\"x\":[1,2]},"
        "\"nested_in\":null}]";
    char both[1024];
    snprintf(both, sizeof both, "%s,%s", layers, said);
    heap *one = heap_new(), *two = heap_new();
    report(one, "a", "Ana Veld said: we stay.  ", both);
    report(one, "b", "Ana Veld is well.", layers);
    report(one, "c", "Ana Veld said, we stay.  ", both);
    report(two, "c", "Ana Veld said, we stay.  ", both);
    report(two, "a", "Ana Veld said: we stay.  ", both);
    report(two, "b", "Ana Veld is well.", layers);
    rap_str x = settle(one, NULL), y = settle(two, NULL);
    assert_true(x.n > 0 && rap_str_eq(x, y));
    HAS(x, "\"text\":\"we stay.\"");
    HAS(x, "\"later\":{\"x\":[1,2]}");
    assert_int_equal(count(x, "\"row\":\"report\""), 3);
    heap_free(one);
    heap_free(two);
}

static void an_empty_dossier_has_no_rows(void **state)
{
    (void)state;
    heap *h = heap_new();
    assert_int_equal(settle(h, NULL).n, 0);
    heap_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_president_under_three_spellings_is_one_row),
        cmocka_unit_test(people_of_one_surname_and_other_given_names_stay_apart),
        cmocka_unit_test(a_bare_surname_of_the_other_side_is_somebody_else),
        cmocka_unit_test(unnamed_sources_are_never_joined),
        cmocka_unit_test(the_order_of_the_reports_changes_no_row),
        cmocka_unit_test(an_empty_dossier_has_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
