using System.Security.Cryptography;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Security;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Grains.Service;

/// <inheritdoc cref="IJobService"/>
internal sealed class JobService(
    IGrainFactory grains,
    StoreProbe probe,
    SecretSealer sealer,
    JobViews views,
    JobPlaces places,
    JobDestinations destinations,
    ClusterMachines machines,
    MachineCheck check,
    TimeProvider time)
    : IJobService
{
    private static readonly CommandAnswer NoSuchJob = Answer(ExitCode.NotAllowed, $"There is no such job; {Advice.Of("status")} shows all jobs.");

    private IJobRegistryGrain JobRegistry => grains.GetGrain<IJobRegistryGrain>(0);

    public async Task<CommandAnswer> AddAsync(AddJobRequest job, CommandContext context, CancellationToken cancellationToken)
    {
        var read = JobConfig.Parse(job.Config, ContextOf(job, null));
        if (read is not { Spec: { } spec, Secrets: { } secrets })
        {
            return Refused(read);
        }

        IReadOnlyList<string> notes = [.. read.Notes, .. NotCarried.Of(spec)];
        if (!job.Confirmed && await destinations.OverlapAsync(spec, cancellationToken) is { } other)
        {
            return Answer(ExitCode.Usage, $"Job {other} writes to the same place or one inside the other; say --yes if that is meant.") with
            {
                JobId = spec.JobId,
            };
        }

        if (!job.SkipCheck)
        {
            var (failure, found) = await ProbeAsync(spec, secrets, check.Here, job.Confirmed, cancellationToken);
            if (failure is not null)
            {
                return failure with { JobId = spec.JobId, Notes = notes };
            }

            notes = [.. notes, .. found];
        }

        var incarnation = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var stored = new NewJob(JobConfigText.WriteMasked(spec, secrets), JobSecretsSeal.Seal(sealer, secrets, incarnation), incarnation, job.OnePass)
        {
            HasList = spec.Source.FileList is not null,
            AddedOn = check.Here,
            Language = context.Language,
        };
        await JobRegistry.NoteAsync(spec.JobId);
        var added = await Job(spec.JobId).AddAsync(stored, context.CommandId);
        if (added.Code == ExitCode.Done)
        {
            // One that is refused leaves the job of that name, and where it writes, as it was.
            await destinations.NoteAsync(spec.JobId, spec, cancellationToken);
        }

        return added with { JobId = spec.JobId, Notes = notes };
    }

    public async Task<CommandAnswer> CommandAsync(string jobId, string command, CommandContext context, CancellationToken cancellationToken) =>
        JobCommandNames.Bare.Contains(command)
            ? await Job(jobId).CommandAsync(command, context.CommandId) with { JobId = jobId }
            : Answer(ExitCode.Usage, $"There is no command '{command}'.");

    public async Task<CommandAnswer> EditAsync(string jobId, AddJobRequest job, CommandContext context, CancellationToken cancellationToken)
    {
        if (await Job(jobId).DescribeAsync(cancellationToken) is not { } brief)
        {
            return NoSuchJob;
        }

        var old = JobConfigs.Spec(jobId, brief.Config!);
        var read = JobSecretsSeal.TryOpen(sealer, brief.SealedSecrets!, brief.Incarnation, out var problem) is { } secrets
            ? JobConfigText.Merge(old, secrets, job.Config, ContextOf(job, secrets))
            : JobConfig.Parse(job.Config, ContextOf(job, null));
        read = problem is null ? read : read with { Notes = [problem, .. read.Notes] };
        if (read is not { Spec: { } spec, Secrets: { } merged })
        {
            return Refused(read);
        }

        var changes = JobChange.Between(old, spec);
        if (changes.FirstOrDefault(change => change.Effect == JobChangeEffect.Forbidden) is { } forbidden)
        {
            return Answer(ExitCode.Usage, $"'{forbidden.Key}' can't be changed; add a job of its own instead.") with { JobId = jobId };
        }

        IReadOnlyList<string> found = [];
        if (!job.SkipCheck)
        {
            (var failure, found) = await ProbeAsync(spec, merged, JobStateCodec.Decode(brief.State!).AddedOn, job.Confirmed, cancellationToken);
            if (failure is not null)
            {
                return failure with { JobId = jobId, Notes = read.Notes };
            }
        }

        // The job doesn't depend on where its file list is: the content is sent separately.
        var keepsList = old.Source.FileList is not null && spec.Source.FileList is not null;
        var needsRedo = changes.Where(change => change.Effect == JobChangeEffect.NeedsRedo && !(keepsList && change.Key == "src-file-list"))
            .Select(change => change.Key)
            .ToArray();
        var stored = new NewJob(JobConfigText.WriteMasked(spec, merged), JobSecretsSeal.Seal(sealer, merged, brief.Incarnation), brief.Incarnation, false)
        {
            StartsOver = needsRedo.Length > 0,
            HasList = spec.Source.FileList is not null,
        };
        IReadOnlyList<string> notes = needsRedo.Length == 0
            ? [.. read.Notes, .. found]
            : [.. read.Notes, .. found,
                $"{string.Join(", ", needsRedo)} changed: what was recorded belongs to other objects, so {Advice.Of("redo", jobId)} must start the job over"];
        notes = ListingTransitions.ListsOtherwise(JobStateCodec.Decode(brief.State!), spec)
            ? [.. notes, Advice.About(jobId, ListingTransitions.OrderChanged)]
            : notes;
        if (PlaceOverlap.NameOf(old.Destination) != PlaceOverlap.NameOf(spec.Destination))
        {
            // Which of the two holds is read again when it is needed.
            await destinations.NoteAsync(jobId, null, cancellationToken);
        }

        return await Job(jobId).EditAsync(stored, context.CommandId) with { JobId = jobId, Notes = notes };
    }

    public async Task<CommandAnswer> SetAsync(
        string jobId, IReadOnlyDictionary<string, string> settings, string timeZone, CommandContext context, CancellationToken cancellationToken)
    {
        var change = LimitChange.Read(settings, new(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(timeZone), 0));
        IReadOnlyList<ConfigError> errors = [.. change.Errors.Select(error => error with { Message = Advice.About(jobId, error.Message) })];
        return errors.Count > 0
            ? Refused(new(null, null, errors, change.Notes)) with { JobId = jobId }
            : await Job(jobId).SetAsync(change.Settings.ToDictionary(), context.CommandId) with { JobId = jobId, Notes = change.Notes };
    }

    public async Task<FileListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken) =>
        await Job(jobId).BeginListAsync(digest);

    public async Task<FileListProgress> AddListChunkAsync(
        string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken) =>
        await Job(jobId).AddChunkAsync(digest, number, isLast, chunk);

    public async Task<string?> LookAsync(string jobId, CancellationToken cancellationToken) => (await Job(jobId).DescribeAsync(cancellationToken))?.Config;

    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        [.. (await JobRegistry.AllAsync(cancellationToken)).Select(place => place.JobId)];

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellationToken) => places.PageAsync(query, cancellationToken);

    public Task<IReadOnlyList<JobView>> StatusAsync(CancellationToken cancellationToken) => views.AllAsync(cancellationToken);

    public Task<IReadOnlyList<JobView>> StatusAsync(IReadOnlyList<string> jobIds, CancellationToken cancellationToken) =>
        views.OfAsync(jobIds, cancellationToken);

    public Task<IReadOnlyList<JobView>> AnsweredAsync(IReadOnlyList<string> jobIds, TimeSpan patience, CancellationToken cancellationToken) =>
        views.AnsweredAsync(jobIds, patience, cancellationToken);

    public Task<JobView?> StatusAsync(string jobId, CancellationToken cancellationToken) => views.OfAsync(jobId, cancellationToken);

    public Task SettleAsync(string jobId, CancellationToken cancellationToken) => Job(jobId).SettleAsync().WaitAsync(cancellationToken);

    public async Task<IAsyncEnumerable<FailureLine>?> FailuresAsync(string jobId, CancellationToken cancellationToken) =>
        await ReadRunAsync(jobId, cancellationToken) is var (state, spec)
            ? Reader(state, spec).FailuresAsync(default, null, cancellationToken).Select(failure => failure.Line)
            : null;

    public async Task<IAsyncEnumerable<FailureLine>?> DeletesAsync(string jobId, CancellationToken cancellationToken) =>
        await ReadRunAsync(jobId, cancellationToken) is var (state, spec)
            ? Reader(state, spec).VanishedAsync(default, new(spec.Filter, time.GetUtcNow()), cancellationToken).Select(failure => failure.Line)
            : null;

    public async Task<FailurePage?> FailuresAsync(string jobId, FailureQuery query, CancellationToken cancellationToken)
    {
        if (await ReadRunAsync(jobId, cancellationToken) is not var (state, spec))
        {
            return null;
        }

        var run = state.Run?.Number ?? 0;
        FailurePlace? from = query.After is { } after ? FailurePlace.FromCursor(after, state.Incarnation, run) : default(FailurePlace);
        if (from is not { } place)
        {
            return FailurePage.Lost;
        }

        var lines = query.AreDeletes
            ? Reader(state, spec).VanishedAsync(place, new(spec.Filter, time.GetUtcNow()), cancellationToken)
            : Reader(state, spec).FailuresAsync(place, query.Reason, cancellationToken);

        // One more says whether there is a next page.
        var read = await lines.Take(query.Limit + 1).ToListAsync(cancellationToken);
        return new(
            [.. read.Take(query.Limit).Select(failure => failure.Line)],
            read.Count > query.Limit ? read[query.Limit - 1].Next.ToCursor(state.Incarnation, run) : null);
    }

    public async Task<ShardMapView?> ShardsAsync(string jobId, CancellationToken cancellationToken)
    {
        if (await Job(jobId).DescribeAsync(cancellationToken) is not { State: { } encoded } brief)
        {
            return null;
        }

        // A silo that a rolling upgrade has not reached yet doesn't say who holds what: then all that is open waits.
        var holders = (brief.Held ?? []).Zip(brief.Holders ?? []).ToDictionary(hold => hold.First, hold => hold.Second);
        IReadOnlyList<MachineReport> known = holders.Count == 0 ? [] : await machines.ReportsAsync(cancellationToken);
        var names = known.ToLookup(machine => machine.Process, machine => machine.Name);
        return ShardMap.Of(JobStateCodec.Decode(encoded), holders.ToDictionary(hold => hold.Key, hold => names[hold.Value].FirstOrDefault(hold.Value)));
    }

    public async Task<CommandAnswer> ApproveDeletesAsync(string jobId, long count, CommandContext context, CancellationToken cancellationToken) =>
        await Job(jobId).ApproveDeletesAsync(count, context.CommandId) with { JobId = jobId };

    public Task<IReadOnlyList<MachineReport>> MachinesAsync(CancellationToken cancellationToken) => machines.ReportsAsync(cancellationToken);

    /// <summary>
    /// What speaks against a configuration, or what is worth knowing of it. A directory is listed here only where this machine is to see it; the others say
    /// what they see.
    /// </summary>
    private async Task<(CommandAnswer? Failure, IReadOnlyList<string> Notes)> ProbeAsync(
        JobSpec spec, JobSecrets secrets, string? addedOn, bool isConfirmed, CancellationToken cancellationToken)
    {
        var verdict = await check.CheckAsync(spec, addedOn, cancellationToken);
        if (verdict.Problems.Count > 0 && !isConfirmed)
        {
            return (Answer(ExitCode.Usage, $"{string.Join(". ", verdict.Problems)}. Correct it, or say --yes if that is meant."), verdict.Notes);
        }

        var probed = await probe.ProbeAsync(spec, secrets, verdict, cancellationToken);
        return (probed.Failure, [.. verdict.Problems, .. verdict.Notes, .. probed.Notes]);
    }

    private JobConfigContext ContextOf(AddJobRequest job, JobSecrets? kept) =>
        new(
            time.GetUtcNow(),
            job.TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Local,
            BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))))
        {
            KeptSecrets = kept,
            Profiles = [.. S3Stores.ProfileNames],
        };

    private IJobGrain Job(string jobId) => grains.GetGrain<IJobGrain>(jobId);

    private static CommandAnswer Refused(JobConfigResult read) =>
        Answer(ExitCode.Usage, $"The configuration has {read.Errors.Count} error{(read.Errors.Count == 1 ? "" : "s")}; nothing was changed.") with
        {
            Notes = read.Notes,
            Errors = read.Errors,
        };

    private static CommandAnswer Answer(ExitCode code, string message) => new() { Code = code, Message = message };

    /// <summary>What is durable of the job's last run, and its configuration; null where there is no such job.</summary>
    private async Task<(JobState State, JobSpec Spec)?> ReadRunAsync(string jobId, CancellationToken cancellationToken) =>
        await Job(jobId).DescribeAsync(cancellationToken) is { State: { } encoded } brief
            ? (JobStateCodec.Decode(encoded), JobConfigs.Spec(jobId, brief.Config!))
            : null;

    private RunReader Reader(JobState state, JobSpec spec) => new(grains, state, KeyMapping.For(spec));
}
