using System.Security.Cryptography;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Cli.Probing;

/// <summary>
/// Tries what a destination must be able to do, with objects of its own that are noted in <see cref="ThrowAway"/> and taken away by the caller.
/// </summary>
internal sealed class WriteProbe(IObjectStore store, ObjectKey key, ThrowAway thrown, ProbeSteps steps)
{
    private const int SmallBytes = 1000;
    private const long MostBytes = 64 << 20;
    private const string ContentType = "application/x-osstransfer-probe";

    private static readonly ObjectMetadata Headers = new() { ContentType = ContentType, User = [new("probe", "osstransfer")] };

    /// <summary>What an object has for proof that goes in one PUT; null where that failed.</summary>
    public ProofKind? PutProof { get; private set; }

    /// <summary>What an object has for proof that goes in parts; null where that failed.</summary>
    public ProofKind? PartsProof { get; private set; }

    /// <summary>What the ETag of the small object is; null where none was written.</summary>
    public ETagFinding? ETag { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (_, isThere) = await steps.TryAsync("HEAD the throw-away object", LookAsync, cancellationToken);
        if (isThere)
        {
            return;
        }

        var content = RandomNumberGenerator.GetBytes(SmallBytes);
        var (isWritten, _) = await steps.TryWriteAsync("PUT the throw-away object", token => PutAsync(content, token), cancellationToken);
        if (isWritten)
        {
            await steps.TryAsync("GET it back", token => CompareAsync(key, content, token), cancellationToken);
        }

        if (isWritten && store.Traits.ChecksContentMd5)
        {
            await steps.TryWriteAsync("PUT with a wrong Content-MD5", token => PutDamagedAsync(content, token), cancellationToken);
        }

        if (store.Multipart is { } multipart && store.Traits.MinPartBytes <= MostBytes)
        {
            await UploadAsync(multipart, key.Append(ObjectKey.From("-parts")), cancellationToken);
        }
    }

    private async Task<ProbeAnswer<bool>> LookAsync(CancellationToken cancellationToken) =>
        await store.Reader.HeadAsync(key, cancellationToken) is null
            ? new("not there yet", false)
            : new($"'{key}' is there already; nothing was written", true, Ok: false);

    private async Task<ProbeAnswer<object>> PutAsync(byte[] content, CancellationToken cancellationToken)
    {
        var md5 = MD5.HashData(content);
        thrown.Writes(key);
        var written = await store.Writer!.PutAsync(new(new(key, Headers), new MemoryBody(content)) { Md5 = md5 }, cancellationToken);
        ETag = ETagFindings.Of(written.ETag, md5);
        PutProof = ProofForecast.OfPut(store.Traits.ForObject(written.HasOpaqueETag), ETag.Value);
        return new($"{Figures.Bytes(content.Length)}, {ETagFindings.Text(ETag.Value)}; proof: {JobSnapshots.NameOf(PutProof.Value)}", null);
    }

    private async Task<ProbeAnswer<object>> CompareAsync(ObjectKey at, byte[] content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await using var body = await store.Reader.OpenAsync(new(at), cancellationToken);
        await body.Content.CopyToAsync(copy, cancellationToken);
        var isSame = copy.GetBuffer().AsSpan(0, (int)copy.Length).SequenceEqual(content);
        var headers = body.Info.Metadata;
        var keeps = !store.Traits.KeepsMetadata || (headers.ContentType == ContentType && headers.User.Contains(Headers.User[0]));
        return new($"{(isSame ? "the same bytes" : "other bytes")}{(keeps ? "" : ", without its metadata")}", null, isSame && keeps);
    }

    private async Task<ProbeAnswer<object>> PutDamagedAsync(byte[] content, CancellationToken cancellationToken)
    {
        var at = key.Append(ObjectKey.From("-damaged"));
        thrown.Writes(at);
        try
        {
            await store.Writer!.PutAsync(new(new(at, Headers), new MemoryBody(content)) { Md5 = MD5.HashData("other"u8) }, cancellationToken);
            return new("was taken: damage on the way shows only afterwards, by the ETag", null, Ok: false);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.Damaged)
        {
            return new("refused, as it should be: damage on the way is noticed", null);
        }
    }

    private async Task UploadAsync(IMultipartWriter multipart, ObjectKey at, CancellationToken cancellationToken)
    {
        byte[][] contents = [RandomNumberGenerator.GetBytes((int)Math.Max(SmallBytes, store.Traits.MinPartBytes)), RandomNumberGenerator.GetBytes(SmallBytes)];
        thrown.Begins(at);
        var (_, id) = await steps.TryWriteAsync(
            "begin an upload in parts",
            async token =>
            {
                var name = (await multipart.InitiateAsync(new(at, Headers), token)).UploadId;
                thrown.Began(at, name);
                return new ProbeAnswer<string>("begun", name);
            },
            cancellationToken);
        var parts = new List<UploadedPart>();
        for (var i = 0; i < contents.Length && id is not null && parts.Count == i; i++)
        {
            var (number, offset) = (i + 1, contents.Take(i).Sum(before => (long)before.Length));
            var (_, part) = await steps.TryWriteAsync(
                $"upload part {number}",
                async token =>
                {
                    var written = await multipart.UploadPartAsync(
                        new(at, id, number, offset, new MemoryBody(contents[number - 1])) { Md5 = MD5.HashData(contents[number - 1]) }, token);
                    return new ProbeAnswer<UploadedPart>(Figures.Bytes(contents[number - 1].Length), written);
                },
                cancellationToken);
            if (part is not null)
            {
                parts.Add(part);
            }
        }

        if (id is not null && parts.Count == contents.Length)
        {
            await CompleteAsync(multipart, at, id, parts, contents, cancellationToken);
        }
    }

    private async Task CompleteAsync(
        IMultipartWriter multipart, ObjectKey at, string id, IReadOnlyList<UploadedPart> parts, byte[][] contents, CancellationToken cancellationToken)
    {
        thrown.Writes(at);
        var (isWhole, _) = await steps.TryWriteAsync<object>(
            "join the parts",
            async token =>
            {
                var etag = (await multipart.CompleteAsync(at, id, parts, token)).ETag;
                thrown.Ended(at, id);
                PartsProof = ProofForecast.OfParts(
                    store.Traits.ForObject(parts.Any(part => part.HasOpaqueETag)),
                    etag,
                    [.. parts.Zip(contents).Select(pair => (pair.First.ETag, MD5.HashData(pair.Second)))]);
                return new($"proof: {JobSnapshots.NameOf(PartsProof.Value)}", null);
            },
            cancellationToken);
        if (isWhole)
        {
            await steps.TryAsync("GET it back", token => CompareAsync(at, [.. contents.SelectMany(part => part)], token), cancellationToken);
        }
    }
}
