/*
 * speech/channels.c - to whom words are told, and in what: an interview, a letter.
 *
 * A noun of data/channels.tsv behind a preposition that leads to its kind, or somebody
 * of the press behind "on" and "in", is the medium; whom a verb of telling has behind
 * it is the hearer, and the press that is told is both.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/around.h"
#include "speech/voices.h"

#include "audiences_table.inc"
#include "channels_table.inc"
#include "ways_table.inc"

enum {
    PRESS_FAR = 8, /* tokens of a phrase that are looked at */
    INSET_FAR = 24 /* tokens back to the comma that opens an inset */
};

static int channel_at(const rap_hearing *h, uint32_t token)
{
    return rap_prose_match_lemma(h->p, &channels_table, token);
}

static bool is_press_noun(const rap_hearing *h, uint32_t token)
{
    if (rap_token_is(h->p, token, "agency"))
        return rap_token_is(h->p, token - 1, "news");
    rap_str kind = rap_cell(&channels_table, channel_at(h, token), CHANNELS_KIND);
    return rap_str_is(kind, "print") || rap_token_is(h->p, token, "broadcaster");
}

/* "the Kesh news agency": the press by the last word of its name. */
static bool is_press_by_name(const rap_hearing *h, const rap_mention *m)
{
    if (m->kind != RAP_MENTION_NAME) return false;
    const rap_token *t = h->p->tokens;
    if (m->first > 1 && t[m->first - 1].sentence == t[m->first].sentence &&
        is_press_noun(h, m->first - 1))
        return true; /* "the news agency Orion" */
    if (m->last < m->first + 2) return false;
    int row = channel_at(h, m->last - 1);
    bool agency = rap_token_is(h->p, m->last - 1, "agency") &&
                  rap_token_is(h->p, m->last - 2, "news");
    return agency || rap_cell_is(&channels_table, row, CHANNELS_KIND, "print") ||
           (rap_cell_is(&channels_table, row, CHANNELS_KIND, "air") &&
            !rap_token_is(h->p, m->last - 1, "network"));
}

int32_t rap_press_among(const rap_hearing *h, uint32_t from, uint32_t to)
{
    if (to > from + PRESS_FAR) to = from + PRESS_FAR;
    for (uint32_t i = from; i < to; i++) {
        const rap_mention *m = rap_mention_at(h, i);
        if (!m || m->entity < 0) continue;
        rap_entity_kind kind = rap_kind_of(h, m->entity);
        if (kind == RAP_ENTITY_MEDIA) return m->entity;
        if (kind == RAP_ENTITY_ORGANIZATION && is_press_by_name(h, m)) return m->entity;
    }
    return -1;
}

static bool names_site(const rap_hearing *h, rap_span phrase)
{
    for (uint32_t i = phrase.from; i < phrase.to && i < phrase.from + PRESS_FAR; i++)
        if (rap_cell_is(&channels_table, channel_at(h, i), CHANNELS_KIND, "site"))
            return true;
    return false;
}

/* Does the noun stand behind one of the words that make it a way to speak? */
static bool is_qualified(const rap_hearing *h, rap_span phrase, rap_str kind)
{
    static const char *const words[] = {"press", "news", "television", "tv",   "radio",
                                        "video", "talk", "telephone",  "phone"};
    if (phrase.to < phrase.from + 2) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rap_token_is(h->p, phrase.to - 2, words[i])) return true;
    return rap_str_is(kind, "show") && rap_press_among(h, phrase.from, phrase.to) >= 0;
}

/* The kind of channel that a phrase is, or an empty string. */
static rap_str kind_of(const rap_hearing *h, rap_span phrase)
{
    int row = channel_at(h, phrase.to - 1);
    rap_str kind = rap_cell(&channels_table, row, CHANNELS_KIND);
    bool asks = rap_str_is(kind, "conference") || rap_str_is(kind, "show");
    if (asks && !is_qualified(h, phrase, kind)) return (rap_str){"", 0};
    if (kind.n && !rap_str_is(kind, "told")) return kind;
    if (names_site(h, phrase)) return RAP_STR("site");
    if (rap_press_among(h, phrase.from, phrase.to) >= 0) return RAP_STR("press");
    return kind;
}

/* Does the word lead to channels of that kind: "on" the radio, "in" a letter? */
static bool leads_to(const rap_hearing *h, uint32_t word, rap_str kind)
{
    int row = rap_table_find(&ways_table, h->p->tokens[word].low);
    if (row < 0 || !kind.n) return false;
    char z[16] = {0};
    if (kind.n >= sizeof z) return false;
    memcpy(z, kind.p, kind.n);
    return rap_cell_has(&ways_table, row, WAYS_KINDS, z);
}

/* Within the source only what stands in an inset tells how its bearer speaks: "Ruud,
 * speaking on the radio," and not "the head of the radio". */
