/*
 * tests/t_places_atlas.c - tables of places made, opened and looked up.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "base/utf8.h"
#include "places/atlas.h"
#include "places/atlasmake.h"
#include "places/nearness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_buf made;
    rap_atlas atlas;
    rap_err err;
} table;

#define ROW(id, name, other, lat, lon, cls, code, cc, admin, people)                   \
    id "\t" name "\t\t" other "\t" lat "\t" lon "\t" cls "\t" code "\t" cc             \
       "\t\t" admin "\t\t\t\t" people "\t\t\t\t\n"

static rap_code make(table *t, const char *rows)
{
    char path[] = "/tmp/t_places_atlas.XXXXXX";
    int fd = mkstemp(path);
    *t = (table){.arena = rap_arena_new((size_t)64 << 20)};
    assert_true(fd >= 0 && t->arena);
    size_t n = strlen(rows);
    assert_int_equal(write(fd, rows, n), (ssize_t)n);
    (void)close(fd);
    rap_code rc = rap_atlas_make(&t->made, path, t->arena, &t->err);
    (void)unlink(path);
    return rc;
}

static void end(table *t)
{
    rap_buf_done(&t->made);
    rap_arena_free(t->arena);
}

static const char rows[] = ROW("11", "Lenz", "Lenc,\xD0\x9B\xD0\xB5\xD0\xBD\xD1\x86",
                               "10.5", "-20.25", "P", "PPL", "OS", "01", "5000")
    ROW("12", "Lenz", "", "-33.123456", "151.99999", "P", "PPLC", "SU", "", "2000000")
        ROW("13", "Kesh Province", "Kesh", "10", "-20", "A", "ADM1", "OS", "01",
            "90000")
            ROW("14", "Lenz Town Hall", "", "10", "-20", "S", "BLDG", "OS", "01", "0")
                ROW("15", "Saint Véld", "", "11", "-21", "P", "PPL", "OS", "01", "700");

static void an_atlas_tells_what_lies_under_a_name(void **state)
{
    (void)state;
    table t;
    uint32_t from, to;
    assert_int_equal(make(&t, rows), RAP_OK);
    assert_int_equal(rap_atlas_open(&t.atlas, rap_buf_str(&t.made), &t.err), RAP_OK);
    assert_true(
        rap_atlas_find(&t.atlas, rap_atlas_key_of(RAP_STR("lenz")), &from, &to));
    assert_int_equal(to - from, 2);
    rap_spot first = rap_atlas_spot(&t.atlas, from),
             second = rap_atlas_spot(&t.atlas, from + 1);
    assert_int_equal(first.id, 12); /* the larger one first */
    assert_int_equal(first.kind, RAP_SPOT_CAPITAL);
    assert_int_equal(first.lat, -331235);
    assert_int_equal(first.lon, 1520000);
    assert_int_equal(second.id, 11);
    assert_string_equal(second.cc, "OS");
    assert_true(
        rap_str_is(rap_atlas_region_name(&t.atlas, second.region), "Kesh Province"));
    assert_int_equal(rap_atlas_region(&t.atlas, RAP_STR("OS"), RAP_STR("01")),
                     second.region);
    assert_int_equal(rap_atlas_region(&t.atlas, RAP_STR("OS"), RAP_STR("02")),
                     RAP_NO_REGION);
    end(&t);
}

static bool holds(const rap_atlas *a, const char *name)
{
    uint32_t from, to;
    return rap_atlas_find(a, rap_atlas_key_of(rap_str_of(name)), &from, &to);
}

static void a_name_has_one_key_however_it_is_written(void **state)
{
    (void)state;
    table t;
    assert_int_equal(make(&t, rows), RAP_OK);
    assert_int_equal(rap_atlas_open(&t.atlas, rap_buf_str(&t.made), &t.err), RAP_OK);
    assert_true(holds(&t.atlas, "st. veld"));
    assert_true(holds(&t.atlas, "saint-veld"));
    assert_true(holds(&t.atlas, "kesh oblast"));
    assert_true(holds(&t.atlas, "lenc"));
    assert_false(holds(&t.atlas, "lenz town hall")); /* a building */
    assert_false(holds(&t.atlas, ""));
    end(&t);
}

static void a_torn_or_foreign_file_is_no_atlas(void **state)
{
    (void)state;
    table t;
    assert_int_equal(make(&t, rows), RAP_OK);
    rap_str whole = rap_buf_str(&t.made);
    for (size_t n = 0; n < whole.n; n += n < 64 ? 1 : 997)
        assert_int_not_equal(rap_atlas_open(&t.atlas, rap_str_cut(whole, 0, n), &t.err),
                             RAP_OK);
    t.made.p[0] = 'X';
    assert_int_equal(rap_atlas_open(&t.atlas, whole, &t.err), RAP_E_SYNTAX);
    end(&t);
}

