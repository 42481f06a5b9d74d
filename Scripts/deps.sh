#!/usr/bin/env bash
# Makes sure that the C libraries of the project can be compiled and linked against; says nothing when they can.
set -u

# The toolchain's own clang is the compiler that SwiftPM uses; a fresh machine may have no other.
compiler() {
    local swift
    swift=$(command -v swift 2>/dev/null) || {
        echo "swift is missing: install a Swift toolchain, 6.2 or later (https://www.swift.org/install)" >&2
        exit 1
    }
    swift=$(readlink -f "$swift")
    if [ -x "${swift%/*}/clang" ]; then echo "${swift%/*}/clang"; else command -v clang || command -v cc || true; fi
}

# can HEADER LIBRARY: whether a program can include the one and link the other.
can() {
    if [ -z "$cc" ]; then [ -e "/usr/include/$1" ]; return; fi
    printf '#include <%s>\nint main(void) { return 0; }\n' "$1" \
        | "$cc" -x c - -o /dev/null "-l$2" >/dev/null 2>&1
}

missing() {
    can archive.h archive || echo libarchive-dev
    can sqlite3.h sqlite3 || echo libsqlite3-dev
}

cc=$(compiler) || exit 1
wanted=$(missing | tr '\n' ' ')
[ -n "$wanted" ] || exit 0

explain() {
    cat >&2 <<TEXT
These libraries are missing and could not be installed from here ($1): $wanted
Install them and try again:
  Debian, Ubuntu:  apt-get install $wanted
  Fedora:          dnf install libarchive-devel sqlite-devel
TEXT
    exit 1
}

command -v apt-get >/dev/null 2>&1 || explain "no apt-get"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || explain "not root, and no sudo"
    as_root=(sudo)
fi
echo "Installing $wanted"
# The list of packages of a fresh machine is empty or old, so a first failure is no news.
install() {
    # shellcheck disable=SC2086
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted \
        </dev/null
}
install >/dev/null 2>&1 || { "${as_root[@]}" apt-get update -qq </dev/null && install; } || explain "apt-get failed"
wanted=$(missing | tr '\n' ' ')
[ -z "$wanted" ] || explain "they were installed, and a test program still does not link"
