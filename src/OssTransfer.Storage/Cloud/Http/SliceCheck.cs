using System.Globalization;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>An answer with other bytes than the slice that was asked for must never pass as it.</summary>
internal static class SliceCheck
{
    /// <summary>Whether the answer has exactly this slice.</summary>
    public static bool Has(CloudAnswer answer, ByteRange asked) =>
        answer.Status == 206 && ContentRange.TryRead(answer, out var given, out _) && given == asked && HasLengthOf(answer, asked);

    /// <summary>
    /// The size of the whole where it is named, of an answer with exactly the slice that was asked for. One that ends early, with the object, is of another
    /// version (<see cref="StorageErrorKind.SourceChanged"/>); a store that answers otherwise gives no slices (<see cref="StorageErrorKind.Unsupported"/>).
    /// </summary>
    public static long? TotalOf(CloudAnswer answer, ByteRange asked)
    {
        if (answer.Status != 206 || !ContentRange.TryRead(answer, out var given, out var total))
        {
            throw new StorageException(
                StorageErrorKind.Unsupported, $"{answer.What}: asked for a slice, the server answered {answer.Status} with other bytes; it may give no slices")
            {
                Status = answer.Status,
            };
        }

        if (given == asked && HasLengthOf(answer, asked))
        {
            return total;
        }

        var hasShrunk = given.Offset == asked.Offset && given.Length < asked.Length && given.End == total;
        throw new StorageException(
            hasShrunk ? StorageErrorKind.SourceChanged : StorageErrorKind.Unsupported,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.What}: asked for bytes {asked.Offset}-{asked.End - 1}, got {given.Offset}-{given.End - 1} of {total}, {LengthOf(answer)} bytes long"))
        {
            Status = answer.Status,
        };
    }

    private static bool HasLengthOf(CloudAnswer answer, ByteRange asked) => LengthOf(answer) is not { } length || length == asked.Length;

    private static long? LengthOf(CloudAnswer answer) => answer.Response.Content.Headers.ContentLength;
}
