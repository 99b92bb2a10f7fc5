/*
 * pile/inside.h - what the files of this room share: the pile itself, its parties, and
 * the writing of a row.
 *
 * Reports are spoken of by rank, their place after sorting by (id, key), so that
 * nothing depends on the order in which they came.  Rows of reports are numbered
 * through in that order ("flat" numbers).  Memory refused anywhere sticks in
 * `pile->failed` and is told by rap_pile_new and rap_pile_next.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_INSIDE_H
#define RAP_PILE_INSIDE_H

#include "base/json.h"
#include "base/paged.h"
#include "pile/pile.h"

typedef struct {
    uint32_t report; /* rank */
    uint32_t index;  /* in its list */
} rap_ref;

/* One list of all reports, one after the other; first[r] .. first[r + 1] are report
 * r's. */
typedef struct {
    rap_ref *v;
    uint32_t *first;
    uint32_t n;
} rap_flat;

/* Somebody or something of the dossier, joined over reports. */
typedef struct {
    rap_str id, kind, name, iso;
    int32_t side;      /* party, or -1 */
    uint32_t first, n; /* pile->members[first .. first + n), flat entities in order */
} rap_party;

/* Why an entity was joined to its party. */
typedef struct {
    const char *reason; /* static */
    int32_t sure;
} rap_join;

/* A group of flat rows that tell one thing: pile->X.members[first .. first + n). */
typedef struct {
    uint32_t first, n;
    rap_str id;
    int32_t origins;
} rap_group;

typedef struct {
    rap_group *v;
    uint32_t *members; /* flat rows, in order inside a group */
    uint32_t *of;      /* group of each flat row */
    uint32_t n;
} rap_groups;

/* Two reports that share text, a the earlier one in order of days. */
typedef struct {
    rap_span a, b;
} rap_passage;

typedef struct {
    uint32_t a, b; /* ranks */
    const rap_passage *passages;
    uint32_t n;
    uint32_t bytes, percent; /* shared; of the shorter report */
} rap_copy;

/* "a->b" "b->a" "common" and the sign for it, or NULL; static. */
typedef struct {
    const char *way, *why;
} rap_direction;

typedef struct rap_round rap_round;

typedef struct rap_pledge rap_pledge;

/* A name by which a state may be meant. */
typedef struct {
    rap_str name;
    int32_t party;
    bool is_country; /* and no body or place that is called so and acts */
} rap_country;

/* A point on which sides differ, and what it was found from. */
typedef enum {
    RAP_DIFFER_FIGURES,
    RAP_DIFFER_NUMBERS,
    RAP_DIFFER_CLAIMS,
    RAP_DIFFER_DENIAL,
    RAP_DIFFER_ROUND,
    RAP_DIFFER_PLEDGE
} rap_differ_from;

typedef struct {
    rap_str id;
    const char *kind; /* figure claim evolution; static */
    rap_differ_from source;
    uint32_t group; /* of figures, numbers or claims; denial, round or pledge */
    uint32_t rank;  /* its first telling */
    rap_span at;
} rap_difference;

/* A line of the chronology. */
typedef enum { RAP_LINE_DATE, RAP_LINE_EVENT, RAP_LINE_PLEDGE } rap_line_kind;

typedef struct {
    uint32_t rank;
    rap_span at;
} rap_line_repeat;

typedef struct {
    rap_str id;
    int32_t day, weight;
    rap_line_kind kind;
    uint32_t group; /* event group, or position group of a pledge */
    uint32_t rank;
    rap_span at;
    const rap_line_repeat
        *repeats; /* sentences of the same day in much the same words */
    uint32_t n_repeats;
} rap_line;

typedef struct rap_paper rap_paper; /* papers.h */

