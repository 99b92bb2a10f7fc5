/*
 * tests/t_pile_record.c - every field of a record as the pile keeps it, what stands for
 * a missing one, references near and far, and each way in which a record is refused.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/filed.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MEMORY = 1 << 26 };

#define HEAD "{\"v\":1,\"report\":{\"id\":\"0a\",\"key\":\"k\",\"bytes\":40}"

static rap_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = rap_arena_new(MEMORY);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static rap_filed good(const char *json)
{
    rap_filed f;
    rap_err err = {RAP_OK, 0, ""};
    if (rap_filed_parse(&f, rap_str_of(json), arena, &err) != RAP_OK)
        fail_msg("%s: %s", json, err.msg);
    return f;
}

/* Refused, with these words. */
static void bad(const char *json, const char *why)
{
    rap_filed f = {.bytes = 77};
    rap_err err = {RAP_OK, 0, ""};
    assert_int_equal(rap_filed_parse(&f, rap_str_of(json), arena, &err), RAP_E_SYNTAX);
    if (strcmp(err.msg, why) != 0) fail_msg("%s: %s", json, err.msg);
    assert_int_equal(f.bytes, 77); /* what was there is left alone */
}

static void is(rap_str s, const char *z)
{
    if (!rap_str_is(s, z)) fail_msg("\"" RAP_FMT "\" is not %s", RAP_ARG(s), z);
}

static void spans(rap_span at, uint32_t from, uint32_t to)
{
    assert_int_equal(at.from, from);
    assert_int_equal(at.to, to);
}

/* ---- every field ---- */

static void the_report_and_what_it_says_of_itself(void **state)
{
    (void)state;
    rap_filed f = good(
        "{\"v\":1,\"report\":{\"id\":\"0a\",\"key\":\"k.txt\",\"uri\":\"u:/k\","
        "\"media\":\"text/plain\",\"sha256\":\"5e\",\"charset\":\"utf-8\","
        "\"language\":\"en\",\"bytes\":40},\"unread\":\"too long\","
        "\"title\":{\"text\":\"Mills\",\"at\":[0,5]},\"publisher\":{\"text\":\"NPA\"},"
        "\"published\":{\"day\":\"2031-05-04\",\"from\":\"2031-05-03\",\"to\":"
        "\"2031-05-05\",\"basis\":\"line\",\"sure\":95,\"evidence\":[[6,8],[9,40]]},"
        "\"authors\":[{\"text\":\"Ana Veld\"},{\"text\":\"Jon Ruud\"}],"
        "\"text\":\"Mills burn.\","
        "\"repairs\":[{\"at\":[2,3],\"put\":\"x\"},{\"at\":[4,4],\"put\":\"\"}],"
        "\"blocks\":[{\"at\":[0,5],\"kind\":\"heading\"},"
        "{\"at\":[6,40],\"kind\":\"other\",\"why\":\"menu\"}]}");
    is(f.key, "k.txt");
    is(f.id, "0a");
    is(f.uri, "u:/k");
    is(f.media, "text/plain");
    is(f.sha256, "5e");
    is(f.charset, "utf-8");
    is(f.language, "en");
    is(f.unread, "too long");
    assert_int_equal(f.bytes, 40);
    is(f.title, "Mills");
    spans(f.title_at, 0, 5);
    is(f.publisher, "NPA");
    is(f.published.day, "2031-05-04");
    is(f.published.from, "2031-05-03");
    is(f.published.to, "2031-05-05");
    is(f.published.basis, "line");
    assert_int_equal(f.published.sure, 95);
    assert_int_equal(f.published.n_evidence, 2);
    spans(f.published.evidence[1], 9, 40);
    assert_int_equal(f.n_authors, 2);
    is(f.authors[0], "Ana Veld");
    is(f.authors[1], "Jon Ruud");
    is(f.text, "Mills burn.");
    assert_int_equal(f.n_repairs, 2);
    spans(f.repairs[0].at, 2, 3);
    is(f.repairs[0].put, "x");
    spans(f.repairs[1].at, 4, 4);
    assert_int_equal(f.repairs[1].put.n, 0);
    assert_int_equal(f.n_blocks, 2);
    spans(f.blocks[1].at, 6, 40);
    is(f.blocks[0].kind, "heading");
    is(f.blocks[1].why, "menu");
    assert_int_equal(f.source.n, 0);
}

