using System.Diagnostics;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer;

/// <summary>The traces of this floor: the work on each object. Nothing is made for it while nothing collects it.</summary>
public static class TransferTraces
{
    /// <summary>The name of its source.</summary>
    public const string SourceName = "OssTransfer.Transfer";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The work on an object, until it is disposed; null: not recorded.</summary>
    internal static Activity? Object(TransferContext context, TransferItem item) => Begin("object", context, item);

    /// <summary>A step of an object that goes in durable ones.</summary>
    internal static Activity? Step(TransferContext context, TransferItem item, string step)
    {
        var activity = Begin("object step", context, item);
        activity?.SetTag("osstransfer.step", step);
        return activity;
    }

    /// <summary>How it ended.</summary>
    internal static void End(Activity? activity, TransferOutcome outcome)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("osstransfer.outcome", outcome.Kind.ToString());
        if (outcome.Failure is { } failure)
        {
            activity.SetStatus(ActivityStatusCode.Error, failure.ReasonWithSide);
        }
    }

    private static Activity? Begin(string name, TransferContext context, TransferItem item)
    {
        var activity = Source.StartActivity(name, ActivityKind.Internal, context.Trace);
        activity?.SetTag("osstransfer.object", item.SourceKey.ToString());
        if (item.Size is { } size)
        {
            activity?.SetTag("osstransfer.bytes", size);
        }

        return activity;
    }
}
