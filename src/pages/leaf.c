/*
 * pages/leaf.c - what all pages are made of.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/leaf.h"

#include "base/utf8.h"
#include "places/atlas.h"
#include "view/judged.h"
#include "view/statement.h"

static const struct {
    const char *path, *word;
} tabs[] = {{"/", "Overview"},           {"/changes", "What is new"},
            {"/talks", "Talks"},         {"/timeline", "Timeline"},
            {"/said", "Who said what"},  {"/events", "Events"},
            {"/positions", "Positions"}, {"/differ", "Disagreements"},
            {"/#reports", "Reports"},    {"/names", "Names"},
            {"/stories", "Stories"},     {"/copies", "Copies"},
            {"/network", "Network"},     {"/map", "Map"},
            {"/check", "Check"},         {"/help", "Help"}};
/* A report of more bytes may need more than one page. */
enum { N_TABS = sizeof tabs / sizeof *tabs, LONG_REPORT = 20000 };

static void put_count(rap_html *h, int64_t n, const char *one, const char *many)
{
    rap_buf b = {0};
    rap_word_things(&b, n, one, many);
    rap_html_text(h, rap_torn_text(&b));
    rap_buf_done(&b);
}

void rap_leaf_count(rap_leaf *l, int64_t n, const char *one, const char *many)
{
    put_count(&l->h, n, one, many);
}

static void put_head(rap_leaf *l, rap_str heading)
{
    rap_html *h = &l->h;
    rap_html_open(h, "html");
    rap_html_attr(h, "lang", "en");
    rap_html_open(h, "head");
    rap_html_void(h, "meta");
    rap_html_attr(h, "charset", "utf-8");
    rap_html_void(h, "meta");
    rap_html_attr(h, "name", "viewport");
    rap_html_attr(h, "content", "width=device-width, initial-scale=1");
    rap_html_open(h, "title");
    rap_html_text(h, heading);
    rap_html_z(h, " - ");
    rap_html_text(h, l->v->heading.title);
    rap_html_z(h, " - rapporteur");
    rap_html_close(h);
    rap_html_void(h, "link");
    rap_html_attr(h, "rel", "stylesheet");
    rap_html_attr(h, "href", h->site ? "page.css" : "/page.css");
    rap_html_close(h);
}

static void put_search(rap_html *h, rap_str words)
{
    rap_html_open(h, "form");
    rap_html_attr(h, "role", "search");
    rap_html_attr(h, "action", "/search");
    rap_html_open(h, "label");
    rap_html_attr(h, "class", "sr");
    rap_html_attr(h, "for", "q");
    rap_html_z(h, "Search the dossier");
    rap_html_close(h);
    rap_html_void(h, "input");
    rap_html_attr(h, "id", "q");
    rap_html_attr(h, "type", "search");
    rap_html_attr(h, "name", "q");
    rap_html_attr(h, "placeholder", "Search words and names");
    if (words.n) rap_html_attr_str(h, "value", words);
    rap_html_el(h, "button", NULL, rap_str_of("Search"));
    rap_html_close(h);
}

