namespace OssTransfer.Transfer.Verification;

/// <summary>Whether two ETags are the same, in whatever case a store writes their digits. One that nobody told is the same as none.</summary>
public static class ETags
{
    /// <summary>Whether both were told and are the same.</summary>
    public static bool Same(string? left, string? right) => left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it was told and is one of these.</summary>
    public static bool IsAmong(string? etag, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.Any(one => Same(one, etag));
    }
}
