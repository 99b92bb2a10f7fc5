#!/bin/sh
# clang-format over the C of the project: `write` changes files, `check` only tells.
set -eu
command -v clang-format >/dev/null 2>&1 || { echo "clang-format is not installed"; exit 77; }
clang-format --version | grep -q 'version 14\.' || { echo "this clang-format is not version 14, which the house is formatted with"; exit 77; }
files=$(find include src tests fuzz bench -name '*.[ch]' | LC_ALL=C sort)
# shellcheck disable=SC2086
[ "${1:-check}" = write ] && exec clang-format -i $files
# shellcheck disable=SC2086
exec clang-format --dry-run -Werror $files
