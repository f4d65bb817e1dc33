#compdef osstransfer
# Completion of osstransfer for zsh, in ~/.zshrc behind compinit: source <(osstransfer completion zsh)

_osstransfer() {
  local program=${~words[1]} line reply
  local -a replies
  line="${(j: :)${(@)words[2,CURRENT-1]}} $PREFIX"
  for reply in "${(@f)$("$program" '[suggest]' "${line# }" 2>/dev/null)}"; do
    [[ -z $reply ]] || replies+=("${${reply//:/\\:}/$'\t'/:}")
  done
  if (( $#replies )); then
    _describe osstransfer replies
  else
    compset -P '*='
    _files
  fi
}

if [[ $funcstack[1] == _osstransfer ]]; then _osstransfer "$@"; else compdef _osstransfer osstransfer; fi
