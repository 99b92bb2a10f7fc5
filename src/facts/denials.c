/*
 * facts/denials.c - whether somebody denies what a word tells: "denied attacking",
 * "rejected claims that it had attacked", "reports that it had attacked were false".
 *
 * Goes by the tree, from the word up to the verb of the denial.  What is only told
 * beside ("responsibility for the attack", "the port, which Norland shelled") is not
 * denied.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/denials.h"

#include "denial_words_table.inc"

enum { HEIGHT = 8, NOT_BEFORE = 3, CLOSE = 9 }; /* steps up a tree; tokens */

static bool is_word(const rap_scene *s, uint32_t token, const char *what)
{
    int row = rap_table_find(&denial_words_table, s->p->tokens[token].low);
    return rap_cell_is(&denial_words_table, row, DENIAL_WORDS_WHAT, what);
}

static bool is_claim(const rap_scene *s, uint32_t token)
{
    const rap_token *t = &s->p->tokens[token];
    if (t->upos != RAP_NOUN) return false;
    return is_word(s, token, "claim") || is_word(s, token, "report");
}

/* "did not deny", "neither confirmed nor denied", "cannot be ruled out as false". */
static bool is_turned(const rap_scene *s, uint32_t token)
{
    const rap_token *t = s->p->tokens;
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, token);
         rap_twigs_next(&it, &s->branches, &i);)
        if (i < token && (is_word(s, i, "not") || rap_token_is(s->p, i, "nor") ||
                          rap_token_is(s->p, i, "neither")))
            return true;
    uint32_t first = s->p->sentences[t[token].sentence].first;
    for (i = token; i > first && i + NOT_BEFORE > token; i--)
        if (is_word(s, i - 1, "not") || rap_token_is(s->p, i - 1, "nor") ||
            rap_token_is(s->p, i - 1, "refused") ||
            rap_token_is(s->p, i - 1, "declined") ||
            rap_token_is(s->p, i - 1, "without"))
            return true;
    return false;
}

/* "untrue", said of a claim. */
static bool is_false(const rap_scene *s, uint32_t token)
{
    int row = rap_table_find(&denial_words_table, s->p->tokens[token].low);
    return rap_cell_int(&denial_words_table, row, DENIAL_WORDS_FALSE) != 0;
}

/* What is met on the way up from the word to the verb. */
typedef enum { UP, STOP, DENIED } step;

static step climb(const rap_scene *s, uint32_t token, bool *claim)
{
    const rap_token *t = &s->p->tokens[token];
    uint32_t head = t->head;
    rap_deprel r = rap_deprel_plain((rap_deprel)t->deprel);
    bool subject = r == RAP_REL_NSUBJ || r == RAP_REL_NSUBJ_PASS;
    if (is_claim(s, token)) *claim = true;
    if (subject && !is_claim(s, token)) return STOP;
    if (subject && is_false(s, head)) return is_turned(s, head) ? STOP : DENIED;
    bool content = r == RAP_REL_CCOMP || r == RAP_REL_XCOMP || r == RAP_REL_OBJ ||
                   r == RAP_REL_CONJ || r == RAP_REL_ADVCL || subject;
    bool of_claim = is_claim(s, head) && (r == RAP_REL_ACL || r == RAP_REL_NMOD);
    if (!content && !of_claim) return STOP;
    bool gerund = strcmp(t->xpos, "VBG") == 0;
    if (r == RAP_REL_ADVCL && !gerund) return STOP;
    bool denial = is_word(s, head, "verb") || (*claim && is_word(s, head, "turns"));
    if (!denial || r == RAP_REL_CONJ) return r == RAP_REL_ADVCL ? STOP : UP;
    return is_turned(s, head) ? STOP : DENIED;
}

bool rap_is_left_unsaid(const rap_scene *s, uint32_t token)
{
    const rap_token *t = s->p->tokens;
    uint32_t first = s->p->sentences[t[token].sentence].first;
    for (uint32_t i = token; i > first + 2 && token - i < CLOSE; i--) {
        if (t[i - 1].upos == RAP_PUNCT) return false;
        if (strcmp(t[i - 1].xpos, "VBG") != 0) continue;
        return rap_token_is(s->p, i - 2, "without") ||
               (rap_token_is(s->p, i - 2, "of") && rap_token_is(s->p, i - 3, "short"));
    }
    return false;
}

bool rap_is_of_claim(const rap_scene *s, uint32_t verb)
{
    uint32_t head = s->p->tokens[verb].head;
    rap_deprel r = rap_deprel_plain((rap_deprel)s->p->tokens[verb].deprel);
    if (head == RAP_NO_HEAD || head > verb || !is_claim(s, head)) return false;
    uint32_t mark = rap_branches_find(&s->branches, s->p, verb, RAP_REL_MARK);
    bool that = mark != RAP_NO_TOKEN && rap_token_is(s->p, mark, "that");
    return that && (r == RAP_REL_ACL || r == RAP_REL_CCOMP);
}

bool rap_is_denied(const rap_scene *s, uint32_t trigger)
{
    bool claim = false;
    uint32_t at = trigger;
    for (int n = 0; n < HEIGHT; n++) {
        const rap_token *t = &s->p->tokens[at];
        if (t->head == RAP_NO_HEAD || t->head == at) return false;
        step what = climb(s, at, &claim);
        if (what != UP) return what == DENIED;
        at = t->head;
    }
    return false;
}
