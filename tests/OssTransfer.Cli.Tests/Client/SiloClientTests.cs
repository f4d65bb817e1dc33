using OssTransfer.Cli.Client;
using OssTransfer.Contracts;
using OssTransfer.Silo.Tests.Api;
using OssTransfer.Storage;
using SiloAddress = OssTransfer.Cli.Client.SiloAddress;

namespace OssTransfer.Cli.Tests.Client;

public sealed class SiloClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_that_was_started_again_elsewhere_is_found_there()
    {
        var before = await ApiServer.StartAsync();
        await using var after = await ApiServer.StartAsync();
        after.Jobs.Jobs.Add(FakeJobService.Report("x"));
        var address = AddressOf(before);
        using var client = new SiloClient(() => address, TimeProvider.System);
        Assert.Null(await client.FindAsync("x", Cancel));

        await before.DisposeAsync();
        address = AddressOf(after);

        Assert.Equal("x", (await client.FindAsync("x", Cancel))!.JobId);
    }

    [Fact]
    public async Task Silo_that_is_gone_is_7_and_found_when_it_is_back()
    {
        var before = await ApiServer.StartAsync();
        await using var after = await ApiServer.StartAsync();
        SiloAddress? address = AddressOf(before);
        using var client = new SiloClient(() => address ?? throw new CliException(ExitCode.NoSilo, "No silo runs."), TimeProvider.System);

        await before.DisposeAsync();
        address = null;
        var gone = await Assert.ThrowsAsync<CliException>(() => client.ListAsync(Cancel));
        address = AddressOf(after);

        Assert.Equal(ExitCode.NoSilo, gone.Code);
        Assert.Empty(await client.ListAsync(Cancel));
    }

    private static SiloAddress AddressOf(ApiServer server) => new(new Uri(server.Running.Url), new Secret(ApiServer.Token), "a test", "the silo of a test");
}
