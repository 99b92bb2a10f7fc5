/*
 * tests/t_sources.c - files, folders, JSON Lines and packed windows on the way in.
 */
/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700
#include "intake/archive.h"
#include "intake/container.h"
#include "intake/feed.h"
#include "intake/jsonl.h"
#include "intake/mail.h"
#include "intake/walk.h"
#include "intake/window.h"
#include "intake_stage.h"
#include "packed.h"
#include "refusing.h"

#include <sys/stat.h>

static rap_arena *arena;

static int set_up(void **state)
{
    refuse_after(-1, false);
    refuse_call("", 0, 0, 0);
    arena = rap_arena_new((size_t)64 << 20);
    return arena ? stage_set_up(state) : -1;
}

static int tear_down(void **state)
{
    rap_arena_free(arena);
    return stage_tear_down(state);
}

static void gives(rap_str bytes, rap_from from, const char *want)
{
    const char *got = stage_of(bytes, from, 0);
    if (strcmp(got, want) != 0) fail_msg("%s\ninstead of\n%s", got, want);
}

/* ---- JSON Lines --------------------------------------------------------------------
 */

static void line(const char *json, const char *want)
{
    char text[600];
    (void)snprintf(text, sizeof text, "%s\n", json);
    const char *got = stage_of(rap_str_of(text), RAP_FROM_JSONL, 0);
    if (strcmp(got, want) != 0) fail_msg("%s\n%s\ninstead of\n%s", json, got, want);
}

static void fields_hold_what_their_names_say(void **state)
{
    (void)state;
    line("{\"text\":\"T\",\"content\":\"C\",\"id\":\"a\",\"_id\":{\"$oid\":\"b\"}}",
         "ok a|text||||||||T\n");
    line("{\"_id\":{\"$oid\":\"b\"},\"content\":\"C\",\"body\":5}",
         "ok b|text||||||||C\n");
    line("{\"content\":\"C\",\"text\":\"T\"}", "ok in:1|text||||||||T\n");
    line("{\"id\":7,\"text\":\"\",\"html\":\"<p>H\"}", "ok 7|html||||||||<p>H\n");
    line("{\"id\":\"a\",\"abstract\":\"A\",\"html\":\"H\"}", "ok a|html||||||||H\n");
    line("{\"id\":\"a\",\"abstract\":\"A\",\"text\":3}", "ok a|text||||||||A\n");
    line("{\"id\":\"a\",\"content\":\" <p>C</p>\"}", "ok a|html|||||||| <p>C</p>\n");
    line("{\"id\":\"a\",\"content\":\"< 5 & more\"}", "ok a|text||||||||< 5 & more\n");
    line("{\"id\":\"a\",\"content\":\"C <b>D</b>\"}", "ok a|text||||||||C <b>D</b>\n");
    line("{\"id\":\"a\",\"text\":\"<p>T</p>\"}", "ok a|text||||||||<p>T</p>\n");
    line("{\"id\":\"a\",\"_source\":{\"text\":\"T\",\"id\":\"b\",\"title\":\"U\"}}",
         "ok a|text||U||||||T\n");
    line("{\"id\":\"a\",\"doc\":\"no\",\"item\":{\"text\":\"T\"}}",
         "ok a|text||||||||T\n");
    line("{\"id\":\"a\",\"text\":\"T\",\"data\":{\"title\":\"No\"}}",
         "ok a|text||||||||T\n");
    line("{\"id\":\"a\",\"html\":\"H\",\"data\":{\"text\":\"No\"}}",
         "ok a|html||||||||H\n");
    line("{\"id\":\"a\"}", "ok a|text||||||||\n");
    line("{}", "ok in:1|text||||||||\n");
}

static void people_and_houses_may_be_objects(void **state)
{
    (void)state;
    line("{\"id\":\"a\",\"authors\":[\"I. Lund\",{\"name\":\"J. "
         "Holm\"},4,{}],\"text\":\"T\"}",
         "ok a|text|||||I. Lund,J. Holm,|||T\n");
    line("{\"id\":\"a\",\"authors\":[],\"author\":\"I. Lund\",\"text\":\"T\"}",
         "ok a|text|||||I. Lund,|||T\n");
    line("{\"id\":\"a\",\"author\":{\"name\":\"I. "
         "Lund\"},\"source\":{\"title\":\"NPA\"},"
         "\"text\":\"T\"}",
         "ok a|text||||NPA|I. Lund,|||T\n");
    line("{\"id\":\"a\",\"source\":{\"id\":null,\"name\":\"\"},\"domain\":\"npa."
         "example\","
         "\"text\":\"T\"}",
         "ok a|text||||npa.example||||T\n");
    line("{\"id\":\"a\",\"url\":\"http://x\",\"link\":\"http://y\",\"text\":\"T\"}",
         "ok a|text|http://x|||||||T\n");
}