struct rap_pile {
    rap_arena *arena, *batch; /* of the whole pile; of the rows of one batch */
    rap_arena *given;         /* of the batch before */
    rap_buf out;
    const rap_filed *reports; /* as given */
    uint32_t *order;          /* rank -> place in `reports` */
    uint32_t n;
    rap_pile_options options;
    bool failed;
    struct rap_idset *ids;

    rap_flat entities, attributions, figures, events, positions;
    rap_flat mentions;        /* names and nominals of each flat entity */
    rap_str *attribution_ids; /* of each flat attribution */

    int32_t *party_of; /* of each flat entity */
    rap_join *joins;   /* of each flat entity; reason NULL: by its own name */
    rap_party *parties;
    uint32_t n_parties;
    uint32_t *members;

    const rap_copy *copies;
    uint32_t n_copies;
    bool *is_copy;               /* of each report: an earlier one holds text of it */
    uint32_t *copy_group;        /* of each report: its first copy's rank, or its own */
    struct rap_origins *origins; /* origins.h */
    rap_groups stories;          /* members: ranks */
    uint32_t *story_of;          /* of each report: number of its story */

    const struct rap_number *numbers; /* renumbered.h */
    uint32_t n_numbers;
    rap_groups number_groups; /* of numbers at one place of shared passages */

    rap_groups figure_groups, event_groups, position_groups;

    int32_t *seats; /* of each party: the side it sits for in talks, or -1 (seats.c) */
    rap_country *seat_names; /* sorted */
    uint32_t n_seat_names;

    struct rap_round *rounds; /* met.h */
    uint32_t n_rounds;
    const struct rap_talk *talks; /* met.h; in order of the text */
    uint32_t n_talks;
    struct rap_note *notes; /* met.h; round by round */
    uint32_t n_notes;
    uint32_t *round_of_position; /* of each flat position: the round it is an outcome
                                    of + 1, or 0 */

    int32_t *round_of_report; /* of each report: its only round + 1, else 0 or -1 */

    const rap_paper *papers;
    rap_groups paper_groups;

    rap_pledge *pledges; /* promised.h */
    uint32_t n_pledges;
    rap_groups pledge_groups;  /* of position groups */
    uint32_t *pledge_of;       /* of each position group: its pledge + 1, or 0 */
    uint32_t *pledges_by_side; /* sorted by side */
    const struct rap_followup *followups;

    rap_groups claim_groups;          /* of positions */
    const struct rap_denial *denials; /* denied.h */
    uint32_t n_denials;
    rap_difference *differences;
    uint32_t n_differences;

    rap_line *lines;
    uint32_t n_lines;

    uint32_t stage, at; /* where rap_pile_next goes on */

    struct rap_pace *pace; /* NULL: everything stays in memory */
};

/* Give positions the issues, and places the coordinates, that the brief names
 * (briefed.c). */
void rap_pile_take_brief(rap_pile *p);

/* Of a large pile what has been looked at is let go again now and then: it lies in
 * files (rap_arena_rest). */
struct rap_pace {
    uint32_t rank, looks;  /* the last report; how often it was another one */
    size_t taken;          /* bytes since the last time */
    const rap_arena *also; /* of the question that is being asked, or NULL */
};
void rap_pile_look(const rap_pile *p, uint32_t rank);

/* Working memory of a question: in a file where the pile is large.  To be freed. */
rap_arena *rap_pile_scratch(rap_pile *p, size_t limit);
void rap_pile_scratch_free(rap_pile *p, rap_arena *scratch);

static inline const rap_filed *rap_pile_report(const rap_pile *p, uint32_t rank)
{
    if (p->pace && p->pace->rank != rank) rap_pile_look(p, rank);
    return &p->reports[p->order[rank]];
}

/* Flat number of row `index` of report `rank`. */
static inline uint32_t rap_flat_at(const rap_flat *f, uint32_t rank, uint32_t index)
{
    return f->first[rank] + index;
}

