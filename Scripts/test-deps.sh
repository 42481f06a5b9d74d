#!/usr/bin/env bash
# Fetches the independent checkers of tests into .venv. Never fails: without them the tests that need them are
# skipped by name.
set -u
cd "$(dirname "$0")/.." || exit 0

packages="pywbem==1.9.1 playwright==1.65.2"
stamp=.venv/sms12-test-deps
[ "$(cat "$stamp" 2>/dev/null)" = "$packages" ] && exit 0

give_up() {
    echo "test-deps: $1; tests that need $packages are skipped by name"
    exit 0
}
command -v python3 >/dev/null 2>&1 || give_up "no python3"
echo "test-deps: fetching $packages into .venv"
# A half-made environment is made again: that is cheaper than finding out what it lacks.
rm -rf .venv
problem=$(python3 -m venv .venv 2>&1) || {
    rm -rf .venv
    give_up "python3 -m venv failed (on Debian: apt-get install python3-venv): $(tail -n 1 <<<"$problem")"
}
# shellcheck disable=SC2086
problem=$(.venv/bin/pip install --quiet --disable-pip-version-check --retries 0 --timeout 20 $packages 2>&1) \
    || give_up "pip failed: $(tail -n 1 <<<"$problem")"
echo "$packages" >"$stamp"
