using System.Reflection;
using Orleans.Concurrency;

namespace OssTransfer.World.Cluster;

/// <summary>What the attributes of a grain's method say: to look them up at each call would take longer than the call.</summary>
internal sealed class GrainMethod
{
    private static readonly Dictionary<MethodInfo, GrainMethod> Known = [];
    private readonly MethodInvoker _invoker;

    private GrainMethod(MethodInfo method)
    {
        (Name, Joint, IsReadOnly) = (method.Name, Joints.Of(method), method.IsDefined(typeof(ReadOnlyAttribute)));
        _invoker = MethodInvoker.Create(method);
        Result = method.ReturnType == typeof(Task) ? typeof(bool) : method.ReturnType.GenericTypeArguments[0];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where the protocol may break here.</summary>
    public Joint Joint { get; }

    /// <summary>It may run beside others of its kind.</summary>
    public bool IsReadOnly { get; }

    /// <summary>What it answers; a bool, where that is nothing.</summary>
    public Type Result { get; }

    /// <summary>That of an interface's method.</summary>
    public static GrainMethod Of(MethodInfo method)
    {
        if (!Known.TryGetValue(method, out var known))
        {
            Known[method] = known = new(method);
        }

        return known;
    }

    /// <summary>Calls it.</summary>
    public object? Invoke(IGrainBase grain, object?[] arguments) => _invoker.Invoke(grain, arguments.AsSpan());
}
