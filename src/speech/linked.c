/*
 * speech/linked.c - whom phrases mean by the links of a report, ready to be looked up.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/speech.h"

#include <string.h>

rap_code rap_speech_link(rap_names *names, const rap_coref *coref, const rap_prose *p,
                         rap_err *err)
{
    if (coref->n_mentions == 0) return RAP_OK;
    rap_meant *v = RAP_NEW(p->arena, rap_meant, p->n_tokens + 1);
    if (!v) return rap_fail_memory(err);
    for (uint32_t i = 0; i < p->n_tokens; i++)
        v[i] = (rap_meant){-1, -1, 0};
    for (uint32_t i = 0; i < coref->n_mentions; i++) {
        const rap_coref_mention *m = &coref->mentions[i];
        if (m->chain < 0 || (m->kind == RAP_MENTION_NAME && m->mention >= 0)) continue;
        v[m->head] = (rap_meant){coref->chains[m->chain].entity, m->chain, m->sure};
    }
    names->meant = v;
    return RAP_OK;
}

rap_code rap_speech_settle(rap_coref *coref, const rap_names *names, const rap_prose *p,
                           rap_err *err)
{
    if (!names->meant || coref->n_chains == 0) return RAP_OK;
    rap_coref_chain *v = RAP_NEW(p->arena, rap_coref_chain, coref->n_chains);
    if (!v) return rap_fail_memory(err);
    memcpy(v, coref->chains, coref->n_chains * sizeof *v);
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_meant *m = &names->meant[i];
        if (m->chain >= 0 && v[m->chain].entity < 0) v[m->chain].entity = m->entity;
    }
    coref->chains = v;
    return RAP_OK;
}
