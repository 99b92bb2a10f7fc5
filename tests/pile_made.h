/*
 * tests/pile_made.h - a pile of invented reports: read, put together, its rows.
 *
 * What the parts of its text mean stands in tests/t_piles.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PILE_MADE_H
#define TESTS_PILE_MADE_H

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

enum { PILE_REPORTS = 40, PILE_HANDS = 16, PILE_MENTIONS = 12, PUT_RECORDS = 1024 };

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

static inline void keep_record(const char *path, rap_str json)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(json.p, 1, json.n, f), json.n);
    assert_int_equal(fclose(f), 0);
}

static inline rap_str read_record(rap_str text, const char *key, rap_arena *arena)
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
typedef struct {
    rap_arena *arena;
    put_record *v;
    uint32_t n;
    bool tells; /* instead, every record is printed */
} put_store;
static put_store put_records;

static inline int by_name(const void *x, const void *y)
{
    return rap_str_cmp(((const put_record *)x)->name, ((const put_record *)y)->name);
}

static inline void open_put_records(void)
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
static inline rap_str record(rap_str text, const char *key, rap_arena *arena)
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

static inline rap_str with_known_names(rap_str text, rap_arena *arena)
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

static inline bool has(rap_str head, const char *word)
{
    return rap_str_find(head, rap_str_of(word), 0) < head.n;
}

/* "merge A = B", "set A = B = C" */
static inline void add_hand(pile *p, rap_str line)
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

static inline void add_hands(pile *p, rap_str text)
{
    for (size_t at = 0; at < text.n;) {
        rap_str line = line_at(text, at);
        add_hand(p, line);
        at += line.n + 1;
    }
    p->options.hands = p->hands;
}

static inline void add_record(pile *p, rap_str text, rap_str json)
{
    const char key[2] = {(char)('a' + p->n), '\0'};
    rap_err err = {RAP_OK, 0, ""};
    rap_filed *f = &p->filed[p->n++];
    assert_true(p->n < 26);
    if (rap_filed_parse(f, json, p->told.arena, &err) != RAP_OK)
        fail_msg("%s", err.msg);
    f->source = text;
    f->key = rap_arena_copy(p->told.arena, rap_str_of(key));
}

static inline void add_report(pile *p, rap_str text)
{
    add_record(p, text, record(text, "a", p->told.arena));
}

/* "a the fire": of report a, the first words like these are an event's mention. */
static inline void add_mentions(pile *p, rap_str text)
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

static inline void add_part(pile *p, rap_str text)
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
static inline rap_str from_file(rap_str text, rap_arena *arena)
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
static inline void add_parts(pile *p, rap_str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = rap_str_find(text, RAP_STR("\n=====\n"), at);
        add_part(p, rap_str_cut(text, at, end + 1));
        at = end + 7;
    }
}

static inline void take_rows(pile *p)
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

static inline pile *pile_new(rap_str text, bool is_known, rap_arena *arena)
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
static inline void tell_rows(pile *p, rap_buf *out, rap_str head)
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
static inline rap_days window_of(rap_str brief)
{
    const rap_str key = RAP_STR("between: ");
    rap_days w = {{0, 0, 0}, {0, 0, 0}};
    size_t at = rap_str_find(brief, key, 0);
    if (at == brief.n) return w;
    (void)rap_day_parse(&w.from, rap_str_cut(brief, at + key.n, at + key.n + 10));
    (void)rap_day_parse(&w.to, rap_str_cut(brief, at + key.n + 11, at + key.n + 21));
    return w;
}

static inline bool in_range(rap_day day, rap_days range)
{
    int32_t at = rap_day_serial(day);
    return rap_day_serial(range.from) <= at && at <= rap_day_serial(range.to);
}

/* "dated": the days of reports that give none. */
static inline void tell_dated(pile *p, rap_buf *out)
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

static inline rap_str read_table(const char *name, rap_arena *home)
{
    char path[512];
    rap_str table = {"", 0};
    (void)snprintf(path, sizeof path, "%s/%s.txt", PILES, name);
    assert_int_equal(rap_file_read(&table, path, 1 << 20, home, NULL), RAP_OK);
    return table;
}

#endif
