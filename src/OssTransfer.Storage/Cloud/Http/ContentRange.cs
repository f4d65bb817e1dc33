using System.Globalization;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>The Content-Range of an answer.</summary>
internal static class ContentRange
{
    /// <summary>The slice that it names, and the size of the whole; null where that is given as unknown (<c>*</c>).</summary>
    public static bool TryRead(CloudAnswer answer, out ByteRange range, out long? total)
    {
        (range, total) = (default, null);
        if (!answer.Response.Content.Headers.NonValidated.TryGetValues("Content-Range", out var values))
        {
            return false;
        }

        var text = values.ToString().AsSpan();
        var (dash, slash) = (text.IndexOf('-'), text.IndexOf('/'));
        if (!text.StartsWith("bytes ", StringComparison.OrdinalIgnoreCase) || dash < 6 || slash < dash
            || !Number(text[6..dash], out var first) || !Number(text[(dash + 1)..slash], out var last) || !TryReadTotal(text[(slash + 1)..], out total)
            || last < first || last >= (total ?? long.MaxValue))
        {
            return false;
        }

        range = new ByteRange(first, last - first + 1);
        return true;
    }

    private static bool TryReadTotal(ReadOnlySpan<char> text, out long? total)
    {
        var isKnown = Number(text, out var number);
        total = isKnown ? number : null;
        return isKnown || text is "*";
    }

    private static bool Number(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
