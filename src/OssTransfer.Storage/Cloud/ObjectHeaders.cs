using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud;

/// <summary>An object's headers in answers.</summary>
internal static class ObjectHeaders
{
    /// <summary>What an answer to HEAD or GET says of the object.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="size">Of the whole object; null where unknown.</param>
    /// <param name="dialect">How the vendor spells its own ones, and what its ETags mean.</param>
    public static ObjectInfo Read(CloudAnswer answer, long? size, CloudDialect dialect)
    {
        var fields = default(Fields);
        Collect(answer.Response.Headers.NonValidated, dialect, ref fields);
        Collect(answer.Response.Content.Headers.NonValidated, dialect, ref fields);
        var etag = EntityTag.Bare(fields.ETag);
        var modified = fields.LastModified is not null && HttpDate.TryParse(fields.LastModified, out var time) ? time : (DateTimeOffset?)null;
        return new ObjectInfo(size, modified, etag, Metadata(fields))
        {
            StorageClass = StorageClasses.Named(fields.StorageClass),
            Digests = Digests(fields, etag, dialect),
            HasOpaqueETag = fields.HasOpaqueETag,
            HasOneSize = true,
            IsStamped = true,
            IsMadeOnTheWay = answer.Response.Content.Headers.ContentLength is null || fields.ETag?.StartsWith("W/", StringComparison.Ordinal) == true,
        };
    }

    private static void Collect(HttpHeadersNonValidated headers, CloudDialect dialect, ref Fields fields)
    {
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(dialect.HeaderPrefix, StringComparison.OrdinalIgnoreCase))
            {
                CollectOwn(name.AsSpan(dialect.HeaderPrefix.Length), value, ref fields);
                if (name.Equals(dialect.Crc64Header, StringComparison.OrdinalIgnoreCase))
                {
                    fields.Crc64 = value.ToString();
                }
                else if (name.Equals(dialect.Crc32Header, StringComparison.OrdinalIgnoreCase))
                {
                    fields.Crc32 = value.ToString();
                }

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
                case "Content-MD5":
                    fields.ContentMd5 = value.ToString();
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

    /// <param name="name">Without the vendor's prefix.</param>
    /// <param name="value">As it came.</param>
    /// <param name="fields">Where it goes.</param>
    private static void CollectOwn(ReadOnlySpan<char> name, HeaderStringValues value, ref Fields fields)
    {
        if (name.StartsWith("meta-", StringComparison.OrdinalIgnoreCase))
        {
            (fields.User ??= []).Add(new(name["meta-".Length..].ToString().ToLowerInvariant(), value.ToString()));
        }
        else if (name.Equals("storage-class", StringComparison.OrdinalIgnoreCase))
        {
            fields.StorageClass = value.ToString();
        }
        else if (name.StartsWith("server-side-encryption", StringComparison.OrdinalIgnoreCase))
        {
            fields.HasOpaqueETag |= EncryptionHeaders.HideContent(name, value.ToString());
        }
    }

    /// <summary>All that the answer publishes of the whole content.</summary>
    private static PublishedDigest[] Digests(in Fields fields, string? etag, CloudDialect dialect)
    {
        var digests = new List<PublishedDigest>(2);
        if (fields.Crc64 is not null && ulong.TryParse(fields.Crc64, NumberStyles.None, CultureInfo.InvariantCulture, out var crc))
        {
            var bytes = new byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, crc);
            digests.Add(new(DigestKind.Crc64, bytes));
        }

        if (fields.Crc32 is not null && uint.TryParse(fields.Crc32, NumberStyles.None, CultureInfo.InvariantCulture, out var crc32))
        {
            var bytes = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, crc32);
            digests.Add(new(DigestKind.Crc32, bytes));
        }

        if (etag is not null && dialect.ETagDigest?.Invoke(etag) is { } own)
        {
            digests.Add(own);
        }

        var md5 = new byte[16];
        if (dialect.PublishesContentMd5 && fields.ContentMd5 is { Length: 24 } text && Convert.TryFromBase64String(text, md5, out var length)
            && length == md5.Length)
        {
            digests.Add(new(DigestKind.Md5, md5));
        }
        else if (EntityTag.Digest(etag, dialect.Traits.ForObject(fields.HasOpaqueETag)) is { } digest)
        {
            digests.Add(digest);
        }

        return [.. digests];
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

    /// <summary>aws-chunked is how a body was uploaded; stores that don't know it keep it as if it were the object's coding.</summary>
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
        public string? ContentMd5;
        public string? Crc64;
        public string? Crc32;
        public string? ContentType;
        public string? CacheControl;
        public string? ContentDisposition;
        public string? ContentEncoding;
        public string? ContentLanguage;
        public string? Expires;
        public string? StorageClass;
        public bool HasOpaqueETag;
        public List<KeyValuePair<string, string>>? User;
    }
}
