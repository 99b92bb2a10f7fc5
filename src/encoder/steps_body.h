/*
 * encoder/steps_body.h - the steps, for lanes of one kind.
 *
 * Only encoder/steps.c includes this, once for each path, after it has said what are
 * STEP (how a function begins), N(name), `lanes` of 16 numbers and what is done to
 * them.
 */
/* SPDX-License-Identifier: MIT */

STEP void N(keys)(const int16_t *v, uint32_t n, uint8_t *out)
{
    const N(lanes) by = N(all)(1 << 10), least = N(all)(-127);
    for (uint32_t i = 0; i < n; i += RAP_STEPS_BLOCK)
        N(store_signed)(out + i, N(greater)(N(times)(N(load)(v + i), by), least));
}

STEP void N(cut)(const int16_t *v, uint32_t n, uint8_t most, uint8_t *out)
{
    const N(lanes) by = N(all)(1 << 10), held = N(all)(most);
    for (uint32_t i = 0; i < n; i += RAP_STEPS_BLOCK)
        N(store_cut)(out + i, N(lesser)(N(times)(N(load)(v + i), by), held));
}

STEP void N(meet)(const int16_t *a, const int16_t *b, uint32_t n, uint8_t *out)
{
    const N(lanes) by = N(all)(1 << 11);
    for (uint32_t i = 0; i < n; i += RAP_STEPS_BLOCK)
        N(store_cut)(out + i, N(times)(N(plus)(N(load)(a + i), N(load)(b + i)), by));
}

STEP void N(add_row)(const rap_steps_sum *s, const int16_t *y, uint32_t row)
{
    int16_t *x = s->state + (size_t)row * s->width;
    uint8_t *bytes = s->bytes + (size_t)row * s->width;
    const N(lanes) by = N(all)(s->by);
    for (uint32_t i = 0; i < s->width; i += RAP_STEPS_BLOCK) {
        N(lanes) v = N(load)(y + i);
        if (s->two) v = N(greater)(v, N(load)(y + s->width + i));
        if (!s->anew) v = N(plus)(v, N(load)(x + i));
        N(store)(x + i, v);
        N(store_signed)(bytes + i, N(times)(v, by));
    }
}

STEP void N(add)(const rap_steps_sum *s)
{
    const size_t from = s->two ? (size_t)2 * s->width : s->width;
    for (uint32_t r = 0; r < s->rows; r++)
        if (!s->empty[r]) N(add_row)(s, s->y + r * from, r);
}

/* Gates of one direction of all rows: what was summed up becomes how far they open. */
STEP void N(open)(const rap_steps_scan *s, int16_t *gate)
{
    const N(lanes) half = N(all)(RAP_STEPS_GATES / 2), none = N(all)(0);
    const N(lanes) most = N(all)(RAP_STEPS_GATES - 1);
    for (uint32_t r = 0; r < s->rows; r++, gate += (size_t)4 * s->width)
        for (uint32_t i = 0; i < s->width; i += RAP_STEPS_BLOCK) {
            int16_t at[RAP_STEPS_BLOCK];
            const N(lanes) v = N(plus)(N(load)(gate + i), half);
            N(store)(at, N(lesser)(N(greater)(v, none), most));
#pragma GCC unroll 16
            for (uint32_t j = 0; j < RAP_STEPS_BLOCK; j++)
                gate[i + j] = s->gates[(uint16_t)at[j]];
        }
}

/* One step: what came before, and the new value where the gate is shut.  Values keep to
 * 15 bits, so that their difference has 16. */
STEP N(lanes) N(carry)(const int16_t *value, uint32_t width, N(lanes) before)
{
    const N(lanes) most = N(all)(RAP_STEPS_VALUE), least = N(all)(-RAP_STEPS_VALUE);
    const N(lanes) v = N(lesser)(N(greater)(N(load)(value), least), most);
    return N(sum)(v, N(times)(N(minus)(before, v), N(load)(value + width)));
}

/* 16 of the numbers, both ways at once. */
STEP void N(scan_block)(const rap_steps_scan *s, uint32_t at)
{
    const N(lanes) none = N(all)(0), by = N(all)(s->by);
    const uint32_t wide = 4 * s->width;
    N(lanes) forth = none, back = none;
    for (uint32_t r = 1; r + 1 < s->rows; r++) {
        const uint32_t b = s->rows - 1 - r;
        const int16_t *there = s->y + (size_t)r * wide + at;
        const int16_t *here = s->y + (size_t)b * wide + 2 * s->width + at;
        uint8_t *out = s->bytes + at;
        forth = s->empty[r] ? none : N(carry)(there, s->width, forth);
        back = s->empty[b] ? none : N(carry)(here, s->width, back);
        N(store_signed)(out + (size_t)r * 2 * s->width, N(times)(forth, by));
        N(store_signed)(out + (size_t)b * 2 * s->width + s->width, N(times)(back, by));
    }
}

STEP void N(scan)(const rap_steps_scan *s)
{
    N(open)(s, s->y + s->width);
    N(open)(s, s->y + (size_t)3 * s->width);
    for (uint32_t at = 0; at < s->width; at += RAP_STEPS_BLOCK)
        N(scan_block)(s, at);
}

STEP uint32_t N(greatest)(const int16_t *v, uint32_t n)
{
    const uint32_t even = n - n % RAP_STEPS_BLOCK;
    N(lanes) most = N(all)(INT16_MIN);
    for (uint32_t i = 0; i < even; i += RAP_STEPS_BLOCK)
        most = N(greater)(most, N(load)(v + i));
    int16_t best = N(most)(most);
    for (uint32_t i = even; i < n; i++)
        best = v[i] > best ? v[i] : best;
    for (uint32_t i = 0; i < even; i += RAP_STEPS_BLOCK) {
        const uint32_t same = N(same)(N(load)(v + i), N(all)(best));
        if (same) return i + (uint32_t)__builtin_ctz(same);
    }
    uint32_t i = even;
    while (i + 1 < n && v[i] != best)
        i++;
    return i;
}

STEP void N(pair)(const int8_t *a, const int8_t *b, uint8_t *out)
{
    for (uint32_t i = 0; i < RAP_STEPS_ROW; i += RAP_STEPS_BLOCK)
        N(pair16)(a + i, b + i, out + i);
}

static const rap_steps N(steps) = {N(keys), N(cut),      N(meet),  N(add),
                                   N(scan), N(greatest), N(split), N(pair)};
