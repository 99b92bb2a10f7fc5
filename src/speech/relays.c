/*
 * speech/relays.c - by way of whom words came: who quoted, carried or reported them.
 *
 *     …, Ruud said, NPA reported          a telling behind that tells the whole of it
 *     …, Ruud said, reports NPA           a verb of data/relays.tsv with the press
 *     a statement carried by NPA          the same, in the passive
 *     NPA quoted Ruud as saying           who speaks is whom the press quotes
 *     The remarks were carried by NPA.    a sentence of its own, behind the words
 *
 * The press that is told something is its hearer and its medium (channels.c), not here.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/around.h"
#include "speech/voices.h"

#include "relays_table.inc"

enum {
    BACK_MAX = 5, /* tokens from "by" back to its verb */
    PHRASE_MAX = 8,
    QUOTED_FAR = 24, /* tokens from "quoted" to "as saying" */
    OUTER_MAX = 4,   /* tellings that one lies in */
    NEXT_MAX = 20,   /* tokens of the next sentence */
    BEFORE_MAX = 2,  /* sentences back to the press that quotes */
    CITING_FAR = 8,  /* tokens from a verb on to its "citing" */
    CITING_NEAR = 4  /* tellings around it */
};

/* Somebody handed the words on; who speaks does not. */
static void add_via(rap_attribution *a, int32_t entity)
{
    if (entity < 0 || entity == a->speaker) return;
    for (uint32_t i = 0; i < a->n_via; i++)
        if (a->via[i] == entity) return;
    if (a->n_via < RAP_VIA_MAX) a->via[a->n_via++] = entity;
}

static bool relays(const rap_hearing *h, uint32_t token, const char *how)
{
    const rap_token *t = &h->p->tokens[token];
    if (t->xpos[0] != 'V') return false;
    int row = rap_prose_match_lemma(h->p, &relays_table, token);
    return rap_cell_has(&relays_table, row, RELAYS_HOW, how);
}

/* Is "by" at token i the agent of a verb that hands words on? */
static bool hands_on(const rap_hearing *h, uint32_t i)
{
    for (uint32_t k = i; k > 0 && i - k < BACK_MAX; k--) {
        const rap_token *t = &h->p->tokens[k - 1];
        if (t->sentence != h->p->tokens[i].sentence) return false;
        if (strcmp(t->xpos, "VBN") == 0 || strcmp(t->xpos, "VBD") == 0)
            return relays(h, k - 1, "by");
        if (t->upos == RAP_PUNCT) return false;
    }
    return false;
}

/* The press in the phrase that begins at token i, or -1. */
static int32_t press_at(const rap_hearing *h, uint32_t i)
{
    uint32_t from, to;
    if (i >= h->p->n_tokens || !rap_prose_noun_phrase(h->p, i, &from, &to)) return -1;
    return from < i ? -1 : rap_press_among(h, i, to);
}

/* The press whose name ends before token i, or -1. */
static int32_t press_before(const rap_hearing *h, uint32_t i)
{
    uint32_t from, to;
    if (i == 0 || !rap_prose_noun_phrase(h->p, i - 1, &from, &to) || to > i) return -1;
    return rap_press_among(h, from, i);
}

/* "…, reports NPA" and "…, NPA reports" behind the cue. */
static int32_t press_of_verb(const rap_around *a, uint32_t verb)
{
    const rap_hearing *h = a->h;
    if (!rap_is_finite(&h->p->tokens[verb]) || !relays(h, verb, "end")) return -1;
    if (verb < a->x->cue.to && verb < a->x->source.to) return -1;
    int32_t press = press_at(h, verb + 1);
    if (press >= 0 || !rap_around_has(a, verb - 1)) return press;
    return press_before(h, verb);
}

static void look_beside(rap_attribution *out, const rap_around *a)
{
    for (uint32_t i = a->at.from; i < a->at.to; i++) {
        if (!rap_around_has(a, i)) continue;
        bool by = rap_token_is(a->h->p, i, "by") && hands_on(a->h, i);
        bool to = rap_is_according(a->h, i) && !rap_cue_takes(a->x->row, "according");
        if (by || to) add_via(out, press_at(a->h, i + 1));
        if (i > a->x->main) add_via(out, press_of_verb(a, i));
    }
}