static void who_is_named_and_where(void **state)
{
    (void)state;
    rap_filed f = good(
        HEAD ",\"entities\":["
             "{\"id\":\"e1\",\"kind\":\"person\",\"name\":\"Ana Veld\","
             "\"aliases\":[\"Veld\",\"A. Veld\"],\"roles\":[\"envoy\"],"
             "\"side\":\"e3\"},"
             "{\"id\":\"c1\",\"kind\":\"person\",\"name\":\"a guard\"},"
             "{\"id\":\"e2\",\"kind\":\"group\",\"name\":\"Tidemen\",\"side\":null},"
             "{\"id\":\"e3\",\"kind\":\"country\",\"name\":\"Norland\","
             "\"iso\":\"NOR\",\"aliases\":[],\"roles\":[],\"side\":null}],"
             "\"mentions\":[{\"at\":[1,2],\"kind\":\"name\",\"entity\":\"e1\"},"
             "{\"at\":[3,4],\"kind\":\"nominal\",\"entity\":\"e3\"},"
             "{\"at\":[5,6],\"kind\":\"pronoun\",\"entity\":\"e2\"},"
             "{\"at\":[7,8],\"kind\":\"nominal\",\"entity\":\"c1\"},"
             "{\"at\":[9,9],\"kind\":\"name\",\"entity\":null}],"
             "\"places\":[{\"at\":[1,5],\"use\":\"event\",\"name\":\"Kesh\","
             "\"country\":\"OS\",\"lat\":\"41.5\",\"lon\":\"-29.1\",\"id\":\"77\"}],"
             "\"times\":[{\"at\":[6,9],\"type\":\"day\",\"value\":\"2031-05-04\","
             "\"from\":\"f\",\"to\":\"t\",\"anchor\":\"a\",\"rule\":\"r\"}]}");
    assert_int_equal(f.n_entities, 3); /* what nobody names is nothing across reports */
    is(f.entities[0].id, "e1");
    is(f.entities[0].kind, "person");
    is(f.entities[0].name, "Ana Veld");
    assert_int_equal(f.entities[0].n_aliases, 2);
    is(f.entities[0].aliases[1], "A. Veld");
    assert_int_equal(f.entities[0].n_roles, 1);
    is(f.entities[0].roles[0], "envoy");
    assert_int_equal(f.entities[0].side, 2);
    assert_int_equal(f.entities[1].side, -1);
    assert_int_equal(f.entities[1].n_aliases, 0);
    is(f.entities[2].iso, "NOR");
    assert_int_equal(f.entities[2].side, -1);
    assert_int_equal(f.n_mentions, 5);
    static const char kinds[] = "nmpmn";
    static const int32_t of[] = {0, 2, 1, -1, -1};
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(f.mentions[i].kind, kinds[i]);
        assert_int_equal(f.mentions[i].entity, of[i]);
    }
    spans(f.mentions[1].at, 3, 4);
    assert_int_equal(f.n_places, 1);
    spans(f.places[0].at, 1, 5);
    is(f.places[0].use, "event");
    is(f.places[0].name, "Kesh");
    is(f.places[0].country, "OS");
    is(f.places[0].lat, "41.5");
    is(f.places[0].lon, "-29.1");
    is(f.places[0].id, "77");
    assert_int_equal(f.n_times, 1);
    spans(f.times[0].at, 6, 9);
    is(f.times[0].type, "day");
    is(f.times[0].value, "2031-05-04");
    is(f.times[0].from, "f");
    is(f.times[0].to, "t");
    is(f.times[0].anchor, "a");
    is(f.times[0].rule, "r");
}

