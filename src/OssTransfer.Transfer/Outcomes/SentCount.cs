namespace OssTransfer.Transfer.Outcomes;

/// <summary>What went out of an object, repeats included.</summary>
/// <param name="Objects">How often the whole of it.</param>
/// <param name="Bytes">Bytes of bodies.</param>
public readonly record struct SentCount(int Objects, long Bytes);
