using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Cli.FileLists;

/// <summary>How manifests of inventories are read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InventoryManifest))]
internal sealed partial class InventoryJson : JsonSerializerContext;
