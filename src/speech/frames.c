/*
 * speech/frames.c - the shapes in which a sentence attributes, found around each cue.
 *
 *     source cue (that) content            Ruud said the talks had failed
 *     content, source cue[, content]       "We go," Ruud said, "or we stay"
 *     content, cue source[, apposition]    "We go," said Ruud, the minister
 *     content, according to source         and the other way round
 *     content is cue content               Ruud is expected to go
 *
 * Cues are taken from left to right.  One that stands inside the content of another is
 * nested in it, unless a comma and a conjunction, or a conjunction and the same form of
 * verb, show that the first content has ended.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

enum {
    FINITE_FAR = 40,  /* tokens searched for a finite verb */
    ADJUNCTS_MAX = 6, /* phrases skipped between cue and content */
    QUOTED_FAR = 10   /* tokens from "was quoted" to "as saying" */
};

typedef struct {
    rap_hearing *h;
    const rap_token *t;
    const rap_sentence *s;
    uint32_t end;  /* of the sentence, without its full stop */
    uint32_t lo;   /* where a source may begin */
    uint32_t left; /* where content before a cue may begin */
    int32_t last;  /* the last telling of this sentence that is not nested, or -1 */
    bool failed;
} place;

typedef enum {
    END,
    COMMA,
    COLON,
    THAT,
    TO,
    QUESTION,
    QUOTE,
    PHRASE,
    CLAUSE,
    OTHER
} kind;

static kind kind_at(const place *w, uint32_t i)
{
    if (i >= w->end) return END;
    const rap_token *t = &w->t[i];
    if (rap_is_open(t)) return QUOTE;
    if (rap_is_mark(t, ","))
        return i + 1 < w->end && rap_is_open(&t[1]) ? QUOTE : COMMA;
    if (rap_is_mark(t, ":")) return COLON;
    if (rap_str_is(t->low, "that") && t->upos != RAP_DET) return THAT;
    if (strcmp(t->xpos, "TO") == 0) return TO;
    if (rap_is_aside(t)) return OTHER;
    if (t->xpos[0] == 'W') return QUESTION;
    if (t->upos == RAP_SCONJ) return CLAUSE;
    if (t->upos == RAP_DET || rap_is_noun(t) || t->upos == RAP_PRON ||
        t->upos == RAP_ADJ || t->upos == RAP_NUM || t->upos == RAP_SYM ||
        strcmp(t->xpos, "EX") == 0)
        return PHRASE;
    return OTHER;
}

static bool has_finite(const place *w, uint32_t from, uint32_t to)
{
    if (to > from + FINITE_FAR) to = from + FINITE_FAR;
    for (uint32_t i = from; i < to && i < w->s->last; i++)
        if (rap_is_finite(&w->t[i])) return true;
    return false;
}

/* As has_finite, but of the last tokens before `to`. */
static bool has_finite_before(const place *w, uint32_t from, uint32_t to)
{
    return has_finite(w, to > from + FINITE_FAR ? to - FINITE_FAR : from, to);
}

/* Skip adverbs, times and prepositional phrases. */
static uint32_t skip_adjuncts(const place *w, uint32_t i)
{
    for (uint32_t n = 0; n < ADJUNCTS_MAX && i < w->end; n++) {
        uint32_t from, to;
        if (w->h->is_time[i] || strcmp(w->t[i].xpos, "RB") == 0) {
            while (++i < w->end && w->h->is_time[i] && w->h->is_time[i - 1])
                ;
        } else if (w->t[i].upos == RAP_ADP && i + 1 < w->end &&
                   rap_prose_noun_phrase(w->h->p, i + 1, &from, &to) && from <= i + 1) {
            i = to < w->end ? to : w->end;
        } else {
            break;
        }
    }
    return i;
}

/* Content from token `from` to the end of the sentence, or of a quotation that it
 * opens. */
static rap_span content_right(const place *w, uint32_t from)
{
    while (from < w->end &&
           (rap_is_mark(&w->t[from], ",") || rap_is_mark(&w->t[from], ":")))
        from++;
    rap_span c = {from, w->end};
    if (c.from >= c.to) return rap_quotation_below(w->h, w->s, from);
    int32_t q = w->h->quotation_of[c.to - 1];
    if (q >= 0 && w->h->quotations[q].closed && w->h->quotations[q].close >= c.to)
        c.to = w->h->quotations[q].close + 1;
    return c;
}

