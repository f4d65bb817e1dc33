namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>What <see cref="IObjectReader"/> promises.</summary>
public abstract class ReaderConformance : ReadingConformance
{
    private static readonly string[] Thirty = [.. Enumerable.Range(0, 30).Select(n => $"page/{n:d3}")];

    [Fact]
    public async Task List_of_an_empty_store_ends_without_entries()
    {
        await using var opened = await OpenAsync();

        var pages = await PagesAsync(opened, new ListRequest(default));

        Assert.Empty(pages.SelectMany(page => page.Entries));
        Assert.True(pages.Count == 0 || pages[^1].Next is null);
    }

    [Fact]
    public async Task List_returns_every_odd_key_as_it_was_and_in_byte_order()
    {
        await using var opened = await OpenAsync();
        var held = new List<ObjectKey>();
        foreach (var key in OddKeys.All)
        {
            if (CannotHold(key) is null && held.TrueForAll(other => CannotHoldTogether(other, key) is null))
            {
                await SeedAsync(opened, key, [1]);
                held.Add(key);
            }
        }

        AssertKeys(held, await KeysAsync(opened), opened.Store.Traits);
        AssertKeys(held, await KeysAsync(opened, new ListRequest(default) { PageSize = 3 }), opened.Store.Traits);
    }

