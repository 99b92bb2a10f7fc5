/*
 * words/tags.c - Penn and universal tags and lemmas, by a hidden Markov model in whole
 * numbers.
 *
 * A word's readings come from models/lexicon.tsv, or by its ending from
 * models/suffixes.tsv, or are given by its shape; models/tagpairs.tsv tells what a tag
 * costs behind another, a letter each (a = 0, half a bit a step).  The cheapest path
 * through a sentence is found in one pass (Viterbi) over at most four readings a word.
 * train/lexicon.py makes the tables.
 */
/* SPDX-License-Identifier: MIT */
#include "words/tags.h"

#include "base/ascii.h"
#include "lexicon_table.inc"
#include "punctuation_table.inc"
#include "suffixes_table.inc"
#include "tagpairs_table.inc"
#include "words/morph.h"

enum {
    READINGS = 4,
    NAME_DEAR = 8,        /* what a common reading costs more under a capital letter */
    UNKNOWN_DEAR = 20,    /* the same for a word that is in no lexicon */
    SMALL_NAME_DEAR = 12, /* what a name costs without one */
    DO_FAR = 5,           /* tokens between "did" and its verb */
    ENDING_MAX = 4,       /* longest ending in models/suffixes.tsv */
    PAIR_DEAR = 25,       /* a tag behind another that was never seen there */
    ENGLISH_LEAST = 24,   /* fewer words than that are taken for English */
    ENGLISH_SHARE = 20    /* words of the closed classes in a hundred */
};

typedef struct {
    uint8_t tag, cost; /* row of tagpairs; half bits */
    uint8_t upos;
    uint8_t back;  /* reading of the token before */
    rap_str lemma; /* empty: by rule */
} reading;

typedef struct {
    reading v[READINGS];
    uint32_t n;
} readings;

/* The tags, worked out once a report. */
typedef struct {
    uint8_t upos[TAGPAIRS_ROWS];
    bool name[TAGPAIRS_ROWS];                   /* NNP, NNPS */
    char xpos[TAGPAIRS_ROWS][6];                /* as tokens carry it */
    uint8_t cost[TAGPAIRS_ROWS][TAGPAIRS_ROWS]; /* of a tag (second) behind another */
    const int32_t *rows;                        /* of the lexicon, a token each */
    uint8_t stop, nn, nns, nnp, jj, cd;         /* rows */
} tagset;

