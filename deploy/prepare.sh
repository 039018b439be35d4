#!/bin/sh
# Run by PostgreSQL's container when its data folder is new: the roles and the database of Kompas.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set owner_password="$(cat /run/secrets/owner_password)" \
  --set app_password="$(cat /run/secrets/app_password)" \
  --file /kompas/roles.sql
