/*
 * base/unpack.c - compressed bytes in, plain bytes out, a piece at a time.
 */
/* SPDX-License-Identifier: MIT */
#include "base/unpack.h"

#include "packings.h" /* made by meson: RAP_WITH_LIBDEFLATE */

#include <brotli/decode.h>
#if RAP_WITH_LIBDEFLATE
#include <libdeflate.h>
#endif
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

struct rap_unpack {
    rap_packing how;
    z_stream z;
    ZSTD_DCtx *zstd;
    bool begun; /* the first byte of a frame of zstd has been seen */
    BrotliDecoderState *brotli;
    struct libdeflate_decompressor *whole; /* NULL: not yet needed */
};

static int window_bits(rap_packing how)
{
    return how == RAP_PACKING_GZIP ? 15 + 16 : how == RAP_PACKING_ZLIB ? 15 : -15;
}

static bool with_zlib(const rap_unpack *u)
{
    return u->how == RAP_PACKING_GZIP || u->how == RAP_PACKING_ZLIB ||
           u->how == RAP_PACKING_DEFLATE;
}

rap_unpack *rap_unpack_new(rap_packing how)
{
    rap_unpack *u = calloc(1, sizeof *u);
    if (!u) return NULL;
    u->how = how;
    bool ok = true;
    if (how == RAP_PACKING_ZSTD) ok = (u->zstd = ZSTD_createDCtx()) != NULL;
    if (how == RAP_PACKING_BROTLI)
        ok = (u->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL)) != NULL;
    if (with_zlib(u)) ok = inflateInit2(&u->z, window_bits(how)) == Z_OK;
    if (ok) return u;
    free(u);
    return NULL;
}

static rap_unpack_state step_zlib(rap_unpack *u, rap_str in, size_t *eaten, char *to,
                                  size_t room, size_t *given)
{
    enum { MOST = 1 << 30 }; /* zlib counts in 32 bits */
    if (in.n > MOST) in.n = MOST;
    if (room > MOST) room = MOST;
    union {
        const char *from;
        Bytef *to; /* zlib's next_in is not const unless ZLIB_CONST is set */
    } input = {in.p};
    u->z.next_in = input.to;
    u->z.avail_in = (uInt)in.n;
    u->z.next_out = (Bytef *)to;
    u->z.avail_out = (uInt)room;
    int rc = inflate(&u->z, Z_NO_FLUSH);
    *eaten = in.n - u->z.avail_in;
    *given = room - u->z.avail_out;
    if (rc == Z_STREAM_END) return RAP_UNPACK_END;
    if (rc == Z_MEM_ERROR) return RAP_UNPACK_NOMEM;
    return rc == Z_OK || rc == Z_BUF_ERROR ? RAP_UNPACK_ON : RAP_UNPACK_DAMAGED;
}

/* Frames of RFC 8878 and skippable ones begin so.  Those of zstd before 1.0, which the
 * library may know as well, come out differently by how much room they are given. */
static bool begins_frame(rap_unpack *u, rap_str in)
{
    enum { FRAME = 0x28, SKIPPABLE = 0x50 };
    unsigned char first = (unsigned char)in.p[0];
    u->begun = true;
    return first == FRAME || (first & 0xF0) == SKIPPABLE;
}

static rap_unpack_state step_zstd(rap_unpack *u, rap_str in, size_t *eaten, char *to,
                                  size_t room, size_t *given)
{
    *eaten = *given = 0;
    if (!u->begun && in.n && !begins_frame(u, in)) return RAP_UNPACK_DAMAGED;
    ZSTD_inBuffer from = {in.p, in.n, 0};
    ZSTD_outBuffer out = {to, room, 0};
    size_t rc = ZSTD_decompressStream(u->zstd, &out, &from);
    *eaten = from.pos;
    *given = out.pos;
    if (ZSTD_isError(rc)) return RAP_UNPACK_DAMAGED;
    return rc == 0 ? RAP_UNPACK_END : RAP_UNPACK_ON;
}

