/*
 * encoder/layerfile.c - taking the parts of a weights file one after the other.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/layerfile.h"

enum { ALIGN = 64, SHIFT_MOST = 24 };

const void *rap_layerfile_take(rap_layerfile *r, size_t n)
{
    const size_t at = r->at, room = (n + ALIGN - 1) / ALIGN * ALIGN;
    if (!r->whole || r->n - at < n || r->n - at < room) {
        r->whole = false;
        return NULL;
    }
    r->at += room;
    return r->p + at;
}

void rap_layerfile_dense(rap_layerfile *r, rap_dense *d, uint32_t in, uint32_t out)
{
    const unsigned char *head = rap_layerfile_take(r, 12);
    if (!head) return;
    *d = (rap_dense){.in = rap_le32(head), .out = rap_le32(head + 4)};
    d->shift = rap_le32(head + 8);
    if (d->in != in || d->out != out || in % 4 || in > RAP_DENSE_IN ||
        out % RAP_DENSE_COLUMNS || out > RAP_DENSE_OUT || d->shift > SHIFT_MOST) {
        r->whole = false;
        return;
    }
    d->off = rap_layerfile_take(r, (size_t)out * 4);
    d->mul = rap_layerfile_take(r, (size_t)out * 4);
    d->bias = rap_layerfile_take(r, (size_t)out * 4);
    d->weights = rap_layerfile_take(r, (size_t)in * out);
}
