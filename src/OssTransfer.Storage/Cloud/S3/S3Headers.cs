using System.Globalization;
using System.Net.Http.Headers;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>An object's headers, from answers and into calls.</summary>
internal static class S3Headers
{
    private const string UserPrefix = "x-amz-meta-";
    private const string DefaultType = "application/octet-stream";

    /// <summary>Adds what a written object should carry.</summary>
    public static void Write(S3Call call, WriteTarget target)
    {
        var metadata = target.Metadata;
        call.Headers.Add(new("content-type", string.IsNullOrEmpty(metadata.ContentType) ? DefaultType : metadata.ContentType));
        AddTo(call.Headers, "x-amz-acl", target.Acl);
        AddTo(call.Headers, "x-amz-storage-class", target.StorageClass);
        for (var i = 0; i < metadata.User.Count; i++)
        {
            call.Headers.Add(new(UserPrefix + metadata.User[i].Key.ToLowerInvariant(), metadata.User[i].Value));
        }

        AddTo(call.UnsignedHeaders, "cache-control", metadata.CacheControl);
        AddTo(call.UnsignedHeaders, "content-disposition", metadata.ContentDisposition);
        AddTo(call.UnsignedHeaders, "content-encoding", metadata.ContentEncoding);
        AddTo(call.UnsignedHeaders, "content-language", metadata.ContentLanguage);
        AddTo(call.UnsignedHeaders, "expires", metadata.Expires);
    }

    /// <summary>What an answer to HEAD or GET says of the object.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="size">Of the whole object; -1 where unknown.</param>
    /// <param name="traits">What the store's ETags mean.</param>
    public static ObjectInfo Read(CloudAnswer answer, long size, StoreTraits traits)
    {
        var fields = default(Fields);
        Collect(answer.Response.Headers.NonValidated, ref fields);
        Collect(answer.Response.Content.Headers.NonValidated, ref fields);
        var etag = S3ETag.Bare(fields.ETag);
        var digest = S3ETag.Digest(etag, traits, fields.IsEncryptedByKey);
        var modified = fields.LastModified is not null && HttpDate.TryParse(fields.LastModified, out var time) ? time : default;
        return new ObjectInfo(size, modified, etag, Metadata(fields))
        {
            StorageClass = fields.StorageClass is null or "STANDARD" ? null : fields.StorageClass,
            Digests = digest is null ? [] : [digest],
        };
    }

    /// <summary>The slice and size that a Content-Range names.</summary>
    public static bool TryReadRange(CloudAnswer answer, out ByteRange range, out long total)
    {
        (range, total) = (default, -1);
        if (!answer.Response.Content.Headers.NonValidated.TryGetValues("Content-Range", out var values))
        {
            return false;
        }

        var text = values.ToString().AsSpan();
        var (dash, slash) = (text.IndexOf('-'), text.IndexOf('/'));
        if (!text.StartsWith("bytes ", StringComparison.OrdinalIgnoreCase) || dash < 6 || slash < dash
            || !Number(text[6..dash], out var first) || !Number(text[(dash + 1)..slash], out var last) || !Number(text[(slash + 1)..], out total))
        {
            return false;
        }

        range = new ByteRange(first, last - first + 1);
        return true;
    }

    private static bool Number(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static void AddTo(List<KeyValuePair<string, string>> headers, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            headers.Add(new(name, value));
        }
    }

    private static void Collect(HttpHeadersNonValidated headers, ref Fields fields)
    {
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                CollectAmz(name, value, ref fields);
                continue;
            }

            switch (name)
            {
                case "ETag":
                    fields.ETag = value.ToString();
                    break;
                case "Last-Modified":
                    fields.LastModified = value.ToString();
                    break;
                case "Content-Type":
                    fields.ContentType = value.ToString();
                    break;
                case "Cache-Control":
                    fields.CacheControl = value.ToString();
                    break;
                case "Content-Disposition":
                    fields.ContentDisposition = value.ToString();
                    break;
                case "Content-Encoding":
                    fields.ContentEncoding = value.ToString();
                    break;
                case "Content-Language":
                    fields.ContentLanguage = value.ToString();
                    break;
                case "Expires":
                    fields.Expires = value.ToString();
                    break;
            }
        }
    }

    private static void CollectAmz(string name, HeaderStringValues value, ref Fields fields)
    {
        if (name.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase))
        {
            (fields.User ??= []).Add(new(name[UserPrefix.Length..].ToLowerInvariant(), value.ToString()));
        }
        else if (name.Equals("x-amz-storage-class", StringComparison.OrdinalIgnoreCase))
        {
            fields.StorageClass = value.ToString();
        }
        else if (name.Equals("x-amz-server-side-encryption", StringComparison.OrdinalIgnoreCase))
        {
            fields.IsEncryptedByKey |= value.ToString().StartsWith("aws:kms", StringComparison.OrdinalIgnoreCase);
        }
        else if (name.StartsWith("x-amz-server-side-encryption-customer", StringComparison.OrdinalIgnoreCase))
        {
            fields.IsEncryptedByKey = true;
        }
    }

    private static ObjectMetadata Metadata(in Fields fields) => new()
    {
        ContentType = fields.ContentType,
        CacheControl = fields.CacheControl,
        ContentDisposition = fields.ContentDisposition,
        ContentEncoding = Stored(fields.ContentEncoding),
        ContentLanguage = fields.ContentLanguage,
        Expires = fields.Expires,
        User = fields.User is null ? [] : fields.User,
    };

    /// <summary>aws-chunked was the way of an upload; stores that don't know it keep it as if it were the object's.</summary>
    private static string? Stored(string? encoding)
    {
        if (encoding is null || !encoding.Contains("aws-chunked", StringComparison.OrdinalIgnoreCase))
        {
            return encoding;
        }

        var kept = encoding.Split(',', StringSplitOptions.TrimEntries)
            .Where(token => token.Length > 0 && !token.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase));
        return string.Join(", ", kept) is { Length: > 0 } rest ? rest : null;
    }

    private struct Fields
    {
        public string? ETag;
        public string? LastModified;
        public string? ContentType;
        public string? CacheControl;
        public string? ContentDisposition;
        public string? ContentEncoding;
        public string? ContentLanguage;
        public string? Expires;
        public string? StorageClass;
        public bool IsEncryptedByKey;
        public List<KeyValuePair<string, string>>? User;
    }
}