/* Who hands words on: whom the phrase names, else the first party in it ("the office of
 * the Norlandic army"); -1 for nobody known. */
static int32_t carrier_of(const rap_hearing *h, rap_span by)
{
    const rap_mention *m = rap_mention_at(h, rap_source_head(h, by));
    if (m && m->entity >= 0) return m->entity;
    for (uint32_t i = by.from; i < by.to; i++) {
        m = rap_mention_at(h, i);
        rap_entity_kind kind = m ? rap_kind_of(h, m->entity) : RAP_ENTITY_NONE;
        if (kind != RAP_ENTITY_NONE && kind != RAP_ENTITY_PLACE) return m->entity;
    }
    return -1;
}

/* Who hands on what another says stands between him and the reader: the press, or one
 * who cites. */
static void look_outside(rap_attribution *out, const rap_hearing *h,
                         const rap_telling *x)
{
    for (int32_t n = 0, o = x->nested_in; o >= 0 && n < OUTER_MAX; n++) {
        const rap_telling *outer = &h->list.v[o];
        const rap_mention *m = NULL;
        int32_t press = -1;
        if (outer->source.from < outer->source.to) {
            m = rap_mention_at(h, rap_source_head(h, outer->source));
            if (m) press = rap_press_among(h, m->first, m->last);
        }
        bool noun = x->main != RAP_NO_TOKEN && rap_is_noun(&h->p->tokens[x->main]);
        bool carries = press >= 0 || (!noun && rap_cue_takes(outer->row, "carry"));
        if (m && m->entity >= 0 && carries) add_via(out, m->entity);
        o = outer->nested_in;
    }
}

/* "Haas pointed to a statement from Ruud that he would go": by way of Haas. */
static void look_pointing(rap_attribution *out, const rap_hearing *h,
                          const rap_telling *x)
{
    uint32_t noun = rap_stated_in(h, x);
    if (noun == RAP_NO_TOKEN || out->speaker < 0) return;
    uint32_t verb = rap_head(&h->clauses, noun);
    if (verb == noun || !relays(h, verb, "point")) return;
    rap_subject s = rap_subject_of(&h->clauses, verb);
    const rap_mention *m = s.token == UINT32_MAX ? NULL : rap_mention_at(h, s.token);
    if (m && !s.passive && verb < noun) add_via(out, m->entity);
}

void rap_relays_tell(rap_attribution *out, const rap_around *a)
{
    const rap_telling *x = a->x;
    if (x->via.from < x->via.to) add_via(out, carrier_of(a->h, x->via));
    look_beside(out, a);
    look_outside(out, a->h, x);
    look_pointing(out, a->h, x);
}

/* The verb in "NPA quoted Ruud as saying" whose "saying" is the cue, or 0. */
static uint32_t quoting_verb(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    uint32_t as = x->main;
    if (strcmp(t[as].xpos, "VBG") != 0 || !rap_str_is(t[as].lemma, "say")) return 0;
    if (as == 0 || !rap_is_mark(&t[--as], "as")) return 0;
    for (uint32_t i = as; i > x->source.to && as - i < QUOTED_FAR; i--) {
        if (!relays(h, i - 1, "quote")) continue;
        return rap_is_finite(&t[i - 1]) ? i - 1 : 0;
    }
    return 0;
}

