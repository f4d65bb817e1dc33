using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;

namespace OssTransfer.Cli.Completion;

/// <summary>
/// <c>[suggest] "TYPED"</c>: what the last word of a line may become, one a line, with what it means behind a tab.
/// The scripts of <c>osstransfer completion</c> ask for it, with the line up to the cursor and without the program's name.
/// </summary>
internal sealed class Suggestions(Shell shell) : AsynchronousCommandLineAction
{
    // The user has pressed Tab and waits.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public override bool ClearsParseErrors => true;

    public override async Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default)
    {
        var typed = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? "";
        var word = typed[(typed.LastIndexOf(' ') + 1)..];
        var before = typed[..^word.Length];

        // --option=value is completed as its value.
        var at = word.StartsWith('-') ? word.IndexOf('=', StringComparison.Ordinal) + 1 : 0;
        var (option, value) = (word[..at], word[at..]);
        var line = parseResult.RootCommandResult.Command.Parse($"{before}{option.Replace('=', ' ')}{value}", parseResult.Configuration);
        var items = line.GetCompletions().ToList();
        if (items.Any(item => item.Kind == JobName.CompletionKind))
        {
            items.RemoveAll(item => item.Kind == JobName.CompletionKind);
            items.AddRange((await JobsAsync(line, cancellationToken)).Select(name => new CompletionItem(name, JobName.CompletionKind)));
        }

        foreach (var item in items.Where(item => item.Label.StartsWith(value, StringComparison.Ordinal) && IsOffered(item, value)))
        {
            await shell.Out.WriteLineAsync($"{option}{item.Label}\t{item.Detail}".TrimEnd('\t'));
        }

        return 0;
    }

    // Options only where one was begun, and never -? and /h: where a file belongs they would hide the files.
    private static bool IsOffered(CompletionItem item, string value) =>
        item.Kind == JobName.CompletionKind
        || item.Label is [>= 'a' and <= 'z', ..]
        || (value.StartsWith('-') && item.Label.StartsWith("--", StringComparison.Ordinal));

    /// <summary>The names of all jobs; none where no silo says them in time.</summary>
    private async Task<IEnumerable<string>> JobsAsync(ParseResult line, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, shell.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var client = new SiloClient(() => SiloLocator.Find(line, shell), shell.Time);
            return (await client.ListAsync(either.Token)).Select(job => job.JobId);
        }
        catch (Exception e) when (e is CliException || (e is OperationCanceledException && timeout.IsCancellationRequested))
        {
            return [];
        }
    }
}
