/*
 * places/nearness.c - how far apart two places are, in whole numbers.
 *
 * A degree of latitude is 111.2 km (a globe of 6,371 km); one of longitude less by the
 * cosine, which a table holds for whole degrees.
 */
/* SPDX-License-Identifier: MIT */
#include "places/nearness.h"

#include "base/logarithm.h"

/* 1024 times the cosine of 0, 1 ... 90 degrees. */
static const uint16_t cosines[91] = {
    1024, 1024, 1023, 1023, 1022, 1020, 1018, 1016, 1014, 1011, 1008, 1005, 1002,
    998,  994,  989,  984,  979,  974,  968,  962,  956,  949,  943,  935,  928,
    920,  912,  904,  896,  887,  878,  868,  859,  849,  839,  828,  818,  807,
    796,  784,  773,  761,  749,  737,  724,  711,  698,  685,  672,  658,  644,
    630,  616,  602,  587,  573,  558,  543,  527,  512,  496,  481,  465,  449,
    433,  416,  400,  384,  367,  350,  333,  316,  299,  282,  265,  248,  230,
    213,  195,  178,  160,  143,  125,  107,  89,   71,   54,   36,   18,   0};

static uint32_t gap(int32_t a, int32_t b)
{
    return a > b ? (uint32_t)(a - b) : (uint32_t)(b - a);
}

uint32_t rap_places_apart(const rap_spot *a, const rap_spot *b)
{
    uint64_t up = gap(a->lat, b->lat), across = gap(a->lon, b->lon);
    int32_t middle = (a->lat + b->lat) / 2;
    if (across > 1800000) across = 3600000 - across;
    uint32_t degrees =
        ((middle < 0 ? (uint32_t)-middle : (uint32_t)middle) + 5000) / 10000;
    across = across * cosines[degrees > 90 ? 90 : degrees] / 1024;
    /* ten-thousandths of a degree are 0.01112 km */
    return (uint32_t)(rap_root(up * up + across * across) * 1112 / 100000);
}
