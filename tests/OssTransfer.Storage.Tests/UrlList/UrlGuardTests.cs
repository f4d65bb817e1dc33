using System.Net;
using OssTransfer.Storage.UrlList;
using static OssTransfer.Storage.Tests.UrlList.ScriptedServer;

namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>Where a list can't make this machine go.</summary>
public sealed class UrlGuardTests
{
    private static readonly UrlStoreOptions Guarded = new();

    [Theory]
    [InlineData("http://127.0.0.1:{0}/", "url-allow: 127.0.0.0/8")]
    [InlineData("http://127.1:{0}/", "url-allow: 127.0.0.0/8")]
    [InlineData("http://2130706433:{0}/", "url-allow: 127.0.0.0/8")]
    [InlineData("http://0x7f.0.0.1:{0}/", "url-allow: 127.0.0.0/8")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/", "url-allow: 127.0.0.0/8")]
    [InlineData("http://[::1]:{0}/", "url-allow: ::1/128")]
    [InlineData("http://localhost:{0}/", "localhost leads to")]
    [InlineData("http://10.1.2.3/", "url-allow: 10.0.0.0/8")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "never read")]
    [InlineData("https://[fd00:ec2::254]/", "never read")]
    public async Task Address_that_is_not_public_is_refused_before_a_byte_is_sent(string url, string expected)
    {
        await using var server = new ScriptedServer(_ => Ok("secret"));
        await using var store = UrlStores.Open(Guarded);

        var failure = await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync(string.Format(null, url, server.Port)));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Metadata_is_refused_even_where_all_is_allowed()
    {
        await using var store = UrlStores.Open(Guarded with { GuardsAddresses = false, Allow = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")] });

        await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync("http://100.100.100.200/latest/meta-data/"));
        await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync("http://[64:ff9b::169.254.169.254]/"));
    }

    [Fact]
    public async Task Without_guard_private_addresses_are_read()
    {
        await using var server = new ScriptedServer(_ => Ok("hello"));
        await using var store = UrlStores.Open(Guarded with { GuardsAddresses = false });

        Assert.Equal("hello"u8.ToArray(), await store.ReadAsync(server.Url));
        Assert.NotEmpty(UrlStores.Warnings(Guarded with { GuardsAddresses = false }));
        Assert.Empty(UrlStores.Warnings(Guarded));
    }

    [Theory]
    [InlineData("http://127.0.0.2:{0}/")]
    [InlineData("//127.0.0.2:{0}/")]
    [InlineData("http://evil.example:{0}/")]
    [InlineData("http://[::ffff:7f00:2]:{0}/")]
    public async Task Redirect_is_judged_like_a_url(string location)
    {
        await using var target = new ScriptedServer(_ => Ok("secret"), IPAddress.Any);
        await using var server = new ScriptedServer(_ => Moved(string.Format(null, location, target.Port)));
        await using var store = UrlStores.Open(Guarded with
        {
            Allow = [IPNetwork.Parse("127.0.0.1/32")],
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2")]),
        });

        await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync(server.Url));

