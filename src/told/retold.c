/*
 * told/retold.c - mentions of events as they stand in their reports.
 */
/* SPDX-License-Identifier: MIT */
#include "told/retold.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "base/logarithm.h"
#include "base/table.h"
#include "encoder/encoder.h"
#include "told/kinword.h"
#include "words/classes.h"

#include "function_words_table.inc"

#include <stdlib.h>

enum {
    RARE_UNIT = RAP_LOG_ONE / 16,
    RAREST = 15 * 16, /* of a word that is not among the frequent ones */
    SENTENCE = 200,   /* words of a sentence at most */
    SCANNED = 64      /* times or mentions looked at for one sentence */
};

typedef struct {
    const rap_pile *p;
    rap_arena *arena;
    rap_encoder *encoder;
    RAP_LIST(rap_retold_word) words; /* of the report in hand */
    RAP_LIST(rap_retold) deeds;
    rap_retolds *out;
} retold_reader;

/* ---- words ---- */

static bool is_of_word(char c)
{
    return rap_is_alnum(c) || rap_is_high(c);
}

static void look_word_up(retold_reader *r, rap_retold_word *w)
{
    rap_token t = {.low = w->low, .hash = rap_hash(w->low)};
    if (w->digit) t.shape = RAP_SHAPE_DIGIT;
    uint32_t row = rap_encoder_vector(r->encoder, w->low, &w->vector);
    uint64_t sum = 0;
    for (int i = 0; w->vector && i < RAP_ENCODER_EMBED; i++)
        sum += (uint64_t)(w->vector[i] * w->vector[i]);
    w->norm = (uint16_t)rap_root(sum);
    w->rare = (uint16_t)(row ? rap_log2((uint64_t)row + 1) / RARE_UNIT : RAREST);
    rap_classes_set(&t, 0, 1);
    w->coarse = t.classes[0];
    w->fine = t.classes[1];
    w->kin = rap_kinword(w->low);
    w->plain =
        w->low.n < 2 || rap_table_find(&function_words_table, w->low) != RAP_TABLE_NONE;
}

static bool add_word(retold_reader *r, rap_str s, rap_span at, uint32_t sentence)
{
    rap_retold_word *w = RAP_PUSH(r->arena, &r->words);
    char *low = RAP_NEW(r->arena, char, at.to - at.from);
    if (!w || !low) return false;
    for (uint32_t i = at.from; i < at.to; i++)
        low[i - at.from] = rap_to_lower(s.p[i]);
    *w = (rap_retold_word){.at = at,
                           .low = {low, at.to - at.from},
                           .sentence = sentence,
                           .capital = rap_is_upper(s.p[at.from]),
                           .digit = rap_is_digit(s.p[at.from])};
    look_word_up(r, w);
    return true;
}

/* Does a sentence end between two words? */
static bool is_end(rap_str s, uint32_t from, uint32_t to)
{
    bool stop = false, blank = false;
    for (uint32_t i = from; i < to; i++) {
        stop = stop || s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?';
        blank = blank || rap_is_space(s.p[i]);
    }
    return stop && blank && to < s.n && !rap_is_lower(s.p[to]);
}

static bool read_block(retold_reader *r, rap_str s, rap_span block, uint32_t *sentence)
{
    uint32_t last = 0, length = 0;
    uint32_t end = block.to < s.n ? block.to : (uint32_t)s.n;
    ++*sentence;
    for (uint32_t i = block.from; i < end;) {
        uint32_t from = i;
        while (i < end && is_of_word(s.p[i]))
            i++;
        if (i == from) {
            i++;
            continue;
        }
        if (last && (is_end(s, last, from) || length == SENTENCE)) {
            ++*sentence;
            length = 0;
        }
        if (!add_word(r, s, (rap_span){from, i}, *sentence)) return false;
        last = i;
        length++;
    }
    return true;
}

/* ---- what a report is about ---- */

static int by_kin(const void *x, const void *y)
{
    const rap_retold_term *a = x, *b = y;
    return (a->kin > b->kin) - (a->kin < b->kin);
}

static bool is_name(const rap_retold_word *w, uint32_t i)
{
    return w[i].capital && i > 0 && w[i - 1].sentence == w[i].sentence;
}

