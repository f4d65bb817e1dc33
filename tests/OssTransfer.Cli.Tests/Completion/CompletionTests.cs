using System.Diagnostics;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Completion;

/// <summary>What is offered behind a line that was begun, and the shells' scripts that ask for it, run by the shells.</summary>
public sealed class CompletionTests : CliFixture
{
    private const int MostPresses = 5;

    /// <summary>Lines that were begun, and what the last word of each becomes.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "sta", "start status" },
        { "cluster ro", "rotate-certificate rotate-key" },
        { "status --js", "--json" },
        { "set --ip=node2 --max-w", "--max-worker-num" },
        { "rm ph", "photos" },
        { "rm --jobID=ph", "--jobID=photos" },
        { "rm --jobID ph", "photos" },
        { "pause --no-wait ", "music photos" },
        { "completion z", "zsh" },
        { "add job", "" },
        { "superv", "" },
        { "add job.cfg --no-", "--no-probe" },
    };

    /// <summary>Those in which shells differ.</summary>
    public static TheoryData<string, string> LinesForShells => new()
    {
        { "sta", "start status" },
        { "rm --jobID=ph", "--jobID=photos" },
        { "pause --no-wait ", "music photos" },
        { "add job", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Line_is_completed(string typed, string words)
    {
        AddJobs();

        // Jobs are not waited for for long: on a busy machine Tab is pressed again.
        (int Code, string Error, string Words) offered;
        var presses = 0;
        do
        {
            var result = await RunAsync("[suggest]", typed);
            offered = (result.Code, result.Error, string.Join(' ', Words(result.Out).Order(StringComparer.Ordinal)));
        }
        while (offered.Words != words && ++presses < MostPresses);

        Assert.Equal((0, "", words), offered);
    }

    [Fact]
    public async Task What_is_offered_says_what_it_means() => Assert.Equal(
        "--watch\tshow it again every second until Ctrl-C, or until the named job's pass ends\n", (await RunAsync("[suggest]", "status --wa")).Out);

    [Fact]
    public async Task Without_a_silo_no_job_is_offered_and_nothing_said()
    {
        Variables.Remove("OSSTRANSFER_API");

        var result = await RunAsync("[suggest]", "rm ");

        Assert.Equal((0, "", ""), (result.Code, result.Out, result.Error));
    }

    [Theory]
    [MemberData(nameof(LinesForShells))]
    public async Task Bash_completes_the_line(string typed, string words)
    {
        AddJobs();

        // bash takes what is behind the last = for the word.
        var expected = words.Replace("--jobID=", "", StringComparison.Ordinal);

        await AssertOffersAsync(expected, "bash", ["--norc"], """
            source <(osstransfer completion bash)
            set -- $(complete -p osstransfer)
            COMP_LINE="osstransfer $TYPED" COMP_POINT=$((12 + ${#TYPED}))
            "${@:$#-1:1}" osstransfer
            printf '%s\n' "${COMPREPLY[@]}"
            """, typed);
    }

    [Theory]
    [MemberData(nameof(LinesForShells))]
    public async Task Zsh_completes_the_line(string typed, string words)
    {
        AddJobs();

        await AssertOffersAsync(words.Length > 0 ? words : "FILES", "zsh", ["-f"], """
            compdef() { completer=$1 }
            compset() { }
            _files() { print FILES }
            _describe() { print -l -- "${(@P)2%%:*}" }
            source <(osstransfer completion zsh)
            words=(osstransfer "${(@s: :)TYPED}")
            CURRENT=$#words PREFIX=$words[-1]
            $completer
            """, typed);
    }

    [Theory]
    [MemberData(nameof(LinesForShells))]
    public async Task Fish_completes_the_line(string typed, string words)
    {
        AddJobs();

        await AssertOffersAsync(words, "fish", ["--no-config"], """
            osstransfer completion fish | source
            complete -C "osstransfer $TYPED"
            """, typed);
    }

    [Fact]
    public async Task Shell_without_a_script_is_2_with_those_that_have_one()
    {
        var result = await RunAsync("completion", "tcsh");

        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains("There is no completion for 'tcsh'. There are: bash, zsh, fish", result.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Words(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0]);

    private void AddJobs() => Jobs.Jobs.AddRange([FakeJobService.Report("photos"), FakeJobService.Report("music")]);

    /// <summary>Names of jobs are offered where the silo answers in time: on a busy machine Tab is pressed again.</summary>
    private async Task AssertOffersAsync(string expected, string shell, string[] arguments, string script, string typed)
    {
        var pressing = Stopwatch.StartNew();
        string offered;
        do
        {
            offered = await AskAsync(shell, arguments, script, typed);
        }
        while (offered != expected && pressing.Elapsed < TimeSpan.FromMinutes(1));

        Assert.Equal(expected, offered);
    }

    /// <summary>What a shell offers with the program in its path, in order.</summary>
    private async Task<string> AskAsync(string shell, string[] arguments, string script, string typed)
    {
        var path = Environment.GetEnvironmentVariable("PATH")!;
        Assert.SkipUnless(path.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))), $"needs {shell}, which test.sh installs");
        var start = new ProcessStartInfo(shell, [.. arguments, "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.WorkingDirectory = Directory;
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{path}";
        start.Environment["HOME"] = Directory;
        start.Environment["TYPED"] = typed;
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await error);
        return string.Join(' ', Words(await output).Order(StringComparer.Ordinal));
    }
}
