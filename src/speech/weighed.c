/*
 * speech/weighed.c - which words attribute, and what around them is whose.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/surety.h"
#include "speech/voices.h"

enum { /* how sure the models must be: logits times 256, chosen on reports left out */
       LEAST = -256,       /* that a word is a cue, to be looked at closer */
       SURE_FRAME = -300,  /* that what words show of speech is told */
       SURE_OTHER = -150,  /* that what they show of a wish, a plan is */
       SURE_SPEECH = -100, /* that a known cue of speech tells */
       SURE_FOUND = -50,   /* that any other word does */
       LOGIT = 256,
       CASTS_MAX = 40, /* in one sentence; no sentence of a report has so many */
       DEPTH_MAX = 8
};

typedef struct {
    rap_hearing *h;
    const rap_tellers *by;
    const int32_t *telling;
    rap_cast_kept *kept;
    uint32_t casts;        /* of this sentence */
    rap_telling_list list; /* what is kept */
    int32_t *at;  /* per kept telling: its place among those that stay, or -1 */
    int32_t *now; /* per old telling: its place in the list, or -1 */
} weighing;

/* Note in h->told whose content each token is, of the tellings that words show. */
static void mark_told(rap_hearing *h)
{
    for (uint32_t i = 0; i < h->p->n_tokens; i++)
        h->told[i] = -1;
    for (size_t k = 0; k < h->list.n; k++) {
        const rap_telling *x = &h->list.v[k];
        if (x->way != RAP_WAY_FRAME || x->nested_in >= 0) continue;
        for (uint32_t c = 0; c < x->n_content; c++)
            for (uint32_t i = x->content[c].from; i < x->content[c].to; i++)
                if (h->told[i] < 0) h->told[i] = (int32_t)k;
    }
}

const int32_t *rap_tellings_index(rap_hearing *h)
{
    int32_t *of = RAP_NEW(h->p->arena, int32_t, h->p->n_tokens + 1);
    if (!of) return NULL;
    mark_told(h);
    for (uint32_t i = 0; i < h->p->n_tokens; i++)
        of[i] = -1;
    for (size_t k = h->list.n; k-- > 0;)
        if (h->list.v[k].main != RAP_NO_TOKEN) of[h->list.v[k].main] = (int32_t)k;
    return of;
}

static int32_t sureness(const weighing *w, uint32_t token, const rap_telling *x)
{
    uint64_t keys[RAP_CUE_KEYS];
    int32_t scores[RAP_CASTS] = {0};
    rap_linear_score4(&w->by->cues, keys, rap_cue_keys(w->h, token, x, keys), scores);
    return (int32_t)((int64_t)scores[1] * LOGIT * 256 / w->by->unit);
}

/* What a frame shows of a quotation always tells. */
static bool is_quoting(const rap_hearing *h, const rap_telling *x)
{
    return x && x->way == RAP_WAY_FRAME && h->quotation_of[x->content[0].from] >= 0;
}

/* Is the telling, with all its parts, as sure as its kind must be? */
static bool is_told(const rap_telling *x)
{
    bool speech = x->row >= 0 && rap_cue_is_speech(x->row);
    const bool frame = x->way == RAP_WAY_FRAME, other = x->row >= 0 && !speech;
    const int32_t least = frame && other ? SURE_OTHER
                          : frame        ? SURE_FRAME
                          : speech       ? SURE_SPEECH
                                         : SURE_FOUND;
    return x->quoting || x->sure > least;
}

static bool is_loose(const rap_token *t)
{
    return t->upos == RAP_PUNCT && !(t->shape & RAP_SHAPE_QUOTED);
}

static bool has_word(const rap_hearing *h, rap_span s)
{
    for (uint32_t i = s.from; i < s.to; i++)
        if (h->p->tokens[i].shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) return true;
    return false;
}

/* A stretch of content with the marks of a quotation that it begins or ends in. */
static rap_span with_marks(const rap_hearing *h, rap_span c)
{
    while (c.from < c.to && is_loose(&h->p->tokens[c.from]))
        c.from++;
    if (c.from >= c.to) return c;
    int32_t q = h->quotation_of[c.from];
    if (q >= 0 && h->quotations[q].open + 1 == c.from) c.from--;
    q = h->quotation_of[c.to - 1];
    if (q >= 0 && h->quotations[q].closed && h->quotations[q].close == c.to) c.to++;
    return c;
}

