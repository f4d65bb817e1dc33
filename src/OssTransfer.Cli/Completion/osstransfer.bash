# Completion of osstransfer for bash, in ~/.bashrc: source <(osstransfer completion bash)

_osstransfer() {
  local program=${1/#\~/$HOME} line=${COMP_LINE:0:COMP_POINT} word broken reply
  line=${line#"${line%%[![:space:]]*}"}
  [[ $line == *[[:space:]]* ]] || return
  word=${line##*[[:space:]]}

  # bash breaks words at = and others, and replaces what is behind the last of them only.
  broken=${word##*["$COMP_WORDBREAKS"]}
  COMPREPLY=()
  while IFS=$'\t' read -r reply _; do
    COMPREPLY+=("${reply:${#word}-${#broken}}")
  done < <("$program" '[suggest]' "${line#*[[:space:]]}" 2>/dev/null)
}

complete -o default -F _osstransfer osstransfer
