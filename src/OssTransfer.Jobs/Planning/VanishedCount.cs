namespace OssTransfer.Jobs.Planning;

/// <summary>Objects that vanished at the source.</summary>
/// <param name="Objects">How many.</param>
/// <param name="Bytes">Their bytes, as recorded.</param>
public sealed record VanishedCount(long Objects, long Bytes)
{
    /// <summary>Both together.</summary>
    public VanishedCount Add(VanishedCount? other) => other is null ? this : new(Objects + other.Objects, ByteTotal.Add(Bytes, other.Bytes));
}
