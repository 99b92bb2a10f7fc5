/*
 * facts/positions.c - what each side wants, gives, refuses or holds, issue by issue.
 *
 * Every statement may hold one position: its plainest stance, on the issue that its
 * words name.  What the report's own sides say of the matter without showing a stance
 * is a claim.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/positions.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "coref/officers.h"
#include "facts/actors.h"
#include "facts/avowals.h"
#include "facts/both.h"
#include "facts/contests.h"
#include "facts/fulfilled.h"
#include "facts/held.h"
#include "facts/hollow.h"
#include "facts/modality.h"
#include "facts/settled.h"
#include "facts/worlds.h"

typedef RAP_LIST(rap_position) position_list;

enum { SCRAP = 4, BIT = 2 }; /* tokens: less holds no position; behind a plain cue */
enum { LONG = 400 };         /* bytes of a proposition */
enum { AROUND = 100 };       /* tokens about it in which somebody may be named */
enum { NEAR = 4 };           /* positions that are looked back over */
enum { OFTEN = 5 };          /* mentions of a side that a report is about */
enum { FEUDS = 32 };         /* sides that accuse one another */
enum { ANSWER = 12, ANSWER_BYTES = 400 }; /* tokens of a plain answer; how far behind */
enum {
    SURE_SHOWN = 60,
    SURE_PLAIN = 40,
    SURE_OPEN = 45,
    SURE_TOPIC = 30,
    NARRATOR_WEIGHT = 5,
    CUE_WEIGHT = 7,
    PLAIN_ISSUE = 2,
    FRAME = 12,   /* tokens of "..., she said in Norstad on Friday" */
    RAMBLING = 50 /* tokens: what shows later in a unit is not its point */
};

typedef struct {
    const rap_scene *s;
    rap_topics topics;
    rap_contest contest;
    rap_statement *list;
    uint32_t n;
    rap_feuds feuds;
    int32_t pairs[FEUDS][2];
    position_list out;
} desk;

