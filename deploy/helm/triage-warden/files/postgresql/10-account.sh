#!/bin/sh
# Run once, by the image's entry point, when the data folder is new: an ordinary account that owns the database.
# As a superuser the program would pass over row security and have to step down at each connection.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set account="$ACCOUNT" --set database="$ACCOUNT_DATABASE" <<'SQL'
\getenv password ACCOUNT_PASSWORD
CREATE ROLE :"account" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"account" ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
