using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;
using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.StateMoves;

/// <summary>Reads and writes states in the form in which grains store them, without a silo.</summary>
internal sealed class StoredForms : IDisposable
{
    private readonly ServiceProvider _services =
        new ServiceCollection().AddSerializer(builder => builder.AddAssembly(typeof(JobRow).Assembly)).BuildServiceProvider();
    private readonly OrleansGrainStorageSerializer _storage;

    public StoredForms() => _storage = new(_services.GetRequiredService<Serializer>());

    /// <summary>What is stored in a row; null where there is none.</summary>
    public T? Read<T>(StateRow? row)
        where T : class => row is null ? null : _storage.Deserialize<T>(new(row.Payload));

    /// <summary>The job of a row; null where it holds none.</summary>
    public JobState? JobIn(StateRow row) => Read<JobRow>(row) is { State: { Length: > 0 } state } ? JobStateCodec.Decode(state) : null;

    public byte[] Write<T>(T state) => _storage.Serialize(state).ToArray();

    public void Dispose() => _services.Dispose();
}
