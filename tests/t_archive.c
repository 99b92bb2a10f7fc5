/*
 * tests/t_archive.c - zip and tar: members whole, damaged, torn and hidden.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "intake/archive.h"
#include "intake/archivetar.h"
#include "intake/archivezip.h"
#include "made_stage.h"

static void zip(const char *name, const char *text, int method, int flags)
{
    pack_zip(&b, &(zip_member){.name = name,
                               .bytes = rap_str_of(text),
                               .method = method,
                               .flags = flags});
}

/* ---- zip ---------------------------------------------------------------------------
 */

static void every_form_of_a_zip_member_is_read(void **state)
{
    (void)state;
    zip("a.txt", "Stored.", 0, 0);
    zip("b.txt", "Deflated, deflated, deflated.", 8, 0);
    zip("c.txt", "In zstd, in zstd, in zstd.", 93, 0);
    zip("d.txt", "Deflated, then described.", 8, 8);
    zip("e.txt", "Stored, then described.", 0, 8);
    zip("empty.txt", "", 0, 0);
    zip("folder/", "", 0, 0);
    zip("f.txt", "Zstd, then described.", 93, 8);
    pack_zip(&b, &(zip_member){.name = "g.txt",
                               .bytes = RAP_STR("Large in words."),
                               .large = true});
    pack_zip(&b, &(zip_member){.name = "h.txt",
                               .bytes = RAP_STR("Described in 64 bits."),
                               .method = 8,
                               .flags = 8,
                               .long_sizes = true});
    pack_zip(&b, &(zip_member){.name = "i.txt",
                               .bytes = RAP_STR("Described without a mark."),
                               .method = 8,
                               .flags = 8,
                               .bare = true});
    pack_zip_end(&b);
    gives("ok in!/a.txt|text||||||||Stored.\n"
          "ok in!/b.txt|text||||||||Deflated, deflated, deflated.\n"
          "ok in!/c.txt|text||||||||In zstd, in zstd, in zstd.\n"
          "ok in!/d.txt|text||||||||Deflated, then described.\n"
          "ok in!/e.txt|text||||||||Stored, then described.\n"
          "ok in!/empty.txt|text||||||||\n"
          "ok in!/f.txt|text||||||||Zstd, then described.\n"
          "ok in!/g.txt|text||||||||Large in words.\n"
          "ok in!/h.txt|text||||||||Described in 64 bits.\n"
          "ok in!/i.txt|text||||||||Described without a mark.\n");
}

static void what_begins_with_a_dot_is_not_meant(void **state)
{
    (void)state;
    zip(".hidden", "No.", 0, 0);
    zip("a/.git/x", "No.", 0, 0);
    zip("./a/../b.txt", "Yes.", 8, 0);
    zip("..x", "No.", 0, 0);
    zip("c./d", "Yes.", 0, 0);
    pack_zip_end(&b);
    gives("ok in!/b.txt|text||||||||Yes.\nok in!/c./d|text||||||||Yes.\n");
}

static void a_refused_member_costs_itself(void **state)
{
    (void)state;
    zip("a.txt", "Secret.", 0, 1);
    zip("b.txt", "Packed somehow.", 14, 0);
    zip("c.txt", "Good.", 0, 0);
    pack_zip_end(&b);
    gives("usage in!/a.txt @0\nusage in!/b.txt @42\nok in!/c.txt|text||||||||Good.\n");
}

static void a_damaged_member_costs_itself(void **state)
{
    (void)state;
    pack_zip(&b, &(zip_member){.name = "a", .bytes = RAP_STR("One."), .bad = true});
    pack_zip(&b, &(zip_member){.name = "b",
                               .bytes = RAP_STR("Two, two, two."),
                               .method = 8,
                               .flags = 8,
                               .bad = true});
    size_t at = b.n;
    zip("c", "Three, three, three, three.", 8, 0);
    memset(b.p + at + 31, '\xFF', 6);
    size_t next = b.n;
    zip("d", "Four, four, four, four.", 8, 8);
    memset(b.p + next + 31, '\xFF', 6);
    zip("e", "Five.", 0, 0);
    pack_zip_end(&b);
    char want[200];
    (void)snprintf(want, sizeof want,
                   "syntax in!/a @0\nsyntax in!/b @35\nsyntax in!/c @%zu\n"
                   "syntax in!/d @%zu\nok in!/e|text||||||||Five.\n",
                   at, next);
    gives(want);
}

