/*
 * names/phrase.c - descriptions with a head noun: "the Norlandic foreign minister Jon
 * Ruud".
 *
 *   [the] [senior] [Norland 's | Norlandic | Kremlin] [nuclear] [army] spokesman [name]
 *   det    mods     side                               mods      body   head
 *
 * A name behind (or behind a comma) makes it a person with that office; without one it
 * is a nominal mention.  Which party a nominal means is the joiner's business.
 */
/* SPDX-License-Identifier: MIT */
#include "names/phrase.h"

enum { MODS_MAX = 3, APPOSITION_MAX = 14, WHERE = 9 };

static bool lower_mod(const rap_lexicon *lex, uint32_t i)
{
    const rap_prose *p = lex->p;
    const rap_token *t = &p->tokens[i];
    bool inner = (t->shape & RAP_SHAPE_CAPITAL) && !(t->shape & RAP_SHAPE_FIRST);
    rap_known k;
    if (inner || (t->upos != RAP_ADJ && t->upos != RAP_NUM)) return false;
    return !(t->shape & RAP_SHAPE_CAPITAL) || !rap_lexicon_at(&k, lex, i);
}

static bool is_possessive(const rap_prose *p, uint32_t i)
{
    return rap_token_is(p, i, "'s") || rap_token_is(p, i, "'");
}

static uint32_t read_determiner(rap_phrase *ph, const rap_prose *p, uint32_t at)
{
    const rap_token *t = &p->tokens[at];
    ph->indefinite = rap_token_is(p, at, "a") || rap_token_is(p, at, "an") ||
                     rap_token_is(p, at, "another") || rap_token_is(p, at, "one");
    bool own = strcmp(t->xpos, "PRP$") == 0;
    bool det = t->upos == RAP_DET || t->upos == RAP_NUM || own;
    if (!det || (t->shape & RAP_SHAPE_DIGIT) || rap_token_is(p, at, "that")) return at;
    if (own) ph->first = at + 1;
    ph->definite = !ph->indefinite && t->upos != RAP_NUM;
    ph->counted = t->upos == RAP_NUM && !ph->indefinite;
    return at + 1;
}

static bool can_be_side(rap_known_kind kind)
{
    return kind != RAP_KNOWN_NONE && kind != RAP_KNOWN_PEOPLE;
}

/* "U.N." in "the Norlandic U.N. ambassador". */
static uint32_t read_organ(rap_phrase *ph, const rap_lexicon *lex, uint32_t at,
                           uint32_t end)
{
    bool state =
        ph->side.kind == RAP_KNOWN_DEMONYM || ph->side.kind == RAP_KNOWN_COUNTRY;
    if (!state || at >= end || !rap_lexicon_at(&ph->organ, lex, at)) return at;
    if (ph->organ.kind != RAP_KNOWN_BODY) {
        ph->organ.n = 0;
        return at;
    }
    ph->organ_first = at;
    return at + ph->organ.n;
}

static uint32_t read_side(rap_phrase *ph, const rap_lexicon *lex, uint32_t at,
                          uint32_t end)
{
    const rap_prose *p = lex->p;
    if (!(p->tokens[at].shape & RAP_SHAPE_CAPITAL)) return at;
    if (!rap_lexicon_at(&ph->side, lex, at) || !can_be_side(ph->side.kind)) {
        ph->side = (rap_known){0};
        return at;
    }
    ph->side_first = at;
    ph->side_last = at += ph->side.n;
    ph->owned = at < end && is_possessive(p, at);
    if (ph->owned) return at + 1;
    return read_organ(ph, lex, at, end);
}

static bool body_or_rule(const rap_head *h)
{
    return h->kind == RAP_HEAD_BODY || h->kind == RAP_HEAD_GOVERNMENT;
}

