using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Security;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.StateMoves;

/// <summary>
/// Moves the jobs of a home from its SQLite file into a cluster's PostgreSQL database, half-done ones too.
/// The caller holds the home, so that no silo runs on it.
/// </summary>
/// <remarks>
/// Two silos with the same job would both write to its destination, so at no moment may both databases be started: the SQLite file is marked, durably,
/// before anything is written elsewhere, and a marked file is not opened by a silo. All rows go in one transaction, with the name of the move among them, so
/// that whoever repeats it after a crash finds out whether it had ended. Nothing is removed from the SQLite file.
/// Attempts and versions go as they are: what was handed out is taken again by a new attempt, as after any stop.
/// </remarks>
public sealed class StateMove
{
    private const string JobName = "job";
    private const string RegistryName = "job-directory";

    private readonly SqlitePlace _from;
    private readonly PostgresPlace _to;
    private readonly string _serviceId;
    private readonly SecretSealer _opens;
    private readonly SecretSealer _seals;
    private readonly TimeProvider _time;

    /// <summary>A move.</summary>
    /// <param name="from">The home's file.</param>
    /// <param name="to">The cluster's database, made ready.</param>
    /// <param name="serviceId">Orleans' service id, under which both keep states.</param>
    /// <param name="opens">The home's key.</param>
    /// <param name="seals">The cluster's key.</param>
    /// <param name="time">Dates the mark.</param>
    public StateMove(SqlitePlace from, PostgresPlace to, string serviceId, SecretSealer opens, SecretSealer seals, TimeProvider time) =>
        (_from, _to, _serviceId, _opens, _seals, _time) = (from, to, serviceId, opens, seals, time);

    /// <summary>Moves everything, or nothing. An attempt that was cut off may be repeated.</summary>
    /// <exception cref="StateMoveException">It was moved before, there is nothing to move, the cluster has jobs of these names, or its silos run.</exception>
    /// <exception cref="DatabaseException">A database refuses.</exception>
    public Task<StateMoveResult> RunAsync(CancellationToken cancellationToken) => ExplainAsync(() => MoveAsync(cancellationToken));

    /// <summary>Lets silos start on the home's own file again. False: it was not moved.</summary>
    /// <param name="clusterIsGone">Doesn't look whether the cluster has the jobs: its database is lost.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StateMoveException">The cluster has some of these jobs.</exception>
    /// <exception cref="DatabaseException">A database refuses.</exception>
    public Task<bool> TakeBackAsync(bool clusterIsGone, CancellationToken cancellationToken) => ExplainAsync(() => UndoAsync(clusterIsGone, cancellationToken));

