#!/usr/bin/env bash
# ./tests/progress.sh [--peer] [SCENARIO...]
#
# Whether what a job's progress says is true: it is asked each second, and afterwards, when it is known how long the run took, held against that.
# After the first tenth of a run its percentage shall be off by at most 10 points and its time left by at most 10 % of the run; what is said
# never goes back, is 100 only at the end, and by half of the run something is said.
#
#   mixed-limit   360 MB in 4,204 files of mixed sizes, disk -> S3, at the job's limit of 12 MB/s
#   mixed-silo    the same at the silo's --bandwidth
#   mixed         the same shuffled and without a limit, at a server that takes 20 ms for each request
#   by-kind       the same not shuffled: what the large ones will take nobody can know before the first of them, so that this is shown and not judged
#   huge          one object of 1.5 GiB at 60 MB/s
#   tiny          20,000 files of 100 bytes
#   second        the second pass of mixed-limit, with a tenth of the files changed
#   check         mixed-limit with a check that reads both sides again
#
# --peer measures rclone beside it on the same data, where it can do the same. Without names: all.
# OSSTRANSFER names a published osstransfer to measure, OUT a directory that keeps what was sampled: second, percent, seconds left.
# The exit code is 0 where every figure was met. Needed: .NET 10 SDK, curl, for --peer Debian's rclone.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tests/measuring.sh"
export LC_ALL=C

key=loopback
secret=loopbacksecret
scenarios=()
peer=
work=
failed=
servers=()
silo=

