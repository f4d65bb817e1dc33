using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>Reads the XML bodies of requests. Namespaces are ignored, as clients differ in them.</summary>
internal static class RequestXml
{
    /// <summary>The parts of a CompleteMultipartUpload in the order given, ETags without quotes.</summary>
    public static IReadOnlyList<(int Number, string ETag)> Parts(byte[] body)
    {
        var root = Load(body, "CompleteMultipartUpload");
        var parts = root.Elements().Where(element => element.Name.LocalName == "Part").Select(part => (
            int.TryParse(Child(part, "PartNumber"), CultureInfo.InvariantCulture, out var number) ? number : throw S3Errors.MalformedXml,
            (Child(part, "ETag") ?? throw S3Errors.MalformedXml).Trim().Trim('"'))).ToList();
        return parts.Count == 0 ? throw S3Errors.MalformedXml : parts;
    }

    public static (IReadOnlyList<string> Keys, bool IsQuiet) Deletions(byte[] body)
    {
        var root = Load(body, "Delete");
        var keys = root.Elements().Where(element => element.Name.LocalName == "Object")
            .Select(one => Child(one, "Key") ?? throw S3Errors.MalformedXml).ToList();
        return keys.Count is 0 or > 1000
            ? throw S3Errors.MalformedXml
            : (keys, Child(root, "Quiet") is { } quiet && bool.TryParse(quiet, out var isQuiet) && isQuiet);
    }

    private static XElement Load(byte[] body, string rootName)
    {
        try
        {
            // Keys may hold control characters, which XML 1.0 has no way to say.
            using var reader = XmlReader.Create(
                new MemoryStream(body), new() { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
            return root?.Name.LocalName == rootName ? root : throw S3Errors.MalformedXml;
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml;
        }
    }

    private static string? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
