/*
 * pages/page_map.c - the page /map: where things are told to have happened, drawn
 * without any outside map, and as a table with the one who says so.
 *
 * A dot only where a report puts the event at the place; a ring where it says near it
 * or in its area; hollow where it is only claimed or alleged.  The country is the
 * gazetteer's and decides nothing about whose a place is.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "pages/telling_leaf.h"

#include <stdlib.h>

enum {
    WIDE = 800,
    HIGH_MOST = 560,
    MARGIN = 60,
    SPOTS_MOST = 300,
    UNIT = 10000, /* parts of a degree */
    LABELS_MOST = 60
};

typedef struct {
    rap_str name;
    int32_t lat, lon; /* UNIT parts of a degree */
    uint32_t n;
    bool at, solid; /* told at the place itself; told otherwise than as claimed */
} spot;

typedef struct rap_spots {
    spot v[SPOTS_MOST];
    uint32_t n;
    int32_t south, north, west, east;
} spots;

/* "-28.9495" as -289495; false when it is no number of degrees. */
static bool degrees_of(int32_t *out, rap_str s)
{
    int32_t v = 0, scale = 0;
    bool minus = s.n && s.p[0] == '-', digits = false;
    for (size_t i = minus; i < s.n; i++) {
        if (s.p[i] == '.' && !scale) {
            scale = UNIT;
        } else if (rap_is_digit(s.p[i]) && v < 1000 * UNIT) {
            digits = true;
            if (scale == 1) continue;
            if (scale) scale /= 10;
            v = v * 10 + (s.p[i] - '0');
        } else {
            return false;
        }
    }
    for (scale = scale ? scale : UNIT; scale > 1; scale /= 10)
        v *= 10;
    *out = minus ? -v : v;
    return digits && v <= 180 * UNIT;
}

static void add_spot(spots *s, const rap_value *place, bool at, bool solid,
                     rap_arena *arena)
{
    rap_str name = rap_jsonin_str(place, "name");
    spot one = {.n = 1, .at = at, .solid = solid};
    if (!degrees_of(&one.lat, rap_jsonin_str(place, "lat")) ||
        !degrees_of(&one.lon, rap_jsonin_str(place, "lon")))
        return;
    for (uint32_t i = 0; i < s->n; i++) {
        spot *old = &s->v[i];
        if (old->lat != one.lat || old->lon != one.lon) continue;
        old->n++;
        old->at |= at;
        old->solid |= solid;
        return;
    }
    if (s->n == SPOTS_MOST) return;
    one.name = rap_arena_copy(arena, name);
    if (!s->n || one.lat < s->south) s->south = one.lat;
    if (!s->n || one.lat > s->north) s->north = one.lat;
    if (!s->n || one.lon < s->west) s->west = one.lon;
    if (!s->n || one.lon > s->east) s->east = one.lon;
    if (one.name.p) s->v[s->n++] = one;
}

static bool is_at(const rap_item *item)
{
    rap_str relation = rap_jsonin_str(item->json, "place_relation");
    return !relation.n || rap_str_is(relation, "at");
}

/* What is told of most often gets its name first. */
static int by_weight(const void *va, const void *vb)
{
    const spot *a = va, *b = vb;
    int d = (a->n < b->n) - (a->n > b->n);
    if (!d) d = (a->lat < b->lat) - (a->lat > b->lat);
    return d ? d : (a->lon > b->lon) - (a->lon < b->lon);
}

