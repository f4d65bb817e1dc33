using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>A home in the temporary directory, not created yet, that goes when it is disposed.</summary>
public sealed class TemporaryHome : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("osstransfer-test-").FullName;

    public HomeDirectory Home => new(Path.Combine(_parent, "home"));

    public SiloHostOptions Options => new() { Home = Home.Path, Name = "test", ApiPort = null };

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}
