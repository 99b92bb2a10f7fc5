/*
 * keep/arrival.c - a record on its way into a dossier, checked before it is let in.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/arrival.h"

#include "base/ascii.h"

/* Runs of bytes between white space that hold a letter, a digit or a character beyond
 * ASCII that is no mark: near enough for a count that is only told. */
static uint32_t count_words(rap_str text)
{
    uint32_t n = 0;
    bool counted = false;
    for (size_t i = 0; i < text.n; i++) {
        if (rap_is_space(text.p[i])) {
            counted = false;
        } else if (!counted && rap_is_alnum(text.p[i])) {
            counted = true;
            n++;
        }
    }
    return n;
}

static rap_code check_source(const rap_arrival *a, rap_err *err)
{
    if (!a->source.p) return RAP_OK;
    rap_digest sum = rap_sha256(a->source);
    if (a->source.n == a->filed.bytes && rap_str_is(a->filed.sha256, sum.hex))
        return RAP_OK;
    return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE,
                    "the source bytes are not those that the record was made of");
}

rap_code rap_arrival_check(rap_arrival *a, rap_arena *lasting, rap_arena *passing,
                           rap_err *err)
{
    rap_code rc = rap_filed_parse_in(&a->filed, a->record, lasting, passing, err);
    if (rc != RAP_OK) return rc;
    const rap_filed *f = &a->filed;
    if (f->key.n == 0 || f->id.n != 16 || f->sha256.n != 64 ||
        !rap_str_begins(f->sha256, f->id))
        return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE,
                        "the record has no key, or its id is not that of its sha256");
    a->words = count_words(f->text);
    return check_source(a, err);
}
