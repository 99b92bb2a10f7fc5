/*
 * tests/t_box.c - mailboxes and mails as files: parts, mails inside mails, what is
 * torn.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "intake/mail.h"
#include "intake/mailhead.h"
#include "intake_stage.h"
#include "packed.h"

static void gives(const char *mail, const char *want)
{
    const char *got = stage_of(rap_str_of(mail), RAP_FROM_MBOX, 0);
    if (strcmp(got, want) != 0) fail_msg("%s\n\n%s\ninstead of\n%s", mail, got, want);
}

#define MARK  "From ida@npa.example Mon Apr 24 09:00:00 2023\n"
#define MULTI "Content-Type: multipart/mixed; boundary=b\n\n"

static void a_single_mail_is_a_report(void **state)
{
    (void)state;
    gives("Message-ID: <1@npa.example>\nFrom: Ida Lund <ida@npa.example>\n"
          "Subject: Talks\nDate: Mon, 24 Apr 2023 09:00:00 +0000\n"
          "Organization: NPA\nArchived-At: <http://npa.example/1>\n"
          "Content-Type: text/plain; charset=koi8-r\n\nThey met.\n",
          "ok "
          "1@npa.example|text|http://npa.example/1|Talks|2023-04-24T09:00:00+00:00|NPA|"
          "Ida Lund,|koi8-r||They met.\n");
    gives("Subject: Without an id\r\nX: y\r\n\r\nThey met.\r\n",
          "ok in|text||Without an id||||||They met.\n");
    gives("\n\nSubject: Behind blanks\n\nThey met.",
          "ok in|text||Behind blanks||||||They met.\n");
    gives("Subject: x\nMessage-ID: 2@x\nDate: some day\nArchived-At: no <brackets\n\nA",
          "ok 2@x|text|no <brackets|x|some day|||||A\n");
}

static void a_box_parts_at_postmarks_that_fields_follow(void **state)
{
    (void)state;
    gives(MARK "Subject: One\n\nA\nFrom here on it is text.\n"
               "From me Mon Apr 24 09:00:00 2023\nand no field.\n>From quoted\n"
               ">>From twice\n>no\n" MARK "Subject: Two\n\nB\n" MARK
               ">From ida\nSubject: Three\n\nC\n" MARK,
          "ok in:1|text||One||||||A\nFrom here on it is text.\n"
          "From me Mon Apr 24 09:00:00 2023\nand no field.\nFrom quoted\n>From "
          "twice\n>no\n"
          "ok in:2|text||Two||||||B\nok in:3|text||Three||||||C\n"
          "ok in:4|text||||||||\n");
    gives("From nobody at all\nSubject: One\n\nA\n", "ok in:1|text||One||||||A\n");
}

static void the_best_part_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *first, *second, *want;
    } cases[] = {
        {"alternative", "text/html\n\n<p>Page and page.", "text/plain\n\nPlain text.",
         "text||||||||Plain text."},
        {"alternative", "text/plain\n\nPlain text.", "text/html\n\n<p>Page and page.",
         "text||||||||Plain text."},
        {"alternative", "text/plain\n\nNo",
         "text/html\n\n<p>A page that says much more.",
         "html||||||||<p>A page that says much more."},
        {"alternative", "text/html\n\n<p>A page that says much more.",
         "text/plain\n\nNo", "html||||||||<p>A page that says much more."},
        {"mixed", "text/plain\n\nFirst", "text/html\n\n<p>A page that says much more.",
         "text||||||||First"},
        {"mixed", "image/png\n\nxx", "text/plain\n\nSecond", "text||||||||Second"},
        {"mixed", "text/plain\n\n \n", "text/plain\n\nSecond", "text||||||||Second"},
        {"mixed", "text/plain\nContent-Disposition: attachment; filename=x\n\nNo",
         "text\n\nSecond", "text||||||||Second"},
        {"mixed", "text/plain\nContent-Transfer-Encoding: x-odd\n\nNo",
         "application/xhtml+xml\n\n<p>Second", "html||||||||<p>Second"},
        {"related", "text/plain\nContent-Transfer-Encoding: base64\n\nRmlyc3Q=",
         "text/plain\n\nNo", "text||||||||First"},
        {"alternative", "text/plain\n\nOne", "text/plain\n\nTwo", "text||||||||One"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char mail[600], want[300];
        (void)snprintf(
            mail, sizeof mail,
            "X: y\nContent-Type: multipart/%s; boundary=\"b\"\n\nNot this.\n"
            "--b\nContent-Type: %s\n--b\nContent-Type: %s\n--b--\nNor this.\n",
            cases[i].kind, cases[i].first, cases[i].second);
        (void)snprintf(want, sizeof want, "ok in|%s", cases[i].want);
        const char *got = stage_of(rap_str_of(mail), RAP_FROM_MBOX, 0);
        if (strncmp(got, want, strlen(want)) != 0)
            fail_msg("%s\n%s\n%s", mail, got, want);
        assert_null(strstr(got, "torn"));
    }
}

static void boundaries_close_all_that_stands_inside(void **state)
{
    (void)state;
    gives("X: y\n" MULTI "--b\nContent-Type: multipart/alternative; boundary=bb\n\n"
          "--bb\nContent-Type: text/html\n\n<p>In.\n--b\n\nOut.\n--b--\n",
          "ok in|html||||||||<p>In.\n");
    gives("X: y\n" MULTI "--bx\n--b x\n--b  \n\nA -- b\n--c\n--b--\t\n--b\n\nNo.\n",
          "ok in|text||||||||A -- b\n--c\n");
    gives("X: y\nContent-Type: multipart/mixed\n\nNo boundary is named.\n",
          "ok in|text||||||||No boundary is named.\n");
    gives("X: y\nContent-Type: multipart/mixed; boundary=never\n\nIt never comes.\n",
          "ok in|text||||||||It never comes.\n");
    rap_buf b = {0};
    rap_buf_z(&b, "X: y\nContent-Type: multipart/mixed; boundary=");
    for (int i = 0; i < 300; i++)
        rap_buf_byte(&b, 'b');
    rap_buf_z(&b, "\n\nToo long a boundary.\n");
    rap_buf_byte(&b, 0);
    gives(b.p, "ok in|text||||||||Too long a boundary.\n");
    rap_buf_done(&b);
}

static void mails_inside_mails_are_reports_too(void **state)
{
    (void)state;
    gives("Subject: Outer\n" MULTI
          "--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n"
          "Subject: Inner\n\nInside.\n--b--\n",
          "ok in|text||Outer||||||See below.\nok in:1.1|text||Inner||||||Inside.\n");
    gives("Subject: Outer\n" MULTI "--b\nContent-Type: message/global\n\n"
          "Subject: Inner\n\nInside.\n--b\nContent-Type: message/rfc822\n\n"
          "Subject: Third\n" MULTI "--b\n\nDeep.\n--b--\n--b--\n",
          "ok in:1.1|text||Inner||||||Inside.\nok in:1.2|text||Third||||||Deep.\n");
    gives("Subject: Outer\nContent-Type: multipart/digest; boundary=d\n\n"
          "--d\n\nSubject: One\n\nA\n--d\nContent-Type: text/plain\n\nNo mail.\n"
          "--d\n\nSubject: Two\n\nB\n--d--\n",
          "ok in:1.1|text||One||||||A\nok in|text||Outer||||||No mail.\n"
          "ok in:1.2|text||Two||||||B\n");
    gives("Subject: Outer\nContent-Type: message/rfc822\n\nSubject: In\n\nA\n",
          "ok in:1.1|text||In||||||A\n");
    gives("Subject: Outer\n" MULTI "--b\nContent-Type: message/rfc822\n"
          "Content-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKeQo=\n--b--\n",
          "ok in|text||Outer||||||\n");
}

static void nesting_ends_somewhere(void **state)
{
    (void)state;
    rap_buf b = {0};
    for (int i = 0; i < 50; i++)
        rap_buf_printf(&b, "Subject: %d\nContent-Type: message/rfc822\n\n", i);
    rap_buf_z(&b, "Subject: Last\n\nText.\n");
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_MBOX, 0);
    assert_null(strstr(got, "Text."));
    rap_buf_clear(&b);
    rap_buf_z(&b, "Subject: One\n");
    for (int i = 0; i < 50; i++)
        rap_buf_printf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i,
                       i);
    rap_buf_z(&b, "Content-Type: text/plain\n\nText.\n");
    got = stage_of(rap_buf_str(&b), RAP_FROM_MBOX, 0);
    assert_int_equal(strncmp(got, "ok in|text||One|", 16), 0);
    assert_non_null(strstr(got, "torn in"));
    rap_buf_clear(&b);
    rap_buf_z(&b, "Subject: One\n" MULTI); /* many mails side by side */
    for (int i = 0; i < 50; i++)
        rap_buf_printf(&b, "--b\nContent-Type: message/rfc822\n\nSubject: %d\n\nT%d.\n",
                       i, i);
    rap_buf_z(&b, "--b--\n");
    got = stage_of(rap_buf_str(&b), RAP_FROM_MBOX, 0);
    assert_non_null(strstr(got, "\nok in:1.50|text||49||||||T49.\n"));
    rap_buf_done(&b);
}

