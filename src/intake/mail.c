/*
 * intake/mail.c - mailboxes (mbox) and single mails, read as they stream by.
 *
 * Lines drive a stack of levels: a mail, or a multipart with its boundary.
 *
 *     mail > multipart/mixed > multipart/alternative > [text/plain] text/html
 *                            > mail > text/plain
 *
 * A boundary ends every level inside its own, as do a postmark ("From " line) and the
 * end of the file.  Only the best part of each open mail is kept.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/mail.h"

#include "intake/mailhead.h"
#include "intake/mailletter.h"
#include "intake/mailpart.h"
#include "intake/mailwords.h"

enum {
    LEVELS = 32,           /* mails and multiparts inside each other */
    LETTERS = LEVELS + 2,  /* mails open or ready to be given */
    BOUNDARY_MAX = 256,    /* RFC 2046 allows 70 bytes */
    PIECE_MAX = 256 * 1024 /* longer lines come in pieces of this size */
};

typedef enum { FREE, OPEN, READY } letter_state;

typedef struct {
    int letter; /* the mail that this level begins or belongs to, -1: given already */
    bool is_mail;
    uint32_t number, inner; /* of a mail: its number, and how many stand inside it */
    /* of a multipart */
    uint32_t serial;
    bool alternative, digest, begun; /* begun: a boundary has been seen */
    size_t n;
    char boundary[BOUNDARY_MAX];
} level;

typedef enum { IN_NOTHING, IN_HEAD, IN_BODY } place;

typedef struct {
    rap_container base;
    rap_arena *home; /* holds this struct */
    rap_window *w;
    const rap_container_options *options;
    bool is_box, begun, ended;
    bool torn;                  /* the file ended inside a mail: still to be told */
    bool in_line;               /* what comes next goes on with a very long line */
    uint32_t mails, multiparts; /* seen so far */
    rap_letter letters[LETTERS];
    letter_state states[LETTERS];
    int ready[LETTERS]; /* in the order in which they are given */
    size_t n_ready;
    level levels[LEVELS];
    size_t depth;
    place in;
    rap_mailhead head;    /* being read */
    rap_mailpart part;    /* being decoded */
    rap_letter_text text; /* its bytes */
    rap_buf scratch;
} mail;

/* ---- letters and levels ------------------------------------------------------------
 */

/* The mail that is open, NULL when there is none or it has been given. */
static rap_letter *open_letter(mail *m)
{
    int i = m->depth ? m->levels[m->depth - 1].letter : -1;
    return i < 0 ? NULL : &m->letters[i];
}

/* The number for a mail that begins inside what is open. */
static uint32_t next_number(mail *m)
{
    for (size_t i = m->depth; i > 0; i--)
        if (m->levels[i - 1].is_mail) return ++m->levels[i - 1].inner;
    return ++m->mails;
}

/* ":3.1" of the innermost mail; nothing for the only one. */
static void put_number(const mail *m, rap_buf *b)
{
    char before = ':';
    bool lone = m->depth == 1 && !m->is_box;
    for (size_t i = 0; i < m->depth && !lone; i++) {
        if (!m->levels[i].is_mail) continue;
        rap_buf_byte(b, before);
        rap_buf_uint(b, m->levels[i].number);
        before = '.';
    }
}

/* Begin a mail inside what is open; false when mails are nested too deeply. */
static bool push_mail(mail *m)
{
    int i = 0;
    while (i < LETTERS && m->states[i] != FREE)
        i++;
    if (i == LETTERS || m->depth == LEVELS) return false;
    uint32_t number = next_number(m);
    m->levels[m->depth++] = (level){.letter = i, .is_mail = true, .number = number};
    m->states[i] = OPEN;
    rap_letter *l = &m->letters[i];
    rap_letter_clear(l);
    l->at = rap_window_at(m->w);
    put_number(m, &l->number);
    rap_mailhead_clear(&m->head);
    m->in = IN_HEAD;
    return true;
}

/* A mail is as whole as it will be: it goes out next.  One that only wraps others has
 * nothing to give. */
static void give(mail *m, int i)
{
    rap_letter *l = &m->letters[i];
    l->n = rap_window_at(m->w) - l->at;
    bool empty = !rap_letter_has_text(l) && !l->text.too_large && l->wraps;
    m->states[i] = empty ? FREE : READY;
    if (!empty) m->ready[m->n_ready++] = i;
}

/* The innermost multipart/alternative of the mail that is open, 0 for none. */
static uint32_t open_choice(const mail *m)
{
    for (size_t i = m->depth; i > 0 && !m->levels[i - 1].is_mail; i--)
        if (m->levels[i - 1].alternative) return m->levels[i - 1].serial;
    return 0;
}

