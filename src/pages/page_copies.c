/*
 * pages/page_copies.c - the pages /copies and /copy/ID: which reports share passages,
 * and two of them side by side.
 *
 * Side by side every shared passage is a row; words that stand on one side only are
 * marked, so that what a rewriting put in or left out shows.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/leaf.h"
#include "view/sheet.h"

#include "base/ascii.h"

enum { PASSAGES_SHOWN = 200, WORDS_MOST = 1 << 16 };

static void put_report(rap_leaf *l, rap_str key)
{
    const rap_listed *r = rap_view_report(l->v, key);
    rap_buf b = {0};
    if (!r) {
        rap_html_text(&l->h, key);
        return;
    }
    rap_buf_printf(&b, "/report/R%u", r->n);
    rap_html_open(&l->h, "a");
    rap_html_href(&l->h, rap_torn_text(&b));
    rap_html_text(&l->h, rap_str_cut(rap_torn_text(&b), sizeof "/report/" - 1, b.n));
    rap_html_close(&l->h);
    rap_html_z(&l->h, " ");
    rap_html_text(&l->h, rap_listed_title(r));
    rap_buf_done(&b);
}

/* "R2, by its dateline" */
static void put_first(rap_leaf *l, const rap_item *item)
{
    rap_html *h = &l->h;
    rap_str direction = rap_jsonin_str(item->json, "direction");
    const rap_value *why = rap_jsonin_get(item->json, "why");
    bool known = rap_str_is(direction, "a->b") || rap_str_is(direction, "b->a");
    if (!known) {
        bool quote = why && why->first && rap_str_is(why->first->text, "quote");
        rap_html_z(h, rap_str_is(direction, "common") ? "both from a third report"
                      : quote ? "the same quotation: neither need be a copy"
                              : "cannot be told");
        return;
    }
    const rap_listed *r = rap_view_report(
        l->v, rap_jsonin_str(item->json, direction.p[0] == 'a' ? "a" : "b"));
    rap_buf b = {0};
    if (r) rap_buf_printf(&b, "R%u", r->n);
    rap_html_text(h, rap_torn_text(&b));
    rap_buf_done(&b);
    for (const rap_value *w = why ? why->first : NULL; w; w = w->next) {
        rap_html_z(h, w == why->first ? ", by its " : " and ");
        rap_html_text(h, w->text);
    }
}

static rap_code put_copy(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    const rap_value *passages = rap_jsonin_get(item->json, "passages");
    rap_buf b = {0};
    (void)state;
    rap_html_open(h, "tr");
    rap_html_attr_str(h, "id", item->id);
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    put_report(l, rap_jsonin_str(item->json, "a"));
    rap_html_close(h);
    rap_html_open(h, "td");
    put_report(l, rap_jsonin_str(item->json, "b"));
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_html_open(h, "a");
    rap_buf_z(&b, "/copy/");
    rap_url_escape(&b, item->id);
    rap_html_href(h, rap_torn_text(&b));
    rap_leaf_count(l, passages ? passages->n : 0, "passage", "passages");
    rap_html_z(h, " side by side");
    rap_html_close(h);
    rap_leaf_cites(l, item, 2);
    rap_html_close(h);
    rap_html_open(h, "td");
    put_first(l, item);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
    return RAP_OK;
}

