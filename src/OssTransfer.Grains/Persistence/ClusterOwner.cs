using Npgsql;
using OssTransfer.Contracts;

namespace OssTransfer.Grains.Persistence;

/// <summary>Whose database it is: the first cluster that comes takes it, any other is refused, so that two never share their tables by mistake.</summary>
public static class ClusterOwner
{
    /// <summary>
    /// Takes a prepared database that is nobody's, or makes sure that it is this cluster's.
    /// </summary>
    /// <param name="place">The database.</param>
    /// <param name="certificate">The fingerprint of the cluster's certificate.</param>
    /// <param name="keys">The names of the sealing keys that this machine has; the first one is the new cluster's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The name of the key that seals at present, one of <paramref name="keys"/>.</returns>
    /// <exception cref="DatabaseException">It belongs to another cluster, its key is not among them, or it doesn't answer.</exception>
    public static async Task<string> ClaimAsync(PostgresPlace place, string certificate, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(keys);
        var (owner, key) = await AskAsync(
            place,
            """
            WITH claimed AS (INSERT INTO OssTransferCluster (Certificate, SealingKey) VALUES (@certificate, @key) ON CONFLICT DO NOTHING RETURNING Certificate, SealingKey)
            SELECT Certificate, SealingKey FROM claimed UNION ALL SELECT Certificate, SealingKey FROM OssTransferCluster
            """,
            [new("certificate", certificate), new("key", keys[0])],
            cancellationToken);
        if (owner != certificate)
        {
            throw new DatabaseException(
                DatabaseProblem.Unsuitable,
                $"The database belongs to another cluster: {place}. Copy the cluster file from a machine of that cluster, or name a database of its own for this one.");
        }

        return keys.Contains(key)
            ? key
            : throw new DatabaseException(
                DatabaseProblem.Unsuitable,
                $"The cluster's secrets are sealed with the key '{key}', which this machine's cluster file does not hold: it is older than the last {Advice.Of("cluster", "rotate-key")}. Copy the cluster file again from a machine that runs.");
    }

    /// <summary>From now on another key seals.</summary>
    /// <exception cref="DatabaseException">The database doesn't answer, or is another cluster's.</exception>
    public static async Task SealWithAsync(PostgresPlace place, string certificate, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        await AskAsync(
            place,
            "UPDATE OssTransferCluster SET SealingKey = @key WHERE Certificate = @certificate RETURNING Certificate, SealingKey",
            [new("certificate", certificate), new("key", key)],
            cancellationToken);
    }

    private static async Task<(string Owner, string Key)> AskAsync(
        PostgresPlace place, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = PostgresSource.OpenUnpooled(place);
            await using var command = source.CreateCommand(sql);
            command.Parameters.AddRange(parameters);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            return await rows.ReadAsync(cancellationToken)
                ? (rows.GetString(0), rows.GetString(1))
                : throw new DatabaseException(DatabaseProblem.Unsuitable, $"The database does not know whose it is: {place}. Restore it from a backup.");
        }
        catch (Exception exception) when (PostgresErrors.ExplainConnecting(exception, place) is { } explained)
        {
            throw explained;
        }
    }
}
