#!/bin/sh
# Runs once, when the database is made: the role of the API and the workers, which may append to
# the log and read it and no more. `shiplog migrate up` makes the tables as the owner.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set password="$(cat "$APP_PASSWORD_FILE")" <<'SQL'
CREATE ROLE ledger_app NOLOGIN;
CREATE ROLE shiplog LOGIN PASSWORD :'password' IN ROLE ledger_app;
SQL
