/*
 * markup/tree.c - from tokens to the flat tree: what opens, what ends what.
 *
 * Of the standard's tree construction (13.2.6) only what decides where a text lies. The
 * open elements are a stack; each knows where in the stack the nearest element of its
 * own kind lies, the nearest boundary of scope and so on, so that every question is
 * answered at once and no token costs more than what it closes.  A formatting element
 * whose end tag comes behind a block's start is ended with that block, not split.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/tree.h"

#include "base/ascii.h"
#include "base/table.h"
#include "markup/lexer.h"

#include "elements_table.inc"

enum { OTHERS_TRIED = 16 }; /* open elements without a number, at an end tag */

/* Bytes of a page to one node and one attribute, about: room for these is taken once.
 */
enum { NODE_BYTES = 128, ATTR_BYTES = 128 };

/* What the table says of an element. */
typedef struct {
    uint32_t cues;
    rap_content content;
    bool is_block, is_void, is_special, is_scope, ends_p, ends_foreign;
} traits;

typedef struct {
    uint32_t node, hash;
    uint16_t element;
    uint16_t same;    /* stack: the next open element of this kind below, 0 for none */
    uint16_t scope;   /* stack: nearest boundary of every end tag; it may be this */
    uint16_t special; /* stack: nearest boundary of a formatting end tag */
    uint16_t list;    /* stack: nearest special that is no address, div, p */
    bool foreign;     /* its content is of svg or math */
} entry;

typedef struct {
    rap_arena *arena;
    rap_lexer lexer;
    RAP_LIST(rap_node) nodes;
    entry stack[RAP_TREE_DEPTH + 1];
    uint32_t top;
    uint16_t last[RAP_ELEMENTS]; /* stack: the innermost open element of a kind */
    uint32_t over;               /* open elements that are too deep for the stack */
    uint32_t n_flat;
    bool spaced;                /* white space stood since the last text */
    bool unlinked;              /* the innermost link has ended, though it is open */
    bool endless[RAP_ELEMENTS]; /* no end tag of that name comes any more */
    bool refused;
    traits traits[RAP_ELEMENTS];
} builder;

static const struct {
    const char *name;
    uint32_t cue;
} cue_names[] = {
    {"article", RAP_CUE_ARTICLE}, {"aside", RAP_CUE_ASIDE},
    {"caption", RAP_CUE_CAPTION}, {"cell", RAP_CUE_CELL},
    {"control", RAP_CUE_CONTROL}, {"figure", RAP_CUE_FIGURE},
    {"footer", RAP_CUE_FOOTER},   {"form", RAP_CUE_FORM},
    {"header", RAP_CUE_HEADER},   {"heading", RAP_CUE_HEADING},
    {"hidden", RAP_CUE_HIDDEN},   {"item", RAP_CUE_ITEM},
    {"link", RAP_CUE_LINK},       {"main", RAP_CUE_MAIN},
    {"nav", RAP_CUE_NAV},         {"pre", RAP_CUE_PRE},
    {"quote", RAP_CUE_QUOTE},     {"strong", RAP_CUE_STRONG},
    {"title", RAP_CUE_TITLE},
};

static const struct {
    const char *name;
    rap_content content;
} content_names[] = {{"raw", RAP_CONTENT_RAW},
                     {"rcdata", RAP_CONTENT_RCDATA},
                     {"script", RAP_CONTENT_SCRIPT},
                     {"plain", RAP_CONTENT_PLAIN}};

static uint32_t cue_of(rap_str name)
{
    if (name.n == 0) return 0;
    for (size_t i = 0; i < sizeof cue_names / sizeof *cue_names; i++)
        if (rap_str_is(name, cue_names[i].name)) return cue_names[i].cue;
    return 0;
}

static rap_content content_of(rap_str name)
{
    if (name.n == 0) return RAP_CONTENT_DATA;
    for (size_t i = 0; i < sizeof content_names / sizeof *content_names; i++)
        if (rap_str_is(name, content_names[i].name)) return content_names[i].content;
    return RAP_CONTENT_DATA;
}

