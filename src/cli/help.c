/*
 * cli/help.c - the tables of verbs and options as --help, man page and completions.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/help.h"

enum { INDENT = 22, COLUMNS = 80 };

void rap_help_short(rap_buf *out)
{
    rap_buf_z(
        out,
        "rapporteur - a sourced record of a negotiation or conflict, from news "
        "reports\n"
        "  rapporteur add talks.db reports/             read reports into a dossier\n"
        "  rapporteur overview talks.db                 what is in it\n"
        "  rapporteur serve talks.db                    read it in your browser (this "
        "machine only)\n"
        "Verbs:");
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++)
        if (rap_usage_of((rap_doing)v)->examples)
            rap_buf_printf(out, " %s", rap_usage_of((rap_doing)v)->name);
    rap_buf_z(out, "\nrapporteur VERB --help\n");
}

/* Words of `text` from column `at` on, folded before column 80. */
static void fold(rap_buf *out, const char *text, size_t at, size_t indent)
{
    while (*text) {
        size_t n = strcspn(text, " ");
        if (at > indent && at + 1 + n > COLUMNS) {
            rap_buf_byte(out, '\n');
            for (at = 0; at < indent; at++)
                rap_buf_byte(out, ' ');
        } else if (at > indent) {
            rap_buf_byte(out, ' ');
            at++;
        }
        rap_buf_put(out, (rap_str){text, n});
        at += n;
        text += n + strspn(text + n, " ");
    }
    rap_buf_byte(out, '\n');
}

static void put_option(rap_buf *out, const rap_option *o)
{
    size_t from = out->n;
    rap_buf_printf(out, "  %s%s%s", o->name, o->value ? " " : "",
                   o->value ? o->value : "");
    size_t at = out->n - from;
    if (at > INDENT - 2) {
        rap_buf_byte(out, '\n');
        at = 0;
    }
    for (; at < INDENT; at++)
        rap_buf_byte(out, ' ');
    fold(out, o->what, INDENT, INDENT);
    if (!o->choices) return;
    for (at = 0; at < INDENT; at++)
        rap_buf_byte(out, ' ');
    rap_buf_z(out, "one of: ");
    fold(out, o->choices, INDENT + 8, INDENT + 8);
}

/* "  " before each line. */
static void put_lines(rap_buf *out, const char *lines, const char *before)
{
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        rap_buf_z(out, before);
        rap_buf_put(out, (rap_str){lines, n});
        rap_buf_byte(out, '\n');
        lines += n + (lines[n] == '\n');
    }
}

void rap_help_verb(rap_buf *out, rap_doing verb)
{
    const rap_usage *u = rap_usage_of(verb);
    rap_buf_printf(out, "rapporteur %s [OPTIONS] %s\n", u->name, u->operands);
    fold(out, u->what, 0, 0);
    rap_buf_byte(out, '\n');
    if (!u->examples) {
        rap_buf_z(out, "This version does not have it yet.\n");
        return;
    }
    fold(out, u->more, 0, 0);
    rap_buf_z(out, "\nFor example\n");
    put_lines(out, u->examples, "  ");
    rap_buf_z(out, "\nOptions\n");
    size_t n;
    const rap_option *o = rap_options_all(&n);
    for (size_t i = 0; i < n; i++)
        if (rap_option_fits(&o[i], verb)) put_option(out, &o[i]);
}

/* Text in a man page: "\" and leading dots and quotes have a meaning there. */
static void put_roff(rap_buf *out, const char *z)
{
    if (*z == '.' || *z == '\'') rap_buf_z(out, "\\&");
    for (; *z; z++) {
        if (*z == '\\')
            rap_buf_z(out, "\\e");
        else if (*z == '-')
            rap_buf_z(out, "\\-");
        else
            rap_buf_byte(out, *z);
    }
}

static void put_roff_option(rap_buf *out, const rap_option *o)
{
    rap_buf_z(out, ".TP\n\\fB");
    put_roff(out, o->name);
    rap_buf_z(out, "\\fR");
    if (o->value) {
        rap_buf_z(out, " \\fI");
        put_roff(out, o->value);
        rap_buf_z(out, "\\fR");
    }
    rap_buf_byte(out, '\n');
    put_roff(out, o->what);
    if (o->choices) {
        rap_buf_z(out, ": ");
        put_roff(out, o->choices);
    }
    rap_buf_byte(out, '\n');
}

