using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Verification;

/// <summary>What reading an object again has shown. A value, never an exception.</summary>
/// <param name="Match">The answer.</param>
public sealed record ContentCheck(ContentMatch Match)
{
    /// <summary>
    /// Why it could not be read; null unless <see cref="ContentMatch.Unknown"/>. A source that is gone is <see cref="StorageErrorKind.NotFound"/> of the
    /// source.
    /// </summary>
    public TransferFailure? Failure { get; init; }

    /// <summary>The failure that ended it.</summary>
    internal static ContentCheck Failed(TransferSide side, StorageException e) =>
        new(ContentMatch.Unknown) { Failure = TransferFailure.From(side, e) };
}
