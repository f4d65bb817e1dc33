#!/usr/bin/env bash
# ./tests/bench.sh [--rounds N] [--objects N,...] [--tls | --http] [--keep] [SCENARIO...]
#
# Runs osstransfer and its peers on the same data and the same S3 servers in turn, and prints medians over the rounds:
# wall time, CPU seconds per 1,000 objects and per GiB, peak memory, and osstransfer's share of each peer's cost.
# Client and server share the machine, so CPU is what compares; the wall time of a round shows only an order.
# Beside them between two servers stands the limit: a bare loop that does what can't be left out and nothing else (requests made and signed
# beforehand, sockets, TLS where there is, one MD5 of what was read, which the answer must tell).
# After every run the destination is held against the source, names, sizes and (but for large-s3) MD5.
#
#   small-disk   files of 4 KiB, disk -> S3; they lie in the page cache
#   small-s3     objects of 4 KiB, S3 -> S3, two servers
#   large-s3     8 objects of 256 MiB, S3 -> S3, two servers; beside it the engine alone, payload signed and unsigned
#   second-pass  100,000 unchanged objects of 1 KiB: list both sides and compare; the first pass isn't timed
#   check        a check job over equal objects of 256 bytes, S3 against S3, by the digests that listings tell; beside it rclone check
#
# Without names: all five. Over https first, as users have it, and over http; --tls or --http runs one of them alone.
# Start-up is measured with the same command on an empty source and taken off the CPU.
# The small ones and check run at each size of --objects (10000,50000); between the first and the last, what an object more costs
# is printed beside it: start-up and warming up are in neither.
# OSSTRANSFER names a published osstransfer to measure; without it one is published. --keep leaves logs and homes.
# Needed: .NET 10 SDK, Debian's rclone, time, curl and openssl. s5cmd and mc (or mcli) are measured where they are installed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tests/measuring.sh"
export LC_ALL=C

rounds=3
sizes=(10000 50000)
keep=
schemes=(https http)
scenarios=()
work=
servers=()
key=loopback
secret=loopbacksecret
admin=bench

main() {
  parse "$@"
  for tool in rclone curl openssl /usr/bin/time; do
    command -v "$tool" >/dev/null || give_up "$tool is missing: apt-get install rclone time curl openssl"
  done
  work=$(mktemp -d "${TMPDIR:-/tmp}/osstransfer-bench.XXXXXX")
  trap finish EXIT
  trap 'exit 130' INT TERM
  say "building (Release) ..."
  find_program
  build LoopbackS3
  build Benchmarks
  unset AWS_CA_BUNDLE http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
  certify
  local scenario scheme name
  for scenario in "${scenarios[@]}"; do
    for scheme in "${schemes[@]}"; do
      name=$scenario-$scheme
      mkdir -p "$work/$name"
      results=$work/$name/results
      : >"$results"
      "scenario_${scenario//-/_}"
      stop_servers
    done
  done
}

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      --rounds) rounds=${2:?}; shift ;;
      --objects) IFS=, read -ra sizes <<<"${2:?}"; shift ;;
      --keep) keep=1 ;;
      --tls) schemes=(https) ;;
      --http) schemes=(http) ;;
      -h | --help) show_help "${BASH_SOURCE[0]}"; exit 0 ;;
      small-disk | small-s3 | large-s3 | second-pass | check) scenarios+=("$1") ;;
      *) give_up "unknown: $1 (see --help)" ;;
    esac
    shift
  done
  [ ${#scenarios[@]} -gt 0 ] || scenarios=(small-disk small-s3 large-s3 second-pass check)
}

# certify: a certificate for both servers that every tool trusts by a variable: OpenSSL's, which is Go's, too, and curl's.
certify() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=loopback -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$work/key.pem" -out "$work/certificate.pem" >"$work/openssl.log" 2>&1 || { cat "$work/openssl.log"; give_up "openssl made no certificate"; }
  cat "$work/certificate.pem" "$work/key.pem" >"$work/both.pem"
  export SSL_CERT_FILE=$work/certificate.pem CURL_CA_BUNDLE=$work/certificate.pem
}

finish() {
  stop_servers
  if [ "$keep" ]; then say "kept: $work"; else rm -rf "$work"; fi
}

stop_servers() {
  local pid
  for pid in ${servers[@]+"${servers[@]}"}; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  servers=()
}

# serve NAME OPTION...: starts a server; sets NAME_url.
serve() {
  local name=$1 file=$work/$1.port
  shift
  rm -f "$file"
  [ "$scheme" = http ] || set -- --certificate "$work/both.pem" "$@"
  "$work/LoopbackS3/OssTransfer.LoopbackS3" --access-key $key --secret $secret --admin-token $admin --auto-create --port-file "$file" "$@" \
    >"$work/$name.log" 2>&1 &
  servers+=($!)
  await_port "$file" "${servers[-1]}" "$work/$name.log" "$name"
  printf -v "${name}_url" '%s://127.0.0.1:%s' "$scheme" "$(cat "$file")"
}

