#!/usr/bin/env bash
# ./tests/watching.sh [ROUNDS]
#
# What it costs a running job that somebody looks: in turn it is left alone for ten seconds and watched for ten, by a page that is open on it in a
# browser (asked every two seconds, as the page's script does) and by Prometheus (/metrics every five seconds), ROUNDS times (10).
# The silo's processor time for each object shall be at most 1.03 of what it is unwatched. S3 -> S3, objects of 4 KiB, at most 200 a second.
#
# OSSTRANSFER names a published osstransfer to measure, LOOPBACK a built LoopbackS3. Needed: .NET 10 SDK, curl.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tests/measuring.sh"
export LC_ALL=C
case ${1:-} in -h | --help) show_help "${BASH_SOURCE[0]}"; exit 0 ;; esac

rounds=${1:-10}
seconds=10
perSecond=200
key=loopback
secret=loopbacksecret
pids=()
work=$(mktemp -d "${TMPDIR:-/tmp}/osstransfer-watching.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy

finish() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

# until_ok COMMAND...: waits until it succeeds.
until_ok() {
  local tries
  for tries in $(seq 600); do
    ! "$@" || return 0
    sleep 0.2
  done
  give_up "in vain: $*"
}

start() {
  "$loopback" --access-key $key --secret $secret --auto-create --discard --bucket data --seed "$(((30 + rounds * 3 * seconds) * perSecond)):4k" --port-file "$work/port" \
    >"$work/server.log" 2>&1 &
  pids+=($!)
  await_port "$work/port" "${pids[-1]}" "$work/server.log" "of both sides"
  url=http://127.0.0.1:$(cat "$work/port")
  export OSSTRANSFER_HOME=$work/home
  mkdir -p "$work/home/conf"
  (umask 077; echo watching-metrics-token-0123456789 >"$work/home/conf/metrics-token")
  "$ours" start --foreground --api-port=0 >"$work/silo.log" 2>&1 &
  silo=$!
  pids+=($silo)
  until_ok grep -q 'API http' "$work/silo.log"
  api=$(grep -o 'API http://[0-9.:]*' "$work/silo.log" | head -n 1 | cut -d ' ' -f 2)
  token=$(cat "$work/home/conf/token")
  until_ok curl -sf "$api/health/ready" -H "Authorization: Bearer $token" -o "$work/ready"
}

sign_in() {
  local form
  form=$(curl -sf -c "$work/cookies" -H 'Accept: text/html' "$api/sign-in" | grep -o 'name="form-token" value="[^"]*"' | head -n 1 | cut -d '"' -f 4)
  curl -sf -b "$work/cookies" -c "$work/cookies" -H 'Accept: text/html' -H "Origin: $api" "$api/sign-in" \
    --data-urlencode "token=$token" --data-urlencode "form-token=$form" -o "$work/signed-in" || give_up "nobody can sign in"
  curl -sf -b "$work/cookies" "$api/jobs/watched" -o "$work/page" && grep -q data-live "$work/page" || give_up "the page of the job is not shown"
  curl -sf -H "Authorization: Bearer $(cat "$work/home/conf/metrics-token")" "$api/metrics" | grep -q osstransfer || give_up "there are no metrics"
}

add() {
  printf '%s: %s\n' job-ID watched sync-enable-increment False check-time never max-requests $((2 * perSecond))/s \
    src-filetype s3file src-accesskey $key src-secretkey $secret src-endpoint "$url" src-bucketName data src-region us-east-1 src-addressing path \
    des-accesskey $key des-secretkey $secret des-endpoint "$url" des-bucketName copy des-region us-east-1 des-addressing path >"$work/job.cfg"
  "$ours" add "$work/job.cfg" >"$work/add.log" 2>&1 || { cat "$work/add.log"; give_up "add failed"; }
}

# now: the silo's processor time in ms, and how many objects have ended.
now() {
  local used objects
  used=$(awk '{ print ($14 + $15) * 10 }' "/proc/$silo/stat")
  objects=$(curl -sf "$api/api/jobs/watched" -H "Authorization: Bearer $token" | tr -d ' \n' | grep -o '"transferred":[0-9]*' | head -n 1 | cut -d : -f 2)
  echo "$used $objects"
}

watch() {
  local turn
  for turn in $(seq $((seconds / 2))); do
    curl -sf -b "$work/cookies" -H 'X-Update: 1' "$api/jobs/watched" -o "$work/page"
    [ $((turn % 2)) = 0 ] || curl -sf -H "Authorization: Bearer $(cat "$work/home/conf/metrics-token")" "$api/metrics" -o "$work/metrics"
    sleep 2
  done
}

find_program
find_loopback
start
add
sleep 20 # Until what a start leaves to do is done.
sign_in
for round in $(seq "$rounds"); do
  for kind in alone watched; do
    before=$(now)
    if [ $kind = alone ]; then sleep $seconds; else watch; fi
    echo "$kind $before $(now)"
  done
done >"$work/figures"
awk '{ cost = ($4 - $2) / ($5 - $3); n[$1]++; of[$1, n[$1]] = cost; sum[$1] += $4 - $2; objects[$1] += $5 - $3 }
  END {
    for (kind in n) printf "%-8s %6d objects, %.3f ms of processor time each\n", kind, objects[kind], sum[kind] / objects[kind]
    # Neighbours are compared, as the machine is at the same moment.
    for (i = 1; i <= n["alone"]; i++) ratio[i] = of["watched", i] / of["alone", i]
    for (i = 2; i in ratio; i++) for (j = i; j > 1 && ratio[j - 1] > ratio[j]; j--) { t = ratio[j]; ratio[j] = ratio[j - 1]; ratio[j - 1] = t }
    m = n["alone"]; median = m % 2 ? ratio[(m + 1) / 2] : (ratio[m / 2] + ratio[m / 2 + 1]) / 2
    printf "watched beside alone: %.3f of all, median of the rounds %.3f\n", (sum["watched"] / objects["watched"]) / (sum["alone"] / objects["alone"]), median
    if (median > 1.03) print "NOT MET: at most 1.03"
    exit median > 1.03
  }' "$work/figures"
