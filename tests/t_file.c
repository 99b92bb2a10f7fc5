/*
 * tests/t_file.c - files, folders and packed bytes, and what the system refuses.
 */
/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700
#include "base/file.h"
#include "base/unpack.h"
#include "intake_stage.h"
#include "packed.h"
#include "refusing.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

static rap_arena *arena;

static int set_up(void **state)
{
    refuse_after(-1, false);
    refuse_call("", 0, 0, 0);
    arena = rap_arena_new((size_t)16 << 20);
    return arena ? stage_set_up(state) : -1;
}

static int tear_down(void **state)
{
    rap_arena_free(arena);
    return stage_tear_down(state);
}

/* Many bytes that pack badly. */
static rap_str noise(size_t n)
{
    char *p = RAP_NEW(arena, char, n);
    uint32_t seed = 5;
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        p[i] = (char)(seed >> 24);
    }
    return (rap_str){p, n};
}

static void reads_back(const char *path, rap_str want)
{
    rap_str got;
    assert_int_equal(rap_file_read(&got, path, want.n, arena, NULL), RAP_OK);
    assert_true(rap_str_eq(got, want));
    if (want.n)
        assert_int_equal(rap_file_read(&got, path, want.n - 1, arena, NULL),
                         RAP_E_LIMIT);
}

static void plain_and_packed_files_are_read_alike(void **state)
{
    (void)state;
    const rap_str s = noise(200000);
    rap_buf b = {0};
    stage_put("f", (rap_str){NULL, 0});
    reads_back("f", (rap_str){NULL, 0});
    stage_put("f", RAP_STR("\x1F"));
    reads_back("f", RAP_STR("\x1F"));
    stage_put("f", s);
    reads_back("f", s);
    pack_gzip(&b, rap_str_cut(s, 0, 150000));
    pack_gzip(&b, rap_str_cut(s, 150000, s.n));
    stage_put("f", rap_buf_str(&b));
    reads_back("f", s);
    for (int i = 0; i < 1000; i++) /* padding, as tapes have it */
        rap_buf_byte(&b, 0);
    stage_put("f", rap_buf_str(&b));
    reads_back("f", s);
    rap_buf_clear(&b);
    pack_zstd(&b, rap_str_cut(s, 0, 100));
    pack_zstd(&b, rap_str_cut(s, 100, s.n));
    stage_put("f", rap_buf_str(&b));
    reads_back("f", s);
    rap_buf_done(&b);
    assert_int_equal(unlink("f"), 0);
}

static void packed_files_that_are_torn_or_damaged_are_told_with_their_byte(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_str got = {NULL, 7};
    rap_err err;
    pack_gzip(&b, RAP_STR("The envoys met in Lenz."));
    const size_t whole = b.n;
    for (size_t n = 4; n < whole; n++) {
        stage_put("f", rap_str_cut(rap_buf_str(&b), 0, n));
        assert_int_equal(rap_file_read(&got, "f", 1000, arena, &err), RAP_E_TORN);
        assert_int_equal(err.at, n);
        assert_int_equal(got.n, 7);
    }
    rap_stream *s;
    size_t n = 1;
    char to[64];
    stage_put("f", rap_str_cut(rap_buf_str(&b), 0, 15));
    assert_int_equal(rap_stream_open(&s, "f", NULL), RAP_OK);
    for (int i = 0; i < 3; i++) /* and stays so */
        while (rap_stream_read(s, &n, to, sizeof to, &err) == RAP_OK)
            assert_true(n > 0);
    assert_int_equal(err.code, RAP_E_TORN);
    rap_stream_close(s);
    b.p[whole - 6] ^= 1;
    stage_put("f", rap_buf_str(&b));
    assert_int_equal(rap_file_read(&got, "f", 1000, arena, &err), RAP_E_SYNTAX);
    assert_true(err.at > 10 && err.at <= whole);
    rap_buf_done(&b);
    assert_int_equal(unlink("f"), 0);
}

