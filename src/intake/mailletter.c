/*
 * intake/mailletter.c - one mail as it is collected, and as the report that it becomes.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/mailletter.h"

#include "intake/keep.h"
#include "intake/maildate.h"
#include "intake/mailwords.h"
#include "intake/printed.h"

enum { STUB = 4 /* a plain part that prints so many times less is no text */ };

static void clear_text(rap_letter_text *t)
{
    rap_buf_clear(&t->bytes);
    rap_buf_clear(&t->charset);
    *t = (rap_letter_text){.bytes = t->bytes, .charset = t->charset};
}

void rap_letter_clear(rap_letter *l)
{
    rap_mailhead_clear(&l->head);
    rap_buf_clear(&l->number);
    clear_text(&l->text);
    l->wraps = l->refused = false;
    l->at = l->n = 0;
}

void rap_letter_done(rap_letter *l)
{
    rap_mailhead_done(&l->head);
    rap_buf_done(&l->number);
    rap_buf_done(&l->text.bytes);
    rap_buf_done(&l->text.charset);
}

bool rap_letter_has_text(const rap_letter *l)
{
    return l->text.printed > 0;
}

static bool is_better(const rap_letter_text *new, const rap_letter_text *old)
{
    if (new->printed == 0 && !new->too_large) return !old->media;
    if (old->too_large) return false;
    if (old->printed == 0) return true;
    bool same = new->choice &&new->choice == old->choice &&new->media != old->media;
    if (!same) return false;
    return new->media == RAP_MEDIA_HTML ? new->printed / STUB > old->printed
                                        : new->printed >= old->printed / STUB;
}

void rap_letter_offer(rap_letter *l, rap_letter_text *text)
{
    text->printed = rap_printed((rap_str){text->bytes.p, text->bytes.n},
                                text->media == RAP_MEDIA_HTML);
    l->refused = l->refused || text->bytes.failed || text->charset.failed;
    if (!is_better(text, &l->text)) return;
    rap_letter_text was = l->text;
    l->text = *text;
    *text = was;
}

static rap_str value_of(const rap_mailhead *h, rap_mail_field field)
{
    return rap_buf_str(&h->value[field]);
}

static rap_str words_of(const rap_mailhead *h, rap_mail_field field, rap_arena *arena)
{
    rap_buf b = {0};
    rap_mailwords_decode(&b, value_of(h, field));
    rap_str s = rap_keep(arena, &b);
    rap_buf_done(&b);
    return s;
}

/* "<...>" without its brackets, else the value. */
static rap_str bare(rap_str s)
{
    size_t open = rap_str_find(s, RAP_STR("<"), 0);
    size_t close = rap_str_find(s, RAP_STR(">"), open);
    bool both = open < s.n && close < s.n;
    return rap_str_trim(both ? rap_str_cut(s, open + 1, close) : s);
}

rap_str rap_letter_key(const rap_mailhead *head, rap_str number,
                       const rap_container_options *options, rap_arena *arena)
{
    rap_str id = bare(words_of(head, RAP_MAIL_ID, arena));
    if (id.n) return id;
    rap_buf b = {0};
    rap_buf_put(&b, options->key);
    rap_buf_put(&b, number);
    id = rap_keep(arena, &b);
    rap_buf_done(&b);
    return id;
}

static rap_str date_of(const rap_mailhead *h, rap_arena *arena)
{
    rap_maildate date;
    rap_str s = words_of(h, RAP_MAIL_DATE, arena);
    return rap_maildate_read(&date, s) ? rap_arena_copy(arena, rap_str_of(date.z)) : s;
}

rap_code rap_letter_report(const rap_letter *l, rap_report *out,
                           const rap_container_options *options, rap_arena *arena,
                           rap_err *err)
{
    const rap_mailhead *h = &l->head;
    out->key = rap_letter_key(h, rap_buf_str(&l->number), options, arena);
    if (l->text.too_large)
        return rap_fail(err, RAP_E_LIMIT, l->at,
                        "this mail is larger than the %u bytes a report may have",
                        options->max_bytes);
    rap_str charset = rap_str_trim(rap_buf_str(&l->text.charset));
    rap_report r = {.key = out->key,
                    .bytes = rap_arena_copy(arena, rap_buf_str(&l->text.bytes)),
                    .media = l->text.media ? l->text.media : RAP_MEDIA_TEXT,
                    .uri = bare(words_of(h, RAP_MAIL_ARCHIVED, arena)),
                    .title = words_of(h, RAP_MAIL_SUBJECT, arena),
                    .date = date_of(h, arena),
                    .publisher = words_of(h, RAP_MAIL_ORGANIZATION, arena),
                    .charset = charset.n ? rap_arena_copy(arena, charset).p : NULL,
                    .container = rap_arena_copy(arena, options->key),
                    .container_at = l->at,
                    .container_n = l->n};
    bool good = rap_mailwords_names(&r.authors, &r.n_authors,
                                    value_of(h, RAP_MAIL_FROM), arena);
    if (!good || l->refused || l->number.failed || rap_mailhead_failed(h))
        return rap_fail_memory(err);
    *out = r;
    return RAP_OK;
}
