using OssTransfer.LoopbackS3.Bodies;

namespace OssTransfer.LoopbackS3;

/// <summary>A part of an unfinished upload.</summary>
public sealed class UploadedPart
{
    internal UploadedPart(int number, ObjectBytes content, string etag, DateTimeOffset lastModified)
    {
        Number = number;
        Content = content;
        ETag = etag;
        LastModified = lastModified;
    }

    /// <summary>1 to 10,000.</summary>
    public int Number { get; }

    /// <summary>Size in bytes.</summary>
    public long Length => Content.Length;

    /// <summary>The part's MD5 in hex, without quotes.</summary>
    public string ETag { get; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset LastModified { get; }

    internal ObjectBytes Content { get; }
}
