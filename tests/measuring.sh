# What the scripts that measure share; they source it. It is theirs that $root is the repository and $work a directory of their own.

say() { printf '%s\n' "$*"; }

give_up() { say "$*" >&2; exit 1; }

# miss WHAT: a figure that is not met; the script goes on and fails at its end.
miss() { say "  NOT MET: $*"; failed=1; }

# show_help SCRIPT: the comment that it begins with.
show_help() { sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$1"; }

# find_program: sets ours, the program that OSSTRANSFER names, or one that is published now.
find_program() {
  ours=${OSSTRANSFER:-$work/app/osstransfer}
  [ -z "${OSSTRANSFER:-}" ] || return 0
  dotnet publish "$root/src/OssTransfer.Cli" -c Release -o "$work/app" -v q -nologo -nodeReuse:false >"$work/build.log" 2>&1 \
    || { tail -n 5 "$work/build.log"; give_up "the publish failed"; }
}

# build PROJECT: one of tests/, once, in Release, into a directory of its name.
build() {
  [ ! -e "$work/$1" ] || return 0
  dotnet build "$root/tests/OssTransfer.$1" -c Release -o "$work/$1" -v q -nologo -nodeReuse:false >"$work/build.log" 2>&1 \
    || { tail -n 5 "$work/build.log"; give_up "the build of $1 failed"; }
}

# find_loopback: sets loopback, the LoopbackS3 that LOOPBACK names, or one that is built now.
find_loopback() {
  loopback=${LOOPBACK:-$work/LoopbackS3/OssTransfer.LoopbackS3}
  [ -n "${LOOPBACK:-}" ] || build LoopbackS3
}

# await_port FILE PID LOG NAME: until the server has written its port.
await_port() {
  local tries
  for tries in $(seq 600); do
    [ ! -s "$1" ] || break
    kill -0 "$2" 2>/dev/null || { cat "$3"; give_up "the server $4 ended"; }
    sleep 0.1
  done
}
