#!/bin/sh
# Configure (once) and build into a folder: build.sh FOLDER [meson options].
set -eu
folder=$1
shift
[ -f "$folder/build.ninja" ] || meson setup "$folder" "$@" >"$folder.log" 2>&1 || { tail -n 30 "$folder.log" >&2; exit 1; }
rm -f "$folder.log"
ninja -C "$folder" --quiet
