/*
 * fuzz/f_archive.c - any bytes as a zip or tar archive: no crash, no leak, an end.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/archive.h"
#include "walking.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk_container(&rap_container_archive, (rap_str){(const char *)data, size});
    return 0;
}