static void a_size_that_is_wrong_is_told(void **state)
{
    (void)state;
    zip("a", "Stored.", 0, 0);
    b.p[18] = 5; /* two bytes fewer: what follows is no head */
    zip("b", "Good.", 0, 0);
    pack_zip_end(&b);
    gives("syntax in!/a @0\nsyntax in @36\nok in!/b|text||||||||Good.\n");
    rap_buf_clear(&b);
    zip("a", "Deflated.", 8, 0);
    b.p[18] += 3; /* three more: the data end before */
    rap_buf_z(&b, "...");
    zip("b", "Good.", 0, 0);
    pack_zip_end(&b);
    gives("syntax in!/a @0\nok in!/b|text||||||||Good.\n");
    rap_buf_clear(&b);
    zip("a", "Deflated, deflated.", 8, 0);
    b.p[18] -= 3; /* three fewer: the data do not end */
    zip("b", "Good.", 0, 0);
    pack_zip_end(&b);
    char want[90];
    (void)snprintf(want, sizeof want,
                   "syntax in!/a @0\nsyntax in @%d\nok in!/b|text||||||||Good.\n",
                   31 + (unsigned char)b.p[18]);
    gives(want);
}

static void an_extra_field_counts_only_where_it_is_wanted(void **state)
{
    (void)state;
    pack_zip(&b, &(zip_member){.name = "a", .bytes = RAP_STR("One."), .large = true});
    pack_low(&b, 0, 0);
    const size_t sizes = 18;
    memcpy(b.p + sizes, "\4\0\0\0\4\0\0\0", 8); /* sizes in the head after all */
    pack_zip(&b, &(zip_member){.name = "b", .bytes = RAP_STR("Two."), .large = true});
    memset(b.p + b.n - 8, 0, 0);
    pack_zip_end(&b);
    gives("ok in!/a|text||||||||One.\nok in!/b|text||||||||Two.\n");
    rap_buf_clear(&b);
    /* the packed size alone, where only that is wanted */
    rap_buf_put(&b, (rap_str){"PK\3\4\24\0\0\0\0\0\0\0\0\0", 14});
    pack_low(&b, crc32(0, (const Bytef *)"Six", 3), 4);
    pack_low(&b, UINT32_MAX, 4);
    pack_low(&b, 3, 4);
    pack_low(&b, 1, 2);
    pack_low(&b, 12, 2);
    rap_buf_byte(&b, 'a');
    pack_low(&b, 1, 2);
    pack_low(&b, 8, 2);
    pack_low(&b, 3, 8);
    rap_buf_z(&b, "Six");
    pack_zip_end(&b);
    gives("ok in!/a|text||||||||Six\n");
    b.p[33] = 4; /* an extra field that is too short says nothing */
    gives("torn in!/a @68\n");
}

static void an_archive_without_members_is_fine(void **state)
{
    (void)state;
    pack_zip_end(&b);
    gives("");
    rap_buf_clear(&b);
    rap_buf_put(&b, (rap_str){"PK\x03\x04", 4});
    gives("torn in @0\n");
}

static void a_directory_is_passed_over(void **state)
{
    (void)state;
    zip("a", "One.", 0, 0);
    rap_buf_put(&b, (rap_str){"PK\x01\x02", 4});
    for (int i = 0; i < 400000; i++) /* more than is looked at at once */
        rap_buf_byte(&b, 'x');
    const size_t end = b.n;
    pack_zip_end(&b);
    gives("ok in!/a|text||||||||One.\n");
    b.n = end;
    gives("ok in!/a|text||||||||One.\ntorn in @400036\n");
    b.n = 35;
    rap_buf_put(&b, (rap_str){"PK\x06\x06"
                              "........PK\x05\x06",
                              16});
    gives("ok in!/a|text||||||||One.\n");
}

static void marks_of_parts_are_stepped_over(void **state)
{
    (void)state;
    zip("a", "One.", 0, 0);
    rap_buf_put(&b, (rap_str){"PK\x30\x30", 4});
    zip("b", "Two.", 0, 0);
    rap_buf_put(&b, (rap_str){"PK\x07\x08", 4});
    zip("c", "Three.", 0, 0);
    rap_buf_put(&b, (rap_str){"PK\x07\x08", 4});
    gives("ok in!/a|text||||||||One.\nok in!/b|text||||||||Two.\n"
          "ok in!/c|text||||||||Three.\ntorn in @119\n");
}

static void junk_between_members_is_told_and_passed(void **state)
{
    (void)state;
    zip("a", "One.", 0, 0);
    rap_buf_z(&b, "PK is no mark, and PKPKP neither: ");
    for (int i = 0; i < 300000; i++)
        rap_buf_byte(&b, i % 977 ? '.' : 'P');
    zip("b", "Two.", 0, 0);
    rap_buf_z(&b, "xyz");
    gives("ok in!/a|text||||||||One.\nsyntax in @35\nok in!/b|text||||||||Two.\n"
          "torn in @300104\n");
    rap_buf_clear(&b);
    zip("a", "One.", 0, 0);
    rap_buf_z(&b, "no mark at all comes behind this");
    gives("ok in!/a|text||||||||One.\nsyntax in @35\ntorn in @67\n");
}

