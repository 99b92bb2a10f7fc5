/*
 * pages/page_help.c - the page /help: keys, signs, and how the pages are used as data.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/leaf.h"

typedef struct {
    const char *what, *means;
} pair;

static const pair keys[] = {
    {"/", "to the search field"},
    {"j", "next entry"},
    {"k", "previous entry"},
    {"o", "open the source of the entry"},
    {"t", "to the first tab; What is new is the second"},
    {"?", "this page"},
};

static const pair signs[] = {
    {"▲ ◆ ✕ ● ▼",
     "demands, offers, refuses, pledges, threatens: told by the side itself "
     "or by a report"},
    {"△ ◇ ○, dashed",
     "hollow: known only from the other side, outsiders or unnamed sources; or only "
     "claimed or alleged. Shown, can be hidden, never counted"},
    {"last heard, grey", "not heard within the window of the brief, or for 90 days"},
    {"R2 2352–2413", "report R2, bytes 2352 to 2413 of the file as it was received"},
    {"… before a statement", "the words are the report's, not the speaker's"},
    {"word for word", "all of it stands in quotation marks"},
    {"part quoted", "some of it stands in quotation marks"},
    {"retold", "the report tells it in its own words"},
    {"speaker unclear", "who says it cannot be told for certain, so nobody is named"},
    {"(narrator)", "the report itself says so"},
    {"worked out", "a day that rests on the day of a report which was not stated"},
    {"claimed, alleged",
     "only a party or a source tells it; the text itself calls it an accusation"},
    {"6 reports, 2 origins",
     "told in six reports, of which only two are independent: reports that share the "
     "passage, are of one agency or of one outlet, or have it from one carrier, count "
     "once; the same quotation in two reports makes them no copies"},
    {"agency, state agency, newspaper, ...",
     "what kind of source an outlet is, by the brief or by a list"},
    {"What is new",
     "what reports of a day and later tell and no earlier report does; the days are "
     "those of the reports, not of adding them"},
};

static const pair data[] = {
    {".json, .csv", "behind any address: the same entries as data, with the same "
                    "filters: /said.json?party=NAME"},
    {"party, speaker, of, issue, report, from, to",
     "fields that every list understands, as the forms send them"},
    {"wording, words", "of statements: direct, mixed or indirect; words they hold"},
    {"kind, status, dates, own", "of events and the timeline"},
    {"as_of, show, own", "of positions"},
    {"since", "of what is new: /changes?since=2022-04-01"},
    {"place, month, outlet, source, origin",
     "of a search, beside party, speaker, issue, from, to: origin is independent or "
     "copy"},
    {"start", "how many entries to pass over"},
};

static void put_pairs(rap_leaf *l, const char *heading, const pair *p, size_t n,
                      bool kbd)
{
    rap_html *h = &l->h;
    rap_html_el(h, "h2", NULL, rap_str_of(heading));
    rap_html_open(h, "dl");
    rap_html_attr(h, "class", "pairs help");
    for (size_t i = 0; i < n; i++) {
        rap_html_open(h, "dt");
        if (kbd)
            rap_html_el(h, "kbd", NULL, rap_str_of(p[i].what));
        else
            rap_html_z(h, p[i].what);
        rap_html_close(h);
        rap_html_el(h, "dd", NULL, rap_str_of(p[i].means));
    }
    rap_html_close(h);
}

rap_code rap_page_help(rap_leaf *l)
{
    rap_leaf_begin(l, "/help", rap_str_of("Help"),
                   rap_str_of("Keys and signs of these pages. Everything works without "
                              "scripts; the keys need them."));
    put_pairs(l, "Keys", keys, sizeof keys / sizeof *keys, true);
    put_pairs(l, "Signs and words", signs, sizeof signs / sizeof *signs, false);
    put_pairs(l, "The same as data", data, sizeof data / sizeof *data, false);
    rap_html_el(&l->h, "h2", NULL, rap_str_of("What these pages do not do"));
    rap_html_el(
        &l->h, "p", NULL,
        rap_str_of("They judge nothing. A pledge is broken, an event has happened, "
                   "an accusation stands only beside the one who says so. They "
                   "reach nothing outside this machine."));
    rap_leaf_end(l);
    return RAP_OK;
}
