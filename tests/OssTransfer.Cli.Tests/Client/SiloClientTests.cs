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

    [Fact]
    public async Task What_has_not_changed_is_not_read_again()
    {
        await using var server = await ApiServer.StartAsync();
        server.Jobs.Jobs.Add(FakeJobService.Report("x"));
        using var client = new SiloClient(() => AddressOf(server), TimeProvider.System);
        var (all, one) = (await client.ListAsync(Cancel), await client.FindAsync("x", Cancel));

        Assert.Same(one, await client.FindAsync("x", Cancel));
        Assert.Same(one, await client.ShowAsync("x", Cancel));
        server.Jobs.Jobs[0] = server.Jobs.Jobs[0] with { Reason = "another" };
        Assert.Equal("another", (await client.FindAsync("x", Cancel))!.Reason);
        Assert.Equal("another", (await client.ListAsync(Cancel))[0].Reason);
        Assert.Null(all[0].Reason);
        server.Jobs.Jobs.Clear();
        Assert.Null(await client.FindAsync("x", Cancel));
    }

    [Fact]
    public async Task First_plain_answer_is_read_at_once_and_what_comes_later_by_its_revision()
    {
        await using var server = await ApiServer.StartAsync();
        server.Jobs.Jobs.Add(FakeJobService.Report("x"));
        using var client = new SiloClient(() => AddressOf(server), TimeProvider.System);

        var (first, second, third) = (await client.ListAsync(Cancel), await client.ListAsync(Cancel), await client.ListAsync(Cancel));

        Assert.Equal("x", Assert.Single(first).JobId);
        Assert.Equal("x", Assert.Single(second).JobId);
        Assert.Same(second, third);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", 1)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length:2\r\nETag: \"x\"\r\n\r\n[]", 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[]", 2)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n[]", 2)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n[]", 2)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n[]\r\n0\r\n\r\n", 2)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]", 2)]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\n{}", 2)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", 2)]
    [InlineData("", 2)]
    public async Task Odd_first_answer_is_asked_for_again(string first, int connections)
    {
        using var server = new HttpListenerServer(first, HttpListenerServer.Plain("[]"));
        var address = new SiloAddress(new Uri(server.Url), new Secret(ApiServer.Token), "a test", "the silo of a test");
        using var client = new SiloClient(() => address, TimeProvider.System);

        var jobs = await client.ListAsync(Cancel);

        Assert.Empty(jobs);
        Assert.Equal(connections, server.Connections);
    }

    private static SiloAddress AddressOf(ApiServer server) => new(new Uri(server.Running.Url), new Secret(ApiServer.Token), "a test", "the silo of a test");
}
