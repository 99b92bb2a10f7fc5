/*
 * speech/speakers.c - who speaks, and how certain that is.
 *
 * The head of the source names the speaker: its mention, a name in its apposition ("the
 * minister, Jon Ruud"), whom "who" describes, or whose a paper is ("the ministry's
 * statement").  Whom pronouns go on with is told in followed.c, who has no name in
 * unnamed.c.
 */
/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "speech/voices.h"

#include "channels_table.inc"
#include "same_heads_table.inc"

enum {
    SOURCE_MAX = 48, /* tokens of a source that are looked at */
    CLIMB_MAX = 6
};

const rap_mention *rap_mention_at(const rap_hearing *h, uint32_t token)
{
    if (!h->names->by_token || h->names->n_mentions == 0) return NULL;
    int32_t m = h->names->by_token[token];
    return m < 0 ? NULL : &h->names->mentions[m];
}

rap_entity_kind rap_kind_of(const rap_hearing *h, int32_t entity)
{
    return entity < 0 ? RAP_ENTITY_NONE : h->names->entities[entity].kind;
}

/* A number or determiner that takes a part of what follows: "one of", "some of". */
static bool is_part(const rap_hearing *h, uint32_t token, uint32_t end)
{
    if (token + 2 >= end || !rap_is_mark(&h->p->tokens[token + 1], "of")) return false;
    const rap_token *t = &h->p->tokens[token];
    return t->upos == RAP_NUM || t->upos == RAP_DET || t->upos == RAP_PRON ||
           rap_voice_is(h->p, token, "share");
}

/* Last token of the first base phrase of a source: its head. */
static uint32_t first_head(const rap_hearing *h, rap_span source)
{
    uint32_t from, to;
    for (uint32_t i = source.from; i < source.to; i++) {
        if (is_part(h, i, source.to)) { /* "one of the officials" */
            i++;
            continue;
        }
        if (!rap_prose_noun_phrase(h->p, i, &from, &to)) continue;
        if (to > source.to) to = source.to;
        while (to > i + 1 && !rap_is_noun(&h->p->tokens[to - 1]))
            to--;
        return to - 1;
    }
    return source.from;
}

/* The token of the source on which the others hang, or RAP_NO_TOKEN. */
static uint32_t head_in_tree(const rap_hearing *h, rap_span source)
{
    const rap_token *t = h->p->tokens;
    for (uint32_t i = source.from; h->clauses.p && i < source.to; i++) {
        uint32_t up = t[i].head;
        if (up != i && up >= source.from && up < source.to) continue;
        bool noun = rap_is_noun(&t[i]) || t[i].upos == RAP_PRON;
        if (!noun) {
            if (t[i].upos == RAP_PUNCT || t[i].upos == RAP_CCONJ) continue;
            return RAP_NO_TOKEN;
        }
        const rap_mention *m = rap_mention_at(h, i);
        bool named = m && m->kind == RAP_MENTION_NAME && m->last <= source.to;
        return named && m->last > i ? m->last - 1 : i;
    }
    return RAP_NO_TOKEN;
}

/* "the carmaker Brandt Motors": the last word of the name right behind the noun. */
static uint32_t name_behind_noun(const rap_hearing *h, rap_span source, uint32_t head)
{
    const rap_token *t = h->p->tokens;
    uint32_t from, to, end = head + 1;
    if (t[head].upos != RAP_NOUN || !rap_prose_noun_phrase(h->p, head, &from, &to))
        return head;
    while (end < to && end < source.to && t[end].upos == RAP_PROPN)
        end++;
    return end == to || end == source.to ? end - 1 : head;
}

uint32_t rap_source_head(const rap_hearing *h, rap_span source)
{
    for (uint32_t i = source.from; i + 2 < source.to && i < source.from + 2; i++)
        if (is_part(h, i, source.to)) return first_head(h, source);
    uint32_t first = first_head(h, source), head = head_in_tree(h, source);
    const rap_mention *m = rap_mention_at(h, first);
    bool named = m && m->kind == RAP_MENTION_NAME &&
                 rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON;
    return name_behind_noun(h, source, named || head == RAP_NO_TOKEN ? first : head);
}

