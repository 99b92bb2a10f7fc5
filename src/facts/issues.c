/*
 * facts/issues.c - which issue a stretch of text is about.
 *
 * The knowledge is data/issuewords.tsv: words and phrases, each with a label and a
 * weight.  Labels and families stand in data/issues.tsv.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/issues.h"

#include "facts/idioms.h"
#include "trees/relations.h"

#include "bodies_table.inc"
#include "endings_table.inc"
#include "issues_table.inc"
#include "issuewords_table.inc"

enum { WEAK = 1 };              /* weight of a word that names an issue weakly */
enum { SHARE = 4 };             /* what a report is about is so much of its words */
enum { TOPIC = 4, OFTEN = 10 }; /* weights of what a report is about */
enum { WHOLE = 5 };             /* what a settlement loses against what it must hold */
enum { TOO_SHORT = 60 };        /* tokens of a report that may be about anything */
enum { TALKING = 6, DISPUTE = 6, DENSE = 33 }; /* weights; tokens to one of weight */
enum { CLOSE = 5, NEAR = 12, REACH = 20 };     /* tokens from what shows the stance */
enum {
    BEFORE = 4,
    BEHIND = 6,
    STEPS = 4
}; /* tokens before a word, steps above it, of what ends it */

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

rap_str rap_issue_find(const rap_prose *p, uint32_t first, uint32_t last, uint32_t near,
                       int *weight)
{
    int best = RAP_TABLE_NONE, best_weight = 0;
    uint32_t best_far = 0, n;
    for (uint32_t i = first; i < last; i++) {
        int row = rap_idioms_find(p, &issuewords_table, i, last, &n);
        if (row < 0) continue;
        int w = rap_cell_int(&issuewords_table, row, ISSUEWORDS_WEIGHT);
        uint32_t far = distance(i, near);
        if (w > best_weight || (w == best_weight && far < best_far)) {
            best = row;
            best_weight = w;
            best_far = far;
        }
        i += n - 1;
    }
    if (weight) *weight = best_weight;
    return rap_cell(&issuewords_table, best, ISSUEWORDS_ISSUE);
}

static int issue_row(const rap_topics *topics, int word)
{
    rap_str label = rap_cell(&issuewords_table, word, ISSUEWORDS_ISSUE);
    rap_str other = rap_cell(&issuewords_table, word, ISSUEWORDS_ELSE);
    if (other.n && !topics->of_trade) label = other;
    return rap_table_find(&issues_table, label);
}

static bool is_family(int row, const char *name)
{
    return rap_cell_is(&issues_table, row, ISSUES_FAMILY, name);
}

/* Issues of trade itself, and not of money, work or "a deal". */
static bool is_trading(int row)
{
    static const char *const labels[] = {"tariffs",
                                         "market_access",
                                         "unfair_trade",
                                         "dumping",
                                         "trade_war",
                                         "trade_policy",
                                         "trade_deficit",
                                         "purchases",
                                         "production",
                                         "embargo",
                                         "currency",
                                         "retaliation",
                                         "intellectual_property"};
    for (size_t k = 0; k < sizeof labels / sizeof labels[0]; k++)
        if (rap_cell_is(&issues_table, row, ISSUES_ISSUE, labels[k])) return true;
    return false;
}

/* Is there more of trade in the report than of war, land and people? */
static bool is_of_trade(const uint32_t *weight)
{
    static const char *const hard[] = {"fighting", "land", "security", "people"};
    uint32_t trade = 0, rest = 0, goods = 0;
    for (int row = 0; row < (int)issues_table.n_rows; row++) {
        if (is_family(row, "economy")) trade += weight[row];
        if (is_trading(row)) goods += weight[row];
        for (size_t k = 0; k < sizeof hard / sizeof hard[0]; k++)
            if (is_family(row, hard[k])) rest += weight[row];
    }
    return trade >= rest && goods > 0;
}