static rap_code gather(spots *s, rap_leaf *l, rap_arena *arena)
{
    const rap_sieve sieve = rap_leaf_sieve(l);
    rap_rows *rows = NULL;
    bool more = true;
    rap_code rc = rap_rows_open(&rows, l->v, "event", false, l->err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    if (rc == RAP_OK)
        rc = rap_rows_sift(rows, &l->filter, "\"places\":[{", l->arena, l->err);
    while (rc == RAP_OK) {
        rap_item item;
        rc = rap_sieve_next(&sieve, rows, &item, &more);
        if (rc != RAP_OK || !more) break;
        const rap_value *places = rap_jsonin_get(item.json, "places");
        bool solid = !rap_sign_status(item.state).flag;
        for (const rap_value *p = places ? places->first : NULL; p; p = p->next)
            add_spot(s, p, is_at(&item), solid, arena);
    }
    rap_rows_close(rows);
    if (s->n) qsort(s->v, s->n, sizeof *s->v, by_weight);
    return rc;
}

/* Those of all events are kept with the view. */
static rap_code find_spots(const spots **out, rap_leaf *l)
{
    const rap_show_options *o = &l->options;
    bool kept = !o->party.n && !o->kind.n && !o->status.n && !o->from.n && !o->to.n &&
                !o->speaker.n && !o->report.n && !o->dates.n && !o->own;
    rap_arena *arena = kept ? l->v->arena : l->arena;
    *out = l->v->spots;
    if (kept && l->v->spots) return RAP_OK;
    spots *s = RAP_NEW(arena, spots, 1);
    rap_code rc = s ? gather(s, l, arena) : rap_fail_memory(l->err);
    if (rc == RAP_OK && kept) l->v->spots = s;
    *out = s;
    return rc;
}

/* Degrees to the drawing; longitudes shrink as they do at the latitude in the middle.
 */
typedef struct {
    int32_t west, north, high;
    int64_t across, down; /* UNIT parts of a degree over the whole drawing */
} frame;

static int32_t cosine(int32_t lat)
{
    static const int32_t cosines[] = {1000, 996, 985, 966, 940, 906, 866, 819, 766, 707,
                                      643,  574, 500, 423, 342, 259, 174, 87,  87};
    int32_t step = (lat < 0 ? -lat : lat) / (5 * UNIT);
    return cosines[step > 18 ? 18 : step];
}

static frame frame_of(const spots *s)
{
    int32_t shrink = cosine((s->south + s->north) / 2);
    int64_t across = s->east - s->west, down = s->north - s->south;
    if (across < UNIT) across = UNIT;
    if (down * 1000 / shrink < across / 3) down = across * shrink / 3000;
    int64_t high = (WIDE - 2 * MARGIN) * down * 1000 / (across * shrink);
    if (high > HIGH_MOST) { /* taller than wide: the height decides */
        across = across * high / HIGH_MOST;
        high = HIGH_MOST;
    }
    int32_t spare = (int32_t)(across - (s->east - s->west)) / 2;
    int32_t above = (int32_t)(down - (s->north - s->south)) / 2;
    return (frame){s->west - spare, s->north + above, (int32_t)high + 2 * MARGIN,
                   across, down};
}

static int32_t x_of(const frame *f, int32_t lon)
{
    return MARGIN +
           (int32_t)((int64_t)(lon - f->west) * (WIDE - 2 * MARGIN) / f->across);
}

static int32_t y_of(const frame *f, int32_t lat)
{
    return MARGIN +
           (int32_t)((int64_t)(f->north - lat) * (f->high - 2 * MARGIN) / f->down);
}

static void attr_int(rap_html *h, const char *name, int32_t v)
{
    rap_buf b = {0};
    rap_buf_int(&b, v);
    rap_html_attr_str(h, name, rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_line(rap_html *h, int32_t x1, int32_t y1, int32_t x2, int32_t y2)
{
    rap_html_open(h, "line");
    attr_int(h, "x1", x1);
    attr_int(h, "y1", y1);
    attr_int(h, "x2", x2);
    attr_int(h, "y2", y2);
    rap_html_close(h);
}

static void put_label(rap_html *h, const char *style, int32_t x, int32_t y)
{
    rap_html_open(h, "text");
    if (style) rap_html_attr(h, "class", style);
    attr_int(h, "x", x);
    attr_int(h, "y", y);
}

static void put_degrees(rap_html *h, int32_t at, const char *plus, const char *minus)
{
    rap_buf b = {0};
    rap_buf_printf(&b, "%d°%s", (at < 0 ? -at : at) / UNIT, at < 0 ? minus : plus);
    rap_html_text(h, rap_torn_text(&b));
    rap_buf_done(&b);
    rap_html_close(h);
}

static void put_grid(rap_html *h, const frame *f)
{
    static const int32_t steps[] = {1, 2, 5, 10, 20, 30, 60};
    int32_t step = 90 * UNIT;
    for (size_t i = 7; i-- > 0;)
        if (f->across / (steps[i] * UNIT) <= 8) step = steps[i] * UNIT;
    for (int32_t lon = -180 * UNIT; lon <= 180 * UNIT; lon += step) {
        int32_t x = x_of(f, lon);
        if (x < 0 || x > WIDE) continue;
        put_line(h, x, 0, x, f->high);
        put_label(h, "deg", x + 3, f->high - 5);
        put_degrees(h, lon, "E", "W");
    }
    for (int32_t lat = -90 * UNIT; lat <= 90 * UNIT; lat += step) {
        int32_t y = y_of(f, lat);
        if (y < 0 || y > f->high) continue;
        put_line(h, 0, y, WIDE, y);
        put_label(h, "deg", 3, y - 3);
        put_degrees(h, lat, "N", "S");
    }
}

/* A bar of so many kilometres, as they lie from west to east in the middle of the map:
 * the longest of 1, 2, 5, 10, ... that takes no more than a fifth of it. */
static void put_scale(rap_html *h, const frame *f)
{
    enum { METRES = 111195, LINE_UP = 20, WORD_UP = 25 }; /* of a degree of latitude */
    int32_t shrink = cosine(f->north - (int32_t)(f->down / 2)), best = 0, wide = 0;
    int64_t across = f->across * METRES / UNIT * shrink / 1000;
    static const int32_t steps[] = {1, 2, 5};
    for (int32_t ten = 1, i = 0; across > 0 && ten <= 10000;) {
        int64_t x = (int64_t)steps[i] * ten * 1000 * (WIDE - 2 * MARGIN) / across;
        if (x > WIDE / 5) break;
        best = steps[i] * ten;
        wide = (int32_t)x;
        i = (i + 1) % 3;
        if (i == 0) ten *= 10;
    }
    if (wide < 1) return;
    put_line(h, WIDE - MARGIN - wide, f->high - LINE_UP, WIDE - MARGIN,
             f->high - LINE_UP);
    rap_buf b = {0};
    rap_buf_printf(&b, "%d km", best);
    put_label(h, "deg", WIDE - MARGIN - wide, f->high - WORD_UP);
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

/* The boxes of the names that stand on the map already. */
typedef struct {
    struct {
        int32_t from, to, y;
    } v[LABELS_MOST];
    uint32_t n;
} labels;

/* Is there room for the name of a spot?  Takes it. */
static bool has_room(labels *all, const spot *s, int32_t x, int32_t y)
{
    enum { LETTER = 7, HIGH = 14 };
    int32_t wide = (int32_t)s->name.n * LETTER;
    int32_t from = x > WIDE - 120 ? x - 10 - wide : x + 9, to = from + wide;
    if (all->n == LABELS_MOST) return false;
    for (uint32_t i = 0; i < all->n; i++)
        if (from < all->v[i].to && all->v[i].from < to && y < all->v[i].y + HIGH &&
            all->v[i].y < y + HIGH)
            return false;
    all->v[all->n].from = from;
    all->v[all->n].to = to;
    all->v[all->n++].y = y;
    return true;
}

static void put_spot(rap_html *h, const frame *f, const spot *s, labels *all)
{
    int32_t x = x_of(f, s->lon), y = y_of(f, s->lat);
    bool label = has_room(all, s, x, y);
    rap_html_open(h, "circle");
    if (!s->at || !s->solid) rap_html_attr(h, "class", "open");
    attr_int(h, "cx", x);
    attr_int(h, "cy", y);
    attr_int(h, "r", s->at ? 5 : 11);
    if (!s->at) rap_html_attr(h, "stroke-dasharray", "4 3");
    rap_html_close(h);
    if (!label) return;
    put_label(h, NULL, x > WIDE - 120 ? x - 10 : x + 9, y + 4);
    rap_html_attr(h, "text-anchor", x > WIDE - 120 ? "end" : "start");
    rap_html_text(h, s->name);
    rap_html_close(h);
}

static void put_map(rap_leaf *l, const spots *s)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    if (!s->n) return;
    frame f = frame_of(s);
    rap_html_open(h, "svg");
    rap_html_attr(h, "class", "chart");
    rap_html_attr(h, "role", "img");
    rap_word_things(&b, s->n, "place", "places");
    rap_buf_z(&b, "; the table below tells each");
    rap_html_attr_str(h, "aria-label", rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_printf(&b, "0 0 %d %d", WIDE, f.high);
    rap_html_attr_str(h, "viewBox", rap_torn_text(&b));
    put_grid(h, &f);
    put_scale(h, &f);
    labels all = {.n = 0};
    for (uint32_t i = 0; i < s->n; i++)
        put_spot(h, &f, &s->v[i], &all);
    rap_html_close(h);
    rap_html_el(
        h, "p", "small mut",
        rap_str_of("Dot: told at the place. Dashed ring: near it or in its area. "
                   "Hollow: only claimed or alleged. Where there is no "
                   "room for a name the table has it. No borders are drawn."));
    rap_buf_done(&b);
}

static void put_disputed(rap_leaf *l, const rap_value *place)
{
    const rap_value *list = rap_jsonin_get(place, "disputed");
    if (!list || !list->first) return;
    rap_html_void(&l->h, "br");
    rap_html_open(&l->h, "span");
    rap_html_attr(&l->h, "class", "small mut");
    rap_html_z(&l->h, "disputed; claimed by ");
    for (const rap_value *d = list->first; d; d = d->next) {
        rap_html_text(&l->h, rap_jsonin_str(d, "by"));
        rap_html_z(&l->h, d->next ? ", " : "");
    }
    rap_html_close(&l->h);
}

static void put_place(rap_leaf *l, const rap_item *item, const rap_moment *m,
                      const rap_value *place)
{
    rap_html *h = &l->h;
    rap_str lat = rap_jsonin_str(place, "lat"), lon = rap_jsonin_str(place, "lon");
    rap_str relation = rap_jsonin_str(item->json, "place_relation");
    rap_html_open(h, "tr");
    if (m->status.flag) rap_html_attr(h, "class", "hollow");
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    rap_html_text(h, rap_jsonin_str(place, "name"));
    put_disputed(l, place);
    rap_html_close(h);
    rap_leaf_label(l, "td", relation.n ? relation : rap_str_of("at"));
    rap_html_open(h, "td");
    rap_leaf_day(l, "time", item->day);
    rap_html_z(h, " · ");
    rap_html_text(h, item->text);
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_told_claimants(l, m);
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_html_text(h, lat.n ? lat : rap_str_of("not known"));
    if (lon.n) rap_html_z(h, ", ");
    rap_html_text(h, lon);
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_leaf_cites(l, item, 3);
    rap_html_close(h);
    rap_html_close(h);
}

static rap_code put_event(rap_leaf *l, const rap_item *item, void *state)
{
    const rap_value *places = rap_jsonin_get(item->json, "places");
    uint32_t *shown = state;
    rap_moment m;
    if (!places || !places->first) return RAP_OK;
    rap_code rc = rap_moment_of(&m, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    for (const rap_value *p = places->first; p; p = p->next, ++*shown)
        put_place(l, item, &m, p);
    return RAP_OK;
}

rap_code rap_page_map(rap_leaf *l)
{
    static const char *const headings[] = {"Place",       "Told as",  "What",
                                           "Who says so", "Lat, lon", "Source"};
    uint32_t shown = 0, places = 0;
    const spots *s = NULL;
    rap_code rc = find_spots(&s, l);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(
        l, "/map", rap_str_of("Map"),
        rap_str_of(
            "Where the reports put what happened, drawn without any outside map. "
            "The country is the gazetteer's and decides nothing about whose a "
            "place is."));
    rap_leaf_filters(l);
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_input(l, "Code (19, ASSAULT)", "kind", "text");
    rap_told_filter(l);
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "To", "to", "date");
    rap_leaf_check(l, "Hide what is only claimed", "own");
    rap_leaf_filters_end(l);
    put_map(l, s);
    rap_html_el(&l->h, "h2", NULL, rap_str_of("The same as a table"));
    rap_leaf_table(l, (rap_str){"", 0}, headings, 6);
    rc = rap_leaf_walk(l, "event", &shown, put_event, &places);
    if (rc != RAP_OK) return rc;
    rap_leaf_table_end(l);
    if (!places) rap_leaf_nothing(l, "No event is told with a place on this page.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}