main() {
  parse "$@"
  work=$(mktemp -d "${TMPDIR:-/tmp}/osstransfer-progress.XXXXXX")
  out=${OUT:-$work/out}
  mkdir -p "$out"
  trap finish EXIT
  trap 'exit 130' INT TERM
  unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy AWS_CA_BUNDLE
  find_program
  find_loopback
  printf '%-22s %7s %14s %14s\n' '' 'run s' 'percent off' 'time left off'
  local name
  for name in "${scenarios[@]}"; do
    "scenario_${name//-/_}"
    stop_all
  done
  [ -z "$failed" ]
}

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) show_help "${BASH_SOURCE[0]}"; exit 0 ;;
      --peer) peer=1 ;;
      mixed-limit | mixed-silo | mixed | by-kind | huge | tiny | second | check) scenarios+=("$1") ;;
      *) give_up "unknown: $1 (see --help)" ;;
    esac
    shift
  done
  [ ${#scenarios[@]} -gt 0 ] || scenarios=(mixed-limit mixed-silo mixed by-kind huge tiny second check)
}

finish() {
  stop_all
  rm -rf "$work"
}

stop_all() {
  [ -z "$silo" ] || { kill "$silo" 2>/dev/null || true; wait "$silo" 2>/dev/null || true; }
  silo=
  local pid
  for pid in ${servers[@]+"${servers[@]}"}; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  servers=()
}

# serve OPTION...: starts the destination; sets url.
serve() {
  local file=$work/port
  rm -f "$file"
  "$loopback" --access-key $key --secret $secret --admin-token $secret --auto-create --port-file "$file" "$@" >"$work/server.log" 2>&1 &
  servers+=($!)
  await_port "$file" "${servers[-1]}" "$work/server.log" "at the destination"
  url=http://127.0.0.1:$(cat "$file")
}

# start OPTION...: a silo in a new home; sets api and token.
start() {
  local home=$work/home tries
  rm -rf "$home"
  mkdir -p "$home"
  OSSTRANSFER_HOME=$home "$ours" start --foreground --api-port=0 "$@" >"$work/silo.log" 2>&1 &
  silo=$!
  for tries in $(seq 600); do
    api=$(grep -o 'API http://[0-9.:]*' "$work/silo.log" | head -n 1 | cut -d ' ' -f 2) || true
    [ -z "$api" ] || ! curl -sf "$api/health/ready" -H "Authorization: Bearer $(cat "$home/conf/token")" >/dev/null || break
    kill -0 $silo 2>/dev/null || { tail -n 5 "$work/silo.log"; give_up "the silo ended"; }
    sleep 0.2
  done
  token=$(cat "$home/conf/token")
}

# ---- data: the same for every run of the script

# files DIRECTORY COUNT BYTES: as large as BYTES in the middle, from half to one and a half times that.
# Those of a few large files lie between 1/2 and 1 of it.
files() {
  local i
  mkdir -p "$1"
  for i in $(seq "$2"); do
    head -c $(($3 / 2 + i * 7919 % $3)) /dev/zero >"$1/$(printf %05d "$i")"
  done
}

# mixed: small ones, large ones and some of each size in one folder, as backups have them. About 360 MB.
mixed() {
  data=$work/mixed
  [ ! -e "$data" ] || return 0
  files "$data/a-documents" 2500 12000
  files "$data/b-pictures" 150 900000
  files "$data/c-documents" 1450 12000
  files "$data/d-films" 4 66000000
  files "$data/e-pictures" 100 450000
}

# shuffled: the same files in one folder, in no order of sizes.
shuffled() {
  mixed
  data=$work/shuffled
  [ ! -e "$data" ] || return 0
  mkdir "$data"
  (cd "$work/mixed" && for file in */*; do ln "$file" "$data/$(md5sum <<<"$file" | cut -c 1-12)"; done)
}

# ---- a run, and what was said of it

# begin NAME LINE...: adds the job. The lines come after those of source and destination.
begin() {
  local name=$1
  shift
  {
    printf '%s: %s\n' job-ID "$name" src-filetype diskfile src-absolutepath "$data" \
      des-accesskey $key des-secretkey $secret des-endpoint "$url" des-bucketName "$name" des-region us-east-1 des-addressing path
    printf '%s\n' "$@"
  } >"$work/job.cfg"
  OSSTRANSFER_HOME=$work/home "$ours" add "$work/job.cfg" >"$work/add.log" 2>&1 || { cat "$work/add.log"; give_up "add failed"; }
}

# field NAME: of the report in $report, without quotes; nothing where it is null.
field() { grep -o "\"$1\":[^,}]*" <<<"$report" | head -n 1 | cut -d : -f 2- | tr -d '"' | sed 's/^null$//'; }

# sample NAME RUN: until that run has ended; the file NAME in the directory for output has the time, the percentage and the seconds left.
sample() {
  local name=$1 run=$2 ended= next
  : >"$work/samples"
  next=$(date +%s%N)
  while [ -z "$ended" ]; do
    report=$(curl -sf "$api/api/jobs/$name" -H "Authorization: Bearer $token" | tr -d ' \n') || { sleep 0.2; continue; }
    if [ "$(field run)" = "$run" ]; then
      ended=$(field finishedAt)
      printf '%s %s %s\n' "$(date +%s.%N)" "$(field percent | sed 's/^$/-/')" "$(field etaSeconds | sed 's/^$/-/')" >>"$work/samples"
    fi
    next=$((next + 1000000000))
    sleep "$(awk -v n=$next -v d="$(date +%s%N)" 'BEGIN { s = (n - d) / 1e9; print (s > 0.05 ? s : 0.05) }')"
  done
  case $(field state) in done | waiting) ;; *) miss "$name is $(field state): $(field reason)" ;; esac
  local began
  began=$(date -d "$(field startedAt)" +%s.%N)
  awk -v b="$began" '{ printf "%.2f %s %s\n", $1 - b, $2, $3 }' "$work/samples" >"$out/$name"
  judge "$name" "$(date -d "$ended" +%s.%N | awk -v b="$began" '{ print $1 - b }')" osstransfer
}

# judge NAME SECONDS WHO: the line of a run that took so long, from its samples.
judge() {
  awk -v name="$1" -v total="$2" -v who="$3" '
    function most(a, b) { return a > b ? a : b }
    function off(a) { return a < 0 ? -a : a }
    $1 >= total { next }
    $2 != "-" && $2 + 0 >= 100 { early = 1 }
    $2 != "-" { back = most(back, before - $2); before = $2 + 0 }
    $1 < total / 10 { next }
    { n++ }
    $2 == "-" { if ($1 > total / 2) silent = 1 }
    $2 != "-" { percent = most(percent, off($2 - 100 * $1 / total)) }
    $3 == "-" { if ($1 > total / 2 && $1 < total - 2) silent = 1 }
    $3 != "-" { left = most(left, off($3 - (total - $1)) - 1) }  # told in whole seconds, rounded up
    END {
      left = 100 * left / total
      printf "%-22s %7.1f %7.1f points %10.1f %%\n", name (who == "osstransfer" ? "" : " " who), total, percent, left
      if (who != "osstransfer") exit 0
      if (n < 10) print "  only " n + 0 " samples: the run was too short to judge"
      if (back > 0) print "  NOT MET: the percentage went back by " back
      if (early) print "  NOT MET: 100 before the end"
      if (silent) print "  NOT MET: nothing was said in the second half"
      bad = name != "by-kind" && (percent > 10 || left > 10)
      if (bad) print "  NOT MET: at most 10 after the first tenth"
      exit bad || back > 0 || early || silent
    }' "$out/$1${4:-}" || failed=1
}

# rclone_run NAME OPTION...: copies the same data into another bucket.
rclone_run() {
  [ "$peer" ] || return 0
  local name=$1 began
  shift
  began=$(date +%s.%N)
  RCLONE_CONFIG_DST_TYPE=s3 RCLONE_CONFIG_DST_PROVIDER=Other RCLONE_CONFIG_DST_REGION=us-east-1 RCLONE_CONFIG_DST_ACCESS_KEY_ID=$key \
    RCLONE_CONFIG_DST_SECRET_ACCESS_KEY=$secret RCLONE_CONFIG_DST_ENDPOINT=$url RCLONE_CONFIG_DST_FORCE_PATH_STYLE=true \
    rclone copy --config /dev/null --transfers 32 --checkers 32 --retries 1 --use-json-log --stats 1s --stats-log-level NOTICE "$@" "$data" "dst:rclone-$name" \
    >"$work/rclone.log" 2>&1 || { tail -n 3 "$work/rclone.log"; say "  rclone failed"; return 0; }
  local total
  total=$(awk -v b="$began" -v e="$(date +%s.%N)" 'BEGIN { print e - b }')
  grep -o '"stats":{.*' "$work/rclone.log" | tr ',{' '\n\n' | awk -F: '
    function flush() { if (elapsed != "") printf "%s %s %s\n", elapsed, (all > 0 ? 100 * bytes / all - 0.05 : "-"), (eta == "null" || eta == "" ? "-" : eta); elapsed = "" }
    { gsub(/["}]/, "") }
    $1 == "stats" { flush(); eta = ""; all = 0 }
    $1 == "bytes" && elapsed == "" { bytes = $2 }
    $1 == "elapsedTime" { elapsed = $2 }
    $1 == "eta" && !(eta != "") { eta = $2 }
    $1 == "totalBytes" { all = $2 }
    END { flush() }' >"$out/$name-rclone"
  judge "$name" "$total" rclone -rclone
}

once='sync-enable-increment: False'
no_check='check-time: never'
limit='max-bandwidth: 12MB/s'

scenario_mixed_limit() {
  mixed
  serve --discard
  start
  begin mixed-limit "$once" "$no_check" "$limit"
  sample mixed-limit 1
  rclone_run mixed-limit --bwlimit 12M
}

scenario_mixed_silo() {
  mixed
  serve --discard
  start --bandwidth=12MB/s
  begin mixed-silo "$once" "$no_check"
  sample mixed-silo 1
}

scenario_mixed() { unlimited mixed shuffled; }

scenario_by_kind() { unlimited by-kind mixed; }

unlimited() { # NAME DATA
  "$2"
  serve --discard
  slow 20
  start --objects-in-flight=4
  begin "$1" "$once" "$no_check"
  sample "$1" 1
  rclone_run "$1" --transfers 4
}

# slow MILLISECONDS: before each answer.
slow() {
  curl -sf "$url/_loopback/faults" -H "Authorization: Bearer $secret" -H 'Content-Type: application/json' \
    -d "{\"kind\":\"Slow\",\"times\":null,\"delay\":\"$(awk -v m="$1" 'BEGIN { printf "00:00:00.%03d", m }')\"}" >"$work/slow.log" || give_up "the server takes no rule"
}

scenario_huge() {
  data=$work/huge
  mkdir -p "$data"
  [ -e "$data/film" ] || truncate -s 1536M "$data/film"
  serve --discard
  start
  begin huge "$once" "$no_check" 'max-bandwidth: 60MB/s'
  sample huge 1
  rclone_run huge --bwlimit 60M
}

scenario_tiny() {
  data=$work/tiny
  [ -e "$data" ] || files "$data" 20000 100
  serve --discard
  slow 20
  start --objects-in-flight=16
  begin tiny "$once" "$no_check"
  sample tiny 1
  rclone_run tiny --transfers 16
}

scenario_second() {
  mixed
  serve --discard
  start
  begin second 'sync-increment-interval: 5' "$no_check" 'max-bandwidth: 0'
  until [ -n "$(report=$(curl -sf "$api/api/jobs/second" -H "Authorization: Bearer $token" | tr -d ' \n') && field nextPassAt)" ]; do sleep 0.1; done
  find "$data" -name '*7' -exec touch {} +
  OSSTRANSFER_HOME=$work/home "$ours" set --jobID=second --max-bandwidth=1MB/s >"$work/set.log" 2>&1 || cat "$work/set.log"
  sample second 2
}

scenario_check() {
  mixed
  serve
  start
  begin check "$once" 'check-time: now' 'check-mode: full' "$limit"
  sample check 1
}

main "$@"
