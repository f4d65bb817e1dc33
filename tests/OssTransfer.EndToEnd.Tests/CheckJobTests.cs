using System.Diagnostics;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary><c>job-type: check</c>: both sides are compared, whoever moved the objects, and nothing is written.</summary>
public sealed class CheckJobTests
{
    private const string Check = "job-type: check";

    /// <summary>Ten trees with planted differences; rclone, which shares nothing with the product, must say the same of every name.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [InlineData("head", 1L)]
    [InlineData("md5", 2L)]
    [InlineData("full", 2L)]
    public async Task Each_mode_finds_what_it_can_and_nothing_is_written(string mode, long different)
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench);

        var said = (await bench.RunAsync("run", bench.DiskToStore("checked", $"{Check}\ncheck-mode: {mode}"), "--json")).Expect(3);

        var run = said.Job;
        var check = run.Check!;
        Assert.Equal(("failed", (ExitCode?)ExitCode.Failures, true), (run.State, run.ExitCode, run.ListingComplete));
        Assert.Equal(
            (44L, 44L, 2L, different, 0L, 3L + Running.Destination.Planted),
            (check.Objects, check.Checked, check.Missing, check.Different, check.Unreadable, check.Extra));
        Assert.Equal(
            (44L, 42 - different, 2 + different, 0L, 0L),
            (run.Objects.Listed, run.Objects.Skipped, run.Objects.Failed, run.Objects.Transferred, run.Objects.Sent));
        Assert.Equal(mode == "head", check.BytesRead == 0);
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    [Theory]
    [InlineData("head", true)]
    [InlineData("head", false)]
    [InlineData("md5", true)]
    [InlineData("full", false)]
    public async Task File_that_says_it_is_empty_is_as_large_as_what_can_be_read(string mode, bool toStore)
    {
        const string Kernel = "/proc/sys/fs/inotify";
        await using var bench = await Bench.StartAsync();
        var names = Directory.GetFiles(Kernel).Select(Path.GetFileName).ToList();
        foreach (var name in names.Skip(1))
        {
            bench.Target.Put(name!, []);
            await File.WriteAllBytesAsync(Path.Combine(bench.Destination, name!), [], TestContext.Current.CancellationToken);
        }

        var content = await File.ReadAllBytesAsync(Path.Combine(Kernel, names[0]!), TestContext.Current.CancellationToken);
        bench.Target.Put(names[0]!, content);
        await File.WriteAllBytesAsync(Path.Combine(bench.Destination, names[0]!), content, TestContext.Current.CancellationToken);
        var from = $"src-filetype: diskfile\nsrc-absolutepath: {Kernel}";
        var job = toStore ? bench.ToStoreFrom("kernel", from, $"{Check}\ncheck-mode: {mode}")
            : bench.Save(
                "kernel.cfg",
                $"job-ID: kernel\n{from}\ndes-filetype: diskfile\ndes-absolutepath: {bench.Destination}\n{Check}\ncheck-mode: {mode}\n"
                + "sync-enable-increment: False\n");

        var run = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;

        Assert.Equal((1L, names.Count - 1L, 0L), (run.Objects.Skipped, run.Check!.Different, run.Check.Unreadable));
    }

    [Fact]
    public async Task What_differs_is_told_with_both_values_and_what_is_only_there_apart()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        Fill(bench);

        (await bench.RunAsync("add", bench.DiskToStore("told", Check), "--wait")).Expect(3);

        var lines = (await bench.RunAsync("failures", "told")).Expect(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "missing/1\t11\tmissing at the destination",
                "missing/2\t12\tmissing at the destination",
                $"other/content\t5\tother content: MD5 {Md5("hello"u8)} at the source, {Md5("world"u8)} at the destination",
                "other/size\t5\tthe source has 5 bytes, the destination 4",
                "!theirs\t77\tonly at the destination",
                "extra/1\t1\tonly at the destination",
                "extra/2\t2\tonly at the destination",
                "zzz\t3\tonly at the destination",
                "~theirs/deep\t0\tonly at the destination",
            ],
            lines);
        var jobs = Path.Combine(bench.Home, "jobs", "told");
        Assert.Equal(lines[..4], Lines(Path.Combine(jobs, "told-check-error-list.txt")));
        Assert.Equal(lines[4..], Lines(Path.Combine(jobs, "told-check-extra-list.txt")));
        Assert.Equal(40, File.ReadAllLines(Path.Combine(jobs, "told-check-md5-list.txt")).Length);
        Assert.Contains($"{Md5(Samples.Bytes(7, 7))}\tsame/07", File.ReadAllLines(Path.Combine(jobs, "told-check-md5-list.txt")));
        Assert.False(File.Exists(Path.Combine(jobs, "told-transfer-error-list.txt")));
        Assert.Contains(
            "2 missing, 2 different, 0 could not be compared, 5 only at the destination",
            (await bench.RunAsync("status", "told")).Expect(0).Out,
            StringComparison.Ordinal);
        Assert.Contains("redo told --repair", (await bench.StatusAsync("told")).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", 0)]
    [InlineData("fail", 3)]
    public async Task What_only_the_destination_has_is_a_difference_where_that_is_asked_for(string rule, int code)
    {
        await using var bench = await Bench.StartAsync();
        bench.Write("same", "same"u8.ToArray());
        bench.Target.Put("p/same", "same"u8);
        bench.Target.Put("p/more", "more"u8);
        bench.Target.Put("elsewhere", "more"u8);

        var run = (await bench.RunAsync("run", bench.DiskToStore("extras", $"{Check}\ndes-prefix: p/\ncheck-extra: {rule}"), "--json")).Expect(code).Job;

        Assert.Equal((1L, code == 0 ? 0L : 1L, 1L), (run.Check!.Extra, run.Check.Differences, run.Objects.Skipped));
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    [Fact]
    public async Task Equal_objects_of_two_stores_cost_no_request_of_their_own()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 2500; i++)
        {
            bench.Origin.Put($"k{i:d4}", Samples.Bytes(i % 50, i));
            bench.Target.Put($"k{i:d4}", Samples.Bytes(i % 50, i));
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("listed", Check), "--json")).Expect(0).Job;

        Assert.Equal(("done", 2500L, 0L, 0L), (run.State, run.Objects.Skipped, run.Check!.BytesRead, run.Check.Extra - Running.Destination.Planted));
        Assert.DoesNotContain(bench.Server.Requests.All, request => request.Operation is S3Operation.HeadObject or S3Operation.GetObject);
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    [Fact]
    public async Task Rot_is_found_by_reading_both_sides()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            bench.Origin.Put($"k{i:d2}", Samples.Bytes(100, i));
            bench.Target.Put($"k{i:d2}", Samples.Bytes(100, i));
        }

        bench.Origin.Put("large", Samples.Bytes(Samples.LargeBytes, 1));
        bench.Target.Put("large", Samples.Bytes(Samples.LargeBytes, 1));
        bench.Target.Rot("k07");
        bench.Target.Rot("large");

        (await bench.RunAsync("run", bench.StoreToStore("by-digest", Check), "--json")).Expect(0);
        var full = (await bench.RunAsync("run", bench.StoreToStore("by-content", $"{Check}\ncheck-mode: full"), "--json")).Expect(3).Job;

        Assert.Equal((2L, 19L, 2 * (2000L + Samples.LargeBytes)), (full.Check!.Different, full.Objects.Skipped, full.Check.BytesRead));
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    [Fact]
    public async Task Directory_as_destination_is_read_where_it_tells_no_digest_and_its_next_pass_reads_only_what_changed()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            bench.Origin.Put($"d/k{i}", Samples.Bytes(100, i));
            Place(bench, $"d/k{i}", Samples.Bytes(100, i));
        }

        Place(bench, "d/k3", Samples.Bytes(100, 99));
        Place(bench, "d/more", [1]);
        var job = bench.StoreToDisk("to-disk", Check);

        var first = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;
        Place(bench, "d/k3", Samples.Bytes(100, 3));
        var second = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal(
            (1L, 9L, 1L, 1000L), (first.Check!.Different, first.Objects.Skipped, first.Check.Extra - Running.Destination.Planted, first.Check.BytesRead));
        Assert.Equal(
            (2, 0L, 10L, 1L, 100L),
            (second.Run, second.Check!.Differences, second.Objects.Skipped, second.Check.Extra - Running.Destination.Planted, second.Check.BytesRead));
    }

    [Fact]
    public async Task Repair_moves_what_was_found_once_and_leaves_what_is_newer_or_only_there()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        Fill(bench);
        bench.Target.Put("other/size", "old"u8, lastModified: DateTimeOffset.UtcNow.AddYears(-1));
        bench.Target.Put("other/content", "world"u8, lastModified: DateTimeOffset.UtcNow.AddYears(1));
        (await bench.RunAsync("add", bench.DiskToStore("mended", Check), "--wait")).Expect(3);

        (await bench.RunAsync("redo", "mended", "--repair")).Expect(0);
        var repair = await bench.UntilAsync("mended", job => job is { Run: 2, IsActive: false });

        Assert.Equal((4L, 3L, 1L), (repair.Objects.Listed, repair.Objects.Transferred, repair.Objects.Conflict));
        Assert.Equal(3, bench.Server.Requests.Count(S3Operation.PutObject));
        Assert.Equal(3, Bench.Writes(bench.Server, bench.Target));
        Assert.Contains("redo mended --repair", repair.Reason, StringComparison.Ordinal);

        (await bench.RunAsync("redo", "mended")).Expect(0);
        var again = await bench.UntilAsync("mended", job => job is { Run: 3, IsActive: false });

        Assert.Equal((0L, 1L, 5L), (again.Check!.Missing, again.Check.Different, again.Check.Extra));
        Assert.Equal(3, Bench.Writes(bench.Server, bench.Target));
    }

    [Fact]
    public async Task Redo_of_what_failed_compares_only_that()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        Fill(bench);
        (await bench.RunAsync("add", bench.DiskToStore("again", Check), "--wait")).Expect(3);
        bench.Target.Put("missing/1", Samples.Bytes(11, 1));

        (await bench.RunAsync("redo", "again", "--failed")).Expect(0);
        var again = await bench.UntilAsync("again", job => job is { Run: 2, IsActive: false });

        Assert.Equal((4L, 1L, 2L, null), (again.Check!.Objects, again.Check.Missing, again.Check.Different, again.Check.Extra));
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    [Fact]
    public async Task Check_repeats_and_its_next_pass_starts_when_it_is_asked_for()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        Fill(bench);
        (await bench.RunAsync("add", bench.DiskToStore("repeats", $"{Check}\nsync-enable-increment: True"), "--wait")).Expect(3);
        var first = await bench.StatusAsync("repeats");
        bench.Target.Put("missing/1", Samples.Bytes(11, 1));

        (await bench.RunAsync("sync", "repeats")).Expect(0);
        var second = await bench.UntilAsync("repeats", job => job is { Run: 2, State: "waiting" });

        Assert.Equal(("waiting", 2L, 1L), (first.State, first.Check!.Missing, second.Check!.Missing));
        Assert.True(first.NextPassAt > DateTimeOffset.UtcNow.AddHours(20) && second.NextPassAt > first.NextPassAt);
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    [Fact]
    public async Task Transfer_job_has_nothing_to_repair()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        bench.Write("a", [1]);
        (await bench.RunAsync("add", bench.DiskToStore("moves"), "--wait")).Expect(0);

        var refused = (await bench.RunAsync("redo", "moves", "--repair")).Expect(6);

        Assert.Contains("only what a check job found is repaired", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_a_place_that_another_job_writes_to_needs_no_confirmation()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        bench.Write("a", [1]);
        (await bench.RunAsync("add", bench.DiskToStore("compares", Check))).Expect(0);
        (await bench.RunAsync("add", bench.DiskToStore("moves"))).Expect(0);
        (await bench.RunAsync("add", bench.DiskToStore("compares-too", Check))).Expect(0);

        Assert.Equal(2, (await bench.RunAsync("add", bench.DiskToStore("moves-too"))).Code);
    }

    [Theory]
    [InlineData("fields")]
    [InlineData("md5sum")]
    [InlineData("rclone")]
    [InlineData("own")]
    public async Task Source_that_is_gone_is_checked_against_its_list(string form)
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        for (var i = 0; i < 30; i++)
        {
            bench.Write($"d/f {i:d2}", Samples.Bytes(i * 10, i));
            bench.Target.Put($"d/f {i:d2}", Samples.Bytes(i * 10, i == 7 ? 99 : i));
        }

        bench.Target.Delete("d/f 08");
        bench.Target.Put("d/not listed", [1]);
        var list = bench.Save("list.txt", await ListAsync(bench, form));
        Directory.Delete(Path.Combine(bench.Source, "d"), recursive: true);
        Directory.Delete(bench.Source);

        (await bench.RunAsync("add", bench.DiskToStore("by-list", $"{Check}\nsrc-file-list: {list}"), "--wait")).Expect(3);
        (await bench.RunAsync("redo", "by-list", "--failed")).Expect(0);
        var again = await bench.UntilAsync("by-list", job => job is { Run: 2, IsActive: false });
        (await bench.RunAsync("redo", "by-list")).Expect(0);
        var whole = await bench.UntilAsync("by-list", job => job is { Run: 3, IsActive: false });

        Assert.Equal((2L, 1L, 1L, 0L), (again.Check!.Objects, again.Check.Missing, again.Check.Different, again.Check.Unreadable));
        Assert.Equal((30L, 1L, 1L, 0L, null), (whole.Check!.Objects, whole.Check.Missing, whole.Check.Different, whole.Check.Unreadable, whole.Check.Extra));
        Assert.Equal(28, whole.Objects.Skipped);
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Another_program_says_the_same(int seed)
    {
        Assert.SkipUnless(Rclone.IsInstalled, "rclone is not installed");
        await using var bench = await Bench.StartAsync();
        Plant(bench, new Random(seed));

        var run = (await bench.RunAsync("run", bench.DiskToStore("second", Check), "--json")).Job;

        var opinion = await Rclone.CompareAsync(bench, bench.Source, "target");
        var folder = Path.Combine(bench.Home, "jobs", "second");
        var failed = Lines(Path.Combine(folder, "second-check-error-list.txt")).Select(line => line.Split('\t')).ToDictionary(
            fields => fields[0], fields => fields[2] == "missing at the destination" ? '+' : '*');
        var extra = Lines(Path.Combine(folder, "second-check-extra-list.txt")).Select(line => KeyValuePair.Create(line.Split('\t')[0], '-'));
        Assert.Equal(
            opinion.Where(pair => pair.Value != '=').OrderBy(pair => pair.Key, StringComparer.Ordinal),
            failed.Concat(extra).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(opinion.Count(pair => pair.Value == '='), run.Objects.Skipped);
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }

    /// <summary>A list of the source with digests, made by whoever makes such lists.</summary>
    private static async Task<string> ListAsync(Bench bench, string form)
    {
        var files = Directory.GetFiles(Path.Combine(bench.Source, "d")).Order(StringComparer.Ordinal).ToList();
        return form switch
        {
            "md5sum" => await RunAsync("/usr/bin/md5sum", [.. files.Select(file => "./" + Path.GetRelativePath(bench.Source, file))]),
            "rclone" when Rclone.IsInstalled => await RunAsync("/usr/bin/rclone", ["--config", "/dev/null", "hashsum", "md5", bench.Source]),
            "own" => string.Concat(files.Select(file => $"{Md5(File.ReadAllBytes(file))}\t{Path.GetRelativePath(bench.Source, file)}\n")),
            _ => string.Concat(files.Select(file => $"{file}\t{new FileInfo(file).Length}\t{Md5(File.ReadAllBytes(file))}\n")),
        };

        async Task<string> RunAsync(string program, string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = bench.Source })!;
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            return said;
        }
    }

    /// <summary>40 equal, 2 missing, 2 different (one in its content alone), 3 only there.</summary>
    private static void Fill(Bench bench)
    {
        for (var i = 0; i < 40; i++)
        {
            bench.Write($"same/{i:d2}", Samples.Bytes(i, i));
            bench.Target.Put($"same/{i:d2}", Samples.Bytes(i, i));
        }

        bench.Write("missing/1", Samples.Bytes(11, 1));
        bench.Write("missing/2", Samples.Bytes(12, 1));
        bench.Write("other/content", "hello"u8.ToArray());
        bench.Target.Put("other/content", "world"u8);
        bench.Write("other/size", "hello"u8.ToArray());
        bench.Target.Put("other/size", "hell"u8);
        bench.Target.Put("extra/1", [1]);
        bench.Target.Put("extra/2", [1, 2]);
        bench.Target.Put("zzz", [1, 2, 3]);
    }

    private static void Plant(Bench bench, Random random)
    {
        for (var i = random.Next(100, 400); i > 0; i--)
        {
            var name = $"{(char)('a' + random.Next(5))}{(random.Next(3) == 0 ? "/" : "-")}{random.Next(1000):d3}{(random.Next(9) == 0 ? " 文" : "")}";
            var content = Samples.Bytes(random.Next(4) == 0 ? 0 : random.Next(5000), i);
            var kind = random.Next(10);
            if (kind != 0)
            {
                bench.Write(name, content);
            }

            if (kind != 1)
            {
                bench.Target.Put(name, kind == 2 ? Samples.Bytes(content.Length, i + 1) : kind == 3 ? Samples.Bytes(content.Length + 1, i) : content);
            }
        }
    }

    private static void Place(Bench bench, string name, byte[] content)
    {
        var path = Path.Combine(bench.Destination, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private static IEnumerable<string> Lines(string path) => File.ReadAllLines(path).Where(line => !line.StartsWith("# run", StringComparison.Ordinal));

    private static string Md5(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content));
}
