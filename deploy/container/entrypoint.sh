#!/bin/sh
# What a container of the image runs: `osstransfer` with the container's arguments, as process 1, so that SIGTERM reaches it.
#
# A silo of a cluster tells the others by which address they reach it, and a container gets its address when it starts. So
# where OSSTRANSFER_ADDRESS isn't given, `start` gets this container's own. A silo that is alone stays on 127.0.0.1.
set -eu

in_cluster() {
  [ "${OSSTRANSFER_CLUSTER:-}" ] || [ -e "${OSSTRANSFER_HOME:-$HOME/.osstransfer}/conf/cluster" ]
}

# own_address ADDRESS...: the first of IPv4, else the first.
own_address() {
  for address; do
    case $address in
      *:*) ;;
      *) echo "$address"; return ;;
    esac
  done
  echo "${1:-}"
}

if [ "${1:-}" = start ] && [ -z "${OSSTRANSFER_ADDRESS:-}" ] && in_cluster; then
  # All but loopback and link-local.
  addresses=$(hostname -I)
  OSSTRANSFER_ADDRESS=$(own_address $addresses)
  if [ -z "$OSSTRANSFER_ADDRESS" ]; then
    echo "This container has no address that other silos could reach. Give it a network, or name one with OSSTRANSFER_ADDRESS." >&2
    exit 1
  fi
  echo "Other silos reach this one at $OSSTRANSFER_ADDRESS, of its addresses: $addresses" >&2
  export OSSTRANSFER_ADDRESS
fi

exec osstransfer "$@"