/* Content before `to`: from where it may begin, or from the mark of its quotation. */
static rap_span content_left(const place *w, uint32_t to)
{
    uint32_t from = w->left;
    int32_t q = w->h->quotation_of[from];
    if (q >= 0 && w->h->quotations[q].open < from && w->last < 0)
        from = w->h->quotations[q].open;
    if (to > from && rap_is_mark(&w->t[to - 1], ",") &&
        !(w->t[to - 1].shape & RAP_SHAPE_QUOTED))
        to--;
    return (rap_span){from, to};
}

static rap_telling *push(place *w, const rap_cue *c, const char *rule)
{
    rap_telling *x = RAP_PUSH(w->h->p->arena, &w->h->list);
    if (!x) {
        w->failed = true;
        return NULL;
    }
    x->cue = c->group;
    x->main = c->main;
    x->row = c->row;
    x->rule = rule;
    x->carried = x->nested_in = -1;
    x->head = RAP_NO_TOKEN;
    return x;
}

static void add_content(rap_telling *x, rap_span c)
{
    if (c.from < c.to && x->n_content < RAP_SPANS_MAX) x->content[x->n_content++] = c;
}

/* Take the telling just pushed as the sentence's last. */
static void settle(place *w, const rap_telling *x)
{
    w->last = (int32_t)(w->h->list.n - 1);
    rap_span c = x->content[x->n_content - 1];
    uint32_t lo = x->cue.to;
    if (x->source.to > lo) lo = x->source.to;
    if (x->behind.to > lo) lo = x->behind.to;
    w->lo = c.from >= x->cue.to ? c.from : lo;
    w->left = c.from >= x->cue.to ? c.to : lo;
    if (w->left < w->s->last && rap_is_mark(&w->t[w->left], ",")) w->left++;
}

static rap_telling *last_of(const place *w)
{
    return w->last < 0 ? NULL : &w->h->list.v[w->last];
}

static bool is_inside(const place *w, uint32_t i)
{
    const rap_telling *x = last_of(w);
    if (!x) return false;
    rap_span c = x->content[x->n_content - 1];
    return c.from <= i && i < c.to;
}

/* End the last telling's content before token i; false when nothing would be left. */
static bool cut_last(place *w, uint32_t i)
{
    rap_telling *x = last_of(w);
    rap_span *c = &x->content[x->n_content - 1];
    if (i <= c->from + 1) return false;
    c->to = i;
    return true;
}

/* Does a clause of its own begin at i, behind a comma and a conjunction or a semicolon?
 * Gives the token before which the clause before it ends. */
static uint32_t clause_break(const place *w, uint32_t i)
{
    if (i < w->s->first + 2) return 0;
    if (rap_is_mark(&w->t[i - 1], ";")) return i - 1;
    bool joined = w->t[i - 1].upos == RAP_CCONJ || w->t[i - 1].upos == RAP_SCONJ;
    bool mark = rap_is_mark(&w->t[i - 2], ",") || rap_is_mark(&w->t[i - 2], "—");
    return joined && mark ? i - 2 : 0;
}

/* Is what precedes token i the end of content: a closing mark, or a comma behind a
 * clause? */
static bool content_ends(const place *w, uint32_t i)
{
    if (i <= w->s->first) return false;
    if (w->t[i - 1].shape & RAP_SHAPE_CLOSE) return true;
    return rap_is_mark(&w->t[i - 1], ",") && has_finite_before(w, w->left, i - 1);
}

