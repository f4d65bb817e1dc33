using System.Security.Cryptography;

namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>What <see cref="IMultipartWriter"/> promises.</summary>
public abstract class MultipartConformance : StoreConformance
{
    private static readonly ObjectKey Key = ObjectKey.From("dir/parts.bin");

    /// <summary>Whether the store notices at Complete that a named ETag isn't the part's.</summary>
    protected virtual bool ChecksPartETags => true;

    /// <summary>Why the store can't write this key in parts although it can hold it, or null where it can.</summary>
    protected virtual string? CannotUpload(ObjectKey key) => null;

    /// <summary>Bytes of a part that isn't the last: the least that the store takes, or what makes the test worth it.</summary>
    protected virtual int PartBytes(StoreTraits traits) => (int)Math.Clamp(traits.MinPartBytes, 1 << 16, 5 << 20);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    public async Task Upload_in_parts_gives_the_whole_object(int wholeParts, int rest)
    {
        await using var opened = await OpenAsync();
        var part = PartBytes(opened.Store.Traits);
        var content = TestContent.Of(Math.Max((wholeParts * part) + (rest < 0 ? part - 1 : rest), 1));
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;

        var parts = await UploadAsync(opened, upload, content, part);
        Assert.Null(await opened.Reader.HeadAsync(Key, Token));
        var result = await opened.Multipart.CompleteAsync(Key, upload, parts, Token);

        Assert.Equal(content, await ReadAsync(opened, Key));
        var entry = Assert.Single((await PagesAsync(opened, new ListRequest(default))).SelectMany(page => page.Entries));
        Assert.Equal(content.Length, entry.Size);
        Assert.Equal(entry.ETag, (await opened.Reader.HeadAsync(Key, Token))?.ETag);
        Assert.Equal(entry.ETag, result.ETag ?? entry.ETag);
    }

    [Fact]
    public async Task Parts_may_come_in_any_order_at_once_and_again()
    {
        await using var opened = await OpenAsync();
        var part = PartBytes(opened.Store.Traits);
        var content = TestContent.Of((2 * part) + 100);
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        await PartAsync(opened, upload, 2, part, TestContent.Of(part, seed: 9));

        var sent = await Task.WhenAll(new[] { 3, 1, 2 }.Select(number => PartAsync(
            opened, upload, number, (number - 1L) * part, content[((number - 1) * part)..Math.Min(number * part, content.Length)])));
        await opened.Multipart.CompleteAsync(Key, upload, [.. sent.OrderBy(p => p.Number)], Token);

        Assert.Equal(content, await ReadAsync(opened, Key));
    }

    [Fact]
    public async Task Part_may_be_streamed()
    {
        await using var opened = await OpenAsync();
        var content = TestContent.Of(100_001);
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;

        var part = await opened.Multipart.UploadPartAsync(new PartRequest(Key, upload, 1, 0, new StreamedBody(content)), Token);
        await opened.Multipart.CompleteAsync(Key, upload, [part], Token);

        Assert.Equal(content, await ReadAsync(opened, Key));
    }

    [Fact]
    public async Task Part_etag_is_its_md5_and_the_object_says_the_composite_where_the_traits_promise_it()
    {
        await using var opened = await OpenAsync();
        var traits = opened.Store.Traits;
        Assert.SkipUnless(traits.PartETagIsMd5, "This store's part ETag is no MD5.");
        var part = PartBytes(traits);
        var content = TestContent.Of(part + 7);
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;

        var parts = await UploadAsync(opened, upload, content, part);
        await opened.Multipart.CompleteAsync(Key, upload, parts, Token);

        byte[][] digests = [MD5.HashData(content.AsSpan(0, part)), MD5.HashData(content.AsSpan(part))];
        Assert.Equal(digests.Select(Convert.ToHexString), parts.Select(p => p.ETag.ToUpperInvariant()));
        if (traits.MultipartETagIsComposite)
        {
            var digest = Assert.Single((await opened.Reader.HeadAsync(Key, Token))!.Digests);
            Assert.Equal((DigestKind.Md5OfParts, 2), (digest.Kind, digest.Parts));
            Assert.Equal(MD5.HashData([.. digests[0], .. digests[1]]), digest.Value.ToArray());
        }
    }

    [Fact]
    public async Task Part_that_differs_from_its_md5_is_refused()
    {
        await using var opened = await OpenAsync();
        Assert.SkipUnless(opened.Store.Traits.ChecksContentMd5, "This store doesn't check Content-MD5.");
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        var request = new PartRequest(Key, upload, 1, 0, new MemoryBody(TestContent.Of(100))) { Md5 = MD5.HashData([]) };

        await AssertFailsAsync(StorageErrorKind.Damaged, () => opened.Multipart.UploadPartAsync(request, Token));
    }

