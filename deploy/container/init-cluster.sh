#!/bin/sh
# Makes the cluster file OSSTRANSFER_CLUSTER of a PostgreSQL database, where it isn't there yet. It holds the key that seals the
# jobs' secrets and the certificate between silos, so there must never be a second one for the same database.
#
# The database: POSTGRES_HOST, POSTGRES_PORT (5432), POSTGRES_DB, POSTGRES_USER, and the password in the file POSTGRES_PASSWORD_FILE.
set -eu

# value TEXT: as it stands in a connection string, whatever is in it.
value() {
  printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"
}

if [ -e "$OSSTRANSFER_CLUSTER" ]; then
  echo "The cluster file $OSSTRANSFER_CLUSTER is there; nothing to do."
  exit 0
fi

password=$(cat "$POSTGRES_PASSWORD_FILE")
if [ -z "$password" ]; then
  echo "The file $POSTGRES_PASSWORD_FILE is empty; it should hold the password of PostgreSQL's user $POSTGRES_USER." >&2
  exit 2
fi

DATABASE="Host=$(value "$POSTGRES_HOST");Port=${POSTGRES_PORT:-5432};Database=$(value "$POSTGRES_DB");Username=$(value "$POSTGRES_USER");Password=$(value "$password")"
export DATABASE
exec osstransfer cluster init --database env:DATABASE --out "$OSSTRANSFER_CLUSTER"
