using System.Globalization;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// What distinguishes one content of a URL from another, in one text: a strong ETag as it is spelt, without quotes; else the second of Last-Modified;
/// else a weak ETag, which no request can be conditional on, so that only answers are compared.
/// </summary>
internal static class UrlValidator
{
    private const string Modified = "modified-";
    private const string Weak = "W/";

    /// <param name="etag">The ETag header, or null.</param>
    /// <param name="modified">Last-Modified; null for none.</param>
    public static string? Of(string? etag, DateTimeOffset? modified)
    {
        var isWeak = etag?.StartsWith(Weak, StringComparison.Ordinal) == true;
        return !string.IsNullOrEmpty(etag) && !isWeak ? EntityTag.Bare(etag)
            : modified is { } time ? string.Create(CultureInfo.InvariantCulture, $"{Modified}{time.ToUnixTimeSeconds()}")
            : isWeak ? Weak + EntityTag.Bare(etag)
            : null;
    }

    /// <summary>The header that makes a request for the whole conditional; null where none can.</summary>
    public static KeyValuePair<string, string>? ForWhole(string validator) =>
        ModifiedDate(validator) is { } date ? new("if-unmodified-since", date)
        : IsWeak(validator) ? null
        : new("if-match", EntityTag.Quoted(validator));

    /// <summary>The header that makes a request for a slice give the whole instead where the content is another; null where none can.</summary>
    public static KeyValuePair<string, string>? ForSlice(string validator) =>
        ModifiedDate(validator) is { } date ? new("if-range", date)
        : IsWeak(validator) ? null
        : new("if-range", EntityTag.Quoted(validator));

    private static bool IsWeak(string validator) => validator.StartsWith(Weak, StringComparison.Ordinal);

    private static string? ModifiedDate(string validator) =>
        validator.StartsWith(Modified, StringComparison.Ordinal)
        && long.TryParse(validator.AsSpan(Modified.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > -62_135_596_800 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
            : null;
}
