using System.Net.Sockets;
using OssTransfer.LoopbackS3;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>
/// Each profile against a server with that vendor's habits, at the vendor's own host name. The habits bite: the profile of Amazon fails there.
/// </summary>
public sealed class S3ProfileTests
{
    private const int PartBytes = 5 << 20;
    private static readonly StoreHabits HostOnly = new() { PathStyleError = "SecondLevelDomainForbidden" };
    private static readonly StoreHabits NoEncoding = new() { RefusedParameters = ["encoding-type"] };

    private static readonly Dictionary<string, (string Endpoint, string Region, StoreHabits Habits)> Vendors = new()
    {
        ["jd"] = ("s3.cn-north-1.jdcloud-oss.com", "cn-north-1", new()
        {
            RefusedHeaders = ["x-amz-copy-source-if-", "x-amz-checksum-", "x-amz-trailer"], OwnCompositeETags = true, EqualParts = true,
        }),
        ["aliyun-s3"] = ("oss-cn-hangzhou.aliyuncs.com", "cn-hangzhou", HostOnly with { UpperCaseETags = true, OwnCompositeETags = true, MaxKeyBytes = 1023 }),
        ["tencent-s3"] = ("cos.ap-beijing.myqcloud.com", "ap-beijing", HostOnly with
        {
            RefusedParameters = ["list-type"], OwnCompositeETags = true, MaxKeyBytes = 850,
        }),
        ["qiniu-s3"] = ("s3-cn-east-1.qiniucs.com", "cn-east-1", NoEncoding with
        {
            RefusedHeaders = ["x-amz-security-token", "x-amz-copy-source-if-"], OwnCompositeETags = true, MaxKeyBytes = 750,
        }),
        ["baidu-s3"] = ("bj.bcebos.com", "bj", HostOnly with
        {
            RefusedParameters = ["encoding-type", "fetch-owner"], RefusedHeaders = ["x-amz-copy-source-if-", "x-amz-trailer"], OwnCompositeETags = true,
        }),
        ["huawei"] = ("obs.cn-north-4.myhuaweicloud.com", "cn-north-4", new()
        {
            PathStyleError = "VirtualHostDomainRequired", RefusedParameters = ["list-type"], EncodedListingsStick = true,
        }),
        ["r2"] = ("0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com", "auto", new() { EqualParts = true, OwnCompositeETags = true }),
        ["wasabi"] = ("s3.eu-central-1.wasabisys.com", "eu-central-1", new()),
        ["b2"] = ("s3.us-west-004.backblazeb2.com", "us-west-004", new()
        {
            RefusedHeaders = ["x-amz-checksum-", "x-amz-sdk-checksum-", "x-amz-copy-source-if-"], OwnCompositeETags = true,
        }),
        ["gcs"] = ("storage.googleapis.com", "auto", new()
        {
            RefusedHeaders = ["x-amz-trailer", "x-amz-copy-source-if-"], RefusedParameters = ["x-id"], OwnCompositeETags = true,
        }),
        ["ceph"] = ("rgw.example.com", "us-east-1", new() { RefusedParameters = ["list-type"] }),
        ["minio"] = ("minio.example.com", "us-east-1", new()),
        ["aws"] = ("s3.us-west-2.amazonaws.com", "us-west-2", new()),
        ["other"] = ("objects.example.com", "us-east-1",
            new() { EqualParts = true, OwnCompositeETags = true, Always = [FaultKind.IgnoreListType, FaultKind.IgnoreEncodingType] }),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Vendors.Keys];