static bool is_inset(const rap_around *a, uint32_t i)
{
    const rap_token *t = a->h->p->tokens;
    if (i < a->x->source.from || i >= a->x->source.to) return true;
    bool verb = false;
    for (uint32_t k = i; k > a->x->source.from && i - k < INSET_FAR; k--) {
        if (rap_is_mark(&t[k - 1], ",")) return verb || k == i;
        verb |= t[k - 1].upos == RAP_VERB;
    }
    return false;
}

typedef struct {
    const rap_around *a;
    const rap_hearing *h;
    const rap_token *t;
    rap_attribution *out;
    rap_span hearer; /* tokens; empty: none yet */
    rap_span press;  /* who is told, if of the press */
} place;

static bool holds(rap_span s, uint32_t token)
{
    return s.from <= token && token < s.to;
}

/* Does the phrase belong to a noun that is no channel: "the report on the radio"? */
static bool is_of_noun(const place *w, uint32_t head)
{
    const rap_clauses *c = &w->h->clauses;
    if (c->p && rap_rel(c, head) == RAP_REL_NMOD_POSS) head = rap_head(c, head);
    if (!c->p || rap_deprel_plain(rap_rel(c, head)) != RAP_REL_NMOD) return false;
    uint32_t up = rap_head(c, head);
    if (holds(w->a->x->source, up) || holds(w->hearer, up)) return false;
    return rap_is_noun(&w->t[up]) && !w->h->is_time[up] && channel_at(w->h, up) < 0 &&
           rap_around_has(w->a, up);
}

static void set_hearer(place *w, rap_span phrase)
{
    uint32_t last = phrase.to - 1;
    bool body = rap_is_noun(&w->t[last]) || w->t[last].upos == RAP_PRON ||
                w->t[last].upos == RAP_DET || w->t[last].upos == RAP_NUM;
    if (w->hearer.to || !body || w->h->is_time[last]) return;
    if (rap_voice_is(w->h->p, last, "words") || rap_voice_is(w->h->p, last, "topic"))
        return; /* "responded to accusations" */
    w->hearer = phrase;
    w->out->addressee = rap_tokens_span(w->h->p, phrase.from, phrase.to);
}

static void set_medium(place *w, rap_span phrase)
{
    if (w->out->medium.to == 0)
        w->out->medium = rap_tokens_span(w->h->p, phrase.from, phrase.to);
}

/* The press, or a press conference, that is told is what the words come in too. */
static void take_press(place *w, rap_span phrase)
{
    rap_str kind = kind_of(w->h, phrase);
    bool press = rap_press_among(w->h, phrase.from, phrase.to) >= 0;
    if (press || rap_str_is(kind, "print") || rap_str_is(kind, "air") ||
        rap_str_is(kind, "conference") || rap_str_is(kind, "show") ||
        rap_str_is(kind, "told"))
        w->press = phrase;
}

/* "told reporters": the phrase right behind the verb. */
static void take_object(place *w, uint32_t verb)
{
    uint32_t i = verb + 1;
    rap_span phrase;
    while (rap_around_has(w->a, i) && w->t[i].upos == RAP_ADV)
        i++;
    if (i >= w->h->p->n_tokens || holds(w->a->x->source, i) || w->h->is_time[i]) return;
    if (!rap_around_phrase(w->a, i, &phrase)) return;
    bool before = w->hearer.to != 0;
    set_hearer(w, phrase);
    if (!before && w->hearer.to) take_press(w, phrase);
}

/* "said to reporters", "spoke before parliament": the phrase behind the word. */
static void take_behind(place *w, uint32_t verb, uint32_t word)
{
    rap_span phrase;
    if (!rap_around_has(w->a, word) || w->h->is_time[word + 1]) return;
    if (!rap_around_phrase(w->a, word + 1, &phrase)) return;
    const rap_clauses *c = &w->h->clauses;
    bool hangs = word == verb + 1 ||
                 (c->p && rap_branch_of(c, phrase.to - 1, verb) == phrase.to - 1);
    if (!hangs) return;
    bool before = w->hearer.to != 0;
    set_hearer(w, phrase);
    if (!before && w->hearer.to) take_press(w, phrase);
}

/* The words in which a medium goes on: "a post on X", "a letter to the council". */
static rap_span with_link(place *w, rap_span phrase, rap_str kind)
{
    rap_span more;
    if (!rap_around_has(w->a, phrase.to) || w->t[phrase.to].upos != RAP_ADP)
        return phrase;
    if (w->h->is_time[phrase.to + 1] || !rap_around_phrase(w->a, phrase.to + 1, &more))
        return phrase;
    const rap_token *link = &w->t[phrase.to];
    bool to = rap_is_mark(link, "to"), with = rap_is_mark(link, "with");
    bool way = rap_str_is(kind, "way"), call = rap_str_is(kind, "call");
    if ((to && (way || call)) || (with && call)) set_hearer(w, more);
    bool goes_on = rap_is_mark(link, "on") || to || with || rap_is_mark(link, "for");
    return goes_on ? (rap_span){phrase.from, more.to} : phrase;
}