    [Fact]
    public async Task List_orders_by_bytes_and_not_by_path_or_utf16()
    {
        await using var opened = await OpenAsync();
        string[] keys = ["a-", "a.", "a/b", "a0", "a/b.c", "a+/x", "Z", "z", "\uff5e", "\U0001F600", "é"];

        await SeedAsync(opened, keys);

        AssertKeys(keys.Select(ObjectKey.From), await KeysAsync(opened), opened.Store.Traits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task List_pages_hold_at_most_the_page_size_and_together_every_key(int pageSize)
    {
        await using var opened = await OpenAsync();
        await SeedAsync(opened, Thirty);

        var pages = await PagesAsync(opened, new ListRequest(default) { PageSize = pageSize });

        Assert.All(pages, page => Assert.InRange(page.Entries.Count, 0, pageSize));
        Assert.Null(pages[^1].Next);
        Assert.All(pages.SkipLast(1), page => Assert.NotNull(page.Next));
        AssertKeys(Thirty.Select(ObjectKey.From), [.. pages.SelectMany(p => p.Entries).Select(e => e.Key)], opened.Store.Traits);
    }

    [Fact]
    public async Task List_goes_on_from_any_page_after_a_restart()
    {
        await using var opened = await OpenAsync();
        await SeedAsync(opened, Thirty);
        var request = new ListRequest(ObjectKey.From("page/")) { PageSize = 8 };
        var pages = await PagesAsync(opened, request);

        for (var done = 1; done < pages.Count; done++)
        {
            var stored = pages[done - 1].Next!.Value;
            var position = new ListCursor(stored.IsKey, stored.Value.ToArray());
            var rest = await KeysAsync(opened, request with { From = position });
            AssertKeys(pages.Skip(done).SelectMany(p => p.Entries).Select(e => e.Key), rest, opened.Store.Traits);
        }
    }

    [Theory]
    [InlineData("page/004", 25)]
    [InlineData("page/0045", 25)]
    [InlineData("page/", 30)]
    [InlineData("a", 30)]
    [InlineData("page/029", 0)]
    [InlineData("zzz", 0)]
    public async Task List_starts_after_any_key_whether_it_exists_or_not(string after, int left)
    {
        await using var opened = await OpenAsync();
        Assert.SkipWhen(opened.Store.Traits.KeyOrder == KeyOrder.Unordered, "This store's listing can't start at a key.");
        await SeedAsync(opened, Thirty);

        var keys = await KeysAsync(opened, new ListRequest(default) { From = ListCursor.After(ObjectKey.From(after)), PageSize = 10 });

        AssertKeys(Thirty.TakeLast(left).Select(ObjectKey.From), keys, opened.Store.Traits);
    }

    [Fact]
    public async Task List_goes_on_after_every_odd_key()
    {
        await using var opened = await OpenAsync();
        Assert.SkipWhen(opened.Store.Traits.KeyOrder == KeyOrder.Unordered, "This store's listing can't start at a key.");
        var held = new List<ObjectKey>();
        foreach (var key in OddKeys.All.Where(key => CannotHold(key) is null && key.Length < 255))
        {
            if (held.TrueForAll(other => CannotHoldTogether(other, key) is null))
            {
                await SeedAsync(opened, key, [1]);
                held.Add(key);
            }
        }

        foreach (var key in held)
        {
            var rest = await KeysAsync(opened, new ListRequest(default) { From = ListCursor.After(key) });
            AssertKeys(held.Where(other => other > key), rest, opened.Store.Traits);
        }
    }

    [Theory]
    [InlineData("di", 4)]
    [InlineData("dir", 4)]
    [InlineData("dir/", 3)]
    [InlineData("dir/sub", 2)]
    [InlineData("dir/sub/", 1)]
    [InlineData("nothing", 0)]
    [InlineData("a b+c%2F&é/", 1)]
    public async Task List_gives_only_what_begins_with_the_prefix(string prefix, int count)
    {
        await using var opened = await OpenAsync();
        await SeedAsync(opened, "dir-", "dir/a", "dir/sub-", "dir/sub/b", "other", "a b+c%2F&é/x");

        var keys = await KeysAsync(opened, prefix);

        Assert.Equal(count, keys.Count);
        Assert.All(keys, key => Assert.True(key.StartsWith(ObjectKey.From(prefix))));
    }

    [Theory]
    [InlineData("", 1000, "top", "dir/ é+/")]
    [InlineData("", 1, "top", "dir/ é+/")]
    [InlineData("dir/", 1000, "dir/a dir/z", "dir/sub/")]
    [InlineData("dir/", 1, "dir/a dir/z", "dir/sub/")]
    public async Task List_folds_keys_at_the_delimiter(string prefix, int pageSize, string keys, string prefixes)
    {
        Assert.SkipUnless(FoldsAtDelimiter, "This store doesn't fold.");
        await using var opened = await OpenAsync();
        await SeedAsync(opened, "dir/a", "dir/sub/b", "dir/sub/c", "dir/z", "top", "é+/x");

        var pages = await PagesAsync(opened, new ListRequest(ObjectKey.From(prefix)) { Delimiter = '/', PageSize = pageSize });

        Assert.Equal(keys.Split(' '), pages.SelectMany(p => p.Entries).Select(e => e.Key.ToString()));
        Assert.Equal(prefixes.Split(' '), pages.SelectMany(p => p.CommonPrefixes).Select(p => p.ToString()));
    }

    [Fact]
    public async Task List_says_of_an_object_what_head_says()
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("dir/entry");
        await SeedAsync(opened, key, TestContent.Of(1234));

        var entry = Assert.Single((await PagesAsync(opened, new ListRequest(default))).SelectMany(page => page.Entries));
        var info = await opened.Reader.HeadAsync(key, Token);

        Assert.NotNull(info);
        Assert.Equal(1234, entry.Size);
        Assert.Equal(1234, info.Size);
        Assert.Equal(info.ETag, entry.ETag);
        Assert.Equal(EntryProblem.None, entry.Problem);
        Assert.InRange((info.LastModified - entry.LastModified)!.Value.Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Open_with_the_listed_etag_reads_until_the_object_changes()
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("dir/changing");
        await SeedAsync(opened, key, TestContent.Of(100));
        var listed = Assert.Single((await PagesAsync(opened, new ListRequest(default))).SelectMany(page => page.Entries));
        var request = new ReadRequest(key) { IfMatch = listed.ETag };

        await using (var body = await opened.Reader.OpenAsync(request, Token))
        {
            Assert.Equal(TestContent.Of(100), await TestContent.DrainAsync(body, Token));
        }

        await SeedAsync(opened, key, TestContent.Of(101));

        await AssertFailsAsync(StorageErrorKind.SourceChanged, () => opened.Reader.OpenAsync(request, Token));
        await AssertFailsAsync(StorageErrorKind.SourceChanged,
            () => opened.Reader.OpenAsync(request with { Range = new ByteRange(10, 10) }, Token));
    }

    [Fact]
    public async Task List_ends_when_it_is_cancelled()
    {
        await using var opened = await OpenAsync();
        await SeedAsync(opened, "one");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in opened.Reader.ListAsync(new ListRequest(default), cancelled.Token))
            {
                Assert.NotNull(page);
            }
        });
    }
}
