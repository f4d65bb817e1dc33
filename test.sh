#!/usr/bin/env bash
# ./test.sh [--quick] [PROJECT...]
#
# Builds the solution and runs every test project (or only those named, such as Storage or OssTransfer.Storage.Tests)
# on a Debian 12 machine with the .NET 10 SDK. What is missing is installed by name. Ceph's radosgw, OpenStack Swift's
# S3 API and PostgreSQL are started on free ports and stopped at the end, the vendors' SDKs are installed from npm, and
# the program is published for the tests that start it; --quick leaves all that out, and tests that need a server are
# skipped. What mostly waits runs beside what computes; each project is reported as a whole when it has ended. Up to three
# tests that failed beside the others run once more, alone: what then passes counts as passed and is named. The last line
# is `N passed, N failed, N skipped`; the exit code is 0 only if something ran and nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

ceph_packages="ceph-mon ceph-osd radosgw ceph-common"
swift_packages="swift-proxy swift-account swift-container swift-object python3-swift python3-swiftclient memcached"
postgresql_packages="postgresql"
sdk_packages="nodejs npm"
browser_packages="chromium fonts-wqy-microhei"
common_packages="rclone awscli nginx-light procps curl ca-certificates zsh fish prometheus"
minutes_per_project=40

quick=
projects=()
work=
starting=()
lanes=()
broken=0

main() {
  parse "$@" || exit 2
  work=$(mktemp -d "${TMPDIR:-/tmp}/osstransfer-test.XXXXXX")
  trap stop EXIT
  trap 'exit 130' INT TERM

  install_missing || give_up "needed packages are missing"
  [ "$quick" ] || start_servers
  build || give_up "the build failed"
  [ "$quick" ] || await_servers
  run_all
  add_up
  again

  [ $((passed + failed)) -gt 0 ] || { say "Nothing ran."; broken=$((broken + 1)); }
  stop
  [ $broken = 0 ] || say "$broken problem(s) beside failed tests, see above."
  echo "$passed passed, $failed failed, $skipped skipped"
  [ $failed = 0 ] && [ $broken = 0 ]
}

say() { printf '%s\n' "$*"; }

# give_up WHY: before any test could run.
give_up() {
  say "$1"
  stop
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

parse() {
  local argument name
  for argument in "$@"; do
    case $argument in
      --quick) quick=1 ;;
      -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 0 ;;
      -*) say "unknown option $argument" >&2; return 1 ;;
      *)
        name=$(basename "$argument" .csproj)
        name=${name#OssTransfer.}
        name=OssTransfer.${name%.Tests}.Tests
        [ -e "tests/$name/$name.csproj" ] || { say "no test project $name" >&2; return 1; }
        projects+=("$name")
        ;;
    esac
  done
  [ ${#projects[@]} -gt 0 ] || for argument in tests/*.Tests/*.Tests.csproj; do projects+=("$(basename "$argument" .csproj)"); done
}

# --- packages -------------------------------------------------------------------------------------------------------

missing_of() {
  local package
  for package in "$@"; do
    # Whoever brought Node.js or one version of PostgreSQL along otherwise doesn't need Debian's.
    case $package in
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
      postgresql) ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && continue ;;
    esac
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
      # Unpacked is enough: its daemon is never started by the package, and its init script may not suit the machine.
      installed | unpacked | half-configured | triggers-*) ;;
      *) say "$package" ;;
    esac
  done
}

install_missing() {
  local wanted="$common_packages" missing
  [ "$quick" ] || wanted="$wanted $ceph_packages $swift_packages $postgresql_packages $sdk_packages $browser_packages"
  command -v dotnet >/dev/null || { say "The .NET 10 SDK is needed (dotnet is not in PATH)."; return 1; }
  if ! command -v apt-get >/dev/null; then
    say "No apt-get here: tests that need Debian's packages are skipped or fail."
    [ "$quick" ]
    return
  fi

  missing=$(missing_of $wanted | tr '\n' ' ')
  [ "$missing" ] || return 0
  say "Installing $missing"
  install $missing >"$work/apt.log" 2>&1
  missing=$(missing_of $wanted | tr '\n' ' ')
  [ -z "$missing" ] || { tail -n 20 "$work/apt.log"; say "Could not install $missing"; return 1; }
}