static const char *const upos_names[] = {
    "X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

const char *rap_upos_name(rap_upos upos)
{
    return upos_names[upos <= RAP_VERB ? upos : RAP_X];
}

static uint8_t upos_of(rap_str name)
{
    if (rap_str_is(name, "PUNCT")) return RAP_PUNCT;
    for (uint8_t i = 0; i <= RAP_VERB; i++)
        if (rap_str_is(name, upos_names[i])) return i;
    return RAP_X;
}

static uint8_t tag_of(rap_str name)
{
    int row = rap_table_find(&tagpairs_table, name);
    return (uint8_t)(row < 0 ? 0 : row);
}

/* Number of a letter of the tables: A-Z, then a-z. */
static uint8_t number(char c)
{
    return (uint8_t)(rap_is_upper(c) ? c - 'A' : rap_is_lower(c) ? c - 'a' + 26 : 0);
}

static void set_tag(tagset *set, int row)
{
    rap_str tag = rap_cell(&tagpairs_table, row, TAGPAIRS_TAG);
    rap_str costs = rap_cell(&tagpairs_table, row, TAGPAIRS_COSTS);
    set->upos[row] = number(rap_cell(&tagpairs_table, row, TAGPAIRS_UPOS).p[0]);
    set->name[row] = rap_str_begins(tag, RAP_STR("NNP"));
    if (rap_str_is(tag, "LRB")) tag = RAP_STR("-LRB-");
    if (rap_str_is(tag, "RRB")) tag = RAP_STR("-RRB-");
    memset(set->xpos[row], 0, sizeof set->xpos[row]);
    memcpy(set->xpos[row], tag.p, tag.n < 5 ? tag.n : 5);
    for (size_t i = 0; i < TAGPAIRS_ROWS; i++)
        set->cost[row][i] = i < costs.n ? (uint8_t)(costs.p[i] - 'a') : PAIR_DEAR;
}

static void set_tags(tagset *set)
{
    for (int row = 0; row < TAGPAIRS_ROWS; row++)
        set_tag(set, row);
    set->stop = tag_of(RAP_STR("."));
    set->nn = tag_of(RAP_STR("NN"));
    set->nns = tag_of(RAP_STR("NNS"));
    set->nnp = tag_of(RAP_STR("NNP"));
    set->jj = tag_of(RAP_STR("JJ"));
    set->cd = tag_of(RAP_STR("CD"));
}

static reading *add(readings *r, const tagset *set, uint8_t tag, uint8_t cost)
{
    reading *x = &r->v[r->n < READINGS ? r->n++ : READINGS - 1];
    *x = (reading){.tag = tag, .cost = cost, .upos = set->upos[tag]};
    return x;
}

static uint8_t cost_of(char c)
{
    return rap_is_lower(c) ? (uint8_t)(c - 'a') : 0;
}

/* Row of a token by the hash that it carries. */
static int row_of(const rap_table *table, const rap_token *t)
{
    int row = rap_table_probe(table, t->hash);
    return row >= 0 && rap_str_eq(rap_cell(table, row, 0), t->low) ? row
                                                                   : RAP_TABLE_NONE;
}

static bool from_lexicon(readings *r, const tagset *set, int row)
{
    if (row < 0) return false;
    for (uint32_t col = LEXICON_FIRST; col <= LEXICON_THIRD; col++) {
        rap_str cell = rap_cell(&lexicon_table, row, col);
        if (cell.n < 4) break;
        reading *x = add(r, set, number(cell.p[0]), cost_of(cell.p[2]));
        x->upos = number(cell.p[1]);
        x->lemma = rap_str_cut(cell, 3, cell.n);
    }
    return true;
}

static void from_ending(readings *r, const tagset *set, rap_str low)
{
    for (size_t n = ENDING_MAX; n > 0; n--) {
        if (low.n <= n) continue;
        int row = rap_table_find(&suffixes_table, rap_str_cut(low, low.n - n, low.n));
        for (uint32_t col = SUFFIXES_FIRST; row >= 0 && col <= SUFFIXES_THIRD; col++) {
            rap_str cell = rap_cell(&suffixes_table, row, col);
            if (cell.n < 2) break;
            add(r, set, number(cell.p[0]), cost_of(cell.p[1]));
        }
        if (row >= 0) return;
    }
    add(r, set, set->nn, 0);
}

static void from_mark(readings *r, const tagset *set, const rap_token *t)
{
    int row = row_of(&punctuation_table, t);
    rap_str tag = rap_cell(&punctuation_table, row, PUNCTUATION_TAG);
    if (t->shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE))
        tag = t->shape & RAP_SHAPE_OPEN ? RAP_STR("``") : RAP_STR("''");
    char c = t->low.n ? t->low.p[0] : ' ';
    if (tag.n == 0)
        tag = strchr("!?", c) ? RAP_STR(".") : c == '-' ? RAP_STR(":") : RAP_STR("NFP");
    add(r, set, tag_of(tag), 0);
    if (row >= 0)
        r->v[0].upos = upos_of(rap_cell(&punctuation_table, row, PUNCTUATION_UPOS));
}

static void from_digits(readings *r, const tagset *set, const rap_token *t)
{
    char c = t->low.p[t->low.n - 1];
    uint8_t tag = set->cd;
    if (!(t->shape & RAP_SHAPE_LETTER))
        tag = set->cd;
    else if (!rap_is_digit(t->low.p[0]))
        tag = set->nnp;
    else if (c == 's')
        tag = set->nns;
    else if (c == 'h' || c == 't' || c == 'd')
        tag = set->jj;
    add(r, set, tag, 0);
}

/* A capital letter that a sentence does not ask for makes a name likely; without one a
 * name is unlikely. */
static void weigh_capital(readings *r, const tagset *set, const rap_token *t,
                          bool telling)
{
    bool open = false, named = false;
    for (uint32_t i = 0; i < r->n; i++) {
        bool name = set->name[r->v[i].tag];
        named |= name;
        uint8_t u = r->v[i].upos;
        open |= u == RAP_NOUN || u == RAP_ADJ || u == RAP_VERB || u == RAP_ADV ||
                u == RAP_X;
        uint8_t dear = 0;
        if (name && !(t->shape & RAP_SHAPE_CAPITAL)) dear = SMALL_NAME_DEAR;
        if (!name && telling && (u == RAP_NOUN || u == RAP_VERB || u == RAP_ADV))
            dear = NAME_DEAR;
        if (!name && telling && u == RAP_ADJ) dear = NAME_DEAR / 2;
        r->v[i].cost = (uint8_t)(r->v[i].cost + dear);
    }
    if (telling && open && !named) add(r, set, set->nnp, 2);
}

