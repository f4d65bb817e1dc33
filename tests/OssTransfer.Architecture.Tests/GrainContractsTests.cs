using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace OssTransfer.Architecture.Tests;

/// <summary>Whether what grains say to each other arrives: one type that Orleans cannot write breaks every call of its interface, at run time only.</summary>
public sealed class GrainContractsTests
{
    public static TheoryData<string> Interfaces => [.. GrainInterfaces().Select(type => type.FullName!)];

    public static TheoryData<string> Messages =>
        [.. GrainInterfaces().SelectMany(Exchanged).SelectMany(Parts).Where(IsMessage).Select(type => type.FullName!).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Every_type_in_a_grain_interface_can_be_written(string grain)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        Assert.All(Exchanged(Find(grain)), type => Assert.True(serializer.CanSerialize(type), $"{grain}: {type}"));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_arrives_whole(string message)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var sent = Sample(Find(message));

        var arrived = serializer.Deserialize<object>(serializer.SerializeToArray(sent));

        Assert.IsType(sent.GetType(), arrived);
        Assert.Equal(JsonSerializer.Serialize(sent), JsonSerializer.Serialize(arrived));
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Grain_interface_and_its_methods_have_names_that_outlive_renaming(string grain)
    {
        var type = Find(grain);

        Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());
        Assert.All(type.GetMethods(), method => Assert.NotNull(method.GetCustomAttribute<AliasAttribute>()));
    }

    private static IEnumerable<Type> GrainInterfaces() =>
        Floors.Load(Floors.Grains).GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type));

    private static Type Find(string name) => Floors.Load(Floors.Grains).GetType(name, throwOnError: true)!;

    private static IEnumerable<Type> Exchanged(Type grain) => grain.GetMethods()
        .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method.ReturnType.GetGenericArguments()))
        .Where(type => type != typeof(CancellationToken))
        .Distinct();

    private static IEnumerable<Type> Parts(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsArray: true } array => Parts(array.GetElementType()!),
        { IsGenericType: true } generic => generic.GetGenericArguments().SelectMany(Parts),
        var plain when IsMessage(plain) => Members(plain).SelectMany(member => Parts(member.PropertyType)).Prepend(plain),
        var plain => [plain],
    };

    private static bool IsMessage(Type type) => type.Assembly == Floors.Load(Floors.Grains) && !type.IsEnum;

    private static PropertyInfo[] Members(Type message) =>
        [.. message.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null)];

    /// <summary>A message of which nothing is empty, so that nothing can be lost unseen.</summary>
    private static object Sample(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Sample(underlying);
        }

        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType()!, 1);
            array.SetValue(Sample(type.GetElementType()!), 0);
            return array;
        }

        return type switch
        {
            { IsEnum: true } => Enum.GetValues(type).Cast<object>().Last(),
            _ when IsMessage(type) || type.Assembly.GetName().Name!.StartsWith("OssTransfer.", StringComparison.Ordinal) => SampleMessage(type),
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => true,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(8)),
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(7),
            _ => Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private static object SampleMessage(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        var message = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
        foreach (var member in Members(type))
        {
            member.SetValue(message, Sample(member.PropertyType));
        }

        return message;
    }
}
