using System.Net.Sockets;
using System.Text;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Storage.Tests.Disk;

public sealed class DiskListingTests : IDisposable
{
    private const uint Nobody = 65534;
    private readonly TestDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Links_to_files_are_listed_as_their_targets()
    {
        using var elsewhere = new TestDirectory();
        _directory.Link("link", elsewhere.Write("target", "twelve bytes"));
        await using var store = DiskTestListing.StoreOf(_directory.Path);

        var entry = Assert.Single(await DiskTestListing.EntriesAsync(store));

        Assert.Equal(("link", 12L, EntryProblem.None), (entry.Key.ToString(), entry.Size, entry.Problem));
        await using var body = await store.Reader.OpenAsync(new(entry.Key) { IfMatch = entry.ETag }, Token);
        Assert.Equal("twelve bytes", await new StreamReader(body.Content).ReadToEndAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Links_that_are_no_files_are_listed_with_what_they_are(bool useOpenat2)
    {
        _directory.Write("dir/file");
        _directory.Link("to-dir", "dir");
        _directory.Link("to-nothing", "nowhere");
        _directory.Link("loop", "loop");
        _directory.Link("through-file", "dir/file/x");
        _directory.Link("to-parent", "..");
        await using var store = DiskTestListing.StoreOf(_directory.Path, useOpenat2);

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal(
            [("dir/file", EntryProblem.None), ("loop", EntryProblem.BrokenLink), ("through-file", EntryProblem.BrokenLink),
                ("to-dir", EntryProblem.DirectoryLink), ("to-nothing", EntryProblem.BrokenLink), ("to-parent", EntryProblem.DirectoryLink)],
            entries.Select(entry => (entry.Key.ToString(), entry.Problem)));
        foreach (var key in (string[])["to-dir", "to-nothing", "loop", "to-dir/file", "to-parent"])
        {
            Assert.Null(await store.Reader.HeadAsync(ObjectKey.From(key), Token));
            var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From(key)), Token));
            Assert.Equal(StorageErrorKind.NotFound, failure.Kind);
        }
    }

    [Fact]
    public async Task Special_files_are_listed_as_such_and_opening_one_does_not_wait()
    {
        Posix.MakeFifo(Path.Combine(_directory.Path, "pipe"));
        _directory.Link("to-pipe", "pipe");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_directory.Path, "socket")));
        await using var store = DiskTestListing.StoreOf(_directory.Path);

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal(["pipe", "socket", "to-pipe"], entries.Select(entry => entry.Key.ToString()));
        Assert.All(entries, entry => Assert.Equal(EntryProblem.SpecialFile, entry.Problem));
        foreach (var entry in entries)
        {
            Assert.Null(await store.Reader.HeadAsync(entry.Key, Token));
            var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(entry.Key), Token));
            Assert.Equal(StorageErrorKind.NotFound, failure.Kind);
        }
    }

    [Fact]
    public async Task Unfinished_files_and_empty_directories_are_not_listed()
    {
        _directory.Write(".osstransfer-1-2-3.part");
        _directory.Write("dir/.osstransfer-x.part");
        _directory.Write(".osstransfer-x.parts");
        _directory.Write("osstransfer-x.part");
        Directory.CreateDirectory(Path.Combine(_directory.Path, "empty/emptier"));
        await using var store = DiskTestListing.StoreOf(_directory.Path);

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal([".osstransfer-x.parts", "osstransfer-x.part"], entries.Select(entry => entry.Key.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Empty_directories_are_listed_where_they_are_asked_for_wherever_the_listing_goes_on(bool isSlow)
    {
        string[] expected = ["a/", "b/c", "b/d/e/", "b.txt", "z/"];
        foreach (var key in expected)
        {
            var path = Path.Combine(_directory.Path, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!key.EndsWith('/'))
            {
                _directory.Write(key);
            }
        }

        var inOrder = expected.Order(StringComparer.Ordinal).ToArray();
        await using var store = isSlow ? DiskTestListing.SlowStoreOf(_directory.Path) : DiskTestListing.StoreOf(_directory.Path);

        var all = await EntriesAsync(store, new(default));

        Assert.Equal(
            inOrder.Select(key => (key, key.EndsWith('/') ? EntryProblem.EmptyDirectory : EntryProblem.None)),
            all.Select(entry => (entry.Key.ToString(), entry.Problem)));
        for (var i = 0; i < inOrder.Length; i++)
        {
            Assert.Equal(inOrder[(i + 1)..], await KeysAsync(store, new(default) { From = ListCursor.After(ObjectKey.From(inOrder[i])) }));
        }

        Assert.Equal(["b/c", "b/d/e/"], await KeysAsync(store, new(ObjectKey.From("b/"))));
        Assert.Equal(["a/"], await KeysAsync(store, new(ObjectKey.From("a"))));
        Assert.Empty(await KeysAsync(store, new(ObjectKey.From("a/x"))));
        Assert.Empty(await KeysAsync(store, new(ObjectKey.From("a/"))));
    }

    [Fact]
    public async Task Each_name_of_a_file_that_has_several_is_told_as_such()
    {
        var first = _directory.Write("a");
        _directory.Write("b");
        Posix.HardLink(first, Path.Combine(_directory.Path, "c"));
        await using var store = DiskTestListing.StoreOf(_directory.Path);

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal([("a", true), ("b", false), ("c", true)], entries.Select(entry => (entry.Key.ToString(), entry.IsHardLink)));
    }

    private static async Task<IEnumerable<string>> KeysAsync(IObjectStore store, ListRequest request) =>
        (await EntriesAsync(store, request)).Select(entry => entry.Key.ToString());

    private static async Task<List<ObjectEntry>> EntriesAsync(IObjectStore store, ListRequest request)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var page in store.Reader.ListAsync(request with { WithEmptyDirectories = true }, Token))
        {
            entries.AddRange(page.Entries);
        }

        return entries;
    }

    [Fact]
    public async Task Names_that_are_not_UTF8_are_listed_with_their_bytes_and_so_is_all_below_them()
    {
        var bad = TestDirectory.Bytes("caf\xe9.txt");
        var below = TestDirectory.Bytes("dir\xff/file");
        _directory.WriteRaw(bad);
        _directory.WriteRaw(below);
        _directory.Write("good");
        await using var store = DiskTestListing.StoreOf(_directory.Path);

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal(
            [(new ObjectKey(bad), EntryProblem.InvalidName), (new ObjectKey(below), EntryProblem.InvalidName), (ObjectKey.From("good"), EntryProblem.None)],
            entries.Select(entry => (entry.Key, entry.Problem)));
    }

    [Fact]
    public async Task Names_in_an_old_encoding_are_listed_in_UTF8_and_open()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var gbk = Encoding.GetEncoding("gbk");
        byte[] inOld = [.. gbk.GetBytes("目录/文件.txt")];
        Assert.True(new ObjectKey(gbk.GetBytes("目录")).IsUtf8);
        byte[] mixed = [.. gbk.GetBytes("目录/"), .. Encoding.UTF8.GetBytes("新.txt")];
        _directory.WriteRaw(inOld);
        _directory.WriteRaw(mixed);
        _directory.Write("中文");
        await using var store = DiskTestListing.StoreOf(_directory.Path, "gbk");

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal(["中文", "目录/文件.txt", "目录/新.txt"], entries.Select(entry => entry.Key.ToString()));
        Assert.All(entries, entry => Assert.Equal(EntryProblem.None, entry.Problem));
        foreach (var entry in entries)
        {
            Assert.Equal(entry.ETag, (await store.Reader.HeadAsync(entry.Key, Token))?.ETag);
            await using var body = await store.Reader.OpenAsync(new(entry.Key) { IfMatch = entry.ETag }, Token);
            Assert.Equal(entry.Size, body.Length);
        }

        var underPrefix = await DiskTestListing.EntriesAsync(store, new(ObjectKey.From("目录/")) { From = ListCursor.After(ObjectKey.From("目录/文件.txt")) });
        Assert.Equal(["目录/新.txt"], underPrefix.Select(entry => entry.Key.ToString()));
    }

    [Fact]
    public async Task Name_that_the_encoding_cannot_give_back_or_that_exists_in_UTF8_too_is_invalid()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var twin = Encoding.GetEncoding("gbk").GetBytes("中文");
        var impossible = TestDirectory.Bytes("a\xff\xffz");
        _directory.WriteRaw(twin);
        _directory.WriteRaw(impossible);
        _directory.Write("中文");
        await using var store = DiskTestListing.StoreOf(_directory.Path, "gbk");

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal(
            new[]
            {
                (new ObjectKey(impossible), EntryProblem.InvalidName),
                (new ObjectKey(twin), EntryProblem.InvalidName),
                (ObjectKey.From("中文"), EntryProblem.None),
            }.OrderBy(pair => pair.Item1),
            entries.Select(entry => (entry.Key, entry.Problem)));
    }

    [Theory]
    [InlineData("gbk")]
    [InlineData("gb18030")]
    [InlineData("big5")]
    [InlineData("shift_jis")]
    [InlineData("euc-kr")]
    public void Encodings_of_old_servers_are_taken(string name) => Assert.NotNull(NameCodec.Create(name));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-7")]
    [InlineData("no-such-thing")]
    public void Encodings_that_cannot_be_names_are_refused(string name) =>
        Assert.ThrowsAny<Exception>(() => DiskStoreFactory.Create(new() { Root = "/", NameEncoding = name }, TimeProvider.System));

    [Fact]
    public void Unreadable_directories_are_listed_and_what_is_beside_them_too()
    {
        Assert.SkipUnless(Posix.IsRoot, "Only root can take another user's rights on one thread.");
        _directory.Write("a");
        _directory.Write("closed/hidden");
        _directory.Write("no-search/hidden");
        _directory.Write("z");
        Posix.SetMode(_directory.Path, (UnixFileMode)0b111_101_101);
        Posix.SetMode(Path.Combine(_directory.Path, "closed"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Posix.SetMode(Path.Combine(_directory.Path, "no-search"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var found = AsNobody(() => DiskTestListing.Walk(_directory.Path));

        Assert.Equal(
            [
                ("a", EntryProblem.None),
                ("closed/", EntryProblem.UnreadableDirectory),
                ("no-search/", EntryProblem.UnreadableDirectory),
                ("z", EntryProblem.None),
            ],
            found);
    }

    [Fact]
    public void Unreadable_root_fails_the_listing_as_denied_and_an_unreadable_file_its_opening()
    {
        Assert.SkipUnless(Posix.IsRoot, "Only root can take another user's rights on one thread.");
        Posix.SetMode(_directory.Write("dir/file"), UnixFileMode.UserRead);
        Posix.SetMode(_directory.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        var root = new DiskRoot(_directory.Path, Beneath.KernelHasOpenat2);

        var listing = AsNobody(() => Assert.Throws<StorageException>(() => DiskTestListing.Walk(_directory.Path)));
        var opening = AsNobody(() =>
        {
            using var top = root.Open(forNames: false);
            return Errno.Failure(root.OpenFile(top, DiskPath.Of(ObjectKey.From("dir/file")), out _), "open", "dir/file");
        });

        Assert.Equal(StorageErrorKind.Denied, listing.Kind);
        Assert.Equal(StorageErrorKind.Denied, opening.Kind);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("file")]
    [InlineData("file/below")]
    public async Task Root_that_is_no_directory_fails_everything_as_bucket(string name)
    {
        _directory.Write("file");
        await using var store = DiskTestListing.StoreOf(Path.Combine(_directory.Path, name));

        foreach (var call in (Func<Task>[])[
            () => DiskTestListing.EntriesAsync(store),
            () => DiskTestListing.EntriesAsync(store, new(ObjectKey.From("a/b/"))),
            () => store.Reader.HeadAsync(ObjectKey.From("a"), Token),
            () => store.Reader.OpenAsync(new(ObjectKey.From("a")), Token),
            () => store.Writer!.PutAsync(new(new(ObjectKey.From("a"), ObjectMetadata.None), new MemoryBody(new byte[1])), Token)])
        {
            Assert.Equal(StorageErrorKind.Bucket, (await Assert.ThrowsAsync<StorageException>(call)).Kind);
        }
    }

    [Fact]
    public async Task What_vanishes_while_listing_is_left_out_and_the_rest_is_listed()
    {
        foreach (var name in (string[])["a", "b/1", "b/2", "c/1", "d", "e"])
        {
            _directory.Write(name);
        }

        await using var store = DiskTestListing.StoreOf(_directory.Path);
        var keys = new List<string>();
        await foreach (var page in store.Reader.ListAsync(new(default) { PageSize = 1 }, Token))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
            if (keys.Count == 2)
            {
                Directory.Delete(Path.Combine(_directory.Path, "b"), recursive: true);
                Directory.Delete(Path.Combine(_directory.Path, "c"), recursive: true);
                File.Delete(Path.Combine(_directory.Path, "d"));
            }
        }

        Assert.Equal(["a", "b/1", "e"], keys);
    }

    [Fact]
    public async Task Listing_that_is_left_early_closes_its_directories()
    {
        _directory.Write("a/b/c/1");
        _directory.Write("a/b/c/2");
        await using var store = DiskTestListing.StoreOf(_directory.Path);

        await foreach (var page in store.Reader.ListAsync(new(default) { PageSize = 1 }, Token))
        {
            Assert.Single(page.Entries);
            Assert.NotEmpty(OpenBelow());
            break;
        }

        Assert.Empty(OpenBelow());
    }

    [Fact]
    public async Task Slow_listing_reads_directories_before_their_turn_and_closes_them_when_it_is_left_early()
    {
        for (var i = 0; i < 300; i++)
        {
            _directory.Write($"{i:d3}/a/file");
        }

        await using var store = DiskTestListing.SlowStoreOf(_directory.Path);
        var (keys, mostOpen) = (new List<string>(), 0);

        await foreach (var page in store.Reader.ListAsync(new(default) { PageSize = 1 }, Token))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
            mostOpen = Math.Max(mostOpen, OpenBelow().Length);
            if (keys.Count == 200)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i:d3}/a/file"), keys);
        Assert.InRange(mostOpen, 32, 200);
        Assert.Empty(OpenBelow());
    }

    [Fact]
    public async Task What_vanishes_after_it_was_read_before_its_turn_is_left_out()
    {
        for (var i = 0; i < 100; i++)
        {
            _directory.Write($"{i:d2}/file");
        }

        await using var store = DiskTestListing.SlowStoreOf(_directory.Path);
        var keys = new List<string>();
        await foreach (var page in store.Reader.ListAsync(new(default) { PageSize = 1 }, Token))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
            if (keys.Count == 20)
            {
                Directory.Delete(Path.Combine(_directory.Path, "21"), recursive: true);
                File.Delete(Path.Combine(_directory.Path, "22/file"));
                _directory.Write("99/later");
            }
        }

        Assert.Equal(Enumerable.Range(0, 100).Where(i => i is not (21 or 22)).Select(i => $"{i:d2}/file").Append("99/later"), keys);
    }

    [Fact]
    public async Task Time_that_no_calendar_holds_does_not_stop_the_listing()
    {
        var path = _directory.Write("old");
        using (var touch = System.Diagnostics.Process.Start("touch", ["-d", "1901-12-14 00:00:00.123456789", path]))
        {
            await touch.WaitForExitAsync(Token);
        }

        await using var store = DiskTestListing.StoreOf(_directory.Path);

        var entry = Assert.Single(await DiskTestListing.EntriesAsync(store));

        Assert.Equal(File.GetLastWriteTimeUtc(path), entry.LastModified?.UtcDateTime);
        Assert.Equal(DateTimeOffset.MaxValue, new FileStatus(FileKind.Regular, 1, 1, new(long.MaxValue, 0), default, default).LastModified);
        Assert.Equal(DateTimeOffset.MinValue, new FileStatus(FileKind.Regular, 1, 1, new(long.MinValue, 0), default, default).LastModified);
    }

    private static T AsNobody<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>();
        var thread = new Thread(() =>
        {
            Posix.SetFileUser(Nobody);
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        thread.Start();
        thread.Join();
        return done.Task.GetAwaiter().GetResult();
    }

    private string[] OpenBelow() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(file => new FileInfo(file).LinkTarget)
            .OfType<string>()
            .Where(target => target.StartsWith(_directory.Path, StringComparison.Ordinal))];
}
