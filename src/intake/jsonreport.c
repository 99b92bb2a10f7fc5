/*
 * intake/jsonreport.c - a JSON object as a report.
 *
 * Which field holds what stands in data/jsonfields.tsv; of several that hold the same
 * the one of the highest rank counts.  Where the object has no text itself, one object
 * inside it may ("_source": an exporter's wrapping).
 */
/* SPDX-License-Identifier: MIT */
#include "base/day.h"
#include "base/jsonin.h"
#include "base/table.h"
#include "intake/jsonl.h"
#include "intake/maildate.h"
#include "intake/printed.h"

#include "jsonfields_table.inc"

typedef enum {
    ID,
    TEXT,
    PAGE,
    TITLE,
    DATE,
    URI,
    PUBLISHER,
    AUTHOR,
    INSIDE,
    ROLES
} role;

/* The best field of each role. */
typedef struct {
    const rap_value *value[ROLES];
    int row[ROLES], rank[ROLES];
} found;

static role role_of(int row)
{
    static const char *const names[] = {"id",  "text",      "page",   "title", "date",
                                        "uri", "publisher", "author", "inside"};
    role r = ID;
    while (r < ROLES && !rap_cell_is(&jsonfields_table, row, JSONFIELDS_ROLE, names[r]))
        r++;
    return r;
}

/* What a field is called that has a name of its own: {"name": "NPA"}, {"$oid": "…"}. */
static rap_str words_of(const rap_value *v)
{
    static const char *const names[] = {"name", "$oid", "title"};
    if (v && v->kind == RAP_JSON_STRING) return v->text;
    for (size_t i = 0; v && i < sizeof names / sizeof *names; i++) {
        rap_str s =
            v->kind == RAP_JSON_OBJECT ? rap_jsonin_str(v, names[i]) : (rap_str){"", 0};
        if (s.n) return s;
    }
    return (rap_str){"", 0};
}

/* Does the field hold something that its role can be? */
static bool fits(role r, const rap_value *v)
{
    if (r == INSIDE) return v->kind == RAP_JSON_OBJECT;
    if (r == AUTHOR && v->kind == RAP_JSON_ARRAY) return v->n > 0;
    if ((r == ID || r == DATE) && v->kind == RAP_JSON_NUMBER) return true;
    if (r == TEXT || r == PAGE) return v->kind == RAP_JSON_STRING && v->text.n;
    return words_of(v).n > 0;
}

static void look(found *f, const rap_value *object)
{
    for (const rap_value *v = object->first; v; v = v->next) {
        int row = rap_table_find(&jsonfields_table, v->key);
        role r = row < 0 ? ROLES : role_of(row);
        if (r == ROLES || !fits(r, v)) continue;
        int rank = rap_cell_int(&jsonfields_table, row, JSONFIELDS_RANK);
        if (rank <= f->rank[r]) continue;
        f->value[r] = v;
        f->row[r] = row;
        f->rank[r] = rank;
    }
}

static rap_code take_authors(rap_report *out, const rap_value *v, rap_arena *arena,
                             rap_err *err)
{
    if (!v) return RAP_OK;
    bool many = v->kind == RAP_JSON_ARRAY;
    rap_str *names = RAP_NEW(arena, rap_str, many ? v->n + 1 : 1);
    if (!names) return rap_fail_memory(err);
    for (const rap_value *a = many ? v->first : v; a; a = many ? a->next : NULL) {
        rap_str name = words_of(a);
        if (name.n) names[out->n_authors++] = name;
    }
    out->authors = names;
    return RAP_OK;
}

/* A number counts seconds, or milliseconds, since 1970. */
static rap_str date_of(const rap_value *v, rap_arena *arena)
{
    enum { A_DAY = 86400, LAST_DAY = 100 * 366, A_THOUSAND = 1000 };
    if (!v) return (rap_str){"", 0};
    rap_maildate date;
    rap_str s = words_of(v);
    int64_t n = v->kind == RAP_JSON_NUMBER ? rap_jsonin_number(v, 0) : 0;
    if (n / A_DAY > LAST_DAY) n /= A_THOUSAND;
    if (n > 0 && n / A_DAY <= LAST_DAY)
        s = rap_arena_copy(
            arena,
            rap_str_of(rap_day_print(rap_day_of_serial((int32_t)(n / A_DAY))).z));
    else if (rap_maildate_read(&date, s))
        s = rap_arena_copy(arena, rap_str_of(date.z));
    return s.p ? s : (rap_str){"", 0};
}

static rap_media media_of(rap_str bytes, int row)
{
    rap_str cell = rap_cell(&jsonfields_table, row, JSONFIELDS_HTML);
    rap_str s = rap_str_trim(bytes);
    bool html = s.n && s.p[0] == '<' && rap_printed_is_html(s);
    bool page = rap_str_is(cell, "yes") || (rap_str_is(cell, "maybe") && html);
    return page ? RAP_MEDIA_HTML : RAP_MEDIA_TEXT;
}

/* Its text: plain words before a page. */
static void take_text(rap_report *out, const found *f)
{
    role r = f->value[TEXT] && f->rank[TEXT] > 1 ? TEXT : PAGE;
    if (!f->value[r]) r = TEXT;
    if (!f->value[r]) return;
    out->bytes = f->value[r]->text;
    out->media = media_of(out->bytes, f->row[r]);
}

rap_code rap_jsonl_read(rap_report *out, rap_str line, rap_arena *arena, rap_err *err)
{
    rap_value *v;
    rap_code rc = rap_jsonin_parse(&v, line, arena, err);
    if (rc != RAP_OK) return rc;
    if (v->kind != RAP_JSON_OBJECT)
        return rap_fail(err, RAP_E_SYNTAX, 0, "the line is JSON, but not an object");
    const rap_value *inner = rap_jsonin_get(v, "report");
    if (rap_jsonin_get(v, "v") && (inner || rap_jsonin_get(v, "error"))) {
        *out = (rap_report){.key = rap_jsonin_str(inner, "key"), .record = line};
        return RAP_OK;
    }
    found f = {0};
    look(&f, v);
    if (!f.value[TEXT] && !f.value[PAGE] && f.value[INSIDE]) look(&f, f.value[INSIDE]);
    const rap_value *id = f.value[ID];
    rap_report r = {.key = id && id->kind == RAP_JSON_NUMBER ? id->text : words_of(id),
                    .media = RAP_MEDIA_TEXT,
                    .bytes = {"", 0},
                    .uri = words_of(f.value[URI]),
                    .title = words_of(f.value[TITLE]),
                    .date = date_of(f.value[DATE], arena),
                    .publisher = words_of(f.value[PUBLISHER])};
    take_text(&r, &f);
    rc = take_authors(&r, f.value[AUTHOR], arena, err);
    if (rc == RAP_OK) *out = r;
    return rc;
}