static void dates_may_be_words_or_seconds(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"\"2023-03-08\"", "2023-03-08"},
        {"\"Mon, 24 Apr 2023 23:15:00 +0200\"", "2023-04-24T23:15:00+02:00"},
        {"\"some day\"", "some day"},
        {"1682300000", "2023-04-24"},
        {"1682300000000", "2023-04-24"},
        {"3162239999", "2070-03-16"},
        {"0", ""},
        {"-5", ""},
        {"1.5", ""},
        {"99999999999999999", ""},
        {"{\"a\":1}", ""}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char json[200], want[200];
        (void)snprintf(json, sizeof json, "{\"id\":\"a\",\"text\":\"T\",\"date\":%s}",
                       pairs[i][0]);
        (void)snprintf(want, sizeof want, "ok a|text|||%s|||||T\n", pairs[i][1]);
        line(json, want);
    }
}

static void records_that_were_read_before_are_passed_on(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool record;
        const char *key;
    } cases[] = {{"{\"v\":1,\"report\":{\"key\":\"k\"}}", true, "k"},
                 {"{\"v\":1,\"error\":{}}", true, ""},
                 {"{\"v\":1,\"id\":\"a\"}", false, "a"},
                 {"{\"report\":{\"key\":\"k\"},\"id\":\"a\"}", false, "a"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_report r;
        assert_int_equal(rap_jsonl_read(&r, rap_str_of(cases[i].line), arena, NULL),
                         RAP_OK);
        assert_int_equal(r.record.n > 0, cases[i].record);
        assert_true(rap_str_is(r.key, cases[i].key));
    }
    stage_put("in", RAP_STR("{\"v\":1,\"report\":{\"key\":\"k\"}}\n"));
    rap_buf out = {0};
    assert_int_equal(stage_read_as(&out, "in", RAP_FROM_AUTO, 0), RAP_OK);
    assert_true(rap_str_is(rap_buf_str(&out), "ok k|none||||||||\n"));
    rap_buf_done(&out);
    assert_int_equal(unlink("in"), 0);
}

static void bad_lines_are_told_with_their_byte(void **state)
{
    (void)state;
    gives(RAP_STR("\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"A\"}\r\n\n  \n[1]\n{\"x\":\n"
                  "{\"id\":\"b\",\"text\":\"B\"}"),
          RAP_FROM_JSONL,
          "ok a|text||||||||A\nsyntax in:4 @30\nsyntax in:5 @39\nok b|text||||||||B\n");
    gives(RAP_STR(""), RAP_FROM_JSONL, "");
    gives(RAP_STR("\n"), RAP_FROM_JSONL, "");
}

static void lines_and_texts_that_are_too_long_cost_themselves(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_buf_z(&b, "{\"id\":\"a\",\"text\":\"");
    for (int i = 0; i < 600; i++)
        rap_buf_byte(&b, 'x');
    rap_buf_z(&b, "\"}\n{\"id\":\"b\",\"text\":\"");
    for (int i = 0; i < 70000; i++)
        rap_buf_byte(&b, 'x');
    rap_buf_z(&b, "\"}\n{\"id\":\"c\",\"text\":\"");
    for (int i = 0; i < 400000; i++)
        rap_buf_byte(&b, 'x');
    rap_buf_z(&b, "\"}\n{\"id\":\"d\",\"text\":\"Small.\"}\n{\"id\":\"e");
    const size_t n = b.n;
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_JSONL, 500);
    assert_string_equal(got, "limit a @0\nlimit in:2 @621\nlimit in:3 @70642\n"
                             "ok d|text||||||||Small.\nsyntax in:5 @470698\n");
    for (int i = 0; i < 300000; i++)
        rap_buf_byte(&b, 'x');
    got = stage_of(rap_str_cut(rap_buf_str(&b), n - 8, b.n), RAP_FROM_JSONL, 500);
    assert_int_equal(strncmp(got, "limit in:1 @0\n", 14), 0);
    rap_buf loose = {0}; /* and one that does not end, below it */
    pack_loose(&loose, rap_str_cut(rap_buf_str(&b), n - 8, b.n));
    got = stage_of(rap_str_cut(rap_buf_str(&loose), 0, loose.n - 2000), RAP_FROM_JSONL,
                   500);
    if (strncmp(got, "torn in @", 9) != 0) fail_msg("%s", got);
    rap_buf_done(&loose);
    rap_buf_done(&b);
}

