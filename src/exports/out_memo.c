/*
 * exports/out_memo.c - a memo in Markdown: talks, positions, pledges, disagreements and
 * the last dated lines, each with its place and the one who says so.
 *
 * What is known only from the other side or unnamed sources stands apart, under its own
 * heading.  Quoted words are cut at MEMO_WORDS.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/matrix.h"
#include "answers/moment.h"
#include "answers/promise.h"
#include "answers/round.h"
#include "answers/summary.h"
#include "exports/outgoing.h"
#include "places/atlas.h"
#include "view/torn.h"
#include "view/wording.h"

enum { MEMO_WORDS = 40, EACH_SHOWN = 60 };

/* Plain text in Markdown: marks that would mean something get a backslash. */
static void put_plain(rap_buf *out, rap_str s)
{
    rap_torn_mind(out, s);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c && strchr("\\`*_{}[]<>#|~", c)) rap_buf_byte(out, '\\');
        rap_buf_byte(out, c < 0x20 || c == 0x7F ? ' ' : s.p[i]);
    }
}

static void put_words(rap_outgoing *o, rap_str s)
{
    bool cut = false;
    rap_str few = rap_word_few(rap_outgoing_words(o, s), MEMO_WORDS, &cut);
    put_plain(o->out, few);
    if (cut) rap_buf_z(o->out, " …");
}

static void put_place(rap_outgoing *o, rap_cited c)
{
    rap_buf b = {0};
    if (!c.n) return;
    rap_cite_put(&b, o->v, c);
    rap_buf_z(o->out, " (`");
    for (size_t i = 0; i < b.n; i++)
        rap_buf_byte(o->out, b.p[i] == '`' ? '\'' : b.p[i]);
    rap_buf_z(o->out, "`)");
    if (b.failed) o->out->failed = true;
    rap_buf_done(&b);
}

