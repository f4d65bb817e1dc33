namespace OssTransfer.Grains.Persistence;

/// <summary>How calls reach a database: in which order, how often, with which errors.</summary>
internal interface IDatabaseCalls
{
    /// <summary>Runs what only reads; it may run more than once.</summary>
    Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Runs a write that names the version it replaces, so that it takes effect at most once even if it runs again.</summary>
    Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken);
}