static void damage_costs_the_lines_of_its_member(void **state)
{
    (void)state;
    rap_buf b = {0};
    pack_gzip(&b, RAP_STR("{\"id\":\"a\",\"text\":\"A\"}\n{\"id\":\"b\",\"te"));
    const size_t second = b.n;
    pack_gzip(&b, RAP_STR("xt\":\"B\"}\n{\"id\":\"c\",\"text\":\"C\"}\n"));
    const size_t third = b.n;
    pack_gzip(&b, RAP_STR("{\"id\":\"d\",\"text\":\"D\"}\n"));
    gives(rap_buf_str(&b), RAP_FROM_AUTO,
          "ok a|text||||||||A\nok b|text||||||||B\nok c|text||||||||C\nok "
          "d|text||||||||D\n");
    b.p[second - 6] ^= 1; /* what was in hand is lost, half a line goes with it */
    gives(rap_buf_str(&b), RAP_FROM_AUTO,
          "ok a|text||||||||A\nsyntax in @0\nok c|text||||||||C\nok d|text||||||||D\n");
    b.p[second - 6] ^= 1;
    b.p[third - 6] ^= 1;
    char want[200];
    (void)snprintf(want, sizeof want,
                   "ok a|text||||||||A\nok b|text||||||||B\nok c|text||||||||C\n"
                   "syntax in @%zu\nok d|text||||||||D\n",
                   second);
    gives(rap_buf_str(&b), RAP_FROM_AUTO, want);
    b.p[third - 6] ^= 1;
    gives(rap_str_cut(rap_buf_str(&b), 0, b.n - 3), RAP_FROM_AUTO,
          "ok a|text||||||||A\nok b|text||||||||B\nok c|text||||||||C\n"
          "ok d|text||||||||D\ntorn in @129\n");
    rap_buf_done(&b);
    rap_container_jsonl.close(NULL);
}

/* ---- the walk ----------------------------------------------------------------------
 */

static void names_of_kinds_are_read(void **state)
{
    (void)state;
    rap_from from = RAP_FROM_ARCHIVE;
    assert_true(rap_from_parse(&from, RAP_STR("auto")));
    assert_int_equal(from, RAP_FROM_AUTO);
    assert_true(rap_from_parse(&from, RAP_STR("mbox")));
    assert_int_equal(from, RAP_FROM_MBOX);
    assert_false(rap_from_parse(&from, RAP_STR("archive")));
    assert_false(rap_from_parse(&from, RAP_STR("tex")));
    assert_int_equal(from, RAP_FROM_MBOX);
}

static void what_the_user_says_outweighs_the_bytes_but_for_archives(void **state)
{
    (void)state;
    gives(RAP_STR("<html><p>A"), RAP_FROM_AUTO, "ok in|html||||||||<html><p>A\n");
    gives(RAP_STR("<html><p>A"), RAP_FROM_TEXT, "ok in|text||||||||<html><p>A\n");
    gives(RAP_STR("{\"id\":\"a\"}"), RAP_FROM_HTML,
          "ok in|html||||||||{\"id\":\"a\"}\n");
    rap_buf b = {0};
    (void)pack_tar(&b, "a", '0', RAP_STR("<html><p>A"));
    pack_tar_end(&b);
    gives(rap_buf_str(&b), RAP_FROM_TEXT, "ok in!/a|text||||||||<html><p>A\n");
    rap_buf_clear(&b);
    pack_gzip(&b, RAP_STR("A text."));
    gives(rap_buf_str(&b), RAP_FROM_AUTO, "ok in|text||||||||A text.\n");
    rap_buf_clear(&b);
    gives(RAP_STR(""), RAP_FROM_AUTO, "ok in|text||||||||\n");
    rap_buf_done(&b);
}

static void the_user_is_told_of_packings_that_are_not_read(void **state)
{
    (void)state;
    gives((rap_str){"\xFD\x37\x7A\x58\x5A\0 .......", 14}, RAP_FROM_AUTO, "usage in\n");
}

static void shards_part_the_reports(void **state)
{
    (void)state;
    stage_put(
        "in",
        RAP_STR("{\"id\":\"a\",\"text\":\"A\"}\n{\"id\":\"b\",\"text\":\"B\"}\nno\n"
                "{\"id\":\"c\",\"text\":\"C\"}\n{\"id\":\"d\",\"text\":\"D\"}\n"));
    const char *const input = "in";
    int seen[256] = {0}, faults = 0;
    for (uint32_t k = 0; k < 3; k++) {
        const rap_intake_options options = {.shard = k, .shards = 3};
        rap_intake *it;
        assert_int_equal(rap_intake_new(&it, &input, 1, &options, NULL), RAP_OK);
        bool end = false;
        for (int i = 0; !end && i < 20; i++) {
            rap_report r;
            rap_code rc = rap_intake_next(it, &r, &end, arena, NULL);
            faults += rc != RAP_OK;
            if (rc != RAP_OK || end) continue;
            seen[(unsigned char)r.key.p[0]]++;
            assert_int_equal(rap_hash(r.key) % 3, k);
        }
        rap_intake_free(it);
    }
    assert_int_equal(faults, 3);
    for (char c = 'a'; c <= 'd'; c++)
        assert_int_equal(seen[(unsigned char)c], 1);
    assert_int_equal(unlink("in"), 0);
}