static void a_stored_member_ends_before_the_mark_that_fits(void **state)
{
    (void)state;
    rap_buf text = {0};
    for (int i = 0; i < 3000; i++) /* marks inside it, some at the edge of a look */
        rap_buf_put(&text,
                    (rap_str){"Norland PK\x07\x08 and Kesh, PK and on. ", 37 - 2});
    pack_zip(&b, &(zip_member){.name = "a", .bytes = rap_buf_str(&text), .flags = 8});
    zip("b", "Two.", 0, 0);
    pack_zip_end(&b);
    rap_buf want = {0};
    rap_buf_z(&want, "ok in!/a|text||||||||");
    rap_buf_put(&want, rap_buf_str(&text));
    rap_buf_z(&want, "\nok in!/b|text||||||||Two.\n");
    rap_buf_byte(&want, 0);
    stage_put("in", rap_buf_str(&b));
    rap_buf got = {0};
    assert_int_equal(stage_read_as(&got, "in", RAP_FROM_AUTO, 0), RAP_OK);
    assert_int_equal(got.n, want.n - 1);
    assert_memory_equal(got.p, want.p, got.n);
    assert_int_equal(unlink("in"), 0);
    rap_buf_done(&got);
    rap_buf_done(&want);
    rap_buf_done(&text);
}

/* Where it is cut: what was whole comes out, and one word about the rest. */
static void a_torn_archive_gives_what_was_whole(const char *whole)
{
    const size_t n = b.n;
    for (b.n = 4; b.n < n; b.n++) {
        const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
        size_t same = 0;
        while (whole[same] && got[same] == whole[same])
            same++;
        while (same > 0 && got[same - 1] != '\n')
            same--;
        if (!got[same]) continue; /* only the end mark is missing, or the archive */
        const char *torn = strstr(got + same, "torn in");
        bool damaged = strncmp(got + same, "syntax in!/", 11) == 0; /* its descriptor */
        const char *line = strchr(got + same, '\n');
        if (!torn || torn != (damaged ? line + 1 : got + same) || strchr(torn, '\n')[1])
            fail_msg("cut at %zu:\n%s", b.n, got);
    }
}

static void a_zip_cut_anywhere_is_told_once(void **state)
{
    (void)state;
    zip("a.txt", "Stored.", 0, 0);
    zip("b.txt", "Deflated, deflated, deflated.", 8, 0);
    zip("c.txt", "Stored, then described.", 0, 8);
    zip("d.txt", "Deflated, then described.", 8, 8);
    const size_t end = b.n;
    pack_zip_end(&b);
    b.n = end + 4;
    char whole[500];
    (void)snprintf(whole, sizeof whole, "%s",
                   stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0));
    assert_null(strstr(whole, "torn"));
    a_torn_archive_gives_what_was_whole(whole);
}

/* ---- tar ---------------------------------------------------------------------------
 */

static void every_form_of_a_tar_member_is_read(void **state)
{
    (void)state;
    (void)pack_tar(&b, "a.txt", '0', RAP_STR("One."));
    (void)pack_tar(&b, "old.txt", '\0', RAP_STR("Old."));
    (void)pack_tar(&b, "cont.txt", '7', RAP_STR("In one piece."));
    size_t at = pack_tar(&b, "name.txt", '0', RAP_STR("With a prefix."));
    memcpy(b.p + at + 345, "reports/march", 13);
    pack_tar_sum(b.p + at);
    at = pack_tar(&b, "gnu.txt", '0', RAP_STR("Without one."));
    memcpy(b.p + at + 257, "ustar  \0not a prefix", 8);
    b.p[at + 345] = 'x'; /* GNU keeps other things there */
    pack_tar_sum(b.p + at);
    (void)pack_tar(&b, "folder/", '5', RAP_STR(""));
    (void)pack_tar(&b, "folder/", '0', RAP_STR(""));
    at = pack_tar(&b, "link", '2', RAP_STR(""));
    memcpy(b.p + at + 124, "00000001000", 11); /* of what it leads to */
    pack_tar_sum(b.p + at);
    (void)pack_tar(&b, "././@LongLink", 'L', RAP_STR("a/long/name.txt\0..."));
    (void)pack_tar(&b, "a/long/na", '0', RAP_STR("Long."));
    (void)pack_tar(&b, "././@LongLink", 'K', RAP_STR("a/long/target"));
    (void)pack_tar(&b, "second", '2', RAP_STR(""));
    (void)pack_tar(&b, "global", 'g', RAP_STR("19 path=nothing.x\n"));
    (void)pack_tar(&b, "own.txt", '0', RAP_STR("Own."));
    at = pack_tar(&b, "256.txt", '0', RAP_STR("Base 256."));
    memset(b.p + at + 124, 0, 12);
    b.p[at + 124] = '\x80';
    b.p[at + 135] = 9;
    pack_tar_sum(b.p + at);
    at = pack_tar(&b, "blanks.txt", '0', RAP_STR("Blanks."));
    memcpy(b.p + at + 124, "      7 junk", 12);
    pack_tar_sum(b.p + at);
    pack_tar_end(&b);
    for (int i = 0; i < 40; i++)
        rap_buf_z(&b, "what stands behind the end mark does not matter");
    gives("ok in!/a.txt|text||||||||One.\n"
          "ok in!/old.txt|text||||||||Old.\n"
          "ok in!/cont.txt|text||||||||In one piece.\n"
          "ok in!/reports/march/name.txt|text||||||||With a prefix.\n"
          "ok in!/gnu.txt|text||||||||Without one.\n"
          "ok in!/a/long/name.txt|text||||||||Long.\n"
          "ok in!/own.txt|text||||||||Own.\n"
          "ok in!/256.txt|text||||||||Base 256.\n"
          "ok in!/blanks.txt|text||||||||Blanks.\n");
}

