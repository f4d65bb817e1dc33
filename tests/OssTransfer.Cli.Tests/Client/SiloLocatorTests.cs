using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Tests.Client;

public sealed class SiloLocatorTests : CliFixture
{
    private string Home => Variables["OSSTRANSFER_HOME"];

    [Fact]
    public async Task No_silo_in_the_home_is_7()
    {
        Variables.Remove("OSSTRANSFER_API");

        var never = await RunAsync("status");
        System.IO.Directory.CreateDirectory(Path.Combine(Home, "conf"));
        var none = await RunAsync("status");

        Assert.Equal(
            (7, $"osstransfer: No silo has ever run in the home {Home}. Start one with 'osstransfer start', or name another home with --home DIR.\n"),
            (never.Code, never.Error));
        Assert.Equal(
            (7, $"osstransfer: No silo runs in the home {Home}. Start one with 'osstransfer start', or name another home with --home DIR.\n"),
            (none.Code, none.Error));
    }

    [Fact]
    public async Task Silo_of_the_home_is_found_by_its_files()
    {
        Variables.Remove("OSSTRANSFER_API");
        using var held = PretendRunning(Server.Running.Url);

        var result = await RunAsync("status", "--json", "--home", "home");

        Assert.Equal((0, "[]\n"), (result.Code, result.Out));
    }

    [Fact]
    public async Task Home_in_appsettings_is_used_last()
    {
        Variables.Remove("OSSTRANSFER_API");
        using var held = PretendRunning(Server.Running.Url);
        Write("appsettings.json", $$"""{ "OssTransfer": { "Silo": { "Home": {{JsonSerializer.Serialize(Home)}} } } } // a comment""");
        Variables.Remove("OSSTRANSFER_HOME");

        Assert.Equal(0, (await RunAsync("status")).Code);
    }

    [Fact]
    public async Task Api_that_refuses_connections_is_7()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();

        var result = await RunAsync("status", "--api", url);

        Assert.Equal(7, result.Code);
        Assert.Contains($"No silo answers at {url}. Start one", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_token_is_named_with_its_origin()
    {
        var file = Write("other-token", "another\n");

        var result = await RunAsync("status", "--token-file", file);

        Assert.Equal(1, result.Code);
        Assert.Contains($"does not accept the token of {file}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_that_cannot_be_read_has_its_own_message()
    {
        // A directory cannot be read as a file by anyone, not even by root.
        var result = await RunAsync("status", "--token-file", Directory);

        Assert.Equal(1, result.Code);
        Assert.Contains($"The token file {Directory} cannot be read: it is a directory, not a file.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_of_the_home_that_cannot_be_read_has_its_own_message()
    {
        Variables.Remove("OSSTRANSFER_API");
        using var held = PretendRunning(Server.Running.Url);
        File.Delete(Path.Combine(Home, "conf", "token"));
        System.IO.Directory.CreateDirectory(Path.Combine(Home, "conf", "token"));

        var result = await RunAsync("status");

        Assert.Equal(1, result.Code);
        Assert.Contains("This user may not read the token", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-a-url", "must be a URL")]
    [InlineData("ftp://127.0.0.1", "must be a URL")]
    [InlineData("http://10.0.0.1:4242", "in clear text")]
    public async Task Url_that_will_not_do_is_refused(string url, string message)
    {
        var result = await RunAsync("status", "--api", url);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_without_token_says_where_it_comes_from()
    {
        Variables.Remove("OSSTRANSFER_TOKEN");

        var result = await RunAsync("status");

        Assert.Equal(2, result.Code);
        Assert.Contains(
            "--token-file FILE (a copy of conf/token in its home) or the environment variable OSSTRANSFER_TOKEN", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_server_is_no_silo()
    {
        using var listener = new HttpListenerServer(HttpListenerServer.Plain("<html>hello</html>"));

        var result = await RunAsync("status", "--api", listener.Url);

        Assert.Equal(7, result.Code);
        Assert.Contains("is not an osstransfer silo", result.Error, StringComparison.Ordinal);
    }

    private FileStream PretendRunning(string url)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(Home, "conf"));
        var running = Server.Running with { Url = url, Pid = Environment.ProcessId };
        File.WriteAllText(Path.Combine(Home, "conf", "api.json"), JsonSerializer.Serialize(running, ContractsJson.Default.RunningSilo));
        File.WriteAllText(Path.Combine(Home, "conf", "token"), Variables["OSSTRANSFER_TOKEN"]);
        File.WriteAllText(Path.Combine(Home, "osstransfer.pid"), Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new FileStream(Path.Combine(Home, "osstransfer.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
    }
}