static void put_roff_verb(rap_buf *out, rap_doing verb)
{
    const rap_usage *u = rap_usage_of(verb);
    rap_buf_printf(out, ".SS rapporteur %s %s\n", u->name, u->operands);
    put_roff(out, u->what);
    rap_buf_z(out, ".\n");
    put_roff(out, u->more);
    rap_buf_z(out, "\n.PP\n.nf\n");
    put_lines(out, u->examples, "    ");
    rap_buf_z(out, ".fi\n");
    size_t n;
    const rap_option *o = rap_options_all(&n);
    for (size_t i = 0; i < n; i++)
        if (rap_option_fits(&o[i], verb) && o[i].opt != RAP_OPT_HELP &&
            o[i].opt != RAP_OPT_NO_COLOR)
            put_roff_option(out, &o[i]);
}

static void make_man(rap_buf *out)
{
    rap_buf_printf(out,
                   ".\\\" made from the tables of src/cli/options.c: do not edit\n"
                   ".TH RAPPORTEUR 1 \"\" \"rapporteur %s\" \"User Commands\"\n",
                   rap_version());
    rap_buf_z(
        out,
        ".SH NAME\nrapporteur \\- a sourced record of a negotiation or conflict, "
        "from news reports\n"
        ".SH SYNOPSIS\n.B rapporteur\n.I VERB\n[\\fIOPTIONS\\fR] "
        "[\\fIDOSSIER\\fR] [\\fIOPERANDS\\fR]\n"
        ".SH DESCRIPTION\n"
        "Results are printed on standard output, talk on standard error.  A dossier "
        "is one SQLite file.  No network is used and no clock is read: the same "
        "input gives the same output.\n"
        ".SH VERBS\n");
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++)
        if (rap_usage_of((rap_doing)v)->examples) put_roff_verb(out, (rap_doing)v);
    rap_buf_z(
        out,
        ".SH EXIT STATUS\n"
        ".TP\n0\nfound, or done\n.TP\n1\nnothing was found\n.TP\n2\nwrong use\n"
        ".TP\n65\nsome input is bad, or a citation does not match\n"
        ".TP\n74\nreading or writing failed\n.TP\n130\ninterrupted; what was added "
        "stays, and the next verb finishes the work\n"
        ".SH ENVIRONMENT\n.TP\nNO_COLOR\nno colour\n");
}

static void bash_words(rap_buf *out, rap_doing verb)
{
    size_t n;
    const rap_option *o = rap_options_all(&n);
    for (size_t i = 0; i < n; i++)
        if (rap_option_fits(&o[i], verb)) rap_buf_printf(out, " %s", o[i].name);
}

static void verb_names(rap_buf *out)
{
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++)
        if (rap_usage_of((rap_doing)v)->examples)
            rap_buf_printf(out, " %s", rap_usage_of((rap_doing)v)->name);
}

static void bash_choices(rap_buf *out)
{
    size_t n;
    const rap_option *o = rap_options_all(&n);
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++)
        for (size_t i = 0; i < n; i++)
            if (o[i].choices && rap_option_fits(&o[i], (rap_doing)v))
                rap_buf_printf(out, "    %s:%s) words=\"%s\" ;;\n",
                               rap_usage_of((rap_doing)v)->name, o[i].name,
                               o[i].choices);
}

static void make_bash(rap_buf *out)
{
    rap_buf_z(out, "# made from the tables of src/cli/options.c: do not edit\n"
                   "_rapporteur()\n{\n"
                   "    local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
                   "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                   "        words=\"");
    verb_names(out);
    rap_buf_z(out, "\"\n"
                   "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                   "        return\n"
                   "    fi\n"
                   "    case \"${COMP_WORDS[1]}:${COMP_WORDS[COMP_CWORD-1]}\" in\n");
    bash_choices(out);
    rap_buf_z(out, "    esac\n"
                   "    if [ -z \"$words\" ] && [ \"${cur:0:1}\" = - ]; then\n"
                   "    case \"${COMP_WORDS[1]}\" in\n");
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++) {
        if (!rap_usage_of((rap_doing)v)->examples) continue;
        rap_buf_printf(out, "    %s) words=\"", rap_usage_of((rap_doing)v)->name);
        bash_words(out, (rap_doing)v);
        rap_buf_z(out, "\" ;;\n");
    }
    rap_buf_z(out, "    esac\n"
                   "    fi\n"
                   "    if [ -n \"$words\" ]; then\n"
                   "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                   "    else\n"
                   "        COMPREPLY=($(compgen -f -- \"$cur\"))\n"
                   "    fi\n"
                   "}\n"
                   "complete -o filenames -F _rapporteur rapporteur\n");
}

