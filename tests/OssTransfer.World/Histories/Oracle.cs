using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Storage;
using OssTransfer.World.Stores;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Histories;

/// <summary>
/// What a user would find who holds both sides against each other and against what the program says, while it runs and at the end. It decides by bytes alone.
/// </summary>
internal sealed class Oracle
{
    // Two clocks that tell whole seconds.
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(2);

    // With a silo that stands still, or as a message that comes again.
    private static readonly TimeSpan LatestArrival = TimeSpan.FromMinutes(1);

    private readonly Scheduler _scheduler;
    private readonly Buckets _buckets;
    private readonly Users _users;
    private readonly Dictionary<int, TimeSpan> _begunAfter = [];
    private readonly Dictionary<int, (JobView Job, long Objects, long Bytes)> _ended = [];
    private readonly HashSet<int> _partial = [];
    private TimeSpan? _pausedAt;
    private readonly List<(TimeSpan From, TimeSpan Until)> _pauses = [];
    private TimeSpan _addedAt;
    private TimeSpan _commandedAt;
    private TimeSpan _sentAt;
    private int _commandsUnderWay;
    private int _latestRun;
    private int _shownRun;

    public Oracle(Scheduler scheduler, Buckets buckets, Users users)
    {
        (_scheduler, _buckets, _users) = (scheduler, buckets, users);
        buckets.Destination.Replaced = HoldReplaced;
        buckets.Faults.Writes = HoldWrite;
    }

    /// <summary>A job begins with its first run.</summary>
    public void JobIsAdded()
    {
        _begunAfter.Clear();
        _ended.Clear();
        _partial.Clear();
        (_pausedAt, _latestRun, _shownRun) = (null, 0, 0);
        _begunAfter[1] = _addedAt = _scheduler.Now;
    }

    /// <summary>It is gone: nothing of it is left.</summary>
    public void JobIsRemoved() => EndPause();

    /// <summary>A command is on its way: what it leads to may be so from now on.</summary>
    public void CommandIsSent(string command)
    {
        if (command != "pause")
        {
            EndPause();
            _sentAt = _scheduler.Now;
            _commandsUnderWay++;
        }

        if (command == "redo-failed")
        {
            // It may come to be the next run, or one after a pass that began meanwhile. A crash may have undone one that was shown before it was durable.
            _partial.UnionWith(Enumerable.Range(_shownRun + 1, _latestRun + 3 - _shownRun));
        }
    }

    /// <summary>A command was answered, or nobody waits for its answer any more: then it may still arrive, after what was commanded since.</summary>
    public void CommandHasEnded(string command, bool isAnswered)
    {
        if (command != "pause")
        {
            var until = _scheduler.Now + (isAnswered ? TimeSpan.Zero : LatestArrival);
            (_commandedAt, _commandsUnderWay) = (until > _commandedAt ? until : _commandedAt, _commandsUnderWay - 1);
        }
    }

