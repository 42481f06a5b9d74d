#!/usr/bin/env bash
# One job from Pending to Complete, told on one screen. `make demo` builds the program and calls this.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sms12=${SMS12:-sms12}
# The lab is made beside the caller, and made anew each time; what this script did not make it leaves alone.
lab=${1:-first-job.lab}
mark=made-by-demo.sh
if [ -e "$lab" ] && [ ! -e "$lab/$mark" ]; then
    echo "demo.sh: $lab is there already and was not made by this script; name another folder: $0 demo.lab" >&2
    exit 73
fi
rm -rf "$lab"
export SMS12_LAB=$lab

say() { printf '\n\033[1m%s\033[0m\n' "$1"; }
[ -t 1 ] || say() { printf '\n%s\n' "$1"; }

say "A site with three distribution servers and 25 clients of five platforms"
"$sms12" lab create "$lab" --from "$here/lab.json5" --quiet > /dev/null
: > "$lab/$mark"
(cd "$here" && "$sms12" --lab "$OLDPWD/$lab" package import quill.pdf --source quill --quiet)

say "A Package becomes a Job: dropped on the site, mandatory at once"
"$sms12" job create Quill --on site:BPC --mandatory-after "1997-04-21 08:00" --quiet | sed -n 1p
"$sms12" job list
# While it is Pending, everything of the job still has its place in the modern objects.
objects=$("$sms12" map job:BPC00001 --summary --quiet 2> /dev/null) || [ $? -eq 3 ]

say "Watchdog cycles until it is Complete (cycle, time, what changed)"
"$sms12" run --until-job BPC00001=Complete --summary --quiet

say "What the job left behind"
"$sms12" event list
"$sms12" job list

say "The job as it was made, in modern Configuration Manager objects"
printf '%s\n' "$objects"

say "Try next"
echo "  sms12 --lab $lab client show NT05"
echo "  sms12 --lab $lab trace list --job BPC00001 --component despooler"
echo "  sms12 --lab $lab map job:BPC00001 --era 2007 --mof dmtf"
