/*
 * intake/recode.c - words of a container in another charset as UTF-8, by ICU.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/recode.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <unicode/ucnv.h>

enum { NAME_MAX_BYTES = 40 };

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

/* The name with a NUL; false when it is no name of a charset. */
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

bool rap_recode(rap_buf *out, rap_str bytes, rap_str charset)
{
    char name[NAME_MAX_BYTES];
    bool plain = !rap_recode_is_wide(charset) && rap_utf8_check(bytes) == bytes.n;
    UErrorCode rc = U_ZERO_ERROR;
    UConverter *how = !plain && name_of(name, charset) ? ucnv_open(name, &rc) : NULL;
    if (!how || U_FAILURE(rc)) {
        rap_buf_put(out, bytes);
        return plain;
    }
    const char *at = bytes.p, *end = bytes.p + bytes.n;
    while (at < end && !out->failed) {
        const char *from = at;
        rc = U_ZERO_ERROR;
        UChar32 c = ucnv_getNextUChar(how, &at, end, &rc);
        if (rc == U_INDEX_OUTOFBOUNDS_ERROR || at == from) break;
        char room[4];
        bool good = U_SUCCESS(rc) && c >= 0 && c <= 0x10FFFF && (c & ~0x7FF) != 0xD800;
        rap_buf_put(out,
                    (rap_str){room, rap_utf8_put(room, good ? (uint32_t)c : 0xFFFD)});
    }
    ucnv_close(how);
    return true;
}