static void put_claim(rap_outgoing *o, const rap_claim *c)
{
    rap_buf b = {0};
    rap_claim shown = *c;
    shown.report = 0; /* its number is for the screen alone */
    rap_claim_write(&b, &shown);
    if (c->kind == RAP_CLAIM_NARRATOR) {
        const rap_listed *r = rap_view_number(o->v, c->report);
        rap_buf_clear(&b);
        rap_buf_z(&b, "the report ");
        if (r) rap_buf_put(&b, r->key);
    }
    put_plain(o->out, rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_day(rap_outgoing *o, rap_str day)
{
    rap_word_day(o->out, day);
}

static rap_code round_row(rap_outgoing *o, const rap_item *item)
{
    rap_round r;
    rap_buf b = {0};
    rap_code rc = rap_round_of(&r, o->v, item, o->row, o->err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(o->out, "- **");
    put_day(o, r.day);
    rap_buf_z(o->out, "** ");
    rap_buf_put(o->out, r.status.word);
    rap_buf_z(o->out, ": ");
    rap_round_title(&b, o->v, item, &r);
    put_plain(o->out, rap_torn_text(&b));
    rap_buf_done(&b);
    const rap_telling *teller = rap_round_teller(&r, o->v);
    if (teller) {
        rap_buf_z(o->out, ", says ");
        put_claim(o, &teller->claim);
        put_place(o, teller->cite);
    }
    rap_buf_z(o->out, "\n");
    for (uint32_t i = 0; i < r.n_outcome && i < EACH_SHOWN; i++) {
        rap_buf_z(o->out, "  - ");
        put_words(o, rap_jsonin_str(r.outcome[i].json, "summary"));
        rap_buf_z(o->out, " - ");
        put_claim(o, &r.outcome[i].claim);
        put_place(o, r.outcome[i].cite);
        rap_buf_z(o->out, "\n");
    }
    return RAP_OK;
}

static void put_stand(rap_outgoing *o, const rap_stand *s)
{
    rap_buf_z(o->out, "- ");
    put_plain(o->out, rap_view_name(o->v, s->party));
    rap_buf_byte(o->out, ' ');
    rap_buf_put(o->out, s->sign.word);
    rap_buf_z(o->out, " (");
    rap_word_label(o->out, s->issue);
    rap_buf_z(o->out, "): ");
    put_words(o, s->text);
    rap_buf_z(o->out, " - ");
    put_claim(o, &s->claim);
    rap_buf_z(o->out, s->stale ? ", last heard " : ", ");
    put_day(o, s->heard);
    if (s->condition.n) {
        rap_buf_z(o->out, "; on condition: ");
        put_words(o, s->condition);
        rap_buf_z(o->out, " (");
        rap_buf_put(o->out, rap_word_condition(s->condition_state));
        rap_buf_z(o->out, ")");
    }
    put_place(o, s->cite);
    rap_buf_z(o->out, "\n");
}

static rap_code put_positions(rap_outgoing *o)
{
    static const char *const headings[] = {
        "Positions in the parties' own words", "Positions that reports state",
        "Known only from the other side, outsiders or unnamed sources (not counted)"};
    rap_show_options options = {.width = 0};
    rap_filter f;
    rap_matrix m;
    rap_code rc = rap_filter_of(&f, o->v, &options, o->arena, o->err);
    if (rc == RAP_OK) rc = rap_matrix_of(&m, o->v, &f, false, o->arena, o->err);
    for (int source = 0; rc == RAP_OK && source < 3; source++) {
        rap_buf_printf(o->out, "\n## %s\n\n", headings[source]);
        for (uint32_t i = 0; i < m.n; i++)
            if ((int)m.v[i].source == source) put_stand(o, &m.v[i]);
    }
    return rc;
}

static rap_code pledge_row(rap_outgoing *o, const rap_item *item)
{
    rap_promise p;
    rap_code rc = rap_promise_of(&p, o->v, item, o->row, o->err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(o->out, "- ");
    put_day(o, item->day);
    rap_buf_z(o->out, ", ");
    rap_buf names = {0};
    rap_names_write(&names, o->v, item->who);
    put_plain(o->out, rap_torn_text(&names));
    rap_buf_done(&names);
    rap_buf_z(o->out, p.hollow ? " (hollow): " : ": ");
    put_words(o, p.what);
    rap_buf_z(o->out, ", says ");
    put_claim(o, &p.by);
    if (p.n_made) put_place(o, p.made[0].cite);
    rap_buf_z(o->out, "\n");
    for (uint32_t i = 0; i < p.n_followups && i < EACH_SHOWN; i++) {
        rap_buf_z(o->out, "  - said to be ");
        put_plain(o->out, rap_jsonin_str(p.followups[i].json, "bearing"));
        rap_buf_z(o->out, " - ");
        put_claim(o, &p.followups[i].claim);
        put_place(o, p.followups[i].cite);
        rap_buf_z(o->out, "\n");
    }
    return RAP_OK;
}

static rap_code differ_row(rap_outgoing *o, const rap_item *item)
{
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_code rc = rap_tellings_of(&t, &n, o->v, rap_jsonin_get(item->json, "sides"),
                                  o->row, o->err);
    rap_buf_z(o->out, "- ");
    put_words(o, item->text);
    rap_buf_z(o->out, "\n");
    for (uint32_t i = 0; rc == RAP_OK && i < n && i < EACH_SHOWN; i++) {
        rap_buf_z(o->out, "  - ");
        put_claim(o, &t[i].claim);
        rap_buf_z(o->out, ": ");
        put_plain(o->out, rap_jsonin_str(t[i].json, "value"));
        rap_buf_z(o->out, " - ");
        put_words(o, rap_jsonin_str(t[i].json, "summary"));
        put_place(o, t[i].cite);
        rap_buf_z(o->out, "\n");
    }
    return rc;
}

static rap_code line_row(rap_outgoing *o, const rap_item *item)
{
    rap_moment m;
    int32_t first, last;
    if (!rap_day_bounds(&first, &last, item->day)) return RAP_OK;
    rap_code rc = rap_moment_of(&m, o->v, item, o->row, o->err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(o->out, "- **");
    put_day(o, item->day);
    rap_buf_z(o->out, m.worked_out ? "** (worked out) " : "** ");
    put_words(o, item->text);
    rap_buf_z(o->out, ", ");
    rap_buf_put(o->out, m.status.word);
    rap_buf_z(o->out, !m.status.word.n ? "says " : m.status.flag ? " by " : ", says ");
    for (uint32_t i = 0; i < m.n_tellings && i < 6; i++) {
        if (i) rap_buf_z(o->out, "; ");
        put_claim(o, &m.tellings[i].claim);
    }
    if (!m.n_tellings) rap_buf_z(o->out, "speaker unclear");
    for (uint32_t i = 0; i < item->n_cites && i < 3; i++)
        put_place(o, item->cites[i]);
    rap_buf_z(o->out, "\n");
    return RAP_OK;
}

static rap_code source_row(rap_outgoing *o, const rap_item *item)
{
    rap_buf_z(o->out, "- ");
    put_plain(o->out, rap_jsonin_str(item->json, "key"));
    rap_buf_z(o->out, ": ");
    put_words(o, item->text);
    if (item->other.n) rap_buf_z(o->out, ", ");
    put_plain(o->out, item->other);
    rap_buf_z(o->out, ", ");
    put_day(o, item->day);
    rap_buf_z(o->out, "\n");
    return RAP_OK;
}

static rap_code put_head(rap_outgoing *o)
{
    const rap_summary *s = NULL;
    rap_code rc = rap_summary_of(&s, o->v, o->err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(o->out, "# ");
    put_plain(o->out, o->v->heading.title);
    rap_buf_z(o->out, "\n\n");
    rap_word_things(o->out, s->reports, "report", "reports");
    rap_buf_z(o->out, ", ");
    put_day(o, s->first);
    rap_buf_z(o->out, " to ");
    put_day(o, s->last);
    rap_buf_z(o->out, ". Made by rapporteur from the reports alone. Nothing here is "
                      "judged: each line names the one who says so and the bytes it "
                      "stands on.\n");
    return RAP_OK;
}

rap_code rap_out_memo(rap_outgoing *o)
{
    static const struct {
        const char *heading, *kind;
        rap_outgoing_row *row;
    } parts[] = {{"Talks", "round", round_row},
                 {"Pledges and what is said of them", "pledge", pledge_row},
                 {"Where reports disagree", "disagreement", differ_row},
                 {"Timeline", "chronology", line_row},
                 {"Reports", "report", source_row}};
    rap_code rc = put_head(o);
    for (size_t i = 0; rc == RAP_OK && i < sizeof parts / sizeof *parts; i++) {
        rap_buf_printf(o->out, "\n## %s\n\n", parts[i].heading);
        rc = rap_outgoing_walk(o, parts[i].kind, parts[i].row);
        if (rc == RAP_OK && i == 0) rc = put_positions(o);
    }
    rap_buf_z(o->out, "\n" RAP_ATLAS_CREDIT "\n");
    return rc;
}
