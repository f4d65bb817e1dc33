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

    /// <summary>An answer to a slice that has another one, or none that is named.</summary>
    public bool HasOtherSlice(ByteRange asked) => Status == 206 && !SliceCheck.Has(Answer, asked);

    /// <summary>The size of the whole where it is named, of an answer with exactly the slice that was asked for; any other one is refused.</summary>
    public long? CheckSlice(ByteRange asked) => SliceCheck.TotalOf(Answer, asked);

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