/* "…, NPA quoted Ruud as saying": the words stand before, whom it quotes behind. */
static bool turn_back(const rap_hearing *h, rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    rap_span last = x->content[x->n_content - 1];
    rap_span quoted = {x->main + 1, last.to};
    uint32_t first = h->p->sentences[t[x->main].sentence].first, comma = x->source.from;
    bool before = x->n_content == 2 && x->content[0].to <= x->source.from;
    bool may = (x->n_content == 1 || before) && last.from == quoted.from &&
               quoted.to > quoted.from + 2 && comma > first + 2;
    if (!may || !rap_is_finite(&t[x->main]) || !relays(h, x->main, "quote"))
        return false;
    if (!rap_is_mark(&t[quoted.to - 2], "as")) return false;
    if (!rap_str_is(t[quoted.to - 1].lemma, "say")) return false;
    bool mark =
        rap_is_mark(&t[comma - 1], ",") && !(t[comma - 1].shape & RAP_SHAPE_QUOTED);
    if (!before) x->content[0] = (rap_span){first, comma - mark};
    x->n_content = 1;
    quoted.to -= 2;
    x->via = x->source;
    x->source = quoted;
    x->head = RAP_NO_TOKEN;
    return true;
}

/* The verb in "Ruud was quoted by NPA as saying" of which the cue is a part, or 0; the
 * token of "saying". */
static uint32_t passive_quoting(const rap_hearing *h, uint32_t main, uint32_t *saying)
{
    const rap_token *t = h->p->tokens;
    uint32_t verb = main, end = h->p->sentences[t[main].sentence].last;
    if (strcmp(t[main].xpos, "VBG") == 0 && main > 1)
        while (verb > 0 && main - verb < QUOTED_FAR && !relays(h, verb, "quote"))
            verb--;
    if (verb < 2 || strcmp(t[verb].xpos, "VBN") != 0 || !relays(h, verb, "quote"))
        return 0;
    if (t[verb].sentence != t[main].sentence) return 0;
    bool be =
        rap_str_is(t[verb - 1].lemma, "be") || rap_str_is(t[verb - 2].lemma, "be");
    for (uint32_t i = verb + 1; be && i + 1 < end && i - verb < QUOTED_FAR; i++) {
        if (t[i].shape & RAP_SHAPE_QUOTED) return 0;
        *saying = i + 1;
        if (rap_is_mark(&t[i], "as") && rap_str_is(t[i + 1].lemma, "say")) return verb;
    }
    return 0;
}

/* What is said behind "as saying", or, when that ends the sentence, before. */
static rap_span passive_content(const rap_hearing *h, rap_span source, uint32_t saying)
{
    const rap_token *t = h->p->tokens;
    const rap_sentence *s = &h->p->sentences[t[saying].sentence];
    uint32_t end = s->last;
    while (end > saying + 1 && t[end - 1].upos == RAP_PUNCT &&
           !(t[end - 1].shape & RAP_SHAPE_QUOTED))
        end--;
    bool before = source.from > s->first + 2, verb = false; /* "as saying on Monday" */
    for (uint32_t i = saying + 1; i < end; i++)
        verb = verb || t[i].xpos[0] == 'V' || (t[i].shape & RAP_SHAPE_QUOTED);
    if (end > saying + 1 && (verb || !before)) return (rap_span){saying + 1, end};
    uint32_t comma = source.from;
    bool mark = comma > s->first && rap_is_mark(&t[comma - 1], ",") &&
                !(t[comma - 1].shape & RAP_SHAPE_QUOTED);
    return (rap_span){s->first, comma - mark};
}

/* "…, Ruud was quoted by NPA as saying": who is quoted speaks, not who quotes. */
static bool turn_passive(const rap_hearing *h, rap_telling *x)
{
    uint32_t saying, verb = passive_quoting(h, x->main, &saying);
    if (verb == 0 || !h->clauses.p) return false;
    rap_subject s = rap_subject_of(&h->clauses, verb);
    if (s.token >= verb) return false;
    rap_span source = rap_subject_span(&h->clauses, s, verb);
    const rap_token *t = h->p->tokens;
    while (source.from < s.token && (t[source.from].shape & RAP_SHAPE_QUOTED))
        source.from++;
    while (source.from < s.token && t[source.from].upos == RAP_PUNCT)
        source.from++;
    rap_span content = passive_content(h, source, saying);
    if (source.from >= source.to || source.to > verb || content.from >= content.to)
        return false;
    for (uint32_t i = verb + 1; i + 1 < saying; i++)
        if (rap_is_mark(&t[i], "by")) x->via = (rap_span){i + 1, saying - 1};
    x->cue = (rap_span){source.to, saying + 1};
    x->content[0] = content;
    x->n_content = 1;
    x->source = source;
    x->head = RAP_NO_TOKEN;
    return true;
}