static void read_traits(traits out[RAP_ELEMENTS])
{
    const rap_table *t = &elements_table;
    for (int row = 0; row < ELEMENTS_ROWS; row++) {
        rap_str action = rap_cell(t, row, ELEMENTS_ACTION);
        rap_str rank = rap_cell(t, row, ELEMENTS_RANK);
        rap_str content = rap_cell(t, row, ELEMENTS_CONTENT);
        rap_str ends = rap_cell(t, row, ELEMENTS_ENDS);
        bool scope = rap_str_is(rank, "scope");
        traits *e = &out[row + 1];
        *e = (traits){.cues = cue_of(rap_cell(t, row, ELEMENTS_CUE)),
                      .content = content_of(content),
                      .is_block = rap_str_is(action, "block"),
                      .is_void = rap_str_is(content, "void"),
                      .is_special = scope || rap_str_is(rank, "special"),
                      .is_scope = scope,
                      .ends_p = rap_str_begins(ends, RAP_STR("p")),
                      .ends_foreign = rap_str_ends(ends, RAP_STR("svg"))};
        if (rap_str_is(action, "drop")) e->cues |= RAP_CUE_DROPPED;
        if (rap_str_is(action, "hide")) e->cues |= RAP_CUE_HIDDEN;
    }
}

static const entry *top_of(const builder *b)
{
    return &b->stack[b->top];
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* End the open elements down to `to` of the stack.  Its own end tag ends at `end`; what
 * is ended with it ends at `at`. */
static void pop_to(builder *b, uint32_t to, size_t at, size_t end)
{
    if (to == 0) return;
    b->over = 0;
    for (; b->top >= to; b->top--) {
        const entry *e = top_of(b);
        rap_node *node = &b->nodes.v[e->node];
        node->end = (uint32_t)b->nodes.n;
        node->whole.to = (uint32_t)(b->top == to ? end : at);
        b->last[e->element] = e->same;
        if (e->element == RAP_EL_A) b->unlinked = b->last[RAP_EL_A] != 0;
    }
}

/* End the innermost open `element` if it lies above `bound` of the stack. */
static bool end_above(builder *b, rap_element element, uint32_t bound, size_t at)
{
    uint32_t to = b->last[element];
    if (to == 0 || to <= bound) return false;
    pop_to(b, to, at, at);
    return true;
}

static rap_node *add_node(builder *b, rap_element element, rap_span at)
{
    rap_node *n = RAP_PUSH(b->arena, &b->nodes);
    if (!n) {
        b->refused = true;
        return NULL;
    }
    const entry *e = top_of(b);
    const rap_node *parent = &b->nodes.v[e->node];
    uint32_t cues = b->unlinked ? parent->cues & ~(uint32_t)RAP_CUE_LINK : parent->cues;
    *n = (rap_node){.element = (uint16_t)element,
                    .depth = (uint16_t)(b->top + 1),
                    .parent = e->node,
                    .end = (uint32_t)b->nodes.n,
                    .block = parent->block,
                    .cues = cues,
                    .tag = at,
                    .whole = at};
    return n;
}

static bool is_foreign_root(rap_element e)
{
    return e == RAP_EL_SVG || e == RAP_EL_MATH;
}

/* Elements of svg and math whose content is HTML again. */
static bool holds_html(rap_element e)
{
    return e == RAP_EL_FOREIGNOBJECT || e == RAP_EL_DESC || e == RAP_EL_TITLE ||
           e == RAP_EL_MI || e == RAP_EL_MO || e == RAP_EL_MN || e == RAP_EL_MS ||
           e == RAP_EL_MTEXT || e == RAP_EL_ANNOTATION_XML;
}

static void push(builder *b, uint32_t node, const rap_lexeme *tok)
{
    const rap_element id = tok->element;
    const traits *t = &b->traits[id];
    const entry *below = top_of(b);
    uint16_t me = (uint16_t)(b->top + 1);
    bool is_plain = id == RAP_EL_ADDRESS || id == RAP_EL_DIV || id == RAP_EL_P;
    entry e = {.node = node,
               .hash = tok->hash,
               .element = (uint16_t)id,
               .same = b->last[id],
               .scope = t->is_scope ? me : below->scope,
               .special = t->is_special ? me : below->special,
               .list = t->is_special && !is_plain ? me : below->list,
               .foreign = is_foreign_root(id) || (below->foreign && !holds_html(id))};
    b->stack[me] = e;
    b->top = me;
    b->last[id] = me;
    if (id == RAP_EL_A) b->unlinked = false;
}

/* Does a style attribute take the element out of sight? */
static bool style_hides(rap_str s)
{
    static const char *const rules[] = {"display:none", "visibility:hidden"};
    for (size_t r = 0; r < 2; r++)
        for (size_t at = 0, k = 0; at < s.n; at++) {
            if (rap_is_space(s.p[at])) continue;
            char c = rap_to_lower(s.p[at]);
            k = c == rules[r][k] ? k + 1 : c == rules[r][0];
            if (rules[r][k] == '\0') return true;
        }
    return false;
}

static const struct {
    const char *role;
    uint32_t cue;
} roles[] = {
    {"navigation", RAP_CUE_NAV},     {"menu", RAP_CUE_NAV},
    {"menubar", RAP_CUE_NAV},        {"complementary", RAP_CUE_ASIDE},
    {"contentinfo", RAP_CUE_FOOTER}, {"banner", RAP_CUE_HEADER},
    {"main", RAP_CUE_MAIN},          {"article", RAP_CUE_ARTICLE},
    {"form", RAP_CUE_FORM},          {"search", RAP_CUE_FORM},
    {"button", RAP_CUE_CONTROL},     {"heading", RAP_CUE_HEADING},
};

static uint64_t bit_of(rap_attribute a)
{
    return (uint64_t)1 << a;
}

/* The cues that an element has by its attributes. */
static uint32_t told_cues(const rap_tree *t, uint32_t node, uint64_t has)
{
    uint32_t cues = 0;
    if (has & bit_of(RAP_AT_HIDDEN)) cues |= RAP_CUE_HIDDEN;
    if ((has & bit_of(RAP_AT_STYLE)) &&
        style_hides(rap_tree_raw(t, node, RAP_AT_STYLE)))
        cues |= RAP_CUE_HIDDEN;
    if ((has & bit_of(RAP_AT_ARIA_HIDDEN)) &&
        rap_tree_is(t, node, RAP_AT_ARIA_HIDDEN, "true"))
        cues |= RAP_CUE_UNSPOKEN;
    for (size_t i = 0; (has & bit_of(RAP_AT_ROLE)) && i < sizeof roles / sizeof *roles;
         i++)
        if (rap_tree_has(t, node, RAP_AT_ROLE, roles[i].role)) cues |= roles[i].cue;
    return cues;
}

static void read_told(builder *b, uint32_t at, uint64_t has)
{
    const uint64_t telling = bit_of(RAP_AT_HIDDEN) | bit_of(RAP_AT_STYLE) |
                             bit_of(RAP_AT_ARIA_HIDDEN) | bit_of(RAP_AT_ROLE);
    rap_node *node = &b->nodes.v[at];
    if (has & telling) {
        const rap_tree t = {.page = b->lexer.in,
                            .nodes = b->nodes.v,
                            .n_nodes = (uint32_t)b->nodes.n,
                            .attrs = b->lexer.attrs.v,
                            .n_attrs = (uint32_t)b->lexer.attrs.n};
        node->cues |= told_cues(&t, at, has);
    }
    if (node->element == RAP_EL_DIALOG && !(has & bit_of(RAP_AT_OPEN)))
        node->cues |= RAP_CUE_HIDDEN;
}

/* Elements whose end tag is often left out: they do not count as too deep. */
static bool is_loose(rap_element e)
{
    return e == RAP_EL_P || e == RAP_EL_LI || e == RAP_EL_DD || e == RAP_EL_DT ||
           e == RAP_EL_OPTION || e == RAP_EL_TD || e == RAP_EL_TH || e == RAP_EL_TR;
}

/* A cell, a row, a section of a table begins: end what of them is open. */
static void end_cells(builder *b, rap_element e, size_t at)
{
    const uint16_t *last = b->last;
    uint32_t bound = larger(last[RAP_EL_TABLE], last[RAP_EL_TEMPLATE]);
    uint32_t cell = larger(last[RAP_EL_TD], last[RAP_EL_TH]);
    uint32_t row = last[RAP_EL_TR];
    uint32_t part = larger(larger(last[RAP_EL_TBODY], last[RAP_EL_THEAD]),
                           larger(last[RAP_EL_TFOOT], last[RAP_EL_CAPTION]));
    bool is_cell = e == RAP_EL_TD || e == RAP_EL_TH;
    if (!is_cell && e != RAP_EL_TR && part > bound)
        pop_to(b, part, at, at);
    else if (!is_cell && row > bound)
        pop_to(b, row, at, at);
    else if (cell > bound)
        pop_to(b, cell, at, at);
    else
        (void)end_above(b, RAP_EL_CAPTION, bound, at);
}

static uint32_t open_heading(const builder *b)
{
    uint32_t h = 0;
    for (int e = RAP_EL_H1; e <= RAP_EL_H6; e++)
        h = larger(h, b->last[e]);
    return h;
}

static bool is_heading(rap_element e)
{
    return e >= RAP_EL_H1 && e <= RAP_EL_H6;
}

static void end_top(builder *b, rap_element e, size_t at)
{
    if (top_of(b)->element == e) pop_to(b, b->top, at, at);
}

/* What else a start tag ends, by its own kind. */
static void end_kin(builder *b, rap_element e, size_t at)
{
    switch (e) {
    case RAP_EL_LI:
        (void)end_above(b, RAP_EL_LI, top_of(b)->list - 1u, at);
        break;
    case RAP_EL_DD:
    case RAP_EL_DT:
        if (!end_above(b, RAP_EL_DD, top_of(b)->list - 1u, at))
            (void)end_above(b, RAP_EL_DT, top_of(b)->list - 1u, at);
        break;
    case RAP_EL_OPTGROUP:
        end_top(b, RAP_EL_OPTION, at);
        end_top(b, RAP_EL_OPTGROUP, at);
        break;
    case RAP_EL_OPTION:
        end_top(b, RAP_EL_OPTION, at);
        break;
    case RAP_EL_A:
        if (b->last[RAP_EL_A] && !end_above(b, e, top_of(b)->special, at))
            b->unlinked = true;
        break;
    case RAP_EL_BUTTON:
    case RAP_EL_SELECT:
        (void)end_above(b, e, top_of(b)->scope, at);
        break;
    case RAP_EL_CAPTION:
    case RAP_EL_COLGROUP:
    case RAP_EL_TBODY:
    case RAP_EL_TD:
    case RAP_EL_TFOOT:
    case RAP_EL_TH:
    case RAP_EL_THEAD:
    case RAP_EL_TR:
        end_cells(b, e, at);
        break;
    default:
        if (is_heading(e) && is_heading(top_of(b)->element)) pop_to(b, b->top, at, at);
        break;
    }
}

/* May an element stand in <head>? */
static bool is_of_head(rap_element e)
{
    switch (e) {
    case RAP_EL_BASE:
    case RAP_EL_BASEFONT:
    case RAP_EL_BGSOUND:
    case RAP_EL_LINK:
    case RAP_EL_META:
    case RAP_EL_TITLE:
    case RAP_EL_NOSCRIPT:
    case RAP_EL_NOFRAMES:
    case RAP_EL_STYLE:
    case RAP_EL_SCRIPT:
    case RAP_EL_TEMPLATE:
        return true;
    default:
        return false;
    }
}

/* End <head>, also out of a <noscript> in it, before what cannot stand there. */
static void end_head(builder *b, size_t at)
{
    uint32_t head = b->last[RAP_EL_HEAD], top = b->top;
    if (head == 0) return;
    if (head == top || (head + 1 == top && top_of(b)->element == RAP_EL_NOSCRIPT))
        pop_to(b, head, at, at);
}

static void end_foreign(builder *b, size_t at)
{
    uint32_t to = b->top;
    while (b->stack[to].foreign && b->stack[to - 1].foreign)
        to--;
    pop_to(b, to, at, at);
}

/* End what a start tag of HTML ends by being there.  False when it is ignored. */
static bool make_way(builder *b, const rap_lexeme *tok)
{
    const rap_element e = tok->element;
    const traits *t = &b->traits[e];
    const size_t at = tok->at.from;
    if ((e == RAP_EL_HTML || e == RAP_EL_HEAD || e == RAP_EL_BODY) && b->last[e])
        return false;
    if (!is_of_head(e)) end_head(b, at);
    end_kin(b, e, at);
    if (t->ends_p)
        (void)end_above(b, RAP_EL_P, larger(top_of(b)->scope, b->last[RAP_EL_BUTTON]),
                        at);
    return true;
}

/* Is it a <title>, <textarea>, <iframe> that nothing ends?  To a browser the rest of
 * the page would be its content; here it is taken to be empty, so that a damaged page
 * has a text.  A style or script without end is a page that was cut. */
static bool is_endless(builder *b, const rap_lexeme *tok)
{
    const rap_element e = tok->element;
    const rap_content content = b->traits[e].content;
    if (content != RAP_CONTENT_RCDATA && content != RAP_CONTENT_RAW) return false;
    if (e == RAP_EL_STYLE) return false;
    if (!b->endless[e]) b->endless[e] = !rap_lexer_ends(&b->lexer, rap_element_name(e));
    return b->endless[e];
}

static void open_element(builder *b, const rap_lexeme *tok)
{
    const traits *t = &b->traits[tok->element];
    if (top_of(b)->foreign && t->ends_foreign) end_foreign(b, tok->at.from);
    const bool foreign = top_of(b)->foreign;
    if (!foreign && !make_way(b, tok)) return;
    rap_node *node = add_node(b, tok->element, tok->at);
    if (!node) return;
    uint32_t at = (uint32_t)b->nodes.n - 1;
    node->attr = tok->attr;
    node->n_attrs = tok->n_attrs;
    node->cues |= t->cues;
    if (t->is_block) node->block = at;
    read_told(b, at, tok->has);
    bool alone = foreign || is_foreign_root(tok->element) ? tok->self_closing : false;
    if (alone || (!foreign && (t->is_void || is_endless(b, tok)))) return;
    bool deep = b->top == RAP_TREE_DEPTH;
    if (!deep)
        push(b, at, tok);
    else if (!is_loose(tok->element))
        b->over++;
    b->n_flat += deep;
    if (foreign || t->content == RAP_CONTENT_DATA) return;
    b->lexer.content = t->content;
    b->lexer.raw_name = rap_element_name(tok->element);
}

/* The end tag of an element that has no number: by its name. */
static uint32_t other_open(const builder *b, uint32_t hash)
{
    uint32_t at = b->last[RAP_EL_OTHER];
    for (int i = 0; i < OTHERS_TRIED && at; i++, at = b->stack[at].same)
        if (b->stack[at].hash == hash) return at;
    return 0;
}

/* How far down an end tag may reach in the stack. */
static uint32_t reach(const builder *b, rap_element e)
{
    const uint16_t *last = b->last;
    const entry *top = top_of(b);
    uint32_t bound;
    switch (e) {
    case RAP_EL_P:
        return larger(top->scope, last[RAP_EL_BUTTON]);
    case RAP_EL_LI:
        return larger(top->scope, larger(last[RAP_EL_OL], last[RAP_EL_UL]));
    case RAP_EL_TABLE:
        return last[RAP_EL_TEMPLATE];
    case RAP_EL_CAPTION:
    case RAP_EL_TBODY:
    case RAP_EL_TD:
    case RAP_EL_TFOOT:
    case RAP_EL_TH:
    case RAP_EL_THEAD:
    case RAP_EL_TR:
        return larger(last[RAP_EL_TABLE], last[RAP_EL_TEMPLATE]);
    case RAP_EL_BODY:
    case RAP_EL_HTML:
        return RAP_TREE_DEPTH; /* what comes behind them belongs to them still */
    default:
        bound = b->traits[e].is_special ? top->scope : top->special;
        return bound ? bound - 1 : 0;
    }
}

static void close_element(builder *b, const rap_lexeme *tok)
{
    const rap_element e = tok->element;
    const size_t at = tok->at.from;
    if (e == RAP_EL_BR) { /* 13.2.6.4.7: "</br>" is "<br>" */
        (void)add_node(b, e, tok->at);
        return;
    }
    if (b->over && !is_loose(e) && !b->traits[e].is_void) {
        b->over--;
        return;
    }
    uint32_t to = e == RAP_EL_OTHER ? other_open(b, tok->hash)
                  : is_heading(e)   ? open_heading(b)
                                    : b->last[e];
    if (to > reach(b, e)) {
        pop_to(b, to, at, tok->at.to);
    } else if (e == RAP_EL_P) { /* an empty one, which parts what stands around it */
        rap_node *p = add_node(b, e, tok->at);
        if (p) p->block = (uint32_t)b->nodes.n - 1;
    } else if (e == RAP_EL_A && to) {
        b->unlinked = true;
    }
}

static bool is_blank(rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!rap_is_space(s.p[i])) return false;
    return true;
}

