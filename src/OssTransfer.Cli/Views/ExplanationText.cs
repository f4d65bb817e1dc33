using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Views;

/// <summary>What passes decided about a key, for people.</summary>
internal static class ExplanationText
{
    private const string Indent = "  ";

    // Of the longest name, so that the values of all passes stand below each other.
    private const int NameCells = 11;

    /// <summary>The key is one line, as lists have it, however long: it is there to be copied.</summary>
    public static async Task WriteAsync(Shell shell, KeyExplanation explained)
    {
        await shell.Out.WriteLineAsync(FileListText.Escape(KeyText.KeyOf(explained.Key, explained.KeyBase64)));
        await Paragraph.WriteAsync(shell, shell.Texts.Of(
            $"in the job '{explained.JobId}', sync-compare {explained.SyncCompare}, sync-overwrite {explained.SyncOverwrite}"));
        foreach (var pass in explained.Passes)
        {
            var started = pass.StartedAt is { } at ? $", started {Figures.Time(at)}" : "";
            await Paragraph.WriteAsync(shell, VisibleText.OfLine(shell.Texts.Of($"pass {pass.Run}{started}: {Outcome(pass)}")));
            var rows = Rows(pass).Select(row => (TableText.Padded(shell.Texts.Of(row.Name), NameCells), shell.Texts.Of(row.Text))).ToList();
            foreach (var line in TableText.Facts(rows, shell.Window()?.Columns - Indent.Length))
            {
                await shell.Out.WriteLineAsync(Indent + line);
            }
        }

        if (explained.Passes.Count == 0)
        {
            await shell.Out.WriteLineAsync(shell.Texts.Of("The job has not run yet."));
        }
    }

    private static string Outcome(PassExplanation pass) => pass switch
    {
        { Kept: false } => "what it decided is not kept any more",
        { Outcome: null, Rule: "no-entry" or "left-out" or "not-reached" or "not-listed" or "only-there" } => "no part of it",
        { Outcome: null } => "not ended yet",
        { Outcome: "needsRestore" } => "must be restored at the source",
        { Outcome: "transferred" or "skipped", Proof: { } proof } => $"{pass.Outcome}, proof {proof}",
        _ => pass.Outcome,
    };

    private static IEnumerable<(string Name, string Text)> Rows(PassExplanation pass)
    {
        if (!pass.Kept)
        {
            yield break;
        }

        yield return ("why", RuleWords.Of(pass.Rule!));
        if (pass.Reason is { } reason)
        {
            yield return ("reason", reason);
        }

        if (pass.Source is { } source)
        {
            yield return ("source", Facts(source));
        }

        if (pass.Destination is { } destination)
        {
            yield return ("destination", Facts(destination) + (pass.IsOurs ? ", written by this job" : ""));
        }

        if (pass.Recorded is { } recorded)
        {
            yield return ("recorded", Facts(recorded));
        }
    }

    private static string Facts(ObjectFacts facts) => string.Join(
        ", ",
        new[]
        {
            facts.Size is { } size ? $"{Figures.Count(size)} bytes" : "size not known",
            facts.LastModified is { } time ? $"changed {Figures.Time(time)}" : null,
            facts.ETag is { } etag ? $"ETag {etag}" : null,
        }.OfType<string>());

    private static string Facts(RecordedFacts recorded) => string.Join(
        ", ",
        new[]
        {
            $"source {Facts(recorded.Source)}",
            recorded.DestinationETag is { } etag ? $"destination's ETag {etag}" : null,
            recorded.Digest is { } digest ? $"MD5 sent {digest}" : null,
            recorded.Proof is { } proof ? $"proof {proof}" : "not proven",
            recorded.Differs ? "found to differ" : null,
            recorded.Misses > 0 ? $"not listed {recorded.Misses} times in a row" : null,
        }.OfType<string>());
}