/* Every byte of a small atlas flipped: a lookup may find nothing or nonsense, but it
 * stays inside the bytes (the sanitizers watch). */
static void a_damaged_atlas_is_read_within_its_bounds(void **state)
{
    (void)state;
    table t;
    uint32_t from, to;
    assert_int_equal(make(&t, rows), RAP_OK);
    for (size_t i = 0; i < t.made.n; i += i < 64 ? 1 : 13) {
        t.made.p[i] = (char)~t.made.p[i];
        if (rap_atlas_open(&t.atlas, rap_buf_str(&t.made), &t.err) == RAP_OK &&
            rap_atlas_find(&t.atlas, rap_atlas_key_of(RAP_STR("lenz")), &from, &to)) {
            rap_spot s = rap_atlas_spot(&t.atlas, from);
            assert_true(s.name.n <= 255);
            (void)rap_atlas_region_name(&t.atlas, s.region);
        }
        t.made.p[i] = (char)~t.made.p[i];
    }
    end(&t);
}

static void a_bad_line_is_told_by_its_number(void **state)
{
    (void)state;
    table t;
    assert_int_equal(make(&t, ROW("11", "Lenz", "", "10", "20", "P", "PPL", "OS", "",
                                  "1") "12\tKesh\n"),
                     RAP_E_SYNTAX);
    assert_non_null(strstr(t.err.msg, "line 2"));
    end(&t);
    assert_int_equal(
        make(&t, ROW("11", "Lenz", "", "95", "20", "P", "PPL", "OS", "", "1")),
        RAP_E_SYNTAX);
    end(&t);
}

static void a_table_without_a_place_is_refused_and_the_last_line_needs_no_end(
    void **state)
{
    (void)state;
    table t;
    assert_int_equal(make(&t, ""), RAP_E_EMPTY);
    end(&t);
    assert_int_equal(make(&t, "no table\n"), RAP_E_SYNTAX);
    end(&t);
    assert_int_equal(make(&t, "11\tLenz\t\t\t10\t20\tP\tPPL\tOS\t\t\t\t\t\t9\t\t\t\t"),
                     RAP_OK);
    assert_int_equal(rap_atlas_open(&t.atlas, rap_buf_str(&t.made), &t.err), RAP_OK);
    assert_true(holds(&t.atlas, "lenz"));
    end(&t);
}

static void the_atlas_that_is_built_in_knows_the_capitals(void **state)
{
    (void)state;
    rap_atlas a = rap_atlas_builtin();
    uint32_t from, to;
    assert_true(rap_atlas_find(&a, rap_atlas_key_of(RAP_STR("geneva")), &from, &to));
    assert_string_equal(rap_atlas_spot(&a, from).cc, "CH");
    assert_true(rap_atlas_find(&a, rap_atlas_key_of(RAP_STR("ottawa")), &from, &to));
    assert_int_equal(rap_atlas_spot(&a, from).kind, RAP_SPOT_CAPITAL);
}

static rap_spot at(int32_t lat, int32_t lon)
{
    return (rap_spot){.lat = lat, .lon = lon};
}

static void distances_are_those_of_the_globe(void **state)
{
    (void)state;
    /* one degree of latitude; of longitude at 60 degrees; over the date line */
    rap_spot a = at(0, 0), b = at(10000, 0), c = at(600000, 0), d = at(600000, 10000);
    assert_in_range(rap_places_apart(&a, &b), 110, 112);
    assert_in_range(rap_places_apart(&c, &d), 55, 56);
    rap_spot e = at(-170000, 1799000), f = at(-170000, -1799000);
    assert_in_range(rap_places_apart(&e, &f), 20, 22);
    /* Paris and London are 344 km apart */
    rap_spot paris = at(488534, 23488), london = at(515085, -1257);
    assert_in_range(rap_places_apart(&paris, &london), 340, 348);
    assert_int_equal(rap_places_apart(&london, &paris),
                     rap_places_apart(&paris, &london));
    rap_spot north = at(900000, 0), south = at(-900000, 1800000);
    assert_true(rap_places_apart(&north, &south) > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_atlas_tells_what_lies_under_a_name),
        cmocka_unit_test(a_name_has_one_key_however_it_is_written),
        cmocka_unit_test(a_torn_or_foreign_file_is_no_atlas),
        cmocka_unit_test(a_damaged_atlas_is_read_within_its_bounds),
        cmocka_unit_test(a_bad_line_is_told_by_its_number),
        cmocka_unit_test(
            a_table_without_a_place_is_refused_and_the_last_line_needs_no_end),
        cmocka_unit_test(the_atlas_that_is_built_in_knows_the_capitals),
        cmocka_unit_test(distances_are_those_of_the_globe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
