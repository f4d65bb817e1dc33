using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Shards;

namespace OssTransfer.World.Cluster;

/// <summary>Which calls and rows are joints.</summary>
internal static class Joints
{
    private static readonly Dictionary<(Type Interface, string Method), Joint> Calls = new()
    {
        [(typeof(IJobGrain), nameof(IJobGrain.PullAsync))] = Joint.Pull,
        [(typeof(IJobGrain), nameof(IJobGrain.RecordListingAsync))] = Joint.Listed,
        [(typeof(IJobGrain), nameof(IJobGrain.ReturnAsync))] = Joint.Return,
        [(typeof(IJobGrain), nameof(IJobGrain.RenewAsync))] = Joint.Renew,
        [(typeof(IJobGrain), nameof(IJobGrain.CommandAsync))] = Joint.Command,
        [(typeof(IShardGrain), nameof(IShardGrain.TakeAsync))] = Joint.Take,
        [(typeof(IShardGrain), nameof(IShardGrain.CheckpointAsync))] = Joint.Checkpoint,
        [(typeof(IShardGrain), nameof(IShardGrain.ResultAsync))] = Joint.Result,
        [(typeof(IShardGrain), nameof(IShardGrain.PutAsync))] = Joint.Manifest,
        [(typeof(IShardGrain), nameof(IShardGrain.NoteDifferencesAsync))] = Joint.Differences,
        [(typeof(IShardGrain), nameof(IShardGrain.ClearAsync))] = Joint.Clear,
        [(typeof(IJobRegistryGrain), nameof(IJobRegistryGrain.NotifyAsync))] = Joint.Directory,
        [(typeof(IJobRegistryGrain), nameof(IJobRegistryGrain.StartAsync))] = Joint.Directory,
    };

    /// <summary>The joint of a grain's method.</summary>
    public static Joint Of(System.Reflection.MethodInfo method) => Calls.GetValueOrDefault((method.DeclaringType!, method.Name));

    /// <summary>The joint of a write to a row.</summary>
    public static Joint OfRow(string name) => name switch
    {
        "job" => Joint.JobRow,
        "shard-manifest" => Joint.ManifestRow,
        "shard-progress" => Joint.ProgressRow,
        _ => Joint.None,
    };

    /// <summary>Passed so often that a burst would be over before anything else is.</summary>
    public static bool IsFrequent(this Joint joint) =>
        joint is Joint.Pull or Joint.Renew or Joint.Directory or Joint.Put or Joint.Part or Joint.Manifest or Joint.Clear
            or Joint.JobRow or Joint.ManifestRow or Joint.ProgressRow;
}
