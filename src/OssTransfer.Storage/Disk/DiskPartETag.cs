using System.Globalization;

namespace OssTransfer.Storage.Disk;

/// <summary>A part's ETag says where its bytes are, so that Complete can check whether the parts make a whole, also after a restart.</summary>
internal static class DiskPartETag
{
    public static string Of(long offset, long length) => string.Create(CultureInfo.InvariantCulture, $"at-{offset:x}-{length:x}");

    /// <summary>The size of the object that these parts make.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidPart"/> where they are out of order, overlap or leave a gap.</exception>
    public static long CheckWhole(IReadOnlyList<UploadedPart> parts)
    {
        var end = 0L;
        var number = 0;
        foreach (var part in parts)
        {
            if (part.Number <= number || part.Size is not { } size || part.ETag != Of(end, size))
            {
                throw new StorageException(StorageErrorKind.InvalidPart, $"part {part.Number} doesn't begin at byte {end} with {part.Size} bytes");
            }

            number = part.Number;
            end += size;
        }

        return parts.Count > 0 ? end : throw new StorageException(StorageErrorKind.InvalidPart, "no parts");
    }
}