#define TWO                                                                            \
    ",\"entities\":[{\"id\":\"e1\",\"name\":\"Norland\"},{\"id\":\"e2\",\"name\":"     \
    "\"Sudmark\"}],\"places\":[{\"at\":[0,1]},{\"at\":[2,3]}]"
#define SAYING                                                                         \
    "{ \"id\":\"a1\",\"kind\":\"mixed\",\"content\":[[1,9],[12,20]],\"cue\":[10,12],"  \
    "\"source\":[[0,1]],\"speaker\":\"e1\",\"sure\":88,\"speech\":true,"               \
    "\"anonymous\":true,\"unnamed_kind\":\"aides\",\"via\":[\"e2\",null,\"e1\"],"      \
    "\"addressee\":{\"at\":[21,22],\"text\":\"all\"},"                                 \
    "\"medium\":{\"at\":[23,24],\"text\":\"radio\"},\"day\":\"2031-05-04\","           \
    "\"day_basis\":\"published\",\"nested_in\":\"a2\","                                \
    "\"more\":{\"x\":[1,{\"y\":\"}\\\\\\\" ]{\"}],\"z\":\"\\\\\"}}"

static void who_said_what(void **state)
{
    (void)state;
    rap_filed f = good(HEAD TWO ",\"attributions\":[" SAYING ",{\"id\":\"a2\"}]}");
    assert_int_equal(f.n_attributions, 2);
    const rap_filed_attribution *a = f.attributions;
    is(a->id, "a1");
    is(a->kind, "mixed");
    assert_int_equal(a->content.n, 2);
    spans(a->content.v[1], 12, 20);
    assert_int_equal(a->cue.n, 1); /* a single span is a list of one */
    spans(a->cue.v[0], 10, 12);
    assert_int_equal(a->source.n, 1);
    assert_int_equal(a->speaker, 0);
    assert_int_equal(a->sure, 88);
    assert_true(a->speech && a->anonymous);
    is(a->unnamed_kind, "aides");
    assert_int_equal(a->via.n, 2);
    assert_int_equal(a->via.v[0], 1);
    assert_int_equal(a->via.v[1], 0);
    spans(a->addressee, 21, 22);
    is(a->addressee_text, "all");
    spans(a->medium, 23, 24);
    is(a->medium_text, "radio");
    is(a->day, "2031-05-04");
    is(a->day_basis, "published");
    assert_int_equal(a->nested_in, 1);
    is(a->json, SAYING); /* as it stands, from brace to brace */
    a++;
    assert_int_equal(a->content.n, 0);
    assert_int_equal(a->speaker, -1);
    assert_int_equal(a->sure, 0);
    assert_false(a->speech || a->anonymous);
    assert_int_equal(a->nested_in, -1);
    spans(a->medium, 0, 0);
    is(a->json, "{\"id\":\"a2\"}");
}

