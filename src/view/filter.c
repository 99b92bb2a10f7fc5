/*
 * view/filter.c - which rows were asked for: by party, speaker, issue, days, report.
 */
/* SPDX-License-Identifier: MIT */
#include "view/view.h"

#include "base/ascii.h"
#include "base/utf8.h"

bool rap_ids_next(rap_str *rest, rap_str *id)
{
    size_t i = 0, from;
    while (i < rest->n && rest->p[i] == ' ')
        i++;
    from = i;
    while (i < rest->n && rest->p[i] != ' ')
        i++;
    *id = rap_str_cut(*rest, from, i);
    *rest = rap_str_cut(*rest, i, rest->n);
    return id->n > 0;
}

bool rap_day_bounds(int32_t *first, int32_t *last, rap_str day)
{
    size_t stroke = rap_str_find(day, (rap_str){"/", 1}, 0);
    rap_day a, b;
    if (!rap_day_parse(&a, rap_str_cut(day, 0, stroke)) || !a.year) return false;
    b = a;
    if (stroke < day.n &&
        (!rap_day_parse(&b, rap_str_cut(day, stroke + 1, day.n)) || !b.year))
        return false;
    *first = rap_day_serial(rap_day_first(a));
    *last = rap_day_serial(rap_day_last(b));
    return true;
}

/* Does `text` hold `word` with no letter or digit at its two sides? */
static bool holds_word(rap_str text, rap_str word)
{
    for (size_t at = rap_str_find(text, word, 0); at < text.n;
         at = rap_str_find(text, word, at + 1)) {
        size_t end = at + word.n;
        bool left =
            at == 0 || !(rap_is_alnum(text.p[at - 1]) || rap_is_high(text.p[at - 1]));
        bool right =
            end >= text.n || !(rap_is_alnum(text.p[end]) || rap_is_high(text.p[end]));
        if (left && right) return true;
    }
    return false;
}

bool rap_text_holds(rap_str text, rap_str words)
{
    for (rap_str word; rap_ids_next(&words, &word);)
        if (!holds_word(text, word)) return false;
    return true;
}

enum { NO_MATCH, BY_WORDS, EXACT };

static rap_code put_form(rap_buf *out, rap_str form, rap_arena *arena, rap_err *err)
{
    rap_str plain = rap_utf8_plain(arena, form);
    if (!plain.p) return rap_fail_memory(err);
    if (plain.n) rap_buf_put(out, plain);
    if (plain.n) rap_buf_byte(out, '\n');
    return RAP_OK;
}

/* Name, code and spellings of one name.  A body begins with them; its tellings, of
 * which there may be many, are not looked at. */
static rap_code take_forms(rap_view *v, rap_query *q, rap_buf *b, rap_arena *row,
                           rap_err *err)
{
    rap_str body = rap_query_str(q, 1);
    size_t cut = rap_str_find(body, RAP_STR(",\"tellings\":["), 0);
    int32_t i = rap_view_find(v, rap_query_str(q, 0));
    rap_value *json = NULL;
    if (i == RAP_NOBODY) return RAP_OK;
    rap_buf_clear(b);
    rap_buf_put(b, rap_str_cut(body, 0, cut));
    if (cut < body.n) rap_buf_byte(b, '}');
    rap_code rc = rap_jsonin_parse(&json, rap_torn_text(b), row, err);
    if (rc != RAP_OK) return rc;
    const rap_value *list = rap_jsonin_get(json, "spellings");
    rap_buf_clear(b);
    rc = put_form(b, v->names[i].name, row, err);
    for (const rap_value *s = list ? list->first : NULL; rc == RAP_OK && s; s = s->next)
        rc = put_form(b, s->text, row, err);
    v->names[i].forms = rap_torn_copy(v->arena, b);
    return rc == RAP_OK && !v->names[i].forms.p ? rap_fail_memory(err) : rc;
}

/* Give all names their `forms`; once a view. */
static rap_code view_forms(rap_view *v, rap_err *err)
{
    enum { ROOM = 1 << 26 };
    rap_query *q = NULL;
    rap_buf b = {0};
    bool more = false;
    rap_arena *row = v->has_forms ? NULL : rap_arena_new(ROOM);
    if (v->has_forms) return RAP_OK;
    if (!row) return rap_fail_memory(err);
    rap_code rc = rap_view_names(v, err);
    if (rc == RAP_OK)
        rc = rap_query_new(&q, v->d, "SELECT id, body FROM row WHERE kind = 'entity'",
                           err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_row_clear(v, row);
        rc = take_forms(v, q, &b, row, err);
    }
    rap_query_end(q);
    rap_buf_done(&b);
    rap_row_clear(v, row);
    rap_arena_free(row);
    v->has_forms = rc == RAP_OK;
    return rc;
}

