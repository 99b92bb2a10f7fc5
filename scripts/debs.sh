#!/bin/sh
# Build the Debian packages twice, in folders of different names and lengths, from the committed tree: the packages must be the same bytes, lintian must be content, and
# the program must run from them.  scripts/debs.sh FOLDER leaves them in FOLDER.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
to=${1:-$here/build-debs}
commit=$(git -C "$here" rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for side in a another-folder; do
    mkdir -p "$work/$side"
    git -C "$here" archive --prefix=rapporteur/ "$commit" | tar -x -C "$work/$side"
    # The tests are run once; the second time nothing comes out of a compiler's cache.
    [ "$side" = a ] || export DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-} nocheck" CCACHE_DISABLE=1
    begun=$(date +%s)
    (cd "$work/$side/rapporteur" && dpkg-buildpackage -us -uc -b >"$work/$side.log" 2>&1) ||
        { tail -n 40 "$work/$side.log" >&2; exit 1; }
    echo "built in $(($(date +%s) - begun)) s$(sed -n 's/^Ok: */, unit tests passed: /p' "$work/$side.log")"
done
for deb in "$work"/a/*.deb; do
    cmp "$deb" "$work/another-folder/$(basename "$deb")" || { echo "$(basename "$deb") differs between two builds" >&2; exit 1; }
done
mkdir -p "$to"
cp "$work"/a/*.deb "$work"/a/*.changes "$work"/a/*.buildinfo "$to" # of a failure there is something to look at, too
if command -v lintian >/dev/null 2>&1; then
    lintian --allow-root --fail-on error,warning "$to"/*.changes
    echo "lintian has nothing to say"
fi
dpkg-deb -x "$work"/a/rapporteur_*.deb "$work/root"
"$work/root/usr/bin/rapporteur" --version >/dev/null
echo "the packages are in $to; both builds gave the same bytes"