/* Are two phrases joined ("Norland and Ostia")?  Then `head` is moved to the last. */
static bool is_joined(const rap_hearing *h, rap_span source, uint32_t *head)
{
    uint32_t from, to, and = *head + 1;
    if (and+1 >= source.to || h->p->tokens[and].upos != RAP_CCONJ) return false;
    if (!rap_prose_noun_phrase(h->p, and+1, &from, &to)) return false;
    const rap_mention *m = rap_mention_at(h, *head);
    if (m && m->last > and) return false;
    *head = to <= source.to ? to - 1 : source.to - 1;
    return true;
}

/* The person named last in the phrase that ends with the head, or NULL. */
static const rap_mention *name_in(const rap_hearing *h, rap_span source, uint32_t head)
{
    for (uint32_t i = head + 1; i > source.from && head - i + 1 < SOURCE_MAX; i--) {
        const rap_mention *m = rap_mention_at(h, i - 1);
        if (m && m->kind == RAP_MENTION_NAME &&
            rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON)
            return m;
    }
    return NULL;
}

/* A person's name in the apposition behind the head, with its title, or NULL. */
static const rap_mention *name_behind(const rap_hearing *h, rap_span source,
                                      uint32_t head)
{
    const rap_token *t = h->p->tokens;
    uint32_t end = source.to - head > SOURCE_MAX ? head + SOURCE_MAX : source.to, i;
    for (i = head + 1; i < end && !rap_is_mark(&t[i], ",");)
        i++;
    for (uint32_t k = i + 1; k < end && k < i + 6; k++) {
        const rap_mention *m = rap_mention_at(h, k);
        if (!m || m->kind != RAP_MENTION_NAME) continue;
        bool person = rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON;
        bool begins = k == i + 1 || m->whole.from <= t[i + 1].at.from;
        return person && begins ? m : NULL;
    }
    return NULL;
}

/* What "who" or "which" describes, or RAP_NO_TOKEN. */
static uint32_t described(const rap_hearing *h, uint32_t who)
{
    uint32_t at = who;
    for (int n = 0; h->clauses.p && n < CLIMB_MAX; n++) {
        uint32_t up = rap_head(&h->clauses, at);
        if (up == at || up == RAP_NO_HEAD) break;
        if (rap_rel(&h->clauses, at) == RAP_REL_ACL_RELCL) return up;
        at = up;
    }
    const rap_token *t = h->p->tokens;
    uint32_t before = who > 1 && rap_is_mark(&t[who - 1], ",") ? who - 2 : who - 1;
    bool near = who > 1 && t[before].sentence == t[who].sentence;
    return near && rap_is_noun(&t[before]) ? before : RAP_NO_TOKEN;
}

static const rap_mention *described_by(const rap_hearing *h, uint32_t who)
{
    uint32_t at = described(h, who);
    return at == RAP_NO_TOKEN ? NULL : rap_mention_at(h, at);
}

/* Whose a statement is: "the ministry's statement", "a letter from the ministry". */
static const rap_mention *owner_of(const rap_hearing *h, uint32_t head)
{
    const rap_clauses *c = &h->clauses;
    int row = rap_prose_match_lemma(h->p, &channels_table, head);
    bool written = rap_cell_is(&channels_table, row, CHANNELS_KIND, "way") ||
                   rap_cell_is(&channels_table, row, CHANNELS_KIND, "paper");
    if (!c->p || !written) return NULL;
    for (uint32_t i = c->begins[head]; i < c->begins[head + 1]; i++) {
        uint32_t k = c->kids[i];
        rap_deprel rel = rap_rel(c, k);
        const rap_token *first = &h->p->tokens[c->yields[k].from];
        bool by = rap_is_mark(first, "by") || rap_is_mark(first, "from") ||
                  rap_is_mark(first, "of");
        bool own = rel == RAP_REL_NMOD_POSS || rel == RAP_REL_COMPOUND ||
                   (rap_deprel_plain(rel) == RAP_REL_NMOD && k > head && by);
        const rap_mention *m = own ? rap_mention_at(h, k) : NULL;
        if (m && m->entity >= 0) return m;
    }
    return NULL;
}