/* `row` is that of the lexicon; `telling`: a capital letter says something here. */
static void read_word(readings *r, const tagset *set, const rap_token *t, int row,
                      bool telling)
{
    r->n = 0;
    if (!(t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT))) {
        from_mark(r, set, t);
    } else if (from_lexicon(r, set, row)) {
        weigh_capital(r, set, t, telling && (t->shape & RAP_SHAPE_CAPITAL));
    } else if (t->shape & RAP_SHAPE_DIGIT) {
        from_digits(r, set, t);
    } else {
        from_ending(r, set, t->low);
        bool capital = (t->shape & RAP_SHAPE_CAPITAL) != 0;
        for (uint32_t i = 0; capital && i < r->n; i++)
            r->v[i].cost = (uint8_t)(r->v[i].cost + (telling ? UNKNOWN_DEAR : 4));
        if (capital) add(r, set, set->nnp, 0);
    }
}

/* Cheapest way into each reading of `r` from those of `before`; sums are kept small by
 * taking the cheapest from all. */
static void step(readings *r, const tagset *set, const readings *before,
                 uint32_t sums[READINGS])
{
    uint32_t next[READINGS], low = UINT32_MAX;
    for (uint32_t i = 0; i < r->n; i++) {
        next[i] = UINT32_MAX;
        for (uint32_t k = 0; k < before->n; k++) {
            uint32_t c =
                sums[k] + set->cost[before->v[k].tag][r->v[i].tag] + r->v[i].cost;
            if (c >= next[i]) continue;
            next[i] = c;
            r->v[i].back = (uint8_t)k;
        }
        if (next[i] < low) low = next[i];
    }
    for (uint32_t i = 0; i < r->n; i++)
        sums[i] = next[i] - low;
}

static void settle(const rap_prose *p, const tagset *set, rap_token *t,
                   const reading *x)
{
    t->upos = x->upos;
    memcpy(t->xpos, set->xpos[x->tag], sizeof t->xpos);
    bool bare = !(t->shape & RAP_SHAPE_LETTER) || t->upos == RAP_PROPN;
    t->lemma = x->lemma.n ? x->lemma
               : bare     ? t->low
                          : rap_morph_lemma(p->arena, t->low, t->xpos);
    bool same = t->lemma.p == t->low.p && t->lemma.n == t->low.n;
    t->lemma_hash = same ? t->hash : rap_hash(t->lemma);
}

/* Are most words capitalised, as in a title? */
static bool is_title_case(const rap_prose *p, const rap_sentence *s)
{
    uint32_t words = 0, big = 0;
    for (uint32_t i = s->first; i < s->last; i++) {
        if (!(p->tokens[i].shape & RAP_SHAPE_LETTER)) continue;
        words++;
        big += (p->tokens[i].shape & RAP_SHAPE_CAPITAL) != 0;
    }
    return words > 3 && big * 3 > words * 2;
}

/* `all` has room for the readings of the sentence. */
static void tag_sentence(const rap_prose *p, const tagset *set, const rap_sentence *s,
                         readings *all)
{
    readings start = {.n = 1};
    start.v[0].tag = set->stop;
    uint32_t sums[READINGS] = {0};
    bool title = is_title_case(p, s);
    for (uint32_t i = s->first; i < s->last; i++) {
        const rap_token *t = &p->tokens[i];
        readings *r = &all[i - s->first];
        read_word(r, set, t, set->rows[i], !title && !(t->shape & RAP_SHAPE_FIRST));
        step(r, set, i > s->first ? r - 1 : &start, sums);
    }
    uint32_t best = 0;
    for (uint32_t k = 1; k < all[s->last - 1 - s->first].n; k++)
        if (sums[k] < sums[best]) best = k;
    for (uint32_t i = s->last; i-- > s->first;) {
        const reading *x = &all[i - s->first].v[best];
        settle(p, set, &p->tokens[i], x);
        best = x->back;
    }
}

static bool is_form_of(const rap_token *t, const char *lemma)
{
    return (t->upos == RAP_AUX || t->upos == RAP_VERB) && rap_str_is(t->lemma, lemma);
}

static bool is_tagged(const rap_token *t, const char *tag)
{
    return memcmp(t->xpos, tag, strlen(tag) + 1) == 0;
}

static void retag(rap_token *t, const char *tag)
{
    memcpy(t->xpos, tag, strlen(tag) + 1);
}

/* Is a base form among the few tokens from i on? */
static bool base_follows(const rap_token *t, uint32_t i, uint32_t n)
{
    for (uint32_t k = i; k < n && k < i + DO_FAR && t[k].upos != RAP_PUNCT; k++)
        if (is_tagged(&t[k], "VB")) return true;
    return false;
}