static void a_report_is_read_again_from_its_place(void **state)
{
    (void)state;
    static const char text[] =
        "{\"id\":\"a\",\"text\":\"A\"}\n{\"id\":\"b\",\"text\":\"B\"}\n";
    rap_buf packed = {0};
    pack_gzip(&packed, rap_str_of(text));
    stage_put("x.gz", rap_buf_str(&packed));
    stage_put("x.jsonl", rap_str_of(text));
    stage_put("x.txt", RAP_STR("A text."));
    const char *const inputs[] = {"x.gz", "x.jsonl", "x.txt"};
    const rap_intake_options options = {0};
    rap_intake *it;
    assert_int_equal(rap_intake_new(&it, inputs, 3, &options, NULL), RAP_OK);
    rap_report r;
    bool end;
    static const struct {
        uint64_t file, number;
        rap_from kind;
        bool apart;
    } want[] = {{1, 0, RAP_FROM_JSONL, false},
                {1, 1, RAP_FROM_JSONL, false},
                {2, 0, RAP_FROM_JSONL, true},
                {2, 1, RAP_FROM_JSONL, true},
                {3, 0, RAP_FROM_TEXT, false}};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(rap_intake_next(it, &r, &end, arena, NULL), RAP_OK);
        rap_intake_place at = rap_intake_where(it);
        assert_int_equal(at.file, want[i].file);
        assert_int_equal(at.number, want[i].number);
        assert_int_equal(at.kind, want[i].kind);
        assert_int_equal(at.apart, want[i].apart);
        assert_true(rap_str_is(at.path, inputs[want[i].file - 1]));
        if (i != 3) continue;
        const rap_intake_options part = {.at = r.container_at, .length = r.container_n};
        rap_intake *again;
        rap_report second;
        assert_int_equal(rap_intake_new(&again, &inputs[1], 1, &part, NULL), RAP_OK);
        assert_int_equal(rap_intake_next(again, &second, &end, arena, NULL), RAP_OK);
        assert_true(rap_str_is(second.key, "b"));
        assert_int_equal(second.container_at, r.container_at);
        rap_intake_free(again);
    }
    assert_int_equal(rap_intake_next(it, &r, &end, arena, NULL), RAP_OK);
    assert_true(end);
    rap_intake_free(it);
    rap_intake_free(NULL);
    rap_buf_done(&packed);
    const rap_intake_options nowhere = {.at = UINT64_MAX, .length = 1};
    assert_int_equal(rap_intake_new(&it, inputs, 1, &nowhere, NULL), RAP_OK);
    assert_int_equal(rap_intake_next(it, &r, &end, arena, NULL), RAP_E_OPEN);
    rap_intake_free(it);
    const char *const none = "none";
    const rap_intake_options part = {.at = 0, .length = 1};
    assert_int_equal(rap_intake_new(&it, &none, 1, &part, NULL), RAP_OK);
    assert_int_equal(rap_intake_next(it, &r, &end, arena, NULL), RAP_E_OPEN);
    assert_true(rap_str_is(r.key, "none"));
    rap_intake_free(it);
    assert_int_equal(unlink("x.gz") | unlink("x.jsonl") | unlink("x.txt"), 0);
}

static void an_intake_left_in_the_middle_gives_all_back(void **state)
{
    (void)state;
    const long held = refuse_held();
    rap_buf b = {0};
    (void)pack_tar(&b, "in.jsonl", '0', RAP_STR("{\"id\":\"a\"}\n{\"id\":\"b\"}\n"));
    pack_tar_end(&b);
    assert_int_equal(mkdir("d", 0700), 0);
    stage_put("d/x.tar", rap_buf_str(&b));
    rap_buf_done(&b);
    const char *const input = "d/";
    const rap_intake_options options = {0};
    rap_intake *it;
    assert_int_equal(rap_intake_new(&it, &input, 1, &options, NULL), RAP_OK);
    rap_report r;
    bool end;
    assert_int_equal(rap_intake_next(it, &r, &end, arena, NULL), RAP_OK);
    assert_true(rap_str_is(r.key, "a"));
    rap_intake_free(it);
    rap_arena_reset(arena);
    assert_true(refuse_held() <= held + 2); /* what the arena itself keeps */
    assert_int_equal(unlink("d/x.tar") | rmdir("d"), 0);
}

