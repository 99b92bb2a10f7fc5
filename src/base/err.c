/*
 * base/err.c - filling in an error, and words for its code.
 */
/* SPDX-License-Identifier: MIT */
#include "base/err.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

rap_code(rap_fail)(rap_err *err, rap_code code, uint64_t at, const char *fmt, ...)
{
    if (!err) return code;
    *err = (rap_err){.code = code, .at = at};
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    rap_utf8_scrub(err->msg);
    return code;
}

rap_code(rap_fail_memory)(rap_err *err)
{
    return rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE,
                    "reading it needs more memory than a report may take");
}

int rap_code_exit(rap_code code)
{
#define RAP_X(code, exit, name, text) exit,
    static const int exits[] = {RAP_CODES(RAP_X)};
#undef RAP_X
    return (unsigned)code < RAP_CODE_COUNT ? exits[code] : 70;
}

const char *rap_code_name(rap_code code)
{
#define RAP_X(code, exit, name, text) name,
    static const char *const names[] = {RAP_CODES(RAP_X)};
#undef RAP_X
    return (unsigned)code < RAP_CODE_COUNT ? names[code] : "unknown";
}

const char *rap_code_text(rap_code code)
{
#define RAP_X(code, exit, name, text) text,
    static const char *const texts[] = {RAP_CODES(RAP_X)};
#undef RAP_X
    return (unsigned)code < RAP_CODE_COUNT ? texts[code] : "unknown error";
}
