/*
 * findings/dated.c - the chronology: what happened on which day, each line with its
 * sources.
 *
 * Lines are events, pledges and sentences that name a full day.  The weight of a day is
 * how often the reports name it or tell of something on it, each report counting a few
 * times at most; the most telling lines of a day come first.  What is only claimed or
 * alleged carries its claimant in its sources.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/dated.h"

#include "base/ascii.h"
#include "base/logarithm.h"
#include "pile/groups.h"
#include "pile/phrases.h"
#include "pledges/promised.h"
#include "stories/origins.h"
#include "told/told.h"

#include <stdlib.h>

/* A line of the chronology. */
typedef enum { LINE_DATE, LINE_EVENT, LINE_PLEDGE } line_kind;

typedef struct {
    uint32_t rank;
    rap_span at;
} line_repeat;

struct rap_line {
    rap_str id;
    int32_t day, weight;
    line_kind kind;
    uint32_t group; /* event group, or position group of a pledge */
    uint32_t rank;
    rap_span at;
    const line_repeat *repeats; /* sentences of the same day in much the same words */
    uint32_t n_repeats;
};

enum {
    LINES_A_DAY = 40,
    PER_REPORT = 4, /* how often one report counts for one day */
    POINTS_EVENT = 4,
    POINTS_ORIGIN = 3,
    POINTS_LEAD = 40, /* the sentence stands at the head of its report */
    LEAD_SENTENCES = 3,
    TERMS = 1 << 17,  /* words are told apart by */
    REPEATED = 45,    /* in a hundred, of the words of two, that make them repeat */
    REPEATS_MAX = 60, /* kept with a line */
    COMMON = 3 * 256, /* rarer than in one sentence of eight counts */
    CENTRAL = 48      /* sixteenths: how much a sentence's words count */
};

typedef struct {
    int32_t day;
    uint32_t rank;
    rap_span at;
    line_kind kind;
    uint32_t group; /* of events or position groups */
    int32_t points;
    uint32_t first_term, n_terms; /* its words, each once */
} candidate;

typedef struct {
    rap_pile *p;
    RAP_LIST(candidate) all;
    RAP_LIST(rap_line) lines;
    RAP_LIST(uint32_t) terms;  /* of all sentences, folded to TERMS */
    uint32_t *spread, *on_day; /* of each term: sentences that hold it; of this day */
} search;

static void add(search *w, candidate c)
{
    candidate *to = RAP_PUSH(w->p->arena, &w->all);
    if (to)
        *to = c;
    else
        w->p->failed = true;
}

static bool full_day(rap_str day, int32_t *serial)
{
    int32_t to;
    return rap_pile_is_full(day) && rap_pile_days(day, serial, &to);
}

static bool is_told_of(rap_str status)
{
    return rap_str_is(status, "actual") || rap_str_is(status, "claimed") ||
           rap_str_is(status, "alleged") || rap_str_is(status, "planned");
}

static void see_events(search *w)
{
    rap_pile *p = w->p;
    for (uint32_t g = 0; g < p->event_groups.n && !p->failed; g++) {
        const rap_group *group = &p->event_groups.v[g];
        rap_ref ref = p->events.v[p->event_groups.members[group->first]];
        const rap_filed_event *e = &rap_pile_report(p, ref.report)->events[ref.index];
        int32_t day;
        if (e->plover.n == 0 || !is_told_of(e->status) || !full_day(e->day, &day))
            continue;
        int32_t voices = rap_pile_voices(
            p, &p->events, p->event_groups.members + group->first, group->n);
        add(w, (candidate){day, ref.report, e->at, LINE_EVENT, g,
                           POINTS_EVENT + POINTS_ORIGIN * (voices - 1), 0, 0});
    }
}

static void see_pledges(search *w)
{
    rap_pile *p = w->p;
    for (uint32_t i = 0; i < p->n_pledges && !p->failed; i++) {
        const rap_pledge *l = &p->pledges[i];
        if (l->day != INT32_MIN)
            add(w, (candidate){l->day, l->rank, l->at, LINE_PLEDGE, l->first_position,
                               POINTS_EVENT + (int32_t)l->n, 0, 0});
    }
}

