using System.Reflection;

namespace OssTransfer.World.Cluster;

/// <summary>Objects of grain interfaces that send what is asked of them.</summary>
internal static class GrainReferences
{
    private static readonly MethodInfo Make = typeof(Stub).GetMethod(nameof(Stub.Of))!;
    private static readonly Dictionary<Type, Func<Func<MethodInfo, object?[], object?>, object>> Makers = [];

    /// <summary>One of an interface.</summary>
    public static object Of(Type grainInterface, Func<MethodInfo, object?[], object?> send)
    {
        if (!Makers.TryGetValue(grainInterface, out var make))
        {
            Makers[grainInterface] = make = Make.MakeGenericMethod(grainInterface).CreateDelegate<Func<Func<MethodInfo, object?[], object?>, object>>();
        }

        return make(send);
    }

    /// <summary>What gives a silo its grains.</summary>
    public static IGrainFactory Factory(Func<Type, string, object> reference) => Stub.Of<IGrainFactory>((method, arguments) =>
        method is { Name: nameof(IGrainFactory.GetGrain), IsGenericMethod: true }
            ? reference(method.GetGenericArguments()[0], $"{arguments[0]}")
            : throw new NotSupportedException(method.Name));
}