static void turn(const rap_hearing *h, rap_telling *x)
{
    if (turn_passive(h, x)) return;
    if (x->source.from >= x->source.to || turn_back(h, x)) return;
    uint32_t verb = quoting_verb(h, x);
    if (verb == 0 || verb + 1 >= x->main - 1) return;
    rap_span quoted = {verb + 1, x->main - 1};
    while (quoted.to > quoted.from && rap_is_mark(&h->p->tokens[quoted.to - 1], ","))
        quoted.to--;
    if (rap_is_mark(&h->p->tokens[quoted.from], "by")) return;
    x->via = x->source;
    x->source = quoted;
    x->head = RAP_NO_TOKEN;
}

/* "…," Ruud told lawmakers: nobody is told before he who tells.  What was taken for the
 * end of the words may be his name. */
static void turn_told(const rap_hearing *h, rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    bool behind = x->source.from >= x->cue.to && x->source.from <= x->cue.to + 1;
    if (!rap_str_is(t[x->main].lemma, "tell") || !rap_is_finite(&t[x->main]) || !behind)
        return;
    if (!h->clauses.p || x->content[0].to > x->cue.from) return;
    rap_subject s = rap_subject_of(&h->clauses, x->main);
    rap_span *c = &x->content[x->n_content - 1];
    for (uint32_t i = x->n_content; i-- > 0 && c->from >= x->cue.from;)
        c = &x->content[i];
    int32_t q = h->quotation_of[c->from];
    uint32_t close = q >= 0 ? h->quotations[q].close : x->cue.from;
    bool lost = s.token >= x->cue.from && close + 1 < x->cue.from;
    if (s.passive || (s.token >= x->cue.from && !lost)) return;
    rap_span source = lost ? (rap_span){close + 1, x->cue.from}
                           : rap_subject_span(&h->clauses, s, x->main);
    if (source.from <= close && close < s.token)
        source = (rap_span){close + 1, x->cue.from};
    if (source.from <= c->from + 1 || source.to > x->cue.from) return;
    if (c->to > source.from) c->to = source.from;
    x->behind = x->source;
    x->hearer = true;
    x->source = source;
    x->head = RAP_NO_TOKEN;
}

/* A verb of speech whose subject was not taken for its source. */
static void take_subject(const rap_hearing *h, rap_telling *x)
{
    if (x->source.from < x->source.to || x->row < 0 || !rap_cue_is_speech(x->row))
        return;
    if (!h->clauses.p || !rap_is_finite(&h->p->tokens[x->main])) return;
    rap_subject s = rap_subject_of(&h->clauses, x->main);
    if (s.token >= x->cue.from || s.passive || s.shared || h->is_time[s.token]) return;
    rap_span at = rap_subject_span(&h->clauses, s, x->main);
    for (uint32_t k = 0; k < x->n_content; k++)
        if (at.from < x->content[k].to && x->content[k].from < at.to) return;
    if (at.from < at.to && at.to <= x->cue.from) x->source = at;
}

/* Is a piece of content no more than who hands it on ("reports NPA"), or "as saying"?
 */
static bool is_relay(const rap_hearing *h, rap_span c, rap_span *by)
{
    const rap_token *t = h->p->tokens;
    uint32_t i = c.from, from, to;
    while (i < c.to && t[i].upos == RAP_PUNCT)
        i++;
    if (i + 1 >= c.to) return false;
    if (rap_is_mark(&t[i], "as") && rap_str_is(t[i + 1].lemma, "say")) return true;
    bool as = i + 3 < c.to && rap_is_mark(&t[i], "as") && relays(h, i + 1, "by") &&
              rap_is_mark(&t[i + 2], "by");
    if (as && press_at(h, i + 3) >= 0) { /* "as quoted by NPA" */
        *by = (rap_span){i + 3, c.to};
        return true;
    }
    if (!rap_is_finite(&t[i]) || !relays(h, i, "end") || press_at(h, i + 1) < 0)
        return false;
    if (!rap_prose_noun_phrase(h->p, i + 1, &from, &to) || to < c.to) return false;
    *by = (rap_span){i + 1, to};
    return true;
}

