# Sourced. free_port prints a TCP port of 127.0.0.1 that nobody listens on. It lies below the range from which the
# kernel takes ports for outgoing connections, and is not given twice: the caller says where to remember.
free_port() {
  local taken=$1 port
  for _ in $(seq 500); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    grep -qsx "$port" "$taken" && continue
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port" >>"$taken"
      echo "$port"
      return 0
    fi
  done
  echo "no free port on 127.0.0.1" >&2
  return 1
}

# launch DIR NAME COMMAND...: in the background, in a process group of its own whose number goes to DIR/pids.
launch() {
  local dir=$1 name=$2
  shift 2
  setsid "$@" >"$dir/log/$name.log" 2>&1 </dev/null &
  echo $! >>"$dir/pids"
}

# stop_all DIR: ends the process groups that launch wrote down, newest first, and waits until they are gone.
stop_all() {
  local dir=$1 pid pids
  [ -e "$dir/pids" ] || return 0
  pids=$(tac "$dir/pids")
  for pid in $pids; do kill -TERM -- "-$pid" 2>/dev/null; done
  for pid in $pids; do
    for _ in $(seq 50); do kill -0 -- "-$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- "-$pid" 2>/dev/null
  done
  rm -f "$dir/pids"
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}
