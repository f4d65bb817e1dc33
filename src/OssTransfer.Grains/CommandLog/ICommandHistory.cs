using OssTransfer.Contracts.Cluster;

namespace OssTransfer.Grains.CommandLog;

/// <summary>The commands that were given on all machines of the cluster.</summary>
public interface ICommandHistory
{
    /// <summary>Remembers a command; the same one again is not remembered twice.</summary>
    /// <exception cref="TimeoutException">It did not come to an end within seconds; it may be remembered nevertheless.</exception>
    Task AppendAsync(LoggedCommand command, CancellationToken cancellationToken);

    /// <summary>The last commands, of one job or of all, the latest last.</summary>
    Task<IReadOnlyList<LoggedCommand>> LastAsync(int count, string? jobId, CancellationToken cancellationToken);
}
