using System.Buffers.Text;
using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Reads the answers to multipart calls.</summary>
internal static class S3MultipartParser
{
    public static string UploadId(ReadOnlySpan<byte> xml)
    {
        var scanner = Root(xml, "InitiateMultipartUploadResult"u8);
        var id = "";
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("UploadId"u8))
            {
                id = Encoding.UTF8.GetString(scanner.Text());
            }
            else
            {
                scanner.Skip();
            }
        }

        return id.Length > 0 ? id : throw new InvalidDataException("the answer names no upload");
    }

    public static S3MultipartPage<UploadedPart> Parts(ReadOnlySpan<byte> xml)
    {
        var scanner = Root(xml, "ListPartsResult"u8);
        var parts = new List<UploadedPart>();
        bool? truncated = null;
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("Part"u8))
            {
                parts.Add(ReadPart(ref scanner));
            }
            else if (scanner.Name.SequenceEqual("IsTruncated"u8))
            {
                truncated = scanner.Flag();
            }
            else
            {
                scanner.Skip();
            }
        }

        return new S3MultipartPage<UploadedPart>(parts, IsTruncated(truncated));
    }

    public static S3MultipartPage<PendingUpload> Uploads(ReadOnlySpan<byte> xml)
    {
        var scanner = Root(xml, "ListMultipartUploadsResult"u8);
        var uploads = new List<(byte[] Key, string Id, DateTimeOffset? Initiated)>();
        var encoded = false;
        bool? truncated = null;
        byte[] nextKey = [];
        string? nextId = null;
        while (scanner.ReadChild())
        {
            switch (Encoding.ASCII.GetString(scanner.Name))
            {
                case "Upload":
                    uploads.Add(ReadUpload(ref scanner));
                    break;
                case "IsTruncated":
                    truncated = scanner.Flag();
                    break;
                case "EncodingType":
                    encoded = scanner.Text().SequenceEqual("url"u8);
                    break;
                case "NextKeyMarker":
                    nextKey = scanner.Text().ToArray();
                    break;
                case "NextUploadIdMarker":
                    nextId = Encoding.UTF8.GetString(scanner.Text());
                    break;
                default:
                    scanner.Skip();
                    break;
            }
        }

        return new S3MultipartPage<PendingUpload>(
            uploads.ConvertAll(upload => new PendingUpload(Key(upload.Key, encoded), upload.Id, upload.Initiated)), IsTruncated(truncated))
        {
            NextKey = Key(nextKey, encoded),
            NextId = nextId,
        };
    }

    private static XmlScanner Root(ReadOnlySpan<byte> xml, ReadOnlySpan<byte> name)
    {
        var scanner = new XmlScanner(xml);
        scanner.ReadRoot();
        return scanner.Name.SequenceEqual(name)
            ? scanner
            : throw new InvalidDataException($"the answer is no {Encoding.ASCII.GetString(name)}");
    }

    /// <summary>A page that doesn't say whether it is the last is none.</summary>
    private static bool IsTruncated(bool? stated) => stated ?? throw new InvalidDataException("the page doesn't say whether it is the last (IsTruncated)");

    private static ObjectKey Key(byte[] bytes, bool encoded) => new(encoded ? PercentEncoding.DecodeQuery(bytes) : bytes);

    private static long Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out _) ? number : throw new InvalidDataException("a listed number is none");

    private static UploadedPart ReadPart(ref XmlScanner scanner)
    {
        var (number, size, etag) = (0, (long?)null, "");
        while (scanner.ReadChild())
        {
            switch (Encoding.ASCII.GetString(scanner.Name))
            {
                case "PartNumber":
                    number = (int)Number(scanner.Text());
                    break;
                case "Size":
                    size = Number(scanner.Text());
                    break;
                case "ETag":
                    etag = EntityTag.Bare(Encoding.Latin1.GetString(scanner.Text())) ?? "";
                    break;
                default:
                    scanner.Skip();
                    break;
            }
        }

        return number > 0 ? new UploadedPart(number, etag, size) : throw new InvalidDataException("a listed part has no number");
    }

    private static (byte[] Key, string Id, DateTimeOffset? Initiated) ReadUpload(ref XmlScanner scanner)
    {
        (byte[] Key, string Id, DateTimeOffset? Initiated) upload = ([], "", null);
        while (scanner.ReadChild())
        {
            switch (Encoding.ASCII.GetString(scanner.Name))
            {
                case "Key":
                    upload.Key = scanner.Text().ToArray();
                    break;
                case "UploadId":
                    upload.Id = Encoding.UTF8.GetString(scanner.Text());
                    break;
                case "Initiated":
                    upload.Initiated = HttpDate.ParseIso(scanner.Text());
                    break;
                default:
                    scanner.Skip();
                    break;
            }
        }

        return upload;
    }
}
