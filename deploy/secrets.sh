#!/bin/sh
# Makes the secrets of the composition, once, in deploy/secrets: long, random, for this user alone.
# None that is there is changed.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
cd secrets
word() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
for name in postgres_password owner_password app_password secret_key; do
  [ -s "$name" ] || word > "$name"
done
url() { printf 'postgresql://kompas_%s:%s@postgresql/kompas' "$1" "$(cat "$1_password")"; }
[ -s database_url ] || url app > database_url
[ -s owner_database_url ] || url owner > owner_database_url
# Containers read them as users of their own.
chmod 0444 ./*
