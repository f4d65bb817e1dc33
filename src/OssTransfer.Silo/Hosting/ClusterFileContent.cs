using System.Text.Json.Serialization;

namespace OssTransfer.Silo.Hosting;

/// <summary>The text of a cluster file.</summary>
internal sealed record ClusterFileContent
{
    [JsonPropertyOrder(0)]
    public required int Format { get; init; }

    [JsonPropertyOrder(1)]
    public required string Database { get; init; }

    [JsonPropertyOrder(2)]
    public required string[] SealingKeys { get; init; }

    [JsonPropertyOrder(3)]
    public required string Certificate { get; init; }

    [JsonPropertyOrder(4)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NewCertificate { get; init; }
}