/* Issues that show a dispute between sides even where nobody negotiates. */
static bool is_hard(int row)
{
    static const char *const families[] = {"talks", "fighting", "land", "security"};
    static const char *const labels[] = {
        "sanctions",           "embargo",    "tariffs",     "trade_deal",
        "trade_war",           "dumping",    "prisoners",   "retaliation",
        "humanitarian_access", "compliance", "unfair_trade"};
    for (size_t k = 0; k < sizeof families / sizeof families[0]; k++)
        if (is_family(row, families[k])) return true;
    for (size_t k = 0; k < sizeof labels / sizeof labels[0]; k++)
        if (rap_cell_is(&issues_table, row, ISSUES_ISSUE, labels[k])) return true;
    return false;
}

/* Do sides want different things in the report?  Where they talk with one another
 * every issue counts, else only those that show it. */
static bool is_dispute(const uint32_t *weight, uint32_t n_tokens)
{
    uint32_t hard = 0, all = 0, talks = 0;
    for (int row = 0; row < (int)issues_table.n_rows; row++) {
        all += weight[row];
        if (is_hard(row)) hard += weight[row];
        if (is_family(row, "talks")) talks += weight[row];
    }
    uint32_t sum = talks >= TALKING ? all : hard;
    if (n_tokens < TOO_SHORT) return true; /* nothing can be told */
    return sum >= DISPUTE && (uint64_t)sum * DENSE >= n_tokens;
}

/* "Hospital Corp", "Standard Trust": a word inside the name of somebody or of a place.
 * An alliance is an issue by its own name. */
static bool is_in_name(const rap_names *names, uint32_t token, int row)
{
    int32_t m = names && names->by_token ? names->by_token[token] : -1;
    if (m < 0 || names->mentions[m].kind != RAP_MENTION_NAME || row < 0 ||
        is_family(row, "security") || names->mentions[m].entity < 0)
        return false;
    switch (names->entities[names->mentions[m].entity].kind) {
    case RAP_ENTITY_PERSON:
    case RAP_ENTITY_ORGANIZATION:
    case RAP_ENTITY_PLACE:
    case RAP_ENTITY_MEDIA:
        return names->mentions[m].last - names->mentions[m].first > 1;
    default:
        return false;
    }
}

static bool is_body(const rap_prose *p, const rap_sentence *sentence)
{
    return sentence->block >= p->layout->n_blocks ||
           rap_block_is_body(p->layout->blocks[sentence->block].kind);
}

static void weigh_sentence(uint32_t *weight, const rap_prose *p, const rap_names *names,
                           const rap_sentence *sentence)
{
    uint32_t n;
    for (uint32_t i = sentence->first; i < sentence->last; i++) {
        int word = rap_idioms_find(p, &issuewords_table, i, sentence->last, &n);
        if (word < 0) continue;
        int row = rap_table_find(&issues_table,
                                 rap_cell(&issuewords_table, word, ISSUEWORDS_ISSUE));
        int w = rap_cell_int(&issuewords_table, word, ISSUEWORDS_WEIGHT);
        if (row >= 0 && w > WEAK && (n > 1 || !is_in_name(names, i, row)))
            weight[row] += (uint32_t)w;
        i += n - 1;
    }
}

/* Can a whole report be about it?  How somebody behaves and how talks go is said of
 * something else. */
static bool is_matter(int row)
{
    return !is_family(row, "other") && !is_family(row, "conduct") &&
           !rap_cell_is(&issues_table, row, ISSUES_ISSUE, "talks_progress");
}

rap_code rap_topics_weigh(rap_topics *out, const rap_prose *p, const rap_names *names,
                          rap_err *err)
{
    uint32_t *weight = RAP_NEW(p->arena, uint32_t, issues_table.n_rows);
    if (!weight) return rap_fail_memory(err);
    for (uint32_t i = 0; i < p->n_sentences; i++)
        if (is_body(p, &p->sentences[i]))
            weigh_sentence(weight, p, names, &p->sentences[i]);
    *out = (rap_topics){
        .names = names, .weight = weight, .best = -1, .of_trade = is_of_trade(weight)};
    uint32_t sum = 0;
    out->of_dispute = is_dispute(weight, p->n_tokens);
    for (int row = 0; row < (int)issues_table.n_rows; row++) {
        bool more =
            weight[row] >= TOPIC && (out->best < 0 || weight[row] > weight[out->best]);
        if (more && is_matter(row)) out->best = row;
        sum += weight[row];
    }
    if (out->best >= 0 && weight[out->best] * SHARE < sum) out->best = -1;
    return RAP_OK;
}

