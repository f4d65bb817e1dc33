using System.Reflection;
using Orleans.Concurrency;

namespace OssTransfer.World.Cluster;

/// <summary>What a grain's class says of itself.</summary>
internal sealed class GrainType
{
    private readonly ConstructorInvoker _constructor;

    public GrainType(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        (Name, _constructor) = (type.Name, ConstructorInvoker.Create(constructor));
        Parameters = [.. constructor.GetParameters().Select(parameter =>
            (parameter.ParameterType, parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName))];
        IsStatelessWorker = type.IsDefined(typeof(StatelessWorkerAttribute));
        IsReentrant = IsStatelessWorker || type.IsDefined(typeof(ReentrantAttribute));
    }

    /// <summary>The name of the class.</summary>
    public string Name { get; }

    /// <summary>What its constructor takes; those with a name are rows.</summary>
    public IReadOnlyList<(Type Type, string? Row)> Parameters { get; }

    /// <summary>Each silo has its own.</summary>
    public bool IsStatelessWorker { get; }

    /// <summary>Requests run beside each other.</summary>
    public bool IsReentrant { get; }

    /// <summary>Makes one.</summary>
    public IGrainBase Create(object?[] arguments) => (IGrainBase)_constructor.Invoke(arguments.AsSpan());
}
