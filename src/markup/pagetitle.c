/*
 * markup/pagetitle.c - the title of a page, by a vote of those that it gives.
 *
 * The weights were found on pages of one collection and checked on two others: what a
 * news article says of itself in JSON-LD comes first there, elsewhere the heading that
 * readers see.  <title> and Open Graph decide where these two disagree.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pagetitle.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum {
    SEPARATORS = 8, /* of a title that are tried */
    HEADINGS = 12,  /* that may be the title */
    SITE_WORDS = 4, /* of the last part of <title>, when nothing else is known */
    TITLE_MIN = 2   /* letters of a title */
};

typedef enum {
    FROM_LD,
    FROM_NAMED, /* <meta name=headline>, itemprop=headline */
    FROM_OG,
    FROM_TWITTER, /* and the like */
    FROM_HEAD,    /* <title> */
    FROM_HEADING, /* <h1> */
    SOURCES
} source;

typedef struct {
    rap_snippet text[SOURCES];
    uint32_t heading;
    rap_str site;
    bool news; /* JSON-LD knows an article with a headline and a day */
} titles;

/* ---- comparing ---- */

/* The next letter or digit at or after *at in lower case, 0 at the end. */
static uint32_t next_letter(rap_str s, size_t *at)
{
    while (*at < s.n) {
        char z = s.p[*at];
        if (!rap_is_high(z)) {
            ++*at;
            if (rap_is_alnum(z)) return (unsigned char)rap_to_lower(z);
            continue;
        }
        size_t n;
        uint32_t c = rap_utf8_get(s, *at, &n);
        *at += n;
        if (rap_utf8_is_letter(c)) return rap_utf8_lower(c);
    }
    return 0;
}

bool rap_same_words(rap_str a, rap_str b)
{
    size_t i = 0, j = 0;
    uint32_t c;
    bool any = false;
    do {
        c = next_letter(a, &i);
        if (c != next_letter(b, &j)) return false;
        any = any || c;
    } while (c);
    return any;
}

/* Do the letters of `part` stand at the beginning of those of `whole`? */
bool rap_begins_words(rap_str whole, rap_str part)
{
    size_t i = 0, j = 0;
    uint32_t n = 0;
    for (uint32_t c; (c = next_letter(part, &j)) != 0; n++)
        if (c != next_letter(whole, &i)) return false;
    return n >= TITLE_MIN;
}

static uint32_t count_words(rap_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] != ' ' && (i == 0 || s.p[i - 1] == ' ');
    return n;
}

/* ---- separators ---- */

/* Bytes of a mark between a title and a name at s[at], 0 when there is none.  A hyphen,
 * a dash or a colon needs blanks. */
static size_t separator_at(rap_str s, size_t at)
{
    static const char *const bare[] = {"|", "\xE3\x85\xA3", "\xEF\xBC\x9A",
                                       "\xEF\xBD\x9C"};
    static const char *const spaced[] = {" - ",
                                         " \xE2\x80\x93 ",
                                         " \xE2\x80\x94 ",
                                         " \xC2\xB7 ",
                                         " : ",
                                         " \xE2\x80\xA2 ",
                                         " \xC2\xBB ",
                                         " \xE2\x80\xBA ",
                                         " / ",
                                         ": "};
    rap_str rest = rap_str_cut(s, at, s.n);
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (rap_str_begins(rest, rap_str_of(bare[i]))) return strlen(bare[i]);
    if (rest.p[0] != ' ' && rest.p[0] != ':') return 0;
    for (size_t i = 0; i < sizeof spaced / sizeof *spaced; i++)
        if (rap_str_begins(rest, rap_str_of(spaced[i]))) return strlen(spaced[i]);
    return 0;
}

typedef struct {
    rap_span at[SEPARATORS];
    size_t n;
} separators;

static separators find_separators(rap_str s)
{
    separators f = {.n = 0};
    for (size_t at = 0; at < s.n;) {
        size_t n = separator_at(s, at);
        if (n && f.n < SEPARATORS)
            f.at[f.n++] = (rap_span){(uint32_t)at, (uint32_t)(at + n)};
        at += n ? n : 1;
    }
    return f;
}

/* ---- cutting the site off ---- */

static bool is_site(const titles *t, rap_str part)
{
    return rap_same_words(part, t->site) ||
           (t->site.n && rap_begins_words(t->site, part)) ||
           rap_begins_words(part, t->site);
}

/* The part of `s` that is `known`: what stands before or behind one of its marks.  What
 * stands before a colon belongs to the title. */
static bool cut_to(rap_snippet *s, rap_str known)
{
    separators f = find_separators(s->text);
    for (size_t i = f.n; i-- > 0 && known.n;) {
        rap_snippet head = rap_snippet_cut(*s, 0, f.at[i].from);
        rap_snippet tail = rap_snippet_cut(*s, f.at[i].to, s->text.n);
        bool colon = s->text.p[f.at[i].from] == ':';
        rap_snippet part = colon || rap_same_words(head.text, known) ? head : tail;
        if (!rap_same_words(part.text, known)) continue;
        *s = part;
        return true;
    }
    return false;
}