/* Such pieces behind the cue are no content. */
static void drop_relays(const rap_hearing *h, rap_telling *x)
{
    while (x->n_content > 1 && x->content[x->n_content - 1].from >= x->cue.to) {
        rap_span by = {0, 0};
        if (!is_relay(h, x->content[x->n_content - 1], &by)) return;
        if (by.to && !x->via.to) x->via = by;
        x->n_content--;
    }
}

/* "…, as quoted by NPA" was taken for a telling of its own. */
static bool is_aside_of_relay(const rap_hearing *h, const rap_telling *x)
{
    if (!relays(h, x->main, "by") || x->n_content != 1) return false;
    if (strcmp(h->p->tokens[x->main].xpos, "VBN") != 0) return false;
    bool by = rap_token_is(h->p, x->main + 1, "by");
    return by && x->content[0].from == x->main + 2 && press_at(h, x->main + 2) >= 0;
}

/* "It could add 300 jobs": what might be, told by a mere noun phrase, nobody has said.
 */
static bool tells_no_words(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    if (x->main == 0 || x->n_content != 1 || x->content[0].from < x->cue.to)
        return false;
    const rap_token *may = &t[x->cue.from];
    if (strcmp(t[x->main].xpos, "VB") != 0 || !rap_cue_is_speech(x->row)) return false;
    if (!rap_is_mark(may, "could") && !rap_is_mark(may, "can") &&
        !rap_is_mark(may, "may") && !rap_is_mark(may, "might"))
        return false;
    for (uint32_t i = x->content[0].from; i < x->content[0].to; i++)
        if (t[i].xpos[0] == 'V' || (t[i].shape & RAP_SHAPE_QUOTED) ||
            rap_is_mark(&t[i], "that"))
            return false;
    return true;
}

/* ---- "NPA reported, citing Ruud": Ruud said so, by way of NPA -----------------------
 */

static bool is_citing(const rap_hearing *h, uint32_t i)
{
    return strcmp(h->p->tokens[i].xpos, "VBG") == 0 && relays(h, i, "quote");
}

/* Somebody who speaks in the phrase behind a "citing", else an empty span. */
static rap_span cited_behind(const rap_hearing *h, uint32_t citing)
{
    const rap_span none = {0, 0};
    rap_span by = {citing + 1, citing + 1};
    if (by.from >= h->p->n_tokens || (h->p->tokens[by.from].shape & RAP_SHAPE_QUOTED))
        return none;
    if (!rap_prose_noun_phrase(h->p, by.from, &by.from, &by.to)) return none;
    by.from = citing + 1; /* which may stand where an adjective does */
    if (by.from >= by.to) return none;
    uint32_t head = rap_source_head(h, by);
    const rap_mention *m = rap_mention_at(h, head);
    rap_entity_kind kind = m ? rap_kind_of(h, m->entity) : RAP_ENTITY_NONE;
    bool speaks = kind != RAP_ENTITY_NONE && kind != RAP_ENTITY_PLACE &&
                  kind != RAP_ENTITY_MEDIA && m->last <= by.to;
    return speaks || rap_unnamed_kind_of(h, head) != RAP_UNNAMED_NONE ? by : none;
}

/* The "citing" that belongs to the verb of a telling, or RAP_NO_TOKEN. */
static uint32_t citing_of(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    const rap_sentence *s = &h->p->sentences[t[x->main].sentence];
    uint32_t end = x->cue.to + CITING_FAR < s->last ? x->cue.to + CITING_FAR : s->last;
    if (x->source.from > s->first && is_citing(h, s->first)) return s->first;
    for (uint32_t i = x->source.to; i < end; i++) {
        if (i >= x->cue.from && i < x->cue.to) continue;
        if ((t[i].shape & RAP_SHAPE_QUOTED) || rap_is_finite(&t[i])) break;
        if (is_citing(h, i)) return i;
    }
    return RAP_NO_TOKEN;
}

