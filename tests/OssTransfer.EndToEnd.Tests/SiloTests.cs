using System.Net;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>A silo in the background and the commands of a user, one after the other.</summary>
public sealed class SiloTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_a_first_day_work_one_after_the_other()
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench, 50);
        (await bench.RunAsync("status")).Expect(7);
        await bench.StartSiloAsync();

        var add = (await bench.RunAsync("add", bench.DiskToStore("first"), "--wait")).Expect(0);
        var again = (await bench.RunAsync("add", bench.DiskToStore("first"))).Expect(6);
        var status = (await bench.RunAsync("status", "--json")).Expect(0);
        var look = (await bench.RunAsync("look", "first")).Expect(0);
        var failures = (await bench.RunAsync("failures", "--jobID=first")).Expect(0);
        var machines = (await bench.RunAsync("status", "--machine")).Expect(0);
        (await bench.RunAsync("rm", "first")).Expect(0);
        (await bench.RunAsync("status", "--jobID=first")).Expect(6);
        (await bench.RunAsync("stop")).Expect(0);
        (await bench.RunAsync("stop")).Expect(7);

        Assert.Contains("everything is proven: 50 objects", add.Out, StringComparison.Ordinal);
        Assert.Contains("first", again.Error, StringComparison.Ordinal);
        AssertIsTheContracts(JsonDocument.Parse(status.Out).RootElement);
        Assert.Contains("des-secretkey: ***", look.Out, StringComparison.Ordinal);
        Assert.Equal("", failures.Out);
        Assert.NotEqual("", machines.Out);
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task What_a_home_has_stored_shows_without_a_silo()
    {
        await using var bench = await Bench.StartAsync();
        Assert.Contains("There are no jobs.", (await bench.RunAsync("status", "--no-silo")).Expect(0).Out, StringComparison.Ordinal);
        await AddSlowAsync(bench, "stored");
        (await bench.RunAsync("pause", "stored")).Expect(0);
        var told = await bench.StatusAsync("stored");
        (await bench.RunAsync("stop")).Expect(0);

        var stored = (await bench.RunAsync("status", "stored", "--no-silo", "--json")).Expect(0);
        var all = (await bench.RunAsync("status")).Expect(7);
        var one = (await bench.RunAsync("status", "stored")).Expect(7);
        var unknown = (await bench.RunAsync("status", "nothing", "--no-silo")).Expect(6);
        var json = (await bench.RunAsync("status", "--json")).Expect(7);

        var job = JsonSerializer.Deserialize(stored.Out, ContractsJson.Default.JobView)!;
        Assert.Equal((told.State, told.Run, told.Phase, told.Reason), (job.State, job.Run, job.Phase, job.Reason));
        Assert.Equal((told.Objects, told.Bytes.Transferred, told.Bytes.Sent), (job.Objects, job.Bytes.Transferred, job.Bytes.Sent));
        Assert.InRange(job.Objects.Transferred, 1, 1499);
        Assert.All([all, one], shown =>
        {
            Assert.Contains("stored", shown.Out, StringComparison.Ordinal);
            Assert.Contains("paused", shown.Out, StringComparison.Ordinal);
            Assert.Contains("has stored", shown.Error, StringComparison.Ordinal);
            Assert.EndsWith("or name another home with --home DIR.\n", shown.Error, StringComparison.Ordinal);
        });
        Assert.Contains("'nothing'", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(7, JsonDocument.Parse(json.Out).RootElement.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Paused_job_does_nothing_until_it_is_continued()
    {
        await using var bench = await Bench.StartAsync();
        var slow = await AddSlowAsync(bench, "paused");

        (await bench.RunAsync("pause", "paused")).Expect(0);
        var paused = await bench.StatusAsync("paused");
        var sent = bench.Server.Requests.Count(S3Operation.PutObject);
        bench.Server.Faults.Remove(slow);
        await bench.StatusAsync("paused");
        var still = bench.Server.Requests.Count(S3Operation.PutObject);
        (await bench.RunAsync("continue", "paused")).Expect(0);
        var done = await bench.UntilAsync("paused", job => !job.IsActive);

        Assert.Equal(("paused", sent), (paused.State, still));
        Assert.InRange(paused.Objects.Transferred, 0, 1499);

        Assert.Equal(("done", 1500L), (done.State, done.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Files);
        Assert.Equal(1500, bench.Server.Requests.Of(S3Operation.PutObject).Count(put => put.Status == 200));
    }

    [Fact]
    public async Task Busy_store_is_waited_for_and_what_fails_is_mended_by_redo_of_the_failed()
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench, 200);
        var broken = bench.Server.Faults.Add(
            new() { Kind = FaultKind.Error, Status = 400, Code = "InvalidRequest", Key = "f00007", Times = null, Operations = [S3Operation.PutObject] });
        bench.Server.Faults.Add(Fault.SlowDown(60, TimeSpan.FromSeconds(1), S3Operation.PutObject));
        await bench.StartSiloAsync();

        var first = (await bench.RunAsync("add", bench.DiskToStore("busy"), "--wait", "--json")).Expect(3).Job;
        var failures = (await bench.RunAsync("failures", "busy")).Expect(0);
        bench.Server.Faults.Remove(broken);
        bench.Server.Requests.Clear();
        (await bench.RunAsync("redo", "busy", "--failed")).Expect(0);
        var second = await bench.UntilAsync("busy", job => job is { IsActive: false, Run: 2 });

        Assert.Equal(("failed", 199L, 1L), (first.State, first.Objects.Transferred, first.Objects.Failed));
        Assert.StartsWith("f00007\t100\t", failures.Out, StringComparison.Ordinal);
        Assert.Single(failures.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 1L), (second.State, second.ExitCode, second.Objects.Transferred));
        Assert.Equal(1, bench.Server.Requests.Count(S3Operation.PutObject));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Theory]
    [InlineData("des-accesskey", "nobody")]
    [InlineData("des-secretkey", "wrong-wrong")]
    [InlineData("des-bucketName", "nowhere")]
    public async Task Wrong_access_is_found_by_add(string key, string value)
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench, 3);
        await bench.StartSiloAsync();
        var lines = (await File.ReadAllLinesAsync(bench.DiskToStore("wrong"), Cancel)).Where(line => !line.StartsWith(key, StringComparison.Ordinal));

        var add = (await bench.RunAsync("add", bench.Save("wrong.cfg", string.Join('\n', lines.Append($"{key}: {value}"))))).Expect(5);

        Assert.Contains("destination", add.Error, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(Manifest.Empty);
        Assert.Equal("[]", (await bench.RunAsync("status", "--json")).Out.Trim());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task Wrong_clock_is_found_by_add(int minutes)
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench, 3);
        await bench.StartSiloAsync();
        bench.Server.ClockOffset = TimeSpan.FromMinutes(minutes);

        var add = (await bench.RunAsync("add", bench.DiskToStore("clock"))).Expect(5);

        Assert.Contains("RequestTimeTooSkewed", add.Error, StringComparison.Ordinal);
        Assert.Contains("this machine's clock is", add.Error, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(Manifest.Empty);
        Assert.Equal("[]", (await bench.RunAsync("status", "--json")).Out.Trim());
    }

    [Fact]
    public async Task Job_paused_by_its_user_is_incomplete_and_says_so()
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench, 50);
        bench.Server.Faults.Add(new() { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Delay = TimeSpan.FromMinutes(5), Times = null });
        await bench.StartSiloAsync();
        using var adding = bench.Launch("add", bench.DiskToStore("mine"), "--wait");
        await bench.UntilAsync("mine", job => job.State == "running");

        (await bench.RunAsync("pause", "mine")).Expect(0);
        var add = (await bench.EndAsync(adding)).Expect(4);
        (await bench.RunAsync("status", "mine", "--exit-code")).Expect(4);

        Assert.Contains("The job 'mine' is paused: paused by the user.", add.Out, StringComparison.Ordinal);
        bench.AtTarget.AssertHoldsNothingElse(bench.Files, _ => false);
    }

    [Fact]
    public async Task Revoked_key_pauses_the_job_and_edit_and_continue_go_on()
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench, 1500);
        Fault? revoked = null;
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Skip = 600,
            Hook = (_, _) =>
            {
                revoked = bench.Server.Faults.Add(Fault.RevokedKey());
                return Task.CompletedTask;
            },
        });
        await bench.StartSiloAsync();
        var file = bench.DiskToStore("revoked");

        var paused = (await bench.RunAsync("add", file, "--wait", "--json")).Expect(5).Job;
        bench.Server.Faults.Remove(revoked!);
        (await bench.RunAsync("edit", "revoked", "--file", file)).Expect(0);
        (await bench.RunAsync("continue", "revoked")).Expect(0);
        var done = await bench.UntilAsync("revoked", job => !job.IsActive);

        Assert.Equal("paused", paused.State);
        Assert.Contains("InvalidAccessKeyId", paused.Reason, StringComparison.Ordinal);
        Assert.Equal(0, paused.Objects.Failed);
        Assert.Equal(("done", 1, 1500L, 0L), (done.State, done.Run, done.Objects.Transferred, done.Objects.Failed));
        bench.AtTarget.AssertHolds(bench.Files);
        Assert.Equal(1500, bench.Server.Requests.Of(S3Operation.PutObject).Count(put => put.Status == 200));
    }

    [Fact]
    public async Task Next_pass_comes_by_itself_and_takes_what_is_new_or_changed()
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench, 30);
        await bench.StartSiloAsync();

        var first = (await bench.RunAsync("add", bench.DiskToStore("sync", "sync-enable-increment: True\nsync-increment-interval: 2"), "--wait", "--json"))
            .Expect(0).Job;
        bench.Write("f00007", "changed"u8.ToArray());
        bench.Write("new", "new"u8.ToArray());
        var next = await bench.UntilAsync("sync", _ => bench.AtTarget.Holds(bench.Files));
        (await bench.RunAsync("finish", "sync")).Expect(0);
        var finished = await bench.UntilAsync("sync", job => !job.IsActive);

        Assert.Equal(("waiting", 30L), (first.State, first.Objects.Transferred));
        Assert.NotNull(first.NextPassAt);
        Assert.True(next.Run > 1);
        Assert.Null(finished.NextPassAt);
        Assert.Equal(32, bench.Server.Requests.Count(S3Operation.PutObject));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task Api_answers_nobody_without_the_token()
    {
        await using var bench = await Bench.StartAsync();
        var silo = await bench.StartSiloAsync();
        using var client = new HttpClient { BaseAddress = new(silo.Url) };

        var without = await client.GetAsync("/api/jobs", Cancel);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");
        var wrong = await client.GetAsync("/api/jobs", Cancel);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(bench.Home, "conf", "token"), Cancel)).Trim());
        var right = await client.GetAsync("/api/jobs", Cancel);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without.StatusCode, wrong.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task Secret_is_in_no_file_no_output_and_no_command_line()
    {
        await using var bench = await Bench.StartAsync();
        bench.Origin.Put("a", "a"u8);
        bench.Server.Faults.Add(
            new()
            {
                Kind = FaultKind.Error,
                Status = 400,
                Code = "InvalidRequest",
                Key = "bad",
                Times = null,
                Operations = [S3Operation.PutObject, S3Operation.CopyObject],
            });
        bench.Origin.Put("bad", "bad"u8);
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("secret"), "--wait")).Expect(3);
        bench.AtTarget.AssertHolds(bench.Objects.Where(key => key == "a"));
        await bench.RunAsync("failures", "secret");
        await bench.RunAsync("look", "secret");
        await bench.RunAsync("look", "secret", "--json");
        await bench.RunAsync("status", "secret", "--json");

        var commandLines = CommandLines();
        (await bench.RunAsync("stop")).Expect(0);

        Assert.NotEmpty(commandLines);
        Assert.DoesNotContain(commandLines, line => line.Contains(Bench.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Said, said => (said.Out + said.Error).Contains(Bench.Secret, StringComparison.Ordinal));
        var files = Directory.GetFiles(bench.Home, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("osstransfer.db", StringComparison.Ordinal));
        Assert.All(files, file => Assert.False(HoldsSecret(File.ReadAllBytes(file)), file));

        // Compressed rows hide their text from a scan of the file; the store's answer shows that they were opened.
        var rows = StoredState.Read(files.Single(file => file.EndsWith("osstransfer.db", StringComparison.Ordinal))).ToList();
        Assert.Contains(rows, row => row.AsSpan().IndexOf("InvalidRequest"u8) >= 0);
        Assert.DoesNotContain(rows, HoldsSecret);
    }

    /// <summary>As text of either width, or in base64 wherever that begins.</summary>
    private static bool HoldsSecret(byte[] bytes)
    {
        var secret = System.Text.Encoding.UTF8.GetBytes(Bench.Secret);
        IEnumerable<byte[]> forms = [secret, System.Text.Encoding.Unicode.GetBytes(Bench.Secret), .. Enumerable.Range(0, 3).Select(at =>
            System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[at], .. secret])[4..^4]))];
        return forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0);
    }

    private static List<string> CommandLines()
    {
        var lines = new List<string>();
        foreach (var process in Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                lines.Add(File.ReadAllText(Path.Combine(process, "cmdline")));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return lines;
    }

    /// <summary>Starts a silo and a job that writes slowly, and answers in the middle of it, with the fault that slows it down.</summary>
    private static async Task<Fault> AddSlowAsync(Bench bench, string jobId)
    {
        Fill(bench, 1500);
        var reached = new TaskCompletionSource();
        var slow = bench.Server.Faults.Add(
            new() { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Delay = TimeSpan.FromMilliseconds(300), Times = null });
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Skip = 100,
            Hook = (_, _) =>
            {
                reached.TrySetResult();
                return Task.CompletedTask;
            },
        });
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore(jobId))).Expect(0);
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        return slow;
    }

    private static void Fill(Bench bench, int count)
    {
        for (var i = 0; i < count; i++)
        {
            bench.Write($"f{i:d5}", Samples.Bytes(100, i));
        }
    }

    private static void AssertIsTheContracts(JsonElement jobs)
    {
        var job = Assert.Single(jobs.EnumerateArray());
        Assert.Equal(
            ("first", "done", 1, 0),
            (job.GetProperty("jobId").GetString(), job.GetProperty("state").GetString(), job.GetProperty("run").GetInt32(),
                job.GetProperty("exitCode").GetInt32()));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("reason").ValueKind);
        Assert.Equal(
            ["listed", "transferred", "sent", "skipped", "excluded", "gone", "needsRestore", "conflict", "failed", "copiedInside"],
            job.GetProperty("objects").EnumerateObject().Select(property => property.Name));
        Assert.Equal(50, job.GetProperty("objects").GetProperty("listed").GetInt64());
        Assert.Equal(
            ["listed", "transferred", "sent", "copiedInside", "inFlight"],
            job.GetProperty("bytes").EnumerateObject().Select(property => property.Name));
        Assert.Equal(5000, job.GetProperty("bytes").GetProperty("transferred").GetInt64());
        Assert.Equal(50, job.GetProperty("proofs").GetProperty("md5").GetInt64());
        Assert.True(job.GetProperty("listingComplete").GetBoolean());
        Assert.Equal(JsonValueKind.Null, job.GetProperty("etaSeconds").ValueKind);
        Assert.Equal(JsonValueKind.Null, job.GetProperty("nextPassAt").ValueKind);
        Assert.True(job.GetProperty("finishedAt").GetDateTimeOffset() >= job.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Number, job.GetProperty("objectsPerSecond").ValueKind);
        Assert.Equal(JsonValueKind.Number, job.GetProperty("bytesPerSecond").ValueKind);
    }
}
