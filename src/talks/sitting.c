/*
 * talks/sitting.c - which words of a sentence tell of talks, and how far the clause of
 * each goes.
 *
 * Phrases of data/talk_words.tsv; those that follow each other closely are one ("will
 * meet for talks", "a second round of talks").  Between two of them the clause changes
 * at the last word that opens one ("after", "where"), else at the last comma.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/sitting.h"

#include "base/ascii.h"

#include "bodies_table.inc"
#include "group_heads_table.inc"
#include "round_words_table.inc"
#include "talk_joints_table.inc"
#include "talk_words_table.inc"

enum {
    CHAIN = 5,    /* words between two phrases that are one */
    MET_FOR = 12, /* and in "met in Kesh on Monday for talks" */
    OF_TALKS = 5, /* words behind "round" in which talks must be named */
    SOMEBODY_NEAR = 8,
    THING_NEAR = 6,
    THING_BEFORE = 3,
    BODY_BEFORE = 4,
    SOURCE_BEFORE = 6,   /* words between "familiar with" and the talks */
    OWNER_BEFORE = 3,    /* words between "its" and a meeting */
    AUDIENCE_BEFORE = 6, /* words between reporters and the call to them */
    AUDIENCE_BEHIND = 4,
    OBJECT_NEAR = 7,
    WORD_MAX = 32, /* letters */
    LONG_WORD = 4,
    BODY_NEAR = 7 /* words between a meeting and the body whose sitting it is */
};

bool rap_sitting_is_joint(const rap_sentence *s, uint32_t word, const char *joint)
{
    uint32_t n = 0;
    int row = rap_phrases_match(&s->c->text, &talk_joints_table, word, &n);
    bool name =
        word > s->first && rap_is_upper(s->c->f->source.p[s->c->text.v[word].at.from]);
    if (name && strcmp(joint, "body") != 0) return false; /* "the Under Secretary" */
    return row >= 0 && rap_cell_is(&talk_joints_table, row, TALK_JOINTS_JOINT, joint);
}

static bool has_form(int row, const char *form)
{
    return rap_cell_is(&talk_words_table, row, TALK_WORDS_FORM, form);
}

static bool is_strength(int row, const char *strength)
{
    return rap_cell_is(&talk_words_table, row, TALK_WORDS_STRENGTH, strength);
}

static uint8_t ordinal_of(const rap_sentence *s, uint32_t word, uint32_t end)
{
    static const char *const ordinals[] = {"first", "second", "third",   "fourth",
                                           "fifth", "sixth",  "seventh", "eighth",
                                           "ninth", "tenth"};
    for (uint32_t i = word; i < end; i++)
        for (size_t k = 0; k < sizeof ordinals / sizeof *ordinals; k++)
            if (rap_clauses_is_word(s->c, i, ordinals[k])) return (uint8_t)(k + 1);
    return 0;
}

/* "the first round of the election": of something, and not of talks. */
static bool is_of_other(const rap_sentence *s, uint32_t end)
{
    if (end >= s->end || !rap_clauses_is_word(s->c, end, "of")) return false;
    for (uint32_t i = end + 1, n = 1; i < s->end && i <= end + OF_TALKS; i++) {
        int row = rap_phrases_match(&s->c->text, &talk_words_table, i, &n);
        if (row >= 0 && !is_strength(row, "none")) return false;
    }
    return true;
}

/* "a fourth-round place", but "first-round talks". */
static bool is_hyphened(const rap_sentence *s, uint32_t word, uint32_t n)
{
    uint32_t last = word + n - 1, m = 0;
    if (n < 2 || s->c->f->source.p[s->c->text.v[last].at.from - 1] != '-') return false;
    if (last + 1 >= s->end) return true;
    int row = rap_phrases_match(&s->c->text, &talk_words_table, last + 1, &m);
    return row < 0 || is_strength(row, "none");
}

/* "a meeting of the cabinet", "parliament meets": one body sits by itself. */
static bool is_of_body(const rap_sentence *s, uint32_t word, uint32_t end)
{
    for (uint32_t i = end; i < s->end && i < end + BODY_NEAR; i++) {
        if (i == end && !rap_clauses_is_word(s->c, i, "of")) break;
        if (rap_sitting_is_joint(s, i, "body")) return true;
    }
    for (uint32_t i = word; i > s->first && i + BODY_BEFORE > word; i--)
        if (rap_sitting_is_joint(s, i - 1, "body")) return true;
    return false;
}