/* The words behind "citing Ruud, that …", or all before "…, NPA reported, citing". */
static rap_span cited_words(const rap_hearing *h, const rap_telling *x, rap_span by)
{
    const rap_token *t = h->p->tokens;
    rap_span rest = {by.to, x->content[x->n_content - 1].to};
    while (rest.from < rest.to && t[rest.from].upos == RAP_PUNCT)
        rest.from++;
    if (rest.from < rest.to && rap_is_mark(&t[rest.from], "that")) return rest;
    rap_span before = {h->p->sentences[t[x->main].sentence].first, x->source.from};
    bool mark = before.to > before.from + 2 && rap_is_mark(&t[before.to - 1], ",") &&
                !(t[before.to - 1].shape & RAP_SHAPE_QUOTED);
    before.to = mark ? before.to - 1 : before.from;
    return before;
}

/* The press, or a body that reports; for the telling of a "citing" itself, whoever says
 * or reports before it. */
static bool is_by_press(const rap_hearing *h, const rap_telling *x)
{
    bool told = x->main != RAP_NO_TOKEN && x->source.from < x->source.to;
    if (!told || x->via.from < x->via.to) return false;
    uint32_t verb = x->main;
    if (is_citing(h, verb))
        while (verb > x->source.to &&
               !(rap_is_finite(&h->p->tokens[verb]) && relays(h, verb, "end")))
            verb--;
    if (!rap_is_finite(&h->p->tokens[verb]) || !relays(h, verb, "end")) return false;
    if (rap_press_among(h, x->source.from, x->source.to) >= 0) return true;
    const rap_mention *m = rap_mention_at(h, rap_source_head(h, x->source));
    rap_entity_kind kind = m ? rap_kind_of(h, m->entity) : RAP_ENTITY_NONE;
    return kind == RAP_ENTITY_ORGANIZATION && relays(h, verb, "by");
}

static void hand_on(rap_telling *x, rap_span by)
{
    x->via = x->source;
    x->source = by;
    x->head = RAP_NO_TOKEN;
}

/* Telling k is of a press that cites: marks that which was made of its "citing". */
static void turn_cited(rap_hearing *h, uint32_t k, int32_t *at)
{
    rap_telling *x = &h->list.v[k];
    if (!is_by_press(h, x) || at[k] < 0) return;
    bool own = is_citing(h, x->main);
    uint32_t citing = own ? x->main : citing_of(h, x);
    rap_span by = citing == RAP_NO_TOKEN ? (rap_span){0, 0} : cited_behind(h, citing);
    if (by.from >= by.to) return;
    uint32_t near = k > CITING_NEAR ? k - CITING_NEAR : 0;
    for (uint32_t i = near; i < h->list.n && i < k + CITING_NEAR; i++) {
        const rap_telling *y = &h->list.v[i];
        if (i == k || y->main == RAP_NO_TOKEN) continue;
        bool same = h->p->tokens[y->main].sentence == h->p->tokens[citing].sentence;
        if (own && same && citing_of(h, y) == citing && is_by_press(h, y)) return;
        if (!own && y->main == citing) at[i] = -1;
    }
    if (own) {
        rap_span words = cited_words(h, x, by);
        if (words.from >= words.to) return;
        x->content[0] = words;
        x->n_content = 1;
    }
    hand_on(x, by);
}

/* Let those go that are marked with -1 in `at`; the others' numbers change. */
static void let_go(rap_hearing *h, int32_t *at)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < h->list.n; k++) {
        if (at[k] < 0) continue;
        at[k] = (int32_t)kept;
        h->list.v[kept++] = h->list.v[k];
    }
    h->list.n = kept;
    for (uint32_t k = 0; k < kept; k++) {
        rap_telling *x = &h->list.v[k];
        if (x->nested_in >= 0) x->nested_in = at[x->nested_in];
        if (x->carried >= 0) x->carried = at[x->carried];
    }
}

