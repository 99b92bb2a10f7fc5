/*
 * facts/positions.c - what each side wants, gives, refuses or holds, issue by issue.
 *
 * Every unit of speech, and every clause of the report's own, may hold one position:
 * its plainest stance, on the issue that its words name.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/positions.h"

#include "base/utf8.h"
#include "facts/actors.h"
#include "facts/issues.h"
#include "facts/stances.h"

typedef RAP_LIST(rap_position) position_list;

enum { SCRAP = 4 };  /* tokens: less holds no position */
enum { LONG = 400 }; /* bytes of a proposition */
enum {
    SURE_SHOWN = 60,
    SURE_PLAIN = 40,
    NARRATOR_WEIGHT = 5,
    PLAIN_ISSUE = 3,
    FRAME = 12,      /* tokens of "..., she said in Norstad on Friday" */
    RAMBLING = 50,   /* tokens: what shows later in a unit is not its point */
    LONE_WEIGHT = 6, /* of what somebody without a side holds */
    WIDE = 400
};

/* The issue of the unit, or of its sentence when it names none itself. */
static rap_str issue_of(const rap_scene *s, const rap_unit *u, uint32_t near)
{
    rap_str issue = rap_issue_find(s->p, u->first, u->last, near, NULL);
    if (issue.n || u->said < 0) return issue;
    const rap_sentence *sentence = &s->p->sentences[s->p->tokens[u->first].sentence];
    uint32_t last = sentence->last;
    if (last - sentence->first > WIDE) last = sentence->first + WIDE;
    return rap_issue_find(s->p, sentence->first, last, near, NULL);
}

static const char *asserted_by(const rap_scene *s, int32_t said, int32_t party)
{
    if (said < 0) return "narrator";
    const rap_attribution *a = &s->in->speech->attributions[said];
    int32_t side = rap_scene_side(s, a->speaker);
    if (a->anonymous || side < 0) return "anonymous";
    if (side == party) return "self";
    return side == s->main[0] || side == s->main[1] ? "adversary" : "third";
}

/* The condition that stands in the same sentence, within the unit. */
static void find_condition(const rap_scene *s, const rap_unit *u, rap_position *pos)
{
    for (uint32_t c = s->clause_of[u->first]; c <= s->clause_of[u->last - 1]; c++) {
        if (s->clauses[c].kind != RAP_CLAUSE_CONDITION) continue;
        pos->condition = rap_scene_clause_span(s, c);
        pos->condition_state = "unknown";
        return;
    }
}

/* Text of a span, cut where it grows long, with every white space one blank. */
static rap_str one_line(const rap_scene *s, rap_span at)
{
    rap_str from = rap_prose_cut(s->p, at);
    if (from.n > LONG) from.n = rap_utf8_back(from, LONG);
    char *to = RAP_NEW(s->arena, char, from.n);
    size_t n = 0;
    if (!to) return (rap_str){NULL, 0};
    for (size_t i = 0; i < from.n; i++) {
        bool blank = from.p[i] == ' ' || from.p[i] == '\n' || from.p[i] == '\t';
        if (blank && n && to[n - 1] == ' ') continue;
        to[n++] = blank ? ' ' : from.p[i];
    }
    return (rap_str){to, n};
}

/* The side that holds the stance, or -1. */
static int32_t holder(const rap_scene *s, const rap_unit *u, rap_stance st)
{
    int32_t speaker = rap_scene_side(s, rap_scene_speaker(s, u->said));
    if (!st.of_subject) return speaker;
    int32_t side = rap_scene_side(s, rap_actors_subject(s, st.token));
    /* what one who is not known hopes or believes of others is nobody's */
    bool belief = u->said >= 0 && !s->in->speech->attributions[u->said].speech;
    if (belief && speaker < 0) return -1;
    bool verb = s->p->tokens[st.token].upos == RAP_VERB;
    bool giving = rap_str_is(st.stance, "offer") || rap_str_is(st.stance, "pledge") ||
                  rap_str_is(st.stance, "accept");
    return side >= 0 || verb || giving ? side : speaker;
}

/* A plain claim is worth telling when a side of the report makes it on a plain issue.
 */
static bool is_supported(const rap_scene *s, const rap_unit *u, int weight)
{
    int32_t side = rap_scene_side(s, rap_scene_speaker(s, u->said));
    if (u->said < 0 || s->in->speech->attributions[u->said].anonymous) return false;
    if (side < 0 || (side != s->main[0] && side != s->main[1])) return false;
    return weight >= PLAIN_ISSUE;
}

/* Can the party hold this?  A place, a thing and a paper hold nothing; what somebody
 * who acts for no side holds must be plain, but of who bears an office ("President
 * Veld") every stance that is shown counts. */
