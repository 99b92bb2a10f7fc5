/*
 * layout/pagebody_features.c - what is told to the trees about a block, as numbers.
 *
 * Families of features stand one behind the other; all that is asked has few values or
 * is a count, a percentage or a distance.  -1: there is none.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/pagebody_inside.h"

enum {
    N_CUES = 18,    /* rap_cue HEADING .. UNSPOKEN */
    PATH_LONG = 24, /* ancestors of a block that are looked at */
    FAR = 60,       /* blocks: farther is equally far */
    MANY = 400,
    N_BESIDE = 4, /* neighbours: 2 above, 2 below */
    BESIDE = 7,   /* numbers of each */
    N_SCORED = 7  /* neighbours whose score is told: 3 above, itself, 3 below */
};

/* Elements whose nearness on the path is told. */
static const uint16_t path_elements[] = {
    RAP_EL_NAV,     RAP_EL_ASIDE, RAP_EL_FOOTER,     RAP_EL_HEADER,  RAP_EL_SECTION,
    RAP_EL_UL,      RAP_EL_OL,    RAP_EL_TABLE,      RAP_EL_FIGURE,  RAP_EL_FORM,
    RAP_EL_ARTICLE, RAP_EL_LI,    RAP_EL_BLOCKQUOTE, RAP_EL_DETAILS, RAP_EL_A,
    RAP_EL_DIV,     RAP_EL_P,     RAP_EL_DL};
enum { N_PATH = sizeof path_elements / sizeof *path_elements };

/* Marks in the address of a link that are told. */
static const uint8_t leads_to[] = {RAP_MARK_BYLINE, RAP_MARK_SHARE, RAP_MARK_SIGNUP,
                                   RAP_MARK_META,   RAP_MARK_PROMO, RAP_MARK_COMMENT,
                                   RAP_MARK_BODY,   RAP_MARK_MEDIA, RAP_MARK_FOOT};
enum { N_LEADS = sizeof leads_to };

/* Marks that are sought beyond the trunk too. */
static const uint8_t marks_above[] = {
    RAP_MARK_COMMENT, RAP_MARK_RELATED, RAP_MARK_SIDE,  RAP_MARK_FOOT,
    RAP_MARK_CARD,    RAP_MARK_HIDDEN,  RAP_MARK_PROSE, RAP_MARK_BODY,
    RAP_MARK_NAV,     RAP_MARK_TITLE,   RAP_MARK_PROMO, RAP_MARK_POST};
enum { N_ABOVE = sizeof marks_above };

#define FAMILIES(X)                                                                    \
    X(text, "text", 22)                                                                \
    X(own, "own", RAP_OWN_COUNT)                                                       \
    X(cue, "cue", N_CUES)                                                              \
    X(path, "path", RAP_MARK_COUNT + N_PATH + 3)                                       \
    X(level, "level", RAP_BODY_LEVELS * 6)                                             \
    X(group, "group", 7)                                                               \
    X(place, "place", 13)                                                              \
    X(beside, "beside", N_BESIDE *BESIDE)                                              \
    X(page, "page", 5)                                                                 \
    X(said, "said", 5)                                                                 \
    X(box, "box", 15)                                                                  \
    X(leads, "leads", N_LEADS + 2)                                                     \
    X(head, "head", 7)                                                                 \
    X(near, "near", 4)                                                                 \
    X(above, "above", N_ABOVE)

/* Only in the second round. */
#define FAMILIES_AGAIN(X)                                                              \
    X(score, "score", N_SCORED)                                                        \
    X(kin, "kin", 1 + RAP_BODY_LEVELS)                                                 \
    X(drift, "drift", 4)

static int16_t clip(int64_t v)
{
    return (int16_t)(v > 32000 ? 32000 : v < -32000 ? -32000 : v);
}

static int16_t percent(uint64_t a, uint64_t of)
{
    return of ? clip((int64_t)(a * 100 / of)) : -1;
}

static int16_t at_most(uint64_t v, uint64_t most)
{
    return clip((int64_t)(v < most ? v : most));
}