rap_code rap_relays_turn(rap_hearing *h, rap_err *err)
{
    int32_t *at = RAP_NEW(h->p->arena, int32_t, h->list.n + 1);
    if (!at) return rap_fail_memory(err);
    for (size_t k = 0; k < h->list.n; k++) {
        rap_telling *x = &h->list.v[k];
        if (x->main == RAP_NO_TOKEN) continue;
        at[k] = is_aside_of_relay(h, x) || tells_no_words(h, x) ||
                        rap_withholds_name(h, x) || rap_is_of_goods(h, x) ||
                        rap_is_vowed(h, (uint32_t)k) || rap_is_of_pronoun(h, x) ||
                        rap_is_still_to_say(h, x) || rap_is_said_by_nobody(h, x) ||
                        rap_is_of_other(h, x)
                    ? -1
                    : 0;
        rap_cue_take_neither(h, x);
        rap_take_term(h, x);
        turn(h, x);
        turn_told(h, x);
        take_subject(h, x);
        drop_relays(h, x);
    }
    for (uint32_t k = 0; k < h->list.n; k++) {
        /* what somebody did not say that others want, nobody has told */
        int32_t outer = h->list.v[k].nested_in;
        if (outer >= 0 && at[outer] < 0 && rap_is_said_by_nobody(h, &h->list.v[outer]))
            at[k] = -1;
        turn_cited(h, k, at);
        int32_t second = rap_cue_join_second(h, k);
        if (second >= 0) at[second] = -1;
    }
    let_go(h, at);
    return RAP_OK;
}

/* Does the sentence speak of words as carried: "The remarks were carried by NPA"?
 * Gives the press, or -1. */
static int32_t carried_by(const rap_hearing *h, const rap_sentence *s)
{
    const rap_token *t = h->p->tokens;
    uint32_t from, to,
        end = s->last - s->first > NEXT_MAX ? s->first + NEXT_MAX : s->last;
    if (!rap_prose_noun_phrase(h->p, s->first, &from, &to)) return -1;
    bool of_words = rap_voice_is(h->p, to - 1, "words");
    for (uint32_t i = to; of_words && i < end; i++)
        if (rap_is_mark(&t[i], "by") && hands_on(h, i)) return press_at(h, i + 1);
    return -1;
}

/* "Ruud was quoted as saying", without by whom. */
static bool is_quoted(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    if (rap_cue_takes(x->row, "quoted")) return strcmp(t[x->main].xpos, "VBN") == 0;
    return rap_str_is(t[x->main].lemma, "say") && x->main > 1 &&
           rap_is_mark(&t[x->main - 1], "as") && relays(h, x->main - 2, "quote") &&
           strcmp(t[x->main - 2].xpos, "VBN") == 0;
}

/* The press that spoke, or carried words, in a telling; -1 for none. */
static int32_t press_of(const rap_attribution *a, const rap_hearing *h)
{
    if (rap_kind_of(h, a->speaker) == RAP_ENTITY_MEDIA) return a->speaker;
    return a->n_via ? a->via[0] : -1;
}

void rap_relays_follow(rap_attribution *list, const rap_hearing *h,
                       const uint32_t *telling, uint32_t n)
{
    const rap_prose *p = h->p;
    int32_t press = -1;
    uint32_t seen = 0;
    for (uint32_t k = 0; k < n; k++) {
        const rap_telling *x = &h->list.v[telling[k]];
        if (x->main == RAP_NO_TOKEN) continue;
        uint32_t here = p->tokens[x->main].sentence;
        bool open = !list[k].n_via && x->via.from == x->via.to;
        if (press >= 0 && here <= seen + BEFORE_MAX && open && is_quoted(h, x))
            add_via(&list[k], press);
        if (press_of(&list[k], h) >= 0) {
            press = press_of(&list[k], h);
            seen = here;
        }
        if (here + 1 < p->n_sentences && x->nested_in < 0)
            add_via(&list[k], carried_by(h, &p->sentences[here + 1]));
    }
}