static void add_text(builder *b, const rap_lexeme *tok)
{
    if (!tok->raw) {
        bool blank = is_blank(rap_str_cut(b->lexer.in, tok->at.from, tok->at.to));
        if (blank) b->spaced = true;
        if (blank && !(b->nodes.v[top_of(b)->node].cues & RAP_CUE_PRE)) return;
        if (!blank) end_head(b, tok->at.from);
    }
    bool raw = tok->raw && !top_of(b)->foreign &&
               top_of(b)->element != RAP_EL_PLAINTEXT &&
               top_of(b)->element != RAP_EL_XMP;
    rap_node *n = add_node(b, raw ? RAP_EL_RAW : RAP_EL_TEXT, tok->at);
    if (!n || raw) return;
    if (b->spaced) n->cues |= RAP_CUE_SPACED;
    b->spaced = false;
}

static void take_token(builder *b, const rap_lexeme *tok)
{
    if (tok->kind == RAP_LEXEME_TEXT)
        add_text(b, tok);
    else if (tok->kind == RAP_LEXEME_OPEN)
        open_element(b, tok);
    else if (tok->kind == RAP_LEXEME_CLOSE)
        close_element(b, tok);
}

static bool take_room(builder *b)
{
    size_t n = b->lexer.in.n;
    b->nodes.cap = n / NODE_BYTES + 1;
    b->nodes.v = RAP_NEW(b->arena, rap_node, b->nodes.cap);
    b->lexer.attrs.cap = n / ATTR_BYTES + 1;
    b->lexer.attrs.v = RAP_NEW(b->arena, rap_attr, b->lexer.attrs.cap);
    return b->nodes.v && b->lexer.attrs.v;
}

