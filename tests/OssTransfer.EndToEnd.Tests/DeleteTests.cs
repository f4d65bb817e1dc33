using OssTransfer.Contracts.Jobs;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What vanished at the source is deleted at the destination where that is asked for, and nothing else ever is.</summary>
public sealed class DeleteTests
{
    private const string Apply = "sync-delete: apply\nsync-max-delete: 10";
    private const string Often = "sync-enable-increment: True\nsync-increment-interval: 86400\n";

    [Fact]
    public async Task What_this_job_wrote_and_nobody_changed_goes_after_two_listings_without_it()
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in new[] { "gone", "changed", "rewritten", "moved", "stays/1", "stays/2", "stays/3", "equal" })
        {
            bench.Origin.Put(key, Samples.Bytes(1000, key.Length), lastModified: Destination.LongAgo);
        }

        // Nobody knows who put it there: not this job.
        bench.Target.Put("equal", Samples.Bytes(1000, 5));
        var job = bench.StoreToStore("apply", Apply);
        await PassAsync(bench, job);
        bench.Origin.Delete("equal");
        bench.Origin.Delete("gone");
        bench.Origin.Delete("changed");
        bench.Origin.Delete("rewritten");
        bench.Origin.Delete("moved");
        bench.Origin.Put("there", Samples.Bytes(1000, 5), lastModified: Destination.LongAgo);

        Assert.Equal(0, (await PassAsync(bench, job)).Deletes!.Found);

        // By others: other content, and the same content once more.
        bench.Target.Put("changed", Samples.Bytes(999, 9));
        bench.Target.Put("rewritten", Samples.Bytes(1000, "rewritten".Length), lastModified: DateTimeOffset.UtcNow.AddMinutes(1));
        var third = (await PassAsync(bench, job)).Deletes!;

        Assert.Equal((4, 2, 2000, 2), (third.Found, third.Deleted, third.BytesDeleted, third.Foreign));
        Assert.Equal(["gone", "moved"], Deleted(bench));
        bench.AtTarget.Keep("equal");
        bench.AtTarget.Keep("changed");
        bench.AtTarget.Keep("rewritten");
        bench.AtTarget.AssertHolds(bench.Objects);

        // What was left is this job's no more, and what it deleted is forgotten: nobody asks for them again.
        bench.TargetServer.Requests.Clear();
        Assert.Equal(0, (await PassAsync(bench, job)).Deletes!.Found);
        Assert.Equal((0, 0), (bench.TargetServer.Requests.Count(S3Operation.HeadObject), bench.TargetServer.Requests.Count(S3Operation.DeleteObject)));

        // Somebody else puts one there again, the same content: it stays. The source brings one back: it is sent.
        bench.Target.Put("gone", Samples.Bytes(1000, 4));
        bench.Origin.Put("moved", Samples.Bytes(1000, 5));
        await PassAsync(bench, job);
        await PassAsync(bench, job);
        bench.AtTarget.Keep("gone");
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task A_directory_loses_only_the_files_that_this_job_wrote()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var key in new[] { "a/gone", "a/changed", "b/stays", "b/stays too" })
        {
            bench.Origin.Put(key, Samples.Bytes(100, key.Length));
        }

        var job = bench.StoreToDisk("disk", Apply);
        await PassAsync(bench, job);
        bench.Origin.Delete("a/gone");
        bench.Origin.Delete("a/changed");
        await File.WriteAllBytesAsync(Path.Combine(bench.Destination, "a/changed"), Samples.Bytes(100, 77), TestContext.Current.CancellationToken);
        await PassAsync(bench, job);
        var third = (await PassAsync(bench, job)).Deletes!;

        Assert.Equal((2, 1, 1), (third.Found, third.Deleted, third.Foreign));
        bench.AtDestination.Keep("a/changed");
        bench.AtDestination.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task A_report_deletes_nothing_and_a_number_that_was_seen_lets_the_next_pass()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            bench.Write($"f{i:d2}", Samples.Bytes(10, i));
        }

        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("report", Often + "sync-delete: report"), "--wait")).Expect(0);
        for (var i = 0; i < 3; i++)
        {
            File.Delete(Path.Combine(bench.Source, $"f{i:d2}"));
        }

        await SyncAsync(bench, "report");
        var held = await SyncAsync(bench, "report");

        Assert.Equal(("report", 3, 0), (held.Deletes!.Held, held.Deletes.Found, held.Deletes.Deleted));
        Assert.Contains("deletes report --approve 3", held.Reason, StringComparison.Ordinal);
        var listed = (await bench.RunAsync("deletes", "report")).Expect(0);
        Assert.Equal(["f00\t10", "f01\t10", "f02\t10"], listed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..6]));
        Assert.Contains("--approve 3", listed.Error, StringComparison.Ordinal);

        // Another number is not what anybody has seen.
        Assert.Contains("3 objects", (await bench.RunAsync("deletes", "report", "--approve", "2")).Expect(6).Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Server.Requests.Count(S3Operation.DeleteObject));
        (await bench.RunAsync("deletes", "--jobID=report", "--approve", "3")).Expect(0);
        var done = await SyncAsync(bench, "report");

        Assert.Equal((null, 3), (done.Deletes!.Held, done.Deletes.Deleted));
        Assert.Equal(3, bench.Server.Requests.Count(S3Operation.DeleteObject));
        bench.AtTarget.AssertHolds(bench.Files);
        Assert.Contains("Nothing of 'report'", (await bench.RunAsync("deletes", "report")).Expect(0).Error, StringComparison.Ordinal);
        (await bench.RunAsync("deletes", "nobody")).Expect(6);
        (await bench.RunAsync("deletes", "report", "--approve")).Expect(2);
    }

    [Fact]
    public async Task More_than_a_pass_may_delete_waits_for_its_number()
    {
        await using var bench = await Bench.StartApartAsync();
        for (var i = 0; i < 50; i++)
        {
            bench.Origin.Put($"k{i:d2}", Samples.Bytes(10, i));
        }

        var job = bench.StoreToStore("many", "sync-delete: apply");
        await PassAsync(bench, job);
        bench.Origin.Delete("k07");
        await PassAsync(bench, job);
        var held = await PassAsync(bench, job);

        Assert.Equal(("over-limit", 1), (held.Deletes!.Held, held.Deletes.Found));
        Assert.Contains("at most 0 by itself", held.Reason, StringComparison.Ordinal);
        Assert.Equal(0, bench.TargetServer.Requests.Count(S3Operation.DeleteObject));
    }

    [Theory]
    [InlineData("emptied", "empty-listing")]
    [InlineData("unmounted", "other-source")]
    [InlineData("shrunk", "short-listing")]
    public async Task A_source_that_lost_its_content_costs_nothing_at_the_destination(string how, string held)
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 9; i++)
        {
            bench.Write($"f{i}", Samples.Bytes(10, i));
        }

        var files = bench.Files;
        var job = bench.DiskToStore("lost", Apply);
        await PassAsync(bench, job);
        await PassAsync(bench, job);
        var kept = bench.Source + ".kept";
        if (how == "unmounted")
        {
            Directory.Move(bench.Source, kept);
            Directory.CreateDirectory(bench.Source);
            bench.Write("lost+found", Samples.Bytes(1, 1));
        }
        else
        {
            foreach (var name in Directory.GetFiles(bench.Source).Order(StringComparer.Ordinal).Skip(how == "shrunk" ? 2 : 0))
            {
                File.Delete(name);
            }
        }

        JobView last = null!;
        for (var pass = 0; pass < 4; pass++)
        {
            last = await PassAsync(bench, job);
        }

        Assert.Equal((held, 0), (last.Deletes!.Held, last.Deletes.Deleted));
        Assert.Equal(0, bench.Server.Requests.Count(S3Operation.DeleteObject));
        if (how == "unmounted")
        {
            // It is there again: nothing was learned from the other one.
            Directory.Delete(bench.Source, true);
            Directory.Move(kept, bench.Source);
            last = await PassAsync(bench, job);
            Assert.Equal((0, 9), (last.Deletes!.Found, last.Objects.Skipped));
            bench.AtTarget.Keep("lost+found");
        }

        bench.AtTarget.AssertHolds(files);
    }

    [Theory]
    [InlineData(FaultKind.Hook)]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.LostRequest)]
    public async Task A_kill_or_a_lost_answer_in_the_middle_leaves_nothing_unknown_and_counts_nothing_twice(FaultKind kind)
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            bench.Write($"f{i:d2}", Samples.Bytes(10, i));
        }

        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("killed", Often + "sync-delete: apply\nsync-max-delete: 20"), "--wait")).Expect(0);
        for (var i = 0; i < 15; i++)
        {
            File.Delete(Path.Combine(bench.Source, $"f{i:d2}"));
        }

        await SyncAsync(bench, "killed");
        bench.Server.Faults.Add(new()
        {
            Kind = kind,
            Operations = [S3Operation.DeleteObject],
            Skip = 7,
            Hook = kind == FaultKind.Hook ? (_, _) => bench.KillSiloAsync() : null,
        });
        var done = await SyncAsync(bench, "killed", isKilled: kind == FaultKind.Hook);

        Assert.Equal((15, 15, 150, 0, 0), (
            done.Deletes!.Found, done.Deletes.Deleted, done.Deletes.BytesDeleted, done.Deletes.Absent, done.Deletes.Failed));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task What_comes_back_between_the_listing_and_the_delete_stays()
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in new[] { "back", "gone", "stays", "stays too" })
        {
            bench.Origin.Put(key, Samples.Bytes(10, key.Length));
        }

        var job = bench.StoreToStore("back", Apply);
        await PassAsync(bench, job);
        bench.Origin.Delete("back");
        bench.Origin.Delete("gone");
        await PassAsync(bench, job);
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.HeadObject],
            Key = "back",
            Hook = (_, _) =>
            {
                bench.Origin.Put("back", Samples.Bytes(10, 4));
                return Task.CompletedTask;
            },
        });
        var third = (await PassAsync(bench, job)).Deletes!;

        Assert.Equal((2, 1, 1), (third.Found, third.Deleted, third.Returned));
        bench.AtTarget.AssertHolds(bench.Objects);
        Assert.Equal(0, (await PassAsync(bench, job)).Deletes!.Found);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task A_delete_that_is_refused_is_a_failure_and_tried_again_by_the_next_pass()
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in new[] { "gone", "stays", "stays too" })
        {
            bench.Origin.Put(key, Samples.Bytes(10, key.Length));
        }

        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("refused", Often + Apply), "--wait")).Expect(0);
        bench.Origin.Delete("gone");
        await SyncAsync(bench, "refused");
        bench.TargetServer.Faults.Add(
            new() { Kind = FaultKind.Error, Status = 409, Code = "OperationAborted", Times = null, Operations = [S3Operation.DeleteObject] });
        var failed = await SyncAsync(bench, "refused");

        Assert.Equal((1, 0, 1, Contracts.ExitCode.Failures), (failed.Deletes!.Found, failed.Deletes.Deleted, failed.Deletes.Failed, failed.ExitCode!.Value));
        Assert.Contains("could not be deleted", (await bench.RunAsync("failures", "refused")).Expect(0).Out, StringComparison.Ordinal);
        bench.TargetServer.Faults.Clear();
        Assert.Equal(1, (await SyncAsync(bench, "refused")).Deletes!.Deleted);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Theory]
    [InlineData("des-prefix: p/", "p/d/")]
    [InlineData("src-prefix: d/", "")]
    [InlineData(null, null)]
    public async Task An_edited_place_costs_nothing_at_the_old_one_and_nothing_at_the_new_one_without_a_number(string? prefix, string? at)
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in new[] { "gone", "later", "stays", "stays too" })
        {
            bench.Origin.Put("d/" + key, Samples.Bytes(10, key.Length));
        }

        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("moved", Often + Apply), "--wait")).Expect(0);
        bench.Origin.Delete("d/gone");
        await SyncAsync(bench, "moved");
        var old = bench.Target.Keys.ToList();

        // The listing that would let "gone" go is the first of the new place.
        var edited = prefix is null ? bench.StoreToDisk("moved", Often + Apply) : bench.StoreToStore("moved", $"{Often}{Apply}\n{prefix}");
        (await bench.RunAsync("edit", "moved", "--file", edited)).Expect(0);
        var first = await NextAsync(bench, "moved", "redo");
        Assert.Equal((0, 3), (first.Deletes!.Found, first.Objects.Transferred + first.Objects.Skipped));
        await SyncAsync(bench, "moved");
        bench.Origin.Delete("d/later");
        await SyncAsync(bench, "moved");
        var held = await SyncAsync(bench, "moved");

        Assert.Equal(("changed-places", 1, 0), (held.Deletes!.Held, held.Deletes.Found, held.Deletes.Deleted));
        Assert.Equal(0, bench.TargetServer.Requests.Count(S3Operation.DeleteObject));
        (await bench.RunAsync("deletes", "moved", "--approve", "1")).Expect(0);
        Assert.Equal((null, 1), ((await SyncAsync(bench, "moved")).Deletes!.Held, (await bench.StatusAsync("moved")).Deletes!.Deleted));
        string[] arrived = at is null ? [] : [at + "stays", at + "stays too"];
        Assert.Equal([.. old.Concat(arrived).Order(StringComparer.Ordinal)], bench.Target.Keys.Order(StringComparer.Ordinal));
        if (at is null)
        {
            bench.AtDestination.AssertHolds(bench.Objects);
        }

        // From now on the new place is the job's.
        bench.Origin.Delete("d/stays too");
        await SyncAsync(bench, "moved");
        Assert.Equal(1, (await SyncAsync(bench, "moved")).Deletes!.Deleted);
        Assert.Superset(old.ToHashSet(), bench.Target.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("full")]
    public async Task A_check_afterwards_finds_both_sides_equal_but_for_what_others_have(string mode)
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in new[] { "gone", "changed", "stays", "stays too" })
        {
            bench.Origin.Put(key, Samples.Bytes(1000, key.Length));
        }

        var job = bench.StoreToStore("applied", Apply);
        await PassAsync(bench, job);
        bench.Origin.Delete("gone");
        bench.Origin.Delete("changed");
        bench.Target.Put("changed", Samples.Bytes(999, 9));
        bench.Target.Put("theirs", Samples.Bytes(7, 7));
        await PassAsync(bench, job);
        Assert.Equal((1, 1), ((await PassAsync(bench, job)).Deletes is { } deletes ? (deletes.Deleted, deletes.Foreign) : default));

        var check = (await bench.RunAsync("run", bench.StoreToStore("after", $"job-type: check\ncheck-mode: {mode}"), "--json")).Expect(0).Job.Check!;

        Assert.Equal((2, 2, 0, 0, 0), (check.Objects, check.Checked, check.Missing!.Value, check.Different!.Value, check.Unreadable!.Value));
        Assert.Equal(2 + Destination.Planted, check.Extra);
        var list = Path.Combine(bench.Home, "jobs", "after", "after-check-extra-list.txt");
        var extra = await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken);
        Assert.Equal(["!theirs", "changed", "theirs", "~theirs/deep"], extra.Where(line => line[0] != '#').Select(line => line.Split('\t')[0]));
    }

    private static async Task<JobView> PassAsync(Bench bench, string job) => (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

    private static Task<JobView> SyncAsync(Bench bench, string jobId, bool isKilled = false) => NextAsync(bench, jobId, "sync", isKilled);

    private static async Task<JobView> NextAsync(Bench bench, string jobId, string command, bool isKilled = false)
    {
        var before = await bench.StatusAsync(jobId);
        var answer = await bench.RunAsync(command, jobId);
        if (!isKilled)
        {
            answer.Expect(0);
        }

        return await bench.UntilAsync(jobId, job => !job.IsActive && job.Run == before.Run + 1 && job.ExitCode is not null);
    }

    private static IReadOnlyList<string> Deleted(Bench bench) =>
        [.. bench.TargetServer.Requests.Of(S3Operation.DeleteObject).Select(request => request.Key!).Order(StringComparer.Ordinal)];
}