/* Heads in a row: "foreign ministry" "spokesman"; the last decides. */
static bool read_heads(rap_phrase *ph, const rap_prose *p, uint32_t at, uint32_t end)
{
    rap_head h;
    bool any = false;
    while (at < end && rap_head_at(&h, p, at)) {
        if (any && body_or_rule(&ph->head)) {
            ph->body_first = ph->head_first;
            ph->body_last = ph->head_last;
            ph->body = ph->head;
        }
        ph->head = h;
        ph->head_first = at;
        ph->head_last = at += h.n;
        any = true;
    }
    return any;
}

/* "trade envoy", "climate negotiator": a noun that says what an office is about. */
static bool is_matter(const rap_prose *p, uint32_t at, uint32_t end)
{
    const rap_token *t = &p->tokens[at];
    rap_head h;
    return t->upos == RAP_NOUN && !(t->shape & RAP_SHAPE_CAPITAL) && at + 1 < end &&
           rap_head_at(&h, p, at + 1) && h.kind == RAP_HEAD_OFFICE && !h.job;
}

/* Modifiers and then heads; false when no head follows. */
static bool read_core(rap_phrase *ph, const rap_lexicon *lex, uint32_t at, uint32_t end)
{
    ph->mods_first = at;
    for (uint32_t i = 0; at < end; i++, at++) {
        if (read_heads(ph, lex->p, at, end)) return true;
        if (i == MODS_MAX) return false;
        if (!lower_mod(lex, at) && !(ph->side.n && is_matter(lex->p, at, end)))
            return false;
    }
    return false;
}

/* "of Norland-based Lenz Grain", "of Norland Airlines": a firm from there. */
static bool is_of_firm(const rap_prose *p, uint32_t at, uint32_t end)
{
    enum { NAME_MAX = 4 };
    rap_head h;
    if (at < end && rap_token_is(p, at, "-")) return true;
    for (uint32_t n = 0; at < end && n < NAME_MAX; at++, n++) {
        if (!(p->tokens[at].shape & RAP_SHAPE_CAPITAL)) return false;
        if (rap_head_at(&h, p, at) && h.kind == RAP_HEAD_BODY) return true;
    }
    return false;
}

/* "of Norland", "for the Norlandic army" behind the head. */
static void read_tail(rap_phrase *ph, const rap_lexicon *lex, uint32_t end)
{
    const rap_prose *p = lex->p;
    uint32_t at = ph->head_last;
    rap_known k;
    if (ph->side.n || at + 1 >= end) return;
    if (!rap_token_is(p, at, "of") && !rap_token_is(p, at, "for")) return;
    at++;
    if (rap_token_is(p, at, "the")) at++;
    if (at >= end || !rap_lexicon_at(&k, lex, at) || !can_be_side(k.kind)) return;
    if (k.kind == RAP_KNOWN_PLACE || k.kind == RAP_KNOWN_CAPITAL) return;
    if (is_of_firm(p, at + k.n, end)) return;
    ph->side = k;
    ph->side_first = at;
    ph->side_last = at + k.n;
    ph->tail = true;
}

bool rap_phrase_read(rap_phrase *ph, const rap_lexicon *lex, uint32_t token)
{
    const rap_prose *p = lex->p;
    uint32_t end = rap_sentence_end(p, token), at = token;
    *ph = (rap_phrase){.first = token, .owner = -1};
    at = read_determiner(ph, p, at);
    for (uint32_t i = 0; i < MODS_MAX && at < end && lower_mod(lex, at); i++) {
        rap_head h;
        if (rap_head_at(&h, p, at)) break;
        at++;
    }
    if (at >= end) return false;
    uint32_t before_side = at;
    at = read_side(ph, lex, at, end);
    if (at >= end || !read_core(ph, lex, at, end)) return false;
    if (!ph->side.n) ph->mods_first = before_side;
    read_tail(ph, lex, end);
    ph->last = ph->tail ? ph->side_last : ph->head_last;
    return true;
}

static bool is_noun_after(const rap_prose *p, const rap_phrase *ph)
{
    if (ph->last >= rap_sentence_end(p, ph->first)) return false;
    const rap_token *t = &p->tokens[ph->last];
    if (rap_token_is(p, ph->last, "-")) return true;
    return !ph->tail && !(t->shape & RAP_SHAPE_CAPITAL) && t->upos == RAP_NOUN;
}

