/*
 * mend/mojibake.c - UTF-8 that was read as another charset, put back character by
 * character.
 *
 * Readings (mend/misread.h) are also found by chance ("VOCÊ…"), so each is weighed:
 * strong ones are mended, weak ones only where they touch another, stand inside a word,
 * or the text holds strong ones of their kind; and only then is it worth looking for
 * those that lost a byte.  Text that was damaged twice takes two passes.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/utf8.h"
#include "mend/glance.h"
#include "mend/misread.h"

enum { RUN = 3, LOST = 0xFFFD, CONTROL_FIRST = 0x80, CONTROL_END = 0xA0 };

typedef RAP_LIST(rap_misread) readings;

static const rap_reason lost_tail = {"mojibake-lost", 60};

static void keep(rap_draft *d, readings *list, const rap_misread *x)
{
    rap_misread *new = RAP_PUSH(d->arena, list);
    if (new)
        *new = *x;
    else
        d->refused = true;
}

/* List the readings that begin in [at, end); returns the offset behind the last. */
static size_t list_between(rap_draft *d, size_t at, size_t end, rap_misread_how how,
                           readings *list)
{
    size_t broken = SIZE_MAX; /* what begins here cannot be read */
    while (at < end && !d->refused) {
        rap_misread x;
        if (!rap_is_high(d->text.p[at])) {
            at++;
        } else if (rap_misread_find(d->text, at, how, &x)) {
            if (at == broken)
                broken = x.at.to;
            else
                keep(d, list, &x);
            at = x.at.to;
        } else {
            size_t to = rap_misread_broken(d->text, at);
            if (to) broken = to;
            at = to ? to : at + rap_utf8_step(d->text, at);
        }
    }
    return at;
}

static readings list_all(rap_draft *d, rap_misread_how how)
{
    readings list = {0};
    size_t at = 0;
    while (at < d->text.n && !d->refused) {
        rap_span look = {(uint32_t)at, (uint32_t)d->text.n};
        if (!how.lost && !rap_glance_misread(d->text, &look)) break;
        at = look.from > at ? look.from : at;
        while (at < look.to && ((unsigned char)d->text.p[at] & 0xC0) == 0x80)
            at++;
        at = list_between(d, at, look.to, how, &list);
    }
    return list;
}

static bool touch(const rap_misread *a, const rap_misread *b)
{
    return a->at.to == b->at.from && a->page == b->page;
}

static bool touches(const readings *list, size_t i)
{
    const rap_misread *x = &list->v[i];
    return (i > 0 && touch(x - 1, x)) || (i + 1 < list->n && touch(x, x + 1));
}

/* Mark the runs of readings side by side of which some tail is odd, or which are long:
 * two letters side by side may be meant. */
static void mark_runs(readings *list)
{
    for (size_t from = 0, to; from < list->n; from = to) {
        bool odd = list->v[from].odd;
        for (to = from + 1; to < list->n && touch(&list->v[to - 1], &list->v[to]); to++)
            odd |= list->v[to].odd;
        for (size_t i = from; i < to; i++)
            list->v[i].run = to - from > 1 && (odd || to - from >= RUN);
    }
}

/* A mark whose last byte was lost, behind a character that is to be the lead of another
 * layer, was no mark but a tail. */
static void mark_lost_tails(readings *list)
{
    for (size_t i = 1; i < list->n; i++) {
        rap_misread *x = &list->v[i], *last = x - 1;
        bool lead = last->c >= 0xC2 && last->c <= 0xF4 && last->lead == 0xC3;
        bool mark = x->lead == 0xE2 && (x->c == 0x201C || x->c == 0x201D);
        if (lead && mark && x->at.to - x->at.from == 8 && last->at.to == x->at.from) {
            x->c = LOST;
            x->then = 0;
            x->reason = &lost_tail;
        }
    }
}

static unsigned bit(rap_codepage page)
{
    return 1u << (page == RAP_LATIN9   ? RAP_CP1252
                  : page == RAP_LATIN2 ? RAP_CP1250
                  : page == RAP_CP1254 ? RAP_CP1252
                                       : page);
}

static bool is_mended(const readings *list, size_t i, unsigned seen)
{
    const rap_misread *x = &list->v[i];
    bool known = seen & bit(x->page);
    if (x->weight == RAP_WEIGHT_STRONG) return true;
    if (x->weight == RAP_WEIGHT_NEEDS) return known;
    bool western = x->page == RAP_CP1252 || x->page == RAP_LATIN9;
    if (touches(list, i) && (western || x->run)) return true;
    if (x->lead >= 0xE0) return x->in_word && rap_utf8_is_letter(x->c);
    if (x->lead < 0xC2 || x->c < 0xA0) return false;
    if (known && (x->lead <= 0xC5 || x->odd || x->page == RAP_CP1251)) return true;
    if (x->lead > 0xC5 || x->page == RAP_CP1251) return false;
    return x->in_word && x->c != 0xE5; /* "Ã¥": too often meant */
}

/* Pages (bits) of which the text holds readings that are damage by themselves or by
 * their neighbours: weak ones of them are then damage too. */
static unsigned pages_seen(const readings *list)
{
    unsigned seen = 0;
    for (size_t i = 0; i < list->n; i++) {
        const rap_misread *x = &list->v[i];
        bool sure = x->weight == RAP_WEIGHT_STRONG ||
                    (x->weight == RAP_WEIGHT_WEAK && x->run && touches(list, i));
        if (sure) seen |= bit(x->page);
    }
    return seen;
}

static bool finds_any(const readings *list, unsigned seen)
{
    for (size_t i = 0; i < list->n; i++)
        if (is_mended(list, i, seen)) return true;
    return false;
}

/* Was Eastern European text read in iso-8859-2?  Its C1 controls tell. */
static bool is_latin2(const readings *list, rap_str s)
{
    for (size_t i = 0; i < list->n; i++) {
        const rap_misread *x = &list->v[i];
        if (bit(x->page) != bit(RAP_CP1250)) continue;
        for (size_t at = x->at.from, len; at < x->at.to; at += len) {
            uint32_t c = rap_utf8_get(s, at, &len);
            if (c >= CONTROL_FIRST && c < CONTROL_END) return true;
        }
    }
    return false;
}

void rap_mojibake_find(rap_draft *d)
{
    rap_misread_how how = {0};
    readings list = list_all(d, how);
    mark_runs(&list);
    if (!finds_any(&list, pages_seen(&list))) return;
    how.latin2 = is_latin2(&list, d->text);
    how.lost = true;
    list = list_all(d, how);
    mark_runs(&list);
    mark_lost_tails(&list);
    unsigned seen = pages_seen(&list);
    for (size_t i = 0; i < list.n && !d->refused; i++) {
        const rap_misread *x = &list.v[i];
        if (is_mended(&list, i, seen))
            rap_draft_put(d, x->at, x->c, x->then, *x->reason);
    }
}
