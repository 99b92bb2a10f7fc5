/*
 * fuzz/replaying.h - what a harness does without libFuzzer: the files named on its
 * command line, cut and flipped at many bytes.
 *
 * Included once, at the end of a harness.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_REPLAYING_H
#define FUZZ_REPLAYING_H

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifndef RAP_LIBFUZZER
#ifndef CUTS
#define CUTS 211 /* of a file */
#endif

/* Every prefix of a short file, some of a long one, and the file with one byte flipped
 * where each of them ends. */
static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return 1;
    static uint8_t bytes[1 << 20];
    size_t n = fread(bytes, 1, sizeof bytes, f);
    (void)fclose(f);
    for (size_t k = 0, step = n / CUTS + 1; k < n; k += step) {
        (void)LLVMFuzzerTestOneInput(bytes, k);
        bytes[k] ^= 0x55;
        (void)LLVMFuzzerTestOneInput(bytes, n);
        bytes[k] ^= 0x55;
    }
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
#endif