/* The end of the person's name at `at`, or `at` when none stands there. */
static uint32_t name_at(const rap_finder *f, uint32_t at)
{
    const rap_prose *p = f->p;
    rap_known k;
    rap_head h;
    rap_gender g;
    if (!rap_is_namy(f, at)) return at;
    bool given = rap_given_name(p, at, &g);
    if (!given && rap_lexicon_at(&k, f->lex, at) && k.kind != RAP_KNOWN_PLACE)
        return at;
    if (!given && rap_head_at(&h, p, at)) return at;
    uint32_t last = rap_person_run(f, at);
    if (last == at + 1 && p->tokens[at].low.n == 1) return at; /* "manager J." */
    if (last > at + 1 && rap_head_at(&h, p, last - 1) && h.kind == RAP_HEAD_BODY)
        return at;
    if (last < rap_sentence_end(p, at) && last > at + 1 &&
        (p->tokens[last].shape & RAP_SHAPE_CAPITAL) && rap_head_at(&h, p, last) &&
        h.kind == RAP_HEAD_BODY)
        return at; /* "consultant Lenz Brandt Ltd" */
    if (last > at &&
        (rap_place_head(p, last - 1, true) || p->tokens[at].upos == RAP_NUM))
        return at;
    return last;
}

/* A name behind the office, or behind its comma: [*first, result). */
static uint32_t named(const rap_finder *f, const rap_phrase *ph, uint32_t *first)
{
    const rap_prose *p = f->p;
    uint32_t end = rap_sentence_end(p, ph->first), at = ph->last;
    *first = at;
    if (at >= end || ph->head.kind != RAP_HEAD_OFFICE) return at;
    uint32_t last = ph->tail ? at : name_at(f, at);
    if (last > at || !rap_token_is(p, at, ",") || at + 1 >= end) return last;
    if (!ph->definite && !ph->side.n) return at;
    last = name_at(f, at + 1);
    if (last < at + 3 || last >= end) return at;
    const rap_token *next = &p->tokens[last];
    if (next->upos != RAP_PUNCT && next->upos != RAP_VERB && next->upos != RAP_AUX)
        return at;
    *first = at + 1;
    return last;
}

/* The side as a finding of its own; its index, or -1. */
static int32_t add_side(rap_finder *f, const rap_phrase *ph)
{
    if (!ph->side.n || ph->side.kind == RAP_KNOWN_DEMONYM) return -1;
    rap_finding *x = rap_finder_add(f, ph->side_first, ph->side_last);
    if (!x) return -1;
    rap_finding_known(x, &ph->side);
    x->as_actor = x->capital;
    return (int32_t)f->list.n - 1;
}

/* "the Norlandic army" before "spokesman". */
static int32_t add_body(rap_finder *f, const rap_phrase *ph)
{
    uint32_t first = ph->side.n && !ph->tail ? ph->side_first : ph->body_first;
    rap_finding *x = rap_finder_add(f, first, ph->body_last);
    if (!x) return -1;
    bool proper = f->p->tokens[ph->body_last - 1].shape & RAP_SHAPE_CAPITAL;
    x->how = proper ? RAP_FOUND_NAME : RAP_FOUND_NOMINAL;
    x->kind = RAP_ENTITY_ORGANIZATION;
    x->head = ph->body_first;
    x->head_last = ph->body_last;
    x->side_iso = ph->side.iso3;
    x->rule = ph->body.kind == RAP_HEAD_GOVERNMENT;
    x->public = ph->body.public;
    x->definite = ph->definite || ph->side.n;
    return (int32_t)f->list.n - 1;
}

