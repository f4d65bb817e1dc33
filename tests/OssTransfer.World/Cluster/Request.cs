using System.Reflection;
using Orleans.Concurrency;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>One call of a grain's method.</summary>
internal abstract class Request(Machine? caller, GrainId grain, Type type, MethodInfo method, object?[] arguments)
{
    /// <summary>Who waits for it; null: nobody of the cluster.</summary>
    public Machine? Caller { get; } = caller;

    /// <summary>Whom it asks.</summary>
    public GrainId Grain { get; } = grain;

    /// <summary>Its class.</summary>
    public Type Type { get; } = type;

    /// <summary>It may run beside others of its kind.</summary>
    public bool IsReadOnly { get; } = method.IsDefined(typeof(ReadOnlyAttribute));

    /// <summary>Somebody has answered it, or nobody will.</summary>
    public abstract bool HasEnded { get; }

    /// <summary>For people.</summary>
    public string Name => $"{Grain}.{method.Name}";

    /// <summary>Runs it; what comes of it goes back. Never throws.</summary>
    public abstract Task RunAsync(IGrainBase instance);

    /// <summary>It failed on the way.</summary>
    public abstract void Fail(Exception exception);

    protected object? Invoke(IGrainBase instance)
    {
        try
        {
            return method.Invoke(instance, arguments);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
