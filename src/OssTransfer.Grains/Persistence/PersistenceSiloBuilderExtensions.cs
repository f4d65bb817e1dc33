using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace OssTransfer.Grains.Persistence;

/// <summary>Registers the grains' storage with a silo.</summary>
public static class PersistenceSiloBuilderExtensions
{
    // Orleans' names for the dialects; the provider behind the first is Microsoft.Data.Sqlite.
    private const string SqliteInvariant = "System.Data.SQLite";
    private const string PostgresInvariant = "Npgsql";

    /// <summary>States and reminders in a database that <see cref="StateDatabase.PrepareAsync"/> has made ready.</summary>
    public static ISiloBuilder AddOssTransferPersistence(this ISiloBuilder silo, StatePlace place)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.TryAddSingleton<DatabaseSpace>();
        switch (place)
        {
            case SqlitePlace sqlite:
                silo.Services.AddSingleton(_ => new SqliteDataSource(sqlite.Path));
                silo.Services.AddSingleton(_ => new WriteQueue(sqlite.Path));
                silo.Services.AddSingleton<ISpaceProbe>(_ => new SqliteSpaceProbe(sqlite.Path));
                AddCalls<WriteQueue>(silo);
                AddTables<SqliteDataSource>(silo, SqliteInvariant);
                break;
            case PostgresPlace postgres:
                AddSource(silo, postgres);
                silo.Services.AddSingleton(services => new PostgresCalls(
                    services.GetRequiredService<NpgsqlDataSource>(), postgres, services.GetRequiredService<TimeProvider>()));
                silo.Services.AddSingleton<ISpaceProbe>(services => new PostgresSpaceProbe(services.GetRequiredService<NpgsqlDataSource>(), postgres));
                AddCalls<PostgresCalls>(silo);
                AddTables<NpgsqlDataSource>(silo, PostgresInvariant);
                silo.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(place));
        }

        return silo;
    }

    /// <summary>The table of silos in the same database as the states.</summary>
    public static ISiloBuilder AddOssTransferClustering(this ISiloBuilder silo, PostgresPlace place)
    {
        ArgumentNullException.ThrowIfNull(silo);
        AddSource(silo, place);
        return silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> builder) =>
            builder.Configure<NpgsqlDataSource>((options, source) =>
            {
                options.Invariant = PostgresInvariant;
                options.DataSource = source;
            }));
    }

    private static void AddSource(ISiloBuilder silo, PostgresPlace place) => silo.Services.TryAddSingleton(_ => PostgresSource.Open(place));

    private static void AddCalls<TCalls>(ISiloBuilder silo)
        where TCalls : IDatabaseCalls =>
        silo.Services.AddSingleton<IDatabaseCalls>(
            services => new WatchedCalls(
                services.GetRequiredService<TCalls>(), services.GetRequiredService<DatabaseSpace>(), services.GetRequiredService<TimeProvider>()));

    private static void AddTables<TSource>(ISiloBuilder silo, string invariant)
        where TSource : DbDataSource
    {
        silo.Services.AddSingleton(services => new StateSizes(
            services.GetRequiredService<TSource>(), services.GetRequiredService<IOptions<ClusterOptions>>(), services.GetRequiredService<TimeProvider>()));
        AddStates<TSource>(silo, invariant);
        AddReminders<TSource>(silo, invariant);
    }

    private static void AddStates<TSource>(ISiloBuilder silo, string invariant)
        where TSource : DbDataSource
    {
        silo.AddAdoNetGrainStorage(StateStorage.InnerName, (OptionsBuilder<AdoNetGrainStorageOptions> builder) =>
            builder.Configure<TSource, Serializer>((options, source, serializer) =>
            {
                options.Invariant = invariant;
                options.DataSource = source;
                options.DeleteStateOnClear = true;
                options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(StateStorage.Name, (services, _) => new GuardedGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(StateStorage.InnerName), services.GetRequiredService<IDatabaseCalls>()));
    }

    private static void AddReminders<TSource>(ISiloBuilder silo, string invariant)
        where TSource : DbDataSource
    {
        silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> builder) =>
            builder.Configure<TSource>((options, source) =>
            {
                options.Invariant = invariant;
                options.DataSource = source;
            }));

        // The table's class is not public: what was just registered is wrapped.
        var table = silo.Services.Last(service => service.ServiceType == typeof(IReminderTable)).ImplementationType!;
        silo.Services.Replace(ServiceDescriptor.Singleton<IReminderTable>(services => new GuardedReminderTable(
            (IReminderTable)ActivatorUtilities.CreateInstance(services, table), services.GetRequiredService<IDatabaseCalls>())));
    }
}