/* "…," said Ruud, the minister[, "…"] */
static bool hear_inverted(place *w, const rap_cue *c)
{
    uint32_t g = c->group.from;
    if (g != c->main || !rap_cue_takes(c->row, "post") || c->passive ||
        !content_ends(w, g))
        return false;
    rap_span source;
    kind k = kind_at(w, c->group.to);
    if (k != PHRASE || !rap_source_behind(&source, w->h, c->group.to, w->end))
        return false;
    bool quoted = (w->t[g - 1].shape & RAP_SHAPE_CLOSE) != 0;
    uint32_t behind = skip_adjuncts(w, source.to);
    kind next = kind_at(w, behind);
    if (!quoted && next != END && next != COMMA &&
        !rap_is_mark(&w->t[source.to - 1], ","))
        return false;
    if (behind < w->end && rap_is_finite(&w->t[behind])) return false;
    rap_span c0 = content_left(w, g);
    if (c0.from >= c0.to) return false;
    rap_telling *x = push(w, c, "content-cue-source");
    if (!x) return true;
    add_content(x, c0);
    x->source = source;
    x->behind = (rap_span){source.to, behind};
    if (next == QUOTE) add_content(x, content_right(w, behind));
    settle(w, x);
    return true;
}

/* What stands behind a cue that follows its content: hearer, place, day. */
static uint32_t skip_hearer(const place *w, const rap_cue *c, bool *hearer)
{
    uint32_t from, to;
    *hearer = rap_cue_takes(c->row, "whom") && kind_at(w, c->group.to) == PHRASE &&
              rap_prose_noun_phrase(w->h->p, c->group.to, &from, &to) &&
              from <= c->group.to && !w->h->is_time[c->group.to];
    return skip_adjuncts(w, *hearer ? to : c->group.to);
}

static void nest_last(place *w, int32_t outer)
{
    rap_telling *x = last_of(w);
    if (x) x->nested_in = outer;
}

/* Does something new begin behind the comma: "adding", "and", "who"? */
static bool begins_aside(const place *w, uint32_t i)
{
    if (i >= w->end) return true;
    const char *x = w->t[i].xpos;
    if (strcmp(x, "VBG") == 0 || x[0] == 'W') return true;
    if (w->h->clauses.p) return false;
    return rap_is_aside(&w->t[i]) || strcmp(x, "CC") == 0;
}

/* Does a comma or a stop stand before the closing mark? */
static bool stops_quotation(const place *w, uint32_t close)
{
    const rap_token *t = &w->t[close - 1];
    return close > w->s->first && !(t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) &&
           t->low.n && strchr(",.?!-", t->low.p[0]);
}

/* Does the verb take what stands behind it, and no quotation before it? */
static bool governs(const place *w, const rap_cue *c)
{
    return !rap_is_open(&w->t[w->left]) &&
           rap_governs_behind(&w->h->clauses, c->main, c->group.to, w->end);
}

/* Does what begins at the comma go on with what stands before the source? */
static bool goes_back(const place *w, uint32_t comma, uint32_t source)
{
    return rap_hangs_in(&w->h->clauses, comma, w->left, source) ||
           rap_hangs_in(&w->h->clauses, comma + 1, w->left, source);
}

/* "…," Ruud said[, "…"]; Ruud, he said, would go. */
static bool hear_behind(place *w, const rap_cue *c, rap_span source)
{
    if (!rap_cue_takes(c->row, "post") || source.from <= w->s->first) return false;
    const rap_token *before = &w->t[source.from - 1];
    bool quoted = (before->shape & RAP_SHAPE_CLOSE) != 0;
    bool comma = rap_is_mark(before, ",");
    if (!quoted && !comma) return false;
    bool hearer, inside = is_inside(w, source.from);
    uint32_t behind = skip_hearer(w, c, &hearer);
    kind next = kind_at(w, behind);
    bool split = next == COMMA && !quoted;
    bool ended = quoted && stops_quotation(w, source.from - 1) && next != THAT;
    if (next != END && next != COMMA && (!ended || governs(w, c))) return false;
    uint32_t left = inside ? w->s->first : w->left;
    /* what a cue has told already is a clause, whatever its verb was taken for */
    bool clause = inside || has_finite_before(w, left, source.from);
    if (!quoted && !split && !clause) return false;
    if (split && !clause && !has_finite(w, behind, w->end)) return false;
    split = split && !rap_is_finite(&w->t[w->end - 1]) &&
            (!begins_aside(w, behind + 1) || goes_back(w, behind, source.from));
    uint32_t keep = w->left;
    w->left = left;
    rap_span c0 = content_left(w, source.from);
    w->left = keep;
    if (c0.from >= c0.to) return false;
    if (inside) nest_last(w, (int32_t)w->h->list.n);
    rap_telling *x = push(w, c, "content-source-cue");
    if (!x) return true;
    add_content(x, c0);
    x->source = source;
    x->behind = (rap_span){c->group.to, behind};
    x->hearer = hearer;
    bool more = next == QUOTE && rap_is_mark(&w->t[behind], ",");
    if (more || split) add_content(x, content_right(w, behind));
    settle(w, x);
    return true;
}

