/*
 * pile/papers.c - papers that sides put forward, agree or issue, and their rows.
 *
 * A paper is a noun of data/papers.tsv in a body block.  The side that made it is the
 * last one named before it in its sentence ("Norland's written offer", "Sudmark
 * presented a list of demands"); words that name a paper only weakly count only with
 * such a side. Papers of one kind by one side in one story are one.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/met.h"
#include "pile/phrases.h"

#include "papers_table.inc"

enum {
    MAKER_NEAR = 90, /* bytes between a maker and his paper */
    TO_NEAR = 40,    /* bytes between a paper and whom it goes to */
    NONE_BEFORE = 2, /* words between "any" and a paper */
    NAME_WORDS = 3   /* words before the noun that may belong to its name */
};

typedef struct {
    rap_pile *p;
    RAP_LIST(rap_paper) papers;
} reading;

static bool can_make(const rap_pile *p, int32_t side)
{
    rap_str kind = side < 0 ? (rap_str){"", 0} : p->parties[side].kind;
    return rap_str_is(kind, "country") || rap_str_is(kind, "organization") ||
           rap_str_is(kind, "group") || rap_str_is(kind, "person");
}

static int32_t side_of_mention(const rap_pile *p, uint32_t rank,
                               const rap_filed_mention *m)
{
    int32_t side = rap_pile_side(p, rap_pile_party(p, rank, m->entity));
    return can_make(p, side) ? side : -1;
}

/* The last side named in the sentence before `at`, or -1. */
static int32_t maker(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                     rap_span at, uint32_t sentence)
{
    int32_t side = -1;
    uint32_t from = w->sentences[sentence].from;
    if (at.from > from + MAKER_NEAR) from = at.from - MAKER_NEAR;
    for (uint32_t i = rap_phrases_mention(w, from); i < w->n_mentions; i++) {
        const rap_filed_mention *m = w->mentions[i];
        if (m->at.from >= at.from) break;
        int32_t s = side_of_mention(p, rank, m);
        if (s >= 0) side = s;
    }
    return side;
}

/* The side named right behind the paper: "the offer Norland made". */
static int32_t maker_behind(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                            uint32_t end)
{
    uint32_t i = rap_phrases_mention(w, end);
    bool beside = i < w->n_mentions && w->mentions[i]->at.from <= end + 1;
    return beside ? side_of_mention(p, rank, w->mentions[i]) : -1;
}

/* Part of a longer name, like that of an alliance? */
static bool in_name(const rap_phrases *w, rap_span at)
{
    uint32_t i = rap_phrases_mention(w, at.from);
    return i < w->n_mentions && w->mentions[i]->at.from < at.from;
}

/* A side that follows "to" right behind the paper, or -1. */
static int32_t receiver(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                        uint32_t word)
{
    if (word + 1 >= w->n || w->v[word].hash != rap_hash(RAP_STR("to"))) return -1;
    uint32_t i = rap_phrases_mention(w, w->v[word].at.to);
    if (i == w->n_mentions || w->mentions[i]->at.from > w->v[word].at.to + TO_NEAR)
        return -1;
    return side_of_mention(p, rank, w->mentions[i]);
}

/* The noun with the adjectives before it, back to its article. */
static rap_span whole_name(const rap_phrases *w, uint32_t i, uint32_t n)
{
    static const char *const articles[] = {"a",     "an",  "the", "its",
                                           "their", "his", "her"};
    rap_span at = {w->v[i].at.from, w->v[i + n - 1].at.to};
    for (uint32_t k = 1; k <= NAME_WORDS && k <= i; k++) {
        const rap_phrase_word *word = &w->v[i - k];
        if (word->sentence != w->v[i].sentence) break;
        for (size_t a = 0; a < sizeof articles / sizeof *articles; a++)
            if (word->hash == rap_hash(rap_str_of(articles[a])))
                return (rap_span){w->v[i - k + 1].at.from, at.to};
    }
    return at;
}

/* "any such offer", "no proposal": nobody has put it forward. */
static bool is_none(const rap_phrases *w, uint32_t i)
{
    static const char *const none[] = {"any", "no", "without"};
    for (uint32_t back = 1; back <= NONE_BEFORE && back <= i; back++)
        for (size_t k = 0; k < sizeof none / sizeof *none; k++)
            if (w->v[i - back].sentence == w->v[i].sentence &&
                w->v[i - back].hash == rap_hash(rap_str_of(none[k])))
                return true;
    return false;
}

