using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>
/// Machines that are killed, frozen and cut off while a job runs: it costs time, not data. <c>OSSTRANSFER_TEST_CHAOS</c> says how many rounds
/// (default 1), <c>OSSTRANSFER_TEST_CHAOS_FROM</c> with which seed they begin (default 1),
/// <c>OSSTRANSFER_TEST_CHAOS_OBJECTS</c> how many small objects each (default 20,000); to every 3,000 comes a large one.
/// </summary>
[TestClass(DisableParallelization = true)]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly TimeSpan OutOfReach = TimeSpan.FromSeconds(30);
    private static readonly int Small = Number("OSSTRANSFER_TEST_CHAOS_OBJECTS", 20_000);
    private static readonly int Large = Small / 3000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds
    {
        get
        {
            var first = Number("OSSTRANSFER_TEST_CHAOS_FROM", 1);
            return [.. Enumerable.Range(first, Number("OSSTRANSFER_TEST_CHAOS", 1))];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Killed_frozen_and_cut_off_machines_cost_time_not_data(int seed)
    {
        await using var database = await DatabaseServer.CreateAsync();
        await using var bench = await ClusterBench.StartAsync(3, database);
        for (var i = 0; i < Small; i++)
        {
            bench.Origin.Put($"d{i % 13}/f{i}", Samples.Bytes(100 + (i % 4000), i));
        }

        for (var i = 0; i < Large; i++)
        {
            bench.Origin.Put($"large/{i}", Samples.Bytes(Samples.LargeBytes, i));
        }

        // Two requests an object: the job takes about two minutes, so that everything happens while it runs.
        (await bench.Machines[0].RunAsync("add", bench.Job("chaos", $"max-requests: {Math.Max(50, Small / 60)}/s"))).Expect(0);
        var random = new Random(seed);

        await UntilMovedAsync(0.05);
        var (victim, others) = await PickAsync();
        victim.Kill();
        await TakenOverAsync("killed", victim, others, TimeSpan.FromSeconds(15));
        await victim.StartAsync();

        await UntilMovedAsync(0.2);
        (victim, others) = await PickAsync();
        victim.Freeze();
        var frozen = Task.Delay(OutOfReach, Cancel);
        await TakenOverAsync("frozen", victim, others, TimeSpan.FromSeconds(30));
        await frozen;
        victim.Thaw();
        await victim.Silo.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.NotEqual(0, victim.Silo.ExitCode);
        await victim.StartAsync();

        await database.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(5), Cancel);
        await database.StartAsync();

        await UntilMovedAsync(0.6);
        (victim, others) = await PickAsync();
        victim.Wire.Cut();
        var cut = Task.Delay(OutOfReach, Cancel);
        await TakenOverAsync("cut off", victim, others, TimeSpan.FromSeconds(30));
        await victim.Silo.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.NotEqual(0, victim.Silo.ExitCode);
        await cut;
        victim.Wire.Mend();
        await victim.StartAsync();

        var job = await ClusterBench.UntilAsync(bench.Machines[0], "chaos", job => !job.IsActive, TimeSpan.FromMinutes(10));
        output.WriteLine(
            $"{job.State}: {job.Objects.Transferred} transferred, {job.Objects.Skipped} found equal, {bench.TargetServer.Requests.Count(S3Operation.PutObject)} PUTs in {(job.FinishedAt - job.StartedAt)?.TotalSeconds:0} s");
        Assert.Equal(("done", (ExitCode?)ExitCode.Done), (job.State, job.ExitCode));
        Assert.Equal(Small + Large, job.Objects.Listed);
        Assert.Equal(Small + Large, job.Objects.Transferred + job.Objects.Skipped);
        bench.AtTarget.AssertHolds(bench.Objects);

        // What a death between the start of an upload and its note left is nobody's to touch; it never got a part.
        Assert.All(bench.Target.Uploads, upload => Assert.Empty(upload.Parts));

        async Task UntilMovedAsync(double share) => await ClusterBench.UntilAsync(
            bench.Machines[0], "chaos", job => job.Objects.Transferred + job.Objects.Skipped >= share * Small, TimeSpan.FromMinutes(3));

        // One that works, for chance to choose.
        async Task<(Machine Victim, Machine[] Others)> PickAsync()
        {
            var order = bench.Machines.ToArray();
            random.Shuffle(order);
            Machine? busy = null;
            await Polling.UntilAsync(
                () =>
                    Task.FromResult((busy = order.FirstOrDefault(machine => ShardLog.Held(machine).Count > 0)) is not null), TimeSpan.FromSeconds(30), () =>
                        "nobody works");
            return (busy!, [.. order.Where(machine => machine != busy)]);
        }
    }

    [Fact]
    public async Task Frozen_write_of_old_content_does_not_replace_new_content()
    {
        await using var bench = await ClusterBench.StartAsync(2);
        const string key = "overwritten";

        // One request, and more than the sockets between take in (4 MiB where it is sent): the rest can't be under way when the process stands still.
        const int size = (16 << 20) - 1;
        bench.Origin.Put(key, Samples.Bytes(size, 1));
        Machine? frozen = null;
        bench.TargetServer.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Hook = async (_, _) =>
            {
                // In the middle of the write: the request is there, most of its body is not.
                await Polling.UntilAsync(() => Task.FromResult(bench.Machines.Any(HoldsMove)), TimeSpan.FromSeconds(5), () => "nobody writes");
                frozen = bench.Machines.Single(HoldsMove);
                frozen.Freeze();
                bench.Origin.Put(key, Samples.Bytes(size, 2));
            },
        });

        (await bench.Machines[0].RunAsync("add", bench.Job("frozen"))).Expect(0);
        await Polling.UntilAsync(() => Task.FromResult(frozen is not null), TimeSpan.FromSeconds(30), () => "no object was written");
        var wakes = Task.Delay(OutOfReach, Cancel);
        var other = bench.Machines.Single(machine => machine != frozen);
        var job = await ClusterBench.UntilAsync(other, "frozen", job => !job.IsActive, TimeSpan.FromMinutes(2));
        await wakes;
        frozen!.Thaw();
        await frozen.Silo.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 1L), (job.State, job.ExitCode, job.Objects.Transferred));
        Assert.NotEqual(0, frozen.Silo.ExitCode);
        bench.AtTarget.AssertHolds(bench.Objects);

        static bool HoldsMove(Machine machine) => ShardLog.Held(machine).Any(shard => shard.Contains("/m", StringComparison.Ordinal));
    }

    private async Task TakenOverAsync(string how, Machine failed, Machine[] others, TimeSpan timeout)
    {
        var after = await ShardLog.TakenOverAsync([failed], others, timeout);
        output.WriteLine($"{how}: a shard runs again after {after.TotalSeconds:0.0} s");
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
