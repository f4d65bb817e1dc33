using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs;

public sealed class JobsJsonTests
{
    // Written by every version there was, and no null: what is read where they are missing doesn't matter.
    private static readonly string[] AlwaysThere = ["Version", "ConfigVersion", "Status", "NextMode", "Mode", "Phase"];

    private static readonly JsonSerializerOptions Generated = new(JobStateCodec.Json) { TypeInfoResolver = JobsJson.Default };
    private static readonly JsonSerializerOptions Reflected = new(JobStateCodec.Json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static TheoryData<Type> Types() =>
    [
        .. typeof(JobsJson).GetProperties()
            .Select(property => property.PropertyType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => Generated.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_missing_member_is_read_as_its_initializer_says(Type type)
    {
        var least = Least(Generated.GetTypeInfo(type));

        var read = least.Deserialize(Generated.GetTypeInfo(type));

        Assert.Equal(Written(least.Deserialize(Reflected.GetTypeInfo(type)), type, Reflected), Written(read, type, Reflected));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_generated_writes_what_reflection_would(Type type)
    {
        var value = Least(Generated.GetTypeInfo(type)).Deserialize(Generated.GetTypeInfo(type));

        Assert.Equal(Written(value, type, Reflected), Written(value, type, Generated));
    }

    private static string Written(object? value, Type type, JsonSerializerOptions options) => JsonSerializer.Serialize(value, options.GetTypeInfo(type));

    private static JsonNode Least(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Enumerable => new JsonArray(),
        JsonTypeInfoKind.Dictionary => new JsonObject(),
        JsonTypeInfoKind.Object => new JsonObject(type.Properties.Where(IsNeeded)
            .Select(member => KeyValuePair.Create<string, JsonNode?>(member.Name, Least(type.Options.GetTypeInfo(member.PropertyType))))),
        _ => LeastValue(Nullable.GetUnderlyingType(type.Type) ?? type.Type),
    };

    private static bool IsNeeded(JsonPropertyInfo member) =>
        member.IsRequired || member.AssociatedParameter is { IsMemberInitializer: false, HasDefaultValue: false } || AlwaysThere.Contains(member.Name);

    private static JsonValue LeastValue(Type type) =>
        type == typeof(bool) ? JsonValue.Create(false)
        : type == typeof(DateTimeOffset) ? JsonValue.Create(DateTimeOffset.UnixEpoch)
        : type == typeof(TimeSpan) ? JsonValue.Create("00:00:01")
        : type == typeof(byte[]) || type == typeof(ObjectKey) ? JsonValue.Create("YQ==")
        : type == typeof(KeyDigest) ? JsonValue.Create(new string('0', 32))
        : type == typeof(string) ? JsonValue.Create("")
        : JsonValue.Create(1);
}
