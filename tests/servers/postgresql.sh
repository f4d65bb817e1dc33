#!/usr/bin/env bash
# postgresql.sh start DIR [ADDRESS] | stop DIR
# PostgreSQL from Debian's package on a free port of 127.0.0.1, without a socket file; also of ADDRESS where one is given, whose
# 255 neighbours may connect. It refuses to be root's: then it belongs to the user postgres, or nobody. Everything it writes is
# in DIR; DIR/url holds the connection string of a user who may create databases. Started again after a stop it has its port and
# databases of before. What it holds is not synced to disk: it is for tests.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/ports.sh"
command=${1:?start or stop}
dir=$(realpath -m "${2:?a directory}")
address=${3:-}
user=lab
password=labsecret

# The newest version that is installed.
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)

# as_owner COMMAND...: replaces this shell, so that the process number stays the command's own.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid "$owner" --regid "$(id -gn "$owner")" --clear-groups "$@"
  fi
  exec "$@"
}

configure() {
  [ -x "$bin/postgres" ] || { echo "PostgreSQL is not installed"; return 1; }
  owner=$(id -un)
  if [ "$(id -u)" = 0 ]; then
    owner=postgres
    id -u "$owner" >/dev/null 2>&1 || owner=nobody
  fi
  if [ -s "$dir/url" ]; then
    port=$(sed 's/.*Port=\([0-9]*\).*/\1/' "$dir/url")
    return 0
  fi
  port=$(free_port "$dir/ports") || return 1
  if [ "$(id -u)" = 0 ]; then
    reach "$dir" || return 1
    mkdir -p "$dir/data" && chown "$owner:" "$dir/data" || return 1
  fi
  printf '%s\n' "$password" >"$dir/password" && chmod 644 "$dir/password" || return 1
  (as_owner "$bin/initdb" -D "$dir/data" -U "$user" --pwfile="$dir/password" --auth=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync) || return 1
  [ -z "$address" ] || echo "host all all $address/24 scram-sha-256" >>"$dir/data/pg_hba.conf"
}

# reach DIR: the owner may walk down to it; the directory that it is in may be ours and closed, as mktemp makes them.
reach() {
  local at
  for at in "$1" "$(dirname "$1")"; do
    [ ! -O "$at" ] || [ -k "$at" ] || chmod o+x "$at" || return 1
  done
}

server() {
  exec 2>&1
  as_owner "$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses="127.0.0.1${address:+,$address}" -c unix_socket_directories= \
    -c max_connections=300 -c fsync=off -c autovacuum_naptime=5s
}

answers() {
  PGPASSWORD=$password "$bin/psql" -h 127.0.0.1 -p "$port" -U "$user" -d postgres -XAtc 'SELECT 1'
}

start() {
  mkdir -p "$dir/log"
  configure >"$dir/log/configure.log" 2>&1 || { echo "PostgreSQL could not be configured: $dir/log/configure.log" >&2; return 1; }
  export -f server as_owner
  export dir port owner bin address
  launch "$dir" postgresql bash -c server
  wait_for 60 answers || { echo "PostgreSQL does not answer: $dir/log/postgresql.log" >&2; return 1; }
  echo "Host=${address:-127.0.0.1};Port=$port;Username=$user;Password=$password;Database=postgres" >"$dir/url"
}

# Asked like this it doesn't wait for its clients.
stop() {
  [ ! -e "$dir/pids" ] || kill -INT "$(cat "$dir/pids")" 2>/dev/null
  stop_all "$dir"
}

case $command in
  start) start ;;
  stop) stop ;;
  *) echo "start or stop, not $command" >&2; exit 2 ;;
esac
