/*
 * train/treebank.c - gold words of treebanks in CoNLL-U.
 */
/* SPDX-License-Identifier: MIT */
#include "treebank.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/file.h"
#include "trees/relations.h"
#include "words/prose.h"

enum {
    COLUMNS = 10, /* of CoNLL-U */
    FILE_MAX = 1 << 30
};

static uint8_t upos_of(rap_str name)
{
    for (uint8_t i = 0; i <= RAP_VERB; i++)
        if (rap_str_is(name, rap_upos_name(i))) return i;
    return RAP_X;
}

static uint32_t number_of(rap_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n && rap_is_digit(s.p[i]); i++)
        n = n * 10 + (uint32_t)(s.p[i] - '0');
    return n;
}

/* Columns of a line; the number of them. */
static size_t split(rap_str line, rap_str columns[COLUMNS])
{
    size_t n = 0;
    for (size_t at = 0; n < COLUMNS; n++) {
        size_t end = rap_str_find(line, RAP_STR("\t"), at);
        columns[n] = rap_str_cut(line, at, end);
        if (end == line.n) return n + 1;
        at = end + 1;
    }
    return n;
}

static bool is_whole_word(rap_str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!rap_is_digit(id.p[i])) return false;
    return id.n > 0;
}

static bool add_word(treebank *to, const rap_str columns[COLUMNS], bool space,
                     rap_arena *arena)
{
    gold_word *w = RAP_PUSH(arena, &to->words);
    if (!w) return false;
    *w = (gold_word){.form = columns[1],
                     .lemma = columns[2],
                     .head = number_of(columns[6]),
                     .upos = upos_of(columns[3]),
                     .deprel = rap_deprel_of(columns[7]),
                     .space = space};
    size_t n = columns[4].n < sizeof w->xpos ? columns[4].n : sizeof w->xpos - 1;
    memcpy(w->xpos, columns[4].p, n);
    return true;
}

typedef struct {
    treebank *to;
    rap_arena *arena;
    uint32_t first; /* word of the sentence that is read */
    bool opens, document, space;
    uint32_t range_from, range_to; /* words written as one ("do" "n't") */
    bool range_glued;
} state;

static bool end_sentence(state *s)
{
    uint32_t last = (uint32_t)s->to->words.n;
    if (last == s->first) return true;
    gold_sentence *g = RAP_PUSH(s->arena, &s->to->sentences);
    if (!g) return false;
    *g = (gold_sentence){.first = s->first, .last = last, .opens = s->opens};
    g->document = s->document;
    s->document = false;
    s->first = last;
    s->opens = false;
    s->range_from = s->range_to = 0;
    return true;
}

static void read_range(state *s, rap_str id, bool glued)
{
    size_t dash = rap_str_find(id, RAP_STR("-"), 0);
    s->range_from = number_of(id);
    s->range_to = number_of(rap_str_cut(id, dash + 1, id.n));
    s->range_glued = glued;
}

/* Does white space follow word `id`? */
static bool space_follows(const state *s, uint32_t id, bool glued)
{
    if (id >= s->range_from && id < s->range_to) return false;
    return !(id == s->range_to ? s->range_glued : glued);
}

static bool read_line(state *s, rap_str line)
{
    rap_str columns[COLUMNS];
    if (line.n == 0) return end_sentence(s);
    if (line.p[0] == '#') {
        s->document |= rap_str_begins(line, RAP_STR("# newdoc"));
        s->opens |= s->document || rap_str_begins(line, RAP_STR("# newpar"));
        return true;
    }
    if (split(line, columns) < COLUMNS) return true;
    bool glued = rap_str_find(columns[9], RAP_STR("SpaceAfter=No"), 0) < columns[9].n;
    bool range = rap_str_find(columns[0], RAP_STR("-"), 0) < columns[0].n;
    if (range) read_range(s, columns[0], glued);
    if (range || !is_whole_word(columns[0])) return true;
    bool added = add_word(s->to, columns, s->space, s->arena);
    s->space = space_follows(s, number_of(columns[0]), glued);
    return added;
}

rap_code treebank_read(treebank *to, const char *path, rap_arena *arena, rap_err *err)
{
    rap_str all;
    rap_code rc = rap_file_read(&all, path, FILE_MAX, arena, err);
    if (rc != RAP_OK) return rc;
    state s = {.to = to, .arena = arena, .first = (uint32_t)to->words.n, .space = true};
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        if (!read_line(&s, rap_str_cut(all, at, end))) return rap_fail_memory(err);
        at = end + 1;
    }
    return end_sentence(&s) ? RAP_OK : rap_fail_memory(err);
}

static bool is_treebank(rap_str name, const char *part)
{
    bool right = rap_str_ends(name, RAP_STR(".conllu")) ||
                 rap_str_ends(name, RAP_STR(".conllu.gz"));
    return right && rap_str_find(name, rap_str_of(part), 0) < name.n;
}

rap_code treebank_read_all(treebank *to, const char *folder, const char *part,
                           rap_arena *arena, rap_err *err)
{
    const rap_str *names;
    size_t n;
    if (rap_path_look(folder, true) == RAP_PATH_FILE)
        return treebank_read(to, folder, arena, err);
    rap_code rc = rap_folder_list(&names, &n, folder, arena, err);
    for (size_t i = 0; rc == RAP_OK && i < n; i++) {
        if (!is_treebank(names[i], part)) continue;
        rap_buf path = {0};
        rap_buf_z(&path, folder);
        rap_buf_z(&path, "/");
        rap_buf_put(&path, names[i]);
        rap_buf_byte(&path, '\0');
        rc = path.failed ? rap_fail_memory(err) : treebank_read(to, path.p, arena, err);
        rap_buf_done(&path);
    }
    return rc;
}
