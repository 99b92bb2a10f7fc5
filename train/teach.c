/*
 * train/teach.c - what several trained parsers think, and running text to think about.
 */
/* SPDX-License-Identifier: MIT */
#include "teach.h"

#include "base/file.h"
#include "base/jsonin.h"
#include "perceptron.h"
#include "softmax.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    LEFT_OUT = 20, /* of a hundred features, by each teacher */
    SHORTEST = 5,  /* words of a sentence that is learnt from */
    LONGEST = 60,
    LIMIT = 1 << 30
};

static bool open_teacher(teacher *t, rap_str folder)
{
    char moves[4096], labels[4096], mask[4096], line[16] = "";
    int n = (int)folder.n;
    snprintf(moves, sizeof moves, "%.*s/moves.weights", n, folder.p);
    snprintf(labels, sizeof labels, "%.*s/labels.weights", n, folder.p);
    snprintf(mask, sizeof mask, "%.*s/mask", n, folder.p);
    rap_part a = perceptron_part(moves), b = perceptron_part(labels);
    FILE *f = fopen(mask, "r");
    if (!f) return false;
    if (fgets(line, sizeof line, f)) t->mask = (uint32_t)strtoul(line, NULL, 10);
    fclose(f);
    if (!rap_linear_open(&t->moves, a) || !rap_linear_open(&t->labels, b)) return false;
    t->move_unit = (float)rap_le32(a.p + 24) / 256;
    t->label_unit = (float)rap_le32(b.p + 24) / 256;
    return true;
}

bool teachers_open(teachers *out, const char *folders)
{
    rap_str all = rap_str_of(folders);
    *out = (teachers){.n = 0};
    for (size_t at = 0; at < all.n && out->n < TEACHERS_MAX;) {
        size_t end = rap_str_find(all, RAP_STR(","), at);
        if (!open_teacher(&out->v[out->n++], rap_str_cut(all, at, end))) return false;
        at = end + 1;
    }
    return true;
}

uint32_t mask_keys(uint32_t mask, uint64_t *keys, uint32_t n)
{
    uint32_t k = 0;
    if (!mask) return n;
    for (uint32_t i = 0; i < n; i++) {
        keys[k] = keys[i];
        k += (rap_feature(mask, i, 0, 0) >> 20) % 100 >= LEFT_OUT;
    }
    return k;
}

void teachers_ask(const teachers *t, bool labels, const uint64_t *keys, uint32_t n,
                  const bool *allowed, float *out)
{
    uint32_t classes = labels ? t->v[0].labels.n_classes : 3;
    memset(out, 0, classes * sizeof *out);
    for (uint32_t i = 0; i < t->n; i++) {
        const teacher *x = &t->v[i];
        uint64_t seen[RAP_LINEAR_KEYS];
        int32_t scores[RAP_LINEAR_CLASSES] = {0};
        float p[RAP_LINEAR_CLASSES];
        memcpy(seen, keys, n * sizeof *keys);
        uint32_t k = mask_keys(x->mask, seen, n);
        if (labels)
            rap_linear_score(&x->labels, seen, k, scores);
        else
            rap_linear_score4(&x->moves, seen, k, scores);
        for (uint32_t c = 0; c < classes; c++)
            p[c] = (float)scores[c] / (labels ? x->label_unit : x->move_unit);
        softmax_of(p, allowed, classes);
        for (uint32_t c = 0; c < classes; c++)
            out[c] += p[c] / (float)t->n;
    }
}

static uint64_t add_sentences(news *out, const rap_prose *p, rap_arena *arena)
{
    uint64_t words = 0;
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        const rap_sentence *s = &p->sentences[i];
        uint32_t n = s->last - s->first;
        if (n < SHORTEST || n > LONGEST) continue;
        news_sentence *x = RAP_PUSH(arena, out);
        if (!x) return UINT64_MAX;
        *x = (news_sentence){p, s->first, n};
        words += n;
    }
    return words;
}

static uint64_t read_article(news *out, rap_str line, rap_arena *arena)
{
    rap_value *v;
    rap_mended *m = RAP_NEW(arena, rap_mended, 1);
    rap_layout *l = RAP_NEW(arena, rap_layout, 1);
    rap_prose *p = RAP_NEW(arena, rap_prose, 1);
    if (!m || !l || !p || rap_jsonin_parse(&v, line, arena, NULL) != RAP_OK) return 0;
    const rap_layout_options how = {.title = rap_jsonin_str(v, "title")};
    if (rap_mend(m, rap_jsonin_str(v, "text"), "utf-8", arena, NULL) != RAP_OK ||
        rap_layout_read(l, m, &how, arena, NULL) != RAP_OK ||
        rap_prose_read(p, m, l, arena, NULL) != RAP_OK)
        return 0;
    return add_sentences(out, p, arena);
}

bool news_read(news *out, const char *path, uint64_t words, rap_arena *arena)
{
    rap_str all;
    if (rap_file_read(&all, path, LIMIT, arena, NULL) != RAP_OK) return false;
    uint64_t read = 0;
    for (size_t at = 0; at < all.n && read < words;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        read += read_article(out, rap_str_cut(all, at, end), arena);
        at = end + 1;
    }
    fprintf(stderr, "%s: %zu sentences, %llu words\n", path, out->n,
            (unsigned long long)read);
    return true;
}