    [Fact]
    public void Every_profile_is_tried() => Assert.Equal(S3Stores.ProfileNames.Order(), Vendors.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_store_is_written_listed_read_and_copied_under_its_profile(string profile)
    {
        await using var server = await StartAsync(profile);
        await using var store = Open(server, profile);
        var keys = OddKeys.All.Where(key => key.Length <= store.Traits.MaxKeyBytes).Order().ToList();
        var content = TestContent.Of(2000);
        foreach (var key in keys)
        {
            await store.Writer!.PutAsync(new(new(key, new() { ContentType = "text/x", User = [new("a", "b")] }), new MemoryBody(content)), Token);
        }

        var (listed, etags) = (new List<ObjectKey>(), new List<string?>());
        await foreach (var page in store.Reader.ListAsync(new(default) { PageSize = 7 }, Token))
        {
            listed.AddRange(page.Entries.Select(entry => entry.Key));
            etags.AddRange(page.Entries.Select(entry => entry.ETag));
        }

        await using var body = await store.Reader.OpenAsync(new(keys[0]) { IfMatch = etags[0] }, Token);
        await store.Copier!.CopyAsync(new(store, keys[0], new(ObjectKey.From("copy"), ObjectMetadata.None)) { IfMatch = etags[0] }, Token);

        Assert.Equal(profile, StoreProfiles.ForHost(new Uri($"http://{Vendors[profile].Endpoint}").Host).Name);
        Assert.Equal(keys, listed);
        Assert.Equal(content, await TestContent.DrainAsync(body, Token));
        Assert.Equal(2000, (await store.Reader.HeadAsync(ObjectKey.From("copy"), Token))!.Size);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_an_etag_proves_under_a_profile_is_true_of_its_store(string profile)
    {
        await using var server = await StartAsync(profile);
        await using var store = Open(server, profile);
        var key = ObjectKey.From("large");
        byte[][] parts = [TestContent.Of(PartBytes), TestContent.Of(PartBytes), TestContent.Of(7)];
        var upload = (await store.Multipart!.InitiateAsync(new(key, ObjectMetadata.None), Token)).UploadId;
        var uploaded = new List<UploadedPart>();
        foreach (var part in parts)
        {
            var request = new PartRequest(key, upload, uploaded.Count + 1, (long)uploaded.Count * PartBytes, new MemoryBody(part));
            uploaded.Add(await store.Multipart.UploadPartAsync(request, Token));
        }

        await store.Multipart.CompleteAsync(key, upload, uploaded, Token);

        var digests = (await store.Reader.HeadAsync(key, Token))!.Digests;
        Assert.Equal(store.Traits.MultipartETagIsComposite ? [DigestKind.Md5OfParts] : [], digests.Select(digest => digest.Kind));
        Assert.Equal(Vendors[profile].Habits.OwnCompositeETags, !store.Traits.MultipartETagIsComposite);
    }

    [Theory]
    [InlineData("aliyun-s3")]
    [InlineData("tencent-s3")]
    [InlineData("qiniu-s3")]
    public async Task An_etag_that_only_looks_like_an_md5_accuses_nobody(string profile)
    {
        await using var server = await StartAsync(profile);
        await using var store = Open(server, profile);
        server.Faults.Add(new() { Kind = FaultKind.Rot });
        var key = ObjectKey.From("appended");
        await store.Writer!.PutAsync(new(new(key, ObjectMetadata.None), new MemoryBody(TestContent.Of(100))), Token);

        Assert.Empty((await store.Reader.HeadAsync(key, Token))!.Digests);
    }

    [Theory]
    [InlineData("aliyun-s3")]
    [InlineData("tencent-s3")]
    [InlineData("baidu-s3")]
    [InlineData("huawei")]
    public async Task A_store_without_path_addressing_refuses_it(string profile)
    {
        await using var server = await StartAsync(profile);
        await using var store = Open(server, profile, options => options with { Addressing = BucketAddressing.Path, Profile = "aws" });

        var failure = await Assert.ThrowsAsync<StorageException>(() => ListAllAsync(store));

        Assert.Equal((StorageErrorKind.Bucket, Vendors[profile].Habits.PathStyleError), (failure.Kind, failure.Code));
    }

    [Theory]
    [InlineData("tencent-s3")]
    [InlineData("qiniu-s3")]
    [InlineData("baidu-s3")]
    [InlineData("huawei")]
    public async Task A_listing_under_another_profile_fails_and_never_ends_early(string profile)
    {
        await using var server = await StartAsync(profile);
        await using var store = Open(server, profile, options => options with { Profile = "aws" });
        await store.Writer!.PutAsync(new(new(ObjectKey.From("k"), ObjectMetadata.None), new MemoryBody(default)), Token);

        await Assert.ThrowsAsync<StorageException>(() => ListAllAsync(store));
    }

    private static async Task ListAllAsync(IObjectStore store)
    {
        await foreach (var page in store.Reader.ListAsync(new(default), Token))
        {
            Assert.NotNull(page);
        }
    }

    private static Task<LoopbackServer> StartAsync(string profile) => LoopbackServer.StartAsync(
        new()
        {
            Habits = Vendors[profile].Habits,
            Region = Vendors[profile].Region,
            AutoCreateBuckets = true,
            Domains = [S3Stores.Resolve(Options(profile), out _)!.Authority],
        },
        Token);

    private static S3StoreOptions Options(string profile) => new()
    {
        Endpoint = $"http://{Vendors[profile].Endpoint}",
        Bucket = "bkt-1250000000",
        AccessKey = "loopback",
        SecretKey = new Secret("loopbacksecret"),
    };

    /// <summary>The host's name is the vendor's, the connection goes to the server at hand.</summary>
    private static IObjectStore Open(LoopbackServer server, string profile, Func<S3StoreOptions, S3StoreOptions>? with = null)
    {
        var options = Options(profile) with
        {
            Connect = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(server.Url.Host, server.Url.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return S3Stores.Open(with is null ? options : with(options));
    }
}