static void end_part(mail *m)
{
    rap_letter *l = open_letter(m);
    if (m->in == IN_BODY && l) {
        m->text.choice = open_choice(m);
        rap_letter_offer(l, &m->text);
    }
    m->in = IN_NOTHING;
}

/* End the part being read and every level above the first `keep`. */
static void pop_to(mail *m, size_t keep)
{
    end_part(m);
    while (m->depth > keep) {
        const level *top = &m->levels[--m->depth];
        if (top->is_mail && top->letter >= 0) give(m, top->letter);
    }
}

/* ---- heads -------------------------------------------------------------------------
 */

static bool begins(const char *z, const char *with)
{
    return strncmp(z, with, strlen(with)) == 0;
}

static bool is_inner_mail(const char *type)
{
    return strcmp(type, "message/rfc822") == 0 || strcmp(type, "message/global") == 0;
}

/* What text a media type is; NONE for any other. */
static rap_media media_of(const char *type)
{
    static const struct {
        const char *type;
        rap_media media;
    } known[] = {{"", RAP_MEDIA_TEXT},
                 {"text", RAP_MEDIA_TEXT},
                 {"text/plain", RAP_MEDIA_TEXT},
                 {"text/html", RAP_MEDIA_HTML},
                 {"application/xhtml+xml", RAP_MEDIA_HTML}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(type, known[i].type) == 0) return known[i].media;
    return begins(type, "multipart/") ? RAP_MEDIA_TEXT : RAP_MEDIA_NONE;
}

/* Begin to decode a part that may be the text. */
static void begin_text(mail *m, rap_media media, const char *transfer)
{
    rap_letter_text *t = &m->text;
    rap_buf_clear(&t->bytes);
    rap_buf_clear(&t->charset);
    *t = (rap_letter_text){.bytes = t->bytes, .charset = t->charset, .media = media};
    (void)rap_mailwords_param(&t->charset, rap_buf_str(&m->head.value[RAP_MAIL_TYPE]),
                              "charset");
    m->part = (rap_mailpart){.how = rap_transfer_of(transfer)};
    if (m->part.how != RAP_TRANSFER_UNKNOWN && open_letter(m)) m->in = IN_BODY;
}

/* False when it has no boundary that could be looked for. */
static bool push_multipart(mail *m, const char *type)
{
    rap_str value = rap_buf_str(&m->head.value[RAP_MAIL_TYPE]);
    if (!begins(type, "multipart/") || m->depth == LEVELS) return false;
    bool found = rap_mailwords_param(&m->scratch, value, "boundary");
    rap_letter *letter = open_letter(m);
    if (letter && m->scratch.failed) letter->refused = true;
    if (!found) return false;
    if (m->scratch.n > BOUNDARY_MAX) return false;
    level *l = &m->levels[m->depth];
    *l = (level){.letter = m->levels[m->depth - 1].letter,
                 .serial = ++m->multiparts,
                 .alternative = strcmp(type, "multipart/alternative") == 0,
                 .digest = strcmp(type, "multipart/digest") == 0,
                 .n = m->scratch.n};
    memcpy(l->boundary, m->scratch.p, m->scratch.n);
    m->depth++;
    return true;
}

/* The head that was read is that of the mail which has just begun. */
static void keep_head(mail *m)
{
    rap_letter *l = open_letter(m);
    if (!l || !m->levels[m->depth - 1].is_mail) return;
    rap_mailhead was = l->head;
    l->head = m->head;
    m->head = was;
}

/* A mail begins inside another.  Where that has its text, it goes out now, so that it
 * comes first. */
static void begin_inner(mail *m)
{
    const int outer = m->levels[m->depth - 1].letter;
    if (!push_mail(m) || outer < 0) return;
    m->letters[outer].wraps = true;
    if (!rap_letter_has_text(&m->letters[outer])) return;
    for (size_t k = 0; k < m->depth; k++)
        if (m->levels[k].letter == outer) m->levels[k].letter = -1;
    give(m, outer);
}

