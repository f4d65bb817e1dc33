using OssTransfer.Storage.Cloud.Endpoints;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>
/// The vendors we know, in the order in which an endpoint is compared with them. A new one stands here and in <c>All</c>, its hosts in
/// <see cref="S3Endpoints"/>, and what it publishes as limits in <c>DestinationLimitsTable</c>.
/// </summary>
internal static class StoreProfiles
{
    private static readonly StoreTraits S3 = new()
    {
        Name = "S3",
        KeyOrder = KeyOrder.Utf8Bytes,

        // The protocol's words for start-after and marker: "any key".
        ListsAfterAnyKey = true,
        ReportsTime = true,
        ETag = ETagMeaning.Md5,
        MultipartETagIsComposite = true,
        PartETagIsMd5 = true,
        ChecksContentMd5 = true,
    };

    public static StoreProfile Jd { get; } = new()
    {
        Name = "jd",
        Example = "https://s3.cn-north-1.jdcloud-oss.com",
        Hosts = [".jdcloud-oss.com", ".jcloudcs.com"],
        Addressing = BucketAddressing.Host,
        DefaultRegion = "cn-north-1",
        CopiesConditionally = false,
        // Not documented as accepted.
        UnsignedPayload = false,
        Traits = S3 with
        {
            Name = "JD Cloud OSS",
            // Documented for the sample ETag only.
            MultipartETagIsComposite = false,
            MaxPutBytes = 5_000_000_000,
            MaxPartBytes = 5_000_000_000,
            MaxObjectBytes = 48_800_000_000_000,
            UnequalParts = false,
            // 8 KiB for all headers, ours included.
            MaxUserMetadataBytes = 6 << 10,
            MaxContentDispositionBytes = 100,
        },
    };

    public static StoreProfile Aws { get; } = new()
    {
        Name = "aws",
        Hosts = [".amazonaws.com", ".amazonaws.com.cn"],
        Addressing = BucketAddressing.Host,
        ListsRestoreStatus = true,
        RepeatsChecksums = true,
        Traits = S3 with { Name = "Amazon S3" },
    };

    public static StoreProfile Minio { get; } = new()
    {
        Name = "minio",
        Hosts = ["minio", ".min.io"],
        Addressing = BucketAddressing.Path,
        RepeatsChecksums = true,
        Traits = S3 with { Name = "MinIO" },
    };

    public static StoreProfile Ceph { get; } = new()
    {
        Name = "ceph",
        Hosts = ["ceph", "rgw", "radosgw"],
        Addressing = BucketAddressing.Path,
        ListVersion = 1,
        Traits = S3 with { Name = "Ceph" },
    };

    /// <summary>For tools that speak nothing else: the native protocol offers more.</summary>
    public static StoreProfile Aliyun { get; } = new()
    {
        Name = "aliyun-s3",
        CompressesOnTheWay = true,
        Example = "https://s3.oss-cn-hangzhou.aliyuncs.com",
        Hosts = [".aliyuncs.com"],
        Addressing = BucketAddressing.Host,
        IsHostOnly = true,
        DefaultRegion = "cn-hangzhou",
        ForeignETagIsMd5 = false,
        Traits = S3 with
        {
            Name = "Aliyun OSS (S3)",
            MultipartETagIsComposite = false,
            MaxKeyBytes = 1023,
            MaxUserMetadataBytes = 8 << 10,
            MaxObjectBytes = 48_800_000_000_000,
        },
    };

    public static StoreProfile Tencent { get; } = new()
    {
        Name = "tencent-s3",
        Example = "https://cos.ap-guangzhou.myqcloud.com",
        Hosts = [".myqcloud.com", ".tencentcos.cn"],
        Addressing = BucketAddressing.Host,
        IsHostOnly = true,
        BucketEnd = "-[0-9]{5,}",
        DefaultRegion = "ap-guangzhou",
        ListVersion = 1,
        ForeignETagIsMd5 = false,
        Traits = S3 with
        {
            Name = "Tencent COS (S3)",
            MultipartETagIsComposite = false,
            MaxKeyBytes = 850,
            MaxObjectBytes = 48_800_000_000_000,
        },
    };

