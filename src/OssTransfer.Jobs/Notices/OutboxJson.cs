using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Jobs.Notices;

/// <summary>How notices and the outbox are written: JSON, so that a later version can add to it.</summary>
internal static class OutboxJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = RecordJson.Types,
    };
}
