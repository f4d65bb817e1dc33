using Npgsql;

namespace OssTransfer.Grains.Persistence;

/// <summary>Opens connections to PostgreSQL with settings that suit grain calls, where the connection string doesn't say otherwise.</summary>
/// <remarks>
/// A call of a grain ends after 30 s: connecting and one command together stay well below, so that the caller learns the reason.
/// Ten connections a silo: nine silos fit into PostgreSQL's default of 100, and more writes at once are not faster.
/// Statements that come again are prepared, which halves the server's work; a pooler that cannot do that is explained by <see cref="PostgresErrors"/>.
/// </remarks>
internal static class PostgresSource
{
    private const string ApplicationName = "osstransfer";

    /// <summary>The pool that everything of a silo shares.</summary>
    public static NpgsqlDataSource Open(PostgresPlace place) => Build(Settings(place));

    /// <summary>One connection at a time and none kept, to look and to prepare.</summary>
    public static NpgsqlDataSource OpenUnpooled(PostgresPlace place)
    {
        var settings = Settings(place);
        settings.Pooling = false;
        return Build(settings);
    }

    /// <summary>One connection that is kept, besides the pool that everything else shares.</summary>
    public static NpgsqlDataSource OpenSingle(PostgresPlace place)
    {
        var settings = Settings(place);
        (settings.MaxPoolSize, settings.MinPoolSize) = (1, 0);
        return Build(settings);
    }

    internal static NpgsqlConnectionStringBuilder Settings(PostgresPlace place)
    {
        var settings = new NpgsqlConnectionStringBuilder(place.ConnectionString.Reveal());
        var said = settings.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Default("Application Name", ApplicationName);
        Default("Timeout", 5);
        Default("Command Timeout", 10);
        Default("Maximum Pool Size", 10);
        Default("Max Auto Prepare", 20);
        Default("Keepalive", 10);
        Default("Tcp Keepalive", true);
        Default("Timezone", "UTC");
        return settings;

        void Default(string key, object value)
        {
            if (!said.Contains(key))
            {
                settings[key] = value;
            }
        }
    }

    // Of several hosts the one that takes writes is meant, whichever that is at the moment.
    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings)
    {
        if (!settings.Host!.Contains(',', StringComparison.Ordinal))
        {
            return NpgsqlDataSource.Create(settings);
        }

        settings.TargetSessionAttributes = null;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }
}