static int16_t *put_text(const rap_body *b, uint32_t i, int16_t *x)
{
    const rap_row *r = &b->rows.v[i];
    const rap_text_block *k = &b->page->blocks[i];
    const rap_body_look *look = &b->looks[i];
    uint32_t bytes = r->at.to - r->at.from;
    *x++ = at_most(r->words, MANY);
    *x++ = at_most(look->size, MANY);
    *x++ = percent(bytes, r->words);
    *x++ = r->stops;
    *x++ = r->begins;
    *x++ = r->ends;
    *x++ = r->ends == RAP_ENDS_STOP;
    *x++ = r->ends == RAP_ENDS_COLON;
    *x++ = r->begins == RAP_BEGINS_LOWER;
    *x++ = r->letter_case;
    *x++ = look->prose;
    *x++ = percent(k->link_bytes, bytes);
    *x++ = at_most(k->n_links, FAR);
    *x++ = percent(k->strong_bytes, bytes);
    *x++ = k->heading;
    *x++ = k->broken;
    *x++ = at_most(look->commas, FAR);
    *x++ = percent(look->commas, r->words);
    *x++ = percent(look->digits, bytes);
    *x++ = percent(look->capitals, bytes);
    *x++ = clip(b->page->tree.nodes[b->node[i]].element);
    *x++ = clip(b->page->tree.nodes[k->element].element);
    return x;
}

static int16_t *put_own(const rap_body *b, uint32_t i, int16_t *x)
{
    for (unsigned k = 0; k < RAP_OWN_COUNT; k++)
        x[k] = b->own.own[i][k];
    return x + RAP_OWN_COUNT;
}

static int16_t *put_cue(const rap_body *b, uint32_t i, int16_t *x)
{
    for (unsigned s = 0; s < N_CUES; s++)
        *x++ = b->page->blocks[i].cues >> s & 1;
    return x;
}

/* How near on the way from the block to the trunk a mark or an element stands: the
 * block's own node PATH_LONG, one less for each step, 0 when there is none. */
static int16_t *put_path(const rap_body *b, uint32_t i, int16_t *x)
{
    memset(x, 0, (RAP_MARK_COUNT + N_PATH + 3) * sizeof *x);
    int16_t *elements = x + RAP_MARK_COUNT, *rest = elements + N_PATH;
    uint32_t node = b->node[i], seen = 0;
    int16_t step = PATH_LONG;
    for (; step > 0 && !rap_body_is_trunk(b, node); step--) {
        const rap_node *at = &b->page->tree.nodes[node];
        for (uint32_t fresh = b->marks[node] & ~seen; fresh; fresh &= fresh - 1)
            x[__builtin_ctz(fresh)] = step;
        seen |= b->marks[node];
        for (unsigned k = 0; k < N_PATH; k++)
            if (at->element == path_elements[k] && !elements[k]) elements[k] = step;
        node = at->parent;
    }
    rest[0] = (int16_t)(PATH_LONG - step);
    rest[1] = clip(b->page->tree.nodes[b->node[i]].depth);
    rest[2] = clip((int64_t)__builtin_popcount(seen));
    return rest + 3;
}

static int16_t *put_level(const rap_body *b, uint32_t i, int16_t *x)
{
    uint32_t levels[RAP_BODY_LEVELS];
    unsigned n = rap_body_levels(b, i, levels);
    for (unsigned k = 0; k < RAP_BODY_LEVELS; k++) {
        const rap_body_sum *s = &b->sums[levels[k < n ? k : n - 1]];
        *x++ = percent(s->mass, b->all.mass);
        *x++ = percent(s->linked, s->words);
        *x++ = at_most(s->prose, FAR);
        *x++ = percent(s->prose, s->blocks);
        *x++ = at_most(s->words, MANY);
        *x++ = at_most(i - s->start, FAR);
    }
    return x;
}

static int16_t *put_group(const rap_body *b, uint32_t i, int16_t *x)
{
    const rap_body_group *g = &b->groups[b->group[i]];
    *x++ = at_most(g->blocks, FAR);
    *x++ = percent(g->mass, g->words);
    *x++ = percent(g->mass, b->all.mass);
    *x++ = percent(g->linked, g->words);
    *x++ = at_most(g->words / g->blocks, MANY);
    *x++ = b->group[i] == b->main_group;
    *x++ = percent(b->forward[b->page->tree.nodes[b->node[i]].parent],
                   b->forward[b->best]);
    return x;
}

static int16_t distance(uint32_t blocks)
{
    return at_most(blocks, FAR);
}

static int16_t *put_place(const rap_body *b, uint32_t i, int16_t *x)
{
    const rap_body_sum *trunk = &b->sums[b->trunk];
    bool in = i >= trunk->start && i < trunk->start + trunk->blocks;
    int64_t from_title = b->title < b->n ? (int64_t)i - b->title : 1000;
    *x++ = at_most(i, MANY);
    *x++ = percent(i, b->n);
    *x++ = distance(b->before[i]);
    *x++ = distance(b->after[i]);
    *x++ = in ? 0 : i < trunk->start ? -1 : 1;
    *x++ = in ? percent(i - trunk->start, trunk->blocks) : -1;
    *x++ = clip((int64_t)i - b->first_mass);
    *x++ = clip((int64_t)b->last_mass - i);
    *x++ = clip(from_title);
    *x++ = at_most(trunk->blocks, MANY);
    *x++ = clip(b->article[i]);
    *x++ = clip(b->heads[i]);
    *x++ = percent(b->mass_before[i], b->all.mass);
    return x;
}

