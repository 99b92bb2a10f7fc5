/*
 * intake/mailhead.c - the head of a mail or of one of its parts, line by line.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/mailhead.h"

#include "base/ascii.h"

enum { VALUE_MAX = 16 * 1024 };

static const struct {
    const char *name;
    rap_mail_field field;
} fields[] = {{"archived-at", RAP_MAIL_ARCHIVED},
              {"content-disposition", RAP_MAIL_DISPOSITION},
              {"content-transfer-encoding", RAP_MAIL_TRANSFER},
              {"content-type", RAP_MAIL_TYPE},
              {"date", RAP_MAIL_DATE},
              {"from", RAP_MAIL_FROM},
              {"message-id", RAP_MAIL_ID},
              {"organisation", RAP_MAIL_ORGANIZATION},
              {"organization", RAP_MAIL_ORGANIZATION},
              {"subject", RAP_MAIL_SUBJECT}};

static bool is_named(rap_str s, const char *low)
{
    size_t n = strlen(low);
    if (s.n != n) return false;
    for (size_t i = 0; i < n; i++)
        if (rap_to_lower(s.p[i]) != low[i]) return false;
    return true;
}

static rap_mail_field field_of(rap_str name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (is_named(name, fields[i].name)) return fields[i].field;
    return RAP_MAIL_NONE;
}

/* The name of the field that a line begins; empty when it begins none. */
static rap_str name_of(rap_str line)
{
    enum { LONGEST = 80 };
    size_t n = 0;
    while (n < line.n && n < LONGEST && line.p[n] > ' ' && line.p[n] < 0x7F &&
           line.p[n] != ':')
        n++;
    rap_str name = rap_str_cut(line, 0, n);
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++; /* RFC 5322, section 4.5: white space before the colon */
    if (n == line.n || line.p[n] != ':') return (rap_str){"", 0};
    return name;
}

bool rap_mailhead_is_field(rap_str line)
{
    return name_of(line).n > 0;
}

static void put(rap_mailhead *h, rap_str piece)
{
    rap_buf *to = &h->value[h->open];
    piece = rap_str_trim(piece);
    size_t room = to->n < VALUE_MAX ? VALUE_MAX - to->n : 0;
    if (to->n) rap_buf_byte(to, ' ');
    rap_buf_put(to, rap_str_cut(piece, 0, room));
}

void rap_mailhead_line(rap_mailhead *h, rap_str line, bool *last)
{
    *last = rap_str_trim(line).n == 0;
    if (*last) return;
    if (line.p[0] == ' ' || line.p[0] == '\t') {
        if (h->open) put(h, line);
        return;
    }
    rap_str name = name_of(line);
    h->open = field_of(name);
    h->any = h->any || name.n;
    if (h->open && h->value[h->open].n) h->open = RAP_MAIL_NONE;
    if (!h->open) return;
    size_t colon = rap_str_find(line, RAP_STR(":"), name.n);
    put(h, rap_str_cut(line, colon + 1, line.n));
}

bool rap_mailhead_failed(const rap_mailhead *h)
{
    bool failed = false;
    for (size_t i = 0; i < RAP_MAIL_FIELDS; i++)
        failed = failed || h->value[i].failed;
    return failed;
}

void rap_mailhead_clear(rap_mailhead *h)
{
    for (size_t i = 0; i < RAP_MAIL_FIELDS; i++)
        rap_buf_clear(&h->value[i]);
    h->open = RAP_MAIL_NONE;
    h->any = false;
}

void rap_mailhead_done(rap_mailhead *h)
{
    for (size_t i = 0; i < RAP_MAIL_FIELDS; i++)
        rap_buf_done(&h->value[i]);
}

bool rap_mailhead_is_postmark(rap_str line)
{
    if (!rap_str_begins(line, RAP_STR("From "))) return false;
    bool clock = false, year = false;
    for (size_t i = 5; i + 4 <= line.n && i < 300; i++) {
        const char *p = line.p + i;
        bool two = rap_is_digit(p[0]) && rap_is_digit(p[1]);
        bool century =
            two && ((p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0'));
        clock = clock || (two && p[2] == ':' && rap_is_digit(p[3]));
        year = year ||
               (century && p[-1] == ' ' && rap_is_digit(p[2]) && rap_is_digit(p[3]));
    }
    return clock && year;
}
