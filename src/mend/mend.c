/*
 * mend/mend.c - stands in until the room is furnished.
 */
/* SPDX-License-Identifier: MIT */
#include "mend/mended.h"

rap_code rap_mend(rap_mended *out, rap_str source, const char *charset, rap_arena *arena,
                  rap_err *err)
{
    (void)charset;
    rap_piece *one = RAP_NEW(arena, rap_piece, 1);
    if (!one) return rap_fail_memory(err);
    rap_span all = {0, (uint32_t)source.n};
    *one = (rap_piece){.text = all, .source = all, .kind = RAP_PIECE_SAME};
    *out = (rap_mended){source, source, one, 1, "utf-8"};
    return RAP_OK;
}

rap_span rap_mended_to_source(const rap_mended *m, rap_span text)
{
    (void)m;
    return text;
}

rap_str rap_mended_quote(const rap_mended *m, rap_span source)
{
    return rap_str_cut(m->text, source.from, source.to);
}