static void add_content(const rap_hearing *h, rap_telling *x, rap_span c)
{
    c = with_marks(h, c);
    if (c.from < c.to && has_word(h, c) && x->n_content < RAP_SPANS_MAX)
        x->content[x->n_content++] = c;
}

/* A quotation longer than what is cast goes on to its end. */
static rap_span to_close(const rap_hearing *h, const rap_cast_sheet *s, rap_span c)
{
    const int32_t q = c.to == s->to ? h->quotation_of[c.to - 1] : -1;
    if (q >= 0 && h->quotations[q].close >= c.to) c.to = h->quotations[q].close + 1;
    return c;
}

/* Parts into the spans of a telling; the longest source counts. */
static void take_parts(rap_telling *x, const rap_cast_sheet *s, const uint8_t *parts)
{
    uint32_t n = s->to - s->from;
    x->n_content = 0;
    x->source = (rap_span){0, 0};
    for (uint32_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && parts[k] == parts[i];)
            k++;
        rap_span run = {s->from + i, s->from + k};
        if (parts[i] == RAP_CAST_CUE) x->cue = run;
        if (parts[i] == RAP_CAST_CONTENT) add_content(s->h, x, to_close(s->h, s, run));
        if (parts[i] == RAP_CAST_SOURCE && has_word(s->h, run) &&
            run.to - run.from > x->source.to - x->source.from)
            x->source = run;
    }
}

/* What stands between cue and content, when the rules tell nothing of it. */
static void take_behind(const rap_hearing *h, rap_telling *x)
{
    uint32_t to = 0;
    for (uint32_t k = 0; k < x->n_content && !to; k++)
        if (x->content[k].from >= x->cue.to) to = x->content[k].from;
    if (x->behind.to) {
        if (to && x->behind.to > to) x->behind.to = to;
        if (x->behind.from < x->cue.to) x->behind.from = x->cue.to;
        if (x->behind.from >= x->behind.to) x->behind = (rap_span){0, 0};
        return;
    }
    bool source = x->source.from >= x->cue.to && x->source.from < to;
    if (to <= x->cue.to || source) return;
    const rap_token *t = &h->p->tokens[x->cue.to];
    x->behind = (rap_span){x->cue.to, to};
    x->hearer = rap_is_noun(t) || t->upos == RAP_PRON || t->upos == RAP_DET;
}

static bool is_apart(const rap_telling *x, rap_span s)
{
    if (s.from < x->cue.to && x->cue.from < s.to) return false;
    for (uint32_t k = 0; k < x->n_content; k++)
        if (s.from < x->content[k].to && x->content[k].from < s.to) return false;
    return s.from < s.to;
}

/* Where no words were cast as source the subject is one, or what a frame tells. */
static void take_subject(const rap_hearing *h, rap_telling *x, const rap_telling *rule)
{
    rap_subject s = rap_subject_of(&h->clauses, x->main);
    bool own = s.token != UINT32_MAX && !s.passive && !s.shared && !h->is_time[s.token];
    rap_span at = own ? rap_subject_span(&h->clauses, s, x->main) : (rap_span){0, 0};
    if (is_apart(x, at))
        x->source = at;
    else if (rule && rule->way == RAP_WAY_FRAME && is_apart(x, rule->source))
        x->source = rule->source;
}

/* Cast the words around a cue; false when none is content. */
static bool cast(const weighing *w, rap_telling *x, const rap_telling *rule)
{
    rap_cast_sheet s;
    uint8_t parts[RAP_CAST_ROOM];
    rap_cast_open(&s, w->h, x->main, rule);
    rap_cast_run(&s, &w->by->casting, w->kept, parts, x->firm);
    take_parts(x, &s, parts);
    if (rap_is_spoken_to(w->h, x)) rap_leave_spoken_to(x);
    if (x->n_content == 0) return false;
    if (x->source.from == x->source.to) take_subject(w->h, x, rule);
    take_behind(w->h, x);
    return true;
}

