/*
 * places/places.c - stands in until the room is furnished.
 */
/* SPDX-License-Identifier: MIT */
#include "places/places.h"

rap_code rap_places_read(rap_places *out, const rap_prose *p, const rap_names *names,
                         rap_err *err)
{
    (void)p, (void)names, (void)err;
    *out = (rap_places){0};
    return RAP_OK;
}

const char *rap_place_use_name(rap_place_use use)
{
    return use == RAP_USE_ACTOR ? "actor" : "literal";
}
