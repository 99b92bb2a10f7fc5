/*
 * places/atlasform.h - the sizes that the maker and the reader of an atlas share.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_ATLASFORM_H
#define RAP_PLACES_ATLASFORM_H

enum {
    RAP_ATLAS_VERSION = 1,
    RAP_ATLAS_HEAD = 32,
    RAP_ATLAS_BITS = 12, /* highest bits of a key that choose its bucket */
    RAP_ATLAS_BUCKETS = 1 << RAP_ATLAS_BITS,
    RAP_ATLAS_ROW = 20,
    RAP_ATLAS_REGION = 12
};

#endif