static rap_code keep(weighing *w, uint32_t token, int32_t old, rap_err *err)
{
    const rap_telling *rule = old < 0 ? NULL : &w->h->list.v[old];
    const int32_t sure = sureness(w, token, rule);
    const bool quoting = is_quoting(w->h, rule);
    if (sure < LEAST && !quoting) return RAP_OK;
    rap_telling x = {.main = token, .way = RAP_WAY_WORD, .rule = "word"};
    x.head = RAP_NO_TOKEN;
    if (rule)
        x = *rule;
    else
        x.row = rap_cue_group(w->h->p, token).row;
    if (!rule) x.carried = -1;
    if (w->casts++ >= CASTS_MAX || !cast(w, &x, rule)) {
        if (!rule || rule->way != RAP_WAY_FRAME) return RAP_OK;
        x = *rule; /* what the frame shows stays */
    }
    x.nested_in = -1;
    x.sure = sure;
    x.quoting = quoting;
    rap_telling *to = RAP_PUSH(w->h->p->arena, &w->list);
    if (!to) return rap_fail_memory(err);
    *to = x;
    if (old >= 0) w->now[old] = (int32_t)w->list.n - 1;
    return RAP_OK;
}

/* Was the word ever met as a cue? */
static bool is_known(const weighing *w, uint32_t token)
{
    const uint64_t key = rap_cue_word(&w->h->p->tokens[token]);
    int32_t scores[RAP_CASTS] = {0};
    rap_linear_score4(&w->by->cues, &key, 1, scores);
    return scores[RAP_CUE_KNOWN] > 0;
}

static rap_code weigh_sentence(weighing *w, const rap_sentence *s, rap_err *err)
{
    rap_code rc = RAP_OK;
    w->casts = 0;
    for (uint32_t i = s->first; i < s->last && rc == RAP_OK; i++) {
        int32_t old = w->telling[i];
        if (old < 0 && !(rap_cue_may(w->h, i) && is_known(w, i))) continue;
        rc = keep(w, i, old, err);
    }
    return rc;
}

static bool holds(const rap_telling *x, uint32_t token)
{
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].from <= token && token < x->content[i].to) return true;
    return false;
}

/* Does the telling hold another's cue in the words before its own: "..., Ruud said"? */
static bool holds_before(const rap_telling *x, uint32_t token)
{
    return token < x->cue.from && holds(x, token);
}

/* Nest what is told in another's content: in the nearest cue before it, or behind. */
static void nest(rap_hearing *h)
{
    enum { NEAR = 12 };
    for (size_t k = 0; k < h->list.n; k++) {
        rap_telling *x = &h->list.v[k];
        x->nested_in = -1;
        size_t from = k > NEAR ? k - NEAR : 0;
        size_t to = k + NEAR < h->list.n ? k + NEAR : h->list.n;
        for (size_t i = from; i < to; i++) {
            const rap_telling *o = &h->list.v[i];
            if (i == k || !holds(o, x->main)) continue;
            if (holds(x, o->main) && !holds_before(o, x->main)) continue;
            if (x->nested_in < 0 || i < k) x->nested_in = (int32_t)i;
        }
    }
}

/* No telling may lie in itself by way of others. */
static void unwind(rap_hearing *h)
{
    for (size_t k = 0; k < h->list.n; k++) {
        int32_t o = h->list.v[k].nested_in;
        for (int n = 0; o >= 0 && n < DEPTH_MAX && o != (int32_t)k; n++)
            o = h->list.v[o].nested_in;
        if (o >= 0) h->list.v[k].nested_in = -1;
    }
}

/* Who speaks within another's words is not named with him: "Norland said Veld" is Veld.
 */
static void part_sources(rap_hearing *h)
{
    for (size_t k = 0; k < h->list.n; k++) {
        rap_telling *x = &h->list.v[k];
        if (x->nested_in < 0) continue;
        const rap_telling *o = &h->list.v[x->nested_in];
        bool in = x->source.from <= o->main && o->cue.to < x->source.to;
        if (in && o->source.from <= x->source.from) x->source.from = o->cue.to;
    }
}

static uint32_t size_of(const rap_telling *x)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_content; i++)
        n += x->content[i].to - x->content[i].from;
    return n;
}

