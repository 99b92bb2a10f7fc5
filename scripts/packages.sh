#!/bin/sh
# Install the Debian packages that are missing: `build` to build, `test` also to test, `fuzz` also to fuzz, `debs` also to make packages, `analyse` also for static analysis.
set -eu
need="gcc pkg-config meson ninja-build python3 zlib1g-dev libzstd-dev libbrotli-dev libdeflate-dev libseccomp-dev nettle-dev libsqlite3-dev libmicrohttpd-dev libicu-dev libuchardet-dev libpq-dev libgeonames0 libgeonames-common weather-util-data"
[ "${1:-build}" = build ] || need="$need libcmocka-dev clang clang-format postgresql-15 python3-networkx python3-jsonschema python3-pyld gdal-bin"
[ "${1:-build}" != fuzz ] || need="$need libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
[ "${1:-build}" != coverage ] || need="$need gcovr"
[ "${1:-build}" != analyse ] || need="$need clang-tidy cppcheck"
[ "${1:-build}" != debs ] || need="$need debhelper dpkg-dev fakeroot lintian"
command -v dpkg-query >/dev/null 2>&1 || { echo "not a Debian system: install $need or their like yourself" >&2; exit 0; }
missing=
for p in $need; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
echo "installing:$missing" >&2
root=
[ "$(id -u)" = 0 ] || root=sudo
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086
if ! { $root apt-get -q update && $root apt-get -q -y --no-install-recommends install $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    exit 1
fi
rm -f "$log"
