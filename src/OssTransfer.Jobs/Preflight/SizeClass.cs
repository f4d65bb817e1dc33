namespace OssTransfer.Jobs.Preflight;

/// <summary>The objects of similar size.</summary>
/// <param name="Name">For people and scripts.</param>
/// <param name="Objects">How many.</param>
/// <param name="Bytes">Of all of them.</param>
public sealed record SizeClass(string Name, long Objects, long Bytes);
