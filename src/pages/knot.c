/*
 * pages/knot.c - who acts on whom, as a drawing.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/knot.h"

enum { WIDE = 800, HIGH = 460, ACROSS = 200, DOWN = 180, LABEL_MOST = 26 };

/* Cosine and sine in thousandths at 48 places round a circle. */
static const int16_t around[48][2] = {
    {1000, 0},    {991, 131},   {966, 259},   {924, 383},   {866, 500},   {793, 609},
    {707, 707},   {609, 793},   {500, 866},   {383, 924},   {259, 966},   {131, 991},
    {0, 1000},    {-131, 991},  {-259, 966},  {-383, 924},  {-500, 866},  {-609, 793},
    {-707, 707},  {-793, 609},  {-866, 500},  {-924, 383},  {-966, 259},  {-991, 131},
    {-1000, 0},   {-991, -131}, {-966, -259}, {-924, -383}, {-866, -500}, {-793, -609},
    {-707, -707}, {-609, -793}, {-500, -866}, {-383, -924}, {-259, -966}, {-131, -991},
    {0, -1000},   {131, -991},  {259, -966},  {383, -924},  {500, -866},  {609, -793},
    {707, -707},  {793, -609},  {866, -500},  {924, -383},  {966, -259},  {991, -131}};

typedef struct {
    int32_t x, y;
} point;

static int find_name(rap_knot *k, rap_str id)
{
    for (uint32_t i = 0; i < k->n_names; i++)
        if (rap_str_eq(k->names[i], id)) return (int)i;
    if (k->n_names == RAP_KNOT_NAMES) return -1;
    k->names[k->n_names] = id;
    return (int)k->n_names++;
}

void rap_knot_add(rap_knot *k, rap_str from, rap_str to, rap_str style, int64_t n)
{
    int a = find_name(k, from), b = find_name(k, to);
    if (a < 0 || b < 0 || k->n_ties == RAP_KNOT_TIES) {
        k->left_out++;
        return;
    }
    k->ties[k->n_ties].from = (uint8_t)a;
    k->ties[k->n_ties].to = (uint8_t)b;
    k->ties[k->n_ties].n = n;
    k->ties[k->n_ties++].style = style;
}

static point place_of(const rap_knot *k, uint32_t i)
{
    const int16_t *at = around[i * 48 / k->n_names];
    return (point){WIDE / 2 + at[0] * ACROSS / 1000, HIGH / 2 + at[1] * DOWN / 1000};
}

static void attr_int(rap_html *h, const char *name, int64_t v)
{
    rap_buf b = {0};
    rap_buf_int(&b, v);
    rap_html_attr_str(h, name, rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_marker(rap_html *h)
{
    rap_html_open(h, "defs");
    rap_html_open(h, "marker");
    rap_html_attr(h, "id", "arrow");
    rap_html_attr(h, "viewBox", "0 0 10 10");
    rap_html_attr(h, "refX", "16");
    rap_html_attr(h, "refY", "5");
    rap_html_attr(h, "markerWidth", "9");
    rap_html_attr(h, "markerHeight", "9");
    rap_html_attr(h, "markerUnits", "userSpaceOnUse");
    rap_html_attr(h, "orient", "auto");
    rap_html_open(h, "path");
    rap_html_attr(h, "d", "M0 0L10 5L0 10z");
    rap_html_close_to(h, h->depth - 3);
}

/* Bent to one side, so that there and back do not lie on each other; how far, by the
 * number of ties of the same two before it. */
static void put_tie(rap_html *h, const rap_knot *k, uint32_t i)
{
    rap_buf b = {0};
    point from = place_of(k, k->ties[i].from), to = place_of(k, k->ties[i].to);
    int32_t bend = 1;
    for (uint32_t e = 0; e < i; e++)
        bend += k->ties[e].from == k->ties[i].from && k->ties[e].to == k->ties[i].to;
    int32_t x = (from.x + to.x) / 2 - (to.y - from.y) * bend / 10;
    int32_t y = (from.y + to.y) / 2 + (to.x - from.x) * bend / 10;
    rap_html_open(h, "path");
    rap_html_attr_str(h, "class", k->ties[i].style);
    rap_buf_printf(&b, "M%d %dQ%d %d %d %d", from.x, from.y, x, y, to.x, to.y);
    rap_html_attr_str(h, "d", rap_torn_text(&b));
    attr_int(h, "stroke-width", k->ties[i].n < 6 ? k->ties[i].n : 6);
    rap_html_attr(h, "marker-end", "url(#arrow)");
    rap_html_close(h);
    rap_buf_done(&b);
}

static void put_name(rap_leaf *l, const rap_knot *k, uint32_t i)
{
    rap_html *h = &l->h;
    rap_str name = rap_view_name(l->v, k->names[i]);
    point at = place_of(k, i);
    bool left = at.x<WIDE / 2 - 20, right = at.x> WIDE / 2 + 20;
    size_t cut = 0;
    for (int n = 0; cut < name.n && n < LABEL_MOST; cut++)
        n += ((unsigned char)name.p[cut] & 0xC0) != 0x80;
    while (cut < name.n && ((unsigned char)name.p[cut] & 0xC0) == 0x80)
        cut++;
    rap_html_open(h, "circle");
    attr_int(h, "cx", at.x);
    attr_int(h, "cy", at.y);
    attr_int(h, "r", 6);
    rap_html_close(h);
    rap_html_open(h, "text");
    attr_int(h, "x", at.x + (right ? 11 : left ? -11 : 0));
    attr_int(h, "y", at.y + (left || right ? 4 : at.y < HIGH / 2 ? -12 : 22));
    rap_html_attr(h, "text-anchor", right ? "start" : left ? "end" : "middle");
    rap_html_text(h, rap_str_cut(name, 0, cut));
    if (cut < name.n) rap_html_z(h, "…");
    rap_html_close(h);
}

void rap_knot_put(rap_leaf *l, const rap_knot *k)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    if (!k->n_ties) return;
    rap_word_things(&b, k->n_ties, "tie", "ties");
    rap_buf_z(&b, " between ");
    rap_word_things(&b, k->n_names, "name", "names");
    rap_buf_z(&b, "; the table below tells each");
    rap_html_open(h, "svg");
    rap_html_attr(h, "class", "knot");
    rap_html_attr(h, "role", "img");
    rap_html_attr_str(h, "aria-label", rap_torn_text(&b));
    rap_html_attr(h, "viewBox", "0 0 800 460");
    put_marker(h);
    for (uint32_t i = 0; i < k->n_ties; i++)
        put_tie(h, k, i);
    for (uint32_t i = 0; i < k->n_names; i++)
        put_name(l, k, i);
    rap_html_close(h);
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "small mut");
    rap_html_z(
        h, "Red: attacks, refuses, threatens. Brown: demands. Green: offers, agrees, "
           "helps. Grey: talks and statements. Width: number of entries.");
    rap_buf_clear(&b);
    if (k->left_out) rap_buf_printf(&b, " Not drawn: %u lighter ties.", k->left_out);
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}