/* Zeroed room in the pile's arena; NULL (and failed set) when memory is refused. */
#define RAP_PILE_NEW(p, T, count)                                                      \
    ((T *)rap_pile_take((p), (count), sizeof(T), _Alignof(T)))
void *rap_pile_take(rap_pile *p, size_t count, size_t size, size_t align);

/* Party of entity `index` of report `rank`; -1 for -1.  End of a party's sides. */
int32_t rap_pile_party(const rap_pile *p, uint32_t rank, int32_t index);
int32_t rap_pile_side(const rap_pile *p, int32_t party);
rap_str rap_pile_party_id(const rap_pile *p, int32_t party); /* empty for -1 */

/* A new id, unique in the dossier, of a row whose smallest telling is given. */
rap_str rap_pile_id(rap_pile *p, char letter, uint32_t rank, rap_span at);

/* The same without being taken: what an id would be if nothing else stood there. */
rap_str rap_pile_lone_id(rap_pile *p, char letter, uint32_t rank, rap_span at);

/* Id of attribution `index` of report `rank`; empty for -1. */
rap_str rap_pile_attribution_id(const rap_pile *p, uint32_t rank, int32_t index);

/* Who is who (who.c): fills party_of, parties, members, joins.  Then what the hand and
 * the brief say (byhand.c), and names, kinds and sides of parties (parties.c). */
void rap_pile_find_parties(rap_pile *p);
void rap_pile_correct_parties(rap_pile *p, uint32_t *cluster, uint32_t *n_clusters);
void rap_pile_describe_parties(rap_pile *p);
void rap_pile_set_parties(rap_pile *p);
void rap_pile_index_mentions(rap_pile *p);

/* The id that an entity has when it is alone: that of its own first mention. */
rap_str rap_pile_own_id(rap_pile *p, uint32_t flat);

/* Entity of a flat number. */
const rap_filed_entity *rap_pile_entity(const rap_pile *p, uint32_t flat);

/* Groups of flat rows by key (rap_key_*): equal keys are one group, key 0 stands alone.
 * Groups come in the order of their first members. */
void rap_pile_group(rap_pile *p, rap_groups *out, const uint64_t *keys, uint32_t n);

/* Keys are made by feeding; the order counts.  Never 0. */
#define RAP_KEY_START 14695981039346656037u
static inline uint64_t rap_key_num(uint64_t key, uint64_t v)
{
    for (int i = 0; i < 8; i++, v >>= 8)
        key = (key ^ (v & 0xFF)) * 1099511628211u;
    return key ? key : 1;
}
static inline uint64_t rap_key_str(uint64_t key, rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        key = (key ^ (unsigned char)s.p[i]) * 1099511628211u;
    return rap_key_num(key, s.n);
}

/* The sides of parties named by `refs`, each once and in order, fed into a key. */
uint64_t rap_key_sides(uint64_t key, const rap_pile *p, uint32_t rank,
                       rap_filed_refs refs);

/* First and last serial day of "2022-03-30", "2022-03", "2022" or "from/to".  False for
 * no day and for days without a year. */
bool rap_pile_days(rap_str day, int32_t *from, int32_t *to);
static inline bool rap_pile_is_full(rap_str day)
{
    return day.n == 10 && day.p[0] != '-';
}

/* Independent sources among the tellings of a group of events or positions
 * (origins.h). */
int32_t rap_pile_origins(rap_pile *p, const rap_flat *flat, const uint32_t *members,
                         uint32_t n);

/* Ranks in order of their days, reports without one last. */
uint32_t *rap_pile_by_day(rap_pile *p, rap_arena *arena);

rap_direction rap_copy_direction(const rap_pile *p, const rap_copy *c);

/* The steps of rap_pile_new: the reports laid out in order (p->failed tells whether
 * that went well), then one question after the other. */
typedef struct {
    const char *name;
    void (*ask)(rap_pile *p);
} rap_question;
RAP_NODISCARD
rap_code rap_pile_lay(rap_pile **out, const rap_filed *reports, uint32_t n,
                      const rap_pile_options *options, rap_err *err);
