using System.Diagnostics;
using OssTransfer.Grains.Jobs.Wire;

namespace OssTransfer.Grains;

/// <summary> The traces of this floor: each attempt at a shard, a slice of a listing among them. Nothing is made for it while nothing collects it. </summary>
public static class GrainsTraces
{
    /// <summary>The name of its source.</summary>
    public const string SourceName = "OssTransfer.Grains";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>An attempt at a shard, until it is disposed; null: not recorded.</summary>
    internal static Activity? Shard(string jobId, ShardTicket ticket)
    {
        var activity = Source.StartActivity("shard");
        if (activity is not null)
        {
            activity.SetTag("osstransfer.job", jobId);
            activity.SetTag("osstransfer.shard", ticket.Shard.ToString());
            activity.SetTag("osstransfer.kind", ticket.Shard.Kind.ToString().ToLowerInvariant());
            activity.SetTag("osstransfer.attempt", ticket.Attempt);
        }

        return activity;
    }

    /// <summary>How it ended.</summary>
    internal static void End(Activity? activity, string end, string? problem)
    {
        activity?.SetTag("osstransfer.end", end);
        if (problem is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, problem);
        }
    }
}
