/*
 * fuzz/f_read.c - any bytes through the public reader: no crash, no leak, valid output.
 *
 * Built by `make fuzz` for libFuzzer (clang); without it, main() replays the files
 * named on the command line, which is what `make check` does with examples/ and tests/.
 */
/* SPDX-License-Identifier: MIT */
#define CUTS 101 /* each reading of all layers costs a hundred of a parser's */
#include "replaying.h"

#include <rapporteur.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static rap_reader *readers[2]; /* one input after the other, as in a program */
    const int verbatim = size > 0 && (data[0] & 1);
    const rap_reader_options options = {.size = sizeof options,
                                        .layers = 511,
                                        .max_bytes = 1 << 20,
                                        .verbatim = verbatim};
    if (!readers[verbatim]) readers[verbatim] = rap_reader_new(&options);
    rap_reader *r = readers[verbatim];
    if (!r) return 0;
    const char *json;
    size_t n;
    rap_err err;
    (void)rap_reader_read(r, &json, &n, (const char *)data, size, "fuzz", &err);
    if (n == 0 || json[0] != '{' || json[n - 1] != '}') abort();
    return 0;
}
