using System.Text.Json.Serialization;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>A part that the destination has.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">As the destination gave it.</param>
/// <param name="Md5">Of what was sent, most significant byte first.</param>
/// <param name="Size">Bytes.</param>
public sealed record MovedPart(int Number, string ETag, Hash128 Md5, long Size)
{
    /// <summary>What the part adds to the digests that the source publishes of the whole object; empty where it publishes none of the kind.</summary>
    [JsonPropertyName("Shares")]
    public IReadOnlyList<DigestPiece> DigestPieces { get; init; } = [];

    /// <summary>As in <see cref="Storage.ObjectInfo.HasOpaqueETag"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasOpaqueETag { get; init; }

    /// <summary>The store's answer proves that the part arrived. Null where an older version moved it: then what the store's ETags mean decides.</summary>
    public bool? IsConfirmed { get; init; }
}