    private async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (PostgresErrors.Explain(exception, _to) is { } explained)
        {
            throw explained;
        }
    }

    private async Task<StateMoveResult> MoveAsync(CancellationToken cancellationToken)
    {
        using var forms = new StoredForms();

        // 1 What is there.
        using var home = await SqliteStates.OpenAsync(_from, _serviceId, cancellationToken);
        var mark = home.Mark();
        if (mark is { IsDone: true })
        {
            throw new StateMoveException(
                $"The jobs of this home were moved to {mark.Target} on {mark.At:yyyy-MM-dd HH:mm:ss zzz} already. Start the silo with {Advice.Of("start", "--cluster", "FILE")}.");
        }

        RefuseElsewhere(mark);
        var jobs = home.Named(JobName).Select(row => Read(row, forms)).OfType<MovedJob>().ToList();
        if (jobs.Count == 0)
        {
            throw new StateMoveException($"This home has no jobs: there is nothing to move. Start the silo with {Advice.Of("start", "--cluster", "FILE")}.");
        }

        // 2 What may be in the way.
        await using var cluster = await PostgresStates.OpenAsync(_to, _serviceId, cancellationToken);
        if (mark is not null && await cluster.HasMoveAsync(mark.Id, cancellationToken))
        {
            home.SetMark(mark with { IsDone = true });
            return new([.. jobs.Select(job => job.State.JobId)], 0, 0) { WasThere = true };
        }

        var removed = await RefuseAsync(cluster, jobs, forms, cancellationToken);

        // 3 From here on no silo starts on the home.
        mark = new(Guid.NewGuid().ToString("N"), _to.Name, _time.GetUtcNow(), false);
        home.SetMark(mark);

        // 4 All rows, and the same read back. What fails before the end leaves both sides as they were.
        StateMoveResult moved;
        try
        {
            moved = await CopyAsync(home, cluster, jobs, removed, forms, cancellationToken);
            await cluster.NoteMoveAsync(mark.Id, cancellationToken);
        }
        catch
        {
            home.SetMark(null);
            throw;
        }

        // 5 The end: theirs first, then ours.
        await cluster.CommitAsync(cancellationToken);
        home.SetMark(mark with { IsDone = true });
        return moved;
    }

    private async Task<bool> UndoAsync(bool clusterIsGone, CancellationToken cancellationToken)
    {
        using var forms = new StoredForms();
        using var home = await SqliteStates.OpenAsync(_from, _serviceId, cancellationToken);
        if (home.Mark() is not { } mark)
        {
            return false;
        }

        if (!clusterIsGone)
        {
            RefuseElsewhere(mark);
            var ours = home.Named(JobName).Select(row => Read(row, forms)).OfType<MovedJob>().Select(job => job.State.Incarnation).ToHashSet();
            await using var cluster = await PostgresStates.OpenAsync(_to, _serviceId, cancellationToken);
            var theirs = await cluster.NamedAsync(JobName, cancellationToken).Select(row => Read(row, forms)).OfType<MovedJob>()
                .Where(job => ours.Contains(job.State.Incarnation)).Select(job => job.State.JobId).ToListAsync(cancellationToken);
            if (theirs.Count > 0)
            {
                throw new StateMoveException(
                    $"The cluster has jobs of this home: {string.Join(", ", theirs)}. Two silos with the same job would both write to its destination; remove them there first ({Advice.Of("rm", "JOB")}).");
            }
        }

        home.SetMark(null);
        return true;
    }

    private static MovedJob? Read(StateRow row, StoredForms forms) => forms.JobIn(row) is { } state ? new(row, state) : null;

    /// <summary>What one database doesn't have another one may.</summary>
    private void RefuseElsewhere(MoveMark? mark)
    {
        if (mark is not null && mark.Target != _to.Name)
        {
            throw new StateMoveException(
                $"The jobs of this home were on their way to {mark.Target} since {mark.At:yyyy-MM-dd HH:mm:ss zzz}, and this cluster file names {_to}. Name the file of that cluster: it may have them. Only if it is lost for good, {Advice.Of("move-state", "--cluster", "FILE", "--take-back", "--cluster-is-gone")} forgets it.");
        }
    }

    /// <returns>What the cluster's database holds of jobs that had the same names and were removed.</returns>
    private async Task<IReadOnlyList<StateRow>> RefuseAsync(
        PostgresStates cluster, List<MovedJob> jobs, StoredForms forms, CancellationToken cancellationToken)
    {
        if (await cluster.LivingSilosAsync(cancellationToken) is { Count: > 0 } silos)
        {
            throw new StateMoveException(
                $"Silos run on {_to}: {string.Join(", ", silos)}. What they know of the jobs would not be what the database holds: stop them ({Advice.Of("stop")}; one that was killed counts for a minute), move, and start them again.");
        }

        var names = jobs.Select(job => job.State.JobId).ToHashSet(StringComparer.Ordinal);
        var there = await cluster.NamedAsync(JobName, cancellationToken).Where(row => names.Contains(row.Key)).ToListAsync(cancellationToken);
        var nothing = forms.Write(new JobRow());
        if (there.Where(row => !row.Payload.AsSpan().SequenceEqual(nothing)).Select(row => row.Key).ToList() is { Count: > 0 } jobsThere)
        {
            throw new StateMoveException(
                $"{_to} has jobs of the same name: {string.Join(", ", jobsThere)}. Nothing was moved; remove them on one of both sides ({Advice.Of("rm", "JOB")}).");
        }

        return there;
    }

    private async Task<StateMoveResult> CopyAsync(
        SqliteStates home, PostgresStates cluster, List<MovedJob> jobs, IReadOnlyList<StateRow> removed, StoredForms forms, CancellationToken cancellationToken)
    {
        var (written, withoutSecrets) = (default(StateTally), new List<string>());

        // A job takes the place of one that had its name and was removed: a version that the name had there never comes again.
        var versions = removed.ToDictionary(row => row.Key, row => row.Version, StringComparer.Ordinal);
        var rows = jobs.Select(job => Sealed(job, forms, withoutSecrets)).ToLookup(row => versions.ContainsKey(row.Key));
        foreach (var row in rows[true])
        {
            await cluster.ReplaceAsync(row, cancellationToken);
            written = written.Add(row with { Version = versions[row.Key] + 1 });
        }

        await cluster.InsertAsync(
            rows[false]
                .Concat(jobs.SelectMany(job => home.OfShards(job.State.Incarnation)))
                .Select(row =>
                {
                    written = written.Add(row);
                    return row;
                }),
            cancellationToken);
        await VerifyAsync(cluster, jobs, written, cancellationToken);
        await MoveRemindersAsync(home, cluster, jobs, cancellationToken);
        await MergeRegistryAsync(home, cluster, jobs, forms, cancellationToken);
        return new([.. jobs.Select(job => job.State.JobId)], written.Rows, written.Bytes) { WithoutSecrets = withoutSecrets };
    }

    /// <summary>The job's row with its secrets sealed by the cluster's key.</summary>
    private StateRow Sealed(MovedJob job, StoredForms forms, List<string> withoutSecrets)
    {
        var state = job.State;
        if (JobSecretsSeal.TryOpen(_opens, state.SealedSecrets, state.Incarnation, out _) is not { } secrets)
        {
            withoutSecrets.Add(state.JobId);
            return job.Row;
        }

        var stored = JobStateCodec.Encode(state with { SealedSecrets = JobSecretsSeal.Seal(_seals, secrets, state.Incarnation) });
        return job.Row with { Payload = forms.Write(new JobRow { State = stored }) };
    }

    private async Task VerifyAsync(PostgresStates cluster, List<MovedJob> jobs, StateTally written, CancellationToken cancellationToken)
    {
        var names = jobs.Select(job => job.State.JobId).ToHashSet(StringComparer.Ordinal);
        var read = await cluster.NamedAsync(JobName, cancellationToken)
            .Where(row => names.Contains(row.Key))
            .AggregateAsync(default(StateTally), (sum, row) => sum.Add(row), cancellationToken);
        foreach (var job in jobs)
        {
            read = await cluster.OfShardsAsync(job.State.Incarnation, cancellationToken).AggregateAsync(read, (sum, row) => sum.Add(row), cancellationToken);
        }

        if (read != written)
        {
            throw new StateMoveException(
                $"{_to} gives back other rows than were written ({read.Rows} of {written.Rows}): nothing was moved. Look at the database's log, then try again.");
        }
    }

    private static async Task MoveRemindersAsync(SqliteStates home, PostgresStates cluster, List<MovedJob> jobs, CancellationToken cancellationToken)
    {
        var names = jobs.Select(job => job.State.JobId).ToHashSet(StringComparer.Ordinal);
        foreach (var reminder in home.Reminders().Where(row => names.Contains(GrainId.Parse(row.GrainId).Key.ToString()!)))
        {
            await cluster.InsertAsync(reminder, cancellationToken);
        }
    }

    /// <summary>The jobs stand in the cluster's registry after those that it has, with what they need.</summary>
    private static async Task MergeRegistryAsync(
        SqliteStates home, PostgresStates cluster, List<MovedJob> jobs, StoredForms forms, CancellationToken cancellationToken)
    {
        var row = home.Named(RegistryName).SingleOrDefault();
        var ours = Registry(row, forms);
        var present = await cluster.NamedAsync(RegistryName, cancellationToken).SingleOrDefaultAsync(cancellationToken);
        var theirs = Registry(present, forms);
        var names = jobs.Select(job => job.State.JobId).ToHashSet(StringComparer.Ordinal);
        var statuses = jobs.ToDictionary(job => job.State.JobId, job => (byte)job.State.Status, StringComparer.Ordinal);
        foreach (var (i, job) in theirs.Jobs.Index().Where(pair => pair.Index < theirs.Statuses.Length && !names.Contains(pair.Item)))
        {
            statuses[job] = theirs.Statuses[i];
        }

        string[] all = [.. theirs.Jobs.Where(job => !names.Contains(job)), .. ours.Jobs.Where(names.Contains), .. names.Except(ours.Jobs)];
        var active = ours.Active.Where(names.Contains).ToArray();
        var merged = theirs with
        {
            Jobs = all,
            Statuses = [.. all.Select(job => statuses.GetValueOrDefault(job))],
            Active = [.. theirs.Active, .. active],
            Needs = [.. theirs.Active.Select((_, i) => Need(theirs, i)), .. active.Select(job => Need(ours, Array.IndexOf(ours.Active, job)))],
        };
        var payload = forms.Write(merged);
        await (present is null
            ? cluster.InsertAsync([new(RegistryName, "", 0, 0, 1, payload)], cancellationToken)
            : cluster.ReplaceAsync(present with { Payload = payload }, cancellationToken));
    }

    private static RegistryRow Registry(StateRow? row, StoredForms forms) => forms.Read<RegistryRow>(row) ?? new();

    private static int Need(RegistryRow row, int index) => index < row.Needs.Length ? row.Needs[index] : (int)OssTransfer.Jobs.Queue.JobNeed.Turn;

    private sealed record MovedJob(StateRow Row, JobState State);
}