/* The condition that stands in the same sentence, within the unit. */
static void find_condition(const rap_scene *s, const rap_unit *u, rap_position *pos)
{
    uint32_t c = rap_settled_condition(s, u);
    if (c == UINT32_MAX) return;
    pos->condition = rap_scene_clause_span(s, c);
    pos->condition_state = rap_fulfilled(s, c);
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

/* Is the cue at this token one of speech, and not "it had attacked"? */
static bool tells_speech(const rap_scene *s, const rap_unit *u, uint32_t token)
{
    const rap_speech *speech = s->in->speech;
    for (uint32_t k = 1; u->said >= 0 && k <= NEAR; k++) {
        uint32_t other = (uint32_t)u->said + k;
        if (other >= speech->n_attributions) break;
        if (speech->attributions[other].cue_token == token)
            return speech->attributions[other].speech;
    }
    return true;
}

/* "any ship that refuses": told of what the words name. */
static bool is_of_relative(const rap_scene *s, const rap_unit *u, uint32_t cue)
{
    return cue > u->first + 1 &&
           (rap_token_is(s->p, cue - 1, "that") || rap_token_is(s->p, cue - 1, "who") ||
            rap_token_is(s->p, cue - 1, "which"));
}

/* Is the unit nothing but "she said on Friday"? */
static bool is_frame(const rap_scene *s, const rap_unit *u)
{
    bool cue = false;
    uint32_t to = u->first + rap_token_is(s->p, u->first, "not");
    if (rap_token_is(s->p, to, "to")) return false; /* "to stop who refuses" */
    for (uint32_t i = u->first; i < u->last && i < u->first + FRAME; i++)
        cue = cue || (s->is_cue[i] && !is_of_relative(s, u, i) &&
                      (u->last - u->first <= SCRAP + 1 || tells_speech(s, u, i)));
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

/* "rejected that.": are there words, or only marks? */
static bool is_worded(rap_str proposition)
{
    for (size_t i = 0; i < proposition.n; i++)
        if (rap_is_alnum(proposition.p[i]) || rap_is_high(proposition.p[i]))
            return true;
    return !proposition.p; /* refused memory is told elsewhere */
}

/* "ruled that out": the words end with a part of the verb and name nothing. */
static bool is_particle(const rap_scene *s, const rap_unit *u)
{
    uint32_t last = u->last;
    while (last > u->first && s->p->tokens[last - 1].upos == RAP_PUNCT)
        last--;
    return last == u->first + 2 && rap_token_is(s->p, u->first, "that") &&
           rap_token_is(s->p, last - 1, "out");
}

/* Are the words long enough to say something, and does the stance show early in them?
 */
static bool has_size(const rap_scene *s, const rap_statement *st)
{
    const rap_unit *u = &st->unit;
    uint32_t length = u->last - u->first, token = st->stance.token;
    bool by_cue = token < u->first || token >= u->last;
    if (length < (by_cue && st->stance.weight ? BIT : SCRAP)) return false;
    if (is_particle(s, u)) return false;
    if (length > RAMBLING && !by_cue && token - u->first > RAMBLING) return false;
    return !is_frame(s, u);
}

/* "A day earlier Ruud, keen to calm them, had said": only who said it. */
static bool is_opening(const rap_scene *s, const rap_statement *st)
{
    uint32_t last = st->unit.last;
    if (st->unit.said >= 0) return false;
    while (last > st->unit.first && s->p->tokens[last - 1].upos == RAP_PUNCT)
        last--;
    return last > st->unit.first && s->is_cue[last - 1];
}

/* Is it asked rather than said? */
static bool is_question(const rap_scene *s, const rap_unit *u)
{
    for (uint32_t i = u->last; i > u->first && i + BIT > u->last; i--)
        if (rap_token_is(s->p, i - 1, "?")) return true;
    return rap_token_is(s->p, u->first, "whether");
}

/* Is anything said of anything: does a finite verb stand in it? */
static bool is_sentence(const rap_scene *s, const rap_unit *u)
{
    static const char *const tags[] = {"VBD", "VBZ", "VBP", "MD"};
    for (uint32_t i = u->first; i < u->last; i++)
        for (size_t k = 0; k < sizeof tags / sizeof tags[0]; k++)
            if (!s->is_cue[i] && rap_str_is(rap_str_of(s->p->tokens[i].xpos), tags[k]))
                return true;
    return false;
}

/* Is the report about this side too, and not only told by it? */
static bool is_main(const rap_scene *s, int32_t side)
{
    return side >= 0 &&
           (side == s->main[0] || side == s->main[1] || s->weight[side] >= OFTEN);
}

/* Is one of the two sides of the report no body of the other one's country? */
static bool is_foreign(const rap_scene *s)
{
    if (s->main[1] < 0) return false;
    rap_entity_kind a = s->in->names->entities[s->main[0]].kind,
                    b = s->in->names->entities[s->main[1]].kind;
    return a != RAP_ENTITY_COUNTRY || b != RAP_ENTITY_COUNTRY;
}

/* A plain claim is worth telling in a report on a dispute, on a plain issue. */
static bool is_plain_claim(const desk *d, const rap_statement *st)
{
    if (st->unit.said < 0 || !d->topics.of_dispute) return false;
    int32_t side = rap_scene_side(d->s, rap_held_speaker(d->s, st->unit.said));
    if (side < 0) return false;
    if (d->s->world == RAP_WORLD_MARKET && !is_main(d->s, side)) return false;
    if (d->s->in->names->entities[side].kind == RAP_ENTITY_ANONYMOUS) return false;
    if (d->s->n_states == 1 && !d->s->of_labour && !is_foreign(d->s)) return false;
    rap_actors who = {.n = 1, .v = {side}};
    bool firm = d->s->in->names->entities[side].kind == RAP_ENTITY_ORGANIZATION &&
                rap_worlds_no_side(d->s, &who);
    if (!d->contest.engaged[side] && (firm || !d->contest.heated)) return false;
    return st->issue.weight >= PLAIN_ISSUE && is_sentence(d->s, &st->unit);
}

/* The issue of words that name none themselves: that of what was said before in the
 * same breath, else that of the report. */
static rap_str borrowed_issue(const desk *d, const rap_statement *st)
{
    const rap_statement *before = st - 1;
    int32_t said = st->unit.said;
    if (st > d->list && said >= 0 && before->unit.said == said && before->issue.label.n)
        return before->issue.label;
    if (st->stance.issue.n) return st->stance.issue;
    bool plain = said >= 0 && st->unit.last - st->unit.first >= SCRAP + BIT;
    return plain ? rap_topics_best(&d->topics, st->stance.stance) : (rap_str){0};
}

/* "Ruud denied this", "rejected the charge": the issue of what another side was just
 * told to hold. */
static rap_str answered_issue(const desk *d, const rap_statement *st)
{
    static const char *const stances[] = {"deny", "reject", "accept", "doubt"};
    bool answers = false;
    for (size_t i = 0; i < sizeof stances / sizeof stances[0]; i++)
        answers = answers || rap_str_is(st->stance.stance, stances[i]);
    if (!answers || !d->out.n || st->unit.last - st->unit.first > ANSWER)
        return (rap_str){0};
    const rap_position *before = &d->out.v[d->out.n - 1];
    uint32_t at = d->s->p->tokens[st->unit.first].at.from;
    return at - before->at.to < ANSWER_BYTES ? before->issue : (rap_str){0};
}

/* "promised to": a pledge that is made in so many words. */
static bool is_vow(const rap_scene *s, const rap_statement *st)
{
    if (st->unit.said < 0 || !rap_str_is(st->stance.stance, "pledge")) return false;
    uint32_t cue = s->in->speech->attributions[st->unit.said].cue_token;
    uint32_t at = st->unit.first + rap_token_is(s->p, st->unit.first, "not");
    bool what = rap_token_is(s->p, at, "to") || rap_token_is(s->p, at, "that");
    return what && rap_str_is(rap_avowal_vow(s, cue), "pledge") &&
           !rap_modality_negated(s, cue);
}

/* A stance that shows plainly in a dispute, and a promise anywhere, is told also where
 * no word of data/ names what it is about. */
static bool is_open(const desk *d, const rap_statement *st)
{
    bool said = st->unit.said >= 0 || st->stance.of_subject;
    if (is_vow(d->s, st)) return true;
    if (d->s->p->n_tokens < RAP_CONTEST_FEW)
        return false; /* whether it is a dispute is not known */
    bool gives = rap_str_is(st->stance.stance, "pledge") ||
                 rap_str_is(st->stance.stance, "demand") ||
                 rap_str_is(st->stance.stance, "offer");
    int least =
        gives && st->unit.said >= 0 ? RAP_CONTEST_PLAINLY - 1 : RAP_CONTEST_PLAINLY;
    return d->topics.of_dispute && said && st->stance.weight >= least;
}

/* Where strikes are walkouts, nothing is a military operation. */
static bool is_mistaken(const rap_scene *s, rap_str issue)
{
    return s->of_labour && rap_str_is(issue, "military_operations");
}

/* Where sides are not much at odds nobody is addressed but who is named in the
 * sentence.
 */
static void keep_named(const rap_scene *s, const rap_statement *st, rap_actors *toward)
{
    rap_actors kept = {0};
    const rap_sentence *in = &s->p->sentences[s->p->tokens[st->unit.first].sentence];
    uint32_t first = in->first, last = st->unit.last;
    if (first + AROUND < st->unit.first) first = st->unit.first - AROUND;
    if (last < in->last) last = in->last < last + AROUND ? in->last : last + AROUND;
    for (uint32_t i = first; i < last; i++) {
        int32_t named = rap_scene_side(s, rap_scene_actor(s, i));
        if (named >= 0 && rap_actors_has(toward, named)) rap_actors_add(&kept, named);
        for (int k = 0; rap_both_at(s, i) && k < 2; k++)
            if (rap_actors_has(toward, s->main[k])) rap_actors_add(&kept, s->main[k]);
    }
    *toward = kept;
}

static rap_code file_one(desk *d, const rap_statement *st, const rap_position *like,
                         int32_t party, rap_err *err)
{
    const rap_scene *s = d->s;
    rap_position pos = *like;
    int32_t answers = rap_scene_answers(s, st->unit.said);
    pos.party = party;
    pos.attribution = answers;
    pos.asserted_by = rap_held_teller(&d->feuds, answers, party);
    rap_actors_addressed(s, st->unit.first, st->unit.last, rap_scene_side(s, party),
                         &pos.toward);
    if (!d->contest.heated) keep_named(s, st, &pos.toward);
    rap_position *room = RAP_PUSH(s->arena, &d->out);
    if (!room || !pos.proposition.p) return rap_fail_memory(err);
    *room = pos;
    return RAP_OK;
}

static rap_span hull(rap_span a, rap_span b)
{
    return (rap_span){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

/* The words of the position; of one that shows in the cue ("urged", "threatened to")
 * the cue and whose it is too, where they stand in the same sentence. */
static rap_span whole(const rap_scene *s, const rap_statement *st)
{
    rap_span at = bare(s, &st->unit);
    if (st->unit.said < 0) return at;
    const rap_attribution *a = &s->in->speech->attributions[st->unit.said];
    const rap_sentence *in = &s->p->sentences[s->p->tokens[st->unit.first].sentence];
    bool by_cue = st->stance.token == a->cue_token ||
                  (a->cue_token < s->p->n_tokens &&
                   rap_stance_of_cue(s, a->cue_token).weight > 0);
    if (!by_cue || !a->cue.n || a->cue.v[0].from < in->at.from ||
        a->cue.v[0].to > in->at.to)
        return at;
    at = hull(at, a->cue.v[0]);
    if (a->source.n && a->source.v[0].from >= in->at.from &&
        a->source.v[0].to <= in->at.to)
        at = hull(at, a->source.v[0]);
    return at;
}

/* On what the row rests. */
static const char *rule_of(const rap_scene *s, const rap_statement *st, bool borrowed)
{
    bool by_noun = st->unit.said >= 0 && st->stance.token < s->p->n_tokens &&
                   s->is_cue[st->stance.token] &&
                   s->p->tokens[st->stance.token].upos == RAP_NOUN;
    if (borrowed) return "topic";
    if (by_noun) return "noun";
    return st->stance.weight ? "stance" : "plain";
}

/* Fill in what does not depend on the holder; false when there is no position. */
static bool read_statement(const desk *d, rap_statement *st, rap_position *out)
{
    const rap_scene *s = d->s;
    const rap_unit *u = &st->unit;
    if (u->said < 0 && st->stance.weight < NARRATOR_WEIGHT) return false;
    if (!has_size(s, st) || is_question(s, u) || is_opening(s, st)) return false;
    if (rap_unit_is_unsaid(s, u)) return false;
    bool shown = st->stance.stance.n != 0, borrowed = !st->issue.label.n;
    if (!shown && !is_plain_claim(d, st)) return false;
    bool plainly = d->topics.of_dispute || st->issue.weight >= PLAIN_ISSUE;
    if (!plainly && !is_vow(s, st)) return false;
    if (borrowed) st->issue.label = answered_issue(d, st);
    bool praise = rap_str_is(st->stance.cameo, "051");
    if (borrowed && praise) return false; /* "thanked her hosts" takes nothing */
    if (borrowed && !st->issue.label.n) st->issue.label = borrowed_issue(d, st);
    bool open = !st->issue.label.n && is_open(d, st);
    if (open) st->issue.label = RAP_STR("other");
    rap_settled_stance(s, st);
    if (!st->issue.label.n || is_mistaken(s, st->issue.label)) return false;
    *out = (rap_position){.at = whole(s, st),
                          .issue = st->issue.label,
                          .stance = st->stance.stance,
                          .polarity = st->stance.polarity,
                          .day = rap_scene_day_said(s, st->stance.token),
                          .rule = rule_of(s, st, borrowed && !open),
                          .sure = open       ? SURE_OPEN
                                  : borrowed ? SURE_TOPIC
                                  : shown    ? SURE_SHOWN
                                             : SURE_PLAIN};
    if (u->said >= 0) out->day = s->in->speech->attributions[u->said].day;
    out->proposition = one_line(s, bare(s, u));
    /* "Ruud rejected that": what is rejected has no words of its own */
    if (!is_worded(out->proposition)) out->proposition = one_line(s, out->at);
    find_condition(s, u, out);
    return is_worded(out->proposition);
}

static bool is_topic(const rap_position *pos)
{
    return pos->sure == SURE_TOPIC;
}

/* The attribution in which a token stands, or -1. */
static int32_t s_said(const rap_scene *s, uint32_t token)
{
    return s->clauses[s->clause_of[token]].said;
}

/* What the report is about is what its own sides speak of; of others nobody knows. */
static void make_open(rap_position *pos)
{
    pos->issue = RAP_STR("other");
    pos->rule = "stance";
    pos->sure = SURE_OPEN;
}

/* Has he who speaks, or whose it is, a say in public affairs?  In reports of markets
 * firms, traders and analysts want much of one another that is no position. */
static bool has_say(const rap_scene *s, const rap_statement *st, int32_t holder)
{
    rap_actors who = {0};
    int32_t speaker = st->unit.said < 0 ? -1 : rap_held_speaker(s, st->unit.said);
    if (s->world == RAP_WORLD_PUBLIC || s->of_labour) return true;
    /* "Norland agreed to cut its exports, traders said": what a state gives */
    bool gives = rap_str_is(st->stance.stance, "accept") ||
                 rap_str_is(st->stance.stance, "pledge");
    bool own = st->stance.of_subject && gives;
    if (speaker < 0 || own) speaker = holder;
    rap_actors_add(&who, speaker);
    return rap_worlds_any_say(s, &who) ||
           rap_officers_has_office(&s->in->names->entities[speaker]);
}

/* Of no named issue only states and bodies that are no firms are heard, where states
 * are at odds. */
static bool may_be_open(const rap_scene *s, const rap_statement *st, int32_t holder)
{
    rap_actors who = {0};
    rap_actors_add(&who, holder);
    rap_actors_add(&who, st->unit.said < 0 ? -1 : rap_held_speaker(s, st->unit.said));
    return (s->n_states > 1 || is_vow(s, st)) && rap_worlds_is_side(s, holder) &&
           !rap_worlds_no_side(s, &who);
}

static rap_code file_statement(desk *d, rap_statement *st, rap_err *err)
{
    rap_position pos;
    rap_actors holders = {0};
    if (!read_statement(d, st, &pos)) return RAP_OK;
    rap_held_by(d->s, st, &holders);
    for (uint32_t i = 0; i < holders.n; i++) {
        if (!rap_held_may(d->s, holders.v[i], st)) continue;
        rap_position own = pos;
        int32_t side = rap_scene_side(d->s, holders.v[i]);
        bool far = is_topic(&pos) && !is_main(d->s, side);
        if (far && !is_open(d, st)) continue;
        if (far) make_open(&own);
        if (!has_say(d->s, st, holders.v[i])) continue;
        if (own.sure == SURE_OPEN && !may_be_open(d->s, st, holders.v[i])) continue;
        rap_code rc = file_one(d, st, &own, holders.v[i], err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

/* Does the noun only say again what its sentence was read to say? */
static bool is_told(const desk *d, const rap_position *x, int32_t party)
{
    for (size_t i = d->out.n; i > 0 && d->out.n - i < NEAR; i--) {
        const rap_position *y = &d->out.v[i - 1];
        if (y->party == party && y->at.from < x->at.to && y->at.to > x->at.from &&
            (rap_str_eq(y->stance, x->stance) || rap_str_eq(y->issue, x->issue)))
            return true;
    }
    return false;
}

/* What nouns of the unit name: "its promise to open the port". */
static rap_code file_avowals(desk *d, const rap_unit *u, rap_err *err)
{
    rap_code rc = RAP_OK;
    for (uint32_t i = u->first; rc == RAP_OK && i < u->last; i++) {
        rap_statement st;
        rap_actors holders = {0};
        rap_position pos;
        if (s_said(d->s, i) != u->said ||
            !rap_avowal_read(d->s, &d->topics, i, &st, &holders) ||
            !rap_held_may(d->s, holders.v[0], &st) || !read_statement(d, &st, &pos) ||
            is_told(d, &pos, holders.v[0]))
            continue;
        pos.rule = "noun";
        rc = file_one(d, &st, &pos, holders.v[0], err);
    }
    return rc;
}

/* Who accuses or threatens whom. */
static void find_feuds(desk *d)
{
    for (uint32_t i = 0; i < d->n && d->feuds.n < FEUDS; i++) {
        const rap_statement *st = &d->list[i];
        rap_actors by = {0}, to = {0};
        if (!rap_str_is(st->stance.stance, "accuse") &&
            !rap_str_is(st->stance.stance, "threat"))
            continue;
        rap_held_by(d->s, st, &by);
        if (!by.n) continue;
        rap_actors_addressed(d->s, st->unit.first, st->unit.last, by.v[0], &to);
        if (!to.n || to.v[0] == by.v[0]) continue;
        d->pairs[d->feuds.n][0] = by.v[0];
        d->pairs[d->feuds.n][1] = to.v[0];
        d->feuds.n++;
    }
}

/* Does b go on with what a says? */
static bool goes_on(const rap_position *a, const rap_position *b)
{
    return a->attribution >= 0 && a->attribution == b->attribution &&
           a->party == b->party && rap_str_eq(a->stance, b->stance) &&
           rap_str_eq(a->issue, b->issue) && a->polarity == b->polarity &&
           a->at.to <= b->at.from;
}

/* "pledged to raise no duties | while talks last": what only hangs on it. */
static bool says_again(const rap_scene *s, const rap_position *a, const rap_position *b)
{
    static const char *const hung[] = {"while ", "as long as ", "so long as ",
                                       "during "};
    if (a->attribution < 0 || a->attribution != b->attribution ||
        a->party != b->party || !rap_str_eq(a->stance, b->stance) ||
        a->at.from != b->at.from || a->at.to >= b->at.to)
        return false;
    rap_str more = rap_str_trim(rap_prose_cut(s->p, (rap_span){a->at.to, b->at.to}));
    for (size_t i = 0; i < sizeof hung / sizeof *hung; i++)
        if (rap_str_begins(more, rap_str_of(hung[i]))) return true;
    return false;
}

/* What is said twice in one breath is one position. */
static void join_neighbours(desk *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->out.n; i++) {
        rap_position *last = n ? &d->out.v[n - 1] : NULL;
        if (last && says_again(d->s, last, &d->out.v[i])) continue;
        if (last && goes_on(last, &d->out.v[i]))
            last->at.to = d->out.v[i].at.to;
        else
            d->out.v[n++] = d->out.v[i];
    }
    d->out.n = n;
}

rap_code rap_positions_read(const rap_position **out, uint32_t *n, const rap_scene *s,
                            rap_err *err)
{
    desk d = {.s = s};
    rap_code rc = rap_topics_weigh(&d.topics, s->p, s->in->names, err);
    if (rc == RAP_OK) rc = rap_statements_cut(&d.list, &d.n, s, &d.topics, err);
    if (rc == RAP_OK) rc = rap_contest_judge(&d.contest, s, d.list, d.n, err);
    if (rc == RAP_OK)
        d.topics.of_dispute =
            (d.topics.of_dispute || d.contest.quarrel) && d.contest.contested;
    d.feuds = (rap_feuds){.s = s, .pairs = (const int32_t(*)[2])d.pairs};
    if (rc == RAP_OK) find_feuds(&d);
    for (uint32_t i = 0; rc == RAP_OK && i < d.n; i++) {
        rc = file_statement(&d, &d.list[i], err);
        if (rc == RAP_OK) rc = file_avowals(&d, &d.list[i].unit, err);
    }
    if (rc != RAP_OK) return rc;
    join_neighbours(&d);
    *out = d.out.v;
    *n = (uint32_t)d.out.n;
    return RAP_OK;
}
