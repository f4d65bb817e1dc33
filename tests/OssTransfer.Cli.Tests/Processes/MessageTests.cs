using System.Diagnostics;

namespace OssTransfer.Cli.Tests.Processes;

/// <summary>Every way to fail says what happened, to what and what to do, with a code of the table, and at once.</summary>
public sealed class MessageTests : IAsyncDisposable
{
    private readonly ProgramBench _bench = new();

    private string Option => $"--home={_bench.Home.Path}";

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Number_that_is_none_is_a_usage_error()
    {
        var result = await _bench.RunAsync("log", "--last=abc", Option);

        Assert.Equal(2, result.Code);
        Assert.StartsWith("osstransfer: --last: 'abc' is not allowed; a number from 1 to 1000", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deletes x --approve=abc", "--approve: 'abc' is not allowed; the number of objects that the job shows")]
    [InlineData("deletes x --approve=-1", "--approve: '-1' is not allowed; the number of objects that the job shows")]
    [InlineData("status --language=fr", "--language: 'fr' is not allowed; en or zh")]
    [InlineData("start --api=http://127.0.0.1:1", "'start' starts a process, so it works on this machine only")]
    [InlineData("explain x ''", "One job and one KEY are needed; write '")]
    [InlineData("cluster init --database=postgresql://user:word@host/x --out=x", "name that with --database-file FILE")]
    [InlineData("status --api=http://127.0.0.1:1 --token-file=lines", "What lines holds is no token, which is one line without blanks. Take the text of")]
    public async Task Value_that_can_not_be_is_named_with_what_could(string command, string said)
    {
        _bench.Write("lines", "one\ntwo\n");

        var result = await _bench.TypeAsync($"$O {command} '{Option}'");

        Assert.Equal(2, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.EndsWith(".\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_in_place_of_a_configuration_is_named_as_one()
    {
        var result = await _bench.RunAsync("add", _bench.Here, Option);

        Assert.Equal(
            (2, $"osstransfer: {_bench.Here} cannot be read: it is a directory, not a file. Name the file with the job's configuration.\n"),
            (result.Code, result.Error));
    }

    [Fact]
    public async Task Bucket_that_can_not_be_is_named_without_words_of_the_program()
    {
        _bench.Write(
            "job.cfg",
            "src-filetype: s3file\nsrc-accesskey: a\nsrc-secretkey: b\nsrc-endpoint: http://127.0.0.1:1\nsrc-bucketName: Not_A_Bucket!\n"
            + $"des-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\n");

        var result = await _bench.RunAsync("preflight", "job.cfg", Option);

        Assert.Equal(2, result.Code);
        Assert.Contains("Not_A_Bucket!", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_that_lead_outside_are_counted_told_to_root_and_left_out_on_demand()
    {
        _bench.Write("from/a", "a");
        _bench.Write("to/there", "");
        _bench.Write("secret", "not meant");
        File.CreateSymbolicLink(Path.Combine(_bench.Here, "from", "link"), "../secret");
        var job =
            $"job-ID: x\nsrc-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\ndes-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\n"
            + "sync-enable-increment: False\n";
        _bench.Write("follow.cfg", job);
        _bench.Write("inside.cfg", job + "src-links: inside\n");

        var counted = await _bench.RunAsync("preflight", "follow.cfg", Option);
        var inside = await _bench.RunAsync("run", "inside.cfg", Option);
        var left = File.Exists(Path.Combine(_bench.Here, "to", "link"));
        var follow = await _bench.RunAsync("run", "follow.cfg", Option);

        Assert.Contains("1 x outside-link: ", counted.Out, StringComparison.Ordinal);
        Assert.Equal((0, 0, false), (inside.Code, follow.Code, left));
        Assert.Equal("not meant", await File.ReadAllTextAsync(Path.Combine(_bench.Here, "to", "link"), TestContext.Current.CancellationToken));
        Assert.Equal(Environment.IsPrivilegedProcess, follow.Out.Contains("this silo runs as root", StringComparison.Ordinal));
        Assert.DoesNotContain("this silo runs as root", inside.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src-filetype: diskfile\nsrc-absolutepath: /tmp\nno-such-key: 1\n", "bad.cfg:3: no-such-key: ")]
    [InlineData("src-filetype: diskfile\nsrc-absolutepath: /tmp\nsrc-file-list: /no/such\ndes-filetype: diskfile\ndes-absolutepath: /no\n", "There is no list /no/such.")]
    public async Task Run_that_can_not_begin_is_refused_before_anything_is_started(string config, string said)
    {
        _bench.Write("bad.cfg", config);

        var result = await _bench.RunAsync("run", "bad.cfg", Option);

        Assert.Equal(2, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench.Home.Path));
    }

    [Fact]
    public async Task Status_that_is_watched_says_that_there_are_no_jobs()
    {
        await _bench.RunAsync("start", Option);

        var result = await _bench.TypeAsync($"$O status --watch '{Option}' | head -n 1");

        Assert.Equal("There are no jobs.\n", result.Out);
    }

    [Fact]
    public async Task Status_that_nobody_reads_any_more_ends()
    {
        await _bench.RunAsync("start", Option);

        var result = await _bench.TypeAsync($"{{ $O status --watch '{Option}'; echo $? >&2; }} | true");

        Assert.Equal("osstransfer: The reader of the output has ended, so nothing more is shown.\n130\n", result.Error);
    }

    [Fact]
    public async Task Run_whose_terminal_is_closed_says_how_it_goes_on()
    {
        _bench.Write("to/there", "");

        // A directory that takes a while: the run is certainly under way when the signal comes.
        for (var i = 0; i < 3000; i++)
        {
            _bench.Write($"from/{i}", "x");
        }

        _bench.Write(
            "job.cfg",
            $"job-ID: x\nsrc-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\ndes-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\n"
            + "max-requests: 5/s\n");

        var result = await _bench.TypeAsync(
            $"$O run job.cfg '{Option}' >out & p=$!; for i in $(seq 300); do grep -q running out && break; sleep 0.1; done; kill -HUP $p; wait $p; echo $?");

        Assert.Equal("130\n", result.Out);
        Assert.Contains("Interrupted. '", result.Error, StringComparison.Ordinal);
        Assert.Contains(" run job.cfg --home=", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_without_a_terminal_is_not_started()
    {
        await _bench.RunAsync("start", Option);
        _bench.Write("from/a", "a");
        _bench.Write("to/there", "");
        _bench.Write(
            "job.cfg",
            $"job-ID: x\nsrc-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\ndes-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\nsync-enable-increment: False\n");
        await _bench.RunAsync("add", "job.cfg", "--wait", Option);

        var result = await _bench.RunAsync("edit", "x", Option);

        Assert.Equal(2, result.Code);
        Assert.Contains("There is no terminal for the editor 'vi'. Give the new configuration with --file FILE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_options_for_a_silo_that_runs_are_refused_and_name_and_address_are_remembered()
    {
        _bench.Write("home of it/conf/ts.cfg", "max-master-num=3\n");

        var first = await _bench.RunAsync("start", "--name=one", Option);
        var same = await _bench.RunAsync("start", "--name=one", Option);
        var other = await _bench.RunAsync("start", "--name=two", Option);
        await _bench.RunAsync("stop", Option);
        var later = await _bench.RunAsync("start", Option);

        Assert.Equal(0, first.Code);
        Assert.Contains("conf/ts.cfg of the original tool is not read.", first.Error, StringComparison.Ordinal);
        Assert.Equal(0, same.Code);
        Assert.Equal(6, other.Code);
        Assert.Contains("runs already, and not with --name=two", other.Error, StringComparison.Ordinal);
        Assert.Contains(" start --name=two --home=", other.Error, StringComparison.Ordinal);
        Assert.StartsWith("The silo 'one' runs", later.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_that_can_not_succeed_says_so_at_once_and_leaves_nobody_behind()
    {
        await _bench.RunAsync("start", "--silo-port=0", Option);
        var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var other = Path.Combine(_bench.Here, "other");
        var clock = Stopwatch.StartNew();

        var portTaken = await _bench.RunAsync("start", $"--silo-port={port}", $"--home={other}");
        var fewFiles = await _bench.TypeAsync($"ulimit -n 300; $O start --home={other}");
        taken.Dispose();

        Assert.Equal((7, 7), (portTaken.Code, fewFiles.Code));
        Assert.Contains($"Port {port} is taken", portTaken.Error, StringComparison.Ordinal);
        Assert.Contains("This process may open 300 files and connections", fewFiles.Error, StringComparison.Ordinal);
        Assert.All([portTaken, fewFiles], result => Assert.EndsWith(".\n", result.Error, StringComparison.Ordinal));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        Assert.Null(Cli.Processes.SupervisorLock.FindHolder(new(other)));
    }

    [Fact]
    public async Task Start_beside_another_says_whose_turn_it_is_and_nothing_of_earlier_ones()
    {
        _bench.Home.Create();
        var log = Cli.Processes.SupervisorLog.PathIn(_bench.Home);
        await File.WriteAllTextAsync(log, "Words of an earlier start.\n", TestContext.Current.CancellationToken);
        using var held = await Cli.Processes.SupervisorLock.AcquireAsync(_bench.Home, TestContext.Current.CancellationToken);

        var result = await _bench.RunAsync("start", Option);

        Assert.Equal(7, result.Code);
        Assert.StartsWith(
            $"osstransfer: The silo did not start: Process {Environment.ProcessId} already supervises the silo of the home {_bench.Home.Path}. End it with '",
            result.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_machines_that_is_a_pipe_is_named_and_keeps_nobody_waiting()
    {
        _bench.Home.Create();
        await _bench.TypeAsync($"mkfifo '{_bench.Home.MachinesPath}'");

        var start = await _bench.RunAsync("start", Option);
        var stop = await _bench.RunAsync("stop", Option);

        Assert.Equal((0, 0), (start.Code, stop.Code));
        Assert.Contains(
            "machines_ip.cfg can't be read: it is no ordinary file, but a pipe, a device or a socket",
            string.Concat(Directory.GetFiles(_bench.Home.LogsPath).Select(File.ReadAllText)),
            StringComparison.Ordinal);
    }

    // An address that is nobody's.
    [Theory]
    [InlineData("--address")]
    [InlineData("--api-address")]
    public async Task Address_of_another_machine_is_named_and_not_remembered(string option)
    {
        var background = await _bench.RunAsync("start", $"{option}=203.0.113.9", Option);
        var foreground = await _bench.RunAsync("start", "--foreground", $"{option}=203.0.113.9", Option);
        var without = await _bench.RunAsync("start", Option);

        Assert.Equal((7, 7, 0), (background.Code, foreground.Code, without.Code));
        Assert.All([background, foreground], result => Assert.Contains(
            $"This machine has no address 203.0.113.9, which {option}, ", result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Memory_that_can_not_be_enough_is_reckoned_up_at_the_start()
    {
        // 100 MiB.
        const string Limit = "DOTNET_GCHeapHardLimit=6400000";
        _bench.Write("to/there", "");
        _bench.Write("from/a", "a");
        _bench.Write("job.cfg", $"src-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\ndes-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\n");

        var start = await _bench.TypeAsync($"{Limit} $O start '{Option}'");
        var run = await _bench.TypeAsync($"{Limit} $O run job.cfg '{Option}'");
        var holder = Cli.Processes.SupervisorLock.FindHolder(_bench.Home);
        var smaller = await _bench.TypeAsync($"{Limit} $O start --memory=36 '{Option}'");

        Assert.Equal((7, 1, 0), (start.Code, run.Code, smaller.Code));
        Assert.Null(holder);
        Assert.All([start, run], result => Assert.Contains(
            "This process may use 100 MiB of memory, and needs 192 MiB: 128 MiB for bodies (--memory) and 64 MiB for the rest. "
            + "Give it more (the limit of its container, or DOTNET_GCHeapHardLimit), or start it with --memory=36 at most.",
            result.Error,
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Home_of_another_user_is_not_taken_for_one_where_nothing_runs()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "Only root can become another user.");
        await _bench.RunAsync("start", Option);
        await _bench.TypeAsync($"chmod 755 '{_bench.Here}'");

        foreach (var command in (string[])["status", "stop", "restart", "log"])
        {
            var result = await _bench.TypeAsync($"setpriv --reuid=65534 --regid=65534 --clear-groups $O {command} '{Option}'");

            Assert.SkipWhen(result.Code is 126 or 127, "Another user may not run the program where it lies.");
            Assert.Equal(1, result.Code);
            Assert.Contains($"This user may not look into the home {_bench.Home.Path}", result.Error, StringComparison.Ordinal);
        }
    }
}
