namespace OssTransfer.Jobs.Catalogues;

/// <summary>A line of the catalogue's index in its place.</summary>
/// <param name="Span">Where its records count.</param>
/// <param name="Segment">The line.</param>
public sealed record PlacedSegment(CatalogueSpan Span, SegmentRef Segment);