static void records_before_a_member_are_about_it(void **state)
{
    (void)state;
    (void)pack_tar(&b, "x", 'x', RAP_STR("12 path=a/b\n10 size=3\n7 no=1\n"));
    size_t at = pack_tar(&b, "cut", '0', RAP_STR("One two"));
    memcpy(b.p + at + 124, "77777777777", 11);
    pack_tar_sum(b.p + at);
    (void)pack_tar(&b, "plain.txt", '0', RAP_STR("Plain."));
    (void)pack_tar(&b, "x", 'x', RAP_STR("25 GNU.sparse.major=1.00\n"));
    (void)pack_tar(&b, "holes", '0', RAP_STR("..."));
    (void)pack_tar(&b, "old-holes", 'S', RAP_STR("..."));
    /* lengths that lie end the reading of records, and cost nothing else */
    (void)pack_tar(&b, "x", 'x', RAP_STR("99 path=no\n"));
    (void)pack_tar(&b, "y1", '0', RAP_STR("1"));
    (void)pack_tar(&b, "x", 'x', RAP_STR("0 path=no\n"));
    (void)pack_tar(&b, "y2", '0', RAP_STR("2"));
    (void)pack_tar(&b, "x", 'x', RAP_STR("99999999999999999999 path=no\n"));
    (void)pack_tar(&b, "y3", '0', RAP_STR("3"));
    (void)pack_tar(&b, "x", 'x', RAP_STR("11"));
    (void)pack_tar(&b, "y4", '0', RAP_STR("4"));
    (void)pack_tar(&b, "x", 'x', RAP_STR("10 path=z\n1 "));
    (void)pack_tar(&b, "y5", '0', RAP_STR("5"));
    (void)pack_tar(&b, "x", 'x', RAP_STR("8 size=\n28 size=99999999999999999999\n"));
    (void)pack_tar(&b, "y6", '0', RAP_STR("6"));
    (void)pack_tar(&b, "y7", '0', RAP_STR("7"));
    pack_tar_end(&b);
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    static const char *const want[] = {"ok in!/a/b|text||||||||One\n",
                                       "ok in!/plain.txt|text||||||||Plain.\n",
                                       "usage in!/holes @",
                                       "usage in!/old-holes @",
                                       "ok in!/y1|text||||||||1\n",
                                       "ok in!/y2|text||||||||2\n",
                                       "ok in!/y3|text||||||||3\n",
                                       "ok in!/y4|text||||||||4\n",
                                       "ok in!/z|text||||||||5\n",
                                       "ok in!/y7|text||||||||7\n"};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        if (!strstr(got, want[i])) fail_msg("%s not in\n%s", want[i], got);
}

static void a_damaged_head_costs_its_member(void **state)
{
    (void)state;
    (void)pack_tar(&b, "a.txt", '0', RAP_STR("One."));
    size_t at = pack_tar(&b, "b.txt", '0', RAP_STR("Two."));
    b.p[at + 3] ^= 1;
    (void)pack_tar(&b, "c.txt", '0', RAP_STR("Three."));
    pack_tar_end(&b);
    gives("ok in!/a.txt|text||||||||One.\nsyntax in @1024\n"
          "ok in!/c.txt|text||||||||Three.\n");
    b.p[at + 3] ^= 1;
    at += 1024; /* the last one, and nothing behind it */
    b.p[at + 3] ^= 1;
    gives("ok in!/a.txt|text||||||||One.\nok in!/b.txt|text||||||||Two.\n"
          "syntax in @2048\n");
    b.p[at + 148] = 'x'; /* a sum that is no number */
    gives("ok in!/a.txt|text||||||||One.\nok in!/b.txt|text||||||||Two.\n"
          "syntax in @2048\n");
}

static void sums_of_signed_bytes_are_good_too(void **state)
{
    (void)state;
    size_t at = pack_tar(&b, "caf\xC3\xA9.txt", '0', RAP_STR("One."));
    char *head = b.p + at;
    int sum = 0;
    memset(head + 148, ' ', 8);
    for (int i = 0; i < 512; i++)
        sum += (signed char)head[i];
    (void)snprintf(head + 148, 8, "%06o", (unsigned)sum);
    pack_tar_end(&b);
    gives("ok in!/caf\xC3\xA9.txt|text||||||||One.\n");
    b.p[at + 148]++;
    gives("syntax in @0\n");
}

