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
 * command line this prints the table with the rows that come out; "pins": a digest of
 * all rows of each table's piles, kind by kind (tests/pile/all.pins), from the records
 * in tests/pile/all.records.gz, so that they hold however the reading changes; these
 * are made by "t_piles_all records | LC_ALL=C sort -u | gzip -9n".
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "days/dating.h"
#include "findings/findings.h"
#include "pile/brief.h"
#include "pile_rows.h"
#include "told/given.h"
#include "told_table.h"

#include <rapporteur.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum {
    PILE_REPORTS = 40,
    PILE_HANDS = 8,
    PILE_MENTIONS = 12,
    TOGETHER = 12,
    PUT_RECORDS = 1024,
    UNPACKED_MAX = 16 << 20
};

typedef struct {
    told_pile told;
    rap_filed filed[PILE_REPORTS];
    rap_hand hands[PILE_HANDS];
    rap_pile_options options;
    uint32_t n;
} pile;

static rap_reader *reader;

/* ---- reading -----------------------------------------------------------------------
 */

static void keep_record(const char *path, rap_str json)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(json.p, 1, json.n, f), json.n);
    assert_int_equal(fclose(f), 0);
}

static rap_str read_record(rap_str text, const char *key, rap_arena *arena)
{
    const char *json = NULL;
    size_t n = 0;
    if (!reader) reader = rap_reader_new(NULL);
    assert_non_null(reader);
    assert_int_equal(rap_reader_read(reader, &json, &n, text.p, text.n, key, NULL),
                     RAP_OK);
    return rap_arena_copy(arena, (rap_str){json, n});
}

/* Records as they were when they were put away (tests/pile/all.records.gz), by the hash
 * and the length of their reports: "HASH-LENGTH JSON", sorted. */
typedef struct {
    rap_str name, json;
} put_record;
static struct {
    rap_arena *arena;
    put_record *v;
    uint32_t n;
    bool tells; /* instead, every record is printed */
} put_records;

static int by_name(const void *x, const void *y)
{
    return rap_str_cmp(((const put_record *)x)->name, ((const put_record *)y)->name);
}

static void open_put_records(void)
{
    rap_arena *arena = put_records.arena = rap_arena_new((size_t)64 << 20);
    rap_str all; /* unpacked on the way */
    assert_int_equal(rap_file_read(&all, PILES "/all.records.gz", 1 << 24, arena, NULL),
                     RAP_OK);
    put_records.v = RAP_NEW(arena, put_record, PUT_RECORDS);
    for (size_t at = 0; at < all.n; put_records.n++) {
        rap_str line = line_at(all, at);
        size_t name = rap_str_find(line, RAP_STR(" "), 0);
        assert_true(put_records.n < PUT_RECORDS);
        put_records.v[put_records.n] = (put_record){
            rap_str_cut(line, 0, name), rap_str_cut(line, name + 1, line.n)};
        at += line.n + 1;
    }
}

/* The record of a report: one put away; else as it is read now. */
static rap_str record(rap_str text, const char *key, rap_arena *arena)
{
    const char *folder = getenv("PILE_RECORDS");
    char path[512], name[64];
    rap_str json;
    (void)snprintf(name, sizeof name, "%08x-%zu", rap_hash(text), text.n);
    const put_record wanted = {.name = rap_str_of(name)}, *put = NULL;
    if (put_records.n)
        put = bsearch(&wanted, put_records.v, put_records.n, sizeof wanted, by_name);
    if (put) return put->json;
    if (put_records.tells) {
        json = read_record(text, key, arena);
        (void)printf("%s " RAP_FMT "\n", name, RAP_ARG(json));
        return json;
    }
    if (!folder) return read_record(text, key, arena);
    (void)snprintf(path, sizeof path, "%s/%08x-%zu-%s", folder, rap_hash(text), text.n,
                   key);
    if (rap_file_read(&json, path, 1 << 24, arena, NULL) == RAP_OK) return json;
    json = read_record(text, key, arena);
    keep_record(path, json);
    return json;
}

