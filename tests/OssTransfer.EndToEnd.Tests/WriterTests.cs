using OssTransfer.Contracts.Jobs;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>
/// A writer changes the source in every way that hides a change, a second one writes and deletes at the destination, and passes follow each other every five
/// seconds, whatever the destination's clock says. <c>OSSTRANSFER_TEST_PASSES</c> says how many.
/// </summary>
public sealed class WriterTests
{
    private const int Quiet = 40;
    private const int Busy = 30;
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMilliseconds(20);
    private static readonly DateTime Old = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
    private static readonly int Passes = int.Parse(
        Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_PASSES") ?? "4", System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, -10)]
    public async Task After_the_writers_have_stopped_both_sides_are_the_same_but_for_what_others_wrote(int seed, int minutes)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.ClockOffset = TimeSpan.FromMinutes(minutes);
        for (var i = 0; i < Quiet; i++)
        {
            bench.Write($"quiet/{i:d2}", Samples.Bytes(200 + i, i));
        }

        for (var i = 0; i < Busy; i++)
        {
            bench.Write(Name(i), Samples.Bytes(100, i));
            bench.Write($"shared/{i:d2}", Samples.Bytes(50, i));
        }

        await bench.StartSiloAsync();
        const string Often = "sync-enable-increment: True\nsync-increment-interval: 5\nsync-delete: apply\nsync-max-delete: 1000";
        (await bench.RunAsync("add", bench.DiskToStore("hot", Often), "--wait")).Expect(0);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Task.WhenAll(WriteAsync(bench, new Random(seed), stop.Token), InterfereAsync(bench, new Random(seed), stop.Token));
        JobView last;
        try
        {
            last = await bench.UntilAsync("hot", job => job.Run > Passes);
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }

        // The pass that is under way may have listed before the last change.
        last = await EndAsync(bench, last.Run + 1);
        var theirs = Manifest.Of(bench.Target).Where(key => key.StartsWith("theirs/", StringComparison.Ordinal));
        var current = bench.Files;
        Assert.Equal((0, 0), (last.Objects.Failed, last.Objects.Conflict));
        Assert.Empty(Differences.Between(current, Manifest.Of(bench.Target).Where(current.Objects.ContainsKey).AtAnyTime()));

        // What vanished last is gone after two more listings.
        last = await EndAsync(bench, last.Run + 2);
        (await bench.RunAsync("finish", "hot")).Expect(0);
        bench.AtTarget.AssertHolds(current.With(theirs));
        Assert.Equal((0, 0), (last.Deletes!.Foreign, last.Deletes.Failed));

        var puts = bench.Server.Requests.Of(S3Operation.PutObject).CountBy(request => request.Key!).ToDictionary();
        Assert.All(Enumerable.Range(0, Quiet), i => Assert.Equal(1, puts[$"quiet/{i:d2}"]));
        var versions = _versions;
        Assert.All(puts.Where(put => versions.ContainsKey(put.Key)), put => Assert.InRange(put.Value, 0, versions[put.Key]));
    }

    // How many versions of a key there were.
    private readonly Dictionary<string, int> _versions = [];

    private static Task<JobView> EndAsync(Bench bench, int run) =>
        bench.UntilAsync("hot", job => (!job.IsActive && job.Run == run) || job.Run > run);

    private async Task WriteAsync(Bench bench, Random random, CancellationToken stop)
    {
        for (var i = 0; i < Busy; i++)
        {
            _versions[Name(i)] = 1;
        }

        using var timer = new PeriodicTimer(WriteEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Change(bench, random, random.Next(Busy));
            }
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            // The writer has stopped.
        }
    }

    /// <summary>One change of the source.</summary>
    private void Change(Bench bench, Random random, int file)
    {
        var (name, other) = (Name(file), Name(random.Next(Busy)));
        var (path, to) = (Path.Combine(bench.Source, name), Path.Combine(bench.Source, other));
        switch (random.Next(7))
        {
            // Created, or another content.
            case 0:
                Put(bench, name, random.Next(), null);
                break;

            // Of the same size in the same second.
            case 1:
                Put(bench, name, random.Next(), null);
                Put(bench, name, random.Next(), null);
                break;

            // An old file is moved in.
            case 2:
                Put(bench, name, random.Next(), Old);
                break;

            // cp -p
            case 3 when File.Exists(path) && name != other:
                File.Copy(path, to, overwrite: true);
                File.SetLastWriteTimeUtc(to, File.GetLastWriteTimeUtc(path));
                _versions[other]++;
                break;

            case 4:
                File.Delete(path);
                break;

            // Renamed.
            case 5 when File.Exists(path) && name != other:
                File.Move(path, to, overwrite: true);
                _versions[other]++;
                break;

            // Deleted and created again.
            case 6:
                File.Delete(path);
                Put(bench, name, random.Next(), null);
                break;
        }
    }

    private void Put(Bench bench, string name, int content, DateTime? time)
    {
        var made = bench.Save("made", "");
        File.WriteAllBytes(made, Samples.Bytes(100, content));
        if (time is { } old)
        {
            File.SetLastWriteTimeUtc(made, old);
        }

        File.Move(made, Path.Combine(bench.Source, name), overwrite: true);
        _versions[name]++;
    }

    /// <summary>Others write keys of their own and delete some of the job's at the destination.</summary>
    private static async Task InterfereAsync(Bench bench, Random random, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(WriteEvery * 10);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                bench.Target.Put($"theirs/{random.Next(10)}", Samples.Bytes(10, random.Next()));
                bench.Target.Delete($"shared/{random.Next(Busy):d2}");
            }
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            // They have stopped.
        }
    }

    private static string Name(int file) => $"busy/{file:d2}";
}
