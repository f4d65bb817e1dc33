using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>The way of one part: read that slice of that version, send it with its digest, compare the answer with it.</summary>
internal sealed class PartTransfer(TransferContext context, TransferItem item, MultipartUpload upload, ContentReader contents)
{
    private const int MostWrites = 3;

    private readonly IObjectReader _source = CountedReader.Of(context.Source.Reader, item.Flight);
    private readonly IMultipartWriter _multipart = context.Destination.Multipart!;

    public async Task<PartOutcome> RunAsync(int number, CancellationToken cancellationToken)
    {
        var side = TransferSide.Source;
        SentBody? body = null;
        try
        {
            // 1 <- the slice, in memory where it is not too large for that
            var range = upload.RangeOf(number);
            var request = new ReadRequest(item.SourceKey) { Range = range, IfMatch = upload.Version.ETag };
            using var buffered = range.Length <= contents.LargestBufferedBytes
                ? await contents.ReadAsync(_source, request, upload.Version, (int)range.Length, [], cancellationToken)
                : null;
            body = buffered?.Body ?? new StreamedBody(
                contents, _source, new(request, upload.Version, range.Length) { Published = upload.Published });

            // 2 -> send it
            side = TransferSide.Destination;
            var part = await SendAsync(number, range.Offset, body, buffered?.DigestFor(upload.Published), cancellationToken);
            return new(number, PartResult.Moved) { Part = part, BytesSent = body.BytesSent };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(number, PartResult.NotMoved) { BytesSent = body?.BytesSent ?? 0 };
        }
        catch (StorageException e)
        {
            var failure = TransferFailure.From(body is StreamedBody { SourceFailure: not null } ? TransferSide.Source : side, e);
            return new(number, ResultOf(failure)) { Failure = failure, BytesSent = body?.BytesSent ?? 0 };
        }
    }

    /// <summary>A part in memory, for bodies whose length is not known.</summary>
    public async Task<MovedPart> SendAsync(int number, long offset, SentBody body, SliceDigest? digest, CancellationToken cancellationToken)
    {
        var request = new PartRequest(item.DestinationKey, upload.UploadId, number, offset, body)
        {
            Md5 = digest is { } known ? known.Md5.ToBytes() : (ReadOnlyMemory<byte>?)null,
        };
        body.Flight = item.Flight;
        for (var writes = 1; ; writes++)
        {
            var written = await _multipart.UploadPartAsync(request, cancellationToken);
            var sent = digest ?? ((StreamedBody)body).Digest!;

            // 3 <- the answer says what arrived
            var hasOpaqueETag = upload.HasOpaqueETags || written.HasOpaqueETag;
            var isMd5 = context.Destination.Traits.ForObject(hasOpaqueETag).PartETagIsMd5;
            if (!isMd5 || new ContentDigest(sent.Md5, 1, 0).IsETag(written.ETag))
            {
                return new(number, written.ETag, sent.Md5, body.Length)
                {
                    DigestPieces = sent.DigestPieces,
                    HasOpaqueETag = hasOpaqueETag,
                    IsConfirmed = isMd5 || written.Checked != BodyCheck.None,
                };
            }

            if (writes == MostWrites)
            {
                throw new StorageException(
                    StorageErrorKind.Damaged,
                    $"the destination confirms part {number} with another ETag than its MD5; where its ETags are no MD5s, set des-etag: opaque");
            }
        }
    }

    private static PartResult ResultOf(TransferFailure failure) => (failure.Side, failure.Kind) switch
    {
        (TransferSide.Source, StorageErrorKind.SourceChanged or StorageErrorKind.Unsupported) => PartResult.SourceChanged,
        (TransferSide.Source, StorageErrorKind.NotFound) => PartResult.SourceGone,
        (TransferSide.Destination, StorageErrorKind.UploadGone) => PartResult.UploadGone,
        _ => PartResult.Failed,
    };
}