/* "5 reports, 30 Mar 2022 - 14 May 2025" */
static void put_extent(rap_leaf *l)
{
    rap_str first = l->v->first_day, last = l->v->last_day;
    rap_buf b = {0};
    rap_word_things(&b, l->v->n_reports, "report", "reports");
    if (first.n) {
        rap_buf_z(&b, " · ");
        rap_word_day(&b, first);
    }
    if (first.n && !rap_str_eq(first, last)) {
        rap_buf_z(&b, " – ");
        rap_word_day(&b, last);
    }
    rap_html_el(&l->h, "small", NULL, rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_tabs(rap_html *h, const char *tab)
{
    rap_html_open(h, "nav");
    rap_html_attr(h, "class", "tabs");
    rap_html_attr(h, "aria-label", "Dossier");
    for (int i = 0; i < N_TABS; i++) {
        if (h->site && strcmp(tabs[i].path, "/check") == 0) continue;
        rap_html_open(h, "a");
        rap_html_href(h, rap_str_of(tabs[i].path));
        if (strcmp(tabs[i].path, tab) == 0) rap_html_attr(h, "aria-current", "page");
        rap_html_z(h, tabs[i].word);
        rap_html_close(h);
    }
    rap_html_close(h);
}

/* The path with an ending and the query as it is, for "the same as data". */
static void put_data_link(rap_leaf *l, const char *ending)
{
    rap_buf b = {0};
    rap_buf_put(&b, rap_str_is(l->base, "/") ? rap_str_of("/overview") : l->base);
    rap_buf_z(&b, ending);
    for (uint32_t i = 0; i < l->request->n_fields; i++) {
        rap_buf_byte(&b, i ? '&' : '?');
        rap_url_escape(&b, l->request->fields[i].key);
        rap_buf_byte(&b, '=');
        rap_url_escape(&b, l->request->fields[i].value);
    }
    rap_html_open(&l->h, "a");
    rap_html_href(&l->h, rap_torn_text(&b));
    rap_html_z(&l->h, ending);
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

static void put_data_links(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "as noprint");
    rap_html_z(h, "this page as ");
    put_data_link(l, ".json");
    rap_html_z(h, " ");
    put_data_link(l, ".csv");
    rap_html_close(h);
}

void rap_leaf_own(rap_leaf *l, const char *style, rap_str text)
{
    uint32_t most = l->h.most;
    l->h.most = 0;
    rap_html_el(&l->h, "p", style, text);
    l->h.most = most;
}

static void put_apart(rap_leaf *l)
{
    rap_buf b = {0};
    rap_word_things(&b, l->v->apart, "report is", "reports are");
    rap_buf_z(&b, " not yet joined with the others: names, copies and disagreements are"
                  " told within each of them alone.");
    rap_leaf_own(l, "lead apart", rap_torn_text(&b));
    rap_buf_done(&b);
}

void rap_leaf_begin(rap_leaf *l, const char *tab, rap_str heading, rap_str lead)
{
    rap_html *h = &l->h;
    put_head(l, heading);
    rap_html_open(h, "body");
    rap_html_open(h, "a");
    rap_html_attr(h, "class", "skip");
    rap_html_href(h, rap_str_of("#main"));
    rap_html_z(h, "Skip to content");
    rap_html_close(h);
    rap_html_open(h, "header");
    rap_html_attr(h, "class", "top");
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "bar");
    rap_html_open(h, "a");
    rap_html_attr(h, "class", "name");
    rap_html_href(h, rap_str_of("/"));
    rap_html_text(h, l->v->heading.title);
    put_extent(l);
    rap_html_close(h);
    if (!h->site) put_search(h, rap_leaf_field(l, "q"));
    rap_html_close(h);
    put_tabs(h, tab);
    rap_html_close(h);
    rap_html_open(h, "main");
    rap_html_attr(h, "id", "main");
    rap_html_attr(h, "tabindex", "-1");
    if (!h->site) put_data_links(l);
    rap_html_el(h, "h1", NULL, heading);
    if (lead.n) rap_leaf_own(l, "lead", lead);
    if (l->v->apart) put_apart(l);
}

void rap_leaf_end(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_html_close(h); /* main */
    rap_html_open(h, "footer");
    rap_html_attr(h, "class", "bot");
    rap_html_el(h, "span", NULL,
                rap_str_of("Every line links to the bytes it came from."));
    rap_html_el(h, "span", NULL, rap_str_of(RAP_ATLAS_CREDIT));
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "keys");
    rap_html_z(h, "Keyboard: ");
    rap_html_el(h, "kbd", NULL, rap_str_of("/"));
    rap_html_z(h, " search ");
    rap_html_el(h, "kbd", NULL, rap_str_of("j"));
    rap_html_z(h, " ");
    rap_html_el(h, "kbd", NULL, rap_str_of("k"));
    rap_html_z(h, " next, previous ");
    rap_html_open(h, "a");
    rap_html_href(h, rap_str_of("/help"));
    rap_html_el(h, "kbd", NULL, rap_str_of("?"));
    rap_html_z(h, " all keys and signs");
    rap_html_close(h);
    rap_html_close(h);
    rap_html_close(h);
    rap_html_open(h, "script");
    rap_html_attr(h, "src", h->site ? "app.js" : "/app.js");
    rap_html_flag(h, "defer");
    rap_html_close_to(h, 0);
}

rap_str rap_leaf_field(const rap_leaf *l, const char *key)
{
    for (uint32_t i = 0; i < l->request->n_fields; i++)
        if (rap_str_is(l->request->fields[i].key, key))
            return l->request->fields[i].value;
    return (rap_str){"", 0};
}

