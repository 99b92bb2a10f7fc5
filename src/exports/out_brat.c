/*
 * exports/out_brat.c - marked places as brat standoff and as WebAnno TSV 3.3.
 *
 * brat counts code points of the text file, WebAnno UTF-16 units; both are counted once
 * along the text.  Attributes and notes carry who says so and the bytes of the source.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/utf8.h"
#include "exports/paper.h"

/* For every byte of the text how many units stand before it; n + 1 numbers. */
static uint32_t *count_units(rap_str text, bool utf16, rap_arena *arena)
{
    uint32_t *units = RAP_NEW(arena, uint32_t, text.n + 1);
    uint32_t n = 0;
    for (size_t at = 0, len; units && at < text.n; at += len) {
        uint32_t c = rap_utf8_get(text, at, &len);
        for (size_t i = 0; i < len && at + i < text.n; i++)
            units[at + i] = n;
        n += utf16 && c > 0xFFFF ? 2 : 1;
    }
    if (units) units[text.n] = n;
    return units;
}

static const char *type_of(rap_str kind)
{
    return rap_str_is(kind, "attribution") ? "Statement"
           : rap_str_is(kind, "event")     ? "Event"
           : rap_str_is(kind, "position")  ? "Position"
                                           : "Name";
}

static void put_note(rap_outgoing *o, uint64_t n, const char *what, rap_str value)
{
    rap_torn_mind(o->out, value);
    if (!value.n) return;
    rap_buf_printf(o->out,
                   "#%llu\tAnnotatorNotes T%llu\t%s: ", (unsigned long long)o->n++,
                   (unsigned long long)n, what);
    for (size_t i = 0; i < value.n; i++)
        rap_buf_byte(o->out, rap_is_space(value.p[i]) ? ' ' : value.p[i]);
    rap_buf_byte(o->out, '\n');
}

rap_code rap_out_brat(rap_outgoing *o, const rap_printed *p, uint64_t *marks)
{
    uint32_t *units = count_units(p->text, false, o->row);
    if (!units) return rap_fail_memory(o->err);
    o->n = 1;
    for (uint32_t i = 0; i < p->n_marks; i++) {
        const rap_paper_mark *m = &p->marks[i];
        uint64_t n = i + 1;
        rap_buf names = {0}, place = {0};
        rap_buf_printf(o->out, "T%llu\t%s %u %u\t", (unsigned long long)n,
                       type_of(m->kind), units[m->at.from], units[m->at.to]);
        rap_buf_put(o->out, rap_str_cut(p->text, m->at.from, m->at.to));
        rap_buf_byte(o->out, '\n');
        rap_names_write(&names, o->v, m->who);
        rap_cite_put(&place, o->v, m->cite);
        put_note(o, n, "row", m->id);
        put_note(o, n, "label", m->label);
        put_note(o, n, "who", rap_torn_text(&names));
        put_note(o, n, "status", m->state);
        put_note(o, n, "says so", m->by);
        put_note(o, n, "place", rap_torn_text(&place));
        rap_buf_done(&names);
        rap_buf_done(&place);
        ++*marks;
    }
    return o->flow(o->sink, o->err);
}

/* Words and single marks, from `at` on inside the block; false at its end. */
static bool next_token(rap_str text, rap_span block, uint32_t *at, rap_span *token)
{
    uint32_t from = *at;
    while (from < block.to && text.p[from] == ' ')
        from++;
    if (from >= block.to) return false;
    uint32_t to = from;
    while (to < block.to && (rap_is_alnum(text.p[to]) || rap_is_high(text.p[to])))
        to++;
    if (to == from) to++;
    *token = (rap_span){from, to};
    *at = to;
    return true;
}

/* What has a meaning in WebAnno's cells gets a backslash. */
static void put_safe(rap_buf *out, rap_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c && strchr("\\[]|_;*", c)) rap_buf_byte(out, '\\');
        if (c == '-' && i + 1 < s.n && s.p[i + 1] == '>') rap_buf_byte(out, '\\');
        rap_buf_byte(out, rap_is_space(c) ? ' ' : c);
    }
}

enum { LAYERS = 4, FEATURES = 5 };
static const char *const kinds[LAYERS] = {"attribution", "event", "position", "entity"};

static rap_str feature_of(const rap_paper_mark *m, int feature, rap_str names,
                          rap_str place)
{
    const rap_str values[FEATURES] = {m->label, names, m->by, m->state, place};
    return values[feature];
}

/* The cells of one layer for a token: each feature of all marks that cover it. */
static void put_layer(rap_outgoing *o, const rap_printed *p, int layer, rap_span token,
                      uint32_t first)
{
    rap_buf cells[FEATURES] = {{0}};
    for (uint32_t i = first; i < p->n_marks && p->marks[i].at.from < token.to; i++) {
        const rap_paper_mark *m = &p->marks[i];
        if (m->at.to <= token.from || !rap_str_is(m->kind, kinds[layer])) continue;
        rap_buf names = {0}, place = {0};
        rap_names_write(&names, o->v, m->who);
        rap_cite_put(&place, o->v, m->cite);
        for (int f = 0; f < FEATURES; f++) {
            rap_str v = feature_of(m, f, rap_torn_text(&names), rap_torn_text(&place));
            rap_torn_mind(&cells[f], v);
            if (cells[f].n) rap_buf_byte(&cells[f], '|');
            if (v.n)
                put_safe(&cells[f], v);
            else
                rap_buf_byte(&cells[f], '*');
            rap_buf_printf(&cells[f], "[%u]", i + 1);
        }
        rap_buf_done(&names);
        rap_buf_done(&place);
    }
    for (int f = 0; f < FEATURES; f++) {
        rap_buf_byte(o->out, '\t');
        if (rap_torn_any(&cells[f]))
            rap_torn_put(o->out, &cells[f]);
        else
            rap_buf_byte(o->out, '_');
        rap_buf_done(&cells[f]);
    }
}

static rap_code put_block(rap_outgoing *o, const rap_printed *p, uint32_t n,
                          const uint32_t *units)
{
    rap_span block = p->blocks[n].text, token;
    uint32_t at = block.from, first = 0, number = 0;
    while (first < p->n_marks && p->marks[first].at.to <= block.from)
        first++;
    rap_buf_z(o->out, "\n#Text=");
    rap_buf_put(o->out, rap_str_cut(p->text, block.from, block.to));
    rap_buf_byte(o->out, '\n');
    while (next_token(p->text, block, &at, &token)) {
        rap_buf_printf(o->out, "%u-%u\t%u-%u\t", n + 1, ++number, units[token.from],
                       units[token.to]);
        rap_buf_put(o->out, rap_str_cut(p->text, token.from, token.to));
        for (int layer = 0; layer < LAYERS; layer++)
            put_layer(o, p, layer, token, first);
        rap_buf_z(o->out, "\t\n");
    }
    return o->flow(o->sink, o->err);
}

rap_code rap_out_inception(rap_outgoing *o, const rap_printed *p, uint64_t *marks)
{
    static const char head[] =
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=webanno.custom.Statement|kind|speaker|claimants|status|place\n"
        "#T_SP=webanno.custom.Event|cameo|source|claimants|status|place\n"
        "#T_SP=webanno.custom.Position|stance|party|claimants|status|place\n"
        "#T_SP=webanno.custom.Name|kind|name|claimants|status|place\n\n";
    uint32_t *units = count_units(p->text, true, o->row);
    if (!units) return rap_fail_memory(o->err);
    rap_buf_z(o->out, head);
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < p->n_blocks; i++)
        rc = put_block(o, p, i, units);
    *marks += p->n_marks;
    return rc;
}
