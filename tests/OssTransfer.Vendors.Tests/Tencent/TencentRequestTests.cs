using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Tencent;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Tencent;

namespace OssTransfer.Vendors.Tests.Tencent;

/// <summary>How requests reach COS, and what refusals become.</summary>
public sealed class TencentRequestTests : IAsyncLifetime
{
    private EmulatorServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new EmulatorOptions
        {
            Buckets = [TencentBucket.Name],
            Domains = new Dictionary<string, string> { ["files.example.com"] = TencentBucket.Name },
        };
        _server = await CosVendor.StartAsync(options, Token);
        _server.Bucket(TencentBucket.Name).Put(CosObjects.Normal(new EmulatorObject("dir/a b+c", [1, 2, 3])));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("http://cos.ap-beijing.myqcloud.com", "bucket-1250000000.cos.ap-beijing.myqcloud.com", "/dir/a%20b%2Bc")]
    [InlineData("http://bucket-1250000000.cos-internal.ap-beijing.myqcloud.com", "bucket-1250000000.cos-internal.ap-beijing.myqcloud.com", "/dir/a%20b%2Bc")]
    [InlineData("http://files.example.com", "files.example.com", "/dir/a%20b%2Bc")]
    public async Task Bucket_stands_where_the_endpoint_wants_it(string endpoint, string host, string path)
    {
        await using var store = TencentBucket.Open(_server, options => options with { Endpoint = endpoint, Connect = new ToServer(_server).ConnectAsync });

        Assert.Equal(3, (await store.Reader.HeadAsync(ObjectKey.From("dir/a b+c"), Token))?.Size);

        var request = Assert.Single(_server.Log.All);
        Assert.Equal((host, path), (request.Headers["Host"], request.RawTarget));
    }

    [Fact]
    public async Task Bucket_stands_in_the_path_at_an_address()
    {
        await using var store = TencentBucket.Open(_server);

        Assert.Equal(3, (await store.Reader.HeadAsync(ObjectKey.From("dir/a b+c"), Token))?.Size);

        Assert.Equal("/bucket-1250000000/dir/a%20b%2Bc", Assert.Single(_server.Log.All).RawTarget);
    }

    [Fact]
    public async Task Path_at_the_vendors_own_endpoint_is_refused_by_its_code()
    {
        await using var store = TencentBucket.Open(_server, options => options with
        {
            Endpoint = "http://cos.ap-beijing.myqcloud.com", Addressing = BucketAddressing.Path, Connect = new ToServer(_server).ConnectAsync,
        });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("k")), Token));

        Assert.Equal((StorageErrorKind.Bucket, "PathStyleDomainForbidden"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task Temporary_credentials_send_and_sign_their_token()
    {
        await using var server = await CosVendor.StartAsync(new() { Buckets = [TencentBucket.Name], SecurityToken = "the-token" }, Token);
        await using var good = TencentBucket.Open(server, options => options with { SessionToken = new("the-token") });
        await using var bad = TencentBucket.Open(server, options => options with { SessionToken = new("another") });

        Assert.Null(await good.Reader.HeadAsync(ObjectKey.From("none"), Token));
        var failure = await Assert.ThrowsAsync<StorageException>(() => bad.Reader.OpenAsync(new(ObjectKey.From("none")), Token));

        Assert.Equal((StorageErrorKind.Credentials, "InvalidSecurity"), (failure.Kind, failure.Code));
    }

    [Theory]
    [InlineData("wrong", null, "InvalidAccessKeyId")]
    [InlineData(null, "wrong", "SignatureDoesNotMatch")]
    public async Task Wrong_keys_are_told_by_the_vendors_code(string? accessKey, string? secret, string code)
    {
        await using var store = TencentBucket.Open(_server, options => options with
        {
            AccessKey = accessKey ?? options.AccessKey, SecretKey = secret is null ? options.SecretKey : new(secret),
        });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("k")), Token));

        Assert.Equal((StorageErrorKind.Credentials, code), (failure.Kind, failure.Code));
    }

    [Theory]
    [InlineData("cos.ap-beijing.myqcloud.com", "Host", "https://cos.ap-beijing.myqcloud.com")]
    [InlineData("https://files.example.com", "Domain", "https://files.example.com")]
    [InlineData("http://127.0.0.1:9", "Path", "http://127.0.0.1:9")]
    public void Resolve_says_where_the_bucket_is(string endpoint, string addressing, string meant)
    {
        var location = TencentStores.Resolve(TencentBucket.Options(_server) with { Endpoint = endpoint }, out var errors);

        Assert.Empty(errors);
        Assert.Equal((addressing, meant), (location!.Addressing.ToString(), location.Endpoint));
    }

    [Fact]
    public void Resolve_reports_all_errors_at_once()
    {
        var options = TencentBucket.Options(_server) with
        {
            Endpoint = "ap-beijing",
            Bucket = "My_Bucket",
            AccessKey = "",
            CaFile = "/none",
            Proxy = new("no url"),
        };

        Assert.Null(TencentStores.Resolve(options, out var errors));
        Assert.Equal(5, errors.Count);
        Assert.Throws<StoreOptionsException>(() => TencentStores.Open(options));
        Assert.DoesNotContain(_server.Options.SecretKey, options.ToString(), StringComparison.Ordinal);
    }
}
