using System.Diagnostics;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Disk;

public sealed class DiskWritingTests : IAsyncDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly IObjectStore _store;

    public DiskWritingTests() => _store = DiskTestListing.StoreOf(_directory.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return _store.DisposeAsync();
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a/", "'/'")]
    [InlineData("a//b", "'/'")]
    [InlineData("/a", "'/'")]
    [InlineData("a/../b", "'..'")]
    [InlineData("./a", "'.'")]
    [InlineData("a\0b", "NUL")]
    [InlineData("a/.osstransfer-1.part", "reserved")]
    [InlineData("file/below", "'a' beside 'a/b'")]
    [InlineData("dir", "'a' beside 'a/b'")]
    public async Task Put_of_a_key_that_a_disk_cannot_hold_says_why_and_leaves_nothing(string key, string reason)
    {
        _directory.Write("file");
        _directory.Write("dir/file");

        var before = await Assert.ThrowsAsync<StorageException>(() => _store.Writer!.CheckAsync(ObjectKey.From(key), Token));
        var failure = await Assert.ThrowsAsync<StorageException>(() => PutAsync(key, "x"));

        Assert.Equal((StorageErrorKind.InvalidKey, StorageErrorKind.InvalidKey), (before.Kind, failure.Kind));
        Assert.All([before, failure], said => Assert.Contains(reason, said.Message, StringComparison.Ordinal));
        Assert.Equal(["dir/file", "file"], _directory.AllFiles());
    }

    [Theory]
    [InlineData("new")]
    [InlineData("new/below")]
    [InlineData("file")]
    [InlineData("dir/other")]
    public async Task A_key_that_a_disk_can_hold_passes_before_it_is_written(string key)
    {
        _directory.Write("file");
        _directory.Write("dir/file");

        await _store.Writer!.CheckAsync(ObjectKey.From(key), Token);

        Assert.Equal(["dir/file", "file"], _directory.AllFiles());
    }

    [Fact]
    public async Task Only_what_is_written_counts_as_gone_out()
    {
        var (whole, cut) = (new CountedBody(5, 5), new CountedBody(5, 3));

        await PutAsync(whole, "a", null);
        await Assert.ThrowsAsync<StorageException>(() => PutAsync(cut, "b", null));

        Assert.Equal((5L, 3L), (whole.Out, cut.Out));
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task Put_takes_names_up_to_255_bytes(int bytes, bool isTaken)
    {
        var key = "dir/" + new string('n', bytes);

        var failure = await Record.ExceptionAsync(() => PutAsync(key, "x"));

        Assert.Equal(isTaken, failure is null);
        Assert.True(isTaken || failure is StorageException { Kind: StorageErrorKind.InvalidKey });
    }

    [Fact]
    public async Task Put_never_writes_through_a_link()
    {
        using var outside = new TestDirectory();
        var target = outside.Write("target", "kept");
        _directory.Link("dir", outside.Path);
        _directory.Link("file", target);

        var failure = await Assert.ThrowsAsync<StorageException>(() => PutAsync("dir/file", "x"));
        await PutAsync("file", "replaced");
        await _store.Writer!.DeleteAsync(ObjectKey.From("dir/target"), Token);

        Assert.Equal(StorageErrorKind.Denied, failure.Kind);
        Assert.Equal(["target"], outside.AllFiles());
        Assert.Equal("kept", await File.ReadAllTextAsync(target, Token));
        Assert.Null(new FileInfo(Path.Combine(_directory.Path, "file")).LinkTarget);
    }

    [Fact]
    public async Task Put_removes_what_a_crashed_attempt_with_its_ticket_left()
    {
        _directory.Write("dir/.osstransfer-1-2-3.part", "half a fi");
        _directory.Write("dir/.osstransfer-another.part", "another's");

        await PutAsync("dir/file", "whole", "1-2-3");

        Assert.Equal(["dir/.osstransfer-another.part", "dir/file"], _directory.AllFiles());
        Assert.Equal("whole", await File.ReadAllTextAsync(Path.Combine(_directory.Path, "dir/file"), Token));
    }

    [Fact]
    public async Task Put_shows_nothing_under_the_final_name_before_it_is_whole()
    {
        var body = new HeldBody("whole"u8.ToArray());
        var put = PutAsync(body, "dir/file", "t");
        await body.HalfWritten;

        Assert.Equal(["dir/.osstransfer-t.part"], _directory.AllFiles());
        body.GoOn();
        await put;

        Assert.Equal(["dir/file"], _directory.AllFiles());
    }

    [Fact]
    public async Task Put_that_a_later_attempt_overtook_fails_and_leaves_the_later_content()
    {
        var body = new HeldBody("early"u8.ToArray());
        var early = PutAsync(body, "file", "t");
        await body.HalfWritten;
        await PutAsync("file", "later", "t");
        body.GoOn();

        var failure = await Assert.ThrowsAsync<StorageException>(() => early);

        Assert.Equal(StorageErrorKind.LeaseLost, failure.Kind);
        Assert.Equal(["file"], _directory.AllFiles());
        Assert.Equal("later", await File.ReadAllTextAsync(Path.Combine(_directory.Path, "file"), Token));
    }

    [Fact]
    public async Task Put_that_is_cancelled_or_fails_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var body = new HeldBody("whole"u8.ToArray());
        var put = _store.Writer!.PutAsync(new(new(ObjectKey.From("dir/file"), ObjectMetadata.None), body), cancel.Token);
        await body.HalfWritten;

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);

        Assert.Empty(_directory.AllFiles());
    }

    [Fact]
    public async Task Put_answers_the_validator_that_a_listing_shows()
    {
        var result = await PutAsync("dir/file", "x");

        var entry = Assert.Single(await DiskTestListing.EntriesAsync(_store));
        Assert.Equal(result.ETag, entry.ETag);
        Assert.Matches("^[0-9a-f]{16}$", entry.ETag!);
        Assert.NotEqual(result.ETag, (await PutAsync("dir/file", "x")).ETag);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a.b")]
    [InlineData("")]
    public async Task Put_with_a_ticket_that_is_no_name_is_refused(string ticket) =>
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync("file", "x", ticket));

    [Fact]
    public async Task Many_puts_into_new_directories_at_once_all_arrive()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => PutAsync($"a/b{i % 3}/c{i % 7}/{i:d3}", $"{i}")));

        Assert.Equal(100, _directory.AllFiles().Length);
        Assert.Equal(100, (await DiskTestListing.EntriesAsync(_store)).Count);
    }

    [Fact]
    public async Task Full_disk_fails_as_no_space_and_leaves_nothing()
    {
        Assert.SkipUnless(Posix.IsRoot, "Only root can mount a small disk.");
        var mount = Path.Combine(_directory.Path, "small");
        Directory.CreateDirectory(mount);
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount) == 0, "Mounting isn't allowed here.");
        try
        {
            await using var store = DiskTestListing.StoreOf(mount);
            var big = new PutRequest(new(ObjectKey.From("dir/big"), ObjectMetadata.None), new StreamedBody(TestContent.Of(1 << 20)));
            await store.Writer!.PutAsync(new(new(ObjectKey.From("dir/small"), ObjectMetadata.None), new MemoryBody(new byte[1000])), Token);

            var failure = await Assert.ThrowsAsync<StorageException>(() => store.Writer.PutAsync(big, Token));

            Assert.Equal(StorageErrorKind.NoSpace, failure.Kind);
            Assert.True(failure.IsFatalForJob);
            Assert.Equal(["small/dir/small"], _directory.AllFiles());
        }
        finally
        {
            Assert.Equal(0, await RunAsync("umount", mount));
        }
    }

    [Fact]
    public async Task Delete_leaves_directories_and_what_cannot_be_a_file()
    {
        _directory.Write("dir/file");
        foreach (var key in (string[])["dir", "dir/", "../x", "dir/file/below", "none", "none/none"])
        {
            await _store.Writer!.DeleteAsync(ObjectKey.From(key), Token);
        }

        Assert.Equal(["dir/file"], _directory.AllFiles());
    }

    [Fact]
    public async Task Directories_are_made_without_openat2_too()
    {
        using var outside = new TestDirectory();
        _directory.Link("link", outside.Path);
        await using var store = DiskTestListing.StoreOf(_directory.Path, useOpenat2: false);

        await store.Writer!.PutAsync(new(new(ObjectKey.From("a/b/c"), ObjectMetadata.None), new MemoryBody(new byte[3])), Token);
        await Assert.ThrowsAsync<StorageException>(() =>
            store.Writer.PutAsync(new(new(ObjectKey.From("link/c"), ObjectMetadata.None), new MemoryBody(new byte[3])), Token));

        Assert.Equal(["a/b/c"], _directory.AllFiles());
        Assert.Empty(outside.AllFiles());
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }

    private Task<WriteResult> PutAsync(string key, string content, string? ticket = null) =>
        PutAsync(new MemoryBody(System.Text.Encoding.UTF8.GetBytes(content)), key, ticket);

    private Task<WriteResult> PutAsync(UploadBody body, string key, string? ticket) =>
        _store.Writer!.PutAsync(new(new(ObjectKey.From(key), ObjectMetadata.None) { WriteName = ticket }, body), Token);
}