/* Do both words name such a party as a whole: "army", "military"? */
static bool are_wholes(const rap_hearing *h, rap_str a, rap_str b)
{
    int x = rap_table_find(&same_heads_table, rap_utf8_fold(h->p->arena, a));
    int y = rap_table_find(&same_heads_table, rap_utf8_fold(h->p->arena, b));
    return x >= 0 && y >= 0 && rap_cell_int(&same_heads_table, x, SAME_HEADS_BODY) &&
           rap_cell_int(&same_heads_table, y, SAME_HEADS_BODY) &&
           rap_str_eq(rap_cell(&same_heads_table, x, SAME_HEADS_SAME),
                      rap_cell(&same_heads_table, y, SAME_HEADS_SAME));
}

/* Does a description lead to a name of other things: "the army", "Kesh tanks"? */
static bool is_astray(const rap_hearing *h, const rap_mention *m, uint32_t head)
{
    if (m->kind != RAP_MENTION_NOMINAL || m->entity < 0) return false;
    const rap_entity *e = &h->names->entities[m->entity];
    if (e->kind != RAP_ENTITY_GROUP && e->kind != RAP_ENTITY_THING) return false;
    size_t from = e->name.n;
    while (from > 0 && e->name.p[from - 1] != ' ')
        from--;
    rap_str last = rap_str_cut(e->name, from, e->name.n),
            own = rap_token_text(h->p, head);
    return !rap_str_eq(last, own) && !are_wholes(h, last, own);
}

static uint8_t sure_of(const rap_mention *m)
{
    if (m->entity < 0) return 0;
    if (m->kind == RAP_MENTION_NAME) return RAP_SURE_NAME;
    return m->kind == RAP_MENTION_NOMINAL ? RAP_SURE_NOMINAL : RAP_SURE_PRONOUN;
}

/* Whose name ends the first phrase of a source, behind what describes him: "National
 * Bureau of Trade chief Ola Brandt", "the carmaker Brandt Motors", or NULL. */
static const rap_mention *name_at_end(const rap_hearing *h, rap_span source)
{
    const rap_token *t = h->p->tokens;
    uint32_t end = source.from, from, to;
    while (end < source.to && end < source.from + SOURCE_MAX && t[end].xpos[0] != 'W' &&
           !rap_is_mark(&t[end], ",") && !rap_is_mark(&t[end], "("))
        end++;
    const rap_mention *m = end > source.from ? rap_mention_at(h, end - 1) : NULL;
    if (!m || m->kind != RAP_MENTION_NAME || m->last != end) return NULL;
    rap_entity_kind kind = rap_kind_of(h, m->entity);
    bool body = kind == RAP_ENTITY_ORGANIZATION || kind == RAP_ENTITY_MEDIA;
    if (kind != RAP_ENTITY_PERSON && (!body || m->first == source.from)) return NULL;
    if (!rap_prose_noun_phrase(h->p, m->first, &from, &to)) return NULL;
    if (m->whole.from <= h->p->tokens[rap_source_head(h, source)].at.from) return m;
    const rap_mention *of = rap_mention_at(h, from);
    if (of && of != m && of->first < from) from = of->first;
    return from <= source.from ? m : NULL;
}

/* Is the mention only whose the bearer is: "Kesh" in "Kesh's Olle Brandt"? */
static bool is_possessor(const rap_hearing *h, const rap_mention *m, rap_span source)
{
    const rap_token *t = &h->p->tokens[m->last];
    return m->last + 1 < source.to &&
           (strcmp(t->xpos, "POS") == 0 || rap_is_mark(t, "'"));
}

