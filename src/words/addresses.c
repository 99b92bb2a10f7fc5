/*
 * words/addresses.c - tokens that are no words: addresses of the web and of mail, names
 * of files and newsgroups, telephone numbers, faces made of marks.
 *
 * Which last labels name a site, which endings a file, and which first labels a
 * newsgroup is told by data/labels.tsv; which marks make a face by data/faces.tsv.
 */
/* SPDX-License-Identifier: MIT */
#include "words/addresses.h"

#include "faces_table.inc"
#include "labels_table.inc"

enum {
    MAIL_MAX = 64, /* the longest name before the @ of an address (RFC 5321) */
    DOMAIN_MAX = 253,
    FILE_MAX = 80,
    FACE_MAX = 5,
    GROUPS_MAX = 16 /* bytes of the longest form in phone_forms */
};

static bool is_label(rap_str low, const char *kind)
{
    int row = rap_table_find(&labels_table, low);
    return row >= 0 && rap_cell_has(&labels_table, row, LABELS_KIND, kind);
}

static uint32_t url_end(const rap_scan *s, uint32_t word)
{
    rap_str rest = rap_str_cut(s->low, word, s->end);
    rap_str head = rap_str_cut(s->low, s->at, word);
    bool scheme = rap_str_begins(rest, RAP_STR("://"));
    bool mail = rap_str_is(head, "mailto") && rap_scan_byte(s, word) == ':';
    bool www = rap_str_is(head, "www") && rap_scan_byte(s, word) == '.';
    if (!scheme && !mail && !www) return s->at;
    uint32_t to = s->at;
    while (to < s->end && s->text.p[to] > ' ' && !strchr("\"<>[]{}|", s->text.p[to]))
        to++;
    while (to > s->at && strchr(".,;:!?)'", s->text.p[to - 1]))
        to--;
    return to > word ? to : s->at;
}

static bool is_mail_byte(char c)
{
    return rap_is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

uint32_t rap_address_host(const rap_scan *s, uint32_t at)
{
    uint32_t to = at, dots = 0;
    while (
        to < s->end && to - at < DOMAIN_MAX &&
        (rap_is_alnum(s->text.p[to]) || s->text.p[to] == '-' || s->text.p[to] == '.'))
        to++;
    while (to > at && !rap_is_alnum(s->text.p[to - 1]))
        to--;
    for (uint32_t i = at; i < to; i++)
        dots += s->text.p[i] == '.';
    return dots ? to : at;
}

/* "jon@npa.example", and "Veld@NPA" as mail programs of a house write it. */
static uint32_t mail_end(const rap_scan *s)
{
    uint32_t i = s->at;
    while (i < s->end && i - s->at < MAIL_MAX && is_mail_byte(s->text.p[i]))
        i++;
    if (i == s->at || rap_scan_byte(s, i) != '@') return s->at;
    uint32_t to = rap_address_host(s, i + 1);
    if (to > i + 1) return to;
    to = i + 1;
    while (rap_is_alpha(rap_scan_byte(s, to)) || rap_scan_byte(s, to) == '_')
        to++;
    return to > i + 2 && rap_is_alpha(s->text.p[s->at]) ? to : s->at;
}

/* "example.com": a host name written without http, known by its last label. */
static uint32_t site_end(const rap_scan *s)
{
    uint32_t to = rap_address_host(s, s->at), dot = to;
    while (dot > s->at && s->text.p[dot - 1] != '.')
        dot--;
    if (dot == s->at) return s->at;
    if (is_label(rap_str_cut(s->low, dot, to), "web")) return to;
    return is_label(rap_str_cut(s->text, dot, to), "site") ? to : s->at;
}

/* "comp.mail.maps" */
static uint32_t newsgroup_end(const rap_scan *s, uint32_t word)
{
    if (!is_label(rap_str_cut(s->text, s->at, word), "group")) return s->at;
    return rap_is_lower(rap_scan_byte(s, word + 1)) ? rap_address_host(s, s->at)
                                                    : s->at;
}

uint32_t rap_address_file(const rap_scan *s)
{
    uint32_t to = s->at;
    while (to < s->end && to - s->at < FILE_MAX &&
           (rap_is_alnum(s->text.p[to]) || strchr("_-#~%.!&", s->text.p[to])))
        to++;
    while (to > s->at && !rap_is_alnum(s->text.p[to - 1]))
        to--;
    uint32_t dot = to;
    while (dot > s->at && rap_is_alnum(s->text.p[dot - 1]))
        dot--;
    if (dot == s->at || s->text.p[dot - 1] != '.') return s->at;
    bool mixed = rap_is_upper(s->text.p[dot]) && rap_is_lower(s->text.p[to - 1]);
    bool known = is_label(rap_str_cut(s->low, dot, to), "file");
    return known && !mixed && !rap_scan_is_word(s, to) ? to : s->at;
}

uint32_t rap_address_end(const rap_scan *s, uint32_t to)
{
    char next = rap_scan_byte(s, to);
    if (!next || !strchr(".@_+-:%#~", next)) return s->at;
    uint32_t end = url_end(s, to);
    if (end == s->at && next != ':') end = mail_end(s);
    if (end == s->at && next != ':') end = rap_address_file(s);
    if (end == s->at && next == '.') end = newsgroup_end(s, to);
    if (end == s->at && (next == '.' || next == '-')) end = site_end(s);
    return end;
}

/* Sizes of the groups of digits and what joins them; a row that ends in "4" alone must
 * not be a range of round numbers ("500-1000"). */
static bool is_phone_form(const char *form, bool round)
{
    static const char *const forms[] = {"3-3-4",   "1-3-3-4", "3/3-4", "5-4",
                                        "1/3-3-4", "3-4",     "1-4"};
    enum { SURE = 5 };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(form, forms[i]) == 0) return i < SURE || !round;
    return false;
}

uint32_t rap_address_phone(const rap_scan *s)
{
    char form[GROUPS_MAX];
    uint32_t to = s->at, n = 0;
    for (;;) {
        uint32_t from = to;
        while (rap_is_digit(rap_scan_byte(s, to)) && to - from < 9)
            to++;
        if (to == from || n + 3 > GROUPS_MAX) return s->at;
        form[n++] = (char)('0' + (to - from));
        char joint = rap_scan_byte(s, to);
        if ((joint != '-' && joint != '/') || !rap_is_digit(rap_scan_byte(s, to + 1)))
            break;
        form[n++] = joint;
        to++;
    }
    form[n] = '\0';
    if (n < 3 || rap_scan_is_word(s, to)) return s->at;
    bool round = s->text.p[to - 1] == '0' && s->text.p[to - 2] == '0';
    return is_phone_form(form, round) ? to : s->at;
}

uint32_t rap_address_face(const rap_scan *s)
{
    char second = rap_scan_byte(s, s->at + 1);
    if (!second || !strchr(")(-'PpDdOo3_:/|\\*]^;", second)) return s->at;
    for (uint32_t n = FACE_MAX; n > 1; n--) {
        if (s->at + n > s->end) continue;
        int row = rap_table_find(&faces_table, rap_str_cut(s->low, s->at, s->at + n));
        if (row < 0 || rap_scan_is_word(s, s->at + n)) continue;
        bool loose = rap_cell_is(&faces_table, row, FACES_KIND, "loose");
        if (loose && (!s->space || !rap_scan_is_gap(s, s->at + n))) continue;
        return s->at + n;
    }
    return s->at;
}
