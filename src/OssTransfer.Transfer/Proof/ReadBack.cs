using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Proof;

/// <summary>Reads objects again and hashes them, in the parts they were sent in, with no more memory than a transfer takes.</summary>
internal sealed class ReadBack(ContentReader contents, int partsAtOnce)
{
    private const int MostReads = 3;

    /// <summary>Whether the store holds this content under the key.</summary>
    public async Task<ContentMatch> CheckAsync(IObjectReader store, ObjectKey key, long? size, ContentDigest expected, CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            try
            {
                if (await store.HeadAsync(key, cancellationToken) is not { } info)
                {
                    return ContentMatch.Missing;
                }

                if (size is not null && info.Size is not null && info.Size != size)
                {
                    return ContentMatch.Differs;
                }

                var (digest, read) = await DigestAsync(store, key, SourceVersion.Of(info), expected.PartBytes, cancellationToken);
                return digest.Hash == expected.Hash && read == (size ?? read) ? ContentMatch.Equal : ContentMatch.Differs;
            }
            catch (StorageException e) when (e.Kind == StorageErrorKind.NotFound)
            {
                return ContentMatch.Missing;
            }
            catch (StorageException e) when (e.Kind == StorageErrorKind.SourceChanged && reads < MostReads)
            {
                // The object is being written; the next reading shows what stays.
            }
        }
    }

    /// <summary>The digest of an object, in parts of that size, and its length; 0 for the MD5 of the whole.</summary>
    public async Task<(ContentDigest Digest, long Size)> DigestAsync(
        IObjectReader store, ObjectKey key, SourceVersion version, long partBytes, CancellationToken cancellationToken)
    {
        if (version is not { ReadsOnlyWhole: false, Size: { } size })
        {
            return await contents.DigestStreamAsync(store, key, version, partBytes, cancellationToken);
        }

        if (partBytes == 0 || size <= partBytes)
        {
            return (new(await HashAsync(store, new(key) { IfMatch = version.ETag }, version, size, cancellationToken), 1, 0), size);
        }

        try
        {
            var md5s = await HashPartsAsync(store, key, version, size, partBytes, cancellationToken);
            return (new(PartDigests.Combine(md5s), md5s.Length, partBytes), size);
        }
        catch (StorageException e) when (e.Kind is StorageErrorKind.Unsupported or StorageErrorKind.SourceChanged)
        {
            // What came was no slice of that version: one stream shows whether it changed, or the store gives no slices.
            return await contents.DigestStreamAsync(store, key, version, partBytes, cancellationToken);
        }
    }

    private async Task<Hash128[]> HashPartsAsync(
        IObjectReader store, ObjectKey key, SourceVersion version, long size, long partBytes, CancellationToken cancellationToken)
    {
        var md5s = new Hash128[(size + partBytes - 1) / partBytes];
        var options = new ParallelOptions { MaxDegreeOfParallelism = partsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, md5s.Length, options, async (i, token) =>
        {
            var range = new ByteRange(i * partBytes, Math.Min(partBytes, size - (i * partBytes)));
            md5s[i] = await HashAsync(store, new(key) { IfMatch = version.ETag, Range = range }, version, range.Length, token);
        });
        return md5s;
    }

    private async Task<Hash128> HashAsync(IObjectReader store, ReadRequest request, SourceVersion version, long length, CancellationToken cancellationToken)
    {
        if (length <= contents.LargestBufferedBytes)
        {
            using var content = await contents.ReadAsync(store, request, version, (int)length, [], cancellationToken);
            return content.Md5;
        }

        var md5 = default(Hash128);
        await contents.CopyAsync(store, new(request, version, length), Stream.Null, (_, digest) => md5 = digest.Md5, cancellationToken);
        return md5;
    }
}