static void folders_are_walked_to_some_depth_and_missing_files_told(void **state)
{
    (void)state;
    char path[400] = "";
    for (int i = 0; i < 66; i++) {
        memcpy(path + strlen(path), i ? "/d" : "d", i ? 3 : 2);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    stage_put("d/f", RAP_STR("F"));
    assert_int_equal(symlink("d", "l") | symlink("none", "d/to-none"), 0);
    const char *const inputs[] = {"none", "d", "l/f"};
    const rap_intake_options options = {0};
    rap_intake *it;
    rap_buf out = {0};
    assert_int_equal(rap_intake_new(&it, inputs, 3, &options, NULL), RAP_OK);
    assert_int_equal(stage_walk(&out, it), RAP_E_OPEN);
    rap_intake_free(it);
    rap_str got = rap_buf_str(&out);
    assert_true(rap_str_begins(got, RAP_STR("open none\nlimit d/d/d")));
    assert_true(
        rap_str_ends(got, RAP_STR("\nok d/f|text||||||||F\nok l/f|text||||||||F\n")));
    rap_buf_done(&out);
    assert_int_equal(unlink("d/f") | unlink("l") | unlink("d/to-none"), 0);
    for (int i = 0; i < 66; i++) {
        assert_int_equal(rmdir(path), 0);
        if (i < 65) *strrchr(path, '/') = '\0';
    }
}

static void standard_input_is_a_file_too(void **state)
{
    (void)state;
    stage_put("f", RAP_STR("From a pipe."));
    const int kept = dup(0);
    assert_non_null(freopen("f", "r", stdin));
    rap_buf out = {0};
    assert_int_equal(stage_read_as(&out, "-", RAP_FROM_AUTO, 0), RAP_OK);
    assert_true(rap_str_is(rap_buf_str(&out), "ok -|text||||||||From a pipe.\n"));
    rap_buf_done(&out);
    assert_int_equal(dup2(kept, 0) | close(kept) | unlink("f"), 0);
}

static void a_damaged_beginning_may_hide_a_container(void **state)
{
    (void)state;
    rap_buf b = {0};
    pack_gzip(&b, RAP_STR("{\"id\":\"a\",\"text\":\"A\"}\n"));
    const size_t second = b.n;
    pack_gzip(&b, RAP_STR("{\"id\":\"b\",\"text\":\"B\"}\n"));
    b.p[12] ^= '\x40';
    b.p[14] ^= '\x40';
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_non_null(strstr(got, "syntax in"));
    assert_non_null(strstr(got, "ok b|text||||||||B\n"));
    got = stage_of(rap_str_cut(rap_buf_str(&b), 0, second), RAP_FROM_AUTO, 0);
    assert_string_equal(got, "syntax in:1 @4\nsyntax in @0\n");
    rap_buf_clear(&b);
    pack_gzip(&b, RAP_STR("A text that is damaged."));
    b.p[12] ^= '\x40';
    b.p[14] ^= '\x40';
    pack_gzip(&b, RAP_STR("Another text."));
    got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_string_equal(got, "syntax in @0\n");
    rap_buf_done(&b);
}

/* ---- windows -----------------------------------------------------------------------
 */

static rap_window *over(rap_str bytes, const char *name, rap_code want)
{
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, bytes, NULL), RAP_OK);
    assert_int_equal(rap_window_unpack(&w, rap_str_of(name), NULL), want);
    return w;
}

static void a_name_tells_the_packing_of_bytes_that_are_no_text(void **state)
{
    (void)state;
    const rap_str binary = {"\1\2\3\4 no such head", 18}, text = RAP_STR("A text.");
    rap_window *w = over(binary, "x.gz", RAP_OK);
    assert_true(rap_window_is_packed(w));
    assert_int_equal(rap_window_fill(w, 1, NULL), RAP_E_SYNTAX);
    rap_window_close(w);
    w = over(binary, "x.zst", RAP_OK);
    assert_true(rap_window_is_packed(w));
    rap_window_close(w);
    w = over(binary, "x.bin", RAP_OK);
    assert_false(rap_window_is_packed(w));
    rap_window_close(w);
    w = over(text, "x.gz", RAP_OK);
    assert_false(rap_window_is_packed(w));
    rap_window_close(w);
}