    /// <summary>The job as <c>status</c> shows it at some time since this.</summary>
    public void See(JobView job, TimeSpan askedAt)
    {
        (_latestRun, _shownRun) = (Math.Max(_latestRun, job.Run), job.Run);
        _begunAfter[job.Run + 1] = askedAt;
        if (job.State == "paused" && _commandsUnderWay == 0 && askedAt > _commandedAt)
        {
            _pausedAt ??= _scheduler.Now;
        }
        else if (job.State == "running" && _pausedAt is not null)
        {
            // A command that came a second time, and late.
            Demand(_scheduler.Now - _sentAt < LatestArrival, job, "it goes on although it was paused, and nobody said so");
            EndPause();
        }

        var o = job.Objects;
        var sum = o.Transferred + o.Skipped + o.Excluded + o.Gone + o.NeedsRestore + o.Conflict + o.Failed;
        Demand(sum <= o.Listed, job, $"more has ended than was listed: {o}");
        Demand(job.Check is not { } check || check.Checked <= check.Objects, job, $"more was checked than there is to check: {job.Check} of {o}");
        Demand(job.State != "paused" || job.Reason is null or { Length: 0 } || IsNoReasonToWonder(job.Reason), job, "nothing gave it a reason to pause");
        if (job.ExitCode is not { } code || job.State == "paused" || job.Phase is not null
            || !_ended.TryAdd(job.Run, (job, _buckets.Destination.ObjectsSent, _buckets.Destination.BytesSent)))
        {
            return;
        }

        _scheduler.Tally.Count($"run ended: {code}");
        Demand(
            code != ExitCode.Incomplete || job.State is "ready" or "removing" || IsNoReasonToWonder(job.Reason),
            job,
            "nothing gave it a reason to end incomplete");
        if (code is ExitCode.Done or ExitCode.Failures)
        {
            Demand(sum == o.Listed, job, $"not all that was listed has ended: {o}");
            Demand(job.Check is null || job.Check.Checked == job.Check.Objects, job, $"not all is checked that was to be: {job.Check}");
        }

        if (code == ExitCode.Done && !_partial.Contains(job.Run) && _begunAfter.TryGetValue(job.Run, out var begun))
        {
            HoldDone(job, begun);
        }
    }

    /// <summary>The last pass began after everything had come to rest.</summary>
    public void Judge(JobView job)
    {
        var (wrong, wrongly) = (new List<string>(), new List<string>());
        foreach (var (key, stored) in _users.Foreign)
        {
            if (_buckets.Destination.Objects.GetValueOrDefault(key) is not { } there || !ReferenceEquals(there, stored))
            {
                wrong.Add($"{key} at the destination was nobody's to touch");
            }
        }

        var foreign = 0;
        var saysNothing = _buckets.Source.Encrypts || _buckets.Destination.Encrypts;
        foreach (var (key, source) in _buckets.Source.Objects)
        {
            var there = _buckets.Destination.Objects.GetValueOrDefault(key);
            if (there is not null && IsSame(there, source))
            {
                Expect(there.Writer == Writer.User || WasLike(key, there), $"{key} has the bytes, but headers that no version of it had");
                continue;
            }

            // What an earlier job of that name wrote is nobody's of this one. Where ETags say nothing, nobody knows what an attempt wrote that never told.
            if (there is not null && (there.Writer == Writer.User || _buckets.Destination.PastOf(key)[^1].At < _addedAt || saysNothing)
                && TrueTime(_buckets.Destination, there) > TrueTime(_buckets.Source, source) - TimeSpan.FromSeconds(1))
            {
                foreign++;
                wrongly.Add($"{key} is somebody else's");
            }
            else
            {
                wrong.Add(there is null
                    ? $"{key} is missing"
                    : $"{key} is stale or mixed ({there.Content.Length} bytes of {there.Writer} instead of {source.Content.Length})");
            }
        }

        Expect(job.Objects.Conflict == foreign, $"{job.Objects.Conflict} conflicts are told, {foreign} are there: {string.Join(", ", wrongly)}");
        Expect(job.ExitCode == (foreign > 0 ? ExitCode.Failures : ExitCode.Done), $"it ends with {job.ExitCode}, {foreign} conflicts are there");
        Expect(job.Objects.Failed == 0, $"{job.Objects.Failed} failed");
        Expect(job.Objects.Listed == _buckets.Source.Objects.Count, $"{job.Objects.Listed} are listed, {_buckets.Source.Objects.Count} are there");
        var bytes = _buckets.Source.HidesListedSizes ? 0 : _buckets.Source.Objects.Values.Sum(stored => (long)stored.Content.Length);
        Expect(job.Bytes.Listed == bytes, $"{job.Bytes.Listed} bytes are listed, {bytes} are there");
        Expect(!_buckets.Destination.Uploads.Any(), $"uploads are left: {string.Join(", ", _buckets.Destination.Uploads)}");
        if (wrong.Count > 0)
        {
            throw new HistoryFailedException(string.Join("; ", wrong) + $" ({job.State}, run {job.Run}, {job.ExitCode}, {job.Reason})");
        }

        void Expect(bool isSo, string otherwise)
        {
            if (!isSo)
            {
                wrong.Add(otherwise);
            }
        }
    }

