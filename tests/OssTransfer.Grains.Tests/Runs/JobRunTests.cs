using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Runs;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Runs;

public sealed class JobRunTests
{
    private static readonly byte[] Large = Enumerable.Range(0, (20 << 20) + 7).Select(i => (byte)(i * 7 / 5)).ToArray();

    [Fact]
    public async Task A_directory_arrives_whole_and_proven()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 500; i++)
        {
            bench.Write($"d{i % 7}/f{i}", BitConverter.GetBytes(i));
        }

        bench.Write("empty", []);
        bench.Write("large", Large);

        var report = await bench.RunAsync(bench.DiskJob("whole", "des-profile: aws"));

        Assert.Equal("done", report.State);
        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Equal(502, report.Objects.Listed);
        Assert.Equal(502, report.Objects.Transferred);
        Assert.Equal(501, report.Proofs["md5"]);
        Assert.Equal(1, report.Proofs["md5-parts"]);
        Assert.Equal(502, report.Check!.Checked);
        Assert.Equal(502, bench.Server.Buckets["target"].Count);
        Assert.Equal(Large, bench.Server.Buckets["target"]["large"]!.ToArray());
    }

    [Fact]
    public async Task A_link_that_leads_somewhere_by_now_is_taken_where_what_failed_is_tried_again_and_no_other()
    {
        await using var bench = await JobBench.StartAsync();
        foreach (var name in (string[])["a", "b"])
        {
            File.CreateSymbolicLink(Path.Combine(bench.Source, name), Path.Combine(bench.Source, "of-" + name));
        }

        var broken = await bench.RunAsync(bench.DiskJob("links"));
        bench.Write("of-a", [1]);
        var half = await bench.RedoAsync("links", "redo-failed");
        bench.Write("of-b", [2]);
        var whole = await bench.RedoAsync("links", "redo-failed");

        Assert.Equal((2, 1, 0), (broken.Objects.Failed, half.Objects.Failed, whole.Objects.Failed));
        Assert.Equal((ExitCode.Failures, ExitCode.Failures, ExitCode.Done), (broken.ExitCode, half.ExitCode, whole.ExitCode));
        Assert.Equal(["a", "b"], bench.Server.Buckets["target"].Keys.Select(key => key.ToString()).Order());
    }

    [Fact]
    public async Task What_ended_counts_within_seconds_however_slow_the_rest_of_its_batch_is()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            bench.Write($"f{i:d2}", [1]);
        }

        // One batch, with one object that takes much longer than the test.
        bench.Server.Faults.Add(
            new() { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], KeyPrefix = "f00", Delay = TimeSpan.FromMinutes(10), Times = null });
        Assert.Equal(ExitCode.Done, (await bench.AddAsync(bench.DiskJob("slow"))).Code);
        var report = await bench.UntilAsync("slow", report => report.Objects.Transferred == 49)
            .WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

        Assert.Equal("running", report.State);
        bench.Server.Faults.Clear();
    }

    [Fact]
    public async Task A_second_run_skips_what_is_unchanged_and_sends_what_differs()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 300; i++)
        {
            bench.Server.Buckets["origin"].Put($"k{i:d4}", BitConverter.GetBytes(i));
        }

        await bench.RunAsync(bench.CloudJob("again"));
        bench.Server.Buckets["origin"].Put("k0007", "changed"u8);
        bench.Server.Buckets["origin"].Put("new", "new"u8);

        var report = await bench.RedoAsync("again");

        Assert.Equal((2, "done"), (report.Run, report.State));
        Assert.Equal((301, 299, 2), (report.Objects.Listed, report.Objects.Skipped, report.Objects.Transferred));
        Assert.Equal("changed"u8.ToArray(), bench.Server.Buckets["target"]["k0007"]!.ToArray());
    }

    [Fact]
    public async Task New_keys_between_two_known_ones_are_recorded_while_the_listing_goes_on()
    {
        await using var bench = await JobBench.StartAsync(options => options with { ShardObjects = 10 });
        var source = bench.Server.Buckets["origin"];
        source.Put("a", "a"u8);
        source.Put("z", "z"u8);
        await bench.RunAsync(bench.CloudJob("between"));
        for (var i = 0; i < 2_500; i++)
        {
            source.Put($"k{i:d4}", BitConverter.GetBytes(i));
        }

        var goesOn = new TaskCompletionSource();
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.ListObjectsV2, S3Operation.ListObjects],
            Bucket = "origin",
            Skip = 2,
            Times = null,
            Hook = (_, token) => goesOn.Task.WaitAsync(token),
        });
        await bench.CommandAsync("between", "redo");
        var meanwhile = await bench.UntilAsync("between", report => report.Run == 2 && report.Objects.Listed >= 1_500);
        goesOn.SetResult();
        var end = await bench.EndAsync("between");

        Assert.False(meanwhile.ListingComplete);
        Assert.Equal((2_502, 2, 2_500, "done"), (end.Objects.Listed, end.Objects.Skipped, end.Objects.Transferred, end.State));
    }

    [Fact]
    public async Task A_wait_that_the_source_asks_for_is_told_by_the_status()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Error,
            Status = 503,
            Code = "SlowDown",
            Bucket = "origin",
            Times = null,
            RetryAfter = TimeSpan.FromHours(1),
        });
        Assert.Equal(
            ExitCode.Done,
            (await bench.Jobs.AddAsync(
                new() { Config = bench.CloudJob("told"), TimeZone = "UTC", SkipCheck = true, Confirmed = true },
                new("told", "test"),
                TestContext.Current.CancellationToken)).Code);

        var report = await bench.UntilAsync("told", report => report.Reason is not null);

        Assert.Equal("running", report.State);
        Assert.Matches("^the source is asked again in [12]?[0-9] s|30 s, it asked to wait 3600 s: .*SlowDown", report.Reason);
    }

    [Fact]
    public async Task Adding_waits_for_a_busy_source_only_so_long_and_says_so()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Server.Faults.Add(Fault.SlowDown(1, TimeSpan.FromHours(1)));

        var answer = await bench.AddAsync(bench.CloudJob("busy"));

        Assert.Equal(ExitCode.Done, answer.Code);
        Assert.Contains(
            answer.Notes,
            note => note.StartsWith("the source asked to wait 3600 s (", StringComparison.Ordinal) && note.EndsWith("after 10 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(301, "PermanentRedirect")]
    [InlineData(307, "TemporaryRedirect")]
    public async Task A_redirect_in_passing_stops_nothing(int status, string code)
    {
        await using var bench = await JobBench.StartAsync();
        bench.Server.Buckets["origin"].Put("k", "k"u8);
        bench.Server.Faults.Add(new() { Kind = FaultKind.Error, Status = status, Code = code, Times = 1 });
        bench.Server.Faults.Add(new() { Kind = FaultKind.Error, Status = status, Code = code, Times = 1, Key = "k" });

        var report = await bench.RunAsync(bench.CloudJob("passing"));

        Assert.Equal(("done", 1L), (report.State, report.Objects.Transferred));
    }

    [Fact]
    public async Task A_destination_that_lists_in_another_order_ends_nothing()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            bench.Server.Buckets["origin"].Put($"k{i:d2}", BitConverter.GetBytes(i));
            if (i < 30)
            {
                bench.Server.Buckets["target"].Put($"k{i:d2}", BitConverter.GetBytes(i));
            }
        }

        bench.Server.Faults.Add(new() { Kind = FaultKind.OutOfOrder, Bucket = "target", Times = null });
        var added = await bench.AddAsync(bench.CloudJob("order"));
        Assert.True(added.Code == ExitCode.Done, added.Message);
        var report = await bench.EndAsync("order");

        Assert.Contains(added.Notes, note => note.StartsWith("the destination's listing can't be relied on", StringComparison.Ordinal));
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 30L, 10L), (report.State, report.ExitCode, report.Objects.Skipped, report.Objects.Transferred));
        Assert.Equal((40L, 0L), (report.Check!.Checked, report.Check.Differences));
    }

    [Fact]
    public async Task A_listing_of_an_earlier_job_of_that_name_is_not_recorded()
    {
        await using var bench = await JobBench.StartAsync();
        var goesOn = new TaskCompletionSource();
        bench.Server.Buckets["origin"].Put("k", "k"u8);
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Bucket = "origin",
            Times = null,
            Hook = (_, token) => goesOn.Task.WaitAsync(token),
        });
        await bench.Jobs.AddAsync(
            new() { Config = bench.CloudJob("lives"), TimeZone = "UTC", SkipCheck = true, Confirmed = true },
            new("lives", "test"),
            TestContext.Current.CancellationToken);
        var jobs = bench.Silo.Services.GetRequiredService<OpenJobs>();
        await bench.UntilAsync("lives", _ => jobs.All.Any(job => job.Held.All.Count > 0));
        var job = jobs.All.Single();
        var ticket = job.Held.All.Select(held => held.Ticket).Single();

        var grain = bench.Silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IJobGrain>("lives");
        var recorded = new List<bool>();
        foreach (var life in new[] { job.Incarnation + 1, job.Incarnation })
        {
            var listing = new ListingReport(ticket.Attempt, 0, 0) { Incarnation = life };
            recorded.Add(await grain.RecordListingAsync(ticket, JsonSerializer.SerializeToUtf8Bytes(listing, JobStateCodec.Json)));
        }

        goesOn.SetResult();
        Assert.Equal([false, true], recorded);
        Assert.Equal("done", (await bench.EndAsync("lives")).State);
    }
}