static void packings_inside_packings_are_taken_off_three_times(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_buf_z(&b, "Plain.");
    for (int layer = 1; layer <= 4; layer++) {
        rap_buf next = {0};
        if (layer % 2)
            pack_gzip(&next, rap_buf_str(&b));
        else
            pack_zstd(&next, rap_buf_str(&b));
        rap_buf_done(&b);
        b = next;
        rap_window *w = over(rap_buf_str(&b), "x", RAP_OK);
        assert_int_equal(rap_window_fill(w, 6, NULL), RAP_OK);
        assert_int_equal(rap_str_is(rap_window_rest(w), "Plain."), layer <= 3);
        rap_window_close(w);
    }
    rap_window *w = over(rap_str_cut(rap_buf_str(&b), 0, 12), "x", RAP_OK);
    assert_int_equal(rap_window_fill(w, 1000, NULL), RAP_E_TORN);
    rap_window_close(w);
    rap_buf_done(&b);
}

static rap_code fails(void *from, size_t *got, char *to, size_t n, rap_err *err)
{
    (void)from, (void)got, (void)to, (void)n;
    return rap_fail(err, RAP_E_OPEN, 0, "it could not be read");
}

static void a_source_that_fails_fails_the_window(void **state)
{
    (void)state;
    rap_window *w;
    assert_int_equal(rap_window_of_source(&w, fails, NULL, NULL), RAP_OK);
    assert_int_equal(rap_window_unpack(&w, RAP_STR("x"), NULL), RAP_E_OPEN);
    assert_int_equal(rap_window_pass(w, 1, NULL), RAP_E_OPEN);
    const rap_container_options options = {.key = RAP_STR("in"), .max_bytes = 100};
    static const rap_container_kind *const kinds[] = {
        &rap_container_feed, &rap_container_jsonl, &rap_container_warc,
        &rap_container_mail, &rap_container_archive};
    for (size_t i = 0; i < 5; i++) { /* told once, then the end; a feed does not open */
        rap_container *c;
        rap_report r = {.n_authors = 0};
        bool end = false;
        rap_code rc = kinds[i]->open(&c, w, &options, NULL);
        assert_int_equal(rc, i == 0 ? RAP_E_OPEN : RAP_OK);
        kinds[i]->close(NULL);
        if (rc != RAP_OK) continue;
        assert_int_equal(kinds[i]->next(c, &r, &end, arena, NULL), RAP_E_OPEN);
        assert_true(rap_str_is(r.key, "in"));
        assert_int_equal(kinds[i]->next(c, &r, &end, arena, NULL), RAP_OK);
        assert_true(end);
        kinds[i]->close(c);
    }
    assert_false(rap_window_resume(w, RAP_STR("")));
    rap_window_close(w);
    rap_window_close(NULL);
}

static void put_skippable(rap_buf *b, char kind, rap_str s)
{
    rap_buf_put(b, (rap_str){(char[]){kind, '\x2A', '\x4D', '\x18'}, 4});
    pack_low(b, s.n, 4);
    rap_buf_put(b, s);
}

static void a_dictionary_at_the_head_is_for_the_frames_behind(void **state)
{
    (void)state;
    static const char words[] =
        "The envoys of Norland and Kesh met in Lenz on Tuesday. ";
    const rap_str text =
        RAP_STR("On Tuesday the envoys of Norland and Kesh met in Lenz.");
    ZSTD_CCtx *c = ZSTD_createCCtx();
    char frame[300];
    size_t n = ZSTD_compress_usingDict(c, frame, sizeof frame, text.p, text.n, words,
                                       sizeof words - 1, 3);
    (void)ZSTD_freeCCtx(c);
    for (int packed = 0; packed < 2; packed++) {
        rap_buf b = {0}, dictionary = {0};
        if (packed)
            pack_zstd(&dictionary, rap_str_of(words));
        else
            rap_buf_z(&dictionary, words);
        put_skippable(&b, '\x5D', rap_buf_str(&dictionary));
        put_skippable(&b, '\x50', RAP_STR("anything"));
        rap_buf_put(&b, (rap_str){frame, n});
        rap_window *w = over(rap_buf_str(&b), "x.zst", RAP_OK);
        assert_int_equal(rap_window_fill(w, 1000, NULL), RAP_OK);
        assert_true(rap_str_eq(rap_window_rest(w), text));
        rap_window_close(w);
        for (size_t cut = 5; cut < 8 + dictionary.n; cut += 3) {
            w = over(rap_str_cut(rap_buf_str(&b), 0, cut), "x.zst", RAP_OK);
            rap_code rc = rap_window_fill(w, 1000, NULL);
            assert_int_equal(rc, RAP_E_SYNTAX);
            rap_window_close(w);
        }
        b.p[packed ? 14 : 0] ^= 1; /* damaged, or another kind of frame */
        w = over(rap_buf_str(&b), "x.zst", RAP_OK);
        assert_int_equal(rap_window_fill(w, 1000, NULL), RAP_E_SYNTAX);
        rap_window_close(w);
        rap_buf_done(&b);
        rap_buf_done(&dictionary);
    }
    const rap_str none = {"\x5D\x2A\x4D\x18\0\0\0\0", 8},
                  huge = {"\x5D\x2A\x4D\x18\0\0\0\x7F....", 12};
    rap_window *w = over(none, "x.zst", RAP_OK);
    assert_int_equal(rap_window_fill(w, 1, NULL), RAP_E_SYNTAX);
    rap_window_close(w);
    w = over(huge, "x.zst", RAP_OK);
    assert_int_equal(rap_window_fill(w, 1, NULL), RAP_E_SYNTAX);
    rap_window_close(w);
}