static bool is_governed(const place *w, const rap_cue *c, uint32_t i, kind k)
{
    int row = c->row;
    switch (k) {
    case THAT:
        return rap_cue_takes(row, "that") || rap_cue_takes(row, "zero");
    case TO:
        return rap_cue_takes(row, "to");
    case QUESTION:
        return rap_cue_takes(row, "wh") || rap_cue_takes(row, "np");
    case QUOTE:
        return rap_cue_takes(row, "quote") ||
               (rap_cue_takes(row, "np") && rap_is_open(&w->t[i]));
    case COLON:
        return rap_cue_takes(row, "quote");
    case PHRASE:
        return rap_cue_takes(row, "np") ||
               (rap_cue_takes(row, "zero") && has_finite(w, i + 1, i + 12));
    case CLAUSE:
        return rap_cue_takes(row, "quote") || rap_cue_takes(row, "np");
    case OTHER:
        return rap_cue_takes(row, "np") && !rap_is_aside(&w->t[i]) &&
               (w->t[i].upos == RAP_ADV || has_finite(w, i + 1, i + 12) ||
                (strcmp(w->t[i].xpos, "VBG") == 0 && !rap_cue_takes(row, "post")));
    default:
        return false;
    }
}

/* Where the content behind the cue begins, or 0; *behind is what stands between. */
static uint32_t content_begin(const place *w, const rap_cue *c, rap_span *behind,
                              bool *hearer)
{
    uint32_t from = c->group.to, to = skip_hearer(w, c, hearer);
    *behind = (rap_span){from, to};
    if (*hearer) {
        kind k = kind_at(w, to);
        if (k == THAT || k == QUOTE || k == COLON || k == QUESTION) return to;
        if (k == PHRASE && !rap_cue_takes(c->row, "np")) return to;
        if (k == PHRASE && has_finite(w, to, to + 12)) return to;
        *hearer = false;
        *behind = (rap_span){from, from};
        return rap_cue_takes(c->row, "np") ? from : 0;
    }
    if (is_governed(w, c, from, kind_at(w, from)) && !w->h->is_time[from]) {
        kind k = kind_at(w, from);
        if (k != OTHER || to == from || kind_at(w, to) == END) {
            *behind = (rap_span){from, from};
            return from;
        }
    }
    kind k = kind_at(w, to);
    if (to == from || !rap_cue_takes(c->row, "that") || k == TO) return 0;
    return is_governed(w, c, to, k) ? to : 0;
}

/* The subject of a verb that a conjunction joins to another: the last telling's source,
 * or the subject of the sentence's first verb. */
static bool shared_source(place *w, const rap_cue *c, rap_span *source,
                          int32_t *carried)
{
    uint32_t g = c->group.from;
    const rap_telling *x = last_of(w);
    if (x) {
        *source = x->source;
        *carried = w->last;
        return true;
    }
    for (uint32_t i = w->s->first; i < g && i < w->s->first + FINITE_FAR; i++)
        if (rap_is_finite(&w->t[i])) return rap_source_before(source, w->h, w->lo, i);
    return false;
}

/* Ends the content of the last telling where a cue inside it shows that it has ended;
 * true when the cue then stands on its own. */
