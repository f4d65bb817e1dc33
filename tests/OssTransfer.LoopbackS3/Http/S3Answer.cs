using System.Globalization;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>What is to be sent. Made by an operation, sent (or spoilt) by <see cref="AnswerWriter"/>.</summary>
internal sealed class S3Answer
{
    public int Status { get; init; } = 200;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public XmlOut? Xml { get; init; }

    /// <summary>The object whose headers go out, and whose body does unless <see cref="IsHeadOnly"/>.</summary>
    public StoredObject? Object { get; init; }

    public long Offset { get; init; }

    public long Count { get; init; }

    /// <summary>Of the whole, as the answer to a slice tells it.</summary>
    public long WholeLength { get; init; }

    public bool IsHeadOnly { get; init; }

    /// <summary>No header says how long the body is.</summary>
    public bool HasNoLength { get; init; }

    public static S3Answer Empty(int status = 200) => new() { Status = status };

    public static S3Answer Of(XmlOut xml) => new() { Xml = xml };

    public static S3Answer WithETag(string etag)
    {
        var answer = new S3Answer();
        answer.Headers.Add(new("ETag", $"\"{etag}\""));
        return answer;
    }

    /// <summary>With this header; without one as it is.</summary>
    public S3Answer With(KeyValuePair<string, string>? header)
    {
        if (header is { } known)
        {
            Headers.Add(known);
        }

        return this;
    }

    public static S3Answer Of(S3Error error, string requestId, string resource, bool isHead)
    {
        var answer = new S3Answer { Status = error.Status, Xml = isHead ? null : ErrorXml(error, requestId, resource) };
        if (error.RetryAfter is { } wait)
        {
            answer.Headers.Add(new("Retry-After", ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)));
        }

        return answer;
    }

    public static XmlOut ErrorXml(S3Error error, string requestId, string resource)
    {
        var xml = new XmlOut().Open("Error").Element("Code", error.Code).Element("Message", error.Message);
        foreach (var (name, value) in error.Details)
        {
            xml.Element(name, value);
        }

        return xml.Element("Resource", resource).Element("RequestId", requestId).Close("Error");
    }
}