/* In single quotes of a shell; brackets and colons have a meaning in zsh's specs. */
static void put_quoted(rap_buf *out, const char *z, bool zsh)
{
    for (; *z; z++) {
        if (*z == '\'')
            rap_buf_z(out, zsh ? "'\\''" : "\\'");
        else if (zsh && (*z == '[' || *z == ']' || *z == ':'))
            rap_buf_printf(out, "\\%c", *z);
        else
            rap_buf_byte(out, *z);
    }
}

static void zsh_option(rap_buf *out, const rap_option *o)
{
    rap_buf_printf(out, "        '%s[", o->name);
    put_quoted(out, o->what, true);
    rap_buf_byte(out, ']');
    const char *blank = o->value ? strchr(o->value, ' ') : NULL;
    if (blank)
        rap_buf_printf(out, ":%.*s: :%s:", (int)(blank - o->value), o->value,
                       blank + 1);
    else if (o->value)
        rap_buf_printf(out, ":%s:", o->value);
    if (o->choices) rap_buf_printf(out, "(%s)", o->choices);
    rap_buf_z(out, "' \\\n");
}

static void make_zsh(rap_buf *out)
{
    size_t n;
    const rap_option *o = rap_options_all(&n);
    rap_buf_z(out, "#compdef rapporteur\n"
                   "# made from the tables of src/cli/options.c: do not edit\n"
                   "if (( CURRENT == 2 )); then\n    local -a verbs=(\n");
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++) {
        const rap_usage *u = rap_usage_of((rap_doing)v);
        if (!u->examples) continue;
        rap_buf_printf(out, "        '%s:", u->name);
        put_quoted(out, u->what, true);
        rap_buf_z(out, "'\n");
    }
    rap_buf_z(out, "    )\n    _describe verb verbs\n    return\nfi\n"
                   "case $words[2] in\n");
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++) {
        if (!rap_usage_of((rap_doing)v)->examples) continue;
        rap_buf_printf(out, "%s)\n    _arguments \\\n",
                       rap_usage_of((rap_doing)v)->name);
        for (size_t i = 0; i < n; i++)
            if (rap_option_fits(&o[i], (rap_doing)v)) zsh_option(out, &o[i]);
        rap_buf_z(out, "        '*:file:_files' ;;\n");
    }
    rap_buf_z(out, "esac\n");
}

static void fish_option(rap_buf *out, const rap_option *o, const char *verb)
{
    rap_buf_printf(out,
                   "complete -c rapporteur -n '__fish_seen_subcommand_from %s' -l %s",
                   verb, o->name + 2);
    if (o->value) rap_buf_z(out, o->choices ? " -x" : " -r");
    if (o->choices) rap_buf_printf(out, " -a '%s'", o->choices);
    rap_buf_z(out, " -d '");
    put_quoted(out, o->what, false);
    rap_buf_z(out, "'\n");
}

static void make_fish(rap_buf *out)
{
    size_t n;
    const rap_option *o = rap_options_all(&n);
    rap_buf_z(out, "# made from the tables of src/cli/options.c: do not edit\n");
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++) {
        const rap_usage *u = rap_usage_of((rap_doing)v);
        if (!u->examples) continue;
        rap_buf_printf(
            out, "complete -c rapporteur -n __fish_use_subcommand -a %s -d '", u->name);
        put_quoted(out, u->what, false);
        rap_buf_z(out, "'\n");
        for (size_t i = 0; i < n; i++)
            if (rap_option_fits(&o[i], (rap_doing)v)) fish_option(out, &o[i], u->name);
    }
}

bool rap_help_make(rap_buf *out, const char *kind)
{
    static const struct {
        const char *kind;
        void (*make)(rap_buf *out);
    } makers[] = {
        {"man", make_man}, {"bash", make_bash}, {"zsh", make_zsh}, {"fish", make_fish}};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (strcmp(kind, makers[i].kind) != 0) continue;
        makers[i].make(out);
        return true;
    }
    return false;
}