static int32_t add_party(rap_finder *f, const rap_phrase *ph)
{
    if (ph->owner >= 0) return ph->owner;
    if (ph->organ.n) {
        int32_t side = add_side(f, ph);
        rap_finding *x =
            rap_finder_add(f, ph->organ_first, ph->organ_first + ph->organ.n);
        if (x) rap_finding_known(x, &ph->organ);
        return side;
    }
    return ph->body_last > ph->body_first ? add_body(f, ph) : add_side(f, ph);
}

/* First token of the role: "Kremlin spokesman", but "foreign minister" of Norland. */
static uint32_t role_first(const rap_phrase *ph)
{
    if (ph->organ.n && !ph->tail) return ph->organ_first;
    bool organ = ph->side.kind == RAP_KNOWN_SEAT || ph->side.kind == RAP_KNOWN_BODY ||
                 ph->side.kind == RAP_KNOWN_MEDIA;
    return organ && !ph->tail ? ph->side_first : ph->mods_first;
}

/* An author, an analyst or a striker has a nation, but does not act for it. */
static bool is_civil(const rap_phrase *ph)
{
    bool nation =
        ph->side.kind == RAP_KNOWN_DEMONYM || ph->side.kind == RAP_KNOWN_COUNTRY ||
        ph->side.kind == RAP_KNOWN_CAPITAL || ph->side.kind == RAP_KNOWN_PLACE;
    bool trade = ph->head.job || rap_str_is(ph->head.class, "expert") ||
                 rap_str_is(ph->head.class, "media");
    return nation && trade && ph->body_last == ph->body_first && !ph->organ.n;
}

static void set_office(rap_finding *x, const rap_phrase *ph, int32_t party)
{
    x->role_first = role_first(ph);
    x->role_last = ph->last;
    x->head = ph->head_first;
    x->head_last = ph->head_last;
    x->one = ph->head.one;
    x->top = ph->head.top;
    x->public = ph->head.public;
    if (ph->head.gender != RAP_GENDER_NONE) x->gender = ph->head.gender;
    x->class = ph->head.class;
    bool civil = is_civil(ph);
    x->side_iso = ph->side.iso3;
    if (civil) x->side_iso.n = 0;
    x->side = civil ? -1 : party;
    x->known_side = ph->side;
}

/* "President Ana Veld of Norland": the state behind the name. */
static void side_behind(const rap_finder *f, rap_finding *x)
{
    rap_known k;
    if (x->side_iso.n || x->side >= 0 || x->last + 1 >= f->p->n_tokens) return;
    if (!rap_token_is(f->p, x->last, "of") || !x->public) return;
    if (rap_lexicon_at(&k, f->lex, x->last + 1) && k.kind == RAP_KNOWN_COUNTRY)
        x->side_iso = k.iso3;
}

static uint32_t add_person(rap_finder *f, const rap_phrase *ph, uint32_t first,
                           uint32_t last)
{
    rap_gender gender = RAP_GENDER_NONE;
    int32_t party = add_party(f, ph);
    rap_finding *x = rap_finder_add(f, first, last);
    if (!x) return last;
    rap_given_name(f->p, first, &gender);
    x->how = RAP_FOUND_NAME;
    x->kind = RAP_ENTITY_PERSON;
    if (rap_outlet_word(f->p, ph->head_last - 1, "noun")) {
        x->kind = RAP_ENTITY_MEDIA;
        x->side_iso = ph->side.iso3;
        return last;
    }
    x->titled = first == ph->last;
    x->gender = last - first > 1 ? gender : RAP_GENDER_NONE;
    set_office(x, ph, party);
    side_behind(f, x);
    x->whole_first = ph->first;
    return last;
}

static bool acts_next(const rap_prose *p, uint32_t last)
{
    if (last >= p->n_tokens) return false;
    return p->tokens[last].upos == RAP_VERB || p->tokens[last].upos == RAP_AUX;
}