install() {
  local root= policy=
  [ "$(id -u)" = 0 ] || root="sudo -n"
  export DEBIAN_FRONTEND=noninteractive

  # No daemon of the machine itself shall start from these packages.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' | $root tee /usr/sbin/policy-rc.d && $root chmod +x /usr/sbin/policy-rc.d && policy=1
  fi

  $root apt-get -q update

  # One package whose init script is missing must not take the others with it: what counts is checked afterwards.
  $root apt-get -q -y --no-install-recommends install "$@" || $root apt-get -q -y --no-install-recommends -f install
  [ -z "$policy" ] || $root rm -f /usr/sbin/policy-rc.d
}

# --- servers --------------------------------------------------------------------------------------------------------

start_servers() {
  local server
  for server in ceph swift postgresql; do
    tests/servers/$server.sh start "$work/$server" &
    starting+=($!)
  done
  tests/servers/sdks.sh "$work/sdks" &
  starting+=($!)
}

await_servers() {
  local pid
  for pid in "${starting[@]}"; do wait "$pid"; done
  starting=()
  announce Ceph "$work/ceph" OSSTRANSFER_TEST_CEPH ";lab;labsecret"
  announce Swift "$work/swift" OSSTRANSFER_TEST_SWIFT ";lab:lab;labsecret"
  announce PostgreSQL "$work/postgresql" OSSTRANSFER_TEST_POSTGRES ""
  if [ -e "$work/sdks/ready" ]; then
    export OSSTRANSFER_TEST_SDKS="$work/sdks"
  else
    tail -n 5 "$work/sdks/npm.log"
    broken=$((broken + 1))
  fi
}

