using System.Security.Cryptography;
using Npgsql;

namespace OssTransfer.Grains.Persistence;

/// <summary>A row of the states' own table that is rolled back: random, so that it isn't compressed.</summary>
internal sealed class PostgresSpaceProbe(NpgsqlDataSource source, PostgresPlace place) : ISpaceProbe
{
    private const string Insert = """
        INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, Version, ModifiedOn, PayloadBinary)
        VALUES ('', 'room', @Key, 0, 0, 1, now(), @Payload)
        """;

    public async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Insert, connection, transaction);
            command.Parameters.AddWithValue("Key", Guid.NewGuid().ToString("n"));
            command.Parameters.AddWithValue("Payload", RandomNumberGenerator.GetBytes(ISpaceProbe.Bytes));
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgresErrors.Explain(exception, place) is { } explained)
        {
            throw explained;
        }
    }
}
