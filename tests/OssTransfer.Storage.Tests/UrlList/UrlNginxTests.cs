using System.Text;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>What a real web server does with what we ask of it.</summary>
public sealed class UrlNginxTests : IClassFixture<NginxServer>, IAsyncDisposable
{
    private readonly NginxServer _server;
    private readonly IObjectStore _store = Urls.Open();

    public UrlNginxTests(NginxServer server)
    {
        NginxServer.SkipWhereMissing();
        _server = server;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("a%20b", "a b")]
    [InlineData("100%", "100%")]
    [InlineData("100%.txt", "100%.txt")]
    [InlineData("a%2525", "a%25")]
    [InlineData("a+b", "a+b")]
    [InlineData("中文/文件😀.txt", "中文/文件😀.txt")]
    [InlineData("%E4%B8%AD.txt", "中.txt")]
    [InlineData("\"<>\\^`{|}[]", "\"<>\\^`{|}[]")]
    [InlineData("a/./b/../c.txt", "a/c.txt")]
    [InlineData("x?token=a%2Fb&c=[d]", "x")]
    public async Task Url_as_people_write_it_finds_the_file(string url, string file)
    {
        var content = TestContent.Of(500);
        await _server.WriteAsync($"names/{file}", content);

        Assert.Equal(content, await _store.ReadAsync($"{_server.Url}/names/{url}"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("dated/", true)]
    [InlineData("gzip/", true)]
    [InlineData("get-only/", true)]
    [InlineData("signed/", true)]
    [InlineData("whole/", false)]
    public async Task Server_is_found_out_before_slices_are_asked_for(string location, bool givesSlices)
    {
        var content = TestContent.Of(3_000_000);
        await _server.WriteAsync("large.bin", content);
        var url = $"{_server.Url}/{location}large.bin";

        var info = await _store.HeadAsync(url);

        Assert.NotNull(info);
        Assert.Equal(3_000_000, info.Size);
        Assert.Equal(givesSlices, !info.ReadsOnlyWhole);
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero), info.LastModified);
        Assert.Equal(content, await _store.ReadAsync(url, ifMatch: info.ETag));
        if (givesSlices)
        {
            await using var slice = await _store.OpenAsync(url, new(1_000_000, 1_500_000), info.ETag);
            Assert.Equal(content[1_000_000..2_500_000], await TestContent.DrainAsync(slice, TestContext.Current.CancellationToken));
            Assert.Equal((info.Size, info.ETag), (slice.Info.Size, slice.Info.ETag));
        }
        else
        {
            await Urls.AssertFailsAsync(StorageErrorKind.Unsupported, () => _store.OpenAsync(url, new(1_000_000, 10), info.ETag));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("dated/")]
    public async Task Content_that_changes_is_never_mixed(string location)
    {
        await _server.WriteAsync("changing.bin", TestContent.Of(1000));
        var url = $"{_server.Url}/{location}changing.bin";
        var before = (await _store.HeadAsync(url))!.ETag;

        Assert.NotNull(before);
        Assert.Equal(TestContent.Of(1000)[100..150], await _store.ReadAsync(url, new(100, 50), before));
        File.SetLastWriteTimeUtc(Path.Combine(_server.Root, "changing.bin"), new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await Urls.AssertFailsAsync(StorageErrorKind.SourceChanged, () => _store.OpenAsync(url, null, before));
        await Urls.AssertFailsAsync(StorageErrorKind.SourceChanged, () => _store.OpenAsync(url, new(100, 50), before));
    }

    [Fact]
    public async Task Body_is_asked_for_as_it_is_and_kept_as_it_comes()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("compressible ", 1000)));
        await _server.WriteAsync("text.css", text);

        await using var plain = await _store.OpenAsync($"{_server.Url}/gzip/text.css");
        await using var encoded = await _store.OpenAsync($"{_server.Url}/encoded/text.css");