/* A head has ended: what is behind it? */
static void end_head(mail *m)
{
    char type[64], transfer[32], disposition[16];
    const rap_buf *value = m->head.value;
    rap_mailwords_head(type, sizeof type, rap_buf_str(&value[RAP_MAIL_TYPE]));
    rap_mailwords_head(transfer, sizeof transfer,
                       rap_buf_str(&value[RAP_MAIL_TRANSFER]));
    rap_mailwords_head(disposition, sizeof disposition,
                       rap_buf_str(&value[RAP_MAIL_DISPOSITION]));
    const level *top = &m->levels[m->depth - 1];
    rap_letter *l = open_letter(m);
    if (l && rap_mailhead_failed(&m->head)) l->refused = true;
    m->in = IN_NOTHING;
    if (!type[0] && top->digest)
        memcpy(type, "message/rfc822", sizeof "message/rfc822");
    if (is_inner_mail(type) && rap_transfer_of(transfer) == RAP_TRANSFER_PLAIN) {
        keep_head(m);
        begin_inner(m);
        return;
    }
    rap_media media = media_of(type);
    if (media && strcmp(disposition, "attachment") != 0)
        begin_text(m, media, transfer); /* of a multipart: where no boundary comes */
    bool of_mail = top->is_mail;
    if (of_mail && push_multipart(m, type)) {
        m->depth--;
        keep_head(m);
        m->depth++;
    } else if (of_mail) {
        keep_head(m);
    } else {
        (void)push_multipart(m, type);
    }
}

/* ---- lines -------------------------------------------------------------------------
 */

/* The level whose boundary a line is, counted from 1; 0 for none. */
static size_t boundary_of(const mail *m, rap_str line, bool *closes)
{
    if (!rap_str_begins(line, RAP_STR("--"))) return 0;
    for (size_t i = m->depth; i > 0; i--) {
        const level *l = &m->levels[i - 1];
        if (l->is_mail || line.n < l->n + 2) continue;
        if (memcmp(line.p + 2, l->boundary, l->n) != 0) continue;
        rap_str tail = rap_str_trim(rap_str_cut(line, l->n + 2, line.n));
        *closes = rap_str_is(tail, "--");
        if (*closes || tail.n == 0) return i;
    }
    return 0;
}

static void at_boundary(mail *m, size_t of, bool closes)
{
    level *l = &m->levels[of - 1];
    bool preamble = of == m->depth && !l->begun;
    if (preamble) m->in = IN_NOTHING;
    pop_to(m, of);
    l->begun = true;
    if (closes) {
        m->depth = of - 1;
        return;
    }
    rap_mailhead_clear(&m->head);
    m->in = IN_HEAD;
}

/* mboxrd: one ">" was put before any number of them and "From ". */
static rap_str unquoted(const mail *m, rap_str line)
{
    if (!m->is_box || m->in_line || line.n == 0 || line.p[0] != '>') return line;
    size_t n = 1;
    while (n < line.n && line.p[n] == '>')
        n++;
    bool quoted = rap_str_begins(rap_str_cut(line, n, line.n), RAP_STR("From "));
    return rap_str_cut(line, quoted, line.n);
}

static void take_text(mail *m, rap_str line)
{
    rap_letter_text *t = &m->text;
    if (t->too_large) return;
    rap_mailpart_line(&m->part, &t->bytes, unquoted(m, line));
    t->too_large = t->bytes.n > m->options->max_bytes;
    if (t->too_large) rap_buf_clear(&t->bytes);
}

static void take_line(mail *m, rap_str line)
{
    bool closes = false, last = false;
    size_t of = m->in_line ? 0 : boundary_of(m, line, &closes);
    if (of) {
        at_boundary(m, of, closes);
    } else if (m->in == IN_BODY) {
        take_text(m, line);
    } else if (m->in == IN_HEAD && !m->in_line) {
        rap_mailhead_line(&m->head, line, &last);
        bool early = !m->head.any && m->levels[m->depth - 1].is_mail;
        if (last && !early) end_head(m);
    }
}

/* ---- the file ----------------------------------------------------------------------
 */

/* The next line with its ending, or a piece of a very long one; empty at the end. */
static rap_code next_line(mail *m, rap_str *line, rap_err *err)
{
    for (size_t look = 0;;) {
        rap_str rest = rap_window_rest(m->w);
        size_t end = rap_str_find(rest, RAP_STR("\n"), look);
        bool whole = end < rest.n;
        *line = rap_str_cut(rest, 0, whole ? end + 1 : rest.n);
        if (whole || rest.n >= PIECE_MAX) return RAP_OK;
        look = rest.n;
        rap_code rc = rap_window_fill(m->w, look + 1, err);
        if (rc != RAP_OK || rap_window_rest(m->w).n == look) return rc;
    }
}

/* Does the line of n bytes at the window's front part two mails?  Fields follow it. */
static bool is_parting(mail *m, size_t n)
{
    enum { LOOK = 200 };
    rap_str rest = rap_window_rest(m->w);
    if (!m->is_box || m->in_line) return false;
    if (!rap_mailhead_is_postmark(rap_str_cut(rest, 0, n))) return false;
    rap_code rc = rap_window_fill(m->w, n + LOOK, NULL); /* damage is told later */
    if (rc == RAP_OK) rest = rap_window_rest(m->w);
    rest = rap_str_cut(rest, n, rest.n);
    return rest.n == 0 || rest.p[0] == '>' || rap_mailhead_is_field(rest);
}

