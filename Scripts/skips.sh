#!/usr/bin/env bash
# skips.sh LOG: prints what the test run in LOG skipped for a reason that .ci/allowed-skips does not have.
#
# Exits with 1 when there is any. Three ways to skip are read: the line `skipped: …` of our own tests, and the runner's
# lines for a test that is switched off or that cancelled itself. A title that merely has the word in it is no skip,
# so the runner's lines are taken by their form: the title in quotes or a name with brackets, and then the word.
set -uo pipefail
log=${1:?usage: skips.sh LOG}
allowed=$(sed -E 's/[[:space:]]+#.*$//; /^[[:space:]]*(#|$)/d' "$(dirname "$0")/../.ci/allowed-skips")
unexpected=$(sed -n -E '
    s/^skipped: //p
    s/^[^[:alnum:]"]+ ((Test|Suite) ("[^"]*"|[^ "]+) skipped(\.|: ".*"))$/\1/p
    s/^[^[:alnum:]"]+ ((Test|Suite|Test case .* to) ("[^"]*"|[^ "]+) was cancelled after [0-9.]+ seconds(: ".*"|\.)?)$/\1/p
' "$log" | sort -u | grep -v -E -x -f <(printf '%s\n' "$allowed"))
[ -z "$unexpected" ] || { printf '%s\n' "$unexpected"; exit 1; }