static bool part(place *w, const rap_cue *c, rap_span source, bool joined)
{
    const rap_telling *x = last_of(w);
    uint32_t g = c->group.from;
    if (source.from < source.to) {
        uint32_t at = clause_break(w, source.from);
        return at && cut_last(w, at);
    }
    if (c->participle && g > w->s->first && rap_is_mark(&w->t[g - 1], ","))
        return cut_last(w, g - 1);
    if (!joined || x->main == RAP_NO_TOKEN || !rap_cue_is_speech(c->row) ||
        strcmp(w->t[x->main].xpos, w->t[c->main].xpos) != 0)
        return false;
    return cut_last(w, rap_is_mark(&w->t[g - 2], ",") ? g - 2 : g - 1);
}

/* Ruud said (that) … */
static void hear_before(place *w, const rap_cue *c, rap_span source)
{
    rap_span behind;
    bool hearer;
    uint32_t from = content_begin(w, c, &behind, &hearer);
    if (from == 0) return;
    uint32_t g = c->group.from;
    bool joined = g > w->s->first && w->t[g - 1].upos == RAP_CCONJ;
    bool shared = source.from == source.to;
    int32_t carried = -1;
    bool inside = is_inside(w, g), own = !inside || part(w, c, source, joined);
    bool comma = g > w->s->first && rap_is_mark(&w->t[g - 1], ",");
    if (shared && (!own || !(joined || (c->participle && comma)))) return;
    if (shared && !shared_source(w, c, &source, &carried)) return;
    rap_span content = content_right(w, from);
    if (content.from >= content.to) return;
    rap_cue with_colon = *c;
    if (kind_at(w, from) == COLON && from == c->group.to) with_colon.group.to++;
    rap_telling *x =
        push(w, &with_colon, shared ? "shared-source" : "source-cue-content");
    if (!x) return;
    x->source = source;
    x->carried = carried;
    x->behind = behind;
    x->hearer = hearer;
    add_content(x, content);
    if (own)
        settle(w, x);
    else
        x->nested_in = w->last;
}

/* …, according to Ruud. */
static void hear_according(place *w, const rap_cue *c)
{
    rap_span source;
    uint32_t g = c->group.from;
    if (!rap_source_behind(&source, w->h, c->group.to, w->end)) return;
    bool at_front = g <= w->left + 1;
    if (at_front && w->last >= 0 && !is_inside(w, g)) {
        last_of(w)->via = source;
        return;
    }
    if (is_inside(w, g) && rap_is_mark(&w->t[g - 1], ",")) {
        nest_last(w, (int32_t)w->h->list.n);
        w->left = w->s->first;
        w->last = -1;
        at_front = false;
    }
    rap_telling *x = push(w, c, "according-to");
    if (!x) return;
    if (!at_front) add_content(x, content_left(w, g));
    if (at_front || has_finite(w, source.to, w->end))
        add_content(x, content_right(w, source.to));
    if (x->n_content == 0) {
        w->h->list.n--;
        return;
    }
    x->source = source;
    if (is_inside(w, g)) {
        x->nested_in = w->last;
        return;
    }
    settle(w, x);
}

/* Ruud is said to have left; Ruud was quoted (by NPA) as saying …; Ruud was told that …
 */
static void hear_passive(place *w, const rap_cue *c, rap_span subject)
{
    uint32_t from = c->group.to;
    bool seems = rap_cue_takes(c->row, "seem") || rap_cue_takes(c->row, "passive");
    rap_cue cue = *c;
    for (uint32_t i = from;
         rap_cue_takes(c->row, "quoted") && i + 1 < w->end && i < from + QUOTED_FAR;
         i++)
        if (rap_str_is(w->t[i].low, "as") && strcmp(w->t[i + 1].xpos, "VBG") == 0)
            cue.group.to = i + 2;
    bool quoted = cue.group.to > from, whom = rap_cue_takes(c->row, "whom");
    kind k = kind_at(w, cue.group.to);
    bool told = whom && (k == THAT || k == QUOTE || k == QUESTION || k == CLAUSE);
    if (!quoted && !told && !(seems && k == TO)) return;
    rap_telling *x = push(w, &cue, quoted ? "quoted-as-saying" : "passive");
    if (!x) return;
    if (quoted) {
        x->source = subject;
        x->behind = (rap_span){from, cue.group.to};
    } else if (!told) {
        add_content(x, subject);
    }
    add_content(x, content_right(w, cue.group.to));
    if (x->n_content == 0) { /* nothing stands behind the cue */
        w->h->list.n--;
        return;
    }
    if (is_inside(w, c->group.from))
        x->nested_in = w->last;
    else
        settle(w, x);
}

