/*
 * train/samples.c - sentences with tags, trees and marks of names, for the encoder.
 */
/* SPDX-License-Identifier: MIT */
#include "samples.h"

#include "base/file.h"
#include "base/utf8.h"
#include "treebank.h"
#include "trees/relations.h"
#include "words/prose.h"

#include <stdio.h>

enum { FILE_MOST = 1 << 30, TAG_MOST = 24 };

static const struct {
    const char *tag, *kind;
} kinds[] = {
    {"FACILITY", "LOC"}, {"Facility", "LOC"},     {"LOC", "LOC"},
    {"Location", "LOC"}, {"NORP", "NORP"},        {"Nationality", "NORP"},
    {"ORG", "ORG"},      {"Organisation", "ORG"}, {"Organization", "ORG"},
    {"PER", "PER"},      {"Person", "PER"},
};

/* Place of a name in a list, where it is added; -1 when it can't be. */
static int16_t place_of(const samples *to, sample_names *l, rap_str name,
                        rap_arena *arena)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (rap_str_is(name, l->v[i])) return (int16_t)i;
    if (to->lists->closed || l->n == sizeof l->v / sizeof *l->v) return -1;
    l->v[l->n] = rap_arena_copy(arena, name).p;
    return l->v[l->n] ? (int16_t)l->n++ : -1;
}

static sample_word *add_word(samples *to, rap_str form, rap_arena *arena)
{
    sample_word *w = RAP_PUSH(arena, &to->words);
    if (!w) return NULL;
    *w = (sample_word){form, rap_utf8_fold(arena, form), -1, -1, -1, -1};
    return w;
}

static bool add_sentence(samples *to, uint32_t first, bool tree, rap_arena *arena)
{
    sample *s = RAP_PUSH(arena, &to->sentences);
    if (!s) return false;
    *s = (sample){first, (uint32_t)to->words.n, -1, tree};
    return true;
}

/* ---- trees ---- */

static bool add_gold(samples *to, const gold_word *g, rap_arena *arena)
{
    char tag[TAG_MOST];
    sample_word *w = add_word(to, g->form, arena);
    if (!w) return false;
    snprintf(tag, sizeof tag, "%s|%s", rap_upos_name(g->upos), g->xpos);
    w->tag = place_of(to, &to->lists->tags, rap_str_of(tag), arena);
    w->label =
        place_of(to, &to->lists->labels, rap_str_of(rap_deprel_name(g->deprel)), arena);
    w->head = (int32_t)g->head;
    return true;
}

static bool add_tree(samples *to, const treebank *bank, const gold_sentence *g,
                     rap_arena *arena)
{
    const uint32_t first = (uint32_t)to->words.n;
    if (g->last - g->first > SAMPLE_WORDS) return true; /* none is so long */
    for (uint32_t i = g->first; i < g->last; i++)
        if (!add_gold(to, &bank->words.v[i], arena)) return false;
    return add_sentence(to, first, true, arena);
}

rap_code samples_read_trees(samples *to, const char *path, const char *part,
                            rap_arena *arena, rap_err *err)
{
    treebank bank = {0};
    rap_code rc = treebank_read_all(&bank, path, part, arena, err);
    for (size_t i = 0; rc == RAP_OK && i < bank.sentences.n; i++)
        if (!add_tree(to, &bank, &bank.sentences.v[i], arena))
            rc = rap_fail_memory(err);
    return rc;
}

/* ---- names ---- */

/* Sentences of treebanks by their words, for names to find. */
typedef struct {
    uint32_t *slots; /* place of a sentence + 1 */
    uint32_t mask;
    samples *to;
    rap_arena *arena;
    int16_t dialect;
    rap_str last_kind; /* of the word before */
} laying;

static uint32_t hash_words(const samples *s, uint32_t first, uint32_t last)
{
    uint32_t h = RAP_HASH_START;
    for (uint32_t i = first; i < last; i++)
        h = rap_hash_byte(rap_hash_on(h, s->words.v[i].form), '\t');
    return h;
}

static bool index_trees(laying *l)
{
    uint32_t size = 1024;
    while (size < l->to->sentences.n * 2)
        size *= 2;
    l->slots = RAP_NEW(l->arena, uint32_t, size);
    l->mask = size - 1;
    for (uint32_t i = 0; l->slots && i < l->to->sentences.n; i++) {
        const sample *s = &l->to->sentences.v[i];
        uint32_t at = hash_words(l->to, s->first, s->last) & l->mask;
        while (l->slots[at])
            at = (at + 1) & l->mask;
        if (s->tree) l->slots[at] = i + 1;
    }
    return l->slots != NULL;
}