static bool count_terms(rap_retold_report *d, rap_arena *arena)
{
    uint32_t n = 0, k = 0;
    d->terms = RAP_NEW(arena, rap_retold_term, d->n_words);
    if (!d->terms) return false;
    for (uint32_t i = 0; i < d->n_words; i++)
        if (!d->words[i].plain)
            d->terms[n++] = (rap_retold_term){d->words[i].kin, 1, is_name(d->words, i)};
    if (n) qsort(d->terms, n, sizeof *d->terms, by_kin);
    for (uint32_t i = 0; i < n; i++) {
        bool again = k && d->terms[k - 1].kin == d->terms[i].kin;
        if (again) {
            d->terms[k - 1].weight++;
            d->terms[k - 1].name = d->terms[k - 1].name || d->terms[i].name;
        } else {
            d->terms[k++] = d->terms[i];
        }
    }
    d->n_terms = k;
    return true;
}

static int by_its_kin(const void *x, const void *y)
{
    const rap_retold_term *const *a = x, *const *b = y;
    return ((*a)->kin > (*b)->kin) - ((*a)->kin < (*b)->kin);
}

static void measure(rap_retold_report *d)
{
    uint64_t words = 0, names = 0;
    for (uint32_t t = 0; t < d->n_terms; t++) {
        uint64_t square = (uint64_t)d->terms[t].weight * d->terms[t].weight;
        words += square;
        names += d->terms[t].name ? square : 0;
    }
    d->norm = rap_root(words);
    d->name_norm = rap_root(names);
}

/* tf * idf over these reports. */
static bool weigh_terms(rap_retolds *d, rap_arena *arena)
{
    size_t n = 0, k = 0;
    for (uint32_t i = 0; i < d->n_reports; i++)
        n += d->reports[i].n_terms;
    rap_retold_term **v = RAP_NEW(arena, rap_retold_term *, n);
    if (!v) return false;
    for (uint32_t i = 0; i < d->n_reports; i++)
        for (uint32_t t = 0; t < d->reports[i].n_terms; t++)
            v[k++] = &d->reports[i].terms[t];
    if (n) qsort(v, n, sizeof *v, by_its_kin);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i; to < n && v[to]->kin == v[i]->kin;)
            to++;
        int32_t idf = rap_log2((uint64_t)d->n_reports + 1) - rap_log2(to - i);
        for (size_t m = i; m < to; m++)
            v[m]->weight =
                (uint32_t)((RAP_LOG_ONE + rap_log2(v[m]->weight)) * idf / RAP_LOG_ONE);
    }
    for (uint32_t i = 0; i < d->n_reports; i++)
        measure(&d->reports[i]);
    return true;
}

rap_retold_alike rap_retold_likeness(const rap_retold_report *a,
                                     const rap_retold_report *b)
{
    uint64_t words = 0, names = 0;
    uint64_t norms = a->norm * b->norm, name_norms = a->name_norm * b->name_norm;
    for (uint32_t i = 0, k = 0; i < a->n_terms && k < b->n_terms;) {
        const rap_retold_term *x = &a->terms[i], *y = &b->terms[k];
        uint64_t both = (uint64_t)x->weight * y->weight;
        if (x->kin == y->kin) words += both;
        if (x->kin == y->kin && x->name && y->name) names += both;
        i += x->kin <= y->kin;
        k += y->kin <= x->kin;
    }
    return (rap_retold_alike){norms ? (uint32_t)(words * 1000 / norms) : 0,
                              name_norms ? (uint32_t)(names * 1000 / name_norms) : 0};
}

/* ---- mentions ---- */

static void few_add(rap_retold_few *f, uint32_t v)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->v[i] == v) return;
    if (f->n < RAP_RETOLD_FEW) f->v[f->n++] = v;
}

/* The word that says most: the first of a phrase with function words in it ("pulled out
 * of"), else the rarest. */
static uint32_t head_of(const rap_retold_word *w, uint32_t from, uint32_t to)
{
    uint32_t head = from, named = 0;
    bool mixed = false;
    for (uint32_t i = from; i < to; i++) {
        mixed = mixed || w[i].plain;
        named += !w[i].plain;
    }
    if (mixed && named > 1 && !w[from].plain) return from;
    for (uint32_t i = from + 1; i < to; i++) {
        bool better = w[head].plain ? !w[i].plain || w[i].rare > w[head].rare
                                    : !w[i].plain && w[i].rare > w[head].rare;
        if (better) head = i;
    }
    return head;
}

static void read_kins(rap_retold *d, const rap_retold_word *w)
{
    for (uint32_t i = d->from; i < d->to && d->n_kins < RAP_RETOLD_KINS; i++) {
        bool there = false;
        for (uint32_t k = 0; k < d->n_kins; k++)
            there = there || d->kins[k] == w[i].kin;
        if (!w[i].plain && !there) d->kins[d->n_kins++] = w[i].kin;
    }
    if (d->n_kins == 0) d->kins[d->n_kins++] = w[d->head].kin;
}

