namespace OssTransfer.Grains.Registry;

/// <summary>What else writes to a place.</summary>
/// <param name="JobId">A job that does; null: none of those whose destination is known.</param>
/// <param name="Unknown">Jobs of which it was not noted where they write.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.destination-overlap")]
internal sealed record DestinationOverlap(string? JobId, string[] Unknown);