    /// <summary>Some of what is as it should be at the destination changes by itself.</summary>
    public IReadOnlyList<ObjectKey> Rot(int count)
    {
        ObjectKey[] sound =
        [
            .. _buckets.Destination.Objects.Where(there => there.Value is { Writer: Writer.Program, Content.Length: > 0 }
                && _buckets.Source.Objects.TryGetValue(there.Key, out var source) && IsSame(there.Value, source)).Select(there => there.Key),
        ];
        _scheduler.Random.Shuffle(sound);
        ObjectKey[] rotten = [.. sound.Take(count)];
        foreach (var key in rotten)
        {
            _scheduler.Trace.Add(_scheduler.Now, $"{key} rots at the destination");
            _scheduler.Tally.Count("store: rots");
            _buckets.Destination.Rot(key);
        }

        return rotten;
    }

    /// <summary>A check that reads everything has found what changed by itself, but for what the run has sent again.</summary>
    public void JudgeRotten(IReadOnlyList<ObjectKey> rotten, JobView job)
    {
        var left = rotten.Count(IsRotten);
        Demand(
            (job.Check?.Differences ?? 0) == left && (left == 0 || job.ExitCode != ExitCode.Done),
            job,
            $"{left} of {rotten.Count} objects that changed by themselves are unmended, and a check that reads everything tells of {job.Check?.Differences}");
    }

    /// <summary>What changed by itself is again what the source has.</summary>
    public void JudgeMended(IReadOnlyList<ObjectKey> rotten)
    {
        foreach (var key in rotten.Where(IsRotten))
        {
            throw new HistoryFailedException($"{key} changed by itself at the destination, and is still not mended");
        }
    }

    private bool IsRotten(ObjectKey key) => !IsSame(_buckets.Destination.Objects[key], _buckets.Source.Objects[key]);

    /// <summary>What runs say that they sent is what the destination's service has counted, from the end of one of them on.</summary>
    public void JudgeSent(int after, int last)
    {
        var runs = Enumerable.Range(after + 1, last - after).ToList();
        if (!_ended.TryGetValue(after, out var before) || !runs.TrueForAll(_ended.ContainsKey))
        {
            return;
        }

        var (job, objects, bytes) = _ended[last];
        var (counted, countedBytes) = (objects - before.Objects, bytes - before.Bytes);
        var (told, toldBytes) = (runs.Sum(run => _ended[run].Job.Objects.Sent), runs.Sum(run => _ended[run].Job.Bytes.Sent));
        var isLeast = runs.Exists(run => _ended[run].Job.SentAtLeast);
        Demand(
            isLeast ? told <= counted && toldBytes <= countedBytes : told == counted && toldBytes == countedBytes,
            job,
            $"runs {after + 1} to {last} tell of {told} objects and {toldBytes} bytes sent{(isLeast ? " at least" : "")}, {counted} and {countedBytes} were");
    }

    /// <summary>
    /// What the program advised is done: what the last pass found to be wrong is right, if it says so. What was found was perhaps of a run that looked only at
    /// what had failed in that pass.
    /// </summary>
    public void JudgeRepaired(JobView found, JobView repaired)
    {
        var pass = Enumerable.Range(1, found.Run).LastOrDefault(run => !_partial.Contains(run));
        if (repaired.ExitCode == ExitCode.Done && repaired.Run == found.Run + 1 && _begunAfter.TryGetValue(pass, out var begun))
        {
            HoldDone(repaired, begun);
        }
    }

