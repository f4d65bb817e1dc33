using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.CommandLog;
using OssTransfer.Jobs.CommandLog;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>The cluster's log in memory.</summary>
public sealed class FakeCommandHistory : ICommandHistory
{
    private readonly Lock _lock = new();
    private CommandRing _ring = CommandRing.Empty;

    public Exception? Broken { get; set; }

    public Task AppendAsync(LoggedCommand command, CancellationToken cancellationToken)
    {
        if (Broken is { } broken)
        {
            return Task.FromException(broken);
        }

        lock (_lock)
        {
            _ring = _ring.Add(command);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LoggedCommand>> LastAsync(int count, string? jobId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_ring.Last(count, jobId));
        }
    }
}