        Assert.Equal((text.Length, null, "text/css"), ((int)plain.Length!, plain.Info.Metadata.ContentEncoding, plain.Info.Metadata.ContentType));
        Assert.Equal("gzip", encoded.Info.Metadata.ContentEncoding);
        Assert.Equal(text, await TestContent.DrainAsync(encoded, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Headers_come_along()
    {
        await _server.WriteAsync("page.html", [1, 2, 3]);

        var info = await _store.HeadAsync($"{_server.Url}/headers/page.html");

        var expected = new ObjectMetadata
        {
            ContentType = "text/html",
            CacheControl = "no-cache, max-age=7",
            ContentDisposition = "attachment; filename*=UTF-8''%E6%96%87",
            ContentLanguage = "zh-CN",
            Expires = "Thu, 01 Dec 2033 16:00:00 GMT",
        };
        Assert.Equal(expected, info!.Metadata with { User = expected.User });
        Assert.Empty(info.Metadata.User);
    }

    [Theory]
    [InlineData("moved/target.bin")]
    [InlineData("hops/2/target.bin")]
    public async Task Redirects_are_followed(string path)
    {
        await _server.WriteAsync("target.bin", TestContent.Of(77));

        Assert.Equal(77, (await _store.HeadAsync($"{_server.Url}/{path}"))?.Size);
        Assert.Equal(TestContent.Of(77)[7..9], await _store.ReadAsync($"{_server.Url}/{path}", new(7, 2)));
    }

    [Fact]
    public async Task Redirects_without_end_are_left()
    {
        var failure = await Urls.AssertFailsAsync(StorageErrorKind.Other, () => _store.OpenAsync($"{_server.Url}/loop"));

        Assert.Contains("10 redirects", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone", StorageErrorKind.NotFound)]
    [InlineData("nothing-here", StorageErrorKind.NotFound)]
    [InlineData("forbidden", StorageErrorKind.Denied)]
    [InlineData("login", StorageErrorKind.Denied)]
    [InlineData("busy", StorageErrorKind.Throttled)]
    [InlineData("down", StorageErrorKind.Throttled)]
    [InlineData("broken", StorageErrorKind.Transient)]
    public async Task Refusal_is_about_this_url_only(string path, StorageErrorKind kind)
    {
        var url = $"{_server.Url}/{path}?signature=sesame";

        var failure = await Urls.AssertFailsAsync(kind, () => _store.OpenAsync(url));

        Assert.False(failure.IsFatalForJob);
        Assert.Contains($"{_server.Url}/{path}?***", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", failure.Message, StringComparison.Ordinal);
        Assert.Equal(path == "busy" ? TimeSpan.FromSeconds(7) : null, failure.RetryAfter);
        if (kind == StorageErrorKind.NotFound)
        {
            Assert.Null(await _store.HeadAsync(url));
        }
        else
        {
            await Urls.AssertFailsAsync(kind, () => _store.HeadAsync(url));
        }
    }

    [Fact]
    public async Task Empty_file_is_empty()
    {
        await _server.WriteAsync("empty.bin", []);

        Assert.Equal(0, (await _store.HeadAsync($"{_server.Url}/empty.bin"))?.Size);
        Assert.Equal(0, (await _store.HeadAsync($"{_server.Url}/get-only/empty.bin"))?.Size);
        Assert.Empty(await _store.ReadAsync($"{_server.Url}/empty.bin"));
    }

    [Fact]
    public async Task Slow_body_is_read_on_and_cancelling_reaches_it()
    {
        await _server.WriteAsync("slow.bin", TestContent.Of(100_000));
        await using var body = await _store.OpenAsync($"{_server.Url}/slow/slow.bin");
        using var cancel = new CancellationTokenSource();

        Assert.True(await body.Content.ReadAsync(new byte[10], cancel.Token) > 0);
        var reading = body.Content.CopyToAsync(Stream.Null, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