static uint32_t shared(const rap_telling *x, const rap_telling *y)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_content; i++)
        for (uint32_t k = 0; k < y->n_content; k++) {
            rap_span a = x->content[i], b = y->content[k];
            uint32_t from = a.from > b.from ? a.from : b.from;
            uint32_t to = a.to < b.to ? a.to : b.to;
            if (to > from) n += to - from;
        }
    return n;
}

/* Do both tell the same words, or share a cue, and neither lies in the other? */
static bool are_rivals(const rap_telling *x, const rap_telling *y)
{
    if (x->nested_in >= 0 || y->nested_in >= 0) return false;
    bool cue = x->cue.from < y->cue.to && y->cue.from < x->cue.to;
    uint32_t a = size_of(x), b = size_of(y);
    return cue || 2 * shared(x, y) > (a < b ? a : b);
}

static void carry(weighing *w)
{
    for (size_t k = 0; k < w->list.n; k++) {
        rap_telling *x = &w->list.v[k];
        if (x->carried >= 0) x->carried = w->now[x->carried];
    }
}

/* Let go of those that are marked with -1 in w->at; the others' numbers change. */
static void let_go(weighing *w)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < w->list.n; k++) {
        bool gone = w->at[k] < 0;
        w->at[k] = gone ? -1 : (int32_t)kept;
        if (!gone) w->list.v[kept++] = w->list.v[k];
    }
    w->list.n = kept;
    for (uint32_t k = 0; k < kept; k++) {
        rap_telling *x = &w->list.v[k];
        if (x->nested_in >= 0) x->nested_in = w->at[x->nested_in];
        if (x->carried >= 0) x->carried = w->at[x->carried];
    }
}

static void let_unsure_go(weighing *w)
{
    for (uint32_t k = 0; k < w->list.n; k++)
        w->at[k] = is_told(&w->list.v[k]) ? 0 : -1;
    let_go(w);
}

/* What nobody tells within another's words is that other's: "Ruud said it could be
 * discussed". */
static void let_nobodys_go(weighing *w)
{
    for (uint32_t k = 0; k < w->list.n; k++) {
        const rap_telling *x = &w->list.v[k];
        bool nobody = x->source.from >= x->source.to && x->way == RAP_WAY_WORD;
        w->at[k] = nobody && x->nested_in >= 0 ? -1 : 0;
    }
    for (uint32_t k = 0; k < w->list.n; k++) {
        rap_telling *x = &w->list.v[k];
        for (int n = 0; n < DEPTH_MAX && x->nested_in >= 0; n++)
            if (w->at[x->nested_in] < 0)
                x->nested_in = w->list.v[x->nested_in].nested_in;
    }
    let_go(w);
}

/* A frame that shows a quotation is stronger than what shows none. */
static bool is_weaker(const rap_telling *x, const rap_telling *y)
{
    return x->quoting != y->quoting ? y->quoting : x->sure < y->sure;
}

/* Of two that tell the same words the surer stays. */
static void settle_rivals(weighing *w)
{
    enum { NEAR = 6 };
    uint32_t n = (uint32_t)w->list.n;
    for (uint32_t k = 0; k < n; k++)
        w->at[k] = 0;
    for (uint32_t k = 1; k < n; k++)
        for (uint32_t i = k > NEAR ? k - NEAR : 0; i < k; i++) {
            if (w->at[i] || w->at[k]) continue;
            if (!are_rivals(&w->list.v[i], &w->list.v[k])) continue;
            w->at[is_weaker(&w->list.v[i], &w->list.v[k]) ? i : k] = -1;
        }
    let_go(w);
}

/* Are the words that one tells, but for marks, the other telling and no more? */
static bool is_whole(const rap_hearing *h, const rap_telling *o, const rap_telling *x)
{
    for (uint32_t k = 0; k < o->n_content; k++) {
        if (o->content[k].to - o->content[k].from > RAP_CAST_ROOM) return false;
        for (uint32_t i = o->content[k].from; i < o->content[k].to; i++) {
            bool cue = x->cue.from <= i && i < x->cue.to;
            bool source = x->source.from <= i && i < x->source.to;
            bool behind = x->behind.from <= i && i < x->behind.to;
            if (h->p->tokens[i].upos == RAP_PUNCT || cue || source || behind) continue;
            if (!holds(x, i)) return false;
        }
    }
    return true;
}

