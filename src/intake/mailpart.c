/*
 * intake/mailpart.c - the transfer encodings of a mail's parts, line by line.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/mailpart.h"

#include "base/ascii.h"

rap_transfer rap_transfer_of(const char *name)
{
    static const struct {
        const char *name;
        rap_transfer how;
    } known[] = {{"", RAP_TRANSFER_PLAIN},
                 {"7bit", RAP_TRANSFER_PLAIN},
                 {"8bit", RAP_TRANSFER_PLAIN},
                 {"binary", RAP_TRANSFER_PLAIN},
                 {"quoted-printable", RAP_TRANSFER_QUOTED},
                 {"base64", RAP_TRANSFER_BASE64}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0) return known[i].how;
    return RAP_TRANSFER_UNKNOWN;
}

static int hex_digit(char c)
{
    char low = rap_to_lower(c);
    if (rap_is_digit(c)) return c - '0';
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

int rap_mailpart_hex(rap_str two)
{
    if (two.n < 2) return -1;
    int high = hex_digit(two.p[0]), low = hex_digit(two.p[1]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* The line without its ending, which waits in the part. */
static rap_str hold_ending(rap_mailpart *part, rap_str line)
{
    size_t n = line.n;
    if (n && line.p[n - 1] == '\n') n--;
    if (n < line.n && n && line.p[n - 1] == '\r') n--;
    size_t k = line.n - n;
    if (k) memcpy(part->ending, line.p + n, k);
    part->ending[k] = '\0';
    return rap_str_cut(line, 0, n);
}

static void put_quoted(rap_mailpart *part, rap_buf *out, rap_str line)
{
    while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
        line.n--; /* RFC 2045, section 6.7, rule 3: added on the way */
    if (line.n && line.p[line.n - 1] == '=') {
        line.n--;
        part->ending[0] = '\0';
    }
    for (size_t at = 0; at < line.n;) {
        size_t mark = rap_str_find(line, RAP_STR("="), at);
        rap_buf_put(out, rap_str_cut(line, at, mark));
        if (mark >= line.n) break;
        int byte = rap_mailpart_hex(rap_str_cut(line, mark + 1, mark + 3));
        rap_buf_byte(out, byte >= 0 ? (char)byte : '=');
        at = mark + (byte >= 0 ? 3 : 1);
    }
}

static int base64_value(char c)
{
    if (rap_is_upper(c)) return c - 'A';
    if (rap_is_lower(c)) return c - 'a' + 26;
    if (rap_is_digit(c)) return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void put_base64(rap_mailpart *part, rap_buf *out, rap_str line)
{
    for (size_t i = 0; i < line.n; i++) {
        int v = base64_value(line.p[i]);
        if (line.p[i] == '=') part->n_bits = 0; /* another text may follow */
        if (v < 0) continue;
        part->bits = part->bits << 6 | (uint32_t)v;
        part->n_bits += 6;
        if (part->n_bits < 8) continue;
        part->n_bits -= 8;
        rap_buf_byte(out, (char)(unsigned char)(part->bits >> part->n_bits & 0xFF));
    }
}

void rap_mailpart_line(rap_mailpart *part, rap_buf *out, rap_str line)
{
    if (part->how == RAP_TRANSFER_UNKNOWN) return;
    if (part->how == RAP_TRANSFER_BASE64) {
        put_base64(part, out, line);
        return;
    }
    rap_buf_z(out, part->ending);
    line = hold_ending(part, line);
    if (part->how == RAP_TRANSFER_QUOTED)
        put_quoted(part, out, line);
    else
        rap_buf_put(out, line);
}

bool rap_mailpart_is_whole(const rap_mailpart *part)
{
    return part->how != RAP_TRANSFER_BASE64 || part->n_bits == 0;
}
