using System.Text;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>What Complete and Copy answer with 200, which may be an error: whichever of the two is set.</summary>
internal sealed record S3WriteAnswer(string? ETag, ErrorBody? Error)
{
    /// <summary>Reads the answer; spaces that kept the connection alive may come first.</summary>
    public static S3WriteAnswer Parse(ReadOnlySpan<byte> xml)
    {
        var scanner = new XmlScanner(xml);
        scanner.ReadRoot();
        if (scanner.Name.SequenceEqual("Error"u8))
        {
            return new S3WriteAnswer(null, ErrorBody.Read(ref scanner));
        }

        if (!scanner.Name.EndsWith("Result"u8))
        {
            throw new InvalidDataException("the answer is no result");
        }

        string? etag = null;
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("ETag"u8))
            {
                etag = EntityTag.Bare(Encoding.Latin1.GetString(scanner.Text()));
            }
            else
            {
                scanner.Skip();
            }
        }

        return new S3WriteAnswer(etag, null);
    }
}