/* Where what may hand on ends: with the content, or with the sentence not far behind.
 */
static uint32_t end_behind(const rap_hearing *h, const rap_telling *x, uint32_t far)
{
    const rap_token *t = h->p->tokens;
    const uint32_t to = x->content[x->n_content - 1].to;
    const rap_sentence *s = &h->p->sentences[t[x->main].sentence];
    const uint32_t end = rap_sentence_end(h->p, s);
    return to < end && end - to <= far && rap_is_mark(&t[to], ",") ? end : to;
}

/* "Ruud said they had left, said his office": the cue that ends what is told, and who
 * hands it on; 0 when there is none. */
static uint32_t handed_on(const rap_hearing *h, const rap_telling *x, rap_span *by)
{
    enum { FAR = 12 };
    const rap_token *t = h->p->tokens;
    const rap_span c = {x->content[x->n_content - 1].from, end_behind(h, x, FAR)};
    uint32_t from = c.to > c.from + FAR ? c.to - FAR : c.from;
    for (uint32_t i = c.to; i-- > from + 1;) {
        rap_cue cue;
        if (t[i].shape & RAP_SHAPE_QUOTED || !rap_is_finite(&t[i])) continue;
        bool told = rap_is_mark(&t[i - 1], ",") && rap_cue_at(&cue, h->p, i) &&
                    cue.group.from == i && !cue.passive &&
                    rap_cue_takes(cue.row, "post") && rap_cue_is_speech(cue.row);
        bool ends = told && rap_source_behind(by, h, cue.group.to, c.to);
        return ends && by->to == c.to && i > c.from + 1 ? i : 0;
    }
    return 0;
}

static void part_carriers(weighing *w)
{
    enum { NEAR = 6 };
    for (uint32_t k = 0; k < w->list.n; k++)
        w->at[k] = 0;
    for (uint32_t k = 0; k < w->list.n; k++) {
        rap_telling *x = &w->list.v[k];
        rap_span *c = &x->content[x->n_content - 1], by;
        if (x->way != RAP_WAY_FRAME || c->from < x->cue.to || x->via.to) continue;
        if (!rap_cue_takes(x->row, "post") || rap_cue_takes(x->row, "to")) continue;
        uint32_t cue = handed_on(w->h, x, &by);
        if (!cue) continue;
        if (c->to > cue - 1) c->to = cue - 1;
        x->via = by;
        for (uint32_t i = k > NEAR ? k - NEAR : 0; i < w->list.n && i < k + NEAR; i++)
            if (w->list.v[i].main == cue) w->at[i] = -1;
    }
    let_go(w);
}

/* Is it the press that tells, or one who cites? */
static bool carries(const rap_hearing *h, const rap_telling *x)
{
    if (x->source.from >= x->source.to) return false;
    const rap_mention *m = rap_mention_at(h, rap_source_head(h, x->source));
    bool press = m && rap_kind_of(h, m->entity) == RAP_ENTITY_MEDIA;
    return press || rap_cue_takes(x->row, "carry");
}

/* "…, Ruud said, NPA reported": who carried what another says is told with it, and is
 * no telling of his own. */
static void join_carriers(weighing *w)
{
    enum { NEAR = 12 };
    for (uint32_t k = 0; k < w->list.n; k++)
        w->at[k] = 0;
    for (uint32_t k = 0; k < w->list.n; k++) {
        rap_telling *x = &w->list.v[k];
        if (x->nested_in < 0) continue;
        const uint32_t of = (uint32_t)x->nested_in;
        const rap_telling *o = &w->list.v[of];
        bool behind = o->n_content == 1 && o->content[0].to <= o->cue.from;
        if (w->at[of] < 0 || !behind || !carries(w->h, o)) continue;
        if (!is_whole(w->h, o, x)) continue;
        w->at[of] = -1;
        x->via = o->source;
        for (uint32_t i = k > NEAR ? k - NEAR : 0; i < w->list.n && i < k + NEAR; i++) {
            rap_telling *y = &w->list.v[i];
            if (i != k && y->nested_in == (int32_t)of) y->nested_in = (int32_t)k;
        }
        x->nested_in = o->nested_in;
    }
    let_go(w);
}

