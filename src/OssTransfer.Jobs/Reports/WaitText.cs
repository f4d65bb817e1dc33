using System.Globalization;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Reports;

/// <summary>A wait for a store as a user reads it.</summary>
public static class WaitText
{
    /// <summary>Who is waited for, how long, and why.</summary>
    public static string Of(TransferSide side, StoreWait wait)
    {
        ArgumentNullException.ThrowIfNull(wait);
        var who = side == TransferSide.Source ? "source" : "destination";
        var asked = wait.Asked is { } hint ? $", it asked to wait {Seconds(hint)}" : "";
        return $"the {who} is asked again in {Seconds(wait.Left)}{asked}: {wait.Reason}";
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");
}
