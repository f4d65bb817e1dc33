namespace OssTransfer.Cli.Tests.Processes;

/// <summary>What an option names is an ordinary file of at most 1 MiB: anything else is said at once, and costs neither memory nor patience.</summary>
public sealed class FileOptionTests : IAsyncDisposable
{
    private const string Odd = "it is no ordinary file, but a pipe, a device or a socket";

    private readonly ProgramBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("preflight /dev/zero")]
    [InlineData("run pipe")]
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
    public async Task Configuration_comes_through_a_pipe_of_the_user()
    {
        var job = $"job-ID: x\nsrc-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\ndes-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\n";
        _bench.Write("job.cfg", job);
        _bench.Write("from/a", "a");
        _bench.Write("to/there", "");
        await _bench.RunAsync("start", $"--home={_bench.Home.Path}");

        var looked = await _bench.TypeAsync("cat job.cfg | $O preflight /dev/stdin");
        var added = await _bench.TypeAsync($"mkfifo pipe; cat job.cfg >pipe & $O add pipe --wait '--home={_bench.Home.Path}'");
        var edited = await _bench.TypeAsync($"{{ cat job.cfg; echo check-mode: head; }} | $O edit x --file /dev/stdin '--home={_bench.Home.Path}'");
        var endless = await _bench.TypeAsync("yes | $O preflight /dev/stdin");

        Assert.Equal((0, 0, 0, 2), (looked.Code, added.Code, edited.Code, endless.Code));
        Assert.Contains("it is longer than 1 MiB", endless.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_that_nobody_writes_into_is_waited_for_until_the_command_is_ended()
    {
        // The shell's own end of the pipe is open once the command has opened the other.
        var result = await _bench.TypeAsync("mkfifo pipe; $O preflight pipe & p=$!; exec 3>pipe; kill -TERM $p; wait $p; echo $?");

        Assert.Equal(("130\n", "osstransfer: Interrupted. Nothing was moved.\n"), (result.Out, result.Error));
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
