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

enum { RUN = 3, LOST = 0xFFFD, CONTROL_END = 0xA0 };

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

static rap_codepage family(rap_codepage page)
{
    switch (page) {
    case RAP_LATIN9:
    case RAP_CP1254:
        return RAP_CP1252;
    case RAP_LATIN2:
        return RAP_CP1250;
    case RAP_CP850:
        return RAP_CP437;
    default:
        return page;
    }
}

/* Lead bytes 0xC2.. (bits) of which the text holds readings that are damage by
 * themselves or by their neighbours, by family of pages: weak ones are then damage too.
 */
typedef struct {
    uint64_t of[RAP_CODEPAGES];
} leads_seen;

static uint64_t lead_bit(const rap_misread *x)
{
    return (uint64_t)1 << (x->lead - 0xC2);
}

static leads_seen see_leads(const readings *list)
{
    leads_seen seen = {{0}};
    for (size_t i = 0; i < list->n; i++) {
        const rap_misread *x = &list->v[i];
        bool sure = x->weight == RAP_WEIGHT_STRONG ||
                    (x->weight == RAP_WEIGHT_WEAK && x->run && touches(list, i));
        if (sure && !x->lossy) seen.of[family(x->page)] |= lead_bit(x);
    }
    return seen;
}

static bool is_mended(const readings *list, size_t i, const leads_seen *seen)
{
    const rap_misread *x = &list->v[i];
    uint64_t known = seen->of[family(x->page)];
    bool same = known & lead_bit(x), tail = x->at.to - x->at.from > 5;
    if (x->weight == RAP_WEIGHT_STRONG) return true;
    if (x->lossy) return same || (known && tail);
    bool sign = x->lead == 0xE2 && x->c < 0x2C00;
    if (x->weight == RAP_WEIGHT_NEEDS)
        return same || (known && (x->lead <= 0xC3 || sign));
    bool western = family(x->page) == RAP_CP1252;
    if (touches(list, i) && (western || x->run)) return true;
    if (same && x->c >= 0xA0) return true;
    if (x->lead >= 0xE0) return x->in_word && rap_utf8_is_letter(x->c);
    if (x->c < 0xA0) return false;
    if (known && (x->lead <= 0xC5 || x->page == RAP_CP1251)) return true;
    if (x->lead > 0xC5 || x->page == RAP_CP1251) return false;
    return x->in_word && x->c != 0xE5; /* "Ã¥": too often meant */
}

static bool finds_any(const readings *list)
{
    leads_seen seen = see_leads(list);
    for (size_t i = 0; i < list->n; i++)
        if (is_mended(list, i, &seen)) return true;
    return false;
}

/* Does a character look wrong behind what stands before it? */
static bool is_wrong(const rap_misread *x, uint32_t last)
{
    bool small = rap_utf8_is_letter(last) && !rap_utf8_is_upper(last);
    if (x->page == RAP_LATIN9 && x->lead >= 0xE0) return true; /* seen nowhere */
    if (x->c < CONTROL_END || (x->control && x->page == RAP_CP1250)) return true;
    if (rap_utf8_is_letter(x->c)) return rap_utf8_is_upper(x->c) && small;
    return x->in_word && x->c < 0x2000;
}

/* The lower the better: characters that look wrong, less what is read at all. */
static int64_t cost_of(rap_str s, const readings *list)
{
    int64_t cost = 0;
    for (size_t i = 0; i < list->n; i++) {
        const rap_misread *x = &list->v[i];
        size_t len, at = x->at.from;
        uint32_t last = at ? rap_utf8_get(s, rap_utf8_back(s, at - 1), &len) : '\n';
        if (i > 0 && x[-1].at.to == at) last = x[-1].c;
        cost += is_wrong(x, last) ? 1 : -1;
    }
    return cost;
}

/* Of two charsets with the same lead characters, was the text read in the rarer one?
 * What comes out tells. */
static void choose_pages(rap_draft *d, const readings *list, rap_misread_how *how)
{
    bool *const flags[] = {&how->latin2, &how->latin9, &how->cp850};
    static const rap_codepage families[] = {RAP_CP1250, RAP_CP1252, RAP_CP437};
    int64_t best = cost_of(d->text, list);
    unsigned seen = 0;
    for (size_t i = 0; i < list->n; i++)
        seen |= 1u << family(list->v[i].page);
    for (size_t k = 0; k < sizeof families / sizeof *families; k++) {
        if (!(seen >> families[k] & 1)) continue;
        *flags[k] = true;
        readings other = list_all(d, *how);
        int64_t cost = cost_of(d->text, &other);
        if (cost >= best) *flags[k] = false;
        if (cost < best) best = cost;
    }
}

void rap_mojibake_find(rap_draft *d)
{
    rap_misread_how how = {0};
    readings list = list_all(d, how);
    mark_runs(&list);
    if (!finds_any(&list)) return;
    choose_pages(d, &list, &how);
    how.lost = true;
    list = list_all(d, how);
    mark_runs(&list);
    mark_lost_tails(&list);
    leads_seen seen = see_leads(&list);
    for (size_t i = 0; i < list.n && !d->refused; i++) {
        const rap_misread *x = &list.v[i];
        if (is_mended(&list, i, &seen))
            rap_draft_put(d, x->at, x->c, x->then, *x->reason);
    }
}
