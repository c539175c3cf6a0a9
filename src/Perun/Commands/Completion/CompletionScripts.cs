namespace Perun.Commands.Completion;

/// Small scripts: they ask the very program that is being typed what could come next.
internal static class CompletionScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    public static string? For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => null,
    };

    private const string Bash = """
        # Completion of perun for bash. In ~/.bashrc: source <(perun completion bash)
        _perun() {
            local program=${COMP_WORDS[0]/#\~/$HOME} IFS=$'\n'
            COMPREPLY=($("$program" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
        }
        complete -o default -F _perun perun

        """;

    private const string Zsh = """
        #compdef perun
        # Completion of perun for zsh. In ~/.zshrc, after compinit: source <(perun completion zsh)
        _perun() {
            local program=${words[1]/#\~/$HOME} answer
            answer=$("$program" complete -- "${(@)words[2,$CURRENT]}" 2>/dev/null)
            if [[ -n $answer ]]; then compadd -- "${(@f)answer}"; else _files; fi
        }
        if [ "${funcstack[1]}" = _perun ]; then _perun "$@"; else compdef _perun perun; fi

        """;

    private const string Fish = """
        # Completion of perun for fish: perun completion fish > ~/.config/fish/completions/perun.fish
        function __perun_complete
            set -l words (commandline -opc)
            set -l typed (commandline -ct)
            set -l program (string replace -r '^~' $HOME -- $words[1])
            $program complete -- $words[2..-1] "$typed" 2>/dev/null
        end
        complete -c perun -f -a '(__perun_complete)'

        """;
}