const rap_question *rap_pile_questions(size_t *n);
void rap_pile_ask(rap_pile *p, const rap_question *q);

/* The questions, in the order in which they are asked. */
void rap_pile_find_copies(rap_pile *p);
void rap_pile_find_stories(rap_pile *p);
void rap_pile_find_events(rap_pile *p);
void rap_pile_find_positions(rap_pile *p);

/* Who says that this is the holder's position: as the record has it, but `self` where
 * the pile knows what the report did not say, that the speaker is of the holder's side.
 */
rap_str rap_position_asserted(const rap_pile *p, uint32_t rank,
                              const rap_filed_position *x);
void rap_pile_find_figures(rap_pile *p);
void rap_pile_find_rounds(rap_pile *p);
void rap_pile_find_papers(rap_pile *p);
void rap_pile_find_pledges(rap_pile *p);
void rap_pile_find_differences(rap_pile *p);
void rap_pile_find_lines(rap_pile *p);

/* The writing of one row. */
typedef struct {
    rap_pile *pile;
    rap_row *row;
    rap_json j;
    RAP_LIST(rap_cite) cites;
} rap_writing;

/* Open the object and write "row" and, unless empty, "id". */
void rap_writing_begin(rap_writing *w, rap_pile *p, rap_row *row, rap_str id);
void rap_writing_end(rap_writing *w);

void rap_writing_cite(rap_writing *w, uint32_t rank, rap_span at);

/* The repaired text of a span, in the memory of the batch; white space is folded. */
rap_str rap_writing_quote(rap_writing *w, uint32_t rank, rap_span at);

/* "key": "value", or null where it is empty. */
void rap_writing_str(rap_writing *w, const char *key, rap_str value);
void rap_writing_int(rap_writing *w, const char *key, int64_t value);

/* "report": KEY, "at": span. */
void rap_writing_where(rap_writing *w, uint32_t rank, rap_span at);

/* The rest of a telling after rap_writing_where: what applies of attribution, day,
 * status and asserted_by, and the claimant of what is only claimed. */
typedef struct {
    int32_t attribution;
    rap_str day, status, asserted_by;
} rap_telling;
void rap_writing_telling(rap_writing *w, uint32_t rank, rap_telling t);

/* Party of the innermost speaker of an attribution, "narrator" for -1, "anonymous"
 * where nobody is named. */
rap_str rap_pile_claimant(const rap_pile *p, uint32_t rank, int32_t attribution);

/* "condition": of a position; the tellings of a group of positions (no brackets). */
void rap_writing_condition(rap_writing *w, const rap_filed_position *x);
void rap_writing_position_tellings(rap_writing *w, const rap_group *g);

/* "key": [ids of the parties of these entities], each once; and the same by blanks. */
void rap_writing_parties(rap_writing *w, const char *key, uint32_t rank,
                         rap_filed_refs refs);
rap_str rap_writing_ids(rap_writing *w, uint32_t rank, rap_filed_refs refs);

/* What each kind of row gives: how many, and row i. */
typedef uint32_t rap_rows_count(const rap_pile *p);
typedef void rap_rows_write(rap_pile *p, uint32_t i, rap_row *row);
rap_rows_count rap_reports_count, rap_parties_count, rap_attributions_count,
    rap_figures_count, rap_events_count, rap_positions_count, rap_copies_count,
    rap_stories_count, rap_rounds_count, rap_papers_count, rap_pledges_count,
    rap_differences_count, rap_lines_count;
rap_rows_write rap_reports_write, rap_parties_write, rap_attributions_write,
    rap_figures_write, rap_events_write, rap_positions_write, rap_copies_write,
    rap_stories_write, rap_rounds_write, rap_papers_write, rap_pledges_write,
    rap_differences_write, rap_lines_write;

#endif
