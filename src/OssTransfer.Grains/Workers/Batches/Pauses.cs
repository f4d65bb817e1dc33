using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>What a failure that is fatal for a job makes it pause with, wherever it was met.</summary>
internal static class Pauses
{
    /// <summary>An object couldn't be worked on.</summary>
    public static Pause For(TransferFailure failure) => new(failure.ReasonWithSide, ExitCodes.OfPause(failure.Kind));

    /// <summary>A store couldn't be asked.</summary>
    public static Pause For(StorageException exception) => new(exception.Message, ExitCodes.OfPause(exception.Kind)) { MayPass = exception.MayPass };
}