static void a_member_without_a_size_is_told(void **state)
{
    (void)state;
    size_t at = pack_tar(&b, "a.txt", '0', RAP_STR(""));
    memcpy(b.p + at + 124, "7x", 2);
    pack_tar_sum(b.p + at);
    at = pack_tar(&b, "b.txt", '0', RAP_STR(""));
    memset(b.p + at + 124, '\xFF', 12); /* beyond 63 bits */
    pack_tar_sum(b.p + at);
    at = pack_tar(&b, "c.txt", '0', RAP_STR(""));
    memset(b.p + at + 124, 0, 12);
    b.p[at + 124] = '\x80';
    b.p[at + 128] = '\x80'; /* 2^63 */
    pack_tar_sum(b.p + at);
    (void)pack_tar(&b, "d.txt", '0', RAP_STR("Good."));
    pack_tar_end(&b);
    gives("syntax in @0\nsyntax in @512\nsyntax in @1024\n"
          "ok in!/d.txt|text||||||||Good.\n");
}

static void a_name_too_long_to_be_true_is_passed_over(void **state)
{
    (void)state;
    rap_buf name = {0};
    while (name.n <= 1024 * 1024)
        rap_buf_z(&name, "a/long/name/");
    (void)pack_tar(&b, "././@LongLink", 'L', rap_buf_str(&name));
    (void)pack_tar(&b, "short.txt", '0', RAP_STR("One."));
    pack_tar_end(&b);
    gives("ok in!/short.txt|text||||||||One.\n");
    rap_buf_done(&name);
}

static void a_tar_cut_anywhere_is_told_once(void **state)
{
    (void)state;
    char long_text[700];
    memset(long_text, 'x', sizeof long_text);
    (void)pack_tar(&b, "a.txt", '0', RAP_STR("One."));
    (void)pack_tar(&b, "x", 'x', RAP_STR("18 path=longer.txt\n"));
    (void)pack_tar(&b, "b.txt", '0', (rap_str){long_text, sizeof long_text});
    (void)pack_tar(&b, "c.txt", '0', RAP_STR("Three."));
    char whole[2000];
    const size_t n = b.n;
    pack_tar_end(&b);
    (void)snprintf(whole, sizeof whole, "%s",
                   stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0));
    b.n = n;
    for (b.n = 512; b.n < n; b.n += 37) {
        const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
        const char *torn = strstr(got, "torn in");
        if (!torn || strncmp(got, whole, (size_t)(torn - got)) != 0 ||
            strchr(torn, '\n')[1])
            fail_msg("cut at %zu:\n%s", b.n, got);
    }
}

/* ---- both --------------------------------------------------------------------------
 */

static void archives_stand_in_archives_to_some_depth(void **state)
{
    (void)state;
    zip("a.txt", "Deep.", 8, 0);
    pack_zip_end(&b);
    for (int i = 0; i < 3; i++) {
        rap_buf over = {0};
        (void)pack_tar(&over, "in.x", '0', rap_buf_str(&b));
        (void)pack_tar(&over, "z.txt", '0', RAP_STR("Behind."));
        pack_tar_end(&over);
        rap_buf_done(&b);
        b = over;
    }
    gives("limit in!/in.x!/in.x!/in.x!/a.txt\nok "
          "in!/in.x!/in.x!/z.txt|text||||||||Behind.\n"
          "ok in!/in.x!/z.txt|text||||||||Behind.\nok in!/z.txt|text||||||||Behind.\n");
}

static void a_member_that_is_too_large_costs_itself(void **state)
{
    (void)state;
    char text[300];
    memset(text, 'x', sizeof text);
    const rap_str large = {text, sizeof text};
    pack_zip(&b, &(zip_member){.name = "a", .bytes = large, .method = 8});
    pack_zip(&b, &(zip_member){.name = "b", .bytes = large, .method = 8, .flags = 8});
    pack_zip(&b, &(zip_member){.name = "c", .bytes = large});
    zip("d", "Small.", 0, 0);
    pack_zip_end(&b);
    static const char want[] = "limit in!/a @200\nlimit in!/b @200\nlimit in!/c @200\n"
                               "ok in!/d|text||||||||Small.\n";
    assert_string_equal(stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 200), want);
    rap_buf_clear(&b);
    (void)pack_tar(&b, "a", '0', large);
    (void)pack_tar(&b, "d", '0', RAP_STR("Small."));
    pack_tar_end(&b);
    assert_string_equal(stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 200),
                        "limit in!/a @200\nok in!/d|text||||||||Small.\n");
}

static void damage_below_an_archive_ends_it(void **state)
{
    (void)state;
    rap_buf packed = {0};
    (void)pack_tar(&b, "a.txt", '0', RAP_STR("One."));
    rap_buf noise = {0};
    uint32_t seed = 3;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1664525u + 1013904223u;
        rap_buf_byte(&noise, (char)('a' + (seed >> 24) % 26));
    }
    (void)pack_tar(&b, "b.txt", '0', rap_buf_str(&noise));
    (void)pack_tar(&b, "c.txt", '0', RAP_STR("Three."));
    pack_tar_end(&b);
    pack_gzip(&packed, rap_buf_str(&b));
    packed.p[packed.n / 2] ^= '\x10';
    rap_buf_done(&b);
    b = packed;
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_int_equal(strncmp(got, "ok in!/a.txt|text||||||||One.\n", 30), 0);
    const char *told = strstr(got, "syntax in");
    assert_non_null(told); /* once */
    assert_null(strstr(told + 1, "syntax"));
    rap_buf_done(&noise);
}

