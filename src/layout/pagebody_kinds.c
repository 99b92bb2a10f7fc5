/*
 * layout/pagebody_kinds.c - what a block of a page is, once it is known whether it
 * belongs to the body.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/boilerplate.h"
#include "layout/pagebody_inside.h"
#include "markup/pagemeta.h"

enum {
    UP = 8,            /* ancestors whose marks give a reason */
    BYLINE_WORDS = 30, /* at most */
    DATE_WORDS = 16,
    CAPTION_WORDS = 120
};

/* Marks and cues that give a reason, in the order in which they are asked for. */
static const struct {
    rap_mark mark;
    const char *why;
} by_mark[] = {{RAP_MARK_HIDDEN, "hidden"},        {RAP_MARK_COMMENT, "comment"},
               {RAP_MARK_RELATED, "related-link"}, {RAP_MARK_SHARE, "share"},
               {RAP_MARK_SIGNUP, "sign-up"},       {RAP_MARK_AD, "advertisement"},
               {RAP_MARK_PAY, "sign-up"},          {RAP_MARK_PROMO, "promotion"},
               {RAP_MARK_BIO, "author-note"},      {RAP_MARK_NAV, "navigation"},
               {RAP_MARK_FOOT, "footer"},          {RAP_MARK_CARD, "related-link"},
               {RAP_MARK_SIDE, "sidebar"},         {RAP_MARK_META, "page-furniture"},
               {RAP_MARK_UI, "page-furniture"}};

static const struct {
    uint32_t cue;
    const char *why;
} by_cue[] = {{RAP_CUE_TITLE, "head"},       {RAP_CUE_HIDDEN, "hidden"},
              {RAP_CUE_NAV, "navigation"},   {RAP_CUE_FOOTER, "footer"},
              {RAP_CUE_FORM, "sign-up"},     {RAP_CUE_CONTROL, "page-furniture"},
              {RAP_CUE_ASIDE, "sidebar"},    {RAP_CUE_LINK, "related-link"},
              {RAP_CUE_HEADER, "navigation"}};

/* Marks of the block's own node and of those above it, up to the trunk. */
static uint32_t marks_up(const rap_body *b, uint32_t block, int most)
{
    uint32_t bits = 0, node = b->node[block];
    for (int n = 0; n < most && !rap_body_is_trunk(b, node); n++) {
        bits |= b->marks[node];
        node = b->page->tree.nodes[node].parent;
    }
    return bits;
}

static bool is_marked(uint32_t bits, rap_mark mark)
{
    return (bits >> mark & 1) != 0;
}

/* Lies the block in the part of the page that belongs to the article: no element for
 * other things, and near the title or the body? */
static bool is_near(const rap_body *b, uint32_t block)
{
    enum { NEAR = 12 };
    const uint32_t away = RAP_CUE_NAV | RAP_CUE_ASIDE | RAP_CUE_FOOTER | RAP_CUE_FORM |
                          RAP_CUE_HIDDEN | RAP_CUE_TITLE | RAP_CUE_CONTROL;
    if (b->page->blocks[block].cues & away) return false;
    uint32_t from = b->first_mass < b->title ? b->first_mass : b->title;
    return block + NEAR >= from && block <= b->last_mass + NEAR;
}

static bool is_byline(const rap_body *b, uint32_t block, uint32_t own)
{
    const rap_row *r = &b->rows.v[block];
    if (r->words > BYLINE_WORDS || r->stops > 1) return false;
    if (r->byline || b->author[block] == 2 ||
        rap_phrase_kind_of(r->phrase) == RAP_PHRASE_BYLINE)
        return true;
    return is_marked(own, RAP_MARK_BYLINE) && !is_marked(own, RAP_MARK_COMMENT);
}