static int by_term(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* The words of a sentence, the first of which is word `at`, each once. */
static void take_terms(search *w, const rap_phrases *text, uint32_t at, candidate *c)
{
    uint32_t sentence = text->v[at].sentence;
    c->first_term = (uint32_t)w->terms.n;
    while (at > 0 && text->v[at - 1].sentence == sentence)
        at--;
    for (; at < text->n && text->v[at].sentence == sentence; at++) {
        uint32_t *to = RAP_PUSH(w->p->arena, &w->terms);
        if (to)
            *to = text->v[at].hash % TERMS;
        else
            w->p->failed = true;
    }
    uint32_t *v = w->terms.v + c->first_term, kept = 0;
    uint32_t n = (uint32_t)w->terms.n - c->first_term;
    /* No terms, no n.  NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
    if (n) qsort(v, n, sizeof *v, by_term);
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || v[i] != v[kept - 1]) v[kept++] = v[i];
    for (uint32_t i = 0; i < kept; i++)
        w->spread[v[i]]++;
    w->terms.n = c->first_term + kept;
    c->n_terms = kept;
}

/* The sentence that holds `at`. */
static uint32_t sentence_at(const rap_phrases *text, rap_span at)
{
    uint32_t i = rap_phrases_word(text, at.from);
    return i < text->n ? text->v[i].sentence : UINT32_MAX;
}

/* With the stop and the closing quotation mark behind it: 'he said: "We will pay."' */
static uint32_t end_of_quote(rap_str source, uint32_t end)
{
    static const char *const closing[] = {"\"", "”", "»"};
    size_t at = end < source.n ? end : source.n;
    while (at < source.n && source.p[at] && strchr(".,!?", source.p[at]))
        at++;
    rap_str rest = rap_str_cut(source, at, source.n);
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (rap_str_begins(rest, rap_str_of(closing[i])))
            return (uint32_t)(at + strlen(closing[i]));
    return end;
}

/* What happened is told by the whole sentence that tells it, and weighed by its words.
 */
static void widen(search *w, const rap_phrases *text, candidate *c)
{
    uint32_t sentence = sentence_at(text, c->at);
    if (sentence == UINT32_MAX) return;
    rap_span all = text->sentences[sentence];
    if (all.from < c->at.from) c->at.from = all.from;
    if (all.to >= c->at.to)
        c->at.to = end_of_quote(rap_pile_report(w->p, c->rank)->source, all.to);
    candidate with = *c;
    if (sentence < LEAD_SENTENCES) with.points += POINTS_LEAD;
    take_terms(w, text, rap_phrases_word(text, c->at.from), &with);
    *c = with;
}

/* "KESH, 14 May 2031" on a line of its own: a day and where, and nothing that happened;
 * in "14 May 2031: Ruud resigns" a word in lower case tells something. */
static bool is_dateline(rap_str source, rap_span sentence, rap_span day)
{
    if ((day.to - day.from) * 3 < sentence.to - sentence.from) return false;
    for (uint32_t i = sentence.from; i < sentence.to && i < source.n; i++) {
        bool inside = i >= day.from && i < day.to;
        bool begins = i == sentence.from || !rap_is_alnum(source.p[i - 1]);
        if (!inside && begins && rap_is_lower(source.p[i])) return false;
    }
    return true;
}

static void see_times(search *w, const rap_filed *f, uint32_t rank,
                      const rap_phrases *text)
{
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < f->n_times && !w->p->failed; i++) {
        const rap_filed_time *t = &f->times[i];
        int32_t day;
        if (!full_day(t->from, &day) || !rap_str_eq(t->from, t->to)) continue;
        uint32_t sentence = sentence_at(text, t->at);
        if (sentence == UINT32_MAX || sentence == last) continue;
        if (is_dateline(f->source, text->sentences[sentence], t->at)) continue;
        last = sentence;
        candidate c = {day,       rank, text->sentences[sentence],
                       LINE_DATE, 0,    sentence < LEAD_SENTENCES ? POINTS_LEAD : 1,
                       0,         0};
        take_terms(w, text, rap_phrases_word(text, t->at.from), &c);
        add(w, c);
    }
}

/* One report: its events and pledges, which stand from *next on, and its dates. */
static void see_report(search *w, uint32_t rank, size_t *next, size_t made)
{
    rap_phrases text;
    const rap_filed *f = rap_pile_report(w->p, rank);
    bool told = *next < made && w->all.v[*next].rank == rank;
    if (f->n_times == 0 && !told) return;
    if (!rap_phrases_read(&text, f, w->p->batch)) {
        w->p->failed = true;
        return;
    }
    for (; *next < made && w->all.v[*next].rank == rank; ++*next)
        widen(w, &text, &w->all.v[*next]);
    see_times(w, f, rank, &text);
}

static int by_report(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static int by_day_and_report(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static int by_points(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    if (a->points != b->points) return a->points > b->points ? -1 : 1;
    return by_day_and_report(x, y);
}

static int32_t weigh(const candidate *v, size_t n)
{
    int32_t weight = 0, run = 0;
    for (size_t i = 0; i < n; i++) {
        run = i && v[i].rank == v[i - 1].rank ? run + 1 : 1;
        if (run <= PER_REPORT) weight++;
        if (run == 1) weight++;
    }
    return weight;
}

/* A date's sentence gives its points to the event in it, and goes. */
static size_t fold(candidate *v, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        candidate *before = k ? &v[k - 1] : NULL;
        bool inside =
            before && before->rank == v[i].rank && v[i].at.from < before->at.to;
        if (!inside) {
            v[k++] = v[i];
            continue;
        }
        bool better = before->kind == LINE_DATE && v[i].kind != LINE_DATE;
        bool both = before->kind != LINE_DATE && v[i].kind != LINE_DATE;
        int32_t points = before->points + (both ? 1 : v[i].points);
        candidate words = before->n_terms ? *before : v[i];
        rap_span sentence = before->at;
        if (better) *before = v[i];
        before->at = sentence;
        before->points = points;
        before->first_term = words.first_term;
        before->n_terms = words.n_terms;
    }
    return k;
}

/* How much of what the day's sentences share stands in one: each word by how rare it is
 * and how many of them hold it, long sentences a little held back.  (A centroid, after
 * D. R. Radev et al., "Centroid-based summarization of multiple documents", 2004.) */
static int32_t centrality(const search *w, const candidate *c)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < c->n_terms; i++) {
        uint32_t t = w->terms.v[c->first_term + i];
        if (w->on_day[t] < 2) continue;
        int32_t rare = rap_log2(w->all.n + 1) - rap_log2(w->spread[t]);
        if (rare > COMMON)
            sum += (uint64_t)(rare - COMMON) * (uint64_t)rap_log2(w->on_day[t]) / 256;
    }
    return (int32_t)(sum / (rap_root((uint64_t)c->n_terms * 256 + 1) + 64));
}

