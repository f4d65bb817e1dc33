using System.Globalization;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>What signs the requests of one second.</summary>
/// <param name="Second">As in <see cref="SigningTime"/>.</param>
/// <param name="Date">That second as headers spell it.</param>
/// <param name="Prefix">What the header's value begins with.</param>
/// <param name="Key">The key.</param>
internal sealed record BceKey(long Second, string Date, string Prefix, string Key)
{
    private const int SecondsGood = 1800;

    public static BceKey Derive(string accessKey, ReadOnlySpan<byte> secretKey, SigningTime time)
    {
        var date = time.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var prefix = $"bce-auth-v1/{accessKey}/{date}/{SecondsGood}";
        return new BceKey(time.Second, date, prefix, BceSignature.SigningKey(prefix, secretKey));
    }
}
