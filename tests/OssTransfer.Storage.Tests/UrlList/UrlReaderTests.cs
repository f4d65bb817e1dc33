using OssTransfer.Storage.Tests.Conformance;
using OssTransfer.Storage.Tests.Disk;

namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>URLs of files that nginx serves. There is no listing.</summary>
public sealed class UrlReaderTests(NginxServer server) : ReadingConformance, IClassFixture<NginxServer>
{
    private readonly string _folder = Guid.NewGuid().ToString("N");

    protected override Task<OpenedStore> OpenAsync()
    {
        NginxServer.SkipWhereMissing();
        return Task.FromResult(new OpenedStore(new UrlKeyStore(Urls.Open(), $"{server.Url}/{_folder}/")));
    }

    protected override Task SeedAsync(OpenedStore opened, ObjectKey key, byte[] content) => server.WriteAsync($"{_folder}/{key}", content);

    // nginx serves files, so it holds what a disk holds.
    protected override string? CannotHold(ObjectKey key) => DiskFixture.CannotHold(key);
}
