namespace OssTransfer.Transfer.Verification;

/// <summary>Whether what was read is what the source says it holds.</summary>
internal enum SourceProof
{
    /// <summary>The source publishes nothing that could be compared.</summary>
    Unproven,

    /// <summary>A published digest is equal.</summary>
    Proven,

    /// <summary>A published digest is another one: the content was damaged on its way.</summary>
    Damaged,
}
