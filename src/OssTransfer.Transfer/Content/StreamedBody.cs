using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Content;

/// <summary>A body that is read from the source each time it is sent.</summary>
internal sealed class StreamedBody(ContentReader reader, IObjectReader source, SliceRead read) : SentBody
{
    public override long Length => read.Length;

    /// <summary>Of what was read last; null before, and after a reading that failed.</summary>
    public SliceDigest? Digest { get; private set; }

    /// <summary>Why the last reading failed: through the destination it would look like the destination's failure.</summary>
    public StorageException? SourceFailure { get; private set; }

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        Digest = null;
        SourceFailure = null;
        try
        {
            await reader.CopyAsync(source, read, new DestinationSide(destination), Accept, cancellationToken);
        }
        catch (StorageException e) when (e is not { Kind: StorageErrorKind.LeaseLost })
        {
            SourceFailure = e;
            throw;
        }
        catch (DestinationSide.FailedException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }

    /// <summary>Before the last bytes go out, so that damaged content never becomes an object.</summary>
    private void Accept(ObjectInfo info, SliceDigest digest)
    {
        if (read.Request.Range is null
            && PublishedDigests.Check(info.Digests, new ContentDigest(digest.Md5, 1, 0), [digest.DigestPieces]) == SourceProof.Damaged)
        {
            throw ContentReader.Damaged(info);
        }

        Digest = digest;
    }
}
