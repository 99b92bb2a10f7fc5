/*
 * pages/page_said.c - the page /said: statements under those who uttered them.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/spoken.h"
#include "pages/leaf.h"
#include "pages/put_at.h"

enum { CITES_SHOWN = 8 };

static void put_small(rap_html *h, rap_str text)
{
    rap_torn_mind(h->out, text);
    if (!text.n) return;
    rap_html_text(h, text);
    rap_html_void(h, "br");
}

static void put_who(rap_leaf *l, const rap_spoken *s)
{
    rap_html *h = &l->h;
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "say-who");
    switch (s->by.kind) {
    case RAP_CLAIM_NAMED:
        rap_html_open(h, "b");
        rap_leaf_names(l, s->by.id);
        rap_html_close(h);
        break;
    case RAP_CLAIM_UNNAMED:
        rap_html_el(h, "i", NULL, s->by.name);
        break;
    default:
        rap_leaf_unsure(l, "speaker unclear");
        if (s->written.n) {
            rap_html_z(h, " ");
            rap_html_el(h, "i", NULL, s->written);
        }
    }
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "small mut");
    if (s->by.kind == RAP_CLAIM_NAMED) put_small(h, s->unnamed);
    put_small(h, s->role);
    rap_html_text(h, s->by.side);
    rap_html_close(h);
    rap_html_close(h);
}

static void put_chain(rap_leaf *l, const rap_spoken *s)
{
    rap_html *h = &l->h;
    if (!s->by.via.n) return;
    rap_buf b = {0};
    rap_html_open(h, "span");
    rap_claim_write(&b, &(rap_claim){.kind = s->by.kind, .name = s->by.name});
    rap_html_text(h, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_spoken_chain(&b, l->v, s);
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

static void put_span(rap_html *h, const char *before, rap_str text)
{
    rap_html_open(h, "span");
    rap_html_z(h, before);
    rap_html_text(h, text);
    rap_html_close(h);
}

static void put_day(rap_leaf *l, const rap_item *item, const rap_spoken *s)
{
    rap_html *h = &l->h;
    rap_html_open(h, "span");
    rap_leaf_day(l, "time", item->day);
    if (s->basis.n) {
        rap_html_z(h, " (");
        rap_html_text(h, s->basis);
        rap_html_z(h, ")");
    }
    rap_html_close(h);
}

static void put_meta(rap_leaf *l, const rap_item *item, const rap_spoken *s)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "meta");
    for (uint32_t i = 0; i < s->n_own; i++) {
        rap_sign sign = rap_sign_stance(s->own[i].state);
        rap_leaf_sign(l, &sign, false);
    }
    put_span(h, "", s->how.word);
    if (s->thought) put_span(h, "a belief, wish or plan, not speech", (rap_str){"", 0});
    put_day(l, item, s);
    put_span(h, s->addressee.n ? "to " : "to whom not stated", s->addressee);
    if (s->medium.n) put_span(h, "by ", s->medium);
    put_chain(l, s);
    rap_echo_write(&b, &s->echo);
    if (rap_torn_any(&b)) put_span(h, "", rap_torn_text(&b));
    rap_html_open(h, "span");
    rap_leaf_cites(l, item, CITES_SHOWN);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
}

static void put_retold(rap_leaf *l, const rap_spoken *s)
{
    rap_html *h = &l->h;
    for (uint32_t i = 0; i < s->n_retold; i++) {
        rap_html_open(h, "p");
        rap_html_attr(h, "class", "retold");
        rap_html_z(h, "says of ");
        rap_html_open(h, "b");
        rap_leaf_names(l, s->retold[i].who);
        rap_html_close(h);
        rap_html_z(h, ": ");
        rap_buf b = {0};
        rap_spoken_retold(&b, &s->retold[i]);
        rap_html_text(h, rap_torn_text(&b));
        rap_buf_done(&b);
        rap_html_z(h, " ");
        rap_html_el(h, "span", "mut",
                    rap_str_of("(retold, not in the words of the one told of)"));
        rap_html_close(h);
    }
}

/* What others say inside it has an entry of its own: here is who, and where. */
static void put_inner(rap_leaf *l, const rap_spoken *s)
{
    rap_html *h = &l->h;
    for (uint32_t i = 0; i < s->n_inner; i++) {
        rap_claim by = rap_claim_of_item(l->v, &s->inner[i]);
        rap_html_open(h, "p");
        rap_html_attr(h, "class", "retold");
        rap_html_z(h, "tells what was said by ");
        rap_leaf_claim(l, &by);
        if (s->inner[i].n_cites) rap_leaf_cite(l, s->inner[i].cites[0]);
        rap_html_close(h);
    }
}

static void begin_statement(rap_leaf *l, const rap_item *item, const rap_spoken *s)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_html_open(h, "article");
    rap_buf_z(&b, "st ");
    rap_buf_put(&b, s->how.style);
    if (s->by.kind == RAP_CLAIM_UNNAMED) rap_buf_z(&b, " anon");
    if (s->told_by.kind != RAP_CLAIM_NONE) rap_buf_z(&b, " inner");
    rap_html_attr_str(h, "class", rap_torn_text(&b));
    rap_html_attr_str(h, "id", item->id);
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_buf_done(&b);
}

static rap_code put_statement(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    rap_spoken *s = RAP_NEW(l->row, rap_spoken, 1);
    (void)state;
    if (!s) return rap_fail_memory(l->err);
    rap_code rc = rap_spoken_of(s, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    begin_statement(l, item, s);
    put_who(l, s);
    rap_html_open(h, "div");
    if (s->told_by.kind != RAP_CLAIM_NONE) {
        rap_html_open(h, "p");
        rap_html_attr(h, "class", "small mut");
        rap_html_z(h, "retold by ");
        rap_leaf_claim(l, &s->told_by);
        rap_html_close(h);
    }
    rap_html_open(h, "blockquote");
    if (s->reported) rap_html_z(h, "… ");
    rap_leaf_cue(l, item);
    rap_html_text(h, item->text);
    rap_html_close(h);
    put_retold(l, s);
    put_inner(l, s);
    put_meta(l, item, s);
    if (item->n_cites) rc = rap_leaf_put_at(l, item->cites[0]);
    rap_html_close(h);
    rap_html_close(h);
    return rc;
}

static void put_filters(rap_leaf *l)
{
    static const rap_choice wordings[] = {{"", "All"},
                                          {"direct", "Word for word"},
                                          {"mixed", "Part quoted"},
                                          {"indirect", "Retold"}};
    rap_leaf_filters(l);
    rap_leaf_input(l, "Speaker (? for unclear)", "speaker", "text");
    rap_leaf_input(l, "Tells of", "of", "text");
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_input(l, "About", "issue", "text");
    rap_leaf_select(l, "Wording", "wording", wordings, 4);
    rap_leaf_input(l, "Words", "words", "text");
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "To", "to", "date");
    rap_leaf_filters_end(l);
}

rap_code rap_page_said(rap_leaf *l)
{
    uint32_t shown = 0;
    rap_leaf_begin(
        l, "/said", rap_str_of("Who said what"),
        rap_str_of("A statement stands under the one who uttered it; what is told of "
                   "others is set in below. Words inside quotation marks are the "
                   "speaker's, words outside them the report's. Bar at the left: solid "
                   "for word for word, dashed for part quoted, dotted for retold."));
    put_filters(l);
    rap_code rc = rap_leaf_walk(l, "attribution", &shown, put_statement, NULL);
    if (rc != RAP_OK) return rc;
    if (!shown) rap_leaf_nothing(l, "No statements.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}