static void a_mail_that_is_too_large_costs_itself(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_buf_z(&b, MARK "Subject: Large\n\n");
    for (int i = 0; i < 100; i++)
        rap_buf_z(&b, "Talks and talks in Lenz.\n");
    rap_buf_z(&b,
              MARK "Subject: Parts\nContent-Type: multipart/alternative; boundary=b\n\n"
                   "--b\n\nShort.\n--b\nContent-Type: text/html\n\n");
    for (int i = 0; i < 100; i++)
        rap_buf_z(&b, "Talks and talks in Lenz.\n");
    rap_buf_z(&b, "--b--\n" MARK "Subject: Small\n\nSmall.\n");
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_MBOX, 500);
    assert_string_equal(got, "limit in:1 @0\nok in:2|text||Parts||||||Short.\n"
                             "ok in:3|text||Small||||||Small.\n");
    rap_buf_done(&b);
}

static void of_two_parts_the_first_that_counts_is_kept(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_buf_z(&b, "X: y\n" MULTI "--b\n\n");
    for (int i = 0; i < 100; i++)
        rap_buf_z(&b, "Talks and talks in Lenz.\n");
    rap_buf_z(&b, "--b\n\nSmall.\n--b--\n");
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_MBOX, 500);
    assert_string_equal(got, "limit in @0\n");
    rap_buf_done(&b);
    gives("X: y\n" MULTI "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n"
          "Content-Type: text/html\n\n<p>First.\n--c--\n--b\nContent-Type: "
          "multipart/alternative; boundary=d\n\n--d\n\nSecond, and "
          "longer.\n--d--\n--b--\n",
          "ok in|html||||||||<p>First.\n");
    rap_buf_z(&b, "Subject: ");
    for (int i = 0; i < 900; i++)
        rap_buf_z(&b, "a very long subject\n ");
    rap_buf_z(&b, "\n\nB");
    got = stage_of(rap_buf_str(&b), RAP_FROM_MBOX, 0);
    assert_true(strlen(got) < 17000); /* cut at 16 KiB */
    assert_non_null(strstr(got, "\nB\n"));
    rap_buf_done(&b);
}