/* Without the site's name at its end or its beginning. */
static rap_snippet without_site(const titles *t, rap_snippet s, bool head)
{
    separators f = find_separators(s.text);
    if (!f.n) return s;
    rap_snippet first = rap_snippet_cut(s, 0, f.at[0].from);
    for (size_t i = f.n; i-- > 0;) {
        rap_snippet tail = rap_snippet_cut(s, f.at[i].to, s.text.n);
        if (tail.text.n && is_site(t, tail.text))
            return rap_snippet_cut(s, 0, f.at[i].from);
    }
    if (is_site(t, first.text)) return rap_snippet_cut(s, f.at[0].to, s.text.n);
    rap_span last = f.at[f.n - 1];
    bool colon = s.text.p[last.from] == ':';
    rap_str tail = rap_str_cut(s.text, last.to, s.text.n);
    if (!head || colon || count_words(tail) > SITE_WORDS) return s;
    return rap_snippet_cut(s, 0, last.from);
}

static void cut_sites(titles *t)
{
    rap_str heading = t->text[FROM_HEADING].text;
    for (int i = FROM_LD; i <= FROM_HEAD; i++) {
        rap_snippet *s = &t->text[i];
        if (!s->text.n || rap_same_words(s->text, heading)) continue;
        if (cut_to(s, heading)) continue;
        if (i != FROM_LD && (rap_same_words(s->text, t->text[FROM_LD].text) ||
                             cut_to(s, t->text[FROM_LD].text)))
            continue;
        *s = without_site(t, *s, i == FROM_HEAD);
    }
}

/* ---- the heading ---- */

/* Is it, or a part of it, one of the titles that the head gives? */
static bool is_confirmed(const titles *t, rap_str heading)
{
    for (int i = FROM_LD; i <= FROM_HEAD; i++) {
        rap_snippet s = t->text[i];
        if (rap_same_words(s.text, heading) || cut_to(&s, heading)) return true;
    }
    return false;
}

static bool choose_heading(titles *t, const rap_clues *c)
{
    uint32_t seen = 0;
    rap_snippet first = {{"", 0}, NULL};
    size_t n = c->headings.n < HEADINGS ? c->headings.n : HEADINGS;
    for (size_t i = 0; i < n; i++) {
        rap_snippet s;
        uint32_t node = c->headings.v[i];
        if (!rap_snippet_node(&s, &c->page->tree, node, c->arena)) return false;
        if (!s.text.n || rap_same_words(s.text, t->site)) continue;
        if (is_confirmed(t, s.text)) {
            t->text[FROM_HEADING] = s;
            t->heading = node;
            return true;
        }
        if (seen++) continue;
        first = s;
        t->heading = node;
    }
    if (seen == 1) t->text[FROM_HEADING] = first;
    if (seen != 1) t->heading = RAP_NO_NODE;
    return true;
}

/* ---- all of them ---- */

static bool is_named(const rap_clue *clue, const char *a, const char *b)
{
    return rap_str_is(clue->name, a) || rap_str_is(clue->name, b);
}

static bool gather(titles *t, const rap_clues *c)
{
    const rap_page *p = c->page;
    for (size_t i = 0; i < c->clues.n; i++) {
        const rap_clue *clue = &c->clues.v[i];
        if (clue->field != RAP_CLUE_TITLE) continue;
        bool og = is_named(clue, "og:title", "og:headline");
        bool named = is_named(clue, "headline", "rnews:headline");
        rap_snippet *s = &t->text[og ? FROM_OG : named ? FROM_NAMED : FROM_TWITTER];
        if (s->text.n || (clue->item && clue->printed)) continue;
        if (!rap_clue_text(s, c, clue)) return false;
    }
    rap_span headline = c->ld.headline;
    if (!rap_snippet_json(&t->text[FROM_LD], p->page, headline, c->arena)) return false;
    if (c->title &&
        !rap_snippet_node(&t->text[FROM_HEAD], &p->tree, c->title, c->arena))
        return false;
    return choose_heading(t, c);
}

static int weight(const titles *t, source from)
{
    static const int news[SOURCES] = {301, 150, 102, 1, 10, 200};
    static const int other[SOURCES] = {201, 150, 102, 1, 10, 400};
    return t->news ? news[from] : other[from];
}

bool rap_title_choose(rap_title *out, uint32_t *heading, const rap_clues *c,
                      rap_str site)
{
    titles t = {.site = site, .news = c->ld.news};
    if (!gather(&t, c)) return false;
    cut_sites(&t);
    int best = 0;
    *out = (rap_title){{{"", 0}, NULL}, RAP_META_NONE, RAP_NO_NODE};
    for (int i = 0; i < SOURCES; i++) {
        int votes = 0;
        if (!t.text[i].text.n) continue;
        for (int k = 0; k < SOURCES; k++)
            if (rap_same_words(t.text[i].text, t.text[k].text))
                votes += weight(&t, (source)k);
        if (votes <= best) continue;
        best = votes;
        out->text = t.text[i];
        out->basis = i == FROM_LD        ? RAP_META_JSONLD
                     : i == FROM_HEADING ? RAP_META_LINE
                                         : RAP_META_META;
        out->node = i == FROM_HEADING ? t.heading : RAP_NO_NODE;
    }
    *heading = t.heading;
    return true;
}
