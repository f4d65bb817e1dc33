using Orleans.Storage;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>A call with an answer of this type.</summary>
internal sealed class RequestOf<T>(GrainCluster cluster, Machine? caller, GrainId grain, GrainType type, GrainMethod method, object?[] arguments)
    : Request(caller, grain, type, method, arguments)
{
    private readonly TaskCompletionSource<T> _answer = new();

    /// <summary>The answer.</summary>
    public Task<T> Answer => _answer.Task;

    public override bool HasEnded => _answer.Task.IsCompleted;

    public override Request Again() => new RequestOf<T>(cluster, null, Grain, Type, Method, [.. Arguments]);

    public override async Task RunAsync(IGrainBase instance)
    {
        try
        {
            var before = cluster.Rules.Begin(this);
            var task = Invoke(instance);
            var result = default(T)!;
            if (task is Task<T> typed)
            {
                result = await typed;
            }
            else
            {
                await (Task)task!;
            }

            cluster.Rules.End(this, before, result, isOut: Host is { } host && !cluster.Silos.Contains(host.Silo));
            cluster.Return(this, () => _answer.TrySetResult(result));
        }
        catch (Exception exception)
        {
            IsOutdated = exception is InconsistentStateException;
            cluster.Return(this, () => _answer.TrySetException(exception));
        }
    }

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