void rap_leaf_cite(rap_leaf *l, rap_cited c)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    const rap_listed *r = rap_view_number(l->v, c.n);
    if (!r) return;
    rap_html_z(h, " ");
    rap_html_open(h, "a");
    rap_html_attr(h, "class", "src");
    rap_buf_printf(&b, "/report/R%u", c.n);
    if (r->bytes > LONG_REPORT && !h->site) rap_buf_printf(&b, "?at=%u", c.at.from);
    rap_buf_printf(&b, "#b%u", c.at.from);
    rap_html_href(h, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_put(&b, r->key);
    rap_buf_printf(&b, ", bytes %u–%u", c.at.from, c.at.to);
    rap_html_attr_str(h, "title", rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_printf(&b, "R%u %u–%u", c.n, c.at.from, c.at.to);
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

void rap_leaf_judged(rap_leaf *l, rap_str id)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_err err;
    if (rap_judged_of(&j, &n, l->v, id, &err) != RAP_OK) rap_view_note(l->v, &err);
    for (uint32_t i = 0; i < n; i++) {
        rap_buf b = {0};
        rap_judged_write(&b, &j[i]);
        rap_html_z(&l->h, " ");
        rap_html_el(&l->h, "span", rap_str_is(j[i].what, "reject") ? "told no" : "told",
                    rap_torn_text(&b));
        rap_buf_done(&b);
    }
}

void rap_leaf_cites(rap_leaf *l, const rap_item *item, uint32_t most)
{
    rap_buf b = {0};
    for (uint32_t i = 0; i < item->n_cites && i < most; i++)
        rap_leaf_cite(l, item->cites[i]);
    if (item->n_cites > most) {
        rap_buf_printf(&b, " and %u more", item->n_cites - most);
        rap_html_el(&l->h, "span", "small mut", rap_torn_text(&b));
    }
    rap_leaf_judged(l, item->id);
    rap_leaf_judge_link(l, item->id);
    rap_buf_done(&b);
}

static void put_name_link(rap_leaf *l, rap_str id)
{
    rap_buf b = {0};
    rap_buf_z(&b, "/name/");
    rap_url_escape(&b, id);
    rap_html_open(&l->h, "a");
    rap_html_attr(&l->h, "class", "who");
    rap_html_href(&l->h, rap_torn_text(&b));
    rap_html_text(&l->h, rap_view_name(l->v, id));
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

void rap_leaf_names(rap_leaf *l, rap_str ids)
{
    bool first = true;
    for (rap_str id; rap_ids_next(&ids, &id); first = false) {
        if (!first) rap_html_z(&l->h, ", ");
        put_name_link(l, id);
    }
}

void rap_leaf_name_list(rap_leaf *l, const rap_value *list)
{
    bool first = true;
    for (const rap_value *e = list ? list->first : NULL; e;
         e = e->next, first = false) {
        if (!first) rap_html_z(&l->h, ", ");
        put_name_link(l, e->text);
    }
}

static void put_muted(rap_html *h, rap_str before, rap_str text, rap_str after)
{
    rap_html_z(h, " ");
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "mut");
    rap_html_text(h, before);
    rap_html_text(h, text);
    rap_html_text(h, after);
    rap_html_close(h);
}

void rap_leaf_cue(rap_leaf *l, const rap_item *item)
{
    rap_buf b = {0};
    rap_cue_write(&b, rap_cue_of(item));
    rap_html_text(&l->h, rap_torn_text(&b));
    rap_buf_done(&b);
}

void rap_leaf_claim(rap_leaf *l, const rap_claim *c)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    switch (c->kind) {
    case RAP_CLAIM_NAMED:
        rap_html_open(h, "b");
        rap_html_attr(h, "class", "by");
        put_name_link(l, c->id);
        rap_html_close(h);
        if (c->side.n) put_muted(h, rap_str_of("("), c->side, rap_str_of(")"));
        break;
    case RAP_CLAIM_NARRATOR:
        rap_buf_printf(&b, "R%u", c->report);
        rap_html_el(h, "b", "by", rap_torn_text(&b));
        put_muted(h, rap_str_of("(narrator"), (rap_str){"", 0}, rap_str_of(")"));
        break;
    case RAP_CLAIM_UNNAMED:
        rap_html_el(h, "i", "by", c->name);
        break;
    case RAP_CLAIM_UNSURE:
    case RAP_CLAIM_NONE:
        rap_leaf_unsure(l, "speaker unclear");
        break;
    }
    rap_buf_done(&b);
}

