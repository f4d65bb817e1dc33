using System.Globalization;
using System.Text;

namespace OssTransfer.Jobs.FileLists;

/// <summary>What an inventory says of an object beside its key and size.</summary>
/// <param name="LastModified">As the source reported it.</param>
/// <param name="ETag">Of the content, without quotes.</param>
public sealed record InventoryFacts(DateTimeOffset LastModified, string ETag)
{
    /// <summary>The reason that a line of an inventory gives, where the inventory says no more.</summary>
    public const string NoFacts = "in the inventory";

    private const string Before = NoFacts + " of ";

    // Date and time as S3 and OSS may write them.
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH-mm-ss'Z'", "yyyy-MM-dd'T'HH-mm'Z'"];

    /// <summary>The reason that a line of an inventory gives, which <see cref="Find"/> reads.</summary>
    public string Reason => string.Create(CultureInfo.InvariantCulture, $"{Before}{LastModified.UtcDateTime:O} {ETag}");

    /// <summary>What the columns of a row say; null where they don't say both, or not so that it can be relied on.</summary>
    public static InventoryFacts? Of(ReadOnlySpan<char> lastModified, ReadOnlySpan<char> etag) =>
        Of(TryReadTime(lastModified, out var time) ? time : null, etag);

    /// <summary>What the columns of a row say, where the time is one already.</summary>
    public static InventoryFacts? Of(DateTimeOffset? lastModified, ReadOnlySpan<char> etag)
    {
        etag = etag.Trim('"');
        return lastModified is { } time && IsETag(etag) ? new(time, etag.ToString()) : null;
    }

    /// <summary>Back from <see cref="Reason"/>; null where there is none.</summary>
    public static InventoryFacts? Find(ReadOnlySpan<byte> reason)
    {
        var text = Encoding.UTF8.GetString(reason);
        return text.StartsWith(Before, StringComparison.Ordinal) && text.LastIndexOf(' ') is var space && space > Before.Length
            ? Of(text.AsSpan(Before.Length..space), text.AsSpan(space + 1))
            : null;
    }

    private static bool IsETag(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('!', '~') && !text.Contains('"');

    private static bool TryReadTime(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