/* "a meeting of the council": they are the council's words. */
static const rap_mention *gathered(const rap_hearing *h, rap_span source, uint32_t head)
{
    bool of = head + 2 < source.to && rap_token_is(h->p, head + 1, "of");
    bool is = of && rap_voice_is(h->p, head, "gathering");
    uint32_t from, to;
    if (!is || !rap_prose_noun_phrase(h->p, head + 2, &from, &to)) return NULL;
    return rap_mention_at(h, to - 1);
}

/* "the Norland government": the state. */
static const rap_mention *governed_state(const rap_hearing *h, rap_span source,
                                         uint32_t head)
{
    const rap_token *t = h->p->tokens;
    if (!rap_str_is(t[head].low, "government") || head <= source.from) return NULL;
    const rap_mention *m = rap_mention_at(h, head - 1);
    return rap_kind_of(h, m ? m->entity : -1) == RAP_ENTITY_COUNTRY ? m : NULL;
}

/* "Norland and Ostia", "Norlandic and Ostian officials": not one party. */
static bool is_several(const rap_hearing *h, rap_span source, const rap_mention *m,
                       uint32_t *head)
{
    if (is_joined(h, source, head)) return true;
    const rap_token *t = h->p->tokens;
    if (!m || m->kind != RAP_MENTION_NOMINAL || m->first < source.from + 2)
        return false;
    return t[m->first - 1].upos == RAP_CCONJ && m->last == *head + 1;
}

uint32_t rap_stated_in(const rap_hearing *h, const rap_telling *x)
{
    const rap_clauses *c = &h->clauses;
    if (!c->p || x->main == RAP_NO_TOKEN) return RAP_NO_TOKEN;
    rap_deprel rel = rap_deprel_plain(rap_rel(c, x->main));
    uint32_t up = rap_head(c, x->main);
    bool clause = rel == RAP_REL_ACL || rel == RAP_REL_CCOMP;
    return clause && up < x->main && owner_of(h, up) ? up : RAP_NO_TOKEN;
}

/* "a statement from Ruud that he would go": "he" is whose the statement is. */
static const rap_mention *stated_by(const rap_hearing *h, const rap_telling *x)
{
    uint32_t noun = rap_stated_in(h, x);
    const rap_token *t = &h->p->tokens[x->source.from];
    if (noun == RAP_NO_TOKEN || t->upos != RAP_PRON || x->source.from < noun)
        return NULL;
    const rap_mention *m = owner_of(h, noun);
    bool person = rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON;
    return person == (rap_is_mark(t, "he") || rap_is_mark(t, "she")) ? m : NULL;
}

typedef struct {
    const rap_mention *m;
    uint8_t most; /* belief */
} bearer;

static bearer bearer_of(const rap_hearing *h, rap_span source, uint32_t head)
{
    const rap_mention *m = rap_mention_at(h, head), *x;
    bool named = m && m->kind == RAP_MENTION_NAME;
    bool person = named && rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON;
    if (!person && (x = name_at_end(h, source))) return (bearer){x, RAP_SURE_NAME};
    if (m && is_possessor(h, m, source)) return (bearer){NULL, 0};
    if (m && m->kind == RAP_MENTION_PRONOUN && head > source.from)
        m = name_in(h, source, head);
    if (!m && h->p->tokens[source.from].xpos[0] == 'W')
        m = described_by(h, source.from);
    if (!named && (x = name_behind(h, source, head))) return (bearer){x, RAP_SURE_NAME};
    if (!named && (x = owner_of(h, head))) return (bearer){x, RAP_SURE_OWNER};
    if (!m && (x = governed_state(h, source, head))) return (bearer){x, RAP_SURE_OWNER};
    if (!named && (x = gathered(h, source, head))) return (bearer){x, RAP_SURE_NOMINAL};
    return (bearer){m, RAP_SURE_NAME};
}

