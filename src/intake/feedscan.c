/*
 * intake/feedscan.c - the tags and texts of a feed, one after the other.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/feedscan.h"

#include "base/ascii.h"

enum {
    TAG_MAX = 64 * 1024,
    REFERENCE_MAX = 40, /* bytes of a reference; a bare "&" has no ";" so near */
    CHARACTER_MAX = 4,
    RUN_MAX = 4096 /* bytes without one of ASCII between them */
};

enum { TEXT, CDATA, COMMENT, INSTRUCTION, DOCTYPE, SUBSET };

static const struct {
    rap_str open;
    int inside;
} sections[] = {{{"<![CDATA[", 9}, CDATA},
                {{"<!--", 4}, COMMENT},
                {{"<?", 2}, INSTRUCTION},
                {{"<!", 2}, DOCTYPE}};

static const rap_str closes[] = {[CDATA] = {"]]>", 3},
                                 [COMMENT] = {"-->", 3},
                                 [INSTRUCTION] = {"?>", 2},
                                 [DOCTYPE] = {">", 1},
                                 [SUBSET] = {"]", 1}};

/* ---- sections ----------------------------------------------------------------------
 */

/* Bytes of `s` before the end of the section; all but what may begin the end when it is
 * not there. */
static size_t before_close(rap_str s, int inside, bool *closed)
{
    const rap_str close = closes[inside];
    size_t at = rap_str_find(s, close, 0);
    *closed = at < s.n;
    if (*closed) return at;
    return s.n < close.n ? 0 : s.n - close.n + 1;
}

/* A DOCTYPE's own part is passed up to its subset in brackets. */
static size_t before_subset(rap_str s, size_t n, int *inside)
{
    size_t bracket = rap_str_find(s, RAP_STR("["), 0);
    if (*inside != DOCTYPE || bracket >= n) return n;
    *inside = SUBSET;
    return bracket + 1;
}

/* Pass over a section that holds no text. */
static rap_code pass_section(rap_feedscan *s, rap_err *err)
{
    while (s->inside > CDATA) {
        rap_code rc = rap_window_fill(s->w, CHARACTER_MAX, err);
        if (rc != RAP_OK) return rc;
        rap_str rest = rap_window_rest(s->w);
        bool closed, last = rest.n < CHARACTER_MAX;
        int was = s->inside;
        size_t n = before_close(rest, was, &closed);
        size_t end = before_subset(rest, n, &s->inside);
        if (s->inside != was) {
            rap_window_skip(s->w, end);
            continue;
        }
        if (closed) {
            n += closes[was].n;
            s->inside = was == SUBSET ? DOCTYPE : TEXT;
        } else if (last) {
            n = rest.n;
            s->unclosed = true;
            s->inside = TEXT;
        }
        rap_window_skip(s->w, n);
    }
    return RAP_OK;
}

/* ---- text --------------------------------------------------------------------------
 */

/* Where the last character of s[0..n) ends, as far as that can be seen: behind the last
 * byte of ASCII; in a long run without any, before what UTF-8 would have go on. */
static size_t whole_characters(rap_str s, size_t n)
{
    size_t least = n > RUN_MAX ? n - RUN_MAX : 0, end = n;
    while (end > least && rap_is_high(s.p[end - 1]))
        end--;
    if (end > least) return end;
    for (size_t i = 1; i <= CHARACTER_MAX && i < n; i++)
        if ((unsigned char)s.p[n - i] >= 0xC0) return n - i;
    return n;
}

/* Bytes of a text that may be given before its rest is known: no character and no
 * reference is cut. */
static size_t whole_part(rap_str s, bool literal)
{
    size_t n = s.n, least = s.n > REFERENCE_MAX ? s.n - REFERENCE_MAX : 0;
    for (size_t i = s.n; i > least && !literal; i--) {
        if (s.p[i - 1] == ';') break;
        if (s.p[i - 1] != '&') continue;
        n = i - 1;
        break;
    }
    return whole_characters(s, n);
}

/* A piece of text up to `stop` bytes; with no stop in sight up to a whole character. */
static void give_text(rap_feedscan *s, rap_feed_token *out, size_t n, bool literal)
{
    out->what = RAP_FEED_TEXT;
    out->raw = rap_str_cut(rap_window_rest(s->w), 0, n);
    out->literal = literal;
    s->given = n;
}

static rap_code take_cdata(rap_feedscan *s, rap_feed_token *out, rap_err *err)
{
    enum { LEAST = 2 * REFERENCE_MAX };
    rap_code rc = rap_window_fill(s->w, LEAST, err);
    if (rc != RAP_OK) return rc;
    rap_str rest = rap_window_rest(s->w);
    bool closed, last = rest.n < LEAST;
    size_t n = before_close(rest, CDATA, &closed);
    if (closed) {
        s->inside = TEXT;
        give_text(s, out, n, true);
        s->given = n + closes[CDATA].n;
        return RAP_OK;
    }
    if (last) {
        s->inside = TEXT;
        s->unclosed = true;
        n = rest.n;
    } else {
        n = whole_part(rap_str_cut(rest, 0, n), true);
    }
    give_text(s, out, n, true);
    return RAP_OK;
}

static rap_code take_text(rap_feedscan *s, rap_feed_token *out, rap_err *err)
{
    enum { LEAST = 2 * REFERENCE_MAX };
    rap_str rest = rap_window_rest(s->w);
    size_t stop = rap_str_find(rest, RAP_STR("<"), 1);
    if (stop == rest.n && rest.n < LEAST) {
        rap_code rc = rap_window_fill(s->w, LEAST, err);
        if (rc != RAP_OK) return rc;
        rest = rap_window_rest(s->w);
        stop = rap_str_find(rest, RAP_STR("<"), 1);
        if (stop == rest.n && rest.n < LEAST) {
            give_text(s, out, rest.n, false);
            return RAP_OK;
        }
    }
    if (stop == rest.n) stop = whole_part(rest, false);
    give_text(s, out, stop, false);
    return RAP_OK;
}

