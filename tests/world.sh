#!/usr/bin/env bash
# ./tests/world.sh [--from SEED] [--count N] [--minutes N] [--with NAME=VALUE,...] [--tell yes] [--digests yes] [--first yes] [--plain yes] [--counts yes]
#
# Histories of the seeded world: the real master, shards, workers and engine in virtual time, with everything around them going wrong as the seed has drawn.
#   --from 63 --tell yes              tells one history, line by line
#   --from 1 --count 1000             so many from a seed on; of one that fails the shortest like it is looked for, for a minute
#   --minutes 120                     as many as there is time for
#   --count 1000 --first yes          until one fails, without looking for the shortest
#   --count 1000 --plain yes          all of them, without looking for the shortest
#   --minutes 120 --counts yes        says at the end how often what went wrong, and at which joints
#   --from 63 --with Objects=3,...    with other values than were drawn, as a failure prints them
# Needed: .NET 10 SDK.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dotnet build "$root/tests/OssTransfer.World" -c Release -nologo -v q -p:RunAnalyzers=false >&2
exec "$root/tests/OssTransfer.World/bin/Release/net10.0/OssTransfer.World" "$@"
