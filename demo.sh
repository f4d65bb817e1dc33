#!/usr/bin/env bash
# ./demo.sh
#
# From a fresh Debian 12 machine with the .NET 10 SDK to a proven migration, without an account anywhere: builds the
# program into out/, makes a folder of some thousand files, starts the S3 server of the tests on a free port of
# 127.0.0.1, migrates the folder into it with one job, and lets other programs compare every object: coreutils' md5sum
# reads the folder, rclone reads the store. Whatever it makes besides out/ lies in a temporary directory and goes at
# the end. The exit code is 0 only if every object was proven.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

bucket=demo
small_files=3000 large_files=4 large_size=24M
work= server=

main() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  work=$(mktemp -d "${TMPDIR:-/tmp}/osstransfer-demo.XXXXXX")
  trap clean_up EXIT
  trap 'exit 130' INT TERM

  step "1/5 Building"
  install_missing
  build

  step "2/5 Making a folder"
  make_folder "$work/folder"
  say "$(find "$work/folder" -type f | wc -l) files, $(du -sh --apparent-size "$work/folder" | cut -f 1), among them:"
  find "$work/folder/odd names" -type f -printf '    %P (%s bytes)\n' | sort | cut -c 1-100

  step "3/5 Starting an S3 server"
  start_server
  say "It answers on $endpoint (process $server)."

  step "4/5 Migrating with: osstransfer run job.cfg"
  write_job "$work/job.cfg"
  sed 's/^/    /' "$work/job.cfg"
  out/osstransfer run "$work/job.cfg" --home "$work/home" || fail "The run ended with code $?."

  step "5/5 Comparing every object by other programs"
  compare
  say
  say "PROVEN: $(wc -l <"$work/folder.md5") files, and md5sum of the folder and rclone's MD5 of the store are the same for each."
}

step() { printf '\n== %s\n' "$*"; }
say() { printf '%s\n' "$*"; }
fail() { printf 'demo.sh: %s\n' "$*" >&2; exit 1; }

clean_up() {
  local code=$?
  trap - EXIT
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  [ -z "$work" ] || rm -rf "$work"
  exit $code
}

install_missing() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is needed (dotnet is not in PATH): https://dotnet.microsoft.com/download"
  command -v rclone >/dev/null && return
  command -v apt-get >/dev/null || fail "rclone is needed, to check the result independently."
  local root=
  [ "$(id -u)" = 0 ] || root="sudo -n"
  say "Installing rclone, which checks the result."
  { $root apt-get -q update && DEBIAN_FRONTEND=noninteractive $root apt-get -q -y --no-install-recommends install rclone; } >"$work/apt.log" 2>&1 ||
    { tail -n 20 "$work/apt.log" >&2; fail "rclone could not be installed."; }
}

build() {
  local started=$SECONDS
  rm -rf out
  quietly dotnet publish src/OssTransfer.Cli -c Release -o out -v q -nodeReuse:false
  say "out/osstransfer: $(out/osstransfer --version) ($((SECONDS - started)) s)"
  quietly dotnet build tests/OssTransfer.LoopbackS3 -c Release -v q -nodeReuse:false
  say "The S3 server to try it with ($((SECONDS - started)) s in all)"
}

# quietly COMMAND...: its output is shown only where it fails.
quietly() { "$@" >"$work/quiet.log" 2>&1 </dev/null || { tail -n 40 "$work/quiet.log" >&2; fail "'$*' failed."; }; }

make_folder() {
  local folder=$1 i name
  mkdir -p "$folder/odd names/deep/er/and/deeper" "$folder/large"

  # Ten directories of equally many files, each directory with its own size of file.
  for i in $(seq 1 10); do
    mkdir -p "$folder/small/d$i"
    head -c $((small_files / 10 * i * 777)) /dev/urandom | split -b $((i * 777)) -a 4 -d --additional-suffix=.bin - "$folder/small/d$i/file"
  done

  for i in $(seq 1 $large_files); do head -c $large_size /dev/urandom >"$folder/large/$i.img"; done

  : >"$folder/odd names/empty"
  for name in "a b  c" "100%+1=101%2B" "#hash?query&amp;" "-dash" "'single' \"double\"" "中文 文件.txt" "naïve ☃ 😀" \
    ".hidden" "tilde~" "semi;colon:@,\$" "deep/er/and/deeper/x" "$(printf 'n%.0s' $(seq 1 250))"; do
    printf 'content of %s' "$name" >"$folder/odd names/$name"
  done
}

start_server() {
  export DEMO_SECRET
  DEMO_SECRET=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
  dotnet tests/OssTransfer.LoopbackS3/bin/Release/net10.0/OssTransfer.LoopbackS3.dll \
    --access-key demo --secret env:DEMO_SECRET --bucket $bucket --port-file "$work/port" >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 1 150); do
    [ ! -e "$work/port" ] || { endpoint=http://127.0.0.1:$(cat "$work/port"); return; }
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  cat "$work/server.log" >&2
  fail "The S3 server did not start."
}

write_job() {
  cat >"$1" <<END
job-ID: demo
src-filetype: diskfile
src-absolutepath: $work/folder
des-filetype: s3file
des-endpoint: $endpoint
des-bucketName: $bucket
des-prefix: from-disk/
des-accesskey: demo
des-secretkey: env:DEMO_SECRET
sync-enable-increment: False
END
}

compare() {
  (cd "$work/folder" && find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum --) >"$work/folder.md5"

  # Read back whole: the ETag of a large object is no MD5 of it. A proxy or a CA bundle of the user's is for elsewhere.
  env -u AWS_CA_BUNDLE -u http_proxy -u HTTP_PROXY -u AWS_PROFILE \
    RCLONE_CONFIG=/dev/null RCLONE_CONFIG_DEMO_TYPE=s3 RCLONE_CONFIG_DEMO_PROVIDER=Other RCLONE_CONFIG_DEMO_ENDPOINT="$endpoint" \
    RCLONE_CONFIG_DEMO_ACCESS_KEY_ID=demo RCLONE_CONFIG_DEMO_SECRET_ACCESS_KEY="$DEMO_SECRET" \
    rclone hashsum MD5 --download "demo:$bucket/from-disk" >"$work/store.unsorted" || fail "rclone could not read the store."

  LC_ALL=C sort -k 2 "$work/folder.md5" >"$work/folder.sorted"
  LC_ALL=C sort -k 2 "$work/store.unsorted" >"$work/store.sorted"
  say "md5sum of the folder: $(wc -l <"$work/folder.sorted") files"
  say "rclone of the store:  $(wc -l <"$work/store.sorted") objects"
  diff "$work/folder.sorted" "$work/store.sorted" >"$work/differences" ||
    { head -n 20 "$work/differences" >&2; fail "The store differs from the folder ('<' is the folder, '>' the store)."; }
}

endpoint=
main