static void figures_events_and_positions(void **state)
{
    (void)state;
    rap_filed f = good(
        HEAD TWO
        ",\"attributions\":[{\"id\":\"a1\"}],\"figures\":[{\"at\":[1,2],\"subject\":"
        "\"huts\",\"relation\":\"=\",\"value\":\"7\",\"value_to\":\"9\",\"unit\":\"u\","
        "\"as_of\":\"2031\",\"place\":0,\"attribution\":\"a1\",\"against\":0},"
        "{\"at\":[3,4],\"place\":1,\"against\":0},{\"at\":[5,6],\"place\":null,"
        "\"against\":1},{\"at\":[5,6],\"against\":4}],"
        "\"events\":[{\"id\":\"v1\",\"at\":[1,8],\"trigger\":[2,3],\"source\":[\"e1\"],"
        "\"target\":[\"e2\",\"e1\"],\"reciprocal\":true,\"cameo\":\"190\",\"plover\":"
        "\"ASSAULT\",\"status\":\"actual\",\"day\":\"2031-05\",\"places\":[1,0,null],"
        "\"place_relation\":\"at\",\"attribution\":\"a1\",\"rule\":\"r\",\"sure\":60},"
        "{\"id\":\"v2\"}],"
        "\"positions\":[{\"id\":\"p1\",\"at\":[1,8],\"party\":\"e2\",\"issue\":"
        "\"water\",\"stance\":\"demand\",\"polarity\":\"+\",\"proposition\":\"we "
        "want\","
        "\"condition\":{\"at\":[3,5],\"text\":\"if\",\"state\":\"open\"},"
        "\"toward\":[\"e1\"],\"day\":\"2031\",\"attribution\":\"a1\",\"asserted_by\":"
        "\"self\",\"rule\":\"s\",\"sure\":61},{\"id\":\"p2\"}]}");
    assert_int_equal(f.n_figures, 4);
    is(f.figures[0].subject, "huts");
    is(f.figures[0].relation, "=");
    is(f.figures[0].value, "7");
    is(f.figures[0].value_to, "9");
    is(f.figures[0].unit, "u");
    is(f.figures[0].as_of, "2031");
    spans(f.figures[1].at, 3, 4);
    static const int32_t places[] = {0, 1, -1, -1}, against[] = {-1, 0, 1, -1};
    for (uint32_t i = 0; i < 4; i++) { /* against one before it, or none */
        assert_int_equal(f.figures[i].place, places[i]);
        assert_int_equal(f.figures[i].against, against[i]);
        assert_int_equal(f.figures[i].attribution, i == 0 ? 0 : -1);
    }
    assert_int_equal(f.n_events, 2);
    const rap_filed_event *e = f.events;
    is(e->id, "v1");
    spans(e->at, 1, 8);
    spans(e->trigger, 2, 3);
    assert_int_equal(e->source.n, 1);
    assert_int_equal(e->target.n, 2);
    assert_int_equal(e->target.v[0], 1);
    assert_true(e->reciprocal);
    is(e->cameo, "190");
    is(e->plover, "ASSAULT");
    is(e->status, "actual");
    is(e->day, "2031-05");
    assert_int_equal(e->places.n, 2);
    assert_int_equal(e->places.v[0], 1);
    assert_int_equal(e->places.v[1], 0);
    is(e->place_relation, "at");
    assert_int_equal(e->attribution, 0);
    is(e->rule, "r");
    assert_int_equal(e->sure, 60);
    assert_int_equal(e[1].sure, 0);
    assert_int_equal(e[1].attribution, -1);
    assert_false(e[1].reciprocal);
    assert_int_equal(f.n_positions, 2);
    const rap_filed_position *p = f.positions;
    is(p->id, "p1");
    assert_int_equal(p->party, 1);
    is(p->issue, "water");
    is(p->stance, "demand");
    is(p->polarity, "+");
    is(p->proposition, "we want");
    spans(p->condition, 3, 5);
    is(p->condition_text, "if");
    is(p->condition_state, "open");
    assert_int_equal(p->toward.n, 1);
    is(p->day, "2031");
    assert_int_equal(p->attribution, 0);
    is(p->asserted_by, "self");
    is(p->rule, "s");
    assert_int_equal(p->sure, 61);
    assert_int_equal(p[1].sure, 0);
    assert_int_equal(p[1].party, -1);
}

static void a_bare_record_has_nothing_in_it(void **state)
{
    (void)state;
    rap_filed f = good(HEAD ",\"published\":{},\"aliases\":[],\"unread\":null,"
                            "\"entities\":{\"a\":{\"id\":\"e1\"}},\"mentions\":\"m\","
                            "\"times\":null,\"title\":{\"at\":null}}");
    assert_int_equal(f.n_authors + f.n_repairs + f.n_blocks + f.n_entities +
                         f.n_mentions + f.n_places + f.n_times + f.n_attributions +
                         f.n_figures + f.n_events + f.n_positions,
                     0);
    assert_int_equal(f.published.sure, 0);
    assert_int_equal(f.published.n_evidence, 0);
    assert_int_equal(f.title.n + f.unread.n + f.text.n, 0);
    f = good(HEAD ",\"entities\":[{\"name\":\"Orr\"},{\"id\":\"\"},{\"id\":7}]}");
    assert_int_equal(f.n_entities, 3);
}

