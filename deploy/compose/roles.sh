#!/bin/sh
# Run once by the database's image, as the superuser: the three roles, and the owner's right to make its schema.
set -eu
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=shop \
    --set=owner_password="$(cat /run/secrets/owner-password)" \
    --set=agent_password="$(cat /run/secrets/agent-password)" <<'SQL'
CREATE ROLE nilometer_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE shop_agent LOGIN PASSWORD :'agent_password';
CREATE ROLE shop_reader;
GRANT CREATE ON DATABASE shop TO nilometer_owner;
SQL
