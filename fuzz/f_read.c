/*
 * fuzz/f_read.c - any bytes through the public reader: no crash, no leak, valid output.
 *
 * Built by `make fuzz` for libFuzzer (clang); without it, main() replays the files
 * named on the command line, which is what `make check` does with examples/ and tests/.
 */
/* SPDX-License-Identifier: MIT */
#include <rapporteur.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const rap_reader_options options = {.size = sizeof options,
                                        .layers = 511,
                                        .max_bytes = 1 << 20,
                                        .verbatim = size > 0 && (data[0] & 1)};
    rap_reader *r = rap_reader_new(&options);
    if (!r) return 0;
    const char *json;
    size_t n;
    rap_err err;
    (void)rap_reader_read(r, &json, &n, (const char *)data, size, "fuzz", &err);
    if (n == 0 || json[0] != '{' || json[n - 1] != '}') abort();
    rap_reader_free(r);
    return 0;
}

#ifndef RAP_LIBFUZZER
/* Every prefix of a short file, some prefixes of a long one. */
static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return 1;
    static uint8_t bytes[1 << 16];
    size_t n = fread(bytes, 1, sizeof bytes, f);
    (void)fclose(f);
    size_t step = n / 97 + 1;
    for (size_t k = 0; k <= n; k += step)
        (void)LLVMFuzzerTestOneInput(bytes, k);
    (void)LLVMFuzzerTestOneInput(bytes, n);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed += replay(argv[i]);
    (void)printf("%d files replayed\n", argc - 1 - failed);
    return failed || argc < 2;
}
#endif