static void strings_are_kept_and_short_ones_once(void **state)
{
    (void)state;
    char json[] = HEAD ",\"times\":[{\"type\":\"sixteen letters!\",\"value\":\"two\"},"
                       "{\"type\":\"sixteen letters!\",\"value\":\"\"}]}";
    rap_filed f = good(json);
    assert_ptr_equal(f.times[0].type.p, f.times[1].type.p);
    memset(json, 'x', sizeof json - 1); /* the record is not needed afterwards */
    is(f.times[1].type, "sixteen letters!");
    is(f.times[0].value, "two");
    assert_int_equal(f.times[1].value.n, 0);
}

/* ---- references ---- */

/* 1300 entities whose ids begin with `first` and step by `step`; mentions of three. */
static rap_code many(rap_filed *f, int first, int step, const int wanted[3])
{
    enum { MANY = 1300 };
    rap_buf b = {0};
    rap_buf_z(&b, HEAD ",\"entities\":[");
    for (int i = 0; i < MANY; i++)
        rap_buf_printf(&b, "%s{\"id\":\"e%d\"}", i ? "," : "", first + i * step);
    rap_buf_z(&b, "],\"mentions\":[");
    for (int i = 0; i < 3; i++)
        rap_buf_printf(&b, "%s{\"at\":[0,1],\"entity\":\"e%d\"}", i ? "," : "",
                       wanted[i]);
    rap_buf_z(&b, "]}");
    rap_code rc = rap_filed_parse(f, rap_buf_str(&b), arena, NULL);
    rap_buf_done(&b);
    return rc;
}

static void references_are_found_at_their_number_and_near_it(void **state)
{
    (void)state;
    rap_filed f;
    assert_int_equal(many(&f, 1, 1, (const int[]){1, 1300, 654}), RAP_OK);
    assert_int_equal(f.mentions[0].entity, 0);
    assert_int_equal(f.mentions[1].entity, 1299);
    assert_int_equal(f.mentions[2].entity, 653);
    /* where those before them are left out, or stand behind */
    assert_int_equal(many(&f, 400, 1, (const int[]){400, 1699, 1000}), RAP_OK);
    assert_int_equal(f.mentions[1].entity, 1299);
    assert_int_equal(f.mentions[0].entity, 0);
    assert_int_equal(many(&f, 1400, -1, (const int[]){900, 701, 850}), RAP_OK);
    assert_int_equal(f.mentions[0].entity, 500);
    assert_int_equal(f.mentions[1].entity, 699);
    assert_int_equal(f.mentions[2].entity, 550);
    assert_int_equal(many(&f, 1, 1, (const int[]){1, 1301, 2}), RAP_E_SYNTAX);
    assert_int_equal(many(&f, 1, 1, (const int[]){1, 0, 2}), RAP_E_SYNTAX);
}

static void ids_may_be_of_any_kind(void **state)
{
    (void)state;
    rap_filed f = good(HEAD ",\"entities\":[{\"id\":\"x\"},{\"id\":\"e\"},{\"id\":"
                            "\"two\"}],\"mentions\":[{\"entity\":\"e\"},{\"entity\":"
                            "\"two\"},{\"entity\":\"x\"},{\"entity\":7}],"
                            "\"attributions\":[{\"id\":\"a2\",\"nested_in\":\"a1\"},"
                            "{\"id\":\"a1\",\"nested_in\":3}]}");
    assert_int_equal(f.mentions[0].entity, 1);
    assert_int_equal(f.mentions[1].entity, 2);
    assert_int_equal(f.mentions[2].entity, 0);
    assert_int_equal(f.mentions[3].entity, -1);
    assert_int_equal(f.attributions[0].nested_in, 1);
    assert_int_equal(f.attributions[1].nested_in, -1);
}

