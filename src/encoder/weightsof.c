/*
 * encoder/weightsof.c - the encoder's part of the weights.
 *
 *     0    "RENC"
 *     4    u32 numbers: width, layers, width of a scan, of keys, of the hidden layer of
 *          relations; tags, relations, marks; vectors; bytes of names
 *     44   u32 mul and shift of query times key; changes of scale (of 32768): of the
 *          last states, then of each layer its input and what it carries, if a scan
 *     256  names, NUL after each: tags, relations, marks
 *     then, each at a multiple of 64: six tables (i8, 64 a row); slots of vectors
 * (u32); vectors (i8, 64 a row); gates (i16); layers of numbers: mix, those of each
 *          layer, tag, tag, mark, mark, query, key, near query, near key, dependent,
 *          head, relation; key of the root (i8), head of the root (i16)
 *
 * A layer of numbers is u32 in, out, shift, padded to 64 bytes; off, mul and bias
 * (i32); weights (i8) in the order told in encoder/dense.h.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/encoder.h"
#include "encoder/layerfile.h"

enum { NUMBERS = 4, ARCS = 44, RESCALES = 52, NAMES = 256 };

static rap_rescale rescale_at(const rap_layerfile *r, size_t i)
{
    return (rap_rescale)(rap_le32(r->p + RESCALES + i * 4) & INT16_MAX);
}

/* Point `n` names at the NUL-ended strings from *p on. */
static void take_names(const char **names, uint32_t n, const char **p, const char *end)
{
    for (uint32_t i = 0; i < n; i++) {
        const char *nul = *p < end ? memchr(*p, 0, (size_t)(end - *p)) : NULL;
        names[i] = nul ? *p : "";
        if (nul) *p = nul + 1;
    }
}

/* "I-PER" may follow "B-PER" and itself. */
static void pair_marks(rap_encoder *e)
{
    for (uint32_t c = 0; c < e->n_marks; c++) {
        if (e->marks[c][0] != 'I') continue;
        e->before[c][0] = e->before[c][1] = (uint8_t)c;
        for (uint32_t b = 0; b < e->n_marks; b++)
            if (e->marks[b][0] == 'B' && strcmp(e->marks[b] + 1, e->marks[c] + 1) == 0)
                e->before[c][0] = (uint8_t)b;
    }
}

static bool read_numbers(rap_encoder *e, rap_layerfile *r)
{
    const unsigned char *p = r->p + NUMBERS;
    e->width = rap_le32(p);
    e->n_layers = rap_le32(p + 4);
    e->scan_width = rap_le32(p + 8);
    e->key_width = rap_le32(p + 12);
    e->label_width = rap_le32(p + 16);
    e->n_tags = rap_le32(p + 20);
    e->n_labels = rap_le32(p + 24);
    e->n_marks = rap_le32(p + 28);
    return e->width <= RAP_ENCODER_STATE && e->n_layers <= RAP_ENCODER_LAYERS &&
           e->scan_width <= RAP_ENCODER_SCAN && e->key_width <= RAP_ENCODER_STATE &&
           e->label_width <= RAP_ENCODER_STATE && e->n_tags <= RAP_ENCODER_TAGS &&
           e->n_labels <= RAP_ENCODER_LABELS && e->n_marks <= RAP_ENCODER_MARKS &&
           e->width % RAP_DENSE_COLUMNS == 0 && e->scan_width % RAP_DENSE_COLUMNS == 0;
}

static void read_names(rap_encoder *e, rap_layerfile *r)
{
    const uint32_t n = rap_le32(r->p + NUMBERS + 36);
    const char *p = rap_layerfile_take(r, n);
    if (!p) return;
    const char *end = p + n;
    take_names(e->tags, e->n_tags, &p, end);
    take_names(e->labels, e->n_labels, &p, end);
    take_names(e->marks, e->n_marks, &p, end);
    pair_marks(e);
    for (uint32_t i = 0; i < e->n_labels; i++)
        if (strcmp(e->labels[i], "root") == 0) e->root_label = i;
}

