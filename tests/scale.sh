#!/usr/bin/env bash
# ./tests/scale.sh [SCENARIO...]
#
# What osstransfer holds out where there is much of something, on a PostgreSQL of the script's own, in Release:
#
#   machines   1, 2, 4 and 8 silos, each with an address and a line of 20 MB/s of its own, move the same 2 GiB from S3 to S3.
#              Twice the silos shall need at most 0.55 of the time, four times as many 0.3, eight times 0.2. Needs root: each silo lives in
#              a network namespace that the script makes and removes; nothing of the machine's own network is touched.
#   shards     shards of one object between stores that answer at once: how many per second 1 and 3 silos hand out, run and
#              record. At least 200.
#   objects    a run over OBJECTS simulated objects: the silo's memory stays flat, the database takes at most 60 bytes an
#              object, objects per second. Listing, planning, shards, checkpoints, check, reports and database are real.
#
# Without names: all three. All share this machine, so each line says how busy the processors were: a figure counts only
# where they were not the limit. The exit code is 0 where everything arrived and every figure was met.
# OBJECTS (default 1000000), SHARDS (10000), MEBIBYTES (2048, in objects of 64 MiB) change the amounts, MBIT (160) the line, SILOS ("1 2 4 8")
# how many silos there are in turn;
# OSSTRANSFER names a published osstransfer to measure. Needed: .NET 10 SDK, Debian's postgresql and iproute2.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tests/measuring.sh"
export LC_ALL=C

objects=${OBJECTS:-1000000}
shards=${SHARDS:-10000}
mebibytes=${MEBIBYTES:-2048}
mbit=${MBIT:-160}
net=10.213.0
hub=osstransfer-$$-hub
key=loopback
secret=loopbacksecret
scenarios=()
work=
failed=
pids=()
spaces=()
postgresql=

main() {
  parse "$@"
  work=$(mktemp -d "${TMPDIR:-/tmp}/osstransfer-scale.XXXXXX")
  trap finish EXIT
  trap 'exit 130' INT TERM
  unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
  local name
  for name in "${scenarios[@]}"; do
    "scenario_$name"
    tidy
  done
  [ -z "$failed" ]
}

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) show_help "${BASH_SOURCE[0]}"; exit 0 ;;
      machines | shards | objects) scenarios+=("$1") ;;
      *) give_up "unknown: $1 (see --help)" ;;
    esac
    shift
  done
  [ ${#scenarios[@]} -gt 0 ] || scenarios=(machines shards objects)
}

finish() {
  tidy
  rm -rf "$work"
}

tidy() {
  stop_all
  [ -z "$postgresql" ] || in_hub "$root/tests/servers/postgresql.sh" stop "$postgresql" || true
  postgresql=
  local space
  for space in ${spaces[@]+"${spaces[@]}"}; do ip netns delete "$space" || true; done
  spaces=()
}

stop_all() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done
  for pid in ${pids[@]+"${pids[@]}"}; do wait "$pid" 2>/dev/null || true; done
  pids=()
}

