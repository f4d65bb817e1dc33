using OssTransfer.Storage;
using OssTransfer.Transfer.Memory;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>Why an object failed.</summary>
/// <param name="Side">Which side failed.</param>
/// <param name="Kind">The class of the failure.</param>
/// <param name="Reason">For people, one line: what happened and what to do. Holds the vendor's code where there was one, never a secret.</param>
public sealed record TransferFailure(TransferSide Side, StorageErrorKind Kind, string Reason)
{
    /// <summary>No other object will fare better: the job pauses with this reason.</summary>
    public bool IsFatalForJob { get; init; }

    /// <summary>Why, with its side.</summary>
    public string ReasonWithSide => Side switch
    {
        TransferSide.Source => $"source: {Reason}",
        TransferSide.Destination => $"destination: {Reason}",
        _ => Reason,
    };

    /// <summary>It is no verdict on the object: the job pauses, or another silo goes on.</summary>
    internal bool EndsNothing => IsFatalForJob || Kind == StorageErrorKind.LeaseLost;

    /// <summary>The failure that a store reported.</summary>
    public static TransferFailure From(TransferSide side, StorageException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return MemoryExhaustion.IsCauseOf(exception)
            ? OfMemory()
            : new(side, exception.Kind, exception.Message) { IsFatalForJob = exception.IsFatalForJob };
    }

    /// <summary>Unexpected: no memory, or a mistake in the program.</summary>
    internal static TransferFailure OfProgram(Exception exception) => MemoryExhaustion.IsCauseOf(exception)
        ? OfMemory()
        : new(TransferSide.Local, StorageErrorKind.Other, $"an error of the program: {exception.Message}");

    private static TransferFailure OfMemory() => new(TransferSide.Local, StorageErrorKind.NoMemory, MemoryExhaustion.Reason) { IsFatalForJob = true };
}
