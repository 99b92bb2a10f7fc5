/*
 * base/digest.c - SHA-256 by nettle, printed as hexadecimal.
 */
/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include <nettle/sha2.h>
#include <stdlib.h>

struct rap_sha256_run {
    struct sha256_ctx ctx;
};

static rap_digest finish(struct sha256_ctx *ctx)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t raw[SHA256_DIGEST_SIZE];
    sha256_digest(ctx, sizeof raw, raw);
    rap_digest d = {{0}};
    for (size_t i = 0; i < sizeof raw; i++) {
        d.hex[2 * i] = digits[raw[i] >> 4];
        d.hex[2 * i + 1] = digits[raw[i] & 15];
    }
    return d;
}

rap_digest rap_sha256(rap_str bytes)
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    if (bytes.n) sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.p);
    return finish(&ctx);
}

rap_sha256_run *rap_sha256_new(void)
{
    rap_sha256_run *run = malloc(sizeof *run);
    if (run) sha256_init(&run->ctx);
    return run;
}

void rap_sha256_feed(rap_sha256_run *run, rap_str bytes)
{
    if (bytes.n) sha256_update(&run->ctx, bytes.n, (const uint8_t *)bytes.p);
}

rap_digest rap_sha256_end(rap_sha256_run *run)
{
    rap_digest d = finish(&run->ctx);
    free(run);
    return d;
}
