using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>
/// A line for each object that ended, as soon as that is durable, where it is wanted: a log category of its own, so that it can be let through alone.
/// What isn't known is left out of the line.
/// </summary>
internal sealed partial class EndedObjectLog(ILogger<EndedObjectLog> logger)
{
    private static readonly EventId Id = new(4060, "ObjectEnded");

    /// <summary>Asked once for many objects: nothing is gathered for lines that are not wanted.</summary>
    public bool IsWanted => logger.IsEnabled(LogLevel.Debug);

    /// <summary>Objects that ended while they were listed.</summary>
    public void Write(OpenJob job, ShardTicket ticket, IReadOnlyList<EndedKey> ended)
    {
        foreach (var key in ended)
        {
            var (entry, record) = (key.Entry, key.Kind == OutcomeKind.Skipped ? key.Entry?.Record : null);
            Write(
                job.JobId,
                ticket.Shard,
                job.Mapping.ToSource(key.Key, entry?.Source ?? default),
                new(0, key.Kind) { Size = entry?.Source.Size ?? key.Size, Proof = record?.Proof ?? ProofKind.None },
                null,
                entry?.Reason);
        }
    }

    /// <summary>Objects of a shard that had no outcome before and have one now.</summary>
    public void Write(WorkingShard shard, ShardProgress before, ShardProgress now)
    {
        for (var i = 0; i < now.Outcomes.Count; i++)
        {
            if (before.Outcomes[i] is null && now.Outcomes[i] is { } outcome)
            {
                Write(shard.Job.JobId, shard.Ticket.Shard, shard.Items[i]!.SourceKey, outcome, shard.Took(i), outcome.Failure?.ReasonWithSide);
            }
        }
    }

    private void Write(string jobId, ShardId shard, ObjectKey key, TransferOutcome outcome, TimeSpan? took, string? reason)
    {
        var line = new List<KeyValuePair<string, object?>>(9)
        {
            new("Object", FileListText.Escape(key)), new("Outcome", KeyDecisions.NameOf(outcome.Kind)), new("JobId", jobId), new("Shard", shard.ToString()),
        };
        var text = "{Object}: {Outcome}"
            + Known(", {Bytes} bytes", "Bytes", outcome.Size)
            + Known(", proof {Proof}", "Proof", JobSnapshots.NameOf(outcome.Proof))
            + Known(", {Milliseconds} ms", "Milliseconds", took is { } span ? (long)span.TotalMilliseconds : null)
            + Known(": {Reason}", "Reason", reason)
            + " (job {JobId}, shard {Shard})";
        line.Add(new("{OriginalFormat}", text));
        logger.Log(LogLevel.Debug, Id, line, null, (values, _) => Rendered(values, text));

        string Known(string part, string name, object? value)
        {
            if (value is null)
            {
                return "";
            }

            line.Add(new(name, value));
            return part;
        }
    }

    /// <summary>As logs render it that don't do so by themselves. In one go: a key may look like a gap.</summary>
    private static string Rendered(List<KeyValuePair<string, object?>> values, string text) => Gap().Replace(
        text, gap => Convert.ToString(values.Find(value => value.Key == gap.Groups[1].Value).Value, CultureInfo.InvariantCulture) ?? "");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Gap();
}