/* ---- refused ---- */

#define REPORT(id, key, bytes)                                                         \
    "{\"v\":1,\"report\":{\"id\":\"" id "\",\"key\":\"" key "\",\"bytes\":" bytes "}}"

static void a_record_without_its_name_or_length_is_refused(void **state)
{
    (void)state;
    bad("{\"report\":{\"id\":\"1\",\"key\":\"a\",\"bytes\":1}}",
        "not a record: it is of no version that is known ");
    bad("{\"v\":2,\"report\":{\"id\":\"1\",\"key\":\"a\",\"bytes\":1}}",
        "not a record: it is of no version that is known ");
    bad("{\"v\":1,\"error\":{\"message\":\"it is torn\"}}",
        "not a record: it is an error: it is torn");
    bad(REPORT("1", "", "1"), "not a record: it names no report ");
    bad(REPORT("", "a", "1"), "not a record: no id stands in a");
    bad(REPORT("1", "a", "-1"), "not a record: no length stands in a");
    bad(REPORT("1", "a", "4294967296"), "not a record: no length stands in a");
    bad(REPORT("1", "a", "null"), "not a record: no length stands in a");
    assert_int_equal(good(REPORT("1", "a", "4294967295")).bytes, UINT32_MAX);
    assert_int_equal(good(REPORT("1", "a", "0")).bytes, 0);
}

#define SPAN(at) HEAD ",\"title\":{\"at\":" at "}}"

static void spans_lie_in_the_source_or_are_refused(void **state)
{
    (void)state;
    static const char *const none[] = {"[2,1]",
                                       "[1]",
                                       "[1,2,3]",
                                       "7",
                                       "[1,-1]",
                                       "[-1,4]",
                                       "[\"a\",\"b\"]",
                                       "[]",
                                       "{}",
                                       "\"1,2\"",
                                       "[5,0]",
                                       "[1.5,2]",
                                       "{\"a\":1,\"b\":0}",
                                       "[null,0]",
                                       "[0,null]"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        rap_buf b = {0};
        rap_buf_printf(&b, HEAD ",\"title\":{\"at\":%s}}", none[i]);
        rap_buf_byte(&b, '\0');
        bad(b.p, "not a record: a span is not two offsets in k");
        rap_buf_done(&b);
    }
    bad(SPAN("[3,41]"), "not a record: a span ends behind the source of k");
    spans(good(SPAN("[3,40]")).title_at, 3, 40);
    bad(SPAN("[3,5000000000]"), "not a record: a span ends behind the source of k");
    spans(good(SPAN("[0,0]")).title_at, 0, 0);
    spans(good(SPAN("[0,1]")).title_at, 0, 1);
    spans(good(SPAN("null")).title_at, 0, 0);
    bad(HEAD ",\"attributions\":[{\"id\":\"a1\",\"cue\":[3,41]}]}",
        "not a record: a span ends behind the source of k");
    bad(HEAD ",\"attributions\":[{\"id\":\"a1\",\"cue\":[[1,2],[3,41]]}]}",
        "not a record: a span ends behind the source of k");
}

static void references_to_nothing_are_refused(void **state)
{
    (void)state;
    bad(HEAD TWO ",\"events\":[{\"places\":[2]}]}",
        "not a record: a place is missing in k");
    bad(HEAD TWO ",\"figures\":[{\"place\":2}]}",
        "not a record: a place is missing in k");
    bad(HEAD TWO ",\"events\":[{\"source\":[\"e3\"]}]}",
        "not a record: there is no entity e3");
    bad(HEAD TWO ",\"events\":[{\"attribution\":\"a1\"}]}",
        "not a record: there is no attribution a1");
    bad(HEAD TWO ",\"positions\":[{\"party\":\"e0\"}]}",
        "not a record: there is no entity e0");
    /* the first fault is told, and of a long name its beginning */
    bad(HEAD ",\"mentions\":[{\"entity\":\"e8\"},{\"entity\":\"e9\"}]}",
        "not a record: there is no entity e8");
#define TEN "abcdefghij"
    bad(HEAD ",\"mentions\":[{\"entity\":\"" TEN TEN TEN TEN TEN TEN "k\"}]}",
        "not a record: there is no entity " TEN TEN TEN TEN TEN TEN);
    rap_filed f = good(HEAD ",\"figures\":[{\"place\":-1},{\"place\":null}]}");
    assert_int_equal(f.figures[0].place, -1);
}

