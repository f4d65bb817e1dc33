using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>One call of a grain's method.</summary>
internal abstract class Request(Machine? caller, GrainId grain, GrainType type, GrainMethod method, object?[] arguments)
{
    /// <summary>Who waits for it; null: nobody of the cluster.</summary>
    public Machine? Caller { get; } = caller;

    /// <summary>Whom it asks.</summary>
    public GrainId Grain { get; } = grain;

    /// <summary>Its class.</summary>
    public GrainType Type { get; } = type;

    /// <summary>Where the protocol may break here.</summary>
    public Joint Joint => Method.Joint;

    /// <summary>The method that is called.</summary>
    public GrainMethod Method { get; } = method;

    /// <summary>With what.</summary>
    public IReadOnlyList<object?> Arguments { get; } = arguments;

    /// <summary>The activation that has it; null: it has not arrived yet.</summary>
    public Activation? Host { get; set; }

    /// <summary>It ended because a row has another version by now.</summary>
    public bool IsOutdated { get; protected set; }

    /// <summary>Somebody has answered it, or nobody will.</summary>
    public abstract bool HasEnded { get; }

    /// <summary>For people.</summary>
    public string Name => $"{Grain}.{Method.Name}";

    /// <summary>The same once more; nobody waits for its answer.</summary>
    public abstract Request Again();

    /// <summary>Runs it; what comes of it goes back. Never throws.</summary>
    public abstract Task RunAsync(IGrainBase instance);

    /// <summary>It failed on the way.</summary>
    public abstract void Fail(Exception exception);

    protected object? Invoke(IGrainBase instance) => Method.Invoke(instance, arguments);
}