    [Fact]
    public async Task ListParts_gives_number_size_and_etag_of_each()
    {
        await using var opened = await OpenAsync();
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        Assert.Empty(await PartsAsync(opened, upload));
        UploadedPart[] sent =
        [
            await PartAsync(opened, upload, 2, 100, TestContent.Of(200)),
            await PartAsync(opened, upload, 1, 0, TestContent.Of(100)),
        ];

        Assert.Equal(sent.Reverse().Select(part => new UploadedPart(part.Number, part.ETag, part.Size)), await PartsAsync(opened, upload));
    }

    [Fact]
    public virtual async Task Complete_names_the_parts_and_leaves_the_others_out()
    {
        await using var opened = await OpenAsync();
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        var first = await PartAsync(opened, upload, 1, 0, TestContent.Of(100));
        await PartAsync(opened, upload, 2, 100, TestContent.Of(200));

        await opened.Multipart.CompleteAsync(Key, upload, [first], Token);

        Assert.Equal(TestContent.Of(100), await ReadAsync(opened, Key));
    }

    [Fact]
    public async Task Complete_with_a_part_that_is_not_there_fails_as_invalid_part()
    {
        await using var opened = await OpenAsync();
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        var part = await PartAsync(opened, upload, 1, 0, TestContent.Of(PartBytes(opened.Store.Traits)));

        await AssertFailsAsync(StorageErrorKind.InvalidPart,
            () => opened.Multipart.CompleteAsync(Key, upload, [part, part with { Number = 2 }], Token));

        Assert.Null(await ReadAsync(opened, Key));
    }

    [Fact]
    public async Task Complete_with_another_etag_fails_as_invalid_part()
    {
        Assert.SkipUnless(ChecksPartETags, "This store doesn't compare part ETags.");
        await using var opened = await OpenAsync();
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        var part = await PartAsync(opened, upload, 1, 0, TestContent.Of(100));

        await AssertFailsAsync(StorageErrorKind.InvalidPart, () => opened.Multipart.CompleteAsync(
            Key, upload, [part with { ETag = "00000000000000000000000000000000" }], Token));

        Assert.Null(await ReadAsync(opened, Key));
    }

    [Fact]
    public async Task Abort_drops_the_upload_and_may_be_repeated()
    {
        await using var opened = await OpenAsync();
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        await PartAsync(opened, upload, 1, 0, TestContent.Of(100));

        await opened.Multipart.AbortAsync(Key, upload, Token);
        await opened.Multipart.AbortAsync(Key, upload, Token);

        Assert.Null(await opened.Reader.HeadAsync(Key, Token));
        Assert.Empty(await UploadsAsync(opened, default));
        await AssertFailsAsync(StorageErrorKind.UploadGone, () => PartsAsync(opened, upload));
        await AssertFailsAsync(StorageErrorKind.UploadGone, () => PartAsync(opened, upload, 2, 100, TestContent.Of(1)));
    }

    [Fact]
    public virtual Task Complete_of_an_aborted_upload_says_that_it_is_gone() => CompleteAbortedAsync(StorageErrorKind.UploadGone);

    protected async Task CompleteAbortedAsync(StorageErrorKind kind)
    {
        await using var opened = await OpenAsync();
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        var part = await PartAsync(opened, upload, 1, 0, TestContent.Of(100));
        await opened.Multipart.AbortAsync(Key, upload, Token);

        await AssertFailsAsync(kind, () => opened.Multipart.CompleteAsync(Key, upload, [part], Token));
        Assert.Null(await opened.Reader.HeadAsync(Key, Token));
    }