    /// <summary>Its bucket is the space's S3 name, which may be another one than the space's.</summary>
    public static StoreProfile Qiniu { get; } = new()
    {
        Name = "qiniu-s3",
        Example = "https://s3.cn-east-1.qiniucs.com",
        Hosts = [".qiniucs.com"],
        Addressing = BucketAddressing.Path,
        DefaultRegion = "cn-east-1",
        EncodesListings = false,
        CopiesConditionally = false,
        TakesSessionTokens = false,
        Traits = S3 with
        {
            Name = "Qiniu Kodo (S3)",
            // Its own listing has opaque markers, and where a listing by S3 begins behind a key that isn't there is undocumented.
            ListsAfterAnyKey = false,

            // Undocumented; objects that came in by the native protocol have another digest there.
            ETag = ETagMeaning.Opaque,
            MultipartETagIsComposite = false,
            PartETagIsMd5 = false,
            ChecksContentMd5 = false,
            MaxKeyBytes = 750,
            MaxUserMetadataBytes = 1024,
        },
    };

    public static StoreProfile Baidu { get; } = new()
    {
        Name = "baidu-s3",
        Example = "https://s3.bj.bcebos.com",
        Hosts = [".bcebos.com"],
        Addressing = BucketAddressing.Host,
        IsHostOnly = true,
        HttpOnlyRegions = ["fwh", "hkg"],
        DefaultRegion = "bj",
        EncodesListings = false,
        CopiesConditionally = false,
        Traits = S3 with { Name = "Baidu BOS (S3)", MultipartETagIsComposite = false },
    };

    public static StoreProfile Huawei { get; } = new()
    {
        Name = "huawei",
        Example = "https://obs.cn-north-4.myhuaweicloud.com",
        Hosts = [".myhuaweicloud.com"],
        Addressing = BucketAddressing.Host,
        IsHostOnly = true,
        DefaultRegion = "cn-north-4",
        ListVersion = 1,
        // Asked to encode, its markers lead to the same page again.
        EncodesListings = false,
        Traits = S3 with { Name = "Huawei OBS", MaxObjectBytes = 48_800_000_000_000 },
    };

    public static StoreProfile Cloudflare { get; } = new()
    {
        Name = "r2",
        Example = "https://<account>.r2.cloudflarestorage.com",
        Hosts = [".r2.cloudflarestorage.com"],
        Addressing = BucketAddressing.Path,
        DefaultRegion = "auto",
        Traits = S3 with { Name = "Cloudflare R2", MultipartETagIsComposite = false, UnequalParts = false },
    };

    public static StoreProfile Wasabi { get; } = new()
    {
        Name = "wasabi",
        Example = "https://s3.us-east-1.wasabisys.com",
        Hosts = [".wasabisys.com"],
        Addressing = BucketAddressing.Host,
        Traits = S3 with { Name = "Wasabi" },
    };

    public static StoreProfile Backblaze { get; } = new()
    {
        Name = "b2",
        Example = "https://s3.us-west-004.backblazeb2.com",
        Hosts = [".backblazeb2.com"],
        Addressing = BucketAddressing.Path,
        CopiesConditionally = false,
        Traits = S3 with { Name = "Backblaze B2", MultipartETagIsComposite = false, MaxObjectBytes = 10_000_000_000_000 },
    };

    public static StoreProfile Google { get; } = new()
    {
        Name = "gcs",
        Example = "https://storage.googleapis.com",
        Hosts = ["storage.googleapis.com"],
        Addressing = BucketAddressing.Path,
        DefaultRegion = "auto",
        CopiesConditionally = false,
        Traits = S3 with { Name = "Google Cloud Storage", MultipartETagIsComposite = false },
    };

    /// <summary>For all others: only what every S3 does.</summary>
    public static StoreProfile Other { get; } = new()
    {
        Name = "other",
        Addressing = BucketAddressing.Path,
        Traits = S3 with { Name = "S3 store", VouchesForOrder = false, MultipartETagIsComposite = false, UnequalParts = false },
    };

    public static IReadOnlyList<StoreProfile> All { get; } =
        [Jd, Aws, Minio, Ceph, Aliyun, Tencent, Qiniu, Baidu, Huawei, Cloudflare, Wasabi, Backblaze, Google, Other];

    public static StoreProfile? Named(string name) =>
        All.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <param name="host">In lower case.</param>
    public static StoreProfile ForHost(string host) =>
        All.FirstOrDefault(profile => profile.Hosts.Any(pattern => Matches(host, pattern))) ?? Other;

    /// <summary>The S3 host and region that a host of a service that we know stands for; null where it is none.</summary>
    /// <param name="host">In lower case, without the bucket.</param>
    public static (string Host, string? Region)? Meant(string host) =>
        S3Endpoints.Rows.Select(row => row.Match(host)).FirstOrDefault(meant => meant is not null);

    private static bool Matches(string host, string pattern) => pattern switch
    {
        ['.', .. var domain] => host == domain || host.EndsWith(pattern, StringComparison.Ordinal),
        _ when pattern.Contains('.', StringComparison.Ordinal) => host == pattern,
        _ => host.Split('.', '-').Contains(pattern),
    };
}