static rap_unpack_state step_brotli(rap_unpack *u, rap_str in, size_t *eaten, char *to,
                                    size_t room, size_t *given)
{
    size_t avail_in = in.n, avail_out = room;
    const uint8_t *next_in = (const uint8_t *)in.p;
    uint8_t *next_out = (uint8_t *)to;
    BrotliDecoderResult rc = BrotliDecoderDecompressStream(
        u->brotli, &avail_in, &next_in, &avail_out, &next_out, NULL);
    *eaten = in.n - avail_in;
    *given = room - avail_out;
    if (rc == BROTLI_DECODER_RESULT_SUCCESS) return RAP_UNPACK_END;
    return rc == BROTLI_DECODER_RESULT_ERROR ? RAP_UNPACK_DAMAGED : RAP_UNPACK_ON;
}

rap_unpack_state rap_unpack_step(rap_unpack *u, rap_str in, size_t *eaten, char *to,
                                 size_t room, size_t *given)
{
    if (with_zlib(u)) return step_zlib(u, in, eaten, to, room, given);
    if (u->how == RAP_PACKING_ZSTD) return step_zstd(u, in, eaten, to, room, given);
    return step_brotli(u, in, eaten, to, room, given);
}

#if RAP_WITH_LIBDEFLATE
bool rap_unpack_whole(rap_unpack *u, rap_str in, size_t *eaten, char *to, size_t room,
                      size_t *given)
{
    if (u->how != RAP_PACKING_GZIP) return false;
    if (!u->whole) u->whole = libdeflate_alloc_decompressor();
    return u->whole &&
           libdeflate_gzip_decompress_ex(u->whole, in.p, in.n, to, room, eaten,
                                         given) == LIBDEFLATE_SUCCESS;
}

static void free_whole(rap_unpack *u)
{
    if (u->whole) libdeflate_free_decompressor(u->whole);
}
#else
bool rap_unpack_whole(rap_unpack *u, rap_str in, size_t *eaten, char *to, size_t room,
                      size_t *given)
{
    (void)u, (void)in, (void)eaten, (void)to, (void)room, (void)given;
    return false;
}

static void free_whole(rap_unpack *u)
{
    (void)u;
}
#endif

bool rap_unpack_again(rap_unpack *u)
{
    if (with_zlib(u)) return inflateReset(&u->z) == Z_OK;
    u->begun = false;
    if (u->how == RAP_PACKING_ZSTD)
        return !ZSTD_isError(ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only));
    BrotliDecoderDestroyInstance(u->brotli);
    return (u->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL)) != NULL;
}

bool rap_unpack_dictionary(rap_unpack *u, rap_str dictionary)
{
    return u->zstd &&
           !ZSTD_isError(ZSTD_DCtx_loadDictionary(u->zstd, dictionary.p, dictionary.n));
}

void rap_unpack_free(rap_unpack *u)
{
    if (!u) return;
    free_whole(u);
    if (with_zlib(u)) (void)inflateEnd(&u->z);
    if (u->zstd) (void)ZSTD_freeDCtx(u->zstd);
    if (u->brotli) BrotliDecoderDestroyInstance(u->brotli);
    free(u);
}

rap_packing rap_packing_of(rap_str head)
{
    if (rap_str_begins(head, RAP_STR("\x1F\x8B"))) return RAP_PACKING_GZIP;
    if (rap_str_begins(head, RAP_STR("\x28\xB5\x2F\xFD"))) return RAP_PACKING_ZSTD;
    bool skippable = head.n >= 4 && ((unsigned char)head.p[0] & 0xF0) == 0x50 &&
                     memcmp(head.p + 1, "\x2A\x4D\x18", 3) == 0;
    return skippable ? RAP_PACKING_ZSTD : RAP_PACKING_NONE;
}