/* States and towns of the tables, and real ones. */
static const char *const known[][2] = {
    {"Norlandic", "Chilean"}, {"Sudmarkian", "Peruvian"}, {"Ostian", "Norwegian"},
    {"Norland", "Chile"},     {"Sudmark", "Peru"},        {"Ostia City", "Oslo"},
    {"OSTIA CITY", "OSLO"},   {"Ostia", "Norway"},        {"OSTIA", "OSLO"},
    {"NORSTAD", "SANTIAGO"},  {"Norstad", "Santiago"},    {"LENZ", "LIMA"},
    {"Lenz", "Lima"},         {"KESH", "BERGEN"},         {"Kesh", "Bergen"}};

static rap_str with_known_names(rap_str text, rap_arena *arena)
{
    rap_buf b = {0};
    for (size_t i = 0; i < text.n;) {
        size_t k = 0;
        while (k < sizeof known / sizeof *known &&
               !rap_str_begins(rap_str_cut(text, i, text.n), rap_str_of(known[k][0])))
            k++;
        bool is = k < sizeof known / sizeof *known;
        if (is)
            rap_buf_z(&b, known[k][1]);
        else
            rap_buf_byte(&b, text.p[i]);
        i += is ? strlen(known[k][0]) : 1;
    }
    text = rap_arena_copy(arena, rap_buf_str(&b));
    rap_buf_done(&b);
    return text;
}

/* ---- a pile ------------------------------------------------------------------------
 */

static bool has(rap_str head, const char *word)
{
    return rap_str_find(head, rap_str_of(word), 0) < head.n;
}

/* "merge A = B", "set A = B = C" */
static void add_hand(pile *p, rap_str line)
{
    static const char *const verbs[] = {"merge ", "split ", "set "};
    rap_hand *h = &p->hands[p->options.n_hands];
    for (int k = 0; k < 3; k++) {
        if (!rap_str_begins(line, rap_str_of(verbs[k]))) continue;
        rap_str rest = rap_str_cut(line, strlen(verbs[k]), line.n);
        size_t at = rap_str_find(rest, RAP_STR(" = "), 0);
        h->what = k == 0 ? RAP_HAND_MERGE : k == 1 ? RAP_HAND_SPLIT : RAP_HAND_SET;
        h->a = rap_str_trim(rap_str_cut(rest, 0, at));
        rest = rap_str_cut(rest, at + 3, rest.n);
        at = rap_str_find(rest, RAP_STR(" = "), 0);
        h->b = rap_str_trim(rap_str_cut(rest, 0, at));
        h->value = rap_str_trim(rap_str_cut(rest, at + 3, rest.n));
        assert_true(++p->options.n_hands < PILE_HANDS);
    }
}

static void add_hands(pile *p, rap_str text)
{
    for (size_t at = 0; at < text.n;) {
        rap_str line = line_at(text, at);
        add_hand(p, line);
        at += line.n + 1;
    }
    p->options.hands = p->hands;
}

static void add_report(pile *p, rap_str text)
{
    const char key[2] = {(char)('a' + p->n), '\0'};
    rap_err err = {RAP_OK, 0, ""};
    rap_filed *f = &p->filed[p->n++];
    assert_true(p->n < 26);
    if (rap_filed_parse(f, record(text, "a", p->told.arena), p->told.arena, &err) !=
        RAP_OK)
        fail_msg("%s", err.msg);
    f->source = text;
    f->key = rap_arena_copy(p->told.arena, rap_str_of(key));
}

/* "a the fire": of report a, the first words like these are an event's mention. */
static void add_mentions(pile *p, rap_str text)
{
    rap_span at[PILE_MENTIONS];
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t n = 0;
        for (size_t k = 0; k < text.n;) {
            rap_str line = line_at(text, k), words = rap_str_cut(line, 2, line.n);
            k += line.n + 1;
            if (line.p[0] != (char)('a' + i) || line.p[1] != ' ') continue;
            size_t from = rap_str_find(p->filed[i].source, words, 0);
            assert_true(from < p->filed[i].source.n && n < PILE_MENTIONS);
            at[n++] = (rap_span){(uint32_t)from, (uint32_t)(from + words.n)};
        }
        assert_true(n == 0 || rap_given_put(&p->filed[i], at, n, p->told.arena));
    }
}

static void add_part(pile *p, rap_str text)
{
    if (rap_str_begins(text, RAP_STR("mentions:\n"))) {
        add_mentions(p, rap_str_cut(text, 10, text.n));
        return;
    }
    if (rap_str_begins(text, RAP_STR("brief:\n")))
        p->options.brief = rap_str_cut(text, 7, text.n);
    else if (rap_str_begins(text, RAP_STR("hands:\n")))
        add_hands(p, text);
    else
        add_report(p, text);
}