/* The bytes below end at each place: what was whole comes out, then the fault. */
static void below_it_ends_anywhere(void)
{
    rap_buf packed = {0};
    pack_loose(&packed, rap_buf_str(&b));
    const size_t n = packed.n;
    const char *got = stage_of(rap_buf_str(&packed), RAP_FROM_AUTO, 0);
    char whole[4000];
    (void)snprintf(whole, sizeof whole, "%s", got);
    for (size_t cut = 20; cut < n; cut++) {
        got = stage_of(rap_str_cut(rap_buf_str(&packed), 0, cut), RAP_FROM_AUTO, 0);
        const char *torn = strstr(got, "torn in");
        size_t same = torn ? (size_t)(torn - got) : strlen(got);
        bool told = torn && !strchr(torn, '\n')[1];
        bool done = !torn && cut > n - 60; /* behind its end mark */
        if (strncmp(got, whole, same) != 0 || !(told || done))
            fail_msg("cut at %zu:\n%s", cut, got);
    }
    rap_buf_done(&packed);
}

static void an_archive_ends_where_the_bytes_below_it_end(void **state)
{
    (void)state;
    zip("a", "Stored.", 0, 0);
    rap_buf_put(&b, (rap_str){"PK\x30\x30", 4});
    zip("b", "Deflated, deflated, deflated.", 8, 0);
    zip("c", "Stored, then described.", 0, 8);
    zip("d", "Deflated, then described.", 8, 8);
    zip("e", "Encrypted, then described.", 8, 9);
    zip("x", "Encrypted, and its size is known.", 0, 1);
    zip("f", "Lastly in zstd.", 93, 0);
    rap_buf_put(&b, (rap_str){"PK\x01\x02 some directory", 19});
    pack_zip_end(&b);
    below_it_ends_anywhere();
    rap_buf_clear(&b);
    (void)pack_tar(&b, "x", 'x', RAP_STR("18 path=longer.txt\n"));
    (void)pack_tar(&b, "a", '0', RAP_STR("One."));
    (void)pack_tar(&b, "link", '2', RAP_STR(""));
    (void)pack_tar(&b, "b", '0', RAP_STR("Two."));
    rap_buf_z(&b, "");
    below_it_ends_anywhere();
    b.p[1024 + 3] ^= 1; /* and where a damaged head is passed over */
    rap_buf packed = {0};
    pack_loose(&packed, rap_buf_str(&b));
    const char *got =
        stage_of(rap_str_cut(rap_buf_str(&packed), 0, 1700), RAP_FROM_AUTO, 0);
    assert_string_equal(got, "torn in @1700\n");
    rap_buf_done(&packed);
}

/* Where a member is damaged as well, that is told before. */
static void a_damaged_member_above_torn_bytes_is_told_with_them(void **state)
{
    (void)state;
    const size_t size = 18;
    zip("a", "Deflated, and its size too large.", 8, 0);
    b.p[size] = (char)(b.p[size] + 3);
    rap_buf_z(&b, "...");
    rap_buf packed = {0};
    pack_loose(&packed, rap_buf_str(&b));
    rap_str all = rap_buf_str(&packed);
    const size_t cut = packed.n - 8 - 2; /* before the checksum, in the three bytes */
    assert_string_equal(stage_of(rap_str_cut(all, 0, cut), RAP_FROM_AUTO, 0),
                        "torn in!/a @82\n");
    rap_buf_clear(&packed);
    rap_buf_clear(&b);
    zip("a", "Deflated, and then overwritten.", 8, 0);
    memset(b.p + 31, '\xFF', 6);
    pack_loose(&packed, rap_buf_str(&b));
    all = rap_buf_str(&packed);
    assert_string_equal(stage_of(rap_str_cut(all, 0, packed.n - 9), RAP_FROM_AUTO, 0),
                        "torn in!/a @78\n");
    /* two faults of one kind, both at the beginning */
    rap_buf_clear(&packed);
    rap_buf_clear(&b);
    pack_zip(&b, &(zip_member){.name = "a", .bytes = RAP_STR("One."), .bad = true});
    pack_zip(&b, &(zip_member){.name = "b", .bytes = RAP_STR("Two."), .bad = true});
    pack_loose(&packed, rap_buf_str(&b));
    all = rap_buf_str(&packed);
    assert_string_equal(stage_of(rap_str_cut(all, 0, packed.n - 4), RAP_FROM_AUTO, 0),
                        "syntax in!/a @0\nsyntax in!/b @35\ntorn in @89\n");
    packed.p[packed.n - 6] ^= 1;
    assert_string_equal(stage_of(rap_buf_str(&packed), RAP_FROM_AUTO, 0),
                        "syntax in!/a @0\nsyntax in!/b @35\nsyntax in @0\n");
    rap_buf_done(&packed);
}