static void read_sides(rap_retold *d, const rap_retold_word *w)
{
    for (uint32_t i = d->from; i-- > d->begin && d->n_left < RAP_RETOLD_NEAR;)
        if (!w[i].plain) d->left[d->n_left++] = i;
    for (uint32_t i = d->to; i < d->end && d->n_right < RAP_RETOLD_NEAR; i++)
        if (!w[i].plain) d->right[d->n_right++] = i;
}

/* The words of the sentence but for its own, by kin. */
static void read_bag(rap_retold *d, const rap_retold_word *w)
{
    for (uint32_t i = d->begin; i < d->end && d->n_bag < RAP_RETOLD_BAG; i++) {
        if (w[i].plain || (i >= d->from && i < d->to)) continue;
        uint32_t at = 0;
        while (at < d->n_bag && w[d->bag[at]].kin < w[i].kin)
            at++;
        if (at < d->n_bag && w[d->bag[at]].kin == w[i].kin) continue;
        for (uint32_t k = d->n_bag; k > at; k--)
            d->bag[k] = d->bag[k - 1];
        d->bag[at] = i;
        d->n_bag++;
    }
}

static void read_marks(rap_retold *d, const rap_retold_word *w)
{
    for (uint32_t i = d->begin; i < d->end; i++) {
        if (w[i].digit) few_add(&d->numbers, rap_hash(w[i].low));
        if (w[i].capital && i > d->begin && !w[i].plain)
            few_add(&d->names, rap_hash(w[i].low));
    }
}

static bool is_in(rap_span inner, rap_span outer)
{
    return inner.from >= outer.from && inner.to <= outer.to && inner.to;
}

/* Times and parties of the sentence; the record lists both in order of the text. */
static void read_record(retold_reader *r, rap_retold *d, const rap_retold_report *of)
{
    const rap_filed *f = of->f;
    rap_span at = {of->words[d->begin].at.from, of->words[d->end - 1].at.to};
    uint32_t low = 0, seen = 0;
    RAP_BISECT(uint32_t, low, mid, f->n_times, f->times[mid].at.from < at.from);
    for (; low < f->n_times && seen < SCANNED && f->times[low].at.from < at.to; low++) {
        rap_span t = f->times[low].at;
        seen++;
        if (!is_in(t, at) || t.to > f->source.n) continue;
        uint32_t h = RAP_HASH_START;
        for (uint32_t i = t.from; i < t.to; i++)
            h = rap_hash_byte(h, rap_to_lower(f->source.p[i]));
        few_add(&d->times, h);
    }
    low = seen = 0;
    RAP_BISECT(uint32_t, low, mid, f->n_mentions, f->mentions[mid].at.from < at.from);
    for (; low < f->n_mentions && seen < SCANNED; low++, seen++) {
        const rap_filed_mention *m = &f->mentions[low];
        if (m->at.from >= at.to) break;
        int32_t party = rap_pile_party(r->p, of->rank, m->entity);
        if (party >= 0 && is_in(m->at, at)) few_add(&d->parties, (uint32_t)party);
    }
}

static bool read_deed(retold_reader *r, rap_retold_report *of, uint32_t index)
{
    const rap_retold_word *w = of->words;
    rap_span at = of->f->events[index].trigger;
    uint32_t from = 0, to;
    if (at.to == 0 || of->n_words == 0) return true;
    RAP_BISECT(uint32_t, from, mid, of->n_words, w[mid].at.to <= at.from);
    for (to = from; to < of->n_words && w[to].at.from < at.to;)
        to++;
    if (from == of->n_words) from--;
    if (to <= from) to = from + 1;
    if (to - from > SENTENCE) to = from + SENTENCE;
    rap_retold *d = RAP_PUSH(r->arena, &r->deeds);
    if (!d) return false;
    *d = (rap_retold){.report = r->out->n_reports,
                      .flat = rap_flat_at(&r->p->events, of->rank, index),
                      .from = from,
                      .to = to,
                      .head = head_of(w, from, to),
                      .begin = from,
                      .end = to,
                      .sentence = w[from].sentence};
    while (d->begin > 0 && w[d->begin - 1].sentence == d->sentence)
        d->begin--;
    while (d->end < of->n_words && w[d->end].sentence == d->sentence)
        d->end++;
    read_kins(d, w);
    read_sides(d, w);
    read_bag(d, w);
    read_marks(d, w);
    read_record(r, d, of);
    return true;
}

/* ---- how common a deed is ---- */

typedef struct {
    uint32_t kin, story, report, deed;
} counted;

