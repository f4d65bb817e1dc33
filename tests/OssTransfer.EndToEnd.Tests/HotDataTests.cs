using System.Globalization;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>
/// A writer that overwrites, deletes, creates again and moves old files in, and kill -9 in the middle; <c>OSSTRANSFER_TEST_KILLS</c> says how often.
/// </summary>
public sealed class HotDataTests
{
    private const int Files = 60;
    private static readonly int[] Sizes = [0, 100, 300, 5000];
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    public async Task Two_passes_after_the_writer_has_stopped_everything_current_is_there_and_nothing_is_a_conflict(int seed)
    {
        await using var bench = await Bench.StartAsync();
        var random = new Random(seed);
        for (var file = 0; file < Files; file++)
        {
            Write(bench, random, file, isOld: true);
        }

        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("hot"))).Expect(0);
        var last = await EndAsync(bench, run: 1);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = WriteAsync(bench, new Random(seed), stop.Token);
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                var skip = random.Next(Files / 4);
                bench.Server.Faults.Add(
                    new() { Kind = FaultKind.Hook, Operations = [S3Operation.PutObject], Skip = skip, Hook = (_, _) => bench.KillSiloAsync() });
                last = await PassAsync(bench, last);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }

        bench.Server.Faults.Clear();
        last = await PassAsync(bench, await PassAsync(bench, last));

        // What the writer has deleted stays at the destination as it arrived.
        var current = bench.Files;
        bench.AtTarget.AssertHolds(
            current.With(Manifest.Of(bench.Target).Where(key => key[0] == 'f' && !current.Objects.ContainsKey(key))));
        Assert.Equal(("done", (Contracts.ExitCode?)Contracts.ExitCode.Done, 0L), (last.State, last.ExitCode, last.Objects.Conflict));
    }

    private static async Task<Contracts.Jobs.JobView> PassAsync(Bench bench, Contracts.Jobs.JobView last)
    {
        // Its answer may be lost with the silo.
        await bench.RunAsync("redo", "hot");
        return await EndAsync(bench, last.Run + 1);
    }

    private static Task<Contracts.Jobs.JobView> EndAsync(Bench bench, int run) => bench.UntilAsync("hot", job => !job.IsActive && job.Run == run);

    private static async Task WriteAsync(Bench bench, Random random, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var file = random.Next(Files);
                if (random.Next(3) == 0)
                {
                    File.Delete(Path.Combine(bench.Source, Name(file)));
                }
                else
                {
                    Write(bench, random, file, isOld: random.Next(2) == 0);
                }
            }
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            // The writer has stopped.
        }
    }

    /// <summary>Moves a file to its place, an old one where asked.</summary>
    private static void Write(Bench bench, Random random, int file, bool isOld)
    {
        var made = bench.Save("made", "");
        File.WriteAllBytes(made, Samples.Bytes(Sizes[random.Next(Sizes.Length)], random.Next()));
        if (isOld)
        {
            File.SetLastWriteTimeUtc(made, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        File.Move(made, Path.Combine(bench.Source, Name(file)), overwrite: true);
    }

    private static string Name(int file) => $"f{file:d3}";
}
