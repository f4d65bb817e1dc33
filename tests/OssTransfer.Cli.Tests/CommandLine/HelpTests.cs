namespace OssTransfer.Cli.Tests.CommandLine;

public sealed class HelpTests : CliFixture
{
    public static TheoryData<string> Rows => new(
        "The silo on this machine",
        "  start                             start a silo in the background; one that dies is started again",
        "    --foreground                    stay in the foreground, without a supervisor, for systemd and containers",
        "    --name=NAME                     name of the silo; the machine's where none is given",
        "    --api-port=N                    port of the HTTP API; 4242, 0 takes a free one",
        "    --silo-port=N                   port for other silos; where none is given a free one, 11111 with --address",
        "    --max-worker-num=N              shards worked on at once, 1 to 1000; the processors, 2 to 16, where none is given",
        "    --max-master-num=N              jobs that run at once, 1 to 1000; half the processors, 2 to 8, where none is given",
        "    --memory=MIB                    MiB of object bodies in memory at most; 128",
        "    --log-level=LEVEL               debug, objects (a line for each that ended), information, warning or error; information",
        "    --log-format=FORMAT             text, or json with an object a line; text",
        "    --log-size=MIB                  a log file is rotated when it is larger, in MiB; 20",
        "    --log-files=N                   files kept of each log; 5",
        "  stop                              stop the silo in good order; jobs go on at the next start",
        "  restart                           stop this machine's silo in good order and start it again as it was started",
        "Jobs",
        "  add job.cfg                       add a job and let it start",
        "    --wait                          watch the first pass and give its exit code",
        "    --yes                           confirm what needs it, such as a destination that another job has",
        "    --no-probe                      don't list one page on both sides first",
        "  run job.cfg                       do one pass in this process, without a silo; goes on with what a Ctrl-C left",
        "  rm JOB                            stop a job, abort its own uploads and forget it; objects stay (also: remove)",
        "  pause JOB                         stop a job with all progress kept",
        "  continue JOB                      go on with a paused job (also: resume)",
        "  redo JOB                          drop a job's progress and do it again; what is found equal is not sent again",
        "    --failed                        only what failed",
        "    --all                           send again even what is found equal",
        "  finish JOB                        end a job for good: no further pass starts",
        "A job's configuration",
        "  look JOB                          show a job's configuration, secrets masked (also: show)",
        "  edit JOB                          change a job's configuration in $EDITOR; secrets that stay *** are kept",
        "    --file=FILE                     take the new configuration from a file, without an editor",
        "How it goes",
        "  status [JOB]                      show all jobs, or one (also: list)",
        "    --job                           all jobs, as without it",
        "    --jobID=JOB                     the same as the argument",
        "    --machine                       all machines instead of jobs",
        "    --ip=ADDRESS                    one machine, by name or address",
        "    --watch                         show it again every second until Ctrl-C, or until the named job's pass ends",
        "    --exit-code                     with a job: give its exit code, 4 while it goes on",
        "  failures JOB                      print what failed in a job's last run and why: path<TAB>size<TAB>reason",
        "  log [JOB]                         show the last commands given on all machines: when, who, where, what, result",
        "    --last=N                        how many, 1 to 1000; 50 where none is given",
        "Your shell",
        "  completion bash|zsh|fish          print the script that lets your shell complete commands, options and names of jobs",
        "Options of every command",
        "  --help                            show this",
        "  --version                         show the version",
        "  --home=DIR                        home of the silo; else OSSTRANSFER_HOME, else ~/.osstransfer",
        "  --api=URL                         a silo elsewhere, with --token-file; else OSSTRANSFER_API",
        "  --token-file=FILE                 file with the API's token; else OSSTRANSFER_TOKEN holds it",
        "  --json                            answer with one JSON document on standard output",
        "Examples",
        "  osstransfer start && osstransfer add job.cfg --wait      start a silo here, add a job and watch its first pass",
        "  osstransfer redo photos --failed                         try again what failed in the job 'photos'");

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Help_has_the_row(string row)
    {
        var result = await RunAsync("--help");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains(row.TrimEnd(), result.Out.Split('\n').Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task Help_hides_what_is_not_for_users()
    {
        Assert.DoesNotContain("supervise", (await RunAsync("--help")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redo", "--failed")]
    [InlineData("start", "--silo-port=N")]
    [InlineData("status", "--exit-code")]
    public async Task Help_of_a_command_has_its_options_and_those_of_all(string command, string option)
    {
        var text = (await RunAsync(command, "--help")).Out;

        Assert.StartsWith($"Usage: osstransfer {command}", text, StringComparison.Ordinal);
        Assert.Contains(option, text, StringComparison.Ordinal);
        Assert.Contains("--token-file=FILE", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remove", "rm")]
    [InlineData("resume", "continue")]
    [InlineData("show", "look")]
    [InlineData("list", "status")]
    public async Task Other_word_is_the_same_command(string alias, string command)
    {
        Assert.Equal((await RunAsync(command, "--help")).Out, (await RunAsync(alias, "--help")).Out);
    }

    [Fact]
    public async Task Version_is_the_programs()
    {
        Assert.Matches(@"^osstransfer \d+\.\d+\.\d+(-[0-9a-z.]+)?\n$", (await RunAsync("--version")).Out);
    }
}