static void sizes_may_stand_before_and_behind(void **state)
{
    (void)state;
    pack_zip(&b, &(zip_member){.name = "a",
                               .bytes = RAP_STR("Told twice."),
                               .flags = 8,
                               .both = true});
    pack_zip(&b, &(zip_member){.name = "b",
                               .bytes = RAP_STR("Secret, told twice."),
                               .flags = 9,
                               .both = true});
    zip("", "Without a name.", 0, 0);
    zip("d", "Deflated, but its size is wrong.", 8, 8);
    b.p[b.n - 1] = 1;
    zip("e", "Good.", 0, 0);
    pack_zip_end(&b);
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_string_equal(got, "ok in!/a|text||||||||Told twice.\nusage in!/b @58\n"
                             "syntax in!/d @169\nok in!/e|text||||||||Good.\n");
}

static void members_are_read_in_pieces_of_any_size(void **state)
{
    (void)state;
    rap_buf text = {0};
    for (int i = 0; i < 90; i++)
        rap_buf_z(&text,
                  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    for (int form = 0; form < 6; form++) {
        rap_buf_clear(&b);
        pack_zip(&b, &(zip_member){.name = "a",
                                   .bytes = rap_buf_str(&text),
                                   .method = form % 3 == 0   ? 0
                                             : form % 3 == 1 ? 8
                                                             : 93,
                                   .flags = form / 3 * 8});
        pack_zip_end(&b);
        for (size_t step = 1; step <= (size_t)6 << 20; step = step * 9 + 1) {
            rap_window *w;
            assert_int_equal(rap_window_of_bytes(&w, rap_buf_str(&b), NULL), RAP_OK);
            rap_zip z = {.w = w};
            rap_member m = {0};
            bool end;
            assert_int_equal(rap_zip_next(&z, &m, &end, NULL), RAP_OK);
            char *to = malloc(step);
            rap_buf out = {0};
            size_t got = 1;
            while (got) {
                rap_code rc = rap_zip_read(&z, &got, to, step, NULL);
                if (rc != RAP_OK)
                    fail_msg("form %d, step %zu: %d at %zu", form, step, rc, out.n);
                rap_buf_put(&out, (rap_str){to, got});
            }
            assert_true(rap_str_eq(rap_buf_str(&out), rap_buf_str(&text)));
            free(to);
            rap_buf_done(&out);
            rap_buf_done(&m.name);
            rap_zip_done(&z);
            rap_window_close(w);
        }
    }
    rap_buf_done(&text);
}

static void heads_hold_numbers_of_every_width(void **state)
{
    (void)state;
    size_t at = pack_tar(&b, "a", '0', RAP_STR("12345678"));
    memcpy(b.p + at + 124, "000000000010", 12); /* to the last byte */
    pack_tar_sum(b.p + at);
    at = pack_tar(&b, "b", '0', RAP_STR("1"));
    memcpy(b.p + at + 124, "           1", 12);
    pack_tar_sum(b.p + at);
    at = pack_tar(&b, "c", '0', RAP_STR(""));
    memset(b.p + at + 124, ' ', 12); /* none is none */
    pack_tar_sum(b.p + at);
    char name[101];
    memset(name, 'n', 100);
    name[100] = 0;
    (void)pack_tar(&b, name, '0', RAP_STR("Long."));
    (void)pack_tar(&b, "x", 'x',
                   RAP_STR("11 size=8x\n21 GNU.sparse.name=x\n18 GNU.sparse.x=1\n"));
    (void)pack_tar(&b, "d", '0', RAP_STR("holes"));
    pack_tar_end(&b);
    char want[400];
    (void)snprintf(want, sizeof want,
                   "ok in!/a|text||||||||12345678\nok in!/b|text||||||||1\n"
                   "ok in!/c|text||||||||\nok in!/%s|text||||||||Long.\n"
                   "usage in!/d @4608\n",
                   name);
    gives(want);
}

static void a_container_needs_no_place_for_its_errors(void **state)
{
    (void)state;
    zip("a", "One.", 0, 0);
    b.p[14] ^= 1; /* its checksum */
    rap_buf_z(&b, "junk");
    rap_window *w;
    rap_container *c;
    rap_arena *arena = rap_arena_new(1 << 20);
    const rap_container_options options = {.key = RAP_STR("in"), .max_bytes = 100};
    assert_int_equal(rap_window_of_bytes(&w, rap_buf_str(&b), NULL), RAP_OK);
    assert_int_equal(rap_window_fill(w, 4, NULL), RAP_OK);
    assert_int_equal(rap_container_archive.open(&c, w, &options, NULL), RAP_OK);
    rap_report r = {0};
    bool end;
    char to[200];
    size_t got;
    assert_int_equal(rap_container_archive.next(c, &r, &end, arena, NULL), RAP_OK);
    assert_int_equal(rap_container_archive.read(c, &got, to, sizeof to, NULL), RAP_OK);
    for (int i = 0; i < 2; i++) /* the same again when asked again */
        assert_int_equal(rap_container_archive.read(c, &got, to, sizeof to, NULL),
                         RAP_E_SYNTAX);
    assert_int_equal(rap_container_archive.next(c, &r, &end, arena, NULL),
                     RAP_E_SYNTAX);
    assert_int_equal(rap_container_archive.next(c, &r, &end, arena, NULL), RAP_E_TORN);
    assert_int_equal(rap_container_archive.next(c, &r, &end, arena, NULL), RAP_OK);
    assert_true(end);
    rap_container_archive.close(c);
    rap_container_archive.close(NULL);
    rap_window_close(w);
    rap_arena_free(arena);
}

static void the_readers_give_nothing_more_when_asked_again(void **state)
{
    (void)state;
    zip("a", "One.", 0, 0);
    zip("b", "Two.", 0, 0);
    pack_zip_end(&b);
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, rap_buf_str(&b), NULL), RAP_OK);
    rap_zip z = {.w = w};
    rap_member m = {0};
    bool end = false;
    char to[10];
    size_t got = 1;
    assert_int_equal(rap_zip_next(&z, &m, &end, NULL), RAP_OK);
    assert_int_equal(rap_zip_read(&z, &got, to, 0, NULL), RAP_OK);
    assert_int_equal(got, 0);
    assert_int_equal(rap_zip_read(&z, &got, to, 2, NULL), RAP_OK);
    assert_int_equal(got, 2);
    assert_int_equal(rap_zip_next(&z, &m, &end, NULL), RAP_OK); /* the rest is left */
    assert_true(rap_str_is(rap_buf_str(&m.name), "b"));
    assert_int_equal(rap_zip_read(&z, &got, to, 10, NULL), RAP_OK);
    assert_int_equal(got, 4);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rap_zip_read(&z, &got, to, 10, NULL), RAP_OK);
        assert_int_equal(got, 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rap_zip_next(&z, &m, &end, NULL), RAP_OK);
        assert_true(end);
    }
    rap_zip_done(&z);
    rap_window_close(w);
    rap_buf_clear(&b);
    (void)pack_tar(&b, "a", '0', RAP_STR("One."));
    assert_int_equal(rap_window_of_bytes(&w, rap_buf_str(&b), NULL), RAP_OK);
    rap_tar t = {.w = w};
    assert_int_equal(rap_tar_next(&t, &m, &end, NULL), RAP_OK);
    assert_int_equal(rap_tar_read(&t, &got, to, 0, NULL), RAP_OK);
    assert_int_equal(got, 0);
    assert_int_equal(rap_tar_read(&t, &got, to, 3, NULL), RAP_OK);
    assert_int_equal(got, 3);
    assert_int_equal(rap_tar_read(&t, &got, to, 3, NULL), RAP_OK);
    assert_int_equal(got, 1);
    assert_int_equal(rap_tar_read(&t, &got, to, 3, NULL), RAP_OK);
    assert_int_equal(got, 0);
    rap_buf_done(&t.path);
    rap_buf_done(&m.name);
    rap_window_close(w);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_form_of_a_zip_member_is_read),
        TEST(what_begins_with_a_dot_is_not_meant),
        TEST(a_refused_member_costs_itself),
        TEST(a_damaged_member_costs_itself),
        TEST(a_size_that_is_wrong_is_told),
        TEST(an_extra_field_counts_only_where_it_is_wanted),
        TEST(an_archive_without_members_is_fine),
        TEST(a_directory_is_passed_over),
        TEST(marks_of_parts_are_stepped_over),
        TEST(junk_between_members_is_told_and_passed),
        TEST(a_stored_member_ends_before_the_mark_that_fits),
        TEST(a_zip_cut_anywhere_is_told_once),
        TEST(every_form_of_a_tar_member_is_read),
        TEST(records_before_a_member_are_about_it),
        TEST(a_damaged_head_costs_its_member),
        TEST(sums_of_signed_bytes_are_good_too),
        TEST(a_member_without_a_size_is_told),
        TEST(a_name_too_long_to_be_true_is_passed_over),
        TEST(a_tar_cut_anywhere_is_told_once),
        TEST(archives_stand_in_archives_to_some_depth),
        TEST(a_member_that_is_too_large_costs_itself),
        TEST(damage_below_an_archive_ends_it),
        TEST(an_archive_ends_where_the_bytes_below_it_end),
        TEST(a_damaged_member_above_torn_bytes_is_told_with_them),
        TEST(sizes_may_stand_before_and_behind),
        TEST(members_are_read_in_pieces_of_any_size),
        TEST(heads_hold_numbers_of_every_width),
        TEST(a_container_needs_no_place_for_its_errors),
        TEST(the_readers_give_nothing_more_when_asked_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