static void zeros_and_junk_between_members_are_told_apart(void **state)
{
    (void)state;
    static const char *const tails[] = {"", "junk", "\x1F", "\x28\xB5", "\x1Fx"};
    static const rap_code gzip[] = {RAP_OK, RAP_E_SYNTAX, RAP_E_TORN, RAP_E_SYNTAX,
                                    RAP_E_SYNTAX},
                          zstd[] = {RAP_OK, RAP_E_SYNTAX, RAP_E_TORN, RAP_E_TORN,
                                    RAP_E_TORN};
    for (int kind = 0; kind < 2; kind++)
        for (size_t i = 0; i < 5; i++) {
            rap_buf b = {0};
            if (kind)
                pack_zstd(&b, RAP_STR("One."));
            else
                pack_gzip(&b, RAP_STR("One."));
            rap_buf_put(&b, (rap_str){"\0\0\0\0\0\0\0", 7});
            rap_buf_z(&b, tails[i]);
            rap_window *w = over(rap_buf_str(&b), "x", RAP_OK);
            rap_code rc = rap_window_fill(w, 100, NULL), want = (kind ? zstd : gzip)[i];
            bool told =
                want == RAP_OK ? rc == RAP_OK : rc == RAP_E_SYNTAX || rc == RAP_E_TORN;
            if (!told) fail_msg("kind %d, tail %zu: %d", kind, i, rc);
            assert_true(rap_str_is(rap_window_rest(w), "One."));
            rap_window_close(w);
            rap_buf_done(&b);
        }
}

/* Members of all sizes: unpacked at once, or in steps, and many in one buffer. */
static void many_members_keep_their_places(void **state)
{
    (void)state;
    enum { N = 300 };
    rap_buf b = {0};
    size_t at[N], plain[N], total = 0;
    char *text = RAP_NEW(arena, char, 3 << 20);
    for (size_t i = 0; i < 3 << 20; i++)
        text[i] = (char)('a' + i * i / 7 % 26);
    for (size_t i = 0; i < N; i++) {
        size_t n = i % 50 == 0  ? (size_t)3 << 20
                   : i % 50 < 8 ? (size_t)40000 * i % 200000
                                : i % 13;
        at[i] = b.n;
        plain[i] = n;
        pack_gzip(&b, (rap_str){text, n});
    }
    rap_window *w = over(rap_buf_str(&b), "x", RAP_OK);
    for (size_t i = 0; i < N; i++) {
        if (plain[i] == 0) continue;
        assert_int_equal(rap_window_fill(w, 1, NULL), RAP_OK);
        assert_int_equal(rap_window_member_at(w), total);
        assert_int_equal(rap_window_file_at(w), at[i]);
        rap_str rest = rap_window_rest(w);
        assert_int_equal(rest.p[0], text[0]);
        size_t part = plain[i] / 2;
        assert_int_equal(rap_window_pass(w, part, NULL), RAP_OK);
        assert_int_equal(rap_window_member_at(w), part == plain[i] ? total : total);
        assert_int_equal(rap_window_pass(w, plain[i] - part, NULL), RAP_OK);
        total += plain[i];
    }
    assert_int_equal(rap_window_pass(w, 5, NULL),
                     RAP_OK); /* at the end there is less */
    assert_int_equal(rap_window_at(w), total);
    rap_window_close(w);
    rap_buf_done(&b);
}

