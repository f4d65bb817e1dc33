using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Content;

/// <summary>What a source says of an object. What comes with the content decides where HEAD disagrees with what was said before.</summary>
public static class SourceHeaders
{
    /// <summary>The headers of what is there now; null where nothing is.</summary>
    public static async Task<ObjectInfo?> AskAsync(IObjectReader source, ObjectKey key, SourceVersion known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(known);
        var info = await source.HeadAsync(key, cancellationToken);
        if (info is null || !known.IsOther(info))
        {
            return info;
        }

        // A source whose HEAD names other content is not believed in what it says of slices either.
        await using var body = await source.OpenAsync(new(key), cancellationToken);
        return SourceVersion.Of(body.Info).IsOther(info) ? body.Info with { ReadsOnlyWhole = true } : info;
    }

    /// <summary>
    /// An object with a coding is sent with it. What is read in parts is written with what HEAD says, so that is compared with an answer with a body first.
    /// </summary>
    internal static async Task CheckCodingAsync(IObjectReader source, ObjectKey key, ObjectInfo info, CancellationToken cancellationToken)
    {
        if (info is { HasOneSize: true, Metadata.ContentEncoding: { } stored })
        {
            await using var body = await source.OpenAsync(new(key), cancellationToken);
            if (!stored.Equals(body.Info.Metadata.ContentEncoding, StringComparison.OrdinalIgnoreCase))
            {
                throw ChangedOnTheWay.Codings(stored, body.Info.Metadata.ContentEncoding);
            }
        }
    }
}
