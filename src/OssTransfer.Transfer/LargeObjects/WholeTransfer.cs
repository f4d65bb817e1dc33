using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;
using OssTransfer.Transfer.Proof;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>
/// A body that is read in one stream from beginning to end, one part in memory at a time, and compared with all that was promised of it before it is completed.
/// After an interruption it begins again with the same upload, whose parts are replaced by number.
/// </summary>
internal sealed class WholeTransfer(TransferContext context, TransferItem item, MultipartUpload upload, EngineWork work, OverwriteCheck overwrite)
{
    private const int MostReads = 3;

    private readonly PartTransfer _sender = new(context, item, upload, work.Contents);
    private TransferSide _side = TransferSide.Source;
    private long _bytesSent;

    public async Task<LargeObjectEvent> RunAsync(CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            try
            {
                var happened = await MoveAsync(cancellationToken);
                return happened is LargeObjectEvent.Ended ended
                    ? ended with { Outcome = ended.Outcome with { BytesSent = ended.Outcome.BytesSent + _bytesSent } }
                    : happened;
            }
            catch (StorageException e) when ((e.IsTransient || e.Kind == StorageErrorKind.Damaged) && _side == TransferSide.Source && reads < MostReads)
            {
                // Such a body can't be resumed in the middle.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return new LargeObjectEvent.Interrupted(null, _bytesSent);
            }
            catch (StorageException e)
            {
                return StepFailure.Of(new(item.Index, OutcomeKind.None) { BytesSent = _bytesSent }, TransferFailure.From(_side, e));
            }
        }
    }

    private async Task<LargeObjectEvent> MoveAsync(CancellationToken cancellationToken)
    {
        item.Flight?.Begin(0);
        _side = TransferSide.Source;
        var request = new ReadRequest(item.SourceKey) { IfMatch = upload.Version.ETag };
        await using var body = await CountedReader.Of(context.Source.Reader, item.Flight).OpenAsync(request, cancellationToken);
        upload.Version.Check(body.Info);
        var published = upload.Published.Count > 0 ? upload.Published : body.Info.Digests;
        using var hasher = published.Count > 0 ? new SliceHasher(published) : null;
        var parts = new List<MovedPart>();
        for (var offset = 0L; ; offset += parts[^1].Size)
        {
            var bytes = PartPlan.GrowingPartBytes(parts.Count + 1, upload.PartBytes, work.Contents.LargestBufferedBytes, context.Destination.Traits);
            using var rented = await work.Contents.Memory.RentAsync((int)Math.Min(bytes, work.Contents.Memory.LargestPieceBytes), cancellationToken);
            _side = TransferSide.Source;
            var filled = await ContentReader.FillAsync(body.Content, rented.Memory, cancellationToken);
            rented.MarkFilled();
            hasher?.Append(rented.Memory.Span[..filled]);
            if (filled < rented.Memory.Length || offset + filled > upload.Version.Size)
            {
                upload.Version.CheckLength(offset + filled, body.Info);
            }

            if (filled == 0)
            {
                break;
            }

            _side = TransferSide.Destination;
            if (parts.Count == context.Destination.Traits.MaxParts)
            {
                throw new StorageException(StorageErrorKind.TooLarge, $"the body is longer than {offset} bytes, which is all that fits in {parts.Count} parts");
            }

            var content = new BufferedBody(rented.Memory[..filled]);
            try
            {
                var md5 = await work.Contents.HashAsync(content.Memory!.Value);
                parts.Add(await _sender.SendAsync(parts.Count + 1, offset, content, new(md5, []), cancellationToken));
            }
            finally
            {
                _bytesSent += content.BytesSent;
            }

            if (filled < rented.Memory.Length)
            {
                break;
            }
        }

        var proof = hasher?.Finish() is { } digest
            ? PublishedDigests.Check(published, new ContentDigest(digest.Md5, 1, 0), [digest.DigestPieces])
            : SourceProof.Unproven;
        if (proof == SourceProof.Damaged)
        {
            _side = TransferSide.Source;
            throw ContentReader.Damaged(body.Info);
        }

        _side = TransferSide.Destination;
        return parts.Count == 0 ? await PutEmptyAsync(body.Info, proof, cancellationToken) : await CompleteAsync(parts, proof, cancellationToken);
    }

    private async Task<LargeObjectEvent> CompleteAsync(List<MovedPart> parts, SourceProof proof, CancellationToken cancellationToken)
    {
        var completion = new Completion(context, item, upload, parts, work, overwrite, proof);
        return await completion.PrepareAsync(cancellationToken) switch
        {
            LargeObjectEvent.Prepared prepared => await completion.RunAsync(prepared.Intent, cancellationToken),
            LargeObjectEvent.Ended { Outcome.Kind: OutcomeKind.Conflict } conflict => conflict,
            _ => throw new StorageException(StorageErrorKind.Transient, "the destination can't be asked what it holds"),
        };
    }

    /// <summary>An upload can't be completed without a part.</summary>
    private async Task<LargeObjectEvent> PutEmptyAsync(ObjectInfo info, SourceProof source, CancellationToken cancellationToken)
    {
        var there = ObjectRules.Seen(await context.Destination.Reader.HeadAsync(item.DestinationKey, cancellationToken));
        if (there is not null && !await overwrite.MayReplaceAsync(there, size: 0, cancellationToken))
        {
            return new LargeObjectEvent.Ended(new(item.Index, OutcomeKind.Conflict) { DestinationETag = there.ETag, Size = 0 }, UploadIsGone: false);
        }

        var (target, dropped) = ObjectRules.TargetOf(context, item, info, await ObjectRules.AclOfAsync(context, item, cancellationToken));
        var digest = new ContentDigest(await work.Contents.HashAsync(default), 1, 0);
        await item.NoteAsync(upload.Version with { Size = 0 }, cancellationToken);
        var body = new BufferedBody(default);
        var written = await context.Destination.Writer!.PutAsync(new(target, body), cancellationToken);
        var outcome = new TransferOutcome(item.Index, OutcomeKind.Transferred)
        {
            Source = upload.Version.Seen(info) with { Size = 0 },
            Digest = digest,
            Size = 0,
            SourceUnproven = source != SourceProof.Proven,
            DroppedMetadata = dropped,
            ObjectsSent = body.TimesSent,
        };
        var (proof, etag) = await WriteProof.OfAsync(context.Destination, item.DestinationKey, written, outcome, work.ReadBack, cancellationToken);
        return new LargeObjectEvent.Ended(outcome with { Proof = proof, DestinationETag = etag }, UploadIsGone: false);
    }
}