static int16_t *put_beside(const rap_body *b, uint32_t i, int16_t *x)
{
    static const int steps[N_BESIDE] = {-2, -1, 1, 2};
    for (unsigned k = 0; k < N_BESIDE; k++, x += BESIDE) {
        int64_t at = (int64_t)i + steps[k];
        for (unsigned f = 0; f < BESIDE; f++)
            x[f] = -1;
        if (at < 0 || at >= b->n) continue;
        const rap_row *r = &b->rows.v[at];
        x[0] = at_most(b->looks[at].size, MANY);
        x[1] = percent(b->looks[at].linked, b->looks[at].size);
        x[2] = at_most(b->mass[at], MANY);
        x[3] = b->page->blocks[at].heading;
        x[4] = b->own.own[at][RAP_OWN_PHRASE];
        x[5] = b->group[at] == b->group[i];
        x[6] = r->ends == RAP_ENDS_STOP;
    }
    return x;
}

static int16_t *put_page(const rap_body *b, uint32_t i, int16_t *x)
{
    (void)i;
    *x++ = at_most(b->n, 4 * MANY);
    *x++ = at_most(b->all.mass, 32000);
    *x++ = percent(b->sums[b->trunk].mass, b->all.mass);
    *x++ = percent(b->all.linked, b->all.words);
    *x++ = percent(b->all.mass, b->all.words);
    return x;
}

static int16_t *put_said(const rap_body *b, uint32_t i, int16_t *x)
{
    uint32_t hash = b->rows.v[i].hash;
    *x++ = b->told[i];
    *x++ = hash == b->description[0] || hash == b->description[1];
    *x++ = b->title < b->n && hash == b->rows.v[b->title].hash;
    *x++ = i == b->title;
    *x++ = b->author[i];
    return x;
}

/* The nearest list, table and article. */
static int16_t *put_box(const rap_body *b, uint32_t i, int16_t *x)
{
    const uint32_t boxes[] = {b->list[b->node[i]], b->table[b->node[i]],
                              b->story[b->node[i]]};
    for (unsigned k = 0; k < 3; k++) {
        const rap_body_sum *s = &b->sums[boxes[k]];
        bool none = boxes[k] == 0 || s->blocks == 0;
        *x++ = none ? -1 : at_most(s->blocks, MANY);
        *x++ = none ? -1 : at_most(s->words / s->blocks, MANY);
        *x++ = none ? -1 : percent(s->linked, s->words);
        *x++ = none ? -1 : percent(s->mass, b->all.mass);
        *x++ = none ? -1 : percent(s->prose, s->blocks);
    }
    return x;
}

static int16_t *put_leads(const rap_body *b, uint32_t i, int16_t *x)
{
    uint32_t leads = b->looks[i].leads;
    for (unsigned k = 0; k < N_LEADS; k++)
        *x++ = leads >> leads_to[k] & 1;
    *x++ = (leads & RAP_LEADS_INSIDE) != 0;
    *x++ = (leads & RAP_LEADS_MAIL) != 0;
    return x;
}

/* The heading above. */
static int16_t *put_head(const rap_body *b, uint32_t i, int16_t *x)
{
    uint32_t h = b->heading[i];
    for (unsigned k = 0; k < 7; k++)
        x[k] = -1;
    if (h == b->n) return x + 7;
    const rap_row *r = &b->rows.v[h];
    x[0] = at_most(i - h, FAR);
    x[1] = b->page->blocks[h].heading;
    x[2] = b->own.own[h][RAP_OWN_PHRASE];
    x[3] = b->own.own[h][RAP_OWN_STRONG];
    x[4] = at_most(r->words, FAR);
    x[5] = percent(b->looks[h].linked, b->looks[h].size);
    x[6] = rap_body_is_trunk(b, b->page->tree.nodes[b->node[h]].parent);
    return x + 7;
}

/* How far up from the block the title is in the same element. */
static int16_t *put_near(const rap_body *b, uint32_t i, int16_t *x)
{
    uint32_t node = b->node[i], steps = 0;
    uint32_t title = b->title < b->n ? b->node[b->title] : 0;
    while (node && steps < PATH_LONG &&
           !(node <= title && title < b->page->tree.nodes[node].end)) {
        node = b->page->tree.nodes[node].parent;
        steps++;
    }
    const rap_body_sum *s = &b->sums[node];
    *x++ = clip(title ? (int64_t)steps : -1);
    *x++ = percent(s->blocks, b->n);
    *x++ = percent(s->mass, b->all.mass);
    *x++ = title && b->story[b->node[i]] == b->story[title];
    return x;
}

