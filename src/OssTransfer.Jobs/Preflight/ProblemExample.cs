using OssTransfer.Storage;

namespace OssTransfer.Jobs.Preflight;

/// <summary>One of the objects that have a problem.</summary>
/// <param name="Key">The key under the destination's prefix; of a host, its name.</param>
/// <param name="Size">Bytes; null where unknown.</param>
/// <param name="Detail">What it is about this one, for people; null where the problem says all.</param>
public sealed record ProblemExample(ObjectKey Key, long? Size, string? Detail);
