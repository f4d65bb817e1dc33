using OssTransfer.Emulators.Baidu;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Baidu;

namespace OssTransfer.Vendors.Tests.Baidu;

/// <summary>How requests reach BOS, and what refusals become.</summary>
public sealed class BaiduRequestTests : IAsyncLifetime
{
    private EmulatorServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new EmulatorOptions
        {
            Buckets = [BaiduBucket.Name],
            Domains = new Dictionary<string, string> { ["files.example.com"] = BaiduBucket.Name },
        };
        _server = await BosVendor.StartAsync(options, Token);
        _server.Bucket(BaiduBucket.Name).Put(BosObjects.Normal(new EmulatorObject("dir/a b+c", [1, 2, 3])));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("http://bj.bcebos.com", "bucket.bj.bcebos.com")]
    [InlineData("http://bucket.s3.hkg.bcebos.com", "bucket.hkg.bcebos.com")]
    [InlineData("http://files.example.com", "files.example.com")]
    public async Task Bucket_stands_where_the_endpoint_wants_it(string endpoint, string host)
    {
        await using var store = BaiduBucket.Open(_server, options => options with { Endpoint = endpoint, Connect = new ToServer(_server).ConnectAsync });

        Assert.Equal(3, (await store.Reader.HeadAsync(ObjectKey.From("dir/a b+c"), Token))?.Size);

        var request = Assert.Single(_server.Log.All);
        Assert.Equal((host, "/dir/a%20b%2Bc"), (request.Headers["Host"], request.RawTarget));
    }

    [Fact]
    public async Task Bucket_stands_in_the_path_at_an_address()
    {
        await using var store = BaiduBucket.Open(_server);

        Assert.Equal(3, (await store.Reader.HeadAsync(ObjectKey.From("dir/a b+c"), Token))?.Size);

        Assert.Equal("/bucket/dir/a%20b%2Bc", Assert.Single(_server.Log.All).RawTarget);
    }

    [Fact]
    public async Task Temporary_credentials_send_and_sign_their_token()
    {
        await using var server = await BosVendor.StartAsync(new() { Buckets = [BaiduBucket.Name], SecurityToken = "the-token" }, Token);
        await using var good = BaiduBucket.Open(server, options => options with { SessionToken = new("the-token") });
        await using var bad = BaiduBucket.Open(server, options => options with { SessionToken = new("hunter2") });

        Assert.Null(await good.Reader.HeadAsync(ObjectKey.From("none"), Token));
        var failure = await Assert.ThrowsAsync<StorageException>(() => bad.Reader.OpenAsync(new(ObjectKey.From("none")), Token));

        Assert.Equal(StorageErrorKind.Credentials, failure.Kind);
        Assert.Contains("x-bce-security-token", server.Log.All[0].Headers["Authorization"], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", null, "InvalidAccessKeyId")]
    [InlineData(null, "hunter2", "SignatureDoesNotMatch")]
    public async Task Wrong_keys_are_told_by_the_vendors_code(string? accessKey, string? secret, string code)
    {
        await using var store = BaiduBucket.Open(_server, options => options with
        {
            AccessKey = accessKey ?? options.AccessKey, SecretKey = secret is null ? options.SecretKey : new(secret),
        });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("k")), Token));

        Assert.Equal((StorageErrorKind.Credentials, code), (failure.Kind, failure.Code));
        Assert.False(string.IsNullOrEmpty(failure.RequestId));
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "RequestRateLimitExceeded", StorageErrorKind.Throttled)]
    [InlineData(503, "SlowDown", StorageErrorKind.Throttled)]
    [InlineData(403, "RequestExpired", StorageErrorKind.Clock)]
    [InlineData(403, "InvalidObjectState", StorageErrorKind.NeedsRestore)]
    [InlineData(403, "AccessDenied", StorageErrorKind.Denied)]
    [InlineData(500, "InternalError", StorageErrorKind.Transient)]
    public async Task The_vendors_codes_have_their_meaning(int status, string code, StorageErrorKind kind)
    {
        _server.Faults.Add(new(EmulatorFaultKind.Refuse) { Status = status, Code = code });
        await using var store = BaiduBucket.Open(_server);

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("dir/a b+c")), Token));

        Assert.Equal((kind, status, code), (failure.Kind, failure.Status, failure.Code));
        Assert.Contains($"{status} {code}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bj.bcebos.com", "Host", "https://bj.bcebos.com")]
    [InlineData("http://bucket.fwh.bcebos.com/", "Host", "http://fwh.bcebos.com")]
    [InlineData("s3.gz.bcebos.com/bucket", "Host", "https://gz.bcebos.com")]
    [InlineData("https://files.example.com", "Domain", "https://files.example.com")]
    [InlineData("http://127.0.0.1:9", "Path", "http://127.0.0.1:9")]
    [InlineData("localhost:9", "Path", "https://localhost:9")]
    public void Resolve_understands_what_users_paste(string endpoint, string addressing, string meant)
    {
        var location = BaiduStores.Resolve(BaiduBucket.Options(_server) with { Endpoint = endpoint }, out var errors);

        Assert.Empty(errors);
        Assert.Equal((addressing, meant), (location!.Addressing.ToString(), location.Endpoint));
    }

    [Theory]
    [InlineData("", "https://bj.bcebos.com")]
    [InlineData("su", "https://su.bcebos.com")]
    [InlineData("bj.baidubce.com", "https://bj.bcebos.com")]
    [InlineData("bj.bcebos.cn", "https://bj.bcebos.com")]
    [InlineData("bucket.cdn.bcebos.com", "delivers from caches")]
    [InlineData("bcebos.com", "https://bj.bcebos.com")]
    [InlineData("other.bj.bcebos.com", "names the bucket 'other'")]
    [InlineData("cos.ap-beijing.myqcloud.com", "not of Baidu BOS")]
    public void Resolve_refuses_a_wrong_endpoint_and_says_what_to_write(string endpoint, string hint)
    {
        Assert.Null(BaiduStores.Resolve(BaiduBucket.Options(_server) with { Endpoint = endpoint }, out var errors));

        Assert.Contains(hint, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_reports_all_errors_at_once()
    {
        var options = BaiduBucket.Options(_server) with { Endpoint = "bj", Bucket = "My_Bucket", AccessKey = "", CaFile = "/none", Proxy = new("no url") };

        Assert.Null(BaiduStores.Resolve(options, out var errors));
        Assert.Equal(5, errors.Count);
        Assert.Throws<StoreOptionsException>(() => BaiduStores.Open(options));
    }
}
