using System.Text.RegularExpressions;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.Cli.Tests.Processes;

/// <summary>What a message advises works as it is printed, typed into the same shell in the same directory.</summary>
public sealed partial class AdviceTests : IAsyncDisposable
{
    private readonly ProgramBench _bench = new();

    private string Option => $"--home={_bench.Home.Path}";

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Every_command_that_a_silo_advises_works_as_printed()
    {
        WriteJob("job.cfg", "photos(1)");
        var seen = new List<string>();

        var away = await _bench.RunAsync("status", Option);
        await FollowAsync(away, seen);
        await FollowAsync(await _bench.RunAsync("status", Option), seen);
        await FollowAsync(await _bench.RunAsync("add", "job.cfg", "--wait", Option), seen);
        await FollowAsync(await _bench.RunAsync("status", "photos(1)", Option), seen);
        await FollowAsync(await _bench.RunAsync("status", Option), seen);
        await FollowAsync(await _bench.RunAsync("pause", "photos(1)", Option), seen);
        await FollowAsync(await _bench.RunAsync("status", "photo(1)", Option), seen);
        await FollowAsync(await _bench.RunAsync("set", "photos(1)", "--max-bandwidth=20", Option), seen);
        var finished = await _bench.RunAsync("finish", "photos(1)", Option);
        var afterwards = await _bench.RunAsync("status", "photos(1)", Option);

        Assert.Equal(7, away.Code);
        Assert.Equal(0, finished.Code);
        Assert.Contains(seen, line => line.Contains(" start ", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains(" add job.cfg ", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains(@" failures photos\(1\) ", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains(@" redo photos\(1\) --failed ", StringComparison.Ordinal));
        Assert.Contains(" failures ", afterwards.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(" redo ", afterwards.Out, StringComparison.Ordinal);

        // What is left is to forget it.
        await FollowAsync(await _bench.RunAsync("pause", "photos(1)", Option), seen);
        Assert.EndsWith(@$" rm photos\(1\) --home={_bench.Home.Path.Replace(" ", @"\ ", StringComparison.Ordinal)}", seen[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_of_a_run_are_counted_once_and_mended_by_its_file()
    {
        WriteJob("my job.cfg", "once");

        var run = await _bench.RunAsync("run", "my job.cfg", Option);
        var advised = Advised(run).Distinct().ToList();
        File.Delete(Path.Combine(_bench.Here, "to", "b", "in the way"));
        Directory.Delete(Path.Combine(_bench.Here, "to", "b"));
        var again = await _bench.TypeAsync(Assert.Single(advised));

        Assert.Equal(3, run.Code);
        Assert.DoesNotContain("1 failed, 1 failed", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("1 failed; 1 failed", run.Out, StringComparison.Ordinal);
        Assert.Contains(@" run my\ job.cfg ", advised[0], StringComparison.Ordinal);
        Assert.Equal((0, ""), (again.Code, again.Error));
    }

    [Fact]
    public async Task What_only_a_new_listing_looks_at_again_is_done_over_with_a_new_listing()
    {
        WriteJob("job.cfg", "named");
        Directory.Delete(Path.Combine(_bench.Here, "to", "b"), recursive: true);
        await _bench.TypeAsync("printf x > \"from/$(printf 'n\\377')\"; $O start '" + Option + "'");

        var added = await _bench.RunAsync("add", "job.cfg", "--wait", Option);
        var redo = Advised(added).Last();
        await _bench.TypeAsync("mv from/n* from/n");
        await _bench.TypeAsync(redo);
        var ended = await _bench.TypeAsync($"$O status named --watch --exit-code '{Option}'");

        Assert.Equal(3, added.Code);
        Assert.Contains(" redo named --home=", redo, StringComparison.Ordinal);
        Assert.Equal(0, ended.Code);
        Assert.True(File.Exists(Path.Combine(_bench.Here, "to", "n")));
    }

    [Fact]
    public async Task Default_home_and_a_program_on_the_path_need_nothing_more()
    {
        var result = await _bench.TypeAsync($"PATH={TestedProgram.Folder}:$PATH osstransfer status");

        Assert.Contains("Start one with 'osstransfer start', or", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Types what a message advises, and what that advises, until nothing new comes.</summary>
    private async Task FollowAsync(CliResult said, List<string> seen)
    {
        foreach (var line in Advised(said).Where(line => !seen.Contains(line)))
        {
            seen.Add(line);
            if (line.Contains(" finish ", StringComparison.Ordinal) || Placeholder().IsMatch(line))
            {
                continue;
            }

            var result = await _bench.TypeAsync("EDITOR=true " + line);
            Assert.True(result.Code is 0 or 3, $"{line}: code {result.Code}, {result.Out}{result.Error}");
            await FollowAsync(result, seen);
        }
    }

    private static IEnumerable<string> Advised(CliResult said) => Line().Matches(said.Out + said.Error).Select(match => match.Groups[1].Value);

    private void WriteJob(string file, string jobId)
    {
        _bench.Write("from/a", "a");
        _bench.Write("from/b", "b");
        _bench.Write("to/b/in the way", "");
        _bench.Write(
            file,
            $"job-ID: {jobId}\nsrc-filetype: diskfile\nsrc-absolutepath: {_bench.Here}/from\ndes-filetype: diskfile\ndes-absolutepath: {_bench.Here}/to\nsync-enable-increment: False\n");
    }

    [GeneratedRegex(@"(?:'|Next: )((?:\\.|[^'\\\n])*?osstransfer (?:\\.|[^'\\\n])*)(?='|\n)")]
    private static partial Regex Line();

    [GeneratedRegex(@"[ =](?:JOB|FILE|N|ADDRESS)\b")]
    private static partial Regex Placeholder();
}