static int match_forms(const rap_named *name, rap_str words, rap_str code)
{
    int best = code.n && rap_str_eq(name->iso, code) ? EXACT : NO_MATCH;
    for (size_t from = 0, end; best != EXACT && from < name->forms.n; from = end + 1) {
        end = rap_str_find(name->forms, RAP_STR("\n"), from);
        rap_str form = rap_str_cut(name->forms, from, end);
        int now = rap_str_eq(form, words)       ? EXACT
                  : rap_text_holds(form, words) ? BY_WORDS
                                                : NO_MATCH;
        if (now > best) best = now;
    }
    return best;
}

/* "nor" as "NOR", when it may be a code of a country. */
static rap_str code_of(char out[8], rap_str words)
{
    rap_str none = {"", 0};
    if (words.n < 2 || words.n > 3) return none;
    for (size_t i = 0; i < words.n; i++) {
        if (!rap_is_alpha(words.p[i])) return none;
        out[i] = rap_to_upper(words.p[i]);
    }
    return (rap_str){out, words.n};
}

bool *rap_view_mark(rap_view *v, rap_str words, rap_arena *arena, bool *any)
{
    char room[8];
    if (rap_view_names(v, NULL) != RAP_OK) return NULL;
    uint8_t *how = RAP_NEW(arena, uint8_t, v->n_names + 1);
    bool *marked = RAP_NEW(arena, bool, v->n_names + 1);
    rap_str plain = rap_utf8_plain(arena, rap_str_trim(words));
    int best = NO_MATCH;
    if (!how || !marked || !plain.p) return NULL;
    *any = false;
    if (!plain.n) return marked;
    if (view_forms(v, NULL) != RAP_OK) return NULL;
    rap_str code = code_of(room, plain);
    for (uint32_t i = 0; i < v->n_names; i++) {
        how[i] = (uint8_t)match_forms(&v->names[i], plain, code);
        if (how[i] > best) best = how[i];
    }
    for (uint32_t i = 0; i < v->n_names; i++)
        if (best != NO_MATCH && how[i] == best) *any = marked[i] = true;
    return marked;
}

bool rap_view_has(const rap_view *v, const bool *marked, rap_str ids, bool sides)
{
    for (rap_str id; rap_ids_next(&ids, &id);) {
        int32_t i = rap_view_find(v, id);
        if (i == RAP_NOBODY) continue;
        if (marked[i]) return true;
        if (sides && v->names[i].side != RAP_NOBODY && marked[v->names[i].side])
            return true;
    }
    return false;
}

static rap_code take_day(int32_t *serial, bool *has, rap_str day, bool last,
                         rap_err *err)
{
    int32_t a, b;
    if (!day.n) return RAP_OK;
    if (!rap_day_bounds(&a, &b, day))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "\"" RAP_FMT "\" is no day (write 2022-03-30)", RAP_ARG(day));
    *serial = last ? b : a;
    *has = true;
    return RAP_OK;
}

typedef RAP_LIST(rap_str) spelling_list;

static rap_code take_names(bool **marked, rap_filter *f, rap_view *v, rap_str words,
                           rap_arena *arena)
{
    bool any = false;
    if (!rap_str_trim(words).n) return RAP_OK;
    *marked = rap_view_mark(v, words, arena, &any);
    if (!*marked) return RAP_E_NOMEM;
    if (!any) f->nowhere = true;
    return RAP_OK;
}

/* In how many ways the names asked for are written: what is told of them may use any.
 */
static rap_code take_spellings(rap_filter *f, rap_view *v, rap_arena *arena,
                               rap_err *err)
{
    spelling_list list = {0};
    for (uint32_t i = 0; i < v->n_names; i++)
        for (size_t from = 0, end; f->of[i] && from < v->names[i].forms.n;
             from = end + 1) {
            end = rap_str_find(v->names[i].forms, RAP_STR("\n"), from);
            rap_str *one = RAP_PUSH(arena, &list);
            if (!one) return rap_fail_memory(err);
            *one = rap_str_cut(v->names[i].forms, from, end);
        }
    f->of_spellings = list.v;
    f->n_of_spellings = (uint32_t)list.n;
    return RAP_OK;
}

/* "R2", "2" or a key. */
static void take_report(rap_filter *f, const rap_view *v, rap_str which)
{
    if (!which.n) return;
    rap_str digits = rap_str_cut(which, which.p[0] == 'R', which.n);
    uint32_t n = 0;
    bool number = digits.n > 0 && digits.n < 9;
    for (size_t i = 0; number && i < digits.n; i++) {
        number = rap_is_digit(digits.p[i]);
        n = n * 10 + (uint32_t)(digits.p[i] - '0');
    }
    const rap_listed *r = number ? rap_view_number(v, n) : rap_view_report(v, which);
    f->report = r ? r->n : 0;
    if (!r) f->nowhere = true;
}