static void read_tables(rap_encoder *e, rap_layerfile *r)
{
    const size_t vectors = rap_le32(r->p + NUMBERS + 32);
    for (uint32_t k = 0; k < RAP_WORDKEY_COUNT; k++) {
        const bool again = k == RAP_WORDKEY_FORM_AGAIN || k == RAP_WORDKEY_CASED_AGAIN;
        const size_t size = (size_t)rap_wordkey_rows[k] * RAP_ENCODER_EMBED;
        e->tables[k] = again ? e->tables[k - 1] : rap_layerfile_take(r, size);
    }
    e->slots = rap_layerfile_take(r, (size_t)RAP_ENCODER_SLOTS * 4);
    e->n_vectors = (uint32_t)vectors;
    e->vectors = rap_layerfile_take(r, vectors * RAP_ENCODER_EMBED);
    if (!vectors) r->whole = false;
    e->gates = rap_layerfile_take(r, RAP_ENCODER_GATES * 2);
}

static void read_layers(rap_encoder *e, rap_layerfile *r)
{
    rap_layerfile_dense(r, &e->mix, RAP_ENCODER_TABLES * RAP_ENCODER_EMBED,
                        2 * e->width);
    for (uint32_t i = 0; i < e->n_layers; i++) {
        rap_encoder_layer *l = &e->layers[i];
        l->in = rescale_at(r, 1 + 2 * (size_t)i);
        l->mid = rescale_at(r, 2 + 2 * (size_t)i);
        l->scan = l->mid != 0;
        if (!l->scan) {
            rap_layerfile_dense(r, &l->dense, 3 * e->width, 2 * e->width);
            continue;
        }
        rap_layerfile_dense(r, &l->dense, e->width, 4 * e->scan_width);
        rap_layerfile_dense(r, &l->out, 2 * e->scan_width, e->width);
    }
}

static void read_heads(rap_encoder *e, rap_layerfile *r)
{
    enum { HIDDEN = 64 };
    e->out = rescale_at(r, 0);
    e->arcs_mul = (int32_t)(rap_le32(r->p + ARCS) & 255);
    e->arcs_shift = rap_le32(r->p + ARCS + 4) & 31;
    rap_layerfile_dense(r, &e->tag[0], e->width, HIDDEN);
    rap_layerfile_dense(r, &e->tag[1], HIDDEN, RAP_ENCODER_TAGS);
    rap_layerfile_dense(r, &e->mark[0], 3 * e->width, HIDDEN);
    rap_layerfile_dense(r, &e->mark[1], HIDDEN, RAP_ENCODER_MARKS);
    rap_layerfile_dense(r, &e->query, e->width, e->key_width);
    rap_layerfile_dense(r, &e->key, e->width, e->key_width);
    rap_layerfile_dense(r, &e->near_query, e->key_width, RAP_ENCODER_NEAR);
    rap_layerfile_dense(r, &e->near_key, e->key_width, RAP_ENCODER_NEAR);
    rap_layerfile_dense(r, &e->dependent, e->width, e->label_width);
    rap_layerfile_dense(r, &e->head, e->width, e->label_width);
    rap_layerfile_dense(r, &e->label, e->label_width, RAP_ENCODER_LABELS);
    e->root_key = rap_layerfile_take(r, e->key_width);
    e->root_head = rap_layerfile_take(r, (size_t)e->label_width * 2);
}

bool rap_encoder_open(rap_encoder *out, rap_part part)
{
    rap_layerfile r = {part.p, part.n, NAMES, part.n > NAMES};
    *out = (rap_encoder){0};
    if (!r.whole || memcmp(part.p, "RENC", 4) != 0 || !read_numbers(out, &r))
        return false;
    read_names(out, &r);
    if (r.whole) read_tables(out, &r);
    if (r.whole) read_layers(out, &r);
    if (r.whole) read_heads(out, &r);
    out->path = rap_dense_best();
    return r.whole;
}
