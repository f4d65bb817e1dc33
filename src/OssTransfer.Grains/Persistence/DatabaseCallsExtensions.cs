namespace OssTransfer.Grains.Persistence;

/// <summary>The same for calls without a result.</summary>
internal static class DatabaseCallsExtensions
{
    /// <inheritdoc cref="IDatabaseCalls.ReadAsync"/>
    public static Task ReadAsync(this IDatabaseCalls calls, Func<Task> read, CancellationToken cancellationToken) =>
        calls.ReadAsync(() => DoneAsync(read), cancellationToken);

    /// <inheritdoc cref="IDatabaseCalls.WriteAsync"/>
    public static Task WriteAsync(this IDatabaseCalls calls, Func<Task> write, CancellationToken cancellationToken) =>
        calls.WriteAsync(() => DoneAsync(write), cancellationToken);

    private static async Task<bool> DoneAsync(Func<Task> call)
    {
        await call();
        return true;
    }
}
