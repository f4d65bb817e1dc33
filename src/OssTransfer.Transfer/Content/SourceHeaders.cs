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

        // A source whose HEAD tells of other content is not believed in what it says of slices either.
        await using var body = await source.OpenAsync(new(key), cancellationToken);
        return SourceVersion.Of(body.Info).IsOther(info) ? body.Info with { ReadsOnlyWhole = true } : info;
    }
}