rap_code rap_tellings_cast(rap_hearing *h, const rap_tellers *by, rap_err *err)
{
    weighing w = {.h = h, .by = by, .telling = rap_tellings_index(h)};
    w.now = RAP_NEW(h->p->arena, int32_t, h->list.n + 1);
    w.kept = RAP_NEW(h->p->arena, rap_cast_kept, 1);
    if (!w.telling || !w.now || !w.kept) return rap_fail_memory(err);
    for (size_t k = 0; k < h->list.n; k++)
        w.now[k] = -1;
    for (uint32_t k = 0; k < h->p->n_sentences; k++) {
        const rap_sentence *s = &h->p->sentences[k];
        if (h->p->layout->blocks[s->block].kind == RAP_BLOCK_TITLE) continue;
        rap_code rc = weigh_sentence(&w, s, err);
        if (rc != RAP_OK) return rc;
    }
    carry(&w);
    h->list = w.list;
    return RAP_OK;
}

bool rap_tellers_open(rap_tellers *out, const rap_part parts[RAP_TELLERS])
{
    *out = (rap_tellers){0};
    if (!rap_linear_open(&out->cues, parts[0]) || !out->cues.narrow) return false;
    if (!rap_netlet_open(&out->casting, parts[1])) return false;
    if (out->casting.rows < RAP_CAST_ROWS || out->casting.n_whole != 1) return false;
    out->unit = rap_le32(parts[0].p + 24) ? rap_le32(parts[0].p + 24) : 1;
    return rap_boosted_open(&out->sure, parts[2]) &&
           out->sure.n_features == RAP_SURETY_NUMBERS;
}

/* How sure each is with all its parts, into sure[h->list.n]. */
static rap_code judge_all(const rap_hearing *h, const rap_tellers *by, int32_t *sure,
                          rap_err *err)
{
    const size_t n = h->list.n;
    int16_t *numbers = RAP_NEW(h->p->arena, int16_t, n * RAP_SURETY_NUMBERS + 1);
    if (!numbers) return rap_fail_memory(err);
    for (uint32_t k = 0; k < n; k++)
        rap_surety_numbers(h, k, numbers + (size_t)k * RAP_SURETY_NUMBERS);
    const rap_boosted_early whole = {by->sure.n_trees, INT32_MIN};
    rap_boosted_score_rows(&by->sure, numbers, n, whole, sure);
    return RAP_OK;
}

static rap_code judge(rap_hearing *h, const rap_tellers *by, rap_err *err)
{
    weighing w = {.h = h, .by = by};
    w.at = RAP_NEW(h->p->arena, int32_t, h->list.n + 1);
    int32_t *sure = RAP_NEW(h->p->arena, int32_t, h->list.n + 1);
    if (!w.at || !sure) return rap_fail_memory(err);
    const rap_code rc = judge_all(h, by, sure, err);
    if (rc != RAP_OK) return rc;
    for (uint32_t k = 0; k < h->list.n; k++)
        h->list.v[k].sure = sure[k];
    w.list = h->list;
    let_unsure_go(&w);
    h->list = w.list;
    nest(h);
    unwind(h);
    let_nobodys_go(&w);
    h->list = w.list;
    part_sources(h);
    settle_rivals(&w);
    part_carriers(&w);
    join_carriers(&w);
    h->list = w.list;
    return RAP_OK;
}

static bool has_states(const rap_hearing *h)
{
    return h->p->states && h->p->states->v && h->p->states->width == RAP_NETLET_STATE;
}

rap_code rap_tellings_weigh(rap_hearing *h, rap_err *err)
{
    rap_tellers by;
    const rap_part parts[RAP_TELLERS] = {rap_weights_part("tellings"),
                                         rap_weights_part("castings"),
                                         rap_weights_part("surety")};
    if (!h->clauses.p) return RAP_OK;
    if (!has_states(h) || !rap_tellers_open(&by, parts)) {
        while (h->list.n && h->list.v[h->list.n - 1].way != RAP_WAY_FRAME)
            h->list.n--;
        return RAP_OK;
    }
    rap_code rc = rap_tellings_cast(h, &by, err);
    return rc == RAP_OK ? judge(h, &by, err) : rc;
}
