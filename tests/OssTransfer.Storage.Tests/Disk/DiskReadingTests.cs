namespace OssTransfer.Storage.Tests.Disk;

/// <summary>Files that change under the reader: what is read whole is of one version, or the reading fails as changed.</summary>
public sealed class DiskReadingTests : IAsyncDisposable
{
    private static readonly ObjectKey Key = ObjectKey.From("dir/file");
    private readonly TestDirectory _directory = new();
    private readonly IObjectStore _store;
    private readonly string _path;

    public DiskReadingTests()
    {
        _path = _directory.Write("dir/file", new string('a', 1000));
        _store = DiskTestListing.StoreOf(_directory.Path);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return _store.DisposeAsync();
    }

    [Fact]
    public Task Overwritten_while_read_fails_as_changed() => AssertChangedAsync(() => File.WriteAllText(_path, new string('b', 1000)));

    [Fact]
    public Task Appended_while_read_fails_as_changed() => AssertChangedAsync(() => File.AppendAllText(_path, "b"));

    [Fact]
    public Task Cut_while_read_fails_as_changed() => AssertChangedAsync(() => File.WriteAllText(_path, "a"));

    [Fact]
    public Task Replaced_while_read_fails_as_changed() =>
        AssertChangedAsync(() => File.Move(_directory.Write("new", new string('b', 1000)), _path, overwrite: true));

    [Fact]
    public Task Removed_while_read_fails_as_changed() => AssertChangedAsync(() => File.Delete(_path));

    [Fact]
    public Task Overwritten_with_its_old_time_fails_as_changed() => AssertChangedAsync(() =>
    {
        var time = File.GetLastWriteTimeUtc(_path);
        File.WriteAllText(_path, new string('b', 1000));
        File.SetLastWriteTimeUtc(_path, time);
    });

    [Fact]
    public async Task Changed_right_after_it_was_written_and_opened_is_noticed_every_time()
    {
        for (var i = 0; i < 30; i++)
        {
            await File.WriteAllTextAsync(_path, $"{i:d4}", Token);
            await using var body = await _store.Reader.OpenAsync(new(Key), Token);

            await File.WriteAllTextAsync(_path, $"{i:x4}!"[..4], Token);

            await Assert.ThrowsAsync<StorageException>(() => body.Content.ReadExactlyAsync(new byte[4], Token).AsTask());
        }
    }

    [Fact]
    public async Task Slice_of_a_file_that_changes_fails_as_changed()
    {
        await using var body = await _store.Reader.OpenAsync(new(Key) { Range = new(10, 20) }, Token);
        await File.AppendAllTextAsync(_path, "b", Token);

        var failure = await Assert.ThrowsAsync<StorageException>(() => body.Content.ReadExactlyAsync(new byte[20], Token).AsTask());

        Assert.Equal(StorageErrorKind.SourceChanged, failure.Kind);
    }

    [Fact]
    public async Task Replaced_after_the_listing_fails_as_changed_and_removed_as_not_found()
    {
        var listed = Assert.Single(await DiskTestListing.EntriesAsync(_store));
        var time = File.GetLastWriteTimeUtc(_path);
        var replacement = _directory.Write("new", new string('b', 1000));
        File.SetLastWriteTimeUtc(replacement, time);
        File.Move(replacement, _path, overwrite: true);

        Assert.Equal(StorageErrorKind.SourceChanged, (await FailureAsync(new(Key) { IfMatch = listed.ETag })).Kind);

        File.Delete(_path);
        Assert.Equal(StorageErrorKind.NotFound, (await FailureAsync(new(Key) { IfMatch = listed.ETag })).Kind);
    }

    [Theory]
    [InlineData("dir")]
    [InlineData("dir/")]
    [InlineData("dir/file/x")]
    [InlineData("../outside")]
    [InlineData("dir/./file")]
    [InlineData("/dir/file")]
    [InlineData("dir//file")]
    [InlineData("")]
    public async Task Key_that_is_no_file_is_not_found(string key)
    {
        Assert.Null(await _store.Reader.HeadAsync(ObjectKey.From(key), Token));
        Assert.Equal(StorageErrorKind.NotFound, (await FailureAsync(new(ObjectKey.From(key)))).Kind);
    }

    [Theory]
    [InlineData("a.jpg", "image/jpeg")]
    [InlineData("a.JPG", "image/jpeg")]
    [InlineData("报告.DocX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("a.tar.gz", "application/gzip")]
    [InlineData("a", "application/octet-stream")]
    [InlineData(".gitignore", "application/octet-stream")]
    [InlineData(".jpg", "application/octet-stream")]
    [InlineData("x/.jpg", "application/octet-stream")]
    [InlineData("jpg", "application/octet-stream")]
    [InlineData("a.", "application/octet-stream")]
    [InlineData("a.jpg/b", "application/octet-stream")]
    [InlineData("a.extension-that-is-long", "application/octet-stream")]
    public async Task Content_type_follows_the_extension(string key, string expected)
    {
        _directory.Write(key);

        Assert.Equal(expected, (await _store.Reader.HeadAsync(ObjectKey.From(key), Token))?.Metadata.ContentType);
    }

    [Fact]
    public async Task Body_that_is_disposed_closes_its_file()
    {
        await using (await _store.Reader.OpenAsync(new(Key), Token))
        {
            Assert.True(IsOpen());
        }

        Assert.False(IsOpen());
        await FailureAsync(new(Key) { IfMatch = "0" });
        Assert.False(IsOpen());
    }

    private async Task AssertChangedAsync(Action change)
    {
        await using var body = await _store.Reader.OpenAsync(new(Key), Token);
        await body.Content.ReadExactlyAsync(new byte[500], Token);

        change();

        var failure = await Assert.ThrowsAsync<StorageException>(() => body.Content.ReadExactlyAsync(new byte[500], Token).AsTask());
        Assert.Equal(StorageErrorKind.SourceChanged, failure.Kind);
    }

    private Task<StorageException> FailureAsync(ReadRequest request) =>
        Assert.ThrowsAsync<StorageException>(() => _store.Reader.OpenAsync(request, Token));

    private bool IsOpen() =>
        Directory.GetFileSystemEntries("/proc/self/fd").Any(file => new FileInfo(file).LinkTarget is { } target && target == _path);
}
