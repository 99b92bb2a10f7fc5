/*
 * intake/sniff.c - what the first bytes of a file show it to be.
 *
 * Rows of magic bytes first, each at its place; then what begins with "<", read like a
 * browser would (WHATWG MIME Sniffing, section 7.1); then lines that look like those of
 * JSON or of a mail's head.  To teach the program a kind, add a row.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/sniff.h"

#include "base/ascii.h"

static const struct {
    rap_str magic;
    size_t at;
    rap_from from;
} magics[] = {
    {{"WARC/", 5}, 0, RAP_FROM_WARC},
    {{"PK\x03\x04", 4}, 0, RAP_FROM_ARCHIVE},
    {{"PK\x05\x06", 4}, 0, RAP_FROM_ARCHIVE}, /* without a member */
    {{"ustar", 5}, 257, RAP_FROM_ARCHIVE},
};

/* Beginnings of a page or feed, white space and comments before them left out; upper
 * and lower case alike. */
static const struct {
    const char *head;
    rap_from from;
} tags[] = {
    {"<rss", RAP_FROM_FEED},
    {"<feed", RAP_FROM_FEED},
    {"<rdf:rdf", RAP_FROM_FEED},
    {"<atom:feed", RAP_FROM_FEED},
    {"<!doctype rss", RAP_FROM_FEED},
    {"<!doctype rdf", RAP_FROM_FEED},
    {"<!doctype feed", RAP_FROM_FEED},
    {"<!doctype html", RAP_FROM_HTML},
    {"<html", RAP_FROM_HTML},
    {"<head", RAP_FROM_HTML},
    {"<script", RAP_FROM_HTML},
    {"<iframe", RAP_FROM_HTML},
    {"<h1", RAP_FROM_HTML},
    {"<div", RAP_FROM_HTML},
    {"<font", RAP_FROM_HTML},
    {"<table", RAP_FROM_HTML},
    {"<a ", RAP_FROM_HTML},
    {"<style", RAP_FROM_HTML},
    {"<title", RAP_FROM_HTML},
    {"<body", RAP_FROM_HTML},
    {"<br", RAP_FROM_HTML},
    {"<p>", RAP_FROM_HTML},
    {"<p ", RAP_FROM_HTML},
    {"<meta", RAP_FROM_HTML},
    {"<link", RAP_FROM_HTML},
    {"<article", RAP_FROM_HTML},
    {"<section", RAP_FROM_HTML},
    {"<main", RAP_FROM_HTML},
    {"<base", RAP_FROM_HTML},
};

/* Header fields that a mail begins with. */
static const char *const fields[] = {"return-path",
                                     "received",
                                     "from",
                                     "delivered-to",
                                     "date",
                                     "message-id",
                                     "subject",
                                     "mime-version",
                                     "x-mailer",
                                     "to",
                                     "content-type",
                                     "reply-to",
                                     "envelope-to",
                                     "sender",
                                     "dkim-signature",
                                     "list-id",
                                     "references",
                                     "in-reply-to",
                                     "cc"};

static bool begins_alike(rap_str s, const char *low)
{
    size_t i = 0;
    for (; low[i] && i < s.n; i++)
        if (rap_to_lower(s.p[i]) != low[i]) return false;
    return low[i] == 0;
}

static rap_str past_space(rap_str s)
{
    while (s.n && rap_is_space(s.p[0]))
        s = rap_str_cut(s, 1, s.n);
    return s;
}

/* Behind comments and processing instructions and the white space between them. */
static rap_str past_prolog(rap_str s, bool *xml)
{
    *xml = begins_alike(s, "<?xml");
    for (;;) {
        const bool comment = rap_str_begins(s, RAP_STR("<!--"));
        if (!comment && !rap_str_begins(s, RAP_STR("<?"))) return s;
        rap_str close = comment ? RAP_STR("-->") : RAP_STR("?>");
        s = rap_str_cut(s, rap_str_find(s, close, 2) + close.n, s.n);
        s = past_space(s);
    }
}

static rap_from sniff_markup(rap_str s)
{
    bool xml;
    rap_str root = past_prolog(s, &xml);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (begins_alike(root, tags[i].head)) return tags[i].from;
    if (xml) return RAP_FROM_FEED;
    if (begins_alike(root, "<!doctype")) return RAP_FROM_HTML;
    return root.p != s.p ? RAP_FROM_HTML : RAP_FROM_TEXT;
}

bool rap_sniff_is_feed(rap_str head)
{
    bool xml;
    if (rap_str_begins(head, RAP_STR("\xEF\xBB\xBF")))
        head = rap_str_cut(head, 3, head.n);
    rap_str root = past_prolog(past_space(head), &xml);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (tags[i].from == RAP_FROM_FEED && begins_alike(root, tags[i].head))
            return true;
    return false;
}

static bool looks_like_json(rap_str s)
{
    s = past_space(rap_str_cut(s, 1, s.n));
    return s.n > 0 && s.p[0] == '"';
}

/* Does the line "Name: value" or "Name : value" name one of the fields? */
static bool is_field(rap_str line)
{
    size_t colon = rap_str_find(line, RAP_STR(":"), 0);
    if (colon == line.n) return false;
    rap_str name = rap_str_trim(rap_str_cut(line, 0, colon));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (name.n == strlen(fields[i]) && begins_alike(name, fields[i])) return true;
    return false;
}

static bool is_token(rap_str line)
{
    size_t colon = rap_str_find(line, RAP_STR(":"), 0);
    if (colon == 0 || colon == line.n) return false;
    for (size_t i = 0; i < colon; i++)
        if (!rap_is_alnum(line.p[i]) && line.p[i] != '-' && line.p[i] != '_')
            return false;
    return true;
}

/* A mail: nothing but header fields up to an empty line (or as far as we see), three of
 * them of the usual names. */
static bool looks_like_mail(rap_str s)
{
    size_t known = 0;
    for (size_t at = 0; at < s.n;) {
        size_t end = rap_str_find(s, RAP_STR("\n"), at);
        rap_str line = rap_str_cut(s, at, end);
        if (rap_str_trim(line).n == 0) break;
        const bool folded = at > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
        const bool cut = end == s.n;
        if (!folded && !cut && !is_token(line)) return false;
        if (!folded && is_field(line)) known++;
        at = end + 1;
    }
    return known >= 3;
}

rap_from rap_sniff(rap_str head)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (rap_str_begins(rap_str_cut(head, magics[i].at, head.n), magics[i].magic))
            return magics[i].from;
    if (rap_str_begins(head, RAP_STR("\xEF\xBB\xBF")))
        head = rap_str_cut(head, 3, head.n);
    rap_str s = past_space(head);
    if (rap_str_begins(s, RAP_STR("WARC/"))) return RAP_FROM_WARC;
    if (rap_str_begins(s, RAP_STR("{")))
        return looks_like_json(s) ? RAP_FROM_JSONL : RAP_FROM_TEXT;
    if (rap_str_begins(s, RAP_STR("<"))) return sniff_markup(s);
    rap_str first = rap_str_cut(s, 0, rap_str_find(s, RAP_STR("\n"), 0));
    rap_str second = rap_str_cut(s, first.n + 1, s.n);
    if (rap_str_begins(first, RAP_STR("From ")) && (looks_like_mail(second)))
        return RAP_FROM_MBOX;
    return looks_like_mail(s) ? RAP_FROM_MBOX : RAP_FROM_TEXT;
}
