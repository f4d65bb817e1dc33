using System.Buffers;
using System.Text;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads the keys of a bucket, which are the same for both sides but for <c>src</c> and <c>des</c>.</summary>
internal sealed class CloudReader(ConfigValues values, string side)
{
    private const int MaxWordLength = 255;

    // A bucket at Qiniu may be read without a domain of its own.
    private static readonly StoreKind[] EndpointIsOptional = [StoreKind.Qiniu];

    private static readonly SearchValues<char> NotInBucket = SearchValues.Create("/\\?#% \t");

    public CloudSpec Read(StoreKind kind)
    {
        var reason = $"{side}-filetype {Names.Stores.NameOf(kind)} needs it";
        values.Required($"{side}-secretkey", reason);

        var hasEndpoint = !EndpointIsOptional.Contains(kind) || values.Text($"{side}-endpoint") is not null;
        return new(hasEndpoint ? Endpoint(reason) : null, Bucket(reason), AccessKey(reason))
        {
            Profile = Profile(),
            Region = Word($"{side}-region"),
            Addressing = values.Choice($"{side}-addressing", Names.Addressings, Addressing.Auto),
            ETags = values.Choice($"{side}-etag", Names.ETagUses, ETagUse.Auto),
            ListOrder = values.Choice($"{side}-list-order", Names.ListOrders, ListOrder.Auto),
            CaFile = CaFile(),
            ListEndpoint = ListEndpoint(),
            Proxy = Proxy(),
        };
    }

    /// <summary>A short name of letters, digits and <c>. _ -</c>, or null.</summary>
    public string? Word(string key)
    {
        var text = values.Text(key);
        if (text is not null && (text.Length > MaxWordLength || text.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '_' or '-'))))
        {
            values.Fail(key, "must be a name of letters, digits and . _ -");
        }

        return text;
    }

    private Uri Endpoint(string reason)
    {
        var key = $"{side}-endpoint";
        var text = values.Required(key, reason);
        if (EndpointText.TryRead(text, out var endpoint))
        {
            return NoteOpenTraffic(key, endpoint);
        }

        if (text.Length > 0)
        {
            values.Fail(key, "must be [http[s]://]host[:port] and nothing else; the bucket has its own key, so has the prefix");
        }

        return new($"https://{side}.invalid");
    }

    private Uri NoteOpenTraffic(string key, Uri endpoint)
    {
        if (endpoint.Scheme == Uri.UriSchemeHttp && !endpoint.IsLoopback)
        {
            values.Note(key, "http: objects and their names travel unencrypted");
        }

        return endpoint;
    }

    private string Bucket(string reason)
    {
        var key = $"{side}-bucketName";
        var bucket = values.Required(key, reason);
        if (bucket is "." or ".." || Encoding.UTF8.GetByteCount(bucket) > MaxWordLength || bucket.AsSpan().ContainsAny(NotInBucket))
        {
            values.Fail(key, @"must be the name of a bucket, without / \ ? # % and spaces; a directory in it goes into the prefix");
        }

        return bucket;
    }

    private string AccessKey(string reason)
    {
        var key = $"{side}-accesskey";
        var accessKey = values.Required(key, reason);
        if (accessKey.Any(letter => !char.IsAscii(letter) || letter is ' ' or '\t' or '/' or ','))
        {
            values.Fail(key, "must be ASCII without spaces, / and ,");
        }

        return accessKey;
    }

    private string? Profile()
    {
        var key = $"{side}-profile";
        var profile = Word(key);
        if (profile is not null && values.Context.Profiles is { } known && !known.Contains(profile))
        {
            values.Fail(key, $"must be one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }

        return profile;
    }

    private string? CaFile()
    {
        var key = $"{side}-ca-file";
        var path = values.Text(key);
        if (path?.StartsWith('/') == false)
        {
            values.Fail(key, "must be an absolute path");
        }

        return path;
    }

    private Uri? ListEndpoint()
    {
        var key = $"{side}-list-endpoint";
        if (values.Text(key) is not { } text)
        {
            return null;
        }

        if (EndpointText.TryRead(text, out var endpoint))
        {
            return NoteOpenTraffic(key, endpoint);
        }

        values.Fail(key, "must be [http[s]://]host[:port] and nothing else");
        return null;
    }

    /// <summary>The side's proxy without its password, or null.</summary>
    public ProxySpec? Proxy()
    {
        var key = $"{side}-proxy";
        if (values.Text(key) is not { } text)
        {
            return null;
        }

        if (ProxyText.TryRead(text, out var proxy, out _))
        {
            return proxy;
        }

        values.Fail(key, "must be [http|https|socks5]://[user:password@]host:port, user and password percent-encoded");
        return null;
    }
}
