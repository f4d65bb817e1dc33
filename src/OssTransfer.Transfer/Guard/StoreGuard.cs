using OssTransfer.Storage;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Guard;

/// <summary>
/// What every request to a guarded store goes through. The order of lease, limits, concurrency, timeout, metering and retry stands in
/// <see cref="RunAsync"/> and, from the third step on, in the one attempt that it makes.
/// </summary>
/// <param name="options">What it obeys.</param>
/// <param name="store">What the store calls itself: a tag of its metrics.</param>
internal sealed class StoreGuard(GuardOptions options, string store)
{
    private static readonly Action<object?> Cancel = static source => ((CancellationTokenSource)source!).Cancel();

    // Of the requests that may wait for answers, listings take one in so many.
    private const int ListingsPart = 4;

    // What a page may be taken to last: with fewer requests per second than that gives, more at once would only wait for the limit.
    private static readonly TimeSpan LimitedPage = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrencyGate _gate = new(options.MaxRequests, options.Time);
    private readonly WaitBoard _waits = new(options.Time);

    public GuardOptions Options => options;

    public StoreMeter Meter { get; } = new(options.Side, store, options.Time);

    public int ConcurrencyLimit => _gate.Limit;

    public int ListingsAtOnce =>
        (int)Math.Max(1, Math.Min(_gate.Limit / ListingsPart, (options.Limits?.RequestsPerSecond ?? double.PositiveInfinity) * LimitedPage.TotalSeconds));

    public StoreWait? LongestWait => _waits.Longest;