static int16_t *put_above(const rap_body *b, uint32_t i, int16_t *x)
{
    memset(x, 0, N_ABOVE * sizeof *x);
    uint32_t node = b->node[i];
    uint32_t seen = 0;
    for (int16_t step = PATH_LONG; step > 0 && node; step--) {
        uint32_t fresh = b->marks[node] & ~seen;
        for (unsigned k = 0; fresh && k < N_ABOVE; k++)
            if (fresh >> marks_above[k] & 1) x[k] = step;
        seen |= fresh;
        node = b->page->tree.nodes[node].parent;
    }
    return x + N_ABOVE;
}

/* ---- the second round ---- */

static int32_t first_of(const rap_body *b, int64_t i)
{
    return i < 0 || i >= b->n ? -3 * RAP_BODY_LOGIT : b->first[i];
}

static int16_t *put_score(const rap_body *b, uint32_t i, int16_t *x)
{
    for (int k = 0; k < N_SCORED; k++)
        *x++ = clip(first_of(b, (int64_t)i + k - N_SCORED / 2));
    return x;
}

/* Mean score of what lies with the block, itself left out. */
static int16_t mean_without(const rap_body *b, uint32_t i, int64_t score,
                            uint64_t weight)
{
    uint64_t own = (uint64_t)b->looks[i].size + 1;
    int64_t mine = rap_body_clipped(b->first[i]) * (int64_t)own;
    return weight > own ? clip((score - mine) / (int64_t)(weight - own)) : 0;
}

static int16_t *put_kin(const rap_body *b, uint32_t i, int16_t *x)
{
    const rap_body_group *g = &b->groups[b->group[i]];
    *x++ = mean_without(b, i, g->score, (uint64_t)g->words + g->blocks);
    uint32_t levels[RAP_BODY_LEVELS];
    unsigned n = rap_body_levels(b, i, levels);
    for (unsigned k = 0; k < RAP_BODY_LEVELS; k++) {
        const rap_body_sum *s = &b->sums[levels[k < n ? k : n - 1]];
        *x++ = mean_without(b, i, s->score, (uint64_t)s->words + s->blocks);
    }
    return x;
}

static int16_t *put_drift(const rap_body *b, uint32_t i, int16_t *x)
{
    *x++ = clip(b->drift_down[i]);
    *x++ = clip(b->drift_up[i]);
    *x++ = clip((int64_t)b->drift_down[i] + b->drift_up[i]);
    *x++ = clip(b->drift_down[i] < b->drift_up[i] ? b->drift_down[i] : b->drift_up[i]);
    return x;
}

typedef int16_t *family(const rap_body *b, uint32_t i, int16_t *x);

static const struct {
    const char *name;
    uint32_t n;
    family *put;
} families[] = {
#define ROW_OF(id, name, n) {name, n, put_##id},
    FAMILIES(ROW_OF) FAMILIES_AGAIN(ROW_OF)
#undef ROW_OF
};

/* Terms of a sum.  NOLINTBEGIN(bugprone-macro-parentheses) */
#define ONE_OF(id, name, n) +1
#define N_OF(id, name, n)   +(n)
/* NOLINTEND(bugprone-macro-parentheses) */
enum {
    N_FIRST = 0 FAMILIES(ONE_OF),
    N_BOTH = N_FIRST FAMILIES_AGAIN(ONE_OF),
    WIDTH_FIRST = 0 FAMILIES(N_OF),
    WIDTH_BOTH = WIDTH_FIRST FAMILIES_AGAIN(N_OF)
};

_Static_assert((int)WIDTH_BOTH <= (int)RAP_BODY_WIDTH, "room for all features");

uint32_t rap_body_features_count(int round)
{
    return round ? WIDTH_BOTH : WIDTH_FIRST;
}

const char *rap_body_feature_name(uint32_t feature, uint32_t *number)
{
    for (unsigned k = 0; k < N_BOTH; k++) {
        if (feature < families[k].n) {
            *number = feature;
            return families[k].name;
        }
        feature -= families[k].n;
    }
    return "";
}

void rap_body_features(const rap_body *b, int round, uint32_t i, int16_t *x)
{
    for (unsigned k = 0; k < (round ? N_BOTH : N_FIRST); k++)
        x = families[k].put(b, i, x);
}