static void see_paper(reading *r, uint32_t rank, const rap_phrases *w, uint32_t i,
                      uint32_t n, int row)
{
    rap_pile *p = r->p;
    int32_t by = maker_behind(p, rank, w, w->v[i + n - 1].at.to);
    if (by < 0) by = maker(p, rank, w, w->v[i].at, w->v[i].sentence);
    bool strong = rap_cell_is(&papers_table, row, PAPERS_STRENGTH, "strong");
    if (is_none(w, i) || (by < 0 && !strong) || in_name(w, w->v[i].at)) return;
    rap_paper *x = RAP_PUSH(p->arena, &r->papers);
    if (!x) {
        p->failed = true;
        return;
    }
    *x = (rap_paper){.rank = rank,
                     .at = whole_name(w, i, n),
                     .kind = rap_cell(&papers_table, row, PAPERS_KIND),
                     .by = by,
                     .to = receiver(p, rank, w, i + n)};
}

static void read_report(reading *r, uint32_t rank, rap_arena *arena)
{
    rap_phrases w;
    if (!rap_phrases_read(&w, rap_pile_report(r->p, rank), arena)) {
        r->p->failed = true;
        return;
    }
    for (uint32_t i = 0, n = 1; i < w.n && !r->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(&w, &papers_table, i, &n);
        if (row >= 0) see_paper(r, rank, &w, i, n, row);
    }
}

static uint64_t paper_key(const rap_pile *p, const rap_paper *x)
{
    uint64_t key = rap_key_str(RAP_KEY_START, x->kind);
    key = rap_key_num(key, (uint32_t)x->by);
    return rap_key_num(key, x->by < 0 ? p->n + x->rank : p->story_of[x->rank]);
}

void rap_pile_find_papers(rap_pile *p)
{
    reading r = {.p = p};
    for (uint32_t i = 0; i < p->n && !p->failed; i++) {
        if (rap_pile_report(p, i)->n_entities) read_report(&r, i, p->batch);
        rap_arena_reset(p->batch);
    }
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, r.papers.n);
    for (uint32_t i = 0; keys && i < r.papers.n; i++)
        keys[i] = paper_key(p, &r.papers.v[i]);
    p->papers = r.papers.v;
    if (keys) rap_pile_group(p, &p->paper_groups, keys, (uint32_t)r.papers.n);
    for (uint32_t g = 0; !p->failed && g < p->paper_groups.n; g++) {
        rap_group *group = &p->paper_groups.v[g];
        const rap_paper *x = &p->papers[p->paper_groups.members[group->first]];
        group->id = rap_pile_id(p, 'D', x->rank, x->at);
    }
}

uint32_t rap_papers_count(const rap_pile *p)
{
    return p->paper_groups.n;
}

static void write_party(rap_writing *w, const char *key, int32_t party)
{
    rap_json_key(&w->j, key);
    rap_json_array(&w->j);
    if (party >= 0) rap_json_str(&w->j, rap_pile_party_id(w->pile, party));
    rap_json_end_array(&w->j);
}

/* The round of the report in which the paper is named, when it tells of one only. */
static rap_str round_of(const rap_pile *p, uint32_t rank)
{
    int32_t round = p->round_of_report[rank];
    return round > 0 ? p->rounds[round - 1].id : (rap_str){"", 0};
}

/* The day on which it was put forward: that of the round, when it had one day. */
static rap_str day_of_round(rap_pile *p, uint32_t rank)
{
    int32_t round = p->round_of_report[rank];
    const rap_round *r = round > 0 ? &p->rounds[round - 1] : NULL;
    if (!r || r->from == RAP_NO_DAY || r->from != r->to) return (rap_str){"", 0};
    rap_day_text z = rap_day_print(rap_day_of_serial(r->from));
    return rap_arena_copy(p->batch, rap_str_of(z.z));
}

void rap_papers_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_group *g = &p->paper_groups.v[i];
    const rap_paper *first = &p->papers[p->paper_groups.members[g->first]];
    int32_t to = -1;
    rap_writing w;
    for (uint32_t k = 0; k < g->n && to < 0; k++)
        to = p->papers[p->paper_groups.members[g->first + k]].to;
    rap_writing_begin(&w, p, row, g->id);
    row->text = rap_writing_quote(&w, first->rank, first->at);
    rap_writing_str(&w, "kind", first->kind);
    rap_writing_str(&w, "name", row->text);
    write_party(&w, "by", first->by);
    write_party(&w, "to", to);
    rap_writing_str(&w, "day", day_of_round(p, first->rank));
    rap_writing_str(&w, "round", round_of(p, first->rank));
    rap_json_key(&w.j, "tellings");
    rap_json_array(&w.j);
    for (uint32_t k = 0; k < g->n; k++) {
        const rap_paper *x = &p->papers[p->paper_groups.members[g->first + k]];
        rap_json_object(&w.j);
        rap_writing_where(&w, x->rank, x->at);
        rap_json_end_object(&w.j);
        rap_writing_cite(&w, x->rank, x->at);
    }
    rap_json_end_array(&w.j);
    rap_writing_end(&w);
    row->who = rap_pile_party_id(p, first->by);
    row->other = rap_pile_party_id(p, to);
    row->what = first->kind;
    row->weight = (int32_t)g->n;
}