static void count_terms(search *w, const candidate *v, size_t n, bool add)
{
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < v[i].n_terms; k++) {
            uint32_t t = w->terms.v[v[i].first_term + k];
            w->on_day[t] = add ? w->on_day[t] + 1 : 0;
        }
}

static void weigh_words(search *w, candidate *v, size_t n)
{
    count_terms(w, v, n, true);
    for (size_t i = 0; i < n; i++)
        v[i].points += centrality(w, &v[i]) * CENTRAL / 16;
    count_terms(w, v, n, false);
}

/* Do two sentences have much of their words in common? */
static bool repeats(const search *w, const candidate *a, const candidate *b)
{
    const uint32_t *x = w->terms.v + a->first_term, *y = w->terms.v + b->first_term;
    uint32_t i = 0, k = 0, both = 0;
    while (i < a->n_terms && k < b->n_terms) {
        both += x[i] == y[k];
        uint32_t left = x[i];
        i += left <= y[k];
        k += y[k] <= left;
    }
    return both * 200 > (a->n_terms + b->n_terms) * REPEATED;
}

typedef RAP_LIST(line_repeat) repeat_list;

/* Put it to a line chosen before that says the same; false when there is none. */
static bool put_to_repeats(search *w, const candidate *chosen, uint32_t n,
                           const candidate *c, repeat_list *lists)
{
    if (c->kind != LINE_DATE) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!repeats(w, &chosen[i], c)) continue;
        line_repeat *to = NULL;
        if (lists[i].n < REPEATS_MAX) {
            to = RAP_PUSH(w->p->arena, &lists[i]);
            if (to)
                *to = (line_repeat){c->rank, c->at};
            else
                w->p->failed = true;
        }
        return true;
    }
    return false;
}

static void push_line(search *w, const candidate *c, int32_t weight,
                      const repeat_list *list)
{
    rap_line *l = RAP_PUSH(w->p->arena, &w->lines);
    if (!l) {
        w->p->failed = true;
        return;
    }
    *l = (rap_line){.day = c->day,
                    .weight = weight,
                    .kind = c->kind,
                    .group = c->group,
                    .rank = c->rank,
                    .at = c->at,
                    .repeats = list->v,
                    .n_repeats = (uint32_t)list->n};
    l->id = rap_pile_id(w->p, 'H', l->rank, l->at);
}

static void see_day(search *w, candidate *v, size_t n)
{
    candidate chosen[LINES_A_DAY];
    repeat_list lists[LINES_A_DAY] = {{0}};
    uint32_t n_chosen = 0;
    int32_t weight = weigh(v, n);
    n = fold(v, n);
    weigh_words(w, v, n);
    qsort(v, n, sizeof *v, by_points);
    for (size_t i = 0; i < n && n_chosen < LINES_A_DAY && !w->p->failed; i++)
        if (!put_to_repeats(w, chosen, n_chosen, &v[i], lists))
            chosen[n_chosen++] = v[i];
    for (uint32_t i = 0; i < n_chosen && !w->p->failed; i++)
        push_line(w, &chosen[i], weight, &lists[i]);
}

