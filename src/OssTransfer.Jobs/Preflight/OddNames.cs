using OssTransfer.Storage;

namespace OssTransfer.Jobs.Preflight;

/// <summary>Keys that servers, gateways and proxies like to change when they take them for paths.</summary>
internal static class OddNames
{
    /// <summary>The key has <c>.</c>, <c>..</c> or nothing between two <c>/</c>, or begins with <c>/</c>. One at its end is common.</summary>
    public static bool Has(ObjectKey key)
    {
        var rest = key.Bytes;
        while (true)
        {
            var slash = rest.IndexOf((byte)'/');
            var name = slash < 0 ? rest : rest[..slash];
            if ((name.IsEmpty && slash >= 0) || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
            {
                return true;
            }

            if (slash < 0)
            {
                return false;
            }

            rest = rest[(slash + 1)..];
        }
    }
}