static void end_file(mail *m)
{
    m->torn = (m->in == IN_HEAD && m->head.any) ||
              (m->in == IN_BODY && !rap_mailpart_is_whole(&m->part));
    for (size_t i = 0; i < m->depth; i++)
        m->torn = m->torn || (!m->levels[i].is_mail && m->levels[i].begun);
    if (m->in == IN_HEAD && m->depth) keep_head(m);
    pop_to(m, 0);
    m->ended = true;
}

/* Read on until a mail is ready or the file ends. */
static rap_code read_on(mail *m, rap_err *err)
{
    while (m->n_ready == 0 && !m->ended) {
        rap_str line;
        rap_code rc = next_line(m, &line, err);
        if (rc != RAP_OK) return rc;
        const size_t n = line.n;
        if (n == 0) {
            end_file(m);
            break;
        }
        bool parts = is_parting(m, n);
        if (parts) pop_to(m, 0);
        if (parts || !m->begun) (void)push_mail(m);
        m->begun = true;
        line = rap_str_cut(rap_window_rest(m->w), 0, n);
        const bool ends = line.p[n - 1] == '\n';
        if (!parts && m->depth) take_line(m, line);
        m->in_line = !ends;
        rap_window_skip(m->w, n);
    }
    return RAP_OK;
}

/* The key of the mail that is being read, for a message about it. */
static rap_str open_key(const mail *m, rap_arena *arena)
{
    const int i = m->depth ? m->levels[0].letter : -1;
    if (i < 0) return rap_arena_copy(arena, m->options->key);
    const rap_letter *l = &m->letters[i];
    bool in_head = m->in == IN_HEAD && m->depth == 1;
    return rap_letter_key(in_head ? &m->head : &l->head, rap_buf_str(&l->number),
                          m->options, arena);
}

/* The bytes cannot be read on: the mail in hand is lost; where the file is compressed
 * in members, the next one that begins with a postmark may be good. */
static void drop_open(mail *m)
{
    for (size_t i = 0; i < LETTERS; i++)
        if (m->states[i] == OPEN) m->states[i] = FREE;
    m->depth = 0;
    m->in = IN_NOTHING;
    m->in_line = false;
    m->ended = !m->is_box || !rap_window_resume(m->w, RAP_STR("From "));
}

static rap_code mail_next(rap_container *c, rap_report *out, bool *end,
                          rap_arena *arena, rap_err *err)
{
    mail *m = (mail *)c;
    *end = false;
    rap_code rc = read_on(m, err);
    if (rc != RAP_OK) {
        out->key = open_key(m, arena);
        drop_open(m);
        return rc;
    }
    if (m->n_ready) {
        const int i = m->ready[0];
        memmove(m->ready, m->ready + 1, --m->n_ready * sizeof *m->ready);
        m->states[i] = FREE;
        return rap_letter_report(&m->letters[i], out, m->options, arena, err);
    }
    *end = !m->torn;
    if (*end) return RAP_OK;
    m->torn = false;
    out->key = rap_arena_copy(arena, m->options->key);
    return rap_fail(err, RAP_E_TORN, rap_window_at(m->w),
                    "the last mail ends in the middle");
}

static void mail_close(rap_container *c)
{
    mail *m = (mail *)c;
    if (!m) return;
    for (size_t i = 0; i < LETTERS; i++)
        rap_letter_done(&m->letters[i]);
    rap_mailhead_done(&m->head);
    rap_buf_done(&m->text.bytes);
    rap_buf_done(&m->text.charset);
    rap_buf_done(&m->scratch);
    rap_arena_free(m->home);
}

static rap_code mail_open(rap_container **out, rap_window *w,
                          const rap_container_options *options, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(mail) + 64);
    mail *m = home ? RAP_NEW(home, mail, 1) : NULL;
    if (!m) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    *m =
        (mail){.base = {&rap_container_mail}, .home = home, .w = w, .options = options};
    rap_code rc = rap_window_fill(w, BOUNDARY_MAX, NULL); /* damage is told by `next` */
    m->is_box = rc != RAP_E_LIMIT &&
                rap_str_begins(rap_str_trim(rap_window_rest(w)), RAP_STR("From "));
    *out = &m->base;
    return RAP_OK;
}

const rap_container_kind rap_container_mail = {
    .name = "mail", .open = mail_open, .next = mail_next, .close = mail_close};