/* "demonstrators in Kesh and Lenz burned": behind where they are. */
static bool acts_somewhere(const rap_prose *p, uint32_t last)
{
    static const char *const where[] = {"in", "at", "near", "outside", "across"};
    uint32_t end = rap_sentence_end(p, last ? last - 1 : 0);
    bool place = false;
    for (size_t i = 0; last < end && i < sizeof where / sizeof where[0]; i++)
        place = place || rap_token_is(p, last, where[i]);
    if (end > last + WHERE) end = last + WHERE;
    for (uint32_t i = last + 1; place && i < end; i++) {
        uint8_t u = p->tokens[i].upos;
        if (u == RAP_VERB) /* not "waving", "arrested by" */
            return p->tokens[i].xpos[2] != 'G' && !rap_token_is(p, i + 1, "by");
        if (u == RAP_AUX) return true;
        bool joint = rap_token_is(p, i, "on") || rap_token_is(p, i, "of");
        if (u != RAP_PROPN && u != RAP_DET && u != RAP_NOUN && u != RAP_CCONJ && !joint)
            return false;
    }
    return false;
}

/* "Police fired"; "harbour police" are others. */
static bool acts_bare(const rap_prose *p, const rap_phrase *ph)
{
    const rap_token *t = ph->first ? &p->tokens[ph->first - 1] : NULL;
    bool more = t && !(t->shape & RAP_SHAPE_CAPITAL) && t->upos == RAP_NOUN;
    return !more && ph->head.people && acts_next(p, ph->last);
}

/* Is a description without a name worth a mention? */
static bool is_nominal(const rap_prose *p, const rap_phrase *ph)
{
    bool some = ph->definite || ph->indefinite || ph->counted || ph->side.n;
    switch (ph->head.kind) {
    case RAP_HEAD_OFFICE:
        return some && !ph->head.job;
    case RAP_HEAD_BODY:
        return ph->side.n > 0 || ph->definite || acts_bare(p, ph);
    case RAP_HEAD_GOVERNMENT:
        return ph->side.n > 0;
    case RAP_HEAD_ANONYMOUS:
        return some || acts_next(p, ph->last) || ph->head.plural;
    case RAP_HEAD_GROUP:
        return ph->side.n > 0 || acts_next(p, ph->last) || ph->definite ||
               acts_somewhere(p, ph->last);
    default:
        return false;
    }
}

static rap_entity_kind nominal_kind(const rap_phrase *ph)
{
    switch (ph->head.kind) {
    case RAP_HEAD_OFFICE:
        return ph->indefinite ? RAP_ENTITY_ANONYMOUS : RAP_ENTITY_PERSON;
    case RAP_HEAD_BODY:
        return RAP_ENTITY_ORGANIZATION;
    case RAP_HEAD_GOVERNMENT:
        return RAP_ENTITY_COUNTRY;
    case RAP_HEAD_ANONYMOUS:
        return RAP_ENTITY_ANONYMOUS;
    default:
        return RAP_ENTITY_GROUP;
    }
}

/* "close to the talks", "familiar with the matter": the end of it. */
static uint32_t source_tail(const rap_prose *p, uint32_t at)
{
    uint32_t end = rap_sentence_end(p, at ? at - 1 : 0), start = at;
    if (at >= end) return at;
    bool inside =
        rap_token_is(p, at - 1, "close") || rap_token_is(p, at - 1, "familiar");
    if (inside) at--;
    bool close = rap_token_is(p, at, "close") || rap_token_is(p, at, "familiar") ||
                 rap_token_is(p, at, "briefed");
    if (!close) return at;
    for (at++; at < end && at - start < APPOSITION_MAX; at++) {
        uint8_t u = p->tokens[at].upos;
        if (u == RAP_VERB || u == RAP_AUX || u == RAP_PUNCT || u == RAP_PRON ||
            u == RAP_SCONJ)
            break;
    }
    return at;
}

/* The party that a source is close to. */
static void side_of_tail(rap_phrase *ph, const rap_lexicon *lex, uint32_t last)
{
    rap_known k;
    for (uint32_t i = ph->last; i < last; i++)
        if (rap_lexicon_at(&k, lex, i) && k.kind != RAP_KNOWN_PLACE) ph->side = k;
}

