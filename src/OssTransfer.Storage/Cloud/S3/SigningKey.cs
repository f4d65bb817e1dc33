using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>A secret key narrowed to one day and region.</summary>
/// <param name="AccessKey">Whose.</param>
/// <param name="Day"><c>20130524</c></param>
/// <param name="Scope"><c>20130524/us-east-1/s3/aws4_request</c></param>
/// <param name="Bytes">The derived key.</param>
internal sealed record SigningKey(string AccessKey, string Day, string Scope, byte[] Bytes)
{
    public static SigningKey Derive(string accessKey, Secret secretKey, string day, string region)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey.Reveal());
        foreach (var step in new[] { day, region, "s3", "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return new SigningKey(accessKey, day, $"{day}/{region}/s3/aws4_request", key);
    }

    /// <summary>The value of the Authorization header up to the names of the headers.</summary>
    public string Credential { get; } = $"AWS4-HMAC-SHA256 Credential={AccessKey}/{Scope}, SignedHeaders=";

    /// <summary>Not the key.</summary>
    public override string ToString() => $"{AccessKey}/{Scope}";
}