/* ---- sides and nested words ---- */

static void the_side_is_the_end_of_the_chain(void **state)
{
    (void)state;
    rap_filed f = good(HEAD ",\"entities\":[{\"id\":\"e1\",\"side\":\"e2\"},{\"id\":"
                            "\"e2\",\"side\":\"e3\"},{\"id\":\"e3\",\"side\":null},"
                            "{\"id\":\"e4\",\"side\":\"e1\"}]}");
    assert_int_equal(rap_filed_side(&f, 0), 2);
    assert_int_equal(rap_filed_side(&f, 2), 2);
    assert_int_equal(rap_filed_side(&f, 3), 2);
    assert_int_equal(rap_filed_side(&f, -1), -1);
    f = good(HEAD ",\"entities\":[{\"id\":\"e1\",\"side\":\"e2\"},{\"id\":\"e2\","
                  "\"side\":\"e1\"}]}");
    assert_in_range(rap_filed_side(&f, 0), 0, 1); /* and ends where it has none */
}

static int32_t within(const rap_filed *f, uint32_t from, uint32_t to)
{
    return rap_filed_attribution_at(f, (rap_span){from, to});
}

static void words_belong_to_who_said_them_last(void **state)
{
    (void)state;
    rap_filed f =
        good(HEAD ",\"attributions\":[{\"id\":\"a1\",\"content\":[[2,9],[20,30]],"
                  "\"nested_in\":\"a2\"},{\"id\":\"a2\",\"content\":[[0,36]]},"
                  "{\"id\":\"a3\",\"content\":[[4,9]],\"nested_in\":\"a1\"},"
                  "{\"id\":\"a4\",\"content\":[[0,9]],\"nested_in\":null}]}");
    assert_int_equal(within(&f, 2, 9), 0);
    assert_int_equal(within(&f, 20, 30), 0);
    assert_int_equal(within(&f, 19, 30), 1);
    assert_int_equal(within(&f, 20, 31), 1);
    assert_int_equal(within(&f, 4, 9), 2);
    assert_int_equal(within(&f, 5, 8), 2);
    assert_int_equal(within(&f, 0, 9), 1); /* of two that are as deep the first */
    assert_int_equal(within(&f, 0, 36), 1);
    assert_int_equal(within(&f, 0, 37), -1);
    f = good(HEAD ",\"attributions\":[{\"id\":\"a1\",\"content\":[[2,9]],\"nested_in\":"
                  "\"a2\"},{\"id\":\"a2\",\"content\":[[0,9]],\"nested_in\":\"a1\"}]}");
    assert_int_equal(within(&f, 2, 9), 0); /* in each other: it ends all the same */
    assert_int_equal(within(&f, 0, 9), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_report_and_what_it_says_of_itself),
        cmocka_unit_test(who_is_named_and_where),
        cmocka_unit_test(who_said_what),
        cmocka_unit_test(figures_events_and_positions),
        cmocka_unit_test(a_bare_record_has_nothing_in_it),
        cmocka_unit_test(strings_are_kept_and_short_ones_once),
        cmocka_unit_test(references_are_found_at_their_number_and_near_it),
        cmocka_unit_test(ids_may_be_of_any_kind),
        cmocka_unit_test(a_record_without_its_name_or_length_is_refused),
        cmocka_unit_test(spans_lie_in_the_source_or_are_refused),
        cmocka_unit_test(references_to_nothing_are_refused),
        cmocka_unit_test(the_side_is_the_end_of_the_chain),
        cmocka_unit_test(words_belong_to_who_said_them_last),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
