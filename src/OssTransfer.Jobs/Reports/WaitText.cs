using System.Globalization;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Reports;

/// <summary>A wait for a store as a user reads it.</summary>
public static class WaitText
{
    /// <summary>What is waited for, how long, and why.</summary>
    public static string Of(TransferSide side, StoreWait wait)
    {
        ArgumentNullException.ThrowIfNull(wait);
        var who = NameOf(side);
        if (wait.Unanswered is { } silence)
        {
            return $"the {who} has not given {wait.Reason} for {Seconds(silence)}";
        }

        var asked = wait.Asked is { } hint ? $", it asked to wait {Seconds(hint)}" : "";
        return $"the {who} is asked again in {Seconds(wait.Left)}{asked}: {wait.Reason}";
    }

    /// <summary>Which listing is sorted before it is used, and how far it was read.</summary>
    public static string OfSort(TransferSide side, long keys) =>
        string.Create(CultureInfo.InvariantCulture, $"the {NameOf(side)}'s listing is read to its end and sorted before it is used: {keys:N0} keys so far");

    private static string NameOf(TransferSide side) => side == TransferSide.Source ? "source" : "destination";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");
}
