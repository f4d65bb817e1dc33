using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs.Live;

/// <summary>What silos have said of a job's run with their last renewals: what they do, how far they are, what they wait for. In memory only.</summary>
internal sealed class JobLive(JobSpecs specs, JobHolds holds, JobRateLimits rateLimits, PartialResults partial)
{
    private readonly RateMeter _rates = new();
    private readonly RateHistory _history = new();
    private readonly LiveProgress _progress = new();
    private readonly LiveMeasures _measures = new();
    private readonly JobWaits _waits = new();

    /// <summary>What silos wait for at present, for people; null: nothing that is worth saying.</summary>
    public string? WaitsText => _waits.TextAt(holds.Now);

    /// <summary>What a silo has done since its last renewal.</summary>
    public void NoteRates(RenewRequest request) => _rates.Add(request.Holder, holds.Now, request.Objects, request.BytesRead ?? request.Bytes);

    /// <summary>How far a silo is with the job.</summary>
    public void Note(RenewRequest request, JobState state)
    {
        _waits.Note(request.Holder, request.Wait, holds.Now);
        _waits.Note(request.Holder, request.Sort, holds.Now);
        _progress.Note(request, holds.Now);
        _measures.Note(request, holds.Now);
        if (state is { Status: JobStatus.Running, Run: { } run })
        {
            _progress.NotePace(run, specs.Policy, BytesLimit(), partial.Results, holds.Now);
            _history.Add(holds.Now, request.Objects, request.BytesRead ?? request.Bytes, rateLimits.BytesLimit);
        }
    }

    /// <summary>A new run has begun.</summary>
    public void Forget()
    {
        _waits.Forget();
        _progress.Forget();
        _history.Forget();
        _measures.Forget();
    }

    /// <summary>The figures that reports show besides what is durable.</summary>
    public LiveNumbers NumbersOf(JobState state)
    {
        if (state is not { Status: JobStatus.Running, Run: { } run })
        {
            return LiveNumbers.None with { Policy = specs.Policy };
        }

        var open = run.OpenShards().ToList();
        var held = open.Count(holds.Holders.IsHeld);

        // A limit allows short bursts; averaged over the seconds shown, the rate never exceeds it.
        var (objects, read) = _rates.Rates(holds.Now);
        var limit = rateLimits.BytesLimit;
        var bytes = Math.Min(read, limit);
        var (objectBytes, workPerSecond) = _progress.PaceOf(run, BytesLimit());
        return new()
        {
            ObjectsPerSecond = objects,
            BytesPerSecond = bytes,
            Work = _progress.Of(run, partial.Results),
            ObjectBytes = objectBytes,
            WorkPerSecond = workPerSecond,
            Flights = _progress.FlightsAt(holds.Now),
            Rates = _history.At(holds.Now),
            Policy = specs.Policy,
            Measured = run.Phase == RunPhase.Transfer && _measures.At(holds.Now) is { } measured
                ? measured with
                {
                    BytesPerSecond = bytes,
                    BytesLimit = Finite(limit),
                    RequestsLimit = Finite(rateLimits.RequestsLimit),
                    ShardsHeld = held,
                    ShardsWaiting = open.Count - held,
                }
                : null,
        };
    }

    /// <summary>Bytes per second that all silos together may read, by the job's limit and by their own; null: no limit.</summary>
    private double? BytesLimit() =>
        Finite(Math.Min(rateLimits.BytesLimit, _measures.BytesLimitAt(holds.Now) ?? double.PositiveInfinity));

    private static double? Finite(double limit) => double.IsFinite(limit) ? limit : null;
}
