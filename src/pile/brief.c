/*
 * pile/brief.c - the analyst's brief: parties and their members, issues, places,
 * outlets and the window of days, one a line.
 *
 *     between: 2031-05-01 2031-06-30
 *     party: Norland = Norlandic Republic, Norstad
 *       member: Ana Veld = Veld, A. Veld
 *     issue: river (land) = river, dam, water
 *     place: Kesh = 41.5 29.1 OS
 *     outlet: Norstad Courier = paper
 *
 * Joining by it is in byhand.c; here it is read and checked.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/brief.h"

#include "base/ascii.h"
#include "base/day.h"
#include "base/utf8.h"

static rap_str next_line(rap_brief *it)
{
    size_t end = rap_str_find(it->text, RAP_STR("\n"), it->at);
    rap_str line = rap_str_cut(it->text, it->at, end);
    it->at = end + 1;
    it->line++;
    return line;
}

bool rap_brief_next(rap_brief *it, rap_brief_line *line)
{
    while (it->at < it->text.n) {
        rap_str raw = next_line(it), s = rap_str_trim(raw);
        if (s.n == 0 || s.p[0] == '#') continue;
        size_t colon = rap_str_find(s, RAP_STR(":"), 0);
        rap_str value = rap_str_trim(rap_str_cut(s, colon + 1, s.n));
        size_t equal = rap_str_find(value, RAP_STR("="), 0);
        *line = (rap_brief_line){
            .key = colon < s.n ? rap_str_cut(s, 0, colon) : (rap_str){"", 0},
            .name = rap_str_trim(rap_str_cut(value, 0, equal)),
            .rest = rap_str_trim(rap_str_cut(value, equal + 1, value.n)),
            .indented = rap_is_space(raw.p[0]),
            .line = it->line};
        return true;
    }
    return false;
}

bool rap_brief_item(rap_str list, size_t *at, rap_str *item)
{
    while (*at < list.n) {
        size_t end = rap_str_find(list, RAP_STR(","), *at);
        *item = rap_str_trim(rap_str_cut(list, *at, end));
        *at = end + 1;
        if (item->n) return true;
    }
    return false;
}

static rap_str word(rap_str *rest)
{
    size_t end = rap_str_find(*rest, RAP_STR(" "), 0);
    rap_str w = rap_str_cut(*rest, 0, end);
    *rest = rap_str_trim(rap_str_cut(*rest, end, rest->n));
    return w;
}

static bool is_number(rap_str s, int most)
{
    size_t i = s.n && s.p[0] == '-';
    int whole = 0, digits = 0, part = 0;
    for (; i < s.n && rap_is_digit(s.p[i]) && digits < 4; i++, digits++)
        whole = whole * 10 + (s.p[i] - '0');
    if (i < s.n && s.p[i] == '.')
        for (i++; i < s.n && rap_is_digit(s.p[i]); i++)
            part |= s.p[i] - '0';
    return digits > 0 && i == s.n && whole + (part != 0) <= most;
}

static const char *check_between(const rap_brief_line *l)
{
    rap_day a, b;
    rap_str rest = l->name, first = word(&rest);
    if (!rap_day_parse(&a, first) || !rap_day_is_full(a) || !rap_day_parse(&b, rest) ||
        !rap_day_is_full(b))
        return "two days are wanted, as in \"between: 2031-05-01 2031-06-30\"";
    if (rap_day_serial(a) > rap_day_serial(b)) return "the first day is after the last";
    return NULL;
}

static const char *check_place(const rap_brief_line *l)
{
    rap_str rest = l->rest, lat = word(&rest), lon = word(&rest);
    bool code = rest.n == 2 && rap_is_upper(rest.p[0]) && rap_is_upper(rest.p[1]);
    if (l->name.n == 0 || !is_number(lat, 90) || !is_number(lon, 180) || !code)
        return "a place is wanted as in \"place: Kesh = 41.5 29.1 OS\"";
    return NULL;
}

static const char *check_line(const rap_brief_line *l, bool *in_party)
{
    bool member = rap_str_is(l->key, "member"), party = rap_str_is(l->key, "party");
    if (!member) *in_party = party;
    if (rap_str_is(l->key, "between")) return check_between(l);
    if (rap_str_is(l->key, "place")) return check_place(l);
    if (member && (!l->indented || !*in_party))
        return "a member stands indented below its party";
    if (rap_str_is(l->key, "issue"))
        return l->name.n && l->rest.n ? NULL : "an issue needs a label and its words";
    if (rap_str_is(l->key, "outlet"))
        return l->name.n && l->rest.n ? NULL : "an outlet needs a name and its kind";
    if (party || member) return l->name.n ? NULL : "a name is missing";
    return "an unknown key";
}

rap_code rap_brief_check(rap_str brief, rap_err *err)
{
    rap_brief_line l;
    bool in_party = false;
    size_t bad = rap_utf8_check(brief);
    if (bad < brief.n)
        return rap_fail(err, RAP_E_SYNTAX, bad, "the brief is not UTF-8");
    for (rap_brief it = rap_brief_of(brief); rap_brief_next(&it, &l);) {
        const char *what = check_line(&l, &in_party);
        if (!what) continue;
        return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE, "brief, line %u: %s: " RAP_FMT,
                        (unsigned)l.line, what, (int)(l.key.n > 40 ? 40 : l.key.n),
                        l.key.p);
    }
    return RAP_OK;
}
