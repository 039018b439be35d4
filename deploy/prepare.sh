#!/bin/sh
# Run by PostgreSQL's container when its data folder is new: the roles and the database of Kompas.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set owner_password="$KOMPAS_OWNER_PASSWORD" --set app_password="$KOMPAS_APP_PASSWORD" \
  --file /kompas/roles.sql
