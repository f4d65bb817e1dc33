namespace OssTransfer.Cli.Probing;

/// <summary>What a request of a probe gave.</summary>
/// <param name="Detail">For people.</param>
/// <param name="Value">For the requests after it.</param>
/// <param name="Ok">It is as it should be.</param>
internal sealed record ProbeAnswer<T>(string Detail, T? Value, bool Ok = true);
