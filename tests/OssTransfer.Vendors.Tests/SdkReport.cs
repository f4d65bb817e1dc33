using System.Security.Cryptography;
using System.Text.Json;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests;

/// <summary>What a vendor's SDK says that it wrote, listed and read.</summary>
/// <param name="Objects">As it read them.</param>
/// <param name="V1">Keys as it listed them.</param>
internal sealed record SdkReport(IReadOnlyList<SdkReport.SdkObject> Objects, IReadOnlyList<string> V1)
{
    /// <summary>Keys of the second version of the listing; null where there is none.</summary>
    public IReadOnlyList<string>? V2 { get; init; }

    public static SdkReport Parse(string json) => JsonSerializer.Deserialize<SdkReport>(json, JsonSerializerOptions.Web)!;

    /// <summary>The migrated bucket holds exactly what the SDK read, bytes and metadata.</summary>
    public void AssertArrived(Migrated moved)
    {
        Assert.Equal(V1.Order(StringComparer.Ordinal), moved.Outcomes.Keys.Order(StringComparer.Ordinal));
        Assert.All(moved.Outcomes, row => Assert.Equal((OutcomeKind.Transferred, false), (row.Value.Kind, row.Value.SourceUnproven)));
        Assert.Equal(Objects.Count, moved.Bucket.Count);
        Assert.All(Objects, read =>
        {
            var arrived = moved.Bucket[read.Key];
            Assert.NotNull(arrived);
            Assert.Equal((read.Size, read.Md5), (arrived.Length, Convert.ToHexStringLower(MD5.HashData(arrived.ToArray()))));
            Assert.Equal(read.Meta.Order(ByName), arrived.Metadata.Order(ByName));
        });
    }

    private static Comparer<KeyValuePair<string, string>> ByName { get; } =
        Comparer<KeyValuePair<string, string>>.Create(static (one, other) => string.CompareOrdinal(one.Key, other.Key));

    /// <summary>An object as the SDK read it.</summary>
    internal sealed record SdkObject(string Key, long Size, string Md5, IReadOnlyDictionary<string, string> Meta);
}
