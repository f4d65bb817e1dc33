using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>A started upload: all that is needed, on any machine, to move its parts. Never changes; another version of the source is another upload.</summary>
/// <param name="Generation">From 1; the attempt at this object that the upload belongs to.</param>
/// <param name="UploadId">The destination's name of it.</param>
/// <param name="PartBytes">Of every part but the last.</param>
/// <param name="Version">The version of the source that all parts must come from.</param>
public sealed record MultipartUpload(int Generation, string UploadId, long PartBytes, SourceVersion Version)
{
    /// <summary>What the source publishes of that version.</summary>
    public IReadOnlyList<PublishedDigest> Published { get; init; } = [];

    /// <summary>As in <see cref="StartedUpload.HasOpaqueETags"/>.</summary>
    public bool HasOpaqueETags { get; init; }

    /// <summary>Names of headers that were left out.</summary>
    public IReadOnlyList<string> DroppedMetadata { get; init; } = [];

    /// <summary>Parts in all; 0 where it is read in one stream, and so cut as it comes.</summary>
    public int PartCount => Version is { ReadsOnlyWhole: false, Size: { } size } ? (int)((size + PartBytes - 1) / PartBytes) : 0;

    /// <summary>The slice that part <paramref name="number"/> (from 1) holds.</summary>
    public ByteRange RangeOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, PartCount);
        var offset = (number - 1) * PartBytes;
        return new(offset, Math.Min(PartBytes, Version.Size!.Value - offset));
    }
}
