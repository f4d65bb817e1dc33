using System.Security.Cryptography;
using System.Text;
using OssTransfer.Storage.Tests.Conformance;
using static OssTransfer.Storage.Tests.UrlList.ScriptedServer;

namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>Answers that no sound server gives, and what may be believed of them.</summary>
public sealed class UrlAnswerTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nshort\r\n0\r\n\r\n")]
    public async Task Cut_or_garbled_body_is_transient(string answer)
    {
        await using var server = new ScriptedServer(_ => answer);
        await using var store = Urls.Open();

        await Urls.AssertFailsAsync(StorageErrorKind.Transient, () => store.ReadAsync(server.Url));
    }

    [Fact]
    public async Task Body_of_unknown_length_is_read_to_its_end()
    {
        await using var server = new ScriptedServer(_ => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n4\r\n you\r\n0\r\n\r\n");
        await using var store = Urls.Open();

        await using var body = await store.OpenAsync(server.Url);

        Assert.Null(body.Length);
        Assert.Null(body.Info.Size);
        Assert.Equal("hello you"u8.ToArray(), await TestContent.DrainAsync(body, TestContext.Current.CancellationToken));
        Assert.Null((await store.HeadAsync(server.Url))!.Size);
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 0-4/100", StorageErrorKind.Unsupported)]
    [InlineData("206 Partial Content", "Content-Range: bytes 10-13/100", StorageErrorKind.Unsupported)]
    [InlineData("206 Partial Content", "Content-Range: bytes 10-13/14", StorageErrorKind.SourceChanged)]
    [InlineData("206 Partial Content", "X: y", StorageErrorKind.Unsupported)]
    [InlineData("206 Partial Content", "Content-Range: items 10-14/100", StorageErrorKind.Unsupported)]
    [InlineData("206 Partial Content", "Content-Range: bytes 10-14/100\r\nETag: \"other\"", StorageErrorKind.SourceChanged)]
    [InlineData("200 OK", "ETag: \"listed\"", StorageErrorKind.Unsupported)]
    [InlineData("200 OK", "ETag: \"other\"", StorageErrorKind.SourceChanged)]
    [InlineData("204 No Content", "X: y", StorageErrorKind.Other)]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */3", StorageErrorKind.SourceChanged)]
    [InlineData("412 Precondition Failed", "X: y", StorageErrorKind.SourceChanged)]
    public async Task Other_bytes_never_pass_for_a_slice(string status, string header, StorageErrorKind kind)
    {
        await using var server = new ScriptedServer(_ => Answer(status, "12345", header));
        await using var store = Urls.Open();

        await Urls.AssertFailsAsync(kind, () => store.OpenAsync(server.Url, new(10, 5), "listed"));
    }

    [Fact]
    public async Task Slice_that_is_longer_than_its_range_is_refused()
    {
        await using var server = new ScriptedServer(_ => Answer("206 Partial Content", "123456789", "Content-Range: bytes 10-14/100"));
        await using var store = Urls.Open();

        await Urls.AssertFailsAsync(StorageErrorKind.Unsupported, () => store.OpenAsync(server.Url, new(10, 5)));
    }

    [Fact]
    public async Task Server_that_gives_another_byte_than_the_first_is_read_in_one_go()
    {
        await using var server = new ScriptedServer(request =>
            request.StartsWith("HEAD", StringComparison.Ordinal) ? Answer("404 Not Found", "")
            : request.Contains("Range:", StringComparison.OrdinalIgnoreCase)
                ? Answer("206 Partial Content", "a", "Content-Range: bytes 7-7/20\r\nETag: \"e\"")
            : Ok("a page of 20 letters", "ETag: \"e\""));
        await using var store = Urls.Open(options => options with { MaxConnectionsPerHost = 1 });

        var info = await store.HeadAsync(server.Url);

        Assert.Equal((20, true), (info?.Size, info?.ReadsOnlyWhole));
    }

    [Theory]
    [InlineData("ETag: \"abc\"\r\nLast-Modified: Mon, 06 May 2024 07:08:09 GMT", "abc", "If-Match: \"abc\"", "If-Range: \"abc\"")]
    [InlineData(
        "ETag: W/\"abc\"\r\nLast-Modified: Mon, 06 May 2024 07:08:09 GMT",
        "modified-1714979289",
        "If-Unmodified-Since: Mon, 06 May 2024 07:08:09 GMT",
        "If-Range: Mon, 06 May 2024 07:08:09 GMT")]
    [InlineData(
        "Last-Modified: Mon, 06 May 2024 07:08:09 GMT",
        "modified-1714979289",
        "If-Unmodified-Since: Mon, 06 May 2024 07:08:09 GMT",
        "If-Range: Mon, 06 May 2024 07:08:09 GMT")]
    [InlineData("ETag: W/\"abc\"", "W/abc", null, null)]
    [InlineData("X: y", null, null, null)]
    [InlineData("Date: Mon, 06 May 2024 07:08:09 GMT\r\nLast-Modified: Mon, 06 May 2024 07:08:09 GMT", null, null, null)]
    public async Task What_a_server_says_of_a_version_is_asked_for_again(string headers, string? validator, string? whole, string? slice)
    {
        await using var server = new ScriptedServer(request => request.Contains("Range: ", StringComparison.Ordinal)
            ? Answer("206 Partial Content", "12345", "Content-Range: bytes 0-4/10", headers)
            : Ok("1234567890", headers));
        await using var store = Urls.Open();

        var info = await store.HeadAsync(server.Url);
        await store.ReadAsync(server.Url, null, info!.ETag);
        await store.ReadAsync(server.Url, new(0, 5), info.ETag);

        Assert.Equal(validator, info.ETag);
        AssertCondition(whole, server.Requests[^2]);
        AssertCondition(slice, server.Requests[^1]);

        static void AssertCondition(string? expected, string request) =>
            Assert.Equal(
                expected is null ? [] : [expected],
                request.Split("\r\n").Where(line => line.StartsWith("If-", StringComparison.OrdinalIgnoreCase)),
                StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Slice_whose_answer_keeps_its_date_to_itself_is_of_the_version_asked_for()
    {
        await using var server = new ScriptedServer(_ => Answer("206 Partial Content", "12345", "Content-Range: bytes 0-4/10"));
        await using var store = Urls.Open();

        await using var body = await store.OpenAsync(server.Url, new(0, 5), "modified-1714979289");

        Assert.Equal("modified-1714979289", body.Info.ETag);
    }

    [Fact]
    public async Task Only_headers_that_are_defined_as_md5_of_the_content_are_believed()
    {
        var md5 = Convert.ToBase64String(MD5.HashData("hello"u8));
        var sha = Convert.ToBase64String(SHA256.HashData("hello"u8));
        (string Header, bool IsDigest)[] table =
        [
            ($"Content-MD5: {md5}", true),
            ($"Digest: sha-256={sha},MD5={md5}", true),
            ($"Repr-Digest: sha-256=:{sha}:, md5=:{md5}:", true),
            ($"ETag: \"{Convert.ToHexStringLower(MD5.HashData("hello"u8))}\"", false),
            ($"x-goog-hash: md5={md5}", false),
            ("x-oss-hash-crc64ecma: 123", false),
            ("Content-MD5: 5d41402abc4b2a76b9719d911017c592", false),
            ($"Content-MD5: {sha}", false),
            ($"Digest: sha-256={sha}", false),
            ("Repr-Digest: md5=:", false),
        ];
        foreach (var (header, isDigest) in table)
        {
            await using var server = new ScriptedServer(_ => Ok("hello", header));
            await using var store = Urls.Open();

            await using var body = await store.OpenAsync(server.Url);

            Assert.True(isDigest == body.Info.Digests.Count > 0, header);
            Assert.All(body.Info.Digests, digest => Assert.Equal(MD5.HashData("hello"u8), digest.Value.ToArray()));
        }
    }

    [Fact]
    public async Task Length_of_nothing_that_head_tells_is_asked_for_again()
    {
        await using var server = new ScriptedServer(request => request.StartsWith("HEAD", StringComparison.Ordinal)
            ? Answer("200 OK", "")
            : Ok("a page of 20 letters"));
        await using var store = Urls.Open(options => options with { MaxConnectionsPerHost = 1 });

        Assert.Equal(20, (await store.HeadAsync(server.Url))?.Size);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("501 Not Implemented")]
    public async Task Server_that_refuses_to_be_asked_for_slices_is_read_in_one_go(string refusal)
    {
        await using var server = new ScriptedServer(request =>
            request.StartsWith("HEAD", StringComparison.Ordinal) ? Answer("404 Not Found", "")
            : request.Contains("Range:", StringComparison.OrdinalIgnoreCase) ? Answer(refusal, "")
            : Ok("a page of 20 letters", "ETag: \"e\""));
        await using var store = Urls.Open(options => options with { MaxConnectionsPerHost = 1 });

        var info = await store.HeadAsync(server.Url);

        Assert.Equal((20, true), (info?.Size, info?.ReadsOnlyWhole));
    }

    [Fact]
    public async Task Request_says_who_asks_and_what_for_and_sends_no_credentials()
    {
        await using var server = new ScriptedServer(_ => Ok("hello"));
        await using var store = Urls.Open();

        await store.ReadAsync($"{server.Url}/a b/%2e%2E/é?q=[1]&t=%zz");

        var lines = Assert.Single(server.Requests).Split("\r\n");
        Assert.Equal("GET /a%20b/%2e%2E/%C3%A9?q=%5B1%5D&t=%25zz HTTP/1.1", lines[0]);
        Assert.Contains("Accept-Encoding: identity", lines, StringComparer.OrdinalIgnoreCase);
        Assert.Contains($"Host: 127.0.0.1:{server.Port}", lines, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("User-Agent: OssTransfer/1.0", lines, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            lines,
            line => line.StartsWith("Authorization", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Header_bytes_arrive_as_they_were()
    {
        var latin = Encoding.Latin1.GetString("attachment; filename=\"文\""u8);
        await using var server = new ScriptedServer(_ => Ok("hello", $"Content-Disposition: {latin}"));
        await using var store = Urls.Open();

        Assert.Equal(latin, (await store.HeadAsync(server.Url))?.Metadata.ContentDisposition);
    }

    [Fact]
    public async Task Urls_cannot_be_listed()
    {
        await using var store = Urls.Open();

        var failure = await Urls.AssertFailsAsync(StorageErrorKind.Unsupported, async () =>
        {
            await foreach (var page in store.Reader.ListAsync(new(default), TestContext.Current.CancellationToken))
            {
                Assert.Fail($"{page}");
            }
        });

        Assert.Contains("src-file-list", failure.Message, StringComparison.Ordinal);
        Assert.Null(store.Writer);
        Assert.Null(store.Multipart);
    }

    [Theory]
    [InlineData("no url")]
    [InlineData("ftp://h/a")]
    [InlineData("http://user:sesame@h/a")]
    [InlineData("http://h/a#b")]
    [InlineData("http://h:port/a")]
    [InlineData("http://ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé/a")]
    public async Task What_is_no_url_is_an_invalid_key(string key)
    {
        await using var store = Urls.Open();

        var failure = await Urls.AssertFailsAsync(StorageErrorKind.InvalidKey, () => store.OpenAsync(key));

        Assert.DoesNotContain("sesame", failure.Message, StringComparison.Ordinal);
    }
}
