#!/bin/sh
# Write the man page and the completions from the tables of the program.
# usage: scripts/manual.sh PROGRAM
set -eu
program=$1
root=$(dirname "$0")/..
"$program" --make man > "$root/man/rapporteur.1"
"$program" --make bash > "$root/completions/rapporteur.bash"
"$program" --make zsh > "$root/completions/_rapporteur"
"$program" --make fish > "$root/completions/rapporteur.fish"
