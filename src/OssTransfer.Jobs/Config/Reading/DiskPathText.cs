namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Absolute directories.</summary>
internal static class DiskPathText
{
    public const string Allowed = "must be an absolute path without . and .. in it";

    public static bool TryRead(string text, out string path)
    {
        path = "";
        if (!text.StartsWith('/'))
        {
            return false;
        }

        var segments = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        path = "/" + string.Join('/', segments);
        return segments.All(segment => segment is not ("." or ".."));
    }
}