static bool same_words(const samples *s, const sample *a, uint32_t first, uint32_t last)
{
    if (a->last - a->first != last - first) return false;
    for (uint32_t i = first; i < last; i++)
        if (!rap_str_eq(s->words.v[i].form, s->words.v[a->first + i - first].form))
            return false;
    return true;
}

/* A sentence of a treebank of these words that has no names yet. */
static sample *find_tree(const laying *l, uint32_t first, uint32_t last)
{
    for (uint32_t at = hash_words(l->to, first, last) & l->mask; l->slots[at];
         at = (at + 1) & l->mask) {
        sample *s = &l->to->sentences.v[l->slots[at] - 1];
        if (s->dialect < 0 && same_words(l->to, s, first, last)) return s;
    }
    return NULL;
}

/* The last words are a sentence: of a treebank, or of its own. */
static bool end_names(laying *l, uint32_t first)
{
    const uint32_t last = (uint32_t)l->to->words.n;
    l->last_kind = (rap_str){0};
    if (first == last) return true;
    sample *s = find_tree(l, first, last);
    if (!s) {
        if (!add_sentence(l->to, first, false, l->arena)) return false;
        l->to->sentences.v[l->to->sentences.n - 1].dialect = l->dialect;
        return true;
    }
    for (uint32_t i = first; i < last; i++)
        l->to->words.v[s->first + i - first].mark = l->to->words.v[i].mark;
    s->dialect = l->dialect;
    l->to->words.n = first;
    return true;
}

static rap_str kind_of(rap_str tag)
{
    if (tag.n < 3 || tag.p[1] != '-') return (rap_str){0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (rap_str_is(rap_str_cut(tag, 2, tag.n), kinds[i].tag))
            return rap_str_of(kinds[i].kind);
    return (rap_str){0};
}

/* "I-" that follows nothing of its kind begins a name. */
static bool read_word(laying *l, rap_str line, uint32_t first)
{
    char mark[TAG_MOST] = "O";
    size_t end = rap_str_find(line, RAP_STR("\t"), 0), tag = line.n;
    if (end == line.n) end = rap_str_find(line, RAP_STR(" "), 0);
    while (tag > end && line.p[tag - 1] != '\t' && line.p[tag - 1] != ' ')
        tag--;
    if (end == line.n || l->to->words.n - first >= SAMPLE_WORDS) return true;
    const rap_str form = rap_str_trim(rap_str_cut(line, 0, end));
    const rap_str kind = kind_of(rap_str_cut(line, tag, line.n));
    sample_word *w = add_word(l->to, form.n ? form : RAP_STR("_"), l->arena);
    if (!w) return false;
    const bool inside = line.p[tag] == 'I' && rap_str_eq(kind, l->last_kind);
    if (kind.n)
        snprintf(mark, sizeof mark, "%c-" RAP_FMT, inside ? 'I' : 'B', RAP_ARG(kind));
    w->mark = place_of(l->to, &l->to->lists->marks, rap_str_of(mark), l->arena);
    l->last_kind = kind;
    return true;
}

rap_code samples_read_names(samples *to, const char *kind_and_file, rap_arena *arena,
                            rap_err *err)
{
    rap_str all;
    const rap_str both = rap_str_of(kind_and_file);
    const size_t colon = rap_str_find(both, RAP_STR(":"), 0);
    if (colon == both.n) return rap_fail(err, RAP_E_SYNTAX, 0, "names are KIND:FILE");
    laying l = {.to = to, .arena = arena};
    rap_code rc = rap_file_read(&all, kind_and_file + colon + 1, FILE_MOST, arena, err);
    if (rc != RAP_OK) return rc;
    l.dialect = place_of(to, &to->lists->dialects, rap_str_cut(both, 0, colon), arena);
    if (to->lists->closed) l.dialect = 0; /* as they will be read */
    if (l.dialect < 0 || !index_trees(&l)) return rap_fail_memory(err);
    uint32_t first = (uint32_t)to->words.n;
    for (size_t at = 0; at < all.n;) {
        const size_t end = rap_str_find(all, RAP_STR("\n"), at);
        const rap_str line = rap_str_cut(all, at, end);
        bool done = true;
        if (rap_str_trim(line).n == 0) {
            done = end_names(&l, first);
            first = (uint32_t)to->words.n;
        } else if (!rap_str_begins(line, RAP_STR("# "))) {
            done = read_word(&l, line, first);
        }
        if (!done) return rap_fail_memory(err);
        at = end + 1;
    }
    return end_names(&l, first) ? RAP_OK : rap_fail_memory(err);
}
