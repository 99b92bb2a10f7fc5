/*
 * layout/layout.c - stands in until the room is furnished.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/layout.h"

const char *rap_block_name(rap_block_kind kind)
{
    (void)kind;
    return "paragraph";
}

rap_code rap_layout_read(rap_layout *out, const rap_mended *m,
                         const rap_layout_options *options, rap_arena *arena,
                         rap_err *err)
{
    (void)options;
    rap_block *one = RAP_NEW(arena, rap_block, 1);
    if (!one) return rap_fail_memory(err);
    *one = (rap_block){{0, (uint32_t)m->text.n}, RAP_BLOCK_PARAGRAPH, NULL};
    *out = (rap_layout){.blocks = one, .n_blocks = m->text.n > 0};
    return RAP_OK;
}
