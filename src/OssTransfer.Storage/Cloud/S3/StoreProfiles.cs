namespace OssTransfer.Storage.Cloud.S3;

/// <summary>The vendors we know, in the order in which an endpoint is compared with them.</summary>
internal static class StoreProfiles
{
    private static readonly StoreTraits S3 = new()
    {
        Name = "S3",
        KeyOrder = KeyOrder.Utf8Bytes,
        ETag = ETagMeaning.Md5,
        MultipartETagIsComposite = true,
        PartETagIsMd5 = true,
        ChecksContentMd5 = true,
    };

    public static StoreProfile Jd { get; } = new()
    {
        Name = "jd",
        Hosts = [".jdcloud-oss.com", ".jcloudcs.com"],
        Addressing = BucketAddressing.Host,
        DefaultRegion = "cn-north-1",
        CopiesConditionally = false,
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
            MaxWritesPerSecond = 1000,
        },
    };

    public static StoreProfile Aws { get; } = new()
    {
        Name = "aws",
        Hosts = [".amazonaws.com", ".amazonaws.com.cn"],
        Addressing = BucketAddressing.Host,
        ListsRestoreStatus = true,
        Traits = S3 with { Name = "Amazon S3" },
    };

    public static StoreProfile Minio { get; } = new()
    {
        Name = "minio",
        Hosts = ["minio", ".min.io"],
        Addressing = BucketAddressing.Path,
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

    /// <summary>For all others: only what every S3 does.</summary>
    public static StoreProfile Other { get; } = new()
    {
        Name = "other",
        Addressing = BucketAddressing.Path,
        Traits = S3 with { Name = "S3 store", MultipartETagIsComposite = false, UnequalParts = false },
    };

    public static IReadOnlyList<StoreProfile> All { get; } = [Jd, Aws, Minio, Ceph, Other];

    public static StoreProfile? Named(string name) =>
        All.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <param name="host">In lower case.</param>
    public static StoreProfile ForHost(string host) =>
        All.FirstOrDefault(profile => profile.Hosts.Any(pattern => Matches(host, pattern))) ?? Other;

    private static bool Matches(string host, string pattern) =>
        pattern[0] == '.' ? host.EndsWith(pattern, StringComparison.Ordinal) : host.Split('.', '-').Contains(pattern);
}