/* "…, Ruud said, NPA reported.": who carried what the last telling tells. */
static bool hear_carrier(place *w, const rap_cue *c, rap_span source)
{
    rap_telling *x = last_of(w);
    if (!x || w->left != source.from || x->content[0].from >= x->cue.from) return false;
    kind next = kind_at(w, skip_adjuncts(w, c->group.to));
    if (next != END && next != COMMA) return false;
    x->via = source;
    w->lo = w->left = c->group.to;
    return true;
}

/* "those who praise the plan warned": the verb behind the object of a relative clause
 * belongs to what the clause describes.  Ends the clause's content; true when it is so.
 */
static bool leave_relative(place *w, const rap_cue *c, rap_span *source)
{
    const rap_telling *x = last_of(w);
    if (!x || !is_inside(w, source->from) || source->from != x->content[0].from)
        return false;
    bool relative = x->source.to == x->source.from + 1 &&
                    w->t[x->source.from].xpos[0] == 'W' && x->cue.from == x->source.to;
    if (!relative || !rap_is_finite(&w->t[c->main]) || rap_cue_takes(x->row, "zero"))
        return false;
    rap_span whole;
    if (!rap_source_before(&whole, w->h, w->s->first, x->source.from)) return false;
    if (!cut_last(w, c->group.from)) return false;
    *source = (rap_span){whole.from, c->group.from};
    return true;
}

/* "with Ruud calling it …": the phrase before a participle, behind "with". */
static bool with_source(const place *w, const rap_cue *c, rap_span *source)
{
    if (!rap_source_before(source, w->h, w->lo, c->group.from)) return false;
    return source->from > w->s->first && rap_is_mark(&w->t[source->from - 1], "with");
}

/* "..., said Ruud.": what stands behind the cue is who tells it, and nothing else. */
static bool tells_last(const place *w, const rap_cue *c)
{
    rap_span source;
    return rap_is_mark(&w->t[c->group.from - 1], ",") &&
           !has_finite(w, c->group.to, w->end) &&
           rap_source_behind(&source, w->h, c->group.to, w->end) && source.to == w->end;
}

static void hear(place *w, const rap_cue *c)
{
    rap_span source = {0, 0};
    if (rap_cue_takes(c->row, "according")) {
        hear_according(w, c);
        return;
    }
    if (!c->participle && !rap_source_before(&source, w->h, w->lo, c->group.from))
        source = (rap_span){0, 0};
    if (c->participle && !with_source(w, c, &source)) source = (rap_span){0, 0};
    bool has = source.from < source.to;
    if (has && !c->participle) (void)leave_relative(w, c, &source);
    if (has && (c->passive || rap_cue_takes(c->row, "seem"))) {
        hear_passive(w, c, source);
        return;
    }
    if (c->passive) return;
    if (has && hear_carrier(w, c, source)) return;
    const bool last = has && tells_last(w, c);
    if (has && !last && hear_behind(w, c, source)) return;
    if (hear_inverted(w, c) || last) return;
    hear_before(w, c, source);
}

rap_code rap_frames_read(rap_hearing *h, rap_err *err)
{
    for (uint32_t k = 0; k < h->p->n_sentences; k++) {
        const rap_sentence *s = &h->p->sentences[k];
        if (h->p->layout->blocks[s->block].kind == RAP_BLOCK_TITLE) continue;
        place w = {.h = h, .t = h->p->tokens, .s = s, .last = -1};
        w.end = rap_sentence_end(h->p, s);
        w.lo = w.left = s->first;
        rap_cue c;
        for (uint32_t i = s->first; i < s->last && !w.failed; i++)
            if (!(w.t[i].shape & RAP_SHAPE_QUOTED) && rap_cue_at(&c, h->p, i))
                hear(&w, &c);
        if (w.failed) return rap_fail_memory(err);
    }
    return RAP_OK;
}
