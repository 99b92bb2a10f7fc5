/*
 * intake/recode.c - words of a container in another charset as UTF-8, by iconv.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "intake/recode.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <iconv.h>

enum { NAME_MAX_BYTES = 40, STEP = 4096, LONGEST = 16 /* bytes of one character */ };

static bool is_like(rap_str s, const char *low)
{
    size_t n = strlen(low);
    if (s.n < n) return false;
    for (size_t i = 0; i < n; i++)
        if (rap_to_lower(s.p[i]) != low[i]) return false;
    return true;
}

bool rap_recode_is_wide(rap_str charset)
{
    return is_like(charset, "utf-16") || is_like(charset, "utf16") ||
           is_like(charset, "utf-32") || is_like(charset, "ucs-") ||
           is_like(charset, "utf-7") || is_like(charset, "iso-2022") ||
           is_like(charset, "hz-gb");
}

/* The name as iconv wants it, with a NUL; false when it is no name of a charset. */
static bool name_of(char to[NAME_MAX_BYTES], rap_str charset)
{
    static const char *const as_1252[] = {"iso-8859-1", "us-ascii",  "ascii",
                                          "latin1",     "iso8859-1", "l1"};
    if (charset.n == 0 || charset.n >= NAME_MAX_BYTES) return false;
    for (size_t i = 0; i < sizeof as_1252 / sizeof *as_1252; i++)
        if (charset.n == strlen(as_1252[i]) && is_like(charset, as_1252[i]))
            charset = RAP_STR("windows-1252");
    for (size_t i = 0; i < charset.n; i++) {
        char c = charset.p[i];
        if (!rap_is_alnum(c) && !strchr("-_.:", c)) return false;
        to[i] = c;
    }
    to[charset.n] = '\0';
    return true;
}

/* One step of iconv over *in; what is no character becomes U+FFFD. */
static void convert(iconv_t how, rap_buf *out, rap_str *in)
{
    char room[STEP], *to = room;
    char *from;
    memcpy(&from, &in->p, sizeof from); /* iconv's type lacks a const */
    size_t left = sizeof room;
    size_t rc = iconv(how, &from, &in->n, &to, &left);
    in->p = from;
    rap_buf_put(out, (rap_str){room, sizeof room - left});
    bool full = left < LONGEST;
    if (rc != (size_t)-1 || full || in->n == 0) return;
    rap_buf_z(out, "\xEF\xBF\xBD");
    in->p++;
    in->n--;
}

bool rap_recode(rap_buf *out, rap_str bytes, rap_str charset)
{
    char name[NAME_MAX_BYTES];
    bool plain = !rap_recode_is_wide(charset) && rap_utf8_check(bytes) == bytes.n;
    bool known = !plain && name_of(name, charset);
    iconv_t how = known ? iconv_open("UTF-8", name) : (iconv_t)-1;
    if (how == (iconv_t)-1) {
        rap_buf_put(out, bytes);
        return plain;
    }
    while (bytes.n && !out->failed)
        convert(how, out, &bytes);
    (void)iconv_close(how);
    return true;
}
