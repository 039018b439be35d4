#!/bin/sh
# The tests of what asks the machine for the time, on each of eight days (`make test-days`).
# DAYS='2027-10-31T00:58Z' and FILES='tests/operations' take others; arguments go to pytest.
# Needs Linux and a C compiler (CC). Ends with 1 where a test failed on any of the days.
set -eu

# Two minutes before they come: the new year, and summer time, which begins and ends at 01:00 UTC;
# a Sunday that is over in Denmark, and goes on in UTC for two hours.
: "${DAYS:=2026-12-24T11:00Z 2026-12-31T22:58Z 2027-01-01T11:00Z 2027-02-28T11:00Z
2028-02-29T11:00Z 2027-03-28T00:58Z 2027-10-31T00:58Z 2027-06-06T21:58Z}"
: "${FILES:=tests/bugs tests/desk/test_administration.py tests/desk/test_sessions.py
tests/operations tests/processes/test_act.py tests/processes/test_backup.py
tests/processes/test_demo.py tests/processes/test_sample_command.py
tests/processes/test_sample_letters.py tests/register/test_faults.py
tests/register/test_fictional.py tests/register/test_installation.py tests/third_municipality
tests/unit/cli tests/unit/sample tests/unit/workers}"

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$made" # PostgreSQL has this clock too, and runs as a user of its own
"${CC:-cc}" -O2 -Wall -shared -fPIC -o "$made/other_day.so" "$(dirname "$0")/other_day.c"

failed=0
for day in $DAYS; do
  ahead=$(($(date -d "$day" +%s) - $(date +%s)))
  echo "$day"
  # shellcheck disable=SC2086 # several files
  OTHER_DAY=$ahead LD_PRELOAD="$made/other_day.so" \
    "${PY:-python3}" -m pytest --quiet $FILES "$@" || failed=1
done
exit $failed
