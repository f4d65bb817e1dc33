namespace OssTransfer.Jobs.Catalogues;

/// <summary>Reads the durable catalogue. Everything read is immutable, so it may be read again and by many at once.</summary>
public interface ICatalogueStore
{
    /// <summary>A page of a run's index; page n holds lines n * <see cref="CatalogueIndex.PageLines"/> and on.</summary>
    Task<IReadOnlyList<SegmentRef>> ReadIndexAsync(int run, int page, CancellationToken cancellationToken);

    /// <summary>One segment with its records.</summary>
    Task<Segment> ReadSegmentAsync(SegmentRef segment, CancellationToken cancellationToken);
}
