/*
 * mend/converter.c - any charset of the web, read character by character, by ICU.
 */
/* SPDX-License-Identifier: MIT */
#include "mend/converter.h"

#include "base/ascii.h"
#include "mend/charset.h"

#include <unicode/ucnv.h>

enum { NO_CHAR = 0xFFFD, ORDER_MARK = 0xFEFF };

static const rap_reason no_character = {"bad-byte", 60};
static const rap_reason zero_byte = {"zero-byte", 60};
static const rap_reason order_mark = {"byte-order-mark", 100};

/* At the start of a character, does a byte below 0x80 always stand for itself? */
static bool keeps_ascii(const char *charset)
{
    return strcmp(charset, "iso-2022-jp") != 0 && strncmp(charset, "utf-", 4) != 0;
}

static void list_char(rap_draft *d, rap_span here, uint32_t c, size_t *bad)
{
    bool itself = here.to - here.from == 1 && (unsigned char)d->text.p[here.from] == c;
    if (c == NO_CHAR) {
        ++*bad;
        rap_draft_put(d, here, NO_CHAR, 0, no_character);
    } else if (c == 0) {
        rap_draft_put(d, here, NO_CHAR, 0, zero_byte);
    } else if (c == ORDER_MARK && here.from == 0) {
        rap_draft_put(d, here, 0, 0, order_mark);
    } else if (!itself || c >= 0x80) {
        rap_draft_decode(d, here, c);
    }
}

static void read_all(rap_draft *d, UConverter *icu, bool ascii, size_t *bad)
{
    const char *p = d->text.p, *end = p + d->text.n;
    while (p < end && !d->refused) {
        if (ascii && !rap_is_high(*p) && *p) {
            p++;
            continue;
        }
        const char *from = p;
        UErrorCode status = U_ZERO_ERROR;
        UChar32 c = ucnv_getNextUChar(icu, &p, end, &status);
        if (p == from) p = end; /* cannot be; and must not hang */
        rap_span here = {(uint32_t)(from - d->text.p), (uint32_t)(p - d->text.p)};
        if (status == U_INDEX_OUTOFBOUNDS_ERROR) /* a change of sets at the very end */
            rap_draft_decode(d, here, 0);
        else
            list_char(d, here, U_SUCCESS(status) ? (uint32_t)c : NO_CHAR, bad);
    }
}

bool rap_converter_read(rap_draft *d, const char *charset, size_t *bad)
{
    const char *name = rap_charset_converter(charset);
    if (!name) return false;
    UErrorCode status = U_ZERO_ERROR;
    UConverter *icu = ucnv_open(name, &status);
    if (U_FAILURE(status)) return false;
    *bad = 0;
    read_all(d, icu, keeps_ascii(charset), bad);
    ucnv_close(icu);
    return true;
}
