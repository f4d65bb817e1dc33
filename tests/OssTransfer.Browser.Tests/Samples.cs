using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Browser.Tests;

/// <summary>Jobs in every state, as a busy cluster has them.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Started = new(2026, 11, 30, 8, 12, 40, TimeSpan.Zero);

    public static JobView Running { get; } = FakeJobService.Report("photos-archive", "running", run: 3) with
    {
        Phase = "transfer",
        Percent = 63.4,
        Objects = new() { Listed = 1_240_318, Transferred = 774_012, Sent = 774_480, Skipped = 11_204, Failed = 12, Excluded = 340 },
        Bytes = new() { Listed = 3_182_000_000_000, Transferred = 2_011_000_000_000, Sent = 2_014_000_000_000, InFlight = 4_700_000_000 },
        ObjectsPerSecond = 412.6,
        BytesPerSecond = 386_000_000,
        EtaSeconds = 3041,
        StartedAt = Started,
        Phases =
        [
            new() { Name = "list", State = "done", Objects = 1_240_318, ObjectsOf = 1_240_318, Percent = 100 },
            new()
            {
                Name = "transfer", State = "running", Percent = 63.4,
                Objects = 785_568, ObjectsOf = 1_239_978, Bytes = 2_011_000_000_000, BytesOf = 3_182_000_000_000,
            },
            new() { Name = "check", State = "waiting", ObjectsOf = 1_239_978 },
            new() { Name = "report", State = "waiting" },
        ],
        InFlight =
        [
            new() { Key = "2019/raw/IMG_20190611_183020.dng", Size = 48_200_000_000, Moved = 31_900_000_000, BytesPerSecond = 92_000_000, Seconds = 346 },
            new() { Key = "2021/video/harbour-timelapse.mov", Size = 12_800_000_000, Moved = 2_100_000_000, BytesPerSecond = 61_000_000, Seconds = 34 },
            new() { Key = "2021/照片/港口 <1>.jpg", Size = 8_400_000, Moved = 6_100_000, BytesPerSecond = 3_000_000, Seconds = 2 },
        ],
        Bottleneck = new()
        {
            Name = "source",
            Text = "the source limits it: 83 % of all waiting is for its answers and bytes, at 386.0 MB/s; a faster source or network, or more machines where it serves each of them as fast, make it faster",
            Waits = new Dictionary<string, double> { ["source"] = 83, ["destination"] = 11.5, ["memory"] = 5.5 },
        },
        Rates = new()
        {
            StepSeconds = 80,
            BytesPerSecond =
            [
                .. Enumerable.Range(0, 110).Select(i => (i is > 60 and < 72 ? 146_000_000L : 386_000_000L) + (long)(60_000_000 * Math.Sin(i / 7.0))),
            ],
            ObjectsPerSecond = [.. Enumerable.Range(0, 110).Select(i => 400.0 + i)],
        },
        Proofs = new Dictionary<string, long> { ["md5"] = 761_200, ["md5-parts"] = 12_740, ["read-back"] = 72 },
        Failures =
        [
            new()
            {
                Reason = "destination-denied", Title = FailureWords.TitleOf("destination-denied"), Count = 11, Key = "2019/raw/IMG_0001.dng",
                Example = "403 AccessDenied: access denied", Advice = FailureWords.AdviceOf("destination-denied", "photos-archive"),
            },
            new()
            {
                Reason = "source-not-found", Title = FailureWords.TitleOf("source-not-found"), Count = 1, Key = "2021/照片/港口 <2>.jpg",
                Example = "404 NoSuchKey", Advice = FailureWords.AdviceOf("source-not-found", "photos-archive"),
            },
        ],
        StateBytes = 48_000_000,
        History =
        [
            Run(1, ExitCode.Failures, 1_180_004, 1_180_000, 0, 4), Run(2, ExitCode.Done, 1_201_118, 21_114, 1_180_004, 0),
        ],
    };

    private static ShardMapView Map { get; } = new()
    {
        JobId = Running.JobId,
        Run = 3,
        Shards = 720,
        ShardsPerCell = 3,
        Waiting = 261,
        Held = 6,
        Flawed = 5,
        Cells =
        [
            .. Enumerable.Range(0, 240).Select(i => new ShardCell
            {
                First = i * 3,
                Shards = 3,
                Held = i is 150 or 151 ? 3 : 0,
                Waiting = i > 152 ? 3 : 0,
                Flawed = i is 7 or 90 ? 2 : i is 12 ? 1 : 0,
                Machines = i is 150 or 151 ? ["silo-1", "silo-2"] : [],
            }),
        ],
    };

    public static async Task<ApiServer> StartAsync()
    {
        var server = await ApiServer.StartAsync();
        server.Jobs.Jobs.AddRange(
        [
            FakeJobService.Report("invoices-2024", "done", run: 1, exitCode: 0) with { FinishedAt = Started, Percent = 100 },
            FakeJobService.Report("logs-nightly", "waiting", run: 41, exitCode: 0) with { NextPassAt = Started.AddHours(3), Percent = 100 },
            FakeJobService.Report("media-check", "failed", run: 2, exitCode: 3) with
            {
                Objects = new() { Listed = 88_120, Transferred = 88_103, Failed = 17 }, Percent = 100,
                Reason = "17 failed; see 'osstransfer failures media-check', then 'osstransfer redo media-check --failed'",
            },
            FakeJobService.Report("backup-eu", "paused", run: 1) with
            {
                Objects = new() { Listed = 52_000, Transferred = 20_000 }, Percent = 38.2, Reason = "paused by the user",
                ExitCode = ExitCode.Done, Deletes = new() { Found = 1200, Held = "over-limit" },
            },
            FakeJobService.Report("warehouse", "ready", run: 0) with
            {
                Objects = new(), Bytes = new(), ListingComplete = false, Reason = "waits for its turn, place 1",
            },
            Running,
            FakeJobService.Report("scans-to-s3", "running", run: 1) with
            {
                Phase = "list", ListingComplete = false, Objects = new() { Listed = 402_118, Transferred = 12_004 },
                Bytes = new() { Listed = 92_000_000_000, Transferred = 3_100_000_000 }, BytesPerSecond = 88_400_000,
            },
        ]);
        server.Jobs.Maps[Running.JobId] = Map;
        server.Jobs.Configs[Running.JobId] = "job-ID photos-archive\nsrc-type s3\nsrc-access-key AKIA1\nsrc-secret-key ***\n";
        server.Jobs.Machines.AddRange(
        [
            FakeJobService.Machine("silo-1") with { BytesPerSecond = 386_000_000, ObjectsPerSecond = 412.6 },
            FakeJobService.Machine("silo-2") with { Cpu = 1.2, Note = "its clock is 4 s behind the database's" },
        ]);
        server.Jobs.Failures.AddRange(
            Enumerable.Range(1, 120).Select(i => FakeJobService.Failure($"2019/raw/IMG_{i:0000}.dng", "403 AccessDenied: access denied")));
        await server.History.AppendAsync(
            new LoggedCommand
            {
                At = Started, Who = "ana@desk", From = "127.0.0.1", Machine = "silo-1", Command = "add", JobId = Running.JobId,
                Message = "job photos-archive was added",
            },
            CancellationToken.None);
        return server;
    }

    private static RunView Run(int number, ExitCode code, long listed, long transferred, long skipped, long failed) => new()
    {
        Run = number,
        ExitCode = code,
        StartedAt = Started.AddDays(number - 8),
        FinishedAt = Started.AddDays(number - 8).AddHours(2),
        Listed = listed,
        Transferred = transferred,
        Skipped = skipped,
        Failed = failed,
        BytesTransferred = transferred * 2_500_000,
    };
}