/* "the company", "its chairman", "this union": something told of before. */
static bool is_definite(const rap_token *t)
{
    return rap_is_mark(t, "the") || rap_is_mark(t, "this") || rap_is_mark(t, "that") ||
           strcmp(t->xpos, "PRP$") == 0;
}

/* Is a party known by descriptions alone? */
static bool is_described(const rap_hearing *h, const rap_mention *m)
{
    if (!m) return true;
    if (m->kind != RAP_MENTION_NOMINAL || m->entity < 0) return false;
    rap_str name = h->names->entities[m->entity].name;
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] >= 'A' && name.p[i] <= 'Z') return false;
    return rap_kind_of(h, m->entity) != RAP_ENTITY_COUNTRY;
}

/* Whom the source means by the links of the report. */
static void tell_linked(rap_attribution *a, const rap_hearing *h, rap_span source,
                        const rap_mention *m, uint32_t head)
{
    const rap_token *t = &h->p->tokens[head];
    if (!h->names->meant || a->anonymous) return;
    const rap_meant *by = &h->names->meant[head];
    bool pronoun = t->upos == RAP_PRON && a->speaker >= 0;
    bool other =
        by->entity != a->speaker && (by->entity >= 0 || by->sure >= RAP_SURE_LINKED);
    if (pronoun && by->chain >= 0 && other) {
        a->speaker = -1; /* names and links do not agree */
        a->sure = 0;
        return;
    }
    if (by->entity < 0 || rap_kind_of(h, by->entity) == RAP_ENTITY_ANONYMOUS) return;
    if (t->upos == RAP_PRON) {
        if (a->speaker < 0 && by->sure < RAP_SURE_LINKED) return;
        if (a->speaker >= 0 && a->speaker != by->entity) return;
        if (a->speaker < 0 || by->sure > a->sure) a->sure = by->sure;
        a->speaker = by->entity;
        return;
    }
    bool noun = t->upos == RAP_NOUN && is_definite(&h->p->tokens[source.from]);
    if (!noun || !is_described(h, m) || by->sure < RAP_SURE_LINKED) return;
    a->speaker = by->entity;
    a->sure = by->sure;
}

static void tell_firm(rap_attribution *a, const rap_hearing *h, rap_span source,
                      const rap_mention *m, uint32_t head)
{
    if (a->anonymous || !is_described(h, m)) return;
    int32_t firm = rap_firm_meant(h, source, head);
    if (firm < 0) return;
    a->speaker = firm;
    a->sure = RAP_SURE_FIRM;
}

void rap_speaker_tell(rap_attribution *a, const rap_hearing *h, const rap_telling *x)
{
    a->speaker = -1;
    if (x->source.from >= x->source.to) return;
    uint32_t head = rap_source_head(h, x->source);
    bearer b = bearer_of(h, x->source, head);
    const rap_mention *own = stated_by(h, x);
    if (own) b = (bearer){own, RAP_SURE_OWNER};
    bool owned = b.m && b.most == RAP_SURE_OWNER;
    if (is_several(h, x->source, b.m, &head) || (b.m && is_astray(h, b.m, head)))
        b.m = NULL;
    uint8_t sure = b.m ? sure_of(b.m) : 0;
    if (sure > b.most) sure = b.most;
    if (sure >= RAP_SURE_LEAST) {
        a->sure = sure;
        a->speaker = b.m->entity;
    }
    if (h->p->tokens[x->source.from].xpos[0] == 'W' && !b.m) {
        head = described(h, x->source.from);
        if (head == RAP_NO_TOKEN || rap_unnamed_kind_of(h, head) == RAP_UNNAMED_GROUP)
            return;
    }
    if (!owned) rap_unnamed_tell(a, h, x->source, head);
    if (owned || b.m != rap_mention_at(h, head)) return;
    tell_linked(a, h, x->source, b.m, head);
    tell_firm(a, h, x->source, b.m, head);
}