/* "@talks/debt.txt": that file in the place of the line. */
static rap_str from_file(rap_str text, rap_arena *arena)
{
    char path[512];
    if (!text.n || text.p[0] != '@') return text;
    rap_str name = rap_str_trim(rap_str_cut(text, 1, text.n));
    (void)snprintf(path, sizeof path, "%s/../" RAP_FMT, PILES, RAP_ARG(name));
    if (rap_file_read(&text, path, 1 << 20, arena, NULL) != RAP_OK)
        fail_msg("no %s", path);
    return text;
}

/* The parts of a text, which lines of ===== divide. */
static void add_parts(pile *p, rap_str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = rap_str_find(text, RAP_STR("\n=====\n"), at);
        add_part(p, rap_str_cut(text, at, end + 1));
        at = end + 7;
    }
}

static void take_rows(pile *p)
{
    rap_pile *all = NULL;
    const rap_row *rows;
    uint32_t n = 0;
    if (p->options.brief.n)
        assert_int_equal(rap_brief_check(p->options.brief, NULL), RAP_OK);
    assert_int_equal(rap_pile_new(&all, p->filed, p->n, &p->options, NULL), RAP_OK);
    do {
        assert_int_equal(rap_pile_next(all, &rows, &n, NULL), RAP_OK);
        for (uint32_t i = 0; i < n; i++)
            told_pile_take(&p->told, rows[i].body);
    } while (n);
    rap_pile_free(all);
    told_pile_name(&p->told);
}

static pile *pile_new(rap_str text, bool is_known, rap_arena *arena)
{
    pile *p = RAP_NEW(arena, pile, 1);
    assert_non_null(p);
    p->told.arena = arena;
    p->told.filed = p->filed;
    text = from_file(text, arena);
    add_parts(p, is_known ? with_known_names(text, arena) : text);
    p->told.n_filed = p->n;
    return p;
}

/* Of these kinds, or of all where the head names none. */
static void tell_rows(pile *p, rap_buf *out, rap_str head)
{
    char word[32];
    p->told.out = out;
    for (uint32_t i = 0; i < p->told.n; i++) {
        (void)snprintf(word, sizeof word, " " RAP_FMT,
                       RAP_ARG(rap_jsonin_str(p->told.rows[i], "row")));
        if (has(head, word)) tell_row(&p->told, p->told.rows[i]);
    }
}

/* The window of a brief, "between: DAY DAY". */
static rap_days window_of(rap_str brief)
{
    const rap_str key = RAP_STR("between: ");
    rap_days w = {{0, 0, 0}, {0, 0, 0}};
    size_t at = rap_str_find(brief, key, 0);
    if (at == brief.n) return w;
    (void)rap_day_parse(&w.from, rap_str_cut(brief, at + key.n, at + key.n + 10));
    (void)rap_day_parse(&w.to, rap_str_cut(brief, at + key.n + 11, at + key.n + 21));
    return w;
}

static bool in_range(rap_day day, rap_days range)
{
    int32_t at = rap_day_serial(day);
    return rap_day_serial(range.from) <= at && at <= rap_day_serial(range.to);
}

/* "dated": the days of reports that give none. */
static void tell_dated(pile *p, rap_buf *out)
{
    const rap_dated *v = NULL;
    uint32_t n = 0;
    assert_int_equal(rap_pile_date(&v, &n, p->filed, p->n, window_of(p->options.brief),
                                   p->told.arena, NULL),
                     RAP_OK);
    for (uint32_t i = 0; i < n; i++) {
        assert_true(!rap_day_is_full(v[i].day) || in_range(v[i].day, v[i].range));
        rap_buf_printf(out, "dated " RAP_FMT, RAP_ARG(p->filed[v[i].report].key));
        rap_buf_printf(out, " day=%s in=%s sure=%d\n", rap_day_print(v[i].day).z,
                       rap_days_print(v[i].range).z, v[i].sure);
    }
}

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

static rap_str read_table(const char *name, rap_arena *home)
{
    char path[512];
    rap_str table = {"", 0};
    (void)snprintf(path, sizeof path, "%s/%s.txt", PILES, name);
    assert_int_equal(rap_file_read(&table, path, 1 << 20, home, NULL), RAP_OK);
    return table;
}

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

