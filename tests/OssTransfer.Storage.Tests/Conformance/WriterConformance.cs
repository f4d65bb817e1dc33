using System.Security.Cryptography;

namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>What <see cref="IObjectWriter"/> promises.</summary>
public abstract class WriterConformance : StoreConformance
{
    /// <summary>Metadata that the store keeps; where it keeps less, its subclass says what and why.</summary>
    protected virtual ObjectMetadata FullMetadata { get; } = new()
    {
        ContentType = "text/x-odd; charset=\"utf-8\"",
        CacheControl = "max-age=7, private",
        ContentDisposition = "attachment; filename=\"a b.txt\"",
        ContentEncoding = "gzip",
        ContentLanguage = "de, en",
        Expires = "Wed, 21 Oct 2037 07:28:00 GMT",
        User = [new("one", "1"), new("two-words", "a b, c; d=\"e\""), new("equals", "a=b&c")],
    };

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(4096, true)]
    [InlineData(4096, false)]
    [InlineData(1_048_577, true)]
    [InlineData(1_048_577, false)]
    public async Task Put_stores_exactly_the_bytes(int size, bool inMemory)
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("dir/put");
        var content = TestContent.Of(size);
        UploadBody body = inMemory ? new MemoryBody(content) : new StreamedBody(content);

        var result = await opened.Writer.PutAsync(
            new PutRequest(new WriteTarget(key, ObjectMetadata.None), body) { Md5 = MD5.HashData(content) }, Token);

        Assert.Equal(content, await ReadAsync(opened, key));
        var info = await opened.Reader.HeadAsync(key, Token);
        Assert.Equal(size, info?.Size);
        Assert.Equal(result.ETag, info?.ETag);
    }

    [Fact]
    public async Task Put_replaces_the_whole_object()
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("again");
        await SeedAsync(opened, key, TestContent.Of(5000));

        await SeedAsync(opened, key, TestContent.Of(20));

        Assert.Equal(TestContent.Of(20), await ReadAsync(opened, key));
        AssertKeys([key], await KeysAsync(opened), opened.Store.Traits);
    }

    [Theory]
    [MemberData(nameof(OddKeys.Names), MemberType = typeof(OddKeys))]
    public async Task Put_keeps_an_odd_key_as_it_is_or_refuses_it(string name)
    {
        await using var opened = await OpenAsync();
        var key = OddKeys.Get(name);

        if (CannotHold(key) is not null)
        {
            await AssertFailsAsync(StorageErrorKind.InvalidKey, () => SeedAsync(opened, key, [1]));
            Assert.Empty(await KeysAsync(opened));
            return;
        }

        await SeedAsync(opened, key, TestContent.Of(33));
        AssertKeys([key], await KeysAsync(opened), opened.Store.Traits);
        Assert.Equal(TestContent.Of(33), await ReadAsync(opened, key));
    }

    [Theory]
    [InlineData("lead", "/lead")]
    [InlineData("a/b", "a//b")]
    [InlineData("b", "a/../b")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a b", "a+b")]
    [InlineData("both", "both/child")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("case", "CASE")]
    public async Task Put_of_keys_that_look_alike_keeps_two_objects_or_refuses_the_second(string first, string second)
    {
        await using var opened = await OpenAsync();
        var (one, other) = (ObjectKey.From(first), ObjectKey.From(second));
        await SeedAsync(opened, one, TestContent.Of(10));

        if ((CannotHold(other) ?? CannotHoldTogether(one, other)) is not null)
        {
            await AssertFailsAsync(StorageErrorKind.InvalidKey, () => SeedAsync(opened, other, TestContent.Of(20)));
            Assert.Equal(TestContent.Of(10), await ReadAsync(opened, one));
            return;
        }

        await SeedAsync(opened, other, TestContent.Of(20));
        Assert.Equal(TestContent.Of(10), await ReadAsync(opened, one));
        Assert.Equal(TestContent.Of(20), await ReadAsync(opened, other));
        AssertKeys([one, other], await KeysAsync(opened), opened.Store.Traits);
    }

    [Fact]
    public async Task Put_of_a_key_that_is_too_long_is_refused()
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From(new string('k', opened.Store.Traits.MaxKeyBytes + 1));

        await AssertFailsAsync(StorageErrorKind.InvalidKey, () => SeedAsync(opened, key, [1]));
    }

    [Fact]
    public async Task Put_answers_the_md5_as_etag_where_the_store_says_so()
    {
        await using var opened = await OpenAsync();
        Assert.SkipUnless(opened.Store.Traits.ETag == ETagMeaning.Md5, "This store's ETag is no MD5.");
        var key = ObjectKey.From("etag");
        var content = TestContent.Of(5000);

        var result = await opened.Writer.PutAsync(
            new PutRequest(new WriteTarget(key, ObjectMetadata.None), new MemoryBody(content)), Token);

        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(content)), result.ETag, ignoreCase: true);
        var digest = Assert.Single((await opened.Reader.HeadAsync(key, Token))!.Digests);
        Assert.Equal(DigestKind.Md5, digest.Kind);
        Assert.Equal(MD5.HashData(content), digest.Value.ToArray());
    }

    [Fact]
    public async Task Put_of_a_body_that_differs_from_its_md5_is_refused_and_leaves_nothing()
    {
        await using var opened = await OpenAsync();
        Assert.SkipUnless(opened.Store.Traits.ChecksContentMd5, "This store doesn't check Content-MD5.");
        var key = ObjectKey.From("damaged");
        var request = new PutRequest(new WriteTarget(key, ObjectMetadata.None), new MemoryBody(TestContent.Of(100)))
        {
            Md5 = MD5.HashData(TestContent.Of(101)),
        };

        await AssertFailsAsync(StorageErrorKind.Damaged, () => opened.Writer.PutAsync(request, Token));

        Assert.Null(await ReadAsync(opened, key));
    }

    [Fact]
    public async Task Put_whose_source_breaks_throws_its_exception_and_keeps_what_was_there()
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("broken");
        await SeedAsync(opened, key, TestContent.Of(10));
        var body = new StreamedBody(TestContent.Of(100_000)) { BreaksAfter = 50_000 };

        var failure = await Assert.ThrowsAsync<StorageException>(
            () => opened.Writer.PutAsync(new PutRequest(new WriteTarget(key, ObjectMetadata.None), body), Token));

        Assert.Equal("the body's source broke", failure.Message);
        Assert.Equal(TestContent.Of(10), await ReadAsync(opened, key));
        AssertKeys([key], await KeysAsync(opened), opened.Store.Traits);
    }

    [Theory]
    [InlineData(5001)]
    [InlineData(4999)]
    public async Task Put_whose_body_has_another_length_fails_and_leaves_nothing(int said)
    {
        await using var opened = await OpenAsync();
        var key = ObjectKey.From("length");
        var body = new StreamedBody(TestContent.Of(5000)) { SaysLength = said };

        await Assert.ThrowsAsync<StorageException>(
            () => opened.Writer.PutAsync(new PutRequest(new WriteTarget(key, ObjectMetadata.None), body), Token));

        Assert.Null(await ReadAsync(opened, key));
    }

    [Fact]
    public async Task Put_keeps_all_metadata()
    {
        await using var opened = await OpenAsync();
        Assert.SkipUnless(opened.Store.Traits.KeepsMetadata, "This store keeps no metadata.");
        var key = ObjectKey.From("meta");

        await opened.Writer.PutAsync(new PutRequest(new WriteTarget(key, FullMetadata), new MemoryBody(new byte[5])), Token);

        MetadataAssert.Same(FullMetadata, (await opened.Reader.HeadAsync(key, Token))!.Metadata);
        await using var body = await opened.Reader.OpenAsync(new ReadRequest(key), Token);
        MetadataAssert.Same(FullMetadata, body.Info.Metadata);
    }

    [Fact]
    public async Task Put_without_content_type_says_octet_stream()
    {
        await using var opened = await OpenAsync();
        Assert.SkipUnless(opened.Store.Traits.KeepsMetadata, "This store keeps no metadata.");
        var key = ObjectKey.From("page.html");

        await SeedAsync(opened, key, [1]);

        Assert.Equal("application/octet-stream", (await opened.Reader.HeadAsync(key, Token))?.Metadata.ContentType);
    }

    [Fact]
    public async Task Delete_removes_the_object_and_is_content_without_one()
    {
        await using var opened = await OpenAsync();
        await SeedAsync(opened, "gone", "gone2", "dir/gone");

        await opened.Writer.DeleteAsync(ObjectKey.From("gone"), Token);
        await opened.Writer.DeleteAsync(ObjectKey.From("gone"), Token);
        await opened.Writer.DeleteAsync(ObjectKey.From("dir/never/was"), Token);

        AssertKeys([ObjectKey.From("dir/gone"), ObjectKey.From("gone2")], await KeysAsync(opened), opened.Store.Traits);
    }

    [Theory]
    [MemberData(nameof(OddKeys.Names), MemberType = typeof(OddKeys))]
    public async Task Delete_of_an_odd_key_removes_only_it(string name)
    {
        var key = OddKeys.Get(name);
        Assert.SkipWhen(CannotHold(key) is not null, CannotHold(key) ?? "");
        await using var opened = await OpenAsync();
        await SeedAsync(opened, key, [1]);
        await SeedAsync(opened, "zz/stays");

        await opened.Writer.DeleteAsync(key, Token);

        AssertKeys([ObjectKey.From("zz/stays")], await KeysAsync(opened), opened.Store.Traits);
    }

    [Fact]
    public async Task A_cancelled_put_throws_and_writes_nothing()
    {
        await using var opened = await OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var key = ObjectKey.From("cancelled");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opened.Writer.PutAsync(
            new PutRequest(new WriteTarget(key, ObjectMetadata.None), new MemoryBody(new byte[9])), cancelled.Token));

        Assert.Null(await ReadAsync(opened, key));
    }
}