# in_hub COMMAND...: where the servers are; outside of all namespaces while there are none.
in_hub() {
  if [ ${#spaces[@]} -gt 0 ]; then ip netns exec "$hub" "$@"; else "$@"; fi
}

start_postgresql() { # [ADDRESS]
  postgresql=$work/postgresql
  rm -rf "$postgresql"
  in_hub "$root/tests/servers/postgresql.sh" start "$postgresql" "$@" || give_up "PostgreSQL does not start: apt-get install postgresql"
}

# busy: how much of the processors was used since the last call, and the load average.
busy() {
  local total idle
  read -r total idle < <(awk '/^cpu / { for (i = 2; i <= 9; i++) all += $i; print all, $5 + $6 }' /proc/stat)
  awk -v t=$((total - ${busy_total:-0})) -v i=$((idle - ${busy_idle:-0})) '{ printf "processors %.0f%% busy, load %s\n", t ? 100 * (t - i) / t : 0, $1 }' /proc/loadavg >"$work/busy"
  busy_total=$total busy_idle=$idle
}

# ---- machines

# make_space NUMBER: a machine's namespace, with a line of its own to the hub, as slow in both directions.
make_space() {
  local space=osstransfer-$$-$1
  ip netns add "$space"
  spaces+=("$space")
  ip -n "$space" link set lo up
  ip link add eth0 netns "$space" type veth peer name "m$1" netns "$hub"
  ip -n "$space" address add "$net.$((10 + $1))/24" dev eth0
  ip -n "$space" link set eth0 up
  ip -n "$hub" link set "m$1" master br0 up
  ip netns exec "$space" tc qdisc add dev eth0 root tbf rate "${mbit}mbit" burst 256kb latency 50ms
  ip netns exec "$hub" tc qdisc add dev "m$1" root tbf rate "${mbit}mbit" burst 256kb latency 50ms
}

make_hub() {
  ip netns add "$hub"
  spaces+=("$hub")
  ip -n "$hub" link set lo up
  ip -n "$hub" link add br0 type bridge
  ip -n "$hub" address add "$net.1/24" dev br0
  ip -n "$hub" link set br0 up
}

# serve NAME OPTION...: starts an S3 server; sets NAME_url.
serve() {
  local name=$1 file=$work/$1.port
  shift
  rm -f "$file"
  ip netns exec "$hub" "$work/LoopbackS3/OssTransfer.LoopbackS3" --address "$net.1" --access-key $key --secret $secret --port-file "$file" "$@" >"$work/$name.log" 2>&1 &
  pids+=($!)
  await_port "$file" "${pids[-1]}" "$work/$name.log" "$name"
  printf -v "${name}_url" 'http://%s.1:%s' "$net" "$(cat "$file")"
}

# on NUMBER ARGUMENT...: osstransfer on a machine.
on() { (exec_on "$@"); }

exec_on() {
  local number=$1
  shift
  exec ip netns exec "osstransfer-$$-$number" env "OSSTRANSFER_HOME=$work/home-$silos-$number" "$ours" "$@"
}

write_job() {
  printf '%s: %s\n' job-ID scale sync-enable-increment False \
    src-filetype s3file src-accesskey $key src-secretkey $secret src-endpoint "$src_url" src-bucketName data src-region us-east-1 src-addressing path \
    des-accesskey $key des-secretkey $secret des-endpoint "$dst_url" des-bucketName "to-$silos" des-region us-east-1 des-addressing path
}

start_silos() {
  local database=scale$silos number tries
  PGPASSWORD=labsecret ip netns exec "$hub" psql -h "$net.1" -p "$(sed 's/.*Port=\([0-9]*\).*/\1/' "$postgresql/url")" -U lab -d postgres -qc "CREATE DATABASE $database"
  (umask 077; sed "s/Database=postgres/Database=$database/" "$postgresql/url" >"$work/database")
  rm -f "$work/cluster"
  on 1 cluster init --database-file="$work/database" --out="$work/cluster" >"$work/init.log" 2>&1 || { cat "$work/init.log"; give_up "cluster init failed"; }
  for number in $(seq "$silos"); do
    # In a shell that becomes the silo, so that the process number is the silo's.
    (exec_on "$number" start --foreground --name="m$number" --cluster="$work/cluster" --address="$net.$((10 + number))" --max-worker-num=2) >"$work/silo-$silos-$number.log" 2>&1 &
    pids+=($!)
  done
  for number in $(seq "$silos"); do
    for tries in $(seq 120); do
      ! on "$number" status >/dev/null 2>&1 || continue 2
      sleep 0.5
    done
    tail -n 40 "$work/silo-$silos-$number.log"
    give_up "silo $number of $silos does not answer"
  done
}

# field NAME: of the job as status shows it, without quotes.
field() { on 1 status --jobID=scale --json | tr -d ' \n' | grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d : -f 2- | tr -d '"'; }

# move: sets seconds, from the run's start to its end as the job says it.
move() {
  local state=running
  write_job >"$work/job.cfg"
  busy
  on 1 add "$work/job.cfg" >"$work/add.log" 2>&1 || { cat "$work/add.log"; give_up "add failed"; }
  until [ "$state" = done ] || [ "$state" = failed ] || [ "$state" = paused ]; do
    sleep 1
    state=$(field state) || state=running
  done
  busy
  [ "$state" = done ] || { on 1 status --jobID=scale; miss "the job of $silos silo(s) is $state"; }
  seconds=$(awk -v s="$(date -d "$(field startedAt)" +%s.%N)" -v e="$(date -d "$(field finishedAt)" +%s.%N)" 'BEGIN { printf "%.1f", e - s }')
}

scenario_machines() {
  [ "$(id -u)" = 0 ] || give_up "machines needs root, for network namespaces of its own"
  for tool in ip tc psql; do command -v $tool >/dev/null || give_up "$tool is missing: apt-get install iproute2 postgresql"; done
  say "machines: $mebibytes MiB in objects of 64 MiB, S3 -> S3, a line of $mbit Mbit/s for each silo"
  find_program
  build LoopbackS3
  make_hub
  local counts=${SILOS:-1 2 4 8} one= most
  for silos in $(seq "$(printf '%s\n' $counts | sort -n | tail -n 1)"); do make_space "$silos"; done
  start_postgresql "$net.1"
  for silos in $counts; do
    serve src --bucket data --seed "$((mebibytes / 64)):64m"
    serve dst --auto-create --discard
    start_silos
    move
    case $silos in
      2) most=0.55 ;;
      4) most=0.3 ;;
      8) most=0.2 ;;
      *) most=1 ;;
    esac
    if [ -z "$one" ]; then one=$seconds most=1; fi
    say "$silos silo(s): $seconds s, $(awk -v s="$seconds" -v m="$mebibytes" -v o="$one" 'BEGIN { printf "%.1f MB/s, %.2f t", m * 1.048576 / s, s / o }'); $(cat "$work/busy")"
    awk -v s="$seconds" -v o="$one" -v m=$most 'BEGIN { exit s > m * o }' || miss "$silos silos shall need at most $most t"
    stop_all
  done
}

# ---- shards and objects

scenario_shards() {
  say "shards: $shards shards of one object"
  build Benchmarks
  start_postgresql
  for silos in 1 3; do
    busy
    OSSTRANSFER_TEST_POSTGRES=$(cat "$postgresql/url") dotnet "$work/Benchmarks/OssTransfer.Benchmarks.dll" shards $silos "$shards" $((silos == 1 ? 16 : 8)) | tee "$work/shards" || miss "not all shards were recorded"
    busy
    cat "$work/busy"
    awk '{ for (i = 2; i <= NF; i++) if ($i == "shards" && $(i + 1) == "per") exit $(i - 1) < 200 }' "$work/shards" || miss "at least 200 shards per second"
  done
}

scenario_objects() {
  say "objects: $objects objects"
  build Benchmarks
  start_postgresql
  busy
  OSSTRANSFER_TEST_POSTGRES=$(cat "$postgresql/url") dotnet "$work/Benchmarks/OssTransfer.Benchmarks.dll" objects "$objects" 2 60 | tee "$work/objects" || miss "not all objects arrived"
  busy
  cat "$work/busy"
  awk '/after VACUUM FULL/ { for (i = 2; i <= NF; i++) if ($i == "bytes") exit $(i - 1) > 60 }' "$work/objects" || miss "at most 60 bytes per object"
}

main "$@"
