using System.Text.RegularExpressions;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>What a service would refuse, known before a request is made: a pure decision.</summary>
internal static class ProfileRules
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>All that is wrong, for people.</summary>
    /// <param name="profile">What applies.</param>
    /// <param name="endpoint">An address stands in for the service: what only names can have doesn't hold there.</param>
    /// <param name="options">As the user wrote them.</param>
    public static IEnumerable<string> Errors(StoreProfile profile, S3Endpoint endpoint, S3StoreOptions options)
    {
        var name = profile.Traits.Name;
        if (options.SessionToken is not null && !profile.TakesSessionTokens)
        {
            yield return $"{name} takes no session token: use lasting keys";
        }

        if (endpoint.IsAddress)
        {
            yield break;
        }

        if (profile.IsHostOnly && options.Addressing == BucketAddressing.Path)
        {
            yield return $"{name} takes the bucket only in front of the host: leave path addressing out";
        }

        if (profile.IsHostOnly && !FitsHost(options.Bucket))
        {
            yield return $"{name} takes the bucket only in front of the host, where '{options.Bucket}' can't stand: small letters, digits and '-'";
        }

        if (profile.BucketEnd is { } end && !Regex.IsMatch(options.Bucket, $"{end}$", RegexOptions.CultureInvariant, Limit))
        {
            yield return $"the bucket '{options.Bucket}' lacks the account's number that ends all names of {name}: write it like name-1250000000";
        }

        if (endpoint.IsHttps && profile.HttpOnlyRegions.Contains(endpoint.Region))
        {
            yield return $"{name} speaks no https in region {endpoint.Region}: write http://{endpoint.Authority}, or read with the vendor's own protocol";
        }
    }

    private static bool FitsHost(string bucket) => bucket.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
