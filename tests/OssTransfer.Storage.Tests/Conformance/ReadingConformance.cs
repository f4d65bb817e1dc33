namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>What <see cref="IObjectReader"/> promises of objects whose keys are known: all that a source without a listing can promise.</summary>
public abstract class ReadingConformance : StoreConformance
{
    [Fact]
    public async Task Head_of_a_missing_object_is_null()
    {
        await using var opened = await OpenAsync();
        await SeedAsync(opened, "there/is");

        Assert.Null(await opened.Reader.HeadAsync(ObjectKey.From("there/is/not"), Token));
        Assert.Null(await opened.Reader.HeadAsync(ObjectKey.From("there"), Token));
        Assert.Null(await opened.Reader.HeadAsync(ObjectKey.From("there/isn"), Token));
    }

    [Fact]
    public async Task Open_of_a_missing_object_fails_as_not_found()
    {
        await using var opened = await OpenAsync();

        await AssertFailsAsync(StorageErrorKind.NotFound, () => opened.Reader.OpenAsync(new ReadRequest(ObjectKey.From("none")), Token));
        await AssertFailsAsync(StorageErrorKind.NotFound, () => opened.Reader.OpenAsync(
            new ReadRequest(ObjectKey.From("none")) { IfMatch = "d41d8cd98f00b204e9800998ecf8427e", Range = new ByteRange(0, 1) }, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(65_536)]
    [InlineData(3_000_001)]
    public async Task Open_gives_the_whole_object_and_its_size(int size)
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("whole");
        var content = TestContent.Of(size);
        await SeedAsync(opened, key, content);

        await using var body = await opened.Reader.OpenAsync(new ReadRequest(key), Token);

        Assert.Equal(size, body.Info.Size);
        Assert.Equal(size, body.Length);
        Assert.Equal(content, await TestContent.DrainAsync(body, Token));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 10_000)]
    [InlineData(1, 9_998)]
    [InlineData(5_000, 5_000)]
    [InlineData(9_999, 1)]
    public async Task Open_of_a_slice_gives_exactly_it_and_the_size_of_the_whole(int offset, int length)
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("slice");
        var content = TestContent.Of(10_000);
        await SeedAsync(opened, key, content);

        await using var body = await opened.Reader.OpenAsync(new ReadRequest(key) { Range = new ByteRange(offset, length) }, Token);

        Assert.Equal(10_000, body.Info.Size);
        Assert.Equal(length, body.Length);
        Assert.Equal(content[offset..(offset + length)], await TestContent.DrainAsync(body, Token));
    }

    [Fact]
    public async Task Open_of_a_slice_past_the_end_fails_as_changed()
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("short");
        await SeedAsync(opened, key, TestContent.Of(100));

        await AssertFailsAsync(StorageErrorKind.SourceChanged,
            () => opened.Reader.OpenAsync(new ReadRequest(key) { Range = new ByteRange(100, 10) }, Token));
    }

    [Fact]
    public async Task Open_with_the_etag_of_head_reads_until_the_object_changes()
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("dir/changing");
        await SeedAsync(opened, key, TestContent.Of(100));
        var request = new ReadRequest(key) { IfMatch = (await opened.Reader.HeadAsync(key, Token))?.ETag };

        Assert.NotNull(request.IfMatch);
        foreach (var range in new ByteRange?[] { null, new ByteRange(10, 10) })
        {
            await using var body = await opened.Reader.OpenAsync(request with { Range = range }, Token);
            Assert.Equal(range is null ? TestContent.Of(100) : TestContent.Of(100)[10..20], await TestContent.DrainAsync(body, Token));
        }

        await SeedAsync(opened, key, TestContent.Of(101));

        await AssertFailsAsync(StorageErrorKind.SourceChanged, () => opened.Reader.OpenAsync(request, Token));
        await AssertFailsAsync(StorageErrorKind.SourceChanged, () => opened.Reader.OpenAsync(request with { Range = new ByteRange(10, 10) }, Token));
    }

    [Theory]
    [MemberData(nameof(OddKeys.Names), MemberType = typeof(OddKeys))]
    public async Task Head_and_open_find_an_odd_key_and_not_its_neighbour(string name)
    {
        var key = OddKeys.Get(name);
        Assert.SkipWhen(CannotHold(key) is not null, CannotHold(key) ?? "");
        await using var opened = await OpenAsync();
        await SeedAsync(opened, key, TestContent.Of(77));

        Assert.Equal(77, (await opened.Reader.HeadAsync(key, Token))?.Size);
        Assert.Equal(TestContent.Of(77), await ReadAsync(opened, key));
        Assert.Null(await opened.Reader.HeadAsync(key.Length < 1024 ? key.Append(ObjectKey.From("x")) : key.Skip(1), Token));
    }

    [Fact]
    public async Task Every_call_ends_when_it_is_cancelled()
    {
        await using var opened = await OpenAsync();
        await SeedAsync(opened, "one");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var key = ObjectKey.From("one");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opened.Reader.HeadAsync(key, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opened.Reader.OpenAsync(new ReadRequest(key), cancelled.Token));
    }
}