rap_code rap_tree_read(rap_tree *out, rap_str page, rap_arena *arena, rap_err *err)
{
    builder *b = RAP_NEW(arena, builder, 1);
    if (!b) return rap_fail_memory(err);
    b->arena = arena;
    b->lexer = rap_lexer_of(page, arena);
    read_traits(b->traits);
    rap_node *root = take_room(b) ? RAP_PUSH(arena, &b->nodes) : NULL;
    if (!root) return rap_fail_memory(err);
    rap_span all = {0, (uint32_t)page.n};
    *root = (rap_node){.element = RAP_EL_ROOT, .tag = {0, 0}, .whole = all};
    b->stack[0] = (entry){.element = RAP_EL_ROOT};
    rap_lexeme tok;
    while (!b->refused && rap_lexer_next(&b->lexer, &tok))
        take_token(b, &tok);
    if (b->refused || b->lexer.refused) return rap_fail_memory(err);
    pop_to(b, 1, page.n, page.n);
    b->nodes.v[0].end = (uint32_t)b->nodes.n;
    *out = (rap_tree){.page = page,
                      .nodes = b->nodes.v,
                      .n_nodes = (uint32_t)b->nodes.n,
                      .attrs = b->lexer.attrs.v,
                      .n_attrs = (uint32_t)b->lexer.attrs.n,
                      .n_flat = b->n_flat};
    return RAP_OK;
}