/* "the early moments of the press conference": what the phrase is a part of. */
static rap_str kind_of_part(const place *w, rap_span *phrase)
{
    rap_span whole;
    rap_str kind = kind_of(w->h, *phrase);
    if (kind.n || !rap_token_is(w->h->p, phrase->to, "of")) return kind;
    if (!rap_around_has(w->a, phrase->to)) return kind;
    if (!rap_around_phrase(w->a, phrase->to + 1, &whole)) return kind;
    kind = kind_of(w->h, whole);
    bool part = rap_voice_is(w->h->p, phrase->to - 1, "part");
    if (!part) return (rap_str){"", 0};
    if (kind.n) phrase->to = whole.to;
    return kind;
}

static void take_channel(place *w, uint32_t i)
{
    rap_span phrase;
    if (rap_table_find(&ways_table, w->t[i].low) < 0 || !is_inset(w->a, i)) return;
    if (!rap_around_phrase(w->a, i + 1, &phrase)) return;
    uint32_t head = phrase.to - 1;
    rap_str kind = kind_of_part(w, &phrase);
    if (!leads_to(w->h, i, kind)) return;
    bool bare = rap_is_noun(&w->t[phrase.from]);
    if (rap_is_mark(&w->t[i], "by") && !bare) return;
    if (is_of_noun(w, head) || !rap_around_hangs(w->a, head)) return;
    rap_span whole = with_link(w, phrase, kind);
    set_medium(w, whole);
}

static bool is_passive(const place *w, uint32_t verb)
{
    const rap_clauses *c = &w->h->clauses;
    if (strcmp(w->t[verb].xpos, "VBN") != 0 || !c->p) return false;
    uint32_t k = rap_kid(c, verb, RAP_REL_NSUBJ, 0);
    return (k != UINT32_MAX && rap_rel(c, k) == RAP_REL_NSUBJ_PASS) ||
           rap_is_mark(&w->t[verb > 0 ? verb - 1 : 0], "was") ||
           rap_is_mark(&w->t[verb > 0 ? verb - 1 : 0], "were");
}

/* A verb that names whom words are told, or tells in what. */
static void take_verb(place *w, uint32_t verb)
{
    int row = rap_prose_match_lemma(w->h->p, &audiences_table, verb);
    if (row < 0 || w->t[verb].upos != RAP_VERB || is_passive(w, verb)) return;
    bool own = verb == w->a->x->main;
    if (!own && (strcmp(w->t[verb].xpos, "VB") == 0 || !rap_around_hangs(w->a, verb)))
        return;
    if (rap_cell_has(&audiences_table, row, AUDIENCES_WHOM, "np")) take_object(w, verb);
    for (uint32_t i = verb + 1; i < verb + 3 && i < w->a->at.to; i++) {
        const rap_token *t = &w->t[i];
        bool to = (rap_is_mark(t, "to") || rap_is_mark(t, "with")) &&
                  rap_cell_has(&audiences_table, row, AUDIENCES_WHOM, "to");
        bool before = rap_is_mark(t, "before") &&
                      rap_cell_has(&audiences_table, row, AUDIENCES_WHOM, "before");
        if (to || before) take_behind(w, verb, i);
    }
    if (!own && rap_cell_int(&audiences_table, row, AUDIENCES_WAY))
        set_medium(w, (rap_span){verb, verb + 1});
}

/* "said to reporters": only what hangs on the cue itself. */
static void take_to(place *w, const rap_telling *x)
{
    bool speech = x->row < 0 || rap_cue_is_speech(x->row);
    for (uint32_t i = x->main + 1; speech && i < w->a->at.to && !w->hearer.to; i++)
        if (rap_is_mark(&w->t[i], "to") && w->t[i].upos == RAP_ADP &&
            !holds(x->source, i) && !rap_is_according(w->h, i))
            take_behind(w, x->main, i);
}

void rap_channels_tell(rap_attribution *out, const rap_around *a)
{
    const rap_telling *x = a->x;
    if (x->main == RAP_NO_TOKEN || rap_cue_takes(x->row, "according")) return;
    place w = {a, a->h, a->h->p->tokens, out, {0, 0}, {0, 0}};
    if (rap_cue_takes(x->row, "whom") && !is_passive(&w, x->main))
        take_object(&w, x->main);
    take_to(&w, x);
    take_verb(&w, x->main);
    for (uint32_t i = x->cue.from; i < a->at.to; i++)
        if (rap_around_has(a, i)) take_channel(&w, i);
    for (uint32_t i = a->at.from; i < a->at.to; i++) {
        if (!rap_around_has(a, i)) continue;
        take_channel(&w, i);
        take_verb(&w, i);
    }
    if (w.press.to) set_medium(&w, w.press);
}
