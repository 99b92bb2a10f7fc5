/*
 * cli/main.c - verbs and options.
 */
/* SPDX-License-Identifier: MIT */
int main(void)
{
    return 2;
}
