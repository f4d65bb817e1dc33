using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Storage;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What comes from outside is never shown raw, and where exactness counts it can be read back.</summary>
public sealed class VisibleTextTests
{
    // A line of a log, colours, a C1 that begins a sequence, DEL, a mark that turns the rest of the line, and what an escape looks like.
    private const string Forged = "bad\n2026-01-01T00:00:00.000+00:00 ERR forged \u001b[31mred\u009b2J\u007f\u202etxt.exe\u2028\\x41";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_can_not_forge_a_line_or_reach_a_terminal_and_is_read_back_exactly()
    {
        await using var bench = await Bench.StartAsync();
        bench.Write(Forged, [1, 2, 3]);
        bench.Write("good", [4]);
        var refused = bench.Server.Faults.Add(
            new() { Kind = FaultKind.Error, Status = 400, Code = "InvalidRequest", KeyPrefix = "bad", Times = null, Operations = [S3Operation.PutObject] });
        await bench.StartSiloAsync();

        var add = (await bench.RunAsync("add", bench.DiskToStore("forged"), "--wait")).Expect(3);
        var failures = (await bench.RunAsync("failures", "forged")).Expect(0);
        var json = (await bench.RunAsync("failures", "forged", "--json")).Expect(0);
        var status = (await bench.RunAsync("status", "forged")).Expect(0);
        var report = await File.ReadAllTextAsync(Path.Combine(bench.Home, "jobs", "forged", "forged-transfer-error-list.txt"), Cancel);
        bench.Server.Faults.Remove(refused);
        var listed = bench.Save("list.txt", failures.Out);
        (await bench.RunAsync("add", bench.DiskToStore("again", $"src-file-list: {listed}"), "--wait", "--yes")).Expect(0);
        (await bench.RunAsync("stop")).Expect(0);

        var logs = string.Concat(Directory.GetFiles(Path.Combine(bench.Home, "logs")).Select(File.ReadAllText));
        Assert.All([add.Out, add.Error, failures.Out, json.Out, status.Out, report, logs], AssertShows);
        Assert.Contains("forged", logs, StringComparison.Ordinal);
        Assert.StartsWith(@"bad\n2026-01-01T00:00:00.000+00:00 ERR forged \x1b[31mred\xc2\x9b2J\x7f\xe2\x80\xaetxt.exe\xe2\x80\xa8\\x41" + "\t3\t", failures.Out, StringComparison.Ordinal);
        Assert.Equal(failures.Out, string.Concat(report.Split('\n')[1..^1].Select(line => line + "\n")));
        Assert.Equal(Forged, System.Text.Json.JsonDocument.Parse(json.Out).RootElement[0].GetProperty("key").GetString());
        bench.AtTarget.AssertHolds(bench.Files);
    }

    private static void AssertShows(string text)
    {
        Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value is not ('\n' or '\t') && VisibleText.IsHidden(rune));
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("2026-01-01T00:00:00.000", StringComparison.Ordinal));
    }
}
