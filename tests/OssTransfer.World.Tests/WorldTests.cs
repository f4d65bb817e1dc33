using System.Diagnostics;

namespace OssTransfer.World.Tests;

/// <summary>
/// Histories of the seeded world, in processes of their own: a world has its process' thread pool for itself. Where one fails,
/// <c>tests/world.sh --from SEED --tell</c> tells it again.
/// </summary>
public sealed class WorldTests
{
    /// <summary>A world keeps one processor busy: two at once take half the time.</summary>
    [Fact]
    public async Task Whatever_happens_the_job_ends_and_nothing_is_wrongly_called_done()
    {
        var parts = await Task.WhenAll(
            RunAsync("--from", "1001", "--count", "500", "--first", "yes"),
            RunAsync("--from", "2501", "--count", "500", "--first", "yes"));

        Assert.True(Array.TrueForAll(parts, part => part.Code == 0), string.Join('\n', parts.SelectMany(part => part.Lines)));
    }

    /// <summary>Histories that ended wrong once.</summary>
    [Theory]
    [InlineData(110)]
    [InlineData(1018)]
    [InlineData(1112)]
    [InlineData(1374)]
    [InlineData(1587)]
    [InlineData(2003)]
    [InlineData(4009)]
    [InlineData(4483)]
    [InlineData(90206)]
    [InlineData(500062)]
    public async Task What_went_wrong_once_goes_right(int seed)
    {
        var (code, lines) = await RunAsync("--from", $"{seed}", "--count", "1");

        Assert.True(code == 0, string.Join('\n', lines));
    }

    [Fact]
    public async Task The_same_seed_is_the_same_history()
    {
        var (_, first) = await RunAsync("--from", "1", "--count", "20", "--digests", "true");
        var (_, second) = await RunAsync("--from", "1", "--count", "20", "--digests", "true");

        Assert.Equal(20, first.Count(line => line.StartsWith("seed ", StringComparison.Ordinal)));
        Assert.Equal(first[..^1], second[..^1]);
    }

    private static async Task<(int Code, string[] Lines)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "OssTransfer.World"), arguments) { RedirectStandardOutput = true };
        using var world = Process.Start(start)!;
        var output = await world.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await world.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (world.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