/* ---- tags --------------------------------------------------------------------------
 */

/* The end of the tag at s[0] from s[at] on: behind its ">", or before a "<", which no
 * tag holds.  False when it is not in sight; *at and *quote keep the place. */
static bool tag_end(rap_str s, size_t *at, char *quote)
{
    for (; *at < s.n; ++*at) {
        char c = s.p[*at];
        if (c == '<') return true;
        if (*quote) {
            if (c == *quote) *quote = 0;
        } else if (c == '"' || c == '\'') {
            *quote = c;
        } else if (c == '>') {
            ++*at;
            return true;
        }
    }
    return *at >= TAG_MAX;
}

static bool is_name(char c)
{
    return rap_is_alnum(c) || rap_is_high(c) || c == '_' || c == ':' || c == '-' ||
           c == '.';
}

static rap_str name_at(rap_str s, size_t at)
{
    size_t end = at;
    while (end < s.n && is_name(s.p[end]))
        end++;
    return rap_str_cut(s, at, end);
}

static rap_code take_tag(rap_feedscan *s, rap_feed_token *out, rap_err *err)
{
    size_t at = 1;
    char quote = 0;
    rap_str rest = rap_window_rest(s->w);
    while (!tag_end(rest, &at, &quote)) {
        rap_code rc = rap_window_fill(s->w, rest.n + 1, err);
        if (rc != RAP_OK) return rc;
        size_t had = rest.n;
        rest = rap_window_rest(s->w);
        if (rest.n > had) continue;
        s->unclosed = true;
        at = rest.n;
        break;
    }
    if (s->unclosed || at > rest.n) {
        rap_window_skip(s->w, at);
        return RAP_OK; /* half a tag says nothing */
    }
    rap_str raw = rap_str_cut(rest, 0, at);
    bool close = raw.p[1] == '/';
    out->what = close ? RAP_FEED_CLOSE : RAP_FEED_OPEN;
    out->raw = raw;
    out->name = name_at(raw, close ? 2 : 1);
    out->empty = !close && rap_str_ends(raw, RAP_STR("/>"));
    s->given = at;
    return RAP_OK;
}

/* "<" is in front: what begins with it? */
static rap_code take_markup(rap_feedscan *s, rap_feed_token *out, rap_err *err)
{
    enum { LOOK = 9 };
    rap_code rc = rap_window_fill(s->w, LOOK, err);
    if (rc != RAP_OK) return rc;
    rap_str rest = rap_window_rest(s->w);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (!rap_str_begins(rest, sections[i].open)) continue;
        rap_window_skip(s->w, sections[i].open.n);
        s->inside = sections[i].inside;
        return pass_section(s, err);
    }
    char next = rest.n > 1 ? rest.p[1] : ' ';
    bool named = rap_is_alpha(next) || rap_is_high(next) || next == '_' || next == ':';
    if (named || next == '/') return take_tag(s, out, err);
    return take_text(s, out, err);
}

rap_code rap_feedscan_next(rap_feedscan *s, rap_feed_token *out, rap_err *err)
{
    rap_window_skip(s->w, s->given);
    s->given = 0;
    *out = (rap_feed_token){.what = RAP_FEED_END};
    while (out->what == RAP_FEED_END) {
        rap_code rc = rap_window_fill(s->w, 1, err);
        if (rc == RAP_OK && s->inside > CDATA) rc = pass_section(s, err);
        if (rc != RAP_OK) return rc;
        rap_str rest = rap_window_rest(s->w);
        out->at = rap_window_at(s->w);
        if (rest.n == 0) break;
        if (s->inside == CDATA)
            rc = take_cdata(s, out, err);
        else if (rest.p[0] == '<')
            rc = take_markup(s, out, err);
        else
            rc = take_text(s, out, err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

/* ---- attributes --------------------------------------------------------------------
 */

static size_t past_space(rap_str s, size_t at)
{
    while (at < s.n && (rap_is_space(s.p[at]) || s.p[at] == '/'))
        at++;
    return at;
}

bool rap_feedscan_step(rap_str raw, size_t *at, rap_str *name, rap_str *value)
{
    if (*at == 0) *at = 1 + name_at(raw, 1).n;
    for (;;) {
        *at = past_space(raw, *at);
        *name = name_at(raw, *at);
        if (name->n) break;
        if (*at >= raw.n) return false;
        ++*at;
    }
    *value = (rap_str){"", 0};
    size_t eq = past_space(raw, *at + name->n);
    *at = eq;
    if (eq >= raw.n || raw.p[eq] != '=') return true;
    size_t from = past_space(raw, eq + 1), end;
    bool quoted = from < raw.n && (raw.p[from] == '"' || raw.p[from] == '\'');
    if (quoted) {
        end = rap_str_find(raw, (rap_str){raw.p + from, 1}, from + 1);
        from++;
    } else {
        for (end = from; end < raw.n && !rap_is_space(raw.p[end]); end++)
            if (raw.p[end] == '>') break;
    }
    *value = rap_str_cut(raw, from, end);
    *at = end + quoted;
    return true;
}

rap_str rap_feedscan_attribute(rap_str raw, const char *wanted)
{
    rap_str name, value;
    for (size_t at = 0; rap_feedscan_step(raw, &at, &name, &value);)
        if (rap_str_is(name, wanted)) return value;
    return (rap_str){NULL, 0};
}
