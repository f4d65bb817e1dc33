using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Registry;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>Two jobs that write to the same place are told apart, however many there are.</summary>
public sealed class OverlapTests
{
    [Fact]
    public async Task Job_of_which_nobody_noted_where_it_writes_is_asked_once()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("f", [1]);
        await bench.RunAsync(bench.DiskJob("first", "des-prefix: here"));
        var registry = bench.Silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IJobRegistryGrain>(0);
        await registry.NoteDestinationAsync("first", null);

        var refused = await AddAsync(bench, "des-prefix: here/below");
        var known = await registry.OverlapAsync("second", "nowhere", TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.Usage, true), (refused.Code, refused.Message.StartsWith("Job first writes to the same place", StringComparison.Ordinal)));
        Assert.Empty(known.Unknown);
    }

    [Fact]
    public async Task Where_an_edited_job_writes_now_counts()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("f", [1]);
        await bench.RunAsync(bench.DiskJob("first", "des-prefix: here"));
        await bench.EditAsync("first", bench.DiskJob("first", "des-prefix: there"));

        var there = await AddAsync(bench, "des-prefix: there");
        var here = await AddAsync(bench, "des-prefix: here");

        Assert.Equal((ExitCode.Usage, ExitCode.Done), (there.Code, here.Code));
    }

    [Fact]
    public async Task Job_that_is_refused_leaves_what_is_known_of_the_one_with_its_name()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("f", [1]);
        await bench.RunAsync(bench.DiskJob("first", "des-prefix: here"));
        var exists = await bench.AddAsync(bench.DiskJob("first", "des-prefix: elsewhere"));

        var here = await AddAsync(bench, "des-prefix: here");

        Assert.Equal((ExitCode.NotAllowed, ExitCode.Usage), (exists.Code, here.Code));
    }

    private static Task<CommandAnswer> AddAsync(JobBench bench, string more) => bench.Jobs.AddAsync(
        new() { Config = bench.DiskJob("second", more), TimeZone = "UTC" },
        new(Guid.NewGuid().ToString("N"), "test"),
        TestContext.Current.CancellationToken);
}
