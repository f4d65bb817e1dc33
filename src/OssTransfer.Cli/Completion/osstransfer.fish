# Completion of osstransfer for fish, in ~/.config/fish/config.fish: osstransfer completion fish | source

function __osstransfer_complete
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l line (commandline --current-process --cut-at-cursor | string trim --left | string replace --regex '^\S+\s+' '')
    set -l replies (eval $words[1] '"[suggest]"' (string escape -- "$line") 2>/dev/null)
    if set -q replies[1]
        printf '%s\n' $replies
    else
        set -l token (commandline --current-token --cut-at-cursor)
        set -l option (string match --regex '^-[^=]*=' -- $token)
        for path in (__fish_complete_path (string replace --regex '^-[^=]*=' '' -- $token))
            echo "$option$path"
        end
    end
end

complete --command osstransfer --no-files --arguments '(__osstransfer_complete)'
