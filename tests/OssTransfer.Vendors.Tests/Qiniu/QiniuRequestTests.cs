using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Qiniu;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Qiniu;

namespace OssTransfer.Vendors.Tests.Qiniu;

/// <summary>How requests reach Kodo, and what refusals become.</summary>
public sealed class QiniuRequestTests : IAsyncLifetime
{
    private EmulatorServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await KodoVendor.StartAsync(new() { Buckets = [QiniuBucket.Name] }, Token);
        _server.Bucket(QiniuBucket.Name).Put(KodoObjects.Normal(new EmulatorObject("dir/a b+c", [1, 2, 3])));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_domain_never_carries_the_bucket_and_the_url_is_signed()
    {
        await using var store = QiniuBucket.Open(_server);

        Assert.Equal(3, (await store.Reader.HeadAsync(ObjectKey.From("dir/a b+c"), Token))?.Size);

        Assert.Matches("^/dir/a%20b%2Bc\\?e=[0-9]+&token=emulated-access-key:[A-Za-z0-9_-]+=$", Assert.Single(_server.Log.All).RawTarget);
    }

    [Fact]
    public async Task Without_a_domain_and_a_list_host_both_are_found_once_by_the_buckets_region()
    {
        await using var store = QiniuBucket.Open(_server, options => options with { Endpoint = "", ListEndpoint = null });

        Assert.Equal(["dir/a b+c"], await KeysAsync(store));
        await using (var body = await store.Reader.OpenAsync(new(ObjectKey.From("dir/a b+c")), Token))
        {
            Assert.Equal(3, body.Length);
        }

        Assert.Equal(["QueryRegion", "List", "GetObject"], _server.Log.All.Select(record => record.Operation));
        Assert.Equal($"/v4/query?ak={_server.Options.AccessKey}&bucket=bucket", _server.Log.All[0].RawTarget);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_told_by_the_vendors_code()
    {
        await using var store = QiniuBucket.Open(_server, options => options with { Bucket = "nobucket", ListEndpoint = null });

        var failure = await Assert.ThrowsAsync<StorageException>(() => KeysAsync(store));

        Assert.Equal((StorageErrorKind.Bucket, 631, "no such bucket"), (failure.Kind, failure.Status, failure.Code));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_and_neither_it_nor_a_signed_url_is_shown()
    {
        await using var store = QiniuBucket.Open(_server, options => options with { SecretKey = new("hunter2") });

        var listing = await Assert.ThrowsAsync<StorageException>(() => KeysAsync(store));
        var reading = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("k")), Token));

