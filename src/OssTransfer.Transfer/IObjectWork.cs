using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer;

/// <summary>The work on one object, which ends in its outcome.</summary>
internal interface IObjectWork
{
    /// <summary>The outcome as far as it has come.</summary>
    TransferOutcome SoFar { get; }

    /// <summary>Does it. A cancellation ends it as <see cref="OutcomeKind.None"/>; a store's trouble is an outcome.</summary>
    Task<TransferOutcome> RunAsync(CancellationToken cancellationToken);
}