/* "the council": whose, only the report before it can tell. */
static bool is_weak(const rap_prose *p, const rap_phrase *ph)
{
    if (ph->side.n || ph->head.kind == RAP_HEAD_ANONYMOUS || ph->head.n > 1)
        return false;
    return ph->head.kind != RAP_HEAD_OFFICE && !acts_next(p, ph->last) &&
           (ph->head.kind != RAP_HEAD_GROUP || !acts_somewhere(p, ph->last));
}

static void own_by(const rap_finder *f, rap_finding *x, int32_t owner)
{
    const rap_finding *y = &f->list.v[owner];
    x->known_side.display =
        rap_prose_cut(f->p, rap_tokens_span(f->p, y->first, y->last));
}

/* "the EU commission", "Norland troops": the side is a name of its own. */
static bool is_labelled_side(const rap_finder *f, const rap_phrase *ph)
{
    rap_named named;
    bool there = ph->side_last > ph->side_first; /* not so in "close to the Kremlin" */
    if (ph->head.kind == RAP_HEAD_ANONYMOUS || ph->head.kind == RAP_HEAD_GROUP)
        return false;
    if (!there || ph->side.kind == RAP_KNOWN_DEMONYM) return false;
    return rap_labelled_at(f, ph->side_first, &named) == ph->side_last;
}

/* A description of a body that the labels take for its name: "the Norlandic Foreign
 * Ministry". */
static uint32_t take_label(const rap_finder *f, rap_finding *x, uint32_t last)
{
    uint32_t first;
    rap_named named;
    if (rap_labelled_in(f, x->head_last - 1, &first) != RAP_NAMED_BODY) return last;
    uint32_t end = rap_labelled_at(f, first, &named);
    if (first < x->first && !rap_token_is(f->p, first, "the")) return last;
    x->how = RAP_FOUND_NAME;
    x->weak = false;
    x->first = first;
    x->last = end;
    if (x->whole_first > first) x->whole_first = first;
    if (x->whole_last < end) x->whole_last = end;
    return end > last ? end : last;
}

static bool is_proper_body(const rap_prose *p, const rap_phrase *ph)
{
    return (p->tokens[ph->head_last - 1].shape & RAP_SHAPE_CAPITAL) &&
           ph->head.kind == RAP_HEAD_BODY;
}

static uint32_t add_nominal(rap_finder *f, const rap_phrase *ph)
{
    const rap_prose *p = f->p;
    uint32_t last = ph->last;
    rap_phrase own = *ph;
    if (ph->head.kind == RAP_HEAD_ANONYMOUS) last = source_tail(p, last);
    if (last > ph->last && !ph->side.n) side_of_tail(&own, f->lex, last);
    ph = &own;
    bool split = ph->owned && ph->side.kind == RAP_KNOWN_COUNTRY && !ph->body_last &&
                 (ph->head.kind == RAP_HEAD_OFFICE || is_proper_body(p, ph));
    if (split || is_labelled_side(f, ph)) add_side(f, ph);
    rap_finding *x = rap_finder_add(f, split ? ph->mods_first : ph->first, last);
    if (!x) return last;
    bool proper = is_proper_body(p, ph);
    x->how = proper && ph->side.n ? RAP_FOUND_NAME : RAP_FOUND_NOMINAL;
    x->kind = nominal_kind(ph);
    set_office(x, ph, ph->owner);
    if (ph->owner >= 0) own_by(f, x, ph->owner);
    x->rule = ph->head.kind == RAP_HEAD_GOVERNMENT;
    x->definite = ph->definite || ph->side.n;
    x->weak = is_weak(p, ph);
    if (proper && rap_token_is(p, x->first, "the")) x->first++;
    return proper ? take_label(f, x, last) : last;
}