void rap_leaf_say(rap_leaf *l, const rap_claim *c)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    if (c->kind == RAP_CLAIM_UNSURE || c->kind == RAP_CLAIM_NONE) {
        rap_claim_say(&b, c);
        rap_html_el(h, "span", "uns", rap_torn_text(&b));
    } else {
        rap_html_z(h, "says ");
        rap_leaf_claim(l, c);
    }
    rap_buf_done(&b);
}

void rap_leaf_says(rap_leaf *l, rap_str text, const rap_claim *c)
{
    rap_str bare = rap_claim_words(c, text, l->arena);
    rap_html_text(&l->h, bare);
    rap_html_z(&l->h, rap_word_has_comma(bare) ? " " : ", ");
    rap_leaf_say(l, c);
}

void rap_leaf_sign(rap_leaf *l, const rap_sign *sign, bool hollow)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_buf_z(&b, "tag ");
    rap_buf_put(&b, sign->style);
    if (hollow) rap_buf_z(&b, " hw");
    rap_html_open(h, "span");
    rap_html_attr_str(h, "class", rap_torn_text(&b));
    rap_html_open(h, "span");
    rap_html_attr(h, "aria-hidden", "true");
    rap_html_text(h, hollow ? sign->hollow : sign->glyph);
    rap_html_close(h);
    rap_html_z(h, " ");
    rap_html_text(h, sign->word);
    rap_html_close(h);
    rap_buf_done(&b);
}

void rap_leaf_unsure(rap_leaf *l, const char *about)
{
    rap_html *h = &l->h;
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "tag unsure");
    rap_html_attr(h, "title", about);
    rap_html_open(h, "span");
    rap_html_attr(h, "aria-hidden", "true");
    rap_html_z(h, "?");
    rap_html_close(h);
    rap_html_z(h, " unsure");
    rap_html_close(h);
    rap_html_z(h, " ");
    rap_html_el(h, "span", "uns", rap_str_of(about));
}

void rap_leaf_day(rap_leaf *l, const char *tag, rap_str day)
{
    rap_buf b = {0};
    rap_word_day(&b, day);
    rap_html_el(&l->h, tag, NULL, rap_torn_text(&b));
    rap_buf_done(&b);
}

void rap_leaf_label(rap_leaf *l, const char *tag, rap_str label)
{
    rap_buf b = {0};
    rap_word_label(&b, label);
    rap_html_el(&l->h, tag, NULL, rap_torn_text(&b));
    rap_buf_done(&b);
}

void rap_leaf_more(rap_leaf *l)
{
    rap_buf b = {0};
    bool more = l->more;
    if (!more && !l->start) return;
    rap_html_open(&l->h, "p");
    rap_html_attr(&l->h, "class", "noprint");
    rap_buf_put(&b, l->base);
    rap_buf_printf(&b, "?start=%u", more ? l->next : 0);
    for (uint32_t i = 0; i < l->request->n_fields; i++) {
        if (rap_str_is(l->request->fields[i].key, "start") ||
            rap_str_is(l->request->fields[i].key, "at"))
            continue;
        rap_buf_byte(&b, '&');
        rap_url_escape(&b, l->request->fields[i].key);
        rap_buf_byte(&b, '=');
        rap_url_escape(&b, l->request->fields[i].value);
    }
    rap_html_open(&l->h, "a");
    rap_html_href(&l->h, rap_torn_text(&b));
    rap_html_z(&l->h, more ? "Go on" : "Back to the beginning");
    rap_html_close(&l->h);
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

void rap_leaf_nothing(rap_leaf *l, const char *what)
{
    rap_html_el(&l->h, "p", "card mut", rap_str_of(what));
}

void rap_leaf_table(rap_leaf *l, rap_str caption, const char *const *headings,
                    uint32_t n)
{
    rap_html *h = &l->h;
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "wrap");
    rap_html_open(h, "table");
    if (caption.n) rap_html_el(h, "caption", NULL, caption);
    rap_html_open(h, "thead");
    rap_html_open(h, "tr");
    for (uint32_t i = 0; i < n; i++) {
        rap_html_open(h, "th");
        rap_html_attr(h, "scope", "col");
        rap_html_z(h, headings[i]);
        rap_html_close(h);
    }
    rap_html_close(h);
    rap_html_close(h);
    rap_html_open(h, "tbody");
}

void rap_leaf_table_end(rap_leaf *l)
{
    rap_html_close(&l->h);
    rap_html_close(&l->h);
    rap_html_close(&l->h);
}