void rap_pile_find_lines(rap_pile *p)
{
    search w = {.p = p,
                .spread = RAP_NEW(p->arena, uint32_t, TERMS),
                .on_day = RAP_NEW(p->arena, uint32_t, TERMS)};
    if (!w.spread || !w.on_day) {
        p->failed = true;
        return;
    }
    see_events(&w);
    see_pledges(&w);
    size_t made = w.all.n, next = 0;
    if (made) qsort(w.all.v, made, sizeof *w.all.v, by_report);
    for (uint32_t r = 0; r < p->n && !p->failed; r++) {
        see_report(&w, r, &next, made);
        rap_arena_reset(p->batch);
    }
    if (w.all.n) qsort(w.all.v, w.all.n, sizeof *w.all.v, by_day_and_report);
    for (size_t i = 0, end; i < w.all.n && !p->failed; i = end) {
        for (end = i + 1; end < w.all.n && w.all.v[end].day == w.all.v[i].day;)
            end++;
        see_day(&w, w.all.v + i, end - i);
    }
    p->lines = w.lines.v;
    p->n_lines = (uint32_t)w.lines.n;
}

uint32_t rap_lines_count(const rap_pile *p)
{
    return p->n_lines;
}

static void write_event_sources(rap_writing *w, uint32_t g)
{
    const rap_group *group = &w->pile->event_groups.v[g];
    for (uint32_t i = 0; i < group->n; i++) {
        rap_ref ref =
            w->pile->events.v[w->pile->event_groups.members[group->first + i]];
        const rap_filed_event *e =
            &rap_pile_report(w->pile, ref.report)->events[ref.index];
        int32_t said = e->attribution;
        if (said < 0)
            said =
                rap_filed_attribution_at(rap_pile_report(w->pile, ref.report), e->at);
        rap_json_object(&w->j);
        rap_writing_where(w, ref.report, e->at);
        rap_writing_telling(w, ref.report, (rap_telling){said, e->day, e->status, {0}});
        rap_json_end_object(&w->j);
        rap_writing_cite(w, ref.report, e->at);
    }
}

static void write_sentence_source(rap_writing *w, uint32_t rank, rap_span at,
                                  rap_str day)
{
    int32_t said = rap_filed_attribution_at(rap_pile_report(w->pile, rank), at);
    rap_json_object(&w->j);
    rap_writing_where(w, rank, at);
    rap_writing_telling(w, rank, (rap_telling){said, day, {0}, {0}});
    rap_json_end_object(&w->j);
    rap_writing_cite(w, rank, at);
}

static void write_repeats(rap_writing *w, const rap_line *l, rap_str day)
{
    for (uint32_t i = 0; i < l->n_repeats; i++)
        write_sentence_source(w, l->repeats[i].rank, l->repeats[i].at, day);
}

static rap_str status_of(const rap_pile *p, const rap_line *l)
{
    if (l->kind == LINE_PLEDGE) return RAP_STR("pledge");
    if (l->kind != LINE_EVENT) return (rap_str){"", 0};
    rap_ref ref =
        p->events.v[p->event_groups.members[p->event_groups.v[l->group].first]];
    return rap_pile_report(p, ref.report)->events[ref.index].status;
}

void rap_lines_write(rap_pile *p, uint32_t i, rap_row *row)
{
    static const char *const kinds[] = {"report", "event", "pledge"};
    const rap_line *l = &p->lines[i];
    rap_writing w;
    rap_day_text z = rap_day_print(rap_day_of_serial(l->day));
    rap_str day = rap_arena_copy(p->batch, rap_str_of(z.z));
    rap_writing_begin(&w, p, row, l->id);
    row->text = rap_writing_quote(&w, l->rank, l->at);
    rap_writing_str(&w, "day", day);
    rap_writing_int(&w, "weight", l->weight);
    rap_writing_str(&w, "text", row->text);
    rap_writing_str(&w, "of", rap_str_of(kinds[l->kind]));
    rap_writing_str(&w, "status", status_of(p, l));
    rap_json_key(&w.j, "sources");
    rap_json_array(&w.j);
    if (l->kind == LINE_EVENT)
        write_event_sources(&w, l->group);
    else if (l->kind == LINE_PLEDGE)
        rap_writing_position_tellings(&w, &p->position_groups.v[l->group]);
    else
        write_sentence_source(&w, l->rank, l->at, day);
    write_repeats(&w, l, day);
    rap_json_end_array(&w.j);
    rap_writing_end(&w);
    row->what = rap_str_of(kinds[l->kind]);
    row->state = status_of(p, l);
    row->day = day;
    row->weight = l->weight;
}
