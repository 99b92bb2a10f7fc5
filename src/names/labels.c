/*
 * names/labels.c - labels every word of a report, in two readings.
 */
/* SPDX-License-Identifier: MIT */
#include "names/labels.h"

#include "names/labelling.h"

static uint8_t best_label(const int32_t *scores, uint8_t before, bool last,
                          int16_t *sure)
{
    int32_t best = INT32_MIN, next = INT32_MIN;
    uint8_t label = 0;
    for (int i = 0; i < RAP_LABELS; i++) {
        const uint8_t c = (uint8_t)i;
        if (!rap_label_follows(before, c) || (last && rap_label_open(c))) continue;
        if (scores[c] > best) {
            next = best;
            best = scores[c];
            label = c;
        } else if (scores[c] > next) {
            next = scores[c];
        }
    }
    int32_t by = next == INT32_MIN ? INT16_MAX : best - next;
    *sure = (int16_t)(by > INT16_MAX ? INT16_MAX : by);
    return label;
}

/* What the first reading was so sure of that the second need not look: of a thousand
 * such words the second reads one otherwise. */
enum { SURE_AT_ONCE = 250 };

/* One reading of every sentence; of the second, `sure` still holds what the first
 * said. */
static void read_once(const rap_labelling *l, const rap_linear *m, uint8_t *of,
                      int16_t *sure)
{
    uint64_t keys[RAP_LINEAR_KEYS];
    for (uint32_t s = 0; s < l->p->n_sentences; s++) {
        uint8_t last[2] = {0, 0};
        uint32_t end = l->p->sentences[s].last;
        for (uint32_t i = l->p->sentences[s].first; i < end; i++) {
            uint8_t label = 0;
            bool kept = l->before && sure[i] > SURE_AT_ONCE &&
                        rap_label_follows(last[0], l->before[i]);
            if (kept) {
                label = l->before[i];
            } else if (rap_labelling_asks(l, i, last[0])) {
                int32_t scores[RAP_LINEAR_CLASSES] = {0};
                uint32_t n = rap_labelling_keys(l, i, last, keys);
                rap_linear_score(m, keys, n, scores);
                label = best_label(scores, last[0], i + 1 == end, &sure[i]);
            } else {
                sure[i] = 0;
            }
            of[i] = label;
            last[1] = last[0];
            last[0] = label;
        }
    }
}

bool rap_labels_read(rap_labels *out, const rap_prose *p, const rap_lexicon *lex)
{
    rap_linear first, second;
    rap_labelling l;
    *out = (rap_labels){0};
    if (!rap_linear_open(&first, rap_weights_part("names_first")) ||
        !rap_linear_open(&second, rap_weights_part("names")))
        return true;
    uint8_t *once = RAP_NEW(p->arena, uint8_t, p->n_tokens);
    uint8_t *of = RAP_NEW(p->arena, uint8_t, p->n_tokens);
    int16_t *sure = RAP_NEW(p->arena, int16_t, p->n_tokens);
    if (!once || !of || !sure || !rap_labelling_start(&l, p, lex)) return false;
    read_once(&l, &first, once, sure);
    if (!rap_labelling_again(&l, once)) return false;
    read_once(&l, &second, of, sure);
    *out = (rap_labels){.of = of, .sure = sure};
    return true;
}