        Assert.Equal((StorageErrorKind.Credentials, "bad token"), (listing.Kind, listing.Code));
        Assert.Equal((StorageErrorKind.Credentials, 401), (reading.Kind, reading.Status));
        Assert.DoesNotContain("hunter2", reading.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token=", reading.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(573, StorageErrorKind.Throttled)]
    [InlineData(599, StorageErrorKind.Transient)]
    [InlineData(478, StorageErrorKind.Transient)]
    [InlineData(419, StorageErrorKind.Quota)]
    [InlineData(608, StorageErrorKind.SourceChanged)]
    [InlineData(612, StorageErrorKind.NotFound)]
    public async Task The_vendors_statuses_have_their_meaning(int status, StorageErrorKind kind)
    {
        _server.Faults.Add(new(EmulatorFaultKind.Refuse) { Status = status, Code = "some text" });
        await using var store = QiniuBucket.Open(_server);

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("dir/a b+c")), Token));

        Assert.Equal((kind, status), (failure.Kind, failure.Status));
        Assert.Contains($"{status} some text", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marker_that_leads_nowhere_breaks_the_listing()
    {
        await using var store = QiniuBucket.Open(_server);
        var from = new ListCursor(false, "bm9uc2Vuc2U="u8.ToArray());

        var failure = await Assert.ThrowsAsync<StorageException>(() => KeysAsync(store, new(default) { From = from }));

        Assert.Equal((StorageErrorKind.ListingBroken, 640), (failure.Kind, failure.Status));
    }

    [Fact]
    public async Task Beginning_behind_a_key_costs_one_request_more_however_far_it_is()
    {
        var bucket = _server.Bucket(QiniuBucket.Name);
        foreach (var i in Enumerable.Range(0, 50))
        {
            bucket.Put(KodoObjects.Normal(new EmulatorObject($"k{i:d2}", [1])));
        }

        await using var store = QiniuBucket.Open(_server);
        var keys = await KeysAsync(store, new(ObjectKey.From("k")) { PageSize = 5, From = ListCursor.After(ObjectKey.From("k44")) });

        Assert.Equal(["k45", "k46", "k47", "k48", "k49"], keys);
        Assert.Equal(2, _server.Log.All.Count);
    }

    [Fact]
    public async Task A_refusal_of_an_object_that_is_not_archived_stays_what_it_was()
    {
        _server.Faults.Add(new(EmulatorFaultKind.Refuse) { Status = 403, Code = "access denied" });
        await using var store = QiniuBucket.Open(_server);

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("dir/a b+c")), Token));

        Assert.Equal((StorageErrorKind.Denied, "access denied"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task Storage_types_are_named()
    {
        var bucket = _server.Bucket(QiniuBucket.Name);
        foreach (var type in Enumerable.Range(0, 7))
        {
            bucket.Put(KodoObjects.Normal(new EmulatorObject($"t{type}", [1])) with { StorageClass = $"{type}" });
        }

        await using var store = QiniuBucket.Open(_server);
        var classes = new List<string?>();
        await foreach (var page in store.Reader.ListAsync(new(ObjectKey.From("t")), Token))
        {
            classes.AddRange(page.Entries.Select(entry => entry.StorageClass));
        }

        Assert.Equal([null, "IA", "ARCHIVE", "DEEP_ARCHIVE", "ARCHIVE_IR", "INTELLIGENT_TIERING", "6"], classes);
    }

    [Theory]
    [InlineData("https://files.example.com/", "https://files.example.com")]
    [InlineData("xyz.bkt.clouddn.com", "https://xyz.bkt.clouddn.com")]
    [InlineData("http://bucket.example.com:8080", "http://bucket.example.com:8080")]
    [InlineData("cn-east-1.qiniucs.com", "https://bucket.cn-east-1.qiniucs.com")]
    [InlineData("bucket.cn-east-1.qiniucs.com", "https://bucket.cn-east-1.qiniucs.com")]
    [InlineData("", "http://127.0.0.1")]
    public void Resolve_understands_what_users_paste(string endpoint, string meant)
    {
        var location = QiniuStores.Resolve(QiniuBucket.Options(_server) with { Endpoint = endpoint }, out var errors);

        Assert.Empty(errors);
        Assert.StartsWith(meant, location!.Endpoint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3.cn-east-1.qiniucs.com", "write https://cn-east-1.qiniucs.com")]
    [InlineData("s3-cn-east-1.qiniucs.com", "speaks S3")]
    [InlineData("rsf.qiniuapi.com", "download domain")]
    [InlineData("https://rs.qbox.me", "download domain")]
    [InlineData("up-z1.qiniup.com", "download domain")]
    [InlineData("portal.qiniu.com", "download domain")]
    [InlineData("z1", "is a region")]
    [InlineData("cn-east-1", "is a region")]
    [InlineData("bkt.clouddn.com", "cut short")]
    [InlineData("oss-cn-hangzhou.aliyuncs.com", "not of Qiniu Kodo")]
    [InlineData("https://files.example.com/prefix", "name the prefix on its own")]
    public void Resolve_refuses_a_wrong_endpoint_and_says_what_to_write(string endpoint, string hint)
    {
        Assert.Null(QiniuStores.Resolve(QiniuBucket.Options(_server) with { Endpoint = endpoint }, out var errors));

        Assert.Contains(hint, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_reports_all_errors_at_once()
    {
        var options = QiniuBucket.Options(_server) with
        {
            Endpoint = "z0", Bucket = "a/b", AccessKey = "", SessionToken = new("t"), ListEndpoint = "s3://x", DiscoveryEndpoint = "https://h/path",
            Proxy = new("no url"),
        };

        Assert.Null(QiniuStores.Resolve(options, out var errors));
        Assert.Equal(7, errors.Count);
        Assert.Throws<StoreOptionsException>(() => QiniuStores.Open(options));
    }

    private static Task<List<string>> KeysAsync(IObjectStore store) => KeysAsync(store, new(default));

    private static async Task<List<string>> KeysAsync(IObjectStore store, ListRequest request)
    {
        var keys = new List<string>();
        await foreach (var page in store.Reader.ListAsync(request, Token))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
        }

        return keys;
    }
}