    [Fact]
    public async Task ListUploads_shows_what_is_unfinished_under_the_prefix()
    {
        await using var opened = await OpenAsync();
        var odd = ObjectKey.From("dir/odd +%2F&é\n");
        var other = ObjectKey.From("other");
        var oddId = (await opened.Multipart.InitiateAsync(new WriteTarget(CannotHold(odd) is null ? odd : Key, ObjectMetadata.None), Token)).UploadId;
        var otherId = (await opened.Multipart.InitiateAsync(new WriteTarget(other, ObjectMetadata.None), Token)).UploadId;
        var done = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None), Token)).UploadId;
        var part = await PartAsync(opened, done, 1, 0, TestContent.Of(100));
        await opened.Multipart.CompleteAsync(Key, done, [part], Token);

        var all = await UploadsAsync(opened, default);

        Assert.Equal(new[] { oddId, otherId }.Order(StringComparer.Ordinal), all.Select(u => u.UploadId).Order(StringComparer.Ordinal));
        Assert.Contains(all, pending => pending.UploadId == oddId && pending.Key == (CannotHold(odd) is null ? odd : Key));
        var below = Assert.Single(await UploadsAsync(opened, ObjectKey.From("oth")));
        Assert.Equal((other, otherId), (below.Key, below.UploadId));
    }

    [Fact]
    public async Task Two_uploads_of_one_key_do_not_meet()
    {
        await using var opened = await OpenAsync();
        var one = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None) { WriteName = "one" }, Token)).UploadId;
        var two = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, ObjectMetadata.None) { WriteName = "two" }, Token)).UploadId;
        var first = await PartAsync(opened, one, 1, 0, TestContent.Of(100));
        await PartAsync(opened, two, 1, 0, TestContent.Of(200));

        await opened.Multipart.AbortAsync(Key, two, Token);
        await opened.Multipart.CompleteAsync(Key, one, [first], Token);

        Assert.Equal(TestContent.Of(100), await ReadAsync(opened, Key));
    }

    [Fact]
    public async Task Upload_keeps_its_metadata()
    {
        await using var opened = await OpenAsync();
        Assert.SkipUnless(opened.Store.Traits.KeepsMetadata, "This store keeps no metadata.");
        var metadata = new ObjectMetadata { ContentType = "video/mp4", CacheControl = "no-cache", User = [new("one", "1")] };
        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(Key, metadata), Token)).UploadId;

        var part = await PartAsync(opened, upload, 1, 0, TestContent.Of(100));
        await opened.Multipart.CompleteAsync(Key, upload, [part], Token);

        MetadataAssert.Same(metadata, (await opened.Reader.HeadAsync(Key, Token))!.Metadata);
    }

    [Theory]
    [MemberData(nameof(OddKeys.Names), MemberType = typeof(OddKeys))]
    public async Task Upload_to_an_odd_key_arrives_there_or_is_refused(string name)
    {
        var key = OddKeys.Get(name);
        Assert.SkipWhen(CannotUpload(key) is not null, CannotUpload(key) ?? "");
        await using var opened = await OpenAsync();
        if (CannotHold(key) is not null)
        {
            await AssertFailsAsync(StorageErrorKind.InvalidKey,
                () => opened.Multipart.InitiateAsync(new WriteTarget(key, ObjectMetadata.None), Token));
            return;
        }

        var upload = (await opened.Multipart.InitiateAsync(new WriteTarget(key, ObjectMetadata.None), Token)).UploadId;
        var part = await opened.Multipart.UploadPartAsync(new PartRequest(key, upload, 1, 0, new MemoryBody(TestContent.Of(50))), Token);
        await opened.Multipart.CompleteAsync(key, upload, [part], Token);

        AssertKeys([key], await KeysAsync(opened), opened.Store.Traits);
        Assert.Equal(TestContent.Of(50), await ReadAsync(opened, key));
    }

    private static async Task<UploadedPart> PartAsync(OpenedStore opened, string upload, int number, long offset, byte[] content)
    {
        var request = new PartRequest(Key, upload, number, offset, new MemoryBody(content)) { Md5 = MD5.HashData(content) };
        return await opened.Multipart.UploadPartAsync(request, Token);
    }

    private static async Task<List<UploadedPart>> UploadAsync(OpenedStore opened, string upload, byte[] content, int partBytes)
    {
        var parts = new List<UploadedPart>();
        foreach (var piece in content.Chunk(partBytes))
        {
            parts.Add(await PartAsync(opened, upload, parts.Count + 1, (long)parts.Count * partBytes, piece));
        }

        return parts;
    }

    private static async Task<List<UploadedPart>> PartsAsync(OpenedStore opened, string upload)
    {
        var parts = new List<UploadedPart>();
        await foreach (var part in opened.Multipart.ListPartsAsync(Key, upload, Token))
        {
            parts.Add(part);
        }

        return parts;
    }

    private static async Task<List<PendingUpload>> UploadsAsync(OpenedStore opened, ObjectKey prefix)
    {
        var uploads = new List<PendingUpload>();
        await foreach (var upload in opened.Multipart.ListUploadsAsync(prefix, Token))
        {
            uploads.Add(upload);
        }

        return uploads;
    }
}