    private void EndPause()
    {
        if (_pausedAt is { } from)
        {
            _pauses.Add((from, _scheduler.Now));
            _pausedAt = null;
        }
    }

    /// <summary>What was at rest since before the run began is at the destination, unless somebody was at it there.</summary>
    private void HoldDone(JobView job, TimeSpan begun)
    {
        foreach (var (key, source) in _buckets.Source.Objects)
        {
            var past = _buckets.Destination.PastOf(key);
            var isTouched = _buckets.Destination.HasLateWrite(key, begun)
                || past.Any(one => one.At > begun - _buckets.Destination.ListingLag && one.Stored is not { Writer: Writer.Program });
            if (_buckets.Source.PastOf(key)[^1].At <= begun && !isTouched)
            {
                var there = _buckets.Destination.Objects.GetValueOrDefault(key);
                Demand(
                    there is not null && IsSame(there, source),
                    job,
                    $"it says done, and {key} is {(there is null ? "missing" : "another")} at the destination");
            }
        }
    }

    /// <summary>
    /// What a user had there before the job began, or put there while it was paused so that it was listed before that ended, and is newer than what was ever
    /// sent in its place, stays.
    /// What came meanwhile the program may have missed: it believes for a while what it saw.
    /// </summary>
    private void HoldReplaced(ObjectKey key, StoredObject there, StoredObject now)
    {
        var versions = _buckets.Source.PastOf(key).Select(past => past.Stored).OfType<StoredObject>().ToList();
        var sent = versions.Where(version => IsSame(version, now)).Select(version => TrueTime(_buckets.Source, version))
            .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var thereSince = _buckets.Destination.PastOf(key)[^1].At;
        var isListedFrom = thereSince + _buckets.Destination.ListingLag;
        var mustBeKnown = thereSince == TimeSpan.Zero || _pauses.Exists(pause => pause.From < thereSince && isListedFrom < pause.Until);
        if (mustBeKnown && !_buckets.Destination.HasLateWrite(key, _scheduler.Now) && !versions.Exists(version => IsSame(version, there))
            && TrueTime(_buckets.Destination, there) > sent + Seconds)
        {
            _scheduler.Fail(new HistoryFailedException(
                $"{key} of somebody else at the destination is newer ({TrueTime(_buckets.Destination, there):u}) than what replaces it ({sent:u})"));
        }
    }

    /// <summary>Nothing is written from when a pause was seen on.</summary>
    private void HoldWrite(string what)
    {
        if (_pausedAt is { } paused && _scheduler.Now > paused)
        {
            _scheduler.Fail(new HistoryFailedException($"{what} although the job is paused since {paused.TotalSeconds:F3}"));
        }
    }

    /// <summary>Nothing here is wrong for good, but for what fails too often in a row, and what the operator drops.</summary>
    private static bool IsNoReasonToWonder(string? reason) =>
        reason is not null && (reason.Contains("tried 5 times", StringComparison.Ordinal)
            || reason.Contains("stopped before it was complete", StringComparison.Ordinal)
            || reason.Contains("finished before its first run", StringComparison.Ordinal)
            || reason.Contains("paused by the user", StringComparison.Ordinal));

    private bool WasLike(ObjectKey key, StoredObject there) => _buckets.Source.PastOf(key).Any(past => past.Stored?.IsLike(there) == true);

    private static bool IsSame(StoredObject there, StoredObject source) => there.Content.AsSpan().SequenceEqual(source.Content);

    private static DateTimeOffset TrueTime(Bucket bucket, StoredObject stored) => stored.LastModified - bucket.ClockOffset;

    private void Demand(bool isSo, JobView job, string otherwise)
    {
        if (!isSo)
        {
            _scheduler.Fail(new HistoryFailedException($"{otherwise} (run {job.Run}, {job.State}, {job.ExitCode}, {job.Reason})"));
        }
    }
}