/* Behind "have" and "be" a past form is a participle; "have" and "do" are auxiliaries
 * only before a verb, "be" is a verb behind "there". */
static void mend_verbs(rap_token *t, uint32_t n)
{
    uint32_t helper = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        bool verb = t[i].upos == RAP_VERB || t[i].upos == RAP_AUX;
        if (!verb && helper == UINT32_MAX) continue;
        bool adverb = t[i].upos == RAP_ADV || t[i].upos == RAP_PART;
        bool be = is_form_of(&t[i], "be"), have = is_form_of(&t[i], "have");
        if (helper != UINT32_MAX && is_tagged(&t[i], "VBD")) retag(&t[i], "VBN");
        if (helper != UINT32_MAX && (t[i].upos == RAP_VERB || be || have))
            t[helper].upos = RAP_AUX;
        if (be && i && is_tagged(&t[i - 1], "EX")) t[i].upos = RAP_VERB;
        if (have) t[i].upos = RAP_VERB;
        if (is_form_of(&t[i], "do"))
            t[i].upos = base_follows(t, i + 1, n) ? RAP_AUX : RAP_VERB;
        if (be || have)
            helper = i;
        else if (!adverb)
            helper = UINT32_MAX;
    }
}

/* "'s" between a noun and an adjective or noun owns it. */
static void mend_possessives(rap_token *t, uint32_t n)
{
    for (uint32_t i = 1; i + 1 < n; i++) {
        if (t[i].upos != RAP_AUX) continue;
        bool noun = t[i - 1].upos == RAP_NOUN || t[i - 1].upos == RAP_PROPN;
        uint8_t next = t[i + 1].upos;
        if (!noun || !rap_str_is(t[i].low, "'s")) continue;
        if (next != RAP_NOUN && next != RAP_PROPN && next != RAP_ADJ) continue;
        retag(&t[i], "POS");
        t[i].upos = RAP_PART;
        t[i].lemma = t[i].low;
        t[i].lemma_hash = t[i].hash;
    }
}

/* "this" and its like are determiners only before what they determine. */
static void mend_determiners(rap_token *t, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!is_tagged(&t[i], "DT") || t[i].low.n < 4) continue;
        uint8_t next = i + 1 < n ? t[i + 1].upos : RAP_PUNCT;
        bool noun = next == RAP_NOUN || next == RAP_PROPN || next == RAP_ADJ ||
                    next == RAP_NUM || next == RAP_ADV || next == RAP_SYM;
        bool pointing =
            rap_str_is(t[i].lemma, "this") || rap_str_is(t[i].lemma, "that");
        if (pointing) t[i].upos = noun ? RAP_DET : RAP_PRON;
    }
}

rap_code rap_tags_read(const rap_prose *p, const int32_t *rows, rap_err *err)
{
    uint32_t longest = 0;
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        uint32_t n = p->sentences[i].last - p->sentences[i].first;
        if (n > longest) longest = n;
    }
    readings *all = RAP_NEW(p->arena, readings, longest);
    tagset *set = RAP_NEW(p->arena, tagset, 1);
    if (!all || !set) return rap_fail_memory(err);
    set_tags(set);
    set->rows = rows;
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        const rap_sentence *s = &p->sentences[i];
        tag_sentence(p, set, s, all);
        mend_possessives(p->tokens + s->first, s->last - s->first);
        mend_verbs(p->tokens + s->first, s->last - s->first);
        mend_determiners(p->tokens + s->first, s->last - s->first);
    }
    return RAP_OK;
}

static bool is_closed(int row)
{
    rap_str cell = rap_cell(&lexicon_table, row, LEXICON_FIRST);
    uint8_t u = cell.n > 1 ? number(cell.p[1]) : RAP_X;
    return u == RAP_DET || u == RAP_ADP || u == RAP_AUX || u == RAP_PRON ||
           u == RAP_CCONJ || u == RAP_SCONJ || u == RAP_PART;
}

void rap_tags_look(int32_t *rows, const rap_prose *p)
{
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_token *t = &p->tokens[i];
        bool word = (t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) != 0;
        rows[i] = word ? row_of(&lexicon_table, t) : RAP_TABLE_NONE;
    }
}

bool rap_tags_is_english(const rap_prose *p, const int32_t *rows)
{
    uint64_t words = 0, closed = 0;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        if (!(p->tokens[i].shape & RAP_SHAPE_LETTER)) continue;
        words++;
        closed += is_closed(rows[i]);
    }
    return words < ENGLISH_LEAST || closed * 100 >= words * ENGLISH_SHARE;
}
