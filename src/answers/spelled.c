/*
 * answers/spelled.c - how one name is written, report by report.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/spelled.h"

#include <stdlib.h>

static int by_report(const void *va, const void *vb)
{
    const rap_spelled *a = va, *b = vb;
    int d = (a->first.n > b->first.n) - (a->first.n < b->first.n);
    if (!d) d = rap_str_cmp(a->form, b->form);
    return d ? d
             : (a->first.at.from > b->first.at.from) -
                   (a->first.at.from < b->first.at.from);
}

rap_code rap_spelled_of(rap_spelled **out, uint32_t *n, const rap_view *v,
                        const rap_item *entity, rap_arena *arena, rap_err *err)
{
    const rap_value *list = rap_jsonin_get(entity->json, "tellings");
    rap_spelled *all = RAP_NEW(arena, rap_spelled, (list ? list->n : 0) + 1);
    uint32_t filled = 0, kept = 0;
    if (!all) return rap_fail_memory(err);
    for (const rap_value *t = list ? list->first : NULL; t; t = t->next) {
        const rap_listed *r = rap_view_report(v, rap_jsonin_str(t, "report"));
        if (!r) continue;
        all[filled++] =
            (rap_spelled){.form = rap_jsonin_str(t, "spelling"),
                          .first = {r->n, rap_jsonin_span(rap_jsonin_get(t, "at"))},
                          .times = 1};
    }
    qsort(all, filled, sizeof *all, by_report);
    for (uint32_t i = 0; i < filled; i++) {
        if (kept && all[kept - 1].first.n == all[i].first.n &&
            rap_str_eq(all[kept - 1].form, all[i].form))
            all[kept - 1].times++;
        else
            all[kept++] = all[i];
    }
    *out = all;
    *n = kept;
    return RAP_OK;
}

uint32_t rap_spelled_reports(const rap_spelled *s, uint32_t n)
{
    uint32_t reports = 0;
    for (uint32_t i = 0; i < n; i++)
        reports += i == 0 || s[i].first.n != s[i - 1].first.n;
    return reports;
}

/* Few forms a name: a look back over those before is short enough. */
uint32_t rap_spelled_forms(const rap_spelled *s, uint32_t n)
{
    enum { LOOK_BACK = 64 };
    uint32_t forms = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool again = false;
        for (uint32_t k = i > LOOK_BACK ? i - LOOK_BACK : 0; k < i && !again; k++)
            again = rap_str_eq(s[k].form, s[i].form);
        forms += !again;
    }
    return forms;
}

rap_str rap_spelled_reason(const rap_item *entity, rap_str form)
{
    const rap_value *list = rap_jsonin_get(entity->json, "joins");
    for (const rap_value *j = list ? list->first : NULL; j; j = j->next)
        if (rap_str_eq(rap_jsonin_str(j, "spelling"), form))
            return rap_jsonin_str(j, "reason");
    return (rap_str){"", 0};
}
