using Npgsql;

namespace OssTransfer.Grains.Persistence;

/// <summary>
/// Calls to PostgreSQL: a connection that broke while it lay in the pool costs a second attempt, not the call; what remains is explained.
/// </summary>
/// <remarks>
/// A write may be repeated although its answer was lost: it names the version that it replaces. If the first attempt took effect, the second finds another
/// version and is refused as a lost race; the grain then reads again what is stored, and that is its own write.
/// </remarks>
internal sealed class PostgresCalls(NpgsqlDataSource source, PostgresPlace place, TimeProvider time) : IDatabaseCalls
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500)];

    public Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => RunAsync(read, cancellationToken);

    public Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken) => RunAsync(write, cancellationToken);

    private async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (attempt < Pauses.Length && PostgresErrors.MayPassAtOnce(exception))
            {
                if (PostgresErrors.IsBroken(exception))
                {
                    source.Clear();
                }
            }
            catch (Exception exception) when (PostgresErrors.Explain(exception, place) is { } explained)
            {
                throw explained;
            }

            await Task.Delay(Pauses[attempt], time, cancellationToken);
        }
    }
}