        Assert.Single(server.Requests);
        Assert.Empty(target.Requests);
    }

    [Theory]
    [InlineData("file:///etc/passwd", StorageErrorKind.Other)]
    [InlineData("http://user:sesame@127.0.0.1/", StorageErrorKind.Other)]
    [InlineData("http:///", StorageErrorKind.Other)]
    public async Task Redirect_to_what_is_no_plain_url_is_not_followed(string location, StorageErrorKind kind)
    {
        await using var server = new ScriptedServer(_ => Moved(location));
        await using var store = Urls.Open();

        var failure = await Urls.AssertFailsAsync(kind, () => store.OpenAsync(server.Url));

        Assert.DoesNotContain("sesame", failure.Message, StringComparison.Ordinal);
        Assert.Contains("redirect", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_that_was_judged_is_the_one_connected_to()
    {
        // A name that leads to an allowed address when it is judged, and to another one ever after.
        var asked = 0;
        await using var good = new ScriptedServer(_ => Ok("good"));
        await using var store = UrlStores.Open(Guarded with
        {
            Allow = [IPNetwork.Parse("127.0.0.1/32")],
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "127.0.0.1" : "127.0.0.2")]),
        });
        var url = $"http://rebinding.example:{good.Port}/";

        Assert.Equal("good"u8.ToArray(), await store.ReadAsync(url));
        Assert.Equal(1, asked);

        await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync(url));
        Assert.Single(good.Requests);
    }

    [Fact]
    public async Task Of_several_addresses_only_allowed_ones_are_tried()
    {
        await using var server = new ScriptedServer(_ => Ok("hello"));
        await using var store = UrlStores.Open(Guarded with
        {
            Allow = [IPNetwork.Parse("127.0.0.0/30")],
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("127.0.0.3"), IPAddress.Loopback]),
        });

        // Nobody listens on 127.0.0.3, so the next one is tried.
        Assert.Equal("hello"u8.ToArray(), await store.ReadAsync($"http://several.example:{server.Port}/"));
    }

    [Fact]
    public async Task International_host_is_asked_for_in_punycode()
    {
        string? asked = null;
        await using var server = new ScriptedServer(_ => Ok("hello"));
        await using var store = UrlStores.Open(Urls.Loopback with
        {
            Resolve = (name, _) =>
            {
                asked = name;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            },
        });

        await store.ReadAsync($"http://BÜCHER.example:{server.Port}/ü");

        Assert.Equal("xn--bcher-kva.example", asked);
        Assert.Contains($"Host: xn--bcher-kva.example:{server.Port}", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Behind_a_proxy_the_guard_checks_what_it_can_and_says_so()
    {
        await using var proxy = new ScriptedServer(_ => Ok("through the proxy"));
        var options = Guarded with
        {
            Proxy = new($"http://127.0.0.1:{proxy.Port}"),
            Resolve = (name, _) => name == "inner.example"
                ? Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")])
                : throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound),
        };
        await using var store = UrlStores.Open(options);

        await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync("http://10.0.0.1/"));
        await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync("http://inner.example/"));
        await Urls.AssertFailsAsync(StorageErrorKind.Denied, () => store.OpenAsync("http://[::ffff:169.254.169.254]/"));
        Assert.Empty(proxy.Requests);

        Assert.Equal("through the proxy"u8.ToArray(), await store.ReadAsync("http://only-the-proxy-knows.example/"));
        Assert.Single(UrlStores.Warnings(options));
    }

    [Fact]
    public async Task Host_that_is_gone_is_not_waited_for_while_others_answer()
    {
        await using var server = new ScriptedServer(_ => Ok("hello"));
        await using var store = UrlStores.Open(Urls.Loopback with
        {
            Resolve = (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound),
        });

        await Urls.AssertFailsAsync(StorageErrorKind.Unreachable, () => store.OpenAsync("http://nowhere.example/"));
        await store.ReadAsync(server.Url);
        await Urls.AssertFailsAsync(StorageErrorKind.Transient, () => store.OpenAsync("http://nowhere.example/"));
    }

    [Fact]
    public async Task Body_gives_its_place_back_when_it_is_disposed()
    {
        await using var server = new ScriptedServer(_ => Ok("hello"));
        await using var store = Urls.Open(options => options with { MaxConnectionsPerHost = 1 });

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("hello"u8.ToArray(), await store.ReadAsync(server.Url));
            await Urls.AssertFailsAsync(StorageErrorKind.Unsupported, () => store.OpenAsync(server.Url, new(1, 2)));
        }

        await using var open = await store.OpenAsync(server.Url);
        var next = store.OpenAsync(server.Url);
        Assert.False(next.IsCompleted);
        await open.DisposeAsync();
        await using var second = await next;
        Assert.Equal(5, second.Length);
    }

    [Fact]
    public void Options_that_are_wrong_are_all_named()
    {
        var failure = Assert.Throws<StoreOptionsException>(
            () => UrlStores.Open(new() { MaxConnectionsPerHost = 0, MaxRequestsPerHost = -1, Proxy = new("no proxy") }));

        Assert.True(failure.Message.Split('\n').Length >= 3);
    }
}
