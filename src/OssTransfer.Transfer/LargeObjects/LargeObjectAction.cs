using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>
/// What a large object needs next. Repeating an action whose result wasn't stored is harmless, save that a start may leave an unknown upload behind.
/// </summary>
public abstract record LargeObjectAction
{
    private LargeObjectAction()
    {
    }

    /// <summary>Look at both sides and start an upload, or end here.</summary>
    public sealed record Start(int Generation) : LargeObjectAction;

    /// <summary>Move these parts, as many at a time as one likes, here or on other machines.</summary>
    public sealed record MoveParts(IReadOnlyList<int> Numbers) : LargeObjectAction;

    /// <summary>Move all of a body of unknown length and complete it; begins at the first byte each time.</summary>
    public sealed record MoveWhole : LargeObjectAction;

    /// <summary>Look what the destination holds before the completion.</summary>
    public sealed record Prepare : LargeObjectAction;

    /// <summary>Complete the upload and prove the object.</summary>
    public sealed record Complete : LargeObjectAction;

    /// <summary>Abort an upload of ours that was given up.</summary>
    public sealed record Abort(string UploadId) : LargeObjectAction;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Finished(TransferOutcome Outcome) : LargeObjectAction;
}