static void very_long_lines_come_in_pieces(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_buf_z(&b, MARK "Subject: One\n\n");
    const size_t from = b.n;
    while (b.n - from < 700000)
        rap_buf_z(&b, "--b\t>From me Mon Apr 24 09:00:00 2023 ");
    const size_t n = b.n - from;
    rap_buf_z(&b, "\n" MARK "Subject: ");
    for (int i = 0; i < 30000; i++)
        rap_buf_z(&b, "a very long subject");
    rap_buf_z(&b, "\n\nB\n");
    stage_put("in", rap_buf_str(&b));
    rap_buf got = {0};
    assert_int_equal(stage_read_as(&got, "in", RAP_FROM_MBOX, 0), RAP_OK);
    assert_true(got.n > n);
    const rap_str head = RAP_STR("ok in:1|text||One||||||");
    assert_true(rap_str_begins(rap_buf_str(&got), head));
    assert_memory_equal(got.p + head.n, b.p + from, n + 1);
    assert_true(rap_str_ends(rap_buf_str(&got), RAP_STR("|B\n")));
    assert_true(got.n < n + 20000); /* a value is cut at 16 KiB */
    assert_int_equal(unlink("in"), 0);
    rap_buf_done(&got);
    rap_buf_done(&b);
}

static void a_mail_that_ends_in_the_middle_is_told(void **state)
{
    (void)state;
    gives("Subject: One\n", "ok in|text||One||||||\ntorn in @13\n");
    gives(MARK "Subject: One\n" MULTI "--b\n\nText.\n",
          "ok in:1|text||One||||||Text.\ntorn in @113\n");
    gives("X: y\nContent-Transfer-Encoding: base64\n\nVGFsa",
          "ok in|text||||||||Tal\ntorn in @45\n");
    gives("X: y\nContent-Transfer-Encoding: quoted-printable\n\nTalks=3",
          "ok in|text||||||||Talks=3\n");
    gives("", "");
    gives(MARK, "ok in:1|text||||||||\n");
}

