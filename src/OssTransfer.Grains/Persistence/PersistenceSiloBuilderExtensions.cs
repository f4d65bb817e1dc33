using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace OssTransfer.Grains.Persistence;

/// <summary>Registers the grains' storage with a silo.</summary>
public static class PersistenceSiloBuilderExtensions
{
    // Orleans' name for SQLite; the provider behind it is Microsoft.Data.Sqlite.
    private const string Invariant = "System.Data.SQLite";

    /// <summary>
    /// States and reminders in one SQLite file, which <see cref="StateDatabase.PrepareAsync"/> has made ready; writes queue up in front of it.
    /// </summary>
    public static ISiloBuilder AddOssTransferPersistence(this ISiloBuilder silo, string databasePath)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddSingleton(_ => new SqliteDataSource(databasePath));
        silo.Services.AddSingleton(_ => new WriteQueue(databasePath));
        silo.Services.AddSingleton(services => new StateSizes(
            services.GetRequiredService<SqliteDataSource>(), services.GetRequiredService<IOptions<ClusterOptions>>(), services.GetRequiredService<TimeProvider>()));
        AddStates(silo);
        AddReminders(silo);
        return silo;
    }

    private static void AddStates(ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorage(StateStorage.InnerName, (OptionsBuilder<AdoNetGrainStorageOptions> builder) =>
            builder.Configure<SqliteDataSource, Serializer>((options, source, serializer) =>
            {
                options.Invariant = Invariant;
                options.DataSource = source;
                options.DeleteStateOnClear = true;
                options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(StateStorage.Name, (services, _) => new QueuedGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(StateStorage.InnerName), services.GetRequiredService<WriteQueue>()));
    }

    private static void AddReminders(ISiloBuilder silo)
    {
        silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> builder) =>
            builder.Configure<SqliteDataSource>((options, source) =>
            {
                options.Invariant = Invariant;
                options.DataSource = source;
            }));

        // The table's class is not public: what was just registered is wrapped.
        var table = silo.Services.Last(service => service.ServiceType == typeof(IReminderTable)).ImplementationType!;
        silo.Services.Replace(ServiceDescriptor.Singleton<IReminderTable>(services => new QueuedReminderTable(
            (IReminderTable)ActivatorUtilities.CreateInstance(services, table), services.GetRequiredService<WriteQueue>())));
    }
}
