using System.Globalization;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>An answer at the end of all redirects, and its place in the host's lane. Dispose it, or the body made of it.</summary>
internal sealed record UrlAnswer(CloudAnswer Answer, HostPermit Permit) : IDisposable
{
    public int Status => Answer.Status;

    /// <summary>200 and 203: the whole content.</summary>
    public bool IsWhole => Status is 200 or 203;

    public long? Length => Answer.Response.Content.Headers.ContentLength;

    public ObjectInfo Info(long? size) => UrlHeaders.Read(Answer, size);

    /// <summary>The size of the whole where it is told, of an answer with exactly the slice that was asked for; any other one is refused.</summary>
    public long? CheckSlice(ByteRange asked)
    {
        if (Status != 206 || !ContentRange.TryRead(Answer, out var given, out var total))
        {
            throw new StorageException(
                StorageErrorKind.Unsupported, $"{Answer.What}: asked for a slice, the server answered {Status} with other bytes; it may give no slices")
            {
                Status = Status,
            };
        }

        if (given != asked || (Length is { } length && length != asked.Length))
        {
            throw new StorageException(
                StorageErrorKind.SourceChanged,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Answer.What}: asked for bytes {asked.Offset}-{asked.End - 1}, got {given.Offset}-{given.End - 1} of {total}, {Length} bytes long"))
            {
                Status = Status,
            };
        }

        return total;
    }

    /// <summary>Not every server obeys conditions.</summary>
    public void CheckValidator(string? asked, string? given)
    {
        if (asked is not null && given is not null && asked != given)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{Answer.What}: the content is {given}, it was {asked}") { Status = Status };
        }
    }

    public void Dispose()
    {
        Answer.Dispose();
        Permit.Dispose();
    }
}
