using System.Reflection;
using System.Runtime.CompilerServices;

namespace OssTransfer.Architecture.Tests;

/// <summary>How types and methods look.</summary>
public sealed class TypesTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Methods that take no token, and why.</summary>
    private static readonly Dictionary<string, string> TokenElsewhere = new()
    {
        ["Md5Hasher.DrainAsync"] = "waits for lanes that are computing, and computing ends",
        ["Md5Hasher.ForgetAsync"] = "the same",
        ["Md5Stream.FinishAsync"] = "the same",
        ["Md5Stream.ReleasedNeedsLock"] = "the same",
        ["ContentReader.HashAsync"] = "the same",
        ["RunPlanner.NextAsync"] = "its cursors were opened with the token",
        ["SourceCursor.PeekAsync"] = "its listing was opened with the token",
        ["ListingRecorder.RecordAsync"] = "writes states through grains; half a write helps nobody",
        ["SharedWrite.FlushAsync"] = "waits for a write that others wait for, too",
        ["CountedWait.CountAsync"] = "the wait that it counts has it",
        ["OpenJobs.CloseUnusedAsync"] = "lets go of what is open; must happen",
    };

    [Theory]
    [MemberData(nameof(Floors.All), MemberType = typeof(Floors))]
    public void Class_is_sealed_static_or_abstract(string project) =>
        Violations.AssertNone(
            OwnTypes(project)
                .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsComponent(type))
                .Select(type => type.FullName!));

    [Theory]
    [MemberData(nameof(Floors.BelowSilo), MemberType = typeof(Floors))]
    public void Asynchronous_method_takes_a_token_last_without_default(string project)
    {
        var wrong = OwnTypes(project)
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => IsAsynchronous(method) && !method.IsSpecialName && !IsGenerated(method) && !IsExempt(method))
            .Where(method => method.GetParameters() is not [.., { HasDefaultValue: false } last] || last.ParameterType != typeof(CancellationToken))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");

        Violations.AssertNone(wrong);
    }

    [Theory]
    [MemberData(nameof(Floors.All), MemberType = typeof(Floors))]
    public void Asynchronous_method_says_so_in_its_name(string project)
    {
        var wrong = OwnTypes(project)
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => IsAsynchronous(method) && !method.IsPrivate && !method.IsSpecialName && !IsGenerated(method) && !ComesFromElsewhere(method))
            .Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != "ReleasedNeedsLock")
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");

        Violations.AssertNone(wrong);
    }

    private static IEnumerable<Type> OwnTypes(string project) => Floors.Load(project).GetTypes()
        .Where(
            type => type.Namespace?.StartsWith("OssTransfer.", StringComparison.Ordinal) == true && !IsGenerated(type) && !type.IsSubclassOf(typeof(Delegate)));

    // Written by the Razor compiler, which cannot seal.
    private static bool IsComponent(Type type) => type.GetInterface("Microsoft.AspNetCore.Components.IComponent") is not null;

    private static bool IsGenerated(MemberInfo? member) => member is not null
        && (member.Name.Contains('<', StringComparison.Ordinal)
            || member.IsDefined(typeof(CompilerGeneratedAttribute), false)
            || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false)
            || IsGenerated(member.DeclaringType));

    private static bool IsAsynchronous(MethodInfo method) =>
        typeof(Task).IsAssignableFrom(method.ReturnType)
        || method.ReturnType == typeof(ValueTask)
        || (method.ReturnType.IsGenericType
            && (method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>)
                || method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    /// <summary>
    /// What works for one call was given that call's token when it was made. Calls of grains decide and write one state: they end
    /// by themselves within a second, and a caller that gives up repeats them, so only the long one to a transfer worker takes a token.
    /// The same holds for the classes that are behind a job's grain.
    /// The rest has its shape from a library.
    /// </summary>
    private static bool IsExempt(MethodInfo method) =>
        method.IsPrivate
        || TokenElsewhere.ContainsKey($"{method.DeclaringType!.Name}.{method.Name}")
        || typeof(IGrain).IsAssignableFrom(method.DeclaringType)
        || method.DeclaringType!.Namespace == "OssTransfer.Grains.Jobs"
        || ComesFromElsewhere(method)
        || (!method.IsStatic && method.DeclaringType!.GetFields(Declared).Any(field => field.FieldType == typeof(CancellationToken)));

    private static bool ComesFromElsewhere(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType!.Assembly != method.DeclaringType!.Assembly
        || method.DeclaringType.GetInterfaces().Any(contract => !IsOwn(contract) && Implements(method, contract));

    private static bool IsOwn(Type type) => type.Assembly.GetName().Name is { } name && (name == "osstransfer" || Floors.Of.ContainsKey(name));

    private static bool Implements(MethodInfo method, Type contract) =>
        !method.DeclaringType!.IsInterface && method.DeclaringType.GetInterfaceMap(contract).TargetMethods.Contains(method);
}