static void a_large_buffer_is_given_back_or_kept_when_memory_is_out(void **state)
{
    (void)state;
    enum { SIZE = 9 << 20 };
    char *text = RAP_NEW(arena, char, SIZE);
    for (size_t i = 0; i < SIZE; i++)
        text[i] = (char)('a' + i % 23);
    for (int refuse = 0; refuse < 2; refuse++) {
        rap_window *w;
        assert_int_equal(rap_window_of_bytes(&w, (rap_str){text, SIZE}, NULL), RAP_OK);
        assert_int_equal(rap_window_fill(w, 6 << 20, NULL), RAP_OK);
        const size_t there = rap_window_rest(w).n;
        rap_window_skip(w, there - 10);
        if (refuse) refuse_after(0, false);
        assert_int_equal(rap_window_fill(w, 100, NULL), RAP_OK);
        (void)refuse_end();
        rap_str rest = rap_window_rest(w);
        assert_int_equal(rap_window_at(w), there - 10);
        assert_memory_equal(rest.p, text + there - 10, 100);
        rap_window_close(w);
    }
}

static void resuming_finds_the_next_member_that_parses(void **state)
{
    (void)state;
    rap_buf b = {0};
    char *noise = RAP_NEW(arena, char, 2000000);
    uint32_t seed = 9;
    for (size_t i = 0; i < 2000000; i++) {
        seed = seed * 1664525u + 1013904223u;
        noise[i] = (char)(seed >> 24);
    }
    pack_gzip(&b, (rap_str){noise, 1500000}); /* more than is kept behind */
    const size_t second = b.n;
    rap_buf_put(&b, (rap_str){"\x1F\x8B\x08 false \x1F\x8B\x08\0\0\0\0\0\0\3\xFF", 22});
    pack_gzip(&b, RAP_STR(""));
    pack_gzip(&b, RAP_STR("other"));
    pack_gzip(&b, RAP_STR(" \nWanted, and on."));
    b.p[second / 2] ^= '\x10';
    rap_window *w = over(rap_buf_str(&b), "x", RAP_OK);
    rap_code rc = RAP_OK;
    while (rc == RAP_OK) {
        rc = rap_window_fill(w, 1000, NULL);
        if (rc == RAP_OK && rap_window_rest(w).n == 0) break;
        rap_window_skip(w, rap_window_rest(w).n);
    }
    assert_int_equal(rc, RAP_E_SYNTAX);
    assert_true(rap_window_resume(w, RAP_STR("Wanted")));
    assert_int_equal(rap_window_fill(w, 8, NULL), RAP_OK);
    assert_true(rap_str_begins(rap_window_rest(w), RAP_STR(" \nWanted")));
    assert_false(rap_window_resume(w, RAP_STR("Wanted"))); /* the last one */
    rap_window_close(w);
    rap_buf_clear(&b);
    pack_zstd(&b, RAP_STR("One frame, and it is damaged."));
    b.p[b.n - 12] ^= '\x55';
    b.p[6] ^= '\x55';
    pack_zstd(&b, RAP_STR("Wanted."));
    w = over(rap_buf_str(&b), "x", RAP_OK);
    if (rap_window_fill(w, 1000, NULL) != RAP_OK) {
        assert_true(rap_window_resume(w, RAP_STR("Wanted")));
        assert_int_equal(rap_window_fill(w, 7, NULL), RAP_OK);
        assert_true(rap_str_is(rap_window_rest(w), "Wanted."));
    }
    rap_window_close(w);
    rap_buf_done(&b);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(fields_hold_what_their_names_say),
        TEST(people_and_houses_may_be_objects),
        TEST(dates_may_be_words_or_seconds),
        TEST(records_that_were_read_before_are_passed_on),
        TEST(bad_lines_are_told_with_their_byte),
        TEST(lines_and_texts_that_are_too_long_cost_themselves),
        TEST(damage_costs_the_lines_of_its_member),
        TEST(names_of_kinds_are_read),
        TEST(what_the_user_says_outweighs_the_bytes_but_for_archives),
        TEST(the_user_is_told_of_packings_that_are_not_read),
        TEST(shards_part_the_reports),
        TEST(a_report_is_read_again_from_its_place),
        TEST(an_intake_left_in_the_middle_gives_all_back),
        TEST(folders_are_walked_to_some_depth_and_missing_files_told),
        TEST(standard_input_is_a_file_too),
        TEST(a_damaged_beginning_may_hide_a_container),
        TEST(a_name_tells_the_packing_of_bytes_that_are_no_text),
        TEST(packings_inside_packings_are_taken_off_three_times),
        TEST(a_source_that_fails_fails_the_window),
        TEST(a_dictionary_at_the_head_is_for_the_frames_behind),
        TEST(zeros_and_junk_between_members_are_told_apart),
        TEST(many_members_keep_their_places),
        TEST(a_large_buffer_is_given_back_or_kept_when_memory_is_out),
        TEST(resuming_finds_the_next_member_that_parses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
