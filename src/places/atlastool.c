/*
 * places/atlastool.c - makes the atlas that is built in: atlastool TABLE OUT.atlas
 * OUT.S
 *
 * A program of the build: OUT.S is the assembly that embeds OUT.atlas.
 */
/* SPDX-License-Identifier: MIT */
#include "places/atlasmake.h"

#include <stdio.h>

static bool put_file(const char *path, rap_str s)
{
    FILE *f = fopen(path, "wb");
    if (!f) return false;
    bool whole = fwrite(s.p, 1, s.n, f) == s.n;
    return fclose(f) == 0 && whole;
}

static bool put_assembly(const char *path, const char *atlas)
{
    rap_buf b = {0};
    rap_buf_z(&b, "/* made by places/atlastool.c: do not edit */\n"
                  "    .section .rodata\n    .balign 64\n"
                  "    .globl rap_atlas_blob\n    .hidden rap_atlas_blob\n"
                  "    .type rap_atlas_blob, %object\nrap_atlas_blob:\n");
    rap_buf_printf(&b, "    .incbin \"%s\"\n", atlas);
    rap_buf_z(&b, "    .size rap_atlas_blob, . - rap_atlas_blob\n"
                  "    .section .note.GNU-stack, \"\", %progbits\n");
    bool whole = !b.failed && put_file(path, rap_buf_str(&b));
    rap_buf_done(&b);
    return whole;
}

int main(int argc, char **argv)
{
    rap_err err = {.msg = "cannot write"};
    rap_buf out = {0};
    if (argc != 4) return 2;
    rap_arena *arena = rap_arena_new((size_t)1 << 30);
    bool made = arena && rap_atlas_make(&out, argv[1], arena, &err) == RAP_OK &&
                put_file(argv[2], rap_buf_str(&out)) && put_assembly(argv[3], argv[2]);
    if (!made) (void)fprintf(stderr, "atlastool: %s\n", err.msg);
    rap_buf_done(&out);
    rap_arena_free(arena);
    return made ? 0 : 1;
}
