using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Disk;

public sealed class DiskUploadTests : IAsyncDisposable
{
    private const int PartBytes = 100_000;
    private static readonly ObjectKey Key = ObjectKey.From("dir/big");
    private readonly TestDirectory _directory = new();
    private readonly IObjectStore _store;

    public DiskUploadTests() => _store = DiskTestListing.StoreOf(_directory.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMultipartWriter Multipart => _store.Multipart!;

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Many_parts_at_once_make_the_object()
    {
        var content = TestContent.Of((50 * PartBytes) + 17);
        var upload = await InitiateAsync("t");

        var parts = await Task.WhenAll(Enumerable.Range(0, 51).Reverse().Select(i => PartAsync(Multipart, upload, content, i)));
        var result = await Multipart.CompleteAsync(Key, upload, [.. parts.OrderBy(part => part.Number)], Token);

        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(_directory.Path, "dir/big"), Token));
        Assert.Equal(["dir/big"], _directory.AllFiles());
        Assert.Equal(result.ETag, (await _store.Reader.HeadAsync(Key, Token))?.ETag);
    }

    [Fact]
    public async Task Upload_goes_on_in_another_process()
    {
        var content = TestContent.Of(2 * PartBytes);
        var upload = await InitiateAsync("t");
        var first = await PartAsync(Multipart, upload, content, 0);

        await using var restarted = DiskTestListing.StoreOf(_directory.Path);
        var second = await PartAsync(restarted.Multipart!, upload, content, 1);
        await restarted.Multipart!.CompleteAsync(Key, upload, [first, second], Token);

        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(_directory.Path, "dir/big"), Token));
    }

    [Fact]
    public async Task Upload_that_was_started_anew_refuses_parts_of_the_earlier_one()
    {
        var content = TestContent.Of(PartBytes);
        var earlier = await InitiateAsync("t");
        var part = await PartAsync(Multipart, earlier, content, 0);
        var later = await InitiateAsync("t");

        Assert.NotEqual(earlier, later);
        await AssertFailsAsync(StorageErrorKind.UploadGone, () => PartAsync(Multipart, earlier, content, 0));
        await AssertFailsAsync(StorageErrorKind.UploadGone, () => Multipart.CompleteAsync(Key, earlier, [part], Token));
        await Multipart.AbortAsync(Key, earlier, Token);

        await Multipart.CompleteAsync(Key, later, [await PartAsync(Multipart, later, content, 0)], Token);
        Assert.Equal(["dir/big"], _directory.AllFiles());
    }

    [Fact]
    public async Task Complete_refuses_parts_that_leave_a_gap_overlap_or_are_missing()
    {
        var content = TestContent.Of(3 * PartBytes);
        var upload = await InitiateAsync(null);
        var first = await PartAsync(Multipart, upload, content, 0);
        var second = await PartAsync(Multipart, upload, content, 1);
        var third = second with { Number = 3, ETag = $"at-{2 * PartBytes:x}-{PartBytes:x}" };

        foreach (var parts in
            (UploadedPart[][])[[], [second], [second, first], [first, first], [first, third], [first, second, third], [first, second with { Size = 5 }]])
        {
            await AssertFailsAsync(StorageErrorKind.InvalidPart, () => Multipart.CompleteAsync(Key, upload, parts, Token));
        }

        Assert.Null(await _store.Reader.HeadAsync(Key, Token));
    }

    [Fact]
    public async Task Part_that_is_longer_than_announced_does_not_touch_its_neighbour()
    {
        var content = TestContent.Of(2 * PartBytes);
        var upload = await InitiateAsync(null);
        var second = await PartAsync(Multipart, upload, content, 1);

        await Assert.ThrowsAsync<StorageException>(() =>
            Multipart.UploadPartAsync(new(Key, upload, 1, 0, new StreamedBody(new byte[PartBytes + 1]) { SaysLength = PartBytes }), Token));
        var first = await PartAsync(Multipart, upload, content, 0);
        await Multipart.CompleteAsync(Key, upload, [first, second], Token);

        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(_directory.Path, "dir/big"), Token));
    }

    [Fact]
    public async Task Unfinished_upload_is_neither_listed_nor_left_by_abort()
    {
        var upload = await InitiateAsync("t");
        Assert.Equal(["dir/.osstransfer-t.part"], _directory.AllFiles());
        Assert.Empty(await DiskTestListing.EntriesAsync(_store));

        await Multipart.AbortAsync(Key, upload, Token);

        Assert.Empty(_directory.AllFiles());
    }

    [Theory]
    [InlineData("../../x.0")]
    [InlineData("no-dot")]
    [InlineData("")]
    [InlineData(".")]
    public async Task Upload_id_of_another_form_is_gone(string upload) =>
        await AssertFailsAsync(StorageErrorKind.UploadGone, () => PartAsync(Multipart, upload, new byte[1], 0));

    private static async Task AssertFailsAsync(StorageErrorKind kind, Func<Task> action) =>
        Assert.Equal(kind, (await Assert.ThrowsAsync<StorageException>(action)).Kind);

    private static async Task<UploadedPart> PartAsync(IMultipartWriter multipart, string upload, byte[] content, int index)
    {
        var offset = (long)index * PartBytes;
        var slice = content.AsMemory((int)offset, (int)Math.Min(PartBytes, content.Length - offset));
        return await multipart.UploadPartAsync(new(Key, upload, index + 1, offset, new MemoryBody(slice)), Token);
    }

    private async Task<string> InitiateAsync(string? ticket) =>
        (await Multipart.InitiateAsync(new(Key, ObjectMetadata.None) { WriteName = ticket }, Token)).UploadId;
}