/* Does an apposition end well behind its office?  A preposition may follow. */
static uint32_t apposition_end(const rap_prose *p, const rap_phrase *ph)
{
    uint32_t end = rap_sentence_end(p, ph->first), at = ph->last;
    if (end > at + APPOSITION_MAX) end = at + APPOSITION_MAX;
    for (; at < end; at++) {
        const rap_token *t = &p->tokens[at];
        if (t->upos == RAP_PUNCT && !rap_token_is(p, at, "-")) return at;
        bool joined = rap_token_is(p, at - 1, "-"); /* "of Norland-based Lenz" */
        if ((t->upos == RAP_VERB && !joined) || t->upos == RAP_AUX) return at;
    }
    return ph->last;
}

/* "Jon Ruud, Norland's foreign minister," gives the person before it its office. */
static uint32_t appose(rap_finder *f, const rap_phrase *ph)
{
    int32_t who = f->apposed;
    uint32_t end = apposition_end(f->p, ph);
    f->apposed = -1;
    int32_t party = add_party(f, ph);
    rap_finding *x = &f->list.v[who];
    if (x->role_last > x->role_first) return ph->last;
    set_office(x, ph, party);
    x->role_last = end;
    x->whole_last = end;
    return ph->last;
}

/* "Veld's foreign minister": whoever stands before the "'s" is the side. */
static void read_owner(rap_finder *f, rap_phrase *ph)
{
    if (ph->first == 0 || !f->list.n || !is_possessive(f->p, ph->first - 1)) return;
    rap_finding *x = &f->list.v[f->list.n - 1];
    if (x->last != ph->first - 1 || ph->side.n) return;
    ph->owner = (int32_t)f->list.n - 1;
    ph->definite = true;
    x->owns |= ph->head.public;
}

/* "Ministry of Health": a name that the run finds whole. */
static bool is_part_of_name(const rap_finder *f, const rap_phrase *ph)
{
    uint32_t at = ph->head_last, end = rap_sentence_end(f->p, ph->first);
    bool capital = f->p->tokens[at - 1].shape & RAP_SHAPE_CAPITAL;
    if (!capital || ph->head.kind != RAP_HEAD_BODY || at + 1 >= end) return false;
    if (!rap_token_is(f->p, at, "of") && !rap_token_is(f->p, at, "for"))
        return rap_is_namy(f, at) && !ph->tail;
    return rap_is_namy(f, at + 1);
}

/* "Tass news agency", "Nato alliance", "Reuters sources", "the US government": the name
 * alone is the mention. */
static bool is_plain_remark(const rap_prose *p, const rap_phrase *ph)
{
    bool name = ph->side.kind == RAP_KNOWN_BODY || ph->side.kind == RAP_KNOWN_MEDIA ||
                ph->side.kind == RAP_KNOWN_SEAT;
    bool capital = p->tokens[ph->head_last - 1].shape & RAP_SHAPE_CAPITAL;
    if (ph->owned || ph->tail) return false;
    if (ph->side.kind == RAP_KNOWN_COUNTRY) return ph->head.kind == RAP_HEAD_GOVERNMENT;
    if (ph->side.kind == RAP_KNOWN_MEDIA) return ph->head.kind != RAP_HEAD_OFFICE;
    return name && ph->head.kind == RAP_HEAD_BODY && !capital;
}

uint32_t rap_find_phrase(rap_finder *f, uint32_t token)
{
    rap_phrase ph;
    uint32_t first;
    bool apposed = f->apposed >= 0 && f->apposed_at == token;
    if (!rap_phrase_read(&ph, f->lex, token)) return 0;
    read_owner(f, &ph);
    uint32_t last = named(f, &ph, &first);
    if (last > first) return add_person(f, &ph, first, last);
    if (is_noun_after(f->p, &ph) || is_part_of_name(f, &ph)) return 0;
    if (is_plain_remark(f->p, &ph)) return 0;
    if (apposed && ph.head.kind == RAP_HEAD_OFFICE) return appose(f, &ph);
    if (f->titled && !ph.side.n) return 0;
    return is_nominal(f->p, &ph) ? add_nominal(f, &ph) : 0;
}
