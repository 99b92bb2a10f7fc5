/*
 * model/weights.c - the one file of weights that is built into the program.
 */
/* SPDX-License-Identifier: MIT */
#include "model/weights.h"

#include <string.h>

enum { HEAD = 64, ENTRY = 32, NAME = 24 };

extern const unsigned char rap_weights_blob[];

size_t rap_weights_size(void)
{
    return rap_le32(rap_weights_blob + 12);
}

rap_part rap_weights_part(const char *name)
{
    uint32_t parts = rap_le32(rap_weights_blob + 8);
    for (uint32_t i = 0; i < parts; i++) {
        const unsigned char *e = rap_weights_blob + HEAD + (size_t)i * ENTRY;
        if (strncmp((const char *)e, name, NAME) == 0)
            return (rap_part){rap_weights_blob + rap_le32(e + NAME),
                              rap_le32(e + NAME + 4)};
    }
    return (rap_part){NULL, 0};
}
