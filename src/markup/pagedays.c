/*
 * markup/pagedays.c - the days on which a page was published and changed.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pagedays.h"

#include "base/ascii.h"
#include "markup/scriptdays.h"
#include "markup/visibledays.h"

/* How much a source is believed, in percent.  The order is that of the share of right
 * days each had on pages of news sites. */
enum {
    SURE_LD_ARTICLE = 99,
    SURE_META = 98,
    SURE_URL = 97,
    SURE_LD_PAGE = 96,
    SURE_ITEM = 95,
    SURE_META_CREATED = 90,
    SURE_LD_CREATED = 88,
    SURE_LINE_GOOD = 92, /* a printed date that leaves no doubt */
    SURE_LINE = 85,
    SURE_EITHER = 84, /* 03/04/2022: a printed date knows better */
    SURE_SCRIPT = 80,
    ORDER_BYTES = 200000, /* of a page that show how it orders day and month */
    HIGH_RANK = 9         /* of data/metanames.tsv: it says published, not only date */
};

typedef struct {
    const rap_clues *c;
    rap_day_order order;
    rap_meta_day *best;
} chooser;

static void offer(chooser *ch, rap_meta_day d)
{
    if (d.sure > ch->best->sure) *ch->best = d;
}

static void offer_stamp(chooser *ch, rap_snippet s, rap_meta_basis basis, int sure)
{
    rap_meta_day d = {.basis = basis, .sure = (uint8_t)sure};
    rap_pagedate stamp;
    if (!rap_pagedate_stamp(&stamp, s.text, ch->order)) return;
    d.day = stamp.day;
    if (stamp.either) d.sure = SURE_EITHER;
    d.at = rap_page_to_source(ch->c->page, rap_snippet_span(s));
    offer(ch, d);
}

static bool offer_ld(chooser *ch, rap_span raw, int sure)
{
    rap_snippet s;
    if (raw.from >= raw.to) return true;
    if (!rap_snippet_json(&s, ch->c->page->page, raw, ch->c->arena)) return false;
    offer_stamp(ch, s, RAP_META_JSONLD, sure);
    return true;
}

static bool offer_clues(chooser *ch, rap_clue_field field)
{
    for (size_t i = 0; i < ch->c->clues.n; i++) {
        const rap_clue *clue = &ch->c->clues.v[i];
        rap_snippet s;
        if (clue->field != field) continue;
        if (!rap_clue_text(&s, ch->c, clue)) return false;
        int sure = clue->item                ? SURE_ITEM
                   : clue->rank >= HIGH_RANK ? SURE_META
                                             : SURE_META_CREATED;
        rap_meta_basis basis = clue->printed ? RAP_META_LINE : RAP_META_META;
        offer_stamp(ch, s, basis, sure);
    }
    return true;
}

static bool offer_url(chooser *ch)
{
    const rap_clue *clue = rap_clues_best(ch->c, RAP_CLUE_ADDRESS);
    rap_snippet s;
    rap_pagedate d;
    if (!clue) return true;
    if (!rap_clue_text(&s, ch->c, clue)) return false;
    if (!rap_pagedate_in_url(&d, s.text)) return true;
    rap_snippet part = rap_snippet_cut(s, d.at.from, d.at.to);
    offer(ch,
          (rap_meta_day){d.day, rap_page_to_source(ch->c->page, rap_snippet_span(part)),
                         SURE_URL, RAP_META_URL});
    return true;
}

static void offer_script(chooser *ch)
{
    rap_meta_day d = {.basis = RAP_META_META, .sure = SURE_SCRIPT};
    rap_span at;
    const rap_tree *t = &ch->c->page->tree;
    if (ch->best->sure) return;
    if (!rap_script_day(&d.day, &at, t) && !rap_attribute_day(&d.day, &at, t)) return;
    d.at = rap_page_to_source(ch->c->page, at);
    offer(ch, d);
}

/* ---- 03/04/2022 ---- */

/* "en-US", "en_us" and the like put the month first; other English may. */
static rap_day_order order_of_language(rap_str lang)
{
    char low[5] = {0};
    for (size_t i = 0; i < lang.n && i < sizeof low; i++)
        low[i] = lang.p[i] == '_' ? '-' : rap_to_lower(lang.p[i]);
    rap_str l = {low, lang.n < sizeof low ? lang.n : sizeof low};
    if (rap_str_is(l, "en") || rap_str_is(l, "en-us")) return RAP_ORDER_MONTH_FIRST;
    return lang.n ? RAP_ORDER_DAY_FIRST : RAP_ORDER_NONE;
}

static rap_day_order told_order(const rap_clues *c)
{
    rap_day_order order = RAP_ORDER_NONE;
    for (size_t i = 0; i < c->clues.n; i++) {
        const rap_clue *clue = &c->clues.v[i];
        if (clue->field != RAP_CLUE_LANGUAGE || clue->printed) continue;
        rap_str lang =
            rap_str_trim(rap_str_cut(c->page->page, clue->raw.from, clue->raw.to));
        rap_day_order o = order_of_language(lang);
        if (o == RAP_ORDER_DAY_FIRST || lang.n > 2) return o;
        if (o != RAP_ORDER_NONE) order = o;
    }
    return order;
}

/* ---- printed dates ---- */

static rap_meta_day visible(const rap_clues *c, const rap_visible_day *v)
{
    rap_meta_day d = {.day = v->day, .basis = RAP_META_LINE, .sure = SURE_LINE};
    if (rap_day_is_none(v->day) || v->score < RAP_VISIBLE_SURE)
        return (rap_meta_day){.basis = RAP_META_NONE};
    if (v->score >= RAP_VISIBLE_GOOD) d.sure = SURE_LINE_GOOD;
    d.basis = v->stamped ? RAP_META_META : RAP_META_LINE;
    d.at = v->stamped ? rap_page_to_source(c->page, v->at)
                      : rap_mended_to_source(&c->page->mended, v->at);
    return d;
}

bool rap_days_choose(rap_meta_day *published, rap_meta_day *modified,
                     const rap_clues *c, const rap_visible_title *title)
{
    *published = *modified = (rap_meta_day){.basis = RAP_META_NONE};
    chooser p = {c, told_order(c), published}, m = {c, p.order, modified};
    bool article = c->ld.article;
    if (!offer_ld(&p, c->ld.published, article ? SURE_LD_ARTICLE : SURE_LD_PAGE) ||
        !offer_ld(&p, c->ld.created, SURE_LD_CREATED) ||
        !offer_clues(&p, RAP_CLUE_PUBLISHED) || !offer_url(&p) ||
        !offer_ld(&m, c->ld.modified, SURE_LD_ARTICLE) ||
        !offer_clues(&m, RAP_CLUE_MODIFIED))
        return false;
    if (published->sure > SURE_LINE_GOOD && modified->sure) return true;
    rap_visible_day vp, vm;
    bool known = published->sure > SURE_LINE_GOOD;
    rap_str text = rap_str_cut(c->page->mended.text, 0, ORDER_BYTES);
    rap_day_order shown = known ? RAP_ORDER_NONE : rap_pagedate_order(text);
    if (shown == RAP_ORDER_NONE) shown = p.order;
    if (!rap_visible_days(&vp, &vm, c, title, shown, known)) return false;
    offer(&p, visible(c, &vp));
    offer(&m, visible(c, &vm));
    offer_script(&p);
    return true;
}