static int by_kin_and_story(const void *x, const void *y)
{
    const counted *a = x, *b = y;
    if (a->kin != b->kin) return a->kin < b->kin ? -1 : 1;
    if (a->story != b->story) return a->story < b->story ? -1 : 1;
    if (a->report != b->report) return a->report < b->report ? -1 : 1;
    return (a->deed > b->deed) - (a->deed < b->deed);
}

static uint16_t capped(uint32_t n)
{
    return (uint16_t)(n < INT16_MAX ? n : INT16_MAX);
}

/* Reports among [from, to), which are sorted. */
static uint32_t reports_of(const counted *v, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++)
        n += i == from || v[i].report != v[i - 1].report;
    return n;
}

static void count_story(rap_retolds *d, const counted *v, uint32_t from, uint32_t to)
{
    uint32_t reports = reports_of(v, from, to);
    for (uint32_t i = from, end; i < to; i = end) {
        for (end = i; end < to && v[end].report == v[i].report;)
            end++;
        for (uint32_t k = i; k < end; k++) {
            d->v[v[k].deed].in_story = capped(reports);
            d->v[v[k].deed].in_report = capped(end - i);
        }
    }
}

static bool count_deeds(rap_retolds *d, const rap_pile *p, rap_arena *arena)
{
    counted *v = RAP_NEW(arena, counted, d->n);
    uint32_t *size = RAP_NEW(arena, uint32_t, (size_t)p->stories.n + 1);
    if (!v || !size) return false;
    for (uint32_t i = 0; i < d->n_reports; i++)
        size[d->reports[i].story]++;
    for (uint32_t i = 0; i < d->n; i++) {
        const rap_retold_report *of = &d->reports[d->v[i].report];
        v[i] = (counted){of->words[d->v[i].head].kin, of->story, d->v[i].report, i};
        d->v[i].of_story = capped(size[of->story]);
    }
    if (d->n) qsort(v, d->n, sizeof *v, by_kin_and_story);
    for (uint32_t i = 0, end; i < d->n; i = end) {
        uint32_t reports = 0;
        for (end = i; end < d->n && v[end].kin == v[i].kin;) {
            uint32_t to = end;
            while (to < d->n && v[to].kin == v[i].kin && v[to].story == v[end].story)
                to++;
            reports += reports_of(v, end, to);
            count_story(d, v, end, to);
            end = to;
        }
        for (uint32_t k = i; k < end; k++)
            d->v[v[k].deed].reports = capped(reports);
    }
    return true;
}

/* ---- all of it ---- */

static bool read_report(retold_reader *r, uint32_t rank)
{
    rap_retold_report *d = &r->out->reports[r->out->n_reports];
    const rap_filed *f = rap_pile_report(r->p, rank);
    uint32_t sentence = 0;
    *d = (rap_retold_report){.f = f,
                             .rank = rank,
                             .story = r->p->story_of[rank],
                             .first = (uint32_t)r->deeds.n};
    memset(&r->words, 0, sizeof r->words);
    for (uint32_t i = 0; i < f->n_blocks && f->source.n; i++)
        if (!rap_str_is(f->blocks[i].kind, "boilerplate") &&
            !read_block(r, f->source, f->blocks[i].at, &sentence))
            return false;
    d->words = r->words.v;
    d->n_words = (uint32_t)r->words.n;
    for (uint32_t i = 0; i < f->n_events; i++)
        if (!read_deed(r, d, i)) return false;
    d->n = (uint32_t)r->deeds.n - d->first;
    r->out->n_reports++;
    return count_terms(d, r->arena);
}

bool rap_retold_read(rap_retolds *out, const rap_pile *p, rap_arena *arena)
{
    retold_reader r = {.p = p, .arena = arena, .out = out};
    uint32_t n = 0;
    *out = (rap_retolds){0};
    for (uint32_t i = 0; i < p->n; i++)
        n += rap_pile_report(p, i)->n_given > 0;
    if (n == 0) return true;
    out->reports = RAP_NEW(arena, rap_retold_report, n);
    r.encoder = RAP_NEW(arena, rap_encoder, 1);
    if (!out->reports || !r.encoder) return false;
    if (!rap_encoder_open(r.encoder, rap_weights_part("encoder"))) return true;
    for (uint32_t i = 0; i < p->n; i++)
        if (rap_pile_report(p, i)->n_given && !read_report(&r, i)) return false;
    out->v = r.deeds.v;
    out->n = (uint32_t)r.deeds.n;
    return weigh_terms(out, arena) && count_deeds(out, p, arena);
}
