using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using OssTransfer.Grains.Directories;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Workers.Runners;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Grains.Service;

/// <inheritdoc cref="IJobService"/>
internal sealed class JobService(
    IGrainFactory grains, StoreProbe probe, SecretSealer sealer, StateSizes sizes, ClusterMachines machines, MachineCheck check, TimeProvider time) : IJobService
{
    private static readonly ServiceAnswer NoSuchJob = new((int)ExitCode.NotAllowed, "There is no such job; 'osstransfer status' shows all jobs.");

    // Above the second that a master gives the shards it looks into.
    private static readonly TimeSpan ReportPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (JobReport Report, DateTimeOffset At)> _lastReports = new();

    private IJobDirectoryGrain JobDirectory => grains.GetGrain<IJobDirectoryGrain>(0);

    public async Task<ServiceAnswer> AddAsync(AddJob job, CommandContext context, CancellationToken cancellationToken)
    {
        var read = JobConfig.Parse(job.Config, ContextOf(job, null));
        if (read is not { Spec: { } spec, Secrets: { } secrets })
        {
            return Refused(read);
        }

        IReadOnlyList<string> notes = [.. read.Notes, .. NotCarried.Of(spec)];
        if (!job.Confirmed && await OverlapAsync(spec, cancellationToken) is { } other)
        {
            return new((int)ExitCode.Usage, $"Job {other} writes to the same place or one inside the other; say --yes if that is meant.") { JobId = spec.JobId };
        }

        if (!job.SkipCheck)
        {
            var (failure, found) = await ProbeAsync(spec, secrets, check.Here, job.Confirmed, cancellationToken);
            if (failure is not null)
            {
                return new(failure.Code, failure.Message) { JobId = spec.JobId, Notes = notes };
            }

            notes = [.. notes, .. found];
        }

        var incarnation = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var stored = new NewJob(JobConfigText.WriteMasked(spec, secrets), JobSecretsSeal.Seal(sealer, secrets, incarnation), incarnation, job.OnePass)
        {
            HasList = spec.Source.FileList is not null,
            AddedOn = check.Here,
        };
        await JobDirectory.NoteAsync(spec.JobId);
        return Answer(spec.JobId, await Job(spec.JobId).AddAsync(stored, context.CommandId), notes);
    }

    public async Task<ServiceAnswer> CommandAsync(string jobId, string command, CommandContext context, CancellationToken cancellationToken) =>
        JobCommandNames.Find(command) is null
            ? new((int)ExitCode.Usage, $"There is no command '{command}'.")
            : Answer(jobId, await Job(jobId).CommandAsync(command, context.CommandId), []);

    public async Task<ServiceAnswer> EditAsync(string jobId, AddJob job, CommandContext context, CancellationToken cancellationToken)
    {
        if (await Job(jobId).DescribeAsync(0) is not { } brief)
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
            return new((int)ExitCode.Usage, $"'{forbidden.Key}' can't be changed; add a job of its own instead.") { JobId = jobId };
        }

        IReadOnlyList<string> found = [];
        if (!job.SkipCheck)
        {
            (var failure, found) = await ProbeAsync(spec, merged, JobStateCodec.Decode(brief.State!).AddedOn, job.Confirmed, cancellationToken);
            if (failure is not null)
            {
                return new(failure.Code, failure.Message) { JobId = jobId, Notes = read.Notes };
            }
        }

        // Where the list lies is nothing to the job: what it says is sent on its own.
        var keepsList = old.Source.FileList is not null && spec.Source.FileList is not null;
        var needsRedo = changes.Where(change => change.Effect == JobChangeEffect.NeedsRedo && !(keepsList && change.Key == "src-file-list")).Select(change => change.Key).ToArray();
        var stored = new NewJob(JobConfigText.WriteMasked(spec, merged), JobSecretsSeal.Seal(sealer, merged, brief.Incarnation), brief.Incarnation, false)
        {
            StartsOver = needsRedo.Length > 0,
            HasList = spec.Source.FileList is not null,
        };
        IReadOnlyList<string> notes = needsRedo.Length == 0
            ? [.. read.Notes, .. found]
            : [.. read.Notes, .. found, $"{string.Join(", ", needsRedo)} changed: what was recorded belongs to other objects, so 'osstransfer redo {jobId}' must start the job over"];
        return Answer(jobId, await Job(jobId).EditAsync(stored, context.CommandId), notes);
    }

    public async Task<ServiceAnswer> SetAsync(
        string jobId, IReadOnlyDictionary<string, string> settings, string timeZone, CommandContext context, CancellationToken cancellationToken)
    {
        var change = LimitChange.Read(settings, new(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(timeZone), 0));
        return change.Errors.Count > 0
            ? Refused(new(null, null, change.Errors, change.Notes)) with { JobId = jobId }
            : Answer(jobId, await Job(jobId).SetAsync(change.Settings.ToDictionary(), context.CommandId), change.Notes);
    }

    public async Task<ListAnswer> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken) =>
        Answer(await Job(jobId).BeginListAsync(digest));

    public async Task<ListAnswer> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken) =>
        Answer(await Job(jobId).AddChunkAsync(digest, number, isLast, chunk));

    public async Task<string?> LookAsync(string jobId, CancellationToken cancellationToken) => (await Job(jobId).DescribeAsync(0))?.Config;

    public async Task<IReadOnlyList<JobReport>> StatusAsync(CancellationToken cancellationToken)
    {
        var places = await JobDirectory.AllAsync(0);
        var all = MachinesAsync(cancellationToken);
        var reports = await Task.WhenAll(places.Select(place => ReportAsync(place, all, cancellationToken)));
        return [.. reports.OfType<JobReport>()];
    }

    public async Task<JobReport?> StatusAsync(string jobId, CancellationToken cancellationToken)
    {
        var places = await JobDirectory.AllAsync(0);
        return Array.Find(places, place => place.JobId == jobId) is { } place ? await ReportAsync(place, MachinesAsync(cancellationToken), cancellationToken) : null;
    }

    public async Task<IAsyncEnumerable<FailureLine>?> FailuresAsync(string jobId, CancellationToken cancellationToken)
    {
        if (await Job(jobId).DescribeAsync(0) is not { State: { } encoded } brief)
        {
            return null;
        }

        var mapping = KeyMapping.For(JobConfigs.Spec(jobId, brief.Config!));
        var reader = new RunReader(grains, JobStateCodec.Decode(encoded), mapping);
        return ConcatAsync(reader.TransferFailuresAsync(cancellationToken), reader.CheckFailuresAsync(cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyList<MachineReport>> MachinesAsync(CancellationToken cancellationToken) => machines.ReportsAsync(cancellationToken);

    /// <summary>One job; where its master doesn't answer, which takes seconds to mend, what it last said here, so that one silo that hangs hides no other job.</summary>
    private async Task<JobReport?> ReportAsync(JobPlace place, Task<IReadOnlyList<MachineReport>> all, CancellationToken cancellationToken)
    {
        try
        {
            var report = await AskAsync(place, all, cancellationToken);
            if (report is null)
            {
                _lastReports.TryRemove(place.JobId, out _);
            }
            else
            {
                _lastReports[place.JobId] = (report, time.GetLocalNow());
            }

            return report;
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            if (!_lastReports.TryGetValue(place.JobId, out var last))
            {
                throw;
            }

            var said = string.Create(CultureInfo.InvariantCulture, $"its master does not answer at present; this is what it said at {last.At:HH:mm:ss}");
            return last.Report with { Reason = said, ObjectsPerSecond = 0, BytesPerSecond = 0, EtaSeconds = null };
        }
    }

    private async Task<JobReport?> AskAsync(JobPlace place, Task<IReadOnlyList<MachineReport>> all, CancellationToken cancellationToken)
    {
        if (await Job(place.JobId).ReportAsync(time.GetUtcNow()).WaitAsync(ReportPatience, time, cancellationToken) is not { } encoded)
        {
            return null;
        }

        var report = JsonSerializer.Deserialize<JobReport>(encoded)!;
        report = report with { StateBytes = await sizes.OfAsync(report, cancellationToken) };
        if (report.Reason is null && new JobMachines(MachineSet.OfShown(report.SourceMachines), MachineSet.OfShown(report.DestinationMachines)) is { IsBound: true } needed)
        {
            report = report with { Reason = needed.Waiting(report.JobId, await all) };
        }

        return place.Place > 0 && report.State == "ready" ? report with { Reason = $"waits for its turn, place {place.Place}" } : report;
    }

    /// <summary>What speaks against a configuration, or what is worth knowing of it. A directory is listed here only where this machine is to see it; the others say what they see.</summary>
    private async Task<(ServiceAnswer? Failure, IReadOnlyList<string> Notes)> ProbeAsync(
        JobSpec spec, JobSecrets secrets, string? addedOn, bool isConfirmed, CancellationToken cancellationToken)
    {
        var verdict = await check.CheckAsync(spec, addedOn, cancellationToken);
        if (verdict.Problems.Count > 0 && !isConfirmed)
        {
            return (new((int)ExitCode.Usage, $"{string.Join(". ", verdict.Problems)}. Correct it, or say --yes if that is meant."), verdict.Notes);
        }

        var probed = await probe.ProbeAsync(spec, secrets, verdict, cancellationToken);
        return (probed.Failure, [.. verdict.Problems, .. verdict.Notes, .. probed.Notes]);
    }

    /// <summary>Another job whose destination overlaps this one's.</summary>
    private async Task<string?> OverlapAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        foreach (var place in await JobDirectory.AllAsync(0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (place.JobId != spec.JobId && await Job(place.JobId).DescribeAsync(0) is { Config: { } config }
                && PlaceOverlap.Between(spec.Destination, JobConfigs.Spec(place.JobId, config).Destination))
            {
                return place.JobId;
            }
        }

        return null;
    }

    private JobConfigContext ContextOf(AddJob job, JobSecrets? kept) =>
        new(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(job.TimeZone), BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))))
        {
            KeptSecrets = kept,
            Profiles = [.. S3Stores.ProfileNames],
        };

    private IJobGrain Job(string jobId) => grains.GetGrain<IJobGrain>(jobId);

    private static ServiceAnswer Refused(JobConfigResult read) => new((int)ExitCode.Usage, $"The configuration has {read.Errors.Count} error{(read.Errors.Count == 1 ? "" : "s")}; nothing was changed.")
    {
        Notes = read.Notes,
        Errors = [.. read.Errors.Select(error => new ServiceError(error.Line, error.Key, error.Message))],
    };

    private static ListAnswer Answer(ListStep step) => new(step.Code, step.Message, step.Next, step.IsComplete);

    private static ServiceAnswer Answer(string jobId, CommandAnswer answer, IReadOnlyList<string> notes) =>
        new(answer.Code, answer.Message) { JobId = jobId, State = answer.State, Run = answer.Run, Notes = notes };

    private static async IAsyncEnumerable<FailureLine> ConcatAsync(
        IAsyncEnumerable<FailureLine> first, IAsyncEnumerable<FailureLine> second, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in first.WithCancellation(cancellationToken))
        {
            yield return line;
        }

        await foreach (var line in second.WithCancellation(cancellationToken))
        {
            yield return line;
        }
    }
}