static bool can_hold(const rap_scene *s, int32_t party, rap_stance st)
{
    const rap_entity *e = &s->in->names->entities[party];
    bool in_office = e->kind == RAP_ENTITY_PERSON && e->n_roles > 0;
    switch (e->kind) {
    case RAP_ENTITY_PLACE:
    case RAP_ENTITY_THING:
    case RAP_ENTITY_MEDIA:
    case RAP_ENTITY_NONE:
        return false;
    case RAP_ENTITY_PERSON:
    case RAP_ENTITY_ANONYMOUS:
        return (st.weight >= LONE_WEIGHT || in_office) &&
               !rap_str_is(st.stance, "claim");
    default:
        return true;
    }
}

/* Where strikes are walkouts, nothing is a military operation. */
static bool is_mistaken(const rap_scene *s, rap_str issue)
{
    return s->of_labour && rap_str_is(issue, "military_operations");
}

static bool is_loose_mark(const rap_token *t)
{
    return !(t->shape &
             (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT | RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE)) &&
           t->upos == RAP_PUNCT;
}

/* Where the words end before ", she said on Friday". */
static uint32_t before_frame(const rap_scene *s, const rap_unit *u)
{
    const rap_clause *c = &s->clauses[s->clause_of[u->last - 1]];
    if (c->first <= u->first || u->last - c->first > FRAME) return u->last;
    for (uint32_t i = c->first; i < u->last; i++)
        if (s->is_cue[i]) return c->first;
    return u->last;
}

/* Is the unit nothing but "she said on Friday"? */
static bool is_frame(const rap_scene *s, const rap_unit *u)
{
    bool cue = false;
    for (uint32_t i = u->first; i < u->last && i < u->first + FRAME; i++)
        cue = cue || s->is_cue[i];
    return cue && u->said >= 0 && u->last - u->first <= FRAME;
}

/* The unit without conjunctions and marks at its ends, and without quotation marks that
 * enclose it. */
static rap_span bare(const rap_scene *s, const rap_unit *u)
{
    const rap_token *t = s->p->tokens;
    uint32_t first = u->first, last = before_frame(s, u);
    while (first + 1 < last &&
           (is_loose_mark(&t[first]) || t[first].upos == RAP_CCONJ ||
            rap_token_is(s->p, first, "that")))
        first++;
    while (last > first + 1 &&
           (is_loose_mark(&t[last - 1]) || t[last - 1].upos == RAP_CCONJ ||
            t[last - 1].upos == RAP_SCONJ))
        last--;
    bool quoted =
        (t[first].shape & RAP_SHAPE_OPEN) && (t[last - 1].shape & RAP_SHAPE_CLOSE);
    if (quoted && last > first + 2) first++, last--;
    while (last > first + 1 && is_loose_mark(&t[last - 1]))
        last--;
    return rap_tokens_span(s->p, first, last);
}

static bool read_position(const rap_scene *s, const rap_unit *u, rap_position *out)
{
    rap_stance st = rap_stance_of_unit(s, u);
    if (u->said < 0 && st.weight < NARRATOR_WEIGHT) return false;
    bool shown = st.stance.n != 0;
    int weight = 0;
    uint32_t length = u->last - u->first;
    if (is_frame(s, u)) return false;
    if (length < SCRAP ||
        (length > RAMBLING && st.token >= u->first && st.token - u->first > RAMBLING))
        return false;
    (void)rap_issue_find(s->p, u->first, u->last, st.token, &weight);
    if (!shown && !is_supported(s, u, weight)) return false;
    if (!shown) {
        st.stance = RAP_STR("claim");
        st.polarity = '+';
    }
    int32_t party = holder(s, u, st);
    if (party < 0 || !can_hold(s, party, st)) return false;
    rap_position pos = {.at = bare(s, u),
                        .party = party,
                        .issue = issue_of(s, u, st.token),
                        .stance = st.stance,
                        .polarity = st.polarity,
                        .day = rap_scene_day(s, st.token),
                        .attribution = rap_scene_answers(s, u->said),
                        .asserted_by =
                            asserted_by(s, rap_scene_answers(s, u->said), party),
                        .rule = shown ? "stance" : "plain",
                        .sure = shown ? SURE_SHOWN : SURE_PLAIN};
    if (!pos.issue.n || is_mistaken(s, pos.issue)) return false;
    if (u->said >= 0) pos.day = s->in->speech->attributions[u->said].day;
    pos.proposition = one_line(s, pos.at);
    find_condition(s, u, &pos);
    rap_actors_addressed(s, u->first, u->last, party, &pos.toward);
    *out = pos;
    return true;
}

rap_code rap_positions_read(const rap_position **out, uint32_t *n, const rap_scene *s,
                            rap_err *err)
{
    position_list list = {0};
    for (uint32_t i = 0; i < s->n_units; i++) {
        rap_position pos;
        if (!read_position(s, &s->units[i], &pos)) continue;
        rap_position *room = RAP_PUSH(s->arena, &list);
        if (!room || !pos.proposition.p) return rap_fail_memory(err);
        *room = pos;
    }
    *out = list.v;
    *n = (uint32_t)list.n;
    return RAP_OK;
}
