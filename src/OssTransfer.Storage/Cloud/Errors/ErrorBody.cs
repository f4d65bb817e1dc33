using System.Text;

namespace OssTransfer.Storage.Cloud.Errors;

/// <summary>What an error's XML says. Null where it says nothing.</summary>
internal sealed record ErrorBody(string? Code, string? Message, string? Region, string? Endpoint, string? RequestId)
{
    public static ErrorBody None { get; } = new(null, null, null, null, null);

    /// <summary>Reads what can be read; what is no XML of an error says nothing.</summary>
    public static ErrorBody ParseXml(ReadOnlySpan<byte> xml)
    {
        try
        {
            var scanner = new XmlScanner(xml);
            scanner.ReadRoot();
            return scanner.Name switch
            {
                var name when name.SequenceEqual("Error"u8) => Read(ref scanner),
                var name when name.SequenceEqual("ErrorResponse"u8) => ReadFirst(ref scanner),
                _ => None,
            };
        }
        catch (InvalidDataException)
        {
            return None;
        }
    }

    /// <summary>Reads the children of an open Error.</summary>
    public static ErrorBody Read(ref XmlScanner scanner)
    {
        var body = None;
        while (scanner.ReadChild())
        {
            var name = Encoding.ASCII.GetString(scanner.Name);
            switch (name)
            {
                case "Code":
                    body = body with { Code = Text(ref scanner) };
                    break;
                case "Message":
                    body = body with { Message = Text(ref scanner) };
                    break;
                case "Region":
                    body = body with { Region = Text(ref scanner) };
                    break;
                case "Endpoint":
                    body = body with { Endpoint = Text(ref scanner) };
                    break;
                case "RequestId":
                    body = body with { RequestId = Text(ref scanner) };
                    break;
                default:
                    scanner.Skip();
                    break;
            }
        }

        return body;
    }

    /// <summary>The Error among the children of an open element.</summary>
    private static ErrorBody ReadFirst(ref XmlScanner scanner)
    {
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("Error"u8))
            {
                return Read(ref scanner);
            }

            scanner.Skip();
        }

        return None;
    }

    private static string? Text(ref XmlScanner scanner)
    {
        var text = scanner.Text();
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }
}
