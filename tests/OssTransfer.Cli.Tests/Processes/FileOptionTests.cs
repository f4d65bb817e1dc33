namespace OssTransfer.Cli.Tests.Processes;

/// <summary>What an option names is an ordinary file of at most 1 MiB: anything else is said at once, and costs neither memory nor patience.</summary>
public sealed class FileOptionTests : IAsyncDisposable
{
    private const string Odd = "it is no ordinary file, but a pipe, a device or a socket";

    private readonly ProgramBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("preflight pipe")]
    [InlineData("preflight /dev/zero")]
    [InlineData("run ca.cfg")]
    [InlineData("preflight ca.cfg")]
    [InlineData("preflight secret.cfg")]
    [InlineData("preflight list.cfg")]
    [InlineData("status --api=http://127.0.0.1:1 --token-file=pipe")]
    [InlineData("start --cluster=/dev/zero")]
    [InlineData("cluster init --database-file=pipe --out=out")]
    public async Task Pipe_or_device_in_place_of_a_file_is_said(string command)
    {
        await _bench.TypeAsync("mkfifo pipe; mkdir from to");
        var store = "src-filetype: s3file\nsrc-accesskey: a\nsrc-endpoint: https://127.0.0.1:1\nsrc-bucketName: bucket\n";
        var to = $"des-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\n";
        _bench.Write("ca.cfg", $"{store}src-secretkey: b\nsrc-ca-file: /dev/zero\n{to}");
        _bench.Write("secret.cfg", $"{store}src-secretkey: file:{_bench.Here}/pipe\n{to}");
        _bench.Write("list.cfg", $"src-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\nsrc-file-list: {_bench.Here}/pipe\n{to}");

        var result = await _bench.TypeAsync($"timeout -s KILL 30 $O {command} '--home={_bench.Home.Path}'");

        Assert.True(result.Code is 1 or 2 or 7, $"{result.Code}");
        Assert.Contains(Odd, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_file_is_said()
    {
        _bench.Write("long.cfg", new string('#', (1 << 20) + 1));

        var result = await _bench.RunAsync("preflight", "long.cfg", $"--home={_bench.Home.Path}");

        Assert.Equal(2, result.Code);
        Assert.Contains("it is longer than 1 MiB", result.Error, StringComparison.Ordinal);
    }
}