rap_str rap_topics_best(const rap_topics *topics, rap_str stance)
{
    rap_str best = rap_cell(&issues_table, topics->best, ISSUES_ISSUE);
    if (!topics->of_trade || !best.n || rap_str_is(stance, "threat")) return best;
    return rap_str_is(stance, "accuse") ? RAP_STR("unfair_trade")
                                        : RAP_STR("trade_deal");
}

/* How near the word stands to what shows the stance, best close behind it. */
static int nearness(uint32_t at, const rap_look *look)
{
    uint32_t far = distance(at, look->near);
    int close = far <= CLOSE ? 4 : far <= NEAR ? 2 : far <= REACH ? 1 : 0;
    if (look->of_what) return at < look->near ? close + 3 : close / 2;
    return at >= look->near ? close : close / 2;
}

static bool is_settlement(int row)
{
    return rap_cell_is(&issues_table, row, ISSUES_ISSUE, "peace_terms") ||
           rap_cell_is(&issues_table, row, ISSUES_ISSUE, "trade_deal");
}

/* How much the report is about the issue. */
static int standing(const rap_topics *topics, int row)
{
    uint32_t w = topics->weight[row];
    return w >= OFTEN ? 3 : w >= TOPIC ? 2 : w > WEAK ? 1 : 0;
}

/* "release water", "the release of documents": nobody is set free. */
static bool is_release_of_thing(const rap_prose *p, uint32_t token)
{
    enum { FAR = 16 };
    const rap_token *t = &p->tokens[token];
    if (!rap_str_is(t->lemma, "release")) return false;
    uint32_t end = p->sentences[t->sentence].last;
    if (end > token + FAR) end = token + FAR;
    for (uint32_t i = token + 1; i < end; i++) {
        rap_deprel r = rap_deprel_plain((rap_deprel)p->tokens[i].deprel);
        if (p->tokens[i].head != token || (r != RAP_REL_OBJ && r != RAP_REL_NMOD))
            continue;
        if (r == RAP_REL_NMOD && !rap_token_is(p, token + 1, "of")) continue;
        return p->tokens[i].upos == RAP_NOUN &&
               rap_table_find(&bodies_table, p->tokens[i].lemma) < 0;
    }
    /* "that Norland release at least ten ...", where the tree does not know the verb */
    for (uint32_t i = token + 1; i < end; i++) {
        rap_upos u = p->tokens[i].upos;
        if (u == RAP_NOUN) return rap_table_find(&bodies_table, p->tokens[i].lemma) < 0;
        if (u != RAP_NUM && u != RAP_ADJ && u != RAP_ADV && u != RAP_DET &&
            !rap_token_is(p, i, "at"))
            return false;
    }
    return false;
}

rap_issue rap_issue_pick(const rap_topics *topics, const rap_prose *p, uint32_t first,
                         uint32_t last, rap_look look)
{
    rap_issue best = {.first = first, .last = first};
    int best_score = 0;
    uint32_t n;
    for (uint32_t i = first; i < last; i++) {
        int word = rap_idioms_find(p, &issuewords_table, i, last, &n);
        if (word < 0) continue;
        int row = issue_row(topics, word);
        int w = rap_cell_int(&issuewords_table, word, ISSUEWORDS_WEIGHT);
        int about = row < 0 ? 0 : standing(topics, row);
        int score = 3 * w + 2 * about + nearness(i, &look);
        bool close = look.shown && distance(i, look.near) <= CLOSE;
        bool whole = look.asks && i < look.near && is_settlement(row);
        if (whole) score -= WHOLE;
        if (i >= look.skip_from && i < look.skip_to) score = 3 * w / 2;
        bool own = w <= WEAK && i >= look.near && i < look.own_to;
        /* "he planned": as a verb a weak word of talks is no thing that is talked about
         */
        own = own ||
              (w <= WEAK && p->tokens[i].upos == RAP_VERB && is_family(row, "talks"));
        own = own || (n == 1 && is_release_of_thing(p, i));
        bool stray = own || row < 0 || (n == 1 && is_in_name(topics->names, i, row)) ||
                     (w <= WEAK && about == 0 && !close);
        if (!stray && score > best_score) {
            best_score = score;
            best = (rap_issue){rap_cell(&issues_table, row, ISSUES_ISSUE), w, i, i + n};
        }
        i += n - 1;
    }
    return best;
}

