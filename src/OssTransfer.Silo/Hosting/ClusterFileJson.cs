using System.Text.Json.Serialization;

namespace OssTransfer.Silo.Hosting;

/// <summary>Reads and writes it without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ClusterFileContent))]
internal sealed partial class ClusterFileJson : JsonSerializerContext;
