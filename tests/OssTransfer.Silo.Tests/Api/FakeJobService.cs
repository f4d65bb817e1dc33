using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>A job service without silo: it keeps jobs in memory, records what it is asked, and moves states as told.</summary>
public sealed class FakeJobService : IJobService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CommandAnswer> _answered = [];

    public List<JobView> Jobs { get; } = [];

    public List<MachineReport> Machines { get; } = [];

    public Dictionary<string, string> Configs { get; } = [];

    public List<FailureLine> Failures { get; } = [];

    /// <summary>As a silo that was made before there were reasons.</summary>
    public bool KnowsNoReasons { get; set; }

    /// <summary>The pages of them that were asked for.</summary>
    public List<FailureQuery> Queries { get; } = [];

    /// <summary>How many jobs each of the calls that name jobs has named.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>The jobs that were waited for until nothing of them is untold.</summary>
    public List<string> Settled { get; } = [];

    public Dictionary<string, ShardMapView> Maps { get; } = [];

    public List<AddJobRequest> Added { get; } = [];

    public List<AddJobRequest> Edited { get; } = [];

    public List<(string JobId, string Command)> Commands { get; } = [];

    public List<(string JobId, string Settings, string TimeZone)> Set { get; } = [];

    public List<CommandContext> Contexts { get; } = [];

    /// <summary>States that the next readings of a job show, in order, before its own.</summary>
    public Queue<string> StatesOnTheWay { get; } = new();

    /// <summary>What the next commands answer instead of success.</summary>
    public Queue<CommandAnswer> Refusals { get; } = new();

    /// <summary>The report of an added job once the states on the way are used up.</summary>
    public JobView? AfterAdd { get; set; }

    /// <summary>The report of a job after its next command, in place of what the command makes of it.</summary>
    public JobView? AfterCommand { get; set; }

    /// <summary>The chunks of the list that a job was sent, each as it arrived.</summary>
    public List<(string JobId, string Digest, int Number, bool IsLast, byte[] Chunk)> ListChunks { get; } = [];

    /// <summary>Jobs that have never said how they stand.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>Jobs that don't answer in time.</summary>
    public HashSet<string> Silent { get; } = [];

    public Exception? Broken { get; set; }

    /// <summary>What the answer about all jobs waits for, once it is known.</summary>
    public Func<Task>? BeforeAnswer { get; set; }

    public static JobView Report(string id, string state = "running", int run = 1, int? exitCode = null) => new()
    {
        JobId = id,
        State = state,
        Run = run,
        ExitCode = (ExitCode?)exitCode,
        Objects = new ObjectNumbers { Listed = 4004, Transferred = 4004, Sent = 4004 },
        Bytes = new ByteNumbers { Listed = 276000000, Transferred = 276000000, Sent = 281000000 },
        ListingComplete = true,
        Proofs = new Dictionary<string, long> { ["md5"] = 4000, ["md5-parts"] = 4 },
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8)),
    };

    public static MachineReport Machine(string name) => new()
    {
        Name = name,
        Address = "10.0.0.7:11111",
        Version = "1.0.0",
        State = "alive",
        Alive = true,
        Workers = 4,
        WorkersBusy = 3,
        Cpu = 0.5,
        MemoryBytes = 1 << 27,
        LastSeen = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public static FailureLine Failure(string key, string reason) => new(ObjectKey.From(key), 5, reason, "transfer", 1)
    {
        Group = "destination-denied",
    };

    public Task<CommandAnswer> AddAsync(AddJobRequest job, CommandContext context, CancellationToken cancellationToken) => Once(context, () =>
    {
        Added.Add(job);
        if (Refusals.TryDequeue(out var refusal))
        {
            return refusal;
        }

        var id = job.Config.Split('\n').FirstOrDefault(line => line.StartsWith("job-ID", StringComparison.Ordinal))?[7..].Trim() ?? "job-1";
        Jobs.Add(AfterAdd ?? Report(id, "ready"));
        Configs[id] = job.Config;
        return new CommandAnswer { Message = $"Added the job '{id}'.", JobId = id, State = "ready", Run = 1, Notes = ["ACLs are not carried."] };
    });

    public Task<FileListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken) =>
        Task.FromResult(new FileListProgress { Message = "the list may come", Next = ListChunks.Count, IsComplete = ListChunks.Any(chunk => chunk.IsLast) });

    public Task<FileListProgress> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken)
    {
        ListChunks.Add((jobId, digest, number, isLast, chunk));
        return BeginListAsync(jobId, digest, cancellationToken);
    }

    public Task<CommandAnswer> CommandAsync(string jobId, string command, CommandContext context, CancellationToken cancellationToken) => Once(context, () =>
    {
        Commands.Add((jobId, command));
        if (Refusals.TryDequeue(out var refusal))
        {
            return refusal;
        }

        var at = Jobs.FindIndex(job => job.JobId == jobId);
        if (at < 0)
        {
            return new CommandAnswer { Code = ExitCode.NotAllowed, Message = "no such job" };
        }

        var after = AfterCommand ?? After(Jobs[at], command);
        if (after is null)
        {
            Jobs.RemoveAt(at);
        }
        else
        {
            Jobs[at] = after;
        }

        return new CommandAnswer
        {
            Message = $"{command} '{jobId}'",
            JobId = jobId,
            State = StatesOnTheWay.TryPeek(out var state) ? state : after?.State,
            Run = after?.Run ?? 0,
        };
    });

    public Task<CommandAnswer> ApproveDeletesAsync(string jobId, long count, CommandContext context, CancellationToken cancellationToken) =>
        CommandAsync(jobId, $"deletes --approve {count}", context, cancellationToken);

    public Task<IAsyncEnumerable<FailureLine>?> DeletesAsync(string jobId, CancellationToken cancellationToken) => FailuresAsync(jobId, cancellationToken);

    public Task<CommandAnswer> EditAsync(string jobId, AddJobRequest job, CommandContext context, CancellationToken cancellationToken) => Once(context, () =>
    {
        Edited.Add(job);
        if (Refusals.TryDequeue(out var refusal))
        {
            return refusal;
        }

        Configs[jobId] = job.Config;
        return new CommandAnswer { Message = $"Changed the job '{jobId}'.", JobId = jobId, State = "paused" };
    });

    public Task<CommandAnswer> SetAsync(
        string jobId, IReadOnlyDictionary<string, string> settings, string timeZone, CommandContext context,
        CancellationToken cancellationToken) => Once(context, () =>
    {
        Set.Add((jobId, string.Join(' ', settings.Select(setting => $"{setting.Key}={setting.Value}")), timeZone));
        return Refusals.TryDequeue(out var refusal) ? refusal
            : Jobs.Exists(job => job.JobId == jobId) ? new CommandAnswer { Message = $"job {jobId} has new limits", JobId = jobId, State = "running" }
            : new CommandAnswer { Code = ExitCode.NotAllowed, Message = "no such job" };
    });

    public Task<string?> LookAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(Configs.GetValueOrDefault(jobId));

    public Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. Jobs.Select(job => job.JobId)]);
        }
    }

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Broken is null ? Task.FromResult(query.Of([.. Jobs.Select(job => new ListedJob(job.JobId, StatusOf(job)))])) : throw Broken;
        }
    }

    public async Task<IReadOnlyList<JobView>> AnsweredAsync(IReadOnlyList<string> jobIds, TimeSpan patience, CancellationToken cancellationToken) =>
        [.. (await StatusAsync(jobIds, cancellationToken)).Where(job => !Silent.Contains(job.JobId))];

    public async Task<IReadOnlyList<JobView>> StatusAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JobView> jobs;
        lock (_lock)
        {
            jobs = Broken is null ? [.. Jobs] : throw Broken;
        }

        await (BeforeAnswer?.Invoke() ?? Task.CompletedTask);
        return jobs;
    }

    public async Task<IReadOnlyList<JobView>> StatusAsync(IReadOnlyList<string> jobIds, CancellationToken cancellationToken)
    {
        Asked.Add(jobIds.Count);
        var all = (await StatusAsync(cancellationToken)).ToDictionary(job => job.JobId);
        return [.. jobIds.Select(all.GetValueOrDefault).OfType<JobView>()];
    }

    public Task SettleAsync(string jobId, CancellationToken cancellationToken)
    {
        Settled.Add(jobId);
        return Task.CompletedTask;
    }

    public Task<JobView?> StatusAsync(string jobId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var job = Jobs.Find(candidate => candidate.JobId == jobId);
            return Task.FromResult(StatesOnTheWay.TryDequeue(out var state) ? (job ?? Report(jobId)) with { State = state } : job);
        }
    }

    public Task<IAsyncEnumerable<FailureLine>?> FailuresAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult(Jobs.Exists(job => job.JobId == jobId) ? Lines() : null);

    /// <summary>Places are numbers of lines.</summary>
    public Task<FailurePage?> FailuresAsync(string jobId, FailureQuery query, CancellationToken cancellationToken)
    {
        if (!Jobs.Exists(job => job.JobId == jobId))
        {
            return Task.FromResult<FailurePage?>(null);
        }

        Queries.Add(query);
        var from = 0;
        if (query.After is { } after && !int.TryParse(after, out from))
        {
            return Task.FromResult<FailurePage?>(FailurePage.Lost);
        }

        var all = Failures.Where(failure => query.Reason is null || KnowsNoReasons || failure.Group == query.Reason).ToList();
        var next = from + query.Limit < all.Count ? $"{from + query.Limit}" : null;
        return Task.FromResult<FailurePage?>(new([.. all.Skip(from).Take(query.Limit)], next));
    }

    public Task<ShardMapView?> ShardsAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult(Jobs.Exists(job => job.JobId == jobId) ? Maps.GetValueOrDefault(jobId, new() { JobId = jobId }) : null);

    public Task<IReadOnlyList<MachineReport>> MachinesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MachineReport>>(Machines);

    private int StatusOf(JobView job) => Unknown.Contains(job.JobId) ? (int)JobStatus.None : (int)JobStatusFacts.FromText(job.State)!;

    private static JobView? After(JobView job, string command) => command switch
    {
        "rm" => null,
        "pause" => job with { State = "paused" },
        "finish" => job with { State = "done" },
        "continue" => job with { State = "running" },
        _ => job with { State = "ready", Run = job.Run + 1 },
    };

    private Task<CommandAnswer> Once(CommandContext context, Func<CommandAnswer> carryOut)
    {
        lock (_lock)
        {
            Contexts.Add(context);
            if (!_answered.TryGetValue(context.CommandId, out var answer))
            {
                _answered[context.CommandId] = answer = carryOut();
            }

            return Task.FromResult(answer);
        }
    }

    private async IAsyncEnumerable<FailureLine> Lines()
    {
        foreach (var failure in Failures)
        {
            await Task.Yield();
            yield return failure;
        }

        if (Broken is not null)
        {
            throw Broken;
        }
    }
}