/* The mention that covers a word; NULL. */
static const rap_filed_mention *named_at(const rap_sentence *s, uint32_t word)
{
    rap_span at = s->c->text.v[word].at;
    uint32_t k = rap_clauses_mention(s->c, at.from);
    return k < s->c->n_all && s->c->all[k]->at.from < at.to ? s->c->all[k] : NULL;
}

static bool is_organization(const rap_sentence *s, uint32_t word)
{
    const rap_filed_mention *m = named_at(s, word);
    int32_t party = m ? rap_sentence_party(s, m) : -1;
    return party >= 0 && rap_str_is(s->c->p->parties[party].kind, "organization");
}

/* Does "with" or "between" follow, and so those who sit there? */
static bool names_sides(const rap_sentence *s, uint32_t end)
{
    for (uint32_t i = end; i < s->end && i < end + BODY_NEAR; i++)
        if (rap_sitting_is_joint(s, i, "with") || rap_sitting_is_joint(s, i, "between"))
            return true;
    return false;
}

/* "a meeting", "its first session", "a summit": people come together in one place. */
static bool is_gathering(const rap_sentence *s, uint32_t end)
{
    static const char *const words[] = {"meeting", "meetings", "session", "sessions",
                                        "summit"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (rap_clauses_is_word(s->c, end - 1, words[k])) return true;
    return false;
}

/* "its first meeting", "the union's weekly meeting", "a meeting of the Garden Union".
 */
static bool is_own(const rap_sentence *s, uint32_t word, uint32_t end)
{
    if (!is_gathering(s, end) || names_sides(s, end)) return false;
    bool of = end + 2 < s->end && rap_clauses_is_word(s->c, end, "of");
    if (of && (is_organization(s, end + 1) || is_organization(s, end + 2))) return true;
    for (uint32_t i = word; i > s->first && i + OWNER_BEFORE > word; i--) {
        if (rap_clauses_is_word(s->c, i - 1, "its")) return true;
        bool owner = i - 1 > s->first && rap_clauses_is_word(s->c, i - 1, "s");
        if (owner) return is_organization(s, i - 2);
    }
    return false;
}

/* "told a summit": he speaks to those who listen. */
static bool is_addressed(const rap_sentence *s, uint32_t word, uint32_t end)
{
    static const char *const articles[] = {"a", "an", "the"};
    if (!is_gathering(s, end) || names_sides(s, end)) return false;
    for (uint32_t i = word + 1; i > s->first + 1 && i + OWNER_BEFORE > word; i--)
        for (size_t k = 0; k < sizeof articles / sizeof *articles; k++)
            if (rap_clauses_is_word(s->c, i - 1, articles[k]))
                return rap_sitting_is_joint(s, i - 2, "address");
    return false;
}

/* "told reporters in a conference call", "a call with analysts". */
static bool is_for_audience(const rap_sentence *s, uint32_t word, uint32_t end, int row)
{
    uint32_t low =
        word > s->first + AUDIENCE_BEFORE ? word - AUDIENCE_BEFORE : s->first;
    bool call = has_form(row, "call") || has_form(row, "noun");
    for (uint32_t i = low; has_form(row, "call") && i < word; i++)
        if (rap_sitting_is_joint(s, i, "audience")) return true;
    for (uint32_t i = end; call && i < s->end && i < end + AUDIENCE_BEHIND; i++)
        if (rap_sitting_is_joint(s, i, "audience")) return true;
    return false;
}

/* "said in a telephone call from Lenz": how he said it. */
static bool is_of_saying(const rap_sentence *s, uint32_t word, uint32_t end, int row)
{
    static const char *const ways[] = {"in", "on", "by", "during"};
    if (!has_form(row, "call") || names_sides(s, end)) return false;
    for (uint32_t i = word; i > s->first && i + OWNER_BEFORE > word; i--)
        for (size_t k = 0; k < sizeof ways / sizeof *ways; k++)
            if (rap_clauses_is_word(s->c, i - 1, ways[k]))
                return rap_clauses_is_of_speech(s->c, s->c->text.v[i - 1].at.from,
                                                s->at.from);
    return false;
}

/* "was met": nobody met anybody. */
static bool is_passive(const rap_sentence *s, uint32_t word, int row)
{
    static const char *const forms[] = {"was",   "were", "been", "be",
                                        "being", "is",   "are"};
    bool met = rap_str_begins(rap_cell(&talk_words_table, row, 0), RAP_STR("met"));
    if (word == s->first || !met) return false;
    bool not = rap_clauses_is_word(s->c, word - 1, "not") && word > s->first + 1;
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
        if (rap_clauses_is_word(s->c, not ? word - 2 : word - 1, forms[k])) return true;
    return false;
}

static bool is_upper_word(const rap_sentence *s, uint32_t word)
{
    return word < s->end && rap_is_upper(s->c->f->source.p[s->c->text.v[word].at.from]);
}

/* "Meet the Press": the verb with a capital inside a sentence is part of a name, and so
 * is "Summit County". */
static bool is_in_name(const rap_sentence *s, uint32_t word, uint32_t n, int row)
{
    if (word == s->first || !is_upper_word(s, word)) return false;
    return has_form(row, "verb") || (n == 1 && is_upper_word(s, word + 1));
}

static bool ends_object(const rap_sentence *s, uint32_t word)
{
    return rap_sitting_is_joint(s, word, "stop") ||
           rap_sitting_is_joint(s, word, "out") ||
           rap_sitting_is_joint(s, word, "clause");
}

/* "meet", "met"; "meeting" as a noun has an article of its own, or none behind it. */
static bool is_meeting_verb(const rap_sentence *s, uint32_t word, uint32_t n)
{
    static const char *const articles[] = {"the", "its", "their", "his", "her", "a"};
    uint32_t last = word + n - 1;
    if (rap_clauses_is_word(s->c, last, "meet") ||
        rap_clauses_is_word(s->c, last, "meets") ||
        rap_clauses_is_word(s->c, last, "met"))
        return true;
    bool behind =
        n == 1 && last + 1 < s->end && rap_clauses_is_word(s->c, last, "meeting");
    for (size_t k = 0; behind && k < sizeof articles / sizeof *articles; k++)
        if (rap_clauses_is_word(s->c, last + 1, articles[k])) return true;
    return false;
}

/* "chancellor", "Haitians", "delegations": a noun for people? */
static bool is_human(const rap_sentence *s, uint32_t word)
{
    char low[WORD_MAX];
    rap_span at = s->c->text.v[word].at;
    size_t n = 0;
    if (at.to - at.from >= sizeof low) return false;
    for (uint32_t i = at.from; i < at.to; i++)
        low[n++] = rap_to_lower(s->c->f->source.p[i]);
    rap_str plural = {low, n}, one = {low, n && low[n - 1] == 's' ? n - 1 : n};
    return rap_table_find(&group_heads_table, plural) >= 0 ||
           rap_table_find(&bodies_table, one) >= 0 ||
           rap_phrase_at(&round_words_table, plural, 0) >= 0 ||
           rap_sitting_is_joint(s, word, "who");
}

/* Is there a mark between two words that ends a clause? */
static bool has_mark(const rap_sentence *s, uint32_t word, char mark)
{
    const rap_phrase_word *v = s->c->text.v;
    for (uint32_t i = v[word].at.to; word + 1 < s->end && i < v[word + 1].at.from; i++)
        if (s->c->f->source.p[i] == mark) return true;
    return false;
}

/* "Norland" in "Norland rules": a state that is only whose something is. */
static bool is_owner(const rap_sentence *s, uint32_t word, const rap_filed_mention *m)
{
    const rap_phrase_word *v = s->c->text.v;
    int32_t party = rap_sentence_party(s, m);
    rap_str kind = party < 0 ? (rap_str){"", 0} : s->c->p->parties[party].kind;
    if (!rap_str_is(kind, "country") && !rap_str_is(kind, "place")) return false;
    while (word < s->end && v[word].at.from < m->at.to)
        word++;
    if (word >= s->end || ends_object(s, word)) return false;
    return rap_is_lower(s->c->f->source.p[v[word].at.from]) &&
           v[word].at.to - v[word].at.from >= LONG_WORD;
}

/* Does an object begin there that need not be anybody?  No: "in Kesh", "again". */
static bool opens_object(const rap_sentence *s, uint32_t word)
{
    const rap_filed_mention *m = named_at(s, word);
    if (m) return is_owner(s, word, m);
    if (!rap_is_lower(s->c->f->source.p[s->c->text.v[word].at.from])) return false;
    return !ends_object(s, word) && !rap_sitting_is_joint(s, word, "with") &&
           !rap_sitting_is_joint(s, word, "between") &&
           !rap_sitting_is_joint(s, word, "when");
}

/* "to meet the budget rules", "to meet U.S. rules": an object, and nobody in it. */
static bool meets_things(const rap_sentence *s, uint32_t first)
{
    if (rap_clauses_is_word(s->c, first, "only")) first++;
    if (first >= s->end || !opens_object(s, first)) return false;
    for (uint32_t i = first; i < s->end && i < first + OBJECT_NEAR; i++) {
        const rap_filed_mention *m = named_at(s, i);
        bool of = rap_clauses_is_word(s->c, i, "of"); /* "the rules of Norland" */
        if (of || (i > first && (ends_object(s, i) || has_mark(s, i - 1, ',')))) break;
        if (is_human(s, i) || (m && m->kind != 'p' && !is_owner(s, i, m))) return false;
    }
    return true;
}

/* "met with rain": somebody must follow; "to meet Norland's demands". */
static bool meets_nobody(const rap_sentence *s, uint32_t word, uint32_t n, int row)
{
    for (uint32_t i = word + n; has_form(row, "verb") && i < s->end; i++) {
        if (i >= word + n + THING_NEAR || ends_object(s, i)) break;
        if (rap_sitting_is_joint(s, i, "thing")) return true;
    }
    for (uint32_t i = word; has_form(row, "verb") && i > s->first; i--) {
        if (i + THING_BEFORE <= word) break; /* "a tight deadline to meet" */
        if (rap_sitting_is_joint(s, i - 1, "thing")) return true;
    }
    bool with = rap_clauses_is_word(s->c, word + n - 1, "with");
    if (!with) return is_meeting_verb(s, word, n) && meets_things(s, word + n);
    uint32_t to = s->c->text.v[word + n - 1].at.to, end = word + n + SOMEBODY_NEAR;
    uint32_t k = rap_clauses_mention(s->c, to);
    if (end > s->end) end = s->end;
    return k == s->c->n_all || s->c->all[k]->at.from >= s->c->text.v[end - 1].at.to;
}

/* "the station talks to people in Lenz": an interview. */
static bool is_to_people(const rap_sentence *s, uint32_t word, uint32_t n)
{
    uint32_t to = word + n;
    if (n > 1 || to + 1 >= s->end || !rap_clauses_is_word(s->c, word, "talks"))
        return false;
    if (!rap_clauses_is_word(s->c, to, "to")) return false;
    static const char *const whom[] = {"me", "us", "you", "him", "her", "people"};
    for (size_t k = 0; k < sizeof whom / sizeof *whom; k++)
        if (rap_clauses_is_word(s->c, to + 1, whom[k])) return true;
    return is_human(s, to + 1) || named_at(s, to + 1);
}

/* "A person close to the talks": they say who speaks. */
static bool is_of_source(const rap_sentence *s, uint32_t word)
{
    for (uint32_t i = word, n; i > s->first && i + SOURCE_BEFORE > word; i--) {
        if (!rap_sitting_is_joint(s, i - 1, "beside")) continue;
        if (rap_phrases_match(&s->c->text, &talk_joints_table, i - 1, &n) >= 0)
            return i - 1 + n + 2 >= word;
    }
    return false;
}

static bool is_real(const rap_sentence *s, uint32_t word, uint32_t n, int row)
{
    if (is_strength(row, "none") || is_passive(s, word, row) ||
        is_in_name(s, word, n, row))
        return false;
    if (has_form(row, "round") && is_of_other(s, word + n)) return false;
    if (has_form(row, "round") && is_hyphened(s, word, n)) return false;
    if (is_own(s, word, word + n) || is_addressed(s, word, word + n)) return false;
    if (is_for_audience(s, word, word + n, row) ||
        is_of_saying(s, word, word + n, row) || is_to_people(s, word, n))
        return false;
    return !is_of_body(s, word, word + n) && !meets_nobody(s, word, n, row) &&
           !is_of_source(s, word);
}

static rap_sitting sitting_at(const rap_sentence *s, uint32_t word, uint32_t n, int row)
{
    const rap_phrase_word *v = s->c->text.v;
    bool call = has_form(row, "call");
    return (rap_sitting){
        .word = word,
        .end = word + n,
        .at = {v[word].at.from, v[word + n - 1].at.to},
        .row = row,
        .is_strong = is_strength(row, "strong"),
        .is_verb = has_form(row, "verb") || call,
        .is_call = call,
        .is_visit = has_form(row, "visit"),
        .goes_on = has_form(row, "round"),
        .ordinal = ordinal_of(s, word > s->first ? word - 1 : word, word + n)};
}

/* "met in Kesh on Monday for talks", "for a second round of talks". */
static bool is_for_it(const rap_sentence *s, uint32_t to)
{
    return rap_clauses_is_word(s->c, to - 1, "for") ||
           (to > 1 && rap_clauses_is_word(s->c, to - 2, "for"));
}

/* The word with which the clause of the later of two phrases begins; `from` when they
 * are one. */
static uint32_t border(const rap_sentence *s, uint32_t from, uint32_t to, bool *one)
{
    uint32_t comma = 0;
    *one = false;
    for (uint32_t i = to; i-- > from;) {
        if (rap_sitting_is_joint(s, i, "clause")) return i;
        if (!comma && (has_mark(s, i, ',') || has_mark(s, i, ';'))) comma = i + 1;
    }
    if (comma) return comma;
    *one = to - from <= (uint32_t)(is_for_it(s, to) ? MET_FOR : CHAIN);
    return from;
}

static void join(rap_sitting *a, const rap_sitting *b)
{
    a->end = b->end;
    a->at.to = b->at.to;
    a->is_strong = a->is_strong || b->is_strong;
    a->is_verb = a->is_verb || b->is_verb;
    a->is_call = a->is_call || b->is_call;
    a->goes_on = a->goes_on || b->goes_on;
    if (!a->ordinal) a->ordinal = b->ordinal;
}

static void close_clauses(const rap_sentence *s, rap_sitting *v, uint32_t n)
{
    const rap_phrase_word *w = s->c->text.v;
    for (uint32_t i = 0; i < n; i++) {
        v[i].high = i + 1 < n ? v[i + 1].low : s->end;
        v[i].clause = (rap_span){w[v[i].low].at.from, w[v[i].high - 1].at.to};
    }
}

/* The row by which the sentence before tells of a numbered round; -1. */
static int round_before(const rap_sentence *s)
{
    const rap_phrases *w = &s->c->text;
    uint32_t end = s->first, n = 1;
    for (uint32_t i = end; i-- > 0 && w->v[i].sentence == w->v[end - 1].sentence;) {
        int row = rap_phrases_match(w, &talk_words_table, i, &n);
        if (row >= 0 && i + n <= end && has_form(row, "round") &&
            ordinal_of(s, i > 0 ? i - 1 : i, i + n))
            return row;
    }
    return -1;
}

/* "A first round failed.  The second, held in May, ..." */
static bool is_elided(const rap_sentence *s, rap_sitting *x)
{
    static const char *const verbs[] = {"was",  "ended", "took",      "began", "broke",
                                        "will", "is",    "collapsed", "failed"};
    uint32_t at = s->first + 1;
    if (s->first == 0 || at + 1 >= s->end ||
        !rap_clauses_is_word(s->c, s->first, "the") || !ordinal_of(s, at, at + 1))
        return false;
    bool bare = has_mark(s, at, ',');
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        bare = bare || rap_clauses_is_word(s->c, at + 1, verbs[k]);
    int row = bare ? round_before(s) : -1;
    if (row >= 0) *x = sitting_at(s, at, 1, row);
    x->low = s->first;
    return row >= 0;
}

uint32_t rap_sittings_find(const rap_sentence *s, rap_sitting *v)
{
    uint32_t count = 0;
    for (uint32_t i = s->first, n = 1; i < s->end; i += n) {
        n = 1;
        int row = rap_phrases_match(&s->c->text, &talk_words_table, i, &n);
        if (row < 0 || i + n > s->end || !is_real(s, i, n, row)) continue;
        rap_sitting x = sitting_at(s, i, n, row);
        bool one = false;
        x.low = count ? border(s, v[count - 1].end, i, &one) : s->first;
        if (one && !(x.is_verb && v[count - 1].is_verb))
            join(&v[count - 1], &x);
        else if (count < RAP_SITTINGS_MAX)
            v[count++] = x;
    }
    if (!count && is_elided(s, &v[0])) count = 1;
    close_clauses(s, v, count);
    return count;
}
