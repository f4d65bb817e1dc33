using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>All that a job's control needs, without a silo: a database, shards, registry and reminders in memory, and a clock that a test moves.</summary>
internal sealed class JobWorld
{
    public const string JobId = "j";
    public static readonly byte[] Manifest = [1, 2, 3];
    private readonly List<MemoryTimer> _timers = [];
    private WallClock? _wall;
    public static readonly ObjectKey[] Keys = [ObjectKey.From("a"), ObjectKey.From("b")];

    /// <summary>What came of the objects of <see cref="Manifest"/>.</summary>
    public static ShardResult Moved { get; } = Keys.Aggregate(ShardResult.Empty, (sum, key) => sum.Add(key, OutcomeKind.Transferred, ProofKind.Md5, false));

    public FakeTimeProvider Time { get; } = new(new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The clock on the wall, which somebody may set.</summary>
    public WallClock Wall => _wall ??= new(Time);

    public MemoryDatabase Database { get; } = new();

    public MemoryShards Shards { get; } = new();

    public MemoryRegistry Registry { get; } = new();

    /// <summary>What the job wrote into the log of commands by itself.</summary>
    public List<LoggedCommand> Noted { get; } = [];

    /// <summary>What the job handed to the outbox.</summary>
    public List<Notice> Told { get; } = [];

    /// <summary>The outbox does not answer.</summary>
    public bool CannotTell { get; set; }

    public MemoryReminders Reminders { get; } = new();

    public static GrainsOptions Alone { get; } = new() { SiloName = "silo", MaxWorkers = 1, MaxMasters = 1, MemoryBytes = 1 << 20, JobsPath = "/nowhere" };

    public GrainsOptions Options { get; init; } = Alone;

    public string[] Living { get; set; } = [];

    /// <summary>How many activations have ended themselves.</summary>
    public int Deactivated { get; private set; }

    /// <summary>What is durable of the job; null where there is none.</summary>
    public JobState? Stored => Database.Row.State.Length == 0 ? null : JobStateCodec.Decode(Database.Row.State);

    /// <summary>A new activation, which reads what is durable.</summary>
    public async Task<JobControl> ActivateAsync()
    {
        var job = new JobControl(new()
        {
            JobId = JobId,
            Row = new MemoryRow(Database),
            Shards = _ => Shards,
            Registry = Registry,
            Reminders = Reminders,
            LivingSilos = () => Living,
            LogCommand = command =>
            {
                Noted.Add(command);
                return Task.CompletedTask;
            },
            SendNotice = notice =>
            {
                if (CannotTell)
                {
                    throw new TimeoutException("The outbox does not answer.");
                }

                Told.Add(notice);
                return Task.CompletedTask;
            },
            StartTimer = StartTimer,
            Deactivate = () => Deactivated++,
            Time = Wall,
            BootTime = Time,
            Options = Options,
            Logger = NullLogger.Instance,
        });
        await job.ActivateAsync();
        return job;
    }

    /// <summary>A directory as source.</summary>
    public const string FromDisk = "src-filetype: diskfile\nsrc-absolutepath: /source";

    /// <summary>A bucket as source.</summary>
    public const string FromStore =
        "src-filetype: s3file\nsrc-endpoint: https://s3.example.com\nsrc-bucketName: bucket\nsrc-accesskey: a\nsrc-secretkey: s";

    /// <summary>A job from one place to a directory, as <c>add</c> gives it.</summary>
    public static NewJob NewJob(
        string more = "", string destination = "/destination", string passes = "sync-enable-increment: False", string source = FromDisk)
    {
        var config = $"""
            job-ID: {JobId}
            {source}
            des-filetype: diskfile
            des-absolutepath: {destination}
            {passes}
            {more}
            """;
        var secrets = new JobSecrets { SourceSecretKey = source == FromStore ? new("s") : null };
        return new(JobConfigText.WriteMasked(JobConfigText.RestoreMasked(config)!, secrets), [1], 7, OnePass: false);
    }

    /// <summary>The list shard finds two objects, stores the manifest of a move shard (or the same of several) and reports it.</summary>
    public async Task<bool> ListAsync(
        JobControl job, ShardTicket ticket, TimeSpan? clock = null, bool isDone = true, bool isSorted = false, int shards = 1)
    {
        for (var number = 0; number < shards; number++)
        {
            await Shards.PutAsync(ShardId.Move(ticket.Run, number), Manifest);
        }

        var report = new ListingReport(ticket.Attempt, 0, 0)
        {
            Manifests = [.. Enumerable.Repeat(ShardManifest.DigestOf(Manifest), shards)],
            Segments = shards,
            Through = Keys[^1],
            IsDone = isDone,
            IsSorted = isSorted,
            DestinationClock = clock,
            Counts = ListingCounts.Empty with { Objects = 2, Bytes = 30, Keys = Moved.Keys },
        };
        return await job.Master.RecordListingAsync(ticket, JsonSerializer.SerializeToUtf8Bytes(report, JobStateCodec.Json));
    }

    /// <summary>The job, added with further lines of its configuration, whose listing has ended with one move shard.</summary>
    public async Task<JobControl> ListedAsync(string more = "")
    {
        var job = await ActivateAsync();
        await job.Commands.AddAsync(NewJob(more), "c1");
        var list = (await PullAsync(job)).Ticket!;
        await ListAsync(job, list);
        await ReturnAsync(job, list);
        return job;
    }

    public static Task<PullAnswer> PullAsync(JobControl job, string holder = "silo@1", string? silo = null) =>
        job.Master.PullAsync(new(holder, 0, 0) { Silo = silo });

    public static Task ReturnAsync(JobControl job, ShardTicket ticket, string holder = "silo@1", CheckResult? check = null, bool isFinished = true) =>
        job.Master.ReturnAsync(new(holder, ticket, isFinished) { Check = check, Incarnation = 7 });

    /// <summary>A shard comes back as it is, with what went wrong.</summary>
    public static Task GiveBackAsync(JobControl job, ShardTicket ticket, string? problem, string holder = "silo@1") =>
        job.Master.ReturnAsync(new(holder, ticket, IsFinished: false) { Problem = problem, Incarnation = 7 });

    /// <summary>The report as a user sees it.</summary>
    public static async Task<JobView> ShowAsync(JobControl job) => (await job.StatusView.ShowAsync())!.View;

    /// <summary>One turn of every timer that runs.</summary>
    public async Task TurnTimersAsync()
    {
        foreach (var timer in _timers.Where(timer => timer.IsRunning).ToArray())
        {
            await timer.Step(CancellationToken.None);
        }
    }

    private MemoryTimer StartTimer(Func<CancellationToken, Task> step, TimeSpan pause)
    {
        var timer = new MemoryTimer(step);
        _timers.Add(timer);
        return timer;
    }
}