rap_harm rap_issue_harm(rap_str label)
{
    int row = rap_table_find(&issues_table, label);
    return (rap_harm)rap_cell_int(&issues_table, row, ISSUES_HARM);
}

static bool is_ending(const rap_prose *p, uint32_t token, uint32_t last,
                      const rap_issue *issue)
{
    uint32_t n;
    int row = rap_idioms_find(p, &endings_table, token, last, &n);
    rap_str only = rap_cell(&endings_table, row, ENDINGS_ISSUE);
    return row >= 0 && (!only.n || rap_str_eq(only, issue->label));
}

/* Does a word above the issue's own govern it as its object, owner or subject? */
static bool is_ended_in_tree(const rap_prose *p, const rap_issue *issue)
{
    uint32_t at = issue->last - 1;
    for (int n = 0; n < STEPS; n++) {
        const rap_token *t = &p->tokens[at];
        if (t->head == RAP_NO_HEAD || t->head == at) return false;
        switch (rap_deprel_plain((rap_deprel)t->deprel)) {
        case RAP_REL_OBJ:
        case RAP_REL_NSUBJ:
        case RAP_REL_NMOD:
        case RAP_REL_COMPOUND:
        case RAP_REL_AMOD:
        case RAP_REL_FLAT:
        case RAP_REL_OBL:
        case RAP_REL_XCOMP:
            break;
        default:
            return false;
        }
        at = t->head;
        bool own = at >= issue->first && at < issue->last;
        if (!own && is_ending(p, at, p->n_tokens, issue)) return true;
    }
    return false;
}

/* "the siege to be lifted", "the siege must end". */
static bool is_ended_behind(const rap_prose *p, const rap_issue *issue)
{
    uint32_t sentence = p->tokens[issue->first].sentence;
    uint32_t last = p->sentences[sentence].last;
    if (last > issue->last + BEHIND) last = issue->last + BEHIND;
    for (uint32_t i = issue->last; i < last; i++) {
        const rap_token *t = &p->tokens[i];
        if (t->upos == RAP_NOUN || t->upos == RAP_PUNCT || t->upos == RAP_SCONJ)
            return false;
        bool done =
            rap_str_is(rap_str_of(t->xpos), "VBN") && rap_str_is(t[-1].lemma, "be");
        bool due = rap_str_is(rap_str_of(t->xpos), "VB") && t[-1].upos != RAP_NOUN;
        if ((done || due) && is_ending(p, i, last, issue)) return true;
    }
    return false;
}

bool rap_issue_is_ended(const rap_prose *p, const rap_issue *issue)
{
    if (issue->last == issue->first) return false;
    uint32_t sentence = p->tokens[issue->first].sentence;
    uint32_t from = p->sentences[sentence].first;
    if (issue->first - from > BEFORE) from = issue->first - BEFORE;
    for (uint32_t i = from; i < issue->first; i++)
        if (p->tokens[i].upos != RAP_NOUN && is_ending(p, i, issue->first, issue))
            return true;
    bool opens = rap_str_is(issue->label, "blockade") &&
                 is_ending(p, issue->first, issue->last, issue);
    return opens || is_ended_behind(p, issue) || is_ended_in_tree(p, issue);
}

rap_str rap_issue_family(rap_str label)
{
    return rap_cell(&issues_table, rap_table_find(&issues_table, label), ISSUES_FAMILY);
}
