using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs.Reports;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresStateSizesTests
{
    private const ulong Incarnation = 0xab_0000_0001;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Size_of_a_job_is_one_range_of_the_index_whatever_the_language_of_the_database()
    {
        PostgresSilo.SkipWithoutServer();
        await using var database = await PostgresTestDatabase.CreateAsync("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
        await StateDatabase.PrepareAsync(database.Place, TimeProvider.System, _ => { }, Cancel);
        await using var source = PostgresSource.Open(database.Place);
        var key = Incarnation.ToString("x16", CultureInfo.InvariantCulture);
        await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO OrleansStorage SELECT 's', state, '{key}/1/' || i, 0, 0, 1, now(), decode(repeat('ab', 3000), 'hex')
            FROM generate_series(1, 50) i, unnest(ARRAY['shard-manifest', 'shard-progress', 'job']) state;
            INSERT INTO OrleansStorage SELECT 's', 'shard-manifest', to_hex(i) || '00000000000/1/1', 0, 0, 1, now(), '\x01' FROM generate_series(1, 5000) i;
            INSERT INTO OrleansStorage SELECT other, 'shard-manifest', tail, 0, 0, 1, now(), '\x01'
            FROM unnest(ARRAY['s', 't']) other, unnest(ARRAY['{key}', '{key}.1', '{key}0', '{key.ToUpperInvariant()}/1/1']) tail;
            INSERT INTO OrleansStorage VALUES ('t', 'shard-manifest', '{key}/1/1', 0, 0, 1, now(), '\x01');
            """));
        await database.ExecuteAsync("ANALYZE OrleansStorage");
        var sizes = new StateSizes(source, Options.Create(new ClusterOptions { ServiceId = "s", ClusterId = "s" }), TimeProvider.System);

        var bytes = await sizes.OfAsync(Report(), Cancel);
        var plan = await ExplainAsync(source, StateSizes.Query, key);

        Assert.Equal(2 * 50 * 3000, bytes);
        Assert.Contains("Index Cond", plan, StringComparison.Ordinal);
        Assert.Contains("grainidextensionstring >=", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    private static JobSnapshot Report() =>
        new(new() { JobId = "j", State = "running", Objects = new(), Bytes = new(), Proofs = new Dictionary<string, long>() }, Incarnation);

    private static async Task<string> ExplainAsync(NpgsqlDataSource source, string query, string key)
    {
        await using var command = source.CreateCommand("EXPLAIN " + query);
        command.Parameters.AddWithValue("service", "s");
        command.Parameters.AddWithValue("first", key + "/");
        command.Parameters.AddWithValue("after", key + "0");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
