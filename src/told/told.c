/*
 * told/told.c - the rows that belong to one report: the report itself, and who said
 * what in it.
 *
 * An attribution's row is the record's own object with its references put into the
 * dossier's ids, so that keys which this version does not know go through unharmed.
 */
/* SPDX-License-Identifier: MIT */
#include "told/told.h"

#include "base/jsonin.h"

uint32_t rap_reports_count(const rap_pile *p)
{
    return p->n;
}

static void write_published(rap_writing *w, const rap_filed_day *d)
{
    rap_json_key(&w->j, "published");
    if (d->day.n == 0) {
        rap_json_null(&w->j);
        return;
    }
    rap_json_object(&w->j);
    rap_writing_str(w, "day", d->day);
    rap_writing_str(w, "from", d->from);
    rap_writing_str(w, "to", d->to);
    rap_writing_int(w, "sure", d->sure);
    rap_writing_str(w, "basis", d->basis);
    rap_json_key(&w->j, "evidence");
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < d->n_evidence; i++)
        rap_json_span(&w->j, d->evidence[i]);
    rap_json_end_array(&w->j);
    rap_json_end_object(&w->j);
}

void rap_reports_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_filed *f = rap_pile_report(p, i);
    rap_writing w;
    rap_str id = rap_pile_id(p, 'R', i, (rap_span){0, 0});
    rap_writing_begin(&w, p, row, (rap_str){"", 0});
    row->id = id;
    rap_writing_str(&w, "key", f->key);
    rap_writing_str(&w, "id", f->id);
    rap_writing_str(&w, "uri", f->uri);
    rap_writing_str(&w, "title", f->title);
    rap_writing_str(&w, "publisher", f->publisher);
    write_published(&w, &f->published);
    for (uint32_t k = 0; k < f->published.n_evidence; k++)
        rap_writing_cite(&w, i, f->published.evidence[k]);
    rap_writing_end(&w);
    row->report = (int32_t)p->order[i];
    row->other = f->publisher;
    row->what = f->language;
    row->state = f->published.basis;
    row->day = f->published.day;
    row->text = f->title;
}

uint32_t rap_attributions_count(const rap_pile *p)
{
    return p->attributions.n;
}

/* What stands at the spans, parted by blanks; empty for none. */
static rap_str content_of(rap_writing *w, uint32_t rank, rap_filed_spans at)
{
    if (at.n == 1) return rap_writing_quote(w, rank, at.v[0]);
    rap_str *parts = RAP_NEW(w->pile->batch, rap_str, at.n);
    size_t n = 0;
    for (uint32_t i = 0; parts && i < at.n; i++) {
        parts[i] = rap_writing_quote(w, rank, at.v[i]);
        n += parts[i].n + 1;
    }
    char *to = parts ? RAP_NEW(w->pile->batch, char, n + 1) : NULL;
    if (!to) return (rap_str){"", 0};
    n = 0;
    for (uint32_t i = 0; i < at.n; i++) {
        if (i) to[n++] = ' ';
        if (parts[i].n) memcpy(to + n, parts[i].p, parts[i].n);
        n += parts[i].n;
    }
    return (rap_str){to, n};
}

/* The bytes of a member's value: from behind its key to the next member or the end.
 * Empty when the key was written with escapes, as none of ours is. */
static rap_str value_of(rap_str object, const rap_value *m)
{
    const char *end = object.p + object.n - 1, *from = m->key.p + m->key.n + 1;
    if (m->key.p <= object.p || from >= end) return (rap_str){"", 0};
    if (m->next && m->next->key.p > from && m->next->key.p <= end)
        end = m->next->key.p - 1;
    rap_str v = rap_str_trim((rap_str){from, (size_t)(end - from)});
    if (v.n && v.p[v.n - 1] == ',') v.n--;
    return rap_str_trim(rap_str_cut(v, 1, v.n));
}

static bool can_stand(rap_str object, const rap_value *m)
{
    bool escaped = m->next && (m->next->key.p <= object.p ||
                               m->next->key.p >= object.p + object.n);
    return !escaped && value_of(object, m).n > 0;
}

/* False for the members that are written anew, in the dossier's ids. */
static bool goes_through(const rap_value *m)
{
    static const char *const anew[] = {"id",        "speaker",  "via",
                                       "nested_in", "row",      "report",
                                       "text",      "cue_text", "source_text"};
    for (size_t i = 0; i < sizeof anew / sizeof *anew; i++)
        if (rap_str_is(m->key, anew[i])) return false;
    return true;
}

static void write_speaker(rap_writing *w, uint32_t rank, const rap_filed_attribution *a)
{
    rap_pile *p = w->pile;
    rap_writing_str(w, "speaker",
                    rap_pile_party_id(p, rap_pile_party(p, rank, a->speaker)));
    rap_writing_parties(w, "via", rank, a->via);
    rap_writing_str(w, "nested_in", rap_pile_attribution_id(p, rank, a->nested_in));
}

static void cite_all(rap_writing *w, uint32_t rank, rap_filed_spans at)
{
    for (uint32_t i = 0; i < at.n; i++)
        rap_writing_cite(w, rank, at.v[i]);
}

void rap_attributions_write(rap_pile *p, uint32_t i, rap_row *row)
{
    rap_ref ref = p->attributions.v[i];
    const rap_filed *f = rap_pile_report(p, ref.report);
    const rap_filed_attribution *a = &f->attributions[ref.index];
    rap_value *own = NULL;
    rap_writing w;
    rap_writing_begin(&w, p, row, p->attribution_ids[i]);
    if (a->json.n && rap_jsonin_parse(&own, a->json, p->batch, NULL) != RAP_OK)
        own = NULL;
    for (const rap_value *m = own ? own->first : NULL; m; m = m->next) {
        if (!goes_through(m) || !can_stand(a->json, m)) continue;
        rap_str key = rap_arena_copy(p->batch, m->key);
        if (!key.p) continue;
        rap_json_key(&w.j, key.p);
        rap_json_raw(&w.j, value_of(a->json, m));
    }
    write_speaker(&w, ref.report, a);
    row->text = content_of(&w, ref.report, a->content);
    rap_writing_str(&w, "text", row->text);
    rap_writing_str(&w, "cue_text", content_of(&w, ref.report, a->cue));
    if (a->speaker < 0) /* whom the words name, where nobody is known for him */
        rap_writing_str(&w, "source_text", content_of(&w, ref.report, a->source));
    rap_writing_str(&w, "report", f->key);
    cite_all(&w, ref.report, a->content);
    rap_writing_end(&w);
    row->report = (int32_t)p->order[ref.report];
    row->who = rap_pile_party_id(p, rap_pile_party(p, ref.report, a->speaker));
    row->other = rap_writing_ids(&w, ref.report, a->via);
    row->what = a->kind;
    row->state = a->speech ? RAP_STR("speech") : RAP_STR("");
    row->day = a->day;
}