rap_code rap_page_copies(rap_leaf *l)
{
    static const char *const headings[] = {"Report", "And", "Share",
                                           "Which came first"};
    uint32_t shown = 0;
    rap_leaf_begin(
        l, "/copies", rap_str_of("Copies"),
        rap_str_of("Reports that share passages are one voice, not two: what "
                   "they tell alike counts as one origin."));
    rap_leaf_table(l, (rap_str){"", 0}, headings, 4);
    rap_code rc = rap_leaf_walk(l, "copy", &shown, put_copy, NULL);
    if (rc != RAP_OK) return rc;
    rap_leaf_table_end(l);
    if (!shown) rap_leaf_nothing(l, "No passage is shared between two reports.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}

/* The words of one side, by hash. */
typedef struct {
    uint32_t *slots, mask; /* hash, 0 empty */
} word_set;

static bool next_word(rap_str text, size_t *at, rap_str *word)
{
    while (*at < text.n && rap_is_space(text.p[*at]))
        ++*at;
    size_t from = *at;
    while (*at < text.n && !rap_is_space(text.p[*at]))
        ++*at;
    *word = rap_str_cut(text, from, *at);
    return word->n > 0;
}

/* Letters and digits alone, lower case; never 0. */
static uint32_t hash_word(rap_str word)
{
    uint32_t h = RAP_HASH_START;
    for (size_t i = 0; i < word.n; i++) {
        char c = rap_to_lower(word.p[i]);
        if (rap_is_alnum(c) || rap_is_high(c)) h = rap_hash_on(h, (rap_str){&c, 1});
    }
    return h | 1u;
}

static bool set_of(word_set *set, rap_str text, rap_arena *arena)
{
    uint32_t n = 0, size = 16;
    rap_str word;
    for (size_t at = 0; next_word(text, &at, &word) && n < WORDS_MOST;)
        n++;
    while (size < 2 * n)
        size *= 2;
    set->mask = size - 1;
    set->slots = RAP_NEW(arena, uint32_t, (size_t)size);
    if (!set->slots) return false;
    for (size_t at = 0; n && next_word(text, &at, &word); n--) {
        uint32_t h = hash_word(word), i = h & set->mask;
        while (set->slots[i] && set->slots[i] != h)
            i = (i + 1) & set->mask;
        set->slots[i] = h;
    }
    return true;
}

static bool has_word(const word_set *set, rap_str word)
{
    uint32_t h = hash_word(word), i = h & set->mask;
    while (set->slots[i] && set->slots[i] != h)
        i = (i + 1) & set->mask;
    return set->slots[i] == h;
}

/* Words that the other side does not have stand in <mark>. */
static void put_side(rap_leaf *l, rap_str text, const word_set *other, rap_cited where)
{
    rap_html *h = &l->h;
    rap_str word;
    rap_html_open(h, "td");
    for (size_t at = 0; next_word(text, &at, &word);) {
        if (has_word(other, word))
            rap_html_text(h, word);
        else
            rap_html_el(h, "mark", "only", word);
        rap_html_z(h, " ");
    }
    rap_leaf_cite(l, where);
    rap_html_close(h);
}

static rap_code put_passage(rap_leaf *l, const rap_sheet sheets[2],
                            const rap_value *pair)
{
    word_set sets[2];
    rap_str texts[2];
    rap_span at[2] = {{0, 0}, {0, 0}};
    const rap_value *span = pair->first;
    rap_row_clear(l->v, l->row);
    for (int i = 0; i < 2; i++, span = span ? span->next : NULL) {
        if (span) at[i] = rap_jsonin_span(span);
        texts[i] = rap_sheet_quote(&sheets[i], at[i], l->row);
        if (!set_of(&sets[i], texts[i], l->row)) return rap_fail_memory(l->err);
    }
    rap_html_open(&l->h, "tr");
    for (int i = 0; i < 2; i++)
        put_side(l, texts[i], &sets[1 - i], (rap_cited){sheets[i].listed->n, at[i]});
    rap_html_close(&l->h);
    return RAP_OK;
}

static rap_code put_passages(rap_leaf *l, const rap_item *item,
                             const rap_sheet sheets[2])
{
    const rap_value *list = rap_jsonin_get(item->json, "passages");
    rap_buf a = {0}, b = {0};
    rap_buf_printf(&a, "R%u", sheets[0].listed->n);
    rap_buf_printf(&b, "R%u", sheets[1].listed->n);
    rap_str left = rap_torn_copy(l->arena, &a);
    rap_str right = rap_torn_copy(l->arena, &b);
    rap_buf_done(&a);
    rap_buf_done(&b);
    if (!left.p || !right.p) return rap_fail_memory(l->err);
    const char *headings[] = {left.p, right.p};
    rap_html_open(&l->h, "div");
    rap_html_attr(&l->h, "class", "beside");
    rap_leaf_table(l,
                   rap_str_of("Each row is a shared passage. Marked: words that only "
                              "this side has."),
                   headings, 2);
    rap_code rc = RAP_OK;
    uint32_t n = 0;
    for (const rap_value *p = list ? list->first : NULL; p && rc == RAP_OK; p = p->next)
        if (n++ < PASSAGES_SHOWN && l->h.out->n < RAP_LEAF_BYTES)
            rc = put_passage(l, sheets, p);
    rap_leaf_table_end(l);
    rap_html_close(&l->h);
    return rc;
}

rap_code rap_page_copy(rap_leaf *l)
{
    rap_item item;
    rap_sheet sheets[2];
    rap_code rc = rap_view_row(l->v, &item, "copy", l->rest, l->arena, l->err);
    if (rc != RAP_OK || !item.id.n) return rc;
    for (int i = 0; i < 2; i++) {
        const rap_listed *r =
            rap_view_report(l->v, rap_jsonin_str(item.json, i ? "b" : "a"));
        if (!r) return RAP_OK;
        rc = rap_sheet_of(&sheets[i], l->v, r->n, l->arena, l->err);
        if (rc != RAP_OK) return rc;
    }
    rap_leaf_begin(l, "/copies", rap_str_of("Two reports side by side"),
                   (rap_str){"", 0});
    rap_html_open(&l->h, "p");
    put_report(l, sheets[0].listed->key);
    rap_html_void(&l->h, "br");
    put_report(l, sheets[1].listed->key);
    rap_html_close(&l->h);
    rap_html_open(&l->h, "p");
    rap_html_z(&l->h, "Which came first: ");
    put_first(l, &item);
    rap_html_close(&l->h);
    rc = put_passages(l, &item, sheets);
    if (rc == RAP_OK) rap_leaf_end(l);
    return rc;
}
