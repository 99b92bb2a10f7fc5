/*
 * intake/webmedia.c - which answers of the web may be reports.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/webmedia.h"

#include "intake/fields.h"
#include "intake/sniff.h"

/* Kinds of media that may hold a report. */
static const struct {
    const char *media;
    rap_from from; /* AUTO: as the first bytes show */
} medias[] = {
    {"text/html", RAP_FROM_HTML},
    {"application/xhtml+xml", RAP_FROM_HTML},
    {"text/plain", RAP_FROM_TEXT},
    {"text/xml", RAP_FROM_AUTO},
    {"application/xml", RAP_FROM_AUTO},
    {"application/rss+xml", RAP_FROM_AUTO},
    {"application/atom+xml", RAP_FROM_AUTO},
    {"application/rdf+xml", RAP_FROM_AUTO},
    {"application/octet-stream", RAP_FROM_AUTO},
    {"application/x-unknown-content-type", RAP_FROM_AUTO},
    {"unknown/unknown", RAP_FROM_AUTO},
    {"application/unknown", RAP_FROM_AUTO},
    {"*/*", RAP_FROM_AUTO},
    {"", RAP_FROM_AUTO},
};

bool rap_webmedia_is_wanted(rap_str type)
{
    rap_str media = rap_fields_media(type);
    for (size_t i = 0; i < sizeof medias / sizeof *medias; i++)
        if (rap_fields_is(media, medias[i].media)) return true;
    return false;
}

/* What no text begins with: a NUL that is no part of UTF-16. */
static bool is_binary(rap_str s)
{
    if (rap_str_begins(s, RAP_STR("\xFF\xFE")) ||
        rap_str_begins(s, RAP_STR("\xFE\xFF")))
        return false;
    rap_str head = rap_str_cut(s, 0, 1024);
    bool pdf = rap_str_begins(s, RAP_STR("%PDF-"));
    return pdf || rap_str_find(head, (rap_str){"\0\0", 2}, 0) < head.n;
}

rap_from rap_webmedia_judge(rap_str type, rap_str body)
{
    rap_str media = rap_fields_media(type);
    rap_str head = rap_str_cut(body, 0, RAP_SNIFF_SIZE);
    if (is_binary(body) || rap_str_trim(head).n == 0) return RAP_FROM_AUTO;
    for (size_t i = 0; i < sizeof medias / sizeof *medias; i++) {
        if (!rap_fields_is(media, medias[i].media)) continue;
        if (rap_sniff_is_feed(head)) return RAP_FROM_FEED;
        return rap_sniff(head) == RAP_FROM_HTML ? RAP_FROM_HTML : medias[i].from;
    }
    return RAP_FROM_AUTO;
}
