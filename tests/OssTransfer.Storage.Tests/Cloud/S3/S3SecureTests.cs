using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>https with an authority of one's own, a session token, and a region that must be right.</summary>
public sealed class S3SecureTests : S3LoopbackTest, IDisposable
{
    private readonly string _caFile = Path.GetTempFileName();
    private readonly X509Certificate2 _certificate;

    public S3SecureTests()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(_caFile, _certificate.ExportCertificatePem());
    }

    protected override LoopbackOptions ServerOptions => new()
    {
        Buckets = [Bucket],
        Certificate = _certificate,
        SessionToken = "session",
        Region = "cn-north-1",
    };

    public void Dispose()
    {
        File.Delete(_caFile);
        _certificate.Dispose();
    }

    [Fact]
    public async Task Https_works_with_the_authority_that_is_named()
    {
        var store = Open(o => o with { CaFile = _caFile, SessionToken = new Secret("session"), Region = "cn-north-1" });

        await PutAsync(store, "k", new byte[10_000]);

        Assert.Equal(10_000, (await GetAsync(store, "k")).Length);
    }

    [Theory]
    [InlineData("aws", true)]
    [InlineData("minio", true)]
    [InlineData("ceph", true)]
    [InlineData("other", true)]
    [InlineData("jd", false)]
    public async Task Body_over_https_is_signed_by_its_md5_alone_where_the_profile_says_so(string profile, bool isUnsigned)
    {
        var store = Open(o => o with { CaFile = _caFile, SessionToken = new Secret("session"), Region = "cn-north-1", Profile = profile });
        var content = new byte[10_000];

        await store.Writer!.PutAsync(
            new PutRequest(new WriteTarget(ObjectKey.From("k"), ObjectMetadata.None), new MemoryBody(content)) { Md5 = MD5.HashData(content) }, Token);

        var sent = Server.Requests.All[0].Headers;
        Assert.Equal(isUnsigned ? "UNSIGNED-PAYLOAD" : Convert.ToHexStringLower(SHA256.HashData(content)), sent["x-amz-content-sha256"]);
        Assert.Contains("SignedHeaders=content-md5;", sent["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_nobody_is_unreachable_and_says_what_to_do()
    {
        var store = Open(o => o with { SessionToken = new Secret("session"), Region = "cn-north-1" });

        var failure = await AssertFailsAsync(StorageErrorKind.Unreachable, () => KeysAsync(store));

        Assert.Contains("CA file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_region_is_answered_with_the_right_one()
    {
        var store = Open(o => o with { CaFile = _caFile, SessionToken = new Secret("session"), Region = "us-east-1" });

        var failure = await AssertFailsAsync(StorageErrorKind.Bucket, () => KeysAsync(store));

        Assert.Contains("the bucket is in region cn-north-1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_or_wrong_session_token_is_refused_and_never_shown()
    {
        var store = Open(o => o with { CaFile = _caFile, SessionToken = new Secret("hunter2"), Region = "cn-north-1" });

        var failure = await AssertFailsAsync(StorageErrorKind.Credentials, () => KeysAsync(store));

        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }
}
