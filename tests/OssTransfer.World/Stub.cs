using System.Reflection;

namespace OssTransfer.World;

/// <summary>Answers the calls of an interface by one method; of a large one only few are ever used.</summary>
#pragma warning disable CA1852 // The runtime makes a class that inherits from it.
internal class Stub : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    /// <summary>An object of the interface.</summary>
    public static T Of<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var stub = Create<T, Stub>();
        ((Stub)(object)stub)._answer = answer;
        return stub;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);
}
