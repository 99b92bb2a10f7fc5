/*
 * view/statement.c - the words of a statement with the cue that says how they were
 * uttered.
 */
/* SPDX-License-Identifier: MIT */
#include "view/statement.h"

#include "base/table.h"
#include "view/wording.h"

#include "plain_cues_table.inc"

rap_cue_shown rap_cue_of(const rap_item *item)
{
    rap_str cue = rap_word_bare(rap_jsonin_str(item->json, "cue_text"));
    const rap_value *at = rap_jsonin_get(item->json, "cue");
    const rap_value *content = rap_jsonin_get(item->json, "content");
    bool quote = rap_str_is(item->what, "direct");
    if (quote || !cue.n || rap_table_find_word(&plain_cues_table, cue) >= 0)
        return (rap_cue_shown){{"", 0}, false};
    rap_span c = rap_jsonin_span(at ? at->first : NULL);
    rap_span said = rap_jsonin_span(content ? content->first : NULL);
    return (rap_cue_shown){cue, c.from > said.from};
}

void rap_cue_write(rap_buf *out, rap_cue_shown cue)
{
    if (!cue.words.n) return;
    rap_buf_put(out, cue.words);
    rap_buf_z(out, cue.behind ? ": " : " ");
}