rap_code rap_filter_of(rap_filter *out, rap_view *v, const rap_show_options *options,
                       rap_arena *arena, rap_err *err)
{
    rap_filter f = {.options = options};
    rap_code rc = take_day(&f.from, &f.has_from, options->from, false, err);
    if (rc == RAP_OK) rc = take_day(&f.to, &f.has_to, options->to, true, err);
    if (rc == RAP_OK) rc = take_day(&f.since, &f.has_since, options->since, false, err);
    if (rc != RAP_OK) return rc;
    take_report(&f, v, options->report);
    f.unclear = rap_str_is(rap_str_trim(options->speaker), "?");
    rap_str speaker = f.unclear ? (rap_str){"", 0} : options->speaker;
    f.holds = rap_utf8_plain(arena, rap_str_trim(options->holds));
    if (!f.holds.p) return rap_fail_memory(err);
    if (take_names(&f.party, &f, v, options->party, arena) != RAP_OK ||
        take_names(&f.speaker, &f, v, speaker, arena) != RAP_OK ||
        take_names(&f.of, &f, v, options->of, arena) != RAP_OK)
        return rap_fail_memory(err);
    if (f.of) rc = take_spellings(&f, v, arena, err);
    if (rc == RAP_OK) *out = f;
    return rc;
}

bool rap_filter_is_open(const rap_filter *f)
{
    const rap_show_options *o = f->options;
    return !f->party && !f->speaker && !f->of && !f->named && !f->report &&
           !f->unclear && !f->nowhere && !f->has_from && !f->has_to && !f->holds.n &&
           !o->issue.n && !o->wording.n && !o->kind.n && !o->status.n && !o->dates.n &&
           !o->id.n && !o->own && !o->conditions && !o->placed;
}

bool rap_filter_keeps_day(const rap_filter *f, rap_str day)
{
    int32_t first, last;
    if (!f->has_from && !f->has_to) return true;
    if (!rap_day_bounds(&first, &last, day)) return false;
    return (!f->has_from || last >= f->from) && (!f->has_to || first <= f->to);
}

static bool keeps_report(const rap_filter *f, const rap_item *item)
{
    if (!f->report || item->report == f->report) return true;
    for (uint32_t i = 0; i < item->n_cites; i++)
        if (item->cites[i].n == f->report) return true;
    return false;
}

bool rap_issue_is_asked(rap_str asked, rap_str issue)
{
    if (!asked.n) return true;
    for (size_t from = 0; from <= asked.n;) {
        size_t end = rap_str_find(asked, (rap_str){",", 1}, from);
        rap_str one = rap_str_trim(rap_str_cut(asked, from, end));
        if (one.n && rap_str_begins(issue, one)) return true;
        from = end + 1;
    }
    return false;
}

static bool keeps_statement(const rap_filter *f, const rap_view *v,
                            const rap_item *item)
{
    rap_str wording = f->options->wording;
    if (f->speaker && !rap_view_has(v, f->speaker, item->who, false)) return false;
    if (wording.n && !rap_str_eq(wording, item->what)) return false;
    return !f->unclear || (!item->who.n && !rap_jsonin_true(item->json, "anonymous"));
}

static bool keeps_position(const rap_filter *f, const rap_item *item)
{
    const rap_value *list = rap_jsonin_get(item->json, "tellings");
    bool own = rap_str_is(rap_jsonin_str(item->json, "asserted_by"), "self");
    for (const rap_value *t = list ? list->first : NULL; t && !own; t = t->next)
        own = rap_str_is(rap_jsonin_str(t, "asserted_by"), "self");
    if (f->options->own && !own) return false;
    const rap_value *condition = rap_jsonin_get(item->json, "condition");
    return !f->options->conditions || rap_jsonin_str(condition, "text").n > 0;
}

bool rap_filter_keeps(const rap_filter *f, const rap_view *v, const rap_item *item)
{
    bool position =
        rap_str_is(item->kind, "position") || rap_str_is(item->kind, "pledge");
    bool statement = rap_str_is(item->kind, "attribution");
    bool line = rap_str_is(item->kind, "chronology"); /* its party: rap_moment_keeps */
    const rap_value *places = rap_jsonin_get(item->json, "places");
    if (f->options->id.n && !rap_str_eq(f->options->id, item->id)) return false;
    if (f->options->placed && !(places && places->first)) return false;
    if (f->nowhere || !rap_filter_keeps_day(f, item->day) || !keeps_report(f, item))
        return false;
    if (f->party && !line && !rap_view_has(v, f->party, item->who, true) &&
        (statement || position || !rap_view_has(v, f->party, item->other, true)))
        return false;
    if (statement && !keeps_statement(f, v, item)) return false;
    if (rap_str_is(item->kind, "position") && !keeps_position(f, item)) return false;
    if (f->named && !rap_view_has(v, f->named, item->who, false)) return false;
    return !position || rap_issue_is_asked(f->options->issue, item->what);
}