# announce NAME DIR VARIABLE REST: tests read VARIABLE, what DIR/url says and REST behind it.
announce() {
  if [ ! -e "$2/url" ]; then
    say "$1 did not start:"
    tail -n 5 "$2"/log/*.log 2>/dev/null
    broken=$((broken + 1))
    return
  fi
  export "$3=$(cat "$2/url")$4"
  say "$1 is ready"
}

stop() {
  local server pid
  trap - EXIT
  for pid in "${starting[@]}"; do wait "$pid" 2>/dev/null; done
  for pid in "${lanes[@]}"; do kill "$pid" 2>/dev/null; done
  for server in ceph swift postgresql; do
    [ ! -e "$work/$server/pids" ] || tests/servers/$server.sh stop "$work/$server"
  done
  [ -z "$work" ] || rm -rf "$work"
}

# --- tests ----------------------------------------------------------------------------------------------------------

# Debug, because its assertions are tests too; optimised, which takes half the time where a test computes. Tests that start the program
# start what users get (which also starts at two thirds of the cost).
build() {
  local started=$SECONDS
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  # What is restored is what the lock files say, to the bit: who changes a package restores without --locked-mode and commits them.
  # One compiler for all projects, which stays warm, takes half the time of one process each.
  dotnet restore OssTransfer.sln --locked-mode -v q >"$work/build.log" 2>&1 \
    && dotnet build OssTransfer.sln --no-restore -c Debug -p:Optimize=true -nologo -v q -nodeReuse:false -p:UseSharedCompilation=true >"$work/build.log" 2>&1 \
    && { [ "$quick" ] || publish; }
  local code=$?
  [ $code = 0 ] || grep -E "(error|warning) " "$work/build.log" | sort -u | head -n 40
  [ $code != 0 ] || say "Built in $((SECONDS - started)) s"
  return $code
}

publish() {
  export OSSTRANSFER_TEST_PROGRAM=$work/program
  dotnet publish src/OssTransfer.Cli -c Release -o "$work/program" -nologo -v q -nodeReuse:false -p:UseSharedCompilation=true -p:RunAnalyzers=false \
    >"$work/build.log" 2>&1
}

# Three lanes side by side. The clusters of EndToEnd measure how soon a machine's work goes on elsewhere: they go first when the
# processor is wanted, one test after the other. The rest of EndToEnd waits for processes much of the time, three tests at once.
# All other projects come one after the other.
run_all() {
  local rest=() project
  for project in "${projects[@]}"; do
    if [ "$project" = OssTransfer.EndToEnd.Tests ]; then
      lane 0 "$project clusters" &
      lanes+=($!)
      lane 5 "$project" &
      lanes+=($!)
    else
      rest+=("$project")
    fi
  done
  if [ ${#rest[@]} -gt 0 ]; then
    lane 5 "${rest[@]}" &
    lanes+=($!)
  fi
  for project in "${lanes[@]}"; do wait "$project"; done
  lanes=()
}

# lane NICENESS PROJECT...: one after the other.
lane() {
  local niceness=$1 project
  shift
  trap - EXIT INT
  trap 'kill "$testing" 2>/dev/null; exit' TERM
  for project in "$@"; do run "$niceness" $project; done
}

# count LOG WORD LINES: the number behind `WORD:` in the summary; where there is none, as it was ended from outside, the lines that begin with LINES.
count() {
  local number
  number=$(sed -n "s/^ *$2: *\([0-9]\{1,\}\)$/\1/p" "$1" | tail -n 1)
  echo "${number:-$(grep -c "^$3 " "$1")}"
}

# unended PROGRAM LOG FILTER...: the tests that were still running or waiting when it was ended from outside.
unended() {
  local program=$1 log=$2
  shift 2
  comm -23 <(dotnet "$program" --list-tests --no-ansi "$@" 2>/dev/null | sed -n 's/^ \{1,\}\(OssTransfer\..*\)/\1/p' | sort -u) \
    <(sed -nE 's/^(passed|failed|skipped) (.*) \([0-9][^()]*\)$/\2/p' "$log" | sort -u) | head -n 20
}

# run NICENESS PROJECT [clusters]: what it says is said at once, so that lanes don't mix; the counts are left for add_up.
run() {
  local niceness=$1 project=$2 part=${3:-} log=$work/$2${3:-}.log started=$SECONDS code p f s filter=()
  local program=tests/$project/bin/Debug/net10.0/$project.dll
  if [ "$project" = OssTransfer.EndToEnd.Tests ]; then
    [ "$part" ] && filter=(--filter-namespace "$project.Clusters") || filter=(--filter-not-namespace "$project.Clusters")
  fi
  # In the background a shell has its commands ignore Ctrl-C, which tests send to what they start.
  env --default-signal nice -n "$niceness" timeout -k 20 "${minutes_per_project}m" \
    dotnet "$program" --progress off --no-ansi --show-test-results all "${filter[@]}" >"$log" 2>&1 </dev/null &
  testing=$!
  wait "$testing"
  code=$?
  p=$(count "$log" succeeded passed) f=$(count "$log" failed failed) s=$(count "$log" skipped skipped)
  {
    flock 9
    printf '%-36s %5s passed %4s failed %4s skipped %5s s\n' "$project${part:+ ($part)}" "$p" "$f" "$s" $((SECONDS - started))
    if [ $code = 8 ] && [ "$p" = 0 ] && [ "$f" = 0 ]; then
      say "  no test ran in it"
    fi
    awk '/^failed /{show=1} /^(passed|skipped|Test run summary)/{show=0} show' "$log" | head -n 200
    if ! grep -q '^Test run summary' "$log"; then
      say "  ended with code $code before these tests had:"
      unended "$program" "$log" "${filter[@]}"
      echo broken >>"$work/broken"
    elif [ $code != 0 ] && [ $code != 8 ] && [ "$f" = 0 ]; then
      say "  ended with code $code"
      tail -n 60 "$log"
      echo broken >>"$work/broken"
    fi
    sed -n "s/^failed \([A-Za-z0-9_.]*\).*/$project \1/p" "$log" >>"$work/failures"
    echo "$p $f $s" >>"$work/counts"
  } 9>>"$work/saying"
}

# What measures time can fail because everything else runs beside it. More than three failures are no chance.
again() {
  local project test log=$work/again.log
  touch "$work/failures"
  [ $failed -le 3 ] || return 0
  while read -r project test; do
    env --default-signal timeout -k 20 "${minutes_per_project}m" \
      dotnet "tests/$project/bin/Debug/net10.0/$project.dll" --progress off --no-ansi --filter-method "$test" >"$log" 2>&1 </dev/null &
    lanes=($!)
    if wait "${lanes[0]}"; then
      say "passed when it ran alone: $test"
      passed=$((passed + 1)) failed=$((failed - 1))
    else
      say "failed alone, too: $test"
    fi
    lanes=()
  done < <(sort "$work/failures")
}

add_up() {
  local p f s
  passed=0 failed=0 skipped=0
  touch "$work/counts" "$work/broken"
  while read -r p f s; do passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s)); done <"$work/counts"
  broken=$((broken + $(wc -l <"$work/broken")))
}

main "$@"
