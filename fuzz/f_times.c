/*
 * fuzz/f_times.c - any bytes as a text full of days: no crash, an end, valid output,
 * with a day told and without.
 */
/* SPDX-License-Identifier: MIT */
#include "replaying.h"

#include <rapporteur.h>
#include <stdlib.h>
#include <string.h>

/* One reader for all inputs, as a program has one. */
static rap_reader *reader_for(const char *published)
{
    const rap_reader_options options = {.size = sizeof options,
                                        .layers = RAP_LAYER_META | RAP_LAYER_TIMES,
                                        .max_bytes = 1 << 20,
                                        .verbatim = 1,
                                        .published = published};
    return rap_reader_new(&options);
}

static void read_once(rap_reader *r, const char *text, size_t size)
{
    if (!r) return;
    const char *json;
    size_t n;
    rap_err err;
    (void)rap_reader_read(r, &json, &n, text, size, "fuzz", &err);
    if (n == 0 || json[0] != '{' || json[n - 1] != '}' || memchr(json, '\n', n - 1))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static rap_reader *undated, *dated;
    if (!undated) undated = reader_for(NULL);
    if (!dated) dated = reader_for("2031-02-28");
    read_once(undated, (const char *)data, size);
    read_once(dated, (const char *)data, size);
    return 0;
}