    public async Task<T> RunAsync<T>(RequestKind operation, long bodyBytes, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        var time = options.Time;
        var begun = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            // 1 :: without the lease nothing is written
            CheckLease(operation);

            // 2 :: requests per second
            if (options.Limits is { } limits)
            {
                await limits.TakeRequestAsync(cancellationToken);
            }

            StorageException error;
            TimeSpan delay;
            var sentAt = time.GetTimestamp();
            try
            {
                // 3 :: requests at once, fewer while the store throttles (steps 4 and 5 are in SendAsync)
                var answer = await SendAsync(operation, bodyBytes, send, cancellationToken);
                Meter.Answered(operation, null, sentAt);
                return answer;
            }
            catch (StorageException e)
            {
                Meter.Answered(operation, e.Kind, sentAt);
                if (e.Kind == StorageErrorKind.Throttled)
                {
                    _gate.Throttled();
                    Log.Throttled(options.Logger, options.Side, _gate.Limit);
                }

                // 6 :: again, or give up
                if (DelayAfter(operation, e, tries, begun) is not { } wait)
                {
                    throw;
                }

                Log.Retrying(options.Logger, options.Side, operation.Tag(), e.Kind, e.Message, tries, wait);
                (error, delay) = (e, wait);
            }

            await WaitAsync(error, delay, cancellationToken);
        }
    }

    /// <summary>A request is under way until the result is disposed; it is shown when that takes long.</summary>
    public IDisposable Expect(string what) => _waits.Expect(what);

    /// <summary>How long to wait before a body that broke off after <paramref name="tries"/> tries that brought nothing is resumed; null: don't.</summary>
    /// <param name="error">Why it broke off.</param>
    /// <param name="tries">From 1.</param>
    /// <param name="since">The timestamp of the first of them.</param>
    public TimeSpan? ResumeDelay(StorageException error, int tries, long since) =>
        RetryRule.DelayAfter(error, tries, options.Time.GetElapsedTime(since), options.NextDouble(), options);

    /// <summary>Every wait for a next try is this one, so that it can be shown.</summary>
    public async Task WaitAsync(StorageException error, TimeSpan delay, CancellationToken cancellationToken)
    {
        Meter.Retried();
        _waits.Begin(error, delay);
        var clock = error.Kind == StorageErrorKind.Throttled ? Meter.Throttled : Meter.Answers;
        await clock.CountAsync(new(Task.Delay(delay, options.Time, cancellationToken)));
    }

    /// <summary>A body is slow: fewer are begun at once from now on. False: it has the network to itself already.</summary>
    public bool LowerConcurrency() => options.Network?.NoteSlow() ?? false;

    public void CheckLease(RequestKind operation)
    {
        if (operation.Writes() && !options.Lease.IsHeld)
        {
            throw LeaseLost(null);
        }
    }

    private async Task<T> SendAsync<T>(RequestKind operation, long bodyBytes, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        var entry = _gate.EnterAsync(cancellationToken);
        await (_gate.Limit < options.MaxRequests ? Meter.Throttled.CountAsync(entry) : entry);
        using var place = new Place(_gate);
        CheckLease(operation);

        // 4 :: an answer in time, or none; the end of the lease cuts writes
        var lost = operation.Writes() ? options.Lease.Lost : CancellationToken.None;
        using var cut = new CancellationTokenSource(TimeoutOf(operation, bodyBytes), options.Time);
        using var byCaller = cancellationToken.UnsafeRegister(Cancel, cut);
        using var byLease = lost.UnsafeRegister(Cancel, cut);
        var begun = options.Time.GetTimestamp();
        Meter.Answers.Begin();
        try
        {
            var answer = await send(cut.Token);
            NoteRate(bodyBytes, begun);

            // 5 :: what went well makes room for more
            _gate.Succeeded();
            return answer;
        }
        catch (Exception e) when (cut.IsCancellationRequested && e is OperationCanceledException or StorageException { IsTransient: true })
        {
            // A cut connection may come up as a cancellation or as a network failure: what decides is who asked for the cut.
            cancellationToken.ThrowIfCancellationRequested();
            if (lost.IsCancellationRequested)
            {
                throw LeaseLost(e);
            }

            NoteRate(bodyBytes, begun);
            throw new StorageException(StorageErrorKind.Transient, $"no answer within {TimeoutOf(operation, bodyBytes).TotalSeconds:0} s", e);
        }
        catch (StorageException e) when (e.IsTransient)
        {
            NoteRate(bodyBytes, begun);
            throw;
        }
        finally
        {
            Meter.Answers.End();
        }
    }

    /// <summary>A body on its way out has taken long, whether it arrived or not.</summary>
    private void NoteRate(long bodyBytes, long begun)
    {
        var elapsed = options.Time.GetElapsedTime(begun);
        if (bodyBytes > 0 && elapsed >= options.StallTimeout && bodyBytes < options.SlowBytesPerSecond * elapsed.TotalSeconds)
        {
            LowerConcurrency();
        }
    }

    private TimeSpan? DelayAfter(RequestKind operation, StorageException error, int tries, long begun)
    {
        if (!operation.IsRepeatable() && error.Kind is not (StorageErrorKind.Throttled or StorageErrorKind.Unreachable))
        {
            return null;
        }

        // A listing has an end of its own, which comes first.
        var bounds = operation == RequestKind.List && options.ListingTimeout < options.RetryTimeout
            ? options with { RetryTimeout = options.ListingTimeout }
            : options;
        return RetryRule.DelayAfter(error, tries, options.Time.GetElapsedTime(begun), options.NextDouble(), bounds);
    }

    private TimeSpan TimeoutOf(RequestKind operation, long bodyBytes) => operation is RequestKind.Complete or RequestKind.Copy
        ? options.CompleteTimeout
        : options.AnswerTimeout + TimeSpan.FromSeconds((double)bodyBytes / options.MinBytesPerSecond);

    private static StorageException LeaseLost(Exception? inner) =>
        new(StorageErrorKind.LeaseLost, "this machine lost its lease: another one may be writing now", inner);

    private readonly struct Place(ConcurrencyGate gate) : IDisposable
    {
        public void Dispose() => gate.Exit();
    }
}
