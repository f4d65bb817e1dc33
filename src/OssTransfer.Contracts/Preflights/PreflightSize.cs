namespace OssTransfer.Contracts.Preflights;

/// <summary>The objects of similar size.</summary>
/// <param name="Name">empty, &lt; 64 KiB, &lt; 1 MiB, &lt; 16 MiB, &lt; 1 GiB, &gt;= 1 GiB or unknown.</param>
/// <param name="Objects">How many.</param>
/// <param name="Bytes">Of all of them.</param>
public sealed record PreflightSize(string Name, long Objects, long Bytes);
