#!/bin/sh
# The upkeep of the composition: once a day at 02 UTC, and everything verified on Sundays. What goes
# wrong is said on standard error, and the next day is tried all the same.
set -u
while true; do
  now=$(date -u +%s)
  sleep $(((26 * 3600 - now % 86400) % 86400 + 1))
  day=$(date -u +%F)
  kompas db export-heads || echo "upkeep: the heads were not exported on $day" >&2
  kompas backup "/backups/$day.tar" || echo "upkeep: no whole backup was taken on $day" >&2
  kompas db sweep || echo "upkeep: nothing was swept on $day" >&2
  if [ "$(date -u +%u)" = 7 ]; then
    kompas verify-log --files || echo "upkeep: verify-log found faults on $day" >&2
  fi
done
