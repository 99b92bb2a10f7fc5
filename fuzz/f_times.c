/*
 * fuzz/f_times.c - any bytes as a text full of days: no crash, an end, valid output,
 * with a day told and without.
 */
/* SPDX-License-Identifier: MIT */
#include "replaying.h"

#include <rapporteur.h>
#include <stdlib.h>
#include <string.h>

static void read_once(const char *published, const char *text, size_t size)
{
    const rap_reader_options options = {.size = sizeof options,
                                        .layers = RAP_LAYER_META | RAP_LAYER_TIMES,
                                        .max_bytes = 1 << 20,
                                        .verbatim = 1,
                                        .published = published};
    rap_reader *r = rap_reader_new(&options);
    if (!r) return;
    const char *json;
    size_t n;
    rap_err err;
    (void)rap_reader_read(r, &json, &n, text, size, "fuzz", &err);
    if (n == 0 || json[0] != '{' || json[n - 1] != '}' || memchr(json, '\n', n - 1))
        abort();
    rap_reader_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_once(NULL, (const char *)data, size);
    read_once("2031-02-28", (const char *)data, size);
    return 0;
}
