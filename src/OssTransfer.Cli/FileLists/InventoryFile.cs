using System.Text.Json.Serialization;

namespace OssTransfer.Cli.FileLists;

/// <summary>One of the files that an inventory consists of.</summary>
/// <param name="Key">Its key in the bucket that the inventory was written to.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Md5">The MD5 of its bytes, in hex digits of either case.</param>
internal sealed record InventoryFile(string Key, long Size, [property: JsonPropertyName("MD5checksum")] string Md5);