static void pieces_of_any_size_make_the_same_bytes(void **state)
{
    (void)state;
    const rap_str s = noise(70000);
    rap_buf b = {0};
    pack_gzip(&b, s);
    stage_put("f.gz", rap_buf_str(&b));
    stage_put("f", s);
    char part[5000];
    for (int packed = 0; packed < 2; packed++)
        for (size_t step = 1; step <= sizeof part; step += 1667) {
            rap_stream *f;
            const char *path = packed ? "f.gz" : "f";
            assert_int_equal(rap_stream_open(&f, path, NULL), RAP_OK);
            size_t at = 0, got = 1;
            assert_int_equal(rap_stream_read(f, &got, part, 0, NULL), RAP_OK);
            assert_int_equal(got, 0);
            for (got = 1; got; at += got) {
                assert_int_equal(rap_stream_read(f, &got, part, step, NULL), RAP_OK);
                assert_true(got <= step && at + got <= s.n);
                assert_memory_equal(part, s.p + at, got);
            }
            assert_int_equal(at, s.n);
            assert_int_equal(rap_stream_read(f, &got, part, step, NULL), RAP_OK);
            assert_int_equal(got, 0); /* the end stays the end */
            rap_stream_close(f);
        }
    rap_buf_done(&b);
    assert_int_equal(unlink("f") | unlink("f.gz"), 0);
}