# requests URL OPERATION: how many the server has answered.
requests() {
  curl -sSf -H "Authorization: Bearer $admin" "$1/_loopback/counts" | tr ',{}' '\n\n\n' \
    | awk -F: -v want="\"$2\"" '$1 == want { n = $2 } END { if (NR) print n + 0 }'
}

# measure LABEL WHAT COMMAND...: a line "LABEL WHAT wall cpu rss-kB exit" in the results; WHAT is run, empty or warm-up.
measure() {
  local label=$1 what=$2 code=0
  shift 2
  local log=$work/$name/$label-$what.log
  /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$log" 2>&1 || code=$?
  tail -1 "$work/time" | awk -v l="$label" -v w="$what" -v c=$code '{ print l, w, $1, $2 + $3, $4, c }' >>"$results"
  [ $code = 0 ] || { tail -5 "$log"; say "  $label ended with $code ($what)"; }
}

# ---- the tools: each is run as TOOL WHAT SOURCE DESTINATION, where SOURCE is a directory or src:BUCKET

place() { # SIDE PLACE
  case $2 in
    /*) printf '%s-filetype: diskfile\n%s-absolutepath: %s\n' "$1" "$1" "$2" ;;
    *)
      local url=${2%%:*}_url
      printf "$1-%s: %s\n" filetype s3file accesskey $key secretkey $secret endpoint "${!url}" bucketName "${2#*:}" addressing path region us-east-1 ;;
  esac
}

job() { # SOURCE DESTINATION [TYPE]: writes a job.cfg and prints its path
  local file=$work/$name/job.cfg
  { printf 'job-ID: bench\njob-type: %s\n' "${3:-transfer}"; place src "$1"; place des "$2"; echo 'sync-enable-increment: False'; } >"$file"
  echo "$file"
}

fresh_home() { rm -rf "$work/$name/home"; echo "$work/$name/home"; }

run_osstransfer() { measure osstransfer "$1" "$ours" run "$(job "$2" "$3")" --home "$(fresh_home)"; }

run_engine() { # signed or unsigned
  local source=${3%%:*}_url destination=${4%%:*}_url
  measure "engine-$1" "$2" dotnet "$work/Benchmarks/OssTransfer.Benchmarks.dll" pass \
    "${!source}" "${3#*:}" "${!destination}" "${4#*:}" $key $secret "--$1"
}
run_engine_signed() { run_engine signed "$@"; }
run_engine_unsigned() { run_engine unsigned "$@"; }

run_limit() {
  local source=${2%%:*}_url destination=${3%%:*}_url
  measure limit "$1" dotnet "$work/Benchmarks/OssTransfer.Benchmarks.dll" limit "${!source}" "${2#*:}" "${!destination}" "${3#*:}" $key $secret
}

rclone_here() {
  local side url
  for side in SRC DST; do
    url=${side,,}_url
    export "RCLONE_CONFIG_${side}_TYPE=s3" "RCLONE_CONFIG_${side}_PROVIDER=Other" "RCLONE_CONFIG_${side}_REGION=us-east-1" \
      "RCLONE_CONFIG_${side}_ACCESS_KEY_ID=$key" "RCLONE_CONFIG_${side}_SECRET_ACCESS_KEY=$secret" \
      "RCLONE_CONFIG_${side}_ENDPOINT=${!url:-http://127.0.0.1:9}" "RCLONE_CONFIG_${side}_FORCE_PATH_STYLE=true"
  done
  "$@"
}

# The fastest that was found: no HEAD before a GET or after a PUT, no bucket check, one listing of everything.
rclone_tuned="--config /dev/null --transfers 32 --checkers 32 --fast-list --retries 1 --s3-no-head --s3-no-head-object --s3-no-check-bucket --use-server-modtime"
run_rclone() {
  # shellcheck disable=SC2086
  rclone_here measure rclone "$1" rclone copy $rclone_tuned --s3-chunk-size 16M --s3-upload-concurrency 8 ${rclone_more:-} "$2" "$3"
}

s5cmd_here() { command -v s5cmd >/dev/null && case $1 in /*) true ;; *) false ;; esac; }
run_s5cmd() { # knows one endpoint, so only from disk
  AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_REGION=us-east-1 \
    measure s5cmd "$1" s5cmd --numworkers 32 --endpoint-url "$dst_url" cp "$2/" "s3://${3#*:}/"
}

mc_name() {
  local candidate
  for candidate in mcli mc minio-client; do
    if "$candidate" --version 2>/dev/null | grep -q RELEASE; then echo "$candidate"; return; fi
  done
  return 1
}
run_mc() {
  export MC_HOST_dst=$scheme://$key:$secret@${dst_url#*://}
  [ -z "${src_url:-}" ] || export MC_HOST_src=$scheme://$key:$secret@${src_url#*://}
  measure mc "$1" "$mc" --config-dir "$work/mc" --quiet mirror --max-workers 32 "${2/src:/src/}" "${3/dst:/dst/}"
}

tools_for() { # SOURCE
  tools=(osstransfer rclone)
  s5cmd_here "$1" && tools+=(s5cmd)
  mc=$(mc_name) && tools+=(mc)
  return 0
}

# ---- rounds

# verify SOURCE DESTINATION: every name, size and, where both sides say one, MD5.
verify() {
  rclone_here rclone check --config /dev/null --checkers 16 --fast-list ${check_by:-} "$1" "$2" >"$work/check.log" 2>&1 && return
  say "  NOT COMPLETE: $2"
  grep -E 'differences|missing|matching' "$work/check.log" | tail -3
  echo "$(basename "${2#*:}" | sed 's/-[0-9]*$//') incomplete 0 0 0 1" >>"$results"
}

# warm SOURCE: files lie in memory at each start. rclone makes the system forget those that it has read, and what the next
# tool would pay for the disk says nothing of it.
warm() { case $1 in /*) find "$1" -type f -exec cat {} + >/dev/null ;; esac; }

# in_turn SOURCE TOOL...: warm-up, start-up, then the rounds, each into a bucket of its own.
in_turn() {
  local source=$1 tool round label empty=src:nothing
  shift
  case $source in /*) empty=$work/nothing; mkdir -p "$empty" ;; esac
  for round in $(seq 0 "$rounds"); do
    for tool in "$@"; do
      label=${tool//_/-}
      if [ "$round" = 0 ]; then
        "run_$tool" warm-up "$source" "dst:$label-0"
        continue
      fi
      "run_$tool" empty "$empty" "dst:$label-empty"
      warm "$source"
      "run_$tool" run "$source" "dst:$label-$round"
      verify "$source" "dst:$label-$round"
    done
  done
}

median='
  function median(list, n, v, i, j, t) {
    n = split(list, v, " ")
    for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
    return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
  }'

report() { # OBJECTS BYTES
  awk -v objects="$1" -v bytes="$2" "$median"'
    $6 != 0 && $2 != "empty" { bad[$1]++ }
    $2 == "incomplete" { next }
    !($1 in seen) { seen[$1] = 1; order[++tools] = $1 }
    { wall[$1, $2] = wall[$1, $2] " " $3; cpu[$1, $2] = cpu[$1, $2] " " $4; rss[$1, $2] = rss[$1, $2] " " $5 }
    END {
      printf "%-16s %8s %10s %9s %11s %10s %8s %9s  %s\n", "tool", "wall s", "objects/s", "CPU s", "CPU/1,000", "CPU/GiB", "peak MB", "start-up", "osstransfer/it"
      for (i = 1; i <= tools; i++) {
        t = order[i]
        w = median(wall[t, "run"]); start = median(cpu[t, "empty"]); startWall = median(wall[t, "empty"])
        c = median(cpu[t, "run"]); net = c - start
        if (i == 1) ours = net
        rate = w - startWall > 0.05 ? sprintf("%.0f", objects / (w - startWall)) : "-"
        printf "%-16s %8.2f %10s %9.2f %11.3f %10.2f %8.0f %9.2f  %s%s\n", t, w, rate, c, net / objects * 1000, net / (bytes / 1073741824), \
          median(rss[t, "run"]) / 1024, start, (net > 0 ? sprintf("%.2f", ours / net) : "-"), ((t in bad) ? "  FAILED " bad[t] "x" : "")
      }
    }' "$results"
  say "(medians of $rounds rounds; objects/s and CPU per object or GiB without start-up; start-up in CPU s)"
}

# marginal FEWER MORE: what the objects between two sizes cost; their results are in results-FEWER and results-MORE.
marginal() {
  say "between $(thousands "$1") and $(thousands "$2"):"
  awk -v fewer="$1" -v more="$2" "$median"'
    $2 != "run" { next }
    !($1 in seen) { seen[$1] = 1; order[++tools] = $1 }
    { size = FILENAME; sub(/.*-/, "", size); wall[$1, size] = wall[$1, size] " " $3; cpu[$1, size] = cpu[$1, size] " " $4 }
    END {
      printf "%-16s %10s %11s  %s\n", "tool", "objects/s", "CPU/1,000", "osstransfer/it"
      for (i = 1; i <= tools; i++) {
        t = order[i]
        w = median(wall[t, more]) - median(wall[t, fewer]); c = median(cpu[t, more]) - median(cpu[t, fewer])
        if (i == 1) ours = c
        printf "%-16s %10s %11.3f  %s\n", t, (w > 0 ? sprintf("%.0f", (more - fewer) / w) : "-"), c / (more - fewer) * 1000, (c > 0 ? sprintf("%.2f", ours / c) : "-")
      }
    }' "$work/$name/results-$1" "$work/$name/results-$2"
}

thousands() { local n=$1; while [[ $n =~ ^([0-9]+)([0-9]{3})(.*)$ ]]; do n=${BASH_REMATCH[1]},${BASH_REMATCH[2]}${BASH_REMATCH[3]}; done; echo "$n"; }

# ---- scenarios

scenario_small_disk() { at_sizes small_disk; }

small_disk() { # OBJECTS
  say; say "small-disk: $(thousands "$1") files of 4 KiB, disk -> S3 over $scheme"
  local data=$work/$name/data i each=$(($1 / 10))
  for i in 0 1 2 3 4 5 6 7 8 9; do
    mkdir -p "$data/$i"
    head -c $((each * 4096)) /dev/urandom | split -b 4096 -a 6 -d - "$data/$i/f"
  done
  serve dst
  tools_for "$data"
  in_turn "$data" "${tools[@]}"
  report $((each * 10)) $((each * 40960))
  rm -rf "$data"
}

scenario_small_s3() { at_sizes small_s3; }

small_s3() { # OBJECTS
  say; say "small-s3: $(thousands "$1") objects of 4 KiB, S3 -> S3 over $scheme"
  serve src --bucket nothing --bucket data --seed "$1:4k"
  serve dst
  tools_for src:
  in_turn src:data "${tools[@]}" limit
  report "$1" $(($1 * 4096))
}

# at_sizes WHAT: WHAT at each size, each with servers and results of its own.
at_sizes() {
  local size
  for size in "${sizes[@]}"; do
    results=$work/$name/results-$size
    : >"$results"
    "$1" "$size"
    stop_servers
  done
  if [ ${#sizes[@]} -gt 1 ]; then marginal "${sizes[0]}" "${sizes[-1]}"; fi
}

scenario_large_s3() {
  say; say "large-s3: 8 objects of 256 MiB, S3 -> S3 over $scheme"
  serve src --bucket nothing --bucket data --seed 8:256m
  serve dst --discard
  tools_for src:
  check_by=--size-only in_turn src:data "${tools[@]}" engine_signed engine_unsigned limit
  report 8 2147483648
}

scenario_second_pass() {
  say; say "second-pass: 100,000 unchanged objects of 1 KiB, S3 -> S3 over $scheme"
  local objects=100000 home job round heads puts
  serve src --bucket nothing --bucket data --seed $objects:1k
  serve dst
  job=$(job src:data dst:data)
  home=$(fresh_home)
  measure osstransfer first "$ours" run "$job" --home "$home"
  verify src:data dst:data
  local rclone_more=--checksum
  for round in $(seq "$rounds"); do
    heads=$(($(requests "$src_url" HeadObject) + $(requests "$dst_url" HeadObject)))
    puts=$(requests "$dst_url" PutObject)
    measure osstransfer run "$ours" run "$job" --home "$home"
    heads=$(($(requests "$src_url" HeadObject) + $(requests "$dst_url" HeadObject) - heads))
    puts=$(($(requests "$dst_url" PutObject) - puts))
    say "  round $round: osstransfer sent $heads HEAD and $puts PUT"
    run_rclone run src:data dst:data
    verify src:data dst:data
    job=$(job src:nothing dst:nothing)
    measure osstransfer empty "$ours" run "$job" --home "$work/$name/home-empty-$round"
    run_rclone empty src:nothing dst:nothing
    job=$(job src:data dst:data)
  done
  report $objects $((objects * 1024))
}

scenario_check() { at_sizes check; }

check() { # OBJECTS
  say; say "check: $(thousands "$1") equal objects of 256 bytes, S3 against S3 over $scheme"
  local round what data url asked
  serve src --bucket nothing --bucket data --seed "$1:256"
  serve dst --bucket nothing --bucket data --seed "$1:256"
  for round in $(seq "$rounds"); do
    for what in empty run; do
      [ $what = run ] && data=data || data=nothing
      measure osstransfer $what "$ours" run "$(job src:$data dst:$data check)" --home "$(fresh_home)"
      asked=0
      for url in "$src_url" "$dst_url"; do asked=$((asked + $(requests "$url" HeadObject) + $(requests "$url" GetObject))); done
      [ "$round" != 1 ] || [ $what = empty ] || say "  osstransfer sent $asked HEAD and GET"
      rclone_here measure rclone $what rclone check --config /dev/null --checkers 32 --fast-list --use-server-modtime src:$data dst:$data
    done
  done
  report "$1" $(($1 * 256))
}

main "$@"
