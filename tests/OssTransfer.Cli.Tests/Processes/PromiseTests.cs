using System.Globalization;
using System.Text.RegularExpressions;
using OssTransfer.Cli.Tests.Docs;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.Cli.Tests.Processes;

/// <summary>What the first pages promise in a line is so: names, folders, times, and what a pattern costs.</summary>
public sealed partial class PromiseTests : IAsyncDisposable
{
    private readonly ProgramBench _bench = new();

    private string Option => $"--home={_bench.Home.Path}";

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Name_may_have_what_the_table_says_and_its_folder_stays_after_rm()
    {
        const string Name = "图1.-+@~=,()_";
        WriteJob("job.cfg", Name, "");
        await _bench.RunAsync("start", Option);

        var add = await _bench.RunAsync("add", "job.cfg", "--wait", Option);
        var status = await _bench.RunAsync("status", Name, Option);
        var rm = await _bench.RunAsync("rm", Name, Option);
        var gone = await _bench.RunAsync("status", Name, Option);

        Assert.Equal((0, 0, 0, 6), (add.Code, status.Code, rm.Code, gone.Code));
        Assert.True(File.Exists(Path.Combine(_bench.Home.JobsPath, Name, "summary.json")));
    }

    [Fact]
    public async Task Times_are_in_the_zone_of_who_reads_them()
    {
        WriteJob("job.cfg", "there", "");
        await _bench.RunAsync("start", Option);
        await _bench.TypeAsync($"TZ=America/New_York $O add job.cfg --wait '{Option}'");

        var (here, there) = (await ReadAsync("Asia/Shanghai"), await ReadAsync("Asia/Kolkata"));

        Assert.Equal(here.Select(time => time.UtcDateTime), there.Select(time => time.UtcDateTime));
        Assert.All(here, time => Assert.Equal(TimeSpan.FromHours(8), time.Offset));
        Assert.All(there, time => Assert.Equal(TimeSpan.FromHours(5.5), time.Offset));

        async Task<List<DateTimeOffset>> ReadAsync(string zone)
        {
            var said = await _bench.TypeAsync($"export TZ={zone}; $O status there '{Option}'; $O log '{Option}'; $O explain there a '{Option}'");
            var times = Time().Matches(said.Out).Select(match => DateTimeOffset.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
            Assert.InRange(times.Count, 5, 20);
            return times;
        }
    }

    [Fact]
    public void Folder_of_the_program_holds_what_the_readme_says()
    {
        var promise = File.ReadLines(Path.Combine(Handbook.Root, "README.md")).Single(line => line.StartsWith("`out/` is complete", StringComparison.Ordinal));
        string[] named =
            [.. Quoted().Matches(promise.Split(" `start` ")[0]).Select(match => match.Groups[1].Value).Where(name => name is not ("out/" or "set"))];

        Assert.InRange(named.Length, 5, 10);
        Assert.All(named, name => Assert.True(File.Exists(Path.Combine(TestedProgram.Folder, name)), name));
    }

    [Fact]
    public async Task Worst_globs_cost_milliseconds_a_key_and_not_seconds()
    {
        // Every place of such a glob may be where a key of its letters is.
        var glob = string.Concat(Enumerable.Repeat("**图", 340)) + "b";
        WriteJob("job.cfg", "worst", $"src-exclude: {string.Join(", ", Enumerable.Repeat(glob, 200))}\n");
        var folders = string.Join('/', Enumerable.Repeat(new string('图', 80), 3));
        foreach (var number in Enumerable.Range(1, 50))
        {
            _bench.Write($"from/{folders}/{new string('图', number)}", "");
        }

        var result = await _bench.TypeAsync($"timeout -s KILL 60 $O preflight job.cfg '{Option}'");

        Assert.Equal(0, result.Code);
        Assert.Contains("51", result.Out, StringComparison.Ordinal);
    }

    private void WriteJob(string file, string jobId, string more)
    {
        _bench.Write("from/a", "a");
        _bench.Write("to/there", "");
        _bench.Write(
            file,
            $"job-ID: {jobId}\nsrc-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\ndes-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\nsync-enable-increment: False\n{more}");
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d")]
    private static partial Regex Time();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
