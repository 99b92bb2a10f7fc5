/*
 * fuzz/f_feed.c - any bytes as an RSS or Atom feed: no crash, no leak, an end.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/feed.h"
#include "walking.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk_container(&rap_container_feed, (rap_str){(const char *)data, size});
    return 0;
}
