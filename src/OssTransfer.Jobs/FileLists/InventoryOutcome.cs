using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.FileLists;

/// <summary>How an object of an inventory that was trusted ended. Pure.</summary>
public static class InventoryOutcome
{
    /// <summary>One that isn't there is a failure, as with every list: nobody has seen it since the inventory was written.</summary>
    public static TransferOutcome Of(TransferOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Kind == OutcomeKind.Gone
            ? outcome with
            {
                Kind = OutcomeKind.Failed,
                Failure = new(TransferSide.Source, StorageErrorKind.NotFound, "the list names an object that the source does not have"),
            }
            : outcome;
    }
}