static void a_part_of_a_file_is_read_alone(void **state)
{
    (void)state;
    stage_put("f", RAP_STR("0123456789"));
    static const struct {
        uint64_t at, n;
        const char *want;
    } cases[] = {{0, 0, "0123456789"},
                 {3, 4, "3456"},
                 {8, 9, "89"},
                 {4, 0, "456789"},
                 {10, 2, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_stream *f;
        char to[20];
        size_t n = 0, got = 1;
        assert_int_equal(rap_stream_open_raw(&f, "f", NULL), RAP_OK);
        assert_int_equal(rap_stream_part(f, cases[i].at, cases[i].n, NULL), RAP_OK);
        for (; got; n += got)
            assert_int_equal(rap_stream_read(f, &got, to + n, 3, NULL), RAP_OK);
        assert_true(rap_str_is((rap_str){to, n}, cases[i].want));
        assert_int_equal(rap_stream_part(f, UINT64_MAX, 1, NULL), RAP_E_OPEN);
        rap_stream_close(f);
    }
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const int kept = dup(0);
    assert_int_equal(dup2(ends[0], 0), 0);
    rap_stream *f;
    assert_int_equal(rap_stream_open_raw(&f, "-", NULL), RAP_OK);
    assert_int_equal(rap_stream_part(f, 1, 1, NULL), RAP_E_OPEN); /* a pipe has none */
    rap_stream_close(f);
    assert_true(fcntl(0, F_GETFD) >= 0); /* standard input is not ours to close */
    assert_int_equal(dup2(kept, 0) | close(kept) | close(ends[0]) | close(ends[1]), 0);
    assert_int_equal(unlink("f"), 0);
}

static void says(const char *path, const char *why)
{
    rap_err err;
    rap_str got;
    assert_int_equal(rap_file_read(&got, path, 1 << 20, arena, &err), RAP_E_OPEN);
    if (!strstr(err.msg, why)) fail_msg("%s: %s", path, err.msg);
}

static void what_cannot_be_read_is_told_by_its_cause(void **state)
{
    (void)state;
    stage_put("f", RAP_STR("text"));
    says("none", "no such file");
    says(".", "it is a folder");
    says("f/below", "system error");
    refuse_call("open", 0, 1, EACCES);
    says("f", "may not be read");
    refuse_call("open", 0, 1, EPERM);
    says("f", "may not be read");
    refuse_call("read", 0, 1, EIO);
    says("f", "system error 5");
    rap_buf b = {0};
    pack_gzip(&b, noise(100000));
    stage_put("g", rap_buf_str(&b));
    refuse_call("read", 1, 1, EIO);
    says("g", "system error 5");
    refuse_call("read", 0, 3, EINTR); /* no fault: asked again */
    reads_back("f", RAP_STR("text"));
    rap_stream *s = NULL;
    refuse_call("read", 0, 1, EIO);
    assert_int_equal(rap_stream_open(&s, "f", NULL), RAP_E_OPEN);
    assert_null(s);
    rap_stream_close(NULL);
    rap_buf_done(&b);
    assert_int_equal(unlink("f") | unlink("g"), 0);
}

static void folders_list_their_names_in_byte_order(void **state)
{
    (void)state;
    const rap_str *names = NULL;
    size_t n = 9;
    assert_int_equal(rap_folder_list(&names, &n, ".", arena, NULL), RAP_OK);
    assert_int_equal(n, 0);
    static const char *const put[] = {"b", "a10", "a9", ".hidden", "\xFF", "Z"},
                             *const want[] = {"Z", "a10", "a9", "b", "\xFF"};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(rap_file_mark(put[i], NULL), RAP_OK);
    assert_int_equal(rap_folder_list(&names, &n, ".", arena, NULL), RAP_OK);
    assert_int_equal(n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(names[i].p, want[i]);
    assert_int_equal(rap_folder_list(&names, &n, "none", arena, NULL), RAP_E_OPEN);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(rap_file_remove(put[i], NULL), RAP_OK);
}

static void links_lead_to_files_and_to_folders_only_when_followed(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0700), 0);
    stage_put("f", RAP_STR("x"));
    assert_int_equal(symlink("d", "to-d") | symlink("f", "to-f") | symlink("x", "to-x"),
                     0);
    static const struct {
        const char *path;
        rap_path_kind followed, not ;
    } cases[] = {{"d", RAP_PATH_FOLDER, RAP_PATH_FOLDER},
                 {"f", RAP_PATH_FILE, RAP_PATH_FILE},
                 {"x", RAP_PATH_NONE, RAP_PATH_NONE},
                 {"to-d", RAP_PATH_FOLDER, RAP_PATH_NONE},
                 {"to-f", RAP_PATH_FILE, RAP_PATH_FILE},
                 {"to-x", RAP_PATH_NONE, RAP_PATH_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(rap_path_look(cases[i].path, true), cases[i].followed);
        assert_int_equal(rap_path_look(cases[i].path, false), cases[i].not );
    }
    assert_int_equal(unlink("to-d") | unlink("to-f") | unlink("to-x") | unlink("f"), 0);
    assert_int_equal(rmdir("d"), 0);
}

static void folders_are_made_with_those_above_and_entered(void **state)
{
    (void)state;
    rap_err err;
    struct stat st;
    assert_int_equal(rap_folder_make("a/b/c", NULL), RAP_OK);
    assert_int_equal(rap_folder_make("a/b/c/", NULL), RAP_OK); /* it is there */
    assert_int_equal(stat("a/b/c", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    stage_put("f", RAP_STR("x"));
    assert_int_equal(rap_folder_make("f/x", &err), RAP_E_OUTPUT);
    assert_non_null(strstr(err.msg, "f/x could not be made"));
    assert_int_equal(rap_file_mark("f/x", &err), RAP_E_OUTPUT);
    assert_int_equal(rap_file_mark("f", &err), RAP_OK);
    reads_back("f", RAP_STR("x")); /* marking leaves what is there */
    assert_int_equal(rap_file_remove("none", &err), RAP_OK);
    assert_int_equal(rap_file_remove("a", &err), RAP_E_OUTPUT);
    assert_non_null(strstr(err.msg, "a could not be removed"));
    static char longest[4097];
    memset(longest, 'x', 4096);
    assert_int_equal(rap_folder_make(longest, &err), RAP_E_OUTPUT);
    assert_non_null(strstr(err.msg, "too long"));
    longest[4095] = '\0';
    assert_int_equal(rap_folder_make(longest, &err), RAP_E_OUTPUT);
    assert_null(strstr(err.msg, "too long")); /* the system's own word, cut */
    rap_str here;
    assert_int_equal(rap_folder_enter("a/b/c", NULL), RAP_OK);
    assert_int_equal(rap_folder_here(&here, arena, NULL), RAP_OK);
    assert_true(rap_str_ends(here, RAP_STR("/a/b/c")));
    refuse_call("getcwd", 0, 1, ENOENT);
    assert_int_equal(rap_folder_here(&here, arena, NULL), RAP_E_OPEN);
    assert_int_equal(rap_folder_enter("none", NULL), RAP_E_OPEN);
    assert_int_equal(rap_folder_enter("../../..", NULL), RAP_OK);
    assert_int_equal(rmdir("a/b/c") | rmdir("a/b") | rmdir("a") | unlink("f"), 0);
}

/* ---- packed bytes ------------------------------------------------------------------
 */

static const rap_str plain = {"The envoys met in Lenz, in Lenz, in Lenz.", 41};

/* brotli of "talks\n", as its own tool writes it */
static const unsigned char brotli[] = {0x8B, 0x02, 0x80, 't',  'a',
                                       'l',  'k',  's',  '\n', 0x03};

static void unpacks(rap_packing how, rap_str packed, rap_str want)
{
    rap_unpack *u = rap_unpack_new(how);
    assert_non_null(u);
    char to[100];
    for (int round = 0; round < 2; round++) { /* byte by byte, and a second time */
        size_t n = 0, at = 0;
        rap_unpack_state state = RAP_UNPACK_ON;
        for (int i = 0; state == RAP_UNPACK_ON && i < 500; i++) {
            size_t eaten, given;
            state = rap_unpack_step(u, rap_str_cut(packed, at, at + 1), &eaten, to + n,
                                    1, &given);
            at += eaten;
            n += given;
            assert_true(eaten <= 1 && given <= 1);
        }
        assert_int_equal(state, RAP_UNPACK_END);
        assert_int_equal(at, packed.n);
        assert_true(rap_str_eq((rap_str){to, n}, want));
        assert_true(rap_unpack_again(u));
    }
    size_t eaten, given;
    assert_int_equal(rap_unpack_step(u, RAP_STR(""), &eaten, to, 100, &given),
                     RAP_UNPACK_ON); /* more is wanted */
    assert_int_equal(eaten + given, 0);
    char bad[] = {'\x77', '\x77', '\x77', '\x77', '\x77', '\x77', '\x77', '\x77', 0};
    assert_int_equal(rap_unpack_step(u, rap_str_of(bad), &eaten, to, 100, &given),
                     RAP_UNPACK_DAMAGED);
    rap_unpack_free(u);
}

static void every_packing_is_taken_off_a_byte_at_a_time(void **state)
{
    (void)state;
    rap_buf b = {0};
    pack_deflated(&b, plain, 31);
    unpacks(RAP_PACKING_GZIP, rap_buf_str(&b), plain);
    rap_buf_clear(&b);
    pack_deflated(&b, plain, 15);
    unpacks(RAP_PACKING_ZLIB, rap_buf_str(&b), plain);
    rap_buf_clear(&b);
    pack_deflated(&b, plain, -15);
    unpacks(RAP_PACKING_DEFLATE, rap_buf_str(&b), plain);
    rap_buf_clear(&b);
    pack_zstd(&b, plain);
    unpacks(RAP_PACKING_ZSTD, rap_buf_str(&b), plain);
    unpacks(RAP_PACKING_BROTLI, (rap_str){(const char *)brotli, sizeof brotli},
            RAP_STR("talks\n"));
    rap_buf_done(&b);
    rap_unpack_free(NULL);
}

static void a_whole_member_is_unpacked_at_once_where_it_fits(void **state)
{
    (void)state;
    rap_buf b = {0};
    char to[100];
    size_t eaten = 0, given = 0;
    pack_gzip(&b, plain);
    const size_t n = b.n;
    pack_gzip(&b, plain);
    rap_unpack *u = rap_unpack_new(RAP_PACKING_GZIP);
    if (rap_unpack_whole(u, rap_buf_str(&b), &eaten, to, plain.n, &given)) {
        assert_int_equal(eaten, n);
        assert_true(rap_str_eq((rap_str){to, given}, plain));
        assert_false(
            rap_unpack_whole(u, rap_buf_str(&b), &eaten, to, plain.n - 1, &given));
        assert_false(rap_unpack_whole(u, rap_str_cut(rap_buf_str(&b), 0, n - 1), &eaten,
                                      to, sizeof to, &given));
    } /* else built without libdeflate */
    /* what zlib counts in 32 bits is cut down: nobody has so much, but it may be said
     */
    const rap_str huge = {b.p, (size_t)3 << 30};
    assert_int_equal(rap_unpack_step(u, huge, &eaten, to, (size_t)5 << 30, &given),
                     RAP_UNPACK_END);
    assert_int_equal(eaten, n);
    assert_int_equal(given, plain.n);
    rap_unpack_free(u);
    u = rap_unpack_new(RAP_PACKING_ZSTD);
    assert_false(rap_unpack_whole(u, rap_buf_str(&b), &eaten, to, sizeof to, &given));
    rap_unpack_free(u);
    rap_buf_done(&b);
}

/* Their decoders give other bytes when they are given other room. */
static void frames_of_zstd_before_1_0_are_damaged(void **state)
{
    (void)state;
    size_t eaten, given;
    char to[64];
    rap_unpack *u = rap_unpack_new(RAP_PACKING_ZSTD);
    const rap_str old = {"\x27\xB5\x2F\xFD\0\0\0\0", 8};
    assert_int_equal(rap_unpack_step(u, old, &eaten, to, sizeof to, &given),
                     RAP_UNPACK_DAMAGED);
    assert_int_equal(eaten + given, 0);
    assert_true(rap_unpack_again(u));
    const rap_str none = {"\x50\x2A\x4D\x18\0\0\0\0", 8}; /* to be skipped */
    assert_int_equal(rap_unpack_step(u, none, &eaten, to, sizeof to, &given),
                     RAP_UNPACK_END);
    assert_int_equal(eaten, none.n);
    rap_unpack_free(u);
}

static void a_dictionary_is_for_zstd_alone(void **state)
{
    (void)state;
    rap_unpack *u = rap_unpack_new(RAP_PACKING_GZIP);
    assert_false(rap_unpack_dictionary(u, plain));
    rap_unpack_free(u);
    u = rap_unpack_new(RAP_PACKING_ZSTD);
    assert_true(rap_unpack_dictionary(u, plain));
    const rap_str bad = {"\x37\xA4\x30\xEC\1\1\1\1\1\1\1\1", 12}; /* only a magic */
    assert_false(rap_unpack_dictionary(u, bad));
    rap_unpack_free(u);
}

static void the_first_bytes_show_the_packing(void **state)
{
    (void)state;
    static const struct {
        rap_str head;
        rap_packing how;
    } cases[] = {{{"\x1F\x8B", 2}, RAP_PACKING_GZIP},
                 {{"\x1F", 1}, RAP_PACKING_NONE},
                 {{"\x28\xB5\x2F\xFD", 4}, RAP_PACKING_ZSTD},
                 {{"\x28\xB5\x2F", 3}, RAP_PACKING_NONE},
                 {{"\x50\x2A\x4D\x18", 4}, RAP_PACKING_ZSTD},
                 {{"\x5F\x2A\x4D\x18", 4}, RAP_PACKING_ZSTD},
                 {{"\x60\x2A\x4D\x18", 4}, RAP_PACKING_NONE},
                 {{"\x50\x2A\x4D\x19", 4}, RAP_PACKING_NONE},
                 {{"\x50\x2A\x4D", 3}, RAP_PACKING_NONE},
                 {{"text", 4}, RAP_PACKING_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(rap_packing_of(cases[i].head), cases[i].how);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(plain_and_packed_files_are_read_alike),
        TEST(packed_files_that_are_torn_or_damaged_are_told_with_their_byte),
        TEST(pieces_of_any_size_make_the_same_bytes),
        TEST(a_part_of_a_file_is_read_alone),
        TEST(what_cannot_be_read_is_told_by_its_cause),
        TEST(folders_list_their_names_in_byte_order),
        TEST(links_lead_to_files_and_to_folders_only_when_followed),
        TEST(folders_are_made_with_those_above_and_entered),
        TEST(every_packing_is_taken_off_a_byte_at_a_time),
        TEST(a_whole_member_is_unpacked_at_once_where_it_fits),
        TEST(frames_of_zstd_before_1_0_are_damaged),
        TEST(a_dictionary_is_for_zstd_alone),
        TEST(the_first_bytes_show_the_packing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
