using System.Text;
using System.Text.RegularExpressions;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Reads multipart/form-data.</summary>
internal static partial class FormFields
{
    /// <summary>By name.</summary>
    public static Dictionary<string, FormField> Read(EmulatorRequest request)
    {
        var boundary = Encoding.Latin1.GetBytes($"--{Boundary().Match(request.Header("Content-Type") ?? "").Groups[1].Value}");
        var fields = new Dictionary<string, FormField>();
        var rest = request.Body.AsSpan();
        rest = rest[(rest.IndexOf(boundary) + boundary.Length)..];
        while (!rest.StartsWith("--"u8))
        {
            var end = rest.IndexOf([.. "\r\n"u8, .. boundary]);
            var head = rest.IndexOf("\r\n\r\n"u8);
            var headers = Encoding.UTF8.GetString(rest[..head]);
            var type = Type().Match(headers) is { Success: true } match ? match.Groups[1].Value : "application/octet-stream";
            fields[Name().Match(headers).Groups[1].Value] = new(rest[(head + 4)..end].ToArray(), type);
            rest = rest[(end + 2 + boundary.Length)..];
        }

        return fields;
    }

    [GeneratedRegex("boundary=\"?([^\";]+)\"?")]
    private static partial Regex Boundary();

    [GeneratedRegex("[; ]name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("Content-Type: *([^\r\n]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Type();
}