/* ---- all rows of all piles ---------------------------------------------------------
 *
 * Nobody has judged these; but nothing may change unseen.
 */

static const char *const tables[] = {"talks",   "findings", "pledges", "told",
                                     "parties", "days",     "stories", "pile"};
enum { N_TABLES = sizeof tables / sizeof *tables, KINDS = RAP_ROW_KIND_COUNT };

static void hash_pile(uint32_t h[KINDS], pile *p)
{
    rap_buf row = {0};
    take_rows(p);
    p->told.out = &row;
    for (uint32_t i = 0; i < p->told.n; i++) {
        rap_str kind = rap_jsonin_str(p->told.rows[i], "row");
        rap_buf_clear(&row);
        tell_row(&p->told, p->told.rows[i]);
        for (int k = 1; k < KINDS; k++)
            if (rap_str_is(kind, rap_row_kind_name((rap_row_kind)k)))
                h[k] = rap_hash_on(h[k], rap_buf_str(&row));
    }
    rap_buf_done(&row);
}

/* The days of every third report, as if it did not give its own. */
static uint32_t hash_days(uint32_t h, pile *p)
{
    rap_buf days = {0};
    for (uint32_t i = 1; i < p->n; i += 3)
        p->filed[i].published = (rap_filed_day){.basis = RAP_STR("none")};
    p->options.brief = RAP_STR("between: 2030-06-01 2031-12-31\n");
    tell_dated(p, &days);
    h = rap_hash_on(h, rap_buf_str(&days));
    rap_buf_done(&days);
    return h;
}

/* Each pile; with known names of states; together with the one before it. */
static void hash_case(uint32_t h[KINDS], const told_case *c, rap_str before,
                      rap_arena *arena)
{
    pile *p = pile_new(c->text, false, arena);
    hash_pile(h, p);
    hash_pile(h, pile_new(c->text, true, arena));
    pile *both = pile_new(c->text, false, arena);
    bool plain = before.n && !has(before, "mentions:\n");
    if (plain && both->n < TOGETHER) add_parts(both, from_file(before, arena));
    both->told.n_filed = both->n;
    hash_pile(h, both);
    h[0] = hash_days(h[0], both);
    rap_arena_reset(arena);
}

static void put_pins(rap_buf *out)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    for (int i = 0; i < N_TABLES; i++) {
        uint32_t h[KINDS] = {0};
        rap_str table = read_table(tables[i], home), before = {"", 0};
        size_t at = 0;
        for (told_case c; next_case(&c, table, &at); before = c.text)
            hash_case(h, &c, before, arena);
        rap_buf_printf(out, "%s", tables[i]);
        for (int k = 0; k < KINDS; k++)
            rap_buf_printf(out, " %08x", h[k]);
        rap_buf_byte(out, '\n');
    }
    rap_arena_free(arena);
    rap_arena_free(home);
}

static void no_row_of_any_pile_changes_unseen(void **state)
{
    rap_buf got = {0};
    (void)state;
    open_put_records();
    put_pins(&got);
    assert_is_as_in(&got, PILES "/all.pins");
    rap_buf_done(&got);
    rap_arena_free(put_records.arena);
}

static int print_pins(bool records)
{
    rap_buf got = {0};
    put_records.tells = records;
    if (!records) open_put_records();
    put_pins(&got);
    if (!records) (void)printf(RAP_FMT, RAP_ARG(rap_buf_str(&got)));
    if (!records) rap_arena_free(put_records.arena);
    rap_buf_done(&got);
    return 0;
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
    const struct CMUnitTest all[] = {
        cmocka_unit_test(no_row_of_any_pile_changes_unseen)};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pile_has_its_rows_and_no_others),
        cmocka_unit_test(the_order_in_which_reports_come_changes_no_row),
    };
    if (argc > 1 && strcmp(argv[1], "pins") == 0) return print_pins(false);
    if (argc > 1 && strcmp(argv[1], "records") == 0) return print_pins(true);
    if (argc > 1) return print(argv[1]);
    if (strcmp(TABLE, "all") == 0) return cmocka_run_group_tests(all, NULL, put_away);
    return cmocka_run_group_tests(tests, NULL, put_away);
}
