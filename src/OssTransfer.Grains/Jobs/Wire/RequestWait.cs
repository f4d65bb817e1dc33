using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>What requests of a silo wait for longest.</summary>
/// <param name="Side">Which store.</param>
/// <param name="Reason">Why the last try failed.</param>
/// <param name="Asked">How long the store asked to wait; null where it didn't.</param>
/// <param name="Left">Until the next try.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.request-wait")]
internal sealed record RequestWait(TransferSide Side, string Reason, TimeSpan? Asked, TimeSpan Left)
{
    /// <summary>How long there has been no answer; null: the next try is waited for, or an older version asks.</summary>
    [Id(0)]
    public TimeSpan? Unanswered { get; init; }

    public static RequestWait? Of(TransferSide side, StoreWait? wait) =>
        wait is null ? null : new(side, wait.Reason, wait.Asked, wait.Left) { Unanswered = wait.Unanswered };

    public StoreWait ToWait(TimeSpan passed) => new(Reason, Asked, Left - passed, Unanswered + passed);
}
