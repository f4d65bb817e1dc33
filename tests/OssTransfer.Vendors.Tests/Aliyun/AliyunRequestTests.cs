using OssTransfer.Emulators.Aliyun;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Aliyun;

namespace OssTransfer.Vendors.Tests.Aliyun;

/// <summary>How requests reach OSS, and what refusals become.</summary>
public sealed class AliyunRequestTests : IAsyncLifetime
{
    private EmulatorServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new EmulatorOptions
        {
            Buckets = [AliyunBucket.Name],
            Domains = new Dictionary<string, string> { ["files.example.com"] = AliyunBucket.Name },
        };
        _server = await OssVendor.StartAsync(options, Token);
        _server.Bucket(AliyunBucket.Name).Put(OssObjects.Normal(new EmulatorObject("dir/a b+c", [1, 2, 3])));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("http://oss-cn-hangzhou.aliyuncs.com", "bucket.oss-cn-hangzhou.aliyuncs.com", "/dir/a%20b%2Bc")]
    [InlineData("http://bucket.oss-cn-hangzhou-internal.aliyuncs.com", "bucket.oss-cn-hangzhou-internal.aliyuncs.com", "/dir/a%20b%2Bc")]
    [InlineData("http://files.example.com", "files.example.com", "/dir/a%20b%2Bc")]
    public async Task Bucket_stands_where_the_endpoint_wants_it(string endpoint, string host, string path)
    {
        await using var store = AliyunBucket.Open(_server, options => options with { Endpoint = endpoint, Connect = new ToServer(_server).ConnectAsync });

        Assert.Equal(3, (await store.Reader.HeadAsync(ObjectKey.From("dir/a b+c"), Token))?.Size);

        var request = Assert.Single(_server.Log.All);
        Assert.Equal((host, path), (request.Headers["Host"], request.RawTarget));
    }

    [Fact]
    public async Task Bucket_stands_in_the_path_at_an_address()
    {
        await using var store = AliyunBucket.Open(_server);

        Assert.Equal(3, (await store.Reader.HeadAsync(ObjectKey.From("dir/a b+c"), Token))?.Size);

        Assert.Equal("/bucket/dir/a%20b%2Bc", Assert.Single(_server.Log.All).RawTarget);
    }

    [Fact]
    public async Task Path_at_the_vendors_own_endpoint_is_refused_by_its_code()
    {
        await using var store = AliyunBucket.Open(_server, options => options with
        {
            Endpoint = "http://oss-cn-hangzhou.aliyuncs.com", Addressing = BucketAddressing.Path, Connect = new ToServer(_server).ConnectAsync,
        });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.HeadAsync(ObjectKey.From("k"), Token));

        Assert.Equal((StorageErrorKind.Bucket, "SecondLevelDomainForbidden"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task Temporary_credentials_send_and_sign_their_token()
    {
        await using var server = await OssVendor.StartAsync(new() { Buckets = [AliyunBucket.Name], SecurityToken = "the-token" }, Token);
        await using var good = AliyunBucket.Open(server, options => options with { SessionToken = new("the-token") });
        await using var bad = AliyunBucket.Open(server, options => options with { SessionToken = new("another") });

        Assert.Null(await good.Reader.HeadAsync(ObjectKey.From("none"), Token));
        var failure = await Assert.ThrowsAsync<StorageException>(() => bad.Reader.HeadAsync(ObjectKey.From("none"), Token));

        Assert.Equal((StorageErrorKind.Credentials, "InvalidSecurityToken"), (failure.Kind, failure.Code));
    }

    [Theory]
    [InlineData("wrong", null, "InvalidAccessKeyId")]
    [InlineData(null, "wrong", "SignatureDoesNotMatch")]
    public async Task Wrong_keys_are_told_by_the_vendors_code(string? accessKey, string? secret, string code)
    {
        await using var store = AliyunBucket.Open(_server, options => options with
        {
            AccessKey = accessKey ?? options.AccessKey, SecretKey = secret is null ? options.SecretKey : new(secret),
        });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.HeadAsync(ObjectKey.From("k"), Token));

        Assert.Equal((StorageErrorKind.Credentials, code), (failure.Kind, failure.Code));
    }

    [Theory]
    [InlineData("oss-cn-hangzhou.aliyuncs.com", "Host", "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("https://files.example.com", "Domain", "https://files.example.com")]
    [InlineData("http://127.0.0.1:9", "Path", "http://127.0.0.1:9")]
    public void Resolve_says_where_the_bucket_is(string endpoint, string addressing, string meant)
    {
        var location = AliyunStores.Resolve(AliyunBucket.Options(_server) with { Endpoint = endpoint }, out var errors);

        Assert.Empty(errors);
        Assert.Equal((addressing, meant), (location!.Addressing.ToString(), location.Endpoint));
    }

    [Fact]
    public void Resolve_reports_all_errors_at_once()
    {
        var options = AliyunBucket.Options(_server) with
        {
            Endpoint = "cn-hangzhou",
            Bucket = "My_Bucket",
            AccessKey = "",
            CaFile = "/none",
            Proxy = new("no url"),
        };

        Assert.Null(AliyunStores.Resolve(options, out var errors));
        Assert.Equal(5, errors.Count);
        Assert.Throws<StoreOptionsException>(() => AliyunStores.Open(options));
        Assert.DoesNotContain(_server.Options.SecretKey, options.ToString(), StringComparison.Ordinal);
    }
}
