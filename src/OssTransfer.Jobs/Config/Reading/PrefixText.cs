namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Directories inside a bucket.</summary>
internal static class PrefixText
{
    /// <summary>With the final slash that a directory has; empty stays empty.</summary>
    public static string Complete(string prefix) => prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/";

    /// <summary>True where a file system can hold the prefix: no empty segment, no <c>.</c>, no <c>..</c>.</summary>
    public static bool FitsDisk(string completePrefix) =>
        completePrefix.Length == 0 || completePrefix[..^1].Split('/').All(segment => segment is not ("" or "." or ".."));
}