static void heads_are_read_with_their_folds_and_blanks(void **state)
{
    (void)state;
    gives("Subject: One\n two\n\tthree \nSubject: No\nX: y\n z\nno field\n  no fold\n"
          "Reply-To : x\n\nA",
          "ok in|text||One two three||||||A\n");
    static const char *const fields[] = {"Subject: x", "X-Y_z: x", "A:", "From \t: x"},
                             *const none[] = {"Subject",   "Sub ject: x", ": x",
                                              "",          "S\x7F: x",    "S\x01: x",
                                              "Subject x:"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_true(rap_mailhead_is_field(rap_str_of(fields[i])));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(rap_mailhead_is_field(rap_str_of(none[i])));
    char name[200];
    memset(name, 'n', sizeof name);
    name[198] = ':';
    name[199] = 0;
    assert_false(rap_mailhead_is_field(rap_str_of(name)));
}

static void postmarks_hold_a_time_and_a_year(void **state)
{
    (void)state;
    static const char *const good[] = {"From a Mon Apr 24 09:00:00 2023",
                                       "From a@b 24 Apr 1999 9:00 09:00",
                                       "From - Sat Jan  1 00:00:00 2000\r\n"},
                             *const bad[] = {"From a Mon Apr 24 2023",
                                             "From a 09:00:00",
                                             "From a 09:00 2123",
                                             "From a 09:00 1823",
                                             "From a 09:00x2023",
                                             "From a 09:00 202x",
                                             "From a 09:00 20x3",
                                             "From a 0x:00 2023",
                                             "From a 09:x0 2023",
                                             "from a 09:00 2023",
                                             "From",
                                             "From a 09:00 3023",
                                             "From a 09:00 2923"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(rap_mailhead_is_postmark(rap_str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (rap_mailhead_is_postmark(rap_str_of(bad[i]))) fail_msg("%s", bad[i]);
    char far[400];
    (void)snprintf(far, sizeof far, "From %310s 09:00 2023", "x");
    assert_false(rap_mailhead_is_postmark(rap_str_of(far)));
}

/* Packed loosely, the box ends at each byte; packed in members, the next mail is read.
 */
static void damage_below_a_box_costs_the_mail_in_hand(void **state)
{
    (void)state;
    static const char box[] =
        MARK "Message-ID: <1@x>\nSubject: One\n" MULTI "--b\n\nA\n--b--\n" MARK
             "Message-ID: <2@x>\nSubject: Two\n\nB\n";
    rap_buf loose = {0};
    pack_loose(&loose, rap_str_of(box));
    for (size_t n = 20; n < loose.n; n++) {
        const char *got =
            stage_of(rap_str_cut(rap_buf_str(&loose), 0, n), RAP_FROM_MBOX, 0);
        const char *torn = strstr(got, "torn ");
        if (!torn || strchr(torn, '\n')[1]) fail_msg("cut at %zu: %s", n, got);
        if (n > 80 && n < 100) assert_int_equal(strncmp(torn, "torn 1@x @", 10), 0);
    }
    rap_buf_clear(&loose);
    pack_gzip(&loose, RAP_STR(MARK "Message-ID: <1@x>\nSubject: One\n\nA long one.\n"));
    const size_t second = loose.n;
    pack_gzip(&loose, RAP_STR(MARK "Subject: Two\n\nB\n"));
    pack_gzip(&loose, RAP_STR(MARK "Message-ID: <3@x>\nSubject: Three\n\nC\n"));
    loose.p[second - 6] ^= 1; /* a checksum */
    const char *got = stage_of(rap_buf_str(&loose), RAP_FROM_MBOX, 0);
    assert_string_equal(got, "syntax 1@x @0\nok in:2|text||Two||||||B\n"
                             "ok 3@x|text||Three||||||C\n");
    rap_buf_clear(&loose);
    pack_gzip(&loose, RAP_STR("Message-ID: <1@x>\nSubject: One\n\nA single mail.\n"));
    loose.p[loose.n - 6] ^= 1;
    got = stage_of(rap_buf_str(&loose), RAP_FROM_MBOX, 0);
    assert_string_equal(got, "syntax 1@x @0\n");
    rap_buf_done(&loose);
    rap_container_mail.close(NULL);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, stage_set_up, stage_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_single_mail_is_a_report),
        TEST(a_box_parts_at_postmarks_that_fields_follow),
        TEST(the_best_part_is_taken),
        TEST(boundaries_close_all_that_stands_inside),
        TEST(mails_inside_mails_are_reports_too),
        TEST(nesting_ends_somewhere),
        TEST(a_mail_that_is_too_large_costs_itself),
        TEST(of_two_parts_the_first_that_counts_is_kept),
        TEST(very_long_lines_come_in_pieces),
        TEST(a_mail_that_ends_in_the_middle_is_told),
        TEST(heads_are_read_with_their_folds_and_blanks),
        TEST(postmarks_hold_a_time_and_a_year),
        TEST(damage_below_a_box_costs_the_mail_in_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
