using OssTransfer.Contracts;
using OssTransfer.Contracts.Probes;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Probing;

/// <summary>The requests of a probe, each of which may fail without ending it.</summary>
internal sealed class ProbeSteps(TimeProvider time, Action<ProbeStep> tell)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly List<ProbeStep> _all = [];

    public IReadOnlyList<ProbeStep> All => _all;

    /// <summary>What the worst of them means for the caller.</summary>
    public ExitCode Code { get; private set; } = ExitCode.Done;

    /// <summary>Tries something and notes how it went.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="ask">Does it and says what came back.</param>
    /// <param name="cancellationToken">The user's.</param>
    /// <returns>Whether it worked, and what it gave.</returns>
    public async Task<(bool Ok, T? Value)> TryAsync<T>(string name, Func<CancellationToken, Task<ProbeAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        try
        {
            var answer = await ask(cancellationToken);
            Note(name, answer.Ok, answer.Detail, begun, ExitCode.Failures);
            return (answer.Ok, answer.Value);
        }
        catch (StorageException e)
        {
            Note(name, false, e.Message, begun, e.IsTransient || ExitCodes.Of(e.Kind) == ExitCode.Stopped ? ExitCode.Stopped : ExitCode.Failures);
        }
        catch (Exception e) when (e is TimeoutException or IOException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Note(name, false, e is OperationCanceledException ? "no answer in time" : e.Message, begun, ExitCode.Failures);
        }

        return (false, default);
    }

    /// <summary>
    /// The same for what writes. It is not cut off when the user ends the probe but gets a few seconds to be answered: a request that is still on its way when
    /// what was written is taken away would leave something behind.
    /// </summary>
    /// <inheritdoc cref="TryAsync"/>
    public async Task<(bool Ok, T? Value)> TryWriteAsync<T>(
        string name, Func<CancellationToken, Task<ProbeAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var unhurried = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var ended = cancellationToken.Register(() => unhurried.CancelAfter(Grace));
        var result = await TryAsync(name, ask, unhurried.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private void Note(string name, bool ok, string detail, long begun, ExitCode code)
    {
        var step = new ProbeStep(name, ok, detail, (long)time.GetElapsedTime(begun).TotalMilliseconds);
        _all.Add(step);
        tell(step);
        if (!ok && Code != ExitCode.Stopped)
        {
            Code = code;
        }
    }
}