static bool is_date(const rap_body *b, uint32_t block, uint32_t own)
{
    const rap_row *r = &b->rows.v[block];
    bool figure = b->looks[block].digits > 0 && r->words <= DATE_WORDS;
    bool timed = b->page->tree.nodes[b->node[block]].element == RAP_EL_TIME;
    return figure && (timed || is_marked(own, RAP_MARK_DATE) ||
                      rap_phrase_kind_of(r->phrase) == RAP_PHRASE_DATED);
}

/* A short line above the text that tells when the page was put out: its own words say
 * so, or the page's day was read from it. */
static bool is_date_line(const rap_body *b, uint32_t block)
{
    enum { SHORT = 8, FULL = 40 }; /* words; per cent that a date takes of its line */
    const rap_row *r = &b->rows.v[block];
    const rap_meta_day *day = &b->page->meta->published;
    if (r->words > SHORT || block > b->first_mass) return false;
    if (is_date(b, block, marks_up(b, block, 3))) return true;
    if (day->basis != RAP_META_LINE) return false;
    rap_span at = rap_mended_to_text(&b->page->mended, day->at), of = r->at;
    return at.from >= of.from && at.to <= of.to &&
           (at.to - at.from) * 100 >= (of.to - of.from) * FULL;
}

static bool is_caption(const rap_body *b, uint32_t block, uint32_t own)
{
    const rap_row *r = &b->rows.v[block];
    if (r->words > CAPTION_WORDS) return false;
    if (b->page->blocks[block].cues & (RAP_CUE_CAPTION | RAP_CUE_FIGURE)) return true;
    return is_marked(own, RAP_MARK_CAPTION) ||
           rap_phrase_kind_of(r->phrase) == RAP_PHRASE_CAPTION;
}

static const char *reason_of(const rap_body *b, uint32_t block)
{
    uint32_t cues = b->page->blocks[block].cues, bits = marks_up(b, block, UP);
    int phrase = b->rows.v[block].phrase;
    if (cues & (RAP_CUE_TITLE | RAP_CUE_HIDDEN))
        return by_cue[cues & RAP_CUE_TITLE ? 0 : 1].why;
    if (rap_phrase_is_strong(phrase)) return rap_phrase_why(phrase);
    for (size_t k = 0; k < sizeof by_mark / sizeof *by_mark; k++)
        if (is_marked(bits, by_mark[k].mark)) return by_mark[k].why;
    for (size_t k = 0; k < sizeof by_cue / sizeof *by_cue; k++)
        if (cues & by_cue[k].cue) return by_cue[k].why;
    return phrase >= 0 ? rap_phrase_why(phrase) : "looks-like-page";
}

rap_block_kind rap_body_kind_inside(const rap_body *b, uint32_t block)
{
    const rap_text_block *k = &b->page->blocks[block];
    if (is_date_line(b, block)) return RAP_BLOCK_DATELINE;
    if (k->heading) return RAP_BLOCK_HEADING;
    if (k->cues & RAP_CUE_QUOTE) return RAP_BLOCK_QUOTE;
    if (k->cues & RAP_CUE_ITEM) return RAP_BLOCK_LIST;
    return RAP_BLOCK_PARAGRAPH;
}

rap_body_reading rap_body_kind_outside(const rap_body *b, uint32_t block)
{
    if (block == b->title) return (rap_body_reading){RAP_BLOCK_TITLE, NULL};
    uint32_t own = marks_up(b, block, 3);
    if (b->title < b->n && b->rows.v[block].hash == b->rows.v[b->title].hash)
        return (rap_body_reading){RAP_BLOCK_BOILERPLATE, "title-repeated"};
    if (is_near(b, block)) {
        if (is_date(b, block, own))
            return (rap_body_reading){RAP_BLOCK_DATELINE, "date"};
        if (is_byline(b, block, own))
            return (rap_body_reading){RAP_BLOCK_BYLINE, "byline"};
        if (is_caption(b, block, own))
            return (rap_body_reading){RAP_BLOCK_CAPTION, "caption"};
    }
    return (rap_body_reading){RAP_BLOCK_BOILERPLATE, reason_of(b, block)};
}
